//! The whole of the Markdown: head, comment, what the head said beside it, items, the end.

use chrono::NaiveDate;

use super::beside::{Beside, comment};
use super::doubts::Doubt;
use super::facts::Facts;
use super::front_matter::front_matter;
use super::head::Head;
use super::items;
use super::page::{self, LeftOut};
use super::paragraphs::{self, Kind, Paragraph};
use super::source::Line;
use super::write::{self, Written};
use super::zones::Layout;
use super::{Names, Options};
use crate::parse::vocabulary;
use crate::parse::words;

/// The document as Markdown.
pub(super) fn markdown_of(
    layout: &Layout<'_>,
    head: &Head,
    facts: &Facts,
    names: &Names,
    doubts: &[Doubt],
    options: &Options,
    left_out: &mut Vec<LeftOut>,
) -> Written {
    let lines = layout.lines;
    let markup = layout.markup;
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
    let beside = Beside::of(layout, head, facts, &format!("{}\n{}", out.text, title.0));
    comment(doubts, left_out, &beside, options, &mut out);
    left_out.extend(beside.contents.iter().map(|&at| LeftOut {
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
    rest(lines, &beside.front, markup, &mut out);
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
    rest(lines, &beside.end, markup, &mut out);
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
