//! N002: a member for an organisation that is no party.

use crate::check::representation::{is_guest, sits};
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, nearest};
use crate::model::Attendee;
use crate::parse::names::Names;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N002",
    name: "unknown-party",
    severity: Severity::Warning,
    title: Text::new(
        "ledamot för en organisation som inte är huvudman",
        "a member for an organisation that is no party",
    ),
    why: Text::new(
        "Bara huvudmännen har platser. En felskriven eller främmande organisation gör att ledamoten inte kan räknas till någon.",
        "Only the parties have seats. With an organisation that is misspelled or foreign the member can't be counted to any.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Seats),
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
  - Anna Ek, Almby kommun
  - Bo Al, Berga kommun
  - Sven Ås, Centralsjukhuset
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
  - Sven Ås, Centralsjukhuset
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
representation:
  - {huvudman: [Almby kommun, Berga kommun], ordinarie: 1-2, ersättare: 1, källa: 6.1.3}
";

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(sum) = case.sum() else { return };
    if !sum.benches.iter().any(|bench| bench.party().is_some()) {
        return;
    }
    let names = &case.context.archive.names;
    for entry in case.protocol.attendance.iter().filter(|entry| sits(entry)) {
        let Some(organisation) = &entry.organisation else {
            continue;
        };
        if entry.party.is_some()
            || entry.office.is_some()
            || is_guest(case.protocol, entry)
            || names_somebody(names, organisation)
        {
            continue;
        }
        let who = name(entry);
        let mut finding = Finding::new(
            &RULE,
            case.place(organisation.span),
            Message::new(
                format!(
                    "{who} står som ledamot för {}, som inte är huvudman",
                    organisation.value
                ),
                format!(
                    "{who} is listed as a member for {}, which is no party",
                    organisation.value
                ),
            ),
        )
        .about(organisation.value.clone());
        let parties = case.context.archive.collaboration.parties.iter();
        let near = nearest(organisation, parties.map(|party| party.name.value.as_str()));
        finding = finding.hint(match near {
            Some(near) => Message::new(format!("menas {near}?"), format!("is {near} meant?")),
            None => case.mend(Message::new(
                "skriv huvudmannen, eller flytta raden till övriga:",
                "write the party, or move the line to övriga:",
            )),
        });
        out.push(finding);
    }
}

fn name(entry: &Attendee) -> &str {
    let cell = entry.name.as_ref().or(entry.role.as_ref());
    cell.map_or("", |cell| cell.value.as_str())
}

/// Longest organisation that is searched for a party, in words.
const WORDS_MAX: usize = 12;

/// Whether an organisation is a body, or has a party's name at its beginning or end:
/// "Socialförvaltningen Umeå kommun".
fn names_somebody(names: &Names, organisation: &str) -> bool {
    if names.body(organisation).is_some() {
        return true;
    }
    let words: Vec<&str> = organisation
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    words.len() <= WORDS_MAX
        && (1..words.len()).any(|at| {
            names.party(&words[at..].join(" ")).is_some()
                || names.party(&words[..at].join(" ")).is_some()
        })
}
