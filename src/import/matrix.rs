//! Attendance as a table: a row for each person, a mark under `Närvarande` or `Frånvarande`.

use std::ops::Range;

use super::attendance::{self, Person};
use super::columns::join_detail;
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
    if let Some(found) =
        dated(lines, range.clone(), listing).or_else(|| lists_side_by_side(lines, range.clone()))
    {
        return Some(found);
    }
    let tables = tables(&lines[range.start].text, listing)?;
    // "Alm, Bertil" in several rows: so are the others written, too.
    let turned = lines[range.clone()]
        .iter()
        .take(60)
        .flat_map(|line| line.text.split('\t'))
        .filter(|cell| attendance::surname_first(cell.trim(), false).is_some())
        .count()
        >= 2;
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
                turned,
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
    // One row is a table where its head is the label of a list.
    let labelled = lines[range.start]
        .text
        .split('\t')
        .next()
        .is_some_and(|cell| {
            labels::read(cell).is_some_and(|found| matches!(found.label, Label::People(..)))
        });
    let least = if labelled { 1 } else { 2 };
    (people.len() >= least).then_some((people, used))
}

/// "Närvarande\tFrånvarande" over names: a list in each column.
fn lists_side_by_side(lines: &[Line], range: Range<usize>) -> Option<(Vec<Person>, usize)> {
    // "Grupp\tBeslutande\tFrånvarande": those of one group in each row.
    let whole = lines[range.start].text.as_str();
    let grouped = whole.split_once('\t').filter(|(first, _)| {
        let first = lower(first.trim());
        matches!(column(&first), Column::Party | Column::Detail) || first.ends_with("grupp")
    });
    let labels: Vec<(Presence, Seating)> = grouped
        .map_or(whole, |(_, rest)| rest)
        .split('\t')
        .map(|cell| {
            let found = labels::read(cell.trim()).filter(|found| found.sure)?;
            let alone = cell.trim()[found.rest.min(cell.trim().len())..]
                .trim()
                .is_empty();
            match found.label {
                Label::People(presence, seating) if alone => Some((presence, seating)),
                _ => None,
            }
        })
        .collect::<Option<_>>()?;
    if labels.len() < 2 {
        return None;
    }
    let mut people: Vec<Person> = Vec::new();
    let mut at = range.start + 1;
    while at < range.end {
        let mut cells: Vec<&str> = lines[at].text.split('\t').map(str::trim).collect();
        let group = (grouped.is_some() && cells.len() > 1).then(|| cells.remove(0));
        // Marks under the columns: a table of another kind.
        // A cell alone is of the column that it stands under.
        let lone = cells.len() == 1 && lines[at].row.is_none();
        let fits = cells.len() <= labels.len()
            && !(lone && (lines[at].gap || at == range.start + 1))
            && labels::read(&lines[at].text).is_none()
            && cells.iter().all(|cell| {
                cell.is_empty()
                    || matches!(*cell, "-" | "–")
                    || !attendance::line(
                        cell,
                        group.is_none(),
                        Presence::Present,
                        Seating::Member,
                        at,
                    )
                    .is_empty()
            });
        if !fits || grouped.is_some() && group.is_none() {
            break;
        }
        let skipped = match lone && lines[at].indent >= 20 {
            true => labels.len() - 1,
            false => 0,
        };
        for (cell, (presence, seating)) in cells.iter().zip(&labels[skipped..]) {
            let mut found = attendance::line(cell, group.is_none(), *presence, *seating, at);
            for person in &mut found {
                if let Some(group) = group {
                    person.detail = join_detail(group, &person.detail);
                }
            }
            people.extend(found);
        }
        at += 1;
    }
    (people.len() >= 2).then_some((people, at - range.start))
}

/// A table of a year's meetings: names, and a column of marks for each day. The last column that
/// has marks is that of this meeting.
fn dated(
    lines: &[Line],
    range: Range<usize>,
    listing: Option<(Presence, Seating)>,
) -> Option<(Vec<Person>, usize)> {
    let head: Vec<&str> = parts(&lines[range.start].text);
    let days = head.iter().rev().take_while(|word| is_day(word)).count();
    let first = lower(head.first()?);
    if days < 2 || days == head.len() || column(&first) != Column::Name {
        return None;
    }
    let (presence, seating) = listing.unwrap_or((Presence::Present, Seating::Member));
    let mut rows: Vec<(Person, Vec<&str>)> = Vec::new();
    let mut at = range.start + 1;
    while at < range.end {
        let cells = parts(&lines[at].text);
        let marks = cells
            .len()
            .checked_sub(days)
            .filter(|from| *from > 0 && cells[*from..].iter().all(|cell| is_mark(cell)));
        let Some(from) = marks else { break };
        // Of the words before the marks, the last ones are those of the columns between.
        let between = (head.len() - days - 1).min(from.saturating_sub(2));
        let name = match lines[at].text.contains('\t') {
            true => cells[0].to_owned(),
            false => cells[..from - between].join(" "),
        };
        let details = match lines[at].text.contains('\t') {
            true => &cells[1..from],
            false => &cells[from - between..from],
        };
        let Some(mut person) = attendance::line(&name, true, presence, seating, at)
            .into_iter()
            .next()
        else {
            break;
        };
        for detail in details.iter().filter(|detail| !detail.is_empty()) {
            add(&mut person.detail, detail);
        }
        rows.push((person, cells[from..].to_vec()));
        at += 1;
    }
    let met = (0..days)
        .rev()
        .find(|day| rows.iter().any(|(_, marks)| says_yes(marks[*day])))?;
    let people: Vec<Person> = rows
        .into_iter()
        .map(|(mut person, marks)| {
            if !says_yes(marks[met]) {
                person.presence = Presence::Absent;
            }
            person
        })
        .collect();
    (people.len() >= 2).then_some((people, at - range.start))
}

/// The cells of a row, or its words where nothing divides them.
fn parts(text: &str) -> Vec<&str> {
    match text.contains('\t') {
        true => text.split('\t').map(str::trim).collect(),
        false => text.split_whitespace().collect(),
    }
}

/// `17/2`, `2022-09-08`, `8.9`: the day of a meeting over a column.
fn is_day(word: &str) -> bool {
    let numbers: Vec<&str> = word.split(['/', '-', '.']).collect();
    (2..=3).contains(&numbers.len())
        && numbers.iter().all(|number| {
            matches!(number.len(), 1 | 2 | 4) && number.chars().all(|c| c.is_ascii_digit())
        })
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
    let mut columns: Vec<Column> = cells.iter().map(|cell| column(cell)).collect();
    // "Närvarande\tPosition\tNärvaro": the first is over the names.
    let told = |kind: &Column| matches!(kind, Column::Present | Column::Detail | Column::Party);
    if columns[0] == Column::Present
        && cells[0].chars().count() > 3
        && !columns.contains(&Column::Name)
        && columns[1..].iter().all(told)
    {
        columns[0] = Column::Name;
    }
    let marks = columns
        .iter()
        .filter(|column| matches!(column, Column::Present | Column::Absent))
        .count();
    let votes = columns.contains(&Column::Vote);
    // "Huvudman\tNamn\tNärvaro": what somebody represents may stand first.
    let names_first = (matches!(columns[0], Column::Name | Column::Other)
        || columns.contains(&Column::Name))
        && cells.iter().all(|cell| leading_name(cell).is_none());
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
        | "styrelseledamot"
        | "ägare"
        | "medlem"
        | "delegat"
        | "representant"
        | "revisor" => Column::Name,
        "parti" | "part" => Column::Party,
        "position" | "post" | "organisation" | "kommun" | "huvudman" | "roll" | "funktion"
        | "titel" | "uppdrag" | "förvaltning" | "sektor" | "fastighet" | "förening"
        | "representerar" | "anm" | "anmärkning" | "kommentar" | "arbetsplats" => Column::Detail,
        "närvarande" | "närvaro" | "när" | "närv" | "n" | "deltog" | "deltar" | "nv"
        | "present" | "nvr" | "närvarat" => Column::Present,
        "frånvarande" | "frånvaro" | "frv" | "frånv" | "från" | "f" | "ej närvarande"
        | "förhinder" | "anmält förhinder" | "ej närv" | "återbud" => Column::Absent,
        "tjg" | "tjänstgör" | "tjänstgörande" | "tj" | "tjg ers" | "tjänstg" | "beslutande" => {
            Column::Serving
        }
        "närvarade" | "närvaro vid mötet" | "på plats" => Column::Present,
        "frånvarade" => Column::Absent,
        "ja" | "nej" | "avstår" | "avst" | "a" | "j" => Column::Vote,
        // "Övriga\tFunktion": the label of a list heads its names.
        _ if labels::read(&lowered).is_some_and(|found| {
            found.sure
                && found.rest >= lowered.len()
                && matches!(
                    found.label,
                    Label::People(Presence::Other, _)
                        | Label::People(_, Seating::Substitute | Seating::ServingSubstitute)
                )
        }) =>
        {
            Column::Name
        }
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
            | "närvarande"
            | "deltog"
            | "frånvarande"
            | "förhinder"
            | "anmält förhinder"
            | "sjuk"
            | "återbud"
            | "ej närvarande"
            | "ej"
    )
}

/// Whether a mark says yes.
fn says_yes(cell: &str) -> bool {
    let lowered = lower(cell.trim());
    !matches!(
        lowered.as_str(),
        "" | "0"
            | "-"
            | "–"
            | "nej"
            | "f"
            | "fr"
            | "frv"
            | "☐"
            | "ej"
            | "frånvarande"
            | "förhinder"
            | "anmält förhinder"
            | "sjuk"
            | "återbud"
            | "ej närvarande"
    )
}

fn row(
    text: &str,
    columns: &[Column],
    listing: Option<(Presence, Seating)>,
    seating: Seating,
    at: usize,
    turned: bool,
) -> Option<Person> {
    let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
    let name_at = cells.iter().position(|cell| {
        let cell = attendance::unmarked(cell);
        leading_name(cell).is_some() || attendance::surname_first(cell, turned).is_some()
    })?;
    if cells.len() < 2 && !columns.is_empty() {
        // A row whose cells are all empty but the name: marked nowhere.
        let text = attendance::unmarked(cells[0]);
        let part = || leading_name(text).is_some_and(|end| names_part(&text[end..]));
        if !is_name(text) && attendance::surname_first(text, turned).is_none() && !part() {
            return None;
        }
    }
    let name = attendance::surname_first(attendance::unmarked(cells[name_at]), turned);
    let name = name.as_deref().unwrap_or(cells[name_at]);
    let mut person = attendance::line(name, true, Presence::Present, seating, at)
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
        // A line to sign on says nothing.
        let signs = cell.contains(['.', '_', '…']) && !cell.contains(char::is_alphanumeric);
        if index == name_at || cell.is_empty() || signs {
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
                // "§§ 1-5", "Ja, t.o.m. § 7", "X (från § 7)", "Nej, anmält förhinder".
                let (yes, rest) = marked(cell);
                present = Some(yes);
                if !rest.is_empty() && lower(rest) != "hela mötet" {
                    add(&mut person.detail, rest);
                }
            }
            // A part of the meeting beside the mark of presence: away for the rest of it.
            Column::Absent if present == Some(true) && names_part(cell) => {
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

/// A mark with more behind it: whether it says yes, and the rest.
fn marked(cell: &str) -> (bool, &str) {
    // "☐ Lördag ☒ Söndag": there for a part.
    if cell.contains('☐') && cell.contains(['☒', '☑']) {
        return (true, cell);
    }
    let end = cell.find([' ', ',', '(', ';']).unwrap_or(cell.len());
    if end == 0 || !is_mark(&cell[..end]) {
        return (true, cell);
    }
    let rest = cell[end..].trim_matches([' ', ',', ';']);
    let whole = rest.starts_with('(') && rest.ends_with(')') && rest.matches('(').count() == 1;
    let rest = match whole {
        true => rest[1..rest.len() - 1].trim(),
        false => rest,
    };
    (says_yes(&cell[..end]), rest)
}

/// Whether a cell names a part of the meeting.
fn names_part(cell: &str) -> bool {
    !crate::parse::attendance::ranges(cell, &|range| {
        crate::text::Span::new(range.start, range.end)
    })
    .is_empty()
}

fn add(detail: &mut String, more: &str) {
    if !detail.is_empty() {
        detail.push_str(", ");
    }
    detail.push_str(more);
}
