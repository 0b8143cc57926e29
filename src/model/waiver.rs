//! A waiver (undantag): a finding accepted, with a reason.

use chrono::NaiveDate;

use crate::text::{At, Span};

/// One row of `undantag.yaml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    /// The rule's code or name.
    pub rule: At<String>,
    /// Where: a protocol's id, the id of an item or a decision, or a path. `None`: everywhere.
    pub place: Option<At<String>>,
    /// What the finding is about: a name, a party, a key. `None`: anything there.
    pub subject: Option<At<String>>,
    /// Why it is accepted.
    pub reason: Option<At<String>>,
    /// The last day on which it holds.
    pub until: Option<At<NaiveDate>>,
    /// The whole row.
    pub span: Span,
}
