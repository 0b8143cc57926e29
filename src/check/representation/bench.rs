//! The seats of one party, or the seat that goes with an office: what people are matched to.

use super::matching::Row;
use crate::lang::Message;
use crate::model::{Basis, Collaboration, Office, Party, Seats};

/// The seats of one party, or of one office.
#[derive(Clone, Debug, PartialEq)]
pub struct Bench<'a> {
    /// Whose.
    pub holder: BenchHolder<'a>,
    /// Seats that must be filled.
    pub required: u32,
    /// Seats that may be filled; at least `required`.
    pub allowed: u32,
    /// Substitutes.
    pub substitutes: u32,
    /// The row of the agreement.
    pub basis: &'a Basis,
}

/// Whose seats they are.
#[derive(Clone, Debug, PartialEq)]
pub enum BenchHolder<'a> {
    /// A party's.
    Party(&'a Party),
    /// Whoever holds this office, in the body of this name.
    Office {
        /// The office.
        office: Office,
        /// The name of its body; the code where the archive doesn't know the body.
        body: String,
    },
}

impl<'a> Bench<'a> {
    /// The benches of a body, parties first; co-opted ones aren't among them.
    pub fn all(seats: &Seats<'a>, collaboration: &Collaboration) -> Vec<Bench<'a>> {
        let parties = seats.parties.iter().map(|seats| Bench {
            holder: BenchHolder::Party(seats.party),
            required: seats.required,
            allowed: seats.allowed,
            substitutes: seats.substitutes,
            basis: seats.basis,
        });
        let offices = seats.offices.iter().filter(|seat| !seat.co_opted);
        let offices = offices.map(|seat| Bench {
            holder: BenchHolder::Office {
                office: seat.office.clone(),
                body: body_name(collaboration, &seat.office.body),
            },
            required: seat.required,
            allowed: seat.allowed,
            substitutes: seat.substitutes,
            basis: seat.basis,
        });
        parties.chain(offices).collect()
    }

    /// The party, where it is one's.
    pub fn party(&self) -> Option<&'a Party> {
        match self.holder {
            BenchHolder::Party(party) => Some(party),
            BenchHolder::Office { .. } => None,
        }
    }

    /// The office, where it goes with one.
    pub fn office(&self) -> Option<&Office> {
        match &self.holder {
            BenchHolder::Party(_) => None,
            BenchHolder::Office { office, .. } => Some(office),
        }
    }

    /// `Region Norr`, or `ordförande i Beredning barn och unga`.
    pub fn name(&self) -> Message {
        match &self.holder {
            BenchHolder::Party(party) => {
                Message::new(party.name.value.clone(), party.name.value.clone())
            }
            BenchHolder::Office { office, body } => office_name(office, body),
        }
    }

    /// What findings and waivers call it: the party's name, or `ordförande-i BBU`.
    pub fn subject(&self) -> String {
        match &self.holder {
            BenchHolder::Party(party) => party.name.value.clone(),
            BenchHolder::Office { office, .. } => {
                let vice = if office.vice { "vice-" } else { "" };
                format!("{vice}ordförande-i {}", office.body)
            }
        }
    }

    /// `1 plats`, `1-2 platser`.
    pub fn seats(&self) -> Message {
        let number = match self.required == self.allowed {
            true => self.allowed.to_string(),
            false => format!("{}-{}", self.required, self.allowed),
        };
        match self.allowed {
            1 => Message::new(format!("{number} plats"), format!("{number} seat")),
            _ => Message::new(format!("{number} platser"), format!("{number} seats")),
        }
    }

    /// `4 platser (överenskommelsen 6.1.3)`.
    pub fn seats_and_source(&self) -> Message {
        let seats = self.seats();
        match &self.basis.source {
            None => seats,
            Some(source) => Message::new(
                format!("{} (överenskommelsen {})", seats.sv, source.value),
                format!("{} (the agreement, {})", seats.en, source.value),
            ),
        }
    }

    pub(super) fn row(&self) -> Row {
        Row {
            required: self.required,
            allowed: self.allowed,
            first_matters: self.party().is_some(),
        }
    }
}

/// `vice ordförande i Beredning barn och unga`.
pub fn office_name(office: &Office, body: &str) -> Message {
    match office.vice {
        false => Message::new(
            format!("ordförande i {body}"),
            format!("the chair of {body}"),
        ),
        true => Message::new(
            format!("vice ordförande i {body}"),
            format!("the vice chair of {body}"),
        ),
    }
}

/// The name of the body with this code, or the code.
pub fn body_name(collaboration: &Collaboration, code: &str) -> String {
    let external = || {
        collaboration
            .external_bodies
            .iter()
            .find(|body| body.code.value == code)
            .map(|body| body.name.value.clone())
    };
    collaboration
        .body(code)
        .map(|body| body.name.value.clone())
        .or_else(external)
        .unwrap_or_else(|| code.to_owned())
}
