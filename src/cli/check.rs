//! `check`: every rule; what CI runs.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};

use anyhow::Context as _;

use super::apply::{self, Mode};
use super::args::day;
use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::session::{Exit, Session};
use crate::archive::{self, Archive, Disk, Target, resolve};
use crate::check::baseline::Baseline;
use crate::check::{self, Context, coverage, rules};
use crate::finding::Finding;
use crate::lang::{Lang, Message, Text, nearest};
use crate::output::findings::{self, Format, Found, Sources, Style, Waived};
use crate::output::terminal::safe;
use crate::repair::{Request, repair};
use crate::rule::{Rule, Severity};
use crate::text::LineIndex;

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
    #[arg(long)]
    exit_zero: bool,
    #[arg(long)]
    fix: bool,
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "check",
    swedish: "granska",
    about: Text::new(
        "granskar samlingen mot reglerna och överenskommelsen",
        "checks the archive against the rules and the agreement",
    ),
    more: Some(Text::new(
        "Svarar 0 när inget eller bara noter hittas, 1 när något annat hittas, 2 när det inte gick. `samverkan explain REGEL` förklarar en regel.",
        "Exits with 0 when nothing or only notes are found, 1 when anything else is, 2 when it could not be done. `samverkan explain RULE` explains a rule.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "paths",
                Text::new("FIL", "PATH"),
                Text::new(
                    "visa bara påpekanden i de filerna eller mapparna",
                    "show only what is found in these files or folders",
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
struct Texts<'a>(&'a Archive);

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
    let archive = archive::load(&root, &Default::default())
        .map_err(|error| session.error(error.message()))?;
    if args.explain_coverage {
        explain_coverage(&archive, session)?;
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
    let paths = below(&args.paths, &root, session)?;
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
    let context = Context {
        archive: &archive,
        files: &Disk { root: root.clone() },
        day: args.as_of.unwrap_or_else(|| session.world.today()),
        before: None,
    };
    let report = check::run(&context);
    let wanted = |finding: &Finding| args.wants(finding.rule);
    let in_paths = |finding: &Finding| is_below(&finding.place.path, &paths);
    let mut findings: Vec<Finding> = report
        .findings
        .into_iter()
        .filter(|finding| wanted(finding) && in_paths(finding))
        .collect();
    if args.baseline.is_some() || args.write_baseline.is_some() {
        baseline(&args, &mut findings, session)?;
        if args.write_baseline.is_some() {
            return Ok(Exit::Done);
        }
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
            .filter(|one| args.show_waived && wanted(&one.finding) && in_paths(&one.finding))
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

/// Mends what was asked for, or shows how: then that is all of the answer.
fn fix(
    args: &Args,
    paths: &[PathBuf],
    root: &Path,
    session: &mut Session,
) -> anyhow::Result<Option<Exit>> {
    let files = Disk {
        root: root.to_owned(),
    };
    let outcome = repair(
        &files,
        &Request {
            day: args.as_of.unwrap_or_else(|| session.world.today()),
            files: &|path| is_below(path, paths),
            findings: &|finding| args.wants(finding.rule),
            forms: false,
        },
    );
    for left in &outcome.left {
        session.note(&left.message());
    }
    let mode = if args.diff { Mode::Diff } else { Mode::Quiet };
    apply::apply(&outcome.plan, root, mode, session)?;
    let changed = outcome.plan.changes.len();
    if changed > 0 {
        session.note(&fixes(outcome.fixes, changed, args.diff));
    }
    Ok(args.diff.then_some(match changed > 0 && !args.exit_zero {
        true => Exit::Found,
        false => Exit::Done,
    }))
}

/// How many fixes were made, or could be, in how many files.
fn fixes(fixes: usize, files: usize, could: bool) -> Message {
    let (word_sv, word_en) = match fixes {
        1 => ("rättning", "fix"),
        _ => ("rättningar", "fixes"),
    };
    let (file_sv, file_en) = match files {
        1 => ("fil", "file"),
        _ => ("filer", "files"),
    };
    let (can_sv, can_en) = match could {
        true => (" kan göras", " can be made"),
        false => ("", ""),
    };
    Message::new(
        format!("{fixes} {word_sv}{can_sv} i {files} {file_sv}"),
        format!("{fixes} {word_en}{can_en} in {files} {file_en}"),
    )
}

/// Whether `path` is one of `paths` or below one; with none of them, every path is.
pub(super) fn is_below(path: &Path, paths: &[PathBuf]) -> bool {
    paths.is_empty() || paths.iter().any(|asked| path.starts_with(asked))
}

/// Hides what the baseline accepts, says what of it is mended, and writes a new one if asked.
fn baseline(args: &Args, findings: &mut Vec<Finding>, session: &mut Session) -> anyhow::Result<()> {
    let mut new = Baseline::from_findings(findings.iter());
    if let Some(path) = &args.baseline {
        let whole = session.world.cwd.join(path);
        let text = std::fs::read_to_string(&whole).with_context(|| session.shown(&whole))?;
        let old = Baseline::parse(&text).map_err(|error| session.error(error.message()))?;
        let applied = old.apply(findings);
        for gone in &applied.gone {
            session.note(&gone.message());
        }
        new = applied.pruned;
    }
    if let Some(path) = &args.write_baseline {
        let whole = session.world.cwd.join(path);
        let text = new.to_text();
        apply::write_whole(&whole, |out| out.write_all(text.as_bytes()))
            .with_context(|| session.shown(&whole))?;
        let shown = session.shown(&whole);
        writeln!(session.out, "{shown}")?;
    }
    Ok(())
}

/// The archive's root from the working directory, where it is below that.
fn prefix(root: &Path, session: &Session) -> PathBuf {
    root.strip_prefix(&session.world.cwd)
        .map_or_else(|_| PathBuf::new(), Path::to_owned)
}

/// The paths asked for, relative to the root.
pub(super) fn below(
    paths: &[PathBuf],
    root: &Path,
    session: &Session,
) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for path in paths {
        let whole = session.world.cwd.join(path);
        // Both ways of naming a file: from here, and from the archive's root.
        let inside = whole.strip_prefix(root).map(Path::to_owned);
        let found = match inside {
            Ok(inside) if whole.exists() => inside,
            _ if root.join(path).exists() => path.clone(),
            _ => {
                return Err(session.error(Message::new(
                    format!("{} finns inte i protokollsamlingen", path.display()),
                    format!("{} isn't in the archive", path.display()),
                )));
            }
        };
        out.push(found);
    }
    Ok(out)
}

fn is_rule(word: &str, rule: &Rule) -> bool {
    word.eq_ignore_ascii_case(rule.code)
        || word == rule.name
        || (word.len() == 1 && rule.code.starts_with(&word.to_ascii_uppercase()))
}

fn names_rule(word: &str) -> bool {
    rules::ALL.iter().any(|check| is_rule(word, check.rule))
}

/// No rule is called `word`; the nearest one.
pub(super) fn unknown_rule(word: &str) -> Message {
    let names = rules::ALL
        .iter()
        .flat_map(|check| [check.rule.code, check.rule.name]);
    match nearest(word, names) {
        Some(near) => Message::new(
            format!("ingen regel heter \"{word}\": menade du {near}?"),
            format!("no rule is called \"{word}\": did you mean {near}?"),
        ),
        None => Message::new(
            format!("ingen regel heter \"{word}\"; `samverkan rules` visar dem som finns"),
            format!("no rule is called \"{word}\"; `samverkan rules` shows those there are"),
        ),
    }
}

/// How many findings each rule has, the most first.
fn statistics(findings: &[Finding], session: &mut Session) -> anyhow::Result<()> {
    let mut counts: Vec<(&'static Rule, usize)> = Vec::new();
    for finding in findings {
        match counts
            .iter_mut()
            .find(|(rule, _)| rule.code == finding.rule.code)
        {
            Some((_, count)) => *count += 1,
            None => counts.push((finding.rule, 1)),
        }
    }
    counts.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), rule.code));
    for (rule, count) in counts {
        writeln!(session.out, "{count:>6}  {}  {}", rule.code, rule.name)?;
    }
    Ok(())
}

fn explain_coverage(archive: &Archive, session: &mut Session) -> anyhow::Result<()> {
    let lang = session.lang;
    let uncovered = coverage(archive);
    if uncovered.is_empty() {
        let all = Text::new(
            "varje regel har något att pröva mot, för varje organ",
            "every rule has something to check against, for every body",
        );
        writeln!(session.out, "{}", all.get(lang))?;
    }
    for one in uncovered {
        let bodies: Vec<&str> = one
            .bodies
            .iter()
            .map(|body| body.code.value.as_str())
            .collect();
        let need = one.need.text().get(lang);
        let line = match lang {
            Lang::Sv => format!("ingen {need} angiven för {}", bodies.join(", ")),
            Lang::En => format!("no {need} given for {}", bodies.join(", ")),
        };
        writeln!(session.out, "{} {}: {line}", one.rule.code, one.rule.name)?;
    }
    Ok(())
}
