//! What a change means: two readings of an archive compared as facts, not as lines. Knows neither
//! Git nor the terminal.

use std::collections::{HashMap, HashSet};
use std::path::Path;

pub mod agreement;
pub mod approval;
pub mod attendance;
pub mod change;
pub mod decisions;
pub mod items;
mod likeness;
pub mod meetings;
pub mod prose;
mod rows;
#[cfg(test)]
mod tests;
pub mod wording;
pub mod words;

use agreement::FileChange;
use meetings::{Affected, MeetingChange};

use crate::archive::{Archive, Renames, Source, slashed};

/// What changed between two readings of an archive.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// The agreement, the bodies, the waivers, the answers.
    pub files: Vec<FileChange>,
    /// Meetings whose protocol is new, gone, or says something else.
    pub meetings: Vec<MeetingChange>,
    /// Meetings whose protocol says the same and is judged otherwise, because the files above
    /// changed.
    pub affected: Vec<Affected>,
    /// Files whose bytes changed and nothing that is read from them.
    pub rewritten: Vec<Rewritten>,
}

/// A file that was written in another way and says the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The file, relative to the archive's root.
    pub path: String,
    /// Where it was, where it was moved.
    pub previous_path: Option<String>,
    /// Whether its words are the same too: only quotes, spaces, markup, order or line ends changed.
    pub is_layout: bool,
}

impl Difference {
    /// Whether nothing changed in what the archive says.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.meetings.is_empty() && self.affected.is_empty()
    }
}

/// What changed from `before` to `after`.
pub fn compare(before: &Archive, after: &Archive) -> Difference {
    let renames = Renames::between(before, after);
    let files = agreement::compare(before, after, &renames);
    let collaborations = (&before.collaboration, &after.collaboration);
    let is_judged_anew = before.collaboration != after.collaboration;
    let mut out = Difference::default();
    let mut told: HashSet<&Path> = HashSet::new();
    let mut rewritten: Vec<(&Source, &Source)> = Vec::new();
    let faults = after.findings.iter();
    let unread: HashSet<&Path> = faults.map(|finding| &*finding.place.path).collect();
    for (old, new) in meetings::pair(before, after, &renames) {
        let same_file = old.zip(new).filter(|(old, new)| {
            old.source.text == new.source.text && old.source.path == new.source.path
        });
        if same_file.is_some() {
            if is_judged_anew {
                out.affected
                    .extend(meetings::affected((old, new), collaborations));
            }
            continue;
        }
        match meetings::compare((old, new), collaborations) {
            Some(mut change) => {
                let path = Path::new(&change.path);
                change.is_unreadable = new.is_none() && unread.contains(path);
                out.meetings.push(change);
            }
            None => rewritten.extend(old.zip(new).map(|(old, new)| (&old.source, &new.source))),
        }
    }
    for change in &files {
        told.insert(Path::new(&change.path));
    }
    let sources: HashMap<&Path, &Source> = before
        .sources
        .iter()
        .map(|source| (source.path.as_path(), source))
        .collect();
    let others = after.sources.iter().filter_map(|source| {
        let was = sources.get(source.path.as_path())?;
        let changed = was.text != source.text && !told.contains(source.path.as_path());
        changed.then_some((*was, source))
    });
    rewritten.extend(others);
    out.rewritten = rewritten
        .into_iter()
        .map(|(old, new)| Rewritten {
            path: slashed(&new.path),
            previous_path: (old.path != new.path).then(|| slashed(&old.path)),
            is_layout: has_same_words(&old.text, &new.text),
        })
        .collect();
    out.rewritten.sort_by(|a, b| a.path.cmp(&b.path));
    out.files = files;
    out
}

/// Whether two texts have the same words, in whatever order.
fn has_same_words(a: &str, b: &str) -> bool {
    let sorted = |text| -> Vec<&str> {
        let mut words: Vec<&str> = likeness::words(text).collect();
        words.sort_unstable();
        words
    };
    sorted(a) == sorted(b)
}
