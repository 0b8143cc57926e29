//! The lines of a protocol that say something: what may not become another once it is approved.
//!
//! Not the bytes: line ends, a byte-order mark, white space, the order of keys and comments in the
//! front matter say nothing.

use unicode_normalization::UnicodeNormalization;

use crate::lang::fold;
use crate::parse::front_matter;
use crate::text::Span;

/// Keys that approval writes: what they say is compared, not how they are written.
pub const APPROVAL_KEYS: [&str; 5] = [
    "status",
    "justeringsdatum",
    "underskrifter",
    "sigill",
    "delsigill",
];

/// A line that says something.
#[derive(Debug)]
pub struct Line {
    /// Where it begins in the file, white space apart.
    pub start: usize,
    /// As it stands, without white space at its ends.
    pub text: String,
    /// The same with composed letters, behind as many spaces as it has white space before it, in
    /// bytes: how deep a line stands tells clauses from their parts.
    pub compared: String,
    /// Whether an empty line stands before it.
    pub after_gap: bool,
}

impl Line {
    /// Its words, in the file.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }
}

/// The lines of `text`, which begins at byte `offset` of its file.
pub fn lines(text: &str, offset: usize) -> Vec<Line> {
    let mut out = Vec::new();
    let mut at = offset;
    let mut after_gap = false;
    for line in text.split_inclusive('\n') {
        // A carriage return ends a line too, unless the line feed belongs to it.
        for piece in line.split_inclusive('\r') {
            let bare = piece.trim_start_matches('\u{feff}');
            let text = bare.trim();
            if !text.is_empty() {
                let inner = piece.len() - bare.trim_start().len();
                let depth = bare.trim_end().len() - text.len();
                let composed: String = text.nfc().collect();
                out.push(Line {
                    start: at + inner,
                    text: text.to_owned(),
                    compared: format!("{}{composed}", " ".repeat(depth)),
                    after_gap,
                });
                after_gap = false;
            } else if piece != "\n" || line.len() == 1 {
                after_gap = true;
            }
            at += piece.len();
        }
    }
    out
}

/// The lines below the front matter.
pub fn body(text: &str) -> Vec<Line> {
    let start = front_matter::split(text).map_or(0, |head| head.body);
    lines(&text[start..], start)
}

/// The keys of the front matter, folded, with their lines in the order they stand. Those that
/// approval writes are left out, and so are comments.
pub fn keys(text: &str) -> Vec<(String, Vec<Line>)> {
    let Some(head) = front_matter::split(text) else {
        return Vec::new();
    };
    let mut keys: Vec<(String, Vec<Line>)> = Vec::new();
    for line in lines(&text[head.yaml.clone()], head.yaml.start) {
        if line.text.starts_with('#') {
            continue;
        }
        let is_key = !line.compared.starts_with([' ', '-']);
        let key = line.text.split_once(':').filter(|_| is_key);
        match (key, keys.last_mut()) {
            (Some((key, _)), _) => keys.push((fold(key.trim()), vec![line])),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => keys.push((String::new(), vec![line])),
        }
    }
    keys.retain(|(key, _)| !APPROVAL_KEYS.contains(&key.as_str()));
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let lines = lines(text, 0);
        let show =
            |line: &Line| format!("{}{}", if line.after_gap { "|" } else { "" }, line.compared);
        lines.iter().map(show).collect()
    }

    #[test]
    fn line_ends_are_alike_and_gaps_count_once() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a", "b", "", "", "  c ", ""].join(end);
            assert_eq!(shown(&text), ["a", "b", "|  c"], "{end:?}");
        }
        assert_eq!(shown("\r\n\r\na\r\n \r\nb"), ["|a", "|b"]);
        assert_eq!(shown(""), [""; 0]);
    }

    #[test]
    fn keys_of_approval_and_comments_are_left_out() {
        let text = "---\norgan: LSG\n# x\nStatus: utkast\nunderskrifter:\n- {namn: Bo}\nplats: Y\n---\nText\n";
        let keys = keys(text);
        let names: Vec<&str> = keys.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(names, ["organ", "plats"]);
    }
}
