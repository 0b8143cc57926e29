//! Which parties a clause speaks to: those it names, those of a kind, or all.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::archive::Archive;
use crate::lang::fold;
use crate::model::{Decision, Party, PartyKind};

/// Beginnings of words that mean every party.
const EVERYBODY: [&str; 3] = ["huvudm", "parterna", "medlemmarna"];

/// Words that mean every municipality.
pub(super) const MUNICIPALITIES: [&str; 6] = [
    "kommunerna",
    "länets kommuner",
    "samtliga kommuner",
    "alla kommuner",
    "respektive kommun",
    "varje kommun",
];

/// Words that mean every region: there is one.
pub(super) const REGIONS: [&str; 1] = ["regionen"];

/// The kinds of party that words speak to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Kinds {
    everybody: bool,
    municipalities: bool,
    regions: bool,
}

impl Kinds {
    fn any(self) -> bool {
        self.everybody || self.municipalities || self.regions
    }

    fn has(self, party: &Party) -> bool {
        self.everybody
            || self.municipalities && party.kind == PartyKind::Municipality
            || self.regions && party.kind == PartyKind::Region
    }
}

/// Finds the parties that clauses speak to. Clauses of one day that speak to the same kinds share
/// one list: a thousand clauses to a thousand parties must not be a million places.
pub(super) struct Audience<'a> {
    archive: &'a Archive,
    places: HashMap<&'a str, usize>,
    of_kinds: HashMap<(NaiveDate, Kinds), Arc<[&'a Party]>>,
}

impl<'a> Audience<'a> {
    pub(super) fn new(archive: &'a Archive) -> Audience<'a> {
        let parties = archive.collaboration.parties.iter().enumerate();
        Audience {
            archive,
            places: parties
                .map(|(place, party)| (party.name.value.as_str(), place))
                .collect(),
            of_kinds: HashMap::new(),
        }
    }

    /// Every party of that day.
    pub(super) fn everybody(&mut self, day: NaiveDate) -> Arc<[&'a Party]> {
        let kinds = Kinds {
            everybody: true,
            ..Kinds::default()
        };
        self.kinds(day, kinds)
    }

    /// The parties of that day that `decision` speaks to, in the order of the agreement; none
    /// where its words leave that open.
    pub(super) fn of(&mut self, decision: &Decision, day: NaiveDate) -> Arc<[&'a Party]> {
        let mut kinds = Kinds::default();
        let mut named: BTreeSet<usize> = BTreeSet::new();
        for receiver in &decision.receivers {
            if let Some(name) = self.archive.names.party(&receiver.value) {
                named.extend(self.places.get(name));
                continue;
            }
            let words = fold(&receiver.value);
            let says = |stems: &[&str]| stems.iter().any(|stem| words.contains(stem));
            kinds.everybody |= says(&EVERYBODY);
            kinds.municipalities |= says(&MUNICIPALITIES);
            kinds.regions |= says(&REGIONS);
        }
        let parties = &self.archive.collaboration.parties;
        let was_there = |party: &&Party| party.basis.period.contains(day);
        if !kinds.any() {
            let named = named.into_iter().map(|place| &parties[place]);
            return named.filter(was_there).collect();
        }
        let of_kinds = self.kinds(day, kinds);
        if named.is_empty() || kinds.everybody {
            return of_kinds;
        }
        let all = parties.iter().enumerate();
        all.filter(|(place, party)| kinds.has(party) || named.contains(place))
            .map(|(_, party)| party)
            .filter(was_there)
            .collect()
    }

    fn kinds(&mut self, day: NaiveDate, kinds: Kinds) -> Arc<[&'a Party]> {
        let parties = &self.archive.collaboration.parties;
        let list = self.of_kinds.entry((day, kinds)).or_insert_with(|| {
            parties
                .iter()
                .filter(|party| party.basis.period.contains(day) && kinds.has(party))
                .collect()
        });
        Arc::clone(list)
    }
}

/// Whether `folded` means all that were asked: "samtliga huvudmän", "kommunerna".
pub(super) fn means_all(folded: &str) -> bool {
    EVERYBODY.iter().any(|stem| folded.contains(stem)) || MUNICIPALITIES.contains(&folded)
}
