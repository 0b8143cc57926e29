//! The whole of the Markdown: head, comment, what the head said beside it, items, the end.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::doubts::Doubt;
use super::facts::Facts;
use super::front_matter::front_matter;
use super::head::Head;
use super::items::{self, Items};
use super::labels;
use super::page::{self, LeftOut};
use super::paragraphs::{self, Kind, Paragraph};
use super::source::{Format, Line, Source};
use super::write::{self, Written};
use super::zones::Layout;
use super::{Names, Options};
use crate::parse::vocabulary;
use crate::parse::words;

/// The document as Markdown.
pub(super) fn markdown_of(
    source: &Source,
    layout: &Layout<'_>,
    head: &Head,
    facts: &Facts,
    names: &Names,
    doubts: &[Doubt],
    options: &Options,
    left_out: &mut Vec<LeftOut>,
) -> Written {
    let lines = layout.lines;
    let markup = source.format == Format::Markdown;
    let mut out = Written::default();
    front_matter(layout, head, facts, names, options, &mut out);
    let title = match (&facts.title, &facts.body, &facts.date) {
        (Some(title), body, date) => {
            let body = body.as_ref().map(|body| body.value.as_str());
            let date = date.as_ref().map(|date| date.value);
            (whole_title(&title.value, body, date), title.line)
        }
        (None, Some(body), Some(date)) => (format!("Protokoll {} {}", body.value, date.value), 1),
        (None, Some(body), None) => (format!("Protokoll {}", body.value), 1),
        (None, None, _) => ("Protokoll".to_owned(), 1),
    };
    let mut known = known_words(&out.text);
    known.extend(tokens(&title.0));
    let contents = contents(lines, layout);
    let is_taken = |at: usize| {
        contents.contains(&at)
            || Some(at) == facts.title_line
            || tokens(&lines[at].text).all(|word| known.contains(&word))
    };
    let front: Vec<usize> = (0..layout.front).filter(|at| !is_taken(*at)).collect();
    let end: Vec<usize> = (layout.tail..layout.appendix)
        .filter(|at| !is_taken(*at))
        .collect();
    let (front, labels): (Vec<usize>, Vec<usize>) = front
        .into_iter()
        .partition(|at| !is_settled(&lines[*at], head, *at, facts, &known));
    let (end, more): (Vec<usize>, Vec<usize>) = end
        .into_iter()
        .partition(|at| !is_settled(&lines[*at], head, *at, facts, &known));
    let settled: Vec<&str> = labels
        .iter()
        .chain(&more)
        .map(|at| lines[*at].text.as_str())
        .collect();
    let beside = Beside {
        headings: beside_headings(lines, layout.found),
        settled,
        contents: contents.len(),
    };
    comment(doubts, left_out, &beside, options, &mut out);
    let mut listed: Vec<usize> = contents.iter().copied().collect();
    listed.sort_unstable();
    left_out.extend(listed.into_iter().map(|at| LeftOut {
        text: lines[at].text.clone(),
        span: lines[at].span,
        number: lines[at].number,
        why: page::Why::Contents,
    }));
    out.gap();
    out.line_from(
        &format!("# {}", write::escape_inline(title.0.trim(), markup)),
        title.1,
    );
    out.gap();
    rest(lines, &front, markup, &mut out);
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
        let data = data_lines(&read);
        out.data(&read[..data], markup, !item.references.is_empty());
        out.paragraphs(&read[data..], markup);
    }
    if headings.is_empty() && layout.front < layout.tail {
        let read = paragraphs::read(&lines[layout.front..layout.tail], width, &|_| false);
        out.paragraphs(&read, markup);
    }
    rest(lines, &end, markup, &mut out);
    if layout.appendix < lines.len() {
        let read = paragraphs::read(&lines[layout.appendix..], width, &|_| false);
        let mut appended = Written::default();
        appended.paragraphs(&read, markup);
        out.gap();
        out.quotation(&appended);
        out.gap();
    }
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

/// "SAMMANTRÄDESPROTOKOLL" alone says too little: of whom, and when.
fn whole_title(title: &str, body: Option<&str>, date: Option<NaiveDate>) -> String {
    let kind = words::lower(title.trim_matches(|c: char| !c.is_alphanumeric()));
    let bare = !kind.contains(' ')
        && ["protokoll", "anteckningar"]
            .iter()
            .any(|word| kind.ends_with(word));
    let mut letters = kind.chars();
    let (true, Some(first), Some(body)) = (bare, letters.next(), body) else {
        return title.to_owned();
    };
    let date = date.map_or(String::new(), |date| format!(" {date}"));
    format!("{}{} {body}{date}", first.to_uppercase(), letters.as_str())
}

/// Lines of the table of contents that say nothing that the headings don't.
fn contents(lines: &[Line], layout: &Layout<'_>) -> HashSet<usize> {
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

/// How many paragraphs right under a heading are data lines: tags, who presents.
fn data_lines(read: &[Paragraph]) -> usize {
    let is_data = |paragraph: &Paragraph| {
        let text = paragraph.text.as_str();
        let presenter = ["föredragande:", "föredragare:", "föredragning:"]
            .iter()
            .any(|word| words::lower(text).starts_with(word) && text.len() > word.len() + 1);
        matches!(paragraph.kind, Kind::Plain | Kind::Line | Kind::Heading)
            && (vocabulary::tag_line(text).is_some() || presenter && text.chars().count() <= 250)
    };
    let count = read
        .iter()
        .take_while(|paragraph| is_data(paragraph))
        .count();
    // A list right below would become one with them.
    match read.get(count).map(|next| next.kind) {
        Some(Kind::Listed(_)) => 0,
        _ => count,
    }
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

/// Lines of the head or the end that say more than the front matter, as a quotation: nothing is
/// read from it, and nothing is lost.
fn rest(lines: &[Line], which: &[usize], markup: bool, out: &mut Written) {
    for (count, at) in which.iter().enumerate() {
        let line = &lines[*at];
        let text = write::escape(&line.text.replace('\t', " "), markup);
        if count == 0 {
            out.gap();
        } else {
            // A hard break keeps lines apart.
            out.text.pop();
            out.text.push_str("\\\n");
        }
        out.line_from(&format!("> {text}"), line.number);
    }
    if !which.is_empty() {
        out.gap();
    }
}

/// Words of the source that the Markdown keeps in its comment only.
struct Beside<'a> {
    /// Beside the numbers and titles of items.
    headings: Vec<String>,
    /// Labels, and values that the front matter writes otherwise.
    settled: Vec<&'a str>,
    /// How many lines the table of contents has.
    contents: usize,
}

/// What was inferred, for whoever reads the file; `check` reports it until it is gone.
fn comment(
    doubts: &[Doubt],
    left_out: &[LeftOut],
    beside: &Beside<'_>,
    options: &Options,
    out: &mut Written,
) {
    out.gap();
    out.plain(&format!(
        "<!-- Inläst ur {}. Kontrollera mot förlagan och ta sedan bort den här rutan.",
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
    if beside.contents > 0 {
        out.plain(&format!(
            "- utelämnat: innehållsförteckningen, {} rader",
            beside.contents
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
