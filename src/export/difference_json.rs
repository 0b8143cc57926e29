//! What a change means as JSON: `diff --format json`. Keys are English and never translated; what
//! is told of each noun comes from its aspects, and so does the schema.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::diff::Difference;
use crate::diff::agreement::{FileChange, NOUNS};
use crate::diff::approval::{APPROVAL, SIGNATURE};
use crate::diff::attendance::{ATTENDEE, STANDING};
use crate::diff::change::{Change, Facts, Fate, Noun, Said, Sort};
use crate::diff::decisions::DECISION;
use crate::diff::items::ITEM;
use crate::diff::meetings::{Affected, MEETING, MeetingChange};
use crate::lang::Lang;

/// One end of a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    /// What it was asked for as.
    pub r#ref: String,
    /// The commit, in full.
    pub commit: String,
}

/// A difference on the wire.
#[derive(Debug, Serialize)]
pub struct DifferenceJson {
    before: Version,
    /// `None`: the working tree.
    after: Option<Version>,
    /// Whether anything changed in what the archive says.
    changes_meaning: bool,
    meetings: Vec<MeetingJson>,
    files: Vec<FileJson>,
    affected: Vec<AffectedJson>,
    rewritten: Vec<RewrittenJson>,
}

#[derive(Debug, Serialize)]
struct MeetingJson {
    change: &'static str,
    id: String,
    previous_id: Option<String>,
    path: String,
    previous_path: Option<String>,
    unreadable: bool,
    after_approval: bool,
    head: Option<ChangeJson>,
    approval: Option<ChangeJson>,
    signatures: Vec<ChangeJson>,
    attendance: Vec<ChangeJson>,
    standing: Option<ChangeJson>,
    items: Vec<ChangeJson>,
    decisions: Vec<ChangeJson>,
    text: Vec<TextJson>,
}

#[derive(Debug, Serialize)]
struct FileJson {
    change: &'static str,
    path: String,
    body: Option<String>,
    changes: Vec<ChangeJson>,
}

#[derive(Debug, Serialize)]
struct AffectedJson {
    id: String,
    path: String,
    standing: ChangeJson,
}

#[derive(Debug, Serialize)]
struct RewrittenJson {
    path: String,
    previous_path: Option<String>,
    layout_only: bool,
}

#[derive(Debug, Serialize)]
struct ChangeJson {
    noun: &'static str,
    change: &'static str,
    changed: Vec<&'static str>,
    before: Option<Map<String, Value>>,
    after: Option<Map<String, Value>>,
}

#[derive(Debug, Serialize)]
struct TextJson {
    /// The item's id; `None` for what stands outside every item.
    item: Option<String>,
    words_removed: usize,
    words_added: usize,
}

impl DifferenceJson {
    /// `difference` from `before` to `after`, which is the working tree where it is none.
    pub fn new(difference: &Difference, before: Version, after: Option<Version>) -> DifferenceJson {
        DifferenceJson {
            before,
            after,
            changes_meaning: !difference.is_empty(),
            meetings: difference.meetings.iter().map(meeting).collect(),
            files: difference.files.iter().map(file).collect(),
            affected: difference.affected.iter().map(affected).collect(),
            rewritten: difference
                .rewritten
                .iter()
                .map(|one| RewrittenJson {
                    path: one.path.clone(),
                    previous_path: one.previous_path.clone(),
                    layout_only: one.is_layout,
                })
                .collect(),
        }
    }
}

fn meeting(one: &MeetingChange) -> MeetingJson {
    let all = |changes: &[Change]| changes.iter().map(change).collect();
    MeetingJson {
        change: one.fate.text().en,
        id: one.id.clone(),
        previous_id: one.previous_id.clone(),
        path: one.path.clone(),
        previous_path: one.previous_path.clone(),
        unreadable: one.is_unreadable,
        after_approval: one.after_approval,
        head: one.head.as_ref().map(change),
        approval: one.approval.as_ref().map(change),
        signatures: all(&one.signatures),
        attendance: all(&one.attendance),
        standing: one.standing.as_ref().map(change),
        items: all(&one.items),
        decisions: all(&one.decisions),
        text: one
            .text
            .iter()
            .map(|text| TextJson {
                item: text.id.clone(),
                words_removed: text.removed,
                words_added: text.added,
            })
            .collect(),
    }
}

fn file(one: &FileChange) -> FileJson {
    FileJson {
        change: one.fate.text().en,
        path: one.path.clone(),
        body: one.body.as_ref().map(|(code, _)| code.clone()),
        changes: one.changes.iter().map(change).collect(),
    }
}

fn affected(one: &Affected) -> AffectedJson {
    AffectedJson {
        id: one.id.clone(),
        path: one.path.clone(),
        standing: change(&one.standing),
    }
}

fn change(one: &Change) -> ChangeJson {
    let noun = one.noun();
    ChangeJson {
        noun: noun.name,
        change: one.fate().text().en,
        changed: one.changed.iter().map(|at| noun.key(*at)).collect(),
        before: one.before.as_ref().map(facts),
        after: one.after.as_ref().map(facts),
    }
}

fn facts(facts: &Facts) -> Map<String, Value> {
    let values = facts.noun.all().zip(&facts.values);
    values
        .map(|(aspect, value)| {
            let value = match (value, aspect.sort) {
                (Some(value), _) => json_of(value),
                (None, Sort::List) => json!([]),
                (None, Sort::Flag) if aspect.key != "quorate" => json!(false),
                (None, _) => Value::Null,
            };
            (aspect.key.to_owned(), value)
        })
        .collect()
}

fn json_of(value: &Said) -> Value {
    match value {
        Said::Text(text) => json!(text),
        Said::Word(word) => json!(word.en),
        Said::Told(told) => json!(told.get(Lang::En)),
        Said::Number(number) => json!(number),
        Said::Flag(flag) => json!(flag),
        Said::List(values) => values.iter().map(json_of).collect(),
    }
}

/// The JSON Schema of a difference on the wire.
pub fn schema() -> Value {
    let text = json!({"type": "string"});
    let maybe = json!({"type": ["string", "null"]});
    let flag = json!({"type": "boolean"});
    let count = json!({"type": "integer", "minimum": 0});
    let list = |of: Value| json!({"type": "array", "items": of});
    let or_none = |of: Value| json!({"anyOf": [of, {"type": "null"}]});
    let fates = json!({"enum": Fate::ALL.map(|fate| fate.text().en)});
    let version = object([("ref", text.clone()), ("commit", text.clone())]);
    let of = |noun: &Noun| json!({"$ref": format!("#/$defs/{}", noun.name)});
    let meeting = object([
        ("change", fates.clone()),
        ("id", text.clone()),
        ("previous_id", maybe.clone()),
        ("path", text.clone()),
        ("previous_path", maybe.clone()),
        ("unreadable", flag.clone()),
        ("after_approval", flag.clone()),
        ("head", or_none(of(&MEETING))),
        ("approval", or_none(of(&APPROVAL))),
        ("signatures", list(of(&SIGNATURE))),
        ("attendance", list(of(&ATTENDEE))),
        ("standing", or_none(of(&STANDING))),
        ("items", list(of(&ITEM))),
        ("decisions", list(of(&DECISION))),
        (
            "text",
            list(object([
                ("item", maybe.clone()),
                ("words_removed", count.clone()),
                ("words_added", count),
            ])),
        ),
    ]);
    let rows: Vec<Value> = NOUNS.iter().map(|noun| of(noun)).collect();
    let file = object([
        ("change", fates.clone()),
        ("path", text.clone()),
        ("body", maybe.clone()),
        ("changes", list(json!({"anyOf": rows}))),
    ]);
    let affected = object([
        ("id", text.clone()),
        ("path", text.clone()),
        ("standing", of(&STANDING)),
    ]);
    let rewritten = object([
        ("path", text),
        ("previous_path", maybe),
        ("layout_only", flag.clone()),
    ]);
    let mut root = object([
        ("before", version.clone()),
        ("after", or_none(version)),
        ("changes_meaning", flag),
        ("meetings", list(meeting)),
        ("files", list(file)),
        ("affected", list(affected)),
        ("rewritten", list(rewritten)),
    ]);
    let own = [
        &MEETING, &APPROVAL, &SIGNATURE, &ATTENDEE, &STANDING, &ITEM, &DECISION,
    ];
    let nouns = own.into_iter().chain(NOUNS);
    let definitions: Map<String, Value> = nouns
        .map(|noun| (noun.name.to_owned(), definition(noun, &fates)))
        .collect();
    root["$defs"] = Value::Object(definitions);
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("diff");
    root
}

/// The changes of one noun.
fn definition(noun: &Noun, fates: &Value) -> Value {
    let keys: Vec<&str> = noun.all().map(|aspect| aspect.key).collect();
    let facts = object(noun.all().map(|aspect| {
        let mut property = match aspect.sort {
            Sort::Text | Sort::Prose => json!({"type": ["string", "null"]}),
            Sort::Date => json!({"type": ["string", "null"], "format": "date"}),
            Sort::Number => json!({"type": ["integer", "null"], "minimum": 0}),
            Sort::Flag => json!({"type": ["boolean", "null"]}),
            Sort::List => json!({"type": "array", "items": {"type": "string"}}),
        };
        property["description"] = json!(aspect.label.en);
        (aspect.key, property)
    }));
    let or_none = json!({"anyOf": [facts, {"type": "null"}]});
    let mut out = object([
        ("noun", json!({"const": noun.name})),
        ("change", fates.clone()),
        ("changed", json!({"type": "array", "items": {"enum": keys}})),
        ("before", or_none.clone()),
        ("after", or_none),
    ]);
    out["description"] = json!(noun.label.en);
    out
}

fn object<'k>(fields: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    let properties: Map<String, Value> = fields
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    let required: Vec<&String> = properties.keys().collect();
    json!({
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": false,
    })
}
