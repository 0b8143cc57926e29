//! For which part of a meeting somebody was there: `t o m § 5`, `fr o m § 7`, `§§ 51-58`,
//! `ej §§ 91-97`, `kl. 10.40`.

use std::ops::Range;

use chrono::NaiveTime;

use crate::model::{PresenceLimit, PresenceRange};
use crate::parse::words::lower;
use crate::text::{At, Span};

/// Words that say from when on.
const FROM: &[&str] = &[
    "fr o m",
    "fr.o.m.",
    "fr.o.m",
    "fr. o. m.",
    "from",
    "från och med",
    "från",
    "kom vid",
    "kom",
    "anlände vid",
    "anlände",
    "ankom",
    "tillträdde",
    "inträdde",
];

/// Words that say until when.
const UNTIL: &[&str] = &[
    "t o m",
    "t.o.m.",
    "t.o.m",
    "t. o. m.",
    "tom",
    "till och med",
    "till",
    "lämnade mötet efter",
    "lämnade mötet",
    "lämnade efter",
    "lämnade",
    "avvek efter",
    "avvek",
    "gick efter",
    "gick",
];

/// Words that may stand before a number.
const NUMBER_HEADS: &[&str] = &[
    "§§",
    "§",
    "punkterna",
    "punkter",
    "punkten",
    "punkt",
    "p.",
    "ärende",
    "kl.",
    "kl",
    "klockan",
];

/// Where a phrase of presence begins within a segment that begins with a name.
pub(super) fn phrase_start(text: &str, range: Range<usize>) -> Option<usize> {
    let lowered = lower(&text[range.clone()]);
    let mut found: Option<usize> = None;
    let mut note = |at: usize| found = Some(found.map_or(at, |before: usize| before.min(at)));
    for phrase in FROM
        .iter()
        .chain(UNTIL)
        .chain(&["ej", "deltog", "deltar", "närvarade"])
    {
        let Some(at) = super::serving::word_at(&lowered, phrase) else {
            continue;
        };
        let Some(after) = lowered[at + phrase.len()..].strip_prefix(' ') else {
            continue;
        };
        let leads_on = number_head(after).is_some()
            || after.starts_with(|c: char| c.is_ascii_digit())
            || matches!(*phrase, "deltog" | "deltar" | "närvarade");
        if leads_on {
            note(at);
        }
    }
    for head in ["§", "kl.", "kl ", "jäv", "punkter ", "punkt "] {
        if let Some(at) = super::serving::word_at(&lowered, head) {
            note(at);
        }
    }
    found.map(|at| range.start + at)
}

/// The items of `jäv § 4`, as ranges of `text`; `None` where the segment says nothing of recusal.
pub(super) fn recusal(text: &str, range: Range<usize>) -> Option<Vec<Range<usize>>> {
    let lowered = lower(&text[range.clone()]);
    if !lowered.starts_with("jäv") {
        return None;
    }
    let mut at = range.start + lowered.len();
    for (offset, c) in lowered.char_indices() {
        if c.is_ascii_digit() {
            at = range.start + offset;
            break;
        }
    }
    Some(numbers(text, at..range.end).into_iter().collect())
}

/// The numbers and ranges of numbers that follow each other: `1-3, 7 och 9`.
fn numbers(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    for (offset, c) in text[range.clone()].char_indices() {
        let at = range.start + offset;
        let inside = c.is_ascii_alphanumeric() && (start.is_some() || c.is_ascii_digit())
            || (start.is_some() && matches!(c, '-' | '–' | '.' | ':'));
        match (start, inside) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                out.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        out.push(from..range.end);
    }
    for found in &mut out {
        found.end = found.start
            + text[found.clone()]
                .trim_end_matches(['.', '-', '–', ':'])
                .len();
    }
    out.retain(|found| !found.is_empty());
    out
}

/// The ranges of presence in a segment, and what else it says.
pub(super) fn read(
    text: &str,
    range: Range<usize>,
    place: &dyn Fn(Range<usize>) -> Span,
) -> (Vec<PresenceRange>, Range<usize>) {
    let lowered = lower(&text[range.clone()]);
    let mut at = 0;
    let mut from: Option<At<PresenceLimit>> = None;
    let mut until: Option<At<PresenceLimit>> = None;
    let mut spans: Vec<PresenceRange> = Vec::new();
    let mut away = false;
    let mut unread = range.start..range.start;
    while at < lowered.len() {
        let rest = &lowered[at..];
        let skipped = rest.len() - rest.trim_start_matches([' ', ',', '(', ')', ';']).len();
        if skipped > 0 {
            at += skipped;
            continue;
        }
        if let Some(word) = [
            "deltog",
            "deltar",
            "närvarade",
            "närvarande",
            "endast",
            "under",
            "och",
            "mötet",
            "vid",
            "del av",
        ]
        .iter()
        .find(|word| begins(rest, word))
        {
            at += word.len();
            continue;
        }
        if begins(rest, "ej") || begins(rest, "inte") || begins(rest, "utom") {
            away = true;
            at += rest.find(' ').unwrap_or(rest.len());
            continue;
        }
        if let Some(word) = FROM.iter().find(|word| begins(rest, word))
            && let Some((limit, next)) = limit(text, &lowered, range.start, at + word.len(), place)
        {
            from = Some(limit);
            at = next;
            continue;
        }
        if let Some(word) = UNTIL.iter().find(|word| begins(rest, word))
            && let Some((limit, next)) = limit(text, &lowered, range.start, at + word.len(), place)
        {
            until = Some(limit);
            at = next;
            continue;
        }
        if let Some(head) = number_head(rest) {
            let start = range.start + at + head;
            let clock = rest.starts_with("kl");
            let mut end = range.end;
            if let Some(stop) = text[start..range.end].find(|c: char| {
                c.is_alphabetic() && c.len_utf8() == 1 && !matches!(c, 'o' | 'c' | 'h')
            }) && stop > 0
                && text[start..start + stop]
                    .chars()
                    .any(|c| c.is_ascii_digit())
                && !text[start + stop - 1..].starts_with(|c: char| c.is_ascii_digit())
            {
                end = start + stop;
            }
            for found in numbers(text, start..end) {
                spans.push(span_of(text, found, clock, away, place));
            }
            at = end - range.start;
            continue;
        }
        // Something else: the caller reads on from here.
        unread = range.start + at..range.end;
        break;
    }
    if from.is_some() || until.is_some() {
        spans.insert(0, PresenceRange { from, until, away });
    }
    (spans, unread)
}

fn begins(rest: &str, word: &str) -> bool {
    rest.strip_prefix(word)
        .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

/// How many bytes a word before a number takes.
fn number_head(rest: &str) -> Option<usize> {
    let head = NUMBER_HEADS.iter().find(|head| rest.starts_with(**head))?;
    let after = rest[head.len()..].trim_start_matches([' ', '.']);
    after
        .starts_with(|c: char| c.is_ascii_digit())
        .then(|| rest.len() - after.len())
}

/// The limit that begins at `at` of the lowered segment, and where it ends.
fn limit(
    text: &str,
    lowered: &str,
    base: usize,
    at: usize,
    place: &dyn Fn(Range<usize>) -> Span,
) -> Option<(At<PresenceLimit>, usize)> {
    let rest = &lowered[at..];
    let trimmed = rest.trim_start();
    let mut start = at + rest.len() - trimmed.len();
    let clock = trimmed.starts_with("kl");
    if let Some(head) = number_head(trimmed) {
        start += head;
    }
    let digits = &lowered[start..];
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let length = digits
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | ':')))
        .unwrap_or(digits.len());
    let number = digits[..length].trim_end_matches(['.', ':']);
    let range = base + start..base + start + number.len();
    let value = read_limit(&text[range.clone()], clock);
    Some((At::new(value, place(range)), start + length))
}

fn read_limit(text: &str, clock: bool) -> PresenceLimit {
    if clock && let Some(time) = clock_time(text) {
        return PresenceLimit::Clock(time);
    }
    PresenceLimit::Item(text.to_owned())
}

fn clock_time(text: &str) -> Option<NaiveTime> {
    let (hours, minutes) = text.split_once(['.', ':']).unwrap_or((text, "0"));
    NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
}

fn span_of(
    text: &str,
    found: Range<usize>,
    clock: bool,
    away: bool,
    place: &dyn Fn(Range<usize>) -> Span,
) -> PresenceRange {
    let slice = &text[found.clone()];
    let at = |range: Range<usize>| At::new(read_limit(&text[range.clone()], clock), place(range));
    let (from, until) = match slice.find(['-', '–']) {
        Some(dash) => {
            let width = slice[dash..].chars().next().map_or(1, char::len_utf8);
            (
                at(found.start..found.start + dash),
                at(found.start + dash + width..found.end),
            )
        }
        None => (at(found.clone()), at(found)),
    };
    PresenceRange {
        from: Some(from),
        until: Some(until),
        away,
    }
}
