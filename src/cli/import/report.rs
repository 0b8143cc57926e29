//! What an import found, for people: a few lines for one file, a row for each of many.

use crate::import::Draft;
use crate::lang::{Message, Text};
use crate::model::Presence;
use crate::output::listing::{self, Cell, CellKind, Column, Listing};

/// What became of one file.
#[derive(Clone, Debug)]
pub(super) struct Row {
    file: String,
    state: State,
    body: Option<String>,
    date: Option<chrono::NaiveDate>,
    present: usize,
    absent: usize,
    others: usize,
    items: usize,
    decisions: usize,
    inferred: Vec<Message>,
    missing: Vec<Message>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Read,
    Known,
    NoProtocol,
    Failed,
}

impl State {
    fn text(self) -> Text {
        match self {
            State::Read => Text::new("inläst", "imported"),
            State::Known => Text::new("redan inläst", "imported before"),
            State::NoProtocol => Text::new("inget protokoll", "no protocol"),
            State::Failed => Text::new("gick inte", "failed"),
        }
    }
}

impl Row {
    /// What was found in a file.
    pub fn new(file: &str, draft: &Draft) -> Row {
        let protocol = &draft.protocol;
        let count = |presence: Presence| {
            protocol
                .attendance
                .iter()
                .filter(|one| one.presence == presence)
                .count()
        };
        let said = |missing: bool| {
            draft
                .doubts
                .iter()
                .filter(|doubt| doubt.missing == missing)
                .map(|doubt| doubt.message.clone())
                .collect()
        };
        Row {
            file: file.to_owned(),
            state: match draft.is_protocol {
                true => State::Read,
                false => State::NoProtocol,
            },
            body: draft.body.clone(),
            date: draft.date,
            present: count(Presence::Present),
            absent: count(Presence::Absent),
            others: count(Presence::Other),
            items: protocol
                .items
                .iter()
                .filter(|item| item.number.is_some())
                .count(),
            decisions: protocol
                .items
                .iter()
                .flat_map(|item| &item.decisions)
                .filter(|decision| decision.is_counted())
                .count(),
            inferred: said(false),
            missing: said(true),
        }
    }

    /// A file that could not be read.
    pub fn failed(file: &str) -> Row {
        Row {
            file: file.to_owned(),
            state: State::Failed,
            body: None,
            date: None,
            present: 0,
            absent: 0,
            others: 0,
            items: 0,
            decisions: 0,
            inferred: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// The file was imported before.
    pub fn known(&mut self) {
        self.state = State::Known;
    }

    /// What there is to say of one file.
    pub fn lines(&self) -> Vec<Message> {
        if self.state == State::Known || self.state == State::Failed {
            return Vec::new();
        }
        let mut found_sv = Vec::new();
        let mut found_en = Vec::new();
        if let Some(body) = &self.body {
            found_sv.push(body.clone());
            found_en.push(body.clone());
        }
        if let Some(date) = &self.date {
            found_sv.push(date.to_string());
            found_en.push(date.to_string());
        }
        for (count, one, many, en_one, en_many) in [
            (
                self.present,
                "närvarande",
                "närvarande",
                "present",
                "present",
            ),
            (
                self.absent,
                "frånvarande",
                "frånvarande",
                "absent",
                "absent",
            ),
            (self.others, "övrig", "övriga", "other", "others"),
            (self.items, "ärende", "ärenden", "item", "items"),
            (self.decisions, "beslut", "beslut", "decision", "decisions"),
        ] {
            if count > 0 {
                let (sv, en) = if count == 1 {
                    (one, en_one)
                } else {
                    (many, en_many)
                };
                found_sv.push(format!("{count} {sv}"));
                found_en.push(format!("{count} {en}"));
            }
        }
        let mut out = vec![Message::new(
            format!("hittat: {}", found_sv.join(", ")),
            format!("found: {}", found_en.join(", ")),
        )];
        for message in &self.inferred {
            out.push(Message::new(
                format!("tolkat: {}", message.sv),
                format!("inferred: {}", message.en),
            ));
        }
        for message in &self.missing {
            out.push(Message::new(
                format!("saknas: {}", message.sv),
                format!("missing: {}", message.en),
            ));
        }
        out
    }
}

/// Many files as a listing.
pub(super) fn listing(rows: &[Row]) -> Listing {
    let columns = vec![
        Column::new("file", Text::new("Fil", "File"), CellKind::Id),
        Column::new("state", Text::new("Läge", "State"), CellKind::Text),
        Column::new("body", Text::new("Organ", "Body"), CellKind::Text),
        Column::new("date", Text::new("Datum", "Date"), CellKind::Date),
        Column::new("present", Text::new("Närv.", "Present"), CellKind::Number),
        Column::new("items", Text::new("Ärenden", "Items"), CellKind::Number),
        Column::new(
            "decisions",
            Text::new("Beslut", "Decisions"),
            CellKind::Number,
        ),
        Column::new(
            "inferred",
            Text::new("Tolkat", "Inferred"),
            CellKind::Number,
        ),
        Column::new("missing", Text::new("Saknas", "Missing"), CellKind::Number),
    ];
    let number = |count: usize| Cell::Number(count as i64);
    let rows = rows
        .iter()
        .map(|row| {
            let text = row.state.text();
            let counts = [
                row.present,
                row.items,
                row.decisions,
                row.inferred.len(),
                row.missing.len(),
            ];
            let mut cells = vec![
                Cell::Text(row.file.clone()),
                Cell::Word {
                    machine: text.en,
                    shown: text,
                },
                Cell::text(row.body.clone()),
                Cell::date(row.date),
            ];
            cells.extend(counts.map(|count| match row.state {
                State::Failed => Cell::Empty,
                _ => number(count),
            }));
            listing::Row {
                cells,
                ..listing::Row::default()
            }
        })
        .collect();
    Listing::new(columns, rows)
}
