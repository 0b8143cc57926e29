//! The running text of a protocol: what stands there beside everything that is compared as facts,
//! as words, so that another layout is no other text.

use std::collections::HashMap;
use std::ops::Range;

use super::items::Pairs;
use super::likeness::words;
use crate::archive::ProtocolFile;
use crate::model::Item;
use crate::parse::front_matter;
use crate::text::Span;

/// Farther from the start of its line nothing leads to a clause: looking back costs the way.
const LEAD_BYTES_MAX: usize = 1_000;

/// So many lines up a line is looked for that leads to a clause.
const LINES_UP_MAX: u32 = 20;

/// How much of a running text changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// The number and title of the item as they are; `None` for what stands outside every item.
    pub item: Option<String>,
    /// The id of that item.
    pub id: Option<String>,
    /// Words that went. Where none went and none came, they were put in another order.
    pub removed: usize,
    /// Words that came.
    pub added: usize,
}

/// What became of the running text of items that are there before and after, and of what stands
/// outside them.
pub fn compare(pairs: &Pairs, before: &ProtocolFile, after: &ProtocolFile) -> Vec<TextChange> {
    let (old, new) = (texts(before), texts(after));
    let mut changes = Vec::new();
    let outside = (before.protocol.items.len(), after.protocol.items.len());
    let places = pairs.pairs.iter();
    let places = places.filter_map(|(old, new)| Some(((*old)?, (*new)?)));
    for (from, to) in std::iter::once(outside).chain(places) {
        if old[from] == new[to] {
            continue;
        }
        let item = after.protocol.items.get(to);
        changes.push(TextChange {
            item: item.map(name),
            id: item.map(|item| format!("{}/{}", after.protocol.id, item.key)),
            removed: missing(&old[from], &new[to]),
            added: missing(&new[to], &old[from]),
        });
    }
    changes
}

/// `§ 4 Titel`.
pub fn name(item: &Item) -> String {
    match &item.number {
        Some(number) => format!("§ {} {}", number.value, item.title.value),
        None => item.title.value.clone(),
    }
}

/// So many words of `all` aren't in `other`, as often as they are there.
fn missing(all: &[&str], other: &[&str]) -> usize {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for word in other {
        *counts.entry(word).or_default() += 1;
    }
    let missing = all.iter().filter(|word| match counts.get_mut(**word) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    missing.count()
}

/// The words of the running text of each item, and last of what stands outside every item.
fn texts(file: &ProtocolFile) -> Vec<Vec<&str>> {
    let text = &file.source.text;
    let body = front_matter::split(text).map_or(0, |head| head.body);
    let known = known(file, body);
    let items = &file.protocol.items;
    let mut out: Vec<Vec<&str>> = items
        .iter()
        .map(|item| rest(text, item.span.range(), &known))
        .collect();
    let mut spans: Vec<Range<usize>> = items.iter().map(|item| item.span.range()).collect();
    spans.extend(known);
    out.push(rest(text, body..text.len(), &merged(spans)));
    out
}

/// The words of `within` that none of `known` holds; those are sorted and apart.
fn rest<'t>(text: &'t str, within: Range<usize>, known: &[Range<usize>]) -> Vec<&'t str> {
    let mut out = Vec::new();
    let mut at = within.start;
    let first = known.partition_point(|range| range.end <= within.start);
    for range in &known[first..] {
        if range.start >= within.end {
            break;
        }
        out.extend(words(text.get(at..range.start.max(at)).unwrap_or("")));
        at = at.max(range.end);
    }
    out.extend(words(text.get(at..within.end.max(at)).unwrap_or("")));
    out
}

/// What below the front matter is compared as facts: whole lines for those that have lines of
/// their own.
fn known(file: &ProtocolFile, body: usize) -> Vec<Range<usize>> {
    let protocol = &file.protocol;
    let mut lines: Vec<Span> = Vec::new();
    lines.extend(protocol.title.as_ref().map(|title| title.span));
    lines.extend(protocol.attendance.iter().map(|one| one.span));
    let mut out: Vec<Range<usize>> = Vec::new();
    for item in &protocol.items {
        lines.push(item.title.span);
        lines.extend(item.number.as_ref().map(|number| number.span));
        lines.extend(item.tags.iter().map(|tag| tag.span));
        lines.extend(item.presenters.iter().map(|one| one.name.span));
        lines.extend(item.matter.as_ref().map(|matter| matter.span));
        lines.extend(item.references.iter().map(|one| one.span));
        lines.extend(item.attachments.iter().map(|one| one.span));
        lines.extend(item.data.iter().map(|line| line.value.span));
        for decision in &item.decisions {
            let span = decision.span.range();
            out.push(lead(file, span.start, body)..span.end);
        }
    }
    let below = lines.into_iter().filter(|span| span.start as usize >= body);
    out.extend(below.map(|span| {
        let last = file.source.lines.line(span.end.max(span.start + 1) - 1);
        let end = match last as usize == file.source.lines.len() {
            true => file.source.text.len(),
            false => file.source.lines.start(last + 1) as usize,
        };
        file.source.lines.start(file.source.lines.line(span.start)) as usize..end
    }));
    merged(out)
}

/// Where the words begin that lead to a clause: "Gruppen beslutade" before it in its sentence,
/// and the line before it where that ends with a colon.
fn lead(file: &ProtocolFile, clause: usize, body: usize) -> usize {
    let (text, lines) = (file.source.text.as_str(), &file.source.lines);
    let number = lines.line(clause as u32);
    let line = (lines.start(number) as usize).max(body);
    if clause - line.min(clause) > LEAD_BYTES_MAX {
        return clause;
    }
    let before = &text[line.min(clause)..clause];
    // The number of a list ends no sentence.
    let sentence = before.rfind(". ").map(|end| line + end + 2);
    let sentence = sentence.filter(|&start| text[line..start].contains(char::is_alphabetic));
    if let Some(start) = sentence {
        return start;
    }
    // Empty lines may stand between.
    let above = (1..=LINES_UP_MAX)
        .map(|up| number.saturating_sub(up))
        .find_map(|number| {
            let range = lines.start(number) as usize..lines.start(number + 1) as usize;
            let line = text.get(range.clone()).filter(|_| range.start >= body)?;
            (number > 0 && !line.trim().is_empty()).then_some((range.start, line))
        });
    match above {
        Some((start, above)) if above.trim_end().ends_with(':') => start,
        _ => line.min(clause),
    }
}

/// The same ranges, sorted and apart.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}
