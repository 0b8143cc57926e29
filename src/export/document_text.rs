//! A laid-out document as plain text, for e-mail and for terminals.

use std::fmt::Write as _;

use crate::document::{Document, Part, Signatures, Table};
use crate::lang::{Lang, Text};
use crate::parse::prose::{self, Passage, PassageKind, Run};

/// The longest line, in characters; a longer word has a line of its own.
const WIDTH: usize = 76;

/// The document as text.
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    let mut letterhead = true;
    for part in &document.parts {
        if letterhead && !matches!(part, Part::Letterhead(_)) {
            letterhead = false;
            if let Some(stamp) = &document.stamp {
                wrap(
                    &mut out,
                    &format!("*** {} *** {}", stamp.word, stamp.says),
                    "",
                    "",
                );
                out.push('\n');
            }
        }
        self::part(&mut out, part, document.lang);
    }
    let _ = write!(out, "{}\n{}\n", "-".repeat(WIDTH), document.running);
    out
}

fn part(out: &mut String, part: &Part, lang: Lang) {
    match part {
        Part::Letterhead(all) => {
            passages(out, all, lang);
            let _ = writeln!(out, "{}\n", "-".repeat(WIDTH));
        }
        Part::Title { kind, text } => {
            if let Some(kind) = kind {
                let _ = writeln!(out, "{}", kind.to_uppercase());
            }
            underlined(out, text, '=');
        }
        Part::Facts(facts) => {
            let widest = facts.iter().map(|fact| fact.label.chars().count() + 2);
            let widest = widest.filter(|&width| width > 2).max().unwrap_or(0).min(22);
            for fact in facts {
                let value = inline(&fact.value, lang).replace('\n', " ");
                let label = match fact.label.is_empty() {
                    true => String::new(),
                    false => format!("{:widest$}", format!("{}:", fact.label)),
                };
                let label = match label.ends_with(' ') || label.is_empty() {
                    true => label,
                    false => format!("{label} "),
                };
                let rest = " ".repeat(if label.is_empty() { 0 } else { widest });
                wrap(out, &value, &label, &rest);
            }
            out.push('\n');
        }
        Part::Heading { level, text, .. } => {
            let line = if *level == 2 { '-' } else { '.' };
            underlined(out, &inline(text, lang), line);
        }
        Part::Table(table) => self::table(out, table),
        Part::Prose(all) => passages(out, all, lang),
        Part::Decision {
            label,
            passages: all,
        } => {
            if let Some(label) = label {
                let _ = writeln!(out, "{}\n", label.to_uppercase());
            }
            passages(out, all, lang);
        }
        Part::Signatures(signatures) => self::signatures(out, signatures, lang),
    }
}

fn underlined(out: &mut String, text: &str, line: char) {
    let start = out.len();
    wrap(out, text, "", "");
    let widest = out[start..].lines().map(|line| line.chars().count()).max();
    let width = widest.unwrap_or(0).min(WIDTH);
    out.extend(std::iter::repeat_n(line, width));
    out.push_str("\n\n");
}

fn table(out: &mut String, table: &Table) {
    let _ = writeln!(out, "{}:", table.caption);
    for row in &table.rows {
        let (name, rest) = row
            .split_first()
            .map_or(("", &[][..]), |(name, rest)| (name.as_str(), rest));
        let rest: Vec<&str> = rest
            .iter()
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .collect();
        let line = match rest.is_empty() {
            true => name.to_owned(),
            false => format!("{name}, {}", rest.join("; ")),
        };
        wrap(out, &line, "  ", "    ");
    }
    out.push('\n');
}

fn signatures(out: &mut String, signatures: &Signatures, lang: Lang) {
    if !signatures.says.is_empty() {
        wrap(out, &signatures.says, "", "");
        out.push('\n');
    }
    let date = Text::new("Datum", "Date").get(lang);
    let print = Text::new("Namnförtydligande", "Name in print").get(lang);
    for line in &signatures.lines {
        let name = if line.name.is_empty() {
            print
        } else {
            &line.name
        };
        let named = match line.role.is_empty() {
            true => name.to_owned(),
            false => format!("{name}, {}", line.role.to_lowercase()),
        };
        match &line.signed {
            Some(signed) => {
                wrap(out, &named, "", "");
                wrap(out, signed, "", "");
            }
            None => {
                let _ = writeln!(out, "\n{}   {}", "_".repeat(44), "_".repeat(18));
                let space = 47usize.saturating_sub(named.chars().count());
                let _ = writeln!(out, "{named}{}{date}", " ".repeat(space.max(1)));
            }
        }
        out.push('\n');
    }
}

fn passages(out: &mut String, passages: &[Passage], lang: Lang) {
    let mut at = 0;
    while at < passages.len() {
        let passage = &passages[at];
        let quote = if passage.quoted { "> " } else { "" };
        let depth = usize::from(passage.depth);
        let inside = "  ".repeat(depth);
        let text = inline(passage.runs(), lang);
        let mut next = at + 1;
        match passage.kind {
            PassageKind::ListItem { number } => {
                let outside = "  ".repeat(depth.saturating_sub(1));
                let marker = number.map_or("- ".to_owned(), |number| format!("{number}. "));
                let rest = " ".repeat(marker.chars().count());
                let (first, rest) = (
                    format!("{quote}{outside}{marker}"),
                    format!("{quote}{outside}{rest}"),
                );
                wrap(out, &text, &first, &rest);
            }
            PassageKind::Code => {
                for line in passage.text().lines() {
                    let _ = writeln!(out, "{quote}{inside}    {line}");
                }
            }
            PassageKind::Rule => {
                let _ = writeln!(out, "{}", "-".repeat(20));
            }
            PassageKind::Row { .. } => {
                next = at + rows(out, &passages[at..], lang);
            }
            PassageKind::Paragraph | PassageKind::Heading { .. } => {
                let indent = format!("{quote}{inside}");
                wrap(out, &text, &indent, &indent);
            }
        }
        let is_item = |passage: &Passage| matches!(passage.kind, PassageKind::ListItem { .. });
        let in_list = is_item(passage) && passages.get(next).is_some_and(is_item);
        if !in_list {
            out.push('\n');
        }
        at = next;
    }
}

/// A table: in columns where they fit, else each row as what its heads say.
fn rows(out: &mut String, passages: &[Passage], lang: Lang) -> usize {
    let is_row = |at: usize, passage: &Passage| match passage.kind {
        PassageKind::Row { head } => at == 0 || !head,
        _ => false,
    };
    let rows: Vec<Vec<String>> = passages
        .iter()
        .enumerate()
        .take_while(|(at, passage)| is_row(*at, passage))
        .map(|(_, passage)| {
            let cells = passage.cells.iter();
            cells
                .map(|cell| inline(cell, lang).replace('\n', " ").trim().to_owned())
                .collect()
        })
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    if widths.iter().sum::<usize>() + columns * 2 <= WIDTH {
        for row in &rows {
            let cells = row.iter().zip(&widths);
            let line: String = cells
                .map(|(cell, &width)| format!("{cell:width$}  "))
                .collect();
            let _ = writeln!(out, "{}", line.trim_end());
        }
        return rows.len();
    }
    let (head, body) = match passages[0].kind {
        PassageKind::Row { head: true } => (rows.first(), &rows[1..]),
        _ => (None, &rows[..]),
    };
    if body.is_empty() {
        let line = rows.first().map_or(String::new(), |row| row.join(", "));
        wrap(out, &line, "", "");
    }
    // Heads of columns that say nothing in any row are still words of the text.
    for row in body {
        let mut marker = "- ";
        for (column, cell) in row.iter().enumerate() {
            let head = head.and_then(|head| head.get(column));
            let line = match head.filter(|head| !head.is_empty()) {
                Some(head) => format!("{head}: {cell}"),
                None => cell.clone(),
            };
            if !line.is_empty() {
                wrap(out, &line, marker, "    ");
                marker = "  ";
            }
        }
    }
    rows.len()
}

/// Runs as words; an address stands after the words that lead there.
fn inline(runs: &[Run], lang: Lang) -> String {
    let mut out = String::new();
    for (at, run) in runs.iter().enumerate() {
        match &run.picture {
            Some(_) => out.push_str(&super::picture_in_words(&run.text, lang)),
            None if run.marks.line_break => out.push('\n'),
            None if run.text == "\n" => out.push(' '),
            None => out.push_str(&run.text),
        }
        let next = runs.get(at + 1).and_then(|next| next.link.as_deref());
        let Some(target) = run.link.as_deref().filter(|_| next != run.link.as_deref()) else {
            continue;
        };
        let is_address = ["http://", "https://", "mailto:"]
            .iter()
            .any(|scheme| target.to_ascii_lowercase().starts_with(scheme));
        let shown = prose::text(runs);
        let bare = target.strip_prefix("mailto:").unwrap_or(target);
        if is_address && !shown.contains(bare) && !target.contains(char::is_control) {
            let _ = write!(out, " ({bare})");
        }
    }
    out
}

/// Writes `text` in lines, the first after `first` and the others after `rest`.
fn wrap(out: &mut String, text: &str, first: &str, rest: &str) {
    let mut indent = first;
    for line in text.split('\n') {
        out.push_str(indent);
        let mut width = indent.chars().count();
        let mut begun = false;
        for word in line.split([' ', '\t']).filter(|word| !word.is_empty()) {
            let length = word.chars().count();
            if begun && width + 1 + length > WIDTH {
                out.push('\n');
                out.push_str(rest);
                width = rest.chars().count();
                begun = false;
            }
            if begun {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += length;
            begun = true;
        }
        let kept = out.trim_end_matches(' ').len();
        out.truncate(kept);
        out.push('\n');
        indent = rest;
    }
}
