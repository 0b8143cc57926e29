//! Who is to do something: a party, a body, every party or municipality, or whoever was written.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::assignments::Receiver;
use crate::archive::Archive;
use crate::lang::fold;
use crate::model::{Decision, PartyKind};

/// Words that mean every party, or every one of a kind.
const GROUPS: [(&[&str], Option<PartyKind>); 3] = [
    (
        &[
            "huvudmännen",
            "samtliga huvudmän",
            "alla huvudmän",
            "respektive huvudman",
            "varje huvudman",
            "länets huvudmän",
            "huvudmännen i länet",
        ],
        None,
    ),
    (
        &[
            "kommunerna",
            "samtliga kommuner",
            "alla kommuner",
            "respektive kommun",
            "varje kommun",
            "länets kommuner",
            "kommunerna i länet",
            "samtliga kommuner i länet",
            "alla kommuner i länet",
        ],
        Some(PartyKind::Municipality),
    ),
    (&["regionen"], Some(PartyKind::Region)),
];

/// The receivers of a decision, each once.
pub(super) fn receivers<'a>(
    archive: &'a Archive,
    decision: &'a Decision,
    day: NaiveDate,
) -> Vec<Receiver<'a>> {
    let mut names: Vec<&str> = Vec::new();
    for written in &decision.receivers {
        one(archive, &written.value, day, &mut names);
    }
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(*name));
    let receiver = |name| Receiver {
        name,
        reported: None,
    };
    names.into_iter().map(receiver).collect()
}

/// Whom a text of one name or several means: `Almby kommun och Berga kommun`.
pub(super) fn named<'a>(archive: &'a Archive, text: &'a str, day: NaiveDate) -> Vec<&'a str> {
    let mut names = Vec::new();
    one(archive, text, day, &mut names);
    // A name with `och` in it is one.
    if names == [text] {
        names.clear();
        let parts = text.split([',', ';']).flat_map(|part| part.split(" och "));
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            one(archive, part, day, &mut names);
        }
    }
    names
}

/// Whom one name means.
fn one<'a>(archive: &'a Archive, written: &'a str, day: NaiveDate, out: &mut Vec<&'a str>) {
    let folded = fold(written);
    let group = GROUPS
        .iter()
        .find(|(words, _)| words.contains(&folded.as_str()));
    let known = archive
        .names
        .party(written)
        .or_else(|| archive.names.body(written));
    match (known, group) {
        (Some(known), _) => out.push(known),
        (None, Some((_, kind))) => {
            let parties = archive.collaboration.parties.iter();
            let meant = parties
                .filter(|party| party.basis.period.contains(day))
                .filter(|party| kind.as_ref().is_none_or(|kind| party.kind == *kind))
                .map(|party| party.name.value.as_str());
            let before = out.len();
            out.extend(meant);
            if out.len() == before {
                out.push(written);
            }
        }
        (None, None) => out.push(written),
    }
}
