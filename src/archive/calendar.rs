//! The coming meetings: what the bodies' calendars say, what the latest protocols announce, what
//! was summoned; and what is on file for each.

use std::collections::{BTreeMap, HashMap};

use chrono::{Days, NaiveDate};

use super::{Archive, ProtocolFile};
use crate::lang::Text;
use crate::model::{Body, Kind, Protocol, Status, Times};

/// How far ahead plans are shown where nobody says, in days.
pub const AHEAD: u64 = 365;

/// The day [`AHEAD`] of `day`.
pub fn horizon(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(AHEAD)).unwrap_or(day)
}

/// How it is known that a meeting is planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// A day of the body's calendar.
    Calendar,
    /// A rule of the body's calendar.
    Rule,
    /// `nästa-möte` of the latest protocol.
    Announced,
    /// A summons.
    Summons,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Origin; 4] = [
        Origin::Calendar,
        Origin::Rule,
        Origin::Announced,
        Origin::Summons,
    ];

    /// The word in both languages; the English one is for machines too.
    pub const fn text(self) -> Text {
        match self {
            Origin::Calendar => Text::new("kalender", "calendar"),
            Origin::Rule => Text::new("regel", "rule"),
            Origin::Announced => Text::new("protokoll", "protocol"),
            Origin::Summons => Text::new("kallelse", "summons"),
        }
    }
}

/// A meeting that is planned.
#[derive(Clone, Debug)]
pub struct Planned<'a> {
    /// The code of the body.
    pub body: &'a str,
    /// The day.
    pub date: NaiveDate,
    /// From when to when, local time: what the summons says, else the calendar.
    pub time: Option<Times>,
    /// Where: what the summons says, else the calendar.
    pub place: Option<&'a str>,
    /// How it is known.
    pub origin: Origin,
    /// The summons on file.
    pub summons: Option<&'a ProtocolFile>,
    /// The protocol on file, also one that says that the meeting is cancelled.
    pub protocol: Option<&'a ProtocolFile>,
}

impl Planned<'_> {
    /// Whether the meeting was called off.
    pub fn is_cancelled(&self) -> bool {
        let files = self.summons.iter().chain(&self.protocol);
        files.into_iter().any(|file| is_cancelled(&file.protocol))
    }
}

fn is_cancelled(protocol: &Protocol) -> bool {
    let status = protocol.status.as_ref();
    status.is_some_and(|status| status.value == Status::Cancelled)
}

/// What is on file for a day of a body.
#[derive(Clone, Copy, Default)]
struct OnFile<'a> {
    summons: Option<&'a ProtocolFile>,
    protocol: Option<&'a ProtocolFile>,
}

/// What is known of coming meetings.
pub struct Schedule<'a> {
    archive: &'a Archive,
    /// Days of coming meetings by body, as the latest protocol of each body tells of them.
    announced: HashMap<&'a str, Vec<NaiveDate>>,
    on_file: HashMap<&'a str, BTreeMap<NaiveDate, OnFile<'a>>>,
}

impl<'a> Schedule<'a> {
    /// What the meetings up to and with `day` announce, and all that is on file for later days.
    /// Linear in the archive.
    pub fn new(archive: &'a Archive, day: NaiveDate) -> Schedule<'a> {
        Schedule::read(archive, day, None)
    }

    /// The same as it was known when the meetings of `day` were the latest on file.
    pub fn as_of(archive: &'a Archive, day: NaiveDate) -> Schedule<'a> {
        Schedule::read(archive, day, Some(day))
    }

    fn read(archive: &'a Archive, day: NaiveDate, latest: Option<NaiveDate>) -> Schedule<'a> {
        let mut on_file: HashMap<&str, BTreeMap<NaiveDate, OnFile<'a>>> = HashMap::new();
        // Whose coming meetings, told by whom: a later protocol replaces what an earlier said.
        let mut told: HashMap<(&str, &str), (NaiveDate, Vec<NaiveDate>)> = HashMap::new();
        for file in archive.distinct() {
            let protocol = &file.protocol;
            let Some(date) = protocol.date.as_ref().map(|date| date.value) else {
                continue;
            };
            if latest.is_some_and(|latest| latest < date) {
                continue;
            }
            let code = protocol.body.value.as_str();
            let filed = on_file.entry(code).or_default().entry(date).or_default();
            match protocol.kind {
                Kind::Summons => filed.summons = filed.summons.or(Some(file)),
                Kind::Written => {}
                Kind::Protocol | Kind::Notes => filed.protocol = filed.protocol.or(Some(file)),
            }
            let is_record = matches!(protocol.kind, Kind::Protocol | Kind::Notes);
            if !is_record || date > day || is_cancelled(protocol) {
                continue;
            }
            for next in &protocol.next_meetings {
                let own = next.bodies.is_empty().then_some(code);
                let named = next.bodies.iter().map(|body| body.value.as_str());
                for whose in own.into_iter().chain(named) {
                    let told = told.entry((code, whose)).or_insert((date, Vec::new()));
                    if told.0 != date {
                        *told = (date, Vec::new());
                    }
                    told.1.push(next.date.value);
                }
            }
        }
        let mut announced: HashMap<&str, Vec<NaiveDate>> = HashMap::new();
        for ((_, whose), (_, days)) in told {
            announced.entry(whose).or_default().extend(days);
        }
        Schedule {
            archive,
            announced,
            on_file,
        }
    }

    /// The meetings planned for the body `code` from `first` to `last`, both inclusive, by day;
    /// also those cancelled. A body without a file in `organ/` has what is announced.
    pub fn of(&self, code: &str, first: NaiveDate, last: NaiveDate) -> Vec<Planned<'a>> {
        let within = |day: &NaiveDate| first <= *day && *day <= last;
        let mut days: BTreeMap<NaiveDate, Planned<'a>> = BTreeMap::new();
        let Some(code) = self.code(code) else {
            return Vec::new();
        };
        let plan = |date, origin| Planned {
            body: code,
            date,
            time: None,
            place: None,
            origin,
            summons: None,
            protocol: None,
        };
        let body: Option<&'a Body> = self.archive.collaboration.body(code);
        for day in body.into_iter().flat_map(|body| body.calendar(first, last)) {
            let origin = match day.rule {
                Some(_) => Origin::Rule,
                None => Origin::Calendar,
            };
            days.entry(day.date).or_insert_with(|| Planned {
                time: day.time.map(|(start, end)| Times { start, end }),
                place: day.place.map(|place| place.value.as_str()),
                ..plan(day.date, origin)
            });
        }
        let announced = self.announced.get(code).into_iter().flatten();
        for day in announced.filter(|day| within(day)) {
            days.entry(*day).or_insert(plan(*day, Origin::Announced));
        }
        for (day, on_file) in self.on_file.get(code).into_iter().flatten() {
            if !within(day) {
                continue;
            }
            if on_file.summons.is_some() {
                days.entry(*day).or_insert(plan(*day, Origin::Summons));
            }
            if let Some(planned) = days.get_mut(day) {
                planned.summons = on_file.summons;
                planned.protocol = on_file.protocol;
                let summoned = on_file.summons.map(|file| &file.protocol);
                let time = summoned.and_then(|summons| summons.time.as_ref());
                planned.time = time.map(|time| time.value).or(planned.time);
                let place = summoned.and_then(|summons| summons.place.as_ref());
                planned.place = place.map(|place| place.value.as_str()).or(planned.place);
            }
        }
        days.into_values().collect()
    }

    /// The first meeting of the body after `day` that isn't cancelled, within [`AHEAD`] where only
    /// a rule gives it.
    pub fn next(&self, code: &str, day: NaiveDate) -> Option<Planned<'a>> {
        let after = day.succ_opt()?;
        let written = self.archive.collaboration.body(code).into_iter();
        let written = written.flat_map(|body| &body.planned);
        let written = written.map(|row| row.date.value);
        let announced = self.announced.get(code).into_iter().flatten().copied();
        let farthest = written.chain(announced).max();
        let last = farthest.map_or(horizon(day), |farthest| farthest.max(horizon(day)));
        self.of(code, after, last)
            .into_iter()
            .find(|planned| !planned.is_cancelled())
    }

    /// `code` as the archive keeps it.
    fn code(&self, code: &str) -> Option<&'a str> {
        let body = self.archive.collaboration.body(code);
        let own = body.map(|body| body.code.value.as_str());
        let announced = || self.announced.get_key_value(code).map(|(code, _)| *code);
        let on_file = || self.on_file.get_key_value(code).map(|(code, _)| *code);
        own.or_else(announced).or_else(on_file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Memory, Options, load_from};

    const CONFIG: &str = "namn: Samverkan i länet\nhuvudmän:\n  - {namn: Öby kommun}\n";
    const BODY: &str = "\
kod: LSG
namn: Länsgruppen
möten:
  - {datum: 2023-02-17, tid: 09:00-12:00, plats: Öby}
  - {regel: \"tredje fredagen, ej juli\", tid: 13:00-15:00, från: 2023-03-01, till: 2023-08-31}
";

    fn shown(files: &[(&str, &str)], as_of: &str) -> Vec<String> {
        let all = [("samverkan.yaml", CONFIG), ("organ/lsg.yaml", BODY)];
        let files = all.into_iter().chain(files.iter().copied());
        let archive = load_from(&Memory::new(files), &Options::default());
        let day: NaiveDate = as_of.parse().unwrap();
        let schedule = Schedule::new(&archive, day);
        let planned = schedule.of("LSG", day, horizon(day));
        let shown = planned.iter().map(|planned| {
            let time = planned
                .time
                .map(|time| time.start.format(" %H:%M").to_string());
            format!(
                "{}{} {}{}{}{}",
                planned.date,
                time.unwrap_or_default(),
                planned.origin.text().en,
                planned
                    .place
                    .map(|place| format!(" {place}"))
                    .unwrap_or_default(),
                if planned.summons.is_some() {
                    " +summons"
                } else {
                    ""
                },
                match (planned.protocol.is_some(), planned.is_cancelled()) {
                    (_, true) => " cancelled",
                    (true, _) => " +protocol",
                    _ => "",
                }
            )
        });
        shown.collect()
    }

    #[test]
    fn calendar_rules_announcements_and_summonses() {
        let files = [
            (
                "lsg/2023-02-17.md",
                "---\norgan: LSG\ndatum: 2023-02-17\nnästa-möte: 2023-03-10\n---\n",
            ),
            (
                "lsg/2023-04-21.md",
                "---\norgan: LSG\ndatum: 2023-04-21\nstatus: inställt\n---\n",
            ),
            (
                "lsg/2023-05-19-kallelse.md",
                "---\norgan: LSG\ndatum: 2023-05-19\ntyp: kallelse\ntid: 10:00\nplats: Ås\n---\n",
            ),
            (
                "lsg/2023-09-01-kallelse.md",
                "---\norgan: LSG\ndatum: 2023-09-01\ntyp: kallelse\n---\n",
            ),
        ];
        assert_eq!(
            shown(&files, "2023-02-17"),
            [
                "2023-02-17 09:00 calendar Öby +protocol",
                "2023-03-10 protocol",
                "2023-03-17 13:00 rule",
                "2023-04-21 13:00 rule cancelled",
                "2023-05-19 10:00 rule Ås +summons",
                "2023-06-16 13:00 rule",
                "2023-08-18 13:00 rule",
                "2023-09-01 summons +summons",
            ]
        );
        // Before the protocol, nobody had announced anything.
        assert_eq!(shown(&files, "2023-02-16").len(), 7);
    }

    #[test]
    fn the_next_meeting_may_be_years_ahead_but_not_by_a_rule() {
        let next = |body: &str, day: &str| {
            let files = [("samverkan.yaml", CONFIG), ("organ/lsg.yaml", body)];
            let archive = load_from(&Memory::new(files), &Options::default());
            let day: NaiveDate = day.parse().unwrap();
            let schedule = Schedule::new(&archive, day);
            schedule
                .next("LSG", day)
                .map(|planned| planned.date.to_string())
        };
        assert_eq!(next(BODY, "2023-06-16").as_deref(), Some("2023-08-18"));
        assert_eq!(next(BODY, "2023-08-18"), None);
        let far = "kod: LSG\nmöten: [2029-01-02]\n";
        assert_eq!(next(far, "2023-01-01").as_deref(), Some("2029-01-02"));
        assert_eq!(next(BODY, "9999-12-31"), None);
        assert_eq!(next("kod: SVO\n", "2023-01-01"), None);
    }
}
