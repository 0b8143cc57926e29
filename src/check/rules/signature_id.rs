//! D003: an e-signature's id in the front matter.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D003",
    name: "signature-id",
    severity: Severity::Note,
    title: Text::new("en e-underskrifts id", "the id of an e-signature"),
    why: Text::new(
        "Id:t leder till underskriften hos tjänsten som gav den och behövs inte för att läsa protokollet.",
        "The id leads to the signature at the service that gave it, and isn't needed to read the protocol.",
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
justerare: Anna Ek
underskrifter:
  - {namn: Anna Ek, roll: justerare, tid: \"2023-02-28T13:30:35+01:00\", id: _0a1b2c3d4e5f6071}
---

# Protokoll Länssamverkansgruppen

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
övriga:
  - Eva By
justerare: Anna Ek
underskrifter:
  - {namn: Anna Ek, roll: justerare, tid: \"2023-02-28T13:30:35+01:00\"}
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let signatures = &case.protocol.signatures;
    let mut ids = signatures
        .iter()
        .filter_map(|one| one.signature_id.as_ref());
    let Some(first) = ids.next() else { return };
    let mut finding = Finding::new(
        &RULE,
        case.place(first.span),
        match 1 + ids.clone().count() {
            1 => Message::new(
                "underskriften står med sitt id",
                "the signature stands with its id",
            ),
            n => Message::new(
                format!("{n} underskrifter står med sina id"),
                format!("{n} signatures stand with their ids"),
            ),
        },
    )
    .about("id")
    .hint(Message::new(
        "ta bort id: om ni inte har bestämt att det ska stå kvar",
        "remove id: unless you have decided to keep it",
    ));
    for further in ids.take(SHOWN_MAX) {
        let place = case.place(further.span);
        finding = finding.related(place, Message::new("här också", "here too"));
    }
    out.push(finding);
}

/// How many further places one finding shows.
const SHOWN_MAX: usize = 10;
