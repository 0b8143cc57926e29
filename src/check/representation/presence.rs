//! When somebody was there, item by item in document order.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::model::{Attendee, Item, PresenceLimit, PresenceRange};
use crate::text::At;

/// Whether somebody was there at an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum There {
    /// Somewhere else.
    No,
    /// Clock times and numbers of no item don't tell.
    Perhaps,
    /// At the meeting.
    Yes,
}

/// The items of a protocol by their numbers.
#[derive(Debug)]
pub struct Agenda {
    /// Number → first index, last index with its sub-items.
    index: HashMap<String, (usize, usize)>,
    /// Items of several numbers, `§§ 88-96`: first and last number, index.
    spans: Vec<(u32, u32, usize)>,
    /// How many items there are.
    pub len: usize,
    /// The first item that isn't what stands before any.
    pub first: usize,
}

impl Agenda {
    /// Reads the numbers of `items`.
    pub fn of(items: &[Item]) -> Agenda {
        let keys: HashMap<&str, usize> = items
            .iter()
            .enumerate()
            .map(|(index, item)| (item.key.0.as_str(), index))
            .collect();
        let mut last: Vec<usize> = (0..items.len()).collect();
        for index in (0..items.len()).rev() {
            let parent = items[index].parent.as_ref();
            if let Some(&parent) = parent.and_then(|parent| keys.get(parent.0.as_str()))
                && parent < index
            {
                last[parent] = last[parent].max(last[index]);
            }
        }
        let mut out = Agenda {
            index: HashMap::new(),
            spans: Vec::new(),
            len: items.len(),
            first: items.iter().position(|item| item.key.0 != "0").unwrap_or(0),
        };
        for (index, item) in items.iter().enumerate() {
            let written = item
                .number
                .as_ref()
                .map_or(&item.key.0, |number| &number.value);
            // Of a repeated number both are meant.
            let entry = out
                .index
                .entry(plain(written))
                .or_insert((index, last[index]));
            entry.1 = entry.1.max(last[index]);
            if let Some(end) = &item.last_number
                && let (Ok(from), Ok(until)) = (written.parse(), end.parse())
            {
                out.spans.push((from, until, index));
            }
        }
        out
    }

    /// The items that a number means, its sub-items too, by index.
    pub fn find(&self, number: &str) -> Option<RangeInclusive<usize>> {
        let plain = plain(number);
        if let Some(&(first, last)) = self.index.get(&plain) {
            return Some(first..=last);
        }
        let number: u32 = plain.parse().ok()?;
        let span = self
            .spans
            .iter()
            .find(|(from, until, _)| (*from..=*until).contains(&number))?;
        Some(span.2..=span.2)
    }

    /// The items of `4`, or of `4-6`.
    pub fn find_range(&self, text: &str) -> Option<RangeInclusive<usize>> {
        if let Some(found) = self.find(text) {
            return Some(found);
        }
        let (from, until) = text.split_once(['-', '–'])?;
        let (from, until) = (self.find(from)?, self.find(until)?);
        (from.start() <= until.end()).then(|| *from.start()..=*until.end())
    }

    /// One end of a range: `Ok(None)` where it is open, `Err` where it means no item.
    fn limit(
        &self,
        limit: Option<&At<PresenceLimit>>,
    ) -> Result<Option<RangeInclusive<usize>>, ()> {
        match limit.map(|limit| &limit.value) {
            None => Ok(None),
            Some(PresenceLimit::Clock(_)) => Err(()),
            Some(PresenceLimit::Item(number)) => self.find(number).map(Some).ok_or(()),
        }
    }
}

/// A number as it is compared: `5 A` is `5a`.
fn plain(number: &str) -> String {
    number
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '§')
        .flat_map(char::to_lowercase)
        .collect()
}

/// When one person was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// When the meeting began.
    pub start: There,
    /// From which item on; the first is 0.
    steps: Vec<(usize, There)>,
}

/// What a range adds or takes, as the sweep counts it.
#[derive(Clone, Copy)]
enum Mark {
    Here,
    HerePerhaps,
    Away,
    AwayPerhaps,
}

impl Course {
    /// Never there: what entries are added to.
    pub fn never() -> Course {
        Course {
            start: There::No,
            steps: vec![(0, There::No)],
        }
    }

    /// What one line of the attendance says.
    pub fn of(attendee: &Attendee, agenda: &Agenda) -> Course {
        let ranges = &attendee.ranges;
        let only_away = ranges.iter().all(|range| range.away);
        let mut events: Vec<(usize, Mark, i32)> = Vec::with_capacity(ranges.len() * 2);
        let mut start = if only_away { There::Yes } else { There::No };
        for range in ranges {
            let (from, until, certain) = bounds(range, agenda);
            let (sure, perhaps) = match range.away {
                true => (Mark::Away, Mark::AwayPerhaps),
                false => (Mark::Here, Mark::HerePerhaps),
            };
            let mark = if certain { sure } else { perhaps };
            events.push((from, mark, 1));
            events.push((until.saturating_add(1), mark, -1));
            if range.away {
                if range.from.is_some() && certain && from <= agenda.first {
                    start = There::No;
                }
            } else {
                start = start.max(starts(range, from, agenda));
            }
        }
        events.sort_by_key(|event| event.0);
        let mut counts = [0i32; 4];
        let mut steps = vec![];
        let mut at = 0;
        let mut event = 0;
        loop {
            while event < events.len() && events[event].0 <= at {
                counts[events[event].1 as usize] += events[event].2;
                event += 1;
            }
            let here = match (
                only_away,
                counts[Mark::Here as usize],
                counts[Mark::HerePerhaps as usize],
            ) {
                (true, ..) => There::Yes,
                (_, 1.., _) => There::Yes,
                (_, _, 1..) => There::Perhaps,
                _ => There::No,
            };
            let there = if counts[Mark::Away as usize] > 0 {
                There::No
            } else if counts[Mark::AwayPerhaps as usize] > 0 {
                here.min(There::Perhaps)
            } else {
                here
            };
            steps.push((at, there));
            match events.get(event) {
                Some(next) => at = next.0,
                None => break,
            }
        }
        steps.dedup_by_key(|step| step.1);
        Course { start, steps }
    }

    /// Whether the person was there at the item of this index.
    pub fn at(&self, item: usize) -> There {
        let after = self.steps.partition_point(|step| step.0 <= item);
        self.steps[after.saturating_sub(1)].1
    }

    /// Both together: the same person, listed twice.
    pub fn and(&self, other: &Course) -> Course {
        let mut starts: Vec<usize> = self.changes().chain(other.changes()).collect();
        starts.push(0);
        starts.sort_unstable();
        starts.dedup();
        let mut steps: Vec<(usize, There)> = starts
            .into_iter()
            .map(|item| (item, self.at(item).max(other.at(item))))
            .collect();
        steps.dedup_by_key(|step| step.1);
        Course {
            start: self.start.max(other.start),
            steps,
        }
    }

    /// The items at which something changes.
    pub fn changes(&self) -> impl Iterator<Item = usize> {
        self.steps.iter().skip(1).map(|step| step.0)
    }

    /// Whether the person was there at any time.
    pub fn is_ever(&self) -> bool {
        self.start != There::No || self.steps.iter().any(|step| step.1 != There::No)
    }
}

/// The items of a range, and whether both ends are known.
fn bounds(range: &PresenceRange, agenda: &Agenda) -> (usize, usize, bool) {
    let from = agenda.limit(range.from.as_ref());
    let until = agenda.limit(range.until.as_ref());
    let certain = from.is_ok() && until.is_ok();
    let end = agenda.len.saturating_sub(1);
    let first = from.ok().flatten().map_or(0, |from| *from.start());
    let last = until.ok().flatten().map_or(end, |until| *until.end());
    if first > last {
        // §§ 7-3: somebody meant something else.
        return (0, end, false);
    }
    (first, last, certain)
}

/// Whether somebody who was there for `range` was there when the meeting began.
fn starts(range: &PresenceRange, from: usize, agenda: &Agenda) -> There {
    match &range.from {
        None => There::Yes,
        Some(limit) => match agenda.limit(Some(limit)) {
            Err(()) => There::Perhaps,
            Ok(_) if from <= agenda.first => There::Yes,
            Ok(_) => There::No,
        },
    }
}
