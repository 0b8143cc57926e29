//! The days of a body's calendar that a rule gives: "tredje fredagen, ej juli".

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use super::{Basis, Body, Period};
use crate::text::{At, Span};

/// A row of `möten` that is a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarRule {
    /// As written.
    pub text: At<String>,
    /// Which days.
    pub days: RuleDays,
    /// The months in which the rule gives days.
    pub months: Months,
    /// Days that the rule would give and on which there is no meeting.
    pub except: Vec<NaiveDate>,
    /// From when to when, local time.
    pub time: Option<(NaiveTime, Option<NaiveTime>)>,
    /// Where.
    pub place: Option<At<String>>,
    /// Since when, until when, where it was decided.
    pub basis: Basis,
}

/// Which days a rule gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleDays {
    /// `första och tredje fredagen`: so many of a weekday in each month.
    OfMonth {
        /// Counted from 1; [`LAST`] is the last one. At least one, each once.
        ordinals: Vec<u8>,
        /// The weekday.
        weekday: Weekday,
    },
    /// `varannan fredag`: every so many weeks, counted from `first`.
    OfWeek {
        /// At least 1.
        every: u32,
        /// The first such day on or after the row's `från`.
        first: NaiveDate,
    },
}

/// The ordinal of "sista fredagen".
pub const LAST: u8 = 0;

/// Months of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months(u16);

impl Months {
    /// Every month.
    pub const ALL: Months = Months(0b1_1111_1111_1110);
    /// No month.
    pub const NONE: Months = Months(0);

    /// With the month of this number, from 1, too.
    pub fn with(self, month: u32) -> Months {
        Months(self.0 | 1 << month.min(15)).and(Months::ALL)
    }

    /// The months that aren't among these.
    pub fn others(self) -> Months {
        Months(!self.0).and(Months::ALL)
    }

    /// The months that are in both.
    pub fn and(self, other: Months) -> Months {
        Months(self.0 & other.0)
    }

    /// Whether the month of this number, from 1, is among them.
    pub fn has(self, month: u32) -> bool {
        month <= 12 && self.0 & 1 << month != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The longest stretch whose days are counted, in days: ten years. A calendar further ahead is a
/// mistake in a date.
pub const STRETCH_MAX: u64 = 3_660;

impl CalendarRule {
    /// The days from `first` to `last`, both inclusive and at most 3,660 days apart, in
    /// order.
    pub fn days(&self, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
        let Period { from, until } = self.basis.period;
        let first = from.map_or(first, |from| from.max(first));
        let farthest = first.checked_add_days(Days::new(STRETCH_MAX));
        let last = until.map_or(last, |until| until.min(last));
        let last = farthest.map_or(last, |farthest| farthest.min(last));
        let fits = |day: &NaiveDate| {
            *day >= first
                && *day <= last
                && self.months.has(day.month())
                && !self.except.contains(day)
        };
        let mut days = match &self.days {
            RuleDays::OfMonth { ordinals, weekday } => of_months(ordinals, *weekday, first, last),
            RuleDays::OfWeek { every, first: one } => of_weeks(*every, *one, first, last),
        };
        days.retain(fits);
        days.sort_unstable();
        days.dedup();
        days
    }
}

fn of_months(
    ordinals: &[u8],
    weekday: Weekday,
    first: NaiveDate,
    last: NaiveDate,
) -> Vec<NaiveDate> {
    let mut days = Vec::new();
    let mut month = first.with_day(1);
    while let Some(start) = month.filter(|start| *start <= last) {
        let nth =
            |n: u8| NaiveDate::from_weekday_of_month_opt(start.year(), start.month(), weekday, n);
        for ordinal in ordinals {
            days.extend(match *ordinal {
                LAST => nth(5).or_else(|| nth(4)),
                ordinal => nth(ordinal),
            });
        }
        month = start.checked_add_months(chrono::Months::new(1));
    }
    days
}

fn of_weeks(every: u32, one: NaiveDate, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    let step = u64::from(every.max(1)) * 7;
    let passed = (first - one).num_days().max(0).unsigned_abs();
    let mut day = one.checked_add_days(Days::new(passed.div_ceil(step) * step));
    let mut days = Vec::new();
    while let Some(this) = day.filter(|day| *day <= last) {
        days.push(this);
        day = this.checked_add_days(Days::new(step));
    }
    days
}

/// A day of a body's calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarDay<'a> {
    /// The day.
    pub date: NaiveDate,
    /// From when to when, local time.
    pub time: Option<(NaiveTime, Option<NaiveTime>)>,
    /// Where.
    pub place: Option<&'a At<String>>,
    /// The rule that gives it, as written; `None` for a day that stands in the calendar itself.
    pub rule: Option<&'a At<String>>,
    /// Where the day, or the rule that gives it, is written.
    pub span: Span,
    /// The row.
    pub basis: &'a Basis,
}

impl Body {
    /// Whether anything is written about when the body meets.
    pub fn has_calendar(&self) -> bool {
        !self.planned.is_empty() || !self.calendar_rules.is_empty()
    }

    /// The days of the calendar from `first` to `last`, both inclusive, each once. What stands
    /// there as a day wins over a rule that gives the same one.
    pub fn calendar(&self, first: NaiveDate, last: NaiveDate) -> Vec<CalendarDay<'_>> {
        let written = self.planned.iter().map(|row| CalendarDay {
            date: row.date.value,
            time: row.time,
            place: row.place.as_ref(),
            rule: None,
            span: row.date.span,
            basis: &row.basis,
        });
        let written = written.filter(|day| first <= day.date && day.date <= last);
        let ruled = self.calendar_rules.iter().flat_map(|rule| {
            let days = rule.days(first, last).into_iter();
            days.map(|date| CalendarDay {
                date,
                time: rule.time,
                place: rule.place.as_ref(),
                rule: Some(&rule.text),
                span: rule.text.span,
                basis: &rule.basis,
            })
        });
        let mut days: Vec<CalendarDay<'_>> = written.chain(ruled).collect();
        // The sort keeps written days before those of rules, and the first of equals stays.
        days.sort_by_key(|day| day.date);
        days.dedup_by_key(|day| day.date);
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rule(days: RuleDays) -> CalendarRule {
        CalendarRule {
            text: At::default(),
            days,
            months: Months::ALL,
            except: Vec::new(),
            time: None,
            place: None,
            basis: Basis::default(),
        }
    }

    fn shown(rule: &CalendarRule, first: &str, last: &str) -> String {
        let days: Vec<String> = rule
            .days(day(first), day(last))
            .iter()
            .map(ToString::to_string)
            .collect();
        days.join(" ")
    }

    #[test]
    fn days_of_months() {
        let third = RuleDays::OfMonth {
            ordinals: vec![3],
            weekday: Weekday::Fri,
        };
        let mut rule = rule(third);
        rule.months = Months::NONE.with(3).others();
        rule.except = vec![day("2024-05-17")];
        assert_eq!(
            shown(&rule, "2024-01-20", "2024-06-21"),
            "2024-02-16 2024-04-19 2024-06-21"
        );
        assert_eq!(shown(&rule, "2024-02-02", "2024-02-01"), "");
    }

    #[test]
    fn the_last_one_may_be_the_fifth_or_a_leap_day() {
        let last = RuleDays::OfMonth {
            ordinals: vec![LAST, 5],
            weekday: Weekday::Thu,
        };
        assert_eq!(
            shown(&rule(last), "2024-01-01", "2024-03-31"),
            "2024-01-25 2024-02-29 2024-03-28"
        );
    }

    #[test]
    fn every_second_week() {
        let second = RuleDays::OfWeek {
            every: 2,
            first: day("2024-01-05"),
        };
        let rule = rule(second);
        assert_eq!(
            shown(&rule, "2024-01-01", "2024-02-01"),
            "2024-01-05 2024-01-19"
        );
        assert_eq!(shown(&rule, "2024-12-24", "2025-01-10"), "2025-01-03");
    }

    #[test]
    fn the_end_of_time_is_no_place_to_hang() {
        let weekly = RuleDays::OfWeek {
            every: 1,
            first: day("2024-01-05"),
        };
        let monthly = RuleDays::OfMonth {
            ordinals: vec![1, 2, 3, 4, 5, LAST],
            weekday: Weekday::Mon,
        };
        for days in [weekly, monthly] {
            let rule = rule(days);
            assert!(rule.days(day("2024-01-01"), NaiveDate::MAX).len() < 600);
            assert!(rule.days(NaiveDate::MAX, NaiveDate::MAX).len() < 2);
            assert!(rule.days(NaiveDate::MIN, day("0001-01-01")).len() < 600);
        }
    }
}
