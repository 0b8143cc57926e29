//! A heat map: who was there, party by meeting. A table first, whose cells have a colour, a sign
//! and words, so that none of them is needed to understand it.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::Style;
use super::page;
use super::terminal::safe_line;
use crate::lang::{Lang, Text};

/// Rows by columns, such as parties by meetings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heatmap {
    /// What the map shows.
    pub title: String,
    /// What the rows are, at the head of their names ("Huvudman").
    pub corner: String,
    /// The columns, in order.
    pub columns: Vec<HeatColumn>,
    /// The rows, in order.
    pub rows: Vec<HeatRow>,
}

/// One column, such as a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatColumn {
    /// What stands at the head, such as a day.
    pub label: String,
    /// More, shown when pointed at and read aloud.
    pub title: String,
    /// Where the head leads; left out unless it can only open a page.
    pub href: Option<String>,
}

/// One row, such as a party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// One for each column; missing ones are [`HeatLevel::NoSeat`].
    pub cells: Vec<HeatCell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatCell {
    /// The colour and the sign.
    pub level: HeatLevel,
    /// What stands beside the sign, such as "3/4"; may be empty.
    pub text: String,
    /// More, shown when pointed at and read aloud, such as names.
    pub title: String,
}

/// How well a seat was filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeatLevel {
    /// All seats, all by members.
    Present,
    /// All seats, some by substitutes.
    Substitute,
    /// Some seats.
    Partly,
    /// No seat taken.
    Absent,
    /// The protocol doesn't say.
    Unknown,
    /// Nobody was due.
    NoSeat,
}

impl HeatLevel {
    /// Every level, in the order of the legend.
    pub const ALL: [HeatLevel; 6] = [
        HeatLevel::Present,
        HeatLevel::Substitute,
        HeatLevel::Partly,
        HeatLevel::Absent,
        HeatLevel::Unknown,
        HeatLevel::NoSeat,
    ];

    /// The sign that stands for it without colour.
    pub const fn sign(self) -> &'static str {
        match self {
            HeatLevel::Present => "●",
            HeatLevel::Substitute => "◉",
            HeatLevel::Partly => "◐",
            HeatLevel::Absent => "○",
            HeatLevel::Unknown => "?",
            HeatLevel::NoSeat => "–",
        }
    }

    /// The words that stand for it.
    pub const fn words(self) -> Text {
        match self {
            HeatLevel::Present => Text::new("närvarande", "present"),
            HeatLevel::Substitute => Text::new("med ersättare", "with substitutes"),
            HeatLevel::Partly => Text::new("delvis närvarande", "partly present"),
            HeatLevel::Absent => Text::new("frånvarande", "absent"),
            HeatLevel::Unknown => Text::new("framgår inte", "not stated"),
            HeatLevel::NoSeat => Text::new("ingen plats", "no seat"),
        }
    }

    const fn class(self) -> &'static str {
        match self {
            HeatLevel::Present => "present",
            HeatLevel::Substitute => "substitute",
            HeatLevel::Partly => "partly",
            HeatLevel::Absent => "absent",
            HeatLevel::Unknown => "unknown",
            HeatLevel::NoSeat => "noseat",
        }
    }
}

/// The rules of a heat map's table and legend, for a page that holds a [`Heatmap::fragment`].
/// Wants the variables `--text --paper --soft --line --head --link`.
// The hues differ in lightness too (blue to yellow to red), for those who see no red or green.
pub const STYLES: &str = "\
.heat{border-collapse:separate;border-spacing:2px;font-variant-numeric:tabular-nums}
.heat th{background:var(--paper);font-weight:600;text-align:start;white-space:nowrap;padding:.3rem .5rem}
.heat thead th{position:sticky;top:0;z-index:2;vertical-align:bottom}
.heat tbody th{position:sticky;left:0;z-index:1;border-inline-end:1px solid var(--line)}
.heat thead th:first-child{left:0;z-index:3;border-inline-end:1px solid var(--line)}
.heat .up{writing-mode:vertical-rl;rotate:180deg;font-weight:400;font-size:.875rem}
.heat td,.legend i{min-width:2.75rem;padding:.3rem .35rem;text-align:center;white-space:nowrap;border-radius:3px;font-size:.875rem;font-style:normal}
.legend{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;list-style:none;margin:1rem 0;padding:0}
.legend i{display:inline-block;margin-inline-end:.4rem}
.present{background:#1f5f9e;color:#fff}.substitute{background:#7fb4dd;color:#0d1b26}
.partly{background:#f2d16b;color:#2b2000}.absent{background:#b3402e;color:#fff}
.unknown{background:var(--head);color:var(--text);border:1px dashed var(--soft)}.noseat{background:transparent;color:var(--soft)}
.heat td.unknown{padding:calc(.3rem - 1px) calc(.35rem - 1px)}
@media(prefers-color-scheme:dark){.present{background:#3d86cc;color:#04101b}.substitute{background:#a9d1f0}.partly{background:#d9b647}.absent{background:#d9705e;color:#1d0400}}
@media(max-width:40rem){.heat tbody th{max-width:9rem;white-space:normal}}
@media print{@page{size:A4 landscape;margin:1cm}.heat{border-collapse:collapse;font-size:8pt}.heat td,.legend i{background:none!important;color:#000;border:1px solid #888;border-radius:0;min-width:0;padding:.1rem .15rem;font-size:7pt}.heat th{padding:.1rem .25rem}.heat .up{font-size:7pt}.heat th{position:static!important}}
";

impl Heatmap {
    /// One page that needs nothing beside it. `style` gives language and note; its title, if
    /// any, stands in the page's place of the map's own.
    pub fn page(&self, style: &Style) -> String {
        let title = style.title.as_deref().unwrap_or(&self.title);
        let mut page = page::head(style.lang, title, STYLES);
        page.push_str(&self.fragment(style.lang));
        page.push('\n');
        page.push_str(&page::foot(style.note.as_deref()));
        page
    }

    /// The legend and the table, for a page that has [`STYLES`], and `.scroll` and `.unseen`.
    pub fn fragment(&self, lang: Lang) -> String {
        let markup: Markup = html! {
            (self.legend(lang))
            div.scroll role="region" tabindex="0" aria-label=(safe_line(&self.title)) {
                table.heat {
                    caption.unseen { (safe_line(&self.title)) }
                    thead { tr {
                        th scope="col" { (safe_line(&self.corner)) }
                        @for column in &self.columns { (head(column)) }
                    } }
                    tbody {
                        @for row in &self.rows {
                            tr {
                                th scope="row" { (safe_line(&row.label)) }
                                @for (index, column) in self.columns.iter().enumerate() {
                                    (cell(row, row.cells.get(index), column, lang))
                                }
                            }
                        }
                    }
                }
            }
        };
        markup.0
    }

    /// The levels that occur, missing cells among them.
    fn legend(&self, lang: Lang) -> Markup {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let mut used: BTreeSet<HeatLevel> = cells.map(|cell| cell.level).collect();
        if self
            .rows
            .iter()
            .any(|row| row.cells.len() < self.columns.len())
        {
            used.insert(HeatLevel::NoSeat);
        }
        html! {
            ul.legend aria-label=(Text::new("Teckenförklaring", "Legend").get(lang)) {
                @for level in HeatLevel::ALL.into_iter().filter(|level| used.contains(level)) {
                    li { i class=(level.class()) aria-hidden="true" { (level.sign()) } (level.words().get(lang)) }
                }
            }
        }
    }
}

fn head(column: &HeatColumn) -> Markup {
    let label = safe_line(&column.label);
    let title = safe_line(&column.title);
    let title = (!title.is_empty()).then_some(title);
    let href = column.href.as_deref().and_then(page::link);
    html! {
        th scope="col" title=[title] {
            span.up {
                @if let Some(href) = href { a href=(href) { (label) } } @else { (label) }
            }
        }
    }
}

fn cell(row: &HeatRow, cell: Option<&HeatCell>, column: &HeatColumn, lang: Lang) -> Markup {
    let level = cell.map_or(HeatLevel::NoSeat, |cell| cell.level);
    let words = level.words().get(lang);
    let text = cell.map_or("".into(), |cell| safe_line(&cell.text));
    let more = cell.map_or("".into(), |cell| safe_line(&cell.title));
    let place = format!("{}, {}: {words}", row.label, column.label);
    let title = match more.is_empty() {
        true => place,
        false => format!("{place}. {more}"),
    };
    html! {
        td class=(level.class()) title=(safe_line(&title)) {
            span aria-hidden="true" { (level.sign()) }
            @if !text.is_empty() { " " (text) }
            span.unseen { " " (words) @if !more.is_empty() { ". " (more) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> Heatmap {
        let column = |label: &str, href: Option<&str>| HeatColumn {
            label: label.to_owned(),
            title: "LSG, ordinarie".to_owned(),
            href: href.map(str::to_owned),
        };
        let cell = |level, text: &str, title: &str| HeatCell {
            level,
            text: text.to_owned(),
            title: title.to_owned(),
        };
        Heatmap {
            title: "Närvaro <2023>".to_owned(),
            corner: "Huvudman".to_owned(),
            columns: vec![
                column("2023-02-17", Some("lsg/2023-02-17.html")),
                column("2023-04-21", Some("javascript:alert(1)")),
            ],
            rows: vec![
                HeatRow {
                    label: "Region Norr".to_owned(),
                    cells: vec![
                        cell(HeatLevel::Partly, "3/4", "saknas: \"Bo\" <Ek>"),
                        cell(HeatLevel::Absent, "0/4", ""),
                    ],
                },
                HeatRow {
                    label: "Ås & Öby\x1b[2J".to_owned(),
                    cells: vec![cell(HeatLevel::Present, "", "")],
                },
            ],
        }
    }

    #[test]
    fn a_cell_says_with_colour_sign_and_words_how_it_was() {
        let html = map()
            .fragment(Lang::Sv)
            .replace("</tr>", "</tr>\n")
            .replace("<td", "\n<td");
        insta::assert_snapshot!(html, @r#"
        <ul class="legend" aria-label="Teckenförklaring"><li><i class="present" aria-hidden="true">●</i>närvarande</li><li><i class="partly" aria-hidden="true">◐</i>delvis närvarande</li><li><i class="absent" aria-hidden="true">○</i>frånvarande</li><li><i class="noseat" aria-hidden="true">–</i>ingen plats</li></ul><div class="scroll" role="region" tabindex="0" aria-label="Närvaro &lt;2023&gt;"><table class="heat"><caption class="unseen">Närvaro &lt;2023&gt;</caption><thead><tr><th scope="col">Huvudman</th><th scope="col" title="LSG, ordinarie"><span class="up"><a href="lsg/2023-02-17.html">2023-02-17</a></span></th><th scope="col" title="LSG, ordinarie"><span class="up">2023-04-21</span></th></tr>
        </thead><tbody><tr><th scope="row">Region Norr</th>
        <td class="partly" title="Region Norr, 2023-02-17: delvis närvarande. saknas: &quot;Bo&quot; &lt;Ek&gt;"><span aria-hidden="true">◐</span> 3/4<span class="unseen"> delvis närvarande. saknas: &quot;Bo&quot; &lt;Ek&gt;</span></td>
        <td class="absent" title="Region Norr, 2023-04-21: frånvarande"><span aria-hidden="true">○</span> 0/4<span class="unseen"> frånvarande</span></td></tr>
        <tr><th scope="row">Ås &amp; Öby␛[2J</th>
        <td class="present" title="Ås &amp; Öby␛[2J, 2023-02-17: närvarande"><span aria-hidden="true">●</span><span class="unseen"> närvarande</span></td>
        <td class="noseat" title="Ås &amp; Öby␛[2J, 2023-04-21: ingen plats"><span aria-hidden="true">–</span><span class="unseen"> ingen plats</span></td></tr>
        </tbody></table></div>
        "#);
    }

    #[test]
    fn only_levels_that_occur_are_explained() {
        let legend = map().legend(Lang::En).0;
        assert!(legend.contains("partly present") && legend.contains("no seat"));
        assert!(!legend.contains("substitutes"));
    }

    #[test]
    fn the_page_stands_alone() {
        let html = map().page(&Style::default());
        assert!(html.contains("<h1>Närvaro &lt;2023&gt;</h1>"));
        for forbidden in ["<script", "src=", "url(", "@import", "javascript:", "\x1b"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn every_level_has_a_sign_and_a_class_of_its_own() {
        let signs: BTreeSet<_> = HeatLevel::ALL.map(HeatLevel::sign).into();
        let classes: BTreeSet<_> = HeatLevel::ALL.map(HeatLevel::class).into();
        assert_eq!((signs.len(), classes.len()), (6, 6));
    }
}
