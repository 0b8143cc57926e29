//! Markdown → blocks. Alone in knowing pulldown-cmark.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::document::{Block, BlockKind, Document, Flow};
use crate::model::Link;
use crate::text::{At, Span};

/// Nested deeper than this, lists and quotations are read as if they stood at this depth.
const MAX_DEPTH: u8 = 32;

/// Reads the Markdown of `source` from byte `start` on; spans count from the start of `source`.
pub fn read(source: &str, start: usize) -> Document {
    let mut reader = Reader::new(start);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&source[start..], options).into_offset_iter() {
        reader.event(event, range.start + start, range.end + start);
    }
    reader.finish();
    Document {
        blocks: reader.blocks,
        links: reader.links,
    }
}

/// A heading as Git hosts see it when they make an anchor of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Where it begins, in bytes from the start of the source.
    pub start: usize,
    /// Its text without markup and without what stands for pictures; a line break is `\n`.
    pub text: String,
    /// What stands for its pictures, each after so many bytes of `text`.
    pub pictures: Vec<(usize, String)>,
    /// Its last line with all markup, without the signs that make it a heading.
    pub line: String,
}

/// The headings of `source` from byte `start` on, of any kind and in any place.
pub fn headings(source: &str, start: usize) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut open: Option<Heading> = None;
    let mut pictures = 0;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&source[start..], options).into_offset_iter() {
        let Some(heading) = &mut open else {
            if let Event::Start(Tag::Heading { .. }) = event {
                let place = range.start + start..range.end + start;
                open = Some(Heading {
                    start: place.start,
                    line: last_line(&source[place]).to_owned(),
                    ..Heading::default()
                });
            }
            continue;
        };
        match event {
            Event::End(TagEnd::Heading(_)) => headings.extend(open.take()),
            Event::Start(Tag::Image { .. }) => {
                if pictures == 0 {
                    heading.pictures.push((heading.text.len(), String::new()));
                }
                pictures += 1;
            }
            Event::End(TagEnd::Image) => pictures -= 1,
            Event::Text(text) | Event::Code(text) => match heading.pictures.last_mut() {
                Some((_, picture)) if pictures > 0 => picture.push_str(&text),
                _ => heading.text.push_str(&text),
            },
            Event::SoftBreak | Event::HardBreak if pictures == 0 => heading.text.push('\n'),
            _ => {}
        }
    }
    headings
}

/// The last line of a heading's content: that of `## text ##`, or the one above the rule.
fn last_line(heading: &str) -> &str {
    let heading = heading.trim();
    if !heading.starts_with('#') {
        let lines = heading
            .rsplit_once(['\n', '\r'])
            .map_or(heading, |(lines, _)| lines);
        return lines
            .trim_end()
            .rsplit(['\n', '\r'])
            .next()
            .unwrap_or(lines);
    }
    let content = heading.trim_start_matches('#').trim();
    let before = content.trim_end_matches('#');
    match before.is_empty() || before.ends_with([' ', '\t']) {
        true => before.trim_end(),
        false => content,
    }
}

/// A block under way.
struct Open {
    kind: BlockKind,
    flow: Flow,
    start: usize,
    end: usize,
    /// Bytes of text inside bold.
    strong: usize,
}

struct Reader {
    blocks: Vec<Block>,
    links: Vec<Link>,
    open: Option<Open>,
    /// For each list: the number of its next item.
    lists: Vec<Option<u64>>,
    quotes: u32,
    strong: u32,
    /// The list item whose first paragraph is still to come, with its number.
    pending_item: Option<Option<u64>>,
    in_code: bool,
    in_head: bool,
    cells: u32,
    start: usize,
}

impl Reader {
    fn new(start: usize) -> Reader {
        Reader {
            blocks: Vec::new(),
            links: Vec::new(),
            open: None,
            lists: Vec::new(),
            quotes: 0,
            strong: 0,
            pending_item: None,
            in_code: false,
            in_head: false,
            cells: 0,
            start,
        }
    }

    fn event(&mut self, event: Event<'_>, start: usize, end: usize) {
        match event {
            Event::Start(tag) => self.start_tag(tag, start, end),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(text) | Event::Code(text) => {
                if self.in_code {
                    return;
                }
                // Escapes and entities differ in length from their source: the start is right.
                let skip = end.saturating_sub(start).saturating_sub(text.len()) / 2;
                self.text(&text, start + skip, end);
            }
            Event::SoftBreak | Event::HardBreak => self.text("\n", start, end),
            Event::Rule => self.close(),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, start: usize, end: usize) {
        match tag {
            Tag::Heading { level, .. } => {
                self.open(
                    BlockKind::Heading {
                        level: level_number(level),
                    },
                    start,
                    end,
                );
            }
            Tag::Paragraph => {
                let kind = self.paragraph_kind();
                self.open(kind, start, end);
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => {
                self.close();
                let number = self.lists.last_mut().and_then(|next| {
                    let number = *next;
                    *next = next.map(|n| n.saturating_add(1));
                    number
                });
                self.pending_item = Some(number);
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.in_code = true;
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cells = 0;
                self.open(BlockKind::Row { head: true }, start, end);
            }
            Tag::TableRow => {
                self.cells = 0;
                self.open(BlockKind::Row { head: false }, start, end);
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.raw_tab(start);
                }
                self.cells += 1;
            }
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.links.push(Link {
                target: At::new(dest_url.into_string(), Span::new(start, end)),
            }),
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::TableRow => self.close(),
            TagEnd::TableHead => {
                self.close();
                self.in_head = false;
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
                self.pending_item = None;
            }
            TagEnd::Item => {
                self.close();
                self.pending_item = None;
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            _ => {}
        }
    }

    fn paragraph_kind(&mut self) -> BlockKind {
        match self.pending_item.take() {
            Some(number) => BlockKind::ListItem { number },
            None => BlockKind::Paragraph,
        }
    }

    fn open(&mut self, kind: BlockKind, start: usize, end: usize) {
        self.close();
        self.open = Some(Open {
            kind,
            flow: Flow::new(),
            start,
            end,
            strong: 0,
        });
    }

    fn text(&mut self, text: &str, start: usize, end: usize) {
        if self.open.is_none() {
            // The text of a tight list item has no paragraph of its own.
            let kind = self.paragraph_kind();
            self.open(kind, start, end);
        }
        let strong = self.strong > 0 || text == "\n";
        if let Some(open) = &mut self.open {
            open.flow.push(text, start);
            open.end = open.end.max(end);
            if strong {
                open.strong += text.len();
            }
        }
    }

    /// Cells are divided by a tab, which a flow would turn into a space.
    fn raw_tab(&mut self, start: usize) {
        if let Some(open) = &mut self.open {
            open.flow.push("", start);
            open.flow.text.push('\t');
        }
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        open.flow.strong = open.strong > 0 && open.strong >= open.flow.text.len();
        let depth = self.lists.len().min(usize::from(MAX_DEPTH)) as u8;
        self.blocks.push(Block {
            kind: open.kind,
            flow: open.flow,
            depth,
            quoted: self.quotes > 0,
            span: Span::new(open.start.max(self.start), open.end),
        });
    }

    fn finish(&mut self) {
        self.close();
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Vec<String> {
        read(source, 0)
            .blocks
            .iter()
            .map(|block| {
                let kind = match &block.kind {
                    BlockKind::Heading { level } => format!("h{level}"),
                    BlockKind::Paragraph => "p".to_owned(),
                    BlockKind::ListItem { number: None } => "-".to_owned(),
                    BlockKind::ListItem { number: Some(n) } => format!("{n}."),
                    BlockKind::Row { .. } => "row".to_owned(),
                    BlockKind::Other => "other".to_owned(),
                };
                let bold = if block.flow.strong { "!" } else { "" };
                format!("{kind}{}{bold} {}", block.depth, block.text())
            })
            .collect()
    }

    #[test]
    fn blocks_are_flat_and_know_their_depth() {
        let source = "# Rubrik\n\nText *med* [länk](#).\nrad två\n\n- ett\n  - att två\n- tre\n\n  fyra\n\n3. sju\n\n**Beslut**\n\n| a | b |\n|---|---|\n| c | |\n";
        assert_eq!(
            shown(source),
            [
                "h10 Rubrik",
                "p0 Text med länk.\nrad två",
                "-1 ett",
                "-2 att två",
                "-1 tre",
                "p1 fyra",
                "3.1 sju",
                "p0! Beslut",
                "row0 a\tb",
                "row0 c\t",
            ]
        );
    }

    #[test]
    fn spans_point_at_the_very_words() {
        let source = "Text med **fet &amp; stil** och\n  indragen rad.";
        let document = read(source, 0);
        let flow = &document.blocks[0].flow;
        for word in ["fet", "stil", "indragen", "rad"] {
            let at = flow.text.find(word).unwrap();
            assert_eq!(flow.span(at..at + word.len()).of(source), word);
        }
    }

    #[test]
    fn links_know_their_targets_and_places() {
        let source = "Se [bilden](#) och ![kartan](karta.png).\n\n`[ej](x)`\n\n- [a](b \"t\")\n";
        let links: Vec<(String, &str)> = read(source, 0)
            .links
            .into_iter()
            .map(|link| (link.target.value, link.target.span.of(source)))
            .collect();
        assert_eq!(
            links,
            [
                ("#".to_owned(), "[bilden](#)"),
                ("karta.png".to_owned(), "![kartan](karta.png)"),
                ("b".to_owned(), "[a](b \"t\")"),
            ]
        );
    }

    #[test]
    fn headings_are_those_of_a_git_host() {
        let source = "# Ett *två* `tre` [fyra](#x) ![fem](y.png) &amp; sex #\n\nTvå\nrader\n---\n\n> ## I citat ##\n\n- ### I lista#\n\n```\n# kod\n```\n\n#\n\n**Fet**\n";
        let found = headings(source, 0);
        let texts: Vec<(&str, &str)> = found
            .iter()
            .map(|one| (one.text.as_str(), one.line.as_str()))
            .collect();
        assert_eq!(
            texts,
            [
                (
                    "Ett två tre fyra  & sex",
                    "Ett *två* `tre` [fyra](#x) ![fem](y.png) &amp; sex"
                ),
                ("Två\nrader", "rader"),
                ("I citat", "I citat"),
                ("I lista#", "I lista#"),
                ("", ""),
            ]
        );
        assert_eq!(found[0].pictures, [(18, "fem".to_owned())]);
        assert!(source[found[2].start..].starts_with("## I citat"));
    }

    #[test]
    fn code_is_never_read() {
        assert!(shown("```\nbeslutade att\n```\n").is_empty());
    }
}
