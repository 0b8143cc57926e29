//! Q003: decisions taken while fewer were there than the quorum rule asks for.

use crate::check::representation::decided;
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, enumerate};
use crate::model::Decision;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "Q003",
    name: "decision-without-quorum",
    severity: Severity::Warning,
    title: Text::new(
        "beslut när färre var på plats än regeln om beslutsförhet kräver",
        "decisions while fewer were there than the quorum rule asks for",
    ),
    why: Text::new(
        "Den som ska verkställa ett beslut behöver veta att färre var med än huvudmännen har skrivit att det krävs.",
        "Whoever is to carry a decision out needs to know that fewer were there than the parties have written.",
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

## § 1 Rutin för utskrivning

**Länssamverkansgruppen beslutade**

- att hålla ett gemensamt seminarium i höst
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

## § 1 Rutin för utskrivning

**Länssamverkansgruppen beslutade**

- att hålla ett gemensamt seminarium i höst
",
        },
    ],
    also: &["N005", "Q001"],
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

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(sum) = case.sum() else { return };
    let Some(asked) = &sum.asked else { return };
    let lacking = sum
        .stretches
        .iter()
        .filter(|stretch| stretch.is_quorate == Some(false));
    let decisions: Vec<&Decision> = lacking
        .flat_map(|stretch| &case.protocol.items[stretch.items.clone()])
        .flat_map(decided)
        .collect();
    let Some(first) = decisions.first() else {
        return;
    };
    let ids: Vec<&str> = decisions
        .iter()
        .map(|decision| decision.id.in_protocol())
        .collect();
    let list = enumerate(&ids, NAMED_MAX);
    let message = match ids.len() {
        1 => Message::new(
            format!(
                "beslut {} togs när färre var med än beslutsförhet kräver",
                list.sv
            ),
            format!(
                "decision {} was taken while fewer took part than a quorum needs",
                list.en
            ),
        ),
        count => Message::new(
            format!(
                "{count} beslut togs när färre var med än beslutsförhet kräver: {}",
                list.sv
            ),
            format!(
                "{count} decisions were taken while fewer took part than a quorum needs: {}",
                list.en
            ),
        ),
    };
    out.push(
        Finding::new(&RULE, case.place(first.span), message)
            .about(ids.join(", "))
            .hint(Message::new(
                "stämmer närvaron kan frågan tas upp på nytt vid nästa möte",
                "if the attendance is right, the matter can be taken up again at the next meeting",
            ))
            .resting_on(&asked.rule.basis, asked.label()),
    );
}
