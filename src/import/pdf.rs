//! The words of a PDF with their places, as `pdftotext -bbox-layout` gives them → a source: words
//! on one height are a line, words that stand apart are cells of it.

use super::file::FileError;
use super::source::{Builder, Cell, Format, Line, Source};
use super::text::plain;
use super::xml::{Node, walk};

/// How many pages are read.
pub const MAX_PAGES: usize = 500;

/// How many words are read.
const MAX_WORDS: usize = 1_000_000;

/// A word and its box, in points from the upper left corner of the page.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Word {
    fn height(&self) -> f32 {
        self.bottom - self.top
    }

    fn middle(&self) -> f32 {
        (self.top + self.bottom) / 2.0
    }
}

/// A line of words, from left to right, cut where they stand apart.
#[derive(Debug)]
struct Row {
    /// The words of each cell.
    cells: Vec<Vec<Word>>,
    top: f32,
    bottom: f32,
}

impl Row {
    fn left(&self) -> f32 {
        self.cells[0][0].left
    }

    fn right(&self) -> f32 {
        self.cells.last().map_or(0.0, |cell| right(cell))
    }

    fn height(&self) -> f32 {
        self.bottom - self.top
    }
}

/// Reads what `pdftotext -bbox-layout` answered.
pub fn read(boxes: &str) -> Result<Source, FileError> {
    let pages = pages(boxes)?;
    if pages.len() > MAX_PAGES {
        return Err(FileError::TooManyPages);
    }
    if pages.iter().all(Vec::is_empty) {
        return Err(if pages.is_empty() {
            FileError::Broken
        } else {
            FileError::Scanned
        });
    }
    let pages: Vec<Vec<Row>> = pages.into_iter().map(rows).collect();
    let look = Look::of(&pages);
    let mut builder = Builder::new(Format::Pages);
    for (at, rows) in pages.iter().enumerate() {
        if at > 0 {
            builder.page();
        }
        write(rows, &look, &mut builder);
    }
    Ok(builder.finish())
}

/// The words of each page.
fn pages(boxes: &str) -> Result<Vec<Vec<Word>>, FileError> {
    // What stands before the pages is the title of the document, which no one has checked.
    let Some(start) = boxes.find("<page ").or_else(|| boxes.find("<page>")) else {
        return Err(FileError::Broken);
    };
    let end = boxes.rfind("</page>").map_or(boxes.len(), |end| end + 7);
    let mut pages: Vec<Vec<Word>> = Vec::new();
    let mut open: Option<Word> = None;
    let mut count = 0;
    let walked = walk(&boxes[start..end.max(start)], &mut |node| {
        match node {
            Node::Open(tag) if tag.name() == "page" => pages.push(Vec::new()),
            Node::Open(tag) if tag.name() == "word" => {
                let side = |name: &str| {
                    let value = tag.number(name).unwrap_or(0.0) as f32;
                    value.clamp(-20_000.0, 20_000.0)
                };
                let (left, right) = (side("xMin"), side("xMax"));
                let (top, bottom) = (side("yMin"), side("yMax"));
                open = Some(Word {
                    text: String::new(),
                    left: left.min(right),
                    top: top.min(bottom),
                    right: left.max(right),
                    bottom: top.max(bottom),
                });
            }
            Node::Text(text) => {
                if let Some(word) = &mut open {
                    word.text.push_str(text);
                }
            }
            Node::Close("word") => {
                if let (Some(word), Some(page)) = (open.take(), pages.last_mut()) {
                    count += 1;
                    page.extend(tidy(word));
                }
            }
            _ => {}
        }
        count <= MAX_WORDS
    });
    // An answer that was cut short or is damaged in the middle isn't the document.
    walked?;
    Ok(pages)
}

/// The word with letters that people write; `None` if nothing is left.
fn tidy(mut word: Word) -> Option<Word> {
    let mut text = word.text.trim().to_owned();
    // A soft hyphen that is seen stands at the end of a line.
    if let Some(stem) = text.strip_suffix('\u{ad}') {
        text = format!("{stem}-");
    }
    for (ligature, letters) in [
        ('\u{fb00}', "ff"),
        ('\u{fb01}', "fi"),
        ('\u{fb02}', "fl"),
        ('\u{fb03}', "ffi"),
        ('\u{fb04}', "ffl"),
    ] {
        if text.contains(ligature) {
            text = text.replace(ligature, letters);
        }
    }
    word.text = plain(&text).replace('\t', " ").trim().to_owned();
    (!word.text.is_empty()).then_some(word)
}

/// The words of a page as lines from above to below.
fn rows(mut words: Vec<Word>) -> Vec<Row> {
    // Text along the edge of the page reads from below: it stands last, word for word.
    let stands = |word: &Word| {
        word.text.chars().count() >= 3 && word.height() > 2.0 * (word.right - word.left)
    };
    let upright: Vec<Word> = words.extract_if(.., |word| stands(word)).collect();
    words.sort_by(|one, other| one.middle().total_cmp(&other.middle()));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    let mut band = (0.0, 0.0);
    for word in words {
        let middle = word.middle();
        match lines.last_mut() {
            Some(line) if band.0 < middle && middle < band.1 => line.push(word),
            _ => {
                // A line is as high as its first word, its edges apart.
                let edge = word.height() * 0.2;
                band = (word.top + edge, word.bottom - edge);
                band.1 = band.1.max(middle + 0.1);
                lines.push(vec![word]);
            }
        }
    }
    let mut out: Vec<Row> = lines.into_iter().map(row).collect();
    columns(&mut out);
    if !upright.is_empty() {
        let top = out.last().map_or(0.0, |row| row.bottom + 100.0);
        let bottom = top + 10.0;
        out.push(Row {
            cells: vec![upright],
            top,
            bottom,
        });
    }
    out
}

/// A line cut into cells.
fn row(mut words: Vec<Word>) -> Row {
    words.sort_by(|one, other| one.left.total_cmp(&other.left));
    let top = words.iter().map(|word| word.top).fold(f32::MAX, f32::min);
    let bottom = words
        .iter()
        .map(|word| word.bottom)
        .fold(f32::MIN, f32::max);
    let mut heights: Vec<f32> = words.iter().map(Word::height).collect();
    heights.sort_by(f32::total_cmp);
    let height = heights[heights.len() / 2];
    let mut gaps: Vec<f32> = words
        .windows(2)
        .map(|pair| (pair[1].left - pair[0].right).max(0.0))
        .collect();
    gaps.sort_by(f32::total_cmp);
    // Justified lines have wide spaces, all of them alike.
    let usual = match gaps.len() {
        0..=3 => 0.0,
        count => gaps[count / 4],
    };
    let apart = (usual * 2.5).clamp(height * 0.85, height * 1.6);
    let mut cells: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match cells.last_mut() {
            Some(cell) if word.left - right(cell) <= apart => cell.push(word),
            _ => cells.push(vec![word]),
        }
    }
    Row { cells, top, bottom }
}

fn right(cell: &[Word]) -> f32 {
    cell.iter().map(|word| word.right).fold(f32::MIN, f32::max)
}

/// Tables: where lines one below the other have cells in the same columns, one that lacks a cell
/// in the middle gets an empty one, so that a cross under `Frånvarande` stays there.
fn columns(rows: &mut [Row]) {
    let mut start = 0;
    while start < rows.len() {
        let mut end = start;
        while end < rows.len() && rows[end].cells.len() >= 2 {
            // Further down than row from row above: another table.
            if end >= start + 2 {
                let pitch = rows[start + 1].top - rows[start].top;
                if rows[end].top - rows[end - 1].top > pitch * 1.5 {
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

/// What is usual in a document.
#[derive(Debug)]
struct Look {
    /// From the top of a line to that of the next.
    pitch: f32,
    /// The left edge of the text.
    left: f32,
    /// The right edge that long lines come near.
    right: f32,
    /// The height of most lines.
    height: f32,
    /// The heights of larger lines, the largest first.
    larger: Vec<f32>,
}

impl Look {
    fn of(pages: &[Vec<Row>]) -> Look {
        let mut pitches: Vec<f32> = Vec::new();
        let mut lefts: Vec<f32> = Vec::new();
        let mut heights: Vec<f32> = Vec::new();
        let mut rights: Vec<f32> = Vec::new();
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
            height,
            larger,
        }
    }
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
    if !near(row, below) {
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

fn write(rows: &[Row], look: &Look, builder: &mut Builder) {
    let mut above: Option<&Row> = None;
    for (at, row) in rows.iter().enumerate() {
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
            for (at, word) in words.iter().enumerate() {
                if at > 0 {
                    text.push(' ');
                }
                text.push_str(&word.text);
            }
            cells.push(Cell {
                range: start..text.len(),
                x: first.left,
                width: right(words) - first.left,
            });
        }
        let size = row.height();
        let level = look
            .larger
            .iter()
            .position(|larger| (larger - size).abs() < 0.6)
            .map(|at| at as u8 + 1);
        let gap = above.is_none_or(|above| row.top - above.top > look.pitch * 1.3);
        let indent = (row.left() - look.left).max(0.0) / (look.height.max(1.0) * 0.45);
        builder.line(Line {
            text,
            gap,
            whole: ends(rows, at, look),
            heading: level.filter(|_| row.cells.len() == 1),
            indent: indent.min(200.0) as u16,
            cells,
            ..Line::default()
        });
        above = Some(row);
    }
}
