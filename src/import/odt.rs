//! ODT → a source: paragraphs with their styles and numbers, tables, text boxes, footnotes; tracked
//! deletions stay out.

use std::collections::HashMap;

use super::docx::{heading_of_name, shown};
use super::file::FileError;
use super::flow::{Flow, Look};
use super::package::Package;
use super::source::{Line, Source};
use super::xml::{Node, Tag, walk};

/// How many levels a list has.
const LEVELS: usize = 10;

/// How long a chain of styles based on one another may be.
const CHAIN: usize = 20;

/// A space above a paragraph that sets it apart, in centimetres.
const APART: f64 = 0.14;

/// Reads a document.
pub fn read(bytes: &[u8]) -> Result<Source, FileError> {
    let mut package = Package::open(bytes)?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(FileError::Encrypted);
    }
    let content = package.part("content.xml")?.ok_or(FileError::Broken)?;
    let styles = package.part("styles.xml")?.unwrap_or_default();
    let mut known = Styles::default();
    // A document whose styles are damaged is still read.
    let _ = known.read(&styles);
    known.read(&content)?;
    let mut margins = Reader::new(&known, Part::Margins);
    let _ = margins.part(&styles);
    let margins: Vec<Line> = margins.flow.finish().map_or_else(Vec::new, |source| {
        source.lines().map(|(_, line)| line.clone()).collect()
    });
    let mut reader = Reader::new(&known, Part::Head);
    // The head of the first page says what was held and when.
    let _ = reader.part(&styles);
    reader.flow.gap();
    reader.kind = Part::Body;
    reader.part(&content)?;
    reader.flow.margin(margins);
    reader.flow.finish().ok_or(FileError::TooMuch)
}

/// What a style says.
#[derive(Clone, Debug, Default)]
struct Style {
    display: String,
    parent: Option<String>,
    list: Option<String>,
    bold: Option<bool>,
    above: Option<f64>,
    below: Option<f64>,
    page: bool,
}

/// How one level of a list counts.
#[derive(Clone, Debug)]
struct Level {
    /// `1`, `a`, `I`; empty for no number.
    format: String,
    prefix: String,
    suffix: String,
    start: u32,
    /// How many levels are shown.
    shows: usize,
    bullet: bool,
}

#[derive(Debug, Default)]
struct Styles {
    styles: HashMap<String, Style>,
    lists: HashMap<String, Vec<Option<Level>>>,
}

/// The list style that headings are numbered by.
const OUTLINE: &str = "\u{0}outline";

impl Styles {
    fn read(&mut self, text: &str) -> Result<(), FileError> {
        let mut style: Option<String> = None;
        let mut list: Option<String> = None;
        walk(text, &mut |node| {
            let tag = match node {
                Node::Open(tag) => tag,
                Node::Close("style") => {
                    style = None;
                    return true;
                }
                Node::Close("list-style" | "outline-style") => {
                    list = None;
                    return true;
                }
                _ => return true,
            };
            let owned = |name: &str| tag.get(name).map(|value| value.into_owned());
            match tag.name() {
                "style" => {
                    let name = owned("name").unwrap_or_default();
                    let read = Style {
                        display: owned("display-name").unwrap_or_else(|| name.clone()),
                        parent: owned("parent-style-name"),
                        list: owned("list-style-name").filter(|name| !name.is_empty()),
                        ..Style::default()
                    };
                    self.styles.insert(name.clone(), read);
                    style = Some(name);
                }
                "list-style" => list = owned("name"),
                "outline-style" => list = Some(OUTLINE.to_owned()),
                "text-properties" | "paragraph-properties" => {
                    let Some(style) = style.as_ref().and_then(|name| self.styles.get_mut(name))
                    else {
                        return true;
                    };
                    if let Some(weight) = tag.get("font-weight") {
                        style.bold = Some(matches!(&*weight, "bold" | "600" | "700" | "800"));
                    }
                    style.above = tag
                        .get("margin-top")
                        .and_then(|it| length(&it))
                        .or(style.above);
                    style.below = tag
                        .get("margin-bottom")
                        .and_then(|it| length(&it))
                        .or(style.below);
                    style.page |= tag.get("break-before").as_deref() == Some("page");
                }
                name @ ("list-level-style-number"
                | "list-level-style-bullet"
                | "outline-level-style") => {
                    let Some(list) = &list else { return true };
                    let level = tag.number("level").unwrap_or(1.0);
                    let level = (level as usize).clamp(1, LEVELS) - 1;
                    let levels = self.lists.entry(list.clone()).or_default();
                    levels.resize(LEVELS, None);
                    levels[level] = Some(Level {
                        format: owned("num-format").unwrap_or_default(),
                        prefix: owned("num-prefix").unwrap_or_default(),
                        suffix: owned("num-suffix").unwrap_or_default(),
                        start: tag
                            .number("start-value")
                            .map_or(1, |start| start.max(0.0) as u32),
                        shows: tag
                            .number("display-levels")
                            .map_or(1, |count| count as usize),
                        bullet: name == "list-level-style-bullet",
                    });
                }
                _ => {}
            }
            true
        })?;
        Ok(())
    }

    /// What `says` tells of the style `name` or of one it is based on.
    fn find<T>(&self, name: &str, says: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut next = Some(name);
        for _ in 0..CHAIN {
            let style = next.and_then(|name| self.styles.get(name))?;
            if let Some(said) = says(style) {
                return Some(said);
            }
            next = style.parent.as_deref();
        }
        None
    }
}

/// A length in centimetres.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit = text.len() - text.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let number: f64 = text.get(..unit)?.parse().ok()?;
    let scale = match &text[unit..] {
        "cm" => 1.0,
        "mm" => 0.1,
        "in" => 2.54,
        "pt" => 2.54 / 72.0,
        _ => return None,
    };
    Some(number * scale)
}

/// What is read of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The text.
    Body,
    /// The head of the first page.
    Head,
    /// All other heads and feet.
    Margins,
}

#[derive(Debug)]
struct Reader<'a> {
    styles: &'a Styles,
    flow: Flow,
    kind: Part,
    /// Elements within one that isn't read.
    skipped: usize,
    /// Within the part that is read.
    inside: bool,
    /// Heads of pages that were seen.
    first: usize,
    paragraphs: usize,
    bold: Vec<bool>,
    lists: Vec<Option<String>>,
    counted: HashMap<String, Vec<Option<u32>>>,
    /// The lists that count, each with a number of its own.
    series: HashMap<String, u32>,
    /// A list item began: its first paragraph has the marker.
    item: Option<Option<u32>>,
    below: f64,
    notes: usize,
    in_note: bool,
}

const SKIPPED: [&str; 12] = [
    "tracked-changes",
    "annotation",
    "annotation-end",
    "note-citation",
    "title",
    "desc",
    "forms",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "event-listeners",
    "binary-data",
];

impl<'a> Reader<'a> {
    fn new(styles: &'a Styles, kind: Part) -> Reader<'a> {
        Reader {
            styles,
            flow: Flow::default(),
            kind,
            skipped: 0,
            inside: false,
            first: 0,
            paragraphs: 0,
            bold: Vec::new(),
            lists: Vec::new(),
            counted: HashMap::new(),
            series: HashMap::new(),
            item: None,
            below: 0.0,
            notes: 0,
            in_note: false,
        }
    }

    fn part(&mut self, text: &str) -> Result<(), FileError> {
        walk(text, &mut |node| {
            match node {
                Node::Open(_) if self.skipped > 0 => self.skipped += 1,
                Node::Close(_) if self.skipped > 0 => self.skipped -= 1,
                Node::Open(tag) if self.begins(tag.name()) => self.inside = true,
                Node::Close(name) if self.inside && self.ends(name) => self.inside = false,
                Node::Open(tag) if self.inside => self.open(tag),
                Node::Close(name) if self.inside => self.close(name),
                Node::Text(text) if self.inside && self.skipped == 0 => self.text(text),
                _ => {}
            }
            !self.flow.is_too_much()
        })?;
        Ok(())
    }

    /// Whether the part that is read begins with this element.
    fn begins(&mut self, name: &str) -> bool {
        let is_margin = matches!(
            name,
            "header" | "header-first" | "header-left" | "footer" | "footer-first" | "footer-left"
        );
        match self.kind {
            Part::Body => name == "text" && !self.inside,
            _ if !is_margin => false,
            kind => {
                self.first += usize::from(name == "header");
                let is_head = name == "header" && self.first == 1;
                is_head == (kind == Part::Head)
            }
        }
    }

    fn ends(&self, name: &str) -> bool {
        match self.kind {
            Part::Body => name == "text",
            _ => name.starts_with("header") || name.starts_with("footer"),
        }
    }

    fn open(&mut self, tag: &Tag) {
        let name = tag.name();
        match name {
            _ if SKIPPED.contains(&name) => self.skipped = 1,
            "p" | "h" => self.begin(tag),
            "span" => {
                let style = tag.get("style-name").unwrap_or_default();
                let above = self.bold.last().copied().unwrap_or(false);
                let bold = self.styles.find(&style, |style| style.bold);
                self.bold.push(bold.unwrap_or(above));
            }
            "s" => self.text(" "),
            "tab" => self.text("\t"),
            "line-break" => self.flow.line_break(),
            "note" => self.notes += 1,
            "note-body" => self.in_note = true,
            "list" => {
                let own = tag.get("style-name").map(|name| name.into_owned());
                let style = own.or_else(|| self.lists.last().cloned().flatten());
                let goes_on = tag.get("continue-numbering").as_deref() == Some("true")
                    || tag.get("continue-list").is_some();
                if self.lists.is_empty()
                    && !goes_on
                    && let Some(style) = &style
                {
                    self.counted.remove(style);
                }
                self.lists.push(style);
            }
            "list-item" => {
                self.item = Some(tag.number("start-value").map(|start| start.max(0.0) as u32));
            }
            "table" => self.flow.table(),
            "table-row" => self.flow.row(),
            "table-cell" | "covered-table-cell" => {
                let times = tag.number("number-columns-repeated").unwrap_or(1.0);
                self.flow.cell(times.clamp(1.0, 64.0) as usize);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" if self.paragraphs > 0 => {
                self.paragraphs -= 1;
                self.bold.pop();
                self.flow.end();
            }
            "span" => {
                self.bold.pop();
            }
            "note-body" => self.in_note = false,
            "list" => {
                self.lists.pop();
            }
            "list-item" => self.item = None,
            "table-cell" | "covered-table-cell" => self.flow.end_cell(),
            "table-row" => self.flow.end_row(),
            "table" => self.flow.end_table(),
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Tag) {
        let style = tag.get("style-name").unwrap_or_default();
        let styles = self.styles;
        if self.paragraphs == 0
            && styles
                .find(&style, |style| style.page.then_some(()))
                .is_some()
            && self.flow.tables() == 0
        {
            self.flow.page();
        }
        let outline = (tag.name() == "h").then(|| {
            let level = tag.number("outline-level").unwrap_or(1.0);
            (level as usize).clamp(1, LEVELS)
        });
        let titled = styles.find(&style, |style| heading_of_name(&style.display));
        let heading = outline.map(|level| level as u8).or(titled);
        let listed = !self.lists.is_empty();
        let item = self.item.take();
        let mut series = None;
        let marker = if let Some(start) = item {
            let list = self.lists.last().cloned().flatten();
            let list = list.or_else(|| styles.find(&style, |style| style.list.clone()));
            let marker = list
                .as_ref()
                .and_then(|list| self.next(list, self.lists.len() - 1, start));
            if let (Some(list), Some(_)) = (list, &marker) {
                let next = self.series.len() as u32;
                series = Some(*self.series.entry(list).or_insert(next));
            }
            marker
        } else if let Some(level) = outline.filter(|_| !listed) {
            self.next(OUTLINE, level - 1, None)
        } else {
            None
        };
        let note = std::mem::take(&mut self.in_note).then(|| format!("Fotnot {}:", self.notes));
        let above = styles.find(&style, |style| style.above).unwrap_or(0.0);
        let gap = above.max(self.below) >= APART;
        self.below = styles.find(&style, |style| style.below).unwrap_or(0.0);
        self.flow.begin(Look {
            heading,
            list: (item.is_some() && heading.is_none()).then(|| self.lists.len().min(LEVELS) as u8),
            series,
            marker: marker.or(note).unwrap_or_default(),
            gap,
            indent: 0,
        });
        self.paragraphs += 1;
        self.bold
            .push(styles.find(&style, |style| style.bold).unwrap_or(false));
    }

    fn text(&mut self, text: &str) {
        if self.paragraphs > 0 {
            self.flow
                .text(text, self.bold.last().copied().unwrap_or(false));
        }
    }

    /// The number of the next item of the list style `list` on `level`; `None` for a bullet.
    fn next(&mut self, list: &str, level: usize, start: Option<u32>) -> Option<String> {
        let levels = self.styles.lists.get(list)?;
        let level = level.min(LEVELS - 1);
        let own = levels[level].as_ref()?;
        let counted = self
            .counted
            .entry(list.to_owned())
            .or_insert_with(|| vec![None; LEVELS]);
        let number =
            start.unwrap_or(counted[level].map_or(own.start, |last| last.saturating_add(1)));
        counted[level] = Some(number);
        for below in &mut counted[level + 1..] {
            *below = None;
        }
        if own.bullet || own.format.is_empty() {
            return None;
        }
        let from = (level + 1).saturating_sub(own.shows.max(1));
        let shown: Vec<String> = (from..=level)
            .filter_map(|at| {
                let format = &levels[at].as_ref()?.format;
                Some(shown(counted[at].unwrap_or(1), format))
            })
            .collect();
        Some(format!("{}{}{}", own.prefix, shown.join("."), own.suffix))
    }
}
