//! Due dates that hang on no date: `inom tre månader`, `snarast`.

use super::due::{Due, Strength};
use super::reader::Reader;
use super::token::{Kind, Word};
use chrono::{Datelike, Days, Months};

/// `inom tre månader`, `snarast`, `så snart som möjligt`.
pub(super) fn worded(reader: &Reader, at: usize) -> Option<Due> {
    let word = |ahead: usize| reader.word(at + ahead);
    let text = |count: usize| {
        Some(Due {
            date: None,
            tokens: at..at + count,
            strength: Strength::Text,
        })
    };
    match word(0)? {
        Word::Soon => {
            // `snarast möjligt`.
            text(if word(1) == Some(Word::Mojligt) { 2 } else { 1 })
        }
        Word::Lopande => {
            // `den löpande verksamheten` is a kind of work.
            let adjective = matches!(
                reader.word_before(at),
                Some(Word::Den | Word::Cardinal(1) | Word::For | Word::Av | Word::I)
            );
            if adjective { None } else { text(1) }
        }
        Word::Sa if word(1) == Some(Word::Snart) => text(
            if word(2) == Some(Word::Som) && word(3) == Some(Word::Mojligt) {
                4
            } else {
                2
            },
        ),
        Word::Inom if word(1) == Some(Word::Kort) => text(2),
        Word::Inom | Word::Om => within(reader, at),
        _ => None,
    }
}

fn within(reader: &Reader, at: usize) -> Option<Due> {
    let count = match reader.kind(at + 1)? {
        Kind::Number {
            value,
            digits: 1..=3,
        } => value,
        Kind::Word(Word::Cardinal(count)) => count,
        _ => return None,
    };
    let meeting = reader.meeting;
    let months = |months: u32| meeting.and_then(|day| day.checked_add_months(Months::new(months)));
    let days = |days: u32| meeting.and_then(|day| day.checked_add_days(Days::new(days.into())));
    let date = match reader.word(at + 2)? {
        Word::Days => days(count),
        Word::Week => days(count * 7),
        Word::MonthUnit => months(count),
        Word::Quarter => months(count * 3),
        Word::Half => months(count * 6),
        Word::Year => months(count * 12),
        _ => return None,
    };
    let date = date.filter(|day| day.year() <= 9999);
    Some(Due {
        date,
        tokens: at..at + 3,
        strength: Strength::By,
    })
}
