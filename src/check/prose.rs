//! The text of a protocol below its front matter, as it stands in the file, and the words in it.

use std::borrow::Cow;
use std::ops::Range;

use crate::archive::ProtocolFile;
use crate::parse::front_matter;
use crate::parse::people::{is_name_word, looks_like_name};
use crate::text::Span;

/// What stands below the front matter, and where it begins in the file.
pub fn below(file: &ProtocolFile) -> (&str, usize) {
    let text = file.source.text.as_str();
    let start = front_matter::split(text).map_or(0, |head| head.body);
    (&text[start..], start)
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
        while at < text.len() {
            let (letter, width) = letter(text, at);
            if letter {
                break;
            }
            at += width;
        }
        let start = at;
        while at < text.len() {
            let (letter, width) = letter(text, at);
            let joins = matches!(text.as_bytes()[at], b'-' | b'\'') || text[at..].starts_with('’');
            if !letter && !joins {
                break;
            }
            at += width;
        }
        let word = text[start..at].trim_end_matches(['-', '\'', '’']);
        (start < at).then_some(start..start + word.len())
    })
}

/// Whether a letter, or an accent that belongs to one, stands at byte `at`, and its width.
/// Looks at bytes where those tell: every word of an archive passes here.
fn letter(text: &str, at: usize) -> (bool, usize) {
    let byte = text.as_bytes()[at];
    if byte.is_ascii() {
        return (byte.is_ascii_alphabetic(), 1);
    }
    let Some(c) = text[at..].chars().next() else {
        return (false, 1);
    };
    let accent = unicode_normalization::char::is_combining_mark;
    (c.is_alphabetic() || accent(c), c.len_utf8())
}

/// The longest run of capitalised words that is looked at for names.
const RUN_MAX: usize = 6;

/// Runs of two to six capitalised words with single spaces between: what may be names of people.
pub fn capitalised(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut out: Vec<Vec<Range<usize>>> = Vec::new();
    let mut run: Vec<Range<usize>> = Vec::new();
    for word in words(text) {
        let follows = run
            .last()
            .is_some_and(|last| matches!(&text[last.end..word.start], " " | "\n" | "\r\n"));
        if !follows || run.len() == RUN_MAX {
            end_run(&mut run, &mut out);
        }
        if is_name_word(&text[word.clone()]) {
            run.push(word);
        } else {
            end_run(&mut run, &mut out);
        }
    }
    end_run(&mut run, &mut out);
    out
}

fn end_run(run: &mut Vec<Range<usize>>, out: &mut Vec<Vec<Range<usize>>>) {
    if run.len() > 1 {
        out.push(std::mem::take(run));
    } else {
        run.clear();
    }
}

/// The names of people in a text, by their shape.
pub fn names(text: &str) -> Vec<Range<usize>> {
    capitalised(text)
        .into_iter()
        .filter_map(|run| Some(run.first()?.start..run.last()?.end))
        .filter(|range| looks_like_name(&text[range.clone()]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_sentence() {
        let text =
            "att välja Anna-Karin Ek och Bo\nLind till ersättare för Almby kommun, efter Eva By.";
        let shown: Vec<&str> = names(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(shown, ["Anna-Karin Ek", "Bo\nLind", "Eva By"]);
    }
}
