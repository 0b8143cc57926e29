//! Attendance as a table: a row for each person, a mark under `Närvarande` or `Frånvarande`.

use std::ops::Range;

use super::attendance::{self, Person};
use super::labels::{self, Label};
use super::people::{is_name, is_politics, leading_name};
use super::source::Line;
use crate::model::{Presence, Seating};
use crate::parse::words::lower;

/// What a column of the table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Party,
    Detail,
    Present,
    Absent,
    Serving,
    /// Votes: a list of those is no attendance.
    Vote,
    Other,
}

/// Reads the table that begins at the first line of `range`: the people, and how many lines it
/// takes. `None` where none begins there.
pub fn read(
    lines: &[Line],
    range: Range<usize>,
    listing: Option<(Presence, Seating)>,
) -> Option<(Vec<Person>, usize)> {
    let columns = header(&lines[range.start].text)?;
    let mut people = Vec::new();
    let mut seating = listing.map_or(Seating::Member, |(_, seating)| seating);
    let mut at = range.start + 1;
    let mut misses = 0;
    while at < range.end {
        let text = &lines[at].text;
        // A label alone divides members from substitutes; one with a value ends the table.
        if let Some(found) = labels::read(text) {
            match found.label {
                Label::People(Presence::Present, kind)
                    if text[found.rest..].trim().is_empty() || header(text).is_some() =>
                {
                    seating = kind;
                    at += 1;
                    continue;
                }
                _ if found.sure => break,
                _ => {}
            }
        }
        if let Some(person) = row(text, &columns, listing, seating, at) {
            people.push(person);
            misses = 0;
        } else if text
            .split('\t')
            .all(|cell| is_mark(cell) || is_header_word(cell))
        {
            // A second line of the head.
        } else {
            misses += 1;
            if misses > 2 || !text.contains('\t') && text.chars().count() > 60 {
                at -= misses - 1;
                break;
            }
        }
        at += 1;
    }
    if at >= range.end {
        at = range.end;
    }
    let last = people.last().map_or(range.start, |person| person.line);
    let used = last + 1 - range.start;
    let _ = at;
    (people.len() >= 2).then_some((people, used))
}

/// The columns that a line names, where it is the head of a table of attendance.
fn header(text: &str) -> Option<Vec<Column>> {
    let cells: Vec<&str> = text.split('\t').collect();
    if cells.len() < 2 {
        return None;
    }
    let columns: Vec<Column> = cells.iter().map(|cell| column(cell)).collect();
    let marks = columns
        .iter()
        .filter(|column| matches!(column, Column::Present | Column::Absent))
        .count();
    let votes = columns.contains(&Column::Vote);
    let names_first =
        matches!(columns[0], Column::Name | Column::Other) && leading_name(cells[0]).is_none();
    let has_present = columns.contains(&Column::Present);
    // Without marks, whoever stands in a table of names and organisations was there.
    let listed = columns.contains(&Column::Name)
        && columns
            .iter()
            .any(|column| matches!(column, Column::Detail | Column::Party))
        && !votes;
    ((marks > 0 || listed) && names_first && (has_present || !votes) && text.chars().count() < 200)
        .then_some(columns)
}

fn is_header_word(cell: &str) -> bool {
    column(cell) != Column::Other || cell.trim().is_empty()
}

fn column(cell: &str) -> Column {
    let lowered = lower(cell.trim().trim_matches(['.', ':', '*']));
    match lowered.as_str() {
        "namn"
        | "ledamot"
        | "ledamöter"
        | "ersättare"
        | "deltagare"
        | "name"
        | "person"
        | "ordinarie"
        | "ordinarie ledamöter"
        | "styrelseledamot" => Column::Name,
        "parti" | "part" => Column::Party,
        "organisation" | "kommun" | "huvudman" | "roll" | "funktion" | "titel" | "uppdrag"
        | "förvaltning" | "förening" | "representerar" | "anm" | "anmärkning" | "kommentar"
        | "arbetsplats" => Column::Detail,
        "närvarande" | "närvaro" | "när" | "närv" | "n" | "deltog" | "deltar" | "nv"
        | "present" | "nvr" | "närvarat" => Column::Present,
        "frånvarande" | "frånvaro" | "frv" | "frånv" | "från" | "f" | "ej närvarande"
        | "förhinder" | "anmält förhinder" | "ej närv" | "återbud" => Column::Absent,
        "tjg" | "tjänstgör" | "tjänstgörande" | "tj" | "tjg ers" | "tjänstg" | "beslutande" => {
            Column::Serving
        }
        "ja" | "nej" | "avstår" | "avst" | "a" | "j" => Column::Vote,
        _ => Column::Other,
    }
}

fn is_mark(cell: &str) -> bool {
    let lowered = lower(cell.trim());
    matches!(
        lowered.as_str(),
        "" | "x"
            | "1"
            | "0"
            | "-"
            | "–"
            | "ja"
            | "nej"
            | "n"
            | "f"
            | "✓"
            | "✔"
            | "√"
            | "•"
            | "*"
            | "xx"
            | "fr"
            | "frv"
            | "när"
            | "närv"
            | "☒"
            | "☑"
            | "☐"
            | "(x)"
            | "d"
            | "digitalt"
            | "distans"
            | "tj"
            | "tjg"
    )
}

/// Whether a mark says yes.
fn says_yes(cell: &str) -> bool {
    let lowered = lower(cell.trim());
    !matches!(
        lowered.as_str(),
        "" | "0" | "-" | "–" | "nej" | "f" | "fr" | "frv" | "☐" | "ej"
    )
}

fn row(
    text: &str,
    columns: &[Column],
    listing: Option<(Presence, Seating)>,
    seating: Seating,
    at: usize,
) -> Option<Person> {
    let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
    let name_at = cells
        .iter()
        .position(|cell| leading_name(attendance::unmarked(cell)).is_some())?;
    if cells.len() < 2 && !columns.is_empty() {
        // A row whose cells are all empty but the name: marked nowhere.
        if !is_name(attendance::unmarked(cells[0])) {
            return None;
        }
    }
    let mut person = attendance::line(cells[name_at], true, Presence::Present, seating, at)
        .into_iter()
        .next()?;
    let has = |kind: Column| columns.contains(&kind);
    let mut present: Option<bool> = None;
    let mut absent = false;
    let mut serving = false;
    // A numbered table has one cell more before the name than its head may have.
    let shift = name_at as isize
        - columns
            .iter()
            .position(|column| *column == Column::Name)
            .unwrap_or(name_at) as isize;
    for (index, cell) in cells.iter().enumerate() {
        if index == name_at || cell.is_empty() {
            continue;
        }
        let kind = usize::try_from(index as isize - shift)
            .ok()
            .and_then(|index| columns.get(index))
            .copied()
            .unwrap_or(Column::Other);
        match kind {
            Column::Present if is_mark(cell) => present = Some(says_yes(cell)),
            Column::Present => {
                // "§§ 1-5", "t o m § 7".
                present = Some(true);
                add(&mut person.detail, cell);
            }
            Column::Absent => absent |= says_yes(cell),
            Column::Serving => serving |= says_yes(cell),
            Column::Vote => {}
            Column::Party => {
                let letter = cell.trim_matches(['(', ')']);
                if is_politics(letter) && letter != "-" {
                    person.detail = format!(
                        "({letter}){}{}",
                        if person.detail.is_empty() { "" } else { ", " },
                        person.detail
                    );
                } else {
                    add(&mut person.detail, cell);
                }
            }
            Column::Detail | Column::Other | Column::Name if !is_mark(cell) => {
                let letter = cell.trim_matches(['(', ')']);
                if is_politics(letter) && letter.chars().count() <= 2 && index == name_at + 1 {
                    person.detail = format!(
                        "({letter}){}{}",
                        if person.detail.is_empty() { "" } else { ", " },
                        person.detail
                    );
                } else {
                    add(&mut person.detail, cell);
                }
            }
            _ => {}
        }
    }
    let there = match (present, absent) {
        (_, true) => false,
        (Some(present), false) => present,
        (None, false) => !has(Column::Present),
    };
    person.presence = match there {
        true => listing.map_or(Presence::Present, |(presence, _)| presence),
        false => Presence::Absent,
    };
    if serving && seating != Seating::Member {
        person.seating = Seating::ServingSubstitute;
    }
    Some(person)
}

fn add(detail: &mut String, more: &str) {
    if !detail.is_empty() {
        detail.push_str(", ");
    }
    detail.push_str(more);
}
