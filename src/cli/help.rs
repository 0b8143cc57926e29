//! Help in both languages. clap's own has English headings, so this one is written from the same
//! data; and the command `help`.

use std::fmt::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args as _, FromArgMatches};
use unicode_width::UnicodeWidthStr;

use super::args::GLOBAL;
use super::command::{ARGUMENTS, ArgText, Command, Run, Section};
use super::session::{Exit, Session};
use super::{PROGRAM, commands, find, unknown_command};
use crate::lang::{Lang, Text};
use crate::query::filter::SWEDISH_NAMES;

#[derive(clap::Args)]
struct Args {
    command: Option<String>,
}

/// `samverkan help decisions`.
pub(super) static COMMAND: Command = Command {
    name: "help",
    swedish: "hjälp",
    about: Text::new(
        "hjälp om programmet eller ett kommando",
        "help with the program or a command",
    ),
    more: None,
    sections: &[Section {
        heading: ARGUMENTS,
        args: &[ArgText::value(
            "command",
            Text::new("KOMMANDO", "COMMAND"),
            Text::new(
                "kommandot; utan det visas alla",
                "the command; all are shown without it",
            ),
        )],
    }],
    args: Args::augment_args,
    run: Run::Own(run),
};

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    let page = Page::new(session);
    let text = match args.command {
        None => page.program(),
        Some(name) => match find(&name) {
            Some(command) => page.command(&command),
            None => {
                return Err(anyhow!(
                    unknown_command(&name, None).get(session.lang).to_owned()
                ));
            }
        },
    };
    session.out.write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

/// How help is set.
pub(super) struct Page {
    lang: Lang,
    width: usize,
    color: bool,
}

/// A line longer than this is hard to follow back.
const WIDTH_MAX: usize = 100;
/// Where no terminal says.
const WIDTH_UNTOLD: usize = 80;
/// Terms up to this wide have their text beside them; longer ones have it below.
const TERM_WIDTH_MAX: usize = 26;

impl Page {
    /// As the session's stdout wants it.
    pub fn new(session: &Session) -> Page {
        let width = session.world.width().unwrap_or(WIDTH_UNTOLD);
        Page {
            lang: session.lang,
            width: width.clamp(40, WIDTH_MAX),
            color: session.colors_out(),
        }
    }

    /// The help of the whole program.
    pub fn program(&self) -> String {
        const ABOUT: Text = Text::new(
            "Läser en mapp med protokoll i Markdown, svarar på frågor om den och granskar den mot överenskommelsen.",
            "Reads a folder of Markdown protocols, answers questions about it and checks it against the agreement.",
        );
        const USAGE: Text = Text::new("<KOMMANDO> [FLAGGOR]", "<COMMAND> [OPTIONS]");
        const MORE: Text = Text::new(
            "`samverkan KOMMANDO --help` säger mer om ett kommando.",
            "`samverkan COMMAND --help` says more about a command.",
        );
        let mut text = String::new();
        self.paragraph(&mut text, ABOUT.get(self.lang));
        self.usage(&mut text, PROGRAM, USAGE.get(self.lang));
        let is_question = |command: &Command| matches!(command.run, Run::Question(_));
        let (questions, others): (Vec<Command>, Vec<Command>) =
            commands().into_iter().partition(is_question);
        for (heading, list) in [
            (Text::new("Frågor", "Questions"), questions),
            (Text::new("Kommandon", "Commands"), others),
        ] {
            let rows = list.iter().map(|command| {
                let names = match command.swedish == command.name {
                    true => command.name.to_owned(),
                    false => format!("{}, {}", command.name, command.swedish),
                };
                (names, command.about.get(self.lang).to_owned())
            });
            self.section(&mut text, heading.get(self.lang), &rows.collect::<Vec<_>>());
        }
        let built = super::program(self.lang);
        self.sections(&mut text, &built, &GLOBAL, None);
        text.push('\n');
        self.paragraph(&mut text, MORE.get(self.lang));
        text
    }

    /// The help of one command.
    pub fn command(&self, command: &Command) -> String {
        let built = command.build(self.lang);
        let program = super::program(self.lang);
        let question = match command.run {
            Run::Question(question) => Some(question),
            Run::Own(_) => None,
        };
        let mut text = String::new();
        self.paragraph(&mut text, &sentence(command.about.get(self.lang)));
        let mut usage = Text::new("[FLAGGOR]", "[OPTIONS]")
            .get(self.lang)
            .to_owned();
        for arg in built.get_positionals() {
            let _ = write!(usage, " {}", positional(arg));
        }
        self.usage(&mut text, &format!("{PROGRAM} {}", command.name), &usage);
        if command.swedish != command.name {
            let also = Text::new("Heter också", "Also called").get(self.lang);
            let _ = writeln!(
                text,
                "{} {}",
                self.bold(&format!("{also}:")),
                command.swedish
            );
        }
        let fields = question.map(|question| (question.fields)());
        self.sections(&mut text, &built, command.sections, fields.as_deref());
        if let Some(question) = question {
            self.fields(&mut text, &built, &(question.fields)());
            let columns = question.columns.iter().map(|column| {
                let key = match column.default {
                    true => column.key.to_owned(),
                    false => format!("({})", column.key),
                };
                (key, column.title.get(self.lang).to_owned())
            });
            let heading = Text::new(
                "Kolumner (de inom parentes bara när de väljs, och i JSON)",
                "Columns (those in parentheses only when chosen, and in JSON)",
            );
            self.section(
                &mut text,
                heading.get(self.lang),
                &columns.collect::<Vec<_>>(),
            );
        }
        self.sections(&mut text, &program, &GLOBAL, None);
        if let Some(more) = command.more {
            text.push('\n');
            self.paragraph(&mut text, more.get(self.lang));
        }
        text
    }

    /// The fields of a question that no option stands for.
    fn fields(&self, text: &mut String, built: &clap::Command, fields: &[(&'static str, Text)]) {
        let has_option = |name: &str| built.get_arguments().any(|arg| arg.get_id() == name);
        let rows = fields
            .iter()
            .filter(|(name, _)| !has_option(name))
            .map(|(name, about)| {
                let swedish = SWEDISH_NAMES.iter().find(|(_, english)| english == name);
                let term = match swedish {
                    Some((swedish, _)) if swedish != name => format!("{name}:, {swedish}:"),
                    _ => format!("{name}:"),
                };
                (term, about.get(self.lang).to_owned())
            });
        let heading = Text::new("Fler fält i FRÅGA", "More fields of QUERY");
        self.section(text, heading.get(self.lang), &rows.collect::<Vec<_>>());
    }

    /// The arguments of `sections` that `built` shows. What a field means for the question is
    /// said instead of the general text.
    fn sections(
        &self,
        text: &mut String,
        built: &clap::Command,
        sections: &[Section],
        fields: Option<&[(&'static str, Text)]>,
    ) {
        for section in sections {
            let rows = section.args.iter().filter_map(|words| {
                let arg = built.get_arguments().find(|arg| arg.get_id() == words.id)?;
                if arg.is_hide_set() {
                    return None;
                }
                let own = fields.and_then(|fields| {
                    fields
                        .iter()
                        .find(|(name, _)| *name == words.id)
                        .map(|(_, text)| *text)
                });
                let mut help = own.unwrap_or(words.help).get(self.lang).to_owned();
                let values = arg.get_possible_values();
                if arg.get_action().takes_values() && !values.is_empty() {
                    let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
                    let _ = write!(help, ": {}", names.join(", "));
                }
                Some((term(arg), help))
            });
            self.section(
                text,
                section.heading.get(self.lang),
                &rows.collect::<Vec<_>>(),
            );
        }
    }

    /// A heading and rows of a term and its text; nothing without rows.
    fn section(&self, text: &mut String, heading: &str, rows: &[(String, String)]) {
        let widths = rows.iter().map(|(term, _)| term.width());
        let Some(widest) = widths
            .filter(|&width| width <= TERM_WIDTH_MAX)
            .max()
            .or((!rows.is_empty()).then_some(TERM_WIDTH_MAX))
        else {
            return;
        };
        let _ = writeln!(text, "\n{}", self.bold(&format!("{heading}:")));
        let column = widest + 4;
        for (term, about) in rows {
            let mut lines = wrap(about, self.width.saturating_sub(column).max(20)).into_iter();
            let first = match term.width() <= widest {
                true => lines.next().unwrap_or_default(),
                false => String::new(),
            };
            let gap = " ".repeat(column.saturating_sub(2 + term.width()));
            let _ = writeln!(text, "{}", format!("  {term}{gap}{first}").trim_end());
            for line in lines {
                let _ = writeln!(text, "{}{line}", " ".repeat(column));
            }
        }
    }

    fn usage(&self, text: &mut String, path: &str, rest: &str) {
        let word = Text::new("Användning", "Usage").get(self.lang);
        let _ = writeln!(text, "\n{} {path} {rest}", self.bold(&format!("{word}:")));
    }

    fn paragraph(&self, text: &mut String, paragraph: &str) {
        for line in paragraph
            .split('\n')
            .flat_map(|line| wrap(line, self.width))
        {
            let _ = writeln!(text, "{line}");
        }
    }

    fn bold(&self, text: &str) -> String {
        match self.color {
            true => format!("\x1b[1m{text}\x1b[0m"),
            false => text.to_owned(),
        }
    }
}

/// `-o, --output <FILE>`, `[QUERY]...`
fn term(arg: &clap::Arg) -> String {
    if arg.is_positional() {
        return positional(arg);
    }
    let mut term = match arg.get_short() {
        Some(short) => format!("-{short}, "),
        None => "    ".to_owned(),
    };
    let _ = write!(term, "--{}", arg.get_long().unwrap_or_default());
    if arg.get_action().takes_values() {
        let _ = write!(term, " <{}>", value_name(arg));
    }
    term
}

fn positional(arg: &clap::Arg) -> String {
    let name = value_name(arg);
    let many = arg
        .get_num_args()
        .is_some_and(|range| range.max_values() > 1)
        || matches!(arg.get_action(), clap::ArgAction::Append);
    let dots = if many { "..." } else { "" };
    match arg.is_required_set() {
        true => format!("<{name}>{dots}"),
        false => format!("[{name}]{dots}"),
    }
}

fn value_name(arg: &clap::Arg) -> &str {
    let names = arg.get_value_names().unwrap_or_default();
    names.first().map_or("", |name| name.as_str())
}

/// A first letter in upper case and a full stop: abouts are written for lists.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), letters.as_str())
}

/// Lines of at most `width` columns, broken at spaces; a longer word stands alone.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
