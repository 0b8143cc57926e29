//! B008: somebody recused for an item chairs it, moves it or votes.

use crate::check::{Case, Check, Example, Run, presence};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::model::{DataLineKind, Item};
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "B008",
    name: "recused-but-counted",
    severity: Severity::Warning,
    title: Text::new("jävig men med i ärendet", "recused, yet taking part"),
    why: Text::new(
        "Den som är jävig brukar inte leda ärendet, yrka eller rösta; protokollet behöver visa vem som gjorde det i stället.",
        "Somebody recused doesn't usually lead the item, move or vote; the protocol should show who did so instead.",
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

- Jäv: Anna Ek
- Yrkande: Anna Ek yrkar bifall

Frågan har beretts av arbetsgruppen.

Länssamverkansgruppen beslutade att arbetet fortsätter.

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
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutinen för utskrivning

- Jäv: Anna Ek
- Yrkande: Eva By yrkar bifall

Frågan har beretts av arbetsgruppen.

Länssamverkansgruppen beslutade att arbetet fortsätter.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let mut found = Vec::new();
    for item in &case.protocol.items {
        let recused: Vec<(String, Span)> = presence::recused(case.protocol, item).collect();
        for (name, span) in recused {
            let mut add = |place: Span, message: Message| {
                found.push(
                    Finding::new(&RULE, case.place(place), message)
                        .related(case.place(span), Message::new("jävet", "the recusal"))
                        .about(name.clone())
                        .hint(case.mend(Message::new(
                            "skriv vem som gjorde det, eller rätta raden om jäv",
                            "write who did it, or correct the line about recusal",
                        ))),
                );
            };
            let here = case.item_name(item);
            for line in &item.data {
                let does = match line.kind {
                    DataLineKind::Motion => Text::new("yrkar", "moves"),
                    DataLineKind::Vote => Text::new("röstar", "votes"),
                    _ => continue,
                };
                if names(&line.value, &name) {
                    add(
                        line.value.span,
                        Message::new(
                            format!("{name} är jävig i {here} men {}", does.sv),
                            format!("{name} is recused in {here} and {}", does.en),
                        ),
                    );
                }
            }
            if chairs(case, item, &name) {
                add(
                    case.heading(item),
                    Message::new(
                        format!("{name} är jävig i {here} men är mötets ordförande"),
                        format!("{name} is recused in {here} and chairs the meeting"),
                    ),
                );
            }
        }
    }
    case.say(found, out);
}

/// Whether a text names somebody, as a word of its own.
fn names(text: &str, name: &str) -> bool {
    let (text, name) = (fold(text), fold(name));
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !name.is_empty()
        && text.match_indices(&name).any(|(at, _)| {
            let after = text[at + name.len()..]
                .strip_prefix('s')
                .unwrap_or(&text[at + name.len()..]);
            !is_letter(text[..at].chars().next_back()) && !is_letter(after.chars().next())
        })
}

/// Whether somebody chaired the meeting, and the item doesn't say that another led it.
fn chairs(case: &Case<'_>, item: &Item, name: &str) -> bool {
    let is_chair = case
        .protocol
        .chair
        .as_ref()
        .is_some_and(|chair| fold(chair) == fold(name));
    if !is_chair {
        return false;
    }
    let text = fold(case.text(item.span));
    ![
        "leder",
        "ledde",
        "leddes",
        "ordförande",
        "ordförandeskapet",
        "klubban",
    ]
    .iter()
    .any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trial::find_in;

    #[test]
    fn moving_voting_and_chairing() {
        let text = "## § 1 Ett\n\n- Jäv: Anna Ek\n- Omröstning: Anna Ek ja, Eva By nej\n\nText.\n";
        assert_eq!(
            find_in("B008", "ordförande: Anna Ek\n", text),
            [
                "Anna Ek är jävig i § 1 men är mötets ordförande",
                "Anna Ek är jävig i § 1 men röstar",
            ]
        );
    }

    #[test]
    fn when_another_leads_the_item() {
        let text = "## § 1 Ett\n\n- Jäv: Anna Ek\n\nEva By ledde ärendet.\n\n## § 2 Två\n\n- Yrkande: Anna Ek yrkar bifall\n\nText.\n";
        assert!(find_in("B008", "ordförande: Anna Ek\n", text).is_empty());
    }

    #[test]
    fn a_name_within_another_is_none() {
        assert!(names("Anna Eks yrkande", "Anna Ek"));
        assert!(!names("Anna Ekman yrkar", "Anna Ek"));
        assert!(!names("Johanna Ek yrkar", "Anna Ek"));
    }
}
