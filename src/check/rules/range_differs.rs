//! I003: `paragrafer` and the items found disagree.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Kind;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "I003",
    name: "range-differs",
    severity: Severity::Warning,
    title: Text::new(
        "paragrafer: stämmer inte med ärendena",
        "paragrafer: disagrees with the items",
    ),
    why: Text::new(
        "Protokollets huvud säger hur många paragrafer som ska finnas; skiljer de sig kan något ha fallit bort.",
        "The head of the protocol says which items there should be; where they differ, something may have been lost.",
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
paragrafer: 1-4
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Nästa möte

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
paragrafer: 1-2
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
    let Some(declared) = &case.protocol.declared_items else {
        return;
    };
    // A summons lists its items as it likes.
    if !case.was_held() && case.protocol.kind != Kind::Written {
        return;
    }
    let items = &case.protocol.items;
    let firsts = items.iter().filter_map(|item| item.number.as_ref());
    let lasts = items.iter().filter_map(|item| item.last_number.as_ref());
    let numbers = || {
        firsts
            .clone()
            .map(|number| number.value.as_str())
            .chain(lasts.clone().map(String::as_str))
            .filter_map(|number| number.parse::<u32>().ok())
    };
    let (first, last) = (numbers().min(), numbers().max());
    if (first, last) == (Some(declared.first), Some(declared.last)) {
        return;
    }
    let range = |first: u32, last: u32| match first == last {
        true => format!("§ {first}"),
        false => format!("§§ {first}–{last}"),
    };
    let there = match (first, last) {
        (Some(first), Some(last)) => Message::new(
            format!("protokollet har {}", range(first, last)),
            format!("the protocol has {}", range(first, last)),
        ),
        _ => Message::new(
            "protokollet har inga numrerade ärenden",
            "the protocol has no numbered items",
        ),
    };
    let said = format!("{}-{}", declared.first, declared.last);
    out.push(
        Finding::new(
            &RULE,
            case.place(declared.span),
            Message::new(
                format!("paragrafer: {said}, men {}", there.sv),
                format!("paragrafer: {said}, but {}", there.en),
            ),
        )
        .about(said)
        .hint(case.mend(Message::new(
            "rätta paragrafer:, eller skriv in det ärende som fattas",
            "correct paragrafer:, or write the item that is missing",
        ))),
    );
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find_in;

    #[test]
    fn a_range_of_several_counts_to_its_end() {
        let text = "## § 87 Ett\n\nText.\n\n## §§ 88-96 Val\n\nText.\n";
        assert!(find_in("I003", "paragrafer: 87-96\n", text).is_empty());
        assert_eq!(
            find_in("I003", "paragrafer: 87-97\n", text),
            ["paragrafer: 87-97, men protokollet har §§ 87–96"]
        );
    }

    #[test]
    fn a_protocol_without_items() {
        assert_eq!(
            find_in("I003", "paragrafer: 1-2\n", "Text.\n"),
            ["paragrafer: 1-2, men protokollet har inga numrerade ärenden"]
        );
    }
}
