//! `huvudmannasvar/<matter>.yaml` → what each party decided on a recommendation.

use std::path::Path;

use super::body::party_name;
use super::fields::Fields;
use super::names::Names;
use super::sink::Sink;
use crate::lang::Message;
use crate::model::{Answer, AnswerKind, AnswerRegister};
use crate::rule;
use crate::yaml::{self, Node};

/// Reads one file of answers.
pub fn read(text: &str, path: &Path, names: &Names) -> (AnswerRegister, Sink) {
    let mut sink = Sink::new(path);
    let tree = yaml::read(text, 0);
    sink.faults(&tree, text);
    let fields = Fields::new(&tree.root);
    let recommendation = fields.text("rekommendation", &mut sink);
    if recommendation.is_none() {
        sink.add(
            sink.finding(
                &rule::KEY_MISSING,
                tree.root.span,
                Message::new(
                    "nyckeln \"rekommendation\" saknas",
                    "the key \"rekommendation\" is missing",
                ),
            )
            .about("rekommendation")
            .hint(Message::new(
                "skriv id för att-satsen som rekommenderar, till exempel SVO/2021-02-26/9:1",
                "write the id of the clause that recommends, such as SVO/2021-02-26/9:1",
            )),
        );
    }
    let mut answers = Vec::new();
    for row in fields.rows("svar", &mut sink) {
        answers.extend(answer(row, names, &mut sink));
    }
    fields.finish(&mut sink);
    let register = AnswerRegister {
        recommendation,
        answers,
        path: path.to_owned(),
    };
    (register, sink)
}

fn answer(row: &Node, names: &Names, sink: &mut Sink) -> Option<Answer> {
    let fields = Fields::new(row);
    let words: Vec<(&'static str, AnswerKind)> = AnswerKind::ALL
        .into_iter()
        .map(|kind| (kind.text().sv, kind))
        .collect();
    let party = fields.text("huvudman", sink);
    let kind = fields.word("svar", &words, sink);
    let date = fields.date("datum", sink);
    let reference = fields.text("dnr", sink);
    let link = fields.text("länk", sink);
    let _ = fields.text("anmärkning", sink);
    fields.finish(sink);
    let party = party_name(&party?, names, sink);
    Some(Answer {
        party,
        kind,
        date,
        reference,
        link,
        span: row.span,
    })
}
