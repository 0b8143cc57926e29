//! Telling a person's name from an organisation, a title or a role, and lists of presenters apart.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::document::Flow;
use super::names::Names;
use super::words::lower;
use crate::model::Presenter;
use crate::text::At;

/// Words that stand in organisations, titles and roles, never in a person's name.
const NOT_NAMES: &[&str] = &[
    "kommun",
    "kommuns",
    "kommunen",
    "kommuner",
    "stad",
    "region",
    "regionen",
    "län",
    "landsting",
    "landstinget",
    "förbund",
    "förbundet",
    "kommunförbundet",
    "socialtjänst",
    "vård",
    "omsorg",
    "vården",
    "omsorgen",
    "hälso",
    "sjukvård",
    "primärvård",
    "förvaltning",
    "förvaltningen",
    "nämnd",
    "nämnden",
    "socialnämnden",
    "beredning",
    "beredningen",
    "rådet",
    "råd",
    "samråd",
    "samrådet",
    "gruppen",
    "arbetsgruppen",
    "styrelsen",
    "kommunstyrelsen",
    "regionstyrelsen",
    "fullmäktige",
    "ordf",
    "ordförande",
    "vice",
    "sekreterare",
    "justerare",
    "chef",
    "direktör",
    "processledare",
    "projektledare",
    "utvecklingsledare",
    "samordnare",
    "koordinator",
    "ledare",
    "strateg",
    "representant",
    "brukarrepresentant",
    "patientrepresentant",
    "ledamot",
    "ersättare",
    "socialchef",
    "förvaltningschef",
    "områdeschef",
    "verksamhetschef",
    "enhetschef",
    "handläggare",
    "analytiker",
    "utredare",
    "barn",
    "unga",
    "vuxna",
    "äldre",
    "nära",
    "psykisk",
    "hälsa",
    "länssamverkansgruppen",
    "universitet",
    "högskolan",
    "skolan",
    "polisen",
    "ab",
    "skr",
    "rss",
    "norr",
    "söder",
    "väst",
    "öst",
    "skåne",
    "samtliga",
    "alla",
    "ingen",
    "teams",
    "digitalt",
    "övriga",
    "närvarande",
    "frånvarande",
    "adjungerad",
    "tjänsteman",
    "tjänsteperson",
    "controller",
    "jurist",
    "utskottet",
    "centrum",
    "folkhälsa",
    "kansli",
    "kansliet",
];

/// [`NOT_NAMES`] for asking.
static NOT_NAME: LazyLock<HashSet<&str>> = LazyLock::new(|| NOT_NAMES.iter().copied().collect());

/// Small words inside surnames.
const PARTICLES: &[&str] = &[
    "af", "av", "von", "van", "de", "la", "le", "der", "den", "el", "al", "da", "dos", "di", "du",
    "bin", "ibn",
];

/// Whether `text` has the shape of a person's name: two to five words with capitals, or an
/// initial and a surname, and no word of an organisation.
pub fn looks_like_name(text: &str) -> bool {
    let mut capitals = 0;
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        if is_organisation_word(word) {
            return false;
        }
        if PARTICLES.contains(&word) && words > 1 {
            continue;
        }
        if !is_name_word(word) {
            return false;
        }
        capitals += 1;
    }
    (2..=5).contains(&words) && capitals >= 2
}

/// Whether a word stands in organisations, titles and roles, never in a person's name.
pub fn is_organisation_word(word: &str) -> bool {
    let lowered = lower(word.trim_matches(['.', ',', ':', '(', ')']));
    NOT_NAME.contains(lowered.as_str()) || is_group_word(&lowered)
}

fn is_group_word(lowered: &str) -> bool {
    lowered.len() > 9
        && [
            "nämnden",
            "styrelsen",
            "utskottet",
            "rådet",
            "gruppen",
            "förbundet",
            "förvaltningen",
            "kontoret",
            "kommun",
            "chef",
            "ledare",
            "direktör",
            "ordförande",
            "sekreterare",
            "socialtjänst",
            "samordnare",
            "beredningen",
            "sköterska",
            "läkare",
            "strateg",
        ]
        .iter()
        .any(|ending| lowered.ends_with(ending))
}

/// One word of a name: a capital and small letters, hyphens and apostrophes inside; an initial.
pub fn is_name_word(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let mut begins = true;
    let mut capitals_within = 0;
    if word.is_empty() {
        return false;
    }
    for c in word.chars() {
        if matches!(c, '-' | '\'' | '’' | '.' | '´' | '`') {
            begins = true;
            continue;
        }
        if !c.is_alphabetic() {
            return false;
        }
        if begins && !c.is_uppercase() {
            return false;
        }
        if !begins && c.is_uppercase() {
            capitals_within += 1;
        }
        begins = false;
    }
    // "MacLeod" and "McAdam" have one; "FoU" has one too, but is short; "SKR" is no name.
    capitals_within == 0 || (capitals_within == 1 && word.chars().count() > 4)
}

/// The persons named in `range` of `flow`, with what stands after each: divided by semicolons, or
/// by commas and `och` where the shape of names shows it.
pub fn presenters(flow: &Flow, range: Range<usize>, names: &Names) -> Vec<Presenter> {
    let text = &flow.text;
    let mut out: Vec<Presenter> = Vec::new();
    for group in split(text, range, &[";"]) {
        let mut detail: Option<Range<usize>> = None;
        let mut open = false;
        let pieces = split(text, group.clone(), &[",", " och ", " samt ", " & ", "\n"]);
        for piece in pieces {
            let words = &text[piece.clone()];
            let (name, inside) = parenthesised(text, piece.clone());
            let known = names.party(words).is_some() || names.body(words).is_some();
            if !known && (looks_like_name(&text[name.clone()]) || !open) {
                if let (Some(detail), Some(last)) = (detail.take(), out.last_mut()) {
                    last.organisation = Some(cell(flow, detail));
                }
                out.push(Presenter {
                    name: cell(flow, name),
                    organisation: inside.map(|inside| cell(flow, inside)),
                });
                open = true;
            } else {
                // "Ek, utvecklingsledare vård och omsorg, Regionen": all of it belongs to Ek.
                detail = Some(match detail {
                    Some(before) => before.start..piece.end,
                    None => piece,
                });
            }
        }
        if let (Some(detail), Some(last)) = (detail, out.last_mut()) {
            last.organisation = Some(cell(flow, detail));
        }
    }
    out.retain(|presenter| !presenter.name.value.is_empty());
    out
}

/// `Bo Al (Umeå kommun)` → the name, and what stands in the parentheses.
fn parenthesised(text: &str, range: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let slice = &text[range.clone()];
    let (Some(open), Some(close)) = (slice.find('('), slice.rfind(')')) else {
        return (range, None);
    };
    if open == 0 || close < open {
        return (range, None);
    }
    let name = trim(text, range.start..range.start + open);
    let inside = trim(text, range.start + open + 1..range.start + close);
    (name, (!inside.is_empty()).then_some(inside))
}

fn cell(flow: &Flow, range: Range<usize>) -> At<String> {
    let text = flow.text[range.clone()]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    At::new(text, flow.span(range))
}

/// The parts of `range` between any of `dividers`, trimmed, empty ones left out.
fn split(text: &str, range: Range<usize>, dividers: &[&str]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    let mut at = range.start;
    while at < range.end {
        let rest = &text[at..range.end];
        let divider = dividers.iter().find(|divider| rest.starts_with(**divider));
        match divider {
            Some(divider) => {
                out.push(trim(text, start..at));
                at += divider.len();
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out.push(trim(text, start..range.end));
    out.retain(|part| !part.is_empty());
    out
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + slice.len() - slice.trim_start().len();
    let end = range.start + slice.trim_end().trim_end_matches('.').len();
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let mut flow = Flow::new();
        flow.push(text, 0);
        presenters(&flow, 0..text.len(), &Names::default())
            .iter()
            .map(|p| match &p.organisation {
                Some(organisation) => format!("{} / {}", p.name.value, organisation.value),
                None => p.name.value.clone(),
            })
            .collect()
    }

    #[test]
    fn names_have_a_shape() {
        for name in [
            "Bo Al",
            "Karin Ek-Lind",
            "Eva af Berg",
            "J. Hansson",
            "Sæunn Ægisdottir",
            "Anna-Lena von Ask",
        ] {
            assert!(looks_like_name(name), "{name}");
        }
        for other in [
            "FoU Socialtjänst",
            "Region Skåne",
            "Umeå kommun",
            "utvecklingsledare",
            "SKR Kommunförbundet",
            "Bo",
            "Vård och omsorg",
        ] {
            assert!(!looks_like_name(other), "{other}");
        }
    }

    #[test]
    fn presenters_are_told_apart_by_the_shape_of_names() {
        assert_eq!(
            shown("Gun Malm, Dag Strand och Siv Tång"),
            ["Gun Malm", "Dag Strand", "Siv Tång"]
        );
        assert_eq!(
            shown(
                "Nils Tvist, utvecklingsledare Nära vård, Kommunförbundet, Max Kvist, analytiker, Region Kalmar län."
            ),
            [
                "Nils Tvist / utvecklingsledare Nära vård, Kommunförbundet",
                "Max Kvist / analytiker, Region Kalmar län"
            ]
        );
        assert_eq!(
            shown("Mona Wahl, FoU Socialtjänst; Bo Al"),
            ["Mona Wahl / FoU Socialtjänst", "Bo Al"]
        );
        assert_eq!(shown("ordföranden"), ["ordföranden"]);
        assert_eq!(shown("Bo Al (Umeå kommun)"), ["Bo Al / Umeå kommun"]);
    }
}
