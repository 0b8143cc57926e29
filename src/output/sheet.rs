//! A sheet: one thing shown to a reader on the terminal, with facts and parts. Knows no protocol.

use unicode_width::UnicodeWidthStr;

use super::terminal::safe_line;

/// One thing, laid out for reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The head.
    pub title: String,
    /// Labels with their values.
    pub facts: Vec<(String, String)>,
    /// What follows, in order.
    pub parts: Vec<Part>,
}

/// A part under a heading of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub heading: String,
    /// Labels with their values.
    pub facts: Vec<(String, String)>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands, from 0.
    pub depth: u8,
    /// What it says.
    pub text: String,
}

/// Text narrower than this isn't wrapped any further, in columns.
const LEAST_WIDTH: usize = 24;

impl Sheet {
    /// A sheet with this title.
    pub fn new(title: impl Into<String>) -> Sheet {
        Sheet {
            title: title.into(),
            ..Sheet::default()
        }
    }

    /// Adds a fact, unless its value is empty.
    pub fn fact(&mut self, label: &str, value: impl Into<String>) {
        add_fact(&mut self.facts, label, value.into());
    }

    /// The sheet as text: wrapped to `width` columns, or not at all; bold heads with `color`.
    pub fn text(&self, width: Option<usize>, color: bool) -> String {
        let mut out = String::new();
        let bold = |text: &str| match color {
            true => format!("\x1b[1m{}\x1b[0m", safe_line(text)),
            false => safe_line(text).into_owned(),
        };
        out.push_str(&bold(&self.title));
        out.push('\n');
        write_facts(&mut out, &self.facts, width);
        for part in &self.parts {
            out.push('\n');
            if !part.heading.is_empty() {
                out.push_str(&bold(&part.heading));
                out.push('\n');
            }
            write_facts(&mut out, &part.facts, width);
            for line in &part.lines {
                let indent = 2 + 2 * usize::from(line.depth);
                write_wrapped(&mut out, "", indent, &line.text, width);
            }
        }
        out
    }
}

impl Part {
    /// A part with this heading.
    pub fn new(heading: impl Into<String>) -> Part {
        Part {
            heading: heading.into(),
            ..Part::default()
        }
    }

    /// Adds a fact, unless its value is empty.
    pub fn fact(&mut self, label: &str, value: impl Into<String>) {
        add_fact(&mut self.facts, label, value.into());
    }

    /// Adds a line.
    pub fn line(&mut self, depth: u8, text: impl Into<String>) {
        self.lines.push(Line {
            depth,
            text: text.into(),
        });
    }
}

fn add_fact(facts: &mut Vec<(String, String)>, label: &str, value: String) {
    if !value.trim().is_empty() {
        facts.push((label.to_owned(), value));
    }
}

fn write_facts(out: &mut String, facts: &[(String, String)], width: Option<usize>) {
    let widest = facts
        .iter()
        .map(|(label, _)| label.width())
        .max()
        .unwrap_or(0);
    for (label, value) in facts {
        let pad = " ".repeat(widest - label.width());
        let head = format!("  {label}{pad}  ");
        write_wrapped(out, &head, head.width(), value, width);
    }
}

/// Writes `head` and `text`, wrapped at words; further lines are indented by `indent` columns.
fn write_wrapped(out: &mut String, head: &str, indent: usize, text: &str, width: Option<usize>) {
    let text = safe_line(text);
    let room = width.map_or(usize::MAX, |width| {
        width.saturating_sub(indent).max(LEAST_WIDTH)
    });
    let margin = " ".repeat(indent);
    out.push_str(if head.is_empty() { &margin } else { head });
    let mut used = 0;
    for word in text.split_whitespace() {
        let needed = word.width();
        if used > 0 && used + 1 + needed > room {
            out.push('\n');
            out.push_str(&margin);
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += needed;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_align_and_lines_wrap() {
        let mut sheet = Sheet::new("LSG/2023-02-17");
        sheet.fact("Plats", "Teams");
        sheet.fact("Ordförande", "Anna Ek");
        sheet.fact("Tid", "");
        let mut part = Part::new("§ 4 Medel");
        part.line(1, "att bifalla ansökningarna enligt förslaget\u{1b}[31m");
        sheet.parts.push(part);
        assert_eq!(
            sheet.text(Some(34), false),
            "LSG/2023-02-17\n  Plats       Teams\n  Ordförande  Anna Ek\n\n§ 4 Medel\n    att bifalla ansökningarna\n    enligt förslaget␛[31m\n"
        );
    }
}
