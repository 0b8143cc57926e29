//! The forms of a stretch of days: months, quarters, weeks, seasons, years.

use super::calendar::Named;
use super::reader::{Read, Reader, What, YEARS};
use super::token::{Kind, Word};
use chrono::Datelike;

impl Reader<'_> {
    pub(super) fn year_first(&self, at: usize) -> Option<Read> {
        self.iso(at, None).or_else(|| {
            let year = self.plain_year(at)?;
            if self.word(at + 1) == Some(Word::Quarter)
                && let Some(number @ 1..=4) = self.number(at + 2, 1..2)
                && self.starts_free(at)
            {
                let quarter = Named::Quarter(number);
                return Read::new(
                    What::Stretch {
                        first: quarter,
                        last: quarter,
                        year: Some(year),
                    },
                    at + 3,
                );
            }
            self.bare_year(at, year)
        })
    }

    /// Four digits that may be a year.
    pub(super) fn plain_year(&self, at: usize) -> Option<i32> {
        self.number(at, 4..5)
            .filter(|year| YEARS.contains(year))
            .map(|year| year as i32)
    }

    /// The year of a date: `2023`, `-23`, `nästa år`.
    pub(super) fn year(&self, at: usize) -> Option<(i32, usize)> {
        if let Some(year) = self.plain_year(at) {
            return self.ends_free(at + 1).then_some((year, at + 1));
        }
        if !self.glued(at)
            && (self.mark(at, '-') || self.mark(at, '’') || self.mark(at, '\''))
            && let Some(year) = self.glued_number(at + 1, 2..3)
            && self.ends_free(at + 2)
            && !matches!(self.word(at + 2), Some(Word::Month { .. }))
        {
            return Some((2000 + year as i32, at + 2));
        }
        if self.word(at + 1) != Some(Word::Year) {
            return None;
        }
        let this = self.meeting?.year();
        match self.word(at)? {
            Word::Next => Some((this + 1, at + 2)),
            Word::I | Word::This => Some((this, at + 2)),
            _ => None,
        }
    }

    /// `i år`, `nästa år`, `under året`, `årets slut`.
    pub(super) fn relative_year(&self, at: usize) -> Option<Read> {
        let whole = |named, year, end| {
            Read::new(
                What::Stretch {
                    first: named,
                    last: named,
                    year: Some(year),
                },
                end,
            )
        };
        match self.word(at)? {
            Word::OfYear if self.word(at + 1) == Some(Word::End) => {
                whole(Named::YearTurn, self.meeting?.year(), at + 2)
            }
            Word::Year
                if matches!(self.word_before(at), Some(Word::Under | Word::Av))
                    && !matches!(self.kind(at + 1), Some(Kind::Number { .. })) =>
            {
                whole(Named::Year, self.meeting?.year(), at + 1)
            }
            Word::I | Word::This | Word::Next => {
                let (year, end) = self.year(at)?;
                whole(Named::Year, year, end)
            }
            _ => None,
        }
    }

    /// A year alone, where nothing says that it counts something.
    fn bare_year(&self, at: usize, year: i32) -> Option<Read> {
        if !(self.starts_free(at) && self.ends_free(at + 1)) {
            return None;
        }
        let is_range = (self.mark(at + 1, '-')
            && matches!(self.kind(at + 2), Some(Kind::Number { .. })))
            || (at >= 2
                && self.mark(at - 1, '-')
                && matches!(self.kind(at - 2), Some(Kind::Number { .. })));
        let is_count = match self.kind(at + 1) {
            Some(Kind::Number { .. } | Kind::Word(Word::Counted)) => true,
            Some(Kind::Word(Word::Other)) => !matches!(
                self.word_before(at),
                Some(
                    Word::Under
                        | Word::Year
                        | Word::Infor
                        | Word::Av
                        | Word::Senast
                        | Word::Fore
                        | Word::Per
                        | Word::Tom
                        | Word::Till
                )
            ),
            _ => false,
        };
        let follows_number = at > 0 && matches!(self.kind(at - 1), Some(Kind::Number { .. }));
        if is_range || is_count || follows_number {
            return None;
        }
        Read::new(
            What::Stretch {
                first: Named::Year,
                last: Named::Year,
                year: Some(year),
            },
            at + 1,
        )
    }

    /// `mars 2023`, `april–december`, `våren`, `andra kvartalet`, `vecka 12`.
    pub(super) fn stretch(&self, at: usize) -> Option<Read> {
        let (first, end) = self.named(at)?;
        if !self.starts_free(at) {
            return None;
        }
        let (last, end) = self.last_of_stretch(first, end).unwrap_or((first, end));
        let (year, end) = match self.year_of_stretch(last, end) {
            Some((year, end)) => (Some(year), end),
            None => (None, end),
        };
        let known = match self.word(at) {
            _ if year.is_some() => match self.word(at) {
                Some(Word::Month { careful, .. }) => !careful,
                _ => true,
            },
            Some(Word::Month { whole, .. }) => whole && self.announces(at, end),
            Some(Word::BareStretch(Named::Spring)) => {
                // `i vår`, but `i vår region` is ours.
                matches!(self.word_before(at), Some(Word::I | Word::Next))
                    && !matches!(self.word(end), Some(Word::Other | Word::Meeting))
            }
            // `jul- och nyårsledigheten` is no date.
            Some(Word::BareStretch(_)) if self.glued_mark(end, '-') => false,
            Some(Word::BareStretch(_)) => {
                self.announces(at, end) || self.word_before(at) == Some(Word::Next)
            }
            _ => true,
        };
        if !known {
            return None;
        }
        Read::new(What::Stretch { first, last, year }, end)
    }

    fn announces(&self, at: usize, end: usize) -> bool {
        matches!(
            self.word_before(at),
            Some(
                Word::I
                    | Word::Under
                    | Word::Senast
                    | Word::Till
                    | Word::Fore
                    | Word::Fran
                    | Word::Av
                    | Word::Mellan
                    | Word::Infor
                    | Word::Per
                    | Word::Efter
                    | Word::Med
                    | Word::Tom
                    | Word::Inom
                    | Word::For
                    | Word::Vid
                    | Word::An
            )
        ) || self.word(end - 1) == Some(Word::MonthUnit)
    }

    fn named(&self, at: usize) -> Option<(Named, usize)> {
        let dot = usize::from(self.glued_mark(at + 1, '.'));
        let ordinal = |number: u32, at: usize| match self.word(at)? {
            Word::Quarter if number <= 4 => Some((Named::Quarter(number), at + 1)),
            Word::Third if number <= 3 => Some((Named::Third(number), at + 1)),
            Word::Half if number <= 2 => Some((Named::Half(number), at + 1)),
            _ => None,
        };
        match self.kind(at)? {
            Kind::Number { .. } => {
                let (number, end) = self.day_number(at)?;
                ordinal(number.max(1), end)
            }
            Kind::Word(Word::Ordinal(number)) => ordinal(number, at + 1),
            Kind::Word(Word::Last) => match self.word(at + 1)? {
                Word::Quarter => Some((Named::Quarter(4), at + 2)),
                Word::Third => Some((Named::Third(3), at + 2)),
                Word::Half => Some((Named::Half(2), at + 2)),
                _ => None,
            },
            Kind::Word(Word::Month { number, .. }) => {
                let unit = usize::from(self.word(at + 1) == Some(Word::MonthUnit));
                Some((Named::Month(number), at + 1 + unit))
            }
            Kind::Word(Word::Stretch(named) | Word::BareStretch(named)) => Some((named, at + 1)),
            Kind::Word(Word::Quarter) => {
                let number = self
                    .number(at + 1 + dot, 1..2)
                    .filter(|number| (1..=4).contains(number))?;
                self.ends_free(at + 2 + dot)
                    .then_some((Named::Quarter(number), at + 2 + dot))
            }
            Kind::Word(Word::Third) => {
                let number = self
                    .number(at + 1, 1..2)
                    .filter(|number| (1..=3).contains(number))?;
                Some((Named::Third(number), at + 2))
            }
            Kind::Word(Word::Week) => {
                let number = self
                    .number(at + 1 + dot, 1..3)
                    .filter(|number| (1..=53).contains(number))?;
                let end = at + 2 + dot;
                let free = self.ends_free(end) || self.mark(end, '-');
                free.then_some((Named::Week(number), end))
            }
            _ => None,
        }
    }

    /// The end of `april–december`, `mars/april`, `vecka 12–13`.
    fn last_of_stretch(&self, first: Named, at: usize) -> Option<(Named, usize)> {
        let joins = self.mark(at, '-')
            || self.mark(at, '/')
            || matches!(self.word(at), Some(Word::Och | Word::Till));
        if !joins {
            return None;
        }
        if let Some((last, end)) = self
            .named(at + 1)
            .filter(|(last, _)| first.pairs_with(*last))
        {
            return Some((last, end));
        }
        match first {
            Named::Week(from) if !self.mark(at, '/') => {
                let until = self
                    .number(at + 1, 1..3)
                    .filter(|until| (from..=53).contains(until))?;
                self.ends_free(at + 2)
                    .then_some((Named::Week(until), at + 2))
            }
            _ => None,
        }
    }

    fn year_of_stretch(&self, named: Named, at: usize) -> Option<(i32, usize)> {
        let is_term = matches!(named, Named::SpringTerm | Named::AutumnTerm);
        if is_term && let Some(year) = self.glued_number(at, 2..3) {
            return Some((2000 + year as i32, at + 1));
        }
        if is_term
            && self.glued_mark(at, '-')
            && let Some(year) = self.glued_number(at + 1, 2..3)
        {
            return Some((2000 + year as i32, at + 2));
        }
        // `årsskiftet 2023/24`, `vintern 2023-2024`.
        if matches!(named, Named::Winter | Named::YearTurn)
            && let Some(year) = self.plain_year(at)
            && (self.glued_mark(at + 1, '/') || self.glued_mark(at + 1, '-'))
            && let Some(next) = self.glued_number(at + 2, 2..5)
            && [year + 1, (year + 1) % 100].contains(&(next as i32))
            && self.ends_free(at + 3)
        {
            return Some((year, at + 3));
        }
        let comma = usize::from(
            matches!(named, Named::Week(_))
                && self.mark(at, ',')
                && self.plain_year(at + 1).is_some(),
        );
        self.year(at + comma)
    }
}
