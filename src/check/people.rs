//! The people that lists name, for finding out whether another name is one of them.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::archive::Archive;
use crate::lang::{Likeness, compare_folded, fold};
use crate::model::Protocol;
use crate::text::{Place, Span};

/// A name in a list.
#[derive(Clone, Debug)]
pub struct Listed<'a> {
    /// As written.
    pub name: &'a str,
    /// The party it is listed for, where the archive knows it.
    pub party: Option<&'a str>,
    /// The file of the list.
    pub path: &'a Path,
    /// Where in it.
    pub span: Span,
}

impl Listed<'_> {
    /// Where the name stands.
    pub fn place(&self) -> Place {
        Place {
            path: self.path.to_owned(),
            span: self.span,
        }
    }
}

/// Everybody whom the attendance of a protocol names, in document order.
pub fn attending<'a>(protocol: &'a Protocol, path: &'a Path) -> impl Iterator<Item = Listed<'a>> {
    protocol.attendance.iter().filter_map(move |attendee| {
        let name = attendee.name.as_ref()?;
        Some(Listed {
            name: &name.value,
            party: attendee.party.as_deref(),
            path,
            span: name.span,
        })
    })
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
    /// Each name of `listed`, folded.
    folded: Vec<String>,
    /// Names as written, and folded, with where in the list they stand. Most names that are asked
    /// for are written alike, and folding costs more than looking up.
    written: HashMap<&'a str, usize>,
    whole: HashMap<String, usize>,
    by_word: HashMap<String, Vec<usize>>,
}

/// How many people of one given name or surname are compared with: what people write must not
/// cost a square.
const CANDIDATES_MAX: usize = 64;

impl<'a> People<'a> {
    /// Adds a name; one that is there already stands where it stood first.
    pub fn add(&mut self, listed: Listed<'a>) {
        if self.written.contains_key(listed.name) {
            return;
        }
        let folded = fold(listed.name);
        let next = self.listed.len();
        let at = *self.whole.entry(folded.clone()).or_insert(next);
        self.written.insert(listed.name, at);
        if at < next {
            return;
        }
        for word in folded.split(' ') {
            let same = match self.by_word.get_mut(word) {
                Some(same) => same,
                None => self.by_word.entry(word.to_owned()).or_default(),
            };
            if same.len() < CANDIDATES_MAX {
                same.push(next);
            }
        }
        self.folded.push(folded);
        self.listed.push(listed);
    }

    /// Every name as written.
    pub fn written(&self) -> impl Iterator<Item = &'a str> {
        self.written.keys().copied()
    }

    /// How many are listed.
    pub fn len(&self) -> usize {
        self.listed.len()
    }

    /// Whether exactly this name is listed.
    pub fn has(&self, name: &str) -> bool {
        self.place_of(name).is_some()
    }

    /// Whether anybody listed has this word in the name.
    pub fn has_word(&self, word: &str) -> bool {
        self.by_word.contains_key(word)
    }

    /// Whether somebody of this name is listed, or nearly.
    pub fn find(&self, name: &str) -> Found<'_, 'a> {
        self.find_among(self.len(), name)
    }

    /// The same, asking the first `count` of the list alone.
    pub fn find_among(&self, count: usize, name: &str) -> Found<'_, 'a> {
        if self.place_of(name).is_some_and(|at| at < count) {
            return Found::Known;
        }
        let mut close = None;
        let folded = fold(name);
        for word in folded.split(' ') {
            let same = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
            for &at in same.iter().take_while(|at| **at < count) {
                match compare_folded(&self.folded[at], &folded) {
                    Likeness::Same | Likeness::Subset => return Found::Known,
                    Likeness::Close { .. } => close = close.or(Some(&self.listed[at])),
                    Likeness::OtherSurname | Likeness::Different => {}
                }
            }
        }
        close.map_or(Found::Unknown, Found::Close)
    }

    fn place_of(&self, name: &str) -> Option<usize> {
        let written = self.written.get(name).copied();
        written.or_else(|| self.whole.get(&fold(name)).copied())
    }
}

/// Every name in any list of the archive, and in how many lists it stands.
pub struct Known<'a> {
    written: HashMap<&'a str, usize>,
    folded: HashMap<String, usize>,
    /// Their words, folded.
    words: HashSet<String>,
}

impl<'a> Known<'a> {
    /// Reads every list once.
    pub fn of(archive: &'a Archive) -> Known<'a> {
        let mut written: HashMap<&str, usize> = HashMap::new();
        let bodies = archive.collaboration.bodies.iter();
        // A member list is worth two: whoever stands there is somebody.
        for member in bodies.flat_map(|body| &body.members) {
            *written.entry(&member.name.value).or_default() += 2;
        }
        let files = archive.distinct();
        for listed in files.flat_map(|file| attending(&file.protocol, &file.source.path)) {
            *written.entry(listed.name).or_default() += 1;
        }
        let mut folded: HashMap<String, usize> = HashMap::new();
        for (name, times) in &written {
            *folded.entry(fold(name)).or_default() += times;
        }
        let words = folded.keys().flat_map(|name| name.split(' '));
        Known {
            words: words.map(str::to_owned).collect(),
            written,
            folded,
        }
    }

    /// Whether the name stands in any list.
    pub fn has(&self, name: &str) -> bool {
        self.written.contains_key(name) || self.times(name) > 0
    }

    /// Whether any name has this word.
    pub fn has_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// In how many lists it stands; a member list counts for two.
    pub fn times(&self, name: &str) -> usize {
        self.folded.get(&fold(name)).copied().unwrap_or(0)
    }
}
