//! Flow lists and mappings as a person reads them, where YAML can't: `{plats: Rum #4, dnr: HSN: 3}`,
//! a missing bracket, a comma or a link inside a value.

use super::{Entry, MAX_DEPTH, Node, Scalar, Style, Value, line, quote};
use crate::text::{At, Span};
use std::ops::Range;

/// Reads `text[range]`, which begins with a bracket. `None` where it isn't a list or mapping to its
/// end, as in `[Bildspel](#)`.
pub(super) fn read(text: &str, range: Range<usize>) -> Option<Node> {
    let cleared = without_comments(text, range.clone());
    let mut reader = Reader {
        text: &cleared,
        at: 0,
        base: range.start,
    };
    let node = reader.collection(0)?;
    reader.skip_blanks();
    (reader.at == cleared.len()).then_some(node)
}

/// The tree as flow YAML on one line, well-formed.
pub(super) fn render(node: &Node) -> String {
    match &node.value {
        Value::Null => String::new(),
        Value::Scalar(scalar) => quote::quote(&scalar.text),
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(render).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|entry| format!("{}: {}", quote::quote(&entry.key), render(&entry.value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A copy with spaces for comments, byte for byte.
fn without_comments(text: &str, range: Range<usize>) -> String {
    let mut cleared = String::with_capacity(range.len());
    for line in line::physical_lines(text, range) {
        let comment = line.start < line.end && text.as_bytes()[line.start] == b'#';
        let end = match comment {
            true => line.start,
            false => line::value_end(text, line.start, line.end),
        };
        cleared.push_str(&text[line.head..end]);
        cleared.extend(std::iter::repeat_n(' ', line.next - end));
    }
    cleared
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    base: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at = self.text.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start, end).shifted(self.base)
    }

    /// A list or mapping; one that nobody closed ends with the text.
    fn collection(&mut self, depth: usize) -> Option<Node> {
        let start = self.at;
        let listed = match self.peek()? {
            b'[' => true,
            b'{' => false,
            _ => return None,
        };
        if depth >= MAX_DEPTH / 2 {
            return None;
        }
        self.at += 1;
        let mut items = Vec::new();
        let mut entries = Vec::new();
        let close = if listed { b']' } else { b'}' };
        loop {
            self.skip_blanks();
            match self.peek() {
                None => break,
                Some(byte) if byte == close => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                Some(_) if listed => items.push(self.value(close, depth)?),
                Some(_) => entries.push(self.entry(close, depth)?),
            }
        }
        let value = match listed {
            true => Value::List(items),
            false => Value::Map(entries),
        };
        let end = start + self.text[start..self.at].trim_end().len();
        Some(Node {
            value,
            span: self.span(start, end),
        })
    }

    fn entry(&mut self, close: u8, depth: usize) -> Option<Entry> {
        let start = self.at;
        let Some((end, after)) = self.key_at(start) else {
            // A word without a value, and no value before it that it could belong to.
            let end = self.plain_end(close);
            let key = self.text[start..end].trim_end();
            self.at = end;
            let key_end = start + key.len();
            return (!key.is_empty()).then(|| Entry {
                key: At::new(key.to_string(), self.span(start, key_end)),
                value: Node::null(self.base + key_end),
            });
        };
        let key = self.unquoted(start, end);
        self.at = after;
        self.skip_blanks();
        let value = match self.peek() {
            None | Some(b',') => Node::null(self.base + after),
            Some(byte) if byte == close => Node::null(self.base + after),
            Some(_) => self.value(close, depth)?,
        };
        Some(Entry {
            key: At::new(key, self.span(start, end)),
            value,
        })
    }

    /// The end of the key at `start` and the place past its colon.
    fn key_at(&self, start: usize) -> Option<(usize, usize)> {
        let rest = &self.text[start..];
        let end = match rest.starts_with(['"', '\'']) {
            true => line::quoted_end(rest)?,
            false => {
                let colon = rest.find([':', ',', '[', ']', '{', '}'])?;
                rest[..colon].trim_end().len()
            }
        };
        let blanks = rest[end..].len() - rest[end..].trim_start().len();
        let colon = rest[end + blanks..].strip_prefix(':')?;
        let closed = colon.is_empty() || colon.starts_with([' ', '\n', '\r', ',', ']', '}']);
        (end > 0 && closed).then_some((start + end, start + end + blanks + 1))
    }

    fn value(&mut self, close: u8, depth: usize) -> Option<Node> {
        let start = self.at;
        let ends = |reader: &Self| {
            let rest = reader.text[reader.at..].trim_start().as_bytes();
            matches!(rest.first(), None | Some(b',')) || rest.first() == Some(&close)
        };
        match self.peek()? {
            b'[' | b'{' => {
                if let Some(node) = self.collection(depth + 1).filter(|_| ends(self)) {
                    return Some(node);
                }
            }
            quote @ (b'"' | b'\'') => {
                if let Some(length) = line::quoted_end(&self.text[start..]) {
                    self.at = start + length;
                    if ends(self) {
                        let style = match quote {
                            b'"' => Style::DoubleQuoted,
                            _ => Style::SingleQuoted,
                        };
                        return Some(self.scalar(start, self.at, style));
                    }
                }
            }
            _ => {}
        }
        self.at = start;
        let end = self.plain_end(close);
        self.at = end;
        let trimmed = start + self.text[start..end].trim_end().len();
        (trimmed > start).then(|| self.scalar(start, trimmed, Style::Plain))
    }

    /// Where a plain text ends: at the bracket that closes it, or at a comma, which in a mapping
    /// must have a key behind it.
    fn plain_end(&self, close: u8) -> usize {
        let mut open = Vec::new();
        for (offset, byte) in self.text.as_bytes()[self.at..].iter().enumerate() {
            let at = self.at + offset;
            match byte {
                b'[' => open.push(b']'),
                b'{' => open.push(b'}'),
                byte if open.last() == Some(byte) => {
                    open.pop();
                }
                byte if *byte == close => return at,
                b',' if open.is_empty() && self.ends_value(at + 1, close) => return at,
                _ => {}
            }
        }
        self.text.len()
    }

    fn ends_value(&self, after: usize, close: u8) -> bool {
        if close == b']' {
            return true;
        }
        let rest = self.text[after..].trim_start();
        let at = self.text.len() - rest.len();
        rest.is_empty() || rest.starts_with('}') || self.key_at(at).is_some()
    }

    fn scalar(&self, start: usize, end: usize, style: Style) -> Node {
        let text = match style {
            Style::Plain => line::join(self.text, start..end, |line| line.end),
            _ => self.unquoted(start, end),
        };
        Node {
            value: Value::Scalar(Scalar { text, style }),
            span: self.span(start, end),
        }
    }

    fn unquoted(&self, start: usize, end: usize) -> String {
        let raw = &self.text[start..end];
        unquoted(raw).unwrap_or_else(|| raw.to_string())
    }
}

/// The text that a quoted scalar stands for.
pub(super) fn unquoted(raw: &str) -> Option<String> {
    if !raw.starts_with(['"', '\'']) {
        return None;
    }
    let node = super::events::read(raw, 0..raw.len(), 0, &mut 1).ok()?;
    node.as_text().map(str::to_string)
}
