//! A member list, as somebody keeps it in a spreadsheet, into the files of the bodies. Pure: the
//! bytes of a list and the texts of `organ/*.yaml` in, texts of `organ/*.yaml` out.
//!
//! A reader of a format (`separated`, `workbook` with `serial`) makes rows of cells (`table`); a row
//! names the columns (`columns`), and each row below is read by its cells (`name`, `role`, `term`,
//! `body`) as who sits where (`entry`, `seat`). That is compared with what a body's file has
//! (`existing`) and put into it without touching the rest (`merge`, `chairs`, `guard`). What can't be
//! matched is said with its place (`problem`); nothing is guessed.

mod body;
mod chairs;
mod columns;
mod entry;
mod existing;
mod guard;
mod merge;
mod name;
mod problem;
mod role;
mod seat;
mod separated;
mod serial;
mod table;
mod term;
mod workbook;

pub use self::columns::Unread;
pub use self::merge::{Merged, Missing};
pub use self::problem::Problem;
pub use self::table::TableError;

use std::collections::HashSet;
use std::path::Path;

use chrono::NaiveDate;

use self::body::{NamedBody, body_named};
use self::columns::{Column, Head, head};
use self::entry::{Entries, Entry};
use self::merge::{Target, merge};
use self::problem::Problems;
use self::table::{Row, Table, letters};
use self::workbook::Workbook;
use super::file::{self, Kind, Other};
use super::package::Package;
use super::text::{self, TextError};
use crate::lang::{Message, fold};
use crate::model::Collaboration;
use crate::parse::names::Names;
use crate::text::MAX_FILE_BYTES;

/// What an archive knows.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Its bodies and parties.
    pub collaboration: &'a Collaboration,
    /// What they are called.
    pub names: &'a Names,
}

/// What somebody says beside the list.
#[derive(Clone, Debug)]
pub struct Options {
    /// The body, where the list doesn't say; of a list of several, the only one to read.
    pub body: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether a body that the archive doesn't have may be made.
    pub may_create: bool,
    /// The day on which those are missing who sit and aren't in the list.
    pub day: NaiveDate,
}

/// A list that was read, and what it makes of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// The row that names the columns.
    pub head_row: u32,
    /// The columns that are read, `A "Namn"`.
    pub columns: Vec<String>,
    /// The columns that aren't, with why.
    pub unread: Vec<(String, Unread)>,
    /// Rows below the headings.
    pub rows: usize,
    /// Rows whose seat is empty.
    pub vacant: Vec<u32>,
    /// Rows about other bodies than the one asked for.
    pub elsewhere: usize,
    /// Rows that the workbook hides.
    pub hidden: usize,
    /// Names that stood surname first.
    pub turned: usize,
    /// Rows without a role, taken for regular members.
    pub without_role: usize,
    /// Other sheets that look like member lists.
    pub other_sheets: Vec<String>,
    /// What isn't brought in, or not as it stands.
    pub problems: Vec<Problem>,
    /// The files, one for each body, by path.
    pub bodies: Vec<Merged>,
}

impl Outcome {
    /// How many rows of the list have somebody who isn't brought in.
    pub fn rows_left_out(&self) -> usize {
        let left_out = self.problems.iter().filter(|problem| problem.is_left_out);
        let rows: HashSet<u32> = left_out
            .flat_map(|problem| problem.rows.iter().copied())
            .collect();
        rows.len()
    }
}

/// Why a list can't be brought in at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MembersError {
    /// The file can't be read as a list.
    Table(TableError),
    /// `--body` names no body that can be used.
    Body(Message),
}

impl From<TableError> for MembersError {
    fn from(error: TableError) -> MembersError {
        MembersError::Table(error)
    }
}

impl MembersError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        match self {
            MembersError::Table(error) => error.message(),
            MembersError::Body(message) => message.clone(),
        }
    }
}

/// Reads the list in `bytes` and merges it into the files of the bodies, whose texts `read` gives
/// by path.
pub fn import(
    bytes: &[u8],
    known: &Known,
    options: &Options,
    read: &dyn Fn(&Path) -> Option<String>,
) -> Result<Outcome, MembersError> {
    let asked = match &options.body {
        Some(body) => Some(body_named(body, known, options).map_err(MembersError::Body)?),
        None => None,
    };
    let table = table(bytes, options.sheet.as_deref())?;
    let head = head(&table.rows).ok_or(TableError::NoHead)?;
    let fallback = asked.or_else(|| only_body(&table, known, options));
    let mut problems = Problems::default();
    let entries = entry::read(
        &table,
        &head,
        fallback.as_ref(),
        known,
        options,
        &mut problems,
    );
    let brought: HashSet<u32> = entries.entries.iter().map(|entry| entry.row).collect();
    let unread: Vec<HashSet<String>> = table.rows[head.at + 1..]
        .iter()
        .filter(|row| !brought.contains(&row.number))
        .map(words)
        .collect();
    let bodies = by_body(&entries.entries)
        .into_iter()
        .map(|(body, entries)| {
            let file = known.collaboration.body(&body.code);
            let path = file.map_or_else(|| body.new_path(), |file| file.path.clone());
            let text = file.and_then(|_| read(&path));
            let target = Target {
                code: &body.code,
                new_name: body.new_name.as_deref(),
                path: &path,
                text: text.as_deref(),
            };
            merge(
                &target,
                &entries,
                known,
                options.day,
                &unread,
                &mut problems,
            )
        })
        .collect();
    Ok(outcome(table, &head, entries, problems, bodies))
}

fn outcome(
    table: Table,
    head: &Head,
    entries: Entries,
    problems: Problems,
    bodies: Vec<Merged>,
) -> Outcome {
    let shown = |column: usize, heading: &str| format!("{} \"{heading}\"", letters(column));
    Outcome {
        head_row: table.rows[head.at].number,
        columns: head
            .columns
            .iter()
            .map(|(column, _)| {
                shown(
                    *column,
                    &table.rows[head.at].cell(*column).replace('\n', " "),
                )
            })
            .collect(),
        unread: head
            .unread
            .iter()
            .map(|(column, heading, why)| (shown(*column, heading), *why))
            .collect(),
        rows: entries.rows,
        vacant: entries.vacant,
        elsewhere: entries.elsewhere,
        hidden: table.hidden,
        turned: entries.turned,
        without_role: entries.without_role,
        other_sheets: table.others,
        sheet: table.name,
        problems: problems.finish(),
        bodies,
    }
}

/// The body that a list without any is about: the one its sheet is called after, or the only one
/// there is.
fn only_body(table: &Table, known: &Known, options: &Options) -> Option<NamedBody> {
    let strict = Options {
        may_create: false,
        ..options.clone()
    };
    let of_sheet = table
        .name
        .as_deref()
        .and_then(|name| body_named(name, known, &strict).ok());
    of_sheet.or_else(|| match known.collaboration.bodies.as_slice() {
        [only] => Some(NamedBody {
            code: only.code.value.clone(),
            new_name: None,
        }),
        _ => None,
    })
}

/// The entries of each body, bodies in the order of their codes.
fn by_body(entries: &[Entry]) -> Vec<(NamedBody, Vec<Entry>)> {
    let mut out: Vec<(NamedBody, Vec<Entry>)> = Vec::new();
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|a, b| a.body.code.cmp(&b.body.code));
    for entry in sorted {
        match out
            .last_mut()
            .filter(|(body, _)| body.code == entry.body.code)
        {
            Some((_, of_body)) => of_body.push(entry.clone()),
            None => out.push((entry.body.clone(), vec![entry.clone()])),
        }
    }
    out
}

/// The words of a row, folded.
fn words(row: &Row) -> HashSet<String> {
    // What is longer isn't a name.
    let cells = row.cells.iter().filter(|cell| cell.len() <= 200);
    let cells = cells.flat_map(|cell| {
        let folded = fold(cell);
        let words: Vec<String> = folded.split([' ', ',', ';']).map(str::to_owned).collect();
        words
    });
    cells.collect()
}

/// The list as rows: of a workbook the sheet asked for, else the first that has headings.
fn table(bytes: &[u8], sheet: Option<&str>) -> Result<Table, TableError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(TableError::TooMuch);
    }
    match file::kind(bytes) {
        Kind::Text | Kind::Html if sheet.is_some() => Err(TableError::NoSheets),
        // A list may begin with a tag and still be one; a page has no row of headings.
        Kind::Text | Kind::Html => {
            let text = text::decode(bytes)?;
            if text.trim().is_empty() {
                return Err(TextError::Empty.into());
            }
            let known = |rows: &[Row]| head(rows).map_or(0, |head| head.columns.len());
            separated::read(&text, &known)
        }
        Kind::Other(Other::Workbook) => {
            let package = Package::open(bytes)?;
            match package.has("xl/workbook.xml") {
                true => of_workbook(Workbook::open(package)?, sheet),
                false => Err(TableError::OtherWorkbook),
            }
        }
        Kind::Other(Other::OldWord) => Err(TableError::OldWorkbook),
        _ => Err(TableError::NoTable),
    }
}

/// Sheets that are looked at for one with headings.
const MAX_TRIED: usize = 20;

fn of_workbook(mut workbook: Workbook, asked: Option<&str>) -> Result<Table, TableError> {
    let sheets = workbook.sheets.clone();
    if let Some(asked) = asked {
        let found = sheets.iter().find(|sheet| fold(&sheet.name) == fold(asked));
        let sheet = found.ok_or_else(|| {
            let names = sheets.iter().map(|sheet| sheet.name.clone());
            TableError::NoSheet(asked.to_owned(), names.collect())
        })?;
        let rows = workbook.rows(sheet)?;
        return Ok(Table {
            name: Some(sheet.name.clone()),
            rows: rows.rows,
            hidden: rows.hidden,
            others: Vec::new(),
        });
    }
    let mut found: Option<Table> = None;
    for sheet in sheets
        .iter()
        .filter(|sheet| !sheet.is_hidden)
        .take(MAX_TRIED)
    {
        let rows = match (workbook.rows(sheet), &found) {
            (Ok(rows), _) => rows,
            (Err(error), None) => return Err(error),
            // The list is found: what else is in the workbook may be as it is.
            (Err(_), Some(_)) => break,
        };
        // A column more than names tells a list from a sheet that speaks of names.
        let is_list = head(&rows.rows)
            .is_some_and(|head| head.columns.len() > 1 || head.column(Column::Name).is_some());
        match &mut found {
            _ if !is_list => {}
            Some(table) => table.others.push(sheet.name.clone()),
            None => {
                found = Some(Table {
                    name: Some(sheet.name.clone()),
                    rows: rows.rows,
                    hidden: rows.hidden,
                    others: Vec::new(),
                });
            }
        }
    }
    found.ok_or(TableError::NoHead)
}
