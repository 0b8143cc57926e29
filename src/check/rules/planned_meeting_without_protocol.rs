//! S008: a date of `möten:` has passed with no file.

use chrono::NaiveDate;

use crate::check::series::Series;
use crate::check::{Check, Context, Example, Need, Run, series};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{Body, CalendarDay};
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "S008",
    name: "planned-meeting-without-protocol",
    severity: Severity::Note,
    title: Text::new(
        "en planerad dag saknar protokoll",
        "a planned day has no protocol",
    ),
    why: Text::new(
        "Ett möte utan protokoll kan inte följas upp, och ett som ställdes in borde synas.",
        "A meeting without a protocol can't be followed up, and one that was cancelled should be seen.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Calendar),
    run: Run::Archive(run),
    bad: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
möten:
  - {datum: 2023-02-17}
  - {datum: 2023-04-21}
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
möten:
  - {datum: 2023-02-17}
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
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let on_file = series::all(context.archive);
    for body in &context.archive.collaboration.bodies {
        let series = on_file.iter().find(|series| series.body == body.code.value);
        let missing = missing(body, series, context.day);
        out.extend(finding(body, &missing));
    }
}

/// The days before `today` that the calendar has and the series hasn't. A rule that doesn't say
/// from when counts from the first file of the body.
fn missing<'a>(
    body: &'a Body,
    series: Option<&Series<'_>>,
    today: NaiveDate,
) -> Vec<CalendarDay<'a>> {
    let Some(yesterday) = today.pred_opt() else {
        return Vec::new();
    };
    let begun = series
        .and_then(|series| series.files.first())
        .map(|file| file.date);
    let written = body.planned.iter().map(|row| row.date.value);
    let declared = body.calendar_rules.iter();
    let declared = declared.filter_map(|rule| rule.basis.period.from);
    let Some(first) = written.chain(declared).chain(begun).min() else {
        return Vec::new();
    };
    let mut days = body.calendar(first, yesterday);
    days.retain(|day| {
        let open = day.rule.is_some() && day.basis.period.from.is_none();
        let counts = !open || begun.is_some_and(|begun| begun <= day.date);
        counts && !series.is_some_and(|series| series.has_meeting(day.date))
    });
    days
}

/// How many further days one finding shows.
const SHOWN_MAX: usize = 20;

/// One for each body: a calendar whose protocols aren't here yet should not fill the screen.
fn finding(body: &Body, missing: &[CalendarDay<'_>]) -> Option<Finding> {
    let (first, rest) = missing.split_first()?;
    let place = |planned: &CalendarDay<'_>| Place {
        path: body.path.clone(),
        span: planned.span,
    };
    let (name, day) = (&body.name.value, first.date);
    let mut finding = Finding::new(
        &RULE,
        place(first),
        match missing.len() {
            1 => Message::new(
                format!("{name} skulle ha möte {day}, och det finns inget protokoll"),
                format!("{name} was to meet on {day}, and there is no protocol"),
            ),
            2 => Message::new(
                format!("{name} skulle ha möte {day} och en dag till som saknar protokoll"),
                format!("{name} was to meet on {day} and one more day that has no protocol"),
            ),
            n => Message::new(
                format!("{name} skulle ha möte {day} och {} dagar till som saknar protokoll", n - 1),
                format!("{name} was to meet on {day} and {} more days that have no protocol", n - 1),
            ),
        },
    )
    .about(body.code.value.clone())
    .source(first.basis.source.as_ref().map(|source| source.value.as_str()))
    .hint(Message::new(
        "lägg in protokollet; ställdes mötet in, lägg in en fil för dagen med status: inställt",
        "add the protocol; if the meeting was cancelled, add a file for the day with status: inställt",
    ));
    // Days of one rule stand at one place, which is shown once.
    let mut seen = vec![first.span];
    for planned in rest.iter().take(SHOWN_MAX) {
        if seen.contains(&planned.span) {
            continue;
        }
        seen.push(planned.span);
        let day = planned.date.to_string();
        finding = finding.related(place(planned), Message::new(day.clone(), day));
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found_on, protocol};

    #[test]
    fn days_that_have_passed() {
        let organ = "kod: LSG\nnamn: Länssamverkansgruppen\nmöten:\n  - {datum: 2023-02-17}\n  - {datum: 2023-04-21}\n  - {datum: 2023-06-01}\n";
        let held = protocol("", "");
        let cancelled = protocol("status: inställt\n", "").replace("2023-02-17", "2023-04-21");
        let summons = protocol("typ: kallelse\n", "").replace("2023-02-17", "2023-06-01");
        let shown = |day| {
            let files = [
                ("organ/lsg.yaml", organ),
                ("lsg/2023-02-17.md", &held),
                ("lsg/2023-04-21.md", &cancelled),
                ("lsg/2023-06-01-kallelse.md", &summons),
            ];
            found_on(day, "S008", &files).len()
        };
        assert_eq!((shown("2023-06-01"), shown("2023-06-02")), (0, 1));
    }

    #[test]
    fn days_that_a_rule_gives() {
        let held = protocol("", "");
        let shown = |rule: &str, day| {
            let organ = format!("kod: LSG\nnamn: Länssamverkansgruppen\nmöten:\n  - {rule}\n");
            let files = [
                ("organ/lsg.yaml", organ.as_str()),
                ("lsg/2023-02-17.md", &held),
            ];
            found_on(day, "S008", &files)
        };
        // From the first file on, where the rule doesn't say.
        assert!(shown("tredje fredagen", "2023-03-17").is_empty());
        let found = |rule: &str, days: &str| {
            let marked = rule.trim_start_matches("{regel: ").split("\", från").next();
            let marked = marked.unwrap_or_default();
            let quote = if marked.starts_with('"') { "\"" } else { "" };
            format!(
                "organ/lsg.yaml: {marked}{quote}: Länssamverkansgruppen skulle ha möte {days} som saknar protokoll"
            )
        };
        assert_eq!(
            shown("tredje fredagen", "2023-04-30"),
            [found("tredje fredagen", "2023-03-17 och en dag till")]
        );
        let since = "{regel: \"tredje fredagen, ej mars\", från: 2022-12-01}";
        assert_eq!(
            shown(since, "2023-04-30"),
            [found(since, "2022-12-16 och 2 dagar till")]
        );
    }
}
