//! Registry numbers in and beside headings.

use super::title::clean_title;
use crate::parse::words::lower;

/// Whether a line says only a registry number.
pub fn is_reference_line(text: &str) -> bool {
    let mut found = Vec::new();
    let rest = clean_title(text, &mut found);
    !found.is_empty() && rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
}

/// The registry number that a whole line is.
pub fn registry_line(text: &str) -> Option<String> {
    whole_reference(text)
}

const REFERENCE_WORDS: &[&str] = &[
    "diarienummer:",
    "diarienummer",
    "diarienr:",
    "diarienr.",
    "diarienr",
    "dnr:",
    "dnr.",
    "dnr",
    "ärendenummer:",
    "ärendenummer",
    "ärendenr:",
    "ärendenr.",
    "ärendenr",
    "dnr/",
    "diarie-nr",
    "änr",
];

/// A cell or a line that is a registry number, with or without its word.
pub(super) fn whole_reference(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| "()[]* .".contains(c));
    let lowered = lower(text);
    for word in REFERENCE_WORDS {
        if let Some(rest) = lowered.strip_prefix(word) {
            let value = text[text.len() - rest.len()..].trim_matches([' ', ':', '.']);
            if value.is_empty() {
                return Some(String::new()).filter(|_| false);
            }
            let digits = value.chars().any(|c| c.is_ascii_digit());
            let code = |(at, word): (usize, &str)| {
                word.chars().any(|c| c.is_ascii_digit())
                    || word.chars().all(|c| c.is_uppercase() || "/-:.".contains(c))
                    || at == 0 && word.chars().count() <= 8
            };
            return (digits
                && value.len() <= 40
                && value.split_whitespace().count() <= 4
                && value.split_whitespace().enumerate().all(code))
            .then(|| value.to_owned());
        }
    }
    is_registry_number(text).then(|| text.to_owned())
}

/// `KS 2021/00045`, `HSN/156/2021`, `2021-00045`, `KS-2021/45`, `VLL 2105-2018`.
fn is_registry_number(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_uppercase()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let signs = text
        .chars()
        .filter(|c| matches!(c, '/' | '-' | ':' | '.'))
        .count();
    let plain = text.chars().all(|c| {
        c.is_ascii_digit()
            || c.is_uppercase()
            || matches!(c, ' ' | '/' | '-' | ':' | '.')
            || c.is_lowercase()
    });
    let small = text.chars().filter(|c| c.is_lowercase()).count();
    if !plain || text.split_whitespace().count() > 3 || text.len() > 30 || digits < 3 || signs == 0
    {
        return false;
    }
    let is_date = crate::parse::dates::day(text, None).is_some()
        || is_span_of_years(text)
        || letters >= 5 && is_property(text)
        || text.split(' ').any(|word| {
            matches!(lower(word).as_str(), "sida" | "sid" | "blad" | "nr" | "kl")
                || crate::parse::dates::day(word, None).is_some()
        });
    // "Ks 2021/45" has one small letter.
    (letters >= 1 && letters + small <= 8 && small <= 3
        || letters == 0 && small == 0 && text.contains(['/', '-']) && digits >= 5)
        && !is_date
}

/// `BERGBY 4:21`: a piece of land.
fn is_property(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    let short = |part: &str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    last.split_once(':')
        .is_some_and(|(block, unit)| short(block) && short(unit))
}

/// `SKR 2023-2025`, `2023/24`: years, no number.
fn is_span_of_years(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    last.split_once(['-', '/']).is_some_and(|(from, to)| {
        let year = |text: &str| {
            text.len() == 4
                && (text.starts_with("19") || text.starts_with("20"))
                && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let next = |from: &str, to: &str| {
            to.len() == 2
                && from[2..]
                    .parse::<u8>()
                    .is_ok_and(|from| to.parse::<u8>() == Ok((from + 1) % 100))
        };
        year(from) && (year(to) || text == last && next(from, to))
    })
}

/// A registry number at the end or the start of a title.
pub(super) fn reference_within(title: &str) -> Option<(std::ops::Range<usize>, String)> {
    let lowered = lower(title);
    for word in [
        "diarienummer",
        "diarienr",
        "dnr",
        "ärendenummer",
        "ärendenr",
    ] {
        let Some(at) = lowered.find(word) else {
            continue;
        };
        let boundary = at == 0 || !lowered[..at].ends_with(char::is_alphanumeric);
        if !boundary {
            continue;
        }
        let mut start = at + word.len();
        start +=
            lowered[start..].len() - lowered[start..].trim_start_matches([':', '.', ' ']).len();
        // Up to three words that have digits or are short capitals.
        let mut end = start;
        for piece in title[start..].split_inclusive(' ') {
            let bare = piece.trim_end().trim_end_matches([')', ',', '.', ']']);
            let code = bare.chars().any(|c| c.is_ascii_digit())
                || (!bare.is_empty()
                    && bare.chars().count() <= 6
                    && bare.chars().all(|c| c.is_uppercase() || "/-:.".contains(c)))
                || end == start
                    && bare.chars().count() <= 5
                    && bare.starts_with(char::is_uppercase)
                    && title[start + piece.len()..].starts_with(|c: char| c.is_ascii_digit());
            if !code {
                break;
            }
            end += piece.trim_end().len();
            let done = piece.trim_end().len() != bare.len();
            if done {
                break;
            }
            end += piece.len() - piece.trim_end().len();
        }
        let value = title[start..end]
            .trim()
            .trim_end_matches([')', ',', '.', ']'])
            .to_owned();
        if !value.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        let mut from = at;
        let mut to = end;
        if title[..from].trim_end().ends_with(['(', '[']) {
            from = title[..from].trim_end().len() - 1;
            if title[to..].starts_with([')', ']']) {
                to += 1;
            }
        }
        return Some((from..to, value));
    }
    // "KS2023/112" or "KS 2023/112" at the end.
    let words: Vec<&str> = title.split(' ').collect();
    for count in [2, 1] {
        if words.len() <= count {
            continue;
        }
        let value = words[words.len() - count..].join(" ");
        let capitals = value.chars().take_while(|c| c.is_uppercase()).count();
        if (2..=6).contains(&capitals)
            && value
                .trim_start_matches(char::is_uppercase)
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit())
            && value.contains(['/', '-', ':'])
            && is_registry_number(&value)
        {
            return Some((title.len() - value.len()..title.len(), value));
        }
    }
    // "SN 2023/4 Dagordning", "HSN-2023-00045 Dagordning": at the start.
    for count in [2, 1] {
        if words.len() <= count || !words[count].starts_with(char::is_uppercase) {
            continue;
        }
        let value = words[..count].join(" ");
        let letters = value.chars().take_while(|c| c.is_alphabetic()).count();
        let capital = value.starts_with(char::is_uppercase);
        let digits = value.chars().filter(char::is_ascii_digit).count();
        let fits = (2..=6).contains(&letters)
            && capital
            && value[value
                .chars()
                .take(letters)
                .map(char::len_utf8)
                .sum::<usize>()..]
                .starts_with([' ', '-', '/', ':'])
            || letters == 0 && digits >= 7;
        if fits && value.contains(['/', '-', ':']) && is_registry_number(&value) {
            return Some((0..value.len(), value));
        }
    }
    // "(KS 2021/45)" at the end.
    let open = title.rfind('(')?;
    let inside = title[open + 1..].strip_suffix(')')?;
    is_registry_number(inside.trim()).then(|| (open..title.len(), inside.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::super::title::clean_title;
    use super::*;

    fn shown(text: &str) -> (String, Vec<String>) {
        let mut found = Vec::new();
        (clean_title(text, &mut found), found)
    }

    #[test]
    fn registry_numbers_stand_before_and_after_titles() {
        for text in [
            "SN 2023/4 Trygghetslarm",
            "Trygghetslarm SN 2023/4",
            "Trygghetslarm (SN 2023/4)",
            "Trygghetslarm\tSN 2023/4",
            "Dnr SN 2023/4 Trygghetslarm",
            "Trygghetslarm - SN 2023/4",
        ] {
            let found = shown(text);
            assert_eq!(
                found,
                ("Trygghetslarm".to_owned(), vec!["SN 2023/4".to_owned()])
            );
        }
    }

    #[test]
    fn what_only_looks_like_one_stays() {
        for text in [
            "Plan SKR 2023-2025",
            "Trafikplan 2022/2023",
            "BYGGLOV, BERGBY 4:21",
            "UNGDOMSMOTTAGNING PÅ NÄTET",
            "SM-ARRANGÖRER 2025",
            "Covid-19 och besök",
        ] {
            assert_eq!(shown(text), (text.to_owned(), Vec::new()));
        }
        assert!(!is_reference_line("2024-02-26 Sida 1"));
        assert!(!is_reference_line("Diarienummer 2023-00451 Svar på remiss"));
    }
}
