//! Who was there, by the archives of the repository.

use std::collections::BTreeMap;
use std::sync::Arc;

use samverkan::archive::Archive;
use samverkan::lang::Lang;
use samverkan::output::heatmap::{HeatLevel, Heatmap};
use samverkan::output::listing::Listing;
use samverkan::output::{Format, Style, schema, to_text};
use samverkan::query::{Asked, By, attendance_heatmap, filter};

use crate::answers::{archive, archives, question};

fn asked(query: &str, by: By) -> Asked {
    Asked {
        filter: filter::parse(query).unwrap(),
        as_of: None,
        today: "2026-01-01".parse().unwrap(),
        all: false,
        by,
    }
}

fn answer(archive: &Arc<Archive>, query: &str, by: By) -> Listing {
    (question("attendance").by(by).run)(archive, &asked(query, by)).unwrap()
}

/// One line for each row, cells apart by ` | `.
fn lines(listing: &Listing, columns: &[&str]) -> Vec<String> {
    let chosen = listing.select(columns).unwrap();
    let line = |row: &samverkan::output::listing::Row| {
        let cells: Vec<_> = row.cells.iter().map(|cell| cell.machine()).collect();
        cells.join(" | ")
    };
    chosen.rows.iter().map(line).collect()
}

fn levels(map: &Heatmap) -> Vec<(&str, HeatLevel)> {
    let rows = map.rows.iter();
    rows.map(|row| (row.label.as_str(), row.cells[0].level))
        .collect()
}

#[test]
fn everybody_of_a_meeting_is_a_row() {
    let all = answer(
        &archive("protocols"),
        "body:LSG date:2023-02-17",
        By::Meeting,
    );
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for presence in lines(&all, &["presence"]) {
        *counts.entry(presence).or_default() += 1;
    }
    let counts: Vec<(&str, usize)> = counts
        .iter()
        .map(|(word, count)| (word.as_str(), *count))
        .collect();
    assert_eq!(counts, [("absent", 7), ("other", 4), ("present", 18)]);
    let columns = [
        "id",
        "date",
        "body",
        "name",
        "party",
        "organisation",
        "role",
        "office",
        "presence",
        "seating",
        "path",
        "line",
    ];
    let rows = lines(&all, &columns);
    assert_eq!(
        rows[..2],
        [
            "LSG/2023-02-17 | 2023-02-17 | LSG | Vendela Lindbrén | Region Västerbotten | Region Västerbotten | mötesordförande |  | present | member | lsg/2023-02-17.md | 13",
            "LSG/2023-02-17 | 2023-02-17 | LSG | Frida Hedman |  |  | ordförande Beredning barn och unga, mötesjusterare | BBU | present | member | lsg/2023-02-17.md | 14",
        ]
    );
    assert_eq!(
        rows[25],
        "LSG/2023-02-17 | 2023-02-17 | LSG | Siv Ehrling |  | FoU Socialtjänst |  |  | other | other | lsg/2023-02-17.md | 40"
    );
}

#[test]
fn five_parties_were_not_represented() {
    let protocols = archive("protocols");
    let parties = answer(&protocols, "", By::Party);
    assert_eq!(parties.rows.len(), 16);
    let columns = [
        "party",
        "kind",
        "meetings",
        "represented",
        "absent",
        "unmentioned",
        "share",
    ];
    assert_eq!(
        lines(&answer(&protocols, "represented:nej", By::Party), &columns),
        [
            "Bjurholms kommun | municipality | 1 | 0 | 1 | 0 | 0",
            "Malå kommun | municipality | 1 | 0 | 1 | 0 | 0",
            "Umeå kommun | municipality | 1 | 0 | 1 | 0 | 0",
            "Vilhelmina kommun | municipality | 1 | 0 | 1 | 0 | 0",
            "Vindelns kommun | municipality | 1 | 0 | 1 | 0 | 0",
        ]
    );
    assert_eq!(
        lines(&answer(&protocols, "slag:region", By::Party), &columns),
        ["Region Västerbotten | region | 1 | 1 | 0 | 0 | 1"]
    );
}

#[test]
fn people_of_one_party() {
    let people = answer(
        &archive("protocols"),
        "party:Umeå OR party:Skellefteå",
        By::Person,
    );
    assert_eq!(
        lines(
            &people,
            &[
                "name", "party", "bodies", "meetings", "present", "absent", "share", "first"
            ]
        ),
        [
            "Eli-Marie Toral | Skellefteå kommun | LSG | 1 | 0 | 1 | 0 | 2023-02-17",
            "Ludmila Sjögren | Skellefteå kommun | LSG | 1 | 1 | 0 | 1 | 2023-02-17",
            "Matilda Rönn | Umeå kommun | LSG | 1 | 0 | 1 | 0 | 2023-02-17",
            "Yvonne Samuelsson | Umeå kommun | LSG | 1 | 0 | 1 | 0 | 2023-02-17",
        ]
    );
}

#[test]
fn without_seat_rows_the_parties_named_count() {
    let kalmar = answer(&archive("examples/kalmar-lan"), "", By::Party);
    let named = lines(&kalmar, &["party", "meetings", "represented"]);
    assert_eq!(named.len(), 11);
    assert!(
        named.iter().all(|row| row.ends_with(" | 1 | 1")),
        "{named:?}"
    );
    // Region Kalmar län is there with members and with officials; only the former represent it.
    let skane = archive("examples/skane-nordvast");
    let parties = answer(&skane, "", By::Party);
    assert_eq!(lines(&parties, &["represented"]), ["1"; 9]);
    let part = answer(&skane, "person:\"Edgar Tornell\"", By::Meeting);
    assert_eq!(
        lines(&part, &["party", "ranges"]),
        ["Region Skåne | till § 5"]
    );
}

#[test]
fn the_heat_map_shows_who_was_missing() {
    let map = attendance_heatmap(&archive("protocols"), &asked("", By::Party), Lang::Sv).unwrap();
    assert_eq!(map.title, "Närvaro LSG 2023-02-17");
    assert_eq!(
        map.columns[0].title,
        "Länssamverkansgruppen 2023-02-17: 11 av 16 huvudmän företrädda"
    );
    let absent: Vec<&str> = levels(&map)
        .into_iter()
        .filter(|(_, level)| *level == HeatLevel::Absent)
        .map(|(party, _)| party)
        .collect();
    assert_eq!(
        absent,
        [
            "Bjurholms kommun",
            "Malå kommun",
            "Umeå kommun",
            "Vilhelmina kommun",
            "Vindelns kommun"
        ]
    );
    let region = &map.rows[0].cells[0];
    assert_eq!(
        (region.level, region.text.as_str()),
        (HeatLevel::Present, "5")
    );
    let english =
        attendance_heatmap(&archive("protocols"), &asked("", By::Person), Lang::En).unwrap();
    assert_eq!(
        (english.corner.as_str(), english.rows.len()),
        ("Person", 29)
    );
}

#[test]
fn every_shape_is_as_its_schema_says() {
    for (folder, archive) in archives() {
        for by in By::ALL {
            let question = question("attendance").by(by);
            let listing = answer(&archive, "", by);
            assert_eq!(listing.columns, question.columns);
            let text = to_text(&listing, Format::Json, &Style::default());
            let json: serde_json::Value = serde_json::from_str(&text).unwrap();
            let schema = schema::json_schema(question.name, question.columns);
            assert!(
                jsonschema::is_valid(&schema, &json),
                "{folder} {}",
                question.name
            );
        }
    }
}
