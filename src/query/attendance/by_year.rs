//! At how many meetings of each year somebody was there for a party.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::line::held;
use super::standing::{Outcome, Standings};
use crate::archive::Archive;
use crate::query::{Asked, By, filter};

/// How often a party was represented in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Represented {
    /// Meetings where somebody served for it.
    pub at: u32,
    /// Meetings where it should have been, and whose protocols name anybody at all.
    pub of: u32,
}

/// The meetings held up to and with `day`, by party (its place in the agreement) and year. A
/// party counts where it has a seat.
pub fn attendance_by_year(
    archive: &Arc<Archive>,
    day: NaiveDate,
) -> BTreeMap<(usize, i32), Represented> {
    let asked = Asked {
        filter: filter::Expr::default(),
        as_of: Some(day),
        today: day,
        all: false,
        by: By::Party,
    };
    let standings = Standings::new(archive);
    let mut out: BTreeMap<(usize, i32), Represented> = BTreeMap::new();
    for meeting in held(archive, &asked) {
        let Some(date) = &meeting.protocol().date else {
            continue;
        };
        let due = standings.of(&meeting).into_iter().filter(|one| one.due);
        for standing in due {
            let outcome = standing.outcome();
            if outcome == Outcome::Untold {
                continue;
            }
            let counts = out.entry((standing.party, date.year())).or_default();
            counts.of += 1;
            counts.at += u32::from(outcome == Outcome::Represented);
        }
    }
    out
}
