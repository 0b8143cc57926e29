//! U001: a waiver that hides nothing.

use crate::check::{Check, Example, Run};
use crate::lang::Text;
use crate::rule::{Rule, Severity};

/// The rule; its findings come from applying the waivers.
pub static RULE: Rule = Rule {
    code: "U001",
    name: "waiver-unused",
    severity: Severity::Warning,
    title: Text::new(
        "undantag som inte döljer något",
        "a waiver that hides nothing",
    ),
    why: Text::new(
        "Ett undantag som blivit kvar döljer nästa fel på samma plats.",
        "A waiver that was left behind hides the next fault at that place.",
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
- {regel: P005, var: LSG/2023-02-17, skäl: sekreteraren blev sjuk under mötet}
- {regel: I004, var: LSG/2023-02-17, skäl: rubriken hör till mallen}
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
