//! `fmt`: front matter, data lines and YAML files as the program writes them.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args as _, FromArgMatches};

use super::apply::{Mode, apply};
use super::check::{below, is_below};
use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::session::{Exit, Session};
use crate::archive::{CONFIG, Disk, Files as _};
use crate::lang::{Message, Text};
use crate::output::terminal::safe_line;
use crate::repair::{self, Request, repair};

#[derive(clap::Args)]
struct Args {
    paths: Vec<PathBuf>,
    #[arg(long)]
    check: bool,
    #[arg(long)]
    diff: bool,
    #[arg(long, conflicts_with_all = ["check", "diff"])]
    dry_run: bool,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "fmt",
    swedish: "formatera",
    about: Text::new(
        "skriver huvuden, datarader och YAML-filer på ett och samma sätt",
        "writes front matter, data lines and YAML files in one way",
    ),
    more: Some(Text::new(
        "Gör det som är säkert: citattecken där YAML behöver dem, nycklar, datum, klockslag, organ och huvudmän som programmet skriver dem, mellanslag. Löpande text och beslut ändras aldrig, och inte heller ett protokoll som är justerat, färdigställt eller underskrivet, eller vars status inte går att läsa. Skriver sökvägarna till de filer som ändrades.",
        "Does what is safe: quotes where YAML needs them, keys, dates, times, bodies and parties as the program writes them, spaces. Prose and decisions are never changed, nor is a protocol that is approved, finished or signed, or whose status can't be read. Prints the paths of the files that were changed.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "paths",
                Text::new("FIL", "PATH"),
                Text::new(
                    "bara de filerna eller mapparna; annars hela protokollsamlingen",
                    "only these files or folders; otherwise the whole archive",
                ),
            )],
        },
        Section {
            heading: OPTIONS,
            args: &[
                ArgText::flag(
                    "check",
                    Text::new(
                        "ändra inget; svara 1 om något skulle ändras",
                        "change nothing; exit with 1 if something would be changed",
                    ),
                ),
                ArgText::flag(
                    "diff",
                    Text::new(
                        "ändra inget; visa ändringarna som en patch",
                        "change nothing; show the changes as a patch",
                    ),
                ),
                ArgText::flag(
                    "dry_run",
                    Text::new(
                        "ändra inget; visa vilka filer som skulle ändras",
                        "change nothing; show which files would be changed",
                    ),
                ),
            ],
        },
    ],
    args: Args::augment_args,
    run: Run::Own(run),
};

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    let root = session.root()?;
    let files = Disk { root: root.clone() };
    if let Err(reason) = files.read(Path::new(CONFIG)) {
        return Err(session.error(Message::new(
            format!("kan inte läsa {CONFIG}: {reason}"),
            format!("can't read {CONFIG}: {reason}"),
        )));
    }
    let paths = below(&args.paths, &root, None, session)?;
    let outcome = repair(
        &files,
        &Request {
            day: session.world.today(),
            files: &|path| is_below(path, &paths),
            findings: &|_| true,
            forms: true,
        },
    );
    for path in paths.iter().filter(|path| root.join(path).is_file()) {
        if repair::is_finished(&files, path) {
            let path = safe_line(&path.to_string_lossy()).into_owned();
            session.note(&Message::new(
                format!("{path} är färdigt eller går inte att tyda, och ändras inte"),
                format!("{path} is finished or can't be made out, and isn't changed"),
            ));
        }
    }
    for left in &outcome.left {
        session.note(&left.message());
    }
    let changes = !outcome.plan.is_empty();
    let mode = match (args.diff, args.check, args.dry_run) {
        (true, _, _) => Mode::Diff,
        (_, true, _) => Mode::Check,
        (_, _, true) => Mode::DryRun,
        _ => Mode::Write,
    };
    let exit = apply(&outcome.plan, &root, mode, session)?;
    Ok(match args.check && changes {
        true => Exit::Found,
        false => exit,
    })
}
