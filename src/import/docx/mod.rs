//! DOCX → a source: paragraphs with their styles and numbers, tables, text boxes, footnotes;
//! insertions as if accepted, deletions as if gone.

mod numbering;
mod styles;

pub use self::numbering::shown;
use self::numbering::{Marker, Numbering};
pub use self::styles::heading_of_name;
use self::styles::{Properties, Styles};
use super::file::FileError;
use super::flow::{Flow, Look};
use super::package::Package;
use super::source::{Line, Source};
use super::xml::{Node, Tag, walk};

/// A space above a paragraph that sets it apart, in twentieths of a point.
const APART: f64 = 80.0;

/// How many heads and feet of pages are read.
const MAX_MARGINS: usize = 60;

/// Where the parts of a document lie.
#[derive(Debug, Default)]
struct Parts {
    document: String,
    /// Names of the other parts: their kind, their id, where they lie.
    related: Vec<(String, String, String)>,
}

/// Reads a document.
pub fn read(bytes: &[u8]) -> Result<Source, FileError> {
    let mut package = Package::open(bytes)?;
    let parts = parts(&mut package)?;
    let document = package.part(&parts.document)?.ok_or(FileError::Broken)?;
    let mut part = |kind: &str| -> Result<Option<String>, FileError> {
        match parts.related.iter().find(|(other, _, _)| other == kind) {
            Some((_, _, path)) => Ok(package.part(path)?),
            None => Ok(None),
        }
    };
    let styles = part("styles")?.unwrap_or_default();
    let numbering = part("numbering")?.unwrap_or_default();
    let notes = [
        part("footnotes")?.unwrap_or_default(),
        part("endnotes")?.unwrap_or_default(),
    ];
    let mut reader = Reader {
        // A document whose styles are damaged is still read.
        styles: Styles::read(&styles).unwrap_or_default(),
        numbering: Numbering::read(&numbering).unwrap_or_default(),
        ..Reader::default()
    };
    let (head, rest) = margins(&mut package, &parts, &document)?;
    // The head of the first page says what was held and when; what later pages repeat is left out.
    if let Some(head) = head {
        reader.part(&head)?;
        reader.flow.gap();
    }
    reader.part(&document)?;
    for notes in notes.iter().filter(|notes| !notes.is_empty()) {
        reader.flow.gap();
        reader.part(notes)?;
    }
    let mut left_out: Vec<Line> = Vec::new();
    for text in rest {
        let mut other = Reader::default();
        other.part(&text)?;
        if let Some(source) = other.flow.finish() {
            left_out.extend(source.lines().map(|(_, line)| line.clone()));
        }
    }
    reader.flow.margin(left_out);
    reader.flow.finish().ok_or(FileError::TooMuch)
}

/// Where the parts lie: by the relations of the package, else where Word puts them.
fn parts(package: &mut Package) -> Result<Parts, FileError> {
    let mut out = Parts::default();
    for (kind, _, target) in relations(&package.part("_rels/.rels")?.unwrap_or_default()) {
        if kind == "officeDocument" {
            out.document = target.trim_start_matches('/').to_owned();
        }
    }
    if out.document.is_empty() || !package.has(&out.document) {
        out.document = "word/document.xml".to_owned();
    }
    let (folder, name) = out.document.rsplit_once('/').unwrap_or(("", &out.document));
    let of_document = package.part(&format!("{folder}/_rels/{name}.rels"))?;
    for (kind, id, target) in relations(&of_document.unwrap_or_default()) {
        let path = match target.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => format!("{folder}/{target}"),
        };
        out.related.push((kind, id, path));
    }
    for kind in ["styles", "numbering", "footnotes", "endnotes"] {
        if out.related.iter().all(|(other, _, _)| other != kind) {
            let path = format!("{folder}/{kind}.xml");
            out.related.push((kind.to_owned(), String::new(), path));
        }
    }
    Ok(out)
}

/// The kind, the id and the target of each relation.
fn relations(text: &str) -> Vec<(String, String, String)> {
    let mut out = Vec::new();
    let read = walk(text, &mut |node| {
        if let Node::Open(tag) = node
            && tag.name() == "Relationship"
            && let (Some(kind), Some(target)) = (tag.get("Type"), tag.get("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let id = tag.get("Id").unwrap_or_default().into_owned();
            out.push((kind, id, target.into_owned()));
        }
        out.len() < 10_000
    });
    // Damaged relations: what was read before counts.
    let _ = read;
    out
}

/// The head of the first page, and all other heads and feet.
fn margins(
    package: &mut Package,
    parts: &Parts,
    document: &str,
) -> Result<(Option<String>, Vec<String>), FileError> {
    // Of the first section: `first` where it has one of its own, else `default`.
    let mut named: Vec<(bool, String)> = Vec::new();
    let mut first_differs = false;
    let mut inside = false;
    let read = walk(document, &mut |node| {
        match node {
            Node::Open(tag) if tag.name() == "sectPr" => inside = true,
            Node::Open(tag) if inside && tag.name() == "titlePg" => first_differs = tag.is_on(),
            Node::Open(tag) if inside && tag.name() == "headerReference" => {
                let is_first = tag.get("type").as_deref() == Some("first");
                named.push((is_first, tag.get("id").unwrap_or_default().into_owned()));
            }
            Node::Close("sectPr") => return false,
            _ => {}
        }
        named.len() < MAX_MARGINS
    });
    // A damaged document is told of when its text is read.
    let _ = read;
    let wanted = named
        .iter()
        .find(|(first, _)| *first == first_differs)
        .map(|(_, id)| id.as_str());
    let mut head = None;
    let mut rest = Vec::new();
    for (kind, id, path) in parts.related.iter().take(10_000) {
        let is_head = kind == "header";
        if !is_head && kind != "footer" || rest.len() >= MAX_MARGINS {
            continue;
        }
        let Some(text) = package.part(path)? else {
            continue;
        };
        if is_head && head.is_none() && Some(id.as_str()) == wanted {
            head = Some(text);
        } else {
            rest.push(text);
        }
    }
    Ok((head, rest))
}

/// Reads the parts of a document one after the other.
#[derive(Debug, Default)]
struct Reader {
    styles: Styles,
    numbering: Numbering,
    flow: Flow,
    /// Elements within one whose text isn't read.
    skipped: usize,
    paragraphs: Vec<Open>,
    run: Run,
    /// How many footnotes there were.
    notes: usize,
    /// The last paragraph's space below, and its style.
    below: f64,
    style_above: Option<String>,
    note: Option<String>,
    /// The paragraph mark was deleted: the next paragraph goes on with this one.
    goes_on: bool,
}

/// A paragraph that is open.
#[derive(Debug, Default)]
struct Open {
    own: Properties,
    style: Option<String>,
    bold: bool,
    hidden: bool,
    settled: bool,
    in_properties: bool,
    mark_deleted: bool,
}

#[derive(Debug, Default)]
struct Run {
    is_open: bool,
    in_properties: bool,
    bold: Option<bool>,
    hidden: Option<bool>,
}

/// Elements whose text isn't that of the document as it stands.
const SKIPPED: [&str; 11] = [
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "delInstrText",
    "sectPr",
    "tblPr",
    "docPartPr",
    "binData",
    "annotation",
];

impl Reader {
    fn part(&mut self, text: &str) -> Result<(), FileError> {
        let mut is_text = false;
        self.skipped = 0;
        walk(text, &mut |node| {
            match node {
                Node::Open(_) if self.skipped > 0 => self.skipped += 1,
                Node::Open(tag) => {
                    is_text = tag.name() == "t";
                    self.open(tag);
                }
                Node::Close(_) if self.skipped > 0 => self.skipped -= 1,
                Node::Close(name) => {
                    is_text = false;
                    self.close(name);
                }
                Node::Text(text) if is_text && self.skipped == 0 => self.text(text),
                Node::Text(_) => {}
            }
            !self.flow.is_too_much()
        })?;
        Ok(())
    }

    fn open(&mut self, tag: &Tag) {
        let name = tag.name();
        let in_properties = self
            .paragraphs
            .last()
            .is_some_and(|open| open.in_properties);
        if in_properties {
            let open = self.paragraphs.last_mut().expect("one is open");
            match name {
                "pStyle" => open.style = tag.get("val").map(|id| id.into_owned()),
                "del" => open.mark_deleted = true,
                // A change of the style: what it was before.
                "pPrChange" | "rPrChange" | "sectPr" => self.skipped = 1,
                // What the paragraph mark looks like says nothing of the text.
                "rPr" | "b" | "vanish" => {}
                _ => open.own.read(tag),
            }
            return;
        }
        if self.run.in_properties {
            match name {
                "b" => self.run.bold = Some(tag.is_on()),
                "vanish" => self.run.hidden = Some(tag.is_on()),
                "rStyle" => {
                    let of_style = tag.get("val").and_then(|id| self.styles.is_bold(&id));
                    self.run.bold = self.run.bold.or(of_style);
                }
                "rPrChange" => self.skipped = 1,
                _ => {}
            }
            return;
        }
        match name {
            _ if SKIPPED.contains(&name) => self.skipped = 1,
            "p" => {
                if self.goes_on && self.flow.is_open() {
                    self.goes_on = false;
                } else {
                    self.flow.begin(Look::default());
                }
                self.paragraphs.push(Open::default());
            }
            "pPr" => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.in_properties = true;
                }
            }
            "r" => {
                self.settle();
                self.run = Run {
                    is_open: true,
                    ..Run::default()
                };
            }
            "rPr" => self.run.in_properties = self.run.is_open,
            "tab" | "ptab" => self.text("\t"),
            "br" => match tag.get("type").as_deref() {
                Some("page") => self.break_page(),
                _ => self.flow.line_break(),
            },
            "cr" => self.flow.line_break(),
            "noBreakHyphen" => self.text("-"),
            "sym" => {
                if let Some(sign) = tag.get("char").as_deref().and_then(symbol) {
                    self.text(sign);
                }
            }
            "tbl" => self.flow.table(),
            "tr" => self.flow.row(),
            "tc" => {
                self.flow.cell(1);
            }
            "gridSpan" => {
                let span = tag.number("val").unwrap_or(1.0);
                self.flow.span(span.clamp(1.0, 64.0) as usize);
            }
            // The lines that divide notes from the text are notes, too.
            "footnote" | "endnote" if tag.get("type").is_some_and(|kind| kind != "normal") => {
                self.skipped = 1;
            }
            "footnote" | "endnote" => {
                self.notes += 1;
                self.note = Some(format!("Fotnot {}:", self.notes));
            }
            // A text box: its paragraphs stand within one, and its run within a run.
            "txbxContent" => self.run = Run::default(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "pPr" => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.in_properties = false;
                }
                self.settle();
            }
            "rPr" => self.run.in_properties = false,
            "r" => self.run = Run::default(),
            "p" => {
                self.settle();
                let deleted = self.paragraphs.pop().is_some_and(|open| open.mark_deleted);
                match deleted {
                    true => self.goes_on = true,
                    false => self.flow.end(),
                }
            }
            "tc" => {
                // A deleted paragraph mark at the end of a cell has nothing to go on with.
                if std::mem::take(&mut self.goes_on) {
                    self.flow.end();
                }
                self.flow.end_cell();
            }
            "tr" => self.flow.end_row(),
            "tbl" => self.flow.end_table(),
            _ => {}
        }
    }

    /// What the open paragraph looks like, once its properties are known.
    fn settle(&mut self) {
        let Some(open) = self.paragraphs.last_mut().filter(|open| !open.settled) else {
            return;
        };
        open.settled = true;
        let says = self.styles.settle(&open.own, open.style.as_deref());
        open.bold = says.bold.unwrap_or(false);
        open.hidden = says.hidden.unwrap_or(false);
        let named = open.style.as_deref().and_then(|id| self.styles.heading(id));
        let outlined = says
            .outline
            .filter(|level| *level < 9)
            .map(|level| level + 1);
        let heading = named.or(outlined);
        let level = says.level.unwrap_or(0);
        let marker = says
            .list
            .filter(|list| *list > 0)
            .and_then(|list| self.numbering.next(list, level));
        let same = says.contextual == Some(true) && self.style_above == open.style;
        let gap = !same && says.before.unwrap_or(0.0).max(self.below) >= APART;
        self.below = says.after.unwrap_or(0.0);
        self.style_above.clone_from(&open.style);
        let note = self.note.take();
        let look = Look {
            heading,
            list: marker
                .as_ref()
                .filter(|_| heading.is_none())
                .map(|_| level + 1),
            series: says
                .list
                .filter(|_| matches!(marker, Some(Marker::Number(_)))),
            marker: match marker {
                Some(Marker::Number(text)) => text,
                _ => note.unwrap_or_default(),
            },
            gap,
            indent: (says.indent.unwrap_or(0.0) / 120.0).clamp(0.0, 200.0) as u16,
        };
        self.flow.look(look);
        if says.page == Some(true) && self.paragraphs.len() == 1 {
            self.flow.page();
        }
    }

    fn text(&mut self, text: &str) {
        self.settle();
        let open = self.paragraphs.last();
        let bold = self.run.bold.unwrap_or(open.is_some_and(|open| open.bold));
        let hidden = self
            .run
            .hidden
            .unwrap_or(open.is_some_and(|open| open.hidden));
        if !hidden {
            self.flow.text(text, bold);
        }
    }

    /// A page ends within a paragraph: what follows is a paragraph of the next.
    fn break_page(&mut self) {
        if self.paragraphs.len() == 1 && self.flow.tables() == 0 {
            self.flow.split_page();
        } else {
            self.flow.line_break();
        }
    }
}

/// A sign of Wingdings that people use for crosses and ticks.
fn symbol(code: &str) -> Option<&'static str> {
    let code = u32::from_str_radix(code, 16).ok()? & 0xff;
    match code {
        0xfc | 0x50 => Some("✓"),
        0xfe | 0x52 => Some("☑"),
        0xfd | 0x78 | 0x54 | 0x53 => Some("☒"),
        0xfb | 0x4f => Some("✗"),
        0xa8 | 0x6f | 0x71 | 0x72 => Some("☐"),
        0x2d => Some("-"),
        _ => None,
    }
}
