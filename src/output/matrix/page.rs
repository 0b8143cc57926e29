//! A matrix as a page.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::{Mark, Matrix, MatrixRow};
use crate::lang::{Lang, Text};
use crate::output::terminal::safe_line;
use crate::output::{Style, page};

// The hues differ in lightness too, for those who see no red or green; what waits has a border.
const STYLES: &str = "\
.matrix{border-collapse:separate;border-spacing:2px}
.matrix th{background:var(--paper);font-weight:600;text-align:start;padding:.3rem .5rem}
.matrix thead th{position:sticky;top:0;z-index:2;vertical-align:bottom}
.matrix tbody th{position:sticky;left:0;z-index:1;border-inline-end:1px solid var(--line);min-width:13rem}
.matrix thead th:first-child{left:0;z-index:3;border-inline-end:1px solid var(--line)}
.matrix th small{display:block;font-weight:400;color:var(--soft);white-space:nowrap}
.matrix .up{writing-mode:vertical-rl;rotate:180deg;font-weight:400;font-size:.875rem;white-space:nowrap}
.matrix td,.legend i{min-width:3rem;padding:.3rem .35rem;text-align:center;white-space:nowrap;border-radius:3px;font-size:.875rem;font-style:normal;border:1px solid transparent}
.matrix td{position:relative}
.matrix td a{color:inherit}
.legend{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;list-style:none;margin:1rem 0;padding:0}
.legend i{display:inline-block;margin-inline-end:.4rem}
.yes{background:#1f5f9e;color:#fff}.changed{background:#7fb4dd;color:#0d1b26}.unsaid{background:var(--head);color:var(--text)}
.no{background:#5d5d5d;color:#fff}.matrix td.missing,.legend .missing{background:#fdf3d3;color:#2b2000;border:1px dashed #8a6d00}
.matrix td.late,.legend .late{background:#b3402e;color:#fff;border-color:#6e1f12;font-weight:700}.nothing{color:var(--soft)}
@media(prefers-color-scheme:dark){.yes{background:#3d86cc;color:#04101b}.changed{background:#a9d1f0}.no{background:#a5a5a5;color:#111}.matrix td.missing,.legend .missing{background:#40370f;color:#ffefb0;border-color:#d9b647}.matrix td.late,.legend .late{background:#e0796a;color:#1d0400;border-color:#ffc2b8}}
@media(max-width:40rem){.matrix tbody th{min-width:0;max-width:11rem}.matrix th small{white-space:normal}}
@media print{@page{size:A4 landscape;margin:1cm}.matrix td,.legend i{background:none!important;color:#000!important;border:1px solid #888!important;border-radius:0;min-width:0;padding:.1rem .15rem;font-size:7pt}.matrix th{position:static!important;padding:.1rem .25rem}.matrix .up{font-size:7pt}}
";

/// One page that needs nothing beside it.
pub(super) fn page(matrix: &Matrix, style: &Style) -> String {
    let title = style.title.as_deref().unwrap_or(&matrix.title);
    let mut page = page::head(style.lang, title, STYLES);
    page.push_str(&table(matrix, style.lang).0);
    page.push('\n');
    page.push_str(&page::foot(style.note.as_deref()));
    page
}

fn table(matrix: &Matrix, lang: Lang) -> Markup {
    let due = Text::new("senast", "due").get(lang);
    html! {
        ul.legend aria-label=(Text::new("Teckenförklaring", "Legend").get(lang)) {
            @for mark in matrix.used() {
                li { i class=(class(mark)) aria-hidden="true" { (mark.short(lang)) } (mark.words().get(lang)) }
            }
        }
        div.scroll role="region" tabindex="0" aria-label=(safe_line(&matrix.title)) {
            table.matrix {
                caption.unseen { (safe_line(&matrix.title)) }
                thead { tr {
                    th scope="col" { (Text::new("Rekommendation", "Recommendation").get(lang)) }
                    @for name in &matrix.columns { th scope="col" { span.up { (safe_line(name)) } } }
                    th scope="col" { span.up { (Text::new("Saknas", "Missing").get(lang)) } }
                } }
                tbody { @for row in &matrix.rows { tr {
                    th scope="row" title=(safe_line(&row.title)) {
                        (safe_line(&row.label))
                        small { (safe_line(&row.id)) @if let Some(day) = row.due { ", " (due) " " (day) } }
                    }
                    @for (column, name) in matrix.columns.iter().enumerate() {
                        (cell(matrix, row, column, name, lang))
                    }
                    td { (matrix.waiting(row)) }
                } } }
            }
        }
    }
}

fn cell(matrix: &Matrix, row: &MatrixRow, column: usize, name: &str, lang: Lang) -> Markup {
    let mark = matrix.mark(row, column);
    let words = mark.words().get(lang);
    let cell = row.cells.get(column);
    let more = cell.map_or("".into(), |cell| safe_line(&cell.title));
    let mut title = format!("{name}, {}: {words}", row.label);
    if !more.is_empty() {
        let _ = write!(title, ". {more}");
    }
    let link = cell.and_then(|cell| page::link(cell.link.as_deref()?));
    html! {
        td class=(class(mark)) title=(safe_line(&title)) {
            @if let Some(link) = link {
                a href=(link) aria-label=(safe_line(&title)) { (mark.short(lang)) }
            } @else {
                span aria-hidden="true" { (mark.short(lang)) }
                span.unseen { " " (words) @if !more.is_empty() { ". " (more) } }
            }
        }
    }
}

const fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Yes => "yes",
        Mark::Changed => "changed",
        Mark::No => "no",
        Mark::Unsaid => "unsaid",
        Mark::Missing => "missing",
        Mark::Late => "late",
        Mark::Nothing => "nothing",
    }
}
