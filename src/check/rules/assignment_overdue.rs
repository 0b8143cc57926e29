//! S003: an assignment open past its due date.

use chrono::NaiveDate;

use crate::archive::register::{Assignment, Register, State};
use crate::check::series::{self, Dated, Series};
use crate::check::{Check, Context, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S003",
    name: "assignment-overdue",
    severity: Severity::Warning,
    title: Text::new(
        "ett uppdrag är inte återrapporterat i tid",
        "an assignment isn't reported back in time",
    ),
    why: Text::new(
        "Ett uppdrag som ingen återrapporterar glöms, och den som väntar vet inte om det är gjort.",
        "An assignment that nobody reports back is forgotten, and whoever waits doesn't know whether it is done.",
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

## § 1 Checklista

Länssamverkansgruppen beslutade

- att uppdra åt Almby kommun att pröva en checklista, senast 2023-06-01
",
        },
        Example {
            path: "lsg/2023-06-09.md",
            text: "\
---
organ: LSG
datum: 2023-06-09
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Föregående protokoll

Protokollet från mötet lades till handlingarna.
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

## § 1 Checklista

Länssamverkansgruppen beslutade

- att uppdra åt Almby kommun att pröva en checklista, senast 2023-06-01
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

- Avslutar: LSG/2023-02-17/1:1

Protokollet från mötet lades till handlingarna.
",
        },
    ],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let register = Register::new(context.archive, context.day);
    let series = series::all(context.archive);
    // One finding for each protocol: only a later one can report them.
    let mut overdue: Vec<&Assignment<'_>> = Vec::new();
    for assignment in &register.assignments {
        if !assignment.is_overdue(context.day) {
            continue;
        }
        let same = |last: &&Assignment<'_>| std::ptr::eq(last.file, assignment.file);
        if !overdue.last().is_none_or(same) {
            out.extend(finding(context, &overdue, &series));
            overdue.clear();
        }
        overdue.push(assignment);
    }
    out.extend(finding(context, &overdue, &series));
}

/// Whether the body that gave it has a meeting on file where it should have been reported: on its
/// last day or later, and not after `day`.
///
/// Without one, nobody can tell a forgotten assignment from a protocol that isn't here yet.
fn has_met_since(series: &[Series<'_>], assignment: &Assignment<'_>, day: NaiveDate) -> bool {
    let Some(due) = assignment.due() else {
        return false;
    };
    let body = assignment.file.protocol.body.value.as_str();
    let Ok(at) = series.binary_search_by(|one| one.body.cmp(body)) else {
        return false;
    };
    let from = due.pred_opt().unwrap_or(due);
    let later = series[at].after(from).iter();
    later
        .take_while(|dated| dated.date <= day)
        .any(Dated::was_held)
}

/// How many further assignments one finding shows.
const SHOWN_MAX: usize = 20;

fn finding(
    context: &Context<'_>,
    overdue: &[&Assignment<'_>],
    series: &[Series<'_>],
) -> Option<Finding> {
    let (first, rest) = overdue.split_first()?;
    let case = context.case(first.file);
    let body = &case.protocol.body.value;
    let told = waits(first)?;
    let known = |one: &&Assignment<'_>| has_met_since(series, one, context.day);
    let evident = overdue.iter().any(known);
    let hint = Message::new(
        format!(
            "skriv Avslutar: {} i den punkt där uppdraget återrapporteras, eller Utgår: om det inte längre gäller",
            first.decision.id
        ),
        format!(
            "write Avslutar: {} in the item that reports it back, or Utgår: if it no longer holds",
            first.decision.id
        ),
    );
    let mut finding = Finding::new(
        &RULE,
        case.place(first.decision.span),
        match overdue.len() {
            1 => told,
            n => Message::new(
                format!(
                    "{n} uppdrag från mötet är inte återrapporterade; {}",
                    told.sv
                ),
                format!(
                    "{n} assignments of the meeting aren't reported back; {}",
                    told.en
                ),
            ),
        },
    )
    .about(match overdue.len() {
        1 => first.decision.id.to_string(),
        _ => case.protocol.id.to_string(),
    })
    .hint(match evident {
        true => hint,
        false => Message::new(
            format!(
                "samlingen har inget senare protokoll från {body}; när det finns: {}",
                hint.sv
            ),
            format!(
                "the archive has no later protocol of {body}; once it has: {}",
                hint.en
            ),
        ),
    });
    if !evident {
        finding.severity = Severity::Note;
    }
    for assignment in rest.iter().take(SHOWN_MAX) {
        let place = case.place(assignment.decision.span);
        finding = finding.related(place, waits(assignment)?);
    }
    Some(finding)
}

/// `LSG/2023-02-17/4:2 (Almby kommun) skulle vara klart 2023-06-01`.
fn waits(assignment: &Assignment<'_>) -> Option<Message> {
    let due = assignment.due()?;
    let id = &assignment.decision.id;
    let waiting: Vec<&str> = assignment
        .receivers
        .iter()
        .filter(|receiver| receiver.reported.is_none())
        .map(|receiver| receiver.name)
        .collect();
    let who = match waiting.len() {
        0 => String::new(),
        1..=3 => format!(" ({})", waiting.join(", ")),
        n => format!(" ({}, … {n})", waiting[..2].join(", ")),
    };
    Some(match assignment.state {
        State::PartlyReported => Message::new(
            format!("{id}{who} är bara delvis återrapporterat och skulle vara klart {due}"),
            format!("{id}{who} is only partly reported back and was due on {due}"),
        ),
        _ => Message::new(
            format!("{id}{who} skulle vara klart {due}"),
            format!("{id}{who} was due on {due}"),
        ),
    })
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found_on, protocol, tried};
    use crate::rule::Severity;

    #[test]
    fn where_the_archive_ends_before_the_day_it_is_a_note() {
        let text = protocol(
            "",
            "## § 1 Ett\n\nBeslut:\n\n- att uppdra åt kansliet att skriva, senast 2023-05-01\n",
        );
        let later = |date: &str, head: &str| {
            protocol(head, "## § 1 Annat\n\nText.\n").replace("2023-02-17\n", &format!("{date}\n"))
        };
        let severity = |date: &str, head: &str| {
            let (path, other) = (format!("lsg/{date}.md"), later(date, head));
            let files = [
                ("lsg/2023-02-17.md", text.as_str()),
                (path.as_str(), other.as_str()),
            ];
            tried("2023-06-02", "S003", &files, |finding, _| finding.severity)
        };
        assert_eq!(severity("2023-05-01", ""), [Severity::Warning]);
        assert_eq!(severity("2023-05-20", ""), [Severity::Warning]);
        assert_eq!(severity("2023-04-30", ""), [Severity::Note]);
        assert_eq!(severity("2023-06-03", ""), [Severity::Note]);
        assert_eq!(
            severity("2023-05-20", "status: inställt\n"),
            [Severity::Note]
        );
        assert_eq!(severity("2023-05-20", "typ: kallelse\n"), [Severity::Note]);
    }

    #[test]
    fn one_finding_for_a_meeting() {
        let text = protocol(
            "",
            "## § 1 Ett\n\nBeslut:\n\n- att uppdra åt Almby kommun och Berga kommun att svara, senast 2023-06-01\n- att uppdra åt kansliet att skriva, senast 2023-05-01\n- att uppdra åt kansliet att läsa\n",
        );
        let later = protocol(
            "",
            "## § 1 Uppföljning\n\n- Avslutar: LSG/2023-02-17/1:1, Almby kommun\n\nText.\n",
        );
        let later = later.replace("2023-02-17\n", "2023-04-21\n");
        let shown = |day, files: &[(&str, &str)]| found_on(day, "S003", files);
        let first = ("lsg/2023-02-17.md", text.as_str());
        let second = ("lsg/2023-04-21.md", later.as_str());
        assert_eq!(shown("2023-05-01", &[first]), [""; 0]);
        let found = shown("2023-06-02", &[first]);
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("2 uppdrag från mötet"), "{}", found[0]);
        let found = shown("2023-06-02", &[first, second]);
        assert!(
            found[0].contains("1:1 (Berga kommun) är bara delvis"),
            "{}",
            found[0]
        );
    }
}
