//! Generated pages: what the archive says, as Markdown that any Git host shows. One file for each
//! page; pure, and the same to the byte whatever the day, the locale and the machine.

mod anchors;
mod attendance;
mod block;
mod body;
mod book;
mod decisions;
mod links;
mod names;
mod open_assignments;
mod overview;
mod page;
mod recommendations;
mod structure;
mod update;

use std::sync::Arc;

use chrono::NaiveDate;

pub use block::{Block, empty as empty_block, find as find_block};
pub use names::may_be_page;
pub use page::Page;
pub use update::{Existing, Refusal, update};

use crate::archive::Archive;
use book::Book;

/// The pages of `archive` by name, as of `day`; without it, as of the latest meeting held.
/// Linear in the archive.
pub fn pages(archive: &Arc<Archive>, day: Option<NaiveDate>) -> Vec<Page> {
    let book = Book::new(archive, day);
    let mut pages = vec![
        overview::page(&book),
        structure::page(&book),
        attendance::page(&book),
    ];
    pages.extend(body::pages(&book));
    pages.extend(decisions::pages(&book));
    pages.extend(open_assignments::pages(&book));
    pages.extend(recommendations::pages(&book));
    pages.sort_by(|a, b| a.name.cmp(&b.name));
    pages
}
