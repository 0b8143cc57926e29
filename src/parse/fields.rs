//! The keys of a YAML mapping, read one by one: what nobody asked for is an unknown key.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::sink::Sink;
use crate::finding::Finding;
use crate::lang::{self, Message};
use crate::rule;
use crate::text::{At, Edit, Span};
use crate::yaml::{Entry, Node, Value};

/// A mapping under reading.
pub struct Fields<'a> {
    entries: &'a [Entry],
    /// The keys, folded.
    keys: Vec<Cow<'a, str>>,
    asked: RefCell<Vec<&'static str>>,
    /// The whole mapping.
    pub span: Span,
}

impl<'a> Fields<'a> {
    /// Reads `node`; one that is no mapping has no keys.
    pub fn new(node: &'a Node) -> Fields<'a> {
        Fields {
            entries: node.entries(),
            keys: node
                .entries()
                .iter()
                .map(|entry| folded(&entry.key.value))
                .collect(),
            asked: RefCell::default(),
            span: node.span,
        }
    }

    /// The value of `key`; the first, where it stands twice. An empty value is none.
    pub fn get(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key);
        let at = self.keys.iter().position(|own| own == key)?;
        Some(&self.entries[at].value).filter(|node| !node.is_null())
    }

    /// The text of `key`.
    pub fn text(&self, key: &'static str, sink: &mut Sink) -> Option<At<String>> {
        let node = self.get(key)?;
        let text = node.text_at();
        if text.is_none() {
            sink.add(wrong_shape(sink, key, node, "en text", "a text"));
        }
        text.filter(|text| !text.value.trim().is_empty())
    }

    /// The texts of `key`: a list, or a single one.
    pub fn texts(&self, key: &'static str, sink: &mut Sink) -> Vec<At<String>> {
        let Some(node) = self.get(key) else {
            return Vec::new();
        };
        if let Some(text) = node.text_at() {
            return vec![text];
        }
        let mut out = Vec::new();
        for item in node.items() {
            match item.text_at() {
                Some(text) if !text.value.trim().is_empty() => out.push(text),
                Some(_) => {}
                None if item.is_null() => {}
                None => sink.add(wrong_shape(sink, key, item, "en text", "a text")),
            }
        }
        if !node.entries().is_empty() {
            sink.add(wrong_shape(sink, key, node, "en lista", "a list"));
        }
        out
    }

    /// The items of `key`: a list, or a single value.
    pub fn items(&self, key: &'static str) -> &'a [Node] {
        match self.get(key) {
            None => &[],
            Some(node) => match &node.value {
                Value::List(items) => items,
                _ => std::slice::from_ref(node),
            },
        }
    }

    /// The rows of `key`: a list of mappings, or one mapping.
    pub fn rows(&self, key: &'static str, sink: &mut Sink) -> Vec<&'a Node> {
        let mut out = Vec::new();
        for item in self.items(key) {
            match item.value {
                Value::Map(_) => out.push(item),
                Value::Null => {}
                _ => sink.add(wrong_shape(
                    sink,
                    key,
                    item,
                    "nycklar och värden, {nyckel: värde}",
                    "keys and values, {key: value}",
                )),
            }
        }
        out
    }

    /// The day of `key`.
    pub fn date(&self, key: &'static str, sink: &mut Sink) -> Option<At<NaiveDate>> {
        let text = self.text(key, sink)?;
        day(key, &text, sink)
    }

    /// The whole number of `key`.
    pub fn number(&self, key: &'static str, sink: &mut Sink) -> Option<At<u32>> {
        let text = self.text(key, sink)?;
        match text.value.trim().parse() {
            Ok(number) => Some(At::new(number, text.span)),
            Err(_) => {
                sink.add(
                    sink.finding(
                        &rule::VALUE_INVALID,
                        text.span,
                        Message::new(
                            format!("{key}: \"{}\" är inget heltal", text.value),
                            format!("{key}: \"{}\" is no whole number", text.value),
                        ),
                    )
                    .about(text.value.clone())
                    .hint(Message::new(
                        "skriv ett tal, till exempel 2",
                        "write a number, such as 2",
                    )),
                );
                None
            }
        }
    }

    /// Yes or no.
    pub fn flag(&self, key: &'static str, sink: &mut Sink) -> bool {
        let Some(text) = self.text(key, sink) else {
            return false;
        };
        match lang::fold(&text.value).as_str() {
            "true" | "ja" | "sant" | "yes" => true,
            "false" | "nej" | "falskt" | "no" => false,
            _ => {
                self.invalid_word(key, &text, &["true", "false"], sink);
                false
            }
        }
    }

    /// The word of `key`, which must be one of `words`.
    pub fn word<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&'static str, T)],
        sink: &mut Sink,
    ) -> Option<At<T>> {
        let text = self.text(key, sink)?;
        let folded = lang::fold(&text.value);
        if let Some((word, value)) = words.iter().find(|(word, _)| lang::fold(word) == folded) {
            if !same_letters(word, &text.value) {
                sink.form_of_value(text.span, word);
            }
            return Some(At::new(*value, text.span));
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        self.invalid_word(key, &text, &known, sink);
        None
    }

    fn invalid_word(&self, key: &str, text: &At<String>, known: &[&str], sink: &mut Sink) {
        sink.add(
            sink.finding(
                &rule::VALUE_INVALID,
                text.span,
                Message::new(
                    format!("{key}: \"{}\" är inget av de ord som gäller", text.value),
                    format!(
                        "{key}: \"{}\" isn't one of the words that count",
                        text.value
                    ),
                ),
            )
            .about(text.value.clone())
            .hint(one_of(
                known,
                lang::nearest(&text.value, known.iter().copied()),
            )),
        );
    }

    /// Reports the keys that nobody asked for, with the nearest that exists.
    pub fn finish(self, sink: &mut Sink) {
        let asked = self.asked.into_inner();
        // Made where somebody asks: most mappings are written as they should be.
        let counts: OnceCell<HashMap<&str, usize>> = OnceCell::new();
        let count = |key: &str| {
            let counts = counts.get_or_init(|| {
                let mut counts = HashMap::new();
                for key in &self.keys {
                    *counts.entry(key.as_ref()).or_default() += 1;
                }
                counts
            });
            counts.get(key).copied().unwrap_or(0)
        };
        for (entry, key) in self.entries.iter().zip(&self.keys) {
            if let Some(form) = asked.iter().find(|asked| *asked == key) {
                if !same_letters(form, &entry.key.value) && count(form) == 1 {
                    sink.form(entry.key.span, *form);
                }
                continue;
            }
            let meant = meant(key, &asked).filter(|meant| count(meant) == 0);
            let fix = meant.map(|meant| Edit {
                span: entry.key.span,
                new: meant.to_owned(),
            });
            let nearest = lang::nearest(key, asked.iter().copied());
            let hint = match nearest {
                Some(nearest) => Message::new(
                    format!("menas \"{nearest}\"?"),
                    format!("is \"{nearest}\" meant?"),
                ),
                None => {
                    let known = asked.join(", ");
                    Message::new(
                        format!("nycklar som läses här: {known}"),
                        format!("keys that are read here: {known}"),
                    )
                }
            };
            sink.add(
                sink.finding(
                    &rule::UNKNOWN_KEY,
                    entry.key.span,
                    Message::new(
                        format!("nyckeln \"{}\" läses inte", entry.key.value),
                        format!("the key \"{}\" isn't read", entry.key.value),
                    ),
                )
                .about(entry.key.value.clone())
                .hint(hint)
                .fix(fix),
            );
        }
    }
}

/// Other words for a key, where they say the same and nothing else.
const OTHER_WORDS: [(&str, &str); 8] = [
    ("dnr", "diarienummer"),
    ("diarienr", "diarienummer"),
    ("ordf", "ordförande"),
    ("sekr", "sekreterare"),
    ("justeringsman", "justerare"),
    ("justeringsmän", "justerare"),
    ("justeringsperson", "justerare"),
    ("justeringspersoner", "justerare"),
];

/// Whether a key is one of those other words.
pub fn is_other_word(key: &str) -> bool {
    OTHER_WORDS.iter().any(|(word, _)| *word == lang::fold(key))
}

/// The key of `asked` that an unknown one surely means.
fn meant(key: &str, asked: &[&'static str]) -> Option<&'static str> {
    let key = key.trim().trim_end_matches('.').replace([' ', '_'], "-");
    let other = OTHER_WORDS.iter().find(|(word, _)| *word == key);
    let other = other.map(|(_, meant)| *meant);
    other
        .filter(|meant| asked.contains(meant))
        .or_else(|| lang::sure(&key, asked.iter().copied()))
}

/// Whether two words are the same letter for letter, composed or not.
fn same_letters(a: &str, b: &str) -> bool {
    a == b || b.nfc().eq(a.nfc())
}

/// A key as keys are compared; nearly all are written so already.
fn folded(key: &str) -> Cow<'_, str> {
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'-' | 0xc3 | 0xa4 | 0xa5 | 0xb6);
    match key.bytes().all(plain) {
        true => Cow::Borrowed(key),
        false => Cow::Owned(lang::fold(key)),
    }
}

/// A day: ISO 8601, or any Swedish form with a year.
pub fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    match text.parse() {
        Ok(date) => Some(date),
        Err(_) => super::dates::day(text, None),
    }
}

/// The day that the value of `key` is.
pub fn day(key: &str, text: &At<String>, sink: &mut Sink) -> Option<At<NaiveDate>> {
    let Some(date) = date(&text.value) else {
        sink.add(invalid_date(sink, key, text));
        return None;
    };
    // Nearly all are written so: `2023-02-17`.
    let plain = text.value.len() == 10 && text.value.as_bytes()[4] == b'-';
    if !plain && let Some(form) = super::dates::day_form(&text.value, date) {
        sink.form(text.span, form);
    }
    Some(At::new(date, text.span))
}

/// F004 about a date.
pub fn invalid_date(sink: &Sink, key: &str, text: &At<String>) -> Finding {
    sink.finding(
        &rule::VALUE_INVALID,
        text.span,
        Message::new(
            format!("{key}: \"{}\" är inget datum i kalendern", text.value),
            format!("{key}: \"{}\" is no date of the calendar", text.value),
        ),
    )
    .about(text.value.clone())
    .hint(Message::new(
        "skriv år-månad-dag, till exempel 2023-02-17",
        "write year-month-day, such as 2023-02-17",
    ))
}

/// F004 about a value of the wrong shape.
pub fn wrong_shape(
    sink: &Sink,
    key: &str,
    node: &Node,
    wanted_sv: &'static str,
    wanted_en: &'static str,
) -> Finding {
    sink.finding(
        &rule::VALUE_INVALID,
        node.span,
        Message::new(
            format!("{key}: här väntas {wanted_sv}"),
            format!("{key}: {wanted_en} is expected here"),
        ),
    )
    .about(key.to_owned())
}

/// A hint that lists the words that count, the nearest first.
pub fn one_of(known: &[&str], nearest: Option<&str>) -> Message {
    let list = known.join(", ");
    match nearest {
        Some(nearest) => Message::new(
            format!("menas \"{nearest}\"? Ord som gäller: {list}"),
            format!("is \"{nearest}\" meant? Words that count: {list}"),
        ),
        None => Message::new(
            format!("ord som gäller: {list}"),
            format!("words that count: {list}"),
        ),
    }
}
