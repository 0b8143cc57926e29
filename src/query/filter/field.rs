//! The fields that a question has, declared as one static table.

use crate::lang::Text;
use crate::model::Period;
use chrono::NaiveDate;

/// The Swedish names of the fields that questions share, beside the English ones.
pub static SWEDISH_NAMES: [(&str, &str); 12] = [
    ("organ", "body"),
    ("datum", "date"),
    ("text", "text"),
    ("klass", "class"),
    ("slag", "class"),
    ("huvudman", "party"),
    ("person", "person"),
    ("mottagare", "receiver"),
    ("ärende", "matter"),
    ("status", "status"),
    ("öppen", "open"),
    ("försenad", "overdue"),
];

/// One field of the rows `R` of a question.
pub struct Field<R: 'static> {
    /// The English name, in lower case.
    pub name: &'static str,
    /// Further names; those of [`SWEDISH_NAMES`] need no repeating.
    pub aliases: &'static [&'static str],
    /// What it means for this question.
    pub about: Text,
    /// What it holds, and how to get it.
    pub kind: FieldKind<R>,
}

/// Shows each text of a row, one by one.
pub type Texts<R> = fn(&R, &mut dyn FnMut(&str));

/// Shows each day of a row, one by one.
pub type Dates<R> = fn(&R, &mut dyn FnMut(NaiveDate));

/// Shows each period of a row, one by one.
pub type Periods<R> = fn(&R, &mut dyn FnMut(Period));

/// What a field holds. A row with several values fits if one of them does; none never fits.
pub enum FieldKind<R: 'static> {
    /// Running text: found anywhere in it, case aside, å never a.
    Text(Texts<R>),
    /// A code or name: the whole of it, folded. Give all names of the thing, one by one.
    Word(Texts<R>),
    /// Days: by period.
    Date(Dates<R>),
    /// Times from a day to another: one fits if any day of it is asked for.
    Period(Periods<R>),
    /// Yes or no.
    Flag(fn(&R) -> bool),
}

// Derived copies would ask that `R` can be copied.
impl<R> Clone for FieldKind<R> {
    fn clone(&self) -> FieldKind<R> {
        *self
    }
}

impl<R> Copy for FieldKind<R> {}

/// The field of that name, English, Swedish or alias, in any case.
pub fn find_field<'f, R>(fields: &'f [Field<R>], name: &str) -> Option<&'f Field<R>> {
    let folded = crate::lang::fold(name);
    let shared = SWEDISH_NAMES
        .iter()
        .find(|(swedish, _)| *swedish == folded)
        .map(|(_, english)| *english);
    fields.iter().find(|field| {
        field.name == folded
            || Some(field.name) == shared
            || field.aliases.contains(&folded.as_str())
    })
}

/// The Swedish name of a field, or the English one where there is none.
pub(super) fn swedish_name(name: &str) -> &str {
    SWEDISH_NAMES
        .iter()
        .find(|(_, english)| *english == name)
        .map_or(name, |(swedish, _)| swedish)
}
