//! What commands compare with: an earlier version of the archive, as Git has it.

use std::path::Path;

use super::session::Session;
use crate::archive::history::{Commit, HistoryError, Repository, Snapshot};
use crate::archive::{Archive, CONFIG, Files};
use crate::lang::Message;

/// The repository of the archive at `root`: that of `--git-dir`, of `GIT_DIR`, or the one around.
pub(super) fn repository(
    root: &Path,
    git_dir: Option<&Path>,
    session: &Session,
) -> anyhow::Result<Repository> {
    let told = session.world.variable("GIT_DIR").map(Path::new);
    let git_dir = git_dir.or(told).map(|dir| session.world.cwd.join(dir));
    Repository::find(root, git_dir.as_deref()).map_err(|error| failed(&error, session))
}

/// The archive that the branch began from: what it was where `HEAD` left `reference`.
pub(super) fn began_from(
    repository: &Repository,
    reference: &str,
    session: &Session,
) -> anyhow::Result<Earlier> {
    let commit = repository.commit(reference);
    let base = commit.and_then(|commit| repository.merge_base(&commit));
    base.and_then(|base| Earlier::at(repository, &base))
        .map_err(|error| failed(&error, session))
}

/// An earlier version of the archive, with its files.
pub(super) struct Earlier {
    /// Its files.
    pub files: Snapshot,
    /// What they say.
    pub archive: Archive,
}

impl Earlier {
    /// The archive at `commit`.
    pub fn at(repository: &Repository, commit: &Commit) -> Result<Earlier, HistoryError> {
        let files = repository.snapshot(commit)?;
        let archive = files.archive(&Default::default())?;
        Ok(Earlier { files, archive })
    }

    /// Whether there was an archive yet.
    pub fn is_there(&self) -> bool {
        self.files.has(Path::new(CONFIG))
    }
}

fn failed(error: &HistoryError, session: &Session) -> anyhow::Error {
    let message: Message = error.message();
    session.error(message)
}
