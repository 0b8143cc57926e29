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
    let tables = tables(&lines[range.start].text, listing)?;
    let mut people: Vec<Person> = Vec::new();
    let mut seating = None;
    let mut misses = 0;
    for (at, line) in lines
        .iter()
        .enumerate()
        .take(range.end)
        .skip(range.start + 1)
    {
        let text = &line.text;
        // A label alone divides members from substitutes; one with a value ends the table.
        if let Some(found) = labels::read(text) {
            match found.label {
                Label::People(Presence::Present, kind)
                    if text[found.rest..].trim().is_empty() || header(text).is_some() =>
                {
                    seating = Some(kind);
                    continue;
                }
                _ if found.sure => break,
                _ => {}
            }
        }
        let before = people.len();
        let cells: Vec<&str> = text.split('\t').collect();
        for (at_table, table) in tables.iter().enumerate() {
            let from = table.from.min(cells.len());
            let to = tables
                .get(at_table + 1)
                .map_or(cells.len(), |next| next.from.min(cells.len()));
            let part = cells[from..to].join("\t");
            let found = row(
                &part,
                &table.columns,
                table.listing,
                seating.unwrap_or(table.seating),
                at,
            );
            people.extend(found);
        }
        if people.len() > before {
            misses = 0;
        } else if cells
            .iter()
            .all(|cell| is_mark(cell) || is_header_word(cell))
        {
            // A second line of the head.
        } else {
            misses += 1;
            if misses > 2 || !text.contains('\t') && text.chars().count() > 60 {
                break;
            }
        }
    }
    let last = people.last().map_or(range.start, |person| person.line);
    let used = last + 1 - range.start;
    (people.len() >= 2).then_some((people, used))
}

/// One table, or one of several side by side: members to the left, substitutes to the right.
struct Table {
    /// Its first cell.
    from: usize,
    columns: Vec<Column>,
    listing: Option<(Presence, Seating)>,
    seating: Seating,
}

fn tables(text: &str, listing: Option<(Presence, Seating)>) -> Option<Vec<Table>> {
    let columns = header(text)?;
    let cells: Vec<&str> = text.split('\t').collect();
    let mut starts: Vec<usize> = (0..columns.len())
        .filter(|&at| columns[at] == Column::Name)
        .collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
        if starts.len() > 1
            && columns[..starts[1]]
                .iter()
                .all(|column| *column != Column::Name)
        {
            starts.remove(1);
        }
    }
    let whole = starts.len() == 1;
    let tables = starts.iter().enumerate().map(|(index, &from)| {
        let to = starts.get(index + 1).copied().unwrap_or(columns.len());
        let said = labels::read(cells[from]).and_then(|found| match found.label {
            Label::People(presence, seating) => Some((presence, seating)),
            _ => None,
        });
        let listing = said.or(listing);
        Table {
            from,
            columns: columns[if whole { 0 } else { from }..to].to_vec(),
            listing,
            seating: listing.map_or(Seating::Member, |(_, seating)| seating),
        }
    });
    Some(tables.collect())
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
        | "tjänstgörande ersättare"
        | "tjänstg. ersättare"
        | "suppleant"
        | "suppleanter"
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
