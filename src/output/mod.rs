//! Listings, heat maps, matrices and diagrams as text. Knows no protocol.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::Path;

use crate::lang::Lang;
use listing::Listing;

pub use page::link;

pub mod changes;
mod csv;
pub mod diagram;
pub mod findings;
mod group;
pub mod heatmap;
mod html;
mod ids;
mod json;
mod layout;
pub mod listing;
pub mod markdown;
pub mod matrix;
mod page;
mod plain;
#[cfg(test)]
mod sample;
pub mod schema;
pub mod sheet;
pub mod sort;
mod table;
pub mod terminal;

/// How a listing is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// A table for people: fitted to the terminal, or plain and uncut where there is none.
    #[default]
    Table,
    /// A pipe table, as Git hosts show it.
    Markdown,
    /// Comma-separated by RFC 4180, UTF-8, lines ended by LF, heads are keys.
    Csv,
    /// As a Swedish Excel opens it: semicolons, a byte-order mark, CRLF, decimal commas, heads
    /// and words in the reader's language.
    CsvExcel,
    /// Tab-separated, one row a line, heads are keys.
    Tsv,
    /// An array of objects, one for each row.
    Json,
    /// One object a line.
    Jsonl,
    /// One page that needs nothing beside it.
    Html,
    /// The id of each row, one a line.
    Ids,
}

impl Format {
    /// Every format, in the order of the help.
    pub const ALL: [Format; 9] = [
        Format::Table,
        Format::Markdown,
        Format::Csv,
        Format::CsvExcel,
        Format::Tsv,
        Format::Json,
        Format::Jsonl,
        Format::Html,
        Format::Ids,
    ];

    /// The word for `--format`.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Markdown => "markdown",
            Format::Csv => "csv",
            Format::CsvExcel => "csv-excel",
            Format::Tsv => "tsv",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Html => "html",
            Format::Ids => "ids",
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The format that the ending of `path` means, in any case.
    pub fn from_extension(path: &Path) -> Option<Format> {
        let extension = path.extension().and_then(OsStr::to_str)?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" => Some(Format::Table),
            "md" | "markdown" => Some(Format::Markdown),
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "html" | "htm" => Some(Format::Html),
            "ids" => Some(Format::Ids),
            _ => None,
        }
    }
}

/// For whom a listing is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The language of heads, words and sums.
    pub lang: Lang,
    /// Columns of the terminal; `None` where there is none: plain, never cut.
    pub width: Option<usize>,
    /// Whether heads may be bold.
    pub color: bool,
    /// The title of an HTML page.
    pub title: Option<String>,
    /// What stands at the end of an HTML page, such as whence it was made.
    pub note: Option<String>,
}

/// Writes `listing` to `out`, row by row where the format allows.
///
/// What people read is made safe to show whatever it goes to ([`terminal::safe`]). Data formats
/// carry every character, JSON as escapes; CSV and TSV only where no terminal is.
pub fn write(
    out: &mut dyn Write,
    listing: &Listing,
    format: Format,
    style: &Style,
) -> io::Result<()> {
    match (format, style.width) {
        (Format::Table, Some(width)) => table::write(out, listing, width, style),
        (Format::Table, None) => plain::write(out, listing, style.lang),
        (Format::Markdown, _) => markdown::write(out, listing, style.lang),
        (Format::Csv, _) => csv::write_csv(out, listing, style),
        (Format::CsvExcel, _) => csv::write_excel(out, listing, style),
        (Format::Tsv, _) => csv::write_tsv(out, listing, style),
        (Format::Json, _) => json::write(out, listing),
        (Format::Jsonl, _) => json::write_lines(out, listing),
        (Format::Html, _) => html::write(out, listing, style),
        (Format::Ids, _) => ids::write(out, listing),
    }
}

/// The same as [`write()`], in memory.
pub fn to_text(listing: &Listing, format: Format, style: &Style) -> String {
    let mut out = Vec::new();
    write(&mut out, listing, format, style).expect("memory takes every write");
    String::from_utf8(out).expect("every format writes UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        assert_eq!(Format::from_name("excel"), None);
    }

    #[test]
    fn the_ending_names_the_format() {
        let of = |path| Format::from_extension(Path::new(path));
        assert_eq!(of("a/beslut.JSON"), Some(Format::Json));
        assert_eq!(of("beslut.htm"), Some(Format::Html));
        assert_eq!(of("beslut.xlsx"), None);
        assert_eq!(of("csv"), None);
    }

    #[test]
    fn an_empty_listing_is_no_fault_in_any_format() {
        let mut listing = sample::nasty();
        listing.rows.clear();
        listing.total = 0;
        for format in Format::ALL {
            to_text(&listing, format, &Style::default());
            to_text(&Listing::default(), format, &Style::default());
            let narrow = Style {
                width: Some(0),
                ..Style::default()
            };
            to_text(&listing, format, &narrow);
            to_text(&Listing::default(), format, &narrow);
            to_text(&sample::nasty(), format, &narrow);
        }
    }
}
