//! `undantag.yaml` → waivers.

use std::path::Path;

use super::fields::{Fields, wrong_shape};
use super::sink::Sink;
use crate::lang::Message;
use crate::model::Waiver;
use crate::rule;
use crate::yaml::{self, Value};

/// Reads the list of accepted findings.
pub fn read(text: &str, path: &Path) -> (Vec<Waiver>, Sink) {
    let mut sink = Sink::new(path);
    let tree = yaml::read(text, 0);
    sink.faults(&tree, text);
    if !matches!(tree.root.value, Value::List(_) | Value::Null) {
        sink.add(wrong_shape(
            &sink,
            "undantag",
            &tree.root,
            "en lista, en rad för varje undantag",
            "a list, one row for each waiver",
        ));
    }
    let mut out = Vec::new();
    for row in tree.root.items() {
        let fields = Fields::new(row);
        let rule = fields.text("regel", &mut sink);
        let waiver = Waiver {
            rule: rule.clone().unwrap_or_default(),
            place: fields.text("var", &mut sink),
            subject: fields.text("där", &mut sink),
            reason: fields.text("skäl", &mut sink),
            until: fields.date("till", &mut sink),
            span: row.span,
        };
        fields.finish(&mut sink);
        if rule.is_some() {
            out.push(waiver);
        } else {
            sink.add(
                sink.finding(
                    &rule::KEY_MISSING,
                    row.span,
                    Message::new("undantaget har ingen regel", "the waiver has no rule"),
                )
                .about("regel")
                .hint(Message::new(
                    "skriv regelns kod, till exempel regel: N004",
                    "write the rule's code, such as regel: N004",
                )),
            );
        }
    }
    (out, sink)
}
