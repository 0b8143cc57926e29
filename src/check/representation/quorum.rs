//! What the quorum rule of a body asks on a day, and what was reached.

use chrono::NaiveDate;

use super::bench::Bench;
use super::roll::Roll;
use crate::lang::{Message, enumerate};
use crate::model::{
    Body, Decision, Fraction, Item, Kind, PartyKind, Quorum, RecusalRule, Threshold,
};
use crate::text::At;

/// So many kinds are named.
const KINDS_MAX: usize = 9;

/// What the rule asks.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The rule.
    pub rule: &'a Quorum,
    /// Members.
    pub members: Option<Need>,
    /// Parties with somebody there.
    pub parties: Option<Need>,
    /// Kinds of which at least one party has somebody there.
    pub kinds: Vec<&'a PartyKind>,
}

/// How many are enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// As the rule says it.
    pub threshold: Threshold,
    /// Of how many.
    pub whole: u32,
    /// The smallest number that is enough.
    pub needed: u32,
}

impl Need {
    /// Nothing where the rule is a share of an unknown number.
    fn of(threshold: Threshold, whole: u32) -> Option<Need> {
        let is_share = !matches!(threshold, Threshold::Count(_));
        (whole > 0 || !is_share).then(|| Need {
            threshold,
            whole,
            needed: threshold.needed(whole),
        })
    }

    /// `12 (2/3 av 17)`, or `7`.
    pub fn text(&self) -> Message {
        let needed = self.needed;
        match self.threshold {
            Threshold::Count(_) => Message::new(needed.to_string(), needed.to_string()),
            _ => {
                let share = share(self.threshold);
                Message::new(
                    format!("{needed} ({} av {})", share.sv, self.whole),
                    format!("{needed} ({} of {})", share.en, self.whole),
                )
            }
        }
    }
}

/// `mer än hälften`, `2/3`, `7`.
pub fn share(threshold: Threshold) -> Message {
    let fraction = |share: Fraction| match (share.numerator, share.denominator) {
        (1, 2) => Message::new("hälften", "half"),
        (above, below) => Message::new(format!("{above}/{below}"), format!("{above}/{below}")),
    };
    match threshold {
        Threshold::Count(count) => Message::new(count.to_string(), count.to_string()),
        Threshold::AtLeast(share) => fraction(share),
        Threshold::MoreThan(share) => {
            let share = fraction(share);
            Message::new(
                format!("mer än {}", share.sv),
                format!("more than {}", share.en),
            )
        }
    }
}

/// What was reached at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reached<'a> {
    /// Members, serving substitutes among them.
    pub members: u32,
    /// Parties with somebody there, by name.
    pub parties: Vec<&'a str>,
    /// People there whose party isn't known, and who may be from any.
    pub unknown: u32,
    /// Kinds that the rule asks for and nobody is from.
    pub missing_kinds: Vec<&'a PartyKind>,
}

impl<'a> Asked<'a> {
    /// What `body` asks on `day`; nothing where no rule is in force.
    ///
    /// A share of the members is one of those in office, else of the seats required; a share of
    /// the parties one of those with a seat, else of those with a member.
    pub(super) fn of(
        body: &'a Body,
        day: NaiveDate,
        benches: &[Bench<'a>],
        roll: &Roll<'a>,
    ) -> Option<Asked<'a>> {
        let rule = body.quorum.as_ref()?;
        if !rule.basis.period.contains(day) || !body.basis.period.contains(day) {
            return None;
        }
        let in_office = roll.regular().count() as u32;
        let seats = benches
            .iter()
            .fold(0u32, |sum, bench| sum.saturating_add(bench.required));
        let members = if in_office > 0 { in_office } else { seats };
        let with_seat = |bench: &&Bench<'_>| bench.party().is_some() && bench.allowed > 0;
        let parties = match benches.iter().filter(with_seat).count() {
            0 => {
                let mut parties: Vec<&str> = roll
                    .regular()
                    .filter_map(|row| row.party.as_ref())
                    .map(|party| party.value.as_str())
                    .collect();
                parties.sort_unstable();
                parties.dedup();
                parties.len()
            }
            count => count,
        };
        let need = |threshold: &Option<At<Threshold>>, whole| {
            threshold
                .as_ref()
                .and_then(|threshold| Need::of(threshold.value, whole))
        };
        Some(Asked {
            rule,
            members: need(&rule.members, members),
            parties: need(&rule.parties, parties as u32),
            kinds: rule.kinds.iter().map(|kind| &kind.value).collect(),
        })
    }

    /// Whether somebody recused is left out of the count.
    pub fn recused_leave(&self) -> bool {
        self.rule.recusal == RecusalRule::DoesNotCount
    }

    /// Whether enough was reached.
    pub fn is_met(&self, reached: &Reached<'_>) -> bool {
        !self.lacks_members(reached) && !self.lacks_parties(reached) && !self.lacks_kinds(reached)
    }

    fn lacks_members(&self, reached: &Reached<'_>) -> bool {
        self.members
            .is_some_and(|need| reached.members < need.needed)
    }

    fn lacks_parties(&self, reached: &Reached<'_>) -> bool {
        let parties = (reached.parties.len() as u32).saturating_add(reached.unknown);
        self.parties.is_some_and(|need| parties < need.needed)
    }

    fn lacks_kinds(&self, reached: &Reached<'_>) -> bool {
        reached.missing_kinds.len() as u32 > reached.unknown
    }

    /// What wasn't reached, counts and needs: `10 ledamöter är närvarande, beslutsförhet kräver 12
    /// (2/3 av 17)`. Between meetings nobody is present: those who answered count.
    pub fn lack(&self, reached: &Reached<'_>, kind: Kind) -> Message {
        let mut sv: Vec<String> = Vec::new();
        let mut en: Vec<String> = Vec::new();
        if let Some(need) = self.members.filter(|_| self.lacks_members(reached)) {
            let (here, text) = (members(reached.members, kind), need.text());
            sv.push(format!("{}, beslutsförhet kräver {}", here.sv, text.sv));
            en.push(format!("{}, a quorum needs {}", here.en, text.en));
        }
        if let Some(need) = self.parties.filter(|_| self.lacks_parties(reached)) {
            let (here, text) = (parties(reached.parties.len(), kind), need.text());
            sv.push(format!("{}, beslutsförhet kräver {}", here.sv, text.sv));
            en.push(format!("{}, a quorum needs {}", here.en, text.en));
        }
        if self.lacks_kinds(reached) {
            let kinds = kinds(&reached.missing_kinds);
            let (there, answered) = match kind {
                Kind::Written => ("har svarat", "has answered"),
                _ => ("är närvarande", "is present"),
            };
            sv.push(format!(
                "ingen från {} {there}, beslutsförhet kräver minst en",
                kinds.sv
            ));
            en.push(format!(
                "nobody from a {} {answered}, a quorum needs at least one",
                kinds.en
            ));
        }
        Message::new(sv.join("; "), en.join("; "))
    }

    /// The rule in one line, but for shares of an unknown number.
    pub fn text(&self) -> Message {
        let threshold = |need: Option<Need>| need.map(|need| need.threshold);
        told(
            threshold(self.members),
            threshold(self.parties),
            &self.kinds,
        )
    }

    /// What stands under the rule's row: `beslutsförhet (överenskommelsen 4.4)`.
    pub fn label(&self) -> Message {
        match &self.rule.basis.source {
            None => Message::new("regeln om beslutsförhet", "the quorum rule"),
            Some(source) => Message::new(
                format!(
                    "regeln om beslutsförhet (överenskommelsen {})",
                    source.value
                ),
                format!("the quorum rule (the agreement, {})", source.value),
            ),
        }
    }
}

/// A rule in one line: `ledamöter: 2/3, minst en från region och kommun`.
pub fn rule_text(rule: &Quorum) -> Message {
    let threshold = |at: &Option<At<Threshold>>| at.as_ref().map(|at| at.value);
    let kinds: Vec<&PartyKind> = rule.kinds.iter().map(|kind| &kind.value).collect();
    told(threshold(&rule.members), threshold(&rule.parties), &kinds)
}

fn told(
    members: Option<Threshold>,
    parties: Option<Threshold>,
    of_kinds: &[&PartyKind],
) -> Message {
    let mut sv: Vec<String> = Vec::new();
    let mut en: Vec<String> = Vec::new();
    if let Some(threshold) = members {
        let share = share(threshold);
        sv.push(format!("ledamöter: {}", share.sv));
        en.push(format!("members: {}", share.en));
    }
    if let Some(threshold) = parties {
        let share = share(threshold);
        sv.push(format!("huvudmän: {}", share.sv));
        en.push(format!("parties: {}", share.en));
    }
    if !of_kinds.is_empty() {
        let kinds = kinds(of_kinds);
        sv.push(format!("minst en från {}", kinds.sv));
        en.push(format!("at least one from each of {}", kinds.en));
    }
    Message::new(sv.join(", "), en.join(", "))
}

/// `10 ledamöter är närvarande`.
pub fn members(count: u32, kind: Kind) -> Message {
    let (sv, en) = match (count, kind) {
        (1, Kind::Written) => ("ledamot har svarat", "member has answered"),
        (_, Kind::Written) => ("ledamöter har svarat", "members have answered"),
        (1, _) => ("ledamot är närvarande", "member is present"),
        _ => ("ledamöter är närvarande", "members are present"),
    };
    Message::new(format!("{count} {sv}"), format!("{count} {en}"))
}

/// `9 huvudmän är på plats`.
pub fn parties(count: usize, kind: Kind) -> Message {
    let (sv, en) = match (count, kind) {
        (1, Kind::Written) => ("huvudman har svarat", "party has answered"),
        (_, Kind::Written) => ("huvudmän har svarat", "parties have answered"),
        (1, _) => ("huvudman är på plats", "party has somebody there"),
        _ => ("huvudmän är på plats", "parties have somebody there"),
    };
    Message::new(format!("{count} {sv}"), format!("{count} {en}"))
}

/// `region och kommun`.
pub fn kinds(kinds: &[&PartyKind]) -> Message {
    let words = |english: bool| -> Vec<&str> {
        let words = kinds.iter().map(|kind| match kind.text() {
            Some(text) if english => text.en,
            _ => kind.word(),
        });
        words.collect()
    };
    Message::new(
        enumerate(&words(false), KINDS_MAX).sv,
        enumerate(&words(true), KINDS_MAX).en,
    )
}

/// The decisions of an item that quorum is asked for: not those on the agenda, nor what is only
/// filed or reported.
pub fn decided(item: &Item) -> impl Iterator<Item = &Decision> {
    let decisions = item.decisions.iter();
    decisions.filter(|decision| decision.is_counted() && decision.class.is_shown_unasked())
}
