//! Makes XLSX workbooks by hand, as `import --members` reads them.

use std::fmt::Write as _;

use crate::paper::zipped;

/// A cell.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    /// A text that the workbook shares.
    Text(&'a str),
    /// A text in the cell itself.
    Inline(&'a str),
    /// A day, as Excel counts them, shown as a date.
    Day(u32),
    /// A day in a format of the workbook's own.
    OwnDay(u32),
    /// A number.
    Number(f64),
    /// A formula and what it last showed.
    Formula(&'a str, &'a str),
    /// Nothing.
    None,
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet<'a> {
    /// What its tab says.
    pub name: &'a str,
    /// Rows; `None` for one that isn't there.
    pub rows: Vec<Vec<Cell<'a>>>,
    /// Rows that are hidden, from 1.
    pub hidden: Vec<usize>,
    /// Merged cells: `A2:A5`.
    pub merged: Vec<&'a str>,
    /// Whether the sheet is.
    pub is_hidden: bool,
}

/// A sheet of texts; an empty one is no cell.
pub fn texts<'a>(name: &'a str, rows: &[&[&'a str]]) -> Sheet<'a> {
    let cell = |text: &&'a str| match *text {
        "" => Cell::None,
        text => Cell::Text(text),
    };
    Sheet {
        name,
        rows: rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect(),
        ..Sheet::default()
    }
}

/// The workbook of these sheets.
pub fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    let mut strings: Vec<&str> = Vec::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    let (mut names, mut rels) = (String::new(), String::new());
    for (at, sheet) in sheets.iter().enumerate() {
        let number = at + 1;
        let state = if sheet.is_hidden {
            " state=\"hidden\""
        } else {
            ""
        };
        let name = escaped(sheet.name);
        let _ = write!(
            names,
            "<sheet name=\"{name}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>"
        );
        let _ = write!(
            rels,
            "<Relationship Id=\"rId{number}\" Type=\"worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            sheet_xml(sheet, &mut strings),
        ));
    }
    let mut shared = String::from("<sst>");
    for text in &strings {
        // Excel divides a text where its letters change their look.
        let cut = text.chars().next().map_or(0, char::len_utf8);
        let _ = write!(
            shared,
            "<si><r><t xml:space=\"preserve\">{}</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">{}</t></r><rPh><t>x</t></rPh></si>",
            escaped(&text[..cut]),
            escaped(&text[cut..])
        );
    }
    shared.push_str("</sst>");
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd;@\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
    parts.push(("[Content_Types].xml".to_owned(), "<Types/>".to_owned()));
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns:r=\"r\"><workbookPr/><sheets>{names}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships>{rels}</Relationships>"),
    ));
    parts.push(("xl/sharedStrings.xml".to_owned(), shared));
    parts.push(("xl/styles.xml".to_owned(), styles.to_owned()));
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    zipped(&parts)
}

fn sheet_xml<'a>(sheet: &Sheet<'a>, strings: &mut Vec<&'a str>) -> String {
    let mut out = String::from("<worksheet><sheetData>");
    for (at, row) in sheet.rows.iter().enumerate() {
        let number = at + 1;
        let hidden = if sheet.hidden.contains(&number) {
            " hidden=\"1\""
        } else {
            ""
        };
        let _ = write!(out, "<row r=\"{number}\"{hidden}>");
        for (column, cell) in row.iter().enumerate() {
            let place = format!("r=\"{}{number}\"", (b'A' + column as u8) as char);
            let _ = match cell {
                Cell::None => write!(out, "<c {place} s=\"1\"/>"),
                Cell::Text(text) => {
                    strings.push(text);
                    write!(out, "<c {place} t=\"s\"><v>{}</v></c>", strings.len() - 1)
                }
                Cell::Inline(text) => write!(
                    out,
                    "<c {place} t=\"inlineStr\"><is><t>{}</t></is></c>",
                    escaped(text)
                ),
                Cell::Day(day) => write!(out, "<c {place} s=\"1\"><v>{day}</v></c>"),
                Cell::OwnDay(day) => write!(out, "<c {place} s=\"2\"><v>{day}</v></c>"),
                Cell::Number(number) => write!(out, "<c {place}><v>{number}</v></c>"),
                Cell::Formula(formula, shown) => {
                    let (formula, shown) = (escaped(formula), escaped(shown));
                    write!(
                        out,
                        "<c {place} t=\"str\"><f>{formula}</f><v>{shown}</v></c>"
                    )
                }
            };
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData><mergeCells>");
    for cells in &sheet.merged {
        let _ = write!(out, "<mergeCell ref=\"{cells}\"/>");
    }
    out.push_str("</mergeCells></worksheet>");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
