//! `NARVARO.md`: at how many meetings each party was represented, year by year.

use std::collections::BTreeSet;

use super::book::Book;
use super::names;
use super::page::Page;
use crate::lang::Text;
use crate::output::markdown::escape;
use crate::query::{Represented, attendance_by_year};

/// Years beside each other.
const YEARS: usize = 10;

pub(super) fn page(book: &Book<'_>) -> Page {
    let mut page = book.page(
        names::ATTENDANCE,
        book.text(Text::new("Närvaro", "Attendance")),
    );
    let counts = attendance_by_year(book.archive, book.day);
    if counts.is_empty() {
        let nothing = Text::new("Ingen närvaro är antecknad.", "No attendance is recorded.");
        page.paragraph(book.text(nothing));
        return page;
    }
    page.paragraph(book.text(Text::new(
        "3/4: någon tjänstgjorde för huvudmannen vid tre av de fyra möten där den har en plats. Möten vars protokoll inte säger vilka som var där räknas inte.",
        "3/4: somebody served for the party at three of the four meetings where it has a seat. Meetings whose protocols don't say who was there aren't counted.",
    )));
    let years: BTreeSet<i32> = counts.keys().map(|&(_, year)| year).collect();
    let parties: BTreeSet<usize> = counts.keys().map(|&(party, _)| party).collect();
    let years: Vec<i32> = years.into_iter().rev().collect();
    let cell = |sum: Represented| match sum.of {
        0 => String::new(),
        of => format!("{}/{of}", sum.at),
    };
    for (at, years) in years.chunks(YEARS).enumerate() {
        let mut heads = vec![book.text(Text::new("Huvudman", "Party")).to_owned()];
        heads.extend(years.iter().map(ToString::to_string));
        if at == 0 {
            heads.push(book.text(Text::new("Alla år", "All years")).to_owned());
        }
        let row = |&party: &usize| {
            let name = &book.archive.collaboration.parties[party].name.value;
            let mut row = vec![escape(name)];
            let of = |year: &i32| counts.get(&(party, *year)).copied().unwrap_or_default();
            row.extend(years.iter().map(|year| cell(of(year))));
            if at == 0 {
                let all = counts.range((party, i32::MIN)..=(party, i32::MAX));
                row.push(cell(all.fold(Represented::default(), |sum, (_, one)| {
                    Represented {
                        at: sum.at + one.at,
                        of: sum.of + one.of,
                    }
                })));
            }
            row
        };
        page.table(
            &heads,
            1..heads.len(),
            &parties.iter().map(row).collect::<Vec<_>>(),
        );
    }
    page
}
