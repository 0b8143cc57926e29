//! From when to when: `2023-01-01`, `2023–2026`, `fr o m 1 mars 2023`, `tills vidare`.

use std::ops::RangeInclusive;

use chrono::{Datelike, Months, NaiveDate};

use crate::lang::fold;
use crate::model::Period;
use crate::parse::dates;

/// Years that a list of members may speak of: a number out of these isn't a year.
const YEARS: RangeInclusive<i32> = 1950..=2150;

/// Words for a term without end, or that isn't known.
const OPEN: [&str; 7] = [
    "tills vidare",
    "tillsvidare",
    "tv",
    "t v",
    "-",
    "until further notice",
    "pågående",
];

/// The first day that a cell gives: of a month or a year its first. `Ok(None)` for one that says
/// there is none.
pub fn first(text: &str) -> Result<Option<NaiveDate>, ()> {
    stretch(text).map(|stretch| stretch.map(|(first, _)| first))
}

/// The last day that a cell gives: of a month or a year its last.
pub fn last(text: &str) -> Result<Option<NaiveDate>, ()> {
    stretch(text).map(|stretch| stretch.map(|(_, last)| last))
}

fn stretch(text: &str) -> Result<Option<(NaiveDate, NaiveDate)>, ()> {
    let folded = fold(text);
    let text = folded.trim();
    let text = without(text, &FROM)
        .or_else(|| without(text, &UNTIL))
        .unwrap_or(text);
    if text.is_empty() || OPEN.contains(&text) {
        return Ok(None);
    }
    days_of(text).map(Some).ok_or(())
}

const FROM: [&str; 8] = [
    "från och med ",
    "fr.o.m. ",
    "fr.o.m ",
    "fr o m ",
    "from ",
    "från ",
    "fom ",
    "sedan ",
];
const UNTIL: [&str; 9] = [
    "till och med ",
    "t.o.m. ",
    "t.o.m ",
    "t o m ",
    "tom ",
    "till ",
    "until ",
    "to ",
    "längst till ",
];

fn without<'t>(text: &'t str, prefixes: &[&str]) -> Option<&'t str> {
    prefixes
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .map(str::trim)
}

/// What a cell of a whole term says.
pub fn period(text: &str) -> Result<Period, ()> {
    let folded = fold(text);
    let text = folded.trim();
    let text = without(
        text,
        &["mandatperioden ", "mandatperiod ", "perioden ", "åren "],
    )
    .unwrap_or(text);
    if text.is_empty() || OPEN.contains(&text) {
        return Ok(Period::default());
    }
    for (from, until) in ranges(text) {
        if let (Ok(from), Ok(until)) = (first(from), last(&whole_year(from, until)))
            && (from.is_some() || until.is_some())
            && from.zip(until).is_none_or(|(from, until)| from <= until)
        {
            return Ok(Period { from, until });
        }
    }
    // One day or month alone is where it begins, unless it says that it ends there; a year is all
    // of it.
    if let Some(rest) = without(text, &UNTIL) {
        return days_of(rest)
            .map(|(_, until)| Period {
                from: None,
                until: Some(until),
            })
            .ok_or(());
    }
    if let Some(rest) = without(text, &FROM) {
        return days_of(rest)
            .map(|(from, _)| Period {
                from: Some(from),
                until: None,
            })
            .ok_or(());
    }
    let (from, until) = days_of(text).ok_or(())?;
    let is_year = from.ordinal() == 1 && (until.month(), until.day()) == (12, 31);
    Ok(Period {
        from: Some(from),
        until: is_year.then_some(until),
    })
}

/// Where a term may be divided, the surest first.
fn ranges(text: &str) -> impl Iterator<Item = (&str, &str)> {
    const DIVIDERS: [&str; 11] = [
        "--",
        "..",
        " - ",
        " t.o.m. ",
        " t.o.m ",
        " t o m ",
        " tom ",
        " till och med ",
        " till ",
        " to ",
        "/",
    ];
    let words = DIVIDERS
        .into_iter()
        .filter_map(move |divider| text.split_once(divider));
    // `2023-2026`, `2023-01-01-2026-12-31`: at each dash.
    let dashes = text
        .match_indices('-')
        .map(move |(at, dash)| (&text[..at], &text[at + dash.len()..]));
    words
        .chain(dashes)
        .map(|(from, until)| (from.trim(), until.trim()))
}

/// `26` after `2023` is 2026.
fn whole_year(from: &str, until: &str) -> String {
    let is_short = until.len() == 2 && until.bytes().all(|byte| byte.is_ascii_digit());
    match from.get(..2) {
        // To 12 it is a month.
        Some(century) if is_short && until > "12" && year(from).is_some() => {
            format!("{century}{until}")
        }
        _ => until.to_owned(),
    }
}

fn year(text: &str) -> Option<i32> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    let year = is_year.then(|| text.parse().ok())??;
    YEARS.contains(&year).then_some(year)
}

/// First and last day of a day, a month or a year.
fn days_of(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(year) = year(text) {
        return Some((
            NaiveDate::from_ymd_opt(year, 1, 1)?,
            NaiveDate::from_ymd_opt(year, 12, 31)?,
        ));
    }
    // `2023-03` is March; `2023-26` isn't.
    if let Some((written, month)) = text.split_once('-')
        && let (Some(year), 2, Ok(month)) = (year(written), month.len(), month.parse())
    {
        return month_of(NaiveDate::from_ymd_opt(year, month, 1)?);
    }
    // `20230101`, and with a time after it `2023-01-01 00:00:00`.
    let text = match text.split_once(['t', ' ']) {
        Some((day, time)) if time.starts_with("00:00") => day,
        _ => text,
    };
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let day = NaiveDate::parse_from_str(text, "%Y%m%d").ok();
        return day.filter(in_years).map(|day| (day, day));
    }
    if let Some(day) = dates::day(text, None) {
        return in_years(&day).then_some((day, day));
    }
    match dates::find(text, None).as_slice() {
        [
            dates::Found {
                kind: dates::FoundKind::Span { from, until },
                range,
            },
        ] if *range == (0..text.len()) => in_years(from).then_some((*from, *until)),
        _ => None,
    }
}

fn in_years(day: &NaiveDate) -> bool {
    YEARS.contains(&day.year())
}

fn month_of(first: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(period: Result<Period, ()>) -> String {
        let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        match period {
            Ok(period) => format!("{}..{}", day(period.from), day(period.until)),
            Err(()) => "?".to_owned(),
        }
    }

    #[test]
    fn terms_as_lists_write_them() {
        for (text, wanted) in [
            ("2023-01-01--2026-12-31", "2023-01-01..2026-12-31"),
            ("2023-01-01 – 2026-12-31", "2023-01-01..2026-12-31"),
            ("2023-01-01-2026-12-31", "2023-01-01..2026-12-31"),
            ("2023-01-01 t.o.m. 2026-12-31", "2023-01-01..2026-12-31"),
            ("2023–2026", "2023-01-01..2026-12-31"),
            ("2023-2026", "2023-01-01..2026-12-31"),
            ("2023/2026", "2023-01-01..2026-12-31"),
            ("2023-26", "2023-01-01..2026-12-31"),
            ("2023-03", "2023-03-01.."),
            ("Mandatperioden 2023-2026", "2023-01-01..2026-12-31"),
            ("fr o m 2023-03-01", "2023-03-01.."),
            ("fr.o.m. 1 mars 2023", "2023-03-01.."),
            ("t.o.m. 2024-06", "..2024-06-30"),
            (
                "fr o m 2023-03-01 t o m 2024-02-29",
                "2023-03-01..2024-02-29",
            ),
            ("2023-01-01 -", "2023-01-01.."),
            ("2023", "2023-01-01..2023-12-31"),
            (
                "1 januari 2023 - 31 december 2024",
                "2023-01-01..2024-12-31",
            ),
            ("tills vidare", ".."),
            ("", ".."),
            ("2026-2023", "?"),
            ("snart", "?"),
            ("2023-02-30", "?"),
            ("44927", "?"),
            ("9999", "?"),
        ] {
            assert_eq!(shown(period(text)), wanted, "{text}");
        }
    }

    #[test]
    fn single_days() {
        let day = |text| first(text).map(|day| day.map(|day| day.to_string()));
        assert_eq!(day("2023-03-01"), Ok(Some("2023-03-01".to_owned())));
        assert_eq!(day("20230301"), Ok(Some("2023-03-01".to_owned())));
        assert_eq!(
            day("2023-03-01 00:00:00"),
            Ok(Some("2023-03-01".to_owned()))
        );
        assert_eq!(
            day("Fr.o.m. 1 mars 2023"),
            Ok(Some("2023-03-01".to_owned()))
        );
        assert_eq!(day("tills vidare"), Ok(None));
        assert_eq!(day("44927"), Err(()));
        assert_eq!(last("2024-02").unwrap().unwrap().to_string(), "2024-02-29");
        assert_eq!(last("2026").unwrap().unwrap().to_string(), "2026-12-31");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in proptest::prelude::any::<String>()) {
            let _ = period(&text);
            let _ = (first(&text), last(&text));
        }
    }
}
