//! Markup in a text file, taken for what it says: headings, bold lines, lists and tables of
//! Markdown, also where somebody only put a few stars into a plain text.

use super::source::{Format, Line, Row, Source};

/// Whether a text uses Markdown as such: headings, or a table with its line of dashes.
pub fn is_markdown(source: &Source) -> bool {
    let mut bold = 0;
    for (_, line) in source.lines() {
        let linked = line.text.starts_with('[') && line.text.contains("](");
        if heading(&line.text).is_some() || is_table_rule(&line.text) || linked {
            return true;
        }
        bold += usize::from(bold_line(&line.text).is_some());
    }
    bold >= 2
}

/// Turns the markup of whole lines into what it says. Markup within a line stays.
pub fn understand(source: &mut Source) {
    source.format = Format::Markdown;
    mark(source);
}

/// The same for the markup that nobody writes by chance: tables and bold lines.
pub fn mark(source: &mut Source) {
    let markdown = source.format == Format::Markdown;
    let mut table = 0;
    let mut row = 0;
    let mut in_table = false;
    for page in &mut source.pages {
        let mut lines: Vec<Line> = html_rows(std::mem::take(&mut page.lines))
            .into_iter()
            .flat_map(unglued)
            .collect();
        lines.retain_mut(|line| {
            if is_table_rule(&line.text) {
                return false;
            }
            if let Some(cells) = table_row(&line.text) {
                if !in_table || line.gap {
                    table += u32::from(row > 0);
                    row = 0;
                }
                in_table = true;
                line.text = cells;
                line.row = Some(Row { table, row });
                row += 1;
                return !line.text.trim().is_empty();
            }
            in_table = false;
            if markdown {
                understand_line(line);
            }
            if let Some(text) = bold_line(&line.text) {
                line.bold = true;
                line.text = text.to_owned();
            }
            !line.text.is_empty() && !is_rule(&line.text)
        });
        page.lines = lines;
    }
}

/// `2020-02-19**Beslut**`: a bold end of a line with nothing between is a line of its own, that a
/// program has put behind another.
fn unglued(line: Line) -> Vec<Line> {
    let glued = line
        .text
        .strip_suffix("**")
        .and_then(|text| text.find("**"))
        .filter(|at| {
            line.text.matches("**").count() == 2
                && line.text[..*at].ends_with(char::is_alphanumeric)
                && line.text[at + 2..].starts_with(char::is_uppercase)
                && !line.text.contains('|')
        });
    let Some(at) = glued else {
        return vec![line];
    };
    let cut = (line.span.start + at as u32).min(line.span.end);
    let first = Line {
        text: line.text[..at].to_owned(),
        span: crate::text::Span {
            end: cut,
            ..line.span
        },
        whole: true,
        ..line.clone()
    };
    let second = Line {
        text: line.text[at..].to_owned(),
        span: crate::text::Span {
            start: cut,
            ..line.span
        },
        gap: true,
        ..line
    };
    vec![first, second]
}

fn understand_line(line: &mut Line) {
    if let Some((level, text)) = heading(&line.text) {
        line.heading = Some(level);
        line.text = text.to_owned();
        line.gap = true;
        return;
    }
    // A hard break within a paragraph.
    if let Some(text) = line.text.strip_suffix('\\') {
        line.text = text.trim_end().to_owned();
        line.whole = true;
    }
    if let Some(text) = line.text.strip_prefix("> ") {
        line.text = text.trim_start().to_owned();
    }
}

/// The level and the text of `## Rubrik`.
fn heading(text: &str) -> Option<(u8, &str)> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    if !(1..=6).contains(&level) {
        return None;
    }
    let rest = text[level..].strip_prefix([' ', '\t'])?;
    let rest = rest.trim().trim_end_matches('#').trim_end();
    (!rest.is_empty()).then_some((level as u8, rest.trim_matches('*').trim()))
}

/// The text of a line that is bold as a whole: `**Beslut**`, `__Beslut:__`.
fn bold_line(text: &str) -> Option<&str> {
    for mark in ["**", "__"] {
        if let Some(inner) = text
            .strip_prefix(mark)
            .and_then(|rest| rest.trim_end_matches(':').strip_suffix(mark))
        {
            let inner = inner.trim();
            return (!inner.is_empty() && !inner.contains(mark)).then_some(inner);
        }
    }
    None
}

/// `|---|:--|`
fn is_table_rule(text: &str) -> bool {
    text.contains('|')
        && text.contains("--")
        && text
            .chars()
            .all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'))
}

/// `---`, `***`, `====` alone on a line.
fn is_rule(text: &str) -> bool {
    text.len() >= 3
        && text
            .chars()
            .all(|c| matches!(c, '-' | '*' | '_' | '=' | ' ' | '—' | '–'))
}

/// Tables in HTML within a text, as readers of pictures write them, with `| a | b |` for each row.
fn html_rows(lines: Vec<Line>) -> Vec<Line> {
    if !lines.iter().any(|line| line.text.starts_with("<table")) {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len());
    let mut within = false;
    let mut row = String::new();
    for line in lines {
        within |= line.text.starts_with("<table");
        if !within {
            out.push(line);
            continue;
        }
        let mut rest = line.text.as_str();
        let mut gap = line.gap;
        while let Some((before, after)) = rest.split_once("</tr>") {
            row.push_str(before);
            let cells = cells_of(&row);
            if !cells.is_empty() {
                out.push(Line {
                    text: format!("| {} |", cells.join(" | ")),
                    gap,
                    ..line.clone()
                });
            }
            gap = false;
            row.clear();
            rest = after;
        }
        match rest.contains("</table>") {
            true => {
                within = false;
                row.clear();
            }
            false => {
                row.push_str(rest);
                row.push(' ');
            }
        }
    }
    out
}

/// What stands in the cells of a row in HTML, without its marks.
fn cells_of(row: &str) -> Vec<String> {
    let mut cells: Vec<String> = Vec::new();
    for part in row.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        if tag.starts_with("td") || tag.starts_with("th") && !tag.starts_with("thead") {
            cells.push(String::new());
        }
        if let Some(cell) = cells.last_mut() {
            if tag.starts_with("br") {
                cell.push(' ');
            }
            cell.push_str(&text.replace('|', "/"));
        }
    }
    for cell in &mut cells {
        *cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    cells
}

/// The cells of `| a | b |`, divided by tabs.
fn table_row(text: &str) -> Option<String> {
    let inner = text.strip_prefix('|')?;
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    if !inner.contains('|') && !text.ends_with('|') {
        return None;
    }
    let cells: Vec<String> = inner
        .split('|')
        .map(|cell| {
            let cell = cell.replace("<br>", " ").replace("<br/>", " ");
            cell.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .replace("**", "")
        })
        .collect();
    Some(cells.join("\t"))
}
