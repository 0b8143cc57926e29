//! `show` on the bundled archives: the facts of the documents, as JSON by its schema.

use std::process::Command;

use serde_json::Value;

use crate::table;

/// What stands on stderr, where it can't be done.
fn refused(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_samverkan"))
        .args(arguments)
        .args(["--archive", "examples/exempellan", "--lang", "sv"])
        .current_dir(table::path("."))
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// Shown from the fictional archive, as of its last day unless told.
fn shown(arguments: &[&str]) -> String {
    let mut all = vec!["show", "--archive", "examples/exempellan", "--lang", "sv"];
    if !arguments.contains(&"--as-of") {
        all.extend(["--as-of", "2023-12-31"]);
    }
    all.extend(arguments);
    run(&all)
}

fn run(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_samverkan"))
        .args(arguments)
        .current_dir(table::path("."))
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn json(archive: &str, reference: &str) -> Value {
    let shown = run(&["show", "--archive", archive, "--format", "json", reference]);
    let value: Value = serde_json::from_str(&shown).unwrap();
    let schema: Value = serde_json::from_str(&run(&["schema", "protocol"])).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{reference}: {errors:?}");
    value
}

/// How many attendees there are of each presence.
fn attendance(protocol: &Value) -> [usize; 3] {
    let list = protocol["attendance"].as_array().unwrap();
    ["present", "absent", "other"].map(|presence| {
        list.iter()
            .filter(|one| one["presence"] == presence)
            .count()
    })
}

/// Each item's number with its decisions as `class`, indented under a parent.
fn decisions(protocol: &Value) -> Vec<String> {
    let mut out = Vec::new();
    for item in protocol["items"].as_array().unwrap() {
        let classes: Vec<String> = item["decisions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let indent = if one["parent"].is_null() { "" } else { ">" };
                format!("{indent}{}", one["class"].as_str().unwrap())
            })
            .collect();
        if !classes.is_empty() {
            out.push(format!(
                "{} {}",
                item["number"].as_str().unwrap(),
                classes.join(" ")
            ));
        }
    }
    out
}

#[test]
fn lansamverkansgruppen() {
    let protocol = json("protocols", "LSG/2023-02-17");
    assert_eq!(protocol["items"].as_array().unwrap().len(), 11);
    assert_eq!(attendance(&protocol), [18, 7, 4]);
    assert_eq!(
        decisions(&protocol),
        [
            "1 procedural",
            "2 reported reported reported filing",
            "3 decision decision",
            "4 decision assignment",
            "5 assignment >assignment >assignment",
            "7 decision assignment decision decision assignment decision",
            "9 assignment",
        ]
    );
    let items = protocol["items"].as_array().unwrap();
    assert_eq!(items[2]["soft_assignments"].as_array().unwrap().len(), 1);
    assert_eq!(items[8]["decisions"][0]["due"], "2023-04-21");
    assert_eq!(protocol["signatures"].as_array().unwrap().len(), 3);
    assert_eq!(protocol["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn skane_nordvast() {
    let protocol = json("examples/skane-nordvast", "DTN/2020-11-10");
    let numbers: Vec<&str> = protocol["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["number"].as_str().unwrap())
        .collect();
    let expected: Vec<String> = (1..=16)
        .chain(18..=19)
        .map(|n: u32| n.to_string())
        .collect();
    assert_eq!(numbers, expected);
    assert_eq!(attendance(&protocol), [20, 0, 0]);
    let partial: Vec<&Value> = protocol["attendance"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| !one["to"].is_null())
        .collect();
    assert_eq!(partial.len(), 1);
    assert_eq!(partial[0]["to"], "5");
    assert_eq!(
        decisions(&protocol),
        [
            "8 assignment",
            "9 assignment assignment",
            "11 assignment",
            "12 assignment"
        ]
    );
}

#[test]
fn kalmar_lan() {
    let protocol = json("examples/kalmar-lan", "LGL/2024-01-26");
    assert_eq!(protocol["items"].as_array().unwrap().len(), 6);
    assert_eq!(attendance(&protocol), [21, 0, 9]);
    assert_eq!(
        decisions(&protocol),
        [
            "2 filing",
            "3 election election decision",
            "6 assignment >assignment"
        ]
    );
    assert_eq!(protocol["items"][5]["decisions"][0]["due"], "2024-04-12");
}

#[test]
fn every_protocol_of_the_fictional_county_fits_the_schema() {
    let ids = run(&[
        "meetings",
        "--archive",
        "examples/exempellan",
        "--format",
        "ids",
    ]);
    assert!(ids.lines().count() >= 40);
    for id in ids.lines().step_by(4) {
        json("examples/exempellan", id);
    }
}

#[test]
fn references_may_be_written_in_several_ways() {
    for reference in [
        "LSG/2023-02-17/4:2",
        "lsg/2023-02-17/4:2",
        "LSG 2023-02-17 § 4:2",
    ] {
        let shown = run(&[
            "show",
            "--archive",
            "protocols",
            "--format",
            "json",
            reference,
        ]);
        let value: Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(value["id"], "LSG/2023-02-17/4:2", "{reference}");
    }
    for (reference, first) in [
        ("2023-02-17", "LSG/2023-02-17 ·"),
        ("lsg/2023-02-17.md", "LSG/2023-02-17 ·"),
        ("Länssamverkansgruppen", "LSG · Länssamverkansgruppen"),
        ("Tilly Mörck", "Tilly Mörck"),
    ] {
        let shown = run(&["show", "--archive", "protocols", reference]);
        assert!(shown.starts_with(first), "{reference}: {shown}");
    }
}

#[test]
fn the_way_of_a_matter() {
    insta::assert_snapshot!(shown(&["matter:bostad-forst"]), @r"
    matter:bostad-forst · Bostad först
      Läge  beslutat
      Hos   SVO

    SVO/2021-12-10/29 Bostad först

    SVO/2023-10-13/14 Bostad först
      14:1 rekommendation: att rekommendera huvudmännen att anta avsiktsförklaringen om Bostad först, senast 2024-04-30 → huvudmännen (senast 2024-04-30)
    ");
    // By its title or its registry number too.
    let title = shown(&["ärende:Hjälpmedel i hemmet", "--as-of", "2022-03-11"]);
    assert_eq!(shown(&["EX 2021-175", "--as-of", "2022-03-11"]), title);
    insta::assert_snapshot!(title, @r"
    matter:hjalpmedel-i-hemmet · Hjälpmedel i hemmet
      Diarienummer  EX 2021-175
      Läge          överlämnat
      Hos           LSG

    BVA/2021-10-20/3 Hjälpmedel i hemmet
      → LSG: togs upp i LSG/2021-11-26/7

    LSG/2021-11-26/7 Hjälpmedel i hemmet
      7:1 beslut: att ställa sig bakom förslaget från Beredning vuxna och äldre
      7:2 hemställan: att föreslå Samråd vård och omsorg att rekommendera huvudmännen att anta riktlinjen för hjälpmedel i hemmet → Samråd vård och omsorg
      → SVO: togs upp i SVO/2021-12-10/22

    SVO/2021-12-10/22 Hjälpmedel i hemmet
      22:1 bordläggning: att bordlägga ärendet till nästa möte

    SVO/2022-03-11/4 Hjälpmedel i hemmet
      4:1 beslut: att anta riktlinjen för hjälpmedel i hemmet som gemensam inriktning
      → LSG: har inte tagits upp; inget möte sedan dess
    ");
    insta::assert_snapshot!(shown(&["matter:fritid-for-alla", "--format", "mermaid"]), @r#"
    flowchart LR
      n1["LSG"]
      subgraph g1["BBU"]
        n0["2022#45;05#45;06 § 8<br/>Munhälsa hos äldre"]
      end
      n0 -.->|"inte upptaget"| n1
      style n1 stroke-dasharray: 4 3
    "#);
    assert!(shown(&["matter:fritid-for-alla", "--format", "dot"]).starts_with("digraph {"));
    let json: Value =
        serde_json::from_str(&shown(&["matter:fritid-for-alla", "--format", "json"])).unwrap();
    assert_eq!(json["state"], "not_taken_up");
    assert_eq!(json["steps"][0]["handed_to"][0]["to"], "LSG");
}

#[test]
fn how_far_an_assignment_has_come() {
    let state = |id: &str, day: &str| {
        let shown = shown(&[id, "--as-of", day]);
        let lines = shown.lines().skip_while(|line| !line.starts_with("  Läge"));
        lines
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" | ")
    };
    assert_eq!(
        state("LSG/2021-06-11/6:1", "2021-11-27"),
        "Läge       delredovisat, försenat | Väntar på  Almvik kommun | Vad som sagts om det | LSG/2021-09-24/3 Uppföljning av uppdrag: Avslutar LSG/2021-06-11/6:1, Granby kommun"
    );
    assert_eq!(
        state("LSG/2021-11-26/5:1", "2022-02-10"),
        "Läge       öppet"
    );
    assert_eq!(
        state("LSG/2021-11-26/5:1", "2022-02-11"),
        "Läge       ändrat | Ersatt av  LSG/2022-02-11/4:1 | Vad som sagts om det | LSG/2022-02-11/4 Mer tid för ett uppdrag: Ändrar LSG/2021-11-26/5:1"
    );
}

#[test]
fn what_refers_to_what() {
    insta::assert_snapshot!(shown(&["--links", "LSG 2021-11-26 § 5"]), @r"
    LSG/2021-11-26/5

    Hänvisar till (0)

    Hänvisningar hit (1)
      LSG/2022-02-11/4 Mer tid för ett uppdrag: Ändrar LSG/2021-11-26/5:1 (lsg/2022-02-11.md:80)

    Samma ärende (6)
      BVA/2021-05-19/4 Fallprevention
      LSG/2021-06-11/5 Fallprevention
      SVO/2021-10-15/12 Fallprevention
      BVA/2022-02-02/3 Fallprevention
      LSG/2022-02-11/4 Mer tid för ett uppdrag
      LSG/2022-04-08/3 Uppföljning av uppdrag
    ");
    let json: Value = serde_json::from_str(&shown(&[
        "--links",
        "--format",
        "json",
        "SVO/2021-03-12/3:1",
    ]))
    .unwrap();
    let kinds = json["referred_by"].as_array().unwrap();
    let kinds: Vec<&str> = kinds
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["register_of_answers", "answers"]);
}

#[test]
fn what_can_not_be_shown() {
    for (arguments, wanted) in [
        (
            &["show", "matter:fritid"][..],
            "menas matter:fritid-for-alla",
        ),
        (&["show", "matter:"], "hittar inget"),
        (&["show", "matter:\u{1b}[31m"], "hittar inget"),
        (
            &["show", "LSG/2021-02-12", "--format", "mermaid"],
            "bara ett ärendes väg kan ritas",
        ),
        (
            &[
                "show",
                "matter:fallprevention",
                "--links",
                "--format",
                "dot",
            ],
            "bara ett ärendes väg",
        ),
        (&["show", "BBU", "--links"], "--links gäller ett protokoll"),
        (
            &["show", "LSG/2023-02-17/4:1", "--as-of", "2023-02-16"],
            "det fanns inte den 2023-02-16",
        ),
        (
            &["show", "matter:fritid-for-alla", "--as-of", "2022-05-05"],
            "det fanns inte den",
        ),
        (&["matters", "--format", "mermaid"], "`show matter:…`"),
    ] {
        let said = refused(arguments);
        assert!(
            said.contains(wanted) && said.lines().count() == 1,
            "{arguments:?}: {said}"
        );
        assert!(!said.contains('\u{1b}'), "{said:?}");
    }
}
