//! Who chaired, who kept the minutes, who approves them: from lists, labels and elections.

use std::collections::HashSet;

use super::attendance::Person;
use super::facts::{Fact, Facts};
use super::head::Head;
use super::labels::Label;
use super::people::leading_name;
use super::source::Line;
use crate::lang::{Message, Text};
use crate::model::{Presence, Seating};
use crate::parse::names::Names;
use crate::parse::words::lower;

/// Who was there or not though no list says so: those that somebody else stands in for, and the
/// chair and the secretary. Each list that grows so is told of.
pub(super) fn unlisted(lines: &[Line], head: &mut Head, facts: &Facts) {
    let mut listed: HashSet<String> = head
        .people
        .iter()
        .map(|person| lower(&person.name))
        .collect();
    let mut away: Vec<(String, String, usize)> = Vec::new();
    let texts = head.people.iter().map(|person| {
        let away = person.presence == Presence::Absent;
        ((!away).then(|| person.text()), person.line)
    });
    let loose = head
        .loose
        .iter()
        .map(|(text, line)| (Some(format!("N.N., {text}")), *line));
    for (text, line) in texts.chain(loose) {
        let Some(name) = text.and_then(|text| replaced(&text)) else {
            continue;
        };
        let end = leading_name(&name).unwrap_or(name.len());
        let (name, detail) = (name[..end].to_owned(), name[end..].trim().to_owned());
        if super::people::is_name(&name) && listed.insert(lower(&name)) {
            away.push((name, detail, line));
        }
    }
    let names = |people: &[(String, String, usize)]| {
        let names: Vec<&str> = people.iter().map(|(name, ..)| name.as_str()).collect();
        names.join(", ")
    };
    if let Some(&(_, _, line)) = away.first() {
        let message = Message::new(
            format!(
                "ersätts av andra och står inte i någon lista, antas frånvarande: {}",
                names(&away)
            ),
            format!(
                "replaced by others and in no list, taken to be absent: {}",
                names(&away)
            ),
        );
        head.inferred.push(("närvarande", line, message));
    }
    for (name, detail, line) in away {
        head.people.push(Person {
            name,
            detail,
            presence: Presence::Absent,
            seating: Seating::Member,
            line,
            joined: None,
        });
    }
    let at = |number: u32| lines.iter().position(|line| line.number == number);
    // Where no list says who was there, those whom the meeting elected are known.
    let nobody = !head
        .people
        .iter()
        .any(|person| person.presence == Presence::Present);
    let mut officers: Vec<(&Fact<String>, Text)> = Vec::new();
    officers.extend(facts.chair.iter().map(|chair| (chair, CHAIR)));
    officers.extend(facts.secretary.iter().map(|one| (one, SECRETARY)));
    // Who approves what was said was there to hear it.
    if nobody || !facts.adjusters.iter().any(|one| one.inferred) {
        officers.extend(facts.adjusters.iter().map(|one| (one, ADJUSTER)));
    }
    for (officer, role) in officers {
        let name = officer.value.as_str();
        let Some(line) = at(officer.line) else {
            continue;
        };
        if !super::people::is_name(name)
            || is_part_of_listed(head, name)
            || !listed.insert(lower(name))
        {
            continue;
        }
        let message = Message::new(
            format!(
                "{name} står som {} men inte i någon lista, antas ha varit med",
                role.sv
            ),
            format!(
                "{name} is named as {} but in no list, taken to have been there",
                role.en
            ),
        );
        // A secretary who isn't among those who met is there to write.
        let (presence, seating) = match role == SECRETARY && !nobody && !head.board {
            true => (Presence::Other, Seating::Other),
            false => (Presence::Present, Seating::Member),
        };
        head.inferred.push(("närvarande", line, message));
        head.people.push(Person {
            name: name.to_owned(),
            detail: role.sv.to_owned(),
            presence,
            seating,
            line,
            joined: None,
        });
    }
}

const CHAIR: Text = Text::new("ordförande", "chair");
const SECRETARY: Text = Text::new("sekreterare", "secretary");
const ADJUSTER: Text = Text::new("justerare", "adjuster");

/// Those whom an item co-opts, where no list has them: "Mötet beslutar att adjungera Bo Al".
pub(super) fn co_opted(lines: &[Line], front: usize, tail: usize, head: &mut Head) {
    let mut listed: HashSet<String> = head
        .people
        .iter()
        .map(|person| lower(&person.name))
        .collect();
    let mut found: Vec<Person> = Vec::new();
    for (at, line) in lines.iter().enumerate().take(tail).skip(front) {
        if !lower(&line.text).contains("adjunger") {
            continue;
        }
        for range in crate::parse::words::sentences(&line.text) {
            let sentence = &line.text[range];
            let lowered = lower(sentence);
            // To a body for a year is no attendance: "adjungera Bo Al till styrelsen".
            let decides = ["adjungera ", "adjungeras", "adjungerades", "adjungera in "]
                .iter()
                .any(|verb| lowered.contains(verb))
                && [
                    "beslut",
                    "närvaro",
                    "yttranderätt",
                    "till mötet",
                    "på mötet",
                ]
                .iter()
                .any(|word| lowered.contains(word))
                && !lowered.contains("till styrelsen")
                && !lowered.contains("avslå");
            if !decides || sentence.chars().count() > 300 {
                continue;
            }
            let from = lowered.find("adjungera").unwrap_or(0);
            let before = sentence.get(..from).unwrap_or("");
            // "Bo Al adjungeras till mötet" has the names first.
            let passive = lowered[from..].starts_with("adjungeras")
                || lowered[from..].starts_with("adjungerades");
            let part = match passive && sentence.is_char_boundary(from) {
                true => before,
                false => sentence.get(from..).unwrap_or(sentence),
            };
            let people =
                super::sentences::names_within(part, Presence::Present, Seating::CoOpted, at);
            found.extend(
                people
                    .into_iter()
                    .filter(|person| listed.insert(lower(&person.name))),
            );
        }
    }
    if let Some(first) = found.first() {
        let names: Vec<&str> = found.iter().map(|person| person.name.as_str()).collect();
        let message = Message::new(
            format!(
                "adjungerade under mötet, antas ha varit med: {}",
                names.join(", ")
            ),
            format!(
                "co-opted at the meeting, taken to have been there: {}",
                names.join(", ")
            ),
        );
        head.inferred.push(("närvarande", first.line, message));
    }
    head.people.extend(found);
}

/// Who chaired, where only the opening tells: "Ordförande Anna Ek, Umeå kommun, hälsar alla
/// välkomna", "Talman Bo Al öppnar mötet".
pub(super) fn told(lines: &[Line], front: usize, facts: &mut Facts) {
    if facts.chair.is_some() {
        return;
    }
    for line in lines.iter().skip(front).take(25) {
        for range in crate::parse::words::sentences(&line.text) {
            let sentence = line.text[range].trim();
            let lowered = lower(sentence);
            let Some((title, rest)) = sentence.split_once(' ') else {
                continue;
            };
            let title = lower(title);
            let chairs = title.ends_with("ordförande") && !title.starts_with("vice")
                || matches!(title.as_str(), "ordf" | "ordf." | "talman" | "talmannen");
            let opens = [
                " hälsa",
                " öppna",
                " förklara",
                " inled",
                " slår klubban",
                " slog klubban",
            ]
            .iter()
            .any(|verb| lowered.contains(verb));
            if !chairs || !opens {
                continue;
            }
            if let Some(end) = leading_name(rest) {
                facts.chair = Some(Fact::read(rest[..end].to_owned(), line.number));
                return;
            }
        }
    }
}

/// Whom a person stands in for, as the parser of the archive reads it.
fn replaced(text: &str) -> Option<String> {
    let attendee = crate::parse::attendance::line(
        text,
        &|range| crate::text::Span::new(range.start, range.end),
        Presence::Present,
        Seating::Member,
        &Names::default(),
    )?;
    attendee.substitute_for.map(|name| name.value)
}

/// Whether a list has somebody by a shorter or a longer form of a name.
fn is_part_of_listed(head: &Head, name: &str) -> bool {
    use crate::lang::Likeness;
    head.people.iter().any(|person| {
        matches!(
            crate::lang::compare_names(&person.name, name),
            Likeness::Same | Likeness::Subset | Likeness::Close { .. }
        )
    })
}

/// Settles the officers that lists and labels name.
pub(super) fn roles(lines: &[Line], head: &Head, facts: &mut Facts) {
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
pub(super) fn elected(lines: &[Line], front: usize, facts: &mut Facts) {
    let by_front = facts
        .adjusters
        .iter()
        .any(|one| lines.iter().take(front).any(|line| line.number == one.line) && !one.inferred);
    let mut adjusters: Vec<Fact<String>> = Vec::new();
    for line in lines.iter().skip(front) {
        let lowered = lower(&line.text);
        if !(lowered.contains("protokoll")
            || lowered.contains("justera")
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
            let writes = [
                "föra protokoll",
                "förde protokoll",
                "för protokoll",
                "fört protokoll",
            ]
            .iter()
            .any(|verb| lowered.contains(verb));
            if !(elects || writes) || sentence.chars().count() > 300 {
                continue;
            }
            let people = super::sentences::names_within(
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
            } else if writes
                || lowered.contains("mötessekreterare")
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
    for (topic, text, number) in elections(lines, front) {
        for range in crate::parse::words::sentences(&text) {
            let sentence = &text[range];
            let lowered = lower(sentence);
            let elects = ["valde", "väljs", "välja", "väljer", "utså", "utse", "utser"]
                .iter()
                .any(|verb| lowered.contains(verb));
            if !elects || sentence.chars().count() > 300 {
                continue;
            }
            let people = super::sentences::names_within(
                sentence,
                Presence::Present,
                crate::model::Seating::Member,
                0,
            );
            let after = |from: usize| {
                let place = |person: &&Person| sentence.find(&person.name).unwrap_or(0);
                let last = people.iter().rfind(|person| place(person) < from);
                let next = people.iter().find(|person| place(person) >= from);
                match lowered.starts_with("till ") {
                    true => next.or(last),
                    false => last.or(next),
                }
            };
            match topic {
                Topic::Adjusters => {
                    if adjusters.is_empty() && !lowered.contains("suppleant") {
                        adjusters = people
                            .iter()
                            .map(|person| Fact::read(person.name.clone(), number))
                            .collect();
                    }
                }
                Topic::Leaders => {
                    let chair = lowered
                        .find("ordförande")
                        .or_else(|| lowered.find("att leda"))
                        .and_then(after)
                        .filter(|_| facts.chair.is_none());
                    if let Some(person) = chair {
                        facts.chair = Some(Fact::read(person.name.clone(), number));
                    }
                    let secretary = lowered
                        .find("sekreterare")
                        .or_else(|| lowered.find("protokollförare"))
                        .and_then(after)
                        .filter(|_| facts.secretary.is_none());
                    if let Some(person) = secretary {
                        facts.secretary = Some(Fact::read(person.name.clone(), number));
                    }
                }
            }
        }
    }
    if !by_front && !adjusters.is_empty() {
        facts.adjusters = adjusters;
    }
}

/// Whom an item about the meeting itself elects.
#[derive(Clone, Copy, PartialEq)]
enum Topic {
    Leaders,
    Adjusters,
}

/// The items that elect somebody for the meeting itself, by their headings: "§ 2 Val av ordförande
/// och sekreterare för mötet", "§ 4 Val av justeringsmän". With what stands below as one text.
fn elections(lines: &[Line], front: usize) -> Vec<(Topic, String, u32)> {
    let mut out = Vec::new();
    for (at, line) in lines.iter().enumerate().skip(front).take(80) {
        let lowered = lower(&line.text);
        if !lowered.contains("val av ") || lowered.chars().count() > 100 {
            continue;
        }
        let has = |words: &[&str]| words.iter().any(|word| lowered.contains(word));
        // Of a year: "Val av styrelsens ordförande".
        let topic = if has(&["juster"]) {
            Topic::Adjusters
        } else if has(&["ordförande", "sekreterare", "protokollförare"])
            && has(&["möte", "stämma", "och sekreterare", "dagens", "landskap"])
            && !has(&["styrelse", " år"])
        {
            Topic::Leaders
        } else {
            continue;
        };
        let mut text = String::new();
        for below in lines.iter().skip(at + 1).take(5) {
            let numbered =
                below.text.starts_with('§') || below.text.starts_with(|c: char| c.is_ascii_digit());
            if below.heading.is_some() || numbered || lower(&below.text).contains("val av ") {
                break;
            }
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&below.text);
        }
        out.push((topic, text, line.number));
    }
    out
}
