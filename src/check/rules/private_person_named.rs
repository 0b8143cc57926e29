//! D004: somebody listed as brukarrepresentant or patient by name.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D004",
    name: "private-person-named",
    severity: Severity::Note,
    title: Text::new(
        "en brukare eller patient med namn",
        "a user or patient by name",
    ),
    why: Text::new(
        "Den som deltar som brukare, patient eller närstående gör det som privatperson. Roll och antal räcker i ett protokoll som publiceras.",
        "Whoever takes part as a user, a patient or a relative does so as a private person. Role and number are enough in a protocol that is published.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Protocol(run),
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Ola Vik, brukarrepresentant
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - två brukarrepresentanter
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let mut named = case.protocol.attendance.iter().filter_map(|attendee| {
        let name = attendee.name.as_ref()?;
        let told = [&attendee.role, &attendee.organisation, &attendee.title];
        let role = told.into_iter().flatten().find(|told| is_private(told))?;
        Some((name, role))
    });
    let Some((first, role)) = named.next() else {
        return;
    };
    let rest: Vec<_> = named.collect();
    let mut finding = Finding::new(
        &RULE,
        case.place(first.span),
        match 1 + rest.len() {
            1 => Message::new(
                format!("en privatperson står med namn som {}", role.value),
                format!("a private person is named as {}", role.value),
            ),
            n => Message::new(
                format!(
                    "{n} privatpersoner står med namn som {} eller liknande",
                    role.value
                ),
                format!(
                    "{n} private persons are named as {} or the like",
                    role.value
                ),
            ),
        },
    )
    .about(role.value.clone())
    .hint(match case.is_frozen() {
        false => Message::new(
            "skriv rollen och hur många de är, utan namn",
            "write the role and how many they are, without names",
        ),
        true => Message::new(
            "fråga registratorn innan ett justerat protokoll publiceras med namnen",
            "ask the registrar before an approved protocol is published with the names",
        ),
    });
    for (name, role) in rest.into_iter().take(SHOWN_MAX) {
        finding = finding.related(
            case.place(name.span),
            Message::new(role.value.clone(), role.value.clone()),
        );
    }
    out.push(finding);
}

/// How many further people one finding shows.
const SHOWN_MAX: usize = 10;

/// Words that begin the role of a private person: brukarrepresentant, patientföreträdare.
const PRIVATE: &[&str] = &["brukar", "patient", "anhörig", "närstående"];
/// What such words end in when they mean a person.
const PERSON: &[&str] = &["representant", "företrädare"];

fn is_private(told: &str) -> bool {
    fold(told).split([' ', ',', '/', '-']).any(|word| {
        let private = PRIVATE.iter().find_map(|start| word.strip_prefix(start));
        private.is_some_and(|rest| {
            matches!(rest, "" | "e") && !matches!(word, "brukar" | "patiente" | "anhörige")
                || PERSON
                    .iter()
                    .any(|person| rest.trim_start_matches('e').starts_with(person))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::is_private;

    #[test]
    fn private_persons_and_offices() {
        for role in [
            "brukarrepresentant",
            "Brukare",
            "patient",
            "patientföreträdare",
            "representant, anhörig",
            "närståenderepresentant",
        ] {
            assert!(is_private(role), "{role}");
        }
        for role in [
            "patientsäkerhetsstrateg",
            "ordförande Samverkansråd för patientsäkerhet",
            "anhörigkonsulent",
            "brukarinflytandesamordnare",
            "representant privata vårdgivare",
            "patientnämnden",
        ] {
            assert!(!is_private(role), "{role}");
        }
    }
}
