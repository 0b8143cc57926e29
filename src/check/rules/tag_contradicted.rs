//! I005: Beslutsärende without a decision; a decision in an Informationsärende, or in an untagged item of a
//! protocol that tags its items. Procedural decisions and filings count for nobody's tag.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{Class, Decision, Item, Tag};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "I005",
    name: "tag-contradicted",
    severity: Severity::Warning,
    title: Text::new(
        "märkningen och innehållet säger olika",
        "the tag and the content disagree",
    ),
    why: Text::new(
        "Den som läser märkningarna får fel bild av vad som beslutades, och ett beslut som ingen väntade sig är lätt att missa.",
        "Whoever reads the tags gets a wrong picture of what was decided, and a decision that nobody expected is easily missed.",
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

- Informationsärende

Frågan har beretts.

Länssamverkansgruppen beslutade att arbetet fortsätter enligt planen.

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

- Beslutsärende

Frågan har beretts.

Länssamverkansgruppen beslutade att arbetet fortsätter enligt planen.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    if !case.was_held() {
        return;
    }
    let items = &case.protocol.items;
    let tags_items = items.iter().any(|item| has(item, Tag::Decision));
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        // An item and its parts: the parts inherit the tag.
        let below = items[at + 1..]
            .iter()
            .take_while(|item| item.parent.is_some())
            .count();
        let (whole, parts) = (&items[at], &items[at + 1..at + 1 + below]);
        at += 1 + below;
        if whole.number.is_some() {
            found.extend(contradiction(case, whole, parts, tags_items));
        }
    }
    case.say(found, out);
}

fn has(item: &Item, tag: Tag) -> bool {
    item.tags.iter().any(|found| found.value == tag)
}

/// Decides something: more than the meeting's own business.
fn is_substantial(decision: &Decision) -> bool {
    !matches!(
        decision.class,
        Class::Procedural | Class::Filing | Class::Reported | Class::Soft
    )
}

fn contradiction(
    case: &Case<'_>,
    whole: &Item,
    parts: &[Item],
    tags_items: bool,
) -> Option<Finding> {
    let all = || std::iter::once(whole).chain(parts);
    let tagged = |tag| all().find(|item| has(item, tag));
    if let Some(item) = tagged(Tag::Decision) {
        let decides = all().any(|item| {
            let taken =
                |decision: &Decision| !matches!(decision.class, Class::Reported | Class::Soft);
            // A lead without a clause is B001's.
            item.decisions.iter().any(taken) || !item.leads_without_clause.is_empty()
        });
        if decides {
            return None;
        }
        let tag = item.tags.iter().find(|tag| tag.value == Tag::Decision)?;
        let name = case.item_name(item);
        return Some(
            Finding::new(
                &RULE,
                case.place(tag.span),
                Message::new(
                    format!("{name} är ett beslutsärende utan beslut"),
                    format!("{name} is tagged for decision and has none"),
                ),
            )
            .about(item.key.0.clone())
            .hint(case.mend(Message::new(
                "skriv in beslutet, eller ändra märkningen till Informationsärende",
                "write the decision, or change the tag to Informationsärende",
            ))),
        );
    }
    if tagged(Tag::Dialogue).is_some() || tagged(Tag::Immediate).is_some() {
        return None;
    }
    let decision = all()
        .flat_map(|item| &item.decisions)
        .find(|decision| is_substantial(decision))?;
    let name = case.item_name(whole);
    let (message, other) = match tagged(Tag::Information) {
        Some(item) => (
            Message::new(
                format!("{name} är ett informationsärende men innehåller ett beslut"),
                format!("{name} is tagged for information and holds a decision"),
            ),
            item.tags.iter().find(|tag| tag.value == Tag::Information),
        ),
        None if tags_items => (
            Message::new(
                format!("{name} innehåller ett beslut men saknar märkningen Beslutsärende"),
                format!("{name} holds a decision and lacks the tag Beslutsärende"),
            ),
            None,
        ),
        None => return None,
    };
    let finding = Finding::new(&RULE, case.place(decision.span), message)
        .about(whole.key.0.clone())
        .hint(case.mend(Message::new(
            "skriv Beslutsärende under rubriken",
            "write Beslutsärende below the heading",
        )));
    Some(match other {
        Some(tag) => finding.related(case.place(tag.span), Message::new("märkningen", "the tag")),
        None => finding,
    })
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find_in;

    const DECISION: &str = "Länssamverkansgruppen beslutade att arbetet fortsätter.\n\n";

    #[test]
    fn every_contradiction() {
        let text = format!(
            "## § 1 Ett\n\n- Beslutsärende\n\nText.\n\n## § 2 Två\n\n- Informationsärende\n\n{DECISION}## § 3 Tre\n\n{DECISION}"
        );
        assert_eq!(
            find_in("I005", "", &text),
            [
                "§ 1 är ett beslutsärende utan beslut",
                "§ 2 är ett informationsärende men innehåller ett beslut",
                "§ 3 innehåller ett beslut men saknar märkningen Beslutsärende",
            ]
        );
    }

    #[test]
    fn what_agrees() {
        for text in [
            // A protocol that tags nothing.
            format!("## § 1 Ett\n\n{DECISION}"),
            // The meeting's own business, and filing.
            "## § 1 Dagordning\n\nDagordningen godkändes.\n\n## § 2 Två\n\n- Beslutsärende\n\nInformationen läggs till handlingarna.\n".to_owned(),
            // The decision stands in a part.
            format!("## § 1 Ett\n\n- Beslutsärende\n\nText.\n\n### 1.1 Del\n\n{DECISION}"),
            "## § 1 Ett\n\n- Beslutsärende\n\nÄrendet bordläggs.\n".to_owned(),
        ] {
            assert!(find_in("I005", "", &text).is_empty(), "{text}");
        }
    }
}
