//! What a line `Svar på:` says after the id: "Dorotea kommun, antagen med ändring 2021-05-04, dnr
//! KS 2021-99, https://…", in any order, and any of it may be left out.

use chrono::NaiveDate;

use super::addressed::means_all;
use crate::lang::fold;
use crate::model::AnswerKind;
use crate::parse::names::Names;

/// What the line says.
#[derive(Debug, PartialEq)]
pub(super) struct Said<'a> {
    /// Who has answered.
    pub whose: Whose<'a>,
    /// What.
    pub kind: Option<AnswerKind>,
    /// When.
    pub date: Option<NaiveDate>,
    /// The party's registry number.
    pub reference: Option<&'a str>,
    /// Where the decision can be read.
    pub link: Option<&'a str>,
}

/// Who has answered.
#[derive(Debug, PartialEq)]
pub(super) enum Whose<'a> {
    /// Nobody is named.
    Unsaid,
    /// All that were asked, in words.
    Everybody,
    /// These parties, by canonical name.
    Parties(Vec<&'a str>),
    /// Somebody who is no party, as written.
    Nobody(&'a str),
}

/// Words that say what was decided; the longer before what they begin with.
const KINDS: [(&str, AnswerKind); 12] = [
    ("antagen med ändring", AnswerKind::AdoptedWithChanges),
    ("antaget med ändring", AnswerKind::AdoptedWithChanges),
    ("antog med ändring", AnswerKind::AdoptedWithChanges),
    ("antar med ändring", AnswerKind::AdoptedWithChanges),
    ("ej antagen", AnswerKind::Declined),
    ("inte antagen", AnswerKind::Declined),
    ("antar inte", AnswerKind::Declined),
    ("avslagen", AnswerKind::Declined),
    ("avslaget", AnswerKind::Declined),
    ("avslår", AnswerKind::Declined),
    ("antagen", AnswerKind::Adopted),
    ("antaget", AnswerKind::Adopted),
];

/// Reads what follows the id. Linear.
pub(super) fn read<'a>(rest: &'a str, names: &'a Names) -> Said<'a> {
    let mut said = Said {
        whose: Whose::Unsaid,
        kind: None,
        date: None,
        reference: None,
        link: None,
    };
    let mut parties: Vec<&'a str> = Vec::new();
    let mut everybody = false;
    let mut nobody: Option<&'a str> = None;
    // An address has commas of its own.
    let (before, link, after) = split_link(rest);
    said.link = link;
    let pieces = before.split([',', ';']).chain(after.split([',', ';']));
    for piece in pieces {
        let (piece, number) = split_reference(piece);
        said.reference = said.reference.or(number);
        for piece in around_date(piece, &mut said.date) {
            let who = without_kind(trimmed(piece), &mut said.kind);
            if who.is_empty() {
                continue;
            }
            if let Some(party) = names.party(who) {
                parties.push(party);
                continue;
            }
            for who in who.split(" och ").map(trimmed) {
                match names.party(who) {
                    Some(party) => parties.push(party),
                    None if means_all(&fold(who)) => everybody = true,
                    // A name begins with a capital; other words are a remark.
                    None if who.starts_with(char::is_uppercase) => nobody = nobody.or(Some(who)),
                    None => {}
                }
            }
        }
    }
    said.whose = match (parties.is_empty(), everybody, nobody) {
        (false, ..) => Whose::Parties(parties),
        (true, true, _) => Whose::Everybody,
        (true, false, Some(name)) => Whose::Nobody(name),
        (true, false, None) => Whose::Unsaid,
    };
    said
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '(' | ')' | '<' | '>'))
}

/// What stands before the first address, the address, and what stands after.
fn split_link(text: &str) -> (&str, Option<&str>, &str) {
    let start = text
        .match_indices("http")
        .map(|(at, _)| at)
        .find(|&at| text[at..].starts_with("https://") || text[at..].starts_with("http://"));
    let Some(start) = start else {
        return (text, None, "");
    };
    let rest = &text[start..];
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']'))
        .unwrap_or(rest.len());
    let link = rest[..end].trim_end_matches([',', ';', '.']);
    (&text[..start], Some(link), &rest[end..])
}

/// `piece` up to "dnr", and the number after it.
fn split_reference(piece: &str) -> (&str, Option<&str>) {
    // ASCII alone is changed, so that places stay.
    let lowered = piece.to_ascii_lowercase();
    let found = lowered.match_indices("dnr").find(|(at, word)| {
        let end = at + word.len();
        !piece[..*at].ends_with(char::is_alphanumeric)
            && !piece[end..].starts_with(char::is_alphanumeric)
    });
    let Some((at, word)) = found else {
        return (piece, None);
    };
    let number = trimmed(&piece[at + word.len()..]);
    (&piece[..at], (!number.is_empty()).then_some(number))
}

/// What stands before the first date in `piece`, and after it.
fn around_date<'a>(piece: &'a str, date: &mut Option<NaiveDate>) -> [&'a str; 2] {
    let found = piece.split_whitespace().find_map(|word| {
        let day: NaiveDate = trimmed(word).parse().ok()?;
        Some((day, word.as_ptr() as usize - piece.as_ptr() as usize, word))
    });
    let Some((day, at, word)) = found else {
        return [piece, ""];
    };
    date.get_or_insert(day);
    let before = piece[..at].trim_end();
    let before = before.strip_suffix(" den").unwrap_or(before);
    [before, &piece[at + word.len()..]]
}

/// `piece` without the words that say what was decided: what stands before them, else after.
fn without_kind<'a>(piece: &'a str, kind: &mut Option<AnswerKind>) -> &'a str {
    let lowered = piece.to_lowercase();
    let found = KINDS
        .iter()
        .filter_map(|(words, kind)| Some((lowered.find(words)?, words.len(), *kind)))
        .min_by_key(|(at, ..)| *at);
    let Some((at, length, found)) = found else {
        return piece;
    };
    kind.get_or_insert(found);
    // Lower case may have another length than what was written.
    let before = piece.get(..at).map_or("", trimmed);
    if !before.is_empty() {
        return before;
    }
    let after = piece.get(at + length..).unwrap_or("");
    let after = trimmed(after.strip_prefix("ar").unwrap_or(after));
    after.strip_prefix("av ").unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Basis, Collaboration, Party, PartyKind};
    use crate::text::{At, Span};

    fn names() -> Names {
        let at = |text: &str| At::new(text.to_owned(), Span::default());
        let party = |name: &str| Party {
            name: at(name),
            kind: PartyKind::Municipality,
            aliases: Vec::new(),
            basis: Basis::default(),
        };
        Names::new(&Collaboration {
            parties: vec![
                party("Almby kommun"),
                party("Berga kommun"),
                party("Mark och Dals kommun"),
            ],
            ..Collaboration::default()
        })
    }

    fn check(rest: &str, expected: &str) {
        let names = names();
        let said = read(rest, &names);
        let whose = match said.whose {
            Whose::Unsaid => "-".to_owned(),
            Whose::Everybody => "all".to_owned(),
            Whose::Parties(parties) => parties.join("+"),
            Whose::Nobody(name) => format!("?{name}"),
        };
        let kind = said.kind.map_or("-", |kind| kind.text().en);
        let date = said.date.map_or("-".to_owned(), |date| date.to_string());
        let (reference, link) = (said.reference.unwrap_or("-"), said.link.unwrap_or("-"));
        let shown = format!("{whose} | {kind} | {date} | {reference} | {link}");
        assert_eq!(shown, expected, "{rest}");
    }

    #[test]
    fn what_is_said_in_any_order() {
        for (rest, expected) in [
            ("", "- | - | - | - | -"),
            (
                "Almby kommun, antagen, 2021-05-04, dnr KS 2021-99, https://example.org/a,b?c",
                "Almby kommun | adopted | 2021-05-04 | KS 2021-99 | https://example.org/a,b?c",
            ),
            (
                "antagen med ändringar av Almby kommun den 2021-05-04 (<https://example.org/a>), Dnr: KS 9",
                "Almby kommun | adopted_with_changes | 2021-05-04 | KS 9 | https://example.org/a",
            ),
            (
                "Almby kommun och Berga kommun: avslagen 2021-05-04 dnr 7",
                "Almby kommun+Berga kommun | declined | 2021-05-04 | 7 | -",
            ),
            (
                "Mark och Dals kommun inte antagen",
                "Mark och Dals kommun | declined | - | - | -",
            ),
            ("antagen av samtliga huvudmän", "all | adopted | - | - | -"),
            ("kommunerna", "all | - | - | - | -"),
            ("enligt listan, antagen", "- | adopted | - | - | -"),
            ("Tuna kommun, antagen", "?Tuna kommun | adopted | - | - | -"),
        ] {
            check(rest, expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(
            rest in proptest::prelude::any::<String>(),
            more in "[AaİDdNnRr ,;:åÅ0-9-]{0,8}(antagen|AVSLAGEN|dnr|https://|2021-05-04| och ){0,4}.{0,4}",
        ) {
            let names = names();
            read(&(rest + &more), &names);
            read(&more, &names);
        }
    }
}
