//! HTML → a source. Alone in knowing how HTML is cut into tags; read tag by tag, without a tree, so
//! that tags that never close cost nothing.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::docx::shown;
use super::file::FileError;
use super::flow::{Flow, Look};
use super::source::Source;
use super::text::decode;

/// How deep lists are counted.
const DEPTH: usize = 64;

/// Whether bytes are a web page: they begin as one, white space, comments and declarations apart.
pub fn is_html(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let head = match head {
        [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] => {
            let kept: Vec<u8> = rest.iter().copied().filter(|byte| *byte != 0).collect();
            String::from_utf8_lossy(&kept).into_owned()
        }
        _ => String::from_utf8_lossy(head).into_owned(),
    };
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?xml") {
            ">"
        } else {
            break;
        };
        match rest.split_once(end) {
            Some((_, after)) => rest = after.trim_start(),
            None => return false,
        }
    }
    let lowered: String = rest
        .chars()
        .take(20)
        .collect::<String>()
        .to_ascii_lowercase();
    ["<!doctype html", "<html", "<head>", "<body"]
        .iter()
        .any(|start| lowered.starts_with(start))
}

/// Reads a page.
pub fn read(bytes: &[u8]) -> Result<Source, FileError> {
    let text = decode(bytes)?;
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for token in Tokenizer::new_with_emitter(text.as_str(), emitter) {
        match token {
            Ok(Token::StartTag(tag)) => reader.open(&tag),
            Ok(Token::EndTag(tag)) => reader.close(&String::from_utf8_lossy(&tag.name)),
            Ok(Token::String(text)) => reader.text(&String::from_utf8_lossy(&text)),
            Ok(_) | Err(_) => {}
        }
        if reader.flow.is_too_much() {
            return Err(FileError::TooMuch);
        }
    }
    reader.end();
    reader.flow.finish().ok_or(FileError::TooMuch)
}

/// A list that is open.
#[derive(Debug)]
struct List {
    /// Its way to count; `None` for bullets.
    format: Option<String>,
    next: u32,
}

#[derive(Debug, Default)]
struct Reader {
    flow: Flow,
    lists: Vec<List>,
    /// The element whose text isn't read, and how many of its name are open.
    skipped: Option<(String, usize)>,
    bold: usize,
    /// Elements that are bold by their style, by name.
    styled: Vec<String>,
    pre: usize,
    heading: Option<u8>,
    /// A list item began and has no text yet.
    item: Option<Look>,
    gap: bool,
    /// White space stands before the next word.
    space: bool,
}

const SKIPPED: [&str; 11] = [
    "script", "style", "template", "title", "svg", "select", "textarea", "iframe", "object",
    "noscript", "del",
];

/// Elements that make a paragraph of their own, and whether it stands apart.
fn block(name: &str) -> Option<bool> {
    match name {
        "p" | "ul" | "ol" | "dl" | "blockquote" | "pre" | "hr" | "table" | "section"
        | "article" | "header" | "footer" | "fieldset" | "figure" | "main" | "aside" | "nav" => {
            Some(true)
        }
        "div" | "li" | "dt" | "dd" | "address" | "center" | "form" | "figcaption" | "caption"
        | "body" | "html" | "head" | "legend" | "details" | "summary" | "tbody" | "thead"
        | "tfoot" | "option" => Some(false),
        _ => heading(name).map(|_| true),
    }
}

fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

impl Reader {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        if let Some((skipped, open)) = &mut self.skipped {
            *open += usize::from(skipped == name && !tag.self_closing);
            return;
        }
        if SKIPPED.contains(&name) {
            if !tag.self_closing {
                self.skipped = Some((name.to_owned(), 1));
            }
            return;
        }
        if let Some(apart) = block(name) {
            self.end();
            self.gap |= apart;
        }
        let attribute = |wanted: &str| {
            let found = tag
                .attributes
                .iter()
                .find(|(name, _)| ***name == *wanted.as_bytes());
            found.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
        };
        let number = |wanted: &str| attribute(wanted)?.trim().parse::<u32>().ok();
        match name {
            "br" => {
                self.begin();
                self.flow.line_break();
                self.space = false;
            }
            "b" | "strong" => self.bold += 1,
            "pre" => self.pre += 1,
            "ul" | "ol" => {
                let format = (name == "ol").then(|| attribute("type").unwrap_or_default());
                if self.lists.len() < DEPTH {
                    self.lists.push(List {
                        format,
                        next: number("start").unwrap_or(1),
                    });
                }
            }
            "li" => self.item = Some(self.item_look(number("value"))),
            "table" => self.flow.table(),
            "tr" => {
                self.end();
                self.flow.row();
            }
            "td" | "th" if self.flow.tables() > 0 => {
                self.end();
                self.flow
                    .cell(number("colspan").unwrap_or(1).min(64) as usize);
            }
            "input" if attribute("type").as_deref() == Some("checkbox") => {
                let sign = match attribute("checked") {
                    Some(_) => "☑",
                    None => "☐",
                };
                self.text(sign);
            }
            _ => {}
        }
        self.heading = heading(name).or(self.heading);
        let is_bold = attribute("style").is_some_and(|style| {
            let style = style.to_ascii_lowercase().replace(' ', "");
            style.contains("font-weight:bold") || style.contains("font-weight:700")
        });
        if is_bold && !tag.self_closing && name != "br" && self.styled.len() < 1000 {
            self.styled.push(name.to_owned());
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((skipped, open)) = &mut self.skipped {
            if skipped == name {
                *open -= 1;
            }
            if *open == 0 {
                self.skipped = None;
            }
            return;
        }
        if let Some(apart) = block(name) {
            self.end();
            self.gap |= apart;
        }
        match name {
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "pre" => self.pre = self.pre.saturating_sub(1),
            "ul" | "ol" => {
                self.lists.pop();
            }
            "li" => self.item = None,
            "table" => self.flow.end_table(),
            "tr" => {
                self.end();
                self.flow.end_row();
            }
            "td" | "th" => {
                self.end();
                self.flow.end_cell();
            }
            _ if heading(name).is_some() => self.heading = None,
            _ => {}
        }
        if self.styled.last().is_some_and(|last| last == name) {
            self.styled.pop();
        }
    }

    /// What the next item of the innermost list looks like.
    fn item_look(&mut self, value: Option<u32>) -> Look {
        let depth = self.lists.len().clamp(1, DEPTH) as u8;
        let mut marker = String::new();
        if let Some(list) = self.lists.last_mut()
            && let Some(format) = &list.format
        {
            let number = value.unwrap_or(list.next);
            list.next = number.saturating_add(1);
            marker = format!("{}.", shown(number, format));
        }
        Look {
            list: Some(depth),
            marker,
            ..Look::default()
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped.is_some() {
            return;
        }
        let bold = self.bold > 0 || !self.styled.is_empty();
        if self.pre > 0 {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 && self.flow.is_open() {
                    self.flow.line_break();
                }
                if !line.trim().is_empty() {
                    self.begin();
                    self.flow.text(line.trim_end_matches('\r'), bold);
                }
            }
            return;
        }
        // White space is one space between words, none at the ends of a paragraph.
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        let mut rest = text;
        loop {
            let word = rest.trim_start_matches(blank);
            self.space |= word.len() < rest.len();
            if word.is_empty() {
                return;
            }
            let end = word.find(blank).unwrap_or(word.len());
            let was_open = self.flow.is_open();
            self.begin();
            if std::mem::take(&mut self.space) && was_open {
                self.flow.text(" ", bold);
            }
            self.flow.text(&word[..end], bold);
            rest = &word[end..];
        }
    }

    /// A paragraph begins if none is open.
    fn begin(&mut self) {
        if self.flow.is_open() {
            return;
        }
        let mut look = self.item.take().unwrap_or_default();
        look.heading = self.heading;
        if look.heading.is_some() {
            look.list = None;
        }
        look.gap = std::mem::take(&mut self.gap);
        self.flow.begin(look);
    }

    /// The open paragraph ends, if one is.
    fn end(&mut self) {
        self.space = false;
        if self.flow.is_open() {
            self.flow.end();
        }
    }
}
