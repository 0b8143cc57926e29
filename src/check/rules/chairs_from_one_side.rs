//! P001: chair and vice chair from the same side.

use crate::check::chairs::{rule_label, terms};
use crate::check::{Check, Context, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "P001",
    name: "chairs-from-one-side",
    severity: Severity::Error,
    title: Text::new(
        "ordförande och vice ordförande från samma sida",
        "chair and vice chair from the same side",
    ),
    why: Text::new(
        "Huvudmännen har kommit överens om att leda organet tillsammans, med en från varje sida.",
        "The parties have agreed to lead the body together, one from each side.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::ChairPeriods),
    run: Run::Archive(run),
    bad: &[Example {
        path: "organ/lsg.yaml",
        text: "\
kod: LSG
namn: Länssamverkansgruppen
presidium:
  regel: {olika: slag, växlar: årligen, förlängning: beslut, källa: 6.1.4}
  perioder:
    - {ordförande: Anna Ek, vice: Bo Al, från: 2023-01-01, till: 2023-12-31}
ledamöter:
  - {namn: Anna Ek, huvudman: Region Exempel, som: ordinarie}
  - {namn: Bo Al, huvudman: Region Exempel, som: ordinarie}
  - {namn: Sven Ås, huvudman: Dala kommun, som: ordinarie}
",
    }],
    good: &[Example {
        path: "organ/lsg.yaml",
        text: "\
kod: LSG
namn: Länssamverkansgruppen
presidium:
  regel: {olika: slag, växlar: årligen, förlängning: beslut, källa: 6.1.4}
  perioder:
    - {ordförande: Anna Ek, vice: Sven Ås, från: 2023-01-01, till: 2023-12-31}
ledamöter:
  - {namn: Anna Ek, huvudman: Region Exempel, som: ordinarie}
  - {namn: Bo Al, huvudman: Region Exempel, som: ordinarie}
  - {namn: Sven Ås, huvudman: Dala kommun, som: ordinarie}
",
    }],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let collaboration = &context.archive.collaboration;
    for body in &collaboration.bodies {
        let Some(rule) = &body.chair_rule else {
            continue;
        };
        let Some(different) = &rule.different else {
            continue;
        };
        for term in terms(collaboration, body) {
            let (Some(chair), Some(vice)) = (&term.chair, &term.vice) else {
                continue;
            };
            let Some(side) = chair.shared_side(vice, different.value) else {
                continue;
            };
            let place = |span| Place {
                path: body.path.clone(),
                span,
            };
            out.push(
                Finding::new(
                    &RULE,
                    place(vice.name.span),
                    Message::new(
                        format!(
                            "ordförande {} och vice ordförande {} är båda från {}",
                            chair.name.value, vice.name.value, side.sv
                        ),
                        format!(
                            "the chair {} and the vice chair {} are both from {}",
                            chair.name.value, vice.name.value, side.en
                        ),
                    ),
                )
                .about(format!("{}, {}", chair.name.value, vice.name.value))
                .related(
                    place(chair.name.span),
                    Message::new("ordförande", "the chair"),
                )
                .hint(Message::new(
                    "stämmer det inte: rätta perioden, eller huvudmannen i ledamöter:",
                    "if that isn't so, correct the term, or the party in ledamöter:",
                ))
                .resting_on(&rule.basis, rule_label(rule)),
            );
        }
    }
}
