//! What was inferred rather than read, and what nothing was found for.

use super::columns::Columns;
use super::facts::Facts;
use super::head::Head;
use super::source::Line;
use super::zones::Layout;
use crate::lang::Message;
use crate::model::Presence;
use crate::text::Span;

/// Something inferred or doubtful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What it is about: a key of the front matter, a number of an item.
    pub subject: String,
    /// The line in the source; 0 for all of it.
    pub line: u32,
    /// Its place in the source.
    pub span: Span,
    /// What was inferred and why, in one line.
    pub message: Message,
    /// Nothing was found, rather than inferred.
    pub missing: bool,
}

fn doubt(
    lines: &[Line],
    at: Option<usize>,
    subject: &str,
    message: Message,
    missing: bool,
) -> Doubt {
    let line = at.and_then(|at| lines.get(at));
    Doubt {
        subject: subject.to_owned(),
        line: line.map_or(0, |line| line.number),
        span: line.map_or(Span::default(), |line| line.span),
        message,
        missing,
    }
}

/// What was inferred, and what nothing was found for.
pub(super) fn doubts(layout: &Layout<'_>, head: &Head, facts: &Facts) -> Vec<Doubt> {
    let (lines, found) = (layout.lines, layout.found);
    let mut out = Vec::new();
    if !layout.is_protocol {
        out.push(doubt(
            lines,
            None,
            "typ",
            Message::new(
                "ser inte ut att vara ett protokoll; inga beslut är lästa ur det",
                "doesn't look like a protocol; no decisions are read in it",
            ),
            false,
        ));
    }
    let at = |number: u32| lines.iter().position(|line| line.number == number);
    match &facts.body {
        None => out.push(doubt(
            lines,
            None,
            "organ",
            Message::new("organet framgår inte", "the body isn't named"),
            true,
        )),
        Some(body) if body.inferred => out.push(doubt(
            lines,
            at(body.line),
            "organ",
            Message::new(
                match layout.is_protocol {
                    true => format!("organet är taget ur rubriken: {}", body.value),
                    false => format!("organet är det första som texten nämner: {}", body.value),
                },
                match layout.is_protocol {
                    true => format!("the body is taken from the title: {}", body.value),
                    false => format!("the body is the first that the text names: {}", body.value),
                },
            ),
            false,
        )),
        Some(_) => {}
    }
    match &facts.date {
        None => out.push(doubt(
            lines,
            None,
            "datum",
            Message::new(
                "mötets datum framgår inte",
                "the day of the meeting isn't given",
            ),
            true,
        )),
        Some(date) if date.inferred => out.push(doubt(
            lines,
            at(date.line),
            "datum",
            Message::new(
                format!(
                    "datumet {} står inte vid någon ledtext; det är det första i inledningen",
                    date.value
                ),
                format!(
                    "the date {} has no label; it is the first one of the head",
                    date.value
                ),
            ),
            false,
        )),
        Some(_) => {}
    }
    match head.columns {
        Columns::None => {}
        Columns::Joined { count, line } => out.push(doubt(
            lines,
            Some(line),
            "närvarande",
            Message::new(
                format!("{count} organisationer stod i en egen spalt och är parade med namnen i ordning"),
                format!("{count} organisations stood in a column of their own and are paired with the names in order"),
            ),
            false,
        )),
        Columns::Torn { organisations, names, line } => out.push(doubt(
            lines,
            Some(line),
            "närvarande",
            Message::new(
                format!("{organisations} organisationer stod i en egen spalt bredvid {names} namn och kunde inte paras med dem"),
                format!("{organisations} organisations stood in a column beside {names} names and couldn't be paired with them"),
            ),
            false,
        )),
    }
    for (key, line, message) in &head.inferred {
        out.push(doubt(lines, Some(*line), key, message.clone(), false));
    }
    if !head
        .people
        .iter()
        .any(|person| person.presence == Presence::Present)
    {
        out.push(doubt(
            lines,
            None,
            "närvarande",
            Message::new(
                "ingen närvarande hittades",
                "nobody was found to be present",
            ),
            true,
        ));
    }
    if found.headings.is_empty() {
        out.push(doubt(
            lines,
            None,
            "ärenden",
            Message::new("inga ärenden hittades", "no items were found"),
            true,
        ));
    } else if found.by_looks {
        out.push(doubt(
            lines,
            found.headings.first().map(|item| item.line),
            "ärenden",
            Message::new(
                "ärendena saknar nummer; rubrikerna är valda efter utseende",
                "the items have no numbers; their headings are told by their looks",
            ),
            false,
        ));
    }
    out
}
