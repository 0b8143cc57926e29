//! P004: the meeting chair isn't among those present, or is neither chair nor vice chair in office.

use crate::check::representation::is_like;
use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{Attendee, ChairPeriod, Kind, Presence};
use crate::rule::{Rule, Severity};
use crate::text::{At, Place};

/// The rule.
pub static RULE: Rule = Rule {
    code: "P004",
    name: "meeting-chair-absent",
    severity: Severity::Warning,
    title: Text::new(
        "mötesordföranden är inte med, eller är inte ordförande",
        "the meeting chair isn't there, or is no chair",
    ),
    why: Text::new(
        "Ordföranden eller vice ordföranden leder mötet. Leder någon annan behöver det synas varför.",
        "The chair or the vice chair leads the meeting. If somebody else does, it should show why.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
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
ordförande: Sven Ås
närvarande:
  - Anna Ek, Almby kommun
  - Sven Ås, Dala kommun
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
ordförande: Anna Ek
närvarande:
  - Anna Ek, Almby kommun
  - Sven Ås, Dala kommun
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
presidium:
  perioder:
    - {ordförande: Anna Ek, vice: Bo Al, från: 2023-01-01, till: 2023-12-31}
";

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let protocol = case.protocol;
    let Some(chair) = &protocol.chair else { return };
    if !(case.was_held() || protocol.kind == Kind::Written) || protocol.attendance.is_empty() {
        return;
    }
    let there = protocol
        .attendance
        .iter()
        .any(|entry| is_there(entry, chair));
    if !there {
        out.push(absent(case, chair));
        return;
    }
    let (Some(body), Some(day)) = (case.body, case.date()) else {
        return;
    };
    let periods: Vec<&ChairPeriod> = body.chairs_on(day).collect();
    let in_office: Vec<&At<String>> = periods
        .iter()
        .flat_map(|period| period.chair.iter().chain(&period.vice))
        .collect();
    // With neither of them there somebody else has to lead.
    let could_lead = in_office.iter().any(|name| {
        protocol
            .attendance
            .iter()
            .any(|entry| is_there(entry, name))
    });
    let leads = in_office.iter().any(|name| is_like(name, chair));
    if could_lead && !leads {
        out.push(other(case, chair, &periods, &in_office));
    }
}

/// Whether a line says that somebody of this name was there. A name that is spelled a little
/// differently is L001's.
fn is_there(entry: &Attendee, name: &str) -> bool {
    entry.presence != Presence::Absent
        && entry
            .name
            .as_ref()
            .is_some_and(|other| is_like(other, name))
}

fn absent(case: &Case<'_>, chair: &At<String>) -> Finding {
    Finding::new(
        &RULE,
        case.place(chair.span),
        Message::new(
            format!(
                "mötesordföranden {} står inte bland de närvarande",
                chair.value
            ),
            format!(
                "the meeting chair {} isn't among those present",
                chair.value
            ),
        ),
    )
    .about(chair.value.clone())
    .hint(case.mend(Message::new(
        "skriv in hen under närvarande:, eller skriv vem som ledde mötet",
        "write them under närvarande:, or write who led the meeting",
    )))
}

fn other(
    case: &Case<'_>,
    chair: &At<String>,
    periods: &[&ChairPeriod],
    in_office: &[&At<String>],
) -> Finding {
    let mut finding = Finding::new(
        &RULE,
        case.place(chair.span),
        Message::new(
            format!(
                "mötesordföranden {} är varken ordförande eller vice ordförande den dagen",
                chair.value
            ),
            format!(
                "the meeting chair {} is neither chair nor vice chair that day",
                chair.value
            ),
        ),
    )
    .about(chair.value.clone())
    .hint(case.mend(Message::new(
        "skriv vem som ledde mötet, eller rätta perioderna i presidium:",
        "write who led the meeting, or correct the terms in presidium:",
    )));
    let path = periods
        .first()
        .map(|period| period.basis.path.clone())
        .unwrap_or_default();
    for name in in_office.iter().take(2) {
        let place = Place {
            path: path.clone(),
            span: name.span,
        };
        finding = finding.related(
            place,
            Message::new("i presidiet den dagen", "a chair that day"),
        );
    }
    finding
}
