//! Reading the register: the assignments that clauses give, and the lines that report them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::Dated;
use super::assignments::{Assignment, Astray, Event, Place, Receiver, State, Why};
use super::due::Dues;
use super::receivers::{named, receivers};
use super::reference::{Named, references};
use crate::archive::{Archive, ProtocolFile};
use crate::lang::fold;
use crate::model::{Class, DataLine, DataLineKind, Decision, Item};

/// What [`read`] finds.
pub(super) struct Read<'a> {
    pub assignments: Vec<Assignment<'a>>,
    pub astray: Vec<Astray<'a>>,
    pub by_id: HashMap<&'a str, usize>,
}

/// The assignments of `files`, and what later items said about them.
pub(super) fn read<'a>(archive: &'a Archive, files: &[Dated<'a>]) -> Read<'a> {
    let mut reading = Reading::new(archive, files);
    for dated in files {
        for (at, item) in dated.file.protocol.items.iter().enumerate() {
            for line in &item.data {
                if line.kind.reports() {
                    reading.line(*dated, at, line);
                }
            }
        }
    }
    Read {
        assignments: reading.assignments,
        astray: reading.astray,
        by_id: reading.by_id,
    }
}

/// Where something stands: its day, its protocol, its item.
#[derive(Clone, Copy)]
struct Spot<'a> {
    date: NaiveDate,
    file: &'a ProtocolFile,
    item: usize,
}

impl Spot<'_> {
    /// Within a protocol items follow each other; two protocols of one day may refer to each
    /// other either way.
    fn is_after(&self, other: &Spot<'_>) -> bool {
        if std::ptr::eq(self.file, other.file) {
            return self.item > other.item;
        }
        self.date >= other.date
    }
}

/// How many assignments one line reports at most: more clauses than an item has. What people
/// write must not cost a square.
const MEANT_MAX: usize = 24;

/// The register while it is read.
struct Reading<'a> {
    archive: &'a Archive,
    dues: Dues<'a>,
    assignments: Vec<Assignment<'a>>,
    spots: Vec<Spot<'a>>,
    astray: Vec<Astray<'a>>,
    by_id: HashMap<&'a str, usize>,
    /// Protocol and key of an item → its assignments; none of them is known too.
    by_item: HashMap<(&'a str, &'a str), Vec<usize>>,
    /// Ids of clauses that only introduce others → the assignments right below.
    children: HashMap<&'a str, Vec<usize>>,
    /// Ids of protocols, and of clauses that are no assignments.
    known: HashSet<&'a str>,
}

impl<'a> Reading<'a> {
    fn new(archive: &'a Archive, files: &[Dated<'a>]) -> Reading<'a> {
        let items = || files.iter().flat_map(|dated| &dated.file.protocol.items);
        let clauses: usize = items().map(|item| item.decisions.len()).sum();
        let mut reading = Reading {
            archive,
            dues: Dues::new(archive, files),
            assignments: Vec::new(),
            spots: Vec::new(),
            astray: Vec::new(),
            by_id: HashMap::new(),
            by_item: HashMap::with_capacity(items().count()),
            children: HashMap::new(),
            known: HashSet::with_capacity(files.len() + clauses),
        };
        for dated in files {
            let protocol = &dated.file.protocol;
            reading.known.insert(&protocol.id.0);
            for (at, item) in protocol.items.iter().enumerate() {
                reading
                    .by_item
                    .entry((&protocol.id.0, &item.key.0))
                    .or_default();
                for decision in 0..item.decisions.len() {
                    reading.add(*dated, at, item, decision);
                }
            }
        }
        reading
    }

    fn add(&mut self, dated: Dated<'a>, at: usize, item: &'a Item, place: usize) {
        let decision: &'a Decision = &item.decisions[place];
        let gives_work = matches!(decision.class, Class::Assignment | Class::Soft);
        if !gives_work || decision.introduces {
            self.known.insert(&decision.id.0);
            return;
        }
        let index = self.assignments.len();
        if *self.by_id.entry(&decision.id.0).or_insert(index) != index {
            // A second clause of this id is another rule's finding.
            return;
        }
        self.by_item
            .entry((&dated.file.protocol.id.0, &item.key.0))
            .or_default()
            .push(index);
        if let Some(parent) = &decision.parent {
            self.children.entry(&parent.0).or_default().push(index);
        }
        self.spots.push(Spot {
            date: dated.date,
            file: dated.file,
            item: at,
        });
        self.assignments.push(Assignment {
            file: dated.file,
            item,
            decision,
            at: Place {
                protocol: dated.place,
                item: at,
                decision: place,
            },
            due: self.dues.of(dated, decision),
            receivers: receivers(self.archive, decision, dated.date),
            events: Vec::new(),
            state: State::Open,
            replaced_by: Vec::new(),
        });
    }

    /// The assignments that an id means.
    fn find(&self, target: &Named) -> Vec<usize> {
        let id = target.id();
        if let Some(&one) = self.by_id.get(id.as_str()) {
            return vec![one];
        }
        self.children
            .get(id.as_str())
            .or_else(|| self.item(target))
            .map(|all| all.iter().take(MEANT_MAX).copied().collect())
            .unwrap_or_default()
    }

    /// The assignments of the item that an id means; `None` where there is no such item.
    fn item<'t>(&'t self, target: &'t Named) -> Option<&'t Vec<usize>> {
        let whole = target.clause.is_none();
        let key = target.item.as_deref().filter(|_| whole)?;
        // A map of longer-lived keys is one of these too.
        let by_item: &HashMap<(&'t str, &'t str), Vec<usize>> = &self.by_item;
        by_item.get(&(target.protocol.as_str(), key))
    }

    /// What holds in the stead of an assignment now: itself, or the end of a chain of changes.
    fn in_force(&self, index: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut seen = HashSet::from([index]);
        let mut ways = vec![index];
        while let Some(way) = ways.pop() {
            let stead = &self.assignments[way].replaced_by;
            if stead.is_empty() {
                out.push(way);
            }
            for &next in stead {
                if seen.len() < MEANT_MAX && seen.insert(next) {
                    ways.push(next);
                }
            }
        }
        out
    }

    fn line(&mut self, dated: Dated<'a>, at: usize, line: &'a DataLine) {
        let file = dated.file;
        let item = &file.protocol.items[at];
        let spot = Spot {
            date: dated.date,
            file,
            item: at,
        };
        let found = references(&line.value.value);
        let event = |who| Event {
            file,
            item,
            line,
            who,
        };
        if found.is_empty() {
            self.astray.push(Astray {
                event: event(""),
                target: None,
                why: Why::Unreadable,
            });
        }
        for (target, who) in found {
            let event = event(who);
            let meant = self.find(&target);
            if meant.is_empty() {
                let known =
                    self.known.contains(target.id().as_str()) || self.item(&target).is_some();
                // An earlier decision of any class may be changed.
                if !known || line.kind != DataLineKind::Changes {
                    self.astray.push(Astray {
                        event,
                        target: Some(target),
                        why: if known {
                            Why::NoAssignment
                        } else {
                            Why::Unknown
                        },
                    });
                }
                continue;
            }
            let mut failed = None;
            let mut taken = false;
            for index in meant {
                if !spot.is_after(&self.spots[index]) {
                    failed = failed.or(Some(Why::TooEarly));
                    continue;
                }
                let in_force = match line.kind {
                    DataLineKind::Changes => vec![index],
                    _ => self.in_force(index),
                };
                for index in in_force {
                    match self.apply(index, &spot, event) {
                        Ok(()) => taken = true,
                        Err(why) => failed = failed.or(Some(why)),
                    }
                }
            }
            // Of several assignments of one item, those still open are meant.
            if let (Some(why), false) = (failed, taken) {
                self.astray.push(Astray {
                    event,
                    target: Some(target),
                    why,
                });
            }
        }
    }

    fn apply(&mut self, index: usize, spot: &Spot<'a>, event: Event<'a>) -> Result<(), Why<'a>> {
        if !spot.is_after(&self.spots[index]) {
            return Err(Why::TooEarly);
        }
        let replaced_by = match event.line.kind {
            DataLineKind::Changes => self.in_item(spot),
            _ => Vec::new(),
        };
        let assignment = &mut self.assignments[index];
        if !assignment.is_open() {
            let last = assignment.events.last().copied().unwrap_or(event);
            return Err(Why::Settled(last));
        }
        let position = assignment.events.len();
        let parts = parts(self.archive, assignment, event, spot.date);
        let told = |part: &usize| assignment.receivers[*part].reported;
        let all_told = !parts.is_empty() && parts.iter().all(|part| told(part).is_some());
        if all_told && event.line.kind != DataLineKind::PartlyReports {
            let before = parts.iter().find_map(told).unwrap_or_default();
            return Err(Why::Settled(assignment.events[before]));
        }
        assignment.events.push(event);
        assignment.state = match event.line.kind {
            DataLineKind::PartlyReports => State::PartlyReported,
            DataLineKind::Changes => {
                assignment.replaced_by = replaced_by;
                State::Changed
            }
            kind => {
                let whole = match kind {
                    DataLineKind::Drops => State::Dropped,
                    _ => State::Closed,
                };
                for part in parts {
                    let reported = &mut assignment.receivers[part].reported;
                    *reported = reported.or(Some(position));
                }
                let waits = |receiver: &Receiver<'_>| receiver.reported.is_none();
                let one_of_several = assignment.receivers.len() > 1 && !event.who.is_empty();
                if one_of_several && assignment.receivers.iter().any(waits) {
                    State::PartlyReported
                } else {
                    whole
                }
            }
        };
        Ok(())
    }

    /// The assignments of the item at `spot`.
    fn in_item(&self, spot: &Spot<'a>) -> Vec<usize> {
        let protocol = &spot.file.protocol;
        let id = (
            protocol.id.0.as_str(),
            protocol.items[spot.item].key.0.as_str(),
        );
        let all = self.by_item.get(&id).map_or(&[][..], Vec::as_slice);
        all.iter().take(MEANT_MAX).copied().collect()
    }
}

/// Which of several receivers an event speaks of; none where it speaks of all.
fn parts(
    archive: &Archive,
    assignment: &Assignment<'_>,
    event: Event<'_>,
    day: NaiveDate,
) -> Vec<usize> {
    if assignment.receivers.len() < 2 || event.who.is_empty() {
        return Vec::new();
    }
    let who: HashSet<String> = named(archive, event.who, day)
        .into_iter()
        .map(fold)
        .collect();
    let receivers = assignment.receivers.iter().enumerate();
    receivers
        .filter(|(_, receiver)| who.contains(&fold(receiver.name)))
        .map(|(at, _)| at)
        .collect()
}
