//! I002: a number twice, or out of order.

use std::collections::HashMap;

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Item;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "I002",
    name: "number-repeated",
    severity: Severity::Warning,
    title: Text::new(
        "ett nummer två gånger, eller i oordning",
        "a number twice, or out of order",
    ),
    why: Text::new(
        "En hänvisning till paragrafen kan mena två ärenden.",
        "A reference to the item may mean two matters.",
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

## § 1 Nästa möte

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

## § 2 Nästa möte

Nästa möte hålls i september.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    if !case.was_held() {
        return;
    }
    let mut seen: HashMap<&str, &Item> = HashMap::new();
    let mut before: Option<(u32, &Item)> = None;
    // The number of the last item found: those that go on from it are part of the same slip.
    let mut slipped: Option<u32> = None;
    let mut found = Vec::new();
    for item in &case.protocol.items {
        let Some(name) = item.number.as_ref().map(|number| number.value.as_str()) else {
            continue;
        };
        let number: Option<u32> = name.parse().ok();
        let goes_on = matches!((slipped, number), (Some(last), Some(number)) if last.checked_add(1) == Some(number));
        let twice = seen.get(name).copied();
        let above = before.filter(|(before, _)| number.is_some_and(|number| number < *before));
        match (twice, above) {
            (None, None) => slipped = None,
            _ if goes_on => slipped = number,
            (Some(first), _) => {
                found.push(repeated(case, item, first));
                slipped = number;
            }
            (None, Some((_, above))) => {
                found.push(out_of_order(case, item, above));
                slipped = number;
            }
        }
        seen.entry(name).or_insert(item);
        let last = item.last_number.as_ref().and_then(|last| last.parse().ok());
        if let Some(number) = last.or(number) {
            before = Some((number, item));
        }
    }
    case.say(found, out);
}

fn repeated(case: &Case<'_>, item: &Item, first: &Item) -> Finding {
    let name = case.item_name(item);
    finding(
        case,
        item,
        first,
        Message::new(
            format!("{name} står två gånger"),
            format!("{name} stands twice"),
        ),
        Message::new("den första", "the first one"),
    )
}

fn out_of_order(case: &Case<'_>, item: &Item, above: &Item) -> Finding {
    let (name, before) = (case.item_name(item), case.item_name(above));
    finding(
        case,
        item,
        above,
        Message::new(
            format!("{name} står efter {before}"),
            format!("{name} stands after {before}"),
        ),
        Message::new("ärendet före", "the item before"),
    )
}

fn finding(
    case: &Case<'_>,
    item: &Item,
    other: &Item,
    message: Message,
    label: Message,
) -> Finding {
    Finding::new(&RULE, case.place(case.heading(item)), message)
        .related(case.place(case.heading(other)), label)
        .about(item.key.0.clone())
        .hint(case.mend(Message::new(
            "numrera ärendena i den ordning de står",
            "number the items in the order they stand",
        )))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find_in;

    fn found(numbers: &[&str]) -> Vec<String> {
        let text: String = numbers
            .iter()
            .map(|number| format!("## § {number} Ärende\n\nText.\n\n"))
            .collect();
        find_in("I002", "", &text)
    }

    #[test]
    fn twice_and_out_of_order() {
        assert_eq!(found(&["1", "2", "2"]), ["§ 2 står två gånger"]);
        assert_eq!(found(&["1", "3", "2"]), ["§ 2 står efter § 3"]);
        assert_eq!(found(&["1", "1.1", "1.1"]), ["§ 1.1 står två gånger"]);
    }

    #[test]
    fn a_second_series_is_said_once() {
        assert_eq!(
            found(&["1", "2", "3", "1", "2", "3", "4"]),
            ["§ 1 står två gånger"]
        );
    }

    #[test]
    fn what_is_in_order() {
        for numbers in [
            &["87", "88-96", "97"][..],
            &["1", "1.1", "2", "2.1"],
            &["2", "2a", "3"],
        ] {
            assert!(found(numbers).is_empty(), "{numbers:?}");
        }
    }
}
