//! P006: a seat of the agreement that no member list fills.

use crate::check::representation::{Vacancy, vacancies};
use crate::check::{Check, Context, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, enumerate};
use crate::model::{Basis, Body};
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "P006",
    name: "seat-vacant",
    severity: Severity::Note,
    title: Text::new(
        "plats i överenskommelsen som ingen ledamot fyller",
        "a seat of the agreement that no member fills",
    ),
    why: Text::new(
        "En plats utan namn i medlemslistan är tom, eller listan är gammal. I båda fallen vet ingen vem som ska kallas.",
        "A seat without a name in the member list is vacant, or the list is old. Either way nobody knows whom to call.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Members),
    run: Run::Archive(run),
    bad: &[Example {
        path: "organ/lsg.yaml",
        text: "\
kod: LSG
namn: Länssamverkansgruppen
representation:
  - {huvudman: [Almby kommun, Berga kommun], ordinarie: 1, källa: 6.1.3}
ledamöter:
  - {namn: Anna Ek, huvudman: Almby kommun, som: ordinarie}
",
    }],
    good: &[Example {
        path: "organ/lsg.yaml",
        text: "\
kod: LSG
namn: Länssamverkansgruppen
representation:
  - {huvudman: [Almby kommun, Berga kommun], ordinarie: 1, källa: 6.1.3}
ledamöter:
  - {namn: Anna Ek, huvudman: Almby kommun, som: ordinarie}
  - {namn: Bo Al, huvudman: Berga kommun, som: ordinarie}
",
    }],
    also: &[],
};

/// So many parties are named; the rest is counted.
const NAMED_MAX: usize = 10;

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let collaboration = &context.archive.collaboration;
    for body in &collaboration.bodies {
        let vacancies = vacancies(collaboration, body, context.day);
        let mut rows: Vec<&Basis> = Vec::new();
        for vacancy in &vacancies {
            if !rows.contains(&vacancy.bench.basis) {
                rows.push(vacancy.bench.basis);
            }
        }
        for row in rows {
            let of_row: Vec<&Vacancy<'_>> = vacancies
                .iter()
                .filter(|vacancy| vacancy.bench.basis == row)
                .collect();
            out.push(finding(body, row, &of_row));
        }
    }
}

/// One finding for each row of the agreement.
fn finding(body: &Body, row: &Basis, vacancies: &[&Vacancy<'_>]) -> Finding {
    let whose = |english: bool| -> Vec<String> {
        let names = vacancies.iter().map(|vacancy| {
            let name = vacancy.bench.name();
            let name = if english { name.en } else { name.sv };
            match vacancy.count {
                1 => name.into_owned(),
                count if english => format!("{name} ({count} seats)"),
                count => format!("{name} ({count} platser)"),
            }
        });
        names.collect()
    };
    let (sv, en) = (
        enumerate(&whose(false), NAMED_MAX).sv,
        enumerate(&whose(true), NAMED_MAX).en,
    );
    let code = &body.code.value;
    let place = Place {
        path: row.path.clone(),
        span: row.span,
    };
    let subjects: Vec<String> = vacancies
        .iter()
        .map(|vacancy| vacancy.bench.subject())
        .collect();
    let mut finding = Finding::new(
        &RULE,
        place,
        Message::new(
            format!("ingen i {code}:s ledamöter fyller platsen för {sv}"),
            format!("nobody among the members of {code} fills the seat of {en}"),
        ),
    )
    .about(subjects.join(", "))
    .source(row.source.as_ref().map(|source| source.value.as_str()))
    .hint(Message::new(
        "skriv in ledamoten under ledamöter:, med från:",
        "write the member under ledamöter:, with från:",
    ));
    for holder in vacancies.iter().filter_map(|vacancy| vacancy.holder) {
        let label = Message::new(
            format!("{} har uppdraget", holder.name.value),
            format!("{} holds the office", holder.name.value),
        );
        let place = Place {
            path: holder.path.to_owned(),
            span: holder.name.span,
        };
        finding = finding.related(place, label);
    }
    finding
}
