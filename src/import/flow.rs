//! Paragraphs and tables as they come → the lines of a source, the same way for DOCX, ODT and
//! HTML: what is a row, what is a box around prose, where a line was broken by hand.

use super::source::{Builder, Format, Line, Row, Source};
use super::text::plain;
use crate::text::MAX_FILE_BYTES;

/// How many tables may stand within one another; deeper ones are read as paragraphs.
const DEPTH: usize = 24;

/// How many paragraphs, cells and lines there may be.
const MAX_BLOCKS: usize = 400_000;

/// How many cells a row may have.
const MAX_CELLS: usize = 64;

/// What a paragraph looks like.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// The level of a heading, from 1.
    pub heading: Option<u8>,
    /// The depth of a list item, from 1.
    pub list: Option<u8>,
    /// Which numbered list counts it.
    pub series: Option<u32>,
    /// What its numbering puts before it: `§ 4`, `1.`, `b)`; nothing for a bullet.
    pub marker: String,
    /// Clearly more space than within a paragraph stands above it.
    pub gap: bool,
    /// How far it is indented, in spaces.
    pub indent: u16,
}

/// Takes what a document says, in its order.
#[derive(Debug)]
pub struct Flow {
    builder: Builder,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    /// Tables opened past [`DEPTH`].
    too_deep: usize,
    next_table: u32,
    gap: bool,
    blocks: usize,
    bytes: u64,
}

#[derive(Debug, Default)]
struct Paragraph {
    look: Look,
    lines: Vec<Written>,
    /// Paragraphs within it, of a text box: they stand after it.
    inner: Vec<Paragraph>,
}

/// The text of one line, and how much of it is bold.
#[derive(Debug, Default)]
struct Written {
    text: String,
    bold: usize,
    other: usize,
}

#[derive(Debug)]
enum Block {
    Paragraph(Paragraph),
    Table(Table),
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<Cell>>,
    in_row: bool,
    in_cell: bool,
}

#[derive(Debug, Default)]
struct Cell {
    blocks: Vec<Block>,
    span: usize,
}

impl Default for Flow {
    fn default() -> Flow {
        Flow {
            builder: Builder::new(Format::Document),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            too_deep: 0,
            next_table: 0,
            gap: false,
            blocks: 0,
            bytes: 0,
        }
    }
}

impl Flow {
    /// Whether there is more than any document has; the reader should stop.
    pub fn is_too_much(&self) -> bool {
        self.blocks > MAX_BLOCKS || self.bytes > MAX_FILE_BYTES
    }

    /// Whether a paragraph is open.
    pub fn is_open(&self) -> bool {
        !self.paragraphs.is_empty()
    }

    /// A paragraph begins; one within another stands after it.
    pub fn begin(&mut self, look: Look) {
        self.blocks += 1;
        self.paragraphs.push(Paragraph {
            look,
            lines: vec![Written::default()],
            inner: Vec::new(),
        });
    }

    /// What the open paragraph looks like turns out now.
    pub fn look(&mut self, look: Look) {
        if let Some(open) = self.paragraphs.last_mut() {
            open.look = look;
        }
    }

    /// Text of the open paragraph.
    pub fn text(&mut self, text: &str, bold: bool) {
        self.bytes += text.len() as u64;
        let line = self
            .paragraphs
            .last_mut()
            .and_then(|open| open.lines.last_mut());
        let Some(line) = line else { return };
        line.text.push_str(text);
        if !text.trim().is_empty() {
            *(if bold {
                &mut line.bold
            } else {
                &mut line.other
            }) += text.len();
        }
    }

    /// The open paragraph is broken by hand.
    pub fn line_break(&mut self) {
        self.blocks += 1;
        if let Some(open) = self.paragraphs.last_mut() {
            open.lines.push(Written::default());
        }
    }

    /// The open paragraph ends.
    pub fn end(&mut self) {
        let Some(done) = self.paragraphs.pop() else {
            return;
        };
        match self.paragraphs.last_mut() {
            Some(outer) => outer.inner.push(done),
            None => self.place(Block::Paragraph(done)),
        }
    }

    /// A page begins here.
    pub fn page(&mut self) {
        self.blocks += 1;
        if self.tables.is_empty() {
            self.builder.page();
            self.gap = true;
        }
    }

    /// A page begins within the open paragraph: what follows is a paragraph of its own.
    pub fn split_page(&mut self) {
        let look = self.paragraphs.last().map(|open| Look {
            list: None,
            series: None,
            marker: String::new(),
            ..open.look.clone()
        });
        self.end();
        self.page();
        self.begin(look.unwrap_or_default());
    }

    /// The next paragraph stands apart.
    pub fn gap(&mut self) {
        self.gap = true;
    }

    /// A table begins.
    pub fn table(&mut self) {
        self.blocks += 1;
        if self.tables.len() >= DEPTH {
            self.too_deep += 1;
            return;
        }
        self.tables.push(Table::default());
    }

    /// A row begins; the one before ends.
    pub fn row(&mut self) {
        self.blocks += 1;
        if self.too_deep == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.rows.push(Vec::new());
            table.in_row = true;
            table.in_cell = false;
        }
    }

    /// A cell over `span` columns begins; the one before ends.
    pub fn cell(&mut self, span: usize) {
        self.blocks += 1;
        if self.too_deep > 0 {
            return;
        }
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        if !table.in_row {
            table.rows.push(Vec::new());
            table.in_row = true;
        }
        let row = table.rows.last_mut().expect("a row was begun");
        if row.len() < MAX_CELLS {
            row.push(Cell {
                blocks: Vec::new(),
                span: span.clamp(1, MAX_CELLS),
            });
        }
        table.in_cell = true;
    }

    /// The last cell is so many columns wide.
    pub fn span(&mut self, span: usize) {
        if self.too_deep == 0
            && let Some(cell) = self
                .tables
                .last_mut()
                .and_then(|table| table.rows.last_mut()?.last_mut())
        {
            cell.span = span.clamp(1, MAX_CELLS);
        }
    }

    /// The open cell ends.
    pub fn end_cell(&mut self) {
        if self.too_deep == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.in_cell = false;
        }
    }

    /// The open row ends.
    pub fn end_row(&mut self) {
        if self.too_deep == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.in_row = false;
            table.in_cell = false;
        }
    }

    /// The innermost table ends.
    pub fn end_table(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if let Some(table) = self.tables.pop() {
            self.place(Block::Table(table));
        }
    }

    /// How many tables are open.
    pub fn tables(&self) -> usize {
        self.tables.len() + self.too_deep
    }

    /// Lines that the document itself says are the head or foot of its pages.
    pub fn margin(&mut self, lines: Vec<Line>) {
        for line in lines {
            self.builder.margin(line);
        }
    }

    /// The source, what is still open ended; `None` where there is too much.
    pub fn finish(mut self) -> Option<Source> {
        while !self.paragraphs.is_empty() {
            self.end();
        }
        while self.tables() > 0 {
            self.end_table();
        }
        (!self.is_too_much()).then(|| self.builder.finish())
    }

    fn place(&mut self, block: Block) {
        let open = self.tables.iter_mut().rev().find(|table| table.in_cell);
        if let Some(cell) = open.and_then(|table| table.rows.last_mut()?.last_mut()) {
            cell.blocks.push(block);
        } else {
            self.write(block);
        }
    }

    fn write(&mut self, block: Block) {
        match block {
            Block::Paragraph(paragraph) => self.write_paragraph(paragraph),
            Block::Table(table) => self.write_table(table),
        }
    }

    fn write_paragraph(&mut self, mut paragraph: Paragraph) {
        let inner = std::mem::take(&mut paragraph.inner);
        let look = paragraph.look.clone();
        let lines = paragraph.lines();
        self.gap |= look.gap;
        if lines.is_empty() {
            self.gap = true;
        }
        let last = lines.len().saturating_sub(1);
        for (at, (text, bold)) in lines.into_iter().enumerate() {
            let gap = std::mem::take(&mut self.gap);
            self.builder.line(Line {
                text,
                gap,
                whole: at == last,
                heading: look.heading,
                bold,
                list: look.list.filter(|_| at == 0),
                series: look.series.filter(|_| at == 0),
                indent: look.indent,
                ..Line::default()
            });
        }
        for one in inner {
            self.write_paragraph(one);
        }
    }

    fn write_table(&mut self, table: Table) {
        let filled = |cell: &Cell| cell.blocks.iter().any(Block::is_filled);
        let rows: Vec<Vec<Cell>> = table
            .rows
            .into_iter()
            .filter(|row| row.iter().any(filled))
            .collect();
        if rows.is_empty() {
            return;
        }
        self.gap = true;
        let mut number: Option<u32> = None;
        for (at, row) in rows.into_iter().enumerate() {
            let is_box = row.len() == 1;
            if is_box || is_layout(&row) || is_marked(&row) {
                self.write_layout(row);
                continue;
            }
            let table = *number.get_or_insert_with(|| {
                self.next_table += 1;
                self.next_table - 1
            });
            self.write_row(row, table, at as u32);
        }
        self.gap = true;
    }

    /// A row of a real table: as many lines as its longest cell has paragraphs.
    fn write_row(&mut self, row: Vec<Cell>, table: u32, at: u32) {
        let mut columns: Vec<Vec<(String, bool)>> = Vec::new();
        for cell in row {
            let span = cell.span;
            let mut lines = Vec::new();
            for block in cell.blocks {
                block.lines(&mut lines);
            }
            columns.push(lines);
            for _ in 1..span.min(MAX_CELLS.saturating_sub(columns.len()).max(1)) {
                columns.push(Vec::new());
            }
        }
        let height = columns.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let cells: Vec<&str> = columns
                .iter()
                .map(|column| column.get(line).map_or("", |(text, _)| text.as_str()))
                .collect();
            let text = cells.join("\t").trim_end().to_owned();
            let bold = columns
                .iter()
                .filter_map(|column| column.get(line))
                .filter(|(text, _)| !text.is_empty())
                .all(|(_, bold)| *bold);
            self.blocks += columns.len();
            if self.is_too_much() {
                return;
            }
            self.builder.line(Line {
                text,
                gap: std::mem::take(&mut self.gap),
                whole: true,
                bold,
                row: Some(Row { table, row: at }),
                ..Line::default()
            });
        }
    }

    /// A row that only sets prose side by side: what begins its cells on one line, then each cell.
    fn write_layout(&mut self, row: Vec<Cell>) {
        let mut firsts: Vec<Paragraph> = Vec::new();
        let mut rest: Vec<Block> = Vec::new();
        for cell in row {
            let mut blocks = cell.blocks.into_iter().filter(Block::is_filled).peekable();
            if matches!(blocks.peek(), Some(Block::Paragraph(_)))
                && let Some(Block::Paragraph(first)) = blocks.next()
            {
                firsts.push(first);
            }
            rest.extend(blocks);
        }
        let mut firsts = firsts.into_iter();
        if let Some(mut line) = firsts.next() {
            for mut other in firsts {
                let mut lines = std::mem::take(&mut other.lines).into_iter();
                let head = lines.next().unwrap_or_default();
                let above = line.lines.first_mut().expect("begun with one line");
                above.text.push('\t');
                if !other.look.marker.is_empty() {
                    above.text.push_str(&other.look.marker);
                    above.text.push(' ');
                }
                above.text.push_str(&head.text);
                above.bold += head.bold;
                above.other += head.other;
                line.lines.extend(lines);
                line.look.heading = line.look.heading.or(other.look.heading);
                line.inner.append(&mut other.inner);
            }
            self.write_paragraph(line);
        }
        for block in rest {
            self.write(block);
        }
    }
}

/// Whether a row is a paragraph whose marker was set apart: `att`, `1.`, `–`, `§ 4` in a cell.
fn is_marked(row: &[Cell]) -> bool {
    let [Block::Paragraph(first)] = row[0].blocks.as_slice() else {
        return false;
    };
    let filled = |cell: &&Cell| cell.blocks.iter().any(Block::is_filled);
    let (text, others) = match first.lines.as_slice() {
        [line] => (line.text.trim(), row[1..].iter().filter(filled).count()),
        _ => return false,
    };
    let bare = text.trim_end_matches(['.', ')']);
    let counts = bare.len() < text.len()
        && (bare.chars().all(|c| c.is_ascii_digit()) && bare.len() <= 3
            || bare.chars().count() == 1 && bare.starts_with(char::is_alphabetic));
    others == 1
        && (text.eq_ignore_ascii_case("att")
            || matches!(text, "•" | "-" | "–" | "—")
            || counts
            || text.starts_with('§'))
}

/// Whether a row holds prose side by side rather than values: a table within it, a heading over
/// more, much text.
fn is_layout(row: &[Cell]) -> bool {
    let filled = |cell: &&Cell| cell.blocks.iter().any(Block::is_filled);
    if row.iter().filter(filled).count() > 3 {
        return false;
    }
    row.iter().any(|cell| {
        let mut paragraphs = 0;
        let mut bytes = 0;
        let mut heads = false;
        for block in cell.blocks.iter().filter(|block| block.is_filled()) {
            match block {
                Block::Table(_) => return true,
                Block::Paragraph(paragraph) => {
                    paragraphs += 1;
                    bytes += paragraph
                        .lines
                        .iter()
                        .map(|line| line.text.len())
                        .sum::<usize>();
                    heads |= paragraph.look.heading.is_some();
                }
            }
        }
        paragraphs >= 2 && (heads || bytes / paragraphs >= 120)
    })
}

impl Block {
    fn is_filled(&self) -> bool {
        match self {
            Block::Paragraph(paragraph) => paragraph.is_filled(),
            Block::Table(table) => table
                .rows
                .iter()
                .flatten()
                .any(|cell| cell.blocks.iter().any(Block::is_filled)),
        }
    }

    /// The lines of a block within a cell.
    fn lines(self, out: &mut Vec<(String, bool)>) {
        match self {
            Block::Paragraph(mut paragraph) => {
                let inner = std::mem::take(&mut paragraph.inner);
                let lines = paragraph.lines();
                out.extend(
                    lines
                        .into_iter()
                        .map(|(text, bold)| (text.replace('\t', " "), bold)),
                );
                for one in inner {
                    Block::Paragraph(one).lines(out);
                }
            }
            Block::Table(table) => {
                for cell in table.rows.into_iter().flatten() {
                    for block in cell.blocks {
                        block.lines(out);
                    }
                }
            }
        }
    }
}

impl Paragraph {
    fn is_filled(&self) -> bool {
        self.lines.iter().any(|line| !line.text.trim().is_empty())
            || self.inner.iter().any(Paragraph::is_filled)
    }

    /// Its lines with their text made plain, the marker before the first; of a heading one.
    fn lines(&self) -> Vec<(String, bool)> {
        let mut out: Vec<(String, bool)> = Vec::new();
        for line in &self.lines {
            let text = tidy(&line.text);
            if text.is_empty() {
                continue;
            }
            let bold = line.bold > 0 && line.other == 0;
            match out.last_mut() {
                Some((above, was_bold)) if self.look.heading.is_some() => {
                    above.push(' ');
                    above.push_str(&text);
                    *was_bold &= bold;
                }
                None if !self.look.marker.is_empty() => {
                    out.push((format!("{} {text}", tidy(&self.look.marker)), bold));
                }
                _ => out.push((text, bold)),
            }
        }
        out
    }
}

/// A text without white space at its ends, one space between words, one tab between cells.
fn tidy(text: &str) -> String {
    let text = plain(&text.replace(['\n', '\r'], " "));
    let mut out = String::with_capacity(text.len());
    for cell in text.split('\t') {
        let start = out.len();
        for word in cell.split(' ').filter(|word| !word.is_empty()) {
            if out.len() > start && !out.ends_with('\t') {
                out.push(' ');
            }
            out.push_str(word);
        }
        if out.len() > start {
            out.push('\t');
        }
    }
    out.truncate(out.trim_end().len());
    out
}
