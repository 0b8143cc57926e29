//! Attachments by their numbers: `bilaga 4 & 5`.

use std::ops::Range;

use crate::parse::words::lower;

/// The places of attachment numbers in a title or a line: `bilaga 4 & 5`, `bil 2&3`, `bil. 7-9`.
pub fn attachment_numbers(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut letters = text.as_bytes().windows(3);
    if !letters.any(|three| three.eq_ignore_ascii_case(b"bil")) {
        return out;
    }
    let lowered = lower(text);
    let mut from = 0;
    while let Some(found) = lowered[from..].find("bil") {
        let start = from + found;
        from = start + 3;
        let before = lowered[..start].chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let tail = &lowered[start..];
        let Some(rest) = ["bilagorna", "bilagor", "bilagan", "bilaga", "bil.", "bil"]
            .iter()
            .find_map(|word| tail.strip_prefix(word))
        else {
            continue;
        };
        if rest.starts_with(char::is_alphabetic) {
            continue;
        }
        let mut at = lowered.len() - rest.len();
        loop {
            let gap = &lowered[at..];
            let skipped = gap.trim_start_matches([' ', '&', ',', '.', ':', '-', '–']);
            let skipped = skipped.strip_prefix("och ").unwrap_or(skipped);
            let digits = skipped.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 || digits > 3 {
                break;
            }
            let start = lowered.len() - skipped.len();
            let mut end = start + digits;
            let letter = lowered[end..].chars().next();
            let alone = !lowered[end..]
                .chars()
                .nth(1)
                .is_some_and(char::is_alphanumeric);
            if let Some(letter) = letter.filter(char::is_ascii_lowercase)
                && alone
            {
                end += letter.len_utf8();
            }
            out.push(start..end);
            at = end;
        }
        from = at.max(from);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_in_titles() {
        let shown = |text: &str| {
            attachment_numbers(text)
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(shown("Avstämning, bil 2&3"), ["2", "3"]);
        assert_eq!(shown("Grupper, bilaga 6&7."), ["6", "7"]);
        assert_eq!(shown("återfinns i bilagorna 4 & 5"), ["4", "5"]);
        assert_eq!(shown("Bilagor"), Vec::<String>::new());
        assert_eq!(shown("mobil 070"), Vec::<String>::new());
    }
}
