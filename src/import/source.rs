//! What every kind of file is read into: pages of lines that know their places.
//!
//! A reader (`text`, and those of DOCX, ODT, PDF, HTML) makes a [`Source`]; the recognisers know
//! nothing else of a file. A reader says what it sees and decides nothing: which lines are a
//! running head, a list of names, a heading of an item is found out later, the same way for all.
//!
//! How formats fit in:
//!
//! - **Plain text**: a line of the file is a [`Line`]; `gap` says that an empty line stood above;
//!   a form feed begins a [`Page`].
//! - **PDF**: a line of words on one height is a [`Line`]; its words that stand apart are
//!   [`Cell`]s with their `x`, and a tab divides them in `text`; `gap` where the distance to the
//!   line above is clearly larger than elsewhere. Pages are pages.
//! - **DOCX, ODT, HTML**: a paragraph is one [`Line`] with `whole`, so that it is never joined
//!   with the next; headings, bold paragraphs and lists say so. A row of a table is a line with
//!   `row` and a tab between its cells. Where a cell holds several paragraphs, the row takes
//!   several lines: the first has the first paragraph of each cell, the others the further ones,
//!   with empty cells where a cell has no more.
//!
//! [`Source::text`] is the text that places count in: the file itself where it is text, else what
//! the reader took out of it, in reading order. [`Builder`] keeps it for a reader.

use std::ops::Range;

use crate::text::Span;

/// A file as lines.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// What kind of file it is.
    pub format: Format,
    /// The text that every [`Line::span`] and [`Line::number`] counts in.
    pub text: String,
    /// The pages; one where the format has none.
    pub pages: Vec<Page>,
    /// What the file itself says is the head or foot of its pages: left out, and listed.
    pub margins: Vec<Line>,
}

/// What kind of file a source was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Plain text: lines may be wrapped, markup is text.
    #[default]
    Text,
    /// Markdown: `*` and `_` are markup already, and are kept.
    Markdown,
    /// Anything with a layout: a PDF.
    Pages,
    /// Anything with paragraphs, lists and tables: DOCX, ODT, HTML.
    Document,
}

/// A page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its lines in reading order; none of them empty.
    pub lines: Vec<Line>,
}

/// A line, or a whole paragraph where the format knows paragraphs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its text without markup and without white space at its ends; a tab divides cells.
    pub text: String,
    /// Its place in [`Source::text`].
    pub span: Span,
    /// Its number in [`Source::text`], from 1.
    pub number: u32,
    /// An empty line, or clearly more space than elsewhere, stands above it.
    pub gap: bool,
    /// It is a paragraph by itself: never joined with the line below.
    pub whole: bool,
    /// Several lines of the page were put together: its length says nothing of how wide they are.
    pub joined: bool,
    /// The level of a heading, from 1, where the format says that it is one.
    pub heading: Option<u8>,
    /// All of it is bold.
    pub bold: bool,
    /// The depth of a list item, from 1, where the format knows lists; its marker isn't in `text`
    /// unless it is a number or a letter.
    pub list: Option<u8>,
    /// Which numbered list of the source counts it, where the format says so.
    pub series: Option<u32>,
    /// Where it stands in a table.
    pub row: Option<Row>,
    /// How far it is indented, in spaces or a like measure; 0 where nobody knows.
    pub indent: u16,
    /// Where its parts stand on the page; empty where nobody knows.
    pub cells: Vec<Cell>,
}

/// The place of a line in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which table of the source, from 0.
    pub table: u32,
    /// Which row of it, from 0; several lines may share one.
    pub row: u32,
}

/// A part of a line that stands apart from the others on the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its bytes of [`Line::text`].
    pub range: Range<usize>,
    /// Where it begins, from the left edge of the page, in any unit.
    pub x: f32,
    /// How wide it is, in the same unit.
    pub width: f32,
}

impl Source {
    /// All lines in reading order, with the page each stands on, from 0.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &Line)> {
        self.pages
            .iter()
            .enumerate()
            .flat_map(|(page, lines)| lines.lines.iter().map(move |line| (page, line)))
    }

    /// Whether there is anything to read.
    pub fn is_empty(&self) -> bool {
        self.pages.iter().all(|page| page.lines.is_empty())
    }
}

/// Makes a [`Source`] for a format whose bytes are no text: adds each line to the text that places
/// count in.
#[derive(Debug, Default)]
pub struct Builder {
    source: Source,
    number: u32,
}

impl Builder {
    /// An empty source of `format`, on its first page.
    pub fn new(format: Format) -> Builder {
        Builder {
            source: Source {
                format,
                text: String::new(),
                pages: vec![Page::default()],
                margins: Vec::new(),
            },
            number: 1,
        }
    }

    /// Adds a line; its place and number are filled in. One without text is left out.
    pub fn line(&mut self, line: Line) {
        if let Some(line) = self.counted(line) {
            let page = self.source.pages.last_mut().expect("begun with one page");
            page.lines.push(line);
        }
    }

    /// Adds a line that the file says is the head or foot of its pages.
    pub fn margin(&mut self, line: Line) {
        if let Some(line) = self.counted(line) {
            self.source.margins.push(line);
        }
    }

    /// The line with its place and number, its text added to what places count in.
    fn counted(&mut self, line: Line) -> Option<Line> {
        let text = line
            .text
            .trim_matches(|c: char| c.is_whitespace() && c != '\t');
        let text = text.replace(['\n', '\r'], " ");
        let start = self.source.text.len();
        self.source.text.push_str(&text);
        let span = Span::new(start, self.source.text.len());
        self.source.text.push('\n');
        let number = self.number;
        self.number += 1;
        (!text.trim().is_empty()).then_some(Line {
            text,
            span,
            number,
            ..line
        })
    }

    /// Begins a new page.
    pub fn page(&mut self) {
        self.source.pages.push(Page::default());
    }

    /// How many bytes of text there are so far, for a limit.
    pub fn bytes(&self) -> usize {
        self.source.text.len()
    }

    /// The source.
    pub fn finish(self) -> Source {
        self.source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_builder_counts_lines_and_places() {
        let mut builder = Builder::new(Format::Document);
        let line = |text: &str| Line {
            text: text.to_owned(),
            whole: true,
            ..Line::default()
        };
        builder.line(line("§ 1 Mötets\nöppnande"));
        builder.line(line(""));
        builder.page();
        builder.line(line("Anna Ek\tUmeå kommun"));
        let source = builder.finish();
        let shown: Vec<(usize, u32, &str)> = source
            .lines()
            .map(|(page, line)| (page, line.number, line.span.of(&source.text)))
            .collect();
        assert_eq!(
            shown,
            [
                (0, 1, "§ 1 Mötets öppnande"),
                (1, 3, "Anna Ek\tUmeå kommun")
            ]
        );
    }
}
