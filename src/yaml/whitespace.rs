//! Tabs and non-breaking spaces where YAML wants spaces: a copy of the text with as many bytes, and
//! a fault for each place.

use super::line::{self, Line};
use super::{Fault, FaultKind};
use crate::text::{Edit, Span};
use std::borrow::Cow;

/// `text` with spaces for every tab and non-breaking space in indentation, after a bullet and
/// after a key, one space a byte, so that all places stay; and the faults, in order.
pub(super) fn even(text: &str) -> (Cow<'_, str>, Vec<Fault>) {
    if !text.contains(['\t', NBSP]) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut evened = String::with_capacity(text.len());
    let mut faults = Vec::new();
    // The indentation of the line that opened a block text (`|`, `>`), whose lines may hold tabs.
    let mut block: Option<usize> = None;
    for line in line::physical_lines(text, 0..text.len()) {
        if line.start == line.end {
            evened.push_str(&text[line.head..line.next]);
            continue;
        }
        let whole = &text[line.head..line.end];
        let spaces = whole.len() - whole.trim_start_matches(' ').len();
        if block.is_some_and(|opener| spaces > opener) {
            evened.push_str(&text[line.head..line.next]);
            continue;
        }
        // A line that only its tabs make part of the block text: what follows them is its content.
        let blanks = whole.len() - whole.trim_start_matches(BLANKS).len();
        let in_block = block.is_some_and(|opener| blanks > opener);
        let runs = match in_block {
            true => vec![(line.head, line.head + blanks)],
            false => blank_runs(text, line),
        };
        let mut done = line.head;
        for blanks in runs {
            let run = &text[blanks.0..blanks.1];
            if !run.contains(['\t', NBSP]) {
                continue;
            }
            evened.push_str(&text[done..blanks.0]);
            let spaces = " ".repeat(run.len());
            evened.push_str(&spaces);
            done = blanks.1;
            let span = Span::new(blanks.0, blanks.1);
            faults.push(Fault {
                kind: FaultKind::Tab,
                span,
                fix: Some(Edit { span, new: spaces }),
            });
        }
        evened.push_str(&text[done..line.next]);
        if in_block {
            continue;
        }
        let written = &evened[line.head..line.end];
        let indent = written.len() - written.trim_start_matches(' ').len();
        block = opens_block_text(&text[line.start..line.end]).then_some(indent);
    }
    (Cow::Owned(evened), faults)
}

const NBSP: char = '\u{a0}';
const BLANKS: [char; 3] = [' ', '\t', NBSP];

/// The blanks before the content, after each bullet and after the first key of a line.
fn blank_runs(text: &str, line: Line) -> Vec<(usize, usize)> {
    let whole = &text[line.head..line.end];
    let past = |at: usize| whole.len() - whole[at..].trim_start_matches(BLANKS).len();
    let mut at = past(0);
    let mut runs = vec![(0, at)];
    if whole[at..].starts_with('#') {
        return Vec::new();
    }
    while whole[at..].starts_with('-') && whole[at + 1..].starts_with(BLANKS) {
        let next = past(at + 1);
        runs.push((at + 1, next));
        at = next;
    }
    let colon = whole[at..]
        .match_indices(':')
        .map(|(colon, _)| at + colon + 1)
        .find(|&after| whole[after..].starts_with(BLANKS));
    if let Some(after) = colon
        && !whole[at..].starts_with(['"', '\'', '[', '{'])
    {
        runs.push((after, past(after)));
    }
    runs.iter()
        .map(|run| (line.head + run.0, line.head + run.1))
        .collect()
}

/// Whether a line ends in `|` or `>`, with or without signs, digits and a comment.
fn opens_block_text(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let opener = line.trim_end_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    (opener.ends_with('|') || opener.ends_with('>'))
        && matches!(
            opener[..opener.len() - 1].trim_end().chars().next_back(),
            None | Some(':' | '-')
        )
}
