//! The table of dates and times in running text, seen from a meeting on 17 February 2023.

use samverkan::parse::dates::{self, FoundKind};

use crate::table;

#[test]
fn dates_and_decoys() {
    let text = std::fs::read_to_string(table::path("tests/texts/dates.txt")).unwrap();
    let meeting = "2023-02-17".parse().ok();
    let mut failures = Vec::new();
    let mut total = 0;
    for row in text.lines().filter(|row| !row.starts_with('#')) {
        let Some((words, wanted)) = row.rsplit_once(" → ") else {
            continue;
        };
        total += 1;
        let days = dates::find(words, meeting)
            .into_iter()
            .find_map(|found| match found.kind {
                FoundKind::Day { date, .. } => Some(date.to_string()),
                FoundKind::Span { from, until } => Some(format!("{from} {until}")),
                FoundKind::Impossible | FoundKind::NextMeeting => None,
            });
        let times = dates::times(words).map(|(start, end)| match end {
            Some(end) => format!(" {}-{}", start.format("%H:%M"), end.format("%H:%M")),
            None => format!(" {}", start.format("%H:%M")),
        });
        let found = format!(
            "{}{}",
            days.unwrap_or_else(|| "-".to_owned()),
            times.unwrap_or_default()
        );
        if found != wanted.trim() {
            failures.push(format!(
                "{words}\n  expected {wanted}\n  found    {found}\n"
            ));
        }
    }
    assert!(total >= 80, "the table has {total} lines");
    table::report("dates.txt", total, &failures);
}
