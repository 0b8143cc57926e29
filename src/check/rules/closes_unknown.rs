//! S004: `Avslutar:`, `Delredovisar:` or `Utgår:` names no assignment, or one already closed;
//! `Ändrar:` one that wasn't given yet; an answer of a party reaches no recommendation.

use chrono::NaiveDate;

use crate::archive::register::{AstrayAnswer, Recommendations, Register, Why, WhyAstray};
use crate::check::{Check, Context, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::DataLineKind;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S004",
    name: "closes-unknown",
    severity: Severity::Warning,
    title: Text::new(
        "Avslutar: eller Svar på: träffar inget",
        "Avslutar: or Svar på: meets nothing",
    ),
    why: Text::new(
        "Ett uppdrag räknas som återrapporterat när raden når det. En rad som inte når något lämnar uppdraget öppet, och en huvudmans svar som inte når någon rekommendation räknas som att det saknas.",
        "An assignment counts as reported back when the line reaches it. A line that reaches none leaves the assignment open, and a party's answer that reaches no recommendation counts as missing.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Archive(run),
    bad: &[
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

## § 1 Checklista

Länssamverkansgruppen beslutade

- att uppdra åt Almby kommun att pröva en checklista, senast 2023-06-01
",
        },
        Example {
            path: "lsg/2023-04-21.md",
            text: "\
---
organ: LSG
datum: 2023-04-21
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Föregående protokoll

- Avslutar: LSG/2023-02-17/1:2

Protokollet från mötet lades till handlingarna.
",
        },
    ],
    good: &[
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

## § 1 Checklista

Länssamverkansgruppen beslutade

- att uppdra åt Almby kommun att pröva en checklista, senast 2023-06-01
",
        },
        Example {
            path: "lsg/2023-04-21.md",
            text: "\
---
organ: LSG
datum: 2023-04-21
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Föregående protokoll

- Avslutar: LSG/2023-02-17/1:1

Protokollet från mötet lades till handlingarna.
",
        },
    ],
    also: &["S003"],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let register = Register::new(context.archive, NaiveDate::MAX);
    for astray in &register.astray {
        let line = astray.event.line;
        // What was decided before the archive begins may be changed; not what comes later.
        if line.kind == DataLineKind::Changes && !matches!(astray.why, Why::TooEarly) {
            continue;
        }
        let case = context.case(astray.event.file);
        let label = line.kind.label();
        let named = match &astray.target {
            Some(target) => target.id(),
            None => line.value.value.clone(),
        };
        let (sv, en) = match astray.why {
            Why::Unreadable => (
                format!("\"{label}: {named}\" nämner inget uppdrags id"),
                format!("\"{label}: {named}\" names no id of an assignment"),
            ),
            Why::Unknown => (
                format!("{label}: {named} finns inte i protokollsamlingen"),
                format!("{label}: {named} isn't in the archive"),
            ),
            Why::NoAssignment => (
                format!("{label}: {named} är inget uppdrag"),
                format!("{label}: {named} is no assignment"),
            ),
            Why::TooEarly => (
                format!("{label}: {named} gavs inte före den här punkten"),
                format!("{label}: {named} wasn't given before this item"),
            ),
            Why::Settled(by) => (
                format!(
                    "{label}: {named} är redan avslutat i {}",
                    by.file.protocol.id
                ),
                format!(
                    "{label}: {named} is closed already in {}",
                    by.file.protocol.id
                ),
            ),
        };
        let mut finding = Finding::new(&RULE, case.place(line.value.span), Message::new(sv, en))
            .about(named)
            .hint(case.mend(Message::new(
                "skriv uppdragets id, till exempel LSG/2023-02-17/4:2",
                "write the id of the assignment, such as LSG/2023-02-17/4:2",
            )));
        if let Why::Settled(by) = astray.why {
            let place = context.case(by.file).place(by.line.value.span);
            finding = finding.related(place, Message::new("redan här", "already here"));
        }
        out.push(finding);
    }
    let answers = Recommendations::new(context.archive, NaiveDate::MAX).astray;
    out.extend(answers.iter().filter_map(|astray| answer(context, astray)));
}

/// The finding of an answer that has no effect; `None` where it may be no answer to a
/// recommendation at all, and where reading has said it.
fn answer(context: &Context<'_>, astray: &AstrayAnswer<'_>) -> Option<Finding> {
    let named = &astray.named;
    let (sv, en) = match (astray.why, astray.file) {
        // "Svar på: remissen" in an item is a title like any other.
        (WhyAstray::Unreadable, Some(_)) | (WhyAstray::UnknownParty, None) => return None,
        (WhyAstray::Unreadable, None) => (
            format!("\"{named}\" nämner ingen rekommendations id"),
            format!("\"{named}\" names no id of a recommendation"),
        ),
        (WhyAstray::Unknown, _) => (
            format!("svar på {named}, som inte finns i protokollsamlingen"),
            format!("an answer to {named}, which isn't in the archive"),
        ),
        (WhyAstray::NoRecommendation, _) => (
            format!("svar på {named}, som inte rekommenderar något"),
            format!("an answer to {named}, which recommends nothing"),
        ),
        (WhyAstray::TooEarly, _) => (
            format!("svar på {named}, som inte gavs före den här punkten"),
            format!("an answer to {named}, which wasn't given before this item"),
        ),
        (WhyAstray::UnknownParty, Some(_)) => (
            format!("svar från \"{named}\", som inte är någon huvudman i samverkan.yaml"),
            format!("an answer from \"{named}\", which is no party in samverkan.yaml"),
        ),
    };
    let hint = Message::new(
        "skriv rekommendationens id och huvudmannens namn, till exempel SVO/2021-02-26/9:1, Almby kommun",
        "write the id of the recommendation and the party's name, such as SVO/2021-02-26/9:1, Almby kommun",
    );
    let hint = match astray.file {
        Some(file) => context.case(file).mend(hint),
        None => hint,
    };
    let finding = Finding::new(&RULE, astray.place.clone(), Message::new(sv, en));
    Some(finding.about(named.clone()).hint(hint))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    #[test]
    fn lines_that_reach_nothing() {
        let text = protocol(
            "",
            "## § 1 Ett\n\nBeslut:\n\n- att uppdra åt Almby kommun att svara\n- att bifalla ansökan\n\n## § 2 Två\n\n- Avslutar: LSG/2023-02-17/1:1\n- Avslutar: LSG/2023-02-17/1:1\n- Delredovisar: LSG/2023-02-17/1:2\n- Utgår: LSG/2022-01-01/1:1\n- Ändrar: LSG/2022-01-01/1:1\n\nText.\n",
        );
        let found = found("S004", &[("lsg/2023-02-17.md", &text)]);
        let found: Vec<&str> = found
            .iter()
            .map(|line| line.rsplit(": ").next().unwrap())
            .collect();
        assert_eq!(
            found,
            [
                "LSG/2023-02-17/1:1 är redan avslutat i LSG/2023-02-17",
                "LSG/2023-02-17/1:2 är inget uppdrag",
                "LSG/2022-01-01/1:1 finns inte i protokollsamlingen",
            ]
        );
    }
    #[test]
    fn answers_that_reach_nothing() {
        let text = protocol(
            "",
            "## § 1 Ett\n\nBeslut:\n\n- att rekommendera kommunerna att anta planen\n- att bifalla ansökan\n\n## § 2 Två\n\n- Svar på: LSG/2023-02-17/1:1, Almby kommun, antagen\n- Svar på: LSG/2023-02-17/1:2, Almby kommun\n- Svar på: LSG/2022-01-01/1:1, antagen\n- Svar på: LSG/2023-02-17/1:1, Tuna kommun, antagen\n- Svar på: remissen\n\nText.\n",
        );
        let register =
            "rekommendation: planen\nsvar:\n  - {huvudman: Almby kommun, svar: antagen}\n";
        let found = found(
            "S004",
            &[
                ("lsg/2023-02-17.md", &text),
                ("huvudmannasvar/planen.yaml", register),
            ],
        );
        let mut found: Vec<&str> = found
            .iter()
            .map(|line| line.rsplit(": ").next().unwrap())
            .collect();
        found.sort_unstable();
        assert_eq!(
            found,
            [
                "\"planen\" nämner ingen rekommendations id",
                "svar från \"Tuna kommun\", som inte är någon huvudman i samverkan.yaml",
                "svar på LSG/2022-01-01/1:1, som inte finns i protokollsamlingen",
                "svar på LSG/2023-02-17/1:2, som inte rekommenderar något",
            ]
        );
    }
}
