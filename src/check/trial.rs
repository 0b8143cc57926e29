//! How the tests of rules try them: files beside [`super::rules::BASE`], findings out.

use std::collections::BTreeMap;

use super::{Context, rules, run};
use crate::archive::{Memory, load_from};

/// The findings of one rule, each as `path: marked text: message | hint`.
pub fn found(code: &str, texts: &[(&str, &str)]) -> Vec<String> {
    found_on("2026-06-01", code, texts)
}

/// The same, on another day.
pub fn found_on(day: &str, code: &str, texts: &[(&str, &str)]) -> Vec<String> {
    let mut all: BTreeMap<&str, &str> = BTreeMap::new();
    all.extend(rules::BASE.iter().map(|file| (file.path, file.text)));
    all.extend(texts.iter().copied());
    let files = Memory::new(all);
    let archive = load_from(&files, &Default::default());
    let context = Context {
        archive: &archive,
        files: &files,
        day: day.parse().unwrap(),
        before: None,
    };
    run(&context)
        .findings
        .iter()
        .filter(|finding| finding.rule.code == code)
        .map(|finding| {
            let source = archive.source(&finding.place.path);
            let marked = source.map_or("", |source| finding.place.span.of(&source.text));
            let path = finding.place.path.display();
            format!("{path}: {marked}: {}", finding.message.sv)
        })
        .collect()
}

/// A protocol of LSG, 17 February 2023, with these lines of front matter and this text.
pub fn protocol(head: &str, body: &str) -> String {
    format!("---\norgan: LSG\ndatum: 2023-02-17\n{head}---\n\n# Protokoll\n\n{body}")
}
