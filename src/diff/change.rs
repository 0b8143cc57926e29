//! A change of one thing: which facts are known of its noun, what they were and what they are.
//!
//! A noun is data. Its aspects name the facts in both languages and for machines, so that
//! comparing, telling and the JSON Schema all come from one list.

use std::collections::HashMap;

use crate::lang::{Lang, Message, Text, fold};

/// A kind of thing that is compared.
#[derive(Debug, PartialEq, Eq)]
pub struct Noun {
    /// The English word of machine output.
    pub name: &'static str,
    /// What one is called.
    pub label: Text,
    /// So many of the first aspects tell which one it is.
    pub naming: usize,
    /// What is known of it, in parts that nouns may share.
    pub aspects: &'static [&'static [Aspect]],
}

/// One fact that a noun has.
#[derive(Debug, PartialEq, Eq)]
pub struct Aspect {
    /// The key of machine output.
    pub key: &'static str,
    /// What sort of value it has.
    pub sort: Sort,
    /// What people call it.
    pub label: Text,
}

/// What sort of value an aspect has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A short text, or one of a few words.
    Text,
    /// Running text, in which words may change.
    Prose,
    /// A day, ISO 8601.
    Date,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// Texts whose order says nothing.
    List,
}

/// The value of an aspect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// As a document says it, white space collapsed.
    Text(String),
    /// A word of the program's own.
    Word(Text),
    /// A text made for the occasion.
    Told(Message),
    /// A number.
    Number(u32),
    /// Yes or no.
    Flag(bool),
    /// Texts whose order says nothing.
    List(Vec<Said>),
}

/// What is known of one thing: a value for each aspect of its noun, in that order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The noun.
    pub noun: &'static Noun,
    /// The values.
    pub values: Vec<Option<Said>>,
}

/// What became of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What it was; `None` for something new.
    pub before: Option<Facts>,
    /// What it is; `None` for something gone.
    pub after: Option<Facts>,
    /// Which aspects changed, by index; empty for what is new or gone.
    pub changed: Vec<usize>,
}

/// New, gone, or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// New.
    Added,
    /// Gone.
    Removed,
    /// There before and after.
    Changed,
}

impl Fate {
    /// Every fate.
    pub const ALL: [Fate; 3] = [Fate::Added, Fate::Removed, Fate::Changed];

    /// Of something that was there before, or is there after, or both.
    pub fn of<T>(before: Option<T>, after: Option<T>) -> Fate {
        match (before.is_some(), after.is_some()) {
            (false, _) => Fate::Added,
            (true, false) => Fate::Removed,
            (true, true) => Fate::Changed,
        }
    }

    /// The word in both languages; the English one is for machines too.
    pub const fn text(self) -> Text {
        match self {
            Fate::Added => Text::new("tillagt", "added"),
            Fate::Removed => Text::new("borttaget", "removed"),
            Fate::Changed => Text::new("ändrat", "changed"),
        }
    }
}

impl Aspect {
    /// An aspect.
    pub const fn new(key: &'static str, sort: Sort, label: Text) -> Aspect {
        Aspect { key, sort, label }
    }
}

impl Noun {
    /// Its aspects in order.
    pub fn all(&self) -> impl Iterator<Item = &'static Aspect> + use<> {
        self.aspects.iter().flat_map(|part| part.iter())
    }

    /// The key of the aspect that stands there.
    pub fn key(&self, at: usize) -> &'static str {
        self.all().nth(at).map_or("", |aspect| aspect.key)
    }

    /// Where the aspect of that key stands.
    ///
    /// # Panics
    ///
    /// Where the noun has no such aspect, which is a fault of the program.
    pub fn index(&self, key: &str) -> usize {
        let found = self.all().position(|aspect| aspect.key == key);
        found.unwrap_or_else(|| panic!("a {} has no {key}", self.name))
    }
}

impl Said {
    /// A text, its white space collapsed; nothing for an empty one.
    pub fn text(text: &str) -> Option<Said> {
        let mut out = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        (!out.is_empty()).then_some(Said::Text(out))
    }

    /// Texts whose order says nothing; nothing for none.
    pub fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Said> {
        Said::of_all(texts.into_iter().filter_map(Said::text))
    }

    /// Values whose order says nothing; nothing for none.
    pub fn of_all(values: impl IntoIterator<Item = Said>) -> Option<Said> {
        let values: Vec<Said> = values.into_iter().collect();
        (!values.is_empty()).then_some(Said::List(values))
    }

    /// The value for people.
    pub fn shown(&self, lang: Lang) -> String {
        match self {
            Said::Text(text) => text.clone(),
            Said::Told(told) => told.get(lang).to_owned(),
            Said::Word(word) => word.get(lang).replace('_', " "),
            Said::Number(number) => number.to_string(),
            Said::Flag(true) => Text::new("ja", "yes").get(lang).to_owned(),
            Said::Flag(false) => Text::new("nej", "no").get(lang).to_owned(),
            Said::List(values) => {
                let shown: Vec<String> = values.iter().map(|one| one.shown(lang)).collect();
                shown.join(", ")
            }
        }
    }

    /// Whether both say the same; lists in any order.
    fn is_same(&self, other: &Said) -> bool {
        match (self, other) {
            (Said::List(a), Said::List(b)) => {
                a.len() == b.len() && {
                    let (gone, new) = apart(a, b);
                    gone.is_empty() && new.is_empty()
                }
            }
            _ => self == other,
        }
    }
}

/// What of `before` isn't in `after`, and the other way round, as often as it is there.
pub fn apart<'a>(before: &'a [Said], after: &'a [Said]) -> (Vec<&'a Said>, Vec<&'a Said>) {
    let key = |said: &Said| said.shown(Lang::En);
    let missing = |from: &'a [Said], other: &'a [Said]| -> Vec<&'a Said> {
        let mut counts = HashMap::new();
        for said in other {
            *counts.entry(key(said)).or_insert(0usize) += 1;
        }
        let mut out = Vec::new();
        for said in from {
            match counts.get_mut(&key(said)) {
                Some(count) if *count > 0 => *count -= 1,
                _ => out.push(said),
            }
        }
        out
    };
    (missing(before, after), missing(after, before))
}

impl Facts {
    /// The values of a noun, in the order of its aspects.
    pub fn new(noun: &'static Noun, values: Vec<Option<Said>>) -> Facts {
        debug_assert_eq!(values.len(), noun.all().count(), "{}", noun.name);
        Facts { noun, values }
    }

    /// The value of the aspect of that key.
    pub fn get(&self, key: &str) -> Option<&Said> {
        self.values[self.noun.index(key)].as_ref()
    }

    /// The value of the aspect of that key, for people; `""` for none.
    pub fn shown(&self, key: &str, lang: Lang) -> String {
        self.get(key).map_or(String::new(), |said| said.shown(lang))
    }

    /// What tells which one it is, folded.
    pub fn identity(&self) -> String {
        let naming = self.values.iter().take(self.noun.naming);
        let parts: Vec<String> = naming
            .map(|value| match value {
                Some(said) => fold(&said.shown(Lang::En)),
                None => String::new(),
            })
            .collect();
        parts.join("\u{1f}")
    }
}

impl Change {
    /// Something new.
    pub fn added(after: Facts) -> Change {
        Change {
            before: None,
            after: Some(after),
            changed: Vec::new(),
        }
    }

    /// Something gone.
    pub fn removed(before: Facts) -> Change {
        Change {
            before: Some(before),
            after: None,
            changed: Vec::new(),
        }
    }

    /// Something there before and after; nothing where every aspect is the same.
    pub fn between(before: Facts, after: Facts) -> Option<Change> {
        let changed: Vec<usize> = (0..before.values.len())
            .filter(
                |&at| match (before.values[at].as_ref(), after.values[at].as_ref()) {
                    (Some(before), Some(after)) => !before.is_same(after),
                    (before, after) => before.is_some() || after.is_some(),
                },
            )
            .collect();
        (!changed.is_empty()).then_some(Change {
            before: Some(before),
            after: Some(after),
            changed,
        })
    }

    /// What became of something that may be missing before or after.
    pub fn of(before: Option<Facts>, after: Option<Facts>) -> Option<Change> {
        match (before, after) {
            (Some(before), Some(after)) => Change::between(before, after),
            (Some(before), None) => Some(Change::removed(before)),
            (None, Some(after)) => Some(Change::added(after)),
            (None, None) => None,
        }
    }

    /// New, gone, or changed.
    pub fn fate(&self) -> Fate {
        Fate::of(self.before.as_ref(), self.after.as_ref())
    }

    /// The noun.
    pub fn noun(&self) -> &'static Noun {
        self.latest().noun
    }

    /// What it is; what it was, where it is gone.
    pub fn latest(&self) -> &Facts {
        let known = self.after.as_ref().or(self.before.as_ref());
        known.expect("a change is of something")
    }

    /// Whether the aspect of that key changed.
    pub fn touches(&self, key: &str) -> bool {
        self.changed.contains(&self.noun().index(key))
    }
}
