//! The words of a text, and finding those of a query among them in one pass.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use regex::Regex;

use crate::lang;

/// A shorter word is found only whole: `SIP`, not `sipp`.
const PREFIX_LETTERS_MIN: usize = 4;

/// What is looked for.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// Words that stand in a row.
    Words(Pattern),
    /// A regular expression.
    Regex(Regex),
}

/// Folded words that stand in a row, nothing but signs and space between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    words: Vec<String>,
    /// The last word may go on: `avtal` finds `avtalet`.
    open: bool,
    /// For each number of words found: how many of them still stand when the next one doesn't
    /// (Knuth, Morris, Pratt), so that no text is read twice.
    fallback: Vec<usize>,
}

/// Where something looked for stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Which of those looked for.
    pub wanted: usize,
    /// The bytes of the text.
    pub range: Range<usize>,
    /// All words are whole, not only begun.
    pub whole: bool,
}

impl Pattern {
    /// The words of `text`; `None` where it has none. A quoted phrase ends where it ends; else the
    /// last word, if it is made of four letters or more, may be the beginning of a longer one.
    pub fn new(text: &str, quoted: bool) -> Option<Pattern> {
        let words: Vec<String> = words(text).map(|range| lang::fold(&text[range])).collect();
        let last = words.last()?;
        let open = !quoted
            && last.chars().all(char::is_alphabetic)
            && last.chars().count() >= PREFIX_LETTERS_MIN;
        let fallback = fallback(&words);
        Some(Pattern {
            words,
            open,
            fallback,
        })
    }

    /// Whether `word`, folded, continues a row of `found` words, and is whole.
    fn step(&self, found: usize, word: &str) -> Option<bool> {
        let wanted = &self.words[found];
        let last = found + 1 == self.words.len();
        if word == wanted {
            Some(true)
        } else if last && self.open && word.starts_with(wanted.as_str()) {
            Some(false)
        } else {
            None
        }
    }
}

fn fallback(words: &[String]) -> Vec<usize> {
    let mut fallback = vec![0; words.len()];
    let mut found = 0;
    for at in 1..words.len() {
        fallback[at] = found;
        while found > 0 && words[at] != words[found] {
            found = fallback[found];
        }
        if words[at] == words[found] {
            found += 1;
        }
    }
    fallback
}

/// All that is looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    wanted: Vec<Wanted>,
    /// The first letters of all words looked for: most words of a text are none of them.
    initials: HashSet<char>,
}

impl Search {
    pub fn new(wanted: Vec<Wanted>) -> Search {
        let patterns = wanted.iter().filter_map(|wanted| match wanted {
            Wanted::Words(pattern) => Some(pattern),
            Wanted::Regex(_) => None,
        });
        let initials = patterns
            .flat_map(|pattern| &pattern.words)
            .filter_map(|word| word.chars().next())
            .collect();
        Search { wanted, initials }
    }

    /// Adds each hit in `text` to `hits`, in order of where they begin, and returns how many words
    /// the text has. Linear in the text, for each thing looked for.
    pub fn find(&self, text: &str, hits: &mut Vec<Hit>) -> usize {
        let before = hits.len();
        let mut rows: Vec<Row> = vec![Row::default(); self.wanted.len()];
        let mut count = 0;
        for range in words(text) {
            count += 1;
            let word = &text[range.clone()];
            if self.is_none(word) {
                rows.iter_mut().for_each(|row| row.found = 0);
                continue;
            }
            let word = folded(word);
            for (index, (wanted, row)) in self.wanted.iter().zip(&mut rows).enumerate() {
                let Wanted::Words(pattern) = wanted else {
                    continue;
                };
                if let Some((start, whole)) = row.advance(pattern, &word, range.start) {
                    hits.push(Hit {
                        wanted: index,
                        range: start..range.end,
                        whole,
                    });
                }
            }
        }
        for (index, wanted) in self.wanted.iter().enumerate() {
            let Wanted::Regex(regex) = wanted else {
                continue;
            };
            let found = regex.find_iter(text).filter(|found| !found.is_empty());
            hits.extend(found.map(|found| Hit {
                wanted: index,
                range: found.range(),
                whole: true,
            }));
        }
        hits[before..].sort_by_key(|hit| (hit.range.start, hit.range.end));
        count
    }

    /// Whether a word surely is none of those looked for, by its first letter.
    fn is_none(&self, word: &str) -> bool {
        let mut letters = word.chars();
        let first = letters.next().unwrap_or(' ');
        // A mark that follows would make another letter of it.
        let composed = letters.next().is_none_or(|second| second.is_ascii());
        first.is_ascii() && composed && !self.initials.contains(&first.to_ascii_lowercase())
    }
}

/// How much of a pattern has been found up to a word.
#[derive(Clone, Debug, Default)]
struct Row {
    found: usize,
    /// Where the words found begin, the last of them at the end.
    starts: std::collections::VecDeque<usize>,
}

impl Row {
    /// Reads one word; the beginning of the row and whether its words are whole, where it ends.
    fn advance(&mut self, pattern: &Pattern, word: &str, start: usize) -> Option<(usize, bool)> {
        if pattern.words.len() == 1 {
            return pattern.step(0, word).map(|whole| (start, whole));
        }
        let mut hit = None;
        loop {
            let step = pattern.step(self.found, word);
            let last = self.found + 1 == pattern.words.len();
            match step {
                Some(whole) if last => {
                    let first = self.starts.len() - self.found;
                    hit = hit.or(Some((self.starts[first], whole)));
                }
                Some(_) => {
                    self.found += 1;
                    self.starts.push_back(start);
                    break;
                }
                None => {}
            }
            if self.found == 0 {
                break;
            }
            self.found = pattern.fallback[self.found];
        }
        while self.starts.len() > self.found {
            self.starts.pop_front();
        }
        hit
    }
}

/// `word` as it is compared, without a copy where it is so already.
fn folded(word: &str) -> Cow<'_, str> {
    let plain = word
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    match plain {
        true => Cow::Borrowed(word),
        false => Cow::Owned(lang::fold(word)),
    }
}

/// The places of the words of `text`: letters and digits, with the marks that belong to them.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(char::is_alphanumeric)?;
        let tail = &text[start..];
        let end = tail.find(|letter| !is_part_of_word(letter));
        at = end.map_or(text.len(), |end| start + end);
        Some(start..at)
    })
}

/// Marks of composed letters, and what a word processor leaves within words and nobody sees.
fn is_part_of_word(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hits(text: &str, wanted: &[(&str, bool)]) -> Vec<(String, bool)> {
        let patterns = wanted.iter().map(|(text, quoted)| {
            Wanted::Words(Pattern::new(text, *quoted).expect("the test has words"))
        });
        let mut found = Vec::new();
        Search::new(patterns.collect()).find(text, &mut found);
        found
            .into_iter()
            .map(|hit| (text[hit.range].to_owned(), hit.whole))
            .collect()
    }

    fn found(text: &str, word: &str) -> Vec<String> {
        hits(text, &[(word, false)])
            .into_iter()
            .map(|(hit, _)| hit)
            .collect()
    }

    #[test]
    fn a_word_of_four_letters_finds_longer_ones_and_a_short_word_only_itself() {
        assert_eq!(
            hits("Avtal, avtalet och samverkansavtal.", &[("AVTAL", false)]),
            [("Avtal".to_owned(), true), ("avtalet".to_owned(), false)]
        );
        assert_eq!(
            found("SIP sipp gossip SIP:ar SIP-processen", "sip"),
            ["SIP", "SIP", "SIP"]
        );
        assert_eq!(found("2023 20231", "2023"), ["2023"]);
        assert_eq!(found("avtalet", "avtalets"), [""; 0]);
    }

    #[test]
    fn a_ring_is_no_a_and_composition_makes_no_difference() {
        assert_eq!(
            found("Vård vard VA\u{30a}RD va\u{ad}rd", "vård"),
            ["Vård", "VA\u{30a}RD"]
        );
        assert_eq!(found("vård sam\u{ad}verkan vard", "vard"), ["vard"]);
        assert_eq!(found("sam\u{ad}verkan", "samverkan"), ["sam\u{ad}verkan"]);
        assert_eq!(found("a\u{30a}r", "år"), ["a\u{30a}r"]);
    }

    #[test]
    fn a_phrase_stands_in_a_row_and_a_quoted_one_is_whole() {
        let phrase = ("i samverkan", true);
        assert_eq!(
            hits(
                "i samverkan, i\nsamverkan, i samverkande, i en samverkan",
                &[phrase]
            )
            .len(),
            2
        );
        assert_eq!(found("UPH-medlen UPH och medel", "UPH-medel"), [""; 0]);
        assert_eq!(found("UPH-medlen, UPH–medels", "UPH-medel"), ["UPH–medels"]);
    }

    #[test]
    fn a_phrase_may_begin_within_another_try() {
        assert_eq!(found("a b a b a c", "a b a c"), ["a b a c"]);
        assert_eq!(hits("x x x x", &[("x x", true)]).len(), 3);
        assert_eq!(hits("aaaa aaaab aaaa", &[("aaaa aaaa", false)]).len(), 1);
    }

    #[test]
    fn several_at_once_in_order() {
        let all = hits(
            "medel för SIP och UPH",
            &[("UPH", false), ("SIP", false), ("medel", false)],
        );
        let texts: Vec<&str> = all.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["medel", "SIP", "UPH"]);
    }

    proptest! {
        #[test]
        fn a_phrase_is_found_where_a_slow_search_finds_it(
            text in "[ab ]{0,40}",
            phrase in "[ab]( [ab]){0,3}",
        ) {
            let all: Vec<&str> = text.split_whitespace().collect();
            let wanted: Vec<&str> = phrase.split(' ').collect();
            let slow = all.windows(wanted.len()).filter(|window| **window == wanted[..]).count();
            prop_assert_eq!(hits(&text, &[(&phrase, true)]).len(), slow);
        }

        #[test]
        fn any_text_is_read(text in any::<String>(), word in "[a-zåäö]{1,5}") {
            let pattern = Pattern::new(&word, false).expect("letters are a word");
            let mut found = Vec::new();
            Search::new(vec![Wanted::Words(pattern)]).find(&text, &mut found);
            for hit in found {
                prop_assert!(text.get(hit.range).is_some());
            }
        }
    }
}
