//! `search`: full text over all protocols, ranked, one row for each item and one for the head of
//! each document (front matter and what stands before the first item).

mod passage;
mod snippet;
#[cfg(test)]
mod tests;
mod words;

use std::cmp::Reverse;
use std::sync::Arc;

use rayon::prelude::*;
use regex::RegexBuilder;

use self::passage::{FIELDS, Passage, passages};
use self::words::{Hit, Pattern, Search, Wanted};
use super::filter::{Expr, Filter, QueryError, Term, Value, compile};
use super::meeting::{Meeting, meetings};
use super::{AskError, Asked, Question, documented, known};
use crate::archive::Archive;
use crate::lang::Text;
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};

/// Below this many files one thread is faster than several.
const PARALLEL_FROM: usize = 500;

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "search",
    swedish: "sök",
    per_meeting: true,
    title: Text::new("Sökning", "Search"),
    about: Text::new(
        "fritext i alla protokoll, det bästa först; alla ord ska finnas, och ord på fyra bokstäver eller fler hittar också längre ord",
        "full text of all protocols, the best first; every word must be there, and words of four letters or more find longer ones too",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

static COLUMNS: [Column; 10] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new(
        "score",
        Text::new("Av den bästa", "Of the best"),
        CellKind::Share,
    )
    .hidden(),
    Column::new("date", Text::new("Datum", "Date"), CellKind::Date).hidden(),
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id).hidden(),
    Column::new("title", Text::new("Ärende", "Item"), CellKind::Text),
    Column::new(
        "snippet",
        Text::new("Ur texten", "From the text"),
        CellKind::Text,
    ),
    Column::new("hits", Text::new("Träffar", "Hits"), CellKind::Number).hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number),
    Column::new("words", Text::new("Ord", "Words"), CellKind::Number).hidden(),
];

/// A query where each text looked for has a number.
enum Node {
    All,
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    /// Found in the text.
    Wanted(usize),
    /// What any question can ask of a row.
    Filter(Filter<Passage>),
}

impl Node {
    fn fits(&self, passage: &Passage, found: &[Tally]) -> bool {
        match self {
            Node::All => true,
            Node::And(nodes) => nodes.iter().all(|node| node.fits(passage, found)),
            Node::Or(nodes) => nodes.iter().any(|node| node.fits(passage, found)),
            Node::Not(node) => !node.fits(passage, found),
            Node::Wanted(index) => found[*index].hits > 0,
            Node::Filter(filter) => filter.fits(passage),
        }
    }
}

/// Gives the query its meaning, and gathers what to look for; `asked_for` tells of each whether
/// the query wants it there.
struct Compiler<'a> {
    archive: &'a Archive,
    wanted: Vec<Wanted>,
    asked_for: Vec<bool>,
}

impl Compiler<'_> {
    fn node(&mut self, expr: &Expr, positive: bool) -> Result<Node, QueryError> {
        let mut nodes = |parts: &[Expr]| -> Result<Vec<Node>, QueryError> {
            parts.iter().map(|part| self.node(part, positive)).collect()
        };
        Ok(match expr {
            Expr::All => Node::All,
            Expr::And(parts) => Node::And(nodes(parts)?),
            Expr::Or(parts) => Node::Or(nodes(parts)?),
            Expr::Not(part) => Node::Not(Box::new(self.node(part, !positive)?)),
            Expr::Term(term) => match wanted(term) {
                Some(wanted) => {
                    self.wanted.push(wanted);
                    self.asked_for.push(positive);
                    Node::Wanted(self.wanted.len() - 1)
                }
                None => {
                    let known = |field: &str, value: &str| known(self.archive, field, value);
                    Node::Filter(compile(expr, &FIELDS, &known)?)
                }
            },
        })
    }
}

/// What a term looks for in the text; `None` for one that asks something else, or that the filters
/// know better: a sign that is no word, a wrong expression.
fn wanted(term: &Term) -> Option<Wanted> {
    if term
        .field
        .as_deref()
        .is_some_and(|field| crate::lang::fold(field) != "text")
    {
        return None;
    }
    match &term.value {
        Value::Word(text) => Pattern::new(text, false).map(Wanted::Words),
        Value::Phrase(text) => Pattern::new(text, true).map(Wanted::Words),
        Value::Regex(pattern) => {
            let regex = RegexBuilder::new(pattern)
                .case_insensitive(true)
                .size_limit(1 << 20)
                .build();
            regex.ok().map(Wanted::Regex)
        }
        Value::Range { .. } | Value::Compare(..) => None,
    }
}

/// What was found of one thing looked for in one passage.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Tally {
    hits: usize,
    /// Hits by worth: in the title more, in part of a word less.
    weight: f64,
}

/// A hit of a part of a word, against one of a whole word.
const PART_WEIGHT: f64 = 0.5;
/// A hit in the title, against one in the text.
const TITLE_WEIGHT: f64 = 4.0;

/// BM25's constants: how soon more hits stop to matter, and how much length does.
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;

/// A passage that was read.
struct Read {
    passage: Passage,
    words: usize,
    tallies: Vec<Tally>,
    /// Whether the query wants it. Others are counted too: they tell how rare a word is.
    fits: bool,
    row: Option<Found>,
}

/// What a row needs of a passage.
struct Found {
    snippet: String,
    /// Where the first hit begins, else the title.
    first: usize,
    hits: usize,
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let mut compiler = Compiler {
        archive,
        wanted: Vec::new(),
        asked_for: Vec::new(),
    };
    let node = compiler
        .node(&asked.filter, true)
        .map_err(AskError::Query)?;
    let asked_for = compiler.asked_for;
    let search = Search::new(compiler.wanted);
    let meetings: Vec<Meeting> = meetings(archive, asked).collect();
    let read_one = |meeting: &Meeting| read(meeting, &search, &node, &asked_for);
    let read: Vec<Vec<Read>> = match meetings.len() < PARALLEL_FROM {
        true => meetings.iter().map(read_one).collect(),
        false => meetings.par_iter().map(read_one).collect(),
    };
    let all: Vec<Read> = read.into_iter().flatten().collect();
    let mut ranked = ranked(all, &asked_for);
    // Of equals the newest first.
    ranked.sort_by(|(a, left), (b, right)| {
        b.total_cmp(a)
            .then_with(|| Reverse(left.passage.date()).cmp(&Reverse(right.passage.date())))
            .then_with(|| left.passage.order().cmp(&right.passage.order()))
    });
    let most = ranked.first().map_or(0.0, |(score, _)| *score);
    let rows = ranked
        .into_iter()
        .map(|(score, read)| row(&read, (most > 0.0).then(|| score / most)));
    Ok(Listing::new(COLUMNS.to_vec(), rows.collect()))
}

/// Every passage of one protocol.
fn read(meeting: &Meeting, search: &Search, node: &Node, asked_for: &[bool]) -> Vec<Read> {
    let mut hits: Vec<Hit> = Vec::new();
    let read_one = |passage: Passage| {
        hits.clear();
        let text = passage.text();
        let words = search.find(text, &mut hits);
        let title = passage.title_range();
        let mut tallies = vec![Tally::default(); asked_for.len()];
        for hit in &hits {
            let tally = &mut tallies[hit.wanted];
            tally.hits += 1;
            let whole = if hit.whole { 1.0 } else { PART_WEIGHT };
            tally.weight += match title.contains(&hit.range.start) {
                true => whole * TITLE_WEIGHT,
                false => whole,
            };
        }
        let fits = node.fits(&passage, &tallies);
        let row = fits.then(|| {
            hits.retain(|hit| asked_for[hit.wanted]);
            Found {
                snippet: snippet::passage(text, &hits, title.clone()),
                first: hits.first().map_or(title.start, |hit| hit.range.start),
                hits: hits.len(),
            }
        });
        Read {
            words,
            tallies,
            fits,
            row,
            passage,
        }
    };
    passages(meeting).map(read_one).collect()
}

/// Those that fit, each with its score: BM25 over all passages, the titles weighing more.
fn ranked(all: Vec<Read>, asked_for: &[bool]) -> Vec<(f64, Read)> {
    let count = all.len() as f64;
    let average =
        (all.iter().map(|read| read.words).sum::<usize>() as f64 / count.max(1.0)).max(1.0);
    let rarity: Vec<f64> = asked_for
        .iter()
        .enumerate()
        .map(|(index, asked_for)| {
            let with = all
                .iter()
                .filter(|read| read.tallies[index].hits > 0)
                .count() as f64;
            match asked_for {
                true => (1.0 + (count - with + 0.5) / (with + 0.5)).ln(),
                false => 0.0,
            }
        })
        .collect();
    let score = |read: &Read| {
        let length = 1.0 - LENGTH + LENGTH * read.words as f64 / average;
        let of_each = read.tallies.iter().zip(&rarity).map(|(tally, rarity)| {
            rarity * tally.weight * (SATURATION + 1.0) / (tally.weight + SATURATION * length)
        });
        of_each.sum::<f64>()
    };
    let fitting = all.into_iter().filter(|read| read.fits);
    fitting.map(|read| (score(&read), read)).collect()
}

fn row(read: &Read, score: Option<f64>) -> Row {
    let passage = &read.passage;
    let protocol = passage.meeting.protocol();
    let found = read.row.as_ref();
    let start = passage.span.start as usize + found.map_or(0, |found| found.first);
    Row {
        id: passage.id(),
        cells: vec![
            Cell::Text(passage.id()),
            score.map_or(Cell::Empty, Cell::Share),
            Cell::date(protocol.date.as_ref().map(|date| date.value)),
            Cell::Text(protocol.body.value.clone()),
            Cell::text(passage.title().map(|title| title.value.as_str())),
            Cell::text(found.map(|found| found.snippet.as_str())),
            Cell::Number(found.map_or(0, |found| found.hits) as i64),
            Cell::Text(passage.meeting.file().path()),
            passage.meeting.line(start as u32),
            Cell::Number(read.words as i64),
        ],
        depth: 0,
    }
}
