//! N004: more from a party than its seats.

use crate::check::representation::{Bench, Standing, Stretch, Sum, at_item, name_span};
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N004",
    name: "too-many-representatives",
    severity: Severity::Error,
    title: Text::new(
        "fler från en huvudman än dess platser",
        "more from a party than its seats",
    ),
    why: Text::new(
        "Överenskommelsen ger varje huvudman ett antal platser. Sitter fler som ledamöter är det oklart vilka som tog del i besluten.",
        "The agreement gives each party a number of seats. With more sitting as members it is unclear who took part in the decisions.",
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
  - Sven Ås, Almby kommun
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
ersättare:
  - Sven Ås, Almby kommun
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
representation:
  - {huvudman: Almby kommun, ordinarie: 1, ersättare: 1, källa: 6.1.3}
";

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(sum) = case.sum() else { return };
    let mut told = vec![false; sum.benches.len()];
    for stretch in &sum.stretches {
        let certain = stretch.certain();
        for (person, standing) in sum.people.iter().zip(certain) {
            let bench = match (standing, person.fits.first()) {
                (Standing::Over, Some(&bench)) if !told[bench] => bench,
                _ => continue,
            };
            told[bench] = true;
            out.push(finding(case, sum, stretch, bench));
        }
    }
}

fn finding(case: &Case<'_>, sum: &Sum<'_>, stretch: &Stretch<'_>, index: usize) -> Finding {
    let bench = &sum.benches[index];
    // Those in the bench's seats, and those for whom it has none, in document order.
    let there: Vec<Span> = sum
        .people
        .iter()
        .zip(stretch.certain())
        .filter(|(person, standing)| match standing {
            Standing::Seated(at) => *at == index,
            Standing::Over => person.fits.first() == Some(&index),
            _ => false,
        })
        .map(|(person, _)| name_span(person.entries[0]))
        .collect();
    let first_over = (bench.allowed as usize).min(there.len().saturating_sub(1));
    let mut finding = Finding::new(
        &RULE,
        case.place(there[first_over]),
        message(case, bench, stretch, there.len()),
    )
    .label(ordinal(first_over + 1))
    .about(bench.subject())
    .hint(case.mend(Message::new(
        "ange vem som inte tjänstgjorde (`ersättare:`) eller vem hen ersatte (`ersätter: …`)",
        "say who didn't serve (`ersättare:`) or whom they sat for (`ersätter: …`)",
    )));
    finding = finding.resting_on(bench.basis, bench.seats_and_source());
    for (index, span) in there.iter().enumerate().skip(first_over + 1) {
        finding = finding.related(case.place(*span), ordinal(index + 1));
    }
    finding
}

fn message(case: &Case<'_>, bench: &Bench<'_>, stretch: &Stretch<'_>, there: usize) -> Message {
    let name = bench.name();
    let allowed = bench.allowed;
    let at = at_item(stretch, &case.protocol.items);
    match bench.party() {
        Some(_) => Message::new(
            format!(
                "{} har {there} närvarande{}, överenskommelsen ger {allowed}",
                name.sv, at.sv
            ),
            format!(
                "{} has {there} present{}, the agreement gives {allowed}",
                name.en, at.en
            ),
        ),
        None => Message::new(
            format!(
                "{there} är närvarande{} som {}, överenskommelsen ger {allowed}",
                at.sv, name.sv
            ),
            format!(
                "{there} are present{} as {}, the agreement gives {allowed}",
                at.en, name.en
            ),
        ),
    }
}

/// `den femte`.
fn ordinal(number: usize) -> Message {
    const SV: [&str; 12] = [
        "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde",
        "tionde", "elfte", "tolfte",
    ];
    const EN: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth", "eleventh", "twelfth",
    ];
    match (
        SV.get(number.wrapping_sub(1)),
        EN.get(number.wrapping_sub(1)),
    ) {
        (Some(sv), Some(en)) => Message::new(format!("den {sv}"), format!("the {en}")),
        _ => Message::new(format!("nummer {number}"), format!("number {number}")),
    }
}
