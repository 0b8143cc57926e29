//! A member list as rows of cells: what every reader of a format makes, within limits.

use std::rc::Rc;

use crate::import::package::PackageError;
use crate::import::text::{TextError, plain};
use crate::import::xml::XmlError;
use crate::lang::Message;

/// The most rows with something in them: no collaboration has as many seats.
pub const MAX_ROWS: usize = 5_000;

/// The most columns; what stands to the right of them isn't read.
pub const MAX_COLUMNS: usize = 128;

/// The most letters of a cell: no name, organisation or source is longer. What is cut ends with
/// `…`.
pub const MAX_LETTERS: usize = 1_000;

/// Rows of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The sheet's name, where it has one.
    pub name: Option<String>,
    /// The rows that have something in them, in the order of the file.
    pub rows: Vec<Row>,
    /// Rows that the workbook hides, which aren't read.
    pub hidden: usize,
    /// Other sheets that look like member lists.
    pub others: Vec<String>,
}

/// A row that has something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number as the program that made it shows it; of a text the line it begins on.
    pub number: u32,
    /// Its cells from the first column on, tidied; a missing one is empty.
    pub cells: Vec<Rc<str>>,
}

impl Row {
    /// The cell of a column, from 0.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell)
    }
}

/// Why a file can't be read as a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// It is no readable text.
    Text(TextError),
    /// The workbook is damaged.
    Broken,
    /// Far more inside than any list has.
    TooMuch,
    /// The workbook asks for a password.
    Encrypted,
    /// A workbook of the old kind (`.xls`), or one with a password.
    OldWorkbook,
    /// A workbook of another program (`.ods`).
    OtherWorkbook,
    /// Neither a workbook nor a text with columns.
    NoTable,
    /// More rows than a list may have, 5,000.
    TooLong,
    /// A quotation mark on this line has no end.
    Unclosed(u32),
    /// No sheet of that name; the sheets there are.
    NoSheet(String, Vec<String>),
    /// `--sheet` for a file without sheets.
    NoSheets,
    /// No row names the columns.
    NoHead,
}

impl From<TextError> for TableError {
    fn from(error: TextError) -> TableError {
        TableError::Text(error)
    }
}

impl From<PackageError> for TableError {
    fn from(error: PackageError) -> TableError {
        match error {
            PackageError::Broken => TableError::Broken,
            PackageError::Bomb => TableError::TooMuch,
            PackageError::Encrypted => TableError::Encrypted,
        }
    }
}

impl From<XmlError> for TableError {
    fn from(error: XmlError) -> TableError {
        match error {
            XmlError::Broken => TableError::Broken,
            XmlError::Deep | XmlError::Stopped => TableError::TooMuch,
        }
    }
}

impl TableError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        let (sv, en) = match self {
            TableError::Text(TextError::Binary) | TableError::NoTable => (
                "filen är ingen tabell: spara listan som XLSX eller CSV och försök igen",
                "the file is no table: save the list as XLSX or CSV and try again",
            ),
            TableError::Text(TextError::TooLarge { .. }) | TableError::TooMuch => (
                "filen rymmer mer än en ledamotslista kan göra och läses inte: spara bara listan, som CSV, och försök igen",
                "the file holds more than a member list can and isn't read: save the list alone, as CSV, and try again",
            ),
            TableError::Text(error) => return error.message(),
            TableError::Broken => (
                "arbetsboken är skadad och går inte att läsa: öppna den i Excel eller LibreOffice och spara den på nytt",
                "the workbook is damaged and can't be read: open it in Excel or LibreOffice and save it anew",
            ),
            TableError::Encrypted => (
                "arbetsboken är skyddad med lösenord: ta bort lösenordet och försök igen",
                "the workbook is protected by a password: remove the password and try again",
            ),
            TableError::OldWorkbook => (
                "filen är en arbetsbok av äldre slag (.xls) eller skyddad med lösenord: spara den som XLSX utan lösenord och försök igen",
                "the file is a workbook of the old kind (.xls) or protected by a password: save it as XLSX without one and try again",
            ),
            TableError::OtherWorkbook => (
                "filen är ett OpenDocument-kalkylblad: spara det som XLSX eller CSV och försök igen",
                "the file is an OpenDocument sheet: save it as XLSX or CSV and try again",
            ),
            TableError::TooLong => {
                return Message::new(
                    format!("listan har fler än {MAX_ROWS} rader: dela den och försök igen"),
                    format!("the list has more than {MAX_ROWS} rows: split it and try again"),
                );
            }
            TableError::Unclosed(line) => {
                return Message::new(
                    format!(
                        "ett citattecken på rad {line} har inget slut, och resten går inte att läsa: rätta raden och försök igen"
                    ),
                    format!(
                        "a quotation mark on line {line} has no end, and the rest can't be read: correct the line and try again"
                    ),
                );
            }
            TableError::NoSheet(name, sheets) => {
                let sheets = sheets.join(", ");
                return Message::new(
                    format!("arbetsboken har inget blad \"{name}\": bladen är {sheets}"),
                    format!("the workbook has no sheet \"{name}\": the sheets are {sheets}"),
                );
            }
            TableError::NoSheets => (
                "en CSV-fil har inga blad: ta bort --sheet",
                "a CSV file has no sheets: leave --sheet out",
            ),
            TableError::NoHead => (
                "ingen rad är en rubrikrad: skriv en rad med Namn (eller Förnamn och Efternamn), Huvudman, Roll, Från, Till över listan",
                "no row names the columns: write one with Name (or First name and Surname), Organisation, Role, From, Until above the list",
            ),
        };
        Message::new(sv, en)
    }
}

/// The text of a cell as it is compared and written: composed letters, one space between words,
/// nothing invisible. Line breaks stay, since they divide persons.
pub fn tidy(text: &str) -> Rc<str> {
    let (text, cut) = match text.char_indices().nth(MAX_LETTERS) {
        Some((end, _)) => (&text[..end], "…"),
        None => (text, ""),
    };
    let lines = text.lines().map(|line| {
        let line = plain(line);
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    (lines.join("\n") + cut).into()
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub fn letters(column: usize) -> String {
    let mut rest = column;
    let mut out = Vec::new();
    loop {
        out.push(b'A' + (rest % 26) as u8);
        match rest / 26 {
            0 => break,
            more => rest = more - 1,
        }
    }
    out.reverse();
    out.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        let shown: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).to_vec();
        assert_eq!(shown, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn cells_are_tidied() {
        assert_eq!(
            &*tidy("  Anna\u{a0} \u{200b}Ek\t\r\n\r\n Bo\u{7} Al "),
            "Anna Ek\nBo Al"
        );
        assert_eq!(&*tidy("A\u{30a}sa"), "Åsa");
        let long = tidy(&"å".repeat(100_000));
        assert_eq!(
            (long.chars().count(), long.ends_with("å…")),
            (MAX_LETTERS + 1, true)
        );
    }
}
