//! A stub, to be replaced at merge: just enough of the archive for `cli` to compile and be tried.

use std::path::{Path, PathBuf};

use crate::finding::Finding;
use crate::lang::Message;
use crate::model::{Collaboration, Protocol};

/// How an archive is loaded.
#[derive(Clone, Debug, Default)]
pub struct Options {}

/// The archive.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// What `samverkan.yaml` and `organ/*.yaml` say.
    pub collaboration: Collaboration,
    /// The protocols.
    pub protocols: Vec<Protocol>,
    /// What reading found.
    pub findings: Vec<Finding>,
}

/// No archive.
#[derive(Clone, Debug)]
pub struct RootError(PathBuf);

impl RootError {
    /// One line.
    pub fn message(&self) -> Message {
        let path = self.0.display();
        Message::new(
            format!("{path} har ingen samverkan.yaml: ange mappen med --archive"),
            format!("{path} has no samverkan.yaml: name the folder with --archive"),
        )
    }
}

/// The archive can't be loaded.
#[derive(Clone, Debug)]
pub struct LoadError {}

impl LoadError {
    /// One line.
    pub fn message(&self) -> Message {
        Message::new("", "")
    }
}

/// The root.
pub fn find_root(start: &Path, override_: Option<&Path>) -> Result<PathBuf, RootError> {
    let is_root = |dir: &Path| dir.join("samverkan.yaml").is_file();
    let found = match override_ {
        Some(dir) => is_root(dir).then(|| dir.to_owned()),
        None => start
            .ancestors()
            .map(Path::to_owned)
            .chain([start.join("protocols")])
            .find(|dir| is_root(dir)),
    };
    found.ok_or_else(|| RootError(override_.unwrap_or(start).to_owned()))
}

/// The archive at `root`.
pub fn load(_root: &Path, _options: &Options) -> Result<Archive, LoadError> {
    Ok(Archive::default())
}
