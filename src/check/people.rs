//! The people that lists name, for finding out whether another name is one of them.

use std::collections::{HashMap, HashSet};

use crate::lang::{Likeness, compare_names, fold};
use crate::text::Place;

/// A name in a list.
#[derive(Clone, Debug)]
pub struct Listed<'a> {
    /// As written.
    pub name: &'a str,
    /// The party it is listed for, where the archive knows it.
    pub party: Option<&'a str>,
    /// Where.
    pub place: Place,
}

/// What a list says of a name.
pub enum Found<'p, 'a> {
    /// It has the name, or the name with other given names.
    Known,
    /// It has one that is spelled nearly so.
    Close(&'p Listed<'a>),
    /// Neither.
    Unknown,
}

/// Names of people that are found by any of their words: two names that are close share one.
#[derive(Clone, Debug, Default)]
pub struct People<'a> {
    listed: Vec<Listed<'a>>,
    whole: HashSet<String>,
    by_word: HashMap<String, Vec<usize>>,
}

/// How many people of one given name or surname are compared with: what people write must not
/// cost a square.
const CANDIDATES_MAX: usize = 64;

impl<'a> People<'a> {
    /// Adds a name; one that is there already stands where it stood first.
    pub fn add(&mut self, listed: Listed<'a>) {
        let folded = fold(listed.name);
        if self.whole.contains(&folded) {
            return;
        }
        for word in folded.split(' ') {
            let same = self.by_word.entry(word.to_owned()).or_default();
            if same.len() < CANDIDATES_MAX {
                same.push(self.listed.len());
            }
        }
        self.whole.insert(folded);
        self.listed.push(listed);
    }

    /// Everybody, in the order added.
    pub fn all(&self) -> &[Listed<'a>] {
        &self.listed
    }

    /// Whether exactly this name is listed.
    pub fn has(&self, name: &str) -> bool {
        self.whole.contains(&fold(name))
    }

    /// Whether anybody listed has this word in the name.
    pub fn has_word(&self, word: &str) -> bool {
        self.by_word.contains_key(word)
    }

    /// Whether somebody of this name is listed, or nearly.
    pub fn find(&self, name: &str) -> Found<'_, 'a> {
        let folded = fold(name);
        if self.whole.contains(&folded) {
            return Found::Known;
        }
        let mut close = None;
        for word in folded.split(' ') {
            for &at in self.by_word.get(word).map_or(&[][..], Vec::as_slice) {
                match compare_names(self.listed[at].name, name) {
                    Likeness::Same | Likeness::Subset => return Found::Known,
                    Likeness::Close { .. } => close = close.or(Some(&self.listed[at])),
                    Likeness::OtherSurname | Likeness::Different => {}
                }
            }
        }
        close.map_or(Found::Unknown, Found::Close)
    }
}
