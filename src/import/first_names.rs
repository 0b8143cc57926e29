//! Common first names in Sweden: they tell a person from an organisation of two words.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::parse::words::lower;

/// In Swedish and in the languages that people in Sweden have their names from; words that Swedish
/// sentences begin with and names of places are left out.
const NAMES: &str = include_str!("first_names.txt");

static SET: LazyLock<HashSet<&str>> = LazyLock::new(|| NAMES.split_whitespace().collect());

/// Whether `word` is a common first name; of a double name, either part.
pub fn is_first_name(word: &str) -> bool {
    let lowered = lower(word.trim_matches(|c: char| !c.is_alphabetic()));
    SET.contains(lowered.as_str())
        || lowered
            .split_once('-')
            .is_some_and(|(first, second)| SET.contains(first) || SET.contains(second))
}
