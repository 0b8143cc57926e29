//! How a party stood at a meeting: who served for it, who was absent, and how many seats it has.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::line::{Line, held, lines};
use super::roll::Roll;
use crate::archive::Archive;
use crate::lang::{self, Text};
use crate::model::{Party, Presence, Seating};
use crate::query::filter::{Field, FieldKind};
use crate::query::meeting::{Meeting, OfMeeting, body_field, date_field, status_field};
use crate::query::parties::known_kind;
use crate::query::spelling::see_party;
use crate::query::{AskError, Asked, compiled};

/// A party at a meeting where it has a seat, or is named as present or absent.
#[derive(Clone, Debug)]
pub(in crate::query) struct Standing {
    meeting: Meeting,
    /// The party, by its index in the collaboration.
    pub party: usize,
    /// How many seats it must fill; `None` where it has no seat or no row tells.
    pub seats: Option<u32>,
    /// Whether it counts for the party: it has a seat, or no row of the body gives parties seats.
    pub due: bool,
    /// Those who were there for it: members and serving substitutes, each person once.
    pub(super) serving: Vec<Line>,
    /// Others that are named: absent, or there without serving.
    pub(super) idle: Vec<Line>,
}

/// What a standing comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) enum Outcome {
    /// Somebody served for it.
    Represented,
    /// Somebody is named, nobody served.
    Absent,
    /// Nobody is named, though others are.
    Unmentioned,
    /// The protocol names nobody at all.
    Untold,
}

impl OfMeeting for Standing {
    fn meeting(&self) -> &Meeting {
        &self.meeting
    }
}

impl Standing {
    pub fn party(&self) -> &Party {
        &self.meeting.archive.collaboration.parties[self.party]
    }

    pub fn outcome(&self) -> Outcome {
        if !self.serving.is_empty() {
            Outcome::Represented
        } else if !self.idle.is_empty() {
            Outcome::Absent
        } else if self.meeting.protocol().attendance.is_empty() {
            Outcome::Untold
        } else {
            Outcome::Unmentioned
        }
    }

    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.serving.iter().chain(&self.idle)
    }
}

/// What the member lists and the seat rows say, read once for all meetings.
pub(in crate::query) struct Standings<'a> {
    archive: &'a Arc<Archive>,
    roll: Roll<'a>,
    parties: HashMap<&'a str, usize>,
}

impl<'a> Standings<'a> {
    pub fn new(archive: &'a Arc<Archive>) -> Standings<'a> {
        let parties = archive.collaboration.parties.iter().enumerate();
        Standings {
            archive,
            roll: Roll::new(archive),
            parties: parties
                .map(|(index, party)| (party.name.value.as_str(), index))
                .collect(),
        }
    }

    /// How each party stood at a meeting, in the order of the agreement.
    ///
    /// An office in another body is no party: its holder counts for one only with an organisation.
    /// Officials and guests (`övriga`) and the co-opted fill no seat.
    pub fn of(&self, meeting: &Meeting) -> Vec<Standing> {
        let protocol = meeting.protocol();
        let day: Option<NaiveDate> = protocol.date.as_ref().map(|date| date.value);
        let collaboration = &self.archive.collaboration;
        let body = collaboration.body(&protocol.body.value);
        let seats = body
            .zip(day)
            .map(|(body, day)| collaboration.seats_of(body, day));
        let parties = seats.as_ref().map_or(&[][..], |seats| &seats.parties);
        let empty = |party, required: Option<u32>| Standing {
            meeting: meeting.clone(),
            party,
            seats: required,
            due: required.is_some() || parties.is_empty(),
            serving: Vec::new(),
            idle: Vec::new(),
        };
        let seated = seats.iter().flat_map(|seats| seats.with_seat());
        let mut out: BTreeMap<usize, Standing> = seated
            .map(|seats| {
                (
                    self.parties[seats.party.name.value.as_str()],
                    seats.required,
                )
            })
            .map(|(party, required)| (party, empty(party, Some(required))))
            .collect();
        let mut counted: HashSet<(usize, String)> = HashSet::new();
        for line in lines(meeting, &self.roll) {
            let Some(&party) = line
                .party
                .as_deref()
                .and_then(|name| self.parties.get(name))
            else {
                continue;
            };
            let attendee = line.attendee();
            let serves = match (attendee.presence, attendee.seating) {
                (Presence::Other, _) | (_, Seating::CoOpted | Seating::Other) => continue,
                (Presence::Present, Seating::Member | Seating::ServingSubstitute) => true,
                (Presence::Present, Seating::Substitute) | (Presence::Absent, _) => false,
            };
            let standing = out.entry(party).or_insert_with(|| empty(party, None));
            let again = serves
                && line
                    .name()
                    .is_some_and(|name| !counted.insert((party, lang::fold(name))));
            match (serves, again) {
                (true, false) => standing.serving.push(line),
                (true, true) => {}
                (false, _) => standing.idle.push(line),
            }
        }
        out.into_values().collect()
    }
}

/// The standings that fit the filter, by meeting, then in the order of the agreement.
pub(super) fn standings(archive: &Arc<Archive>, asked: &Asked) -> Result<Vec<Standing>, AskError> {
    let filter = compiled(archive, asked, &FIELDS, &|field, value| match field {
        "party_kind" => Some(known_kind(archive, value)),
        _ => None,
    })?;
    let all = Standings::new(archive);
    let of_meetings = held(archive, asked).flat_map(|meeting| all.of(&meeting));
    Ok(of_meetings
        .filter(|standing| filter.fits(standing))
        .collect())
}

/// The fields of a party at a meeting.
pub(super) static FIELDS: [Field<Standing>; 8] = [
    body_field(Text::new("organet som möttes", "the body that met")),
    date_field(),
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "huvudmannens namn, eller namnet på någon som nämns för den",
            "the name of the party, or of somebody who is named for it",
        ),
        kind: FieldKind::Text(|row, see| {
            see(&row.party().name.value);
            row.lines().filter_map(Line::name).for_each(see);
        }),
    },
    Field {
        name: "party",
        aliases: &[],
        about: Text::new("huvudmannen", "the party"),
        kind: FieldKind::Word(|row, see| {
            see_party(row.party(), see);
        }),
    },
    Field {
        name: "party_kind",
        aliases: &["slag"],
        about: Text::new(
            "huvudmannens slag: region, kommun",
            "the kind of party: region, municipality",
        ),
        kind: FieldKind::Word(|row, see| {
            let kind = &row.party().kind;
            see(kind.word());
            if let Some(text) = kind.text() {
                see(text.en);
            }
        }),
    },
    Field {
        name: "person",
        aliases: &[],
        about: Text::new(
            "någon som nämns för huvudmannen, hela eller del av namnet",
            "somebody named for the party, all or part of the name",
        ),
        kind: FieldKind::Text(|row, see| row.lines().filter_map(Line::name).for_each(see)),
    },
    Field {
        name: "represented",
        aliases: &["företrädd"],
        about: Text::new(
            "någon tjänstgjorde för huvudmannen",
            "somebody served for the party",
        ),
        kind: FieldKind::Flag(|row| row.outcome() == Outcome::Represented),
    },
    status_field(),
];
