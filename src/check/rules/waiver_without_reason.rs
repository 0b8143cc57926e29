//! U003: a waiver without a reason.

use crate::check::{Check, Example, Run};
use crate::lang::Text;
use crate::rule::{Rule, Severity};

/// The rule; its findings come from applying the waivers.
pub static RULE: Rule = Rule {
    code: "U003",
    name: "waiver-without-reason",
    severity: Severity::Warning,
    title: Text::new("undantag utan skäl", "a waiver without a reason"),
    why: Text::new(
        "Den som läser undantaget nästa år behöver veta varför det gavs.",
        "Whoever reads the waiver next year needs to know why it was given.",
    ),
};

/// The rule with its examples.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Waivers,
    bad: &[
        Example {
            path: "undantag.yaml",
            text: "\
- {regel: P005, var: LSG/2023-02-17}
",
        },
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
närvarande:
  - Anna Ek, Almby kommun
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
            path: "undantag.yaml",
            text: "\
- {regel: P005, var: LSG/2023-02-17, skäl: sekreteraren blev sjuk under mötet}
",
        },
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
närvarande:
  - Anna Ek, Almby kommun
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
