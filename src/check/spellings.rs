//! The names of bodies in running text, right and wrong.

use std::collections::{BTreeSet, HashMap};
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
    right: BTreeSet<String>,
    /// Listed misspellings, folded, by their first word.
    listed: HashMap<String, Vec<(String, Meant<'a>)>>,
    /// Names and aliases in words, folded, by their first letter: what something may be close to.
    close: HashMap<char, Vec<(Name, Meant<'a>)>>,
    /// What any of these begins with: most words are none of them.
    beginnings: Beginnings,
    /// The same of the listed misspellings alone.
    listed_beginnings: Beginnings,
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
                out.beginnings.add(&folded);
                out.listed_beginnings.add(&folded);
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
        self.beginnings.add(&folded);
        if let Some(first) = folded
            .chars()
            .next()
            .filter(|_| letters(&folded) >= LETTERS_MIN && !words.is_empty())
        {
            let name = Name::new(words);
            self.close.entry(first).or_default().push((name, meant));
        }
        self.right.insert(folded);
    }

    /// The wrong names in a text of these words, from left to right.
    pub fn wrong_in(&self, text: &str, words: &[Range<usize>]) -> Vec<Wrong<'a>> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let word = &text[words[at].clone()];
            let begins_upper = word.starts_with(char::is_uppercase);
            // In small letters only what is listed is looked for.
            let beginnings = match begins_upper {
                true => &self.beginnings,
                false => &self.listed_beginnings,
            };
            if !beginnings.has(word) {
                at += 1;
                continue;
            }
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
        let mut longest = None;
        for (at, word) in words.iter().enumerate().take(self.words_max) {
            let whole = fold(&text[words[0].start..word.end]);
            let genitive = whole.strip_suffix('s');
            if self.right.contains(&whole) || genitive.is_some_and(|name| self.right.contains(name))
            {
                longest = Some(at + 1);
            }
            // The names that begin so would come first.
            let mut further = self.right.range(whole.clone()..);
            if !further.next().is_some_and(|name| name.starts_with(&whole)) {
                break;
            }
        }
        longest
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

/// A name that something may be close to, folded.
#[derive(Debug)]
struct Name {
    words: Vec<String>,
    /// The words with single spaces between.
    spaced: String,
    /// The letters alone.
    whole: String,
}

impl Name {
    fn new(words: Vec<String>) -> Name {
        Name {
            spaced: words.join(" "),
            whole: words.concat().replace('-', ""),
            words,
        }
    }
}

/// How many words are `name` but for one letter, a hyphen or a space.
fn close(text: &str, words: &[Range<usize>], name: &Name) -> Option<usize> {
    // The same letters, otherwise divided.
    let whole = &name.whole;
    for count in [name.words.len(), name.words.len() + 1] {
        let Some(last) = words.get(count - 1) else {
            continue;
        };
        let slice = &text[words[0].start..last.end];
        let near = slice.len() <= whole.len() + 2 * count;
        if !near || slice.contains(['\n', '/', '.', ',', ';', ':', '(', ')', '|', '*']) {
            continue;
        }
        let folded = fold(slice);
        let squeezed: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
        let same = squeezed == *whole || squeezed.strip_suffix('s') == Some(whole);
        if same && folded != name.spaced {
            return Some(count);
        }
    }
    let name = &name.words;
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

/// The first letters of some words, without regard to case. Every word of an archive is held
/// against them, so that a look at the first byte must tell about most.
#[derive(Debug)]
struct Beginnings {
    letters: BTreeSet<[char; BEGINNING]>,
    /// Whether any begins with this sign of ASCII, by its number.
    ascii: [bool; 128],
}

impl Default for Beginnings {
    fn default() -> Beginnings {
        Beginnings {
            letters: BTreeSet::new(),
            ascii: [false; 128],
        }
    }
}

impl Beginnings {
    fn add(&mut self, folded: &str) {
        let Some(letters) = beginning(folded) else {
            return;
        };
        if letters[0].is_ascii() {
            self.ascii[letters[0] as usize] = true;
        }
        self.letters.insert(letters);
    }

    /// Whether a word begins so.
    fn has(&self, word: &str) -> bool {
        let may = match word.as_bytes().first() {
            Some(byte) if byte.is_ascii() => self.ascii[usize::from(byte.to_ascii_lowercase())],
            _ => true,
        };
        may && beginning(word).is_some_and(|letters| self.letters.contains(&letters))
    }
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
