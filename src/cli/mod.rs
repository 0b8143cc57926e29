//! The command line. Alone in knowing clap, anyhow, the streams, the clock and the environment;
//! alone in writing.
//!
//! A command is a file with its `Args`, their texts and `run`, and its line in `COMMANDS`. The
//! questions are data already (`QUESTIONS`) and need nothing here.

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args as _, FromArgMatches};

use crate::lang::{Lang, Message, Text, nearest};
use crate::query::QUESTIONS;
use args::{GLOBAL, Global};
use command::{Command, Run, worded};
use env::World;
use language::Glance;
use session::{Exit, Session};

mod apply;
mod approve;
mod args;
mod ask;
mod check;
mod command;
mod completions;
mod contents;
mod diff;
mod document;
mod editor;
mod env;
mod explain;
mod export;
mod extract;
mod failure;
mod fmt;
mod help;
mod history;
mod import;
mod index;
mod init;
mod language;
mod man;
mod merge_driver;
mod new_protocol;
pub mod pdf;
mod question;
mod result_file;
mod schema;
mod session;
mod show;
mod stdin;
#[cfg(test)]
mod tests;
mod usage;
mod verify;

/// What the program is called.
const PROGRAM: &str = "samverkan";

/// The commands that aren't questions, in the order of the help.
static COMMANDS: &[&Command] = &[
    &init::COMMAND,
    &new_protocol::COMMAND,
    &show::COMMAND,
    &check::COMMAND,
    &diff::COMMAND,
    &fmt::COMMAND,
    &import::COMMAND,
    &index::COMMAND,
    &approve::COMMAND,
    &verify::COMMAND,
    &explain::EXPLAIN,
    &explain::RULES,
    &extract::COMMAND,
    &export::COMMAND,
    &schema::COMMAND,
    &help::COMMAND,
    &completions::COMMAND,
    &man::COMMAND,
];

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut err = io::stderr().lock();
    let exit = run(&arguments, World::gather, &mut out, &mut err);
    ExitCode::from(exit as u8)
}

/// Runs the program on `arguments`, which begin after its name. `world` is asked only where more
/// than the version is wanted.
fn run(
    arguments: &[OsString],
    world: impl FnOnce() -> io::Result<World>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Exit {
    // Nothing else is done for a question that scripts put before every run.
    if let [only] = arguments
        && (only == "--version" || only == "-V")
    {
        let written = version(out).and_then(|()| out.flush());
        let written = written.map_err(|error| of_stdout(error.into(), Lang::En));
        return finish(written.map(|()| Exit::Done), Lang::En, false, err);
    }
    #[cfg(feature = "pdf-import")]
    if let [only] = arguments
        && only == pdf::library::ARGUMENT
    {
        return match pdf::library::serve(out, err) {
            true => Exit::Done,
            false => Exit::CouldNot,
        };
    }
    let glance = Glance::of(arguments);
    let world = match world() {
        Ok(world) => world,
        Err(error) => {
            let gone = Text::new(
                "arbetsmappen finns inte längre: gå till en annan mapp",
                "the working directory is gone: go to another folder",
            );
            let lang = Lang::default();
            let error = anyhow::Error::new(error).context(gone.get(lang));
            return finish(Err(error), lang, false, err);
        }
    };
    let lang = glance.language(&world);
    let mut session = Session {
        world: &world,
        lang,
        color: glance.color,
        archive_dir: None,
        out,
        err,
    };
    let result = dispatch(arguments, &glance, &mut session);
    let flushed = session.out.flush();
    let result = result
        .and_then(|exit| flushed.map(|()| exit).map_err(Into::into))
        .map_err(|error| of_stdout(error, lang));
    let color = session::colors(session.color, &world, world.stderr_is_terminal);
    finish(result, lang, color, session.err)
}

/// Parses the arguments and runs their command.
fn dispatch(
    arguments: &[OsString],
    glance: &Glance,
    session: &mut Session,
) -> anyhow::Result<Exit> {
    let lang = session.lang;
    let named = glance.command.as_deref().and_then(find);
    if arguments.is_empty() {
        let text = help::Page::new(session).program();
        let _ = session.err.write_all(text.as_bytes());
        return Ok(Exit::CouldNot);
    }
    let matches = match whole_program(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            let page = help::Page::new(session);
            let text = match &named {
                Some(command) => page.command(command),
                None => page.program(),
            };
            session.out.write_all(text.as_bytes())?;
            return Ok(Exit::Done);
        }
        Err(error) if error.kind() == ErrorKind::DisplayVersion => {
            version(session.out)?;
            return Ok(Exit::Done);
        }
        Err(error) => return Err(session.error(usage::message(&error, named.as_ref()))),
    };
    let global = Global::from_arg_matches(&matches)?;
    session.archive_dir = global.archive;
    let Some((name, matches)) = matches.subcommand() else {
        return Err(session.error(Text::new(
            "kommando saknas; `samverkan --help` visar dem",
            "no command; `samverkan --help` shows them",
        )));
    };
    let command = find(name).expect("clap takes only the names of commands");
    match command.run {
        Run::Own(run) => run(matches, session),
        Run::Question(question) => question::run(question, matches, session),
    }
}

/// `error`, saying that it is about stdout where it is: all other errors of the system say what
/// they are about when they happen.
fn of_stdout(error: anyhow::Error, lang: Lang) -> anyhow::Error {
    let is_bare = error.chain().count() == 1 && error.is::<io::Error>();
    match is_bare {
        true => {
            error.context(Text::new("kan inte skriva svaret", "can't write the answer").get(lang))
        }
        false => error,
    }
}

/// Says why it could not be done, if so.
fn finish(result: anyhow::Result<Exit>, lang: Lang, color: bool, err: &mut dyn Write) -> Exit {
    let error = match result {
        Ok(exit) => return exit,
        Err(error) if failure::is_closed_pipe(&error) => return Exit::Done,
        Err(error) => error,
    };
    let word = Text::new("fel", "error").get(lang);
    let word = match color {
        true => format!("\x1b[1;31m{word}\x1b[0m"),
        false => word.to_owned(),
    };
    // Nothing is left to be done where stderr is gone, too.
    let _ = writeln!(err, "{word}: {}", failure::line(&error, lang));
    Exit::CouldNot
}

fn version(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{PROGRAM} {}", env!("CARGO_PKG_VERSION"))
}

/// The program for clap, without its commands.
fn program(lang: Lang) -> clap::Command {
    let program = clap::Command::new(PROGRAM)
        .version(env!("CARGO_PKG_VERSION"))
        .no_binary_name(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true);
    worded(Global::augment_args(program), &GLOBAL, lang)
}

/// The program for clap, with its commands.
fn whole_program(lang: Lang) -> clap::Command {
    let built = commands().into_iter().map(|command| command.build(lang));
    program(lang).subcommands(built)
}

/// Every command, the questions first.
fn commands() -> Vec<Command> {
    let questions = QUESTIONS.iter().map(|question| question::command(question));
    questions
        .chain(COMMANDS.iter().map(|command| **command))
        .collect()
}

/// The command of that name, English or Swedish.
fn find(name: &str) -> Option<Command> {
    commands()
        .into_iter()
        .find(|command| command.is_called(name))
}

/// No command has that name; `near` is the nearest one that does.
fn unknown_command(name: &str, near: Option<String>) -> Message {
    let commands = commands();
    let names = commands
        .iter()
        .flat_map(|command| [command.name, command.swedish]);
    match near.or_else(|| nearest(name, names).map(str::to_owned)) {
        Some(near) => Message::new(
            format!("okänt kommando \"{name}\": menade du `{near}`?"),
            format!("unknown command \"{name}\": did you mean `{near}`?"),
        ),
        None => Message::new(
            format!("okänt kommando \"{name}\"; `samverkan --help` visar dem som finns"),
            format!("unknown command \"{name}\"; `samverkan --help` shows those there are"),
        ),
    }
}
