//! Excel's numbers: days counted from 1900 (or 1904), and which formats show them as dates.

use chrono::{Days, NaiveDate};

/// The formats that every workbook has and that show a date.
pub fn is_builtin_date(format: u32) -> bool {
    matches!(format, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=58)
}

/// Whether a format of the workbook's own shows a date: it has days, or months with years,
/// outside quotes and brackets.
pub fn is_date_format(code: &str) -> bool {
    let (mut days, mut years) = (false, false);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => while chars.next().is_some_and(|c| c != '"') {},
            '[' => while chars.next().is_some_and(|c| c != ']') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            'd' | 'D' => days = true,
            'y' | 'Y' => years = true,
            // Only the first of several formats, the one of positive numbers.
            ';' => break,
            _ => {}
        }
    }
    days || years
}

/// A number as the list shows it: a date, or the number without `.0`.
pub fn shown(number: &str, is_date: bool, from_1904: bool) -> String {
    let Ok(value) = number.parse::<f64>() else {
        return number.to_owned();
    };
    if is_date && let Some(day) = day(value, from_1904) {
        return day.to_string();
    }
    match value.fract() == 0.0 && value.abs() < 1e15 {
        true => format!("{value:.0}"),
        false => number.to_owned(),
    }
}

/// The day of a count of days; the part after the point is a time.
fn day(count: f64, from_1904: bool) -> Option<NaiveDate> {
    const LAST: f64 = 2_958_465.0; // 9999-12-31
    // Excel takes 1900 for a leap year: to 29 February that it never had, days count one less.
    const FALSE_LEAP_DAY: f64 = 60.0;
    if !(1.0..=LAST).contains(&count) {
        return None;
    }
    let first = match (from_1904, count < FALSE_LEAP_DAY) {
        (true, _) => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        (false, true) => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        (false, false) => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    first.checked_add_days(Days::new(count as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_days_where_their_format_says_so() {
        for (number, is_date, from_1904, wanted) in [
            ("44927", true, false, "2023-01-01"),
            ("44927.5", true, false, "2023-01-01"),
            ("43465", true, true, "2023-01-01"),
            ("59", true, false, "1900-02-28"),
            ("61", true, false, "1900-03-01"),
            ("44927", false, false, "44927"),
            ("2023.0", false, false, "2023"),
            ("0.5", false, false, "0.5"),
            ("-1", true, false, "-1"),
            ("1e300", true, false, "1e300"),
            ("NaN", true, false, "NaN"),
            ("inf", true, false, "inf"),
            ("text", true, false, "text"),
        ] {
            assert_eq!(shown(number, is_date, from_1904), wanted, "{number}");
        }
    }

    #[test]
    fn formats_of_dates() {
        for code in [
            "yyyy\\-mm\\-dd",
            "[$-41D]d mmmm yyyy;@",
            "d/m",
            "mmm yy",
            "[$-F800]dddd\\,\\ mmmm",
        ] {
            assert!(is_date_format(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "# ##0 \"dygn\"",
            "h:mm",
            "[Red]0",
            "@",
            "\\d0",
            "0;d",
        ] {
            assert!(!is_date_format(code), "{code}");
        }
        assert!(is_builtin_date(14) && !is_builtin_date(9) && !is_builtin_date(0));
    }
}
