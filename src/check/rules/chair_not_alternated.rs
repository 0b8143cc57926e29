//! P002: the same side chairs the next period.

use crate::check::chairs::{rule_label, terms};
use crate::check::{Check, Context, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Sides;
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "P002",
    name: "chair-not-alternated",
    severity: Severity::Warning,
    title: Text::new(
        "samma sida är ordförande nästa period",
        "the same side chairs the next period",
    ),
    why: Text::new(
        "Ordförandeskapet ska växla, så att ingen sida leder organet år efter år.",
        "The chair is to alternate, so that no side leads the body year after year.",
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
    - {ordförande: Anna Ek, vice: Sven Ås, från: 2022-01-01, till: 2022-12-31}
    - {ordförande: Bo Al, vice: Sven Ås, från: 2023-01-01, till: 2023-12-31}
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
    - {ordförande: Anna Ek, vice: Sven Ås, från: 2022-01-01, till: 2022-12-31}
    - {ordförande: Sven Ås, vice: Bo Al, från: 2023-01-01, till: 2023-12-31}
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
        let Some(rule) = body
            .chair_rule
            .as_ref()
            .filter(|rule| rule.alternates_yearly)
        else {
            continue;
        };
        let sides = rule
            .different
            .as_ref()
            .map_or(Sides::Party, |sides| sides.value);
        let terms = terms(collaboration, body);
        for pair in terms.windows(2) {
            let (before, after) = (&pair[0], &pair[1]);
            let (Some(one), Some(other)) = (&before.chair, &after.chair) else {
                continue;
            };
            // A decision may let the same side go on; and who takes over within a year finishes
            // the term of their own side.
            if after.period.decision.is_some() || !before.is_year_before(after) {
                continue;
            }
            let Some(side) = one.shared_side(other, sides) else {
                continue;
            };
            let (first, second) = (before.year(), after.year());
            let place = |span| Place {
                path: body.path.clone(),
                span,
            };
            out.push(
                Finding::new(
                    &RULE,
                    place(other.name.span),
                    Message::new(
                        format!(
                            "ordföranden är från {} både {first} ({}) och {second} ({})",
                            side.sv, one.name.value, other.name.value
                        ),
                        format!(
                            "the chair is from {} both in {first} ({}) and in {second} ({})",
                            side.en, one.name.value, other.name.value
                        ),
                    ),
                )
                .about(other.name.value.clone())
                .related(
                    place(one.name.span),
                    Message::new("perioden före", "the term before"),
                )
                .hint(Message::new(
                    "är det beslutat: skriv beslut: och beslutets id på den senare perioden",
                    "if it was decided, write beslut: and the decision's id on the later term",
                ))
                .resting_on(&rule.basis, rule_label(rule)),
            );
        }
    }
}
