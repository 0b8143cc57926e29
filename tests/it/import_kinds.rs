//! Imports of DOCX, ODT, HTML and PDF: the same facts as of the text, and hostile files.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use samverkan::import::file::{self, FileError};
use samverkan::import::{self, Draft, Options, text};
use samverkan::parse::names::Names;

use crate::paper;

/// Whether Poppler is installed; says so loudly where it isn't.
fn has_poppler() -> bool {
    let found = Command::new("pdftotext").arg("-v").stderr(Stdio::null()).status().is_ok();
    if !found {
        println!("POPPLER SAKNAS: PDF prövas inte på den här maskinen");
    }
    found
}

fn draft_of(source: &import::source::Source) -> Draft {
    import::import(source, &Names::default(), &Options::default())
}

/// What a draft says, a fact a line.
fn facts(draft: &Draft) -> BTreeSet<String> {
    let protocol = &draft.protocol;
    let mut out = BTreeSet::new();
    let said = |cell: &Option<samverkan::text::At<String>>| {
        cell.as_ref().map(|cell| cell.value.clone()).unwrap_or_default()
    };
    out.insert(format!("organ: {}", protocol.body.value));
    out.insert(format!("datum: {:?}", protocol.date.as_ref().map(|date| date.value)));
    out.insert(format!("plats: {}", said(&protocol.place)));
    out.insert(format!("ordförande: {}", said(&protocol.chair)));
    out.insert(format!("sekreterare: {}", said(&protocol.secretary)));
    for one in &protocol.adjusters {
        out.insert(format!("justerare: {}", one.value));
    }
    for one in &protocol.attendance {
        let name = one.name.as_ref().or(one.role.as_ref());
        out.insert(format!("{:?} {}", one.presence, name.map_or("?", |name| &name.value)));
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
fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut out: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
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
        let source = file::read(&make(&text), &samverkan::cli::poppler::boxes).unwrap();
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
