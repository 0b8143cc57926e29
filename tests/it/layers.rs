//! Imports point one way, and each package and each touch of the world has one home. The tables
//! say who may; a module or a package without a row fails.
//!
//! Tests inside `src/` are free: what is under `#[cfg(test)]` is left out.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::source::{code, sources, test_modules};

/// Every module of the crate, in reading order, with the modules it may import.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("lang", &[]),
    ("rule", &["lang"]),
    ("finding", &["text", "lang", "rule"]),
    ("yaml", &["text"]),
    ("model", &["text", "lang", "rule"]),
    (
        "parse",
        &["text", "lang", "rule", "finding", "yaml", "model"],
    ),
    ("import", &["text", "lang", "yaml", "model", "parse"]),
    (
        "archive",
        &["text", "lang", "rule", "finding", "yaml", "model", "parse"],
    ),
    (
        "approval",
        &["text", "lang", "yaml", "model", "parse", "archive"],
    ),
    ("output", &["text", "lang", "rule", "finding"]),
    ("query", &["text", "lang", "model", "archive", "output"]),
    (
        "check",
        &[
            "text", "lang", "rule", "finding", "yaml", "model", "parse", "archive", "approval",
        ],
    ),
    (
        "diff",
        &[
            "text", "lang", "finding", "model", "parse", "archive", "output", "check",
        ],
    ),
    (
        "document",
        &[
            "text", "lang", "model", "parse", "archive", "output", "check",
        ],
    ),
    ("plan", &["text"]),
    (
        "repair",
        &[
            "text", "lang", "finding", "yaml", "parse", "archive", "check", "plan",
        ],
    ),
    (
        "index",
        &[
            "text", "lang", "model", "parse", "archive", "output", "query", "plan",
        ],
    ),
    (
        "scaffold",
        &["text", "lang", "yaml", "model", "parse", "archive", "plan"],
    ),
    (
        "export",
        &[
            "text", "lang", "rule", "finding", "model", "parse", "archive", "output", "diff",
            "document",
        ],
    ),
    (
        "cli",
        &[
            "text", "lang", "rule", "finding", "yaml", "model", "import", "archive", "approval",
            "output", "query", "check", "diff", "document", "plan", "repair", "scaffold", "index",
            "export",
        ],
    ),
];

/// Every package of `[dependencies]`, as the code calls it, with its homes: paths below `src/`, a
/// folder with all that is in it.
const PACKAGES: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["output/findings/"]),
    ("anyhow", &["cli/"]),
    (
        "chrono",
        &[
            "model/",
            "parse/",
            "import/",
            "archive/",
            "approval/",
            "output/",
            "query/",
            "check/",
            "repair/",
            "scaffold/",
            "index/",
            "document/",
            "export/",
            "cli/",
        ],
    ),
    ("clap", &["cli/"]),
    ("comfy_table", &["output/table.rs"]),
    ("csv", &["output/csv.rs", "import/members/separated.rs"]),
    ("hayro_interpret", &["import/pdf/library.rs"]),
    ("html5gum", &["import/html.rs"]),
    (
        "maud",
        &[
            "output/html.rs",
            "output/page.rs",
            "output/heatmap.rs",
            "output/matrix/page.rs",
            "export/document_html.rs",
        ],
    ),
    ("pulldown_cmark", &["parse/markdown.rs", "parse/prose.rs"]),
    ("quick_xml", &["output/findings/junit.rs", "import/xml.rs"]),
    (
        "rayon",
        &[
            "archive/load.rs",
            "check/mod.rs",
            "query/search/",
            "cli/import/",
            "index/links.rs",
        ],
    ),
    (
        "regex",
        &[
            "parse/vocabulary.rs",
            "query/filter/",
            "query/search/",
            "index/anchors.rs",
        ],
    ),
    ("saphyr_parser", &["yaml/events.rs"]),
    ("serde", &["output/", "export/"]),
    (
        "serde_json",
        &["output/", "export/", "check/baseline.rs", "cli/"],
    ),
    ("serde_yaml", &["yaml/"]),
    ("sha2", &["finding.rs", "approval/seal.rs", "import/mod.rs"]),
    ("similar", &["plan.rs", "diff/words.rs"]),
    (
        "strsim",
        &["lang/", "check/spellings.rs", "output/listing.rs"],
    ),
    ("terminal_size", &["cli/env.rs"]),
    (
        "unicode_normalization",
        &[
            "finding.rs",
            "check/baseline.rs",
            "check/prose.rs",
            "approval/",
            "check/substance.rs",
            "lang/",
            "parse/",
            "import/text.rs",
            "output/sort.rs",
            "query/filter/",
        ],
    ),
    (
        "unicode_width",
        &["output/", "query/filter/error.rs", "cli/help.rs"],
    ),
    ("walkdir", &["archive/scan.rs", "cli/apply.rs"]),
    ("zip", &["import/package.rs"]),
];

/// What touches the world, and where it may: clock, environment, streams and all writing in
/// `cli/`, reading of the archive's files in `archive/` alone.
const TOUCHES: &[(&str, &[&str])] = &[
    ("std::env", &["cli/"]),
    ("std::fs", &["archive/load.rs", "cli/"]),
    ("std::net", &[]),
    ("std::process", &["main.rs", "archive/history/", "cli/"]),
    ("std::thread", &["archive/load.rs", "cli/pdf/child.rs"]),
    ("std::time", &["cli/"]),
    ("Instant::now", &["cli/"]),
    ("SystemTime", &["cli/"]),
    ("Local::now", &["cli/env.rs"]),
    ("Utc::now", &[]),
    ("print!(", &[]),
    ("println!(", &[]),
    ("eprint!(", &[]),
    ("eprintln!(", &[]),
    ("dbg!(", &[]),
    ("stdin()", &["cli/"]),
    ("stdout()", &["cli/"]),
    ("stderr()", &["cli/"]),
    ("fs::write", &["cli/"]),
    ("fs::rename", &["cli/"]),
    ("fs::remove", &["cli/"]),
    ("fs::create", &["cli/"]),
    ("File::create", &["cli/"]),
    ("OpenOptions", &["cli/"]),
    (".exists()", &["archive/", "cli/"]),
    (".is_file()", &["archive/", "cli/"]),
];

/// The module of a file: its first folder, or its name; `lib` and `main` are none.
fn module(path: &str) -> Option<&str> {
    let first = path.split('/').next().unwrap().trim_end_matches(".rs");
    (first != "lib" && first != "main").then_some(first)
}

/// The modules that a file's code names: after `crate::`, or after so many `super::` that they
/// lead out of its own.
fn imported(path: &str, code: &str) -> BTreeSet<String> {
    let depth = path.trim_end_matches("/mod.rs").split('/').count();
    let up = "super::".repeat(depth);
    let mut names = BTreeSet::new();
    for root in ["crate::", up.as_str()] {
        for (at, _) in code.match_indices(root) {
            let rest = &code[at + root.len()..];
            if let Some(group) = rest.strip_prefix('{') {
                names.extend(top_of_group(group));
            } else {
                names.insert(word(rest).to_owned());
            }
        }
    }
    names
}

/// The first words of the parts of `a::b, c::{d, e}, f};`.
fn top_of_group(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut depth = 0;
    let mut part = String::new();
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(std::mem::take(&mut part)),
            c => part.push(c),
        }
    }
    names.push(part);
    names
        .iter()
        .map(|part| word(part.trim()).to_owned())
        .collect()
}

/// The word that `text` begins with.
fn word(text: &str) -> &str {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.split(|c| !is_word(c)).next().unwrap()
}

/// Whether `code` names the package: `name::` or `use name;`, and not a module of that name.
fn names_package(code: &str, name: &str) -> bool {
    if code.contains(&format!("mod {name};")) {
        return false;
    }
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back().unwrap_or('\n');
        let after = &code[at + name.len()..];
        let is_path =
            after.starts_with("::") && !before.is_alphanumeric() && !"_:".contains(before);
        is_path || (code[..at].ends_with("use ") && after.starts_with([';', ' ']))
    })
}

fn is_at_home(path: &str, homes: &[&str]) -> bool {
    homes.iter().any(|home| match home.strip_suffix('/') {
        Some(_) => path.starts_with(home),
        None => path == *home,
    })
}

#[test]
fn imports_point_one_way() {
    for (at, (module, may)) in LAYERS.iter().enumerate() {
        for name in *may {
            let below = LAYERS[..at].iter().any(|(other, _)| other == name);
            assert!(below, "{name} stands after {module}, which may import it");
        }
    }
    let mut wrong = String::new();
    let mut seen = BTreeSet::new();
    for (path, code) in sources() {
        let Some(own) = module(&path) else { continue };
        seen.insert(own.to_owned());
        let Some((_, may)) = LAYERS.iter().find(|(name, _)| *name == own) else {
            let _ = writeln!(wrong, "{path}: the module {own} has no row in LAYERS");
            continue;
        };
        for name in imported(&path, &code) {
            let is_module = LAYERS.iter().any(|(module, _)| *module == name);
            if is_module && name != own && !may.contains(&name.as_str()) {
                let _ = writeln!(wrong, "{path}: {own} may not import {name}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    let rows: BTreeSet<String> = LAYERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(seen, rows, "a row without a module");
}

#[test]
fn each_package_stays_at_home() {
    let mut wrong = String::new();
    for (path, code) in sources() {
        for (name, homes) in PACKAGES {
            if names_package(&code, name) && !is_at_home(&path, homes) {
                let _ = writeln!(wrong, "{path}: {name} lives in {homes:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn each_package_has_a_row() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest = fs::read_to_string(manifest).unwrap().replace("\r\n", "\n");
    let listed = manifest
        .split("\n[dependencies]\n")
        .nth(1)
        .expect("dependencies");
    let listed = listed.split("\n[").next().unwrap();
    let listed: BTreeSet<String> = listed
        .lines()
        .filter_map(|line| Some(line.split_once(" = ")?.0.replace('-', "_")))
        .collect();
    let rows: BTreeSet<String> = PACKAGES
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(listed, rows);
}

#[test]
fn only_the_edges_touch_the_world() {
    let mut wrong = String::new();
    for (path, code) in sources() {
        // In a group, `use std::{env, fs}`, the table would not see them.
        if code.contains("use std::{") {
            let _ = writeln!(wrong, "{path}: one `use std::…` a line");
        }
        for (what, homes) in TOUCHES {
            let named = code.match_indices(what).any(|(at, _)| {
                let before = code[..at].chars().next_back().unwrap_or('\n');
                what.starts_with('.') || !(before.is_alphanumeric() || before == '_')
            });
            if named && !is_at_home(&path, homes) {
                let _ = writeln!(wrong, "{path}: `{what}` belongs in {homes:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// ARCHITECTURE.md shows a tree: each line of it is there, and each module has one.
#[test]
fn the_map_is_of_this_tree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let map = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let mut folders: Vec<&str> = Vec::new();
    let mut shown = BTreeSet::new();
    let is_tree = |block: &&str| block.trim_start().starts_with("src/\n");
    let map = map.replace("\r\n", "\n");
    let tree = map.split("```").find(is_tree).expect("a tree");
    for line in tree.lines().filter(|line| !line.trim().is_empty()) {
        let name = line.trim_start();
        let depth = (line.len() - name.len()) / 2;
        let name = name.split(' ').next().unwrap();
        folders.truncate(depth);
        let path = format!("{}{name}", folders.concat());
        assert!(root.join(&path).exists(), "ARCHITECTURE.md shows {path}");
        if name.ends_with('/') {
            folders.push(name);
        }
        shown.insert(path);
    }
    for (module, _) in LAYERS {
        let is_shown = [format!("src/{module}.rs"), format!("src/{module}/")];
        let is_shown = is_shown.iter().any(|path| shown.contains(path));
        assert!(is_shown, "ARCHITECTURE.md lacks {module}");
    }
    for path in map
        .split('`')
        .filter(|word| word.starts_with("src/") && !word.contains('\n'))
    {
        assert!(root.join(path).exists(), "ARCHITECTURE.md names {path}");
    }
}

/// The tests above would be silent if they read nothing.
#[test]
fn code_is_read_as_meant() {
    let text = "use crate::{lang::{self, Text}, text};\n// use crate::yaml;\n#[cfg(test)]\nuse crate::query::sample;\n\
        fn f() { super::super::model::x(); anyhow::Error::new(); }\n\
        #[cfg(test)]\nmod tests {\n    use crate::cli;\n}\nuse crate::rule::Rule;\n";
    let code = code(text);
    let names: Vec<String> = imported("parse/dates/mod.rs", &code).into_iter().collect();
    assert_eq!(names, ["lang", "model", "rule", "text"]);
    assert!(names_package(&code, "anyhow") && !names_package(&code, "rule"));
    assert_eq!(
        test_modules("query/mod.rs", "#[cfg(test)]\nmod sample;\n"),
        ["query/sample"]
    );
    assert_eq!(module("lib.rs"), None);
    assert!(sources().len() > 100);
}
