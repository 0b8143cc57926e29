//! Headings that frame a protocol: its title, its lists of people, its signatures.

use crate::model::{Presence, Seating};
use crate::parse::words::lower;

/// Headings that frame a protocol and are no items: attendance, signatures, contents.
pub fn is_framing_heading(text: &str) -> bool {
    let lowered = lower(text.trim().trim_end_matches([':', '.']));
    const FRAMING: &[&str] = &[
        "närvarande",
        "närvarolista",
        "närvaro",
        "närvaroförteckning",
        "närvarande ledamöter",
        "närvarade ledamöter",
        "deltagare",
        "deltagarförteckning",
        "beslutande",
        "kallade",
        "frånvarande",
        "ej närvarande",
        "anmält förhinder",
        "förhindrade",
        "övriga",
        "övriga närvarande",
        "övriga deltagare",
        "övriga deltagande",
        "övriga medverkande",
        "övriga tjänstepersoner",
        "adjungerade",
        "adjungerad",
        "ersättare",
        "tjänstgörande ersättare",
        "närvarande ersättare",
        "underskrifter",
        "underskrift",
        "underskriftssida",
        "signaturer",
        "justering",
        "bilagor",
        "bilageförteckning",
        "innehåll",
        "innehållsförteckning",
        "föredragningslista",
        "dagordning",
        "sändlista",
        "sekreterare",
        "ordförande",
        "justerare",
        "vid protokollet",
        "justeras",
    ];
    FRAMING.contains(&lowered.as_str())
}

/// Whether a line in lower case is what pages repeat: a document's kind with its number or day, a
/// page's number, a municipality's name, an address.
pub fn is_page_line(lowered: &str) -> bool {
    let words: Vec<&str> = lowered
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '(' | ')'))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() || words.len() > 10 {
        return false;
    }
    let number = |word: &str| {
        word.chars().any(|c| c.is_ascii_digit())
            && word
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':' | '–'))
    };
    let page = |at: usize| {
        matches!(words[at], "sid" | "sida" | "sidan")
            && words.get(at + 1).is_none_or(|next| number(next))
    };
    if (0..words.len()).any(page) || lowered.contains("org.nr") || lowered.contains("www.") {
        return true;
    }
    let kind = matches!(
        words[0],
        "protokoll" | "sammanträdesprotokoll" | "mötesprotokoll" | "sammanträdesdatum"
    );
    let rest = &words[usize::from(kind)..];
    if rest.iter().all(|word| number(word) || *word == "nr") {
        return true;
    }
    matches!(
        words.as_slice(),
        [_, "kommun"]
            | [_, "stad"]
            | ["region", _]
            | ["utdragsbestyrkande"]
            | ["justerandes", ..]
            | ["justerandesign"]
    )
}

/// The list of people that a heading opens.
pub fn attendance_list(text: &str) -> Option<(Presence, Seating)> {
    let lowered = lower(text.trim().trim_end_matches([':', '.']));
    let list = match lowered.as_str() {
        "närvarande"
        | "närvarolista"
        | "närvaro"
        | "närvaroförteckning"
        | "närvarande ledamöter"
        | "närvarade ledamöter"
        | "deltagare"
        | "deltagarförteckning"
        | "beslutande" => (Presence::Present, Seating::Member),
        "tjänstgörande ersättare" => (Presence::Present, Seating::ServingSubstitute),
        "närvarande ersättare" | "ersättare" | "ej tjänstgörande ersättare" => {
            (Presence::Present, Seating::Substitute)
        }
        "adjungerade" | "adjungerad" => (Presence::Present, Seating::CoOpted),
        "frånvarande" | "ej närvarande" | "anmält förhinder" | "förhindrade" => {
            (Presence::Absent, Seating::Member)
        }
        "övriga"
        | "övriga närvarande"
        | "övriga deltagare"
        | "övriga deltagande"
        | "övriga medverkande"
        | "övriga tjänstepersoner"
        | "inbjudna"
        | "inbjudna gäster" => (Presence::Other, Seating::Other),
        _ => return None,
    };
    Some(list)
}

/// Whether a heading in lower case says that it is a document's title.
pub fn is_title(lowered: &str) -> bool {
    const BEGIN: &[&str] = &[
        "protokoll",
        "minnesanteckning",
        "mötesanteckning",
        "mötesprotokoll",
        "sammanträdesprotokoll",
        "anteckningar",
        "kallelse",
        "beslutsprotokoll",
        "styrelseprotokoll",
        "årsmötesprotokoll",
        "stämmoprotokoll",
        "beslut mellan möten",
        "beslut per capsulam",
        "per capsulam",
    ];
    BEGIN.iter().any(|word| lowered.starts_with(word))
        || lowered.contains("protokoll från")
        || lowered.ends_with("protokoll")
        || lowered.contains("minnesanteckningar från")
}
