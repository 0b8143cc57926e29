//! Who was there, as tables: of a whole meeting, or of some of its items.

use super::Table;
use crate::check::representation::{Agenda, Course, There};
use crate::lang::{Lang, Text, enumerate, fold};
use crate::model::{Attendee, Item, Kind, Presence, Protocol, Seating};

const NAME: Text = Text::new("Namn", "Name");
const ORGANISATION: Text = Text::new("Organisation eller uppdrag", "Organisation or office");
const REMARK: Text = Text::new("Anmärkning", "Remark");

/// A group of the attendance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Present,
    Substitutes,
    Absent,
    Others,
}

impl Group {
    const ALL: [Group; 4] = [
        Group::Present,
        Group::Substitutes,
        Group::Absent,
        Group::Others,
    ];

    fn of(attendee: &Attendee) -> Group {
        match (attendee.presence, attendee.seating) {
            (Presence::Absent, _) => Group::Absent,
            (Presence::Other, _) => Group::Others,
            (Presence::Present, Seating::Substitute) => Group::Substitutes,
            (Presence::Present, _) => Group::Present,
        }
    }

    fn caption(self, kind: Kind) -> Text {
        match (self, kind) {
            (Group::Present, Kind::Summons) => Text::new("Kallade", "Summoned"),
            (Group::Present, Kind::Written) => Text::new("Svarande", "Answered"),
            (Group::Present, _) => Text::new("Närvarande", "Present"),
            (Group::Substitutes, _) => Text::new("Ersättare", "Substitutes"),
            (Group::Absent, _) => Text::new("Frånvarande", "Absent"),
            (Group::Others, _) => Text::new("Övriga", "Others"),
        }
    }
}

/// The attendance of the whole meeting, a table for each group that has anybody.
pub(super) fn of_meeting(protocol: &Protocol, lang: Lang) -> Vec<Table> {
    tables(protocol, lang, |attendee| {
        let mut remarks = remarks(attendee, lang);
        let ranges: Vec<String> = attendee
            .ranges
            .iter()
            .map(|range| range.told().get(lang).to_owned())
            .collect();
        if !ranges.is_empty() {
            let words = Text::new("närvaro:", "there:").get(lang);
            remarks.push(format!("{words} {}", ranges.join(", ")));
        }
        if !attendee.recused.is_empty() {
            let at: Vec<String> = attendee
                .recused
                .iter()
                .map(|number| signed(&number.value))
                .collect();
            let words = Text::new("jäv", "recused").get(lang);
            remarks.push(format!("{words} {}", at.join(", ")));
        }
        Some(remarks)
    })
}

/// The attendance at the items with these indices: those who were there at any of them and not
/// recused, with what sets one item apart from another.
pub(super) fn at_items(protocol: &Protocol, items: &[usize], lang: Lang) -> Vec<Table> {
    let agenda = Agenda::of(&protocol.items);
    let recused: Vec<Vec<String>> = items
        .iter()
        .map(|&at| {
            let names = crate::check::presence::recused(protocol, &protocol.items[at]);
            names.map(|(name, _)| fold(&name)).collect()
        })
        .collect();
    tables(protocol, lang, |attendee| {
        if attendee.presence == Presence::Absent {
            return None;
        }
        let course = Course::of(attendee, &agenda);
        let name = attendee.name.as_ref().map(|name| fold(name));
        let (mut there, mut unsure, mut barred) = (Vec::new(), Vec::new(), Vec::new());
        for (place, &at) in items.iter().enumerate() {
            let item = named(&protocol.items[at]);
            let is_barred = name
                .as_ref()
                .is_some_and(|name| recused[place].contains(name));
            match course.at(at) {
                There::No => {}
                _ if is_barred => barred.push(item),
                There::Perhaps => unsure.push(item),
                There::Yes => there.push(item),
            }
        }
        if there.is_empty() && unsure.is_empty() {
            return None;
        }
        let mut remarks = remarks(attendee, lang);
        let list = |items: &[String]| enumerate(items, items.len()).get(lang).to_owned();
        if !there.is_empty() && there.len() < items.len() {
            let words = Text::new("vid", "at").get(lang);
            remarks.push(format!("{words} {}", list(&there)));
        }
        if !unsure.is_empty() {
            let words = Text::new(
                "protokollet visar inte om hen var med vid",
                "the protocol doesn't show whether there at",
            );
            remarks.push(format!("{} {}", words.get(lang), list(&unsure)));
        }
        if !barred.is_empty() {
            let words = Text::new("deltog inte på grund av jäv vid", "recused at").get(lang);
            remarks.push(format!("{words} {}", list(&barred)));
        }
        Some(remarks)
    })
}

/// Those recused at every one of the items, by name.
pub(super) fn recused(protocol: &Protocol, items: &[usize]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for &at in items {
        for (name, _) in crate::check::presence::recused(protocol, &protocol.items[at]) {
            if !all.iter().any(|known| fold(known) == fold(&name)) {
                all.push(name);
            }
        }
    }
    all
}

/// `§ 4`, or the title of an item without a number.
pub(super) fn named(item: &Item) -> String {
    match (&item.number, &item.last_number) {
        (Some(first), Some(last)) => format!("§§ {}–{last}", first.value),
        (Some(number), None) => format!("§ {}", number.value),
        (None, _) => item.title.value.clone(),
    }
}

fn signed(number: &str) -> String {
    format!("§ {}", number.trim_start_matches(['§', ' ']))
}

/// A table for each group; `remarks` says whether somebody stands there, and what is told.
fn tables(
    protocol: &Protocol,
    lang: Lang,
    remarks: impl Fn(&Attendee) -> Option<Vec<String>>,
) -> Vec<Table> {
    let mut tables = Vec::new();
    for group in Group::ALL {
        let rows: Vec<Vec<String>> = protocol
            .attendance
            .iter()
            .filter(|attendee| Group::of(attendee) == group)
            .filter_map(|attendee| Some(row(attendee, remarks(attendee)?, lang)))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let mut table = Table {
            caption: group.caption(protocol.kind).get(lang).to_owned(),
            columns: vec![NAME.get(lang), ORGANISATION.get(lang), REMARK.get(lang)],
            rows,
        };
        // A column without anything in it tells nobody anything.
        for column in [2, 1] {
            if table.rows.iter().all(|row| row[column].is_empty()) {
                table.columns.remove(column);
                for row in &mut table.rows {
                    row.remove(column);
                }
            }
        }
        tables.push(table);
    }
    tables
}

fn row(attendee: &Attendee, mut remarks: Vec<String>, lang: Lang) -> Vec<String> {
    let known_by_role = Text::new("(namn saknas)", "(no name)").get(lang);
    let mut name = match (&attendee.name, &attendee.role) {
        (Some(name), _) => name.value.clone(),
        (None, Some(role)) => role.value.clone(),
        (None, None) => known_by_role.to_owned(),
    };
    if let Some(letter) = &attendee.politics {
        name = format!("{name} ({letter})");
    }
    let organisation = attendee.organisation.as_ref();
    let mut organisation = organisation.map_or(String::new(), |own| own.value.clone());
    // Who is there for an office has it instead.
    let role = attendee.role.as_ref().map(|role| role.value.as_str());
    if organisation.is_empty() && role.is_some() && remarks.first().map(String::as_str) == role {
        organisation = remarks.remove(0);
    }
    vec![name, organisation, remarks.join("; ")]
}

/// What is told of somebody at every item.
fn remarks(attendee: &Attendee, lang: Lang) -> Vec<String> {
    let mut remarks = Vec::new();
    if let (Some(role), Some(_)) = (&attendee.role, &attendee.name) {
        remarks.push(role.value.clone());
    }
    if let Some(title) = &attendee.title {
        remarks.push(title.value.clone());
    }
    match (&attendee.substitute_for, attendee.seating) {
        (Some(member), _) => {
            let words = Text::new("ersätter", "substitutes for").get(lang);
            remarks.push(format!("{words} {}", member.value));
        }
        (None, Seating::ServingSubstitute) => {
            remarks.push(
                Text::new("tjänstgörande ersättare", "serving substitute")
                    .get(lang)
                    .to_owned(),
            );
        }
        (None, Seating::CoOpted) => {
            remarks.push(Text::new("adjungerad", "co-opted").get(lang).to_owned());
        }
        (None, _) => {}
    }
    if attendee.remote {
        remarks.push(Text::new("på distans", "remotely").get(lang).to_owned());
    }
    remarks
}
