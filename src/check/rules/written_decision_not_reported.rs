//! S010: a decision between meetings that no later meeting took note of.

use crate::archive::ProtocolFile;
use crate::archive::register::references;
use crate::check::series::{self, Dated};
use crate::check::{Check, Context, Example, Run, prose};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{DataLine, DataLineKind, Kind, Protocol, Status};
use crate::parse::dates::{self, FoundKind};
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "S010",
    name: "written-decision-not-reported",
    severity: Severity::Note,
    title: Text::new(
        "ett beslut mellan möten är inte anmält",
        "a decision between meetings isn't reported",
    ),
    why: Text::new(
        "Ett beslut som togs med e-post blir känt för alla när nästa möte antecknar det.",
        "A decision taken by mail is known to all when the next meeting takes note of it.",
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

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
        Example {
            path: "lsg/2023-03-10.md",
            text: "\
---
organ: LSG
datum: 2023-03-10
sekreterare: Eva By
typ: beslut mellan möten
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Remissvar

Länssamverkansgruppen beslutade

- att lämna remissvaret enligt förslag
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

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
        Example {
            path: "lsg/2023-03-10.md",
            text: "\
---
organ: LSG
datum: 2023-03-10
sekreterare: Eva By
typ: beslut mellan möten
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Remissvar

Länssamverkansgruppen beslutade

- att lämna remissvaret enligt förslag
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

- Anmält beslut: remissvar, mars 2023

Protokollet läggs till handlingarna.
",
        },
    ],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    for series in series::all(context.archive) {
        for dated in &series.files {
            let cancelled = dated.file.protocol.status.as_ref();
            let cancelled = cancelled.is_some_and(|status| status.value == Status::Cancelled);
            if dated.file.protocol.kind != Kind::Written || cancelled {
                continue;
            }
            let mut later = series
                .after(dated.date)
                .iter()
                .filter(|later| later.was_held());
            let Some(next) = later.clone().next() else {
                continue;
            };
            if !later.any(|later| notes(later.file, *dated)) {
                out.push(finding(context, *dated, *next));
            }
        }
    }
}

/// Whether a meeting took note of a decision: by its id, its day, or its month.
fn notes(meeting: &ProtocolFile, decision: Dated<'_>) -> bool {
    let id = &decision.file.protocol.id.0;
    let reported = meeting.protocol.items.iter().flat_map(|item| &item.data);
    let mut reported = reported.filter(|line| line.kind == DataLineKind::Reported);
    let is_meant = |line: &DataLine| {
        let text = &line.value.value;
        let named = references(text)
            .iter()
            .any(|(target, _)| target.protocol == *id);
        named
            || dates::find(text, Some(decision.date))
                .iter()
                .any(|found| match found.kind {
                    FoundKind::Day { date, .. } => date == decision.date,
                    FoundKind::Span { from, until } => (from..=until).contains(&decision.date),
                    FoundKind::Impossible | FoundKind::NextMeeting => false,
                })
    };
    reported.any(is_meant) || prose::below(meeting).0.contains(id.as_str())
}

fn finding(context: &Context<'_>, decision: Dated<'_>, next: Dated<'_>) -> Finding {
    let case = context.case(decision.file);
    let other = context.case(next.file);
    let span = |protocol: &Protocol| {
        let date = protocol.date.as_ref();
        date.map_or(Span::default(), |date| date.span)
    };
    let id = &case.protocol.id;
    Finding::new(
        &RULE,
        case.place(span(case.protocol)),
        Message::new(
            format!(
                "inget senare möte har antecknat beslutet mellan möten {}",
                decision.date
            ),
            format!(
                "no later meeting took note of the decision between meetings of {}",
                decision.date
            ),
        ),
    )
    .about(id.to_string())
    .related(
        other.place(span(other.protocol)),
        Message::new("det första mötet sedan dess", "the first meeting since"),
    )
    .hint(Message::new(
        format!("skriv Anmält beslut: {id} i nästa protokoll"),
        format!("write Anmält beslut: {id} in the next protocol"),
    ))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    #[test]
    fn ways_to_take_note() {
        let decided = protocol("typ: beslut mellan möten\n", "");
        let shown = |note: &str| {
            let text = protocol(
                "",
                &format!("## § 1 Föregående protokoll\n\n{note}\n\nText.\n"),
            );
            let text = text.replace("datum: 2023-02-17", "datum: 2023-04-21");
            found(
                "S010",
                &[
                    ("lsg/2023-02-17.md", &decided),
                    ("lsg/2023-04-21.md", &text),
                ],
            )
            .len()
        };
        assert_eq!(shown(""), 1);
        assert_eq!(shown("- Anmält beslut: remissvar, december 2022"), 1);
        assert_eq!(shown("- Anmält beslut: remissvar, februari 2023"), 0);
        assert_eq!(shown("- Anmält beslut: remissvar, den 17 februari 2023"), 0);
        assert_eq!(shown("- Anmält beslut: LSG/2023-02-17, remissvar"), 0);
        assert_eq!(found("S010", &[("lsg/2023-02-17.md", &decided)]).len(), 0);
    }
}
