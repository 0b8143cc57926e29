//! Assignments and how far they have come: open until an item reports them back.

use chrono::NaiveDate;

use super::reference::Named;
use crate::archive::ProtocolFile;
use crate::lang;
use crate::model::{DataLine, Decision, Item};

/// A clause that gives somebody something to do.
#[derive(Debug)]
pub struct Assignment<'a> {
    /// The protocol that it stands in.
    pub file: &'a ProtocolFile,
    /// Its item.
    pub item: &'a Item,
    /// The clause.
    pub decision: &'a Decision,
    /// Where that is in the archive.
    pub at: Place,
    /// The last day on which it may be done: of the words, or of the meeting that they name.
    pub due: Option<NaiveDate>,
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

    /// By when it is to be done, as far as that was known on the register's day.
    pub fn due(&self) -> Option<NaiveDate> {
        self.due
    }

    /// Whether somebody still waits for it.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Open | State::PartlyReported)
    }

    /// Whether it is open, and its day is before `day`.
    pub fn is_overdue(&self, day: NaiveDate) -> bool {
        self.is_open() && self.due().is_some_and(|due| due < day)
    }

    /// Those who haven't reported; nobody, once it is settled.
    pub fn waiting(&self) -> impl Iterator<Item = &Receiver<'_>> {
        let open = self.is_open();
        self.receivers
            .iter()
            .filter(move |receiver| open && receiver.reported.is_none())
    }

    /// The event that closed, changed or dropped it.
    pub fn settled_by(&self) -> Option<&Event<'_>> {
        self.events.last().filter(|_| !self.is_open())
    }
}

/// Where a clause stands: by place in [`crate::archive::Archive::protocols`], the protocol's items
/// and the item's decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The protocol.
    pub protocol: usize,
    /// The item.
    pub item: usize,
    /// The clause.
    pub decision: usize,
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

impl Event<'_> {
    /// The id of the item: `LSG/2023-04-21/1`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.file.protocol.id, self.item.key)
    }

    /// The day of the meeting.
    pub fn date(&self) -> Option<NaiveDate> {
        self.file.protocol.date.as_ref().map(|date| date.value)
    }
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
