//! The blocks of a document and where they stand, whoever read them: Markdown here, the readers
//! of `import` too. The recognisers know nothing else of a file.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::model::Link;
use crate::text::Span;

/// A document as a flat list of blocks.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The blocks in document order.
    pub blocks: Vec<Block>,
    /// Links and pictures in document order.
    pub links: Vec<Link>,
}

/// One block: a heading, a paragraph, a paragraph of a list item, a table row.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text without markup.
    pub flow: Flow,
    /// Lists that it stands in, from 0.
    pub depth: u8,
    /// Stands in a block quotation.
    pub quoted: bool,
    /// The whole block in the source, markup included.
    pub span: Span,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; levels are never trusted, only kept.
    Heading {
        /// From 1.
        level: u8,
    },
    /// A paragraph, or a further paragraph of a list item.
    Paragraph,
    /// The first paragraph of a list item.
    ListItem {
        /// The number, where the list is numbered.
        number: Option<u64>,
    },
    /// A row of a table; the flow has its cells, divided by tabs.
    Row {
        /// The head of its table.
        head: bool,
    },
    /// Code, or a rule across the page: never read.
    Other,
}

impl Block {
    /// The text without markup; lines of the source divided by `\n`.
    pub fn text(&self) -> &str {
        &self.flow.text
    }

    /// Whether this is a heading of any level.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading { .. })
    }

    /// Whether this begins a list item.
    pub fn is_list_item(&self) -> bool {
        matches!(self.kind, BlockKind::ListItem { .. })
    }

    /// Whether this is one line in bold: what people use as a heading.
    pub fn is_bold_line(&self) -> bool {
        self.kind == BlockKind::Paragraph
            && self.flow.strong
            && self.depth == 0
            && !self.flow.text.contains('\n')
    }
}

/// Text without markup that remembers where each part of it came from.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// Composed (NFC), with plain spaces for every kind of space, and no invisible characters.
    pub text: String,
    /// All of it is bold.
    pub strong: bool,
    /// Where runs of `text` come from; ascending.
    runs: Vec<Run>,
}

/// A stretch of text from one place of the source.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Where it begins in the text, in bytes.
    text: u32,
    /// Where it begins in the source, in bytes.
    source: u32,
    /// How many bytes of the source it is; as many as of the text, but for what was changed.
    length: u32,
}

impl Flow {
    /// An empty flow.
    pub fn new() -> Flow {
        Flow::default()
    }

    /// Adds `text`, which stands at `source_start` in the source.
    pub fn push(&mut self, text: &str, source_start: usize) {
        if text.is_ascii() || !text.chars().any(needs_change) {
            self.run(source_start, text.len());
            self.text.push_str(text);
            return;
        }
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let mut end = at + first.len_utf8();
            if needs_change(first) {
                self.push_changed(first, source_start + at);
            } else {
                let marks: usize = text[end..]
                    .chars()
                    .take_while(|c| is_mark(*c))
                    .map(char::len_utf8)
                    .sum();
                if marks > 0 {
                    end += marks;
                    self.run(source_start + at, end - at);
                    self.text.extend(text[at..end].nfc());
                } else {
                    let plain: usize = text[at..]
                        .char_indices()
                        .find(|(_, c)| needs_change(*c))
                        .map_or(text.len() - at, |(next, _)| next);
                    // The last plain character belongs to a mark that follows it.
                    let followed = text[at + plain..].chars().next().is_some_and(is_mark);
                    let last = text[at..at + plain].char_indices().last();
                    end = match last {
                        Some((last, _)) if followed && last > 0 => at + last,
                        _ => at + plain,
                    };
                    self.run(source_start + at, end - at);
                    self.text.push_str(&text[at..end]);
                }
            }
            at = end;
        }
    }

    fn run(&mut self, source: usize, length: usize) {
        self.runs.push(Run {
            text: self.text.len() as u32,
            source: source as u32,
            length: length as u32,
        });
    }

    /// Adds one character that needs another form. What is invisible goes.
    fn push_changed(&mut self, c: char, source_start: usize) {
        if is_space(c) {
            self.run(source_start, c.len_utf8());
            self.text.push(' ');
        } else if is_mark(c) {
            self.run(source_start, c.len_utf8());
            self.text.push(c);
        }
    }

    /// The place in the source of a range of [`Flow::text`].
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source(range.start);
        let end = if range.end > range.start {
            // The end of the last character, not the start of the run after it.
            let at = self.run_at(range.end - 1);
            match self.runs.get(at) {
                Some(run) if self.text_end(at) == range.end => {
                    run.source as usize + run.length as usize
                }
                Some(run) => run.source as usize + (range.end - run.text as usize),
                None => start,
            }
        } else {
            start
        };
        Span::new(start, end.max(start))
    }

    /// The part of this flow from byte `start` of its text on.
    pub fn tail(&self, start: usize) -> Flow {
        let at = self.run_at(start);
        let runs = self.runs[at.min(self.runs.len())..].iter().map(|run| {
            let skipped = (start as u32).saturating_sub(run.text);
            Run {
                text: run.text.saturating_sub(start as u32),
                source: run.source + skipped.min(run.length),
                length: run.length - skipped.min(run.length),
            }
        });
        Flow {
            text: self.text[start..].to_owned(),
            strong: false,
            runs: runs.collect(),
        }
    }

    /// The place of the whole text.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// The run that byte `offset` of the text is in; the first where there is none before it.
    fn run_at(&self, offset: usize) -> usize {
        self.runs
            .partition_point(|run| run.text as usize <= offset)
            .saturating_sub(1)
    }

    /// Where run `at` ends in the text.
    fn text_end(&self, at: usize) -> usize {
        self.runs
            .get(at + 1)
            .map_or(self.text.len(), |next| next.text as usize)
    }

    fn source(&self, offset: usize) -> usize {
        match self.runs.get(self.run_at(offset)) {
            // Within a changed character only its beginning has a place.
            Some(run) => {
                let inside = offset.saturating_sub(run.text as usize);
                run.source as usize + inside.min(run.length as usize)
            }
            None => 0,
        }
    }
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn needs_change(c: char) -> bool {
    is_mark(c) || is_space(c) || is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_composes_letters_and_still_knows_their_places() {
        let source = "xx Bera\u{30a}kna\u{a0}a\u{308}r";
        let mut flow = Flow::new();
        flow.push(&source[3..], 3);
        assert_eq!(flow.text, "Beråkna är");
        let at = flow.text.find("är").unwrap();
        let span = flow.span(at..at + "är".len());
        assert_eq!(span.of(source), "a\u{308}r");
        assert_eq!(flow.span(at..at + "ä".len()).of(source), "a\u{308}");
    }

    #[test]
    fn invisible_characters_go() {
        let mut flow = Flow::new();
        flow.push("be\u{ad}slut\u{200b}ade", 0);
        assert_eq!(flow.text, "beslutade");
    }
}
