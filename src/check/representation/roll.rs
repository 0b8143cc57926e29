//! The member list of a body on one day, by name.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::lang::{Likeness, compare_names, fold};
use crate::model::{Body, Member, MemberKind};

/// So many rows are compared for a name that is spelled a little differently.
const LIKE_MAX: usize = 500;

/// Whether two names may be one person's, spelled differently or with more given names.
pub fn is_like(a: &str, b: &str) -> bool {
    matches!(
        compare_names(a, b),
        Likeness::Same | Likeness::Subset | Likeness::Close { .. }
    )
}

/// Who is a member, a substitute or co-opted on one day.
#[derive(Debug, Default)]
pub struct Roll<'a> {
    rows: Vec<&'a Member>,
    /// The folded name of each row.
    names: Vec<String>,
    by_name: HashMap<String, Vec<&'a Member>>,
}

impl<'a> Roll<'a> {
    /// The rows of `body` that are in force on `day`.
    pub fn of(body: &'a Body, day: NaiveDate) -> Roll<'a> {
        let rows: Vec<&Member> = body.members_on(day).collect();
        let mut by_name: HashMap<String, Vec<&Member>> = HashMap::with_capacity(rows.len());
        let names: Vec<String> = rows.iter().map(|row| fold(&row.name.value)).collect();
        for (row, name) in rows.iter().zip(&names) {
            by_name.entry(name.clone()).or_default().push(row);
        }
        Roll {
            rows,
            names,
            by_name,
        }
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Its rows, in the order written.
    pub fn rows(&self) -> &[&'a Member] {
        &self.rows
    }

    /// The rows of everybody of this name.
    pub fn named(&self, name: &str) -> &[&'a Member] {
        self.by_name.get(&fold(name)).map_or(&[], Vec::as_slice)
    }

    /// The first row whose name is spelled a little differently from `name`, or has more or fewer
    /// given names. Of a list that is no member list any more only the beginning is compared.
    pub fn like(&self, name: &str) -> Option<&'a Member> {
        let mut rows = self.rows.iter().take(LIKE_MAX);
        rows.find(|row| is_like(&row.name, name)).copied()
    }

    /// The rows of everybody whose folded name this is.
    pub(super) fn folded(&self, name: &str) -> &[&'a Member] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The regular members, each person once.
    pub fn regular(&self) -> impl Iterator<Item = &'a Member> + '_ {
        self.regular_by_name().map(|(_, row)| row)
    }

    /// The same with their folded names.
    pub fn regular_by_name(&self) -> impl Iterator<Item = (&str, &'a Member)> {
        let mut seen = HashSet::new();
        let rows = self.names.iter().zip(&self.rows);
        rows.filter(|(_, row)| row.kind == MemberKind::Regular)
            .map(|(name, row)| (name.as_str(), *row))
            .filter(move |(name, row)| {
                let id = row.id.as_ref().map(|id| id.value.as_str());
                let party = row.party.as_ref().map(|party| party.value.as_str());
                seen.insert((id, id.is_none().then_some((*name, party))))
            })
    }
}
