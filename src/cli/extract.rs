//! `extract REF…`: protokollsutdrag of one or more items, or one for each that has receivers.

use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};

use super::apply::{self, Mode};
use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::document::{self, Format};
use super::result_file;
use super::session::{Exit, Session};
use crate::archive::{Archive, Target, resolve};
use crate::document::{Selection, Templates, extract, with_receivers};
use crate::lang::{Message, Text};
use crate::plan::Plan;

/// The folder that `--each` writes to where none is named.
const FOLDER: &str = "utdrag";

#[derive(clap::Args)]
struct Args {
    #[arg(required = true)]
    reference: Vec<String>,
    #[arg(long)]
    each: bool,
    #[arg(long, value_parser = PossibleValuesParser::new(document::NAMES))]
    format: Option<String>,
    #[arg(long, short)]
    output: Option<PathBuf>,
    #[arg(long, requires = "each")]
    dry_run: bool,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "extract",
    swedish: "utdrag",
    about: Text::new(
        "protokollsutdrag: en punkt eller flera, med huvud, närvaro och justering",
        "an extract of a protocol: an item or several, with head, attendance and approval",
    ),
    more: Some(Text::new(
        "Punkterna är ur samma protokoll: samverkan extract LSG/2023-02-17/4 /5. Närvaron är de som var med just då; den som gick, eller var jävig, står inte med. Med --each blir det ett utdrag för varje punkt i protokollet som har en rad `Expedieras till:`, i filer som LSG-2023-02-17-4.md.",
        "The items are of one protocol: samverkan extract LSG/2023-02-17/4 /5. The attendance is those who were there then; who had left, or was recused, isn't among them. With --each there is an extract for each item of the protocol that has a line `Expedieras till:`, in files such as LSG-2023-02-17-4.md.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "reference",
                Text::new("HÄNVISNING", "REF"),
                Text::new(
                    "en punkt, och fler ur samma protokoll som /5 eller § 5; med --each ett protokoll",
                    "an item, and more of the same protocol such as /5 or § 5; with --each a protocol",
                ),
            )],
        },
        Section {
            heading: OPTIONS,
            args: &[
                ArgText::flag(
                    "each",
                    Text::new(
                        "ett utdrag för varje punkt som ska expedieras, i en fil var",
                        "an extract for each item with receivers, in a file each",
                    ),
                ),
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
                        "skriv till filen i stället för stdout; med --each en mapp, annars utdrag/",
                        "write to the file instead of stdout; with --each a folder, otherwise utdrag/",
                    ),
                ),
                ArgText::flag(
                    "dry_run",
                    Text::new(
                        "med --each: säg vilka filer det skulle bli, och skriv inget",
                        "with --each: say which files there would be, and write nothing",
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
    let root = session.root()?;
    let archive = session.load(&root)?;
    let targets = targets(&archive, &args.reference, session)?;
    if args.each {
        return each(&args, &targets, &root, &archive, session);
    }
    let selection =
        Selection::new(&archive, &targets).map_err(|error| session.error(error.message()))?;
    let output = args.output.as_deref();
    let format = document::format(args.format.as_deref(), output, session)?;
    let templates = document::templates(&root, session)?;
    let text = made(&archive, &selection, &templates, format, &root, session)?;
    document::put(&text, output, &root, &archive, session)
}

/// What the references mean. `LSG 2023-02-17 § 4` is one in four words; after the first, a number
/// alone is of the same protocol.
fn targets(
    archive: &Archive,
    references: &[String],
    session: &Session,
) -> anyhow::Result<Vec<Target>> {
    let error = |error: crate::archive::ReferError| session.error(error.message());
    let whole = resolve(archive, &references.join(" "));
    if references.len() == 1 || whole.is_ok() {
        return Ok(vec![whole.map_err(error)?]);
    }
    let mut targets: Vec<Target> = Vec::new();
    // The first may be several words: the longest that means an item or a protocol.
    let mut at = (1..references.len())
        .rev()
        .find(|&count| {
            let first = resolve(archive, &references[..count].join(" "));
            let is_there = first.is_ok_and(|first| {
                matches!(
                    first,
                    Target::Item(..) | Target::Decision(..) | Target::Protocol(_)
                )
            });
            is_there && (count == 1 || resolve(archive, &references[0]).is_err())
        })
        .unwrap_or(1);
    targets.push(resolve(archive, &references[..at].join(" ")).map_err(error)?);
    while at < references.len() {
        let mut word = references[at].trim().trim_start_matches(['/', '§', ' ']);
        at += 1;
        if word.is_empty() && at < references.len() {
            word = references[at].trim();
            at += 1;
        }
        let is_number =
            word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains(['-', '/']);
        let protocol = match targets[0] {
            Target::Protocol(at) | Target::Item(at, _) | Target::Decision(at, _, _) => Some(at),
            _ => None,
        };
        let asked = match protocol.filter(|_| is_number) {
            Some(at) => format!("{}/{word}", archive.protocols[at].protocol.id),
            None => word.to_owned(),
        };
        let target = resolve(archive, &asked).map_err(error)?;
        // A protocol before its items only says whose they are.
        if let ([Target::Protocol(whole)], Target::Item(of, _)) = (targets.as_slice(), &target)
            && whole == of
            && is_number
        {
            targets.clear();
        }
        targets.push(target);
    }
    Ok(targets)
}

fn made(
    archive: &Archive,
    selection: &Selection,
    templates: &Templates,
    format: Format,
    root: &Path,
    session: &mut Session,
) -> anyhow::Result<String> {
    let mut document =
        extract(archive, selection, templates).map_err(|error| session.error(error.message()))?;
    document::written(&mut document, format, root, session)
}

/// A file for each item with receivers.
fn each(
    args: &Args,
    targets: &[Target],
    root: &Path,
    archive: &Archive,
    session: &mut Session,
) -> anyhow::Result<Exit> {
    let format = document::format(args.format.as_deref(), None, session)?;
    let mut selections = Vec::new();
    for target in targets {
        match target {
            Target::Protocol(at) => selections.extend(with_receivers(archive, *at)),
            _ => selections.push(
                Selection::new(archive, std::slice::from_ref(target))
                    .map_err(|error| session.error(error.message()))?,
            ),
        }
    }
    if selections.is_empty() {
        session.note(&Message::new(
            "ingen punkt har en rad `Expedieras till:`: inget utdrag gjordes",
            "no item has a line `Expedieras till:`: no extract was made",
        ));
        return Ok(Exit::Done);
    }
    let folder = args.output.as_deref().unwrap_or(Path::new(FOLDER));
    let folder = session.world.cwd.join(folder);
    result_file::may_hold(&folder, root, archive, session)?;
    // A plan needs a root that is there.
    let above = folder.ancestors().find(|above| above.is_dir());
    let above = above.unwrap_or(&session.world.cwd).to_owned();
    let inside = folder.strip_prefix(&above).unwrap_or(Path::new(""));
    let templates = document::templates(root, session)?;
    let mut plan = Plan::new();
    let mut names: Vec<String> = Vec::new();
    for selection in &selections {
        let text = made(archive, selection, &templates, format, root, session)?;
        let name = file_name(&selection.ids(archive).join("-"), &names);
        plan.create(inside.join(format!("{name}.{}", format.ending())), text);
        names.push(name);
    }
    let mode = if args.dry_run {
        Mode::DryRun
    } else {
        Mode::Write
    };
    apply::apply(&plan, &above, mode, session)
}

/// An id as the name of a file: ASCII, without anything a file system minds, and none of `taken`
/// in any case.
fn file_name(id: &str, taken: &[String]) -> String {
    let mut name = String::new();
    for c in id.chars() {
        match c {
            'å' | 'ä' => name.push('a'),
            'Å' | 'Ä' => name.push('A'),
            'ö' => name.push('o'),
            'Ö' => name.push('O'),
            c if c.is_ascii_alphanumeric() || c == '.' => name.push(c),
            _ if name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    let name: String = name.trim_matches(['-', '.']).chars().take(120).collect();
    let is_taken = |name: &str| taken.iter().any(|other| other.eq_ignore_ascii_case(name));
    if !name.is_empty() && !is_taken(&name) {
        return name;
    }
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut free = numbered.filter(|name| !is_taken(name));
    free.next().expect("numbers don't end")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_ascii_and_no_two() {
        assert_eq!(file_name("LSG/2023-02-17/4", &[]), "LSG-2023-02-17-4");
        assert_eq!(file_name("LSG/2023-02-17/4.1", &[]), "LSG-2023-02-17-4.1");
        assert_eq!(file_name("LSG/2023-02-17/4~2", &[]), "LSG-2023-02-17-4-2");
        let taken = ["LSG-2023-02-17-4-2".to_owned()];
        assert_eq!(
            file_name("lsg/2023-02-17/4~2", &taken),
            "lsg-2023-02-17-4-2-2"
        );
        assert_eq!(file_name("../Å\n/4", &[]), "A-4");
        assert_eq!(file_name("/../", &[]), "-2");
    }
}
