//! `new-protocol`: a body's next protocol or summons, filled in from the archive.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};

use super::apply::{Mode, apply};
use super::args::day;
use super::ask::{Ask, can_ask};
use super::command::{ArgText, Command, OPTIONS, Run, Section};
use super::editor;
use super::export::unknown_body;
use super::session::{Exit, Session};
use crate::archive::calendar::{Schedule, horizon};
use crate::archive::{Archive, ProtocolFile};
use crate::lang::{Message, Text};
use crate::model::{Body, Kind};
use crate::output::terminal::safe;
use crate::plan::Plan;
use crate::scaffold::{Draft, Wanted, held, next_protocol, proposed_secretary};

/// The words of `--kind`, Swedish and English.
const KINDS: [(&str, Kind); 6] = [
    ("protokoll", Kind::Protocol),
    ("minnesanteckningar", Kind::Notes),
    ("kallelse", Kind::Summons),
    ("protocol", Kind::Protocol),
    ("notes", Kind::Notes),
    ("summons", Kind::Summons),
];

#[derive(clap::Args)]
struct Args {
    #[arg(long)]
    body: Option<String>,
    #[arg(long, value_parser = day)]
    date: Option<NaiveDate>,
    #[arg(long, value_parser = PossibleValuesParser::new(KINDS.map(|(word, _)| word)))]
    kind: Option<String>,
    #[arg(long)]
    from: Option<PathBuf>,
    #[arg(long)]
    extra: bool,
    #[arg(long)]
    secretary: Option<String>,
    #[arg(long)]
    edit: bool,
    #[arg(long)]
    dry_run: bool,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "new-protocol",
    swedish: "ny",
    about: Text::new(
        "organets nästa protokoll eller kallelse, ifyllt med det som redan är känt",
        "the body's next protocol or summons, filled in with what is known already",
    ),
    more: Some(Text::new(
        "På en terminal frågar kommandot efter det som inte ges. Det som bara människor vet står inom klamrar, som {TEXT}, och `samverkan check` hittar det. Inget som finns skrivs över. Exempel: samverkan new-protocol --body LSG --date 2023-04-21.",
        "On a terminal the command asks for what isn't given. What only people know stands in braces, such as {TEXT}, and `samverkan check` finds it. Nothing that is there is overwritten. Example: samverkan new-protocol --body LSG --date 2023-04-21.",
    )),
    sections: &[Section {
        heading: OPTIONS,
        args: &[
            ArgText::value(
                "body",
                Text::new("ORGAN", "BODY"),
                Text::new("organets kod eller namn", "code or name of the body"),
            ),
            ArgText::value(
                "date",
                Text::new("DAG", "DATE"),
                Text::new(
                    "mötets dag, 2023-04-21",
                    "the day of the meeting, 2023-04-21",
                ),
            ),
            ArgText::value(
                "kind",
                Text::new("TYP", "KIND"),
                Text::new(
                    "vad det blir; annars protokoll, eller minnesanteckningar som organet brukar",
                    "what it becomes; otherwise a protocol, or notes as the body usually does",
                ),
            ),
            ArgText::value(
                "from",
                Text::new("FIL", "FILE"),
                Text::new(
                    "kallelsen som blir protokoll, med dess punkter och bilagor",
                    "the summons that becomes the protocol, with its items and attachments",
                ),
            ),
            ArgText::flag(
                "extra",
                Text::new(
                    "ett extra möte, också samma dag som ett annat",
                    "an extra meeting, also on the day of another",
                ),
            ),
            ArgText::value(
                "secretary",
                Text::new("NAMN", "NAME"),
                Text::new(
                    "sekreteraren; annars som förra gången",
                    "the secretary; otherwise as last time",
                ),
            ),
            ArgText::flag(
                "edit",
                Text::new(
                    "öppna filen i det program som VISUAL eller EDITOR säger",
                    "open the file in the program that VISUAL or EDITOR says",
                ),
            ),
            ArgText::flag(
                "dry_run",
                Text::new(
                    "skriv ingen fil, visa texten",
                    "write no file, show the text",
                ),
            ),
        ],
    }],
    args: Args::augment_args,
    run: Run::Own(run),
};

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    let editor = match args.edit && !args.dry_run {
        true => Some(editor::chosen(session)?),
        false => None,
    };
    let root = session.root()?;
    let archive = session.load(&root)?;
    let wanted = wanted(&args, &root, &archive, session)?;
    let draft = next_protocol(&archive, &wanted);
    let path = root.join(&draft.path);
    if let Some(message) = taken(&archive, &path, &draft, session) {
        return Err(session.error(message));
    }
    if args.dry_run {
        let text = match session.world.stdout_is_terminal {
            true => safe(&draft.text),
            false => draft.text.as_str().into(),
        };
        session.out.write_all(text.as_bytes())?;
        return Ok(Exit::Done);
    }
    let mut plan = Plan::new();
    plan.create(draft.path, draft.text);
    let exit = apply(&plan, &root, Mode::Write, session)?;
    if let Some(editor) = editor {
        editor::open(&editor, &path, session)?;
    }
    Ok(exit)
}

/// Why the draft can't take its place: a file has it.
fn taken(archive: &Archive, path: &Path, draft: &Draft, session: &Session) -> Option<Message> {
    if fs::symlink_metadata(path).is_err() {
        return None;
    }
    let shown = session.shown(path);
    let known = archive.protocols.iter();
    let is_known = known.into_iter().any(|file| file.source.path == draft.path);
    let (sv, en) = match is_known {
        true => (
            "välj en annan dag, eller --extra för ett möte till",
            "choose another day, or --extra for one more meeting",
        ),
        false => ("flytta den först", "move it first"),
    };
    Some(Message::new(
        format!("{shown} finns redan och skrivs inte över: {sv}"),
        format!("{shown} exists already and isn't overwritten: {en}"),
    ))
}

fn wanted<'a>(
    args: &Args,
    root: &Path,
    archive: &'a Archive,
    session: &mut Session,
) -> anyhow::Result<Wanted<'a>> {
    let word = args.kind.as_deref();
    let kind = word.and_then(|word| KINDS.iter().find(|(own, _)| *own == word));
    let kind = kind.map(|(_, kind)| *kind);
    if let Some(from) = &args.from {
        let from = session.world.cwd.join(from);
        return of_summons(args, kind, &from, root, archive)
            .map_err(|message| session.error(message));
    }
    let code = args.body.as_deref().map(|name| code(archive, name));
    let code = code.transpose().map_err(|message| session.error(message))?;
    let (body, date, secretary) = match (code, args.date) {
        (Some(body), Some(date)) => (body, date, None),
        (code, _) if !can_ask(session) => {
            let missing = match code {
                None => Message::new(
                    format!("--body saknas: skriv organets kod{}", examples(archive)),
                    format!(
                        "--body is missing: write the body's code{}",
                        examples(archive)
                    ),
                ),
                Some(_) => Message::new(
                    "--date saknas: skriv mötets dag, till exempel --date 2023-04-21",
                    "--date is missing: write the day of the meeting, such as --date 2023-04-21",
                ),
            };
            return Err(session.error(missing));
        }
        (code, date) => {
            let today = session.world.today();
            let mut input = io::stdin().lock();
            let mut ask = Ask::new(&mut input, session.err, session.lang);
            asked(
                archive,
                code,
                date,
                today,
                args.secretary.is_none(),
                &mut ask,
            )?
        }
    };
    Ok(Wanted {
        body,
        date,
        kind,
        meeting: args.extra.then(|| "extra".to_owned()),
        secretary: args.secretary.clone().or(secretary),
        summons: None,
    })
}

/// ` (LSG, SVO)`, where the archive has any.
fn examples(archive: &Archive) -> String {
    let codes = codes(archive);
    match codes.is_empty() {
        true => String::new(),
        false => format!(" ({})", codes.join(", ")),
    }
}

fn codes(archive: &Archive) -> Vec<String> {
    let bodies = archive.collaboration.bodies.iter();
    bodies.map(|body| body.code.value.clone()).collect()
}

/// The body of that code or name.
fn code<'a>(archive: &'a Archive, name: &str) -> Result<&'a Body, Message> {
    let codes = codes(archive);
    let code = archive.names.body(name.trim());
    let code = code.ok_or_else(|| unknown_body(name.trim(), &codes))?;
    archive.collaboration.body(code).ok_or_else(|| {
        Message::new(
            format!(
                "{code} har ingen fil i organ/ och nämns bara: välj {}",
                codes.join(", ")
            ),
            format!(
                "{code} has no file in organ/ and is only referred to: choose {}",
                codes.join(", ")
            ),
        )
    })
}

/// A summons made into a protocol.
fn of_summons<'a>(
    args: &Args,
    kind: Option<Kind>,
    from: &Path,
    root: &Path,
    archive: &'a Archive,
) -> Result<Wanted<'a>, Message> {
    let shown = args.from.as_deref().unwrap_or(from).display();
    let summons = file(archive, root, from, args.from.as_deref());
    let summons = summons.ok_or_else(|| {
        Message::new(
            format!("{shown} finns inte i protokollsamlingen: skriv kallelsens fil"),
            format!("{shown} isn't in the archive: write the file of the summons"),
        )
    })?;
    let protocol = &summons.protocol;
    if protocol.kind != Kind::Summons {
        return Err(Message::new(
            format!("{shown} är ingen kallelse: där ska stå typ: kallelse"),
            format!("{shown} is no summons: it should say typ: kallelse"),
        ));
    }
    if kind == Some(Kind::Summons) {
        return Err(Message::new(
            "--from gör protokoll av en kallelse: skriv --kind protokoll, eller ingen",
            "--from makes a protocol of a summons: write --kind protocol, or none",
        ));
    }
    let body = code(archive, &protocol.body.value)?;
    let date = protocol.date.as_ref().map(|date| date.value);
    let date = date.ok_or_else(|| {
        Message::new(
            format!("{shown} har ingen dag: skriv datum: i den"),
            format!("{shown} has no day: write datum: in it"),
        )
    })?;
    let other_body = args
        .body
        .as_deref()
        .map(|name| code(archive, name))
        .transpose()?;
    let differs = other_body.is_some_and(|other| other.code.value != body.code.value)
        || args.date.is_some_and(|other| other != date);
    if differs {
        let (code, option) = (&body.code.value, "--body, --date");
        return Err(Message::new(
            format!("kallelsen gäller {code} {date}: ta bort {option} eller välj en annan fil"),
            format!("the summons is for {code} {date}: remove {option} or choose another file"),
        ));
    }
    let meeting = protocol
        .meeting
        .as_ref()
        .map(|meeting| meeting.value.clone());
    Ok(Wanted {
        body,
        date,
        kind,
        meeting: meeting.or(args.extra.then(|| "extra".to_owned())),
        secretary: args.secretary.clone(),
        summons: Some(summons),
    })
}

/// The file of the archive that was meant: a path from here, or from the root.
fn file<'a>(
    archive: &'a Archive,
    root: &Path,
    here: &Path,
    typed: Option<&Path>,
) -> Option<&'a ProtocolFile> {
    let real = fs::canonicalize(here).ok();
    let mut files = archive.protocols.iter();
    files.find(|file| {
        let path = &file.source.path;
        typed == Some(path.as_path())
            || real.is_some() && fs::canonicalize(root.join(path)).ok() == real
    })
}

/// Asks for what wasn't given, with the answers that are likely.
fn asked<'a>(
    archive: &'a Archive,
    body: Option<&'a Body>,
    date: Option<NaiveDate>,
    today: NaiveDate,
    asks_secretary: bool,
    ask: &mut Ask<'_>,
) -> anyhow::Result<(&'a Body, NaiveDate, Option<String>)> {
    let body = match body {
        Some(body) => body,
        None => {
            let proposed = last_used(archive);
            ask.ask(Text::new("Organ", "Body"), proposed, |answer| {
                code(archive, answer)
            })?
        }
    };
    let date = match date {
        Some(date) => date,
        None => {
            let proposed = next_day(archive, body, today).map(|day| day.to_string());
            ask.ask(Text::new("Datum", "Date"), proposed.as_deref(), |answer| {
                day(answer).map_err(|bad| bad.0)
            })?
        }
    };
    if !asks_secretary {
        return Ok((body, date, None));
    }
    let proposed = proposed_secretary(archive, &body.code.value, date);
    let secretary = ask.ask(
        Text::new("Sekreterare", "Secretary"),
        proposed.as_deref(),
        |answer| Ok(answer.to_owned()),
    )?;
    let secretary = Some(secretary).filter(|name| !name.is_empty());
    Ok((body, date, secretary))
}

/// The body of the latest file; the first body where there is none.
fn last_used(archive: &Archive) -> Option<&str> {
    let bodies = &archive.collaboration.bodies;
    let known = |code: &str| bodies.iter().find(|body| body.code.value == code);
    let files = archive.protocols.iter().rev();
    let dated = files.filter(|file| file.protocol.date.is_some());
    let used = dated
        .into_iter()
        .find_map(|file| known(&file.protocol.body.value));
    used.or(bodies.first()).map(|body| body.code.value.as_str())
}

/// The first planned day after the body's last meeting that has no protocol.
fn next_day(archive: &Archive, body: &Body, today: NaiveDate) -> Option<NaiveDate> {
    let code = &body.code.value;
    let held = held(archive, code, NaiveDate::MAX, false);
    let last = held.last().and_then(|file| file.protocol.date.as_ref());
    let from = last.map_or(today, |date| date.value);
    let schedule = Schedule::new(archive, from.max(today));
    let planned = schedule.of(code, from, horizon(from.max(today)));
    let open = planned
        .iter()
        .find(|planned| planned.protocol.is_none() && !planned.is_cancelled());
    open.map(|planned| planned.date)
        .or_else(|| schedule.next(code, from).map(|planned| planned.date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Memory, Options, load_from};
    use crate::lang::Lang;

    fn archive() -> Archive {
        let files = [
            (
                "organ/lsg.yaml",
                "kod: LSG\nnamn: Länsgruppen\nmöten:\n  - tredje fredagen, ej juli\n",
            ),
            ("organ/svo.yaml", "kod: SVO\nnamn: Samrådet\n"),
            (
                "lsg/2023-02-17.md",
                "---\norgan: LSG\ndatum: 2023-02-17\nsekreterare: Kajsa Lind\n---\n",
            ),
            (
                "svo/2023-02-10.md",
                "---\norgan: SVO\ndatum: 2023-02-10\n---\n",
            ),
            (
                "lsg/2023-03-17.md",
                "---\norgan: LSG\ndatum: 2023-03-17\nstatus: inställt\n---\n",
            ),
        ];
        load_from(&Memory::new(files), &Options::default())
    }

    fn answered(input: &str) -> (String, String) {
        let archive = archive();
        let today = "2023-03-20".parse().unwrap();
        let mut input = input.as_bytes();
        let mut out = Vec::new();
        let mut ask = Ask::new(&mut input, &mut out, Lang::Sv);
        let answer = asked(&archive, None, None, today, true, &mut ask);
        let answer = match answer {
            Ok((body, date, secretary)) => {
                format!(
                    "{} {date} {}",
                    body.code.value,
                    secretary.unwrap_or_default()
                )
            }
            Err(error) => error.to_string(),
        };
        (answer, String::from_utf8(out).unwrap())
    }

    #[test]
    fn likely_answers_are_proposed() {
        let (answer, out) = answered("\n\n\n");
        assert_eq!(answer, "LSG 2023-04-21 Kajsa Lind");
        assert_eq!(
            out,
            "Organ [LSG]: Datum [2023-04-21]: Sekreterare [Kajsa Lind]: "
        );
    }

    #[test]
    fn other_answers_count_and_wrong_ones_are_asked_again() {
        let (answer, out) = answered("LSF\nsamrådet\n\n2023-02-30\n2023-06-01\nEva By\n");
        assert_eq!(answer, "SVO 2023-06-01 Eva By");
        assert_eq!(
            out,
            "Organ [LSG]: inget organ heter \"LSF\": menade du LSG?\n\
             Organ [LSG]: Datum: \"\" är ingen dag: skriv till exempel 2023-02-17\n\
             Datum: \"2023-02-30\" är ingen dag: skriv till exempel 2023-02-17\n\
             Datum: Sekreterare: "
        );
        let (answer, _) = answered("LSG\n");
        assert_eq!(answer, "avbrutet före sista svaret: inget är skrivet");
    }
}
