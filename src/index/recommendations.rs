//! `REKOMMENDATIONER.md`: what each party answered on each recommendation.

use std::collections::BTreeSet;

use super::book::Book;
use super::links::encoded;
use super::names;
use super::page::{Page, ROWS_MAX};
use crate::archive::register::{Outcome, Recommendation, Recommendations, ReplySource, Standing};
use crate::lang::Text;
use crate::output::markdown::{escape, link};

pub(super) fn pages(book: &Book<'_>) -> Vec<Page> {
    let all = Recommendations::new(book.archive, book.day).all;
    let title = book.text(Text::new("Rekommendationer", "Recommendations"));
    if all.is_empty() {
        let mut page = book.page(names::RECOMMENDATIONS, title);
        let none = Text::new("Inga rekommendationer.", "No recommendations.");
        page.paragraph(book.text(none));
        return vec![page];
    }
    let parts = all.chunks(ROWS_MAX).enumerate();
    let names: Vec<String> = parts
        .clone()
        .map(|(at, _)| names::part(names::RECOMMENDATIONS, at + 1))
        .collect();
    parts
        .map(|(at, part)| {
            let mut page = book.page(&names[at], title);
            page.paragraph(book.text(Text::new(
                "Vad varje huvudman har bestämt. Streck: frågan ställdes inte till huvudmannen.",
                "What each party has decided. A dash: the party wasn't asked.",
            )));
            book.numbers(&mut page, &names, at);
            matrix(book, &mut page, part);
            page
        })
        .collect()
}

fn matrix(book: &Book<'_>, page: &mut Page, part: &[Recommendation<'_>]) {
    let standings: Vec<Vec<Standing<'_, '_>>> =
        part.iter().map(|one| one.standings().collect()).collect();
    let concerned: BTreeSet<&str> = standings.iter().flatten().map(|one| one.party).collect();
    // In the order of the agreement; a name is a party's.
    let parties: Vec<&str> = book
        .archive
        .collaboration
        .parties
        .iter()
        .map(|party| party.name.value.as_str())
        .filter(|name| concerned.contains(name))
        .collect();
    let mut heads = vec![
        book.text(Text::new("Rekommendation", "Recommendation"))
            .to_owned(),
        book.text(Text::new("Sak", "Matter")).to_owned(),
        book.text(Text::new("Senast", "Due")).to_owned(),
    ];
    heads.extend(parties.iter().map(|name| escape(name)));
    let rows: Vec<Vec<String>> = part
        .iter()
        .zip(standings)
        .map(|(one, standings)| {
            let to = book.links.to(one.file, one.decision.span.start);
            let mut row = vec![
                to.map_or_else(|| escape(one.id()), |to| link(one.id(), &to)),
                escape(one.matter()),
                one.due().map_or(String::new(), |due| due.to_string()),
            ];
            let of = |name: &&str| {
                let standing = standings.iter().find(|standing| standing.party == *name);
                standing.map_or("–".to_owned(), |standing| cell(book, standing))
            };
            row.extend(parties.iter().map(of));
            row
        })
        .collect();
    page.table(&heads, 0..0, &rows);
}

/// What a party answered and when, leading to where it stands.
fn cell(book: &Book<'_>, standing: &Standing<'_, '_>) -> String {
    let outcome = standing.outcome();
    let word = book.text(outcome.text());
    let Some(reply) = standing.reply else {
        return match standing.late && outcome == Outcome::Missing {
            true => format!("**{word}**"),
            false => word.to_owned(),
        };
    };
    let shown = match reply.date {
        Some(date) => format!("{word} {date}"),
        None => word.to_owned(),
    };
    let to = match reply.source {
        ReplySource::Item(file, _, line) => book.links.to(file, line.value.span.start),
        ReplySource::Row(register, row) => {
            encoded(&register.path).map(|path| match book.yaml(&register.path) {
                Some(source) => format!("{path}#L{}", source.lines.line(row.span.start)),
                None => path,
            })
        }
    };
    to.map_or_else(|| escape(&shown), |to| link(&shown, &to))
}
