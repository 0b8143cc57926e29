//! Who is to do something: a party, a body, every party or municipality, or whoever was written.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::addressed::{MUNICIPALITIES, REGIONS};
use super::assignments::Receiver;
use crate::archive::Archive;
use crate::lang::fold;
use crate::model::{Decision, PartyKind};

/// Words that mean every party, and no group of theirs.
const EVERYBODY: [&str; 6] = [
    "huvudmännen",
    "samtliga huvudmän",
    "alla huvudmän",
    "respektive huvudman",
    "varje huvudman",
    "länets huvudmän",
];

/// Whether a party is one of those that the words mean; `None` where they mean no group.
fn group(words: &str) -> Option<fn(&PartyKind) -> bool> {
    let words = fold(words);
    let words = words.strip_suffix(" i länet").unwrap_or(&words);
    if EVERYBODY.contains(&words) {
        return Some(|_| true);
    }
    if MUNICIPALITIES.contains(&words) {
        return Some(|kind| *kind == PartyKind::Municipality);
    }
    REGIONS
        .contains(&words)
        .then_some(|kind| *kind == PartyKind::Region)
}

/// The receivers of a decision, each once.
pub(super) fn receivers<'a>(
    archive: &'a Archive,
    decision: &'a Decision,
    day: NaiveDate,
) -> Vec<Receiver<'a>> {
    let mut names: Vec<&str> = Vec::new();
    let mut said = HashSet::new();
    for written in &decision.receivers {
        // Every municipality, said a thousand times over, is still as many.
        if said.insert(fold(&written.value)) {
            one(archive, &written.value, day, &mut names);
        }
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
        let mut said = HashSet::new();
        for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
            if said.insert(fold(part)) {
                one(archive, part, day, &mut names);
            }
        }
    }
    names
}

/// Whom one name means.
fn one<'a>(archive: &'a Archive, written: &'a str, day: NaiveDate, out: &mut Vec<&'a str>) {
    let known = archive
        .names
        .party(written)
        .or_else(|| archive.names.body(written));
    match (known, group(written)) {
        (Some(known), _) => out.push(known),
        (None, Some(is_meant)) => {
            let parties = archive.collaboration.parties.iter();
            let meant = parties
                .filter(|party| party.basis.period.contains(day))
                .filter(|party| is_meant(&party.kind))
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
