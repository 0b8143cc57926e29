//! Which file of an earlier version of the archive is which now.
//!
//! Git isn't asked: it tells nothing of files that nobody has added yet, and of two texts it knows
//! only how alike they are. Here a file that is gone is the new one that says the same, or is
//! the record of the same meeting, or shares the most lines with it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::path::{Path, PathBuf};

use super::{Archive, Source};

/// Lines looked up when files are compared by them; where it would take more, they aren't.
const MAX_LOOKUPS: usize = 16_000_000;

/// Moved files: where each was → where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames {
    moved: BTreeMap<PathBuf, PathBuf>,
}

/// A file that one version has and the other hasn't.
struct Lone<'a> {
    source: &'a Source,
    /// The id of its protocol, or the code of its body.
    id: Option<&'a str>,
}

impl Renames {
    /// The files that have moved between two versions. One that is where it was has not.
    pub fn between(before: &Archive, now: &Archive) -> Renames {
        let mut renames = Renames::default();
        let mut gone = lone(before, now);
        if gone.is_empty() {
            return renames;
        }
        let mut new = lone(now, before);
        renames.pair(&mut gone, &mut new, |file| Some(words(file.source)));
        renames.pair(&mut gone, &mut new, |file| file.id.map(str::to_owned));
        renames.pair_alike(&gone, &new);
        renames
    }

    /// Where the file that was at `path` is now; the same path where it hasn't moved.
    pub fn now<'p>(&'p self, path: &'p Path) -> &'p Path {
        self.moved.get(path).map_or(path, PathBuf::as_path)
    }

    /// Where each moved file was, and where it is, by where it was.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &Path)> {
        let moved = self.moved.iter();
        moved.map(|(was, is)| (was.as_path(), is.as_path()))
    }

    /// Pairs files of the same key in their order, and takes them out.
    fn pair<K: Eq + Hash>(
        &mut self,
        gone: &mut Vec<Lone<'_>>,
        new: &mut Vec<Lone<'_>>,
        key: impl Fn(&Lone<'_>) -> Option<K>,
    ) {
        let mut by_key: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, file) in new.iter().enumerate().rev() {
            if let Some(key) = key(file) {
                by_key.entry(key).or_default().push(at);
            }
        }
        let mut used = HashSet::new();
        gone.retain(|was| {
            let is = key(was).and_then(|key| by_key.get_mut(&key)?.pop());
            if let Some(is) = is {
                used.insert(is);
                self.add(was.source, new[is].source);
            }
            is.is_none()
        });
        let mut places = 0..;
        new.retain(|_| places.next().is_some_and(|at| !used.contains(&at)));
    }

    /// Pairs what shares most lines, where it is at least three quarters of the longer file's: the
    /// ids differ, and two meetings of one body may have much in common.
    fn pair_alike(&mut self, gone: &[Lone<'_>], new: &[Lone<'_>]) {
        let old_lines: Vec<HashSet<&str>> = gone.iter().map(|file| lines(file.source)).collect();
        let new_lines: Vec<HashSet<&str>> = new.iter().map(|file| lines(file.source)).collect();
        let total: usize = old_lines.iter().map(HashSet::len).sum();
        if total.saturating_mul(new.len()) > MAX_LOOKUPS {
            return;
        }
        let mut pairs = Vec::new();
        for (was, old) in old_lines.iter().enumerate() {
            for (is, new) in new_lines.iter().enumerate() {
                let shared = old.intersection(new).count();
                if shared > 0 && shared * 4 >= old.len().max(new.len()) * 3 {
                    pairs.push((std::cmp::Reverse(shared), was, is));
                }
            }
        }
        pairs.sort_unstable();
        let (mut taken_was, mut taken_is) = (HashSet::new(), HashSet::new());
        for (_, was, is) in pairs {
            if taken_was.contains(&was) || taken_is.contains(&is) {
                continue;
            }
            taken_was.insert(was);
            taken_is.insert(is);
            self.add(gone[was].source, new[is].source);
        }
    }

    fn add(&mut self, was: &Source, is: &Source) {
        self.moved.insert(was.path.clone(), is.path.clone());
    }
}

/// The files of `archive` that `other` has none at the place of.
fn lone<'a>(archive: &'a Archive, other: &Archive) -> Vec<Lone<'a>> {
    let there: HashSet<&Path> = sources(other).map(|(source, _)| &*source.path).collect();
    let files = sources(archive).filter(|(source, _)| !there.contains(&*source.path));
    files.map(|(source, id)| Lone { source, id }).collect()
}

/// Every file that was read, with what its text is about.
fn sources(archive: &Archive) -> impl Iterator<Item = (&Source, Option<&str>)> {
    let bodies = &archive.collaboration.bodies;
    let own = archive.sources.iter().map(|source| {
        let body = bodies.iter().find(|body| body.path == source.path);
        (source, body.map(|body| body.code.value.as_str()))
    });
    let protocols = archive.protocols.iter();
    own.chain(protocols.map(|file| (&file.source, Some(file.protocol.id.0.as_str()))))
}

/// The lines of a file that say something, each once.
fn lines(source: &Source) -> HashSet<&str> {
    let lines = source.text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

/// What a file says, whatever its line ends and blank lines.
fn words(source: &Source) -> String {
    let text = source.text.trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Memory, load_from};

    const LSG: (&str, &str) = ("organ/lsg.yaml", "kod: LSG\nnamn: Gruppen\n");

    fn archive(files: &[(&str, &str)]) -> Archive {
        let base = [("samverkan.yaml", "namn: Samverkan\n"), LSG];
        let files = Memory::new(base.into_iter().chain(files.iter().copied()));
        load_from(&files, &Default::default())
    }

    fn moved(before: &[(&str, &str)], now: &[(&str, &str)]) -> Vec<String> {
        let renames = Renames::between(&archive(before), &archive(now));
        let show = |(was, is): (&Path, &Path)| format!("{} {}", was.display(), is.display());
        renames.iter().map(show).collect()
    }

    const MAY: &str =
        "---\norgan: LSG\ndatum: 2026-05-20\n---\n\n# Protokoll\n\n## § 1 Ett\n\nEtt.\n";

    #[test]
    fn the_same_text_the_same_meeting_and_the_most_lines() {
        let crlf = MAY.replace('\n', "\r\n");
        assert_eq!(
            moved(&[("lsg/a.md", MAY)], &[("lsg/2026/b.md", &crlf)]),
            ["lsg/a.md lsg/2026/b.md"]
        );
        let other = MAY.replace("Ett", "Tvåa").replace("# Protokoll", "# Annat");
        assert_eq!(
            moved(&[("lsg/a.md", MAY)], &[("lsg/b.md", &other)]),
            ["lsg/a.md lsg/b.md"]
        );
        let june = MAY.replace("2026-05-20", "2026-06-20");
        assert_eq!(
            moved(&[("lsg/a.md", MAY)], &[("lsg/b.md", &june)]),
            ["lsg/a.md lsg/b.md"]
        );
    }

    #[test]
    fn what_is_where_it_was_and_what_is_unlike_has_not_moved() {
        assert!(
            moved(
                &[("lsg/a.md", MAY)],
                &[("lsg/a.md", MAY), ("lsg/b.md", MAY)]
            )
            .is_empty()
        );
        let unlike =
            "---\norgan: LSG\ndatum: 2026-06-20\n---\n\n# Ett annat\n\n## § 7 Sju\n\nx\n\ny\n";
        assert!(moved(&[("lsg/a.md", MAY)], &[("lsg/b.md", unlike)]).is_empty());
    }

    #[test]
    fn two_alike_become_two() {
        let found = moved(
            &[("lsg/a.md", MAY), ("lsg/b.md", MAY)],
            &[("lsg/c.md", MAY), ("lsg/d.md", MAY)],
        );
        assert_eq!(found.len(), 2);
        let to: HashSet<&str> = found.iter().map(|pair| &pair[9..]).collect();
        assert_eq!(to.len(), 2, "{found:?}");
    }

    #[test]
    fn hundreds_of_long_files_are_not_compared_by_lines() {
        let text: String = (0..100).map(|n| format!("Rad {n}\n\n")).collect();
        let archive = |month: &str| {
            let one = |n: usize| {
                let path = format!("lsg/{month}{n}.md");
                (
                    path,
                    format!("---\norgan: LSG\n---\n\n# {month} {n}\n\n{text}"),
                )
            };
            let files: Vec<(String, String)> = (0..450).map(one).collect();
            let files: Vec<(&str, &str)> = files
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str()))
                .collect();
            archive(&files)
        };
        let renames = Renames::between(&archive("maj"), &archive("juni"));
        assert_eq!(renames.iter().count(), 0);
    }
}
