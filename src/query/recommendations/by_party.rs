//! `recommendations --by party`: a row for each party and recommendation.

use std::sync::Arc;

use super::answered::{Answered, FIELDS, answers};
use crate::archive::Archive;
use crate::archive::register::Outcome;
use crate::lang::Text;
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};
use crate::query::meeting::word;
use crate::query::{AskError, Asked, Question, documented};

/// The question by party.
pub(super) static QUESTION: Question = Question {
    name: "recommendations-by-party",
    swedish: "rekommendationer-per-huvudman",
    per_meeting: false,
    title: Text::new(
        "Huvudmännens svar på rekommendationer",
        "Answers of the parties to recommendations",
    ),
    about: Text::new(
        "vad varje huvudman har beslutat på varje rekommendation",
        "what each party has decided on each recommendation",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

/// The machine words of the answers, for the schema.
const ANSWER_WORDS: [&str; 5] = {
    let mut words = [""; 5];
    let mut at = 0;
    while at < words.len() {
        words[at] = Outcome::ALL[at].text().en;
        at += 1;
    }
    words
};

static COLUMNS: [Column; 20] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("matter", Text::new("Sak", "Matter"), CellKind::Text),
    Column::new("party", Text::new("Huvudman", "Party"), CellKind::Text),
    Column::new("answer", Text::new("Svar", "Answer"), CellKind::Word).words(&ANSWER_WORDS),
    Column::new("answered", Text::new("Den", "On"), CellKind::Date),
    Column::new(
        "reference",
        Text::new("Diarienummer", "Registry number"),
        CellKind::Text,
    ),
    Column::new("due", Text::new("Senast", "Due"), CellKind::Date),
    Column::new("overdue", Text::new("Försenad", "Overdue"), CellKind::Flag).hidden(),
    Column::new("link", Text::new("Länk", "Link"), CellKind::Text).hidden(),
    Column::new("disputed", Text::new("Motsagt", "Disputed"), CellKind::Flag).hidden(),
    Column::new("asked", Text::new("Tillfrågad", "Asked"), CellKind::Flag).hidden(),
    Column::new(
        "text",
        Text::new("Rekommendation", "Recommendation"),
        CellKind::Text,
    )
    .hidden(),
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id).hidden(),
    Column::new("date", Text::new("Datum", "Date"), CellKind::Date).hidden(),
    Column::new("item", Text::new("§", "§"), CellKind::Id).hidden(),
    Column::new("title", Text::new("Ärende", "Item"), CellKind::Text).hidden(),
    Column::new(
        "answer_path",
        Text::new("Svarets fil", "File of the answer"),
        CellKind::Id,
    )
    .hidden(),
    Column::new(
        "answer_line",
        Text::new("Svarets rad", "Line of the answer"),
        CellKind::Number,
    )
    .hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

fn row(answered: &Answered) -> Row {
    let clause = &answered.clause;
    let (decision, item) = (clause.decision(), clause.item());
    let protocol = clause.meeting.protocol();
    let line = answered.source.as_ref().and_then(|(_, line)| *line);
    Row {
        id: decision.id.to_string(),
        cells: vec![
            Cell::Text(decision.id.to_string()),
            Cell::Text(clause.matter().to_owned()),
            Cell::Text(answered.party.clone()),
            word(answered.outcome.text()),
            Cell::date(answered.date),
            Cell::text(answered.reference.clone()),
            Cell::date(decision.due.as_ref().and_then(|due| due.date)),
            Cell::Flag(answered.late),
            Cell::text(answered.link.clone()),
            Cell::Flag(answered.disputed),
            Cell::Flag(answered.asked),
            Cell::Text(decision.text.clone()),
            Cell::Text(protocol.body.value.clone()),
            Cell::date(protocol.date.as_ref().map(|date| date.value)),
            Cell::text(item.number.as_ref().map(|number| number.value.clone())),
            Cell::Text(item.title.value.clone()),
            Cell::text(answered.source.as_ref().map(|(path, _)| path.clone())),
            line.map_or(Cell::Empty, |line| Cell::Number(i64::from(line))),
            Cell::Text(clause.meeting.file().path()),
            clause.meeting.line(decision.span.start),
        ],
        depth: 0,
    }
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let rows = answers(archive, asked)?.iter().map(row).collect();
    Ok(Listing::new(COLUMNS.to_vec(), rows))
}
