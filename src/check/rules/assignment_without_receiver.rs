//! B002: an assignment that says what and not who.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Class;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "B002",
    name: "assignment-without-receiver",
    severity: Severity::Warning,
    title: Text::new(
        "ett uppdrag utan mottagare",
        "an assignment without a receiver",
    ),
    why: Text::new(
        "Ett uppdrag som ingen har fått blir inte gjort, och balanslistan vet inte vem den ska fråga.",
        "An assignment that nobody was given isn't done, and the list of open assignments doesn't know whom to ask.",
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

Länssamverkansgruppen beslutade att uppdra att ta fram en tidsplan, senast 2026-09-30.

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
    let found = case
        .protocol
        .items
        .iter()
        .flat_map(|item| &item.decisions)
        .filter(|decision| decision.class == Class::Assignment)
        // Children have their parent's receivers: what is missing is said once, at the parent.
        .filter(|decision| decision.receivers.is_empty() && decision.parent.is_none())
        .map(|decision| {
            Finding::new(
                &RULE,
                case.place(decision.span),
                Message::new(
                    "uppdraget säger inte vem som ska göra det",
                    "the assignment doesn't say who is to do it",
                ),
            )
            .about(decision.id.0.clone())
            .hint(case.mend(Message::new(
                "skriv vem som har fått uppdraget: att uppdra åt …",
                "write who was given it: att uppdra åt …",
            )))
        })
        .collect();
    case.say(found, out);
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find_in;

    #[test]
    fn receivers_in_many_forms() {
        for clause in [
            "att uppdra till Beredning barn och unga att se över rutinen",
            "att uppdraga arbetsgruppen för medel att se över rutinen",
            "att ge processledaren i uppdrag att se över rutinen",
            "att processledaren får i uppdrag att se över rutinen",
            "att uppdra åt arbetsgruppen:\n  - att se över rutinen\n  - att rapportera",
        ] {
            let text = format!("## § 1 Ett\n\n**Länssamverkansgruppen beslutade**\n\n- {clause}\n");
            assert!(find_in("B002", "", &text).is_empty(), "{clause}");
        }
    }
}
