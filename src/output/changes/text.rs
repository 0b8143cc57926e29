//! Changes on a terminal, or as plain text.

use unicode_width::UnicodeWidthStr;

use super::{Changes, Line, Mark, Run, Sign};
use crate::output::terminal::safe_line;

/// Text narrower than this isn't wrapped any further, in columns.
const LEAST_WIDTH: usize = 24;

const BOLD: &str = "1";
const RED_STRUCK: &str = "9;31";
const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";

pub(super) fn write(changes: &Changes, width: Option<usize>, color: bool) -> String {
    let mut out = Writer {
        out: String::new(),
        width,
        color,
    };
    out.paragraph(0, &changes.title, Some(BOLD));
    for sentence in &changes.summary {
        out.paragraph(0, sentence, None);
    }
    for part in &changes.parts {
        out.out.push('\n');
        out.paragraph(0, &part.heading, Some(BOLD));
        for note in &part.notes {
            out.paragraph(2, note, None);
        }
        for group in &part.groups {
            if !group.heading.is_empty() {
                out.paragraph(2, &group.heading, None);
            }
            for line in &group.lines {
                out.line(line);
            }
        }
    }
    out.out
}

struct Writer {
    out: String,
    width: Option<usize>,
    color: bool,
}

/// A piece of a word: what it looks like, and what it says.
type Piece = (Option<&'static str>, String);

impl Writer {
    fn paragraph(&mut self, indent: usize, text: &str, style: Option<&'static str>) {
        let words = words(&[Run::new(Mark::Same, text)], self.color);
        let words = words.into_iter().map(|word| {
            let pieces = word.into_iter();
            pieces.map(|(_, text)| (style, text)).collect()
        });
        self.wrapped(&" ".repeat(indent), indent, words.collect());
    }

    fn line(&mut self, line: &Line) {
        let (sign, style) = match line.sign {
            Sign::New => ("+ ", Some(GREEN)),
            Sign::Gone => ("- ", Some(RED)),
            Sign::Changed => ("~ ", Some(YELLOW)),
            Sign::More => ("    ", None),
            Sign::Told => ("", None),
        };
        let indent = 4 + sign.len();
        let head = format!("    {}", self.styled(style, sign));
        self.wrapped(&head, indent, words(&line.runs, self.color));
    }

    fn styled(&self, style: Option<&str>, text: &str) -> String {
        match style.filter(|_| self.color) {
            Some(style) => format!("\x1b[{style}m{text}\x1b[0m"),
            None => text.to_owned(),
        }
    }

    fn wrapped(&mut self, head: &str, indent: usize, words: Vec<Vec<Piece>>) {
        let room = self.width.map_or(usize::MAX, |width| {
            width.saturating_sub(indent).max(LEAST_WIDTH)
        });
        self.out.push_str(head);
        let mut used = 0;
        for word in words {
            let needed: usize = word.iter().map(|(_, text)| text.width()).sum();
            if used > 0 && used + 1 + needed > room {
                self.out.push('\n');
                self.out.push_str(&" ".repeat(indent));
                used = 0;
            } else if used > 0 {
                self.out.push(' ');
                used += 1;
            }
            for (style, text) in &word {
                let shown = self.styled(*style, text);
                self.out.push_str(&shown);
            }
            used += needed;
        }
        self.out.push('\n');
    }
}

/// The words of `runs`, each in the pieces of which it is made: a word may have changed in part.
fn words(runs: &[Run], color: bool) -> Vec<Vec<Piece>> {
    let mut words: Vec<Vec<Piece>> = Vec::new();
    let mut glued = false;
    for run in runs {
        let (open, close, style) = match (run.mark, color) {
            (Mark::Same, _) => ("", "", None),
            (Mark::Gone, false) => ("[-", "-]", None),
            (Mark::New, false) => ("{+", "+}", None),
            (Mark::Gone, true) => ("", "", Some(RED_STRUCK)),
            (Mark::New, true) => ("", "", Some(GREEN)),
        };
        let line = safe_line(&run.text);
        let mut parts: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        if parts.is_empty() {
            glued &= !run.text.contains(char::is_whitespace) || !open.is_empty();
            continue;
        }
        let last = parts.len() - 1;
        parts[0].insert_str(0, open);
        parts[last].push_str(close);
        let starts_apart = run.text.starts_with(char::is_whitespace);
        for (at, part) in parts.into_iter().enumerate() {
            match words.last_mut() {
                Some(word) if at == 0 && glued && !starts_apart => word.push((style, part)),
                _ => words.push(vec![(style, part)]),
            }
        }
        glued = !run.text.ends_with(char::is_whitespace);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn plain_text_has_marks() {
        let mut changes = sample();
        changes.parts[0].groups[1].lines.truncate(1);
        insta::assert_snapshot!(changes.text(None, false));
        insta::assert_snapshot!(changes.text(Some(34), false));
    }

    #[test]
    fn colours_take_the_place_of_marks() {
        let mut changes = sample();
        changes.parts[0].groups.truncate(1);
        changes.parts[0].groups[0].lines.drain(2..);
        changes.parts[0].groups[0].lines.remove(0);
        let text = changes.text(None, true).replace('\x1b', "^");
        insta::assert_snapshot!(text);
    }

    #[test]
    fn a_part_of_a_word_stays_with_it() {
        let runs = [
            Run::new(Mark::Same, "plan"),
            Run::new(Mark::Gone, "en"),
            Run::new(Mark::New, "erna"),
            Run::new(Mark::Same, ", och "),
            Run::new(Mark::New, " "),
            Run::new(Mark::Same, "mer"),
        ];
        let joined: Vec<String> = words(&runs, false)
            .into_iter()
            .map(|word| word.into_iter().map(|(_, text)| text).collect())
            .collect();
        assert_eq!(joined, ["plan[-en-]{+erna+},", "och", "mer"]);
    }
}
