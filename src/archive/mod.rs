//! The archive: a folder of protocols and the agreement they are judged by.
//!
//! [`load`] reads it all; nothing else reads protocol files.

pub mod agenda;
pub mod calendar;
pub mod history;
mod load;
mod outline;
mod overlay;
mod refer;
pub mod register;
mod renames;
mod scan;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

pub use load::{Disk, Entry, Files, LoadError, Memory, Options, load, load_from};
pub use outline::{Outline, outline};
pub use overlay::Overlay;
pub use refer::{ReferError, Target, resolve};
pub use renames::Renames;

use crate::finding::Finding;
use crate::lang::Message;
use crate::model::{AnswerRegister, Collaboration, Protocol, ProtocolId, Waiver};
use crate::parse::import_comment;
use crate::parse::names::Names;
use crate::text::LineIndex;

pub use crate::text::slashed;

/// The file that makes a folder an archive.
pub const CONFIG: &str = "samverkan.yaml";

/// The file of accepted findings.
pub const WAIVERS: &str = "undantag.yaml";

/// The folder of what each party decided on a recommendation.
pub const ANSWERS: &str = "huvudmannasvar";

/// A loaded archive.
#[derive(Debug)]
pub struct Archive {
    /// The folder that holds `samverkan.yaml`.
    pub root: PathBuf,
    /// What `samverkan.yaml` and `organ/*.yaml` say.
    pub collaboration: Collaboration,
    /// The names of its bodies and parties.
    pub names: Names,
    /// The protocols, by day, then body, then id.
    pub protocols: Vec<ProtocolFile>,
    /// What `undantag.yaml` says.
    pub waivers: Vec<Waiver>,
    /// What `huvudmannasvar/*.yaml` say.
    pub registers: Vec<AnswerRegister>,
    /// The texts of `samverkan.yaml` and `organ/*.yaml`, for showing findings.
    pub sources: Vec<Source>,
    /// Findings about the collaboration's own files, and those that no single file has.
    pub findings: Vec<Finding>,
    /// How many files could not be read at all.
    pub unread: usize,
}

/// One protocol with the file it came from.
#[derive(Debug)]
pub struct ProtocolFile {
    /// The file.
    pub source: Source,
    /// What it says.
    pub protocol: Protocol,
    /// What reading it had to say.
    pub findings: Vec<Finding>,
}

/// A file that was read.
#[derive(Debug)]
pub struct Source {
    /// Relative to the archive's root.
    pub path: PathBuf,
    /// Its text, as UTF-8.
    pub text: String,
    /// Its lines.
    pub lines: LineIndex,
}

impl ProtocolFile {
    /// Whether it is an import that nobody has compared with its original yet: what it says may
    /// be a misreading, so it is mended here even where the original is approved.
    pub fn is_unchecked_import(&self) -> bool {
        import_comment::comment(&self.source.text).is_some()
    }

    /// The line that byte `offset` of the file is on, from 1.
    pub fn line(&self, offset: u32) -> u32 {
        self.source.lines.line(offset)
    }

    /// Whether the file is called what its protocol's id says, as a copy of it isn't.
    pub fn is_named_by_id(&self) -> bool {
        let name = self.protocol.id.0.split_once('/').map(|(_, name)| name);
        let stem = self.source.path.file_stem().and_then(|stem| stem.to_str());
        name.is_some() && name == stem
    }

    /// The path with `/` between its parts.
    pub fn path(&self) -> String {
        slashed(&self.source.path)
    }
}

impl Archive {
    /// The protocol with exactly this id; the first, where two files have it.
    pub fn protocol(&self, id: &ProtocolId) -> Option<&ProtocolFile> {
        self.protocols.iter().find(|file| file.protocol.id == *id)
    }

    /// The protocols, each meeting once, in the same order. Of two files of one id the one with
    /// the shortest name counts: a copy is called after what it was copied from.
    pub fn distinct(&self) -> impl Iterator<Item = &ProtocolFile> {
        self.distinct_places().map(|at| &self.protocols[at])
    }

    /// The same, as places in [`Archive::protocols`].
    pub fn distinct_places(&self) -> impl Iterator<Item = usize> {
        let length = |at: usize| self.protocols[at].source.path.as_os_str().len();
        let mut chosen: HashMap<&ProtocolId, usize> = HashMap::new();
        for (at, file) in self.protocols.iter().enumerate() {
            chosen
                .entry(&file.protocol.id)
                .and_modify(|first| {
                    if length(at) < length(*first) {
                        *first = at;
                    }
                })
                .or_insert(at);
        }
        self.protocols
            .iter()
            .enumerate()
            .filter(move |(at, file)| chosen.get(&file.protocol.id) == Some(at))
            .map(|(at, _)| at)
    }

    /// The file at `path`, relative to the root.
    pub fn source(&self, path: &Path) -> Option<&Source> {
        self.sources
            .iter()
            .chain(self.protocols.iter().map(|file| &file.source))
            .find(|source| source.path == path)
    }
}

/// Why no archive was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RootError {
    /// Neither here, nor above, nor in `./protocols`.
    NotFound {
        /// Where the search began.
        start: PathBuf,
    },
    /// The folder that was named has no `samverkan.yaml`.
    NotAnArchive {
        /// The folder.
        named: PathBuf,
    },
}

impl RootError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        match self {
            RootError::NotFound { start } => Message::new(
                format!(
                    "hittar ingen protokollsamling: {CONFIG} finns varken i {0}, i en mapp ovanför eller i {0}/protocols; ange mappen med --archive",
                    start.display()
                ),
                format!(
                    "found no archive: there is no {CONFIG} in {0}, above it, or in {0}/protocols; name the folder with --archive",
                    start.display()
                ),
            ),
            RootError::NotAnArchive { named } => Message::new(
                format!(
                    "{} är ingen protokollsamling: där finns ingen {CONFIG}",
                    named.display()
                ),
                format!("{} is no archive: it has no {CONFIG}", named.display()),
            ),
        }
    }
}

/// The root of the archive: `named` where given; else the nearest folder from `start` upwards
/// that holds `samverkan.yaml`; else `start/protocols`.
pub fn find_root(start: &Path, named: Option<&Path>) -> Result<PathBuf, RootError> {
    if let Some(named) = named {
        let folder = start.join(named);
        return match folder.join(CONFIG).is_file() {
            true => Ok(folder),
            false => Err(RootError::NotAnArchive {
                named: named.to_owned(),
            }),
        };
    }
    start
        .ancestors()
        .find(|folder| folder.join(CONFIG).is_file())
        .map(Path::to_owned)
        .or_else(|| Some(start.join("protocols")).filter(|folder| folder.join(CONFIG).is_file()))
        .ok_or_else(|| RootError::NotFound {
            start: start.to_owned(),
        })
}
