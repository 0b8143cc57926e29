//! The bundled archives are read without a word, except where Exempellan says that a fault is
//! planted.

use std::fmt::Write as _;
use std::path::Path;

use samverkan::archive::{Options, load};

/// What reading the archive in `folder` finds: a line each, code and path.
fn reading(folder: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let archive = load(&root, &Options::default()).unwrap();
    let of_protocols = archive.protocols.iter().flat_map(|file| &file.findings);
    let mut lines: Vec<String> = archive
        .findings
        .iter()
        .chain(of_protocols)
        .map(|finding| {
            let path: Vec<_> = finding.place.path.iter().collect();
            let path: Vec<_> = path.iter().map(|part| part.to_str().unwrap()).collect();
            format!("{} {}", finding.rule.code, path.join("/"))
        })
        .collect();
    lines.sort();
    lines.iter().fold(String::new(), |mut all, line| {
        let _ = writeln!(all, "{line}");
        all
    })
}

#[test]
fn real_archives_are_read_without_a_word() {
    for folder in [
        "protocols",
        "examples/skane-nordvast",
        "examples/kalmar-lan",
        "examples/jamtland-harjedalen",
    ] {
        assert_eq!(reading(folder), "", "{folder}");
    }
}

#[test]
fn exempellan_is_read_with_its_planted_faults_alone() {
    insta::assert_snapshot!(reading("examples/exempellan"), @r"
    F001 lsg/2021-02-12-kallelse.md
    F002 bbu/2021-05-07.md
    F003 svo/2021-10-15.md
    F004 bva/2021-05-19.md
    F005 lsg/2021-06-11-kallelse.md
    F006 bva/2023-02-01-kallelse.md
    F007 lsg/2022-06-20-kopia.md
    F008 bbu/2023-10-06-kallelse.md
    F011 svo/2022-03-11-kallelse.md
    ");
}
