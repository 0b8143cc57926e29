//! `diff [REF]`: what a change means.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};

use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::history::{self, Earlier};
use super::session::{Exit, Session};
use crate::archive::Archive;
use crate::archive::history::{Commit, HistoryError, Repository};
use crate::diff::{self, wording};
use crate::export::difference_json::{DifferenceJson, Version};
use crate::lang::{Message, Text};

#[derive(clap::Args)]
struct Args {
    reference: Option<String>,
    #[arg(long, value_parser = PossibleValuesParser::new(["text", "markdown", "json"]), default_value = "text", hide_default_value = true)]
    format: String,
    #[arg(long)]
    git_dir: Option<PathBuf>,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "diff",
    swedish: "skillnad",
    about: Text::new(
        "vad en ändring betyder: beslut, närvaro, beslutsförhet, justering",
        "what a change means: decisions, attendance, quorum, approval",
    ),
    more: Some(Text::new(
        "Utan VERSION jämförs det som är sparat i mappen med senaste incheckningen. Med en gren jämförs det med där den gren som är utcheckad lämnade den, som i en ändringsbegäran (pull request): `samverkan diff main`. `samverkan diff A..B` jämför två versioner med varandra, utan att se på mappen. Svarar 0 också när något är ändrat.",
        "Without a REF what is saved in the folder is compared with the last commit. With a branch it is compared with where the branch that is checked out left that one, as a pull request does: `samverkan diff main`. `samverkan diff A..B` compares two versions with each other, without looking at the folder. Exits with 0 also when something changed.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "reference",
                Text::new("VERSION", "REF"),
                Text::new(
                    "en gren, en tagg eller en incheckning; annars HEAD",
                    "a branch, a tag or a commit; otherwise HEAD",
                ),
            )],
        },
        Section {
            heading: OPTIONS,
            args: &[
                ArgText::value(
                    "format",
                    Text::new("FORMAT", "FORMAT"),
                    Text::new("svarets format", "format of the answer"),
                ),
                ArgText::value(
                    "git_dir",
                    Text::new("MAPP", "DIR"),
                    Text::new(
                        "Git-arkivet, när det inte är det som samlingen ligger i",
                        "the repository, where it isn't the one that the archive lies in",
                    ),
                ),
            ],
        },
    ],
    args: Args::augment_args,
    run: Run::Own(run),
};

/// What is compared.
struct Sides {
    before: Commit,
    /// Whether `before` is where two branches parted, and not what was asked for itself.
    is_parting: bool,
    /// `None`: what is in the folder.
    after: Option<Commit>,
}

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    let root = session.root()?;
    let reference = args.reference.as_deref().unwrap_or("HEAD");
    let range = range(reference).map_err(|message| session.error(message))?;
    let repository = history::repository(&root, args.git_dir.as_deref(), session)?;
    let (sides, before, after) = {
        let git = |error: HistoryError| session.error(error.message());
        let sides = sides(&repository, range).map_err(git)?;
        let read = |commit: &Commit| Earlier::at(&repository, commit);
        let before = read(&sides.before).map_err(git)?.archive;
        let after = sides.after.as_ref().map(read).transpose().map_err(git)?;
        (sides, before, after.map(|after| after.archive))
    };
    let after: Archive = match after {
        Some(after) => after,
        None => session.load(&root)?,
    };
    let difference = diff::compare(&before, &after);
    if args.format == "json" {
        let after = sides.after.as_ref().map(version);
        let value = DifferenceJson::new(&difference, version(&sides.before), after);
        serde_json::to_writer_pretty(&mut *session.out, &value)?;
        writeln!(session.out)?;
        return Ok(Exit::Done);
    }
    let changes = wording::told(&difference, &title(&sides), session.lang);
    let text = match args.format.as_str() {
        "markdown" => changes.markdown(),
        _ => changes.text(session.world.width(), session.colors_out()),
    };
    session.out.write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

/// The one or two words that `reference` is made of.
fn range(reference: &str) -> Result<(&str, Option<&str>), Text> {
    let Some((from, to)) = reference.split_once("..") else {
        return Ok((reference, None));
    };
    if to.starts_with('.') {
        return Err(Text::new(
            "tre punkter förstås inte: skriv A..B, eller bara A för att jämföra från där grenen lämnade A",
            "three dots aren't understood: write A..B, or A alone to compare from where the branch left A",
        ));
    }
    let or_head = |word: &'static str, text: &str| text.is_empty().then_some(word);
    Ok((
        or_head("HEAD", from).unwrap_or(from),
        Some(or_head("HEAD", to).unwrap_or(to)),
    ))
}

fn sides(repository: &Repository, (from, to): (&str, Option<&str>)) -> Result<Sides, HistoryError> {
    let named = repository.commit(from)?;
    if let Some(to) = to {
        return Ok(Sides {
            before: named,
            is_parting: false,
            after: Some(repository.commit(to)?),
        });
    }
    let base = repository.merge_base(&named)?;
    Ok(Sides {
        is_parting: base.id != named.id,
        before: base,
        after: None,
    })
}

fn version(commit: &Commit) -> Version {
    Version {
        r#ref: commit.name.clone(),
        commit: commit.id.clone(),
    }
}

/// `Ändringar sedan main (3f2a1b9c0)`.
fn title(sides: &Sides) -> Message {
    let named = |commit: &Commit| {
        let short: String = commit.id.chars().take(9).collect();
        match commit.id.starts_with(&commit.name) {
            true => short,
            false => format!("{} ({short})", commit.name),
        }
    };
    let before = named(&sides.before);
    match &sides.after {
        Some(after) => {
            let after = named(after);
            Message::new(
                format!("Ändringar från {before} till {after}"),
                format!("Changes from {before} to {after}"),
            )
        }
        None if sides.is_parting => Message::new(
            format!("Ändringar sedan grenen lämnade {before}"),
            format!("Changes since the branch left {before}"),
        ),
        None => Message::new(
            format!("Ändringar sedan {before}"),
            format!("Changes since {before}"),
        ),
    }
}
