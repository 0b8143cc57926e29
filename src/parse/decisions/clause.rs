//! What one clause says: its class, who is to act, and by when.

use std::ops::Range;

use super::lead::Meeting;
use super::verbs::infinitive;
use crate::model::Class;
use crate::parse::dates;
use crate::parse::vocabulary::{self, PROCEDURAL_NOUNS};
use crate::parse::words::{Words, lower};

/// The class of a clause by its wording.
pub(super) fn class(text: &str) -> Class {
    let words = Words::new(text);
    let start = first_word(&words);
    if matches!(words.get(start), "inte" | "ej")
        || matches!(words.get(start + 1), "inte" | "ej") && words.get(start) == "att"
    {
        return Class::Rejection;
    }
    let found = first_verb(&words, start);
    let class = found.map_or(Class::Decision, |(_, class)| class);
    if is_procedural(&words, class) {
        return Class::Procedural;
    }
    if class == Class::Decision || class == Class::Election {
        // "att processledaren får i uppdrag att …", "N.N. ersätter M.M."
        if (0..words.len())
            .any(|at| matches!(words.get(at), "ersätter" | "efterträder") && at > start)
            && class == Class::Decision
            && found.is_none()
        {
            return Class::Election;
        }
        if found.is_none_or(|(at, _)| at > start + 3) && gives_assignment(&words) {
            return Class::Assignment;
        }
    }
    class
}

/// The index after a leading `att`, `dels att`, `a t t`.
fn first_word(words: &Words) -> usize {
    if let Some(count) = words.any_phrase_at(0, &["dels att", "samt att", "och att", "a t t"]) {
        return count;
    }
    match words.get(0) {
        "att" | "att-" => 1,
        first if first.starts_with("att-") => 0,
        _ => 0,
    }
}

/// The verb that says what a clause does: the first of the vocabulary, wherever it stands in a
/// passive sentence, near the start after `att`.
fn first_verb(words: &Words, start: usize) -> Option<(usize, Class)> {
    for at in 0..words.len() {
        let Some((phrase, class)) = vocabulary::clause_verb(words, at) else {
            continue;
        };
        // "lägga informationen till handlingarna": the filing words may stand later.
        if matches!(phrase, "till handlingarna" | "till protokollet") {
            let lays = (0..at).any(|i| {
                matches!(
                    words.get(i),
                    "lägga"
                        | "läggs"
                        | "lägger"
                        | "lade"
                        | "lades"
                        | "anteckna"
                        | "antecknas"
                        | "föra"
                        | "ta"
                        | "läggas"
                        | "lägges"
                )
            });
            if !lays {
                continue;
            }
        }
        if phrase == "i uppdrag" && at > start {
            let given = (start..at).any(|i| {
                matches!(
                    words.get(i),
                    "ge" | "ger" | "ges" | "gav" | "gavs" | "får" | "fick" | "lämna" | "få"
                )
            });
            if !given {
                continue;
            }
        }
        if matches!(phrase, "uppdrag till" | "uppdrag åt") {
            let given =
                (0..at).any(|i| matches!(words.get(i), "ge" | "ger" | "ges" | "lämna" | "ett"));
            if !given {
                continue;
            }
        }
        // A verb that hangs on another one: "att X ska godkänna" is found as such all the same.
        return Some((at, class));
    }
    None
}

/// Agenda, adjusters, previous protocol: business of the meeting itself.
fn is_procedural(words: &Words, class: Class) -> bool {
    if class == Class::Procedural {
        return true;
    }
    let near = words.len().min(14);
    let noun = (0..near).any(|at| PROCEDURAL_NOUNS.contains(&words.get(at)));
    if noun && matches!(class, Class::Decision | Class::Election) {
        return true;
    }
    if matches!(class, Class::Election | Class::Procedural)
        && (0..words.len()).any(|at| matches!(words.get(at), "justera" | "justering"))
    {
        return true;
    }
    let previous = (0..near).any(|at| {
        matches!(words.get(at), "föregående" | "förra" | "senaste")
            && (at + 1..words.len().min(at + 4)).any(|i| {
                words.get(i).starts_with("protokoll")
                    || words.get(i).starts_with("minnesanteckning")
                    || words.get(i).starts_with("mötesprotokoll")
            })
    }) || (0..near.min(4))
        .any(|at| matches!(words.get(at), "protokollet" | "minnesanteckningarna"))
        && (0..words.len())
            .any(|at| matches!(words.get(at), "godkänns" | "godkändes" | "godkänna"));
    if previous && class == Class::Decision {
        return true;
    }
    let opened = (0..words.len()).any(|at| {
        matches!(
            words.get(at),
            "mötet" | "sammanträdet" | "årsmötet" | "stämman"
        ) && (at..words.len()).any(|i| {
            matches!(
                words.get(i),
                "öppnat"
                    | "avslutat"
                    | "avslutas"
                    | "avslutades"
                    | "öppnas"
                    | "ajourneras"
                    | "ajournera"
                    | "avsluta"
                    | "öppna"
                    | "utlyst"
            )
        })
    });
    opened && words.len() <= 14
}

/// "att processledaren får i uppdrag att …", also with the giver in front.
fn gives_assignment(words: &Words) -> bool {
    (0..words.len()).any(|at| {
        words.phrase_at(at, "i uppdrag").is_some()
            && (0..at).any(|i| {
                matches!(
                    words.get(i),
                    "ge" | "ger" | "ges" | "får" | "gav" | "gavs" | "fick"
                )
            })
    })
}

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
            "uppdrag" if words.get(at.wrapping_sub(1)) == "i" => {
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

/// By when a clause is to be done.
pub(super) fn due(
    text: &str,
    class: Class,
    meeting: &Meeting<'_>,
) -> Option<(Option<chrono::NaiveDate>, Range<usize>)> {
    match class {
        Class::Assignment | Class::Soft | Class::Recommendation => {
            dates::due(text, meeting.date, meeting.next)
        }
        _ => None,
    }
}
