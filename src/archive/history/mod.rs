//! Earlier versions of the archive, as Git has them. Alone in running `git`.
//!
//! Git is only asked what it stores: which commit a word means, where two of them meet, which
//! files one holds and what they say. Nothing is asked about the working tree or the index, so
//! that no filter, hook, monitor or text conversion of a repository runs, and nothing is fetched
//! or written. What a person typed never stands where an option may.

mod blobs;
mod error;
mod snapshot;
#[cfg(test)]
mod tests;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub use error::HistoryError;
pub use snapshot::Snapshot;

use crate::lang::nearest;

/// The repository that an archive lies in.
#[derive(Clone, Debug)]
pub struct Repository {
    /// The archive's root, where `git` runs.
    root: PathBuf,
    /// The repository's own folder, where it isn't the one that Git finds from the root.
    git_dir: Option<PathBuf>,
    /// Where in the repository the archive lies, with `/` at its end unless it is the top; not
    /// known where the repository has no working tree here.
    prefix: Option<PathBuf>,
}

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its full hexadecimal id.
    pub id: String,
    /// What it was asked for as: a branch, a tag, an id.
    pub name: String,
}

impl Repository {
    /// The repository that the archive at `root` lies in: the one that `git_dir` names where it is
    /// given (absolute, as from `--git-dir` or `GIT_DIR`), and otherwise the one around it.
    pub fn find(root: &Path, git_dir: Option<&Path>) -> Result<Repository, HistoryError> {
        let around = Repository {
            root: root.to_owned(),
            git_dir: None,
            prefix: None,
        };
        let Some(git_dir) = git_dir else {
            return around.with_prefix();
        };
        let named = Repository {
            git_dir: Some(git_dir.to_owned()),
            ..around.clone()
        };
        let own_folder = ["rev-parse", "--absolute-git-dir"];
        let Ok(folder) = named.bytes(own_folder) else {
            return Err(match named.bytes(["version"]) {
                Err(error) => error,
                Ok(_) => HistoryError::NoRepository {
                    git_dir: git_dir.to_owned(),
                },
            });
        };
        // Hooks name the repository around, and then Git knows where in it the archive lies.
        match around.bytes(own_folder) {
            Ok(own) if own == folder => around.with_prefix(),
            _ => Ok(named),
        }
    }

    /// The same, knowing where in it the archive lies.
    fn with_prefix(self) -> Result<Repository, HistoryError> {
        let said = self.bytes(["rev-parse", "--is-inside-work-tree", "--show-prefix"])?;
        let inside = said.strip_prefix(b"true\n");
        let prefix = inside.map(|rest| path_of(rest.strip_suffix(b"\n").unwrap_or(rest)));
        Ok(Repository { prefix, ..self })
    }

    /// The commit that `reference` means: a branch, a tag, an id, `HEAD~2`.
    pub fn commit(&self, reference: &str) -> Result<Commit, HistoryError> {
        // No reference begins with a hyphen, and `^x` is all but x.
        let is_word = !reference.is_empty()
            && !reference.starts_with(['-', '^'])
            && !reference.contains('\0');
        if is_word {
            let id = self.verified(&format!("{reference}^{{commit}}"))?;
            if let Some(id) = id {
                return Ok(Commit {
                    id,
                    name: reference.to_owned(),
                });
            }
            if self.verified(reference)?.is_some() {
                return Err(HistoryError::NotACommit {
                    reference: reference.to_owned(),
                });
            }
        }
        if reference == "HEAD" {
            return Err(HistoryError::NoCommits);
        }
        Err(HistoryError::UnknownReference {
            near: self.near(reference)?,
            shallow: self.is_shallow()?,
            reference: reference.to_owned(),
        })
    }

    /// Where the branch that is checked out left `commit`: the last commit that both have.
    pub fn merge_base(&self, commit: &Commit) -> Result<Commit, HistoryError> {
        let head = self.commit("HEAD")?;
        let output = self.output(["merge-base", &commit.id, &head.id])?;
        let reference = commit.name.clone();
        if let Some(id) = first_id(&output.stdout) {
            return Ok(Commit {
                id,
                name: reference,
            });
        }
        if output.status.code() != Some(1) {
            return Err(self.failure(&output));
        }
        Err(match self.is_shallow()? {
            true => HistoryError::Shallow { reference },
            false => HistoryError::Unrelated { reference },
        })
    }

    /// The files of the archive at `commit`.
    pub fn snapshot(&self, commit: &Commit) -> Result<Snapshot, HistoryError> {
        Snapshot::of(self, commit)
    }

    /// The id that a word means, if any.
    fn verified(&self, word: &str) -> Result<Option<String>, HistoryError> {
        let output = self.output(["rev-parse", "--verify", "--quiet", "--end-of-options", word])?;
        Ok(first_id(&output.stdout).filter(|_| output.status.success()))
    }

    fn is_shallow(&self) -> Result<bool, HistoryError> {
        let said = self.bytes(["rev-parse", "--is-shallow-repository"])?;
        Ok(said.starts_with(b"true"))
    }

    /// The branch or tag that may have been meant: the same of another place, or the nearest.
    fn near(&self, reference: &str) -> Result<Option<String>, HistoryError> {
        let said = self.bytes(["for-each-ref", "--format=%(refname:short)"])?;
        let said = String::from_utf8_lossy(&said);
        let is_elsewhere = |name: &&str| {
            let parts = name.split_once('/');
            !reference.is_empty() && parts.is_some_and(|(_, branch)| branch == reference)
        };
        let elsewhere = said.lines().find(is_elsewhere);
        // `origin/main` isn't meant by `origin/gren`, however much they share.
        let is_like =
            |near: &&str| nearest(last_part(reference), [last_part(near)].into_iter()).is_some();
        let near = elsewhere.or_else(|| nearest(reference, said.lines()).filter(is_like));
        Ok(near.map(str::to_owned))
    }

    /// What Git answers, or why it didn't.
    fn bytes<'a>(
        &self,
        arguments: impl IntoIterator<Item = &'a str>,
    ) -> Result<Vec<u8>, HistoryError> {
        let output = self.output(arguments)?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(self.failure(&output)),
        }
    }

    fn output<'a>(
        &self,
        arguments: impl IntoIterator<Item = &'a str>,
    ) -> Result<Output, HistoryError> {
        let mut command = self.command();
        command.args(arguments).stdin(Stdio::null());
        command.output().map_err(|error| not_run(&error))
    }

    /// `git` before its command: nothing of the repository's runs, nothing is written or fetched,
    /// and it speaks English, which [`Repository::failure`] reads.
    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.current_dir(&self.root);
        // A hook is told these of the repository that it runs for, relative to its top.
        for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
            command.env_remove(variable);
        }
        command
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C");
        command.args([
            "--no-pager",
            "--literal-pathspecs",
            "-c",
            "core.fsmonitor=false",
        ]);
        if let Some(git_dir) = &self.git_dir {
            command.arg("--git-dir").arg(git_dir);
        }
        command
    }

    /// Why Git didn't answer.
    fn failure(&self, output: &Output) -> HistoryError {
        let said = String::from_utf8_lossy(&output.stderr);
        if said.contains("not a git repository") {
            let root = self.root.clone();
            return HistoryError::Outside { root };
        }
        if said.contains("dubious ownership") {
            let root = self.root.clone();
            return HistoryError::NotTrusted { root };
        }
        let line = said.lines().find(|line| !line.trim().is_empty());
        HistoryError::Failed {
            said: line.unwrap_or("-").trim().to_owned(),
        }
    }
}

/// `main` of `origin/main`.
fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn not_run(error: &io::Error) -> HistoryError {
    match error.kind() {
        io::ErrorKind::NotFound => HistoryError::NoGit,
        _ => HistoryError::Failed {
            said: error.to_string(),
        },
    }
}

/// The object id that `said` begins with.
fn first_id(said: &[u8]) -> Option<String> {
    let line = said.split(|&byte| byte == b'\n').next()?;
    let is_id = line.len() >= 40 && line.iter().all(u8::is_ascii_hexdigit);
    is_id.then(|| String::from_utf8_lossy(line).into_owned())
}

/// A path as Git has it, in bytes.
#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// A path as Git has it, in bytes.
#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
