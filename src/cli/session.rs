//! What a command has to do with: the world, the language, the streams, the archive.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::anyhow;

use super::args::ColorChoice;
use super::env::World;
use crate::archive::{self, Archive};
use crate::finding::Finding;
use crate::lang::{Lang, Message};
use crate::output::terminal::safe_line;
use crate::rule::{self, Rule};

/// How a run ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// It was done.
    Done = 0,
    /// Findings, or `--check` would change something.
    Found = 1,
    /// It could not be done.
    CouldNot = 2,
}

/// One run of one command.
pub(super) struct Session<'s> {
    /// The world outside.
    pub world: &'s World,
    /// The language to speak.
    pub lang: Lang,
    /// `--color`.
    pub color: ColorChoice,
    /// `--archive`, as typed.
    pub archive_dir: Option<PathBuf>,
    /// Answers.
    pub out: &'s mut dyn Write,
    /// Everything else.
    pub err: &'s mut dyn Write,
}

/// The rules whose findings mean that a file isn't in the archive's answers.
static UNREAD: [&Rule; 2] = [&rule::FRONT_MATTER_MISSING, &rule::UNREADABLE_TEXT];

impl Session<'_> {
    /// `message` as an error, in the language spoken.
    pub fn error(&self, message: impl Into<Message>) -> anyhow::Error {
        anyhow!(message.into().get(self.lang).to_owned())
    }

    /// The archive's root folder.
    pub fn root(&self) -> anyhow::Result<PathBuf> {
        let named = self
            .archive_dir
            .as_ref()
            .map(|dir| self.world.cwd.join(dir));
        archive::find_root(&self.world.cwd, named.as_deref())
            .map_err(|error| self.error(error.message()))
    }

    /// The archive at `root`. Says on stderr how many files couldn't be read.
    pub fn load(&mut self, root: &Path) -> anyhow::Result<Archive> {
        self.load_with(root, &archive::Options::default())
    }

    /// The same, reading no more than `options` ask for.
    pub fn load_with(
        &mut self,
        root: &Path,
        options: &archive::Options,
    ) -> anyhow::Result<Archive> {
        let archive = archive::load(root, options).map_err(|error| self.error(error.message()))?;
        if let Some(message) = unread(&archive.findings) {
            self.note(&message);
        }
        Ok(archive)
    }

    /// One line on stderr. That nobody listens there is no reason to stop.
    pub fn note(&mut self, message: &Message) {
        let line = safe_line(message.get(self.lang)).into_owned();
        let _ = writeln!(self.err, "{line}");
    }

    /// Whether stdout takes colours.
    pub fn colors_out(&self) -> bool {
        colors(self.color, self.world, self.world.stdout_is_terminal)
    }

    /// `path` as people are shown it: from the working directory where it is below that.
    pub fn shown(&self, path: &Path) -> String {
        let shown = path.strip_prefix(&self.world.cwd).unwrap_or(path);
        safe_line(&shown.to_string_lossy()).into_owned()
    }
}

/// Whether a stream takes colours.
pub(super) fn colors(choice: ColorChoice, world: &World, is_terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            is_terminal
                && world.variable("NO_COLOR").is_none()
                && world.variable("TERM") != Some("dumb")
        }
    }
}

/// How many files couldn't be read, if any.
fn unread(findings: &[Finding]) -> Option<Message> {
    let unread = findings
        .iter()
        .filter(|finding| UNREAD.contains(&finding.rule));
    let mut paths: Vec<&Path> = unread.map(|finding| finding.place.path.as_ref()).collect();
    paths.sort_unstable();
    paths.dedup();
    match paths.len() {
        0 => None,
        1 => Some(Message::new(
            "1 fil kunde inte läsas och saknas i svaret: `samverkan check` säger varför",
            "1 file couldn't be read and is missing from the answer: `samverkan check` says why",
        )),
        count => Some(Message::new(
            format!(
                "{count} filer kunde inte läsas och saknas i svaret: `samverkan check` säger varför"
            ),
            format!(
                "{count} files couldn't be read and are missing from the answer: `samverkan check` says why"
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_for_terminals_unless_somebody_says() {
        let world = World::empty("/");
        assert!(colors(ColorChoice::Auto, &world, true));
        assert!(!colors(ColorChoice::Auto, &world, false));
        assert!(colors(ColorChoice::Always, &world, false));
        assert!(!colors(ColorChoice::Never, &world, true));
        let world = world.with("NO_COLOR", "1");
        assert!(!colors(ColorChoice::Auto, &world, true));
        assert!(colors(ColorChoice::Always, &world, false));
        let dumb = World::empty("/").with("TERM", "dumb");
        assert!(!colors(ColorChoice::Auto, &dumb, true));
    }

    #[test]
    fn files_that_could_not_be_read_are_counted_once_each() {
        use crate::text::{Place, Span};
        let finding = |rule, path: &str| {
            let (path, span) = (PathBuf::from(path), Span::default());
            Finding::new(rule, Place { path, span }, Message::new("x", "x"))
        };
        let mut findings = vec![finding(&rule::UNKNOWN_KEY, "lsg/a.md")];
        assert_eq!(unread(&findings), None);
        findings.push(finding(&rule::UNREADABLE_TEXT, "lsg/b.md"));
        findings.push(finding(&rule::UNREADABLE_TEXT, "lsg/b.md"));
        assert!(
            unread(&findings)
                .unwrap()
                .en
                .starts_with("1 file couldn't be read")
        );
        findings.push(finding(&rule::FRONT_MATTER_MISSING, "lsg/c.md"));
        assert!(
            unread(&findings)
                .unwrap()
                .sv
                .starts_with("2 filer kunde inte läsas")
        );
    }
}
