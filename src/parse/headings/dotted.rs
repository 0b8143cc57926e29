//! `4. Titel`, `4) Titel`, `4: Titel`, `2a. Titel`, `4.1 Titel`, `4.1. Titel`.

use super::{Number, digits, parts};

/// Reads a number that a dot or a parenthesis ends, or that has parts.
pub(super) fn read(text: &str) -> Option<Number> {
    let rest = text.trim_start_matches(['*', ' ', '#']);
    let start = text.len() - rest.len();
    let first = digits(text, start, 3)?;
    let end = parts(text, start, 3)?;
    let after = &text[end..];
    let ended = after.starts_with(['.', ')', ':']);
    if !ended && (end == first || !after.starts_with([' ', '\n'])) {
        return None;
    }
    let title = after.trim_start_matches(['.', ')', ':']);
    let spaced = title.is_empty() || title.starts_with([' ', '\n']);
    // `4.Titel` is a slip, `1.5 miljoner` and `4:2` aren't numbers of items.
    if !spaced && !title.starts_with(char::is_uppercase) {
        return None;
    }
    let title = title.trim_start();
    let fits = title.is_empty()
        || title
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "”\"“'(".contains(c))
        || ended;
    fits.then_some(Number {
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
    fn dots_and_parentheses() {
        assert_eq!(shown("4. Titel"), Some(("4", "Titel")));
        assert_eq!(shown("4) Titel"), Some(("4", "Titel")));
        assert_eq!(shown("4.1 Titel"), Some(("4.1", "Titel")));
        assert_eq!(shown("2a. Titel"), Some(("2a", "Titel")));
        assert_eq!(shown("4.Titel"), Some(("4", "Titel")));
        assert_eq!(shown("4 Titel"), None);
        assert_eq!(shown("2023. Ett år"), None);
        assert_eq!(shown("2023-02-17 LSG"), None);
        assert_eq!(shown("1.5 miljoner"), None);
    }
}
