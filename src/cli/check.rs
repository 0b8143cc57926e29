//! `check`: every rule; what CI runs.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};

use anyhow::Context as _;

use super::apply::{self, Mode};
use super::args::day;
use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::history::{self, Earlier};
use super::session::{Exit, Session};
use super::stdin;
use crate::archive::{self, Archive, Disk, Files, Overlay, Target, resolve};
use crate::check::baseline::Baseline;
use crate::check::{self, Before, Context, coverage, rules, since};
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
pub(super) static COMMAND: Command = Command {
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
pub(super) struct Texts<'a>(pub &'a Archive);

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
    let overlay = typed.map(|(path, bytes)| Overlay {
        under: &disk,
        path,
        bytes,
    });
    let (files, archive): (&dyn Files, Archive) = match &overlay {
        None => {
            let archive = archive::load(&root, &Default::default());
            (
                &disk,
                archive.map_err(|error| session.error(error.message()))?,
            )
        }
        Some(overlay) => {
            let archive = archive::load_from(overlay, &Default::default());
            if archive.source(&overlay.path).is_none() {
                return Err(session.error(not_read(&overlay.path)));
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
        Some(overlay) => vec![overlay.path.clone()],
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

/// The text on stdin and the file whose place it takes, relative to the root, where `-` asks.
fn typed(
    args: &Args,
    root: &Path,
    session: &Session,
) -> anyhow::Result<Option<(PathBuf, Vec<u8>)>> {
    let asked = args.paths.iter().any(|path| path.as_os_str() == "-");
    let path = match (&args.stdin_filename, asked) {
        (None, false) => return Ok(None),
        (None, true) => {
            return Err(session.error(Message::new(
                "`-` läser stdin: ange med --stdin-filename vilken fil texten står i stället för",
                "`-` reads stdin: name with --stdin-filename the file whose place the text takes",
            )));
        }
        (Some(_), false) => {
            return Err(session.error(Message::new(
                "`--stdin-filename` hör ihop med `-`, som läser stdin: skriv samverkan check - --stdin-filename FIL",
                "`--stdin-filename` goes with `-`, which reads stdin: write samverkan check - --stdin-filename FILE",
            )));
        }
        (Some(path), true) => path,
    };
    if args.paths.len() > 1 {
        return Err(session.error(Message::new(
            "`-` står ensam: bara påpekanden i filen från stdin visas, så ta bort de andra filerna",
            "`-` stands alone: only findings in the file from stdin are shown, so leave out the others",
        )));
    }
    let path = stdin::place(path, root, session)?;
    Ok(Some((path, stdin::read(session)?)))
}

/// The archive doesn't read the file that stdin was to stand for.
fn not_read(path: &Path) -> Message {
    let path = path.display();
    Message::new(
        format!(
            "{path} är ingen fil som protokollsamlingen läser: ange ett protokoll i ett organs mapp, eller en av samlingens YAML-filer"
        ),
        format!(
            "{path} is no file that the archive reads: name a protocol in the folder of a body, or one of the archive's YAML files"
        ),
    )
}

/// How many findings were there before, and how many are gone; nothing where there are none.
fn compared(reference: &str, known: usize, gone: usize) -> Option<Message> {
    let mut sv = Vec::new();
    let mut en = Vec::new();
    match known {
        0 => {}
        1 => {
            sv.push("1 påpekande fanns redan och visas inte".to_owned());
            en.push("1 finding was there already and isn't shown".to_owned());
        }
        _ => {
            sv.push(format!("{known} påpekanden fanns redan och visas inte"));
            en.push(format!(
                "{known} findings were there already and aren't shown"
            ));
        }
    }
    if gone > 0 {
        let is = if gone == 1 { "is" } else { "are" };
        sv.push(format!("{gone} är borta"));
        en.push(format!("{gone} {is} gone"));
    }
    (known + gone > 0).then(|| {
        Message::new(
            format!("jämfört med {reference}: {}", sv.join(", ")),
            format!("compared with {reference}: {}", en.join(", ")),
        )
    })
}

/// Hides what the baseline accepts, now and before, says what of it is mended, and writes a new one
/// if asked.
fn baseline(
    args: &Args,
    findings: &mut Vec<Finding>,
    before: &mut Vec<Finding>,
    session: &mut Session,
) -> anyhow::Result<()> {
    let mut new = Baseline::from_findings(findings.iter());
    if let Some(path) = &args.baseline {
        let whole = session.world.cwd.join(path);
        let text = std::fs::read_to_string(&whole).with_context(|| session.shown(&whole))?;
        let old = Baseline::parse(&text).map_err(|error| session.error(error.message()))?;
        let applied = old.apply(findings);
        old.apply(before);
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
pub(super) fn prefix(root: &Path, session: &Session) -> PathBuf {
    root.strip_prefix(&session.world.cwd)
        .map_or_else(|_| PathBuf::new(), Path::to_owned)
}

/// The paths asked for, relative to the root.
pub(super) fn below(
    paths: &[PathBuf],
    root: &Path,
    earlier: Option<&Earlier>,
    session: &Session,
) -> anyhow::Result<Vec<PathBuf>> {
    // A file that is removed may be asked about where it was.
    let was = |path: &Path| earlier.is_some_and(|earlier| earlier.files.has(path));
    let mut out = Vec::new();
    for path in paths {
        let whole = session.world.cwd.join(path);
        // Both ways of naming a file: from here, and from the archive's root.
        let inside = whole.strip_prefix(root).map(Path::to_owned);
        let found = match inside {
            Ok(inside) if whole.exists() || was(&inside) => inside,
            _ if root.join(path).exists() || was(path) => path.clone(),
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

/// Whether `word` names a rule about changes, alone.
fn is_about_changes(word: &str) -> bool {
    let named = rules::find(word);
    named.is_some_and(|check| matches!(check.run, check::Run::Change(_)))
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

fn explain_coverage(
    archive: &Archive,
    compared: bool,
    session: &mut Session,
) -> anyhow::Result<()> {
    let lang = session.lang;
    let mut lines: Vec<(&'static Rule, String)> = Vec::new();
    for one in coverage(archive) {
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
        lines.push((one.rule, line));
    }
    if lines.is_empty() {
        let all = Text::new(
            "varje regel har något att pröva mot, för varje organ",
            "every rule has something to check against, for every body",
        );
        writeln!(session.out, "{}", all.get(lang))?;
    }
    let about_changes = |check: &&&check::Check| matches!(check.run, check::Run::Change(_));
    for check in rules::ALL
        .iter()
        .filter(|check| !compared && about_changes(check))
    {
        let nothing = Text::new(
            "inget att jämföra med: ange --since",
            "nothing to compare with: give --since",
        );
        lines.push((check.rule, nothing.get(lang).to_owned()));
    }
    for (rule, line) in lines {
        writeln!(session.out, "{} {}: {line}", rule.code, rule.name)?;
    }
    Ok(())
}
