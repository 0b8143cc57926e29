//! People as protocols name them.

use crate::text::At;

/// Somebody who presented an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presenter {
    /// As written.
    pub name: At<String>,
    /// What stood after the name: an organisation, a title.
    pub organisation: Option<At<String>>,
}
