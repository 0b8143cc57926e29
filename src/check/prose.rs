//! The text of a protocol below its front matter, as it stands in the file, and the words in it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use chrono::NaiveDate;

use crate::archive::ProtocolFile;
use crate::parse::dates;
use crate::parse::front_matter;
use crate::parse::people::{is_name_word, looks_like_name};
use crate::text::Span;

/// The text of one protocol, read in the ways that several rules read it: each when the first of
/// them asks, and once.
#[derive(Debug)]
pub struct Prose<'a> {
    text: &'a str,
    /// The day of the meeting, from which days without a year are counted.
    meeting: Option<NaiveDate>,
    start: OnceCell<usize>,
    words: OnceCell<Vec<Range<usize>>>,
    dated: OnceCell<Vec<Dated<'a>>>,
}

/// A paragraph that may name a day.
#[derive(Debug)]
pub struct Dated<'a> {
    /// Its text.
    pub text: &'a str,
    /// Where it begins in the file.
    pub start: usize,
    /// The days that it names.
    pub dates: Vec<dates::Found>,
}

impl<'a> Prose<'a> {
    /// Nothing is read yet.
    pub fn new(file: &'a ProtocolFile) -> Prose<'a> {
        Prose {
            text: &file.source.text,
            meeting: file.protocol.date.as_ref().map(|date| date.value),
            start: OnceCell::new(),
            words: OnceCell::new(),
            dated: OnceCell::new(),
        }
    }

    /// What stands below the front matter, and where it begins in the file.
    pub fn below(&self) -> (&'a str, usize) {
        let start = *self.start.get_or_init(|| start(self.text));
        (&self.text[start..], start)
    }

    /// The words of the whole file, its front matter too.
    pub fn words(&self) -> &[Range<usize>] {
        self.words.get_or_init(|| {
            let mut all = Vec::with_capacity(self.text.len() / BYTES_PER_WORD);
            all.extend(words(self.text));
            all
        })
    }

    /// Runs of capitalised words below the front matter, as [`capitalised`] finds them.
    pub fn capitalised(&self) -> impl Iterator<Item = &[Range<usize>]> {
        let (_, start) = self.below();
        let words = self.words();
        let first = words.partition_point(|word| word.start < start);
        capitalised(self.text, &words[first..])
    }

    /// The paragraphs below the front matter that have a digit or a weekday, with the days that
    /// they name.
    pub fn dated(&self) -> &[Dated<'a>] {
        self.dated.get_or_init(|| {
            let (below, start) = self.below();
            // Reading dates costs as much as all the rest.
            paragraphs(below)
                .filter(|(_, text)| has_digit(text) || has_weekday(text))
                .map(|(at, text)| Dated {
                    text,
                    start: start + at,
                    dates: dates::find(&without_bullets(text), self.meeting),
                })
                .collect()
        })
    }
}

/// About so many bytes a word of a protocol takes, with what stands after it.
const BYTES_PER_WORD: usize = 6;

/// Whether a text may name a day in numbers.
pub fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a text may name a weekday.
pub fn has_weekday(text: &str) -> bool {
    text.contains("dag")
}

/// What stands below the front matter, and where it begins in the file.
pub fn below(file: &ProtocolFile) -> (&str, usize) {
    let text = file.source.text.as_str();
    let start = start(text);
    (&text[start..], start)
}

fn start(text: &str) -> usize {
    front_matter::split(text).map_or(0, |head| head.body)
}

/// The span of a range of a text that begins `start` bytes into its file.
pub fn span(range: &Range<usize>, start: usize) -> Span {
    Span::new(range.start + start, range.end + start)
}

/// The text with the marks of its lists blotted out, of the same length: `19 februari` and a dash
/// before the next line's date are no span of days.
pub fn without_bullets(text: &str) -> Cow<'_, str> {
    let is_bullet = |line: &str| {
        let rest = line.trim_start_matches([' ', '\t', '>']);
        rest.starts_with("- ") || rest.starts_with("* ")
    };
    if !text.split_inclusive('\n').any(is_bullet) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.find(['-', '*']).filter(|_| is_bullet(line)) {
            Some(at) => {
                out.push_str(&line[..at]);
                out.push(';');
                out.push_str(&line[at + 1..]);
            }
            None => out.push_str(line),
        }
    }
    Cow::Owned(out)
}

/// The parts of a text between empty lines, with where each begins.
pub fn paragraphs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split("\n\n").map(move |paragraph| {
        let at = start;
        start += paragraph.len() + 2;
        (at, paragraph)
    })
}

/// The words of a text: letters, with hyphens and apostrophes between them.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() && letter(text, at).is_none() {
            at += width(text, at);
        }
        let start = at;
        let mut end = start;
        while at < text.len() {
            if let Some(width) = letter(text, at) {
                at += width;
                end = at;
            } else if matches!(text.as_bytes()[at], b'-' | b'\'') || text[at..].starts_with('’') {
                at += width(text, at);
            } else {
                break;
            }
        }
        (start < at).then_some(start..end)
    })
}

/// The width of a letter, or of an accent that belongs to one, at byte `at`; nothing where there is
/// none. Looks at bytes where those tell: every word of an archive passes here.
#[inline(always)]
fn letter(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes[at] {
        byte if byte.is_ascii() => byte.is_ascii_alphabetic().then_some(1),
        // À to ÿ, but for × and ÷ in the middle of them.
        0xc3 => (!matches!(bytes[at + 1], 0x97 | 0xb7)).then_some(2),
        _ => {
            let accent = unicode_normalization::char::is_combining_mark;
            let c = text[at..].chars().next()?;
            (c.is_alphabetic() || accent(c)).then_some(c.len_utf8())
        }
    }
}

fn width(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(1, char::len_utf8)
}

/// The longest run of capitalised words that is looked at for names.
const RUN_MAX: usize = 6;

/// Runs of two to six capitalised words with single spaces between, of the `words` of a text: what
/// may be names of people.
pub fn capitalised<'w>(
    text: &str,
    words: &'w [Range<usize>],
) -> impl Iterator<Item = &'w [Range<usize>]> {
    let is_capitalised = |word: &Range<usize>| {
        // Most words are told by their first byte.
        !text.as_bytes()[word.start].is_ascii_lowercase() && is_name_word(&text[word.clone()])
    };
    let follows =
        |a: &Range<usize>, b: &Range<usize>| matches!(&text[a.end..b.start], " " | "\n" | "\r\n");
    let mut rest = words;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.iter().position(is_capitalised)?..];
            let further = rest
                .windows(2)
                .take(RUN_MAX - 1)
                .take_while(|pair| follows(&pair[0], &pair[1]) && is_capitalised(&pair[1]))
                .count();
            let (run, after) = rest.split_at(1 + further);
            rest = after;
            if further > 0 {
                return Some(run);
            }
        }
    })
}

/// The names of people in a text, by their shape.
pub fn names(text: &str) -> Vec<Range<usize>> {
    let words: Vec<Range<usize>> = words(text).collect();
    capitalised(text, &words)
        .filter_map(|run| Some(run.first()?.start..run.last()?.end))
        .filter(|range| looks_like_name(&text[range.clone()]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words_of(text: &str) -> Vec<&str> {
        words(text).map(|word| &text[word]).collect()
    }

    #[test]
    fn words_are_letters_with_signs_between() {
        for (text, found) in [
            ("Anna-Karin- d’Ek’ -by’", "Anna-Karin d’Ek by"),
            ("3×4 ÷ Åäö:s ÿ×ß 12b", "Åäö s ÿ ß b"),
            ("A\u{30a}sa Łódź \u{ad}x\u{ad}y", "A\u{30a}sa Łódź x y"),
            ("- ’ 1", ""),
        ] {
            let found: Vec<&str> = found.split_whitespace().collect();
            assert_eq!(words_of(text), found, "{text}");
        }
    }

    #[test]
    fn runs_of_capitalised_words() {
        let text = "I Almby. Bo Ek Al By Ås Ek Lo Vik kom  Eva By";
        let words: Vec<Range<usize>> = words(text).collect();
        let shown: Vec<&str> = capitalised(text, &words)
            .map(|run| &text[run[0].start..run[run.len() - 1].end])
            .collect();
        assert_eq!(shown, ["I Almby", "Bo Ek Al By Ås Ek", "Lo Vik", "Eva By"]);
    }

    #[test]
    fn names_in_a_sentence() {
        let text =
            "att välja Anna-Karin Ek och Bo\nLind till ersättare för Almby kommun, efter Eva By.";
        let shown: Vec<&str> = names(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(shown, ["Anna-Karin Ek", "Bo\nLind", "Eva By"]);
    }
}
