//! Sets a protocol the way offices print them: as PDF with running heads, attendance in two
//! columns, words divided at line ends and paragraphs cut by the page; as DOCX with numbered
//! headings, tables, and a head and a foot of their own.

use std::fmt::Write as _;

use samverkan::model::{Presence, Protocol};

use crate::paper::{self, Part, Set};

/// A part of a protocol.
#[derive(Clone, Debug)]
pub enum Block {
    Title(String),
    /// `Plats` and what stands beside it.
    Pair(String, String),
    /// A list of people: each name with what stands beside it.
    People(String, Vec<(String, String)>),
    /// The heading of an item: `§ 4`, and its title.
    Heading(String, String),
    Subheading(String),
    /// A bold line.
    Label(String),
    /// Lines that stand together, each broken by hand.
    Lines(Vec<String>),
    Bullet(u8, String),
    Table(Vec<Vec<String>>),
    Page,
}

/// A protocol to set.
#[derive(Clone, Debug)]
pub struct Print {
    /// What stands at the top of every page.
    pub head: [String; 3],
    pub blocks: Vec<Block>,
}

/// A protocol of an archive, as its office would have printed it.
pub fn of_markdown(text: &str, protocol: &Protocol, body: &str) -> Print {
    let day = protocol.date.as_ref().unwrap().value.to_string();
    let mut blocks = Vec::new();
    let (_, text) = text
        .strip_prefix("---\n")
        .unwrap()
        .split_once("\n---\n")
        .unwrap();
    let mut lines = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .peekable();
    let title = lines.next().unwrap().trim_start_matches("# ");
    blocks.push(Block::Title(title.to_owned()));
    let mut pair = |label: &str, value: Option<&str>| {
        if let Some(value) = value {
            blocks.push(Block::Pair(label.to_owned(), value.to_owned()));
        }
    };
    let said = |cell: &'_ Option<samverkan::text::At<String>>| {
        cell.as_ref().map(|cell| cell.value.clone())
    };
    pair("Datum", Some(&day));
    pair("Plats", said(&protocol.place).as_deref());
    pair("Ordförande", said(&protocol.chair).as_deref());
    pair("Sekreterare", said(&protocol.secretary).as_deref());
    pair(
        "Justerare",
        protocol.adjusters.first().map(|one| one.value.as_str()),
    );
    for (presence, label) in [
        (Presence::Present, "Närvarande"),
        (Presence::Absent, "Frånvarande"),
        (Presence::Other, "Övriga deltagare"),
    ] {
        let rows: Vec<(String, String)> = protocol
            .attendance
            .iter()
            .filter(|one| one.presence == presence)
            .map(|one| {
                let beside = [&one.organisation, &one.role].into_iter().filter_map(said);
                (
                    said(&one.name).unwrap(),
                    beside.collect::<Vec<_>>().join(", "),
                )
            })
            .collect();
        if !rows.is_empty() {
            blocks.push(Block::People(label.to_owned(), rows));
        }
    }
    while let Some(line) = lines.next() {
        let plain = plain(line);
        if let Some(heading) = line.strip_prefix("## ") {
            let digits = heading.find(|c: char| c.is_ascii_digit()).unwrap();
            let end = heading[digits..]
                .find(|c: char| !c.is_ascii_digit())
                .unwrap()
                + digits;
            let end = end + usize::from(heading[end..].starts_with('.'));
            let (sign, title) = heading.split_at(end);
            blocks.push(Block::Heading(sign.to_owned(), title.trim().to_owned()));
        } else if let Some(title) = line.strip_prefix("### ") {
            blocks.push(Block::Subheading(title.to_owned()));
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                if !row.starts_with("|--") {
                    rows.push(cells(row));
                }
            }
            blocks.push(Block::Table(rows));
        } else if line.starts_with("**") && line.ends_with("**") {
            blocks.push(Block::Label(plain));
        } else if let Some(item) = plain.strip_prefix("- ") {
            let data = [
                "Beslutsärende",
                "Informationsärende",
                "Föredragande:",
                "Föredragare:",
                "Ärende:",
                "Överlämnas till:",
            ];
            match data.iter().any(|start| item.starts_with(start)) {
                true => blocks.push(Block::Lines(vec![item.to_owned()])),
                false => blocks.push(Block::Bullet(1, item.to_owned())),
            }
        } else if let Some(item) = plain.strip_prefix("  - ") {
            blocks.push(Block::Bullet(2, item.to_owned()));
        } else {
            blocks.push(Block::Lines(vec![plain]));
        }
    }
    Print {
        head: [body.to_owned(), "Protokoll".to_owned(), day],
        blocks,
    }
}

fn cells(row: &str) -> Vec<String> {
    let inner = row.trim_matches('|');
    inner
        .split('|')
        .map(|cell| cell.trim().to_owned())
        .collect()
}

/// A line without its markup.
fn plain(line: &str) -> String {
    let line = line.replace("**", "").replace("](#)", "").replace('[', "");
    match line
        .strip_prefix('*')
        .and_then(|rest| rest.strip_suffix('*'))
    {
        Some(inner) => inner.to_owned(),
        None => line,
    }
}

/// A text whose items are known, as its office would have printed it.
/// `place` is the line of the text that an item's heading stands on.
pub fn of_text(text: &str, protocol: &Protocol, place: &dyn Fn(usize) -> u32) -> Print {
    let sign = |line: &str| {
        protocol.items.iter().enumerate().find_map(|(at, item)| {
            let sign = line.strip_suffix(item.title.value.as_str())?.trim();
            let number = item.number.as_ref()?.value.as_str();
            let bare = sign.trim_end_matches(['.', ')']);
            let short =
                sign.chars().count() < 12 && (1..90).contains(&item.title.value.chars().count());
            (short && bare.ends_with(number)).then(|| (at, sign.to_owned()))
        })
    };
    let mut blocks = Vec::new();
    // Which of the lines that have an item's number and title is its heading.
    let mut which: Vec<Option<usize>> = vec![None; protocol.items.len()];
    let mut count = vec![0; protocol.items.len()];
    for (number, line) in (1..).zip(text.lines()) {
        if let Some((at, _)) = sign(line.trim_matches(['\u{c}', ' '])) {
            if place(at) == number {
                which[at] = Some(count[at]);
            }
            count[at] += 1;
        }
    }
    let mut seen = vec![0; protocol.items.len()];
    for part in paper::parts(text) {
        match part {
            Part::Page => blocks.push(Block::Page),
            Part::Table(rows) => blocks.push(Block::Table(rows)),
            Part::Paragraph(lines) => {
                let mut open: Vec<String> = Vec::new();
                for line in lines {
                    let sign = sign(&line).filter(|(at, _)| {
                        seen[*at] += 1;
                        which[*at] == Some(seen[*at] - 1)
                    });
                    match sign {
                        Some((at, sign)) => {
                            let title = protocol.items[at].title.value.clone();
                            if !open.is_empty() {
                                blocks.push(Block::Lines(std::mem::take(&mut open)));
                            }
                            blocks.push(Block::Heading(sign, title));
                        }
                        None => open.push(line),
                    }
                }
                if !open.is_empty() {
                    blocks.push(Block::Lines(open));
                }
            }
        }
    }
    Print {
        head: [
            "Handling till arkivet".to_owned(),
            "Justerad".to_owned(),
            "Dnr 12/3456".to_owned(),
        ],
        blocks,
    }
}

/// Where the lines of a page stand.
struct Paper {
    pages: Vec<Vec<Set>>,
    y: f32,
}

const LEFT: f32 = 70.0;
const WIDE: f32 = 440.0;
const BESIDE: f32 = 270.0;

impl Paper {
    /// Moves down; a line that doesn't fit begins a page.
    fn down(&mut self, by: f32) {
        self.y -= by;
        if self.y < 75.0 {
            self.page();
        }
    }

    fn page(&mut self) {
        self.pages.push(Vec::new());
        self.y = 765.0;
    }

    fn put(&mut self, x: f32, size: f32, bold: bool, text: &str) {
        let y = self.y;
        let page = self.pages.last_mut().unwrap();
        page.push(Set {
            x,
            y,
            size,
            bold,
            text: text.to_owned(),
        });
    }

    /// Text broken into lines.
    fn text(&mut self, x: f32, wide: f32, size: f32, bold: bool, text: &str) {
        for line in broken(text, size, wide) {
            self.down(size * 1.3);
            self.put(x, size, bold, &line);
        }
    }
}

/// A line broken where it is full, long words divided.
fn broken(text: &str, size: f32, wide: f32) -> Vec<String> {
    let mut out: Vec<String> = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let last = out.last_mut().unwrap();
        let longer = if last.is_empty() {
            word.to_owned()
        } else {
            format!("{last} {word}")
        };
        if paper::width(&longer, size) <= wide {
            *last = longer;
            continue;
        }
        let fits = |stem: &str| paper::width(&format!("{last} {stem}-"), size) <= wide;
        match divided(word)
            .into_iter()
            .rev()
            .find(|at| fits(&word[..*at]))
        {
            Some(at) => {
                let _ = write!(last, " {}-", &word[..at]);
                out.push(word[at..].to_owned());
            }
            None => out.push(word.to_owned()),
        }
    }
    out
}

/// Where a word may be divided: between consonants, three letters from its ends.
fn divided(word: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let vowel = |c: char| "aeiouyåäö".contains(c);
    if letters.len() < 8 || !word.chars().all(char::is_lowercase) {
        return Vec::new();
    }
    (3..letters.len() - 3)
        .filter(|at| {
            !vowel(letters[at - 1].1) && !vowel(letters[*at].1) && vowel(letters[at + 1].1)
        })
        .map(|at| letters[at].0)
        .collect()
}

/// How people are set in a PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// Names in one column, what belongs to them in the next.
    Beside,
    /// The first list to the left, the second to the right of it.
    SideBySide,
}

/// A protocol as PDF.
pub fn pdf(print: &Print, columns: Columns) -> Vec<u8> {
    let mut paper = Paper {
        pages: vec![Vec::new()],
        y: 770.0,
    };
    let mut blocks = print.blocks.as_slice();
    while let [block, rest @ ..] = blocks {
        blocks = rest;
        match block {
            Block::Page => paper.page(),
            Block::Title(text) => {
                paper.text(LEFT, WIDE, 16.0, true, text);
                paper.down(8.0);
            }
            Block::Pair(label, value) => {
                paper.down(15.0);
                paper.put(LEFT, 10.0, true, label);
                paper.put(LEFT + 90.0, 10.0, false, value);
            }
            Block::People(label, rows) => {
                if let (Columns::SideBySide, [Block::People(other, more), tail @ ..]) =
                    (columns, rest)
                {
                    blocks = tail;
                    side_by_side(&mut paper, (label, rows), (other, more));
                    continue;
                }
                paper.down(22.0);
                paper.put(LEFT, 10.0, true, label);
                for (name, beside) in rows {
                    paper.down(13.0);
                    paper.put(LEFT, 10.0, false, name);
                    paper.put(BESIDE, 10.0, false, beside);
                }
            }
            Block::Heading(sign, title) => {
                paper.down(12.0);
                paper.text(LEFT, WIDE, 13.0, true, &format!("{sign} {title}"));
                paper.down(2.0);
            }
            Block::Subheading(text) => {
                paper.down(8.0);
                paper.text(LEFT, WIDE, 11.0, true, text);
            }
            Block::Label(text) => {
                paper.down(6.0);
                paper.text(LEFT, WIDE, 10.0, true, text);
            }
            Block::Lines(lines) => {
                for line in lines {
                    paper.text(LEFT, WIDE, 10.0, false, line);
                }
                paper.down(7.0);
            }
            Block::Bullet(depth, text) => {
                let x = LEFT + 16.0 * f32::from(*depth);
                for (at, line) in broken(text, 10.0, WIDE - x + LEFT).iter().enumerate() {
                    paper.down(13.0);
                    if at == 0 {
                        paper.put(x - 10.0, 10.0, false, "•");
                    }
                    paper.put(x, 10.0, false, line);
                }
            }
            Block::Table(rows) => table(&mut paper, rows),
        }
    }
    let count = paper.pages.len();
    for (at, page) in paper.pages.iter_mut().enumerate() {
        let set = |x: f32, y: f32, text: String| Set {
            x,
            y,
            size: 8.0,
            bold: false,
            text,
        };
        let mut head: Vec<Set> = [(LEFT, 815.0), (LEFT, 804.0), (250.0, 804.0)]
            .into_iter()
            .zip(&print.head)
            .map(|((x, y), text)| set(x, y, text.clone()))
            .collect();
        head.push(set(500.0, 815.0, format!("{} ({count})", at + 1)));
        page.splice(0..0, head);
        page.push(set(LEFT, 40.0, "Justerandes sign".to_owned()));
        page.push(set(300.0, 40.0, "Utdragsbestyrkande".to_owned()));
    }
    paper::pdf_of(&paper.pages)
}

type People<'a> = (&'a str, &'a [(String, String)]);

fn side_by_side(paper: &mut Paper, (left, rows): People, (right, more): People) {
    let wide = 205.0;
    paper.down(22.0);
    paper.put(LEFT, 10.0, true, left);
    paper.put(BESIDE + 30.0, 10.0, true, right);
    let joined = |rows: &[(String, String)]| -> Vec<String> {
        let lines = rows.iter().map(|(name, beside)| match beside.is_empty() {
            true => name.clone(),
            false => format!("{name}, {beside}"),
        });
        lines.flat_map(|line| broken(&line, 9.0, wide)).collect()
    };
    let (rows, more) = (joined(rows), joined(more));
    for at in 0..rows.len().max(more.len()) {
        paper.down(13.0);
        for (x, lines) in [(LEFT, &rows), (BESIDE + 30.0, &more)] {
            if let Some(line) = lines.get(at) {
                paper.put(x, 9.0, false, line);
            }
        }
    }
}

/// A table whose columns are as wide as their longest cells, within the page.
fn table(paper: &mut Paper, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap();
    let longest: Vec<f32> = (0..columns)
        .map(|at| {
            let cells = rows.iter().filter_map(|row| row.get(at));
            cells
                .map(|cell| paper::width(cell, 10.0) + 18.0)
                .fold(0.0, f32::max)
        })
        .collect();
    let mut wide = longest.clone();
    let all: f32 = longest.iter().sum();
    if all > WIDE {
        // The widest column is broken.
        let widest = (0..columns)
            .max_by(|one, other| longest[*one].total_cmp(&longest[*other]))
            .unwrap();
        wide[widest] = (longest[widest] - (all - WIDE)).max(80.0);
    }
    for row in rows {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(&wide)
            .map(|(cell, wide)| broken(cell, 10.0, wide - 12.0))
            .collect();
        for line in 0..cells.iter().map(Vec::len).max().unwrap() {
            paper.down(13.0);
            let mut x = LEFT;
            for (cell, wide) in cells.iter().zip(&wide) {
                if let Some(text) = cell.get(line).filter(|text| !text.is_empty()) {
                    paper.put(x, 10.0, false, text);
                }
                x += wide;
            }
        }
        paper.down(3.0);
    }
    paper.down(7.0);
}

/// How the headings of items are set in Word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headings {
    /// By a style for headings that numbers them.
    Style,
    /// As paragraphs of a numbered list, bold.
    Bold,
    /// As paragraphs of a numbered list, like any other.
    Plain,
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A protocol as DOCX.
pub fn docx(print: &Print, headings: Headings) -> Vec<u8> {
    let number = |sign: &str| -> Option<u32> {
        let digits: String = sign.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let pattern = |sign: &str, number: u32| sign.replacen(&number.to_string(), "%1", 1);
    let mut start = 1;
    let mut shape: Option<String> = None;
    let mut next: Option<u32> = None;
    let mut body = String::new();
    let run = |text: &str, bold: bool| {
        let bold = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        format!(
            "<w:r>{bold}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escaped(text)
        )
    };
    for block in &print.blocks {
        match block {
            Block::Page => body.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
            Block::Title(text) => {
                let _ = write!(
                    body,
                    "<w:p><w:pPr><w:pStyle w:val=\"Rubrik\"/></w:pPr>{}</w:p>",
                    run(text, false)
                );
            }
            Block::Pair(label, value) => {
                let _ = write!(
                    body,
                    "<w:p>{}<w:r><w:tab/></w:r>{}</w:p>",
                    run(label, true),
                    run(value, false)
                );
            }
            Block::People(label, rows) => {
                let _ = write!(body, "<w:p>{}</w:p><w:tbl>", run(label, true));
                for (name, beside) in rows {
                    let cells = [name, beside]
                        .map(|cell| format!("<w:tc><w:p>{}</w:p></w:tc>", run(cell, false)));
                    let _ = write!(body, "<w:tr>{}</w:tr>", cells.concat());
                }
                body.push_str("</w:tbl><w:p/>");
            }
            Block::Heading(sign, title) => {
                let value = number(sign);
                // What doesn't count on from the one above is typed.
                let counts = value.filter(|value| match (&shape, next) {
                    (Some(shape), Some(next)) => *value == next && *shape == pattern(sign, *value),
                    _ => true,
                });
                let style = match headings {
                    Headings::Style => "<w:pStyle w:val=\"Rubrik2\"/>",
                    Headings::Bold | Headings::Plain => "",
                };
                let bold = headings == Headings::Bold;
                if let Some(value) = counts {
                    if shape.is_none() {
                        start = value;
                        shape = Some(pattern(sign, value));
                    }
                    next = Some(value + 1);
                    let list = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
                    let _ = write!(
                        body,
                        "<w:p><w:pPr>{style}{list}</w:pPr>{}</w:p>",
                        run(title, bold)
                    );
                } else {
                    let _ = write!(
                        body,
                        "<w:p><w:pPr>{style}</w:pPr>{}</w:p>",
                        run(&format!("{sign} {title}"), true)
                    );
                }
            }
            Block::Subheading(text) => {
                let _ = write!(
                    body,
                    "<w:p><w:pPr><w:pStyle w:val=\"Rubrik3\"/></w:pPr>{}</w:p>",
                    run(text, false)
                );
            }
            Block::Label(text) => {
                let _ = write!(body, "<w:p>{}</w:p>", run(text, true));
            }
            Block::Lines(lines) => {
                let runs: Vec<String> = lines.iter().map(|line| run(line, false)).collect();
                let _ = write!(body, "<w:p>{}</w:p><w:p/>", runs.join("<w:r><w:br/></w:r>"));
            }
            Block::Bullet(depth, text) => {
                let depth = depth - 1;
                let list =
                    format!("<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"2\"/></w:numPr>");
                let _ = write!(body, "<w:p><w:pPr>{list}</w:pPr>{}</w:p>", run(text, false));
            }
            Block::Table(rows) => {
                body.push_str("<w:tbl>");
                for row in rows {
                    body.push_str("<w:tr>");
                    for cell in row {
                        let _ = write!(body, "<w:tc><w:p>{}</w:p></w:tc>", run(cell, false));
                    }
                    body.push_str("</w:tr>");
                }
                body.push_str("</w:tbl><w:p/>");
            }
        }
    }
    body.push_str("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"default\" r:id=\"rId5\"/></w:sectPr>");
    let numbering = format!(
        "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"{start}\"/>\
         <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"{}\"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId=\"8\">\
         <w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/></w:lvl>\
         <w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"o\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num></w:numbering>",
        escaped(shape.as_deref().unwrap_or("%1."))
    );
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Rubrik\"><w:name w:val=\"Title\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Rubrik2\"><w:name w:val=\"heading 2\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Rubrik3\"><w:name w:val=\"heading 3\"/></w:style></w:styles>";
    let relations = "<Relationships><Relationship Id=\"rId4\" Type=\"http://x/header\" Target=\"header1.xml\"/>\
        <Relationship Id=\"rId5\" Type=\"http://x/footer\" Target=\"footer1.xml\"/></Relationships>";
    let head: Vec<String> = print.head.iter().map(|text| run(text, false)).collect();
    let head = format!(
        "<w:hdr xmlns:w=\"w\"><w:p>{}</w:p></w:hdr>",
        head.join("<w:r><w:tab/></w:r>")
    );
    let foot = format!(
        "<w:ftr xmlns:w=\"w\"><w:p>{}</w:p></w:ftr>",
        run("Justerandes sign", false)
    );
    paper::docx_of(
        &body,
        &[
            ("word/styles.xml", styles),
            ("word/numbering.xml", &numbering),
            ("word/_rels/document.xml.rels", relations),
            ("word/header1.xml", &head),
            ("word/footer1.xml", &foot),
        ],
    )
}
