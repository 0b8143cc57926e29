//! Decisions by other words: "kom överens om att", "fattade beslut om att".

use super::lead::{Meeting, Said, clauses_after};
use super::subject::{Subject, subject};
use super::verbs::infinitive;
use crate::parse::words::Words;

/// "Styrelsen kom överens om att …", "Parterna är överens om" before a list. Of one mind are people
/// also about how things stand: then only an infinitive says what is to be done.
pub(super) fn agreed(
    sentence: &str,
    words: &Words,
    at: usize,
    meeting: &Meeting<'_>,
) -> Option<Said> {
    let verb = words.get(at);
    if !matches!(verb, "kom" | "kommer" | "är" | "var" | "blev") {
        return None;
    }
    let word = words.get(at + 1);
    let sure = word == "överens";
    if !(sure || matches!(word, "enig" | "eniga" | "ense")) || words.get(at + 2) != "om" {
        return None;
    }
    if subject(words, 0..at, meeting, sentence) != Subject::Own {
        return None;
    }
    let att = at + 3;
    if att >= words.len() {
        return Some(Said::Opens);
    }
    let does = words.get(att) == "att"
        && verb != "är"
        && (sure && verb != "var"
            || infinitive(words.get(att + 1))
            || (att + 1..words.len()).any(|i| matches!(words.get(i), "ska" | "skall")));
    (does || sure && words.get(att) == "att" && att + 1 >= words.len())
        .then(|| clauses_after(sentence, words, att, true))
        .flatten()
}

/// "Styrelsen fattade beslut om att …", "Beslut togs att …".
pub(super) fn decision_taken(
    sentence: &str,
    words: &Words,
    at: usize,
    meeting: &Meeting<'_>,
) -> Option<Said> {
    if words.get(at) != "beslut" {
        return None;
    }
    let before = at.checked_sub(1).map_or("", |before| words.get(before));
    let (verb, rest, passive) = match (before, words.get(at + 1)) {
        ("tog" | "tar" | "fattade" | "fattar", _) => (at - 1, at + 1, false),
        ("togs" | "tas" | "fattades" | "fattas", _) => (at - 1, at + 1, true),
        (_, "togs" | "tas" | "fattades" | "fattas") => (at, at + 2, true),
        _ => return None,
    };
    let rest = rest + usize::from(matches!(words.get(rest), "om" | "enhälligt"));
    if words.get(rest) != "att" {
        return None;
    }
    let fits = match subject(words, 0..verb, meeting, sentence) {
        Subject::Own => !passive,
        Subject::Nobody | Subject::Adverbial => passive,
        Subject::Other => false,
    };
    fits.then(|| clauses_after(sentence, words, rest, true))
        .flatten()
}
