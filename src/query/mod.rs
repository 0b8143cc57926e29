//! A stub, to be replaced at merge: just enough questions for `cli` to compile and be tried.

pub mod filter;

use chrono::NaiveDate;

use crate::archive::Archive;
use crate::lang::{Message, Text};
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};

/// What was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Filters.
    pub filter: filter::Expr,
    /// The last day that counts.
    pub as_of: Option<NaiveDate>,
    /// Today.
    pub today: NaiveDate,
    /// Nothing left out.
    pub all: bool,
    /// Only open ones.
    pub open: bool,
    /// Only overdue ones.
    pub overdue: bool,
}

/// A question as data.
pub struct Question {
    /// English name.
    pub name: &'static str,
    /// Swedish name.
    pub swedish: &'static str,
    /// Title.
    pub title: Text,
    /// What it answers.
    pub about: Text,
    /// Its columns.
    pub columns: &'static [Column],
    /// Its filters.
    pub fields: &'static [(&'static str, Text)],
    /// The answer.
    pub run: fn(&Archive, &Asked) -> Result<Listing, AskError>,
}

/// Why there's no answer.
#[derive(Clone, Debug)]
pub enum AskError {
    /// The filter.
    Query(filter::QueryError),
}

impl AskError {
    /// One line.
    pub fn message(&self) -> Message {
        match self {
            AskError::Query(error) => error.message(),
        }
    }
}

static COLUMNS: [Column; 3] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("text", Text::new("Beslut", "Decision"), CellKind::Text),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
];

/// Every question.
pub static QUESTIONS: [&Question; 2] = [&DECISIONS, &MEETINGS];

static DECISIONS: Question = Question {
    name: "decisions",
    swedish: "beslut",
    title: Text::new("Beslut", "Decisions"),
    about: Text::new(
        "besluten, ett för varje att-sats",
        "the decisions, one for each clause",
    ),
    columns: &COLUMNS,
    fields: &[
        (
            "body",
            Text::new("organet som beslutade", "the body that decided"),
        ),
        ("date", Text::new("mötets dag", "the day of the meeting")),
        (
            "party",
            Text::new(
                "huvudman som fick ett uppdrag",
                "a party that was given something to do",
            ),
        ),
        (
            "person",
            Text::new(
                "person som fick ett uppdrag",
                "a person who was given something to do",
            ),
        ),
        ("class", Text::new("slag av beslut", "class of decision")),
        (
            "text",
            Text::new("beslutets text", "the text of the decision"),
        ),
        (
            "open",
            Text::new(
                "uppdrag som inte är avslutade",
                "assignments that aren't finished",
            ),
        ),
        (
            "title",
            Text::new("ärendets rubrik", "the title of the item"),
        ),
    ],
    run: |_, asked| {
        let cells = vec![
            Cell::text(Some("LSG/2023-02-17/4:1")),
            Cell::text(Some(asked.filter.to_string())),
            Cell::text(Some("lsg/2023-02-17.md")),
        ];
        let row = Row {
            id: "LSG/2023-02-17/4:1".to_owned(),
            cells,
            depth: 0,
        };
        Ok(Listing::new(COLUMNS.to_vec(), vec![row]))
    },
};

static MEETINGS: Question = Question {
    name: "meetings",
    swedish: "möten",
    title: Text::new("Möten", "Meetings"),
    about: Text::new("mötena", "the meetings"),
    columns: &COLUMNS,
    fields: &[
        ("body", Text::new("organet", "the body")),
        ("date", Text::new("mötets dag", "the day of the meeting")),
    ],
    run: |_, _| Ok(Listing::new(COLUMNS.to_vec(), Vec::new())),
};
