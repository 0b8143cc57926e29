//! References to protocols, items and decisions in running text: `LSG/2023-02-17/4:2`, and
//! `LSG 2023-02-17 § 4`.
//!
//! The first form needs the code of a body as the archive declares it; the second takes any name of
//! one word and always has a `§`, because a body and a day alone mean a meeting in passing.

use std::ops::Range;

use super::names::Names;
use crate::model::{Reference, ReferenceKind};
use crate::text::{At, Span};

/// All references in `text`, from left to right; spans count from `start`. Linear time.
///
/// Only bodies that the archive knows are found, external ones too. Whether a target exists is
/// another question.
pub fn find(text: &str, start: usize, names: &Names) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::new();
    let mut from = 0;
    for (hyphen, _) in text.match_indices('-') {
        let Some(date) = date_around(text, hyphen).filter(|date| date.start >= from) else {
            continue;
        };
        let found = by_id(text, &date, names).or_else(|| in_words(text, &date, names));
        let Some((target, kind, range)) = found else {
            continue;
        };
        from = range.end;
        out.push(Reference {
            target: At::new(target, Span::new(range.start + start, range.end + start)),
            kind,
        });
    }
    out
}

/// The text before an id's item: `LSG/2023-02-17` of `LSG/2023-02-17/4:2`; the whole where it
/// names a protocol.
pub fn protocol_of(id: &str) -> &str {
    match id.match_indices('/').nth(1) {
        Some((at, _)) => &id[..at],
        None => id,
    }
}

type Found = (String, ReferenceKind, Range<usize>);

/// `2023-02-17`, found by its first hyphen.
fn date_around(text: &str, hyphen: usize) -> Option<Range<usize>> {
    let start = hyphen.checked_sub(4)?;
    let date = text.get(start..start + 10)?.as_bytes();
    let fits = date.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    fits.then_some(start..start + 10)
}

/// `LSG/2023-02-17-extra/4.1:2`.
fn by_id(text: &str, date: &Range<usize>, names: &Names) -> Option<Found> {
    let before = text[..date.start].strip_suffix('/')?;
    let begins = before.len() - word_before(before);
    let code = &before[begins..];
    let free = !before[..begins].ends_with(['/', '.', '-', '_', '\\']);
    if code.is_empty() || !free || names.body(code) != Some(code) {
        return None;
    }
    let mut end = date.end + suffix(&text[date.end..]);
    let mut kind = ReferenceKind::Protocol;
    if let Some(rest) = text[end..].strip_prefix('/') {
        let item = item(rest);
        if item > 0 {
            end += 1 + item;
            kind = ReferenceKind::Item;
            let clause = clause(&text[end..]);
            if clause > 0 {
                end += clause;
                kind = ReferenceKind::Decision;
            }
        }
    }
    let rest = &text[end..];
    // A path such as LSG/2023-02-17.md, or a longer number, is no id.
    let ends = !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '_'))
        && !rest.starts_with(".md");
    ends.then(|| (text[begins..end].to_owned(), kind, begins..end))
}

/// `LSG 2023-02-17 § 4`, `Länssamverkansgruppen 2023-02-17, § 4`.
fn in_words(text: &str, date: &Range<usize>, names: &Names) -> Option<Found> {
    let before = text[..date.start].trim_end_matches([' ', '\u{a0}']);
    if before.len() == date.start {
        return None;
    }
    let begins = before.len() - word_before(before);
    let code = names.body(&before[begins..])?;
    let mut end = date.end + suffix(&text[date.end..]);
    let id = format!("{code}/{}", &text[date.start..end]);
    let rest = text[end..].trim_start_matches([' ', '\u{a0}', ',']);
    let rest = rest.strip_prefix('§')?;
    let rest = rest.strip_prefix('§').unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '\u{a0}']);
    let number = item(rest);
    if number == 0 {
        return None;
    }
    end = text.len() - rest.len() + number;
    let item = &rest[..number];
    let clause = clause(&rest[number..]);
    let (kind, target) = match clause {
        0 => (ReferenceKind::Item, format!("{id}/{item}")),
        _ => (
            ReferenceKind::Decision,
            format!("{id}/{item}{}", &rest[number..number + clause]),
        ),
    };
    Some((target, kind, begins..end + clause))
}

/// The bytes of the word that ends `text`.
fn word_before(text: &str) -> usize {
    text.chars()
        .rev()
        .take_while(|c| c.is_alphanumeric())
        .map(char::len_utf8)
        .sum()
}

/// The bytes of `-extra` at the start of `text`.
fn suffix(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('-') else {
        return 0;
    };
    let name = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-')
        .count();
    let name = rest[..name].trim_end_matches('-').len();
    match rest.starts_with(|c: char| c.is_ascii_lowercase()) && name > 0 {
        true => 1 + name,
        false => 0,
    }
}

/// The bytes of an item's key at the start of `text`: `4`, `2a`, `4.1`, `4~2`.
fn item(text: &str) -> usize {
    let mut end = digits(text);
    if end == 0 {
        return 0;
    }
    let mut rest = text[end..].chars();
    if rest.next().is_some_and(|c| c.is_ascii_lowercase())
        && !rest.next().is_some_and(char::is_alphanumeric)
    {
        end += 1;
    }
    end += dotted(&text[end..]);
    if let Some(again) = text[end..].strip_prefix('~')
        && digits(again) > 0
    {
        end += 1 + digits(again);
    }
    end
}

/// The bytes of a clause at the start of `text`, its colon too: `:2`, `:1.2`, `:m1`.
fn clause(text: &str) -> usize {
    let Some(rest) = text.strip_prefix(':') else {
        return 0;
    };
    let soft = usize::from(rest.starts_with('m'));
    let number = digits(&rest[soft..]);
    match number {
        0 => 0,
        _ => 1 + soft + number + dotted(&rest[soft + number..]),
    }
}

/// The bytes of `.1.2` at the start of `text`.
fn dotted(text: &str) -> usize {
    let mut end = 0;
    while let Some(rest) = text[end..].strip_prefix('.')
        && digits(rest) > 0
    {
        end += 1 + digits(rest);
    }
    end
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Body, Collaboration};

    fn names() -> Names {
        let at = |text: &str| At::new(text.to_owned(), Span::default());
        let body = |code: &str, name: &str| Body {
            code: at(code),
            name: at(name),
            ..Body::default()
        };
        Names::new(&Collaboration {
            bodies: vec![
                body("LSG", "Länssamverkansgruppen"),
                body("SVO", "Samråd vård och omsorg"),
            ],
            ..Collaboration::default()
        })
    }

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = find(text, 0, &names());
        let shown: Vec<(&str, &str)> = found
            .iter()
            .map(|found| (found.target.value.as_str(), found.target.span.of(text)))
            .collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn ids_and_words_mean_the_same() {
        check(
            "Se LSG/2023-02-17/4:2, LSG 2023-02-17 § 4 och Länssamverkansgruppen 2023-02-17, §4.",
            &[
                ("LSG/2023-02-17/4:2", "LSG/2023-02-17/4:2"),
                ("LSG/2023-02-17/4", "LSG 2023-02-17 § 4"),
                ("LSG/2023-02-17/4", "Länssamverkansgruppen 2023-02-17, §4"),
            ],
        );
    }

    #[test]
    fn every_form_of_an_id() {
        for id in [
            "LSG/2023-02-17",
            "LSG/2023-02-17-extra",
            "LSG/2023-02-17-extra/4.1:2",
            "SVO/2023-02-17/5:1.2",
            "LSG/2023-02-17/4~2:1",
            "LSG/2023-02-17/2a",
            "LSG/2023-02-17/3:m1",
        ] {
            check(&format!("({id})."), &[(id, id)]);
        }
    }

    #[test]
    fn what_only_looks_like_a_reference() {
        for text in [
            "../LSG/2023-02-17/4",
            "LSG/2023-02-17.md",
            "lsg/2023-02-17",
            "LSG 2023-02-17",
            "LSG 2023-02-17 och § 4",
            "XYZ/2023-02-17/4:2",
            "2023-02-17 § 4",
            "åäö-åäö-åäö",
            "LSG/2023-02-171",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn the_protocol_of_an_id() {
        assert_eq!(protocol_of("LSG/2023-02-17/4:2"), "LSG/2023-02-17");
        assert_eq!(protocol_of("LSG/2023-02-17"), "LSG/2023-02-17");
        assert_eq!(protocol_of("skräp"), "skräp");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[LSGå /0-9§:.~m-]{0,60}") {
            for found in find(&text, 0, &names()) {
                proptest::prop_assert!(!found.target.span.of(&text).is_empty());
            }
        }
    }
}
