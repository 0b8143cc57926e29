//! Well-formed YAML that says something else than its writer meant: a lost tail, a split value, a
//! line that became a mapping. The tree gets what was meant, the faults say so.

use super::{Entry, Fault, FaultKind, Node, Scalar, Style, Value, line, quote};
use crate::text::{Edit, Span};

/// Mends `node`, read from `text` by [`events`](super::events). An error is a slip that only
/// reading anew can mend; the faults before it are then void.
pub(super) fn mend(text: &str, node: &mut Node, faults: &mut Vec<Fault>) -> Result<(), FaultKind> {
    match node.value {
        Value::Null => Ok(()),
        _ => visit(text, node, false, faults),
    }
}

/// Goes no deeper than [`MAX_DEPTH`](super::MAX_DEPTH), which the tree keeps.
fn visit(
    text: &str,
    node: &mut Node,
    in_flow: bool,
    faults: &mut Vec<Fault>,
) -> Result<(), FaultKind> {
    match &mut node.value {
        Value::Null => mend_tail(text, node, in_flow, faults)?,
        Value::Scalar(scalar) if scalar.style == Style::Plain => {
            mend_tail(text, node, in_flow, faults)?;
        }
        Value::Scalar(_) => {}
        Value::List(items) => {
            let flow = begins_with(text, node.span, '[');
            for item in items.iter_mut() {
                if flow || !mend_mapping(text, item, faults) {
                    visit(text, item, flow, faults)?;
                }
            }
            if let Some(last) = items.last().filter(|_| !flow) {
                node.span.end = node.span.end.max(last.span.end);
            }
        }
        Value::Map(entries) => {
            let flow = begins_with(text, node.span, '{');
            if flow {
                join_split_values(text, entries, faults);
            }
            for entry in entries.iter_mut() {
                visit(text, &mut entry.value, flow || in_flow, faults)?;
            }
            if let Some(last) = entries.last().filter(|_| !flow) {
                node.span.end = node.span.end.max(last.value.span.end);
            }
        }
    }
    Ok(())
}

fn begins_with(text: &str, span: Span, bracket: char) -> bool {
    text[span.start as usize..].starts_with(bracket)
}

/// Gives a plain or missing value the rest of its line where the `#` in it was no comment.
fn mend_tail(
    text: &str,
    node: &mut Node,
    in_flow: bool,
    faults: &mut Vec<Fault>,
) -> Result<(), FaultKind> {
    let end = node.span.end as usize;
    let Some(tail) = tail(text, end) else {
        return Ok(());
    };
    if in_flow {
        return Err(FaultKind::LostTail);
    }
    let text_end = end + tail.len();
    let (start, whole) = match &node.value {
        Value::Scalar(scalar) => (node.span.start as usize, format!("{}{tail}", scalar.text)),
        _ => {
            let value = tail.trim_start_matches([' ', '\t']);
            (text_end - value.len(), value.to_string())
        }
    };
    *node = text_fault(FaultKind::LostTail, start, text_end, whole, faults);
    Ok(())
}

/// What follows `end` on its line and is no comment, though YAML takes it for one.
fn tail(text: &str, end: usize) -> Option<&str> {
    let rest = &text[end..];
    if !rest.trim_start_matches([' ', '\t']).starts_with('#') {
        return None;
    }
    let line_end = end + rest.find(['\n', '\r']).unwrap_or(rest.len());
    let tail_end = line::value_end(text, end, line_end);
    (tail_end > end).then(|| &text[end..tail_end])
}

/// Makes a line of a list text again that a colon made a mapping, when no person would name a key
/// so: `- Anna Ek (tjg: för Bo)`, `- Bo Al, Umeå kommun: ordförande`.
fn mend_mapping(text: &str, item: &mut Node, faults: &mut Vec<Fault>) -> bool {
    let [entry] = item.entries() else {
        return false;
    };
    let start = item.span.start as usize;
    let key = entry.key.span.of(text);
    if text[start..].starts_with(['{', '"', '\'', '?']) || !line::is_prose(key) {
        return false;
    }
    let line_end = start
        + text[start..]
            .find(['\n', '\r'])
            .unwrap_or(text.len() - start);
    if entry.value.span.end as usize > line_end {
        return false;
    }
    let end = line::value_end(text, start, line_end);
    let whole = text[start..end].to_string();
    *item = text_fault(FaultKind::UnintendedMapping, start, end, whole, faults);
    true
}

/// Joins what a comma split: an entry that is only a word belongs to the plain value before it.
fn join_split_values(text: &str, entries: &mut Vec<Entry>, faults: &mut Vec<Fault>) {
    let split = |entry: &Entry| {
        entry.value.is_null()
            && entry.value.span.start == entry.key.span.end
            && !entry.key.span.of(text).starts_with(['"', '\''])
    };
    if !entries.iter().any(split) {
        return;
    }
    let mut joined: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut grown = false;
    for entry in entries.drain(..) {
        let before = joined.last_mut().filter(|before| {
            matches!(&before.value.value, Value::Scalar(scalar) if scalar.style == Style::Plain)
        });
        match before {
            Some(before) if split(&entry) => {
                before.value.span.end = entry.key.span.end;
                grown = true;
            }
            _ => {
                finish_joined(text, joined.last_mut(), &mut grown, faults);
                joined.push(entry);
            }
        }
    }
    finish_joined(text, joined.last_mut(), &mut grown, faults);
    *entries = joined;
}

fn finish_joined(text: &str, entry: Option<&mut Entry>, grown: &mut bool, faults: &mut Vec<Fault>) {
    if let Some(entry) = entry.filter(|_| std::mem::take(grown)) {
        let span = entry.value.span.range();
        let whole = line::fold(text, span.clone());
        let kind = FaultKind::SplitByComma;
        entry.value = text_fault(kind, span.start, span.end, whole, faults);
    }
}

/// A text from `start` to `end`, and the fault whose fix quotes it.
pub(super) fn text_fault(
    kind: FaultKind,
    start: usize,
    end: usize,
    whole: String,
    faults: &mut Vec<Fault>,
) -> Node {
    let span = Span::new(start, end);
    faults.push(Fault {
        kind,
        span,
        fix: Some(Edit {
            span,
            new: quote::quoted(&whole),
        }),
    });
    Node {
        value: Value::Scalar(Scalar {
            text: whole,
            style: Style::Plain,
        }),
        span,
    }
}
