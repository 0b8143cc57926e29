//! Who was at a meeting, for how long, and in which capacity.

use chrono::NaiveTime;

use crate::lang::{Lang, Message, Text};
use crate::text::{At, Span};

/// One person, or one known by role alone, named in the attendance of a protocol.
#[derive(Clone, Debug, PartialEq)]
pub struct Attendee {
    /// As written; `None` for somebody known by role alone.
    pub name: Option<At<String>>,
    /// The organisation as written, a party or not.
    pub organisation: Option<At<String>>,
    /// The canonical name of the party, where the organisation is one.
    pub party: Option<String>,
    /// `ordförande`, `ordf. Hjälpmedelsrådet`, …, as written.
    pub role: Option<At<String>>,
    /// An office in another body that the role or the organisation names.
    pub office: Option<Office>,
    /// Title or profession, as written.
    pub title: Option<At<String>>,
    /// The party-political letter, such as `S`.
    pub politics: Option<String>,
    /// Present, absent, or there otherwise.
    pub presence: Presence,
    /// In which capacity.
    pub seating: Seating,
    /// Whom a substitute sits for, as written.
    pub substitute_for: Option<At<String>>,
    /// Parts of the meeting that somebody was there for; empty for all of it.
    pub ranges: Vec<PresenceRange>,
    /// Items from which somebody was recused (jäv), as written.
    pub recused: Vec<At<String>>,
    /// Took part at a distance.
    pub remote: bool,
    /// The whole line.
    pub span: Span,
}

/// Whether somebody was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Named among those present.
    Present,
    /// Named among those absent.
    Absent,
    /// Named among others: officials, guests.
    Other,
}

impl Presence {
    /// Every presence.
    pub const ALL: [Presence; 3] = [Presence::Present, Presence::Absent, Presence::Other];

    /// The word in both languages; the English one is for machines too.
    pub const fn text(self) -> Text {
        match self {
            Presence::Present => Text::new("närvarande", "present"),
            Presence::Absent => Text::new("frånvarande", "absent"),
            Presence::Other => Text::new("övrig", "other"),
        }
    }
}

/// In which capacity somebody was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seating {
    /// Holds or fills a seat.
    Member,
    /// A substitute who serves.
    ServingSubstitute,
    /// A substitute who is present without serving.
    Substitute,
    /// Co-opted (adjungerad): attends, holds no seat.
    CoOpted,
    /// Anybody else.
    Other,
}

impl Seating {
    /// Every capacity.
    pub const ALL: [Seating; 5] = [
        Seating::Member,
        Seating::ServingSubstitute,
        Seating::Substitute,
        Seating::CoOpted,
        Seating::Other,
    ];

    /// The word in both languages; the English one is for machines too.
    pub const fn text(self) -> Text {
        match self {
            Seating::Member => Text::new("ledamot", "member"),
            Seating::ServingSubstitute => {
                Text::new("tjänstgörande ersättare", "serving_substitute")
            }
            Seating::Substitute => Text::new("ej tjänstgörande ersättare", "substitute"),
            Seating::CoOpted => Text::new("adjungerad", "co_opted"),
            Seating::Other => Text::new("övrig", "other"),
        }
    }
}

/// An office in another body: "ordf. Hjälpmedelsrådet".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Chair, or vice chair.
    pub vice: bool,
    /// The code of that body.
    pub body: String,
}

/// A part of the meeting, both ends inclusive, in document order.
#[derive(Clone, Debug, PartialEq)]
pub struct PresenceRange {
    /// From here; from the start where `None`.
    pub from: Option<At<PresenceLimit>>,
    /// To here; to the end where `None`.
    pub until: Option<At<PresenceLimit>>,
    /// The person was away during this range (`ej §§ 91-97`), and there otherwise.
    pub away: bool,
}

impl PresenceRange {
    /// `§ 4–§ 7`, `från § 4`, `ej § 4`.
    pub fn told(&self) -> Message {
        let in_lang = |lang| {
            let limit = |limit: &At<PresenceLimit>| match &limit.value {
                PresenceLimit::Item(number) => format!("§ {number}"),
                PresenceLimit::Clock(time) => {
                    let at = Text::new("kl.", "at").get(lang);
                    format!("{at} {}", time.format("%H:%M"))
                }
            };
            let words = match (&self.from, &self.until) {
                (Some(from), Some(until)) if from == until => limit(from),
                (Some(from), Some(until)) => format!("{}–{}", limit(from), limit(until)),
                (Some(from), None) => {
                    format!("{} {}", Text::new("från", "from").get(lang), limit(from))
                }
                (None, Some(until)) => {
                    let word = Text::new("till och med", "until").get(lang);
                    format!("{word} {}", limit(until))
                }
                (None, None) => String::new(),
            };
            match self.away {
                true => format!("{} {words}", Text::new("ej", "not").get(lang)),
                false => words,
            }
        };
        Message::new(in_lang(Lang::Sv), in_lang(Lang::En))
    }
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PresenceLimit {
    /// An item's number as written, without `§`.
    Item(String),
    /// A clock time: kept, but it maps to no item.
    Clock(NaiveTime),
}
