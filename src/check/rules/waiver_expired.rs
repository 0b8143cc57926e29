//! U002: a waiver past its last day.

use crate::check::{Check, Example, Run};
use crate::lang::Text;
use crate::rule::{Rule, Severity};

/// The rule; its findings come from applying the waivers.
pub static RULE: Rule = Rule {
    code: "U002",
    name: "waiver-expired",
    severity: Severity::Warning,
    title: Text::new(
        "undantag vars sista dag har passerat",
        "a waiver past its last day",
    ),
    why: Text::new(
        "Ett undantag ges för en tid. När den är slut visas påpekandet igen, så att någon tar ställning på nytt.",
        "A waiver is given for a time. When it is over the finding shows again, so that somebody decides anew.",
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
- {regel: P005, var: LSG/2023-02-17, skäl: sekreteraren blev sjuk under mötet, till: 2024-12-31}
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
- {regel: P005, var: LSG/2023-02-17, skäl: sekreteraren blev sjuk under mötet, till: 2027-12-31}
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
    also: &["P005"],
};
