//! Whether a text says the same after its repairs: every key and value, and every block of the
//! document, but for those that were repaired. Belt and braces: no repair is meant to need it.

use std::path::Path;

use super::{Kind, kind};
use crate::parse::document::{Block, BlockKind};
use crate::parse::{front_matter, markdown};
use crate::text::{Edit, Span};
use crate::yaml::{self, Node, Tree, Value};

/// Whether `after`, which is `before` with these edits made in order, says the same.
pub(super) fn says_the_same(before: &str, after: &str, edits: &[&Edit], path: &Path) -> bool {
    let (Some(old), Some(new)) = (parts(before, path), parts(after, path)) else {
        return false;
    };
    let (old_tree, new_tree) = (tree(before, &old), tree(after, &new));
    let faults = |tree: &Tree| tree.faults.len();
    same_node(&old_tree.root, &new_tree.root, edits)
        && faults(&new_tree) <= faults(&old_tree)
        && same_document(&before[old.body..], &after[new.body..], old.body, edits)
}

/// Where the YAML of a file stands, and what stands below it.
struct Parts {
    yaml: std::ops::Range<usize>,
    body: usize,
}

fn parts(text: &str, path: &Path) -> Option<Parts> {
    if kind(path) != Kind::Protocol {
        return Some(Parts {
            yaml: 0..text.len(),
            body: text.len(),
        });
    }
    front_matter::split(text).map(|head| Parts {
        yaml: head.yaml,
        body: head.body,
    })
}

fn tree(text: &str, parts: &Parts) -> Tree {
    yaml::read(&text[parts.yaml.clone()], parts.yaml.start)
}

/// Whether two values have the same shape and the same texts, but for those that were written.
/// The depth of a tree is limited where it is read.
fn same_node(old: &Node, new: &Node, edits: &[&Edit]) -> bool {
    match (&old.value, &new.value) {
        (Value::Null, Value::Null) => true,
        (Value::Scalar(a), Value::Scalar(b)) => a.text == b.text || is_edited(old.span, edits),
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_node(a, b, edits))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| {
                    (a.key.value == b.key.value || is_edited(a.key.span, edits))
                        && same_node(&a.value, &b.value, edits)
                })
        }
        _ => false,
    }
}

/// Whether an edit changes a byte within `span`.
fn is_edited(span: Span, edits: &[&Edit]) -> bool {
    let from = edits.partition_point(|edit| edit.span.end <= span.start);
    edits
        .get(from)
        .is_some_and(|edit| edit.span.start < span.end)
}

/// Whether two documents have the same blocks with the same texts. In those that were edited,
/// which are data lines, the words may be others.
fn same_document(old: &str, new: &str, start: usize, edits: &[&Edit]) -> bool {
    if old == new {
        return true;
    }
    let (old, new) = (markdown::read(old, 0), markdown::read(new, 0));
    let same = |a: &Block, b: &Block| {
        let shape = |block: &Block| (block.kind.clone(), block.depth, block.quoted);
        let may_differ = is_edited(a.span.shifted(start), edits)
            && matches!(a.kind, BlockKind::Paragraph | BlockKind::ListItem { .. });
        shape(a) == shape(b) && (a.text() == b.text() || may_differ)
    };
    old.blocks.len() == new.blocks.len()
        && old.links.len() == new.links.len()
        && old.blocks.iter().zip(&new.blocks).all(|(a, b)| same(a, b))
}
