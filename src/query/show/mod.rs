//! `show`: one thing of the archive on a sheet: a protocol, an item, a decision, a body, a person,
//! a matter.

mod assignment;
mod links;
mod matter;

use std::collections::BTreeMap;

use chrono::NaiveDate;

pub use links::{Both, Found, links, links_sheet};
pub use matter::matter_named;

use crate::archive::{Archive, ProtocolFile, Target};
use crate::lang::{Lang, Text, same_name};
use crate::model::{Attendee, Body, Decision, Item, Presence, Protocol, Seating};
use crate::output::sheet::{Part, Sheet};
use crate::query::recommendations::answers_part;
use crate::text::At;

/// The day of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    /// What later meetings said isn't known.
    pub as_of: Option<NaiveDate>,
    /// The day that "today" means where `as_of` doesn't say.
    pub today: NaiveDate,
}

impl Day {
    /// The last day whose meetings count.
    pub fn last(&self) -> NaiveDate {
        self.as_of.unwrap_or(NaiveDate::MAX)
    }

    /// The day by which something is overdue.
    fn now(&self) -> NaiveDate {
        self.as_of.unwrap_or(self.today)
    }
}

/// The protocols that were there on a day.
pub fn files(archive: &Archive, day: Day) -> impl Iterator<Item = &ProtocolFile> {
    archive.protocols.iter().filter(move |file| {
        let date = file.protocol.date.as_ref();
        date.is_none_or(|date| date.value <= day.last())
    })
}

/// The sheet of `target` on a day.
pub fn sheet(archive: &Archive, target: &Target, day: Day, lang: Lang) -> Sheet {
    match target {
        Target::Protocol(file) => protocol(&archive.protocols[*file], lang),
        Target::Item(file, item) => {
            let file = &archive.protocols[*file];
            one_item(file, &file.protocol.items[*item], lang)
        }
        Target::Decision(file, item, decision) => {
            let file = &archive.protocols[*file];
            let item = &file.protocol.items[*item];
            let decision = &item.decisions[*decision];
            let mut sheet = one_decision(archive, file, item, decision, day, lang);
            assignment::state(&mut sheet, archive, decision, day, lang);
            sheet
        }
        Target::Body(code) => match archive.collaboration.body(code) {
            Some(found) => body(archive, found, day, lang),
            None => Sheet::new(code.clone()),
        },
        Target::Person(name) => person(archive, name, day, lang),
        Target::Matter(slug) => matter::sheet(archive, slug, day, lang),
    }
}

fn text(cell: &Option<At<String>>) -> String {
    cell.as_ref()
        .map_or(String::new(), |cell| cell.value.clone())
}

fn label(lang: Lang, sv: &'static str, en: &'static str) -> &'static str {
    Text::new(sv, en).get(lang)
}

fn date(protocol: &Protocol) -> String {
    protocol
        .date
        .as_ref()
        .map_or(String::new(), |date| date.value.to_string())
}

fn protocol(file: &ProtocolFile, lang: Lang) -> Sheet {
    let protocol = &file.protocol;
    let title = match &protocol.title {
        Some(title) => format!("{} · {}", protocol.id, title.value),
        None => protocol.id.to_string(),
    };
    let mut sheet = Sheet::new(title);
    sheet.fact(label(lang, "Organ", "Body"), protocol.body.value.clone());
    sheet.fact(label(lang, "Datum", "Date"), date(protocol));
    sheet.fact(
        label(lang, "Tid", "Time"),
        protocol
            .time
            .as_ref()
            .map_or(String::new(), |time| time.value.to_string()),
    );
    sheet.fact(label(lang, "Plats", "Place"), text(&protocol.place));
    sheet.fact(label(lang, "Typ", "Kind"), protocol.kind.text().get(lang));
    sheet.fact(
        label(lang, "Status", "Status"),
        protocol
            .status
            .as_ref()
            .map_or("", |status| status.text().get(lang)),
    );
    sheet.fact(
        label(lang, "Diarienummer", "Registry number"),
        text(&protocol.reference),
    );
    sheet.fact(label(lang, "Ordförande", "Chair"), text(&protocol.chair));
    sheet.fact(
        label(lang, "Sekreterare", "Secretary"),
        text(&protocol.secretary),
    );
    let adjusters: Vec<&str> = protocol
        .adjusters
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    sheet.fact(label(lang, "Justerare", "Adjusters"), adjusters.join(", "));
    sheet.fact(label(lang, "Fil", "File"), file.path());
    attendance(&mut sheet, protocol, lang);
    for item in &protocol.items {
        sheet.parts.push(item_part(item, lang));
    }
    next_meetings(&mut sheet, protocol, lang);
    signatures(&mut sheet, protocol, lang);
    sheet
}

fn attendance(sheet: &mut Sheet, protocol: &Protocol, lang: Lang) {
    let groups = [
        (Presence::Present, label(lang, "Närvarande", "Present")),
        (Presence::Absent, label(lang, "Frånvarande", "Absent")),
        (Presence::Other, label(lang, "Övriga", "Others")),
    ];
    for (presence, heading) in groups {
        let listed: Vec<&Attendee> = protocol
            .attendance
            .iter()
            .filter(|one| one.presence == presence)
            .collect();
        if listed.is_empty() {
            continue;
        }
        let mut part = Part::new(format!("{heading} ({})", listed.len()));
        for one in listed {
            part.line(0, attendee(one, lang));
        }
        sheet.parts.push(part);
    }
}

fn attendee(one: &Attendee, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut add = |value: Option<String>| parts.extend(value.filter(|value| !value.is_empty()));
    add(one.name.as_ref().map(|name| name.value.clone()));
    add(one.title.as_ref().map(|title| title.value.clone()));
    add(one
        .party
        .clone()
        .or_else(|| one.organisation.as_ref().map(|found| found.value.clone())));
    add(one.role.as_ref().map(|role| role.value.clone()));
    match (one.seating, &one.substitute_for) {
        (_, Some(member)) => add(Some(format!(
            "{} {}",
            label(lang, "ersätter", "for"),
            member.value
        ))),
        (Seating::ServingSubstitute | Seating::Substitute | Seating::CoOpted, None) => {
            add(Some(shown(one.seating, lang)));
        }
        _ => {}
    }
    for range in &one.ranges {
        add(Some(range.told().get(lang).to_owned()));
    }
    if !one.recused.is_empty() {
        let items: Vec<&str> = one.recused.iter().map(|item| item.value.as_str()).collect();
        add(Some(format!(
            "{} § {}",
            label(lang, "jäv", "recused"),
            items.join(", ")
        )));
    }
    if one.remote {
        add(Some(label(lang, "på distans", "at a distance").to_owned()));
    }
    parts.join(", ")
}

fn shown(seating: Seating, lang: Lang) -> String {
    seating.text().get(lang).replace('_', " ")
}

/// `§ 4 Titel [Beslutsärende]`.
fn item_heading(item: &Item, lang: Lang) -> String {
    let number = item
        .number
        .as_ref()
        .map_or(String::new(), |number| format!("§ {} ", number.value));
    let tags: Vec<&str> = item.tags.iter().map(|tag| tag.text().get(lang)).collect();
    let tags = match tags.is_empty() {
        true => String::new(),
        false => format!(" [{}]", tags.join(", ")),
    };
    format!("{number}{}{tags}", item.title.value)
}

fn item_part(item: &Item, lang: Lang) -> Part {
    let mut part = Part::new(item_heading(item, lang));
    let presenters: Vec<String> = item
        .presenters
        .iter()
        .map(|one| match &one.organisation {
            Some(organisation) => format!("{}, {}", one.name.value, organisation.value),
            None => one.name.value.clone(),
        })
        .collect();
    part.fact(
        label(lang, "Föredragande", "Presented by"),
        presenters.join("; "),
    );
    part.fact(label(lang, "Ärende", "Matter"), text(&item.matter));
    for line in &item.data {
        part.fact(line.kind.label(), line.value.value.clone());
    }
    for decision in &item.decisions {
        let depth = u8::from(decision.parent.is_some());
        part.line(depth, clause(decision, lang));
    }
    part
}

/// `4:2 uppdrag: att … → arbetsgruppen, senast 2023-04-21`.
fn clause(decision: &Decision, lang: Lang) -> String {
    let short = decision.id.0.rsplit('/').next().unwrap_or("").to_owned();
    let mut out = format!(
        "{short} {}: {}",
        decision.class.text().get(lang),
        decision.text
    );
    let receivers: Vec<&str> = decision
        .receivers
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    if !receivers.is_empty() {
        out.push_str(&format!(" → {}", receivers.join("; ")));
    }
    if let Some(due) = &decision.due {
        let by = due.date.map_or(due.text.clone(), |date| date.to_string());
        out.push_str(&format!(" ({} {by})", label(lang, "senast", "by")));
    }
    out
}

fn next_meetings(sheet: &mut Sheet, protocol: &Protocol, lang: Lang) {
    if protocol.next_meetings.is_empty() {
        return;
    }
    let mut part = Part::new(label(lang, "Nästa möte", "Next meeting"));
    for next in &protocol.next_meetings {
        let bodies: Vec<&str> = next.bodies.iter().map(|body| body.value.as_str()).collect();
        part.line(0, format!("{} {}", next.date.value, bodies.join(", ")));
    }
    sheet.parts.push(part);
}

fn signatures(sheet: &mut Sheet, protocol: &Protocol, lang: Lang) {
    if protocol.signatures.is_empty() {
        return;
    }
    let mut part = Part::new(label(lang, "Underskrifter", "Signatures"));
    for one in &protocol.signatures {
        let role = one
            .role
            .as_ref()
            .map_or(String::new(), |role| format!(", {}", role.value));
        let time = one.time.as_ref().map_or(String::new(), |time| {
            format!(", {}", time.format("%Y-%m-%d %H:%M"))
        });
        part.line(0, format!("{}{role}{time}", one.name.value));
    }
    sheet.parts.push(part);
}

fn one_item(file: &ProtocolFile, item: &Item, lang: Lang) -> Sheet {
    let mut sheet = Sheet::new(format!("{}/{}", file.protocol.id, item.key));
    place(&mut sheet, file, item.span.start, lang);
    sheet.parts.push(item_part(item, lang));
    // The text as it stands, for reading without opening the file.
    let mut part = Part::new("");
    let source = item.span.of(&file.source.text);
    for line in source
        .lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
    {
        part.line(0, line.trim());
    }
    if !part.lines.is_empty() {
        sheet.parts.push(part);
    }
    sheet
}

fn one_decision(
    archive: &Archive,
    file: &ProtocolFile,
    item: &Item,
    decision: &Decision,
    day: Day,
    lang: Lang,
) -> Sheet {
    let mut sheet = Sheet::new(decision.id.to_string());
    sheet.fact(
        label(lang, "Slag", "Class"),
        decision.class.text().get(lang),
    );
    sheet.fact(label(lang, "Beslut", "Decision"), decision.text.clone());
    let receivers: Vec<&str> = decision
        .receivers
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    sheet.fact(label(lang, "Mottagare", "Receiver"), receivers.join("; "));
    if let Some(due) = &decision.due {
        let by = match due.date {
            Some(date) => format!("{date} ({})", due.text),
            None => due.text.clone(),
        };
        sheet.fact(label(lang, "Senast", "Due"), by);
    }
    sheet.fact(
        label(lang, "Under", "Under"),
        decision
            .parent
            .as_ref()
            .map_or(String::new(), ToString::to_string),
    );
    sheet.fact(label(lang, "Ärende", "Item"), item_heading(item, lang));
    place(&mut sheet, file, decision.span.start, lang);
    sheet
        .parts
        .extend(answers_part(archive, decision, day.last(), lang));
    sheet
}

fn place(sheet: &mut Sheet, file: &ProtocolFile, offset: u32, lang: Lang) {
    let protocol = &file.protocol;
    let title = protocol
        .title
        .as_ref()
        .map_or(String::new(), |title| title.value.clone());
    sheet.fact(label(lang, "Protokoll", "Protocol"), title);
    sheet.fact(
        label(lang, "Fil", "File"),
        format!("{}:{}", file.path(), file.line(offset)),
    );
}

fn body(archive: &Archive, body: &Body, day: Day, lang: Lang) -> Sheet {
    let mut sheet = Sheet::new(format!("{} · {}", body.code.value, body.name.value));
    let list = |cells: &[At<String>]| {
        cells
            .iter()
            .map(|cell| cell.value.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    sheet.fact(
        label(lang, "Kallas också", "Also called"),
        list(&body.aliases),
    );
    sheet.fact(
        label(lang, "Nivå", "Level"),
        body.level
            .as_ref()
            .map_or("", |level| level.text().get(lang)),
    );
    sheet.fact(
        label(lang, "Rapporterar till", "Reports to"),
        list(&body.reports_to),
    );
    sheet.fact(
        label(lang, "Fil", "File"),
        crate::archive::slashed(&body.path),
    );
    let mut powers = Part::new(label(lang, "Befogenhet", "Powers"));
    for power in &body.powers {
        let about = power.about.as_ref().map_or(String::new(), |about| {
            format!(" {} {}", label(lang, "om", "about"), about.value)
        });
        let for_body = power.for_body.as_ref().map_or(String::new(), |other| {
            format!(" {} {}", label(lang, "åt", "for"), other.value)
        });
        let source = source(&power.basis.source);
        powers.line(
            0,
            format!("{}{for_body}{about}{source}", power.kind.text().get(lang)),
        );
    }
    if !powers.lines.is_empty() {
        sheet.parts.push(powers);
    }
    let mut meetings = Part::new(label(lang, "Möten", "Meetings"));
    for file in files(archive, day).filter(|file| file.protocol.body.value == body.code.value) {
        meetings.line(
            0,
            format!("{} {}", file.protocol.id, text(&file.protocol.title)),
        );
    }
    if !meetings.lines.is_empty() {
        sheet.parts.push(meetings);
    }
    sheet
}

fn source(source: &Option<At<String>>) -> String {
    source
        .as_ref()
        .map_or(String::new(), |source| format!(" ({})", source.value))
}

/// A person by name: people of one name in different parties stand apart.
fn person(archive: &Archive, name: &str, day: Day, lang: Lang) -> Sheet {
    let mut sheet = Sheet::new(name.to_owned());
    let mut by_party: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files(archive, day) {
        for one in &file.protocol.attendance {
            if !one.name.as_ref().is_some_and(|own| same_name(own, name)) {
                continue;
            }
            let party = one
                .party
                .clone()
                .or_else(|| one.organisation.as_ref().map(|found| found.value.clone()))
                .unwrap_or_default();
            by_party.entry(party).or_default().push(format!(
                "{} {}",
                file.protocol.id,
                one.presence.text().get(lang)
            ));
        }
    }
    for (party, lines) in by_party {
        let mut part = Part::new(party);
        for line in lines {
            part.line(0, line);
        }
        sheet.parts.push(part);
    }
    let mut presented = Part::new(label(lang, "Föredragande", "Presented"));
    for file in files(archive, day) {
        for item in &file.protocol.items {
            if item.presenters.iter().any(|one| same_name(&one.name, name)) {
                presented.line(
                    0,
                    format!("{}/{} {}", file.protocol.id, item.key, item.title.value),
                );
            }
        }
    }
    if !presented.lines.is_empty() {
        sheet.parts.push(presented);
    }
    sheet
}
