//! Small archives in memory and questions about them, for tests.

use std::sync::Arc;

use super::{AskError, Asked, By, QUESTIONS, filter};
use crate::archive::{Archive, Memory, Options, load_from};
use crate::lang::Lang;
use crate::output::listing::Listing;

/// `samverkan.yaml` of the samples.
pub(super) const CONFIG: &str = "\
namn: Prov
huvudmän:
  - {namn: Region Prov, slag: region, alias: [Regionen]}
  - {namn: Alby kommun, slag: kommun, alias: [Alby]}
  - {namn: Byås kommun, slag: kommun}
  - {namn: Cedra kommun, slag: kommun, till: 2023-06-30}
";

/// An archive of [`CONFIG`] and these files.
pub(super) fn archive(files: &[(&str, &str)]) -> Arc<Archive> {
    let config = [("samverkan.yaml", CONFIG)];
    let all = config.into_iter().chain(files.iter().copied());
    Arc::new(load_from(&Memory::new(all), &Options::default()))
}

/// The query, as of no day.
pub(super) fn asked(query: &str, by: By) -> Asked {
    Asked {
        filter: filter::parse(query).expect("the test's query is right"),
        as_of: None,
        today: "2026-01-01".parse().expect("a date"),
        all: false,
        by,
    }
}

/// The answer of the question called `name`.
pub(super) fn ask(archive: &Arc<Archive>, name: &str, asked: &Asked) -> Result<Listing, AskError> {
    let question = QUESTIONS.iter().find(|question| question.name == name);
    let question = question.expect("there is such a question").by(asked.by);
    let listing = (question.run)(archive, asked)?;
    assert_eq!(listing.columns, question.columns);
    assert!(
        listing
            .rows
            .iter()
            .all(|row| row.cells.len() == listing.columns.len())
    );
    Ok(listing)
}

/// The columns called `keys`, a row a line, ` | ` between the cells as a Swede sees them.
pub(super) fn shown(listing: &Listing, keys: &[&str]) -> Vec<String> {
    let chosen = listing
        .select(keys)
        .expect("the test names columns that are");
    let row = |row: &crate::output::listing::Row| {
        let cells: Vec<_> = row.cells.iter().map(|cell| cell.shown(Lang::Sv)).collect();
        cells.join(" | ").replace('\u{a0}', " ")
    };
    chosen.rows.iter().map(row).collect()
}
