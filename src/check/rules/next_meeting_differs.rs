//! S001: `nästa-möte`, the text and the next protocol disagree.

use chrono::NaiveDate;

use crate::check::series::{self, Dated, Series};
use crate::check::{Case, Check, Context, Example, Run, prose};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::parse::dates::{self, FoundKind};
use crate::rule::{Rule, Severity};
use crate::text::{At, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "S001",
    name: "next-meeting-differs",
    severity: Severity::Warning,
    title: Text::new(
        "uppgifterna om nästa möte stämmer inte överens",
        "what is said about the next meeting disagrees",
    ),
    why: Text::new(
        "Den som planerar efter protokollet kommer fel dag.",
        "Whoever plans by the protocol comes on the wrong day.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Archive(run),
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
nästa-möte: 2023-04-28
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls den 21 april 2023.
",
    }],
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
nästa-möte: 2023-04-21
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls den 21 april 2023.
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
            out.extend(try_one(&context.case(dated.file), *dated, &series));
        }
    }
}

fn try_one(case: &Case<'_>, dated: Dated<'_>, series: &Series<'_>) -> Option<Finding> {
    let announced = announced(case);
    let said = said(case, dated.date);
    let first = announced.first();
    // What the text says about the next meeting, where it isn't what the front matter says.
    let elsewhere = |day: &NaiveDate| {
        let next = &case.protocol.next_meetings;
        next.iter().any(|next| next.date.value == *day)
    };
    let contradicts = match (first, &said) {
        (Some(_), Some(said)) => !said.days.iter().any(elsewhere),
        _ => false,
    };
    let (day, span) = match (first, &said) {
        (Some(first), _) => (first.value, first.span),
        (None, Some(said)) if said.days.len() == 1 => (said.days[0], said.span),
        _ => return None,
    };
    let held = next_held(series, dated.date, &announced, day);
    let mut told = Vec::new();
    if let (true, Some(said)) = (contradicts, &said) {
        told.push(Message::new(
            format!("texten säger {}", said.days[0]),
            format!("the text says {}", said.days[0]),
        ));
    }
    if let Some(held) = held {
        told.push(Message::new(
            format!("nästa protokoll är från {}", held.date),
            format!("the next protocol is of {}", held.date),
        ));
    }
    if told.is_empty() {
        return None;
    }
    let join = |text: fn(&Message) -> &str, and: &str| {
        let all: Vec<&str> = told.iter().map(text).collect();
        all.join(and)
    };
    let mut finding = Finding::new(
        &RULE,
        case.place(span),
        Message::new(
            format!(
                "nästa möte anges till {day}, men {}",
                join(|m| &m.sv, " och ")
            ),
            format!(
                "the next meeting is given as {day}, but {}",
                join(|m| &m.en, " and ")
            ),
        ),
    )
    .about(day.to_string())
    .hint(match contradicts {
        true => case.mend(Message::new(
            "skriv samma dag i nästa-möte: och i texten",
            "write the same day in nästa-möte: and in the text",
        )),
        false => Message::new(
            "ställdes mötet in, lägg in en fil för den dagen med status: inställt",
            "if the meeting was cancelled, add a file for that day with status: inställt",
        ),
    });
    if let (true, Some(said)) = (contradicts, &said) {
        let place = case.place(said.span);
        finding = finding.related(place, Message::new("i texten", "in the text"));
    }
    if let Some(held) = held {
        let other = case.context.case(held.file);
        let date = other.protocol.date.as_ref().map(|date| date.span);
        let place = other.place(date.unwrap_or_default());
        finding = finding.related(place, Message::new("nästa protokoll", "the next protocol"));
    }
    Some(finding)
}

/// The days that `nästa-möte:` gives for the body itself, the earliest first.
fn announced(case: &Case<'_>) -> Vec<At<NaiveDate>> {
    let body = &case.protocol.body.value;
    let mut days: Vec<At<NaiveDate>> = case
        .protocol
        .next_meetings
        .iter()
        .filter(|next| {
            next.bodies.is_empty() || next.bodies.iter().any(|other| other.value == *body)
        })
        .map(|next| next.date.clone())
        .collect();
    days.sort_by_key(|day| day.value);
    days
}

/// The days in the item about the next meeting.
struct Said {
    /// At least one.
    days: Vec<NaiveDate>,
    /// Where the first stands.
    span: Span,
}

fn said(case: &Case<'_>, meeting: NaiveDate) -> Option<Said> {
    let item = case
        .protocol
        .items
        .iter()
        .find(|item| is_about_next(&item.title.value))?;
    let text = item.span.of(&case.file.source.text);
    let mut days = Vec::new();
    let mut span = None;
    for found in dates::find(&prose::without_bullets(text), Some(meeting)) {
        match found.kind {
            FoundKind::Day { date, .. } if date > meeting => {
                days.push(date);
                let start = item.span.start as usize;
                span.get_or_insert(Span::new(
                    found.range.start + start,
                    found.range.end + start,
                ));
            }
            _ => {}
        }
    }
    span.map(|span| Said { days, span })
}

fn is_about_next(title: &str) -> bool {
    let title = fold(title);
    ["nästa", "kommande", "nästkommande"].iter().any(|next| {
        title.split(' ').any(|word| word == *next)
            && ["möte", "sammanträde", "träff"]
                .iter()
                .any(|noun| title.contains(noun))
    })
}

/// The next meeting on file, where it is on no announced day and the announced day has passed by
/// without a file: another meeting before it says nothing yet.
fn next_held<'a>(
    series: &Series<'a>,
    meeting: NaiveDate,
    announced: &[At<NaiveDate>],
    day: NaiveDate,
) -> Option<Dated<'a>> {
    let on_file = announced.iter().any(|day| series.has_meeting(day.value));
    if on_file || series.has_meeting(day) {
        return None;
    }
    let mut later = series
        .after(meeting)
        .iter()
        .filter(|dated| dated.was_held());
    let next = *later.clone().next()?;
    later.any(|dated| dated.date > day).then_some(next)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    fn shown(next: &str, text: &str, later: &[&str]) -> Vec<String> {
        let first = protocol(
            &format!("nästa-möte:\n{next}"),
            &format!("## § 1 Nästa möte\n\n{text}\n"),
        );
        let mut files = vec![("lsg/2023-02-17.md".to_owned(), first)];
        for day in later {
            let text = protocol("", "").replace("2023-02-17", day);
            files.push((format!("lsg/{day}.md"), text));
        }
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        found("S001", &files)
            .iter()
            .map(|line| line.split_once(": ").unwrap().1.to_owned())
            .collect()
    }

    #[test]
    fn all_three_agree() {
        let own = "  - 2023-04-21\n  - {datum: 2023-03-24, organ: SVO}\n";
        assert_eq!(
            shown(
                own,
                "- SVO den 24 mars\n- Gruppen den 21 april",
                &["2023-04-21"]
            ),
            [""; 0]
        );
        assert_eq!(
            shown("  - 2023-04-21\n", "Tid meddelas senare.", &[]),
            [""; 0]
        );
        assert_eq!(
            shown("", "Nästa möte hålls i april.", &["2023-04-21"]),
            [""; 0]
        );
    }

    #[test]
    fn the_text_or_the_next_protocol_differs() {
        assert_eq!(
            shown(
                "  - 2023-04-21\n",
                "Nästa möte är den 28 april.",
                &["2023-04-28"]
            ),
            [
                "2023-04-21: nästa möte anges till 2023-04-21, men texten säger 2023-04-28 och nästa protokoll är från 2023-04-28"
            ]
        );
        assert_eq!(
            shown("", "Nästa möte är den 21 april.", &["2023-04-28"]),
            [
                "den 21 april: nästa möte anges till 2023-04-21, men nästa protokoll är från 2023-04-28"
            ]
        );
    }

    #[test]
    fn a_meeting_in_between_says_nothing() {
        assert_eq!(
            shown(
                "  - 2023-04-21\n",
                "Nästa möte är den 21 april.",
                &["2023-03-01"]
            ),
            [""; 0]
        );
        assert_eq!(
            shown("  - 2023-04-21\n", "Text.", &["2023-03-01", "2023-04-21"]),
            [""; 0]
        );
        assert_eq!(
            shown("  - 2023-04-21\n", "Text.", &["2023-03-01", "2023-06-01"]).len(),
            1
        );
    }
}
