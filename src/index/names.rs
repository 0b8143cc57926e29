//! What the pages are called: ASCII, and different where upper and lower case are one.

use std::collections::{HashMap, HashSet};

use crate::archive::Archive;

pub(super) const OVERVIEW: &str = "INDEX.md";
pub(super) const STRUCTURE: &str = "ORGAN.md";
pub(super) const DECISIONS: &str = "BESLUT.md";
pub(super) const ASSIGNMENTS: &str = "BALANSLISTA.md";
pub(super) const RECOMMENDATIONS: &str = "REKOMMENDATIONER.md";
pub(super) const ATTENDANCE: &str = "NARVARO.md";

/// What a page may begin with: the words above, before `.md`, `-` or `.`.
const STEMS: [&str; 6] = [
    "INDEX",
    "ORGAN",
    "BESLUT",
    "BALANSLISTA",
    "REKOMMENDATIONER",
    "NARVARO",
];

/// The part of a code that its page bears at most, in bytes.
const CODE_MAX: usize = 60;

/// Whether a page could be called that, in any case.
pub fn may_be_page(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    let Some(stem) = upper.strip_suffix(".MD") else {
        return false;
    };
    STEMS.iter().any(|word| {
        stem.strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
    })
}

/// The page of each body, by code.
pub(super) fn of_bodies(archive: &Archive) -> HashMap<&str, String> {
    let mut taken = HashSet::new();
    let bodies = archive.collaboration.bodies.iter();
    bodies
        .map(|body| {
            let code = body.code.value.as_str();
            let plain = plain(code);
            let mut name = format!("ORGAN-{plain}.md");
            let mut number = 2;
            while !taken.insert(name.to_ascii_uppercase()) {
                name = format!("ORGAN-{plain}-{number}.md");
                number += 1;
            }
            (code, name)
        })
        .collect()
}

/// `code` with nothing but ASCII letters, digits, `_` and `-`.
fn plain(code: &str) -> String {
    let sign = |c: char| match c {
        'Å' | 'Ä' => 'A',
        'å' | 'ä' => 'a',
        'Ö' => 'O',
        'ö' => 'o',
        c if c.is_ascii_alphanumeric() || c == '_' => c,
        _ => '-',
    };
    code.chars().take(CODE_MAX).map(sign).collect()
}

/// The name of part `number` (from 1) of the page called `first`: `BESLUT-2023.2.md`. The first
/// part has the name itself.
pub(super) fn part(first: &str, number: usize) -> String {
    match (number, first.strip_suffix(".md")) {
        (2.., Some(stem)) => format!("{stem}.{number}.md"),
        _ => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Memory, Options, load_from};

    #[test]
    fn pages_of_bodies_are_ascii_and_differ_where_case_does_not_count() {
        let long = format!("kod: {}\n", "X".repeat(300));
        let archive = load_from(
            &Memory::new([
                ("samverkan.yaml", "namn: Prov\n"),
                ("organ/a.yaml", "kod: LSG\n"),
                ("organ/b.yaml", "kod: lsg\n"),
                ("organ/c.yaml", "kod: Vård/omsorg\n"),
                ("organ/d.yaml", "kod: Vard-omsorg\n"),
                ("organ/e.yaml", &long),
            ]),
            &Options::default(),
        );
        let names = of_bodies(&archive);
        // One code in two cases is one body.
        assert_eq!(names.len(), archive.collaboration.bodies.len());
        let unlike: HashSet<String> = names.values().map(|name| name.to_lowercase()).collect();
        assert_eq!(unlike.len(), names.len());
        for name in names.values() {
            assert!(
                name.is_ascii() && name.len() < 80 && may_be_page(name),
                "{name}"
            );
            assert!(!name.contains(['/', '\\']), "{name}");
        }
        assert_eq!(names["Vård/omsorg"], "ORGAN-Vard-omsorg-2.md");
    }

    #[test]
    fn pages_are_known_by_their_names() {
        for name in [
            OVERVIEW,
            STRUCTURE,
            DECISIONS,
            ASSIGNMENTS,
            RECOMMENDATIONS,
            ATTENDANCE,
        ] {
            assert!(may_be_page(name) && may_be_page(&name.to_lowercase()));
            assert!(may_be_page(&part(name, 2)));
        }
        for name in [
            "README.md",
            "BESLUT.txt",
            "ORGANISATION.md",
            "BESLUTSFATTARE.md",
            "a.md",
            "",
        ] {
            assert!(!may_be_page(name), "{name}");
        }
        assert_eq!(part("BESLUT-2023.md", 1), "BESLUT-2023.md");
        assert_eq!(part("BESLUT-2023.md", 3), "BESLUT-2023.3.md");
    }
}
