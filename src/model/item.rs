//! One numbered matter of a meeting.

use super::{Decision, ItemKey, Presenter};
use crate::lang::Text;
use crate::text::{At, Span};

/// A numbered matter, or (without a number) what stands before any.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The part of ids that means this item.
    pub key: ItemKey,
    /// The number as written, without `§`; `None` for an item without one.
    pub number: Option<At<String>>,
    /// For `§§ 88-96`, the last number.
    pub last_number: Option<String>,
    /// The key of the item that this is a sub-item of.
    pub parent: Option<ItemKey>,
    /// The title without number and tags.
    pub title: At<String>,
    /// Tags, in the order found.
    pub tags: Vec<At<Tag>>,
    /// Who presented it.
    pub presenters: Vec<Presenter>,
    /// `Ärende:`, the title of the matter.
    pub matter: Option<At<String>>,
    /// `Dnr:`, registry numbers.
    pub references: Vec<At<String>>,
    /// Numbers of attachments, as written.
    pub attachments: Vec<At<String>>,
    /// All other data lines, in document order.
    pub data: Vec<DataLine>,
    /// Clauses in document order, parents before their children.
    pub decisions: Vec<Decision>,
    /// Words such as "Gruppen beslutade" after which nothing that was decided stands.
    pub leads_without_clause: Vec<Span>,
    /// Heading and everything below it, sub-items apart.
    pub span: Span,
    /// Whether anything but data lines stands under the heading.
    pub has_text: bool,
}

/// What kind of matter an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tag {
    /// Beslutsärende
    Decision,
    /// Informationsärende
    Information,
    /// Dialog
    Dialogue,
    /// Omedelbart justerad
    Immediate,
}

impl Tag {
    /// Every tag.
    pub const ALL: [Tag; 4] = [
        Tag::Decision,
        Tag::Information,
        Tag::Dialogue,
        Tag::Immediate,
    ];

    /// The word in documents, and the English one of machine output.
    pub const fn text(self) -> Text {
        match self {
            Tag::Decision => Text::new("Beslutsärende", "decision"),
            Tag::Information => Text::new("Informationsärende", "information"),
            Tag::Dialogue => Text::new("Dialog", "dialogue"),
            Tag::Immediate => Text::new("Omedelbart justerad", "immediate"),
        }
    }
}

/// A `Nyckel: värde` line of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct DataLine {
    /// What it says.
    pub kind: DataLineKind,
    /// The value as written.
    pub value: At<String>,
}

/// The data lines that an item may carry beside presenter, matter, number and attachments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataLineKind {
    /// Överlämnas till: the body that gets the matter next.
    HandedTo,
    /// Svar på: a recommendation answered.
    Answers,
    /// Avslutar: an assignment reported back.
    Closes,
    /// Delredovisar: an assignment partly reported.
    PartlyReports,
    /// Ändrar: an earlier decision changed.
    Changes,
    /// Rättar: a fault of an earlier protocol mended.
    Corrects,
    /// Utgår: an assignment dropped.
    Drops,
    /// Anmält beslut: taken between meetings.
    Reported,
    /// Yrkande: a motion.
    Motion,
    /// Reservation.
    Reservation,
    /// Avvikande mening.
    Dissent,
    /// Jäv: a recusal.
    Recusal,
    /// Omröstning.
    Vote,
    /// Expedieras till: who gets the extract.
    Dispatch,
}

impl DataLineKind {
    /// Every kind.
    pub const ALL: [DataLineKind; 14] = [
        DataLineKind::HandedTo,
        DataLineKind::Answers,
        DataLineKind::Closes,
        DataLineKind::PartlyReports,
        DataLineKind::Changes,
        DataLineKind::Corrects,
        DataLineKind::Drops,
        DataLineKind::Reported,
        DataLineKind::Motion,
        DataLineKind::Reservation,
        DataLineKind::Dissent,
        DataLineKind::Recusal,
        DataLineKind::Vote,
        DataLineKind::Dispatch,
    ];

    /// Whether it says how far an assignment has come.
    pub fn reports(self) -> bool {
        matches!(
            self,
            DataLineKind::Closes
                | DataLineKind::PartlyReports
                | DataLineKind::Changes
                | DataLineKind::Drops
        )
    }

    /// The label in documents, without its colon.
    pub fn label(self) -> &'static str {
        match self {
            DataLineKind::HandedTo => "Överlämnas till",
            DataLineKind::Answers => "Svar på",
            DataLineKind::Closes => "Avslutar",
            DataLineKind::PartlyReports => "Delredovisar",
            DataLineKind::Changes => "Ändrar",
            DataLineKind::Corrects => "Rättar",
            DataLineKind::Drops => "Utgår",
            DataLineKind::Reported => "Anmält beslut",
            DataLineKind::Motion => "Yrkande",
            DataLineKind::Reservation => "Reservation",
            DataLineKind::Dissent => "Avvikande mening",
            DataLineKind::Recusal => "Jäv",
            DataLineKind::Vote => "Omröstning",
            DataLineKind::Dispatch => "Expedieras till",
        }
    }
}
