//! Where something stands in a text: byte spans, the values that carry them, and the index that
//! turns a byte offset into the line and column shown to people.

use std::path::{Path, PathBuf};

/// A half-open range of bytes in one file, always on character boundaries.
///
/// 32 bits are enough: files over [`MAX_FILE_BYTES`] are never read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// The largest file that is read, in bytes (32 MiB). A larger one is a finding.
pub const MAX_FILE_BYTES: u64 = 32 << 20;

impl Span {
    /// The span from `start` to `end`, both in bytes.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end, "a span runs forwards");
        Span {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The empty span at `offset` bytes.
    pub fn at(offset: usize) -> Span {
        Span::new(offset, offset)
    }

    /// The bytes as a range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text of this span in `source`, or `""` where the span isn't of that text.
    pub fn of(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or("")
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// This span moved `bytes` towards the end of the file.
    pub fn shifted(self, bytes: usize) -> Span {
        Span {
            start: self.start + bytes as u32,
            end: self.end + bytes as u32,
        }
    }
}

/// A value with the span it was read from.
#[derive(Clone, Debug, Default, Eq)]
pub struct At<T> {
    /// What was understood.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// Values are equal whatever their places: round trips compare models without spans.
impl<T: PartialEq> PartialEq for At<T> {
    fn eq(&self, other: &At<T>) -> bool {
        self.value == other.value
    }
}

impl<T> At<T> {
    /// `value`, read from `span`.
    pub fn new(value: T, span: Span) -> At<T> {
        At { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> At<U> {
        At::new(change(self.value), self.span)
    }
}

impl<T> std::ops::Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// A span in a named file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path of the file, relative to the archive's root, with `/` between its parts.
    pub path: PathBuf,
    /// The bytes meant; empty for the whole file.
    pub span: Span,
}

/// A relative path with `/` between its parts, whatever the system.
pub fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// Line starts of one text, so that an offset becomes a line by binary search.
#[derive(Clone, Debug, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads `text` once. LF, CRLF and a lone CR each end a line.
    pub fn new(text: &str) -> LineIndex {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends_line = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends_line {
                starts.push(at as u32 + 1);
            }
        }
        LineIndex { starts }
    }

    /// The line of byte `offset`, counted from 1.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32
    }

    /// The column of byte `offset` in `text`, in characters from 1.
    pub fn column(&self, text: &str, offset: u32) -> u32 {
        let start = self.starts[self.line(offset) as usize - 1] as usize;
        let line = text.get(start..offset as usize).unwrap_or("");
        line.trim_start_matches('\u{feff}').chars().count() as u32 + 1
    }

    /// The number of lines.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: an empty text has one empty line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// First byte of `line`, counted from 1; lines past the end start at the last one.
    pub fn start(&self, line: u32) -> u32 {
        let last = self.starts.len() - 1;
        self.starts[(line.max(1) as usize - 1).min(last)]
    }
}

/// A replacement of one span by new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// What stands there instead.
    pub new: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let text = "å\r\näb\rc\n";
        let lines = LineIndex::new(text);
        assert_eq!(lines.len(), 4);
        let b = text.find('b').unwrap() as u32;
        assert_eq!((lines.line(b), lines.column(text, b)), (2, 2));
        let c = text.find('c').unwrap() as u32;
        assert_eq!((lines.line(c), lines.column(text, c)), (3, 1));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let text = "\u{feff}a";
        assert_eq!(LineIndex::new(text).column(text, 3), 1);
    }
}
