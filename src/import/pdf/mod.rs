//! The words of a PDF with their places, as `pdftotext -bbox-layout` gives them → a source: words
//! on one height are a line, words that stand apart are cells of it.

mod columns;
#[cfg(feature = "pdf-import")]
mod library;
mod lines;

#[cfg(feature = "pdf-import")]
pub use self::library::boxes;

use super::file::FileError;
use super::source::{Builder, Format, Source};
use super::text::plain;
use super::xml::{Node, walk};
use columns::{align_tables, side_by_side};
use lines::{Look, write};

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
    // Told before the words of hundreds of pages are read for nothing.
    let count = boxes.matches("<page").take(MAX_PAGES + 1).count();
    if count > MAX_PAGES {
        return Err(FileError::TooManyPages);
    }
    let pages = pages(boxes)?;
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
    let out: Vec<Row> = lines.into_iter().map(row).collect();
    let mut out = side_by_side(out);
    align_tables(&mut out);
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
