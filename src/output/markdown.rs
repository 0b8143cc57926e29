//! A pipe table, as Git hosts show it. Alone in knowing how text is escaped in one.

use std::io::{self, Write};

use super::listing::{Listing, Row};
use super::table::is_right;
use super::terminal::{breaks, safe_line};
use crate::lang::Lang;

/// Writes the table and nothing around it. Rows under another begin with a dash for each level.
pub(super) fn write(out: &mut dyn Write, listing: &Listing, lang: Lang) -> io::Result<()> {
    write_linked(out, listing, lang, &|_| None)
}

/// The table with the first cell of each row leading where `link` says: a destination that is
/// encoded already, as [`link`] takes it.
pub fn linked(listing: &Listing, lang: Lang, to: &dyn Fn(&Row) -> Option<String>) -> String {
    let mut out = Vec::new();
    write_linked(&mut out, listing, lang, to).expect("memory takes every write");
    String::from_utf8(out).expect("Markdown is UTF-8")
}

/// `text` leading to `destination`, which is encoded already: in it neither white space nor any
/// of `()<>\\` may stand.
pub fn link(text: &str, destination: &str) -> String {
    format!("[{}]({destination})", escape(text))
}

fn write_linked(
    out: &mut dyn Write,
    listing: &Listing,
    lang: Lang,
    to: &dyn Fn(&Row) -> Option<String>,
) -> io::Result<()> {
    if listing.columns.is_empty() {
        return Ok(());
    }
    for column in &listing.columns {
        write!(out, "| {} ", escape(column.title.get(lang)))?;
    }
    writeln!(out, "|")?;
    for column in &listing.columns {
        out.write_all(if is_right(column.kind) {
            b"| ---: "
        } else {
            b"| --- "
        })?;
    }
    writeln!(out, "|")?;
    let text_column = listing.indented_column();
    for row in &listing.rows {
        for index in 0..listing.columns.len() {
            let mut text = escape(&row.cell(index).shown(lang));
            if text_column == Some(index) {
                text.insert_str(0, &"– ".repeat(row.depth.into()));
            }
            if index == 0
                && !text.is_empty()
                && let Some(destination) = to(row)
            {
                text = format!("[{text}]({destination})");
            }
            match text.is_empty() {
                true => out.write_all(b"| ")?,
                false => write!(out, "| {text} ")?,
            }
        }
        writeln!(out, "|")?;
    }
    Ok(())
}

/// `text` as the content of a table cell: whatever it says is text, its lines are lines.
pub fn escape(text: &str) -> String {
    let text = text.trim_matches(|c| c == ' ' || breaks(c));
    let lines = text.split([
        '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ]);
    let mut out = String::with_capacity(text.len() + 8);
    for line in lines.map(safe_line).filter(|line| !line.is_empty()) {
        if !out.is_empty() {
            out.push_str("<br>");
        }
        escape_line(&line, &mut out);
    }
    out
}

fn escape_line(line: &str, out: &mut String) {
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Only where it could begin an entity: "Vård & omsorg" stays as it is.
            '&' if chars
                .peek()
                .is_some_and(|&c| c == '#' || c.is_alphanumeric()) =>
            {
                out.push_str("&amp;");
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '^' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Format, Style, sample, to_text};
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    fn swedish() -> Style {
        Style {
            lang: Lang::Sv,
            ..Style::default()
        }
    }

    /// The cells of the one table in `markdown` as a reader sees them; panics on anything that
    /// is neither text nor a line break.
    fn cells(markdown: &str) -> Vec<String> {
        let mut cells = Vec::new();
        // Typographic quotes are a reader's taste, no markup.
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::TableCell) => cells.push(String::new()),
                Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow) => {}
                Event::End(
                    TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell,
                ) => {}
                Event::Text(text) => cells.last_mut().unwrap().push_str(&text),
                Event::InlineHtml(html) if &*html == "<br>" => cells.last_mut().unwrap().push('\n'),
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        cells
    }

    #[test]
    fn a_table_that_a_git_host_shows() {
        insta::assert_snapshot!(to_text(&sample::nasty(), Format::Markdown, &swedish()), @r#"
        | Id | Datum | Slag | Beslut | Antal platser | Andel | Öppet | Mottagare |
        | --- | --- | --- | --- | ---: | ---: | --- | --- |
        | LSG/2023-02-17/4:1 | 2023-02-17 | uppdrag | godkänna förslaget till gemensam handlingsplan för samordnad individuell planering (SIP) och att samtliga huvudmän senast den 31 maj återkommer med uppgift om kontaktpersoner för det fortsatta utvecklingsarbetet | -5 | 83 % | ja | Region Norr; Öby kommun |
        | LSG/2023-02-17/5:1 | 2023-02-17 | beslut | uppdra till beredningen: | -5 | 83 % | ja | |
        | LSG/2023-02-17/5:1.1 | 2023-02-17 | uppdrag | – se över a\|b; "c", \*d\* och \`e\` | -5 | 83 % | nej | Region Norr |
        | LSG/2023-02-17/7:1 | 2023-02-17 | beslut | =HYPERLINK("x")<br>andra raden 🦌 | -5 | 83 % | ja | |
        | LSG/2023-02-17/10:1 | 2023-02-17 | uppdrag | &lt;script&gt;alert(1)&lt;/script&gt; & ␛\[31mröd | -5 | 83 % | ja | Ås kommun |
        | LSG/2023-02-17/11:1 | 2023-02-17 | till handlingarna | - åäö �dolt | -5 | 83 % | ja | |
        | | | | | | | | |
        "#);
    }

    #[test]
    fn every_cell_is_text_to_a_reader() {
        let listing = sample::nasty();
        let cells = cells(&to_text(&listing, Format::Markdown, &swedish()));
        assert_eq!(
            cells.len(),
            (listing.rows.len() + 1) * listing.columns.len()
        );
        assert!(cells.contains(&"– se över a|b; \"c\", *d* och `e`".to_owned()));
        assert!(cells.contains(&"<script>alert(1)</script> & ␛[31mröd".to_owned()));
    }

    proptest! {
        #[test]
        fn any_text_survives_the_round_trip(text in "[|\\\\`*_\\[\\]<>&#;a-c~$!:\\^={}\"' \n()1.+-]{0,24}", other in any::<String>()) {
            for text in [text, other] {
                let markdown = to_text(&sample::single(&text), Format::Markdown, &swedish());
                let due: Vec<_> = text
                    .split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
                    .map(|line| safe_line(line).into_owned())
                    .filter(|line| !line.is_empty())
                    .collect();
                prop_assert_eq!(&cells(&markdown)[1], &due.join("\n"), "{}", markdown);
            }
        }
    }
}
