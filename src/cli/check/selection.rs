//! The words that name rules: a code, a name, or the letter of a family.

use crate::check::{self, rules};
use crate::lang::{Message, nearest};
use crate::rule::Rule;

/// Whether `word` names this rule or its family.
pub(super) fn is_rule(word: &str, rule: &Rule) -> bool {
    word.eq_ignore_ascii_case(rule.code)
        || word == rule.name
        || (word.len() == 1 && rule.code.starts_with(&word.to_ascii_uppercase()))
}

/// Whether `word` names a rule about changes, alone.
pub(super) fn is_about_changes(word: &str) -> bool {
    let named = rules::find(word);
    named.is_some_and(|check| matches!(check.run, check::Run::Change(_)))
}

/// Whether `word` names any rule.
pub(super) fn names_rule(word: &str) -> bool {
    rules::ALL.iter().any(|check| is_rule(word, check.rule))
}

/// No rule is called `word`; the nearest one.
pub(in crate::cli) fn unknown_rule(word: &str) -> Message {
    let names = rules::ALL
        .iter()
        .flat_map(|check| [check.rule.code, check.rule.name]);
    match nearest(word, names) {
        Some(near) => Message::new(
            format!("ingen regel heter \"{word}\": menade du {near}?"),
            format!("no rule is called \"{word}\": did you mean {near}?"),
        ),
        None => Message::new(
            format!("ingen regel heter \"{word}\"; `samverkan rules` visar dem som finns"),
            format!("no rule is called \"{word}\"; `samverkan rules` shows those there are"),
        ),
    }
}
