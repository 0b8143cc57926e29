//! A table for people at a terminal. Alone in knowing comfy-table.

use std::io::{self, Write};

use comfy_table::{
    Attribute, Cell as TableCell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle,
    Table, TableStyle, Width,
};

use super::Style;
use super::layout::{self, Breaks, GAP, Measure};
use super::listing::{CellKind, Listing};
use super::terminal::safe_line;
use crate::lang::{Lang, Message};

/// Only a line under the heads: rows begin where the first column says something.
const LINES: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

/// Writes a table of at most `width` columns and, under it, how many rows it shows.
pub(super) fn write(
    out: &mut dyn Write,
    listing: &Listing,
    width: usize,
    style: &Style,
) -> io::Result<()> {
    if listing.rows.is_empty() {
        return writeln!(out, "{}", sum(listing).get(style.lang));
    }
    let widths = layout::fit(&measures(listing, style.lang), width);
    let shown: Vec<(usize, usize)> = widths
        .iter()
        .enumerate()
        .filter_map(|(index, width)| width.map(|width| (index, width)))
        .collect();
    for line in draw(listing, &shown, style).lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out)?;
    writeln!(out, "{}", sum(listing).get(style.lang))?;
    let hidden = (0..listing.columns.len()).filter(|&index| widths[index].is_none());
    let hidden: Vec<&str> = hidden.map(|index| listing.columns[index].key).collect();
    if !hidden.is_empty() {
        writeln!(out, "{}", left_out(&hidden).get(style.lang))?;
    }
    Ok(())
}

fn draw(listing: &Listing, shown: &[(usize, usize)], style: &Style) -> Table {
    let mut table = Table::new();
    table
        .load_style(LINES)
        .set_content_arrangement(ContentArrangement::Disabled);
    // The caller knows the terminal; the package must not ask it again.
    if style.color {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table.set_header(shown.iter().map(|&(index, width)| {
        let title = listing.columns[index].title.get(style.lang);
        let cell = TableCell::new(layout::wrap(title, width, 0));
        if style.color {
            cell.add_attribute(Attribute::Bold)
        } else {
            cell
        }
    }));
    for row in &listing.rows {
        table.add_row(shown.iter().map(|&(index, width)| {
            let text = row.cell(index).shown(style.lang);
            let indent = if Some(index) == listing.indented_column() {
                indent(row.depth)
            } else {
                0
            };
            TableCell::new_owned(layout::wrap(&safe_line(&text), width, indent))
        }));
    }
    for (place, &(index, width)) in shown.iter().enumerate() {
        let last = place + 1 == shown.len();
        let gap = if last { 0 } else { GAP as u16 };
        let column = table.column_mut(place).expect("one for each head");
        let width = u16::try_from(width).unwrap_or(u16::MAX - gap);
        column.set_padding((0, gap));
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + gap)));
        if is_right(listing.columns[index].kind) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

fn measures(listing: &Listing, lang: Lang) -> Vec<Measure> {
    let text_column = listing.text_column();
    let each = listing.columns.iter().enumerate().map(|(index, column)| {
        let main = Some(index) == text_column;
        let mut measure = Measure::new(column.title.get(lang), breaks(column.kind), main);
        for row in &listing.rows {
            let text = row.cell(index).shown(lang);
            let indented = Some(index) == listing.indented_column();
            measure.add(
                &safe_line(&text),
                if indented { indent(row.depth) } else { 0 },
            );
        }
        measure
    });
    each.collect()
}

/// Two terminal columns for each level.
fn indent(depth: u8) -> usize {
    2 * usize::from(depth)
}

fn breaks(kind: CellKind) -> Breaks {
    match kind {
        CellKind::Id | CellKind::Number | CellKind::Share | CellKind::Date | CellKind::Flag => {
            Breaks::Nowhere
        }
        CellKind::Word => Breaks::Words,
        CellKind::Text | CellKind::List => Breaks::Anywhere,
    }
}

/// Whether cells of this kind stand to the right, units under units.
pub(super) fn is_right(kind: CellKind) -> bool {
    matches!(kind, CellKind::Number | CellKind::Share)
}

/// How many rows are shown.
pub(super) fn sum(listing: &Listing) -> Message {
    let shown = listing.rows.len();
    let total = listing.total.max(shown);
    match (shown, total) {
        (_, 0) => Message::new("inga rader", "no rows"),
        (1, 1) => Message::new("1 rad", "1 row"),
        (_, 1) => Message::new("visar 0 av 1 rad", "showing 0 of 1 row"),
        _ if shown == total => Message::new(format!("{total} rader"), format!("{total} rows")),
        _ => Message::new(
            format!("visar {shown} av {total} rader"),
            format!("showing {shown} of {total} rows"),
        ),
    }
}

fn left_out(keys: &[&str]) -> Message {
    let keys = keys.join(", ");
    Message::new(
        format!("fick inte plats: {keys} (bredare fönster, eller välj med --columns)"),
        format!("left out for want of room: {keys} (a wider window, or choose with --columns)"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Format, sample, to_text};
    use unicode_width::UnicodeWidthStr;

    fn table(width: usize) -> String {
        let style = Style {
            lang: Lang::Sv,
            width: Some(width),
            ..Style::default()
        };
        to_text(&sample::nasty(), Format::Table, &style)
    }

    #[test]
    fn at_80_columns() {
        insta::assert_snapshot!(table(80), @r#"
        Id                    Datum       Slag          Beslut
        ────────────────────────────────────────────────────────────────────────────────
        LSG/2023-02-17/4:1    2023-02-17  uppdrag       godkänna förslaget till gemensam
                                                        handlingsplan för samordnad
                                                        individuell planering (SIP) och
                                                        att samtliga huvudmän senast den
                                                        31 maj återkommer med uppgift om
                                                        kontaktpersoner för det
                                                        fortsatta utvecklingsarbetet
        LSG/2023-02-17/5:1    2023-02-17  beslut        uppdra till beredningen:
        LSG/2023-02-17/5:1.1  2023-02-17  uppdrag         se över a|b; "c", *d* och `e`
        LSG/2023-02-17/7:1    2023-02-17  beslut        =HYPERLINK("x") andra raden 🦌
        LSG/2023-02-17/10:1   2023-02-17  uppdrag       <script>alert(1)</script> &
                                                        ␛[31mröd
        LSG/2023-02-17/11:1   2023-02-17  till          - åäö �dolt
                                          handlingarna


        7 rader
        fick inte plats: seats, share, open, receivers (bredare fönster, eller välj med --columns)
        "#);
    }

    #[test]
    fn at_200_columns() {
        insta::assert_snapshot!(table(200), @r#"
        Id                    Datum       Slag               Beslut                                                                                                 Antal  Andel  Öppet  Mottagare
                                                                                                                                                                  platser
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        LSG/2023-02-17/4:1    2023-02-17  uppdrag            godkänna förslaget till gemensam handlingsplan för samordnad individuell planering (SIP) och att          -5   83 %  ja     Region Norr; Öby kommun
                                                             samtliga huvudmän senast den 31 maj återkommer med uppgift om kontaktpersoner för det fortsatta
                                                             utvecklingsarbetet
        LSG/2023-02-17/5:1    2023-02-17  beslut             uppdra till beredningen:                                                                                  -5   83 %  ja
        LSG/2023-02-17/5:1.1  2023-02-17  uppdrag              se över a|b; "c", *d* och `e`                                                                           -5   83 %  nej    Region Norr
        LSG/2023-02-17/7:1    2023-02-17  beslut             =HYPERLINK("x") andra raden 🦌                                                                            -5   83 %  ja
        LSG/2023-02-17/10:1   2023-02-17  uppdrag            <script>alert(1)</script> & ␛[31mröd                                                                      -5   83 %  ja     Ås kommun
        LSG/2023-02-17/11:1   2023-02-17  till handlingarna  - åäö �dolt                                                                                               -5   83 %  ja


        7 rader
        "#);
    }

    #[test]
    fn lines_fit_and_ids_and_days_stay_whole() {
        for width in 40..220 {
            let text = table(width);
            let table = text.split("\n\n").next().unwrap();
            assert!(table.lines().all(|line| line.width() <= width), "{width}");
            let ids = sample::nasty().rows;
            assert!(
                ids.iter().take(6).all(|row| table.contains(&row.id)),
                "{width}"
            );
        }
        assert_eq!(table(80).matches("2023-02-17 ").count(), 6);
    }

    #[test]
    fn colour_makes_the_heads_bold_and_nothing_else() {
        let style = Style {
            width: Some(80),
            color: true,
            ..Style::default()
        };
        let bold = to_text(&sample::nasty(), Format::Table, &style);
        let head = bold.lines().next().unwrap();
        assert!(head.starts_with("\x1b[1mId"));
        assert!(!bold.split_once('─').unwrap().1.contains('\x1b'));
    }

    #[test]
    fn the_sum_says_what_is_shown() {
        let mut listing = sample::nasty();
        assert_eq!(sum(&listing).sv, "7 rader");
        listing.limit(2);
        assert_eq!(sum(&listing).sv, "visar 2 av 7 rader");
        assert_eq!(sum(&listing).en, "showing 2 of 7 rows");
        listing.total = 0;
        listing.limit(1);
        assert_eq!(sum(&listing).en, "showing 1 of 2 rows");
        assert_eq!(sum(&Listing::new(Vec::new(), listing.rows)).sv, "1 rad");
        assert_eq!(sum(&Listing::default()).sv, "inga rader");
    }
}
