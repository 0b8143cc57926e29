//! What in a text belongs to one person: personal identity numbers, mobile numbers, addresses.

use std::ops::Range;

use chrono::NaiveDate;

/// A personal identity number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Where.
    pub range: Range<usize>,
    /// A coordination number (samordningsnummer): the day is 60 more.
    pub coordination: bool,
}

/// The personal identity numbers of a text: a birth date that exists and a last digit that fits
/// (Luhn). Linear in the text.
///
/// Ten digits in a row that begin with 0 are taken for a telephone number, and what follows a
/// slash or a hyphen for a registry number.
pub fn numbers(text: &str) -> Vec<Number> {
    let mut out = Vec::new();
    for range in free_digits(text) {
        if let Some(number) = number(text, range) {
            out.push(number);
        }
    }
    out
}

/// Runs of digits that no letter, digit or joining sign stands before.
fn free_digits(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let start = at;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            let joined = text[..start]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_alphanumeric() || "/-–:._@=#".contains(c));
            if !joined {
                return Some(start..at);
            }
        }
        None
    })
}

fn number(text: &str, first: Range<usize>) -> Option<Number> {
    let rest = &text[first.end..];
    let separator = rest.chars().next().filter(|c| "-+–− ".contains(*c));
    let (digits, end) = match first.len() {
        8 | 6 => {
            let separator = separator.filter(|&c| c != ' ' || first.len() == 8)?;
            let last = &rest[separator.len_utf8()..];
            let last = last
                .get(..4)
                .filter(|last| last.bytes().all(|b| b.is_ascii_digit()))?;
            let digits = format!("{}{last}", &text[first.clone()]);
            (digits, first.end + separator.len_utf8() + 4)
        }
        12 => (text[first.clone()].to_owned(), first.end),
        10 if !text[first.clone()].starts_with('0') => (text[first.clone()].to_owned(), first.end),
        _ => return None,
    };
    let after = text[end..].chars().next();
    if after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '@')) {
        return None;
    }
    // 19121212-1212-3 is something else.
    let goes_on = after == Some('-') && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    let coordination = is_identity(&digits)?;
    (!goes_on).then_some(Number {
        range: first.start..end,
        coordination,
    })
}

/// Whether digits with or without century are an identity number, and whether a coordination
/// number.
fn is_identity(digits: &str) -> Option<bool> {
    let (century, short) = digits.split_at(digits.len() - 10);
    if !matches!(century, "" | "18" | "19" | "20") || !luhn(short) {
        return None;
    }
    let part = |range: Range<usize>| short[range].parse::<u32>().ok();
    let (year, month, day) = (part(0..2)?, part(2..4)?, part(4..6)?);
    let coordination = day > 60;
    let day = if coordination { day - 60 } else { day };
    let centuries = match century.parse::<u32>() {
        Ok(century) => vec![century],
        Err(_) => vec![19, 20],
    };
    centuries
        .into_iter()
        .any(|century| NaiveDate::from_ymd_opt((century * 100 + year) as i32, month, day).is_some())
        .then_some(coordination)
}

/// Whether the last of ten digits is the checksum of those before it.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(at, byte)| {
            let value = u32::from(byte - b'0') * if at % 2 == 0 { 2 } else { 1 };
            value / 10 + value % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The Swedish mobile numbers of a text: `070-174 06 11`, `+46 70 174 06 11`. Linear in the text.
pub fn mobile_numbers(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut until = 0;
    for first in free_digits(text) {
        if first.start < until {
            continue;
        }
        let plus = text[..first.start].ends_with('+');
        let digits = &text[first.clone()];
        let national = if plus {
            digits
                .strip_prefix("46")
                .map(|rest| rest.trim_start_matches('0'))
        } else {
            digits
                .strip_prefix("0046")
                .or_else(|| digits.strip_prefix('0'))
        };
        let Some(national) = national else { continue };
        // Without prefix a mobile number has nine digits: 7, one of 0, 2, 3, 6, 9, and seven more.
        let mut all = national.to_owned();
        let mut end = first.end;
        while all.len() < 9 {
            let rest = &text[end..];
            let gap: usize = rest
                .chars()
                .take_while(|c| " -–()\u{a0}".contains(*c))
                .take(3)
                .map(char::len_utf8)
                .sum();
            let more = rest[gap..].bytes().take_while(u8::is_ascii_digit).count();
            if gap == 0 || more == 0 {
                break;
            }
            all.push_str(&rest[gap..gap + more]);
            end += gap + more;
        }
        let all = all.strip_prefix('0').filter(|_| plus).unwrap_or(&all);
        let is_mobile = all.len() == 9
            && all.starts_with('7')
            && matches!(all.as_bytes()[1], b'0' | b'2' | b'3' | b'6' | b'9');
        let ends = !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
        if is_mobile && ends {
            let start = first.start - usize::from(plus);
            out.push(start..end);
            until = end;
        }
    }
    out
}

/// Mail for everybody: who has an address there has it privately.
const PRIVATE_HOSTS: &[&str] = &[
    "gmail",
    "hotmail",
    "outlook",
    "live",
    "yahoo",
    "icloud",
    "me",
    "msn",
    "telia",
    "comhem",
    "bredband",
    "tele2",
    "spray",
    "passagen",
    "protonmail",
    "proton",
    "bahnhof",
];

/// The longest part of an address before `@`.
const LOCAL_MAX: usize = 64;

/// E-mail addresses that belong to a person: `anna.ek@…`, and any at a host for private mail.
/// Those of an office (`kansliet@…`, `socialtjanst.berga@…`) may stand. Linear in the text.
pub fn personal_addresses(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (at, _) in text.match_indices('@') {
        let local: usize = text[..at]
            .chars()
            .rev()
            .take(LOCAL_MAX)
            .take_while(|c| c.is_alphanumeric() || "._-+".contains(*c))
            .map(char::len_utf8)
            .sum();
        let host: usize = text[at + 1..]
            .chars()
            .take(LOCAL_MAX)
            .take_while(|c| c.is_alphanumeric() || ".-".contains(*c))
            .map(char::len_utf8)
            .sum();
        let name = &text[at - local..at];
        let host = text[at + 1..at + 1 + host].trim_end_matches(['.', '-']);
        if name.is_empty() || !host.contains('.') {
            continue;
        }
        let first = host.split('.').next().unwrap_or("").to_lowercase();
        if PRIVATE_HOSTS.contains(&first.as_str()) || is_personal(name) {
            out.push(at - local..at + 1 + host.len());
        }
    }
    out
}

/// Words of addresses that belong to an office.
const OFFICES: &[&str] = &[
    "info",
    "kommun",
    "region",
    "registrator",
    "kansli",
    "social",
    "nämnd",
    "namnd",
    "vard",
    "vård",
    "omsorg",
    "stod",
    "stöd",
    "samverkan",
    "service",
    "kontakt",
    "post",
    "diariet",
    "support",
    "reply",
    "forvaltning",
    "förvaltning",
    "halsa",
    "hälsa",
    "fou",
    "myndighet",
    "barn",
    "skola",
];

/// `anna.ek`, `anna.k.ek`: words of letters alone, none of them an office's.
fn is_personal(name: &str) -> bool {
    let lowered = name.to_lowercase();
    let parts: Vec<&str> = lowered.split('.').collect();
    (2..=4).contains(&parts.len())
        && parts.iter().all(|part| {
            let letters = part.chars().all(|c| c.is_alphabetic() || c == '-');
            !part.is_empty() && letters && !OFFICES.iter().any(|office| part.contains(office))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> Vec<&str> {
        numbers(text).into_iter().map(|n| &text[n.range]).collect()
    }

    #[test]
    fn identity_numbers() {
        // Numbers that the tax agency sets apart for tests.
        for number in [
            "19121212-1212",
            "191212121212",
            "121212-1212",
            "121212+1212",
            "19121212 1212",
            "19121212–1212",
        ] {
            let text = format!("gäller ({number}).");
            assert_eq!(shown(&text), [number]);
        }
        let coordination = numbers("701063-2391");
        assert_eq!(coordination.len(), 1);
        assert!(coordination[0].coordination);
    }

    #[test]
    fn what_is_no_identity_number() {
        for text in [
            "19121212-1213",
            "dnr HSN 156/19121212-1212",
            "2023-02-17",
            "556677-8899",
            "16556677-8899",
            "0701740605",
            "070-174 06 05",
            "HSN: 200:1-2023",
            "19121312-1212",
            "a191212121212",
            "1912121212123",
            "9912321212",
            "_191212121212",
            "19121212-1212-3",
            "2020-11-10 10:00-12:00",
            "20230217",
        ] {
            assert_eq!(shown(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn mobile_numbers_and_others() {
        for number in [
            "070-174 06 11",
            "0701740611",
            "0701-74 06 11",
            "073 123 45 67",
            "+46 70 174 06 11",
            "+46701740611",
            "+46 (0)70-174 06 11",
            "0046701740611",
        ] {
            let text = format!("Ring {number}.");
            let found: Vec<&str> = mobile_numbers(&text)
                .into_iter()
                .map(|r| &text[r])
                .collect();
            assert_eq!(found, [number]);
        }
        for text in [
            "090-785 70 00",
            "0701-2023",
            "2007-01-17",
            "07:00-12:00",
            "08-123 456 78",
            "070",
            "0711-123456",
        ] {
            assert!(mobile_numbers(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn addresses_of_people_and_offices() {
        let found = |text: &str| personal_addresses(text).len();
        for text in [
            "anna.ek@almby.se",
            "(Anna.Ek-By@region.exempel.se).",
            "anka7@gmail.com",
        ] {
            assert_eq!(found(text), 1, "{text}");
        }
        for text in [
            "kansliet@almby.se",
            "info.almby@almby.se",
            "social.omsorg@almby.se",
            "@almby.se",
            "anna@",
            "a @ b.se",
            "fou.valfard@exempel.se",
        ] {
            assert_eq!(found(text), 0, "{text}");
        }
    }

    proptest! {
        #[test]
        fn anything_is_read(text in any::<String>()) {
            numbers(&text);
            mobile_numbers(&text);
            personal_addresses(&text);
        }

        #[test]
        fn anything_like_a_number_is_read(text in "[-+0-9 å@.a/]{0,40}") {
            numbers(&text);
            mobile_numbers(&text);
            personal_addresses(&text);
        }
    }
}
