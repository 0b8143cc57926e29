//! Which files an archive has. Alone in knowing walkdir.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Folders deeper than this within a body's folder aren't looked into.
const MAX_DEPTH: usize = 16;

/// A file of an archive, or a place that could not be looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A file, relative to the root.
    File(PathBuf),
    /// A file or folder that could not be read, relative to the root, with the reason.
    Unreadable(PathBuf, String),
    /// A symbolic link, which is never followed.
    Link(PathBuf),
}

/// The `.md` files inside the folders of `root` that bear one of `codes`, in any case, sorted by
/// path. Symbolic links aren't followed: a loop ends nothing, and nothing outside is read.
pub(super) fn protocols(root: &Path, codes: &[String]) -> Vec<Entry> {
    let mut out = Vec::new();
    for folder in folders(root, codes, &mut out) {
        let walk = WalkDir::new(&folder)
            .max_depth(MAX_DEPTH)
            .follow_links(false)
            .sort_by_file_name();
        for entry in walk {
            match entry {
                Ok(entry) => {
                    let path = entry.path();
                    if !is_markdown(path) {
                        continue;
                    }
                    let relative = path.strip_prefix(root).unwrap_or(path).to_owned();
                    if entry.file_type().is_symlink() {
                        out.push(Entry::Link(relative));
                    } else if entry.file_type().is_file() {
                        out.push(Entry::File(relative));
                    }
                }
                Err(error) => {
                    let path = error.path().unwrap_or(&folder);
                    let relative = path.strip_prefix(root).unwrap_or(path).to_owned();
                    let reason = error
                        .io_error()
                        .map_or_else(|| error.to_string(), ToString::to_string);
                    out.push(Entry::Unreadable(relative, reason));
                }
            }
        }
    }
    out
}

/// The `.yaml` files directly in a folder of `root`, sorted by name.
pub(super) fn yaml_files(root: &Path, name: &str) -> Vec<Entry> {
    let folder = root.join(name);
    let walk = WalkDir::new(&folder)
        .min_depth(1)
        .max_depth(1)
        .follow_links(false)
        .sort_by_file_name();
    if !folder.is_dir() {
        return Vec::new();
    }
    walk.into_iter()
        .filter_map(|entry| match entry {
            Ok(entry) => {
                let yaml = entry
                    .path()
                    .extension()
                    .is_some_and(|ending| ending == "yaml" || ending == "yml");
                let relative = Path::new(name).join(entry.file_name());
                (yaml && entry.file_type().is_file()).then_some(Entry::File(relative))
            }
            Err(error) => Some(Entry::Unreadable(PathBuf::from(name), error.to_string())),
        })
        .collect()
}

fn folders(root: &Path, codes: &[String], out: &mut Vec<Entry>) -> Vec<PathBuf> {
    let walk = WalkDir::new(root)
        .min_depth(1)
        .max_depth(1)
        .follow_links(false)
        .sort_by_file_name();
    let mut folders = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) => {
                let name = entry.file_name().to_string_lossy();
                let bears_code = codes.iter().any(|code| code.eq_ignore_ascii_case(&name));
                if bears_code && entry.file_type().is_dir() {
                    folders.push(entry.into_path());
                } else if bears_code && entry.file_type().is_symlink() {
                    out.push(Entry::Link(PathBuf::from(entry.file_name())));
                }
            }
            Err(error) => out.push(Entry::Unreadable(PathBuf::from("."), error.to_string())),
        }
    }
    folders
}

fn is_markdown(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}
