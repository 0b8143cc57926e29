//! Help in both languages. clap's own has English headings, so this one is written from the same
//! data; and the command `help`.

use std::fmt::Write;

use anyhow::anyhow;
use clap::{ArgMatches, Args as _, FromArgMatches};
use unicode_width::UnicodeWidthStr;

use super::command::{ARGUMENTS, ArgText, Command, Run, Section};
use super::contents::{ALSO, Contents};
use super::session::{Exit, Session};
use super::{find, unknown_command};
use crate::lang::{Lang, Text};

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
        self.set(&Contents::program(self.lang))
    }

    /// The help of one command.
    pub fn command(&self, command: &Command) -> String {
        self.set(&Contents::command(command, self.lang))
    }

    fn set(&self, contents: &Contents) -> String {
        let mut text = String::new();
        self.paragraph(&mut text, &sentence(&contents.about));
        self.usage(&mut text, &contents.name, &contents.usage);
        if let Some(also) = contents.also {
            let word = ALSO.get(self.lang);
            let _ = writeln!(text, "{} {also}", self.bold(&format!("{word}:")));
        }
        for (heading, rows) in &contents.sections {
            self.section(&mut text, heading, rows);
        }
        if let Some(more) = contents.more {
            text.push('\n');
            self.paragraph(&mut text, more);
        }
        text
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

/// A first letter in upper case and a full stop: abouts are written for lists.
pub(super) fn sentence(text: &str) -> String {
    if text.ends_with('.') {
        return text.to_owned();
    }
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
