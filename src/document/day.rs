//! Days as they are read aloud.

use chrono::{Datelike, NaiveDate};

use crate::lang::Lang;

const SWEDISH: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `17 februari 2023`.
pub(super) fn in_words(day: NaiveDate, lang: Lang) -> String {
    let months = match lang {
        Lang::Sv => SWEDISH,
        Lang::En => ENGLISH,
    };
    let month = months[day.month0() as usize];
    format!("{} {month} {}", day.day(), day.year())
}
