//! Every rule over an archive: the engine, the report, waivers and settings.
//!
//! A rule is data with its check (a function, not a trait). Rules about seats, quorum, chairs and
//! routing read the agreement that is data in the archive, in force on the day of the meeting;
//! where no rule is written they are silent, and [`coverage`] says so.

pub mod baseline;
pub mod chairs;
mod coverage;
mod identity;
pub mod ids;
mod inferred;
pub mod passage;
mod people;
pub mod presence;
mod prose;
pub mod representation;
mod respell;
pub mod rules;
mod series;
mod settings;
pub mod since;
mod spellings;
mod substance;
mod titles;
#[cfg(test)]
pub(crate) mod trial;
mod waive;
mod why;

use std::cell::OnceCell;

use chrono::NaiveDate;
use rayon::prelude::*;

pub use coverage::{Need, Uncovered, coverage};
pub use waive::Waived;
pub use why::why;

use self::representation::Sum;
use crate::archive::{Archive, Files, ProtocolFile, Renames};
use crate::finding::Finding;
use crate::lang::Message;
use crate::model::{Basis, Body, Item, Protocol, Status};
use crate::rule::{Rule, Severity};
use crate::text::{Place, Span};

/// A rule with its check and its examples.
pub struct Check {
    /// What it is.
    pub rule: &'static Rule,
    /// What of the agreement it reads; nothing for rules that need none.
    pub needs: Option<Need>,
    /// How it is tried.
    pub run: Run,
    /// An archive in which it finds something.
    pub bad: &'static [Example],
    /// The same put right: nothing is found in it.
    pub good: &'static [Example],
    /// Codes of other rules that `bad` can't avoid.
    pub also: &'static [&'static str],
}

/// One file of an example. The files of [`rules::BASE`] stand beside it unless it replaces them.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Relative to the archive's root.
    pub path: &'static str,
    /// What it says.
    pub text: &'static str,
}

/// How a rule is tried.
pub enum Run {
    /// Its findings come from reading the files.
    Reading,
    /// On each protocol.
    Protocol(fn(&Case<'_>, &mut Vec<Finding>)),
    /// On the archive as a whole.
    Archive(fn(&Context<'_>, &mut Vec<Finding>)),
    /// On the archive and what it was; not tried where there is nothing to compare with.
    Change(Change),
    /// On the waivers, after everything else.
    Waivers,
}

/// How a rule about changes is tried.
pub struct Change {
    /// What tries it.
    pub run: fn(&Context<'_>, &Before<'_>, &mut Vec<Finding>),
    /// The archive that its examples were before the change.
    pub before: &'static [Example],
}

/// An earlier version of the archive, such as the one that a branch began from.
pub struct Before<'a> {
    /// As it was.
    pub archive: &'a Archive,
    /// Which of its files have moved since.
    pub renames: Renames,
}

impl<'a> Before<'a> {
    /// `archive` as what `now` was.
    pub fn new(archive: &'a Archive, now: &Archive) -> Before<'a> {
        Before {
            archive,
            renames: Renames::between(archive, now),
        }
    }
}

/// What every rule may look at.
pub struct Context<'a> {
    /// The archive.
    pub archive: &'a Archive,
    /// Its files, for asking whether one exists.
    pub files: &'a dyn Files,
    /// The day that rules depending on today count from.
    pub day: NaiveDate,
    /// What the archive was, where that is asked about.
    pub before: Option<&'a Before<'a>>,
}

impl<'a> Context<'a> {
    /// One protocol of the archive as rules see it.
    pub fn case(&'a self, file: &'a ProtocolFile) -> Case<'a> {
        Case {
            context: self,
            file,
            protocol: &file.protocol,
            body: self.archive.collaboration.body(&file.protocol.body.value),
            sum: OnceCell::new(),
        }
    }
}

/// One protocol under trial.
pub struct Case<'a> {
    /// The archive around it.
    pub context: &'a Context<'a>,
    /// Its file.
    pub file: &'a ProtocolFile,
    /// What it says.
    pub protocol: &'a Protocol,
    /// The body that met, where the archive knows it.
    pub body: Option<&'a Body>,
    /// Made when the first rule asks for it.
    sum: OnceCell<Option<Sum<'a>>>,
}

impl<'a> Case<'a> {
    /// A place in this protocol.
    pub fn place(&self, span: Span) -> Place {
        Place {
            path: self.file.source.path.clone(),
            span,
        }
    }

    /// Who sat in which seats; nothing where the body or the day isn't known, where nobody is
    /// listed, and where no meeting was held.
    pub fn sum(&self) -> Option<&Sum<'a>> {
        let make = || {
            let collaboration = &self.context.archive.collaboration;
            Sum::of(collaboration, self.body?, self.protocol, self.date()?)
        };
        self.sum.get_or_init(make).as_ref()
    }

    /// The day of the meeting.
    pub fn date(&self) -> Option<NaiveDate> {
        self.protocol.date.as_ref().map(|date| date.value)
    }

    /// Where the day of the meeting stands; the whole file where it isn't written.
    pub fn day_span(&self) -> Span {
        let date = self.protocol.date.as_ref();
        date.map_or(Span::default(), |date| date.span)
    }

    /// Whether this is the record of a meeting that was held.
    pub fn was_held(&self) -> bool {
        self.protocol.was_held()
    }

    /// Whether nobody may change this protocol any more: it is approved, and no import whose
    /// misreadings still are to be mended.
    pub fn is_frozen(&self) -> bool {
        self.protocol.is(Status::Approved) && !self.file.is_unchecked_import()
    }

    /// The span of an item's heading: its title, or its number.
    pub fn heading(&self, item: &Item) -> Span {
        match (&item.number, item.title.value.is_empty()) {
            (Some(number), true) => number.span,
            (Some(number), false) => number.span.to(item.title.span),
            (None, _) => item.title.span,
        }
    }

    /// Adds what a rule found in this protocol. Of what only a later protocol could mend one finding
    /// is made: the first, with the others as its related places.
    pub fn say(&self, found: Vec<Finding>, out: &mut Vec<Finding>) {
        if !self.is_frozen() {
            out.extend(found);
            return;
        }
        let mut found = found.into_iter();
        let Some(first) = found.next() else { return };
        out.push(found.fold(first, |first, other| {
            first.related(other.place, other.message)
        }));
    }

    /// The text that a span of this protocol stands for.
    pub fn text(&self, span: Span) -> &'a str {
        span.of(&self.file.source.text)
    }

    /// `§ 4`, as messages name an item; its title where it has no number.
    pub fn item_name(&self, item: &Item) -> String {
        match &item.number {
            Some(number) => format!("§ {}", number.value),
            None => item.title.value.clone(),
        }
    }

    /// What to do about something that was written: now, or, when nobody may change this protocol
    /// any more, in a later one. Never advises to change what happened.
    pub fn mend(&self, now: Message) -> Message {
        if !self.is_frozen() {
            return now;
        }
        Message::new(
            "protokollet är justerat: rätta i ett senare protokoll med raden Rättar:",
            "the protocol is approved: correct it in a later one with a line Rättar:",
        )
    }
}

impl Finding {
    /// The same, resting on a row of the agreement: its `källa`, its place, and a note where the
    /// row says that it is uncertain.
    pub fn resting_on(mut self, basis: &Basis, label: Message) -> Finding {
        self.source = basis.source.as_ref().map(|source| source.value.clone());
        if basis.uncertain {
            self.severity = Severity::Note;
        }
        let place = Place {
            path: basis.path.clone(),
            span: basis.span,
        };
        self.related(place, label)
    }
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Report {
    /// What is to be shown, sorted by path and place.
    pub findings: Vec<Finding>,
    /// What waivers hide.
    pub waived: Vec<Waived>,
}

/// From this many protocols on, they are tried in parallel.
const PARALLEL_FROM: usize = 500;

/// Tries every rule.
pub fn run(context: &Context<'_>) -> Report {
    let archive = context.archive;
    let mut findings: Vec<Finding> = archive.findings.clone();
    for check in rules::ALL {
        if let Run::Archive(run) = check.run {
            run(context, &mut findings);
        }
        if let (Run::Change(change), Some(before)) = (&check.run, context.before) {
            (change.run)(context, before, &mut findings);
        }
    }
    let try_one = |file: &ProtocolFile| {
        let case = context.case(file);
        let mut found = file.findings.clone();
        for check in rules::ALL {
            if let Run::Protocol(run) = check.run {
                run(&case, &mut found);
            }
        }
        found
    };
    // Below this many protocols one thread is faster than several.
    let found: Vec<Vec<Finding>> = if archive.protocols.len() < PARALLEL_FROM {
        archive.protocols.iter().map(try_one).collect()
    } else {
        archive.protocols.par_iter().map(try_one).collect()
    };
    findings.extend(found.into_iter().flatten());
    inferred::mark(archive, &mut findings);
    settings::apply(&archive.collaboration, &mut findings);
    let waived = waive::apply(context, &mut findings);
    settings::apply(&archive.collaboration, &mut findings);
    sort(&mut findings);
    Report { findings, waived }
}

/// The same order every time: by path, place, code, subject.
fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        (&a.place.path, a.place.span, a.rule.code, &a.subject)
            .cmp(&(&b.place.path, b.place.span, b.rule.code, &b.subject))
            .then_with(|| a.message.sv.cmp(&b.message.sv))
    });
}
