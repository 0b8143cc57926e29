//! Which blocks are headings of items, and what they say. One file for each style of number.
//!
//! A document keeps one style: where anybody wrote `§ 4`, a heading `16 huvudmän` is no item.
//! Levels are never trusted: real documents have a title of level 2 over sections of level 1.

mod bare;
mod dotted;
mod part;
mod section_sign;

use std::ops::Range;

use super::document::{Block, BlockKind};
use super::vocabulary;
use super::words::lower;
use crate::model::Tag;
use crate::text::{At, Span};

/// The number of a heading, as one style reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The number without sign and punctuation: `4`, `4.1`, `2a`.
    number: Range<usize>,
    /// The last number of a range.
    last: Option<Range<usize>>,
    /// Where the title begins.
    title: usize,
}

/// The heading of an item.
#[derive(Clone, Debug)]
pub struct ItemHeading {
    /// Which block it is.
    pub block: usize,
    /// Its level, kept for sub-items with letters; a bold line is deeper than any heading.
    pub level: u8,
    /// The number as written; `None` in a document without numbers.
    pub number: Option<At<String>>,
    /// The last number of `§§ 88-96`.
    pub last_number: Option<String>,
    /// Without number and tags.
    pub title: At<String>,
    /// Tags that stand in the heading.
    pub tags: Vec<At<Tag>>,
    /// Numbers of attachments that stand in the heading.
    pub attachments: Vec<At<String>>,
    /// The first block below the heading.
    pub body: usize,
    /// The rest of the heading's block, where the heading is only its first line.
    pub rest: Option<usize>,
}

/// A style of numbers.
type Style = fn(&str) -> Option<Number>;

/// Every style with a number of its own, the most telling first.
const STYLES: [Style; 3] = [section_sign::read, dotted::read, bare::read];

/// The title of a document and the headings of its items, in document order.
pub fn find(blocks: &[Block]) -> (Option<At<String>>, Vec<ItemHeading>) {
    let candidates: Vec<usize> = (0..blocks.len())
        .filter(|&at| is_candidate(&blocks[at]))
        .collect();
    let mut items = Vec::new();
    if let Some(style) = style_of(blocks, &candidates) {
        items = numbered(blocks, &candidates, style);
    }
    if items.is_empty() {
        let lines: Vec<usize> = (0..blocks.len())
            .filter(|&at| is_plain_section_line(&blocks[at]))
            .collect();
        items = numbered(blocks, &lines, section_sign::read);
    }
    let first = items.first().map_or(blocks.len(), |item| item.block);
    let title = title_of(&blocks[..first]);
    if items.is_empty() {
        items = unnumbered(blocks, title);
    }
    let title = title.map(|at| {
        let flow = &blocks[at].flow;
        At::new(one_line(&flow.text), flow.whole())
    });
    (title, items)
}

/// The part of an id that names an item, and that of the item it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// `4`, `4.1`, a repeated `4~2`.
    pub key: String,
    /// The number of the item above, as its key.
    pub parent: Option<String>,
}

/// The keys of items in document order. The parent comes from the number (`4.1` stands under
/// `4`), or, for `2a` below a heading of a higher level, from the level.
pub fn keys(items: &[ItemHeading]) -> Vec<Key> {
    let mut seen: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    let mut out: Vec<Key> = Vec::new();
    for item in items {
        let number = item.number.as_ref().map_or("0", |number| &number.value);
        let count = seen.entry(number.to_owned()).or_insert(0);
        *count += 1;
        let key = match *count {
            1 => number.to_owned(),
            again => format!("{number}~{again}"),
        };
        let parent = parent_number(number).and_then(|parent| {
            let at = items[..out.len()]
                .iter()
                .rposition(|above| above.number.as_ref().is_some_and(|n| n.value == parent))?;
            let lettered = !number.contains('.');
            let deeper = item.level > items[at].level;
            (!lettered || deeper).then(|| out[at].key.clone())
        });
        out.push(Key { key, parent });
    }
    out
}

/// `4` for `4.1`, `2` for `2a`.
fn parent_number(number: &str) -> Option<&str> {
    match number.rfind('.') {
        Some(dot) => Some(&number[..dot]),
        None => number.strip_suffix(|c: char| c.is_ascii_lowercase()),
    }
}

/// Headings, and bold lines that people use as such.
fn is_candidate(block: &Block) -> bool {
    !block.quoted && (block.is_heading() || block.is_bold_line())
}

/// A paragraph such as `§ 4 Titel`, for documents without any headings.
fn is_plain_section_line(block: &Block) -> bool {
    if block.quoted || block.depth > 0 || block.kind != BlockKind::Paragraph {
        return false;
    }
    let line = block.text().lines().next().unwrap_or("").trim_end();
    line.starts_with('§') && line.chars().count() <= 150
}

/// The style that the document keeps.
fn style_of(blocks: &[Block], candidates: &[usize]) -> Option<Style> {
    let count = |style: Style| {
        candidates
            .iter()
            .filter(|&&at| style(blocks[at].text()).is_some())
            .count()
    };
    let counts: Vec<usize> = STYLES.iter().map(|style| count(*style)).collect();
    if counts[0] > 0 {
        return Some(STYLES[0]);
    }
    match (counts[1], counts[2]) {
        (0, 0) => None,
        (dotted, bare) if bare > dotted => Some(STYLES[2]),
        _ => Some(STYLES[1]),
    }
}

fn numbered(blocks: &[Block], candidates: &[usize], style: Style) -> Vec<ItemHeading> {
    let mut items: Vec<ItemHeading> = Vec::new();
    let mut top: Option<String> = None;
    let mut skip = None;
    for &at in candidates {
        if skip == Some(at) {
            continue;
        }
        let text = blocks[at].text();
        let sub = |number: &Number| {
            top.as_deref().is_some_and(|top| {
                text[number.number.clone()]
                    .strip_prefix(top)
                    .is_some_and(|rest| rest.starts_with('.'))
            })
        };
        let number = match style(text) {
            Some(number) => number,
            None => match (part::read(text), dotted::read(text)) {
                (Some(number), _) if sub(&number) => number,
                // `§ 4`, then `5.`: the next number in another dress.
                (_, Some(number)) if follows(top.as_deref(), &text[number.number.clone()]) => {
                    number
                }
                _ => continue,
            },
        };
        let heading = read_heading(blocks, at, number);
        if heading.body > at + 1 {
            skip = Some(at + 1);
        }
        if let Some(number) = &heading.number
            && !number.value.contains('.')
        {
            top = Some(number.value.clone());
        }
        items.push(heading);
    }
    items
}

/// Whether `number` is the whole number after `top`.
fn follows(top: Option<&str>, number: &str) -> bool {
    let whole = |text: &str| text.parse::<u32>().ok();
    match (top.and_then(whole), whole(number)) {
        (Some(top), Some(number)) => top.checked_add(1) == Some(number),
        _ => false,
    }
}

fn read_heading(blocks: &[Block], at: usize, number: Number) -> ItemHeading {
    let block = &blocks[at];
    let text = block.text();
    let mut body = at + 1;
    let mut rest = None;
    let mut source = (&block.flow, number.title..text.len());
    if block.kind == BlockKind::Paragraph && !block.flow.strong {
        let line = text.find('\n').unwrap_or(text.len());
        source.1 = number.title.min(line)..line;
        if line < text.len() {
            rest = Some(line + 1);
        }
    }
    if text[source.1.clone()].trim().is_empty() {
        if let Some(line) = rest.take() {
            // The number alone on its line, the title on the next.
            let end = text[line..].find('\n').map_or(text.len(), |n| line + n);
            source.1 = line..end;
            rest = (end < text.len()).then_some(end + 1);
        } else if let Some(below) = blocks.get(at + 1).filter(|below| is_title_below(below)) {
            source = (&below.flow, 0..below.text().len());
            body = at + 2;
        }
    }
    let (flow, range) = source;
    let (title, tags) = split_tags(flow, range);
    let attachments = vocabulary::attachment_numbers(&flow.text[title.clone()])
        .into_iter()
        .map(|found| {
            let found = found.start + title.start..found.end + title.start;
            At::new(flow.text[found.clone()].to_owned(), flow.span(found))
        })
        .collect();
    ItemHeading {
        block: at,
        level: level(block),
        number: Some(At::new(
            text[number.number.clone()].to_owned(),
            block.flow.span(number.number),
        )),
        last_number: number.last.map(|last| text[last].to_owned()),
        title: At::new(one_line(&flow.text[title.clone()]), flow.span(title)),
        tags,
        attachments,
        body,
        rest,
    }
}

/// A short block without a number, under a heading that is only a number.
fn is_title_below(block: &Block) -> bool {
    let text = block.text();
    let title_like = block.is_heading() || block.kind == BlockKind::Paragraph;
    title_like
        && block.depth == 0
        && !block.quoted
        && text.chars().count() <= 120
        && !text.trim_end().ends_with(['.', ':', '?'])
        && !text.contains('\n')
        && STYLES.iter().all(|style| style(text).is_none())
        && vocabulary::label(text).is_none()
        && vocabulary::tag_line(text).is_none()
}

/// Takes tags off the end (and the start) of a title.
fn split_tags(flow: &super::document::Flow, range: Range<usize>) -> (Range<usize>, Vec<At<Tag>>) {
    let text = &flow.text;
    let mut title = trim(text, range);
    let mut tags = Vec::new();
    while let Some((tag, kept)) = vocabulary::trailing_tag(&text[title.clone()]) {
        let end = title.start + kept;
        tags.push(At::new(tag, flow.span(end..title.end)));
        title = trim(text, title.start..end);
    }
    tags.reverse();
    let kept = text[title.clone()].trim_end_matches(['.', ':', ' ']).len();
    (title.start..title.start + kept, tags)
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + slice.len() - slice.trim_start().len();
    let end = range.start + slice.trim_end().len();
    start..end.max(start)
}

/// Headings of the top level, for documents in which nothing is numbered.
fn unnumbered(blocks: &[Block], title: Option<usize>) -> Vec<ItemHeading> {
    let is_section = |at: usize| {
        blocks[at].is_heading()
            && !blocks[at].quoted
            && Some(at) != title
            && !vocabulary::is_framing_heading(blocks[at].text())
            && vocabulary::label(blocks[at].text()).is_none()
    };
    let level_at = |at: usize| level(&blocks[at]);
    let Some(top) = (0..blocks.len())
        .filter(|&at| is_section(at))
        .map(level_at)
        .min()
    else {
        return Vec::new();
    };
    (0..blocks.len())
        .filter(|&at| is_section(at) && level_at(at) == top)
        .enumerate()
        .map(|(place, at)| {
            let flow = &blocks[at].flow;
            let (range, tags) = split_tags(flow, 0..flow.text.len());
            ItemHeading {
                block: at,
                level: level(&blocks[at]),
                number: Some(At::new(
                    (place + 1).to_string(),
                    Span::at(blocks[at].span.start as usize),
                )),
                last_number: None,
                title: At::new(one_line(&flow.text[range.clone()]), flow.span(range)),
                tags,
                attachments: Vec::new(),
                body: at + 1,
                rest: None,
            }
        })
        .collect()
}

fn level(block: &Block) -> u8 {
    match block.kind {
        BlockKind::Heading { level } => level,
        _ => u8::MAX,
    }
}

/// The block that is the document's title: its first heading, where items follow or it says so.
fn title_of(before: &[Block]) -> Option<usize> {
    let first = before
        .iter()
        .position(|block| block.is_heading() && !block.quoted)?;
    let text = before[first].text();
    let BlockKind::Heading { level } = before[first].kind else {
        return None;
    };
    let deeper_follow = || {
        before[first + 1..]
            .iter()
            .filter(|block| block.is_heading())
            .all(|block| matches!(block.kind, BlockKind::Heading { level: other } if other > level))
    };
    let says_so = vocabulary::is_title(&lower(text));
    (says_so || (deeper_follow() && !vocabulary::is_framing_heading(text))).then_some(first)
}

/// A heading's text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the digits (and one letter, for `2a`) that begin at `start` end.
fn digits(text: &str, start: usize, most: usize) -> Option<usize> {
    let count = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 || count > most {
        return None;
    }
    let mut end = start + count;
    let mut rest = text[end..].chars();
    if let (Some(letter), after) = (rest.next(), rest.next())
        && letter.is_ascii_lowercase()
        && !after.is_some_and(char::is_alphanumeric)
    {
        end += 1;
    }
    Some(end)
}

/// Where the number that begins at `start` ends, parts after dots included: `4.1.2`.
fn parts(text: &str, start: usize, most: usize) -> Option<usize> {
    let mut end = digits(text, start, most)?;
    while text[end..].starts_with('.')
        && let Some(next) = digits(text, end + 1, 3)
    {
        end = next;
    }
    Some(end)
}
