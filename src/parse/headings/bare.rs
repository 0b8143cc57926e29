//! `4 Titel`: a number and nothing but a space.

use super::{Number, digits};
use crate::parse::vocabulary;

/// Reads a bare number before a capital. A date or an amount isn't one.
pub(super) fn read(text: &str) -> Option<Number> {
    let rest = text.trim_start_matches(['*', ' ', '#']);
    let start = text.len() - rest.len();
    let end = digits(text, start, 3)?;
    let title = text[end..].trim_start_matches([' ', '\n']);
    if title.len() == text[end..].len() && !title.is_empty() {
        return None;
    }
    // `7 20 nya platser` has a number of its own in its title.
    let capital =
        title.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "”\"“".contains(c));
    if !(capital || title.is_empty()) || vocabulary::begins_with_month(title) {
        return None;
    }
    Some(Number {
        number: start..end,
        last: None,
        title: text.len() - title.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<(&str, &str)> {
        read(text).map(|n| (&text[n.number], &text[n.title..]))
    }

    #[test]
    fn only_before_a_capital() {
        assert_eq!(shown("4 Titel"), Some(("4", "Titel")));
        assert_eq!(shown("4"), Some(("4", "")));
        assert_eq!(shown("16 huvudmän"), None);
        assert_eq!(shown("17 Februari 2023"), None);
        assert_eq!(shown("4. Titel"), None);
        assert_eq!(shown("2023 Budget"), None);
    }
}
