//! What the rules about files, items and decisions find in whole archives: exactly what is there.

use std::path::PathBuf;

use samverkan::archive::{self, Disk};
use samverkan::check::{self, Context};
use samverkan::parse::decisions::{self, Meeting};
use samverkan::parse::markdown;
use samverkan::parse::names::Names;

use crate::decisions::collaboration;
use crate::table;

/// `CODE path:line subject` of every finding of the rules F, I and B, sorted by code.
fn found(root: &str, day: &str) -> Vec<String> {
    let root: PathBuf = table::path(root);
    let archive = archive::load(&root, &Default::default()).unwrap();
    let files = Disk { root };
    let context = Context {
        archive: &archive,
        files: &files,
        day: day.parse().unwrap(),
        before: None,
    };
    let mut lines: Vec<String> = check::run(&context)
        .findings
        .iter()
        .filter(|finding| finding.rule.code.starts_with(['F', 'I', 'B']))
        .map(|finding| {
            let path = archive::slashed(&finding.place.path);
            let line = archive
                .source(&finding.place.path)
                .map_or(0, |source| source.lines.line(finding.place.span.start));
            let line = format!("{} {path}:{line} {}", finding.rule.code, finding.subject);
            line.trim_end().to_owned()
        })
        .collect();
    lines.sort();
    lines
}

fn check(root: &str, day: &str, expected: &str) {
    let lines = expected.lines().map(str::trim);
    let expected: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let found = found(root, day);
    assert_eq!(found, expected, "{root}:\n{}", found.join("\n"));
}

#[test]
fn vasterbotten() {
    check(
        "protocols",
        "2026-11-21",
        "
         B003 lsg/2023-02-17.md:123 LSG/2023-02-17/4:2
         B005 lsg/2023-02-17.md:122 LSG/2023-02-17/4:1
         B005 lsg/2023-02-17.md:177 LSG/2023-02-17/7:1
         B005 lsg/2023-02-17.md:189 LSG/2023-02-17/7:6
         B010 lsg/2023-02-17.md:98 LSG/2023-02-17/3:2
         B011 lsg/2023-02-17.md:180 enligt tidigare beslut
         B012 lsg/2023-02-17.md:173 LSG/2023-02-17/7:1
         I004 lsg/2023-02-17.md:210 10
         I005 lsg/2023-02-17.md:208 9
         ",
    );
}

#[test]
fn skane_nordvast() {
    check(
        "examples/skane-nordvast",
        "2026-11-21",
        "
         B003 dtn/2020-11-10.md:121 DTN/2020-11-10/8:1
         B003 dtn/2020-11-10.md:129 DTN/2020-11-10/9:1
         B003 dtn/2020-11-10.md:129 DTN/2020-11-10/9:2
         B003 dtn/2020-11-10.md:163 DTN/2020-11-10/12:1
         I001 dtn/2020-11-10.md:202 17
         I006 dtn/2020-11-10.md:119 3
         I006 dtn/2020-11-10.md:34 1 och 9
         I008 dtn/2020-11-10.md:121 DTN/2020-11-10/8:1
         ",
    );
}

#[test]
fn kalmar_lan() {
    check(
        "examples/kalmar-lan",
        "2026-11-21",
        "
         F009 lgl/2024-01-26.md:113 [Bildspel](#)
         F009 lgl/2024-01-26.md:76 [Bildspel](#)
         I008 lgl/2024-01-26.md:131 LGL/2024-01-26/6:1
         ",
    );
}

/// Each fault that is planted, and nothing else: PLANTERADE.md tells them.
#[test]
fn exempellan() {
    check(
        "examples/exempellan",
        "2023-12-31",
        "
         B001 lsg/2022-11-25.md:172 9
         B002 lsg/2023-11-24.md:83 LSG/2023-11-24/4:3
         B003 lsg/2023-06-09.md:98 LSG/2023-06-09/4:3
         B004 lsg/2022-02-11.md:157 LSG/2022-02-11/8:2
         B005 lsg/2021-04-16.md:93 LSG/2021-04-16/4:3
         B006 lsg/2022-06-20-kopia.md:52 LSG/2022-06-20/1:1
         B007 svo/2022-03-11.md:120 5
         B008 svo/2021-10-15.md:117 Josefin Tjärnlid
         B009 huvudmannasvar/tidiga-insatser.yaml:1 SVO/2021-03-12/3:1
         B010 lsg/2021-11-26.md:165 LSG/2021-11-26/8:3
         B011 lsg/2022-02-11.md:156 enligt tidigare beslut
         B012 bbu/2021-10-08.md:95 BBU/2021-10-08/5:1
         F001 lsg/2021-02-12-kallelse.md:1
         F002 bbu/2021-05-07.md:6 plats
         F003 svo/2021-10-15.md:8 diarenummer
         F004 bva/2021-05-19.md:4 09:00-25:00
         F005 lsg/2021-06-11-kallelse.md:1 datum
         F006 bva/2023-02-01-kallelse.md:3 2023-02-01-kallelse
         F007 lsg/2022-06-20-kopia.md:3 LSG/2022-06-20
         F008 bbu/2023-10-06-kallelse.md:2 BUU
         F009 lsg/2022-04-08-extra.md:87 [Bildspel](#)
         F010 bbu/2021-10-08.md:131 ../bilagor/lagesrapport.pdf
         F011 svo/2022-03-11-kallelse.md:12 control
         F012 bva/2022-10-19.md:41 import
         I001 bbu/2021-01-29.md:128 7
         I002 bbu/2022-01-28.md:137 8~2
         I003 bva/2021-02-03.md:9 1-9
         I004 svo/2023-10-13.md:130 17
         I005 bbu/2023-02-03.md:77 4
         I006 svo/2022-12-09.md:41 3
         I007 bbu/2022-05-06.md:47 Dagordning
         I008 bva/2023-10-18.md:104 BVA/2023-10-18/6:1
         I009 bbu/2022-10-07.md:99 Anhörigstöd
         ",
    );
}

/// `närvarande` is asked for where somebody met or answered, and not where the text names them.
#[test]
fn attendance_is_asked_for_where_somebody_met() {
    let missing = |keys: &str, text: &str| -> Vec<String> {
        let source = format!("---\norgan: LSG\ndatum: 2023-02-17\n{keys}---\n\n{text}");
        let names = Names::new(&collaboration());
        let path = std::path::Path::new("lsg/2023-02-17.md");
        let (_, findings) = samverkan::parse::protocol::read(&source, path, &names);
        findings
            .iter()
            .filter(|finding| finding.rule.code == "F005")
            .map(|finding| finding.subject.to_string())
            .collect()
    };
    let item = "## § 1 Ett\n\nText.\n";
    for keys in [
        "",
        "typ: minnesanteckningar\n",
        "typ: beslut mellan möten\n",
    ] {
        assert_eq!(missing(keys, item), ["närvarande"], "{keys}");
    }
    for keys in [
        "typ: kallelse\n",
        "status: inställt\n",
        "typ: beslut mellan möten\nstatus: inställt\n",
        "närvarande:\n  - Bo Al\n",
    ] {
        assert!(missing(keys, item).is_empty(), "{keys}");
    }
    for text in [
        "## Närvarande\n\n- Bo Al, Umeå kommun\n\n",
        "Deltagare: Bo Al och Eva By\n\n",
    ] {
        assert!(missing("", &format!("{text}{item}")).is_empty(), "{text}");
    }
}

/// Among all the forms of decisions, and what only looks like one, few leads have no clause.
#[test]
fn leads_that_nothing_follows() {
    let names = Names::new(&collaboration());
    let mut bare = Vec::new();
    for case in table::read("decisions.txt") {
        let document = markdown::read(&case.text, 0);
        let meeting = Meeting {
            body: case.context("body").unwrap_or("LSG"),
            names: &names,
            date: "2023-02-17".parse().ok(),
            next: None,
        };
        let (_, leads) = decisions::read_with_leads(&document.blocks, &meeting, &[]);
        bare.extend(
            leads
                .iter()
                .map(|lead| format!("{}: {}", case.name, lead.of(&case.text))),
        );
    }
    assert_eq!(bare, Vec::<String>::new(), "{}", bare.join("\n"));
}
