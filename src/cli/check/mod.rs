//! `check`: every rule; what CI runs.

mod baseline;
mod counts;
mod fix;
mod paths;
mod selection;
mod typed;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};

use crate::archive::{self, Archive, Disk, Files, Overlay, Target, resolve};
use crate::check::{self, Before, Context, rules, since};
use crate::cli::args::day;
use crate::cli::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use crate::cli::history;
use crate::cli::session::{Exit, Session};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::output::findings::{self, Format, Found, Sources, Style, Waived};
use crate::output::terminal::safe;
use crate::rule::{Rule, Severity};
use crate::text::LineIndex;

use baseline::baseline;
use counts::{compared, explain_coverage, statistics};
use fix::fix;
pub(in crate::cli) use paths::{below, is_below, prefix};
pub(in crate::cli) use selection::unknown_rule;
use selection::{is_about_changes, is_rule, names_rule};
use typed::{not_read, typed};

#[derive(clap::Args)]
struct Args {
    paths: Vec<PathBuf>,
    #[arg(long, value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)))]
    format: Option<String>,
    #[arg(long, value_delimiter = ',')]
    select: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    ignore: Vec<String>,
    #[arg(long)]
    strict: bool,
    #[arg(long, conflicts_with_all = ["why", "write_baseline", "fix", "diff"])]
    since: Option<String>,
    #[arg(long, requires = "since")]
    git_dir: Option<PathBuf>,
    #[arg(long, value_parser = day)]
    as_of: Option<NaiveDate>,
    #[arg(long)]
    statistics: bool,
    #[arg(long)]
    show_waived: bool,
    #[arg(long)]
    explain_coverage: bool,
    #[arg(long)]
    why: Option<String>,
    #[arg(long)]
    baseline: Option<PathBuf>,
    #[arg(long)]
    write_baseline: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    stdin_filename: Option<PathBuf>,
    #[arg(long)]
    exit_zero: bool,
    #[arg(long)]
    fix: bool,
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
}

/// The command.
pub(in crate::cli) static COMMAND: Command = Command {
    name: "check",
    swedish: "granska",
    about: Text::new(
        "granskar samlingen mot reglerna och överenskommelsen",
        "checks the archive against the rules and the agreement",
    ),
    more: Some(Text::new(
        "Utan --since frågas Git om inget, och J005 och J006 har inget att jämföra med. Med --since bedöms båda versionerna samma dag, var och en efter sin överenskommelse, sina inställningar och sina undantag: det som visas är vad ändringen för med sig, också i andra filer.\n\nSvarar 0 när inget eller bara noter hittas, 1 när något annat hittas, 2 när det inte gick. `samverkan explain REGEL` förklarar en regel.",
        "Without --since Git is asked nothing, and J005 and J006 have nothing to compare with. With --since both versions are judged on the same day, each by its own agreement, settings and waivers: what is shown is what the change brings about, in other files too.\n\nExits with 0 when nothing or only notes are found, 1 when anything else is, 2 when it could not be done. `samverkan explain RULE` explains a rule.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "paths",
                Text::new("FIL", "PATH"),
                Text::new(
                    "visa bara påpekanden i de filerna eller mapparna; `-` läser en fil från stdin",
                    "show only what is found in these files or folders; `-` reads one from stdin",
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
                    "select",
                    Text::new("REGEL", "RULE"),
                    Text::new(
                        "bara dessa regler: kod, namn eller bokstaven för en grupp",
                        "only these rules: code, name, or the letter of a family",
                    ),
                ),
                ArgText::value(
                    "ignore",
                    Text::new("REGEL", "RULE"),
                    Text::new("utom dessa regler", "but for these rules"),
                ),
                ArgText::flag(
                    "fix",
                    Text::new(
                        "rätta det som säkert kan rättas, och visa det som är kvar; löpande text och justerade protokoll ändras aldrig",
                        "mend what can be mended safely, and show what is left; prose and approved protocols are never changed",
                    ),
                ),
                ArgText::flag(
                    "diff",
                    Text::new(
                        "visa vad --fix skulle ändra, som en patch; svara 1 om det är något",
                        "show what --fix would change, as a patch; exit with 1 if there is anything",
                    ),
                ),
                ArgText::flag(
                    "strict",
                    Text::new(
                        "även noter gör att kommandot svarar 1",
                        "notes make the command exit with 1 too",
                    ),
                ),
                ArgText::value(
                    "since",
                    Text::new("VERSION", "REF"),
                    Text::new(
                        "bara det som är nytt sedan grenen utgick från den versionen, en gren eller en incheckning i Git; prövar J005 och J006 också",
                        "only what is new since this branch left that version, a branch or a commit in Git; tries J005 and J006 too",
                    ),
                ),
                ArgText::value(
                    "git_dir",
                    Text::new("MAPP", "DIR"),
                    Text::new(
                        "Git-arkivet, när det inte är det som samlingen ligger i",
                        "the repository, where it isn't the one that the archive lies in",
                    ),
                ),
                ArgText::value(
                    "as_of",
                    Text::new("DAG", "DAY"),
                    Text::new(
                        "räkna frister från den dagen; annars i dag",
                        "count deadlines from that day; otherwise today",
                    ),
                ),
                ArgText::flag(
                    "statistics",
                    Text::new(
                        "antal för varje regel, i stället för påpekandena",
                        "how many for each rule, instead of the findings",
                    ),
                ),
                ArgText::flag(
                    "show_waived",
                    Text::new("även det som undantag döljer", "also what waivers hide"),
                ),
                ArgText::flag(
                    "explain_coverage",
                    Text::new(
                        "vilka regler som inte hade något att pröva mot, och för vilka organ",
                        "which rules had nothing to check against, and for which bodies",
                    ),
                ),
                ArgText::value(
                    "why",
                    Text::new("HÄNVISNING", "REF"),
                    Text::new(
                        "räkna upp hur platser och beslutsförhet räknades för ett protokoll",
                        "tell how seats and quorum were counted for one protocol",
                    ),
                ),
                ArgText::value(
                    "baseline",
                    Text::new("FIL", "FILE"),
                    Text::new(
                        "dölj så många påpekanden som filen säger, för varje fil och regel",
                        "hide as many findings as the file says, for each file and rule",
                    ),
                ),
                ArgText::value(
                    "write_baseline",
                    Text::new("FIL", "FILE"),
                    Text::new(
                        "skriv filen, så att en gammal samling kan börja i dag; med --baseline stryks det som är åtgärdat",
                        "write that file, so that an old archive can start today; with --baseline what is mended is struck",
                    ),
                ),
                ArgText::value(
                    "stdin_filename",
                    Text::new("FIL", "FILE"),
                    Text::new(
                        "med `-`: filen som texten på stdin står i stället för; bara dess påpekanden visas",
                        "with `-`: the file whose place the text on stdin takes; only its findings are shown",
                    ),
                ),
                ArgText::flag(
                    "exit_zero",
                    Text::new("svara 0 vad som än hittas", "exit with 0 whatever is found"),
                ),
            ],
        },
    ],
    args: Args::augment_args,
    run: Run::Own(run),
};

/// The texts of an archive, for showing where a finding is.
pub(in crate::cli) struct Texts<'a>(pub &'a Archive);

impl Sources for Texts<'_> {
    fn source(&self, path: &Path) -> Option<(&str, &LineIndex)> {
        let source = self.0.source(path)?;
        Some((&source.text, &source.lines))
    }
}

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    for word in args.select.iter().chain(&args.ignore) {
        if !names_rule(word) {
            return Err(session.error(unknown_rule(word)));
        }
    }
    let root = session.root()?;
    let disk = Disk { root: root.clone() };
    let typed = typed(&args, &root, session)?;
    let overlay = typed.map(|(path, bytes)| {
        let overlay = Overlay::over(&disk).with(&path, bytes);
        (path, overlay)
    });
    let (files, archive): (&dyn Files, Archive) = match &overlay {
        None => {
            let archive = archive::load(&root, &Default::default());
            (
                &disk,
                archive.map_err(|error| session.error(error.message()))?,
            )
        }
        Some((path, overlay)) => {
            let archive = archive::load_from(overlay, &Default::default());
            if archive.source(path).is_none() {
                return Err(session.error(not_read(path)));
            }
            (overlay, archive)
        }
    };
    let earlier = match &args.since {
        Some(reference) => {
            let repository = history::repository(&root, args.git_dir.as_deref(), session)?;
            Some(history::began_from(&repository, reference, session)?)
        }
        None => None,
    };
    if args.explain_coverage {
        explain_coverage(&archive, earlier.is_some(), session)?;
        return Ok(Exit::Done);
    }
    if let Some(reference) = &args.why {
        let target =
            resolve(&archive, reference).map_err(|error| session.error(error.message()))?;
        let (Target::Protocol(file) | Target::Item(file, _) | Target::Decision(file, _, _)) =
            target
        else {
            return Err(session.error(Message::new(
                format!("\"{reference}\" är inget protokoll"),
                format!("\"{reference}\" is no protocol"),
            )));
        };
        let told = check::why(&archive, &archive.protocols[file], session.lang);
        session.out.write_all(safe(&told).as_bytes())?;
        return Ok(Exit::Done);
    }
    let paths = match &overlay {
        Some((path, _)) => vec![path.clone()],
        None => below(&args.paths, &root, earlier.as_ref(), session)?,
    };
    let archive = match args.fix || args.diff {
        false => archive,
        true => {
            if let Some(exit) = fix(&args, &paths, &root, session)? {
                return Ok(exit);
            }
            archive::load(&root, &Default::default())
                .map_err(|error| session.error(error.message()))?
        }
    };
    let before = earlier
        .as_ref()
        .map(|earlier| Before::new(&earlier.archive, &archive));
    let context = Context {
        archive: &archive,
        files,
        day: args.as_of.unwrap_or_else(|| session.world.today()),
        before: before.as_ref(),
    };
    let report = check::run(&context);
    let wanted = |finding: &Finding| args.wants(finding.rule);
    let in_paths = |finding: &Finding| is_below(&finding.place.path, &paths);
    let shown = |finding: &Finding| wanted(finding) && in_paths(finding);
    let mut findings: Vec<Finding> = report.findings.into_iter().filter(shown).collect();
    let mut old = Vec::new();
    if let (Some(earlier), Some(before)) = (&earlier, &before)
        && earlier.is_there()
    {
        let context = Context {
            archive: &earlier.archive,
            files: &earlier.files,
            before: None,
            ..context
        };
        old = since::moved(check::run(&context).findings, &before.renames);
        old.retain(shown);
    }
    if args.baseline.is_some() || args.write_baseline.is_some() {
        baseline(&args, &mut findings, &mut old, session)?;
        if args.write_baseline.is_some() {
            return Ok(Exit::Done);
        }
    }
    let mut known = Vec::new();
    if let Some(reference) = &args.since {
        let split = since::split(findings, &old);
        if let Some(message) = compared(reference, split.known.len(), split.gone) {
            session.note(&message);
        }
        (findings, known) = (split.new, split.known);
    } else if args.select.iter().any(|word| is_about_changes(word)) {
        session.note(&Message::new(
            "J005 och J006 har inget att jämföra med: ange --since",
            "J005 and J006 have nothing to compare with: give --since",
        ));
    }
    let least = if args.strict {
        Severity::Note
    } else {
        Severity::Warning
    };
    let fails = findings.iter().any(|finding| finding.severity >= least);
    if args.statistics {
        statistics(&findings, session)?;
    } else {
        let waived: Vec<Waived<'_>> = report
            .waived
            .iter()
            .filter(|one| args.show_waived && shown(&one.finding))
            .map(|one| Waived {
                finding: &one.finding,
                reason: archive.waivers[one.waiver]
                    .reason
                    .as_ref()
                    .map_or("", |reason| &reason.value),
            })
            .collect();
        let every: Vec<&'static Rule> = rules::ALL.iter().map(|check| check.rule).collect();
        let found = Found {
            findings: &findings,
            waived: &waived,
            known: &known,
            rules: &every,
            protocols: archive.protocols.len(),
        };
        let format = args
            .format
            .as_deref()
            .and_then(Format::from_name)
            .unwrap_or_default();
        let style = Style {
            lang: session.lang,
            width: session.world.width(),
            color: session.colors_out(),
            prefix: prefix(&root, session),
            strict: args.strict,
        };
        findings::write(session.out, &found, &Texts(&archive), format, &style)?;
    }
    Ok(match fails && !args.exit_zero {
        true => Exit::Found,
        false => Exit::Done,
    })
}

impl Args {
    /// Whether the findings of a rule are asked for.
    fn wants(&self, rule: &Rule) -> bool {
        (self.select.is_empty() || self.select.iter().any(|word| is_rule(word, rule)))
            && !self.ignore.iter().any(|word| is_rule(word, rule))
    }
}
