//! `samverkan.yaml` → the collaboration.

use std::path::Path;

use super::fields::{Fields, wrong_shape};
use super::sink::Sink;
use crate::lang::{Lang, Message};
use crate::model::{
    Agreement, Basis, Collaboration, ExternalBody, GitHost, Party, PartyKind, Period, RuleSetting,
};
use crate::rule::{self, Severity};
use crate::text::At;
use crate::yaml::{self, Node};

/// Reads `samverkan.yaml`. The bodies are read apart, by [`super::body`].
pub fn read(text: &str, path: &Path) -> (Collaboration, Sink) {
    let mut sink = Sink::new(path);
    let tree = yaml::read(text, 0);
    sink.faults(&tree, text);
    let fields = Fields::new(&tree.root);
    let mut out = Collaboration {
        name: fields.text("namn", &mut sink).unwrap_or_default(),
        lang: fields
            .word("språk", &[("sv", Lang::Sv), ("en", Lang::En)], &mut sink)
            .map(|lang| lang.value),
        time_zone: fields.text("tidszon", &mut sink),
        git_host: fields
            .word(
                "git-värd",
                &[
                    ("github", GitHost::Github),
                    ("gitlab", GitHost::Gitlab),
                    ("forgejo", GitHost::Forgejo),
                ],
                &mut sink,
            )
            .map_or(GitHost::default(), |host| host.value),
        agreement: fields
            .get("överenskommelse")
            .map(|node| agreement(node, path, &mut sink)),
        ..Collaboration::default()
    };
    for row in fields.rows("huvudmän", &mut sink) {
        if let Some(party) = party(row, path, &mut sink) {
            out.parties.push(party);
        }
    }
    for row in fields.rows("externa-organ", &mut sink) {
        let row_fields = Fields::new(row);
        let code = row_fields.text("kod", &mut sink);
        let name = row_fields.text("namn", &mut sink);
        let aliases = row_fields.texts("alias", &mut sink);
        let _ = basis(&row_fields, path, &mut sink);
        row_fields.finish(&mut sink);
        if let Some(code) = code.or_else(|| name.clone()) {
            let name = name.unwrap_or_else(|| code.clone());
            out.external_bodies.push(ExternalBody {
                code,
                name,
                aliases,
            });
        }
    }
    if let Some(node) = fields.get("regler") {
        out.rule_settings = rule_settings(node, &mut sink);
    }
    if out.name.value.is_empty() {
        sink.add(
            sink.finding(
                &rule::KEY_MISSING,
                tree.root.span,
                Message::new("nyckeln \"namn\" saknas", "the key \"namn\" is missing"),
            )
            .about("namn")
            .hint(Message::new(
                "skriv samverkans namn, till exempel namn: Samverkan i Exempellän",
                "write the name of the collaboration, such as namn: Samverkan i Exempellän",
            )),
        );
    }
    fields.finish(&mut sink);
    (out, sink)
}

fn agreement(node: &Node, path: &Path, sink: &mut Sink) -> Agreement {
    let fields = Fields::new(node);
    let out = Agreement {
        title: fields.text("titel", sink),
        reference: fields.text("diarienummer", sink),
        follow_up_due: fields.date("uppföljning-senast", sink),
        basis: basis(&fields, path, sink),
    };
    fields.finish(sink);
    out
}

fn party(node: &Node, path: &Path, sink: &mut Sink) -> Option<Party> {
    let fields = Fields::new(node);
    let name = fields.text("namn", sink);
    let kind = fields.text("slag", sink);
    let aliases = fields.texts("alias", sink);
    let basis = basis(&fields, path, sink);
    fields.finish(sink);
    let Some(name) = name else {
        sink.add(
            sink.finding(
                &rule::KEY_MISSING,
                node.span,
                Message::new("huvudman utan namn", "a party without a name"),
            )
            .about("namn"),
        );
        return None;
    };
    let kind = match kind {
        Some(kind) => PartyKind::from_word(&kind.value),
        // "Region X" and "X kommun" say what they are.
        None if name.value.starts_with("Region ") => PartyKind::Region,
        None => PartyKind::Municipality,
    };
    Some(Party {
        name,
        kind,
        aliases,
        basis,
    })
}

/// `källa`, `från`, `till`, `anmärkning`, `osäkert`, which any row may carry.
pub(super) fn basis(fields: &Fields<'_>, path: &Path, sink: &mut Sink) -> Basis {
    let from = fields.date("från", sink);
    let until = fields.date("till", sink);
    if let (Some(from), Some(until)) = (&from, &until)
        && until.value < from.value
    {
        sink.add(
            sink.finding(
                &rule::VALUE_INVALID,
                until.span,
                Message::new(
                    format!("till: {} är före från: {}", until.value, from.value),
                    format!("till: {} is before från: {}", until.value, from.value),
                ),
            )
            .about("till"),
        );
    }
    Basis {
        source: fields.text("källa", sink),
        period: Period {
            from: from.map(|date| date.value),
            until: until.map(|date| date.value),
        },
        note: fields.text("anmärkning", sink),
        uncertain: fields.flag("osäkert", sink),
        path: path.to_owned(),
        span: fields.span,
    }
}

fn rule_settings(node: &Node, sink: &mut Sink) -> Vec<RuleSetting> {
    let mut out = Vec::new();
    if node.entries().is_empty() {
        sink.add(wrong_shape(
            sink,
            "regler",
            node,
            "regler och styrka, till exempel I007: av",
            "rules and severities, such as I007: av",
        ));
    }
    for entry in node.entries() {
        let word = entry.value.as_text().unwrap_or("").trim().to_lowercase();
        let severity = match word.as_str() {
            "av" | "off" => None,
            "not" | "note" => Some(Severity::Note),
            "varning" | "warning" => Some(Severity::Warning),
            "fel" | "error" => Some(Severity::Error),
            _ => {
                sink.add(
                    sink.finding(
                        &rule::VALUE_INVALID,
                        entry.value.span,
                        Message::new(
                            format!("regler: \"{word}\" är ingen styrka"),
                            format!("regler: \"{word}\" is no severity"),
                        ),
                    )
                    .about(word.clone())
                    .hint(Message::new(
                        "skriv av, not, varning eller fel",
                        "write av, not, varning or fel",
                    )),
                );
                continue;
            }
        };
        out.push(RuleSetting {
            rule: At::new(entry.key.value.trim().to_owned(), entry.key.span),
            severity,
        });
    }
    out
}
