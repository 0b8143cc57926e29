//! What is wrong with the arguments, in both languages: clap says which kind of wrong, and the
//! words are ours.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::args::BadValue;
use super::command::{Command, Run};
use super::unknown_command;
use crate::lang::Message;

/// One line that says what is wrong with the arguments and what to do. `command` is the one they
/// were for.
pub(super) fn message(error: &clap::Error, command: Option<&Command>) -> Message {
    let what = what(error, command);
    let about = match command {
        Some(command) => format!("samverkan {} --help", command.name),
        None => "samverkan --help".to_owned(),
    };
    // Who was told the right word needs no help text.
    match said(error) {
        Said::All => what,
        Said::Half => Message::new(
            format!("{}; `{about}` visar hur", what.sv),
            format!("{}; `{about}` shows how", what.en),
        ),
    }
}

/// Whether the message says what to do, too.
enum Said {
    All,
    Half,
}

fn said(error: &clap::Error) -> Said {
    let has_advice = suggestion(error).is_some()
        || !texts(error, ContextKind::ValidValue).is_empty()
        || error.kind() == ErrorKind::ValueValidation
        || error.kind() == ErrorKind::InvalidSubcommand;
    if has_advice { Said::All } else { Said::Half }
}

fn what(error: &clap::Error, command: Option<&Command>) -> Message {
    let args = texts(error, ContextKind::InvalidArg);
    let arg = args.first().map_or("", String::as_str);
    let option = arg.split(' ').next().unwrap_or("");
    let values = texts(error, ContextKind::InvalidValue);
    let value = values.first().map_or("", String::as_str);
    match error.kind() {
        ErrorKind::UnknownArgument => unknown(error, arg, command),
        ErrorKind::InvalidSubcommand => {
            let names = texts(error, ContextKind::InvalidSubcommand);
            unknown_command(names.first().map_or("", String::as_str), suggestion(error))
        }
        ErrorKind::InvalidValue if value.is_empty() => Message::new(
            format!("`{arg}` saknar sitt värde"),
            format!("`{arg}` is without its value"),
        ),
        ErrorKind::InvalidValue => {
            let valid = texts(error, ContextKind::ValidValue);
            let (sv, en) = match suggestion(error) {
                Some(near) => (
                    format!("menade du `{near}`?"),
                    format!("did you mean `{near}`?"),
                ),
                None => (
                    format!("välj {}", list(&valid, "eller")),
                    format!("choose {}", list(&valid, "or")),
                ),
            };
            Message::new(
                format!("`{option}` kan inte vara \"{value}\": {sv}"),
                format!("`{option}` can't be \"{value}\": {en}"),
            )
        }
        ErrorKind::ValueValidation => {
            let source = std::error::Error::source(error);
            match source.and_then(|source| source.downcast_ref::<BadValue>()) {
                Some(BadValue(message)) => Message::new(
                    format!("`{option}`: {}", message.sv),
                    format!("`{option}`: {}", message.en),
                ),
                None => Message::new(
                    format!("`{option}` kan inte vara \"{value}\""),
                    format!("`{option}` can't be \"{value}\""),
                ),
            }
        }
        ErrorKind::ArgumentConflict => {
            let prior = texts(error, ContextKind::PriorArg);
            let prior = prior.first().and_then(|prior| prior.split(' ').next());
            match prior.filter(|prior| *prior != option) {
                Some(prior) => Message::new(
                    format!("`{option}` och `{prior}` kan inte användas ihop"),
                    format!("`{option}` and `{prior}` can't be used together"),
                ),
                None => Message::new(
                    format!("`{option}` är angiven mer än en gång"),
                    format!("`{option}` is given more than once"),
                ),
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let args = args.join(" ");
            Message::new(format!("{args} saknas"), format!("{args} is missing"))
        }
        ErrorKind::TooManyValues if !arg.contains(' ') => Message::new(
            format!("`{option}` tar inget värde"),
            format!("`{option}` takes no value"),
        ),
        ErrorKind::NoEquals
        | ErrorKind::TooFewValues
        | ErrorKind::TooManyValues
        | ErrorKind::WrongNumberOfValues => Message::new(
            format!("`{option}` har fel antal värden"),
            format!("`{option}` has a wrong number of values"),
        ),
        ErrorKind::InvalidUtf8 => {
            Message::new("ett argument är inte UTF-8", "an argument isn't UTF-8")
        }
        _ => Message::new(
            "argumenten går inte att förstå",
            "the arguments can't be understood",
        ),
    }
}

/// An option or word that the command doesn't take.
fn unknown(error: &clap::Error, arg: &str, command: Option<&Command>) -> Message {
    if !arg.starts_with('-') {
        return Message::new(
            format!("\"{arg}\" är ett argument för mycket"),
            format!("\"{arg}\" is one argument too many"),
        );
    }
    let (mut sv, mut en) = (
        format!("okänd flagga `{arg}`"),
        format!("unknown option `{arg}`"),
    );
    let is_question = command.is_some_and(|command| matches!(command.run, Run::Question(_)));
    if let Some(near) = suggestion(error) {
        sv += &format!(": menade du `{near}`?");
        en += &format!(": did you mean `{near}`?");
    } else if is_question && !arg.starts_with("--") {
        sv += ": ett frågeord som börjar med - skrivs efter `--`, eller med NOT";
        en += ": a query word that begins with - stands after `--`, or is written with NOT";
    }
    Message::new(sv, en)
}

/// The nearest word that there is, as clap finds it.
fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    kinds
        .into_iter()
        .find_map(|kind| texts(error, kind).into_iter().next())
}

/// What clap knows of that kind.
fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

/// `a, b or c`.
fn list(words: &[String], or: &str) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [words @ .., last] => format!("{} {or} {last}", words.join(", ")),
    }
}
