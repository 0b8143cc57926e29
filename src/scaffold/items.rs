//! The items of a new protocol or summons: the standing ones, what is to be followed up, what
//! other bodies sent here.

use chrono::NaiveDate;

use super::dates;
use super::markdown::{destination, escape, relative};
use crate::archive::agenda::{self, Point};
use crate::archive::calendar::Planned;
use crate::archive::register::{Assignment, Matter, Matters, Register, Step};
use crate::archive::{Archive, ProtocolFile};
use crate::lang::fold;
use crate::model::{Body, Kind};

/// What stands where only people know what to write.
pub(super) const TEXT: &str = "{TEXT}";

/// One item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// The number as a summons had it.
    pub number: Option<String>,
    /// Markdown.
    pub title: String,
    /// Data lines, without the bullet.
    pub data: Vec<String>,
    /// Paragraphs, in Markdown.
    pub paragraphs: Vec<String>,
    /// Whether it lies within the one before.
    pub is_part: bool,
}

impl Section {
    fn titled(title: &str) -> Section {
        Section {
            title: escape(title),
            ..Section::default()
        }
    }

    fn with(mut self, paragraph: impl Into<String>) -> Section {
        self.paragraphs.push(paragraph.into());
        self
    }
}

/// Where and what the new document is.
pub(super) struct Place<'a> {
    pub archive: &'a Archive,
    pub body: &'a Body,
    pub date: NaiveDate,
    /// Its path, with `/` between its parts.
    pub path: &'a str,
    /// What the last meeting left.
    pub last: Option<&'a ProtocolFile>,
    /// The next meeting after this one.
    pub next: Option<&'a Planned<'a>>,
    pub kind: Kind,
    pub is_extra: bool,
}

/// What an item is about, by its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Previous,
    Assignments,
    Others,
    Next,
    Anything,
}

fn about(title: &str) -> About {
    let title = fold(title);
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    match () {
        () if has(&["föregående", "förra", "senaste"])
            && has(&["protokoll", "minnesanteckning", "möte", "anteckning"]) =>
        {
            About::Previous
        }
        () if has(&["uppdrag"]) => About::Assignments,
        () if has(&["övriga frågor", "övrigt", "övriga ärenden"]) => About::Others,
        () if has(&["nästa", "kommande", "nästkommande"])
            && has(&["möte", "sammanträde", "träff"]) =>
        {
            About::Next
        }
        () => About::Anything,
    }
}

/// The items, in order.
pub(super) fn sections(place: &Place<'_>) -> Vec<Section> {
    let mut titles = titles(place);
    let assignments = assignments(place);
    let is = |what: About| move |title: &String| about(title) == what;
    let follows_up = titles.iter().any(is(About::Assignments));
    let has_previous = titles.iter().any(is(About::Previous));
    if !assignments.is_empty() && !follows_up && !has_previous {
        titles.insert(titles.len().min(1), "Uppföljning av uppdrag".to_owned());
    }
    let holder = match follows_up || !has_previous {
        true => About::Assignments,
        false => About::Previous,
    };
    let mut matters = matters(place);
    if matters.is_empty() && place.is_extra {
        matters.push(Section {
            title: "{ÄRENDE}".to_owned(),
            ..Section::default()
        });
    }
    let before = titles
        .iter()
        .position(|title| matches!(about(title), About::Others | About::Next));
    let before = before.unwrap_or(titles.len());
    let mut told = false;
    let mut out: Vec<Section> = Vec::new();
    for (at, title) in titles.iter().enumerate() {
        if at == before {
            out.append(&mut matters);
        }
        let mut section = Section::titled(title);
        let what = about(title);
        if what == About::Previous
            && let Some(last) = place.last
        {
            section = section.with(previous(place, last));
        }
        if what == holder && !told && !assignments.is_empty() {
            told = true;
            section = section.with(
                "Uppdrag som skulle vara klara. Ett som är redovisat avslutas med en egen rad överst i punkten, ett bindestreck, `Avslutar:` och uppdragets id.",
            );
            section = section.with(assignments.join("\n"));
        }
        if what == About::Next {
            section = section.with(next(place));
        }
        out.push(section);
    }
    out.append(&mut matters);
    if place.kind != Kind::Summons {
        for section in &mut out {
            let says_all = section.title == "Nästa möte" && place.next.is_some();
            if !says_all && !section.paragraphs.iter().any(|text| text.contains('{')) {
                section.paragraphs.push(TEXT.to_owned());
            }
        }
    }
    out
}

/// The titles that every meeting of the body has.
fn titles(place: &Place<'_>) -> Vec<String> {
    const AGENDA: &str = "Godkännande av dagordning";
    let standing = place.body.standing_items.iter();
    let mut titles: Vec<String> = standing.map(|title| title.value.clone()).collect();
    if place.is_extra {
        // An extra meeting is about its own matter.
        titles.truncate(1);
        if titles.is_empty() {
            titles.push(AGENDA.to_owned());
        }
        return titles;
    }
    if titles.is_empty() {
        titles = [AGENDA, "Övriga frågor", "Nästa möte"]
            .map(str::to_owned)
            .to_vec();
    }
    let has = |what: About| titles.iter().any(|title| about(title) == what);
    let (has_previous, has_next) = (has(About::Previous), has(About::Next));
    if let (false, Some(last)) = (has_previous, place.last) {
        let title = match last.protocol.kind {
            Kind::Notes => "Föregående minnesanteckningar",
            _ => "Föregående protokoll",
        };
        titles.insert(titles.len().min(1), title.to_owned());
    }
    if !has_next {
        titles.push("Nästa möte".to_owned());
    }
    titles
}

fn previous(place: &Place<'_>, last: &ProtocolFile) -> String {
    let what = match last.protocol.kind {
        Kind::Notes => "Minnesanteckningarna",
        _ => "Protokollet",
    };
    let date = last.protocol.date.as_ref();
    let date = date.map_or(String::new(), |date| {
        format!(" från mötet den {}", dates::long(date.value))
    });
    format!("{what}{date}: {}.", link(place, last, &last.protocol.id.0))
}

fn link(place: &Place<'_>, file: &ProtocolFile, text: &str) -> String {
    let to = destination(&relative(place.path, &file.path()));
    format!("[{}]({to})", escape(text))
}

fn next(place: &Place<'_>) -> String {
    let Some(next) = place.next else {
        return "Nästa möte är den {DATUM}.".to_owned();
    };
    let time = next.time.map(|time| format!(" kl. {time}"));
    let at = next.place.map(|place| format!(", {}", escape(place)));
    format!(
        "Nästa möte är {}{}{}.",
        dates::with_weekday(next.date),
        time.unwrap_or_default(),
        at.unwrap_or_default()
    )
}

/// The assignments that the body gave or got, that were to be done by the day of the meeting and
/// that nobody has reported: a line each.
fn assignments(place: &Place<'_>) -> Vec<String> {
    let register = Register::new(place.archive, place.date);
    let code = place.body.code.value.as_str();
    let concerns = |assignment: &Assignment<'_>| {
        let given = assignment.file.protocol.body.value == code;
        let got = assignment
            .receivers
            .iter()
            .any(|receiver| receiver.name == code && receiver.reported.is_none());
        given || got
    };
    let mut due: Vec<(NaiveDate, &Assignment<'_>)> = register
        .assignments
        .iter()
        .filter(|assignment| assignment.is_open() && concerns(assignment))
        // What only introduces its clauses is told by them.
        .filter(|assignment| !assignment.decision.introduces)
        .filter_map(|assignment| Some((assignment.due()?, assignment)))
        .filter(|(due, assignment)| {
            *due <= place.date && assignment.date().is_some_and(|date| date < place.date)
        })
        .collect();
    // Of one day in the order of the meetings.
    due.sort_by_key(|(due, _)| *due);
    due.into_iter()
        .map(|(due, assignment)| {
            let id = &assignment.decision.id.0;
            let text = assignment.decision.text.trim();
            let text = text.strip_prefix("att ").unwrap_or(text);
            // Most clauses say the day themselves.
            let due = due.to_string();
            let by = match text.contains(&due) {
                true => String::new(),
                false => format!(", senast {due}"),
            };
            let id = link(place, assignment.file, id);
            format!("- {id}{by}: \"{}\"", escape(text))
        })
        .collect()
}

/// The matters that other bodies sent here and that the body hasn't taken up.
fn matters(place: &Place<'_>) -> Vec<Section> {
    let all = Matters::new(place.archive, place.date);
    let code = place.body.code.value.as_str();
    let mut out = Vec::new();
    for matter in &all.all {
        let waits = |step: &&Step<'_>| {
            let date = step.file.protocol.date.as_ref().map(|date| date.value);
            let earlier = date.is_some_and(|date| date < place.date);
            earlier
                && step
                    .handovers
                    .iter()
                    .any(|handover| handover.to == code && handover.received.is_none())
        };
        if let Some(step) = matter.steps.iter().rev().find(waits) {
            out.push(received(place, matter, step));
        }
    }
    out
}

fn received(place: &Place<'_>, matter: &Matter<'_>, step: &Step<'_>) -> Section {
    let item = step.item;
    let title = match matter.title {
        "" => &item.title.value,
        title => title,
    };
    let mut section = Section::titled(title);
    section.data.push(format!("Ärende: {}", escape(title)));
    for reference in matter.references.iter().filter(|own| **own != title) {
        section.data.push(format!("Dnr: {}", escape(reference)));
    }
    let number = item.number.as_ref();
    let number = number.map_or(String::new(), |number| format!(" § {}", number.value));
    let protocol = &step.file.protocol;
    let date = protocol.date.as_ref();
    let date = date.map_or(String::new(), |date| format!(" {}", date.value));
    let from = link(
        place,
        step.file,
        &format!("{}{date}{number}", protocol.body.value),
    );
    let mut text = format!("Överlämnat hit: {from}.");
    let documents: Vec<String> = item
        .attachments
        .iter()
        .filter_map(|number| {
            let all = protocol.attachments.iter();
            let attachment = all.into_iter().find(|attachment| {
                let own = attachment.number.as_ref();
                own.is_some_and(|own| own.value == number.value)
            })?;
            let file = attachment.file.as_ref()?;
            let name = attachment.title.as_ref().unwrap_or(file);
            let to = destination(&relative(place.path, &file.value));
            Some(format!("[{}]({to})", escape(&name.value)))
        })
        .collect();
    if !documents.is_empty() {
        text += &format!(" Underlag: {}.", documents.join(", "));
    }
    section.with(text)
}

/// The items of a protocol as its summons had them, to be filled in.
pub(super) fn of_summons(summons: &ProtocolFile) -> Vec<Section> {
    let points = agenda::of(summons);
    let has_parts = |point: &Point<'_>| {
        let key = point.item.map(|item| &item.key);
        key.is_some_and(|key| {
            let items = summons.protocol.items.iter();
            items
                .into_iter()
                .any(|item| item.parent.as_ref() == Some(key))
        })
    };
    let sections = points.iter().map(|point| {
        let mut section = Section::titled(point.title);
        if let Some(item) = point.item {
            let text = item.span.of(&summons.source.text);
            let (heading, below) = text.split_once('\n').unwrap_or((text, ""));
            let rest = below.trim_start_matches(['\r', '\n']);
            // The line under a Setext heading.
            let (first, others) = rest.split_once('\n').unwrap_or((rest, ""));
            let ruled = first.trim_end();
            let is_rule = ruled.len() > 1
                && (ruled.bytes().all(|byte| byte == b'=')
                    || ruled.bytes().all(|byte| byte == b'-'));
            let below = if is_rule { others } else { rest };
            section.number = item.number.as_ref().map(|number| match &item.last_number {
                Some(last) => format!("{}-{last}", number.value),
                None => number.value.clone(),
            });
            section.is_part = item.parent.is_some();
            let end = item.span.start as usize + heading.len();
            let in_heading = item
                .tags
                .iter()
                .filter(|tag| (tag.span.start as usize) < end);
            section.data = in_heading
                .map(|tag| tag.value.text().sv.to_owned())
                .collect();
            let below = below.replace("\r\n", "\n");
            let below = below.trim();
            match below.strip_prefix("- ") {
                // Data lines stand together.
                Some(rest) if !section.data.is_empty() => section.data.push(rest.to_owned()),
                _ if below.is_empty() => {}
                _ => section.paragraphs.push(below.to_owned()),
            }
        }
        let is_told = about(point.title) == About::Next && !section.paragraphs.is_empty();
        if !is_told && !has_parts(point) {
            section.paragraphs.push(TEXT.to_owned());
        }
        section
    });
    sections.collect()
}
