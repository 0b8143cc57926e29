//! Lines that may be headings: how their numbers are written, and how much they look like headings.

use std::collections::{HashMap, HashSet};

use crate::import::source::Line;
use crate::parse::vocabulary;
use crate::parse::words::lower;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `§ 4`
    Section,
    /// `Ärende 4`
    Matter,
    /// `41/23`, `2023:41`
    Yearly,
    /// `4.`, `4)`
    Dotted,
    /// `4 Titel`
    Bare,
}

/// A line that may be a heading.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) line: usize,
    pub(super) style: Style,
    pub(super) number: String,
    pub(super) last: Option<String>,
    /// The number, for comparing: `2a` stands after `2`.
    pub(super) order: u32,
    /// Where the title begins in the line.
    pub(super) title: usize,
    pub(super) weight: f32,
    /// It says that it goes on.
    pub(super) again: bool,
}

/// Every line that may be a heading.
pub(super) fn candidates(lines: &[Line]) -> Vec<Candidate> {
    let heading_lists = heading_lists(lines);
    (0..lines.len())
        .filter(|at| !is_point(lines, *at, &heading_lists))
        .filter_map(|at| candidate(lines, at))
        .collect()
}

/// The numbered lists whose points are headings: below most of them stands something else than
/// the next point.
fn heading_lists(lines: &[Line]) -> HashSet<u32> {
    let mut counts: HashMap<u32, (usize, usize)> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(series) = line.series else { continue };
        let (points, headed) = counts.entry(series).or_default();
        *points += 1;
        *headed += usize::from(
            lines
                .get(at + 1)
                .is_none_or(|below| below.series != Some(series)),
        );
    }
    counts.retain(|_, (points, headed)| *points >= 2 && *headed * 3 >= *points * 2);
    counts.into_keys().collect()
}

/// Whether the line at `at` is a point of a list and no heading. Word numbers headings as it does
/// points: a heading is short, has a capital first, and is bold, in a list of headings, or alone
/// in its list with a text below it.
fn is_point(lines: &[Line], at: usize, heading_lists: &HashSet<u32>) -> bool {
    let line = &lines[at];
    if line.list.is_none() || line.heading.is_some() || line.text.starts_with('§') {
        return false;
    }
    let title = line
        .text
        .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' '));
    let short = title.chars().count() <= 100
        && title.len() < line.text.len()
        && title.starts_with(char::is_uppercase)
        && !title.ends_with(['.', ',', ';', ':']);
    let headed = match line.series {
        Some(series) => heading_lists.contains(&series),
        None => lines.get(at + 1).is_some_and(|below| below.list.is_none()),
    };
    !(short && (line.bold || headed))
}

/// The line at `at` as a heading, if it may be one.
fn candidate(lines: &[Line], at: usize) -> Option<Candidate> {
    let line = &lines[at];
    let text = line.text.as_str();
    let lowered = lower(text);
    let mut start = 0;
    let mut again = false;
    for word in [
        "forts. ",
        "forts ",
        "fortsättning ",
        "fortsättning på ",
        "(forts.) ",
        "forts.",
        "forts: ",
    ] {
        if lowered.starts_with(word)
            && lowered[word.len()..]
                .trim_start()
                .starts_with(['§', 'k', 'n', 'p', 'ä'])
        {
            start = word.len();
            again = true;
        }
    }
    start += text[start..].len() - text[start..].trim_start().len();
    let mut found = section(text, start)
        .or_else(|| matter(text, &lowered, start))
        .or_else(|| yearly(text, start))
        .or_else(|| dotted(text, start))?;
    found.line = at;
    found.again = again || lowered.contains("forts");
    found.weight = looks(lines, at, &found);
    Some(found)
}

fn new(style: Style, number: &str, title: usize) -> Candidate {
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    Candidate {
        line: 0,
        style,
        number: number.to_ascii_lowercase(),
        last: None,
        order: digits.parse().unwrap_or(u32::MAX / 64).min(u32::MAX / 64) * 32
            + number
                .split('.')
                .nth(1)
                .and_then(|part| part.parse::<u32>().ok())
                .map_or(0, |part| part.min(31))
            + number
                .chars()
                .last()
                .filter(char::is_ascii_alphabetic)
                .map_or(0, |c| c.to_ascii_lowercase() as u32 - 'a' as u32 + 1),
        title,
        weight: 0.0,
        again: false,
    }
}

/// `§ 4 Titel`, `KS § 4`, `§§ 4-7`, `4 § Titel`, `§ 4/23`.
pub(super) fn section(text: &str, start: usize) -> Option<Candidate> {
    let body = &text[start..];
    // Machines that read pictures take the sign for a dollar.
    let sign = match body.starts_with('$') {
        true => 0,
        false => body.find('§')?,
    };
    if sign > 14 {
        return None;
    }
    let before = body[..sign].trim();
    let after_sign =
        start + sign + body[sign..].len() - body[sign..].trim_start_matches(['§', '$']).len();
    let rest = &text[after_sign..];
    let skipped = rest.len() - rest.trim_start_matches([' ', '\t', '.', ':', '*']).len();
    let at = after_sign + skipped;
    if before.is_empty() || is_code(before) {
        let end = number(text, at)?;
        let mut found = new(Style::Section, &text[at..end], past_others(text, end));
        // "§ 12/2023", "§ 2023:12": the year belongs to the number.
        if let Some((number, title)) = of_year(text, at) {
            return Some(new(Style::Section, &text[number], title));
        }
        let tail = &text[end..];
        let dash = tail.trim_start();
        if let Some(more) = dash.strip_prefix(['-', '–']) {
            let more_start = text.len() - more.trim_start().len();
            if let Some(last) = number(text, more_start)
                && text[last..]
                    .chars()
                    .next()
                    .is_none_or(|c| !c.is_alphanumeric())
                && text[more_start..last].parse::<u32>().ok() > found.number.parse().ok()
            {
                found.last = Some(text[more_start..last].to_owned());
                found.title = last;
            }
        }
        return Some(found);
    }
    // "4 § Titel", not "4 § kommunallagen".
    let digits = before.trim_end_matches('.');
    if !digits.is_empty()
        && digits.len() <= 4
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && body.starts_with(|c: char| c.is_ascii_digit())
    {
        let title = rest.trim_start_matches([' ', '\t', '.', ':', '*', '-', '–']);
        let fits = title.is_empty()
            || title.starts_with(|c: char| {
                c.is_uppercase() || c.is_ascii_digit() || c == '"' || c == '”'
            });
        return fits.then(|| new(Style::Section, digits, text.len() - title.len()));
    }
    None
}

/// "Ks § 20 Au § 12 Titel": where the paragraphs of those who prepared the matter end.
fn past_others(text: &str, end: usize) -> usize {
    let mut at = end;
    while let Some(sign) = text[at..].find('§') {
        let before = text[at..at + sign].trim_matches([' ', '\t', ',', '/', '(', '–', '-']);
        let rest = &text[at + sign..];
        let start = text.len() - rest.trim_start_matches(['§', ' ', '.']).len();
        // "Ksau", "Kstu": longer than before the own number, where it would be a word.
        let short = is_code(before)
            || before.chars().count() <= 5
                && before.starts_with(char::is_uppercase)
                && before.chars().all(char::is_alphabetic);
        let Some(next) = number(text, start).filter(|_| !before.is_empty() && short) else {
            break;
        };
        at = text.len() - text[next..].trim_start_matches(')').len();
    }
    at
}

/// `41/23 Titel`, `2023:41 Titel`.
fn yearly(text: &str, start: usize) -> Option<Candidate> {
    let (number, end) = of_year(text, start)?;
    let tail = &text[end..];
    let title = tail.trim_start_matches([' ', '\t', '*', '.', ':', '-', '–']);
    let divided = tail.is_empty() || title.len() < tail.len();
    let fits =
        title.is_empty() || title.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '”'));
    (divided && fits).then(|| new(Style::Yearly, &text[number], text.len() - title.len()))
}

/// A number with the year that it was given in: where the number stands, and where both end.
fn of_year(text: &str, start: usize) -> Option<(std::ops::Range<usize>, usize)> {
    let digits = |at: usize| {
        let rest = text.get(at..).unwrap_or("");
        rest.bytes().take_while(u8::is_ascii_digit).count()
    };
    let is_year = |at: usize| text[at..].starts_with("20") || text[at..].starts_with("19");
    let first = digits(start);
    let middle = start + first;
    let divider = text.get(middle..)?.chars().next()?;
    if !matches!(divider, '/' | ':' | '-') {
        return None;
    }
    let second = digits(middle + 1);
    let end = middle + 1 + second;
    if text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-')) {
        return None;
    }
    // "4/12" is a day, "2023-04" a month.
    let short = divider == '/' && second == 2 && text[middle + 1..end].parse::<u8>().ok()? > 12;
    if (1..=4).contains(&first) && (short || second == 4 && is_year(middle + 1)) {
        return Some((start..middle, end));
    }
    let before = first == 4 && is_year(start) && divider != '-' && (1..=3).contains(&second);
    before.then_some((middle + 1..end, end))
}

/// The short name of a body before a sign: `KS`, `Ks`, `KSAU`, `Paragraf`.
fn is_code(text: &str) -> bool {
    let text = text
        .trim_end_matches(['.', ':', '*'])
        .trim_start_matches('*')
        .trim();
    let letters = text.chars().count();
    text.is_empty()
        || lower(text) == "paragraf"
        || (letters <= 8
            && text.starts_with(char::is_uppercase)
            && text
                .chars()
                .all(|c| c.is_uppercase() || c == '-' || c == '/')
            || letters <= 3 && text.chars().all(char::is_alphabetic))
}

/// `Ärende 4`, `Ärende nr 4:`, `Punkt 4`.
fn matter(text: &str, lowered: &str, start: usize) -> Option<Candidate> {
    let rest = &lowered[start..];
    let word = [
        "ärende nr ",
        "ärende nr. ",
        "ärende ",
        "punkt nr ",
        "punkt ",
        "p. ",
        "pkt ",
        "dagordningspunkt ",
        "nummer ",
        "paragraf nr ",
        "paragraf ",
        "nr. ",
        "nr ",
    ]
    .iter()
    .find(|word| rest.starts_with(**word))?;
    let at = start + word.len();
    let end = number(text, at)?;
    let title = text[end..].trim_start_matches([' ', '\t', '.', ':', ')', '-', '–', '*']);
    let divided = title.is_empty() || title.len() < text[end..].len();
    let fits = title.is_empty()
        || title
            .starts_with(|c: char| c.is_uppercase() || c == '"' || c == '”' || c.is_ascii_digit());
    (divided && fits).then(|| new(Style::Matter, &text[at..end], text.len() - title.len()))
}

/// `4. Titel`, `4) Titel`, `4.1 Titel`, `4 Titel`, and a number alone.
fn dotted(text: &str, start: usize) -> Option<Candidate> {
    let end = number(text, start)?;
    let digits = text[start..end]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    if digits > 3 {
        return None;
    }
    let number_text = &text[start..end];
    let rest = &text[end..];
    let mark = rest.chars().next();
    let (style, after) = match mark {
        None if number_text.contains('.') => (Style::Dotted, end),
        None => (Style::Bare, end),
        Some('.' | ')' | ':') => (Style::Dotted, end + 1),
        Some(' ' | '\t') if number_text.contains('.') => (Style::Dotted, end),
        Some(' ' | '\t') => (Style::Bare, end),
        _ => return None,
    };
    let tail = &text[after..];
    if !tail.is_empty() && !tail.starts_with([' ', '\t', '*']) {
        // "1.Titel"
        let glued = style == Style::Dotted && tail.starts_with(char::is_uppercase);
        if !glued {
            return None;
        }
    }
    let title = tail.trim_start_matches([' ', '\t', '*', '.', '-', '–']);
    if vocabulary::begins_with_month(title) || title.starts_with('%') {
        return None;
    }
    // "4) Titel" in parentheses, "1 § …" are met elsewhere.
    if title.starts_with('§') {
        return None;
    }
    Some(new(style, number_text, text.len() - title.len()))
}

/// Where the number that begins at `start` ends: digits, parts after dots, one letter.
///
/// `7a`, in a title in capitals also `7A`.
fn number(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let mut end = start + digits;
    while let Some(more) = text[end..].strip_prefix('.') {
        let digits = more.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 2 {
            break;
        }
        end += 1 + digits;
    }
    let mut tail = text[end..].chars();
    if let (Some(letter), next) = (tail.next(), tail.next())
        && (letter.is_ascii_lowercase() || letter.is_ascii_uppercase() && is_capitals(&text[end..]))
        && !next.is_some_and(char::is_alphanumeric)
        && !text[start..end].contains('.')
    {
        end += 1;
    }
    Some(end)
}

/// Whether a text has letters enough, and no small ones.
fn is_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_alphabetic()).count() >= 4
}

/// How much a line looks like a heading.
fn looks(lines: &[Line], at: usize, one: &Candidate) -> f32 {
    let line = &lines[at];
    let title = line.text[one.title.min(line.text.len())..].trim();
    let below = lines.get(at + 1);
    let mut weight: f32 = match one.style {
        Style::Section => 2.0,
        Style::Matter | Style::Yearly => 1.5,
        Style::Dotted => 1.0,
        Style::Bare => 0.4,
    };
    if line.heading.is_some() {
        weight += 1.5;
    }
    if line.bold {
        weight += 1.0;
    }
    if in_table_of_several(lines, at) {
        weight -= 1.0;
    }
    // A number alone: the title stands below, or it is no heading.
    if one.style == Style::Bare && title.is_empty() {
        let titled = below.is_some_and(|below| {
            let text = below.text.as_str();
            text.starts_with(char::is_uppercase)
                && text.chars().count() <= 120
                && !text.ends_with(['.', ','])
                && below.row.is_none()
                && lines.get(at + 2).is_none_or(|next| next.gap)
        });
        weight += match titled && line.gap && line.row.is_none() {
            true => 0.4,
            false => -3.0,
        };
    }
    if line.gap || at == 0 {
        weight += 0.6;
    }
    if below.is_none_or(|below| below.gap) {
        weight += 0.3;
    }
    let length = title.chars().count();
    let lowered = lower(title);
    if length > 200 {
        weight -= 3.0;
    } else if length > 120 {
        weight -= 1.0;
    } else if (1..60).contains(&length) {
        weight += 0.3;
    }
    let first = title.chars().next();
    if first.is_some_and(char::is_lowercase) {
        weight -= 2.0;
    }
    if first.is_some_and(|c| matches!(c, ',' | ';' | ')' | '.')) {
        weight -= 2.5;
    }
    if lowered.starts_with("att ") {
        weight -= 2.0;
    }
    if title.ends_with([',', ';']) || (title.ends_with('.') && length > 70) {
        weight -= 1.5;
    } else if title.ends_with('.') && one.style != Style::Section {
        weight -= 0.4;
    }
    if crate::parse::words::sentences(title).len() > 1 && one.style != Style::Section {
        weight -= 1.0;
    }
    if ends_in_page(title) {
        weight -= 1.2;
    }
    // "§ 12 kommunstyrelsen 2021-02-03" in a list of sources; "5.1 Titel" is a part.
    if one.number.contains('.') {
        weight -= 0.5;
    }
    weight
}

/// Whether a line is a row of a table that has more of them. A table of one row is how some
/// programs see a heading with its registry number.
fn in_table_of_several(lines: &[Line], at: usize) -> bool {
    let table = |at: usize| lines.get(at).and_then(|line| line.row);
    let Some(row) = table(at) else {
        return false;
    };
    let same = |other: Option<crate::import::source::Row>| {
        other.is_some_and(|other| other.table == row.table && other.row != row.row)
    };
    same(table(at + 1)) || at > 0 && same(table(at - 1))
}

/// `Titel ........ 4`, `Titel\t4`: a line of a table of contents.
fn ends_in_page(title: &str) -> bool {
    let rest = title.trim_end_matches(|c: char| c.is_ascii_digit());
    rest.len() < title.len()
        && (rest.ends_with('\t')
            || rest.trim_end().ends_with("..")
            || rest.trim_end().ends_with('…'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<(Style, String, &str)> {
        let line = Line {
            text: text.to_owned(),
            ..Line::default()
        };
        candidate(&[line], 0).map(|found| (found.style, found.number, &text[found.title..]))
    }

    #[test]
    fn numbers_may_have_their_year() {
        let of = |style, number: &str, title| Some((style, number.to_owned(), title));
        assert_eq!(shown("41/23 Vägen"), of(Style::Yearly, "41", "Vägen"));
        assert_eq!(shown("2023:41 Vägen"), of(Style::Yearly, "41", "Vägen"));
        assert_eq!(shown("§ 2023:41 Vägen"), of(Style::Section, "41", " Vägen"));
        // Days, months, fractions, sentences.
        assert_eq!(shown("10/12 Julfest"), None);
        assert_eq!(shown("2023-04 Vägen"), None);
        assert_eq!(shown("41/23 av vägen"), None);
        assert_eq!(shown("41/23-12 Vägen"), None);
    }

    #[test]
    fn paragraphs_of_others_are_no_title() {
        let title = |text| shown(text).map(|(_, number, title)| (number, title.trim()));
        let found = |number: &str, title| Some((number.to_owned(), title));
        assert_eq!(title("Ks § 20 Au § 12 Budget"), found("20", "Budget"));
        assert_eq!(title("Kf § 9 Ks § 7 Ksau § 4"), found("9", ""));
        assert_eq!(
            title("§ 9 Ändring av § 4 i stadgarna"),
            found("9", "Ändring av § 4 i stadgarna")
        );
        assert_eq!(title("$ 31 Val"), found("31", "Val"));
        assert_eq!(
            title("§ 7A VAL AV JUSTERARE"),
            found("7a", "VAL AV JUSTERARE")
        );
        assert_eq!(title("§ 7 A-lagets tröjor"), found("7", "A-lagets tröjor"));
    }
}
