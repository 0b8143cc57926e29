//! B004: a due date before the meeting.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "B004",
    name: "due-before-meeting",
    severity: Severity::Warning,
    title: Text::new("klart före mötet", "due before the meeting"),
    why: Text::new(
        "Ett uppdrag kan inte bli klart innan det gavs: årtalet eller dagen är troligen fel.",
        "An assignment can't be done before it was given: the year or the day is probably wrong.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Protocol(run),
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

## § 2 Rutinen för utskrivning

Frågan har beretts av arbetsgruppen.

Länssamverkansgruppen beslutade att uppdra åt arbetsgruppen att ta fram en tidsplan, senast 2025-09-30.

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

## § 2 Rutinen för utskrivning

Frågan har beretts av arbetsgruppen.

Länssamverkansgruppen beslutade att uppdra åt arbetsgruppen att ta fram en tidsplan, senast 2026-09-30.

## § 3 Nästa möte

Nästa möte hålls i september.
",
        },
    ],
    also: &["S003"],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(meeting) = case.date() else { return };
    let mut before = None;
    let mut found = Vec::new();
    for decision in case.protocol.items.iter().flat_map(|item| &item.decisions) {
        let Some(due) = &decision.due else { continue };
        // Children have their parent's date, at the same place.
        if due.date.is_none_or(|date| date >= meeting) || before == Some(due.span) {
            continue;
        }
        before = Some(due.span);
        found.push(
            Finding::new(
                &RULE,
                case.place(due.span),
                Message::new(
                    format!("ska vara klart {}, men mötet hölls {meeting}", due.text),
                    format!("due {}, but the meeting was held on {meeting}", due.text),
                ),
            )
            .about(decision.id.0.clone())
            .hint(case.mend(Message::new("rätta dagen", "correct the day"))),
        );
    }
    case.say(found, out);
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find_in;

    #[test]
    fn the_day_of_the_meeting_is_not_before_it() {
        let text = "## § 1 Ett\n\nLänssamverkansgruppen beslutade att uppdra åt gruppen att rapportera senast 2026-05-20.\n";
        assert!(find_in("B004", "", text).is_empty());
    }
}
