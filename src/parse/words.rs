//! The words of a text and where they stand: what the recognisers match against.

use std::ops::Range;

/// A text in lower case, of the same length in bytes, and its words.
#[derive(Clone, Debug)]
pub struct Words {
    /// The text in lower case; a letter whose lower case is longer stays.
    pub lower: String,
    /// The words: letters and digits with hyphens, slashes, dots and colons inside.
    pub ranges: Vec<Range<usize>>,
}

impl Words {
    /// Reads `text` once.
    pub fn new(text: &str) -> Words {
        Words::of_lower(lower(text))
    }

    /// Reads a text that is in lower case already.
    pub fn of_lower(lower: String) -> Words {
        let mut ranges: Vec<Range<usize>> = Vec::new();
        let mut start = None;
        for (at, c) in lower.char_indices() {
            let inside = c.is_alphanumeric() || c == '§';
            match (start, inside) {
                (None, true) => start = Some(at),
                (Some(first), false) => {
                    let joins = matches!(c, '-' | '/' | '.' | ':' | '’' | '\'' | '&')
                        && lower[at + c.len_utf8()..]
                            .chars()
                            .next()
                            .is_some_and(char::is_alphanumeric)
                        && !(c == ':' && lower[first..at].ends_with('t'));
                    if !joins {
                        ranges.push(first..at);
                        start = None;
                    }
                }
                _ => {}
            }
        }
        if let Some(first) = start {
            ranges.push(first..lower.len());
        }
        Words { lower, ranges }
    }

    /// The `index`th word, or `""` past the end.
    pub fn get(&self, index: usize) -> &str {
        match self.ranges.get(index) {
            Some(range) => &self.lower[range.clone()],
            None => "",
        }
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Where the `index`th word begins; the text's end past the last.
    pub fn start(&self, index: usize) -> usize {
        self.ranges
            .get(index)
            .map_or(self.lower.len(), |range| range.start)
    }

    /// Where the `index`th word ends; the text's end past the last.
    pub fn end(&self, index: usize) -> usize {
        self.ranges
            .get(index)
            .map_or(self.lower.len(), |range| range.end)
    }

    /// Whether the words from `index` on are those of `phrase`, divided by single spaces.
    /// Returns how many words that are.
    pub fn phrase_at(&self, index: usize, phrase: &str) -> Option<usize> {
        // Nearly every phrase that is tried begins otherwise.
        if !phrase.starts_with(self.get(index)) {
            return None;
        }
        let mut count = 0;
        for word in phrase.split(' ') {
            if self.get(index + count) != word {
                return None;
            }
            count += 1;
        }
        Some(count)
    }

    /// The same for the first of several phrases that matches; the longest should stand first.
    pub fn any_phrase_at(&self, index: usize, phrases: &[&str]) -> Option<usize> {
        phrases
            .iter()
            .find_map(|phrase| self.phrase_at(index, phrase))
    }

    /// What stands between the end of word `index` and the next one.
    pub fn gap(&self, index: usize) -> &str {
        &self.lower[self.end(index)..self.start(index + 1).max(self.end(index))]
    }

    /// The index of the first word that starts at or after byte `offset`.
    pub fn at(&self, offset: usize) -> usize {
        self.ranges.partition_point(|range| range.start < offset)
    }
}

/// `text` in lower case, with every character kept in its place: one whose lower case has another
/// length stays as it is.
pub fn lower(text: &str) -> String {
    let mut out = text.to_owned();
    out.make_ascii_lowercase();
    // Without an early end, so that it is done for many bytes at a time.
    let other = out.bytes().fold(0, |seen, byte| {
        seen | u8::from(byte >= 0xc4 && byte != 0xe2)
    });
    if other == 0 {
        // Swedish needs only the letters of Latin-1, whose capitals all begin with byte C3. What
        // begins with E2 are dashes and quotes, but for a few letters that Swedish hasn't.
        let mut from = 0;
        while let Some(found) = out.as_bytes()[from..].iter().position(|&byte| byte == 0xc3) {
            let at = from + found;
            from = at + 2;
            if let Some(capital @ ('À'..='Ö' | 'Ø'..='Þ')) = out[at..].chars().next() {
                let small: String = capital.to_lowercase().collect();
                out.replace_range(at..from, &small);
            }
        }
        return out;
    }
    let mut lowered_text = String::with_capacity(text.len());
    for c in text.chars() {
        let mut lowered = c.to_lowercase();
        match (lowered.next(), lowered.next()) {
            (Some(l), None) if l.len_utf8() == c.len_utf8() => lowered_text.push(l),
            _ => lowered_text.push(c),
        }
    }
    lowered_text
}

/// The sentences of `text` as byte ranges, in order. A full stop ends one only before a capital,
/// and never after an abbreviation, an initial or an ordinal.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if !matches!(c, '.' | '?' | '!') {
            continue;
        }
        let after = at + 1;
        let rest = &text[after..];
        let Some(next) = rest.trim_start().chars().next() else {
            continue;
        };
        // "…som röstlängd. 41 var närvarande", but "den 3. 5 §" is no end.
        let number = next.is_ascii_digit()
            && c == '.'
            && text[start..at].len() > 20
            && text[..at].ends_with(|c: char| c.is_lowercase())
            && text[..at]
                .rsplit(' ')
                .next()
                .is_some_and(|word| word.chars().count() > 4);
        let begins = next.is_uppercase()
            || number
            || matches!(next, '"' | '”' | '“' | '§' | '(' | '-' | '–');
        if !rest.starts_with(char::is_whitespace) || !begins {
            continue;
        }
        if c == '.' && is_abbreviation(&text[start..at]) {
            continue;
        }
        out.push(trimmed(text, start..after));
        start = after;
    }
    let last = trimmed(text, start..text.len());
    if !last.is_empty() {
        out.push(last);
    }
    out
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    let end = range.start + slice.trim_end().len();
    start..end.max(start)
}

fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or("");
    let mut letters = word.chars();
    if letters.next().is_some_and(char::is_alphabetic) && matches!(letters.next(), None | Some('.'))
    {
        return true;
    }
    // "med Bräntfors SK." ends: a club's letters are capitals.
    if word.len() > 1 && word.chars().all(char::is_uppercase) {
        return false;
    }
    matches!(
        lower(word).as_str(),
        "kl" | "nr"
            | "jur"
            | "kand"
            | "fil"
            | "tekn"
            | "lic"
            | "dr"
            | "prof"
            | "bl.a"
            | "bl"
            | "t.ex"
            | "ex"
            | "dvs"
            | "d.v.s"
            | "m.m"
            | "mm"
            | "ca"
            | "st"
            | "f.d"
            | "tf"
            | "ordf"
            | "v.ordf"
            | "vice ordf"
            | "resp"
            | "inkl"
            | "exkl"
            | "osv"
            | "s.k"
            | "sk"
            | "o.d"
            | "kap"
            | "jan"
            | "feb"
            | "febr"
            | "apr"
            | "aug"
            | "sept"
            | "okt"
            | "nov"
            | "dec"
            | "dnr"
            | "bil"
            | "tel"
            | "tjg"
            | "ers"
            | "fr.o.m"
            | "t.o.m"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_places() {
        let words = Words::new("Att uppdra åt RSS-samordnare: (d.v.s. 5/6) kl. 9.");
        let shown: Vec<&str> = (0..words.len()).map(|i| words.get(i)).collect();
        assert_eq!(
            shown,
            [
                "att",
                "uppdra",
                "åt",
                "rss-samordnare",
                "d.v.s",
                "5/6",
                "kl",
                "9"
            ]
        );
    }

    #[test]
    fn lower_case_keeps_every_place() {
        for text in [
            "ÅÄÖ É × ÷ ß Þ",
            "Łódź – ”Ö”",
            "İSTANBUL Ẑ",
            "ﬀ Ǆ Ω K",
            "abc",
        ] {
            let lowered = lower(text);
            assert_eq!(lowered.len(), text.len());
            for ((at, a), (other, b)) in text.char_indices().zip(lowered.char_indices()) {
                assert_eq!(at, other);
                let full: String = a.to_lowercase().collect();
                assert!(
                    full == b.to_string() || (a == b && full.len() != a.len_utf8()),
                    "{a} {b}"
                );
            }
        }
    }

    #[test]
    fn sentences_end_at_full_stops_before_capitals() {
        let text = "Mötet hölls kl. 9. Bo A. Ek kom. Är det klart? Ja, t.ex. Umeå";
        let shown: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(
            shown,
            [
                "Mötet hölls kl. 9.",
                "Bo A. Ek kom.",
                "Är det klart?",
                "Ja, t.ex. Umeå"
            ]
        );
    }
}
