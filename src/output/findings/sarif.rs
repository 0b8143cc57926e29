//! SARIF 2.1.0: what GitHub's code scanning and other viewers of static analysis read.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::position::{Positions, Region, joined};
use super::{Entry, Found, HELP, SOURCE, Sources, Style, reason};
use crate::lang::{Lang, Text};
use crate::output::json;
use crate::output::terminal::safe_line;
use crate::rule::Rule;
use crate::text::{Edit, Place};

/// Where the published schema is.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to. GitHub knows the name; where it is on this machine is nobody's
/// business.
const ROOT: &str = "%SRCROOT%";

/// Writes a log of one run.
pub(super) fn write(
    out: &mut dyn Write,
    entries: &[Entry<'_>],
    found: &Found<'_>,
    sources: &dyn Sources,
    style: &Style,
) -> io::Result<()> {
    let lang = style.lang;
    let mut results = Results {
        positions: Positions::new(sources),
        related: Positions::new(sources),
        indexes: (found.rules.iter().enumerate())
            .map(|(index, rule)| (rule.code, index))
            .collect(),
        suppressions: !found.waived.is_empty(),
        style,
    };
    let results: Vec<Value> = entries.iter().map(|entry| results.result(entry)).collect();
    let rules: Vec<Value> = found
        .rules
        .iter()
        .map(|rule| descriptor(rule, lang))
        .collect();
    const ROOT_TEXT: Text = Text::new(
        "den mapp som sökvägarna räknas från",
        "the folder that paths are relative to",
    );
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "samverkan",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules
            }},
            "language": match lang {
                Lang::Sv => "sv",
                Lang::En => "en",
            },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: {"description": {"text": ROOT_TEXT.get(lang)}}},
            "results": results
        }]
    });
    json::write_value(out, &log)
}

/// A rule in the table of rules.
fn descriptor(rule: &Rule, lang: Lang) -> Value {
    let (title, why) = (rule.title.get(lang), rule.why.get(lang));
    const MORE: Text = Text::new("Mer om regeln", "More about the rule");
    let more = format!("{}: `samverkan explain {}`", MORE.get(lang), rule.code);
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {
            "text": format!("{why}\n\n{}", more.replace('`', "")),
            "markdown": format!("**{} {}**: {title}\n\n{why}\n\n{more}", rule.code, rule.name)
        },
        "defaultConfiguration": {"level": rule.severity.name()}
    })
}

/// Makes results.
struct Results<'a> {
    positions: Positions<'a>,
    related: Positions<'a>,
    indexes: HashMap<&'a str, usize>,
    /// Whether the run knows of waivers: then every result says whether one hides it.
    suppressions: bool,
    style: &'a Style,
}

impl Results<'_> {
    fn result(&mut self, entry: &Entry<'_>) -> Value {
        let (finding, lang) = (entry.finding, self.style.lang);
        let region = self.positions.region(&finding.place);
        let mut result = json!({
            "ruleId": finding.rule.code,
            "level": finding.severity.name(),
            "message": {"text": self.words(entry)},
            "locations": [{"physicalLocation": self.location(&finding.place, region)}],
            "partialFingerprints": {"samverkan/v1": entry.fingerprint.to_string()}
        });
        if let Some(index) = self.indexes.get(finding.rule.code) {
            result["ruleIndex"] = json!(index);
        }
        if !finding.related.is_empty() {
            let related = finding.related.iter().enumerate().map(|(index, related)| {
                let region = self.related.region(&related.place);
                json!({
                    "id": index + 1,
                    "physicalLocation": self.location(&related.place, region),
                    "message": {"text": plain(related.label.get(lang))}
                })
            });
            result["relatedLocations"] = related.collect();
        }
        if self.suppressions {
            result["suppressions"] = match entry.waived {
                None => json!([]),
                Some(waived) => json!([{
                    "kind": "external",
                    "status": "accepted",
                    "justification": safe_line(reason(waived, lang))
                }]),
            };
        }
        if finding.is_fixable() {
            let replacements: Vec<Value> = finding
                .fix
                .iter()
                .map(|edit| self.replacement(&finding.place.path, edit))
                .collect();
            let uri = uri(&joined(&self.style.prefix, &finding.place.path));
            let hint = finding.hint.as_ref().unwrap_or(&finding.message);
            result["fixes"] = json!([{
                "description": {"text": plain(hint.get(lang))},
                "artifactChanges": [{
                    "artifactLocation": {"uri": uri, "uriBaseId": ROOT},
                    "replacements": replacements
                }]
            }]);
        }
        if !finding.subject.is_empty() {
            result["properties"] = json!({"subject": &finding.subject});
        }
        result
    }

    /// One change of a fix, to the byte: white space at its end is meant too.
    fn replacement(&mut self, path: &Path, edit: &Edit) -> Value {
        let (line, column) = self.positions.start(path, edit.span.start as usize);
        let (end_line, end_column) = self.positions.start(path, edit.span.end as usize);
        json!({
            "deletedRegion": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column
            },
            "insertedContent": {"text": edit.new}
        })
    }

    /// The message, what stands under the marks, the place in the agreement and what to do.
    fn words(&self, entry: &Entry<'_>) -> String {
        let (finding, lang) = (entry.finding, self.style.lang);
        let mut text = plain(finding.message.get(lang));
        if let Some(label) = &finding.label {
            text.push_str(&format!(" ({})", plain(label.get(lang))));
        }
        let source = finding.source.as_deref().map(|source| (SOURCE, source));
        let hint = finding.hint.as_ref().map(|hint| (HELP, hint.get(lang)));
        for (word, said) in source.into_iter().chain(hint) {
            text.push_str(&format!("\n{}: {}", word.get(lang), plain(said)));
        }
        text
    }

    fn location(&self, place: &Place, region: Option<Region>) -> Value {
        let uri = uri(&joined(&self.style.prefix, &place.path));
        let region = match region {
            Some(region) => json!({
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column
            }),
            // Optional in SARIF, but GitHub refuses a result without a line.
            None => json!({"startLine": 1}),
        };
        json!({
            "artifactLocation": {"uri": uri, "uriBaseId": ROOT},
            "region": region
        })
    }
}

/// A text as a plain message: braces doubled (SARIF 3.11.5), and nothing that a viewer would take
/// for a link of ours (3.11.6).
fn plain(text: &str) -> String {
    safe_line(text)
        .replace('{', "{{")
        .replace('}', "}}")
        .replace("](", "] (")
}

/// A path as a relative URI reference (RFC 3986): all but unreserved characters and `/` escaped.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::findings::sample::Sample;
    use crate::output::findings::{Format, to_text};

    fn errors(text: &str) -> Vec<String> {
        let schema = include_str!("../../../tests/schemas/sarif-2.1.0.json");
        // As published the pattern has a bracket too many, which is no regular expression in Rust.
        let wrong = "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$";
        let schema = schema.replace(wrong, "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let log: Value = serde_json::from_str(text).unwrap();
        validator
            .iter_errors(&log)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    }

    #[test]
    fn a_log_is_valid_by_the_published_schema() {
        for lang in [Lang::Sv, Lang::En] {
            let style = Style {
                lang,
                ..Style::default()
            };
            let text = Sample::nasty().text(Format::Sarif, &style);
            assert_eq!(errors(&text), Vec::<String>::new());
            let nothing = to_text(&Found::default(), &(), Format::Sarif, &style);
            assert_eq!(errors(&nothing), Vec::<String>::new());
        }
        let text = Sample::nasty().text(Format::Sarif, &Style::default());
        assert_ne!(
            errors(&text.replace("\"ruleId\"", "\"rule\"")),
            Vec::<String>::new()
        );
    }

    #[test]
    fn messages_hold_no_placeholders_and_no_links() {
        assert_eq!(plain("{DATUM} [Bildspel](#)"), "{{DATUM}} [Bildspel] (#)");
    }

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("organ/lsg.yaml"), "organ/lsg.yaml");
        assert_eq!(uri("möten/a b:c%.md"), "m%C3%B6ten/a%20b%3Ac%25.md");
    }
}
