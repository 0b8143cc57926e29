//! L004: "tisdag 2013-01-21" was a Monday.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::check::prose::{self, Dated};
use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::parse::dates::FoundKind;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "L004",
    name: "weekday-differs",
    severity: Severity::Warning,
    title: Text::new(
        "veckodagen stämmer inte med datumet",
        "the weekday isn't that of the date",
    ),
    why: Text::new(
        "En läsare vet inte om dagen eller datumet gäller, och en tid i kalendern kan bli fel.",
        "A reader doesn't know whether the day or the date counts, and a calendar may get the wrong one.",
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

Nästa möte hålls måndagen den 21 april 2023.
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

Nästa möte hålls fredagen den 21 april 2023.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let dated = case.prose.dated().iter();
    for paragraph in dated.filter(|paragraph| prose::has_weekday(paragraph.text)) {
        try_paragraph(case, paragraph, out);
    }
}

fn try_paragraph(case: &Case<'_>, paragraph: &Dated<'_>, out: &mut Vec<Finding>) {
    for found in &paragraph.dates {
        let FoundKind::Day {
            date,
            weekday: Some(written),
        } = found.kind
        else {
            continue;
        };
        let words = &paragraph.text[found.range.clone()];
        if possible(date, words).any(|date| date.weekday() == written) {
            continue;
        }
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let (sv, en) = name(date.weekday());
        out.push(
            Finding::new(
                &RULE,
                case.place(prose::span(&found.range, paragraph.start)),
                Message::new(
                    format!("\"{words}\": {date} är en {sv}"),
                    format!("\"{words}\": {date} is a {en}"),
                ),
            )
            .about(date.to_string())
            .hint(case.mend(Message::new(
                "rätta veckodagen eller datumet",
                "correct the weekday or the date",
            ))),
        );
    }
}

/// The days that may be meant: without a year, those of the years around too.
fn possible(date: NaiveDate, words: &str) -> impl Iterator<Item = NaiveDate> {
    let has_year = words.contains(&date.year().to_string());
    let around = if has_year { 0..=0 } else { -1..=1 };
    around.filter_map(move |years| date.with_year(date.year() + years))
}

fn name(weekday: Weekday) -> (&'static str, &'static str) {
    match weekday {
        Weekday::Mon => ("måndag", "Monday"),
        Weekday::Tue => ("tisdag", "Tuesday"),
        Weekday::Wed => ("onsdag", "Wednesday"),
        Weekday::Thu => ("torsdag", "Thursday"),
        Weekday::Fri => ("fredag", "Friday"),
        Weekday::Sat => ("lördag", "Saturday"),
        Weekday::Sun => ("söndag", "Sunday"),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    fn shown(text: &str) -> Vec<String> {
        let body = format!("## § 1 Nästa möte\n\n{text}\n");
        found("L004", &[("lsg/2023-02-17.md", &protocol("", &body))])
    }

    #[test]
    fn the_day_it_really_was() {
        assert_eq!(
            shown("Mötet hölls tisdag 2013-01-21."),
            [
                "lsg/2023-02-17.md: tisdag 2013-01-21: \"tisdag 2013-01-21\": 2013-01-21 är en måndag"
            ]
        );
        assert_eq!(
            shown("Nästa möte hålls måndagen\nden 21 april 2023.").len(),
            1
        );
        assert_eq!(shown("Svar lämnas lördag den 15 mars.").len(), 1);
    }

    #[test]
    fn days_that_are_right() {
        for text in [
            "Nästa möte hålls tisdagen den 10 november 2020.",
            "Nästa möte hålls fredagen den 21 april.",
            "Svar lämnas senast onsdag den 15 mars.",
            "Vid mötet fredagen den 25 november togs frågan upp.",
            "Varje tisdag. Den 21 april är det möte.",
        ] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }
}
