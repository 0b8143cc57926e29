//! Who sat at a meeting, in which seats, and whether they were enough: persons are matched to the
//! seats of that day so that as many as possible fit, item by item.
//!
//! Lenient where the protocol doesn't tell: a finding is made only where no assignment works.

mod bench;
mod matching;
mod people;
mod presence;
mod quorum;
mod roll;
mod sum;
#[cfg(test)]
mod tests;
mod vacancy;

pub use bench::{Bench, BenchHolder, body_name, office_name};
pub use people::{Person, is_guest, may_be_one, name_span, sits};
pub use presence::{Agenda, Course, There};
pub use quorum::{Asked, Need, Reached, decided, kinds, members, parties, rule_text, share};
pub use roll::{Roll, is_like};
pub use sum::{Standing, Stretch, Sum};
pub use vacancy::{Holder, Vacancy, vacancies};

use crate::lang::Message;
use crate::model::Item;

/// The most people at one meeting that are matched to seats: more are no meeting of a body, and
/// matching costs their square.
pub const PEOPLE_MAX: usize = 500;

/// `§ 4`, or the title of an item without a number.
pub fn item_name(item: &Item) -> String {
    match &item.number {
        Some(number) => format!("§ {}", number.value),
        None => item.title.value.clone(),
    }
}

/// ` vid § 4`, and nothing for the start.
pub fn at_item(stretch: &Stretch<'_>, items: &[Item]) -> Message {
    match items.get(stretch.items.start) {
        Some(item) if !stretch.is_start() => {
            let name = item_name(item);
            Message::new(format!(" vid {name}"), format!(" at {name}"))
        }
        _ => Message::default(),
    }
}
