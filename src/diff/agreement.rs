//! What the protocols are judged by, before and after: the agreement and its parties, the bodies
//! with seats, rules and members, the waivers, and what the parties answered.

use std::collections::BTreeMap;
use std::path::Path;

use super::change::{Aspect, Change, Facts, Fate, Noun, Said, Sort};
use super::rows;
use crate::archive::{Archive, CONFIG, Renames, WAIVERS, slashed};
use crate::check::representation::{body_name, kinds, office_name, rule_text};
use crate::check::rules;
use crate::lang::{Message, Text};
use crate::model::{
    AnswerRegister, Basis, Body, ChairRule, Collaboration, Holder, Office, PartyKind, Quorum,
    RecusalRule, Seat, Sides, Times, Waiver,
};
use crate::text::At;

const FROM: Aspect = Aspect::new("from", Sort::Date, Text::new("från", "from"));
const UNTIL: Aspect = Aspect::new("until", Sort::Date, Text::new("till", "until"));
const NAME: Aspect = Aspect::new("name", Sort::Text, Text::new("namn", "name"));
const CODE: Aspect = Aspect::new("code", Sort::Text, Text::new("kod", "code"));
const ALIASES: Aspect = Aspect::new(
    "aliases",
    Sort::List,
    Text::new("även kallad", "also called"),
);
const PARTY_NAME: Aspect = Aspect::new("party", Sort::Text, Text::new("huvudman", "party"));
const REFERENCE: Aspect = Aspect::new(
    "reference",
    Sort::Text,
    Text::new("diarienummer", "registry number"),
);

/// What every row of the agreement may carry.
static BASIS: [Aspect; 5] = [
    FROM,
    UNTIL,
    Aspect::new("source", Sort::Text, Text::new("källa", "source")),
    Aspect::new("note", Sort::Prose, Text::new("anmärkning", "note")),
    Aspect::new("uncertain", Sort::Flag, Text::new("osäkert", "uncertain")),
];

/// The collaboration and its agreement.
pub static COLLABORATION: Noun = Noun {
    name: "collaboration",
    label: Text::new("samverkan", "collaboration"),
    naming: 0,
    aspects: &[
        &[
            NAME,
            Aspect::new(
                "agreement",
                Sort::Prose,
                Text::new("överenskommelse", "agreement"),
            ),
            REFERENCE,
            Aspect::new(
                "follow_up_due",
                Sort::Date,
                Text::new("uppföljning senast", "follow-up due"),
            ),
            Aspect::new("time_zone", Sort::Text, Text::new("tidszon", "time zone")),
        ],
        &BASIS,
    ],
};

/// A party.
pub static PARTY: Noun = Noun {
    name: "party",
    label: Text::new("huvudman", "party"),
    naming: 1,
    aspects: &[
        &[
            NAME,
            Aspect::new("kind", Sort::Text, Text::new("slag", "kind")),
            ALIASES,
        ],
        &BASIS,
    ],
};

/// A body that is only referred to.
pub static EXTERNAL_BODY: Noun = Noun {
    name: "external_body",
    label: Text::new("externt organ", "external body"),
    naming: 1,
    aspects: &[&[CODE, NAME, ALIASES]],
};

/// A rule turned off, or given another severity.
pub static RULE_SETTING: Noun = Noun {
    name: "rule_setting",
    label: Text::new("regel", "rule"),
    naming: 1,
    aspects: &[&[
        Aspect::new("rule", Sort::Text, Text::new("regel", "rule")),
        Aspect::new("severity", Sort::Text, Text::new("allvar", "severity")),
    ]],
};

/// A body and the rules it has one of.
pub static BODY: Noun = Noun {
    name: "body",
    label: Text::new("organ", "body"),
    naming: 2,
    aspects: &[
        &[
            CODE,
            NAME,
            ALIASES,
            Aspect::new("level", Sort::Text, Text::new("nivå", "level")),
            Aspect::new(
                "reports_to",
                Sort::List,
                Text::new("rapporterar till", "reports to"),
            ),
            Aspect::new("quorum", Sort::Prose, Text::new("beslutsförhet", "quorum")),
            Aspect::new(
                "chair_rule",
                Sort::Prose,
                Text::new("presidiets regel", "rule of the chairs"),
            ),
            Aspect::new(
                "adjusters",
                Sort::Number,
                Text::new("justerare", "adjusters"),
            ),
            Aspect::new(
                "approval_days",
                Sort::Number,
                Text::new("dagar till justering", "days to approval"),
            ),
            Aspect::new(
                "remit_adopted",
                Sort::Date,
                Text::new("uppdraget fastställt", "remit adopted"),
            ),
            Aspect::new(
                "remit_years",
                Sort::Number,
                Text::new(
                    "år till uppdragets revidering",
                    "years to the remit's revision",
                ),
            ),
            Aspect::new(
                "standing_items",
                Sort::List,
                Text::new("stående punkter", "standing items"),
            ),
        ],
        &BASIS,
    ],
};

/// A seat row.
pub static SEAT: Noun = Noun {
    name: "seat",
    label: Text::new("platser", "seats"),
    naming: 1,
    aspects: &[
        &[
            Aspect::new("holder", Sort::Text, Text::new("för", "for")),
            Aspect::new("required", Sort::Number, Text::new("minst", "at least")),
            Aspect::new("allowed", Sort::Number, Text::new("högst", "at most")),
            Aspect::new(
                "substitutes",
                Sort::Number,
                Text::new("ersättare", "substitutes"),
            ),
            Aspect::new("co_opted", Sort::Flag, Text::new("adjungerade", "co-opted")),
        ],
        &BASIS,
    ],
};

/// A row of what the body may do.
pub static POWER: Noun = Noun {
    name: "power",
    label: Text::new("befogenhet", "power"),
    naming: 3,
    aspects: &[
        &[
            Aspect::new("kind", Sort::Text, Text::new("får", "may")),
            Aspect::new("about", Sort::Text, Text::new("om", "about")),
            Aspect::new("for_body", Sort::Text, Text::new("åt", "for")),
        ],
        &BASIS,
    ],
};

/// Who held the chairs when.
pub static CHAIRS: Noun = Noun {
    name: "chairs",
    label: Text::new("presidium", "chairs"),
    naming: 1,
    aspects: &[
        &[
            Aspect::new("chair", Sort::Text, Text::new("ordförande", "chair")),
            Aspect::new(
                "vice_chair",
                Sort::Text,
                Text::new("vice ordförande", "vice chair"),
            ),
            Aspect::new(
                "decision",
                Sort::Text,
                Text::new("enligt beslut", "by decision"),
            ),
        ],
        &BASIS,
    ],
};

/// A row of the member list.
pub static MEMBER: Noun = Noun {
    name: "member",
    label: Text::new("ledamot", "member"),
    naming: 1,
    aspects: &[
        &[
            NAME,
            PARTY_NAME,
            Aspect::new("kind", Sort::Text, Text::new("som", "as")),
            Aspect::new("substitute_for", Sort::Text, Text::new("för", "for")),
            Aspect::new(
                "decision",
                Sort::Text,
                Text::new("enligt beslut", "by decision"),
            ),
            Aspect::new("id", Sort::Text, Text::new("beteckning", "id")),
        ],
        &BASIS,
    ],
};

/// A date of the calendar.
pub static PLANNED: Noun = Noun {
    name: "planned_meeting",
    label: Text::new("planerat möte", "planned meeting"),
    naming: 1,
    aspects: &[
        &[
            Aspect::new("date", Sort::Date, Text::new("datum", "date")),
            Aspect::new("time", Sort::Text, Text::new("tid", "time")),
            Aspect::new("place", Sort::Text, Text::new("plats", "place")),
        ],
        &BASIS,
    ],
};

/// A rule of the calendar.
pub static CALENDAR_RULE: Noun = Noun {
    name: "calendar_rule",
    label: Text::new("mötesregel", "rule of meetings"),
    naming: 1,
    aspects: &[
        &[
            Aspect::new("days", Sort::Text, Text::new("dagar", "days")),
            Aspect::new("time", Sort::Text, Text::new("tid", "time")),
            Aspect::new("place", Sort::Text, Text::new("plats", "place")),
        ],
        &BASIS,
    ],
};

/// A finding accepted.
pub static WAIVER: Noun = Noun {
    name: "waiver",
    label: Text::new("undantag", "waiver"),
    naming: 3,
    aspects: &[&[
        Aspect::new("rule", Sort::Text, Text::new("regel", "rule")),
        Aspect::new("place", Sort::Text, Text::new("var", "where")),
        Aspect::new("subject", Sort::Text, Text::new("om", "about")),
        Aspect::new("hides", Sort::Text, Text::new("döljer", "hides")),
        Aspect::new("reason", Sort::Prose, Text::new("skäl", "reason")),
        UNTIL,
    ]],
};

/// What a party decided on a recommendation.
pub static ANSWER: Noun = Noun {
    name: "answer",
    label: Text::new("huvudmannens svar", "answer of a party"),
    naming: 2,
    aspects: &[&[
        Aspect::new(
            "recommendation",
            Sort::Text,
            Text::new("rekommendation", "recommendation"),
        ),
        PARTY_NAME,
        Aspect::new("answer", Sort::Text, Text::new("svar", "answer")),
        Aspect::new("date", Sort::Date, Text::new("datum", "date")),
        REFERENCE,
        Aspect::new("link", Sort::Text, Text::new("länk", "link")),
    ]],
};

/// Every noun of these files.
pub static NOUNS: [&Noun; 13] = [
    &COLLABORATION,
    &PARTY,
    &EXTERNAL_BODY,
    &RULE_SETTING,
    &BODY,
    &SEAT,
    &POWER,
    &CHAIRS,
    &MEMBER,
    &PLANNED,
    &CALENDAR_RULE,
    &WAIVER,
    &ANSWER,
];

/// What became of a file that isn't a protocol.
#[derive(Clone, Debug, PartialEq)]
pub struct FileChange {
    /// The file, relative to the archive's root.
    pub path: String,
    /// The code and the name of the body, where it is a body's.
    pub body: Option<(String, String)>,
    /// New, gone, or changed.
    pub fate: Fate,
    /// What it says.
    pub changes: Vec<Change>,
}

/// What the file of `samverkan.yaml`, of a body, of the waivers and of answers says, by path.
struct File {
    body: Option<(String, String)>,
    lists: Vec<Vec<Facts>>,
}

/// What became of every file that isn't a protocol, those that say the same left out: first
/// `samverkan.yaml`, then the bodies, the waivers, the answers.
pub fn compare(before: &Archive, after: &Archive, renames: &Renames) -> Vec<FileChange> {
    let now = |path: &Path| slashed(renames.now(path));
    let (mut old, new) = (files(before, now), files(after, slashed));
    let mut paths: Vec<&(u8, String)> = new.keys().collect();
    paths.extend(old.keys().filter(|key| !new.contains_key(*key)));
    paths.sort();
    let paths: Vec<(u8, String)> = paths.into_iter().cloned().collect();
    let mut new = new;
    let mut out = Vec::new();
    for key in paths {
        let (was, is) = (old.remove(&key), new.remove(&key));
        let fate = Fate::of(was.as_ref(), is.as_ref());
        let body = is
            .as_ref()
            .or(was.as_ref())
            .and_then(|said| said.body.clone());
        let lists = |said: Option<File>| said.map_or(Vec::new(), |said| said.lists);
        let (mut was, mut is) = (lists(was).into_iter(), lists(is).into_iter());
        let mut changes = Vec::new();
        loop {
            let (from, to) = (was.next(), is.next());
            if from.is_none() && to.is_none() {
                break;
            }
            let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
            let noun = from.first().or(to.first()).map(|facts| facts.noun);
            let by_name = noun.is_some_and(|noun| noun == &MEMBER);
            let is_same = by_name.then_some(rows::is_one_person as fn(&Facts, &Facts) -> bool);
            changes.extend(rows::compare(from, to, is_same));
        }
        if !changes.is_empty() {
            out.push(FileChange {
                path: key.1,
                body,
                fate,
                changes,
            });
        }
    }
    out
}

/// The files of an archive, by their place in the order and the path that they have now.
fn files(archive: &Archive, now: impl Fn(&Path) -> String) -> BTreeMap<(u8, String), File> {
    let collaboration = &archive.collaboration;
    let mut out = BTreeMap::new();
    let mut add = |rank: u8, path: String, body, lists| {
        // Of two files of one path there is none; of two bodies of one file the first counts.
        out.entry((rank, path)).or_insert(File { body, lists });
    };
    let is_there = |path: &str| {
        archive
            .source(Path::new(path))
            .is_some_and(|one| !one.text.is_empty())
    };
    if is_there(CONFIG) {
        add(0, CONFIG.to_owned(), None, settings(collaboration));
    }
    for body in &collaboration.bodies {
        let name = (body.code.value.clone(), body.name.value.clone());
        add(
            1,
            now(&body.path),
            Some(name),
            body_lists(collaboration, body),
        );
    }
    if is_there(WAIVERS) {
        let waivers = archive.waivers.iter().map(waiver).collect();
        add(2, WAIVERS.to_owned(), None, vec![waivers]);
    }
    for register in &archive.registers {
        add(3, now(&register.path), None, vec![answers(register)]);
    }
    out
}

fn text(value: Option<&At<String>>) -> Option<Said> {
    value.and_then(|value| Said::text(&value.value))
}

fn texts(values: &[At<String>]) -> Option<Said> {
    Said::list(values.iter().map(|value| value.value.as_str()))
}

fn day<D: ToString>(value: Option<D>) -> Option<Said> {
    value.and_then(|day| Said::text(&day.to_string()))
}

fn number(value: Option<&At<u32>>) -> Option<Said> {
    value.map(|number| Said::Number(number.value))
}

/// Only what is so is worth telling.
fn flag(value: bool) -> Option<Said> {
    value.then_some(Said::Flag(true))
}

fn kind(kind: &PartyKind) -> Option<Said> {
    match kind.text() {
        Some(word) => Some(Said::Word(word)),
        None => Said::text(kind.word()),
    }
}

/// The values of a noun with those of [`BASIS`].
fn with_basis(noun: &'static Noun, mut values: Vec<Option<Said>>, basis: &Basis) -> Facts {
    values.extend([
        day(basis.period.from),
        day(basis.period.until),
        text(basis.source.as_ref()),
        text(basis.note.as_ref()),
        flag(basis.uncertain),
    ]);
    Facts::new(noun, values)
}

fn settings(collaboration: &Collaboration) -> Vec<Vec<Facts>> {
    let agreement = collaboration.agreement.clone().unwrap_or_default();
    let whole = with_basis(
        &COLLABORATION,
        vec![
            text(Some(&collaboration.name)),
            text(agreement.title.as_ref()),
            text(agreement.reference.as_ref()),
            day(agreement.follow_up_due.map(|day| day.value)),
            text(collaboration.time_zone.as_ref()),
        ],
        &agreement.basis,
    );
    let parties = collaboration.parties.iter().map(|party| {
        let values = vec![
            text(Some(&party.name)),
            kind(&party.kind),
            texts(&party.aliases),
        ];
        with_basis(&PARTY, values, &party.basis)
    });
    let external = collaboration.external_bodies.iter().map(|body| {
        let values = vec![
            text(Some(&body.code)),
            text(Some(&body.name)),
            texts(&body.aliases),
        ];
        Facts::new(&EXTERNAL_BODY, values)
    });
    let rules = collaboration.rule_settings.iter().map(|setting| {
        let severity = match setting.severity {
            Some(severity) => Said::Word(severity.text()),
            None => Said::Word(Text::new("av", "off")),
        };
        Facts::new(
            &RULE_SETTING,
            vec![text(Some(&setting.rule)), Some(severity)],
        )
    });
    vec![
        vec![whole],
        parties.collect(),
        external.collect(),
        rules.collect(),
    ]
}

fn body_lists(collaboration: &Collaboration, body: &Body) -> Vec<Vec<Facts>> {
    let approval = body.approval.as_ref();
    let remit = body.remit.as_ref();
    let whole = with_basis(
        &BODY,
        vec![
            text(Some(&body.code)),
            text(Some(&body.name)),
            texts(&body.aliases),
            body.level.as_ref().map(|level| Said::Word(level.text())),
            texts(&body.reports_to),
            body.quorum.as_ref().map(quorum),
            body.chair_rule.as_ref().map(chair_rule),
            number(approval.and_then(|rule| rule.adjusters.as_ref())),
            number(approval.and_then(|rule| rule.days.as_ref())),
            day(remit
                .and_then(|remit| remit.adopted.as_ref())
                .map(|day| day.value)),
            number(remit.and_then(|remit| remit.revised_within_years.as_ref())),
            texts(&body.standing_items),
        ],
        &body.basis,
    );
    let seats = body.seats.iter().map(|row| {
        let values = vec![
            Some(holder(collaboration, row)),
            Some(Said::Number(row.required)),
            Some(Said::Number(row.allowed)),
            Some(Said::Number(row.substitutes)).filter(|_| row.substitutes > 0),
            flag(row.co_opted),
        ];
        with_basis(&SEAT, values, &row.basis)
    });
    let powers = body.powers.iter().map(|row| {
        let kind = Some(Said::Word(row.kind.text()));
        let values = vec![kind, text(row.about.as_ref()), text(row.for_body.as_ref())];
        with_basis(&POWER, values, &row.basis)
    });
    let chairs = body.chair_periods.iter().map(|row| {
        let values = [&row.chair, &row.vice, &row.decision];
        let values = values.map(|value| text(value.as_ref())).to_vec();
        with_basis(&CHAIRS, values, &row.basis)
    });
    let members = body.members.iter().map(|row| {
        let values = vec![
            text(Some(&row.name)),
            text(row.party.as_ref()),
            Some(Said::Word(row.kind.text())),
            text(row.substitute_for.as_ref()),
            text(row.decision.as_ref()),
            text(row.id.as_ref()),
        ];
        with_basis(&MEMBER, values, &row.basis)
    });
    let planned = body.planned.iter().map(|row| {
        let time = row
            .time
            .map(|(start, end)| Times { start, end }.to_string());
        let time = time.as_deref().and_then(Said::text);
        let values = vec![day(Some(row.date.value)), time, text(row.place.as_ref())];
        with_basis(&PLANNED, values, &row.basis)
    });
    let rules = body.calendar_rules.iter().map(|row| {
        let time = row
            .time
            .map(|(start, end)| Times { start, end }.to_string());
        let time = time.as_deref().and_then(Said::text);
        let values = vec![text(Some(&row.text)), time, text(row.place.as_ref())];
        with_basis(&CALENDAR_RULE, values, &row.basis)
    });
    vec![
        vec![whole],
        seats.collect(),
        powers.collect(),
        chairs.collect(),
        members.collect(),
        planned.collect(),
        rules.collect(),
    ]
}

/// `Almby kommun`, `varje kommun`, `ordförande i Beredning barn och unga`.
fn holder(collaboration: &Collaboration, row: &Seat) -> Said {
    let names = |names: &[At<String>]| -> Vec<String> {
        names.iter().map(|name| name.value.clone()).collect()
    };
    let offices = |codes: &[At<String>], vice: bool| {
        let all: Vec<Message> = codes
            .iter()
            .map(|code| {
                let body = code.value.clone();
                office_name(
                    &Office { vice, body },
                    &body_name(collaboration, &code.value),
                )
            })
            .collect();
        let join =
            |each: fn(&Message) -> &str| all.iter().map(each).collect::<Vec<&str>>().join(", ");
        Said::Told(Message::new(join(|one| &one.sv), join(|one| &one.en)))
    };
    match &row.holder {
        Holder::Kind(kind) => {
            let word = kinds(&[&kind.value]);
            Said::Told(Message::new(
                format!("varje {}", word.sv),
                format!("each {}", word.en),
            ))
        }
        Holder::Parties(parties) => Said::Text(names(parties).join(", ")),
        Holder::ChairOf(bodies) => offices(bodies, false),
        Holder::ViceChairOf(bodies) => offices(bodies, true),
    }
}

/// The rule of quorum in one line.
fn quorum(rule: &Quorum) -> Said {
    let asked = rule_text(rule);
    let (mut sv, mut en) = (vec![asked.sv.into_owned()], vec![asked.en.into_owned()]);
    // A rule may say no more than what of recusal.
    sv.retain(|text| !text.is_empty());
    en.retain(|text| !text.is_empty());
    let recusal = match rule.recusal {
        RecusalRule::Unsaid => None,
        RecusalRule::Counts => Some(Text::new(
            "den som är jävig räknas",
            "somebody recused counts",
        )),
        RecusalRule::DoesNotCount => Some(Text::new(
            "den som är jävig räknas inte",
            "somebody recused doesn't count",
        )),
    };
    if let Some(text) = recusal {
        sv.push(text.sv.to_owned());
        en.push(text.en.to_owned());
    }
    in_force(&mut sv, &mut en, &rule.basis);
    Said::Told(Message::new(sv.join(", "), en.join(", ")))
}

/// The rule of the chairs in one line.
fn chair_rule(rule: &ChairRule) -> Said {
    let mut sv: Vec<String> = Vec::new();
    let mut en: Vec<String> = Vec::new();
    let mut say = |text: Text| {
        sv.push(text.sv.to_owned());
        en.push(text.en.to_owned());
    };
    match rule.different.as_ref().map(|sides| sides.value) {
        Some(Sides::Kind) => say(Text::new(
            "från olika slag av huvudmän",
            "from different kinds of parties",
        )),
        Some(Sides::Party) => say(Text::new("från olika huvudmän", "from different parties")),
        None => {}
    }
    if rule.alternates_yearly {
        say(Text::new("växlar årligen", "alternates yearly"));
    }
    if let Some(extension) = &rule.extension {
        sv.push(format!("förlängning: {}", extension.value));
        en.push(format!("extension: {}", extension.value));
    }
    in_force(&mut sv, &mut en, &rule.basis);
    Said::Told(Message::new(sv.join(", "), en.join(", ")))
}

/// From when to when a rule holds, and where it is written.
fn in_force(sv: &mut Vec<String>, en: &mut Vec<String>, basis: &Basis) {
    if let Some(from) = basis.period.from {
        sv.push(format!("från {from}"));
        en.push(format!("from {from}"));
    }
    if let Some(until) = basis.period.until {
        sv.push(format!("till {until}"));
        en.push(format!("until {until}"));
    }
    if let Some(source) = &basis.source {
        sv.push(format!("överenskommelsen {}", source.value));
        en.push(format!("the agreement, {}", source.value));
    }
    if basis.uncertain {
        sv.push("osäkert".to_owned());
        en.push("uncertain".to_owned());
    }
}

fn waiver(one: &Waiver) -> Facts {
    let word = one.rule.value.as_str();
    let rule = rules::ALL
        .iter()
        .map(|check| check.rule)
        .find(|rule| rule.code.eq_ignore_ascii_case(word) || rule.name.eq_ignore_ascii_case(word));
    Facts::new(
        &WAIVER,
        vec![
            text(Some(&one.rule)),
            text(one.place.as_ref()),
            text(one.subject.as_ref()),
            rule.map(|rule| Said::Word(rule.title)),
            text(one.reason.as_ref()),
            day(one.until.as_ref().map(|day| day.value)),
        ],
    )
}

fn answers(register: &AnswerRegister) -> Vec<Facts> {
    let answers = register.answers.iter().map(|answer| {
        Facts::new(
            &ANSWER,
            vec![
                text(register.recommendation.as_ref()),
                text(Some(&answer.party)),
                answer.kind.as_ref().map(|kind| Said::Word(kind.text())),
                day(answer.date.as_ref().map(|day| day.value)),
                text(answer.reference.as_ref()),
                text(answer.link.as_ref()),
            ],
        )
    });
    answers.collect()
}
