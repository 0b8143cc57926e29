//! YAML as people write it: text → tree with spans, recovering at the smallest unit; and quoting.
//! Nothing outside this folder knows the YAML packages.
//!
//! Scalars are text, never resolved: `6.10`, `no` and `2023-02-17` are what they look like. A text
//! takes one of two roads. `scan` reads the common subset in one sweep and without faults;
//! whatever it doesn't know goes to `events`, which builds the same tree from a full parser's
//! events, and where that fails `recover` reads line by line as a person would.

mod events;
mod flow;
mod layout;
mod line;
mod quote;
mod recover;
mod scan;
mod slips;
pub mod splice;
mod whitespace;

pub use quote::quote;

use crate::text::{At, Edit, Span};
use std::collections::HashMap;

/// The longest YAML that is read, in bytes (1 MiB).
pub const MAX_BYTES: usize = 1 << 20;
/// The most values one text may have.
pub const MAX_NODES: usize = 100_000;
/// How deep lists and mappings may lie in each other.
pub const MAX_DEPTH: usize = 32;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What was read.
    pub value: Value,
    /// The value's bytes, quotes and brackets included; a missing value is empty, after its colon
    /// or dash. Block lists begin at their first dash, block texts at their `|` or `>`.
    pub span: Span,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing was written. (`null` and `~` are texts.)
    Null,
    /// A text.
    Scalar(Scalar),
    /// A list, in block or flow form.
    List(Vec<Node>),
    /// A mapping, in block or flow form, in the order written, with repeated keys.
    Map(Vec<Entry>),
}

/// A text, and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text meant: escapes resolved, lines folded.
    pub text: String,
    /// How it was written.
    pub style: Style,
}

/// The ways to write a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes. On one line, the span's slice is the text.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|` or `>`
    Block,
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key; its span has the quotes, if any.
    pub key: At<String>,
    /// The value.
    pub value: Node,
}

/// What [`read`] understood of a text, and what it did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The whole; `Null` for an empty text.
    pub root: Node,
    /// What was wrong, in the order of the text.
    pub faults: Vec<Fault>,
}

/// Something wrong in a text that was read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// Where.
    pub span: Span,
    /// The change after which the text reads as the same tree without this fault.
    pub fix: Option<Edit>,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Not YAML; what the line says was taken as text, or its place was guessed.
    Unreadable,
    /// The key stands there already; both are in the tree.
    DuplicateKey {
        /// The first key of that name.
        first: Span,
    },
    /// Over [`MAX_DEPTH`]; taken as text.
    TooDeep,
    /// `*name` or `&name`, which aren't followed.
    AliasOrAnchor,
    /// A tab (or a non-breaking space) where YAML wants spaces.
    Tab,
    /// A value that YAML cuts at ` #`; the tree has it whole.
    LostTail,
    /// A comma inside `{…}` that YAML takes for the end of the value; the tree has it whole.
    SplitByComma,
    /// A line of a list that a colon makes a mapping: `- Bo Al (tjg: för Eva By)`; the tree has it
    /// as text.
    UnintendedMapping,
    /// A line without a key among keys, which isn't in the tree; or a whole text without any.
    NotAMapping,
    /// More text after `---` or `...`, which isn't read.
    SeveralDocuments,
    /// Over [`MAX_BYTES`] or [`MAX_NODES`]; not read from there.
    TooLarge,
}

/// Reads YAML. Never fails: what isn't understood is a fault with a place.
///
/// `text` is the YAML alone; every span is moved by `offset` bytes, the place of `text` in its
/// file. Time and memory grow with the length of `text`, and no faster.
pub fn read(text: &str, offset: usize) -> Tree {
    if text.len() > MAX_BYTES {
        let span = Span::new(0, text.len()).shifted(offset);
        return Tree {
            root: Node::null(offset),
            faults: vec![Fault {
                kind: FaultKind::TooLarge,
                span,
                fix: None,
            }],
        };
    }
    if let Some(root) = scan::read(text, offset) {
        return Tree {
            root,
            faults: Vec::new(),
        };
    }
    read_fully(text, offset)
}

/// [`read`] without the short road.
fn read_fully(text: &str, offset: usize) -> Tree {
    if let Some(rest) = text.strip_prefix('\u{feff}') {
        return read_fully(rest, offset + '\u{feff}'.len_utf8());
    }
    let (evened, tabs) = whitespace::even(text);
    let mut tree = recover::read(&evened, tabs);
    find_duplicates(&tree.root, &mut tree.faults);
    tree.faults
        .sort_by_key(|fault| (fault.span.start, fault.span.end));
    if offset > 0 {
        tree.shift(offset);
    }
    tree
}

/// Adds a fault for each key that its mapping had before.
fn find_duplicates(root: &Node, faults: &mut Vec<Fault>) {
    let mut waiting = vec![root];
    let mut seen: HashMap<&str, Span> = HashMap::new();
    while let Some(node) = waiting.pop() {
        waiting.extend(node.items());
        seen.clear();
        for entry in node.entries() {
            waiting.push(&entry.value);
            match seen.get(entry.key.as_str()) {
                Some(&first) => faults.push(Fault {
                    kind: FaultKind::DuplicateKey { first },
                    span: entry.key.span,
                    fix: None,
                }),
                None => {
                    seen.insert(&entry.key, entry.key.span);
                }
            }
        }
    }
}

impl Tree {
    fn shift(&mut self, offset: usize) {
        let mut waiting = vec![&mut self.root];
        while let Some(node) = waiting.pop() {
            node.span = node.span.shifted(offset);
            match &mut node.value {
                Value::Null | Value::Scalar(_) => {}
                Value::List(items) => waiting.extend(items),
                Value::Map(entries) => {
                    for entry in entries {
                        entry.key.span = entry.key.span.shifted(offset);
                        waiting.push(&mut entry.value);
                    }
                }
            }
        }
        for fault in &mut self.faults {
            fault.span = fault.span.shifted(offset);
            if let FaultKind::DuplicateKey { first } = &mut fault.kind {
                *first = first.shifted(offset);
            }
            if let Some(fix) = &mut fault.fix {
                fix.span = fix.span.shifted(offset);
            }
        }
    }
}

impl Node {
    /// A missing value at `offset`.
    fn null(offset: usize) -> Node {
        Node {
            value: Value::Null,
            span: Span::at(offset),
        }
    }

    /// A text, for `Scalar` alone.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// The text with its place, for `Scalar` alone.
    pub fn text_at(&self) -> Option<At<String>> {
        self.as_text()
            .map(|text| At::new(text.to_string(), self.span))
    }

    /// The value of the first `key`, for `Map` alone.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|entry| entry.key.value == key)
            .map(|entry| &entry.value)
    }

    /// The entries of a `Map`; none of anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a `List`; none of anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Whether nothing was written.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }
}

#[cfg(test)]
mod tests;
