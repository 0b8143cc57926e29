//! What the head of a protocol says, settled: title, number and range; the rest by its nouns.

use chrono::NaiveDate;

use super::body::{assemblies, body, deciders, is_short, shortens, shorter_names};
use super::head::Head;
use super::labels::Label;
use super::occasion::{day_in, when};
use super::officers::{elected, roles, told};
use super::source::Line;
use crate::parse::names::Names;
use crate::parse::vocabulary;
use crate::parse::words::lower;

/// Something settled, with the line that says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact<T> {
    /// What.
    pub value: T,
    /// The number of the line in the source; 0 where no line says it.
    pub line: u32,
    /// It was put together or guessed, not read.
    pub inferred: bool,
}

impl<T> Fact<T> {
    pub(super) fn read(value: T, line: u32) -> Fact<T> {
        Fact {
            value,
            line,
            inferred: false,
        }
    }

    pub(super) fn guessed(value: T, line: u32) -> Fact<T> {
        Fact {
            value,
            line,
            inferred: true,
        }
    }
}

/// Everything settled about a protocol but its items.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The title as written.
    pub title: Option<Fact<String>>,
    /// The index of the line of the title.
    pub title_line: Option<usize>,
    /// The body: its code where the archive knows it, else its name.
    pub body: Option<Fact<String>>,
    /// Other names that the text has for it.
    pub body_names: Vec<String>,
    /// The day.
    pub date: Option<Fact<NaiveDate>>,
    /// The time, as the front matter writes it.
    pub time: Option<Fact<String>>,
    /// The place.
    pub place: Option<Fact<String>>,
    /// The registry number of the whole.
    pub reference: Option<Fact<String>>,
    /// The range of items that the head declares.
    pub range: Option<Fact<String>>,
    /// Who chaired.
    pub chair: Option<Fact<String>>,
    /// Who kept the minutes.
    pub secretary: Option<Fact<String>>,
    /// Who approves them.
    pub adjusters: Vec<Fact<String>>,
    /// When they were approved.
    pub approved: Option<Fact<NaiveDate>>,
    /// Notes instead of a protocol.
    pub notes: bool,
}

impl Facts {
    /// `extra`, where the title says that the meeting was one.
    pub fn meeting(&self) -> Option<&'static str> {
        let title = lower(&self.title.as_ref()?.value);
        ["extra ", "extrainsatt", "extra-"]
            .iter()
            .any(|word| title.contains(word))
            .then_some("extra")
    }
}

/// Settles what the head and the end say. `front` are the lines before the first item.
pub fn settle(lines: &[Line], front: usize, head: &Head, names: &Names) -> Facts {
    let mut facts = Facts::default();
    title(lines, front, &mut facts);
    body(lines, front, head, names, &mut facts);
    when(lines, front, head, &mut facts);
    roles(lines, head, &mut facts);
    for value in &head.values {
        let number = lines[value.line].number;
        match value.label {
            Label::Reference if facts.reference.is_none() && value.line < front => {
                facts.reference = Some(Fact::read(value.text.clone(), number));
            }
            Label::Items if facts.range.is_none() => {
                let digits: Vec<&str> = value
                    .text
                    .split(|c: char| !c.is_ascii_digit())
                    .filter(|part| !part.is_empty())
                    .collect();
                if let [first, last] = digits.as_slice()
                    && first.len() <= 4
                    && last.len() <= 4
                    && first.parse::<u32>().ok() <= last.parse().ok()
                {
                    facts.range = Some(Fact::read(format!("{first}-{last}"), number));
                }
            }
            Label::Approval if facts.approved.is_none() => {
                let day = day_in(&value.text, facts.date.as_ref().map(|date| date.value));
                facts.approved = day.map(|day| Fact::read(day, number));
            }
            _ => {}
        }
    }
    if facts.reference.is_none() {
        reference(lines, front, &mut facts);
    }
    elected(lines, front, &mut facts);
    told(lines, front, &mut facts);
    let titled = (0..front.min(12)).any(|at| lower(&lines[at].text).contains("styrelse"));
    if titled && facts.body.is_some() {
        facts.body_names.push("styrelsen".to_owned());
    }
    // "Styrelsen beslutar" in the minutes of an association: the body by its common noun.
    let own: Vec<String> = facts.body_names.iter().map(|name| lower(name)).collect();
    let deciders = deciders(lines);
    for (subject, _, _) in deciders.iter().cloned() {
        let lowered = lower(&subject);
        let common =
            !subject.contains(' ') && vocabulary::GROUP_ENDINGS.contains(&lowered.as_str());
        let longer = own.iter().any(|name| {
            lowered.starts_with(&format!("{name} "))
                || name.starts_with(&format!("{lowered} "))
                || name.ends_with(&format!(" {lowered}"))
        });
        let short = is_short(&subject) && own.iter().any(|name| shortens(&lowered, name));
        if common || longer || short {
            facts.body_names.push(subject);
        }
    }
    // "LAG beslutar", "Landskapet beslutar": what they call themselves, where no name of the body
    // decides as often.
    let names: Vec<String> = facts.body_names.iter().map(|name| lower(name)).collect();
    let own: usize = deciders
        .iter()
        .filter(|(subject, ..)| names.contains(&lower(subject)))
        .map(|(_, count, _)| *count)
        .sum();
    let assemblies = assemblies(lines);
    let most = deciders
        .iter()
        .filter(|(subject, ..)| is_short(subject))
        .chain(&assemblies)
        .filter(|(_, count, _)| *count > 1 && *count > own)
        .max_by_key(|(_, count, line)| (*count, u32::MAX - *line));
    if let Some((subject, _, _)) = most {
        facts.body_names.push(subject.clone());
    }
    for name in facts.body_names.clone() {
        facts.body_names.extend(shorter_names(&name));
    }
    facts
}

/// The line that is the title: it says protocol, notes, or is the first heading.
fn title(lines: &[Line], front: usize, facts: &mut Facts) {
    let near = front.min(30);
    let says = |line: &Line| {
        let lowered = lower(&line.text);
        line.text.chars().count() <= 140
            && (lowered.split('\t').any(vocabulary::is_title)
                || lowered.contains("protokoll") && !lowered.contains(':'))
            && super::labels::read(&line.text)
                .is_none_or(|found| !found.sure || lowered.starts_with("minnesant"))
            && !super::people::is_name(&line.text)
            && !line.text.ends_with('.')
            && !lowered.contains("justera")
            // A line of a table of contents is no title of the whole.
            && !lowered.contains('§')
            && !lowered.contains("föregående")
    };
    let candidates: Vec<usize> = (0..near).filter(|&at| says(&lines[at])).collect();
    // One that says more than the word.
    let best = candidates
        .iter()
        .copied()
        .find(|&at| lines[at].text.split_whitespace().count() > 1)
        .or(candidates.first().copied())
        .or_else(|| (0..near.min(6)).find(|&at| lines[at].heading == Some(1)));
    let bare = front == lines.len() && best.is_none() && !lines.is_empty();
    let best = if bare { Some(0) } else { best };
    if let Some(at) = best {
        let text = lines[at].text.as_str();
        // Of a head in columns, the one that says what the document is.
        let cell = text
            .split('\t')
            .find(|cell| {
                let lowered = lower(cell);
                lowered.contains("protokoll") || lowered.contains("anteckning")
            })
            .unwrap_or(text)
            .replace('\t', " ");
        facts.title = Some(Fact::read(cell, lines[at].number));
        facts.title_line = Some(at);
    }
    facts.notes = candidates
        .iter()
        .chain(best.iter())
        .any(|&at| lower(&lines[at].text).contains("anteckning"))
        && !candidates
            .iter()
            .any(|&at| lower(&lines[at].text).contains("protokoll"));
}

/// A registry number alone on a line of the head.
fn reference(lines: &[Line], front: usize, facts: &mut Facts) {
    let found = (0..front.min(25)).find_map(|at| {
        let text = lines[at].text.as_str();
        super::items::registry_line(text).map(|value| Fact::read(value, lines[at].number))
    });
    facts.reference = found;
}
