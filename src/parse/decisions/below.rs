//! What stands beside a decision, or below a label, and goes on with it.

use super::lead::{Meeting, Said, clauses_after};
use super::subject::{is_group, names_other_day};
use super::verbs::is_finite;
use crate::parse::vocabulary;
use crate::parse::words::Words;

/// What a sentence asks another body to decide: "Kommunfullmäktige beslutar att …", "Kommunstyrelsen
/// föreslår kommunfullmäktige besluta att …". Whoever that is, it is named before the verb.
pub(super) fn asked(sentence: &str) -> Option<Said> {
    let words = Words::new(sentence);
    let at = (1..words.len().min(8))
        .find(|&at| matches!(words.get(at), "beslutar" | "besluta" | "beslut"))?;
    let named = (0..at).any(|i| is_group(words.get(i)) || words.get(i).ends_with("mötet"));
    if !named {
        return None;
    }
    if at + 1 >= words.len() || words.get(at + 1) == "att" && at + 2 >= words.len() {
        return Some(Said::Opens);
    }
    if words.get(at) == "beslut" {
        return None;
    }
    clauses_after(sentence, &words, at + 1, true)
}

/// Whether a sentence beside what was decided goes on with it: it says what now becomes of something,
/// in the present tense. "Tidigare taxa upphör att gälla."
pub(super) fn settles(sentence: &str) -> bool {
    goes_on(sentence, &[])
}

/// Whether a sentence beside an election goes on with it: "Suppleanter på ett år blev N.N. och M.M."
pub(super) fn became(sentence: &str) -> bool {
    let words = Words::new(sentence);
    let Some(at) = (1..words.len().min(8)).find(|&at| words.get(at) == "blev") else {
        return false;
    };
    let office = [
        "suppleant",
        "ersättare",
        "revisor",
        "ledamöter",
        "sammankallande",
        "kassör",
    ]
    .iter()
    .any(|office| words.get(0).starts_with(office))
        || words.get(0) == "till";
    office
        && at + 2 < words.len()
        && sentence[words.start(at + 1)..].starts_with(char::is_uppercase)
}

/// The same below a label: there it may also say what shall be, or from when.
pub(super) fn settles_below_label(sentence: &str) -> bool {
    goes_on(
        sentence,
        &[
            "ska", "skall", "får", "gäller", "träder", "sker", "tas", "belastar",
        ],
    )
}

fn goes_on(sentence: &str, also: &[&str]) -> bool {
    let words = Words::new(sentence);
    if sentence.trim_end().ends_with([':', '?'])
        || words.len() < 3
        || words.len() > 32
        || matches!(
            words.get(0),
            "beslutet"
                | "detta"
                | "det"
                | "den"
                | "de"
                | "om"
                | "när"
                | "under"
                | "vid"
                | "justering"
                | "justeringen"
                | "protokollet"
        )
    {
        return false;
    }
    let Some(verb) = (1..words.len().min(12)).find(|&at| {
        is_finite(words.get(at))
            || vocabulary::EFFECTS.contains(&words.get(at))
            || words.get(at) == "utgår"
            || also.contains(&words.get(at))
            || matches!(words.get(at), "som" | "att" | "vilket" | "vilka")
    }) else {
        return false;
    };
    let word = words.get(verb);
    // "Milersättning utgår enligt statens norm."
    if words.get(verb) == "utgår" {
        return matches!(words.get(verb + 1), "enligt" | "med");
    }
    vocabulary::EFFECTS.contains(&word) || also.contains(&word)
}

/// Whether a sentence tells how the chair put the question.
pub(super) fn is_course(sentence: &str) -> bool {
    let words = Words::new(sentence);
    matches!(words.get(0), "ordföranden" | "ordförande")
        && matches!(
            words.get(1),
            "ställer" | "ställde" | "frågar" | "frågade" | "finner" | "fann"
        )
}

/// The end of a case's own mark before what became of it: "Lgh 1104: Ansökan beviljades".
pub(super) fn case_mark(sentence: &str) -> usize {
    let Some(colon) = sentence.find(": ") else {
        return 0;
    };
    let mark = &sentence[..colon];
    let marked = mark.split(' ').count() <= 3
        && mark.ends_with(|c: char| c.is_ascii_digit())
        && mark.starts_with(char::is_uppercase);
    if marked { colon + 2 } else { 0 }
}

/// Whether a sentence in lower case names a meeting of another day.
pub(super) fn names_another_meeting(lowered: &str, meeting: &Meeting<'_>) -> bool {
    if !(lowered.contains("mötet")
        || lowered.contains("sammanträdet")
        || lowered.contains("samrådet"))
    {
        return false;
    }
    let words = Words::of_lower(lowered.to_owned());
    !words.is_empty() && names_other_day(&words, 0..words.len(), meeting)
}
