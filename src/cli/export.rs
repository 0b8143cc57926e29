//! `export WHAT`: what leaves the archive in a format of others.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args as _, FromArgMatches};

use super::args::day;
use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::document;
use super::result_file;
use super::session::{Exit, Session};
use crate::archive::calendar::{Planned, Schedule, horizon};
use crate::archive::{Archive, Target, resolve};
use crate::document::protocol as laid_out;
use crate::export::ics;
use crate::lang::{Message, Text, nearest};

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
static EXPORTS: [Export; 2] = [
    Export {
        name: "protocol",
        takes: &["reference", "format", "output"],
        run: protocol,
    },
    Export {
        name: "ics",
        takes: &["body", "as_of", "to", "output"],
        run: ics,
    },
];

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
    #[arg(long)]
    body: Vec<String>,
    #[arg(long, value_parser = day)]
    as_of: Option<NaiveDate>,
    #[arg(long, value_parser = day)]
    to: Option<NaiveDate>,
    #[arg(long, short)]
    output: Option<PathBuf>,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "export",
    swedish: "exportera",
    about: Text::new(
        "ett protokoll att läsa, skriva ut och skicka, eller planerade möten som kalenderfil",
        "a protocol to read, print and send, or planned meetings as a calendar file",
    ),
    more: Some(Text::new(
        "protocol: med brevhuvud, närvarotabell, punkter och underskrifter, och UTKAST över sidorna tills det är justerat. HTML är en enda fil utan något bredvid sig; skriv ut den från webbläsaren. Eget brevhuvud, egen ordning och egen stil ligger i mallar/: brevhuvud.md, protokoll.md, utdrag.md och protokoll.css. Exempel: samverkan export protocol LSG/2023-02-17 -o protokoll.html. ics: planerade möten, ett år framåt, med samma id varje gång så att en kalender som läser filen igen ändrar i stället för att lägga till. Exempel: samverkan export ics --body LSG -o lsg.ics.",
        "protocol: with letterhead, attendance table, items and signatures, and DRAFT across the pages until it is approved. HTML is a single file with nothing beside it; print it from the browser. A letterhead, an order and a style of your own are in mallar/: brevhuvud.md, protokoll.md, utdrag.md and protokoll.css. Example: samverkan export protocol LSG/2023-02-17 -o protocol.html. ics: planned meetings, a year ahead, with the same ids each time so that a calendar that reads the file again changes rather than adds. Example: samverkan export ics --body LSG -o lsg.ics.",
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
                    Text::new(
                        "protokollet (protocol): ett id eller en fil",
                        "the protocol (protocol): an id or a file",
                    ),
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
                        "protokollets format; annars efter filens ändelse, eller md",
                        "the protocol's format; otherwise by the ending of the file, or md",
                    ),
                ),
                ArgText::value(
                    "body",
                    Text::new("ORGAN", "BODY"),
                    Text::new(
                        "organets kod eller namn, flera gånger för flera; annars alla",
                        "code or name of the body, several times for several; otherwise all",
                    ),
                ),
                ArgText::value(
                    "as_of",
                    Text::new("DAG", "DATE"),
                    Text::new(
                        "från och med den dagen; annars i dag",
                        "from that day on; otherwise today",
                    ),
                ),
                ArgText::value(
                    "to",
                    Text::new("DAG", "DATE"),
                    Text::new(
                        "till och med den dagen; annars ett år framåt",
                        "to and with that day; otherwise a year ahead",
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
        if id == "reference" {
            return Err(session.error(Message::new(
                format!("`export {name}` tar ingen hänvisning: välj organ med --body"),
                format!("`export {name}` takes no reference: choose bodies with --body"),
            )));
        }
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
    if args.reference.is_empty() {
        return Err(session.error(Message::new(
            "säg vilket protokoll: export protocol LSG/2023-02-17",
            "say which protocol: export protocol LSG/2023-02-17",
        )));
    }
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

/// The codes of the bodies that were asked for; of all, also those only referred to, where none
/// was.
pub(super) fn codes(
    archive: &Archive,
    asked: &[String],
    session: &Session,
) -> anyhow::Result<Vec<String>> {
    let collaboration = &archive.collaboration;
    let own = collaboration.bodies.iter().map(|body| &body.code.value);
    let external = &collaboration.external_bodies;
    let all: Vec<String> = own
        .chain(external.iter().map(|body| &body.code.value))
        .cloned()
        .collect();
    if asked.is_empty() {
        return Ok(all);
    }
    let code = |name: &String| match archive.names.body(name) {
        Some(code) => Ok(code.to_owned()),
        None => Err(session.error(unknown_body(name, &all))),
    };
    asked.iter().map(code).collect()
}

/// No body has that name.
pub(super) fn unknown_body(name: &str, codes: &[String]) -> Message {
    let near = nearest(name, codes.iter().map(String::as_str));
    let list = codes.join(", ");
    match near {
        Some(near) => Message::new(
            format!("inget organ heter \"{name}\": menade du {near}?"),
            format!("no body is called \"{name}\": did you mean {near}?"),
        ),
        None if codes.is_empty() => Message::new(
            format!("inget organ heter \"{name}\": samlingen har inga; skriv organ/<kod>.yaml"),
            format!("no body is called \"{name}\": the archive has none; write organ/<code>.yaml"),
        ),
        None => Message::new(
            format!("inget organ heter \"{name}\"; de som finns är {list}"),
            format!("no body is called \"{name}\"; those there are: {list}"),
        ),
    }
}

fn ics(args: &Args, session: &mut Session) -> anyhow::Result<Exit> {
    let root = session.root()?;
    let archive = session.load(&root)?;
    let first = args.as_of.unwrap_or(session.world.today());
    let last = args.to.unwrap_or_else(|| horizon(first));
    let schedule = Schedule::new(&archive, first);
    let codes = codes(&archive, &args.body, session)?;
    let mut planned: Vec<Planned<'_>> = codes
        .iter()
        .flat_map(|code| schedule.of(code, first, last))
        .collect();
    planned.sort_by(|a, b| (a.date, a.body).cmp(&(b.date, b.body)));
    planned.dedup_by_key(|planned| (planned.date, planned.body));
    if !ics::knows_zone(&archive) {
        session.note(&Message::new(
            format!(
                "tidszon: är inte {}: tiderna skrivs utan tidszon",
                ics::ZONE
            ),
            format!(
                "tidszon: isn't {}: times are written without a zone",
                ics::ZONE
            ),
        ));
    }
    let text = ics::calendar(&archive, &planned, first, session.lang);
    match args.output.as_ref().filter(|path| path.as_os_str() != "-") {
        None => session.out.write_all(text.as_bytes())?,
        Some(path) => result_file::write(path, &root, &archive, session, |out| {
            out.write_all(text.as_bytes())
        })?,
    }
    Ok(Exit::Done)
}
