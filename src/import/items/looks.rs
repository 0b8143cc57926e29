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
    let begun = head_begins(lines);
    let fits = |at: usize| {
        let text = lines[at].text.as_str();
        let length = text.chars().count();
        at >= begun
            && (3..=110).contains(&length)
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

/// Items come after the head: where it says first who was there, or when; 0 where it doesn't.
fn head_begins(lines: &[Line]) -> usize {
    lines
        .iter()
        .take(25)
        .position(|line| {
            labels::read(&line.text).is_some_and(|found| {
                found.sure
                    && matches!(
                        found.label,
                        Label::People(..) | Label::When | Label::Day | Label::Where
                    )
            })
        })
        .unwrap_or_else(|| {
            // A title with the day of the meeting.
            let dated = lines.iter().take(3).position(|line| {
                line.text.chars().count() <= 110
                    && !crate::parse::dates::find(&line.text, None).is_empty()
            });
            dated.map_or(0, |at| at + 1)
        })
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
    let mut below: Vec<&Line> = vec![&lines[at + 1]];
    below.extend(lines[at + 2..].iter().take(12).take_while(|line| !line.gap));
    let text: usize = below.iter().map(|line| line.text.chars().count()).sum();
    // The first line of a wrapped paragraph is as wide as those below it.
    let wrapped = !below[0].gap
        && (super::title::hangs(&line.text)
            || below[0].text.starts_with(char::is_lowercase)
            || line.text.chars().count() * 10 >= below[0].text.chars().count() * 8);
    (line.gap || at == 0)
        && !wrapped
        && line.text.chars().count() <= 70
        && line.text.starts_with(char::is_uppercase)
        && !line.text.ends_with(['.', ':', '?', '!'])
        && !people::is_name(&line.text)
        && (below
            .last()
            .is_some_and(|line| line.text.ends_with(['.', ':', '!', '?']))
            || text > 60)
}
