//! Trying one rule on small texts, for the tests of rules.

use std::collections::BTreeMap;

use super::{Before, Context, rules, run};
use crate::archive::{Archive, Memory, load_from};
use crate::finding::Finding;

/// The head of a protocol of LSG on 20 May 2026, without its last fence.
pub const HEAD: &str = "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
";

/// What `code` finds on 1 June 2026 in an archive of these files and the base: the Swedish
/// messages, in order.
pub fn find(code: &str, files: &[(&str, &str)]) -> Vec<String> {
    tried("2026-06-01", code, files, |finding, _| {
        finding.message.sv.to_string()
    })
}

/// The same, each as `path: marked text: message`.
pub fn found(code: &str, texts: &[(&str, &str)]) -> Vec<String> {
    found_on("2026-06-01", code, texts)
}

/// The same, on another day.
pub fn found_on(day: &str, code: &str, texts: &[(&str, &str)]) -> Vec<String> {
    tried(day, code, texts, |finding, archive| {
        let source = archive.source(&finding.place.path);
        let marked = source.map_or("", |source| finding.place.span.of(&source.text));
        let path = finding.place.path.display();
        format!("{path}: {marked}: {}", finding.message.sv)
    })
}

/// The same, shown as one likes.
pub fn tried<T>(
    day: &str,
    code: &str,
    files: &[(&str, &str)],
    show: impl Fn(&Finding, &Archive) -> T,
) -> Vec<T> {
    tried_since(None, day, code, files, show)
}

/// What `code` finds when an archive of the files `was` becomes one of the files `is`, each as
/// `path: marked text: message (label)`.
pub fn changed(code: &str, was: &[(&str, &str)], is: &[(&str, &str)]) -> Vec<String> {
    tried_since(Some(was), "2026-06-01", code, is, |finding, archive| {
        let source = archive.source(&finding.place.path);
        let marked = source.map_or("", |source| finding.place.span.of(&source.text));
        let path = finding.place.path.display();
        let label = finding.label.as_ref().map_or("", |label| &label.sv);
        format!("{path}: {marked}: {} ({label})", finding.message.sv)
    })
}

/// The base, with these files instead of or beside its own.
fn memory(files: &[(&str, &str)]) -> Memory {
    let mut texts: BTreeMap<&str, &str> = rules::BASE
        .iter()
        .map(|file| (file.path, file.text))
        .collect();
    texts.extend(files.iter().copied());
    Memory::new(texts)
}

fn tried_since<T>(
    was: Option<&[(&str, &str)]>,
    day: &str,
    code: &str,
    files: &[(&str, &str)],
    show: impl Fn(&Finding, &Archive) -> T,
) -> Vec<T> {
    let files = memory(files);
    let archive = load_from(&files, &Default::default());
    let was = was.map(|files| load_from(&memory(files), &Default::default()));
    let before = was.as_ref().map(|was| Before::new(was, &archive));
    let context = Context {
        archive: &archive,
        files: &files,
        day: day.parse().expect("a date"),
        before: before.as_ref(),
    };
    run(&context)
        .findings
        .iter()
        .filter(|finding| finding.rule.code == code)
        .map(|finding| show(finding, &archive))
        .collect()
}

/// The same in one protocol: further keys of the front matter, and the text below the title.
pub fn find_in(code: &str, keys: &str, text: &str) -> Vec<String> {
    let protocol =
        format!("{HEAD}{keys}---\n\n# Protokoll Länssamverkansgruppen 20 maj 2026\n\n{text}");
    find(code, &[("lsg/2026-05-20.md", &protocol)])
}

/// A protocol of LSG, 17 February 2023, with these lines of front matter and this text.
pub fn protocol(head: &str, body: &str) -> String {
    format!("---\norgan: LSG\ndatum: 2023-02-17\n{head}---\n\n# Protokoll\n\n{body}")
}
