//! Makes files of the kinds that `import` reads, by hand: a text set as DOCX, ODT, HTML and PDF.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A part of a text.
#[derive(Clone, Debug)]
pub enum Part {
    /// Lines of one paragraph.
    Paragraph(Vec<String>),
    /// Rows of cells.
    Table(Vec<Vec<String>>),
    /// A new page.
    Page,
}

/// A text as paragraphs and tables: a tab or three spaces divide cells.
pub fn parts(text: &str) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let mut line = line;
        if let Some(rest) = line.strip_prefix('\u{c}') {
            out.push(Part::Page);
            open = false;
            line = rest;
        }
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        if line.starts_with("|--") {
            continue;
        }
        let cells = cells(line);
        match (out.last_mut(), cells.len() > 1) {
            (Some(Part::Table(rows)), true) if open => rows.push(cells),
            (Some(Part::Paragraph(lines)), false) if open => lines.push(line.trim().to_owned()),
            (_, true) => out.push(Part::Table(vec![cells])),
            (_, false) => out.push(Part::Paragraph(vec![line.trim().to_owned()])),
        }
        open = true;
    }
    out
}

fn cells(line: &str) -> Vec<String> {
    if let Some(inner) = line
        .strip_prefix("| ")
        .and_then(|rest| rest.strip_suffix(" |"))
    {
        return inner
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect();
    }
    if line.contains('\t') {
        return line
            .split('\t')
            .map(|cell| cell.trim().to_owned())
            .collect();
    }
    let inner = line.trim_end();
    let mut out: Vec<String> = Vec::new();
    for cell in inner.split("   ").map(str::trim) {
        match out.last() {
            _ if !cell.is_empty() => out.push(cell.to_owned()),
            None => out.push(String::new()),
            Some(_) => {}
        }
    }
    // An indent is no column.
    if out.len() == 2 && out[0].is_empty() {
        return vec![out.remove(1)];
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A zip file of these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let mut options = SimpleFileOptions::default();
        if *name == "mimetype" {
            options = options.compression_method(zip::CompressionMethod::Stored);
        }
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A DOCX file with this body.
pub fn docx_of(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document =
        format!("<?xml version=\"1.0\"?><w:document {WORD}><w:body>{body}</w:body></w:document>");
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
    ];
    all.extend(more.iter().map(|(name, text)| (*name, text.as_bytes())));
    zipped(&all)
}

/// A text as DOCX.
pub fn docx(text: &str) -> Vec<u8> {
    let run = |text: &str| {
        format!(
            "<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escaped(text)
        )
    };
    let mut body = String::new();
    for part in parts(text) {
        match part {
            Part::Page => body.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
            Part::Paragraph(lines) => {
                let runs: Vec<String> = lines.iter().map(|line| run(line)).collect();
                let broken = runs.join("<w:r><w:br/></w:r>");
                let _ = write!(body, "<w:p>{broken}</w:p><w:p/>");
            }
            Part::Table(rows) => {
                body.push_str("<w:tbl>");
                for row in rows {
                    body.push_str("<w:tr>");
                    for cell in row {
                        let _ = write!(body, "<w:tc><w:tcPr/><w:p>{}</w:p></w:tc>", run(&cell));
                    }
                    body.push_str("</w:tr>");
                }
                body.push_str("</w:tbl><w:p/>");
            }
        }
    }
    docx_of(&body, &[])
}

/// An ODT file with this text.
pub fn odt_of(body: &str, styles: &str, automatic: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" \
         xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:draw=\"d\"><office:automatic-styles>{automatic}</office:automatic-styles>\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ])
}

/// A text as ODT.
pub fn odt(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for part in parts(text) {
        match part {
            Part::Page => body.push_str("<text:p text:style-name=\"Sida\"/>"),
            Part::Paragraph(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
                let broken = lines.join("<text:line-break/>");
                let _ = write!(body, "<text:p>{broken}</text:p><text:p/>");
            }
            Part::Table(rows) => {
                body.push_str("<table:table>");
                for row in rows {
                    body.push_str("<table:table-row>");
                    for cell in row {
                        let cell = escaped(&cell);
                        let _ = write!(
                            body,
                            "<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
                        );
                    }
                    body.push_str("</table:table-row>");
                }
                body.push_str("</table:table><text:p/>");
            }
        }
    }
    let page = "<style:style style:name=\"Sida\" style:family=\"paragraph\">\
        <style:paragraph-properties fo:break-before=\"page\"/></style:style>";
    odt_of(&body, "", page)
}

/// A text as HTML.
pub fn html(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for part in parts(text) {
        match part {
            Part::Page => body.push_str("<hr>\n"),
            Part::Paragraph(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
                let _ = writeln!(body, "<p>{}", lines.join("<br>\n"));
            }
            Part::Table(rows) => {
                body.push_str("<table>\n");
                for row in rows {
                    body.push_str("<tr>");
                    for cell in row {
                        let _ = write!(body, "<td>{}</td>", escaped(&cell));
                    }
                    body.push('\n');
                }
                body.push_str("</table>\n");
            }
        }
    }
    format!(
        "<!DOCTYPE html>\n<html><head><title>x</title><style>p {{ }}</style><script>if (a<b) {{}}</script></head>\n\
         <body>\n{body}</body></html>\n"
    )
    .into_bytes()
}

/// What is set on a page: text at a place, in points from the lower left corner.
#[derive(Clone, Debug)]
pub struct Set {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub bold: bool,
    pub text: String,
}

/// Widths of Helvetica in thousandths, from space to tilde.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// How wide a text is in Helvetica.
pub fn width(text: &str, size: f32) -> f32 {
    let one = |c: char| match c {
        ' '..='~' => f32::from(WIDTHS[c as usize - 32]),
        _ => 600.0,
    };
    text.chars().map(one).sum::<f32>() * size / 1000.0
}

/// The bytes of a text in Windows-1252, as a PDF has them between parentheses.
fn shown(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for c in text.chars() {
        let byte = match c {
            '–' => 0x96,
            '—' => 0x97,
            '’' => 0x92,
            '”' => 0x94,
            '“' => 0x93,
            '•' => 0x95,
            '…' => 0x85,
            '€' => 0x80,
            c if (c as u32) < 256 => c as u32 as u8,
            _ => b'?',
        };
        if matches!(byte, b'(' | b')' | b'\\') {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out
}

/// A PDF of these pages, in Helvetica.
pub fn pdf_of(pages: &[Vec<Set>]) -> Vec<u8> {
    let mut contents = Vec::new();
    for page in pages {
        let mut content = Vec::new();
        for set in page {
            let font = if set.bold { "F2" } else { "F1" };
            let _ = write!(
                content,
                "BT /{font} {} Tf {} {} Td (",
                set.size, set.x, set.y
            );
            content.extend(shown(&set.text));
            content.extend(b") Tj ET\n");
        }
        contents.push(content);
    }
    pdf_of_contents(&contents)
}

/// A PDF of pages with these contents.
pub fn pdf_of_contents(contents: &[Vec<u8>]) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = Vec::new();
    let kids: Vec<String> = (0..contents.len())
        .map(|at| format!("{} 0 R", 5 + at * 2))
        .collect();
    objects.push(b"<< /Type /Catalog /Pages 2 0 R >>".to_vec());
    let tree = format!(
        "<< /Type /Pages /Count {} /Kids [{}] >>",
        kids.len(),
        kids.join(" ")
    );
    objects.push(tree.into_bytes());
    objects.push(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_vec(),
    );
    objects.push(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"
            .to_vec(),
    );
    for (at, content) in contents.iter().enumerate() {
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
                 /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>",
                6 + at * 2
            )
            .into_bytes(),
        );
        let mut stream = format!("<< /Length {} >>\nstream\n", content.len()).into_bytes();
        stream.extend(content);
        stream.extend(b"\nendstream");
        objects.push(stream);
    }
    let mut out = b"%PDF-1.4\n%\xe5\xe4\xf6\xff\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(out.len());
        let _ = writeln!(out, "{} 0 obj", at + 1);
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(out, "{place:010} 00000 n ");
    }
    let _ = write!(
        out,
        "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    out
}

const SIZE: f32 = 10.0;
const LEFT: f32 = 60.0;
const WIDE: f32 = 470.0;

/// A text as PDF, with a running head and the number of the page on each.
pub fn pdf(text: &str) -> Vec<u8> {
    let mut pages: Vec<Vec<Set>> = vec![Vec::new()];
    let mut y = 770.0;
    let put = |pages: &mut Vec<Vec<Set>>, y: &mut f32, cells: &[(f32, &str)]| {
        if *y < 70.0 {
            pages.push(Vec::new());
            *y = 770.0;
        }
        for (x, text) in cells {
            let set = Set {
                x: *x,
                y: *y,
                size: SIZE,
                bold: false,
                text: (*text).to_owned(),
            };
            pages.last_mut().unwrap().push(set);
        }
        *y -= 13.0;
    };
    for part in parts(text) {
        match part {
            Part::Page => {
                pages.push(Vec::new());
                y = 770.0;
            }
            Part::Paragraph(lines) => {
                for line in lines {
                    for line in wrapped(&line) {
                        put(&mut pages, &mut y, &[(LEFT, &line)]);
                    }
                }
            }
            Part::Table(rows) => {
                let columns = rows.iter().map(Vec::len).max().unwrap();
                let wide: Vec<f32> = (0..columns)
                    .map(|at| {
                        let cells = rows.iter().filter_map(|row| row.get(at));
                        cells.map(|cell| width(cell, SIZE)).fold(0.0, f32::max) + 18.0
                    })
                    .collect();
                for row in &rows {
                    let mut x = LEFT;
                    let mut cells: Vec<(f32, &str)> = Vec::new();
                    for (cell, wide) in row.iter().zip(&wide) {
                        if !cell.is_empty() {
                            cells.push((x, cell));
                        }
                        x += wide;
                    }
                    put(&mut pages, &mut y, &cells);
                }
            }
        }
        y -= 9.0;
    }
    let count = pages.len();
    for (at, page) in pages.iter_mut().enumerate() {
        let set = |x: f32, y: f32, text: String| Set {
            x,
            y,
            size: 8.0,
            bold: false,
            text,
        };
        if count > 1 {
            page.insert(0, set(LEFT, 805.0, "Handling till arkivet".to_owned()));
            page.push(set(500.0, 40.0, format!("{} ({count})", at + 1)));
        }
    }
    pdf_of(&pages)
}

fn wrapped(line: &str) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    for word in line.split(' ') {
        let last = out.last_mut().unwrap();
        let longer = format!("{last} {word}");
        if last.is_empty() {
            last.push_str(word);
        } else if width(&longer, SIZE) <= WIDE {
            *last = longer;
        } else {
            out.push(word.to_owned());
        }
    }
    out
}
