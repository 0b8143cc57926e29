//! `organ/<kod>.yaml` → a body.

use std::path::Path;

use chrono::{Datelike, Days, NaiveTime};

use super::agreement::basis;
use super::calendar::{self, RuleFault};
use super::fields::{Fields, date, day, wrong_shape};
use super::names::Names;
use super::sink::Sink;
use crate::finding::Finding;
use crate::lang::{self, Message};
use crate::model::{
    ApprovalRule, Basis, Body, CalendarRule, ChairPeriod, ChairRule, Fraction, Holder, Level,
    Member, MemberKind, PartyKind, PlannedMeeting, Power, PowerKind, Quorum, RecusalRule, Remit,
    RuleDays, Seat, Sides, Threshold,
};
use crate::rule;
use crate::text::At;
use crate::yaml::{Node, Tree};

/// Reads a body from the tree of its file. `names` knows the parties; names of bodies are
/// resolved by [`resolve`] when all have been read.
pub fn read(tree: &Tree, text: &str, path: &Path, names: &Names) -> (Body, Sink) {
    let mut sink = Sink::new(path);
    sink.faults(tree, text);
    let fields = Fields::new(&tree.root);
    let mut out = Body {
        code: fields.text("kod", &mut sink).unwrap_or_default(),
        name: fields.text("namn", &mut sink).unwrap_or_default(),
        aliases: fields.texts("alias", &mut sink),
        misspellings: fields.texts("felstavningar", &mut sink),
        level: fields.word(
            "nivå",
            &[
                ("tjänsteperson", Level::Official),
                ("politisk", Level::Political),
            ],
            &mut sink,
        ),
        reports_to: fields.texts("rapporterar-till", &mut sink),
        standing_items: fields.texts("stående-punkter", &mut sink),
        basis: basis(&fields, path, &mut sink),
        path: path.to_owned(),
        ..Body::default()
    };
    for row in fields.rows("befogenhet", &mut sink) {
        out.powers.extend(power(row, path, &mut sink));
    }
    for row in fields.rows("representation", &mut sink) {
        out.seats.extend(seat(row, path, names, &mut sink));
    }
    if let Some(node) = fields.get("presidium") {
        presidium(node, path, &mut out, &mut sink);
    }
    out.quorum = fields
        .get("beslutsförhet")
        .map(|node| quorum(node, path, &mut sink));
    out.approval = fields
        .get("justering")
        .map(|node| approval(node, path, &mut sink));
    out.remit = fields
        .get("uppdrag")
        .map(|node| remit(node, path, &mut sink));
    for node in fields.items("möten") {
        match calendar_row(node, path, &mut sink) {
            Some(CalendarRow::Day(day)) => out.planned.push(day),
            Some(CalendarRow::Rule(rule)) => out.calendar_rules.push(rule),
            None => {}
        }
    }
    for row in fields.rows("ledamöter", &mut sink) {
        out.members.extend(member(row, path, names, &mut sink));
    }
    fields.finish(&mut sink);
    check_code(&mut out, tree, path, &mut sink);
    (out, sink)
}

/// A body needs a code; without one its file's name serves.
fn check_code(body: &mut Body, tree: &Tree, path: &Path, sink: &mut Sink) {
    if body.code.value.is_empty() {
        let stem = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .unwrap_or("");
        body.code = At::new(stem.to_uppercase(), tree.root.span);
        sink.add(
            sink.finding(
                &rule::KEY_MISSING,
                tree.root.span,
                Message::new("nyckeln \"kod\" saknas", "the key \"kod\" is missing"),
            )
            .about("kod")
            .hint(Message::new(
                format!("skriv kod: {}", body.code.value),
                format!("write kod: {}", body.code.value),
            )),
        );
    } else if !body
        .code
        .value
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric())
    {
        sink.add(
            sink.finding(
                &rule::VALUE_INVALID,
                body.code.span,
                Message::new(
                    format!(
                        "kod: \"{}\" har andra tecken än A-Z och 0-9",
                        body.code.value
                    ),
                    format!(
                        "kod: \"{}\" has other characters than A-Z and 0-9",
                        body.code.value
                    ),
                ),
            )
            .about(body.code.value.clone())
            .hint(Message::new(
                "koden blir mappens namn: skriv BVA, inte BVÄ",
                "the code becomes a folder's name: write BVA, not BVÄ",
            )),
        );
    }
    if body.name.value.is_empty() {
        body.name = body.code.clone();
    }
}

fn power(node: &Node, path: &Path, sink: &mut Sink) -> Option<Power> {
    let fields = Fields::new(node);
    let words: Vec<(&'static str, PowerKind)> = PowerKind::ALL
        .into_iter()
        .map(|kind| (kind.text().sv, kind))
        .collect();
    let kind = fields.word("får", &words, sink);
    let out = Power {
        kind: kind
            .clone()
            .unwrap_or(At::new(PowerKind::Decide, node.span)),
        about: fields.text("om", sink),
        for_body: fields.text("åt", sink),
        basis: basis(&fields, path, sink),
    };
    fields.finish(sink);
    kind.map(|_| out)
}

fn seat(node: &Node, path: &Path, names: &Names, sink: &mut Sink) -> Option<Seat> {
    let fields = Fields::new(node);
    let parties = fields.texts("huvudman", sink);
    let chairs = fields.texts("ordförande-i", sink);
    let vices = fields.texts("vice-ordförande-i", sink);
    let regular = fields.text("ordinarie", sink);
    let substitutes = fields.number("ersättare", sink);
    let co_opted = fields.flag("adjungerad", sink);
    let basis = basis(&fields, path, sink);
    fields.finish(sink);
    let holder = if !chairs.is_empty() {
        Holder::ChairOf(chairs)
    } else if !vices.is_empty() {
        Holder::ViceChairOf(vices)
    } else {
        match parties.as_slice() {
            [] => {
                sink.add(wrong_shape(
                    sink,
                    "representation",
                    node,
                    "huvudman, ordförande-i eller vice-ordförande-i",
                    "huvudman, ordförande-i or vice-ordförande-i",
                ));
                return None;
            }
            [one] if names.party(&one.value).is_none() => {
                let kind = PartyKind::from_word(&one.value);
                Holder::Kind(At::new(kind, one.span))
            }
            several => Holder::Parties(
                several
                    .iter()
                    .map(|party| party_name(party, names, sink))
                    .collect(),
            ),
        }
    };
    let (required, allowed) = match regular {
        None => (u32::from(!co_opted), 1),
        Some(text) => match range(&text.value) {
            Some(range) => range,
            None => {
                sink.add(
                    sink.finding(
                        &rule::VALUE_INVALID,
                        text.span,
                        Message::new(
                            format!("ordinarie: \"{}\" är inget antal", text.value),
                            format!("ordinarie: \"{}\" is no number of seats", text.value),
                        ),
                    )
                    .about(text.value.clone())
                    .hint(Message::new("skriv 1 eller 1-2", "write 1 or 1-2")),
                );
                return None;
            }
        },
    };
    Some(Seat {
        holder,
        required,
        allowed,
        substitutes: substitutes.map_or(0, |number| number.value),
        co_opted,
        basis,
    })
}

/// `1`, or `1-2`: what is required and what is allowed.
fn range(text: &str) -> Option<(u32, u32)> {
    let (least, most) = match text.split_once(['-', '–']) {
        Some((least, most)) => (least.trim().parse().ok()?, most.trim().parse().ok()?),
        None => {
            let number = text.trim().parse().ok()?;
            (number, number)
        }
    };
    (least <= most && most <= 10_000).then_some((least, most))
}

/// The canonical name of a party; as written, with a finding, where the archive knows none.
pub(super) fn party_name(written: &At<String>, names: &Names, sink: &mut Sink) -> At<String> {
    if let Some(name) = names.party(&written.value) {
        if !names.spells_party(&written.value) {
            sink.form_of_value(written.span, name);
        }
        return At::new(name.to_owned(), written.span);
    }
    let nearest = lang::nearest(&written.value, names.known());
    let mut finding = sink
        .finding(
            &rule::VALUE_INVALID,
            written.span,
            Message::new(
                format!("\"{}\" är ingen huvudman i samverkan.yaml", written.value),
                format!("\"{}\" is no party in samverkan.yaml", written.value),
            ),
        )
        .about(written.value.clone());
    if let Some(nearest) = nearest.and_then(|nearest| names.party(nearest)) {
        finding = finding.hint(Message::new(
            format!("menas \"{nearest}\"?"),
            format!("is \"{nearest}\" meant?"),
        ));
    }
    sink.add(finding);
    written.clone()
}

fn presidium(node: &Node, path: &Path, body: &mut Body, sink: &mut Sink) {
    let fields = Fields::new(node);
    if let Some(node) = fields.get("regel") {
        let rule = Fields::new(node);
        body.chair_rule = Some(ChairRule {
            different: rule.word(
                "olika",
                &[("slag", Sides::Kind), ("huvudman", Sides::Party)],
                sink,
            ),
            alternates_yearly: rule.word("växlar", &[("årligen", ())], sink).is_some(),
            extension: rule.text("förlängning", sink),
            basis: basis(&rule, path, sink),
        });
        rule.finish(sink);
    }
    for row in fields.rows("perioder", sink) {
        let row = Fields::new(row);
        body.chair_periods.push(ChairPeriod {
            chair: row.text("ordförande", sink),
            vice: row.text("vice", sink),
            decision: row.text("beslut", sink),
            basis: basis(&row, path, sink),
        });
        row.finish(sink);
    }
    fields.finish(sink);
}

fn quorum(node: &Node, path: &Path, sink: &mut Sink) -> Quorum {
    let fields = Fields::new(node);
    let out = Quorum {
        members: threshold(&fields, "ledamöter", sink),
        parties: threshold(&fields, "huvudmän", sink),
        kinds: fields
            .texts("slag", sink)
            .into_iter()
            .map(|kind| At::new(PartyKind::from_word(&kind.value), kind.span))
            .collect(),
        recusal: fields
            .word(
                "jäv",
                &[
                    ("räknas", RecusalRule::Counts),
                    ("räknas inte", RecusalRule::DoesNotCount),
                ],
                sink,
            )
            .map_or(RecusalRule::Unsaid, |rule| rule.value),
        basis: basis(&fields, path, sink),
    };
    fields.finish(sink);
    out
}

fn threshold(fields: &Fields<'_>, key: &'static str, sink: &mut Sink) -> Option<At<Threshold>> {
    let text = fields.text(key, sink)?;
    match read_threshold(&text.value) {
        Some(threshold) => Some(At::new(threshold, text.span)),
        None => {
            sink.add(
                sink.finding(
                    &rule::VALUE_INVALID,
                    text.span,
                    Message::new(
                        format!("{key}: \"{}\" säger inte hur många som räcker", text.value),
                        format!("{key}: \"{}\" doesn't say how many are enough", text.value),
                    ),
                )
                .about(text.value.clone())
                .hint(Message::new(
                    "skriv mer än hälften, 2/3 eller ett antal",
                    "write mer än hälften, 2/3 or a number",
                )),
            );
            None
        }
    }
}

/// `mer än hälften`, `minst hälften`, `mer än 2/3`, `2/3`, `minst 5`, `5`.
pub fn read_threshold(text: &str) -> Option<Threshold> {
    let folded = lang::fold(text);
    let (more, rest) = match folded
        .strip_prefix("mer än ")
        .or_else(|| folded.strip_prefix("fler än "))
    {
        Some(rest) => (true, rest),
        None => (
            false,
            folded.strip_prefix("minst ").unwrap_or(folded.as_str()),
        ),
    };
    let share = match rest {
        "hälften" | "halva" => Some(Fraction {
            numerator: 1,
            denominator: 2,
        }),
        "två tredjedelar" => Some(Fraction {
            numerator: 2,
            denominator: 3,
        }),
        "en tredjedel" => Some(Fraction {
            numerator: 1,
            denominator: 3,
        }),
        _ => rest.split_once('/').and_then(|(above, below)| {
            let numerator = above.trim().parse().ok()?;
            let denominator = below.trim().parse().ok()?;
            (denominator > 0 && numerator <= denominator).then_some(Fraction {
                numerator,
                denominator,
            })
        }),
    };
    match (more, share) {
        (true, Some(share)) => Some(Threshold::MoreThan(share)),
        (false, Some(share)) => Some(Threshold::AtLeast(share)),
        (true, None) => rest
            .parse::<u32>()
            .ok()?
            .checked_add(1)
            .map(Threshold::Count),
        (false, None) => rest.parse().ok().map(Threshold::Count),
    }
}

fn approval(node: &Node, path: &Path, sink: &mut Sink) -> ApprovalRule {
    let fields = Fields::new(node);
    let out = ApprovalRule {
        adjusters: fields.number("justerare", sink),
        days: fields.number("dagar", sink),
        basis: basis(&fields, path, sink),
    };
    fields.finish(sink);
    out
}

fn remit(node: &Node, path: &Path, sink: &mut Sink) -> Remit {
    let fields = Fields::new(node);
    let out = Remit {
        adopted: fields.date("fastställt", sink),
        revised_within_years: fields.number("revideras-inom-år", sink),
        basis: basis(&fields, path, sink),
    };
    fields.finish(sink);
    out
}

/// A row of `möten`.
enum CalendarRow {
    Day(PlannedMeeting),
    Rule(CalendarRule),
}

fn calendar_row(node: &Node, path: &Path, sink: &mut Sink) -> Option<CalendarRow> {
    if node.is_null() {
        return None;
    }
    if let Some(text) = node.text_at() {
        let basis = Basis {
            path: path.to_owned(),
            span: node.span,
            ..Basis::default()
        };
        // What begins with a digit was meant as a day.
        let begins_with_digit = text
            .value
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit());
        if begins_with_digit || date(&text.value).is_some() {
            return day("möten", &text, sink).map(|date| {
                CalendarRow::Day(PlannedMeeting {
                    date,
                    time: None,
                    place: None,
                    basis,
                })
            });
        }
        return calendar_rule(text, None, None, basis, sink).map(CalendarRow::Rule);
    }
    let fields = Fields::new(node);
    let day = fields.date("datum", sink);
    let rule = fields.text("regel", sink);
    let time = fields.text("tid", sink).and_then(|text| {
        let times = super::dates::times(&text.value);
        super::front_matter::time_form(&text, sink);
        times
    });
    let place = fields.text("plats", sink);
    let basis = basis(&fields, path, sink);
    fields.finish(sink);
    match (day, rule) {
        (Some(date), _) => Some(CalendarRow::Day(PlannedMeeting {
            date,
            time,
            place,
            basis,
        })),
        (None, Some(text)) => calendar_rule(text, time, place, basis, sink).map(CalendarRow::Rule),
        (None, None) => None,
    }
}

fn calendar_rule(
    text: At<String>,
    time: Option<(NaiveTime, Option<NaiveTime>)>,
    place: Option<At<String>>,
    basis: Basis,
    sink: &mut Sink,
) -> Option<CalendarRule> {
    let read = match calendar::rule(&text.value) {
        Ok(read) => read,
        Err(fault) => {
            sink.add(invalid_rule(sink, &text, &fault));
            return None;
        }
    };
    let days = match read.days {
        calendar::Days::OfMonth(ordinals, weekday) => RuleDays::OfMonth { ordinals, weekday },
        calendar::Days::OfWeek(every, weekday) => {
            let Some(from) = basis.period.from else {
                sink.add(uncounted_weeks(sink, &text));
                return None;
            };
            let ahead = weekday.days_since(from.weekday());
            let first = from.checked_add_days(Days::new(u64::from(ahead)))?;
            RuleDays::OfWeek { every, first }
        }
    };
    Some(CalendarRule {
        text,
        days,
        months: read.months,
        except: read.except,
        time,
        place,
        basis,
    })
}

/// F004 about a rule of the calendar.
fn invalid_rule(sink: &Sink, text: &At<String>, fault: &RuleFault) -> Finding {
    let written = &text.value;
    let message = match fault {
        RuleFault::Word(word) => Message::new(
            format!("möten: \"{word}\" i \"{written}\" går inte att tyda"),
            format!("möten: \"{word}\" in \"{written}\" can't be understood"),
        ),
        RuleFault::NoDays => Message::new(
            format!("möten: \"{written}\" säger inte vilka dagar"),
            format!("möten: \"{written}\" doesn't say which days"),
        ),
        RuleFault::NoMonths => Message::new(
            format!("möten: \"{written}\" undantar varje månad"),
            format!("möten: \"{written}\" excepts every month"),
        ),
    };
    sink.finding(&rule::VALUE_INVALID, text.span, message)
        .about(written.clone())
        .hint(Message::new(
            "skriv en dag, 2023-02-17, eller en regel som \"tredje fredagen, ej juli\"",
            "write a day, 2023-02-17, or a rule such as \"tredje fredagen, ej juli\"",
        ))
}

/// F004 about a rule that counts weeks from nowhere.
fn uncounted_weeks(sink: &Sink, text: &At<String>) -> Finding {
    let written = &text.value;
    sink.finding(
        &rule::VALUE_INVALID,
        text.span,
        Message::new(
            format!("möten: \"{written}\" säger inte från vilken vecka det räknas"),
            format!("möten: \"{written}\" doesn't say from which week to count"),
        ),
    )
    .about(written.clone())
    .hint(Message::new(
        format!("skriv {{regel: {written}, från: 2024-01-12}}, med den första dagen"),
        format!("write {{regel: {written}, från: 2024-01-12}}, with the first day"),
    ))
}

fn member(node: &Node, path: &Path, names: &Names, sink: &mut Sink) -> Option<Member> {
    let fields = Fields::new(node);
    let words: Vec<(&'static str, MemberKind)> = MemberKind::ALL
        .into_iter()
        .map(|kind| (kind.text().sv, kind))
        .collect();
    let name = fields.text("namn", sink);
    let party = fields.text("huvudman", sink);
    let kind = fields.word("som", &words, sink);
    let id = fields.text("id", sink);
    let substitute_for = fields.text("för", sink);
    let decision = fields.text("beslut", sink);
    let basis = basis(&fields, path, sink);
    fields.finish(sink);
    let Some(name) = name else {
        sink.add(
            sink.finding(
                &rule::KEY_MISSING,
                node.span,
                Message::new("ledamot utan namn", "a member without a name"),
            )
            .about("namn"),
        );
        return None;
    };
    Some(Member {
        id,
        name,
        party: party.map(|party| party_name(&party, names, sink)),
        kind: kind.map_or(MemberKind::Regular, |kind| kind.value),
        substitute_for,
        decision,
        basis,
    })
}

/// Turns names of bodies in `body` into codes, once all bodies are known.
pub fn resolve(body: &mut Body, names: &Names, sink: &mut Sink) {
    let resolve_one = |written: &mut At<String>, sink: &mut Sink| {
        if let Some(code) = names.body(&written.value) {
            written.value = code.to_owned();
            return;
        }
        let nearest =
            lang::nearest(&written.value, names.known()).and_then(|near| names.body(near));
        let mut finding = sink
            .finding(
                &rule::UNKNOWN_BODY,
                written.span,
                Message::new(
                    format!(
                        "\"{}\" är inget organ i organ/ eller externa-organ",
                        written.value
                    ),
                    format!(
                        "\"{}\" is no body in organ/ or externa-organ",
                        written.value
                    ),
                ),
            )
            .about(written.value.clone());
        if let Some(nearest) = nearest {
            finding = finding.hint(Message::new(
                format!("menas {nearest}?"),
                format!("is {nearest} meant?"),
            ));
        }
        sink.add(finding);
    };
    for code in &mut body.reports_to {
        resolve_one(code, sink);
    }
    for power in &mut body.powers {
        if let Some(code) = &mut power.for_body {
            resolve_one(code, sink);
        }
    }
    for seat in &mut body.seats {
        if let Holder::ChairOf(codes) | Holder::ViceChairOf(codes) = &mut seat.holder {
            for code in codes {
                resolve_one(code, sink);
            }
        }
    }
}
