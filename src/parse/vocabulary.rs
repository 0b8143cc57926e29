//! The words that protocols use: labels, tags, verbs. Swedish, in lower case; the sources are the
//! project's notes on how protocols say things. A new phrase is a line in one of these tables.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::words::{Words, lower};
use crate::model::{Class, Presence, Seating, Tag};

/// What a label opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Clauses of a decision.
    Decision,
    /// Something put forward, described or quoted: no decision stands below it.
    NoDecision,
    /// What somebody else moved or said; not even a sentence with `beslutade` counts.
    Quoted,
}

/// Lines that open a decision when they stand alone or before a colon.
const DECISION_LABELS: &[&str] = &[
    "beslut",
    "beslutas",
    "beslut i ärendet",
    "mötets beslut",
    "beslut och uppdrag",
    "beslutades",
    "attsatser",
    "att-satser",
    "beslutet",
    "dagens beslut",
];

/// Lines that open something that isn't decided.
const NO_DECISION_LABELS: &[&str] = &[
    "ärendet",
    "ärende",
    "ärendebeskrivning",
    "beskrivning av ärendet",
    "sammanfattning",
    "sammanfattning av ärendet",
    "bakgrund",
    "beslutsunderlag",
    "underlag",
    "underlag för beslut",
    "handlingar",
    "handlingar i ärendet",
    "beslutet skickas till",
    "beslut skickas till",
    "beslutet ska skickas till",
    "skickas till",
    "expedieras",
    "expedieras till",
    "expediering",
    "protokollsutdrag",
    "protokollsutdrag till",
    "utdrag till",
    "kopia till",
    "sändlista",
    "delges",
    "beslutet delges",
    "diskussion",
    "dialog",
    "summering",
    "summering av dialog",
    "information",
    "motivering",
    "skäl till beslut",
    "skälen till beslutet",
    "motivering till beslut",
    "redovisning",
    "ärendets beredning",
    "beredning",
    "tidigare behandling",
    "konsekvenser",
    "ekonomiska konsekvenser",
    "barnkonsekvensanalys",
    "barnrättsperspektiv",
    "deltar inte i beslutet",
    "deltar ej i beslutet",
    "ej deltagande i beslutet",
    "frågor",
    "närvarande",
    "bilagor",
    "bilaga",
    "föredragande",
    "syfte",
    "mål",
    "målen är",
    "nuläge",
    "genomförande",
    "tidplan",
    "lagrum",
    "yttrande",
    "jäv",
    "inlägg",
    "yttrar sig",
    "talare",
    "ärendegång",
    "beslutsgången i korthet",
    "beslutsnivå",
    "beslutande",
    "beslutsordning",
    "beslutsuppföljning",
    "uppföljning av beslut",
];

/// Lines that open what was put forward, moved or noted by somebody.
const QUOTED_LABELS: &[&str] = &[
    "förslag till beslut",
    "förslag på beslut",
    "förslag",
    "beslutsförslag",
    "förslaget",
    "yrkande",
    "yrkanden",
    "yrkanden och proposition",
    "yrkanden och propositioner",
    "yrkar",
    "tilläggsyrkande",
    "ändringsyrkande",
    "motförslag",
    "tilläggsförslag",
    "beslutsgång",
    "proposition",
    "propositionsordning",
    "propositionsordningar",
    "omröstning",
    "omröstningsresultat",
    "voteringsproposition",
    "votering",
    "reservation",
    "reservationer",
    "särskilt yttrande",
    "särskilda yttranden",
    "protokollsanteckning",
    "protokollsanteckningar",
    "avvikande mening",
    "tidigare beslut",
    "motion",
    "motionen",
    "motionärens förslag",
    "styrelsens svar",
    "motionssvar",
    "beslut från föregående möte",
    "beslut vid föregående möte",
    "att",
    "tidigare fattade beslut",
    "föregående beslut",
    "delegationsbeslut",
    "anmälda delegationsbeslut",
];

/// The label that `text` is or begins with, and where what it labels begins. A label stands alone,
/// before a colon, or on a line of its own.
pub fn label(text: &str) -> Option<(Label, usize)> {
    let line = text.split('\n').next().unwrap_or("");
    let (head, rest) = match line.find(':') {
        Some(colon) => (&line[..colon], colon + 1),
        None => (line, line.len()),
    };
    // No label is longer; counting the letters of whole paragraphs would cost more than all else.
    if head.len() > 90 || head.trim().is_empty() {
        return None;
    }
    // "N.N. föredrar styrelsens förslag." is a sentence.
    if head.ends_with('.') && head.split(' ').count() >= 4 {
        return None;
    }
    let lowered = lower(head.trim_matches(|c: char| c.is_whitespace() || "*_.§".contains(c)));
    let lowered = lowered.split_whitespace().collect::<Vec<_>>().join(" ");
    let about_it = text[..rest].ends_with(':')
        && lowered.starts_with("förslaget ")
        && lowered.split(' ').count() <= 4;
    let kind = label_kind(&lowered).or(about_it.then_some(Label::Quoted))?;
    Some((kind, text.len() - text[rest..].trim_start().len()))
}

fn label_kind(lowered: &str) -> Option<Label> {
    // A clause, or the end of one sentence and the beginning of another.
    if lowered.starts_with("att ") || lowered.contains(". ") {
        return None;
    }
    if DECISION_LABELS.contains(&lowered) {
        return Some(Label::Decision);
    }
    if NO_DECISION_LABELS.contains(&lowered) {
        return Some(Label::NoDecision);
    }
    if QUOTED_LABELS.contains(&lowered) {
        return Some(Label::Quoted);
    }
    // "Nämndens förslag till beslut", "Arbetsutskottets yrkande", "Förslag till beslut på mötet".
    let begins = |phrase: &str| lowered.starts_with(phrase);
    if [
        "förslag till beslut",
        "tidigare beslut",
        "beslut i andra organ",
    ]
    .iter()
    .any(|phrase| {
        lowered.match_indices(phrase).any(|(at, _)| {
            let next = lowered[at + phrase.len()..].chars().next();
            !next.is_some_and(char::is_alphanumeric)
        })
    }) || lowered.ends_with(" förslag")
        || lowered.ends_with(" yrkande")
        || lowered.ends_with(" yrkanden")
        || (lowered.starts_with("reservation") && lowered.split(' ').count() <= 6)
        || (lowered.starts_with("protokollsanteckning") && lowered.split(' ').count() <= 6)
        || (lowered.starts_with("särskilt yttrande") && lowered.split(' ').count() <= 6)
    {
        return Some(Label::Quoted);
    }
    if begins("beslutet skickas") || begins("beslut skickas") || begins("protokollsutdrag ") {
        return Some(Label::NoDecision);
    }
    // "Nämndens beslut", "Läns samverkansgruppens beslut": the owner is in the genitive.
    let owner = lowered.strip_suffix(" beslut")?;
    let words = owner.split(' ').count();
    let genitive = owner.ends_with('s') && words <= 6;
    (genitive && !["politiskt", "tidigare", "nya", "delegations"].contains(&owner))
        .then_some(Label::Decision)
}

/// Whose decision a label such as "Nämndens beslut" announces, in lower case and the genitive.
pub fn label_owner(text: &str) -> Option<String> {
    let line = text.split(['\n', ':']).next().unwrap_or("");
    let lowered = lower(line.trim_matches(|c: char| c.is_whitespace() || "*_.".contains(c)));
    lowered.strip_suffix(" beslut").map(str::to_owned)
}

/// The tag that a whole line is.
pub fn tag_line(text: &str) -> Option<Tag> {
    if text.len() > 60 {
        return None;
    }
    let lowered = lower(text.trim_matches(|c: char| c.is_whitespace() || "*_.()[]:".contains(c)));
    tag_word(&lowered)
}

fn tag_word(lowered: &str) -> Option<Tag> {
    match lowered {
        "beslutsärende" | "beslutsärenden" | "beslutspunkt" | "b" => Some(Tag::Decision),
        "informationsärende" | "informationsärenden" | "informationspunkt" | "i" | "info" => {
            Some(Tag::Information)
        }
        "dialog" | "dialogärende" | "diskussionsärende" | "dialogpunkt" | "diskussionspunkt"
        | "d" => Some(Tag::Dialogue),
        "omedelbart justerad"
        | "omedelbar justering"
        | "omedelbart justerat"
        | "paragrafen är omedelbart justerad" => Some(Tag::Immediate),
        _ => None,
    }
}

/// The tag at the end of a title, and how much of the title is left of it. A letter counts only in
/// parentheses or brackets, a word also after a dash or a comma.
pub fn trailing_tag(title: &str) -> Option<(Tag, usize)> {
    let trimmed = title.trim_end();
    if let Some(open) = trimmed.rfind(['(', '['])
        && trimmed.ends_with([')', ']'])
    {
        let tag = tag_word(&lower(trimmed[open + 1..trimmed.len() - 1].trim()))?;
        return (open > 0).then(|| {
            (
                tag,
                trimmed[..open].trim_end_matches([' ', ',', '-', '–']).len(),
            )
        });
    }
    for dash in [" – ", " - ", " — ", ", ", ": ", "; ", "\n"] {
        let Some(at) = trimmed.rfind(dash) else {
            continue;
        };
        let word = lower(&trimmed[at + dash.len()..]);
        if word.chars().count() > 1
            && let Some(tag) = tag_word(word.trim())
        {
            return Some((tag, at));
        }
    }
    None
}

/// Headings that frame a protocol and are no items: attendance, signatures, contents.
pub fn is_framing_heading(text: &str) -> bool {
    let lowered = lower(text.trim().trim_end_matches([':', '.']));
    const FRAMING: &[&str] = &[
        "närvarande",
        "närvarolista",
        "närvaro",
        "närvaroförteckning",
        "närvarande ledamöter",
        "närvarade ledamöter",
        "deltagare",
        "deltagarförteckning",
        "beslutande",
        "kallade",
        "frånvarande",
        "ej närvarande",
        "anmält förhinder",
        "förhindrade",
        "övriga",
        "övriga närvarande",
        "övriga deltagare",
        "övriga deltagande",
        "övriga medverkande",
        "övriga tjänstepersoner",
        "adjungerade",
        "adjungerad",
        "ersättare",
        "tjänstgörande ersättare",
        "närvarande ersättare",
        "underskrifter",
        "underskrift",
        "underskriftssida",
        "signaturer",
        "justering",
        "bilagor",
        "bilageförteckning",
        "innehåll",
        "innehållsförteckning",
        "föredragningslista",
        "dagordning",
        "sändlista",
        "sekreterare",
        "ordförande",
        "justerare",
        "vid protokollet",
        "justeras",
    ];
    FRAMING.contains(&lowered.as_str())
}

/// The list of people that a heading opens.
pub fn attendance_list(text: &str) -> Option<(Presence, Seating)> {
    let lowered = lower(text.trim().trim_end_matches([':', '.']));
    let list = match lowered.as_str() {
        "närvarande"
        | "närvarolista"
        | "närvaro"
        | "närvaroförteckning"
        | "närvarande ledamöter"
        | "närvarade ledamöter"
        | "deltagare"
        | "deltagarförteckning"
        | "beslutande" => (Presence::Present, Seating::Member),
        "tjänstgörande ersättare" => (Presence::Present, Seating::ServingSubstitute),
        "närvarande ersättare" | "ersättare" | "ej tjänstgörande ersättare" => {
            (Presence::Present, Seating::Substitute)
        }
        "adjungerade" | "adjungerad" => (Presence::Present, Seating::CoOpted),
        "frånvarande" | "ej närvarande" | "anmält förhinder" | "förhindrade" => {
            (Presence::Absent, Seating::Member)
        }
        "övriga"
        | "övriga närvarande"
        | "övriga deltagare"
        | "övriga deltagande"
        | "övriga medverkande"
        | "övriga tjänstepersoner"
        | "inbjudna"
        | "inbjudna gäster" => (Presence::Other, Seating::Other),
        _ => return None,
    };
    Some(list)
}

/// Whether a heading in lower case says that it is a document's title.
pub fn is_title(lowered: &str) -> bool {
    const BEGIN: &[&str] = &[
        "protokoll",
        "minnesanteckning",
        "mötesanteckning",
        "mötesprotokoll",
        "sammanträdesprotokoll",
        "anteckningar",
        "kallelse",
        "beslutsprotokoll",
        "styrelseprotokoll",
        "årsmötesprotokoll",
        "stämmoprotokoll",
        "beslut mellan möten",
        "beslut per capsulam",
        "per capsulam",
    ];
    BEGIN.iter().any(|word| lowered.starts_with(word))
        || lowered.contains("protokoll från")
        || lowered.ends_with("protokoll")
        || lowered.contains("minnesanteckningar från")
}

/// The months, and their short forms.
pub const MONTHS: [(&str, u32); 24] = [
    ("januari", 1),
    ("februari", 2),
    ("mars", 3),
    ("april", 4),
    ("maj", 5),
    ("juni", 6),
    ("juli", 7),
    ("augusti", 8),
    ("september", 9),
    ("oktober", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
];

/// Whether `text` begins with the name of a month.
pub fn begins_with_month(text: &str) -> bool {
    let word: String = text.chars().take_while(|c| c.is_alphabetic()).collect();
    let word = lower(&word);
    MONTHS.iter().any(|(month, _)| *month == word)
}

/// The places of attachment numbers in a title or a line: `bilaga 4 & 5`, `bil 2&3`, `bil. 7-9`.
pub fn attachment_numbers(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut letters = text.as_bytes().windows(3);
    if !letters.any(|three| three.eq_ignore_ascii_case(b"bil")) {
        return out;
    }
    let lowered = lower(text);
    let mut from = 0;
    while let Some(found) = lowered[from..].find("bil") {
        let start = from + found;
        from = start + 3;
        let before = lowered[..start].chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let tail = &lowered[start..];
        let Some(rest) = ["bilagorna", "bilagor", "bilagan", "bilaga", "bil.", "bil"]
            .iter()
            .find_map(|word| tail.strip_prefix(word))
        else {
            continue;
        };
        if rest.starts_with(char::is_alphabetic) {
            continue;
        }
        let mut at = lowered.len() - rest.len();
        loop {
            let gap = &lowered[at..];
            let skipped = gap.trim_start_matches([' ', '&', ',', '.', ':', '-', '–']);
            let skipped = skipped.strip_prefix("och ").unwrap_or(skipped);
            let digits = skipped.bytes().take_while(u8::is_ascii_digit).count();
            if digits == 0 || digits > 3 {
                break;
            }
            let start = lowered.len() - skipped.len();
            let mut end = start + digits;
            let letter = lowered[end..].chars().next();
            let alone = !lowered[end..]
                .chars()
                .nth(1)
                .is_some_and(char::is_alphanumeric);
            if let Some(letter) = letter.filter(char::is_ascii_lowercase)
                && alone
            {
                end += letter.len_utf8();
            }
            out.push(start..end);
            at = end;
        }
        from = at.max(from);
    }
    out
}

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

/// Who decides, beside the body's own names: words for those who are meeting.
pub const GENERIC_SUBJECTS: &[&str] = &[
    "mötet",
    "möte",
    "vi",
    "ledamöterna",
    "deltagarna",
    "mötesdeltagarna",
    "årsmötet",
    "stämman",
    "sammanträdet",
    "de närvarande",
    "samtliga",
    "mötesdeltagare",
    "parterna",
    "årsstämman",
    "föreningsmötet",
    "föreningsstämman",
];

/// Endings of words for groups that meet. A group that is known to be another one isn't meant.
pub const GROUP_ENDINGS: &[&str] = &[
    "gruppen",
    "grupp",
    "nämnden",
    "nämnd",
    "styrelsen",
    "styrelse",
    "utskottet",
    "utskott",
    "rådet",
    "råd",
    "samrådet",
    "samråd",
    "beredningen",
    "beredning",
    "kommittén",
    "kommitté",
    "fullmäktige",
    "ledningen",
    "ledning",
    "direktionen",
    "direktion",
    "delegationen",
    "presidiet",
    "organet",
    "forumet",
    "förbundet",
    "kåren",
    "föreningen",
    "sektionen",
    "mötet",
    "stämman",
    "au",
    "arbetsutskott",
];

/// What a clause does, by its first verb. The longest phrase stands first.
pub const CLAUSE_VERBS: &[(&str, Class)] = &[
    ("läggs till handlingarna", Class::Filing),
    ("lades till handlingarna", Class::Filing),
    ("lägga till handlingarna", Class::Filing),
    ("lagts till handlingarna", Class::Filing),
    ("till handlingarna", Class::Filing),
    ("till protokollet", Class::Filing),
    ("ta del av", Class::Filing),
    ("tar del av", Class::Filing),
    ("tog del av", Class::Filing),
    ("tagit del av", Class::Filing),
    ("tacka för", Class::Filing),
    ("tackar för", Class::Filing),
    ("tackade för", Class::Filing),
    ("notera", Class::Filing),
    ("noterar", Class::Filing),
    ("noteras", Class::Filing),
    ("noterade", Class::Filing),
    ("noterades", Class::Filing),
    ("antecknas", Class::Filing),
    ("bordlägga", Class::Referral),
    ("bordlägger", Class::Referral),
    ("bordlägges", Class::Referral),
    ("bordläggs", Class::Referral),
    ("bordlades", Class::Referral),
    ("bordlade", Class::Referral),
    ("återremittera", Class::Referral),
    ("återremitterar", Class::Referral),
    ("återremitteras", Class::Referral),
    ("återremitterades", Class::Referral),
    ("återremitterade", Class::Referral),
    ("remittera", Class::Referral),
    ("remitterar", Class::Referral),
    ("remitteras", Class::Referral),
    ("remitterades", Class::Referral),
    ("avslå", Class::Rejection),
    ("avslår", Class::Rejection),
    ("avslås", Class::Rejection),
    ("avslogs", Class::Rejection),
    ("avslog", Class::Rejection),
    ("avböja", Class::Rejection),
    ("avvisa", Class::Rejection),
    ("avvisas", Class::Rejection),
    ("utse", Class::Election),
    ("utser", Class::Election),
    ("utses", Class::Election),
    ("utsåg", Class::Election),
    ("utsågs", Class::Election),
    ("välja", Class::Election),
    ("väljer", Class::Election),
    ("väljs", Class::Election),
    ("väljes", Class::Election),
    ("valde", Class::Election),
    ("valdes", Class::Election),
    ("omvälja", Class::Election),
    ("omvaldes", Class::Election),
    ("entlediga", Class::Election),
    ("entledigar", Class::Election),
    ("entledigas", Class::Election),
    ("entledigades", Class::Election),
    ("nominera", Class::Election),
    ("nominerar", Class::Election),
    ("nomineras", Class::Election),
    ("rekommendera", Class::Recommendation),
    ("rekommenderar", Class::Recommendation),
    ("rekommenderade", Class::Recommendation),
    ("rekommenderas", Class::Recommendation),
    ("hemställa", Class::Proposal),
    ("hemställer", Class::Proposal),
    ("hemställde", Class::Proposal),
    ("föreslå", Class::Proposal),
    ("föreslår", Class::Proposal),
    ("föreslog", Class::Proposal),
    ("föreslås", Class::Proposal),
    ("uppdra", Class::Assignment),
    ("uppdraga", Class::Assignment),
    ("uppdrar", Class::Assignment),
    ("uppdras", Class::Assignment),
    ("uppdrages", Class::Assignment),
    ("uppdrog", Class::Assignment),
    ("uppdrogs", Class::Assignment),
    ("i uppdrag", Class::Assignment),
    ("uppdrag till", Class::Assignment),
    ("uppdrag åt", Class::Assignment),
    ("ansvarar för att", Class::Assignment),
    ("ansvarig för att", Class::Assignment),
    ("godkänna", Class::Decision),
    ("godkänner", Class::Decision),
    ("godkände", Class::Decision),
    ("godkänns", Class::Decision),
    ("godkännes", Class::Decision),
    ("godkändes", Class::Decision),
    ("fastställa", Class::Decision),
    ("fastställer", Class::Decision),
    ("fastställs", Class::Decision),
    ("fastställes", Class::Decision),
    ("fastställde", Class::Decision),
    ("fastställdes", Class::Decision),
    ("anta", Class::Decision),
    ("antar", Class::Decision),
    ("antas", Class::Decision),
    ("antages", Class::Decision),
    ("antog", Class::Decision),
    ("antogs", Class::Decision),
    ("bifalla", Class::Decision),
    ("bifaller", Class::Decision),
    ("bifalls", Class::Decision),
    ("bifalles", Class::Decision),
    ("bifölls", Class::Decision),
    ("biföll", Class::Decision),
    ("ställa sig bakom", Class::Decision),
    ("ställer sig bakom", Class::Decision),
    ("ställde sig bakom", Class::Decision),
    ("förlänga", Class::Decision),
    ("förlänger", Class::Decision),
    ("förlängs", Class::Decision),
    ("förlängdes", Class::Decision),
    ("bevilja", Class::Decision),
    ("beviljar", Class::Decision),
    ("beviljas", Class::Decision),
    ("beviljades", Class::Decision),
    ("inrätta", Class::Decision),
    ("inrättas", Class::Decision),
    ("avsluta", Class::Decision),
    ("avslutas", Class::Decision),
    ("upphäva", Class::Decision),
    ("upphävs", Class::Decision),
    ("upphävdes", Class::Decision),
    ("införa", Class::Decision),
    ("införs", Class::Decision),
    ("starta", Class::Decision),
    ("tillstyrka", Class::Decision),
    ("tillstyrks", Class::Decision),
    ("anses besvarad", Class::Decision),
    ("anses besvarat", Class::Decision),
    ("anse", Class::Decision),
    ("förklara", Class::Decision),
    ("ingå", Class::Decision),
    ("avsätta", Class::Decision),
    ("tillsätta", Class::Decision),
    ("bilda", Class::Decision),
    ("genomföra", Class::Decision),
    ("överlämna", Class::Referral),
    ("överlämnar", Class::Referral),
    ("överlämnas", Class::Referral),
    ("överlämnades", Class::Referral),
    ("utgår", Class::Procedural),
    ("ajournera", Class::Procedural),
    ("ajournerades", Class::Procedural),
    ("ajourneras", Class::Procedural),
    ("justera", Class::Procedural),
];

/// The phrases of [`CLAUSE_VERBS`] by their first word.
static BY_FIRST_WORD: LazyLock<HashMap<&str, Vec<(&str, Class)>>> = LazyLock::new(|| {
    let mut map: HashMap<&str, Vec<(&str, Class)>> = HashMap::new();
    for (phrase, class) in CLAUSE_VERBS {
        let first = phrase.split(' ').next().unwrap_or(phrase);
        map.entry(first).or_default().push((phrase, *class));
    }
    map
});

/// The phrase of [`CLAUSE_VERBS`] that begins at word `at`.
pub fn clause_verb(words: &Words, at: usize) -> Option<(&'static str, Class)> {
    let phrases = BY_FIRST_WORD.get(words.get(at))?;
    phrases
        .iter()
        .find(|(phrase, _)| words.phrase_at(at, phrase).is_some())
        .copied()
}

/// Words that make a decision procedural, whatever its verb.
pub const PROCEDURAL_NOUNS: &[&str] = &[
    "dagordningen",
    "dagordning",
    "föredragningslistan",
    "föredragningslista",
    "föredragningslistans",
    "kallelsen",
    "kallelse",
    "kallelsens",
    "justerare",
    "justeringsperson",
    "justeringspersoner",
    "mötesjusterare",
    "protokolljusterare",
    "protokollsjusterare",
    "justeringsman",
    "justeringsmän",
    "rösträknare",
    "röstlängden",
    "röstlängd",
    "mötesordförande",
    "mötessekreterare",
    "ärendelistan",
    "arbetsordning för mötet",
    "mötesordning",
    "mötesfunktionärer",
];

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
    "tackade",
    "tackar",
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
];

/// Beginnings and parts of words without which no sentence decides: a sentence that has none of
/// them isn't looked at further.
const TRIGGERS: &str = "beslut|beslöt|enas|enad|bestäm|överenskom|medskick|uppdr|godkän|fastst|antas|antog|antag|antar|bif|avslå|avslog|bordl|remitt|utse|utså|vald|välj|entled|handlingarna|förläng|bevilj|upphäv|överläm|noter|utgår|ajourn|avvis|anses|ansågs|förklara|styrk|anteckn|rekommend|inrätt|tills|del av|sig bakom|tack|föresl|hemst|till protokollet";

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
    fn labels_stand_alone_or_before_a_colon() {
        assert_eq!(label("Beslut"), Some((Label::Decision, 6)));
        assert_eq!(
            label("Beslut: Rapporten godkänns").map(|l| l.0),
            Some(Label::Decision)
        );
        assert_eq!(label("NÄMNDENS BESLUT").map(|l| l.0), Some(Label::Decision));
        assert_eq!(
            label("Förslag till beslut").map(|l| l.0),
            Some(Label::Quoted)
        );
        assert_eq!(
            label("Arbetsutskottets förslag till beslut").map(|l| l.0),
            Some(Label::Quoted)
        );
        assert_eq!(
            label("Beslutsunderlag").map(|l| l.0),
            Some(Label::NoDecision)
        );
        assert_eq!(label("Beslut om taxor fattades"), None);
        assert_eq!(label("Genomgång och sammanfattning av beslut"), None);
        assert_eq!(label("Politiskt beslut"), None);
    }

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
                _ => "",
            };
            assert!(may_decide(&format!("{verb} {beside}")), "{verb}");
        }
    }

    #[test]
    fn attachments_in_titles() {
        let shown = |text: &str| {
            attachment_numbers(text)
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(shown("Avstämning, bil 2&3"), ["2", "3"]);
        assert_eq!(shown("Grupper, bilaga 6&7."), ["6", "7"]);
        assert_eq!(shown("återfinns i bilagorna 4 & 5"), ["4", "5"]);
        assert_eq!(shown("Bilagor"), Vec::<String>::new());
        assert_eq!(shown("mobil 070"), Vec::<String>::new());
    }

    #[test]
    fn tags_at_the_end_of_a_title() {
        assert_eq!(trailing_tag("Budget (B)"), Some((Tag::Decision, 6)));
        assert_eq!(
            trailing_tag("Budget – Informationsärende"),
            Some((Tag::Information, 6))
        );
        assert_eq!(trailing_tag("Plan B"), None);
        assert_eq!(trailing_tag("Dialog"), None);
    }
}
