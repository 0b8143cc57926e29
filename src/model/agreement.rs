//! A collaboration and the agreement it rests on, as the archive's data has it.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::{Body, Party};
use crate::lang::Lang;
use crate::text::{At, Span};

/// What `samverkan.yaml` and `organ/*.yaml` say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Collaboration {
    /// `namn`.
    pub name: At<String>,
    /// `språk`.
    pub lang: Option<Lang>,
    /// `tidszon`, an IANA name.
    pub time_zone: Option<At<String>>,
    /// `git-värd`: how generated pages make anchors.
    pub git_host: GitHost,
    /// `överenskommelse`.
    pub agreement: Option<Agreement>,
    /// `huvudmän`, in the order written.
    pub parties: Vec<Party>,
    /// One for each file in `organ/`, in the order of their codes.
    pub bodies: Vec<Body>,
    /// `externa-organ`: only referred to.
    pub external_bodies: Vec<ExternalBody>,
    /// `regler`.
    pub rule_settings: Vec<RuleSetting>,
}

impl Collaboration {
    /// The body with exactly this code.
    pub fn body(&self, code: &str) -> Option<&Body> {
        self.bodies.iter().find(|body| body.code.value == code)
    }

    /// The party with exactly this canonical name.
    pub fn party(&self, name: &str) -> Option<&Party> {
        self.parties.iter().find(|party| party.name.value == name)
    }
}

/// `överenskommelse`: the text that the parties signed, or were asked to sign.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Its title.
    pub title: Option<At<String>>,
    /// Its registry number.
    pub reference: Option<At<String>>,
    /// When its follow-up is due at the latest (`uppföljning-senast`).
    pub follow_up_due: Option<At<NaiveDate>>,
    /// `från`, `till`, `anmärkning`.
    pub basis: Basis,
}

/// A body that is only referred to.
#[derive(Clone, Debug, PartialEq)]
pub struct ExternalBody {
    /// Its code.
    pub code: At<String>,
    /// Its name.
    pub name: At<String>,
    /// Other names that are accepted.
    pub aliases: Vec<At<String>>,
}

/// What any row of the agreement may carry: where it comes from and when it holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Basis {
    /// `källa`: the place in the agreement.
    pub source: Option<At<String>>,
    /// `från` and `till`.
    pub period: Period,
    /// `anmärkning`.
    pub note: Option<At<String>>,
    /// `osäkert`: what rests on this row is a note.
    pub uncertain: bool,
    /// The file, relative to the root.
    pub path: PathBuf,
    /// The whole row.
    pub span: Span,
}

/// Days from one to another, both inclusive and both open where not given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
}

impl Period {
    /// Whether `day` is within.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether any day of this is among the days from `first` to `last`, both inclusive.
    pub fn overlaps(&self, first: NaiveDate, last: NaiveDate) -> bool {
        let from = self.from.map_or(first, |from| from.max(first));
        let until = self.until.map_or(last, |until| until.min(last));
        from <= until
    }
}

/// How a Git host makes anchors of headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GitHost {
    /// github
    #[default]
    Github,
    /// gitlab
    Gitlab,
    /// forgejo
    Forgejo,
}

/// `regler: {I007: av}`.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSetting {
    /// A rule's code or name.
    pub rule: At<String>,
    /// Off, or the severity it gets.
    pub severity: Option<crate::rule::Severity>,
}
