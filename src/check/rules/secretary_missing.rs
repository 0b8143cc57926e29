//! P005: no secretary, or one that is in no list.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, same_name};
use crate::model::Presence;
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "P005",
    name: "secretary-missing",
    severity: Severity::Note,
    title: Text::new(
        "sekreterare saknas, eller står inte i närvaron",
        "no secretary, or one that is in no attendance list",
    ),
    why: Text::new(
        "Den som läser protokollet senare behöver veta vem som förde det, och att hen var med.",
        "Whoever reads the protocol later needs to know who kept it, and that they were there.",
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
närvarande:
  - Anna Ek, Almby kommun
---

# Protokoll Länssamverkansgruppen 17 februari 2023

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
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    if !case.was_held() {
        return;
    }
    let protocol = case.protocol;
    let Some(secretary) = &protocol.secretary else {
        let span = protocol
            .date
            .as_ref()
            .map_or(Span::default(), |date| date.span);
        out.push(
            Finding::new(
                &RULE,
                case.place(span),
                Message::new(
                    "protokollet har ingen sekreterare",
                    "the protocol has no secretary",
                ),
            )
            .about("sekreterare")
            .hint(case.mend(Message::new(
                "skriv sekreterare: och namnet",
                "write sekreterare: and the name",
            ))),
        );
        return;
    };
    let listed = protocol.attendance.iter().any(|attendee| {
        attendee.presence != Presence::Absent
            && attendee
                .name
                .as_ref()
                .is_some_and(|name| same_name(name, secretary))
    });
    if !listed && !protocol.attendance.is_empty() {
        out.push(
            Finding::new(
                &RULE,
                case.place(secretary.span),
                Message::new(
                    format!(
                        "sekreteraren {} står inte bland dem som var med",
                        secretary.value
                    ),
                    format!(
                        "the secretary {} isn't among those who were there",
                        secretary.value
                    ),
                ),
            )
            .about(secretary.value.clone())
            .hint(case.mend(Message::new(
                "skriv in sekreteraren under närvarande: eller övriga:",
                "write the secretary under närvarande: or övriga:",
            ))),
        );
    }
}
