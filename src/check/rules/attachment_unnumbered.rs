//! I006: attachments: a gap, one never mentioned, one mentioned that isn't listed, or another than the
//! item's own.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Case, Check, Example, Run, passage};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Item;
use crate::parse::vocabulary::attachment_numbers;
use crate::parse::words::lower;
use crate::rule::{Rule, Severity};
use crate::text::{At, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "I006",
    name: "attachment-unnumbered",
    severity: Severity::Warning,
    title: Text::new(
        "bilagorna stämmer inte med texten",
        "the attachments and the text disagree",
    ),
    why: Text::new(
        "Den som söker en bilaga behöver veta att den finns, vilket ärende den hör till och att ingen fattas.",
        "Whoever looks for an attachment needs to know that it exists, which item it belongs to, and that none is missing.",
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
bilagor:
  - {nr: 1, titel: Lägesrapport}
  - {nr: 3, titel: Tidsplan}
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Lägesrapport

- Bilaga: 1

Rapporten gicks igenom. Tidsplanen finns i bilaga 3.

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
  - {nr: 1, titel: Lägesrapport}
  - {nr: 2, titel: Tidsplan}
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Lägesrapport

- Bilaga: 1

Rapporten gicks igenom. Tidsplanen finns i bilaga 2.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let protocol = case.protocol;
    let named = protocol
        .items
        .iter()
        .any(|item| !item.attachments.is_empty());
    if !case.was_held() || (protocol.attachments.is_empty() && !named) {
        return;
    }
    let listed: BTreeMap<&str, Span> = protocol
        .attachments
        .iter()
        .filter_map(|attachment| attachment.number.as_ref())
        .map(|number| (number.value.trim(), number.span))
        .collect();
    let items: Vec<Mentions<'_>> = protocol
        .items
        .iter()
        .map(|item| mentions(case, item))
        .collect();
    let mut found = Vec::new();
    gap(case, &listed, &mut found);
    unlisted(case, &listed, &items, &mut found);
    unmentioned(case, &listed, &items, &mut found);
    other_than_own(case, &listed, &items, &mut found);
    found.sort_by_key(|finding| finding.place.span);
    case.say(found, out);
}

/// The attachments that an item speaks of.
struct Mentions<'a> {
    item: &'a Item,
    /// In its heading and in `Bilaga:`.
    own: Vec<(&'a str, Span)>,
    /// In its text.
    text: Vec<(&'a str, Span)>,
}

fn mentions<'a>(case: &Case<'a>, item: &'a Item) -> Mentions<'a> {
    let own: Vec<(&str, Span)> = item
        .attachments
        .iter()
        .map(|number| (number.value.as_str(), number.span))
        .collect();
    let mut text = Vec::new();
    for passage in passage::within(&case.file.source.text, item.span) {
        for range in attachment_numbers(passage.text) {
            let span = passage.span(range.clone());
            // "bilaga 2 till avtalet" is another document's.
            let after = passage.text[range.end..].trim_start();
            if own.iter().all(|(_, own)| *own != span) && !after.starts_with("till ") {
                text.push((&passage.text[range], span));
            }
        }
    }
    Mentions { item, own, text }
}

/// Numbers from 1 to the highest that the list lacks.
fn gap(case: &Case<'_>, listed: &BTreeMap<&str, Span>, found: &mut Vec<Finding>) {
    let numbers: BTreeSet<u32> = listed.keys().filter_map(|name| name.parse().ok()).collect();
    let Some(&last) = numbers.last() else { return };
    let missing: Vec<String> = (1..=last.min(999))
        .filter(|number| !numbers.contains(number))
        .take(20)
        .map(|number| number.to_string())
        .collect();
    let span = listed.values().min();
    if let (Some(span), false) = (span, missing.is_empty()) {
        let names = series(&missing, "och");
        found.push(finding(
            case,
            *span,
            names.clone(),
            Message::new(
                format!("bilaga {names} saknas i numreringen, som går till {last}"),
                format!(
                    "attachment {} is missing from the numbering, which goes to {last}",
                    series(&missing, "and")
                ),
            ),
            Message::new(
                "skriv in det som fattas under bilagor:, eller numrera om",
                "write what is missing under bilagor:, or number anew",
            ),
        ));
    }
}

/// Mentioned and not listed. In running text only where there is a list: else it may be another
/// document's attachment.
fn unlisted(
    case: &Case<'_>,
    listed: &BTreeMap<&str, Span>,
    items: &[Mentions<'_>],
    found: &mut Vec<Finding>,
) {
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for item in items {
        let text = item.text.iter().filter(|_| !listed.is_empty());
        for (name, span) in item.own.iter().chain(text) {
            let is_number = name.starts_with(|c: char| c.is_ascii_digit());
            if !is_number || listed.contains_key(name) || !told.insert(name) {
                continue;
            }
            found.push(finding(
                case,
                *span,
                (*name).to_owned(),
                Message::new(
                    format!("bilaga {name} nämns men står inte under bilagor:"),
                    format!("attachment {name} is mentioned and isn't under bilagor:"),
                ),
                Message::new(
                    "skriv in bilagan under bilagor:, eller rätta numret",
                    "write the attachment under bilagor:, or correct the number",
                ),
            ));
        }
    }
}

/// Listed, and neither its number nor its title nor its file stands anywhere in the text.
fn unmentioned(
    case: &Case<'_>,
    listed: &BTreeMap<&str, Span>,
    items: &[Mentions<'_>],
    found: &mut Vec<Finding>,
) {
    let mentioned: BTreeSet<&str> = items
        .iter()
        .flat_map(|item| item.own.iter().chain(&item.text))
        .map(|(name, _)| *name)
        .collect();
    let text = &case.file.source.text;
    let mut below: Option<String> = None;
    // A list of hundreds isn't read from a text: searching costs the product of both.
    let search = case.protocol.attachments.len() <= 200;
    let mut says = |words: &At<String>| {
        let below = below.get_or_insert_with(|| lower(&text[passage::body(text)..]));
        search && below.contains(lower(words.trim()).as_str())
    };
    let silent: Vec<(&str, Span)> = case
        .protocol
        .attachments
        .iter()
        .filter_map(|attachment| {
            let number = attachment.number.as_ref()?;
            let name = number.value.trim();
            let told = mentioned.contains(name)
                || [&attachment.title, &attachment.file]
                    .into_iter()
                    .flatten()
                    .any(&mut says);
            (!told).then_some((name, listed.get(name).copied().unwrap_or(number.span)))
        })
        .collect();
    let Some(&(_, span)) = silent.first() else {
        return;
    };
    let names: Vec<String> = silent.iter().map(|(name, _)| (*name).to_owned()).collect();
    let shown = series(&names, "och");
    found.push(finding(
        case,
        span,
        shown.clone(),
        Message::new(
            format!("bilaga {shown} nämns inte i något ärende"),
            format!(
                "attachment {} is mentioned in no item",
                series(&names, "and")
            ),
        ),
        Message::new(
            "skriv Bilaga: och numret under rubriken för ärendet den hör till",
            "write Bilaga: and the number below the heading of its item",
        ),
    ));
}

/// The text of an item speaks only of what belongs to another item, though it has its own.
fn other_than_own(
    case: &Case<'_>,
    listed: &BTreeMap<&str, Span>,
    items: &[Mentions<'_>],
    found: &mut Vec<Finding>,
) {
    let mut owner: BTreeMap<&str, &Item> = BTreeMap::new();
    for item in items {
        for (name, _) in &item.own {
            owner.entry(name).or_insert(item.item);
        }
    }
    for item in items {
        let is_own = |name: &str| item.own.iter().any(|(own, _)| *own == name);
        if item.own.is_empty() || item.text.iter().any(|(name, _)| is_own(name)) {
            continue;
        }
        let Some((name, span)) = item.text.iter().find(|(name, _)| listed.contains_key(name))
        else {
            continue;
        };
        let Some(other) = owner.get(name) else {
            continue;
        };
        let own: Vec<String> = item.own.iter().map(|(own, _)| (*own).to_owned()).collect();
        let (here, there) = (case.item_name(item.item), case.item_name(other));
        found.push(
            finding(
                case,
                *span,
                (*name).to_owned(),
                Message::new(
                    format!(
                        "{here} har bilaga {}, men texten talar om bilaga {name}, som hör till {there}",
                        series(&own, "och")
                    ),
                    format!(
                        "{here} has attachment {}, and its text speaks of {name}, which belongs to {there}",
                        series(&own, "and")
                    ),
                ),
                Message::new("rätta numret", "correct the number"),
            )
            .related(
                case.place(item.own[0].1),
                Message::new("ärendets egen bilaga", "the item's own attachment"),
            ),
        );
    }
}

fn finding(
    case: &Case<'_>,
    span: Span,
    subject: String,
    message: Message,
    hint: Message,
) -> Finding {
    Finding::new(&RULE, case.place(span), message)
        .about(subject)
        .hint(case.mend(hint))
}

/// `1`, `1 och 9`, `1, 4 och 9`.
fn series(names: &[String], and: &str) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find_in;

    const LIST: &str =
        "bilagor:\n  - {nr: 1, titel: Rapport}\n  - {nr: 2, titel: Tidsplan, fil: plan.pdf}\n";

    #[test]
    fn each_way_to_disagree() {
        assert_eq!(
            find_in("I006", LIST, "## § 1 Ett, bilaga 1\n\nSe bilaga 4.\n"),
            [
                "bilaga 2 nämns inte i något ärende",
                "bilaga 4 nämns men står inte under bilagor:",
            ]
        );
        assert_eq!(
            find_in(
                "I006",
                LIST,
                "## § 1 Ett, bilaga 1\n\nText.\n\n## § 2 Två, bilaga 2\n\nSe bilaga 1.\n"
            ),
            ["§ 2 har bilaga 2, men texten talar om bilaga 1, som hör till § 1"]
        );
        assert_eq!(
            find_in("I006", "", "## § 1 Ett\n\n- Bilaga: 1\n\nText.\n"),
            ["bilaga 1 nämns men står inte under bilagor:"]
        );
    }

    #[test]
    fn what_agrees() {
        for text in [
            "## § 1 Ett, bilaga 1\n\nSe tidsplan i slutet.\n",
            "## § 1 Ett, bilaga 1\n\nSe [planen](plan.pdf).\n",
            "## § 1 Ett, bil 1&2\n\nEnligt bilaga 7 till avtalet.\n",
            "## § 1 Ett, bilaga 1\n\nText.\n\n## § 2 Två, bilaga 2\n\nBilaga 2 bygger på bilaga 1.\n",
        ] {
            assert!(find_in("I006", LIST, text).is_empty(), "{text}");
        }
        assert!(find_in("I006", "", "## § 1 Ett\n\nSe bilaga 3 i avtalet.\n").is_empty());
    }
}
