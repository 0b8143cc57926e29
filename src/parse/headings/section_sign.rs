//! `§ 4 Titel`, `§4.`, `§ 4: Titel`, `§ 2.1`, `§§ 88-96`, `§ 12/2023`, and `4 § Titel`.

use super::{Number, parts};

/// Reads a number with a section sign before or after it.
pub(super) fn read(text: &str) -> Option<Number> {
    let rest = text.trim_start_matches(['*', ' ', '#']);
    let start = text.len() - rest.len();
    if rest.starts_with('§') {
        return after_sign(text, start);
    }
    let end = parts(text, start, 4)?;
    let sign = text[end..].trim_start_matches([' ', '.']);
    let title = sign.strip_prefix('§')?;
    Some(Number {
        number: start..end,
        last: None,
        title: text.len() - title.trim_start_matches(PUNCTUATION).len(),
    })
}

const PUNCTUATION: [char; 6] = [' ', '.', ':', ')', '\n', '–'];

fn after_sign(text: &str, start: usize) -> Option<Number> {
    let digits = text[start..].trim_start_matches(['§', ' ']);
    let start = text.len() - digits.len();
    let end = parts(text, start, 4)?;
    let mut after = end;
    let mut last = None;
    let tail = text[end..].trim_start();
    if let Some(range) = tail.strip_prefix(['-', '–', '—']) {
        let range = range.trim_start().trim_start_matches('§').trim_start();
        let from = text.len() - range.len();
        if let Some(until) = parts(text, from, 4) {
            last = Some(from..until);
            after = until;
        }
    } else if let Some(year) = tail.strip_prefix('/') {
        let digits = year.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 2 || digits == 4 {
            after = text.len() - year.len() + digits;
        }
    }
    // `§ 4 i lagen` is prose in a heading, but no heading bears such a title alone.
    let title = text[after..].trim_start_matches(PUNCTUATION);
    Some(Number {
        number: start..end,
        last,
        title: text.len() - title.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<(&str, Option<&str>, &str)> {
        read(text).map(|n| (&text[n.number], n.last.map(|l| &text[l]), &text[n.title..]))
    }

    #[test]
    fn signs_before_and_after() {
        assert_eq!(shown("§ 4 Titel"), Some(("4", None, "Titel")));
        assert_eq!(shown("§4. Titel"), Some(("4", None, "Titel")));
        assert_eq!(shown("§§ 88–96 Titel"), Some(("88", Some("96"), "Titel")));
        assert_eq!(shown("§ 12/2023 Titel"), Some(("12", None, "Titel")));
        assert_eq!(shown("§ 2.1 Titel"), Some(("2.1", None, "Titel")));
        assert_eq!(shown("4 § Titel"), Some(("4", None, "Titel")));
        assert_eq!(shown("§ 4a Titel"), Some(("4a", None, "Titel")));
        assert_eq!(shown("Enligt § 4"), None);
        assert_eq!(shown("16 huvudmän"), None);
    }
}
