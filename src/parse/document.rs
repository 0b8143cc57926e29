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
    /// Where runs of `text` begin, there and in the source, in bytes; ascending.
    runs: Vec<(u32, u32)>,
}

impl Flow {
    /// An empty flow.
    pub fn new() -> Flow {
        Flow::default()
    }

    /// Adds `text`, which stands at `source_start` in the source.
    pub fn push(&mut self, text: &str, source_start: usize) {
        if text.is_ascii() || !text.chars().any(needs_change) {
            self.runs
                .push((self.text.len() as u32, source_start as u32));
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
                self.runs
                    .push((self.text.len() as u32, (source_start + at) as u32));
                if marks > 0 {
                    end += marks;
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
                    self.text.push_str(&text[at..end]);
                }
            }
            at = end;
        }
    }

    /// Adds one character that needs another form.
    fn push_changed(&mut self, c: char, source_start: usize) {
        let replaced = if is_space(c) { Some(' ') } else { None };
        if let Some(space) = replaced {
            self.runs
                .push((self.text.len() as u32, source_start as u32));
            self.text.push(space);
        } else if is_mark(c) {
            self.runs
                .push((self.text.len() as u32, source_start as u32));
            self.text.push(c);
        }
        // What is left is invisible and goes.
    }

    /// The place in the source of a range of [`Flow::text`].
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source(range.start);
        let end = if range.end > range.start {
            // The end of the last character, not the start of the run after it.
            let last = self.text[..range.end]
                .char_indices()
                .next_back()
                .map_or(0, |(at, _)| at);
            self.source(last) + (range.end - last)
        } else {
            start
        };
        Span::new(start, end.max(start))
    }

    /// The part of this flow from byte `start` of its text on.
    pub fn tail(&self, start: usize) -> Flow {
        let mut runs: Vec<(u32, u32)> = vec![(0, self.source(start) as u32)];
        let after = self
            .runs
            .partition_point(|&(text, _)| text as usize <= start);
        runs.extend(
            self.runs[after..]
                .iter()
                .map(|&(text, source)| (text - start as u32, source)),
        );
        Flow {
            text: self.text[start..].to_owned(),
            strong: false,
            runs,
        }
    }

    /// The place of the whole text.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    fn source(&self, offset: usize) -> usize {
        let run = self
            .runs
            .partition_point(|&(text, _)| text as usize <= offset);
        match run.checked_sub(1).map(|run| self.runs[run]) {
            Some((text, source)) => source as usize + (offset - text as usize),
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
        assert_eq!(&source[span.start as usize..], "a\u{308}r");
        assert!(source.is_char_boundary(span.end as usize));
    }

    #[test]
    fn invisible_characters_go() {
        let mut flow = Flow::new();
        flow.push("be\u{ad}slut\u{200b}ade", 0);
        assert_eq!(flow.text, "beslutade");
    }
}
