//! `attendance --by meeting`: everybody named, one row for each line of an attendance list.

use std::sync::Arc;

use super::line::{FIELDS, Line, PRESENCE_WORDS, SEATING_WORDS, held, lines, ranges, vocabulary};
use super::roll::Roll;
use crate::archive::Archive;
use crate::lang::Text;
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};
use crate::query::meeting::{OfMeeting, word};
use crate::query::{AskError, Asked, Question, documented, listing_with};

/// The question in this shape.
pub(super) static QUESTION: Question = Question {
    name: "attendance-by-meeting",
    swedish: "närvaro",
    per_meeting: false,
    title: Text::new("Närvaro vid varje möte", "Attendance at each meeting"),
    about: Text::new(
        "vilka som nämns som närvarande, frånvarande och övriga vid varje möte",
        "who is named as present, absent and otherwise there at each meeting",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

static COLUMNS: [Column; 18] = [
    Column::new("id", Text::new("Möte", "Meeting"), CellKind::Id),
    Column::new("date", Text::new("Datum", "Date"), CellKind::Date).hidden(),
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id).hidden(),
    Column::new("name", Text::new("Namn", "Name"), CellKind::Text),
    Column::new("party", Text::new("Huvudman", "Party"), CellKind::Text),
    Column::new(
        "organisation",
        Text::new("Organisation, som den skrevs", "Organisation, as written"),
        CellKind::Text,
    )
    .hidden(),
    Column::new("role", Text::new("Roll", "Role"), CellKind::Text),
    Column::new("title", Text::new("Titel", "Title"), CellKind::Text).hidden(),
    Column::new(
        "office",
        Text::new("Ordförande i", "Chair of"),
        CellKind::Id,
    )
    .hidden(),
    Column::new("presence", Text::new("Närvaro", "Presence"), CellKind::Word)
        .words(&PRESENCE_WORDS),
    Column::new("seating", Text::new("Som", "As"), CellKind::Word)
        .words(&SEATING_WORDS)
        .hidden(),
    Column::new(
        "substitute_for",
        Text::new("Ersätter", "Substitute for"),
        CellKind::Text,
    ),
    Column::new(
        "ranges",
        Text::new("Del av mötet", "Part of the meeting"),
        CellKind::List,
    ),
    Column::new("recused", Text::new("Jäv §", "Recused §"), CellKind::List),
    Column::new("remote", Text::new("Digitalt", "Remote"), CellKind::Flag).hidden(),
    Column::new(
        "person_id",
        Text::new("Id i ledamotslistan", "Id in the member list"),
        CellKind::Id,
    )
    .hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

pub(super) fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let roll = Roll::new(archive);
    let rows = held(archive, asked).flat_map(|meeting| lines(&meeting, &roll));
    listing_with(archive, asked, &COLUMNS, &FIELDS, &vocabulary, rows, row)
}

fn row(line: &Line) -> Row {
    let attendee = line.attendee();
    let meeting = line.meeting();
    let protocol = meeting.protocol();
    let text = |at: &Option<crate::text::At<String>>| Cell::text(at.as_ref().map(|at| &at.value));
    Row {
        id: protocol.id.to_string(),
        cells: vec![
            Cell::Text(protocol.id.to_string()),
            Cell::date(protocol.date.as_ref().map(|date| date.value)),
            Cell::Text(protocol.body.value.clone()),
            text(&attendee.name),
            Cell::text(line.party.as_ref()),
            text(&attendee.organisation),
            text(&attendee.role),
            text(&attendee.title),
            Cell::text(attendee.office.as_ref().map(|office| &office.body)),
            word(attendee.presence.text()),
            word(attendee.seating.text()),
            text(&attendee.substitute_for),
            Cell::List(ranges(attendee)),
            Cell::List(
                attendee
                    .recused
                    .iter()
                    .map(|item| item.value.clone())
                    .collect(),
            ),
            Cell::Flag(attendee.remote),
            Cell::text(line.id.as_ref()),
            Cell::Text(meeting.file().path()),
            meeting.line(attendee.span.start),
        ],
        depth: 0,
    }
}
