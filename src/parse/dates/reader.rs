//! The forms of a date, read from tokens. Each looks a bounded number of tokens ahead and behind,
//! so that a text costs its length.

use super::FoundKind;
use super::calendar::{Named, day_after, day_before};
use super::token::{Kind, Token, Word};
use chrono::{Datelike, NaiveDate, Weekday};
use std::ops::Range;

/// Words between `nästa` and `möte`.
const BETWEEN_NEXT_AND_MEETING_MAX: usize = 3;
/// What four digits may be a year.
pub(super) const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;

/// A day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub year: Option<i32>,
    pub month: u32,
    pub day: u32,
    pub weekday: Option<Weekday>,
}

/// A date as written, before the meeting gives the year it lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Day(Day),
    Days {
        from: Day,
        until: Day,
    },
    Stretch {
        first: Named,
        last: Named,
        year: Option<i32>,
    },
    Impossible,
    NextMeeting,
}

/// A date and its tokens.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub what: What,
    pub tokens: Range<usize>,
}

/// The tokens of a text, and the meeting it is read from.
pub(super) struct Reader<'a> {
    pub tokens: &'a [Token],
    pub meeting: Option<NaiveDate>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tokens: &'a [Token], meeting: Option<NaiveDate>) -> Reader<'a> {
        Reader { tokens, meeting }
    }

    /// The bytes of a range of tokens that isn't empty.
    pub(super) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].start..self.tokens[tokens.end - 1].end
    }

    /// All dates, in order.
    pub(super) fn hits(&self) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        // Up to here the numbers are days of a list whose month stands last.
        let mut listed_until = 0;
        let mut at = 0;
        while at < self.tokens.len() {
            let read = match self.tokens[at].kind {
                Kind::Number { .. } if at < listed_until => self.in_month(at, None, true),
                _ => self.read(at),
            };
            let Some(read) = read else {
                at += 1;
                continue;
            };
            listed_until = read.listed_until.max(listed_until);
            let hit = Hit {
                what: read.what,
                tokens: at..read.end,
            };
            at = read.end;
            match hits.last().and_then(|last| self.joined(last, &hit)) {
                Some(joined) => *hits.last_mut().expect("one was joined") = joined,
                None => hits.push(hit),
            }
        }
        hits
    }

    /// The date that begins at a token, and the token after it.
    pub(super) fn hit(&self, at: usize) -> Option<(What, usize)> {
        (at < self.tokens.len())
            .then(|| self.read(at))
            .flatten()
            .map(|read| (read.what, read.end))
    }

    /// `a – b`, `från a till b`, `mellan a och b`.
    fn joined(&self, a: &Hit, b: &Hit) -> Option<Hit> {
        let (What::Day(from), What::Day(until)) = (a.what, b.what) else {
            return None;
        };
        let between = &self.tokens[a.tokens.end..b.tokens.start];
        let before = a.tokens.start.checked_sub(1).and_then(|at| self.word(at));
        let joins = match between {
            [dash] => match dash.kind {
                Kind::Mark('-') => true,
                Kind::Word(Word::Till) => before == Some(Word::Fran),
                Kind::Word(Word::Och) => before == Some(Word::Mellan),
                _ => false,
            },
            [a, b] => a.kind == Kind::Mark('-') && b.kind == Kind::Mark('-'),
            _ => false,
        };
        joins.then_some(Hit {
            what: What::Days { from, until },
            tokens: a.tokens.start..b.tokens.end,
        })
    }

    /// The days meant; `None` where a year is missing and no meeting gives it.
    pub(super) fn resolve(&self, what: What) -> Option<FoundKind> {
        match what {
            What::Day(day) => {
                let date = match day.year {
                    Some(year) => NaiveDate::from_ymd_opt(year, day.month, day.day)?,
                    None => day_after(self.meeting?, day.month, day.day)?,
                };
                Some(FoundKind::Day {
                    date,
                    weekday: day.weekday,
                })
            }
            What::Days { from, until } => {
                let exact = |day: Day| NaiveDate::from_ymd_opt(day.year?, day.month, day.day);
                let (from, until) = match (exact(from), exact(until)) {
                    (Some(first), Some(last)) => (first, last),
                    (Some(first), None) => (first, day_after(first, until.month, until.day)?),
                    (None, last) => {
                        let last = match last {
                            Some(last) => last,
                            None => day_after(self.meeting?, until.month, until.day)?,
                        };
                        (day_before(last, from.month, from.day)?, last)
                    }
                };
                Some(if from <= until {
                    FoundKind::Span { from, until }
                } else {
                    FoundKind::Impossible
                })
            }
            What::Stretch { first, last, year } => {
                let (from, until) = match year {
                    Some(year) => match (first.in_year(year), last.in_year(year)) {
                        (Some((from, _)), Some((_, until))) => (from, until),
                        _ => return Some(FoundKind::Impossible),
                    },
                    None => {
                        let (from, until) = last.nearest(self.meeting?)?;
                        if first == last {
                            (from, until)
                        } else {
                            // The last one decides: `november–januari` in December goes on.
                            let this = first.in_year(from.year())?.0;
                            let from = if this <= until {
                                this
                            } else {
                                first.in_year(from.year() - 1)?.0
                            };
                            (from, until)
                        }
                    }
                };
                Some(if from <= until {
                    FoundKind::Span { from, until }
                } else {
                    FoundKind::Impossible
                })
            }
            What::Impossible => Some(FoundKind::Impossible),
            What::NextMeeting => Some(FoundKind::NextMeeting),
        }
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn word(&self, at: usize) -> Option<Word> {
        match self.kind(at)? {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The word before a token.
    pub(super) fn word_before(&self, at: usize) -> Option<Word> {
        self.word(at.checked_sub(1)?)
    }

    pub(super) fn mark(&self, at: usize, mark: char) -> bool {
        self.kind(at) == Some(Kind::Mark(mark))
    }

    /// The token follows the one before without white space.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.gap)
    }

    /// A number of so many digits.
    pub(super) fn number(&self, at: usize, wanted: Range<usize>) -> Option<u32> {
        match self.kind(at)? {
            Kind::Number { value, digits } if wanted.contains(&digits) => Some(value),
            _ => None,
        }
    }

    pub(super) fn glued_number(&self, at: usize, wanted: Range<usize>) -> Option<u32> {
        self.glued(at).then(|| self.number(at, wanted)).flatten()
    }

    pub(super) fn glued_mark(&self, at: usize, mark: char) -> bool {
        self.glued(at) && self.mark(at, mark)
    }

    fn read(&self, at: usize) -> Option<Read> {
        match self.kind(at)? {
            Kind::Number { digits, .. } => {
                let date = match digits {
                    1 | 2 => self.day(at, None, false),
                    8 => self.compact(at, None),
                    4 => self.year_first(at),
                    _ => None,
                };
                date.or_else(|| self.stretch(at))
            }
            Kind::Word(Word::Den) => self.day(at + 1, None, true),
            Kind::Word(Word::Weekday { day, .. }) => {
                let comma = usize::from(self.mark(at + 1, ','));
                let den = usize::from(self.word(at + 1 + comma) == Some(Word::Den));
                self.day(at + 1 + comma + den, Some(day), true)
            }
            Kind::Word(Word::Next) => self.next_meeting(at).or_else(|| self.relative_year(at)),
            Kind::Word(Word::I | Word::This | Word::OfYear | Word::Year) => self.relative_year(at),
            Kind::Word(_) => self.stretch(at),
            Kind::Mark(_) | Kind::Break => None,
        }
    }

    fn next_meeting(&self, at: usize) -> Option<Read> {
        for end in at + 1..at + 2 + BETWEEN_NEXT_AND_MEETING_MAX {
            match self.kind(end)? {
                Kind::Word(Word::Meeting) => return Read::new(What::NextMeeting, end + 1),
                Kind::Word(Word::Other | Word::Letter(_)) | Kind::Mark('-' | ':') => {}
                _ => return None,
            }
        }
        None
    }

    /// Nothing before the token makes it part of something else: `HSN/156/2021`, `§ 12`, `v1.2`.
    pub(super) fn starts_free(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        let dotted_label = self.mark(before, '.') && self.word_before(before) == Some(Word::Label);
        if self.mark(before, '§') || self.word(before) == Some(Word::Label) || dotted_label {
            return false;
        }
        if !self.glued(at) {
            return true;
        }
        match self.tokens[before].kind {
            Kind::Number { .. } | Kind::Word(_) => false,
            // `den 30 mars–2 april`.
            Kind::Mark('-') => matches!(self.word_before(before), Some(Word::Month { .. })),
            Kind::Mark('/' | '.' | '+' | '#' | '@' | '\\' | '%') => false,
            Kind::Mark(':' | ',' | '_') => {
                let free = !self.glued(before) || before == 0;
                let after_number =
                    before > 0 && matches!(self.tokens[before - 1].kind, Kind::Number { .. });
                free || !(after_number || self.mark(before, '_'))
            }
            Kind::Mark(_) | Kind::Break => true,
        }
    }

    /// Nothing glued after makes it part of something else; `at` is the token after the number.
    pub(super) fn ends_free(&self, at: usize) -> bool {
        if !self.glued(at) {
            return true;
        }
        let number_or_word = |at| {
            self.glued(at) && matches!(self.kind(at), Some(Kind::Number { .. } | Kind::Word(_)))
        };
        match self.tokens[at].kind {
            // An ISO time.
            Kind::Word(Word::Letter('t')) => self.glued_number(at + 1, 2..3).is_some(),
            Kind::Number { .. } | Kind::Word(_) => false,
            // `2023-01-01--2023-02-01`, `2023-01-01/2023-02-01`, but no longer number.
            Kind::Mark('-') => !number_or_word(at + 1),
            Kind::Mark('/') => {
                !number_or_word(at + 1)
                    || self.glued_number(at + 1, 4..5).is_some() && self.glued_mark(at + 2, '-')
            }
            Kind::Mark(':' | '.' | '_' | '\\') => !number_or_word(at + 1),
            Kind::Mark(_) | Kind::Break => true,
        }
    }
}

/// A date read, and where it ends.
pub(super) struct Read {
    pub what: What,
    /// The token after it.
    pub end: usize,
    /// Before this token, numbers are days of the same month.
    pub listed_until: usize,
}

impl Read {
    pub(super) fn new(what: What, end: usize) -> Option<Read> {
        Some(Read {
            what,
            end,
            listed_until: 0,
        })
    }
}
