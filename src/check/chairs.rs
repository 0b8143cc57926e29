//! The terms of a body's chairs, in order, and which side each chair is from.

use chrono::{Datelike, NaiveDate};

use crate::lang::{Message, fold};
use crate::model::{
    Body, ChairPeriod, ChairRule, Collaboration, MemberKind, Party, PartyKind, Sides,
};
use crate::text::At;

/// One period of chairs.
#[derive(Debug)]
pub struct Term<'a> {
    /// As the archive's data has it.
    pub period: &'a ChairPeriod,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day: its own, else the day before the next term begins.
    pub until: Option<NaiveDate>,
    /// The chair, where the member list tells their party.
    pub chair: Option<Chair<'a>>,
    /// The vice chair, where the member list tells their party.
    pub vice: Option<Chair<'a>>,
}

/// Somebody who holds a chair, with their party.
#[derive(Debug)]
pub struct Chair<'a> {
    /// The name, as the period has it.
    pub name: &'a At<String>,
    /// By the body's own member list.
    pub party: &'a Party,
}

impl Chair<'_> {
    /// What two chairs are both from, where that is one side: `Region Norr`, or `en kommun`.
    pub fn shared_side(&self, other: &Chair<'_>, sides: Sides) -> Option<Message> {
        let same_party = self.party.name.value == other.party.name.value;
        if same_party {
            let name = &self.party.name.value;
            return Some(Message::new(name.clone(), name.clone()));
        }
        if sides == Sides::Party || self.party.kind != other.party.kind {
            return None;
        }
        Some(match &self.party.kind {
            PartyKind::Region => Message::new("en region", "a region"),
            PartyKind::Municipality => Message::new("en kommun", "a municipality"),
            PartyKind::Other(word) => {
                Message::new(format!("samma slag ({word})"), format!("one kind ({word})"))
            }
        })
    }
}

impl Term<'_> {
    /// Whether `next` begins the calendar year after this one ends.
    pub fn is_year_before(&self, next: &Term<'_>) -> bool {
        match (self.until, next.from) {
            (Some(until), Some(from)) => from.year() == until.year() + 1,
            _ => false,
        }
    }

    /// `2023`, or the first and the last year: `2021–2022`.
    pub fn year(&self) -> String {
        match (self.from, self.until) {
            (Some(from), Some(until)) if from.year() != until.year() => {
                format!("{}–{}", from.year(), until.year())
            }
            (Some(day), _) | (None, Some(day)) => day.year().to_string(),
            (None, None) => String::new(),
        }
    }
}

/// The terms of a body, the earliest first.
pub fn terms<'a>(collaboration: &'a Collaboration, body: &'a Body) -> Vec<Term<'a>> {
    let mut terms: Vec<Term<'a>> = body
        .chair_periods
        .iter()
        .map(|period| {
            let days = period.basis.period;
            let chair = |name: &'a Option<At<String>>| {
                let name = name.as_ref()?;
                let party = party(collaboration, body, period, name)?;
                Some(Chair { name, party })
            };
            Term {
                period,
                from: days.from,
                until: days.until,
                chair: chair(&period.chair),
                vice: chair(&period.vice),
            }
        })
        .collect();
    terms.sort_by_key(|term| term.from);
    for at in 1..terms.len() {
        if terms[at - 1].until.is_none() {
            terms[at - 1].until = terms[at].from.and_then(|from| from.pred_opt());
        }
    }
    terms
}

/// The party for which somebody of this name is in the member list during a period; nothing where
/// that is none or two.
fn party<'a>(
    collaboration: &'a Collaboration,
    body: &'a Body,
    period: &ChairPeriod,
    name: &str,
) -> Option<&'a Party> {
    let days = period.basis.period;
    let first = days.from.unwrap_or(NaiveDate::MIN);
    let last = days.until.unwrap_or(NaiveDate::MAX);
    let name = fold(name);
    let mut found: Option<&str> = None;
    let rows = body.members.iter();
    for row in rows.filter(|row| {
        row.kind != MemberKind::CoOpted
            && row.period().overlaps(first, last)
            && fold(&row.name.value) == name
    }) {
        let party = row.party.as_ref()?.value.as_str();
        if found.is_some_and(|other| other != party) {
            return None;
        }
        found = Some(party);
    }
    collaboration.party(found?)
}

/// What stands under the rule's row: `regeln om presidiet (överenskommelsen 6.1.4)`.
pub fn rule_label(rule: &ChairRule) -> Message {
    match &rule.basis.source {
        None => Message::new("regeln om presidiet", "the chairs' rule"),
        Some(source) => Message::new(
            format!("regeln om presidiet (överenskommelsen {})", source.value),
            format!("the chairs' rule (the agreement, {})", source.value),
        ),
    }
}
