//! D002: a private-looking e-mail address or a mobile number.

use crate::check::{Case, Check, Example, Run, identity, prose};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D002",
    name: "contact-detail",
    severity: Severity::Note,
    title: Text::new("en privat kontaktuppgift", "a private contact detail"),
    why: Text::new(
        "E-postadresser och mobilnummer till enskilda personer behövs sällan i ett protokoll, och de ligger kvar när personen har slutat.",
        "E-mail addresses and mobile numbers of individuals are seldom needed in a protocol, and they stay when the person has left.",
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
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Frågor

Frågor besvaras på 070-174 06 11.
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

# Protokoll Länssamverkansgruppen

## § 1 Frågor

Frågor besvaras av kansliet, kansliet@exempel.se.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let text = &case.file.source.text;
    let kinds = [
        (
            identity::mobile_numbers(text),
            "mobilnummer",
            ("ett mobilnummer", "mobilnummer"),
            ("a mobile number", "mobile numbers"),
        ),
        (
            identity::personal_addresses(text),
            "e-post",
            ("en persons e-postadress", "e-postadresser till personer"),
            ("somebody's e-mail address", "e-mail addresses of people"),
        ),
    ];
    for (found, subject, sv, en) in kinds {
        let Some(first) = found.first() else { continue };
        let mut finding = Finding::new(
            &RULE,
            case.place(prose::span(first, 0)),
            match found.len() {
                1 => Message::new(
                    format!("protokollet innehåller {}", sv.0),
                    format!("the protocol has {}", en.0),
                ),
                n => Message::new(
                    format!("protokollet innehåller {n} {}", sv.1),
                    format!("the protocol has {n} {}", en.1),
                ),
            },
        )
        .about(subject)
        .hint(match case.is_frozen() {
            false => Message::new(
                "skriv en funktionsadress, eller ta bort uppgiften",
                "write the address of an office, or remove it",
            ),
            true => Message::new(
                "fråga registratorn innan något ändras i ett justerat protokoll",
                "ask the registrar before anything is changed in an approved protocol",
            ),
        });
        for further in found.iter().skip(1).take(SHOWN_MAX) {
            let place = case.place(prose::span(further, 0));
            finding = finding.related(place, Message::new("här också", "here too"));
        }
        out.push(finding);
    }
}

/// How many further places one finding shows.
const SHOWN_MAX: usize = 10;
