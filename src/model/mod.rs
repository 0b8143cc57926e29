//! The nouns: what a collaboration and its protocols are. Plain data, no parsing, no IO.
//!
//! What people wrote is kept as they wrote it, with its span; what it was understood as stands
//! beside it. Codes of bodies and names of parties are canonical: as the archive declares them.

mod agreement;
mod answer;
mod assignment;
mod attendance;
mod body;
mod calendar;
mod decision;
mod id;
mod item;
mod party;
mod person;
mod protocol;
mod seat;
mod waiver;

pub use agreement::{Agreement, Basis, Collaboration, ExternalBody, GitHost, Period, RuleSetting};
pub use answer::{Answer, AnswerKind, AnswerRegister};
pub use assignment::{Due, Reference, ReferenceKind};
pub use attendance::{Attendee, Office, Presence, PresenceLimit, PresenceRange, Seating};
pub use body::{
    ApprovalRule, Body, ChairPeriod, ChairRule, Fraction, Level, Member, MemberKind,
    PlannedMeeting, Power, PowerKind, Quorum, RecusalRule, Remit, Sides, Threshold,
};
pub use calendar::{CalendarDay, CalendarRule, LAST, Months, RuleDays};
pub use decision::{Class, Decision};
pub use id::{DecisionId, ItemKey, ProtocolId};
pub use item::{DataLine, DataLineKind, Item, Tag};
pub use party::{Party, PartyKind};
pub use person::Presenter;
pub use protocol::{
    Attachment, ItemRange, Kind, Link, NextMeeting, Protocol, Seal, Signature, Status, Times,
};
pub use seat::{Holder, OfficeSeat, PartySeats, Seat, Seats};
pub use waiver::Waiver;
