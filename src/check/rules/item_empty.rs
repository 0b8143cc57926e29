//! I004: a heading without text.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "I004",
    name: "item-empty",
    severity: Severity::Note,
    title: Text::new("ärende utan text", "an item without text"),
    why: Text::new(
        "En rubrik utan text säger inte om frågan behandlades, ströks eller glömdes i protokollet.",
        "A heading without text doesn't say whether the matter was dealt with, struck, or forgotten in the protocol.",
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
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Genomgång av beslut

## § 2 Nästa möte

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
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Genomgång av beslut

Inga beslut fattades i dag.

## § 2 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    if !case.was_held() {
        return;
    }
    let items = &case.protocol.items;
    for item in items {
        let has_parts = items
            .iter()
            .any(|other| other.parent.as_ref() == Some(&item.key));
        // Data lines alone say something: who presented, where the matter goes.
        let has_data = !item.data.is_empty() || !item.presenters.is_empty();
        if item.number.is_none() || item.has_text || has_parts || has_data {
            continue;
        }
        let name = item.number.as_ref().map_or("", |number| &number.value);
        out.push(
            Finding::new(
                &RULE,
                case.place(case.heading(item)),
                Message::new(
                    format!("§ {name} har ingen text under rubriken"),
                    format!("§ {name} has no text under its heading"),
                ),
            )
            .about(name.to_owned())
            .hint(case.mend(Message::new(
                "skriv vad som togs upp, eller att frågan utgick",
                "write what was dealt with, or that the matter was dropped",
            ))),
        );
    }
}
