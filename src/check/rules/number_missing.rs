//! I001: a gap in the numbering.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Item;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "I001",
    name: "number-missing",
    severity: Severity::Warning,
    title: Text::new("ett nummer saknas", "a number is missing"),
    why: Text::new(
        "Ett hopp i numreringen kan betyda att ett ärende har fallit bort ur protokollet, och ingen kan se vilket det är.",
        "A gap in the numbering may mean that an item fell out of the protocol, and nobody can tell.",
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
    let items = &case.protocol.items;
    let numbers: HashSet<(&str, u32)> = items.iter().flat_map(numbers).collect();
    // The highest number so far, for each series: that of the protocol, and that of each item.
    let mut highest: HashMap<&str, (u32, &Item)> = HashMap::new();
    let mut found = Vec::new();
    let dropped = OnceCell::new();
    for item in items {
        let Some((series, first)) = numbers_of(item).next() else {
            continue;
        };
        let last = numbers_of(item).last().map_or(first, |(_, last)| last);
        if let Some(&(before, above)) = highest.get(series)
            && first > before
        {
            let mut missing: Vec<u32> = (before + 1..first)
                .take(MISSING_MAX)
                .filter(|number| !numbers.contains(&(series, *number)))
                .filter(|number| {
                    let dropped = dropped.get_or_init(|| self::dropped(case));
                    !dropped.contains(named(series, *number).as_str())
                })
                .collect();
            if missing.len() == MISSING_MAX {
                missing.push(first - 1);
            }
            if !missing.is_empty() {
                found.push(finding(case, item, above, series, &missing));
            }
        }
        let top = highest.entry(series).or_insert((last, item));
        if top.0 <= last {
            *top = (last, item);
        }
    }
    case.say(found, out);
}

/// More than these aren't looked for one by one.
const MISSING_MAX: usize = 20;

/// The series and numbers of an item: `("", 88)` to `("", 96)` for `§§ 88-96`, `("4", 1)` for `4.1`.
fn numbers(item: &Item) -> Vec<(&str, u32)> {
    let ends: Vec<(&str, u32)> = numbers_of(item).collect();
    match ends[..] {
        [(series, first), (_, last)] if first <= last && last - first <= 1000 => {
            (first..=last).map(|number| (series, number)).collect()
        }
        _ => ends,
    }
}

/// The first number of an item, and the last one where it has several.
fn numbers_of(item: &Item) -> impl Iterator<Item = (&str, u32)> {
    let first = item.number.as_ref().and_then(|number| {
        let (series, number) = number.rsplit_once('.').unwrap_or(("", number));
        // 2a stands beside 2.
        let number = number.trim_end_matches(|c: char| c.is_ascii_lowercase());
        Some((series, number.parse().ok()?))
    });
    let last = item.last_number.as_ref().and_then(|last| last.parse().ok());
    let last =
        first.and_then(|(series, first)| Some((series, last?)).filter(|(_, last)| first <= *last));
    first.into_iter().chain(last)
}

/// The numbers that the text says were dropped: "§ 17 utgår".
fn dropped<'a>(case: &Case<'a>) -> HashSet<&'a str> {
    const WORDS: [&str; 6] = ["utgår", "utgick", "stryks", "ströks", "struken", "struket"];
    case.file
        .source
        .text
        .lines()
        .filter(|line| WORDS.iter().any(|word| line.contains(word)))
        .flat_map(|line| line.split([' ', '§', ',', ';', '\u{a0}']))
        .map(|word| word.trim_end_matches(['.', ':']))
        .filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

fn named(series: &str, number: u32) -> String {
    match series {
        "" => number.to_string(),
        series => format!("{series}.{number}"),
    }
}

fn finding(case: &Case<'_>, item: &Item, above: &Item, series: &str, missing: &[u32]) -> Finding {
    let names = match *missing {
        [one] => format!("§ {}", named(series, one)),
        [first, .., last] => format!("§§ {}–{}", named(series, first), named(series, last)),
        [] => String::new(),
    };
    let here = case.item_name(item);
    let before = case.item_name(above);
    Finding::new(
        &RULE,
        case.place(case.heading(item)),
        Message::new(
            format!("{names} saknas mellan {before} och {here}"),
            format!("{names} is missing between {before} and {here}"),
        ),
    )
    .about(names.trim_start_matches(['§', ' ']).to_owned())
    .hint(case.mend(Message::new(
        "numrera om, eller skriv att ärendet utgick",
        "number anew, or write that the item was dropped",
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
        find_in("I001", "", &text)
    }

    #[test]
    fn gaps_are_found_in_every_series() {
        assert_eq!(found(&["1", "2", "4"]), ["§ 3 saknas mellan § 2 och § 4"]);
        assert_eq!(found(&["1", "5"]), ["§§ 2–4 saknas mellan § 1 och § 5"]);
        assert_eq!(
            found(&["1", "1.1", "1.3"]),
            ["§ 1.2 saknas mellan § 1.1 och § 1.3"]
        );
    }

    #[test]
    fn what_is_no_gap() {
        for numbers in [
            &["23", "24", "25"][..],
            &["1", "1.1", "1.2", "2"],
            &["1", "2", "2a", "3"],
            &["1", "3", "2"],
            &["87", "88-96", "97"],
        ] {
            assert!(found(numbers).is_empty(), "{numbers:?}");
        }
        let text = "## § 1 Ett\n\nText. § 2 utgår.\n\n## § 3 Tre\n\nText.\n";
        assert!(find_in("I001", "", text).is_empty());
    }

    #[test]
    fn a_slip_of_the_pen_is_no_long_list() {
        assert_eq!(
            found(&["1", "999"]),
            ["§§ 2–998 saknas mellan § 1 och § 999"]
        );
    }
}
