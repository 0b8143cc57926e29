//! The title of an item: it may go on, or begin, on the lines below its number.

use super::Heading;
use super::candidate::{Candidate, section};
use super::reference::{is_reference_line, reference_within, whole_reference};
use crate::import::labels;
use crate::import::source::Line;
use crate::model::Tag;
use crate::parse::vocabulary;
use crate::parse::words::lower;

/// The heading that begins on a candidate's line: its title may go on, or begin, below.
pub(super) fn heading(lines: &[Line], one: &Candidate, part: bool) -> Heading {
    let line = &lines[one.line];
    let mut references = Vec::new();
    let mut title = clean_title(
        &line.text[one.title.min(line.text.len())..],
        &mut references,
    );
    let mut count = 1;
    let fresh = |at: usize| lines.get(at);
    // The title, or a registry number and then the title, on the lines below.
    let mut looked = 0;
    while title.is_empty() && looked < 3 {
        let Some(below) = fresh(one.line + count) else {
            break;
        };
        let tagged = match vocabulary::tag_line(&below.text) {
            Some(Tag::Immediate) | None => false,
            Some(_) => !may_be_title(&below.text),
        };
        if below.list.is_some() || tagged {
            break;
        }
        let labelled = vocabulary::label(&below.text).is_some()
            && !may_be_title(&below.text)
            && !titled_by_kind(&below.text);
        if labelled && !is_reference_line(&below.text) {
            break;
        }
        if section(&below.text, 0).is_some() {
            break;
        }
        let taken = clean_title(&below.text, &mut references);
        if taken.chars().count() > 180 {
            break;
        }
        title = taken;
        count += 1;
        looked += 1;
    }
    // "3. Badplatsen. Bryggan måste lagas.": a title and its text on one line.
    let mut rest = None;
    let sentences = crate::parse::words::sentences(&title);
    if count == 1
        && sentences.len() >= 2
        && title.chars().count() > 30
        && line.heading.is_none()
        && !line.bold
    {
        let first = title[sentences[0].clone()].trim_end_matches('.').to_owned();
        let tail = title[sentences[1].start..].to_owned();
        // The full stop that a title loses is the text's.
        let stop = if line.text.trim_end().ends_with('.') && !tail.ends_with('.') {
            "."
        } else {
            ""
        };
        rest = Some(format!("{tail}{stop}"));
        title = first;
    }
    // A title that is wrapped.
    let mut whole = lines[one.line + count - 1].whole || rest.is_some();
    while !whole && count < 5 {
        let (Some(above), Some(below)) = (fresh(one.line + count - 1), fresh(one.line + count))
        else {
            break;
        };
        // A gap within a title: only before what can't begin anything else.
        let small = below.text.starts_with(char::is_lowercase)
            && (is_wrapped_title(&below.text)
                || hangs(&title)
                    && below.text.chars().count() <= 60
                    && !below.text.ends_with(['.', ':']))
            && !lower(&below.text).starts_with("att ")
            && !crate::parse::decisions::begins_with_infinitive(&below.text)
            && lines[one.line + count - 1].row.is_none();
        let apart = below.gap && !(small && (hangs(&title) || above.text.chars().count() >= 24));
        if apart
            || crate::parse::decisions::list_marker(&below.text) > 0
            || below.list.is_some()
            || !title_goes_on(&title, above, below, fresh(one.line + count + 1))
        {
            break;
        }
        let more = clean_title(&below.text, &mut references);
        title = join(&title, &more);
        whole = below.whole;
        count += 1;
    }
    // A paragraph of short lines between the number and the first label is the title.
    if count > 1 && rest.is_none() && !whole {
        let begun = one.line + count;
        let more = (begun..lines.len().min(begun + 3))
            .take_while(|at| !lines[*at].gap)
            .count();
        let block = &lines[begun..begun + more];
        let closes = lines.get(begun + more).is_some_and(|next| {
            next.gap && vocabulary::label(&next.text).is_some_and(|(_, end)| end == next.text.len())
        });
        let plain = block.iter().all(|line| is_wrapped_title(&line.text));
        if more > 0 && closes && plain {
            for line in block {
                title = join(&title, &clean_title(&line.text, &mut references));
            }
            count += more;
        }
    }
    // A registry number right below.
    if let Some(below) = fresh(one.line + count)
        && is_reference_line(&below.text)
        && !title.is_empty()
    {
        let mut found = Vec::new();
        let rest = clean_title(&below.text, &mut found);
        if rest.is_empty() && !found.is_empty() {
            references.extend(found);
            count += 1;
        }
    }
    Heading {
        line: one.line,
        lines: count,
        number: Some(one.number.clone()),
        last: one.last.clone(),
        title,
        references,
        part,
        rest,
    }
}

/// "Motion: Fri parkering": a title that begins with what kind of matter it is.
fn titled_by_kind(text: &str) -> bool {
    text.split_once(':').is_some_and(|(kind, title)| {
        !title.trim().is_empty()
            && matches!(
                lower(kind.trim()).as_str(),
                "motion"
                    | "proposition"
                    | "interpellation"
                    | "fråga"
                    | "enkel fråga"
                    | "diskussion"
                    | "information"
                    | "rapport"
                    | "redovisning"
                    | "remiss"
                    | "svar"
                    | "val"
            )
    })
}

/// Whether a line may be the second one of a title: short, and no sentence, list or label.
fn is_wrapped_title(text: &str) -> bool {
    text.chars().count() <= 80
        && !text.ends_with(['.', ':', '?', '!', ';'])
        && crate::parse::decisions::list_marker(text) == 0
        && vocabulary::label(text).is_none()
        && vocabulary::tag_line(text).is_none()
        && labels::read(text).is_none()
        && !is_reference_line(text)
}

/// Labels that are titles of items as well.
fn may_be_title(text: &str) -> bool {
    matches!(
        lower(text.trim().trim_end_matches('.')).as_str(),
        "frågor"
            | "information"
            | "beslutsärenden"
            | "informationsärenden"
            | "dialog"
            | "diskussion"
            | "redovisning"
            | "yttrande"
            | "motion"
            | "delegationsbeslut"
            | "anmälda delegationsbeslut"
            | "jäv"
            | "bilagor"
            | "närvarande"
    )
}

/// Whether `below` goes on with a title.
fn title_goes_on(title: &str, above: &Line, below: &Line, next: Option<&Line>) -> bool {
    let text = below.text.as_str();
    // "… fastställande av" / "dagordning": what a title needs is no label.
    let hangs = hangs(title) && !clean_title(text, &mut Vec::new()).contains(':');
    if title.is_empty()
        || text.is_empty()
        || !hangs && vocabulary::label(text).is_some()
        || vocabulary::tag_line(text).is_some()
        || is_reference_line(text)
        || title.chars().count() + text.chars().count() > 220
        || title.ends_with(['.', ':', '?', '!'])
        || above.bold != below.bold
        || above.heading != below.heading
        || !hangs && labels::read(text).is_some_and(|found| found.sure)
    {
        return false;
    }
    let small = text.starts_with(|c: char| c.is_lowercase() || c == '(')
        && !title.starts_with(char::is_lowercase);
    let wide = above.text.chars().count() >= 45;
    let short = text.chars().count() < 70 && !text.ends_with('.');
    let clause = lower(text).starts_with("att ");
    if above.bold || above.heading.is_some() {
        return small || hangs || wide && short;
    }
    let closes = next.is_none_or(|next| {
        next.gap
            || next.text.starts_with(char::is_uppercase)
            || vocabulary::label(&next.text).is_some()
    });
    (small && !clause && (wide || hangs || closes && above.text.chars().count() >= 24) && short)
        || (hangs && short)
}

/// Whether a line ends in a word or a sign after which it goes on.
pub fn hangs(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    let lowered = lower(last);
    last.ends_with(['-', '–', ',', '/', '&'])
        || matches!(
            lowered.as_str(),
            "och"
                | "om"
                | "för"
                | "av"
                | "till"
                | "i"
                | "på"
                | "med"
                | "samt"
                | "vid"
                | "från"
                | "den"
                | "det"
                | "en"
                | "ett"
                | "inom"
                | "under"
                | "gällande"
                | "avseende"
                | "angående"
                | "enligt"
                | "som"
                | "att"
                | "eller"
                | "mellan"
                | "efter"
                | "nr"
                | "genom"
                | "mot"
                | "utan"
                | "hos"
                | "de"
                | "kring"
                | "rörande"
                | "per"
        )
}

/// Two lines of one text as one; a word divided at the line's end is put together.
pub fn join(first: &str, second: &str) -> String {
    if first.is_empty() || second.is_empty() {
        return format!("{first}{second}");
    }
    if let Some(stem) = first.strip_suffix('-')
        && stem.ends_with(char::is_alphabetic)
    {
        let head = stem.rsplit([' ', '-']).next().unwrap_or("");
        let next = second
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or("");
        let suspended = matches!(
            lower(next).as_str(),
            "och" | "eller" | "samt" | "till" | "respektive" | "eller/och"
        );
        if suspended {
            return format!("{first} {second}");
        }
        let letters = head.chars().count();
        let keeps = letters <= 2
            || head.chars().all(char::is_uppercase)
            || second.starts_with(|c: char| !c.is_lowercase());
        return if keeps {
            format!("{first}{second}")
        } else {
            format!("{stem}{second}")
        };
    }
    format!("{first} {second}")
}

/// A title without what stands beside it: registry numbers, remarks that it goes on, a page.
pub(super) fn clean_title(text: &str, references: &mut Vec<String>) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for cell in text.split('\t') {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        if let Some(reference) = whole_reference(cell) {
            references.push(reference);
        } else {
            parts.push(cell);
        }
    }
    let mut title = parts.join(" ");
    // "Dnr KS 2021/45" at the end or the start of the title, also in parentheses.
    if let Some((range, value)) = reference_within(&title) {
        references.push(value);
        title.replace_range(range, " ");
    }
    let mut title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let lowered = lower(&title);
    for word in ["(forts.)", "(forts)", "forts.", "(fortsättning)"] {
        if lowered.ends_with(word) {
            title.truncate(title.len() - word.len());
        }
    }
    let loose = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '·' | '|');
    let trimmed = title
        .trim_matches(loose)
        .trim_start_matches(['.', ':', ')', '–', '-'])
        .trim();
    // A hyphen at the end divides a word; a dash alone divides nothing.
    let trimmed = trimmed
        .strip_suffix([' ', '–'])
        .or(trimmed.strip_suffix(" -"))
        .unwrap_or(trimmed)
        .trim();
    let trimmed = trimmed.trim_end_matches('…').trim_end();
    // A full stop ends a title only by habit.
    let trimmed = match trimmed.strip_suffix('.') {
        Some(rest)
            if !rest.ends_with('.')
                && rest
                    .rsplit(' ')
                    .next()
                    .is_some_and(|word| word.chars().count() > 3) =>
        {
            rest
        }
        _ => trimmed,
    };
    trimmed.trim_end_matches(':').trim().to_owned()
}
