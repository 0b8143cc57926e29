//! `attendance`: who was there, by party, by person or by meeting, and as a heat map. Only
//! meetings that were held count: no summons, nothing cancelled, nothing decided in writing.

mod by_meeting;
mod by_party;
mod by_person;
mod by_year;
mod heatmap;
mod line;
mod roll;
mod standing;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(super) use by_party::QUESTION;
pub use by_year::{Represented, attendance_by_year};
pub use heatmap::attendance_heatmap;
pub(super) use line::held;
pub(super) use standing::{Outcome, Standings};

use super::{AskError, Asked, By, Question};
use crate::archive::Archive;
use crate::output::listing::{Cell, Listing};

/// The question in one of its shapes.
pub(super) fn shape(by: By) -> &'static Question {
    match by {
        By::Party | By::Recommendation | By::Planned => &by_party::QUESTION,
        By::Person => &by_person::QUESTION,
        By::Meeting => &by_meeting::QUESTION,
    }
}

/// The answer in the shape asked for.
fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    match asked.by {
        By::Party | By::Recommendation | By::Planned => by_party::run(archive, asked),
        By::Person | By::Meeting => (shape(asked.by).run)(archive, asked),
    }
}

/// `part` of `whole`; nothing where there is no whole.
pub(super) fn share(part: i64, whole: i64) -> Cell {
    match whole {
        0 => Cell::Empty,
        _ => Cell::Share(part as f64 / whole as f64),
    }
}
