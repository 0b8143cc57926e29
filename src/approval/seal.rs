//! Seals: hashes over an approved text and its parts, and what differs from them.
//!
//! `sigill: sha256:…` is the SHA-256, in hexadecimal, of this text in UTF-8:
//!
//! 1. the lines of the front matter, without empty ones, without those that begin with `#`, and
//!    without the keys that approval writes ([`lines::APPROVAL_KEYS`]); the keys with their lines in
//!    the order of their names in lower case;
//! 2. a line `---`;
//! 3. the lines below the front matter, and before each that follows empty ones a single empty line.
//!
//! Every line ends with LF and is composed (NFC), without a byte-order mark, with no white space at
//! its end, and with as many spaces before it as it has bytes of white space there. So line ends, a
//! byte-order mark, white space at line ends and further empty lines make no difference; a paragraph
//! that is joined with the next does.
//!
//! `delsigill` has rows of a part and the first 16 hexadecimal digits of a hash: for a clause
//! (`4:2`) the SHA-256 of its text as the program shows it, composed; for an item approved at the
//! meeting itself (`4`) that of its lines, as in 3.

use std::collections::{BTreeMap, HashMap, HashSet};

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use super::lines::{self, Line};
use crate::archive::ProtocolFile;
use crate::model::{Item, ItemKey, PartSeal, Protocol, Seal, Status};
use crate::text::{At, Span};

/// How the seal of a whole text begins. Another way to make seals would get another word.
const KIND: &str = "sha256:";

/// How many digits the seal of a part has.
const PART_DIGITS: usize = 16;

/// The seal of the whole text of a file.
pub fn of_text(text: &str) -> Seal {
    let mut hash = Sha256::new();
    let mut keys = lines::keys(text);
    // Of a key that stands twice, the order counts.
    keys.sort_by(|(a, _), (b, _)| a.cmp(b));
    for line in keys.iter().flat_map(|(_, lines)| lines) {
        hash.update(&line.compared);
        hash.update("\n");
    }
    hash.update("---\n");
    add(&mut hash, &lines::body(text));
    Seal(format!("{KIND}{}", hexadecimal(hash)))
}

/// The seal of one item, sub-items apart.
pub fn of_item(text: &str, item: &Item) -> PartSeal {
    let mut hash = Sha256::new();
    add(&mut hash, &lines::lines(item.span.of(text), 0));
    part(item.key.0.clone(), hash)
}

/// The seals of the clauses of some items.
pub fn of_clauses<'a>(items: impl IntoIterator<Item = &'a Item>) -> Vec<PartSeal> {
    let decisions = items.into_iter().flat_map(|item| &item.decisions);
    decisions
        .map(|decision| {
            let text: String = decision.text.nfc().collect();
            let mut hash = Sha256::new();
            hash.update(text);
            part(decision.id.in_protocol().to_owned(), hash)
        })
        .collect()
}

fn add(hash: &mut Sha256, lines: &[Line]) {
    for (at, line) in lines.iter().enumerate() {
        if line.after_gap && at > 0 {
            hash.update("\n");
        }
        hash.update(&line.compared);
        hash.update("\n");
    }
}

fn part(part: String, hash: Sha256) -> PartSeal {
    let mut hash = hexadecimal(hash);
    hash.truncate(PART_DIGITS);
    PartSeal { part, hash }
}

fn hexadecimal(hash: Sha256) -> String {
    let bytes = hash.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What differs from what a seal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What.
    pub kind: DifferenceKind,
    /// Where: the clause or item as it is now, else the seal.
    pub span: Span,
}

/// What can differ. Parts are named by their id within the protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// The text as a whole.
    Text,
    /// An item that was sealed by itself.
    Item(String),
    /// A clause says something else.
    Reworded(String),
    /// A clause stands elsewhere.
    Moved {
        /// Its id when it was sealed.
        from: String,
        /// Its id now.
        to: String,
    },
    /// A clause or an item is no longer there.
    Gone(String),
    /// A clause that wasn't there.
    Added(String),
    /// The text is the same, and the program finds other decisions in it than the one that sealed
    /// it. Holds how many.
    ReadOtherwise(usize),
    /// The seal isn't one that this program can compute.
    UnknownSeal,
}

/// Whether anything of a protocol is sealed.
pub fn is_sealed(protocol: &Protocol) -> bool {
    protocol.seal.is_some() || !protocol.part_seals.is_empty()
}

/// Where a file differs from its seals, the text as a whole first; nothing where it has none.
pub fn differences(file: &ProtocolFile) -> Vec<Difference> {
    let protocol = &file.protocol;
    if !is_sealed(protocol) {
        return Vec::new();
    }
    let text = &file.source.text;
    let mut out = Vec::new();
    let mut is_intact = false;
    if let Some(seal) = &protocol.seal {
        let found = if !seal.value.0.starts_with(KIND) {
            Some(DifferenceKind::UnknownSeal)
        } else if seal.value != of_text(text) {
            Some(DifferenceKind::Text)
        } else {
            is_intact = true;
            None
        };
        out.extend(found.map(|kind| Difference {
            kind,
            span: seal.span,
        }));
    }
    let parts = parts(file, is_intact);
    let Some(first) = parts.first() else {
        return out;
    };
    if is_intact {
        let span = protocol.seal.as_ref().map_or(first.span, |seal| seal.span);
        let kind = DifferenceKind::ReadOtherwise(parts.len());
        return vec![Difference { kind, span }];
    }
    out.extend(parts);
    out
}

/// The sealed parts that differ, in the order of their seals; then clauses that weren't there.
fn parts(file: &ProtocolFile, is_intact: bool) -> Vec<Difference> {
    let protocol = &file.protocol;
    if protocol.part_seals.is_empty() {
        return Vec::new();
    }
    let items: HashMap<&str, &Item> = protocol
        .items
        .iter()
        .map(|item| (item.key.0.as_str(), item))
        .collect();
    let now = of_clauses(&protocol.items);
    let spans = protocol.items.iter().flat_map(|item| &item.decisions);
    let spans: HashMap<&str, Span> = spans
        .map(|decision| (decision.id.in_protocol(), decision.span))
        .collect();
    let hashes: HashMap<&str, &str> = now
        .iter()
        .map(|seal| (seal.part.as_str(), seal.hash.as_str()))
        .collect();
    let sealed: HashMap<&str, &str> = protocol
        .part_seals
        .iter()
        .map(|seal| (seal.value.part.as_str(), seal.value.hash.as_str()))
        .collect();
    // Clauses that aren't what was sealed under their id, by what they say.
    let mut elsewhere: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for seal in now.iter().rev() {
        if sealed.get(seal.part.as_str()) != Some(&seal.hash.as_str()) {
            elsewhere.entry(&seal.hash).or_default().push(&seal.part);
        }
    }
    let clauses: HashSet<&str> = sealed.values().copied().collect();
    // What stands under an id now may be another clause that was sealed.
    let is_another = |part: &str| hashes.get(part).is_some_and(|hash| clauses.contains(hash));
    let is_item_intact = |item: &&Item| {
        let own = sealed.get(item.key.0.as_str());
        own.is_some_and(|&hash| of_item(&file.source.text, item).hash == hash)
    };
    let intact: HashSet<&str> = protocol
        .items
        .iter()
        .filter(is_item_intact)
        .map(|item| item.key.0.as_str())
        .collect();
    let mut out = Vec::new();
    let mut moved_to = HashSet::new();
    for row in &protocol.part_seals {
        let (part, hash) = (row.value.part.as_str(), row.value.hash.as_str());
        if !part.contains(':') {
            let kind = match items.get(part) {
                _ if is_intact => continue,
                Some(_) if intact.contains(part) => continue,
                Some(_) => DifferenceKind::Item(part.to_owned()),
                None => DifferenceKind::Gone(part.to_owned()),
            };
            let span = items.get(part).map_or(row.span, |item| heading(item));
            out.push(Difference { kind, span });
            continue;
        }
        // Where the item's own lines are the same, so are its clauses, however they are read.
        if hashes.get(part) == Some(&hash) || intact.contains(item_of(part)) {
            continue;
        }
        let other = elsewhere.get_mut(hash).and_then(Vec::pop);
        let (kind, span) = match (other, spans.get(part)) {
            (Some(to), _) => {
                moved_to.insert(to);
                let from = part.to_owned();
                let span = spans.get(to).copied();
                let to = to.to_owned();
                (DifferenceKind::Moved { from, to }, span)
            }
            (None, Some(&span)) if !is_another(part) => {
                (DifferenceKind::Reworded(part.to_owned()), Some(span))
            }
            (None, _) => (DifferenceKind::Gone(part.to_owned()), None),
        };
        let span = span.unwrap_or(row.span);
        out.push(Difference { kind, span });
    }
    // Before all have signed, only items sealed by themselves have seals of their clauses.
    let is_closed = protocol.is(Status::Approved) || protocol.is(Status::Finished);
    let is_covered = |clause: &str| {
        let item = item_of(clause);
        !intact.contains(item) && (is_closed || sealed.contains_key(item))
    };
    for seal in &now {
        let part = seal.part.as_str();
        if !sealed.contains_key(part) && !moved_to.contains(part) && is_covered(part) {
            out.push(Difference {
                kind: DifferenceKind::Added(part.to_owned()),
                span: spans.get(part).copied().unwrap_or_default(),
            });
        }
    }
    out
}

/// The item that a clause is of, by their ids within the protocol.
fn item_of(clause: &str) -> &str {
    clause.split(':').next().unwrap_or(clause)
}

fn heading(item: &Item) -> Span {
    let number = item.number.as_ref().map(|number| number.span);
    number.map_or(item.title.span, |number| number.to(item.title.span))
}

/// Whether an item has a seal of its own.
pub fn is_item_sealed(protocol: &Protocol, key: &ItemKey) -> bool {
    let mut rows = protocol.part_seals.iter();
    rows.any(|row: &At<PartSeal>| row.value.part == key.0)
}
