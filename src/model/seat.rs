//! A seat row: how many from whom sit in a body; and what the rows of a body mean on a day.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::{Basis, Body, ChairPeriod, Collaboration, Office, Party, PartyKind};
use crate::text::At;

/// One row of `representation`.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    /// Who may sit.
    pub holder: Holder,
    /// Seats that must be filled, for each party meant.
    pub required: u32,
    /// Seats that may be filled, for each party meant; at least `required`.
    pub allowed: u32,
    /// Substitutes, for each party meant.
    pub substitutes: u32,
    /// Attends when needed, holds no seat, doesn't count for quorum.
    pub co_opted: bool,
    /// Since when, until when, by which place of the agreement.
    pub basis: Basis,
}

/// Whom a seat row is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Holder {
    /// Each party of a kind; a row for a named party replaces it there.
    Kind(At<PartyKind>),
    /// Each of these parties, by canonical name where the archive knows it.
    Parties(Vec<At<String>>),
    /// The chair of each of these bodies.
    ChairOf(Vec<At<String>>),
    /// The vice chair of each of these bodies.
    ViceChairOf(Vec<At<String>>),
}

/// What the seat rows of a body mean on one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seats<'a> {
    /// The parties that the rows mean, in the archive's order. One that a row gives no seat
    /// (`ordinarie: 0`) is here with `allowed` 0.
    pub parties: Vec<PartySeats<'a>>,
    /// The offices that give a seat, or a place as co-opted, in the order of the rows.
    pub offices: Vec<OfficeSeat<'a>>,
    /// The parties that are co-opted, in the archive's order: they attend and hold no seat.
    pub co_opted: Vec<PartySeats<'a>>,
}

/// The seats of one party.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartySeats<'a> {
    /// Whose.
    pub party: &'a Party,
    /// Seats that must be filled.
    pub required: u32,
    /// Seats that may be filled; at least `required`.
    pub allowed: u32,
    /// Substitutes.
    pub substitutes: u32,
    /// The row; the first, where several rows together give the party its seats.
    pub basis: &'a Basis,
}

/// A seat that goes with an office in another body.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficeSeat<'a> {
    /// Which office.
    pub office: Office,
    /// Seats that must be filled.
    pub required: u32,
    /// Seats that may be filled; at least `required`.
    pub allowed: u32,
    /// Substitutes.
    pub substitutes: u32,
    /// Attends when needed, holds no seat.
    pub co_opted: bool,
    /// The row.
    pub basis: &'a Basis,
}

impl<'a> Seats<'a> {
    /// Whether no row is in force: nothing is written about who sits here.
    pub fn is_empty(&self) -> bool {
        self.parties.is_empty() && self.offices.is_empty() && self.co_opted.is_empty()
    }

    /// How many seats must be filled, those of offices among them, co-opted ones not.
    pub fn required(&self) -> u32 {
        self.sum(|party| party.required, |office| office.required)
    }

    /// How many seats may be filled, those of offices among them, co-opted ones not.
    pub fn allowed(&self) -> u32 {
        self.sum(|party| party.allowed, |office| office.allowed)
    }

    fn sum(&self, party: fn(&PartySeats<'a>) -> u32, office: fn(&OfficeSeat<'a>) -> u32) -> u32 {
        let offices = self
            .offices
            .iter()
            .filter(|seat| !seat.co_opted)
            .map(office);
        self.parties
            .iter()
            .map(party)
            .chain(offices)
            .fold(0, u32::saturating_add)
    }

    /// The seats of the party with this canonical name, where a row means it.
    pub fn of(&self, party: &str) -> Option<&PartySeats<'a>> {
        self.parties
            .iter()
            .find(|seats| seats.party.name.value == party)
    }

    /// The parties that may fill a seat.
    pub fn with_seat(&self) -> impl Iterator<Item = &PartySeats<'a>> {
        self.parties.iter().filter(|seats| seats.allowed > 0)
    }
}

impl Collaboration {
    /// The parties of `day`, in the order written.
    pub fn parties_on(&self, day: NaiveDate) -> impl Iterator<Item = &Party> {
        self.parties
            .iter()
            .filter(move |party| party.basis.period.contains(day))
    }

    /// What the seat rows of `body` mean on `day`: rows, parties and bodies that aren't in force
    /// that day are passed over.
    ///
    /// A row for a named party replaces the rows for its kind, and for that party only; seats and
    /// co-opting are apart, so that co-opting a party takes no seat from it. Several rows of one
    /// sort add up. A party that the archive doesn't know has no seats.
    pub fn seats_of<'a>(&'a self, body: &'a Body, day: NaiveDate) -> Seats<'a> {
        if !body.basis.period.contains(day) {
            return Seats::default();
        }
        let rows: Vec<&Seat> = body
            .seats
            .iter()
            .filter(|row| row.basis.period.contains(day))
            .collect();
        let parties = |co_opted| {
            let rows = Rows::of(rows.iter().copied().filter(|row| row.co_opted == co_opted));
            self.parties_on(day)
                .filter_map(|party| rows.seats(party))
                .collect()
        };
        Seats {
            parties: parties(false),
            co_opted: parties(true),
            offices: rows
                .iter()
                .flat_map(|row| self.office_seats(row, day))
                .collect(),
        }
    }

    fn office_seats<'a>(&self, row: &'a Seat, day: NaiveDate) -> Vec<OfficeSeat<'a>> {
        let (vice, bodies) = match &row.holder {
            Holder::ChairOf(bodies) => (false, bodies),
            Holder::ViceChairOf(bodies) => (true, bodies),
            Holder::Kind(_) | Holder::Parties(_) => return Vec::new(),
        };
        let in_force = |code: &str| {
            self.body(code)
                .is_none_or(|body| body.basis.period.contains(day))
        };
        let mut seen = HashSet::new();
        bodies
            .iter()
            .map(|code| code.value.as_str())
            .filter(|code| in_force(code) && seen.insert(*code))
            .map(|code| OfficeSeat {
                office: Office {
                    vice,
                    body: code.to_owned(),
                },
                required: row.required,
                allowed: row.allowed,
                substitutes: row.substitutes,
                co_opted: row.co_opted,
                basis: &row.basis,
            })
            .collect()
    }

    /// Who holds an office on `day`, as the archive's data has it.
    pub fn office_holder(&self, office: &Office, day: NaiveDate) -> Option<&At<String>> {
        let mut chairs = self.body(&office.body)?.chairs_on(day);
        chairs.find_map(|period| match office.vice {
            true => period.vice.as_ref(),
            false => period.chair.as_ref(),
        })
    }
}

impl Body {
    /// Who held the chairs on `day`: one period, unless the data has two at once.
    pub fn chairs_on(&self, day: NaiveDate) -> impl Iterator<Item = &ChairPeriod> {
        self.chair_periods
            .iter()
            .filter(move |period| period.basis.period.contains(day))
    }
}

/// Rows of one sort by whom they mean, added up, so that many rows and many parties cost their
/// sum and not their product.
#[derive(Default)]
struct Rows<'a> {
    kinds: HashMap<&'a PartyKind, Sum<'a>>,
    named: HashMap<&'a str, Sum<'a>>,
}

#[derive(Clone, Copy)]
struct Sum<'a> {
    required: u32,
    allowed: u32,
    substitutes: u32,
    first: &'a Seat,
}

impl<'a> Rows<'a> {
    fn of(rows: impl Iterator<Item = &'a Seat>) -> Rows<'a> {
        let mut out = Rows::default();
        for row in rows {
            match &row.holder {
                Holder::Kind(kind) => {
                    out.kinds
                        .entry(&kind.value)
                        .or_insert(Sum::none(row))
                        .add(row);
                }
                Holder::Parties(names) => {
                    // A party named twice in one row has the row's seats once.
                    let mut seen = HashSet::new();
                    for name in names.iter().filter(|name| seen.insert(name.value.as_str())) {
                        out.named
                            .entry(&name.value)
                            .or_insert(Sum::none(row))
                            .add(row);
                    }
                }
                Holder::ChairOf(_) | Holder::ViceChairOf(_) => {}
            }
        }
        out
    }

    fn seats(&self, party: &'a Party) -> Option<PartySeats<'a>> {
        let named = self.named.get(party.name.value.as_str());
        let sum = named.or_else(|| self.kinds.get(&party.kind))?;
        Some(PartySeats {
            party,
            required: sum.required,
            allowed: sum.allowed,
            substitutes: sum.substitutes,
            basis: &sum.first.basis,
        })
    }
}

impl<'a> Sum<'a> {
    fn none(first: &'a Seat) -> Sum<'a> {
        Sum {
            required: 0,
            allowed: 0,
            substitutes: 0,
            first,
        }
    }

    fn add(&mut self, row: &Seat) {
        self.required = self.required.saturating_add(row.required);
        self.allowed = self.allowed.saturating_add(row.allowed);
        self.substitutes = self.substitutes.saturating_add(row.substitutes);
    }
}
