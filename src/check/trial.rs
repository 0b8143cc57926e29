//! Trying one rule on small texts, for the tests of rules.

use std::collections::BTreeMap;

use super::{Context, rules, run};
use crate::archive::{Memory, load_from};

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
    let mut texts: BTreeMap<&str, &str> = rules::BASE
        .iter()
        .map(|file| (file.path, file.text))
        .collect();
    texts.extend(files.iter().copied());
    let files = Memory::new(texts);
    let archive = load_from(&files, &Default::default());
    let context = Context {
        archive: &archive,
        files: &files,
        day: "2026-06-01".parse().expect("a date"),
        before: None,
    };
    run(&context)
        .findings
        .into_iter()
        .filter(|finding| finding.rule.code == code)
        .map(|finding| finding.message.sv.into_owned())
        .collect()
}

/// The same in one protocol: further keys of the front matter, and the text below the title.
pub fn find_in(code: &str, keys: &str, text: &str) -> Vec<String> {
    let protocol =
        format!("{HEAD}{keys}---\n\n# Protokoll Länssamverkansgruppen 20 maj 2026\n\n{text}");
    find(code, &[("lsg/2026-05-20.md", &protocol)])
}
