//! What a line of YAML looks like to a person: its indentation, bullet, key, and where its comment
//! begins.

use std::ops::Range;

/// A line with something on it, in bytes of the whole text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Where the line begins.
    pub head: usize,
    /// Its first byte that isn't indentation (or, inside a list item, that isn't the bullet).
    pub start: usize,
    /// Past its last byte that isn't white space.
    pub end: usize,
    /// Where the next line begins.
    pub next: usize,
}

impl Line {
    /// Bytes before the start.
    pub fn indent(&self) -> usize {
        self.start - self.head
    }
}

/// The lines of `text[range]` that aren't blank or comments; those that are belong to the line
/// above them, for they may be part of a block text.
pub(super) fn lines(text: &str, range: Range<usize>) -> Vec<Line> {
    let end = range.end;
    let mut lines: Vec<Line> = physical_lines(text, range)
        .filter(|line| line.start < line.end && text.as_bytes()[line.start] != b'#')
        .collect();
    let mut next = end;
    for line in lines.iter_mut().rev() {
        line.next = next;
        next = line.head;
    }
    lines
}

/// All lines of `text[range]`. LF, CRLF and a lone CR each end one, as YAML has it.
pub(super) fn physical_lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Line> {
    let bytes = text.as_bytes();
    let mut head = range.start;
    std::iter::from_fn(move || {
        if head >= range.end {
            return None;
        }
        let rest = &bytes[head..range.end];
        let length = rest
            .iter()
            .position(|&byte| byte == b'\n' || byte == b'\r')
            .unwrap_or(rest.len());
        let ending = match rest.get(length..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            _ => 0,
        };
        let content = &rest[..length];
        let blank = content.iter().take_while(|&&b| is_blank(b)).count();
        let trailing = content.iter().rev().take_while(|&&b| is_blank(b)).count();
        let line = Line {
            head,
            start: head + blank,
            end: (head + length - trailing).max(head + blank),
            next: head + length + ending,
        };
        head = line.next;
        Some(line)
    })
}

pub(super) fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

/// Where the value that runs through `at` ends on its line, comment and trailing white space left
/// out.
pub(super) fn value_end(text: &str, at: usize, line_end: usize) -> usize {
    let bytes = text.as_bytes();
    let mut from = at;
    let mut end = line_end;
    while let Some(found) = bytes[from..line_end].iter().position(|&b| b == b'#') {
        let hash = from + found;
        if looks_like_comment(bytes, at, hash, line_end) {
            end = hash;
            break;
        }
        from = hash + 1;
    }
    let trailing = bytes[at..end]
        .iter()
        .rev()
        .take_while(|&&b| is_blank(b))
        .count();
    end - trailing
}

/// Whether people meant a comment by the `#` at `hash`, in a line read from `at`.
///
/// YAML asks only for white space before it. Here, what follows decides: a space, another `#` or
/// nothing makes a comment (`sv   # kommentar`), a digit makes a number (`Rum #4`), and anything
/// else makes a comment only when set apart by two spaces or a tab.
pub(super) fn looks_like_comment(bytes: &[u8], at: usize, hash: usize, line_end: usize) -> bool {
    let before = &bytes[at.saturating_sub(1).min(hash)..hash];
    let apart = before.iter().rev().take_while(|&&b| is_blank(b)).count();
    if apart == 0 {
        return false;
    }
    match bytes[hash + 1..line_end].first() {
        None | Some(b' ' | b'\t' | b'#') => true,
        Some(b'0'..=b'9') => false,
        Some(_) => apart > 1 || before.last() == Some(&b'\t'),
    }
}

/// A bullet at the start of a line.
pub(super) struct Bullet {
    /// Where the item's content begins; the end of the line for none.
    pub content: usize,
    /// Whether it is YAML's: a dash and a space.
    pub strict: bool,
}

/// The bullet of `text[start..end]`: a dash, with or without a space, or what a word processor
/// makes of one.
pub(super) fn bullet(text: &str, start: usize, end: usize) -> Option<Bullet> {
    let line = &text[start..end];
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let spaced = rest.is_empty() || rest.starts_with(' ');
    let strict = first == '-' && spaced;
    let lenient = match first {
        '-' => !rest.starts_with('-'),
        '–' | '—' | '•' | '*' => rest.starts_with(' '),
        _ => false,
    };
    (strict || lenient).then(|| Bullet {
        content: end - rest.trim_start_matches([' ', '\t']).len(),
        strict,
    })
}

/// A key at the start of a line.
pub(super) struct Key {
    /// Its bytes, with quotes.
    pub span: Range<usize>,
    /// Past the colon.
    pub after: usize,
    /// Whether the colon is followed by white space, as YAML demands.
    pub strict: bool,
}

impl Key {
    /// Whether it is a word: no blank, comma or bracket.
    pub fn is_word(&self, text: &str) -> bool {
        let key = &text[self.span.clone()];
        key.chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    }

    /// Whether nobody would name a thing so: a comma or a bracket in it.
    pub fn is_prose(&self, text: &str) -> bool {
        is_prose(&text[self.span.clone()])
    }
}

/// Whether a key is a piece of a sentence rather than a name.
pub(super) fn is_prose(key: &str) -> bool {
    key.contains(['(', ')']) || key.contains(", ")
}

/// The key of `text[start..end]`: up to the first colon before a blank, or before anything when
/// the key is one word (`datum:2023-02-17`, but not `https://…`).
pub(super) fn key(text: &str, start: usize, end: usize) -> Option<Key> {
    let line = &text[start..end];
    let first = line.chars().next()?;
    if matches!(first, '"' | '\'') {
        let closed = quoted_end(line)?;
        let colon = closed + line[closed..].find(|c| c != ' ' && c != '\t')?;
        let after = line[colon..].strip_prefix(':')?;
        return (after.is_empty() || after.starts_with([' ', '\t'])).then_some(Key {
            span: start..start + closed,
            after: start + colon + 1,
            strict: true,
        });
    }
    if "[]{},#|>&*!%@`".contains(first) || bullet(text, start, end).is_some() {
        return None;
    }
    if let Some(question) = line.strip_prefix('?')
        && (question.is_empty() || question.starts_with([' ', '\t']))
    {
        return None;
    }
    let strict = line
        .match_indices(':')
        .map(|(colon, _)| colon)
        .find(|colon| matches!(line.as_bytes().get(colon + 1), None | Some(b' ' | b'\t')));
    if let Some(colon) = strict {
        let key = line[..colon].trim_end_matches([' ', '\t']);
        return (!key.is_empty() && !key.contains(" #") && !key.contains("\t#")).then(|| Key {
            span: start..start + key.len(),
            after: start + colon + 1,
            strict: true,
        });
    }
    let colon = line.find(':')?;
    let key = Key {
        span: start..start + colon,
        after: start + colon + 1,
        strict: false,
    };
    let worded = first.is_alphabetic() && key.is_word(text);
    (worded && !line[colon..].starts_with(":/")).then_some(key)
}

/// Past the closing quote of the quoted text that `text` begins with.
pub(super) fn quoted_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.first()?;
    let mut at = 1;
    loop {
        match *bytes.get(at)? {
            b'\\' if quote == b'"' => at += 2,
            byte if byte == quote && quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// The text of several lines as one: each line without its comment, joined by single spaces.
pub(super) fn fold(text: &str, range: Range<usize>) -> String {
    let first = range.start;
    join(text, range, |line| {
        if text.as_bytes().get(line.start) == Some(&b'#') && line.head > first {
            return line.start;
        }
        value_end(text, line.start, line.end)
    })
}

/// The text of several lines as one: joined by single spaces.
pub(super) fn join(text: &str, range: Range<usize>, end_of: impl Fn(&Line) -> usize) -> String {
    let mut folded = String::new();
    for line in physical_lines(text, range) {
        let end = end_of(&line);
        if line.start < end {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(&text[line.start..end]);
        }
    }
    folded
}
