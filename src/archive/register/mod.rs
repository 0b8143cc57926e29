//! What follows from the protocols: the assignments with their state, the matters with their way,
//! the recommendations with the parties' answers. Everything is derived as of a day; nothing is stored.

mod addressed;
mod assignments;
mod due;
mod links;
mod matters;
mod meetings;
mod reading;
mod receivers;
mod recommendations;
mod reference;
mod reply;

use std::collections::HashMap;

use chrono::NaiveDate;

pub use assignments::{Assignment, Astray, Event, Place, Receiver, State, Why};
pub use links::{Link, LinkKind, Links};
pub use matters::{Handover, Matter, MatterState, Matters, Step, slug};
pub use recommendations::{
    Adoption, AstrayAnswer, Counts, Outcome, Recommendation, Recommendations, Reply, ReplySource,
    Standing, WhyAstray,
};
pub use reference::{Named, references};

use super::{Archive, ProtocolFile};
use crate::model::{Kind, Status};

/// The assignments of the protocols up to a day.
#[derive(Debug)]
pub struct Register<'a> {
    /// The last day whose meetings count.
    pub as_of: NaiveDate,
    /// Every clause that gives somebody something to do, soft ones too; oldest meeting first,
    /// then in document order.
    pub assignments: Vec<Assignment<'a>>,
    /// Data lines that should report an assignment and reach none, in the same order.
    pub astray: Vec<Astray<'a>>,
    by_id: HashMap<&'a str, usize>,
}

impl<'a> Register<'a> {
    /// Reads the meetings of `archive` up to and with `as_of`. Linear in the archive.
    pub fn new(archive: &'a Archive, as_of: NaiveDate) -> Register<'a> {
        let files = counted(archive, as_of);
        let read = reading::read(archive, &files);
        Register {
            as_of,
            assignments: read.assignments,
            astray: read.astray,
            by_id: read.by_id,
        }
    }

    /// The assignment with exactly this id.
    pub fn assignment(&self, id: &str) -> Option<&Assignment<'a>> {
        self.by_id.get(id).map(|&at| &self.assignments[at])
    }

    /// What a body has given and somebody still waits for (its balanslista): by due date, those
    /// without one last; of one day oldest first. Soft assignments too.
    pub fn open_of<'r>(&'r self, body: &str) -> Vec<&'r Assignment<'a>> {
        let mut open: Vec<&Assignment<'a>> = self
            .assignments
            .iter()
            .filter(|one| one.is_open() && one.file.protocol.body.value == body)
            .collect();
        open.sort_by_key(|one| (one.due.is_none(), one.due));
        open
    }
}

/// The protocols that count, oldest first: dated, held or decided between meetings, not after
/// `as_of`. Each meeting once.
fn counted(archive: &Archive, as_of: NaiveDate) -> Vec<Dated<'_>> {
    archive
        .distinct_places()
        .filter_map(|place| {
            let file = &archive.protocols[place];
            let protocol = &file.protocol;
            let date = protocol.date.as_ref()?.value;
            let cancelled = protocol
                .status
                .as_ref()
                .is_some_and(|status| status.value == Status::Cancelled);
            let counts = date <= as_of && !cancelled && protocol.kind != Kind::Summons;
            counts.then_some(Dated { date, file, place })
        })
        .collect()
}

/// A protocol that has a day.
#[derive(Clone, Copy, Debug)]
struct Dated<'a> {
    date: NaiveDate,
    file: &'a ProtocolFile,
    /// Its place in [`Archive::protocols`].
    place: usize,
}

#[cfg(test)]
mod tests;
