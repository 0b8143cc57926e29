//! The meetings of each body, one after the other.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::archive::{Archive, ProtocolFile};
use crate::model::{Kind, Status};

/// A protocol with its day.
#[derive(Clone, Copy)]
pub struct Dated<'a> {
    /// The day of the meeting.
    pub date: NaiveDate,
    /// Its file.
    pub file: &'a ProtocolFile,
}

impl Dated<'_> {
    /// Whether a meeting was held, as [`super::Case::was_held`] says.
    pub fn was_held(&self) -> bool {
        matches!(self.file.protocol.kind, Kind::Protocol | Kind::Notes) && !self.was_cancelled()
    }

    fn was_cancelled(&self) -> bool {
        let status = self.file.protocol.status.as_ref();
        status.is_some_and(|status| status.value == Status::Cancelled)
    }
}

/// What one body has on file, oldest first: meetings held and cancelled, decisions between them;
/// no summonses. Each meeting once.
pub struct Series<'a> {
    /// The code of the body.
    pub body: &'a str,
    /// The files.
    pub files: Vec<Dated<'a>>,
}

impl<'a> Series<'a> {
    /// The files after `day`.
    pub fn after(&self, day: NaiveDate) -> &[Dated<'a>] {
        &self.files[self.files.partition_point(|dated| dated.date <= day)..]
    }

    /// The files before `day`.
    pub fn before(&self, day: NaiveDate) -> &[Dated<'a>] {
        &self.files[..self.files.partition_point(|dated| dated.date < day)]
    }

    /// Whether a meeting of that day is on file, held or not.
    pub fn has_meeting(&self, day: NaiveDate) -> bool {
        let first = self.files.partition_point(|dated| dated.date < day);
        self.files[first..]
            .iter()
            .take_while(|dated| dated.date == day)
            .any(|dated| dated.file.protocol.kind != Kind::Written)
    }
}

/// The series of every body that has a protocol, by code.
pub fn all(archive: &Archive) -> Vec<Series<'_>> {
    let mut bodies: BTreeMap<&str, Vec<Dated<'_>>> = BTreeMap::new();
    // The archive's protocols stand by day.
    for file in archive.distinct() {
        let protocol = &file.protocol;
        let Some(date) = &protocol.date else { continue };
        if protocol.kind != Kind::Summons {
            bodies.entry(&protocol.body.value).or_default().push(Dated {
                date: date.value,
                file,
            });
        }
    }
    bodies
        .into_iter()
        .map(|(body, files)| Series { body, files })
        .collect()
}
