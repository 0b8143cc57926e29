//! `attendance --by person`: how often each person was there.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::line::{FIELDS, Line, PersonKey, held, lines, vocabulary};
use super::roll::Roll;
use crate::archive::Archive;
use crate::lang::{Text, sort_key};
use crate::model::Presence;
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};
use crate::query::meeting::OfMeeting;
use crate::query::{AskError, Asked, Question, compiled, documented};

/// The question in this shape.
pub(super) static QUESTION: Question = Question {
    name: "attendance-by-person",
    swedish: "närvaro",
    per_meeting: false,
    title: Text::new("Närvaro för varje person", "Attendance by person"),
    about: Text::new(
        "hur ofta varje person var med; en person är ett namn och en huvudman, eller ett id i ledamotslistan",
        "how often each person was there; a person is a name and a party, or an id of the member list",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

static COLUMNS: [Column; 12] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id).hidden(),
    Column::new("name", Text::new("Namn", "Name"), CellKind::Text),
    Column::new("party", Text::new("Huvudman", "Party"), CellKind::Text),
    Column::new(
        "organisation",
        Text::new("Organisation, som den skrevs", "Organisation, as written"),
        CellKind::Text,
    )
    .hidden(),
    Column::new("bodies", Text::new("Organ", "Bodies"), CellKind::List),
    Column::new("meetings", Text::new("Möten", "Meetings"), CellKind::Number),
    Column::new(
        "present",
        Text::new("Närvarande", "Present"),
        CellKind::Number,
    ),
    Column::new(
        "absent",
        Text::new("Frånvarande", "Absent"),
        CellKind::Number,
    ),
    Column::new("other", Text::new("Övrig", "Other"), CellKind::Number),
    Column::new("share", Text::new("Andel", "Share"), CellKind::Share),
    Column::new("first", Text::new("Första", "First"), CellKind::Date).hidden(),
    Column::new("last", Text::new("Senaste", "Last"), CellKind::Date),
];

/// A person, and the lines that name them, in the order of the meetings.
pub(super) struct Person {
    pub key: PersonKey,
    pub lines: Vec<Line>,
}

impl Person {
    fn last(&self) -> &Line {
        self.lines.last().expect("a person is made of a line")
    }

    /// As the last meeting writes it.
    pub fn name(&self) -> &str {
        self.last().name().unwrap_or_default()
    }

    pub fn party(&self) -> Option<&str> {
        self.last().home.as_deref()
    }

    /// The party, else the organisation as the last meeting that gives one writes it.
    pub fn whence(&self) -> Option<&str> {
        self.party().or_else(|| self.organisation())
    }

    fn organisation(&self) -> Option<&str> {
        self.lines.iter().rev().find_map(Line::organisation)
    }

    /// The id of the member list, else name and whence.
    fn id(&self) -> String {
        match (&self.key, self.whence()) {
            (PersonKey::Id(id), _) => id.clone(),
            (PersonKey::Name(..), Some(whence)) => format!("{}, {whence}", self.name()),
            (PersonKey::Name(..), None) => self.name().to_owned(),
        }
    }

    /// Their lines, meeting by meeting.
    pub fn meetings(&self) -> impl Iterator<Item = &[Line]> {
        let same = |a: &Line, b: &Line| std::ptr::eq(a.meeting().file(), b.meeting().file());
        self.lines.chunk_by(same)
    }
}

/// Somebody named twice at a meeting was there if one of the lines says so.
pub(super) fn presence(lines: &[Line]) -> Presence {
    let any = |presence| {
        lines
            .iter()
            .any(|line| line.attendee().presence == presence)
    };
    [Presence::Present, Presence::Absent]
        .into_iter()
        .find(|presence| any(*presence))
        .unwrap_or(Presence::Other)
}

/// The people of the lines that fit, by name in Swedish order, then by whence. Somebody known
/// by role alone is nobody in particular and left out.
pub(super) fn people(archive: &Arc<Archive>, asked: &Asked) -> Result<Vec<Person>, AskError> {
    let filter = compiled(archive, asked, &FIELDS, &vocabulary)?;
    let roll = Roll::new(archive);
    let mut people: Vec<Person> = Vec::new();
    let mut places: HashMap<PersonKey, usize> = HashMap::new();
    for meeting in held(archive, asked) {
        for line in lines(&meeting, &roll) {
            let Some(key) = line.person() else { continue };
            if !filter.fits(&line) {
                continue;
            }
            match places.get(&key) {
                Some(&place) => people[place].lines.push(line),
                None => {
                    places.insert(key.clone(), people.len());
                    people.push(Person {
                        key,
                        lines: vec![line],
                    });
                }
            }
        }
    }
    people.sort_by_cached_key(|person| {
        (
            sort_key(person.name()),
            sort_key(person.whence().unwrap_or_default()),
            person.id(),
        )
    });
    Ok(people)
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let people = people(archive, asked)?;
    Ok(Listing::new(
        COLUMNS.to_vec(),
        people.iter().map(row).collect(),
    ))
}

fn row(person: &Person) -> Row {
    let mut counts: HashMap<Presence, i64> = HashMap::new();
    for lines in person.meetings() {
        *counts.entry(presence(lines)).or_default() += 1;
    }
    let count = |presence| counts.get(&presence).copied().unwrap_or(0);
    let (present, absent) = (count(Presence::Present), count(Presence::Absent));
    let bodies: BTreeSet<&String> = person
        .lines
        .iter()
        .map(|line| &line.meeting().protocol().body.value)
        .collect();
    let days = || {
        let dates = person
            .lines
            .iter()
            .map(|line| &line.meeting().protocol().date);
        dates.flatten().map(|date| date.value)
    };
    let (first, last): (Option<NaiveDate>, Option<NaiveDate>) = (days().min(), days().max());
    Row {
        id: person.id(),
        cells: vec![
            Cell::Text(person.id()),
            Cell::Text(person.name().to_owned()),
            Cell::text(person.party()),
            Cell::text(person.organisation()),
            Cell::List(bodies.into_iter().cloned().collect()),
            Cell::Number(counts.values().sum()),
            Cell::Number(present),
            Cell::Number(absent),
            Cell::Number(count(Presence::Other)),
            super::share(present, present + absent),
            Cell::date(first),
            Cell::date(last),
        ],
        depth: 0,
    }
}
