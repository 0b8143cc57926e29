//! When and where a meeting was held.

use chrono::NaiveDate;

use super::facts::{Fact, Facts};
use super::head::Head;
use super::labels::Label;
use super::source::Line;
use crate::parse::dates::{self, FoundKind};
use crate::parse::words::lower;

/// The first day that a text names.
pub(super) fn day_in(text: &str, meeting: Option<NaiveDate>) -> Option<NaiveDate> {
    dates::find(text, meeting)
        .into_iter()
        .find_map(|found| match found.kind {
            FoundKind::Day { date, .. } => Some(date),
            _ => None,
        })
}

/// Settles the day, the time and the place.
pub(super) fn when(lines: &[Line], front: usize, head: &Head, facts: &mut Facts) {
    let values: Vec<_> = head
        .values
        .iter()
        .filter(|value| {
            matches!(value.label, Label::When | Label::Day | Label::Where) && !value.signed
        })
        .collect();
    for value in &values {
        let number = lines[value.line].number;
        if facts.date.is_none() && value.label != Label::Where {
            facts.date = day_in(&value.text, None).map(|day| Fact::read(day, number));
        }
        if facts.time.is_none()
            && let Some(time) = time_in(&value.text)
        {
            facts.time = Some(Fact::read(time, number));
        }
    }
    for value in &values {
        if facts.place.is_some() {
            break;
        }
        if value.label == Label::Day {
            continue;
        }
        let place = place_in(&value.text).or_else(|| {
            let text = value.text.trim();
            (value.label == Label::Where && !text.is_empty()).then(|| text.to_owned())
        });
        if let Some(place) = place {
            facts.place = Some(Fact::read(place, lines[value.line].number));
        }
    }
    if facts.date.is_none()
        && let Some(title) = &facts.title
    {
        facts.date = day_in(&title.value, None).map(|day| Fact::read(day, title.line));
    }
    // Any day before the first item that isn't one of approval.
    if facts.date.is_none() {
        let approval = |at: usize| {
            head.values.iter().any(|value| {
                value.line == at
                    && matches!(
                        value.label,
                        Label::Approval | Label::Notice | Label::NextMeeting
                    )
            })
        };
        facts.date = (0..front.min(60).max(front.min(lines.len())))
            .filter(|&at| !approval(at))
            .find_map(|at| {
                day_in(&lines[at].text, None).map(|day| Fact::guessed(day, lines[at].number))
            });
    }
    // Several days: what was answered by mail is decided on the last.
    if facts.date.is_none() {
        facts.date = (0..front.min(25)).find_map(|at| {
            dates::find(&lines[at].text, None)
                .into_iter()
                .find_map(|found| match found.kind {
                    FoundKind::Span { from, until } if (until - from).num_days() <= 14 => {
                        Some(Fact::guessed(until, lines[at].number))
                    }
                    _ => None,
                })
        });
    }
    // A day without a year beside a year elsewhere in the head.
    if facts.date.is_none() {
        let year = (0..front).find_map(|at| {
            lines[at]
                .text
                .split(|c: char| !c.is_ascii_digit())
                .find(|part| part.len() == 4 && (part.starts_with("20") || part.starts_with("19")))
                .and_then(|part| part.parse::<i32>().ok())
        });
        if let Some(new_year) = year.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)) {
            facts.date = (0..front).find_map(|at| {
                day_in(&lines[at].text, Some(new_year))
                    .map(|day| Fact::guessed(day, lines[at].number))
            });
        }
    }
    if facts.time.is_none() {
        let near = (0..front.min(25)).find_map(|at| {
            let lowered = lower(&lines[at].text);
            (lowered.contains("kl") || lowered.contains("tid"))
                .then(|| time_in(&lines[at].text))
                .flatten()
                .map(|time| Fact::guessed(time, lines[at].number))
        });
        facts.time = near;
    }
}

/// `09:00-12:00` of "kl. 9-12", "13.00–15.30".
fn time_in(text: &str) -> Option<String> {
    let shown = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    if let Some((start, end)) = dates::times(text) {
        return Some(match end {
            Some(end) => format!("{}-{}", shown(start), shown(end)),
            None => shown(start),
        });
    }
    // Times with full stops and without `kl`.
    let times: Vec<chrono::NaiveTime> = text
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ':')))
        .filter_map(|part| {
            let part = part.trim_end_matches(['.', ':']);
            let (hours, minutes) = part.split_once(['.', ':'])?;
            if minutes.len() != 2 || hours.is_empty() || hours.len() > 2 {
                return None;
            }
            chrono::NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
        })
        .collect();
    match times.as_slice() {
        [] => None,
        [one] => Some(shown(*one)),
        [first, second, ..] if second > first => {
            Some(format!("{}-{}", shown(*first), shown(*second)))
        }
        [first, ..] => Some(shown(*first)),
    }
}

/// What of a value is a place: without its dates and times.
fn place_in(text: &str) -> Option<String> {
    let mut text = text.replace('\t', " ");
    let dates: Vec<std::ops::Range<usize>> = dates::find(&text, None)
        .into_iter()
        .map(|found| found.range)
        .collect();
    for range in dates.into_iter().rev() {
        text.replace_range(range, ",");
    }
    let lowered = lower(&text);
    let mut cut = text.len();
    for word in [" kl ", " kl. ", " klockan ", "kl ", "kl. ", "kl:"] {
        if let Some(at) = lowered.find(word) {
            cut = cut.min(at);
        }
    }
    if let Some(at) = text.find(|c: char| c.is_ascii_digit())
        && time_in(&text[at..]).is_some()
        && text[at..].find(['.', ':']).is_some_and(|sign| sign <= 2)
    {
        cut = cut.min(at);
    }
    let mut place = text[..cut].to_owned();
    if place.trim().chars().filter(|c| c.is_alphabetic()).count() < 3 {
        // The time stands first: "kl. 13.00-15.30, Kommunhuset".
        let after = &text[cut..];
        let rest: Vec<&str> = after
            .split([',', ';'])
            .map(str::trim)
            .filter(|part| part.chars().next().is_some_and(char::is_uppercase))
            .collect();
        place = rest.join(", ");
    }
    let place = place.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = place
        .trim_matches([',', ';', '.', ':', '–', '-', ' ', '('])
        .trim();
    let lowered = lower(place);
    let noise = lowered.is_empty()
        || place.chars().filter(|c| c.is_alphabetic()).count() < 3
        || matches!(
            lowered.as_str(),
            "den"
                | "klockan"
                | "tid"
                | "måndagen"
                | "tisdagen"
                | "onsdagen"
                | "torsdagen"
                | "fredagen"
        )
        || lowered.ends_with("dagen") && !lowered.contains(' ');
    (!noise).then(|| place.to_owned())
}
