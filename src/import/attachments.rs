//! The attachments that a protocol lists: `Bilaga 1 Budget`, or what stands under `Bilagor`.

use super::labels::{self, Label};
use super::source::Line;
use crate::parse::words::lower;

/// An attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attached {
    /// Its number or letter.
    pub(super) number: Option<String>,
    /// Its title.
    pub(super) title: String,
    /// The index of its line.
    pub(super) line: usize,
}

/// How many there may be.
const MOST: usize = 100;

/// Every attachment that the lines before `appendix`, or the headings of what is appended, give a
/// title. One that stands twice is one.
pub(super) fn find(lines: &[Line], appendix: usize) -> Vec<Attached> {
    let mut out: Vec<Attached> = Vec::new();
    let mut listing = false;
    for (at, line) in lines.iter().enumerate() {
        let text = line.text.replace('\t', " ");
        let text = text.trim_start_matches(['-', '•', '–', '*', ' ']);
        if at < appendix {
            let label = labels::read(&line.text).filter(|found| found.label == Label::Attachments);
            if label.is_some_and(|found| line.text[found.rest..].trim().is_empty()) {
                listing = lower(text).starts_with("bilag") && !lower(text).starts_with("bilaga:");
                continue;
            }
        }
        if let Some((number, title)) = numbered(text) {
            // "Bilaga 1" alone over what is appended: its title stands below.
            let below = lines.get(at + 1).map_or("", |below| below.text.as_str());
            let title = match title {
                "" if at >= appendix && is_title(below) => below,
                title => title,
            };
            add(&mut out, Some(number), title, at);
            continue;
        }
        if listing {
            listing = listed(lines, at, text, &mut out);
        }
        if out.len() >= MOST {
            break;
        }
    }
    out
}

/// Takes a line under `Bilagor`; whether the list may go on.
fn listed(lines: &[Line], at: usize, text: &str, out: &mut Vec<Attached>) -> bool {
    let line = &lines[at];
    let marked = line.list.is_some() || text.len() < line.text.len();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let rest = text[digits..].trim_start_matches(['.', ')', ':', ' ', '–', '-']);
        if rest.len() < text.len() - digits && is_title(rest) {
            add(out, Some(&text[..digits]), rest, at);
            return true;
        }
    }
    let alone = labels::read(&line.text).is_some_and(|found| found.sure)
        || line.heading.is_some()
        || text.starts_with('§')
        || super::people::is_name(text);
    if !marked && (line.gap && !above_is_label(lines, at) || alone) || !is_title(text) {
        return false;
    }
    add(out, None, text, at);
    true
}

/// Whether the line above is the label that opens the list.
fn above_is_label(lines: &[Line], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|above| {
        labels::read(&lines[above].text).is_some_and(|found| found.label == Label::Attachments)
    })
}

/// `Bilaga 1: Budget`, `Bilaga A – Budget`, `Bil. 2 Budget`: the number and the title.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let lowered = lower(text);
    if lowered.len() != text.len() || text.chars().count() > 160 {
        return None;
    }
    let rest = ["bilaga ", "bil. ", "bil "]
        .iter()
        .find_map(|word| lowered.strip_prefix(word))?;
    let start = text.len() - rest.len();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let letter = rest
        .bytes()
        .skip(digits)
        .take_while(u8::is_ascii_lowercase)
        .count();
    let length = digits + letter;
    if digits > 3
        || letter > 1
        || length == 0
        || digits == 0 && text[start..].starts_with(char::is_lowercase)
    {
        return None;
    }
    let tail = &text[start + length..];
    if tail.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '&' | '/')) {
        return None;
    }
    let title = tail
        .trim_start_matches(['.', ')', ':', ' ', '–', '-', ','])
        .trim();
    // "Bilaga 2 & 3", "Bilaga 1, 2": numbers alone. "Bilaga 2 visar …": a sentence.
    let fits = title.is_empty() || is_title(title) && !title.starts_with(char::is_lowercase);
    fits.then(|| (&text[start..start + length], title))
}

fn is_title(text: &str) -> bool {
    let length = text.chars().count();
    (3..=120).contains(&length)
        && text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '”'))
        && crate::parse::words::sentences(text).len() == 1
}

/// Adds an attachment with a title, unless it is there.
fn add(out: &mut Vec<Attached>, number: Option<&str>, title: &str, line: usize) {
    if title.is_empty() {
        return;
    }
    let known = |one: &Attached| match (number, &one.number) {
        (Some(number), Some(other)) => number == other,
        _ => lower(&one.title) == lower(title),
    };
    if !out.iter().any(known) {
        out.push(Attached {
            number: number.map(str::to_owned),
            title: title.trim_end_matches(['.', ',', ';']).to_owned(),
            line,
        });
    }
}
