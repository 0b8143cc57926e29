//! `recommendations`: what the parties were advised to do and what each has decided, by
//! recommendation, by party, and as a table of one against the other.

mod answered;
mod by_party;
mod by_recommendation;
mod fields;
mod matrix;
mod shown;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub(super) use by_recommendation::QUESTION;
pub use matrix::recommendations_matrix;
pub(super) use shown::answers_part;

use super::filter::Known;
use super::meeting::{Meeting, meetings};
use super::{Asked, By, Question, word_of};
use crate::archive::Archive;
use crate::archive::register::{Adoption, Outcome, Recommendation, Recommendations};
use crate::model::{Decision, Item};

/// The question in one of its shapes.
pub(super) fn shape(by: By) -> &'static Question {
    match by {
        By::Party => &by_party::QUESTION,
        By::Recommendation | By::Person | By::Meeting | By::Planned => &QUESTION,
    }
}

/// The words of this question's own fields.
fn vocabulary(field: &str, value: &str) -> Option<Known> {
    match field {
        "status" => Some(word_of(value, Adoption::ALL.iter().map(|one| one.text()))),
        "answer" => Some(word_of(value, Outcome::ALL.iter().map(|one| one.text()))),
        _ => None,
    }
}

/// A recommending clause where it stands.
#[derive(Clone, Debug)]
struct Clause {
    meeting: Meeting,
    item: usize,
    decision: usize,
}

impl Clause {
    fn item(&self) -> &Item {
        &self.meeting.protocol().items[self.item]
    }

    fn decision(&self) -> &Decision {
        &self.item().decisions[self.decision]
    }

    /// The title of the matter; of the item, where no matter is named.
    fn matter(&self) -> &str {
        let item = self.item();
        let matter = item.matter.as_ref().unwrap_or(&item.title);
        &matter.value
    }

    fn see_text(&self, see: &mut dyn FnMut(&str)) {
        see(&self.decision().text);
        see(&self.item().title.value);
    }

    fn see_matter(&self, see: &mut dyn FnMut(&str)) {
        let item = self.item();
        for text in item.matter.iter().chain(&item.references) {
            see(&text.value);
        }
    }
}

/// Shows each recommendation of the day asked about, with the place of its clause, in the order
/// of the archive.
fn each(archive: &Arc<Archive>, asked: &Asked, mut see: impl FnMut(Clause, &Recommendation<'_>)) {
    let read = Recommendations::new(archive, asked.day());
    for meeting in meetings(archive, asked) {
        for (item, listed) in meeting.protocol().items.iter().enumerate() {
            for (decision, clause) in listed.decisions.iter().enumerate() {
                let Some(found) = read.find(&clause.id.0) else {
                    continue;
                };
                // A copy of the protocol has clauses of the same id.
                if std::ptr::eq(found.decision, clause) {
                    let clause = Clause {
                        meeting: meeting.clone(),
                        item,
                        decision,
                    };
                    see(clause, found);
                }
            }
        }
    }
}
