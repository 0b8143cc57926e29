//! A table where no terminal is: plain, never cut, two spaces between columns, `-` for nothing,
//! so that `awk -F '  +'` and `grep` read it as people do.

use std::borrow::Cow;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::listing::{Listing, Row};
use super::table::is_right;
use super::terminal::safe_line;
use crate::lang::Lang;

/// Columns are aligned up to this width; a longer text shifts the rest of its own line. One long
/// text must not pad every other row to its length.
const ALIGNED: usize = 60;

/// Writes a line of heads and one line for each row.
pub(super) fn write(out: &mut dyn Write, listing: &Listing, lang: Lang) -> io::Result<()> {
    if listing.columns.is_empty() {
        return Ok(());
    }
    let titles: Vec<&str> = listing.columns.iter().map(|c| c.title.get(lang)).collect();
    let mut widths: Vec<usize> = titles.iter().map(|title| title.width()).collect();
    for row in &listing.rows {
        for (index, width) in widths.iter_mut().enumerate() {
            let wide = text(listing, row, index, lang).width();
            if wide <= ALIGNED {
                *width = wide.max(*width);
            }
        }
    }
    line(
        out,
        listing,
        &widths,
        titles.iter().map(|&title| Cow::Borrowed(title)),
    )?;
    for row in &listing.rows {
        let cells = (0..widths.len()).map(|index| text(listing, row, index, lang));
        line(out, listing, &widths, cells)?;
    }
    Ok(())
}

/// A cell on one line. Rows under another say so by dashes: spaces would look like a column.
fn text<'a>(listing: &Listing, row: &'a Row, index: usize, lang: Lang) -> Cow<'a, str> {
    let shown = row.cell(index).shown(lang);
    let mut line: Cow<str> = match safe_line(&shown) {
        Cow::Borrowed(line) if line.len() == shown.len() => shown,
        changed => Cow::Owned(changed.into_owned()),
    };
    if line.is_empty() {
        line = Cow::Borrowed("-");
    }
    if row.depth > 0 && listing.indented_column() == Some(index) {
        let dashes = "– ".repeat(row.depth.into());
        line = Cow::Owned(dashes + &line);
    }
    line
}

fn line<'a>(
    out: &mut dyn Write,
    listing: &Listing,
    widths: &[usize],
    cells: impl Iterator<Item = Cow<'a, str>>,
) -> io::Result<()> {
    for (index, cell) in cells.enumerate() {
        let space = widths[index].saturating_sub(cell.width());
        let last = index + 1 == widths.len();
        let gap = if last { 0 } else { 2 };
        match is_right(listing.columns[index].kind) {
            true => write!(out, "{:space$}{cell}{:gap$}", "", "")?,
            false if last => write!(out, "{cell}")?,
            false => write!(out, "{cell}{:space$}{:gap$}", "", "")?,
        }
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::output::{Format, Style, sample, to_text};

    #[test]
    fn a_pipe_gets_every_word_on_one_line_a_row() {
        let style = Style {
            lang: Lang::Sv,
            ..Style::default()
        };
        let listing = sample::nasty();
        let text = to_text(&listing, Format::Table, &style);
        let columns = listing.columns.len();
        for line in text.lines() {
            let fields = line.split("  ").filter(|field| !field.trim().is_empty());
            assert_eq!(fields.count(), columns, "{line}");
        }
        insta::assert_snapshot!(text, @r#"
        Id                    Datum       Slag               Beslut                                Antal platser  Andel  Öppet  Mottagare
        LSG/2023-02-17/4:1    2023-02-17  uppdrag            godkänna förslaget till gemensam handlingsplan för samordnad individuell planering (SIP) och att samtliga huvudmän senast den 31 maj återkommer med uppgift om kontaktpersoner för det fortsatta utvecklingsarbetet             -5   83 %  ja     Region Norr; Öby kommun
        LSG/2023-02-17/5:1    2023-02-17  beslut             uppdra till beredningen:                         -5   83 %  ja     -
        LSG/2023-02-17/5:1.1  2023-02-17  uppdrag            – se över a|b; "c", *d* och `e`                  -5   83 %  nej    Region Norr
        LSG/2023-02-17/7:1    2023-02-17  beslut             =HYPERLINK("x") andra raden 🦌                   -5   83 %  ja     -
        LSG/2023-02-17/10:1   2023-02-17  uppdrag            <script>alert(1)</script> & ␛[31mröd             -5   83 %  ja     Ås kommun
        LSG/2023-02-17/11:1   2023-02-17  till handlingarna  - åäö �dolt                                      -5   83 %  ja     -
        -                     -           -                  -                                                 -      -  -      -
        "#);
    }

    #[test]
    fn a_long_text_pads_no_other_row() {
        let mut listing = sample::single(&"ord ".repeat(100_000));
        listing.columns.push(listing.columns[0]);
        let mut short = listing.rows[0].clone();
        short.cells[0] = crate::output::listing::Cell::Empty;
        listing.rows.push(short);
        let text = to_text(&listing, Format::Table, &Style::default());
        assert_eq!(text.lines().last(), Some("-         -"));
    }
}
