//! The heat map of attendance: parties, or people, by meeting.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::by_person::{Person, people, presence};
use super::line::{Line, ranges};
use super::roll::Roll;
use super::standing::{Outcome, Standing, standings};
use crate::archive::Archive;
use crate::lang::{self, Lang, Text};
use crate::model::{Presence, Seating};
use crate::output::heatmap::{HeatCell, HeatColumn, HeatLevel, HeatRow, Heatmap};
use crate::query::meeting::{Meeting, OfMeeting};
use crate::query::{AskError, Asked, By};

/// Who was there, meeting by meeting in time: a row for each party in the order of the agreement,
/// or for each person by name where `asked.by` says so.
///
/// A cell shows how many served ("3/4" where seats are empty) and names them when pointed at.
pub fn attendance_heatmap(
    archive: &Arc<Archive>,
    asked: &Asked,
    lang: Lang,
) -> Result<Heatmap, AskError> {
    match asked.by {
        By::Party | By::Meeting | By::Recommendation | By::Planned => {
            by_party(archive, asked, lang)
        }
        By::Person => by_person(archive, asked, lang),
    }
}

fn by_party(archive: &Arc<Archive>, asked: &Asked, lang: Lang) -> Result<Heatmap, AskError> {
    let standings = standings(archive, asked)?;
    let columns = Columns::new(standings.iter().map(Standing::meeting));
    let mut rows: BTreeMap<usize, HeatRow> = BTreeMap::new();
    let mut counts: Vec<(usize, usize)> = vec![(0, 0); columns.meetings.len()];
    for standing in &standings {
        let place = columns.place(standing.meeting());
        let row = rows.entry(standing.party).or_insert_with(|| HeatRow {
            label: standing.party().name.value.clone(),
            cells: vec![nobody_due(); columns.meetings.len()],
        });
        row.cells[place] = party_cell(standing, lang);
        let represented = standing.outcome() == Outcome::Represented;
        counts[place].0 += usize::from(represented);
        counts[place].1 += usize::from(standing.outcome() != Outcome::Untold);
    }
    let corner = Text::new("Huvudman", "Party");
    let mut map = columns.heatmap(corner, rows.into_values().collect(), lang);
    for (column, (represented, all)) in map.columns.iter_mut().zip(counts) {
        let counted = match lang {
            _ if all == 0 => Text::new("närvaron framgår inte", "attendance is not stated")
                .get(lang)
                .to_owned(),
            Lang::Sv => format!("{represented} av {all} huvudmän företrädda"),
            Lang::En => format!("{represented} of {all} parties represented"),
        };
        column.title = format!("{}: {counted}", column.title);
    }
    Ok(map)
}

/// A member of the body that the protocol doesn't name is shown as [`HeatLevel::Unknown`].
fn by_person(archive: &Arc<Archive>, asked: &Asked, lang: Lang) -> Result<Heatmap, AskError> {
    let people = people(archive, asked)?;
    let lines = people.iter().flat_map(|person| &person.lines);
    let columns = Columns::new(lines.map(Line::meeting));
    let roll = Roll::new(archive);
    let row = |person: &Person| {
        let name = lang::fold(person.name());
        let unnamed = |meeting: &Meeting| {
            let protocol = meeting.protocol();
            let day = protocol.date.as_ref().map(|date| date.value);
            let level = match roll.is_member(&name, person.party(), &protocol.body.value, day) {
                true => HeatLevel::Unknown,
                false => HeatLevel::NoSeat,
            };
            HeatCell {
                level,
                ..nobody_due()
            }
        };
        let mut cells: Vec<HeatCell> = columns.meetings.values().map(unnamed).collect();
        for lines in person.meetings() {
            cells[columns.place(lines[0].meeting())] = person_cell(lines, lang);
        }
        let label = match person.whence() {
            Some(whence) => format!("{}, {whence}", person.name()),
            None => person.name().to_owned(),
        };
        HeatRow { label, cells }
    };
    let rows = people.iter().map(row).collect();
    Ok(columns.heatmap(Text::new("Person", "Person"), rows, lang))
}

/// The meetings of a map, in time.
struct Columns {
    meetings: BTreeMap<usize, Meeting>,
    /// Where the protocol of that place in the archive stands.
    places: BTreeMap<usize, usize>,
}

impl Columns {
    fn new<'m>(meetings: impl Iterator<Item = &'m Meeting>) -> Columns {
        let mut of_archive: BTreeMap<usize, Meeting> = BTreeMap::new();
        for meeting in meetings {
            of_archive
                .entry(meeting.place())
                .or_insert_with(|| meeting.clone());
        }
        let places = of_archive
            .keys()
            .enumerate()
            .map(|(at, &place)| (place, at))
            .collect();
        Columns {
            meetings: of_archive,
            places,
        }
    }

    fn place(&self, meeting: &Meeting) -> usize {
        self.places[&meeting.place()]
    }

    /// One body needs no name at every head.
    fn heatmap(&self, corner: Text, rows: Vec<HeatRow>, lang: Lang) -> Heatmap {
        let codes: BTreeSet<&str> = self
            .meetings
            .values()
            .map(|meeting| meeting.protocol().body.value.as_str())
            .collect();
        let column = |meeting: &Meeting| {
            let protocol = meeting.protocol();
            let code = &protocol.body.value;
            let day = match &protocol.date {
                Some(date) => date.value.to_string(),
                None => protocol.id.to_string(),
            };
            let day = match &protocol.meeting {
                Some(apart) => format!("{day} {}", apart.value),
                None => day,
            };
            let body = meeting.archive.collaboration.body(code);
            let name = body.map_or(code, |body| &body.name.value);
            HeatColumn {
                title: format!("{name} {day}"),
                label: match codes.len() {
                    0 | 1 => day,
                    _ => format!("{code} {day}"),
                },
                href: None,
            }
        };
        Heatmap {
            title: self.title(&codes, lang),
            corner: corner.get(lang).to_owned(),
            columns: self.meetings.values().map(column).collect(),
            rows,
        }
    }

    /// What the map shows: which bodies, from when to when.
    fn title(&self, codes: &BTreeSet<&str>, lang: Lang) -> String {
        let mut title = Text::new("Närvaro", "Attendance").get(lang).to_owned();
        for (at, code) in codes.iter().enumerate() {
            title.push_str(if at == 0 { " " } else { ", " });
            title.push_str(code);
        }
        let mut days = self
            .meetings
            .values()
            .filter_map(|meeting| meeting.protocol().date.as_ref());
        let day = |date: &crate::text::At<NaiveDate>| date.value;
        if let Some(first) = days.next().map(day) {
            let last = days.next_back().map_or(first, day);
            title.push_str(&match first == last {
                true => format!(" {first}"),
                false => format!(" {first} – {last}"),
            });
        }
        title
    }
}

fn nobody_due() -> HeatCell {
    HeatCell {
        level: HeatLevel::NoSeat,
        text: String::new(),
        title: String::new(),
    }
}

fn party_cell(standing: &Standing, lang: Lang) -> HeatCell {
    let serving = &standing.serving;
    let seats = standing.seats.unwrap_or(0) as usize;
    let level = match standing.outcome() {
        Outcome::Absent => HeatLevel::Absent,
        Outcome::Unmentioned | Outcome::Untold => HeatLevel::Unknown,
        Outcome::Represented if serving.len() < seats => HeatLevel::Partly,
        // With more people than seats, one has followed another.
        Outcome::Represented if serving.len() <= seats.max(1) && serving.iter().all(is_in_part) => {
            HeatLevel::Partly
        }
        Outcome::Represented if serving.iter().any(Line::is_substitute) => HeatLevel::Substitute,
        Outcome::Represented => HeatLevel::Present,
    };
    let text = match level {
        HeatLevel::Unknown => String::new(),
        _ if serving.len() < seats && seats > 1 => format!("{}/{seats}", serving.len()),
        _ if serving.len() > 1 => serving.len().to_string(),
        _ => String::new(),
    };
    let mut title = sentence(Text::new("Närvarande", "Present"), serving, lang);
    let (absent, there): (Vec<&Line>, Vec<&Line>) = standing
        .idle
        .iter()
        .partition(|line| line.attendee().presence == Presence::Absent);
    for (head, lines) in [
        (Text::new("Ej tjänstgörande", "Not serving"), there),
        (Text::new("Frånvarande", "Absent"), absent),
    ] {
        let more = sentence(head, lines, lang);
        if !title.is_empty() && !more.is_empty() {
            title.push_str(". ");
        }
        title.push_str(&more);
    }
    HeatCell { level, text, title }
}

/// `Närvarande: Anna Ek; Bo Al (ersättare, § 1-5)`, or nothing.
fn sentence<'l>(head: Text, lines: impl IntoIterator<Item = &'l Line>, lang: Lang) -> String {
    let names: Vec<String> = lines.into_iter().map(|line| named(line, lang)).collect();
    match names.is_empty() {
        true => String::new(),
        false => format!("{}: {}", head.get(lang), names.join("; ")),
    }
}

fn named(line: &Line, lang: Lang) -> String {
    let attendee = line.attendee();
    let unnamed = || {
        attendee
            .role
            .as_ref()
            .map_or("?", |role| role.value.as_str())
    };
    let name = line.name().unwrap_or_else(unnamed);
    let mut more: Vec<String> = Vec::new();
    if line.is_substitute() {
        let word = Text::new("ersättare", "substitute").get(lang);
        more.push(match &attendee.substitute_for {
            Some(member) => {
                let of = Text::new("för", "for").get(lang);
                format!("{word} {of} {}", member.value)
            }
            None => word.to_owned(),
        });
    }
    more.extend(ranges(attendee));
    match more.is_empty() {
        true => name.to_owned(),
        false => format!("{name} ({})", more.join(", ")),
    }
}

fn is_in_part(line: &Line) -> bool {
    !line.attendee().ranges.is_empty()
}

fn person_cell(lines: &[Line], lang: Lang) -> HeatCell {
    let presence = presence(lines);
    let there: Vec<&Line> = lines
        .iter()
        .filter(|line| line.attendee().presence == presence)
        .collect();
    let level = match presence {
        Presence::Absent => HeatLevel::Absent,
        _ if there.iter().all(|line| is_in_part(line)) => HeatLevel::Partly,
        _ if there.iter().any(|line| line.is_substitute()) => HeatLevel::Substitute,
        _ => HeatLevel::Present,
    };
    let mut title: Vec<String> = Vec::new();
    for line in there {
        let attendee = line.attendee();
        if !matches!(attendee.seating, Seating::Member) || line.substitute {
            let seating = match (line.substitute, attendee.seating) {
                (true, Seating::Member) => Text::new("ersättare", "substitute"),
                (_, Seating::ServingSubstitute) => {
                    Text::new("tjänstgörande ersättare", "serving substitute")
                }
                (_, Seating::Substitute) => {
                    Text::new("ej tjänstgörande ersättare", "substitute, not serving")
                }
                (_, Seating::CoOpted) => Text::new("adjungerad", "co-opted"),
                (_, Seating::Member | Seating::Other) => Text::new("övrig", "other"),
            };
            title.push(seating.get(lang).to_owned());
        }
        title.extend(attendee.role.iter().map(|role| role.value.clone()));
        title.extend(ranges(attendee));
    }
    title.dedup();
    HeatCell {
        level,
        text: String::new(),
        title: title.join(", "),
    }
}
