//! A query and a table of fields, made into something that is quick to ask.

use super::error::QueryError;
use super::expr::{Comparison, Expr, Term, Value};
use super::field::{Dates, Field, FieldKind, Periods, Texts, find_field};
use super::period::period;
use crate::lang::{fold, nearest};
use chrono::NaiveDate;
use regex::{Regex, RegexBuilder};
use std::borrow::Cow;
use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;

/// The field of a word that names none.
const TEXT: &str = "text";
/// Largest compiled expression, in bytes.
const REGEX_BYTES_MAX: usize = 1 << 20;

/// Whether a word field can have a value in this archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// It can, or nobody knows.
    Yes,
    /// It can, under this name: a code or the canonical name of what was asked for.
    As(String),
    /// It can't: an unknown body, class or status.
    No {
        /// The nearest that it can have.
        nearest: Option<String>,
    },
}

/// Every value may be: for [`compile`] where nothing is known of the archive.
pub fn any_value(_field: &str, _value: &str) -> Known {
    Known::Yes
}

/// A condition that rows are asked about. Asking allocates nothing but for text that isn't
/// composed, and names with letters outside ASCII.
pub struct Filter<R: 'static> {
    node: Node<R>,
}

enum Node<R: 'static> {
    All,
    And(Vec<Node<R>>),
    Or(Vec<Node<R>>),
    Not(Box<Node<R>>),
    Text(Texts<R>, Regex),
    Word(Texts<R>, String),
    Date(Dates<R>, NaiveDate, NaiveDate),
    Period(Periods<R>, NaiveDate, NaiveDate),
    Flag(fn(&R) -> bool, bool),
}

/// Gives the fields of a query their meaning. `known` is asked about each value of a word field,
/// by the field's English name.
pub fn compile<R>(
    expr: &Expr,
    fields: &'static [Field<R>],
    known: &dyn Fn(&str, &str) -> Known,
) -> Result<Filter<R>, QueryError> {
    Ok(Filter {
        node: node(expr, fields, known)?,
    })
}

impl<R> Filter<R> {
    /// Whether the row is one of those asked for.
    pub fn fits(&self, row: &R) -> bool {
        self.node.fits(row)
    }
}

impl<R> Node<R> {
    fn fits(&self, row: &R) -> bool {
        let mut fits = false;
        match self {
            Node::All => fits = true,
            Node::And(nodes) => fits = nodes.iter().all(|node| node.fits(row)),
            Node::Or(nodes) => fits = nodes.iter().any(|node| node.fits(row)),
            Node::Not(node) => fits = !node.fits(row),
            Node::Text(get, regex) => get(row, &mut |text| {
                fits = fits || regex.is_match(&composed(text))
            }),
            Node::Word(get, word) => get(row, &mut |text| fits = fits || is_word(text, word)),
            Node::Date(get, from, until) => get(row, &mut |day| {
                fits = fits || (*from..=*until).contains(&day)
            }),
            Node::Period(get, from, until) => get(row, &mut |period| {
                fits = fits || period.overlaps(*from, *until)
            }),
            Node::Flag(get, wanted) => fits = get(row) == *wanted,
        }
        fits
    }
}

/// Swedish is composed but for what some systems write; every mark for Latin letters is encoded
/// with one of two first bytes.
fn composed(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| matches!(byte, 0xcc | 0xcd)) {
        text.nfc().collect::<String>().into()
    } else {
        text.into()
    }
}

fn is_word(text: &str, folded: &str) -> bool {
    if text.len() == folded.len() && text.eq_ignore_ascii_case(folded) {
        return true;
    }
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    !is_plain && fold(text) == folded
}

fn node<R>(
    expr: &Expr,
    fields: &'static [Field<R>],
    known: &dyn Fn(&str, &str) -> Known,
) -> Result<Node<R>, QueryError> {
    let nodes = |parts: &[Expr]| {
        parts
            .iter()
            .map(|part| node(part, fields, known))
            .collect::<Result<_, _>>()
    };
    Ok(match expr {
        Expr::All => Node::All,
        Expr::And(parts) => Node::And(nodes(parts)?),
        Expr::Or(parts) => Node::Or(nodes(parts)?),
        Expr::Not(inner) => Node::Not(Box::new(node(inner, fields, known)?)),
        Expr::Term(term) => {
            let name = term.field.as_deref().unwrap_or(TEXT);
            let field =
                find_field(fields, name).ok_or_else(|| unknown_field(name, fields, term))?;
            leaf(term, field, known)?
        }
    })
}

fn unknown_field<R>(name: &str, fields: &'static [Field<R>], term: &Term) -> QueryError {
    let names = fields.iter().flat_map(|field| {
        let swedish = super::field::swedish_name(field.name);
        [field.name, swedish]
            .into_iter()
            .chain(field.aliases.iter().copied())
    });
    let nearest = nearest(name, names).and_then(|near| find_field(fields, near));
    QueryError::UnknownField {
        field: name.to_string(),
        nearest: nearest.map(|field| field.name),
        known: fields.iter().map(|field| field.name).collect(),
        range: term.range.clone(),
    }
}

fn leaf<R>(
    term: &Term,
    field: &'static Field<R>,
    known: &dyn Fn(&str, &str) -> Known,
) -> Result<Node<R>, QueryError> {
    let range = term.range.clone();
    let wrong_kind = || QueryError::WrongKind {
        field: field.name,
        range: term.range.clone(),
    };
    match (field.kind, &term.value) {
        (FieldKind::Text(get), Value::Word(text) | Value::Phrase(text)) => {
            Ok(Node::Text(get, regex(&literal(text), term)?))
        }
        (FieldKind::Text(get), Value::Regex(pattern)) => Ok(Node::Text(get, regex(pattern, term)?)),
        (FieldKind::Word(get), Value::Word(word) | Value::Phrase(word)) => {
            match known(field.name, word) {
                Known::Yes => Ok(Node::Word(get, fold(word))),
                Known::As(name) => Ok(Node::Word(get, fold(&name))),
                Known::No { nearest } => Err(QueryError::UnknownValue {
                    field: field.name,
                    value: word.clone(),
                    nearest,
                    range,
                }),
            }
        }
        (FieldKind::Word(get), Value::Regex(pattern)) => Ok(Node::Text(get, regex(pattern, term)?)),
        (FieldKind::Date(get), value) => {
            let (from, until) = days(value, term)?.ok_or_else(wrong_kind)?;
            Ok(Node::Date(get, from, until))
        }
        (FieldKind::Period(get), value) => {
            let (from, until) = days(value, term)?.ok_or_else(wrong_kind)?;
            Ok(Node::Period(get, from, until))
        }
        (FieldKind::Flag(get), Value::Word(word) | Value::Phrase(word)) => {
            match fold(word).as_str() {
                "yes" | "ja" | "true" | "1" => Ok(Node::Flag(get, true)),
                "no" | "nej" | "false" | "0" => Ok(Node::Flag(get, false)),
                _ => Err(QueryError::NotAFlag {
                    field: field.name,
                    range,
                }),
            }
        }
        _ => Err(wrong_kind()),
    }
}

/// First and last day; `None` for what isn't a time.
fn days(value: &Value, term: &Term) -> Result<Option<(NaiveDate, NaiveDate)>, QueryError> {
    let read = |text: &str| {
        period(text).ok_or_else(|| QueryError::NotAPeriod {
            value: text.to_string(),
            range: term.range.clone(),
        })
    };
    let days = match value {
        Value::Word(text) | Value::Phrase(text) => read(text)?,
        Value::Regex(_) => return Ok(None),
        Value::Range { from, until } => {
            let from = from.as_deref().map(read).transpose()?;
            let until = until.as_deref().map(read).transpose()?;
            let days = (
                from.map_or(NaiveDate::MIN, |from| from.0),
                until.map_or(NaiveDate::MAX, |until| until.1),
            );
            if days.0 > days.1 {
                return Err(QueryError::Backwards {
                    range: term.range.clone(),
                });
            }
            days
        }
        Value::Compare(comparison, text) => {
            let (first, last) = read(text)?;
            match comparison {
                Comparison::Before => (NaiveDate::MIN, first.pred_opt().unwrap_or(first)),
                Comparison::UpTo => (NaiveDate::MIN, last),
                Comparison::After => (last.succ_opt().unwrap_or(last), NaiveDate::MAX),
                Comparison::From => (first, NaiveDate::MAX),
            }
        }
    };
    Ok(Some(days))
}

fn regex(pattern: &str, term: &Term) -> Result<Regex, QueryError> {
    let built = RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(REGEX_BYTES_MAX)
        .build();
    built.map_err(|error| {
        let reason = match error {
            regex::Error::CompiledTooBig(_) => "too large".to_string(),
            // The last line says what; those above draw the pattern.
            error => error
                .to_string()
                .lines()
                .last()
                .unwrap_or("")
                .trim_start_matches("error: ")
                .to_string(),
        };
        QueryError::BadRegex {
            reason,
            range: term.range.clone(),
        }
    })
}

/// The pattern that finds a text wherever lines are broken and whichever dash is used.
fn literal(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 8);
    let mut letters = [0; 4];
    for letter in fold(text).chars() {
        match letter {
            ' ' => pattern.push_str(r"\s+"),
            '-' => pattern.push_str("[-‐‑‒–—―−]"),
            letter => write!(
                pattern,
                "{}",
                regex::escape(letter.encode_utf8(&mut letters))
            )
            .expect("writing to a string never fails"),
        }
    }
    pattern
}
