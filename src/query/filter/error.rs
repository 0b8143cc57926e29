//! What may be wrong with a query, said in both languages with a mark under the place.

use super::field::swedish_name;
use crate::lang::{Lang, Message};
use std::fmt;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// Why a query was refused. Ranges are bytes of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryError {
    /// `(`, `"` or `/` without its end.
    Unclosed {
        /// What was begun.
        part: Part,
        /// The opening sign.
        range: Range<usize>,
    },
    /// `)` without a beginning.
    Unopened {
        /// The sign.
        range: Range<usize>,
    },
    /// A word, field or parenthesis was due: after an operator, or within `()`.
    MissingTerm {
        /// Where.
        range: Range<usize>,
    },
    /// `body:` and nothing after it.
    MissingValue {
        /// The field as written.
        field: String,
        /// The field and its colon.
        range: Range<usize>,
    },
    /// More parentheses within each other than [`super::DEPTH_MAX`].
    TooDeep {
        /// The first too many.
        range: Range<usize>,
    },
    /// A query over [`super::QUERY_BYTES_MAX`].
    TooLong {
        /// What is too much.
        range: Range<usize>,
    },
    /// A field that the question doesn't have.
    UnknownField {
        /// As written.
        field: String,
        /// The nearest that it has, by its English name.
        nearest: Option<&'static str>,
        /// All that it has, by their English names.
        known: Vec<&'static str>,
        /// The term.
        range: Range<usize>,
    },
    /// A value that the field can't have: an unknown body, class or status.
    UnknownValue {
        /// The field's English name.
        field: &'static str,
        /// As written.
        value: String,
        /// The nearest that exists.
        nearest: Option<String>,
        /// The term.
        range: Range<usize>,
    },
    /// A range, comparison or regular expression of a field that has none.
    WrongKind {
        /// The field's English name.
        field: &'static str,
        /// The term.
        range: Range<usize>,
    },
    /// Neither a day nor a period.
    NotAPeriod {
        /// As written.
        value: String,
        /// The term.
        range: Range<usize>,
    },
    /// A range that ends before it begins.
    Backwards {
        /// The term.
        range: Range<usize>,
    },
    /// Neither yes nor no.
    NotAFlag {
        /// The field's English name.
        field: &'static str,
        /// The term.
        range: Range<usize>,
    },
    /// A regular expression that isn't one, or is too large.
    BadRegex {
        /// What the expression's parser says, in English.
        reason: String,
        /// The term.
        range: Range<usize>,
    },
}

/// What has a beginning and an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `(`
    Parenthesis,
    /// `"`
    Quote,
    /// `/`
    Regex,
}

impl QueryError {
    /// The bytes of the query that are wrong.
    pub fn range(&self) -> Range<usize> {
        match self {
            QueryError::Unclosed { range, .. }
            | QueryError::Unopened { range }
            | QueryError::MissingTerm { range }
            | QueryError::MissingValue { range, .. }
            | QueryError::TooDeep { range }
            | QueryError::TooLong { range }
            | QueryError::UnknownField { range, .. }
            | QueryError::UnknownValue { range, .. }
            | QueryError::WrongKind { range, .. }
            | QueryError::NotAPeriod { range, .. }
            | QueryError::Backwards { range }
            | QueryError::NotAFlag { range, .. }
            | QueryError::BadRegex { range, .. } => range.clone(),
        }
    }

    /// What is wrong and what to do, in one line.
    pub fn message(&self) -> Message {
        match self {
            QueryError::Unclosed { part, .. } => match part {
                Part::Parenthesis => Message::new(
                    "parentesen avslutas inte: sätt `)`",
                    "unclosed parenthesis: add `)`",
                ),
                Part::Quote => Message::new(
                    "citatet avslutas inte: sätt `\"`",
                    "unclosed quote: add `\"`",
                ),
                Part::Regex => Message::new(
                    "det reguljära uttrycket avslutas inte: sätt `/`, eller skriv inom \"…\"",
                    "unclosed regular expression: add `/`, or write it within \"…\"",
                ),
            },
            QueryError::Unopened { .. } => Message::new(
                "`)` utan `(`: ta bort den, eller skriv inom \"…\"",
                "`)` without `(`: remove it, or write it within \"…\"",
            ),
            QueryError::MissingTerm { .. } => Message::new(
                "här väntas ett ord, `fält:värde` eller `(`; ett ord som AND skrivs inom \"…\"",
                "expected a word, `field:value` or `(` here; a word such as AND is written within \"…\"",
            ),
            QueryError::MissingValue { field, .. } => Message::new(
                format!("`{field}:` saknar värde: skriv det direkt efter kolonet"),
                format!("`{field}:` has no value: write it right after the colon"),
            ),
            QueryError::TooDeep { .. } => Message::new(
                format!("fler än {} parenteser i varandra", super::DEPTH_MAX),
                format!(
                    "more than {} parentheses within each other",
                    super::DEPTH_MAX
                ),
            ),
            QueryError::TooLong { .. } => Message::new(
                format!("frågan är längre än {} byte", super::QUERY_BYTES_MAX),
                format!("the query is longer than {} bytes", super::QUERY_BYTES_MAX),
            ),
            QueryError::UnknownField {
                field,
                nearest,
                known,
                ..
            } => {
                let swedish: Vec<&str> = known.iter().map(|name| swedish_name(name)).collect();
                let (mut sv, mut en) = (String::new(), String::new());
                if let Some(nearest) = nearest {
                    sv = format!("menade du `{}`? ", swedish_name(nearest));
                    en = format!("did you mean `{nearest}`? ");
                }
                Message::new(
                    format!("okänt fält `{field}`: {sv}fälten är {}", swedish.join(", ")),
                    format!(
                        "unknown field `{field}`: {en}the fields are {}",
                        known.join(", ")
                    ),
                )
            }
            QueryError::UnknownValue {
                field,
                value,
                nearest,
                ..
            } => {
                let (mut sv, mut en) = (String::new(), String::new());
                if let Some(nearest) = nearest {
                    sv = format!(": menade du `{nearest}`?");
                    en = format!(": did you mean `{nearest}`?");
                }
                Message::new(
                    format!("`{value}` finns inte för `{}`{sv}", swedish_name(field)),
                    format!("no `{value}` for `{field}`{en}"),
                )
            }
            QueryError::WrongKind { field, .. } => Message::new(
                format!(
                    "`{}` kan inte jämföras så: skriv värdet inom \"…\"",
                    swedish_name(field)
                ),
                format!("`{field}` can't be compared so: write the value within \"…\""),
            ),
            QueryError::NotAPeriod { value, .. } => Message::new(
                format!(
                    "`{value}` är ingen tid: skriv 2023, 2023-02, 2023Q1, 2023W12 eller 2023-02-17"
                ),
                format!(
                    "`{value}` is no period: write 2023, 2023-02, 2023Q1, 2023W12 or 2023-02-17"
                ),
            ),
            QueryError::Backwards { .. } => Message::new(
                "tiden slutar innan den börjar: byt plats på dem",
                "the range ends before it begins: swap its ends",
            ),
            QueryError::NotAFlag { field, .. } => Message::new(
                format!("`{}` är ja eller nej", swedish_name(field)),
                format!("`{field}` is yes or no"),
            ),
            QueryError::BadRegex { reason, .. } => Message::new(
                format!("inget reguljärt uttryck: {reason}"),
                format!("no regular expression: {reason}"),
            ),
        }
    }

    /// The message, the query and the mark under the place, in three lines without a final break.
    ///
    /// The mark stands right in a terminal also under wide letters.
    pub fn explain(&self, query: &str, lang: Lang) -> String {
        let range = self.range();
        let (mut line, mut marks) = (String::new(), String::new());
        for (at, letter) in query.char_indices() {
            let letter = if letter.is_control() { ' ' } else { letter };
            line.push(letter);
            let mark = if range.contains(&at) { '^' } else { ' ' };
            marks.extend(std::iter::repeat_n(mark, letter.width().unwrap_or(0)));
        }
        if !marks.contains('^') {
            marks.push('^');
        }
        let message = self.message();
        format!(
            "{}\n  {}\n  {}",
            message.get(lang),
            line.trim_end(),
            marks.trim_end()
        )
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.message().get(Lang::En))
    }
}

impl std::error::Error for QueryError {}
