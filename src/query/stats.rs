//! `stats`: meetings, decisions and attendance over time, one row for each year and body; and how
//! much was read to know it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::Datelike;

use super::attendance::{Outcome, Standings, held, share};
use super::filter::{Field, FieldKind};
use super::meeting::{Meeting, body_field, date_field, is_cancelled, meetings, status_field};
use super::{AskError, Asked, Question, compiled, documented};
use crate::archive::Archive;
use crate::lang::{Message, Text};
use crate::model::{Class, Kind, Presence};
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "stats",
    swedish: "statistik",
    per_meeting: true,
    title: Text::new("Statistik", "Statistics"),
    about: Text::new(
        "möten, beslut och närvaro, en rad för varje år och organ",
        "meetings, decisions and attendance, one row for each year and body",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

static COLUMNS: [Column; 13] = [
    Column::new("year", Text::new("År", "Year"), CellKind::Number),
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id),
    Column::new("meetings", Text::new("Möten", "Meetings"), CellKind::Number),
    Column::new(
        "cancelled",
        Text::new("Inställda", "Cancelled"),
        CellKind::Number,
    )
    .hidden(),
    Column::new(
        "written",
        Text::new("Beslut mellan möten", "Written procedures"),
        CellKind::Number,
    )
    .hidden(),
    Column::new("items", Text::new("Ärenden", "Items"), CellKind::Number),
    Column::new(
        "decisions",
        Text::new("Beslut", "Decisions"),
        CellKind::Number,
    ),
    Column::new(
        "assignments",
        Text::new("Uppdrag", "Assignments"),
        CellKind::Number,
    ),
    Column::new(
        "recommendations",
        Text::new("Rekommendationer", "Recommendations"),
        CellKind::Number,
    ),
    Column::new(
        "all_decisions",
        Text::new("Alla att-satser", "All clauses"),
        CellKind::Number,
    )
    .hidden(),
    Column::new(
        "present_average",
        Text::new("Närvarande i snitt", "Present on average"),
        CellKind::Number,
    ),
    Column::new(
        "represented",
        Text::new(
            "Företrädda huvudmän i snitt",
            "Parties represented on average",
        ),
        CellKind::Number,
    )
    .hidden(),
    Column::new(
        "share",
        Text::new("Företrädda", "Represented"),
        CellKind::Share,
    ),
];

static FIELDS: [Field<Meeting>; 6] = [
    body_field(Text::new("organet", "the body")),
    date_field(),
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "protokollets eller ett ärendes rubrik",
            "the title of the protocol or of an item",
        ),
        kind: FieldKind::Text(|row: &Meeting, see| {
            let protocol = row.protocol();
            let items = protocol.items.iter().map(|item| &item.title);
            for title in protocol.title.iter().chain(items) {
                see(&title.value);
            }
        }),
    },
    Field {
        name: "kind",
        aliases: &["typ"],
        about: Text::new(
            "slag av handling: protokoll, minnesanteckningar, …",
            "the kind of document: protocol, notes, …",
        ),
        kind: FieldKind::Word(|row: &Meeting, see| {
            let text = row.protocol().kind.text();
            see(text.en);
            see(text.sv);
        }),
    },
    Field {
        name: "id",
        aliases: &[],
        about: Text::new(
            "protokollets id, eller en del av det",
            "the id of the protocol, or part of it",
        ),
        kind: FieldKind::Text(|row: &Meeting, see| see(&row.protocol().id.0)),
    },
    status_field(),
];

/// What a body did in a year.
#[derive(Clone, Debug, Default)]
struct Sums {
    meetings: i64,
    cancelled: i64,
    written: i64,
    items: i64,
    decisions: i64,
    assignments: i64,
    recommendations: i64,
    all_decisions: i64,
    /// Meetings whose protocols name somebody.
    told: i64,
    present: i64,
    represented: i64,
    /// Parties with a seat, meeting by meeting, and how many of those were represented.
    seated: i64,
    seated_represented: i64,
}

impl Sums {
    fn add(&mut self, meeting: &Meeting) {
        let protocol = meeting.protocol();
        let cancelled = is_cancelled(protocol);
        self.cancelled += i64::from(cancelled);
        self.written += i64::from(!cancelled && protocol.kind == Kind::Written);
        for item in &protocol.items {
            self.items += i64::from(item.key.0 != "0");
            for decision in item
                .decisions
                .iter()
                .filter(|decision| decision.is_counted())
            {
                self.all_decisions += 1;
                self.decisions += i64::from(decision.class.is_shown_unasked());
                self.assignments += i64::from(decision.class == Class::Assignment);
                self.recommendations += i64::from(decision.class == Class::Recommendation);
            }
        }
    }

    /// Counts a meeting that was held.
    fn held(&mut self, meeting: &Meeting, standings: &Standings<'_>) {
        self.meetings += 1;
        let attendance = &meeting.protocol().attendance;
        if attendance.is_empty() {
            return;
        }
        self.told += 1;
        let mut names: HashSet<String> = HashSet::new();
        let present = attendance
            .iter()
            .filter(|attendee| attendee.presence == Presence::Present)
            .filter(|attendee| match &attendee.name {
                Some(name) => names.insert(crate::lang::fold(&name.value)),
                None => true,
            });
        self.present += present.count() as i64;
        for standing in standings.of(meeting) {
            let represented = standing.outcome() == Outcome::Represented;
            self.represented += i64::from(standing.due && represented);
            // Where no row gives seats, nobody knows who was missing.
            if standing.seats.is_some() {
                self.seated += 1;
                self.seated_represented += i64::from(represented);
            }
        }
    }

    fn row(&self, year: Option<i32>, body: &str) -> Row {
        let id = match year {
            Some(year) => format!("{body}/{year}"),
            None => body.to_owned(),
        };
        Row {
            id,
            cells: vec![
                year.map_or(Cell::Empty, |year| Cell::Number(i64::from(year))),
                Cell::Text(body.to_owned()),
                Cell::Number(self.meetings),
                Cell::Number(self.cancelled),
                Cell::Number(self.written),
                Cell::Number(self.items),
                Cell::Number(self.decisions),
                Cell::Number(self.assignments),
                Cell::Number(self.recommendations),
                Cell::Number(self.all_decisions),
                average(self.present, self.told),
                average(self.represented, self.told),
                share(self.seated_represented, self.seated),
            ],
            depth: 0,
        }
    }
}

/// To the nearest whole number; nothing where nothing is known.
fn average(sum: i64, of: i64) -> Cell {
    match of {
        0 => Cell::Empty,
        _ => Cell::Number((sum as f64 / of as f64).round() as i64),
    }
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let filter = compiled(archive, asked, &FIELDS, &|_, _| None)?;
    let standings = Standings::new(archive);
    let held: HashSet<usize> = held(archive, asked)
        .map(|meeting| meeting.place())
        .collect();
    let mut sums: BTreeMap<(Option<i32>, String), Sums> = BTreeMap::new();
    for meeting in meetings(archive, asked).filter(|meeting| filter.fits(meeting)) {
        let protocol = meeting.protocol();
        let year = protocol.date.as_ref().map(|date| date.value.year());
        let sums = sums.entry((year, protocol.body.value.clone())).or_default();
        sums.add(&meeting);
        if held.contains(&meeting.place()) {
            sums.held(&meeting, &standings);
        }
    }
    let rows = sums
        .iter()
        .map(|((year, body), sums)| sums.row(*year, body));
    Ok(Listing::new(COLUMNS.to_vec(), rows.collect()))
}

/// How much of an archive was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Volume {
    /// Protocols, summonses among them.
    pub files: usize,
    /// Their texts, in bytes of UTF-8.
    pub bytes: u64,
    /// Files that could not be read at all.
    pub unread: usize,
}

/// What was read of the archive, summonses too.
pub fn reading(archive: &Archive) -> Volume {
    Volume {
        files: archive.protocols.len(),
        bytes: archive
            .protocols
            .iter()
            .map(|file| file.source.text.len() as u64)
            .sum(),
        unread: archive.unread,
    }
}

impl Volume {
    /// `41 protokoll (0,5 MB)`, of a million bytes each; small archives in kB.
    pub fn message(&self) -> Message {
        let size = match self.bytes {
            0..100_000 => format!("{} kB", self.bytes.div_ceil(1000)),
            bytes => format!("{:.1} MB", bytes as f64 / 1e6),
        };
        let files = self.files;
        let protocols = if files == 1 { "protocol" } else { "protocols" };
        Message::new(
            format!("{files} protokoll ({})", size.replace('.', ",")),
            format!("{files} {protocols} ({size})"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::By;
    use crate::query::probe::{archive, ask, asked, shown};

    const BODY: &str =
        "kod: LSG\nnamn: Länsgruppen\nrepresentation:\n  - {huvudman: kommun, ordinarie: 1}\n";

    fn protocol(day: &str, head: &str) -> String {
        format!(
            "---\norgan: LSG\ndatum: {day}\n{head}\n---\n# M\n\n## § 1 Start\n\n\
             **Länsgruppen beslutade**\n\n- att uppdra till Beredningen:\n  - att utreda frågan\n  - att återkomma i maj\n\
             - att godkänna dagordningen\n- att rekommendera kommunerna att anta avtalet\n"
        )
    }

    fn sample() -> Arc<Archive> {
        let there = "närvarande:\n  - Eva Ek, Alby kommun\n  - Eva Ek, Alby kommun\n  - Bo Al, Byås kommun\nfrånvarande:\n  - Li Ro, Cedra kommun\n  - Bo Al, Byås kommun";
        let texts = [
            ("lsg/2022-01-10.md", protocol("2022-01-10", there)),
            ("lsg/2022-03-10.md", protocol("2022-03-10", "plats: Teams")),
            (
                "lsg/2022-05-10.md",
                protocol("2022-05-10", "status: inställt")
                    .split("# M")
                    .next()
                    .unwrap_or("")
                    .to_owned(),
            ),
            (
                "lsg/2022-06-10-kallelse.md",
                protocol("2022-06-10", "typ: kallelse"),
            ),
            (
                "lsg/2023-01-10.md",
                protocol("2023-01-10", "typ: beslut mellan möten"),
            ),
        ];
        let mut files = vec![("organ/lsg.yaml", BODY)];
        files.extend(texts.iter().map(|(path, text)| (*path, text.as_str())));
        archive(&files)
    }

    #[test]
    fn a_row_for_each_year_and_body() {
        let listing = ask(&sample(), "stats", &asked("", By::Party)).unwrap();
        let keys = [
            "year",
            "body",
            "meetings",
            "cancelled",
            "written",
            "items",
            "decisions",
            "assignments",
            "recommendations",
            "all_decisions",
            "present_average",
            "represented",
            "share",
        ];
        assert_eq!(
            shown(&listing, &keys),
            [
                "2022 | LSG | 2 | 1 | 0 | 2 | 6 | 4 | 2 | 8 | 2 | 2 | 67 %",
                "2023 | LSG | 0 | 0 | 1 | 1 | 3 | 2 | 1 | 4 |  |  | ",
            ]
        );
        assert_eq!(listing.rows[0].id, "LSG/2022");
    }

    #[test]
    fn the_filter_chooses_meetings() {
        let found = |query: &str| {
            let listing = ask(&sample(), "stats", &asked(query, By::Party)).unwrap();
            shown(&listing, &["year", "meetings"])
        };
        assert_eq!(found("date:2022-03.."), ["2022 | 1", "2023 | 0"]);
        assert_eq!(found("typ:protokoll"), ["2022 | 2"]);
        assert_eq!(found("date:1999"), [""; 0]);
    }

    #[test]
    fn what_was_read_is_told_in_both_languages() {
        let read = reading(&sample());
        assert_eq!((read.files, read.unread), (5, 0));
        let volume = Volume {
            files: 41,
            bytes: 512_000,
            unread: 0,
        };
        assert_eq!(volume.message().sv, "41 protokoll (0,5 MB)");
        assert_eq!(volume.message().en, "41 protocols (0.5 MB)");
        let small = Volume {
            files: 1,
            bytes: 14_300,
            unread: 0,
        };
        assert_eq!(small.message().en, "1 protocol (15 kB)");
    }
}
