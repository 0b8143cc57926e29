//! Whom a clause addresses.

use std::ops::Range;

use super::clause::first_word;
use super::lead::Meeting;
use super::verbs::infinitive;
use crate::model::Class;
use crate::parse::vocabulary;
use crate::parse::words::{Words, lower};

/// Whom a clause of `class` addresses, as ranges of `text`.
pub(super) fn receivers(text: &str, class: Class, meeting: &Meeting<'_>) -> Vec<Range<usize>> {
    let words = Words::new(text);
    let found = match class {
        Class::Assignment | Class::Soft => assignment_receiver(text, &words),
        Class::Recommendation => after_verb(
            text,
            &words,
            &[
                "rekommendera",
                "rekommenderar",
                "rekommenderade",
                "rekommenderas",
            ],
        ),
        Class::Proposal => proposal_receiver(text, &words),
        Class::Referral => referral_receiver(text, &words),
        _ => None,
    };
    match found {
        Some(range) => split_receivers(text, range, meeting),
        None => Vec::new(),
    }
}

/// The noun phrase after word `from - 1`, for a lead such as "föreslår fullmäktige besluta:".
pub(super) fn addressee(text: &str, words: &Words, from: usize) -> Option<Range<usize>> {
    let start = if matches!(words.get(from), "åt" | "till" | "hos") {
        from + 1
    } else {
        from
    };
    let range = noun_phrase(text, words, start)?;
    (!range.is_empty()).then_some(range)
}

fn assignment_receiver(text: &str, words: &Words) -> Option<Range<usize>> {
    for at in 0..words.len() {
        match words.get(at) {
            "uppdra" | "uppdraga" | "uppdrar" | "uppdras" | "uppdrages" | "uppdrog"
            | "uppdrogs" => {
                if matches!(words.get(at + 1), "åt" | "till") {
                    return noun_phrase(text, words, at + 2);
                }
                // "Processledaren uppdras att", "uppdraga arbetsgruppen att".
                if words.get(at + 1) == "att" {
                    return subject_before(text, words, at);
                }
                return noun_phrase(text, words, at + 1);
            }
            "uppdrag" | "medskick" | "medskicket" if matches!(words.get(at + 1), "till" | "åt") => {
                return noun_phrase(text, words, at + 2);
            }
            "uppdrag" | "uppgift" if words.get(at.wrapping_sub(1)) == "i" => {
                if matches!(words.get(at + 1), "åt" | "till") {
                    return noun_phrase(text, words, at + 2);
                }
                let verb = (0..at).rev().find(|&i| {
                    matches!(
                        words.get(i),
                        "ge" | "ger" | "ges" | "gav" | "gavs" | "får" | "fick"
                    )
                })?;
                if matches!(words.get(verb), "ge" | "ger" | "gav")
                    || (matches!(words.get(verb), "ges" | "gavs" | "får" | "fick") && at > verb + 3)
                {
                    let start = words.start(verb + 1);
                    let end = words.end(at.checked_sub(2)?);
                    return (start < end).then_some(start..end);
                }
                return subject_before(text, words, verb);
            }
            "ansvarar" | "ansvarig" => return subject_before(text, words, at),
            _ => {}
        }
    }
    None
}

/// The subject that stands before word `verb`, `att` and adverbs left out.
fn subject_before(text: &str, words: &Words, verb: usize) -> Option<Range<usize>> {
    let mut start = first_word(words);
    // "I enlighet med förslaget får N.N. …" has its subject after the verb.
    if matches!(
        words.get(start),
        "efter" | "därefter" | "vidare" | "också" | "även" | "samtidigt"
    ) {
        start += 1;
    }
    let mut end = verb;
    while end > start && matches!(words.get(end - 1), "är" | "också" | "även") {
        end -= 1;
    }
    let range = words.start(start)..words.end(end.checked_sub(1)?);
    (range.start < range.end && range.end <= text.len()).then_some(range)
}

fn after_verb(text: &str, words: &Words, verbs: &[&str]) -> Option<Range<usize>> {
    let at = (0..words.len()).find(|&at| verbs.contains(&words.get(at)))?;
    if words.get(at).ends_with('s') {
        // "Kommunerna rekommenderas att …"
        if at > first_word(words) {
            return subject_before(text, words, at);
        }
    }
    noun_phrase(text, words, at + 1)
}

fn proposal_receiver(text: &str, words: &Words) -> Option<Range<usize>> {
    let at = (0..words.len()).find(|&at| {
        matches!(
            words.get(at),
            "föreslå"
                | "föreslår"
                | "föreslog"
                | "föreslås"
                | "hemställa"
                | "hemställer"
                | "hemställde"
        )
    })?;
    let mut next = at + 1;
    if matches!(words.get(next), "hos" | "till" | "att") {
        next += 1;
    }
    if words.get(next) == "att" || infinitive(words.get(next)) {
        return None;
    }
    noun_phrase(text, words, next)
}

fn referral_receiver(text: &str, words: &Words) -> Option<Range<usize>> {
    let verb = (0..words.len()).find(|&at| {
        let word = words.get(at);
        word.starts_with("återremitter")
            || word.starts_with("remitter")
            || word.starts_with("överlämna")
    })?;
    let to = (verb + 1..words.len()).find(|&at| words.get(at) == "till")?;
    noun_phrase(text, words, to + 1)
}

/// The noun phrase from word `start` on: up to `att`, an infinitive, a comma, a colon, a deadline.
fn noun_phrase(text: &str, words: &Words, start: usize) -> Option<Range<usize>> {
    if start >= words.len() {
        return None;
    }
    let mut end = start;
    while end < words.len() {
        let word = words.get(end);
        if end > start {
            if matches!(
                word,
                "att"
                    | "senast"
                    | "om"
                    | "besluta"
                    | "beslutar"
                    | "hemställer"
                    | "föreslår"
                    | "rekommenderar"
                    | "för"
                    | "inför"
                    | "under"
                    | "ska"
                    | "skall"
                    | "så"
                    | "snarast"
                    | "samt"
            ) || is_task_verb(word)
                || vocabulary::ACTIVE.has(word)
            {
                let is_name_for = word == "för" && !introduces_purpose(words, end);
                let goes_on = word == "samt" && words.get(end + 1) != "att";
                if !is_name_for && !goes_on {
                    break;
                }
            }
            if matches!(word, "till" | "innan" | "före" | "vid")
                && (matches!(
                    words.get(end + 1),
                    "nästa"
                        | "kommande"
                        | "mötet"
                        | "nästkommande"
                        | "dess"
                        | "den"
                        | "sommaren"
                        | "årsskiftet"
                ))
            {
                break;
            }
            if word == "i" && words.get(end + 1) == "uppdrag" {
                break;
            }
        } else if word == "att" {
            return None;
        }
        let gap = words.gap(end);
        end += 1;
        if gap.contains([':', ';', '.', '(']) {
            break;
        }
        if gap.contains(',') && !list_goes_on(words, end) {
            break;
        }
    }
    if end == start {
        return None;
    }
    let range = words.start(start)..words.end(end - 1);
    text.get(range.clone())
        .is_some_and(|slice| !slice.trim().is_empty())
        .then_some(range)
}

/// After a comma, another receiver follows when an `och` comes before the `att`.
fn list_goes_on(words: &Words, from: usize) -> bool {
    for at in from..words.len().min(from + 8) {
        match words.get(at) {
            "och" | "samt" => return true,
            "att" | "senast" => return false,
            word if is_task_verb(word) => return false,
            _ => {}
        }
        if words.gap(at).contains(['.', ':', ';']) {
            return false;
        }
    }
    false
}

/// "för att" says why; "arbetsgruppen för UPH-medel" is a name.
fn introduces_purpose(words: &Words, at: usize) -> bool {
    words.get(at + 1) == "att"
        || matches!(
            words.get(at + 1),
            "vidare" | "beslut" | "fortsatt" | "kännedom"
        )
}

fn is_task_verb(word: &str) -> bool {
    infinitive(word)
        || matches!(
            word,
            "ta" | "utarbeta"
                | "se"
                | "återkomma"
                | "bereda"
                | "utreda"
                | "genomföra"
                | "komma"
                | "formulera"
                | "presentera"
                | "redovisa"
                | "kontakta"
                | "arbeta"
                | "verka"
                | "planera"
                | "samordna"
                | "sammanställa"
                | "kartlägga"
                | "påbörja"
                | "informera"
                | "bevaka"
                | "följa"
                | "undersöka"
                | "tillsammans:"
        )
}

/// Divides "Region Västerbotten och Umeå kommun" in two; "Beredning barn och unga" is one.
fn split_receivers(text: &str, range: Range<usize>, meeting: &Meeting<'_>) -> Vec<Range<usize>> {
    let slice = &text[range.clone()];
    if meeting.names.body(slice).is_some() || meeting.names.party(slice).is_some() {
        return vec![range];
    }
    let lowered = lower(slice);
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < slice.len() {
        let rest = &lowered[at..];
        let divider = [" samt ", " och ", ", ", " & "]
            .iter()
            .find(|divider| rest.starts_with(**divider));
        let Some(divider) = divider else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let left = &slice[start..at];
        let right = &slice[at + divider.len()..];
        if stands_alone(left, meeting, true) && begins_receiver(right, meeting) {
            parts.push(range.start + start..range.start + at);
            start = at + divider.len();
            at = start;
        } else {
            at += divider.len();
        }
    }
    parts.push(range.start + start..range.end);
    parts.retain(|part| !text[part.clone()].trim().is_empty());
    parts
}

fn stands_alone(text: &str, meeting: &Meeting<'_>, left: bool) -> bool {
    let text = text.trim();
    let known = meeting.names.body(text).is_some() || meeting.names.party(text).is_some();
    let known_longer = left
        && meeting
            .names
            .known()
            .any(|name| name.starts_with(&format!("{} och ", lower(text))));
    let many = ["kommuner", "kommunerna", "regionerna", "huvudmän", "parter"]
        .iter()
        .any(|word| text.ends_with(word));
    (known || many || is_definite(text) || text.starts_with(char::is_uppercase)) && !known_longer
}

fn begins_receiver(text: &str, meeting: &Meeting<'_>) -> bool {
    let text = text.trim();
    let head = [" samt ", " och ", ", "]
        .iter()
        .filter_map(|divider| text.find(divider))
        .min()
        .map_or(text, |at| &text[..at]);
    meeting.names.party(head).is_some()
        || meeting.names.body(text).is_some()
        || meeting.names.body(head).is_some()
        || text.starts_with(char::is_uppercase)
        || is_definite(head)
}

/// "processledaren", "styrgrupperna", "arbetsgruppen för X": somebody particular.
fn is_definite(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("");
    let lowered = lower(first);
    lowered.chars().count() > 5
        && ["en", "erna", "arna", "na", "et", "n"]
            .iter()
            .any(|ending| lowered.ends_with(ending))
        && !matches!(lowered.as_str(), "kommun" | "region" | "barn" | "samtliga")
}
