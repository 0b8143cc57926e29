//! P003: a chair's term past the calendar year without a decision that extends it.

use chrono::Datelike;

use crate::check::chairs::{rule_label, terms};
use crate::check::{Check, Context, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "P003",
    name: "chair-term-too-long",
    severity: Severity::Warning,
    title: Text::new(
        "ordförandeperiod över årsskiftet utan beslut",
        "a chair's term past the calendar year without a decision",
    ),
    why: Text::new(
        "Ordförandeskapet växlar varje år. En längre period behöver ett beslut som andra kan hitta.",
        "The chair alternates every year. A longer term needs a decision that others can find.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::ChairPeriods),
    run: Run::Archive(run),
    bad: &[Example { path: "organ/lsg.yaml", text: "\
kod: LSG
namn: Länssamverkansgruppen
presidium:
  regel: {olika: slag, växlar: årligen, förlängning: beslut, källa: 6.1.4}
  perioder:
    - {ordförande: Anna Ek, vice: Sven Ås, från: 2023-01-01, till: 2024-06-30}
ledamöter:
  - {namn: Anna Ek, huvudman: Region Exempel, som: ordinarie}
  - {namn: Bo Al, huvudman: Region Exempel, som: ordinarie}
  - {namn: Sven Ås, huvudman: Dala kommun, som: ordinarie}
" },],
    good: &[Example { path: "organ/lsg.yaml", text: "\
kod: LSG
namn: Länssamverkansgruppen
presidium:
  regel: {olika: slag, växlar: årligen, förlängning: beslut, källa: 6.1.4}
  perioder:
    - {ordförande: Anna Ek, vice: Sven Ås, från: 2023-01-01, till: 2024-06-30, beslut: LSG/2023-11-24/5:1}
ledamöter:
  - {namn: Anna Ek, huvudman: Region Exempel, som: ordinarie}
  - {namn: Bo Al, huvudman: Region Exempel, som: ordinarie}
  - {namn: Sven Ås, huvudman: Dala kommun, som: ordinarie}
" },],
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
        for term in terms(collaboration, body) {
            let (Some(from), Some(until)) = (term.from, term.until) else {
                continue;
            };
            if term.period.decision.is_some() || from.year() >= until.year() {
                continue;
            }
            let basis = &term.period.basis;
            let place = Place {
                path: basis.path.clone(),
                span: basis.span,
            };
            let subject = term
                .period
                .chair
                .as_ref()
                .map_or(String::new(), |chair| chair.value.clone());
            let extension = rule
                .extension
                .as_ref()
                .map_or("beslut", |extension| &extension.value);
            out.push(
                Finding::new(
                    &RULE,
                    place,
                    Message::new(
                        format!("perioden {from}–{until} går över årsskiftet, och inget beslut står angivet"),
                        format!("the term {from}–{until} goes past the calendar year, and no decision is given"),
                    ),
                )
                .about(subject)
                .hint(Message::new(
                    format!("förlängning kräver {extension}: skriv beslut: och beslutets id på raden"),
                    format!("an extension needs \"{extension}\": write beslut: and the decision's id on the row"),
                ))
                .resting_on(&rule.basis, rule_label(rule)),
            );
        }
    }
}
