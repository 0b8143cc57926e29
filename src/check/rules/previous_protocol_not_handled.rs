//! S002: no item takes up the previous protocol.

use crate::check::{Case, Check, Context, Example, Run, prose, series};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::model::Protocol;
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "S002",
    name: "previous-protocol-not-handled",
    severity: Severity::Note,
    title: Text::new(
        "föregående protokoll tas inte upp",
        "the previous protocol isn't taken up",
    ),
    why: Text::new(
        "Vid nästa möte brukar protokollet gås igenom, så att fel hittas medan alla minns.",
        "The next meeting usually goes through the protocol, so that faults are found while everybody remembers.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Archive(run),
    bad: &[
        Example {
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

## § 1 Läget

Läget gicks igenom.
",
        },
        Example {
            path: "lsg/2023-04-21.md",
            text: "\
---
organ: LSG
datum: 2023-04-21
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Läget

Läget gicks igenom.
",
        },
    ],
    good: &[
        Example {
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

## § 1 Läget

Läget gicks igenom.
",
        },
        Example {
            path: "lsg/2023-04-21.md",
            text: "\
---
organ: LSG
datum: 2023-04-21
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Föregående protokoll

Protokollet läggs till handlingarna.
",
        },
    ],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    for series in series::all(context.archive) {
        for dated in series.files.iter().filter(|dated| dated.was_held()) {
            let mut before = series.before(dated.date).iter().rev();
            let Some(previous) = before.find(|dated| dated.was_held()) else {
                continue;
            };
            let case = context.case(dated.file);
            // An extra meeting is about its own matter.
            if case.protocol.meeting.is_some() || handles(&case) {
                continue;
            }
            let other = context.case(previous.file);
            let span = |protocol: &Protocol| {
                let date = protocol.date.as_ref();
                date.map_or(Span::default(), |date| date.span)
            };
            out.push(
                Finding::new(
                    &RULE,
                    case.place(span(case.protocol)),
                    Message::new(
                        format!("ingen punkt tar upp protokollet från {}", previous.date),
                        format!("no item takes up the protocol of {}", previous.date),
                    ),
                )
                .about(other.protocol.id.to_string())
                .related(
                    other.place(span(other.protocol)),
                    Message::new("föregående protokoll", "the previous protocol"),
                )
                .hint(match case.is_frozen() {
                    false => Message::new(
                        "togs det upp, skriv det under en egen punkt",
                        "if it was taken up, write so under an item of its own",
                    ),
                    true => Message::new(
                        "ta upp det vid nästa möte",
                        "take it up at the next meeting",
                    ),
                }),
            );
        }
    }
}

/// What protocols and notes are called when the next meeting takes them up.
const RECORDS: &[&str] = &[
    "protokoll",
    "minnesanteckning",
    "anteckning",
    "mötesanteckning",
];
/// What tells that the earlier one is meant.
const EARLIER: &[&str] = &[
    "föregående",
    "förra",
    "senaste",
    "tidigare möte",
    "från mötet den",
];

fn handles(case: &Case<'_>) -> bool {
    let earlier = |text: &str| {
        RECORDS.iter().any(|record| text.contains(record))
            && EARLIER.iter().any(|earlier| text.contains(earlier))
    };
    let titled = |item: &crate::model::Item| {
        let title = fold(&item.title.value);
        earlier(&title) || title.contains("föregående möte") || title.contains("förra möte")
    };
    if case.protocol.items.iter().any(titled) {
        return true;
    }
    let (text, _) = prose::below(case.file);
    text.lines().any(|line| {
        // Folding costs more than looking for a word without its first letter.
        RECORDS.iter().any(|record| line.contains(&record[1..])) && {
            let line = fold(line);
            earlier(&line) || line.contains("protokollet läggs till handlingarna")
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    #[test]
    fn ways_to_take_it_up() {
        let first = protocol("", "");
        let shown = |body: &str, head: &str| {
            let text = protocol(head, body).replace("2023-02-17", "2023-04-21");
            let files = [
                ("lsg/2023-02-17.md", first.as_str()),
                ("lsg/2023-04-21.md", &text),
            ];
            found("S002", &files).len()
        };
        for body in [
            "## § 2 Föregående protokoll\n\nText.\n",
            "## § 2 Föregående mötesprotokoll\n\nText.\n",
            "## § 2 Genomgång av minnesanteckningarna från föregående sammanträde\n\nText.\n",
            "## § 2 Inledning\n\nProtokollet från mötet den 17 februari 2023 läggs till handlingarna.\n",
            "## § 2 Inledning\n\nFörra mötets protokoll gicks igenom.\n",
        ] {
            assert_eq!(shown(body, ""), 0, "{body}");
        }
        let other = "## § 2 Protokollsutdrag\n\nUtdrag skickas.\n";
        assert_eq!(shown(other, ""), 1);
        assert_eq!(shown(other, "möte: extra\n"), 0);
    }
}
