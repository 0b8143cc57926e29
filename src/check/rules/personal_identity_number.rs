//! D001: a personal identity number or a coordination number, checksum verified.

use crate::check::{Check, Context, Example, Run, identity};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};
use crate::text::{Place, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D001",
    name: "personal-identity-number",
    severity: Severity::Error,
    title: Text::new("ett personnummer", "a personal identity number"),
    why: Text::new(
        "Ett personnummer hör inte hemma i ett protokoll som andra läser. Git minns det som raderas, och att radera kan kräva ett beslut.",
        "A personal identity number doesn't belong in a protocol that others read. Git remembers what is deleted, and deleting may need a decision.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Archive(run),
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

## § 1 Ärendet

Frågan gäller 19121212-1212.
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

## § 1 Ärendet

Frågan gäller dnr 2023-1212.
",
    }],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let archive = context.archive;
    let protocols = archive.protocols.iter().map(|file| &file.source);
    for source in archive.sources.iter().chain(protocols) {
        let found = identity::numbers(&source.text);
        let Some(first) = found.first() else { continue };
        let place = |found: &identity::Number| Place {
            path: source.path.clone(),
            span: Span::new(found.range.start, found.range.end),
        };
        let (sv, en) = match first.coordination {
            true => ("ett samordningsnummer", "a coordination number"),
            false => ("ett personnummer", "a personal identity number"),
        };
        // The number itself is not repeated: reports are read by more people than protocols.
        let mut finding = Finding::new(
            &RULE,
            place(first),
            match found.len() {
                1 => Message::new(format!("här står {sv}"), format!("here stands {en}")),
                n => Message::new(
                    format!("här står {sv}, och filen har {n} sådana"),
                    format!("here stands {en}, and the file has {n} of them"),
                ),
            },
        )
        .about("personnummer")
        .hint(Message::new(
            "fråga registratorn eller arkivarien innan du tar bort det: Git minns det som raderas, och att radera kan kräva ett beslut",
            "ask the registrar or the archivist before you remove it: Git remembers what is deleted, and deleting may need a decision",
        ));
        for further in found.iter().skip(1).take(SHOWN_MAX) {
            finding = finding.related(place(further), Message::new("här också", "here too"));
        }
        out.push(finding);
    }
}

/// How many further places one finding shows.
const SHOWN_MAX: usize = 10;
