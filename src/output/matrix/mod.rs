//! A matrix: what each of many said to each of several things, with what is missing. Text with
//! the things numbered, values in the order they stand, and a page whose cells have a colour, a
//! sign and words, so that none of them is needed to understand it.

mod page;
mod plain;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use chrono::NaiveDate;

use super::csv::write_grid;
use super::listing::{Cell, Row};
use super::{Format, Style, markdown};
use crate::lang::{Lang, Text};

/// Things by those who answer, such as recommendations by parties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// What it shows.
    pub title: String,
    /// Those who answer, in order.
    pub columns: Vec<String>,
    /// The things, in order.
    pub rows: Vec<MatrixRow>,
}

/// One thing that is answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixRow {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it says.
    pub title: String,
    /// Since when.
    pub date: Option<NaiveDate>,
    /// By when answers are wanted.
    pub due: Option<NaiveDate>,
    /// One for each column; missing ones are [`Mark::Nothing`].
    pub cells: Vec<MatrixCell>,
}

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatrixCell {
    /// What it is.
    pub mark: Mark,
    /// More, shown when pointed at and read aloud.
    pub title: String,
    /// Where it can be read; left out unless it can only open a page.
    pub link: Option<String>,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Yes.
    Yes,
    /// Yes, in other words.
    Changed,
    /// No.
    No,
    /// There is one, and it isn't known what it says.
    Unsaid,
    /// There is none.
    Missing,
    /// There is none, and it is late.
    Late,
    /// None is wanted.
    #[default]
    Nothing,
}

impl Mark {
    /// Every mark, in the order of the legend.
    pub const ALL: [Mark; 7] = [
        Mark::Yes,
        Mark::Changed,
        Mark::No,
        Mark::Unsaid,
        Mark::Missing,
        Mark::Late,
        Mark::Nothing,
    ];

    /// A word of four letters at most, or a sign that is seen among them.
    pub fn short(self, lang: Lang) -> &'static str {
        match self {
            Mark::Yes => Text::new("ja", "yes").get(lang),
            Mark::Changed => Text::new("ändr", "chgd").get(lang),
            Mark::No => Text::new("nej", "no").get(lang),
            Mark::Unsaid => Text::new("svar", "ans").get(lang),
            Mark::Missing => "?",
            Mark::Late => "!",
            Mark::Nothing => "-",
        }
    }

    /// The words that stand for it.
    pub const fn words(self) -> Text {
        match self {
            Mark::Yes => Text::new("antagen", "adopted"),
            Mark::Changed => Text::new("antagen med ändring", "adopted with changes"),
            Mark::No => Text::new("avslagen", "declined"),
            Mark::Unsaid => Text::new("besvarad, oklart hur", "answered, not said how"),
            Mark::Missing => Text::new("svar saknas", "no answer"),
            Mark::Late => Text::new("svar saknas, sista dagen har gått", "no answer, overdue"),
            Mark::Nothing => Text::new("inte tillfrågad", "not asked"),
        }
    }

    /// The word for machines; nothing for [`Mark::Nothing`].
    const fn machine(self) -> Option<&'static str> {
        match self {
            Mark::Yes => Some("adopted"),
            Mark::Changed => Some("adopted_with_changes"),
            Mark::No => Some("declined"),
            Mark::Unsaid => Some("answered"),
            Mark::Missing => Some("missing"),
            Mark::Late => Some("overdue"),
            Mark::Nothing => None,
        }
    }

    fn waits(self) -> bool {
        matches!(self, Mark::Missing | Mark::Late)
    }
}

impl Matrix {
    /// The matrix in one of the formats that have room for it; `None` for the others, which are
    /// for rows.
    pub fn to_text(&self, format: Format, style: &Style) -> Option<String> {
        match format {
            Format::Table => Some(plain::plain(self, style)),
            Format::Markdown => Some(self.markdown(style.lang)),
            Format::Html => Some(page::page(self, style)),
            Format::Csv | Format::CsvExcel | Format::Tsv => {
                let mut out = Vec::new();
                self.separated(&mut out, format, style)
                    .expect("memory takes every write");
                Some(String::from_utf8(out).expect("every format writes UTF-8"))
            }
            Format::Json | Format::Jsonl | Format::Ids => None,
        }
    }

    fn mark(&self, row: &MatrixRow, column: usize) -> Mark {
        row.cells
            .get(column)
            .map_or(Mark::Nothing, |cell| cell.mark)
    }

    /// The marks that occur, in the order of the legend.
    fn used(&self) -> BTreeSet<Mark> {
        let cells = self.rows.iter().flat_map(|row| {
            let marks = (0..self.columns.len()).map(|column| self.mark(row, column));
            marks.collect::<BTreeSet<Mark>>()
        });
        cells.collect()
    }

    /// How many answers are missing in a row.
    fn waiting(&self, row: &MatrixRow) -> usize {
        row.cells.iter().filter(|cell| cell.mark.waits()).count()
    }

    fn markdown(&self, lang: Lang) -> String {
        let mut out = String::new();
        let heads = [
            Text::new("Rekommendation", "Recommendation"),
            Text::new("Senast", "Due"),
            Text::new("Saknas", "Missing"),
        ];
        let names = self.columns.iter().map(|name| markdown::escape(name));
        let heads = heads.map(|head| head.get(lang).to_owned()).into_iter();
        let heads: Vec<String> = heads.chain(names).collect();
        let _ = writeln!(out, "| {} |", heads.join(" | "));
        let _ = writeln!(
            out,
            "| --- | --- | ---: |{}",
            " --- |".repeat(self.columns.len())
        );
        for row in &self.rows {
            let due = row.due.map_or(String::new(), |due| due.to_string());
            let waiting = self.waiting(row);
            let (id, label) = (markdown::escape(&row.id), markdown::escape(&row.label));
            let _ = write!(out, "| {label} ({id}) | {due} | {waiting} |");
            for column in 0..self.columns.len() {
                let mark = self.mark(row, column);
                let words = mark.words().get(lang);
                let _ = match mark {
                    Mark::Nothing => write!(out, " |"),
                    // What is missing must be seen among much that isn't.
                    mark if mark.waits() => write!(out, " **{words}** |"),
                    _ => write!(out, " {words} |"),
                };
            }
            out.push('\n');
        }
        out
    }

    fn separated(&self, out: &mut Vec<u8>, format: Format, style: &Style) -> io::Result<()> {
        let head = |key: &'static str, text: Text| Cell::Word {
            machine: key,
            shown: text,
        };
        let mut heads = vec![
            head("id", Text::new("Id", "Id")),
            head("matter", Text::new("Sak", "Matter")),
            head("text", Text::new("Rekommendation", "Recommendation")),
            head("date", Text::new("Datum", "Date")),
            head("due", Text::new("Senast", "Due")),
            head("missing", Text::new("Saknas", "Missing")),
        ];
        heads.extend(self.columns.iter().cloned().map(Cell::Text));
        let rows: Vec<Row> = self
            .rows
            .iter()
            .map(|row| {
                let mut cells = vec![
                    Cell::Text(row.id.clone()),
                    Cell::Text(row.label.clone()),
                    Cell::Text(row.title.clone()),
                    Cell::date(row.date),
                    Cell::date(row.due),
                    Cell::Number(self.waiting(row) as i64),
                ];
                cells.extend((0..self.columns.len()).map(|column| {
                    let mark = self.mark(row, column);
                    mark.machine().map_or(Cell::Empty, |machine| Cell::Word {
                        machine,
                        shown: mark.words(),
                    })
                }));
                Row {
                    id: row.id.clone(),
                    cells,
                    depth: 0,
                }
            })
            .collect();
        write_grid(out, format, &heads, &rows, style)
    }
}
