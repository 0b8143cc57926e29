//! L002: a listed misspelling of a body's name, or what is neither name nor alias but close to one.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::respell::respelled;
use crate::check::spellings::Spellings;
use crate::check::{Case, Check, Context, Example, Prepared, Run, prose};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "L002",
    name: "body-spelled-differently",
    severity: Severity::Warning,
    title: Text::new(
        "ett organs namn är felstavat",
        "the name of a body is misspelled",
    ),
    why: Text::new(
        "Den som söker på organets namn hittar inte protokollet, och en läsare kan tro att det gäller ett annat organ.",
        "Whoever searches for the body's name doesn't find the protocol, and a reader may think that another body is meant.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Prepared(prepare),
    bad: &[Example {
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

Länsamverkansgruppen möts i april.
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
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Länssamverkansgruppens möte hålls i april.
",
    }],
    also: &[],
};

fn prepare<'a>(context: &'a Context<'a>) -> Prepared<'a> {
    let spellings = Spellings::new(&context.archive.collaboration);
    Box::new(move |case, out| {
        let mut bodies: BTreeMap<&str, Vec<(Range<usize>, &str)>> = BTreeMap::new();
        for wrong in spellings.wrong_in(&case.file.source.text, case.prose.words()) {
            bodies
                .entry(wrong.code)
                .or_default()
                .push((wrong.range, wrong.name));
        }
        out.extend(bodies.into_values().map(|places| finding(case, &places)));
    })
}

/// One for each body that a protocol misspells: what is wrong in one place is wrong in all.
fn finding(case: &Case<'_>, places: &[(Range<usize>, &str)]) -> Finding {
    let text = &case.file.source.text;
    let place = |range: &Range<usize>| case.place(prose::span(range, 0));
    let (first, name) = &places[0];
    let mut forms: Vec<String> = Vec::new();
    for (range, _) in places {
        let form = one_line(&text[range.clone()]);
        if !forms.contains(&form) && forms.len() < FORMS_MAX {
            forms.push(form);
        }
    }
    let shown = format!("\"{}\"", forms.join("\", \""));
    // Another ending is another form of the word, which a person must choose.
    let ending = |name: &str| name.chars().rev().take(ENDING).collect::<String>();
    let same_form: Vec<(Range<usize>, &str)> = places
        .iter()
        .filter(|(range, name)| ending(&fold(&text[range.clone()])) == ending(&fold(name)))
        .cloned()
        .collect();
    let mut finding = Finding::new(
        &RULE,
        place(first),
        Message::new(
            format!("organet heter {name}, inte {shown}"),
            format!("the body is called {name}, not {shown}"),
        ),
    )
    .about(forms[0].clone())
    .fix(respelled(case, &same_form))
    .hint(case.mend(Message::new(
        format!("skriv {name}, eller för in formen under alias: i organets fil om den är riktig"),
        format!("write {name}, or add the form to alias: in the body's file if it is right"),
    )));
    for (range, _) in places.iter().skip(1).take(FORMS_MAX) {
        finding = finding.related(place(range), Message::new("här också", "here too"));
    }
    finding
}

/// Letters by which two forms of one word differ.
const ENDING: usize = 3;

/// How many forms and places one finding shows.
const FORMS_MAX: usize = 4;

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    fn shown(text: &str) -> Vec<String> {
        let body = format!("## § 1 Nästa möte\n\n{text}\n");
        let organ = "kod: LSG\nnamn: Länssamverkansgruppen\nalias: [Länssamverkansgrupp]\nfelstavningar: [Läns samverkan]\n";
        let beredning = "kod: BBU\nnamn: Beredning för barn och unga\n";
        found(
            "L002",
            &[
                ("lsg/2023-02-17.md", &protocol("", &body)),
                ("organ/lsg.yaml", organ),
                ("organ/bbu.yaml", beredning),
            ],
        )
    }

    #[test]
    fn forms_close_to_a_name() {
        for text in [
            "Länsamverkansgruppen möts.",
            "Länssamverkansgrupen möts.",
            "Hos Läns-samverkansgruppen finns frågan.",
            "Läns samverkansgruppen möts.",
            "Frågan går till läns samverkan.",
            "Berdning för barn och unga möts.",
        ] {
            assert_eq!(shown(text).len(), 1, "{text}: {:?}", shown(text));
        }
    }

    #[test]
    fn forms_that_are_no_misspelling() {
        for text in [
            "Länssamverkansgruppen och LÄNSSAMVERKANSGRUPPEN möts.",
            "Länssamverkansgruppens möte.",
            "Länssamverkansgruppernas möten. Länssamverkansgrupper finns i flera län.",
            "Beredningen för barn och unga möts.",
            "Beredning för\nbarn och unga möts.",
            "Länssamverkan är viktig. Lokalsamverkansgruppen möts.",
            "Beredning för äldre och unga.",
        ] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn said_once_for_each_body() {
        let found = shown(
            "Länsamverkansgruppen möts. Länsamverkansgruppen beslutar. Länssamverkansgrupen också.",
        );
        assert_eq!(
            found,
            [
                "lsg/2023-02-17.md: Länsamverkansgruppen: organet heter Länssamverkansgruppen, inte \"Länsamverkansgruppen\", \"Länssamverkansgrupen\""
            ]
        );
    }
}
