//! What a document says beside what its Markdown keeps: labels whose lists were read, words at the
//! numbers of items, the table of contents. It stands in the comment at the top.

use std::collections::HashSet;

use super::Options;
use super::doubts::Doubt;
use super::facts::Facts;
use super::head::Head;
use super::items::Items;
use super::labels;
use super::page::LeftOut;
use super::source::Line;
use super::write::Written;
use super::zones::Layout;
use crate::parse::import_comment::MARK;
use crate::parse::vocabulary;
use crate::parse::words;

/// What the lines before the first item and after the last say beside the front matter, and what
/// only the comment at the top keeps.
pub(super) struct Beside<'a> {
    /// Lines of the head that say more than the front matter.
    pub(super) front: Vec<usize>,
    /// The same of the end.
    pub(super) end: Vec<usize>,
    /// Lines of the table of contents.
    pub(super) contents: Vec<usize>,
    /// Beside the numbers and titles of items.
    headings: Vec<String>,
    /// Labels, and values that the front matter writes otherwise.
    settled: Vec<&'a str>,
}

impl<'a> Beside<'a> {
    /// Sorts the lines of the head and the end; `said` is what stands above them in the Markdown.
    pub(super) fn of(layout: &Layout<'a>, head: &Head, facts: &Facts, said: &str) -> Beside<'a> {
        let lines = layout.lines;
        let known: HashSet<String> = tokens(said).collect();
        let mut out = Beside {
            front: Vec::new(),
            end: Vec::new(),
            contents: contents(lines, layout),
            headings: beside_headings(lines, layout.found),
            settled: Vec::new(),
        };
        for at in (0..layout.front).chain(layout.tail..layout.appendix) {
            let line = &lines[at];
            if out.contents.binary_search(&at).is_ok()
                || tokens(&line.text).all(|word| known.contains(&word))
            {
                continue;
            }
            if Some(at) == facts.title_line || is_settled(line, head, at, facts, &known) {
                out.settled.push(line.text.as_str());
            } else if at < layout.front {
                out.front.push(at);
            } else {
                out.end.push(at);
            }
        }
        out
    }
}

/// Lines of the table of contents that say nothing that the headings don't.
fn contents(lines: &[Line], layout: &Layout<'_>) -> Vec<usize> {
    let said: HashSet<String> = layout
        .found
        .headings
        .iter()
        .flat_map(|item| {
            lines[item.line..(item.line + item.lines).min(lines.len())]
                .iter()
                .flat_map(|line| tokens(&line.text))
        })
        .collect();
    layout
        .found
        .contents
        .iter()
        .copied()
        .filter(|at| *at < layout.front)
        .filter(|at| {
            tokens(&lines[*at].text)
                .all(|word| said.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit()))
        })
        .collect()
}

/// Whether a line is a label over what was read, or one with a value that the front matter has in
/// another form: "Närvarande ledamöter", "Tid: tisdagen den 10 november".
fn is_settled(line: &Line, head: &Head, at: usize, facts: &Facts, known: &HashSet<String>) -> bool {
    let Some(label) = labels::read(&line.text).filter(|label| label.sure) else {
        return false;
    };
    if !head.used.contains(&at) {
        return false;
    }
    let rest = line.text[label.rest..].trim();
    let dated = facts
        .date
        .as_ref()
        .is_some_and(|date| date.line == line.number);
    let timed = facts
        .time
        .as_ref()
        .is_some_and(|time| time.line == line.number);
    let ranged = facts
        .range
        .as_ref()
        .is_some_and(|range| range.line == line.number);
    tokens(rest).all(|word| {
        let digits = word.bytes().all(|byte| byte.is_ascii_digit());
        known.contains(&word)
            || (dated || timed) && (digits || is_word_of_time(&word))
            || ranged && digits
    })
}

fn is_word_of_time(word: &str) -> bool {
    vocabulary::begins_with_month(word)
        || [
            "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
        ]
        .iter()
        .any(|day| {
            word.strip_prefix(day)
                .is_some_and(|rest| matches!(rest, "" | "en"))
        })
        || matches!(
            word,
            "den" | "kl" | "klockan" | "till" | "från" | "mellan" | "och"
        )
}

/// Words of the lines of headings that the headings don't keep: `Kf` of "Kf § 12", `Ärende`.
fn beside_headings(lines: &[Line], found: &Items) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for item in &found.headings {
        let mut kept: HashSet<String> = tokens(&item.title).collect();
        kept.extend(item.number.iter().flat_map(|number| tokens(number)));
        kept.extend(item.last.iter().flat_map(|number| tokens(number)));
        kept.extend(
            item.references
                .iter()
                .flat_map(|reference| tokens(reference)),
        );
        kept.extend(item.rest.iter().flat_map(|rest| tokens(rest)));
        if !item.references.is_empty() {
            kept.insert("dnr".to_owned());
        }
        for line in &lines[item.line..(item.line + item.lines).min(lines.len())] {
            for word in line.text.split(|c: char| !c.is_alphanumeric()) {
                if !word.is_empty()
                    && !kept.contains(&words::lower(word))
                    && !words::lower(&item.title).contains(&words::lower(word))
                    && !out.iter().any(|known| known == word)
                    && out.len() < 200
                {
                    out.push(word.to_owned());
                }
            }
        }
    }
    out
}

fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(words::lower)
}

/// What was inferred, for whoever reads the file; `check` reports it until it is gone.
pub(super) fn comment(
    doubts: &[Doubt],
    left_out: &[LeftOut],
    beside: &Beside<'_>,
    options: &Options,
    out: &mut Written,
) {
    out.gap();
    out.plain(&format!(
        "{MARK}{}. Kontrollera mot förlagan och ta sedan bort den här rutan.",
        harmless(&options.name)
    ));
    for doubt in doubts {
        let place = match doubt.line {
            0 => String::new(),
            line => format!("rad {line}: "),
        };
        out.plain(&format!(
            "- {}: {place}{}",
            doubt.subject,
            harmless(&doubt.message.sv)
        ));
    }
    if !beside.headings.is_empty() {
        out.plain(&format!(
            "- ord vid ärendenas nummer som inte står kvar: {}",
            harmless(&beside.headings.join(", "))
        ));
    }
    if !beside.settled.is_empty() {
        out.plain(&format!(
            "- ledtexter som blev fält i huvudet: {}",
            harmless(&beside.settled.join(" | "))
        ));
    }
    if !beside.contents.is_empty() {
        out.plain(&format!(
            "- utelämnat ur inledningen: innehållsförteckningen, {} rader",
            beside.contents.len()
        ));
    }
    if !left_out.is_empty() {
        let mut texts: Vec<String> = Vec::new();
        for left in left_out {
            let text = harmless(&left.text);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        out.plain(&format!(
            "- utelämnat från sidornas huvud och fot: {}",
            texts.join(" | ")
        ));
    }
    out.plain("-->");
    out.gap();
}

/// A text that can't end a comment.
pub(super) fn harmless(text: &str) -> String {
    text.replace("--", "–")
        .replace(['<', '>'], "")
        .replace(|c: char| c.is_control(), " ")
}
