//! What a summons says is to be dealt with: its numbered headings, else its numbered list.

use super::ProtocolFile;
use crate::model::Item;

/// One point of an agenda.
#[derive(Clone, Debug)]
pub struct Point<'a> {
    /// As written, without markup where it is a heading.
    pub title: &'a str,
    /// The item, where the point is a heading.
    pub item: Option<&'a Item>,
}

/// The points of `summons` in order, those within others too.
pub fn of(summons: &ProtocolFile) -> Vec<Point<'_>> {
    let items = &summons.protocol.items;
    let numbered = items.iter().filter(|item| item.number.is_some());
    let points: Vec<Point<'_>> = numbered
        .map(|item| Point {
            title: &item.title.value,
            item: Some(item),
        })
        .collect();
    if !points.is_empty() {
        return points;
    }
    let lines = summons.source.text.lines();
    lines
        .filter_map(listed)
        .map(|title| Point { title, item: None })
        .collect()
}

/// The text of `3. Lägesrapport`, `3) Lägesrapport` or `§ 3 Lägesrapport`.
fn listed(line: &str) -> Option<&str> {
    /// A longer number is a year or a registry number.
    const DIGITS_MAX: usize = 3;
    let line = line.trim();
    let after = line.strip_prefix('§').map(str::trim_start);
    let rest = after.unwrap_or(line);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > DIGITS_MAX {
        return None;
    }
    let rest = &rest[digits..];
    let rest = match rest.strip_prefix(['.', ')']) {
        Some(rest) => rest,
        None if after.is_some() => rest,
        None => return None,
    };
    let title = rest.strip_prefix([' ', '\t', '\u{a0}'])?.trim();
    title
        .starts_with(|c: char| !c.is_ascii_digit())
        .then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Memory, Options, load_from};

    fn points(body: &str) -> Vec<String> {
        let text = format!("---\norgan: LSG\ndatum: 2023-04-21\ntyp: kallelse\n---\n\n{body}");
        let files = [
            ("organ/lsg.yaml", "kod: LSG\nnamn: Länsgruppen\n"),
            ("lsg/2023-04-21-kallelse.md", text.as_str()),
        ];
        let archive = load_from(&Memory::new(files), &Options::default());
        let points = of(&archive.protocols[0]);
        points.iter().map(|point| point.title.to_owned()).collect()
    }

    #[test]
    fn headings_or_a_list() {
        assert_eq!(
            points("# Kallelse\n\n## § 1 *Upprop*\n\n1. inte en punkt\n\n## § 2 Budget\n"),
            ["Upprop", "Budget"]
        );
        assert_eq!(
            points("# Kallelse\n\nVälkommen kl. 9.\n\n1. Upprop\n2) Budget\n§ 3 Nästa möte\n"),
            ["Upprop", "Budget", "Nästa möte"]
        );
    }

    #[test]
    fn what_is_no_point() {
        for line in [
            "09.30 Fika",
            "2023 års budget",
            "1.5 procent",
            "12",
            "3.",
            "tel 1. nej",
        ] {
            assert_eq!(listed(line), None, "{line}");
        }
    }
}
