//! What of a protocol may not change once it is approved, and the first place where it did.
//!
//! What the lines say, as [`crate::approval::lines`] has them; here empty lines say nothing. A new
//! signature, the day of approval and a seal are what approval adds; what of them was there stays.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::Before;
use crate::approval::lines::{self, Line};
use crate::archive::{Archive, ProtocolFile};
use crate::model::{Item, ItemKey, PartSeal, Signature, Status};
use crate::parse::front_matter;
use crate::text::{At, Span};

/// A protocol of which something was approved, and what it is now.
pub struct Frozen<'a> {
    /// As it was.
    pub was: &'a ProtocolFile,
    /// As it is; `None` where there is no such protocol any more.
    pub is: Option<&'a ProtocolFile>,
    /// Where its file would be.
    pub path: &'a Path,
    /// Whether all of it was approved, and not only items at the meeting itself.
    pub whole: bool,
}

/// The protocols of which something was approved. An import is counted from when somebody has
/// compared it with its original: until then its misreadings are mended.
pub fn frozen<'a>(
    now: &'a Archive,
    before: &'a Before<'a>,
) -> impl Iterator<Item = Frozen<'a>> + use<'a> {
    let by_path: HashMap<&Path, &ProtocolFile> = now
        .protocols
        .iter()
        .map(|file| (file.source.path.as_path(), file))
        .collect();
    let files = before.archive.protocols.iter();
    files.filter_map(move |was| {
        if was.is_unchecked_import() {
            return None;
        }
        let whole = was.protocol.is(Status::Approved);
        let path = before.renames.now(&was.source.path);
        let is_frozen = whole || was.protocol.items.iter().any(Item::is_immediate);
        is_frozen.then(|| Frozen {
            was,
            is: by_path.get(path).copied(),
            path,
            whole,
        })
    })
}

impl<'a> Frozen<'a> {
    /// The items that were approved at the meeting itself, with what each is now.
    pub fn items(&self) -> impl Iterator<Item = (&'a Item, Option<&'a Item>)> + use<'a> {
        let (was, is) = (self.was, self.is);
        let items = was.protocol.items.iter().filter(|item| item.is_immediate());
        items.map(move |item| (item, is.and_then(|is| same_item(item, is))))
    }
}

/// What an item of an earlier version is in `file`: that of its number, or of its title where it
/// has been given another number.
fn same_item<'a>(item: &Item, file: &'a ProtocolFile) -> Option<&'a Item> {
    let items = || file.protocol.items.iter();
    let by_title = || items().find(|other| other.title == item.title);
    items()
        .find(|other| other.key == item.key)
        .filter(|other| other.title == item.title || by_title().is_none())
        .or_else(by_title)
}

/// How far on the same line is looked for, to tell what was put in from what was taken out.
const LOOK_AHEAD: usize = 200;

/// The first place where an approved text is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// In what.
    pub part: Part,
    /// The words that differ, in the text as it is now.
    pub span: Span,
    /// The words that stood there; empty where something was put in.
    pub was: String,
}

/// A part of a protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// This key of the front matter.
    Key(String),
    /// This item.
    Item(ItemKey),
    /// The text before the first item.
    Beginning,
}

/// Where the substance of `now` first differs from that of `before`.
pub fn change(before: &ProtocolFile, now: &ProtocolFile) -> Option<Changed> {
    head(before, now).or_else(|| {
        let old = lines::body(&before.source.text);
        let new = lines::body(&now.source.text);
        let (span, was) = first(&old, &new)?;
        let part = match item_at(now, span) {
            Some(item) => Part::Item(item.key.clone()),
            None => Part::Beginning,
        };
        Some(Changed { part, span, was })
    })
}

/// Where one item first differs from what it was.
pub fn change_of_item(
    (before, old): (&ProtocolFile, &Item),
    (now, new): (&ProtocolFile, &Item),
) -> Option<Changed> {
    let of = |file: &ProtocolFile, item: &Item| -> Vec<Line> {
        lines::lines(item.span.of(&file.source.text), item.span.start as usize)
    };
    let (span, was) = first(&of(before, old), &of(now, new))?;
    let part = Part::Item(new.key.clone());
    Some(Changed { part, span, was })
}

/// The item that a place stands in; the last before it where it stands after them all.
fn item_at(file: &ProtocolFile, span: Span) -> Option<&Item> {
    let items = file.protocol.items.iter();
    items
        .filter(|item| item.number.is_some() || !item.title.value.is_empty())
        .rfind(|item| item.span.start <= span.start)
}

fn head(before: &ProtocolFile, now: &ProtocolFile) -> Option<Changed> {
    let mut old: BTreeMap<String, Vec<Line>> =
        lines::keys(&before.source.text).into_iter().collect();
    for (key, new) in lines::keys(&now.source.text) {
        let found = first(&old.remove(&key).unwrap_or_default(), &new);
        if let Some((span, was)) = found {
            let part = Part::Key(key);
            return Some(Changed { part, span, was });
        }
    }
    let top = top(now);
    if let Some((key, lines)) = old.into_iter().next() {
        let was = lines.into_iter().map(|line| line.text);
        let was = was.collect::<Vec<_>>().join(" ");
        let part = Part::Key(key);
        return Some(Changed {
            part,
            span: top,
            was,
        });
    }
    approval(before, now, top)
}

/// What approval had written and is another now.
fn approval(before: &ProtocolFile, now: &ProtocolFile, top: Span) -> Option<Changed> {
    let (old, new) = (&before.protocol, &now.protocol);
    let changed = |key: &str, span: Option<Span>, was: String| {
        Some(Changed {
            part: Part::Key(key.to_owned()),
            span: span.unwrap_or(top),
            was,
        })
    };
    if let Some(day) = &old.approved_on
        && new.approved_on.as_ref() != Some(day)
    {
        let span = new.approved_on.as_ref().map(|day| day.span);
        return changed("justeringsdatum", span, day.value.to_string());
    }
    let is_there = |one: &Signature| new.signatures.iter().any(|other| is_same(one, other));
    if let Some(lost) = old.signatures.iter().find(|one| !is_there(one)) {
        let span = new.signatures.first().map(|other| other.name.span);
        return changed("underskrifter", span, lost.name.value.clone());
    }
    if let Some(seal) = &old.seal
        && new.seal.as_ref() != Some(seal)
    {
        let span = new.seal.as_ref().map(|seal| seal.span);
        return changed("sigill", span, seal.value.0.clone());
    }
    let seals: HashSet<_> = new.part_seals.iter().map(parts).collect();
    if let Some(lost) = old
        .part_seals
        .iter()
        .find(|seal| !seals.contains(&parts(seal)))
    {
        let span = new.part_seals.first().map(|seal| seal.span);
        return changed("delsigill", span, lost.value.part.clone());
    }
    None
}

fn parts(seal: &At<PartSeal>) -> (&str, &str) {
    (&seal.value.part, &seal.value.hash)
}

/// Whether two rows are one signature. The signing service's id is best left out of an archive, so
/// that it is gone says nothing.
fn is_same(one: &Signature, other: &Signature) -> bool {
    one.name == other.name
        && one.role == other.role
        && one.time == other.time
        && one.day == other.day
        && one.item == other.item
        && one.method == other.method
}

/// Where the front matter begins, for what isn't there any more.
fn top(file: &ProtocolFile) -> Span {
    let text = &file.source.text;
    let Some(head) = front_matter::split(text) else {
        return Span::default();
    };
    let first = lines::lines(&text[head.yaml.clone()], head.yaml.start);
    first.first().map_or(Span::at(head.yaml.start), Line::span)
}

/// The first words of `new` that differ from `old`, and what stood there.
fn first(old: &[Line], new: &[Line]) -> Option<(Span, String)> {
    let same = old.iter().zip(new);
    let at = same
        .take_while(|(old, new)| old.compared == new.compared)
        .count();
    match (old.get(at), new.get(at)) {
        (None, None) => None,
        (None, Some(added)) => Some((added.span(), String::new())),
        (Some(lost), None) => {
            let end = new.last().map_or(Span::default(), Line::span);
            Some((end, lost.text.clone()))
        }
        (Some(was), Some(is)) => {
            let comes_later = |line: &Line, lines: &[Line]| {
                let further = lines.iter().skip(at + 1).take(LOOK_AHEAD);
                further
                    .into_iter()
                    .position(|other| other.compared == line.compared)
            };
            match (comes_later(was, new), comes_later(is, old)) {
                (Some(_), None) => Some((is.span(), String::new())),
                (None, Some(_)) => Some((is.span(), was.text.clone())),
                (Some(put), Some(taken)) if put < taken => Some((is.span(), String::new())),
                (Some(_), Some(_)) => Some((is.span(), was.text.clone())),
                (None, None) => Some(words(was, is)),
            }
        }
    }
}

/// The words of one line that differ from those that stood there.
fn words(was: &Line, is: &Line) -> (Span, String) {
    let old: Vec<(usize, &str)> = split(&was.text);
    let new: Vec<(usize, &str)> = split(&is.text);
    let before = old
        .iter()
        .zip(&new)
        .take_while(|((_, old), (_, new))| old == new)
        .count();
    let shorter = old.len().min(new.len()) - before;
    let after = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(shorter)
        .take_while(|((_, old), (_, new))| old == new)
        .count();
    let range = |words: &[(usize, &str)]| -> Option<(usize, usize)> {
        let words = &words[before..words.len() - after];
        let (first, last) = (words.first()?, words.last()?);
        Some((first.0, last.0 + last.1.len()))
    };
    let was = range(&old).map_or("", |(start, end)| &was.text[start..end]);
    let span = match range(&new) {
        Some((start, end)) => Span::new(is.start + start, is.start + end),
        None => is.span(),
    };
    (span, was.to_owned())
}

/// The words of a line, with where each begins.
fn split(text: &str) -> Vec<(usize, &str)> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| (start(word), word))
        .collect()
}
