//! The names of bodies and parties that an archive knows, for finding out who is meant.

use std::collections::HashMap;

use super::words::lower;
use crate::model::Collaboration;

/// Every name, code and alias, folded.
#[derive(Clone, Debug, Default)]
pub struct Names {
    bodies: HashMap<String, String>,
    parties: HashMap<String, String>,
    /// Folded names of each body by code, its misspellings too.
    own: HashMap<String, Vec<String>>,
}

impl Names {
    /// Reads the names of `collaboration`.
    pub fn new(collaboration: &Collaboration) -> Names {
        let mut names = Names::default();
        for body in &collaboration.bodies {
            let spellings = std::iter::once(&body.code)
                .chain(std::iter::once(&body.name))
                .chain(&body.aliases)
                .chain(&body.misspellings);
            for spelling in spellings {
                names.add_body(&body.code.value, &spelling.value);
            }
        }
        for body in &collaboration.external_bodies {
            let spellings = [&body.code, &body.name].into_iter().chain(&body.aliases);
            for spelling in spellings {
                names.add_body(&body.code.value, &spelling.value);
            }
        }
        for party in &collaboration.parties {
            for spelling in std::iter::once(&party.name).chain(&party.aliases) {
                let key = key(&spelling.value);
                if !key.is_empty() {
                    names
                        .parties
                        .entry(key)
                        .or_insert_with(|| party.name.value.clone());
                }
            }
        }
        names
    }

    /// Adds a name of the body with this code.
    pub fn add_body(&mut self, code: &str, spelling: &str) {
        let key = key(spelling);
        if key.is_empty() {
            return;
        }
        let spellings = self.own.entry(code.to_owned()).or_default();
        if !spellings.contains(&key) {
            spellings.push(key.clone());
        }
        self.bodies.entry(key).or_insert_with(|| code.to_owned());
    }

    /// The code of the body that `text` names, in any case.
    pub fn body(&self, text: &str) -> Option<&str> {
        let key = key(text);
        self.bodies
            .get(&key)
            .or_else(|| self.bodies.get(key.strip_suffix('s')?))
            .map(String::as_str)
    }

    /// The canonical name of the party that `text` names, in any case. `Vännäs kommuns` and
    /// `Borgholm kommun` (for Borgholms kommun) are understood.
    pub fn party(&self, text: &str) -> Option<&str> {
        let key = key(text);
        self.parties
            .get(&key)
            .or_else(|| self.parties.get(key.strip_suffix('s')?))
            .or_else(|| {
                let (place, kind) = key.split_once(' ')?;
                let other = match place.strip_suffix('s') {
                    Some(stem) => format!("{stem} {kind}"),
                    None => format!("{place}s {kind}"),
                };
                self.parties.get(&other)
            })
            .map(String::as_str)
    }

    /// Whether `text` is a name or an alias of a party as it stands, in any case.
    pub fn spells_party(&self, text: &str) -> bool {
        self.parties.contains_key(&key(text))
    }

    /// The folded names of the body with this code; its code and misspellings are among them.
    pub fn of_body(&self, code: &str) -> &[String] {
        self.own.get(code).map_or(&[], Vec::as_slice)
    }

    /// Whether no body is known.
    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty()
    }

    /// Every known spelling of a party or a body, folded.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        self.parties
            .keys()
            .chain(self.bodies.keys())
            .map(String::as_str)
    }
}

/// What names are compared by: lower case, one space between words, no punctuation at the ends.
pub fn key(text: &str) -> String {
    let lowered = lower(text.trim_matches(|c: char| c.is_whitespace() || ".,;:*_".contains(c)));
    if lowered.contains("  ") || lowered.contains(['\t', '\n']) {
        lowered.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        lowered
    }
}
