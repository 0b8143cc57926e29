//! A party (huvudman): an organisation that signed the agreement.

use super::Basis;
use crate::lang::Text;
use crate::text::At;

/// An organisation that signed.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Its full name, the canonical one.
    pub name: At<String>,
    /// Which kind of organisation.
    pub kind: PartyKind,
    /// Other names that are accepted.
    pub aliases: Vec<At<String>>,
    /// Since when, until when, by which place of the agreement.
    pub basis: Basis,
}

/// Which kind of organisation a party is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PartyKind {
    /// A region.
    Region,
    /// A municipality (kommun, stad).
    Municipality,
    /// Any other, by the archive's own word.
    Other(String),
}

impl PartyKind {
    /// The kind by its word in `samverkan.yaml`.
    pub fn from_word(word: &str) -> PartyKind {
        match word.to_lowercase().as_str() {
            "region" => PartyKind::Region,
            "kommun" => PartyKind::Municipality,
            other => PartyKind::Other(other.to_owned()),
        }
    }

    /// The word in documents, or `None` for one of the archive's own.
    pub fn text(&self) -> Option<Text> {
        match self {
            PartyKind::Region => Some(Text::new("region", "region")),
            PartyKind::Municipality => Some(Text::new("kommun", "municipality")),
            PartyKind::Other(_) => None,
        }
    }

    /// The word in `samverkan.yaml`.
    pub fn word(&self) -> &str {
        match self {
            PartyKind::Region => "region",
            PartyKind::Municipality => "kommun",
            PartyKind::Other(word) => word,
        }
    }
}
