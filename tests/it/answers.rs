//! The questions asked of whole archives: answers as text.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use samverkan::archive::{self, Archive};
use samverkan::output::listing::Listing;
use samverkan::output::{Format, Style, schema, to_text};
use samverkan::query::filter;
use samverkan::query::{Asked, By, QUESTIONS, Question};

/// The archive in a folder of the repository.
pub fn archive(folder: &str) -> Arc<Archive> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    Arc::new(archive::load(&root, &archive::Options::default()).unwrap())
}

/// Every archive of the repository, with its folder.
pub fn archives() -> Vec<(String, Arc<Archive>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let examples = std::fs::read_dir(root.join("examples")).unwrap();
    let mut folders: Vec<PathBuf> = examples
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join(archive::CONFIG).is_file())
        .collect();
    folders.push(root.join("protocols"));
    folders.sort();
    let name = |path: &Path| path.strip_prefix(root).unwrap().display().to_string();
    folders
        .iter()
        .map(|path| (name(path), archive(&name(path))))
        .collect()
}

/// The question of that name.
pub fn question(name: &str) -> &'static Question {
    QUESTIONS
        .iter()
        .find(|question| question.name == name)
        .unwrap()
}

/// All rows and columns, on `day`.
pub fn listing(archive: &Arc<Archive>, name: &str, query: &str, day: &str) -> Listing {
    let asked = Asked {
        filter: filter::parse(query).unwrap(),
        as_of: Some(day.parse().unwrap()),
        today: day.parse().unwrap(),
        all: false,
        by: By::default(),
    };
    (question(name).run)(archive, &asked).unwrap_or_else(|error| panic!("{query}: {:?}", error))
}

/// One line for each row, cells apart by ` | ` and `-` for nothing.
pub fn ask(archive: &Arc<Archive>, name: &str, query: &str, day: &str, columns: &[&str]) -> String {
    let listing = listing(archive, name, query, day).select(columns).unwrap();
    let lines = listing.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| match cell.machine() {
            nothing if nothing.is_empty() => "-".to_owned(),
            text => text.into_owned(),
        });
        cells.collect::<Vec<_>>().join(" | ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Fails unless the JSON of the listing is as the question's schema says.
pub fn valid_json(name: &str, listing: &Listing) {
    let json: serde_json::Value =
        serde_json::from_str(&to_text(listing, Format::Json, &Style::default())).unwrap();
    let schema = schema::json_schema(name, question(name).columns);
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&json)
        .map(|error| error.to_string())
        .collect();
    assert!(faults.is_empty(), "{name}: {faults:#?}");
}
