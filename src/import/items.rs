//! Which lines are the headings of items. A heading is found by its number, and which numbers
//! belong together by the longest sequence that goes up: a list of decisions that begins at 1
//! again, a table of contents, a paragraph of a statute make sequences of their own.

use std::collections::{HashMap, HashSet};

use super::source::Line;
use crate::parse::vocabulary;
use crate::parse::words::lower;

/// The heading of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// The line that it begins on.
    pub line: usize,
    /// How many lines it takes.
    pub lines: usize,
    /// The number as written, without sign; `None` in a document without numbers.
    pub number: Option<String>,
    /// The last number of a range.
    pub last: Option<String>,
    /// The title, without number and registry numbers.
    pub title: String,
    /// Registry numbers that stand in the heading.
    pub references: Vec<String>,
    /// A part of the item above it.
    pub part: bool,
    /// What stands on its line after the title: "3. Badplatsen. Bryggan måste lagas."
    pub rest: Option<String>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Items {
    /// The headings in document order.
    pub headings: Vec<Heading>,
    /// Lines that say once more, on a later page, which item goes on.
    pub repeated: Vec<usize>,
    /// Lines of a table of contents.
    pub contents: Vec<usize>,
    /// Headings without numbers, told by their looks.
    pub by_looks: bool,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `§ 4`
    Section,
    /// `Ärende 4`
    Matter,
    /// `4.`, `4)`
    Dotted,
    /// `4 Titel`
    Bare,
}

/// A line that may be a heading.
#[derive(Clone, Debug)]
struct Candidate {
    line: usize,
    style: Style,
    number: String,
    last: Option<String>,
    /// The number, for comparing: `2a` stands after `2`.
    order: u32,
    /// Where the title begins in the line.
    title: usize,
    weight: f32,
    /// It says that it goes on.
    again: bool,
}

/// Finds the headings among `lines`.
pub fn find(lines: &[Line]) -> Items {
    let heading_lists = heading_lists(lines);
    let mut candidates: Vec<Candidate> = Vec::new();
    for at in 0..lines.len() {
        if !is_point(lines, at, &heading_lists) {
            candidates.extend(candidate(lines, at));
        }
    }
    let of = |style: Style| -> Vec<Candidate> {
        let mut found: Vec<Candidate> = candidates
            .iter()
            .filter(|one| one.style == style)
            .cloned()
            .collect();
        weigh(lines, &mut found);
        chain(&found)
    };
    let sections = of(Style::Section);
    let dotted = of(Style::Dotted);
    let matters = of(Style::Matter);
    let total = |chain: &[Candidate]| chain.iter().map(|one| one.weight.max(0.1)).sum::<f32>();
    let first = |chain: &[Candidate]| chain.first().map_or(usize::MAX, |one| one.line);
    let enough = |chain: &[Candidate]| chain.len() >= 3 || chain.len() == 2 && total(chain) > 2.0;
    let by_section = !sections.is_empty()
        && (sections.len() >= 3 && sections.len() * 3 >= dotted.len()
            || !enough(&dotted)
            || first(&sections) < first(&dotted));
    let chosen = if by_section {
        sections
    } else if enough(&matters) && matters.len() * 2 >= dotted.len() {
        matters
    } else if enough(&dotted) {
        dotted
    } else {
        let bare = of(Style::Bare);
        if bare.len() >= 3 && bare[0].order <= 2 || bare.len() >= 6 {
            bare
        } else if dotted.len() >= 2
            || dotted.len() == 1 && dotted[0].weight > 1.5 && dotted[0].order == 1
        {
            dotted
        } else {
            Vec::new()
        }
    };
    let chosen = if chosen.is_empty() {
        numbered_paragraphs(&candidates)
    } else {
        chosen
    };
    if chosen.is_empty() {
        return by_looks(lines);
    }
    assemble(lines, &candidates, chosen)
}

/// Paragraphs numbered 1, 2, 3 …, where nothing else is: each is an item, and begins with its
/// title.
fn numbered_paragraphs(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for one in candidates {
        let next = out.last().map_or(1, |last| last.order / 32 + 1);
        if one.style == Style::Dotted && !one.number.contains('.') && one.order == next * 32 {
            out.push(one.clone());
        }
    }
    if out.len() < 4 {
        out.clear();
    }
    out
}

/// The items of a chosen sequence, with their parts and what repeats them.
fn assemble(lines: &[Line], candidates: &[Candidate], chosen: Vec<Candidate>) -> Items {
    let style = chosen[0].style;
    let mut items = Items::default();
    let first = chosen[0].line;
    let mut taken = 0;
    for (at, one) in chosen.iter().enumerate() {
        if one.line < taken {
            continue;
        }
        let heading = heading(lines, one, false);
        taken = heading.line + heading.lines;
        let end = chosen.get(at + 1).map_or(lines.len(), |next| next.line);
        let number = one.number.clone();
        items.headings.push(heading);
        for other in candidates {
            if other.line < taken || other.line >= end {
                continue;
            }
            if other.style == style && other.number == number && other.style == Style::Section {
                items.repeated.push(other.line);
            } else if is_part_of(other, &number, lines) {
                let part = self::heading(lines, other, true);
                taken = part.line + part.lines;
                items.headings.push(part);
            }
        }
    }
    items.contents = candidates
        .iter()
        .filter(|one| one.line < first && one.style == style)
        .map(|one| one.line)
        .collect();
    items.headings.sort_by_key(|heading| heading.line);
    items
}

/// `4.1 Titel` below item 4.
fn is_part_of(one: &Candidate, number: &str, lines: &[Line]) -> bool {
    let part = one
        .number
        .strip_prefix(number)
        .is_some_and(|rest| rest.starts_with('.') && rest.len() > 1);
    part && one.weight > -0.5 && lines[one.line].text.chars().count() <= 140
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
        number: number.to_owned(),
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
                .filter(char::is_ascii_lowercase)
                .map_or(0, |c| c as u32 - 'a' as u32 + 1),
        title,
        weight: 0.0,
        again: false,
    }
}

/// `§ 4 Titel`, `KS § 4`, `§§ 4-7`, `4 § Titel`, `§ 4/23`.
fn section(text: &str, start: usize) -> Option<Candidate> {
    let body = &text[start..];
    let sign = body.find('§')?;
    if sign > 14 {
        return None;
    }
    let before = body[..sign].trim();
    let after_sign = start + sign + body[sign..].len() - body[sign..].trim_start_matches('§').len();
    let rest = &text[after_sign..];
    let skipped = rest.len() - rest.trim_start_matches([' ', '\t', '.', ':', '*']).len();
    let at = after_sign + skipped;
    if before.is_empty() || is_code(before) {
        let end = number(text, at)?;
        let mut found = new(Style::Section, &text[at..end], end);
        let tail = &text[end..];
        // "§ 12/2023": the year belongs to the number.
        if let Some(year) = tail.strip_prefix(['/', ':', '-'])
            && year.bytes().take_while(u8::is_ascii_digit).count() >= 2
        {
            let digits = year.bytes().take_while(u8::is_ascii_digit).count();
            let divider = tail.chars().next();
            let looks_like_year = digits == 4 && (year.starts_with("20") || year.starts_with("19"))
                || digits == 2 && divider == Some('/');
            if looks_like_year {
                found.title = end + 1 + digits;
                return Some(found);
            }
        }
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
    if style == Style::Bare && (title.is_empty() || vocabulary::begins_with_month(title)) {
        return None;
    }
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
        && letter.is_ascii_lowercase()
        && !next.is_some_and(char::is_alphanumeric)
        && !text[start..end].contains('.')
    {
        end += 1;
    }
    Some(end)
}

/// How much a line looks like a heading.
fn looks(lines: &[Line], at: usize, one: &Candidate) -> f32 {
    let line = &lines[at];
    let title = line.text[one.title.min(line.text.len())..].trim();
    let below = lines.get(at + 1);
    let mut weight: f32 = match one.style {
        Style::Section => 2.0,
        Style::Matter => 1.5,
        Style::Dotted => 1.0,
        Style::Bare => 0.4,
    };
    if line.heading.is_some() {
        weight += 1.5;
    }
    if line.bold {
        weight += 1.0;
    }
    if line.row.is_some() {
        weight -= 1.0;
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

/// `Titel ........ 4`, `Titel\t4`: a line of a table of contents.
fn ends_in_page(title: &str) -> bool {
    let rest = title.trim_end_matches(|c: char| c.is_ascii_digit());
    rest.len() < title.len()
        && (rest.ends_with('\t')
            || rest.trim_end().ends_with("..")
            || rest.trim_end().ends_with('…'))
}

/// Adds to each what stands below it: an item has a text, a line of contents has none.
fn weigh(lines: &[Line], found: &mut [Candidate]) {
    let next: Vec<usize> = found
        .iter()
        .skip(1)
        .map(|one| one.line)
        .chain(std::iter::once(lines.len()))
        .collect();
    for (one, next) in found.iter_mut().zip(next) {
        let below: usize = lines[one.line + 1..next.max(one.line + 1)]
            .iter()
            .take(8)
            .map(|line| line.text.len())
            .sum();
        one.weight += (below as f32 / 200.0).min(1.0);
        if one.again {
            one.weight -= 1.5;
        }
    }
}

/// The sequence of rising numbers that weighs most. Steps of one are best.
fn chain(found: &[Candidate]) -> Vec<Candidate> {
    /// How far back a number looks for the one before it.
    const BACK: usize = 300;
    // "§ 2.1" is a part of item 2, unless nobody wrote an item 2.
    let whole: HashSet<&str> = found
        .iter()
        .filter(|one| !one.number.contains('.'))
        .map(|one| one.number.as_str())
        .collect();
    let main: Vec<&Candidate> = found
        .iter()
        .filter(|one| {
            let part = one
                .number
                .split_once('.')
                .is_some_and(|(number, _)| one.style != Style::Section || whole.contains(number));
            !part && one.weight > 0.0
        })
        .collect();
    let mut best: Vec<(f32, Option<usize>)> = Vec::with_capacity(main.len());
    for (at, one) in main.iter().enumerate() {
        // A sequence begins at 1, or anywhere with less right.
        let number = one.order / 32;
        let begin = if number <= 1 {
            0.0
        } else if one.style == Style::Section {
            -0.2
        } else {
            -1.5
        };
        let mut score = (one.weight + begin, None);
        for back in at.saturating_sub(BACK)..at {
            let before = main[back];
            let top = before
                .last
                .as_ref()
                .and_then(|last| last.parse::<u32>().ok())
                .map_or(before.order, |last| last * 32);
            if top >= one.order || before.line >= one.line {
                continue;
            }
            let steps = (one.order / 32).saturating_sub(top / 32).saturating_sub(1);
            let cost = match (steps, one.style) {
                (0, _) => 0.0,
                (steps, Style::Section) => (steps as f32 * 0.25).min(2.0),
                (1, _) => 0.8,
                (steps, _) => (steps as f32 * 0.9).min(6.0),
            };
            let through = best[back].0 + one.weight - cost;
            if through >= score.0 {
                score = (through, Some(back));
            }
        }
        best.push(score);
    }
    let mut at = (0..best.len()).max_by(|a, b| best[*a].0.total_cmp(&best[*b].0).then(b.cmp(a)));
    let mut chain = Vec::new();
    while let Some(here) = at {
        chain.push(main[here].clone());
        at = best[here].1;
    }
    chain.reverse();
    chain
}

/// The heading that begins on a candidate's line: its title may go on, or begin, below.
fn heading(lines: &[Line], one: &Candidate, part: bool) -> Heading {
    let line = &lines[one.line];
    let mut references = Vec::new();
    let mut title = clean_title(
        &line.text[one.title.min(line.text.len())..],
        &mut references,
    );
    let mut count = 1;
    let fresh = |at: usize| lines.get(at);
    // The title, or a registry number and then the title, on the lines below.
    let mut looked = 0;
    while title.is_empty() && looked < 3 {
        let Some(below) = fresh(one.line + count) else {
            break;
        };
        if below.list.is_some() || vocabulary::tag_line(&below.text).is_some() {
            break;
        }
        let labelled = vocabulary::label(&below.text).is_some() && !may_be_title(&below.text);
        if labelled && !is_reference_line(&below.text) {
            break;
        }
        if section(&below.text, 0).is_some() {
            break;
        }
        let taken = clean_title(&below.text, &mut references);
        if taken.chars().count() > 180 {
            break;
        }
        title = taken;
        count += 1;
        looked += 1;
    }
    // "3. Badplatsen. Bryggan måste lagas.": a title and its text on one line.
    let mut rest = None;
    let sentences = crate::parse::words::sentences(&title);
    if count == 1
        && sentences.len() >= 2
        && title.chars().count() > 30
        && line.heading.is_none()
        && !line.bold
    {
        let first = title[sentences[0].clone()].trim_end_matches('.').to_owned();
        let tail = title[sentences[1].start..].to_owned();
        // The full stop that a title loses is the text's.
        let stop = if line.text.trim_end().ends_with('.') && !tail.ends_with('.') {
            "."
        } else {
            ""
        };
        rest = Some(format!("{tail}{stop}"));
        title = first;
    }
    // A title that is wrapped.
    let mut whole = lines[one.line + count - 1].whole || rest.is_some();
    while !whole && count < 5 {
        let (Some(above), Some(below)) = (fresh(one.line + count - 1), fresh(one.line + count))
        else {
            break;
        };
        if below.gap
            || crate::parse::decisions::list_marker(&below.text) > 0
            || below.list.is_some()
            || !title_goes_on(&title, above, below, fresh(one.line + count + 1))
        {
            break;
        }
        let more = clean_title(&below.text, &mut references);
        title = join(&title, &more);
        whole = below.whole;
        count += 1;
    }
    // A registry number right below.
    if let Some(below) = fresh(one.line + count)
        && is_reference_line(&below.text)
        && !title.is_empty()
    {
        let mut found = Vec::new();
        let rest = clean_title(&below.text, &mut found);
        if rest.is_empty() && !found.is_empty() {
            references.extend(found);
            count += 1;
        }
    }
    Heading {
        line: one.line,
        lines: count,
        number: Some(one.number.clone()),
        last: one.last.clone(),
        title,
        references,
        part,
        rest,
    }
}

/// Labels that are titles of items as well.
fn may_be_title(text: &str) -> bool {
    matches!(
        lower(text.trim().trim_end_matches('.')).as_str(),
        "frågor"
            | "information"
            | "dialog"
            | "diskussion"
            | "redovisning"
            | "yttrande"
            | "motion"
            | "delegationsbeslut"
            | "anmälda delegationsbeslut"
            | "jäv"
            | "bilagor"
            | "närvarande"
    )
}

/// Whether `below` goes on with a title.
fn title_goes_on(title: &str, above: &Line, below: &Line, next: Option<&Line>) -> bool {
    let text = below.text.as_str();
    if title.is_empty()
        || text.is_empty()
        || vocabulary::label(text).is_some()
        || vocabulary::tag_line(text).is_some()
        || is_reference_line(text)
        || title.chars().count() + text.chars().count() > 220
        || title.ends_with(['.', ':', '?', '!'])
        || above.bold != below.bold
        || above.heading != below.heading
        || super::labels::read(text).is_some_and(|found| found.sure)
    {
        return false;
    }
    let small = text.starts_with(|c: char| c.is_lowercase() || c == '(')
        && !title.starts_with(char::is_lowercase);
    let hangs = hangs(title);
    let wide = above.text.chars().count() >= 45;
    let short = text.chars().count() < 70 && !text.ends_with('.');
    let clause = lower(text).starts_with("att ");
    if above.bold || above.heading.is_some() {
        return small || hangs || wide && short;
    }
    let closes = next.is_none_or(|next| {
        next.gap
            || next.text.starts_with(char::is_uppercase)
            || vocabulary::label(&next.text).is_some()
    });
    (small && !clause && (wide || hangs || closes && above.text.chars().count() >= 24) && short)
        || (hangs && short)
}

/// Whether a line ends in a word or a sign after which it goes on.
pub fn hangs(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or("");
    let lowered = lower(last);
    last.ends_with(['-', '–', ',', '/', '&'])
        || matches!(
            lowered.as_str(),
            "och"
                | "om"
                | "för"
                | "av"
                | "till"
                | "i"
                | "på"
                | "med"
                | "samt"
                | "vid"
                | "från"
                | "den"
                | "det"
                | "en"
                | "ett"
                | "inom"
                | "under"
                | "gällande"
                | "avseende"
                | "angående"
                | "enligt"
                | "som"
                | "att"
                | "eller"
                | "mellan"
                | "efter"
                | "nr"
                | "genom"
                | "mot"
                | "utan"
                | "hos"
                | "de"
                | "kring"
                | "rörande"
                | "per"
        )
}

/// Two lines of one text as one; a word divided at the line's end is put together.
pub fn join(first: &str, second: &str) -> String {
    if first.is_empty() || second.is_empty() {
        return format!("{first}{second}");
    }
    if let Some(stem) = first.strip_suffix('-')
        && stem.ends_with(char::is_alphabetic)
    {
        let head = stem.rsplit([' ', '-']).next().unwrap_or("");
        let next = second
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or("");
        let suspended = matches!(
            lower(next).as_str(),
            "och" | "eller" | "samt" | "till" | "respektive" | "eller/och"
        );
        if suspended {
            return format!("{first} {second}");
        }
        let letters = head.chars().count();
        let keeps = letters <= 2
            || head.chars().all(char::is_uppercase)
            || second.starts_with(|c: char| !c.is_lowercase());
        return if keeps {
            format!("{first}{second}")
        } else {
            format!("{stem}{second}")
        };
    }
    format!("{first} {second}")
}

/// Whether a line says only a registry number.
pub fn is_reference_line(text: &str) -> bool {
    let mut found = Vec::new();
    let rest = clean_title(text, &mut found);
    !found.is_empty() && rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
}

/// A title without what stands beside it: registry numbers, remarks that it goes on, a page.
fn clean_title(text: &str, references: &mut Vec<String>) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for cell in text.split('\t') {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        if let Some(reference) = whole_reference(cell) {
            references.push(reference);
        } else {
            parts.push(cell);
        }
    }
    let mut title = parts.join(" ");
    // "Dnr KS 2021/45" at the end or the start of the title, also in parentheses.
    if let Some((range, value)) = reference_within(&title) {
        references.push(value);
        title.replace_range(range, " ");
    }
    let mut title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let lowered = lower(&title);
    for word in ["(forts.)", "(forts)", "forts.", "(fortsättning)"] {
        if lowered.ends_with(word) {
            title.truncate(title.len() - word.len());
        }
    }
    let loose = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '·' | '|');
    let trimmed = title
        .trim_matches(loose)
        .trim_start_matches(['.', ':', ')', '–', '-'])
        .trim();
    // A hyphen at the end divides a word; a dash alone divides nothing.
    let trimmed = trimmed
        .strip_suffix([' ', '–'])
        .or(trimmed.strip_suffix(" -"))
        .unwrap_or(trimmed)
        .trim();
    let trimmed = trimmed.trim_end_matches('…').trim_end();
    // A full stop ends a title only by habit.
    let trimmed = match trimmed.strip_suffix('.') {
        Some(rest)
            if !rest.ends_with('.')
                && rest
                    .rsplit(' ')
                    .next()
                    .is_some_and(|word| word.chars().count() > 3) =>
        {
            rest
        }
        _ => trimmed,
    };
    trimmed.trim_end_matches(':').trim().to_owned()
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
fn whole_reference(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| "()[]* .".contains(c));
    let lowered = lower(text);
    for word in REFERENCE_WORDS {
        if let Some(rest) = lowered.strip_prefix(word) {
            let value = text[text.len() - rest.len()..].trim_matches([' ', ':', '.']);
            if value.is_empty() {
                return Some(String::new()).filter(|_| false);
            }
            let digits = value.chars().any(|c| c.is_ascii_digit());
            return (digits && value.len() <= 40 && value.split_whitespace().count() <= 4)
                .then(|| value.to_owned());
        }
    }
    is_registry_number(text).then(|| text.to_owned())
}

/// `KS 2021/00045`, `HSN/156/2021`, `2021-00045`, `KS-2021/45`, `VLL 2105-2018`.
fn is_registry_number(text: &str) -> bool {
    let letters = text.chars().take_while(|c| c.is_uppercase()).count();
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
    let is_date = crate::parse::dates::day(text, None).is_some();
    // "Ks 2021/45" has one small letter.
    (letters >= 1 && letters + small <= 8 && small <= 3
        || letters == 0 && small == 0 && text.contains(['/', '-']) && digits >= 5)
        && !is_date
}

/// A registry number at the end or the start of a title.
fn reference_within(title: &str) -> Option<(std::ops::Range<usize>, String)> {
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
            && value[capitals..]
                .trim_start()
                .starts_with(|c: char| c.is_ascii_digit())
            && value.contains(['/', '-', ':'])
            && is_registry_number(&value)
        {
            return Some((title.len() - value.len()..title.len(), value));
        }
    }
    // "(KS 2021/45)" at the end.
    let open = title.rfind('(')?;
    let inside = title[open + 1..].strip_suffix(')')?;
    is_registry_number(inside.trim()).then(|| (open..title.len(), inside.trim().to_owned()))
}

/// Headings of a document without numbers, told by their looks.
fn by_looks(lines: &[Line]) -> Items {
    let fits = |at: usize| {
        let text = lines[at].text.as_str();
        let length = text.chars().count();
        (3..=110).contains(&length)
            && lines[at].row.is_none()
            && lines[at].list.is_none()
            && !vocabulary::is_framing_heading(text)
            && vocabulary::label(text).is_none()
            && super::labels::read(text).is_none_or(|found| {
                !found.sure || matches!(found.label, super::labels::Label::NextMeeting)
            })
            && !is_document_title(&lower(text))
            && !text.ends_with([',', ';'])
            && text.chars().any(char::is_alphabetic)
            && at + 1 < lines.len()
            && crate::parse::dates::day(text, None).is_none()
    };
    let styles: [&dyn Fn(usize) -> bool; 4] = [
        &|at| lines[at].heading.is_some_and(|level| level > 1),
        &|at| lines[at].heading.is_some(),
        &|at| lines[at].gap && is_capitals(&lines[at].text),
        &|at| lines[at].bold,
    ];
    for style in styles {
        let found: Vec<usize> = (0..lines.len())
            .filter(|&at| fits(at) && style(at))
            .collect();
        let level = found.iter().filter_map(|&at| lines[at].heading).min();
        let found: Vec<usize> = found
            .into_iter()
            .filter(|&at| lines[at].heading.is_none_or(|one| Some(one) == level))
            .collect();
        if found.len() >= 3 {
            return of_looks(lines, &found);
        }
    }
    let alone: Vec<usize> = (0..lines.len())
        .filter(|&at| fits(at) && stands_alone(lines, at))
        .collect();
    if alone.len() >= 3 {
        return of_looks(lines, &alone);
    }
    Items {
        by_looks: true,
        ..Items::default()
    }
}

/// The title of a document, not of an item about a protocol.
fn is_document_title(lowered: &str) -> bool {
    let about = ["föregående", "förra", "senaste", "genomgång", "justering"]
        .iter()
        .any(|word| lowered.starts_with(word));
    !about && vocabulary::is_title(lowered)
}

fn of_looks(lines: &[Line], found: &[usize]) -> Items {
    let headings = found.iter().map(|&at| {
        let mut references = Vec::new();
        let title = clean_title(&lines[at].text, &mut references);
        Heading {
            line: at,
            lines: 1,
            number: None,
            last: None,
            title,
            references,
            part: false,
            rest: None,
        }
    });
    Items {
        headings: headings.collect(),
        by_looks: true,
        ..Items::default()
    }
}

/// `MÖTETS ÖPPNANDE`
fn is_capitals(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 4 && !text.chars().any(char::is_lowercase)
}

/// A short line between gaps, over a longer text, that is no sentence.
fn stands_alone(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let below = &lines[at + 1];
    (line.gap || at == 0)
        && line.text.chars().count() <= 70
        && line.text.starts_with(char::is_uppercase)
        && !line.text.ends_with(['.', ':', '?', '!'])
        && !super::people::is_name(&line.text)
        && (below.text.ends_with(['.', ':', '!', '?']) || below.text.chars().count() > 60)
}
