//! B006: two clauses with one id. Said once for two files.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::archive::ProtocolFile;
use crate::check::{Check, Context, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Decision;
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "B006",
    name: "decision-id-collides",
    severity: Severity::Error,
    title: Text::new("två beslut med samma id", "two decisions with one id"),
    why: Text::new(
        "En hänvisning till beslutet kan mena två saker. Det händer när två grenar med samma protokoll har slagits ihop.",
        "A reference to the decision may mean two things. It happens when two branches with the same protocol have been merged.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Archive(run),
    bad: &[
        Example {
            path: "lsg/2026-05-20.md",
            text: "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutin

Länssamverkansgruppen beslutade att arbetet fortsätter.

## § 3 Nästa möte

Nästa möte hålls i september.
",
        },
        Example {
            path: "lsg/2026-05-20-kopia.md",
            text: "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutin

Länssamverkansgruppen beslutade att arbetet avslutas.

## § 3 Nästa möte

Nästa möte hålls i september.
",
        },
    ],
    good: &[
        Example {
            path: "lsg/2026-05-20.md",
            text: "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutin

Länssamverkansgruppen beslutade att arbetet fortsätter.

## § 3 Nästa möte

Nästa möte hålls i september.
",
        },
        Example {
            path: "lsg/2026-05-20-extra.md",
            text: "\
---
organ: LSG
datum: 2026-05-20
möte: extra
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutin

Länssamverkansgruppen beslutade att arbetet avslutas.

## § 3 Nästa möte

Nästa möte hålls i september.
",
        },
    ],
    also: &["F007"],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let mut first: HashMap<&str, (&ProtocolFile, &Decision)> = HashMap::new();
    let mut told: HashSet<(&Path, &Path)> = HashSet::new();
    // A file that is called what its id says is the one that others collide with.
    let (named, others): (Vec<&ProtocolFile>, Vec<&ProtocolFile>) = context
        .archive
        .protocols
        .iter()
        .partition(|file| file.is_named_by_id());
    for file in named.into_iter().chain(others) {
        for decision in file.protocol.items.iter().flat_map(|item| &item.decisions) {
            let Some((other, earlier)) = first.get(decision.id.0.as_str()) else {
                first.insert(&decision.id.0, (file, decision));
                continue;
            };
            let pair = (other.source.path.as_path(), file.source.path.as_path());
            if told.insert(pair) {
                out.push(finding(file, decision, other, earlier));
            }
        }
    }
}

fn finding(
    file: &ProtocolFile,
    decision: &Decision,
    other: &ProtocolFile,
    earlier: &Decision,
) -> Finding {
    let place = |file: &ProtocolFile, decision: &Decision| Place {
        path: file.source.path.clone(),
        span: decision.span,
    };
    let id = &decision.id;
    Finding::new(
        &RULE,
        place(file, decision),
        Message::new(
            format!("{id} är redan ett beslut i {}", other.path()),
            format!("{id} is a decision in {} already", other.path()),
        ),
    )
    .related(
        place(other, earlier),
        Message::new("det andra beslutet", "the other decision"),
    )
    .about(id.0.clone())
    .hint(Message::new(
        "är det ett andra möte samma dag, skriv möte: extra; annars behåll det ena protokollet",
        "if it is a second meeting of that day, write möte: extra; otherwise keep one of the protocols",
    ))
}
