//! Every rule: one file each, and the list of them.

pub mod chair_not_alternated;
pub mod chair_term_too_long;
pub mod chairs_from_one_side;
pub mod co_opted_as_member;
pub mod decision_without_quorum;
pub mod item_empty;
pub mod listed_twice;
pub mod meeting_chair_absent;
pub mod member_unaccounted;
pub mod not_quorate;
pub mod party_not_represented;
pub mod quorum_lost;
pub mod reading;
pub mod seat_vacant;
pub mod secretary_missing;
pub mod substitute_beside_member;
pub mod too_many_representatives;
pub mod unknown_party;
pub mod unknown_person;
pub mod waiver_expired;
pub mod waiver_unused;
pub mod waiver_without_reason;
pub mod wrong_party;

use super::{Check, Example};

/// Every rule, in the order of the codes.
pub static ALL: &[&Check] = &[
    &reading::FRONT_MATTER_MISSING,
    &reading::FRONT_MATTER_INVALID,
    &reading::UNKNOWN_KEY,
    &reading::VALUE_INVALID,
    &reading::KEY_MISSING,
    &reading::MISPLACED_FILE,
    &reading::DUPLICATE_PROTOCOL,
    &reading::UNKNOWN_BODY,
    &reading::UNREADABLE_TEXT,
    &unknown_person::CHECK,
    &unknown_party::CHECK,
    &substitute_beside_member::CHECK,
    &too_many_representatives::CHECK,
    &party_not_represented::CHECK,
    &listed_twice::CHECK,
    &co_opted_as_member::CHECK,
    &member_unaccounted::CHECK,
    &wrong_party::CHECK,
    &not_quorate::CHECK,
    &quorum_lost::CHECK,
    &decision_without_quorum::CHECK,
    &chairs_from_one_side::CHECK,
    &chair_not_alternated::CHECK,
    &chair_term_too_long::CHECK,
    &meeting_chair_absent::CHECK,
    &secretary_missing::CHECK,
    &seat_vacant::CHECK,
    &item_empty::CHECK,
    &waiver_unused::CHECK,
    &waiver_expired::CHECK,
    &waiver_without_reason::CHECK,
];

/// The rule with this code or name.
pub fn find(word: &str) -> Option<&'static Check> {
    ALL.iter()
        .find(|check| check.rule.code.eq_ignore_ascii_case(word) || check.rule.name == word)
        .copied()
}

/// The files that stand beside every example, unless it has a file of the same path. Bodies have
/// no rules here: an example that is about one brings its own `organ/lsg.yaml`.
pub static BASE: &[Example] = &[
    Example {
        path: "samverkan.yaml",
        text: "\
namn: Samverkan i Exempellän
huvudmän:
  - {namn: Region Exempel, slag: region, alias: [Regionen]}
  - {namn: Almby kommun, slag: kommun}
  - {namn: Berga kommun, slag: kommun}
  - {namn: Dala kommun, slag: kommun}
",
    },
    Example {
        path: "organ/lsg.yaml",
        text: "\
kod: LSG
namn: Länssamverkansgruppen
rapporterar-till: SVO
",
    },
    Example {
        path: "organ/svo.yaml",
        text: "\
kod: SVO
namn: Samråd vård och omsorg
",
    },
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use super::*;
    use crate::archive::{Memory, load_from};
    use crate::check::{Context, Run, run};

    /// The codes found in an example, each once.
    fn codes(example: &[Example]) -> Vec<&'static str> {
        let mut texts: BTreeMap<&str, &str> = BTreeMap::new();
        for file in BASE.iter().chain(example) {
            texts.insert(file.path, file.text);
        }
        let files = Memory::new(texts);
        let archive = load_from(&files, &Default::default());
        let context = Context {
            archive: &archive,
            files: &files,
            day: "2026-06-01".parse().unwrap(),
            before: None,
        };
        let mut codes: Vec<&str> = run(&context)
            .findings
            .iter()
            .map(|finding| finding.rule.code)
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    #[test]
    fn every_bad_example_is_found_and_every_good_one_is_silent() {
        let mut wrong = Vec::new();
        for check in ALL {
            if matches!(check.run, Run::Change(_)) {
                continue;
            }
            let code = check.rule.code;
            assert!(
                !check.bad.is_empty() && !check.good.is_empty(),
                "{code} has no examples"
            );
            let mut expected: Vec<&str> = check.also.to_vec();
            expected.push(code);
            expected.sort_unstable();
            let found = codes(check.bad);
            if found != expected {
                wrong.push(format!(
                    "{code} bad: expected {expected:?}, found {found:?}"
                ));
            }
            let found = codes(check.good);
            if !found.is_empty() {
                wrong.push(format!("{code} good: found {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn codes_and_names_are_unique_and_sorted() {
        let mut names = HashSet::new();
        let family = |code: &str| "FNQPIBJSLDU".find(&code[..1]);
        for pair in ALL.windows(2) {
            let (a, b) = (pair[0].rule.code, pair[1].rule.code);
            assert!((family(a), a) < (family(b), b), "{a} stands before {b}");
        }
        for check in ALL {
            assert!(names.insert(check.rule.name), "{} twice", check.rule.name);
            let word = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(check.rule.name.chars().all(word), "{}", check.rule.name);
        }
    }

    /// Wording never calls a meeting or a decision illegal or invalid.
    #[test]
    fn no_rule_judges_what_it_may_not() {
        for check in ALL {
            for text in [check.rule.title, check.rule.why] {
                let both = format!("{} {}", text.sv, text.en).to_lowercase();
                for word in [
                    "olaglig",
                    "lagstridig",
                    "illegal",
                    "unlawful",
                    "ogiltigt beslut",
                    "invalid decision",
                ] {
                    assert!(!both.contains(word), "{}: {word}", check.rule.code);
                }
            }
        }
    }
}
