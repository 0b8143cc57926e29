//! N003: a substitute sits though the member is there.

use crate::check::representation::{Person, Standing};
use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::MemberKind;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N003",
    name: "substitute-beside-member",
    severity: Severity::Warning,
    title: Text::new(
        "ersättare tjänstgör fast ledamoten är närvarande",
        "a substitute serves though the member is there",
    ),
    why: Text::new(
        "En ersättare sitter i ledamotens ställe. Är båda med räknas platsen två gånger.",
        "A substitute sits in the member's place. With both there the seat is counted twice.",
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
närvarande:
  - Anna Ek, Almby kommun
  - Bo Al, Berga kommun
  - {namn: Ida Öst, huvudman: Almby kommun, ersätter: Anna Ek}
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
  - Bo Al, Berga kommun
  - {namn: Ida Öst, huvudman: Almby kommun, ersätter: Anna Ek}
frånvarande:
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
    also: &[],
};

const ORGAN: &str = "\
kod: LSG
namn: Länssamverkansgruppen
representation:
  - {huvudman: [Almby kommun, Berga kommun], ordinarie: 1-2, ersättare: 1, källa: 6.1.3}
";

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(sum) = case.sum() else { return };
    for (index, person) in sum.people.iter().enumerate() {
        // Whoever sits alone at any time took over from the member, or gave the seat back.
        let mut there = sum
            .stretches
            .iter()
            .map(|stretch| stretch.certain()[index])
            .filter(|standing| !matches!(standing, Standing::Away | Standing::Recused))
            .peekable();
        if there.peek().is_some() && there.all(|standing| standing == Standing::Beside) {
            out.push(finding(case, person, &sum.people[person.instead_of[0]]));
        }
    }
}

fn finding(case: &Case<'_>, person: &Person<'_>, member: &Person<'_>) -> Finding {
    let written = person
        .entries
        .iter()
        .find_map(|entry| entry.substitute_for.as_ref());
    let span = written.map_or(person.span(), |name| name.span);
    let mut finding = Finding::new(
        &RULE,
        case.place(span),
        Message::new(
            format!(
                "{} sitter för {}, som är närvarande",
                person.name(),
                member.name()
            ),
            format!(
                "{} sits for {}, who is present",
                person.name(),
                member.name()
            ),
        ),
    )
    .about(person.name().to_owned())
    .related(
        case.place(member.span()),
        Message::new("närvarande", "present"),
    )
    .hint(case.mend(Message::new(
        "flytta ersättaren till ersättare:, eller skriv vem hen sitter för",
        "move the substitute to ersättare:, or write whom they sit for",
    )));
    let row = person
        .rows
        .iter()
        .find(|row| row.kind == MemberKind::Substitute);
    if let (None, Some(row)) = (written, row) {
        finding = finding.resting_on(
            &row.basis,
            Message::new(
                format!("personlig ersättare för {}", member.name()),
                format!("a personal substitute for {}", member.name()),
            ),
        );
    }
    finding
}
