//! A decision: one clause that a body took.

use super::{DecisionId, Due};
use crate::lang::Text;
use crate::text::{At, Span};

/// One clause, or a clause that only introduces others.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Counts by place within its item.
    pub id: DecisionId,
    /// The clause as written, white space collapsed, without list marker and final full stop.
    pub text: String,
    /// What kind of decision it is.
    pub class: Class,
    /// Who is to do or to get something, as written; a child has its parent's.
    pub receivers: Vec<At<String>>,
    /// By when.
    pub due: Option<Due>,
    /// The clause that introduces this one.
    pub parent: Option<DecisionId>,
    /// Introduces the clauses under it and isn't counted as one itself.
    pub introduces: bool,
    /// The clause in the source.
    pub span: Span,
}

impl Decision {
    /// Whether it is one when decisions are counted: it doesn't only introduce others, and isn't
    /// soft.
    pub fn is_counted(&self) -> bool {
        !self.introduces && self.class != Class::Soft
    }
}

/// What kind of decision a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Decides something.
    Decision,
    /// Gives somebody something to do.
    Assignment,
    /// Elects, appoints or replaces somebody.
    Election,
    /// Advises the parties; by its wording, never by the body.
    Recommendation,
    /// Asks another body to decide.
    Proposal,
    /// Tabled or referred back.
    Referral,
    /// Says no.
    Rejection,
    /// Agenda, adjusters, the previous protocol.
    Procedural,
    /// Laid to the files, noted.
    Filing,
    /// Taken between meetings and reported here.
    Reported,
    /// A soft assignment (medskick): an assignment without a decision.
    Soft,
}

impl Class {
    /// Every class.
    pub const ALL: [Class; 11] = [
        Class::Decision,
        Class::Assignment,
        Class::Election,
        Class::Recommendation,
        Class::Proposal,
        Class::Referral,
        Class::Rejection,
        Class::Procedural,
        Class::Filing,
        Class::Reported,
        Class::Soft,
    ];

    /// The word in both languages; the English one is for machines too.
    pub const fn text(self) -> Text {
        match self {
            Class::Decision => Text::new("beslut", "decision"),
            Class::Assignment => Text::new("uppdrag", "assignment"),
            Class::Election => Text::new("val", "election"),
            Class::Recommendation => Text::new("rekommendation", "recommendation"),
            Class::Proposal => Text::new("hemställan", "proposal"),
            Class::Referral => Text::new("bordläggning", "referral"),
            Class::Rejection => Text::new("avslag", "rejection"),
            Class::Procedural => Text::new("formalia", "procedural"),
            Class::Filing => Text::new("till handlingarna", "filing"),
            Class::Reported => Text::new("anmält beslut", "reported"),
            Class::Soft => Text::new("medskick", "soft"),
        }
    }

    /// Shown by `decisions` without `--all` or `--class`.
    pub fn is_shown_unasked(self) -> bool {
        !matches!(
            self,
            Class::Procedural | Class::Filing | Class::Reported | Class::Soft
        )
    }
}
