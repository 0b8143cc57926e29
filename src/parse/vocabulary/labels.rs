//! Labels: lines that say what stands below them, and whether that is decided.

use super::{DECIDE_ACTIVE, DECIDE_PASSIVE};
use crate::parse::words::lower;

/// What a label opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Clauses of a decision.
    Decision,
    /// Something put forward, described or quoted: no decision stands below it.
    NoDecision,
    /// What somebody else moved or said; not even a sentence with `beslutade` counts.
    Quoted,
}

/// Lines that open a decision when they stand alone or before a colon.
const DECISION_LABELS: &[&str] = &[
    "beslut",
    "beslutas",
    "beslut i ärendet",
    "mötets beslut",
    "beslut och uppdrag",
    "beslutades",
    "attsatser",
    "att-satser",
    "beslutet",
    "dagens beslut",
    "beslut för egen del",
    "beslut för sin del",
    "eget beslut",
    "egna beslut",
];

/// Lines that open something that isn't decided.
const NO_DECISION_LABELS: &[&str] = &[
    "ärendet",
    "ärende",
    "ärendebeskrivning",
    "beskrivning av ärendet",
    "sammanfattning",
    "sammanfattning av ärendet",
    "bakgrund",
    "beslutsunderlag",
    "underlag",
    "underlag för beslut",
    "handlingar",
    "handlingar i ärendet",
    "beslutet skickas till",
    "beslut skickas till",
    "beslutet ska skickas till",
    "skickas till",
    "expedieras",
    "expedieras till",
    "expediering",
    "protokollsutdrag",
    "protokollsutdrag till",
    "utdrag till",
    "kopia till",
    "sändlista",
    "delges",
    "beslutet delges",
    "diskussion",
    "dialog",
    "summering",
    "summering av dialog",
    "information",
    "motivering",
    "skäl till beslut",
    "skälen till beslutet",
    "motivering till beslut",
    "redovisning",
    "ärendets beredning",
    "beredning",
    "tidigare behandling",
    "konsekvenser",
    "ekonomiska konsekvenser",
    "barnkonsekvensanalys",
    "barnrättsperspektiv",
    "deltar inte i beslutet",
    "deltar ej i beslutet",
    "ej deltagande i beslutet",
    "frågor",
    "närvarande",
    "bilagor",
    "bilaga",
    "föredragande",
    "syfte",
    "mål",
    "målen är",
    "nuläge",
    "genomförande",
    "tidplan",
    "lagrum",
    "yttrande",
    "jäv",
    "inlägg",
    "yttrar sig",
    "talare",
    "ärendegång",
    "beslutsgången i korthet",
    "beslutsnivå",
    "beslutande",
    "beslutsordning",
    "upplysningar",
    "upplysning",
    "hur man överklagar",
    "överklagande",
    "besvärshänvisning",
    "bedömning",
    "beskrivning",
    "redogörelse",
    "ärenderedogörelse",
    "ärendeinformation",
    "bakgrund och ärende",
    "finansiering",
    "yttranden",
    "synpunkter",
    "inkomna synpunkter",
    "skäl",
    "skäl för beslut",
    "skäl för beslutet",
    "motiv",
    "motivering till beslutet",
    "beslutsmotivering",
    "lagstöd",
    "bestämmelser",
    "tillämpliga bestämmelser",
    "förutsättningar",
    "barnets bästa",
    "för kännedom",
    "för åtgärd",
    "meddelas",
    "beslutet meddelas",
    "delgivning",
    "överläggning",
    "ajournering",
    "ärendets gång",
    "historik",
    "beslutsuppföljning",
    "uppföljning av beslut",
];

/// Lines that open what was put forward, moved or noted by somebody.
const QUOTED_LABELS: &[&str] = &[
    "förslag till beslut",
    "förslag på beslut",
    "förslag",
    "beslutsförslag",
    "förslaget",
    "yrkande",
    "yrkanden",
    "yrkanden och proposition",
    "yrkanden och propositioner",
    "yrkar",
    "tilläggsyrkande",
    "ändringsyrkande",
    "motförslag",
    "tilläggsförslag",
    "beslutsgång",
    "proposition",
    "propositionsordning",
    "propositionsordningar",
    "omröstning",
    "omröstningsresultat",
    "voteringsresultat",
    "voteringsproposition",
    "votering",
    "reservation",
    "reservationer",
    "särskilt yttrande",
    "särskilda yttranden",
    "protokollsanteckning",
    "protokollsanteckningar",
    "avvikande mening",
    "tidigare beslut",
    "motion",
    "motionen",
    "motionärens förslag",
    "styrelsens svar",
    "motionssvar",
    "beslut från föregående möte",
    "beslut vid föregående möte",
    "att",
    "tidigare fattade beslut",
    "föregående beslut",
    "delegationsbeslut",
    "anmälda delegationsbeslut",
];

/// The label that `text` is or begins with, and where what it labels begins. A label stands alone,
/// before a colon, or on a line of its own.
pub fn label(text: &str) -> Option<(Label, usize)> {
    let line = text.split('\n').next().unwrap_or("");
    let (head, rest) = match line.find(':') {
        Some(colon) => (&line[..colon], colon + 1),
        None => (line, line.len()),
    };
    // No label is longer; counting the letters of whole paragraphs would cost more than all else.
    if head.len() > 120 || head.trim().is_empty() {
        return None;
    }
    // "N.N. föredrar styrelsens förslag." is a sentence.
    if head.ends_with('.') && head.split(' ').count() >= 4 {
        return None;
    }
    let lowered = lower(head.trim_matches(|c: char| c.is_whitespace() || "*_.§".contains(c)));
    let lowered = lowered.split_whitespace().collect::<Vec<_>>().join(" ");
    let about_it = text[..rest].ends_with(':')
        && lowered.starts_with("förslaget ")
        && lowered.split(' ').count() <= 4;
    // The second line of "i enlighet med / regionstyrelsens förslag" is no label.
    let begins_small = head
        .chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_lowercase);
    // Nor is the last line of a paragraph, "beredning." or "förslag".
    if begins_small && !text[..rest].ends_with(':') {
        return None;
    }
    let lowered = without_number(&lowered);
    let kind = label_kind(lowered, begins_small).or(about_it.then_some(Label::Quoted))?;
    Some((kind, text.len() - text[rest..].trim_start().len()))
}

/// "beslut 2", "beslut nr 4", "beslut § 23", "beslut (enhälligt)" without what comes after the word.
fn without_number(lowered: &str) -> &str {
    let Some(rest) = lowered.strip_prefix("beslut ") else {
        return lowered;
    };
    let number = |word: &str| {
        matches!(word, "nr" | "§")
            || word.starts_with(|c: char| c.is_ascii_digit())
                && word.chars().all(|c| !c.is_alphabetic())
    };
    let counted = rest.split(' ').all(number) && rest.split(' ').count() <= 2;
    let how = rest.starts_with('(') && rest.ends_with(')') && rest.split(' ').count() <= 4;
    match counted || how {
        true => "beslut",
        false => lowered,
    }
}

fn label_kind(lowered: &str, begins_small: bool) -> Option<Label> {
    // A clause, or the end of one sentence and the beginning of another.
    if lowered.starts_with("att ") || lowered.contains(". ") {
        return None;
    }
    if DECISION_LABELS.contains(&lowered) {
        return Some(Label::Decision);
    }
    if NO_DECISION_LABELS.contains(&lowered) {
        return Some(Label::NoDecision);
    }
    if QUOTED_LABELS.contains(&lowered) {
        return Some(Label::Quoted);
    }
    // "Kommunstyrelsen beslutar enligt arbetsutskottets förslag:" opens what was decided.
    if begins_small
        || lowered
            .split(' ')
            .any(|word| DECIDE_ACTIVE.contains(&word) || DECIDE_PASSIVE.contains(&word))
    {
        return None;
    }
    // "Nämndens förslag till beslut", "Arbetsutskottets yrkande", "Förslag till beslut på mötet".
    let begins = |phrase: &str| lowered.starts_with(phrase);
    if [
        "förslag till beslut",
        "tidigare beslut",
        "beslut i andra organ",
    ]
    .iter()
    .any(|phrase| {
        lowered.match_indices(phrase).any(|(at, _)| {
            let next = lowered[at + phrase.len()..].chars().next();
            !next.is_some_and(char::is_alphanumeric)
        })
    }) || lowered.ends_with(" förslag")
        || lowered.ends_with(" yrkande")
        || lowered.ends_with(" yrkanden")
        || (lowered.starts_with("reservation") && lowered.split(' ').count() <= 6)
        || (lowered.starts_with("protokollsanteckning") && lowered.split(' ').count() <= 6)
        || (lowered.starts_with("särskilt yttrande") && lowered.split(' ').count() <= 6)
    {
        return Some(Label::Quoted);
    }
    let ends = |phrase: &str| lowered.ends_with(phrase) && lowered.split(' ').count() <= 4;
    if ends("s bedömning") || ends("s synpunkter") || ends("s yttrande") {
        return Some(Label::NoDecision);
    }
    if begins("beslutet skickas") || begins("beslut skickas") || begins("protokollsutdrag ") {
        return Some(Label::NoDecision);
    }
    // "Nämndens beslut", "Läns samverkansgruppens beslut": the owner is in the genitive.
    let owner = owner_of(lowered)?;
    let words = owner.split(' ').count();
    let genitive = owner.ends_with('s') && words <= 6;
    (genitive && !["politiskt", "tidigare", "nya", "delegations"].contains(&owner))
        .then_some(Label::Decision)
}

/// Whose decision a label such as "Nämndens beslut" announces, in lower case and the genitive.
pub fn label_owner(text: &str) -> Option<String> {
    let line = text.split(['\n', ':']).next().unwrap_or("");
    let lowered = lower(line.trim_matches(|c: char| c.is_whitespace() || "*_.".contains(c)));
    owner_of(&lowered).map(str::to_owned)
}

fn owner_of(lowered: &str) -> Option<&str> {
    // "Nämndens beslut för egen del, under förutsättning av kommunfullmäktiges beslut"
    let lowered = lowered
        .split_once(", under förutsättning")
        .map_or(lowered, |(head, _)| head);
    [" beslut", " beslut för egen del", " beslut för sin del"]
        .iter()
        .find_map(|ending| lowered.strip_suffix(ending))
}

/// Where a label says that a decision was taken: "Beslut i kommunstyrelsen".
pub fn label_place(text: &str) -> Option<String> {
    let line = text.split(['\n', ':']).next().unwrap_or("");
    let lowered = lower(line.trim_matches(|c: char| c.is_whitespace() || "*_.".contains(c)));
    let place = ["beslut i ", "beslut av ", "beslut på ", "beslut vid "]
        .iter()
        .find_map(|start| lowered.strip_prefix(start))?;
    (place.split(' ').count() <= 4).then(|| place.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_alone_or_before_a_colon() {
        assert_eq!(label("Beslut"), Some((Label::Decision, 6)));
        assert_eq!(
            label("Beslut: Rapporten godkänns").map(|l| l.0),
            Some(Label::Decision)
        );
        assert_eq!(label("NÄMNDENS BESLUT").map(|l| l.0), Some(Label::Decision));
        assert_eq!(
            label("Förslag till beslut").map(|l| l.0),
            Some(Label::Quoted)
        );
        assert_eq!(
            label("Arbetsutskottets förslag till beslut").map(|l| l.0),
            Some(Label::Quoted)
        );
        assert_eq!(
            label("Beslutsunderlag").map(|l| l.0),
            Some(Label::NoDecision)
        );
        assert_eq!(label("Beslut om taxor fattades"), None);
        assert_eq!(label("Genomgång och sammanfattning av beslut"), None);
        assert_eq!(label("Politiskt beslut"), None);
    }
}
