//! Text with separators (CSV, TSV) → rows. Which separator is found by trying: the one under
//! which a row names the columns.

use super::table::{MAX_COLUMNS, MAX_ROWS, Row, Table, TableError, tidy};
use crate::text::LineIndex;

/// The separators there are, the commonest of Swedish spreadsheets first.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];

/// Rows that are read to find the separator.
const TRIED_ROWS: usize = 60;

/// A cell with more lines than this has a quotation mark that nobody closed.
const MAX_LINES: usize = 20;

/// Reads `text`. `known` says how many columns the best row names.
pub fn read(text: &str, known: &dyn Fn(&[Row]) -> usize) -> Result<Table, TableError> {
    let text = text.trim_start_matches('\u{feff}');
    let (said, body, skipped) = separator_line(text);
    let separator = match said {
        Some(said) => said,
        None => {
            let tried = SEPARATORS.map(|separator| {
                let rows = rows(body, separator, skipped, TRIED_ROWS).unwrap_or_default();
                (known(&rows), separator)
            });
            // Of equals the first.
            let best = tried.into_iter().rev().max_by_key(|(known, _)| *known);
            best.map_or(SEPARATORS[0], |(_, separator)| separator)
        }
    };
    let rows = rows(body, separator, skipped, MAX_ROWS + 1)?;
    if rows.len() > MAX_ROWS {
        return Err(TableError::TooLong);
    }
    Ok(Table {
        rows,
        ..Table::default()
    })
}

/// Excel's first line `sep=;`, where there is one; the text after it, and how many lines it took.
fn separator_line(text: &str) -> (Option<u8>, &str, u32) {
    let end = text.find('\n').map_or(text.len(), |end| end + 1);
    let line = text[..end].trim().trim_matches('"');
    let said = line
        .get(..4)
        .filter(|head| head.eq_ignore_ascii_case("sep="))
        .map(|_| &line[4..]);
    // A tab after the sign is trimmed away.
    match said.map(str::as_bytes) {
        Some([]) => (Some(b'\t'), &text[end..], 1),
        Some([separator]) if separator.is_ascii() => (Some(*separator), &text[end..], 1),
        _ => (None, text, 0),
    }
}

fn rows(text: &str, separator: u8, skipped: u32, most: usize) -> Result<Vec<Row>, TableError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut out = Vec::new();
    let lines = LineIndex::new(text);
    while out.len() < most {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Err(TableError::NoTable),
        }
        // A record begins where the one before it ended, at the rest of a line break or at empty
        // lines.
        let start = record
            .position()
            .map_or(0, |position| position.byte() as usize);
        let rest = text.get(start..).unwrap_or_default();
        let start = start + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let line = lines.line(start as u32) + skipped;
        if record.iter().any(|cell| cell.lines().count() > MAX_LINES) {
            return Err(TableError::Unclosed(line));
        }
        let cells: Vec<_> = record.iter().take(MAX_COLUMNS).map(tidy).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            out.push(Row {
                number: line,
                cells,
            });
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let known = |rows: &[Row]| rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        match read(text, &known) {
            Ok(table) => table
                .rows
                .iter()
                .map(|row| format!("{}:{}", row.number, row.cells.join("|")))
                .collect::<Vec<_>>()
                .join(" / "),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn separators_are_found_or_said() {
        assert_eq!(shown("a;b\n1;2\n"), "1:a|b / 2:1|2");
        assert_eq!(shown("\u{feff}a,b\r\n1,2\r\n"), "1:a|b / 2:1|2");
        assert_eq!(shown("a\tb\n1\t2"), "1:a|b / 2:1|2");
        assert_eq!(shown("sep=,\r\na;b,c;d\r\n"), "2:a;b|c;d");
        assert_eq!(shown("\"SEP=;\"\na;b,c\n"), "2:a|b,c");
        assert_eq!(shown("sep=\t\na\tb;c\n"), "2:a|b;c");
    }

    #[test]
    fn quotes_hold_separators_and_breaks_and_empty_rows_are_left_out() {
        assert_eq!(
            shown("a;b\n\n;;\n\"x;\"\"y\"\"\nz\";1\nsist;2\n"),
            "1:a|b / 4:x;\"y\"\nz|1 / 6:sist|2"
        );
    }

    #[test]
    fn a_quotation_mark_without_end_is_an_error() {
        let text = format!("a;b\n\"Anna;Umeå\n{}", "Bo;Malå\n".repeat(30));
        assert_eq!(shown(&text), "Unclosed(2)");
    }

    #[test]
    fn too_many_rows_are_an_error() {
        assert_eq!(shown(&"a;b\n".repeat(MAX_ROWS + 1)), "TooLong");
        let wide = format!("a;b\n{}\n1;2\n", ";".repeat(1_000_000));
        assert_eq!(shown(&wide), "1:a|b / 3:1|2");
    }
}
