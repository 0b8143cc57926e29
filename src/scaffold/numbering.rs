//! How a body numbers its items: what stands before the number, and whether the numbers go on.

use chrono::Datelike;

use crate::archive::ProtocolFile;

/// The numbers of a new document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbering {
    /// The first number.
    pub first: u32,
    /// How it is written.
    pub style: Style,
}

/// How a number is written in a heading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// `## § 4 Titel`
    #[default]
    Sign,
    /// `## 4. Titel`
    Stop,
    /// `## 4 Titel`
    Bare,
}

impl Style {
    /// The heading of item `number`.
    pub fn heading(self, number: u32, title: &str) -> String {
        match self {
            Style::Sign => format!("## § {number} {title}"),
            Style::Stop => format!("## {number}. {title}"),
            Style::Bare => format!("## {number} {title}"),
        }
    }
}

/// First and last number of a protocol's own items.
fn range(file: &ProtocolFile) -> Option<(u32, u32)> {
    let items = file.protocol.items.iter();
    let items = items.filter(|item| item.parent.is_none());
    let numbers = items.filter_map(|item| {
        let first: u32 = item.number.as_ref()?.value.parse().ok()?;
        let last = item.last_number.as_ref();
        let last = last.and_then(|last| last.parse().ok());
        Some((first, last.unwrap_or(first)))
    });
    let all: Vec<(u32, u32)> = numbers.collect();
    let first = all.first()?.0;
    Some((first, all.iter().map(|(_, last)| *last).max()?))
}

/// How the next document after `held`, oldest first, is numbered in `year`.
pub(super) fn after(held: &[&ProtocolFile], year: i32) -> Numbering {
    let dated = held.iter().filter_map(|file| {
        let date = file.protocol.date.as_ref()?.value;
        Some((date.year(), range(file)?, *file))
    });
    let dated: Vec<(i32, (u32, u32), &ProtocolFile)> = dated.collect();
    let Some((last_year, (_, last), file)) = dated.last() else {
        return Numbering {
            first: 1,
            style: Style::default(),
        };
    };
    let goes_on = match habit(&dated) {
        Habit::Never => false,
        Habit::WithinYear => *last_year == year,
        Habit::Always => true,
    };
    Numbering {
        first: if goes_on { last.saturating_add(1) } else { 1 },
        style: style(file),
    }
}

enum Habit {
    /// Each protocol begins with 1.
    Never,
    /// The first protocol of a year begins with 1.
    WithinYear,
    /// Numbers go on through the years.
    Always,
}

/// What the latest pair of protocols that tells anything tells.
fn habit(dated: &[(i32, (u32, u32), &ProtocolFile)]) -> Habit {
    for pair in dated.windows(2).rev() {
        let [(year, (_, last), _), (next_year, (first, _), _)] = pair else {
            continue;
        };
        let goes_on = *first > 1 && last.checked_add(1) == Some(*first);
        match (year == next_year, goes_on) {
            (true, true) => return Habit::WithinYear,
            (false, true) => return Habit::Always,
            (true, false) => return Habit::Never,
            // Every habit but the last begins a year so.
            (false, false) => {}
        }
    }
    Habit::Never
}

fn style(file: &ProtocolFile) -> Style {
    let text = &file.source.text;
    let items = file.protocol.items.iter();
    let heading = items.filter(|item| item.number.is_some()).find_map(|item| {
        let line = item.span.of(text).lines().next()?;
        let heading = line.trim_start_matches(['#', '*', ' ']);
        Some((heading, item.number.as_ref()?.value.as_str()))
    });
    let Some((heading, number)) = heading else {
        return Style::default();
    };
    match heading.strip_prefix(number) {
        Some(rest) if rest.starts_with('.') => Style::Stop,
        Some(rest) if rest.starts_with(' ') => Style::Bare,
        _ => Style::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Memory, Options, load_from};

    fn numbering(protocols: &[(&str, &str)], year: i32) -> (u32, Style) {
        let texts: Vec<(String, String)> = protocols
            .iter()
            .map(|(day, headings)| {
                let body = headings.replace('|', "\n\nText.\n\n## ");
                let text = format!(
                    "---\norgan: LSG\ndatum: {day}\n---\n\n# Protokoll\n\n## {body}\n\nText.\n"
                );
                (format!("lsg/{day}.md"), text)
            })
            .collect();
        let files = texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()));
        let body = [("organ/lsg.yaml", "kod: LSG\nnamn: Länsgruppen\n")];
        let archive = load_from(
            &Memory::new(body.into_iter().chain(files)),
            &Options::default(),
        );
        let held: Vec<&ProtocolFile> = archive.protocols.iter().collect();
        let Numbering { first, style } = after(&held, year);
        (first, style)
    }

    #[test]
    fn numbers_begin_anew_or_go_on() {
        let january = ("2023-01-20", "§ 1 A|§ 2 B");
        assert_eq!(numbering(&[], 2023), (1, Style::Sign));
        assert_eq!(numbering(&[january], 2023), (1, Style::Sign));
        let anew = [january, ("2023-03-20", "1. A|2. B")];
        assert_eq!(numbering(&anew, 2023), (1, Style::Stop));
        let on = [january, ("2023-03-20", "3 A|4 B|5 C")];
        assert_eq!(numbering(&on, 2023), (6, Style::Bare));
        assert_eq!(numbering(&on, 2024), (1, Style::Bare));
        let next_year = [on[0], on[1], ("2024-01-19", "§ 1 A|§§ 2-4 B")];
        assert_eq!(numbering(&next_year, 2024), (5, Style::Sign));
        let through = [january, ("2024-01-19", "§ 3 A|§ 4 B")];
        assert_eq!(numbering(&through, 2025), (5, Style::Sign));
    }

    #[test]
    fn a_number_that_no_protocol_reaches_is_none() {
        let most = [
            ("2023-01-20", "§ 1 A|§ 4294967295 B"),
            ("2023-03-20", "§ 2 A"),
        ];
        assert_eq!(numbering(&most, 2023), (3, Style::Sign));
    }
}
