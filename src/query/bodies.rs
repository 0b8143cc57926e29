//! `bodies`: which groups meet, one row for each body, those only referred to among them.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::filter::{Field, FieldKind};
use super::meeting::{held, word};
use super::source::source_cells;
use super::spelling::{see_body, see_party_named};
use super::{AskError, Asked, Question, documented, listing};
use crate::archive::{Archive, CONFIG};
use crate::lang::Text;
use crate::model::{Body, ExternalBody, Level, MemberKind};
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "bodies",
    swedish: "organ",
    per_meeting: false,
    title: Text::new("Organ", "Bodies"),
    about: Text::new(
        "vilka organ som finns den dagen, med platser, ledamöter och möten; --all ger alla tider",
        "which bodies there are that day, with seats, members and meetings; --all gives all times",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

const LEVEL_WORDS: [&str; 2] = [Level::ALL[0].text().en, Level::ALL[1].text().en];

static COLUMNS: [Column; 13] = [
    Column::new("code", Text::new("Kod", "Code"), CellKind::Id),
    Column::new("name", Text::new("Namn", "Name"), CellKind::Text),
    Column::new("level", Text::new("Nivå", "Level"), CellKind::Word).words(&LEVEL_WORDS),
    Column::new(
        "reports_to",
        Text::new("Rapporterar till", "Reports to"),
        CellKind::List,
    ),
    Column::new("seats", Text::new("Platser", "Seats"), CellKind::Number),
    Column::new(
        "members",
        Text::new("Ledamöter", "Members"),
        CellKind::Number,
    ),
    Column::new("meetings", Text::new("Möten", "Meetings"), CellKind::Number),
    Column::new(
        "last_meeting",
        Text::new("Senaste möte", "Last meeting"),
        CellKind::Date,
    ),
    Column::new(
        "next_meeting",
        Text::new("Nästa möte", "Next meeting"),
        CellKind::Date,
    ),
    Column::new("external", Text::new("Utanför", "External"), CellKind::Flag).hidden(),
    Column::new("id", Text::new("Id", "Id"), CellKind::Id).hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

static FIELDS: [Field<Group>; 6] = [
    Field {
        name: "body",
        aliases: &["kod"],
        about: Text::new("organet självt", "the body itself"),
        kind: FieldKind::Word(|row, see| see_body(&row.archive, row.code(), see)),
    },
    Field {
        name: "level",
        aliases: &["nivå"],
        about: Text::new("politisk eller tjänsteperson", "political or official"),
        kind: FieldKind::Word(|row, see| {
            if let Some(level) = row.body().and_then(|body| body.level.as_ref()) {
                see(level.value.text().en);
                see(level.value.text().sv);
            }
        }),
    },
    Field {
        name: "text",
        aliases: &[],
        about: Text::new("kod, namn eller alias", "code, name or alias"),
        kind: FieldKind::Text(|row, see| row.see_names(see)),
    },
    Field {
        name: "party",
        aliases: &[],
        about: Text::new(
            "huvudman som har en plats i organet den dagen",
            "a party that has a seat in the body that day",
        ),
        kind: FieldKind::Word(|row, see| {
            for party in &row.facts.parties {
                see_party_named(&row.archive, party, see);
            }
        }),
    },
    Field {
        name: "external",
        aliases: &["utanför"],
        about: Text::new(
            "organ som bara nämns (`externa-organ`)",
            "a body that only is referred to (`externa-organ`)",
        ),
        kind: FieldKind::Flag(|row| row.body().is_none()),
    },
    Field {
        name: "id",
        aliases: &[],
        about: Text::new("koden, eller början av den", "the code, or its beginning"),
        kind: FieldKind::Text(|row, see| see(row.code())),
    },
];

/// A body on the day asked about.
#[derive(Clone, Debug)]
struct Group {
    archive: Arc<Archive>,
    place: Place,
    facts: Facts,
}

/// Where in the collaboration a body stands.
#[derive(Clone, Copy, Debug)]
enum Place {
    Own(usize),
    External(usize),
}

/// What follows from the agreement and the protocols.
#[derive(Clone, Debug, Default)]
struct Facts {
    /// Seats required; `None` where nothing is written about seats.
    seats: Option<u32>,
    /// Regular members in office; `None` where the body has no list.
    members: Option<usize>,
    /// Names of the parties that have a seat.
    parties: Vec<String>,
    meetings: usize,
    last: Option<NaiveDate>,
    next: Option<NaiveDate>,
}

impl Group {
    fn body(&self) -> Option<&Body> {
        match self.place {
            Place::Own(at) => Some(&self.archive.collaboration.bodies[at]),
            Place::External(_) => None,
        }
    }

    fn external(&self) -> Option<&ExternalBody> {
        match self.place {
            Place::Own(_) => None,
            Place::External(at) => Some(&self.archive.collaboration.external_bodies[at]),
        }
    }

    fn code(&self) -> &str {
        let own = self.body().map(|body| &body.code);
        own.or_else(|| self.external().map(|body| &body.code))
            .map_or("", |code| &code.value)
    }

    fn see_names(&self, see: &mut dyn FnMut(&str)) {
        let own = self
            .body()
            .map(|body| (&body.code, &body.name, &body.aliases));
        let external = self
            .external()
            .map(|body| (&body.code, &body.name, &body.aliases));
        if let Some((code, name, aliases)) = own.or(external) {
            for text in [code, name].into_iter().chain(aliases) {
                see(&text.value);
            }
        }
    }

    fn row(&self) -> Row {
        let count =
            |count: Option<usize>| count.map_or(Cell::Empty, |count| Cell::Number(count as i64));
        let (name, level, reports_to, path, span) = match (self.body(), self.external()) {
            (Some(body), _) => (
                body.name.value.clone(),
                body.level
                    .as_ref()
                    .map_or(Cell::Empty, |level| word(level.value.text())),
                body.reports_to
                    .iter()
                    .map(|code| code.value.clone())
                    .collect(),
                body.path.clone(),
                body.code.span,
            ),
            (None, external) => {
                let external = external.expect("a body is one of the two");
                let name = external.name.value.clone();
                (
                    name,
                    Cell::Empty,
                    Vec::new(),
                    CONFIG.into(),
                    external.code.span,
                )
            }
        };
        let [path, line] = source_cells(&self.archive, &path, span);
        let facts = &self.facts;
        Row {
            id: self.code().to_owned(),
            cells: vec![
                Cell::Text(self.code().to_owned()),
                Cell::Text(name),
                level,
                Cell::List(reports_to),
                count(facts.seats.map(|seats| seats as usize)),
                count(facts.members),
                count(self.body().map(|_| facts.meetings)),
                Cell::date(facts.last),
                Cell::date(facts.next),
                Cell::Flag(self.body().is_none()),
                Cell::Text(self.code().to_owned()),
                path,
                line,
            ],
            depth: 0,
        }
    }
}

/// What the protocols say of the meetings of a body.
#[derive(Default)]
struct Meetings {
    held: usize,
    last: Option<NaiveDate>,
}

/// The meetings of each body, by code.
fn meetings_by_body<'a>(archive: &'a Archive, asked: &Asked) -> HashMap<&'a str, Meetings> {
    let mut out: HashMap<&str, Meetings> = HashMap::new();
    for (protocol, date) in held(archive, asked) {
        let code = protocol.body.value.as_str();
        let meetings = out.entry(code).or_default();
        meetings.held += 1;
        meetings.last = meetings.last.max(Some(date));
    }
    out
}

/// What is known of the body itself, and of the meetings it has held.
fn facts(archive: &Archive, body: &Body, meetings: &Meetings, day: NaiveDate) -> Facts {
    let seats = archive.collaboration.seats_of(body, day);
    let regular = body
        .members_on(day)
        .filter(|member| member.kind == MemberKind::Regular);
    Facts {
        seats: (!seats.is_empty()).then(|| seats.required()),
        members: (!body.members.is_empty()).then(|| regular.count()),
        parties: seats
            .with_seat()
            .map(|seats| seats.party.name.value.clone())
            .collect(),
        meetings: meetings.held,
        last: meetings.last,
        next: None,
    }
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let day = asked.day();
    let meetings = meetings_by_body(archive, asked);
    let schedule = asked.schedule(archive);
    let next = |code: &str| schedule.next(code, day).map(|planned| planned.date);
    let none = Meetings::default();
    let of = |code: &str| meetings.get(code).unwrap_or(&none);
    let own = archive.collaboration.bodies.iter().enumerate();
    let own = own.filter(|(_, body)| asked.all || body.basis.period.contains(day));
    let own = own.map(|(at, body)| {
        (
            Place::Own(at),
            Facts {
                next: next(&body.code.value),
                ..facts(archive, body, of(&body.code.value), day)
            },
        )
    });
    let external = archive.collaboration.external_bodies.iter().enumerate();
    let external = external.map(|(at, body)| {
        let next = next(&body.code.value);
        (
            Place::External(at),
            Facts {
                next,
                ..Facts::default()
            },
        )
    });
    let rows = own.chain(external).map(|(place, facts)| Group {
        archive: Arc::clone(archive),
        place,
        facts,
    });
    listing(archive, asked, &COLUMNS, &FIELDS, rows, Group::row)
}

#[cfg(test)]
mod tests {
    use super::QUESTION;
    use crate::query::sample;

    fn ask(query: &str) -> String {
        sample::ask(&sample::county(), &QUESTION, query, &["code"]).replace('\n', " ")
    }

    #[test]
    fn seats_members_and_meetings_of_the_day() {
        let columns: Vec<&str> = QUESTION.columns.iter().map(|column| column.key).collect();
        insta::assert_snapshot!(sample::ask(&sample::county(), &QUESTION, "", &columns), @r"
        LSG | Länsgruppen | official | SVO | 5 | 2 | 2 | 2023-05-10 | 2023-06-20 | false | LSG | organ/lsg.yaml | 1
        SVO | Samråd vård | political | SYL | - | - | 1 | 2023-03-01 | 2023-09-05 | false | SVO | organ/svo.yaml | 1
        SYL | Systemledningen | - | - | - | - | - | - | - | true | SYL | samverkan.yaml | 9
        ");
    }

    #[test]
    fn as_of_counts_what_was_so_that_day() {
        let county = sample::county();
        let columns = [
            "code",
            "seats",
            "members",
            "meetings",
            "last_meeting",
            "next_meeting",
        ];
        let on = |day| sample::ask_as_of(&county, &QUESTION, "", day, &columns);
        // Näs kommun still is a party, and its seat with it.
        insta::assert_snapshot!(on("2023-02-28"), @r"
        LSG | 6 | 2 | 1 | 2023-02-17 | 2023-05-10
        SVO | - | - | 0 | - | 2023-03-01
        SYL | - | - | - | - | 2023-03-01
        ");
        insta::assert_snapshot!(on("2022-01-01"), @r"
        LSG | 6 | 2 | 0 | - | 2023-05-10
        SVO | - | - | 0 | - | -
        SYL | - | - | - | - | -
        ");
    }

    #[test]
    fn each_filter_chooses() {
        for (query, wanted) in [
            ("body:länsgruppen", "LSG"),
            ("kod:syl", "SYL"),
            ("level:political", "SVO"),
            ("nivå:tjänsteperson", "LSG"),
            ("samråd", "SVO"),
            ("text:Ledningen", "SYL"),
            ("party:Öby", "LSG"),
            // No longer a party.
            ("party:\"Näs kommun\"", ""),
            // A party of a kind that has no seat.
            ("party:\"Stiftelsen Hemmet\"", ""),
            ("external:yes", "SYL"),
            ("utanför:nej", "LSG SVO"),
            ("id:LS", "LSG"),
        ] {
            assert_eq!(ask(query), wanted, "{query}");
        }
        let before = sample::ask_as_of(
            &sample::county(),
            &QUESTION,
            "party:\"Näs kommun\"",
            "2023-04-30",
            &["code"],
        );
        assert_eq!(before, "LSG");
    }

    #[test]
    fn a_body_is_listed_while_it_is_in_force() {
        let archive = sample::archive(&[
            (
                "samverkan.yaml",
                "namn: Exempel\nhuvudmän:\n  - {namn: Region Norr, slag: region}\n",
            ),
            (
                "organ/old.yaml",
                "kod: OLD\ntill: 2020-12-31\nrepresentation:\n  - {huvudman: region}\n",
            ),
        ]);
        assert_eq!(sample::ask(&archive, &QUESTION, "", &["code"]), "");
        assert_eq!(
            sample::ask_all(&archive, &QUESTION, "", &["code", "seats"]),
            "OLD | -"
        );
        let then = sample::ask_as_of(&archive, &QUESTION, "", "2020-12-31", &["code", "seats"]);
        assert_eq!(then, "OLD | 1");
    }

    #[test]
    fn the_next_meeting_is_what_the_latest_protocol_says_and_no_cancelled_one() {
        let head = |date: &str, rest: &str| {
            format!("---\norgan: LSG\ndatum: {date}\n{rest}---\n\n# Möte\n")
        };
        let first = head("2023-01-10", "nästa-möte: [2023-06-05]\n");
        let second = head("2023-03-10", "nästa-möte: [2023-06-07, 2023-06-09]\n");
        let cancelled = head("2023-06-07", "status: inställt\n");
        let archive = sample::archive(&[
            ("samverkan.yaml", "namn: Exempel\n"),
            ("organ/lsg.yaml", "kod: LSG\nnamn: Gruppen\n"),
            ("lsg/2023-01-10.md", &first),
            ("lsg/2023-03-10.md", &second),
            ("lsg/2023-06-07.md", &cancelled),
        ]);
        let next =
            |day| sample::ask_as_of(&archive, &QUESTION, "", day, &["next_meeting", "meetings"]);
        assert_eq!(next("2023-01-10"), "2023-06-05 | 1");
        // On 1 June nobody knew yet, unless today is that day.
        assert_eq!(next("2023-06-01"), "2023-06-07 | 2");
        let now = sample::ask(&archive, &QUESTION, "", &["next_meeting", "meetings"]);
        assert_eq!(now, "2023-06-09 | 2");
        assert_eq!(next("2023-06-07"), "2023-06-09 | 2");
        assert_eq!(next("2023-06-09"), "- | 2");
    }

    #[test]
    fn json_is_as_the_schema_says() {
        sample::valid_json(&sample::county(), &QUESTION);
    }
}
