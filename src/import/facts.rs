//! What the head of a protocol says, settled: which body, which day, who chaired.

use chrono::NaiveDate;

use super::head::{Columns, Head};
use super::labels::Label;
use super::source::Line;
use crate::model::Presence;
use crate::parse::dates::{self, FoundKind};
use crate::parse::names::Names;
use crate::parse::vocabulary;
use crate::parse::words::lower;

/// Something settled, with the line that says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact<T> {
    /// What.
    pub value: T,
    /// The number of the line in the source; 0 where no line says it.
    pub line: u32,
    /// It was put together or guessed, not read.
    pub inferred: bool,
}

impl<T> Fact<T> {
    fn read(value: T, line: u32) -> Fact<T> {
        Fact {
            value,
            line,
            inferred: false,
        }
    }

    fn guessed(value: T, line: u32) -> Fact<T> {
        Fact {
            value,
            line,
            inferred: true,
        }
    }
}

/// Everything settled about a protocol but its items.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The title as written.
    pub title: Option<Fact<String>>,
    /// The index of the line of the title.
    pub title_line: Option<usize>,
    /// The body: its code where the archive knows it, else its name.
    pub body: Option<Fact<String>>,
    /// Other names that the text has for it.
    pub body_names: Vec<String>,
    /// The day.
    pub date: Option<Fact<NaiveDate>>,
    /// The time, as the front matter writes it.
    pub time: Option<Fact<String>>,
    /// The place.
    pub place: Option<Fact<String>>,
    /// The registry number of the whole.
    pub reference: Option<Fact<String>>,
    /// The range of items that the head declares.
    pub range: Option<Fact<String>>,
    /// Who chaired.
    pub chair: Option<Fact<String>>,
    /// Who kept the minutes.
    pub secretary: Option<Fact<String>>,
    /// Who approves them.
    pub adjusters: Vec<Fact<String>>,
    /// When they were approved.
    pub approved: Option<Fact<NaiveDate>>,
    /// Notes instead of a protocol.
    pub notes: bool,
}

impl Facts {
    /// `extra`, where the title says that the meeting was one.
    pub fn meeting(&self) -> Option<&'static str> {
        let title = lower(&self.title.as_ref()?.value);
        ["extra ", "extrainsatt", "extra-"]
            .iter()
            .any(|word| title.contains(word))
            .then_some("extra")
    }
}

/// Settles what the head and the end say. `front` are the lines before the first item.
pub fn settle(lines: &[Line], front: usize, head: &Head, names: &Names) -> Facts {
    let mut facts = Facts::default();
    title(lines, front, &mut facts);
    body(lines, front, head, names, &mut facts);
    when(lines, front, head, &mut facts);
    roles(lines, head, &mut facts);
    for value in &head.values {
        let number = lines[value.line].number;
        match value.label {
            Label::Reference if facts.reference.is_none() && value.line < front => {
                facts.reference = Some(Fact::read(value.text.clone(), number));
            }
            Label::Items if facts.range.is_none() => {
                let digits: Vec<&str> = value
                    .text
                    .split(|c: char| !c.is_ascii_digit())
                    .filter(|part| !part.is_empty())
                    .collect();
                if let [first, last] = digits.as_slice()
                    && first.len() <= 4
                    && last.len() <= 4
                    && first.parse::<u32>().ok() <= last.parse().ok()
                {
                    facts.range = Some(Fact::read(format!("{first}-{last}"), number));
                }
            }
            Label::Approval if facts.approved.is_none() => {
                let day = day_in(&value.text, facts.date.as_ref().map(|date| date.value));
                facts.approved = day.map(|day| Fact::read(day, number));
            }
            _ => {}
        }
    }
    if facts.reference.is_none() {
        reference(lines, front, &mut facts);
    }
    elected(lines, front, &mut facts);
    let titled = (0..front.min(12)).any(|at| lower(&lines[at].text).contains("styrelse"));
    if titled && facts.body.is_some() {
        facts.body_names.push("styrelsen".to_owned());
    }
    // "Styrelsen beslutar" in the minutes of an association: the body by its common noun.
    let own: Vec<String> = facts.body_names.iter().map(|name| lower(name)).collect();
    for (subject, _, _) in deciders(lines) {
        let lowered = lower(&subject);
        let common =
            !subject.contains(' ') && vocabulary::GROUP_ENDINGS.contains(&lowered.as_str());
        let longer = own.iter().any(|name| {
            lowered.starts_with(&format!("{name} ")) || name.starts_with(&format!("{lowered} "))
        });
        let short = is_short(&subject) && own.iter().any(|name| shortens(&lowered, name));
        if common || longer || short {
            facts.body_names.push(subject);
        }
    }
    for name in facts.body_names.clone() {
        facts.body_names.extend(shorter_names(&name));
    }
    facts
}

/// The line that is the title: it says protocol, notes, or is the first heading.
fn title(lines: &[Line], front: usize, facts: &mut Facts) {
    let near = front.min(30);
    let says = |line: &Line| {
        let lowered = lower(&line.text);
        line.text.chars().count() <= 140
            && (lowered.split('\t').any(vocabulary::is_title)
                || lowered.contains("protokoll") && !lowered.contains(':'))
            && super::labels::read(&line.text)
                .is_none_or(|found| !found.sure || lowered.starts_with("minnesant"))
            && !super::people::is_name(&line.text)
            && !line.text.ends_with('.')
            && !lowered.contains("justera")
            // A line of a table of contents is no title of the whole.
            && !lowered.contains('§')
            && !lowered.contains("föregående")
    };
    let candidates: Vec<usize> = (0..near).filter(|&at| says(&lines[at])).collect();
    // One that says more than the word.
    let best = candidates
        .iter()
        .copied()
        .find(|&at| lines[at].text.split_whitespace().count() > 1)
        .or(candidates.first().copied())
        .or_else(|| (0..near.min(6)).find(|&at| lines[at].heading == Some(1)));
    let bare = front == lines.len() && best.is_none() && !lines.is_empty();
    let best = if bare { Some(0) } else { best };
    if let Some(at) = best {
        let text = lines[at].text.as_str();
        // Of a head in columns, the one that says what the document is.
        let cell = text
            .split('\t')
            .find(|cell| {
                let lowered = lower(cell);
                lowered.contains("protokoll") || lowered.contains("anteckning")
            })
            .unwrap_or(text)
            .replace('\t', " ");
        facts.title = Some(Fact::read(cell, lines[at].number));
        facts.title_line = Some(at);
    }
    facts.notes = candidates
        .iter()
        .chain(best.iter())
        .any(|&at| lower(&lines[at].text).contains("anteckning"))
        && !candidates
            .iter()
            .any(|&at| lower(&lines[at].text).contains("protokoll"));
}

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

fn body(lines: &[Line], front: usize, head: &Head, names: &Names, facts: &mut Facts) {
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
fn is_short(text: &str) -> bool {
    (2..=6).contains(&text.chars().count()) && text.chars().all(char::is_uppercase)
}

/// Whether the letters of a short name stand in that order in a longer one, the first one first.
fn shortens(short: &str, name: &str) -> bool {
    let mut letters = name.chars();
    short.chars().next() == name.chars().next()
        && short
            .chars()
            .all(|wanted| letters.any(|letter| letter == wanted))
}

/// Every group that the text says decides, how often, and where first.
fn deciders(lines: &[Line]) -> Vec<(String, usize, u32)> {
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
        let words: Vec<&str> = sentence.split_whitespace().take(8).collect();
        let Some(verb) = words.iter().position(|word| {
            let word = lower(word.trim_end_matches(':'));
            matches!(word.as_str(), "beslutar" | "beslutade" | "beslut")
        }) else {
            continue;
        };
        if verb == 0 || verb > 6 {
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
fn shorter_names(name: &str) -> Vec<String> {
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

/// The first day that a text names.
fn day_in(text: &str, meeting: Option<NaiveDate>) -> Option<NaiveDate> {
    dates::find(text, meeting)
        .into_iter()
        .find_map(|found| match found.kind {
            FoundKind::Day { date, .. } => Some(date),
            _ => None,
        })
}

fn when(lines: &[Line], front: usize, head: &Head, facts: &mut Facts) {
    let values: Vec<_> = head
        .values
        .iter()
        .filter(|value| {
            matches!(value.label, Label::When | Label::Day | Label::Where) && !value.signed
        })
        .collect();
    for value in &values {
        let number = lines[value.line].number;
        if facts.date.is_none() && value.label != Label::Where {
            facts.date = day_in(&value.text, None).map(|day| Fact::read(day, number));
        }
        if facts.time.is_none()
            && let Some(time) = time_in(&value.text)
        {
            facts.time = Some(Fact::read(time, number));
        }
    }
    for value in &values {
        if facts.place.is_some() {
            break;
        }
        if value.label == Label::Day {
            continue;
        }
        let place = place_in(&value.text).or_else(|| {
            let text = value.text.trim();
            (value.label == Label::Where && !text.is_empty()).then(|| text.to_owned())
        });
        if let Some(place) = place {
            facts.place = Some(Fact::read(place, lines[value.line].number));
        }
    }
    if facts.date.is_none()
        && let Some(title) = &facts.title
    {
        facts.date = day_in(&title.value, None).map(|day| Fact::read(day, title.line));
    }
    // Any day before the first item that isn't one of approval.
    if facts.date.is_none() {
        let approval = |at: usize| {
            head.values.iter().any(|value| {
                value.line == at
                    && matches!(
                        value.label,
                        Label::Approval | Label::Notice | Label::NextMeeting
                    )
            })
        };
        facts.date = (0..front.min(60).max(front.min(lines.len())))
            .filter(|&at| !approval(at))
            .find_map(|at| {
                day_in(&lines[at].text, None).map(|day| Fact::guessed(day, lines[at].number))
            });
    }
    // Several days: what was answered by mail is decided on the last.
    if facts.date.is_none() {
        facts.date = (0..front.min(25)).find_map(|at| {
            dates::find(&lines[at].text, None)
                .into_iter()
                .find_map(|found| match found.kind {
                    FoundKind::Span { from, until } if (until - from).num_days() <= 14 => {
                        Some(Fact::guessed(until, lines[at].number))
                    }
                    _ => None,
                })
        });
    }
    // A day without a year beside a year elsewhere in the head.
    if facts.date.is_none() {
        let year = (0..front).find_map(|at| {
            lines[at]
                .text
                .split(|c: char| !c.is_ascii_digit())
                .find(|part| part.len() == 4 && (part.starts_with("20") || part.starts_with("19")))
                .and_then(|part| part.parse::<i32>().ok())
        });
        if let Some(new_year) = year.and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)) {
            facts.date = (0..front).find_map(|at| {
                day_in(&lines[at].text, Some(new_year))
                    .map(|day| Fact::guessed(day, lines[at].number))
            });
        }
    }
    if facts.time.is_none() {
        let near = (0..front.min(25)).find_map(|at| {
            let lowered = lower(&lines[at].text);
            (lowered.contains("kl") || lowered.contains("tid"))
                .then(|| time_in(&lines[at].text))
                .flatten()
                .map(|time| Fact::guessed(time, lines[at].number))
        });
        facts.time = near;
    }
}

/// `09:00-12:00` of "kl. 9-12", "13.00–15.30".
fn time_in(text: &str) -> Option<String> {
    let shown = |time: chrono::NaiveTime| time.format("%H:%M").to_string();
    if let Some((start, end)) = dates::times(text) {
        return Some(match end {
            Some(end) => format!("{}-{}", shown(start), shown(end)),
            None => shown(start),
        });
    }
    // Times with full stops and without `kl`.
    let times: Vec<chrono::NaiveTime> = text
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ':')))
        .filter_map(|part| {
            let part = part.trim_end_matches(['.', ':']);
            let (hours, minutes) = part.split_once(['.', ':'])?;
            if minutes.len() != 2 || hours.is_empty() || hours.len() > 2 {
                return None;
            }
            chrono::NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
        })
        .collect();
    match times.as_slice() {
        [] => None,
        [one] => Some(shown(*one)),
        [first, second, ..] if second > first => {
            Some(format!("{}-{}", shown(*first), shown(*second)))
        }
        [first, ..] => Some(shown(*first)),
    }
}

/// What of a value is a place: without its dates and times.
fn place_in(text: &str) -> Option<String> {
    let mut text = text.replace('\t', " ");
    let dates: Vec<std::ops::Range<usize>> = dates::find(&text, None)
        .into_iter()
        .map(|found| found.range)
        .collect();
    for range in dates.into_iter().rev() {
        text.replace_range(range, ",");
    }
    let lowered = lower(&text);
    let mut cut = text.len();
    for word in [" kl ", " kl. ", " klockan ", "kl ", "kl. ", "kl:"] {
        if let Some(at) = lowered.find(word) {
            cut = cut.min(at);
        }
    }
    if let Some(at) = text.find(|c: char| c.is_ascii_digit())
        && time_in(&text[at..]).is_some()
        && text[at..].find(['.', ':']).is_some_and(|sign| sign <= 2)
    {
        cut = cut.min(at);
    }
    let mut place = text[..cut].to_owned();
    if place.trim().chars().filter(|c| c.is_alphabetic()).count() < 3 {
        // The time stands first: "kl. 13.00-15.30, Kommunhuset".
        let after = &text[cut..];
        let rest: Vec<&str> = after
            .split([',', ';'])
            .map(str::trim)
            .filter(|part| part.chars().next().is_some_and(char::is_uppercase))
            .collect();
        place = rest.join(", ");
    }
    let place = place.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = place
        .trim_matches([',', ';', '.', ':', '–', '-', ' ', '('])
        .trim();
    let lowered = lower(place);
    let noise = lowered.is_empty()
        || place.chars().filter(|c| c.is_alphabetic()).count() < 3
        || matches!(
            lowered.as_str(),
            "den"
                | "klockan"
                | "tid"
                | "måndagen"
                | "tisdagen"
                | "onsdagen"
                | "torsdagen"
                | "fredagen"
        )
        || lowered.ends_with("dagen") && !lowered.contains(' ');
    (!noise).then(|| place.to_owned())
}

fn roles(lines: &[Line], head: &Head, facts: &mut Facts) {
    let present = || {
        head.people
            .iter()
            .filter(|person| person.presence != Presence::Absent)
    };
    facts.chair = present()
        .find(|person| person.chairs() || person.has_role(&["mötesordförande"]))
        .map(|person| Fact::read(person.name.clone(), lines[person.line].number));
    facts.secretary = present()
        .find(|person| {
            person.has_role(&[
                "sekreterare",
                "sekr",
                "mötessekreterare",
                "protokollförare",
                "nämndsekreterare",
                "antecknar",
                "antecknare",
                "vid protokollet",
                "vid pennan",
                "sekr.",
                "sekreterare och kassör",
                "kommunsekreterare",
                "regionsekreterare",
                "kanslist och sekreterare",
                "kommunsekreterare",
            ])
        })
        .map(|person| Fact::read(person.name.clone(), lines[person.line].number));
    for person in present() {
        if person.has_role(&[
            "justerare",
            "mötesjusterare",
            "protokolljusterare",
            "protokollsjusterare",
            "justeringsperson",
            "justeringsman",
            "just",
        ]) {
            facts
                .adjusters
                .push(Fact::read(person.name.clone(), lines[person.line].number));
        }
    }
    for value in &head.values {
        let number = lines[value.line].number;
        match value.label {
            Label::Chair if facts.chair.is_none() => {
                facts.chair = Some(Fact::read(value.text.clone(), number));
            }
            Label::Secretary if facts.secretary.is_none() => {
                facts.secretary = Some(Fact::read(value.text.clone(), number));
            }
            Label::Adjuster => {
                let same = facts
                    .adjusters
                    .iter()
                    .any(|one| crate::lang::same_name(&one.value, &value.text));
                if !same
                    && facts
                        .chair
                        .as_ref()
                        .is_none_or(|chair| chair.value != value.text || value.signed)
                {
                    facts.adjusters.push(Fact::read(value.text.clone(), number));
                }
            }
            _ => {}
        }
    }
    // The day of the last signature is that of approval.
    facts.approved = head
        .signatures
        .iter()
        .filter_map(|signature| {
            let day = signature.time.as_deref()?.get(..10)?.parse().ok()?;
            Some(Fact::guessed(day, lines[signature.line].number))
        })
        .max_by_key(|fact| fact.value);
    for signature in &head.signatures {
        let number = lines[signature.line].number;
        let role = signature.role.as_deref().map(lower).unwrap_or_default();
        if role.starts_with("sekreterare") && facts.secretary.is_none() {
            // A signature has all given names: somebody listed may be meant.
            let listed = head.people.iter().find(|person| {
                use crate::lang::Likeness;
                let likeness = crate::lang::compare_names(&person.name, &signature.name);
                matches!(
                    likeness,
                    Likeness::Same | Likeness::Subset | Likeness::Close { .. }
                )
            });
            let name = listed.map_or(signature.name.clone(), |person| person.name.clone());
            facts.secretary = Some(Fact::guessed(name, number));
        }
    }
}

/// Who the meeting elected to chair it, to keep the minutes and to approve them.
fn elected(lines: &[Line], front: usize, facts: &mut Facts) {
    let by_front = facts
        .adjusters
        .iter()
        .any(|one| lines.iter().take(front).any(|line| line.number == one.line) && !one.inferred);
    let mut adjusters: Vec<Fact<String>> = Vec::new();
    for line in lines.iter().skip(front) {
        let lowered = lower(&line.text);
        if !(lowered.contains("justera")
            || lowered.contains("justering")
            || lowered.contains("ordförande")
            || lowered.contains("sekreterare"))
        {
            continue;
        }
        for range in crate::parse::words::sentences(&line.text) {
            let sentence = &line.text[range];
            let lowered = lower(sentence);
            let elects = [
                "valdes", "väljs", "välja", "väljer", "utsågs", "utses", "utse ", "utser", "utsåg",
                "omvaldes", "valde ",
            ]
            .iter()
            .any(|verb| lowered.contains(verb));
            if !elects || sentence.chars().count() > 300 {
                continue;
            }
            let people = super::attendance::names_within(
                sentence,
                Presence::Present,
                crate::model::Seating::Member,
                0,
            );
            let Some(first) = people.first() else {
                continue;
            };
            let said = |name: &str| Fact::read(name.to_owned(), line.number);
            let approves = [
                "justera",
                "justerare",
                "justeringsperson",
                "justeringsman",
                "justeringsmän",
            ]
            .iter()
            .any(|word| lowered.contains(word));
            if approves && adjusters.is_empty() {
                // Of "till sekreterare A och till justerare B", those after the word.
                let at = lowered.find("juster").unwrap_or(0);
                let other_role = lowered[..at].contains("sekreterare")
                    || lowered[..at].contains("till ordförande");
                adjusters = people
                    .iter()
                    .filter(|person| {
                        !other_role || sentence.find(&person.name).is_some_and(|place| place > at)
                    })
                    .map(|person| said(&person.name))
                    .collect();
            } else if lowered.contains("mötessekreterare")
                || lowered.contains("sekreterare för mötet")
                || lowered.contains("till sekreterare") && lowered.contains("möte")
            {
                if facts.secretary.is_none() {
                    facts.secretary = Some(said(&first.name));
                }
            } else if (lowered.contains("mötesordförande")
                || lowered.contains("ordförande för mötet")
                || lowered.contains("mötets ordförande")
                || lowered.contains("stämmans ordförande")
                || lowered.contains("ordförande vid stämman")
                || lowered.contains("ordförande vid mötet")
                || lowered.contains("ordförande på mötet")
                || lowered.contains("ordförande för stämman")
                || lowered.contains("ordförande för årsmötet"))
                && facts.chair.is_none()
            {
                facts.chair = Some(said(&first.name));
            }
        }
    }
    if !by_front && !adjusters.is_empty() {
        facts.adjusters = adjusters;
    }
}

/// A registry number alone on a line of the head.
fn reference(lines: &[Line], front: usize, facts: &mut Facts) {
    let found = (0..front.min(25)).find_map(|at| {
        let text = lines[at].text.as_str();
        super::items::registry_line(text).map(|value| Fact::read(value, lines[at].number))
    });
    facts.reference = found;
}

/// Whether a column was put together or is left torn.
pub fn is_joined(columns: Columns) -> bool {
    matches!(columns, Columns::Joined { .. })
}
