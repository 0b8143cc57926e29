//! Who sat at a meeting, or would: each person once, whatever the number of lines.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::bench::Bench;
use super::presence::{Agenda, Course};
use super::roll::Roll;
use crate::lang::{fold, same_name};
use crate::model::{
    Attendee, Basis, Collaboration, DataLineKind, Item, Member, MemberKind, Office, Presence,
    Protocol, Seating, Seats,
};
use crate::text::Span;

/// One person who is listed as a member or as a serving substitute.
#[derive(Debug)]
pub struct Person<'a> {
    /// The lines, in document order; at least one.
    pub entries: Vec<&'a Attendee>,
    /// The rows of the member list that mean them, that day.
    pub rows: Vec<&'a Member>,
    /// The parties they may sit for: as written, else by the member list.
    pub parties: Vec<&'a str>,
    /// The benches they fit, by index: a party's first.
    pub fits: Vec<usize>,
    /// The row that co-opts them.
    pub co_opted: Option<&'a Basis>,
    /// The people they sit for, by index, where those are listed as present too.
    pub instead_of: Vec<usize>,
    /// Nothing tells which party they come from.
    pub is_unknown: bool,
    /// When they were there.
    pub course: Course,
    /// The items they were recused from, by index, as ranges `from..until`.
    pub recused: Vec<(usize, usize)>,
}

impl<'a> Person<'a> {
    /// The name, or the role of somebody known by role alone.
    pub fn name(&self) -> &'a str {
        let entry = self.entries[0];
        let cell = entry.name.as_ref().or(entry.role.as_ref());
        cell.or(entry.organisation.as_ref())
            .map_or("", |cell| cell.value.as_str())
    }

    /// Where the name stands first.
    pub fn span(&self) -> Span {
        name_span(self.entries[0])
    }

    /// Whether they were recused from the item of this index.
    pub fn is_recused(&self, item: usize) -> bool {
        self.recused
            .iter()
            .any(|(from, until)| (*from..*until).contains(&item))
    }
}

/// Where an attendee's name stands; the role, or the whole line, where there is none.
pub fn name_span(attendee: &Attendee) -> Span {
    attendee
        .name
        .as_ref()
        .or(attendee.role.as_ref())
        .map_or(attendee.span, |cell| cell.span)
}

/// Whether a line names somebody who sits: a member, or a substitute who serves.
pub fn sits(attendee: &Attendee) -> bool {
    attendee.presence == Presence::Present
        && matches!(
            attendee.seating,
            Seating::Member | Seating::ServingSubstitute
        )
}

/// Whether somebody who is listed among the members only helps: the secretary, an observer, a
/// representative of users.
pub fn is_guest(protocol: &Protocol, entry: &Attendee) -> bool {
    let by_role = || entry.office.is_none() && !is_meeting_role(entry);
    let keeps_the_minutes = || {
        let names = entry.name.as_ref().zip(protocol.secretary.as_ref());
        names.is_some_and(|(name, secretary)| same_name(name, secretary))
    };
    entry.party.is_none() && (by_role() || keeps_the_minutes())
}

/// What people are read against.
pub(super) struct Ground<'s, 'a> {
    pub collaboration: &'a Collaboration,
    pub seats: &'s Seats<'a>,
    pub benches: &'s [Bench<'a>],
    pub roll: &'s Roll<'a>,
    pub agenda: &'s Agenda,
    pub day: NaiveDate,
}

/// The people of a protocol, in document order.
pub(super) fn people<'a>(protocol: &'a Protocol, ground: &Ground<'_, 'a>) -> Vec<Person<'a>> {
    let (groups, by_name) = groups(protocol);
    let holders = holders(ground);
    let secretary = protocol.secretary.as_ref().map(|name| fold(&name.value));
    let mut out: Vec<Person<'a>> = groups
        .into_iter()
        .map(|(name, entries)| {
            let mut person = person(entries, name.as_deref(), &holders, ground);
            person.is_unknown &= name.is_some() && name != secretary;
            person
        })
        .collect();
    for index in 0..out.len() {
        out[index].instead_of = instead_of(index, &out, &by_name);
    }
    recuse(&protocol.items, &mut out, &by_name, ground.agenda);
    out
}

type Groups<'a> = (
    Vec<(Option<String>, Vec<&'a Attendee>)>,
    HashMap<String, Vec<usize>>,
);

/// The lines of each person. Lines of one name are one person unless they name two parties or
/// organisations: people are never merged by name alone.
fn groups(protocol: &Protocol) -> Groups<'_> {
    let mut groups: Vec<(Option<String>, Vec<&Attendee>)> = Vec::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for entry in protocol.attendance.iter().filter(|entry| sits(entry)) {
        let Some(name) = entry.name.as_ref().map(|name| fold(&name.value)) else {
            groups.push((None, vec![entry]));
            continue;
        };
        let same = by_name.entry(name.clone()).or_default();
        let known = same
            .iter()
            .copied()
            .find(|&group| groups[group].1.iter().all(|other| may_be_one(other, entry)));
        match known {
            Some(group) => groups[group].1.push(entry),
            None => {
                same.push(groups.len());
                groups.push((Some(name), vec![entry]));
            }
        }
    }
    (groups, by_name)
}

/// Whether two lines of one name may mean one person: they don't name two organisations.
pub fn may_be_one(a: &Attendee, b: &Attendee) -> bool {
    match (&a.party, &b.party) {
        (Some(a), Some(b)) => a == b,
        _ => match (&a.organisation, &b.organisation) {
            (Some(a), Some(b)) => fold(&a.value) == fold(&b.value),
            _ => true,
        },
    }
}

/// For each bench of an office, the folded name of who holds it that day.
fn holders(ground: &Ground<'_, '_>) -> Vec<(usize, String)> {
    let offices = ground.benches.iter().enumerate();
    offices
        .filter_map(|(index, bench)| {
            let office = bench.office()?;
            let name = ground.collaboration.office_holder(office, ground.day)?;
            Some((index, fold(&name.value)))
        })
        .collect()
}

fn person<'a>(
    entries: Vec<&'a Attendee>,
    name: Option<&str>,
    holders: &[(usize, String)],
    ground: &Ground<'_, 'a>,
) -> Person<'a> {
    let mut parties: Vec<&'a str> = entries
        .iter()
        .filter_map(|entry| entry.party.as_deref())
        .collect();
    let rows = rows_of(name, &parties, ground.roll);
    for row in rows.iter().filter(|row| row.kind != MemberKind::CoOpted) {
        parties.extend(row.party.as_ref().map(|party| party.value.as_str()));
    }
    parties.sort_unstable();
    parties.dedup();
    let offices: Vec<&Office> = entries
        .iter()
        .filter_map(|entry| entry.office.as_ref())
        .collect();
    let mut fits: Vec<usize> = Vec::new();
    for (index, bench) in ground.benches.iter().enumerate() {
        let fitting = match (bench.party(), bench.office()) {
            (Some(party), _) => parties.contains(&party.name.value.as_str()),
            (None, Some(office)) => {
                offices.contains(&office)
                    || holders
                        .iter()
                        .any(|(at, holder)| *at == index && name == Some(holder.as_str()))
            }
            (None, None) => false,
        };
        if fitting {
            fits.push(index);
        }
    }
    let co_opted = co_opted(&offices, &parties, &rows, ground.seats);
    let mut course = Course::never();
    for entry in &entries {
        course = course.and(&Course::of(entry, ground.agenda));
    }
    let is_unknown = parties.is_empty()
        && offices.is_empty()
        && fits.is_empty()
        && ground.roll.is_empty()
        && entries.iter().all(|entry| is_meeting_role(entry));
    Person {
        entries,
        rows,
        parties,
        fits,
        co_opted,
        instead_of: Vec::new(),
        is_unknown,
        course,
        recused: Vec::new(),
    }
}

/// The rows of the member list that mean somebody: those of the party they are listed for, where
/// there is one of that name, else all of the name.
fn rows_of<'a>(name: Option<&str>, parties: &[&str], roll: &Roll<'a>) -> Vec<&'a Member> {
    let Some(name) = name else { return Vec::new() };
    let all = roll.folded(name);
    let own: Vec<&Member> = all
        .iter()
        .copied()
        .filter(|row| {
            row.party
                .as_ref()
                .is_some_and(|party| parties.contains(&party.value.as_str()))
        })
        .collect();
    if own.is_empty() { all.to_vec() } else { own }
}

/// The row that co-opts somebody: of the office they are listed with, of their party where it has
/// no seat, or their own in the member list.
fn co_opted<'a>(
    offices: &[&Office],
    parties: &[&str],
    rows: &[&'a Member],
    seats: &Seats<'a>,
) -> Option<&'a Basis> {
    let office = seats
        .offices
        .iter()
        .find(|seat| seat.co_opted && offices.contains(&&seat.office));
    if let Some(seat) = office {
        return Some(seat.basis);
    }
    if !rows.is_empty() && rows.iter().all(|row| row.kind == MemberKind::CoOpted) {
        return Some(&rows[0].basis);
    }
    let party = seats.co_opted.iter().find(|co_opted| {
        let name = co_opted.party.name.value.as_str();
        parties.contains(&name) && seats.of(name).is_none()
    });
    party.map(|seats| seats.basis)
}

/// Whether a role, if there is one, is had at the meeting and tells nothing of where somebody
/// comes from.
fn is_meeting_role(entry: &Attendee) -> bool {
    let Some(role) = &entry.role else { return true };
    let role = fold(&role.value);
    [
        "ordf",
        "vice",
        "mötesordf",
        "juster",
        "mötesjuster",
        "ledamot",
        "ordinarie",
        "ers",
    ]
    .iter()
    .any(|start| role.starts_with(start))
}

/// Whom somebody sits for, among those present: by the protocol's own words, else by the member
/// list where it makes them a personal substitute.
fn instead_of(
    index: usize,
    people: &[Person<'_>],
    by_name: &HashMap<String, Vec<usize>>,
) -> Vec<usize> {
    let person = &people[index];
    let mut names: Vec<String> = person
        .entries
        .iter()
        .filter_map(|entry| entry.substitute_for.as_ref())
        .map(|name| fold(&name.value))
        .collect();
    let seated: Vec<&&Member> = person
        .rows
        .iter()
        .filter(|row| row.kind != MemberKind::CoOpted)
        .collect();
    let personal = seated
        .iter()
        .all(|row| row.kind == MemberKind::Substitute && row.substitute_for.is_some());
    // Somebody who also has an office's seat doesn't need anybody to be absent.
    if names.is_empty() && personal && person.fits.len() <= 1 {
        let members = seated.iter().filter_map(|row| row.substitute_for.as_ref());
        names.extend(members.map(|name| fold(&name.value)));
    }
    let mut out = Vec::new();
    for name in names {
        let members = by_name.get(&name).map_or(&[][..], Vec::as_slice);
        let member = members.iter().copied().find(|&other| {
            let parties = &people[other].parties;
            let apart = !parties.is_empty()
                && !person.parties.is_empty()
                && parties.iter().all(|party| !person.parties.contains(party));
            other != index && !apart
        });
        match member {
            Some(member) => out.push(member),
            // One of those they may sit for isn't there: nothing to say.
            None => return Vec::new(),
        }
    }
    out
}

/// Who was recused from what: `jäv` of a line of the attendance, and `Jäv:` lines of items.
fn recuse(
    items: &[Item],
    people: &mut [Person<'_>],
    by_name: &HashMap<String, Vec<usize>>,
    agenda: &Agenda,
) {
    for person in people.iter_mut() {
        let found: Vec<(usize, usize)> = person
            .entries
            .iter()
            .flat_map(|entry| &entry.recused)
            .filter_map(|number| agenda.find_range(&number.value))
            .map(|range| (*range.start(), *range.end() + 1))
            .collect();
        person.recused = found;
    }
    for (index, item) in items.iter().enumerate() {
        let lines = item.data.iter();
        for line in lines.filter(|line| line.kind == DataLineKind::Recusal) {
            let names = line.value.value.split([',', ';']);
            for name in names.flat_map(|part| part.split(" och ")) {
                for &person in by_name.get(&fold(name)).into_iter().flatten() {
                    people[person].recused.push((index, index + 1));
                }
            }
        }
    }
    for person in people {
        person.recused.sort_unstable();
        person.recused.dedup();
    }
}
