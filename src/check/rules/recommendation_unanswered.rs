//! B009: a party has not answered a recommendation within the clause's due date. Answers stand in
//! `huvudmannasvar/`, or in an item with `Svar på:` that names the party.

use chrono::NaiveDate;

use crate::archive::register::{Recommendation, Recommendations};
use crate::check::{Check, Context, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, enumerate};
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "B009",
    name: "recommendation-unanswered",
    severity: Severity::Warning,
    title: Text::new(
        "en rekommendation utan svar",
        "a recommendation without an answer",
    ),
    why: Text::new(
        "En rekommendation blir något först när varje huvudman har beslutat; den som inte har svarat i tid behöver en påminnelse.",
        "A recommendation comes to something when each party has decided; one that hasn't answered in time needs reminding.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Archive(run),
    bad: &[
        Example {
            path: "svo/2026-02-20.md",
            text: "\
---
organ: SVO
datum: 2026-02-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Samråd vård och omsorg 20 februari 2026

## § 1 Målbild

Samråd vård och omsorg beslutade att rekommendera kommunerna att anta målbilden, senast 2026-04-30. Målbilden finns i [bilagan](https://example.org/malbild).
",
        },
        Example {
            path: "huvudmannasvar/malbild.yaml",
            text: "\
rekommendation: SVO/2026-02-20/1:1
svar:
  - {huvudman: Almby kommun, svar: antagen, datum: 2026-03-10}
  - {huvudman: Berga kommun, svar: avslagen, datum: 2026-03-20}
",
        },
    ],
    good: &[
        Example {
            path: "svo/2026-02-20.md",
            text: "\
---
organ: SVO
datum: 2026-02-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Samråd vård och omsorg 20 februari 2026

## § 1 Målbild

Samråd vård och omsorg beslutade att rekommendera kommunerna att anta målbilden, senast 2026-04-30. Målbilden finns i [bilagan](https://example.org/malbild).
",
        },
        Example {
            path: "huvudmannasvar/malbild.yaml",
            text: "\
rekommendation: SVO/2026-02-20/1:1
svar:
  - {huvudman: Almby kommun, svar: antagen, datum: 2026-03-10}
  - {huvudman: Berga kommun, svar: avslagen, datum: 2026-03-20}
  - {huvudman: Dala kommun, svar: antagen, datum: 2026-04-02}
",
        },
    ],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let recommendations = Recommendations::new(context.archive, context.day);
    for recommendation in &recommendations.all {
        let Some(due) = recommendation
            .due()
            .filter(|_| recommendation.is_past_due())
        else {
            continue;
        };
        let silent: Vec<&str> = recommendation
            .missing()
            .map(|party| party.name.value.as_str())
            .collect();
        if !silent.is_empty() {
            out.push(finding(recommendation, due, &silent));
        }
    }
}

/// How many parties a message names at most.
const NAMED_MAX: usize = 60;

fn finding(recommendation: &Recommendation<'_>, due: NaiveDate, silent: &[&str]) -> Finding {
    let silent = enumerate(silent, NAMED_MAX);
    let id = recommendation.id();
    let clause = Place {
        path: recommendation.file.source.path.clone(),
        span: recommendation.decision.span,
    };
    let message = Message::new(
        format!("inget svar på {id} från {}; sista dag var {due}", silent.sv),
        format!(
            "no answer to {id} from {}; the last day was {due}",
            silent.en
        ),
    );
    let register = recommendation.registers.first();
    let row = register.and_then(|register| Some((register, register.recommendation.as_ref()?)));
    let finding = match row {
        Some((register, row)) => {
            let place = Place {
                path: register.path.clone(),
                span: row.span,
            };
            Finding::new(&RULE, place, message).related(
                clause,
                Message::new("rekommendationen", "the recommendation"),
            )
        }
        None => Finding::new(&RULE, clause, message),
    };
    finding.about(id.to_owned()).hint(Message::new(
        "påminn, och skriv svaret i huvudmannasvar/ när det har kommit",
        "remind them, and write the answer in huvudmannasvar/ when it has come",
    ))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find;

    const ID: &str = "SVO/2026-02-20/1:1";

    fn recommended(to: &str, due: &str) -> String {
        format!(
            "---\norgan: SVO\ndatum: 2026-02-20\nnärvarande:\n  - Anna Ek, Almby kommun\n---\n\n## § 1 Målbild\n\nSamråd vård och omsorg beslutade att rekommendera {to} att anta målbilden{due}.\n"
        )
    }

    fn found(protocol: &str, more: &[(&str, &str)]) -> Vec<String> {
        let mut files = vec![("svo/2026-02-20.md", protocol)];
        files.extend(more);
        find("B009", &files)
    }

    #[test]
    fn who_is_asked_depends_on_the_words() {
        for (to, silent) in [
            (
                "huvudmännen",
                "Region Exempel, Almby kommun, Berga kommun och Dala kommun",
            ),
            ("kommunerna", "Almby kommun, Berga kommun och Dala kommun"),
            ("Dala kommun", "Dala kommun"),
        ] {
            assert_eq!(
                found(&recommended(to, ", senast 2026-05-31"), &[]),
                [format!(
                    "inget svar på {ID} från {silent}; sista dag var 2026-05-31"
                )]
            );
        }
        assert!(found(&recommended("skolorna", ", senast 2026-05-31"), &[]).is_empty());
    }

    #[test]
    fn before_its_last_day_nobody_is_late() {
        for due in ["", ", senast 2026-06-01", ", senast 2026-12-31"] {
            assert!(
                found(&recommended("kommunerna", due), &[]).is_empty(),
                "{due}"
            );
        }
    }

    #[test]
    fn an_item_may_answer() {
        let answer = |value: &str| {
            format!(
                "---\norgan: SVO\ndatum: 2026-05-08\nnärvarande:\n  - Anna Ek, Almby kommun\n---\n\n## § 1 Svar\n\n- Svar på: {value}\n\nText.\n"
            )
        };
        let protocol = recommended("Dala kommun", ", senast 2026-05-31");
        for value in ["SVO/2026-02-20/1:1", "SVO/2026-02-20/1:1, Dala kommun"] {
            assert!(
                found(&protocol, &[("svo/2026-05-08.md", &answer(value))]).is_empty(),
                "{value}"
            );
        }
        let other = answer("SVO/2026-02-20/1:1, Almby kommun");
        assert_eq!(found(&protocol, &[("svo/2026-05-08.md", &other)]).len(), 1);
    }
}
