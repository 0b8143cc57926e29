//! The member list of a body on one day, by name.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::lang::fold;
use crate::model::{Body, Member, MemberKind};

/// Who is a member, a substitute or co-opted on one day.
#[derive(Debug, Default)]
pub struct Roll<'a> {
    rows: Vec<&'a Member>,
    by_name: HashMap<String, Vec<&'a Member>>,
}

impl<'a> Roll<'a> {
    /// The rows of `body` that are in force on `day`.
    pub fn of(body: &'a Body, day: NaiveDate) -> Roll<'a> {
        let rows: Vec<&Member> = body.members_on(day).collect();
        let mut by_name: HashMap<String, Vec<&Member>> = HashMap::with_capacity(rows.len());
        for row in &rows {
            by_name.entry(fold(&row.name.value)).or_default().push(row);
        }
        Roll { rows, by_name }
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

    /// The rows of everybody whose folded name this is.
    pub(super) fn folded(&self, name: &str) -> &[&'a Member] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The regular members, each person once.
    pub fn regular(&self) -> impl Iterator<Item = &'a Member> + '_ {
        let mut seen = HashSet::new();
        self.rows
            .iter()
            .copied()
            .filter(|row| row.kind == MemberKind::Regular)
            .filter(move |row| {
                let id = row.id.as_ref().map(|id| id.value.as_str());
                let party = row.party.as_ref().map(|party| party.value.as_str());
                seen.insert((id.is_none().then(|| (fold(&row.name.value), party)), id))
            })
    }
}
