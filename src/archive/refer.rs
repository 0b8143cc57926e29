//! What a reference means: an id, a path, `LSG 2023-02-17 § 4`, a body, a person, `matter:…`, or
//! what is unique of them.

use chrono::NaiveDate;

use super::register::{Matters, slug};
use super::{Archive, slashed};
use crate::lang::{self, Message};
use crate::model::Kind;

/// Something in the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A protocol, by its place in [`Archive::protocols`].
    Protocol(usize),
    /// An item of a protocol.
    Item(usize, usize),
    /// A clause of an item.
    Decision(usize, usize, usize),
    /// A body, by its code.
    Body(String),
    /// A person, by the name as most often written.
    Person(String),
    /// A matter, by its slug.
    Matter(String),
}

/// Why a reference means nothing, or more than one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferError {
    /// Nothing fits.
    NotFound {
        /// As written.
        wanted: String,
        /// The nearest that there is.
        nearest: Option<String>,
    },
    /// Several things fit.
    Ambiguous {
        /// As written.
        wanted: String,
        /// What fits, at most ten.
        candidates: Vec<String>,
    },
}

impl ReferError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        match self {
            ReferError::NotFound {
                wanted,
                nearest: Some(nearest),
            } => Message::new(
                format!("hittar inget som heter \"{wanted}\"; menas {nearest}?"),
                format!("found nothing called \"{wanted}\"; is {nearest} meant?"),
            ),
            ReferError::NotFound {
                wanted,
                nearest: None,
            } => Message::new(
                format!(
                    "hittar inget som heter \"{wanted}\"; `samverkan meetings` visar vilka protokoll som finns, `samverkan matters` vilka ärenden"
                ),
                format!(
                    "found nothing called \"{wanted}\"; `samverkan meetings` shows the protocols there are, `samverkan matters` the matters"
                ),
            ),
            ReferError::Ambiguous { wanted, candidates } => {
                let list = candidates.join(", ");
                Message::new(
                    format!("\"{wanted}\" kan betyda flera saker: {list}"),
                    format!("\"{wanted}\" may mean several things: {list}"),
                )
            }
        }
    }
}

/// What `wanted` means.
pub fn resolve(archive: &Archive, wanted: &str) -> Result<Target, ReferError> {
    if let Some(named) = after_matter(wanted) {
        return matter(archive, wanted, named);
    }
    let asked = normalised(wanted);
    if let Some(found) = by_id(archive, &asked) {
        return Ok(found);
    }
    let path = wanted.trim().trim_start_matches("./");
    let by_path = archive.protocols.iter().position(|file| {
        let own = slashed(&file.source.path);
        own == path || path.ends_with(&format!("/{own}"))
    });
    if let Some(found) = by_path {
        return Ok(Target::Protocol(found));
    }
    if let Some(code) = archive.names.body(wanted)
        && archive.collaboration.body(code).is_some()
    {
        return Ok(Target::Body(code.to_owned()));
    }
    let people = people(archive, wanted);
    if let [name] = people.as_slice() {
        return Ok(Target::Person(name.clone()));
    }
    let mut parts = unique_part(archive, &asked);
    if parts.len() == 1 && people.is_empty() {
        return Ok(Target::Protocol(parts[0]));
    }
    let mut candidates: Vec<String> = parts
        .drain(..)
        .map(|at| archive.protocols[at].protocol.id.to_string())
        .collect();
    candidates.extend(people);
    if candidates.is_empty() {
        // A matter by its title or registry number alone.
        if let Ok(found) = matter(archive, wanted, wanted) {
            return Ok(found);
        }
        let ids = archive
            .protocols
            .iter()
            .map(|file| file.protocol.id.0.as_str());
        return Err(ReferError::NotFound {
            wanted: wanted.to_owned(),
            nearest: lang::nearest(&asked, ids).map(str::to_owned),
        });
    }
    candidates.truncate(10);
    Err(ReferError::Ambiguous {
        wanted: wanted.to_owned(),
        candidates,
    })
}

/// What follows `matter:` or `ärende:`.
fn after_matter(wanted: &str) -> Option<&str> {
    let (word, named) = wanted.split_once(':')?;
    matches!(lang::fold(word).as_str(), "matter" | "ärende").then_some(named)
}

/// The matter that `named` is the slug, the title or a registry number of.
fn matter(archive: &Archive, wanted: &str, named: &str) -> Result<Target, ReferError> {
    let matters = Matters::new(archive, NaiveDate::MAX);
    if let Some(found) = matters.find(named) {
        return Ok(Target::Matter(found.slug().to_owned()));
    }
    let slugs = matters.all.iter().map(|matter| matter.slug());
    let nearest = lang::nearest(&slug(named), slugs);
    Err(ReferError::NotFound {
        wanted: wanted.to_owned(),
        nearest: nearest.map(|slug| format!("matter:{slug}")),
    })
}

/// `LSG 2023-02-17 § 4` as `LSG/2023-02-17/4`.
fn normalised(wanted: &str) -> String {
    let spaced = wanted.replace(['§', '\u{a0}'], " ");
    let parts: Vec<&str> = spaced.split_whitespace().collect();
    parts.join("/")
}

fn by_id(archive: &Archive, asked: &str) -> Option<Target> {
    let same = |id: &str| id.eq_ignore_ascii_case(asked);
    for (at, file) in archive.protocols.iter().enumerate() {
        let id = &file.protocol.id.0;
        let fits = asked.len() >= id.len()
            && asked.is_char_boundary(id.len())
            && asked[..id.len()].eq_ignore_ascii_case(id);
        if !fits {
            continue;
        }
        if same(id) {
            return Some(Target::Protocol(at));
        }
        for (place, item) in file.protocol.items.iter().enumerate() {
            if same(&format!("{id}/{}", item.key)) {
                return Some(Target::Item(at, place));
            }
            for (clause, decision) in item.decisions.iter().enumerate() {
                if same(&decision.id.0) {
                    return Some(Target::Decision(at, place, clause));
                }
            }
        }
    }
    None
}

/// Protocols whose id holds `asked`, a summons only where nothing else does.
fn unique_part(archive: &Archive, asked: &str) -> Vec<usize> {
    let lowered = asked.to_lowercase();
    if lowered.len() < 4 {
        return Vec::new();
    }
    let all: Vec<usize> = (0..archive.protocols.len())
        .filter(|&at| {
            archive.protocols[at]
                .protocol
                .id
                .0
                .to_lowercase()
                .contains(&lowered)
        })
        .collect();
    let meetings: Vec<usize> = all
        .iter()
        .copied()
        .filter(|&at| archive.protocols[at].protocol.kind != Kind::Summons)
        .collect();
    if meetings.is_empty() { all } else { meetings }
}

/// Names of people that `wanted` is, or, where it is none, is a part of.
fn people(archive: &Archive, wanted: &str) -> Vec<String> {
    let folded = lang::fold(wanted);
    let attendees = archive
        .protocols
        .iter()
        .flat_map(|file| &file.protocol.attendance);
    let listed = attendees.filter_map(|attendee| attendee.name.as_ref());
    let members = archive
        .collaboration
        .bodies
        .iter()
        .flat_map(|body| &body.members)
        .map(|member| &member.name);
    let mut whole: Vec<String> = Vec::new();
    let mut part: Vec<String> = Vec::new();
    for name in listed.chain(members) {
        let own = lang::fold(&name.value);
        if own == folded {
            whole.push(name.value.clone());
        } else if own.split(' ').any(|word| word == folded) {
            part.push(name.value.clone());
        }
    }
    let mut found = if whole.is_empty() { part } else { whole };
    found.sort();
    found.dedup_by(|a, b| lang::fold(a) == lang::fold(b));
    found
}
