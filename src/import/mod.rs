//! Protocols that exist already, in other formats, become Markdown of this archive. Pure: a
//! [`source::Source`] in, a [`Draft`] out; `cli` reads files and writes.
//!
//! What a file is stands in its bytes (`file`); its reader (`text`, `docx`, `odt`, `html`, `pdf`)
//! makes lines of it that know their places (`source`). What every page repeats is taken away
//! (`page`), headings of items are found by their numbers (`items`), what stands before the first
//! and after the last is read (`head`, with `labels`, `attendance`, `matrix`) and settled (`facts`),
//! the rest becomes paragraphs (`paragraphs`). All of it is written as canonical Markdown (`write`)
//! that remembers its lines, and read by the parser of the archive: so an import means what the
//! archive will say of it.

mod attachments;
pub mod attendance;
mod beside;
mod body;
pub mod columns;
mod document;
mod docx;
mod doubts;
pub mod facts;
pub mod file;
mod first_names;
mod flow;
mod front_matter;
pub mod head;
mod html;
pub mod items;
mod kind;
pub mod labels;
mod margin;
pub mod markdown;
pub mod matrix;
pub mod members;
mod next_meetings;
mod occasion;
mod odt;
mod officers;
mod package;
pub mod page;
pub mod paragraphs;
mod pdf;
mod people;
mod pieces;
mod roles;
mod sentences;
pub mod signatures;
pub mod source;
pub mod text;
pub mod write;
mod xml;
mod zones;

pub use self::doubts::Doubt;
pub use self::front_matter::slug;
pub use crate::parse::names::Names;

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;

use self::columns::Columns;
use self::document::markdown_of;
use self::doubts::doubts;
use self::facts::{Fact, Facts};
use self::front_matter::path_of;
use self::head::Head;
use self::page::LeftOut;
use self::source::{Format, Source};
use self::write::Written;
use self::zones::{Layout, appendix, attendance_in_items, tail, without_numbered_people};
use crate::lang::Message;
use crate::model::{Presence, Protocol, Seating};
use crate::parse::{self, words};

/// What is known beside the file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The body that met, where somebody says so.
    pub body: Option<String>,
    /// The day of the meeting, where somebody says so.
    pub date: Option<NaiveDate>,
    /// The ending of the original's name, where it will be kept.
    pub original: Option<String>,
    /// The SHA-256 of the original, in hexadecimal.
    pub sha256: Option<String>,
    /// The name of the file, for what is said at the top.
    pub name: String,
}

/// The SHA-256 of a file, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let sum = Sha256::digest(bytes);
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The front matter of a protocol, without its fences.
pub fn head_of(text: &str) -> Option<&str> {
    parse::front_matter::split(text).map(|head| &text[head.yaml])
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
    /// The body: its code where the archive knows it, else its name.
    pub body: Option<String>,
    /// The day of the meeting.
    pub date: Option<NaiveDate>,
    /// What tells it from another meeting that day.
    pub meeting: Option<String>,
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
    let masked = without_numbered_people(&lines);
    let found = items::find(masked.as_deref().unwrap_or(&lines));
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
    if head
        .people
        .iter()
        .all(|person| person.presence != Presence::Present)
    {
        attendance_in_items(&lines, &found, tail, names, &mut head);
    }
    if head
        .people
        .iter()
        .all(|person| person.presence != Presence::Present)
    {
        let people = head::read_unlabelled(&lines, front_zone.clone(), names);
        if let Some(first) = people.first() {
            let message = Message::new(
                "listan har ingen ledtext; de som står i den antas ha varit närvarande",
                "the list has no label; those in it are taken to have been present",
            );
            head.inferred.push(("närvarande", first.line, message));
        }
        head.people.extend(people);
    }
    settle_people(&mut head);
    let mut facts = facts::settle(&lines, front_zone.end, &head, names);
    officers::co_opted(&lines, front, tail, &mut head);
    officers::unlisted(&lines, &mut head, &facts);
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
    let is_protocol = kind::is_protocol(&lines, &found, &head, &facts, front);
    if !is_protocol {
        kind::name_report(&lines, &mut facts);
    }
    let layout = Layout {
        lines: &lines,
        found: &found,
        front: front_zone.end,
        tail,
        appendix,
        markup: source.format == Format::Markdown,
        is_protocol,
    };
    let doubts = doubts(&layout, &head, &facts);
    let written = markdown_of(
        &layout,
        &head,
        &facts,
        &names,
        &doubts,
        options,
        &mut left_out,
    );
    let path = path_of(&facts);
    let (mut protocol, _) = parse::protocol::read(&written.text, Path::new(&path), &names);
    if !is_protocol {
        // A report tells of decisions; it takes none.
        for item in &mut protocol.items {
            item.decisions.clear();
        }
    }
    Draft {
        body: facts.body.as_ref().map(|body| body.value.clone()),
        date: facts.date.as_ref().map(|date| date.value),
        meeting: facts.meeting().map(str::to_owned),
        is_protocol,
        written,
        protocol,
        path,
        doubts,
        left_out,
    }
}

fn merge(head: &mut Head, other: Head) {
    head.people.extend(other.people);
    head.values.extend(other.values);
    head.signatures.extend(other.signatures);
    head.used.extend(other.used);
    head.loose.extend(other.loose);
    head.board |= other.board;
    head.inferred.extend(other.inferred);
    if head.columns == Columns::None {
        head.columns = other.columns;
    }
}

/// One person once: who is in two lists counts as the first says, with what the second adds.
fn settle_people(head: &mut Head) {
    let mut out: Vec<attendance::Person> = Vec::new();
    let mut known: HashMap<(String, bool), usize> = HashMap::new();
    for person in head.people.drain(..) {
        let key = (person.name.clone(), person.presence == Presence::Absent);
        let twin = known.get(&key).map(|&at| &mut out[at]);
        match twin {
            // Two of one name are told apart by what is said of them.
            Some(twin)
                if twin.detail == person.detail
                    || roles::is_role(&words::lower(&person.detail))
                    || roles::is_role(&words::lower(&twin.detail))
                    || twin.detail.is_empty()
                    || person.detail.is_empty()
                    || twin.presence != person.presence =>
            {
                twin.detail = both_details(&twin.detail, &person.detail);
                if person.presence == Presence::Present {
                    twin.presence = Presence::Present;
                    twin.seating = match twin.seating {
                        Seating::Other => person.seating,
                        seating => seating,
                    };
                }
            }
            _ => {
                known.entry(key).or_insert(out.len());
                out.push(person);
            }
        }
    }
    for person in &mut out {
        // A substitute who stands among the others was there as one.
        if person.presence == Presence::Other && person.has_role(&["ersättare", "suppleant"]) {
            person.presence = Presence::Present;
            person.seating = Seating::Substitute;
        }
    }
    head.people = out;
}

/// What two lists say of one person, each thing once.
fn both_details(first: &str, second: &str) -> String {
    let first = first.trim().trim_end_matches(['.', ',']);
    let second = second.trim().trim_end_matches(['.', ',']);
    let words = |text: &str| -> Vec<String> {
        words::lower(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (said, more) = (words(first), words(second));
    if more.iter().all(|word| said.contains(word)) {
        first.to_owned()
    } else if said.iter().all(|word| more.contains(word)) {
        second.to_owned()
    } else {
        format!("{first}, {second}")
    }
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
