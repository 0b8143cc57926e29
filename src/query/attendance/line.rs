//! One line of an attendance list, who it names, and the fields that lines are filtered by.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::roll::Roll;
use crate::archive::Archive;
use crate::lang::{self, Text};
use crate::model::{Attendee, Presence, PresenceLimit, PresenceRange, ProtocolId, Seating};
use crate::query::filter::{Field, FieldKind, Known};
use crate::query::meeting::{Meeting, OfMeeting, body_field, date_field, meetings, status_field};
use crate::query::spelling::see_party_named;
use crate::query::{Asked, word_of};
use crate::text::At;

/// A line where it stands.
#[derive(Clone, Debug)]
pub(super) struct Line {
    meeting: Meeting,
    attendee: usize,
    /// The canonical name of the party that the person was there for.
    pub party: Option<String>,
    /// The party that the person is from: the same, but for chairs of other bodies.
    pub home: Option<String>,
    /// The `id:` of the member list.
    pub id: Option<String>,
    /// Named as a substitute by the body's list, whatever the protocol says.
    pub substitute: bool,
}

/// What tells two people apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum PersonKey {
    /// The `id:` of the member list.
    Id(String),
    /// The folded name, and the party; else the folded organisation, else nothing.
    Name(String, String),
}

impl OfMeeting for Line {
    fn meeting(&self) -> &Meeting {
        &self.meeting
    }
}

impl Line {
    pub fn attendee(&self) -> &Attendee {
        &self.meeting.protocol().attendance[self.attendee]
    }

    /// The name as written; `None` for somebody known by role alone.
    pub fn name(&self) -> Option<&str> {
        self.attendee()
            .name
            .as_ref()
            .map(|name| name.value.as_str())
    }

    pub fn organisation(&self) -> Option<&str> {
        self.attendee()
            .organisation
            .as_ref()
            .map(|at| at.value.as_str())
    }

    /// Who this is; `None` for somebody known by role alone, who may be anybody.
    pub fn person(&self) -> Option<PersonKey> {
        let name = lang::fold(self.name()?);
        if let Some(id) = &self.id {
            return Some(PersonKey::Id(id.clone()));
        }
        let whence = match &self.home {
            Some(party) => party.clone(),
            None => lang::fold(self.organisation().unwrap_or_default()),
        };
        Some(PersonKey::Name(name, whence))
    }

    /// Sits as a substitute, by the protocol or by the body's list.
    pub fn is_substitute(&self) -> bool {
        match self.attendee().seating {
            Seating::ServingSubstitute | Seating::Substitute => true,
            Seating::Member => self.substitute,
            Seating::CoOpted | Seating::Other => false,
        }
    }

    fn see_party(&self, see: &mut dyn FnMut(&str)) {
        if let Some(party) = &self.home {
            see_party_named(&self.meeting.archive, party, see);
        }
    }
}

/// The meetings that were held on or before the day asked about. One without a day isn't among
/// them, and a second file of one meeting is no second meeting.
pub(in crate::query) fn held<'a>(
    archive: &'a Arc<Archive>,
    asked: &'a Asked,
) -> impl Iterator<Item = Meeting> + 'a {
    let mut seen: HashSet<ProtocolId> = HashSet::new();
    meetings(archive, asked).filter(move |meeting| {
        let protocol = meeting.protocol();
        let over = |date: &At<NaiveDate>| date.value <= asked.day();
        let is_held = protocol.was_held() && protocol.date.as_ref().is_some_and(over);
        is_held && seen.insert(protocol.id.clone())
    })
}

/// The words of lines that aren't shared by all questions.
pub(super) fn vocabulary(field: &str, value: &str) -> Option<Known> {
    match field {
        "presence" => Some(word_of(value, Presence::ALL.iter().map(|one| one.text()))),
        "seating" => Some(word_of(value, Seating::ALL.iter().map(|one| one.text()))),
        _ => None,
    }
}

/// Every line of a meeting, in document order.
pub(super) fn lines(meeting: &Meeting, roll: &Roll<'_>) -> Vec<Line> {
    let protocol = meeting.protocol();
    let day = protocol.date.as_ref().map(|date| date.value);
    let attendees = protocol.attendance.iter().enumerate();
    let line = |(attendee, read): (usize, &Attendee)| {
        let who = roll.identify(read, &protocol.body.value, day);
        Line {
            meeting: meeting.clone(),
            attendee,
            party: who.party,
            home: who.home,
            id: who.id.map(str::to_owned),
            substitute: who.substitute,
        }
    };
    attendees.map(line).collect()
}

/// The parts of the meeting, in the words of protocols: `§ 1-5`, `till § 5`, `från kl. 09:30`,
/// `ej § 7`.
pub(super) fn ranges(attendee: &Attendee) -> Vec<String> {
    attendee.ranges.iter().map(range).collect()
}

fn range(range: &PresenceRange) -> String {
    let from = range.from.as_ref().map(|from| limit(&from.value));
    let until = range.until.as_ref().map(|until| limit(&until.value));
    let part = match (from, until) {
        (None, None) => String::new(),
        (Some((sign, from)), None) => format!("från {sign} {from}"),
        (None, Some((sign, until))) => format!("till {sign} {until}"),
        (Some(from), Some(until)) if from == until => format!("{} {}", from.0, from.1),
        (Some((sign, from)), Some((other, until))) if sign == other => {
            format!("{sign} {from}-{until}")
        }
        (Some((sign, from)), Some((other, until))) => {
            format!("från {sign} {from} till {other} {until}")
        }
    };
    match range.away {
        true => format!("ej {part}"),
        false => part,
    }
}

fn limit(limit: &PresenceLimit) -> (&'static str, String) {
    match limit {
        PresenceLimit::Item(number) => ("§", number.clone()),
        PresenceLimit::Clock(time) => ("kl.", time.format("%H:%M").to_string()),
    }
}

/// The fields of the questions whose rows are lines, or people.
pub(super) static FIELDS: [Field<Line>; 11] = [
    body_field(Text::new("organet som möttes", "the body that met")),
    date_field(),
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "namn, organisation, roll eller titel",
            "name, organisation, role or title",
        ),
        kind: FieldKind::Text(|row, see| {
            let attendee = row.attendee();
            let written = [
                &attendee.name,
                &attendee.organisation,
                &attendee.role,
                &attendee.title,
            ];
            for text in written.into_iter().flatten() {
                see(&text.value);
            }
            if let Some(party) = &row.home {
                see(party);
            }
        }),
    },
    Field {
        name: "party",
        aliases: &[],
        about: Text::new(
            "huvudmannen som personen kom från",
            "the party that the person came from",
        ),
        kind: FieldKind::Word(Line::see_party),
    },
    Field {
        name: "person",
        aliases: &[],
        about: Text::new(
            "personen, hela eller del av namnet",
            "the person, all or part of the name",
        ),
        kind: FieldKind::Text(|row, see| {
            if let Some(name) = row.name() {
                see(name);
            }
        }),
    },
    Field {
        name: "presence",
        aliases: &["närvaro"],
        about: Text::new(
            "närvarande, frånvarande eller övrig",
            "present, absent or other",
        ),
        kind: FieldKind::Word(|row, see| {
            let text = row.attendee().presence.text();
            see(text.en);
            see(text.sv);
        }),
    },
    Field {
        name: "seating",
        aliases: &["som"],
        about: Text::new(
            "som vad: ledamot, tjänstgörande ersättare, …",
            "in which capacity: member, serving_substitute, …",
        ),
        kind: FieldKind::Word(|row, see| {
            let text = row.attendee().seating.text();
            see(text.en);
            see(text.sv);
        }),
    },
    Field {
        name: "organisation",
        aliases: &[],
        about: Text::new(
            "organisationen som den skrevs, hela eller del",
            "the organisation as written, all or part",
        ),
        kind: FieldKind::Text(|row, see| {
            if let Some(organisation) = row.organisation() {
                see(organisation);
            }
        }),
    },
    Field {
        name: "role",
        aliases: &["roll"],
        about: Text::new("rollen, hela eller del", "the role, all or part"),
        kind: FieldKind::Text(|row, see| {
            if let Some(role) = &row.attendee().role {
                see(&role.value);
            }
        }),
    },
    Field {
        name: "remote",
        aliases: &["digitalt"],
        about: Text::new("deltog på distans", "took part at a distance"),
        kind: FieldKind::Flag(|row| row.attendee().remote),
    },
    status_field(),
];

/// The machine words of presence, for the schema.
pub(super) const PRESENCE_WORDS: [&str; 3] = {
    let mut words = [""; 3];
    let mut at = 0;
    while at < words.len() {
        words[at] = Presence::ALL[at].text().en;
        at += 1;
    }
    words
};

/// The machine words of the capacities, for the schema.
pub(super) const SEATING_WORDS: [&str; 5] = {
    let mut words = [""; 5];
    let mut at = 0;
    while at < words.len() {
        words[at] = Seating::ALL[at].text().en;
        at += 1;
    }
    words
};
