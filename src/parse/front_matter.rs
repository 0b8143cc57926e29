//! The head of a protocol: the YAML between two lines of `---` at the top.

use std::ops::Range;
use std::path::Path;

use chrono::{DateTime, NaiveTime};

use super::attendance;
use super::fields::{Fields, date, day, wrong_shape};
use super::names::Names;
use super::sink::Sink;
use crate::finding::Finding;
use crate::lang::{self, Message};
use crate::model::{
    Attachment, Attendee, ItemKey, ItemRange, Kind, NextMeeting, PartSeal, Presence, PresenceLimit,
    PresenceRange, Protocol, Seal, Seating, Signature, Status, Times,
};
use crate::rule;
use crate::text::{At, Edit, Span};
use crate::yaml::{self, Node, Style, Value};

/// Where the front matter of a file stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The YAML, without its fences.
    pub yaml: Range<usize>,
    /// Where the document below it begins.
    pub body: usize,
    /// Whether a second `---` ends it. Without one its end is a guess, and after `...` more of it
    /// may follow.
    pub closed: bool,
}

/// Finds the front matter: `---` on the first line, a byte-order mark apart, to the next line of
/// `---` or `...`. Without a second fence the front matter runs to the first empty line or heading.
pub fn split(text: &str) -> Option<Head> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut at = start;
    let first = line_at(text, at);
    if text[first.clone()].trim_end() != "---" {
        return None;
    }
    at = next_line(text, first.end);
    let yaml_start = at;
    let mut fallback = None;
    while at < text.len() {
        let line = line_at(text, at);
        let content = text[line.clone()].trim_end();
        if content == "---" || content == "..." {
            return Some(Head {
                yaml: yaml_start..at,
                body: next_line(text, line.end),
                closed: content == "---",
            });
        }
        if fallback.is_none() && (content.is_empty() || content.starts_with("# ")) {
            fallback = Some(at);
        }
        at = next_line(text, line.end);
    }
    let end = fallback.unwrap_or(text.len());
    Some(Head {
        yaml: yaml_start..end,
        body: end,
        closed: false,
    })
}

fn line_at(text: &str, start: usize) -> Range<usize> {
    let end = text.as_bytes()[start..]
        .iter()
        .position(|byte| matches!(byte, b'\n' | b'\r'))
        .map_or(text.len(), |end| start + end);
    start..end
}

fn next_line(text: &str, end: usize) -> usize {
    if text[end..].starts_with("\r\n") {
        end + 2
    } else {
        (end + 1).min(text.len())
    }
}

/// Reads the keys of the head into `protocol`.
pub fn read(root: &Node, names: &Names, protocol: &mut Protocol, sink: &mut Sink) {
    let fields = Fields::new(root);
    if let Some(body) = fields.text("organ", sink) {
        let folder = sink.path.parent().and_then(Path::file_name);
        let folder = folder.map(|name| name.to_string_lossy().into_owned());
        protocol.body = known_body(body, folder.as_deref(), names, sink);
    }
    protocol.date = fields.date("datum", sink);
    protocol.meeting = fields.text("möte", sink);
    let kinds: Vec<(&'static str, Kind)> = Kind::ALL
        .into_iter()
        .map(|kind| (kind.text().sv, kind))
        .collect();
    if let Some(kind) = fields.word("typ", &kinds, sink) {
        protocol.kind = kind.value;
    }
    let states: Vec<(&'static str, Status)> = Status::ALL
        .into_iter()
        .map(|status| (status.text().sv, status))
        .collect();
    protocol.status = fields.word("status", &states, sink);
    protocol.time = fields.text("tid", sink).and_then(|text| {
        let times = super::dates::times(&text.value);
        time_form(&text, sink);
        times.map(|(start, end)| At::new(Times { start, end }, text.span))
    });
    protocol.place = fields.text("plats", sink);
    protocol.reference = fields.text("diarienummer", sink);
    protocol.declared_items = fields
        .text("paragrafer", sink)
        .and_then(|text| item_range(&text, sink));
    protocol.chair = fields.text("ordförande", sink);
    protocol.secretary = fields.text("sekreterare", sink);
    protocol.adjusters = fields.texts("justerare", sink);
    attendance_lists(&fields, names, protocol, sink);
    for node in fields.items("nästa-möte") {
        protocol
            .next_meetings
            .extend(next_meeting(node, names, sink));
    }
    for node in fields.items("bilagor") {
        protocol.attachments.extend(attachment(node, sink));
    }
    protocol.approved_on = fields.date("justeringsdatum", sink);
    for row in fields.rows("underskrifter", sink) {
        protocol.signatures.extend(signature(row, sink));
    }
    protocol.seal = fields
        .text("sigill", sink)
        .map(|seal| At::new(Seal(seal.value), seal.span));
    for row in fields.texts("delsigill", sink) {
        protocol.part_seals.extend(part_seal(row, sink));
    }
    // Written by `import`, for whoever wants to know where a protocol came from.
    let _ = fields.get("original");
    fields.finish(sink);
}

/// The code of a body; as written, with a finding, where the archive knows none.
///
/// A code is too short for its spelling alone to tell which one is meant: the folder that the
/// protocol lies in must say the same.
fn known_body(
    written: At<String>,
    folder: Option<&str>,
    names: &Names,
    sink: &mut Sink,
) -> At<String> {
    if let Some(code) = names.body(&written.value) {
        if code != written.value {
            sink.form_of_value(written.span, code);
        }
        return At::new(code.to_owned(), written.span);
    }
    let nearest =
        lang::nearest(&written.value, names.known()).and_then(|nearest| names.body(nearest));
    let fix = nearest
        .filter(|code| folder.is_some_and(|folder| folder.eq_ignore_ascii_case(code)))
        .map(|code| Edit {
            span: written.span,
            new: yaml::quote(code),
        });
    let mut finding = sink
        .finding(
            &rule::UNKNOWN_BODY,
            written.span,
            Message::new(
                format!("\"{}\" är inget organ i organ/*.yaml", written.value),
                format!("\"{}\" is no body in organ/*.yaml", written.value),
            ),
        )
        .about(written.value.clone())
        .fix(fix);
    finding = finding.hint(match nearest {
        Some(nearest) => Message::new(format!("menas {nearest}?"), format!("is {nearest} meant?")),
        None => Message::new(
            "skriv organets kod, eller lägg till organet i organ/",
            "write the body's code, or add the body to organ/",
        ),
    });
    sink.add(finding);
    written
}

/// Says what is wrong with a value that should be a time, or how it is written.
pub(super) fn time_form(text: &At<String>, sink: &mut Sink) {
    if super::dates::times(&text.value).is_none() || super::dates::lacks_end(&text.value) {
        sink.add(invalid_time(sink, text));
    } else if let Some(form) = super::dates::times_form(&text.value) {
        sink.form(text.span, form);
    }
}

/// F004 about a clock time.
fn invalid_time(sink: &Sink, text: &At<String>) -> Finding {
    sink.finding(
        &rule::VALUE_INVALID,
        text.span,
        Message::new(
            format!("tid: \"{}\" är inget klockslag", text.value),
            format!("tid: \"{}\" is no clock time", text.value),
        ),
    )
    .about(text.value.clone())
    .hint(Message::new(
        "skriv till exempel 09:00-12:00",
        "write something like 09:00-12:00",
    ))
}

fn item_range(text: &At<String>, sink: &mut Sink) -> Option<At<ItemRange>> {
    let parts: Vec<u32> = text
        .value
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    let range = match parts.as_slice() {
        [one] => Some(ItemRange {
            first: *one,
            last: *one,
        }),
        [first, last] if first <= last => Some(ItemRange {
            first: *first,
            last: *last,
        }),
        _ => None,
    };
    if range.is_none() {
        sink.add(
            sink.finding(
                &rule::VALUE_INVALID,
                text.span,
                Message::new(
                    format!("paragrafer: \"{}\" är inget intervall", text.value),
                    format!("paragrafer: \"{}\" is no range", text.value),
                ),
            )
            .about(text.value.clone())
            .hint(Message::new(
                "skriv till exempel 1-11",
                "write something like 1-11",
            )),
        );
    }
    range.map(|range| At::new(range, text.span))
}

/// The lists of the head that name people, with what standing in them means.
const LISTS: [(&str, Presence, Seating); 5] = [
    ("närvarande", Presence::Present, Seating::Member),
    ("ersättare", Presence::Present, Seating::Substitute),
    ("adjungerade", Presence::Present, Seating::CoOpted),
    ("frånvarande", Presence::Absent, Seating::Member),
    ("övriga", Presence::Other, Seating::Other),
];

fn attendance_lists(fields: &Fields<'_>, names: &Names, protocol: &mut Protocol, sink: &mut Sink) {
    for (key, presence, seating) in LISTS {
        for node in fields.items(key) {
            let found = match &node.value {
                Value::Map(_) => mapped_attendee(node, presence, seating, names, sink),
                Value::Scalar(_) => line_attendee(node, presence, seating, names),
                Value::Null => None,
                Value::List(_) => {
                    sink.add(wrong_shape(
                        sink,
                        key,
                        node,
                        "en person på varje rad",
                        "one person on each line",
                    ));
                    None
                }
            };
            protocol.attendance.extend(found);
        }
    }
}

/// A place within a scalar: exact where the text stands as it is in the file.
fn within(node: &Node, range: Range<usize>) -> Span {
    let Value::Scalar(scalar) = &node.value else {
        return node.span;
    };
    let quote = match scalar.style {
        Style::Plain => 0,
        Style::SingleQuoted | Style::DoubleQuoted => 1,
        Style::Block => return node.span,
    };
    let length = (node.span.end - node.span.start) as usize;
    if length != scalar.text.len() + 2 * quote {
        return node.span;
    }
    Span::new(range.start, range.end).shifted(node.span.start as usize + quote)
}

fn line_attendee(
    node: &Node,
    presence: Presence,
    seating: Seating,
    names: &Names,
) -> Option<Attendee> {
    let text = node.as_text()?;
    attendance::line(text, &|range| within(node, range), presence, seating, names)
}

fn mapped_attendee(
    node: &Node,
    presence: Presence,
    seating: Seating,
    names: &Names,
    sink: &mut Sink,
) -> Option<Attendee> {
    let fields = Fields::new(node);
    let mut out = attendance::empty(presence, seating, node.span);
    // A name may be a whole line, as elsewhere.
    if let Some(name) = fields.get("namn")
        && let Some(line) = line_attendee(name, presence, seating, names)
    {
        out = Attendee {
            span: node.span,
            ..line
        };
    }
    if let Some(organisation) = fields
        .text("huvudman", sink)
        .or_else(|| fields.text("organisation", sink))
    {
        out.party = names.party(&organisation.value).map(str::to_owned);
        out.organisation = Some(organisation);
    } else {
        let _ = fields.get("organisation");
    }
    if let Some(role) = fields.text("roll", sink) {
        out.office = attendance::office(&role.value, names);
        out.role = Some(role);
    }
    out.title = fields.text("titel", sink).or(out.title);
    out.politics = fields
        .text("parti", sink)
        .map(|text| text.value)
        .or(out.politics);
    if let Some(member) = fields.text("ersätter", sink) {
        out.substitute_for = Some(member);
        if presence == Presence::Present {
            out.seating = Seating::ServingSubstitute;
        }
    }
    if fields.flag("tjänstgör", sink) {
        out.seating = Seating::ServingSubstitute;
    }
    let from = fields.get("från").and_then(limit);
    let until = fields.get("till").and_then(limit);
    if from.is_some() || until.is_some() {
        out.ranges.push(PresenceRange {
            from,
            until,
            away: false,
        });
    }
    for range in fields.texts("deltog", sink) {
        let place = |inner: Range<usize>| {
            Span::new(inner.start, inner.end).shifted(range.span.start as usize)
        };
        out.ranges.extend(attendance::ranges(&range.value, &place));
    }
    for items in fields.texts("jäv", sink) {
        let numbers = items
            .value
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '.'))
            .filter(|part| part.starts_with(|c: char| c.is_ascii_digit()));
        out.recused
            .extend(numbers.map(|number| At::new(number.to_owned(), items.span)));
    }
    out.remote |= fields.flag("digitalt", sink);
    fields.finish(sink);
    let named = out.name.is_some() || out.role.is_some() || out.organisation.is_some();
    named.then_some(out)
}

/// `§ 5`, `5`, or `kl. 10.40`.
fn limit(node: &Node) -> Option<At<PresenceLimit>> {
    let text = node.as_text()?;
    let folded = lang::fold(text);
    if folded.starts_with("kl") || folded.contains(':') {
        let clock: Option<NaiveTime> = super::dates::times(text).map(|(start, _)| start);
        if let Some(clock) = clock {
            return Some(At::new(PresenceLimit::Clock(clock), node.span));
        }
    }
    let number = folded
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .trim_end_matches('.');
    (!number.is_empty()).then(|| At::new(PresenceLimit::Item(number.to_owned()), node.span))
}

fn next_meeting(node: &Node, names: &Names, sink: &mut Sink) -> Option<NextMeeting> {
    if let Some(text) = node.text_at() {
        if text.value.trim().is_empty() {
            return None;
        }
        return day("nästa-möte", &text, sink).map(|date| NextMeeting {
            date,
            bodies: Vec::new(),
        });
    }
    let fields = Fields::new(node);
    let day = fields.date("datum", sink);
    let bodies = fields
        .texts("organ", sink)
        .into_iter()
        .map(|body| known_body(body, None, names, sink))
        .collect();
    fields.finish(sink);
    Some(NextMeeting { date: day?, bodies })
}

fn attachment(node: &Node, sink: &mut Sink) -> Option<Attachment> {
    if let Some(title) = node.text_at() {
        return Some(Attachment {
            number: None,
            title: Some(title),
            file: None,
        });
    }
    if node.is_null() {
        return None;
    }
    let fields = Fields::new(node);
    let out = Attachment {
        number: fields.text("nr", sink),
        title: fields.text("titel", sink),
        file: fields.text("fil", sink),
    };
    fields.finish(sink);
    Some(out)
}

fn signature(node: &Node, sink: &mut Sink) -> Option<Signature> {
    let fields = Fields::new(node);
    let name = fields.text("namn", sink);
    let role = fields.text("roll", sink);
    let item = fields.text("gäller", sink);
    let item = item.map(|item| item.map(|item| ItemKey(item.replace(['§', ' ', '\u{a0}'], ""))));
    let (mut time, mut day) = (None, None);
    if let Some(text) = fields.text("tid", sink) {
        let found = DateTime::parse_from_rfc3339(text.value.trim())
            .or_else(|_| DateTime::parse_from_str(text.value.trim(), "%Y-%m-%d %H:%M:%S %:z"));
        match (found, date(&text.value)) {
            (Ok(found), _) => time = Some(At::new(found, text.span)),
            (Err(_), Some(found)) => day = Some(At::new(found, text.span)),
            (Err(_), None) => sink.add(invalid_signing_time(sink, &text)),
        }
    }
    let method = fields.text("metod", sink);
    let signature_id = fields.text("id", sink);
    fields.finish(sink);
    Some(Signature {
        name: name?,
        role,
        time,
        day,
        item,
        method,
        signature_id,
    })
}

fn invalid_signing_time(sink: &Sink, text: &At<String>) -> Finding {
    sink.finding(
        &rule::VALUE_INVALID,
        text.span,
        Message::new(
            format!("tid: \"{}\" är ingen tidpunkt", text.value),
            format!("tid: \"{}\" is no point in time", text.value),
        ),
    )
    .about(text.value.clone())
    .hint(Message::new(
        "skriv till exempel 2023-02-28T20:19:35+01:00, eller bara dagen",
        "write something like 2023-02-28T20:19:35+01:00, or the day alone",
    ))
}

/// `4:2 9f86d081884c7d65`.
fn part_seal(row: At<String>, sink: &mut Sink) -> Option<At<PartSeal>> {
    let mut words = row.value.split_whitespace();
    if let (Some(part), Some(hash), None) = (words.next(), words.next(), words.next()) {
        let (part, hash) = (part.to_owned(), hash.to_owned());
        return Some(At::new(PartSeal { part, hash }, row.span));
    }
    sink.add(
        sink.finding(
            &rule::VALUE_INVALID,
            row.span,
            Message::new(
                format!("delsigill: \"{}\" är inte ett id och ett sigill", row.value),
                format!("delsigill: \"{}\" isn't an id and a seal", row.value),
            ),
        )
        .about(row.value.clone())
        .hint(Message::new(
            "raden skrivs av `samverkan approve`: återställ den",
            "the row is written by `samverkan approve`: restore it",
        )),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, &str)> {
        split(text).map(|head| (&text[head.yaml], &text[head.body..]))
    }

    #[test]
    fn front_matter_stands_at_the_top() {
        assert_eq!(parts("---\na: 1\n---\nText"), Some(("a: 1\n", "Text")));
        assert_eq!(
            parts("\u{feff}---\r\na: 1\r\n---\r\nText"),
            Some(("a: 1\r\n", "Text"))
        );
        assert_eq!(parts("---\na: 1\n...\n"), Some(("a: 1\n", "")));
        assert_eq!(parts("\n---\na: 1\n---\n"), None);
        assert_eq!(parts("# Titel\n\n---\n"), None);
        assert_eq!(parts(""), None);
    }

    #[test]
    fn a_fence_that_is_missing_loses_no_text() {
        assert_eq!(
            parts("---\na: 1\n\n# Titel\n"),
            Some(("a: 1\n", "\n# Titel\n"))
        );
        assert_eq!(parts("---\na: 1"), Some(("a: 1", "")));
    }
}
