//! `attendance`, by party: at how many meetings somebody was there for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::standing::{FIELDS, Outcome, Standing, standings};
use crate::archive::Archive;
use crate::lang::Text;
use crate::model::PartyKind;
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};
use crate::query::{AskError, Asked, Question, documented};

/// The question in its own shape.
pub(in crate::query) static QUESTION: Question = Question {
    name: "attendance",
    swedish: "närvaro",
    per_meeting: false,
    title: Text::new("Närvaro för varje huvudman", "Attendance by party"),
    about: Text::new(
        "vilka huvudmän som var företrädda, och hur ofta; också för varje person eller möte",
        "which parties were represented, and how often; also by person or by meeting",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run: super::run,
};

static COLUMNS: [Column; 7] = [
    Column::new("party", Text::new("Huvudman", "Party"), CellKind::Text),
    Column::new("kind", Text::new("Slag", "Kind"), CellKind::Word).hidden(),
    Column::new("meetings", Text::new("Möten", "Meetings"), CellKind::Number),
    Column::new(
        "represented",
        Text::new("Företrädd", "Represented"),
        CellKind::Number,
    ),
    Column::new(
        "absent",
        Text::new("Frånvarande", "Absent"),
        CellKind::Number,
    ),
    Column::new(
        "unmentioned",
        Text::new("Inte nämnd", "Unmentioned"),
        CellKind::Number,
    ),
    Column::new("share", Text::new("Andel", "Share"), CellKind::Share),
];

/// How often a party was represented. A meeting whose protocol names nobody counts as one where
/// the party is unmentioned, and not in the share.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    represented: i64,
    absent: i64,
    unmentioned: i64,
    untold: i64,
}

impl Counts {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Represented => self.represented += 1,
            Outcome::Absent => self.absent += 1,
            Outcome::Unmentioned => self.unmentioned += 1,
            Outcome::Untold => self.untold += 1,
        }
    }
}

pub(super) fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let mut parties: BTreeMap<usize, Counts> = BTreeMap::new();
    let due = standings(archive, asked)?
        .into_iter()
        .filter(|standing: &Standing| standing.due);
    for standing in due {
        parties
            .entry(standing.party)
            .or_default()
            .add(standing.outcome());
    }
    let rows = parties.into_iter().map(|(index, counts)| {
        let party = &archive.collaboration.parties[index];
        let told = counts.represented + counts.absent + counts.unmentioned;
        Row {
            id: party.name.value.clone(),
            cells: vec![
                Cell::Text(party.name.value.clone()),
                kind_cell(&party.kind),
                Cell::Number(told + counts.untold),
                Cell::Number(counts.represented),
                Cell::Number(counts.absent),
                Cell::Number(counts.unmentioned + counts.untold),
                super::share(counts.represented, told),
            ],
            depth: 0,
        }
    });
    Ok(Listing::new(COLUMNS.to_vec(), rows.collect()))
}

/// The kind of a party; one of the archive's own words as it stands there.
fn kind_cell(kind: &PartyKind) -> Cell {
    match kind.text() {
        Some(text) => crate::query::meeting::word(text),
        None => Cell::Text(kind.word().to_owned()),
    }
}
