//! Where in the archive's own files a row comes from.

use std::path::Path;

use crate::archive::{Archive, slashed};
use crate::output::listing::Cell;
use crate::text::Span;

/// The cells of path and line for a place in a file of the archive.
pub(super) fn source_cells(archive: &Archive, path: &Path, span: Span) -> [Cell; 2] {
    let line = archive
        .source(path)
        .map(|source| source.lines.line(span.start));
    [
        Cell::Text(slashed(path)),
        line.map_or(Cell::Empty, |line| Cell::Number(i64::from(line))),
    ]
}
