//! Sentences in which this body does something: "Gruppen uppdrar åt Y att …"

use super::lead::{Meeting, Said};
use super::passive::is_an_earlier_year;
use super::subject::{Subject, is_earlier, is_group, own_name_at, subject};
use crate::parse::vocabulary;
use crate::parse::words::Words;

/// "Gruppen uppdrar åt Y att …", "Nämnden godkänner rapporten": this body, in the active.
pub(super) fn active(sentence: &str, words: &Words, meeting: &Meeting<'_>) -> Option<Said> {
    if let Some(said) = took_part_of(sentence, words, meeting) {
        return Some(said);
    }
    let at = (0..words.len().min(14)).find(|&at| vocabulary::ACTIVE.has(words.get(at)))?;
    let verb = words.get(at);
    let mut own = subject(words, 0..at, meeting, sentence) == Subject::Own;
    let mut rest = at + 1;
    if !own && subject(words, 0..at, meeting, sentence) == Subject::Adverbial {
        // "Enligt stadgarna väljer årsmötet styrelsen" tells how it is done.
        if by_rule(words) {
            return None;
        }
        // "Efter diskussion utsåg gruppen …"
        let count = own_name_at(words, rest, meeting)?;
        rest += count;
        own = true;
    }
    if !own {
        return None;
    }
    while matches!(
        words.get(rest),
        "enhälligt" | "därför" | "även" | "också" | "därefter" | "därmed" | "vidare"
    ) {
        rest += 1;
    }
    let att = (rest..words.len()).find(|&i| words.get(i) == "att");
    let negative = (rest..rest + 2).any(|i| matches!(words.get(i), "inte" | "ej"));
    // "Kommunfullmäktige antog 2019 en policy": then.
    let dated = matches!(
        words.get(rest),
        "den" | "år" | "i" | "vid" | "under" | "redan"
    ) || words.get(rest).starts_with(|c: char| c.is_ascii_digit());
    if dated
        && (is_an_earlier_year(words, rest, meeting)
            || is_earlier(words, rest..words.len().min(rest + 5), meeting))
    {
        return None;
    }
    // "Kommunstyrelsen godkänner följande beslutsgång": on the way to a decision.
    if (rest..words.len().min(rest + 4)).any(|i| {
        [
            "beslutsgång",
            "propositionsordning",
            "voteringsordning",
            "röstningsordning",
        ]
        .iter()
        .any(|noun| words.get(i).starts_with(noun))
    }) {
        return None;
    }
    let colon = sentence.trim_end().ends_with(':');
    let from_att = |att: Option<usize>| match att {
        Some(att) => Said::Active {
            verb: words.start(at),
            clause: words.start(att)..sentence.len(),
        },
        None => Said::Whole,
    };
    match verb {
        "föreslår" | "föreslog" | "hemställer" | "hemställde" | "rekommenderar"
        | "rekommenderade" => {
            let class = match verb {
                "rekommenderar" | "rekommenderade" => super::Class::Recommendation,
                _ => super::Class::Proposal,
            };
            // "Styrelsen föreslår mötet att …" puts something to those who are meeting.
            if own_name_at(words, rest, meeting).is_some() {
                return None;
            }
            let receiver = super::receivers::addressee(sentence, words, rest);
            let whole = receiver.as_ref().is_some_and(|receiver| {
                receiver.end == words.end(words.len() - 1)
                    && is_group(words.get(words.at(receiver.start)))
            });
            if colon
                || att.is_some_and(|att| att + 1 >= words.len())
                || opens_for_infinitive(words)
                || whole && class == super::Class::Proposal
            {
                return Some(Said::OpensFor(class, receiver));
            }
            match att {
                Some(_) => Some(from_att(att)),
                None => (class == super::Class::Recommendation
                    || (rest..words.len()).any(|i| words.get(i) == "besluta"))
                .then_some(Said::Whole),
            }
        }
        "uppdrar" | "uppdrog" => {
            if colon || att.is_some_and(|att| att + 1 >= words.len()) {
                let receiver = super::receivers::addressee(sentence, words, rest);
                return Some(Said::OpensFor(super::Class::Assignment, receiver));
            }
            att.map(|_| from_att(att))
        }
        "anser" | "ansåg" | "förklarar" | "förklarade" => {
            let done = (rest..words.len()).any(|i| {
                ["besvarad", "besvarat", "slutbehandla", "färdigbehandla"]
                    .iter()
                    .any(|word| words.get(i).starts_with(word))
                    || is_duly(words.get(i))
            });
            (done && att.is_none()).then_some(Said::Whole)
        }
        "gav" | "ger"
            if (rest..words.len().min(rest + 6))
                .any(|i| matches!(words.get(i), "bifall" | "mandat")) =>
        {
            Some(Said::Whole)
        }
        "gav" | "ger" => {
            let uppdrag = (rest..words.len()).find(|&i| words.get(i) == "uppdrag")?;
            (words.get(uppdrag - 1) == "i" && att.is_some_and(|att| att > uppdrag))
                .then(|| from_att(att))
        }
        "lade" | "lägger" => {
            let files =
                (rest..words.len()).any(|i| words.phrase_at(i, "till handlingarna").is_some());
            files.then_some(Said::Whole)
        }
        "tog" | "tar" => (words.phrase_at(rest, "del av").is_some()).then_some(Said::Whole),
        "ställde" | "ställer" => {
            (words.phrase_at(rest, "sig bakom").is_some()).then_some(Said::Whole)
        }
        "fann" | "finner" => (rest..words.len())
            .any(|i| is_duly(words.get(i)))
            .then_some(Said::Whole),
        "avger" | "avgav" => (rest..words.len().min(rest + 4))
            .any(|i| is_statement(words.get(i)))
            .then_some(Said::Whole),
        "avstår" | "avstod" => {
            (words.phrase_at(rest, "från att").is_some()).then_some(Said::Whole)
        }
        "befriar" | "befriade" => (rest..words.len())
            .any(|i| words.phrase_at(i, "från uppdraget").is_some())
            .then_some(Said::Whole),
        "noterade" | "noterar" | "antecknar" | "antecknade" => (!negative).then_some(Said::Whole),
        "väljer" | "valde" if words.get(rest) == "att" => {
            let clause = words.start(rest)..sentence.len();
            (rest + 1 < words.len()).then(|| Said::Clauses(std::iter::once(clause).collect()))
        }
        "tackar" | "tackade" | "säger" | "sade" | "sa" => {
            (matches!(words.get(rest), "ja" | "nej") && words.get(rest + 1) == "till")
                .then_some(Said::Whole)
        }
        "antar" if words.get(rest) == "att" => None,
        // "Gruppen utser", before a list of those who are elected.
        "utser" | "utsåg" | "väljer" | "valde" | "nominerar" | "nominerade"
            if rest >= words.len() =>
        {
            Some(Said::OpensFor(super::Class::Election, None))
        }
        _ => (!negative && rest < words.len()).then_some(Said::Whole),
    }
}

fn opens_for_infinitive(words: &Words) -> bool {
    matches!(
        words.get(words.len().saturating_sub(1)),
        "besluta" | "besluta:" | "beslutar"
    )
}

/// "Nämnden har tagit del av informationen", with little after it.
fn took_part_of(sentence: &str, words: &Words, meeting: &Meeting<'_>) -> Option<Said> {
    let at =
        (1..words.len().min(8)).find(|&at| words.phrase_at(at, "har tagit del av").is_some())?;
    let all = words.len() <= at + 8 && !sentence.trim_end().ends_with(':');
    (all && subject(words, 0..at, meeting, sentence) == Subject::Own).then_some(Said::Whole)
}

/// "Enligt stadgarna väljer årsmötet …" tells how it is done, not what was.
pub(super) fn by_rule(words: &Words) -> bool {
    const RULES: &[&str] = &[
        "stadg",
        "reglement",
        "delegation",
        "arbetsordning",
        "lag",
        "instruktion",
        "avtal",
        "överenskommelse",
        "uppdragsbeskrivning",
        "policy",
        "kommunallag",
    ];
    words.get(0) == "enligt" && RULES.iter().any(|rule| words.get(1).starts_with(rule))
}

/// Words with which a meeting says that it may decide.
pub(super) fn is_duly(word: &str) -> bool {
    word.starts_with("behörig") || word.starts_with("stadgeenlig") || word.starts_with("utlyst")
}

/// What a body hands in to another one: "yttrande", "remissvaret".
fn is_statement(word: &str) -> bool {
    ["yttrande", "svar", "redovisning", "rapport", "utlåtande"]
        .iter()
        .any(|noun| word.contains(noun))
}
