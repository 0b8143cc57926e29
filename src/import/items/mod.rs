//! Which lines are the headings of items. A heading is found by its number, and which numbers
//! belong together by the longest sequence that goes up: a list of decisions that begins at 1
//! again, a table of contents, a paragraph of a statute make sequences of their own.

mod candidate;
mod looks;
mod reference;
mod series;
mod title;

use self::candidate::{Candidate, Style, candidates};
use self::looks::by_looks;
use self::series::{chain, numbered_paragraphs, weigh};
use self::title::heading;
use super::source::Line;

pub use self::reference::{is_reference_line, registry_line};
pub use self::title::{hangs, join};

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

/// Finds the headings among `lines`.
pub fn find(lines: &[Line]) -> Items {
    let candidates = candidates(lines);
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
    let yearly = of(Style::Yearly);
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
    } else if enough(&yearly) && yearly.len() * 2 >= dotted.len() {
        yearly
    } else if enough(&dotted) {
        dotted
    } else {
        let bare = of(Style::Bare);
        if bare.len() >= 3 && bare[0].order / 32 <= 2 || bare.len() >= 6 {
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
                // "4.1 Titel (forts.)"
                let known =
                    |part: &Heading| part.part && part.number.as_ref() == Some(&other.number);
                if other.again && items.headings.iter().rev().take(40).any(known) {
                    items.repeated.push(other.line);
                    continue;
                }
                let part = self::title::heading(lines, other, true);
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
