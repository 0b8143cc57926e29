//! Statistics of the archives of the repository.

use samverkan::query::reading;

use crate::answers::{archive, archives, ask, listing, valid_json};

const DAY: &str = "2024-12-31";
const COLUMNS: [&str; 11] = [
    "year",
    "body",
    "meetings",
    "items",
    "decisions",
    "assignments",
    "recommendations",
    "all_decisions",
    "present_average",
    "represented",
    "share",
];

#[test]
fn a_row_for_each_year_and_body() {
    for (folder, row) in [
        (
            "protocols",
            "2023 | LSG | 1 | 11 | 13 | 6 | 0 | 18 | 18 | 11 | 0.6875",
        ),
        // No row gives seats there: nobody knows whom to miss.
        (
            "examples/kalmar-lan",
            "2024 | LGL | 1 | 6 | 4 | 1 | 0 | 5 | 21 | 11 | -",
        ),
        (
            "examples/skane-nordvast",
            "2020 | DTN | 1 | 18 | 5 | 5 | 0 | 5 | 20 | 9 | -",
        ),
        ("examples/jamtland-harjedalen", ""),
    ] {
        let archive = archive(folder);
        assert_eq!(ask(&archive, "stats", "", DAY, &COLUMNS), row, "{folder}");
    }
}

#[test]
fn decisions_are_counted_as_the_question_of_them_counts() {
    for (folder, archive) in archives() {
        let stats = listing(&archive, "stats", "", DAY);
        let column = stats.column("decisions").unwrap();
        let sum: i64 = stats
            .rows
            .iter()
            .map(|row| row.cell(column).machine().parse::<i64>().unwrap())
            .sum();
        let decisions = listing(&archive, "decisions", "", DAY);
        assert_eq!(sum as usize, decisions.count(), "{folder}");
        valid_json("stats", &stats);
    }
}

#[test]
fn what_was_read() {
    let volume = reading(&archive("protocols"));
    assert_eq!((volume.files, volume.unread), (1, 0));
    assert!(volume.bytes > 10_000);
    assert!(volume.message().sv.starts_with("1 protokoll ("));
}
