//! `INDEX.md`: the bodies, the latest meetings, what is open and what is late.

use super::book::{ASSIGNMENT_KEYS, Book};
use super::names;
use super::page::Page;
use crate::lang::{Message, Text};
use crate::output::listing::{Cell, CellKind, Column, Listing};
use crate::output::markdown::link;

/// Meetings shown.
const MEETINGS: usize = 10;
/// Late assignments shown.
const LATE: usize = 20;

pub(super) fn page(book: &Book<'_>) -> Page {
    let mut page = Page::new(names::OVERVIEW);
    let name = &book.archive.collaboration.name.value;
    let title = match name.trim().is_empty() {
        true => book.text(Text::new("Protokollsamling", "Archive")),
        false => name,
    };
    page.heading(1, title);
    page.paragraph(&book.as_of());
    let pages = [
        (Text::new("Beslut", "Decisions"), names::DECISIONS),
        (
            Text::new("Balanslista", "Open assignments"),
            names::ASSIGNMENTS,
        ),
        (
            Text::new("Rekommendationer", "Recommendations"),
            names::RECOMMENDATIONS,
        ),
        (Text::new("Närvaro", "Attendance"), names::ATTENDANCE),
        (
            Text::new("Organen i en bild", "The bodies in a drawing"),
            names::STRUCTURE,
        ),
    ];
    let pages = pages.map(|(text, name)| link(book.text(text), name));
    page.paragraph(&pages.join(" · "));
    bodies(book, &mut page);
    meetings(book, &mut page);
    late(book, &mut page);
    page
}

/// The bodies, with how many of their assignments are open and late.
fn bodies(book: &Book<'_>, page: &mut Page) {
    page.heading(2, book.text(Text::new("Organ", "Bodies")));
    let listing = with_open(book);
    if listing.rows.is_empty() {
        page.paragraph(book.text(Text::new("Inga organ.", "No bodies.")));
        return;
    }
    let keys = [
        "code",
        "name",
        "meetings",
        "last_meeting",
        "next_meeting",
        "open",
        "late",
    ];
    book.show_with(page, &listing, &keys, &|row| {
        book.pages.get(row.id.as_str()).cloned()
    });
}

/// The answer of `bodies`, those outside left out, with two columns more.
fn with_open(book: &Book<'_>) -> Listing {
    let open = book.open_by_body();
    let mut listing = book.only(&book.bodies, "external", "false");
    let code = listing.column("code").expect("bodies have codes");
    listing.columns.extend([
        Column::new(
            "open",
            Text::new("Öppna uppdrag", "Open assignments"),
            CellKind::Number,
        ),
        Column::new("late", Text::new("Försenade", "Overdue"), CellKind::Number),
    ]);
    for row in &mut listing.rows {
        row.id = row.cell(code).machine().into_owned();
        let open = open.get(row.id.as_str()).map_or(&[][..], Vec::as_slice);
        let late = open.iter().filter(|one| one.is_overdue(book.day)).count();
        let counts = [open.len(), late].map(|count| Cell::Number(count as i64));
        row.cells.extend(counts);
    }
    listing
}

fn meetings(book: &Book<'_>, page: &mut Page) {
    page.heading(2, book.text(Text::new("Senaste möten", "Latest meetings")));
    let mut latest = book.meetings.clone();
    latest.rows.reverse();
    latest.rows.truncate(MEETINGS);
    if latest.rows.is_empty() {
        page.paragraph(book.text(Text::new("Inga möten.", "No meetings.")));
        return;
    }
    let to = book.links.of(&book.meetings);
    let keys = ["id", "title", "status", "chair", "decisions"];
    book.show_with(page, &latest, &keys, &|row| to.to_file(row));
}

fn late(book: &Book<'_>, page: &mut Page) {
    page.heading(
        2,
        book.text(Text::new("Försenade uppdrag", "Overdue assignments")),
    );
    let open = book.open();
    let late: Vec<_> = open
        .iter()
        .filter(|one| one.is_overdue(book.day))
        .copied()
        .collect();
    let (open, count) = (open.len(), late.len());
    let sum = Message::new(
        format!("Öppna uppdrag: {open}. Försenade: {count}."),
        format!("Open assignments: {open}. Overdue: {count}."),
    );
    let all = link(
        book.text(Text::new("Alla öppna", "All that are open")),
        names::ASSIGNMENTS,
    );
    page.paragraph(&format!("{} {all}", sum.get(book.lang)));
    if count > 0 {
        let listing = book.assignments(late.into_iter().take(LATE));
        book.show(page, &listing, &ASSIGNMENT_KEYS);
    }
    if count > LATE {
        let more = Message::new(
            format!("{} till i balanslistan.", count - LATE),
            format!("{} more among the open assignments.", count - LATE),
        );
        page.paragraph(more.get(book.lang));
    }
}
