//! `parties`: who signed, one row for each party, with its seats and how often it was there.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::filter::{Field, FieldKind, Known};
use super::meeting::{held, meetings, word};
use super::source::source_cells;
use super::spelling::{see_body, see_party};
use super::{AskError, Asked, Question, documented, listing_with};
use crate::archive::Archive;
use crate::lang::{self, Text};
use crate::model::{Body, Class, MemberKind, Party, PartyKind, Presence, Protocol, Seating};
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "parties",
    swedish: "huvudmän",
    per_meeting: false,
    title: Text::new("Huvudmän", "Parties"),
    about: Text::new(
        "vilka huvudmän som finns den dagen, deras platser och hur ofta de var företrädda; --all ger alla tider",
        "which parties there are that day, their seats and how often they were represented; --all gives all times",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

static COLUMNS: [Column; 13] = [
    Column::new("name", Text::new("Namn", "Name"), CellKind::Text),
    Column::new("kind", Text::new("Slag", "Kind"), CellKind::Word),
    Column::new("bodies", Text::new("Organ", "Bodies"), CellKind::List),
    Column::new("seats", Text::new("Platser", "Seats"), CellKind::Number),
    Column::new(
        "members",
        Text::new("Ledamöter", "Members"),
        CellKind::Number,
    ),
    Column::new("meetings", Text::new("Möten", "Meetings"), CellKind::Number),
    Column::new(
        "represented",
        Text::new("Företrädd", "Represented"),
        CellKind::Number,
    ),
    Column::new("share", Text::new("Andel", "Share"), CellKind::Share),
    Column::new(
        "assignments",
        Text::new("Uppdrag", "Assignments"),
        CellKind::Number,
    ),
    Column::new("aliases", Text::new("Alias", "Aliases"), CellKind::List).hidden(),
    Column::new("id", Text::new("Id", "Id"), CellKind::Id).hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

static FIELDS: [Field<Signatory>; 5] = [
    Field {
        name: "party",
        aliases: &["namn"],
        about: Text::new("huvudmannen själv", "the party itself"),
        kind: FieldKind::Word(|row, see| see_party(row.party(), see)),
    },
    Field {
        name: "kind",
        aliases: &["slag"],
        about: Text::new(
            "region, kommun, eller samlingens eget ord",
            "region, municipality, or the archive's own word",
        ),
        kind: FieldKind::Word(|row, see| {
            let kind = &row.party().kind;
            see(kind.word());
            if let Some(text) = kind.text() {
                see(text.en);
            }
        }),
    },
    Field {
        name: "body",
        aliases: &[],
        about: Text::new(
            "organ där huvudmannen har en plats den dagen",
            "a body in which the party has a seat that day",
        ),
        kind: FieldKind::Word(|row, see| {
            for code in &row.facts.bodies {
                see_body(&row.archive, code, see);
            }
        }),
    },
    Field {
        name: "text",
        aliases: &[],
        about: Text::new("namn eller alias", "name or alias"),
        kind: FieldKind::Text(|row, see| see_party(row.party(), see)),
    },
    Field {
        name: "id",
        aliases: &[],
        about: Text::new("namnet, eller början av det", "the name, or its beginning"),
        kind: FieldKind::Text(|row, see| see(&row.party().name.value)),
    },
];

/// A party on the day asked about.
#[derive(Clone, Debug)]
struct Signatory {
    archive: Arc<Archive>,
    at: usize,
    facts: Facts,
}

/// What follows from the agreement and the protocols.
#[derive(Clone, Debug, Default)]
struct Facts {
    /// Codes of the bodies in which it has a seat on the day.
    bodies: Vec<String>,
    /// Seats required of it there.
    seats: u32,
    /// Its regular members in office.
    members: usize,
    /// Meetings held by bodies in which it had a seat on the day of the meeting.
    meetings: usize,
    /// Those where somebody sat for it.
    represented: usize,
    /// Assignments that name it as receiver.
    assignments: usize,
}

impl Signatory {
    fn party(&self) -> &Party {
        &self.archive.collaboration.parties[self.at]
    }

    fn row(&self) -> Row {
        let party = self.party();
        let facts = &self.facts;
        let has_lists = self
            .archive
            .collaboration
            .bodies
            .iter()
            .any(|body| !body.members.is_empty());
        let number = |number: usize| Cell::Number(number as i64);
        let [path, line] = source_cells(&self.archive, &party.basis.path, party.basis.span);
        Row {
            id: party.name.value.clone(),
            cells: vec![
                Cell::Text(party.name.value.clone()),
                kind_cell(&party.kind),
                Cell::List(facts.bodies.clone()),
                Cell::Number(i64::from(facts.seats)),
                // No list anywhere says nothing about members.
                if has_lists {
                    number(facts.members)
                } else {
                    Cell::Empty
                },
                number(facts.meetings),
                number(facts.represented),
                match facts.meetings {
                    0 => Cell::Empty,
                    all => Cell::Share(facts.represented as f64 / all as f64),
                },
                number(facts.assignments),
                Cell::List(
                    party
                        .aliases
                        .iter()
                        .map(|alias| alias.value.clone())
                        .collect(),
                ),
                Cell::Text(party.name.value.clone()),
                path,
                line,
            ],
            depth: 0,
        }
    }
}

/// A word of the vocabulary, or the archive's own.
fn kind_cell(kind: &PartyKind) -> Cell {
    kind.text()
        .map_or_else(|| Cell::Text(kind.word().to_owned()), word)
}

/// The facts of every party, by canonical name.
fn facts_by_party<'a>(archive: &'a Arc<Archive>, asked: &Asked) -> HashMap<&'a str, Facts> {
    let day = asked.day();
    let collaboration = &archive.collaboration;
    let mut out: HashMap<&str, Facts> = HashMap::new();
    for body in &collaboration.bodies {
        for seats in collaboration.seats_of(body, day).with_seat() {
            let facts = out.entry(&seats.party.name.value).or_default();
            facts.bodies.push(body.code.value.clone());
            facts.seats = facts.seats.saturating_add(seats.required);
        }
        if !body.basis.period.contains(day) {
            continue;
        }
        let regular = body
            .members_on(day)
            .filter(|member| member.kind == MemberKind::Regular);
        for party in regular.filter_map(|member| member.party.as_ref()) {
            out.entry(&party.value).or_default().members += 1;
        }
    }
    let bodies: HashMap<&str, &Body> = collaboration
        .bodies
        .iter()
        .map(|body| (body.code.value.as_str(), body))
        .collect();
    for (protocol, date) in held(archive, asked) {
        let Some(body) = bodies.get(protocol.body.value.as_str()) else {
            continue;
        };
        let there = represented(protocol);
        for seats in collaboration.seats_of(body, date).with_seat() {
            let name = seats.party.name.value.as_str();
            let facts = out.entry(name).or_default();
            facts.meetings += 1;
            facts.represented += usize::from(there.contains(name));
        }
    }
    count_assignments(archive, asked, &mut out);
    out
}

/// The parties for which somebody present held or filled a seat.
fn represented(protocol: &Protocol) -> HashSet<&str> {
    let seated = protocol.attendance.iter().filter(|one| {
        one.presence == Presence::Present
            && matches!(one.seating, Seating::Member | Seating::ServingSubstitute)
    });
    seated.filter_map(|one| one.party.as_deref()).collect()
}

fn count_assignments<'a>(
    archive: &'a Arc<Archive>,
    asked: &Asked,
    out: &mut HashMap<&'a str, Facts>,
) {
    for meeting in meetings(archive, asked) {
        let decisions = meeting
            .protocol()
            .items
            .iter()
            .flat_map(|item| &item.decisions);
        for decision in decisions {
            if decision.class != Class::Assignment || decision.introduces {
                continue;
            }
            let parties: HashSet<&str> = decision
                .receivers
                .iter()
                .filter_map(|receiver| archive.names.party(&receiver.value))
                .collect();
            for party in parties {
                out.entry(party).or_default().assignments += 1;
            }
        }
    }
}

/// Whether any party is of a kind with this name.
pub(super) fn known_kind(archive: &Archive, value: &str) -> Known {
    let folded = lang::fold(value);
    let kinds = archive
        .collaboration
        .parties
        .iter()
        .map(|party| &party.kind);
    let kinds: HashSet<&PartyKind> = kinds
        .chain([&PartyKind::Region, &PartyKind::Municipality])
        .collect();
    let words = kinds
        .iter()
        .flat_map(|kind| [Some(kind.word()), kind.text().map(|text| text.en)]);
    let words: Vec<&str> = words.flatten().collect();
    match words.iter().any(|word| lang::fold(word) == folded) {
        true => Known::Yes,
        false => Known::No {
            nearest: lang::nearest(value, words.iter().copied()).map(str::to_owned),
        },
    }
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let day = asked.day();
    let facts = facts_by_party(archive, asked);
    let parties = archive.collaboration.parties.iter().enumerate();
    let rows = parties
        .filter(|(_, party)| asked.all || party.basis.period.contains(day))
        .map(|(at, party)| Signatory {
            archive: Arc::clone(archive),
            at,
            facts: facts
                .get(party.name.value.as_str())
                .cloned()
                .unwrap_or_default(),
        });
    let own = |field: &str, value: &str| (field == "kind").then(|| known_kind(archive, value));
    listing_with(
        archive,
        asked,
        &COLUMNS,
        &FIELDS,
        &own,
        rows,
        Signatory::row,
    )
}

#[cfg(test)]
mod tests {
    use super::QUESTION;
    use crate::query::sample;

    fn ask(query: &str) -> String {
        sample::ask(&sample::county(), &QUESTION, query, &["name"]).replace('\n', "; ")
    }

    #[test]
    fn seats_and_attendance_of_each_party() {
        let columns: Vec<&str> = QUESTION.columns.iter().map(|column| column.key).collect();
        insta::assert_snapshot!(sample::ask(&sample::county(), &QUESTION, "", &columns), @r"
        Region Norr | region | LSG | 2 | 1 | 2 | 1 | 0.5 | 0 | - | Region Norr | samverkan.yaml | 3
        Öby kommun | municipality | LSG | 1 | 1 | 2 | 2 | 1 | 1 | Öby | Öby kommun | samverkan.yaml | 4
        Ås kommun | municipality | LSG | 1 | 0 | 2 | 1 | 0.5 | 0 | - | Ås kommun | samverkan.yaml | 5
        Stiftelsen Hemmet | stiftelse | - | 0 | 0 | 0 | 0 | - | 0 | - | Stiftelsen Hemmet | samverkan.yaml | 7
        ");
    }

    #[test]
    fn as_of_counts_what_was_so_that_day() {
        let columns = [
            "name",
            "bodies",
            "seats",
            "members",
            "meetings",
            "represented",
        ];
        let then = sample::ask_as_of(&sample::county(), &QUESTION, "", "2023-02-28", &columns);
        insta::assert_snapshot!(then, @r"
        Region Norr | LSG | 2 | 1 | 1 | 1
        Öby kommun | LSG | 1 | 1 | 1 | 1
        Ås kommun | LSG | 1 | 0 | 1 | 0
        Näs kommun | LSG | 1 | 0 | 1 | 0
        Stiftelsen Hemmet | - | 0 | 0 | 0 | 0
        ");
    }

    #[test]
    fn a_second_file_of_one_meeting_is_no_second_meeting_and_decisions_between_are_none() {
        let protocol =
            "---\norgan: LSG\ndatum: 2023-02-17\nnärvarande:\n  - Bo Al, Region Norr\n---\n";
        let between = "---\norgan: LSG\ndatum: 2023-03-17\ntyp: beslut mellan möten\nnärvarande:\n  - Bo Al, Region Norr\n---\n";
        let archive = sample::archive(&[
            (
                "samverkan.yaml",
                "namn: Exempel\nhuvudmän:\n  - {namn: Region Norr, slag: region}\n",
            ),
            (
                "organ/lsg.yaml",
                "kod: LSG\nrepresentation:\n  - {huvudman: region}\n",
            ),
            ("lsg/2023-02-17.md", protocol),
            ("lsg/2023-02-17-kopia.md", protocol),
            ("lsg/2023-03-17.md", between),
        ]);
        let columns = ["meetings", "represented", "share"];
        assert_eq!(sample::ask(&archive, &QUESTION, "", &columns), "1 | 1 | 1");
    }

    #[test]
    fn all_gives_all_times() {
        let all = sample::ask_all(&sample::county(), &QUESTION, "", &["name", "meetings"]);
        // It left before the meeting in May.
        assert!(all.contains("Näs kommun | 1"), "{all}");
        assert!(!ask("").contains("Näs"));
    }

    #[test]
    fn each_filter_chooses() {
        for (query, wanted) in [
            ("party:öby", "Öby kommun"),
            ("kind:region", "Region Norr"),
            ("slag:kommun", "Öby kommun; Ås kommun"),
            ("kind:municipality", "Öby kommun; Ås kommun"),
            ("kind:stiftelse", "Stiftelsen Hemmet"),
            ("body:LSG", "Region Norr; Öby kommun; Ås kommun"),
            ("body:SVO", ""),
            ("hemmet", "Stiftelsen Hemmet"),
            ("id:\"Ås\"", "Ås kommun"),
        ] {
            assert_eq!(ask(query), wanted, "{query}");
        }
    }

    #[test]
    fn an_unknown_word_names_the_nearest() {
        assert!(ask("kind:komun").contains("kommun"));
        assert!(ask("kind:protokoll").contains("protokoll"));
    }

    #[test]
    fn json_is_as_the_schema_says() {
        sample::valid_json(&sample::county(), &QUESTION);
    }
}
