//! Who chaired, who kept the minutes, who approves them: from lists, labels and elections.

use super::facts::{Fact, Facts};
use super::head::Head;
use super::labels::Label;
use super::source::Line;
use crate::model::Presence;
use crate::parse::words::lower;

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
