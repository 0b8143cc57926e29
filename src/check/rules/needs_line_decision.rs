//! B005: a clause that enters a contract, divides costs or spends, by a body whose `befogenhet` has no such
//! row, not "under förutsättning att" and not "enligt tidigare beslut".

use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{Class, Power, PowerKind};
use crate::parse::words::Words;
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "B005",
    name: "needs-line-decision",
    severity: Severity::Note,
    title: Text::new(
        "ett beslut som kan behöva tas hos huvudmännen",
        "a decision that the parties may need to take",
    ),
    why: Text::new(
        "Organets befogenhet nämner varken avtal eller pengar. Då är det hos varje huvudman beslutet binder, och det behöver synas att de har tagit det.",
        "The body's powers name neither contracts nor money. Then it is with each party that the decision binds, and it should show that they took it.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Powers),
    run: Run::Protocol(run),
    bad: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
rapporterar-till: SVO
befogenhet:
  - {får: besluta, om: rutiner för ärendeflödet, källa: \"7\"}
",
        },
        Example {
            path: "lsg/2026-05-20.md",
            text: "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutinen för utskrivning

Frågan har beretts av arbetsgruppen.

Länssamverkansgruppen beslutade att ingå avtal om digitala utbildningar.

## § 3 Nästa möte

Nästa möte hålls i september.
",
        },
    ],
    good: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
rapporterar-till: SVO
befogenhet:
  - {får: besluta, om: rutiner för ärendeflödet, källa: \"7\"}
",
        },
        Example {
            path: "lsg/2026-05-20.md",
            text: "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutinen för utskrivning

Frågan har beretts av arbetsgruppen.

Länssamverkansgruppen beslutade att ingå avtal om digitala utbildningar, under förutsättning att huvudmännen beslutar det.

## § 3 Nästa möte

Nästa möte hålls i september.
",
        },
    ],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(body) = case.body.filter(|body| !body.powers.is_empty()) else {
        return;
    };
    let Some(date) = case.date() else { return };
    let decides: Vec<&Power> = body
        .powers
        .iter()
        .filter(|power| power.kind.value == PowerKind::Decide)
        .filter(|power| power.basis.period.contains(date))
        .collect();
    if decides.iter().any(|power| covers_money(power)) {
        return;
    }
    let decisions = case.protocol.items.iter().flat_map(|item| &item.decisions);
    for decision in decisions.filter(|decision| decision.class == Class::Decision) {
        let Some(does) = what_it_does(&decision.text) else {
            continue;
        };
        let name = &body.name.value;
        let mut finding = Finding::new(
            &RULE,
            case.place(decision.span),
            Message::new(
                format!("{name} {}, och befogenhet: har ingen rad om det", does.sv),
                format!("{name} {}, and befogenhet: has no row about it", does.en),
            ),
        )
        .about(decision.id.0.clone())
        .hint(Message::new(
            "följ varje huvudmans eget beslut i huvudmannasvar/, eller skriv raden i befogenhet: om överenskommelsen ger den",
            "follow each party's own decision in huvudmannasvar/, or write the row in befogenhet: if the agreement gives it",
        ));
        if let Some(power) = decides.first() {
            finding = finding.related(
                Place {
                    path: power.basis.path.clone(),
                    span: power.basis.span,
                },
                Message::new("det här får organet besluta", "this the body may decide"),
            );
        }
        out.push(finding);
    }
}

/// Whether a row lets the body decide on money or contracts: it says so, or has no limit.
fn covers_money(power: &Power) -> bool {
    let Some(about) = &power.about else {
        return true;
    };
    let words = Words::new(about);
    (0..words.len()).any(|at| {
        let word = words.get(at);
        is_contract(word)
            || is_funds(word)
            || [
                "kostnad",
                "ekonomi",
                "budget",
                "finansiering",
                "upphandling",
                "pengar",
            ]
            .iter()
            .any(|stem| word.starts_with(stem))
    })
}

/// What a clause does that a group without such powers leaves to its parties.
fn what_it_does(clause: &str) -> Option<Text> {
    let words = Words::new(clause);
    let has =
        |phrases: &[&str]| (0..words.len()).any(|at| words.any_phrase_at(at, phrases).is_some());
    // The nouns first: most clauses have none of them.
    let any = |test: fn(&str) -> bool| (0..words.len()).any(|at| test(words.get(at)));
    let does = if any(is_contract) && has(ENTERS) {
        Text::new("beslutar om avtal", "decides on a contract")
    } else if any(|word| word.starts_with("kostnad")) && has(BEARS) {
        Text::new("fördelar kostnader", "divides costs")
    } else if any(is_funds) && has(SPENDS) {
        Text::new("beslutar om medel", "decides on funds")
    } else {
        return None;
    };
    (!has(CONDITIONS)).then_some(does)
}

/// What makes a clause wait for somebody else's decision, or rest on an earlier one.
const CONDITIONS: &[&str] = &[
    "under förutsättning",
    "förutsatt att",
    "med förbehåll",
    "tidigare beslut",
    "tidigare fattat beslut",
    "tidigare fattade beslut",
    "inte",
];

const ENTERS: &[&str] = &[
    "ingå",
    "ingår",
    "ingås",
    "teckna",
    "tecknar",
    "tecknas",
    "förlänga",
    "förlänger",
    "förlängs",
    "sluta",
    "sluter",
    "säga upp",
    "godkänna",
    "godkänner",
    "godkänns",
    "anta",
    "antar",
    "antas",
];

const BEARS: &[&str] = &[
    "fördela",
    "fördelar",
    "fördelas",
    "dela",
    "delar",
    "delas",
    "stå för",
    "står för",
    "ta",
    "tar",
    "bära",
    "bär",
    "bekosta",
    "bekostar",
    "betala",
    "betalar",
    "betalas",
    "finansiera",
    "finansieras",
    "debitera",
    "debiteras",
];

const SPENDS: &[&str] = &[
    "avsätta",
    "avsätter",
    "avsätts",
    "bevilja",
    "beviljar",
    "beviljas",
    "bifalla",
    "bifaller",
    "bifalls",
    "anslå",
    "anslår",
    "anslås",
    "tilldela",
    "tilldelas",
    "använda",
    "används",
    "köpa",
    "upphandla",
    "upphandlas",
    "fördela",
    "fördelas",
    "finansiera",
    "finansieras",
];

fn is_contract(word: &str) -> bool {
    ["avtal", "avtalet", "avtalen", "kontrakt", "kontraktet"]
        .iter()
        .any(|end| word.ends_with(end))
}

/// `medel` and its kin; hjälpmedel, läkemedel and livsmedel are none.
fn is_funds(word: &str) -> bool {
    matches!(
        word,
        "medel"
            | "medlen"
            | "bidrag"
            | "bidraget"
            | "anslag"
            | "anslaget"
            | "kronor"
            | "kr"
            | "tkr"
            | "mkr"
            | "mnkr"
            | "miljoner"
            | "pengar"
            | "pengarna"
    ) || [
        "-medel",
        "-medlen",
        "projektmedel",
        "stimulansmedel",
        "statsbidrag",
        "statsbidraget",
    ]
    .iter()
    .any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn does(clause: &str) -> Option<&'static str> {
        what_it_does(clause).map(|text| text.en)
    }

    #[test]
    fn contracts_costs_and_funds() {
        assert_eq!(
            does("att förlänga det nuvarande avtalet till 2026-12-31"),
            Some("decides on a contract")
        );
        assert_eq!(
            does("att regionen står för lokalen och Almby kommun tar kostnaden för mötet"),
            Some("divides costs")
        );
        assert_eq!(
            does("att avsätta 200 000 kronor till utbildning"),
            Some("decides on funds")
        );
        assert_eq!(
            does("att bifalla ansökningarna om UPH-medel"),
            Some("decides on funds")
        );
    }

    #[test]
    fn what_is_left_to_others_or_is_none_of_these() {
        for clause in [
            "att ingå avtal, under förutsättning att de beslut som krävs fattas",
            "att kostnaderna fördelas enligt tidigare beslut",
            "att inte ingå avtal",
            "att införa rutinen för hjälpmedel i hemmet",
            "att fördela hjälpmedel efter behov",
            "att kostnadsutvecklingen följs",
            "att fastställa rutinen för utskrivning",
        ] {
            assert_eq!(does(clause), None, "{clause}");
        }
    }
}
