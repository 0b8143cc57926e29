//! The meetings that bodies have held, for finding the next one.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::Dated;
use crate::archive::ProtocolFile;
use crate::model::Kind;

/// By the code of the body, oldest first.
pub(super) struct Meetings<'a> {
    of: HashMap<&'a str, Vec<Dated<'a>>>,
}

impl<'a> Meetings<'a> {
    /// Those of `files`; a decision between meetings is none.
    pub fn new(files: &[Dated<'a>]) -> Meetings<'a> {
        let mut of: HashMap<&str, Vec<Dated<'a>>> = HashMap::new();
        for dated in files {
            if dated.file.protocol.kind != Kind::Written {
                of.entry(&dated.file.protocol.body.value)
                    .or_default()
                    .push(*dated);
            }
        }
        Meetings { of }
    }

    /// The first meeting of a body on a later day.
    pub fn first_after(&self, body: &str, day: NaiveDate) -> Option<&'a ProtocolFile> {
        let all = self.of.get(body)?;
        let at = all.partition_point(|dated| dated.date <= day);
        all.get(at).map(|dated| dated.file)
    }
}
