//! `verify`: recomputes the seals of an archive.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};

use super::check::{Texts, prefix};
use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::session::{Exit, Session};
use crate::approval::seal::is_sealed;
use crate::archive::{Archive, Disk, ProtocolFile, Target, resolve};
use crate::check::Context;
use crate::check::rules::seal_differs;
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Status;
use crate::output::findings::{self, Format, Found, Style};
use crate::output::terminal::safe_line;

#[derive(clap::Args)]
struct Args {
    paths: Vec<PathBuf>,
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)))]
    format: Option<String>,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "verify",
    swedish: "verifiera",
    about: Text::new(
        "räknar om sigillen: vilka justerade protokoll och beslut som har ändrats",
        "recomputes the seals: which approved protocols and decisions have been changed",
    ),
    more: Some(Text::new(
        "Svarar 1 när något skiljer sig. Samma påpekanden som `samverkan check --select J007`, utan undantag. Ett sigill visar att texten är densamma, inte att en underskrift är äkta.",
        "Exits with 1 when anything differs. The same findings as `samverkan check --select J007`, without waivers. A seal shows that the text is the same, not that a signature is genuine.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "paths",
                Text::new("FIL", "PATH"),
                Text::new(
                    "bara de filerna, mapparna, protokollen eller organen; annars hela samlingen",
                    "only these files, folders, protocols or bodies; otherwise the whole archive",
                ),
            )],
        },
        Section {
            heading: OPTIONS,
            args: &[ArgText::value(
                "format",
                Text::new("FORMAT", "FORMAT"),
                Text::new("svarets format", "format of the answer"),
            )],
        },
    ],
    args: Args::augment_args,
    run: Run::Own(run),
};

/// How many protocols there are of each kind.
#[derive(Default)]
struct Counts {
    sealed: usize,
    differing: usize,
    /// Approved, without a seal.
    unsealed: usize,
}

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    let root = session.root()?;
    let archive = session.load(&root)?;
    let wanted = wanted(&args.paths, &archive, session)?;
    let context = Context {
        archive: &archive,
        files: &Disk { root: root.clone() },
        day: session.world.today(),
        before: None,
    };
    let mut counts = Counts::default();
    let mut found: Vec<Finding> = Vec::new();
    let files = archive.protocols.iter();
    for file in files.filter(|file| wanted.iter().any(|one| one.holds(file))) {
        let protocol = &file.protocol;
        if is_sealed(protocol) {
            counts.sealed += 1;
        } else if protocol.is(Status::Approved) {
            counts.unsealed += 1;
        }
        if let Some(finding) = seal_differs::found(&context.case(file)) {
            counts.differing += 1;
            found.push(finding);
        }
    }
    found.sort_by(|a, b| a.place.path.cmp(&b.place.path));
    let shown = Found {
        findings: &found,
        rules: &[&seal_differs::RULE],
        protocols: counts.sealed,
        ..Found::default()
    };
    let format = args.format.as_deref().and_then(Format::from_name);
    let format = format.unwrap_or_default();
    let style = Style {
        lang: session.lang,
        width: session.world.width(),
        color: session.colors_out(),
        prefix: prefix(&root, session),
        strict: false,
    };
    let is_full = format == Format::Full;
    // Where nothing differs, the sum alone says so.
    if !is_full || !found.is_empty() {
        findings::write(session.out, &shown, &Texts(&archive), format, &style)?;
    }
    let sum = sum(&counts);
    match is_full {
        true => {
            let line = safe_line(sum.get(session.lang)).into_owned();
            writeln!(session.out, "{line}")?;
        }
        false => session.note(&sum),
    }
    Ok(match found.is_empty() {
        true => Exit::Done,
        false => Exit::Found,
    })
}

/// A part of the archive.
enum Wanted {
    All,
    Below(PathBuf),
    Body(String),
}

impl Wanted {
    fn holds(&self, file: &ProtocolFile) -> bool {
        match self {
            Wanted::All => true,
            Wanted::Below(path) => file.source.path.starts_with(path),
            Wanted::Body(code) => file.protocol.body.value == *code,
        }
    }
}

fn wanted(paths: &[PathBuf], archive: &Archive, session: &Session) -> anyhow::Result<Vec<Wanted>> {
    if paths.is_empty() {
        return Ok(vec![Wanted::All]);
    }
    let mut out = Vec::new();
    for path in paths {
        let whole = session.world.cwd.join(path);
        let inside = whole.strip_prefix(&archive.root).ok();
        let inside = inside.filter(|_| whole.exists()).map(PathBuf::from);
        let inside = inside.or_else(|| archive.root.join(path).exists().then(|| path.clone()));
        if let Some(inside) = inside {
            out.push(Wanted::Below(inside));
            continue;
        }
        let text = path.to_string_lossy();
        let target = resolve(archive, &text).map_err(|error| session.error(error.message()))?;
        out.push(match target {
            Target::Body(code) => Wanted::Body(code),
            Target::Protocol(at) | Target::Item(at, _) | Target::Decision(at, _, _) => {
                Wanted::Below(archive.protocols[at].source.path.clone())
            }
            _ => {
                return Err(session.error(Message::new(
                    format!("\"{text}\" är varken ett protokoll, ett organ eller en fil"),
                    format!("\"{text}\" is neither a protocol, a body nor a file"),
                )));
            }
        });
    }
    Ok(out)
}

fn sum(counts: &Counts) -> Message {
    let Counts {
        sealed,
        differing,
        unsealed,
    } = counts;
    let (mut sv, mut en) = match (sealed, differing) {
        (0, _) => (
            "inget protokoll har sigill".to_owned(),
            "no protocol has a seal".to_owned(),
        ),
        (_, 0) => (
            format!("{sealed} protokoll med sigill: alla som när de förseglades"),
            format!("protocols with a seal: {sealed}, all as when they were sealed"),
        ),
        _ => (
            format!("{sealed} protokoll med sigill: {differing} skiljer sig"),
            format!("protocols with a seal: {sealed}, of which {differing} differ"),
        ),
    };
    if *unsealed > 0 {
        sv.push_str(&format!("; {unsealed} justerade har inget"));
        en.push_str(&format!("; approved without one: {unsealed}"));
    }
    Message::new(sv, en)
}
