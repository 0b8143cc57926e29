//! N005: parties with no seat filled.

use crate::check::representation::{Bench, Standing, Sum, name_span};
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, enumerate};
use crate::model::{Kind, Presence};
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N005",
    name: "party-not-represented",
    severity: Severity::Note,
    title: Text::new(
        "huvudman som inte har någon på plats",
        "a party with nobody there",
    ),
    why: Text::new(
        "Den som inte är med får besluten i efterhand. Står det i protokollet vet nästa möte vem som behöver höra dem.",
        "Whoever isn't there gets the decisions afterwards. With it in the protocol, the next meeting knows who needs to hear them.",
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
  - Sven Ås, Dala kommun
frånvarande:
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
  - Sven Ås, Dala kommun
  - {namn: Ida Öst, huvudman: Berga kommun, ersätter: Bo Al}
frånvarande:
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
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: 6.1.3}
";

/// So many parties are named; the rest is counted.
const NAMED_MAX: usize = 20;

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    // Between meetings nobody is anywhere.
    if case.protocol.kind == Kind::Written {
        return;
    }
    let Some(sum) = case.sum() else { return };
    let missing = missing(sum);
    let Some(first) = missing.first() else { return };
    let names: Vec<&str> = missing
        .iter()
        .filter_map(|bench| bench.party())
        .map(|party| party.name.value.as_str())
        .collect();
    let list = enumerate(&names, NAMED_MAX);
    let message = match names.len() {
        1 => Message::new(
            format!("{} har ingen på plats", list.sv),
            format!("{} has nobody there", list.en),
        ),
        count => Message::new(
            format!("{count} huvudmän har ingen på plats: {}", list.sv),
            format!("{count} parties have nobody there: {}", list.en),
        ),
    };
    let mut finding = Finding::new(&RULE, case.place(span(case, &names)), message)
        .about(names.join(", "))
        .resting_on(first.basis, first.seats_and_source());
    let mut told = vec![first.basis.span];
    for bench in &missing {
        if !told.contains(&bench.basis.span) && told.len() < NAMED_MAX {
            told.push(bench.basis.span);
            finding = finding.resting_on(bench.basis, bench.seats_and_source());
        }
    }
    finding.source = first
        .basis
        .source
        .as_ref()
        .map(|source| source.value.clone());
    if !case.is_frozen() {
        finding = finding.hint(Message::new(
            "var någon därifrån med? skriv in hen under närvarande:",
            "was somebody from there present? write them under närvarande:",
        ));
    }
    out.push(finding);
}

/// The parties that must have somebody there and have nobody, at any time. Somebody of whom nothing
/// tells where they come from may be from any of them.
fn missing<'s, 'a>(sum: &'s Sum<'a>) -> Vec<&'s Bench<'a>> {
    let mut filled = vec![false; sum.benches.len()];
    for standing in sum.stretches.iter().flat_map(|stretch| &stretch.standings) {
        match standing {
            Standing::Seated(bench) => filled[*bench] = true,
            Standing::Unknown => return Vec::new(),
            // Somebody is there, whatever they count for.
            _ => {}
        }
    }
    // Whoever is recused, or sits beside their member, is there all the same.
    for person in &sum.people {
        if person.co_opted.is_none() && person.course.is_ever() {
            let mut parties = person
                .fits
                .iter()
                .filter(|&&at| sum.benches[at].party().is_some());
            if let (Some(&only), None) = (parties.next(), parties.next()) {
                filled[only] = true;
            }
        }
    }
    let benches = sum.benches.iter().zip(filled);
    benches
        .filter(|(bench, filled)| bench.party().is_some() && bench.required > 0 && !filled)
        .map(|(bench, _)| bench)
        .collect()
}

/// The first who is listed as absent from one of these parties; the day of the meeting where
/// nobody is.
fn span(case: &Case<'_>, parties: &[&str]) -> Span {
    let absent = case.protocol.attendance.iter().find(|attendee| {
        attendee.presence == Presence::Absent
            && attendee
                .party
                .as_deref()
                .is_some_and(|party| parties.contains(&party))
    });
    absent.map_or_else(|| case.day_span(), name_span)
}
