//! The lines below a heading → paragraphs, list items, labels and rows of tables: wrapped lines
//! joined, words divided at a line's end put together, paragraphs that a page break cut healed.

use super::items::{hangs, join};
use super::labels;
use super::source::Line;
use crate::parse::decisions;
use crate::parse::vocabulary;
use crate::parse::words::lower;

/// A paragraph, or what stands for one.
#[derive(Clone, Debug, PartialEq)]
pub struct Paragraph {
    /// What it is.
    pub kind: Kind,
    /// Its text on one line; cells of a row divided by tabs.
    pub text: String,
    /// Where its lines begin: bytes of `text`, and the number of the line in the source.
    pub places: Vec<(usize, u32)>,
}

impl Paragraph {
    /// The same without the first `cut` bytes of its text.
    pub fn without(&self, cut: usize) -> Paragraph {
        Paragraph {
            kind: self.kind,
            text: self.text[cut..].to_owned(),
            places: self
                .places
                .iter()
                .map(|(start, number)| (start.saturating_sub(cut), *number))
                .collect(),
        }
    }
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Plain,
    /// A heading below that of an item.
    Heading,
    /// An item of a list, of this depth.
    Listed(u8),
    /// A row of a table.
    Row,
    /// A line of its own between others: an address, a list of dates.
    Line,
}

/// How wide the lines of a text are where they are wrapped; `None` where they aren't.
pub fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines
        .iter()
        .filter(|line| !line.whole && !line.joined && line.row.is_none())
        .map(|line| line.text.chars().count())
        .filter(|length| *length >= 30)
        .collect();
    if lengths.len() < 6 {
        return None;
    }
    lengths.sort_unstable();
    let width = lengths[lengths.len() * 19 / 20];
    // Follow-on lines without a gap that begin small show that lines are wrapped.
    let wrapped = lines
        .windows(2)
        .filter(|pair| {
            !pair[1].gap
                && pair[1].text.starts_with(char::is_lowercase)
                && decisions::list_marker(&pair[1].text) == 0
                && !lower(&pair[1].text).starts_with("att ")
        })
        .count();
    (width <= 160 && wrapped * 25 >= lengths.len()).then_some(width)
}

/// The paragraphs of `lines`; `skip` says which to leave out.
pub fn read(lines: &[Line], width: Option<usize>, skip: &dyn Fn(usize) -> bool) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut last: Option<&Line> = None;
    for (at, line) in lines.iter().enumerate() {
        if skip(at) {
            continue;
        }
        if let (Some(above), Some(paragraph)) = (last, out.last_mut())
            && goes_on(paragraph, above, line, width)
        {
            let text = line.text.replace('\t', " ");
            let joined = join(&paragraph.text, &text);
            let start = joined.len() - text.len();
            paragraph.text = joined;
            paragraph.places.push((start, line.number));
        } else {
            out.push(begin(line, lines.get(at + 1)));
        }
        last = Some(line);
    }
    split_inline_labels(&mut out);
    number_clauses(&mut out);
    out
}

/// "Laget slutade trea. Beslut: Vi anställer ingen." is two paragraphs.
fn split_inline_labels(paragraphs: &mut Vec<Paragraph>) {
    let mut at = 0;
    while at < paragraphs.len() {
        let cut = paragraphs[at]
            .text
            .match_indices(". Beslut: ")
            .map(|(cut, _)| cut + 2)
            .next();
        if let Some(cut) = cut
            && paragraphs[at].kind == Kind::Plain
        {
            let paragraph = &mut paragraphs[at];
            let tail = paragraph.text.split_off(cut);
            paragraph.text.truncate(cut - 1);
            let inside = paragraph.places.partition_point(|(start, _)| *start <= cut);
            let number = paragraph.places[inside.max(1) - 1].1;
            let mut places = vec![(0, number)];
            places.extend(
                paragraph
                    .places
                    .drain(inside..)
                    .map(|(start, number)| (start - cut, number)),
            );
            paragraphs.insert(
                at + 1,
                Paragraph {
                    kind: Kind::Plain,
                    text: tail,
                    places,
                },
            );
        }
        at += 1;
    }
}

fn begin(line: &Line, below: Option<&Line>) -> Paragraph {
    let places = vec![(0, line.number)];
    if line.row.is_some() || line.text.matches('\t').count() >= 2 {
        return Paragraph {
            kind: Kind::Row,
            text: line.text.clone(),
            places,
        };
    }
    let marker = decisions::list_marker(&line.text);
    let text = line.text.replace('\t', " ");
    if let Some(depth) = line.list {
        return Paragraph {
            kind: Kind::Listed(depth),
            text,
            places,
        };
    }
    if marker > 0 && marker < text.len() {
        let sign = text[..marker].trim();
        let numbered = sign.starts_with(char::is_alphanumeric) && sign != "o";
        let depth = 1 + u8::from(line.indent >= 12);
        return Paragraph {
            kind: Kind::Listed(depth),
            text: if numbered {
                text
            } else {
                text[marker..].trim_start().to_owned()
            },
            places,
        };
    }
    let is_label = vocabulary::label(&text).is_some_and(|(_, rest)| rest == text.len());
    let kind = if line.heading.is_some() || is_label || line.bold && below.is_some() {
        Kind::Heading
    } else if below.is_some_and(|below| !below.gap) && text.chars().count() < 60 && !line.whole {
        Kind::Line
    } else {
        Kind::Plain
    };
    Paragraph { kind, text, places }
}

/// Whether `line` goes on with the paragraph that `above` ends so far.
fn goes_on(paragraph: &Paragraph, above: &Line, line: &Line, width: Option<usize>) -> bool {
    if above.whole
        || line.whole && line.gap
        || line.row.is_some()
        || line.heading.is_some()
        || line.list.is_some()
        || line.bold != above.bold
        || matches!(paragraph.kind, Kind::Heading | Kind::Row)
        || line.text.matches('\t').count() >= 2
    {
        return false;
    }
    let text = line.text.as_str();
    // "Styrelsen beslutar": a lead begins on a line of its own.
    if text.chars().count() < 80
        && text.starts_with(char::is_uppercase)
        && ends_in_verb(text)
        && above.text.trim_end().ends_with(['.', ':', '!', '?'])
    {
        return false;
    }
    // "…enligt arbetsgruppens\nförslag": the end of a sentence, though it stands alone.
    let flows = !line.gap
        && text.starts_with(|c: char| c.is_lowercase())
        && !above.text.trim_end().ends_with(['.', ':', '!', '?', ';'])
        && width.is_some_and(|width| above.text.chars().count() * 10 >= width * 7);
    if decisions::list_marker(text) > 0 && !continues_number(above, text)
        || !flows && vocabulary::label(text).is_some_and(|(_, rest)| rest == text.len())
        || vocabulary::label(&above.text).is_some_and(|(_, rest)| rest == above.text.len())
        || vocabulary::tag_line(text).is_some()
        || vocabulary::tag_line(&above.text).is_some()
    {
        return false;
    }
    let before = above.text.trim_end();
    let small = text.starts_with(|c: char| c.is_lowercase());
    let ended = before.ends_with(['.', ':', '!', '?', ';']);
    let length = before.chars().count();
    let divided = before.ends_with('-')
        && before.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && text.starts_with(char::is_alphabetic);
    let clause = begins_clause(text);
    if line.gap {
        if clause || ended || length < 40 {
            return false;
        }
        let page = line.number.saturating_sub(above.number) >= 3;
        return small && (length >= 60 || hangs(before)) && !begins_key(text)
            || divided && small
            || page
                && length >= 70
                && hangs_or_name(before, text)
                && matches!(paragraph.kind, Kind::Plain);
    }
    if divided {
        return true;
    }
    // Notes without capitals: "beslut att köpa sand" begins anew.
    let lowered: String = lower(&text.chars().take(12).collect::<String>());
    if lowered.starts_with("beslut att ")
        || lowered.starts_with("beslutades ")
        || lowered.starts_with("beslöts ")
    {
        return hangs(before);
    }
    if begins_key(text)
        || labels::read(text)
            .is_some_and(|found| found.sure && text[found.rest..].trim().is_empty())
    {
        return false;
    }
    let wide = width.is_some_and(|width| length * 10 >= width * 7);
    if clause {
        let joins = wide && !ended && !before.ends_with(',') && !ends_in_verb(before);
        return joins && !begins_clause(&paragraph.text);
    }
    // A full line that ends in "att" was broken there, before whatever comes next.
    let broken = before.ends_with(" att") && width.is_some_and(|width| length * 10 >= width * 9);
    if !flows
        && begins_infinitive(text)
        && !broken
        && (ends_in_verb(before) || begins_infinitive(before))
    {
        return false;
    }
    if small || text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '"' | '”' | '–'))
    {
        return !ended || wide;
    }
    wide && width.is_some()
}

fn hangs_or_name(before: &str, text: &str) -> bool {
    hangs(before)
        || before
            .rsplit(' ')
            .next()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
            && text.contains(' ')
            && !labels::read(text).is_some_and(|found| found.sure)
}

/// "…senast den\n1. mars": a number within a sentence, not a list.
fn continues_number(above: &Line, text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && hangs(&above.text)
        && text
            .split_whitespace()
            .nth(1)
            .is_some_and(vocabulary::begins_with_month)
}

fn begins_clause(text: &str) -> bool {
    let head: String = text.chars().take(10).collect();
    let head = lower(&head).replace('\t', " ");
    ["att ", "dels att", "samt att", "a t t "]
        .iter()
        .any(|start| head.starts_with(start))
        || head == "att"
}

/// "godkänna rapporten": the first word is what clauses begin with.
pub fn begins_infinitive(text: &str) -> bool {
    decisions::begins_with_infinitive(text)
}

/// Whether a line ends as a lead does: "Kommunstyrelsen beslutar".
pub fn ends_in_verb(text: &str) -> bool {
    let text = lower(text.trim_end().trim_end_matches([':', ' ']));
    let last = text.rsplit(' ').next().unwrap_or("");
    vocabulary::DECIDE_ACTIVE.contains(&last)
        || vocabulary::DECIDE_PASSIVE.contains(&last)
        || matches!(
            last,
            "besluta" | "beslutat" | "föreslår" | "beslut" | "att" | "följande"
        )
}

/// A line such as `Föredragande: …`: begins a paragraph.
fn begins_key(text: &str) -> bool {
    let Some(colon) = text.find(':') else {
        return false;
    };
    let head = text[..colon].trim();
    colon <= 40
        && head.starts_with(char::is_uppercase)
        && head.split(' ').count() <= 4
        && (vocabulary::label(text).is_some()
            || matches!(
                lower(head).as_str(),
                "föredragande"
                    | "föredragare"
                    | "dnr"
                    | "diarienummer"
                    | "bilaga"
                    | "bilagor"
                    | "ärende"
                    | "föredragning"
            ))
}

/// What stands in the list right below a clause that ends in a colon belongs to that clause.
fn below_colon(paragraphs: &mut [Paragraph], at: usize) {
    let Kind::Listed(depth) = paragraphs[at].kind else {
        return;
    };
    if !paragraphs[at].text.trim_end().ends_with(':') || !begins_clause(&paragraphs[at].text) {
        return;
    }
    for below in &mut paragraphs[at + 1..] {
        match below.kind {
            Kind::Listed(other) if other == depth => below.kind = Kind::Listed(depth + 1),
            Kind::Listed(_) => {}
            _ => break,
        }
    }
}

/// Clauses one below the other after a lead are a list, whatever they begin with.
fn number_clauses(paragraphs: &mut [Paragraph]) {
    for at in 0..paragraphs.len() {
        below_colon(paragraphs, at);
    }
    for at in 1..paragraphs.len() {
        let (before, rest) = paragraphs.split_at_mut(at);
        let (above, here) = (&before[at - 1], &mut rest[0]);
        if !matches!(here.kind, Kind::Plain | Kind::Line) {
            continue;
        }
        let opens = matches!(above.kind, Kind::Plain | Kind::Line | Kind::Heading)
            && (ends_in_verb(&above.text) || above.text.trim_end().ends_with(':'));
        let clause = begins_clause(&here.text) || begins_infinitive(&here.text);
        let listed = matches!(above.kind, Kind::Listed(_))
            && (begins_clause(&above.text) || begins_infinitive(&above.text));
        if clause && (opens || listed) {
            here.kind = Kind::Listed(1);
            below_colon(paragraphs, at);
        } else if here.kind == Kind::Line && clause {
            here.kind = Kind::Plain;
        }
    }
}
