//! A listing: rows of typed cells under named columns. What every question answers with, and all
//! that the output formats know.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;

use crate::lang::{Lang, Message, Text};

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
    /// The machine words that cells of kind [`CellKind::Word`] may hold, in their natural order;
    /// empty where the vocabulary isn't closed.
    pub words: &'static [&'static str],
}

impl Column {
    /// A column that is shown when nobody chooses.
    pub const fn new(key: &'static str, title: Text, kind: CellKind) -> Column {
        Column {
            key,
            title,
            default: true,
            kind,
            words: &[],
        }
    }

    /// The same, shown only when chosen.
    pub const fn hidden(mut self) -> Column {
        self.default = false;
        self
    }

    /// The same, with the machine words it may hold.
    pub const fn words(mut self, words: &'static [&'static str]) -> Column {
        self.words = words;
        self
    }
}

/// What a column holds. Every column may also hold nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// An id, a path or a number with parts, in a [`Cell::Text`]: never broken over lines, and
    /// sorted with `10` after `9`.
    Id,
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
    /// Several words of a vocabulary: machines get the English ones.
    Words(Vec<Text>),
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

    /// What people read, unescaped: `""` for nothing, translated words, whole percents.
    pub fn shown(&self, lang: Lang) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Word { shown, .. } => Cow::Borrowed(shown.get(lang)),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            Cell::Share(share) => Cow::Owned(percent(*share, lang)),
            Cell::Date(date) => Cow::Owned(date.to_string()),
            Cell::Flag(true) => Cow::Borrowed(Text::new("ja", "yes").get(lang)),
            Cell::Flag(false) => Cow::Borrowed(Text::new("nej", "no").get(lang)),
            Cell::List(texts) => Cow::Owned(texts.join("; ")),
            Cell::Words(words) => {
                let words: Vec<&str> = words.iter().map(|word| word.get(lang)).collect();
                Cow::Owned(words.join("; "))
            }
        }
    }

    /// What machines read, unescaped: `""` for nothing, English words, shares as fractions,
    /// `true` and `false`.
    pub fn machine(&self) -> Cow<'_, str> {
        match self {
            Cell::Word { machine, .. } => Cow::Borrowed(machine),
            Cell::Share(share) if share.is_finite() => Cow::Owned(share.to_string()),
            Cell::Share(_) => Cow::Borrowed(""),
            Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            other => other.shown(Lang::En),
        }
    }
}

/// Whole percents; never 100 % of what isn't all, nor 0 % of what is something.
fn percent(share: f64, lang: Lang) -> String {
    if !share.is_finite() {
        return String::new();
    }
    let rounded = (share * 100.0).round();
    let whole = if share > 0.0 && share < 1.0 {
        rounded.clamp(1.0, 99.0)
    } else {
        rounded
    };
    match lang {
        Lang::Sv => format!("{whole}\u{a0}%"),
        Lang::En => format!("{whole}%"),
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

impl Row {
    /// The cell of column `index`; nothing where the row is short.
    pub fn cell(&self, index: usize) -> &Cell {
        self.cells.get(index).unwrap_or(&Cell::Empty)
    }
}

impl Listing {
    /// All of `rows` under `columns`.
    pub fn new(columns: Vec<Column>, rows: Vec<Row>) -> Listing {
        let total = rows.len();
        Listing {
            columns,
            rows,
            total,
        }
    }

    /// The index of the column called `key`.
    pub fn column(&self, key: &str) -> Result<usize, UnknownColumn> {
        let found = self.columns.iter().position(|column| column.key == key);
        found.ok_or_else(|| UnknownColumn::new(key, &self.columns))
    }

    /// The column that shows by indentation how deep a row stands: `text`, where it is shown.
    pub fn indented_column(&self) -> Option<usize> {
        self.columns.iter().position(|column| column.key == "text")
    }

    /// The column that reads as running text: `text`, or else the first of kind
    /// [`CellKind::Text`].
    pub fn text_column(&self) -> Option<usize> {
        let texts = |column: &Column| column.kind == CellKind::Text;
        let named = self
            .columns
            .iter()
            .position(|column| texts(column) && column.key == "text");
        named.or_else(|| self.columns.iter().position(texts))
    }

    /// Only the columns called `keys`, in that order; a key given twice counts once.
    /// Sort and group before selecting: both want the whole listing.
    pub fn select(&self, keys: &[&str]) -> Result<Listing, UnknownColumn> {
        let mut indices = Vec::with_capacity(keys.len());
        for key in keys {
            let index = self.column(key)?;
            if !indices.contains(&index) {
                indices.push(index);
            }
        }
        Ok(self.pick(&indices))
    }

    /// Only the columns that are shown when nobody chooses.
    pub fn select_default(&self) -> Listing {
        let shown = |&index: &usize| self.columns[index].default;
        self.pick(&(0..self.columns.len()).filter(shown).collect::<Vec<_>>())
    }

    fn pick(&self, indices: &[usize]) -> Listing {
        let columns = indices.iter().map(|&index| self.columns[index]).collect();
        let rows = self.rows.iter().map(|row| Row {
            id: row.id.clone(),
            cells: indices.iter().map(|&i| row.cell(i).clone()).collect(),
            depth: row.depth,
        });
        Listing {
            columns,
            rows: rows.collect(),
            total: self.total,
        }
    }

    /// Keeps the first `most` rows, counted as shown: a parent and its clauses are rows alike.
    pub fn limit(&mut self, most: usize) {
        self.total = self.total.max(self.rows.len());
        self.rows.truncate(most);
    }

    /// How many rows have none under them: what `--count` prints.
    pub fn count(&self) -> usize {
        (0..self.rows.len()).filter(|&i| self.is_leaf(i)).count()
    }

    /// Whether no row stands under row `index`.
    pub(super) fn is_leaf(&self, index: usize) -> bool {
        let next = self.rows.get(index + 1);
        next.is_none_or(|next| next.depth <= self.rows[index].depth)
    }
}

/// A column that the listing doesn't have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownColumn {
    /// What was asked for.
    pub name: String,
    /// The nearest name there is, if one is near.
    pub nearest: Option<&'static str>,
    /// Every name there is, in the listing's order.
    pub known: Vec<&'static str>,
}

impl UnknownColumn {
    fn new(name: &str, columns: &[Column]) -> UnknownColumn {
        let known: Vec<&'static str> = columns.iter().map(|column| column.key).collect();
        // Jaro-Winkler reads every pair of characters: a long argument is no misspelling.
        let candidates = if name.len() <= 64 { &known[..] } else { &[] };
        let nearest = candidates
            .iter()
            .map(|&key| (strsim::jaro_winkler(&name.to_lowercase(), key), key))
            .filter(|(likeness, _)| *likeness >= 0.75)
            .max_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, key)| key);
        UnknownColumn {
            name: name.to_owned(),
            nearest,
            known,
        }
    }

    /// The error in both languages: the nearest name, or all there are.
    pub fn message(&self) -> Message {
        let UnknownColumn {
            name,
            nearest,
            known,
        } = self;
        match nearest {
            Some(near) => Message::new(
                format!("ingen kolumn heter \"{name}\"; menades \"{near}\"?"),
                format!("no column is called \"{name}\"; did you mean \"{near}\"?"),
            ),
            None => {
                let known = known.join(", ");
                Message::new(
                    format!("ingen kolumn heter \"{name}\"; kolumnerna är {known}"),
                    format!("no column is called \"{name}\"; the columns are {known}"),
                )
            }
        }
    }
}

impl fmt::Display for UnknownColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message().get(Lang::En))
    }
}

impl std::error::Error for UnknownColumn {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::sample;

    #[test]
    fn a_share_is_whole_percents_and_never_rounds_to_all_or_nothing() {
        let shown = |share| Cell::Share(share).shown(Lang::En).into_owned();
        assert_eq!(shown(0.0), "0%");
        assert_eq!(shown(0.001), "1%");
        assert_eq!(shown(0.525), "53%");
        assert_eq!(shown(0.999), "99%");
        assert_eq!(shown(1.0), "100%");
        assert_eq!(shown(f64::NAN), "");
        assert_eq!(Cell::Share(0.5).shown(Lang::Sv), "50\u{a0}%");
    }

    #[test]
    fn select_takes_the_columns_asked_for_in_that_order_once() {
        let chosen = sample::nasty().select(&["date", "id", "date"]).unwrap();
        let keys: Vec<_> = chosen.columns.iter().map(|column| column.key).collect();
        assert_eq!(keys, ["date", "id"]);
        assert_eq!(chosen.rows[0].cells.len(), 2);
        assert_eq!(chosen.rows[0].id, "LSG/2023-02-17/4:1");
    }

    #[test]
    fn an_unknown_column_names_the_nearest_or_all() {
        let listing = sample::nasty();
        let near = listing.select(&["clas"]).unwrap_err();
        assert_eq!(near.nearest, Some("class"));
        assert_eq!(
            near.message().sv,
            "ingen kolumn heter \"clas\"; menades \"class\"?"
        );
        let far = listing.select(&["zzz"]).unwrap_err();
        assert_eq!(far.nearest, None);
        assert!(
            far.to_string()
                .ends_with("the columns are id, date, class, text, seats, share, open, receivers")
        );
    }

    #[test]
    fn limit_counts_rows_as_shown_and_remembers_how_many_there_were() {
        let mut listing = sample::nasty();
        let all = listing.rows.len();
        listing.limit(2);
        assert_eq!((listing.rows.len(), listing.total), (2, all));
        listing.limit(1);
        assert_eq!((listing.rows.len(), listing.total), (1, all));
    }

    #[test]
    fn count_leaves_out_rows_with_rows_under_them() {
        let listing = sample::nasty();
        assert_eq!(listing.rows.iter().filter(|row| row.depth > 0).count(), 1);
        assert_eq!(listing.count(), listing.rows.len() - 1);
    }
}
