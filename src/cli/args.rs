//! The arguments that every command takes, and what the words of arguments may be.

use std::fmt;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args};

use super::command::{ArgText, Section};
use crate::lang::{Lang, Message, Text};
use crate::output::Format;
use crate::output::sort::SortKey;
use crate::query::filter::period;

/// What stands before or after any command.
#[derive(Args, Debug)]
pub(super) struct Global {
    #[arg(long, global = true)]
    pub archive: Option<PathBuf>,
    // `Glance` reads these two before clap has its turn; here clap learns which words there are.
    #[arg(long, global = true, value_parser = PossibleValuesParser::new(["sv", "en"]))]
    lang: Option<String>,
    #[arg(long, global = true, value_parser = PossibleValuesParser::new(["auto", "always", "never"]))]
    color: Option<String>,
    #[arg(long, short, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
}

/// The texts of [`Global`].
pub(super) static GLOBAL: [Section; 1] = [Section {
    heading: Text::new("Till alla kommandon", "For every command"),
    args: &[
        ArgText::value(
            "archive",
            Text::new("MAPP", "DIR"),
            Text::new(
                "protokollsamlingens mapp; annars närmaste mapp uppåt med samverkan.yaml, eller ./protocols",
                "the archive's folder; otherwise the nearest one upwards with samverkan.yaml, or ./protocols",
            ),
        ),
        ArgText::value(
            "lang",
            Text::new("SPRÅK", "LANG"),
            Text::new(
                "språk i hjälp och meddelanden; annars SAMVERKAN_LANG, samlingens språk, systemets",
                "language of help and messages; otherwise SAMVERKAN_LANG, the archive's, the system's",
            ),
        ),
        ArgText::value(
            "color",
            Text::new("NÄR", "WHEN"),
            Text::new(
                "färger; auto är på en terminal där NO_COLOR inte är satt",
                "colours; auto is on a terminal where NO_COLOR isn't set",
            ),
        ),
        ArgText::flag("help", Text::new("visa den här hjälpen", "show this help")),
        ArgText::flag(
            "version",
            Text::new(
                "visa programmets version",
                "show the version of the program",
            ),
        ),
    ],
}];

/// `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum ColorChoice {
    /// Where a terminal is and `NO_COLOR` isn't.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorChoice {
    /// The choice of that name.
    pub fn from_name(name: &str) -> Option<ColorChoice> {
        match name {
            "auto" => Some(ColorChoice::Auto),
            "always" => Some(ColorChoice::Always),
            "never" => Some(ColorChoice::Never),
            _ => None,
        }
    }
}

/// What `--format` may say: a format of listings, or one of drawings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Rows.
    Listing(Format),
    /// A Mermaid drawing.
    Mermaid,
    /// A Graphviz drawing.
    Dot,
}

impl Shape {
    /// The shape of that name.
    fn from_name(name: &str) -> Option<Shape> {
        match name {
            "mermaid" => Some(Shape::Mermaid),
            "dot" => Some(Shape::Dot),
            _ => Format::from_name(name).map(Shape::Listing),
        }
    }
}

/// The words of `--format`.
pub(super) fn formats() -> impl TypedValueParser<Value = Shape> {
    let names = Format::ALL.map(Format::name);
    PossibleValuesParser::new(names.into_iter().chain(["mermaid", "dot"]))
        .map(|word| Shape::from_name(&word).expect("clap takes only the names of formats"))
}

/// What is wrong with the value of an argument, in both languages.
#[derive(Clone, Debug)]
pub(super) struct BadValue(pub Message);

impl fmt::Display for BadValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.get(Lang::En))
    }
}

impl std::error::Error for BadValue {}

/// A day, `2023-02-17`.
pub(super) fn day(text: &str) -> Result<NaiveDate, BadValue> {
    // chrono takes 2023-2-7 too, and the period reader knows which days there are.
    let is_day = text.len() == "2023-02-17".len();
    let days = period(text).filter(|(first, last)| is_day && first == last);
    days.map(|(day, _)| day).ok_or_else(|| {
        BadValue(Message::new(
            format!("\"{text}\" är ingen dag: skriv till exempel 2023-02-17"),
            format!("\"{text}\" is no day: write such as 2023-02-17"),
        ))
    })
}

/// A day or a stretch of days that has a name: 2023, 2023-02, 2023Q1, 2023H1, 2023W12. Kept as
/// typed, since the query language reads it.
pub(super) fn days(text: &str) -> Result<String, BadValue> {
    match period(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(BadValue(Message::new(
            format!(
                "\"{text}\" är ingen tid: skriv 2023, 2023-02, 2023Q1, 2023H1, 2023W12 eller 2023-02-17"
            ),
            format!(
                "\"{text}\" is no period: write 2023, 2023-02, 2023Q1, 2023H1, 2023W12 or 2023-02-17"
            ),
        ))),
    }
}

/// A year, `2023`.
pub(super) fn year(text: &str) -> Result<String, BadValue> {
    match period(text) {
        Some(_) if text.len() == 4 => Ok(text.to_owned()),
        _ => Err(BadValue(Message::new(
            format!("\"{text}\" är inget år: skriv det med fyra siffror"),
            format!("\"{text}\" is no year: write it with four digits"),
        ))),
    }
}

/// A column to sort by, `date` or `-date`.
pub(super) fn sort_key(text: &str) -> Result<SortKey, BadValue> {
    // clap takes what begins with a hyphen for a value here, also the next option.
    if text.starts_with("--") || text.trim_matches(['-', ' ']).is_empty() {
        return Err(BadValue(Message::new(
            "kolumnen saknas: skriv till exempel date, eller -date för omvänd ordning",
            "the column is missing: write such as date, or -date for the reverse",
        )));
    }
    Ok(SortKey::parse(text))
}

/// A number of rows.
pub(super) fn rows(text: &str) -> Result<usize, BadValue> {
    text.parse().map_err(|_| {
        BadValue(Message::new(
            format!("\"{text}\" är inget antal rader: skriv ett heltal"),
            format!("\"{text}\" is no number of rows: write a whole number"),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day_that_the_calendar_has() {
        assert_eq!(day("2023-02-17").unwrap().to_string(), "2023-02-17");
        for text in [
            "2023-02-30",
            "2023",
            "2023-2-7",
            "17/2",
            "",
            "2023-02-17 ",
            "idag",
        ] {
            let error = day(text).unwrap_err().0;
            assert!(
                error.sv.starts_with(&format!("\"{text}\" är ingen dag")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_sort_key_is_no_option() {
        assert!(sort_key("-date").unwrap().descending);
        assert!(sort_key("--limit").is_err() && sort_key("-").is_err() && sort_key("").is_err());
    }

    #[test]
    fn years_periods_and_rows() {
        assert!(year("2023").is_ok() && year("23").is_err() && year("2023Q1").is_err());
        assert!(days("2023Q1").is_ok() && days("2023-13").is_err());
        assert!(rows("0").is_ok() && rows("-1").is_err() && rows("många").is_err());
    }
}
