//! The member lists of all bodies, for finding out who a name in an attendance list is.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::archive::Archive;
use crate::lang;
use crate::model::{Attendee, Member, MemberKind};

/// Members by body and name.
pub(in crate::query) struct Roll<'a> {
    /// By the body's code, then the folded name.
    members: HashMap<&'a str, HashMap<String, Vec<&'a Member>>>,
    /// By party, then the folded name: the id that all rows of that person have, in whichever body.
    ids: HashMap<&'a str, HashMap<String, Option<&'a str>>>,
}

/// Who an attendee is, as far as the member lists tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::query) struct Identity<'a> {
    /// The canonical name of the party: as written, or where neither organisation nor office is
    /// written, as the body's own list has it.
    pub party: Option<String>,
    /// The party, else for the chair of another body the one that that body's list has.
    pub home: Option<String>,
    /// The `id:` that tells the person apart.
    pub id: Option<&'a str>,
    /// Every row of the body's list has this person as a substitute.
    pub substitute: bool,
}

impl<'a> Roll<'a> {
    /// Reads the member lists once.
    pub fn new(archive: &'a Archive) -> Roll<'a> {
        let mut roll = Roll {
            members: HashMap::new(),
            ids: HashMap::new(),
        };
        for body in &archive.collaboration.bodies {
            let list = roll.members.entry(&body.code.value).or_default();
            for member in &body.members {
                let name = lang::fold(&member.name.value);
                list.entry(name.clone()).or_default().push(member);
                let id = id_of(member);
                roll.ids
                    .entry(party_of(member).unwrap_or_default())
                    .or_default()
                    .entry(name)
                    .and_modify(|known| *known = known.filter(|_| *known == id))
                    .or_insert(id);
            }
        }
        roll
    }

    /// Who an attendee at a meeting of `body` on `day` is.
    pub fn identify(
        &self,
        attendee: &Attendee,
        body: &str,
        day: Option<NaiveDate>,
    ) -> Identity<'a> {
        let Some(name) = &attendee.name else {
            return Identity {
                party: attendee.party.clone(),
                home: attendee.party.clone(),
                ..Identity::default()
            };
        };
        let name = lang::fold(&name.value);
        let mut rows = self.rows(body, &name, day);
        let party = match (&attendee.party, &attendee.organisation, &attendee.office) {
            (None, None, None) => only(rows.iter().map(|row| party_of(row))).flatten(),
            // Somebody who gave an organisation or an office was there for that.
            (party, ..) => party.as_deref(),
        };
        if let (None, None, Some(office)) = (party, &attendee.organisation, &attendee.office) {
            rows = self.rows(&office.body, &name, day);
        }
        let home = party.or_else(|| match attendee.organisation {
            None => only(rows.iter().map(|row| party_of(row))).flatten(),
            Some(_) => None,
        });
        rows.retain(|row| party_of(row) == home);
        let id = match only(rows.iter().map(|row| id_of(row))) {
            None if rows.is_empty() => self
                .ids
                .get(home.unwrap_or_default())
                .and_then(|names| names.get(&name))
                .copied()
                .flatten(),
            own => own.flatten(),
        };
        Identity {
            substitute: party.is_some()
                && !rows.is_empty()
                && rows.iter().all(|row| row.kind == MemberKind::Substitute),
            party: party.map(str::to_owned),
            home: home.map(str::to_owned),
            id,
        }
    }

    /// The rows of the body's list for a folded name on that day.
    fn rows(&self, body: &str, name: &str, day: Option<NaiveDate>) -> Vec<&'a Member> {
        let named = self.members.get(body).and_then(|list| list.get(name));
        let rows = named.into_iter().flatten().copied();
        rows.filter(|row| day.is_none_or(|day| row.period().contains(day)))
            .collect()
    }

    /// Whether somebody of that folded name and that party is a member of `body` on `day`, and no
    /// substitute.
    pub fn is_member(
        &self,
        name: &str,
        party: Option<&str>,
        body: &str,
        day: Option<NaiveDate>,
    ) -> bool {
        let rows = self.rows(body, name, day);
        rows.iter()
            .any(|row| row.kind == MemberKind::Regular && party_of(row) == party)
    }
}

fn party_of(member: &Member) -> Option<&str> {
    member.party.as_ref().map(|party| party.value.as_str())
}

fn id_of(member: &Member) -> Option<&str> {
    member.id.as_ref().map(|id| id.value.as_str())
}

/// The one value that all have; `None` where they differ or there are none.
fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}
