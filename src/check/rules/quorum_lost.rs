//! Q002: quorate at the start, and not at some item after somebody left or was recused.

use crate::check::representation::{Asked, Standing, Stretch, Sum, decided, item_name};
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, enumerate};

use crate::rule::{Rule, Severity};
use std::ops::Range;

/// The rule.
pub static RULE: Rule = Rule {
    code: "Q002",
    name: "quorum-lost",
    severity: Severity::Error,
    title: Text::new(
        "färre än regeln om beslutsförhet kräver sedan någon lämnat",
        "fewer than the quorum rule asks for after somebody left",
    ),
    why: Text::new(
        "Ett möte som börjar med tillräckligt många kan sluta med för få. Då behöver det synas vilka beslut som togs efteråt.",
        "A meeting that begins with enough people may end with too few. Then it should show which decisions were taken after that.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Quorum),
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
  - {namn: Bo Al, huvudman: Berga kommun, till: § 1}
  - {namn: Sven Ås, huvudman: Dala kommun, till: § 1}
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Dagordning

Dagordningen godkändes.

## § 2 Rutin för utskrivning

Gruppen gick igenom förslaget.
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
  - {namn: Bo Al, huvudman: Berga kommun, till: § 1}
  - Sven Ås, Dala kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Dagordning

Dagordningen godkändes.

## § 2 Rutin för utskrivning

Gruppen gick igenom förslaget.
",
        },
    ],
    also: &[],
};

const ORGAN: &str = "\
kod: LSG
namn: Länssamverkansgruppen
representation:
  - {huvudman: [Almby kommun, Berga kommun, Dala kommun], ordinarie: 1, källa: 6.1.3}
beslutsförhet: {ledamöter: mer än hälften, källa: 6.1.5}
";

/// So many decisions are named; the rest is counted.
const NAMED_MAX: usize = 10;
/// So many who left are shown.
const SHOWN_MAX: usize = 20;

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(sum) = case.sum() else { return };
    let Some(asked) = &sum.asked else { return };
    let mut before: Option<&Stretch<'_>> = None;
    let mut at = 0;
    while at < sum.stretches.len() {
        let stretch = &sum.stretches[at];
        match (stretch.is_quorate, before) {
            (Some(false), Some(enough)) => {
                // Until they are enough again, or to the end.
                let lost = sum.stretches[at..]
                    .iter()
                    .take_while(|stretch| stretch.is_quorate == Some(false))
                    .count();
                let until = sum.stretches[at + lost - 1].items.end;
                out.push(finding(
                    case,
                    sum,
                    asked,
                    enough,
                    stretch,
                    stretch.items.start..until,
                ));
                before = None;
                at += lost;
                continue;
            }
            (Some(true), _) => before = Some(stretch),
            _ => {}
        }
        at += 1;
    }
}

fn finding(
    case: &Case<'_>,
    sum: &Sum<'_>,
    asked: &Asked<'_>,
    enough: &Stretch<'_>,
    lost: &Stretch<'_>,
    items: Range<usize>,
) -> Finding {
    let protocol = case.protocol;
    let first = &protocol.items[items.start];
    let name = item_name(first);
    let lack = asked.lack(&lost.reached, protocol.kind);
    let ids: Vec<&str> = protocol.items[items.clone()]
        .iter()
        .flat_map(decided)
        .map(|decision| decision.id.in_protocol())
        .collect();
    let list = enumerate(&ids, NAMED_MAX);
    let (mut sv, mut en) = match protocol.items.get(items.end).map(item_name) {
        Some(next) => (
            format!("från {name} till {next}: {}", lack.sv),
            format!("from {name} to {next}: {}", lack.en),
        ),
        None => (
            format!("från {name}: {}", lack.sv),
            format!("from {name} on: {}", lack.en),
        ),
    };
    match ids.len() {
        0 => {}
        1 => {
            sv += &format!("; då togs beslut {}", list.sv);
            en += &format!("; decision {} was taken then", list.en);
        }
        _ => {
            sv += &format!("; då togs besluten {}", list.sv);
            en += &format!("; decisions {} were taken then", list.en);
        }
    }
    let mut finding = Finding::new(&RULE, case.place(case.heading(first)), Message::new(sv, en))
        .about(name)
        .hint(case.mend(Message::new(
            "stämmer det när var och en lämnade? kom någon i stället: skriv in hen med från:",
            "is it right when each one left? if somebody came instead, write them with från:",
        )))
        .resting_on(&asked.rule.basis, asked.label());
    let people = sum.people.iter().enumerate();
    let left = people
        .filter(|(index, _)| enough.standings[*index].counts() && !lost.standings[*index].counts());
    for (index, person) in left.take(SHOWN_MAX) {
        let label = match lost.standings[index] {
            Standing::Recused => Message::new("jävig", "recused"),
            _ => Message::new(
                format!("är inte med från {}", item_name(first)),
                format!("isn't there from {}", item_name(first)),
            ),
        };
        finding = finding.related(case.place(person.span()), label);
    }
    finding
}
