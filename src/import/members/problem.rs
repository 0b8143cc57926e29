//! What a list says that isn't brought in, or not as it stands: where, and why.

use std::collections::HashMap;

use crate::lang::Message;

/// Something that somebody should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rows of the list it is about, in order; none for the list as a whole.
    pub rows: Vec<u32>,
    /// The column, `C (Kommun)`, where it is about one.
    pub column: Option<String>,
    /// What is wrong and what to do.
    pub message: Message,
    /// Whether somebody isn't brought in because of it.
    pub is_left_out: bool,
}

/// Problems under gathering: what is said of many rows is said once.
#[derive(Debug, Default)]
pub struct Problems {
    all: Vec<Problem>,
    seen: HashMap<(Option<String>, String, bool), usize>,
}

impl Problems {
    /// Somebody isn't brought in.
    pub fn left_out(&mut self, row: u32, column: Option<String>, message: Message) {
        self.add(row, column, message, true);
    }

    /// Something is done otherwise than the list may mean.
    pub fn note(&mut self, row: u32, column: Option<String>, message: Message) {
        self.add(row, column, message, false);
    }

    fn add(&mut self, row: u32, column: Option<String>, message: Message, is_left_out: bool) {
        let key = (column.clone(), message.sv.to_string(), is_left_out);
        let at = *self.seen.entry(key).or_insert(self.all.len());
        if at == self.all.len() {
            self.all.push(Problem {
                rows: Vec::new(),
                column,
                message,
                is_left_out,
            });
        }
        let rows = &mut self.all[at].rows;
        if rows.last() != Some(&row) {
            rows.push(row);
        }
    }

    /// All of them, those of whom somebody is left out first, then by row.
    pub fn finish(mut self) -> Vec<Problem> {
        self.all
            .sort_by_key(|one| (!one.is_left_out, one.rows.first().copied()));
        self.all
    }
}
