//! Findings for programs: an array or one object a line, and the schema of it.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use serde_json::{Value, json};

use super::position::{Positions, Region};
use super::{Entry, Sources};
use crate::lang::Lang;
use crate::output::json;
use crate::text::{Place, slashed};

/// Writes an indented array and a line end.
pub(super) fn write(
    out: &mut dyn Write,
    entries: &[Entry<'_>],
    sources: &dyn Sources,
    lang: Lang,
) -> io::Result<()> {
    json::write_value(out, &Rows(entries, sources, lang))
}

/// Writes one object a line.
pub(super) fn write_lines(
    out: &mut dyn Write,
    entries: &[Entry<'_>],
    sources: &dyn Sources,
    lang: Lang,
) -> io::Result<()> {
    let mut reader = Reader::new(sources, lang);
    entries
        .iter()
        .try_for_each(|entry| json::write_value_line(out, &reader.row(entry)))
}

/// The rows, made one at a time.
struct Rows<'a>(&'a [Entry<'a>], &'a dyn Sources, Lang);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Rows(entries, sources, lang) = *self;
        let mut reader = Reader::new(sources, lang);
        let mut rows = serializer.serialize_seq(Some(entries.len()))?;
        for entry in entries {
            rows.serialize_element(&reader.row(entry))?;
        }
        rows.end()
    }
}

/// A finding as it is written. Its keys are published: [`json_schema`].
#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: PlaceRow,
    label: Option<&'a str>,
    source: Option<&'a str>,
    hint: Option<&'a str>,
    fixable: bool,
    subject: &'a str,
    fingerprint: String,
    related: Vec<RelatedRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<&'a str>,
}

#[derive(Serialize)]
struct RelatedRow<'a> {
    #[serde(flatten)]
    place: PlaceRow,
    label: &'a str,
}

#[derive(Serialize)]
struct PlaceRow {
    path: String,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
}

impl PlaceRow {
    fn new(place: &Place, region: Option<Region>) -> PlaceRow {
        PlaceRow {
            path: slashed(&place.path),
            line: region.map(|region| region.line),
            column: region.map(|region| region.column),
            end_line: region.map(|region| region.end_line),
            end_column: region.map(|region| region.end_column),
        }
    }
}

/// Makes rows. Second places are looked up apart, so that they don't disturb the order of the
/// first.
struct Reader<'a> {
    positions: Positions<'a>,
    related: Positions<'a>,
    lang: Lang,
}

impl<'a> Reader<'a> {
    fn new(sources: &'a dyn Sources, lang: Lang) -> Reader<'a> {
        Reader {
            positions: Positions::new(sources),
            related: Positions::new(sources),
            lang,
        }
    }

    fn row<'e>(&mut self, entry: &Entry<'e>) -> Row<'e> {
        let finding = entry.finding;
        let region = self.positions.region(&finding.place);
        let related = finding.related.iter().map(|related| RelatedRow {
            place: PlaceRow::new(&related.place, self.related.region(&related.place)),
            label: related.label.get(self.lang),
        });
        Row {
            rule: finding.rule.code,
            name: finding.rule.name,
            severity: finding.severity.name(),
            message: finding.message.get(self.lang),
            place: PlaceRow::new(&finding.place, region),
            label: finding.label.as_ref().map(|label| label.get(self.lang)),
            source: finding.source.as_deref(),
            hint: finding.hint.as_ref().map(|hint| hint.get(self.lang)),
            fixable: finding.is_fixable(),
            subject: &finding.subject,
            fingerprint: entry.fingerprint.to_string(),
            related: related.collect(),
            waived: entry.waived,
        }
    }
}

/// The JSON Schema (2020-12) of the array that [`super::Format::Json`] writes: what
/// `samverkan schema check` prints. Each line of [`super::Format::Jsonl`] is one item of it.
pub fn json_schema() -> Value {
    let number = |what: &str| {
        json!({"type": ["integer", "null"], "minimum": 1, "description":
            format!("{what}, counted from 1; null for a whole file")})
    };
    let place = [
        (
            "path",
            json!({"type": "string", "description": "relative to the archive's root, with / between its parts"}),
        ),
        ("line", number("line")),
        ("column", number("column, in characters")),
        ("end_line", number("line of the end")),
        ("end_column", number("column one past the last character")),
    ];
    let text = |what: &str| json!({"type": "string", "description": what});
    let maybe = |what: &str| json!({"type": ["string", "null"], "description": what});
    let mut related = vec![];
    related.extend(place.clone());
    related.push((
        "label",
        text("what is to be seen there, in the reader's language"),
    ));
    let mut finding = vec![
        (
            "rule",
            json!({"type": "string", "pattern": "^[A-Z][0-9]{3}$", "description": "the rule's code"}),
        ),
        (
            "name",
            json!({"type": "string", "pattern": "^[a-z-]+$", "description": "the rule's name"}),
        ),
        (
            "severity",
            json!({"enum": ["note", "warning", "error"], "description": "as the archive's settings have it"}),
        ),
        ("message", text("what is wrong, in the reader's language")),
    ];
    finding.extend(place);
    finding.extend([
        ("label", maybe("what stands under the marks, in the reader's language")),
        ("source", maybe("the place in the agreement that the rule rests on (källa)")),
        ("hint", maybe("what to do, in the reader's language")),
        ("fixable", json!({"type": "boolean", "description": "whether check --fix can mend it"})),
        ("subject", text("what it is about: a name, an id, a key; may be empty")),
        ("fingerprint", json!({"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "the same in every run, whatever the language and the lines above"})),
        ("related", json!({"type": "array", "items": object(related, &[]), "description": "other places that matter"})),
        ("waived", text("the reason of the waiver that hides it; only with --show-waived")),
    ]);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "findings",
        "type": "array",
        "items": object(finding, &["waived"])
    })
}

/// An object of these properties and no others, all of them required but `optional`.
fn object(properties: Vec<(&str, Value)>, optional: &[&str]) -> Value {
    let required: Vec<&str> = properties
        .iter()
        .map(|(key, _)| *key)
        .filter(|key| !optional.contains(key))
        .collect();
    let required = json!(required);
    let properties: serde_json::Map<String, Value> = properties
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::findings::sample::Sample;
    use crate::output::findings::{Format, Found, Style, to_text};

    fn rows() -> Value {
        let text = Sample::nasty().text(Format::Json, &Style::default());
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn what_is_written_is_valid_by_the_schema() {
        let schema = json_schema();
        jsonschema::meta::validate(&schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&rows())
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new());
        assert!(validator.is_valid(&json!([])));

        let spoil = |change: fn(&mut serde_json::Map<String, Value>)| {
            let mut rows = rows();
            change(rows[0].as_object_mut().unwrap());
            validator.is_valid(&rows)
        };
        assert!(!spoil(|row| drop(row.remove("hint"))));
        assert!(!spoil(|row| row["line"] = json!(0)));
        assert!(!spoil(|row| row["severity"] = json!("fel")));
        assert!(!spoil(|row| drop(row.insert("more".to_owned(), json!(1)))));
    }

    /// Keys stand in the same order in the rows as in the schema.
    #[test]
    fn the_schema_and_the_rows_have_the_same_keys() {
        let schema = json_schema();
        let keys =
            |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
        let rows = rows();
        let row = rows
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row.get("waived").is_some())
            .unwrap();
        assert_eq!(keys(row), keys(&schema["items"]["properties"]));
        let related = &schema["items"]["properties"]["related"]["items"]["properties"];
        let row = rows
            .as_array()
            .unwrap()
            .iter()
            .find_map(|row| row["related"].get(0))
            .unwrap();
        assert_eq!(keys(row), keys(related));
    }

    #[test]
    fn lines_say_the_same_as_the_array() {
        let text = Sample::nasty().text(Format::Jsonl, &Style::default());
        let lines: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(rows().as_array(), Some(&lines));
    }

    #[test]
    fn nothing_found_is_an_empty_array() {
        let found = Found::default();
        let style = Style::default();
        assert_eq!(to_text(&found, &(), Format::Json, &style), "[]\n");
        assert_eq!(to_text(&found, &(), Format::Jsonl, &style), "");
    }
}
