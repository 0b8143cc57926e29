//! Q001: fewer members, parties or kinds than the quorum rule asks for.

use crate::check::representation::{decided, item_name};
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "Q001",
    name: "not-quorate",
    severity: Severity::Error,
    title: Text::new(
        "färre på plats än regeln om beslutsförhet kräver",
        "fewer there than the quorum rule asks for",
    ),
    why: Text::new(
        "Huvudmännen har skrivit hur många som ska vara med när organet beslutar. Var de färre behöver det synas innan någon verkställer besluten.",
        "The parties have written how many are to be there when the body decides. If they were fewer, that should show before anybody carries the decisions out.",
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
    also: &["N005"],
};

const ORGAN: &str = "\
kod: LSG
namn: Länssamverkansgruppen
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: 6.1.3}
beslutsförhet: {ledamöter: mer än hälften, källa: 6.1.5}
";

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(sum) = case.sum() else { return };
    let (Some(asked), Some(start)) = (&sum.asked, sum.stretches.first()) else {
        return;
    };
    if start.is_quorate != Some(false) {
        return;
    }
    // Who comes late makes a meeting quorate; only what was decided before that is worth telling.
    let later = sum
        .stretches
        .iter()
        .find(|stretch| stretch.is_quorate == Some(true));
    if let Some(later) = later {
        let before = &case.protocol.items[..later.items.start];
        if before.iter().all(|item| decided(item).next().is_none()) {
            return;
        }
    }
    let mut message = asked.lack(&start.reached, case.protocol.kind);
    if let Some(item) = later.and_then(|later| case.protocol.items.get(later.items.start)) {
        let name = item_name(item);
        message = Message::new(
            format!("{}; från {name} är de tillräckligt många", message.sv),
            format!("{}; from {name} on they are enough", message.en),
        );
    }
    out.push(
        Finding::new(&RULE, case.place(case.day_span()), message)
            .about("beslutsförhet")
            .hint(hint(case))
            .resting_on(&asked.rule.basis, asked.label()),
    );
}

/// What to do where the protocol is wrong; what happened is never to be changed.
fn hint(case: &Case<'_>) -> Message {
    match case.is_frozen() {
        false => Message::new(
            "kontrollera att alla som var med står under närvarande:",
            "check that everybody who was there stands under närvarande:",
        ),
        true => Message::new(
            "fattas någon i närvaron rättas det i ett senare protokoll med raden Rättar:",
            "if somebody is missing in the attendance, a later protocol corrects it with a line Rättar:",
        ),
    }
}
