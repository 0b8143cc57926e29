//! An XLSX workbook → its sheets as rows. Formulas are never computed: what the workbook last
//! showed is what is read. Dates become `2023-01-01`.

use std::rc::Rc;

use super::serial;
use super::table::{MAX_COLUMNS, MAX_ROWS, Row, TableError, tidy};
use crate::import::package::Package;
use crate::import::xml::{self, Node};

/// The most sheets, styles and merged cells that are looked at.
const MAX_SHEETS: usize = 200;
const MAX_STYLES: usize = 65_000;
const MAX_MERGED: usize = 2_000;

/// An opened workbook.
pub struct Workbook<'a> {
    package: Package<'a>,
    /// Its sheets in their order.
    pub sheets: Vec<Sheet>,
    /// Texts that cells refer to.
    strings: Vec<Rc<str>>,
    /// Of each style, whether its numbers are dates.
    date_styles: Vec<bool>,
    /// Whether days are counted from 1904.
    from_1904: bool,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What its tab says.
    pub name: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
    part: String,
}

/// The rows of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Those with something in them that aren't hidden.
    pub rows: Vec<Row>,
    /// How many hidden ones have something in them.
    pub hidden: usize,
}

impl<'a> Workbook<'a> {
    /// Opens a workbook: reads what its cells refer to.
    pub fn open(mut package: Package<'a>) -> Result<Workbook<'a>, TableError> {
        let (names, from_1904) = sheet_names(&part(&mut package, "xl/workbook.xml")?)?;
        let rels = package.part("xl/_rels/workbook.xml.rels")?;
        let targets = targets(&rels.unwrap_or_default())?;
        let sheets = names
            .into_iter()
            .filter_map(|(name, is_hidden, rel)| {
                let (_, target) = targets.iter().find(|(id, _)| *id == rel)?;
                Some(Sheet {
                    name,
                    is_hidden,
                    part: target.clone(),
                })
            })
            .collect();
        let strings = package.part("xl/sharedStrings.xml")?.unwrap_or_default();
        let styles = package.part("xl/styles.xml")?.unwrap_or_default();
        Ok(Workbook {
            sheets,
            strings: shared_strings(&strings)?,
            date_styles: date_styles(&styles)?,
            from_1904,
            package,
        })
    }

    /// The rows of a sheet.
    pub fn rows(&mut self, sheet: &Sheet) -> Result<Rows, TableError> {
        let text = part(&mut self.package, &sheet.part)?;
        let mut reading = Reading::new(self);
        let walked = xml::walk(&text, &mut |node| {
            reading.take(node);
            !reading.is_full
        });
        if reading.is_full {
            return Err(TableError::TooLong);
        }
        walked?;
        let Reading {
            mut out, merged, ..
        } = reading;
        fill(&mut out.rows, &merged);
        Ok(out)
    }
}

/// Walks all of a part.
fn sweep(text: &str, each: &mut dyn FnMut(Node)) -> Result<(), TableError> {
    xml::walk(text, &mut |node| {
        each(node);
        true
    })?;
    Ok(())
}

/// The text of a part that must be there.
fn part(package: &mut Package, name: &str) -> Result<String, TableError> {
    package.part(name)?.ok_or(TableError::Broken)
}

/// Name, whether hidden, and relation of each sheet; and whether days are counted from 1904.
type SheetNames = (Vec<(String, bool, String)>, bool);

fn sheet_names(text: &str) -> Result<SheetNames, TableError> {
    let mut names = Vec::new();
    let mut from_1904 = false;
    sweep(text, &mut |node| {
        if let Node::Open(tag) = node {
            match tag.name() {
                "workbookPr" => {
                    from_1904 = matches!(tag.get("date1904").as_deref(), Some("1" | "true"));
                }
                "sheet" if names.len() < MAX_SHEETS => {
                    let name = tag.get("name").map(|name| tidy(&name).to_string());
                    let state = tag.get("state").unwrap_or_default();
                    let rel = tag.get("id").unwrap_or_default().into_owned();
                    names.push((name.unwrap_or_default(), state.contains("idden"), rel));
                }
                _ => {}
            }
        }
    })?;
    Ok((names, from_1904))
}

/// Where each relation leads, as the name of a part.
fn targets(text: &str) -> Result<Vec<(String, String)>, TableError> {
    let mut out = Vec::new();
    sweep(text, &mut |node| {
        if let Node::Open(tag) = node
            && tag.name() == "Relationship"
            && out.len() < MAX_SHEETS * 2
        {
            let target = tag.get("Target").unwrap_or_default();
            let part = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            out.push((tag.get("Id").unwrap_or_default().into_owned(), part));
        }
    })?;
    Ok(out)
}

fn shared_strings(text: &str) -> Result<Vec<Rc<str>>, TableError> {
    let mut out = Vec::new();
    let mut one = String::new();
    let (mut in_text, mut in_sound) = (false, false);
    sweep(text, &mut |node| match node {
        Node::Open(tag) => match tag.name() {
            "si" => one.clear(),
            "t" => in_text = true,
            // How a Japanese name is said.
            "rPh" => in_sound = true,
            _ => {}
        },
        Node::Close("si") => out.push(tidy(&one)),
        Node::Close("t") => in_text = false,
        Node::Close("rPh") => in_sound = false,
        Node::Text(text) if in_text && !in_sound => one.push_str(text),
        _ => {}
    })?;
    Ok(out)
}

/// Of each cell style, whether its number format shows a date.
fn date_styles(text: &str) -> Result<Vec<bool>, TableError> {
    let mut own: Vec<(u32, bool)> = Vec::new();
    let mut out = Vec::new();
    let mut in_cells = false;
    sweep(text, &mut |node| match node {
        Node::Open(tag) => match tag.name() {
            "numFmt" if own.len() < MAX_STYLES => {
                let id = tag.get("numFmtId").and_then(|id| id.parse().ok());
                let code = tag.get("formatCode").unwrap_or_default();
                own.extend(id.map(|id| (id, serial::is_date_format(&code))));
            }
            "cellXfs" => in_cells = true,
            "xf" if in_cells && out.len() < MAX_STYLES => {
                let id = tag.get("numFmtId").and_then(|id| id.parse().ok());
                out.push(id.unwrap_or(0));
            }
            _ => {}
        },
        Node::Close("cellXfs") => in_cells = false,
        _ => {}
    })?;
    own.sort_unstable();
    let is_date = |id: u32| match own.binary_search_by_key(&id, |(id, _)| *id) {
        Ok(at) => own[at].1,
        Err(_) => serial::is_builtin_date(id),
    };
    Ok(out.into_iter().map(is_date).collect())
}

/// A sheet under reading.
struct Reading<'w> {
    strings: &'w [Rc<str>],
    date_styles: &'w [bool],
    from_1904: bool,
    out: Rows,
    merged: Vec<Merged>,
    is_full: bool,
    number: u32,
    is_hidden: bool,
    cells: Vec<Rc<str>>,
    next_column: usize,
    cell: CellReading,
    in_text: bool,
}

/// A cell under reading.
#[derive(Default)]
struct CellReading {
    column: usize,
    kind: String,
    style: Option<usize>,
    text: String,
}

/// Cells of one column that are shown as one: the column, the first row, the last.
struct Merged {
    column: usize,
    first: u32,
    last: u32,
}

impl<'w> Reading<'w> {
    fn new(workbook: &'w Workbook) -> Reading<'w> {
        Reading {
            strings: &workbook.strings,
            date_styles: &workbook.date_styles,
            from_1904: workbook.from_1904,
            out: Rows::default(),
            merged: Vec::new(),
            is_full: false,
            number: 0,
            is_hidden: false,
            cells: Vec::new(),
            next_column: 0,
            cell: CellReading::default(),
            in_text: false,
        }
    }

    fn take(&mut self, node: Node) {
        match node {
            Node::Open(tag) => match tag.name() {
                "row" => {
                    let number = tag.get("r").and_then(|number| number.parse().ok());
                    self.number = number.unwrap_or(self.number.saturating_add(1));
                    self.is_hidden = matches!(tag.get("hidden").as_deref(), Some("1" | "true"));
                    self.cells.clear();
                    self.next_column = 0;
                }
                "c" => {
                    let place = tag.get("r").and_then(|place| place_of(&place));
                    self.cell = CellReading {
                        column: place.map_or(self.next_column, |(column, _)| column),
                        kind: tag.get("t").unwrap_or_default().into_owned(),
                        style: tag.get("s").and_then(|style| style.parse().ok()),
                        text: String::new(),
                    };
                    self.next_column = self.cell.column.saturating_add(1);
                }
                "v" | "t" => self.in_text = true,
                "mergeCell" if self.merged.len() < MAX_MERGED => {
                    let cells = tag.get("ref").unwrap_or_default();
                    self.merged.extend(merged(&cells));
                }
                _ => {}
            },
            Node::Text(text) if self.in_text => self.cell.text.push_str(text),
            Node::Text(_) => {}
            Node::Close("v" | "t") => self.in_text = false,
            Node::Close("c") => self.end_cell(),
            Node::Close("row") => self.end_row(),
            Node::Close(_) => {}
        }
    }

    fn end_cell(&mut self) {
        let CellReading {
            column,
            kind,
            style,
            text,
        } = std::mem::take(&mut self.cell);
        if column >= MAX_COLUMNS {
            return;
        }
        let value: Rc<str> = match kind.as_str() {
            "s" => {
                let at = text.trim().parse::<usize>().ok();
                at.and_then(|at| self.strings.get(at))
                    .cloned()
                    .unwrap_or_default()
            }
            "str" | "inlineStr" => tidy(&text),
            "b" => match text.trim() {
                "1" => "ja".into(),
                _ => "nej".into(),
            },
            // What couldn't be computed has no value.
            "e" => return,
            "d" => text.trim().get(..10).unwrap_or(text.trim()).into(),
            _ => {
                let is_date = style.and_then(|style| self.date_styles.get(style));
                serial::shown(text.trim(), is_date == Some(&true), self.from_1904).into()
            }
        };
        if value.is_empty() {
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Rc::default());
        }
        self.cells[column] = value;
    }

    fn end_row(&mut self) {
        if self.cells.is_empty() {
            return;
        }
        if self.is_hidden {
            self.out.hidden += 1;
            return;
        }
        if self.out.rows.len() == MAX_ROWS {
            self.is_full = true;
            return;
        }
        self.out.rows.push(Row {
            number: self.number,
            cells: std::mem::take(&mut self.cells),
        });
    }
}

/// Column from 0 and row from 1 of `B5`.
fn place_of(place: &str) -> Option<(usize, u32)> {
    let digits = place.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = place.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().try_fold(0usize, |sum, letter| {
        let letter = letter.to_ascii_uppercase();
        letter
            .is_ascii_uppercase()
            .then(|| sum * 26 + usize::from(letter - b'A') + 1)
    })?;
    Some((column - 1, row.parse().ok()?))
}

fn merged(cells: &str) -> Option<Merged> {
    let (first, last) = cells.split_once(':')?;
    let ((column, first), (_, last)) = (place_of(first)?, place_of(last)?);
    (last > first && column < MAX_COLUMNS).then_some(Merged {
        column,
        first,
        last,
    })
}

/// What a merged cell says, it says for all its rows.
fn fill(rows: &mut [Row], merged: &[Merged]) {
    for one in merged {
        let begin = rows.partition_point(|row| row.number < one.first);
        let Some(first) = rows.get(begin).filter(|row| row.number == one.first) else {
            continue;
        };
        let Some(value) = first.cells.get(one.column).filter(|cell| !cell.is_empty()) else {
            continue;
        };
        let value = Rc::clone(value);
        for row in rows[begin + 1..]
            .iter_mut()
            .take_while(|row| row.number <= one.last)
        {
            if row.cells.len() <= one.column {
                row.cells.resize(one.column + 1, Rc::default());
            }
            if row.cells[one.column].is_empty() {
                row.cells[one.column] = Rc::clone(&value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_cells() {
        assert_eq!(place_of("A1"), Some((0, 1)));
        assert_eq!(place_of("AB12"), Some((27, 12)));
        for place in ["", "A", "1", "ABCD1", "Å1", "A99999999999", "A-1"] {
            assert_eq!(place_of(place), None, "{place}");
        }
    }
}
