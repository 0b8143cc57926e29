//! N001: a member whom the body's list doesn't know.

use crate::check::representation::{Sum, is_guest, name_span};
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold, nearest};
use crate::model::{Attendee, Presence, Seating};
use crate::rule::{Rule, Severity};
use crate::text::Place;
use std::collections::HashSet;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N001",
    name: "unknown-person",
    severity: Severity::Warning,
    title: Text::new(
        "ledamot som inte finns i organets lista",
        "a member who isn't in the body's list",
    ),
    why: Text::new(
        "Listan över ledamöter säger vem som får sitta för vem. Den som inte står där kan inte räknas till någon plats.",
        "The member list says who may sit for whom. Whoever isn't in it can't be counted to any seat.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Members),
    run: Run::Protocol(run),
    bad: &[
        Example {
            path: "organ/lsg.yaml",
            text: ORGAN,
        },
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Sven Ås, Berga kommun
frånvarande:
  - Bo Al, Berga kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
    ],
    good: &[
        Example {
            path: "organ/lsg.yaml",
            text: ORGAN,
        },
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Bo Al, Berga kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
    ],
    also: &[],
};

const ORGAN: &str = "\
kod: LSG
namn: Länssamverkansgruppen
ledamöter:
  - {namn: Anna Ek, huvudman: Almby kommun, som: ordinarie, från: 2023-01-01}
  - {namn: Bo Al, huvudman: Berga kommun, som: ordinarie, från: 2023-01-01}
";

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(sum) = case.sum().filter(|sum| !sum.roll.is_empty()) else {
        return;
    };
    let mut told = HashSet::new();
    for entry in &case.protocol.attendance {
        let Some(name) = &entry.name else { continue };
        if is_member(entry)
            && sum.roll.named(name).is_empty()
            && !has_another_reason(case, sum, entry)
            // A name that is spelled a little differently is L001's.
            && sum.roll.like(name).is_none()
            && told.insert(fold(name))
        {
            out.push(finding(case, sum, entry, name));
        }
    }
}

fn is_member(entry: &Attendee) -> bool {
    entry.presence == Presence::Present
        && matches!(
            entry.seating,
            Seating::Member | Seating::ServingSubstitute | Seating::Substitute
        )
}

/// Whether somebody is there by an office that has a seat of its own, or as a guest.
fn has_another_reason(case: &Case<'_>, sum: &Sum<'_>, entry: &Attendee) -> bool {
    let mut offices = sum.seats.offices.iter();
    let by_office = entry
        .office
        .as_ref()
        .is_some_and(|office| offices.any(|seat| seat.office == *office));
    by_office || sum.is_office_holder(entry) || is_guest(case.protocol, entry)
}

fn finding(case: &Case<'_>, sum: &Sum<'_>, entry: &Attendee, name: &str) -> Finding {
    let body = case.body.map_or("", |body| &body.code.value);
    let path = case.body.map(|body| body.path.clone()).unwrap_or_default();
    let mut finding = Finding::new(
        &RULE,
        case.place(name_span(entry)),
        Message::new(
            format!("{name} finns inte bland ledamöterna i {body} den dagen"),
            format!("{name} isn't among the members of {body} that day"),
        ),
    )
    .about(name.to_owned());
    // Known on another day: the list is more likely wrong than the protocol.
    let other_day = case.body.and_then(|body| {
        let name = fold(name);
        body.members
            .iter()
            .find(|row| fold(&row.name.value) == name)
    });
    if let Some(row) = other_day {
        let period = row.period();
        let from = period.from.map_or(String::new(), |day| day.to_string());
        let until = period.until.map_or(String::new(), |day| day.to_string());
        let place = Place {
            path: row.basis.path.clone(),
            span: row.name.span,
        };
        finding = finding.related(
            place,
            Message::new(
                format!("ledamot {from}–{until}"),
                format!("a member {from}–{until}"),
            ),
        );
    }
    let file = crate::archive::slashed(&path);
    let near = nearest(
        name,
        sum.roll
            .rows()
            .iter()
            .take(NEAR_MAX)
            .map(|row| row.name.value.as_str()),
    );
    finding.hint(match (near, other_day, case.is_frozen()) {
        (Some(near), None, _) => {
            Message::new(format!("menas {near}?"), format!("is {near} meant?"))
        }
        (_, _, false) => Message::new(
            format!("skriv in hen under ledamöter: i {file}, eller flytta raden till övriga:"),
            format!("write them under ledamöter: in {file}, or move the line to övriga:"),
        ),
        (_, _, true) => Message::new(
            format!("är hen ledamot? skriv in hen under ledamöter: i {file}"),
            format!("are they a member? write them under ledamöter: in {file}"),
        ),
    })
}

/// So many names of a list are compared for the nearest.
const NEAR_MAX: usize = 500;
