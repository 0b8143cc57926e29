//! Who is expected at a meeting, as the lists of a front matter.

use chrono::NaiveDate;

use super::dates;
use super::yaml::{mapping, value};
use crate::archive::{Archive, ProtocolFile};
use crate::lang::same_name;
use crate::model::{Attendee, Body, Member, MemberKind, Office, Presence, Seating};
use crate::parse::attendance;
use crate::text::Span;

/// The lists of a new protocol: each line a value of a YAML list.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Who chairs.
    pub chair: Option<String>,
    /// Members, who may all come.
    pub present: Vec<String>,
    /// Substitutes, as they stand if they serve.
    pub substitutes: Vec<String>,
    /// Co-opted.
    pub co_opted: Vec<String>,
    /// What people must know about the lists; nothing where they come from the member list.
    pub remark: Option<String>,
    /// The names in [`Lists::present`].
    names: Vec<String>,
}

impl Lists {
    /// Whether somebody of this name is among the members.
    pub fn has_member(&self, name: &str) -> bool {
        self.names.iter().any(|own| same_name(own, name))
    }
}

/// The lists of `body` on `day`: from its member list, else from its last meeting, else to be
/// filled in.
pub(super) fn lists(
    archive: &Archive,
    body: &Body,
    day: NaiveDate,
    last: Option<&ProtocolFile>,
) -> Lists {
    let members: Vec<&Member> = body.members_on(day).collect();
    let lists = match members.is_empty() {
        false => from_members(archive, body, day, &members),
        true => from_last(archive, body, day, last),
    };
    match lists.present.is_empty() {
        true => unknown(lists),
        false => lists,
    }
}

fn from_members(archive: &Archive, body: &Body, day: NaiveDate, members: &[&Member]) -> Lists {
    let (chair, vice) = chairs(body, day);
    let mut lists = Lists {
        chair: chair.clone(),
        ..Lists::default()
    };
    let mut seen: Vec<(String, Option<&str>)> = Vec::new();
    let mut regular: Vec<&Member> = Vec::new();
    for member in of_kind(members, MemberKind::Regular) {
        // Who sits for a party and by office has two rows and comes once.
        let id = member.id.as_ref().map(|id| id.value.as_str());
        let own = (crate::lang::fold(&member.name), id);
        if !seen.contains(&own) {
            seen.push(own);
            regular.push(member);
        }
    }
    let is_called = |member: &Member, name: &Option<String>| {
        name.as_ref()
            .is_some_and(|name| same_name(&member.name, name))
    };
    regular.sort_by_key(|member| match () {
        () if is_called(member, &chair) => 0,
        () if is_called(member, &vice) => 1,
        () => 2,
    });
    // Those whose seat a substitute may fill: an office has none.
    let mut by_party: Vec<&Member> = Vec::new();
    for member in &regular {
        let office = office_role(archive, body, day, member, members);
        let role = match () {
            () if is_called(member, &chair) => Some("ordförande".to_owned()),
            () if is_called(member, &vice) => Some("vice ordförande".to_owned()),
            () => office.clone(),
        };
        let party = member.party.as_ref().map(|party| party.value.as_str());
        let party = party.filter(|_| office.is_none() || role != office);
        if office.is_none() {
            by_party.push(member);
        }
        lists.names.push(member.name.value.clone());
        lists
            .present
            .push(person(archive, &member.name, party, role.as_deref()));
    }
    if let Some(chair) = chair.filter(|chair| !lists.has_member(chair)) {
        lists.names.insert(0, chair.clone());
        let line = person(archive, &chair, None, Some("ordförande"));
        lists.present.insert(0, line);
    }
    for member in of_kind(members, MemberKind::Substitute) {
        let phrase = match instead_of(member, &by_party) {
            Some(name) => format!("ersätter {name}"),
            None => "tjänstgörande ersättare".to_owned(),
        };
        let party = member.party.as_ref().map(|party| party.value.as_str());
        lists
            .substitutes
            .push(person(archive, &member.name, party, Some(&phrase)));
    }
    for member in of_kind(members, MemberKind::CoOpted) {
        let party = member.party.as_ref().map(|party| party.value.as_str());
        lists
            .co_opted
            .push(person(archive, &member.name, party, None));
    }
    lists
}

fn of_kind<'a>(members: &[&'a Member], kind: MemberKind) -> impl Iterator<Item = &'a Member> {
    members
        .iter()
        .copied()
        .filter(move |member| member.kind == kind)
}

/// Chair and vice chair in office.
fn chairs(body: &Body, day: NaiveDate) -> (Option<String>, Option<String>) {
    let name =
        |name: &Option<crate::text::At<String>>| name.as_ref().map(|name| name.value.clone());
    let mut periods = body.chairs_on(day);
    periods.next().map_or((None, None), |period| {
        (name(&period.chair), name(&period.vice))
    })
}

/// The office that gives `member` the seat: where the party has more members than seats.
fn office_role(
    archive: &Archive,
    body: &Body,
    day: NaiveDate,
    member: &Member,
    members: &[&Member],
) -> Option<String> {
    let seats = archive.collaboration.seats_of(body, day);
    let holds = |office: &Office| {
        let holder = archive.collaboration.office_holder(office, day);
        holder.is_some_and(|holder| same_name(holder, &member.name))
    };
    let seat = seats.offices.iter().find(|seat| holds(&seat.office))?;
    let party = member.party.as_ref()?.value.as_str();
    let allowed = seats.of(party).map_or(0, |seats| seats.allowed);
    let of_party = of_kind(members, MemberKind::Regular)
        .filter(|other| other.party.as_ref().is_some_and(|own| own.value == party))
        .count();
    if of_party <= allowed as usize {
        return None;
    }
    let role = match seat.office.vice {
        true => "vice ordförande",
        false => "ordförande",
    };
    let other = archive.collaboration.body(&seat.office.body)?;
    Some(format!("{role} {}", other.name.value))
}

/// Whom a substitute sits for, where only one can be meant.
fn instead_of<'a>(substitute: &'a Member, regular: &[&'a Member]) -> Option<&'a str> {
    if let Some(member) = &substitute.substitute_for {
        return Some(&member.value);
    }
    let party = &substitute.party.as_ref()?.value;
    let mut own = regular
        .iter()
        .filter(|member| member.party.as_ref().is_some_and(|own| own.value == *party));
    let first = own.next()?;
    own.next().is_none().then_some(first.name.value.as_str())
}

/// A body without a member list that day: who was named last time, to be checked.
fn from_last(archive: &Archive, body: &Body, day: NaiveDate, last: Option<&ProtocolFile>) -> Lists {
    let (chair, _) = chairs(body, day);
    let mut lists = Lists {
        chair: chair.clone(),
        ..Lists::default()
    };
    let Some(last) = last else { return lists };
    if lists.chair.is_none() {
        let chair = last.protocol.chair.as_ref();
        lists.chair = chair.map(|chair| chair.value.clone());
    }
    for attendee in &last.protocol.attendance {
        let Some(line) = of_attendee(archive, attendee, lists.chair.as_deref()) else {
            continue;
        };
        match (attendee.presence, attendee.seating) {
            (Presence::Other, _) => {}
            (_, Seating::Member) => {
                let name = attendee.name.as_ref();
                lists.names.extend(name.map(|name| name.value.clone()));
                lists.present.push(line);
            }
            (_, Seating::ServingSubstitute | Seating::Substitute) => lists.substitutes.push(line),
            (_, Seating::CoOpted) => lists.co_opted.push(line),
            (_, Seating::Other) => {}
        }
    }
    // Who led last time and isn't in the list can't be told to lead this time.
    lists.chair = lists.chair.filter(|chair| {
        let named = lists.names.iter();
        named.into_iter().any(|name| same_name(name, chair))
    });
    if !lists.present.is_empty() {
        let date = last.protocol.date.as_ref();
        let date = date.map_or(String::new(), |date| {
            format!(" {}", dates::long(date.value))
        });
        lists.remark = Some(format!(
            "{{KONTROLLERA}}: organet har ingen medlemslista den dagen; det här är de som var med{date}"
        ));
    }
    lists
}

/// A line of last time, with the role that goes with this meeting's chair.
fn of_attendee(archive: &Archive, attendee: &Attendee, chair: Option<&str>) -> Option<String> {
    let name = attendee.name.as_ref();
    let organisation = attendee.party.as_deref();
    let written = attendee.organisation.as_ref();
    let organisation = organisation.or(written.map(|written| written.value.as_str()));
    let role = attendee.role.as_ref().map(|role| role.value.as_str());
    let Some(name) = name else {
        // Known by role alone: brukarrepresentant.
        return role.map(value);
    };
    let leads = chair.is_some_and(|chair| same_name(chair, name));
    // A role may be followed by another, which was for that meeting.
    let office = role.filter(|_| attendee.office.is_some());
    let office = office.and_then(|role| role.split([',', ';']).next());
    let role = match leads {
        true => Some("ordförande"),
        false => office,
    };
    Some(person(archive, name, organisation, role))
}

/// Nobody is known.
fn unknown(mut lists: Lists) -> Lists {
    let chair = lists.chair.clone();
    let chair = chair.unwrap_or_else(|| "{ORDFÖRANDE}".to_owned());
    lists.present = vec![value(&chair), value("{LEDAMOT}")];
    lists.remark = Some("En person på varje rad: namn, huvudman.".to_owned());
    lists.names = vec![chair.clone(), "{LEDAMOT}".to_owned()];
    lists.chair = Some(chair);
    lists
}

/// A person as a value of a list: on one line where it reads back as the same person.
pub(super) fn person(
    archive: &Archive,
    name: &str,
    organisation: Option<&str>,
    role: Option<&str>,
) -> String {
    let parts = [Some(name), organisation, role];
    let line: Vec<&str> = parts.into_iter().flatten().collect();
    let line = line.join(", ");
    let read = attendance::line(
        &line,
        &|_| Span::default(),
        Presence::Present,
        Seating::Member,
        &archive.names,
    );
    let reads_back = read.is_some_and(|read| {
        let same = |own: &Option<crate::text::At<String>>, wanted: &str| {
            own.as_ref().is_some_and(|own| own.value == wanted)
        };
        same(&read.name, name)
            && organisation.is_none_or(|wanted| {
                read.party.as_deref() == Some(wanted) || same(&read.organisation, wanted)
            })
    });
    if reads_back && !line.chars().any(char::is_control) {
        return value(&line);
    }
    let instead = role.and_then(|role| role.strip_prefix("ersätter "));
    let serves = role.filter(|role| *role == "tjänstgörande ersättare");
    mapping(&[
        ("namn", Some(name)),
        ("huvudman", organisation),
        (
            "roll",
            role.filter(|_| instead.is_none() && serves.is_none()),
        ),
        ("ersätter", instead),
        ("tjänstgör", serves.map(|_| "ja")),
    ])
}
