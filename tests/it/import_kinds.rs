//! Imports of DOCX, ODT, HTML and PDF: the same facts as of the text, and hostile files.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use samverkan::import::file::{self, FileError};
use samverkan::import::{self, Draft, Options, text};
use samverkan::model::Protocol;
use samverkan::parse::names::Names;

use crate::paper;

/// Whether Poppler is installed; says so loudly where it isn't.
pub fn has_poppler() -> bool {
    let found = Command::new("pdftotext")
        .arg("-v")
        .stderr(Stdio::null())
        .status()
        .is_ok();
    if !found {
        println!("POPPLER SAKNAS: PDF prövas inte på den här maskinen");
    }
    found
}

pub fn draft_of(source: &import::source::Source) -> Draft {
    import::import(source, &Names::default(), &Options::default())
}

/// What a draft says, a fact a line.
fn facts(draft: &Draft) -> BTreeSet<String> {
    facts_of(&draft.protocol)
}

/// What a protocol says, a fact a line.
pub fn facts_of(protocol: &Protocol) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    let said = |cell: &Option<samverkan::text::At<String>>| {
        cell.as_ref()
            .map(|cell| cell.value.clone())
            .unwrap_or_default()
    };
    out.insert(format!("organ: {}", protocol.body.value));
    out.insert(format!(
        "datum: {:?}",
        protocol.date.as_ref().map(|date| date.value)
    ));
    out.insert(format!("plats: {}", said(&protocol.place)));
    out.insert(format!("ordförande: {}", said(&protocol.chair)));
    out.insert(format!("sekreterare: {}", said(&protocol.secretary)));
    for one in &protocol.adjusters {
        out.insert(format!("justerare: {}", one.value));
    }
    for one in &protocol.attendance {
        let name = one.name.as_ref().or(one.role.as_ref());
        out.insert(format!(
            "{:?} {}",
            one.presence,
            name.map_or("?", |name| &name.value)
        ));
    }
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for item in &protocol.items {
        let number = item.number.as_ref().map_or("0", |number| &number.value);
        out.insert(format!("§ {number} {}", squeezed(&item.title.value)));
        for decision in item.decisions.iter().filter(|one| one.is_counted()) {
            out.insert(format!("§ {number} * {}", squeezed(&decision.text)));
        }
    }
    out
}

/// The texts of `tests/import`, by name, as text.
pub fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut out: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        // Its markup would be text in the others.
        .filter(|path| !path.ends_with("21-markdown.txt"))
        .map(|path| {
            let source = text::read(&fs::read(&path).unwrap()).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, source.text)
        })
        .collect();
    out.sort();
    out
}

type Make = fn(&str) -> Vec<u8>;

/// Sets every text as `make` does and compares; the share of facts that came out the same.
fn compare(make: Make, out: &mut String) -> f64 {
    let mut same = 0;
    let mut all = 0;
    for (name, text) in texts() {
        let wanted = facts(&draft_of(&text::read(text.as_bytes()).unwrap()));
        let source = file::read(&make(&text), &samverkan::cli::pdf::poppler::boxes).unwrap();
        let found = facts(&draft_of(&source));
        same += wanted.intersection(&found).count() * 2;
        all += wanted.len() + found.len();
        for one in wanted.difference(&found) {
            let _ = writeln!(out, "{name}: saknas {one}");
        }
        for one in found.difference(&wanted) {
            let _ = writeln!(out, "{name}: för mycket {one}");
        }
    }
    same as f64 / all as f64
}

#[test]
fn docx_says_what_the_text_says() {
    let mut out = String::new();
    let share = compare(paper::docx, &mut out);
    println!("{out}\n{share}");
    assert!(share > 0.97, "{share}\n{out}");
}

#[test]
fn odt_says_what_the_text_says() {
    let mut out = String::new();
    let share = compare(paper::odt, &mut out);
    println!("{out}\n{share}");
    assert!(share > 0.97, "{share}\n{out}");
}

#[test]
fn html_says_what_the_text_says() {
    let mut out = String::new();
    let share = compare(paper::html, &mut out);
    println!("{out}\n{share}");
    assert!(share > 0.97, "{share}\n{out}");
}

#[test]
fn pdf_says_what_the_text_says() {
    if !has_poppler() {
        let error = file::read(&paper::pdf("x"), &|_| Err(FileError::NoPdfReader)).unwrap_err();
        assert!(error.message().sv.contains("poppler"));
        return;
    }
    let mut out = String::new();
    let share = compare(paper::pdf, &mut out);
    println!("{out}\n{share}");
    assert!(share > 0.97, "{share}\n{out}");
}

/// No PDF in these.
fn read(bytes: &[u8]) -> Result<import::source::Source, FileError> {
    file::read(bytes, &|_| Err(FileError::NoPdfReader))
}

/// The lines of a source: what each is, then its text.
fn shown(bytes: &[u8]) -> Vec<String> {
    let source = read(bytes).unwrap();
    let mut out = Vec::new();
    for (page, line) in source.lines() {
        assert_eq!(line.span.of(&source.text), line.text);
        let mut mark = String::new();
        if page > 0 {
            let _ = write!(mark, "s{page} ");
        }
        if let Some(level) = line.heading {
            let _ = write!(mark, "h{level} ");
        }
        if let Some(depth) = line.list {
            let _ = write!(mark, "l{depth} ");
        }
        if line.bold {
            mark.push_str("fet ");
        }
        if let Some(row) = line.row {
            let _ = write!(mark, "r{}.{} ", row.table, row.row);
        }
        out.push(format!("{mark}{}", line.text.replace('\t', " | ")));
    }
    for line in &source.margins {
        out.push(format!("utelämnat {}", line.text));
    }
    out
}

const STYLES: &str = "<w:styles xmlns:w='w'>\
    <w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Rubrik1'><w:name w:val='heading 1'/><w:basedOn w:val='Normal'/>\
    <w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='Egen'><w:name w:val='Ärende'/><w:basedOn w:val='Rubrik1'/></w:style>\
    <w:style w:type='paragraph' w:styleId='Fet'><w:name w:val='Fet'/><w:rPr><w:b/></w:rPr></w:style></w:styles>";

const NUMBERING: &str = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'>\
    <w:start w:val='31'/><w:numFmt w:val='decimal'/><w:lvlText w:val='§ %1'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='bullet'/>\
    <w:lvlText w:val='-'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/>\
    <w:lvlText w:val='%2)'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>\
    <w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num></w:numbering>";

fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn styled(style: &str, text: &str) -> String {
    p(&format!(
        "<w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r>"
    ))
}

fn listed(level: u8, text: &str) -> String {
    p(&format!(
        "<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='2'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r>"
    ))
}

#[test]
fn a_word_document_is_read_as_it_is_shown() {
    let body = [
        styled("Rubrik1", "Mötets öppnande"),
        styled("Fet", "Beslut"),
        p("<w:r><w:t>Nämnden </w:t></w:r><w:ins><w:r><w:t>be\u{ad}slutar</w:t></w:r></w:ins>\
           <w:del><w:r><w:delText>avslår</w:delText><w:t>avslår</w:t></w:r></w:del>\
           <w:hyperlink><w:r><w:t> att godkänna</w:t></w:r></w:hyperlink>\
           <w:r><w:t>.</w:t><w:footnoteReference w:id='2'/></w:r>"),
        listed(0, "ett"),
        listed(1, "två"),
        listed(1, "tre"),
        styled("Egen", "Budget &amp; plan"),
        p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Hit </w:t></w:r>"),
        p("<w:r><w:t>och dit.</w:t></w:r>"),
        p("<w:r><w:t>Anna Ek</w:t><w:tab/><w:t>S</w:t><w:br/><w:t>Bo Al</w:t></w:r>"),
        p("<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>I rutan</w:t></w:r></w:p>\
           </w:txbxContent></mc:Choice><mc:Fallback><w:t>I rutan</w:t></mc:Fallback></mc:AlternateContent></w:r>\
           <w:r><w:t>Vid rutan</w:t></w:r>"),
        p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"),
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>Namn</w:t></w:r></w:p></w:tc>\
         <w:tc><w:p><w:r><w:t>Parti</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>Eva By</w:t></w:r></w:p>\
         <w:p><w:r><w:t>Åke Ö</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p></w:tc>\
         <w:tc><w:p><w:r><w:t>M</w:t></w:r></w:p><w:p><w:r><w:t>V</w:t></w:r></w:p></w:tc></w:tr></w:tbl>".to_owned(),
        p("<w:r><w:br w:type='page'/><w:t>Sida två</w:t></w:r>"),
        "<w:sectPr><w:headerReference w:type='default' r:id=\"rId4\"/></w:sectPr>".to_owned(),
    ]
    .concat();
    let relations = "<Relationships><Relationship Id='rId4' Type='http://x/header' Target='header1.xml'/>\
        <Relationship Id='rId5' Type='http://x/footer' Target='footer1.xml'/></Relationships>";
    let head = "<w:hdr xmlns:w='w'><w:p><w:r><w:t>Nämnden 2023-02-17</w:t></w:r></w:p></w:hdr>";
    let foot = "<w:ftr xmlns:w='w'><w:p><w:r><w:t>Justerandes sign</w:t></w:r></w:p></w:ftr>";
    let notes = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>-</w:t></w:r></w:p>\
        </w:footnote><w:footnote w:id='2'><w:p><w:r><w:t>Se bilagan.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let file = paper::docx_of(
        &body,
        &[
            ("word/styles.xml", STYLES),
            ("word/numbering.xml", NUMBERING),
            ("word/_rels/document.xml.rels", relations),
            ("word/header1.xml", head),
            ("word/footer1.xml", foot),
            ("word/footnotes.xml", notes),
        ],
    );
    assert_eq!(
        shown(&file),
        [
            "Nämnden 2023-02-17",
            "h1 § 31 Mötets öppnande",
            "fet Beslut",
            "Nämnden beslutar att godkänna.",
            "l1 ett",
            "l2 a) två",
            "l2 b) tre",
            "h1 § 32 Budget & plan",
            "Hit och dit.",
            "Anna Ek | S",
            "Bo Al",
            "Vid rutan",
            "I rutan",
            "r0.0 Namn |  | Parti",
            "r0.1 Eva By | ✓ | M",
            "r0.1 Åke Ö |  | V",
            "s1 Sida två",
            "s1 Fotnot 1: Se bilagan.",
            "utelämnat Justerandes sign",
        ]
    );
}

#[test]
fn an_open_document_is_read_as_it_is_shown() {
    let automatic = "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Fet'/>\
        <style:style style:name='T1' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>\
        <text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-prefix='§ ' style:num-format='1' text:start-value='4'/>\
        <text:list-level-style-bullet text:level='2'/></text:list-style>";
    let styles = "<office:document-styles xmlns:office='o'><office:styles><style:style style:name='Fet' style:family='paragraph'>\
        <style:text-properties fo:font-weight='bold'/></style:style></office:styles><office:master-styles>\
        <style:master-page><style:header><text:p>Huvudet</text:p></style:header><style:footer><text:p>Foten</text:p></style:footer>\
        </style:master-page></office:master-styles></office:document-styles>";
    let body = "<text:tracked-changes><text:changed-region><text:deletion><text:p>borta</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:h text:outline-level='2'>Rubrik</text:h><text:p text:style-name='P1'>Fet rad</text:p>\
        <text:list text:style-name='L1'><text:list-item><text:p>Fyra</text:p><text:list><text:list-item><text:p>under</text:p></text:list-item></text:list></text:list-item>\
        <text:list-item><text:p>Fem</text:p></text:list-item></text:list>\
        <text:p>Anna<text:s text:c='2'/>Ek<text:tab/>S<text:line-break/><text:span text:style-name='T1'>Bo Al</text:span></text:p>\
        <text:p>Text<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Noten.</text:p></text:note-body></text:note> går vidare.\
        <office:annotation><text:p>kommentar</text:p></office:annotation></text:p>\
        <table:table><table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>Namn</text:p></table:table-cell><table:covered-table-cell/>\
        <table:table-cell><text:p>Parti</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(
        shown(&paper::odt_of(body, styles, automatic)),
        [
            "Huvudet",
            "h2 Rubrik",
            "fet Fet rad",
            "l1 § 4 Fyra",
            "l2 under",
            "l1 § 5 Fem",
            "Anna Ek | S",
            "fet Bo Al",
            "Text går vidare.",
            "Fotnot 1: Noten.",
            "r0.0 Namn |  | Parti",
            "utelämnat Foten",
        ]
    );
}

#[test]
fn a_web_page_is_read_as_it_is_shown() {
    let page = "<!-- x --><!DOCTYPE html><html><head><title>t</title><style>p{}</style></head><body>\
        <h2>§ 4 <i>Budget</i></h2><p>Ett\n  <b>fett</b> ord &ndash; och&nbsp;ett till<p><strong>Beslut</strong>\
        <script>if (a < b) document.write('<p>nej')</script><ol start=3><li>tre<li>fyra<ul><li>under</ul></ol>\
        <table><tr><th>Namn<th>Parti<tr><td colspan=2>Anna Ek<td>S<tr><td><p>Bo<p>Eva<td>X</table>\
        <pre>rad ett\nrad två</pre><div>a<br>b</div><del>bort</del>";
    assert_eq!(
        shown(page.as_bytes()),
        [
            "h2 § 4 Budget",
            "Ett fett ord – och ett till",
            "fet Beslut",
            "l1 3. tre",
            "l1 4. fyra",
            "l2 under",
            "r0.0 Namn | Parti",
            "r0.1 Anna Ek |  | S",
            "r0.2 Bo | X",
            "r0.2 Eva",
            "rad ett",
            "rad två",
            "a",
            "b",
        ]
    );
    let latin = b"<html><meta charset=iso-8859-1><p>\xc5se N\xe4rvarande";
    assert_eq!(shown(latin), ["Åse Närvarande"]);
}

#[test]
fn the_kind_is_found_in_the_bytes() {
    use file::{Kind, Other};
    for (bytes, kind) in [
        (paper::docx("x"), Kind::Docx),
        (paper::odt("x"), Kind::Odt),
        (paper::html("x"), Kind::Html),
        (paper::pdf("x"), Kind::Pdf),
        (b"Protokoll om %PDF-1.4 och <html>".to_vec(), Kind::Text),
        (b"<div align=center># Protokoll".to_vec(), Kind::Text),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...".to_vec(),
            Kind::Other(Other::OldWord),
        ),
        (b"{\\rtf1\\ansi x}".to_vec(), Kind::Other(Other::Rtf)),
        (
            paper::zipped(&[("xl/workbook.xml", b"<x/>")]),
            Kind::Other(Other::Workbook),
        ),
        (paper::zipped(&[("a.txt", b"x")]), Kind::Other(Other::Zip)),
        (Vec::new(), Kind::Text),
    ] {
        assert_eq!(file::kind(&bytes), kind);
        if let Kind::Other(_) = kind {
            let message = read(&bytes).unwrap_err().message();
            assert!(message.sv.starts_with("filen är"), "{}", message.sv);
        }
    }
}

/// Ends with an error, or with a bounded source; never panics.
fn survives(bytes: &[u8]) {
    match read(bytes) {
        Ok(source) => assert!(source.text.len() < 40 << 20),
        Err(error) => assert!(!error.message().sv.is_empty()),
    }
}

#[test]
fn bombs_are_told_and_not_unpacked() {
    // 65 MB of spaces in 65 kB.
    let zeros = vec![b' '; 65 << 20];
    let bomb = paper::zipped(&[
        ("[Content_Types].xml", b"<x/>"),
        ("word/document.xml", &zeros),
    ]);
    drop(zeros);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(read(&bomb).unwrap_err(), FileError::TooMuch);
    let mut laughs = String::from("<!DOCTYPE lolz [<!ENTITY lol0 \"lol\">");
    for level in 1..10 {
        let inner = format!("&lol{};", level - 1).repeat(10);
        let _ = write!(laughs, "<!ENTITY lol{level} \"{inner}\">");
    }
    laughs.push_str("]><w:document><w:body><w:p><w:r><w:t>Hej &lol9; du</w:t></w:r></w:p></w:body></w:document>");
    let laughs = paper::zipped(&[("word/document.xml", laughs.as_bytes())]);
    assert_eq!(shown(&laughs), ["Hej du"]);
    // Many empty cells, tables in tables, text boxes in text boxes.
    let cells = "<w:tbl><w:tr>".to_owned() + &"<w:tc/>".repeat(420_000) + "</w:tr></w:tbl>";
    assert_eq!(
        read(&paper::docx_of(&cells, &[])).unwrap_err(),
        FileError::TooMuch
    );
    for (open, close) in [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
    ] {
        let inner = "<w:p><w:r><w:t>innerst</w:t></w:r></w:p>";
        let nested = open.repeat(150) + inner + &close.repeat(150);
        assert_eq!(shown(&paper::docx_of(&nested, &[])), ["innerst"]);
        let nested = open.repeat(5_000) + inner + &close.repeat(5_000);
        assert_eq!(
            read(&paper::docx_of(&nested, &[])).unwrap_err(),
            FileError::TooMuch
        );
    }
    let nested = format!("<html>{}x", "<table><tr><td><ul><li><b>".repeat(5_000));
    survives(nested.as_bytes());
    let many = format!("<html><table>{}</table>", "<tr><td>x<td>y".repeat(140_000));
    assert_eq!(read(many.as_bytes()).unwrap_err(), FileError::TooMuch);
    let parts: Vec<(String, &[u8])> = (0..6_000)
        .map(|at| (format!("p{at}"), b"".as_slice()))
        .collect();
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), *bytes))
        .collect();
    assert!(read(&paper::zipped(&parts)).is_err());
}

#[test]
fn names_in_a_zip_lead_nowhere() {
    let body = "<w:document><w:body><w:p><w:r><w:t>Hej</w:t></w:r></w:p></w:body></w:document>";
    let outside = "<Relationships><Relationship Id='r' Type='x/officeDocument' Target='../../../etc/passwd'/></Relationships>";
    let file = paper::zipped(&[
        ("../../utanför.txt", b"x"),
        ("/rot.txt", b"x"),
        ("_rels/.rels", outside.as_bytes()),
        ("word/document.xml", body.as_bytes()),
    ]);
    assert_eq!(shown(&file), ["Hej"]);
}

#[test]
fn damaged_files_are_told() {
    for whole in [
        paper::docx("§ 1 Öppnande\n\nText"),
        paper::odt("§ 1 Öppnande\n\nText"),
    ] {
        let cut = &whole[..whole.len() / 2];
        assert_eq!(read(cut).unwrap_err(), FileError::Broken);
    }
    assert_eq!(
        read(&paper::docx_of("<w:p>", &[])).unwrap_err(),
        FileError::Broken
    );
    assert_eq!(
        read(&paper::docx_of("<w:p/>", &[])).unwrap_err(),
        FileError::Empty
    );
    let locked = paper::zipped(&[
        ("content.xml", b"x"),
        ("META-INF/manifest.xml", b"<m><encryption-data/></m>"),
    ]);
    assert_eq!(read(&locked).unwrap_err(), FileError::Encrypted);
    let large = vec![b'x'; (32 << 20) + 1];
    assert!(matches!(
        read(&large),
        Err(FileError::Text(text::TextError::TooLarge { .. }))
    ));
}

/// A PDF by Poppler, where it is installed.
fn pdf(bytes: &[u8]) -> Result<import::source::Source, FileError> {
    file::read(bytes, &samverkan::cli::pdf::poppler::boxes)
}

#[test]
fn pdfs_that_cannot_be_read_are_told() {
    // Without Poppler its answers are tried, not the files.
    let answer = |text: &str| {
        let text = text.to_owned();
        file::read(&paper::pdf("x"), &move |_| Ok(text.clone()))
    };
    assert_eq!(answer("").unwrap_err(), FileError::Broken);
    assert_eq!(
        answer("<doc><page></page></doc>").unwrap_err(),
        FileError::Scanned
    );
    assert_eq!(answer("<doc><page><word>x").unwrap_err(), FileError::Broken);
    assert_eq!(
        answer(&"<page></page>".repeat(501)).unwrap_err(),
        FileError::TooManyPages
    );
    let odd =
        "<title>a & b</title><page><word xMin='nan' yMin='1e99'>Hej</word><word>du</word></page>";
    assert!(!answer(odd).unwrap().is_empty());
    if !has_poppler() {
        return;
    }
    let whole = paper::pdf("§ 1 Öppnande av mötet");
    assert_eq!(
        pdf(&whole).unwrap().lines().next().unwrap().1.text,
        "§ 1 Öppnande av mötet"
    );
    assert_eq!(pdf(b"%PDF-1.4\nbara brus").unwrap_err(), FileError::Broken);
    assert_eq!(
        pdf(&paper::pdf_of(&[vec![]])).unwrap_err(),
        FileError::Scanned
    );
    let many: Vec<Vec<paper::Set>> = vec![
        vec![paper::Set {
            x: 60.0,
            y: 700.0,
            size: 10.0,
            bold: false,
            text: "Sida".to_owned()
        }];
        2_000
    ];
    assert_eq!(
        pdf(&paper::pdf_of(&many)).unwrap_err(),
        FileError::TooManyPages
    );
    let locked = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n\
        3 0 obj\n<</Filter/Standard/V 1/R 2/O<0000000000000000000000000000000000000000000000000000000000000000>\
        /U<1111111111111111111111111111111111111111111111111111111111111111>/P -4>>\nendobj\n\
        trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF";
    assert_eq!(pdf(locked).unwrap_err(), FileError::Encrypted);
}

#[test]
fn a_page_is_cut_into_lines_and_cells() {
    let word = |x: f32, y: f32, text: &str| {
        let right = x + 5.0 * text.chars().count() as f32;
        format!(
            "<word xMin='{x}' yMin='{y}' xMax='{right}' yMax='{}'>{text}</word>",
            y + 10.0
        )
    };
    let page = [
        word(50.0, 50.0, "Namn"),
        word(250.0, 50.0, "Närv"),
        word(350.0, 50.0, "Frånv"),
        word(50.0, 64.0, "Anna"),
        word(73.0, 64.5, "Ek"),
        word(255.0, 64.0, "X"),
        word(430.0, 64.0, "sjuk"),
        word(50.0, 78.0, "Bo"),
        word(355.0, 78.0, "X"),
        word(430.0, 78.0, "tjg"),
        word(50.0, 120.0, "ﬁnansråd\u{ad}"),
        "<word xMin='580' yMin='300' xMax='590' yMax='400'>Signerat</word>".to_owned(),
    ]
    .concat();
    let answer = format!("<doc><page width='595'>{page}</page></doc>");
    let source = file::read(&paper::pdf("x"), &|_| Ok(answer.clone())).unwrap();
    let lines: Vec<String> = source
        .lines()
        .map(|(_, line)| {
            format!(
                "{}{}",
                if line.gap { "^" } else { "" },
                line.text.replace('\t', " | ")
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "^Namn | Närv | Frånv",
            "Anna Ek | X |  | sjuk",
            "Bo |  | X | tjg",
            "^finansråd-",
            "^Signerat"
        ]
    );
}

/// Words on a page, each five points wide a letter and ten high, as `pdftotext` gives them.
fn page(words: &[(f32, f32, &str)]) -> String {
    let mut out = String::from("<doc><page width='595'>");
    for (x, y, text) in words {
        let mut x = *x;
        for word in text.split(' ') {
            let right = x + 5.0 * word.chars().count() as f32;
            let bottom = y + 10.0;
            let _ = write!(
                out,
                "<word xMin='{x}' yMin='{y}' xMax='{right}' yMax='{bottom}'>{word}</word>"
            );
            x = right + 2.5;
        }
    }
    out + "</page></doc>"
}

fn lines_of(words: &[(f32, f32, &str)]) -> Vec<String> {
    let answer = page(words);
    let source = file::read(b"%PDF-1.4", &|_| Ok(answer.clone())).unwrap();
    source
        .lines()
        .map(|(_, line)| line.text.replace('\t', " | "))
        .collect()
}

#[test]
fn columns_of_prose_are_read_one_after_the_other() {
    let left = "Nämnden talade länge om vägen";
    let right = "Därefter behandlades budgeten";
    let mut words: Vec<(f32, f32, &str)> = vec![(50.0, 40.0, "Protokoll för byalaget")];
    for at in 0..10u8 {
        let y = 70.0 + 12.0 * f32::from(at);
        words.push((50.0, y, left));
        words.push((300.0, y, right));
    }
    let lines = lines_of(&words);
    let of = |text: &str| lines.iter().position(|line| line.contains(text)).unwrap();
    let last_left = lines.iter().rposition(|line| line.contains(left)).unwrap();
    assert!(
        of("Protokoll") < of(left) && last_left < of(right),
        "{lines:#?}"
    );
    assert!(lines.iter().all(|line| !line.contains('|')), "{lines:#?}");
    // A table of names and organisations is as many rows, and read across.
    let names = [
        "Anna Ek",
        "Bo Al",
        "Per-Olof Östlund",
        "Eva By",
        "Åke Ö",
        "Li Å",
        "Ulf Ask",
        "Siv Ed",
        "Ola Ny",
        "Eli Ur",
    ];
    let mut words = Vec::new();
    for (at, name) in (0u8..).zip(names) {
        let y = 70.0 + 12.0 * f32::from(at);
        words.push((50.0, y, name));
        words.push((300.0, y, "Umeå kommun"));
    }
    assert_eq!(lines_of(&words)[0], "Anna Ek | Umeå kommun");
}

#[test]
fn lists_of_people_side_by_side_are_read_one_after_the_other() {
    let words = [
        (50.0, 40.0, "Närvarande"),
        (300.0, 40.0, "Frånvarande"),
        (50.0, 54.0, "Anna Ek"),
        (300.0, 54.0, "Bo Al"),
        (50.0, 68.0, "Eva By"),
    ];
    assert_eq!(
        lines_of(&words),
        ["Närvarande", "Anna Ek", "Eva By", "Frånvarande", "Bo Al"]
    );
    // Marks below the labels are a table.
    let words = [
        (50.0, 40.0, "Namn"),
        (200.0, 40.0, "Närvarande"),
        (300.0, 40.0, "Frånvarande"),
        (50.0, 54.0, "Anna Ek"),
        (200.0, 54.0, "X"),
        (50.0, 68.0, "Eva By"),
        (300.0, 68.0, "X"),
    ];
    assert_eq!(
        lines_of(&words),
        [
            "Namn | Närvarande | Frånvarande",
            "Anna Ek | X",
            "Eva By |  | X"
        ]
    );
}

/// A document whose items are points of a numbered list, and one with a list of points in an item.
#[test]
fn a_numbered_list_is_headings_where_texts_stand_below_its_points() {
    let point = |list: u8, text: &str| {
        p(&format!(
            "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r>"
        ))
    };
    let text = |text: &str| p(&format!("<w:r><w:t>{text}</w:t></w:r>"));
    let numbering = "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
        <w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId='8'>\
        <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='8'/></w:num></w:numbering>";
    let body = [
        text("Protokoll byalaget 2023-02-17"),
        point(1, "Mötet öppnas"),
        text("Anna Ek öppnade mötet."),
        point(1, "Arbetsdag"),
        text("Mötet gick igenom vad som behöver göras."),
        point(2, "Bryggan lagas"),
        point(2, "Vassen klipps"),
        point(2, "Grillen målas"),
        text("Alla hjälps åt."),
        point(1, "Övriga frågor"),
        point(1, "Mötet avslutas"),
        text("Anna Ek tackade alla."),
    ]
    .concat();
    let file = paper::docx_of(&body, &[("word/numbering.xml", numbering)]);
    let draft = draft_of(&read(&file).unwrap());
    let titles: Vec<&str> = draft
        .protocol
        .items
        .iter()
        .map(|item| item.title.value.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "Mötet öppnas",
            "Arbetsdag",
            "Övriga frågor",
            "Mötet avslutas"
        ]
    );
}

/// The library that is built in, in a process of its own as without Poppler.
#[cfg(feature = "pdf-import")]
fn by_library(pdf: &[u8]) -> Result<import::source::Source, FileError> {
    let program = Path::new(env!("CARGO_BIN_EXE_samverkan"));
    file::read(pdf, &|bytes| {
        samverkan::cli::pdf::library::boxes_by(program, bytes)
    })
}

#[test]
#[cfg(feature = "pdf-import")]
fn the_library_survives_what_poppler_survives() {
    let set = |text: &str| paper::Set {
        x: 60.0,
        y: 700.0,
        size: 10.0,
        bold: false,
        text: text.to_owned(),
    };
    let whole = paper::pdf("§ 1 Öppnande av mötet");
    let source = by_library(&whole).unwrap();
    assert_eq!(
        source.lines().next().unwrap().1.text,
        "§ 1 Öppnande av mötet"
    );
    assert_eq!(
        by_library(b"%PDF-1.4\nbara brus").unwrap_err(),
        FileError::Broken
    );
    assert_eq!(
        by_library(&paper::pdf_of(&[vec![]])).unwrap_err(),
        FileError::Scanned
    );
    let many = vec![vec![set("Sida")]; 2_000];
    assert_eq!(
        by_library(&paper::pdf_of(&many)).unwrap_err(),
        FileError::TooManyPages
    );
    for cut in [10, 100, whole.len() / 2, whole.len() - 40] {
        let _ = by_library(&whole[..cut]);
    }
    // A form that draws itself, operators without operands, strings without end.
    for content in [
        "/F1 Do /F1 Do",
        "BT /F1 1e30 Tf 1e30 1e30 Td (x) Tj ET",
        "BT /F1 0 Tf (x) Tj ET",
        "BT (((((((((",
        "q q q q q Q Q Q Q Q Q Q Q Q [ [ [ [ TJ",
        "BT /F1 10 Tf -1 0 0 -1 nan inf Tm (x) Tj ET",
    ] {
        let pdf = paper::pdf_of_contents(&[content.as_bytes().to_vec()]);
        let _ = by_library(&pdf);
    }
    // What is drawn twice to look bold is there once; text along the edge stands last.
    let twice = b"BT /F1 10 Tf 60 700 Td (Namn) Tj ET BT /F1 10 Tf 60.3 700 Td (Namn) Tj ET \
        BT /F1 8 Tf 0 1 -1 0 20 300 Tm (Signerat) Tj ET";
    let source = by_library(&paper::pdf_of_contents(&[twice.to_vec()])).unwrap();
    let lines: Vec<&str> = source.lines().map(|(_, line)| line.text.as_str()).collect();
    assert_eq!(lines, ["Namn", "Signerat"]);
}

/// A file with some of its bytes changed, or cut.
fn damaged(whole: &[u8], changes: &[(usize, u8)], length: usize) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for (at, byte) in changes {
        let at = at % bytes.len();
        bytes[at] = *byte;
    }
    bytes.truncate(length % bytes.len() + 1);
    bytes
}

const SAMPLE: &str = "Protokoll\n\nNärvarande\nAnna Ek\tS\nBo Al\tM\n\n§ 1 Öppnande\nAnna öppnade.\n\n§ 2 Budget\n\natt godkänna";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn noise_is_survived(start in 0usize..8, noise in prop::collection::vec(any::<u8>(), 0..600)) {
        let starts: [&[u8]; 8] = [
            b"PK\x03\x04", b"%PDF-1.7\n", b"<html>", b"<!DOCTYPE html><table>", b"{\\rtf", b"\xff\xfe<\0h\0t\0m\0l\0>\0",
            b"PK\x05\x06", b"",
        ];
        let mut bytes = starts[start].to_vec();
        bytes.extend(noise);
        survives(&bytes);
    }

    #[test]
    fn damaged_files_are_survived(
        kind in 0usize..3,
        changes in prop::collection::vec((any::<usize>(), any::<u8>()), 0..6),
        length in any::<usize>(),
    ) {
        let whole = [paper::docx, paper::odt, paper::html][kind](SAMPLE);
        survives(&damaged(&whole, &changes, length));
        survives(&damaged(&whole, &changes, whole.len() - 1));
    }

    #[test]
    fn damaged_markup_is_survived(
        kind in 0usize..2,
        changes in prop::collection::vec((any::<usize>(), prop::sample::select(b"<>/&;\"= wptrc".to_vec())), 0..8),
    ) {
        let body = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>a&amp;b</w:t><w:br/></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:tc></w:tr></w:tbl>";
        let open = "<text:h>a</text:h><text:list><text:list-item><text:p>b<text:tab/></text:p></text:list-item></text:list>\
            <table:table><table:table-row><table:table-cell/><table:covered-table-cell/></table:table-row></table:table>";
        let text = [body, open][kind];
        let changed = damaged(text.as_bytes(), &changes, text.len() - 1);
        let changed = String::from_utf8_lossy(&changed);
        let file = match kind {
            0 => paper::docx_of(&changed, &[("word/styles.xml", &changed), ("word/numbering.xml", &changed)]),
            _ => paper::odt_of(&changed, &changed, &changed),
        };
        survives(&file);
    }

    #[test]
    fn damaged_boxes_are_survived(
        words in prop::collection::vec((any::<f32>(), any::<f32>(), any::<f32>(), any::<f32>(), "[a-zå\u{ad}ﬁ]{0,6}"), 0..60),
        changes in prop::collection::vec((any::<usize>(), any::<u8>()), 0..3),
    ) {
        let words: String = words
            .iter()
            .map(|(a, b, c, d, text)| format!("<word xMin='{a}' yMin='{b}' xMax='{c}' yMax='{d}'>{text}</word>"))
            .collect();
        let answer = format!("<doc><page>{words}</page></doc>");
        let answer = damaged(answer.as_bytes(), &changes, answer.len() - 1);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        if let Ok(source) = file::read(b"%PDF-1.4", &|_| Ok(answer.clone())) {
            for (_, line) in source.lines() {
                for cell in &line.cells {
                    prop_assert!(line.text.get(cell.range.clone()).is_some());
                }
            }
        }
    }
}

#[test]
fn an_association_meets_by_its_assembly() {
    let body = |line: &str| {
        let text = format!(
            "Studentkåren vid Nordhavets universitet\n\n{line}\n\nProtokoll\n\n2023-03-28\n\n\
             § 1 Röstlängd\n\n{line} beslutar att fastställa röstlängden.\n"
        );
        let source = import::text::read(text.as_bytes()).unwrap();
        draft_of(&source).protocol.body.value
    };
    assert_eq!(body("Kårfullmäktige 22/23:4"), "Kårfullmäktige");
    // Another line that begins so isn't the number of a meeting.
    assert_eq!(
        body("Kårfullmäktige valberedning"),
        "Studentkåren vid Nordhavets universitet"
    );
}
