//! `man`: manual pages in roff, of what the help says.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args as _, FromArgMatches};

use super::apply::{Mode, apply};
use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::contents::{ALSO, Contents};
use super::help::sentence;
use super::session::{Exit, Session};
use super::{PROGRAM, commands, find, unknown_command};
use crate::lang::{Lang, Text};
use crate::plan::Plan;

#[derive(clap::Args)]
struct Args {
    command: Option<String>,
    #[arg(long, conflicts_with = "command")]
    all: Option<PathBuf>,
    #[arg(long, requires = "all")]
    dry_run: bool,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "man",
    swedish: "manual",
    about: Text::new(
        "manualsidor för programmet och dess kommandon",
        "manual pages of the program and its commands",
    ),
    more: Some(Text::new(
        "Sidan skrivs på stdout, i roff: samverkan man decisions | man -l -. Med --all skrivs alla sidor i en mapp, till exempel ~/.local/share/man/man1; de sidor som kommandot har skrivit förut förnyas, andra filer lämnas.",
        "The page goes to stdout, in roff: samverkan man decisions | man -l -. With --all every page is written into a folder, such as ~/.local/share/man/man1; pages that the command wrote before are renewed, other files are left.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "command",
                Text::new("KOMMANDO", "COMMAND"),
                Text::new(
                    "kommandot; utan det programmets egen sida",
                    "the command; without it the program's own page",
                ),
            )],
        },
        Section {
            heading: OPTIONS,
            args: &[
                ArgText::value(
                    "all",
                    Text::new("MAPP", "DIR"),
                    Text::new(
                        "skriv alla sidor i mappen, som görs om den inte finns",
                        "write every page into the folder, made if there is none",
                    ),
                ),
                ArgText::flag(
                    "dry_run",
                    Text::new(
                        "skriv inget, visa vilka filer som skulle ändras",
                        "write nothing, show which files would change",
                    ),
                ),
            ],
        },
    ],
    args: Args::augment_args,
    run: Run::Own(run),
};

/// What a page begins with, and how one is known again.
const MARK: &str = ".\\\" Made by `samverkan man`: change nothing here, it is written over.\n";

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    let lang = session.lang;
    if let Some(dir) = args.all {
        let dir: PathBuf = session.world.cwd.join(dir).components().collect();
        let mode = if args.dry_run {
            Mode::DryRun
        } else {
            Mode::Write
        };
        let (root, plan) = all(&dir, lang);
        return apply(&plan, &root, mode, session);
    }
    let page = match args.command {
        None => program(lang),
        Some(name) => match find(&name) {
            Some(found) => command(&found, lang),
            None => return Err(session.error(unknown_command(&name, None))),
        },
    };
    session.out.write_all(page.as_bytes())?;
    Ok(Exit::Done)
}

/// Every page as a file of `dir`, below the nearest folder that exists.
fn all(dir: &Path, lang: Lang) -> (PathBuf, Plan) {
    let exists = dir.ancestors().find(|folder| folder.exists());
    let root = exists.unwrap_or(dir).to_owned();
    let inside = dir.strip_prefix(&root).unwrap_or(Path::new(""));
    let pages = commands().into_iter().map(|found| {
        let page = command(&found, lang);
        (format!("{PROGRAM}-{}.1", found.name), page)
    });
    let own = [(format!("{PROGRAM}.1"), program(lang))];
    let mut plan = Plan::new();
    for (name, page) in own.into_iter().chain(pages) {
        // What isn't made here is planned as new, and so never overwritten.
        let before = std::fs::read(dir.join(&name)).ok();
        let before = before.filter(|text| text.starts_with(MARK.as_bytes()));
        plan.put(inside.join(&name), before, page);
    }
    (root, plan)
}

fn program(lang: Lang) -> String {
    let others = commands();
    let others = others.iter().map(|command| command.name);
    page(&Contents::program(lang), &others.collect::<Vec<_>>(), lang)
}

fn command(command: &Command, lang: Lang) -> String {
    page(&Contents::command(command, lang), &[], lang)
}

/// A page. `others` are the commands whose pages it refers to, beside the program's own.
fn page(contents: &Contents, others: &[&str], lang: Lang) -> String {
    let title = contents.name.replace(' ', "-");
    let mut out = MARK.to_owned();
    let manual = Text::new("Samverkans manual", "Manual of samverkan").get(lang);
    let version = env!("CARGO_PKG_VERSION");
    let _ = writeln!(
        out,
        ".TH \"{}\" \"1\" \"\" \"{PROGRAM} {version}\" \"{}\"",
        escape(&title.to_uppercase()),
        escape(manual)
    );
    heading(&mut out, Text::new("Namn", "Name").get(lang));
    let about = contents.about.trim_end_matches('.');
    line(
        &mut out,
        &format!("{} \\- {}", escape(&title), escape(about)),
    );
    heading(&mut out, Text::new("Användning", "Synopsis").get(lang));
    let (name, usage) = (escape(&contents.name), escape(&contents.usage));
    line(&mut out, &format!("\\fB{name}\\fR {usage}"));
    heading(&mut out, Text::new("Beskrivning", "Description").get(lang));
    line(&mut out, &escape(&sentence(&contents.about)));
    if let Some(also) = contents.also {
        out.push_str(".PP\n");
        let word = escape(ALSO.get(lang));
        line(&mut out, &format!("{word}: \\fB{}\\fR", escape(also)));
    }
    for paragraph in contents.more.into_iter().flat_map(|more| more.split('\n')) {
        out.push_str(".PP\n");
        line(&mut out, &escape(paragraph));
    }
    for (title, rows) in &contents.sections {
        heading(&mut out, title);
        for (term, text) in rows {
            out.push_str(".TP\n");
            line(&mut out, &format!("\\fB{}\\fR", escape(term.trim())));
            line(&mut out, &escape(text));
        }
    }
    heading(&mut out, Text::new("Svar", "Exit status").get(lang));
    for (code, meaning) in EXITS {
        let _ = writeln!(out, ".TP\n\\fB{code}\\fR");
        line(&mut out, &escape(meaning.get(lang)));
    }
    heading(&mut out, Text::new("Se också", "See also").get(lang));
    let mut pages: Vec<String> = others
        .iter()
        .map(|name| format!("{PROGRAM}-{name}"))
        .collect();
    if pages.is_empty() {
        pages.push(PROGRAM.to_owned());
    }
    let pages = pages
        .iter()
        .map(|name| format!("\\fB{}\\fR(1)", escape(name)));
    line(&mut out, &pages.collect::<Vec<_>>().join(", "));
    out
}

/// What the exit codes mean.
const EXITS: [(&str, Text); 3] = [
    (
        "0",
        Text::new(
            "det gick; inget att påpeka, eller bara notiser; ett tomt svar",
            "done; nothing found, or notes only; an empty answer",
        ),
    ),
    (
        "1",
        Text::new(
            "påpekanden, eller så skulle --check ändra något",
            "findings, or --check would change something",
        ),
    ),
    (
        "2",
        Text::new(
            "det gick inte; en rad på stderr säger varför",
            "it could not be done; a line on stderr says why",
        ),
    ),
];

fn heading(out: &mut String, title: &str) {
    let _ = writeln!(out, ".SH \"{}\"", escape(&title.to_uppercase()));
}

/// A line of text, which no first letter makes a request.
fn line(out: &mut String, text: &str) {
    let guard = if text.starts_with(['.', '\'']) {
        "\\&"
    } else {
        ""
    };
    let _ = writeln!(out, "{guard}{text}");
}

/// Text that roff shows as it is. Other letters than those of ASCII are written by their numbers:
/// not every formatter takes UTF-8.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\e"),
            '"' => out.push_str("\\(dq"),
            '-' => out.push_str("\\-"),
            '\'' => out.push_str("\\(aq"),
            '`' => out.push_str("\\(ga"),
            '^' => out.push_str("\\(ha"),
            '~' => out.push_str("\\(ti"),
            c if c.is_control() => out.push(' '),
            c if c.is_ascii() => out.push(c),
            c => {
                let _ = write!(out, "\\[u{:04X}]", u32::from(c));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_and_never_a_request() {
        assert_eq!(
            escape("a\\b \"å\" --c\n"),
            "a\\eb \\(dq\\[u00E5]\\(dq \\-\\-c "
        );
        let mut out = String::new();
        line(&mut out, ".so /etc/passwd");
        line(&mut out, "'br");
        assert_eq!(out, "\\&.so /etc/passwd\n\\&'br\n");
    }

    #[test]
    fn every_page_says_what_the_help_says() {
        for lang in [Lang::Sv, Lang::En] {
            for found in commands() {
                let contents = Contents::command(&found, lang);
                let page = command(&found, lang);
                assert!(page.is_ascii() && page.starts_with(MARK));
                for (term, text) in contents.sections.iter().flat_map(|(_, rows)| rows) {
                    assert!(page.contains(&escape(term.trim())), "{term}");
                    assert!(page.contains(&escape(text)), "{text}");
                }
                for line in page.lines().filter(|line| line.starts_with('.')) {
                    let request = line.split(' ').next().unwrap();
                    assert!(
                        [".\\\"", ".TH", ".SH", ".TP", ".PP"].contains(&request),
                        "{line}"
                    );
                }
            }
        }
    }
}
