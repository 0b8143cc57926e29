//! `approve` and `verify`: on copies of the bundled archives, on hostile input, on a disk that says
//! no.

use std::fs;
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use samverkan::approval::seal::{differences, of_text};
use samverkan::approval::{Refusal, Request, Waiting, record, signature};
use samverkan::archive::{Archive, Memory, ProtocolFile, load, load_from};
use samverkan::export::protocol_json::ProtocolJson;
use samverkan::model::{Kind, Protocol, Signature, Status};

const ARCHIVES: [&str; 4] = [
    "protocols",
    "examples/exempellan",
    "examples/skane-nordvast",
    "examples/kalmar-lan",
];

fn archive(name: &str) -> Archive {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    load(&root, &Default::default()).unwrap()
}

fn signed(name: &str) -> Signature {
    signature::typed(name, None).unwrap()
}

fn request<'a>(archive: &'a Archive, signatures: Vec<Signature>) -> Request<'a> {
    Request {
        item: None,
        signatures,
        date: None,
        finished: false,
        accepts_strangers: false,
        today: "2026-06-01".parse().unwrap(),
        zone: None,
        names: &archive.names,
        body: None,
    }
}

/// The file with another text, in the archive that it is of.
fn reread(archive: &Archive, file: &ProtocolFile, text: &str) -> ProtocolFile {
    let path = file.path();
    let mut files = Memory::new([(path.as_str(), text)]);
    for source in &archive.sources {
        let name = source.path.to_string_lossy().replace('\\', "/");
        files.files.insert(name, source.text.clone().into_bytes());
    }
    let mut again = load_from(&files, &Default::default());
    again.protocols.remove(0)
}

/// What JSON says of a protocol, but for what approval writes and lines.
fn facts(file: &ProtocolFile) -> serde_json::Value {
    fn without_lines(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                map.remove("line");
                map.values_mut().for_each(without_lines);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(without_lines),
            _ => {}
        }
    }
    let mut value = serde_json::json!(ProtocolJson::new(file, &[]));
    for key in ["status", "approved", "signatures"] {
        value.as_object_mut().unwrap().remove(key);
    }
    without_lines(&mut value);
    value
}

/// Signatures of all who should sign, on the day of the meeting.
fn all_signatures(protocol: &Protocol) -> Vec<Signature> {
    let day = protocol.date.as_ref().unwrap().value;
    let names = protocol.chair.iter().chain(&protocol.adjusters);
    names
        .map(|name| signed(&format!("{}, {day}", name.value)))
        .collect()
}

/// The protocols of the bundled archives as drafts, with what each becomes.
fn approved() -> Vec<(Archive, Vec<(ProtocolFile, ProtocolFile)>)> {
    let mut out = Vec::new();
    for name in ARCHIVES {
        let archive = archive(name);
        let mut pairs = Vec::new();
        for file in &archive.protocols {
            let protocol = &file.protocol;
            if protocol.kind == Kind::Summons || protocol.is(Status::Cancelled) {
                continue;
            }
            let text = file
                .source
                .text
                .replacen("status: justerat", "status: utkast", 1);
            let text = text.replacen("status: färdigställt", "status: utkast", 1);
            let draft = reread(&archive, file, &text);
            let wanted = request(&archive, all_signatures(&draft.protocol));
            match record(&draft, &wanted) {
                Ok(recorded) => {
                    assert!(
                        matches!(recorded.state, Waiting::Closed(_)),
                        "{}",
                        file.path()
                    );
                    let now = reread(&archive, file, &recorded.text);
                    pairs.push((draft, now));
                }
                Err(Refusal::NobodyNamed) => {}
                // Planted: its seal differs.
                Err(Refusal::Changed) => assert_eq!(file.path(), "svo/2021-03-12.md"),
                // Planted: a second line of a key, a head that can't be read.
                Err(Refusal::Unfit) => {
                    assert!(!draft.findings.is_empty(), "{}", file.path());
                }
                Err(other) => panic!("{}: {}", file.path(), other.message().en),
            }
        }
        out.push((archive, pairs));
    }
    out
}

#[test]
fn every_bundled_protocol_says_the_same_and_is_intact_once_approved() {
    let mut count = 0;
    for (_, pairs) in approved() {
        for (before, after) in &pairs {
            assert_eq!(facts(before), facts(after), "{}", before.path());
            assert_eq!(differences(after), [], "{}", before.path());
            assert!(after.protocol.is(Status::Approved) && after.protocol.seal.is_some());
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}

#[test]
fn a_letter_is_a_change_and_white_space_at_line_ends_is_none() {
    let archives = approved();
    let all: Vec<(&Archive, &ProtocolFile)> = archives
        .iter()
        .flat_map(|(archive, pairs)| pairs.iter().map(move |(_, after)| (archive, after)))
        .collect();
    let config = Config {
        cases: 200,
        failure_persistence: None,
        ..Config::default()
    };
    let strategy = (0..all.len(), any::<prop::sample::Index>(), any::<bool>());
    let run = |(at, place, added): (usize, prop::sample::Index, bool)| {
        let (archive, file) = all[at];
        let text = &file.source.text;
        let body = text.find("\n# ").or(text.find("\n## ")).unwrap_or(0);
        let letters: Vec<usize> = text
            .char_indices()
            .filter(|&(at, c)| at > body && c.is_ascii_alphanumeric())
            .map(|(at, _)| at)
            .collect();
        let at = letters[place.index(letters.len())];
        let mut changed = text.clone();
        match added {
            true => changed.insert(at, 'x'),
            false => {
                let other = if &text[at..=at] == "z" { "y" } else { "z" };
                changed.replace_range(at..=at, other);
            }
        }
        let changed = reread(archive, file, &changed);
        prop_assert!(!differences(&changed).is_empty());
        let crlf = text.replace('\n', "\r\n");
        let same = [
            format!("\u{feff}{text}"),
            crlf,
            text.replace('\n', " \t\n"),
            text.replace("\n\n", "\n\n\n\n"),
        ];
        for same in &same {
            prop_assert_eq!(of_text(same), of_text(text));
        }
        Ok(())
    };
    TestRunner::new(config).run(&strategy, run).unwrap();
}

/// An archive with one protocol that waits for Bo Al and Anna Ek.
const PROTOCOL: &str = "---\r\norgan: LSG # koden\r\ndatum: 2023-02-17\r\nstatus: \"för justering\"\r\nordförande: 'Bo Al'\r\nsekreterare: Eva By\r\njusterare: [Anna Ek]\r\nnärvarande:\r\n  - Anna Ek, Almby kommun\r\n  - Bo Al, Almby kommun\r\nmarkning: okänd nyckel\r\n---\r\n\r\n# Protokoll\r\n\r\n## § 1 Stöd\r\n\r\n- Omedelbart justerad\r\n\r\nLänssamverkansgruppen beslutade att bifalla ansökan.\r\n\r\n## § 2 Annat\r\n\r\nText.\r\n";

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["organ", "lsg"] {
        fs::create_dir(dir.path().join(folder)).unwrap();
    }
    let write = |path: &str, text: &str| fs::write(dir.path().join(path), text).unwrap();
    write(
        "samverkan.yaml",
        "namn: S\nspråk: sv\nhuvudmän:\n  - {namn: Almby kommun, slag: kommun}\n",
    );
    write("organ/lsg.yaml", "kod: LSG\nnamn: Länssamverkansgruppen\n");
    write("lsg/2023-02-17.md", PROTOCOL);
    write(
        "lsg/2023-03-17-kallelse.md",
        "---\norgan: LSG\ndatum: 2023-03-17\ntyp: kallelse\n---\n# Kallelse\n",
    );
    dir
}

/// Exit code, stdout and stderr.
fn ran(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samverkan"));
    let output = command
        .args(arguments)
        .current_dir(dir)
        .env_clear()
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn protocol(dir: &Path) -> String {
    fs::read_to_string(dir.join("lsg/2023-02-17.md")).unwrap()
}

const BO: &str = "Bo Al, ordförande, 2023-02-28 20:19";
const ANNA: &str = "Anna Maria Ek, 2023-03-01T00:30:00+00:00, e-underskrift";

#[test]
fn signatures_come_one_at_a_time_and_the_last_one_closes() {
    let dir = folder();
    let (code, out, err) = ran(
        dir.path(),
        &["approve", "LSG/2023-02-17", "--signature", BO],
    );
    assert_eq!((code, out.as_str()), (0, "lsg/2023-02-17.md\n"));
    assert_eq!(
        err,
        "LSG/2023-02-17: 1 underskrift antecknad; väntar på justeraren Anna Ek\n"
    );
    let (code, _, err) = ran(
        dir.path(),
        &["justera", "LSG", "2023-02-17", "--signature", ANNA],
    );
    assert_eq!(
        err,
        "LSG/2023-02-17: 1 underskrift antecknad; justerat 2023-03-01, texten och 1 beslut förseglade\n"
    );
    assert_eq!(code, 0);
    let text = protocol(dir.path());
    let added = "underskrifter:\r\n  - {namn: Bo Al, roll: ordförande, tid: 2023-02-28T20:19:00+01:00}\r\n  - {namn: Anna Maria Ek, roll: justerare, tid: 2023-03-01T00:30:00+00:00, metod: e-underskrift}\r\n";
    assert!(text.contains(added), "{text}");
    let kept: String = text
        .split_inclusive("\r\n")
        .filter(|line| PROTOCOL.split_inclusive("\r\n").any(|old| old == *line))
        .collect();
    assert_eq!(kept, PROTOCOL.replace("status: \"för justering\"\r\n", ""));
    let (code, out, _) = ran(dir.path(), &["verify"]);
    assert_eq!(
        (code, out.as_str()),
        (0, "1 protokoll med sigill: alla som när de förseglades\n")
    );
    let (code, out, err) = ran(
        dir.path(),
        &["approve", "LSG/2023-02-17", "--signature", BO],
    );
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(
        err,
        "LSG/2023-02-17: är redan justerat 2023-03-01; ingenting ändras\n"
    );
    fs::write(
        dir.path().join("lsg/2023-02-17.md"),
        text.replace("bifalla", "avslå"),
    )
    .unwrap();
    let (code, out, _) = ran(dir.path(), &["verify", "lsg"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("LSG/2023-02-17/1:1 säger något annat"),
        "{out}"
    );
    assert!(
        out.ends_with("1 protokoll med sigill: 1 skiljer sig\n"),
        "{out}"
    );
    assert_eq!(ran(dir.path(), &["check", "--select", "J007"]).0, 1);
    assert_eq!(ran(dir.path(), &["verify", "--format", "json"]).0, 1);
}

#[test]
fn nobody_signs_another_text_than_the_first() {
    let dir = folder();
    ran(
        dir.path(),
        &["approve", "LSG/2023-02-17", "--signature", BO],
    );
    let text = protocol(dir.path()).replace("bifalla", "avslå");
    fs::write(dir.path().join("lsg/2023-02-17.md"), &text).unwrap();
    let (code, _, err) = ran(
        dir.path(),
        &["approve", "LSG/2023-02-17", "--signature", ANNA],
    );
    assert_eq!(code, 2);
    assert!(err.contains("texten är inte den som förseglades"), "{err}");
    assert_eq!(protocol(dir.path()), text);
}

#[test]
fn an_item_is_sealed_by_itself_and_the_rest_may_change() {
    let dir = folder();
    let arguments = [
        "approve",
        "LSG/2023-02-17/1",
        "--signature",
        "Bo Al, 2023-02-17",
        "--signature",
        "Anna Ek, 2023-02-17",
    ];
    let (code, _, err) = ran(dir.path(), &arguments);
    assert_eq!((code, err.lines().count()), (0, 1), "{err}");
    let text = protocol(dir.path());
    assert!(
        text.contains("{namn: Bo Al, roll: ordförande, gäller: § 1, tid: 2023-02-17}"),
        "{text}"
    );
    assert!(
        text.contains("status: \"för justering\"") && !text.contains("\r\nsigill:"),
        "{text}"
    );
    fs::write(
        dir.path().join("lsg/2023-02-17.md"),
        text.replace("Text.", "Mer text."),
    )
    .unwrap();
    assert_eq!(ran(dir.path(), &["verify"]).0, 0);
    assert!(
        ran(dir.path(), &arguments)
            .2
            .contains("har redan ett sigill")
    );
    let (code, _, err) = ran(
        dir.path(),
        &[
            "approve",
            "LSG/2023-02-17",
            "--signature",
            BO,
            "--signature",
            ANNA,
        ],
    );
    assert_eq!(code, 0, "{err}");
    assert_eq!(ran(dir.path(), &["verify"]).0, 0);
    fs::write(
        dir.path().join("lsg/2023-02-17.md"),
        text.replace("bifalla", "avslå"),
    )
    .unwrap();
    let (code, out, _) = ran(dir.path(), &["verify"]);
    assert_eq!(code, 1);
    assert!(
        out.contains("LSG/2023-02-17/1 är inte som när det förseglades"),
        "{out}"
    );
}

#[test]
fn what_cannot_be_done_is_one_line_and_leaves_every_file() {
    let dir = folder();
    let many: Vec<String> = (0..10_000).map(|n| format!("Bo Al {n}")).collect();
    let mut with_many = vec!["approve", "LSG/2023-02-17"];
    for name in &many {
        with_many.extend(["--signature", name]);
    }
    fs::write(
        dir.path().join("skräp.txt"),
        "NAMN: Bo\u{1b}[31m\n".repeat(60_000),
    )
    .unwrap();
    fs::write(dir.path().join("bild.pdf"), [0x25, 0x50, 0xff, 0xfe]).unwrap();
    let cases: [(&[&str], &str); 14] = [
        (
            &["LSG/2023-02-17"],
            "väntar på ordföranden Bo Al, justeraren Anna Ek",
        ),
        (
            &["LSG/2023-02-17/2", "--signature", BO],
            "§ 2 är inte omedelbart justerad",
        ),
        (
            &["LSG/2023-02-17/1:1"],
            "varken ett protokoll eller en punkt",
        ),
        (
            &["LSG/2023-03-17-kallelse"],
            "är en kallelse: bara protokoll justeras",
        ),
        (&["LSG"], "varken ett protokoll eller en punkt"),
        (
            &["LSG/2023-02-17", "--signature", "Ove Dal"],
            "är varken ordförande, justerare eller sekreterare",
        ),
        (
            &["LSG/2023-02-17", "--signature", "Bo Al, 2023-02-16"],
            "före mötet",
        ),
        (
            &["LSG/2023-02-17", "--signature", "Bo Al, 9999-12-31"],
            "som inte har varit än",
        ),
        (
            &[
                "LSG/2023-02-17",
                "--signature",
                "Bo Al",
                "--signature",
                "Anna Ek",
            ],
            "ange --date",
        ),
        (&["LSG/2023-02-17", "--signature", "Bo\nAl"], "är en rad"),
        (
            &["LSG/2023-02-17", "--certificate", "skräp.txt"],
            "är en rad",
        ),
        (
            &["LSG/2023-02-17", "--certificate", "bild.pdf"],
            "är ingen text i UTF-8",
        ),
        (&["LSG/2023-02-17", "--finished"], "ska justeras"),
        (
            &["LSG/2023-02-17", "--signature", BO, "--force"],
            "--reason",
        ),
    ];
    for (arguments, wanted) in cases {
        let mut line = vec!["approve"];
        line.extend(arguments);
        let (code, out, err) = ran(dir.path(), &line);
        assert_eq!(
            (code, out.as_str(), err.lines().count()),
            (2, "", 1),
            "{arguments:?}: {err}"
        );
        assert!(err.contains(wanted), "{arguments:?}: {err}");
    }
    let (code, _, err) = ran(dir.path(), &with_many);
    assert_eq!((code, err.lines().count()), (2, 1));
    assert!(err.contains("mer än 100 underskrifter"), "{err}");
    assert_eq!(protocol(dir.path()), PROTOCOL);
}

#[test]
fn errors_stop_it_unless_they_are_waived_with_a_reason() {
    let dir = folder();
    let text = PROTOCOL.replace("Text.", "Ring 19121212-1212.");
    fs::write(dir.path().join("lsg/2023-02-17.md"), &text).unwrap();
    let mut line = vec![
        "approve",
        "LSG/2023-02-17",
        "--signature",
        BO,
        "--signature",
        ANNA,
    ];
    let (code, out, err) = ran(dir.path(), &line);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains("D001") && err.contains("felen hindrar"),
        "{err}"
    );
    assert_eq!(protocol(dir.path()), text);
    line.extend([
        "--force",
        "--reason",
        "provnummer: \"påhittat\" # ja",
        "--until",
        "2030-12-31",
    ]);
    let (code, out, err) = ran(dir.path(), &line);
    assert_eq!(
        (code, out.as_str()),
        (0, "lsg/2023-02-17.md\nundantag.yaml\n"),
        "{err}"
    );
    let waivers = fs::read_to_string(dir.path().join("undantag.yaml")).unwrap();
    assert_eq!(
        waivers,
        "- {regel: D001, var: LSG/2023-02-17, där: personnummer, skäl: 'provnummer: \"påhittat\" # ja', till: 2030-12-31}\n"
    );
    assert_eq!(ran(dir.path(), &["check", "--select", "D,U"]).0, 0);
    assert_eq!(ran(dir.path(), &["verify"]).0, 0);
}

#[test]
fn markup_in_a_name_is_text() {
    let dir = folder();
    let name = "<b>Bo</b> {x}: \"y\" # z";
    let text = PROTOCOL.replace("'Bo Al'", &format!("'{name}'"));
    fs::write(dir.path().join("lsg/2023-02-17.md"), &text).unwrap();
    let bo = format!("{name}, 2023-02-28");
    let (code, _, err) = ran(
        dir.path(),
        &[
            "approve",
            "LSG/2023-02-17",
            "--signature",
            &bo,
            "--signature",
            ANNA,
        ],
    );
    assert_eq!(code, 0, "{err}");
    assert!(
        protocol(dir.path()).contains("namn: '<b>Bo</b> {x}: \"y\" # z'"),
        "{}",
        protocol(dir.path())
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_only_read_gives_one_line() {
    use std::os::unix::fs::PermissionsExt;
    let dir = folder();
    let path = dir.path().join("lsg");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(path.join("x"), "").is_ok();
    let (code, out, err) = ran(
        dir.path(),
        &["approve", "LSG/2023-02-17", "--signature", BO],
    );
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    // Root may write anywhere.
    if !is_root {
        assert_eq!(
            (code, out.as_str(), err.lines().count()),
            (2, "", 1),
            "{err}"
        );
        assert_eq!(protocol(dir.path()), PROTOCOL);
    }
}

#[test]
fn where_nobody_approves_it_is_finished() {
    let dir = folder();
    let text = PROTOCOL.replace("justerare: [Anna Ek]\r\n", "");
    fs::write(dir.path().join("lsg/2023-02-17.md"), &text).unwrap();
    let (code, _, err) = ran(dir.path(), &["approve", "LSG/2023-02-17", "--finished"]);
    assert_eq!(
        (code, err.as_str()),
        (0, "LSG/2023-02-17: klart, texten och 1 beslut förseglade\n")
    );
    let text = protocol(dir.path());
    assert!(
        text.contains("status: färdigställt\r\n") && !text.contains("justeringsdatum"),
        "{text}"
    );
    assert_eq!(ran(dir.path(), &["verify"]).0, 0);
}
