//! The items of a meeting, before and after: which are the same one under a new number.

use std::collections::{HashMap, VecDeque};

use super::change::{Aspect, Change, Facts, Noun, Said, Sort};
use super::likeness::{self, Bag};
use crate::archive::ProtocolFile;
use crate::lang::{Text, fold};
use crate::model::{Item, Presenter};

/// Two items of one number are the same one from this share of words in common.
const SAME_NUMBER_MIN: f64 = 0.3;
/// Two items of different number and title are from this one.
const SAME_TEXT_MIN: f64 = 0.6;

/// A numbered matter.
pub static ITEM: Noun = Noun {
    name: "item",
    label: Text::new("ärende", "item"),
    naming: 3,
    aspects: &[&[
        Aspect::new("id", Sort::Text, Text::new("beteckning", "id")),
        Aspect::new("number", Sort::Text, Text::new("nummer", "number")),
        Aspect::new("title", Sort::Prose, Text::new("rubrik", "title")),
        Aspect::new("tags", Sort::List, Text::new("märkning", "tags")),
        Aspect::new("matter", Sort::Prose, Text::new("ärende", "matter")),
        Aspect::new(
            "presenters",
            Sort::List,
            Text::new("föredragande", "presented by"),
        ),
        Aspect::new(
            "references",
            Sort::List,
            Text::new("diarienummer", "registry numbers"),
        ),
        Aspect::new(
            "attachments",
            Sort::List,
            Text::new("bilagor", "attachments"),
        ),
        Aspect::new("data", Sort::List, Text::new("uppgifter", "data lines")),
    ]],
};

/// The items of two protocols, by index; each stands in one pair.
#[derive(Debug, Default)]
pub struct Pairs {
    /// In the order of the items after; those that are gone come last.
    pub pairs: Vec<(Option<usize>, Option<usize>)>,
}

impl Pairs {
    /// For each item before, the same one after.
    pub fn after(&self) -> HashMap<usize, usize> {
        let both = self.pairs.iter();
        both.filter_map(|(before, after)| Some(((*before)?, (*after)?)))
            .collect()
    }
}

/// Which items are the same one: those of one number and title, then of one title, then of one
/// number and something in common, then those whose text is much alike.
pub fn pair(before: &[Known], after: &[Known]) -> Pairs {
    let mut found: Vec<Option<usize>> = vec![None; after.len()];
    let mut taken = vec![false; before.len()];
    let keys: [fn(&Known) -> Option<String>; 2] = [
        |item| Some(format!("{}\u{1f}{}", item.key, fold(item.title))),
        |item| (!item.title.trim().is_empty()).then(|| fold(item.title)),
    ];
    for key in keys {
        let mut waiting: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, item) in before.iter().enumerate().filter(|(at, _)| !taken[*at]) {
            if let Some(key) = key(item) {
                waiting.entry(key).or_default().push_back(at);
            }
        }
        for (at, item) in after.iter().enumerate() {
            if found[at].is_some() {
                continue;
            }
            let old = key(item).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(old) = old {
                found[at] = Some(old);
                taken[old] = true;
            }
        }
    }
    let bags =
        |items: &[Known]| -> Vec<Bag> { items.iter().map(|one| Bag::new(one.whole)).collect() };
    let left =
        |taken: &[bool]| -> Vec<usize> { (0..taken.len()).filter(|&at| !taken[at]).collect() };
    let is_found: Vec<bool> = found.iter().map(Option::is_some).collect();
    let (old, new) = (left(&taken), left(&is_found));
    if !old.is_empty() && !new.is_empty() {
        let old_items: Vec<Known<'_>> = old.iter().map(|&at| before[at]).collect();
        let new_items: Vec<Known<'_>> = new.iter().map(|&at| after[at]).collect();
        let (old_bags, new_bags) = (bags(&old_items), bags(&new_items));
        let numbers: HashMap<&str, usize> = old_items
            .iter()
            .enumerate()
            .map(|(at, item)| (item.key, at))
            .collect();
        for (at, item) in new_items.iter().enumerate() {
            let Some(&same) = numbers.get(item.key) else {
                continue;
            };
            let titles = Bag::new(old_items[same].title).like(&Bag::new(item.title));
            if titles.max(old_bags[same].like(&new_bags[at])) >= SAME_NUMBER_MIN {
                found[new[at]] = Some(old[same]);
                taken[old[same]] = true;
            }
        }
        let free = |at: &usize| !taken[old[*at]];
        let old_left: Vec<usize> = (0..old.len()).filter(free).collect();
        let new_left: Vec<usize> = (0..new.len())
            .filter(|&at| found[new[at]].is_none())
            .collect();
        let take = |bags: &[Bag], which: &[usize]| -> Vec<Bag> {
            which.iter().map(|&at| bags[at].clone()).collect()
        };
        let alike = likeness::pair(
            &take(&old_bags, &old_left),
            &take(&new_bags, &new_left),
            SAME_TEXT_MIN,
        );
        for (from, to) in alike {
            found[new[new_left[to]]] = Some(old[old_left[from]]);
            taken[old[old_left[from]]] = true;
        }
    }
    let mut pairs: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    pairs.extend(found.iter().enumerate().map(|(at, old)| (*old, Some(at))));
    pairs.extend(left(&taken).into_iter().map(|at| (Some(at), None)));
    Pairs { pairs }
}

/// What items are paired by.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    key: &'a str,
    title: &'a str,
    whole: &'a str,
}

/// What the items of a protocol are paired by.
pub fn known(file: &ProtocolFile) -> Vec<Known<'_>> {
    let items = file.protocol.items.iter();
    items
        .map(|item| Known {
            key: &item.key.0,
            title: &item.title.value,
            whole: item.span.of(&file.source.text),
        })
        .collect()
}

/// What became of the items; one of which only the number changed is among them.
pub fn compare(
    pairs: &Pairs,
    before: Option<&ProtocolFile>,
    after: Option<&ProtocolFile>,
) -> Vec<Change> {
    let facts = |file: Option<&ProtocolFile>, at: Option<usize>| -> Option<Facts> {
        let file = file?;
        // What stands before any item is none.
        let item = file
            .protocol
            .items
            .get(at?)
            .filter(|item| item.key.0 != "0")?;
        Some(item_facts(file, item))
    };
    let mut changes = Vec::new();
    for &(old, new) in &pairs.pairs {
        let Some(mut change) = Change::of(facts(before, old), facts(after, new)) else {
            continue;
        };
        // An id follows the number and the meeting.
        let id = ITEM.index("id");
        let only_id = change.changed == [id];
        change.changed.retain(|&at| at != id);
        if !only_id {
            changes.push(change);
        }
    }
    changes
}

fn item_facts(file: &ProtocolFile, item: &Item) -> Facts {
    let text = |value: Option<&str>| value.and_then(Said::text);
    let number = match (&item.number, &item.last_number) {
        (Some(first), Some(last)) => Some(format!("{}-{last}", first.value)),
        (Some(first), None) => Some(first.value.clone()),
        (None, _) => None,
    };
    let data = item.data.iter();
    let data: Vec<String> = data
        .map(|line| format!("{}: {}", line.kind.label(), line.value.value))
        .collect();
    let presenters: Vec<String> = item.presenters.iter().map(presenter).collect();
    let values =
        |list: &'_ [crate::text::At<String>]| Said::list(list.iter().map(|one| one.value.as_str()));
    Facts::new(
        &ITEM,
        vec![
            Some(Said::Text(format!("{}/{}", file.protocol.id, item.key))),
            text(number.as_deref()),
            text(Some(&item.title.value)),
            Said::of_all(item.tags.iter().map(|tag| Said::Word(tag.text()))),
            text(item.matter.as_ref().map(|matter| matter.value.as_str())),
            Said::list(presenters.iter().map(String::as_str)),
            values(&item.references),
            values(&item.attachments),
            Said::list(data.iter().map(String::as_str)),
        ],
    )
}

fn presenter(one: &Presenter) -> String {
    match &one.organisation {
        Some(organisation) => format!("{}, {}", one.name.value, organisation.value),
        None => one.name.value.clone(),
    }
}
