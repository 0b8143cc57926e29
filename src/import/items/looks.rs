//! Headings of a document without numbers, told by their looks.

use super::title::clean_title;
use super::{Heading, Items};
use crate::import::labels::{self, Label};
use crate::import::people;
use crate::import::source::Line;
use crate::parse::vocabulary;
use crate::parse::words::lower;

/// Headings of a document without numbers, told by their looks.
pub(super) fn by_looks(lines: &[Line]) -> Items {
    let fits = |at: usize| {
        let text = lines[at].text.as_str();
        let length = text.chars().count();
        (3..=110).contains(&length)
            && lines[at].row.is_none()
            && lines[at].list.is_none()
            && !vocabulary::is_framing_heading(text)
            && vocabulary::label(text).is_none()
            && labels::read(text)
                .is_none_or(|found| !found.sure || matches!(found.label, Label::NextMeeting))
            && !is_document_title(&lower(text))
            && !text.ends_with([',', ';'])
            && text.chars().any(char::is_alphabetic)
            && at + 1 < lines.len()
            && crate::parse::dates::day(text, None).is_none()
    };
    let styles: [&dyn Fn(usize) -> bool; 4] = [
        &|at| lines[at].heading.is_some_and(|level| level > 1),
        &|at| lines[at].heading.is_some(),
        &|at| lines[at].gap && is_capitals(&lines[at].text),
        &|at| lines[at].bold,
    ];
    for style in styles {
        let found: Vec<usize> = (0..lines.len())
            .filter(|&at| fits(at) && style(at))
            .collect();
        let level = found.iter().filter_map(|&at| lines[at].heading).min();
        let found: Vec<usize> = found
            .into_iter()
            .filter(|&at| lines[at].heading.is_none_or(|one| Some(one) == level))
            .collect();
        if found.len() >= 3 {
            return of_looks(lines, &found);
        }
    }
    let alone: Vec<usize> = (0..lines.len())
        .filter(|&at| fits(at) && stands_alone(lines, at))
        .collect();
    if alone.len() >= 3 {
        return of_looks(lines, &alone);
    }
    Items {
        by_looks: true,
        ..Items::default()
    }
}

/// The title of a document, not of an item about a protocol.
fn is_document_title(lowered: &str) -> bool {
    let about = ["föregående", "förra", "senaste", "genomgång", "justering"]
        .iter()
        .any(|word| lowered.starts_with(word));
    !about && vocabulary::is_title(lowered)
}

fn of_looks(lines: &[Line], found: &[usize]) -> Items {
    let headings = found.iter().map(|&at| {
        let mut references = Vec::new();
        let title = clean_title(&lines[at].text, &mut references);
        Heading {
            line: at,
            lines: 1,
            number: None,
            last: None,
            title,
            references,
            part: false,
            rest: None,
        }
    });
    Items {
        headings: headings.collect(),
        by_looks: true,
        ..Items::default()
    }
}

/// `MÖTETS ÖPPNANDE`
fn is_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4 && !text.chars().any(char::is_lowercase)
}

/// A short line between gaps, over a longer text, that is no sentence.
fn stands_alone(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let below = &lines[at + 1];
    (line.gap || at == 0)
        && line.text.chars().count() <= 70
        && line.text.starts_with(char::is_uppercase)
        && !line.text.ends_with(['.', ':', '?', '!'])
        && !people::is_name(&line.text)
        && (below.text.ends_with(['.', ':', '!', '?']) || below.text.chars().count() > 60)
}
