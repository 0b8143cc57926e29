//! Whether a changed file says what was meant: it is read again before anybody writes it.

use super::Known;
use super::existing::{self, ChairTerm, Seated};
use super::merge::Target;
use crate::lang::fold;
use crate::parse::body;
use crate::text::LineIndex;
use crate::yaml::{self, Node, Tree};

/// What must be read after a change.
pub struct Expected {
    /// The rows of `ledamöter`.
    pub members: Vec<Seated>,
    /// The rows of `presidium: perioder`.
    pub chairs: Vec<ChairTerm>,
}

/// Whether the changed text says what was meant and nothing else: the same members and chairs, the
/// other keys untouched, and no finding that wasn't there.
pub(super) fn is_as_meant(
    target: &Target,
    before: &Tree,
    after: &str,
    expected: &Expected,
    known: &Known,
) -> bool {
    let tree = yaml::read(after, 0);
    let mut members = existing::members(&tree.root, known.names, &LineIndex::new(after));
    let mut wanted = expected.members.clone();
    // Where they stand is no part of what they say.
    for seated in members.iter_mut().chain(&mut wanted) {
        (seated.line, seated.at) = (0, 0);
    }
    let others = |tree: &Tree| -> Vec<(String, Plain)> {
        let entries = tree.root.entries().iter();
        entries
            .filter(|entry| !["ledamöter", "presidium"].contains(&fold(&entry.key).as_str()))
            .map(|entry| (entry.key.value.clone(), plain(&entry.value)))
            .collect()
    };
    let findings = |tree: &Tree, text: &str| {
        body::read(tree, text, target.path, known.names)
            .1
            .findings
            .len()
    };
    let text = target.text.unwrap_or_default();
    let faults = (
        before.faults.len(),
        target.text.map_or(0, |text| findings(before, text)),
    );
    members == wanted
        && existing::chairs(&tree.root) == expected.chairs
        && (target.text.is_none() || others(before) == others(&tree))
        && tree.faults.len() <= faults.0
        && findings(&tree, after) <= faults.1
        && (text.is_empty() || !tree.root.entries().is_empty())
}

/// A value without its places.
#[derive(Debug, PartialEq, Eq)]
enum Plain {
    Null,
    Text(String),
    List(Vec<Plain>),
    Map(Vec<(String, Plain)>),
}

fn plain(node: &Node) -> Plain {
    match &node.value {
        yaml::Value::Null => Plain::Null,
        yaml::Value::Scalar(scalar) => Plain::Text(scalar.text.clone()),
        yaml::Value::List(items) => Plain::List(items.iter().map(plain).collect()),
        yaml::Value::Map(entries) => Plain::Map(
            entries
                .iter()
                .map(|entry| (entry.key.value.clone(), plain(&entry.value)))
                .collect(),
        ),
    }
}
