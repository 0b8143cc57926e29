//! Periods as options and queries write them.

use chrono::{Days, Months, NaiveDate, Weekday};

/// First and last day of `2023`, `2023-02`, `2023Q1`, `2023H1`, `2023W12` (or `v12`) or `2023-02-17`.
///
/// A letter may have a hyphen before it, in either case. `None` for anything else, and for a day
/// that no calendar has.
pub fn period(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let text = text.trim();
    let year = number(text.get(..4)?, 4..5)? as i32;
    let months = |first: u32, count: u32| {
        let from = NaiveDate::from_ymd_opt(year, first, 1)?;
        Some((
            from,
            from.checked_add_months(Months::new(count))?.pred_opt()?,
        ))
    };
    let rest = &text[4..];
    if rest.is_empty() {
        return months(1, 12);
    }
    let hyphen = rest.strip_prefix('-');
    let part = hyphen.unwrap_or(rest);
    let mut letters = part.chars();
    match letters.next()?.to_ascii_uppercase() {
        'Q' => {
            let quarter =
                number(letters.as_str(), 1..2).filter(|quarter| (1..=4).contains(quarter))?;
            return months(quarter * 3 - 2, 3);
        }
        'H' => {
            let half = number(letters.as_str(), 1..2).filter(|half| (1..=2).contains(half))?;
            return months(half * 6 - 5, 6);
        }
        'W' | 'V' => {
            let monday =
                NaiveDate::from_isoywd_opt(year, number(letters.as_str(), 1..3)?, Weekday::Mon)?;
            return Some((monday, monday.checked_add_days(Days::new(6))?));
        }
        _ => {}
    }
    match hyphen?.split_once('-') {
        None => months(
            number(part, 2..3).filter(|month| (1..=12).contains(month))?,
            1,
        ),
        Some((month, day)) => {
            let day = NaiveDate::from_ymd_opt(year, number(month, 2..3)?, number(day, 2..3)?)?;
            Some((day, day))
        }
    }
}

fn number(text: &str, digits: std::ops::Range<usize>) -> Option<u32> {
    let is_number = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn periods() {
        for (text, wanted) in [
            ("2023", "2023-01-01 2023-12-31"),
            (" 2023 ", "2023-01-01 2023-12-31"),
            ("2024-02", "2024-02-01 2024-02-29"),
            ("2023Q1", "2023-01-01 2023-03-31"),
            ("2023-q4", "2023-10-01 2023-12-31"),
            ("2023H2", "2023-07-01 2023-12-31"),
            ("2023W12", "2023-03-20 2023-03-26"),
            ("2023v1", "2023-01-02 2023-01-08"),
            ("2023-02-17", "2023-02-17 2023-02-17"),
        ] {
            let shown = period(text).map(|(from, until)| format!("{from} {until}"));
            assert_eq!(shown.as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "",
            "23",
            "202",
            "20233",
            "2023-",
            "2023-2",
            "2023-13",
            "2023-00",
            "2023-02-31",
            "2023-02-17x",
            "2023Q5",
            "2023Q",
            "2023W54",
            "202302",
            "2023-02-",
            "+202",
            "åååå",
            "2023å",
            "februari",
        ] {
            assert_eq!(period(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), like in "[0-9]{4}-?[QqWwVvHh]?[0-9]{0,3}(-[0-9]{0,3})?") {
            let _ = period(&text);
            if let Some((from, until)) = period(&like) {
                prop_assert!(from <= until);
            }
        }
    }
}
