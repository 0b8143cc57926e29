//! When something is due, told by the words around a date.

use super::FoundKind;
use super::calendar::{Named, Part};
use super::due_words::worded;
use super::reader::{Hit, Reader, What};
use super::token::{Kind, Word};
use chrono::NaiveDate;
use std::ops::Range;

/// Words between a preposition and the date it governs: `till Länssamverkansgruppens möte den`.
const GOVERNED_WORDS_MAX: usize = 5;
/// How far a past tense after `vid mötet den 23 februari` is looked for, in tokens.
const PAST_TOKENS_MAX: usize = 12;

/// A due date and its tokens.
pub(super) struct Due {
    pub date: Option<NaiveDate>,
    pub tokens: Range<usize>,
    pub strength: Strength,
}

/// Of several, the strongest wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// No date: `snarast`.
    Text,
    /// `under våren`, `vid mötet`.
    During,
    /// `till mötet`, `inom tre månader`.
    By,
    /// `senast`, `före`.
    Latest,
}

/// The strongest, and of equals the first.
pub(super) fn due(reader: &Reader, next_meeting: Option<NaiveDate>) -> Option<Due> {
    let clause = Clause::new(reader, next_meeting);
    let dated = clause
        .hits
        .iter()
        .enumerate()
        .filter_map(|(at, hit)| clause.governed(at, hit));
    let worded = (0..reader.tokens.len()).filter_map(|at| worded(reader, at));
    let mut best: Option<Due> = None;
    for due in dated.chain(worded) {
        if best
            .as_ref()
            .is_none_or(|best| due.strength > best.strength)
        {
            best = Some(due);
        }
    }
    best
}

struct Clause<'a> {
    reader: &'a Reader<'a>,
    next_meeting: Option<NaiveDate>,
    hits: Vec<Hit>,
    /// Something is to be reported or delivered.
    reports: bool,
    /// For each token, whether its sentence has spoken of a validity before it.
    extends: Vec<bool>,
}

impl<'a> Clause<'a> {
    fn new(reader: &'a Reader<'a>, next_meeting: Option<NaiveDate>) -> Clause<'a> {
        let mut reports = false;
        let mut extended = false;
        let extends = reader.tokens.iter().map(|token| {
            match token.kind {
                Kind::Word(Word::Report) => reports = true,
                Kind::Word(Word::Extend) => extended = true,
                Kind::Mark('.' | '!' | '?' | ';') | Kind::Break => extended = false,
                _ => {}
            }
            extended
        });
        let extends = extends.collect();
        Clause {
            reader,
            next_meeting,
            hits: reader.hits(),
            reports,
            extends,
        }
    }

    /// The due date that a date is, by the words before it.
    fn governed(&self, index: usize, hit: &Hit) -> Option<Due> {
        let reader = self.reader;
        let kind = reader.resolve(hit.what);
        let (from, until) = match kind {
            Some(FoundKind::Day { date, .. }) => (Some(date), Some(date)),
            Some(FoundKind::Span { from, until }) => (Some(from), Some(until)),
            _ => (None, None),
        };
        let due = |start: usize, strength, date| {
            Some(Due {
                date,
                tokens: start..hit.tokens.end,
                strength,
            })
        };
        if self.is_all(hit) && hit.what != What::NextMeeting {
            return due(hit.tokens.start, Strength::Latest, until);
        }
        if hit.what == What::NextMeeting {
            return self.at_next_meeting(index, hit);
        }
        let start = hit.tokens.start;
        let is_day = matches!(hit.what, What::Day(_));
        if is_day && let Some(due) = self.at_meeting(hit, until) {
            return due;
        }

        // `i slutet av mars`, `före utgången av 2023`.
        let (part, governor) = self.part_before(start);
        let governor = self.before_clock(governor);
        let last_day = match (part, from, until) {
            (Some(part), Some(from), Some(until)) => Some(part.last_day(from, until)),
            _ => until,
        };
        let is_turn = matches!(
            hit.what,
            What::Stretch {
                last: Named::YearTurn | Named::MidYear,
                ..
            }
        );
        let is_year = matches!(
            hit.what,
            What::Stretch {
                last: Named::Year,
                ..
            }
        );
        let (at, word) = self.governor(governor)?;
        // `senast under våren`, `senast i juni`, `senare än den 1 mars`.
        if let Some(latest) = self.latest_before(at, word) {
            return due(latest, Strength::Latest, last_day);
        }
        let passed = last_day
            .zip(reader.meeting)
            .is_some_and(|(last, meeting)| last < meeting);
        let weak = |date: Option<NaiveDate>| {
            let was = reader.word_before(at) == Some(Word::Past);
            if passed || was {
                None
            } else {
                due(at, Strength::During, date)
            }
        };
        match word {
            Word::Fore | Word::Infor if part.is_some() || is_turn => {
                due(at, Strength::Latest, last_day)
            }
            Word::Fore => due(at, Strength::Latest, from.and_then(|day| day.pred_opt())),
            Word::Infor if is_year => None,
            Word::Infor if is_day => due(at, Strength::By, until),
            Word::Infor => weak(from.and_then(|day| day.pred_opt())),
            Word::Till if self.extends[at] || self.ends_interval(index) => None,
            Word::Till if is_year && part.is_none() => None,
            Word::Till => due(at, Strength::By, last_day),
            Word::Inom => due(at, Strength::By, last_day),
            Word::Under if !is_day => weak(last_day),
            Word::Vid if is_turn || part.is_some() => weak(last_day),
            Word::I if part.is_some() || (self.reports && !is_day) => weak(last_day),
            // `återkomma den 15 mars`: the verb itself governs the day.
            Word::Report if is_day => due(start, Strength::During, until),
            _ if self.stands_alone(hit, word) && !passed => due(start, Strength::During, last_day),
            _ => None,
        }
    }

    /// The date is all that stands here: a data line.
    fn is_all(&self, hit: &Hit) -> bool {
        let rest = &self.reader.tokens[hit.tokens.end..];
        hit.tokens.start == 0
            && (rest.is_empty() || (rest.len() == 1 && rest[0].kind == Kind::Mark('.')))
    }

    /// `Q2 2023` and `vecka 12` say when without a preposition; `rapporten för Q2` does not.
    fn stands_alone(&self, hit: &Hit, before: Word) -> bool {
        let names_time = matches!(
            hit.what,
            What::Stretch {
                last: Named::Quarter(_) | Named::Week(_) | Named::Third(_),
                ..
            }
        );
        names_time
            && !matches!(
                before,
                Word::For
                    | Word::Av
                    | Word::Fran
                    | Word::Och
                    | Word::Efter
                    | Word::Om
                    | Word::Per
                    | Word::Mellan
                    | Word::Med
                    | Word::Tom
                    | Word::Past
            )
    }

    /// The word that governs what begins at `start`, past signs that divide nothing.
    fn governor(&self, start: usize) -> Option<(usize, Word)> {
        let mut at = start.checked_sub(1)?;
        // `senast: 15 mars`, `(senast) 15 mars`, `under år 2023`, `deadline är`.
        while matches!(
            self.reader.kind(at),
            Some(Kind::Mark(':' | '(' | ')') | Kind::Word(Word::Year | Word::Ar))
        ) && start - at < GOVERNED_WORDS_MAX
        {
            at = at.checked_sub(1)?;
        }
        Some((at, self.reader.word(at).unwrap_or(Word::Other)))
    }

    /// `i slutet av`: which part, and the token where the phrase without preposition begins.
    fn part_before(&self, start: usize) -> (Option<Part>, usize) {
        let year = usize::from(self.reader.word_before(start) == Some(Word::Year));
        let start_of_year = start - year;
        if start_of_year < 2 || self.reader.word(start_of_year - 1) != Some(Word::Av) {
            return (None, start);
        }
        let part = match self.reader.word(start_of_year - 2) {
            Some(Word::Beginning) => Part::Beginning,
            Some(Word::Middle) => Part::Middle,
            Some(Word::End) => Part::End,
            _ => return (None, start),
        };
        (Some(part), start_of_year - 2)
    }

    /// `senast kl. 12.00 den 15 mars`: where the time begins.
    fn before_clock(&self, start: usize) -> usize {
        for back in 1..=GOVERNED_WORDS_MAX.min(start) {
            match self.reader.kind(start - back) {
                Some(Kind::Word(Word::Kl)) => return start - back,
                Some(Kind::Number { .. } | Kind::Mark('.' | ':' | ',')) => {}
                _ => break,
            }
        }
        start
    }

    /// Where `senast` or `senare än` begins, which governs a date at or before the word at `at`.
    fn latest_before(&self, at: usize, word: Word) -> Option<usize> {
        let reader = self.reader;
        match word {
            Word::Senast => Some(at),
            Word::An if reader.word_before(at) == Some(Word::Senare) => Some(at - 1),
            Word::Under
            | Word::I
            | Word::Vid
            | Word::Till
            | Word::Fore
            | Word::Inom
            | Word::Pa
            | Word::Infor
                if reader.word_before(at) == Some(Word::Senast) =>
            {
                Some(at - 1)
            }
            _ => None,
        }
    }

    /// `från den 1 mars till den 30 juni`, where the two weren't read as one.
    fn ends_interval(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1).map(|at| &self.hits[at]) else {
            return false;
        };
        self.reader.word_before(before.tokens.start) == Some(Word::Fran)
    }

    /// `till Länssamverkansgruppens möte den 21 april`. The inner `None`: a meeting, and not due.
    fn at_meeting(&self, hit: &Hit, date: Option<NaiveDate>) -> Option<Option<Due>> {
        let reader = self.reader;
        let start = hit.tokens.start;
        let comma = usize::from(start > 0 && reader.mark(start - 1, ','));
        let meeting = start.checked_sub(1 + comma)?;
        if reader.word(meeting) != Some(Word::Meeting) {
            return None;
        }
        let Some((at, word)) = self.preposition_before(meeting) else {
            return Some(None);
        };
        let due = |start: usize, strength| {
            Some(Due {
                date,
                tokens: start..hit.tokens.end,
                strength,
            })
        };
        if let Some(latest) = self.latest_before(at, word) {
            return Some(due(latest, Strength::Latest));
        }
        Some(match word {
            Word::Till | Word::Infor => due(at, Strength::By),
            Word::Fore => due(at, Strength::Latest),
            Word::Vid | Word::Pa => {
                let passed = date
                    .zip(reader.meeting)
                    .is_some_and(|(date, meeting)| date < meeting);
                let past = self.is_past(at, hit.tokens.end);
                if passed || past {
                    None
                } else {
                    due(at, Strength::During)
                }
            }
            _ => None,
        })
    }

    fn at_next_meeting(&self, index: usize, hit: &Hit) -> Option<Due> {
        let reader = self.reader;
        // `vid nästa möte den 21 april`, `(21 april)`.
        let given = self.hits.get(index + 1).filter(|next| {
            let between = &reader.tokens[hit.tokens.end..next.tokens.start];
            matches!(next.what, What::Day(_))
                && between
                    .iter()
                    .all(|token| matches!(token.kind, Kind::Mark('(' | ',')))
        });
        let (date, end) = match given {
            Some(next) => match reader.resolve(next.what) {
                Some(FoundKind::Day { date, .. }) => (Some(date), next.tokens.end),
                _ => (self.next_meeting, hit.tokens.end),
            },
            None => (self.next_meeting, hit.tokens.end),
        };
        if self.is_all(hit) {
            return Some(Due {
                date,
                tokens: hit.tokens.clone(),
                strength: Strength::Latest,
            });
        }
        let (at, word) = self.preposition_before(hit.tokens.start)?;
        let due = |start: usize, strength| {
            Some(Due {
                date,
                tokens: start..end,
                strength,
            })
        };
        if let Some(latest) = self.latest_before(at, word) {
            return due(latest, Strength::Latest);
        }
        match word {
            Word::Till | Word::Infor => due(at, Strength::By),
            Word::Fore => due(at, Strength::Latest),
            Word::Vid | Word::Pa | Word::Under => due(at, Strength::By),
            _ => None,
        }
    }

    /// The preposition before a noun phrase that ends at `end`: `till LSG:s ordinarie ▸möte`.
    fn preposition_before(&self, end: usize) -> Option<(usize, Word)> {
        for back in 1..=GOVERNED_WORDS_MAX.min(end) {
            match self.reader.kind(end - back)? {
                Kind::Word(
                    word @ (Word::Till
                    | Word::Infor
                    | Word::Fore
                    | Word::Vid
                    | Word::Pa
                    | Word::Senast
                    | Word::Under
                    | Word::An),
                ) => return Some((end - back, word)),
                Kind::Word(Word::Other | Word::Letter(_) | Word::Den) | Kind::Mark('-' | ':') => {}
                _ => return None,
            }
        }
        None
    }

    /// What happened there is told in the past tense, so that the meeting is over.
    fn is_past(&self, before: usize, after: usize) -> bool {
        let reader = self.reader;
        let tense = |at: usize| reader.word(at) == Some(Word::Past);
        let sentence =
            (after..reader.tokens.len().min(after + PAST_TOKENS_MAX)).take_while(|&at| {
                !matches!(reader.kind(at), Some(Kind::Mark('.' | ';') | Kind::Break))
            });
        (before > 0 && tense(before - 1)) || sentence.into_iter().any(tense)
    }
}
