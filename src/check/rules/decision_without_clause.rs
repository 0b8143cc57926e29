//! B001: "beslutade" and nothing after it.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "B001",
    name: "decision-without-clause",
    severity: Severity::Warning,
    title: Text::new("ett beslut utan att-sats", "a decision without a clause"),
    why: Text::new(
        "Protokollet säger att något beslutades men inte vad; ingen kan verkställa eller hänvisa till det.",
        "The protocol says that something was decided and not what; nobody can carry it out or refer to it.",
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

**Länssamverkansgruppen beslutade**

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

Frågan har beretts av arbetsgruppen.

**Länssamverkansgruppen beslutade**

- att arbetet fortsätter enligt planen

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let found = case
        .protocol
        .items
        .iter()
        .flat_map(|item| {
            item.leads_without_clause
                .iter()
                .map(move |lead| (item, lead))
        })
        .map(|(item, lead)| {
            let words = case.text(*lead).trim_matches(['*', ':', ' ', '\n']);
            Finding::new(
                &RULE,
                case.place(*lead),
                Message::new(
                    format!("\"{words}\" och sedan inget beslut"),
                    format!("\"{words}\", and then no decision"),
                ),
            )
            .about(item.key.0.clone())
            .hint(case.mend(Message::new(
                "skriv vad som beslutades, en att-sats för varje beslut",
                "write what was decided, one clause beginning with att for each decision",
            )))
        })
        .collect();
    case.say(found, out);
}

#[cfg(test)]
mod tests {
    use crate::check::trial::find_in;

    #[test]
    fn what_was_decided_may_stand_in_many_forms() {
        for text in [
            "## § 1 Ett\n\n**Länssamverkansgruppen beslutade**\n\n- att fortsätta\n",
            "## § 1 Ett\n\n### Beslut\n\nRapporten godkänns.\n",
            "## § 1 Ett\n\n### Beslut\n\nLänssamverkansgruppen beslutade att fortsätta.\n",
            "## § 1 Ett\n\n### Beslut\n\n**Länssamverkansgruppen beslutade**\n\n- att fortsätta\n",
            "## § 1 Ett\n\n**Länssamverkansgruppen beslutade** följande:\n\n| Vem | Vad |\n|---|---|\n| A | B |\n",
            "## § 1 Ett\n\n**Länssamverkansgruppen beslutade**\n\n> att fortsätta\n",
            "## § 1 Genomgång och sammanfattning av beslut\n\nText.\n",
        ] {
            assert!(find_in("B001", "", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_lead_at_the_end_of_its_part() {
        assert_eq!(
            find_in(
                "B001",
                "",
                "## § 1 Ett\n\nText.\n\nBeslut:\n\n## § 2 Två\n\n**Länssamverkansgruppen beslutade**\n\n### Del\n\nText.\n"
            ),
            [
                "\"Beslut\" och sedan inget beslut",
                "\"Länssamverkansgruppen beslutade\" och sedan inget beslut",
            ]
        );
    }
}
