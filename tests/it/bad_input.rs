//! Bad input on purpose: a clear finding or one clear line, every other protocol is still read,
//! nothing panics.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use samverkan::archive::{Memory, Options, load_from};
use samverkan::parse::names::Names;
use samverkan::parse::protocol;
use serde_json::Value;

const CONFIG: &str = "namn: Prov\nspråk: sv\nhuvudmän:\n  - {namn: Region Prov, slag: region}\n  - {namn: Alby kommun, slag: kommun}\n";

const GOOD: &str = "---\norgan: LSG\ndatum: 2023-02-17\nsekreterare: Eva By\nnärvarande:\n  - Anna Ek, Alby kommun\n  - Eva By\n---\n\n# Protokoll\n\n## § 1 Medel\n\nMötet beslutade att godkänna planen.\n";

/// An archive of one good protocol and one more file.
fn archive(path: &str, bytes: &[u8]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |path: &str, bytes: &[u8]| {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    write("samverkan.yaml", CONFIG.as_bytes());
    write(
        "organ/lsg.yaml",
        "kod: LSG\nnamn: Länssamverkansgruppen\n".as_bytes(),
    );
    write("lsg/2023-02-17.md", GOOD.as_bytes());
    write(path, bytes);
    dir
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samverkan"))
        .args(arguments)
        .current_dir(dir)
        .env_clear()
        .output()
        .unwrap()
}

/// The codes that `check` finds in `path`, after the good protocol was seen to be read.
fn codes(path: &str, bytes: &[u8]) -> Vec<String> {
    let dir = archive(path, bytes);
    let decisions = run(dir.path(), &["decisions", "--format", "ids"]);
    let ids = String::from_utf8(decisions.stdout).unwrap();
    assert_eq!(decisions.status.code(), Some(0), "{path}");
    assert!(ids.contains("LSG/2023-02-17/1:1"), "{path}: {ids}");
    let check = run(
        dir.path(),
        &["check", "--format", "json", "--as-of", "2023-03-01"],
    );
    assert!(check.status.code().is_some_and(|code| code < 2), "{path}");
    let found: Value = serde_json::from_slice(&check.stdout).unwrap();
    let mut codes: Vec<String> = found
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["path"] == path)
        .map(|one| one["rule"].as_str().unwrap().to_owned())
        .filter(|code| code.starts_with('F'))
        .collect();
    codes.dedup();
    codes
}

fn with_head(head: &str) -> Vec<u8> {
    format!("---\norgan: LSG\ndatum: 2023-03-17\n{head}närvarande:\n  - Anna Ek, Alby kommun\n---\n\n# Protokoll\n\n## § 1 Medel\n\nText.\n").into_bytes()
}

#[test]
fn files_that_are_no_protocols() {
    let path = "lsg/2023-03-17.md";
    assert_eq!(codes(path, b""), ["F001"]);
    assert_eq!(
        codes(path, b"# Bara text\n\nUtan front matter.\n"),
        ["F001"]
    );
    assert_eq!(codes(path, &with_head("")), [""; 0]);
    assert_eq!(codes(path, &with_head("diarienummer: HSN: 1\n")), ["F002"]);
    assert_eq!(codes(path, &with_head("plats: A\nplats: B\n")), ["F002"]);
    assert_eq!(codes(path, &with_head("platts: A\n")), ["F003"]);
    assert_eq!(codes(path, &with_head("status: klart\n")), ["F004"]);
    assert_eq!(
        codes(path, &with_head("nästa-möte: 2023-02-30\n")),
        ["F004"]
    );
    assert_eq!(codes(path, &with_head("plats: [a, b]\n")), ["F004"]);
    assert_eq!(codes("lsg/2023-03-18.md", &with_head("")), ["F006"]);
}

#[test]
fn encodings_and_line_ends() {
    let path = "lsg/2023-03-17.md";
    let text = String::from_utf8(with_head("plats: Umeå\n")).unwrap();
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(c as u32).unwrap())
        .collect();
    assert_eq!(codes(path, &latin), ["F011"]);
    assert_eq!(codes(path, format!("\u{feff}{text}").as_bytes()), [""; 0]);
    assert_eq!(codes(path, text.replace('\n', "\r\n").as_bytes()), [""; 0]);
    assert_eq!(
        codes(path, text.replace('ä', "a\u{308}").as_bytes()),
        [""; 0]
    );
    assert_eq!(
        codes(path, text.replace("Text.", "Te\u{7}xt.").as_bytes()),
        ["F011"]
    );
    assert_eq!(
        codes(
            path,
            text.replace("Text.", "<<<<<<< HEAD\nText.").as_bytes()
        ),
        ["F011"]
    );
}

#[test]
fn bombs_end_soon() {
    let path = "lsg/2023-03-17.md";
    let deep = format!("a: {}\n", "[".repeat(50_000));
    assert!(codes(path, &with_head(&deep)).contains(&"F002".to_owned()));
    let aliases = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]\n";
    assert!(codes(path, &with_head(aliases)).contains(&"F002".to_owned()));
    let lists = "- ".repeat(20_000);
    assert!(!codes(path, format!("---\n{lists}\n---\n").as_bytes()).is_empty());
    let quotes = format!(
        "---\norgan: LSG\ndatum: 2023-03-17\nnärvarande: [A]\n---\n{}",
        "> ".repeat(50_000)
    );
    codes(path, quotes.as_bytes());
    let long = format!(
        "{}\n{}",
        String::from_utf8(with_head("")).unwrap(),
        "ord ".repeat(400_000)
    );
    codes(path, long.as_bytes());
}

#[test]
fn a_huge_file_is_not_read() {
    let dir = archive("lsg/2023-03-17.md", b"");
    let file = fs::File::create(dir.path().join("lsg/2023-03-17.md")).unwrap();
    file.set_len(100 << 20).unwrap();
    let check = run(
        dir.path(),
        &["check", "--format", "concise", "--as-of", "2023-03-01"],
    );
    let found = String::from_utf8(check.stdout).unwrap();
    assert!(
        found.contains("F011") && found.contains("100 MiB"),
        "{found}"
    );
    let decisions = run(dir.path(), &["decisions", "--count"]);
    assert_eq!(String::from_utf8(decisions.stdout).unwrap(), "1\n");
    assert!(
        String::from_utf8(decisions.stderr)
            .unwrap()
            .contains("1 fil kunde inte läsas")
    );
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let dir = archive("lsg/anteckning.txt", b"");
    std::os::unix::fs::symlink(dir.path(), dir.path().join("lsg/runt")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", dir.path().join("lsg/2023-05-05.md")).unwrap();
    let check = run(
        dir.path(),
        &["check", "--format", "concise", "--as-of", "2023-03-01"],
    );
    let found = String::from_utf8(check.stdout).unwrap();
    assert!(
        found.contains("2023-05-05.md") && found.contains("symbolisk"),
        "{found}"
    );
    let decisions = run(dir.path(), &["decisions", "--count"]);
    assert_eq!(String::from_utf8(decisions.stdout).unwrap(), "1\n");
}

#[test]
fn terminal_escapes_never_reach_the_terminal() {
    let dir = archive(
        "lsg/2023-03-17.md",
        &with_head("plats: \"a\\e[31mröd\\u202eb\"\n"),
    );
    let arguments: [&[&str]; 4] = [
        &["meetings"],
        &["show", "LSG/2023-03-17"],
        &["check", "--as-of", "2023-03-01"],
        &["meetings", "--format", "html", "--columns", "id,place"],
    ];
    for arguments in arguments {
        let output = run(dir.path(), arguments);
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(
            !shown.contains(['\u{1b}', '\u{202e}']),
            "{arguments:?}: {shown}"
        );
    }
}

#[test]
fn unknown_names_name_the_nearest() {
    let dir = archive("lsg/anteckning.txt", b"");
    for (arguments, said) in [
        (&["decisions", "--body", "LSK"][..], "LSG"),
        (&["decisions", "--party", "Alba kommun"][..], "Alby kommun"),
        (&["decisions", "--columns", "txt"][..], "text"),
        (&["decisions", "--class", "decisio"][..], "decision"),
        (&["decisions", "bdy:LSG"][..], "organ"),
        (&["check", "--select", "F00X"][..], "F00"),
        (&["explain", "item-emty"][..], "item-empty"),
    ] {
        let output = run(dir.path(), arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(error.contains(said), "{arguments:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn no_archive_is_one_line_that_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(dir.path(), &["decisions"]);
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(error.contains("--archive"), "{error}");
}

/// Pieces that the parsers look for, to be put together at random.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("---\n"),
        Just("organ: LSG\n"),
        Just("datum: 2023-02-17\n"),
        Just("närvarande:\n"),
        Just("  - Anna Ek (tjg: för Bo Al), Alby kommun, t o m § 5\n"),
        Just("{namn: A, "),
        Just("## § 4 Titel (B)\n"),
        Just("## §§ 88-96\n"),
        Just("# 2023\n"),
        Just("**Beslut**\n\n"),
        Just("Länssamverkansgruppen beslutade:\n"),
        Just("- att uppdra åt X att göra Y senast den 31 februari\n"),
        Just("  - att "),
        Just("att-"),
        Just("a t t "),
        Just("Föredragande: Bo Al, och, ;\n"),
        Just("Anmält beslut:\n"),
        Just("| a | b |\n|---|---|\n| Anna Ek | X |\n"),
        Just("> "),
        Just("\u{a0}\u{ad}a\u{308}\u{200b}"),
        Just("§"),
        Just("kl. 25.99"),
        Just("\r\n"),
        Just("\t"),
        Just("\n\n"),
    ]
    .prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![4 => piece, 1 => ".{0,12}"], 0..40)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Parsing never fails, and every span is of the text.
    #[test]
    fn any_text_is_read(text in pieces()) {
        let files = Memory::new([("samverkan.yaml", CONFIG), ("organ/lsg.yaml", "kod: LSG\nnamn: Länssamverkansgruppen\n")]);
        let archive = load_from(&files, &Options::default());
        let names: &Names = &archive.names;
        let (read, findings) = protocol::read(&text, Path::new("lsg/2023-02-17.md"), names);
        for finding in &findings {
            let span = finding.place.span;
            prop_assert!(text.get(span.range()).is_some(), "{:?} of {text:?}", span);
        }
        for item in &read.items {
            prop_assert!(text.get(item.span.range()).is_some());
            prop_assert!(text.get(item.title.span.range()).is_some());
            for decision in &item.decisions {
                prop_assert!(text.get(decision.span.range()).is_some());
            }
        }
        for attendee in &read.attendance {
            prop_assert!(text.get(attendee.span.range()).is_some());
        }
    }
}
