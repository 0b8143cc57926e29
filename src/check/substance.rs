//! What of a protocol may not change once it is approved, and the first place where it did.
//!
//! Not the bytes: line ends, a byte-order mark, white space, empty lines, the order of keys and
//! comments in the front matter say nothing. A new signature, the day of approval and a seal are
//! what approval adds; what of them was there stays.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::Before;
use crate::archive::{Archive, ProtocolFile};
use crate::lang::fold;
use crate::model::{Item, ItemKey, Signature, Status, Tag};
use crate::parse::front_matter;
use crate::text::Span;

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

/// The protocols of which something was approved.
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
        let status = was.protocol.status.as_ref();
        let whole = status.is_some_and(|status| status.value == Status::Approved);
        let path = before.renames.now(&was.source.path);
        let is_frozen = whole || was.protocol.items.iter().any(is_immediate);
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
        let items = was.protocol.items.iter().filter(|item| is_immediate(item));
        items.map(move |item| (item, is.and_then(|is| same_item(item, is))))
    }
}

/// Whether an item was approved at the meeting itself.
pub fn is_immediate(item: &Item) -> bool {
    item.tags.iter().any(|tag| tag.value == Tag::Immediate)
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

/// Keys that approval writes: compared as what they mean, not as text.
const APPROVAL: [&str; 4] = ["status", "justeringsdatum", "underskrifter", "sigill"];

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
        let old = body(&before.source.text);
        let new = body(&now.source.text);
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
    let lines = |file: &ProtocolFile, item: &Item| -> Vec<Line> {
        lines(item.span.of(&file.source.text), item.span.start as usize)
    };
    let (span, was) = first(&lines(before, old), &lines(now, new))?;
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

/// A line that says something.
#[derive(Debug)]
struct Line {
    /// Where it begins, white space apart.
    start: usize,
    /// As it stands, without white space at its ends.
    text: String,
    /// The same with composed letters.
    compared: String,
}

impl Line {
    fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }
}

/// The lines of `text`, which begins at byte `offset` of its file.
fn lines(text: &str, offset: usize) -> Vec<Line> {
    let mut out = Vec::new();
    let mut at = offset;
    for line in text.split_inclusive(['\n', '\r']) {
        let bare = line.trim_start_matches('\u{feff}');
        let text = bare.trim();
        if !text.is_empty() {
            let inner = line.len() - bare.trim_start().len();
            // How deep a line stands tells clauses from their parts.
            let depth = bare.trim_end().len() - text.len();
            let composed: String = text.nfc().collect();
            out.push(Line {
                start: at + inner,
                text: text.to_owned(),
                compared: format!("{}{composed}", " ".repeat(depth)),
            });
        }
        at += line.len();
    }
    out
}

/// The lines below the front matter.
fn body(text: &str) -> Vec<Line> {
    let start = front_matter::split(text).map_or(0, |head| head.body);
    lines(&text[start..], start)
}

/// The keys of the front matter, folded, with their lines in the order they stand. Those that
/// approval writes are left out, and so are comments.
fn keys(file: &ProtocolFile) -> Vec<(String, Vec<Line>)> {
    let text = &file.source.text;
    let Some(head) = front_matter::split(text) else {
        return Vec::new();
    };
    let mut keys: Vec<(String, Vec<Line>)> = Vec::new();
    for line in lines(&text[head.yaml.clone()], head.yaml.start) {
        if line.text.starts_with('#') {
            continue;
        }
        let is_key = !line.compared.starts_with([' ', '-']);
        let key = line.text.split_once(':').filter(|_| is_key);
        match (key, keys.last_mut()) {
            (Some((key, _)), _) => keys.push((fold(key.trim()), vec![line])),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => keys.push((String::new(), vec![line])),
        }
    }
    keys.retain(|(key, _)| !APPROVAL.contains(&key.as_str()));
    keys
}

fn head(before: &ProtocolFile, now: &ProtocolFile) -> Option<Changed> {
    let mut old: BTreeMap<String, Vec<Line>> = keys(before).into_iter().collect();
    for (key, new) in keys(now) {
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
    None
}

/// Whether two rows are one signature. The signing service's id is best left out of an archive, so
/// that it is gone says nothing.
fn is_same(one: &Signature, other: &Signature) -> bool {
    one.name == other.name
        && one.role == other.role
        && one.time == other.time
        && one.method == other.method
}

/// Where the front matter begins, for what isn't there any more.
fn top(file: &ProtocolFile) -> Span {
    let text = &file.source.text;
    let Some(head) = front_matter::split(text) else {
        return Span::default();
    };
    let first = lines(&text[head.yaml.clone()], head.yaml.start);
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
