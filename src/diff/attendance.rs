//! Who was listed, and as what; and what the lists amount to: seats filled, parties represented,
//! quorum where the agreement writes a rule.

use std::ops::Range;

use super::change::{Aspect, Change, Facts, Noun, Said, Sort};
use super::rows;
use crate::check::representation::{Standing, Stretch, Sum, item_name};
use crate::lang::Text;
use crate::model::{Attendee, Body, Collaboration, Item, Presence, Protocol, Seating};

/// A line of an attendance list.
pub static ATTENDEE: Noun = Noun {
    name: "attendee",
    label: Text::new("i närvarolistan", "in the attendance list"),
    naming: 1,
    aspects: &[&[
        Aspect::new("name", Sort::Text, Text::new("namn", "name")),
        Aspect::new("party", Sort::Text, Text::new("huvudman", "party")),
        Aspect::new(
            "organisation",
            Sort::Text,
            Text::new("organisation", "organization"),
        ),
        Aspect::new("presence", Sort::Text, Text::new("närvaro", "presence")),
        Aspect::new("seating", Sort::Text, Text::new("som", "as")),
        Aspect::new("role", Sort::Text, Text::new("roll", "role")),
        Aspect::new("title", Sort::Text, Text::new("titel", "title")),
        Aspect::new(
            "politics",
            Sort::Text,
            Text::new("parti", "political party"),
        ),
        Aspect::new(
            "substitute_for",
            Sort::Text,
            Text::new("ersätter", "sits for"),
        ),
        Aspect::new(
            "ranges",
            Sort::List,
            Text::new("del av mötet", "part of the meeting"),
        ),
        Aspect::new("recused", Sort::List, Text::new("jäv", "recused")),
        Aspect::new(
            "remote",
            Sort::Flag,
            Text::new("på distans", "at a distance"),
        ),
    ]],
};

/// What the lists of a protocol amount to.
pub static STANDING: Noun = Noun {
    name: "standing",
    label: Text::new("företrädda", "represented"),
    naming: 0,
    aspects: &[&[
        Aspect::new(
            "present",
            Sort::Number,
            Text::new("står som närvarande", "listed as present"),
        ),
        Aspect::new(
            "members",
            Sort::Number,
            Text::new("ledamöter vid mötets början", "members at the start"),
        ),
        Aspect::new(
            "seats_filled",
            Sort::Number,
            Text::new("platser fyllda", "seats filled"),
        ),
        Aspect::new(
            "seats_required",
            Sort::Number,
            Text::new("platser som ska fyllas", "seats to fill"),
        ),
        Aspect::new(
            "parties",
            Sort::List,
            Text::new("huvudmän företrädda", "parties represented"),
        ),
        Aspect::new("quorate", Sort::Flag, Text::new("beslutsfört", "quorate")),
        Aspect::new(
            "too_few_at",
            Sort::List,
            Text::new("för få närvarande vid", "too few present at"),
        ),
    ]],
};

/// What became of the lines of the attendance lists; their order says nothing.
pub fn compare(before: &[Attendee], after: &[Attendee]) -> Vec<Change> {
    let facts = |lines: &[Attendee]| -> Vec<Facts> { lines.iter().map(attendee).collect() };
    rows::compare(facts(before), facts(after), Some(rows::is_one_person))
}

fn attendee(one: &Attendee) -> Facts {
    let text = |value: Option<&str>| value.and_then(Said::text);
    let organisation = one.organisation.as_ref().map(|name| name.value.as_str());
    let role = one.role.as_ref().map(|role| role.value.as_str());
    // Somebody known by role alone is called by it.
    let name = one.name.as_ref().map(|name| name.value.as_str());
    let ranges = one.ranges.iter();
    let ranges = ranges.map(|range| Said::Told(range.told()));
    Facts::new(
        &ATTENDEE,
        vec![
            text(name.or(role).or(organisation)),
            text(one.party.as_deref()),
            // What a party is called in a list says nothing beside which party it is.
            text(organisation.filter(|_| one.party.is_none())),
            Some(Said::Word(one.presence.text())),
            Some(Said::Word(one.seating.text())),
            text(role),
            text(one.title.as_ref().map(|title| title.value.as_str())),
            text(one.politics.as_deref()),
            text(one.substitute_for.as_ref().map(|name| name.value.as_str())),
            Said::of_all(ranges),
            Said::list(one.recused.iter().map(|item| item.value.as_str())),
            one.remote.then_some(Said::Flag(true)),
        ],
    )
}

/// What the lists of `protocol` amount to by what `collaboration` says of the body and the day;
/// nothing for what is no meeting.
pub fn standing(collaboration: &Collaboration, protocol: &Protocol) -> Option<Facts> {
    if !protocol.was_held() {
        return None;
    }
    let body: Option<&Body> = collaboration.body(&protocol.body.value);
    let sum = match (body, &protocol.date) {
        (Some(body), Some(day)) => Sum::of(collaboration, body, protocol, day.value),
        _ => None,
    };
    let lines = protocol.attendance.iter();
    let listed = lines
        .filter(|one| one.presence == Presence::Present && !matches!(one.seating, Seating::Other));
    let number = |count: usize| Some(Said::Number(u32::try_from(count).unwrap_or(u32::MAX)));
    let present = number(listed.count());
    let start = sum.as_ref().and_then(|sum| sum.stretches.first());
    let (Some(sum), Some(start)) = (&sum, start) else {
        let mut values = vec![None; STANDING.all().count()];
        values[STANDING.index("present")] = present;
        return Some(Facts::new(&STANDING, values));
    };
    let seats = !sum.benches.is_empty();
    let seated = start.standings.iter();
    let filled = seated.filter(|standing| matches!(standing, Standing::Seated(_)));
    let filled = filled.count();
    let required = sum
        .benches
        .iter()
        .fold(0u32, |all, bench| all.saturating_add(bench.required));
    let too_few = too_few(sum, protocol);
    let quorate = sum.asked.as_ref().map(|_| {
        let mut all = sum.stretches.iter();
        Said::Flag(all.all(|one| one.is_quorate != Some(false)))
    });
    Some(Facts::new(
        &STANDING,
        vec![
            present,
            Some(Said::Number(start.reached.members)),
            number(filled).filter(|_| seats),
            Some(Said::Number(required)).filter(|_| seats),
            Said::list(start.reached.parties.iter().copied()),
            quorate,
            Said::of_all(too_few),
        ],
    ))
}

/// When too few were there: `hela mötet`, `mötets början`, `§ 4–§ 7`.
fn too_few(sum: &Sum<'_>, protocol: &Protocol) -> Vec<Said> {
    let is_short = |stretch: &&Stretch<'_>| stretch.is_quorate == Some(false);
    if !sum.stretches.is_empty() && sum.stretches.iter().all(|one| is_short(&one)) {
        return vec![Said::Word(Text::new("hela mötet", "the whole meeting"))];
    }
    let mut out = Vec::new();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for stretch in sum.stretches.iter().filter(is_short) {
        match ranges.last_mut() {
            _ if stretch.is_start() => {
                out.push(Said::Word(Text::new("mötets början", "the start")));
            }
            Some(last) if last.end == stretch.items.start => last.end = stretch.items.end,
            _ => ranges.push(stretch.items.clone()),
        }
    }
    let name = |item: Option<&Item>| item.map(item_name).unwrap_or_default();
    out.extend(ranges.into_iter().map(|range| {
        let items = protocol.items.get(range).unwrap_or(&[]);
        let (first, last) = (name(items.first()), name(items.last()));
        Said::Text(match first == last {
            true => first,
            false => format!("{first}–{last}"),
        })
    }));
    out
}
