//! J001: fewer adjusters than the agreement asks for, or one who wasn't present.

use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Likeness, Message, Text, compare_names, same_name};
use crate::model::{Presence, Status};
use crate::rule::{Rule, Severity};
use crate::text::{At, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "J001",
    name: "adjuster-missing",
    severity: Severity::Warning,
    title: Text::new(
        "justerare saknas, eller var inte med",
        "an adjuster is missing, or wasn't there",
    ),
    why: Text::new(
        "Den som justerar ska ha varit med och kunna säga att protokollet stämmer.",
        "Whoever approves must have been there to say that the protocol is right.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Adjusters),
    run: Run::Protocol(run),
    bad: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
justering: {justerare: 1, dagar: 14, källa: \"6.1\"}
",
        },
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
    ],
    good: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
justering: {justerare: 1, dagar: 14, källa: \"6.1\"}
",
        },
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
justerare: Anna Ek
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
    ],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let protocol = case.protocol;
    // Adjusters are chosen at the meeting: a draft may wait for it.
    let draft = protocol
        .status
        .as_ref()
        .is_some_and(|status| status.value == Status::Draft);
    // A file whose head can't be read says nothing about it: F001 does.
    let headless = protocol.body.span == Span::default();
    if !case.was_held() || draft || headless {
        return;
    }
    too_few(case, out);
    for adjuster in &protocol.adjusters {
        let is_named = |name: &str| {
            !matches!(
                compare_names(name, adjuster),
                Likeness::Different | Likeness::OtherSurname
            )
        };
        let mut lines = protocol
            .attendance
            .iter()
            .filter(|attendee| attendee.name.as_ref().is_some_and(|name| is_named(name)))
            .peekable();
        let listed = lines.peek().is_some();
        if protocol.attendance.is_empty() || lines.any(|line| line.presence != Presence::Absent) {
            continue;
        }
        let name = &adjuster.value;
        out.push(
            Finding::new(
                &RULE,
                case.place(adjuster.span),
                match listed {
                    true => Message::new(
                        format!("justeraren {name} står som frånvarande"),
                        format!("the adjuster {name} is listed as absent"),
                    ),
                    false => Message::new(
                        format!("justeraren {name} står inte bland dem som var med"),
                        format!("the adjuster {name} isn't among those who were there"),
                    ),
                },
            )
            .about(name.clone())
            .hint(case.mend(Message::new(
                "rätta justerare: eller närvaron",
                "correct justerare: or the attendance",
            ))),
        );
    }
}

fn too_few(case: &Case<'_>, out: &mut Vec<Finding>) {
    let protocol = case.protocol;
    let Some(rule) = case.body.and_then(|body| body.approval.as_ref()) else {
        return;
    };
    let in_force = case
        .date()
        .is_some_and(|day| rule.basis.period.contains(day));
    let Some(wanted) = rule.adjusters.as_ref().filter(|_| in_force) else {
        return;
    };
    // The adjusters approve beside the chair.
    let chair = protocol.chair.as_ref();
    let beside = |name: &&At<String>| chair.is_none_or(|chair| !same_name(chair, name));
    let found = protocol.adjusters.iter().filter(beside).count();
    if found >= wanted.value as usize {
        return;
    }
    let span = protocol
        .adjusters
        .first()
        .map(|adjuster| adjuster.span)
        .or_else(|| protocol.date.as_ref().map(|date| date.span));
    let wanted = wanted.value;
    out.push(
        Finding::new(
            &RULE,
            case.place(span.unwrap_or_default()),
            match found {
                0 => Message::new(
                    format!(
                        "protokollet har ingen justerare vid sidan av ordföranden; {wanted} ska justera"
                    ),
                    format!("the protocol has no adjuster beside the chair; {wanted} should approve"),
                ),
                found => Message::new(
                    format!("protokollet har {found} justerare; {wanted} ska justera"),
                    format!("the protocol has {found} adjusters; {wanted} should approve"),
                ),
            },
        )
        .about("justerare")
        .hint(case.mend(Message::new(
            "skriv justerare: och namnet på den som valdes",
            "write justerare: and the name of whoever was chosen",
        )))
        .resting_on(&rule.basis, Message::new("regeln", "the rule")),
    );
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    const RULE: &str = "kod: LSG\nnamn: Länssamverkansgruppen\njustering: {justerare: 1}\n";

    fn shown(head: &str) -> Vec<String> {
        let text = protocol(head, "## § 1 Läget\n\nText.\n");
        found(
            "J001",
            &[("lsg/2023-02-17.md", &text), ("organ/lsg.yaml", RULE)],
        )
    }

    #[test]
    fn the_chair_does_not_count() {
        let both = "ordförande: Anna Ek\njusterare: Anna Ek\nnärvarande: [Anna Ek]\n";
        assert_eq!(shown(both).len(), 1);
    }

    #[test]
    fn who_was_not_there() {
        let absent = "justerare: Bo Al\nnärvarande:\n  - Anna Ek\nfrånvarande:\n  - Bo Al\n";
        assert_eq!(
            shown(absent),
            ["lsg/2023-02-17.md: Bo Al: justeraren Bo Al står som frånvarande"]
        );
        let unlisted = "justerare: Bo Al\nnärvarande:\n  - Anna Ek\n";
        assert_eq!(shown(unlisted).len(), 1);
    }

    #[test]
    fn drafts_and_other_given_names() {
        assert_eq!(shown("status: utkast\nnärvarande:\n  - Anna Ek\n"), [""; 0]);
        assert_eq!(
            shown("justerare: Anna Ek\nnärvarande:\n  - Anna Maria Ek\n"),
            [""; 0]
        );
        assert_eq!(shown("justerare: Anna Ek\n"), [""; 0]);
    }
}
