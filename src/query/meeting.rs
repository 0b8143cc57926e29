//! What rows of a meeting have in common: its body, its day, its state, and the fields for them.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::archive::{Archive, ProtocolFile};
use crate::lang::Text;
use crate::model::{Item, Kind, Protocol, ProtocolId, Status};
use crate::output::listing::Cell;
use crate::query::Asked;
use crate::query::filter::{Field, FieldKind};
use crate::query::spelling;

/// A protocol within its archive: cheap to copy, lives as long as anybody needs it.
#[derive(Clone, Debug)]
pub(super) struct Meeting {
    pub archive: Arc<Archive>,
    file: usize,
}

impl Meeting {
    /// The protocol at a place of [`Archive::protocols`].
    pub fn new(archive: &Arc<Archive>, place: usize) -> Meeting {
        Meeting {
            archive: Arc::clone(archive),
            file: place,
        }
    }

    pub fn file(&self) -> &ProtocolFile {
        &self.archive.protocols[self.file]
    }

    /// Which of the archive's protocols it is: those of an earlier day come first.
    pub fn place(&self) -> usize {
        self.file
    }

    pub fn protocol(&self) -> &Protocol {
        &self.file().protocol
    }

    /// Shows every name of the body: code, name, aliases.
    pub fn see_body(&self, see: &mut dyn FnMut(&str)) {
        spelling::see_body(&self.archive, &self.protocol().body.value, see);
    }

    pub fn line(&self, offset: u32) -> Cell {
        Cell::Number(i64::from(self.file().line(offset)))
    }
}

/// Something that belongs to a meeting.
pub(super) trait OfMeeting: 'static {
    fn meeting(&self) -> &Meeting;
}

/// Something that belongs to an item.
pub(super) trait OfItem: 'static {
    fn item(&self) -> &Item;
}

/// The matter that the item is about.
pub(super) const fn matter_field<R: OfItem>() -> Field<R> {
    Field {
        name: "matter",
        aliases: &[],
        about: Text::new(
            "sak, del av `Ärende:` eller diarienummer",
            "matter, part of `Ärende:` or of the registry number",
        ),
        kind: FieldKind::Text(|row: &R, see| {
            let item = row.item();
            for text in item.matter.iter().chain(&item.references) {
                see(&text.value);
            }
        }),
    }
}

/// The title of the item.
pub(super) const fn title_field<R: OfItem>() -> Field<R> {
    Field {
        name: "title",
        aliases: &["rubrik"],
        about: Text::new("ärendets rubrik", "the title of the item"),
        kind: FieldKind::Text(|row: &R, see| see(&row.item().title.value)),
    }
}

impl OfMeeting for Meeting {
    fn meeting(&self) -> &Meeting {
        self
    }
}

/// The protocols that count on the day asked for. A summons is no meeting and never counts.
pub(super) fn meetings<'a>(
    archive: &'a Arc<Archive>,
    asked: &'a Asked,
) -> impl Iterator<Item = Meeting> + 'a {
    let counts = |protocol: &Protocol| {
        let in_time = match (asked.as_of, &protocol.date) {
            (Some(day), Some(date)) => date.value <= day,
            _ => true,
        };
        in_time && protocol.kind != Kind::Summons
    };
    archive
        .protocols
        .iter()
        .enumerate()
        .filter(move |(_, file)| counts(&file.protocol))
        .map(|(file, _)| Meeting::new(archive, file))
}

/// The meetings held on or before the day asked about. A summons, a cancelled meeting, decisions
/// between meetings and a protocol without a date aren't among them, and a second file of one
/// meeting is no second meeting.
pub(super) fn held<'a>(
    archive: &'a Archive,
    asked: &Asked,
) -> impl Iterator<Item = (&'a Protocol, NaiveDate)> + 'a {
    let day = asked.day();
    let mut seen: HashSet<&ProtocolId> = HashSet::new();
    archive.protocols.iter().filter_map(move |file| {
        let protocol = &file.protocol;
        let date = protocol.date.as_ref()?.value;
        let is_meeting = matches!(protocol.kind, Kind::Protocol | Kind::Notes);
        let is_held = is_meeting && date <= day && !is_cancelled(protocol);
        (is_held && seen.insert(&protocol.id)).then_some((protocol, date))
    })
}

/// Whether the meeting was called off.
pub(super) fn is_cancelled(protocol: &Protocol) -> bool {
    protocol
        .status
        .as_ref()
        .is_some_and(|status| status.value == Status::Cancelled)
}

/// The body of the meeting, by code, name or alias.
pub(super) const fn body_field<R: OfMeeting>(about: Text) -> Field<R> {
    Field {
        name: "body",
        aliases: &[],
        about,
        kind: FieldKind::Word(|row: &R, see| row.meeting().see_body(see)),
    }
}

/// The day of the meeting.
pub(super) const fn date_field<R: OfMeeting>() -> Field<R> {
    Field {
        name: "date",
        aliases: &[],
        about: Text::new("mötets dag", "the day of the meeting"),
        kind: FieldKind::Date(|row: &R, see| {
            if let Some(date) = &row.meeting().protocol().date {
                see(date.value);
            }
        }),
    }
}

/// The state of the protocol, in either language.
pub(super) const fn status_field<R: OfMeeting>() -> Field<R> {
    Field {
        name: "status",
        aliases: &[],
        about: Text::new("protokollets status", "the state of the protocol"),
        kind: FieldKind::Word(|row: &R, see| {
            if let Some(status) = &row.meeting().protocol().status {
                let text = status.value.text();
                see(text.en);
                see(text.sv);
            }
        }),
    }
}

/// The kind of document, in either language.
pub(super) const fn kind_field<R: OfMeeting>() -> Field<R> {
    Field {
        name: "kind",
        aliases: &["typ"],
        about: Text::new(
            "typ av dokument, till exempel minnesanteckningar",
            "the kind of document, such as notes",
        ),
        kind: FieldKind::Word(|row: &R, see| {
            let text = row.meeting().protocol().kind.text();
            see(text.en);
            see(text.sv);
        }),
    }
}

/// The state of the protocol as a cell.
pub(super) fn status_cell(protocol: &Protocol) -> Cell {
    protocol
        .status
        .as_ref()
        .map_or(Cell::Empty, |status| word(status.value.text()))
}

/// A word of a vocabulary as a cell.
pub(super) fn word(text: Text) -> Cell {
    Cell::Word {
        machine: text.en,
        shown: text,
    }
}

/// The machine words of the states, for the schema.
pub(super) const STATUS_WORDS: [&str; 5] = {
    let mut words = [""; 5];
    let mut at = 0;
    while at < words.len() {
        words[at] = Status::ALL[at].text().en;
        at += 1;
    }
    words
};

/// The machine words of the kinds, for the schema.
pub(super) const KIND_WORDS: [&str; 4] = {
    let mut words = [""; 4];
    let mut at = 0;
    while at < words.len() {
        words[at] = Kind::ALL[at].text().en;
        at += 1;
    }
    words
};
