//! L005: a date in prose that exists in no calendar.

use crate::check::prose::{self, Dated};
use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::parse::dates::FoundKind;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "L005",
    name: "date-unreadable",
    severity: Severity::Warning,
    title: Text::new("ett datum som inte finns", "a date that doesn't exist"),
    why: Text::new(
        "Ingen kan hålla en tid som inte finns i kalendern, och programmet kan inte räkna med den.",
        "Nobody can keep a day that no calendar has, and the program can't count with it.",
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
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls den 31 april 2023.
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
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls den 30 april 2023.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let dated = case.prose.dated().iter();
    for paragraph in dated.filter(|paragraph| prose::has_digit(paragraph.text)) {
        try_paragraph(case, paragraph, out);
    }
}

fn try_paragraph(case: &Case<'_>, paragraph: &Dated<'_>, out: &mut Vec<Finding>) {
    let text = paragraph.text;
    for found in &paragraph.dates {
        if found.kind != FoundKind::Impossible || is_numbered(&text[..found.range.start]) {
            continue;
        }
        let words = &text[found.range.clone()];
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        out.push(
            Finding::new(
                &RULE,
                case.place(prose::span(&found.range, paragraph.start)),
                Message::new(
                    format!("\"{words}\" finns inte i kalendern"),
                    format!("\"{words}\" is in no calendar"),
                ),
            )
            .about(words)
            .hint(case.mend(Message::new(
                "skriv den dag som menas",
                "write the day that is meant",
            ))),
        );
    }
}

/// Whether what stands before says that a registry number follows: `Dnr 2023-13-45`, `HSN 2023-…`.
fn is_numbered(before: &str) -> bool {
    let word = before
        .trim_end()
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("");
    let word = word.trim_end_matches([':', '.']);
    let is_code = word.chars().count() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    is_code
        || matches!(
            word.to_lowercase().as_str(),
            "dnr" | "diarienummer" | "diarienr"
        )
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    fn shown(text: &str) -> Vec<String> {
        let body = format!("## § 1 Nästa möte\n\n{text}\n");
        found("L005", &[("lsg/2023-02-17.md", &protocol("", &body))])
    }

    #[test]
    fn days_that_no_calendar_has() {
        for text in [
            "Den 31 april 2023.",
            "Klart 2023-02-29.",
            "Den 30 februari.",
        ] {
            assert_eq!(shown(text).len(), 1, "{text}: {:?}", shown(text));
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "Den 29 februari 2024.",
            "- 16 april\n- 19 februari\n- den 11 juni 2023\n- den 2 maj 2023",
            "Dnr HSN 2023-13-45.",
            "Version 31.4 och § 31.",
            "31 av april månads svar.",
            "Telefon 2023-99 99.",
        ] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }
}
