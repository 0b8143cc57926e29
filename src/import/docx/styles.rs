//! The styles of a Word document: which are headings, which are bold, numbered, set apart.

use std::collections::HashMap;

use crate::import::xml::{Node, Tag, XmlError, walk};

/// How long a chain of styles based on one another may be.
const CHAIN: usize = 20;

/// What a style, or a paragraph itself, says of a paragraph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Properties {
    /// Its outline level, from 0; 9 is body text.
    pub outline: Option<u8>,
    /// Its list, and the level in it.
    pub list: Option<u32>,
    /// The level in its list, from 0.
    pub level: Option<u8>,
    /// Its text is bold.
    pub bold: Option<bool>,
    /// Its text is hidden.
    pub hidden: Option<bool>,
    /// The space above it, in twentieths of a point.
    pub before: Option<f64>,
    /// The space below it.
    pub after: Option<f64>,
    /// No space between paragraphs of the same style.
    pub contextual: Option<bool>,
    /// How far it is indented.
    pub indent: Option<f64>,
    /// It begins a page.
    pub page: Option<bool>,
}

impl Properties {
    /// Reads a property of `w:pPr` or `w:rPr`.
    pub fn read(&mut self, tag: &Tag) {
        let value = |name: &str| tag.number(name);
        match tag.name() {
            "outlineLvl" => self.outline = value("val").map(|level| level.clamp(0.0, 9.0) as u8),
            "numId" => self.list = value("val").map(|list| list.max(0.0) as u32),
            "ilvl" => self.level = value("val").map(|level| level.clamp(0.0, 8.0) as u8),
            "b" => self.bold = Some(tag.is_on()),
            "vanish" => self.hidden = Some(tag.is_on()),
            "contextualSpacing" => self.contextual = Some(tag.is_on()),
            "pageBreakBefore" => self.page = Some(tag.is_on()),
            "spacing" => {
                self.before = value("before").or(self.before);
                self.after = value("after").or(self.after);
            }
            "ind" => self.indent = value("left").or(value("start")).or(self.indent),
            _ => {}
        }
    }

    /// What isn't said here, as `other` says.
    fn or(&mut self, other: &Properties) {
        self.outline = self.outline.or(other.outline);
        if self.list.is_none() {
            self.list = other.list;
            self.level = self.level.or(other.level);
        }
        self.bold = self.bold.or(other.bold);
        self.hidden = self.hidden.or(other.hidden);
        self.before = self.before.or(other.before);
        self.after = self.after.or(other.after);
        self.contextual = self.contextual.or(other.contextual);
        self.indent = self.indent.or(other.indent);
        self.page = self.page.or(other.page);
    }
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    says: Properties,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    defaults: Properties,
    /// The style of paragraphs that name none.
    normal: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(text: &str) -> Result<Styles, XmlError> {
        let mut out = Styles::default();
        let mut open: Option<(String, Style)> = None;
        let mut in_defaults = false;
        walk(text, &mut |node| {
            match node {
                Node::Open(tag) => match (tag.name(), &mut open) {
                    ("docDefaults", _) => in_defaults = true,
                    ("style", _) => {
                        let id = tag.get("styleId").unwrap_or_default().into_owned();
                        let default = matches!(tag.get("default").as_deref(), Some("1" | "true"));
                        if default && tag.get("type").as_deref() == Some("paragraph") {
                            out.normal = Some(id.clone());
                        }
                        open = Some((id, Style::default()));
                    }
                    ("name", Some((_, style))) => {
                        style.name = tag.get("val").unwrap_or_default().to_lowercase();
                    }
                    ("basedOn", Some((_, style))) => {
                        style.based_on = tag.get("val").map(|id| id.into_owned());
                    }
                    (_, Some((_, style))) => style.says.read(tag),
                    (_, None) if in_defaults => out.defaults.read(tag),
                    _ => {}
                },
                Node::Close("docDefaults") => in_defaults = false,
                Node::Close("style") => {
                    if let Some((id, style)) = open.take() {
                        out.styles.insert(id, style);
                    }
                }
                _ => {}
            }
            true
        })?;
        Ok(out)
    }

    /// What a paragraph that says `own` and names the style `id` comes to.
    pub fn settle(&self, own: &Properties, id: Option<&str>) -> Properties {
        let mut out = own.clone();
        let mut next = id.or(self.normal.as_deref());
        for _ in 0..CHAIN {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else {
                break;
            };
            out.or(&style.says);
            next = style.based_on.as_deref();
        }
        out.or(&self.defaults);
        out
    }

    /// Whether the character style `id` is bold.
    pub fn is_bold(&self, id: &str) -> Option<bool> {
        self.styles.get(id).and_then(|style| style.says.bold)
    }

    /// The level of the heading that the style `id` makes, from 1.
    pub fn heading(&self, id: &str) -> Option<u8> {
        let mut next = Some(id);
        for _ in 0..CHAIN {
            let style = next.and_then(|id| self.styles.get(id));
            let name = style.map_or(next?, |style| style.name.as_str());
            if let Some(level) = heading_of_name(name) {
                return Some(level);
            }
            next = style?.based_on.as_deref();
        }
        None
    }
}

/// `heading 2`, `Rubrik2`, `Title`.
pub fn heading_of_name(name: &str) -> Option<u8> {
    let name = name.to_lowercase().replace([' ', '_'], "");
    if matches!(name.as_str(), "title" | "titel" | "rubrik") {
        return Some(1);
    }
    let rest = name
        .strip_prefix("heading")
        .or_else(|| name.strip_prefix("rubrik"))?;
    rest.parse().ok().filter(|level| (1..=9).contains(level))
}
