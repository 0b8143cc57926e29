//! The pages of a source → its lines in one sequence, without what every page repeats: running
//! heads, page numbers, lines for initials. What is left out is kept in a list.

use std::collections::{HashMap, HashSet};

use super::source::{Format, Line, Source};
use crate::parse::words::lower;
use crate::text::Span;

/// The lines that say something, and those that only every page says.
#[derive(Clone, Debug, Default)]
pub struct Cleaned {
    /// In reading order.
    pub lines: Vec<Line>,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
}

/// A line that isn't imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its text.
    pub text: String,
    /// Its place.
    pub span: Span,
    /// Its number.
    pub number: u32,
    /// Why.
    pub why: Why,
}

impl LeftOut {
    /// A line that the file itself says is the head or foot of its pages.
    pub fn margin(line: &Line) -> LeftOut {
        LeftOut {
            text: line.text.replace('\t', " "),
            span: line.span,
            number: line.number,
            why: Why::RunningHead,
        }
    }
}

/// Why a line is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The head or foot of a page.
    RunningHead,
    /// The number of a page.
    PageNumber,
    /// A line for initials: `Justerandes sign`, `Utdragsbestyrkande`.
    Initials,
    /// The table of contents.
    Contents,
    /// The heading of an item, once more on a later page.
    RepeatedHeading,
}

/// How many lines at the top and the foot of a page may be a running head.
const EDGE: usize = 9;

/// Sorts the lines of a source.
pub fn clean(source: &Source) -> Cleaned {
    let mut with_margins;
    let source = match source.format {
        Format::Text => {
            with_margins = source.clone();
            super::margin::take_out(&mut with_margins.pages);
            &with_margins
        }
        _ => source,
    };
    let repeated = repeated_at_edges(source);
    let mut cleaned = Cleaned::default();
    let mut seen: HashSet<String> = HashSet::new();
    let many = source.pages.len() > 1;
    let items = !many && numbers_stand_alone(source);
    let mut page_broke = false;
    for page in &source.pages {
        let count = page.lines.len();
        for (at, line) in page.lines.iter().enumerate() {
            let edge = at < EDGE || at + EDGE >= count;
            let key = folded(&line.text);
            let digits = line.text.bytes().all(|byte| byte.is_ascii_digit());
            let why = if is_page_number(&line.text)
                && (edge || !many)
                && standalone(page, at)
                && !(items && digits)
            {
                Some(Why::PageNumber)
            } else if is_initials(&line.text) {
                Some(Why::Initials)
            } else if edge
                && repeated.contains(&key)
                && (!seen.insert(key.clone())
                    || at + 3 >= count && ends_in_page(&line.text)
                    || !key.contains(char::is_alphabetic))
            {
                // The first time it may be the title, but not at a foot with its number.
                Some(Why::RunningHead)
            } else {
                None
            };
            if repeated.contains(&key) {
                seen.insert(key);
            }
            // A line to sign on, a row of stars: a gap.
            if why.is_none() && !line.text.contains(char::is_alphanumeric) {
                page_broke = true;
                continue;
            }
            match why {
                Some(why) => {
                    page_broke = true;
                    cleaned.left_out.push(LeftOut {
                        text: line.text.clone(),
                        span: line.span,
                        number: line.number,
                        why,
                    });
                }
                None => {
                    let mut line = line.clone();
                    if source.format == Format::Text {
                        line.text = wide_gaps(&line.text);
                    }
                    // Where a head was taken out, a paragraph may go on: its gap says nothing.
                    line.gap |= page_broke;
                    page_broke = false;
                    cleaned.lines.push(line);
                }
            }
        }
    }
    repeated_blocks(&mut cleaned);
    cleaned
}

/// Whether the numbers 1, 2, 3 … alone on their lines, each over a title, are those of items.
fn numbers_stand_alone(source: &Source) -> bool {
    let lines: Vec<&Line> = source.lines().map(|(_, line)| line).collect();
    let mut next = 1;
    for pair in lines.windows(2) {
        let titled = pair[1].text.starts_with(char::is_uppercase)
            && pair[1].text.chars().count() <= 120
            && !pair[1].text.ends_with('.');
        if pair[0].text.parse::<u32>() == Ok(next) && titled && pair[0].row.is_none() {
            next += 1;
        }
    }
    next > 3
}

/// Whether nothing but gaps stands right before and after: a page number, not a row of a table.
fn standalone(page: &super::source::Page, at: usize) -> bool {
    let line = &page.lines[at];
    if !line.text.chars().all(|c| c.is_ascii_digit()) {
        return true;
    }
    let after = page.lines.get(at + 1);
    (at == 0 || line.gap)
        && after.is_none_or(|after| after.gap)
        && line.row.is_none()
        && (at < 3 || at + 3 >= page.lines.len())
}

/// The texts that stand at the edge of several pages.
fn repeated_at_edges(source: &Source) -> HashSet<String> {
    let pages = source
        .pages
        .iter()
        .filter(|page| !page.lines.is_empty())
        .count();
    if pages < 2 {
        return HashSet::new();
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in &source.pages {
        let count = page.lines.len();
        let mut here: HashSet<String> = HashSet::new();
        for (at, line) in page.lines.iter().enumerate() {
            let edge = at < EDGE || at + EDGE >= count;
            if edge && line.text.chars().count() <= 120 && line.row.is_none() {
                here.insert(folded(&line.text));
            }
        }
        for key in here {
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    let least = match pages {
        2 => 2,
        3..=5 => pages - 1,
        _ => pages / 2,
    };
    counts
        .into_iter()
        .filter(|(key, count)| *count >= least.max(2) && may_repeat(key, *count))
        .map(|(key, _)| key)
        .collect()
}

/// Labels stand on every page, too, and mean something there each time.
fn may_repeat(key: &str, count: usize) -> bool {
    let label = crate::parse::vocabulary::label(key).is_some();
    let decides = key.contains("beslut") && !key.contains("protokoll");
    let clause = key.contains('§') || key.starts_with("att ");
    // "5." over a title, "Godkänns." below it.
    let numbered =
        key.len() <= 5 && key.contains('.') && key.chars().all(|c| c.is_ascii_digit() || c == '.');
    let sentence = key.ends_with('.') && !key.contains('0') && !key.contains("..");
    count >= 2 && !(key.is_empty() || label || decides || clause || numbered || sentence)
}

/// A line as it is compared: lower case, digits alike.
fn folded(text: &str) -> String {
    let digits: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    let mut out = String::new();
    for word in lower(&digits).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        // "Sida 9" and "Sida 10" are alike.
        if word.chars().all(|c| c == '0') {
            out.push('0');
        } else {
            out.push_str(word);
        }
    }
    out
}

/// `3`, `3 (12)`, `3(12)`, `Sida 3 av 12`, `- 3 -`, `Sid 3`.
pub fn is_page_number(text: &str) -> bool {
    let lowered = lower(text.trim());
    if lowered.len() > 24 {
        return false;
    }
    let rest = [
        "sida:", "sida", "sidan", "sidnr", "sid.", "sid", "s.", "page",
    ]
    .iter()
    .find_map(|word| lowered.strip_prefix(word));
    let named = rest.is_some();
    let rest = rest.unwrap_or(&lowered);
    let compact: String = rest
        .replace(" av ", "/")
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '|'))
        .collect();
    let digits = |text: &str| {
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if digits(&compact) {
        return named || compact.len() <= 3;
    }
    if let Some((page, of)) = compact.split_once('(') {
        return digits(page) && of.strip_suffix(')').is_some_and(digits);
    }
    // "3/12" may be a date.
    named
        && compact
            .split_once('/')
            .is_some_and(|(page, of)| digits(page) && digits(of))
}

/// `Ekby IF · protokoll 3/2023    1 av 3`: a foot that ends in the number of its page.
fn ends_in_page(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=4.min(words.len().saturating_sub(1))).any(|count| {
        let tail = words[words.len() - count..].join(" ");
        is_page_number(&tail) && !tail.bytes().all(|byte| byte.is_ascii_digit())
            || tail
                .split_once(" av ")
                .is_some_and(|(page, of)| page.parse::<u16>().is_ok() && of.parse::<u16>().is_ok())
    })
}

/// Lines for initials at the foot of a page.
pub fn is_initials(text: &str) -> bool {
    let lowered = lower(text);
    let squeezed: String = lowered
        .chars()
        .map(|c| if c.is_alphabetic() { c } else { ' ' })
        .collect();
    let words: Vec<&str> = squeezed.split_whitespace().collect();
    if words.is_empty() || words.len() > 14 {
        return false;
    }
    const WORDS: &[&str] = &[
        "justerandes",
        "justerares",
        "justerarnas",
        "justeringsmännens",
        "ordförandes",
        "ordförandens",
        "ordf",
        "sekreterares",
        "sekreterarens",
        "protokollsjusterare",
        "justerande",
        "justerare",
        "sign",
        "signatur",
        "signaturer",
        "signum",
        "utdragsbestyrkande",
        "utdragets",
        "riktighet",
        "bestyrks",
        "bestyrkande",
        "bestyrkes",
        "och",
        "just",
        "sida",
        "av",
        "namnförtydligande",
        "paraf",
        "parafer",
        "sekr",
        "ordförande",
        "sekreterare",
        "rätt",
        "utdrag",
        "utdragsbestyrkandet",
    ];
    const TELLING: &[&str] = &[
        "sign",
        "signatur",
        "signaturer",
        "signum",
        "utdragsbestyrkande",
        "utdragsbestyrkandet",
        "bestyrks",
        "bestyrkes",
        "paraf",
        "parafer",
        "justerandes",
        "justerares",
    ];
    words.iter().all(|word| WORDS.contains(word)) && words.iter().any(|word| TELLING.contains(word))
}

/// In a text without form feeds a head that several lines make stands in the middle: the same two
/// or more short lines in a row, again and again, digits apart, one of them a date, a page or the
/// word protocol.
fn repeated_blocks(cleaned: &mut Cleaned) {
    let keys: Vec<String> = cleaned
        .lines
        .iter()
        .map(|line| folded(&line.text))
        .collect();
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    for pair in keys.windows(2) {
        *counts.entry((&pair[0], &pair[1])).or_insert(0) += 1;
    }
    // What stands after the first items isn't the title, even the first time.
    let begun = keys
        .iter()
        .position(|key| key.starts_with("0. ") || key.find('§').is_some_and(|sign| sign <= 8))
        .unwrap_or(keys.len());
    let mut drop: Vec<bool> = vec![false; keys.len()];
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    let mut at = 0;
    while at + 1 < keys.len() {
        let mut end = at;
        let mut frames = false;
        while end + 1 < keys.len()
            && counts[&(keys[end].as_str(), keys[end + 1].as_str())] >= 2
            && short(&cleaned.lines[end].text)
            && short(&cleaned.lines[end + 1].text)
        {
            frames |= is_frame(&keys[end]) || is_frame(&keys[end + 1]);
            end += 1;
        }
        if end == at {
            at += 1;
            continue;
        }
        let again = at > begun || seen.contains(&(keys[at].as_str(), keys[at + 1].as_str()));
        for pair in at..end {
            seen.insert((&keys[pair], &keys[pair + 1]));
        }
        // A label such as "Beslut" over the same sentence twice is no head.
        let labels = (at..=end).any(|i| {
            !may_repeat(&keys[i], 2) || super::signatures::is_certificate(&cleaned.lines[i].text)
        });
        if again && frames && !labels {
            drop[at..=end].iter_mut().for_each(|drop| *drop = true);
        }
        at = end + 1;
    }
    said_by_the_first_page(&cleaned.lines, &keys, begun, &mut drop);
    let mut kept = Vec::with_capacity(cleaned.lines.len());
    let mut gap = false;
    for (line, drop) in std::mem::take(&mut cleaned.lines).into_iter().zip(drop) {
        if drop {
            gap = true;
            cleaned.left_out.push(LeftOut {
                text: line.text,
                span: line.span,
                number: line.number,
                why: Why::RunningHead,
            });
        } else {
            let gap = std::mem::take(&mut gap) || line.gap;
            kept.push(Line { gap, ..line });
        }
    }
    cleaned.lines = kept;
    cleaned.left_out.sort_by_key(|left| left.number);
}

/// What a page repeats is what the first page says: two short lines or more, amid the items, with
/// no word that the top of the document doesn't have.
fn said_by_the_first_page(lines: &[Line], keys: &[String], begun: usize, drop: &mut [bool]) {
    /// How many lines the top of a document has.
    const TOP: usize = 12;
    let top: HashSet<&str> = keys
        .iter()
        .take(TOP.min(begun))
        .flat_map(|key| key.split(' '))
        .collect();
    let repeats = |at: usize| {
        short(&lines[at].text)
            && may_repeat(&keys[at], 2)
            && keys[at]
                .split(' ')
                .all(|word| top.contains(word) || word == "0")
            && lines[at].row.is_none()
    };
    let mut at = begun + 1;
    while at < lines.len() {
        let end = (at..lines.len())
            .find(|at| !repeats(*at))
            .unwrap_or(lines.len());
        let frames = (at..end).any(|at| is_frame(&keys[at]));
        if end - at >= 2 && frames && lines[at].gap {
            drop[at..end].iter_mut().for_each(|drop| *drop = true);
        }
        at = end + 1;
    }
}

fn short(text: &str) -> bool {
    text.chars().count() <= 60
}

/// A date, a page, or a word that heads of pages have.
fn is_frame(key: &str) -> bool {
    key.contains("0000-00-00")
        || key.contains("sammanträdesdatum")
        || key.contains("protokoll")
        || key.contains("sida 0")
        || key.contains("0 (0)")
        || key == "0"
}

/// Whether the words of a line stand two spaces apart because both margins are even: most of its
/// gaps are wide, and there are many.
fn is_justified(text: &str) -> bool {
    let wide = text.matches("  ").count();
    let words = text.split_whitespace().count();
    wide >= 4 && wide * 2 >= words.saturating_sub(1)
}

/// Three spaces or more divide cells, as a tab does.
fn wide_gaps(text: &str) -> String {
    if !text.contains("   ") {
        return match is_justified(text) {
            true => text
                .split(' ')
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" "),
            false => text.to_owned(),
        };
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("   ") {
        out.push_str(rest[..at].trim_end_matches('\t'));
        out.push('\t');
        rest = rest[at..].trim_start_matches([' ', '\t']);
    }
    out.push_str(rest);
    out
}
