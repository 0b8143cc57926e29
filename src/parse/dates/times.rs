//! Times of day.

use super::token::{Kind, Token, Word};
use chrono::NaiveTime;

/// The first time and its end.
pub(super) fn times(tokens: &[Token]) -> Option<(NaiveTime, Option<NaiveTime>)> {
    first(tokens).map(|(from, until)| (from.time, until))
}

/// Whether the first time begins a range that has no end: `09:00-25:00`, `09:00-`.
pub(super) fn lacks_end(tokens: &[Token]) -> bool {
    first(tokens).is_some_and(|(from, until)| until.is_none() && begins_range(tokens, &from))
}

/// The time or the range that the tokens are, from the first to the last.
pub(super) fn form(tokens: &[Token]) -> Option<String> {
    let begin = |at: usize| match tokens.get(at)?.kind {
        Kind::Word(Word::Kl) => Some(after_kl(tokens, at)),
        _ => Some(at),
    };
    let from = clock(tokens, begin(0)?)?;
    let mut end = from.end;
    let mut until = None;
    if begins_range(tokens, &from) {
        let clock = clock(tokens, begin(from.end + 1)?)?;
        if clock.has_seconds {
            return None;
        }
        (end, until) = (clock.end, Some(clock.time));
    }
    let whole = end == tokens.len() && !from.has_seconds;
    if !whole || times(tokens) != Some((from.time, until)) {
        return None;
    }
    let shown = |time: NaiveTime| time.format("%H:%M").to_string();
    Some(match until {
        Some(until) => format!("{}-{}", shown(from.time), shown(until)),
        None => shown(from.time),
    })
}

fn first(tokens: &[Token]) -> Option<(Clock, Option<NaiveTime>)> {
    (0..tokens.len()).find_map(|at| starting_at(tokens, at))
}

fn starting_at(tokens: &[Token], at: usize) -> Option<(Clock, Option<NaiveTime>)> {
    if tokens[at].kind == Kind::Word(Word::Kl) {
        let at = after_kl(tokens, at);
        let clock = clock(tokens, at)?;
        let until = until(tokens, &clock);
        return Some((clock, until));
    }
    if !starts_free(tokens, at) {
        return None;
    }
    let from = clock(tokens, at)?;
    let until = until(tokens, &from);
    match from.form {
        Form::Colon => Some((from, until)),
        // 3.1 and 12 are anything: only a range of them that is all there is, or has minutes.
        Form::Dot if until.is_some() || (at == 0 && from.end == tokens.len()) => {
            Some((from, until))
        }
        Form::Hour
            if at == 0
                && until.is_some()
                && !tokens
                    .iter()
                    .any(|token| matches!(token.kind, Kind::Word(_))) =>
        {
            Some((from, until))
        }
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `9:15`.
    Colon,
    /// `9.15`.
    Dot,
    /// `9`.
    Hour,
    /// `0915`.
    Digits,
}

struct Clock {
    time: NaiveTime,
    form: Form,
    /// The token after it.
    end: usize,
    has_seconds: bool,
}

fn clock(tokens: &[Token], at: usize) -> Option<Clock> {
    let number = |at: usize| match tokens.get(at)?.kind {
        Kind::Number { value, digits } => Some((value, digits)),
        _ => None,
    };
    let glued = |at: usize| tokens.get(at).is_some_and(|token| !token.gap);
    let (hours, digits) = number(at)?;
    if digits == 4 {
        let time = NaiveTime::from_hms_opt(hours / 100, hours % 100, 0)?;
        return Some(Clock {
            time,
            form: Form::Digits,
            end: at + 1,
            has_seconds: false,
        });
    }
    if digits > 2 {
        return None;
    }
    let sign = tokens
        .get(at + 1)
        .filter(|sign| !sign.gap)
        .map(|sign| sign.kind);
    let form = match sign {
        Some(Kind::Mark(':')) => Form::Colon,
        Some(Kind::Mark('.')) => Form::Dot,
        _ => Form::Hour,
    };
    let Some((minutes, digits)) = number(at + 2).filter(|_| form != Form::Hour && glued(at + 2))
    else {
        let time = NaiveTime::from_hms_opt(hours, 0, 0)?;
        return Some(Clock {
            time,
            form: Form::Hour,
            end: at + 1,
            has_seconds: false,
        });
    };
    if digits != 2 {
        return None;
    }
    let time = NaiveTime::from_hms_opt(hours, minutes, 0)?;
    let seconds = form == Form::Colon
        && glued(at + 3)
        && tokens[at + 3].kind == Kind::Mark(':')
        && glued(at + 4)
        && matches!(number(at + 4), Some((0..=59, 2)));
    let end = if seconds { at + 5 } else { at + 3 };
    Some(Clock {
        time,
        form,
        end,
        has_seconds: seconds,
    })
}

/// Whether a dash or `till` comes after `from`.
fn begins_range(tokens: &[Token], from: &Clock) -> bool {
    // `20:19:35-01:00` is an offset from Greenwich.
    !from.has_seconds
        && tokens
            .get(from.end)
            .is_some_and(|token| matches!(token.kind, Kind::Mark('-') | Kind::Word(Word::Till)))
}

/// The end of the range that begins `from`.
fn until(tokens: &[Token], from: &Clock) -> Option<NaiveTime> {
    if !begins_range(tokens, from) {
        return None;
    }
    let at = match tokens.get(from.end + 1)?.kind {
        Kind::Word(Word::Kl) => after_kl(tokens, from.end + 1),
        _ => from.end + 1,
    };
    let clock = clock(tokens, at)?;
    (clock.form != Form::Digits || from.form == Form::Digits).then_some(clock.time)
}

fn after_kl(tokens: &[Token], at: usize) -> usize {
    match tokens.get(at + 1) {
        Some(token) if matches!(token.kind, Kind::Mark('.' | ':')) => at + 2,
        _ => at + 1,
    }
}

/// Not within a longer number: `HSN: 200:1-2023`, `2017:30`, `v1.10`.
fn starts_free(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return true;
    };
    if matches!(
        tokens[before].kind,
        Kind::Mark('§') | Kind::Word(Word::Label)
    ) {
        return false;
    }
    if tokens[at].gap {
        return true;
    }
    match tokens[before].kind {
        Kind::Word(Word::Letter('t')) => true,
        Kind::Number { .. } | Kind::Word(_) => false,
        Kind::Mark(mark) => !matches!(mark, ':' | '.' | '/' | '-' | '+' | ',' | '§'),
        Kind::Break => true,
    }
}
