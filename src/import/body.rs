//! Which body met: a name of the archive, the title without its frame, or whoever decides.

use super::facts::{Fact, Facts};
use super::head::Head;
use super::labels::Label;
use super::source::Line;
use crate::parse::dates::{self, FoundKind};
use crate::parse::names::Names;
use crate::parse::vocabulary;
use crate::parse::words::lower;

/// Words for groups that meet, as endings.
const GROUPS: &[&str] = &[
    "nämnden",
    "nämnd",
    "styrelsen",
    "styrelse",
    "fullmäktige",
    "utskottet",
    "utskott",
    "rådet",
    "råd",
    "samrådet",
    "samråd",
    "gruppen",
    "grupp",
    "beredningen",
    "beredning",
    "kommittén",
    "kommitté",
    "direktionen",
    "direktion",
    "förbundet",
    "förbund",
    "kåren",
    "kår",
    "sektionen",
    "sektion",
    "föreningen",
    "förening",
    "organet",
    "organ",
    "ledningen",
    "ledning",
    "forumet",
    "forum",
    "delegationen",
    "delegation",
    "presidiet",
    "presidium",
    "stämman",
    "stämma",
    "årsmötet",
    "årsmöte",
    "medlemsmöte",
    "föreningsstämma",
    "kyrkoråd",
    "kyrkorådet",
    "kyrkofullmäktige",
    "kapitlet",
    "samfälligheten",
    "samfällighet",
    "klubb",
    "klubben",
    "distrikt",
    "distriktet",
    "nätverk",
    "nätverket",
    "teamet",
];

/// Settles which body met.
pub(super) fn body(lines: &[Line], front: usize, head: &Head, names: &Names, facts: &mut Facts) {
    // A name of the archive, in a label, alone on a line, or within the title.
    let near = front.min(40).max(front.min(12));
    if let Some(value) = head.values.iter().find(|value| value.label == Label::Body) {
        let number = lines[value.line].number;
        let code = names.body(&value.text).map(str::to_owned);
        facts.body = Some(Fact::read(
            code.unwrap_or_else(|| value.text.clone()),
            number,
        ));
        facts.body_names.push(value.text.clone());
    }
    let known = (0..near).find_map(|at| {
        let text = lines[at].text.as_str();
        let code = text
            .split('\t')
            .find_map(|cell| names.body(cell))
            .or_else(|| known_within(text, names))?;
        Some((code.to_owned(), at))
    });
    if let Some((code, at)) = known
        && facts
            .body
            .as_ref()
            .is_none_or(|body| names.body(&body.value).is_none())
    {
        facts.body = Some(Fact::read(code, lines[at].number));
    }
    if facts.body.is_some() {
        return;
    }
    // "Protokoll Läns gemensam ledning 2024-01-26", "Protokoll fört vid styrelsemöte i X".
    let own_lines = (0..near)
        .filter(|&at| Some(at) != facts.title_line)
        .filter(|&at| {
            let text = lines[at].text.as_str();
            text.chars().count() <= 90
                && !text.ends_with(['.', ':'])
                && super::labels::read(text).is_none_or(|found| !found.sure)
                && ends_as_group(text)
                && !lower(text).contains("beslutar")
        })
        .map(|at| {
            (
                strip_frame(&lines[at].text.replace('\t', " ")),
                lines[at].number,
            )
        })
        .find(|(text, _)| !text.is_empty());
    let own_lines = own_lines.map(|own| assembly(lines, near, &own.0).unwrap_or(own));
    let titled = facts
        .title
        .as_ref()
        .map(|title| {
            let whole = facts
                .title_line
                .map_or(title.value.clone(), |at| lines[at].text.replace('\t', " "));
            (strip_frame(&whole), title.line)
        })
        .filter(|(text, _)| !text.is_empty() && text.chars().count() <= 90);
    let chosen = match (titled, own_lines) {
        (Some(titled), Some(own)) if !ends_as_group(&titled.0) => Some(own),
        (Some(titled), _) => Some(titled),
        (None, own) => own,
    };
    if let Some((text, number)) = chosen {
        let text = out_of_capitals(text);
        facts.body_names.push(text.clone());
        facts.body = Some(Fact::guessed(text, number));
        return;
    }
    // A short line beside the title that is nothing else.
    if let Some(titled) = facts.title_line {
        let beside = [titled + 1, titled.wrapping_sub(1), titled + 2];
        let found = beside.into_iter().filter(|at| *at < near).find_map(|at| {
            let text = lines[at].text.trim();
            let plain = text.chars().count() <= 60
                && text.starts_with(char::is_uppercase)
                && !text.contains(['\t', ':'])
                && !text.ends_with('.')
                && !text.chars().any(|c| c.is_ascii_digit())
                && super::labels::read(text).is_none()
                && !super::people::is_name(text)
                && !lower(text).contains("sammanträde");
            let name = strip_frame(text);
            (plain && !name.is_empty()).then(|| (name, lines[at].number))
        });
        if let Some((text, number)) = found {
            facts.body_names.push(text.clone());
            facts.body = Some(Fact::guessed(text, number));
            return;
        }
    }
    // Whoever decides in the text.
    if let Some((text, number)) = who_decides(lines) {
        facts.body_names.push(text.clone());
        facts.body = Some(Fact::guessed(text, number));
    }
}

/// "Kårfullmäktige 22/23:4" below "Studentkåren vid N universitet": an association's assembly with
/// the number of its meeting is who met.
fn assembly(lines: &[Line], near: usize, association: &str) -> Option<(String, u32)> {
    let first = lower(association.split(' ').next()?);
    let associated = ["kåren", "förbundet", "föreningen", "nationen"]
        .iter()
        .any(|ending| first.ends_with(ending));
    lines[..near]
        .iter()
        .filter(|_| associated)
        .find_map(|line| {
            let (name, number) = line.text.trim().split_once(' ')?;
            let serial = number.starts_with(|c: char| c.is_ascii_digit())
                && number.contains(['/', ':'])
                && !number.contains(char::is_alphabetic);
            (serial && lower(name).ends_with("fullmäktige")).then(|| (name.to_owned(), line.number))
        })
}

/// `KOMMUNSTYRELSEN` as one writes it within a text.
fn out_of_capitals(text: String) -> String {
    // "Protokoll från patientnämnden"
    if text.starts_with(char::is_lowercase) {
        let mut chars = text.chars();
        return chars.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(chars).collect()
        });
    }
    if text.chars().count() <= 5 || text.chars().any(char::is_lowercase) || !ends_as_group(&text) {
        return text;
    }
    let lowered = lower(&text);
    let mut chars = lowered.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// A name of a body that the archive knows, within a line.
fn known_within<'n>(text: &str, names: &'n Names) -> Option<&'n str> {
    if text.chars().count() > 120 {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    for length in (1..=words.len().min(8)).rev() {
        for start in 0..=words.len() - length {
            let phrase = words[start..start + length].join(" ");
            if phrase.chars().count() < 3 {
                continue;
            }
            let phrase = phrase.trim_matches([',', '.', ':', '(', ')']);
            if let Some(code) = names.body(phrase) {
                // A code of two letters within a sentence is chance.
                if phrase.chars().count() >= 3 {
                    return Some(code);
                }
            }
        }
    }
    None
}

/// Whether a text names a group that meets.
pub(super) fn ends_as_group(text: &str) -> bool {
    let lowered = lower(text);
    lowered
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .any(|word| {
            GROUPS
                .iter()
                .any(|group| word == *group || group.len() > 3 && word.ends_with(group))
                || GROUPS
                    .iter()
                    .any(|group| word.strip_suffix('s') == Some(group))
        })
}

/// A title without the words for a document, a kind of meeting and a date.
fn strip_frame(text: &str) -> String {
    let mut text = text.trim_matches(['*', '#', ' ']).to_owned();
    let dates: Vec<std::ops::Range<usize>> = dates::find(&text, None)
        .into_iter()
        .filter(|found| matches!(found.kind, FoundKind::Day { .. }))
        .map(|found| found.range)
        .collect();
    for range in dates.into_iter().rev() {
        text.replace_range(range, " ");
    }
    let mut words: Vec<&str> = text.split_whitespace().collect();
    const FRAME: &[&str] = &[
        "protokoll",
        "sammanträdesprotokoll",
        "mötesprotokoll",
        "styrelseprotokoll",
        "årsmötesprotokoll",
        "stämmoprotokoll",
        "beslutsprotokoll",
        "minnesanteckningar",
        "minnesanteckning",
        "mötesanteckningar",
        "anteckningar",
        "från",
        "för",
        "fört",
        "vid",
        "till",
        "över",
        "av",
        "den",
        "med",
        "möte",
        "mötet",
        "sammanträde",
        "sammanträdet",
        "styrelsemöte",
        "i",
        "hos",
        "årsmöte",
        "årsmötet",
        "medlemsmöte",
        "höstmöte",
        "vårmöte",
        "föreningsstämma",
        "årsstämma",
        "stämma",
        "konstituerande",
        "styrelsemöte",
        "styrelsemötet",
        "styrelsesammanträde",
        "ordinarie",
        "extra",
        "konstituerande",
        "nr",
        "nummer",
        "konstituerandet",
        "digitalt",
        "på",
        "hållet",
        "sammanträdesdatum",
        "sida",
        "–",
        "-",
        "|",
        "datum",
        "protokollsutdrag",
        "utdrag",
        "ur",
        "justerat",
        "ojusterat",
        "per",
        "capsulam",
        "måndagen",
        "tisdagen",
        "onsdagen",
        "torsdagen",
        "fredagen",
        "lördagen",
        "söndagen",
        "kl",
        "kl.",
    ];
    let framing = |word: &str| {
        let word = lower(word.trim_matches([',', ':', '.', '(', ')', '#']));
        FRAME.contains(&word.as_str())
            || word.is_empty()
            || word.chars().all(|c| !c.is_alphabetic())
    };
    while words.first().is_some_and(|word| framing(word)) {
        words.remove(0);
    }
    // A number at the end may belong to the name: "Bostadsrättsföreningen Almen 12".
    let own_number = |words: &[&str]| {
        let last = words.last().copied().unwrap_or("");
        let before = words.len().checked_sub(2).map_or("", |at| words[at]);
        last.chars().all(|c| c.is_ascii_digit())
            && last.len() <= 3
            && before.starts_with(char::is_uppercase)
            && !framing(before)
    };
    while !own_number(&words) && words.last().is_some_and(|word| framing(word)) {
        words.pop();
    }
    words
        .join(" ")
        .trim_matches([',', ':', '.', ' '])
        .to_owned()
}

/// The subject that most often decides: "Kommunstyrelsen beslutar".
fn who_decides(lines: &[Line]) -> Option<(String, u32)> {
    deciders(lines)
        .into_iter()
        .filter(|(subject, ..)| !is_short(subject))
        .max_by_key(|(_, count, line)| (*count, u32::MAX - *line))
        .map(|(subject, _, line)| (subject, line))
}

/// `KS`, `ÖFN`, `KSAU`.
pub(super) fn is_short(text: &str) -> bool {
    (2..=6).contains(&text.chars().count()) && text.chars().all(char::is_uppercase)
}

/// `Revisorerna`, `Landskapet`, `Nationen`: a word for those who meet, whatever they call themselves.
/// Authorities, companies and officers decide things too, but elsewhere.
fn is_assembly(text: &str) -> bool {
    const ELSEWHERE: &[&str] = &[
        "kommunen",
        "regionen",
        "landstinget",
        "staten",
        "regeringen",
        "riksdagen",
        "styrelsen",
        "förvaltningen",
        "myndigheten",
        "verket",
        "domstolen",
        "rätten",
        "inspektionen",
        "bolaget",
        "företaget",
        "kontoret",
        "anden",
        "aren",
        "ören",
        "chefen",
        "örn",
        "polisen",
        "kommissionen",
        "länsstyrelsen",
        "kommunerna",
        "regionerna",
        "kassan",
        "huvudmannen",
        "parlamentet",
        "departementet",
        "stiftet",
        "talmannen",
        "presidiet",
    ];
    let lowered = lower(text);
    text.chars().count() >= 5
        && text.chars().all(char::is_alphabetic)
        && ["et", "en", "na", "an", "ln", "rn"]
            .iter()
            .any(|ending| lowered.ends_with(ending))
        && !ELSEWHERE.iter().any(|ending| lowered.ends_with(ending))
}

/// Whether the letters of a short name stand in that order in a longer one, the first one first.
pub(super) fn shortens(short: &str, name: &str) -> bool {
    let mut letters = name.chars();
    short.chars().next() == name.chars().next()
        && short
            .chars()
            .all(|wanted| letters.any(|letter| letter == wanted))
}

/// The words for those who meet that begin sentences in which something is settled, and how often:
/// "Landskapet biföll motionen", "Nationen valde".
pub(super) fn assemblies(lines: &[Line]) -> Vec<(String, usize, u32)> {
    let mut counts: std::collections::BTreeMap<String, (usize, u32)> =
        std::collections::BTreeMap::new();
    for line in lines {
        // Cheap for the lines of a long text that say nothing of the kind.
        if !line.text.contains(char::is_uppercase) || !vocabulary::may_decide(&lower(&line.text)) {
            continue;
        }
        for range in crate::parse::words::sentences(&line.text) {
            let mut words = line.text[range].split_whitespace();
            let (Some(subject), Some(verb)) = (words.next(), words.next()) else {
                continue;
            };
            let verb = lower(verb.trim_end_matches(':'));
            let settles = vocabulary::DECIDE_ACTIVE.contains(&verb.as_str())
                || SETTLES.contains(&verb.as_str());
            if settles && subject.starts_with(char::is_uppercase) && is_assembly(subject) {
                let entry = counts.entry(subject.to_owned()).or_insert((0, line.number));
                entry.0 += 1;
            }
        }
    }
    counts
        .into_iter()
        .map(|(subject, (count, line))| (subject, count, line))
        .collect()
}

/// Verbs with which a meeting settles something, and hardly anybody else in its protocol.
const SETTLES: &[&str] = &[
    "biföll",
    "bifaller",
    "avslog",
    "avslår",
    "fastställde",
    "fastställer",
    "antog",
    "beviljade",
    "beviljar",
    "bordlade",
    "bordlägger",
    "uppdrog",
    "uppdrar",
    "utsåg",
    "utser",
    "valde",
    "godkände",
    "godkänner",
];

/// Every group that the text says decides, how often, and where first.
pub(super) fn deciders(lines: &[Line]) -> Vec<(String, usize, u32)> {
    let mut counts: std::collections::BTreeMap<String, (usize, u32)> =
        std::collections::BTreeMap::new();
    let sentences = lines.iter().flat_map(|line| {
        let text = line.text.as_str();
        let speaks = ["beslut", "Beslut", "BESLUT"]
            .iter()
            .any(|word| text.contains(word));
        let ranges = match speaks {
            true => crate::parse::words::sentences(text),
            false => Vec::new(),
        };
        ranges
            .into_iter()
            .map(move |range| (&text[range], line.number))
    });
    for (sentence, number) in sentences {
        let mut words: Vec<&str> = sentence.split_whitespace().take(8).collect();
        // "Beslut: Fullmäktige beslutar att …"
        if words
            .first()
            .is_some_and(|word| lower(word).starts_with("beslut") && word.ends_with(':'))
        {
            words.remove(0);
        }
        let Some(verb) = words.iter().position(|word| {
            let word = lower(word.trim_end_matches(':'));
            matches!(
                word.as_str(),
                "beslutar" | "beslutade" | "beslöt" | "beslut"
            )
        }) else {
            continue;
        };
        if verb == 0 || verb > 6 {
            continue;
        }
        // "Nämnden godkänner planen och beslutar"
        if matches!(words[verb - 1], "och" | "samt") {
            continue;
        }
        let subject = words[..verb].join(" ");
        let subject = match lower(words[verb].trim_end_matches(':')).as_str() {
            "beslut" => subject.trim_end_matches('s').to_owned(),
            _ => subject,
        };
        let plain =
            subject.starts_with(char::is_uppercase) && !subject.contains([',', '.', ':', '(']);
        if !plain || !(ends_as_group(&subject) || is_short(&subject)) {
            continue;
        }
        let entry = counts.entry(subject).or_insert((0, number));
        entry.0 += 1;
    }
    counts
        .into_iter()
        .map(|(subject, (count, line))| (subject, count, line))
        .collect()
}

/// "Pensionärsrådet" of "Pensionärsrådet i Sundby kommun": beginnings that end as groups do.
pub(super) fn shorter_names(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_group = |word: &str| {
        let word = lower(word.trim_matches([',', '.', '(', ')']));
        GROUPS
            .iter()
            .any(|group| word == *group || group.len() > 3 && word.ends_with(group))
    };
    (1..words.len())
        .filter(|&count| is_group(words[count - 1]))
        .map(|count| words[..count].join(" "))
        .collect()
}
