//! I008: decisions in minnesanteckningar; a decision outside the item that the document keeps for them.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::model::{Class, Decision, Item, Kind};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "I008",
    name: "decision-in-unexpected-place",
    severity: Severity::Note,
    title: Text::new(
        "ett beslut där ingen väntar sig det",
        "a decision where nobody expects one",
    ),
    why: Text::new(
        "Minnesanteckningar läses inte som protokoll, och den som letar efter beslut under Beslutspunkter hittar inte det som står någon annanstans.",
        "Notes aren't read as a protocol, and whoever looks for decisions where the document keeps them doesn't find one that stands elsewhere.",
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
typ: minnesanteckningar
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Lägesrapport

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

## § 2 Lägesrapport

Länssamverkansgruppen beslutade att arbetet fortsätter enligt planen.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    also: &[],
};

/// Titles of an item that is kept for decisions.
const TITLES: [&str; 6] = [
    "beslutspunkter",
    "beslutspunkt",
    "beslutsärenden",
    "ärenden för beslut",
    "punkter för beslut",
    "beslut",
];

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    if !case.was_held() {
        return;
    }
    if case.protocol.kind == Kind::Notes {
        out.extend(in_notes(case));
        return;
    }
    let items = &case.protocol.items;
    let Some(kept) = items
        .iter()
        .find(|item| TITLES.contains(&fold(&item.title.value).as_str()))
    else {
        return;
    };
    if !items
        .iter()
        .any(|item| is_within(item, kept) && item.decisions.iter().any(counts))
    {
        return;
    }
    let found = items
        .iter()
        .filter(|item| !is_within(item, kept))
        .filter_map(|item| {
            let decision = item.decisions.iter().find(|decision| counts(decision))?;
            Some(outside(case, item, kept, decision))
        })
        .collect();
    case.say(found, out);
}

fn is_within(item: &Item, kept: &Item) -> bool {
    item.key == kept.key || item.parent.as_ref() == Some(&kept.key)
}

fn counts(decision: &Decision) -> bool {
    !matches!(
        decision.class,
        Class::Procedural | Class::Filing | Class::Reported
    )
}

fn in_notes(case: &Case<'_>) -> Option<Finding> {
    let decisions: Vec<&Decision> = case
        .protocol
        .items
        .iter()
        .flat_map(|item| &item.decisions)
        .filter(|decision| {
            counts(decision) && decision.class != Class::Soft && !decision.introduces
        })
        .collect();
    let first = decisions.first()?;
    let message = match decisions.len() {
        1 => Message::new(
            "minnesanteckningarna innehåller ett beslut",
            "the notes hold a decision",
        ),
        count => Message::new(
            format!("minnesanteckningarna innehåller {count} beslut"),
            format!("the notes hold {count} decisions"),
        ),
    };
    Some(
        Finding::new(&RULE, case.place(first.span), message)
            .about(first.id.0.clone())
            .hint(case.mend(Message::new(
                "kalla det protokoll: typ: protokoll",
                "call it a protocol: typ: protokoll",
            ))),
    )
}

fn outside(case: &Case<'_>, item: &Item, kept: &Item, decision: &Decision) -> Finding {
    let (here, there) = (case.item_name(item), &kept.title.value);
    Finding::new(
        &RULE,
        case.place(decision.span),
        Message::new(
            format!("{here} innehåller ett beslut utanför {there}"),
            format!("{here} holds a decision outside {there}"),
        ),
    )
    .related(
        case.place(case.heading(kept)),
        Message::new("besluten samlas här", "decisions are kept here"),
    )
    .about(decision.id.0.clone())
    .hint(case.mend(Message::new(
        format!("ta upp det under {there} också, eller hänvisa dit"),
        format!("take it up under {there} too, or refer to it there"),
    )))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find_in;

    #[test]
    fn outside_the_item_that_is_kept_for_decisions() {
        let kept =
            "## § 1 Beslutspunkter\n\nLänssamverkansgruppen beslutade att arbetet fortsätter.\n\n";
        let outside = format!(
            "{kept}## § 2 Summering\n\nLänssamverkansgruppen beslutade att starta en grupp.\n"
        );
        assert_eq!(
            find_in("I008", "", &outside),
            ["§ 2 innehåller ett beslut utanför Beslutspunkter"]
        );
        let filed = format!("{kept}## § 2 Protokoll\n\nProtokollet läggs till handlingarna.\n");
        assert!(find_in("I008", "", &filed).is_empty());
        let summary = "## § 1 Rutin\n\nLänssamverkansgruppen beslutade att starta en grupp.\n\n## § 2 Beslut\n\nBesluten gicks igenom.\n";
        assert!(find_in("I008", "", summary).is_empty());
    }

    #[test]
    fn notes_that_only_file_and_adjust() {
        let text = "## § 1 Protokoll\n\nProtokollet läggs till handlingarna.\n";
        assert!(find_in("I008", "typ: minnesanteckningar\n", text).is_empty());
    }
}
