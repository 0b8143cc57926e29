//! A laid-out document as one HTML file that needs nothing beside it: to read, and to print on A4.
//! Nothing is fetched and nothing runs.

use std::fmt::Write as _;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::document::{Document, Fact, Part, Picture, Signatures, Table};
use crate::lang::Text;
use crate::output::link;
use crate::parse::prose::{Passage, PassageKind, Run};

/// The style sheet: dark text on white, one column, and pages that a printer can take.
const STYLES: &str = "\
:root{color-scheme:light;--text:#1a1a1a;--soft:#4d4d4d;--line:#8a8a8a;--head:#f2f2ef;--link:#0b4f94;--mark:#1f5c3a}
*{box-sizing:border-box}
html{background:#fff;color:var(--text);font:1.0625rem/1.5 Georgia,'Times New Roman',serif}
body{margin:0 auto;padding:2rem 1.5rem;max-width:46rem}
h1,h2,h3,h4,h5,h6,caption,th,dt,.kind,.letterhead,.stamp,.label,.running{font-family:Arial,'Liberation Sans',Helvetica,sans-serif}
h1{font-size:1.6rem;line-height:1.25;margin:.25rem 0 1rem}
h2{font-size:1.2rem;line-height:1.3;margin:2rem 0 .5rem}
h3{font-size:1.05rem;margin:1.5rem 0 .4rem}
h4,h5,h6{font-size:1rem;margin:1.25rem 0 .3rem}
p,ul,ol,blockquote,pre{margin:.6rem 0}
li>p{margin:.2rem 0}
a{color:var(--link)}
img{max-width:100%;height:auto}
code,pre{font:.9em/1.4 'Liberation Mono',Menlo,Consolas,monospace}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
blockquote{border-inline-start:3px solid var(--line);margin-inline:0;padding-inline-start:1rem}
body,td,th,dd{overflow-wrap:break-word}
.letterhead{display:flow-root;border-bottom:2px solid var(--text);padding-bottom:.75rem;margin-bottom:1.5rem}
.letterhead p{margin:.15rem 0}
.letterhead img{max-height:4.5rem;width:auto}
.kind{text-transform:uppercase;letter-spacing:.06em;font-size:.9rem;color:var(--soft);margin:0}
.stamp{border:2px solid #8a1c1c;color:#8a1c1c;padding:.5rem .75rem;margin:0 0 1.5rem}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) 1fr;gap:.15rem 1rem;margin:.6rem 0}
dt{font-size:.9rem;font-weight:bold;padding-top:.12rem}
dd{margin:0}
.tags{font-style:italic;margin:.3rem 0}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.95rem}
caption{text-align:start;font-weight:bold;padding-bottom:.3rem}
th,td{text-align:start;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line)}
thead th{border-bottom:2px solid var(--text)}
tbody th{font-weight:normal;font-family:inherit}
.decision{border-inline-start:4px solid var(--mark);padding-inline-start:1rem;margin:1rem 0}
.label{font-weight:bold;color:var(--mark);margin:0}
.signature{display:grid;grid-template-columns:3fr 2fr;gap:0 2rem;margin:2.5rem 0;break-inside:avoid}
.signature .room{border-bottom:1px solid var(--text);min-height:2.25rem}
.signature p{margin:.2rem 0;font-size:.95rem}
.signature .signed{grid-column:1/-1}
.running{border-top:1px solid var(--line);margin-top:3rem;padding-top:.5rem;color:var(--soft);font-size:.85rem}
@media(max-width:34rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}body{padding:1rem}}
@page{size:A4;margin:22mm 20mm 22mm 25mm}
@media print{
html{font-size:10.5pt}
body{padding:0;max-width:none}
.running{display:none}
a{color:inherit;text-decoration:none}
h1,h2,h3,h4,h5,h6,.label,caption{break-after:avoid;break-inside:avoid}
h2+p,h2+dl,h3+p,h3+dl,h2+.tags{break-before:avoid}
p,li{orphans:3;widows:3}
tr,dd,img{break-inside:avoid}
.facts,.tags{break-after:avoid}
dl.facts,dl.head{break-inside:avoid}
thead{display:table-header-group}
.own-page{break-before:page}
.stamp{break-inside:avoid}
.decision p:not(:last-child){break-after:avoid}
th,td{padding-block:.15rem}
}
";

/// What stands across every page, and on the screen behind the text. It is told in words above.
const STAMPED: &str = "\
body::before{position:fixed;inset:0;z-index:-1;display:flex;align-items:center;justify-content:center;font:bold 9rem Arial,'Liberation Sans',sans-serif;letter-spacing:.08em;color:#efe3e3;transform:rotate(-32deg);pointer-events:none}
";

/// The document as a page.
pub fn page(document: &Document) -> String {
    let lang = document.lang;
    let tag = Text::new("sv", "en").get(lang);
    let mut styles = format!("{STYLES}{}", edges(document));
    if let Some(stamp) = &document.stamp {
        styles.push_str(STAMPED);
        let word = quoted(stamp.word);
        let _ = writeln!(
            styles,
            "body::before{{content:{word};content:{word} / \"\"}}"
        );
    }
    if let Some(own) = &document.styles {
        styles.push_str(&own_styles(own));
    }
    let head: Markup = html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            // Belt and braces: whatever slipped through still couldn't run or fetch.
            meta http-equiv="Content-Security-Policy"
                content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
            title { (document.title) }
            style { (PreEscaped(styles)) }
        }
    };
    let mut writer = Writer {
        document,
        out: String::new(),
    };
    let letterhead = |part: &&Part| matches!(part, Part::Letterhead(_));
    for part in document.parts.iter().take_while(letterhead) {
        writer.part(part, None);
    }
    let header = std::mem::take(&mut writer.out);
    if let Some(stamp) = &document.stamp {
        let stamp: Markup = html! { p.stamp { strong { (stamp.word) } ": " (stamp.says) } };
        writer.line(&stamp);
    }
    let parts: Vec<&Part> = document.parts.iter().skip_while(letterhead).collect();
    for (at, part) in parts.iter().enumerate() {
        writer.part(part, parts.get(at + 1).copied());
    }
    let mut page = format!("{}\n<html lang=\"{tag}\">\n{}\n<body>\n", DOCTYPE.0, head.0);
    if !header.is_empty() {
        let _ = write!(page, "<header>\n{header}</header>\n");
    }
    let _ = write!(page, "<main>\n{}</main>\n", writer.out);
    let footer: Markup = html! { footer { p.running { (document.running) } } };
    let _ = write!(page, "{}\n</body>\n</html>\n", footer.0);
    page
}

/// `sida 1 (7)` and what the document is at the edges of each page.
fn edges(document: &Document) -> String {
    let page = Text::new("sida", "page").get(document.lang);
    let running = quoted(&document.running);
    let font = "font:8.5pt Arial,'Liberation Sans',sans-serif;color:#4d4d4d";
    let mut edges = format!(
        "@page{{@bottom-left{{content:{running};{font}}}@bottom-right{{content:\"{page} \" counter(page) \" (\" counter(pages) \")\";{font}}}}}\n"
    );
    if let Some(stamp) = &document.stamp {
        let word = quoted(stamp.word);
        let _ = writeln!(edges, "@page{{@top-right{{content:{word};{font}}}}}");
    }
    edges
}

/// `text` as a string of a style sheet: only letters, digits and spaces stand as they are.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | ',' | ':' | '·') => {
                out.push(c)
            }
            c => {
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

/// A style sheet of the archive's own: it can't leave its element, and the page's policy lets it
/// fetch nothing.
fn own_styles(styles: &str) -> String {
    let safe = styles.replace('<', "\\3c ");
    format!("{safe}\n")
}

struct Writer<'a> {
    document: &'a Document,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, markup: &Markup) {
        self.out.push_str(&markup.0);
        self.out.push('\n');
    }

    fn part(&mut self, part: &Part, next: Option<&Part>) {
        match part {
            Part::Letterhead(passages) => {
                self.out.push_str("<div class=\"letterhead\">\n");
                self.passages(passages);
                self.out.push_str("</div>\n");
            }
            Part::Title { kind, text } => {
                let markup: Markup = html! {
                    @if let Some(kind) = kind { p.kind { (kind) } }
                    h1 { (text) }
                };
                self.line(&markup);
            }
            Part::Facts(facts) => self.facts(facts),
            Part::Heading {
                level,
                text,
                anchor,
            } => {
                let own_page =
                    matches!(next, Some(Part::Signatures(signatures)) if signatures.own_page);
                let class = if own_page { " class=\"own-page\"" } else { "" };
                let id: Markup = html! { span id=[id(anchor)] {} };
                let id =
                    id.0.strip_prefix("<span")
                        .and_then(|id| id.split('>').next());
                let (id, text) = (id.unwrap_or(""), self.inline(text));
                let _ = writeln!(self.out, "<h{level}{id}{class}>{text}</h{level}>");
            }
            Part::Table(table) => self.table(table),
            Part::Prose(passages) => self.passages(passages),
            Part::Decision { label, passages } => {
                self.out.push_str("<div class=\"decision\">\n");
                if let Some(label) = label {
                    let label: Markup = html! { p.label { (label) } };
                    self.line(&label);
                }
                self.passages(passages);
                self.out.push_str("</div>\n");
            }
            Part::Signatures(signatures) => self.signatures(signatures),
        }
    }

    /// Labelled facts as a list of terms, the others as words between dots.
    fn facts(&mut self, facts: &[Fact]) {
        let bare: Vec<&Fact> = facts.iter().filter(|fact| fact.label.is_empty()).collect();
        if !bare.is_empty() {
            let values: Vec<String> = bare.iter().map(|fact| self.inline(&fact.value)).collect();
            let _ = writeln!(self.out, "<p class=\"tags\">{}</p>", values.join(" · "));
        }
        if bare.len() == facts.len() {
            return;
        }
        self.out.push_str("<dl class=\"facts\">\n");
        for fact in facts.iter().filter(|fact| !fact.label.is_empty()) {
            let label: Markup = html! { (fact.label) };
            let value = self.inline(&fact.value);
            let _ = writeln!(self.out, "<dt>{}</dt><dd>{value}</dd>", label.0);
        }
        self.out.push_str("</dl>\n");
    }

    fn table(&mut self, table: &Table) {
        let markup: Markup = html! {
            table {
                caption { (table.caption) }
                thead { tr { @for column in &table.columns { th scope="col" { (column) } } } }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (at, cell) in row.iter().enumerate() {
                                @if at == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                            }
                        }
                    }
                }
            }
        };
        self.line(&markup);
    }

    fn signatures(&mut self, signatures: &Signatures) {
        let lang = self.document.lang;
        let date = Text::new("Datum", "Date").get(lang);
        let clear = Text::new(
            "Underskrift och namnförtydligande",
            "Signature and name in print",
        );
        let signature = Text::new("Underskrift", "Signature").get(lang);
        let markup: Markup = html! {
            @if !signatures.says.is_empty() { p { (signatures.says) } }
            @for line in &signatures.lines {
                div.signature {
                    @if let Some(signed) = &line.signed {
                        p.signed { strong { (line.name) } @if !line.role.is_empty() { ", " (lowered(&line.role)) } br; (signed) }
                    } @else {
                        div.room {} div.room {}
                        p {
                            @if line.name.is_empty() { (clear.get(lang)) } @else { (signature) ", " strong { (line.name) } }
                            @if !line.role.is_empty() { ", " (lowered(&line.role)) }
                        }
                        p { (date) }
                    }
                }
            }
        };
        self.line(&markup);
    }

    fn passages(&mut self, passages: &[Passage]) {
        let mut lists: Vec<bool> = Vec::new();
        let mut quoted = false;
        let mut at = 0;
        while at < passages.len() {
            let passage = &passages[at];
            if passage.quoted != quoted {
                self.close_lists(&mut lists, 0);
                let tag = if quoted {
                    "</blockquote>"
                } else {
                    "<blockquote>"
                };
                self.out.push_str(tag);
                quoted = passage.quoted;
            }
            let depth = usize::from(passage.depth);
            self.close_lists(&mut lists, depth);
            match passage.kind {
                PassageKind::ListItem { number } => self.item(&mut lists, depth, number),
                _ => {
                    while lists.len() < depth {
                        self.item_in_new_list(&mut lists, None);
                    }
                }
            }
            at += self.passage(&passages[at..]);
        }
        self.close_lists(&mut lists, 0);
        if quoted {
            self.out.push_str("</blockquote>\n");
        }
    }

    fn close_lists(&mut self, lists: &mut Vec<bool>, depth: usize) {
        while lists.len() > depth {
            let ordered = lists.pop().expect("longer than something");
            self.out.push_str(if ordered {
                "</li></ol>\n"
            } else {
                "</li></ul>\n"
            });
        }
    }

    fn item(&mut self, lists: &mut Vec<bool>, depth: usize, number: Option<u64>) {
        if lists.len() == depth && lists.last() != Some(&number.is_some()) {
            self.close_lists(lists, depth.saturating_sub(1));
        }
        if lists.len() < depth {
            while lists.len() + 1 < depth {
                self.item_in_new_list(lists, None);
            }
            self.item_in_new_list(lists, number);
        } else {
            self.out.push_str("</li>\n<li>");
        }
    }

    fn item_in_new_list(&mut self, lists: &mut Vec<bool>, number: Option<u64>) {
        match number {
            // What no list of a browser can count to is no number to begin with.
            Some(first) if first != 1 && first <= 999_999_999 => {
                let _ = write!(self.out, "<ol start=\"{first}\"><li>");
            }
            Some(_) => self.out.push_str("<ol><li>"),
            None => self.out.push_str("<ul><li>"),
        }
        lists.push(number.is_some());
    }

    /// The first of `passages`, or all rows of a table; how many were written.
    fn passage(&mut self, passages: &[Passage]) -> usize {
        let passage = &passages[0];
        let text = self.inline(passage.runs());
        match passage.kind {
            PassageKind::ListItem { .. } => {
                self.out.push_str(&text);
                1
            }
            PassageKind::Paragraph if text.trim().is_empty() => 1,
            // Headings of running text have parts of their own; what is left stands in lists.
            PassageKind::Heading { .. } => {
                let _ = writeln!(self.out, "<p><strong>{text}</strong></p>");
                1
            }
            PassageKind::Paragraph => {
                let _ = writeln!(self.out, "<p>{text}</p>");
                1
            }
            PassageKind::Code => {
                let _ = writeln!(self.out, "<pre>{text}</pre>");
                1
            }
            PassageKind::Rule => {
                self.out.push_str("<hr>\n");
                1
            }
            PassageKind::Row { .. } => self.rows(passages),
        }
    }

    fn rows(&mut self, passages: &[Passage]) -> usize {
        let is_row = |at: usize, passage: &Passage| match passage.kind {
            PassageKind::Row { head } => at == 0 || !head,
            _ => false,
        };
        let count = passages
            .iter()
            .enumerate()
            .take_while(|(at, passage)| is_row(*at, passage))
            .count();
        self.out.push_str("<table>\n");
        let mut in_body = false;
        for passage in &passages[..count] {
            let head = passage.kind == PassageKind::Row { head: true };
            if !head && !in_body {
                self.out.push_str("<tbody>");
                in_body = true;
            }
            self.out.push_str(if head { "<thead><tr>" } else { "<tr>" });
            for cell in &passage.cells {
                let text = self.inline(cell);
                // An empty head names nothing.
                let _ = match head && !text.trim().is_empty() {
                    true => write!(self.out, "<th scope=\"col\">{text}</th>"),
                    false => write!(self.out, "<td>{text}</td>"),
                };
            }
            self.out
                .push_str(if head { "</tr></thead>\n" } else { "</tr>\n" });
        }
        self.out.push_str(if in_body {
            "</tbody></table>\n"
        } else {
            "</table>\n"
        });
        count
    }

    fn inline(&self, runs: &[Run]) -> String {
        let mut out = String::new();
        let mut at = 0;
        while at < runs.len() {
            // Marks within a link belong to one link.
            let target = runs[at].link.as_deref();
            let count = runs[at..]
                .iter()
                .take_while(|run| run.link.as_deref() == target)
                .count();
            let content: String = runs[at..at + count]
                .iter()
                .map(|run| self.run(run))
                .collect();
            match target.and_then(link).filter(|_| !content.trim().is_empty()) {
                Some(target) => {
                    let open: Markup = html! { a href=(target) {} };
                    let open = open.0.strip_suffix("</a>").unwrap_or("<a>");
                    let _ = write!(out, "{open}{content}</a>");
                }
                None => out.push_str(&content),
            }
            at += count;
        }
        out
    }

    fn run(&self, run: &Run) -> String {
        if let Some(path) = &run.picture {
            return self.picture(path, &run.text);
        }
        if run.marks.line_break {
            return "<br>\n".to_owned();
        }
        let text: Markup = html! { (run.text) };
        let mut text = text.0;
        let marks = [
            (run.marks.code, "code"),
            (run.marks.struck, "s"),
            (run.marks.emphasis, "em"),
            (run.marks.strong, "strong"),
        ];
        for (_, tag) in marks.iter().filter(|(there, _)| *there) {
            text = format!("<{tag}>{text}</{tag}>");
        }
        text
    }

    fn picture(&self, path: &str, words: &str) -> String {
        match self.document.pictures.get(path) {
            Some(Picture { media, bytes }) => {
                let data = format!("data:{media};base64,{}", base64(bytes));
                let image: Markup = html! { img src=(data) alt=(words); };
                image.0
            }
            None => {
                let told: Markup = html! { (super::picture_in_words(words, self.document.lang)) };
                told.0
            }
        }
    }
}

/// A name as an `id`: without white space, and none where it is empty.
fn id(anchor: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '~' | '_');
    let id: String = anchor.chars().filter(|&c| is_plain(c)).collect();
    (!id.is_empty()).then_some(id)
}

/// A role after a name.
fn lowered(role: &str) -> String {
    role.to_lowercase()
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= three.len() {
                char::from(sign)
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_standard() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
    }

    #[test]
    fn strings_of_style_sheets_end_where_they_should() {
        assert_eq!(
            quoted("LSG/2023 \"x\"\\\n</style>"),
            "\"LSG\\2f 2023 \\22 x\\22 \\5c \\a \\3c \\2f style\\3e \""
        );
    }
}
