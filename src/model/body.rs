//! A body (organ): a group that meets, with its seats, rules, members and calendar.

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveTime};

use super::{Basis, CalendarRule, PartyKind, Period, Seat};
use crate::lang::Text;
use crate::text::At;

/// What `organ/<kod>.yaml` says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// `kod`, ASCII, unique in its archive.
    pub code: At<String>,
    /// `namn`.
    pub name: At<String>,
    /// `alias`.
    pub aliases: Vec<At<String>>,
    /// `felstavningar`: understood, and reported.
    pub misspellings: Vec<At<String>>,
    /// `nivå`.
    pub level: Option<At<Level>>,
    /// `rapporterar-till`: codes.
    pub reports_to: Vec<At<String>>,
    /// `befogenhet`.
    pub powers: Vec<Power>,
    /// `representation`.
    pub seats: Vec<Seat>,
    /// `presidium`: the rule.
    pub chair_rule: Option<ChairRule>,
    /// `presidium`: who held the chairs when.
    pub chair_periods: Vec<ChairPeriod>,
    /// `beslutsförhet`; `None` where no rule is written.
    pub quorum: Option<Quorum>,
    /// `justering`.
    pub approval: Option<ApprovalRule>,
    /// `uppdrag`.
    pub remit: Option<Remit>,
    /// `stående-punkter`.
    pub standing_items: Vec<At<String>>,
    /// `möten`: dates of the calendar.
    pub planned: Vec<PlannedMeeting>,
    /// `möten`: rules of the calendar.
    pub calendar_rules: Vec<CalendarRule>,
    /// `ledamöter`.
    pub members: Vec<Member>,
    /// The file's own `källa`, `från`, `till`, `anmärkning`.
    pub basis: Basis,
    /// The file, relative to the root.
    pub path: PathBuf,
}

impl Body {
    /// Members of any kind in office on `day`.
    pub fn members_on(&self, day: NaiveDate) -> impl Iterator<Item = &Member> {
        self.members
            .iter()
            .filter(move |member| member.basis.period.contains(day))
    }
}

/// The level on which a body meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// politisk
    Political,
    /// tjänsteperson
    Official,
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 2] = [Level::Political, Level::Official];

    /// The word in documents, and the English one of machine output.
    pub const fn text(self) -> Text {
        match self {
            Level::Political => Text::new("politisk", "political"),
            Level::Official => Text::new("tjänsteperson", "official"),
        }
    }
}

/// One row of `befogenhet`.
#[derive(Clone, Debug, PartialEq)]
pub struct Power {
    /// What the body may do.
    pub kind: At<PowerKind>,
    /// `om`: about what.
    pub about: Option<At<String>>,
    /// `åt`: for which body.
    pub for_body: Option<At<String>>,
    /// Its place in the agreement.
    pub basis: Basis,
}

/// What a body may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PowerKind {
    /// besluta
    Decide,
    /// bereda
    Prepare,
    /// rekommendera
    Recommend,
    /// föreslå
    Propose,
}

impl PowerKind {
    /// Every kind.
    pub const ALL: [PowerKind; 4] = [
        PowerKind::Decide,
        PowerKind::Prepare,
        PowerKind::Recommend,
        PowerKind::Propose,
    ];

    /// The word in documents, and the English one of machine output.
    pub const fn text(self) -> Text {
        match self {
            PowerKind::Decide => Text::new("besluta", "decide"),
            PowerKind::Prepare => Text::new("bereda", "prepare"),
            PowerKind::Recommend => Text::new("rekommendera", "recommend"),
            PowerKind::Propose => Text::new("föreslå", "propose"),
        }
    }
}

/// `presidium: regel`.
#[derive(Clone, Debug, PartialEq)]
pub struct ChairRule {
    /// `olika`: chair and vice chair are of different …
    pub different: Option<At<Sides>>,
    /// `växlar: årligen`.
    pub alternates_yearly: bool,
    /// `förlängning`: what a longer term needs, as written.
    pub extension: Option<At<String>>,
    /// Its place in the agreement.
    pub basis: Basis,
}

/// What makes two chairs of different sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// slag: region and municipality.
    Kind,
    /// huvudman: any two parties.
    Party,
}

/// Who held the chairs from when to when.
#[derive(Clone, Debug, PartialEq)]
pub struct ChairPeriod {
    /// The chair.
    pub chair: Option<At<String>>,
    /// The vice chair.
    pub vice: Option<At<String>>,
    /// A decision that extends the period, by id.
    pub decision: Option<At<String>>,
    /// From when to when.
    pub basis: Basis,
}

/// `beslutsförhet`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quorum {
    /// `ledamöter`: of members in office, else of the seats required.
    pub members: Option<At<Threshold>>,
    /// `huvudmän`: of the parties with a seat.
    pub parties: Option<At<Threshold>>,
    /// `slag`: at least one from each of these kinds.
    pub kinds: Vec<At<PartyKind>>,
    /// `jäv`.
    pub recusal: RecusalRule,
    /// Its place in the agreement.
    pub basis: Basis,
}

/// How many are enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// `mer än …`: strictly more than this share.
    MoreThan(Fraction),
    /// `minst 2/3`, `2/3`, `hälften`: at least this share.
    AtLeast(Fraction),
    /// At least this many.
    Count(u32),
}

impl Threshold {
    /// The smallest number that satisfies this, of `whole`.
    pub fn needed(self, whole: u32) -> u32 {
        match self {
            Threshold::MoreThan(share) => {
                (u64::from(whole) * u64::from(share.numerator) / u64::from(share.denominator))
                    as u32
                    + 1
            }
            Threshold::AtLeast(share) => (u64::from(whole) * u64::from(share.numerator))
                .div_ceil(u64::from(share.denominator))
                as u32,
            Threshold::Count(count) => count,
        }
    }
}

/// A share, `numerator / denominator`, between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// Above the line.
    pub numerator: u32,
    /// Below the line, never 0.
    pub denominator: u32,
}

/// Whether somebody recused still counts as present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecusalRule {
    /// räknas
    Counts,
    /// räknas inte
    DoesNotCount,
    /// Nothing is written.
    #[default]
    Unsaid,
}

/// `justering`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ApprovalRule {
    /// `justerare`: how many beside the chair.
    pub adjusters: Option<At<u32>>,
    /// `dagar`: within how many days after the meeting.
    pub days: Option<At<u32>>,
    /// Its place in the agreement.
    pub basis: Basis,
}

/// `uppdrag`: what the body is for, and when that must be looked at again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remit {
    /// `fastställt`.
    pub adopted: Option<At<NaiveDate>>,
    /// `revideras-inom-år`.
    pub revised_within_years: Option<At<u32>>,
    /// Its place in the agreement.
    pub basis: Basis,
}

/// A date of the body's calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedMeeting {
    /// The day.
    pub date: At<NaiveDate>,
    /// From when to when, local time.
    pub time: Option<(NaiveTime, Option<NaiveTime>)>,
    /// Where.
    pub place: Option<At<String>>,
    /// Where it was decided, and the whole row.
    pub basis: Basis,
}

/// One row of `ledamöter`.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Tells two people of one name apart.
    pub id: Option<At<String>>,
    /// Name.
    pub name: At<String>,
    /// The canonical name of the party, as written where the archive knows none.
    pub party: Option<At<String>>,
    /// As what.
    pub kind: MemberKind,
    /// `för`: a personal substitute's member.
    pub substitute_for: Option<At<String>>,
    /// `beslut`: the decision that elected, by id.
    pub decision: Option<At<String>>,
    /// From when to when.
    pub basis: Basis,
}

impl Member {
    /// From when to when.
    pub fn period(&self) -> Period {
        self.basis.period
    }
}

/// As what somebody is in a member list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberKind {
    /// ordinarie
    Regular,
    /// ersättare
    Substitute,
    /// adjungerad
    CoOpted,
}

impl MemberKind {
    /// Every kind.
    pub const ALL: [MemberKind; 3] = [
        MemberKind::Regular,
        MemberKind::Substitute,
        MemberKind::CoOpted,
    ];

    /// The word in documents, and the English one of machine output.
    pub const fn text(self) -> Text {
        match self {
            MemberKind::Regular => Text::new("ordinarie", "member"),
            MemberKind::Substitute => Text::new("ersättare", "substitute"),
            MemberKind::CoOpted => Text::new("adjungerad", "co_opted"),
        }
    }
}
