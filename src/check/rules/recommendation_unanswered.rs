//! B009: a party has not answered a recommendation within the clause's due date. Answers stand in
//! `huvudmannasvar/`, or in an item with `Svar på:` that names the party.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::archive::ProtocolFile;
use crate::check::{Check, Context, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::model::{AnswerRegister, Class, DataLineKind, Decision, Party, PartyKind};
use crate::parse::names::Names;
use crate::parse::references;
use crate::rule::{Rule, Severity};
use crate::text::{At, Place};

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
    let archive = context.archive;
    let answered = Answered::new(context);
    for file in &archive.protocols {
        let Some(date) = file.protocol.date.as_ref().map(|date| date.value) else {
            continue;
        };
        for decision in file.protocol.items.iter().flat_map(|item| &item.decisions) {
            let due = decision.due.as_ref().and_then(|due| due.date);
            let Some(due) = due.filter(|due| *due < context.day) else {
                continue;
            };
            if decision.class != Class::Recommendation || decision.introduces {
                continue;
            }
            let asked = addressed(
                decision,
                &archive.collaboration.parties,
                &archive.names,
                date,
            );
            let silent = answered.silent(&decision.id.0, &asked);
            if !silent.is_empty() {
                out.push(finding(file, decision, due, &silent, &answered));
            }
        }
    }
}

/// Who has answered what.
struct Answered<'a> {
    registers: HashMap<&'a str, &'a AnswerRegister>,
    /// Parties that an item with `Svar på:` names.
    named: HashSet<(String, String)>,
    /// Recommendations that an item answers without naming anybody.
    unnamed: HashSet<String>,
}

impl<'a> Answered<'a> {
    fn new(context: &Context<'a>) -> Answered<'a> {
        let archive = context.archive;
        let mut out = Answered {
            registers: HashMap::new(),
            named: HashSet::new(),
            unnamed: HashSet::new(),
        };
        for register in &archive.registers {
            if let Some(id) = &register.recommendation {
                out.registers.insert(id.value.trim(), register);
            }
        }
        let lines = archive
            .protocols
            .iter()
            .flat_map(|file| &file.protocol.items)
            .flat_map(|item| &item.data)
            .filter(|line| line.kind == DataLineKind::Answers);
        for line in lines {
            let value = &line.value.value;
            for reference in references::find(value, 0, &archive.names) {
                let id = reference.target.value;
                // "SVO/2021-02-26/9:1, Dorotea kommun".
                let rest =
                    value[reference.target.span.end as usize..].trim_matches([',', ':', ' ']);
                match archive.names.party(rest) {
                    Some(party) => {
                        out.named.insert((id, party.to_owned()));
                    }
                    None => {
                        out.unnamed.insert(id);
                    }
                }
            }
        }
        out
    }

    /// Those asked who have not answered.
    fn silent<'p>(&self, id: &str, asked: &[&'p Party]) -> Vec<&'p Party> {
        let register = self.registers.get(id);
        // Answered by an item, and nobody keeps a list of who: taken as answered.
        if register.is_none() && self.unnamed.contains(id) {
            return Vec::new();
        }
        let in_register: HashSet<&str> = register
            .iter()
            .flat_map(|register| &register.answers)
            .filter(|answer| answer.kind.is_some())
            .map(|answer| answer.party.value.as_str())
            .collect();
        asked
            .iter()
            .filter(|party| {
                let name = &party.name.value;
                !in_register.contains(name.as_str())
                    && !self.named.contains(&(id.to_owned(), name.clone()))
            })
            .copied()
            .collect()
    }
}

/// The parties that a recommendation speaks to; none where its words leave that open.
fn addressed<'p>(
    decision: &Decision,
    parties: &'p [Party],
    names: &Names,
    day: NaiveDate,
) -> Vec<&'p Party> {
    let is_meant = |party: &Party, receiver: &At<String>| {
        if let Some(name) = names.party(receiver) {
            return party.name.value == name;
        }
        let words = fold(receiver);
        let says = |stems: &[&str]| stems.iter().any(|stem| words.contains(stem));
        says(&["huvudm", "parterna", "medlemmarna"])
            || party.kind == PartyKind::Municipality && says(&["kommunerna", "länets kommuner"])
            || party.kind == PartyKind::Region && says(&["regionen"])
    };
    parties
        .iter()
        .filter(|party| party.basis.period.contains(day))
        .filter(|party| {
            decision
                .receivers
                .iter()
                .any(|receiver| is_meant(party, receiver))
        })
        .collect()
}

fn finding(
    file: &ProtocolFile,
    decision: &Decision,
    due: NaiveDate,
    silent: &[&Party],
    answered: &Answered<'_>,
) -> Finding {
    let names: Vec<&str> = silent
        .iter()
        .map(|party| party.name.value.as_str())
        .collect();
    let id = &decision.id;
    let clause = Place {
        path: file.source.path.clone(),
        span: decision.span,
    };
    let message = Message::new(
        format!(
            "inget svar på {id} från {}; sista dag var {due}",
            names.join(", ")
        ),
        format!(
            "no answer to {id} from {}; the last day was {due}",
            names.join(", ")
        ),
    );
    let register = answered
        .registers
        .get(id.0.as_str())
        .and_then(|register| Some((register, register.recommendation.as_ref()?)));
    let finding = match register {
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
    finding.about(id.0.clone()).hint(Message::new(
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
                "Region Exempel, Almby kommun, Berga kommun, Dala kommun",
            ),
            ("kommunerna", "Almby kommun, Berga kommun, Dala kommun"),
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
