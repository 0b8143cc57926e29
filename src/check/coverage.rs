//! Which rules had nothing to check against, for which body.

use super::rules;
use crate::archive::Archive;
use crate::lang::Text;
use crate::model::{Body, Collaboration};
use crate::rule::Rule;

/// A part of the agreement that a rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// `representation`
    Seats,
    /// `ledamöter`
    Members,
    /// `beslutsförhet`
    Quorum,
    /// `presidium: regel`
    ChairRule,
    /// `presidium: perioder`
    ChairPeriods,
    /// `justering: justerare`
    Adjusters,
    /// `justering: dagar`
    ApprovalDays,
    /// `befogenhet`
    Powers,
    /// `uppdrag`
    Remit,
    /// `stående-punkter`
    StandingItems,
    /// `möten`
    Calendar,
    /// `överenskommelse: uppföljning-senast`
    FollowUp,
}

impl Need {
    /// The keys that give it, as they are written.
    pub fn text(self) -> Text {
        match self {
            Need::Seats => Text::new("representation", "representation"),
            Need::Members => Text::new("ledamöter", "ledamöter (members)"),
            Need::Quorum => Text::new("beslutsförhet", "beslutsförhet (quorum)"),
            Need::ChairRule => Text::new("presidium: regel", "presidium: regel (the chairs' rule)"),
            Need::ChairPeriods => Text::new(
                "presidium: perioder",
                "presidium: perioder (who held the chairs)",
            ),
            Need::Adjusters => {
                Text::new("justering: justerare", "justering: justerare (adjusters)")
            }
            Need::ApprovalDays => Text::new("justering: dagar", "justering: dagar (days)"),
            Need::Powers => Text::new("befogenhet", "befogenhet (powers)"),
            Need::Remit => Text::new("uppdrag: fastställt", "uppdrag: fastställt (the remit)"),
            Need::StandingItems => Text::new("stående-punkter", "stående-punkter (standing items)"),
            Need::Calendar => Text::new("möten", "möten (the calendar)"),
            Need::FollowUp => Text::new(
                "överenskommelse: uppföljning-senast",
                "överenskommelse: uppföljning-senast (follow-up)",
            ),
        }
    }

    /// Whether the archive gives it for `body`.
    pub fn is_given(self, collaboration: &Collaboration, body: &Body) -> bool {
        match self {
            Need::Seats => !body.seats.is_empty(),
            Need::Members => !body.members.is_empty(),
            Need::Quorum => body.quorum.is_some(),
            Need::ChairRule => body.chair_rule.is_some(),
            Need::ChairPeriods => !body.chair_periods.is_empty(),
            Need::Adjusters => body
                .approval
                .as_ref()
                .is_some_and(|rule| rule.adjusters.is_some()),
            Need::ApprovalDays => body
                .approval
                .as_ref()
                .is_some_and(|rule| rule.days.is_some()),
            Need::Powers => !body.powers.is_empty(),
            Need::Remit => body
                .remit
                .as_ref()
                .is_some_and(|remit| remit.adopted.is_some()),
            Need::StandingItems => !body.standing_items.is_empty(),
            Need::Calendar => body.has_calendar(),
            Need::FollowUp => collaboration
                .agreement
                .as_ref()
                .is_some_and(|agreement| agreement.follow_up_due.is_some()),
        }
    }
}

/// A rule that had nothing to check against.
#[derive(Debug)]
pub struct Uncovered<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// What it would read.
    pub need: Need,
    /// The bodies for which it isn't given.
    pub bodies: Vec<&'a Body>,
}

/// The rules that had nothing to check against, in the order of their codes.
pub fn coverage(archive: &Archive) -> Vec<Uncovered<'_>> {
    let collaboration = &archive.collaboration;
    let mut out = Vec::new();
    for check in rules::ALL {
        let Some(need) = check.needs else { continue };
        let bodies: Vec<&Body> = collaboration
            .bodies
            .iter()
            .filter(|body| !need.is_given(collaboration, body))
            .collect();
        if !bodies.is_empty() {
            out.push(Uncovered {
                rule: check.rule,
                need,
                bodies,
            });
        }
    }
    out
}
