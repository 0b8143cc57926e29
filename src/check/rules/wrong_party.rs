//! N011: somebody listed for another party than in the member list.

use crate::check::representation::name_span;
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{Presence, Seating};
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N011",
    name: "wrong-party",
    severity: Severity::Warning,
    title: Text::new(
        "ledamot som står för en annan huvudman än i listan",
        "a member listed for another party than in the list",
    ),
    why: Text::new(
        "Platsen räknas till fel huvudman, och den rätta ser ut att sakna någon på plats.",
        "The seat is counted to the wrong party, and the right one seems to have nobody there.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Members),
    run: Run::Protocol(run),
    bad: &[
        Example {
            path: "organ/lsg.yaml",
            text: ORGAN,
        },
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Dala kommun
  - Bo Al, Berga kommun
övriga:
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
            path: "organ/lsg.yaml",
            text: ORGAN,
        },
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Bo Al, Berga kommun
övriga:
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

const ORGAN: &str = "\
kod: LSG
namn: Länssamverkansgruppen
ledamöter:
  - {namn: Anna Ek, huvudman: Almby kommun, som: ordinarie, från: 2023-01-01}
  - {namn: Bo Al, huvudman: Berga kommun, som: ordinarie, från: 2023-01-01}
";

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(sum) = case.sum() else { return };
    for entry in &case.protocol.attendance {
        let (Some(name), Some(party)) = (&entry.name, &entry.party) else {
            continue;
        };
        if entry.presence == Presence::Other
            || matches!(entry.seating, Seating::CoOpted | Seating::Other)
        {
            continue;
        }
        let rows = sum.roll.named(name);
        let mut with_party = rows
            .iter()
            .filter_map(|row| Some((*row, row.party.as_ref()?)));
        let Some((row, own)) = with_party.clone().next() else {
            continue;
        };
        if with_party.any(|(_, own)| own.value == *party)
            || rows.iter().any(|row| row.party.is_none())
        {
            continue;
        }
        let span = entry
            .organisation
            .as_ref()
            .map_or(name_span(entry), |cell| cell.span);
        let place = Place {
            path: row.basis.path.clone(),
            span: own.span,
        };
        out.push(
            Finding::new(
                &RULE,
                case.place(span),
                Message::new(
                    format!(
                        "{} står för {party}, i medlemslistan för {}",
                        name.value, own.value
                    ),
                    format!(
                        "{} is listed for {party}, in the member list for {}",
                        name.value, own.value
                    ),
                ),
            )
            .about(name.value.clone())
            .related(place, Message::new("i medlemslistan", "in the member list"))
            .hint(case.mend(Message::new(
                format!(
                    "skriv {}, eller rätta medlemslistan om hen har bytt huvudman",
                    own.value
                ),
                format!(
                    "write {}, or correct the member list if they changed parties",
                    own.value
                ),
            ))),
        );
    }
}
