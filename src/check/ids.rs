//! What ids mean: protocols by id, and the items and clauses within them.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::archive::{Archive, ProtocolFile};
use crate::model::{Decision, Item};
use crate::parse::references::protocol_of;

/// The protocols of an archive by id. Built once for a rule that asks often.
pub struct Ids<'a> {
    files: HashMap<&'a str, &'a ProtocolFile>,
    /// The first day of each body by code: what is older may be kept elsewhere.
    begins: HashMap<&'a str, NaiveDate>,
}

impl<'a> Ids<'a> {
    /// Reads every id once; of two files with one id the first counts.
    pub fn new(archive: &'a Archive) -> Ids<'a> {
        let mut files = HashMap::new();
        let mut begins: HashMap<&str, NaiveDate> = HashMap::new();
        for file in &archive.protocols {
            let protocol = &file.protocol;
            files.entry(protocol.id.0.as_str()).or_insert(file);
            if let Some(date) = &protocol.date {
                let first = begins.entry(&protocol.body.value).or_insert(date.value);
                *first = (*first).min(date.value);
            }
        }
        Ids { files, begins }
    }

    /// The protocol that an id of a protocol, an item or a clause is of.
    pub fn file(&self, id: &str) -> Option<&'a ProtocolFile> {
        self.files.get(protocol_of(id)).copied()
    }

    /// The clause with this id, and its item.
    pub fn decision(&self, id: &str) -> Option<(&'a ProtocolFile, &'a Item, &'a Decision)> {
        let file = self.file(id)?;
        file.protocol.items.iter().find_map(|item| {
            let found = item.decisions.iter().find(|decision| decision.id.0 == id)?;
            Some((file, item, found))
        })
    }

    /// The item that an id of an item or a clause is of; `88-96` holds `90`.
    pub fn item(&self, id: &str) -> Option<&'a Item> {
        let file = self.file(id)?;
        let key = id.get(protocol_of(id).len() + 1..)?;
        let key = key.split(':').next().unwrap_or(key);
        let items = &file.protocol.items;
        items.iter().find(|item| item.key.0 == key).or_else(|| {
            let number: u32 = key.parse().ok()?;
            items.iter().find(|item| {
                let first = item.number.as_ref().and_then(|first| first.parse().ok());
                let last = item.last_number.as_ref().and_then(|last| last.parse().ok());
                matches!((first, last), (Some(first), Some(last)) if (first..=last).contains(&number))
            })
        })
    }

    /// Whether the archive should hold the protocol that `id` is of: its body has older ones.
    pub fn covers(&self, id: &str) -> bool {
        let Some((body, rest)) = id.split_once('/') else {
            return false;
        };
        let date: Option<NaiveDate> = rest.get(..10).and_then(|date| date.parse().ok());
        match (self.begins.get(body), date) {
            (Some(first), Some(date)) => *first <= date,
            _ => false,
        }
    }
}
