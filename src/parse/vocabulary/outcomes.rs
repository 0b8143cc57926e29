//! Verbs with which something is decided, at the head of a sentence.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::parse::words::Words;

/// Verbs that say "decided": the sentence or the list after them is what was decided.
pub const DECIDE_ACTIVE: &[&str] = &[
    "beslutade",
    "beslutar",
    "beslöt",
    "beslöto",
    "bestämde",
    "bestämmer",
    "enades",
    "enas",
    "överenskom",
];

/// The same in the passive: nobody needs to be named.
pub const DECIDE_PASSIVE: &[&str] = &["beslutades", "beslutas", "beslöts", "bestämdes", "bestäms"];

/// Outcomes in the passive that decide when they stand at the head of a sentence in prose.
pub const PASSIVE_OUTCOMES: &[&str] = &[
    "godkändes",
    "godkänns",
    "fastställdes",
    "fastställs",
    "antogs",
    "antas",
    "bifölls",
    "bifalls",
    "bifalles",
    "avslogs",
    "avslås",
    "bordlades",
    "bordläggs",
    "återremitterades",
    "återremitteras",
    "remitterades",
    "remitteras",
    "utsågs",
    "utses",
    "valdes",
    "väljs",
    "omvaldes",
    "entledigades",
    "entledigas",
    "lades",
    "läggs",
    "uppdrogs",
    "uppdras",
    "uppdrages",
    "förlängdes",
    "förlängs",
    "beviljades",
    "beviljas",
    "upphävdes",
    "upphävs",
    "överlämnades",
    "överlämnas",
    "noterades",
    "noteras",
    "godkännes",
    "fastställes",
    "antages",
    "bordlägges",
    "väljes",
    "utgår",
    "ajournerades",
    "ajourneras",
    "avvisas",
    "avvisades",
    "anses",
    "ansågs",
    "förklarades",
    "förklaras",
    "tillstyrks",
    "tillstyrktes",
    "antecknas",
    "antecknades",
    "rekommenderas",
    "rekommenderades",
    "inrättas",
    "inrättades",
    "tillsätts",
    "tillsattes",
    "hänskjuts",
    "hänskjutes",
    "hänsköts",
    "underkänns",
    "underkändes",
    "nyvaldes",
    "fyllnadsvaldes",
    "vakantsätts",
    "vakantsattes",
    "adjungeras",
    "adjungerades",
    "avskrivs",
    "avskrevs",
    "bemyndigas",
    "bemyndigades",
    "befanns",
    "besvarades",
    "besvaras",
    "röstades",
    "röstas",
    "lämnas",
    "lämnades",
    "skjuts",
    "sköts",
    "stryks",
    "ströks",
    "bestäms",
    "bestämdes",
    "beslutas",
    "beslutades",
    "balanseras",
    "balanserades",
    "överförs",
    "överfördes",
    "justeras",
    "justerades",
];

/// Verbs that say what becomes of something: beside a decision they go on with it.
pub const EFFECTS: &[&str] = &[
    "upphör",
    "återförs",
    "balanseras",
    "kompletteras",
    "skickas",
    "översänds",
    "flyttas",
    "finansieras",
    "fördelas",
    "höjs",
    "sänks",
    "överförs",
    "avsätts",
    "utökas",
    "förläggs",
    "återkallas",
    "upphävs",
    "tillförs",
    "anvisas",
    "revideras",
];

/// Verbs with which the body itself decides, in the active.
pub const ACTIVE_OUTCOMES: &[&str] = &[
    "godkände",
    "godkänner",
    "fastställde",
    "fastställer",
    "antog",
    "antar",
    "biföll",
    "bifaller",
    "avslog",
    "avslår",
    "bordlade",
    "bordlägger",
    "återremitterade",
    "återremitterar",
    "utsåg",
    "utser",
    "valde",
    "väljer",
    "uppdrog",
    "uppdrar",
    "lade",
    "lägger",
    "noterade",
    "noterar",
    "tog",
    "tar",
    "rekommenderade",
    "rekommenderar",
    "föreslog",
    "föreslår",
    "hemställde",
    "hemställer",
    "ställde",
    "ställer",
    "gav",
    "ger",
    "remitterade",
    "remitterar",
    "överlämnade",
    "överlämnar",
    "entledigade",
    "entledigar",
    "förlängde",
    "förlänger",
    "beviljade",
    "beviljar",
    "tillstyrkte",
    "tillstyrker",
    "avstyrkte",
    "avstyrker",
    "antecknar",
    "antecknade",
    "inrättade",
    "inrättar",
    "hänsköt",
    "hänskjuter",
    "underkände",
    "underkänner",
    "bemyndigade",
    "bemyndigar",
    "befriade",
    "befriar",
    "avger",
    "avgav",
    "avstår",
    "avstod",
    "avskrev",
    "avskriver",
    "adjungerade",
    "adjungerar",
    "upphävde",
    "upphäver",
    "fann",
    "finner",
    "tackade",
    "tackar",
    "säger",
    "sade",
    "sa",
    "förelägger",
    "förelade",
    "medger",
    "medgav",
    "påför",
    "påförde",
    "delegerar",
    "delegerade",
    "förordnar",
    "förordnade",
    "avvisar",
    "avvisade",
    "vidhåller",
    "vidhöll",
    "tilldelar",
    "tilldelade",
    "inför",
    "införde",
    "anser",
    "ansåg",
    "förklarar",
    "förklarade",
];

/// Beginnings and parts of words without which no sentence decides: a sentence that has none of
/// them isn't looked at further.
const TRIGGERS: &str = "beslut|beslöt|enas|enad|bestäm|överenskom|medskick|uppdr|godkän|fastst|antas|antog|antag|antar|bif|avslå|avslog|bordl|remitt|utse|utså|vald|välj|entled|handlingarna|förläng|bevilj|upphäv|överläm|noter|utgår|ajourn|avvis|anses|ansågs|förklara|styrk|anteckn|rekommend|inrätt|tills|del av|sig bakom|föresl|hemst|till protokollet|hänsk|underkän|nyval|vakans|vakant|adjung|avskriv|avskrev|bemyndig|befann|befri|röstlängd|föredragningslist|dagordning|avge|avgav|avst|utlyst|behörig|överens|enig|får ställas|i uppgift|besvara|justera|röstad|röstas|ja till|nej till|föreläg|förelad|medge|medgav|påför|delege|förordn|vidh|tilldel|inför|skjuts upp|sköts upp|ströks|stryks|ny räkning|mandat|besvarad|slutbehandla";

static TRIGGER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(TRIGGERS).expect("a list of plain words is a regular expression"));

/// Whether a text in lower case has any word with which something is decided.
pub fn may_decide(lowered: &str) -> bool {
    TRIGGER.is_match(lowered)
}

/// A list of words that is asked about often.
pub struct WordSet(LazyLock<HashSet<&'static str>>);

impl WordSet {
    /// Whether `word` is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// [`ACTIVE_OUTCOMES`] for asking.
pub static ACTIVE: WordSet = WordSet(LazyLock::new(|| ACTIVE_OUTCOMES.iter().copied().collect()));

/// [`PASSIVE_OUTCOMES`] for asking.
pub static PASSIVE: WordSet = WordSet(LazyLock::new(|| PASSIVE_OUTCOMES.iter().copied().collect()));

/// Whether any of `nouns` is among the first `count` words.
pub fn has_word(words: &Words, nouns: &[&str], count: usize) -> bool {
    (0..words.len().min(count)).any(|at| nouns.contains(&words.get(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_a_trigger() {
        let verbs = DECIDE_ACTIVE
            .iter()
            .chain(DECIDE_PASSIVE)
            .chain(ACTIVE_OUTCOMES)
            .chain(PASSIVE_OUTCOMES);
        for verb in verbs {
            // These decide only beside other words, which are triggers.
            let beside = match *verb {
                "lade" | "lägger" | "lades" | "läggs" => "till handlingarna",
                "tog" | "tar" => "del av",
                "ställde" | "ställer" => "sig bakom",
                "gav" | "ger" => "i uppdrag",
                "fann" | "finner" | "anser" | "ansåg" => "behörigt utlyst",
                "tackade" | "tackar" | "säger" | "sade" | "sa" => "nej till",
                "lämnas" | "lämnades" => "vakant",
                "skjuts" | "sköts" => "skjuts upp",
                "balanseras" | "balanserades" | "överförs" | "överfördes" => "i ny räkning",
                _ => "",
            };
            assert!(may_decide(&format!("{verb} {beside}")), "{verb}");
        }
    }
}
