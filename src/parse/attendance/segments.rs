//! The segments of an attendance line.

use std::ops::Range;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// Outside parentheses.
    Text(Range<usize>),
    /// Inside a pair of parentheses.
    Inside(Range<usize>),
}

/// Cuts `text` at commas, semicolons, tabs, wide gaps, spaced dashes and parentheses. A comma
/// before a number goes on with the numbers before it: `§§ 1-3, 7-9`.
pub(super) fn segments(text: &str) -> Vec<Segment> {
    let text_end = text
        .trim_end()
        .trim_end_matches([',', ';'])
        .trim_end()
        .len();
    let begin = super::super::decisions::list_marker(text);
    let mut out = Vec::new();
    let mut start = begin;
    let mut inside = false;
    let mut at = begin;
    while at < text_end {
        let rest = &text[at..text_end];
        let Some(c) = rest.chars().next() else { break };
        let width = match c {
            ',' if !goes_on_with_number(&text[start..at], &rest[1..]) => 1,
            ';' | '\t' | '(' | ')' => 1,
            ' ' if rest.starts_with("  ") => rest.len() - rest.trim_start_matches(' ').len(),
            ' ' if rest.starts_with(" – ") => " – ".len(),
            ' ' if rest.starts_with(" - ") => " - ".len(),
            _ => 0,
        };
        if width == 0 {
            at += c.len_utf8();
            continue;
        }
        push(text, start..at, inside, &mut out);
        match c {
            '(' => inside = true,
            ')' => inside = false,
            _ => {}
        }
        at += width;
        start = at;
    }
    push(text, start..text_end, inside, &mut out);
    out
}

fn goes_on_with_number(before: &str, after: &str) -> bool {
    let digit = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
    digit && (before.contains('§') || before.contains("punkt"))
}

fn push(text: &str, range: Range<usize>, inside: bool, out: &mut Vec<Segment>) {
    let slice = &text[range.clone()];
    let start = range.start + slice.len() - slice.trim_start().len();
    let mut end = range.start + slice.trim_end().len();
    if start >= end {
        return;
    }
    // A full stop ends the line, but for abbreviations and initials.
    let slice = &text[start..end];
    if slice.ends_with('.') && end == text.trim_end().len() {
        let word = slice[..slice.len() - 1].rsplit(' ').next().unwrap_or("");
        let short =
            matches!(word, "sekr" | "ordf" | "ers" | "adj" | "tjg") || word.chars().count() == 1;
        if !short {
            end -= 1;
        }
    }
    out.push(if inside {
        Segment::Inside(start..end)
    } else {
        Segment::Text(start..end)
    });
}
