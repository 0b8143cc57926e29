//! `approve REF`: records signatures; the last one closes the protocol and seals it.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chrono::NaiveDate;
use clap::{ArgAction, ArgMatches, Args as _, FromArgMatches};

use super::apply::{Mode, apply};
use super::args::day;
use super::check::{Texts, prefix};
use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::session::{Exit, Session};
use crate::approval::{
    NewWaiver, Recorded, Request, Waiting, certificate, record, signature, with_waivers,
};
use crate::archive::{Archive, Disk, Files, Overlay, Target, WAIVERS, load_from, resolve};
use crate::check::{self, Context, rules};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Signature;
use crate::output::findings::{self, Format, Found, Style};
use crate::output::terminal::safe;
use crate::plan::Plan;
use crate::rule::Severity;
use crate::text::MAX_FILE_BYTES;

#[derive(clap::Args)]
struct Args {
    #[arg(required = true)]
    reference: Vec<String>,
    #[arg(long, action = ArgAction::Append)]
    signature: Vec<String>,
    #[arg(long, action = ArgAction::Append)]
    certificate: Vec<PathBuf>,
    #[arg(long)]
    keep_ids: bool,
    #[arg(long, value_parser = day)]
    date: Option<NaiveDate>,
    #[arg(long, conflicts_with_all = ["signature", "certificate", "date"])]
    finished: bool,
    #[arg(long, requires = "reason")]
    force: bool,
    #[arg(long, requires = "force")]
    reason: Option<String>,
    #[arg(long, requires = "force", value_parser = day)]
    until: Option<NaiveDate>,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, conflicts_with = "dry_run")]
    diff: bool,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "approve",
    swedish: "justera",
    about: Text::new(
        "antecknar underskrifter; den sista justerar protokollet och förseglar texten",
        "records signatures; the last one approves the protocol and seals its text",
    ),
    more: Some(Text::new(
        "Exempel: samverkan approve LSG/2023-02-17 --signature \"Bo Al, ordförande, 2023-02-28 20:19\". Underskrifterna kan komma en i taget: ordförande och justerare ska skriva under, sekreteraren får. En punkt som är omedelbart justerad kan förseglas för sig: samverkan approve LSG/2023-02-17/4. Det som skrevs under på annat håll antecknas; om en underskrift är äkta prövas inte här. Svarar 1 när fel i protokollet hindrar.",
        "Example: samverkan approve LSG/2023-02-17 --signature \"Bo Al, ordförande, 2023-02-28 20:19\". Signatures may come one at a time: the chair and the adjusters should sign, the secretary may. An item approved at the meeting can be sealed by itself: samverkan approve LSG/2023-02-17/4. It records what was signed elsewhere; whether a signature is genuine isn't tried here. Exits with 1 when errors in the protocol stop it.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "reference",
                Text::new("HÄNVISNING", "REF"),
                Text::new(
                    "protokollet, eller en punkt som är omedelbart justerad",
                    "the protocol, or an item approved at the meeting",
                ),
            )],
        },
        Section {
            heading: OPTIONS,
            args: &[
                ArgText::value(
                    "signature",
                    Text::new("UNDERSKRIFT", "SIGNATURE"),
                    Text::new(
                        "namn, roll, tid och metod med komma emellan; bara namnet behövs; kan upprepas",
                        "name, role, time and method with commas between; only the name is needed; may be repeated",
                    ),
                ),
                ArgText::value(
                    "certificate",
                    Text::new("FIL", "FILE"),
                    Text::new(
                        "underskrifterna ur texten på en signeringstjänsts underskriftssida",
                        "the signatures in the text of a signing service's certificate",
                    ),
                ),
                ArgText::flag(
                    "keep_ids",
                    Text::new(
                        "anteckna även underskrifternas id, som annars utelämnas",
                        "record the ids of the signatures too, which otherwise are left out",
                    ),
                ),
                ArgText::value(
                    "date",
                    Text::new("DAG", "DAY"),
                    Text::new(
                        "justeringsdatum; annars den sista underskriftens dag",
                        "the day of approval; otherwise that of the last signature",
                    ),
                ),
                ArgText::flag(
                    "finished",
                    Text::new(
                        "färdigställ där ingen justerar: utan underskrifter",
                        "finish where nobody approves: without signatures",
                    ),
                ),
                ArgText::flag(
                    "force",
                    Text::new(
                        "trots fel; vart och ett blir ett undantag i undantag.yaml",
                        "in spite of errors; each becomes a waiver in undantag.yaml",
                    ),
                ),
                ArgText::value(
                    "reason",
                    Text::new("SKÄL", "REASON"),
                    Text::new("skälet till --force", "the reason for --force"),
                ),
                ArgText::value(
                    "until",
                    Text::new("DAG", "DAY"),
                    Text::new("undantagens sista dag", "the last day of the waivers"),
                ),
                ArgText::flag(
                    "dry_run",
                    Text::new(
                        "skriv inget, säg vad som skulle skrivas",
                        "write nothing, say what would be written",
                    ),
                ),
                ArgText::flag(
                    "diff",
                    Text::new(
                        "skriv inget, visa ändringen",
                        "write nothing, show the change",
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
    if let Some(reason) = &args.reason
        && (reason.trim().is_empty() || reason.contains(char::is_control))
    {
        return Err(session.error(Text::new(
            "--reason är tomt eller inte en rad: skriv varför felen godtas",
            "--reason is empty or not one line: write why the errors are accepted",
        )));
    }
    let root = session.root()?;
    let archive = session.load(&root)?;
    let wanted = args.reference.join(" ");
    let (at, item) =
        match resolve(&archive, &wanted).map_err(|error| session.error(error.message()))? {
            Target::Protocol(at) => (at, None),
            Target::Item(at, item) => (at, Some(item)),
            _ => {
                return Err(session.error(Message::new(
                    format!("\"{wanted}\" är varken ett protokoll eller en punkt"),
                    format!("\"{wanted}\" is neither a protocol nor an item"),
                )));
            }
        };
    let file = &archive.protocols[at];
    let id = &file.protocol.id;
    let zone = archive.collaboration.time_zone.as_ref();
    let zone = zone.map(|zone| zone.value.as_str());
    let request = Request {
        item,
        signatures: signatures(&args, zone, session)?,
        date: args.date,
        finished: args.finished,
        accepts_strangers: args.force,
        today: session.world.today(),
        zone,
        names: &archive.names,
        body: archive.collaboration.body(&file.protocol.body.value),
    };
    let named = |message: Message| {
        Message::new(
            format!("{id}: {}", message.sv),
            format!("{id}: {}", message.en),
        )
    };
    let recorded = match record(file, &request) {
        Ok(recorded) => recorded,
        Err(refusal) if refusal.is_done() => {
            session.note(&named(refusal.message()));
            return Ok(Exit::Done);
        }
        Err(refusal) => return Err(session.error(named(refusal.message()))),
    };
    let disk = Disk { root: root.clone() };
    let path = &file.source.path;
    if disk.read(path).ok().as_deref() != Some(file.source.text.as_bytes()) {
        return Err(session.error(named(Message::new(
            "filen är inte i UTF-8, eller har ändrats nyss: spara den i UTF-8 och försök igen",
            "the file isn't in UTF-8, or was changed just now: save it in UTF-8 and try again",
        ))));
    }
    let trial = Trial {
        path,
        item,
        day: session.world.today(),
        strangers: &recorded.strangers,
    };
    let overlay = Overlay::over(&disk).with(path, recorded.text.clone());
    let mut plan = Plan::new();
    plan.replace(
        path.clone(),
        file.source.text.clone(),
        recorded.text.clone(),
    );
    if args.force {
        let stopping = trial.stopping(&load_from(&overlay, &Default::default()), &overlay);
        let waivers = new_waivers(
            &stopping,
            &id.0,
            item.map(|at| &file.protocol.items[at].key.0),
            &args,
        );
        add_waivers(&mut plan, &disk, &overlay, &waivers, &trial, session)?;
    } else {
        let stopping = trial.stopping(&archive, &disk);
        if !stopping.is_empty() {
            show(&stopping, &archive, &root, session)?;
            session.note(&named(Message::new(
                "felen hindrar: rätta dem, eller använd --force --reason SKÄL; ingenting har skrivits",
                "the errors stop it: correct them, or use --force --reason REASON; nothing was written",
            )));
            return Ok(Exit::Found);
        }
    }
    let mode = match (args.dry_run, args.diff) {
        (true, _) => Mode::DryRun,
        (_, true) => Mode::Diff,
        _ => Mode::Write,
    };
    let exit = apply(&plan, &root, mode, session)?;
    for renamed in &recorded.renamed {
        session.note(&named(renamed.clone()));
    }
    if mode == Mode::Write {
        let what = match item {
            Some(item) => format!("{id}/{}", file.protocol.items[item].key),
            None => id.0.clone(),
        };
        session.note(&outcome(&recorded, &what));
    }
    Ok(exit)
}

/// The signatures given as options and in certificates.
fn signatures(
    args: &Args,
    zone: Option<&str>,
    session: &Session,
) -> anyhow::Result<Vec<Signature>> {
    let mut out = Vec::new();
    for text in &args.signature {
        let typed = signature::typed(text, zone).map_err(|error| session.error(error.message()))?;
        out.push(typed);
    }
    for path in &args.certificate {
        let whole = session.world.cwd.join(path);
        let shown = session.shown(&whole);
        let mut bytes = Vec::new();
        File::open(&whole)
            .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
            .with_context(|| shown.clone())?;
        let is_large = bytes.len() as u64 > MAX_FILE_BYTES;
        let text = String::from_utf8(bytes).ok().filter(|_| !is_large);
        let Some(text) = text else {
            return Err(session.error(Message::new(
                format!("{shown} är ingen text i UTF-8: spara underskriftssidan som text"),
                format!("{shown} is no text in UTF-8: save the signature page as text"),
            )));
        };
        let found = certificate::read(&text, zone, args.keep_ids)
            .map_err(|error| session.error(error.message()).context(shown.clone()))?;
        if found.is_empty() {
            return Err(session.error(Message::new(
                format!("hittar inga underskrifter i {shown}: raderna ska vara som NAMN: … och DATUM & TID: …"),
                format!("found no signatures in {shown}: its lines should be like NAMN: … and DATUM & TID: …"),
            )));
        }
        out.extend(found);
    }
    Ok(out)
}

/// What is looked at before anything is written.
struct Trial<'a> {
    path: &'a Path,
    item: Option<usize>,
    day: NaiveDate,
    strangers: &'a [String],
}

impl Trial<'_> {
    /// The findings that stop: errors in the protocol, or in the item, and signatures by those who
    /// should not sign.
    fn stopping(&self, archive: &Archive, files: &dyn Files) -> Vec<Finding> {
        let context = Context {
            archive,
            files,
            day: self.day,
            before: None,
        };
        let file = archive
            .protocols
            .iter()
            .find(|file| file.source.path == self.path);
        let item = self
            .item
            .and_then(|at| file.and_then(|file| file.protocol.items.get(at)));
        let within = |finding: &Finding| {
            let at = finding.place.span.start;
            item.is_none_or(|item| item.span.start <= at && at < item.span.end)
        };
        let stranger = &rules::signer_differs::RULE;
        let mut found = check::run(&context).findings;
        found.retain(|finding| {
            let is_error = finding.severity == Severity::Error && within(finding);
            let is_stranger = finding.rule.code == stranger.code
                && self.strangers.iter().any(|name| *name == finding.subject);
            finding.place.path == self.path && (is_error || is_stranger)
        });
        found
    }
}

/// A waiver for each thing that is gone past, once.
fn new_waivers(
    stopping: &[Finding],
    id: &str,
    item: Option<&String>,
    args: &Args,
) -> Vec<NewWaiver> {
    let mut out: Vec<NewWaiver> = Vec::new();
    for finding in stopping {
        let at_item = item.filter(|_| finding.rule.code != rules::signer_differs::RULE.code);
        let waiver = NewWaiver {
            rule: finding.rule.code.to_owned(),
            place: at_item.map_or_else(|| id.to_owned(), |item| format!("{id}/{item}")),
            subject: finding.subject.to_string(),
            reason: args.reason.clone().unwrap_or_default(),
            until: args.until,
        };
        if !out.contains(&waiver) {
            out.push(waiver);
        }
    }
    out
}

/// Plans the waivers, if they hide what they are for.
fn add_waivers(
    plan: &mut Plan,
    disk: &Disk,
    overlay: &Overlay<'_>,
    waivers: &[NewWaiver],
    trial: &Trial<'_>,
    session: &Session,
) -> anyhow::Result<()> {
    if waivers.is_empty() {
        return Ok(());
    }
    let path = PathBuf::from(WAIVERS);
    let there = disk.has(&path);
    let before = match there {
        true => Some(disk.read(&path).map_err(|why| {
            let message = Message::new(
                format!("kan inte läsa {WAIVERS}: {why}"),
                format!("can't read {WAIVERS}: {why}"),
            );
            session.error(message)
        })?),
        false => None,
    };
    let text = before.as_deref().map(String::from_utf8_lossy);
    let after =
        with_waivers(text.as_deref(), waivers).map_err(|error| session.error(error.message()))?;
    let waived = Overlay::over(overlay).with(&path, after.clone());
    let archive = load_from(&waived, &Default::default());
    if let Some(left) = trial.stopping(&archive, &waived).first() {
        let (code, name) = (left.rule.code, left.rule.name);
        return Err(session.error(Message::new(
            format!("{code} {name} kan inte undantas här: {}", left.message.sv),
            format!("{code} {name} can't be waived here: {}", left.message.en),
        )));
    }
    plan.put(path, before, after);
    Ok(())
}

/// Shows what stops, on stderr.
fn show(
    stopping: &[Finding],
    archive: &Archive,
    root: &Path,
    session: &mut Session,
) -> anyhow::Result<()> {
    let found = Found {
        findings: stopping,
        protocols: archive.protocols.len(),
        ..Found::default()
    };
    let style = Style {
        lang: session.lang,
        width: session.world.width(),
        color: false,
        prefix: prefix(root, session),
        strict: false,
    };
    let mut text = Vec::new();
    findings::write(&mut text, &found, &Texts(archive), Format::Full, &style)?;
    let text = String::from_utf8_lossy(&text);
    let _ = session.err.write_all(safe(&text).as_bytes());
    Ok(())
}

/// What was done, in one line.
fn outcome(recorded: &Recorded, what: &str) -> Message {
    let (sv, en) = match recorded.new {
        0 => (what.to_owned(), what.to_owned()),
        1 => (
            format!("{what}: 1 underskrift antecknad"),
            format!("{what}: 1 signature recorded"),
        ),
        new => (
            format!("{what}: {new} underskrifter antecknade"),
            format!("{what}: {new} signatures recorded"),
        ),
    };
    let mark = if recorded.new == 0 { ":" } else { ";" };
    match &recorded.state {
        Waiting::For(missing) => {
            let list = |text: fn(&Message) -> &str| {
                missing.iter().map(text).collect::<Vec<_>>().join(", ")
            };
            Message::new(
                format!("{sv}{mark} väntar på {}", list(|one| &one.sv)),
                format!("{en}{mark} waits for {}", list(|one| &one.en)),
            )
        }
        Waiting::Closed(closed) => {
            let (done_sv, done_en) = match closed.day {
                Some(day) => (format!("justerat {day}"), format!("approved on {day}")),
                None => ("klart".to_owned(), "done".to_owned()),
            };
            let clauses = closed.clauses;
            Message::new(
                format!("{sv}{mark} {done_sv}, texten och {clauses} beslut förseglade"),
                format!("{en}{mark} {done_en}, the text and {clauses} decisions sealed"),
            )
        }
    }
}
