//! The sum of a meeting: who sat where, and what was reached, at the start and item by item.

use std::ops::Range;

use chrono::NaiveDate;

use super::PEOPLE_MAX;
use super::bench::Bench;
use super::matching::{Row, assign};
use super::people::{Ground, Person, people, sits};
use super::presence::{Agenda, There};
use super::quorum::{Asked, Reached};
use super::roll::Roll;
use crate::lang::same_name;
use crate::model::{Attendee, Body, Collaboration, Kind, MemberKind, Protocol, Seats, Status};

/// The most times at which people come and go that are told apart; in a protocol with more only
/// the start is judged.
const STRETCHES_MAX: usize = 500;

/// Who sat at a meeting and whether they were enough.
#[derive(Debug)]
pub struct Sum<'a> {
    collaboration: &'a Collaboration,
    day: NaiveDate,
    /// The seat rows of that day.
    pub seats: Seats<'a>,
    /// Parties and offices with seats that day; empty where nothing is written about seats.
    pub benches: Vec<Bench<'a>>,
    /// The member list of that day.
    pub roll: Roll<'a>,
    /// Who is listed as a member or as a serving substitute, in document order.
    pub people: Vec<Person<'a>>,
    /// The start, then stretches of items in which nobody comes or goes, in document order.
    pub stretches: Vec<Stretch<'a>>,
    /// What the quorum rule asks; nothing where none is written.
    pub asked: Option<Asked<'a>>,
}

/// A part of the meeting in which nobody comes or goes.
#[derive(Debug)]
pub struct Stretch<'a> {
    /// The items, by index; empty for the start.
    pub items: Range<usize>,
    /// What each person was, with those who may have been there.
    pub standings: Vec<Standing>,
    /// The same with those alone who certainly were there; nothing where that is no difference.
    certain: Option<Vec<Standing>>,
    /// What was reached.
    pub reached: Reached<'a>,
    /// Whether that was enough; nothing where no rule is written.
    pub is_quorate: Option<bool>,
}

impl Stretch<'_> {
    /// What each person was, with those alone who certainly were there.
    pub fn certain(&self) -> &[Standing] {
        self.certain.as_deref().unwrap_or(&self.standings)
    }

    /// Whether it is the start of the meeting.
    pub fn is_start(&self) -> bool {
        self.items.is_empty()
    }
}

/// What somebody was at a part of the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not there.
    Away,
    /// Recused, where those aren't counted.
    Recused,
    /// In a seat of this bench.
    Seated(usize),
    /// A member about whose seat nothing is written.
    Member,
    /// Perhaps a member: nothing tells which party they come from.
    Unknown,
    /// Fits seats that are all filled.
    Over,
    /// Sits for somebody who is there too.
    Beside,
    /// Co-opted, and listed as a member.
    CoOpted,
    /// Fits no seat.
    Seatless,
}

impl Standing {
    /// Whether it counts for quorum.
    pub fn counts(self) -> bool {
        matches!(
            self,
            Standing::Seated(_) | Standing::Member | Standing::Unknown
        )
    }
}

impl<'a> Sum<'a> {
    /// The sum of a protocol of `body` on `day`. Nothing for a summons or a meeting that was called
    /// off, for one that lists nobody, and for one that lists more than [`PEOPLE_MAX`].
    pub fn of(
        collaboration: &'a Collaboration,
        body: &'a Body,
        protocol: &'a Protocol,
        day: NaiveDate,
    ) -> Option<Sum<'a>> {
        let cancelled = protocol
            .status
            .as_ref()
            .is_some_and(|status| status.value == Status::Cancelled);
        let listed = protocol.attendance.iter().filter(|entry| sits(entry));
        let count = listed.take(PEOPLE_MAX + 1).count();
        if cancelled || protocol.kind == Kind::Summons || !(1..=PEOPLE_MAX).contains(&count) {
            return None;
        }
        let seats = collaboration.seats_of(body, day);
        let benches = Bench::all(&seats, collaboration);
        let roll = Roll::of(body, day);
        let agenda = Agenda::of(&protocol.items);
        let ground = Ground {
            collaboration,
            seats: &seats,
            benches: &benches,
            roll: &roll,
            agenda: &agenda,
            day,
        };
        let people = people(protocol, &ground);
        let asked = Asked::of(body, day, &benches, &roll);
        let mut out = Sum {
            collaboration,
            day,
            seats,
            benches,
            roll,
            people,
            stretches: Vec::new(),
            asked,
        };
        out.stretches = out.stretches(&agenda);
        Some(out)
    }

    /// Whether a line names somebody who holds an office that has a seat, or is co-opted, that day.
    pub fn is_office_holder(&self, entry: &Attendee) -> bool {
        let Some(name) = &entry.name else {
            return false;
        };
        self.seats.offices.iter().any(|seat| {
            let holder = self.collaboration.office_holder(&seat.office, self.day);
            holder.is_some_and(|holder| same_name(holder, name))
        })
    }

    /// The start, and the stretches of items.
    fn stretches(&self, agenda: &Agenda) -> Vec<Stretch<'a>> {
        let rows: Vec<Row> = self.benches.iter().map(Bench::row).collect();
        let mut times = vec![Time::Start];
        let mut changes: Vec<usize> = self
            .people
            .iter()
            .flat_map(|person| {
                let recused = person.recused.iter();
                person
                    .course
                    .changes()
                    .chain(recused.flat_map(|(from, until)| [*from, *until]))
            })
            .filter(|item| *item < agenda.len)
            .collect();
        changes.push(0);
        changes.sort_unstable();
        changes.dedup();
        if changes.len() <= STRETCHES_MAX && agenda.len > 0 {
            let ends = changes.iter().skip(1).copied().chain([agenda.len]);
            let items = changes.iter().copied().zip(ends);
            times.extend(items.map(|(from, until)| Time::Items(from..until)));
        }
        times
            .into_iter()
            .map(|time| self.stretch(time, &rows))
            .collect()
    }

    fn stretch(&self, time: Time, rows: &[Row]) -> Stretch<'a> {
        let recused_leave = self.asked.as_ref().is_some_and(Asked::recused_leave);
        let mut here = Vec::with_capacity(self.people.len());
        let mut surely = Vec::with_capacity(self.people.len());
        for person in &self.people {
            let (there, recused) = match &time {
                Time::Start => (person.course.start, false),
                Time::Items(items) => (
                    person.course.at(items.start),
                    person.is_recused(items.start),
                ),
            };
            here.push(match (there, recused && recused_leave) {
                (There::No, _) => Err(Standing::Away),
                (_, true) => Err(Standing::Recused),
                _ => Ok(()),
            });
            surely.push(match (there, recused) {
                (There::Yes, false) => Ok(()),
                (There::Yes, true) => Err(Standing::Recused),
                _ => Err(Standing::Away),
            });
        }
        let standings = self.seat(&here, &surely, rows);
        let certain = (here
            .iter()
            .map(Result::is_ok)
            .ne(surely.iter().map(Result::is_ok)))
        .then(|| self.seat(&surely, &surely, rows));
        let reached = self.reached(&standings);
        let is_quorate = self.asked.as_ref().map(|asked| asked.is_met(&reached));
        Stretch {
            items: match time {
                Time::Start => 0..0,
                Time::Items(items) => items,
            },
            standings,
            certain,
            reached,
            is_quorate,
        }
    }

    /// Seats those who are `here`; those who aren't have their standing already.
    fn seat(
        &self,
        here: &[Result<(), Standing>],
        surely: &[Result<(), Standing>],
        rows: &[Row],
    ) -> Vec<Standing> {
        let mut out: Vec<Standing> = Vec::with_capacity(self.people.len());
        // Those who are co-opted come last: they take no seat from anybody.
        let (mut order, mut last) = (Vec::new(), Vec::new());
        for (index, person) in self.people.iter().enumerate() {
            let standing = match here[index] {
                Err(standing) => standing,
                Ok(()) if self.is_beside(person, surely) => Standing::Beside,
                Ok(()) if !person.fits.is_empty() => {
                    match person.co_opted {
                        None => order.push(index),
                        Some(_) => last.push(index),
                    }
                    Standing::Over
                }
                Ok(()) if person.co_opted.is_some() => Standing::CoOpted,
                Ok(()) if self.is_plain_member(person) => Standing::Member,
                Ok(()) if person.is_unknown => Standing::Unknown,
                Ok(()) => Standing::Seatless,
            };
            out.push(standing);
        }
        order.append(&mut last);
        let fits: Vec<Vec<usize>> = order
            .iter()
            .map(|&person| self.people[person].fits.clone())
            .collect();
        for (person, row) in order.into_iter().zip(assign(rows, &fits)) {
            out[person] = match row {
                Some(row) => Standing::Seated(row),
                None if self.people[person].co_opted.is_some() => Standing::CoOpted,
                None => Standing::Over,
            };
        }
        out
    }

    /// Whether everybody whom somebody sits for is certainly there.
    fn is_beside(&self, person: &Person<'_>, surely: &[Result<(), Standing>]) -> bool {
        !person.instead_of.is_empty()
            && person
                .instead_of
                .iter()
                .all(|&member| surely[member].is_ok())
    }

    /// Whether somebody counts as a member though no seat is written for them: by the member
    /// list, or because nothing at all is written.
    fn is_plain_member(&self, person: &Person<'_>) -> bool {
        let in_list = |kind| person.rows.iter().any(|row| row.kind == kind);
        match (self.benches.is_empty(), self.roll.is_empty()) {
            (true, true) => true,
            (true, false) => {
                in_list(MemberKind::Regular)
                    || in_list(MemberKind::Substitute)
                    || person
                        .entries
                        .iter()
                        .any(|entry| entry.substitute_for.is_some())
            }
            (false, _) => in_list(MemberKind::Regular),
        }
    }

    fn reached(&self, standings: &[Standing]) -> Reached<'a> {
        let mut members = 0;
        let mut unknown = 0;
        let mut parties: Vec<&'a str> = Vec::new();
        let mut kinds = Vec::new();
        let all_kinds = self.asked.as_ref().map_or(&[][..], |asked| &asked.kinds);
        for (person, standing) in self.people.iter().zip(standings) {
            if !standing.counts() {
                continue;
            }
            members += 1;
            unknown += u32::from(*standing == Standing::Unknown);
            match standing {
                Standing::Seated(bench) => {
                    parties.extend(
                        self.benches[*bench]
                            .party()
                            .map(|party| party.name.value.as_str()),
                    );
                }
                Standing::Member => parties.extend(&person.parties),
                _ => {}
            }
            // Whoever sits by an office is from somewhere too.
            if !all_kinds.is_empty() {
                kinds.extend(person.parties.iter().copied());
            }
        }
        parties.sort_unstable();
        parties.dedup();
        kinds.sort_unstable();
        kinds.dedup();
        let present: Vec<_> = kinds
            .iter()
            .filter_map(|party| self.collaboration.party(party))
            .map(|party| &party.kind)
            .collect();
        let missing_kinds = all_kinds
            .iter()
            .copied()
            .filter(|kind| !present.contains(kind))
            .collect();
        Reached {
            members,
            parties,
            unknown,
            missing_kinds,
        }
    }
}

/// A time of the meeting.
enum Time {
    Start,
    Items(Range<usize>),
}
