//! I007: one of the body's `stående-punkter` isn't there. Extra meetings need not have them.

use crate::check::titles::Title;
use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};
use crate::text::{At, Place};

/// The rule.
pub static RULE: Rule = Rule {
    code: "I007",
    name: "standing-item-missing",
    severity: Severity::Note,
    title: Text::new("en stående punkt saknas", "a standing item is missing"),
    why: Text::new(
        "Organet har bestämt att frågan ska tas upp varje gång; den som läser protokollet kan inte se varför den inte står där.",
        "The body has settled that the matter is taken up every time; the protocol doesn't show why it isn't there.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::StandingItems),
    run: Run::Protocol(run),
    bad: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
rapporterar-till: SVO
stående-punkter:
  - Föregående protokoll
  - Uppföljning av uppdrag
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

## § 2 Nästa möte

Nästa möte hålls i september.
",
        },
    ],
    good: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
rapporterar-till: SVO
stående-punkter:
  - Föregående protokoll
  - Uppföljning av uppdrag
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

## § 2 Uppföljning av uppdrag

Inga uppdrag fanns att följa upp.

## § 3 Nästa möte

Nästa möte hålls i september.
",
        },
    ],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(body) = case.body.filter(|body| !body.standing_items.is_empty()) else {
        return;
    };
    let protocol = case.protocol;
    if !case.was_held() || protocol.meeting.is_some() || protocol.items.is_empty() {
        return;
    }
    let titles: Vec<Title> = protocol
        .items
        .iter()
        .map(|item| Title::new(&item.title.value))
        .collect();
    let missing: Vec<&At<String>> = body
        .standing_items
        .iter()
        .filter(|standing| {
            let standing = Title::new(standing);
            !titles.iter().any(|title| standing.is_like(title))
        })
        .collect();
    let Some(first) = missing.first() else { return };
    let names: Vec<&str> = missing.iter().map(|item| item.value.as_str()).collect();
    let shown = names.join(", ");
    let heading = protocol.title.as_ref().map(|title| title.span);
    let span = heading.or(protocol.date.as_ref().map(|date| date.span));
    out.push(
        Finding::new(
            &RULE,
            case.place(span.unwrap_or_default()),
            Message::new(
                format!("stående punkt saknas: {shown}"),
                format!("standing item missing: {shown}"),
            ),
        )
        .related(
            Place {
                path: body.path.clone(),
                span: first.span,
            },
            Message::new("organets stående punkt", "the body's standing item"),
        )
        .about(shown)
        .hint(case.mend(Message::new(
            "skriv in punkten, också när det inte fanns något att ta upp",
            "write the item, also when there was nothing to take up",
        ))),
    );
}
