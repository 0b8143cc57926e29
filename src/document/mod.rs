//! A protocol laid out for readers, whatever the format: letterhead, facts, attendance, items,
//! signatures, as parts in order. `export` writes them as HTML, Markdown or text.
//!
//! What a document says is text and marks here, never markup of a format.

mod attendance;
mod day;
mod extract;
mod items;
mod protocol;
mod template;

use std::collections::BTreeMap;

pub use extract::{ExtractError, Selection, extract, with_receivers};
pub use protocol::protocol;
pub use template::{TemplateError, Templates};

use crate::lang::{Lang, Text};
use crate::model::{Protocol, Status};
use crate::output::terminal::safe;
use crate::parse::prose::{Marks, Passage, Run};

/// A document from top to end.
#[derive(Clone, Debug)]
pub struct Document {
    /// The language of what the program adds.
    pub lang: Lang,
    /// The title, also of the window.
    pub title: String,
    /// What every page is marked with: the id of the protocol, its registry number.
    pub running: String,
    /// What it isn't: approved.
    pub stamp: Option<Stamp>,
    /// The parts in order.
    pub parts: Vec<Part>,
    /// A style sheet of the archive's own, for HTML.
    pub styles: Option<String>,
    /// The pictures that are there, by the paths that runs have.
    pub pictures: BTreeMap<String, Picture>,
}

/// What stands across a document that nobody has approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// `UTKAST`.
    pub word: &'static str,
    /// What that means here.
    pub says: &'static str,
}

/// A picture, as it is in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// `image/png`.
    pub media: &'static str,
    /// The whole file.
    pub bytes: Vec<u8>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Who sends it.
    Letterhead(Vec<Passage>),
    /// The title of the document, with what kind it is above.
    Title {
        /// `Protokoll`; nothing where the title says it.
        kind: Option<String>,
        /// The title.
        text: String,
    },
    /// Labels and values; a value without a label says what kind of matter it is.
    Facts(Vec<Fact>),
    /// A heading.
    Heading {
        /// From 2; never more than one deeper than the one before.
        level: u8,
        /// Its text.
        text: Vec<Run>,
        /// A name within the document; empty for none.
        anchor: String,
    },
    /// A table of the program's own.
    Table(Table),
    /// Running text.
    Prose(Vec<Passage>),
    /// Running text with what was decided.
    Decision {
        /// `Beslut`; nothing where the text says so itself.
        label: Option<&'static str>,
        /// The text.
        passages: Vec<Passage>,
    },
    /// Where people sign.
    Signatures(Signatures),
}

/// A label and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Without its colon; empty for none.
    pub label: String,
    /// The value.
    pub value: Vec<Run>,
}

/// A table whose first column names its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it is of.
    pub caption: String,
    /// Heads of the columns.
    pub columns: Vec<&'static str>,
    /// The rows, as many cells in each.
    pub rows: Vec<Vec<String>>,
}

/// Where people sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatures {
    /// Begins a page of its own where there are pages.
    pub own_page: bool,
    /// What stands above them; empty for nothing.
    pub says: String,
    /// Those who sign.
    pub lines: Vec<SignatureLine>,
}

/// One who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    /// `Ordförande`, or what the line is for.
    pub role: String,
    /// The name; empty where nobody is named.
    pub name: String,
    /// What the protocol says of a signature that was given; without one there is room for it.
    pub signed: Option<String>,
}

impl Document {
    fn new(lang: Lang, title: String, running: String, stamp: Option<Stamp>) -> Document {
        Document {
            lang,
            title,
            running,
            stamp,
            parts: Vec::new(),
            styles: None,
            pictures: BTreeMap::new(),
        }
    }

    /// The files of all pictures, from the archive's root, each once.
    pub fn picture_paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = self
            .runs()
            .filter_map(|run| Some(run.picture.as_ref()?.to_string()))
            .collect();
        paths.sort();
        paths.dedup();
        paths
    }

    fn runs(&self) -> impl Iterator<Item = &Run> {
        let passages = self.parts.iter().flat_map(|part| match part {
            Part::Letterhead(passages)
            | Part::Prose(passages)
            | Part::Decision { passages, .. } => passages.as_slice(),
            _ => &[],
        });
        let cells = passages.flat_map(|passage| &passage.cells).flatten();
        let facts = self.parts.iter().flat_map(|part| match part {
            Part::Facts(facts) => facts.as_slice(),
            _ => &[],
        });
        let headings = self.parts.iter().flat_map(|part| match part {
            Part::Heading { text, .. } => text.as_slice(),
            _ => &[],
        });
        cells
            .chain(facts.flat_map(|fact| &fact.value))
            .chain(headings)
    }

    /// Sees that no level of headings is left out, and that no reader obeys what a text holds.
    fn finish(&mut self) {
        self.title = clean(&self.title);
        self.running = clean(&self.running);
        // A heading that says nothing leads nowhere.
        self.parts.retain(|part| match part {
            Part::Heading { text, .. } => !crate::parse::prose::text(text).trim().is_empty(),
            _ => true,
        });
        let mut above = 1;
        for part in &mut self.parts {
            match part {
                Part::Heading { level, text, .. } => {
                    *level = (*level).clamp(2, above + 1).min(6);
                    above = *level;
                    clean_runs(text);
                }
                Part::Letterhead(passages)
                | Part::Prose(passages)
                | Part::Decision { passages, .. } => {
                    for cell in passages.iter_mut().flat_map(|passage| &mut passage.cells) {
                        clean_runs(cell);
                    }
                }
                Part::Title { text, .. } => *text = clean(text),
                Part::Facts(facts) => {
                    for fact in facts {
                        fact.label = clean(&fact.label);
                        clean_runs(&mut fact.value);
                    }
                }
                Part::Table(table) => {
                    for cell in table.rows.iter_mut().flatten() {
                        *cell = clean(cell);
                    }
                }
                Part::Signatures(signatures) => {
                    signatures.says = clean(&signatures.says);
                    for line in &mut signatures.lines {
                        line.role = clean(&line.role);
                        line.name = clean(&line.name);
                    }
                }
            }
        }
    }
}

fn clean(text: &str) -> String {
    safe(text).replace('\n', " ")
}

fn clean_runs(runs: &mut [Run]) {
    for run in runs {
        if let std::borrow::Cow::Owned(clean) = safe(&run.text) {
            run.text = clean;
        }
    }
}

impl Fact {
    fn new(label: impl Into<String>, value: impl Into<String>) -> Fact {
        let value = vec![plain(value)];
        let label = label.into();
        Fact { label, value }
    }
}

/// Text without marks.
fn plain(text: impl Into<String>) -> Run {
    Run {
        text: text.into(),
        marks: Marks::default(),
        ..Run::default()
    }
}

/// Whether a protocol is as it will be.
fn is_firm(protocol: &Protocol) -> bool {
    let status = protocol.status.as_ref().map(|status| status.value);
    matches!(status, Some(Status::Approved | Status::Finished))
}

/// What stands across the pages of a protocol.
fn stamp(protocol: &Protocol, lang: Lang) -> Option<Stamp> {
    let status = protocol.status.as_ref().map(|status| status.value);
    let (word, says) = match status {
        Some(Status::Approved | Status::Finished) => return None,
        Some(Status::Cancelled) => (
            Text::new("INSTÄLLT", "CANCELLED"),
            Text::new("Mötet är inställt.", "The meeting was cancelled."),
        ),
        Some(Status::ForApproval) => (
            Text::new("UTKAST", "DRAFT"),
            Text::new(
                "Protokollet är skickat för justering och kan ändras.",
                "The protocol awaits approval and may change.",
            ),
        ),
        Some(Status::Draft) | None => (
            Text::new("UTKAST", "DRAFT"),
            Text::new(
                "Protokollet är inte justerat och kan ändras.",
                "The protocol isn't approved and may change.",
            ),
        ),
    };
    Some(Stamp {
        word: word.get(lang),
        says: says.get(lang),
    })
}

#[cfg(test)]
mod tests;
