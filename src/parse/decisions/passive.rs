//! Sentences in the passive: "Dagordningen godkändes", "Till justerare valdes N.N."

use chrono::Datelike;

use super::active::is_duly;
use super::lead::{Meeting, Said};
use super::subject::{has_subordination, is_earlier, is_group, own_name_at};
use super::verbs::{is_finite, is_modal};
use crate::parse::vocabulary;
use crate::parse::words::Words;

/// "Dagordningen godkändes", "Utsågs N.N. att justera", "Till justerare valdes N.N.".
pub(super) fn passive(words: &Words, meeting: &Meeting<'_>) -> Option<Said> {
    // "Interpellationen får ställas."
    let put = words.len().saturating_sub(2);
    if matches!(
        words.get(0),
        "interpellationen" | "interpellationerna" | "frågan" | "frågorna"
    ) && words.phrase_at(put, "får ställas").is_some()
    {
        return Some(Said::Whole);
    }
    let at = (0..words.len().min(16)).find(|&at| vocabulary::PASSIVE.has(words.get(at)))?;
    let verb = words.get(at);
    if at > 0 && is_modal(words.get(at - 1)) {
        return None;
    }
    // "Posten som redaktör vakantsattes": which one it is.
    let named = matches!(
        words.get(0),
        "posten" | "posterna" | "platsen" | "platserna" | "uppdraget" | "uppdragen"
    ) && words.get(1) == "som"
        && !(2..at).any(|i| is_finite(words.get(i)));
    let before = if named { 2.min(at)..at } else { 0..at };
    // What is done in the present tense is done now, whatever earlier thing it is done to.
    if has_subordination(words, before.clone())
        || past(verb)
            && (is_earlier(words, before.clone(), meeting)
                || is_an_earlier_year(words, at + 1, meeting))
    {
        return read_and_settled(words);
    }
    // "För att hinna med föreslås att avtalet förlängs": not this sentence's own verb.
    let joined = at > 0 && matches!(words.get(at - 1), "och" | "samt");
    if (0..at).any(|i| is_finite(words.get(i)) && !joined)
        || (1..at).any(|i| words.get(i) == "att" && words.get(i - 1) != "till")
    {
        return None;
    }
    if matches!(verb, "lades" | "läggs") {
        // "läggs med denna rättelse till handlingarna"
        return (at + 1..words.len().min(at + 7))
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
    // "Följande antecknas som närvarande": a list of people.
    if verb.starts_with("anteckna") && words.phrase_at(at + 1, "som närvarande").is_some() {
        return None;
    }
    // "Yrkandet avslås efter propositionsställning": on the way to a decision.
    if words.get(0).ends_with("yrkandet")
        && words.get(at + 1) == "efter"
        && ["proposition", "votering", "omröstning"]
            .iter()
            .any(|noun| words.get(at + 2).starts_with(noun))
    {
        return None;
    }
    // A paragraph of its own that begins with `att` goes on with what somebody proposed above it.
    if words.get(0) == "att" && !(1..words.len()).any(|i| words.get(i) == "justera") {
        return None;
    }
    // "Frågan besvarades med ja": what the agenda asks, as whether the meeting was duly called.
    if verb.starts_with("besvara") && words.phrase_at(at + 1, "med ja").is_none() {
        return None;
    }
    if !fits_its_verb(words, at) {
        return None;
    }
    // "På årsmötet väljs en ny kassör": then, not now.
    if !past(verb)
        && matches!(words.get(0), "på" | "vid")
        && ["mötet", "stämman", "sammanträdet"]
            .iter()
            .any(|ending| words.get(1).ends_with(ending))
    {
        return None;
    }
    // On the way to a decision: "Propositionsordningen godkänns", "Streck i debatten bifalls".
    if words.get(0).starts_with("proposition") && words.get(0).contains("ordning")
        || words.phrase_at(0, "streck i debatten").is_some()
    {
        return None;
    }
    if matches!(verb, "anses" | "ansågs" | "befanns")
        && !(at + 1..words.len())
            .any(|i| words.get(i).starts_with("besvara") || is_duly(words.get(i)))
    {
        return None;
    }
    // The list of voters and the agenda are adjusted by the meeting, its protocol by somebody else.
    if matches!(verb, "justeras" | "justerades")
        && words.get(at + 1) != "omedelbart"
        && !(verb == "justerades"
            && (0..at).any(|i| words.get(i).starts_with("protokoll"))
            && (0..at).any(|i| matches!(words.get(i), "från" | "föregående" | "förra")))
        && words.get(at.wrapping_sub(1)) != "omedelbart"
        && !(0..at).any(|i| {
            ["röstlängd", "dagordning", "föredragningslist"]
                .iter()
                .any(|noun| words.get(i).starts_with(noun))
        })
    {
        return None;
    }
    // "Bygglov beviljas om åtgärden följer planen": a rule, not a case.
    if !past(verb) && words.get(at + 1) == "om" {
        return None;
    }
    if matches!(verb, "förklarades" | "förklaras")
        && !(at + 1..words.len()).any(|i| {
            matches!(
                words.get(i),
                "omedelbart"
                    | "behörigt"
                    | "behörigen"
                    | "beslutsmässigt"
                    | "beslutfört"
                    | "behörig"
                    | "sammankallad"
                    | "sammankallat"
                    | "beslutför"
                    | "stadgeenligt"
                    | "utlyst"
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

/// Whether what follows a verb of many uses makes it one that settles something: "röstas igenom",
/// "lämnas vakant", "skjuts upp", "bestämdes till", "balanseras i ny räkning".
fn fits_its_verb(words: &Words, at: usize) -> bool {
    let next = words.get(at + 1);
    match words.get(at) {
        "röstas" | "röstades" => matches!(next, "igenom" | "ner" | "ned" | "bort" | "fram"),
        "lämnas" | "lämnades" => matches!(next, "vakant" | "vakanta"),
        "skjuts" | "sköts" => next == "upp",
        "stryks" | "ströks" => {
            next == "från"
                && (words.get(at + 2).starts_with("dagordning")
                    || words.get(at + 2).starts_with("föredragningslist"))
        }
        "bestäms" | "bestämdes" | "beslutas" | "beslutades" => next == "till" && at > 0,
        "balanseras" | "balanserades" | "överförs" | "överfördes" => {
            (at + 1..words.len()).any(|i| words.phrase_at(i, "i ny räkning").is_some())
        }
        _ => true,
    }
}

/// "Nuvarande riktlinjer antogs 2016": a year before the meeting's, right after the verb.
pub(super) fn is_an_earlier_year(words: &Words, at: usize, meeting: &Meeting<'_>) -> bool {
    let at = at + usize::from(matches!(words.get(at), "år" | "i" | "under"));
    let Some(date) = meeting.date else {
        return false;
    };
    let year = words.get(at);
    year.len() == 4
        && year
            .parse::<i32>()
            .is_ok_and(|year| (1900..date.year()).contains(&year))
}

/// "Föredrogs revisorernas berättelse, som lades till handlingarna": what became of it stands in
/// the clause that tells of it.
fn read_and_settled(words: &Words) -> Option<Said> {
    let read = matches!(
        words.get(0),
        "föredrogs" | "upplästes" | "redovisades" | "genomgicks" | "presenterades" | "framlades"
    );
    let settled = (2..words.len()).any(|at| {
        matches!(words.get(at), "som" | "vilken" | "vilket" | "vilka")
            && (words.phrase_at(at + 1, "lades till handlingarna").is_some()
                || matches!(
                    words.get(at + 1),
                    "godkändes" | "fastställdes" | "antogs" | "bifölls" | "avslogs" | "bordlades"
                ))
    });
    (read && settled).then_some(Said::Whole)
}

/// The main clauses of a sentence in the passive, each with a subject of its own: "Planen antas och
/// den gamla planen upphävs" is two. One subject of two verbs is one, and so is what depends on the
/// first verb.
pub(super) fn main_clauses(sentence: &str) -> Vec<std::ops::Range<usize>> {
    let words = Words::new(sentence);
    let verb = |at: usize| {
        let word = words.get(at);
        (vocabulary::PASSIVE.has(word) || vocabulary::EFFECTS.contains(&word))
            && !is_modal(words.get(at - 1))
    };
    let mut out = Vec::new();
    let mut start = 0;
    let mut seen = false;
    let mut at = 1;
    while at < words.len() {
        if verb(at) || at == 1 && vocabulary::PASSIVE.has(words.get(0)) {
            seen = true;
        } else if matches!(words.get(at), "att" | "som" | "där" | "om") && seen {
            break;
        }
        let listed = seen
            && words.gap(at - 1).trim_start().starts_with(',')
            && vocabulary::PASSIVE.has(words.get(at - 1));
        if listed {
            let next = (at + 1..words.len().min(at + 6)).find(|&i| {
                verb(i)
                    || matches!(
                        words.get(i),
                        "att" | "som" | "där" | "och" | "samt" | "vilket"
                    )
            });
            if let Some(next) = next.filter(|&next| verb(next)) {
                out.push(words.start(start)..words.end(at - 1));
                start = at;
                at = next + 1;
                continue;
            }
        }
        if seen && matches!(words.get(at), "och" | "samt") {
            let next = (at + 2..words.len().min(at + 16)).find(|&i| {
                verb(i) || matches!(words.get(i), "att" | "som" | "där" | "och" | "samt")
            });
            let pronoun = matches!(words.get(at + 1), "den" | "det" | "de" | "att" | "därefter");
            if let Some(next) = next.filter(|&next| verb(next))
                && !pronoun
            {
                out.push(words.start(start)..words.end(at - 1));
                start = at + 1;
                at = next;
                continue;
            }
        }
        at += 1;
    }
    out.push(words.start(start).min(sentence.len())..sentence.len());
    if let Some(first) = out.first_mut() {
        first.start = 0;
    }
    out
}
