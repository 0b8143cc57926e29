//! The names of bodies in running text, right and wrong.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::prose;
use crate::lang::fold;
use crate::model::Collaboration;

/// A name that is written wrongly.
#[derive(Clone, Debug)]
pub struct Wrong<'a> {
    /// Where in the text.
    pub range: Range<usize>,
    /// The code of the body that is meant.
    pub code: &'a str,
    /// What it is called.
    pub name: &'a str,
}

/// How the bodies of an archive may and may not be written.
#[derive(Debug, Default)]
pub struct Spellings<'a> {
    /// Names, codes and aliases, folded: what is right.
    right: HashSet<String>,
    /// Listed misspellings, folded, by their first word.
    listed: HashMap<String, Vec<(String, Meant<'a>)>>,
    /// Names and aliases in words, folded, by their first letter: what something may be close to.
    close: HashMap<char, Vec<(Vec<String>, Meant<'a>)>>,
    /// What any of these begins with, in small letters: most words are none of them.
    beginnings: HashSet<[char; BEGINNING]>,
    /// The most words of any of these.
    words_max: usize,
}

#[derive(Clone, Copy, Debug)]
struct Meant<'a> {
    code: &'a str,
    name: &'a str,
}

/// So many letters are right even in a misspelled name.
const BEGINNING: usize = 3;
/// Shorter words are close to too many others.
const LETTERS_MIN: usize = 10;
/// Words of a longer name may be this short.
const PART_LETTERS_MIN: usize = 4;
/// A difference in so many last letters is an inflection: gruppen, gruppens, grupper.
const ENDING: usize = 3;

impl<'a> Spellings<'a> {
    /// Reads the names once.
    pub fn new(collaboration: &'a Collaboration) -> Spellings<'a> {
        let mut out = Spellings::default();
        for body in &collaboration.bodies {
            let meant = Meant {
                code: &body.code.value,
                name: &body.name.value,
            };
            out.right.insert(fold(&body.code.value));
            for spelling in std::iter::once(&body.name).chain(&body.aliases) {
                out.add(&spelling.value, meant);
            }
            for spelling in &body.misspellings {
                let folded = fold(&spelling.value);
                let Some(first) = prose::words(&folded).next() else {
                    continue;
                };
                out.words_max = out.words_max.max(prose::words(&folded).count());
                out.beginnings.extend(beginning(&folded));
                let first = folded[first].to_owned();
                out.listed.entry(first).or_default().push((folded, meant));
            }
        }
        for body in &collaboration.external_bodies {
            let meant = Meant {
                code: &body.code.value,
                name: &body.name.value,
            };
            out.right.insert(fold(&body.code.value));
            for spelling in std::iter::once(&body.name).chain(&body.aliases) {
                out.add(&spelling.value, meant);
            }
        }
        // The longest first, so that `Läns gemensam ledning` doesn't hide what follows it.
        for listed in out.listed.values_mut() {
            listed.sort_by_key(|(folded, _)| std::cmp::Reverse(folded.len()));
        }
        out
    }

    fn add(&mut self, spelling: &str, meant: Meant<'a>) {
        let folded = fold(spelling);
        let words: Vec<String> = prose::words(&folded)
            .map(|word| folded[word].to_owned())
            .collect();
        self.words_max = self.words_max.max(words.len() + 1);
        self.beginnings.extend(beginning(&folded));
        if let Some(first) = folded
            .chars()
            .next()
            .filter(|_| letters(&folded) >= LETTERS_MIN)
        {
            self.close.entry(first).or_default().push((words, meant));
        }
        self.right.insert(folded);
    }

    /// Whether there is nothing to compare with.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.close.is_empty()
    }

    /// The wrong names in a text, from left to right.
    pub fn wrong_in(&self, text: &str) -> Vec<Wrong<'a>> {
        let words: Vec<Range<usize>> = prose::words(text).collect();
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let word = &text[words[at].clone()];
            if !beginning(word).is_some_and(|letters| self.beginnings.contains(&letters)) {
                at += 1;
                continue;
            }
            let begins_upper = word.starts_with(char::is_uppercase);
            let first = fold(word);
            let listed = self.listed.contains_key(&first)
                || first
                    .strip_suffix('s')
                    .is_some_and(|first| self.listed.contains_key(first));
            let Some(letter) = first.chars().next().filter(|_| listed || begins_upper) else {
                at += 1;
                continue;
            };
            if let Some(count) = self.right_at(text, &words[at..]) {
                at += count;
            } else if let Some((count, meant)) = self.listed_at(text, &words[at..]).or_else(|| {
                begins_upper
                    .then(|| self.close_at(text, &words[at..], letter))
                    .flatten()
            }) {
                out.push(Wrong {
                    range: words[at].start..words[at + count - 1].end,
                    code: meant.code,
                    name: meant.name,
                });
                at += count;
            } else {
                at += 1;
            }
        }
        out
    }

    /// How many words from here on are a right name; the longest.
    fn right_at(&self, text: &str, words: &[Range<usize>]) -> Option<usize> {
        (1..=self.words_max.min(words.len())).rev().find(|&count| {
            let whole = fold(&text[words[0].start..words[count - 1].end]);
            self.right.contains(&whole)
                || whole
                    .strip_suffix('s')
                    .is_some_and(|whole| self.right.contains(whole))
        })
    }

    fn listed_at(&self, text: &str, words: &[Range<usize>]) -> Option<(usize, Meant<'a>)> {
        let first = fold(&text[words[0].clone()]);
        let genitive = first.strip_suffix('s');
        let listed = self
            .listed
            .get(&first)
            .or_else(|| self.listed.get(genitive?))?;
        listed.iter().find_map(|(form, meant)| {
            let count = prose::words(form).count();
            let last = words.get(count - 1)?;
            let whole = fold(&text[words[0].start..last.end]);
            let is_form = whole == *form || whole.strip_suffix('s') == Some(form);
            is_form.then_some((count, *meant))
        })
    }

    fn close_at(
        &self,
        text: &str,
        words: &[Range<usize>],
        first: char,
    ) -> Option<(usize, Meant<'a>)> {
        self.close.get(&first)?.iter().find_map(|(name, meant)| {
            let count = close(text, words, name)?;
            Some((count, *meant))
        })
    }
}

/// How many words are `name` but for one letter, a hyphen or a space.
fn close(text: &str, words: &[Range<usize>], name: &[String]) -> Option<usize> {
    // The same letters, otherwise divided.
    let whole: String = name.concat().replace('-', "");
    for count in [name.len(), name.len() + 1] {
        let Some(last) = words.get(count - 1) else {
            continue;
        };
        let slice = &text[words[0].start..last.end];
        let near = slice.len() <= whole.len() + 2 * count;
        if !near || slice.contains(['\n', '/', '.', ',', ';', ':', '(', ')', '|', '*']) {
            continue;
        }
        let squeezed: String = fold(slice)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        let divided = fold(slice) != name.join(" ");
        if divided && (squeezed == whole || squeezed.strip_suffix('s') == Some(&whole)) {
            return Some(count);
        }
    }
    // One letter in one word.
    let mut differ = 0;
    for (at, part) in name.iter().enumerate() {
        let range = words.get(at)?;
        if at > 0 && !text[words[at - 1].end..range.start].trim().is_empty() {
            return None;
        }
        let word = &text[range.clone()];
        if word.len().abs_diff(part.len()) > 3 {
            return None;
        }
        let word = fold(word);
        if word == *part {
            continue;
        }
        let min = if name.len() == 1 {
            LETTERS_MIN
        } else {
            PART_LETTERS_MIN
        };
        if letters(part) < min || !is_slip(&word, part) {
            return None;
        }
        differ += 1;
    }
    (differ == 1).then_some(name.len())
}

/// Whether two words differ in one letter that isn't part of an ending.
fn is_slip(a: &str, b: &str) -> bool {
    if strsim::osa_distance(a, b) != 1 {
        return false;
    }
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let shortest = letters(a).min(letters(b));
    // Behind the slip the words go on alike, or it stands well before the end.
    let tail = |text: &str| text.chars().rev().take(2).collect::<Vec<_>>();
    same + ENDING < shortest || (same + 1 < shortest && tail(a) == tail(b))
}

/// The first letters of a word, in small letters; `None` for a shorter word.
fn beginning(word: &str) -> Option<[char; BEGINNING]> {
    let mut letters = ['\0'; BEGINNING];
    let mut word = word.chars();
    for letter in &mut letters {
        let written = word.next()?;
        *letter = written.to_lowercase().next().unwrap_or(written);
    }
    Some(letters)
}

fn letters(text: &str) -> usize {
    text.chars().count()
}
