//! What a document says, made safe to show: control characters, terminal escapes and characters
//! that turn the reading direction become visible signs.

use std::borrow::Cow;

/// `text` without anything that a terminal obeys. Line feeds and tabs stay.
pub fn safe(text: &str) -> Cow<'_, str> {
    replace(text, |c| match c {
        '\n' | '\t' => None,
        c => sign(c),
    })
}

/// `text` as one line without anything that a terminal obeys: each run of line ends, tabs and
/// spaces is one space, and none stand at the ends. No-break spaces stay.
pub fn safe_line(text: &str) -> Cow<'_, str> {
    let tidy = !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
        && !text.chars().any(breaks);
    if tidy {
        return safe(text);
    }
    let words = text.split(|c: char| c == ' ' || breaks(c));
    let mut line = String::with_capacity(text.len());
    for word in words.filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&safe(word));
    }
    Cow::Owned(line)
}

/// Whether some reader takes `c` for the end of a line or of a column.
pub(super) fn breaks(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What is shown instead of `c`, if it can't be shown itself.
fn sign(c: char) -> Option<char> {
    match c {
        // The signs of U+2400 stand in the order of the characters they picture.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('␡'),
        _ if hidden(c) => Some('\u{fffd}'),
        _ => None,
    }
}

/// Characters above ASCII that steer a terminal, turn the reading direction or can't be seen at
/// all. The zero-width joiners are not among them: emoji and several scripts need them.
pub(super) fn hidden(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}'           // C1, 8-bit terminal escapes
        | '\u{61c}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{2028}' | '\u{2029}'     // line and paragraph separators
        | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'     // interlinear annotations
        | '\u{e0000}'..='\u{e007f}'   // tags: text that nobody sees
    )
}

fn replace(text: &str, sign: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    let Some(first) = text.find(|c| sign(c).is_some()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str(&text[..first]);
    out.extend(text[first..].chars().map(|c| sign(c).unwrap_or(c)));
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn escapes_become_signs_and_plain_text_is_borrowed() {
        assert_eq!(safe("\x1b[31mröd\x07\0"), "␛[31mröd␇␀");
        assert_eq!(safe("\u{9b}2J\u{7f}\r"), "\u{fffd}2J␡␍");
        assert_eq!(
            safe("a\u{202e}b\u{2066}c\u{200b}"),
            "a\u{fffd}b\u{fffd}c\u{fffd}"
        );
        assert!(matches!(safe("rad ett\n\tåäö 👩‍💻"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_line_has_single_spaces_and_no_line_ends() {
        assert_eq!(
            safe_line(" ett\r\n\ttvå\u{2028}tre\u{85}fyra  "),
            "ett två tre fyra"
        );
        assert_eq!(safe_line("§\u{a0}4"), "§\u{a0}4");
        assert_eq!(safe_line("\n"), "");
        assert!(matches!(safe_line("ett två"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_a_terminal_obeys_comes_through(text in any::<String>(), more in "[\\x00-\\xa0\\u{2000}-\\u{2070}]*") {
            let text = text + &more;
            for c in safe(&text).chars() {
                prop_assert!(c == '\n' || c == '\t' || !(c.is_control() || hidden(c)));
            }
            let line = safe_line(&text);
            prop_assert!(!line.chars().any(|c| c.is_control() || hidden(c)));
            prop_assert!(!line.contains("  ") && line.trim_matches(' ') == line);
            prop_assert_eq!(safe(&line), line.clone());
        }
    }
}
