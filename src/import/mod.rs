//! Protocols that exist already, in other formats, become Markdown of this archive. Pure: a
//! [`source::Source`] in, a [`Draft`] out; `cli` reads files and writes.
//!
//! A file becomes lines that know their places (`source`; `file` finds its kind and the reader: `text`,
//! `docx`, `odt`, `html`, `pdf`), what every page repeats is taken away (`page`), headings of items are found by their numbers (`items`), what stands before
//! the first and after the last is read (`head`, with `labels`, `attendance`, `matrix`) and settled
//! (`facts`), the rest becomes paragraphs (`paragraphs`). All of it is written as canonical
//! Markdown (`write`) that remembers its lines, and read by the parser of the archive: so an import
//! means what the archive will say of it.

pub mod attendance;
mod docx;
pub mod facts;
pub mod file;
mod first_names;
mod flow;
pub mod head;
mod html;
pub mod items;
pub mod labels;
pub mod markdown;
pub mod matrix;
mod odt;
mod package;
pub mod page;
pub mod paragraphs;
mod pdf;
mod people;
pub mod source;
pub mod text;
pub mod write;
mod xml;

use std::path::Path;

use chrono::NaiveDate;

use self::facts::{Fact, Facts};
use self::head::{Columns, Head};
use self::items::Items;
use self::page::LeftOut;
use self::source::{Format, Line, Source};
use self::write::Written;
use crate::lang::Message;
use crate::model::{Presence, Protocol, Seating};
use crate::parse::names::Names;
use crate::parse::{self, vocabulary, words};
use crate::text::Span;

/// What is known beside the file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The body that met, where somebody says so.
    pub body: Option<String>,
    /// The day of the meeting, where somebody says so.
    pub date: Option<NaiveDate>,
    /// Where the original will lie, relative to the archive.
    pub original: Option<String>,
    /// The SHA-256 of the original, in hexadecimal.
    pub sha256: Option<String>,
    /// The name of the file, for what is said at the top.
    pub name: String,
}

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

/// A file, understood as far as it could be.
#[derive(Debug)]
pub struct Draft {
    /// Whether it is the record of a meeting at all.
    pub is_protocol: bool,
    /// The Markdown, and where its parts come from.
    pub written: Written,
    /// What the parser of the archive reads in it.
    pub protocol: Protocol,
    /// Where it belongs in the archive, relative to its root.
    pub path: String,
    /// What was inferred, and what is missing.
    pub doubts: Vec<Doubt>,
    /// Lines that were left out.
    pub left_out: Vec<LeftOut>,
}

/// Imports a source.
pub fn import(source: &Source, names: &Names, options: &Options) -> Draft {
    let cleaned = page::clean(source);
    let lines = cleaned.lines;
    let mut left_out = cleaned.left_out;
    left_out.extend(source.margins.iter().map(LeftOut::margin));
    let found = items::find(&lines);
    let front = found.headings.first().map_or(lines.len(), |item| item.line);
    let appendix = appendix(&lines, &found);
    let tail = tail(&lines[..appendix], &found, front);
    let front_zone = match found.headings.is_empty() {
        true => 0..tail.min(lines.len()),
        false => 0..front,
    };
    let mut head = head::read(&lines, front_zone.clone(), names, false);
    let end = head::read(
        &lines[..appendix],
        tail.min(appendix)..appendix,
        names,
        true,
    );
    merge(&mut head, end);
    // Attendance that an item keeps: "§ 2 Upprop".
    let mut kept_in_items = false;
    if head
        .people
        .iter()
        .all(|person| person.presence != Presence::Present)
    {
        kept_in_items = attendance_in_items(&lines, &found, tail, names, &mut head);
    }
    settle_people(&mut head);
    let mut facts = facts::settle(&lines, front_zone.end, &head, names);
    if let Some(date) = options.date {
        facts.date = Some(Fact {
            value: date,
            line: 0,
            inferred: false,
        });
    }
    if let Some(body) = &options.body {
        facts.body = Some(Fact {
            value: names.body(body).map_or(body.clone(), str::to_owned),
            line: 0,
            inferred: false,
        });
    }
    let names = own_names(names, &facts);
    let is_protocol = is_protocol(&lines, &found, &head, &facts, front);
    let layout = Layout {
        lines: &lines,
        found: &found,
        front: front_zone.end,
        tail,
        appendix,
        kept_in_items,
    };
    let doubts = doubts(&lines, &head, &facts, &found);
    let written = markdown_of(
        source,
        &layout,
        &head,
        &facts,
        &doubts,
        options,
        &names,
        &mut left_out,
    );
    let path = path_of(&facts, &written);
    let (protocol, _) = parse::protocol::read(&written.text, Path::new(&path), &names);
    Draft {
        is_protocol,
        written,
        protocol,
        path,
        doubts,
        left_out,
    }
}

/// Where the parts of a document stand.
struct Layout<'a> {
    lines: &'a [Line],
    found: &'a Items,
    front: usize,
    tail: usize,
    appendix: usize,
    kept_in_items: bool,
}

/// The first line of what is appended to a protocol and no part of it: `Bilaga 1` and what follows,
/// or a document with a table of contents of its own.
fn appendix(lines: &[Line], found: &Items) -> usize {
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
fn tail(lines: &[Line], found: &Items, front: usize) -> usize {
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
        if head::signed_roles(text, next).is_some() {
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
    lines.iter().skip(at).take(3).any(|line| {
        !attendance::line(&line.text, false, Presence::Present, Seating::Member, 0).is_empty()
            || line.text.contains('\t')
    })
}

fn merge(head: &mut Head, other: Head) {
    head.people.extend(other.people);
    head.values.extend(other.values);
    head.signatures.extend(other.signatures);
    head.used.extend(other.used);
    if head.columns == Columns::None {
        head.columns = other.columns;
    }
}

/// Reads the attendance that stands in an item called so. Says whether there was one.
fn attendance_in_items(
    lines: &[Line],
    found: &Items,
    tail: usize,
    names: &Names,
    head: &mut Head,
) -> bool {
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
        if !about {
            continue;
        }
        let mut zone = head::read(lines, item.line + item.lines..end, names, false);
        if zone.people.is_empty()
            && (title.starts_with("närvar")
                || title.starts_with("deltagare")
                || title.starts_with("upprop"))
        {
            // The names stand right below the heading.
            for line in item.line + item.lines..end {
                let people = attendance::line(
                    &lines[line].text,
                    false,
                    Presence::Present,
                    Seating::Member,
                    line,
                );
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
            return true;
        }
    }
    false
}

/// One person once: who is in two lists counts as the first says, with what the second adds.
fn settle_people(head: &mut Head) {
    let mut out: Vec<attendance::Person> = Vec::new();
    for person in head.people.drain(..) {
        let twin = out.iter_mut().find(|one| {
            one.name == person.name
                && one.presence == person.presence
                && (one.detail == person.detail
                    || one.detail.is_empty()
                    || person.detail.is_empty())
        });
        match twin {
            Some(twin) => {
                if twin.detail.is_empty() {
                    twin.detail = person.detail;
                }
            }
            None => out.push(person),
        }
    }
    // A guest who is in the list of those present, too.
    let present: Vec<String> = out
        .iter()
        .filter(|person| person.presence == Presence::Present)
        .map(|person| person.name.clone())
        .collect();
    out.retain(|person| person.presence != Presence::Other || !present.contains(&person.name));
    head.people = out;
}

/// The names of the archive, with those that the text has for the body that met.
fn own_names(names: &Names, facts: &Facts) -> Names {
    let mut names = names.clone();
    let Some(body) = &facts.body else {
        return names;
    };
    for name in &facts.body_names {
        names.add_body(&body.value, name);
        let last = name.rsplit(' ').next().unwrap_or("");
        let lowered = words::lower(last);
        for (ending, definite) in [
            ("nämnd", "en"),
            ("styrelse", "n"),
            ("utskott", "et"),
            ("råd", "et"),
            ("grupp", "en"),
            ("beredning", "en"),
            ("kår", "en"),
            ("förbund", "et"),
            ("sektion", "en"),
            ("förening", "en"),
            ("kommitté", "n"),
        ] {
            if lowered.ends_with(ending) {
                names.add_body(&body.value, &format!("{last}{definite}"));
            }
        }
        if lowered.ends_with("en") || lowered.ends_with("et") {
            names.add_body(&body.value, last);
        }
    }
    if facts.body_names.is_empty() {
        names.add_body(&body.value, &body.value);
    }
    names
}

/// Whether a document is the record of a meeting, by several signs.
fn is_protocol(lines: &[Line], found: &Items, head: &Head, facts: &Facts, front: usize) -> bool {
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
    if head.values.iter().any(|value| {
        matches!(
            value.label,
            labels::Label::When | labels::Label::Adjuster | labels::Label::Chair
        )
    }) {
        signs += 1;
    }
    let near = lines.iter().take(front.min(40).max(10));
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
fn doubts(lines: &[Line], head: &Head, facts: &Facts, found: &Items) -> Vec<Doubt> {
    let mut out = Vec::new();
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
                format!("organet är taget ur rubriken: {}", body.value),
                format!("the body is taken from the title: {}", body.value),
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

/// The document as Markdown.
#[allow(clippy::too_many_arguments)]
fn markdown_of(
    source: &Source,
    layout: &Layout<'_>,
    head: &Head,
    facts: &Facts,
    doubts: &[Doubt],
    options: &Options,
    names: &Names,
    left_out: &mut Vec<LeftOut>,
) -> Written {
    let lines = layout.lines;
    let markup = source.format == Format::Markdown;
    let mut out = Written::default();
    front_matter(lines, head, facts, options, names, &mut out);
    comment(doubts, left_out, options, &mut out);
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
        let read = paragraphs::read(body, width, &|at| repeated.contains(&(from + at)));
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
    let nothing = std::collections::HashSet::new();
    rest(
        lines,
        layout.appendix..lines.len(),
        None,
        &nothing,
        markup,
        &mut out,
    );
    let _ = layout.kept_in_items;
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

/// The words of a text, for knowing what is said already.
fn known_words(text: &str) -> std::collections::HashSet<String> {
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
    known: &std::collections::HashSet<String>,
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

fn front_matter(
    lines: &[Line],
    head: &Head,
    facts: &Facts,
    options: &Options,
    names: &Names,
    out: &mut Written,
) {
    out.plain("---");
    if let Some(body) = &facts.body {
        out.key("organ", &body.value, body.line);
    }
    if let Some(date) = &facts.date {
        out.key("datum", &date.value.to_string(), date.line);
    }
    if let Some(time) = &facts.time {
        out.key("tid", &time.value, time.line);
    }
    if let Some(place) = &facts.place {
        out.key("plats", &place.value, place.line);
    }
    if facts.notes {
        out.key(
            "typ",
            "minnesanteckningar",
            facts.title.as_ref().map_or(1, |title| title.line),
        );
    } else {
        out.plain("typ: protokoll");
    }
    if facts.approved.is_some() || !head.signatures.is_empty() {
        out.plain("status: justerat");
    }
    if let Some(reference) = &facts.reference {
        out.key("diarienummer", &reference.value, reference.line);
    }
    if let Some(range) = &facts.range {
        out.key("paragrafer", &range.value, range.line);
    }
    if let Some(chair) = &facts.chair {
        out.key("ordförande", &chair.value, chair.line);
    }
    if let Some(secretary) = &facts.secretary {
        out.key("sekreterare", &secretary.value, secretary.line);
    }
    match facts.adjusters.as_slice() {
        [] => {}
        [one] => out.key("justerare", &one.value, one.line),
        several => {
            out.plain("justerare:");
            for one in several {
                out.entry(&one.value, one.line);
            }
        }
    }
    type Fits = fn(Presence, Seating) -> bool;
    let lists: [(&str, Fits); 5] = [
        ("närvarande", |presence, seating| {
            presence == Presence::Present
                && matches!(seating, Seating::Member | Seating::ServingSubstitute)
        }),
        ("ersättare", |presence, seating| {
            presence == Presence::Present && seating == Seating::Substitute
        }),
        ("adjungerade", |presence, seating| {
            presence == Presence::Present && seating == Seating::CoOpted
        }),
        ("frånvarande", |presence, _| presence == Presence::Absent),
        ("övriga", |presence, _| presence == Presence::Other),
    ];
    for (key, fits) in lists {
        let people: Vec<_> = head
            .people
            .iter()
            .filter(|person| fits(person.presence, person.seating))
            .collect();
        if people.is_empty() {
            continue;
        }
        out.plain(&format!("{key}:"));
        for person in people {
            let mut text = person.text().replace('\t', ", ");
            if person.seating == Seating::ServingSubstitute
                && !words::lower(&text).contains("tj")
                && !words::lower(&text).contains("ersätt")
            {
                text.push_str(", tjänstgörande ersättare");
            }
            out.entry(&text, lines[person.line].number);
        }
    }
    let next = next_meetings(lines, facts, head);
    if !next.is_empty() {
        out.plain("nästa-möte:");
        for (date, line) in next {
            out.entry(&date.to_string(), line);
        }
    }
    if let Some(approved) = &facts.approved {
        out.key(
            "justeringsdatum",
            &approved.value.to_string(),
            approved.line,
        );
    }
    signatures(lines, head, out);
    if let Some(file) = &options.original {
        out.plain("original:");
        out.plain(&format!("  fil: {}", crate::yaml::quote(file)));
        if let Some(sum) = &options.sha256 {
            out.plain(&format!("  sha256: {sum}"));
        }
    }
    let _ = names;
    out.plain("---");
}

fn signatures(lines: &[Line], head: &Head, out: &mut Written) {
    if head.signatures.is_empty() {
        return;
    }
    out.plain("underskrifter:");
    for signature in &head.signatures {
        let mut fields = vec![format!("namn: {}", crate::yaml::quote(&signature.name))];
        if let Some(role) = &signature.role {
            fields.push(format!("roll: {}", crate::yaml::quote(role)));
        }
        let time = signature.time.as_deref().and_then(|time| {
            chrono::DateTime::parse_from_rfc3339(time)
                .or_else(|_| chrono::DateTime::parse_from_str(time, "%Y-%m-%d %H:%M:%S %:z"))
                .ok()
        });
        if let Some(time) = time {
            fields.push(format!("tid: {}", time.to_rfc3339()));
        }
        if let Some(method) = &signature.method {
            fields.push(format!("metod: {}", crate::yaml::quote(method)));
        }
        out.line_from(
            &format!("  - {{{}}}", fields.join(", ")),
            lines[signature.line].number,
        );
    }
}

/// Days after the meeting that an item about the next one names.
fn next_meetings(lines: &[Line], facts: &Facts, head: &Head) -> Vec<(NaiveDate, u32)> {
    let Some(meeting) = facts.date.as_ref().map(|date| date.value) else {
        return Vec::new();
    };
    let mut out: Vec<(NaiveDate, u32)> = Vec::new();
    let take = |text: &str, number: u32, base: NaiveDate, out: &mut Vec<(NaiveDate, u32)>| {
        for found in parse::dates::find(text, Some(base)) {
            if let parse::dates::FoundKind::Day { date, .. } = found.kind
                && date > meeting
                && out.iter().all(|(known, _)| *known != date)
            {
                out.push((date, number));
            }
        }
    };
    for value in head
        .values
        .iter()
        .filter(|value| value.label == labels::Label::NextMeeting)
    {
        take(&value.text, lines[value.line].number, meeting, &mut out);
    }
    let mut under = false;
    let mut base = meeting;
    for line in lines {
        let lowered = words::lower(&line.text);
        let about = [
            "nästa möte",
            "nästa sammanträde",
            "kommande möte",
            "nästkommande möte",
            "tider kommande",
        ]
        .iter()
        .any(|word| lowered.contains(word));
        if line.text.chars().count() <= 100 && about {
            under = true;
            // "Tider kommande möten under 2021": days without a year are of that one.
            let year = line
                .text
                .split(|c: char| !c.is_ascii_digit())
                .find(|part| part.len() == 4 && part.starts_with("20"))
                .and_then(|part| NaiveDate::from_ymd_opt(part.parse().ok()?, 1, 1));
            base = year.filter(|year| *year > meeting).unwrap_or(meeting);
        } else if under
            && (lowered.starts_with('§')
                || vocabulary::label(&line.text).is_some()
                || lowered.starts_with("underskrift")
                || line.text.chars().count() > 200)
        {
            under = false;
        }
        let digit = line.text.starts_with(|c: char| c.is_ascii_digit());
        if under
            && (about || digit || line.text.chars().count() <= 120)
            && !lowered.contains("signatur")
        {
            take(&line.text, line.number, base, &mut out);
        }
        if out.len() >= 12 {
            break;
        }
    }
    out
}

/// What was inferred, for whoever reads the file; `check` reports it until it is gone.
fn comment(doubts: &[Doubt], left_out: &[LeftOut], options: &Options, out: &mut Written) {
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
fn harmless(text: &str) -> String {
    text.replace("--", "–")
        .replace(['<', '>'], "")
        .replace(|c: char| c.is_control(), " ")
}

/// Where a protocol belongs: `kommunstyrelsen/2023-02-17.md`.
fn path_of(facts: &Facts, _written: &Written) -> String {
    let folder = facts
        .body
        .as_ref()
        .map_or("protokoll".to_owned(), |body| slug(&body.value));
    match &facts.date {
        Some(date) => format!("{folder}/{}.md", date.value),
        None => format!("{folder}/odaterat.md"),
    }
}

/// A name of a folder: ASCII letters and digits.
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in words::lower(text).chars() {
        let plain = match c {
            'å' | 'ä' | 'á' | 'à' => 'a',
            'ö' | 'ó' | 'ø' => 'o',
            'é' | 'è' | 'ë' => 'e',
            'ü' => 'u',
            c if c.is_ascii_alphanumeric() => c,
            _ => '-',
        };
        if plain != '-' || !out.ends_with('-') && !out.is_empty() {
            out.push(plain);
        }
    }
    let out: String = out.trim_matches('-').chars().take(60).collect();
    let out = out.trim_matches('-').to_owned();
    match out.is_empty() {
        true => "protokoll".to_owned(),
        false => out,
    }
}
