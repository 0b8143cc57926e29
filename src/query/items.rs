//! `items`: what was taken up, one row for each numbered matter of a meeting.

use std::collections::HashSet;
use std::sync::Arc;

use super::filter::{Field, FieldKind};
use super::meeting::{
    Meeting, OfItem, OfMeeting, STATUS_WORDS, body_field, date_field, matter_field, meetings,
    status_cell, status_field,
};
use super::spelling::{see_party, see_receivers};
use super::{AskError, Asked, Question, documented, listing};
use crate::archive::Archive;
use crate::lang::Text;
use crate::model::{Item, Presenter, Tag};
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};
use crate::text::At;

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "items",
    swedish: "punkter",
    per_meeting: true,
    title: Text::new("Punkter", "Items"),
    about: Text::new(
        "vad som togs upp, en rad för varje punkt på ett möte",
        "what was taken up, one row for each item of a meeting",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

/// The machine words of the tags, for the schema.
const TAG_WORDS: [&str; 4] = {
    let mut words = [""; 4];
    let mut at = 0;
    while at < words.len() {
        words[at] = Tag::ALL[at].text().en;
        at += 1;
    }
    words
};

static COLUMNS: [Column; 17] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("title", Text::new("Rubrik", "Title"), CellKind::Text),
    Column::new("tags", Text::new("Märkning", "Tags"), CellKind::List).words(&TAG_WORDS),
    Column::new(
        "presenters",
        Text::new("Föredragande", "Presenters"),
        CellKind::List,
    ),
    Column::new(
        "decisions",
        Text::new("Beslut", "Decisions"),
        CellKind::Number,
    ),
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id).hidden(),
    Column::new("date", Text::new("Datum", "Date"), CellKind::Date).hidden(),
    Column::new("number", Text::new("§", "§"), CellKind::Id).hidden(),
    Column::new("last_number", Text::new("Sista §", "Last §"), CellKind::Id).hidden(),
    Column::new("matter", Text::new("Sak", "Matter"), CellKind::Text).hidden(),
    Column::new(
        "references",
        Text::new("Dnr", "Registry numbers"),
        CellKind::List,
    )
    .hidden(),
    Column::new(
        "attachments",
        Text::new("Bilagor", "Attachments"),
        CellKind::List,
    )
    .hidden(),
    Column::new("parent", Text::new("Under", "Under"), CellKind::Id).hidden(),
    Column::new("kind", Text::new("Typ", "Kind"), CellKind::Word)
        .words(&super::meeting::KIND_WORDS)
        .hidden(),
    Column::new("status", Text::new("Protokoll", "Protocol"), CellKind::Word)
        .words(&STATUS_WORDS)
        .hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

static FIELDS: [Field<Entry>; 14] = [
    body_field(Text::new(
        "organet vars möte det var",
        "the body whose meeting it was",
    )),
    date_field(),
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "rubriken, besluten eller en rad som `Yrkande:`",
            "the title, the decisions, or a line such as `Yrkande:`",
        ),
        kind: FieldKind::Text(|row, see| row.see_text(see)),
    },
    Field {
        name: "title",
        aliases: &["rubrik"],
        about: Text::new("rubriken", "the title"),
        kind: FieldKind::Text(|row, see| see(&row.item().title.value)),
    },
    Field {
        name: "presenter",
        aliases: &["föredragande", "föredragare"],
        about: Text::new(
            "vem som föredrog, namn eller det som står efter namnet",
            "who presented, the name or what stands after it",
        ),
        kind: FieldKind::Text(|row, see| row.see_presenters(see)),
    },
    Field {
        name: "person",
        aliases: &[],
        about: Text::new(
            "person som föredrog, eller nämns i ett beslut eller en rad som `Yrkande:`",
            "a person who presented, or is named in a decision or a line such as `Yrkande:`",
        ),
        kind: FieldKind::Text(|row, see| {
            row.see_presenters(see);
            row.see_clauses(see);
        }),
    },
    matter_field(),
    Field {
        name: "tag",
        aliases: &["märkning"],
        about: Text::new(
            "märkning, till exempel informationsärende",
            "a tag, such as information",
        ),
        kind: FieldKind::Word(|row, see| {
            for tag in &row.item().tags {
                see(tag.value.text().en);
                see(tag.value.text().sv);
            }
        }),
    },
    status_field(),
    super::meeting::kind_field(),
    Field {
        name: "class",
        aliases: &[],
        about: Text::new(
            "slag av beslut som punkten har",
            "the class of a decision that it has",
        ),
        kind: FieldKind::Word(|row, see| {
            for decision in &row.item().decisions {
                let text = decision.class.text();
                see(text.en);
                see(text.sv);
            }
        }),
    },
    Field {
        name: "receiver",
        aliases: &[],
        about: Text::new(
            "vem som enligt ett beslut ska göra eller få något, hela eller del av namnet",
            "who by a decision is to do or to get something, all or part of the name",
        ),
        kind: FieldKind::Text(|row, see| {
            for decision in &row.item().decisions {
                see_receivers(&row.meeting.archive, decision, see);
            }
        }),
    },
    Field {
        name: "party",
        aliases: &[],
        about: Text::new(
            "huvudman vars folk föredrog, som är mottagare, eller som nämns i rubrik eller beslut",
            "a party whose people presented, that receives, or is named in the title or a decision",
        ),
        kind: FieldKind::Word(|row, see| row.see_parties(see)),
    },
    Field {
        name: "id",
        aliases: &[],
        about: Text::new(
            "punktens id, eller början av det",
            "the id of the item, or its beginning",
        ),
        kind: FieldKind::Text(|row, see| see(&row.id())),
    },
];

/// An item where it was taken up.
#[derive(Clone, Debug)]
struct Entry {
    meeting: Meeting,
    item: usize,
}

impl OfMeeting for Entry {
    fn meeting(&self) -> &Meeting {
        &self.meeting
    }
}

impl OfItem for Entry {
    fn item(&self) -> &Item {
        &self.meeting.protocol().items[self.item]
    }
}

impl Entry {
    /// `LSG/2023-02-17/4`.
    fn id(&self) -> String {
        format!("{}/{}", self.meeting.protocol().id, self.item().key)
    }

    fn see_text(&self, see: &mut dyn FnMut(&str)) {
        see(&self.item().title.value);
        self.see_clauses(see);
    }

    fn see_clauses(&self, see: &mut dyn FnMut(&str)) {
        let item = self.item();
        for decision in &item.decisions {
            see(&decision.text);
        }
        for line in &item.data {
            see(&line.value.value);
        }
    }

    fn see_presenters(&self, see: &mut dyn FnMut(&str)) {
        for presenter in &self.item().presenters {
            see(&presenter.name.value);
            if let Some(organisation) = &presenter.organisation {
                see(&organisation.value);
            }
        }
    }

    fn see_parties(&self, see: &mut dyn FnMut(&str)) {
        let item = self.item();
        let archive = &self.meeting.archive;
        let organisations = item
            .presenters
            .iter()
            .filter_map(|one| one.organisation.as_ref());
        let receivers = item
            .decisions
            .iter()
            .flat_map(|decision| &decision.receivers);
        let meant: HashSet<&str> = organisations
            .chain(receivers)
            .filter_map(|written| archive.names.party(&written.value))
            .collect();
        let texts = item
            .decisions
            .iter()
            .map(|decision| decision.text.to_lowercase());
        let texts: Vec<String> = texts.chain([item.title.value.to_lowercase()]).collect();
        for party in &archive.collaboration.parties {
            let name = party.name.value.to_lowercase();
            let is_named = || texts.iter().any(|text| text.contains(&name));
            if meant.contains(party.name.value.as_str()) || is_named() {
                see_party(party, see);
            }
        }
    }

    fn row(&self) -> Row {
        let protocol = self.meeting.protocol();
        let item = self.item();
        let decisions = item
            .decisions
            .iter()
            .filter(|decision| decision.is_counted())
            .count();
        let parent = item
            .parent
            .as_ref()
            .map(|parent| format!("{}/{parent}", protocol.id));
        Row {
            id: self.id(),
            cells: vec![
                Cell::Text(self.id()),
                Cell::text(Some(item.title.value.clone()).filter(|title| !title.is_empty())),
                Cell::Words(item.tags.iter().map(|tag| tag.value.text()).collect()),
                Cell::List(item.presenters.iter().map(shown).collect()),
                Cell::Number(decisions as i64),
                Cell::Text(protocol.body.value.clone()),
                Cell::date(protocol.date.as_ref().map(|date| date.value)),
                Cell::text(item.number.as_ref().map(|number| number.value.clone())),
                Cell::text(item.last_number.clone()),
                Cell::text(item.matter.as_ref().map(|matter| matter.value.clone())),
                texts(&item.references),
                texts(&item.attachments),
                Cell::text(parent),
                super::meeting::word(protocol.kind.text()),
                status_cell(protocol),
                Cell::Text(self.meeting.file().path()),
                self.meeting.line(item.span.start),
            ],
            depth: 0,
        }
    }
}

/// `Mona Wahl (FoU Socialtjänst)`.
fn shown(presenter: &Presenter) -> String {
    match &presenter.organisation {
        Some(organisation) => format!("{} ({})", presenter.name.value, organisation.value),
        None => presenter.name.value.clone(),
    }
}

fn texts(written: &[At<String>]) -> Cell {
    Cell::List(written.iter().map(|text| text.value.clone()).collect())
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let rows = meetings(archive, asked).flat_map(|meeting| {
        (0..meeting.protocol().items.len()).map(move |item| Entry {
            meeting: meeting.clone(),
            item,
        })
    });
    listing(archive, asked, &COLUMNS, &FIELDS, rows, Entry::row)
}

#[cfg(test)]
mod tests {
    use super::QUESTION;
    use crate::query::sample;

    fn ask(query: &str) -> String {
        sample::ask(&sample::county(), &QUESTION, query, &["id"])
    }

    #[test]
    fn one_row_for_each_item_with_what_it_says() {
        let columns = [
            "id",
            "title",
            "tags",
            "presenters",
            "decisions",
            "number",
            "last_number",
            "matter",
            "references",
            "attachments",
            "parent",
            "line",
        ];
        insta::assert_snapshot!(sample::ask(&sample::county(), &QUESTION, "body:LSG", &columns), @r"
        LSG/2023-02-17/1 | Mötets öppnande | - | - | 0 | 1 | - | - | - | - | - | 32
        LSG/2023-02-17/2 | Trygg utskrivning | decision | Mona Wahl (FoU) | 2 | 2 | - | Trygg hemgång | HSN 12-2023 | 1 | - | 36
        LSG/2023-02-17/3 | Budget i Ås kommun | information | - | 0 | 3 | - | - | - | - | - | 49
        LSG/2023-02-17/3.1 | Hyror | - | - | 0 | 3.1 | - | - | - | - | LSG/2023-02-17/3 | 55
        LSG/2023-02-17/4 | Yttranden | - | - | 1 | 4 | 6 | - | - | - | - | 59
        LSG/2023-05-10/1 | Mötets öppnande | - | - | 0 | 1 | - | - | - | - | - | 16
        ");
    }

    #[test]
    fn each_filter_chooses() {
        for (query, wanted) in [
            ("body:svo", "SVO/2023-03-01/1"),
            ("organ:Länsgruppen date:2023-05", "LSG/2023-05-10/1"),
            ("budget", "LSG/2023-02-17/3"),
            ("text:avslag", "LSG/2023-02-17/4"),
            ("text:utred", "LSG/2023-02-17/2"),
            ("title:Samråd", "SVO/2023-03-01/1"),
            ("title:utred", ""),
            ("presenter:Mona", "LSG/2023-02-17/2"),
            ("föredragande:FoU", "LSG/2023-02-17/2"),
            ("person:Ali", "LSG/2023-02-17/4"),
            ("presenter:Ali", ""),
            ("matter:\"trygg hemgång\"", "LSG/2023-02-17/2"),
            ("matter:\"HSN 12\"", "LSG/2023-02-17/2"),
            ("tag:information", "LSG/2023-02-17/3"),
            ("tag:Beslutsärende", "LSG/2023-02-17/2"),
            ("status:draft", "LSG/2023-05-10/1"),
            ("status:utkast", "LSG/2023-05-10/1"),
            ("kind:notes", "SVO/2023-03-01/1"),
            ("class:rejection", "LSG/2023-02-17/4"),
            ("receiver:beredningen", "LSG/2023-02-17/2"),
            ("party:Öby", "LSG/2023-02-17/2"),
            ("party:\"Ås kommun\"", "LSG/2023-02-17/3"),
            ("id:LSG/2023-02-17/4", "LSG/2023-02-17/4"),
        ] {
            assert_eq!(ask(query), wanted, "{query}");
        }
    }

    #[test]
    fn an_unknown_word_names_the_nearest() {
        for (query, wanted) in [
            ("tag:informtion", "information"),
            ("status:utkst", "utkast"),
            ("body:LSQ", "LSG"),
            ("party:\"Öbi kommun\"", "Öby kommun"),
            ("ort:Öby", "body, date"),
        ] {
            let message = ask(query);
            assert!(message.contains(wanted), "{query}: {message}");
        }
    }

    #[test]
    fn as_of_leaves_out_later_meetings() {
        let listing = sample::ask_as_of(&sample::county(), &QUESTION, "", "2023-02-28", &["id"]);
        assert!(listing.contains("LSG/2023-02-17/1"));
        assert!(!listing.contains("SVO/2023-03-01"), "{listing}");
    }

    #[test]
    fn json_is_as_the_schema_says() {
        sample::valid_json(&sample::county(), &QUESTION);
    }
}
