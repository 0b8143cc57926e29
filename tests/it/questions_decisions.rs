//! `decisions` as typed: every filter, every way to shape the answer and every format, on the
//! bundled archives.

use std::process::Command;

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

use crate::table;

fn run(arguments: &str) -> String {
    let words = arguments
        .split('|')
        .flat_map(|part| match part.strip_prefix('\'') {
            Some(whole) => vec![whole.trim_end_matches('\'')],
            None => part.split_whitespace().collect(),
        });
    let output = Command::new(env!("CARGO_BIN_EXE_samverkan"))
        .arg("decisions")
        .args(words)
        .current_dir(table::path("."))
        .env_clear()
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

/// The ids of the decisions of Västerbotten that fit, without their protocol.
fn ids(filters: &str) -> String {
    let shown = run(&format!("--format ids {filters}"));
    let short: Vec<&str> = shown
        .lines()
        .map(|id| id.strip_prefix("LSG/2023-02-17/").unwrap())
        .collect();
    short.join(" ")
}

const ALL: &str = "3:1 3:2 4:1 4:2 5:1 5:1.1 5:1.2 7:1 7:2 7:3 7:4 7:5 7:6 9:1";

#[test]
fn thirteen_clauses_and_their_parent() {
    assert_eq!(ids(""), ALL);
    assert_eq!(ids("--body LSG"), ALL);
    assert_eq!(run("--body LSG --count"), "13\n");
}

#[test]
fn every_filter() {
    for (filters, expected) in [
        ("--body länssamverkansgruppen", ALL),
        ("--body SVO", ""),
        ("--body SVO --body lsg", ALL),
        ("--from 2023-02-17 --to 2023-02-17", ALL),
        ("--from 2023-02-18", ""),
        ("--to 2023-02-16", ""),
        ("--year 2023", ALL),
        ("--year 2022", ""),
        ("--period 2023Q1", ALL),
        ("--period 2023-03", ""),
        ("--party |'Skellefteå kommun'|", "7:6"),
        ("--party skellefteå", "7:6"),
        (
            "--person |'Siv Ehrling'|",
            "4:1 4:2 7:1 7:2 7:3 7:4 7:5 7:6",
        ),
        ("--receiver BBU", "5:1 5:1.1 5:1.2"),
        ("--receiver styrgrupperna", "7:2"),
        ("--matter UPH", "4:1 4:2"),
        ("--class assignment", "4:2 5:1 5:1.1 5:1.2 7:2 7:5 9:1"),
        ("--class uppdrag --receiver arbetsgrupp", "4:2 7:5"),
        ("--class reported", "2:1 2:2 2:3"),
        ("--class procedural --class filing", "1:1 2:4"),
        ("--class soft", "3:m1"),
        ("--status justerat", ALL),
        ("--status draft", ""),
        ("--text Governo", "7:1 7:2 7:3"),
        ("--text avtal.*Governo", "7:1 7:3"),
        ("--as-of 2023-02-17", ALL),
        ("--as-of 2023-02-16", ""),
        ("--all --text dagordning", "1:1"),
        (
            "|'organ:LSG (text:Governo ELLER text:UPH) INTE klass:uppdrag'|",
            "4:1 7:1 7:3",
        ),
        ("|'due:2023-04'|", "9:1"),
        ("|'Governo avtal'|", "7:1 7:3"),
        (
            "--body LSG |'NOT (title:\"Nära vård\")'|",
            "3:1 3:2 4:1 4:2 5:1 5:1.1 5:1.2 9:1",
        ),
    ] {
        assert_eq!(ids(filters), expected, "{filters}");
    }
}

#[test]
fn the_answer_is_shaped() {
    assert_eq!(
        run("--class assignment --columns id,due --format csv --sort -id --limit 2"),
        "id,due\nLSG/2023-02-17/9:1,2023-04-21\nLSG/2023-02-17/7:5,\n"
    );
    assert_eq!(
        run("--group-by class --format csv"),
        "class,count\ndecision,7\nassignment,6\n"
    );
    assert_eq!(
        run("--archive examples/kalmar-lan --columns id,receiver --format tsv --class assignment"),
        "id\treceiver\nLGL/2024-01-26/6:1\trespektive ledamot\nLGL/2024-01-26/6:1.1\trespektive ledamot\n"
    );
}

#[test]
fn json_fits_its_schema_and_carries_the_place() {
    let schema = Command::new(env!("CARGO_BIN_EXE_samverkan"))
        .args(["schema", "decisions"])
        .env_clear()
        .output()
        .unwrap();
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    for archive in [
        "protocols",
        "examples/skane-nordvast",
        "examples/kalmar-lan",
        "examples/exempellan",
    ] {
        let rows = run(&format!("--all --format json --archive {archive}"));
        let rows: Value = serde_json::from_str(&rows).unwrap();
        assert!(jsonschema::is_valid(&schema, &rows), "{archive}");
        for row in rows.as_array().unwrap() {
            let path = table::path(archive).join(row["path"].as_str().unwrap());
            let text = std::fs::read_to_string(path).unwrap();
            let line = text
                .lines()
                .nth(row["line"].as_u64().unwrap() as usize - 1)
                .unwrap();
            // The clause begins on that line.
            let word = row["text"].as_str().unwrap().split(' ').next().unwrap();
            assert!(line.contains(word), "{row}");
        }
    }
    let lines = run("--format jsonl");
    assert_eq!(lines.lines().count(), 14);
    assert!(
        lines
            .lines()
            .all(|line| serde_json::from_str::<Value>(line).is_ok())
    );
}

#[test]
fn every_format() {
    let table = run("--text Governo");
    assert_eq!(table.lines().count(), 4, "{table}");
    assert!(table.starts_with("Id "), "{table}");
    let markdown = run("--text Governo --format markdown");
    let cells = Parser::new_ext(&markdown, Options::ENABLE_TABLES)
        .filter(|event| matches!(event, Event::Start(Tag::TableRow)))
        .count();
    assert_eq!(cells, 3);
    let excel = run("--text Governo --format csv-excel --columns id,due,class");
    assert_eq!(
        excel,
        "\u{feff}Id;Senast;Slag\r\nLSG/2023-02-17/7:1;;beslut\r\nLSG/2023-02-17/7:2;;uppdrag\r\nLSG/2023-02-17/7:3;;beslut\r\n"
    );
    let html = run("--text Governo --format html");
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("lang=\"sv\""));
    assert_eq!(html.matches("<tr").count(), 4);
    assert!(!html.contains("://"), "a page that needs nothing beside it");
    let english = run("--text Governo --lang en --columns class --limit 1");
    assert_eq!(english, "Class\ndecision\n");
}

#[test]
fn a_file_gets_the_format_of_its_ending() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("beslut.csv");
    let said = run(&format!("--columns id --limit 1 -o |'{}'|", path.display()));
    assert!(said.contains("beslut.csv"), "{said}");
    assert_eq!(
        std::fs::read_to_string(path).unwrap(),
        "id\nLSG/2023-02-17/3:1\n"
    );
}
