//! Matters: one question through bodies and years.
//!
//! Items belong together when they bear the same `Ärende:` or the same registry number. An item
//! with neither is a step of the matter whose title it bears, or of those whose decisions its data
//! lines name: an item that reports five assignments must not make one matter of five.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::Dated;
use super::meetings::Meetings;
use super::reference::references;
use crate::archive::{Archive, ProtocolFile};
use crate::lang::Text;
use crate::model::{Class, DataLineKind, Decision, Item};
use crate::text::At;

/// The matters of the protocols up to a day.
#[derive(Debug)]
pub struct Matters<'a> {
    /// By their first item.
    pub all: Vec<Matter<'a>>,
}

impl<'a> Matters<'a> {
    /// Reads the meetings of `archive` up to and with `as_of`. Linear in the archive.
    pub fn new(archive: &'a Archive, as_of: NaiveDate) -> Matters<'a> {
        Matters {
            all: read(archive, &super::counted(archive, as_of)),
        }
    }

    /// The matter with this slug, or with this title or registry number as written.
    pub fn find(&self, named: &str) -> Option<&Matter<'a>> {
        let wanted = slug(named);
        self.all
            .iter()
            .find(|matter| matter.slugs.contains(&wanted))
    }
}

/// One question, as items took it up.
#[derive(Debug)]
pub struct Matter<'a> {
    /// The title as first written; the registry number where there is no title.
    pub title: &'a str,
    /// What it is found by, the title's first; later titles and registry numbers follow.
    pub slugs: Vec<String>,
    /// Registry numbers as written, each once.
    pub references: Vec<&'a str>,
    /// The items, oldest meeting first, then in document order.
    pub steps: Vec<Step<'a>>,
}

impl Matter<'_> {
    /// The slug that names it.
    pub fn slug(&self) -> &str {
        self.slugs.first().map_or("", String::as_str)
    }

    /// Where it was sent and not taken up, each body once: the step that sent it, and how.
    pub fn pending(&self) -> Vec<(&Step<'_>, &Handover<'_>)> {
        let mut seen: HashSet<&str> = HashSet::new();
        let sent = self.steps.iter().flat_map(|step| {
            let waits = |handover: &&Handover<'_>| handover.received.is_none();
            step.handovers
                .iter()
                .filter(waits)
                .map(move |one| (step, one))
        });
        sent.filter(|(_, handover)| seen.insert(handover.to))
            .collect()
    }

    /// How far it has come.
    pub fn state(&self) -> MatterState {
        let pending = self.pending();
        if pending.iter().any(|(_, sent)| sent.met_since.is_some()) {
            return MatterState::NotTakenUp;
        }
        if !pending.is_empty() {
            return MatterState::HandedOver;
        }
        // A report on what was decided, or a word of information, doesn't open it again.
        let acts = |step: &&Step<'_>| {
            let mut decisions = step.item.decisions.iter();
            decisions.any(|decision| decision.is_counted() && decision.class.is_shown_unasked())
        };
        let decides = |decision: &Decision| {
            decision.is_counted()
                && matches!(
                    decision.class,
                    Class::Decision
                        | Class::Assignment
                        | Class::Election
                        | Class::Recommendation
                        | Class::Rejection
                )
        };
        let last = self.steps.iter().rfind(acts);
        match last.is_some_and(|step| step.item.decisions.iter().any(decides)) {
            true => MatterState::Decided,
            false => MatterState::TakenUp,
        }
    }

    /// Who has it: those it was sent to and who haven't taken it up, else the body that took it up
    /// last.
    pub fn with(&self) -> Vec<&str> {
        let pending = self.pending();
        if pending.is_empty() {
            let last = self.steps.last();
            return last
                .map(|step| step.file.protocol.body.value.as_str())
                .into_iter()
                .collect();
        }
        pending.iter().map(|(_, sent)| sent.to).collect()
    }
}

/// How far a matter has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MatterState {
    /// Nothing was decided, or the last thing was to ask another body or to table it.
    TakenUp,
    /// The last item with a decision of any kind decided something.
    Decided,
    /// Sent to a body that hasn't met since, or whose protocols aren't here.
    HandedOver,
    /// Sent to a body that has met since and not taken it up.
    NotTakenUp,
}

impl MatterState {
    /// Every state.
    pub const ALL: [MatterState; 4] = [
        MatterState::TakenUp,
        MatterState::Decided,
        MatterState::HandedOver,
        MatterState::NotTakenUp,
    ];

    /// The word in both languages; the English one is for machines too.
    pub const fn text(self) -> Text {
        match self {
            MatterState::TakenUp => Text::new("upptaget", "taken_up"),
            MatterState::Decided => Text::new("beslutat", "decided"),
            MatterState::HandedOver => Text::new("överlämnat", "handed_over"),
            MatterState::NotTakenUp => Text::new("inte upptaget", "not_taken_up"),
        }
    }
}

/// One item on the way of a matter.
#[derive(Debug)]
pub struct Step<'a> {
    /// The protocol.
    pub file: &'a ProtocolFile,
    /// The item.
    pub item: &'a Item,
    /// Where the item is in the archive: the protocol's place, and the item's in it.
    pub at: (usize, usize),
    /// The bodies that get the matter next.
    pub handovers: Vec<Handover<'a>>,
}

impl Step<'_> {
    /// The id of the item: `LSG/2023-04-21/1`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.file.protocol.id, self.item.key)
    }

    /// The day of the meeting.
    pub fn date(&self) -> Option<NaiveDate> {
        self.file.protocol.date.as_ref().map(|date| date.value)
    }
}

/// A matter sent on to a body.
#[derive(Debug)]
pub struct Handover<'a> {
    /// The code of the body; as written where the archive knows none.
    pub to: &'a str,
    /// The value of the line `Överlämnas till:`.
    pub written: &'a At<String>,
    /// The first later step by that body, by place in [`Matter::steps`].
    pub received: Option<usize>,
    /// The first meeting that the body has held since, whatever it dealt with.
    pub met_since: Option<&'a ProtocolFile>,
}

/// A title as it stands in `matter:…` and in file names: `Målbild nära vård` → `malbild-nara-vard`.
pub fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for letter in crate::lang::fold(title).chars() {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'å' | 'ä' | 'à' | 'á' | 'æ' => slug.push('a'),
            'ö' | 'ø' | 'ó' => slug.push('o'),
            'é' | 'è' | 'ë' | 'ê' => slug.push('e'),
            'ü' | 'ú' => slug.push('u'),
            // Letters of no ASCII likeness keep themselves: better than one slug for all.
            _ if letter.is_alphanumeric() => slug.push(letter),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    slug
}

/// The matters of `files`, by their first item.
fn read<'a>(archive: &'a Archive, files: &[Dated<'a>]) -> Vec<Matter<'a>> {
    let groups = Groups::of(files);
    let mut matters: BTreeMap<usize, Matter<'a>> = BTreeMap::new();
    let mut of_item: HashMap<String, usize> = HashMap::new();
    let mut order: HashMap<usize, usize> = HashMap::new();
    for dated in files {
        for (at, item) in dated.file.protocol.items.iter().enumerate() {
            let own = groups.of_item(item);
            let found = match own {
                Some(group) => vec![group],
                None => referred(item, &of_item),
            };
            if let [group] = found[..] {
                of_item.insert(format!("{}/{}", dated.file.protocol.id, item.key), group);
            }
            for group in found {
                let next = order.len();
                let place = *order.entry(group).or_insert(next);
                let matter = matters.entry(place).or_insert_with(|| Matter {
                    title: "",
                    slugs: Vec::new(),
                    references: Vec::new(),
                    steps: Vec::new(),
                });
                matter.steps.push(Step {
                    file: dated.file,
                    item,
                    at: (dated.place, at),
                    handovers: handovers(archive, item),
                });
            }
        }
    }
    let meetings = Meetings::new(files);
    let mut out: Vec<Matter<'a>> = matters.into_values().collect();
    for matter in &mut out {
        name(matter);
        receive(matter, &meetings);
    }
    out
}

/// The most matters that one item without a matter of its own is a step of.
const REFERRED_MAX: usize = 24;

/// The groups of the items that the data lines of an item name.
fn referred(item: &Item, of_item: &HashMap<String, usize>) -> Vec<usize> {
    let mut out = Vec::new();
    for line in item.data.iter().filter(|line| refers(line.kind)) {
        for (named, _) in references(&line.value.value) {
            let Some(key) = named.item else { continue };
            let group = of_item.get(&format!("{}/{key}", named.protocol)).copied();
            if let Some(group) = group.filter(|group| !out.contains(group))
                && out.len() < REFERRED_MAX
            {
                out.push(group);
            }
        }
    }
    out
}

/// Lines that speak of one earlier decision.
fn refers(kind: DataLineKind) -> bool {
    kind == DataLineKind::Answers || kind.reports()
}

/// Which slugs mean the same matter.
struct Groups {
    slugs: HashMap<String, usize>,
    /// The group that each belongs to: itself, or one that came earlier.
    joined: Vec<usize>,
}

impl Groups {
    fn of(files: &[Dated<'_>]) -> Groups {
        let mut groups = Groups {
            slugs: HashMap::new(),
            joined: Vec::new(),
        };
        for dated in files {
            for item in &dated.file.protocol.items {
                let mut first = None;
                for named in item.matter.iter().chain(&item.references) {
                    let slug = slug(&named.value);
                    if slug.is_empty() {
                        continue;
                    }
                    let next = groups.joined.len();
                    let group = *groups.slugs.entry(slug).or_insert(next);
                    if group == next {
                        groups.joined.push(next);
                    }
                    match first {
                        None => first = Some(group),
                        Some(first) => groups.join(first, group),
                    }
                }
            }
        }
        groups.settle();
        groups
    }

    /// Halves the way while it walks it, so that long chains stay cheap.
    fn root(&mut self, mut group: usize) -> usize {
        while self.joined[group] != group {
            self.joined[group] = self.joined[self.joined[group]];
            group = self.joined[group];
        }
        group
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.joined[a.max(b)] = a.min(b);
    }

    /// Every group at its root. A group joins an earlier one, which is at its root already.
    fn settle(&mut self) {
        for group in 0..self.joined.len() {
            self.joined[group] = self.joined[self.joined[group]];
        }
    }

    fn of_item(&self, item: &Item) -> Option<usize> {
        let named = item.matter.iter().chain(&item.references);
        let declared = named
            .map(|named| slug(&named.value))
            .find_map(|slug| self.slugs.get(&slug));
        let group = match declared {
            Some(group) => *group,
            None => *self.slugs.get(&slug(&item.title.value))?,
        };
        Some(self.joined[group])
    }
}

/// Title, slugs and registry numbers, from the steps.
fn name(matter: &mut Matter<'_>) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut add = |slugs: &mut Vec<String>, text: &str| {
        let slug = slug(text);
        if !slug.is_empty() && seen.insert(slug.clone()) {
            slugs.push(slug);
        }
    };
    for step in &matter.steps {
        if let Some(title) = &step.item.matter {
            add(&mut matter.slugs, &title.value);
            if matter.title.is_empty() {
                matter.title = &title.value;
            }
        }
    }
    let mut numbers: HashSet<&str> = HashSet::new();
    for step in &matter.steps {
        for reference in &step.item.references {
            add(&mut matter.slugs, &reference.value);
            if numbers.insert(&reference.value) {
                matter.references.push(&reference.value);
            }
        }
    }
    if matter.title.is_empty() {
        matter.title = matter.references.first().copied().unwrap_or("");
    }
}

/// The most bodies that one line hands a matter to.
const HANDOVERS_MAX: usize = 20;

fn handovers<'a>(archive: &'a Archive, item: &'a Item) -> Vec<Handover<'a>> {
    let mut out = Vec::new();
    for line in &item.data {
        if line.kind != DataLineKind::HandedTo {
            continue;
        }
        let written = &line.value;
        let handed = |to| Handover {
            to,
            written,
            received: None,
            met_since: None,
        };
        if let Some(code) = archive.names.body(&written.value) {
            out.push(handed(code));
            continue;
        }
        let parts = written.value.split([',', ';']);
        let parts = parts.flat_map(|part| part.split(" och ")).map(str::trim);
        for part in parts.filter(|part| !part.is_empty()).take(HANDOVERS_MAX) {
            out.push(handed(archive.names.body(part).unwrap_or(part)));
        }
    }
    out
}

fn receive<'a>(matter: &mut Matter<'a>, meetings: &Meetings<'a>) {
    // From the last step back, so that the next step of each body is at hand.
    let mut next: HashMap<&str, usize> = HashMap::new();
    for at in (0..matter.steps.len()).rev() {
        let step = &mut matter.steps[at];
        let day = step.file.protocol.date.as_ref().map(|date| date.value);
        for handover in &mut step.handovers {
            handover.received = next.get(handover.to).copied();
            handover.met_since = day.and_then(|day| meetings.first_after(handover.to, day));
        }
        next.insert(&step.file.protocol.body.value, at);
    }
}
