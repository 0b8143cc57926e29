//! The same facts come out of a protocol whether it was printed as PDF or written in Word: with
//! attendance in two columns, running heads, tables, numbered lists as headings.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use samverkan::archive::{Archive, Options, load};
use samverkan::import::{self, file, text};

use crate::import_kinds::{draft_of, facts_of, has_poppler, texts};
use crate::printed::{self, Columns, Headings, Print};

/// The bundled protocols of real collaborations, names invented.
const ARCHIVES: [&str; 3] = [
    "protocols",
    "examples/skane-nordvast",
    "examples/kalmar-lan",
];

fn archive(folder: &str) -> Archive {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    load(&root, &Options::default()).unwrap()
}

/// A way to set a protocol, with its name.
type Kind = (&'static str, fn(&Print) -> Vec<u8>);

/// The ways a protocol is set.
fn kinds() -> Vec<Kind> {
    let mut out: Vec<Kind> = vec![
        ("docx, rubriker", |print| {
            printed::docx(print, Headings::Style)
        }),
        ("docx, fet lista", |print| {
            printed::docx(print, Headings::Bold)
        }),
        ("docx, lista", |print| printed::docx(print, Headings::Plain)),
    ];
    if has_poppler() {
        out.push(("pdf", |print| printed::pdf(print, Columns::Beside)));
        out.push(("pdf, bredvid", |print| {
            printed::pdf(print, Columns::SideBySide)
        }));
    }
    out
}

/// What differs, a line each.
fn differences(wanted: &BTreeSet<String>, found: &BTreeSet<String>, out: &mut String) -> usize {
    for one in wanted.difference(found) {
        let _ = writeln!(out, "  saknas {one}");
    }
    for one in found.difference(wanted) {
        let _ = writeln!(out, "  för mycket {one}");
    }
    wanted.symmetric_difference(found).count()
}

#[test]
fn printed_protocols_say_what_the_archive_says() {
    let mut out = String::new();
    let mut wrong = 0;
    for folder in ARCHIVES {
        let archive = archive(folder);
        for protocol in &archive.protocols {
            let body = protocol.protocol.body.value.as_str();
            let name = archive
                .collaboration
                .bodies
                .iter()
                .find(|one| one.code.value == body);
            let name = name.map_or(body, |one| one.name.value.as_str());
            let print = printed::of_markdown(&protocol.source.text, &protocol.protocol, name);
            let wanted = facts_of(&protocol.protocol);
            for (kind, make) in kinds() {
                let bytes = make(&print);
                keep(&format!("{body} {kind}"), &bytes);
                let source = file::read(&bytes, &samverkan::cli::pdf::poppler::boxes).unwrap();
                let draft = import::import(&source, &archive.names, &import::Options::default());
                let _ = writeln!(out, "{body}, {kind}:");
                wrong += differences(&wanted, &facts_of(&draft.protocol), &mut out);
            }
        }
    }
    assert_eq!(wrong, 0, "{out}");
}

/// Texts whose lines were broken, run together or set beside each other by hand, and the kind where
/// that is lost: in print nobody can tell them from lines that end.
const BROKEN_BY_HAND: [(&str, &str); 10] = [
    ("03-regionfullmaktige-matris", "pdf"),
    ("12-windows-1252", "docx"),
    ("41-fullmaktige-rost", "pdf"),
    ("48-utskott-ihopskrivet", "docx"),
    ("50-nummer-dnr-rubrik", "docx"),
    ("53-nr-pa-egen-rad", "pdf"),
    ("55-anteckning-i-marginalen", "docx"),
    ("55-anteckning-i-marginalen", "pdf"),
    ("56-siffran-ensam", "docx"),
    ("56-siffran-ensam", "pdf"),
];

#[test]
fn printed_texts_say_what_the_texts_say() {
    let mut out = String::new();
    let mut same = 0;
    let mut all = 0;
    // Markup is text in the others.
    let plain = |text: &str| !text.contains("**") && !text.contains("__");
    for (name, text) in texts().into_iter().filter(|(_, text)| plain(text)) {
        let read = draft_of(&text::read(text.as_bytes()).unwrap());
        let wanted = facts_of(&read.protocol);
        let place = |at: usize| read.written.line(read.protocol.items[at].span.start);
        let print = printed::of_text(&text, &read.protocol, &place);
        for (kind, make) in kinds() {
            let broken = |(text, how): &(&str, &str)| *text == name && kind.starts_with(how);
            if BROKEN_BY_HAND.iter().any(broken) {
                continue;
            }
            let bytes = make(&print);
            keep(&format!("{name} {kind}"), &bytes);
            let source = file::read(&bytes, &samverkan::cli::pdf::poppler::boxes).unwrap();
            let _ = writeln!(out, "{name}, {kind}:");
            let differ = differences(&wanted, &facts_of(&draft_of(&source).protocol), &mut out);
            same += usize::from(differ == 0);
            all += 1;
        }
    }
    println!("{out}\n{same} av {all}");
    assert_eq!(same, all, "{out}");
}

/// What the library and Poppler read in a PDF: their words.
fn words(boxes: &str) -> Vec<String> {
    let words = boxes.split("<word ").skip(1);
    words
        .filter_map(|word| {
            Some(
                word.split_once('>')?
                    .1
                    .split_once("</word>")?
                    .0
                    .replace("&quot;", "\""),
            )
        })
        .collect()
}

/// A PDF by the library that is built in, run as it runs without Poppler.
#[cfg(feature = "pdf-import")]
fn by_library(pdf: &[u8]) -> Result<String, file::FileError> {
    let program = Path::new(env!("CARGO_BIN_EXE_samverkan"));
    samverkan::cli::pdf::library::boxes_by(program, pdf)
}

#[test]
#[cfg(feature = "pdf-import")]
fn the_library_reads_what_poppler_reads() {
    let mut out = String::new();
    let (mut same, mut all) = (0, 0);
    let (mut alike, mut files) = (0, 0);
    for (name, text) in texts() {
        let read = draft_of(&text::read(text.as_bytes()).unwrap());
        let place = |at: usize| read.written.line(read.protocol.items[at].span.start);
        let print = printed::of_text(&text, &read.protocol, &place);
        let pdf = printed::pdf(&print, Columns::Beside);
        let library = by_library(&pdf).unwrap();
        let source = file::read(&pdf, &|_| Ok(library.clone())).unwrap();
        let found = facts_of(&draft_of(&source).protocol);
        // Without Poppler the text itself is the measure, and all but a few of its facts.
        let wanted = match has_poppler() {
            true => {
                let boxes = samverkan::cli::pdf::poppler::boxes(&pdf).unwrap();
                let (one, other) = (words(&boxes), words(&library));
                let theirs: BTreeSet<&String> = one.iter().collect();
                let ours: BTreeSet<&String> = other.iter().collect();
                assert_eq!(theirs, ours, "{name}");
                facts_of(&draft_of(&file::read(&pdf, &|_| Ok(boxes.clone())).unwrap()).protocol)
            }
            false => facts_of(&read.protocol),
        };
        let _ = writeln!(out, "{name}:");
        let differ = differences(&wanted, &found, &mut out);
        alike += usize::from(differ == 0);
        files += 1;
        same += wanted.intersection(&found).count();
        all += wanted.union(&found).count();
    }
    println!("{out}\n{same} av {all} uppgifter, {alike} av {files} filer lika");
    assert!(same * 100 >= all * 97, "{same} av {all}\n{out}");
}

/// Keeps a file to look at, where `PRINTED` names a folder.
fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("PRINTED") {
        let ending = if bytes.starts_with(b"%PDF") {
            "pdf"
        } else {
            "docx"
        };
        fs::write(Path::new(&folder).join(format!("{name}.{ending}")), bytes).unwrap();
    }
}
