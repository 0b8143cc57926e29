//! What becomes of the files in the archive's root: pages that are new, changed or no longer
//! needed. What people wrote around a generated part is kept, and their own files are left alone.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{self, Block};
use super::page::Page;
use crate::lang::{Lang, Message};
use crate::plan::Plan;

/// Files of the archive's root that may be pages ([`super::may_be_page`]): name → content.
pub type Existing = BTreeMap<String, Vec<u8>>;

/// Why a page can't be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A file without marks bears its name.
    HandWritten(String),
    /// The marks make no pair.
    Broken(String),
    /// The file isn't UTF-8.
    NoText(String),
    /// A file bears its name in other letters, and many systems take both for one.
    OtherCase {
        /// The page.
        page: String,
        /// The file.
        file: String,
    },
}

impl Refusal {
    /// What is wrong and what to do.
    pub fn message(&self) -> Message {
        let marks = |lang| block::empty(lang).join(" och ");
        match self {
            Refusal::HandWritten(name) => Message::new(
                format!(
                    "{name} är inte skriven av programmet och skrivs inte över: sätt raderna {} där det som genereras ska stå, eller döp om filen",
                    marks(Lang::Sv)
                ),
                format!(
                    "{name} isn't written by the program and isn't overwritten: put the lines {} where the generated part is to stand, or rename the file",
                    block::empty(Lang::En).join(" and ")
                ),
            ),
            Refusal::Broken(name) => Message::new(
                format!(
                    "{name} ska ha en enda rad som börjar med {0} början och efter den en enda som börjar med {0} slut: rätta dem, eller ta bort filen",
                    "<!-- samverkan index:"
                ),
                format!(
                    "{name} must have a single line that begins with {0} begin and after it a single one that begins with {0} end: mend them, or remove the file",
                    "<!-- samverkan index:"
                ),
            ),
            Refusal::NoText(name) => Message::new(
                format!("{name} är inte UTF-8 och skrivs inte om: spara den som UTF-8"),
                format!("{name} isn't UTF-8 and isn't rewritten: save it as UTF-8"),
            ),
            Refusal::OtherCase { page, file } => Message::new(
                format!("{file} och {page} är samma namn på många datorer: döp om {file}"),
                format!("{file} and {page} are one name on many computers: rename {file}"),
            ),
        }
    }
}

/// The plan that makes the root hold `pages`; nothing at all where one of them can't be written.
pub fn update(pages: &[Page], existing: &Existing, lang: Lang) -> Result<Plan, Vec<Refusal>> {
    let mut plan = Plan::new();
    let mut refusals = Vec::new();
    let wanted: BTreeSet<&str> = pages.iter().map(|page| page.name.as_str()).collect();
    let folded: BTreeMap<String, &str> = existing
        .keys()
        .filter(|name| !wanted.contains(name.as_str()))
        .map(|name| (name.to_ascii_lowercase(), name.as_str()))
        .collect();
    for page in pages {
        if let Some(file) = folded.get(&page.name.to_ascii_lowercase()) {
            let (page, file) = (page.name.clone(), (*file).to_owned());
            refusals.push(Refusal::OtherCase { page, file });
            continue;
        }
        let Some(bytes) = existing.get(&page.name) else {
            plan.create(&page.name, block::render(&page.content, lang, ""));
            continue;
        };
        match around(&page.name, bytes) {
            Ok((before, old, after)) => {
                let new = block::render(&page.content, lang, old);
                // A last line without an end keeps having none.
                let new = match after.is_empty() && !old.ends_with('\n') {
                    true => new.trim_end(),
                    false => &new,
                };
                let whole = format!("{before}{new}{after}");
                plan.replace(&page.name, bytes.clone(), whole);
            }
            Err(refusal) => refusals.push(refusal),
        }
    }
    for (name, bytes) in existing {
        if wanted.contains(name.as_str()) {
            continue;
        }
        // Somebody's own file, unless it says otherwise.
        if let Ok((before, _, after)) = around(name, bytes) {
            match before.trim_start_matches('\u{feff}').trim().is_empty() && after.trim().is_empty()
            {
                true => plan.remove(name, bytes.clone()),
                false => plan.replace(name, bytes.clone(), format!("{before}{after}")),
            }
        }
    }
    match refusals.is_empty() {
        true => Ok(plan),
        false => Err(refusals),
    }
}

/// What stands before the generated part of a file, the part, and what stands after it.
fn around<'b>(name: &str, bytes: &'b [u8]) -> Result<(&'b str, &'b str, &'b str), Refusal> {
    let name = || name.to_owned();
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::NoText(name()))?;
    match block::find(text) {
        Block::Missing => Err(Refusal::HandWritten(name())),
        Block::Broken => Err(Refusal::Broken(name())),
        Block::At(range) => Ok((
            &text[..range.start],
            &text[range.clone()],
            &text[range.end..],
        )),
    }
}
