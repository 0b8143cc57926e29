//! N006: one person twice in the attendance.

use crate::check::representation::{may_be_one, name_span};
use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::model::{Attendee, Kind, Presence, Seating};
use crate::rule::{Rule, Severity};
use std::collections::HashMap;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N006",
    name: "listed-twice",
    severity: Severity::Warning,
    title: Text::new(
        "samma person två gånger i närvaron",
        "one person twice in the attendance",
    ),
    why: Text::new(
        "Den som står två gånger räknas lätt två gånger, och den som står som både närvarande och frånvarande kan inte räknas alls.",
        "Whoever is listed twice is easily counted twice, and whoever is both present and absent can't be counted at all.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Protocol(run),
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
frånvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
frånvarande:
  - Bo Al, Berga kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

/// So many lines of one name are compared with each other.
const LINES_MAX: usize = 20;

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    if case.protocol.kind == Kind::Summons {
        return;
    }
    let mut by_name: HashMap<String, Vec<&Attendee>> = HashMap::new();
    for entry in &case.protocol.attendance {
        let Some(name) = &entry.name else { continue };
        let before = by_name.entry(fold(name)).or_default();
        if before.len() >= LINES_MAX {
            continue;
        }
        if let Some(first) = before.iter().find(|first| is_again(first, entry)) {
            out.push(finding(case, first, entry));
        } else {
            before.push(entry);
        }
    }
}

/// Whether a line names somebody whom another has named. Two people may have one name, if they are
/// of two organisations; and who comes and goes may have a line for each time.
fn is_again(first: &Attendee, second: &Attendee) -> bool {
    may_be_one(first, second) && first.ranges.is_empty() && second.ranges.is_empty()
}

fn finding(case: &Case<'_>, first: &Attendee, second: &Attendee) -> Finding {
    let name = second.name.as_ref().map_or("", |name| name.value.as_str());
    let (one, other) = (list(first), list(second));
    let message = if one == other {
        Message::new(
            format!("{name} står två gånger under {one}:"),
            format!("{name} is listed twice under {one}:"),
        )
    } else {
        Message::new(
            format!("{name} står både under {one}: och under {other}:"),
            format!("{name} is listed both under {one}: and under {other}:"),
        )
    };
    Finding::new(&RULE, case.place(name_span(second)), message)
        .about(name.to_owned())
        .related(
            case.place(name_span(first)),
            Message::new("första gången", "the first time"),
        )
        .hint(case.mend(Message::new(
            "ta bort den ena raden, eller skriv vilka § den gäller",
            "remove one of the lines, or write which items it is about",
        )))
}

/// The key under which a line stands.
fn list(entry: &Attendee) -> &'static str {
    match (entry.presence, entry.seating) {
        (Presence::Absent, _) => "frånvarande",
        (Presence::Other, _) => "övriga",
        (Presence::Present, Seating::Substitute) => "ersättare",
        (Presence::Present, Seating::CoOpted) => "adjungerade",
        (Presence::Present, _) => "närvarande",
    }
}
