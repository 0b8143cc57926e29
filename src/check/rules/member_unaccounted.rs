//! N008: a member neither present nor absent.

use crate::check::representation::{Sum, is_like};
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, enumerate, fold};
use crate::model::{Kind, Member};
use crate::rule::{Rule, Severity};
use crate::text::Place;
use std::collections::HashSet;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N008",
    name: "member-unaccounted",
    severity: Severity::Note,
    title: Text::new(
        "ledamot som varken är närvarande eller frånvarande",
        "a member neither present nor absent",
    ),
    why: Text::new(
        "Den som inte nämns kan ha varit med, varit borta eller glömts bort. Senare går det inte att veta vilket.",
        "Somebody not named may have been there, been away or been forgotten. Later there is no telling which.",
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
    also: &[],
};

const ORGAN: &str = "\
kod: LSG
namn: Länssamverkansgruppen
ledamöter:
  - {namn: Anna Ek, huvudman: Almby kommun, som: ordinarie, från: 2023-01-01}
  - {namn: Bo Al, huvudman: Berga kommun, som: ordinarie, från: 2023-01-01}
";

/// So many lines are compared for a name that is spelled a little differently.
const LIKE_MAX: usize = 200;
/// So many members are named; the rest is counted.
const NAMED_MAX: usize = 10;

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    // Between meetings those who answered are listed, and nobody else need be.
    if case.protocol.kind == Kind::Written {
        return;
    }
    let Some(sum) = case.sum() else { return };
    let missing = missing(case, sum);
    if missing.is_empty() {
        return;
    }
    let names: Vec<&str> = missing.iter().map(|row| row.name.value.as_str()).collect();
    let list = enumerate(&names, NAMED_MAX);
    let message = match names.len() {
        1 => Message::new(
            format!(
                "{} är ledamot och står varken som närvarande eller frånvarande",
                list.sv
            ),
            format!(
                "{} is a member and listed neither as present nor as absent",
                list.en
            ),
        ),
        count => Message::new(
            format!(
                "{count} ledamöter står varken som närvarande eller frånvarande: {}",
                list.sv
            ),
            format!(
                "{count} members are listed neither as present nor as absent: {}",
                list.en
            ),
        ),
    };
    let mut finding = Finding::new(&RULE, case.place(case.day_span()), message)
        .about(names.join(", "))
        .hint(case.mend(Message::new(
            "skriv in dem under närvarande: eller frånvarande:",
            "write them under närvarande: or frånvarande:",
        )));
    for row in missing.iter().take(NAMED_MAX) {
        let place = Place {
            path: row.basis.path.clone(),
            span: row.name.span,
        };
        finding = finding.related(
            place,
            Message::new("ledamot den dagen", "a member that day"),
        );
    }
    out.push(finding);
}

fn missing<'a>(case: &Case<'a>, sum: &Sum<'a>) -> Vec<&'a Member> {
    let attendance = &case.protocol.attendance;
    let mut named: HashSet<String> = attendance
        .iter()
        .filter_map(|entry| entry.name.as_ref())
        .map(|name| fold(name))
        .collect();
    // Somebody may be known by office alone, and somebody's substitute tells that they are away.
    let (collaboration, day) = (&case.context.archive.collaboration, case.date());
    for entry in attendance {
        let office = entry.office.as_ref().filter(|_| entry.name.is_none());
        let holder = office
            .zip(day)
            .and_then(|(office, day)| collaboration.office_holder(office, day));
        named.extend(holder.map(|name| fold(name)));
        named.extend(entry.substitute_for.as_ref().map(|name| fold(name)));
    }
    let mut missing: Vec<&Member> = sum
        .roll
        .regular_by_name()
        .filter(|(name, _)| !named.contains(*name))
        .map(|(_, row)| row)
        .collect();
    // A name that is spelled a little differently is L001's.
    missing.retain(|row| {
        let mut names = attendance
            .iter()
            .take(LIKE_MAX)
            .filter_map(|entry| entry.name.as_ref());
        !names.any(|name| is_like(name, &row.name))
    });
    missing
}
