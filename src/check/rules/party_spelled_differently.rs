//! L003: a party's name with or without the s of a genitive, where the archive has it otherwise.

use std::ops::Range;

use crate::check::respell::respelled;
use crate::check::{Case, Check, Example, Run, prose};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold, same_name};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "L003",
    name: "party-spelled-differently",
    severity: Severity::Note,
    title: Text::new(
        "en huvudmans namn stavas på ett annat sätt",
        "the name of a party is spelled in another way",
    ),
    why: Text::new(
        "Samma kommun med två stavningar blir två kommuner i en lista som läses av andra program.",
        "One municipality in two spellings becomes two in a list that other programs read.",
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
  - Bo Al, Bergas kommun
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
  - Bo Al, Berga kommun
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
    let archive = case.context.archive;
    let text = &case.file.source.text;
    let mut seen: Vec<String> = Vec::new();
    let places = places(text, case.prose.words());
    for (place, kind) in &places {
        let written = format!("{} {}", &text[place.clone()], &text[kind.clone()]);
        let Some(name) = archive.names.party(&written) else {
            continue;
        };
        let party = archive.collaboration.party(name);
        let is_spelling = party.is_some_and(|party| {
            std::iter::once(&party.name)
                .chain(&party.aliases)
                .any(|spelling| same_name(&spelling.value, &written))
        });
        if is_spelling || seen.contains(&written) || seen.len() == FORMS_MAX {
            continue;
        }
        seen.push(written.clone());
        let alike: Vec<(Range<usize>, &str)> = places
            .iter()
            .map(|(place, kind)| (place.start..kind.end, name))
            .filter(|(range, _)| fold(&text[range.clone()]) == fold(&written))
            .collect();
        out.push(
            Finding::new(
                &RULE,
                case.place(prose::span(&(place.start..kind.end), 0)),
                Message::new(
                    format!("huvudmannen heter {name}, inte {written}"),
                    format!("the party is called {name}, not {written}"),
                ),
            )
            .about(written)
            .hint(case.mend(Message::new(
                format!("skriv {name}"),
                format!("write {name}"),
            )))
            .fix(respelled(case, &alike)),
        );
    }
}

/// The capitalised words before `kommun` and `stad`, each with that word, in order.
fn places(text: &str, words: &[Range<usize>]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = Vec::new();
    for word in words {
        let rest = &text[word.start..];
        let Some(kind) = ["kommun", "stad"]
            .into_iter()
            .find(|kind| rest.starts_with(kind))
        else {
            continue;
        };
        let ends = !rest[kind.len()..].starts_with(char::is_alphanumeric);
        let before = text[..word.start].trim_end();
        if !ends || before.len() == word.start {
            continue;
        }
        let length: usize = before
            .chars()
            .rev()
            .take(PLACE_MAX)
            .take_while(|c| c.is_alphabetic() || *c == '-')
            .map(char::len_utf8)
            .sum();
        let place = before.len() - length..before.len();
        if text[place.clone()].starts_with(char::is_uppercase) {
            out.push((place, word.start..word.start + kind.len()));
        }
    }
    out
}

/// Longest name of a place, in letters.
const PLACE_MAX: usize = 40;

/// How many forms of one protocol are told.
const FORMS_MAX: usize = 16;

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    fn shown(text: &str) -> Vec<String> {
        let body = format!("## § 1 Läget\n\n{text}\n");
        let config = "namn: Samverkan\nhuvudmän:\n  - {namn: Vännäs kommun, slag: kommun}\n  - {namn: Berga kommun, slag: kommun, alias: [Berga]}\n  - {namn: Storums stad, slag: kommun}\n";
        found(
            "L003",
            &[
                ("lsg/2023-02-17.md", &protocol("", &body)),
                ("samverkan.yaml", config),
            ],
        )
    }

    #[test]
    fn each_form_once() {
        assert_eq!(
            shown("Bergas kommun och Storum stad. I Bergas kommun."),
            [
                "lsg/2023-02-17.md: Bergas kommun: huvudmannen heter Berga kommun, inte Bergas kommun",
                "lsg/2023-02-17.md: Storum stad: huvudmannen heter Storums stad, inte Storum stad",
            ]
        );
    }

    #[test]
    fn names_as_the_archive_has_them() {
        let text = "Vännäs kommun, Vännäs kommuns, Berga, Berga\nkommun, bergas kommun, Umeå kommun, Bergas. Kommun";
        assert_eq!(shown(text), [""; 0]);
    }
}
