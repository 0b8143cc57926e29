//! A text as a YAML scalar.

/// `text` as a scalar that reads back as the same text in block and in flow form: plain where that
/// is safe, else in double quotes (in single ones when it holds double quotes or backslashes).
///
/// Texts that look like numbers, dates or truth values stay plain: all scalars are text here.
/// `null` and `~` are quoted, so that other readers don't lose them.
pub fn quote(text: &str) -> String {
    if is_plain(text) {
        return text.to_string();
    }
    quoted(text)
}

/// `text` in quotes, whether it needs them or not.
pub(super) fn quoted(text: &str) -> String {
    let has = |c: char| text.contains(c);
    if (has('"') || has('\\')) && !has('\'') && text.chars().all(is_printable) {
        return format!("'{text}'");
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if is_printable(c) => quoted.push(c),
            c if (c as u32) <= 0xff => quoted.push_str(&format!("\\x{:02x}", c as u32)),
            c if (c as u32) <= 0xffff => quoted.push_str(&format!("\\u{:04x}", c as u32)),
            c => quoted.push_str(&format!("\\U{:08x}", c as u32)),
        }
    }
    quoted.push('"');
    quoted
}

fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let starts = first.is_alphanumeric() || "§(/+=_.;$^<~".contains(first);
    let ends = !text.ends_with([' ', ':', '\u{a0}']);
    starts
        && ends
        && text.chars().all(|c| is_printable(c) && !",[]{}".contains(c))
        && !text.contains(": ")
        && !text.contains(":\u{a0}")
        && !text.contains(" #")
        && !text.contains("\u{a0}#")
        // YAML allows a dash at the end, but saphyr not before a bracket.
        && !text.ends_with(" -")
        && !text.starts_with("...")
        && !matches!(text, "~" | "null" | "Null" | "NULL" | "<<" | "=")
}

/// Whether YAML takes the character as it stands, and a person can see it.
fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}
