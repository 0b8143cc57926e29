//! What stands in columns: prose and lists of people side by side are read one after the other,
//! tables get their empty cells.

use super::{Row, Word, right};
use crate::import::labels::{self, Label};

/// Columns that are read one after the other: prose set in two columns, and lists of people whose
/// labels stand side by side. Anything else that stands in columns is read across.
pub fn side_by_side(rows: Vec<Row>) -> Vec<Row> {
    /// How many rows columns may have; a page of more isn't set in any.
    const MOST: usize = 400;
    if rows.len() > MOST {
        return rows;
    }
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut at = 0;
    while at < rows.len() {
        match columns_from(&rows[at..]) {
            Some((gutter, count)) => {
                let region = rows[at..at + count].iter_mut().filter_map(Option::take);
                out.extend(apart(region, gutter));
                at += count;
            }
            None => {
                out.extend(rows[at].take());
                at += 1;
            }
        }
    }
    out
}

/// Where the columns that begin with the first of `rows` are divided, and how many rows they take.
fn columns_from(rows: &[Option<Row>]) -> Option<(f32, usize)> {
    let first = rows[0].as_ref()?;
    let [one, other] = first.cells.as_slice() else {
        return None;
    };
    let gutter = other[0].left - 1.0;
    let mut region: Vec<&Row> = vec![first];
    for row in rows[1..].iter().flatten() {
        let last = region[region.len() - 1];
        let pitch = region.get(1).map_or(0.0, |below| below.top - first.top);
        let is_near = row.top - last.top <= pitch.max(row.height() * 1.4) * 1.5;
        let mut sides = row.cells.iter();
        let within = sides.all(|cell| right(cell) < gutter || cell[0].left >= gutter);
        if row.cells.len() > 2 || !within || !is_near {
            break;
        }
        region.push(row);
    }
    let lists = is_label(one) && is_label(other) && region.len() >= 3;
    (lists || is_prose(&region, gutter)).then_some((gutter, region.len()))
}

/// Whether a cell is the label of a list of people, and nothing else.
fn is_label(cell: &[Word]) -> bool {
    let words: Vec<&str> = cell.iter().map(|word| word.text.as_str()).collect();
    let text = words.join(" ");
    labels::read(&text).is_some_and(|found| {
        matches!(found.label, Label::People(..)) && text[found.rest..].trim().is_empty()
    })
}

/// Whether both columns of a region are prose: many lines, most of them as long as their column.
fn is_prose(rows: &[&Row], gutter: f32) -> bool {
    let side = |is_left: bool| -> Vec<&Vec<Word>> {
        let cells = rows.iter().flat_map(|row| &row.cells);
        cells
            .filter(|cell| (cell[0].left < gutter) == is_left)
            .collect()
    };
    [side(true), side(false)].into_iter().all(|cells| {
        let left = cells
            .iter()
            .map(|cell| cell[0].left)
            .fold(f32::MAX, f32::min);
        let edge = cells
            .iter()
            .map(|cell| right(cell))
            .fold(f32::MIN, f32::max);
        let full = cells
            .iter()
            .filter(|cell| cell.len() >= 3 && right(cell) - left > (edge - left) * 0.75)
            .count();
        cells.len() >= 8 && full * 3 >= cells.len() * 2
    })
}

/// The rows of a region as those of its left column, then those of its right.
fn apart(rows: impl Iterator<Item = Row>, gutter: f32) -> Vec<Row> {
    let (mut left, mut other) = (Vec::new(), Vec::new());
    for row in rows {
        for cell in row.cells {
            let column = if cell[0].left < gutter {
                &mut left
            } else {
                &mut other
            };
            column.push(super::row(cell));
        }
    }
    left.append(&mut other);
    left
}

/// Tables: where lines one below the other have cells in the same columns, one that lacks a cell
/// in the middle gets an empty one, so that a cross under `Frånvarande` stays there.
pub fn align_tables(rows: &mut [Row]) {
    let mut start = 0;
    while start < rows.len() {
        let mut end = start;
        while end < rows.len() && rows[end].cells.len() >= 2 {
            // Further down than row from row above: another table.
            if end >= start + 2 {
                let pitch = rows[start + 1].top - rows[start].top;
                if rows[end].top - rows[end - 1].top > pitch * 1.4 {
                    break;
                }
            }
            end += 1;
        }
        if end - start >= 3 {
            align(&mut rows[start..end]);
        }
        start = end.max(start + 1);
    }
}

fn align(rows: &mut [Row]) {
    let mut spans: Vec<(f32, f32)> = rows
        .iter()
        .flat_map(|row| &row.cells)
        .map(|cell| (cell[0].left, right(cell)))
        .collect();
    spans.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut columns: Vec<(f32, f32)> = Vec::new();
    for (left, right) in spans {
        match columns.last_mut() {
            Some(last) if left <= last.1 => last.1 = last.1.max(right),
            _ => columns.push((left, right)),
        }
    }
    if !(3..=24).contains(&columns.len()) {
        return;
    }
    for row in rows {
        let mut placed: Vec<Vec<Word>> = Vec::new();
        for cell in std::mem::take(&mut row.cells) {
            let column = columns.partition_point(|column| column.1 < cell[0].left);
            // Empty cells only between others: what a line begins with says enough.
            while !placed.is_empty() && placed.len() < column {
                placed.push(Vec::new());
            }
            placed.push(cell);
        }
        row.cells = placed;
    }
}
