//! Changes to YAML that leave every other byte: rows below those of a list, a key of a mapping.

use super::{Node, Value};
use crate::text::{Edit, Span};

/// How the lines of `text` end: as its first does.
pub fn newline(text: &str) -> &'static str {
    let first_end = text.find(['\n', '\r']).map_or("", |at| &text[at..]);
    if first_end.starts_with("\r\n") {
        "\r\n"
    } else if first_end.starts_with('\r') {
        "\r"
    } else {
        "\n"
    }
}

/// Rows, each written as YAML, one on a line.
pub fn block(rows: &[String], dent: &str, newline: &str) -> String {
    let rows = rows.iter().map(|row| format!("{dent}- {row}{newline}"));
    rows.collect()
}

/// Puts rows, each written as YAML, below those of `list`, which stands in `text` before byte
/// `end`; `dent` is for a list that has none yet. `None` where it is no list, or isn't written so
/// that rows can be put into it.
pub fn push(text: &str, list: &Node, rows: &[String], dent: &str, end: usize) -> Option<Edit> {
    let newline = newline(text);
    let is_flow = text[list.span.range()].starts_with('[');
    match &list.value {
        Value::Null => {
            let new = block(rows, dent, newline);
            Some(below(text, list.span.start as usize, new, end))
        }
        Value::List(items) if is_flow && items.is_empty() => Some(Edit {
            span: list.span,
            new: format!("{newline}{}", block(rows, dent, newline).trim_end()),
        }),
        Value::List(items) if is_flow => Some(Edit {
            span: Span::at(items.last()?.span.end as usize),
            new: rows.iter().map(|row| format!(", {row}")).collect(),
        }),
        Value::List(items) => {
            let dent = dent_of(text, list.span.start as usize)?;
            let last = items.last()?.span.end as usize;
            Some(below(text, last, block(rows, dent, newline), end))
        }
        Value::Map(_) | Value::Scalar(_) => None,
    }
}

/// Gives a key a scalar, quoted where it must be, in the place of the `value` that it has.
pub fn set(value: &Node, scalar: &str) -> Edit {
    let scalar = super::quote(scalar);
    match value.is_null() {
        true => Edit {
            span: Span::at(value.span.start as usize),
            new: format!(" {scalar}"),
        },
        false => Edit {
            span: value.span,
            new: scalar,
        },
    }
}

/// Adds a key with a value, written as YAML, after the others of the mapping `row`. A value that
/// begins with a line break stands below the key. `None` where the mapping has no key.
pub fn add(text: &str, row: &Node, key: &str, value: &str) -> Option<Edit> {
    let (first, last) = (row.entries().first()?, row.entries().last()?);
    let end = last.value.span.end as usize;
    if text[row.span.range()].starts_with('{') {
        return Some(Edit {
            span: Span::at(end),
            new: format!(", {key}: {value}"),
        });
    }
    let start = first.key.span.start as usize;
    let width = text[line_start(text, start)..start].chars().count();
    let space = if value.starts_with(['\n', '\r']) {
        ""
    } else {
        " "
    };
    let new = format!("{:width$}{key}:{space}{value}{}", "", newline(text));
    Some(below(text, end, new, text.len()))
}

/// What stands before `at` on its line, where that is nothing but spaces.
fn dent_of(text: &str, at: usize) -> Option<&str> {
    let dent = &text[line_start(text, at)..at];
    dent.chars().all(|c| c == ' ').then_some(dent)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(['\n', '\r']).map_or(0, |at| at + 1)
}

/// Whole lines, below the line that `at` is on, before byte `end`.
fn below(text: &str, at: usize, new: String, end: usize) -> Edit {
    // A block mapping may end with its line.
    if text[..at].ends_with(['\n', '\r']) {
        return Edit {
            span: Span::at(at.min(end)),
            new,
        };
    }
    let rest = &text[at..];
    let Some(line) = rest.find(['\n', '\r']) else {
        let new = format!("{}{}", newline(text), new.trim_end_matches(['\n', '\r']));
        return Edit {
            span: Span::at(text.len().min(end)),
            new,
        };
    };
    let break_bytes = if rest[line..].starts_with("\r\n") {
        2
    } else {
        1
    };
    Edit {
        span: Span::at((at + line + break_bytes).min(end)),
        new,
    }
}

/// `text` after `edits`, of which none overlap; those at one place stand in their order.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let added: usize = edits.iter().map(|edit| edit.new.len()).sum();
    let mut out = String::with_capacity(text.len() + added);
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.start as usize]);
        out.push_str(&edit.new);
        at = edit.span.end as usize;
    }
    out.push_str(&text[at..]);
    out
}
