//! The last day on which an assignment may be done. Most words say one by themselves; `till nästa
//! möte` means what was known of the coming meetings.

use chrono::NaiveDate;

use super::Dated;
use super::meetings::Meetings;
use crate::archive::Archive;
use crate::model::{Decision, Due};
use crate::parse::dates::{self, FoundKind};

/// The longest name of a body that is looked for, in words.
const NAME_WORDS_MAX: usize = 6;

/// What is known of coming meetings.
pub(super) struct Dues<'a> {
    archive: &'a Archive,
    meetings: Meetings<'a>,
}

impl<'a> Dues<'a> {
    pub fn new(archive: &'a Archive, files: &[Dated<'a>]) -> Dues<'a> {
        Dues {
            archive,
            meetings: Meetings::new(files),
        }
    }

    /// By when a decision taken at `dated` is to be done.
    pub fn of(&self, dated: Dated<'a>, decision: &Decision) -> Option<NaiveDate> {
        let due = decision.due.as_ref()?;
        let own = dated.file.protocol.body.value.as_str();
        match self.at_next_meeting(dated, due, &decision.text) {
            None => due.date,
            Some(whose) if whose == own && due.date.is_some() => due.date,
            Some(whose) => self.next_meeting(dated, whose),
        }
    }

    /// The body at whose next meeting it is due, where the words say no more than that.
    fn at_next_meeting(&self, dated: Dated<'a>, due: &Due, clause: &str) -> Option<&'a str> {
        let found = dates::find(&due.text, Some(dated.date));
        let is_day = |kind: FoundKind| matches!(kind, FoundKind::Day { .. });
        if found.iter().any(|found| is_day(found.kind)) {
            return None;
        }
        let next = found
            .iter()
            .find(|found| found.kind == FoundKind::NextMeeting)?;
        let own = dated.file.protocol.body.value.as_str();
        Some(
            self.body_before(&due.text[..next.range.start])
                .or_else(|| self.body_after(clause.split_once(due.text.as_str())?.1))
                .unwrap_or(own),
        )
    }

    /// `till SVO:s ▸nästa möte`.
    fn body_before(&self, text: &str) -> Option<&'a str> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let ends = |end: &usize| !matches!(words.get(*end), Some(&"ordinarie"));
        let end = (0..words.len()).rev().find(ends)? + 1;
        let first = end.saturating_sub(NAME_WORDS_MAX);
        (first..end).find_map(|start| {
            let name = words[start..end].join(" ");
            let name = name.strip_suffix(":s").unwrap_or(&name);
            self.archive.names.body(name)
        })
    }

    /// `nästa möte ▸i Samråd vård och omsorg`, `med SVO`.
    fn body_after(&self, text: &str) -> Option<&'a str> {
        let text = text.split(['.', ',', ';', '(']).next()?.trim_start();
        let name = ["i ", "med "]
            .iter()
            .find_map(|word| text.strip_prefix(word))?;
        let words: Vec<&str> = name.split_whitespace().take(NAME_WORDS_MAX).collect();
        (1..=words.len())
            .rev()
            .find_map(|count| self.archive.names.body(&words[..count].join(" ")))
    }

    /// The next meeting of a body, as the protocol announces it; else as it was held; else as it
    /// was planned.
    fn next_meeting(&self, dated: Dated<'a>, body: &str) -> Option<NaiveDate> {
        let protocol = &dated.file.protocol;
        let announced = protocol.next_meetings.iter().filter(|next| {
            let own = next.bodies.is_empty() && protocol.body.value == body;
            own || next.bodies.iter().any(|named| named.value == body)
        });
        let announced = announced.map(|next| next.date.value).min();
        let held = || {
            let file = self.meetings.first_after(body, dated.date)?;
            file.protocol.date.as_ref().map(|date| date.value)
        };
        let planned = || {
            let planned = &self.archive.collaboration.body(body)?.planned;
            let days = planned.iter().map(|row| row.date.value);
            days.filter(|day| *day > dated.date).min()
        };
        announced.or_else(held).or_else(planned)
    }
}
