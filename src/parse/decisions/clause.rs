//! What one clause says: its class, and by when.

use std::ops::Range;

use super::lead::Meeting;
use crate::model::Class;
use crate::parse::dates;
use crate::parse::vocabulary::{self, PROCEDURAL_NOUNS};
use crate::parse::words::Words;

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
    if found.is_none() && super::below::became(text) {
        return Class::Election;
    }
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
        if (0..words.len().min(6)).any(|at| words.get(at).starts_with("befria"))
            && (0..words.len()).any(|at| words.phrase_at(at, "från uppdraget").is_some())
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
pub(super) fn first_word(words: &Words) -> usize {
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
        if matches!(phrase, "i uppdrag" | "i uppgift") && at > start {
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
    let of_the_meeting = |at: usize| {
        words
            .any_phrase_at(at, &["till mötet", "till sammanträdet", "till dagens"])
            .is_some()
    };
    let co_opted = (0..words.len()).any(|at| words.get(at).starts_with("adjunger"))
        && (0..words.len()).any(of_the_meeting);
    if co_opted
        || (0..words.len()).any(|at| {
            words
                .any_phrase_at(at, &["omedelbart justerad", "justeras omedelbart"])
                .is_some()
        })
        || words.len() <= 14 && (0..words.len()).any(|at| super::active::is_duly(words.get(at)))
    {
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
        && (0..words.len()).any(|at| {
            matches!(
                words.get(at),
                "godkänns" | "godkändes" | "godkänna" | "justeras" | "justerades"
            )
        });
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
        words
            .any_phrase_at(at, &["i uppdrag", "i uppgift"])
            .is_some()
            && (0..at).any(|i| {
                matches!(
                    words.get(i),
                    "ge" | "ger" | "ges" | "får" | "gav" | "gavs" | "fick"
                )
            })
    })
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
