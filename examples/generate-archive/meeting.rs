//! A protocol as data, so that plants can change it, and how it's written.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::county::{Manner, PARTIES};

/// Somebody in an attendance list.
#[derive(Clone)]
pub struct Attendee {
    /// The name; empty for somebody known by role alone.
    pub name: String,
    /// The organisation or office.
    pub place: String,
    /// The party, for those who sit for one.
    pub party: Option<usize>,
    /// What stands last.
    pub role: Option<String>,
    /// A title, which makes it a mapping.
    pub title: Option<&'static str>,
    /// What else makes it a mapping: keys and values as YAML.
    pub fields: Vec<(&'static str, String)>,
    /// Sits for a member.
    pub serves: bool,
}

impl Attendee {
    /// A line `Namn, plats`.
    pub fn new(name: &str, place: &str) -> Attendee {
        Attendee {
            name: name.to_owned(),
            place: place.to_owned(),
            party: None,
            role: None,
            title: None,
            fields: Vec::new(),
            serves: false,
        }
    }

    /// Whether the person is there from beginning to end and free of recusal.
    pub fn is_plain(&self) -> bool {
        self.fields.is_empty() && self.role.is_none()
    }

    fn write(&self, out: &mut String) {
        out.push_str("  - ");
        if self.fields.is_empty() && self.title.is_none() {
            out.push_str(&self.name);
            if !self.place.is_empty() {
                if !self.name.is_empty() {
                    out.push_str(", ");
                }
                out.push_str(&self.place);
            }
            if let Some(role) = &self.role {
                out.push_str(", ");
                out.push_str(role);
            }
        } else {
            out.push_str("{namn: ");
            out.push_str(&self.name);
            match self.party {
                Some(party) if self.place == PARTIES[party] => {
                    out.push_str(", huvudman: ");
                    out.push_str(&self.place);
                }
                _ => {
                    out.push_str(", roll: ");
                    out.push_str(&self.place);
                }
            }
            if let Some(role) = &self.role {
                out.push_str(", roll: ");
                out.push_str(role);
            }
            if let Some(title) = self.title {
                out.push_str(", titel: ");
                out.push_str(title);
            }
            for (key, value) in &self.fields {
                out.push_str(", ");
                out.push_str(key);
                out.push_str(": ");
                out.push_str(value);
            }
            out.push('}');
        }
        out.push('\n');
    }
}

/// A document that belongs to a protocol.
#[derive(Clone)]
pub struct Attachment {
    /// Its title.
    pub title: String,
    /// Its file, where the archive has it.
    pub file: Option<String>,
}

/// A numbered item.
#[derive(Clone, Default)]
pub struct Item {
    /// The number as written.
    pub number: String,
    /// A number within another item, and a heading one level lower.
    pub sub: bool,
    /// The title.
    pub title: String,
    /// Tag and data lines, without bullets.
    pub lines: Vec<String>,
    /// Everything else, as Markdown.
    pub text: String,
}

/// A file.
#[derive(Clone)]
pub struct Meeting {
    /// Relative to the root.
    pub path: String,
    /// The index of the body.
    pub body: usize,
    /// The body's code.
    pub code: String,
    /// How the body writes.
    pub manner: Manner,
    /// The day.
    pub date: NaiveDate,
    /// Lines of front matter before the attendance, without line ends.
    pub head: Vec<(&'static str, String)>,
    /// närvarande
    pub present: Vec<Attendee>,
    /// ersättare
    pub substitutes: Vec<Attendee>,
    /// frånvarande
    pub absent: Vec<Attendee>,
    /// adjungerade
    pub co_opted: Vec<Attendee>,
    /// övriga
    pub others: Vec<Attendee>,
    /// nästa-möte, each as YAML.
    pub next: Vec<String>,
    /// bilagor
    pub attachments: Vec<Attachment>,
    /// Lines of front matter after the lists: approval and signatures.
    pub tail: Vec<String>,
    /// The heading of the document.
    pub title: String,
    /// What stands between that and the first item.
    pub preamble: String,
    /// The items.
    pub items: Vec<Item>,
}

impl Meeting {
    /// The id.
    pub fn id(&self) -> String {
        match self.value("möte") {
            Some(extra) => format!("{}/{}-{extra}", self.code, self.date),
            None => format!("{}/{}", self.code, self.date),
        }
    }

    /// A value of the head.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.head
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value.as_str())
    }

    /// Changes a value of the head that is there.
    pub fn set(&mut self, key: &str, value: &str) {
        let row = self.head.iter_mut().find(|(name, _)| *name == key);
        row.expect("the plant names a key that the protocol has").1 = value.to_owned();
    }

    /// The item with this title.
    pub fn item(&mut self, title: &str) -> &mut Item {
        self.items
            .iter_mut()
            .find(|item| item.title == title)
            .expect("the plant names an item that the protocol has")
    }

    /// The file's text.
    pub fn render(&self, out: &mut String) {
        out.push_str("---\n");
        for (key, value) in &self.head {
            out.push_str(key);
            out.push_str(": ");
            out.push_str(value);
            out.push('\n');
        }
        for (key, list) in [
            ("närvarande", &self.present),
            ("ersättare", &self.substitutes),
            ("frånvarande", &self.absent),
            ("adjungerade", &self.co_opted),
            ("övriga", &self.others),
        ] {
            if !list.is_empty() {
                out.push_str(key);
                out.push_str(":\n");
                for attendee in list {
                    attendee.write(out);
                }
            }
        }
        if !self.next.is_empty() {
            out.push_str("nästa-möte:\n");
            for next in &self.next {
                out.push_str("  - ");
                out.push_str(next);
                out.push('\n');
            }
        }
        if !self.attachments.is_empty() {
            out.push_str("bilagor:\n");
            for (n, attachment) in self.attachments.iter().enumerate() {
                let _ = write!(out, "  - {{nr: {}, titel: {}", n + 1, attachment.title);
                if let Some(file) = &attachment.file {
                    let _ = write!(out, ", fil: {file}");
                }
                out.push_str("}\n");
            }
        }
        for line in &self.tail {
            out.push_str(line);
            out.push('\n');
        }
        out.push_str("---\n\n# ");
        out.push_str(&self.title);
        out.push_str("\n\n");
        out.push_str(&self.preamble);
        for item in &self.items {
            self.render_item(item, out);
        }
        // Every block ends with an empty line; the file ends with one line end.
        while out.ends_with("\n\n") {
            out.pop();
        }
    }

    fn render_item(&self, item: &Item, out: &mut String) {
        out.push_str(if item.sub { "### " } else { "## " });
        match self.manner {
            _ if item.sub => {}
            Manner::SectionsOverYear if item.number.contains('-') => out.push_str("§§ "),
            Manner::Sections | Manner::SectionsOverYear => out.push_str("§ "),
            Manner::Points | Manner::Notes => {}
        }
        out.push_str(&item.number);
        if self.manner == Manner::Points && !item.sub {
            out.push('.');
        }
        out.push(' ');
        out.push_str(&item.title);
        out.push_str("\n\n");
        let plain = self.manner == Manner::Points;
        for (n, line) in item.lines.iter().enumerate() {
            out.push_str(if plain { "" } else { "- " });
            out.push_str(line);
            // Two plain lines would run together where Markdown is shown.
            if plain && n + 1 < item.lines.len() {
                out.push_str("  ");
            }
            out.push('\n');
        }
        if !item.lines.is_empty() {
            out.push('\n');
        }
        out.push_str(&item.text);
    }
}
