//! A command as data: its names, its texts in both languages and what runs it. The derived `Args`
//! of a command say what may be typed; the texts stand beside them and are put on by id.

use clap::ArgMatches;

use super::session::{Exit, Session};
use crate::lang::{Lang, Text};
use crate::query::Question;

/// One command.
#[derive(Clone, Copy)]
pub(super) struct Command {
    /// The English name.
    pub name: &'static str,
    /// The Swedish name, which works beside it; the same where there is none.
    pub swedish: &'static str,
    /// What it does, in one line.
    pub about: Text,
    /// What else the help says, after the options.
    pub more: Option<Text>,
    /// The texts of its arguments, in the order of the help.
    pub sections: &'static [Section],
    /// Adds its arguments: the `augment_args` of its `Args`.
    pub args: fn(clap::Command) -> clap::Command,
    /// What it does.
    pub run: Run,
}

/// What runs a command.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// A function of its own.
    Own(fn(&ArgMatches, &mut Session) -> anyhow::Result<Exit>),
    /// The function of all questions.
    Question(&'static Question),
}

/// Arguments that stand together in the help.
#[derive(Clone, Copy)]
pub(super) struct Section {
    /// Without a colon.
    pub heading: Text,
    /// The arguments.
    pub args: &'static [ArgText],
}

/// The texts of one argument.
#[derive(Clone, Copy)]
pub(super) struct ArgText {
    /// Its id: the name of the field of `Args`.
    pub id: &'static str,
    /// What its value is called, in upper case; `None` for a flag.
    pub value: Option<Text>,
    /// What it does.
    pub help: Text,
}

impl ArgText {
    /// The text of an argument without a value.
    pub const fn flag(id: &'static str, help: Text) -> ArgText {
        let value = None;
        ArgText { id, value, help }
    }

    /// The text of an argument with a value, or of a positional one.
    pub const fn value(id: &'static str, value: Text, help: Text) -> ArgText {
        let value = Some(value);
        ArgText { id, value, help }
    }
}

/// The heading over arguments without a name.
pub(super) const ARGUMENTS: Text = Text::new("Argument", "Arguments");
/// The heading over options that belong to no other.
pub(super) const OPTIONS: Text = Text::new("Flaggor", "Options");

impl Command {
    /// The command for clap, with its texts in `lang`.
    pub fn build(&self, lang: Lang) -> clap::Command {
        let mut built = (self.args)(clap::Command::new(self.name))
            .about(self.about.get(lang))
            .long_about(None::<&str>)
            .disable_help_flag(true)
            .disable_version_flag(true);
        if self.swedish != self.name {
            built = built.visible_alias(self.swedish);
        }
        if let Run::Question(question) = self.run {
            built = super::question::hide_foreign(built, question);
        }
        worded(built, self.sections, lang)
    }

    /// Whether `name` is one of its names.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.swedish == name
    }
}

/// `command` with the texts of `sections` on its arguments.
pub(super) fn worded(
    command: clap::Command,
    sections: &'static [Section],
    lang: Lang,
) -> clap::Command {
    command.mut_args(|arg| {
        let texts = sections.iter().find_map(|section| {
            let text = section.args.iter().find(|text| arg.get_id() == text.id)?;
            Some((section.heading, text))
        });
        let Some((heading, text)) = texts else {
            return arg;
        };
        let arg = arg
            .help(text.help.get(lang))
            .help_heading(heading.get(lang));
        match text.value {
            Some(value) => arg.value_name(value.get(lang)),
            None => arg,
        }
    })
}
