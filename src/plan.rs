//! A plan: files to create, to change and to remove, before anything is written. Pure; only
//! `cli::apply` carries one out.

use std::path::{Path, PathBuf};

use similar::TextDiff;

/// Changes to files below one root. Each path stands once; [`Plan::changes`] has them in the
/// order they were planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The changes.
    pub changes: Vec<Change>,
}

/// What becomes of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Relative to the root, without `..`.
    pub path: PathBuf,
    /// What becomes of it.
    pub kind: ChangeKind,
}

/// What becomes of a file, with what it must hold for that to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Nothing stands there; this will.
    Create {
        /// The whole file.
        after: Vec<u8>,
    },
    /// Exactly `before` stands there; `after` will.
    Replace {
        /// What was read: a file that has changed since then is left alone.
        before: Vec<u8>,
        /// The whole file.
        after: Vec<u8>,
    },
    /// Exactly `before` stands there; nothing will.
    Remove {
        /// What was read.
        before: Vec<u8>,
    },
}

impl Plan {
    /// A plan that changes nothing.
    pub fn new() -> Plan {
        Plan::default()
    }

    /// Plans a new file.
    pub fn create(&mut self, path: impl Into<PathBuf>, after: impl Into<Vec<u8>>) {
        let after = after.into();
        self.push(path, ChangeKind::Create { after });
    }

    /// Plans that a file which held `before` holds `after`; nothing where they are the same.
    pub fn replace(
        &mut self,
        path: impl Into<PathBuf>,
        before: impl Into<Vec<u8>>,
        after: impl Into<Vec<u8>>,
    ) {
        let (before, after) = (before.into(), after.into());
        if before != after {
            self.push(path, ChangeKind::Replace { before, after });
        }
    }

    /// Plans that a file which held `before` goes away.
    pub fn remove(&mut self, path: impl Into<PathBuf>, before: impl Into<Vec<u8>>) {
        let before = before.into();
        self.push(path, ChangeKind::Remove { before });
    }

    /// Plans that a file which held `before`, or wasn't there, holds `after`.
    pub fn put(
        &mut self,
        path: impl Into<PathBuf>,
        before: Option<Vec<u8>>,
        after: impl Into<Vec<u8>>,
    ) {
        match before {
            Some(before) => self.replace(path, before, after),
            None => self.create(path, after),
        }
    }

    /// Whether nothing will change.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The whole plan as one patch, as `git apply` and `patch -p1` take it.
    pub fn diff(&self) -> String {
        self.changes.iter().map(Change::diff).collect()
    }

    fn push(&mut self, path: impl Into<PathBuf>, kind: ChangeKind) {
        let path = path.into();
        self.changes.push(Change { path, kind });
    }
}

impl Change {
    /// What must stand there now; `None` where nothing may.
    pub fn before(&self) -> Option<&[u8]> {
        match &self.kind {
            ChangeKind::Create { .. } => None,
            ChangeKind::Replace { before, .. } | ChangeKind::Remove { before } => Some(before),
        }
    }

    /// What will stand there; `None` where nothing will.
    pub fn after(&self) -> Option<&[u8]> {
        match &self.kind {
            ChangeKind::Create { after } | ChangeKind::Replace { after, .. } => Some(after),
            ChangeKind::Remove { .. } => None,
        }
    }

    /// The change as a unified diff with three lines around each place; for what isn't text, one
    /// line that says so.
    pub fn diff(&self) -> String {
        let path = slashed(&self.path);
        let head = |side: &str, there: bool| match there {
            true => format!("{side}/{path}"),
            false => "/dev/null".to_owned(),
        };
        let from = head("a", self.before().is_some());
        let to = head("b", self.after().is_some());
        let (Some(before), Some(after)) = (text(self.before()), text(self.after())) else {
            return format!("Binary files {from} and {to} differ\n");
        };
        let diff = TextDiff::from_lines(before, after);
        let mut unified = diff.unified_diff();
        unified.context_radius(3).header(&from, &to).to_string()
    }
}

/// The bytes as text, where they are; nothing there is an empty text.
fn text(bytes: Option<&[u8]>) -> Option<&str> {
    let bytes = bytes.unwrap_or_default();
    let text = std::str::from_utf8(bytes).ok()?;
    (!text.contains('\0')).then_some(text)
}

/// The path as patches write it. A line break in a name would end the line of the patch.
fn slashed(path: &Path) -> String {
    let parts = path.iter().map(|part| part.to_string_lossy());
    let path = parts.collect::<Vec<_>>().join("/");
    path.replace(|c: char| c.is_control(), "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: Option<&str>, after: Option<&str>) -> String {
        let mut plan = Plan::new();
        match (before, after) {
            (Some(before), Some(after)) => plan.replace("lsg/a.md", before, after),
            (Some(before), None) => plan.remove("lsg/a.md", before),
            (None, Some(after)) => plan.create("lsg/a.md", after),
            (None, None) => {}
        }
        plan.diff()
    }

    #[test]
    fn a_change_shows_its_lines_with_three_around() {
        let before = "ett\ntvå\ntre\nfyra\nfem\nsex\nsju\nåtta\n";
        let after = before.replace("fem", "FEM");
        insta::assert_snapshot!(diff(Some(before), Some(&after)), @r"
        --- a/lsg/a.md
        +++ b/lsg/a.md
        @@ -2,7 +2,7 @@
         två
         tre
         fyra
        -fem
        +FEM
         sex
         sju
         åtta
        ");
    }

    #[test]
    fn new_and_removed_files_come_from_and_go_to_nothing() {
        insta::assert_snapshot!(diff(None, Some("ett\ntvå\n")), @r"
        --- /dev/null
        +++ b/lsg/a.md
        @@ -0,0 +1,2 @@
        +ett
        +två
        ");
        insta::assert_snapshot!(diff(Some("ett"), None), @r"
        --- a/lsg/a.md
        +++ /dev/null
        @@ -1 +0,0 @@
        -ett
        \ No newline at end of file
        ");
    }

    #[test]
    fn line_ends_count_and_equal_files_are_no_change() {
        assert_eq!(diff(Some("a\r\n"), Some("a\r\n")), "");
        assert!(diff(Some("a\r\n"), Some("a\n")).contains("-a\r\n+a\n"));
    }

    #[test]
    fn what_is_not_text_is_only_named() {
        let mut plan = Plan::new();
        plan.put("bild.png", Some(vec![0xff, 0xd8]), "text");
        plan.create("noll", "a\0b");
        assert_eq!(
            plan.diff(),
            "Binary files a/bild.png and b/bild.png differ\nBinary files /dev/null and b/noll differ\n"
        );
    }

    #[test]
    fn long_files_take_no_square() {
        let lines =
            |word: &str| -> String { (0..50_000).map(|n| format!("{word} {n}\n")).collect() };
        let nothing_in_common = diff(Some(&lines("a")), Some(&lines("b")));
        assert_eq!(nothing_in_common.lines().count(), 100_003);
        // Few different lines, much like each other: what a search for the least change likes least.
        let noise = |mut seed: u32, words: u32| -> String {
            let mut next = || {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                format!("{}\n", (seed >> 16) % words)
            };
            (0..10_000).map(|_| next()).collect()
        };
        for words in [2, 50, 5_000] {
            diff(Some(&noise(1, words)), Some(&noise(2, words)));
        }
    }
}
