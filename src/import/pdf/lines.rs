//! The rows of a page → lines: where a paragraph ends, what is a heading, what goes on.

use super::{Row, Word, right};
use crate::import::items::{hangs, join};
use crate::import::labels;
use crate::import::source::{Builder, Cell, Line};
use crate::parse::decisions::list_marker;
use crate::parse::vocabulary;

/// What is usual in a document.
#[derive(Debug)]
pub struct Look {
    /// From the top of a line to that of the next.
    pitch: f32,
    /// The left edge of the text.
    left: f32,
    /// The right edge that long lines come near.
    right: f32,
    /// The right edge of flowing text, where there is enough to tell.
    wide: Option<f32>,
    /// The height of most lines.
    height: f32,
    /// The heights of larger lines, the largest first.
    larger: Vec<f32>,
}

impl Look {
    /// What is usual in these pages.
    pub fn of(pages: &[Vec<Row>]) -> Look {
        let mut pitches: Vec<f32> = Vec::new();
        let mut lefts: Vec<f32> = Vec::new();
        let mut heights: Vec<f32> = Vec::new();
        let mut rights: Vec<f32> = Vec::new();
        let mut wides: Vec<f32> = Vec::new();
        for rows in pages {
            for pair in rows.windows(2) {
                let pitch = pair[1].top - pair[0].top;
                if pitch > 0.0 && pitch < 3.0 * pair[0].height() {
                    pitches.push(pitch);
                }
            }
            for row in rows {
                lefts.push(row.left());
                heights.push(row.height());
                if row.cells.len() == 1 {
                    rights.push(row.right());
                    if row.cells[0].len() >= 8 {
                        wides.push(row.right());
                    }
                }
            }
        }
        let at = |values: &mut Vec<f32>, share: f32| {
            values.sort_by(f32::total_cmp);
            let at = (values.len() as f32 * share) as usize;
            values.get(at).copied().unwrap_or(0.0)
        };
        let height = at(&mut heights, 0.5);
        let mut larger: Vec<f32> = Vec::new();
        for size in heights.iter().rev().copied() {
            let known = larger.iter().any(|known| (known - size).abs() < 0.6);
            if size > height * 1.12 && !known && larger.len() < 6 {
                larger.push(size);
            }
        }
        // Text of which a fifth is larger has two sizes, not headings.
        let many = heights.iter().filter(|size| **size > height * 1.12).count();
        if many * 5 > heights.len() {
            larger.clear();
        }
        Look {
            pitch: at(&mut pitches, 0.3),
            left: at(&mut lefts, 0.05),
            right: at(&mut rights, 0.9),
            wide: (wides.len() >= 5).then(|| at(&mut wides, 0.9)),
            height,
            larger,
        }
    }
}

/// Whether a row begins with the marker of a list.
fn is_marked(row: &Row) -> bool {
    let word = row.cells[0][0].text.as_str();
    matches!(word, "•" | "-" | "–" | "o" | "▪" | "\u{f0b7}")
}

/// Whether two words begin equally far from the left.
fn is_below(one: &Word, other: &Word) -> bool {
    (one.left - other.left).abs() < 3.0
}

/// Whether the row below stands further to the left than the block that the row ends: a paragraph
/// below a list. A first line alone may be indented, so it takes a marker or a line above.
fn outdents(rows: &[Row], at: usize) -> bool {
    let row = &rows[at];
    let left = row.left();
    let above = at.checked_sub(1).map(|above| &rows[above]);
    let block = is_marked(row)
        || above.is_some_and(|above| {
            let text = above.cells[0].get(1);
            let hangs = is_marked(above) && text.is_some_and(|word| (word.left - left).abs() < 3.0);
            hangs || (above.left() - left).abs() < 3.0
        });
    block && rows[at + 1].left() < left - 3.0
}

/// Whether a line ended though the first word below would have fitted: it ends there.
fn ends(rows: &[Row], at: usize, look: &Look) -> bool {
    let (row, Some(below)) = (&rows[at], rows.get(at + 1)) else {
        return false;
    };
    let ([words], [next, ..]) = (row.cells.as_slice(), below.cells.as_slice()) else {
        return false;
    };
    let near = |one: &Row, other: &Row| {
        (other.top - one.top).abs() <= look.pitch * 1.3 && (one.left() - other.left()).abs() < 3.0
    };
    if outdents(rows, at) {
        return true;
    }
    // "…kök och" above "matsal": broken by hand where a line was too long.
    let last = &words[words.len() - 1].text;
    if !near(row, below) || hangs(last) && next[0].text.starts_with(char::is_lowercase) {
        return false;
    }
    // The edge of the block the line stands in, else that of the document.
    let joined = |pair: &&[Row]| near(&pair[0], &pair[1]);
    let above = rows[..=at]
        .windows(2)
        .rev()
        .take(40)
        .take_while(joined)
        .count();
    let under = rows[at..].windows(2).take(40).take_while(joined).count();
    let block = &rows[at - above..=at + under];
    let edge = match block.len() {
        0..=2 => look.right,
        _ => block.iter().map(Row::right).fold(f32::MIN, f32::max),
    };
    let space = look.height * 0.3;
    right(words) + space + (next[0].right - next[0].left) < edge - look.height
}

/// Whether clearly more than a line's space stands between two rows. Larger lines stand further
/// apart; one further up begins another column.
fn is_gap(above: &Row, row: &Row, look: &Look) -> bool {
    let step = row.top - above.top;
    let size = above.height().min(row.height()) / look.height.max(1.0);
    step < -look.height || step > look.pitch * size.max(1.0) * 1.3
}

/// Whether the row below goes on with what this one says: the line is full, so that nobody meant
/// it to end there, and nothing begins below it.
fn goes_on(rows: &[Row], at: usize, look: &Look) -> bool {
    let (row, Some(below)) = (&rows[at], rows.get(at + 1)) else {
        return false;
    };
    let ([.., cell], [next]) = (row.cells.as_slice(), below.cells.as_slice()) else {
        return false;
    };
    let [.., last] = cell.as_slice() else {
        return false;
    };
    let hangs = is_marked(row) && cell.get(1).is_some_and(|word| is_below(word, &next[0]));
    let same = (hangs || is_below(&cell[0], &next[0]))
        && (row.height() - below.height()).abs() < row.height() * 0.12
        && !is_gap(row, below, look);
    if !same {
        return false;
    }
    let first = &next[0];
    let edge = match (next.len(), look.wide) {
        // "…, ordförande" above "Hjälpmedelsrådet".
        (1, _) if last.text.starts_with(char::is_lowercase) => Some(block_edge(rows, at)),
        (_, wide) => wide,
    };
    let needed = right(cell) + row.height() * 0.25 + (first.right - first.left);
    if edge.is_none_or(|edge| needed <= edge) {
        return false;
    }
    let text = text_of(cell);
    let more = text_of(next);
    if text.ends_with(['.', ':', ';', '!', '?'])
        || list_marker(&more) > 0
        || !more.starts_with(char::is_lowercase)
            && (vocabulary::label(&more).is_some()
                || labels::read(&more).is_some_and(|found| found.sure))
        || more.to_lowercase().starts_with("att ")
    {
        return false;
    }
    next.len() > 1
        || look.wide.is_some_and(|edge| needed > edge)
        || text.contains(", ") && first.text.starts_with(char::is_uppercase)
}

/// How far to the right the block reaches that a row stands in.
fn block_edge(rows: &[Row], at: usize) -> f32 {
    let (left, height) = (rows[at].left(), rows[at].height());
    let within = |row: &&Row| {
        row.cells.len() == 1
            && (row.left() - left).abs() < 3.0
            && (row.height() - height).abs() < height * 0.12
    };
    let above = rows[..at].iter().rev().take(40).take_while(within);
    let below = rows[at..].iter().take(40).take_while(within);
    above.chain(below).map(Row::right).fold(f32::MIN, f32::max)
}

fn text_of(words: &[Word]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    words.join(" ")
}

/// Adds the rows of a page as lines.
pub fn write(rows: &[Row], look: &Look, builder: &mut Builder) {
    let mut above: Option<&Row> = None;
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let mut text = String::new();
        let mut cells: Vec<Cell> = Vec::new();
        for words in &row.cells {
            if !text.is_empty() {
                text.push('\t');
            }
            let Some(first) = words.first() else {
                continue;
            };
            let start = text.len();
            text.push_str(&text_of(words));
            cells.push(Cell {
                range: start..text.len(),
                x: first.left,
                width: right(words) - first.left,
            });
        }
        let mut joined = false;
        while goes_on(rows, at, look) {
            joined = true;
            at += 1;
            let more = text_of(&rows[at].cells[0]);
            text = join(&text, &more);
            if let Some(cell) = cells.last_mut() {
                cell.range.end = text.len();
                cell.width = cell.width.max(right(&rows[at].cells[0]) - cell.x);
            }
        }
        let size = row.height();
        let level = look
            .larger
            .iter()
            .position(|larger| (larger - size).abs() < 0.6)
            .map(|at| at as u8 + 1);
        let gap = above.is_none_or(|above| is_gap(above, row, look));
        let indent = (row.left() - look.left).max(0.0) / (look.height.max(1.0) * 0.45);
        builder.line(Line {
            text,
            gap,
            whole: ends(rows, at, look),
            joined,
            heading: level.filter(|_| row.cells.len() == 1),
            indent: indent.min(200.0) as u16,
            cells,
            ..Line::default()
        });
        above = rows.get(at);
        at += 1;
    }
}
