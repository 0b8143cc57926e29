//! Rows of a list before and after: which are the same one, which are new, which are gone.

use std::collections::{HashMap, VecDeque};

use super::change::{Change, Facts};
use crate::lang::{Lang, Likeness, compare_names};

/// So many pairs of names are compared.
const NAMES_MAX: usize = 10_000;

/// What became of the rows of a list. The order of the rows says nothing; what is exactly the same
/// is paired first, then what is called the same, then what `is_same` takes for one.
///
/// In the order of `after`; what is gone comes last.
pub fn compare(
    before: Vec<Facts>,
    after: Vec<Facts>,
    is_same: Option<fn(&Facts, &Facts) -> bool>,
) -> Vec<Change> {
    let mut old: Vec<Option<Facts>> = before.into_iter().map(Some).collect();
    let mut new: Vec<Option<Facts>> = after.into_iter().map(Some).collect();
    let mut changes: Vec<(usize, Change)> = Vec::new();
    let whole = |facts: &Facts| format!("{:?}", facts.values);
    for key in [whole, Facts::identity] {
        let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, facts) in old.iter().enumerate() {
            if let Some(facts) = facts {
                waiting.entry(key(facts)).or_default().push_back(at);
            }
        }
        for (at, slot) in new.iter_mut().enumerate() {
            let Some(facts) = slot else { continue };
            let found = waiting.get_mut(&key(facts)).and_then(VecDeque::pop_front);
            if let Some(found) = found {
                let pair = (old[found].take(), slot.take());
                changes.extend(Change::of(pair.0, pair.1).map(|change| (at, change)));
            }
        }
    }
    if let Some(is_same) = is_same {
        let left: Vec<usize> = (0..old.len()).filter(|&at| old[at].is_some()).collect();
        let came: Vec<usize> = (0..new.len()).filter(|&at| new[at].is_some()).collect();
        if left.len().saturating_mul(came.len()) <= NAMES_MAX {
            for at in came {
                let like = left.iter().copied().find(|&found| {
                    let pair = (old[found].as_ref(), new[at].as_ref());
                    matches!(pair, (Some(old), Some(new)) if is_same(old, new))
                });
                if let Some(found) = like {
                    let pair = (old[found].take(), new[at].take());
                    changes.extend(Change::of(pair.0, pair.1).map(|change| (at, change)));
                }
            }
        }
    }
    for (at, facts) in new.into_iter().enumerate() {
        changes.extend(facts.map(|facts| (at, Change::added(facts))));
    }
    changes.sort_by_key(|(at, _)| *at);
    let gone = old.into_iter().flatten().map(Change::removed);
    changes
        .into_iter()
        .map(|(_, change)| change)
        .chain(gone)
        .collect()
}

/// Whether two rows name one person, spelled differently.
pub fn is_one_person(before: &Facts, after: &Facts) -> bool {
    let name = |facts: &Facts| facts.shown("name", Lang::En);
    matches!(
        compare_names(&name(before), &name(after)),
        Likeness::Same | Likeness::Subset | Likeness::Close { .. }
    )
}
