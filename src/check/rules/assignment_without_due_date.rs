//! B003: an assignment that doesn't say by when. `snarast` and `till nästa möte` say it.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{Class, Decision};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "B003",
    name: "assignment-without-due-date",
    severity: Severity::Note,
    title: Text::new("ett uppdrag utan datum", "an assignment without a due date"),
    why: Text::new(
        "Utan dag vet varken mottagaren eller organet när uppdraget ska vara klart, och ingen påminnelse kan komma.",
        "Without a day neither the receiver nor the body knows when it is to be done, and nothing can remind them.",
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

Länssamverkansgruppen beslutade att uppdra åt arbetsgruppen att ta fram en tidsplan.

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
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let found =
        case.protocol
            .items
            .iter()
            .flat_map(|item| {
                let open = |decision: &&Decision| {
                    let waits = |decision: &Decision| {
                        decision.class == Class::Assignment
                            && !decision.introduces
                            && decision.due.is_none()
                    };
                    // What several clauses under one have in common is said once, at that one.
                    let below = decision.introduces
                        && item.decisions.iter().any(|child| {
                            child.parent.as_ref() == Some(&decision.id) && waits(child)
                        });
                    decision.parent.is_none() && (waits(decision) || below)
                };
                item.decisions.iter().filter(open)
            })
            .map(|decision| {
                Finding::new(
                    &RULE,
                    case.place(decision.span),
                    Message::new(
                        "uppdraget säger inte när det ska vara klart",
                        "the assignment doesn't say when it is due",
                    ),
                )
                .about(decision.id.0.clone())
                .hint(case.mend(Message::new(
                    "skriv en sista dag: att uppdra åt …, senast den 1 juni",
                    "write a last day: att uppdra åt …, senast den 1 juni",
                )))
            })
            .collect();
    case.say(found, out);
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find_in;

    fn found(clause: &str) -> usize {
        let text = format!("## § 1 Ett\n\n**Länssamverkansgruppen beslutade**\n\n- {clause}\n");
        find_in("B003", "", &text).len()
    }

    #[test]
    fn a_time_in_words_is_enough() {
        for when in [
            "senast den 30 september",
            "till nästa möte",
            "under hösten 2026",
            "snarast",
        ] {
            assert_eq!(
                found(&format!(
                    "att uppdra åt gruppen att se över rutinen, {when}"
                )),
                0,
                "{when}"
            );
        }
    }

    #[test]
    fn clauses_under_one_are_said_once() {
        assert_eq!(
            found("att uppdra åt gruppen:\n  - att se över rutinen\n  - att rapportera"),
            1
        );
    }
}
