//! The whole of the Markdown: head, comment, what the head said beside it, items, the end.

use std::collections::HashSet;

use super::Options;
use super::doubts::Doubt;
use super::facts::Facts;
use super::front_matter::front_matter;
use super::head::Head;
use super::items::{self, Items};
use super::page::{self, LeftOut};
use super::paragraphs;
use super::source::{Format, Line, Source};
use super::write::{self, Written};
use super::zones::Layout;
use crate::parse::import_comment::MARK;
use crate::parse::words;

/// The document as Markdown.
pub(super) fn markdown_of(
    source: &Source,
    layout: &Layout<'_>,
    head: &Head,
    facts: &Facts,
    doubts: &[Doubt],
    options: &Options,
    left_out: &mut Vec<LeftOut>,
) -> Written {
    let lines = layout.lines;
    let markup = source.format == Format::Markdown;
    let mut out = Written::default();
    front_matter(lines, head, facts, options, &mut out);
    let beside = beside_headings(lines, layout.found);
    comment(doubts, left_out, &beside, options, &mut out);
    let title = match (&facts.title, &facts.body, &facts.date) {
        (Some(title), ..) => (title.value.clone(), title.line),
        (None, Some(body), Some(date)) => (format!("Protokoll {} {}", body.value, date.value), 1),
        (None, Some(body), None) => (format!("Protokoll {}", body.value), 1),
        (None, None, _) => ("Protokoll".to_owned(), 1),
    };
    out.gap();
    out.line_from(
        &format!("# {}", write::escape_inline(title.0.trim(), markup)),
        title.1,
    );
    out.gap();
    let known = known_words(&out.text);
    rest(
        lines,
        0..layout.front,
        facts.title_line,
        &known,
        markup,
        &mut out,
    );
    let width = paragraphs::wrap_width(lines);
    let headings = &layout.found.headings;
    for (at, item) in headings.iter().enumerate() {
        let end = headings
            .get(at + 1)
            .map_or(layout.tail, |next| next.line)
            .max(item.line + item.lines);
        heading(lines, item, markup, &mut out);
        let from = item.line + item.lines;
        let body = &lines[from.min(end)..end];
        let repeated = &layout.found.repeated;
        for line in repeated.iter().filter(|line| (from..end).contains(*line)) {
            left_out.push(LeftOut {
                text: lines[*line].text.clone(),
                span: lines[*line].span,
                number: lines[*line].number,
                why: page::Why::RepeatedHeading,
            });
        }
        let read = match &item.rest {
            None => paragraphs::read(body, width, &|at| repeated.contains(&(from + at))),
            Some(rest) => {
                let first = Line {
                    text: rest.clone(),
                    ..lines[item.line].clone()
                };
                let with: Vec<Line> = std::iter::once(first).chain(body.iter().cloned()).collect();
                paragraphs::read(&with, width, &|at| {
                    at > 0 && repeated.contains(&(from + at - 1))
                })
            }
        };
        out.paragraphs(&read, markup);
    }
    if headings.is_empty() && layout.front < layout.tail {
        let read = paragraphs::read(&lines[layout.front..layout.tail], width, &|_| false);
        out.paragraphs(&read, markup);
    }
    rest(
        lines,
        layout.tail..layout.appendix,
        None,
        &known,
        markup,
        &mut out,
    );
    let nothing = HashSet::new();
    rest(
        lines,
        layout.appendix..lines.len(),
        None,
        &nothing,
        markup,
        &mut out,
    );
    while out.text.ends_with("\n\n") {
        out.text.pop();
    }
    out
}

fn heading(lines: &[Line], item: &items::Heading, markup: bool, out: &mut Written) {
    out.gap();
    let sign = if item.part { "###" } else { "##" };
    let number = match (&item.number, &item.last) {
        (Some(number), Some(last)) => format!("§§ {number}-{last} "),
        (Some(number), None) => format!("§ {number} "),
        (None, _) => String::new(),
    };
    let title = write::escape_inline(&item.title, markup);
    out.line_from(
        format!("{sign} {number}{title}").trim_end(),
        lines[item.line].number,
    );
    out.gap();
    for reference in &item.references {
        out.line_from(&format!("- Dnr: {reference}"), lines[item.line].number);
    }
    if !item.references.is_empty() {
        out.gap();
    }
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

/// The words of a text, for knowing what is said already.
fn known_words(text: &str) -> HashSet<String> {
    tokens(text).collect()
}

fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(words::lower)
}

/// Lines of the head or the end that say more than the front matter, as a quotation: nothing is
/// read from it, and nothing is lost.
fn rest(
    lines: &[Line],
    zone: std::ops::Range<usize>,
    title: Option<usize>,
    known: &HashSet<String>,
    markup: bool,
    out: &mut Written,
) {
    let mut wrote = false;
    for at in zone {
        let line = &lines[at];
        if Some(at) == title || tokens(&line.text).all(|word| known.contains(&word)) {
            continue;
        }
        if !wrote {
            out.gap();
        }
        let text = write::escape(&line.text.replace('\t', " "), markup);
        let break_before = wrote;
        if break_before {
            // A hard break keeps lines apart.
            out.text.pop();
            out.text.push_str("\\\n");
        }
        out.line_from(&format!("> {text}"), line.number);
        wrote = true;
    }
    if wrote {
        out.gap();
    }
}

/// What was inferred, for whoever reads the file; `check` reports it until it is gone.
fn comment(
    doubts: &[Doubt],
    left_out: &[LeftOut],
    beside: &[String],
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
    if !beside.is_empty() {
        out.plain(&format!(
            "- ord vid ärendenas nummer som inte står kvar: {}",
            harmless(&beside.join(", "))
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
