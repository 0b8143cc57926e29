//! The days that a protocol names for the next meetings, and whose meetings they are.

use chrono::{Datelike, NaiveDate};

use super::body::ends_as_group;
use super::facts::Facts;
use super::head::Head;
use super::items::Items;
use super::labels::{self, Label};
use super::source::Line;
use crate::lang;
use crate::parse::dates::{self, FoundKind};
use crate::parse::names::Names;
use crate::parse::words::{lower, sentences};

/// A meeting to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Next {
    /// The day.
    pub(super) date: NaiveDate,
    /// Codes of other bodies that meet; none where it is the body's own meeting.
    pub(super) bodies: Vec<String>,
    /// The line in the source.
    pub(super) line: u32,
}

/// How many there may be.
const MOST: usize = 12;

/// Every next meeting that `lines` name after the day of this one.
pub(super) fn find(
    lines: &[Line],
    found: &Items,
    facts: &Facts,
    head: &Head,
    names: &Names,
) -> Vec<Next> {
    let Some(meeting) = facts.date.as_ref().map(|date| date.value) else {
        return Vec::new();
    };
    let mut reader = Reader {
        meeting,
        facts,
        names,
        out: Vec::new(),
    };
    for value in &head.values {
        if value.label == Label::NextMeeting {
            reader.take(&value.text, lines[value.line].number, meeting);
        }
    }
    let mut headings = found.headings.iter().map(|item| item.line).peekable();
    // What stands under a line about next meetings, until the next item.
    let mut base: Option<NaiveDate> = None;
    let mut another = false;
    for (at, line) in lines.iter().enumerate() {
        let heading = headings.next_if_eq(&at).is_some();
        if heading {
            (base, another) = (None, false);
        }
        let text = line.text.as_str();
        if opens(text) {
            base = Some(base_of(text, meeting));
            another = false;
        } else if labels::read(text).is_some_and(|found| {
            found.sure && !matches!(found.label, Label::When | Label::Day | Label::Where)
        }) || text.starts_with('§')
        {
            base = None;
        }
        match base {
            Some(base) if text.chars().count() <= 120 => {
                let days = dates::find(text, Some(base));
                if days.is_empty() && !opens(text) && ends_as_group(text) {
                    another = !reader.is_own(text);
                } else if !another {
                    reader.take(text, line.number, base);
                }
            }
            _ => reader.take_from_prose(text, line.number),
        }
        if reader.out.len() >= MOST {
            break;
        }
    }
    reader.out
}

struct Reader<'a> {
    meeting: NaiveDate,
    facts: &'a Facts,
    names: &'a Names,
    out: Vec<Next>,
}

impl Reader<'_> {
    /// The days of a text; those of bodies that nobody knows are left where they stand.
    fn take(&mut self, text: &str, line: u32, base: NaiveDate) {
        for sentence in sentences(text) {
            let text = &text[sentence];
            // "Frågor anmäls senast den 3 maj" is no day of a meeting.
            if lower(text).contains("senast") {
                continue;
            }
            let bodies = self.bodies_within(text);
            let own = bodies.is_empty() || bodies.iter().any(|body| self.is_body(body));
            if own && bodies.is_empty() && ends_as_group(text) && !self.is_own(text) {
                continue;
            }
            for found in dates::find(text, Some(base)) {
                if let FoundKind::Day { date, .. } = found.kind
                    && date > self.meeting
                    && self.out.iter().all(|known| known.date != date)
                {
                    let bodies = if own { Vec::new() } else { bodies.clone() };
                    self.out.push(Next { date, bodies, line });
                }
            }
        }
    }

    /// "… vid nästa möte, den 12 april": the day right after the words, in the same sentence.
    fn take_from_prose(&mut self, text: &str, line: u32) {
        let lowered = lower(text);
        if lowered.len() != text.len() {
            return;
        }
        for sentence in sentences(text) {
            let Some((start, end)) = phrase(&lowered[sentence.clone()]) else {
                continue;
            };
            let before = lowered[sentence.start..sentence.start + start].trim_end();
            let last = before.rsplit(' ').next().unwrap_or("");
            // What is to be done until then, or at a meeting of somebody else.
            if matches!(last, "till" | "inför" | "innan" | "före" | "sedan")
                || ends_as_group(last) && !self.is_own(last)
            {
                continue;
            }
            let tail = &text[sentence.start + end..sentence.end];
            let days = dates::find(tail, Some(self.meeting));
            let Some(day) = days
                .into_iter()
                .find(|found| matches!(found.kind, FoundKind::Day { .. }))
            else {
                continue;
            };
            let between = lower(&tail[..day.range.start]);
            let late = between
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| matches!(word, "senast" | "innan" | "före" | "från" | "till"));
            if between.chars().count() <= 70 && !late {
                self.take(&tail[..day.range.end], line, self.meeting);
            }
        }
    }

    fn is_body(&self, code: &str) -> bool {
        self.facts
            .body
            .as_ref()
            .is_some_and(|body| body.value == code)
    }

    /// Codes of the bodies that a text names.
    fn bodies_within(&self, text: &str) -> Vec<String> {
        /// A name has no more words than this.
        const LONGEST: usize = 6;
        let words: Vec<&str> = text.split_whitespace().take(40).collect();
        let mut out: Vec<String> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let found = (1..=LONGEST.min(words.len() - at)).rev().find_map(|count| {
                let phrase = words[at..at + count].join(" ");
                let phrase = phrase.trim_matches([',', '.', ':', ';', '(', ')']);
                let code = self.names.body(phrase)?;
                (phrase.chars().count() >= 3).then(|| (code.to_owned(), count))
            });
            match found {
                Some((code, count)) => {
                    if !out.contains(&code) {
                        out.push(code);
                    }
                    at += count;
                }
                None => at += 1,
            }
        }
        out
    }

    /// Whether the group that a text names is the body that met, however it is spelt.
    fn is_own(&self, text: &str) -> bool {
        let Some(body) = &self.facts.body else {
            return true;
        };
        let said = words_of(text);
        let alike = |a: &str, b: &str| {
            a == b || a.len().min(b.len()) >= 5 && (a.starts_with(b) || b.starts_with(a))
        };
        // "Nämnden" is the socialnämnd that met.
        let short = |name: &Vec<String>| {
            name.iter().any(|word| {
                said.iter()
                    .any(|other| other.chars().count() >= 5 && word.ends_with(other.as_str()))
            })
        };
        self.facts
            .body_names
            .iter()
            .map(String::as_str)
            .chain(std::iter::once(body.value.as_str()))
            .chain(self.names.of_body(&body.value).iter().map(String::as_str))
            .map(words_of)
            .any(|name| {
                !name.is_empty()
                    && (short(&name)
                        || name
                            .iter()
                            .all(|word| said.iter().any(|other| alike(word, other))))
            })
    }
}

fn words_of(text: &str) -> Vec<String> {
    lang::fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// "Tider kommande möten under 2021": days without a year are of that one.
fn base_of(text: &str, meeting: NaiveDate) -> NaiveDate {
    text.split(|c: char| !c.is_ascii_digit())
        .find(|part| part.len() == 4 && part.starts_with("20"))
        .and_then(|part| NaiveDate::from_ymd_opt(part.parse().ok()?, 1, 1))
        .filter(|year| year.year() > meeting.year())
        .unwrap_or(meeting)
}

/// Whether a short line is about next meetings: its heading, or a label before their days.
fn opens(text: &str) -> bool {
    if text.chars().count() > 100 {
        return false;
    }
    let lowered = lower(text);
    let mut rest = lowered.trim_start_matches(|c: char| !c.is_alphabetic());
    for frame in [
        "tid och plats för ",
        "datum och tid för ",
        "datum för ",
        "tider för ",
        "tider ",
        "tid för ",
        "dag för ",
        "plan för ",
        "planering av ",
        "fastställande av ",
        "beslut om ",
        "bestämmande av ",
    ] {
        rest = rest.strip_prefix(frame).unwrap_or(rest);
    }
    phrase(rest).is_some_and(|(start, _)| start == 0)
        || ["mötestider", "sammanträdestider", "mötesdagar"]
            .iter()
            .any(|word| rest.starts_with(word))
}

/// Where the words for the next meeting stand: `nästa möte`, `kommande sammanträden`,
/// `nästkommande styrelsemöte`.
fn phrase(lowered: &str) -> Option<(usize, usize)> {
    for word in ["nästkommande ", "kommande ", "nästa "] {
        let mut from = 0;
        while let Some(found) = lowered[from..].find(word) {
            let start = from + found;
            from = start + word.len();
            if lowered[..start].ends_with(char::is_alphanumeric) {
                continue;
            }
            let next = &lowered[from..];
            let length = next
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(next.len());
            let noun = &next[..length];
            if [
                "möte",
                "möten",
                "mötet",
                "mötestider",
                "sammanträde",
                "sammanträden",
                "sammanträdet",
                "träff",
                "mötestillfälle",
                "samverkan",
            ]
            .iter()
            .any(|ending| noun.ends_with(ending))
            {
                return Some((start, from + length));
            }
        }
    }
    None
}
