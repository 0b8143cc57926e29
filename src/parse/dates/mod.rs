//! Swedish dates: alone in knowing how protocols write a day, a stretch of days, a time and a
//! due date.
//!
//! A date without a year takes the nearest one after the meeting, the meeting's own day included.
//! Stretches: a season is three months (våren March to May, hösten September to November,
//! vintern December to February), vårterminen January to June, a week Monday to Sunday,
//! årsskiftet 31 December, halvårsskiftet 30 June.

mod calendar;
mod due;
mod due_words;
mod one_day;
mod reader;
mod stretch;
mod times;
mod token;
mod word;

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use reader::{Reader, What};
use std::ops::Range;

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it says.
    pub kind: FoundKind,
    /// The bytes of the text that say it, with weekday and `den`, without preposition.
    pub range: Range<usize>,
}

/// What a date in a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundKind {
    /// One day.
    Day {
        /// Which.
        date: NaiveDate,
        /// The weekday as written; the date may be another.
        weekday: Option<Weekday>,
    },
    /// `våren 2023`, `mars`, `Q2 2023`, `vecka 12`, `24–25 mars`.
    Span {
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
    },
    /// A day that no calendar has: `31 februari`.
    Impossible,
    /// `nästa möte`, `kommande sammanträde`.
    NextMeeting,
}

/// All dates in running text, from left to right; they don't overlap. Linear time.
///
/// Without the date of the `meeting`, those that lack a year aren't found.
pub fn find(text: &str, meeting: Option<NaiveDate>) -> Vec<Found> {
    let tokens = token::tokens(text);
    let reader = Reader::new(&tokens, meeting);
    let found = reader.hits().into_iter().filter_map(|hit| {
        let range = reader.bytes(&hit.tokens);
        Some(Found {
            kind: reader.resolve(hit.what)?,
            range,
        })
    });
    found.collect()
}

/// The day that is the whole text, but for white space and a final full stop or comma.
pub fn day(text: &str, meeting: Option<NaiveDate>) -> Option<NaiveDate> {
    let tokens = token::tokens(text);
    let reader = Reader::new(&tokens, meeting);
    let (what, end) = reader.hit(0)?;
    let rest = &tokens[end..];
    let ends = rest.is_empty()
        || (rest.len() == 1 && matches!(rest[0].kind, token::Kind::Mark('.' | ',')));
    match (what, ends) {
        (What::Day(_), true) => match reader.resolve(what)? {
            FoundKind::Day { date, .. } => Some(date),
            _ => None,
        },
        _ => None,
    }
}

/// The first time of day in a text, and the one that ends it: `09:00-12:00`, `kl. 9–12`, `13:15`.
///
/// A number is a time after `kl`, with a colon and minutes, or as the whole text.
pub fn times(text: &str) -> Option<(NaiveTime, Option<NaiveTime>)> {
    times::times(&token::tokens(text))
}

/// Whether the first time in a text begins a range that has no end: `09:00-25:00`.
pub fn lacks_end(text: &str) -> bool {
    times::lacks_end(&token::tokens(text))
}

/// How `date` is written where `text`, which is all of it, says the same and no more:
/// `2023-02-17`. `None` for what is written so already, for a weekday that the day isn't, and for
/// numbers that could be day and month or month and day (`3/4 2023`).
pub fn day_form(text: &str, date: NaiveDate) -> Option<String> {
    let text = text.trim();
    let iso = date.to_string();
    let misnamed = find(text, None).iter().any(|found| {
        matches!(found.kind, FoundKind::Day { weekday: Some(weekday), .. } if weekday != date.weekday())
    });
    let parts: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    let unsure =
        text.contains(['/', '.']) && matches!(parts[..], [a, b, _] if a <= 12 && b <= 12 && a != b);
    (text != iso && day(text, None) == Some(date) && !misnamed && !unsure).then_some(iso)
}

/// How a time or a stretch of time is written where that is all of `text`: `09:00-12:00`. `None`
/// for what is written so already.
pub fn times_form(text: &str) -> Option<String> {
    let is_time = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".:-–—klKLtil".contains(c);
    if text.len() > 64 || !text.chars().all(is_time) {
        return None;
    }
    times::form(&token::tokens(text)).filter(|form| form != text)
}

/// When a decision clause says that something is due, and the bytes that say so.
///
/// The date is `None` where none is given (`snarast`), where it exists in no calendar, and where
/// it hangs on a `meeting` or `next_meeting` that isn't known. Of several, `senast` wins, then
/// `till` and `inom`, then `under` and `vid`, then those without a date; of equals the first.
///
/// Not due: a date that names something (`mötet den 23 februari beslutades`), the end of a
/// validity (`till och med`, `förlängs till`), a stretch that has passed.
pub fn due(
    text: &str,
    meeting: Option<NaiveDate>,
    next_meeting: Option<NaiveDate>,
) -> Option<(Option<NaiveDate>, Range<usize>)> {
    let tokens = token::tokens(text);
    let reader = Reader::new(&tokens, meeting);
    let due = due::due(&reader, next_meeting)?;
    Some((due.date, reader.bytes(&due.tokens)))
}

#[cfg(test)]
mod tests;
