//! Where the parts of a document begin: what stands after the last item, and what is appended.

use super::attendance;
use super::head::{self, Head};
use super::items::Items;
use super::labels;
use super::signatures::signed_roles;
use super::source::Line;
use crate::lang::Message;
use crate::model::{Presence, Seating};
use crate::parse::names::Names;
use crate::parse::words;

/// Where the parts of a document stand.
pub(super) struct Layout<'a> {
    pub(super) lines: &'a [Line],
    pub(super) found: &'a Items,
    pub(super) front: usize,
    pub(super) tail: usize,
    pub(super) appendix: usize,
    /// Stars and the like are markup already.
    pub(super) markup: bool,
    /// Whether it is the record of a meeting.
    pub(super) is_protocol: bool,
}

/// The lines as items are looked for in them: a numbered list of people below the label of such a
/// list names no items.
pub(super) fn without_numbered_people(lines: &[Line]) -> Option<Vec<Line>> {
    let mut out: Option<Vec<Line>> = None;
    let numbered = |line: &Line| -> Option<usize> {
        let digits = line.text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = line.text[digits..]
            .trim_start_matches(['.', ')'])
            .trim_start();
        let named = (1..=2).contains(&digits)
            && line.text.chars().count() <= 90
            && super::people::leading_name(rest).is_some_and(|end| {
                // "1. Anna Ek (S)", "2. Bo Al, ledamot"; "3. Anna Ek informerar" is an item.
                let after = rest[end..].trim_start();
                after.is_empty() || after.starts_with(['(', ',', '–', '-', '\t'])
            });
        named.then_some(line.text.len() - rest.len())
    };
    let mut at = 0;
    while at < lines.len() {
        let begins = lines
            .get(at + 1)
            .is_some_and(|next| next.text.starts_with('1'));
        let label = begins
            && labels::read(&lines[at].text).is_some_and(|found| {
                found.sure
                    && matches!(found.label, labels::Label::People(..))
                    && lines[at].text[found.rest..].trim().is_empty()
            });
        at += 1;
        if !label {
            continue;
        }
        let end = (at..lines.len())
            .find(|&at| numbered(&lines[at]).is_none())
            .unwrap_or(lines.len());
        if end > at {
            let masked = out.get_or_insert_with(|| lines.to_vec());
            for line in &mut masked[at..end] {
                let cut = numbered(line).unwrap_or(0);
                line.text.drain(..cut);
            }
        }
        at = end.max(at);
    }
    out
}

/// The first line of what is appended to a protocol and no part of it: `Bilaga 1` and what follows,
/// or a document with a table of contents of its own.
pub(super) fn appendix(lines: &[Line], found: &Items) -> usize {
    let Some(last) = found.headings.last() else {
        return lines.len();
    };
    let start = last.line + last.lines;
    for at in start..lines.len() {
        let text = lines[at].text.trim();
        let lowered = words::lower(text);
        let lowered = lowered.trim_end_matches(['.', ':']);
        let contents = matches!(lowered, "innehåll" | "innehållsförteckning");
        if contents && lines.len() - at > 10 {
            // Its title stands above.
            let title = (at.saturating_sub(4).max(start)..at).find(|&above| {
                lines[above].gap
                    && lines[above..at]
                        .iter()
                        .all(|line| line.text.chars().count() <= 120)
            });
            return title.unwrap_or(at);
        }
        let numbered = lowered
            .strip_prefix("bilaga")
            .or_else(|| lowered.strip_prefix("bil."))
            .map(str::trim)
            .is_some_and(|rest| rest.len() <= 3 && !rest.contains(','));
        if !numbered || text.chars().count() > 12 {
            continue;
        }
        let next = lines.get(at + 1).map_or("", |next| next.text.as_str());
        let list = words::lower(next).starts_with("bilaga");
        let people = labels::read(next)
            .is_some_and(|found| matches!(found.label, labels::Label::People(..)));
        let text_follows = lines[at + 1..]
            .iter()
            .any(|line| line.text.chars().count() > 60);
        if (lines[at].gap || lines[at].heading.is_some()) && !list && !people && text_follows {
            return at;
        }
    }
    lines.len()
}

/// The first line after the last item that belongs to attendance or signatures.
pub(super) fn tail(lines: &[Line], found: &Items, front: usize) -> usize {
    let start = found
        .headings
        .last()
        .map_or(front, |item| item.line + item.lines);
    if found.headings.is_empty() {
        return lines.len();
    }
    for at in start..lines.len() {
        let text = lines[at].text.as_str();
        let next = lines.get(at + 1).map_or("", |next| next.text.as_str());
        if signed_roles(text, next).is_some()
            || text.contains('\t') && signed_roles(next, text).is_some()
        {
            return at;
        }
        let Some(label) = labels::read(text) else {
            continue;
        };
        let rest = text[label.rest..].trim();
        let opens = match label.label {
            labels::Label::People(..) => {
                label.sure
                    && (rest.is_empty()
                        || lists_people(lines, at + 1)
                        || !attendance::line(rest, false, Presence::Present, Seating::Member, 0)
                            .is_empty())
            }
            labels::Label::Secretary | labels::Label::Chair | labels::Label::Adjuster => {
                (label.sure || whole_person(rest))
                    && (lines[at].gap || rest.is_empty())
                    && rest.chars().count() <= 80
                    && (rest.is_empty()
                        || !attendance::line(rest, true, Presence::Present, Seating::Member, 0)
                            .is_empty())
            }
            labels::Label::Signatures | labels::Label::Notice => label.sure && rest.is_empty(),
            _ => false,
        };
        // "Föredragande" within the last item is no list of its own.
        let presenter = words::lower(text).starts_with("föredrag");
        if opens
            && !presenter
            && (rest.is_empty()
                && (lists_people(lines, at + 1)
                    || !matches!(label.label, labels::Label::People(..)))
                || !rest.is_empty())
        {
            return at;
        }
    }
    lines.len()
}

/// Whether a text is one person and nothing else.
fn whole_person(text: &str) -> bool {
    let people = attendance::line(text, true, Presence::Present, Seating::Member, 0);
    people.len() == 1 && text.chars().count() <= 60
}

/// Whether one of the next few lines names people.
fn lists_people(lines: &[Line], at: usize) -> bool {
    // The numbers of a list and the heads of its columns may stand on lines of their own.
    let names = lines.iter().skip(at).filter(|line| {
        let text = line.text.as_str();
        let number = text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit());
        !(number || matches!(words::lower(text).as_str(), "nr" | "namn" | "parti"))
    });
    names.take(3).any(|line| {
        !attendance::line(&line.text, false, Presence::Present, Seating::Member, 0).is_empty()
            || line.text.contains('\t')
    })
}

/// Reads the attendance that stands in an item called so.
pub(super) fn attendance_in_items(
    lines: &[Line],
    found: &Items,
    tail: usize,
    names: &Names,
    head: &mut Head,
) {
    for (at, item) in found.headings.iter().enumerate() {
        let end = found
            .headings
            .get(at + 1)
            .map_or(tail, |next| next.line)
            .max(item.line + item.lines);
        let title = words::lower(&item.title);
        let about = [
            "närvar",
            "upprop",
            "deltagare",
            "röstlängd",
            "presentation",
            "öppn",
            "beslutför",
        ]
        .iter()
        .any(|word| title.contains(word));
        let labelled = || {
            lines[item.line + item.lines..end].iter().any(|line| {
                labels::read(&line.text).is_some_and(|found| {
                    found.sure && matches!(found.label, labels::Label::People(Presence::Present, _))
                })
            })
        };
        if !(about || at < 4 && labelled()) {
            continue;
        }
        let mut zone = head::read(lines, item.line + item.lines..end, names, false);
        if zone.people.is_empty()
            && (title.starts_with("närvar")
                || title.starts_with("deltagare")
                || title.starts_with("upprop"))
        {
            // The names stand right below the heading.
            for (line, text) in lines
                .iter()
                .enumerate()
                .take(end)
                .skip(item.line + item.lines)
            {
                let people =
                    attendance::line(&text.text, false, Presence::Present, Seating::Member, line);
                zone.people.extend(people);
            }
        }
        if zone
            .people
            .iter()
            .filter(|person| person.presence == Presence::Present)
            .count()
            >= 2
        {
            head.people.extend(zone.people);
            return;
        }
    }
    // No list: a sentence of the opening says who was there.
    let opening = found.headings.iter().take(3).enumerate();
    for (at, item) in opening {
        let end = found
            .headings
            .get(at + 1)
            .map_or(tail, |next| next.line)
            .min(lines.len());
        let mut people = Vec::new();
        let mut from = (item.line + item.lines).min(end);
        while from < end {
            let mut to = from + 1;
            while to < end && !lines[to].gap && to < from + 30 {
                to += 1;
            }
            let whole: Vec<&str> = lines[from..to]
                .iter()
                .map(|line| line.text.as_str())
                .collect();
            people.extend(super::sentences::prose(&whole.join(" "), from));
            from = to;
        }
        let there = people
            .iter()
            .filter(|person| person.presence == Presence::Present)
            .count();
        if there >= 3 {
            let message = Message::new(
                "ingen lista; de som inledningens meningar nämner antas ha varit med",
                "no list; those named in the sentences of the opening are taken to have been there",
            );
            head.inferred.push(("närvarande", people[0].line, message));
            head.people.extend(people);
            return;
        }
    }
}
