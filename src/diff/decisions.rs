//! The clauses of a meeting, before and after: added, removed, reworded, moved.
//!
//! A clause is the same one by its text first, wherever it stands, so that one put in first
//! doesn't make all others look reworded; then by how many words it shares with another.

use std::collections::{HashMap, VecDeque};

use super::change::{Aspect, Change, Facts, Noun, Said, Sort};
use super::items::Pairs;
use super::likeness::{self, Bag};
use crate::check::representation::item_name;
use crate::lang::Text;
use crate::model::{Decision, Protocol};

/// Clauses of one item are the same one, reworded, from this share of words in common.
const SAME_ITEM_MIN: f64 = 0.5;
/// Clauses of different items are from this one.
const OTHER_ITEM_MIN: f64 = 0.75;

/// A clause.
pub static DECISION: Noun = Noun {
    name: "decision",
    label: Text::new("beslut", "decision"),
    naming: 1,
    aspects: &[&[
        Aspect::new("id", Sort::Text, Text::new("beteckning", "id")),
        Aspect::new("item", Sort::Prose, Text::new("ärende", "item")),
        Aspect::new("text", Sort::Prose, Text::new("lydelse", "wording")),
        Aspect::new("class", Sort::Text, Text::new("slag", "class")),
        Aspect::new("receivers", Sort::List, Text::new("mottagare", "receivers")),
        Aspect::new("due", Sort::Date, Text::new("senast", "due")),
        Aspect::new(
            "due_text",
            Sort::Text,
            Text::new("frist", "due, as written"),
        ),
        Aspect::new(
            "counted",
            Sort::Flag,
            Text::new("räknas som beslut", "counts as a decision"),
        ),
    ]],
};

/// A clause with where it stands.
#[derive(Clone, Copy)]
struct Clause<'a> {
    item: usize,
    decision: &'a Decision,
}

fn clauses(protocol: Option<&Protocol>) -> Vec<Clause<'_>> {
    let items = protocol.map_or(&[][..], |protocol| &protocol.items);
    let items = items.iter().enumerate();
    items
        .flat_map(|(item, held)| {
            let decisions = held.decisions.iter();
            decisions.map(move |decision| Clause { item, decision })
        })
        .collect()
}

/// What became of the clauses, in document order; those that are gone come last. One of which only
/// the place within its item changed is among them, with nothing but a new id.
pub fn compare(pairs: &Pairs, before: Option<&Protocol>, after: Option<&Protocol>) -> Vec<Change> {
    let (old, new) = (clauses(before), clauses(after));
    let same_item = pairs.after();
    let found = pair(&old, &new, &same_item);
    let mut taken = vec![false; old.len()];
    let mut changes = Vec::new();
    let facts = |protocol: Option<&Protocol>, clause: &Clause<'_>| {
        facts(protocol.expect("a clause is of a protocol"), clause)
    };
    for (at, clause) in new.iter().enumerate() {
        let Some(from) = found[at] else {
            changes.push(Change::added(facts(after, clause)));
            continue;
        };
        taken[from] = true;
        let change = Change::between(facts(before, &old[from]), facts(after, clause));
        let Some(mut change) = change else { continue };
        let is_moved = same_item.get(&old[from].item) != Some(&clause.item);
        let is_renumbered = is_moved || ordinal(old[from].decision) != ordinal(clause.decision);
        // An item's new number or title is told once, at the item.
        change.changed.retain(|&which| match DECISION.key(which) {
            "item" => is_moved,
            "id" => is_renumbered,
            _ => true,
        });
        if !change.changed.is_empty() {
            changes.push(change);
        }
    }
    let gone = old.iter().zip(&taken).filter(|(_, taken)| !**taken);
    changes.extend(gone.map(|(clause, _)| Change::removed(facts(before, clause))));
    changes
}

/// The part of an id that counts within its item.
fn ordinal(decision: &Decision) -> &str {
    let id = decision.id.in_protocol();
    id.split_once(':').map_or(id, |(_, ordinal)| ordinal)
}

/// For each clause after, the same one before.
fn pair(
    old: &[Clause<'_>],
    new: &[Clause<'_>],
    same_item: &HashMap<usize, usize>,
) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    exact_in_item(old, new, same_item, &mut found, &mut taken);
    exact_elsewhere(old, new, &mut found, &mut taken);
    let mut by_item: HashMap<usize, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (at, clause) in old.iter().enumerate().filter(|(at, _)| !taken[*at]) {
        if let Some(&item) = same_item.get(&clause.item) {
            by_item.entry(item).or_default().0.push(at);
        }
    }
    for (at, clause) in new
        .iter()
        .enumerate()
        .filter(|(at, _)| found[*at].is_none())
    {
        by_item.entry(clause.item).or_default().1.push(at);
    }
    for (from, to) in by_item.into_values() {
        alike(
            old,
            new,
            (&from, &to),
            SAME_ITEM_MIN,
            &mut found,
            &mut taken,
        );
    }
    let from: Vec<usize> = (0..old.len()).filter(|&at| !taken[at]).collect();
    let to: Vec<usize> = (0..new.len()).filter(|&at| found[at].is_none()).collect();
    alike(
        old,
        new,
        (&from, &to),
        OTHER_ITEM_MIN,
        &mut found,
        &mut taken,
    );
    found
}

/// The same text in the same item, in order where it stands there twice.
fn exact_in_item(
    old: &[Clause<'_>],
    new: &[Clause<'_>],
    same_item: &HashMap<usize, usize>,
    found: &mut [Option<usize>],
    taken: &mut [bool],
) {
    let mut waiting: HashMap<(usize, &str), VecDeque<usize>> = HashMap::new();
    for (at, clause) in old.iter().enumerate() {
        if let Some(&item) = same_item.get(&clause.item) {
            let key = (item, clause.decision.text.as_str());
            waiting.entry(key).or_default().push_back(at);
        }
    }
    for (at, clause) in new.iter().enumerate() {
        let key = (clause.item, clause.decision.text.as_str());
        if let Some(from) = waiting.get_mut(&key).and_then(VecDeque::pop_front) {
            found[at] = Some(from);
            taken[from] = true;
        }
    }
}

/// The same text in another item, where it stands once before and once after: phrases that every
/// item may have, such as "lägga informationen till handlingarna", don't move.
fn exact_elsewhere(
    old: &[Clause<'_>],
    new: &[Clause<'_>],
    found: &mut [Option<usize>],
    taken: &mut [bool],
) {
    fn once<'a>(clauses: &[Clause<'a>]) -> HashMap<&'a str, Option<usize>> {
        let mut places: HashMap<&str, Option<usize>> = HashMap::new();
        for (at, clause) in clauses.iter().enumerate() {
            let place = places.entry(clause.decision.text.as_str());
            place.and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    }
    let (before, after) = (once(old), once(new));
    for (text, to) in after {
        let from = before.get(text).copied().flatten();
        if let (Some(from), Some(to)) = (from, to)
            && !taken[from]
            && found[to].is_none()
        {
            found[to] = Some(from);
            taken[from] = true;
        }
    }
}

fn alike(
    old: &[Clause<'_>],
    new: &[Clause<'_>],
    (from, to): (&[usize], &[usize]),
    least: f64,
    found: &mut [Option<usize>],
    taken: &mut [bool],
) {
    if from.is_empty() || to.is_empty() {
        return;
    }
    let bags = |clauses: &[Clause<'_>], which: &[usize]| -> Vec<Bag> {
        let texts = which.iter().map(|&at| &clauses[at].decision.text);
        texts.map(|text| Bag::new(text)).collect()
    };
    for (a, b) in likeness::pair(&bags(old, from), &bags(new, to), least) {
        found[to[b]] = Some(from[a]);
        taken[from[a]] = true;
    }
}

fn facts(protocol: &Protocol, clause: &Clause<'_>) -> Facts {
    let decision = clause.decision;
    let item = &protocol.items[clause.item];
    let title = match &item.number {
        Some(_) => format!("{} {}", item_name(item), item.title.value),
        None => item.title.value.clone(),
    };
    let due = decision.due.as_ref();
    let day = due.and_then(|due| due.date).map(|day| day.to_string());
    Facts::new(
        &DECISION,
        vec![
            Some(Said::Text(decision.id.0.clone())),
            Said::text(&title),
            Said::text(&decision.text),
            Some(Said::Word(decision.class.text())),
            Said::list(decision.receivers.iter().map(|one| one.value.as_str())),
            day.as_deref().and_then(Said::text),
            // What was written matters where no day could be read from it.
            due.filter(|due| due.date.is_none())
                .and_then(|due| Said::text(&due.text)),
            Some(Said::Flag(decision.is_counted())),
        ],
    )
}
