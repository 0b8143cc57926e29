//! Markdown → what is laid out for a reader: paragraphs, lists, tables and their marks. The
//! recognisers need words alone and read [`super::document`] instead.
//!
//! Flat like the blocks there, so that nothing a document nests can cost a stack. Markup is never
//! carried on: raw HTML is text, and where a link leads is a value of its own.

use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::text::Span;

/// Nested deeper than this, lists are laid out as if they stood at this depth.
const MAX_DEPTH: u8 = 12;

/// One block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Lists that it stands in, from 0.
    pub depth: u8,
    /// Stands in a block quotation.
    pub quoted: bool,
    /// Its text; the cells of a row, one for everything else.
    pub cells: Vec<Vec<Run>>,
    /// Where it stands, in bytes of the source.
    pub span: Span,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassageKind {
    /// A heading.
    Heading {
        /// From 1.
        level: u8,
    },
    /// A paragraph, or a further paragraph of a list item.
    Paragraph,
    /// The first paragraph of a list item; without text where something else begins it.
    ListItem {
        /// The number, where the list is numbered.
        number: Option<u64>,
    },
    /// A row of a table.
    Row {
        /// The head of its table.
        head: bool,
    },
    /// Text that keeps its lines.
    Code,
    /// A line across the page.
    Rule,
}

/// A stretch of text with the same marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The text; `\n` is where a line of the source ended.
    pub text: String,
    /// How it is marked.
    pub marks: Marks,
    /// Where it leads, as written.
    pub link: Option<Arc<str>>,
    /// The file of the picture that this text stands for, as written.
    pub picture: Option<Arc<str>>,
    /// Where it begins, in bytes of the source.
    pub start: usize,
}

/// The marks of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// Struck through.
    pub struck: bool,
    /// Code.
    pub code: bool,
    /// A line break that was asked for.
    pub line_break: bool,
}

impl Passage {
    /// The text of a passage without marks; cells divided by tabs.
    pub fn text(&self) -> String {
        let cells = self.cells.iter().map(|cell| text(cell));
        cells.collect::<Vec<_>>().join("\t")
    }

    /// The runs of its only cell.
    pub fn runs(&self) -> &[Run] {
        self.cells.first().map_or(&[], Vec::as_slice)
    }
}

/// The text of runs without marks.
pub fn text(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Reads the Markdown of `source` from byte `start` on; places count from the start of `source`.
pub fn read(source: &str, start: usize) -> Vec<Passage> {
    let mut reader = Reader::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&source[start..], options).into_offset_iter() {
        reader.event(event, Span::new(range.start + start, range.end + start));
    }
    reader.close();
    reader.passages
}

#[derive(Default)]
struct Reader {
    passages: Vec<Passage>,
    open: Option<Passage>,
    /// For each list: the number of its next item.
    lists: Vec<Option<u64>>,
    /// The list item whose first paragraph is still to come, with its number.
    pending_item: Option<Option<u64>>,
    quotes: u32,
    strong: u32,
    emphasis: u32,
    struck: u32,
    links: Vec<Arc<str>>,
    pictures: Vec<Arc<str>>,
    /// HTML of one block, which comes line by line.
    html: Option<String>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start_tag(tag, span),
            Event::End(tag) => self.end_tag(tag, span),
            Event::Text(text) => self.text(&text, span, Marks::default()),
            Event::Code(text) => {
                let code = true;
                let marks = Marks {
                    code,
                    ..Marks::default()
                };
                self.text(&text, span, marks);
            }
            Event::SoftBreak => self.text("\n", span, Marks::default()),
            Event::HardBreak => self.line_break(span),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.text(&html, span, Marks::default()),
            },
            Event::InlineHtml(html) => match is_line_break(&html) {
                true => self.line_break(span),
                false => self.text(&without_comments(&html), span, Marks::default()),
            },
            Event::Rule => {
                self.begin(PassageKind::Rule, span);
                self.close();
            }
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text(&text, span, Marks::default());
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Heading { level, .. } => {
                let level = level_number(level);
                self.begin(PassageKind::Heading { level }, span);
            }
            Tag::Paragraph => {
                let kind = self.paragraph_kind();
                self.begin(kind, span);
            }
            Tag::List(first) => {
                self.end_of_item();
                self.lists.push(first);
            }
            Tag::Item => {
                self.end_of_item();
                let number = self.lists.last_mut().and_then(|next| {
                    let number = *next;
                    *next = next.map(|n| n.saturating_add(1));
                    number
                });
                self.pending_item = Some(number);
            }
            Tag::BlockQuote(_) => {
                self.end_of_item();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => self.begin(PassageKind::Code, span),
            Tag::HtmlBlock => {
                self.close();
                self.html = Some(String::new());
            }
            Tag::TableHead => self.begin_row(true, span),
            Tag::TableRow => self.begin_row(false, span),
            Tag::TableCell => {
                if let Some(row) = &mut self.open {
                    row.cells.push(Vec::new());
                }
            }
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, .. } => self.links.push(Arc::from(&*dest_url)),
            Tag::Image { dest_url, .. } => {
                self.pictures.push(Arc::from(&*dest_url));
                // Also a picture that nobody described is there.
                self.text("", span, Marks::default());
            }
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock => self.close(),
            TagEnd::TableHead | TagEnd::TableRow => self.close(),
            TagEnd::List(_) => {
                self.end_of_item();
                self.lists.pop();
            }
            TagEnd::Item => self.end_of_item(),
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                let shown = without_comments(&html);
                if !shown.trim().is_empty() {
                    let kind = self.paragraph_kind();
                    self.begin(kind, span);
                    self.text(shown.trim(), span, Marks::default());
                    self.close();
                }
            }
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = self.struck.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::Image => {
                self.pictures.pop();
            }
            _ => {}
        }
    }

    fn paragraph_kind(&mut self) -> PassageKind {
        match self.pending_item.take() {
            Some(number) => PassageKind::ListItem { number },
            None => PassageKind::Paragraph,
        }
    }

    /// Closes what is open; an item that nothing has begun yet is there all the same.
    fn end_of_item(&mut self) {
        self.close();
        if let Some(number) = self.pending_item.take() {
            self.push(PassageKind::ListItem { number }, Span::default());
            self.close();
        }
    }

    fn begin(&mut self, kind: PassageKind, span: Span) {
        if matches!(kind, PassageKind::ListItem { .. }) {
            self.close();
        } else {
            self.end_of_item();
        }
        self.push(kind, span);
    }

    fn begin_row(&mut self, head: bool, span: Span) {
        self.begin(PassageKind::Row { head }, span);
        if let Some(row) = &mut self.open {
            row.cells.clear();
        }
    }

    fn push(&mut self, kind: PassageKind, span: Span) {
        let depth = self.lists.len().min(usize::from(MAX_DEPTH)) as u8;
        self.open = Some(Passage {
            kind,
            depth,
            quoted: self.quotes > 0,
            cells: vec![Vec::new()],
            span,
        });
    }

    fn line_break(&mut self, span: Span) {
        let line_break = true;
        let marks = Marks {
            line_break,
            ..Marks::default()
        };
        self.text("\n", span, marks);
    }

    fn text(&mut self, text: &str, span: Span, marks: Marks) {
        if self.open.is_none() {
            // The text of a tight list item has no paragraph of its own.
            let kind = self.paragraph_kind();
            self.begin(kind, span);
        }
        let run = Run {
            text: text.to_owned(),
            marks: Marks {
                strong: self.strong > 0,
                emphasis: self.emphasis > 0,
                struck: self.struck > 0,
                ..marks
            },
            link: self.links.last().cloned(),
            picture: self.pictures.first().cloned(),
            start: span.start as usize,
        };
        let Some(open) = &mut self.open else { return };
        open.span = open.span.to(span);
        let cell = match open.cells.last_mut() {
            Some(cell) => cell,
            None => return,
        };
        match cell.last_mut() {
            // One picture is one run, whatever marks its description has.
            Some(last) if run.picture.is_some() && last.picture == run.picture => {
                last.text.push_str(&run.text);
            }
            Some(last)
                if last.marks == run.marks
                    && last.link == run.link
                    && last.picture == run.picture
                    && text != "\n"
                    && last.text != "\n" =>
            {
                last.text.push_str(&run.text);
            }
            _ => cell.push(run),
        }
    }

    fn close(&mut self) {
        self.passages.extend(self.open.take());
    }
}

/// `<br>`, which tables have instead of line breaks.
fn is_line_break(html: &str) -> bool {
    let name = html
        .trim_start_matches('<')
        .trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

/// Without comments, which no reader of a page sees. One that never ends is text.
fn without_comments(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<!--") {
        let Some(end) = rest[at + 4..].find("-->") else {
            break;
        };
        out.push_str(&rest[..at]);
        rest = &rest[at + 4 + end + 3..];
    }
    out.push_str(rest);
    out
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
    use proptest::prelude::*;

    fn shown(source: &str) -> Vec<String> {
        read(source, 0)
            .iter()
            .map(|passage| {
                let kind = match passage.kind {
                    PassageKind::Heading { level } => format!("h{level}"),
                    PassageKind::Paragraph => "p".to_owned(),
                    PassageKind::ListItem { number: None } => "-".to_owned(),
                    PassageKind::ListItem { number: Some(n) } => format!("{n}."),
                    PassageKind::Row { head } => if head { "head" } else { "row" }.to_owned(),
                    PassageKind::Code => "code".to_owned(),
                    PassageKind::Rule => "rule".to_owned(),
                };
                let quoted = if passage.quoted { ">" } else { "" };
                format!("{quoted}{kind}{} {}", passage.depth, passage.text())
            })
            .collect()
    }

    #[test]
    fn blocks_of_every_kind_are_kept() {
        let source = "# Rubrik\n\nText\nrad två\n\n- ett\n  1. två\n\n     tre\n- \n- > citat\n\n```\nkod  x\n```\n\n---\n\n| a | b |\n|---|---|\n| c<br>d | |\n";
        assert_eq!(
            shown(source),
            [
                "h10 Rubrik",
                "p0 Text\nrad två",
                "-1 ett",
                "1.2 två",
                "p2 tre",
                "-1 ",
                "-1 ",
                ">p1 citat",
                "code0 kod  x\n",
                "rule0 ",
                "head0 a\tb",
                "row0 c\nd\t",
            ]
        );
    }

    #[test]
    fn marks_links_and_pictures_are_values() {
        let source = "Ett *två **tre*** ~~fyra~~ `fem` [sex](https://x.se) ![**sju** åtta](b.png)";
        let passages = read(source, 0);
        let runs = passages[0].runs();
        let told: Vec<String> = runs
            .iter()
            .map(|run| {
                let Marks {
                    strong,
                    emphasis,
                    struck,
                    code,
                    ..
                } = run.marks;
                let mark = |there: bool, c: &str| if there { c } else { "" }.to_owned();
                let to = run.link.as_ref().or(run.picture.as_ref());
                let marks = mark(strong, "*")
                    + &mark(emphasis, "_")
                    + &mark(struck, "~")
                    + &mark(code, "`");
                format!(
                    "{marks}{}{}",
                    run.text,
                    to.map_or(String::new(), |to| format!("→{to}"))
                )
            })
            .filter(|told| told != " ")
            .collect();
        assert_eq!(
            told,
            [
                "Ett ",
                "_två ",
                "*_tre",
                "~fyra",
                "`fem",
                "sex→https://x.se",
                "sju åtta→b.png"
            ]
        );
    }

    #[test]
    fn html_is_text_and_comments_are_none() {
        let source = "a <b>c</b> <!-- dolt -->\n\n<script>alert(1)</script>\n\n<!-- dolt\n\nmed -->\n\nslut <!-- öppen";
        assert_eq!(
            shown(source),
            [
                "p0 a <b>c</b> ",
                "p0 <script>alert(1)</script>",
                "p0 slut <!-- öppen"
            ]
        );
    }

    #[test]
    fn nesting_costs_nothing() {
        for one in ["- ", "> ", "*", "[", "![", "1. "] {
            let _ = read(&one.repeat(20_000), 0);
        }
    }

    proptest! {
        #[test]
        fn anything_is_read(source in "[-#>|*_`~<!\\[\\]() a1.\\n]{0,80}") {
            let passages = read(&source, 0);
            prop_assert!(passages.iter().all(|passage| passage.span.end as usize <= source.len()));
        }
    }
}
