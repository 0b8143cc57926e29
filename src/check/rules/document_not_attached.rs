//! B010: a document is adopted (fastställa, anta) and neither attached nor linked.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{Class, Decision, Item};
use crate::parse::vocabulary::attachment_numbers;
use crate::parse::words::{Words, lower};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "B010",
    name: "document-not-attached",
    severity: Severity::Note,
    title: Text::new(
        "ett antaget dokument är inte bifogat",
        "an adopted document is not attached",
    ),
    why: Text::new(
        "Den som läser beslutet senare behöver se vilken lydelse som antogs.",
        "Whoever reads the decision later needs to see which wording was adopted.",
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

Länssamverkansgruppen beslutade att fastställa rutinen för utskrivning.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    good: &[Example {
        path: "lsg/2026-05-20.md",
        text: "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
bilagor:
  - {nr: 1, titel: Rutin för utskrivning}
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutinen för utskrivning

- Bilaga: 1

Frågan har beretts av arbetsgruppen.

Länssamverkansgruppen beslutade att fastställa rutinen för utskrivning.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    also: &[],
};

/// Words that adopt.
const VERBS: [&str; 11] = [
    "fastställa",
    "fastställer",
    "fastställs",
    "fastställde",
    "fastställdes",
    "anta",
    "antar",
    "antas",
    "antog",
    "antogs",
    "antages",
];

/// What is adopted, by how the word ends without its article.
const DOCUMENTS: [&str; 21] = [
    "rutin",
    "riktlinje",
    "plan",
    "vägledning",
    "program",
    "policy",
    "checklista",
    "överenskommelse",
    "strategi",
    "målbild",
    "uppdragsbeskrivning",
    "arbetsordning",
    "anvisning",
    "avsiktsförklaring",
    "dokument",
    "rapport",
    "instruktion",
    "vårdprogram",
    "delegationsordning",
    "reglemente",
    "stadgar",
];

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let protocol = case.protocol;
    let mut found = Vec::new();
    for item in &protocol.items {
        let adopts =
            |decision: &&Decision| decision.class == Class::Decision && !decision.introduces;
        for decision in item.decisions.iter().filter(adopts) {
            let Some(document) = adopted(&decision.text) else {
                continue;
            };
            if is_attached(case, item) || is_listed(case, &document) {
                continue;
            }
            found.push(
                Finding::new(
                    &RULE,
                    case.place(decision.span),
                    Message::new(
                        format!("{document} antas men är varken bifogad eller länkad"),
                        format!("{document} is adopted and neither attached nor linked"),
                    ),
                )
                .about(decision.id.0.clone())
                .hint(case.mend(Message::new(
                    "lägg dokumentet under bilagor: och skriv Bilaga: under rubriken",
                    "put the document under bilagor: and write Bilaga: below the heading",
                ))),
            );
        }
    }
    case.say(found, out);
}

/// The document that a clause adopts, as written: `länsrutinen`.
fn adopted(clause: &str) -> Option<String> {
    let words = Words::new(clause);
    let verb = (0..words.len().min(6)).find(|&at| VERBS.contains(&words.get(at)))?;
    let is_document = |&at: &usize| {
        let word = words.get(at);
        DOCUMENTS.iter().any(|document| {
            ["", "en", "n", "et", "t", "na", "erna"]
                .iter()
                .any(|article| {
                    word.strip_suffix(article)
                        .is_some_and(|stem| stem.ends_with(document))
                })
        })
    };
    // "att fastställa den reviderade länsrutinen", "rutinen fastställs".
    let passive = words.get(verb).ends_with('s');
    let at = match passive {
        true => (0..verb).find(is_document)?,
        false => (verb + 1..words.len().min(verb + 6))
            // What comes after these tells more of the document, or of something else.
            .take_while(|&at| {
                !matches!(
                    words.get(at),
                    "med" | "för" | "i" | "enligt" | "av" | "om" | "under" | "som" | "att"
                )
            })
            .find(is_document)?,
    };
    Some(words.get(at).to_owned())
}

/// Whether the item, or the one it is part of, has an attachment or a link.
fn is_attached(case: &Case<'_>, item: &Item) -> bool {
    let links = &case.protocol.links;
    let has = |item: &Item| {
        let first = links.partition_point(|link| link.target.span.start < item.span.start);
        !item.attachments.is_empty()
            || links[first..]
                .iter()
                .take_while(|link| link.target.span.start < item.span.end)
                .any(|link| !matches!(link.target.trim(), "" | "#"))
            || !attachment_numbers(case.text(item.span)).is_empty()
    };
    has(item)
        || item.parent.as_ref().is_some_and(|parent| {
            case.protocol
                .items
                .iter()
                .find(|other| other.key == *parent)
                .is_some_and(has)
        })
}

/// Whether the title of some attachment speaks of the document.
fn is_listed(case: &Case<'_>, document: &str) -> bool {
    case.protocol
        .attachments
        .iter()
        .filter_map(|attachment| attachment.title.as_ref())
        .flat_map(|title| {
            lower(title)
                .split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .any(|word| word.chars().count() >= 4 && document.starts_with(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trial::find_in;

    #[test]
    fn what_is_adopted() {
        for (clause, document) in [
            (
                "att fastställa den reviderade länsrutinen för utskrivning",
                Some("länsrutinen"),
            ),
            (
                "att anta handlingsplanen som gemensam inriktning",
                Some("handlingsplanen"),
            ),
            (
                "Uppdragsbeskrivningen fastställs",
                Some("uppdragsbeskrivningen"),
            ),
            ("att fastställa mötestiderna", None),
            ("att arbetet fortsätter enligt planen", None),
            ("att inrätta en grupp som antar utmaningen med planen", None),
        ] {
            assert_eq!(adopted(clause).as_deref(), document, "{clause}");
        }
    }

    #[test]
    fn attached_linked_or_listed() {
        let decided = "Länssamverkansgruppen beslutade att fastställa länsrutinen.\n";
        for (keys, text) in [
            ("", format!("## § 1 Rutin, bilaga 1\n\n{decided}")),
            ("", format!("## § 1 Rutin\n\nSe bilaga 1. {decided}")),
            (
                "",
                format!("## § 1 Rutin\n\nSe [rutinen](https://example.org/r.pdf). {decided}"),
            ),
            (
                "bilagor:\n  - {titel: Länsrutin för utskrivning}\n",
                format!("## § 1 Rutin\n\n{decided}"),
            ),
        ] {
            assert!(find_in("B010", keys, &text).is_empty(), "{text}");
        }
        let empty = format!("## § 1 Rutin\n\nSe [rutinen](#). {decided}");
        assert_eq!(
            find_in("B010", "", &empty),
            ["länsrutinen antas men är varken bifogad eller länkad"]
        );
    }
}
