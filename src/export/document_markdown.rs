//! A laid-out document as Markdown, which says the same wherever it is shown: whatever the
//! protocol says is text, and its marks are written anew.

use std::fmt::Write as _;

use crate::document::{Document, Fact, Part, Signatures, Table};
use crate::lang::{Lang, Text};
use crate::output::link;
use crate::output::markdown::escape;
use crate::parse::prose::{Passage, PassageKind, Run};

/// The document as Markdown.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    let mut letterhead = true;
    for part in &document.parts {
        if letterhead && !matches!(part, Part::Letterhead(_)) {
            letterhead = false;
            if let Some(stamp) = &document.stamp {
                let _ = writeln!(out, "**{}**: {}\n", escape(stamp.word), escape(stamp.says));
            }
        }
        self::part(&mut out, part, document.lang);
    }
    let _ = writeln!(out, "---\n\n{}", escape(&document.running));
    out
}

fn part(out: &mut String, part: &Part, lang: Lang) {
    match part {
        Part::Letterhead(all) => {
            passages(out, all, lang);
            out.push_str("---\n\n");
        }
        Part::Title { kind, text } => {
            if let Some(kind) = kind {
                let _ = writeln!(out, "{}\n", begun(&escape(kind)));
            }
            let _ = writeln!(out, "# {}\n", one_line(&escape(text)));
        }
        Part::Facts(facts) => {
            for Fact { label, value } in facts {
                let value = one_line(&inline(value, lang));
                // A list of their own, also where the text has one right above or below.
                let _ = match label.is_empty() {
                    true => writeln!(out, "* {}", begun(&value)),
                    false => writeln!(out, "* **{}:** {value}", escape(label)),
                };
            }
            out.push('\n');
        }
        Part::Heading { level, text, .. } => {
            let signs = "#".repeat(usize::from(*level));
            let text = one_line(&inline(text, lang));
            // Signs at the end would be taken for the end of the heading.
            let text = match text.ends_with('#') {
                true => format!("{}\\#", &text[..text.len() - 1]),
                false => text,
            };
            let _ = writeln!(out, "{signs} {text}\n");
        }
        Part::Table(table) => self::table(out, table),
        Part::Prose(all) => passages(out, all, lang),
        Part::Decision {
            label,
            passages: all,
        } => {
            if let Some(label) = label {
                let _ = writeln!(out, "**{}**\n", escape(label));
            }
            passages(out, all, lang);
        }
        Part::Signatures(signatures) => self::signatures(out, signatures, lang),
    }
}

fn table(out: &mut String, table: &Table) {
    let _ = writeln!(out, "**{}**\n", escape(&table.caption));
    row(out, table.columns.iter().map(|head| escape(head)));
    row(out, table.columns.iter().map(|_| "---".to_owned()));
    for cells in &table.rows {
        row(out, cells.iter().map(|cell| escape(cell)));
    }
    out.push('\n');
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        let _ = match cell.is_empty() {
            true => write!(out, " |"),
            false => write!(out, " {cell} |"),
        };
    }
    out.push('\n');
}

fn signatures(out: &mut String, signatures: &Signatures, lang: Lang) {
    if !signatures.says.is_empty() {
        let _ = writeln!(out, "{}\n", begun(&escape(&signatures.says)));
    }
    let line = "\\_".repeat(36);
    let date = Text::new("Datum", "Date").get(lang);
    let print = Text::new("Namnförtydligande", "Name in print").get(lang);
    for one in &signatures.lines {
        let role = match one.role.is_empty() {
            true => String::new(),
            false => format!(", {}", escape(&one.role.to_lowercase())),
        };
        let name = match one.name.is_empty() {
            true => print.to_owned(),
            false => format!("**{}**", escape(&one.name)),
        };
        let _ = match &one.signed {
            Some(signed) => writeln!(out, "{name}{role}  \n{}\n", escape(signed)),
            None => writeln!(
                out,
                "{line}  \n{name}{role}\n\n{date}: {}\n",
                "\\_".repeat(12)
            ),
        };
    }
}

fn passages(out: &mut String, passages: &[Passage], lang: Lang) {
    // For each list, how far its text is indented.
    let mut indents: Vec<usize> = Vec::new();
    let mut last: Option<&Passage> = None;
    for passage in passages {
        let depth = usize::from(passage.depth);
        let text = match passage.kind {
            PassageKind::Code => passage.text(),
            PassageKind::Row { .. } => String::new(),
            _ => inline(passage.runs(), lang),
        };
        // A row of the same table follows without a line between, and so does an item of a list.
        let follows = last.is_some_and(|last| match (last.kind, passage.kind) {
            (PassageKind::Row { .. }, PassageKind::Row { head: false }) => true,
            (PassageKind::ListItem { number: a }, PassageKind::ListItem { number: b }) => {
                last.depth != passage.depth || a.is_some() == b.is_some()
            }
            _ => false,
        });
        if last.is_some() && !follows {
            out.push('\n');
        }
        let quote = if passage.quoted { "> " } else { "" };
        let mut first = String::from(quote);
        let marker = match passage.kind {
            PassageKind::ListItem { number } => Some(match number {
                Some(number) => format!("{}. ", number.min(999_999_999)),
                None => "- ".to_owned(),
            }),
            _ => None,
        };
        let below = depth - usize::from(marker.is_some()).min(depth);
        indents.truncate(depth);
        while indents.len() < below {
            indents.push(2);
        }
        let indent: usize = indents[..below].iter().sum();
        first.push_str(&" ".repeat(indent));
        let mut rest = first.clone();
        if let Some(marker) = &marker {
            indents.truncate(below);
            indents.push(marker.len());
            first.push_str(marker);
            rest.push_str(&" ".repeat(marker.len()));
        }
        match passage.kind {
            PassageKind::Row { head } => {
                out.push_str(&first);
                row(
                    out,
                    passage
                        .cells
                        .iter()
                        .map(|cell| one_line(&inline(cell, lang))),
                );
                if head {
                    out.push_str(&first);
                    row(out, passage.cells.iter().map(|_| "---".to_owned()));
                }
            }
            PassageKind::Rule => {
                let _ = writeln!(out, "{first}---");
            }
            PassageKind::Code => {
                let _ = writeln!(out, "{first}{}", fence(&text));
                for line in text.lines() {
                    let _ = writeln!(out, "{rest}{line}");
                }
                let _ = writeln!(out, "{rest}{}", fence(&text));
            }
            _ => {
                let mut indent = &first;
                for line in text.split("  \n") {
                    let line = begun(&one_line(line));
                    let _ = write!(out, "{indent}{line}");
                    out.push_str("  \n");
                    indent = &rest;
                }
                // The last line has no break after it.
                out.truncate(out.len() - 3);
                out.push('\n');
            }
        }
        last = Some(passage);
    }
    out.push('\n');
}

/// A fence that the code itself can't end.
fn fence(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(3.max(longest + 1))
}

/// Runs with their marks; a line break that was asked for is two spaces before the line's end.
fn inline(runs: &[Run], lang: Lang) -> String {
    let mut out = String::new();
    for run in runs {
        if run.picture.is_some() {
            out.push_str(&escape(&super::picture_in_words(&run.text, lang)));
            continue;
        }
        if run.marks.line_break {
            out.push_str("  \n");
            continue;
        }
        let core = run.text.trim();
        let (before, after) = around(&run.text, core);
        if core.is_empty() {
            out.push_str(before);
            continue;
        }
        let mut text = escape(&core.replace('\n', " "));
        let marks = [
            (run.marks.struck, "~~"),
            (run.marks.emphasis, "*"),
            (run.marks.strong, "**"),
        ];
        for (_, sign) in marks.iter().filter(|(there, _)| *there) {
            text = format!("{sign}{text}{sign}");
        }
        if run.marks.code {
            text = code(core);
        }
        if let Some(target) = run.link.as_deref().and_then(link) {
            text = format!("[{text}]({})", destination(target));
        }
        let _ = write!(out, "{before}{text}{after}");
    }
    out
}

/// The white space before and after `core`, as at most one space.
fn around<'t>(text: &'t str, core: &str) -> (&'t str, &'t str) {
    let space = |there: bool| if there { " " } else { "" };
    (
        space(text.starts_with(char::is_whitespace)),
        space(!core.is_empty() && text.ends_with(char::is_whitespace)),
    )
}

/// Code that may hold the sign of code.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let signs = "`".repeat(longest + 1);
    // In a table a bar divides cells, in code too.
    let text = text.replace('\n', " ").replace('|', "\\|");
    match longest {
        0 => format!("{signs}{text}{signs}"),
        _ => format!("{signs} {text} {signs}"),
    }
}

/// An address as a destination: what would end it is encoded.
fn destination(target: &str) -> String {
    let mut out = String::new();
    for c in target.chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | '|' | '"' | '`' | '*' | '_' | '[' | ']' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// On one line.
fn one_line(text: &str) -> String {
    let text = text.replace("  \n", "<br>");
    text.split(['\n', '\r'])
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

/// A line that begins nothing but a paragraph: signs that begin headings, lists, quotations and
/// rules are escaped.
fn begun(line: &str) -> String {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    match line.starts_with(['#', '+', '-', '=', ':']) {
        true => format!("\\{line}"),
        false => line.to_owned(),
    }
}
