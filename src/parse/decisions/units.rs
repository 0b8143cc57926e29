//! The units that decisions are read from: headings, labels, list items, lines that begin with
//! `att`, and paragraphs, whatever blocks a writer made of them.

use std::ops::Range;

use crate::parse::document::{Block, BlockKind};
use crate::parse::vocabulary;
use crate::parse::words::lower;
use crate::text::Span;

/// A piece of text that is at most one clause, or a paragraph of prose.
#[derive(Clone, Debug)]
pub(super) struct Unit<'a> {
    /// Where it comes from.
    pub block: &'a Block,
    /// Its part of the block's flow, list marker left out.
    pub range: Range<usize>,
    /// Its text, lines joined by spaces; as long as `range`.
    pub text: String,
    /// How deep it stands: 0 for paragraphs, lists from 1.
    pub depth: u8,
    /// Begins with a list marker, Markdown's or one in the text.
    pub listed: bool,
    /// Its list marker is a number or a letter.
    pub numbered: bool,
    /// A heading, or a bold line.
    pub heading: bool,
}

impl Unit<'_> {
    /// The place in the source of a range of [`Unit::text`].
    pub fn span(&self, range: Range<usize>) -> Span {
        self.block
            .flow
            .span(range.start + self.range.start..range.end + self.range.start)
    }
}

/// Splits `blocks` into units.
pub(super) fn split(blocks: &[Block]) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    for block in blocks {
        if block.quoted || matches!(block.kind, BlockKind::Row { .. } | BlockKind::Other) {
            continue;
        }
        split_block(block, &mut units);
    }
    units
}

fn split_block<'a>(block: &'a Block, units: &mut Vec<Unit<'a>>) {
    let text = block.text();
    let heading = block.is_heading() || block.is_bold_line();
    let mut start = 0;
    let mut first = true;
    let mut line_start = 0;
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for line in text.split('\n') {
        let marker = marker(line);
        let clause = clause_start(&line[marker..]).is_some();
        let begins = marker > 0 || clause;
        let after_label = vocabulary::label(&text[start..line_start.max(start)])
            .is_some_and(|(_, rest)| start + rest >= line_start)
            && line_start > start;
        let labels = vocabulary::label(line).is_some_and(|(_, rest)| rest == line.len());
        // A mark before `att` says so itself.
        let marked = marker > 0 && clause;
        let previous_ended = line_start == 0 || marked || ends_a_clause(&text[..line_start]);
        let moves = !text[start..line_start].is_empty()
            && clause_start(&text[start..]).is_some()
            && comes_or_goes(line);
        if line_start > 0 && ((begins && previous_ended) || labels || after_label || moves) {
            starts.push((start, line_start - 1));
            start = line_start;
        }
        line_start += line.len() + 1;
    }
    starts.push((start, text.len()));
    for (from, to) in starts {
        let marker = marker(&text[from..to]);
        let range = from + marker..to;
        let slice = &text[range.clone()];
        let lead = slice.len() - slice.trim_start().len();
        let range = range.start + lead..range.start + slice.trim_end().len().max(lead);
        if range.is_empty() {
            first = false;
            continue;
        }
        let listed = (first && block.is_list_item()) || marker > 0;
        let counted = text[from..from + marker]
            .trim_start()
            .starts_with(|c: char| c.is_ascii_alphanumeric() && c != 'o');
        let numbered =
            counted || first && matches!(block.kind, BlockKind::ListItem { number: Some(_) });
        units.push(Unit {
            block,
            text: text[range.clone()].replace('\n', " "),
            range,
            depth: block.depth + u8::from(marker > 0 && block.depth == 0),
            listed,
            numbered,
            heading,
        });
        first = false;
    }
}

/// "N.N. lämnade mötet kl. 19.02.": a note of its own between the lines of a decision.
fn comes_or_goes(line: &str) -> bool {
    let lowered = lower(line);
    line.starts_with(char::is_uppercase)
        && lowered.split(' ').count() <= 10
        && [
            " lämnade mötet",
            " lämnar mötet",
            " lämnade sammanträdet",
            " lämnar sammanträdet",
            " anlände ",
            " anländer ",
            " anslöt till mötet",
            " ansluter till mötet",
        ]
        .iter()
        .any(|verb| lowered.contains(verb))
}

/// Whether the text before a line is over, so that `att` on that line begins a clause and isn't
/// the rest of a hard-wrapped one: punctuation, a joining word, or a line that ended early.
fn ends_a_clause(before: &str) -> bool {
    let before = before.trim_end();
    let line = before.rsplit('\n').next().unwrap_or("");
    let lowered = lower(line);
    before.ends_with(['.', ':', ';', ',', '!'])
        || lowered.ends_with(" samt")
        || lowered.ends_with(" och")
        || vocabulary::DECIDE_ACTIVE
            .iter()
            .chain(vocabulary::DECIDE_PASSIVE)
            .chain(&["beslutat", "besluta", "föreslår", "beslut"])
            .any(|verb| lowered.ends_with(verb))
        || (clause_start(&line[marker(line)..]).is_some() && line.chars().count() < 60)
}

/// How many bytes a list marker takes at the start of `line`, its space too: `•`, `–`, `1)`,
/// `a)`, `-`, `*`.
pub fn marker(line: &str) -> usize {
    let trimmed = line.trim_start();
    let indent = line.len() - trimmed.len();
    let mut chars = trimmed.chars();
    let Some(first) = chars.next() else { return 0 };
    let width = if matches!(
        first,
        '•' | '–' | '—' | '-' | '*' | '·' | '▪' | '◦' | 'o' | '\u{f0b7}'
    ) {
        first.len_utf8()
    } else {
        let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
        let head = match digits {
            0 if first.is_ascii_alphabetic() => 1,
            1 | 2 => digits,
            _ => return 0,
        };
        match trimmed[head..].chars().next() {
            Some(')') => head + 1,
            Some('.') if digits > 0 || first.is_ascii_lowercase() => head + 1,
            _ => return 0,
        }
    };
    let rest = &trimmed[width..];
    if !rest.starts_with(' ') {
        return 0;
    }
    indent + width + (rest.len() - rest.trim_start().len())
}

/// Whether `text` begins a clause with `att`, and how many bytes that beginning takes.
pub(super) fn clause_start(text: &str) -> Option<usize> {
    if !text.starts_with(['a', 'A', 'd', 'D', 's', 'S', 'o', 'O']) {
        return None;
    }
    let head: String = text.chars().take(12).collect();
    let lowered = lower(&head);
    for start in ["att-satsen", "attsats", "att-sats"] {
        if lowered.starts_with(start) {
            return None;
        }
    }
    for start in [
        "dels att ",
        "samt att ",
        "och att ",
        "a t t ",
        "att-",
        "att:",
        "att ",
    ] {
        if lowered.starts_with(start) {
            return Some(start.trim_end().len());
        }
    }
    (lowered == "att").then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown;

    fn shown(source: &str) -> Vec<String> {
        let document = markdown::read(source, 0);
        split(&document.blocks)
            .iter()
            .map(|unit| {
                format!(
                    "{}{} {}",
                    unit.depth,
                    if unit.listed { "-" } else { "" },
                    unit.text
                )
            })
            .collect()
    }

    #[test]
    fn lines_that_begin_with_att_are_units() {
        assert_eq!(
            shown("Gruppen beslutade\natt godkänna planen\natt utse N.N. till\nkontaktperson\n"),
            [
                "0 Gruppen beslutade",
                "0 att godkänna planen",
                "0 att utse N.N. till kontaktperson"
            ]
        );
    }

    #[test]
    fn a_wrapped_clause_stays_whole() {
        let long = "att uppdra åt arbetsgruppen för gemensamma medel i länets norra delar\natt se över formerna";
        assert_eq!(shown(&format!("Gruppen beslutade\n{long}\n")).len(), 2);
    }

    #[test]
    fn a_mark_before_att_begins_a_clause_whatever_stands_above() {
        let long = "– att ställa sig bakom den plan som arbetsgruppen för länets norra delar har presenterat";
        let text = format!("{long}\n– att uppdra åt arbetsgruppen att skriva\n");
        assert_eq!(shown(&text).len(), 2);
    }

    #[test]
    fn labels_are_units_of_their_own() {
        assert_eq!(
            shown("Beslut\nRapporten godkänns.\n"),
            ["0 Beslut", "0 Rapporten godkänns."]
        );
        assert_eq!(
            shown("• att ett\n• att två\n"),
            ["1- att ett", "1- att två"]
        );
    }
}
