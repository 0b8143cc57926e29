//! A file that isn't saved yet, over those that are: what an editor holds.

use std::path::{Path, PathBuf};

use super::{Entry, Files};

/// The files of an archive, with another text in the place of one of them.
pub struct Overlay<'f> {
    /// The others.
    pub under: &'f dyn Files,
    /// Relative to the archive's root; it need not be there.
    pub path: PathBuf,
    /// What it says.
    pub bytes: Vec<u8>,
}

impl Overlay<'_> {
    /// `entries` with the file, where it `belongs` among them.
    fn with(&self, mut entries: Vec<Entry>, belongs: bool) -> Vec<Entry> {
        let of = |entry: &Entry| match entry {
            Entry::File(path) | Entry::Link(path) | Entry::Unreadable(path, _) => path.clone(),
        };
        let known = entries.iter().position(|entry| of(entry) == self.path);
        match known {
            Some(at) => entries[at] = Entry::File(self.path.clone()),
            None if belongs => {
                let at = entries.partition_point(|entry| of(entry) < self.path);
                entries.insert(at, Entry::File(self.path.clone()));
            }
            None => {}
        }
        entries
    }

    fn ends_with(&self, endings: &[&str]) -> bool {
        let ending = self.path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|own| endings.iter().any(|end| end.eq_ignore_ascii_case(own)))
    }
}

impl Files for Overlay<'_> {
    fn yaml_files(&self, folder: &str) -> Vec<Entry> {
        let belongs =
            self.path.parent() == Some(Path::new(folder)) && self.ends_with(&["yaml", "yml"]);
        self.with(self.under.yaml_files(folder), belongs)
    }

    fn protocols(&self, codes: &[String]) -> Vec<Entry> {
        let mut parts = self.path.iter();
        let folder = parts.next().map(|folder| folder.to_string_lossy());
        let in_body = folder
            .is_some_and(|folder| codes.iter().any(|code| code.eq_ignore_ascii_case(&folder)));
        let belongs = in_body && parts.next().is_some() && self.ends_with(&["md"]);
        self.with(self.under.protocols(codes), belongs)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        match path == self.path {
            true => Ok(self.bytes.clone()),
            false => self.under.read(path),
        }
    }

    fn has(&self, path: &Path) -> bool {
        path == self.path || self.under.has(path)
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
        let overlay = Overlay {
            under: &under,
            path: path.into(),
            bytes: text.as_bytes().to_vec(),
        };
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
