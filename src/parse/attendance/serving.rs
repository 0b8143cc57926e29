//! Who serves for whom: `tjg ers för N.N.`, `ersätter N.N.`, `ej tjg`.

use std::ops::Range;

use crate::parse::words::lower;

/// What a phrase says of serving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Serving {
    /// Whether the substitute serves.
    pub serves: bool,
    /// Whose seat it is.
    pub instead_of: Option<Range<usize>>,
    /// What comes after the name.
    pub rest: Option<Range<usize>>,
}

/// Phrases of a substitute who is there without serving.
const NOT_SERVING: &[&str] = &[
    "ej tjänstgörande ersättare",
    "icke tjänstgörande ersättare",
    "ej tjänstgörande",
    "ej tjg ers",
    "ej tjg. ers",
    "ej tjg",
    "ej tjänstg",
    "närvarande ersättare",
    "icke tjg",
];

/// Phrases of a substitute who serves, before an optional `för N.N.`.
const SERVING: &[&str] = &[
    "tjänstgörande ersättare",
    "tjänstg. ersättare",
    "tjänstgör",
    "tjänstgörande",
    "tjg. ers.",
    "tjg ers.",
    "tjg ers",
    "tjg. ers",
    "tjg.",
    "tjg",
    "tj.g.",
    "ersätter",
    "ersättare för",
    "ersättare",
    "ers. för",
    "ers för",
    "ers.",
    "ers",
    "i stället för",
    "istället för",
    "för",
];

/// Reads a segment that is a phrase of serving.
pub(super) fn read(text: &str, range: Range<usize>) -> Option<Serving> {
    let lowered = lower(&text[range.clone()]);
    if let Some(phrase) = NOT_SERVING.iter().find(|phrase| begins(&lowered, phrase)) {
        let rest = super::trim(text, range.start + phrase.len()..range.end);
        return Some(Serving {
            serves: false,
            instead_of: None,
            rest: (!rest.is_empty()).then_some(rest),
        });
    }
    let phrase = SERVING.iter().find(|phrase| begins(&lowered, phrase))?;
    let tail = super::trim(text, range.start + phrase.len()..range.end);
    let tail_text = &text[tail.clone()];
    let name = match tail_text.strip_prefix("för ") {
        Some(name) => tail.end - name.len()..tail.end,
        None if phrase.ends_with("för") || *phrase == "ersätter" => tail.clone(),
        None => tail.end..tail.end,
    };
    let serves_alone = phrase.starts_with("tj");
    if name.is_empty() {
        // A lone "ersättare" is a role.
        return serves_alone.then(|| Serving {
            serves: true,
            instead_of: None,
            rest: (!tail.is_empty()).then_some(tail),
        });
    }
    if !text[name.clone()].starts_with(char::is_uppercase) {
        return None;
    }
    let end = super::presence::phrase_start(text, name.clone()).unwrap_or(name.end);
    let rest = super::trim(text, end..name.end);
    let name = super::trim(text, name.start..end);
    Some(Serving {
        serves: true,
        instead_of: Some(name),
        rest: (!rest.is_empty()).then_some(rest),
    })
}

/// Where a phrase of serving begins within a segment that begins with a name.
pub(super) fn phrase_start(text: &str, range: Range<usize>) -> Option<usize> {
    let lowered = lower(&text[range.clone()]);
    NOT_SERVING
        .iter()
        .chain(SERVING)
        .filter_map(|phrase| {
            let at = word_at(&lowered, phrase)?;
            let tail = &lowered[at + phrase.len()..];
            (!tail.starts_with(char::is_alphanumeric)).then_some(range.start + at)
        })
        .min()
}

/// Where `phrase` stands after a space.
pub(super) fn word_at(lowered: &str, phrase: &str) -> Option<usize> {
    lowered
        .match_indices(phrase)
        .map(|(at, _)| at)
        .find(|&at| at > 0 && lowered.as_bytes()[at - 1] == b' ')
}

fn begins(lowered: &str, phrase: &str) -> bool {
    lowered
        .strip_prefix(phrase)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
