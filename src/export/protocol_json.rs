//! A protocol as JSON: `show --format json`. Keys are English and never translated.

use serde::Serialize;
use serde_json::{Value, json};

use crate::archive::ProtocolFile;
use crate::finding::Finding;
use crate::model::{
    Attendee, Class, Decision, Item, Presence, PresenceLimit, PresenceRange, Protocol, Signature,
};
use crate::text::At;

/// A protocol on the wire.
#[derive(Debug, Serialize)]
pub struct ProtocolJson {
    id: String,
    body: String,
    date: Option<String>,
    kind: &'static str,
    status: Option<&'static str>,
    title: Option<String>,
    place: Option<String>,
    /// `09:00-12:00`, or `09:00`.
    time: Option<String>,
    reference: Option<String>,
    chair: Option<String>,
    secretary: Option<String>,
    adjusters: Vec<String>,
    attendance: Vec<AttendeeJson>,
    items: Vec<ItemJson>,
    next_meetings: Vec<NextMeetingJson>,
    attachments: Vec<AttachmentJson>,
    approved: Option<String>,
    signatures: Vec<SignatureJson>,
    findings: Vec<FindingJson>,
    path: String,
}

#[derive(Debug, Serialize)]
struct AttendeeJson {
    name: Option<String>,
    /// The party's canonical name; the organisation as written where it only looks like one.
    party: Option<String>,
    organisation: Option<String>,
    role: Option<String>,
    title: Option<String>,
    presence: &'static str,
    seating: &'static str,
    substitute_for: Option<String>,
    /// The first item, or the clock time, from which somebody was there.
    from: Option<String>,
    to: Option<String>,
    /// All parts of the meeting, where there are several or somebody was away in between.
    ranges: Vec<RangeJson>,
    recused: Vec<String>,
    remote: bool,
    line: u32,
}

#[derive(Debug, Serialize)]
struct RangeJson {
    from: Option<String>,
    to: Option<String>,
    away: bool,
}

#[derive(Debug, Serialize)]
struct ItemJson {
    id: String,
    number: Option<String>,
    parent: Option<String>,
    title: String,
    /// The first tag.
    tag: Option<&'static str>,
    tags: Vec<&'static str>,
    presenters: Vec<PresenterJson>,
    matter: Option<String>,
    references: Vec<String>,
    attachments: Vec<String>,
    data: Vec<DataJson>,
    line: u32,
    decisions: Vec<DecisionJson>,
    /// Assignments without a decision (medskick).
    soft_assignments: Vec<DecisionJson>,
}

#[derive(Debug, Serialize)]
struct PresenterJson {
    name: String,
    organisation: Option<String>,
}

#[derive(Debug, Serialize)]
struct DataJson {
    label: &'static str,
    value: String,
    line: u32,
}

#[derive(Debug, Serialize)]
struct DecisionJson {
    id: String,
    text: String,
    class: &'static str,
    receiver: Option<String>,
    due: Option<String>,
    due_text: Option<String>,
    parent: Option<String>,
    line: u32,
}

#[derive(Debug, Serialize)]
struct NextMeetingJson {
    date: String,
    bodies: Vec<String>,
}

#[derive(Debug, Serialize)]
struct AttachmentJson {
    number: Option<String>,
    title: Option<String>,
    file: Option<String>,
}

#[derive(Debug, Serialize)]
struct SignatureJson {
    name: String,
    role: Option<String>,
    time: Option<String>,
    method: Option<String>,
}

/// Turns a byte offset into a line.
pub type Lines<'a> = &'a dyn Fn(u32) -> u32;

/// A finding on the wire.
#[derive(Debug, Serialize)]
pub struct FindingJson {
    /// The code of the rule.
    pub rule: &'static str,
    /// Its name.
    pub name: &'static str,
    /// `note`, `warning`, `error`.
    pub severity: &'static str,
    /// In English.
    pub message: String,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

impl ProtocolJson {
    /// The protocol of `file`, with `findings` about it; messages are English.
    pub fn new(file: &ProtocolFile, findings: &[&Finding]) -> ProtocolJson {
        let findings = findings.iter().map(|one| finding(one, file)).collect();
        let line = |offset| file.line(offset);
        ProtocolJson::with_lines(&file.protocol, findings, file.path(), &line)
    }

    /// The same of a protocol whose lines count in another text than its own: `line` turns an
    /// offset into one.
    pub fn with_lines(
        protocol: &Protocol,
        findings: Vec<FindingJson>,
        path: String,
        line: Lines<'_>,
    ) -> ProtocolJson {
        ProtocolJson {
            id: protocol.id.to_string(),
            body: protocol.body.value.clone(),
            date: protocol.date.as_ref().map(|date| date.value.to_string()),
            kind: protocol.kind.text().en,
            status: protocol
                .status
                .as_ref()
                .map(|status| status.value.text().en),
            title: text(&protocol.title),
            place: text(&protocol.place),
            time: protocol.time.as_ref().map(|time| time.value.to_string()),
            reference: text(&protocol.reference),
            chair: text(&protocol.chair),
            secretary: text(&protocol.secretary),
            adjusters: protocol
                .adjusters
                .iter()
                .map(|name| name.value.clone())
                .collect(),
            attendance: protocol
                .attendance
                .iter()
                .map(|one| attendee(one, line))
                .collect(),
            items: protocol
                .items
                .iter()
                .map(|one| item(one, protocol, line))
                .collect(),
            next_meetings: protocol
                .next_meetings
                .iter()
                .map(|next| NextMeetingJson {
                    date: next.date.value.to_string(),
                    bodies: next.bodies.iter().map(|body| body.value.clone()).collect(),
                })
                .collect(),
            attachments: protocol
                .attachments
                .iter()
                .map(|attachment| AttachmentJson {
                    number: text(&attachment.number),
                    title: text(&attachment.title),
                    file: text(&attachment.file),
                })
                .collect(),
            approved: protocol
                .approved_on
                .as_ref()
                .map(|date| date.value.to_string()),
            signatures: protocol.signatures.iter().map(signature).collect(),
            findings,
            path,
        }
    }
}

fn text(cell: &Option<At<String>>) -> Option<String> {
    cell.as_ref().map(|cell| cell.value.clone())
}

/// Whether an organisation has the shape of a party's name, for archives that know no parties.
fn looks_like_party(organisation: &str) -> bool {
    let lowered = organisation.to_lowercase();
    lowered.ends_with(" kommun") || lowered.ends_with(" stad") || lowered.starts_with("region ")
}

fn attendee(attendee: &Attendee, line: Lines<'_>) -> AttendeeJson {
    let organisation = text(&attendee.organisation);
    let single = match attendee.ranges.as_slice() {
        [one] if !one.away => Some(one),
        _ => None,
    };
    AttendeeJson {
        name: text(&attendee.name),
        party: attendee
            .party
            .clone()
            .or_else(|| organisation.clone().filter(|name| looks_like_party(name))),
        organisation,
        role: text(&attendee.role),
        title: text(&attendee.title),
        presence: match attendee.presence {
            Presence::Present => "present",
            Presence::Absent => "absent",
            Presence::Other => "other",
        },
        seating: attendee.seating.text().en,
        substitute_for: text(&attendee.substitute_for),
        from: single.and_then(|range| limit(&range.from)),
        to: single.and_then(|range| limit(&range.until)),
        ranges: if single.is_some() {
            Vec::new()
        } else {
            attendee.ranges.iter().map(range).collect()
        },
        recused: attendee
            .recused
            .iter()
            .map(|item| item.value.clone())
            .collect(),
        remote: attendee.remote,
        line: line(attendee.span.start),
    }
}

fn range(range: &PresenceRange) -> RangeJson {
    RangeJson {
        from: limit(&range.from),
        to: limit(&range.until),
        away: range.away,
    }
}

fn limit(limit: &Option<At<PresenceLimit>>) -> Option<String> {
    limit.as_ref().map(|limit| match &limit.value {
        PresenceLimit::Item(number) => number.clone(),
        PresenceLimit::Clock(time) => time.format("%H:%M").to_string(),
    })
}

fn item(item: &Item, protocol: &Protocol, line: Lines<'_>) -> ItemJson {
    let tags: Vec<&'static str> = item.tags.iter().map(|tag| tag.value.text().en).collect();
    let clauses = |soft: bool| {
        item.decisions
            .iter()
            .filter(|one| (one.class == Class::Soft) == soft)
            .map(|one| decision(one, line))
            .collect()
    };
    ItemJson {
        id: format!("{}/{}", protocol.id, item.key),
        number: text(&item.number),
        parent: item.parent.as_ref().map(ToString::to_string),
        title: item.title.value.clone(),
        tag: tags.first().copied(),
        tags,
        presenters: item
            .presenters
            .iter()
            .map(|presenter| PresenterJson {
                name: presenter.name.value.clone(),
                organisation: text(&presenter.organisation),
            })
            .collect(),
        matter: text(&item.matter),
        references: item
            .references
            .iter()
            .map(|one| one.value.clone())
            .collect(),
        attachments: item
            .attachments
            .iter()
            .map(|one| one.value.clone())
            .collect(),
        data: item
            .data
            .iter()
            .map(|data| DataJson {
                label: data.kind.label(),
                value: data.value.value.clone(),
                line: line(data.value.span.start),
            })
            .collect(),
        line: line(item.span.start),
        decisions: clauses(false),
        soft_assignments: clauses(true),
    }
}

fn decision(decision: &Decision, line: Lines<'_>) -> DecisionJson {
    let receivers: Vec<&str> = decision
        .receivers
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    DecisionJson {
        id: decision.id.to_string(),
        text: decision.text.clone(),
        class: decision.class.text().en,
        receiver: (!receivers.is_empty()).then(|| receivers.join("; ")),
        due: decision
            .due
            .as_ref()
            .and_then(|due| due.date)
            .map(|date| date.to_string()),
        due_text: decision.due.as_ref().map(|due| due.text.clone()),
        parent: decision.parent.as_ref().map(ToString::to_string),
        line: line(decision.span.start),
    }
}

fn signature(signature: &Signature) -> SignatureJson {
    let time = signature.time.as_ref().map(|time| time.value.to_rfc3339());
    let day = signature.day.as_ref().map(|day| day.value.to_string());
    SignatureJson {
        name: signature.name.value.clone(),
        role: text(&signature.role),
        time: time.or(day),
        method: text(&signature.method),
    }
}

fn finding(finding: &Finding, file: &ProtocolFile) -> FindingJson {
    let at = finding.place.span.start;
    FindingJson {
        rule: finding.rule.code,
        name: finding.rule.name,
        severity: finding.severity.name(),
        message: finding.message.en.to_string(),
        line: file.line(at),
        column: file.source.lines.column(&file.source.text, at),
    }
}

/// The JSON Schema of a protocol on the wire.
pub fn schema() -> Value {
    let text = json!({"type": "string"});
    let maybe = json!({"type": ["string", "null"]});
    let texts = json!({"type": "array", "items": text});
    let line = json!({"type": "integer", "minimum": 1});
    let flag = json!({"type": "boolean"});
    let object = |fields: Vec<(&str, Value)>| {
        let required: Vec<&str> = fields.iter().map(|(key, _)| *key).collect();
        let properties: serde_json::Map<String, Value> = fields
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect();
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        })
    };
    let list = |of: Value| json!({"type": "array", "items": of});
    let words = |words: Vec<&str>| json!({"type": "string", "enum": words});
    let date = json!({"type": ["string", "null"], "format": "date"});
    let range = object(vec![
        ("from", maybe.clone()),
        ("to", maybe.clone()),
        ("away", flag.clone()),
    ]);
    let attendee = object(vec![
        ("name", maybe.clone()),
        ("party", maybe.clone()),
        ("organisation", maybe.clone()),
        ("role", maybe.clone()),
        ("title", maybe.clone()),
        ("presence", words(vec!["present", "absent", "other"])),
        ("seating", text.clone()),
        ("substitute_for", maybe.clone()),
        ("from", maybe.clone()),
        ("to", maybe.clone()),
        ("ranges", list(range)),
        ("recused", texts.clone()),
        ("remote", flag),
        ("line", line.clone()),
    ]);
    let classes: Vec<&str> = Class::ALL.iter().map(|class| class.text().en).collect();
    let decision = object(vec![
        ("id", text.clone()),
        ("text", text.clone()),
        ("class", words(classes)),
        ("receiver", maybe.clone()),
        ("due", date.clone()),
        ("due_text", maybe.clone()),
        ("parent", maybe.clone()),
        ("line", line.clone()),
    ]);
    let presenter = object(vec![
        ("name", text.clone()),
        ("organisation", maybe.clone()),
    ]);
    let data = object(vec![
        ("label", text.clone()),
        ("value", text.clone()),
        ("line", line.clone()),
    ]);
    let item = object(vec![
        ("id", text.clone()),
        ("number", maybe.clone()),
        ("parent", maybe.clone()),
        ("title", text.clone()),
        ("tag", maybe.clone()),
        ("tags", texts.clone()),
        ("presenters", list(presenter)),
        ("matter", maybe.clone()),
        ("references", texts.clone()),
        ("attachments", texts.clone()),
        ("data", list(data)),
        ("line", line.clone()),
        ("decisions", list(decision.clone())),
        ("soft_assignments", list(decision)),
    ]);
    let finding = object(vec![
        ("rule", text.clone()),
        ("name", text.clone()),
        ("severity", words(vec!["note", "warning", "error"])),
        ("message", text.clone()),
        ("line", line.clone()),
        ("column", line),
    ]);
    let mut root = object(vec![
        ("id", text.clone()),
        ("body", text.clone()),
        ("date", date.clone()),
        ("kind", text.clone()),
        ("status", maybe.clone()),
        ("title", maybe.clone()),
        ("place", maybe.clone()),
        ("time", maybe.clone()),
        ("reference", maybe.clone()),
        ("chair", maybe.clone()),
        ("secretary", maybe.clone()),
        ("adjusters", texts.clone()),
        ("attendance", list(attendee)),
        ("items", list(item)),
        (
            "next_meetings",
            list(object(vec![("date", text.clone()), ("bodies", texts)])),
        ),
        (
            "attachments",
            list(object(vec![
                ("number", maybe.clone()),
                ("title", maybe.clone()),
                ("file", maybe.clone()),
            ])),
        ),
        ("approved", date),
        (
            "signatures",
            list(object(vec![
                ("name", text.clone()),
                ("role", maybe.clone()),
                ("time", maybe.clone()),
                ("method", maybe),
            ])),
        ),
        ("findings", list(finding)),
        ("path", text),
    ]);
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("protocol");
    root
}
