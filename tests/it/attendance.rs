//! The table of attendance lines.

use samverkan::model::{Attendee, Presence, PresenceLimit, PresenceRange, Seating};
use samverkan::parse::attendance;
use samverkan::parse::names::Names;
use samverkan::text::Span;

use crate::table;

fn limit(limit: &PresenceLimit) -> String {
    match limit {
        PresenceLimit::Item(number) => number.clone(),
        PresenceLimit::Clock(time) => time.format("%H:%M").to_string(),
    }
}

/// `from=3; to=6` and `ranges=3-6` say the same.
fn range(range: &PresenceRange) -> String {
    let away = if range.away { "ej " } else { "" };
    let end = |end: &Option<samverkan::text::At<PresenceLimit>>| {
        end.as_ref().map(|end| limit(end)).unwrap_or_default()
    };
    let (from, until) = (end(&range.from), end(&range.until));
    if from == until {
        format!("{away}{from}")
    } else {
        format!("{away}{from}-{until}")
    }
}

fn fields(attendee: &Attendee) -> Vec<String> {
    let mut out = Vec::new();
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push(format!("{key}={value}"));
        }
    };
    let text = |cell: &Option<samverkan::text::At<String>>| cell.as_ref().map(|c| c.value.clone());
    add("name", text(&attendee.name));
    add("party", attendee.party.clone());
    if attendee.party.is_none() {
        add("organisation", text(&attendee.organisation));
    }
    add("role", text(&attendee.role));
    add(
        "office",
        attendee.office.as_ref().map(|office| office.body.clone()),
    );
    add("title", text(&attendee.title));
    add("politics", attendee.politics.clone());
    add("substitute_for", text(&attendee.substitute_for));
    add(
        "serving",
        match attendee.seating {
            Seating::ServingSubstitute => Some("yes".to_owned()),
            Seating::Substitute => Some("no".to_owned()),
            _ => None,
        },
    );
    add("remote", attendee.remote.then(|| "yes".to_owned()));
    let joined = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(","));
    add(
        "recused",
        joined(
            attendee
                .recused
                .iter()
                .map(|item| item.value.clone())
                .collect(),
        ),
    );
    add(
        "ranges",
        joined(attendee.ranges.iter().map(range).collect()),
    );
    out.sort();
    out
}

/// Writes clock times and open ranges of the table as the model has them.
fn expected(line: &str) -> Vec<String> {
    let mut from = String::new();
    let mut to = String::new();
    let mut out = Vec::new();
    let clock = |value: &str| {
        let (hours, minutes) = value.split_once(['.', ':'])?;
        (minutes.len() == 2).then(|| format!("{hours:0>2}:{minutes}"))
    };
    for field in line.split("; ") {
        let (key, value) = field.split_once('=').unwrap();
        let value_as_clock = clock(value).unwrap_or_else(|| value.to_owned());
        match key {
            "from" => from = value_as_clock,
            "to" => to = value_as_clock,
            _ => out.push(field.to_owned()),
        }
    }
    if !from.is_empty() || !to.is_empty() {
        out.push(format!("ranges={from}-{to}"));
    }
    out.sort();
    out
}

#[test]
fn lines_of_attendance_lists() {
    let names = Names::new(&crate::decisions::collaboration());
    let text = std::fs::read_to_string(table::path("tests/texts/attendance.txt")).unwrap();
    let mut failures = Vec::new();
    let mut total = 0;
    let mut line = "";
    for row in text.lines().filter(|row| !row.starts_with('#')) {
        let Some(wanted) = row.strip_prefix("  → ") else {
            line = row;
            continue;
        };
        total += 1;
        let place = |range: std::ops::Range<usize>| Span::new(range.start, range.end);
        let found = attendance::line(line, &place, Presence::Present, Seating::Member, &names);
        let found = found.as_ref().map_or(vec!["-".to_owned()], fields);
        let wanted = if wanted == "-" {
            vec!["-".to_owned()]
        } else {
            expected(wanted)
        };
        if found != wanted {
            failures.push(format!(
                "{line}\n  expected {}\n  found    {}\n",
                wanted.join("; "),
                found.join("; ")
            ));
        }
    }
    assert!(total >= 70, "the table has {total} lines");
    table::report("attendance.txt", total, &failures);
}
