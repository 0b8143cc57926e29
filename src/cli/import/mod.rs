//! `import FILE…`: protocols that exist already, in other formats, into the archive.

mod members;
mod report;

use std::collections::HashMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};
use rayon::prelude::*;
use serde_json::{Value, json};

use crate::archive::{Archive, slashed};
use crate::cli::apply::{self, Mode};
use crate::cli::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use crate::cli::failure::why;
use crate::cli::pdf;
use crate::cli::session::{Exit, Session};
use crate::export::protocol_json::{FindingJson, ProtocolJson};
use crate::import::{self, Draft, Names, file, text};
use crate::lang::{Message, Text};
use crate::output::terminal::safe_line;
use crate::output::{Format, Style, to_text};
use crate::plan::Plan;
use crate::text::MAX_FILE_BYTES;

/// Files that are in memory at once.
const AT_ONCE: usize = 16;

#[derive(clap::Args)]
struct Args {
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[arg(long)]
    body: Option<String>,
    #[arg(long, conflicts_with = "members")]
    date: Option<chrono::NaiveDate>,
    #[arg(long, short = 'n')]
    dry_run: bool,
    #[arg(long, conflicts_with = "format")]
    members: bool,
    #[arg(long, requires = "members")]
    sheet: Option<String>,
    #[arg(long, requires = "members")]
    new_body: bool,
    #[arg(long, value_parser = PossibleValuesParser::new(["markdown", "json"]), default_value = "markdown", hide_default_value = true)]
    format: String,
}

/// The command.
pub(in crate::cli) static COMMAND: Command = Command {
    name: "import",
    swedish: "importera",
    about: Text::new(
        "gamla protokoll (text, Markdown, DOCX, ODT, PDF, HTML) eller en ledamotslista (XLSX, CSV) in i protokollsamlingen",
        "old protocols (text, Markdown, DOCX, ODT, PDF, HTML) or a member list (XLSX, CSV) into the archive",
    ),
    more: Some(Text::new(
        "Protokollet skrivs i organets mapp och förlagan sparas i original/. Det som är tolkat och inte läst står i en ruta överst i filen; `samverkan check` påminner tills någon har tagit bort den. Utan protokollsamling fungerar --dry-run och --format json.\n\nEn ledamotslista (--members) förs in i organ/*.yaml: kolumnerna känns igen på rubriken (Namn, Kommun, Roll, Från, Till, Organ, Källa …), det som redan står rörs inte, och ingen tas bort. Det som inte går att para ihop med protokollsamlingens namn sägs med rad och kolumn och införs inte.",
        "The protocol is written to the body's folder and the original kept in original/. What was inferred rather than read stands in a comment at the top of the file; `samverkan check` reminds until somebody has removed it. Without an archive, --dry-run and --format json work.\n\nA member list (--members) goes into organ/*.yaml: columns are known by their headings (Name, Organisation, Role, From, Until, Body, Source …), what is there already isn't touched, and nobody is removed. What can't be matched with the archive's names is said with row and column and isn't brought in.",
    )),
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
                        "vilket organ som sammanträdde, eller listan gäller, om filen inte säger det",
                        "which body met, or the list is about, where the file doesn't say",
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
                ArgText::flag(
                    "members",
                    Text::new(
                        "filen är en ledamotslista, XLSX eller CSV",
                        "the file is a member list, XLSX or CSV",
                    ),
                ),
                ArgText::value(
                    "sheet",
                    Text::new("BLAD", "SHEET"),
                    Text::new(
                        "vilket blad i arbetsboken; annars det första med rubriker",
                        "which sheet of the workbook; else the first with headings",
                    ),
                ),
                ArgText::flag(
                    "new_body",
                    Text::new(
                        "organ som saknas i organ/ får en ny fil där",
                        "bodies that aren't in organ/ get a new file there",
                    ),
                ),
                ArgText::value(
                    "format",
                    Text::new("FORMAT", "FORMAT"),
                    Text::new(
                        "json visar det lästa protokollet, med rader i förlagan, och skriver ingenting",
                        "json shows the protocol, with lines of the original, and writes nothing",
                    ),
                ),
            ],
        },
    ],
    args: Args::augment_args,
    run: Run::Own(run),
};

/// A file that was understood.
struct Read {
    bytes: Vec<u8>,
    sha256: String,
    draft: Draft,
}

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    if args.members {
        return members::run(&args, session);
    }
    let writes = !args.dry_run && args.format != "json";
    let root = match session.root() {
        Ok(root) => Some(root),
        Err(error) if writes || session.archive_dir.is_some() => return Err(error),
        Err(_) => None,
    };
    let archive = match &root {
        Some(root) => Some(session.load(root)?),
        None => None,
    };
    let nobody = Names::default();
    let names = archive.as_ref().map_or(&nobody, |archive| &archive.names);
    if let (Some(body), Some(archive)) = (&args.body, &archive)
        && archive.names.body(body).is_none()
    {
        return Err(session.error(unknown_body(body, archive)));
    }
    let mut run = Importing {
        args: &args,
        archive: archive.as_ref(),
        root: root.as_deref(),
        rows: Vec::new(),
        values: Vec::new(),
        seen: archive.as_ref().map(originals).unwrap_or_default(),
        failed: false,
    };
    let total = args.files.len();
    for chunk in args.files.chunks(AT_ONCE) {
        let cwd = &session.world.cwd;
        let read: Vec<Result<Read, Message>> = chunk
            .par_iter()
            .map(|file| read_one(&cwd.join(file), &args, names))
            .collect();
        for (file, read) in chunk.iter().zip(read) {
            run.take(file, read, session)?;
        }
        if session.world.stderr_is_terminal && total > AT_ONCE {
            let done = run.rows.len();
            let _ = write!(session.err, "\r{done}/{total}");
        }
    }
    if session.world.stderr_is_terminal && total > AT_ONCE {
        let _ = writeln!(session.err);
    }
    run.finish(session)
}

struct Importing<'a> {
    args: &'a Args,
    archive: Option<&'a Archive>,
    root: Option<&'a Path>,
    rows: Vec<report::Row>,
    values: Vec<Value>,
    /// Originals that are there already, by hash, with the path of their protocol.
    seen: HashMap<String, String>,
    failed: bool,
}

impl Importing<'_> {
    /// Takes a file: writes it, shows it, or says why not.
    fn take(
        &mut self,
        file: &Path,
        read: Result<Read, Message>,
        session: &mut Session,
    ) -> anyhow::Result<()> {
        let shown = session.shown(&session.world.cwd.join(file));
        let read = match read {
            Ok(read) => read,
            Err(message) => return self.fail(&shown, &message, session),
        };
        let mut row = report::Row::new(&shown, &read.draft);
        if self.args.format == "json" {
            self.values.push(json_of(&read.draft, file));
            self.rows.push(row);
            return Ok(());
        }
        if let Some(known) = self.seen.get(&read.sha256) {
            let message = Message::new(
                format!("är redan inläst som {known}: ingenting görs"),
                format!("is imported already as {known}: nothing is done"),
            );
            session.note(&named(&shown, &message));
            row.known();
            self.rows.push(row);
            return Ok(());
        }
        if self.args.dry_run {
            if self.args.files.len() > 1 {
                writeln!(session.out, "<!-- {} -->", safe_line(&read.draft.path))?;
            }
            session.out.write_all(read.draft.written.text.as_bytes())?;
            self.rows.push(row);
            return Ok(());
        }
        match self.write(file, &read, session) {
            Ok(()) => {
                self.seen.insert(read.sha256, read.draft.path.clone());
                self.rows.push(row);
                Ok(())
            }
            Err(message) => self.fail(&shown, &message, session),
        }
    }

    fn fail(
        &mut self,
        shown: &str,
        message: &Message,
        session: &mut Session,
    ) -> anyhow::Result<()> {
        self.failed = true;
        self.rows.push(report::Row::failed(shown));
        if self.args.files.len() == 1 {
            return Err(session.error(named(shown, message)));
        }
        session.note(&named(shown, message));
        Ok(())
    }

    /// Writes the protocol and its original.
    fn write(&self, file: &Path, read: &Read, session: &mut Session) -> Result<(), Message> {
        let draft = &read.draft;
        if !draft.is_protocol {
            return Err(Message::new(
                "ser inte ut att vara ett protokoll: ingenting skrivs; `--dry-run` visar vad som lästes",
                "doesn't look like a protocol: nothing is written; `--dry-run` shows what was read",
            ));
        }
        if draft.date.is_none() {
            return Err(Message::new(
                "mötets datum framgår inte: ange det med --date",
                "the day of the meeting isn't given: say it with --date",
            ));
        }
        let (Some(archive), Some(root)) = (self.archive, self.root) else {
            return Err(Message::new("ingen protokollsamling", "no archive"));
        };
        let known = draft.body.as_deref().filter(|body| {
            archive
                .collaboration
                .bodies
                .iter()
                .any(|known| known.code.value == **body)
        });
        if known.is_none() {
            return Err(match &draft.body {
                Some(body) => unknown_body(body, archive),
                None => Message::new(
                    "organet framgår inte: ange det med --body",
                    "the body isn't named: say it with --body",
                ),
            });
        }
        let mut plan = Plan::new();
        plan.create(&draft.path, draft.written.text.as_str());
        plan.create(original_path(&draft.path, file), read.bytes.as_slice());
        apply::apply(&plan, root, Mode::Write, session)
            .map(|_| ())
            .map_err(|error| {
                let text = error.to_string();
                Message::new(text.clone(), text)
            })
    }

    /// The answer, and what was found.
    fn finish(mut self, session: &mut Session) -> anyhow::Result<Exit> {
        if self.args.format == "json" {
            let value = match self.args.files.len() {
                1 => self.values.pop().unwrap_or(Value::Null),
                _ => Value::Array(std::mem::take(&mut self.values)),
            };
            writeln!(session.out, "{value:#}")?;
        } else if let [row] = self.rows.as_slice() {
            for line in row.lines() {
                session.note(&line);
            }
        } else {
            let style = Style {
                lang: session.lang,
                width: session.world.width(),
                ..Style::default()
            };
            let table = to_text(&report::listing(&self.rows), Format::Table, &style);
            let _ = session.err.write_all(table.as_bytes());
        }
        Ok(match self.failed {
            true => Exit::CouldNot,
            false => Exit::Done,
        })
    }
}

/// Reads and understands one file.
fn read_one(path: &Path, args: &Args, names: &Names) -> Result<Read, Message> {
    let bytes = read_bytes(path)?;
    let source = file::read(&bytes, &pdf::boxes).map_err(|error| error.message())?;
    let sha256 = import::sha256(&bytes);
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let extension = extension(path);
    let options = import::Options {
        body: args.body.clone(),
        date: args.date,
        original: Some(extension),
        sha256: Some(sha256.clone()),
        name,
    };
    let draft = import::import(&source, names, &options);
    Ok(Read {
        bytes,
        sha256,
        draft,
    })
}

/// The bytes of a file, up to the limit.
fn read_bytes(path: &Path) -> Result<Vec<u8>, Message> {
    let file = fs::File::open(path).map_err(|error| why(&error))?;
    let meta = file.metadata().map_err(|error| why(&error))?;
    if meta.is_dir() {
        return Err(Message::new(
            "är en mapp: ange filerna",
            "is a folder: name the files",
        ));
    }
    if meta.len() > MAX_FILE_BYTES {
        return Err(text::TextError::TooLarge { bytes: meta.len() }.message());
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| why(&error))?;
    Ok(bytes)
}

/// The ending of a file's name, harmless.
fn extension(path: &Path) -> String {
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    let plain = !ending.is_empty()
        && ending.len() <= 8
        && ending.chars().all(|c| c.is_ascii_alphanumeric());
    match plain {
        true => ending,
        false => "txt".to_owned(),
    }
}

/// Where the original of the protocol at `path` lies: `original/lsg/2023-02-17.txt`.
fn original_path(path: &str, file: &Path) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    format!("original/{stem}.{}", extension(file))
}

/// The hashes of the originals in the archive, with the paths of their protocols.
fn originals(archive: &Archive) -> HashMap<String, String> {
    let mut out = HashMap::new();
    for file in &archive.protocols {
        let text = &file.source.text;
        let Some(head) = crate::import::head_of(text) else {
            continue;
        };
        for line in head.lines() {
            let Some((_, hash)) = line.split_once("sha256: ") else {
                continue;
            };
            let hash: String = hash.chars().take_while(char::is_ascii_hexdigit).collect();
            if hash.len() == 64 {
                out.insert(hash, file.path());
            }
        }
    }
    out
}

fn unknown_body(body: &str, archive: &Archive) -> Message {
    let near =
        crate::lang::nearest(body, archive.names.known()).and_then(|near| archive.names.body(near));
    let (sv, en) = match near {
        Some(near) => (format!(" (menas {near}?)"), format!(" (is {near} meant?)")),
        None => (String::new(), String::new()),
    };
    Message::new(
        format!(
            "\"{body}\" är inget organ i protokollsamlingen{sv}: ange det med --body, eller lägg till det i organ/"
        ),
        format!(
            "\"{body}\" is no body of the archive{en}: say which with --body, or add it to organ/"
        ),
    )
}

fn named(shown: &str, message: &Message) -> Message {
    Message::new(
        format!("{shown}: {}", message.sv),
        format!("{shown}: {}", message.en),
    )
}

/// The protocol as `show --format json` has it, lines counting in the original.
fn json_of(draft: &Draft, file: &Path) -> Value {
    let rule = &crate::check::rules::import_unchecked::RULE;
    let findings = draft
        .doubts
        .iter()
        .map(|doubt| FindingJson {
            rule: rule.code,
            name: rule.name,
            severity: "note",
            message: doubt.message.en.to_string(),
            line: doubt.line.max(1),
            column: 1,
        })
        .collect();
    let line = |offset| draft.written.line(offset);
    let json = ProtocolJson::with_lines(&draft.protocol, findings, slashed(file), &line);
    let mut value = json!(json);
    if !draft.is_protocol {
        value["kind"] = json!("report");
    }
    value
}
