//! What a Swedish name for a stretch of the year means in days.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::cmp::Ordering;

/// A stretch that comes back every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// 1 to 12.
    Month(u32),
    /// 1 to 4.
    Quarter(u32),
    /// A tertial, 1 to 3.
    Third(u32),
    /// 1 or 2.
    Half(u32),
    /// ISO 8601, 1 to 53, Monday to Sunday.
    Week(u32),
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February of the year after.
    Winter,
    /// Vårterminen: January to June.
    SpringTerm,
    /// Höstterminen: July to December.
    AutumnTerm,
    /// All of it.
    Year,
    /// Årsskiftet: its last day.
    YearTurn,
    /// Halvårsskiftet: 30 June.
    MidYear,
    /// 24 to 26 December.
    Christmas,
    /// Midsummer's eve and day.
    Midsummer,
    /// Semestern: July and August.
    Holidays,
}

impl Named {
    /// First and last day; `None` for week 53 of a year that has 52.
    pub(super) fn in_year(self, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let months = |first: u32, count: u32| {
            let from = NaiveDate::from_ymd_opt(year, first, 1)?;
            let after = from.checked_add_months(chrono::Months::new(count))?;
            Some((from, after.pred_opt()?))
        };
        let day = |month, day| {
            let day = NaiveDate::from_ymd_opt(year, month, day)?;
            Some((day, day))
        };
        match self {
            Named::Month(month) => months(month, 1),
            Named::Quarter(number) => months(number * 3 - 2, 3),
            Named::Third(number) => months(number * 4 - 3, 4),
            Named::Half(number) => months(number * 6 - 5, 6),
            Named::Week(number) => {
                let monday = NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)?;
                Some((monday, monday.checked_add_days(Days::new(6))?))
            }
            Named::Spring => months(3, 3),
            Named::Summer => months(6, 3),
            Named::Autumn => months(9, 3),
            Named::Winter => months(12, 3),
            Named::SpringTerm => months(1, 6),
            Named::AutumnTerm => months(7, 6),
            Named::Year => months(1, 12),
            Named::YearTurn => day(12, 31),
            Named::MidYear => day(6, 30),
            Named::Christmas => Some((
                NaiveDate::from_ymd_opt(year, 12, 24)?,
                NaiveDate::from_ymd_opt(year, 12, 26)?,
            )),
            Named::Midsummer => {
                let first = NaiveDate::from_ymd_opt(year, 6, 19)?;
                let eve = first
                    .iter_days()
                    .take(7)
                    .find(|day| day.weekday() == Weekday::Fri)?;
                Some((eve, eve.succ_opt()?))
            }
            Named::Holidays => months(7, 2),
        }
    }

    /// The one that goes on at `day`, or else the next.
    pub(super) fn nearest(self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        // Week 53 comes back after seven years at most.
        (day.year() - 1..=day.year() + 7)
            .filter_map(|year| self.in_year(year))
            .find(|&(_, until)| until >= day)
    }

    /// Whether the two may be the ends of one stretch: `mars–april`, never `mars–vecka 12`.
    pub(super) fn pairs_with(self, other: Named) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
            || (self.is_season() && other.is_season())
    }

    fn is_season(self) -> bool {
        matches!(
            self,
            Named::Spring | Named::Summer | Named::Autumn | Named::Winter
        )
    }
}

/// Whether any year has the day.
pub(super) fn is_possible(month: u32, day: u32) -> bool {
    NaiveDate::from_ymd_opt(2024, month, day).is_some()
}

/// That day of the year, on or after `from`; 29 February waits for a leap year.
pub(super) fn day_after(from: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    (from.year()..=from.year() + 8)
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| *date >= from)
}

/// That day of the year, on or before `until`.
pub(super) fn day_before(until: NaiveDate, month: u32, day: u32) -> Option<NaiveDate> {
    (until.year() - 8..=until.year())
        .rev()
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| *date <= until)
}

/// A part of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `början av`.
    Beginning,
    /// `mitten av`.
    Middle,
    /// `slutet av`, `utgången av`.
    End,
}

impl Part {
    /// The last day of the part: the 10th and the 20th of a month, else thirds in whole months.
    pub(super) fn last_day(self, from: NaiveDate, until: NaiveDate) -> NaiveDate {
        let thirds = match self {
            Part::Beginning => 1,
            Part::Middle => 2,
            Part::End => return until,
        };
        let months =
            (until.year() - from.year()) * 12 + until.month() as i32 - from.month() as i32 + 1;
        let last = match months.cmp(&1) {
            Ordering::Greater => from
                .checked_add_months(chrono::Months::new(((months * thirds + 2) / 3) as u32))
                .and_then(|day| day.pred_opt()),
            _ => from.checked_add_days(Days::new(10 * thirds as u64 - 1)),
        };
        last.map_or(until, |last| last.min(until))
    }
}
