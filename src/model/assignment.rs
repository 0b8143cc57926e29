//! What a clause asks for: by when, and which earlier clause it speaks of.

use chrono::NaiveDate;

use crate::text::{At, Span};

/// By when something is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The last day, where the words give one ("under våren" 2023: 2023-05-31).
    pub date: Option<NaiveDate>,
    /// What was written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A reference to something in the archive, found in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The id meant, as it would be written in full.
    pub target: At<String>,
    /// What is meant.
    pub kind: ReferenceKind,
}

/// What a reference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// A whole protocol.
    Protocol,
    /// An item.
    Item,
    /// A clause.
    Decision,
}
