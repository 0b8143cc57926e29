//! Separated values: CSV for programs, CSV for a Swedish Excel, TSV.

use std::borrow::Cow;
use std::io::{self, Write};

use ::csv::{Terminator, WriterBuilder};

use super::listing::{Cell, Listing, Row};
use super::terminal::{breaks, safe};
use super::{Format, Style, terminal};

/// Commas, heads are keys, words and shares as machines read them.
pub(super) fn write_csv(out: &mut dyn Write, listing: &Listing, style: &Style) -> io::Result<()> {
    let heads = listing
        .columns
        .iter()
        .map(|column| Cow::Borrowed(column.key));
    let cell = |cell: &Cell| -> String {
        let text = harmless(cell, cell.machine());
        for_terminal(text, style).into_owned()
    };
    separated(
        out,
        b',',
        Terminator::Any(b'\n'),
        &listing.rows,
        heads,
        cell,
    )
}

/// Semicolons, a byte-order mark, CRLF, heads and words in the reader's language.
pub(super) fn write_excel(out: &mut dyn Write, listing: &Listing, style: &Style) -> io::Result<()> {
    let heads = listing.columns.iter();
    let heads = heads.map(|column| Cow::Borrowed(column.title.get(style.lang)));
    let cell = |cell: &Cell| -> String {
        let text = match cell {
            // A number that Excel can format and sum, with the comma it expects beside semicolons.
            Cell::Share(_) => Cow::Owned(cell.machine().replace('.', ",")),
            _ => harmless(cell, cell.shown(style.lang)),
        };
        for_terminal(text, style).into_owned()
    };
    out.write_all("\u{feff}".as_bytes())?;
    separated(out, b';', Terminator::CRLF, &listing.rows, heads, cell)
}

fn separated<'a>(
    out: &mut dyn Write,
    delimiter: u8,
    terminator: Terminator,
    rows: &[Row],
    heads: impl ExactSizeIterator<Item = Cow<'a, str>>,
    cell: impl Fn(&Cell) -> String,
) -> io::Result<()> {
    let columns = heads.len();
    if columns == 0 {
        return Ok(());
    }
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(terminator)
        .from_writer(out);
    writer.write_record(heads.map(|head| head.into_owned()))?;
    for row in rows {
        let cells = (0..columns).map(|index| cell(row.cell(index)));
        writer.write_record(cells)?;
    }
    writer.flush()
}

/// Rows under heads that a document wrote, such as names of parties: in `Format::CsvExcel` as
/// people read them, else as machines do.
pub(super) fn write_grid(
    out: &mut dyn Write,
    format: Format,
    heads: &[Cell],
    rows: &[Row],
    style: &Style,
) -> io::Result<()> {
    let shown = |cell: &Cell| -> String {
        let text = match format {
            Format::CsvExcel => cell.shown(style.lang),
            Format::Tsv => one_line(cell.machine()),
            _ => cell.machine(),
        };
        for_terminal(harmless(cell, text), style).into_owned()
    };
    let names = heads.iter().map(|head| Cow::Owned(shown(head)));
    match format {
        Format::CsvExcel => {
            out.write_all("\u{feff}".as_bytes())?;
            separated(out, b';', Terminator::CRLF, rows, names, shown)
        }
        Format::Tsv => {
            let names: Vec<String> = heads.iter().map(shown).collect();
            writeln!(out, "{}", names.join("\t"))?;
            for row in rows {
                let cells: Vec<String> = (0..heads.len())
                    .map(|index| shown(row.cell(index)))
                    .collect();
                writeln!(out, "{}", cells.join("\t"))?;
            }
            Ok(())
        }
        _ => separated(out, b',', Terminator::Any(b'\n'), rows, names, shown),
    }
}

/// Tabs, heads are keys. Tabs and line ends within a cell become one space: TSV has no quotes.
pub(super) fn write_tsv(out: &mut dyn Write, listing: &Listing, style: &Style) -> io::Result<()> {
    if listing.columns.is_empty() {
        return Ok(());
    }
    let heads: Vec<&str> = listing.columns.iter().map(|column| column.key).collect();
    writeln!(out, "{}", heads.join("\t"))?;
    for row in &listing.rows {
        for index in 0..listing.columns.len() {
            if index > 0 {
                out.write_all(b"\t")?;
            }
            let cell = row.cell(index);
            let text = harmless(cell, one_line(cell.machine()));
            out.write_all(for_terminal(text, style).as_bytes())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// `text` with each run of tabs and line ends as one space.
fn one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(breaks) {
        return text;
    }
    let mut line = String::with_capacity(text.len());
    let mut broken = false;
    for c in text.chars() {
        if breaks(c) {
            if !broken {
                line.push(' ');
            }
            broken = true;
        } else {
            line.push(c);
            broken = false;
        }
    }
    Cow::Owned(line)
}

/// The text of `cell` with an apostrophe before what a spreadsheet would run as a formula.
/// Numbers, shares and days are never text that someone wrote.
fn harmless<'a>(cell: &Cell, text: Cow<'a, str>) -> Cow<'a, str> {
    let written = matches!(cell, Cell::Text(_) | Cell::List(_));
    if written && is_formula(&text) {
        return Cow::Owned(format!("'{text}"));
    }
    text
}

/// Whether a spreadsheet may run `text`. Some trim spaces first, and in East Asian settings the
/// full-width signs count too.
fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let unseen = |c: char| c.is_whitespace() || c.is_control() || terminal::hidden(c);
    let first = text.trim_start_matches(unseen).chars().next();
    first.is_some_and(|c| "=+-@＝＋－＠−﹢﹣﹦﹫".contains(c))
}

fn for_terminal<'a>(text: Cow<'a, str>, style: &Style) -> Cow<'a, str> {
    if style.width.is_none() {
        return text;
    }
    Cow::Owned(safe(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Text};
    use crate::output::listing::{CellKind, Column, Row};
    use crate::output::{Format, sample, to_text};
    use proptest::prelude::*;

    fn swedish() -> Style {
        Style {
            lang: Lang::Sv,
            ..Style::default()
        }
    }

    #[test]
    fn csv_has_keys_machine_words_and_quotes_where_due() {
        insta::assert_snapshot!(safe(&to_text(&sample::nasty(), Format::Csv, &swedish())), @r#"
        id,date,class,text,seats,share,open,receivers
        LSG/2023-02-17/4:1,2023-02-17,assignment,godkänna förslaget till gemensam handlingsplan för samordnad individuell planering (SIP) och att samtliga huvudmän senast den 31 maj återkommer med uppgift om kontaktpersoner för det fortsatta utvecklingsarbetet,-5,0.8333,true,Region Norr; Öby kommun
        LSG/2023-02-17/5:1,2023-02-17,decision,uppdra till beredningen:,-5,0.8333,true,
        LSG/2023-02-17/5:1.1,2023-02-17,assignment,"se över a|b; ""c"", *d* och `e`",-5,0.8333,false,Region Norr
        LSG/2023-02-17/7:1,2023-02-17,decision,"'=HYPERLINK(""x"")
        andra raden 🦌",-5,0.8333,true,
        LSG/2023-02-17/10:1,2023-02-17,assignment,<script>alert(1)</script> & ␛[31mröd,-5,0.8333,true,Ås kommun
        LSG/2023-02-17/11:1,2023-02-17,filing,'-	åäö �dolt,-5,0.8333,true,
        ,,,,,,,
        "#);
    }

    #[test]
    fn excel_has_titles_semicolons_commas_and_crlf() {
        let text = to_text(&sample::nasty(), Format::CsvExcel, &swedish());
        assert!(text.starts_with("\u{feff}Id;Datum;"));
        assert_eq!(text.matches("\r\n").count(), 1 + sample::nasty().rows.len());
        insta::assert_snapshot!(safe(&text.replace("\r\n", "¶\n")), @r#"
        �Id;Datum;Slag;Beslut;Antal platser;Andel;Öppet;Mottagare¶
        LSG/2023-02-17/4:1;2023-02-17;uppdrag;godkänna förslaget till gemensam handlingsplan för samordnad individuell planering (SIP) och att samtliga huvudmän senast den 31 maj återkommer med uppgift om kontaktpersoner för det fortsatta utvecklingsarbetet;-5;0,8333;ja;"Region Norr; Öby kommun"¶
        LSG/2023-02-17/5:1;2023-02-17;beslut;uppdra till beredningen:;-5;0,8333;ja;¶
        LSG/2023-02-17/5:1.1;2023-02-17;uppdrag;"se över a|b; ""c"", *d* och `e`";-5;0,8333;nej;Region Norr¶
        LSG/2023-02-17/7:1;2023-02-17;beslut;"'=HYPERLINK(""x"")
        andra raden 🦌";-5;0,8333;ja;¶
        LSG/2023-02-17/10:1;2023-02-17;uppdrag;<script>alert(1)</script> & ␛[31mröd;-5;0,8333;ja;Ås kommun¶
        LSG/2023-02-17/11:1;2023-02-17;till handlingarna;'-	åäö �dolt;-5;0,8333;ja;¶
        ;;;;;;;¶
        "#);
    }

    #[test]
    fn tsv_has_one_line_for_each_row() {
        let text = to_text(&sample::nasty(), Format::Tsv, &swedish());
        let tabs = sample::nasty().columns.len() - 1;
        assert!(text.lines().all(|line| line.matches('\t').count() == tabs));
        assert_eq!(text.lines().count(), 1 + sample::nasty().rows.len());
        insta::assert_snapshot!(safe(&text), @r#"
        id	date	class	text	seats	share	open	receivers
        LSG/2023-02-17/4:1	2023-02-17	assignment	godkänna förslaget till gemensam handlingsplan för samordnad individuell planering (SIP) och att samtliga huvudmän senast den 31 maj återkommer med uppgift om kontaktpersoner för det fortsatta utvecklingsarbetet	-5	0.8333	true	Region Norr; Öby kommun
        LSG/2023-02-17/5:1	2023-02-17	decision	uppdra till beredningen:	-5	0.8333	true	
        LSG/2023-02-17/5:1.1	2023-02-17	assignment	se över a|b; "c", *d* och `e`	-5	0.8333	false	Region Norr
        LSG/2023-02-17/7:1	2023-02-17	decision	'=HYPERLINK("x") andra raden 🦌	-5	0.8333	true	
        LSG/2023-02-17/10:1	2023-02-17	assignment	<script>alert(1)</script> & ␛[31mröd	-5	0.8333	true	Ås kommun
        LSG/2023-02-17/11:1	2023-02-17	filing	'- åäö �dolt	-5	0.8333	true
        "#);
    }

    #[test]
    fn what_a_spreadsheet_would_run_gets_an_apostrophe() {
        let formulas = [
            "=1",
            "+1",
            "-1",
            "@A",
            "\t=1",
            "\r1",
            "\n1",
            "＝1",
            " =1",
            "\u{feff}=1",
            "－",
        ];
        for text in formulas {
            assert!(is_formula(text), "{text:?}");
        }
        for text in ["", "1-1", "a=b", "'=1", "§ 4", "–", "(=1)"] {
            assert!(!is_formula(text), "{text:?}");
        }
        let number = Cell::Number(-5);
        assert_eq!(harmless(&number, number.machine()), "-5");
        let list = Cell::List(vec!["=1".to_owned(), "b".to_owned()]);
        assert_eq!(harmless(&list, list.machine()), "'=1; b");
    }

    #[test]
    fn a_terminal_sees_signs_and_a_file_every_character() {
        let listing = sample::single("a\x1b[2J");
        let mut style = Style::default();
        for format in [Format::Csv, Format::CsvExcel, Format::Tsv] {
            style.width = None;
            assert!(to_text(&listing, format, &style).contains('\x1b'));
            style.width = Some(80);
            assert!(!to_text(&listing, format, &style).contains('\x1b'));
        }
    }

    fn rows() -> impl Strategy<Value = Vec<(String, String)>> {
        proptest::collection::vec((any::<String>(), "[=+;,\"\r\n\t åx-]*"), 0..6)
    }

    proptest! {
        #[test]
        fn csv_read_back_is_the_same(rows in rows()) {
            let columns = vec![
                Column::new("a", Text::new("A", "A"), CellKind::Text),
                Column::new("b", Text::new("B", "B"), CellKind::Text),
            ];
            let listing = Listing::new(columns, rows.iter().map(|(a, b)| Row {
                cells: vec![Cell::Text(a.clone()), Cell::Text(b.clone())],
                ..Row::default()
            }).collect());
            for (format, delimiter) in [(Format::Csv, b','), (Format::CsvExcel, b';')] {
                let text = to_text(&listing, format, &Style::default());
                let text = text.trim_start_matches('\u{feff}');
                let mut reader = ::csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
                let read: Vec<(String, String)> = reader
                    .records()
                    .map(|record| record.map(|r| (r[0].to_owned(), r[1].to_owned())).unwrap())
                    .collect();
                let due = |text: &String| if is_formula(text) { format!("'{text}") } else { text.clone() };
                let due: Vec<_> = rows.iter().map(|(a, b)| (due(a), due(b))).collect();
                prop_assert_eq!(read, due);
            }
        }
    }
}
