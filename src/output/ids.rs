//! Ids: one a line, for pipes.

use std::io::{self, Write};

use super::listing::Listing;
use super::terminal::safe_line;

/// Writes the id of each row that has one.
pub(super) fn write(out: &mut dyn Write, listing: &Listing) -> io::Result<()> {
    for row in listing.rows.iter().filter(|row| !row.id.is_empty()) {
        writeln!(out, "{}", safe_line(&row.id))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::output::listing::Row;
    use crate::output::{Format, Style, listing::Listing, sample, to_text};

    #[test]
    fn one_id_a_line() {
        let text = to_text(&sample::nasty(), Format::Ids, &Style::default());
        assert_eq!(text.lines().count(), sample::nasty().rows.len());
        assert!(text.starts_with("LSG/2023-02-17/4:1\nLSG/2023-02-17/5:1\n"));
    }

    #[test]
    fn an_id_cannot_make_a_line_of_its_own() {
        let row = Row {
            id: "a\nb\x1b[2J".to_owned(),
            ..Row::default()
        };
        let listing = Listing::new(Vec::new(), vec![row, Row::default()]);
        let text = to_text(&listing, Format::Ids, &Style::default());
        assert_eq!(text, "a b␛[2J\n");
    }
}
