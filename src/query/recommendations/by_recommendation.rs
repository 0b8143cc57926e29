//! `recommendations` in its own shape: each with how many parties have answered what.

use std::sync::Arc;

use super::fields::{
    OfRecommendation, due_field, id_field, matter_field, status_field, text_field, title_field,
};
use super::{Clause, each, vocabulary};
use crate::archive::Archive;
use crate::archive::register::{Adoption, Counts};
use crate::lang::Text;
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};
use crate::query::filter::{Field, FieldKind};
use crate::query::meeting::{Meeting, OfMeeting, body_field, date_field, word};
use crate::query::spelling::see_party_named;
use crate::query::{AskError, Asked, Question, documented, listing_with};

/// The question.
pub(in crate::query) static QUESTION: Question = Question {
    name: "recommendations",
    swedish: "rekommendationer",
    per_meeting: false,
    title: Text::new("Rekommendationer", "Recommendations"),
    about: Text::new(
        "vad huvudmännen har rekommenderats och vad var och en har beslutat; också som tabell",
        "what the parties were advised to do and what each has decided; also as a matrix",
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
        words[at] = Adoption::ALL[at].text().en;
        at += 1;
    }
    words
};

static COLUMNS: [Column; 19] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("matter", Text::new("Sak", "Matter"), CellKind::Text),
    Column::new("due", Text::new("Senast", "Due"), CellKind::Date),
    Column::new("adopted", Text::new("Ja", "Yes"), CellKind::Number),
    Column::new(
        "adopted_with_changes",
        Text::new("Ändr.", "Chgd"),
        CellKind::Number,
    ),
    Column::new("declined", Text::new("Nej", "No"), CellKind::Number),
    Column::new("missing", Text::new("Saknas", "Missing"), CellKind::Number),
    Column::new("status", Text::new("Läge", "State"), CellKind::Word).words(&STATE_WORDS),
    Column::new(
        "text",
        Text::new("Rekommendation", "Recommendation"),
        CellKind::Text,
    )
    .hidden(),
    Column::new("asked", Text::new("Tillfrågade", "Asked"), CellKind::Number).hidden(),
    Column::new(
        "answered",
        Text::new("Besvarad, oklart hur", "Answered, not said how"),
        CellKind::Number,
    )
    .hidden(),
    Column::new(
        "missing_from",
        Text::new("Svar saknas från", "No answer from"),
        CellKind::List,
    )
    .hidden(),
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id).hidden(),
    Column::new("date", Text::new("Datum", "Date"), CellKind::Date).hidden(),
    Column::new("item", Text::new("§", "§"), CellKind::Id).hidden(),
    Column::new("title", Text::new("Ärende", "Item"), CellKind::Text).hidden(),
    Column::new(
        "due_text",
        Text::new("Senast, som det skrevs", "Due, as written"),
        CellKind::Text,
    )
    .hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

static FIELDS: [Field<Advice>; 12] = [
    body_field(Text::new(
        "organet som rekommenderade",
        "the body that recommended",
    )),
    date_field(),
    text_field(),
    Field {
        name: "party",
        aliases: &[],
        about: Text::new(
            "huvudman som rekommendationen gäller eller som har svarat; med --by party dess svar",
            "a party that it speaks to or that has answered; with --by party its answer",
        ),
        kind: FieldKind::Word(|row, see| {
            for party in row.parties.iter().chain(&row.unasked) {
                see_party_named(&row.clause.meeting.archive, party, see);
            }
        }),
    },
    Field {
        name: "missing",
        aliases: &["saknas"],
        about: Text::new(
            "huvudman som inte har svarat",
            "a party that hasn't answered",
        ),
        kind: FieldKind::Word(|row, see| {
            for party in row.missing.iter() {
                see_party_named(&row.clause.meeting.archive, party, see);
            }
        }),
    },
    matter_field(),
    status_field(),
    Field {
        name: "open",
        aliases: &[],
        about: Text::new("någon har inte svarat", "somebody hasn't answered"),
        kind: FieldKind::Flag(|row| row.counts.missing > 0),
    },
    Field {
        name: "overdue",
        aliases: &[],
        about: Text::new(
            "någon har inte svarat, och sista dagen har gått",
            "somebody hasn't answered, and the last day has passed",
        ),
        kind: FieldKind::Flag(|row| row.state == Adoption::Overdue),
    },
    due_field(),
    title_field(),
    id_field(),
];

/// A recommendation and what became of it.
#[derive(Clone, Debug)]
struct Advice {
    clause: Clause,
    counts: Counts,
    state: Adoption,
    /// Those it speaks to; shared by those who speak to the same.
    parties: Arc<[String]>,
    /// Others who have answered.
    unasked: Vec<String>,
    /// Those of [`Advice::parties`] who haven't.
    missing: Arc<[String]>,
}

impl OfMeeting for Advice {
    fn meeting(&self) -> &Meeting {
        &self.clause.meeting
    }
}

impl OfRecommendation for Advice {
    fn clause(&self) -> &Clause {
        &self.clause
    }

    fn state(&self) -> Adoption {
        self.state
    }
}

impl Advice {
    fn row(&self) -> Row {
        let decision = self.clause.decision();
        let item = self.clause.item();
        let protocol = self.clause.meeting.protocol();
        let number = |number: usize| Cell::Number(number as i64);
        Row {
            id: decision.id.to_string(),
            cells: vec![
                Cell::Text(decision.id.to_string()),
                Cell::Text(self.clause.matter().to_owned()),
                Cell::date(decision.due.as_ref().and_then(|due| due.date)),
                number(self.counts.adopted),
                number(self.counts.adopted_with_changes),
                number(self.counts.declined),
                number(self.counts.missing),
                word(self.state.text()),
                Cell::Text(decision.text.clone()),
                number(self.counts.asked),
                number(self.counts.unsaid),
                match self.missing.is_empty() {
                    true => Cell::Empty,
                    false => Cell::List(self.missing.to_vec()),
                },
                Cell::Text(protocol.body.value.clone()),
                Cell::date(protocol.date.as_ref().map(|date| date.value)),
                Cell::text(item.number.as_ref().map(|number| number.value.clone())),
                Cell::Text(item.title.value.clone()),
                Cell::text(decision.due.as_ref().map(|due| due.text.clone())),
                Cell::Text(self.clause.meeting.file().path()),
                self.clause.meeting.line(decision.span.start),
            ],
            depth: 0,
        }
    }
}

/// The rows, each list of parties once however many recommendations speak to it.
fn advice(archive: &Arc<Archive>, asked: &Asked) -> Vec<Advice> {
    let mut rows = Vec::new();
    let mut last: Option<(*const (), Arc<[String]>)> = None;
    each(archive, asked, |clause, found| {
        let counts = found.counts();
        let place = found.asked.as_ptr().cast::<()>();
        let parties = match &last {
            Some((before, parties)) if *before == place => Arc::clone(parties),
            _ => {
                let names = found.asked.iter();
                let parties: Arc<[String]> = names.map(|party| party.name.value.clone()).collect();
                last = Some((place, Arc::clone(&parties)));
                parties
            }
        };
        let missing = match counts.missing == parties.len() {
            true => Arc::clone(&parties),
            false => found
                .missing()
                .map(|party| party.name.value.clone())
                .collect(),
        };
        let unasked = found.standings().filter(|standing| !standing.asked);
        rows.push(Advice {
            clause,
            state: found.state(),
            counts,
            parties,
            unasked: unasked.map(|standing| standing.party.to_owned()).collect(),
            missing,
        });
    });
    rows
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let rows = advice(archive, asked).into_iter();
    listing_with(
        archive,
        asked,
        &COLUMNS,
        &FIELDS,
        &known(archive),
        rows,
        Advice::row,
    )
}

/// `missing` names a party, as `party` does.
fn known(archive: &Archive) -> impl Fn(&str, &str) -> Option<crate::query::filter::Known> + '_ {
    |field, value| match field {
        "missing" => Some(crate::query::known(archive, "party", value)),
        _ => vocabulary(field, value),
    }
}
