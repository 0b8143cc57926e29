//! The files of `src/` as code: what the tests read that watch how it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The files of `src/`: the path below it, with `/`, and the code without comments and tests.
pub fn sources() -> BTreeMap<String, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut texts = BTreeMap::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&src).unwrap();
                let below: Vec<_> = below.iter().map(|part| part.to_str().unwrap()).collect();
                texts.insert(below.join("/"), fs::read_to_string(path).unwrap());
            }
        }
    }
    let tests: BTreeSet<String> = texts
        .iter()
        .flat_map(|(path, text)| test_modules(path, text))
        .collect();
    let is_test = |path: &str| {
        tests
            .iter()
            .any(|test| path == format!("{test}.rs") || path.starts_with(&format!("{test}/")))
    };
    texts.retain(|path, _| !is_test(path));
    for text in texts.values_mut() {
        *text = code(text);
    }
    texts
}

/// The modules that `#[cfg(test)] mod name;` declares in a file, as paths without `.rs`.
pub fn test_modules(path: &str, text: &str) -> Vec<String> {
    let folder = match path.strip_suffix("/mod.rs") {
        Some(folder) => folder,
        None => path.trim_end_matches(".rs"),
    };
    let after_attribute = text.lines().zip(text.lines().skip(1));
    let declared = after_attribute.filter(|(line, _)| line.trim() == "#[cfg(test)]");
    let names = declared.filter_map(|(_, next)| {
        let name = next.trim().strip_suffix(';')?.rsplit(' ').next()?;
        next.contains("mod ").then(|| format!("{folder}/{name}"))
    });
    names.collect()
}

/// `text` without the lines that are comments and without what stands under `#[cfg(test)]`, which
/// ends where its first line's indentation comes back with a closing brace.
pub fn code(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            let end = format!("{}}}", &line[..line.len() - line.trim_start().len()]);
            // Further attributes, then one line, or lines up to the brace.
            let mut opened = false;
            for line in lines.by_ref() {
                opened |= line.ends_with('{');
                let whole = !opened && !line.trim().starts_with("#[") && line.ends_with(';');
                if whole || (opened && line == end) {
                    break;
                }
            }
        } else if !line.trim_start().starts_with("//") {
            let _ = writeln!(code, "{line}");
        }
    }
    code
}
