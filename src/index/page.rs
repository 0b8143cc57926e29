//! A generated page while it is written. Text from documents comes in through [`Page::heading`]
//! and the listings, which escape it; everything else is Markdown already.

use std::fmt::Write as _;
use std::ops::Range;

use crate::lang::Lang;
use crate::output::listing::{Listing, Row};
use crate::output::markdown::{escape, linked};

/// Rows of one page at most: Git hosts show no Markdown beyond half a megabyte.
pub(super) const ROWS_MAX: usize = 1000;

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The name of its file, ASCII, in the archive's root.
    pub name: String,
    /// What stands between the marks.
    pub content: String,
}

impl Page {
    pub(super) fn new(name: impl Into<String>) -> Page {
        let (name, content) = (name.into(), String::new());
        Page { name, content }
    }

    /// A heading of a level from 1, which says `text`, whatever that is.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        let mut text = escape(text).replace("<br>", " ");
        // `# C#` would lose its last sign.
        if text.ends_with('#') {
            text.insert(text.len() - 1, '\\');
        }
        self.paragraph(&format!("{} {text}", "#".repeat(level)));
    }

    /// A paragraph of Markdown.
    pub(super) fn paragraph(&mut self, markdown: &str) {
        self.apart();
        self.content += markdown;
        self.content.push('\n');
    }

    /// The rows of a listing, the first cell of each leading where `to` says.
    pub(super) fn listing(
        &mut self,
        listing: &Listing,
        lang: Lang,
        to: &dyn Fn(&Row) -> Option<String>,
    ) {
        self.apart();
        self.content += &linked(listing, lang, to);
    }

    /// A table whose cells are Markdown already. The columns in `numbers`, counted from 0, are.
    pub(super) fn table(&mut self, heads: &[String], numbers: Range<usize>, rows: &[Vec<String>]) {
        self.apart();
        let mut line = |cells: &mut dyn Iterator<Item = &str>| {
            for cell in cells {
                let space = if cell.is_empty() { "" } else { " " };
                write!(self.content, "|{space}{cell} ").expect("a string takes every write");
            }
            self.content += "|\n";
        };
        line(&mut heads.iter().map(String::as_str));
        line(&mut (0..heads.len()).map(|at| match numbers.contains(&at) {
            true => "---:",
            false => "---",
        }));
        for row in rows {
            line(&mut row.iter().map(String::as_str));
        }
    }

    /// What stands in a fence, as a language of its own.
    pub(super) fn code(&mut self, language: &str, code: &str) {
        self.paragraph(&format!("```{language}\n{}\n```", code.trim_end()));
    }

    fn apart(&mut self) {
        if !self.content.is_empty() {
            self.content.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    #[test]
    fn a_heading_says_what_it_is_told() {
        for text in [
            "C #",
            "# a",
            "a *b* <c> [d](e)",
            "1. ett",
            "a|b\nc",
            "&amp; `x`",
            "===",
        ] {
            let mut page = Page::new("X.md");
            page.heading(2, text);
            page.paragraph("x");
            let mut shown = String::new();
            for event in Parser::new_ext(&page.content, Options::ENABLE_TABLES) {
                match event {
                    Event::Start(Tag::Heading { .. }) => {}
                    Event::Text(text) => shown.push_str(&text),
                    Event::End(TagEnd::Heading(_)) => break,
                    other => panic!("{text}: {other:?}"),
                }
            }
            assert_eq!(shown, text.replace('\n', " "));
        }
    }
}
