//! Every rule: one file each, and the list of them.

pub mod adjuster_missing;
pub mod agreement_follow_up_due;
pub mod approval_withdrawn;
pub mod approved_late;
pub mod approved_without_signatures;
pub mod assignment_overdue;
pub mod assignment_without_due_date;
pub mod assignment_without_receiver;
pub mod attachment_unnumbered;
pub mod body_spelled_differently;
pub mod broken_link;
pub mod chair_not_alternated;
pub mod chair_term_too_long;
pub mod chairs_from_one_side;
pub mod changed_after_approval;
pub mod closes_unknown;
pub mod co_opted_as_member;
pub mod contact_detail;
pub mod date_unreadable;
pub mod decision_id_collides;
pub mod decision_in_unexpected_place;
pub mod decision_without_clause;
pub mod decision_without_quorum;
pub mod document_not_attached;
pub mod due_before_meeting;
pub mod earlier_decision_unreferenced;
pub mod election_not_in_member_list;
pub mod import_unchecked;
pub mod item_empty;
pub mod item_not_in_summons;
pub mod listed_twice;
pub mod matter_not_received;
pub mod meeting_chair_absent;
pub mod member_unaccounted;
pub mod name_spelled_differently;
pub mod needs_line_decision;
pub mod next_meeting_differs;
pub mod not_quorate;
pub mod number_missing;
pub mod number_repeated;
pub mod party_not_represented;
pub mod party_spelled_differently;
pub mod personal_identity_number;
pub mod placeholder_left;
pub mod planned_meeting_without_protocol;
pub mod presence_range_invalid;
pub mod presenter_not_listed;
pub mod previous_protocol_not_handled;
pub mod private_person_named;
pub mod quorum_lost;
pub mod range_differs;
pub mod reading;
pub mod recommendation_unanswered;
pub mod recused_but_counted;
pub mod remit_not_revised;
pub mod seal_differs;
pub mod seat_vacant;
pub mod secretary_missing;
pub mod signature_id;
pub mod signer_differs;
pub mod standing_item_missing;
pub mod substitute_beside_member;
pub mod tag_contradicted;
pub mod text_contradicts_clause;
pub mod too_many_representatives;
pub mod unknown_party;
pub mod unknown_person;
pub mod vote_does_not_add_up;
pub mod waiver_expired;
pub mod waiver_unused;
pub mod waiver_without_reason;
pub mod weekday_differs;
pub mod written_decision_not_reported;
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
    &placeholder_left::CHECK,
    &broken_link::CHECK,
    &reading::UNREADABLE_TEXT,
    &import_unchecked::CHECK,
    &unknown_person::CHECK,
    &unknown_party::CHECK,
    &substitute_beside_member::CHECK,
    &too_many_representatives::CHECK,
    &party_not_represented::CHECK,
    &listed_twice::CHECK,
    &co_opted_as_member::CHECK,
    &member_unaccounted::CHECK,
    &presence_range_invalid::CHECK,
    &presenter_not_listed::CHECK,
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
    &number_missing::CHECK,
    &number_repeated::CHECK,
    &range_differs::CHECK,
    &item_empty::CHECK,
    &tag_contradicted::CHECK,
    &attachment_unnumbered::CHECK,
    &standing_item_missing::CHECK,
    &decision_in_unexpected_place::CHECK,
    &item_not_in_summons::CHECK,
    &decision_without_clause::CHECK,
    &assignment_without_receiver::CHECK,
    &assignment_without_due_date::CHECK,
    &due_before_meeting::CHECK,
    &needs_line_decision::CHECK,
    &decision_id_collides::CHECK,
    &vote_does_not_add_up::CHECK,
    &recused_but_counted::CHECK,
    &recommendation_unanswered::CHECK,
    &document_not_attached::CHECK,
    &earlier_decision_unreferenced::CHECK,
    &text_contradicts_clause::CHECK,
    &adjuster_missing::CHECK,
    &signer_differs::CHECK,
    &approved_late::CHECK,
    &approved_without_signatures::CHECK,
    &changed_after_approval::CHECK,
    &approval_withdrawn::CHECK,
    &seal_differs::CHECK,
    &next_meeting_differs::CHECK,
    &previous_protocol_not_handled::CHECK,
    &assignment_overdue::CHECK,
    &closes_unknown::CHECK,
    &remit_not_revised::CHECK,
    &matter_not_received::CHECK,
    &agreement_follow_up_due::CHECK,
    &planned_meeting_without_protocol::CHECK,
    &election_not_in_member_list::CHECK,
    &written_decision_not_reported::CHECK,
    &name_spelled_differently::CHECK,
    &body_spelled_differently::CHECK,
    &party_spelled_differently::CHECK,
    &weekday_differs::CHECK,
    &date_unreadable::CHECK,
    &personal_identity_number::CHECK,
    &contact_detail::CHECK,
    &signature_id::CHECK,
    &private_person_named::CHECK,
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
    use crate::check::{Before, Context, Run, run};

    /// The files of an example, with those that stand beside it.
    fn files(example: &[Example]) -> Memory {
        let mut texts: BTreeMap<&str, &str> = BTreeMap::new();
        for file in BASE.iter().chain(example) {
            texts.insert(file.path, file.text);
        }
        Memory::new(texts)
    }

    /// The codes found in an example of a rule, each once.
    fn codes(check: &Check, example: &[Example]) -> Vec<&'static str> {
        let files_now = files(example);
        let archive = load_from(&files_now, &Default::default());
        let was = match &check.run {
            Run::Change(change) => Some(load_from(&files(change.before), &Default::default())),
            _ => None,
        };
        let before = was.as_ref().map(|was| Before::new(was, &archive));
        let context = Context {
            archive: &archive,
            files: &files_now,
            day: "2026-06-01".parse().unwrap(),
            before: before.as_ref(),
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
            let code = check.rule.code;
            assert!(
                !check.bad.is_empty() && !check.good.is_empty(),
                "{code} has no examples"
            );
            let mut expected: Vec<&str> = check.also.to_vec();
            expected.push(code);
            expected.sort_unstable();
            let found = codes(check, check.bad);
            if found != expected {
                wrong.push(format!(
                    "{code} bad: expected {expected:?}, found {found:?}"
                ));
            }
            let found = codes(check, check.good);
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
