//! N007: somebody co-opted is listed among the members.

use crate::check::representation::{Person, Standing, Sum, body_name, office_name};
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::MemberKind;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N007",
    name: "co-opted-as-member",
    severity: Severity::Warning,
    title: Text::new(
        "adjungerad som står bland ledamöterna",
        "somebody co-opted among the members",
    ),
    why: Text::new(
        "Den som är adjungerad har ingen plats och räknas inte när organet beslutar. Bland ledamöterna ser det ut som om hen var med och beslutade.",
        "Whoever is co-opted has no seat and doesn't count when the body decides. Among the members it looks as if they took part.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Seats),
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
  - Bo Al, ordförande Samråd vård och omsorg
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
adjungerade:
  - Bo Al, ordförande Samråd vård och omsorg
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
representation:
  - {huvudman: Almby kommun, ordinarie: 1, källa: 6.1.3}
  - {ordförande-i: SVO, adjungerad: true, källa: 6.2.3}
";

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(sum) = case.sum() else { return };
    for (index, person) in sum.people.iter().enumerate() {
        let mut standings = sum.stretches.iter().map(|stretch| stretch.standings[index]);
        let sits = standings
            .clone()
            .any(|standing| matches!(standing, Standing::Seated(_)));
        if !sits && standings.any(|standing| standing == Standing::CoOpted) {
            out.extend(finding(case, sum, person));
        }
    }
}

fn finding(case: &Case<'_>, sum: &Sum<'_>, person: &Person<'_>) -> Option<Finding> {
    let basis = person.co_opted?;
    let name = person.name();
    let why = why(case, sum, person);
    let message = Message::new(
        format!("{name} står bland ledamöterna, men {}", why.sv),
        format!("{name} is among the members, but {}", why.en),
    );
    let label = match &basis.source {
        None => Message::new("adjungerad", "co-opted"),
        Some(source) => Message::new(
            format!("adjungerad (överenskommelsen {})", source.value),
            format!("co-opted (the agreement, {})", source.value),
        ),
    };
    Some(
        Finding::new(&RULE, case.place(person.span()), message)
            .about(name.to_owned())
            .hint(case.mend(Message::new(
                "flytta raden till adjungerade:",
                "move the line to adjungerade:",
            )))
            .resting_on(basis, label),
    )
}

/// What makes somebody co-opted: an office, the member list, or the party.
fn why(case: &Case<'_>, sum: &Sum<'_>, person: &Person<'_>) -> Message {
    let offices = person
        .entries
        .iter()
        .filter_map(|entry| entry.office.as_ref());
    let mut offices = offices.filter(|office| {
        let mut seats = sum.seats.offices.iter();
        seats.any(|seat| seat.co_opted && seat.office == **office)
    });
    if let Some(office) = offices.next() {
        let body = body_name(&case.context.archive.collaboration, &office.body);
        let office = office_name(office, &body);
        return Message::new(
            format!("{} är adjungerad", office.sv),
            format!("{} is co-opted", office.en),
        );
    }
    if person
        .rows
        .iter()
        .any(|row| row.kind == MemberKind::CoOpted)
    {
        return Message::new(
            "är adjungerad enligt medlemslistan",
            "is co-opted by the member list",
        );
    }
    let party = person.parties.first().copied().unwrap_or_default();
    Message::new(
        format!("{party} är adjungerad"),
        format!("{party} is co-opted"),
    )
}
