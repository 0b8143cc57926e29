//! A listing: rows of typed cells under named columns. What every question answers with, and all
//! that the output formats know.

use chrono::NaiveDate;

use crate::lang::Text;

/// One column of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// English snake_case: the JSON key, the CSV head, the word for `--columns`.
    pub key: &'static str,
    /// The head shown to people.
    pub title: Text,
    /// Shown when `--columns` doesn't choose.
    pub default: bool,
    /// What the cells hold, for alignment and the published schema.
    pub kind: CellKind,
}

/// What a column holds. Every column may also hold nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Text,
    /// A word of a fixed English vocabulary (a class, a state), with what people are shown.
    Word,
    /// A whole number.
    Number,
    /// A share between 0 and 1.
    Share,
    /// A day.
    Date,
    /// Yes or no.
    Flag,
    /// Several texts.
    List,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing: JSON `null`, elsewhere empty.
    Empty,
    /// Text from a document: never trusted, always escaped.
    Text(String),
    /// A word of a vocabulary: machines get `machine`, people the text.
    Word {
        /// English, never translated.
        machine: &'static str,
        /// What tables, Markdown and HTML show.
        shown: Text,
    },
    /// A whole number.
    Number(i64),
    /// A share between 0 and 1; people see whole percents.
    Share(f64),
    /// A day, ISO 8601 everywhere.
    Date(NaiveDate),
    /// Yes or no.
    Flag(bool),
    /// Several texts: a JSON array, elsewhere joined by "; ".
    List(Vec<String>),
}

impl Cell {
    /// A text cell, or an empty one.
    pub fn text(value: Option<impl Into<String>>) -> Cell {
        value.map_or(Cell::Empty, |value| Cell::Text(value.into()))
    }

    /// A date cell, or an empty one.
    pub fn date(value: Option<NaiveDate>) -> Cell {
        value.map_or(Cell::Empty, Cell::Date)
    }
}

/// Rows under columns; every row has one cell for each column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The chosen columns, in the order shown.
    pub columns: Vec<Column>,
    /// The rows, in order.
    pub rows: Vec<Row>,
    /// Rows before `--limit`.
    pub total: usize,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What `--format ids` prints.
    pub id: String,
    /// Cells, one for each column.
    pub cells: Vec<Cell>,
    /// How deep the row stands under the one before (a clause under its parent), from 0.
    pub depth: u8,
}
