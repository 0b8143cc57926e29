//! An archive by its names alone: bodies, parties and which protocols there are. No protocol is
//! opened, so that it is there before somebody who pressed a key notices.

use std::path::Path;

use super::scan;
use super::{ANSWERS, Archive, Disk, Entry, Files, Options, load_from};

/// What an archive is called and holds, without what the protocols say.
#[derive(Debug)]
pub struct Outline {
    /// The archive without protocols and answers.
    pub archive: Archive,
    /// The ids that the names of the files give, `LSG/2023-02-17`, sorted.
    pub protocols: Vec<String>,
}

/// The files of a folder but for those that take time.
struct Names(Disk);

impl Files for Names {
    fn yaml_files(&self, folder: &str) -> Vec<Entry> {
        match folder {
            ANSWERS => Vec::new(),
            _ => self.0.yaml_files(folder),
        }
    }

    fn protocols(&self, _: &[String]) -> Vec<Entry> {
        Vec::new()
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        self.0.read(path)
    }

    fn has(&self, path: &Path) -> bool {
        self.0.has(path)
    }
}

/// The outline of the archive at `root`. What can't be read isn't in it.
pub fn outline(root: &Path) -> Outline {
    let root = root.to_owned();
    let archive = load_from(&Names(Disk { root: root.clone() }), &Options::default());
    let bodies = &archive.collaboration.bodies;
    let codes: Vec<String> = bodies.iter().map(|body| body.code.value.clone()).collect();
    let entries = scan::protocols(&root, &codes);
    let ids = entries.into_iter().filter_map(|entry| match entry {
        Entry::File(path) => id(&path, &codes),
        Entry::Link(_) | Entry::Unreadable(..) => None,
    });
    let mut protocols: Vec<String> = ids.collect();
    protocols.sort_unstable();
    protocols.dedup();
    Outline { archive, protocols }
}

/// The id that the place of a file gives: `lsg/2023/2023-02-17.md` is `LSG/2023-02-17`.
fn id(path: &Path, codes: &[String]) -> Option<String> {
    let folder = path.iter().next()?.to_str()?;
    let code = codes
        .iter()
        .find(|code| code.eq_ignore_ascii_case(folder))?;
    Some(format!("{code}/{}", path.file_stem()?.to_str()?))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn it_is_made_of_names_alone() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &[u8]| {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            "samverkan.yaml",
            b"huvudm\xc3\xa4n:\n  - {namn: \xc3\x96by, slag: kommun}\n",
        );
        write("organ/lsg.yaml", b"kod: LSG\nnamn: L\n");
        write("lsg/2023-02-17.md", &[0xff, 0]);
        write("lsg/2022/2022-01-02.md", b"");
        write("other/2023-01-01.md", b"");
        let outline = outline(dir.path());
        assert_eq!(outline.protocols, ["LSG/2022-01-02", "LSG/2023-02-17"]);
        assert_eq!(outline.archive.collaboration.parties.len(), 1);
        assert!(outline.archive.protocols.is_empty());
    }

    #[test]
    fn nothing_there_is_nothing() {
        let outline = outline(Path::new("/no such folder"));
        assert!(outline.protocols.is_empty());
        assert!(outline.archive.collaboration.bodies.is_empty());
    }
}
