//! Why an earlier version can't be had, and what to do about it.

use std::path::PathBuf;

use crate::lang::{Message, Text};

/// Why an earlier version could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HistoryError {
    /// There is no program `git`.
    NoGit,
    /// The archive lies in no repository.
    Outside {
        /// The archive's root.
        root: PathBuf,
    },
    /// The folder that was named is no repository.
    NoRepository {
        /// The folder.
        git_dir: PathBuf,
    },
    /// Git doesn't read what another user owns.
    NotTrusted {
        /// The archive's root.
        root: PathBuf,
    },
    /// Git knows no such branch, tag or commit.
    UnknownReference {
        /// As it was typed.
        reference: String,
        /// What may have been meant.
        near: Option<String>,
        /// Whether only the last commits were cloned.
        shallow: bool,
    },
    /// It is something else than a commit.
    NotACommit {
        /// As it was typed.
        reference: String,
    },
    /// Nothing is committed yet on the branch that is checked out.
    NoCommits,
    /// Where the two meet was not cloned.
    Shallow {
        /// What was to be compared with.
        reference: String,
    },
    /// The two never met.
    Unrelated {
        /// What was to be compared with.
        reference: String,
    },
    /// A repository without a working tree here holds several archives.
    SeveralArchives {
        /// Their folders.
        folders: Vec<String>,
    },
    /// A file of the commit was not cloned.
    Incomplete {
        /// The file, relative to the archive's root.
        path: PathBuf,
    },
    /// Something else, in Git's words.
    Failed {
        /// What Git said.
        said: String,
    },
}

impl HistoryError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        match self {
            HistoryError::NoGit => Message::new(
                "hittar inte programmet git, som läser tidigare versioner: installera Git, eller lägg till dess mapp i PATH",
                "found no program git, which reads earlier versions: install Git, or add its folder to PATH",
            ),
            HistoryError::Outside { root } => {
                let root = root.display();
                Message::new(
                    format!(
                        "{root} ligger inte i något Git-arkiv, så det finns ingen tidigare version: kör i en klon, eller ange arkivet med --git-dir"
                    ),
                    format!(
                        "{root} is in no Git repository, so there is no earlier version: run in a clone, or name the repository with --git-dir"
                    ),
                )
            }
            HistoryError::NoRepository { git_dir } => {
                let git_dir = git_dir.display();
                Message::new(
                    format!(
                        "{git_dir} är inget Git-arkiv: ange en mapp .git eller ett arkiv utan arbetskatalog"
                    ),
                    format!(
                        "{git_dir} is no Git repository: name a folder .git or a bare repository"
                    ),
                )
            }
            HistoryError::NotTrusted { root } => {
                let root = root.display();
                Message::new(
                    format!(
                        "Git läser inte {root}, som någon annan äger: godta mappen med `git config --global --add safe.directory MAPP`"
                    ),
                    format!(
                        "Git doesn't read {root}, which another user owns: accept the folder with `git config --global --add safe.directory DIR`"
                    ),
                )
            }
            HistoryError::UnknownReference {
                reference,
                near,
                shallow,
            } => unknown(reference, near.as_deref(), *shallow),
            HistoryError::NotACommit { reference } => Message::new(
                format!(
                    "\"{reference}\" är ingen version i Git: ange en gren, en tagg eller en incheckning"
                ),
                format!("\"{reference}\" is no version in Git: name a branch, a tag or a commit"),
            ),
            HistoryError::NoCommits => Message::new(
                "inget är incheckat i Git ännu, så det finns inget att jämföra med: checka in först",
                "nothing is committed to Git yet, so there is nothing to compare with: commit first",
            ),
            HistoryError::Shallow { reference } => Message::new(
                format!(
                    "klonen är grund, och versionen där grenen utgick från {reference} är inte hämtad: {}",
                    DEEPEN.sv
                ),
                format!(
                    "the clone is shallow, and the version where this branch left {reference} was not fetched: {}",
                    DEEPEN.en
                ),
            ),
            HistoryError::Unrelated { reference } => Message::new(
                format!(
                    "{reference} och det som är utcheckat har ingen gemensam historia: ange en gren som den här utgår från"
                ),
                format!(
                    "{reference} and what is checked out have no history in common: name a branch that this one began from"
                ),
            ),
            HistoryError::SeveralArchives { folders } => {
                let folders = folders.join(", ");
                Message::new(
                    format!(
                        "Git-arkivet har flera protokollsamlingar ({folders}): kör i en klon, så syns vilken som menas"
                    ),
                    format!(
                        "the repository has several archives ({folders}): run in a clone, which shows the one that is meant"
                    ),
                )
            }
            HistoryError::Incomplete { path } => {
                let path = path.display();
                Message::new(
                    format!(
                        "{path} finns i den tidigare versionen men är inte hämtad: klona utan --filter, eller kör `git fetch --refetch --no-filter`"
                    ),
                    format!(
                        "{path} is in the earlier version but was not fetched: clone without --filter, or run `git fetch --refetch --no-filter`"
                    ),
                )
            }
            HistoryError::Failed { said } => Message::new(
                format!("git kunde inte svara: {said}"),
                format!("git could not answer: {said}"),
            ),
        }
    }
}

/// How deep to fetch.
const DEEPEN: Text = Text::new(
    "hämta hela historien med `git fetch --unshallow` (GitHub: fetch-depth: 0 för actions/checkout; GitLab: GIT_DEPTH: 0)",
    "fetch the whole history with `git fetch --unshallow` (GitHub: fetch-depth: 0 of actions/checkout; GitLab: GIT_DEPTH: 0)",
);

fn unknown(reference: &str, near: Option<&str>, shallow: bool) -> Message {
    let (sv, en) = match near {
        Some(near) => (
            format!("menade du {near}?"),
            format!("did you mean {near}?"),
        ),
        None if shallow => (
            format!("klonen är grund och har den inte; {}", DEEPEN.sv),
            format!("the clone is shallow and lacks it; {}", DEEPEN.en),
        ),
        None => (
            "`git branch --all` visar grenarna, och `git fetch` hämtar dem som fattas".to_owned(),
            "`git branch --all` shows the branches, and `git fetch` gets those that are missing"
                .to_owned(),
        ),
    };
    Message::new(
        format!("Git känner ingen version \"{reference}\": {sv}"),
        format!("Git knows no version \"{reference}\": {en}"),
    )
}
