//! `ORGAN-LSG.md`: one body, with its members, its meetings and what it decided last.

use std::collections::HashMap;

use super::book::{ASSIGNMENT_KEYS, Book};
use super::names;
use super::page::Page;
use crate::archive::register::Assignment;
use crate::lang::Text;
use crate::model::Body;
use crate::output::listing::{Listing, Row};
use crate::output::markdown::link;

/// Clauses shown, but for the last meeting's, which all are.
const DECISIONS: usize = 50;

pub(super) fn pages(book: &Book<'_>) -> Vec<Page> {
    let members = ByBody::new(&book.members);
    let meetings = ByBody::new(&book.meetings);
    let decisions = ByBody::new(&book.decisions);
    let open = book.open_by_body();
    let bodies = book.archive.collaboration.bodies.iter();
    bodies
        .flat_map(|body| {
            let of = |all: &ByBody<'_>| all.of(&body.code.value);
            let open = open.get(body.code.value.as_str());
            let rows = Rows {
                members: of(&members),
                open: open.map_or(&[], Vec::as_slice),
                meetings: of(&meetings),
                decisions: of(&decisions),
            };
            pages_of(book, body, rows)
        })
        .collect()
}

/// The rows of a listing by the body they are of.
struct ByBody<'l> {
    listing: &'l Listing,
    rows: HashMap<String, Vec<&'l Row>>,
}

impl<'l> ByBody<'l> {
    fn new(listing: &'l Listing) -> ByBody<'l> {
        let at = listing
            .column("body")
            .expect("the question has that column");
        let mut rows: HashMap<String, Vec<&'l Row>> = HashMap::new();
        for row in &listing.rows {
            let body = row.cell(at).machine().into_owned();
            rows.entry(body).or_default().push(row);
        }
        ByBody { listing, rows }
    }

    fn of(&self, code: &str) -> Listing {
        let rows = self.rows.get(code).into_iter().flatten();
        let rows = rows.map(|row| (*row).clone()).collect();
        Listing::new(self.listing.columns.clone(), rows)
    }
}

/// What there is of one body.
struct Rows<'r, 'a> {
    members: Listing,
    open: &'r [&'r Assignment<'a>],
    meetings: Listing,
    decisions: Listing,
}

fn pages_of(book: &Book<'_>, body: &Body, mut rows: Rows<'_, '_>) -> Vec<Page> {
    let code = &body.code.value;
    let name = &body.name.value;
    let title = match code == name || name.is_empty() {
        true => code.clone(),
        false => format!("{code} {name}"),
    };
    rows.meetings.rows.reverse();
    let parts = book.parts(&book.pages[code.as_str()], &rows.meetings);
    let mut pages = Vec::new();
    for (at, (file, meetings)) in parts.iter().enumerate() {
        let mut page = book.page(file, &title);
        if at == 0 {
            members_section(book, &mut page, body, &rows.members);
            open_section(book, &mut page, rows.open);
        }
        page.heading(2, book.text(Text::new("Möten", "Meetings")));
        book.other_parts(&mut page, &parts, at);
        if meetings.rows.is_empty() {
            page.paragraph(book.text(Text::new("Inga möten.", "No meetings.")));
        } else {
            let to = book.links.of(meetings);
            let keys = [
                "id",
                "title",
                "kind",
                "status",
                "chair",
                "present",
                "decisions",
            ];
            book.show_with(&mut page, meetings, &keys, &|row| to.to_file(row));
        }
        if at == 0 {
            decisions_section(book, &mut page, &rows.decisions);
        }
        pages.push(page);
    }
    pages
}

fn members_section(book: &Book<'_>, page: &mut Page, body: &Body, members: &Listing) {
    page.heading(2, book.text(Text::new("Ledamöter", "Members")));
    if members.rows.is_empty() {
        page.paragraph(book.text(match body.members.is_empty() {
            true => Text::new("Ingen ledamotslista finns.", "There is no member list."),
            false => Text::new("Ingen den dagen.", "Nobody on that day."),
        }));
        return;
    }
    let keys = ["name", "party", "kind", "role", "substitute_for", "from"];
    book.show_with(page, members, &keys, &|row| book.to_line(row, members));
}

fn open_section(book: &Book<'_>, page: &mut Page, open: &[&Assignment<'_>]) {
    page.heading(2, book.text(Text::new("Öppna uppdrag", "Open assignments")));
    if open.is_empty() {
        page.paragraph(book.text(Text::new("Inga.", "None.")));
        return;
    }
    let count = open.len();
    let listing = book.assignments(open.iter().copied().take(DECISIONS));
    book.show(page, &listing, &ASSIGNMENT_KEYS);
    if count > DECISIONS {
        let all = Text::new("Alla öppna uppdrag", "All open assignments");
        page.paragraph(&link(book.text(all), names::ASSIGNMENTS));
    }
}

/// The clauses of the latest meetings, the last meeting first.
fn decisions_section(book: &Book<'_>, page: &mut Page, decisions: &Listing) {
    page.heading(
        2,
        book.text(Text::new("Senaste beslut", "Latest decisions")),
    );
    if decisions.rows.is_empty() {
        page.paragraph(book.text(Text::new("Inga.", "None.")));
        return;
    }
    let path = decisions.column("path").expect("decisions have a path");
    let mut latest: Vec<Row> = Vec::new();
    for meeting in decisions
        .rows
        .chunk_by(|a, b| a.cell(path) == b.cell(path))
        .rev()
    {
        if !latest.is_empty() && latest.len() + meeting.len() > DECISIONS {
            break;
        }
        latest.extend_from_slice(meeting);
    }
    let all = latest.len() == decisions.rows.len();
    let listing = Listing::new(decisions.columns.clone(), latest);
    book.show(
        page,
        &listing,
        &["id", "class", "text", "receiver", "due", "title"],
    );
    if !all {
        let older = Text::new("Äldre beslut", "Older decisions");
        page.paragraph(&link(book.text(older), names::DECISIONS));
    }
}
