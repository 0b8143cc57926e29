//! What each party decided on a recommendation: `huvudmannasvar/<matter>.yaml`.

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::lang::Text;
use crate::text::{At, Span};

/// One file of answers.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerRegister {
    /// The id of the recommending clause.
    pub recommendation: Option<At<String>>,
    /// The answers, in the order written.
    pub answers: Vec<Answer>,
    /// The file, relative to the root.
    pub path: PathBuf,
}

/// One party's answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The canonical name of the party, as written where the archive knows none.
    pub party: At<String>,
    /// What it decided; `None` where it has not yet.
    pub kind: Option<At<AnswerKind>>,
    /// When.
    pub date: Option<At<NaiveDate>>,
    /// The party's registry number.
    pub reference: Option<At<String>>,
    /// Where the decision can be read.
    pub link: Option<At<String>>,
    /// The whole row.
    pub span: Span,
}

/// What a party decided on a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswerKind {
    /// antagen
    Adopted,
    /// antagen med ändring
    AdoptedWithChanges,
    /// avslagen
    Declined,
}

impl AnswerKind {
    /// Every kind.
    pub const ALL: [AnswerKind; 3] = [
        AnswerKind::Adopted,
        AnswerKind::AdoptedWithChanges,
        AnswerKind::Declined,
    ];

    /// The word in documents, and the English one of machine output.
    pub const fn text(self) -> Text {
        match self {
            AnswerKind::Adopted => Text::new("antagen", "adopted"),
            AnswerKind::AdoptedWithChanges => {
                Text::new("antagen med ändring", "adopted_with_changes")
            }
            AnswerKind::Declined => Text::new("avslagen", "declined"),
        }
    }
}
