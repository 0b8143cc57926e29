//! Files that aren't saved yet, over those that are: what an editor or a plan holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::{Entry, Files};

/// The files of an archive, with other texts in the place of some of them.
pub struct Overlay<'f> {
    under: &'f dyn Files,
    /// By path, relative to the archive's root; they need not be there.
    texts: BTreeMap<PathBuf, Vec<u8>>,
}

impl<'f> Overlay<'f> {
    /// Nothing over `under` yet.
    pub fn over(under: &'f dyn Files) -> Overlay<'f> {
        Overlay {
            under,
            texts: BTreeMap::new(),
        }
    }

    /// The same, with `bytes` at `path`.
    pub fn with(mut self, path: &Path, bytes: impl Into<Vec<u8>>) -> Overlay<'f> {
        self.put(path, bytes);
        self
    }

    /// Puts `bytes` at `path`.
    pub fn put(&mut self, path: &Path, bytes: impl Into<Vec<u8>>) {
        self.texts.insert(path.to_owned(), bytes.into());
    }

    /// Takes away what was put at `path`.
    pub fn remove(&mut self, path: &Path) {
        self.texts.remove(path);
    }

    /// What was put over the others.
    pub fn into_texts(self) -> BTreeMap<PathBuf, Vec<u8>> {
        self.texts
    }

    /// `entries` with the texts that `belong` among them.
    fn among(&self, mut entries: Vec<Entry>, belongs: impl Fn(&Path) -> bool) -> Vec<Entry> {
        let mut known = BTreeSet::new();
        for entry in &mut entries {
            let (Entry::File(path) | Entry::Link(path) | Entry::Unreadable(path, _)) = &*entry;
            if self.texts.contains_key(path) {
                known.insert(path.clone());
                *entry = Entry::File(path.clone());
            }
        }
        let new = self.texts.keys().filter(|path| !known.contains(*path));
        for path in new.filter(|path| belongs(path)) {
            let at = entries.partition_point(|entry| {
                let (Entry::File(own) | Entry::Link(own) | Entry::Unreadable(own, _)) = entry;
                own < path
            });
            entries.insert(at, Entry::File(path.clone()));
        }
        entries
    }
}

fn ends_with(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|own| endings.iter().any(|end| end.eq_ignore_ascii_case(own)))
}

impl Files for Overlay<'_> {
    fn yaml_files(&self, folder: &str) -> Vec<Entry> {
        self.among(self.under.yaml_files(folder), |path| {
            path.parent() == Some(Path::new(folder)) && ends_with(path, &["yaml", "yml"])
        })
    }

    fn protocols(&self, codes: &[String]) -> Vec<Entry> {
        self.among(self.under.protocols(codes), |path| {
            let mut parts = path.iter();
            let folder = parts.next().map(|folder| folder.to_string_lossy());
            let in_body = folder
                .is_some_and(|folder| codes.iter().any(|code| code.eq_ignore_ascii_case(&folder)));
            in_body && parts.next().is_some() && ends_with(path, &["md"])
        })
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        match self.texts.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.under.read(path),
        }
    }

    fn has(&self, path: &Path) -> bool {
        self.texts.contains_key(path) || self.under.has(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, Memory, load_from};

    const DRAFT: &str = "---\norgan: LSG\ndatum: 2026-05-20\n---\n\n# Nytt\n";

    fn archive(path: &str, text: &str) -> Archive {
        let under = Memory::new([
            ("samverkan.yaml", "namn: Samverkan\n"),
            ("organ/lsg.yaml", "kod: LSG\nnamn: Gruppen\n"),
            (
                "lsg/a.md",
                "---\norgan: LSG\ndatum: 2026-01-20\n---\n\n# Gammalt\n",
            ),
        ]);
        let overlay = Overlay::over(&under).with(Path::new(path), text);
        load_from(&overlay, &Default::default())
    }

    fn titles(archive: &Archive) -> Vec<&str> {
        let titles = archive.protocols.iter().map(|file| &file.protocol.title);
        titles.flatten().map(|title| title.value.as_str()).collect()
    }

    #[test]
    fn a_file_is_replaced_or_added_where_it_belongs() {
        assert_eq!(titles(&archive("lsg/a.md", DRAFT)), ["Nytt"]);
        assert_eq!(titles(&archive("lsg/b.md", DRAFT)), ["Gammalt", "Nytt"]);
        assert_eq!(
            titles(&archive("LSG/2026/b.MD", DRAFT)),
            ["Gammalt", "Nytt"]
        );
        for elsewhere in ["b.md", "svo/b.md", "lsg/b.txt", "lsg"] {
            assert_eq!(
                titles(&archive(elsewhere, DRAFT)),
                ["Gammalt"],
                "{elsewhere}"
            );
        }
    }

    #[test]
    fn the_agreement_is_replaced_too() {
        assert!(titles(&archive("organ/lsg.yaml", "kod: SVO\nnamn: Annat\n")).is_empty());
        let two = archive("organ/svo.yaml", "kod: SVO\nnamn: Annat\n");
        assert_eq!(two.collaboration.bodies.len(), 2);
        let named = archive("samverkan.yaml", "namn: Annan\n");
        assert!(
            named
                .source(Path::new("samverkan.yaml"))
                .unwrap()
                .text
                .contains("Annan")
        );
    }
}
