//! The words that protocols use, in tables, one file for each kind of thing they name. Swedish, in
//! lower case; the sources are the project's notes on how protocols say things. A new phrase is a
//! line in one of these tables.

mod attachments;
mod clauses;
mod frames;
mod groups;
mod labels;
mod months;
mod outcomes;
mod tags;

pub use self::attachments::attachment_numbers;
pub use self::clauses::{CLAUSE_VERBS, PROCEDURAL_NOUNS, clause_verb};
pub use self::frames::{attendance_list, is_framing_heading, is_page_line, is_title};
pub use self::groups::{DECIDES_ON_PROPOSALS, GENERIC_SUBJECTS, GROUP_ENDINGS};
pub use self::labels::{Label, label, label_owner, label_place};
pub use self::months::{MONTHS, begins_with_month};
pub use self::outcomes::{
    ACTIVE, ACTIVE_OUTCOMES, DECIDE_ACTIVE, DECIDE_PASSIVE, EFFECTS, PASSIVE, PASSIVE_OUTCOMES,
    WordSet, has_word, may_decide,
};
pub use self::tags::{tag_line, trailing_tag};
