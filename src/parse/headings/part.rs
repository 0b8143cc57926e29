//! `4.1 Titel`: the sub-item of an item in any style.

use super::{Number, digits, parts};

/// Reads a number of several parts.
pub(super) fn read(text: &str) -> Option<Number> {
    let rest = text.trim_start_matches(['*', ' ', '#', '§']);
    let start = text.len() - rest.len();
    let end = parts(text, start, 3)?;
    if digits(text, start, 3)? == end {
        return None;
    }
    let title = text[end..].trim_start_matches(['.', ')', ':']);
    (title.is_empty() || title.starts_with([' ', '\n'])).then(|| Number {
        number: start..end,
        last: None,
        title: text.len() - title.trim_start().len(),
    })
}
