//! `check --why`: how the seats of one meeting were filled, and what that was enough for.

use std::fmt::Write;

use super::representation::{
    Bench, Person, Standing, Stretch, Sum, There, item_name, kinds, members, parties, share, sits,
};
use crate::archive::{Archive, ProtocolFile};
use crate::lang::{Lang, Message, Text, enumerate};
use crate::model::{
    Basis, Item, Kind, MemberKind, Presence, Protocol, RecusalRule, Seating, Status,
};

/// Who filled which seat, what the quorum rule asks and what was reached item by item, as lines of
/// text with a newline after each. Where no rule is written it says so. What protocols and lists
/// say stands in it unchanged: control characters are the caller's to make safe.
pub fn why(archive: &Archive, file: &ProtocolFile, lang: Lang) -> String {
    let protocol = &file.protocol;
    let mut out = Lines::new(lang);
    let collaboration = &archive.collaboration;
    let body = collaboration.body(&protocol.body.value);
    let name = body.map_or(&protocol.body.value, |body| &body.name.value);
    out.line(
        0,
        Message::new(
            format!("{}, {name}", protocol.id),
            format!("{}, {name}", protocol.id),
        ),
    );
    let sum = match (body, &protocol.date) {
        (Some(body), Some(day)) => Sum::of(collaboration, body, protocol, day.value),
        _ => None,
    };
    match sum {
        Some(sum) => explain(&sum, protocol, &mut out),
        None => out.line(0, nothing(protocol, body.is_some()).into()),
    }
    out.text
}

/// Why there is nothing to explain.
fn nothing(protocol: &Protocol, body_is_known: bool) -> Text {
    let cancelled = protocol
        .status
        .as_ref()
        .is_some_and(|status| status.value == Status::Cancelled);
    if cancelled {
        Text::new("mötet är inställt", "the meeting was called off")
    } else if protocol.kind == Kind::Summons {
        Text::new("en kallelse, inget möte", "a summons, no meeting")
    } else if !body_is_known {
        Text::new("organet finns inte i organ/", "the body isn't in organ/")
    } else if protocol.date.is_none() {
        Text::new(
            "mötets dag är inte känd",
            "the day of the meeting isn't known",
        )
    } else if protocol.attendance.iter().any(sits) {
        Text::new(
            "fler står som närvarande än som prövas mot platserna",
            "more are listed as present than are matched to seats",
        )
    } else {
        Text::new(
            "ingen ledamot står som närvarande",
            "no member is listed as present",
        )
    }
}

struct Lines {
    lang: Lang,
    text: String,
}

impl Lines {
    fn new(lang: Lang) -> Lines {
        Lines {
            lang,
            text: String::new(),
        }
    }

    /// One line, two spaces for each level.
    fn line(&mut self, level: usize, message: Message) {
        let text = message.get(self.lang);
        let _ = writeln!(self.text, "{:1$}{text}", "", level * 2);
    }

    fn heading(&mut self, sv: &'static str, en: &'static str) {
        self.text.push('\n');
        self.line(0, Message::new(sv, en));
    }
}

fn explain(sum: &Sum<'_>, protocol: &Protocol, out: &mut Lines) {
    let mut best: Vec<Standing> = Vec::with_capacity(sum.people.len());
    for index in 0..sum.people.len() {
        best.push(best_standing(sum, index));
    }
    out.heading("Platser", "Seats");
    if sum.benches.is_empty() {
        out.line(1, NO_RULE.into());
    }
    for (index, bench) in sum.benches.iter().enumerate() {
        explain_bench(sum, &best, index, bench, out);
    }
    explain_others(sum, protocol, &best, out);
    explain_quorum(sum, protocol, out);
}

const NO_RULE: Text = Text::new("ingen regel angiven", "no rule is written");

/// What somebody was: seated if ever, else what they first were there as.
fn best_standing(sum: &Sum<'_>, person: usize) -> Standing {
    let standings = || {
        sum.stretches
            .iter()
            .map(|stretch| stretch.standings[person])
    };
    let seated = standings().find(|standing| standing.counts());
    let there = || standings().find(|standing| *standing != Standing::Away);
    seated.or_else(there).unwrap_or(Standing::Away)
}

fn explain_bench(
    sum: &Sum<'_>,
    best: &[Standing],
    index: usize,
    bench: &Bench<'_>,
    out: &mut Lines,
) {
    let people = sum.people.iter().zip(best);
    let there: Vec<(&Person<'_>, bool)> = people
        .filter_map(|(person, standing)| match standing {
            Standing::Seated(at) if *at == index => Some((person, true)),
            Standing::Over if person.fits.first() == Some(&index) => Some((person, false)),
            _ => None,
        })
        .collect();
    let (name, seats) = (bench.name(), bench.seats_and_source());
    let (mut sv, mut en) = (
        format!("{}: {}", name.sv, seats.sv),
        format!("{}: {}", name.en, seats.en),
    );
    let over = there.iter().filter(|(_, seated)| !seated).count();
    if there.is_empty() {
        sv += ", ingen närvarande";
        en += ", nobody present";
    } else {
        sv += &format!(", {} närvarande", there.len());
        en += &format!(", {} present", there.len());
    }
    if over > 0 {
        sv += &format!(", {over} för många");
        en += &format!(", {over} too many");
    }
    out.line(1, Message::new(sv, en));
    for (person, seated) in there {
        let name = person.name();
        let how = how(sum, person);
        out.line(
            2,
            match seated {
                true => Message::new(format!("{name}{}", how.sv), format!("{name}{}", how.en)),
                false => Message::new(
                    format!("{name}: ingen plats kvar"),
                    format!("{name}: no seat left"),
                ),
            },
        );
    }
}

/// In which capacity somebody fills a seat, and for how long, where that isn't plain.
fn how(sum: &Sum<'_>, person: &Person<'_>) -> Message {
    let mut entries = person.entries.iter();
    let instead = entries.find_map(|entry| entry.substitute_for.as_ref());
    let mut out = match instead {
        Some(member) => Message::new(
            format!(", ersätter {}", member.value),
            format!(", sits for {}", member.value),
        ),
        None if is_substitute(person) => Message::new(", ersättare", ", a substitute"),
        None => Message::default(),
    };
    let times = sum
        .stretches
        .iter()
        .map(|stretch| match stretch.is_start() {
            true => person.course.start,
            false => person.course.at(stretch.items.start),
        });
    if times.min() != Some(There::Yes) {
        out.sv += ", en del av mötet";
        out.en += ", for a part of the meeting";
    }
    out
}

fn is_substitute(person: &Person<'_>) -> bool {
    let mut entries = person.entries.iter();
    let listed = entries.any(|entry| entry.seating == Seating::ServingSubstitute);
    let mut rows = person.rows.iter();
    listed || (rows.len() > 0 && rows.all(|row| row.kind == MemberKind::Substitute))
}

/// Those who fill no bench's seat.
fn explain_others(sum: &Sum<'_>, protocol: &Protocol, best: &[Standing], out: &mut Lines) {
    let mut lines: Vec<Message> = Vec::new();
    let mut plain: Vec<&str> = Vec::new();
    for (person, standing) in sum.people.iter().zip(best) {
        let reason = match standing {
            Standing::Seated(_) => continue,
            Standing::Member => {
                plain.push(person.name());
                continue;
            }
            Standing::Over if !person.fits.is_empty() => continue,
            Standing::Over | Standing::Seatless => {
                Message::new("fyller ingen plats", "fills no seat")
            }
            Standing::Away => Message::new("inte med vid någon punkt", "not there at any item"),
            Standing::Recused => Message::new("jävig", "recused"),
            Standing::Unknown => Message::new(
                "räknas, fast det inte framgår för vilken huvudman",
                "counted, though nothing tells for which party",
            ),
            Standing::Beside => {
                let member = person
                    .instead_of
                    .first()
                    .map_or("", |&at| sum.people[at].name());
                Message::new(
                    format!("ersätter {member}, som är närvarande"),
                    format!("sits for {member}, who is present"),
                )
            }
            Standing::CoOpted => {
                let source = source(person.co_opted);
                Message::new(
                    format!("adjungerad{}", source.sv),
                    format!("co-opted{}", source.en),
                )
            }
        };
        let name = person.name();
        lines.push(Message::new(
            format!("{name}: {}", reason.sv),
            format!("{name}: {}", reason.en),
        ));
    }
    let idle = protocol.attendance.iter().filter(|entry| {
        entry.presence == Presence::Present && entry.seating == Seating::Substitute
    });
    for name in idle.filter_map(|entry| entry.name.as_ref()) {
        lines.push(Message::new(
            format!("{}: ersättare som inte tjänstgör", name.value),
            format!("{}: a substitute who doesn't serve", name.value),
        ));
    }
    if !plain.is_empty() {
        out.heading("Ledamöter utan angiven plats", "Members of no written seat");
        for name in plain {
            out.line(1, Message::new(name.to_owned(), name.to_owned()));
        }
    }
    if !lines.is_empty() {
        out.heading("Utan plats", "Without a seat");
        for line in lines {
            out.line(1, line);
        }
    }
}

/// ` (överenskommelsen 6.1.3)`.
fn source(basis: Option<&Basis>) -> Message {
    match basis.and_then(|basis| basis.source.as_ref()) {
        None => Message::default(),
        Some(source) => Message::new(
            format!(" (överenskommelsen {})", source.value),
            format!(" (the agreement, {})", source.value),
        ),
    }
}

fn explain_quorum(sum: &Sum<'_>, protocol: &Protocol, out: &mut Lines) {
    out.heading("Beslutsförhet", "Quorum");
    match &sum.asked {
        None => out.line(1, NO_RULE.into()),
        Some(asked) => {
            let source = source(Some(&asked.rule.basis));
            let rows = [
                (Text::new("ledamöter", "members"), asked.members),
                (Text::new("huvudmän", "parties"), asked.parties),
            ];
            for (what, need) in rows {
                let Some(need) = need else { continue };
                let (share, of) = (share(need.threshold), need.whole);
                out.line(
                    1,
                    Message::new(
                        format!(
                            "{}: {} av {of}, alltså minst {}{}",
                            what.sv, share.sv, need.needed, source.sv
                        ),
                        format!(
                            "{}: {} of {of}, that is at least {}{}",
                            what.en, share.en, need.needed, source.en
                        ),
                    ),
                );
            }
            if !asked.kinds.is_empty() {
                let kinds = kinds(&asked.kinds);
                out.line(
                    1,
                    Message::new(
                        format!("minst en från varje slag: {}{}", kinds.sv, source.sv),
                        format!("at least one from each kind: {}{}", kinds.en, source.en),
                    ),
                );
            }
            match asked.rule.recusal {
                RecusalRule::Counts => out.line(
                    1,
                    Message::new("den som är jävig räknas", "somebody recused counts"),
                ),
                RecusalRule::DoesNotCount => {
                    out.line(
                        1,
                        Message::new(
                            "den som är jävig räknas inte",
                            "somebody recused doesn't count",
                        ),
                    );
                }
                RecusalRule::Unsaid => {}
            }
        }
    }
    out.heading("Punkt för punkt", "Item by item");
    let mut before: Option<&Stretch<'_>> = None;
    let mut at = 0;
    while at < sum.stretches.len() {
        let first = &sum.stretches[at];
        // Stretches in which the same people count are told as one; the start on its own.
        let same = sum.stretches[at + 1..]
            .iter()
            .take_while(|next| !first.is_start() && next.standings == first.standings)
            .count();
        let last = &sum.stretches[at + same];
        explain_stretch(sum, protocol, (before, first, last), out);
        before = Some(last);
        at += same + 1;
    }
}

fn explain_stretch(
    sum: &Sum<'_>,
    protocol: &Protocol,
    (before, first, last): (Option<&Stretch<'_>>, &Stretch<'_>, &Stretch<'_>),
    out: &mut Lines,
) {
    let when = when(&protocol.items, first, last);
    let members = members(first.reached.members, protocol.kind);
    let parties = parties(first.reached.parties.len(), protocol.kind);
    let enough = match first.is_quorate {
        None => Message::default(),
        Some(true) => Message::new(": tillräckligt många", ": enough"),
        Some(false) => Message::new(": för få", ": too few"),
    };
    let with_parties = !first.reached.parties.is_empty();
    let (sv, en) = match with_parties {
        true => (
            format!("{} {}, {}{}", when.sv, members.sv, parties.sv, enough.sv),
            format!("{} {}, {}{}", when.en, members.en, parties.en, enough.en),
        ),
        false => (
            format!("{} {}{}", when.sv, members.sv, enough.sv),
            format!("{} {}{}", when.en, members.en, enough.en),
        ),
    };
    out.line(1, Message::new(sv, en));
    let Some(before) = before else { return };
    let changed = |was: bool, is: bool| -> Vec<&str> {
        let people = sum.people.iter().enumerate();
        people
            .filter(|(at, _)| {
                before.standings[*at].counts() == was && first.standings[*at].counts() == is
            })
            .map(|(_, person)| person.name())
            .collect()
    };
    let (left, came) = (changed(true, false), changed(false, true));
    if !left.is_empty() {
        let names = enumerate(&left, NAMED_MAX);
        out.line(
            2,
            Message::new(
                format!("räknas inte längre: {}", names.sv),
                format!("no longer counted: {}", names.en),
            ),
        );
    }
    if !came.is_empty() {
        let names = enumerate(&came, NAMED_MAX);
        out.line(
            2,
            Message::new(
                format!("tillkommer: {}", names.sv),
                format!("joining: {}", names.en),
            ),
        );
    }
}

/// So many who come or go at one item are named; the rest is counted.
const NAMED_MAX: usize = 20;

/// `vid början:`, `§ 4:`, `§ 4 till § 7:`.
fn when(items: &[Item], first: &Stretch<'_>, last: &Stretch<'_>) -> Message {
    if first.is_start() {
        return Message::new("vid början:", "at the start:");
    }
    let name = |at: usize| items.get(at).map(item_name).unwrap_or_default();
    // What stands before any item has no name.
    let from = (first.items.start..last.items.end)
        .find(|&at| !name(at).is_empty())
        .unwrap_or(first.items.start);
    let until = last.items.end - 1;
    match from >= until {
        true => Message::new(format!("{}:", name(until)), format!("{}:", name(until))),
        false => Message::new(
            format!("{} till {}:", name(from), name(until)),
            format!("{} to {}:", name(from), name(until)),
        ),
    }
}
