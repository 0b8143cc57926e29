//! What help and manual pages say about a command, from its data, before it is set for a terminal
//! or a page.

use std::fmt::Write;

use super::args::GLOBAL;
use super::command::{Command, Run, Section};
use super::{PROGRAM, commands};
use crate::lang::{Lang, Text};
use crate::query::filter::SWEDISH_NAMES;

/// A term and its text.
pub(super) type Row = (String, String);

/// What is said about the program or a command.
#[derive(Clone, Debug)]
pub(super) struct Contents {
    /// `samverkan decisions`.
    pub name: String,
    /// What it does, in one line.
    pub about: String,
    /// What is typed after the name.
    pub usage: String,
    /// Its other name.
    pub also: Option<&'static str>,
    /// Headings with rows; none is empty.
    pub sections: Vec<(String, Vec<Row>)>,
    /// What else there is to say.
    pub more: Option<&'static str>,
}

/// Before the other name of a command.
pub(super) const ALSO: Text = Text::new("Heter också", "Also called");

impl Contents {
    /// About the whole program.
    pub fn program(lang: Lang) -> Contents {
        const ABOUT: Text = Text::new(
            "Läser en mapp med protokoll i Markdown, svarar på frågor om den och granskar den mot överenskommelsen.",
            "Reads a folder of Markdown protocols, answers questions about it and checks it against the agreement.",
        );
        const USAGE: Text = Text::new("<KOMMANDO> [FLAGGOR]", "<COMMAND> [OPTIONS]");
        const MORE: Text = Text::new(
            "`samverkan KOMMANDO --help` säger mer om ett kommando.",
            "`samverkan COMMAND --help` says more about a command.",
        );
        let is_question = |command: &Command| matches!(command.run, Run::Question(_));
        let (questions, others): (Vec<Command>, Vec<Command>) =
            commands().into_iter().partition(is_question);
        let mut contents = Contents {
            name: PROGRAM.to_owned(),
            about: ABOUT.get(lang).to_owned(),
            usage: USAGE.get(lang).to_owned(),
            also: None,
            sections: Vec::new(),
            more: Some(MORE.get(lang)),
        };
        for (heading, list) in [
            (Text::new("Frågor", "Questions"), questions),
            (Text::new("Kommandon", "Commands"), others),
        ] {
            let rows = list.iter().map(|command| {
                let names = match command.swedish == command.name {
                    true => command.name.to_owned(),
                    false => format!("{}, {}", command.name, command.swedish),
                };
                (names, command.about.get(lang).to_owned())
            });
            contents.add(heading.get(lang), rows.collect());
        }
        contents.options(&super::program(lang), &GLOBAL, None, lang);
        contents
    }

    /// About one command.
    pub fn command(command: &Command, lang: Lang) -> Contents {
        let built = command.build(lang);
        let question = match command.run {
            Run::Question(question) => Some(question),
            Run::Own(_) => None,
        };
        let mut usage = Text::new("[FLAGGOR]", "[OPTIONS]").get(lang).to_owned();
        for arg in built.get_positionals().filter(|arg| !arg.is_hide_set()) {
            let _ = write!(usage, " {}", positional(arg));
        }
        let mut contents = Contents {
            name: format!("{PROGRAM} {}", command.name),
            about: command.about.get(lang).to_owned(),
            usage,
            also: (command.swedish != command.name).then_some(command.swedish),
            sections: Vec::new(),
            more: command.more.map(|more| more.get(lang)),
        };
        let fields = question.map(|question| (question.fields)());
        contents.options(&built, command.sections, fields.as_deref(), lang);
        if let Some(question) = question {
            contents.fields(&built, &(question.fields)(), lang);
            let columns = question.columns.iter().map(|column| {
                let key = match column.default {
                    true => column.key.to_owned(),
                    false => format!("({})", column.key),
                };
                (key, column.title.get(lang).to_owned())
            });
            let heading = Text::new(
                "Kolumner (de inom parentes bara när de väljs, och i JSON)",
                "Columns (those in parentheses only when chosen, and in JSON)",
            );
            contents.add(heading.get(lang), columns.collect());
        }
        contents.options(&super::program(lang), &GLOBAL, None, lang);
        contents
    }

    fn add(&mut self, heading: &str, rows: Vec<Row>) {
        if !rows.is_empty() {
            self.sections.push((heading.to_owned(), rows));
        }
    }

    /// The fields of a question that no option stands for.
    fn fields(&mut self, built: &clap::Command, fields: &[(&'static str, Text)], lang: Lang) {
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
                (term, about.get(lang).to_owned())
            });
        let heading = Text::new("Fler fält i FRÅGA", "More fields of QUERY");
        self.add(heading.get(lang), rows.collect());
    }

    /// The arguments of `sections` that `built` shows. What a field means for the question is
    /// said instead of the general text.
    fn options(
        &mut self,
        built: &clap::Command,
        sections: &[Section],
        fields: Option<&[(&'static str, Text)]>,
        lang: Lang,
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
                let mut help = own.unwrap_or(words.help).get(lang).to_owned();
                let values = arg.get_possible_values();
                if arg.get_action().takes_values() && !values.is_empty() {
                    let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
                    let _ = write!(help, ": {}", names.join(", "));
                }
                Some((term(arg), help))
            });
            self.add(section.heading.get(lang), rows.collect());
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
