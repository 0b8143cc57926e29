//! B011: "enligt tidigare beslut" without saying which.

use crate::check::{Case, Check, Example, Run, passage};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::parse::dates;
use crate::parse::words::lower;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "B011",
    name: "earlier-decision-unreferenced",
    severity: Severity::Note,
    title: Text::new(
        "vilket tidigare beslut sägs inte",
        "which earlier decision isn't said",
    ),
    why: Text::new(
        "Den som vill veta vad som gäller måste leta igenom gamla protokoll efter ett beslut som kanske inte finns.",
        "Whoever wants to know what holds must search old protocols for a decision that may not be there.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Protocol(run),
    bad: &[Example {
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

Länssamverkansgruppen beslutade att arbetet fortsätter enligt tidigare beslut.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    good: &[
        Example {
            path: "lsg/2026-02-18.md",
            text: "\
---
organ: LSG
datum: 2026-02-18
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 18 februari 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutinen för utskrivning

Frågan har beretts av arbetsgruppen.

Länssamverkansgruppen beslutade att arbetet fortsätter under året.

## § 3 Nästa möte

Nästa möte hålls i september.
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

Länssamverkansgruppen beslutade att arbetet fortsätter enligt tidigare beslut, LSG/2026-02-18/2:1.

## § 3 Nästa möte

Nästa möte hålls i september.
",
        },
    ],
    also: &[],
};

/// What points back at a decision.
const PHRASES: [&str; 6] = [
    "enligt tidigare beslut",
    "enligt tidigare fattat beslut",
    "enligt tidigare fattade beslut",
    "i enlighet med tidigare beslut",
    "i enlighet med tidigare fattat beslut",
    "i enlighet med tidigare fattade beslut",
];

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let mut found = Vec::new();
    for passage in passage::of_file(case.file) {
        if !passage.text.contains("tidigare") {
            continue;
        }
        let text = lower(passage.text).replace(['\n', '\r', '\u{a0}'], " ");
        for (at, phrase) in PHRASES.iter().flat_map(|phrase| text.match_indices(phrase)) {
            // A non-breaking space is longer than the one put in its place: then nothing is said.
            let Some(written) = passage.text.get(at..at + phrase.len()) else {
                continue;
            };
            let sentence = &passage.text[passage.sentence_at(at)];
            if !written.to_lowercase().ends_with("beslut") || says_which(sentence, case) {
                continue;
            }
            found.push(
                Finding::new(
                    &RULE,
                    case.place(passage.span(at..at + phrase.len())),
                    Message::new(
                        "vilket tidigare beslut sägs inte",
                        "which earlier decision isn't said",
                    ),
                )
                .about(written.to_owned())
                .hint(case.mend(Message::new(
                    "skriv vilket, till exempel LSG 2023-02-17 § 4 eller LSG/2023-02-17/4:2",
                    "write which, such as LSG 2023-02-17 § 4 or LSG/2023-02-17/4:2",
                ))),
            );
        }
    }
    found.sort_by_key(|finding| finding.place.span);
    case.say(found, out);
}

/// Whether a sentence says which decision: an id, a §, a registry number, a link, a day.
fn says_which(sentence: &str, case: &Case<'_>) -> bool {
    let lowered = lower(sentence);
    sentence.contains('§')
        || sentence.contains("](")
        || ["dnr", "diarienummer", "protokoll"]
            .iter()
            .any(|word| lowered.contains(word))
        || dates::find(sentence, case.date())
            .iter()
            .any(|found| matches!(found.kind, dates::FoundKind::Day { date, .. } if case.date().is_none_or(|day| date <= day)))
        || !crate::parse::references::find(sentence, 0, &case.context.archive.names).is_empty()
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find_in;

    #[test]
    fn saying_which_is_enough() {
        for text in [
            "Kostnaderna delas enligt tidigare beslut LSG 2026-02-18 § 2.",
            "Kostnaderna delas enligt tidigare beslut (dnr 12-2025).",
            "Kostnaderna delas enligt tidigare beslut den 18 februari 2026.",
            "Kostnaderna delas enligt [tidigare beslut](2026-02-18.md).",
            "Tidigare beslut gäller.",
        ] {
            let text = format!("## § 1 Ett\n\n{text}\n");
            assert!(find_in("B011", "", &text).is_empty(), "{text}");
        }
    }

    #[test]
    fn over_two_lines_and_in_prose() {
        let text =
            "## § 1 Ett\n\nKostnaderna delas i enlighet\nmed tidigare beslut, senast 2026-09-30.\n";
        assert_eq!(find_in("B011", "", text).len(), 1);
    }
}
