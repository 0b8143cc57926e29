//! The table of headings: which are items.

use samverkan::parse::data_lines;
use samverkan::parse::headings;
use samverkan::parse::markdown;
use samverkan::parse::names::Names;

use crate::table;

#[test]
fn items_of_documents() {
    let cases = table::read_last_divider("headings.txt");
    assert!(cases.len() >= 60, "the table has {} cases", cases.len());
    let mut failures = Vec::new();
    for case in &cases {
        let document = markdown::read(&case.text, 0);
        let (_, items) = headings::find(&document.blocks);
        let keys = headings::keys(&items);
        let found: Vec<String> = items
            .iter()
            .zip(&keys)
            .enumerate()
            .map(|(at, (item, key))| {
                let end = items
                    .get(at + 1)
                    .map_or(document.blocks.len(), |next| next.block);
                let below = data_lines::read(&document.blocks[item.body..end], &Names::default());
                let tags: Vec<&str> = item
                    .tags
                    .iter()
                    .chain(&below.tags)
                    .map(|tag| tag.value.text().en)
                    .collect();
                format!(
                    "{} | {} | {} | {}",
                    item.number.as_ref().map_or("-", |number| &number.value),
                    item.title.value,
                    key.parent.as_deref().unwrap_or("-"),
                    if tags.is_empty() {
                        "-".to_owned()
                    } else {
                        tags.join("; ")
                    }
                )
            })
            .collect();
        if found != case.expected {
            failures.push(format!(
                "=== {}\n{}--- expected\n{}\n--- found\n{}\n",
                case.name,
                case.text,
                case.expected.join("\n"),
                found.join("\n")
            ));
        }
    }
    table::report("headings.txt", cases.len(), &failures);
}
