//! N009: `t o m § 5` names an item that isn't there.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{Attendee, Item, PresenceLimit};
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "N009",
    name: "presence-range-invalid",
    severity: Severity::Warning,
    title: Text::new(
        "närvaron gäller en paragraf som inte finns",
        "attendance until an item that isn't there",
    ),
    why: Text::new(
        "När någon kom eller gick avgör vilka beslut hen var med om.",
        "When somebody came or left says which decisions they took part in.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Protocol(run),
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - {namn: Bo Al, huvudman: Berga kommun, till: § 5}
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Upprop

Upprop hölls.

## § 2 Nästa möte

Nästa möte hålls i april.
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
  - {namn: Bo Al, huvudman: Berga kommun, till: § 1}
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Upprop

Upprop hölls.

## § 2 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let protocol = case.protocol;
    if !case.was_held() || protocol.items.iter().all(|item| item.number.is_none()) {
        return;
    }
    for attendee in &protocol.attendance {
        for range in &attendee.ranges {
            let ends = [&range.from, &range.until].into_iter().flatten();
            let mut places = Vec::new();
            for end in ends {
                let PresenceLimit::Item(number) = &end.value else {
                    continue;
                };
                match position(&protocol.items, number) {
                    Some(place) => places.push((place, end.span, number)),
                    None => out.push(unknown(case, attendee, number, end.span)),
                }
            }
            if let [(from, _, first), (until, span, last)] = places[..]
                && until < from
            {
                out.push(backwards(case, attendee, (first, last), span));
            }
        }
    }
}

/// Where an item stands in the document, by its number as written. An item for several numbers
/// (`§§ 88-96`) stands for each of them.
fn position(items: &[Item], number: &str) -> Option<usize> {
    items.iter().position(|item| {
        let Some(first) = &item.number else {
            return false;
        };
        if first.value == number {
            return true;
        }
        let within = |last: &String| {
            let number: u32 = number.parse().ok()?;
            Some((first.value.parse().ok()?..=last.parse().ok()?).contains(&number))
        };
        item.last_number.as_ref().and_then(within).unwrap_or(false)
    })
}

fn who(attendee: &Attendee) -> &str {
    let named = [&attendee.name, &attendee.role, &attendee.organisation];
    named
        .into_iter()
        .flatten()
        .next()
        .map_or("", |text| &text.value)
}

fn unknown(case: &Case<'_>, attendee: &Attendee, number: &str, span: Span) -> Finding {
    let name = who(attendee);
    Finding::new(
        &RULE,
        case.place(span),
        Message::new(
            format!("närvaron för {name} anger § {number}, som inte finns i protokollet"),
            format!("the attendance of {name} says § {number}, which isn't in the protocol"),
        ),
    )
    .about(name.to_owned())
    .hint(case.mend(Message::new(
        "skriv numret på den punkt då hen kom eller gick",
        "write the number of the item at which they came or left",
    )))
}

fn backwards(case: &Case<'_>, attendee: &Attendee, ends: (&str, &str), span: Span) -> Finding {
    let (name, (from, until)) = (who(attendee), ends);
    Finding::new(
        &RULE,
        case.place(span),
        Message::new(
            format!("närvaron för {name} börjar vid § {from} och slutar före, vid § {until}"),
            format!("the attendance of {name} begins at § {from} and ends before, at § {until}"),
        ),
    )
    .about(name.to_owned())
    .hint(case.mend(Message::new(
        "skriv från: och till: i den ordning punkterna står",
        "write från: and till: in the order of the items",
    )))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    fn shown(range: &str) -> usize {
        let head = format!("närvarande:\n  - {{namn: Bo Al, {range}}}\n");
        let text = protocol(
            &head,
            "## § 4 Ett\n\nText.\n\n### 4.1 Del\n\nText.\n\n## §§ 5-8 Två\n\nText.\n\n## § 9 Tre\n\nText.\n",
        );
        found("N009", &[("lsg/2023-02-17.md", &text)]).len()
    }

    #[test]
    fn items_that_are_there_and_not() {
        assert_eq!(shown("till: § 9"), 0);
        assert_eq!(shown("till: § 6"), 0);
        assert_eq!(shown("från: 4.1"), 0);
        assert_eq!(shown("till: kl. 10.40"), 0);
        assert_eq!(shown("till: § 10"), 1);
        assert_eq!(shown("från: § 1, till: § 12"), 2);
        assert_eq!(shown("från: § 9, till: § 4"), 1);
    }
}
