//! The short road: what nearly all front matter is made of, in one sweep. Block mappings and lists,
//! values in one line (plain, quoted, in brackets) and comments.
//!
//! It answers only where it is certain to give what [`events`](super::events) and
//! [`slips`](super::slips) give, without faults; a property test compares them. Anything else is
//! `None`: tabs, texts over several lines, escapes, duplicates, and whatever looks like a slip.

use super::line::{self, is_blank, looks_like_comment};
use super::{Entry, MAX_NODES, Node, Scalar, Style, Value};
use crate::text::{At, Span};
use std::collections::HashSet;

/// How deep values may lie in each other here.
const MAX_LEVELS: usize = 12;
/// The longest key in bytes: a parser need not find the colon of one over 1024 characters.
const MAX_KEY_BYTES: usize = 200;
/// How many keys are compared with each other before a set of them is worth making.
const FEW_KEYS: usize = 32;

/// Reads a common text; every span is moved by `offset` bytes.
pub(super) fn read(text: &str, offset: usize) -> Option<Node> {
    let bytes = text.as_bytes();
    let unusual = |at: usize, byte: u8| match byte {
        b'\n' => false,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        // Non-breaking spaces and byte-order marks begin so.
        0xc2 => bytes.get(at + 1) == Some(&0xa0),
        0xef => true,
        byte => byte < b' ',
    };
    if bytes
        .iter()
        .enumerate()
        .any(|(at, &byte)| unusual(at, byte))
    {
        return None;
    }
    let mut scanner = Scanner {
        text,
        bytes,
        offset,
        nodes: 0,
        start: 0,
        end: 0,
        head: 0,
        next: 0,
        done: false,
    };
    scanner.next_line();
    if scanner.done || scanner.indent() > 0 {
        return None;
    }
    let root = scanner.block(0)?;
    scanner.done.then_some(root)
}

/// The text and the line that comes next.
struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    offset: usize,
    nodes: usize,
    /// Where the line begins.
    head: usize,
    /// Its first byte that isn't a space, or the content behind a bullet.
    start: usize,
    /// Past its last byte that isn't white space.
    end: usize,
    /// Where the next line begins.
    next: usize,
    /// Whether there is no line left.
    done: bool,
}

impl Scanner<'_> {
    /// Goes to the next line that is neither blank nor a comment.
    fn next_line(&mut self) {
        while self.next < self.bytes.len() {
            self.head = self.next;
            let rest = &self.bytes[self.head..];
            let length = rest.iter().position(|&byte| byte == b'\n');
            let length = length.unwrap_or(rest.len());
            self.next = (self.head + length + 1).min(self.bytes.len());
            let line = &rest[..length];
            let spaces = line.iter().take_while(|&&byte| byte == b' ').count();
            let trailing = line
                .iter()
                .rev()
                .take_while(|&&byte| byte == b' ' || byte == b'\r')
                .count();
            if spaces + trailing < length && line[spaces] != b'#' {
                self.start = self.head + spaces;
                self.end = self.head + length - trailing;
                return;
            }
        }
        self.done = true;
    }

    fn indent(&self) -> usize {
        self.start - self.head
    }

    fn at(&self, at: usize) -> Option<u8> {
        self.bytes[..self.end].get(at).copied()
    }

    fn has_bullet(&self) -> bool {
        self.at(self.start) == Some(b'-') && matches!(self.at(self.start + 1), None | Some(b' '))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start + self.offset, end + self.offset)
    }

    fn node(&mut self, value: Value, start: usize, end: usize) -> Option<Node> {
        self.nodes += 1;
        let span = self.span(start, end);
        // Keys count too, for which half is left.
        (self.nodes < MAX_NODES / 2).then_some(Node { value, span })
    }

    fn text_node(&mut self, start: usize, end: usize, style: Style) -> Option<Node> {
        let text = self.text[start..end].to_string();
        self.node(Value::Scalar(Scalar { text, style }), start, end)
    }

    /// The list or mapping that begins on this line.
    fn block(&mut self, level: usize) -> Option<Node> {
        if level >= MAX_LEVELS {
            return None;
        }
        match self.has_bullet() {
            true => self.list(level),
            false => self.map(level),
        }
    }

    fn map(&mut self, level: usize) -> Option<Node> {
        let (indent, start) = (self.indent(), self.start);
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let (key_end, after) = self.key()?;
            let key = self.text[self.start..key_end].to_string();
            let key = At::new(key, self.span(self.start, key_end));
            let value = self.entry_value(after, indent, level)?;
            entries.push(Entry { key, value });
            if self.done || self.indent() < indent {
                break;
            }
            if self.indent() > indent || self.at(self.start) == Some(b'-') {
                return None;
            }
        }
        if has_duplicates(&entries) {
            return None;
        }
        let end = entries.last()?.value.span.end as usize - self.offset;
        self.node(Value::Map(entries), start, end)
    }

    /// The end of the key on this line, and the place past its colon.
    fn key(&self) -> Option<(usize, usize)> {
        let first = self.at(self.start)?;
        // Dashes and dots that serve as bullets begin with 0xe2.
        if !(first.is_ascii_alphanumeric() || first >= 0x80 && first != 0xe2) {
            return None;
        }
        let line = &self.bytes[self.start..self.end];
        let limit = line.len().min(MAX_KEY_BYTES);
        let ends = |at: &usize| line[*at] == b':' && matches!(line.get(at + 1), None | Some(b' '));
        let colon = (0..limit).find(ends)?;
        let key = &line[..colon];
        let blanks = key.iter().rev().take_while(|&&byte| byte == b' ').count();
        let commented = key.windows(2).any(|pair| pair == b" #");
        (!commented).then_some((self.start + colon - blanks, self.start + colon + 1))
    }

    /// The value after a key's colon; goes to the line after it.
    fn entry_value(&mut self, after: usize, indent: usize, level: usize) -> Option<Node> {
        if !self.is_missing(after)? {
            let value = self.inline(after, level)?;
            return (self.done || self.indent() <= indent).then_some(value);
        }
        self.next_line();
        let deeper = !self.done && self.indent() > indent;
        let listed = !self.done && self.indent() == indent && self.has_bullet();
        match deeper || listed {
            true => self.block(level + 1),
            false => self.node(Value::Null, after, after),
        }
    }

    fn list(&mut self, level: usize) -> Option<Node> {
        let (indent, start) = (self.indent(), self.start);
        let mut items: Vec<Node> = Vec::new();
        loop {
            items.push(self.item(indent, level)?);
            if self.done || self.indent() < indent || !self.has_bullet() {
                break;
            }
            if self.indent() > indent {
                return None;
            }
        }
        let end = items.last()?.span.end as usize - self.offset;
        self.node(Value::List(items), start, end)
    }

    /// The item after the bullet of this line; goes to the line after it.
    fn item(&mut self, indent: usize, level: usize) -> Option<Node> {
        let after = self.start + 1;
        if self.is_missing(after)? {
            self.next_line();
            return match !self.done && self.indent() > indent {
                true => self.block(level + 1),
                false => self.node(Value::Null, after, after),
            };
        }
        let content = self.past_blanks(after);
        if matches!(self.at(content)?, b'{' | b'[' | b'"' | b'\'') {
            let value = self.inline(after, level)?;
            return (self.done || self.indent() <= indent).then_some(value);
        }
        let bullet = self.start;
        self.start = content;
        if self.key().is_some() {
            if level + 1 >= MAX_LEVELS {
                return None;
            }
            let value = self.map(level + 1)?;
            let suspect = matches!(value.entries(), [entry] if line::is_prose(&entry.key));
            return (!suspect).then_some(value);
        }
        self.start = bullet;
        let value = self.inline(after, level)?;
        (self.done || self.indent() <= indent).then_some(value)
    }

    fn past_blanks(&self, at: usize) -> usize {
        let blanks = self.bytes[at..self.end].iter();
        at + blanks.take_while(|&&byte| byte == b' ').count()
    }

    /// Whether nothing, or a comment, is on the line from `at`. `None` where a `#` may be text.
    fn is_missing(&self, at: usize) -> Option<bool> {
        let content = self.past_blanks(at);
        match self.at(content) {
            None => Some(true),
            Some(b'#') => looks_like_comment(self.bytes, at, content, self.end).then_some(true),
            Some(_) => Some(false),
        }
    }

    /// A value on one line; goes to the next.
    fn inline(&mut self, after: usize, level: usize) -> Option<Node> {
        let start = self.past_blanks(after);
        let (node, end) = match self.at(start)? {
            b'{' | b'[' => self.flow(start, level)?,
            b'"' | b'\'' => self.quoted(start)?,
            _ => {
                let node = self.plain(start)?;
                self.next_line();
                return Some(node);
            }
        };
        let rest = self.past_blanks(end);
        let clear = match self.at(rest) {
            None => true,
            Some(byte) => byte == b'#' && rest > end,
        };
        self.next_line();
        clear.then_some(node)
    }

    /// A plain text up to the end of the line or its comment.
    fn plain(&mut self, start: usize) -> Option<Node> {
        if !begins_plain(self.bytes[start]) {
            return None;
        }
        let mut end = self.end;
        for at in start..self.end {
            match self.bytes[at] {
                b':' if matches!(self.at(at + 1), None | Some(b' ')) => return None,
                b'#' if is_blank(self.bytes[at - 1]) => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        if end < self.end {
            let hash = end;
            while is_blank(self.bytes[end - 1]) {
                end -= 1;
            }
            if !looks_like_comment(self.bytes, end, hash, self.end) {
                return None;
            }
        }
        self.text_node(start, end, Style::Plain)
    }

    /// A quoted text without escapes, and its end.
    fn quoted(&mut self, start: usize) -> Option<(Node, usize)> {
        let quote = self.bytes[start];
        let inner = &self.bytes[start + 1..self.end];
        let length = inner.iter().position(|&byte| byte == quote)?;
        let end = start + length + 2;
        let style = match quote {
            b'"' => Style::DoubleQuoted,
            _ => Style::SingleQuoted,
        };
        let escaped = match style {
            Style::DoubleQuoted => inner[..length].contains(&b'\\'),
            _ => self.at(end) == Some(quote),
        };
        if escaped {
            return None;
        }
        let text = self.text[start + 1..end - 1].to_string();
        let node = self.node(Value::Scalar(Scalar { text, style }), start, end)?;
        Some((node, end))
    }

    /// A list or mapping in brackets, closed on this line, and its end.
    fn flow(&mut self, start: usize, level: usize) -> Option<(Node, usize)> {
        if level >= MAX_LEVELS {
            return None;
        }
        let listed = self.bytes[start] == b'[';
        let close = if listed { b']' } else { b'}' };
        let mut items = Vec::new();
        let mut entries = Vec::new();
        let mut at = self.past_blanks(start + 1);
        while self.at(at)? != close {
            if listed {
                let (item, end) = self.flow_value(at, level)?;
                items.push(item);
                at = end;
            } else {
                let (entry, end) = self.flow_entry(at, level)?;
                entries.push(entry);
                at = end;
            }
            at = self.past_blanks(at);
            match self.at(at)? {
                b',' => {
                    at = self.past_blanks(at + 1);
                    if self.at(at)? == close {
                        return None;
                    }
                }
                byte if byte == close => {}
                _ => return None,
            }
        }
        if has_duplicates(&entries) {
            return None;
        }
        let value = match listed {
            true => Value::List(items),
            false => Value::Map(entries),
        };
        let node = self.node(value, start, at + 1)?;
        Some((node, at + 1))
    }

    fn flow_entry(&mut self, start: usize, level: usize) -> Option<(Entry, usize)> {
        let (key, end) = match self.at(start)? {
            b'"' | b'\'' => self.quoted(start)?,
            _ => self.flow_plain(start)?,
        };
        if end - start > MAX_KEY_BYTES {
            return None;
        }
        let colon = self.past_blanks(end);
        if self.at(colon)? != b':' || self.at(colon + 1)? != b' ' {
            return None;
        }
        let Value::Scalar(name) = key.value else {
            return None;
        };
        let key = At::new(name.text, key.span);
        let at = self.past_blanks(colon + 1);
        let (value, end) = match self.at(at)? {
            b',' | b'}' => (self.node(Value::Null, colon + 1, colon + 1)?, colon + 1),
            _ => self.flow_value(at, level)?,
        };
        Some((Entry { key, value }, end))
    }

    fn flow_value(&mut self, start: usize, level: usize) -> Option<(Node, usize)> {
        let (node, end) = match self.at(start)? {
            b'{' | b'[' => self.flow(start, level + 1)?,
            b'"' | b'\'' => self.quoted(start)?,
            _ => self.flow_plain(start)?,
        };
        let next = self.at(self.past_blanks(end))?;
        matches!(next, b',' | b']' | b'}').then_some((node, end))
    }

    /// A plain text inside brackets, and its end: a colon, a comma or a bracket.
    fn flow_plain(&mut self, start: usize) -> Option<(Node, usize)> {
        if !begins_plain(self.bytes[start]) {
            return None;
        }
        let mut end = start;
        loop {
            match self.at(end)? {
                b',' | b'[' | b']' | b'{' | b'}' => break,
                b':' if b" ,[]{}".contains(&self.at(end + 1)?) => break,
                b'#' if is_blank(self.bytes[end - 1]) => return None,
                _ => end += 1,
            }
        }
        while is_blank(self.bytes[end - 1]) {
            end -= 1;
        }
        // The parser takes a lone dash before a bracket for a list's.
        if self.text[start..end].ends_with(" -") {
            return None;
        }
        Some((self.text_node(start, end, Style::Plain)?, end))
    }
}

/// Whether a plain text may begin so, whatever follows.
fn begins_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b"(/+=_.;$^<~".contains(&byte)
}

fn has_duplicates(entries: &[Entry]) -> bool {
    if entries.len() > FEW_KEYS {
        let mut seen = HashSet::new();
        return !entries.iter().all(|entry| seen.insert(entry.key.as_str()));
    }
    entries.iter().enumerate().any(|(index, entry)| {
        let before = &entries[..index];
        before.iter().any(|before| before.key == entry.key)
    })
}
