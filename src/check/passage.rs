//! The running text of a protocol, paragraph by paragraph: what rules look for words in. Front
//! matter and code aren't running text.

use std::ops::Range;

use crate::archive::ProtocolFile;
use crate::parse::front_matter;
use crate::parse::words;
use crate::text::Span;

/// A paragraph, a heading or a list item, its lines as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The text, list marker and line breaks included.
    pub text: &'a str,
    /// Where it begins in the file, in bytes.
    pub start: usize,
}

impl<'a> Passage<'a> {
    /// The place of a part of this passage.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.start + range.start, self.start + range.end)
    }

    /// The sentence that byte `at` of the passage stands in.
    pub fn sentence_at(&self, at: usize) -> Range<usize> {
        words::sentences(self.text)
            .into_iter()
            .find(|sentence| sentence.start <= at && at < sentence.end)
            .unwrap_or(0..self.text.len())
    }
}

/// The passages of a whole protocol below its front matter.
pub fn of_file(file: &ProtocolFile) -> impl Iterator<Item = Passage<'_>> {
    let text = &file.source.text;
    within(text, Span::new(body(text), text.len()))
}

/// Where the text below the front matter begins, in bytes.
pub fn body(text: &str) -> usize {
    front_matter::split(text).map_or(0, |head| head.body)
}

/// The passages of a part of a text, such as an item's.
pub fn within(text: &str, span: Span) -> impl Iterator<Item = Passage<'_>> {
    let mut lines = Lines {
        rest: span.of(text),
        at: span.start as usize,
    };
    let mut fenced = false;
    let mut open: Option<Range<usize>> = None;
    std::iter::from_fn(move || {
        for line in lines.by_ref() {
            let content = text[line.clone()].trim();
            if content.starts_with("```") || content.starts_with("~~~") {
                fenced = !fenced;
                if let Some(done) = open.take() {
                    return Some(done);
                }
                continue;
            }
            if fenced || content.is_empty() {
                if let Some(done) = open.take() {
                    return Some(done);
                }
                continue;
            }
            let begins = content.starts_with(['#', '-', '*', '•', '–', '|', '>'])
                || content.starts_with(|c: char| c.is_ascii_digit()) && is_numbered(content);
            match &mut open {
                Some(passage) if !begins && !text[passage.clone()].starts_with('#') => {
                    passage.end = line.end;
                }
                _ => {
                    if let Some(done) = open.replace(line) {
                        return Some(done);
                    }
                }
            }
        }
        open.take()
    })
    .map(move |range| Passage {
        text: text[range.clone()].trim_end(),
        start: range.start,
    })
}

/// `1. …`, `2) …`: an item of a list.
fn is_numbered(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    digits <= 3 && line[digits..].starts_with(['.', ')'])
}

/// The lines of a text as ranges, ends included.
struct Lines<'a> {
    rest: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if self.rest.is_empty() {
            return None;
        }
        let len = self
            .rest
            .find('\n')
            .map_or(self.rest.len(), |newline| newline + 1);
        let line = self.at..self.at + len;
        self.rest = &self.rest[len..];
        self.at = line.end;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<&str> {
        within(text, Span::new(0, text.len()))
            .map(|passage| passage.text)
            .collect()
    }

    #[test]
    fn paragraphs_headings_and_list_items_stand_alone() {
        let text = "# Rubrik\nEtt\ntvå\n\n- tre\n  fyra\n- fem\n1. sex\n\n```\nTODO\n```\r\nsju";
        assert_eq!(
            shown(text),
            [
                "# Rubrik",
                "Ett\ntvå",
                "- tre\n  fyra",
                "- fem",
                "1. sex",
                "sju"
            ]
        );
    }

    #[test]
    fn passages_know_their_places() {
        let text = "a\n\nEn mening. Två ord.";
        let passage = within(text, Span::new(0, text.len())).nth(1).unwrap();
        let sentence = passage.sentence_at(13);
        assert_eq!(passage.span(sentence).of(text), "Två ord.");
    }
}
