//! A matrix as text.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Matrix;
use crate::lang::Text;
use crate::output::Style;
use crate::output::terminal::safe_line;

/// Those who answer below each other, the things numbered beside each other in as many
/// blocks as the terminal needs, what the numbers mean, what the words mean.
pub(super) fn plain(matrix: &Matrix, style: &Style) -> String {
    let lang = style.lang;
    let mut out = String::new();
    if matrix.rows.is_empty() {
        let nothing = Text::new("inga rekommendationer", "no recommendations");
        return format!("{}\n", nothing.get(lang));
    }
    let corner = Text::new("Huvudman", "Party").get(lang);
    let missing = Text::new("Saknas", "Missing").get(lang);
    let names: Vec<String> = matrix
        .columns
        .iter()
        .map(|name| match style.width {
            Some(width) => cut(&safe_line(name), (width / 2).max(CELL)),
            None => safe_line(name).into_owned(),
        })
        .collect();
    let widest = names.iter().map(|name| name.width());
    let first = widest.chain([corner.width(), missing.width()]).max();
    let first = first.unwrap_or(0).min(ALIGNED);
    let fits = style.width.map_or(matrix.rows.len(), |width| {
        (width.saturating_sub(first) / (CELL + GAP)).max(1)
    });
    for (block, rows) in matrix.rows.chunks(fits).enumerate() {
        if block > 0 {
            out.push('\n');
        }
        let heads: Vec<String> = (0..rows.len())
            .map(|at| (block * fits + at + 1).to_string())
            .collect();
        line(&mut out, corner, first, heads.iter().map(String::as_str));
        for (column, name) in names.iter().enumerate() {
            let cells = rows.iter().map(|row| matrix.mark(row, column).short(lang));
            line(&mut out, name, first, cells);
        }
        let counts: Vec<String> = rows
            .iter()
            .map(|row| matrix.waiting(row).to_string())
            .collect();
        line(&mut out, missing, first, counts.iter().map(String::as_str));
    }
    out.push('\n');
    let digits = matrix.rows.len().to_string().len();
    for (at, row) in matrix.rows.iter().enumerate() {
        let mut text = format!("{:>digits$}  {}", at + 1, safe_line(&row.id));
        if let Some(due) = row.due {
            let _ = write!(text, ", {} {due}", Text::new("senast", "due").get(lang));
        }
        let _ = write!(text, ": {}", safe_line(&row.label));
        if let Some(width) = style.width {
            text = cut(&text, width);
        }
        let _ = writeln!(out, "{text}");
    }
    out.push('\n');
    for mark in matrix.used() {
        let (short, words) = (mark.short(lang), mark.words().get(lang));
        let _ = writeln!(out, "{short}{:1$}{words}", "", CELL + GAP - short.width());
    }
    out
}

/// Width of a cell in the plain matrix, in terminal columns.
const CELL: usize = 4;
/// Spaces between its columns.
const GAP: usize = 2;
/// The longest name that others are aligned to.
const ALIGNED: usize = 60;

fn line<'c>(out: &mut String, name: &str, first: usize, cells: impl Iterator<Item = &'c str>) {
    out.push_str(name);
    let mut space = first.saturating_sub(name.width());
    for cell in cells {
        let _ = write!(out, "{:1$}{cell}", "", space + GAP);
        space = CELL.saturating_sub(cell.width());
    }
    out.push('\n');
}

/// `text` in at most `width` terminal columns, with `…` where something is left out.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}
