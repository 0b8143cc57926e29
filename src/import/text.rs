//! The bytes of a text file → a source: UTF-8 with or without a byte-order mark, UTF-16 with one,
//! Windows-1252 (which Latin-1 is read as, too); form feeds divide pages.

use super::markdown;
use super::source::{Format, Line, Page, Source};
use crate::lang::Message;
use crate::text::{MAX_FILE_BYTES, Span};

/// Why bytes can't be read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextError {
    /// More than [`MAX_FILE_BYTES`].
    TooLarge {
        /// How many bytes.
        bytes: u64,
    },
    /// No text at all.
    Binary,
    /// Nothing but white space.
    Empty,
}

impl TextError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        match self {
            TextError::TooLarge { bytes } => Message::new(
                format!(
                    "filen är för stor: {} MB, gränsen är {} MB; dela den i ett protokoll per fil",
                    bytes >> 20,
                    MAX_FILE_BYTES >> 20
                ),
                format!(
                    "the file is too large: {} MB, the limit is {} MB; split it into one protocol a file",
                    bytes >> 20,
                    MAX_FILE_BYTES >> 20
                ),
            ),
            TextError::Binary => Message::new(
                "filen är ingen text: spara den som text, PDF eller DOCX och försök igen",
                "the file is no text: save it as text, PDF or DOCX and try again",
            ),
            TextError::Empty => Message::new(
                "filen är tom: det finns ingenting att läsa in",
                "the file is empty: there is nothing to import",
            ),
        }
    }
}

/// Reads a text or a Markdown file.
pub fn read(bytes: &[u8]) -> Result<Source, TextError> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let bytes = bytes.len() as u64;
        return Err(TextError::TooLarge { bytes });
    }
    let text = decode(bytes)?;
    if text.trim().is_empty() {
        return Err(TextError::Empty);
    }
    let mut source = lines(text);
    if markdown::is_markdown(&source) {
        markdown::understand(&mut source);
    } else {
        markdown::mark(&mut source);
    }
    Ok(source)
}

/// The bytes as text, whatever their encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<String, TextError> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(rest, u16::from_be_bytes);
    }
    let zeros = bytes.iter().take(4096).filter(|byte| **byte == 0).count();
    if zeros > 0 {
        return Err(TextError::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    // In Windows-1252 a few control characters are common; in pictures and archives they abound.
    let controls = bytes
        .iter()
        .filter(|byte| **byte < 0x20 && !matches!(**byte, b'\n' | b'\r' | b'\t' | 0xc | 0x1b))
        .count();
    if controls > 8 + bytes.len() / 200 {
        return Err(TextError::Binary);
    }
    Ok(bytes.iter().map(|byte| windows_1252(*byte)).collect())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, TextError> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units)
        .map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    match text.contains('\0') {
        true => Err(TextError::Binary),
        false => Ok(text),
    }
}

/// Windows-1252 from 0x80 to 0x9f; the rest of it is Latin-1.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// The lines of a text, as they stand.
fn lines(text: String) -> Source {
    let mut pages = vec![Page::default()];
    let mut gap = false;
    let mut number = 1;
    let mut start = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        let end_of_text = at >= bytes.len();
        let ends = end_of_text || matches!(bytes[at], b'\n' | b'\r' | 0xc);
        if !ends {
            at += 1;
            continue;
        }
        match line(&text, start, at, number) {
            Some(line) => {
                let page = pages.last_mut().expect("begun with one page");
                page.lines.push(Line { gap, ..line });
                gap = false;
            }
            None => gap = true,
        }
        if end_of_text {
            break;
        }
        if bytes[at] == 0xc {
            pages.push(Page::default());
            gap = true;
        } else {
            number += 1;
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                at += 1;
            }
        }
        at += 1;
        start = at;
    }
    Source {
        format: Format::Text,
        text,
        pages,
        margins: Vec::new(),
    }
}

/// The line from byte `start` to `end` of `text`; `None` where it is empty.
fn line(text: &str, start: usize, end: usize, number: u32) -> Option<Line> {
    let raw = &text[start..end];
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
    let body = raw.trim_end_matches(blank);
    let trimmed = body.trim_start_matches(blank);
    if trimmed.is_empty() {
        return None;
    }
    let lead = &body[..body.len() - trimmed.len()];
    let indent: usize = lead.chars().map(|c| if c == '\t' { 8 } else { 1 }).sum();
    let begin = start + lead.len();
    // A tab before the text may be an empty first cell: it shows as an indent only.
    Some(Line {
        text: plain(trimmed),
        span: Span::new(begin, begin + trimmed.len()),
        number,
        indent: indent.min(usize::from(u16::MAX)) as u16,
        ..Line::default()
    })
}

/// The text of a line: composed letters, plain spaces, nothing invisible, no controls but tabs.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() && !text.bytes().any(|byte| byte < 0x20) {
        return text.to_owned();
    }
    use unicode_normalization::UnicodeNormalization;
    let kept = text.chars().filter_map(|c| match c {
        '\t' => Some('\t'),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Some(' '),
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{feff}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => None,
        '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    });
    kept.nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &Source) -> Vec<String> {
        source
            .lines()
            .map(|(page, line)| {
                let gap = if line.gap { "^" } else { "" };
                format!("{page}:{} {gap}{}", line.number, line.text)
            })
            .collect()
    }

    #[test]
    fn lines_keep_their_numbers_over_pages_and_gaps() {
        let source = read("\u{feff}ett\r\n\r\n  två\u{c}tre\rfyra\n".as_bytes()).unwrap();
        assert_eq!(
            shown(&source),
            ["0:1 ett", "0:3 ^två", "1:3 ^tre", "1:4 fyra"]
        );
        let line = &source.pages[0].lines[1];
        assert_eq!(line.span.of(&source.text), "två");
        assert_eq!(line.indent, 2);
    }

    #[test]
    fn windows_1252_and_utf_16_are_read() {
        let source = read(b"\xc5se \x96 N\xe4rvarande").unwrap();
        assert_eq!(shown(&source), ["0:1 Åse – Närvarande"]);
        let mut wide = vec![0xff, 0xfe];
        wide.extend("Åse".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(shown(&read(&wide).unwrap()), ["0:1 Åse"]);
    }

    #[test]
    fn what_is_no_text_is_an_error() {
        assert_eq!(read(b"\x89PNG\0\0\0").unwrap_err(), TextError::Binary);
        assert_eq!(read(b" \n\x0c\n").unwrap_err(), TextError::Empty);
        let controls: Vec<u8> = (0..2000u32)
            .map(|n| ((n * 7 % 31 + 1) as u8) | (0x80 * (n % 2) as u8))
            .collect();
        assert!(read(&controls).is_err());
    }
}
