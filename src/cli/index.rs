//! `index`: the generated pages, and what merges them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use clap::{ArgMatches, Args as _, FromArgMatches};

use super::apply::{self, Mode};
use super::args::day;
use super::command::{ArgText, Command, OPTIONS, Run, Section};
use super::failure::why;
use super::merge_driver;
use super::session::{Exit, Session};
use crate::index::{self, Existing};
use crate::lang::{Lang, Message, Text};
use crate::text::MAX_FILE_BYTES;

#[derive(clap::Args)]
struct Args {
    #[arg(long, value_parser = day)]
    as_of: Option<NaiveDate>,
    #[arg(long, conflicts_with_all = ["diff", "dry_run"])]
    check: bool,
    #[arg(long, conflicts_with = "dry_run")]
    diff: bool,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, num_args = 3..=4, conflicts_with_all = ["as_of", "check", "diff", "dry_run"])]
    merge_driver: Option<Vec<PathBuf>>,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "index",
    swedish: "register",
    about: Text::new(
        "skriver sidor som Git-värden visar: översikt, organ, beslut, balanslista, rekommendationer, närvaro",
        "writes pages that the Git host shows: overview, bodies, decisions, open assignments, recommendations, attendance",
    ),
    more: Some(Text::new(
        "Sidorna heter INDEX.md, ORGAN.md, ORGAN-LSG.md, BESLUT.md, BESLUT-2023.md, BALANSLISTA.md, REKOMMENDATIONER.md och NARVARO.md och står i samlingens mapp. Det som står utanför märkena i en sida är ditt och blir kvar. Länkarna följer `git-värd` i samverkan.yaml: github, gitlab eller forgejo.",
        "The pages are called INDEX.md, ORGAN.md, ORGAN-LSG.md, BESLUT.md, BESLUT-2023.md, BALANSLISTA.md, REKOMMENDATIONER.md and NARVARO.md and stand in the archive's folder. What stands outside the marks of a page is yours and stays. The links follow `git-värd` in samverkan.yaml: github, gitlab or forgejo.",
    )),
    sections: &[Section {
        heading: OPTIONS,
        args: &[
            ArgText::value(
                "as_of",
                Text::new("DATUM", "DATE"),
                Text::new(
                    "läget den dagen; annars dagen för det senaste mötet",
                    "as of that day; otherwise the day of the latest meeting",
                ),
            ),
            ArgText::flag(
                "check",
                Text::new(
                    "skriv inget: visa vad som skulle ändras som en diff, och svara 1 om det är något",
                    "write nothing: show what would change as a diff, and exit with 1 where anything would",
                ),
            ),
            ArgText::flag(
                "diff",
                Text::new("skriv inget: visa en diff", "write nothing: show a diff"),
            ),
            ArgText::flag(
                "dry_run",
                Text::new(
                    "skriv inget: säg vilka filer som skulle ändras",
                    "write nothing: say which files would change",
                ),
            ),
            ArgText::value(
                "merge_driver",
                Text::new("BAS VÅR DERAS [SIDA]", "BASE OURS THEIRS [PAGE]"),
                Text::new(
                    "slå ihop en sida åt Git (%O %A %B %P); kör `samverkan index` när allt är ihopslaget",
                    "merge a page for Git (%O %A %B %P); run `samverkan index` when all is merged",
                ),
            ),
        ],
    }],
    args: Args::augment_args,
    run: Run::Own(run),
};

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    if let Some(files) = &args.merge_driver {
        return merge_driver::run(files, session);
    }
    let root = session.root()?;
    let archive = Arc::new(session.load(&root)?);
    let lang = archive.collaboration.lang.unwrap_or(Lang::Sv);
    let pages = index::pages(&archive, args.as_of);
    let existing = existing(&root, session)?;
    let plan = match index::update(&pages, &existing, lang) {
        Ok(plan) => plan,
        Err(refusals) => {
            // The last one is what the run ends with.
            let (last, others) = refusals.split_last().expect("a refusal says what is wrong");
            for refusal in others {
                session.note(&refusal.message());
            }
            return Err(session.error(last.message()));
        }
    };
    let mode = match () {
        () if args.check || args.diff => Mode::Diff,
        () if args.dry_run => Mode::DryRun,
        () => Mode::Write,
    };
    let exit = apply::apply(&plan, &root, mode, session)?;
    if args.check && !plan.is_empty() {
        session.out.flush()?;
        session.note(&stale(plan.changes.len()));
        return Ok(Exit::Found);
    }
    Ok(exit)
}

fn stale(count: usize) -> Message {
    match count {
        1 => Message::new(
            "1 sida är inte aktuell: kör `samverkan index`",
            "1 page is out of date: run `samverkan index`",
        ),
        _ => Message::new(
            format!("{count} sidor är inte aktuella: kör `samverkan index`"),
            format!("{count} pages are out of date: run `samverkan index`"),
        ),
    }
}

/// The files of the root that may be pages.
fn existing(root: &Path, session: &Session) -> anyhow::Result<Existing> {
    let cannot = |path: &Path, error: &std::io::Error| {
        let (shown, why) = (session.shown(path), why(error));
        session.error(Message::new(
            format!("kan inte läsa {shown}: {}", why.sv),
            format!("can't read {shown}: {}", why.en),
        ))
    };
    let mut files = Existing::new();
    for entry in fs::read_dir(root).map_err(|error| cannot(root, &error))? {
        let entry = entry.map_err(|error| cannot(root, &error))?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        if !index::may_be_page(&name) {
            continue;
        }
        let path = entry.path();
        let meta = fs::metadata(&path).map_err(|error| cannot(&path, &error))?;
        if !meta.is_file() || meta.len() > MAX_FILE_BYTES {
            let shown = session.shown(&path);
            return Err(session.error(Message::new(
                format!("{shown} kan inte vara en sida: byt namn på den"),
                format!("{shown} can't be a page: rename it"),
            )));
        }
        let bytes = fs::read(&path).map_err(|error| cannot(&path, &error))?;
        files.insert(name, bytes);
    }
    Ok(files)
}
