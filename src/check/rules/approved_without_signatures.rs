//! J004: `justerat`, and no signatures or no date of approval.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Status;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "J004",
    name: "approved-without-signatures",
    severity: Severity::Warning,
    title: Text::new(
        "justerat utan underskrift eller datum",
        "approved without signature or date",
    ),
    why: Text::new(
        "Ett justerat protokoll ska säga vem som justerade det och när.",
        "An approved protocol should say who approved it and when.",
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
status: justerat
justerare: Anna Ek
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
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
justerare: Anna Ek
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
status: justerat
justeringsdatum: 2023-02-28
underskrifter:
  - {namn: Anna Ek, roll: justerare}
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let protocol = case.protocol;
    let status = protocol.status.as_ref();
    let Some(status) = status.filter(|status| status.value == Status::Approved) else {
        return;
    };
    let message = match (
        protocol.signatures.is_empty(),
        protocol.approved_on.is_none(),
    ) {
        (false, false) => return,
        (true, true) => Message::new(
            "protokollet är justerat men har varken underskrifter eller justeringsdatum",
            "the protocol is approved and has neither signatures nor a date of approval",
        ),
        (true, false) => Message::new(
            "protokollet är justerat men har inga underskrifter",
            "the protocol is approved and has no signatures",
        ),
        (false, true) => Message::new(
            "protokollet är justerat men har inget justeringsdatum",
            "the protocol is approved and has no date of approval",
        ),
    };
    out.push(
        Finding::new(&RULE, case.place(status.span), message)
            .about("justerat")
            .hint(Message::new(
                "skriv underskrifter: och justeringsdatum:, eller en annan status",
                "write underskrifter: and justeringsdatum:, or another status",
            )),
    );
}
