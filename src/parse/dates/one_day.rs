//! The forms of one day, and of several in one month.

use super::calendar::{Named, is_possible};
use super::reader::{Day, Read, Reader, What, YEARS};
use super::token::{Kind, Word};
use chrono::{NaiveDate, Weekday};

/// Days that may share a month: `den 3, 10 och 17 mars`.
const LISTED_DAYS_MAX: usize = 8;

impl Reader<'_> {
    /// A day in any form. `sure`: `den` or a weekday stands before.
    pub(super) fn day(&self, at: usize, weekday: Option<Weekday>, sure: bool) -> Option<Read> {
        match self.kind(at)? {
            Kind::Number { digits: 4, .. } => self.iso(at, weekday),
            Kind::Number { digits: 8, .. } => self.compact(at, weekday),
            Kind::Number { digits: 1 | 2, .. } => self
                .slashed(at, weekday, sure)
                .or_else(|| self.dotted(at, weekday))
                .or_else(|| self.in_month(at, weekday, sure)),
            Kind::Word(Word::Ordinal(_)) if sure => self.in_month(at, weekday, sure),
            _ => None,
        }
    }

    /// `2023-02-17`, also with slashes.
    pub(super) fn iso(&self, at: usize, weekday: Option<Weekday>) -> Option<Read> {
        let year = self.number(at, 4..5).filter(|year| YEARS.contains(year))?;
        let slash = self.mark(at + 1, '/');
        let sign = if slash { '/' } else { '-' };
        let shortest = if slash { 2 } else { 1 };
        if !(self.glued_mark(at + 1, sign) && self.glued_mark(at + 3, sign)) {
            return None;
        }
        let month = self.glued_number(at + 2, shortest..3)?;
        let day = self.glued_number(at + 4, shortest..3)?;
        if !(self.starts_free(at) && self.ends_free(at + 5)) {
            return None;
        }
        Read::new(
            exact(Day {
                year: Some(year as i32),
                month,
                day,
                weekday,
            }),
            at + 5,
        )
    }

    /// `20230217`. Eight digits that are no date are a number.
    pub(super) fn compact(&self, at: usize, weekday: Option<Weekday>) -> Option<Read> {
        let number = self.number(at, 8..9)?;
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        let date = exact(Day {
            year: Some(year as i32),
            month,
            day,
            weekday,
        });
        let is_date = YEARS.contains(&year) && date != What::Impossible;
        if !(is_date && self.starts_free(at) && self.ends_free(at + 1)) {
            return None;
        }
        Read::new(date, at + 1)
    }

    /// `17/2 2023`, `17/2-2023`, `den 17/2`.
    fn slashed(&self, at: usize, weekday: Option<Weekday>, sure: bool) -> Option<Read> {
        let day = self.number(at, 1..3)?;
        if !self.glued_mark(at + 1, '/') {
            return None;
        }
        let month = self.glued_number(at + 2, 1..3)?;
        if !sure && !self.starts_free(at) {
            return None;
        }
        let (year, end) = if self.glued_mark(at + 3, '-') || self.glued_mark(at + 3, '/') {
            match self
                .glued_number(at + 4, 4..5)
                .filter(|year| YEARS.contains(year))
            {
                Some(year) => (Some(year as i32), at + 5),
                None => (
                    Some(2000 + self.glued_number(at + 4, 2..3).filter(|_| sure)? as i32),
                    at + 5,
                ),
            }
        } else {
            match self.year(at + 3) {
                Some((year, end)) => (Some(year), end),
                None => (None, at + 3),
            }
        };
        let announced =
            sure || matches!(
                self.word_before(at),
                Some(Word::Senast | Word::Till | Word::Fran | Word::Fore | Word::Infor | Word::Per)
            ) || (self.word_before(at) == Some(Word::Med));
        if (year.is_none() && !announced) || !self.ends_free(end) {
            return None;
        }
        let date = exact(Day {
            year,
            month,
            day,
            weekday,
        });
        // 3/14 may be anything; `den 31/2` can only be a slip.
        if date == What::Impossible && !(announced && month <= 12) {
            return None;
        }
        Read::new(date, end)
    }

    /// `17.02.2023`.
    fn dotted(&self, at: usize, weekday: Option<Weekday>) -> Option<Read> {
        let day = self.number(at, 2..3)?;
        if !(self.glued_mark(at + 1, '.') && self.glued_mark(at + 3, '.')) {
            return None;
        }
        let month = self.glued_number(at + 2, 2..3)?;
        let year = self
            .glued_number(at + 4, 4..5)
            .filter(|year| YEARS.contains(year))?;
        let date = exact(Day {
            year: Some(year as i32),
            month,
            day,
            weekday,
        });
        if date == What::Impossible || !self.starts_free(at) || !self.ends_free(at + 5) {
            return None;
        }
        Read::new(date, at + 5)
    }

    /// `17 februari 2023`, `17:e februari`, `24–25 mars`, and the first of `3, 10 och 17 mars`.
    pub(super) fn in_month(&self, at: usize, weekday: Option<Weekday>, sure: bool) -> Option<Read> {
        if !sure && !self.starts_free(at) {
            return None;
        }
        let (first, after_first) = self.day_number(at)?;
        let mut last = first;
        let mut end = after_first;
        let mut days = 1;
        let month = loop {
            match self.word(end) {
                Some(Word::Month { number, .. }) => break number,
                // `24 jul 2023`: Christmas has no days before it.
                Some(Word::BareStretch(Named::Christmas)) => break 7,
                _ => {}
            }
            let dash = self.mark(end, '-');
            if days == LISTED_DAYS_MAX
                || !(dash || (sure && (self.mark(end, ',') || self.word(end) == Some(Word::Och))))
            {
                return None;
            }
            let (day, after) = self.day_number(end + 1)?;
            if dash && day <= last {
                return None;
            }
            (last, end, days) = (day, after, days + 1);
        };
        let month_at = end;
        let (year, end) = self.year_after_month(month_at);
        let read = |what, end, listed_until| {
            Some(Read {
                what,
                end,
                listed_until,
            })
        };
        let day = |day| Day {
            year,
            month,
            day,
            weekday,
        };
        if days == 1 {
            return read(exact(day(first)), end, 0);
        }
        if self.mark(after_first, '-') {
            let (second, after_second) = self.day_number(after_first + 1)?;
            let what = match (exact(day(first)), exact(day(second))) {
                (What::Day(from), What::Day(until)) => What::Days { from, until },
                _ => What::Impossible,
            };
            return if days == 2 {
                read(what, end, 0)
            } else {
                read(what, after_second, month_at)
            };
        }
        read(exact(day(first)), after_first, month_at)
    }

    pub(super) fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        if let Some(Word::Ordinal(number)) = self.word(at) {
            return Some((number, at + 1));
        }
        let number = self.number(at, 1..3)?;
        let ordinal = self.glued_mark(at + 1, ':')
            && self.glued(at + 2)
            && matches!(self.word(at + 2), Some(Word::Letter('e' | 'a')));
        Some((number, if ordinal { at + 3 } else { at + 1 }))
    }

    /// The year after a month, past the full stop of `feb.` where a year follows it.
    fn year_after_month(&self, month_at: usize) -> (Option<i32>, usize) {
        let dot = usize::from(
            matches!(self.word(month_at), Some(Word::Month { whole: false, .. }))
                && self.glued_mark(month_at + 1, '.'),
        );
        match self.year(month_at + 1 + dot) {
            Some((year, end)) => (Some(year), end),
            None => (None, month_at + 1),
        }
    }
}

/// The day, or that there is none.
fn exact(day: Day) -> What {
    let possible = match day.year {
        Some(year) => NaiveDate::from_ymd_opt(year, day.month, day.day).is_some(),
        None => is_possible(day.month, day.day),
    };
    if possible {
        What::Day(day)
    } else {
        What::Impossible
    }
}
