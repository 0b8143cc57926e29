//! S005: the body's remit is older than the agreement allows.

use chrono::Months;

use crate::check::{Check, Context, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "S005",
    name: "remit-not-revised",
    severity: Severity::Note,
    title: Text::new(
        "organets uppdrag är inte sett över",
        "the body's remit isn't revised",
    ),
    why: Text::new(
        "Överenskommelsen säger hur ofta ett organs uppdrag ska ses över, så att det inte lever vidare av gammal vana.",
        "The agreement says how often a body's remit is looked at again, so that it doesn't live on by habit.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Remit),
    run: Run::Archive(run),
    bad: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
uppdrag: {fastställt: 2021-03-01, revideras-inom-år: 2, källa: \"6.2\"}
",
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
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
    ],
    good: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
uppdrag: {fastställt: 2025-03-01, revideras-inom-år: 2, källa: \"6.2\"}
",
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
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
    ],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    for body in &context.archive.collaboration.bodies {
        let Some(remit) = &body.remit else { continue };
        let (Some(adopted), Some(years)) = (&remit.adopted, &remit.revised_within_years) else {
            continue;
        };
        let months = Months::new(years.value.saturating_mul(12));
        let Some(due) = adopted.value.checked_add_months(months) else {
            continue;
        };
        if due >= context.day || !remit.basis.period.contains(context.day) {
            continue;
        }
        let (name, adopted_on) = (&body.name.value, adopted.value);
        let place = Place {
            path: body.path.clone(),
            span: adopted.span,
        };
        out.push(
            Finding::new(
                &RULE,
                place,
                Message::new(
                    format!("uppdraget för {name} fastställdes {adopted_on} och skulle ses över senast {due}"),
                    format!("the remit of {name} was adopted on {adopted_on} and was due for revision on {due}"),
                ),
            )
            .about(body.code.value.clone())
            .hint(Message::new(
                "är det sett över, skriv den nya dagen i fastställt:",
                "if it was revised, write the new day in fastställt:",
            ))
            .source(remit.basis.source.as_ref().map(|source| source.value.as_str())),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::found_on;

    #[test]
    fn the_day_itself_is_in_time() {
        let organ = "kod: LSG\nnamn: Länssamverkansgruppen\nuppdrag: {fastställt: 2021-03-01, revideras-inom-år: 2}\n";
        let shown = |day| found_on(day, "S005", &[("organ/lsg.yaml", organ)]).len();
        assert_eq!((shown("2023-03-01"), shown("2023-03-02")), (0, 1));
    }
}
