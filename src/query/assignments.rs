//! `assignments`: who is to do what and by when, and how far it has come, one row for each clause
//! that gives somebody something to do.

use std::sync::Arc;

use chrono::NaiveDate;

use super::filter::{Field, FieldKind, Known};
use super::meeting::{
    Meeting, OfItem, OfMeeting, STATUS_WORDS, body_field, date_field, matter_field, status_cell,
    title_field, word,
};
use super::spelling::{see_body, see_parties_in, see_party_named};
use super::{AskError, Asked, Question, documented, listing_with, word_of};
use crate::archive::Archive;
use crate::archive::register::{Assignment, Event, Place, Receiver, Register, State};
use crate::lang::Text;
use crate::model::{Class, Decision, Item};
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "assignments",
    swedish: "uppdrag",
    // Another body's protocol may report one back.
    per_meeting: false,
    title: Text::new("Uppdrag", "Assignments"),
    about: Text::new(
        "vem som ska göra vad och när, och hur långt det har kommit",
        "who is to do what and by when, and how far it has come",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

/// The classes that are assignments.
const CLASSES: [Class; 2] = [Class::Assignment, Class::Soft];

/// The machine words of the classes, for the schema.
const CLASS_WORDS: [&str; 2] = [CLASSES[0].text().en, CLASSES[1].text().en];

/// The machine words of the states, for the schema.
const STATE_WORDS: [&str; 5] = {
    let mut words = [""; 5];
    let mut at = 0;
    while at < words.len() {
        words[at] = State::ALL[at].text().en;
        at += 1;
    }
    words
};

static COLUMNS: [Column; 21] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("class", Text::new("Slag", "Class"), CellKind::Word).words(&CLASS_WORDS),
    Column::new("state", Text::new("Läge", "State"), CellKind::Word).words(&STATE_WORDS),
    Column::new("due", Text::new("Senast", "Due"), CellKind::Date),
    Column::new("overdue", Text::new("Försenat", "Overdue"), CellKind::Flag),
    Column::new(
        "receiver",
        Text::new("Mottagare", "Receiver"),
        CellKind::Text,
    ),
    Column::new("text", Text::new("Uppdrag", "Assignment"), CellKind::Text),
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id).hidden(),
    Column::new("date", Text::new("Datum", "Date"), CellKind::Date).hidden(),
    Column::new("item", Text::new("§", "§"), CellKind::Id).hidden(),
    Column::new("title", Text::new("Ärende", "Item"), CellKind::Text).hidden(),
    Column::new("matter", Text::new("Sak", "Matter"), CellKind::Text).hidden(),
    Column::new(
        "due_text",
        Text::new("Senast, som det skrevs", "Due, as written"),
        CellKind::Text,
    )
    .hidden(),
    Column::new(
        "receivers",
        Text::new("Alla mottagare", "All receivers"),
        CellKind::List,
    )
    .hidden(),
    Column::new(
        "waiting",
        Text::new("Väntar på", "Waits for"),
        CellKind::List,
    )
    .hidden(),
    Column::new(
        "reported_by",
        Text::new("Återrapporterat i", "Reported in"),
        CellKind::List,
    )
    .hidden(),
    Column::new(
        "replaced_by",
        Text::new("Ersatt av", "Replaced by"),
        CellKind::List,
    )
    .hidden(),
    Column::new("settled", Text::new("Klart", "Settled"), CellKind::Date).hidden(),
    Column::new("status", Text::new("Protokoll", "Protocol"), CellKind::Word)
        .words(&STATUS_WORDS)
        .hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

static FIELDS: [Field<Given>; 15] = [
    body_field(Text::new(
        "organet som gav uppdraget",
        "the body that gave the assignment",
    )),
    date_field(),
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "uppdragets text eller ärendets rubrik",
            "the text of the assignment or the title of its item",
        ),
        kind: FieldKind::Text(|row, see| {
            see(&row.decision().text);
            see(&row.item().title.value);
        }),
    },
    Field {
        name: "class",
        aliases: &[],
        about: Text::new(
            "uppdrag (beslutat) eller medskick",
            "assignment (decided) or soft",
        ),
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
            "vem som ska göra det, hela eller del av namnet; \"kommunerna\" är varje kommun",
            "who is to do it, all or part of the name; \"kommunerna\" is every municipality",
        ),
        kind: FieldKind::Text(|row, see| {
            for written in &row.decision().receivers {
                see(&written.value);
            }
            row.see_names(&row.receivers, see);
        }),
    },
    Field {
        name: "waiting",
        aliases: &["väntar"],
        about: Text::new(
            "vem som ännu inte har återrapporterat, hela eller del av namnet",
            "who hasn't reported back yet, all or part of the name",
        ),
        kind: FieldKind::Text(|row, see| row.see_names(&row.waiting, see)),
    },
    Field {
        name: "party",
        aliases: &[],
        about: Text::new(
            "huvudman som är mottagare eller nämns i uppdraget",
            "a party that receives or is named in the assignment",
        ),
        kind: FieldKind::Word(|row, see| {
            see_parties_in(
                &row.meeting.archive,
                &row.decision().text,
                &row.receivers,
                see,
            );
        }),
    },
    Field {
        name: "person",
        aliases: &["presenter"],
        about: Text::new(
            "person som nämns i uppdraget eller föredrog ärendet",
            "a person named in the assignment, or who presented the item",
        ),
        kind: FieldKind::Text(|row, see| {
            see(&row.decision().text);
            for presenter in &row.item().presenters {
                see(&presenter.name.value);
            }
        }),
    },
    matter_field(),
    Field {
        name: "status",
        aliases: &["state", "läge"],
        about: Text::new(
            "hur långt det har kommit: öppet, delredovisat, avslutat, ändrat, utgått",
            "how far it has come: open, partly_reported, closed, changed, dropped",
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
            "om någon ännu inte har återrapporterat",
            "whether somebody hasn't reported back yet",
        ),
        kind: FieldKind::Flag(|row| row.is_open),
    },
    Field {
        name: "overdue",
        aliases: &[],
        about: Text::new(
            "om det är öppet och dagen har passerat",
            "whether it is open and its day has passed",
        ),
        kind: FieldKind::Flag(|row| row.is_overdue),
    },
    Field {
        name: "due",
        aliases: &["senast"],
        about: Text::new(
            "dagen då det senast ska vara gjort",
            "the day by which it is to be done",
        ),
        kind: FieldKind::Date(|row, see| {
            if let Some(day) = row.due {
                see(day);
            }
        }),
    },
    title_field(),
    Field {
        name: "id",
        aliases: &[],
        about: Text::new(
            "uppdragets id, eller början av det",
            "the id of the assignment, or its beginning",
        ),
        kind: FieldKind::Text(|row, see| see(&row.decision().id.0)),
    },
];

/// An assignment where it was given, and how far it has come.
#[derive(Clone, Debug)]
struct Given {
    meeting: Meeting,
    at: Place,
    state: State,
    is_open: bool,
    is_overdue: bool,
    due: Option<NaiveDate>,
    receivers: Vec<String>,
    waiting: Vec<String>,
    reported_by: Vec<String>,
    replaced_by: Vec<String>,
    settled: Option<NaiveDate>,
}

impl OfMeeting for Given {
    fn meeting(&self) -> &Meeting {
        &self.meeting
    }
}

impl OfItem for Given {
    fn item(&self) -> &Item {
        &self.meeting.protocol().items[self.at.item]
    }
}

impl Given {
    fn new(
        archive: &Arc<Archive>,
        register: &Register<'_>,
        given: &Assignment<'_>,
        today: NaiveDate,
    ) -> Given {
        // Several lines of one item stand beside each other.
        let mut reported_by: Vec<String> = given.events.iter().map(Event::id).collect();
        reported_by.dedup();
        let replaced_by = given.replaced_by.iter();
        let name = |receiver: &Receiver<'_>| receiver.name.to_owned();
        Given {
            meeting: Meeting::new(archive, given.at.protocol),
            at: given.at,
            state: given.state,
            is_open: given.is_open(),
            is_overdue: given.is_overdue(today),
            due: given.due(),
            receivers: given.receivers.iter().map(name).collect(),
            waiting: given.waiting().map(name).collect(),
            reported_by,
            replaced_by: replaced_by
                .map(|&at| register.assignments[at].decision.id.to_string())
                .collect(),
            settled: given.settled_by().and_then(|event| event.date()),
        }
    }

    fn decision(&self) -> &Decision {
        &self.item().decisions[self.at.decision]
    }

    /// Every name of the parties, bodies and others of these names.
    fn see_names(&self, names: &[String], see: &mut dyn FnMut(&str)) {
        let archive = &self.meeting.archive;
        for name in names {
            match archive.names.body(name) {
                Some(code) => see_body(archive, code, see),
                None => see_party_named(archive, name, see),
            }
        }
    }

    /// What somebody waits for first, by due date, those without one last; then what is settled,
    /// the latest first.
    fn key(&self) -> impl Ord + use<> {
        let settled = self.settled.map(std::cmp::Reverse);
        (
            !self.is_open,
            self.is_open && self.due.is_none(),
            self.is_open.then_some(self.due),
            settled,
        )
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
        Row {
            id: decision.id.to_string(),
            cells: vec![
                Cell::Text(decision.id.to_string()),
                word(decision.class.text()),
                word(self.state.text()),
                Cell::date(self.due),
                Cell::Flag(self.is_overdue),
                Cell::text((!receivers.is_empty()).then(|| receivers.join("; "))),
                Cell::Text(decision.text.clone()),
                Cell::Text(protocol.body.value.clone()),
                Cell::date(protocol.date.as_ref().map(|date| date.value)),
                Cell::text(item.number.as_ref().map(|number| number.value.clone())),
                Cell::Text(item.title.value.clone()),
                Cell::text(item.matter.as_ref().map(|matter| matter.value.clone())),
                Cell::text(decision.due.as_ref().map(|due| due.text.clone())),
                Cell::List(self.receivers.clone()),
                Cell::List(self.waiting.clone()),
                Cell::List(self.reported_by.clone()),
                Cell::List(self.replaced_by.clone()),
                Cell::date(self.settled),
                status_cell(protocol),
                Cell::Text(self.meeting.file().path()),
                self.meeting.line(decision.span.start),
            ],
            depth: 0,
        }
    }
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let register = Register::new(archive, asked.as_of.unwrap_or(NaiveDate::MAX));
    let day = asked.day();
    let all = register.assignments.iter();
    let mut rows: Vec<Given> = all
        .map(|given| Given::new(archive, &register, given, day))
        .collect();
    rows.sort_by_cached_key(Given::key);
    let own = |field: &str, value: &str| match field {
        "class" => Some(word_of(value, CLASSES.into_iter().map(Class::text))),
        "status" => Some(word_of(value, State::ALL.into_iter().map(State::text))),
        _ => None::<Known>,
    };
    listing_with(
        archive,
        asked,
        &COLUMNS,
        &FIELDS,
        &own,
        rows.into_iter(),
        Given::row,
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::QUESTION;
    use crate::archive::Archive;
    use crate::query::sample;

    /// Two meetings of LSG and one of SVO that reports to it.
    fn archive() -> Arc<Archive> {
        let config = "\
namn: Samverkan i Exempellän
huvudmän:
  - {namn: Region Norr, slag: region}
  - {namn: Dorotea kommun, slag: kommun, alias: [Dorotea]}
  - {namn: Ås kommun, slag: kommun}
  - {namn: Gamla kommun, slag: kommun, till: 2022-12-31}
";
        let first = "\
---
organ: LSG
datum: 2023-02-17
nästa-möte: [2023-04-21]
status: justerat
---

# Möte

## § 4 Checklista

- Ärende: Checklistan
- Föredragande: Mona Wahl, FoU

Länsgruppen gjorde ett medskick till arbetsgruppen att till nästa möte beskriva stödet.

Länsgruppen beslutade

- att uppdra åt länets kommuner att svara, senast 2023-05-01
- att uppdra åt huvudmännen att läsa, under hösten 2023
- att uppdra åt Samrådet att yttra sig
- att uppdra åt Ås kommun att ordna en träff
- att bifalla ansökan om stöd till Dorotea kommun
";
        let second = "\
---
organ: SVO
datum: 2023-03-01
---

# Möte

## § 1 Uppföljning

- Avslutar: LSG/2023-02-17/4:1, Ås kommun
- Avslutar: LSG/2023-02-17/4:3
- Utgår: LSG/2023-02-17/4:4

Text.
";
        sample::archive(&[
            ("samverkan.yaml", config),
            ("organ/lsg.yaml", "kod: LSG\nnamn: Länsgruppen\n"),
            (
                "organ/svo.yaml",
                "kod: SVO\nnamn: Samråd vård\nalias: [Samrådet]\n",
            ),
            ("lsg/2023-02-17.md", first),
            ("svo/2023-03-01.md", second),
        ])
    }

    /// On 1 June 2023.
    fn ask(query: &str) -> String {
        sample::ask(&archive(), &QUESTION, query, &["item", "id"])
            .replace("4 | LSG/2023-02-17/4:", "")
            .replace('\n', " ")
    }

    #[test]
    fn what_somebody_waits_for_stands_first_by_due_date() {
        let columns = [
            "id",
            "class",
            "state",
            "due",
            "overdue",
            "receivers",
            "waiting",
            "reported_by",
            "settled",
        ];
        insta::assert_snapshot!(sample::ask(&archive(), &QUESTION, "", &columns), @r"
        LSG/2023-02-17/4:m1 | soft | open | 2023-04-21 | true | arbetsgruppen | arbetsgruppen | - | -
        LSG/2023-02-17/4:1 | assignment | partly_reported | 2023-05-01 | true | Dorotea kommun; Ås kommun | Dorotea kommun | SVO/2023-03-01/1 | -
        LSG/2023-02-17/4:2 | assignment | open | 2023-11-30 | false | Region Norr; Dorotea kommun; Ås kommun | Region Norr; Dorotea kommun; Ås kommun | - | -
        LSG/2023-02-17/4:3 | assignment | closed | - | false | SVO | - | SVO/2023-03-01/1 | 2023-03-01
        LSG/2023-02-17/4:4 | assignment | dropped | - | false | Ås kommun | - | SVO/2023-03-01/1 | 2023-03-01
        ");
    }

    #[test]
    fn each_filter_chooses() {
        for (query, wanted) in [
            // "länets kommuner" and "huvudmännen" are Dorotea too.
            ("receiver:\"Dorotea kommun\"", "1 2"),
            ("receiver:dorotea", "1 2"),
            ("mottagare:\"Region Norr\"", "2"),
            ("receiver:Gamla", ""),
            ("receiver:kommuner", "1"),
            ("receiver:Samråd", "3"),
            ("receiver:SVO", "3"),
            ("receiver:arbetsgruppen", "m1"),
            // Ås has reported the first.
            ("receiver:\"Ås kommun\"", "1 2 4"),
            ("waiting:\"Ås kommun\"", "2"),
            ("väntar:Dorotea", "1 2"),
            ("party:Dorotea", "1 2"),
            ("party:\"Ås kommun\" open:ja", "1 2"),
            ("open:ja", "m1 1 2"),
            ("öppen:nej", "3 4"),
            ("overdue:ja", "m1 1"),
            ("försenad:ja receiver:Dorotea", "1"),
            ("status:closed", "3"),
            ("läge:utgått", "4"),
            ("state:delredovisat", "1"),
            ("class:soft", "m1"),
            ("slag:medskick", "m1"),
            ("klass:uppdrag open:ja", "1 2"),
            ("body:LSG due:2023-05", "1"),
            ("due:2023-06..", "2"),
            ("body:svo", ""),
            ("date:2023-02 text:träff", "4"),
            ("träff", "4"),
            ("person:Mona", "m1 1 2 3 4"),
            ("matter:checklistan text:läsa", "2"),
            ("id:LSG/2023-02-17/4:m", "m1"),
        ] {
            assert_eq!(ask(query), wanted, "{query}");
        }
    }

    #[test]
    fn an_unknown_word_names_the_nearest() {
        for (query, wanted) in [
            ("status:closd", "closed"),
            ("status:justerat", "status"),
            ("class:decision", "class"),
            ("body:LSQ", "LSG"),
            ("party:\"Dorotea komun\"", "Dorotea kommun"),
            ("ansvarig:Ås", "receiver, waiting"),
        ] {
            let message = ask(query);
            assert!(message.contains(wanted), "{query}: {message}");
        }
    }

    #[test]
    fn as_of_knows_no_later_report() {
        let on = |day| sample::ask_as_of(&archive(), &QUESTION, "", day, &["id", "state"]);
        assert_eq!(on("2023-02-16"), "");
        let then = on("2023-02-28");
        assert!(
            then.lines().count() == 5 && !then.contains("closed"),
            "{then}"
        );
        assert!(on("2023-03-01").contains("4:3 | closed"));
    }

    #[test]
    fn json_is_as_the_schema_says() {
        sample::valid_json(&archive(), &QUESTION);
    }
}
