//! `init [DIR]`: a new archive.

use std::io;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};

use super::apply::{Mode, apply};
use super::args::BadValue;
use super::ask::{Ask, can_ask};
use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::session::{Exit, Session};
use crate::archive::CONFIG;
use crate::lang::{Lang, Message, Text};
use crate::plan::Plan;
use crate::scaffold::{BodyName, Host, NewArchive, PartyName, SetupError, new_archive};

#[derive(clap::Args)]
struct Args {
    dir: Option<PathBuf>,
    #[arg(long)]
    name: Option<String>,
    #[arg(long, value_parser = party)]
    party: Vec<PartyName>,
    #[arg(long, value_parser = body)]
    body: Vec<BodyName>,
    #[arg(long, value_parser = PossibleValuesParser::new(["sv", "en"]))]
    language: Option<String>,
    #[arg(long, value_parser = PossibleValuesParser::new(Host::ALL.map(|(word, _)| word)))]
    git_host: Option<String>,
    #[arg(long)]
    dry_run: bool,
}

fn party(text: &str) -> Result<PartyName, BadValue> {
    PartyName::parse(text).map_err(|error| BadValue(error.message()))
}

fn body(text: &str) -> Result<BodyName, BadValue> {
    BodyName::parse(text).map_err(|error| BadValue(error.message()))
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "init",
    swedish: "börja",
    about: Text::new(
        "en ny protokollsamling: samverkan.yaml, ett organ, README och recept för CI",
        "a new archive: samverkan.yaml, a body, README and a recipe for CI",
    ),
    more: Some(Text::new(
        "På en terminal frågar kommandot efter det som inte ges. Inget som finns skrivs över. Exempel: samverkan init protokoll --name \"Samverkan i länet\" --party \"Region Exempel\" --party \"Öby kommun\" --body LSG=Länssamverkansgruppen.",
        "On a terminal the command asks for what isn't given. Nothing that is there is overwritten. Example: samverkan init protocols --name \"Samverkan i länet\" --party \"Region Exempel\" --party \"Öby kommun\" --body LSG=Länssamverkansgruppen.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "dir",
                Text::new("MAPP", "DIR"),
                Text::new(
                    "mappen, som görs om den inte finns; annars den här",
                    "the folder, made if there is none; otherwise this one",
                ),
            )],
        },
        Section {
            heading: OPTIONS,
            args: &[
                ArgText::value(
                    "name",
                    Text::new("NAMN", "NAME"),
                    Text::new("samverkans namn", "the name of the collaboration"),
                ),
                ArgText::value(
                    "party",
                    Text::new("NAMN[:SLAG]", "NAME[:KIND]"),
                    Text::new(
                        "en huvudman, flera gånger för flera; slaget är region, kommun eller ett eget ord",
                        "a party, several times for several; the kind is region, kommun or a word of your own",
                    ),
                ),
                ArgText::value(
                    "body",
                    Text::new("KOD=NAMN", "CODE=NAME"),
                    Text::new(
                        "ett organ, flera gånger för flera",
                        "a body, several times for several",
                    ),
                ),
                ArgText::value(
                    "language",
                    Text::new("SPRÅK", "LANG"),
                    Text::new(
                        "samlingens språk i meddelanden; annars sv",
                        "the archive's language of messages; otherwise sv",
                    ),
                ),
                ArgText::value(
                    "git_host",
                    Text::new("VÄRD", "HOST"),
                    Text::new(
                        "var samlingen ska ligga; annars github",
                        "where the archive is to lie; otherwise github",
                    ),
                ),
                ArgText::flag(
                    "dry_run",
                    Text::new(
                        "skriv inget, visa vad som skulle skapas",
                        "write nothing, show what would be created",
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
    let dir = args.dir.as_deref().unwrap_or(Path::new(""));
    let dir: PathBuf = session.world.cwd.join(dir).components().collect();
    if dir.join(CONFIG).exists() {
        let shown = session.shown(&dir.join(CONFIG));
        return Err(session.error(Message::new(
            format!("{shown} finns redan: mappen är en protokollsamling"),
            format!("{shown} exists already: the folder is an archive"),
        )));
    }
    let dry_run = args.dry_run;
    let archive = wanted(args, session)?;
    let made = new_archive(&archive, &|path| dir.join(path).exists());
    let made = made.map_err(|error| session.error(error.message()))?;
    let left: Vec<&str> = ["README.md", ".gitattributes"]
        .into_iter()
        .filter(|path| dir.join(path).exists())
        .collect();
    for path in left {
        session.note(&Message::new(
            format!("{path} finns redan och lämnas som den är"),
            format!("{path} exists already and is left as it is"),
        ));
    }
    let (root, plan) = rooted(&dir, made);
    let mode = if dry_run { Mode::DryRun } else { Mode::Write };
    let exit = apply(&plan, &root, mode, session)?;
    if !dry_run {
        session.note(&Message::new(
            "skriv ledamöter och möten i organ/, och börja sedan med `samverkan new-protocol`",
            "write members and meetings in organ/, and then begin with `samverkan new-protocol`",
        ));
    }
    Ok(exit)
}

/// The nearest folder of `dir` that exists, and the plan below it: folders are made with the files
/// in them, so that nothing is left where nothing could be written.
fn rooted(dir: &Path, plan: Plan) -> (PathBuf, Plan) {
    let exists = dir.ancestors().find(|folder| folder.exists());
    let root = exists.unwrap_or(dir).to_owned();
    let inside = dir.strip_prefix(&root).unwrap_or(Path::new("")).to_owned();
    let mut plan = plan;
    for change in &mut plan.changes {
        change.path = inside.join(&change.path);
    }
    (root, plan)
}

/// What was given; what wasn't is asked for where somebody can be asked.
fn wanted(args: Args, session: &mut Session) -> anyhow::Result<NewArchive> {
    let lang = match args.language.as_deref() {
        Some("en") => Lang::En,
        _ => Lang::Sv,
    };
    let host = args.git_host.as_deref().and_then(host);
    let (Some(name), false, false) = (&args.name, args.party.is_empty(), args.body.is_empty())
    else {
        if !can_ask(session) {
            return Err(session.error(missing(&args)));
        }
        let mut input = io::stdin().lock();
        let mut ask = Ask::new(&mut input, session.err, session.lang);
        return asked(args, lang, host, &mut ask);
    };
    Ok(NewArchive {
        name: name.clone(),
        parties: args.party,
        bodies: args.body,
        lang,
        host: host.unwrap_or_default(),
    })
}

fn host(word: &str) -> Option<Host> {
    let found = Host::ALL.into_iter().find(|(own, _)| *own == word.trim());
    found.map(|(_, host)| host)
}

/// The first option that isn't given.
fn missing(args: &Args) -> Message {
    let (option, example) = match args {
        Args { name: None, .. } => ("--name", "\"Samverkan i länet\""),
        Args { party, .. } if party.is_empty() => ("--party", "\"Öby kommun\""),
        _ => ("--body", "LSG=Länssamverkansgruppen"),
    };
    Message::new(
        format!("{option} saknas: skriv till exempel {option} {example}"),
        format!("{option} is missing: write such as {option} {example}"),
    )
}

/// Asks for what wasn't given.
fn asked(
    args: Args,
    lang: Lang,
    host_given: Option<Host>,
    ask: &mut Ask<'_>,
) -> anyhow::Result<NewArchive> {
    let not_empty = |answer: &str| match answer.trim() {
        "" => Err(SetupError::NoName.message()),
        answer => Ok(answer.to_owned()),
    };
    let name = match args.name {
        Some(name) => name,
        None => ask.ask(
            Text::new("Samverkans namn", "Name of the collaboration"),
            None,
            not_empty,
        )?,
    };
    let mut parties = args.party;
    if parties.is_empty() {
        ask.say(Text::new(
            "Huvudmännen, en i taget; en tom rad när alla är skrivna.",
            "The parties, one at a time; an empty line when all are written.",
        ))?;
        while let Some(party) = one_party(&parties, ask)? {
            parties.push(party);
        }
    }
    let mut bodies = args.body;
    if bodies.is_empty() {
        let code = ask.ask(
            Text::new(
                "Första organets kod, som LSG",
                "Code of the first body, such as LSG",
            ),
            None,
            |answer| BodyName::code(answer).map_err(|error| error.message()),
        )?;
        let name = ask.ask(
            Text::new("Organets namn", "Name of the body"),
            None,
            not_empty,
        )?;
        bodies.push(BodyName { code, name });
    }
    let host = match host_given {
        Some(host) => host,
        None => ask.ask(
            Text::new(
                "Var samlingen ska ligga: github, gitlab eller forgejo",
                "Where the archive is to lie: github, gitlab or forgejo",
            ),
            Some(Host::ALL[0].0),
            |answer| {
                host(&answer.to_lowercase()).ok_or_else(|| {
                    Message::new(
                        "skriv github, gitlab eller forgejo",
                        "write github, gitlab or forgejo",
                    )
                })
            },
        )?,
    };
    Ok(NewArchive {
        name,
        parties,
        bodies,
        lang,
        host,
    })
}

/// The next party; `None` when there are no more.
fn one_party(known: &[PartyName], ask: &mut Ask<'_>) -> anyhow::Result<Option<PartyName>> {
    let name = ask.ask(Text::new("Huvudman", "Party"), None, |answer| {
        match answer {
            // A collaboration of nobody is none.
            "" if known.is_empty() => Err(SetupError::NoName.message()),
            answer => Ok(answer.to_owned()),
        }
    })?;
    if name.is_empty() {
        return Ok(None);
    }
    match PartyName::parse(&name) {
        Ok(party) => Ok(Some(party)),
        Err(SetupError::NoKind(name)) => {
            let kind = Text::new(
                "Vilket slag: region, kommun eller ett eget ord",
                "Which kind: region, kommun or a word of your own",
            );
            let party = ask.ask(kind, Some("kommun"), |answer| {
                PartyName::parse(&format!("{name}:{answer}")).map_err(|error| error.message())
            })?;
            Ok(Some(party))
        }
        Err(error) => {
            ask.say(error.message())?;
            one_party(known, ask)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(input: &str) -> (anyhow::Result<NewArchive>, String) {
        let args = Args {
            dir: None,
            name: None,
            party: Vec::new(),
            body: Vec::new(),
            language: None,
            git_host: None,
            dry_run: false,
        };
        let mut input = input.as_bytes();
        let mut out = Vec::new();
        let mut ask = Ask::new(&mut input, &mut out, Lang::Sv);
        let archive = asked(args, Lang::Sv, None, &mut ask);
        (archive, String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_questions_and_what_becomes_of_the_answers() {
        let (archive, out) = answered(
            "\nSamverkan i länet\nRegion Exempel\nÖby kommun\nFörbundet\nförbund\n\nL/G\nLSG\nLänsgruppen\n\n",
        );
        let archive = archive.unwrap();
        let kinds: Vec<&str> = archive
            .parties
            .iter()
            .map(|party| party.kind.word())
            .collect();
        assert_eq!(kinds, ["region", "kommun", "förbund"]);
        assert_eq!(
            archive.bodies,
            [BodyName::parse("LSG=Länsgruppen").unwrap()]
        );
        let questions: Vec<&str> = out.split(": ").collect();
        assert_eq!(
            questions,
            [
                "Samverkans namn",
                "namnet är tomt",
                "skriv ett\nSamverkans namn",
                "Huvudmännen, en i taget; en tom rad när alla är skrivna.\nHuvudman",
                "Huvudman",
                "Huvudman",
                "Vilket slag",
                "region, kommun eller ett eget ord [kommun]",
                "Huvudman",
                "Första organets kod, som LSG",
                "koden \"L/G\" blir mappens namn",
                "bara A-Z och 0-9, högst 20 tecken, som BVA\nFörsta organets kod, som LSG",
                "Organets namn",
                "Var samlingen ska ligga",
                "github, gitlab eller forgejo [github]",
                "",
            ]
        );
    }

    #[test]
    fn who_stops_answering_gets_nothing() {
        for input in ["", "Namn\n", "Namn\nRegion Exempel\n\nLSG\n"] {
            assert!(answered(input).0.is_err());
        }
    }
}
