//! The tree from `saphyr_parser`'s events: well-formed YAML alone, all or nothing.
//!
//! The parser's places are not used where they can be read off the text: it counts characters, its
//! quoted spans run into comments, block lists begin sometimes at and sometimes after the dash, and
//! missing values are anywhere. So the builder follows in the text, from token to token.

use super::line;
use super::{Entry, FaultKind, MAX_DEPTH, Node, Scalar, Style, Value};
use crate::text::{At, Span};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::ops::Range;

/// Reads `text[range]`, whose first line stands `indent` columns in (for a range that begins in
/// mid-line). An error is what hinders it; [`FaultKind::TooLarge`] when `budget` values are spent.
pub(super) fn read(
    text: &str,
    range: Range<usize>,
    indent: usize,
    budget: &mut usize,
) -> Result<Node, FaultKind> {
    let piece = &text[range.clone()];
    if indent == 0 {
        return build(text, range.start, Parser::new_from_str(piece), 0, budget);
    }
    let padded = format!("{}{piece}", " ".repeat(indent));
    let parser = Parser::new_from_str(&padded);
    build(&text[..range.end], range.start, parser, indent, budget)
}

fn build<'a, T: saphyr_parser::Input>(
    text: &str,
    start: usize,
    mut parser: Parser<'a, T>,
    indent: usize,
    budget: &mut usize,
) -> Result<Node, FaultKind> {
    let mut builder = Builder {
        text,
        bytes: text.as_bytes(),
        cursor: start,
        char_index: indent,
        char_byte: start,
        stack: Vec::new(),
        root: None,
    };
    let mut documents = 0;
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| match error.info() {
            info if info.contains("recursion limit") => FaultKind::TooDeep,
            _ => FaultKind::Unreadable,
        })?;
        if matches!(
            event,
            Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..)
        ) {
            *budget = budget.checked_sub(1).ok_or(FaultKind::TooLarge)?;
        }
        match event {
            Event::DocumentStart(_) => {
                documents += 1;
                if documents > 1 {
                    return Err(FaultKind::SeveralDocuments);
                }
            }
            Event::Alias(_) => return Err(FaultKind::AliasOrAnchor),
            Event::Scalar(value, style, anchor, tag) => {
                builder.no_anchor(anchor)?;
                let tagged = builder.tagged(tag.as_deref())?;
                builder.scalar(&value, style, tagged, span.end.index())?;
            }
            Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                return Err(FaultKind::Unreadable);
            }
            Event::SequenceStart(anchor, None) => {
                builder.no_anchor(anchor)?;
                builder.open_list()?;
            }
            Event::MappingStart(anchor, None) => {
                builder.no_anchor(anchor)?;
                builder.open_map()?;
            }
            Event::SequenceEnd | Event::MappingEnd => builder.close()?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
    }
    let root = builder.root.unwrap_or(Node::null(start));
    match builder.stack.is_empty() {
        true => Ok(root),
        false => Err(FaultKind::Unreadable),
    }
}

/// A list or mapping that is being read.
struct Frame {
    kind: Kind,
    /// Where it begins; for a mapping in block form, at its first key.
    start: usize,
    /// Whether it has brackets.
    flow: bool,
}

enum Kind {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        key: Option<At<String>>,
    },
}

struct Builder<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// Past the last token that was read.
    cursor: usize,
    /// A character of the parser's and its byte, moved forwards only.
    char_index: usize,
    char_byte: usize,
    stack: Vec<Frame>,
    root: Option<Node>,
}

impl Builder<'_> {
    fn no_anchor(&self, anchor: usize) -> Result<(), FaultKind> {
        match anchor {
            0 => Ok(()),
            _ => Err(FaultKind::AliasOrAnchor),
        }
    }

    /// Only YAML's own tags (`!!str`) are passed over; `!x` is more likely meant as text.
    fn tagged(&self, tag: Option<&saphyr_parser::Tag>) -> Result<bool, FaultKind> {
        match tag {
            None => Ok(false),
            Some(tag) if tag.is_yaml_core_schema() => Ok(true),
            Some(_) => Err(FaultKind::Unreadable),
        }
    }

    /// The byte of the parser's character `index`. Linear over all calls, which never go back.
    fn byte_of(&mut self, index: usize) -> Result<usize, FaultKind> {
        let ahead = index
            .checked_sub(self.char_index)
            .ok_or(FaultKind::Unreadable)?;
        let rest = &self.text[self.char_byte..];
        let bytes = rest
            .char_indices()
            .map(|(byte, _)| byte)
            .nth(ahead)
            .unwrap_or(rest.len());
        self.char_index = index;
        self.char_byte += bytes;
        Ok(self.char_byte)
    }

    /// Past white space, line ends and comments.
    fn skip(&self, mut at: usize) -> usize {
        loop {
            match self.bytes.get(at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
                Some(b'#') => {
                    let rest = &self.bytes[at..];
                    at += rest
                        .iter()
                        .position(|&b| b == b'\n' || b == b'\r')
                        .unwrap_or(rest.len());
                }
                _ => return at,
            }
        }
    }

    /// Past what stands before the next node: a colon, a dash, a comma. The second place is where
    /// the node would stand if it is missing.
    fn before_node(&self) -> Result<(usize, usize), FaultKind> {
        let next = self.skip(self.cursor);
        let byte = self.bytes.get(next).copied();
        let Some(frame) = self.stack.last() else {
            return Ok((next, next));
        };
        let expected = match &frame.kind {
            Kind::List(items) if frame.flow => (!items.is_empty()).then_some(b','),
            Kind::List(_) => Some(b'-'),
            Kind::Map { key: Some(_), .. } if byte != Some(b':') && frame.flow => {
                return Ok((self.cursor, self.cursor));
            }
            Kind::Map { key: Some(_), .. } => Some(b':'),
            Kind::Map { entries, .. } if frame.flow => (!entries.is_empty()).then_some(b','),
            Kind::Map { .. } => None,
        };
        match expected {
            None => Ok((next, next)),
            expected if byte == expected => Ok((self.skip(next + 1), next + 1)),
            Some(_) => Err(FaultKind::Unreadable),
        }
    }

    /// Where the next node begins, its tag passed over.
    fn node_start(&self, tagged: bool) -> Result<usize, FaultKind> {
        let (mut at, _) = self.before_node()?;
        if tagged {
            let rest = self.bytes.get(at..).unwrap_or_default();
            if rest.first() != Some(&b'!') {
                return Err(FaultKind::Unreadable);
            }
            let tag = rest.iter().position(|b| b" \t\r\n,".contains(b));
            at = self.skip(at + tag.unwrap_or(rest.len()));
        }
        Ok(at)
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        tagged: bool,
        end: usize,
    ) -> Result<(), FaultKind> {
        if value.is_empty() && style == ScalarStyle::Plain {
            let (_, at) = self.before_node()?;
            self.cursor = at;
            return self.add(Node::null(at));
        }
        let start = self.node_start(tagged)?;
        let rest = self.text.get(start..).ok_or(FaultKind::Unreadable)?;
        if matches!(rest.as_bytes(), [b'?', b' ' | b'\t' | b'\r' | b'\n', ..]) {
            return Err(FaultKind::Unreadable);
        }
        let (style, end) = match style {
            ScalarStyle::Plain if rest.starts_with(value) => (Style::Plain, start + value.len()),
            ScalarStyle::Plain => (Style::Plain, self.byte_of(end)?),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                let (quote, style) = match style {
                    ScalarStyle::SingleQuoted => ('\'', Style::SingleQuoted),
                    _ => ('"', Style::DoubleQuoted),
                };
                let length = line::quoted_end(rest).filter(|_| rest.starts_with(quote));
                (style, start + length.ok_or(FaultKind::Unreadable)?)
            }
            ScalarStyle::Literal | ScalarStyle::Folded => {
                if !rest.starts_with(['|', '>']) {
                    return Err(FaultKind::Unreadable);
                }
                let end = self.byte_of(end)?.max(start + 1);
                let slice = self.text.get(start..end).ok_or(FaultKind::Unreadable)?;
                (Style::Block, start + slice.trim_end().len())
            }
        };
        if end < start || !self.text.is_char_boundary(end) {
            return Err(FaultKind::Unreadable);
        }
        if style == Style::Plain {
            self.no_list_in_disguise(start, end)?;
        }
        self.cursor = end;
        let scalar = Scalar {
            text: value.to_string(),
            style,
        };
        self.add(Node {
            value: Value::Scalar(scalar),
            span: Span::new(start, end),
        })
    }

    /// A plain text over several lines may swallow bullets that somebody meant as a list:
    /// `-Anna` without a space, or `- Bo` indented deeper than the item before.
    fn no_list_in_disguise(&self, start: usize, end: usize) -> Result<(), FaultKind> {
        let Some(frame) = self.stack.last() else {
            return Ok(());
        };
        let opens_line = |at: usize| {
            let before = &self.bytes[..at];
            let blank = before.iter().rev().find(|&&b| !line::is_blank(b));
            matches!(blank, Some(b'\n' | b'\r') | None)
        };
        let listed = match &frame.kind {
            Kind::List(_) => true,
            Kind::Map { key, .. } => key.as_ref().is_some_and(|key| line::is_prose(key)),
        };
        if frame.flow || !(listed || opens_line(start)) {
            return Ok(());
        }
        let mut lines = line::physical_lines(self.text, start..end);
        if listed {
            lines.next();
        }
        match lines.any(|line| line::bullet(self.text, line.start, line.end).is_some()) {
            true => Err(FaultKind::Unreadable),
            false => Ok(()),
        }
    }

    fn open_list(&mut self) -> Result<(), FaultKind> {
        let start = self.node_start(false)?;
        let flow = match self.bytes.get(start) {
            Some(b'[') => true,
            Some(b'-') => false,
            _ => return Err(FaultKind::Unreadable),
        };
        self.cursor = if flow { start + 1 } else { start };
        self.open(Kind::List(Vec::new()), start, flow)
    }

    fn open_map(&mut self) -> Result<(), FaultKind> {
        let start = self.node_start(false)?;
        let flow = self.bytes.get(start) == Some(&b'{');
        // A lone `key: value` in a flow list has no bracket of its own; nor has a block mapping.
        self.cursor = if flow { start + 1 } else { start };
        let kind = Kind::Map {
            entries: Vec::new(),
            key: None,
        };
        self.open(kind, start, flow)
    }

    fn open(&mut self, kind: Kind, start: usize, flow: bool) -> Result<(), FaultKind> {
        let keyless = matches!(
            self.stack.last(),
            Some(Frame {
                kind: Kind::Map { key: None, .. },
                ..
            })
        );
        if keyless {
            return Err(FaultKind::Unreadable);
        }
        if self.stack.len() >= MAX_DEPTH {
            return Err(FaultKind::TooDeep);
        }
        self.stack.push(Frame { kind, start, flow });
        Ok(())
    }

    fn close(&mut self) -> Result<(), FaultKind> {
        let frame = self.stack.pop().ok_or(FaultKind::Unreadable)?;
        if frame.flow {
            let mut at = self.skip(self.cursor);
            if self.bytes.get(at) == Some(&b',') {
                at = self.skip(at + 1);
            }
            if !matches!(self.bytes.get(at), Some(b']' | b'}')) {
                return Err(FaultKind::Unreadable);
            }
            self.cursor = at + 1;
            self.no_line_outside(frame.start)?;
        }
        let value = match frame.kind {
            Kind::List(items) => Value::List(items),
            Kind::Map { entries, .. } => Value::Map(entries),
        };
        let span = Span::new(frame.start, self.cursor.max(frame.start));
        self.add(Node { value, span })
    }

    /// Brackets in a block must be indented, which keeps an open one from swallowing what follows;
    /// the closing bracket alone may stand at the margin.
    fn no_line_outside(&self, start: usize) -> Result<(), FaultKind> {
        if self.stack.is_empty() || self.stack.last().is_some_and(|frame| frame.flow) {
            return Ok(());
        }
        let mut lines = line::physical_lines(self.text, start..self.cursor).skip(1);
        let outside = |line: line::Line| {
            let first = self.bytes[line.start.min(self.cursor - 1)];
            line.indent() == 0 && line.end > line.start && !b"]}#".contains(&first)
        };
        match lines.any(outside) {
            true => Err(FaultKind::Unreadable),
            false => Ok(()),
        }
    }

    /// Gives a node to the list or mapping it belongs to.
    fn add(&mut self, node: Node) -> Result<(), FaultKind> {
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut frame.kind {
            Kind::List(items) => items.push(node),
            Kind::Map { entries, key } => match key.take() {
                Some(key) => entries.push(Entry { key, value: node }),
                None => {
                    let Value::Scalar(scalar) = node.value else {
                        return Err(FaultKind::Unreadable);
                    };
                    *key = Some(At::new(scalar.text, node.span));
                }
            },
        }
        Ok(())
    }
}
