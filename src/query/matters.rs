//! `matters`: one question through bodies and years, one row for each.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::filter::{Field, FieldKind, Known};
use super::meeting::word;
use super::spelling::see_body;
use super::{AskError, Asked, Question, documented, listing_with, word_of};
use crate::archive::Archive;
use crate::archive::register::{Matter, MatterState, Matters};
use crate::lang::Text;
use crate::model::Item;
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "matters",
    swedish: "ärenden",
    // A matter goes from body to body.
    per_meeting: false,
    title: Text::new("Ärenden", "Matters"),
    about: Text::new(
        "ärenden genom organ och år: vem som tog upp dem, och var de är nu",
        "matters through bodies and years: who took them up, and where they are now",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

/// The machine words of the states, for the schema.
const STATE_WORDS: [&str; 4] = {
    let mut words = [""; 4];
    let mut at = 0;
    while at < words.len() {
        words[at] = MatterState::ALL[at].text().en;
        at += 1;
    }
    words
};

static COLUMNS: [Column; 13] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("title", Text::new("Ärende", "Matter"), CellKind::Text),
    Column::new("bodies", Text::new("Organ", "Bodies"), CellKind::List),
    Column::new("first", Text::new("Första", "First"), CellKind::Date),
    Column::new("latest", Text::new("Senaste", "Latest"), CellKind::Date),
    Column::new("steps", Text::new("Gånger", "Steps"), CellKind::Number),
    Column::new("state", Text::new("Läge", "State"), CellKind::Word).words(&STATE_WORDS),
    Column::new("with", Text::new("Hos", "With"), CellKind::List),
    Column::new(
        "references",
        Text::new("Dnr", "Registry numbers"),
        CellKind::List,
    )
    .hidden(),
    Column::new("items", Text::new("Punkter", "Items"), CellKind::List).hidden(),
    Column::new(
        "since",
        Text::new("Överlämnat", "Handed over"),
        CellKind::Date,
    )
    .hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

static FIELDS: [Field<Way>; 8] = [
    Field {
        name: "body",
        aliases: &[],
        about: Text::new(
            "ett organ som har tagit upp ärendet eller fått det",
            "a body that took the matter up, or got it",
        ),
        kind: FieldKind::Word(|row, see| {
            for code in row.bodies.iter().chain(&row.with) {
                see_body(&row.archive, code, see);
            }
        }),
    },
    Field {
        name: "date",
        aliases: &[],
        about: Text::new(
            "dagen för ett möte som tog upp det",
            "the day of a meeting that took it up",
        ),
        kind: FieldKind::Date(|row, see| row.dates.iter().for_each(|day| see(*day))),
    },
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "ärendets namn, diarienummer, rubrik eller beslut",
            "the matter's name, registry number, a title or a decision",
        ),
        kind: FieldKind::Text(|row, see| {
            row.see_names(see);
            for item in row.items() {
                see(&item.title.value);
                for decision in &item.decisions {
                    see(&decision.text);
                }
            }
        }),
    },
    Field {
        name: "matter",
        aliases: &["title", "rubrik"],
        about: Text::new(
            "ärendets namn eller diarienummer",
            "the matter's name or registry number",
        ),
        kind: FieldKind::Text(|row, see| row.see_names(see)),
    },
    Field {
        name: "with",
        aliases: &["hos"],
        about: Text::new("organet som har det nu", "the body that has it now"),
        kind: FieldKind::Text(|row, see| {
            for code in &row.with {
                see_body(&row.archive, code, see);
            }
        }),
    },
    Field {
        name: "status",
        aliases: &["state", "läge"],
        about: Text::new(
            "hur långt det har kommit: upptaget, beslutat, överlämnat, inte upptaget",
            "how far it has come: taken_up, decided, handed_over, not_taken_up",
        ),
        kind: FieldKind::Word(|row, see| {
            see(row.state.text().en);
            see(row.state.text().sv);
        }),
    },
    Field {
        name: "open",
        aliases: &[],
        about: Text::new(
            "om det inte slutar i ett beslut",
            "whether it doesn't end in a decision",
        ),
        kind: FieldKind::Flag(|row| row.state != MatterState::Decided),
    },
    Field {
        name: "id",
        aliases: &[],
        about: Text::new(
            "ärendets id, eller början av det",
            "the matter's id, or its beginning",
        ),
        kind: FieldKind::Text(|row, see| see(&row.slug)),
    },
];

/// A matter, and how far it has come.
#[derive(Clone, Debug)]
struct Way {
    archive: Arc<Archive>,
    slug: String,
    title: String,
    references: Vec<String>,
    /// The items that took it up: the protocol's place, and the item's in it.
    steps: Vec<(usize, usize)>,
    dates: Vec<NaiveDate>,
    bodies: Vec<String>,
    state: MatterState,
    with: Vec<String>,
    since: Option<NaiveDate>,
}

impl Way {
    fn new(archive: &Arc<Archive>, matter: &Matter<'_>) -> Way {
        let mut seen: HashSet<&str> = HashSet::new();
        let bodies = matter.steps.iter();
        let bodies = bodies.map(|step| step.file.protocol.body.value.as_str());
        let pending = matter.pending();
        Way {
            archive: Arc::clone(archive),
            slug: matter.slug().to_owned(),
            title: matter.title.to_owned(),
            references: matter.references.iter().map(ToString::to_string).collect(),
            steps: matter.steps.iter().map(|step| step.at).collect(),
            dates: matter.steps.iter().filter_map(|step| step.date()).collect(),
            bodies: bodies
                .filter(|code| seen.insert(code))
                .map(str::to_owned)
                .collect(),
            state: matter.state(),
            with: matter.with().into_iter().map(str::to_owned).collect(),
            since: pending.iter().filter_map(|(step, _)| step.date()).min(),
        }
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        let items = self.steps.iter();
        items.map(|&(file, item)| &self.archive.protocols[file].protocol.items[item])
    }

    fn see_names(&self, see: &mut dyn FnMut(&str)) {
        see(&self.title);
        see(&self.slug);
        for reference in &self.references {
            see(reference);
        }
        for matter in self.items().filter_map(|item| item.matter.as_ref()) {
            see(&matter.value);
        }
    }

    fn row(&self) -> Row {
        let ids = self.steps.iter().map(|&(file, item)| {
            let protocol = &self.archive.protocols[file].protocol;
            format!("{}/{}", protocol.id, protocol.items[item].key)
        });
        let last = self.steps.last().map(|&(file, item)| {
            let file = &self.archive.protocols[file];
            let line = file.line(file.protocol.items[item].span.start);
            (Cell::Text(file.path()), Cell::Number(i64::from(line)))
        });
        let (path, line) = last.unwrap_or((Cell::Empty, Cell::Empty));
        Row {
            id: format!("matter:{}", self.slug),
            cells: vec![
                Cell::Text(format!("matter:{}", self.slug)),
                Cell::Text(self.title.clone()),
                Cell::List(self.bodies.clone()),
                Cell::date(self.dates.first().copied()),
                Cell::date(self.dates.last().copied()),
                Cell::Number(self.steps.len() as i64),
                word(self.state.text()),
                Cell::List(self.with.clone()),
                Cell::List(self.references.clone()),
                Cell::List(ids.collect()),
                Cell::date(self.since),
                path,
                line,
            ],
            depth: 0,
        }
    }
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let matters = Matters::new(archive, asked.as_of.unwrap_or(NaiveDate::MAX));
    let rows: Vec<Way> = matters
        .all
        .iter()
        .map(|matter| Way::new(archive, matter))
        .collect();
    let own = |field: &str, value: &str| match field {
        "status" => Some(word_of(
            value,
            MatterState::ALL.into_iter().map(MatterState::text),
        )),
        _ => None::<Known>,
    };
    listing_with(
        archive,
        asked,
        &COLUMNS,
        &FIELDS,
        &own,
        rows.into_iter(),
        Way::row,
    )
}
