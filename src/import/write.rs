//! What was recognised → Markdown of this archive, and from where in the source each part of it
//! comes.

use std::fmt::Write as _;

use super::paragraphs::{Kind, Paragraph};
use crate::yaml;

/// A text under way, with the lines of the source that its parts come from.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The Markdown.
    pub text: String,
    /// From this byte of the text on, this line of the source; ascending.
    pub places: Vec<(u32, u32)>,
}

impl Written {
    /// The line of the source that byte `offset` comes from; 1 where nobody knows.
    pub fn line(&self, offset: u32) -> u32 {
        let at = self.places.partition_point(|(from, _)| *from <= offset);
        match at.checked_sub(1) {
            Some(at) => self.places[at].1,
            None => self.places.first().map_or(1, |place| place.1),
        }
    }

    /// Adds a line that comes from line `number` of the source.
    pub fn line_from(&mut self, text: &str, number: u32) {
        self.place(number);
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Adds a line that nothing in the source stands for.
    pub fn plain(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn place(&mut self, number: u32) {
        self.places.push((self.text.len() as u32, number));
    }

    /// An empty line, unless one stands there.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A key of the front matter.
    pub fn key(&mut self, key: &str, value: &str, number: u32) {
        let value = one_line(value);
        self.line_from(&format!("{key}: {}", yaml::quote(&value)), number);
    }

    /// An item of a list of the front matter.
    pub fn entry(&mut self, value: &str, number: u32) {
        let value = one_line(value);
        // In a list a line with commas and colons needs quotes only where YAML would misread it.
        let quoted = match is_plain_entry(&value) {
            true => value,
            false => yaml::quote(&value),
        };
        self.line_from(&format!("  - {quoted}"), number);
    }

    /// Data lines right under a heading, as a list; `goes_on` where one stands there already.
    pub fn data(&mut self, lines: &[Paragraph], markup: bool, goes_on: bool) {
        if lines.is_empty() {
            return;
        }
        if goes_on && self.text.ends_with("\n\n") {
            self.text.pop();
        }
        for line in lines {
            self.start("- ", line, markup);
        }
        self.gap();
    }

    /// Another text as a quotation.
    pub fn quotation(&mut self, other: &Written) {
        let mut places = other.places.iter().peekable();
        let mut start = 0;
        for line in other.text.split_inclusive('\n') {
            self.text.push('>');
            if line != "\n" {
                self.text.push(' ');
            }
            let here = self.text.len() as u32;
            let end = start + line.len() as u32;
            while let Some((from, number)) = places.next_if(|(from, _)| *from < end) {
                self.places
                    .push((here + from.saturating_sub(start), *number));
            }
            self.text.push_str(line);
            start = end;
        }
        while self.text.ends_with("\n>\n") {
            self.text.truncate(self.text.len() - 2);
        }
    }

    /// Paragraphs of an item. `markup`: stars and the like are markup already.
    pub fn paragraphs(&mut self, paragraphs: &[Paragraph], markup: bool) {
        let mut table: Option<usize> = None;
        let mut list = List::default();
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let above = at.checked_sub(1).map(|at| paragraphs[at].kind);
            if paragraph.kind == Kind::Row {
                let first = table.is_none();
                if first {
                    self.gap();
                    let columns = paragraphs[at..]
                        .iter()
                        .take_while(|row| row.kind == Kind::Row)
                        .map(|row| row.text.matches('\t').count() + 1)
                        .max()
                        .unwrap_or(1);
                    table = Some(columns);
                }
                let columns = table.unwrap_or(1);
                let cells: Vec<String> = paragraph
                    .text
                    .split('\t')
                    .map(|cell| escape(cell.trim(), markup).replace('|', "\\|"))
                    .collect();
                let mut row = String::from("|");
                for at in 0..columns {
                    let _ = write!(row, " {} |", cells.get(at).map_or("", String::as_str));
                }
                self.place(paragraph.places[0].1);
                self.plain(&row);
                if first {
                    self.plain(&format!("|{}", "---|".repeat(columns)));
                }
                continue;
            }
            if table.take().is_some() {
                self.gap();
            }
            match paragraph.kind {
                Kind::Heading => {
                    self.gap();
                    self.place(paragraph.places[0].1);
                    let text = escape_inline(paragraph.text.trim().trim_end_matches(':'), markup);
                    self.plain(&format!("### {text}"));
                    self.plain("");
                }
                Kind::Listed(depth) => {
                    if !matches!(above, Some(Kind::Listed(_))) {
                        self.gap();
                        list = List::default();
                    }
                    let (prefix, numbered) = list.prefix(depth, &paragraph.text);
                    match numbered {
                        0 => self.start(&prefix, paragraph, markup),
                        cut => self.start(&prefix, &paragraph.without(cut), markup),
                    }
                    let next = paragraphs.get(at + 1).map(|next| next.kind);
                    if !matches!(next, Some(Kind::Listed(_))) {
                        self.plain("");
                    }
                }
                Kind::Line | Kind::Plain | Kind::Row => {
                    let next = paragraphs.get(at + 1).map(|next| next.kind);
                    self.start("", paragraph, markup);
                    let _ = next;
                    self.plain("");
                }
            }
        }
    }

    fn start(&mut self, prefix: &str, paragraph: &Paragraph, markup: bool) {
        self.place(paragraph.places[0].1);
        self.text.push_str(prefix);
        let mut from = 0;
        let mut first = true;
        for (at, (start, number)) in paragraph.places.iter().enumerate() {
            let end = paragraph
                .places
                .get(at + 1)
                .map_or(paragraph.text.len(), |(next, _)| *next);
            let (start, end) = (from.max(*start), end.max(from));
            let piece = paragraph.text.get(start..end).unwrap_or("");
            if !first {
                self.place(*number);
            }
            let written = match first {
                true => escape(piece, markup),
                false => escape_inline(piece, markup),
            };
            self.text.push_str(&written);
            first = false;
            from = end;
        }
        self.text.push('\n');
    }
}

/// A list under way.
#[derive(Default)]
struct List {
    /// For each depth, how wide its marker is and its last number, 0 where it has none.
    depths: Vec<(usize, u32)>,
}

impl List {
    /// What stands before an item of this depth, and how many bytes of its text that takes: 1, 2, 3
    /// in order are a numbered list, any other number is text.
    fn prefix(&mut self, depth: u8, text: &str) -> (String, usize) {
        let depth = usize::from(depth.saturating_sub(1).min(8));
        let last = self.depths.get(depth).map_or(0, |(_, number)| *number);
        self.depths.truncate(depth);
        self.depths.resize(depth, (2, 0));
        let indent = " ".repeat(self.depths.iter().map(|(width, _)| width).sum());
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number: u32 = text[..digits].parse().unwrap_or(0);
        let mark = text[digits..].chars().next().unwrap_or(' ');
        let body = text.get(digits + 1..).unwrap_or("");
        if digits <= 3 && number == last + 1 && matches!(mark, '.' | ')') && body.starts_with(' ') {
            let marker = format!("{number}{mark} ");
            self.depths.push((marker.len(), number));
            let cut = text.len() - body.trim_start().len();
            return (format!("{indent}{marker}"), cut);
        }
        self.depths.push((2, 0));
        (format!("{indent}- "), 0)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a line of a list may stand as it is: commas are no danger outside braces.
fn is_plain_entry(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.contains([
            '{', '}', '[', ']', '"', '\\', '|', '>', '`', '*', '&', '%', '@',
        ])
        && !text.ends_with(':')
        && !matches!(text, "null" | "Null" | "NULL" | "~")
        && !text.chars().any(char::is_control)
}

/// A text at the start of a line, so that nothing of it becomes markup by chance.
pub fn escape(text: &str, markup: bool) -> String {
    let text = escape_inline(text, markup);
    let first = text.chars().next();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0
        && digits < 10
        && matches!(text.as_bytes().get(digits), Some(b'.' | b')'))
        && text
            .as_bytes()
            .get(digits + 1)
            .is_none_or(|byte| byte.is_ascii_whitespace());
    if numbered {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    match first {
        Some('#' | '>' | '|' | '=' | '~') => format!("\\{text}"),
        Some('-' | '+' | '*' | '_')
            if !markup
                || text.len() == 1
                || text.chars().nth(1) == Some(' ')
                || text.chars().all(|c| "-+*_ ".contains(c)) =>
        {
            format!("\\{text}")
        }
        Some('[') if text.contains("]:") => format!("\\{text}"),
        Some(':') if text.starts_with(":-") => format!("\\{text}"),
        _ => text,
    }
}

/// The same within a line.
pub fn escape_inline(text: &str, markup: bool) -> String {
    if !text.contains(['<', '`', '&', '\\', '*', '_', '[', ']', '~', '$']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let markup_sign = match c {
            '<' => next
                .is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '`' => true,
            '&' => next.is_some_and(|next| next.is_ascii_alphabetic() || next == '#'),
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            '*' | '_' | '~' => !markup,
            '[' | ']' => !markup && text.contains("]("),
            _ => false,
        };
        if markup_sign {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
