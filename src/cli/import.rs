//! `import FILE…`: protocols that exist already, in other formats, into the archive.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};
use serde_json::json;

use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::failure::why;
use super::poppler;
use super::session::{Exit, Session};
use crate::export::protocol_json::{FindingJson, ProtocolJson};
use crate::import::{self, Draft, file, text};
use crate::lang::{Message, Text};
use crate::parse::names::Names;
use crate::text::MAX_FILE_BYTES;

#[derive(clap::Args)]
struct Args {
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[arg(long)]
    body: Option<String>,
    #[arg(long)]
    date: Option<chrono::NaiveDate>,
    #[arg(long, short = 'n')]
    dry_run: bool,
    #[arg(long, value_parser = PossibleValuesParser::new(["markdown", "json"]), default_value = "markdown", hide_default_value = true)]
    format: String,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "import",
    swedish: "importera",
    about: Text::new(
        "gamla protokoll (text, Markdown, DOCX, ODT, PDF, HTML) in i protokollsamlingen",
        "old protocols (text, Markdown, DOCX, ODT, PDF, HTML) into the archive",
    ),
    more: None,
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "files",
                Text::new("FIL", "FILE"),
                Text::new("filerna som läses in", "the files to import"),
            )],
        },
        Section {
            heading: OPTIONS,
            args: &[
                ArgText::value(
                    "body",
                    Text::new("ORGAN", "BODY"),
                    Text::new(
                        "vilket organ som sammanträdde, om filen inte säger det",
                        "which body met, where the file doesn't say",
                    ),
                ),
                ArgText::value(
                    "date",
                    Text::new("DATUM", "DATE"),
                    Text::new(
                        "mötets dag, om filen inte säger den",
                        "the day of the meeting, where the file doesn't say",
                    ),
                ),
                ArgText::flag(
                    "dry_run",
                    Text::new(
                        "visa vad som skulle skrivas; ändra ingenting",
                        "show what would be written; change nothing",
                    ),
                ),
                ArgText::value(
                    "format",
                    Text::new("FORMAT", "FORMAT"),
                    Text::new(
                        "json visar det lästa protokollet med rader i förlagan, och skriver ingenting",
                        "json shows the protocol with lines of the source, and writes nothing",
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
    let names = match session.root() {
        Ok(root) => session.load(&root)?.names,
        Err(_) => Names::default(),
    };
    for path in &args.files {
        let bytes =
            read(&session.world.cwd.join(path)).map_err(|message| session.error(message))?;
        let source =
            file::read(&bytes, &poppler::boxes).map_err(|error| session.error(error.message()))?;
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let options = import::Options {
            body: args.body.clone(),
            date: args.date,
            name,
            ..import::Options::default()
        };
        let draft = import::import(&source, &names, &options);
        if args.format == "json" {
            let value = json_of(&draft, path);
            writeln!(session.out, "{value:#}")?;
        } else if args.dry_run {
            session.out.write_all(draft.written.text.as_bytes())?;
        }
    }
    Ok(Exit::Done)
}

/// The protocol as `show --format json` has it, lines counting in the source.
fn json_of(draft: &Draft, file: &Path) -> serde_json::Value {
    let findings = draft
        .doubts
        .iter()
        .map(|doubt| FindingJson {
            rule: "F012",
            name: "import-unchecked",
            severity: "note",
            message: doubt.message.en.to_string(),
            line: doubt.line.max(1),
            column: 1,
        })
        .collect();
    let line = |offset| draft.written.line(offset);
    let json = ProtocolJson::with_lines(
        &draft.protocol,
        findings,
        crate::archive::slashed(file),
        &line,
    );
    let mut value = json!(json);
    if !draft.is_protocol {
        value["kind"] = json!("other");
    }
    value
}

/// The bytes of a file, up to the limit.
fn read(path: &Path) -> Result<Vec<u8>, Message> {
    let shown = path.display().to_string();
    let said = |message: Message| {
        Message::new(
            format!("{shown}: {}", message.sv),
            format!("{shown}: {}", message.en),
        )
    };
    let file = fs::File::open(path).map_err(|error| said(why(&error)))?;
    let length = file.metadata().map_err(|error| said(why(&error)))?.len();
    if length > MAX_FILE_BYTES {
        return Err(said(text::TextError::TooLarge { bytes: length }.message()));
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| said(why(&error)))?;
    Ok(bytes)
}
