//! What is searched as one: an item of a protocol, or the head of its document.

use std::ops::Range;

use chrono::NaiveDate;

use crate::lang::Text;
use crate::model::Item;
use crate::query::filter::{Field, FieldKind};
use crate::query::meeting::{Meeting, OfMeeting, body_field, date_field, status_field};
use crate::text::{At, Span};

/// A stretch of a protocol's file.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub meeting: Meeting,
    /// The item; `None` for the head of the document.
    item: Option<usize>,
    pub span: Span,
}

/// The head of a protocol, and its items.
pub(super) fn passages(meeting: &Meeting) -> impl Iterator<Item = Passage> + '_ {
    let protocol = meeting.protocol();
    let length = meeting.file().source.text.len();
    let numbered = || {
        let items = protocol.items.iter().enumerate();
        // What stands before the first item is the head itself.
        items.filter(|(_, item)| item.key.0 != "0")
    };
    let end = numbered()
        .next()
        .map_or(length, |(_, item)| item.span.start as usize);
    let head = Passage {
        meeting: meeting.clone(),
        item: None,
        span: Span::new(0, end),
    };
    let items = numbered().map(|(index, item)| Passage {
        meeting: meeting.clone(),
        item: Some(index),
        span: item.span,
    });
    std::iter::once(head).chain(items)
}

impl OfMeeting for Passage {
    fn meeting(&self) -> &Meeting {
        &self.meeting
    }
}

impl Passage {
    pub fn text(&self) -> &str {
        self.span.of(&self.meeting.file().source.text)
    }

    fn item(&self) -> Option<&Item> {
        self.item.map(|index| &self.meeting.protocol().items[index])
    }

    /// The id of the item, or of the protocol.
    pub fn id(&self) -> String {
        let protocol = &self.meeting.protocol().id;
        match self.item() {
            Some(item) => format!("{protocol}/{}", item.key),
            None => protocol.to_string(),
        }
    }

    pub fn date(&self) -> Option<NaiveDate> {
        self.meeting.protocol().date.as_ref().map(|date| date.value)
    }

    /// Its place in the archive.
    pub fn order(&self) -> (usize, Option<usize>) {
        (self.meeting.place(), self.item)
    }

    /// The title of the item, or of the document.
    pub fn title(&self) -> Option<&At<String>> {
        match self.item() {
            Some(item) => Some(&item.title).filter(|title| !title.value.is_empty()),
            None => self.meeting.protocol().title.as_ref(),
        }
    }

    /// Where in [`Passage::text`] the title stands; nowhere where there is none.
    pub fn title_range(&self) -> Range<usize> {
        let Some(title) = self.title() else {
            return 0..0;
        };
        let start = title.span.start.saturating_sub(self.span.start) as usize;
        let end = title.span.end.saturating_sub(self.span.start) as usize;
        let length = self.text().len();
        start.min(length)..end.min(length)
    }

    /// Who presented the item; for the head, everybody whom the front matter names.
    fn see_people(&self, see: &mut dyn FnMut(&str)) {
        let protocol = self.meeting.protocol();
        match self.item() {
            Some(item) => {
                for presenter in &item.presenters {
                    see(&presenter.name.value);
                }
            }
            None => {
                let attendees = protocol
                    .attendance
                    .iter()
                    .filter_map(|one| one.name.as_ref());
                let offices = [&protocol.chair, &protocol.secretary].into_iter().flatten();
                let signed = protocol.signatures.iter().map(|signature| &signature.name);
                for name in attendees
                    .chain(offices)
                    .chain(&protocol.adjusters)
                    .chain(signed)
                {
                    see(&name.value);
                }
            }
        }
    }

    /// Names of the parties that the text names by their full names.
    fn see_parties(&self, see: &mut dyn FnMut(&str)) {
        let lowered = self.text().to_lowercase();
        for party in &self.meeting.archive.collaboration.parties {
            if lowered.contains(&party.name.value.to_lowercase()) {
                see(&party.name.value);
                for alias in &party.aliases {
                    see(&alias.value);
                }
            }
        }
    }
}

/// The fields that passages are filtered by. Words without a field, and those of `text`, are looked
/// for as words, not through this table.
pub(super) static FIELDS: [Field<Passage>; 10] = [
    body_field(Text::new("organet som möttes", "the body that met")),
    date_field(),
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "ärendets hela text, eller protokollets huvud; samma som ord utan fält",
            "the whole text of the item, or the head of the protocol; the same as words without a field",
        ),
        kind: FieldKind::Text(|row, see| see(row.text())),
    },
    Field {
        name: "title",
        aliases: &["rubrik"],
        about: Text::new(
            "ärendets eller protokollets rubrik",
            "the title of the item or of the protocol",
        ),
        kind: FieldKind::Text(|row, see| {
            if let Some(title) = row.title() {
                see(&title.value);
            }
        }),
    },
    Field {
        name: "person",
        aliases: &["presenter", "föredragande"],
        about: Text::new(
            "den som föredrog ärendet; för protokollets huvud var och en som det nämner",
            "who presented the item; for the head of a protocol everybody it names",
        ),
        kind: FieldKind::Text(Passage::see_people),
    },
    Field {
        name: "party",
        aliases: &[],
        about: Text::new("huvudman som texten nämner", "a party that the text names"),
        kind: FieldKind::Word(Passage::see_parties),
    },
    Field {
        name: "matter",
        aliases: &[],
        about: Text::new(
            "sak, del av `Ärende:` eller diarienummer",
            "matter, part of `Ärende:` or of the registry number",
        ),
        kind: FieldKind::Text(|row, see| match row.item() {
            Some(item) => item
                .matter
                .iter()
                .chain(&item.references)
                .for_each(|at| see(&at.value)),
            None => row
                .meeting
                .protocol()
                .reference
                .iter()
                .for_each(|at| see(&at.value)),
        }),
    },
    Field {
        name: "kind",
        aliases: &["typ"],
        about: Text::new(
            "slag av handling: protokoll, minnesanteckningar, …",
            "the kind of document: protocol, notes, …",
        ),
        kind: FieldKind::Word(|row, see| {
            let text = row.meeting.protocol().kind.text();
            see(text.en);
            see(text.sv);
        }),
    },
    Field {
        name: "id",
        aliases: &[],
        about: Text::new("id, eller en del av det", "the id, or part of it"),
        kind: FieldKind::Text(|row, see| see(&row.id())),
    },
    status_field(),
];
