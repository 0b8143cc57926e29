//! `REKOMMENDATIONER.md`: what each party answered on each recommendation.

use std::collections::{HashMap, HashSet};

use super::book::Book;
use super::links::encoded;
use super::names;
use super::page::{Page, ROWS_MAX};
use crate::archive::register::{Outcome, Recommendation, Recommendations, ReplySource, Standing};
use crate::lang::Text;
use crate::output::markdown::{escape, link};

/// Parties beside each other; of more it is shown how many answered what.
const PARTIES_MAX: usize = 60;
/// Cells of one page at most, for the same reason as [`ROWS_MAX`].
const CELLS_MAX: usize = 6000;

pub(super) fn pages(book: &Book<'_>) -> Vec<Page> {
    let all = Recommendations::new(book.archive, book.day).all;
    let title = book.text(Text::new("Rekommendationer", "Recommendations"));
    if all.is_empty() {
        let mut page = book.page(names::RECOMMENDATIONS, title);
        let none = Text::new("Inga rekommendationer.", "No recommendations.");
        page.paragraph(book.text(none));
        return vec![page];
    }
    let parties = book.archive.collaboration.parties.len();
    let by_party = parties <= PARTIES_MAX;
    let rows = match by_party {
        true => (CELLS_MAX / parties.max(1)).min(ROWS_MAX),
        false => ROWS_MAX,
    };
    let parts: Vec<_> = all.chunks(rows).collect();
    let names: Vec<String> = (1..=parts.len())
        .map(|number| names::part(names::RECOMMENDATIONS, number))
        .collect();
    let page = |(at, part): (usize, &&[Recommendation<'_>])| {
        let mut page = book.page(&names[at], title);
        book.numbers(&mut page, &names, at);
        match by_party {
            true => matrix(book, &mut page, part),
            false => sums(book, &mut page, part),
        }
        page
    };
    parts.iter().enumerate().map(page).collect()
}

/// The first cells of a row: which, about what, by when.
fn first_cells(book: &Book<'_>, one: &Recommendation<'_>) -> Vec<String> {
    let to = book.links.to(one.file, one.decision.span.start);
    vec![
        to.map_or_else(|| escape(one.id()), |to| link(one.id(), &to)),
        escape(one.matter()),
        one.due().map_or(String::new(), |due| due.to_string()),
    ]
}

/// Their heads.
fn first_heads(book: &Book<'_>) -> Vec<String> {
    let heads = [
        Text::new("Rekommendation", "Recommendation"),
        Text::new("Sak", "Matter"),
        Text::new("Senast", "Due"),
    ];
    heads.map(|head| book.text(head).to_owned()).to_vec()
}

/// How many parties answered what.
fn sums(book: &Book<'_>, page: &mut Page, part: &[Recommendation<'_>]) {
    let mut heads = first_heads(book);
    heads.extend(Outcome::ALL.map(|outcome| book.text(outcome.text()).to_owned()));
    let row = |one: &Recommendation<'_>| {
        let counts = one.counts();
        let of = |outcome| match outcome {
            Outcome::Adopted => counts.adopted,
            Outcome::AdoptedWithChanges => counts.adopted_with_changes,
            Outcome::Declined => counts.declined,
            Outcome::Unsaid => counts.unsaid,
            Outcome::Missing => counts.missing,
        };
        let mut row = first_cells(book, one);
        row.extend(Outcome::ALL.map(|outcome| of(outcome).to_string()));
        row
    };
    let rows: Vec<Vec<String>> = part.iter().map(row).collect();
    page.table(&heads, 3..heads.len(), &rows);
}

/// What each party answered.
fn matrix(book: &Book<'_>, page: &mut Page, part: &[Recommendation<'_>]) {
    page.paragraph(book.text(Text::new(
        "Vad varje huvudman har bestämt; länken går till svaret. Fetstil: svaret är försenat. Streck: frågan ställdes inte till huvudmannen.",
        "What each party has decided; the link leads to the answer. Bold: the answer is late. A dash: the party wasn't asked.",
    )));
    let standings: Vec<HashMap<&str, Standing<'_, '_>>> = part
        .iter()
        .map(|one| one.standings().map(|each| (each.party, each)).collect())
        .collect();
    let concerned: HashSet<&str> = standings.iter().flat_map(HashMap::keys).copied().collect();
    // In the order of the agreement; only parties are ever asked or answer.
    let parties = book.archive.collaboration.parties.iter();
    let parties: Vec<&str> = parties
        .map(|party| party.name.value.as_str())
        .filter(|name| concerned.contains(name))
        .collect();
    let mut heads = first_heads(book);
    heads.extend(parties.iter().map(|name| escape(name)));
    let rows: Vec<Vec<String>> = part
        .iter()
        .zip(standings)
        .map(|(one, standings)| {
            let of = |name: &&str| match standings.get(name) {
                Some(standing) => cell(book, standing),
                None => "–".to_owned(),
            };
            let mut row = first_cells(book, one);
            row.extend(parties.iter().map(of));
            row
        })
        .collect();
    page.table(&heads, 0..0, &rows);
}

/// What a party answered, leading to where it stands.
fn cell(book: &Book<'_>, standing: &Standing<'_, '_>) -> String {
    let outcome = standing.outcome();
    let word = book.text(outcome.text());
    let Some(reply) = standing.reply else {
        return match standing.late && outcome == Outcome::Missing {
            true => format!("**{word}**"),
            false => word.to_owned(),
        };
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
    to.map_or_else(|| word.to_owned(), |to| link(word, &to))
}
