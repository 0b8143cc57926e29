//! `BESLUT.md`: the register of decisions, one page for each year.

use std::collections::{BTreeMap, BTreeSet};

use super::book::Book;
use super::names;
use super::page::Page;
use crate::lang::Text;
use crate::output::listing::{Listing, Row};
use crate::output::markdown::link;

/// Bodies beside each other; of more only the sums are shown.
const BODIES_MAX: usize = 20;

pub(super) fn pages(book: &Book<'_>) -> Vec<Page> {
    let all = &book.decisions;
    let (date, body) = (
        all.column("date").expect("decisions have a date"),
        all.column("body").expect("decisions have a body"),
    );
    // No year comes last: what has no day is oldest.
    let mut years: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in &all.rows {
        let day = row.cell(date).machine();
        let year = day.split_once('-').map_or("", |(year, _)| year).to_owned();
        years.entry(year).or_default().push(row.clone());
    }
    let mut first = book.page(
        names::DECISIONS,
        book.text(Text::new("Beslut", "Decisions")),
    );
    let mut pages = Vec::new();
    if years.is_empty() {
        first.paragraph(book.text(Text::new("Inga beslut.", "No decisions.")));
        return vec![first];
    }
    let mut bodies: BTreeSet<String> = all
        .rows
        .iter()
        .map(|row| row.cell(body).machine().into_owned())
        .collect();
    if bodies.len() > BODIES_MAX {
        bodies.clear();
    }
    let mut heads = vec![book.text(Text::new("År", "Year")).to_owned()];
    heads.extend(bodies.iter().map(|code| book.body_link(code)));
    heads.push(book.text(Text::new("Alla", "All")).to_owned());
    let mut table = Vec::new();
    for (year, rows) in years.into_iter().rev() {
        let undated = book.text(Text::new("Utan datum", "Undated"));
        let (shown, name) = match year.as_str() {
            "" => (undated, "BESLUT-UTAN-DATUM.md".to_owned()),
            year => (year, format!("BESLUT-{year}.md")),
        };
        let listing = Listing::new(all.columns.clone(), rows);
        // Clauses that only introduce others aren't counted.
        let counts = listing.group_by("body").expect("decisions have a body");
        let count = |code: &String| {
            let row = counts
                .rows
                .iter()
                .find(|row| row.cell(0).machine() == code.as_str());
            row.map_or(String::new(), |row| row.cell(1).machine().into_owned())
        };
        let mut cells = vec![link(shown, &name)];
        cells.extend(bodies.iter().map(count));
        cells.push(listing.count().to_string());
        table.push(cells);
        pages.extend(of_year(book, shown, &name, &listing));
    }
    first.table(&heads, 1..heads.len(), &table);
    pages.push(first);
    pages
}

fn of_year(book: &Book<'_>, year: &str, name: &str, listing: &Listing) -> Vec<Page> {
    let title = format!(
        "{} {}",
        book.text(Text::new("Beslut", "Decisions")),
        year.to_lowercase()
    );
    let parts = book.parts(name, listing);
    let page = |(at, (file, rows)): (usize, &(String, Listing))| {
        let mut page = book.page(file, &title);
        let all = book.text(Text::new("Alla år", "All years"));
        page.paragraph(&link(all, names::DECISIONS));
        book.other_parts(&mut page, &parts, at);
        book.show(
            &mut page,
            rows,
            &["id", "class", "text", "receiver", "due", "title"],
        );
        page
    };
    parts.iter().enumerate().map(page).collect()
}
