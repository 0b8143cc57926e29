//! The files of an archive at one commit, read as those of a disk are.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::blobs::{Blob, Blobs};
use super::{Commit, HistoryError, Repository, path_of};
use crate::archive::{Archive, CONFIG, Entry, Files, Options, load_from};
use crate::text::{MAX_FILE_BYTES, slashed};

/// A file of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stored {
    /// From the top of the repository.
    path: PathBuf,
    /// The object's id.
    id: String,
    /// Whether it is a symbolic link.
    is_link: bool,
}

impl Stored {
    /// Reads `100644 blob ID\tPATH`. The commits of submodules are no files.
    fn read(line: &[u8]) -> Option<Stored> {
        let tab = line.iter().position(|&byte| byte == b'\t')?;
        let head = std::str::from_utf8(&line[..tab]).ok()?;
        let mut words = head.split(' ');
        let (mode, kind, id) = (words.next()?, words.next()?, words.next()?);
        (kind == "blob").then(|| Stored {
            path: path_of(&line[tab + 1..]),
            id: id.to_owned(),
            is_link: mode == "120000",
        })
    }
}

/// The files of an archive at one commit. They are read when they are asked for.
#[derive(Debug)]
pub struct Snapshot {
    /// The files of the archive, by path from its root.
    files: BTreeMap<PathBuf, Stored>,
    /// The other files of the repository, from its top.
    others: BTreeSet<PathBuf>,
    /// Where in the repository the archive lies.
    prefix: PathBuf,
    blobs: Mutex<Blobs>,
    fault: Mutex<Option<HistoryError>>,
}

impl Snapshot {
    pub(super) fn of(repository: &Repository, commit: &Commit) -> Result<Snapshot, HistoryError> {
        let listed = repository.bytes(["ls-tree", "-r", "-z", "--full-tree", &commit.id])?;
        let stored: Vec<Stored> = listed
            .split(|&byte| byte == 0)
            .filter_map(Stored::read)
            .collect();
        let prefix = match &repository.prefix {
            Some(prefix) => prefix.clone(),
            None => place(&repository.root, &stored)?,
        };
        let mut files = BTreeMap::new();
        let mut others = BTreeSet::new();
        for file in stored {
            match file.path.strip_prefix(&prefix) {
                Ok(inside) => {
                    files.insert(inside.to_owned(), file);
                }
                Err(_) => {
                    others.insert(file.path);
                }
            }
        }
        Ok(Snapshot {
            files,
            others,
            prefix,
            blobs: Mutex::new(Blobs::start(repository)?),
            fault: Mutex::new(None),
        })
    }

    /// The archive as it was. Where there was none it has no bodies and no protocols.
    pub fn archive(&self, options: &Options) -> Result<Archive, HistoryError> {
        let archive = load_from(self, options);
        let mut fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        match fault.take() {
            Some(error) => Err(error),
            None => Ok(archive),
        }
    }

    /// Keeps the first fault; what a finding about the file would say, which nobody sees.
    fn fail(&self, error: HistoryError) -> String {
        let said = error.message().en.into_owned();
        let mut fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        fault.get_or_insert(error);
        said
    }

    fn entries(&self, wanted: impl Fn(&Path) -> bool) -> Vec<Entry> {
        let wanted = self.files.iter().filter(|(path, _)| wanted(path));
        let entry = |(path, stored): (&PathBuf, &Stored)| match stored.is_link {
            true => Entry::Link(path.clone()),
            false => Entry::File(path.clone()),
        };
        wanted.map(entry).collect()
    }
}

impl Files for Snapshot {
    fn yaml_files(&self, folder: &str) -> Vec<Entry> {
        let mut entries = self.entries(|path| {
            let ending = path.extension();
            path.parent() == Some(Path::new(folder))
                && ending.is_some_and(|ending| ending == "yaml" || ending == "yml")
        });
        // As on a disk, where links among these are passed over.
        entries.retain(|entry| matches!(entry, Entry::File(_)));
        entries
    }

    fn protocols(&self, codes: &[String]) -> Vec<Entry> {
        self.entries(|path| {
            let mut parts = path.iter();
            let folder = parts.next().map(OsStr::to_string_lossy);
            let ending = path.extension();
            parts.next().is_some()
                && folder.is_some_and(|folder| {
                    codes.iter().any(|code| code.eq_ignore_ascii_case(&folder))
                })
                && ending.is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
        })
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let stored = self.files.get(path).filter(|stored| !stored.is_link);
        let stored = stored.ok_or_else(|| "no such file".to_owned())?;
        let mut blobs = self.blobs.lock().unwrap_or_else(PoisonError::into_inner);
        match blobs.read(&stored.id) {
            Ok(Blob::Bytes(bytes)) => Ok(bytes),
            Ok(Blob::TooLarge(size)) => {
                Err(format!("{} MiB > {} MiB", size >> 20, MAX_FILE_BYTES >> 20))
            }
            Ok(Blob::Missing) => Err(self.fail(HistoryError::Incomplete {
                path: path.to_owned(),
            })),
            Err(error) => Err(self.fail(HistoryError::Failed {
                said: error.to_string(),
            })),
        }
    }

    fn has(&self, path: &Path) -> bool {
        let Some(path) = within(&self.prefix.join(path)) else {
            return false;
        };
        match path.strip_prefix(&self.prefix) {
            Ok(inside) => is_among(
                inside,
                self.files.range(inside.to_owned()..).map(|(path, _)| path),
            ),
            Err(_) => is_among(&path, self.others.range(path.clone()..)),
        }
    }
}

/// Where an archive lies among the files of a repository that has no working tree here: in the
/// folder that the root is called after, or at the top, or in the only folder that holds one.
fn place(root: &Path, stored: &[Stored]) -> Result<PathBuf, HistoryError> {
    let mut folders: Vec<&Path> = stored
        .iter()
        .filter(|file| file.path.file_name() == Some(OsStr::new(CONFIG)))
        .filter_map(|file| file.path.parent())
        .collect();
    // The longest first: `a/protocols` before `protocols` before the top, which ends every path.
    folders.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
    let named = folders.iter().find(|folder| root.ends_with(folder));
    match (named, folders.as_slice()) {
        (Some(folder), _) | (None, [folder]) => Ok((*folder).to_owned()),
        (None, []) => Ok(PathBuf::new()),
        (None, many) => Err(HistoryError::SeveralArchives {
            folders: many.iter().map(|folder| slashed(folder)).collect(),
        }),
    }
}

/// `path` without `.` and `..`; `None` where it leads out of the repository.
fn within(path: &Path) -> Option<PathBuf> {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => out.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if !out.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(out)
}

/// Whether `path` is a file of `paths`, or a folder of one: what is in a folder sorts after it.
fn is_among<'p>(path: &Path, mut from: impl Iterator<Item = &'p PathBuf>) -> bool {
    from.next().is_some_and(|next| next.starts_with(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(paths: &[&str]) -> Vec<Stored> {
        let line = |path: &&str| format!("100644 blob {}\t{path}", "a".repeat(40));
        let read = |line: String| Stored::read(line.as_bytes()).unwrap();
        paths.iter().map(line).map(read).collect()
    }

    #[test]
    fn files_links_and_submodules() {
        let read = |line: &[u8]| Stored::read(line);
        let file = read(b"100644 blob 00ff\tlsg/a\nb.md").unwrap();
        assert_eq!(
            (file.path.to_str(), file.is_link),
            (Some("lsg/a\nb.md"), false)
        );
        assert!(read(b"120000 blob 00ff\tlsg/a.md").unwrap().is_link);
        assert_eq!(read(b"160000 commit 00ff\tsub"), None);
        assert_eq!(read(b""), None);
        assert_eq!(read(b"100644 blob\tx"), None);
        assert!(read(b"100644 blob 00ff\tl\xe5.md").is_some());
    }

    #[test]
    fn an_archive_is_where_its_folder_is_called_so() {
        let place = |root: &str, paths: &[&str]| place(Path::new(root), &stored(paths));
        let top = Ok(PathBuf::new());
        assert_eq!(place("/x/protokoll", &[]), top);
        assert_eq!(place("/x/protokoll", &["samverkan.yaml", "a.md"]), top);
        let two = ["a/samverkan.yaml", "x/protokoll/samverkan.yaml"];
        assert_eq!(place("/x/protokoll", &two), Ok("x/protokoll".into()));
        assert_eq!(place("/y", &["a/samverkan.yaml"]), Ok("a".into()));
        assert!(place("/y", &two).is_err());
        let with_top = ["a/samverkan.yaml", "samverkan.yaml"];
        assert_eq!(place("/y", &with_top), top);
        assert_eq!(place("/y/a", &with_top), Ok("a".into()));
    }

    #[test]
    fn nothing_is_outside_the_repository() {
        let within = |path: &str| within(Path::new(path));
        assert_eq!(within("a/../b/./c"), Some("b/c".into()));
        assert_eq!(within("a/../../b"), None);
        assert_eq!(within("/a"), None);
    }
}
