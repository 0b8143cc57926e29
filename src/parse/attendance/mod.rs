//! One line of an attendance list → one attendee.
//!
//! A line is cut into segments at commas, tabs, wide gaps and parentheses; the first is the name,
//! and each of the others is tried as a phrase of presence, of serving, as a party, a role, a
//! title, and last as an organisation.

mod presence;
mod segments;
mod serving;

use std::ops::Range;

use self::segments::{Segment, segments};
use super::names::Names;
use super::people::{is_name_word, is_organisation_word};
use super::words::lower;
use crate::model::{Attendee, Office, Presence, PresenceRange, Seating};
use crate::text::{At, Span};

/// Roles at a meeting or in a body; the longest first where one begins another.
const ROLES: &[&str] = &[
    "mötesordförande",
    "andre vice ordförande",
    "förste vice ordförande",
    "1:e vice ordförande",
    "2:e vice ordförande",
    "1:e vice ordf",
    "2:e vice ordf",
    "1:e v. ordf",
    "2:e v. ordf",
    "1:e v ordf",
    "2:e v ordf",
    "vice ordförande",
    "vice ordf.",
    "vice ordf",
    "v. ordförande",
    "v. ordf.",
    "v. ordf",
    "v ordf",
    "v.ordf",
    "tf ordförande",
    "tf. ordförande",
    "ordförande",
    "ordf.",
    "ordf",
    "mötessekreterare",
    "sekreterare",
    "sekr.",
    "sekr",
    "protokollförare",
    "mötesjusterare",
    "protokolljusterare",
    "justerare",
    "justeringsperson",
    "adjungerad",
    "adj.",
    "föredragande",
    "föredragare",
    "brukarrepresentant",
    "patientrepresentant",
    "anhörigrepresentant",
    "ersättare",
    "ers.",
    "ers",
    "suppleant",
    "ordinarie ledamot",
    "ordinarie",
    "ledamot",
    "inbjuden gäst",
    "gäst",
    "insynsplats",
    "observatör",
    "sammankallande",
    "kassör",
];

/// Titles before a name.
const TITLES_BEFORE: &[&str] = &[
    "dr",
    "dr.",
    "docent",
    "professor",
    "prof.",
    "med.",
    "fil.",
    "advokat",
    "kyrkoherde",
    "doktor",
];

/// Ends of words, and whole words, that are professions and employments.
const TITLE_ENDS: &[&str] = &[
    "chef",
    "chefen",
    "ledare",
    "samordnare",
    "sköterska",
    "direktör",
    "direktören",
    "strateg",
    "läkare",
    "koordinator",
    "analytiker",
    "utredare",
    "handläggare",
    "controller",
    "ekonom",
    "jurist",
    "terapeut",
    "rektor",
    "pedagog",
    "sekreterare",
    "konsult",
    "assistent",
    "administratör",
    "kurator",
    "psykolog",
    "kommunalråd",
    "regionråd",
    "specialist",
    "utvecklare",
    "expert",
    "registrator",
    "arkivarie",
    "logoped",
    "rådgivare",
];

const TITLE_WORDS: &[&str] = &[
    "mas",
    "mar",
    "tf",
    "vd",
    "barnmorska",
    "processägare",
    "doktorand",
    "fysioterapeut",
];

/// Reads one line. `place` turns a range of `text` into its place in the file. `None` where the
/// line names nobody ("Ingen", "Se bifogad närvarolista").
pub fn line(
    text: &str,
    place: &dyn Fn(Range<usize>) -> Span,
    presence: Presence,
    seating: Seating,
    names: &Names,
) -> Option<Attendee> {
    if names_nobody(text) {
        return None;
    }
    let mut reader = Reader {
        text,
        place,
        names,
        out: empty(presence, seating, place(0..text.len())),
    };
    for (index, segment) in segments(text).into_iter().enumerate() {
        match segment {
            Segment::Text(range) if index == 0 => reader.first(range),
            Segment::Text(range) => reader.detail(range, false),
            Segment::Inside(range) => reader.detail(range, true),
        }
    }
    let out = reader.out;
    (out.name.is_some() || out.role.is_some() || out.organisation.is_some()).then_some(out)
}

/// The parts of a meeting that `text` names: `§§ 1-3`, `t o m § 5`.
pub fn ranges(text: &str, place: &dyn Fn(Range<usize>) -> Span) -> Vec<PresenceRange> {
    presence::read(text, 0..text.len(), place).0
}

/// An attendee about whom nothing is known yet.
pub fn empty(presence: Presence, seating: Seating, span: Span) -> Attendee {
    Attendee {
        name: None,
        organisation: None,
        party: None,
        role: None,
        office: None,
        title: None,
        politics: None,
        presence,
        seating,
        substitute_for: None,
        ranges: Vec::new(),
        recused: Vec::new(),
        remote: false,
        span,
    }
}

fn names_nobody(text: &str) -> bool {
    let lowered = lower(text.trim().trim_end_matches('.'));
    matches!(
        lowered.as_str(),
        "" | "ingen" | "inga" | "-" | "–" | "vakant" | "inga anmälda" | "samtliga"
    ) || lowered.starts_with("se bifogad")
        || lowered.starts_with("se bilaga")
        || lowered.starts_with("se närvaro")
        || lowered.starts_with("enligt bifogad")
        || lowered.starts_with("enligt närvaro")
}

/// The office in another body that a role names: `ordf. Hjälpmedelsrådet`, `ordförande i BBU`.
pub fn office(role: &str, names: &Names) -> Option<Office> {
    let lowered = lower(role.trim());
    let word = ROLES
        .iter()
        .find(|role| starts_with_word(&lowered, role))
        .filter(|role| role.contains("ordf"))?;
    let rest = role.trim()[word.len()..].trim_start_matches(['.', ' ', ':']);
    let rest = ["i ", "för ", "av ", "till "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let body = names.body(rest)?;
    Some(Office {
        vice: word.starts_with('v') || word.contains("vice"),
        body: body.to_owned(),
    })
}

/// Where the role and those represented stand in "representant för de ideella vårdgivarna".
struct WhomFor {
    /// How long the role is.
    word: usize,
    /// Where those represented begin.
    rest: usize,
}

fn whom_for(lowered: &str) -> Option<WhomFor> {
    let word = ["representant", "företrädare"]
        .iter()
        .find(|word| starts_with_word(lowered, word))?
        .len();
    let rest = lowered[word..].strip_prefix(' ')?.trim_start();
    let rest = ["för ", "från "]
        .iter()
        .find_map(|between| rest.strip_prefix(between))
        .unwrap_or(rest);
    let named = rest.starts_with(char::is_alphabetic);
    named.then_some(WhomFor {
        word,
        rest: lowered.len() - rest.len(),
    })
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

struct Reader<'a> {
    text: &'a str,
    place: &'a dyn Fn(Range<usize>) -> Span,
    names: &'a Names,
    out: Attendee,
}

impl Reader<'_> {
    fn cell(&self, range: Range<usize>) -> At<String> {
        let text = self.text[range.clone()]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        At::new(text, (self.place)(range))
    }

    /// The first segment: a role and a colon, a title, a name, and what nobody divided from it.
    fn first(&mut self, range: Range<usize>) {
        let mut range = range;
        if let Some(colon) = self.text[range.clone()].find(':') {
            let role = range.start..range.start + colon;
            let lowered = lower(&self.text[role.clone()]);
            if ROLES.iter().any(|word| starts_with_word(&lowered, word)) {
                self.set_role(role.clone());
                range = trim(self.text, role.end + 1..range.end);
                if range.is_empty() {
                    return;
                }
            }
        }
        let lowered = lower(&self.text[range.clone()]);
        if let Some(title) = TITLES_BEFORE
            .iter()
            .find(|title| lowered.starts_with(&format!("{title} ")))
        {
            self.out.title = Some(self.cell(range.start..range.start + title.len()));
            range = trim(self.text, range.start + title.len()..range.end);
        }
        let lowered = lower(&self.text[range.clone()]);
        if let Some(role) = ROLES.iter().find(|role| starts_with_word(&lowered, role)) {
            let after = trim(self.text, range.start + role.len()..range.end);
            if self.begins_name(after.clone()) {
                self.set_role(range.start..range.start + role.len());
                range = after;
            } else {
                // Known by role alone: "Brukarrepresentant 2".
                self.set_role(range);
                return;
            }
        }
        // Most names stand alone: only a small letter, a digit or a sign can begin a phrase.
        let has_phrase = self.text[range.clone()]
            .split_whitespace()
            .skip(1)
            .any(|word| !word.starts_with(char::is_uppercase));
        if !has_phrase {
            self.name(range);
            return;
        }
        if let Some(start) = serving::phrase_start(self.text, range.clone())
            .into_iter()
            .chain(presence::phrase_start(self.text, range.clone()))
            .min()
        {
            let tail = start..range.end;
            range = trim(self.text, range.start..start);
            self.name(range);
            self.detail(tail, false);
            return;
        }
        self.name(range);
    }

    fn begins_name(&self, range: Range<usize>) -> bool {
        let mut words = self.text[range].split_whitespace();
        let first = words.next().is_some_and(is_name_word);
        let second = words.next().is_some_and(|word| {
            is_name_word(word) || matches!(word, "af" | "av" | "von" | "de" | "van")
        });
        first && second
    }

    /// A name, with an organisation behind it that nothing divides from it.
    fn name(&mut self, range: Range<usize>) {
        let words = word_ranges(self.text, range.clone());
        if words.is_empty() {
            return;
        }
        let text = |from: usize| &self.text[words[from].start..range.end];
        let known = (2..words.len()).find(|&from| {
            self.names.party(text(from)).is_some() || self.names.body(text(from)).is_some()
        });
        let by_shape = || {
            let odd = (2..words.len()).find(|&at| {
                let word = &self.text[words[at].clone()];
                is_organisation_word(word)
                    || !(is_name_word(word)
                        || matches!(
                            word,
                            "af" | "av" | "von" | "de" | "van" | "der" | "la" | "el" | "al" | "den"
                        ))
            })?;
            let kommun = matches!(
                lower(&self.text[words[odd].clone()]).as_str(),
                "kommun" | "kommuns" | "stad" | "stads"
            );
            Some(if kommun && odd > 2 { odd - 1 } else { odd })
        };
        match known.or_else(by_shape) {
            Some(from) => {
                self.out.name = Some(self.cell(range.start..words[from - 1].end));
                self.detail(words[from].start..range.end, false);
            }
            None => self.out.name = Some(self.cell(range)),
        }
    }

    /// Any segment but the first.
    fn detail(&mut self, range: Range<usize>, inside: bool) {
        let range = self.take_remote(range);
        if range.is_empty() {
            return;
        }
        let lowered = lower(&self.text[range.clone()]);
        if inside && is_politics(&lowered) {
            if self.out.politics.is_none() {
                self.out.politics = Some(self.text[range].trim().to_owned());
            }
            return;
        }
        if let Some(rest) = presence::recusal(self.text, range.clone()) {
            let items: Vec<At<String>> = rest.into_iter().map(|found| self.cell(found)).collect();
            self.out.recused.extend(items);
            return;
        }
        if let Some(found) = serving::read(self.text, range.clone()) {
            self.out.seating = if found.serves {
                Seating::ServingSubstitute
            } else {
                Seating::Substitute
            };
            if let Some(name) = found.instead_of {
                self.out.substitute_for = Some(self.cell(name));
            }
            if let Some(rest) = found.rest {
                self.detail(rest, false);
            }
            return;
        }
        let (ranges, rest) = presence::read(self.text, range.clone(), self.place);
        if !ranges.is_empty() {
            self.out.ranges.extend(ranges);
            let rest = trim(self.text, rest);
            if !rest.is_empty() && self.text[rest.clone()].chars().any(char::is_alphabetic) {
                self.detail(rest, false);
            }
            return;
        }
        let words = &self.text[range.clone()];
        if let Some(party) = self.names.party(words) {
            self.out.party = Some(party.to_owned());
            self.out
                .organisation
                .get_or_insert(At::new(words.trim().to_owned(), (self.place)(range)));
            return;
        }
        if let Some(of) = whom_for(&lowered) {
            self.set_role(range.start..range.start + of.word);
            self.detail(trim(self.text, range.start + of.rest..range.end), false);
            return;
        }
        if ROLES.iter().any(|role| starts_with_word(&lowered, role)) {
            if matches!(lowered.trim_end_matches('.'), "adjungerad" | "adj") {
                self.out.seating = Seating::CoOpted;
            }
            self.set_role(range);
            return;
        }
        if self.out.title.is_none() && is_title(&lowered) {
            self.title(range);
            return;
        }
        match &self.out.organisation {
            None => self.out.organisation = Some(self.cell(range)),
            Some(before) if self.out.party.is_none() => {
                let joined = format!("{}, {}", before.value, self.text[range.clone()].trim());
                let span = before.span.to((self.place)(range));
                self.out.organisation = Some(At::new(joined, span));
            }
            Some(_) => {
                if self.out.title.is_none() {
                    self.out.title = Some(self.cell(range));
                }
            }
        }
    }

    /// A title, and a party that nothing divides from it: "socialchef Skellefteå kommun".
    fn title(&mut self, range: Range<usize>) {
        let words = word_ranges(self.text, range.clone());
        for word in words.iter().skip(1) {
            let tail = word.start..range.end;
            if self.names.party(&self.text[tail.clone()]).is_some() {
                self.out.title = Some(self.cell(trim(self.text, range.start..word.start)));
                self.detail(tail, false);
                return;
            }
        }
        self.out.title = Some(self.cell(range));
    }

    fn set_role(&mut self, range: Range<usize>) {
        let role = self.cell(range);
        let office = office(&role.value, self.names);
        if self.out.office.is_none() {
            self.out.office = office;
        }
        match &mut self.out.role {
            None => self.out.role = Some(role),
            Some(before) => {
                before.value = format!("{}, {}", before.value, role.value);
                before.span = before.span.to(role.span);
            }
        }
    }

    /// Notes participation at a distance and returns what else the segment says.
    fn take_remote(&mut self, range: Range<usize>) -> Range<usize> {
        let lowered = lower(&self.text[range.clone()]);
        for phrase in [
            "deltar digitalt",
            "deltog digitalt",
            "digitalt",
            "via teams",
            "via länk",
            "på distans",
            "på länk",
            "via zoom",
            "per telefon",
            "distans",
            "via skype",
        ] {
            let Some(at) = lowered.find(phrase) else {
                continue;
            };
            self.out.remote = true;
            let before = trim(self.text, range.start..range.start + at);
            let after = trim(self.text, range.start + at + phrase.len()..range.end);
            let deltog = matches!(
                lower(&self.text[before.clone()]).as_str(),
                "deltog" | "deltar" | "närvarade" | ""
            );
            return if deltog { after } else { before };
        }
        range
    }
}

fn is_title(lowered: &str) -> bool {
    let first = lowered.split_whitespace().next().unwrap_or("");
    let first = first.trim_end_matches(['.', ',']);
    TITLE_WORDS.contains(&first)
        || TITLE_ENDS.iter().any(|end| first.ends_with(end))
        || (matches!(
            first,
            "biträdande" | "bitr" | "tillförordnad" | "medicinsk" | "medicinskt"
        ))
}

/// Letters of political parties.
fn is_politics(lowered: &str) -> bool {
    let letters = lowered.trim();
    matches!(
        letters,
        "s" | "m" | "c" | "v" | "l" | "kd" | "mp" | "sd" | "fp" | "fi" | "sjvp" | "ld" | "op" | "-"
    ) && letters != "-"
}

fn word_ranges(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text[range.clone()].char_indices() {
        match (start, c.is_whitespace()) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                out.push(range.start + from..range.start + at);
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        out.push(range.start + from..range.end);
    }
    out
}

/// The range without white space and dividers at its ends.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let cut = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '–' | '-' | ':');
    let slice = &text[range.clone()];
    let start = range.start + slice.len() - slice.trim_start_matches(cut).len();
    let end = range.start + slice.trim_end_matches(cut).len();
    start..end.max(start)
}
