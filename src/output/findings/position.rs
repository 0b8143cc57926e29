//! Lines and columns of findings, and their paths as they are shown.

use std::path::{Path, PathBuf};

use super::Sources;
use crate::output::terminal::safe;
use crate::text::{LineIndex, Place, Span, slashed};

/// Where a place begins and ends, for people: lines and columns in characters, from 1. The end is
/// one past the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}

/// Turns places into regions. Places that come in order cost no more than one reading of their
/// texts, however long the lines are.
pub(super) struct Positions<'a> {
    sources: &'a dyn Sources,
    file: Option<(PathBuf, Option<(&'a str, &'a LineIndex)>)>,
    mark: Mark,
}

/// The column of an offset that has been counted to.
#[derive(Clone, Copy, Default)]
struct Mark {
    line: u32,
    offset: usize,
    column: u32,
}

impl<'a> Positions<'a> {
    pub fn new(sources: &'a dyn Sources) -> Positions<'a> {
        Positions {
            sources,
            file: None,
            mark: Mark::default(),
        }
    }

    /// The text that `path` has, and its lines.
    pub fn source(&mut self, path: &Path) -> Option<(&'a str, &'a LineIndex)> {
        if self.file.as_ref().is_none_or(|(known, _)| known != path) {
            self.file = Some((path.to_owned(), self.sources.source(path)));
            self.mark = Mark::default();
        }
        self.file.as_ref().and_then(|(_, source)| *source)
    }

    /// The region of `place`; `None` for a whole file, or where the text isn't known. White space
    /// at its end is left out.
    pub fn region(&mut self, place: &Place) -> Option<Region> {
        let (text, lines) = self.source(&place.path)?;
        let (start, end) = visible(place.span, text)?;
        let (line, end_line) = (lines.line(start as u32), lines.line(end as u32));
        let from = self.count(text, lines, line, start);
        self.mark = from;
        let to = self.count(text, lines, end_line, end);
        Some(Region {
            line,
            column: from.column,
            end_line,
            end_column: to.column,
        })
    }

    /// The line and column of byte `offset` in the file at `path`; 1 and 1 where its text isn't
    /// known.
    pub fn start(&mut self, path: &Path, offset: usize) -> (u32, u32) {
        let Some((text, lines)) = self.source(path) else {
            return (1, 1);
        };
        let line = lines.line(offset as u32);
        self.mark = self.count(text, lines, line, offset);
        (line, self.mark.column)
    }

    /// Counts to `offset`, from the mark where it stands before it on the same line. A byte-order
    /// mark takes no column.
    fn count(&self, text: &str, lines: &LineIndex, line: u32, offset: usize) -> Mark {
        let known = self.mark.line == line && self.mark.offset <= offset;
        let (from, column) = match known {
            true => (self.mark.offset, self.mark.column),
            false => (lines.start(line) as usize, 1),
        };
        let mut between = text.get(from..offset).unwrap_or("");
        if !known {
            between = between.trim_start_matches('\u{feff}');
        }
        Mark {
            line,
            offset,
            column: column + between.chars().count() as u32,
        }
    }
}

/// The bytes of `span` in `text` without the white space at their end; `None` for a whole file.
/// A span that isn't of this text is brought within it.
pub(super) fn visible(span: Span, text: &str) -> Option<(usize, usize)> {
    if span == Span::default() {
        return None;
    }
    let start = boundary(text, span.start as usize);
    let end = boundary(text, span.end as usize).max(start);
    let shown = text[start..end].trim_end();
    match shown.is_empty() {
        true => Some((start, start)),
        false => Some((start, start + shown.len())),
    }
}

/// The last character boundary of `text` at or before `offset`.
fn boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The path of a file under `prefix`, with `/` between its parts.
pub(super) fn joined(prefix: &Path, path: &Path) -> String {
    let path = slashed(path);
    match slashed(prefix).as_str() {
        "" | "." => path,
        "/" => format!("/{path}"),
        prefix => format!("{}/{path}", prefix.strip_prefix("./").unwrap_or(prefix)),
    }
}

/// The same as [`joined`], as one line that is safe to show.
pub(super) fn shown_path(prefix: &Path, path: &Path) -> String {
    safe(&joined(prefix, path)).replace(['\n', '\t'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct One<'a>(&'a str, LineIndex);

    impl Sources for One<'_> {
        fn source(&self, _: &Path) -> Option<(&str, &LineIndex)> {
            Some((self.0, &self.1))
        }
    }

    fn regions(text: &str, spans: &[(usize, usize)]) -> Vec<Option<(u32, u32, u32, u32)>> {
        let source = One(text, LineIndex::new(text));
        let mut positions = Positions::new(&source);
        let place = |&(start, end)| Place {
            path: "a.md".into(),
            span: Span::new(start, end),
        };
        spans
            .iter()
            .map(|span| positions.region(&place(span)))
            .map(|region| region.map(|r| (r.line, r.column, r.end_line, r.end_column)))
            .collect()
    }

    #[test]
    fn columns_count_characters_in_any_order() {
        let text = "\u{feff}åäö ab\r\nåå bb\r\n";
        let found = regions(
            text,
            &[(3, 5), (5, 7), (10, 12), (3, 5), (14, 18), (14, 24)],
        );
        let expected = [
            (1, 1, 1, 2),
            (1, 2, 1, 3),
            (1, 5, 1, 7),
            (1, 1, 1, 2),
            (2, 1, 2, 3),
            (2, 1, 2, 6),
        ];
        assert_eq!(found, expected.map(Some));
    }

    #[test]
    fn a_whole_file_has_no_region_and_a_strange_span_is_brought_within() {
        assert_eq!(regions("abc", &[(0, 0)]), [None]);
        assert_eq!(regions("aå", &[(2, 9)]), [Some((1, 2, 1, 3))]);
        assert_eq!(regions("", &[(7, 9)]), [Some((1, 1, 1, 1))]);
        assert_eq!(regions("a\n\n", &[(1, 3)]), [Some((1, 2, 1, 2))]);
    }

    #[test]
    fn a_prefix_stands_before_the_path() {
        let joined = |prefix: &str| joined(Path::new(prefix), Path::new("lsg/a.md"));
        assert_eq!(joined(""), "lsg/a.md");
        assert_eq!(joined("."), "lsg/a.md");
        assert_eq!(joined("./protocols/"), "protocols/lsg/a.md");
        assert_eq!(joined("../x"), "../x/lsg/a.md");
        assert_eq!(
            shown_path(Path::new(""), Path::new("a\x1b\n.md")),
            "a␛\u{fffd}.md"
        );
    }
}
