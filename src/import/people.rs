//! Which words are a person's name, where nothing but their shape says so.

use super::first_names::is_first_name;
use crate::parse::people::is_organisation_word;
use crate::parse::words::lower;

/// Small words inside surnames.
const PARTICLES: &[&str] = &[
    "af", "av", "von", "van", "de", "la", "le", "der", "den", "el", "al", "da", "dos", "di", "du",
    "bin", "ibn", "ben", "ter",
];

/// Words with a capital that begin sentences and headings, and places; never part of a name.
const NEVER: &[&str] = &[
    "att",
    "beslut",
    "beslutet",
    "den",
    "det",
    "detta",
    "denna",
    "dessa",
    "en",
    "ett",
    "efter",
    "enligt",
    "för",
    "förslag",
    "från",
    "föregående",
    "genom",
    "godkännande",
    "i",
    "information",
    "inga",
    "inget",
    "inledning",
    "justering",
    "kommunhuset",
    "kommunstyrelsen",
    "kl",
    "med",
    "mötet",
    "mötets",
    "nej",
    "nästa",
    "ny",
    "nya",
    "och",
    "om",
    "plats",
    "på",
    "rapport",
    "rapporter",
    "sammanträde",
    "sammanträdet",
    "sammanfattning",
    "sid",
    "sida",
    "sal",
    "salen",
    "samt",
    "sedan",
    "som",
    "svar",
    "teams",
    "tid",
    "till",
    "under",
    "upprop",
    "uppföljning",
    "utan",
    "utses",
    "val",
    "vi",
    "vid",
    "yrkande",
    "ändring",
    "ärende",
    "ärendet",
    "övrigt",
    "övriga",
    "ja",
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
    "måndag",
    "tisdag",
    "onsdag",
    "torsdag",
    "fredag",
    "lördag",
    "söndag",
    "måndagen",
    "tisdagen",
    "onsdagen",
    "torsdagen",
    "fredagen",
    "zoom",
    "skype",
    "protokoll",
    "protokollet",
    "dagordning",
    "dagordningen",
    "bilaga",
    "bilagor",
    "paragraf",
    "paragrafer",
    "digital",
    "distans",
    "datum",
    "ajournering",
    "sammanträdesrum",
    "konferensrum",
    "rådhuset",
    "stadshuset",
    "regionens",
    "hus",
    "kommunkontoret",
    "socialdemokraterna",
    "moderaterna",
    "centerpartiet",
    "vänsterpartiet",
    "liberalerna",
    "kristdemokraterna",
    "miljöpartiet",
    "sverigedemokraterna",
    "oberoende",
    "partilös",
    "sveriges",
    "sverige",
    "arbetsterapeuter",
    "arbetsterapeuterna",
    "lärarförbundet",
    "vårdförbundet",
    "kommunal",
    "vision",
    "fysioterapeuterna",
    "ledarna",
    "handlingar",
    "namn",
    "parti",
    "party",
    "roll",
    "titel",
    "organisation",
    "förening",
    "föreningen",
    "styrelse",
    "ledamöter",
    "ersättare",
    "suppleanter",
    "vakant",
    "vakans",
    "valdes",
    "omvaldes",
    "nyvaldes",
    "utsågs",
    "återvaldes",
    "ordföranden",
    "sekreteraren",
    "båda",
    "samtliga",
    "hela",
    "mötesordförande",
    "kassör",
    "revisor",
    "valberedning",
    "valberedningen",
    "kommundirektör",
    "redovisning",
    "budget",
    "bokslut",
    "avtal",
    "policy",
    "motion",
    "medborgarförslag",
    "interpellation",
    "fråga",
    "detaljplan",
    "stiftelsen",
    "bolaget",
    "ab",
    "hsb",
    "if",
    "bk",
    "sk",
    "svenska",
    "kyrkan",
    "församling",
    "församlingen",
    "pastorat",
    "röda",
    "korset",
    "rädda",
    "barnen",
    "lunds",
    "umeå",
    "uppsala",
    "stockholms",
    "göteborgs",
    "linköpings",
    "malmö",
    "örebro",
];

/// Whether one word may be part of a name: a capital and small letters, or all capitals.
pub fn name_word(word: &str) -> bool {
    let word = word.trim_matches(['.', ',', ';', ':', '(', ')', '*', '"', '”', '’']);
    // "Noor al-Rashid": the particle is a part of the word.
    let word = ["al-", "el-", "ul-"]
        .iter()
        .find_map(|particle| word.strip_prefix(*particle))
        .unwrap_or(word);
    let odd = || NEVER.contains(&lower(word).as_str()) || is_organisation_word(word);
    if word.is_empty() || !is_first_name(word) && odd() {
        return false;
    }
    let mut letters = 0;
    let mut begins = true;
    let mut upper = 0;
    for c in word.chars() {
        if matches!(c, '-' | '\'' | '’' | '.' | '´' | '`') {
            begins = true;
            continue;
        }
        if !c.is_alphabetic() {
            return false;
        }
        if begins && !c.is_uppercase() {
            return false;
        }
        upper += usize::from(c.is_uppercase() && !begins);
        letters += 1;
        begins = false;
    }
    // "McAdam" has a capital within; "EK" is all capitals; "FoU" and "SKR" are no names.
    let shouted = upper + 1 == letters && (letters > 3 || is_first_name(word));
    letters > 0 && (upper == 0 || letters > 4 || shouted)
}

/// How many bytes of `text`, from its start, are a person's name of two to five words; `None`
/// where it doesn't begin with one.
pub fn leading_name(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut words = 0;
    let mut capitals = 0;
    let mut at = 0;
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end();
        let closes = bare.ends_with([',', ';', ':', ')']) || bare.ends_with('\t');
        let core = bare.trim_end_matches([',', ';', ':']);
        if core.is_empty() {
            break;
        }
        if core.contains('\t') || core.starts_with('(') {
            // A tab ends a name.
            let first = core.split('\t').next().unwrap_or("");
            if !core.starts_with('(') && name_word(first) {
                capitals += 1;
                end = at + first.len();
            }
            break;
        }
        if PARTICLES.contains(&core) && words > 0 {
            words += 1;
            at += word.len();
            continue;
        }
        if !name_word(core) {
            // "Agneta Öst" is a person, whatever else "öst" may mean.
            let surname = words == 1
                && is_first_name(text[..at].trim())
                && matches!(
                    lower(core).as_str(),
                    "öst" | "väst" | "norr" | "söder" | "stad" | "strand" | "sal" | "kyrkan"
                );
            // "EVA ALM": a short word is no abbreviation after a first name that is written so.
            let shouted = |word: &str| word.chars().all(char::is_uppercase);
            let short = words == 1
                && (2..=3).contains(&core.chars().count())
                && shouted(core)
                && shouted(text[..at].trim())
                && is_first_name(text[..at].trim())
                && !is_politics(core);
            if !surname && !short {
                break;
            }
        }
        words += 1;
        capitals += 1;
        end = at + core.trim_end_matches('.').len();
        // An initial keeps its full stop: "Bo A. Ek".
        let initials = core.ends_with('.')
            && core
                .trim_end_matches('.')
                .split('.')
                .all(|part| part.chars().count() == 1);
        if initials {
            end = at + core.len();
        } else if core.ends_with('.') {
            break;
        }
        at += word.len();
        if closes || words == 5 {
            break;
        }
    }
    (capitals >= 2).then_some(end)
}

/// Whether all of `text` is a name.
pub fn is_name(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    leading_name(text).is_some_and(|end| end == text.len())
}

/// Letters and short names of political parties.
pub fn is_politics(text: &str) -> bool {
    matches!(
        lower(text.trim_matches(|c: char| "()[]. ".contains(c))).as_str(),
        "s" | "m"
            | "c"
            | "v"
            | "l"
            | "kd"
            | "mp"
            | "sd"
            | "fp"
            | "fi"
            | "sjvp"
            | "opol"
            | "-"
            | "nk"
            | "lpo"
            | "sp"
            | "d"
            | "vp"
            | "lb"
            | "bp"
            | "kp"
            | "hl"
            | "rp"
            | "nya"
            | "dv"
            | "mh"
            | "föl"
            | "folk"
            | "tup"
            | "kl"
            | "kf"
            | "sbp"
            | "slp"
            | "aj"
            | "oberoende"
            | "polv"
            | "partilös"
            | "sok"
            | "bb"
            | "fv"
            | "lp"
            | "ob"
            | "hi"
            | "vf"
            | "mod"
            | "cp"
            | "pol.v"
            | "pol vilde"
            | "politisk vilde"
            | "ld"
            | "op"
            | "frams"
            | "örebro"
            | "pk"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_by_their_shape() {
        let shown = |text: &'static str| leading_name(text).map(|end| &text[..end]);
        assert_eq!(shown("Anna Ek (S), ordförande"), Some("Anna Ek"));
        assert_eq!(shown("Carl von Malm, Umeå"), Some("Carl von Malm"));
        assert_eq!(shown("Bo A. Ek"), Some("Bo A. Ek"));
        assert_eq!(shown("ANNA EKMAN (S)"), Some("ANNA EKMAN"));
        assert_eq!(shown("Eva-Lena Mc'Gra Dal"), Some("Eva-Lena Mc'Gra Dal"));
        assert_eq!(shown("Anna Ek\tUmeå kommun"), Some("Anna Ek"));
        assert_eq!(shown("Region Västerbotten"), None);
        assert_eq!(shown("Umeå kommun"), None);
        assert_eq!(shown("Mötets öppnande"), None);
        assert_eq!(shown("Godkännande av dagordning"), None);
    }
}
