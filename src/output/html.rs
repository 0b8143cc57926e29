//! A listing as one page that needs nothing beside it.

use std::io::{self, Write};

use maud::{Markup, html};

use super::listing::{Cell, CellKind, Column, Listing, Row};
use super::table::{is_right, sum};
use super::terminal::{safe, safe_line};
use super::{Style, page};
use crate::lang::{Lang, Text};

const STYLES: &str = "\
.scroll>table{min-width:100%}
table{font-size:.9375rem}
th,td{padding:.35rem .6rem;text-align:start;vertical-align:top;border-bottom:1px solid var(--line);overflow-wrap:break-word}
thead th{white-space:normal;position:sticky;top:0;background:var(--head);box-shadow:inset 0 -2px var(--line)}
tbody tr:hover{background:var(--head)}
tbody th{font-weight:inherit}
.whole{white-space:nowrap}
.right{text-align:end;font-variant-numeric:tabular-nums}
.text{white-space:pre-line;min-width:18em}
.in1{padding-inline-start:2.25rem}.in2{padding-inline-start:3.75rem}.in3{padding-inline-start:5.25rem}
@media(max-width:40rem){body{padding:.75rem}.text{min-width:14em}}
@media print{@page{size:A4 landscape;margin:1cm}thead th{position:static;border-bottom:2px solid var(--line);box-shadow:none}.scroll>table{width:100%}.text{min-width:0}th,td{padding:.2rem .4rem}}
";

/// Writes the page, row by row.
pub(super) fn write(out: &mut dyn Write, listing: &Listing, style: &Style) -> io::Result<()> {
    let lang = style.lang;
    let title = style
        .title
        .as_deref()
        .unwrap_or(Text::new("Lista", "List").get(lang));
    let sum = sum(listing);
    out.write_all(page::head(lang, title, STYLES).as_bytes())?;
    let caption: Markup = html! { caption #sum { (sum.get(lang)) } };
    let heads: Markup = html! {
        thead { tr {
            @for column in &listing.columns {
                th scope="col" class=[class(column)] { (column.title.get(lang)) }
            }
        } }
    };
    // Focusable, so that a keyboard can scroll a wide table.
    out.write_all(
        b"<div class=\"scroll\" role=\"region\" aria-labelledby=\"sum\" tabindex=\"0\">\n",
    )?;
    write!(out, "<table>\n{}\n{}\n<tbody>\n", caption.0, heads.0)?;
    let text_column = listing.indented_column();
    for row in &listing.rows {
        writeln!(out, "{}", tr(listing, row, text_column, lang).0)?;
    }
    out.write_all(b"</tbody>\n</table>\n</div>\n")?;
    out.write_all(page::foot(style.note.as_deref()).as_bytes())
}

fn tr(listing: &Listing, row: &Row, text_column: Option<usize>, lang: Lang) -> Markup {
    html! {
        tr {
            @for (index, column) in listing.columns.iter().enumerate() {
                @let text = Some(index) == text_column;
                @let deep = if text { row.depth.min(3) } else { 0 };
                @let class = match (text, deep) {
                    (true, 0) => Some("text"),
                    (true, 1) => Some("text in1"),
                    (true, 2) => Some("text in2"),
                    (true, _) => Some("text in3"),
                    _ => class(column),
                };
                @if index == 0 && column.kind == CellKind::Id {
                    th scope="row" class=[class] { (content(row.cell(index), lang)) }
                } @else {
                    td class=[class] { (content(row.cell(index), lang)) }
                }
            }
        }
    }
}

fn class(column: &Column) -> Option<&'static str> {
    match column.kind {
        kind if is_right(kind) => Some("right"),
        CellKind::Id | CellKind::Date | CellKind::Flag => Some("whole"),
        _ => None,
    }
}

fn content(cell: &Cell, lang: Lang) -> Markup {
    let shown = cell.shown(lang);
    html! {
        @match cell {
            Cell::Date(date) => time datetime=(date) { (date) },
            Cell::Text(text) => (safe(text)),
            _ => (safe_line(&shown)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Format, sample, to_text};
    use proptest::prelude::*;

    fn style() -> Style {
        Style {
            lang: Lang::Sv,
            title: Some("Beslut <i>2023</i>".to_owned()),
            note: Some("Skapad ur arkivet".to_owned()),
            ..Style::default()
        }
    }

    fn body(html: &str) -> &str {
        &html[html.find("<body>").unwrap()..]
    }

    #[test]
    fn a_page_with_title_caption_and_scopes() {
        let mut listing = sample::nasty();
        listing.rows.truncate(3);
        listing.rows.remove(0);
        let html = to_text(&listing, Format::Html, &style());
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"sv\">"));
        assert!(html.contains("<title>Beslut &lt;i&gt;2023&lt;/i&gt;</title>"));
        insta::assert_snapshot!(body(&html), @r#"
        <body>
        <main>
        <h1>Beslut &lt;i&gt;2023&lt;/i&gt;</h1>
        <div class="scroll" role="region" aria-labelledby="sum" tabindex="0">
        <table>
        <caption id="sum">visar 2 av 7 rader</caption>
        <thead><tr><th scope="col" class="whole">Id</th><th scope="col" class="whole">Datum</th><th scope="col">Slag</th><th scope="col">Beslut</th><th scope="col" class="right">Antal platser</th><th scope="col" class="right">Andel</th><th scope="col" class="whole">Öppet</th><th scope="col">Mottagare</th></tr></thead>
        <tbody>
        <tr><th scope="row" class="whole">LSG/2023-02-17/5:1</th><td class="whole"><time datetime="2023-02-17">2023-02-17</time></td><td>beslut</td><td class="text">uppdra till beredningen:</td><td class="right">-5</td><td class="right">83 %</td><td class="whole">ja</td><td></td></tr>
        <tr><th scope="row" class="whole">LSG/2023-02-17/5:1.1</th><td class="whole"><time datetime="2023-02-17">2023-02-17</time></td><td>uppdrag</td><td class="text in1">se över a|b; &quot;c&quot;, *d* och `e`</td><td class="right">-5</td><td class="right">83 %</td><td class="whole">nej</td><td>Region Norr</td></tr>
        </tbody>
        </table>
        </div>
        </main>
        <footer><p>Skapad ur arkivet</p></footer></body>
        </html>
        "#);
    }

    #[test]
    fn nothing_is_fetched_and_nothing_runs() {
        let html = to_text(&sample::nasty(), Format::Html, &style());
        for forbidden in [
            "<script", "src=", "url(", "@import", "<link", "http://", "https://", "\x1b",
        ] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; ␛[31mröd"));
    }

    proptest! {
        #[test]
        fn any_text_is_text(text in any::<String>(), more in "[<>&\"'/a-z!-]{0,12}") {
            let text = text + &more;
            let count = |text: &str| {
                let mut style = style();
                style.title = Some(text.to_owned());
                to_text(&sample::single(text), Format::Html, &style).matches('<').count()
            };
            prop_assert_eq!(count(&text), count("a"));
        }
    }
}
