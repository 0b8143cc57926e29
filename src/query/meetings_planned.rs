//! `meetings --planned`: when the bodies are to meet, one row for each day that a calendar, a
//! protocol or a summons tells of.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::filter::{Expr, Field, FieldKind, Term, Value, period};
use super::meeting::word;
use super::meetings::{WEEKDAY_WORDS, shown_times, weekday};
use super::spelling::see_body;
use super::{AskError, Asked, Question, documented, listing};
use crate::archive::calendar::{Origin, Planned, horizon};
use crate::archive::{Archive, ProtocolFile};
use crate::lang::Text;
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "meetings-planned",
    swedish: "meetings-planned",
    per_meeting: false,
    title: Text::new("Planerade möten", "Planned meetings"),
    about: Text::new(
        "vilka möten som är planerade, från och med dagen och ett år framåt",
        "which meetings are planned, from the day on and a year ahead",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

const STATE_WORDS: [&str; 4] = ["planned", "summoned", "held", "cancelled"];

const ORIGIN_WORDS: [&str; 4] = [
    Origin::ALL[0].text().en,
    Origin::ALL[1].text().en,
    Origin::ALL[2].text().en,
    Origin::ALL[3].text().en,
];

static COLUMNS: [Column; 12] = [
    Column::new("date", Text::new("Datum", "Date"), CellKind::Date),
    Column::new("weekday", Text::new("Veckodag", "Weekday"), CellKind::Word).words(&WEEKDAY_WORDS),
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id),
    Column::new("time", Text::new("Tid", "Time"), CellKind::Id),
    Column::new("place", Text::new("Plats", "Place"), CellKind::Text),
    Column::new("state", Text::new("Läge", "State"), CellKind::Word).words(&STATE_WORDS),
    Column::new("summons", Text::new("Kallelse", "Summons"), CellKind::Id),
    Column::new("protocol", Text::new("Protokoll", "Protocol"), CellKind::Id),
    Column::new("id", Text::new("Id", "Id"), CellKind::Id).hidden(),
    Column::new("name", Text::new("Namn", "Name"), CellKind::Text).hidden(),
    Column::new("source", Text::new("Enligt", "Source"), CellKind::Word)
        .words(&ORIGIN_WORDS)
        .hidden(),
    Column::new("week", Text::new("Vecka", "Week"), CellKind::Number).hidden(),
];

/// A meeting to come, within its archive.
struct Coming {
    archive: Arc<Archive>,
    body: String,
    date: NaiveDate,
    state: Text,
    place: Option<String>,
    row: Row,
}

static FIELDS: [Field<Coming>; 5] = [
    Field {
        name: "body",
        aliases: &[],
        about: Text::new("organet som ska mötas", "the body that is to meet"),
        kind: FieldKind::Word(|row, see| see_body(&row.archive, &row.body, see)),
    },
    Field {
        name: "date",
        aliases: &[],
        about: Text::new("mötets dag", "the day of the meeting"),
        kind: FieldKind::Date(|row, see| see(row.date)),
    },
    Field {
        name: "text",
        aliases: &[],
        about: Text::new("platsen", "the place"),
        kind: FieldKind::Text(|row, see| see(row.place.as_deref().unwrap_or_default())),
    },
    Field {
        name: "place",
        aliases: &["plats"],
        about: Text::new("var mötet ska hållas", "where the meeting is to be held"),
        kind: FieldKind::Text(|row, see| see(row.place.as_deref().unwrap_or_default())),
    },
    Field {
        name: "state",
        aliases: &["läge"],
        about: Text::new(
            "planerat, kallat, hållet eller inställt",
            "planned, summoned, held or cancelled",
        ),
        kind: FieldKind::Text(|row, see| {
            see(row.state.en);
            see(row.state.sv);
        }),
    },
];

fn state(planned: &Planned<'_>) -> Text {
    match planned {
        _ if planned.is_cancelled() => Text::new("inställt", STATE_WORDS[3]),
        Planned {
            protocol: Some(_), ..
        } => Text::new("hållet", STATE_WORDS[2]),
        Planned {
            summons: Some(_), ..
        } => Text::new("kallat", STATE_WORDS[1]),
        _ => Text::new("planerat", STATE_WORDS[0]),
    }
}

fn coming(archive: &Arc<Archive>, planned: &Planned<'_>) -> Coming {
    let path = |file: Option<&ProtocolFile>| Cell::text(file.map(ProtocolFile::path));
    let body = archive.collaboration.body(planned.body);
    let name = body.map(|body| body.name.value.clone());
    let id = format!("{}/{}", planned.body, planned.date);
    let state = state(planned);
    let place = planned.place.map(str::to_owned);
    let row = Row {
        id: id.clone(),
        cells: vec![
            Cell::date(Some(planned.date)),
            word(weekday(planned.date.weekday())),
            Cell::Text(planned.body.to_owned()),
            Cell::text(planned.time.map(shown_times)),
            Cell::text(place.clone()),
            word(state),
            path(planned.summons),
            path(planned.protocol),
            Cell::Text(id),
            Cell::text(name),
            word(planned.origin.text()),
            Cell::Number(i64::from(planned.date.iso_week().week())),
        ],
        depth: 0,
    };
    Coming {
        archive: Arc::clone(archive),
        body: planned.body.to_owned(),
        date: planned.date,
        state,
        place,
        row,
    }
}

/// The last day that the filter's dates name: who asks for 2027 wants more than a year ahead.
fn farthest(filter: &Expr) -> Option<NaiveDate> {
    let last = |text: &Option<String>| text.as_deref().and_then(period).map(|(_, last)| last);
    match filter {
        Expr::Term(Term { value, .. }) => match value {
            Value::Range { from, until } => last(until).max(last(from).map(horizon)),
            Value::Word(text) | Value::Compare(_, text) => last(&Some(text.clone())),
            _ => None,
        },
        Expr::And(parts) | Expr::Or(parts) => parts.iter().filter_map(farthest).max(),
        Expr::All => None,
        Expr::Not(part) => farthest(part),
    }
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let day = asked.day();
    let last = farthest(&asked.filter).unwrap_or(day).max(horizon(day));
    let schedule = asked.schedule(archive);
    let collaboration = &archive.collaboration;
    let own = collaboration.bodies.iter().map(|body| &body.code.value);
    let external = collaboration.external_bodies.iter();
    let codes = own.chain(external.map(|body| &body.code.value));
    let mut rows: Vec<Coming> = codes
        .flat_map(|code| schedule.of(code, day, last))
        .map(|planned| coming(archive, &planned))
        .collect();
    rows.sort_by(|a, b| (a.date, &a.body).cmp(&(b.date, &b.body)));
    let rows = rows.into_iter();
    listing(archive, asked, &COLUMNS, &FIELDS, rows, |row| {
        row.row.clone()
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::QUESTION;
    use crate::archive::{Archive, Memory, Options, load_from};
    use crate::query::sample;

    const COLUMNS: [&str; 8] = [
        "date", "weekday", "body", "time", "place", "state", "summons", "source",
    ];

    fn archive() -> Arc<Archive> {
        let files = [
            (
                "samverkan.yaml",
                "namn: Samverkan i länet\nexterna-organ:\n  - {kod: SYL, namn: Systemledningen}\n",
            ),
            (
                "organ/lsg.yaml",
                "kod: LSG\nnamn: Länsgruppen\nmöten:\n  - {regel: tredje fredagen i mars och maj, tid: 09:00-12:00}\n  - {datum: 2023-04-21, plats: Öby}\n",
            ),
            (
                "lsg/2023-02-17.md",
                "---\norgan: LSG\ndatum: 2023-02-17\nnästa-möte:\n  - {datum: 2023-03-24, organ: SYL}\n---\n",
            ),
            (
                "lsg/2023-03-17-kallelse.md",
                "---\norgan: LSG\ndatum: 2023-03-17\ntyp: kallelse\nplats: Teams\n---\n",
            ),
            (
                "lsg/2023-04-21.md",
                "---\norgan: LSG\ndatum: 2023-04-21\nstatus: inställt\n---\n",
            ),
        ];
        Arc::new(load_from(&Memory::new(files), &Options::default()))
    }

    fn ask(query: &str, columns: &[&str]) -> String {
        sample::ask_on(&archive(), &QUESTION, query, "2023-02-17", columns)
    }

    #[test]
    fn days_of_calendars_protocols_and_summonses() {
        insta::assert_snapshot!(ask("", &COLUMNS), @r"
        2023-03-17 | friday | LSG | 09:00-12:00 | Teams | summoned | lsg/2023-03-17-kallelse.md | rule
        2023-03-24 | friday | SYL | - | - | planned | - | protocol
        2023-04-21 | friday | LSG | - | Öby | cancelled | - | calendar
        2023-05-19 | friday | LSG | 09:00-12:00 | - | planned | - | rule
        ");
    }

    #[test]
    fn as_of_a_day_nothing_later_is_on_file() {
        let query = "date:2023-03-01..2023-05-01";
        let then = sample::ask_as_of(&archive(), &QUESTION, query, "2023-02-17", &COLUMNS);
        insta::assert_snapshot!(then, @r"
        2023-03-17 | friday | LSG | 09:00-12:00 | - | planned | - | rule
        2023-03-24 | friday | SYL | - | - | planned | - | protocol
        2023-04-21 | friday | LSG | - | Öby | planned | - | calendar
        ");
    }

    #[test]
    fn each_filter_chooses() {
        for (query, wanted) in [
            ("body:SYL", "2023-03-24"),
            ("body:Länsgruppen date:2023-05..", "2023-05-19"),
            ("date:2024Q2", "2024-05-17"),
            ("date:2025-05", "2025-05-16"),
            ("place:öby", "2023-04-21"),
            ("teams", "2023-03-17"),
            ("state:inställt", "2023-04-21"),
            ("state:summoned", "2023-03-17"),
        ] {
            let dates = ask(query, &["date"]).replace('\n', " ");
            let dates: Vec<&str> = dates.split(' ').take(1).collect();
            assert_eq!(dates, [wanted], "{query}");
        }
    }

    #[test]
    fn json_is_as_the_schema_says() {
        sample::valid_json(&archive(), &QUESTION);
    }
}
