//! A seat row: how many from whom sit in a body.

use super::{Basis, PartyKind};
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
