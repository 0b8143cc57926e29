//! What kind of document it is: the record of a meeting, or a report or an agreement, in which
//! nothing is decided.

use super::facts::{Fact, Facts};
use super::head::Head;
use super::items::{self, Items};
use super::labels::{self, Label};
use super::people;
use super::source::Line;
use crate::model::Presence;
use crate::parse::words;

/// Whether a document is the record of a meeting, by several signs.
pub(super) fn is_protocol(
    lines: &[Line],
    found: &Items,
    head: &Head,
    facts: &Facts,
    front: usize,
) -> bool {
    let mut signs = 0;
    let numbered = found
        .headings
        .iter()
        .filter(|item| item.number.is_some())
        .count();
    if facts.title.is_some() {
        signs += 2;
    }
    if numbered >= 2 {
        signs += 1;
    }
    let signed = |at: usize| lines[at].text.contains('§');
    if found.headings.iter().any(|item| signed(item.line)) {
        signs += 2;
    }
    if head
        .people
        .iter()
        .any(|person| person.presence == Presence::Present)
    {
        signs += 2;
    }
    if head
        .values
        .iter()
        .any(|value| matches!(value.label, Label::When | Label::Adjuster | Label::Chair))
    {
        signs += 1;
    }
    let near = lines.iter().take(front.clamp(10, 40));
    if near.clone().any(|line| {
        let lowered = words::lower(&line.text);
        lowered.contains("sammanträde")
            || lowered.contains("mötesdatum")
            || lowered.contains("styrelsemöte")
            || lowered.contains("årsmöte")
    }) {
        signs += 1;
    }
    signs >= 3 || signs >= 2 && facts.date.is_some() && numbered >= 1
}

/// The title of a document that is no protocol, and the authority it is about where it names one.
pub(super) fn name_report(lines: &[Line], facts: &mut Facts) {
    /// How far down the head of a report reaches.
    const NEAR: usize = 12;
    if facts.title.is_none() {
        let first = lines.iter().take(NEAR).position(|line| {
            let text = line.text.as_str();
            (4..=120).contains(&text.chars().count())
                && text.chars().any(char::is_alphabetic)
                && !text.ends_with(['.', ':', ','])
                && labels::read(text).is_none_or(|found| !found.sure)
                && !items::is_reference_line(text)
                && !people::is_name(text)
        });
        if let Some(at) = first {
            facts.title = Some(Fact {
                value: lines[at].text.replace('\t', " "),
                line: lines[at].number,
                inferred: true,
            });
            facts.title_line = Some(at);
        }
    }
    if facts.body.is_none() {
        facts.body = lines.iter().take(NEAR).find_map(|line| {
            Some(Fact {
                value: authority(&line.text)?,
                line: line.number,
                inferred: true,
            })
        });
    }
}

/// The authority that a text names first: "enligt Miljö- och byggnämndens plan".
fn authority(text: &str) -> Option<String> {
    let all: Vec<&str> = text.split_whitespace().take(200).collect();
    for (at, word) in all.iter().enumerate() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lowered = words::lower(word);
        let name = [
            "nämnden",
            "styrelsen",
            "fullmäktige",
            "utskottet",
            "direktionen",
            "förbundet",
        ]
        .iter()
        .any(|group| {
            lowered
                .strip_suffix(group)
                .or_else(|| lowered.strip_suffix('s')?.strip_suffix(group))
                .is_some_and(|kind| kind.chars().count() >= 3)
        });
        if !name {
            continue;
        }
        let nominative = match lowered.ends_with("ns") || lowered.ends_with("ts") {
            true => &word[..word.len() - 1],
            false => word,
        };
        // "Hälso- och sjukvårdsnämnden"
        let divided = at >= 2 && all[at - 1] == "och" && all[at - 2].ends_with('-');
        let whole = match divided {
            true => format!("{} och {nominative}", all[at - 2]),
            false => nominative.to_owned(),
        };
        if whole.starts_with(char::is_uppercase) {
            return Some(whole);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_an_authority() {
        let text = "I enlighet med Miljö- och byggnämndens plan beskriver rapporten nämndens år.";
        assert_eq!(authority(text).as_deref(), Some("Miljö- och byggnämnden"));
        assert_eq!(
            authority("Socialnämnden har begärt en rapport.").as_deref(),
            Some("Socialnämnden")
        );
        assert_eq!(
            authority("Rapporten beskriver nämndens och styrelsens år."),
            None
        );
    }
}
