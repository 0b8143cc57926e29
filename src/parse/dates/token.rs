//! A text as numbers, signs and the words that dates are made of.

pub(super) use super::word::Word;
use super::word::recognise;

/// One word, number or sign. White space is no token: [`Token::gap`] tells of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// White space stands before it, or nothing.
    pub gap: bool,
    /// What it is.
    pub kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits; the value stops at the largest.
    Number {
        /// What they say.
        value: u32,
        /// How many they are.
        digits: usize,
    },
    /// Letters.
    Word(Word),
    /// Anything else that isn't white space; every dash is `-`.
    Mark(char),
    /// An empty line.
    Break,
}

/// The tokens of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut letters = text.char_indices().peekable();
    let mut lower = String::new();
    let mut gap = true;
    let mut lines = 0;
    while let Some((start, letter)) = letters.next() {
        if letter.is_whitespace() {
            gap = true;
            if letter == '\n' {
                lines += 1;
                if lines == 2 {
                    tokens.push(Token {
                        start,
                        end: start,
                        gap,
                        kind: Kind::Break,
                    });
                }
            }
            continue;
        }
        lines = 0;
        // Emphasis is no part of a date, nor what nobody sees.
        if letter == '*' || is_unseen(letter) {
            continue;
        }
        let mut end = start + letter.len_utf8();
        let kind = if let Some(digit) = letter.to_digit(10) {
            let (mut value, mut digits) = (digit, 1);
            while let Some(&(at, letter)) = letters.peek()
                && let Some(digit) = letter.to_digit(10)
            {
                value = value.saturating_mul(10).saturating_add(digit);
                digits += 1;
                end = at + 1;
                letters.next();
            }
            Kind::Number { value, digits }
        } else if letter.is_alphabetic() {
            while let Some(&(at, letter)) = letters.peek()
                && (letter.is_alphabetic() || is_unseen(letter) || is_mark(letter))
            {
                end = at + letter.len_utf8();
                letters.next();
            }
            Kind::Word(recognise(&text[start..end], &mut lower))
        } else {
            Kind::Mark(match letter {
                '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
                _ => letter,
            })
        };
        tokens.push(Token {
            start,
            end,
            gap,
            kind,
        });
        gap = false;
    }
    tokens
}

pub(super) fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}
