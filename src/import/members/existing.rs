//! The members and chairs that a body's file has, with their places in it.

use chrono::NaiveDate;

use crate::lang::fold;
use crate::model::{MemberKind, Period};
use crate::parse::fields::date;
use crate::parse::names::Names;
use crate::text::LineIndex;
use crate::yaml::{Entry as YamlEntry, Node, Value};

/// A row of `ledamöter`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seated {
    /// Name.
    pub name: String,
    /// The party, canonical where the archive knows it.
    pub party: Option<String>,
    /// As what.
    pub kind: MemberKind,
    /// From when to when.
    pub period: Period,
    /// For whom.
    pub substitute_for: Option<String>,
    /// The decision that elected.
    pub decision: Option<String>,
    /// Its place in the agreement.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The line, from 1.
    pub line: u32,
    /// Which row of the list.
    pub at: usize,
}

/// A row of `presidium: perioder`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChairTerm {
    /// The chair.
    pub chair: Option<String>,
    /// The vice chair.
    pub vice: Option<String>,
    /// From when to when.
    pub period: Period,
}

/// The value of `key`, in whatever case it is written; one that is empty too.
pub fn entry<'t>(node: &'t Node, key: &str) -> Option<&'t YamlEntry> {
    node.entries().iter().find(|entry| fold(&entry.key) == key)
}

fn text(node: &Node, key: &str) -> Option<String> {
    let text = entry(node, key)?.value.as_text()?;
    Some(text.to_owned()).filter(|text| !text.trim().is_empty())
}

fn day(node: &Node, key: &str) -> Option<NaiveDate> {
    date(&text(node, key)?)
}

fn period(node: &Node) -> Period {
    Period {
        from: day(node, "från"),
        until: day(node, "till"),
    }
}

/// The rows of a value: a list, or one mapping.
pub fn rows(node: Option<&Node>) -> &[Node] {
    match node {
        None => &[],
        Some(node) => match &node.value {
            Value::List(items) => items,
            Value::Map(_) => std::slice::from_ref(node),
            _ => &[],
        },
    }
}

/// The rows of `ledamöter` that name somebody.
pub fn members(root: &Node, names: &Names, lines: &LineIndex) -> Vec<Seated> {
    let list = rows(entry(root, "ledamöter").map(|entry| &entry.value));
    let row = |(at, node): (usize, &Node)| {
        let kind = text(node, "som").map(|word| fold(&word));
        let mut kinds = MemberKind::ALL.into_iter();
        let kind = kinds.find(|known| kind.as_deref() == Some(known.text().sv));
        let party = text(node, "huvudman");
        Some(Seated {
            name: text(node, "namn")?,
            party: party.map(|party| names.party(&party).map_or(party.clone(), str::to_owned)),
            kind: kind.unwrap_or(MemberKind::Regular),
            period: period(node),
            substitute_for: text(node, "för"),
            decision: text(node, "beslut"),
            source: text(node, "källa"),
            note: text(node, "anmärkning"),
            line: lines.line(node.span.start),
            at,
        })
    };
    list.iter().enumerate().filter_map(row).collect()
}

/// The rows of `presidium: perioder`.
pub fn chairs(root: &Node) -> Vec<ChairTerm> {
    let presidium = entry(root, "presidium").map(|entry| &entry.value);
    let list = presidium.and_then(|node| entry(node, "perioder"));
    let row = |node: &Node| ChairTerm {
        chair: text(node, "ordförande"),
        vice: text(node, "vice"),
        period: period(node),
    };
    rows(list.map(|entry| &entry.value))
        .iter()
        .map(row)
        .collect()
}
