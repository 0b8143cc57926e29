//! Sentences in the passive: "Dagordningen godkändes", "Till justerare valdes N.N."

use super::lead::{Meeting, Said};
use super::subject::{has_subordination, is_earlier, is_group, own_name_at};
use super::verbs::{is_finite, is_modal};
use crate::parse::vocabulary;
use crate::parse::words::Words;

/// "Dagordningen godkändes", "Utsågs N.N. att justera", "Till justerare valdes N.N.".
pub(super) fn passive(words: &Words, meeting: &Meeting<'_>) -> Option<Said> {
    let at = (0..words.len().min(16)).find(|&at| vocabulary::PASSIVE.has(words.get(at)))?;
    let verb = words.get(at);
    if at > 0 && is_modal(words.get(at - 1)) {
        return None;
    }
    let before = 0..at;
    // What is done in the present tense is done now, whatever earlier thing it is done to.
    if has_subordination(words, before.clone())
        || past(verb) && is_earlier(words, before.clone(), meeting)
    {
        return None;
    }
    // "För att hinna med föreslås att avtalet förlängs": not this sentence's own verb.
    let joined = at > 0 && matches!(words.get(at - 1), "och" | "samt");
    if (0..at).any(|i| is_finite(words.get(i)) && !joined) || (1..at).any(|i| words.get(i) == "att")
    {
        return None;
    }
    if matches!(verb, "lades" | "läggs") {
        return (at + 1..words.len().min(at + 4))
            .any(|i| words.phrase_at(i, "till handlingarna").is_some())
            .then_some(Said::Whole);
    }
    // "Det noterades att …" and "noteras bör" are prose; "antas bli" is "is assumed to be".
    if matches!(
        verb,
        "noterades"
            | "noteras"
            | "antecknas"
            | "antecknades"
            | "anses"
            | "ansågs"
            | "utgår"
            | "förklarades"
            | "förklaras"
            | "ajournerades"
            | "ajourneras"
    ) && (at == 0 || words.get(0) == "det" || words.get(0) == "här")
        && !matches!(verb, "noteras" | "ajourneras" if at > 0 && words.len() == at + 1)
    {
        return None;
    }
    if matches!(verb, "anses" | "ansågs")
        && !(at + 1..words.len()).any(|i| words.get(i).starts_with("besvara"))
    {
        return None;
    }
    if matches!(verb, "förklarades" | "förklaras")
        && !(at + 1..words.len()).any(|i| {
            matches!(
                words.get(i),
                "öppnat"
                    | "avslutat"
                    | "omedelbart"
                    | "öppnad"
                    | "behörigt"
                    | "behörigen"
                    | "beslutsmässigt"
                    | "beslutfört"
                    | "behörig"
                    | "sammankallad"
                    | "sammankallat"
                    | "beslutför"
                    | "stadgeenligt"
                    | "besvarad"
                    | "besvarat"
            )
        })
    {
        return None;
    }
    if verb == "utgår" && (at + 1 < words.len() || at > 6) {
        return None;
    }
    // "antas" is also "is assumed to": it adopts only at the end, or before words like these.
    if verb == "antas"
        && at + 1 < words.len()
        && !matches!(
            words.get(at + 1),
            "av" | "enligt"
                | "med"
                | "utan"
                | "som"
                | "och"
                | "samt"
                | "i"
                | "vid"
                | "enhälligt"
                | "från"
                | "att"
        )
    {
        return None;
    }
    if verb == "antas" && words.get(at + 1) == "att" {
        return None;
    }
    if words.get(0) == "det"
        || words.get(0) == "när"
        || words.get(0) == "om"
        || words.get(0) == "hur"
    {
        return None;
    }
    // By whom, when, where: then it tells of somebody else or of another day.
    for i in at + 1..words.len() {
        match words.get(i) {
            "av" if !matches!(words.get(i + 1), "mötet")
                && own_name_at(words, i + 1, meeting).is_none()
                && other_actor(words, i + 1) =>
            {
                return None;
            }
            "eftersom" | "ifall" | "såvida" if !past(verb) => return None,
            "när" if !past(verb) => return None,
            "vid"
                if past(verb)
                    && matches!(words.get(i + 1), "mötet" | "sammanträdet" | "ett")
                    && matches!(words.get(i + 2), "i" | "den" | "möte") =>
            {
                return None;
            }
            "årligen" | "varje" | "alltid" | "oftast" | "normalt" | "ibland" | "vanligen"
            | "redan" | "tidigare" | "successivt" | "löpande" | "automatiskt" => return None,
            _ => {}
        }
    }
    if is_earlier(words, at + 1..words.len(), meeting)
        && !matches!(verb, "utsågs" | "valdes" | "utses" | "väljs")
    {
        return None;
    }
    let assigns = matches!(verb, "uppdrogs" | "uppdras" | "uppdrages");
    if assigns && !(at + 1..words.len()).any(|i| words.get(i) == "att") && at == 0 {
        return None;
    }
    Some(Said::Whole)
}

fn past(verb: &str) -> bool {
    verb.ends_with("des")
        || verb.ends_with("tes")
        || matches!(
            verb,
            "antogs"
                | "bifölls"
                | "avslogs"
                | "bordlades"
                | "utsågs"
                | "lades"
                | "uppdrogs"
                | "ansågs"
        )
}

/// Whether the words after "av" name somebody who acts, rather than a thing.
fn other_actor(words: &Words, at: usize) -> bool {
    let word = words.get(at);
    let word = if matches!(
        word,
        "den"
            | "det"
            | "de"
            | "respektive"
            | "varje"
            | "en"
            | "ett"
            | "samtliga"
            | "alla"
            | "länets"
    ) {
        words.get(at + 1)
    } else {
        word
    };
    is_group(word)
        || word.ends_with("en")
            && (word.ends_with("ledaren")
                || word.ends_with("chefen")
                || word.ends_with("direktören")
                || word.ends_with("ministern")
                || word.ends_with("staten")
                || word.ends_with("regionen")
                || word.ends_with("kommunen"))
        || word.ends_with("kommunerna")
        || matches!(
            word,
            "riksdagen"
                | "regeringen"
                | "huvudmännen"
                | "region"
                | "länsstyrelsen"
                | "skr"
                | "socialstyrelsen"
                | "parterna"
                | "respektive"
                | "kommunerna"
                | "kommuner"
                | "regioner"
                | "huvudmän"
                | "svo"
                | "lsg"
                | "au"
                | "samtliga"
        )
}
