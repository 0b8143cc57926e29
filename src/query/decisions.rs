//! `decisions`: what was decided, one row for each clause.

use std::sync::Arc;

use super::filter::{Field, FieldKind};
use super::meeting::{
    Meeting, OfItem, OfMeeting, STATUS_WORDS, body_field, date_field, matter_field, meetings,
    status_cell, status_field, title_field, word,
};
use super::spelling::{see_parties_in, see_receivers};
use super::{AskError, Asked, Question, documented, listing};
use crate::archive::Archive;
use crate::lang::Text;
use crate::model::{Class, Decision, Item};
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "decisions",
    swedish: "beslut",
    per_meeting: true,
    title: Text::new("Beslut", "Decisions"),
    about: Text::new(
        "vad som beslutades, en rad för varje att-sats",
        "what was decided, one row for each clause",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

/// The machine words of the classes, for the schema.
const CLASS_WORDS: [&str; 11] = {
    let mut words = [""; 11];
    let mut at = 0;
    while at < words.len() {
        words[at] = Class::ALL[at].text().en;
        at += 1;
    }
    words
};

static COLUMNS: [Column; 15] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("class", Text::new("Slag", "Class"), CellKind::Word).words(&CLASS_WORDS),
    Column::new("text", Text::new("Beslut", "Decision"), CellKind::Text),
    Column::new(
        "receiver",
        Text::new("Mottagare", "Receiver"),
        CellKind::Text,
    ),
    Column::new("due", Text::new("Senast", "Due"), CellKind::Date),
    Column::new("title", Text::new("Ärende", "Item"), CellKind::Text),
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id).hidden(),
    Column::new("date", Text::new("Datum", "Date"), CellKind::Date).hidden(),
    Column::new("item", Text::new("§", "§"), CellKind::Id).hidden(),
    Column::new(
        "due_text",
        Text::new("Senast, som det skrevs", "Due, as written"),
        CellKind::Text,
    )
    .hidden(),
    Column::new("parent", Text::new("Under", "Under"), CellKind::Id).hidden(),
    Column::new("matter", Text::new("Sak", "Matter"), CellKind::Text).hidden(),
    Column::new("status", Text::new("Protokoll", "Protocol"), CellKind::Word)
        .words(&STATUS_WORDS)
        .hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

static FIELDS: [Field<Clause>; 12] = [
    body_field(Text::new("organet som beslutade", "the body that decided")),
    date_field(),
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "beslutets text eller ärendets rubrik",
            "the text of the decision or the title of its item",
        ),
        kind: FieldKind::Text(|row, see| {
            see(&row.decision().text);
            see(&row.item().title.value);
        }),
    },
    Field {
        name: "class",
        aliases: &[],
        about: Text::new("slag av beslut", "the class of the decision"),
        kind: FieldKind::Word(|row, see| {
            let text = row.decision().class.text();
            see(text.en);
            see(text.sv);
        }),
    },
    Field {
        name: "receiver",
        aliases: &[],
        about: Text::new(
            "vem som ska göra eller få något, hela eller del av namnet",
            "who is to do or to get something, all or part of the name",
        ),
        kind: FieldKind::Text(|row, see| see_receivers(&row.meeting.archive, row.decision(), see)),
    },
    Field {
        name: "party",
        aliases: &[],
        about: Text::new(
            "huvudman som är mottagare eller nämns i beslutet",
            "a party that receives or is named in the decision",
        ),
        kind: FieldKind::Word(|row, see| row.see_parties(see)),
    },
    Field {
        name: "person",
        aliases: &["presenter"],
        about: Text::new(
            "person som nämns i beslutet eller föredrog ärendet",
            "a person named in the decision, or who presented the item",
        ),
        kind: FieldKind::Text(|row, see| {
            see(&row.decision().text);
            for presenter in &row.item().presenters {
                see(&presenter.name.value);
            }
        }),
    },
    matter_field(),
    status_field(),
    Field {
        name: "due",
        aliases: &["senast"],
        about: Text::new(
            "dagen då det senast ska vara gjort",
            "the day by which it is to be done",
        ),
        kind: FieldKind::Date(|row, see| {
            if let Some(date) = row.decision().due.as_ref().and_then(|due| due.date) {
                see(date);
            }
        }),
    },
    title_field(),
    Field {
        name: "id",
        aliases: &[],
        about: Text::new(
            "beslutets id, eller början av det",
            "the id of the decision, or its beginning",
        ),
        kind: FieldKind::Text(|row, see| see(&row.decision().id.0)),
    },
];

/// A clause where it was taken.
#[derive(Clone, Debug)]
struct Clause {
    meeting: Meeting,
    item: usize,
    decision: usize,
}

impl OfMeeting for Clause {
    fn meeting(&self) -> &Meeting {
        &self.meeting
    }
}

impl OfItem for Clause {
    fn item(&self) -> &Item {
        &self.meeting.protocol().items[self.item]
    }
}

impl Clause {
    fn decision(&self) -> &Decision {
        &self.item().decisions[self.decision]
    }

    /// Canonical names and aliases of parties that receive or are named.
    fn see_parties(&self, see: &mut dyn FnMut(&str)) {
        let decision = self.decision();
        let receivers: Vec<&str> = decision
            .receivers
            .iter()
            .map(|receiver| receiver.value.as_str())
            .collect();
        see_parties_in(&self.meeting.archive, &decision.text, &receivers, see);
    }

    fn row(&self) -> Row {
        let decision = self.decision();
        let protocol = self.meeting.protocol();
        let item = self.item();
        let receivers: Vec<&str> = decision
            .receivers
            .iter()
            .map(|receiver| receiver.value.as_str())
            .collect();
        let receiver = (!receivers.is_empty()).then(|| receivers.join("; "));
        Row {
            id: decision.id.to_string(),
            cells: vec![
                Cell::Text(decision.id.to_string()),
                word(decision.class.text()),
                Cell::Text(decision.text.clone()),
                Cell::text(receiver),
                Cell::date(decision.due.as_ref().and_then(|due| due.date)),
                Cell::Text(item.title.value.clone()),
                Cell::Text(protocol.body.value.clone()),
                Cell::date(protocol.date.as_ref().map(|date| date.value)),
                Cell::text(item.number.as_ref().map(|number| number.value.clone())),
                Cell::text(decision.due.as_ref().map(|due| due.text.clone())),
                Cell::text(decision.parent.as_ref().map(ToString::to_string)),
                Cell::text(item.matter.as_ref().map(|matter| matter.value.clone())),
                status_cell(protocol),
                Cell::Text(self.meeting.file().path()),
                self.meeting.line(decision.span.start),
            ],
            depth: u8::from(decision.parent.is_some()),
        }
    }
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let asks_for_class = asked.filter.asks_for("class");
    let every_class = asked.all || asks_for_class;
    let rows = meetings(archive, asked).flat_map(|meeting| {
        let clauses: Vec<Clause> = meeting
            .protocol()
            .items
            .iter()
            .enumerate()
            .flat_map(|(item, read)| {
                (0..read.decisions.len()).map(move |decision| (item, decision))
            })
            .map(|(item, decision)| Clause {
                meeting: meeting.clone(),
                item,
                decision,
            })
            .collect();
        clauses
    });
    let shown = rows.filter(|row| {
        let class = row.decision().class;
        every_class && (class != Class::Soft || asks_for_class) || class.is_shown_unasked()
    });
    listing(archive, asked, &COLUMNS, &FIELDS, shown, Clause::row)
}
