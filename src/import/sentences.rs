//! Sentences about who was there: "Närvarande var Anna Ek och Bo Al."

use super::attendance::{Person, add, trim_organisation};
use super::first_names::is_first_name;
use super::people::leading_name;
use super::roles::{ROLES, is_role};
use crate::model::{Presence, Seating};
use crate::parse::words::{self, lower};

/// What a sentence says of those it names.
fn cue(lowered: &str) -> Option<(Presence, Seating)> {
    let has = |words: &[&str]| words.iter().any(|word| lowered.contains(word));
    if has(&[
        "frånvarande",
        "förhinder",
        "förhindrad",
        "återbud",
        "ej närvarande",
        "inte närvarande",
        "frånvaro",
        "kunde inte delta",
        "kunde inte närvara",
        "sjuka:",
        "sjuka eller",
        "hade fått förhinder",
    ]) {
        return Some((Presence::Absent, Seating::Member));
    }
    if has(&["adjungera"]) {
        return Some((Presence::Present, Seating::CoOpted));
    }
    if has(&[
        "dessutom",
        "därutöver",
        "därjämte",
        "gäst",
        "inbjud",
        "övriga",
        "även närvarande",
        "även närvarade",
        "tjänsteperson",
        "tjänstemän",
        "från kansliet",
        "från förvaltningen",
        "från kommunen kom",
        "från kommunen deltog",
        "från regionen deltog",
        "som åhörare",
        "utöver styrelsen",
        "utöver ledamöterna",
        "bjudits in",
        "vuxna i ",
        "vuxna:",
    ]) {
        return Some((Presence::Other, Seating::Other));
    }
    if has(&["ej tjänstgörande", "icke tjänstgörande"]) {
        return Some((Presence::Present, Seating::Substitute));
    }
    if has(&[
        "närvarande",
        "närvarade",
        "närvarar",
        "deltog",
        "deltar",
        "deltagare",
        "samlades",
        "möttes",
        "på plats",
        "på länk",
        "var samlade",
        "anlände",
        "infann sig",
        "upptogs i röstlängden",
    ]) {
        return Some((Presence::Present, Seating::Member));
    }
    None
}

/// The persons that sentences about attendance name: "Närvarande var Anna Ek och Bo Al. Eva By
/// hade anmält förhinder." Empty where no sentence is about attendance.
pub fn prose(text: &str, at: usize) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    let mut before: Option<(Presence, Seating)> = None;
    for range in words::sentences(text) {
        for part in parts(&text[range]) {
            let lowered = lower(part);
            let found = cue(&lowered).or(before.filter(|_| lowered.starts_with("samt ")));
            let Some((presence, seating)) = found else {
                continue;
            };
            before = Some((presence, seating));
            out.extend(names_within(part, presence, seating, at));
        }
    }
    out
}

/// The parts of a sentence that speak of different people: "…, frånvarande var …".
fn parts(sentence: &str) -> Vec<&str> {
    let lowered = lower(sentence);
    let mut cuts = vec![0];
    for word in [
        "frånvarande",
        "medan ",
        "dessutom",
        "därutöver",
        "adjungerad",
        "ej närvarande",
        "anmält förhinder",
        "förhinder",
        "även närvarande",
        "övriga närvarande",
        "sjuka",
        "vuxna",
    ] {
        for (at, _) in lowered.match_indices(word) {
            let before = lowered[..at].trim_end();
            if before.ends_with([',', ';', '.'])
                || before.ends_with(" samt")
                || before.ends_with(" och") && !before.ends_with("a och")
            {
                cuts.push(at);
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.push(sentence.len());
    cuts.windows(2)
        .map(|pair| &sentence[pair[0]..pair[1]])
        .collect()
}

/// Names in running text, with a role before or after and what stands in parentheses.
pub fn names_within(text: &str, presence: Presence, seating: Seating, at: usize) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    let mut start = 0;
    let mut last_end = 0;
    while start < text.len() {
        let boundary = start == 0
            || text[..start]
                .ends_with(|c: char| c.is_whitespace() || matches!(c, '(' | ':' | ',' | '/'));
        let rest = &text[start..];
        let end = if boundary && rest.starts_with(char::is_uppercase) {
            leading_name(rest)
        } else {
            None
        };
        let Some(end) = end else {
            start += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let end = trim_organisation(rest, end);
        // "Proinspektor Bo Al": the office stands before the name.
        let office = super::roles::leading_title(&rest[..end]).map_or(0, |(_, name)| name);
        let (start_of_name, rest, end) = (start + office, &rest[office..], end - office);
        let name = rest[..end].trim();
        let first = name.split(' ').next().unwrap_or("");
        let tail = rest[end..].trim_start();
        let near: String = lower(&tail.chars().take(12).collect::<String>());
        if near.starts_with("kommun")
            || near.starts_with("stad")
            || !is_first_name(first) && name.split(' ').count() > 3
        {
            start = start_of_name + rest.find(' ').unwrap_or(rest.len()) + 1;
            continue;
        }
        let mut detail = String::new();
        let gap = text[last_end..start_of_name].trim();
        // "som tjänstgjorde för Bo Al": somebody stood in for them.
        let instead = {
            let gap = lower(gap);
            [
                "tjänstgjorde för",
                "tjänstgör för",
                "ersättare för",
                "i stället för",
                "istället för",
                "ersätter",
                "ersatte",
                "vikarierade för",
            ]
            .iter()
            .any(|end| gap.ends_with(end))
        };
        if instead && presence != Presence::Absent {
            last_end = start_of_name + end;
            start = last_end;
            continue;
        }
        if let Some(role) = ROLES.iter().find(|role| {
            let lowered = lower(gap);
            lowered.ends_with(*role) && role.len() > 3
        }) {
            detail.push_str(&gap[gap.len() - role.len()..]);
        }
        let mut used = end;
        if tail.starts_with('(') {
            if let Some(close) = tail.find(')') {
                add(&mut detail, &tail[..=close]);
                used = rest.len() - tail.len() + close + 1;
            }
        } else if let Some(after) = tail
            .strip_prefix(", ")
            .or_else(|| tail.strip_prefix("som "))
        {
            let stop = after.find([',', '.', ';', '(']).unwrap_or(after.len());
            let stop = after[..stop].find(" och ").unwrap_or(stop);
            let phrase = after[..stop].trim();
            if is_role(&lower(phrase)) {
                add(&mut detail, phrase);
                used = rest.len() - after.len() + stop;
            }
        }
        out.push(Person {
            name: without_stop(name).to_owned(),
            detail,
            presence,
            seating,
            line: at,
            joined: None,
        });
        start = start_of_name + used.max(1);
        last_end = start;
        while !text.is_char_boundary(start.min(text.len())) {
            start += 1;
        }
    }
    out
}

/// "Jack T." at the end of a sentence: the stop is the sentence's.
fn without_stop(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_name_people_by_initials_and_offices() {
        let shown = |text: &str| -> Vec<(String, Presence)> {
            prose(text, 0)
                .iter()
                .map(|person| (person.name.clone(), person.presence))
                .collect()
        };
        assert_eq!(
            shown(
                "På plats är Elsa B, Sam K och Jack T. Sjuka: Ellen F. Vuxna i rummet: Pia Storm."
            ),
            [
                ("Elsa B".to_owned(), Presence::Present),
                ("Sam K".to_owned(), Presence::Present),
                ("Jack T".to_owned(), Presence::Present),
                ("Ellen F".to_owned(), Presence::Absent),
                ("Pia Storm".to_owned(), Presence::Other),
            ]
        );
        assert_eq!(
            shown("Som gäst närvarade proinspektor Bo Alm."),
            [("Bo Alm".to_owned(), Presence::Other)]
        );
        // Near miss: a speaker is no attendance.
        assert_eq!(shown("Bo Alm föredrar bokslutet."), []);
    }

    #[test]
    fn sentences_name_people_too() {
        let people = prose(
            "Närvarande var Anna Ek (ordförande), Bo Al och sekreterare Eva By. Frånvarande: Ove Dal.",
            0,
        );
        let shown: Vec<(String, Presence)> = people
            .iter()
            .map(|person| (person.text(), person.presence))
            .collect();
        assert_eq!(
            shown,
            [
                ("Anna Ek (ordförande)".to_owned(), Presence::Present),
                ("Bo Al".to_owned(), Presence::Present),
                ("Eva By, sekreterare".to_owned(), Presence::Present),
                ("Ove Dal".to_owned(), Presence::Absent),
            ]
        );
    }
}
