//! Assignments that say so themselves: "Processledaren får i uppdrag att …"

use super::lead::{Meeting, Said};
use super::subject::{has_subordination, is_earlier, is_group};
use super::verbs::is_modal;
use crate::parse::words::Words;

/// Whether a sentence in lower case says that somebody got an assignment, in the past tense.
pub(super) fn was_assigned(lowered: &str) -> bool {
    [" fick ", " gavs "]
        .iter()
        .filter_map(|verb| lowered.split_once(verb))
        .any(|(_, after)| after.contains("i uppdrag") || after.contains("i uppgift"))
}

/// Whether the subject before word `verb` is somebody who is at the meeting: an officer, or people
/// by name. "Kassören fick i uppdrag att …" is what was decided; an office of the municipality got
/// its assignment some other time.
fn is_somebody_here(sentence: &str, words: &Words, verb: usize) -> bool {
    if verb == 0 || verb > 6 {
        return false;
    }
    let word = words.get(verb - 1);
    let officer = [
        "ordföranden",
        "ordförande",
        "sekreteraren",
        "kassören",
        "ledaren",
        "chefen",
        "direktören",
        "presidiet",
        "redaktören",
        "ansvarig",
        "ansvarige",
        "samordnaren",
        "ledamöterna",
        "revisorerna",
        "styrelsen",
        "valberedningen",
        "ombudsmannen",
        "rektorn",
        "kyrkoherden",
    ]
    .iter()
    .any(|ending| word.ends_with(ending));
    let named = (0..verb).all(|i| {
        words.get(i) == "och" || sentence[words.start(i)..].starts_with(|c: char| c.is_uppercase())
    });
    // "Förvaltningen fick i uppdrag" tells of an office, which isn't here.
    let office = [
        "ningen", "tionen", "kontoret", "heten", "staben", "bolaget", "kommunen", "regionen",
    ]
    .iter()
    .any(|ending| word.ends_with(ending));
    verb <= 3 && officer || named && !is_group(word) && !office
}

/// "Processledaren får i uppdrag att …", "Uppdras åt Y att …", "ges ett uppdrag till Y att …".
pub(super) fn assigned(sentence: &str, words: &Words, meeting: &Meeting<'_>) -> Option<Said> {
    for at in 0..words.len() {
        let passive = matches!(words.get(at), "får" | "ges" | "gavs" | "fick");
        if passive {
            let uppdrag = (at + 1..words.len().min(at + 6))
                .find(|&i| matches!(words.get(i), "uppdrag" | "uppgift"))?;
            let given = words.get(uppdrag - 1) == "i"
                || (words.get(uppdrag - 1) == "ett" || words.get(uppdrag - 1) == "uppdrag")
                    && matches!(words.get(uppdrag + 1), "till" | "åt")
                || matches!(words.get(uppdrag + 1), "till" | "åt");
            if !given || !(uppdrag + 1..words.len()).any(|i| words.get(i) == "att") {
                return None;
            }
            // "fick i uppdrag" tells of the past, but for what was agreed a moment before.
            let past = matches!(words.get(at), "fick" | "gavs");
            if past
                && words.get(0) != "efter"
                && (!is_somebody_here(sentence, words, at)
                    || is_earlier(words, at..uppdrag, meeting))
            {
                return None;
            }
            if (0..at).any(|i| words.get(i) == "fall")
                || has_subordination(words, 0..at)
                || (0..at).any(|i| is_modal(words.get(i)))
                || is_earlier(words, 0..at, meeting)
            {
                return None;
            }
            return Some(Said::Whole);
        }
        if (at == 0 || at == 1 && words.get(0) == "det")
            && matches!(
                words.get(at),
                "uppdras" | "uppdrogs" | "uppdrages" | "uppdrar"
            )
            && matches!(words.get(at + 1), "åt" | "till")
        {
            return Some(Said::Whole);
        }
    }
    None
}
