//! A protocol: the record of one meeting, one file.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};

use super::{Attendee, Item, ProtocolId};
use crate::lang::Text;
use crate::text::At;

/// The record of one meeting, as far as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Protocol {
    /// From body, date and `möte`; from the path where those are missing.
    pub id: ProtocolId,
    /// The code of the body as the archive declares it; as written where it declares none.
    pub body: At<String>,
    /// The day of the meeting; `None` where neither front matter nor file name gives one.
    pub date: Option<At<NaiveDate>>,
    /// `möte`: what tells a second meeting of one day apart.
    pub meeting: Option<At<String>>,
    /// `typ`.
    pub kind: Kind,
    /// `status`.
    pub status: Option<At<Status>>,
    /// The title, from the first heading.
    pub title: Option<At<String>>,
    /// `tid`.
    pub time: Option<At<Times>>,
    /// `plats`.
    pub place: Option<At<String>>,
    /// `diarienummer`, the registry number.
    pub reference: Option<At<String>>,
    /// `paragrafer`: the range that the head of the document declares.
    pub declared_items: Option<At<ItemRange>>,
    /// `ordförande`: who chaired the meeting.
    pub chair: Option<At<String>>,
    /// `sekreterare`.
    pub secretary: Option<At<String>>,
    /// `justerare`.
    pub adjusters: Vec<At<String>>,
    /// Everybody named as present, absent or otherwise there, in document order.
    pub attendance: Vec<Attendee>,
    /// `nästa-möte`.
    pub next_meetings: Vec<NextMeeting>,
    /// `bilagor`.
    pub attachments: Vec<Attachment>,
    /// `justeringsdatum`.
    pub approved_on: Option<At<NaiveDate>>,
    /// `underskrifter`.
    pub signatures: Vec<Signature>,
    /// `sigill`.
    pub seal: Option<At<Seal>>,
    /// The items in document order; clauses before any item stand in one without a number.
    pub items: Vec<Item>,
    /// Links and pictures of the text, in document order.
    pub links: Vec<Link>,
}

impl Protocol {
    /// Whether this is the record of a meeting that was held.
    pub fn was_held(&self) -> bool {
        let state = self.status.as_ref().map(|status| status.value);
        state != Some(Status::Cancelled) && matches!(self.kind, Kind::Protocol | Kind::Notes)
    }
}

/// What kind of document a file is (`typ`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// protokoll
    #[default]
    Protocol,
    /// minnesanteckningar
    Notes,
    /// kallelse: never counted as a meeting
    Summons,
    /// beslut mellan möten
    Written,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Protocol, Kind::Notes, Kind::Summons, Kind::Written];

    /// The word in documents, and the English one of machine output.
    pub const fn text(self) -> Text {
        match self {
            Kind::Protocol => Text::new("protokoll", "protocol"),
            Kind::Notes => Text::new("minnesanteckningar", "notes"),
            Kind::Summons => Text::new("kallelse", "summons"),
            Kind::Written => Text::new("beslut mellan möten", "written"),
        }
    }
}

/// How far a protocol has come (`status`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// utkast
    Draft,
    /// för justering
    ForApproval,
    /// justerat: frozen
    Approved,
    /// färdigställt: finished where nobody approves
    Finished,
    /// inställt: the meeting was not held
    Cancelled,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 5] = [
        Status::Draft,
        Status::ForApproval,
        Status::Approved,
        Status::Finished,
        Status::Cancelled,
    ];

    /// The word in documents, and the English one of machine output.
    pub const fn text(self) -> Text {
        match self {
            Status::Draft => Text::new("utkast", "draft"),
            Status::ForApproval => Text::new("för justering", "for_approval"),
            Status::Approved => Text::new("justerat", "approved"),
            Status::Finished => Text::new("färdigställt", "finished"),
            Status::Cancelled => Text::new("inställt", "cancelled"),
        }
    }
}

/// When a meeting began and ended, local time of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// The beginning.
    pub start: NaiveTime,
    /// The end, where it is told.
    pub end: Option<NaiveTime>,
}

/// `09:00-12:00`, or `09:00`.
impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.start.format("%H:%M"))?;
        match self.end {
            Some(end) => write!(f, "-{}", end.format("%H:%M")),
            None => Ok(()),
        }
    }
}

/// A range of item numbers, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemRange {
    /// The first number.
    pub first: u32,
    /// The last number.
    pub last: u32,
}

/// A coming meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct NextMeeting {
    /// The day.
    pub date: At<NaiveDate>,
    /// Whose meeting, as codes; empty for the protocol's own body.
    pub bodies: Vec<At<String>>,
}

/// A document that belongs to the protocol.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Its number, as written.
    pub number: Option<At<String>>,
    /// Its title.
    pub title: Option<At<String>>,
    /// Its file, relative to the archive's root or to the protocol.
    pub file: Option<At<String>>,
}

/// A link or a picture in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where it leads, as written; the span is that of the whole link.
    pub target: At<String>,
}

/// A signature that was given elsewhere. The program never says that one is valid.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// Who signed, as the signature has it (often all given names).
    pub name: At<String>,
    /// In which role.
    pub role: Option<At<String>>,
    /// When.
    pub time: Option<At<DateTime<FixedOffset>>>,
    /// How.
    pub method: Option<At<String>>,
    /// The signing service's id, where the archive keeps it.
    pub signature_id: Option<At<String>>,
}

/// A hash over the approved text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal(pub String);
