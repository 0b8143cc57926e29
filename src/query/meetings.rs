//! `meetings`: when a body met, one row for each protocol. A summons is no meeting.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Datelike, Weekday};

use super::filter::{Field, FieldKind};
use super::meeting::{
    KIND_WORDS, Meeting, STATUS_WORDS, body_field, date_field, kind_field, meetings, status_cell,
    status_field, word,
};
use super::spelling::see_party_named;
use super::{AskError, Asked, Question, documented, listing};
use crate::archive::Archive;
use crate::lang::Text;
use crate::model::{NextMeeting, Presence, Protocol, Times};
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};
use crate::text::At;

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "meetings",
    swedish: "möten",
    per_meeting: true,
    title: Text::new("Möten", "Meetings"),
    about: Text::new(
        "vilka möten som hölls eller ställdes in, en rad för varje protokoll",
        "which meetings were held or cancelled, one row for each protocol",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

const WEEKDAYS: [Text; 7] = [
    Text::new("måndag", "monday"),
    Text::new("tisdag", "tuesday"),
    Text::new("onsdag", "wednesday"),
    Text::new("torsdag", "thursday"),
    Text::new("fredag", "friday"),
    Text::new("lördag", "saturday"),
    Text::new("söndag", "sunday"),
];

pub(super) const WEEKDAY_WORDS: [&str; 7] = {
    let mut words = [""; 7];
    let mut at = 0;
    while at < words.len() {
        words[at] = WEEKDAYS[at].en;
        at += 1;
    }
    words
};

static COLUMNS: [Column; 22] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("title", Text::new("Titel", "Title"), CellKind::Text),
    Column::new("kind", Text::new("Typ", "Kind"), CellKind::Word).words(&KIND_WORDS),
    Column::new("status", Text::new("Status", "Status"), CellKind::Word).words(&STATUS_WORDS),
    Column::new("chair", Text::new("Ordförande", "Chair"), CellKind::Text),
    Column::new(
        "present",
        Text::new("Närvarande", "Present"),
        CellKind::Number,
    ),
    Column::new("items", Text::new("Punkter", "Items"), CellKind::Number),
    Column::new(
        "decisions",
        Text::new("Beslut", "Decisions"),
        CellKind::Number,
    ),
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id).hidden(),
    Column::new("date", Text::new("Datum", "Date"), CellKind::Date).hidden(),
    Column::new("weekday", Text::new("Veckodag", "Weekday"), CellKind::Word)
        .words(&WEEKDAY_WORDS)
        .hidden(),
    Column::new("time", Text::new("Tid", "Time"), CellKind::Id).hidden(),
    Column::new("place", Text::new("Plats", "Place"), CellKind::Text).hidden(),
    Column::new(
        "secretary",
        Text::new("Sekreterare", "Secretary"),
        CellKind::Text,
    )
    .hidden(),
    Column::new(
        "adjusters",
        Text::new("Justerare", "Adjusters"),
        CellKind::List,
    )
    .hidden(),
    Column::new(
        "absent",
        Text::new("Frånvarande", "Absent"),
        CellKind::Number,
    )
    .hidden(),
    Column::new("others", Text::new("Övriga", "Others"), CellKind::Number).hidden(),
    Column::new(
        "approved",
        Text::new("Justerat", "Approved"),
        CellKind::Date,
    )
    .hidden(),
    Column::new(
        "reference",
        Text::new("Dnr", "Registry number"),
        CellKind::Text,
    )
    .hidden(),
    Column::new(
        "next_meeting",
        Text::new("Nästa möte", "Next meeting"),
        CellKind::Date,
    )
    .hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

static FIELDS: [Field<Meeting>; 9] = [
    body_field(Text::new("organet som möttes", "the body that met")),
    date_field(),
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "titeln, platsen eller en punkts rubrik",
            "the title, the place, or the title of an item",
        ),
        kind: FieldKind::Text(|row, see| {
            let protocol = row.protocol();
            for text in protocol.title.iter().chain(&protocol.place) {
                see(&text.value);
            }
            for item in &protocol.items {
                see(&item.title.value);
            }
        }),
    },
    Field {
        name: "person",
        aliases: &[],
        about: Text::new(
            "någon i närvaroförteckningen (även frånvarande och övriga), ordförande, sekreterare, justerare eller den som skrev under",
            "anybody in the attendance (absent and others too), chair, secretary, adjuster, or who signed",
        ),
        kind: FieldKind::Text(|row, see| see_people(row.protocol(), see)),
    },
    Field {
        name: "party",
        aliases: &[],
        about: Text::new(
            "huvudman som hade någon bland de närvarande",
            "a party that had somebody among those present",
        ),
        kind: FieldKind::Word(|row, see| {
            let present = row
                .protocol()
                .attendance
                .iter()
                .filter(|one| one.presence == Presence::Present);
            let parties: BTreeSet<&str> = present.filter_map(|one| one.party.as_deref()).collect();
            for party in parties {
                see_party_named(&row.archive, party, see);
            }
        }),
    },
    kind_field(),
    status_field(),
    Field {
        name: "place",
        aliases: &["plats"],
        about: Text::new("platsen", "the place"),
        kind: FieldKind::Text(|row, see| {
            if let Some(place) = &row.protocol().place {
                see(&place.value);
            }
        }),
    },
    Field {
        name: "id",
        aliases: &[],
        about: Text::new(
            "mötets id, eller början av det",
            "the id of the meeting, or its beginning",
        ),
        kind: FieldKind::Text(|row, see| see(&row.protocol().id.0)),
    },
];

fn see_people(protocol: &Protocol, see: &mut dyn FnMut(&str)) {
    let attending = protocol
        .attendance
        .iter()
        .filter_map(|one| one.name.as_ref());
    let signing = protocol.signatures.iter().map(|signature| &signature.name);
    let named = protocol
        .chair
        .iter()
        .chain(&protocol.secretary)
        .chain(&protocol.adjusters);
    for name in attending.chain(named).chain(signing) {
        see(&name.value);
    }
}

/// `09:00-12:00`, or `09:00` where no end is told.
pub(super) fn shown_times(times: Times) -> String {
    let start = times.start.format("%H:%M");
    match times.end {
        Some(end) => format!("{start}-{}", end.format("%H:%M")),
        None => start.to_string(),
    }
}

pub(super) fn weekday(day: Weekday) -> Text {
    WEEKDAYS[day.num_days_from_monday() as usize]
}

/// How many have that presence; nothing where the protocol names nobody at all.
fn count(protocol: &Protocol, presence: Presence) -> Cell {
    if protocol.attendance.is_empty() {
        return Cell::Empty;
    }
    let count = protocol
        .attendance
        .iter()
        .filter(|one| one.presence == presence)
        .count();
    Cell::Number(count as i64)
}

/// Whether the coming meeting is one of the body `code`, whose protocol tells of it.
pub(super) fn is_own(next: &NextMeeting, code: &str) -> bool {
    next.bodies.is_empty() || next.bodies.iter().any(|body| body.value == code)
}

fn row(meeting: &Meeting) -> Row {
    let protocol = meeting.protocol();
    let date = protocol.date.as_ref().map(|date| date.value);
    let text = |text: &Option<At<String>>| Cell::text(text.as_ref().map(|text| text.value.clone()));
    // Clauses before the first item stand in one that is no item.
    let items = protocol
        .items
        .iter()
        .filter(|item| item.key.0 != "0")
        .count();
    let decisions = protocol.items.iter().flat_map(|item| &item.decisions);
    let decisions = decisions.filter(|decision| decision.is_counted()).count();
    let own = protocol
        .next_meetings
        .iter()
        .filter(|next| is_own(next, &protocol.body.value));
    let line = protocol.title.as_ref().map_or(0, |title| title.span.start);
    Row {
        id: protocol.id.to_string(),
        cells: vec![
            Cell::Text(protocol.id.to_string()),
            text(&protocol.title),
            word(protocol.kind.text()),
            status_cell(protocol),
            text(&protocol.chair),
            count(protocol, Presence::Present),
            Cell::Number(items as i64),
            Cell::Number(decisions as i64),
            Cell::Text(protocol.body.value.clone()),
            Cell::date(date),
            date.map_or(Cell::Empty, |date| word(weekday(date.weekday()))),
            Cell::text(protocol.time.as_ref().map(|times| shown_times(times.value))),
            text(&protocol.place),
            text(&protocol.secretary),
            Cell::List(
                protocol
                    .adjusters
                    .iter()
                    .map(|name| name.value.clone())
                    .collect(),
            ),
            count(protocol, Presence::Absent),
            count(protocol, Presence::Other),
            Cell::date(protocol.approved_on.as_ref().map(|date| date.value)),
            text(&protocol.reference),
            Cell::date(own.map(|next| next.date.value).min()),
            Cell::Text(meeting.file().path()),
            meeting.line(line),
        ],
        depth: 0,
    }
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    listing(
        archive,
        asked,
        &COLUMNS,
        &FIELDS,
        meetings(archive, asked),
        row,
    )
}

#[cfg(test)]
mod tests {
    use super::QUESTION;
    use crate::query::sample;

    fn ask(query: &str) -> String {
        sample::ask(&sample::county(), &QUESTION, query, &["id"]).replace('\n', " ")
    }

    #[test]
    fn one_row_for_each_protocol_and_none_for_a_summons() {
        let columns: Vec<&str> = QUESTION.columns.iter().map(|column| column.key).collect();
        insta::assert_snapshot!(sample::ask(&sample::county(), &QUESTION, "", &columns), @r"
        LSG/2023-02-17 | Protokoll Länsgruppen 17 februari 2023 | protocol | approved | Isa Zander | 2 | 5 | 3 | LSG | 2023-02-17 | friday | 09:00-12:00 | Stadshuset | Kajsa Lind | Bo Al | 2 | 2 | 2023-02-28 | HSN 7-2023 | 2023-05-10 | lsg/2023-02-17.md | 30
        SVO/2023-03-01 | Samråd vård 1 mars 2023 | notes | finished | - | 1 | 1 | 0 | SVO | 2023-03-01 | wednesday | - | - | - | - | 0 | 0 | - | - | - | svo/2023-03-01.md | 10
        LSG/2023-03-24 | Inställt möte | protocol | cancelled | - | - | 0 | 0 | LSG | 2023-03-24 | friday | - | - | - | - | - | - | - | - | - | lsg/2023-03-24.md | 8
        LSG/2023-05-10 | Protokoll Länsgruppen 10 maj 2023 | protocol | draft | Bo Al | 2 | 1 | 0 | LSG | 2023-05-10 | wednesday | 13:00 | Teams | - | - | 0 | 0 | - | - | - | lsg/2023-05-10.md | 14
        ");
    }

    #[test]
    fn each_filter_chooses() {
        let (february, cancelled) = ("LSG/2023-02-17", "LSG/2023-03-24");
        let (may, samråd) = ("LSG/2023-05-10", "SVO/2023-03-01");
        for (query, wanted) in [
            ("body:Samrådet", samråd),
            ("date:..2023-02", february),
            ("budget", february),
            ("text:Stadshuset", february),
            ("text:inställt", cancelled),
            ("person:Kajsa", february),
            ("person:\"Ali Ek\"", &format!("{february} {may}")),
            ("person:\"Isa Maria\"", february),
            ("person:Mona", february),
            ("party:Öby", &format!("{february} {may}")),
            // Absent or among others only.
            ("party:\"Ås kommun\"", may),
            ("party:\"Näs kommun\"", ""),
            ("kind:notes", samråd),
            ("kind:minnesanteckningar", samråd),
            ("kind:kallelse", ""),
            ("status:inställt", cancelled),
            ("status:approved", february),
            ("place:teams", may),
            ("id:SVO", samråd),
        ] {
            assert_eq!(ask(query), wanted, "{query}");
        }
    }

    #[test]
    fn an_inflected_party_is_the_party() {
        assert_eq!(ask("party:\"Öbys kommun\""), ask("party:\"Öby kommun\""));
        assert_ne!(ask("party:\"Öby kommun\""), "");
    }

    #[test]
    fn as_of_leaves_out_later_meetings() {
        let listing = sample::ask_as_of(&sample::county(), &QUESTION, "", "2023-03-01", &["id"]);
        assert_eq!(listing, "LSG/2023-02-17\nSVO/2023-03-01");
    }

    #[test]
    fn json_is_as_the_schema_says() {
        sample::valid_json(&sample::county(), &QUESTION);
    }
}
