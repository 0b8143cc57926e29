//! `show` on the bundled archives: the facts of the documents, as JSON by its schema.

use std::process::Command;

use serde_json::Value;

use crate::table;

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
