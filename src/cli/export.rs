//! `export WHAT`: what leaves the archive in a format of others.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args as _, FromArgMatches};

use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::document;
use super::session::{Exit, Session};
use crate::archive::{Target, resolve};
use crate::document::protocol as laid_out;
use crate::lang::{Message, Text};

/// One WHAT.
struct Export {
    /// The word that asks for it.
    name: &'static str,
    /// The options that it takes, by id.
    takes: &'static [&'static str],
    /// Makes it.
    run: fn(&Args, &mut Session) -> anyhow::Result<Exit>,
}

/// Every WHAT, in the order of the help.
static EXPORTS: [Export; 1] = [Export {
    name: "protocol",
    takes: &["reference", "format", "output"],
    run: protocol,
}];

/// The names of [`EXPORTS`].
fn names() -> impl Iterator<Item = &'static str> {
    EXPORTS.iter().map(|export| export.name)
}

#[derive(clap::Args)]
struct Args {
    #[arg(value_parser = PossibleValuesParser::new(names()))]
    what: String,
    reference: Vec<String>,
    #[arg(long, value_parser = PossibleValuesParser::new(document::NAMES))]
    format: Option<String>,
    #[arg(long, short)]
    output: Option<PathBuf>,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "export",
    swedish: "exportera",
    about: Text::new(
        "ett protokoll att läsa, skriva ut och skicka",
        "a protocol to read, print and send",
    ),
    more: Some(Text::new(
        "protocol: med brevhuvud, närvarotabell, punkter och underskrifter, och UTKAST över sidorna tills det är justerat. HTML är en enda fil utan något bredvid sig; skriv ut den från webbläsaren. Eget brevhuvud, egen ordning och egen stil ligger i mallar/: brevhuvud.md, protokoll.md, utdrag.md och protokoll.css. Exempel: samverkan export protocol LSG/2023-02-17 -o protokoll.html.",
        "protocol: with letterhead, attendance table, items and signatures, and DRAFT across the pages until it is approved. HTML is a single file with nothing beside it; print it from the browser. A letterhead, an order and a style of your own are in mallar/: brevhuvud.md, protokoll.md, utdrag.md and protokoll.css. Example: samverkan export protocol LSG/2023-02-17 -o protocol.html.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[
                ArgText::value(
                    "what",
                    Text::new("VAD", "WHAT"),
                    Text::new("vad som ska ut", "what is to leave"),
                ),
                ArgText::value(
                    "reference",
                    Text::new("HÄNVISNING", "REF"),
                    Text::new("protokollet: id eller fil", "the protocol: id or file"),
                ),
            ],
        },
        Section {
            heading: OPTIONS,
            args: &[
                ArgText::value(
                    "format",
                    Text::new("FORMAT", "FORMAT"),
                    Text::new(
                        "html, md eller txt; annars efter filens ändelse, eller md",
                        "html, md or txt; otherwise by the ending of the file, or md",
                    ),
                ),
                ArgText::value(
                    "output",
                    Text::new("FIL", "FILE"),
                    Text::new(
                        "skriv till filen i stället för stdout",
                        "write to the file instead of stdout",
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
    let export = EXPORTS
        .iter()
        .find(|export| export.name == args.what)
        .expect("clap takes only the names of exports");
    let given = |id: &&str| matches.value_source(id) == Some(ValueSource::CommandLine);
    let options = COMMAND.sections.iter().flat_map(|section| section.args);
    let options = options.map(|option| option.id).filter(|id| *id != "what");
    if let Some(id) = options.filter(given).find(|id| !export.takes.contains(id)) {
        let (name, option) = (export.name, id.replace('_', "-"));
        return Err(session.error(Message::new(
            format!("`export {name}` har inte flaggan `--{option}`"),
            format!("`export {name}` has no option `--{option}`"),
        )));
    }
    (export.run)(&args, session)
}

/// A protocol to read, print and send.
fn protocol(args: &Args, session: &mut Session) -> anyhow::Result<Exit> {
    let root = session.root()?;
    let archive = session.load(&root)?;
    let target = resolve(&archive, &args.reference.join(" "))
        .map_err(|error| session.error(error.message()))?;
    let at = match target {
        Target::Protocol(at) | Target::Item(at, _) | Target::Decision(at, _, _) => at,
        _ => {
            return Err(session.error(Message::new(
                "export protocol gäller ett protokoll: skriv till exempel LSG/2023-02-17",
                "export protocol is for a protocol: write such as LSG/2023-02-17",
            )));
        }
    };
    let format = document::format(args.format.as_deref(), args.output.as_deref(), session)?;
    let templates = document::templates(&root, session)?;
    let mut laid_out = laid_out(&archive, &archive.protocols[at], &templates)
        .map_err(|error| session.error(error.message()))?;
    let text = document::written(&mut laid_out, format, &root, session)?;
    document::put(&text, args.output.as_deref(), &root, &archive, session)
}
