//! Assignments and how far they have come: open until an item reports them back.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::Dated;
use super::reference::{Named, references};
use crate::archive::{Archive, ProtocolFile};
use crate::lang::{self, fold};
use crate::model::{Class, DataLine, DataLineKind, Decision, Item, PartyKind};

/// A clause that gives somebody something to do.
#[derive(Debug)]
pub struct Assignment<'a> {
    /// The protocol that it stands in.
    pub file: &'a ProtocolFile,
    /// Its item.
    pub item: &'a Item,
    /// The clause.
    pub decision: &'a Decision,
    /// Who is to do it; `huvudmännen` stands as every party of the meeting's day.
    pub receivers: Vec<Receiver<'a>>,
    /// What was said about it later, oldest first.
    pub events: Vec<Event<'a>>,
    /// How far it has come, as of the register's day.
    pub state: State,
    /// The assignments that came in its stead, by place in [`super::Register::assignments`];
    /// only where it is [`State::Changed`].
    pub replaced_by: Vec<usize>,
}

impl Assignment<'_> {
    /// The day of the meeting that gave it.
    pub fn date(&self) -> Option<NaiveDate> {
        self.file.protocol.date.as_ref().map(|date| date.value)
    }

    /// By when it is to be done, where the words give a day.
    pub fn due(&self) -> Option<NaiveDate> {
        self.decision.due.as_ref().and_then(|due| due.date)
    }

    /// Whether somebody still waits for it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Open | State::PartlyReported)
    }

    /// Whether it is open, and its day is before `day`.
    pub fn is_overdue(&self, day: NaiveDate) -> bool {
        self.is_open() && self.due().is_some_and(|due| due < day)
    }
}

/// How far an assignment has come.
///
/// It begins as `Open`. `Delredovisar:` makes it `PartlyReported`, and so does `Avslutar:` or
/// `Utgår:` that names one of several receivers. `Avslutar:` without a name, or the last
/// receiver's, makes it `Closed`; `Utgår:` makes it `Dropped`; `Ändrar:` makes it `Changed`.
/// Those three are final: a report on a changed assignment counts for what came in its stead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Nothing was reported.
    Open,
    /// Something was, or some receivers have; somebody still waits.
    PartlyReported,
    /// Reported back.
    Closed,
    /// Another decision holds now.
    Changed,
    /// No longer asked for.
    Dropped,
}

impl State {
    /// Every state.
    pub const ALL: [State; 5] = [
        State::Open,
        State::PartlyReported,
        State::Closed,
        State::Changed,
        State::Dropped,
    ];

    /// The word in both languages; the English one is for machines too.
    pub const fn text(self) -> lang::Text {
        match self {
            State::Open => lang::Text::new("öppet", "open"),
            State::PartlyReported => lang::Text::new("delredovisat", "partly_reported"),
            State::Closed => lang::Text::new("avslutat", "closed"),
            State::Changed => lang::Text::new("ändrat", "changed"),
            State::Dropped => lang::Text::new("utgått", "dropped"),
        }
    }
}

/// Somebody who is to do something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver<'a> {
    /// The canonical name of a party, the code of a body, else as written.
    pub name: &'a str,
    /// The event that reported their part, by place in [`Assignment::events`].
    pub reported: Option<usize>,
}

/// What a later item said about an assignment.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// The protocol that says so.
    pub file: &'a ProtocolFile,
    /// The item that says so.
    pub item: &'a Item,
    /// The line.
    pub line: &'a DataLine,
    /// Who reports; empty where the line doesn't say.
    pub who: &'a str,
}

/// A line `Avslutar:`, `Delredovisar:`, `Ändrar:` or `Utgår:` that has no effect.
#[derive(Clone, Debug)]
pub struct Astray<'a> {
    /// The line and where it stands.
    pub event: Event<'a>,
    /// What it names; `None` where there is no id in it.
    pub target: Option<Named>,
    /// Why it has none.
    pub why: Why<'a>,
}

/// Why a line has no effect.
#[derive(Clone, Copy, Debug)]
pub enum Why<'a> {
    /// No id can be read.
    Unreadable,
    /// No such protocol, item or clause.
    Unknown,
    /// There is such a thing, and nobody was given anything to do there.
    NoAssignment,
    /// It stands in the same item, or earlier than the assignment itself.
    TooEarly,
    /// It was closed, changed or dropped before, by this event.
    Settled(Event<'a>),
}

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
                let reports = matches!(
                    line.kind,
                    DataLineKind::Closes
                        | DataLineKind::PartlyReports
                        | DataLineKind::Changes
                        | DataLineKind::Drops
                );
                if reports {
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
        let mut reading = Reading {
            archive,
            assignments: Vec::new(),
            spots: Vec::new(),
            astray: Vec::new(),
            by_id: HashMap::new(),
            by_item: HashMap::new(),
            children: HashMap::new(),
            known: HashSet::new(),
        };
        for dated in files {
            let protocol = &dated.file.protocol;
            reading.known.insert(&protocol.id.0);
            for (at, item) in protocol.items.iter().enumerate() {
                reading
                    .by_item
                    .entry((&protocol.id.0, &item.key.0))
                    .or_default();
                for decision in &item.decisions {
                    reading.add(*dated, at, item, decision);
                }
            }
        }
        reading
    }

    fn add(&mut self, dated: Dated<'a>, at: usize, item: &'a Item, decision: &'a Decision) {
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
        let part = part(self.archive, assignment, event);
        if let Some(part) = part {
            let receiver = &mut assignment.receivers[part];
            if let (Some(before), true) = (
                receiver.reported,
                event.line.kind != DataLineKind::PartlyReports,
            ) {
                return Err(Why::Settled(assignment.events[before]));
            }
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
                if let Some(part) = part {
                    assignment.receivers[part].reported = Some(position);
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

/// Which of several receivers an event speaks of.
fn part(archive: &Archive, assignment: &Assignment<'_>, event: Event<'_>) -> Option<usize> {
    if assignment.receivers.len() < 2 || event.who.is_empty() {
        return None;
    }
    let names = &archive.names;
    let who = names
        .party(event.who)
        .or_else(|| names.body(event.who))
        .unwrap_or(event.who);
    let who = fold(who);
    let same = |receiver: &Receiver<'_>| fold(receiver.name) == who;
    assignment.receivers.iter().position(same)
}

/// Words that mean every party, or every municipality.
const PARTIES: &[&str] = &[
    "huvudmännen",
    "samtliga huvudmän",
    "alla huvudmän",
    "respektive huvudman",
    "varje huvudman",
    "länets huvudmän",
    "huvudmännen i länet",
];
const MUNICIPALITIES: &[&str] = &[
    "kommunerna",
    "samtliga kommuner",
    "alla kommuner",
    "respektive kommun",
    "varje kommun",
    "länets kommuner",
    "kommunerna i länet",
];

fn receivers<'a>(
    archive: &'a Archive,
    decision: &'a Decision,
    day: NaiveDate,
) -> Vec<Receiver<'a>> {
    let mut names: Vec<&str> = Vec::new();
    for written in &decision.receivers {
        let folded = fold(&written.value);
        let every = PARTIES.contains(&folded.as_str());
        if every || MUNICIPALITIES.contains(&folded.as_str()) {
            let parties = archive.collaboration.parties.iter();
            names.extend(
                parties
                    .filter(|party| party.basis.period.contains(day))
                    .filter(|party| every || party.kind == PartyKind::Municipality)
                    .map(|party| party.name.value.as_str()),
            );
            continue;
        }
        let known = archive
            .names
            .party(&written.value)
            .or_else(|| archive.names.body(&written.value));
        names.push(known.unwrap_or(&written.value));
    }
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(*name));
    let receiver = |name| Receiver {
        name,
        reported: None,
    };
    names.into_iter().map(receiver).collect()
}
