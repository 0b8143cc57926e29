//! `BALANSLISTA.md`: what somebody still waits for, by receiver and by the body that gave it.

use std::collections::HashMap;

use super::book::{ASSIGNMENT_KEYS, Book};
use super::names;
use super::page::Page;
use crate::archive::register::Assignment;
use crate::lang::{Text, sort_key};
use crate::output::listing::{Cell, Listing};
use crate::output::markdown::{escape, link};

/// Assignments named for each receiver.
const NAMED: usize = 20;

pub(super) fn pages(book: &Book<'_>) -> Vec<Page> {
    let open = book.open();
    let by_body = book.open_by_body();
    let listing = book.assignments(by_body.values().flatten().copied());
    let parts = book.parts(names::ASSIGNMENTS, &listing);
    let title = book.text(Text::new("Balanslista", "Open assignments"));
    let mut pages = Vec::new();
    let mut bodies = by_body
        .iter()
        .flat_map(|(code, all)| all.iter().map(move |_| *code));
    for (at, (file, part)) in parts.iter().enumerate() {
        let mut page = book.page(file, title);
        if open.is_empty() {
            let none = Text::new("Inga uppdrag är öppna.", "No assignment is open.");
            page.paragraph(book.text(none));
        } else if at == 0 {
            receivers(book, &mut page, &open);
        }
        book.other_parts(&mut page, &parts, at);
        let codes: Vec<&str> = bodies.by_ref().take(part.rows.len()).collect();
        let mut from = 0;
        for code in codes.chunk_by(|a, b| a == b) {
            page.heading(2, code[0]);
            let rows = part.rows[from..from + code.len()].to_vec();
            from += code.len();
            let listing = Listing::new(part.columns.clone(), rows);
            book.show(&mut page, &listing, &ASSIGNMENT_KEYS);
        }
        pages.push(page);
    }
    pages
}

/// What each receiver has to do.
fn receivers(book: &Book<'_>, page: &mut Page, open: &[&Assignment<'_>]) {
    #[derive(Default)]
    struct Load {
        open: usize,
        late: usize,
        named: Vec<String>,
    }
    let mut loads: HashMap<&str, Load> = HashMap::new();
    for one in open {
        let id = &one.decision.id.0;
        let to = book.links.to(one.file, one.decision.span.start);
        let shown = to.map_or_else(|| escape(id), |to| link(id, &to));
        let waiting = one.receivers.iter().filter(|who| who.reported.is_none());
        for who in waiting {
            let load = loads.entry(who.name).or_default();
            load.open += 1;
            load.late += usize::from(one.is_overdue(book.day));
            match load.named.len() {
                named if named < NAMED => load.named.push(shown.clone()),
                NAMED => load.named.push("…".to_owned()),
                _ => {}
            }
        }
    }
    if loads.is_empty() {
        return;
    }
    page.heading(2, book.text(Text::new("Väntar på", "Waiting for")));
    let mut loads: Vec<(&str, Load)> = loads.into_iter().collect();
    loads.sort_by_cached_key(|(name, _)| (sort_key(name), *name));
    let heads = [
        Text::new("Mottagare", "Receiver"),
        Text::new("Öppna", "Open"),
        Text::new("Försenade", "Overdue"),
        Text::new("Vilka", "Which"),
    ];
    let number = |count| Cell::Number(count as i64).shown(book.lang).into_owned();
    let rows: Vec<Vec<String>> = loads
        .into_iter()
        .map(|(name, load)| {
            vec![
                escape(name),
                number(load.open),
                number(load.late),
                load.named.join(", "),
            ]
        })
        .collect();
    let heads = heads.map(|head| book.text(head).to_owned());
    page.table(&heads, 1..3, &rows);
}
