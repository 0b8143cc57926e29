//! `schema NAME`: the JSON Schema of what a question answers.

use clap::{ArgMatches, Args as _, FromArgMatches};
use serde_json::Value;

use super::command::{ARGUMENTS, ArgText, Command, Run, Section};
use super::session::{Exit, Session};
use crate::export::{difference_json, protocol_json};
use crate::lang::{Message, Text, nearest};
use crate::output::findings;
use crate::output::schema::json_schema;
use crate::query::{By, QUESTIONS, Question};

#[derive(clap::Args)]
struct Args {
    name: Option<String>,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "schema",
    swedish: "schema",
    about: Text::new(
        "JSON Schema för det som en fråga svarar med --format json",
        "JSON Schema of what a question answers with --format json",
    ),
    more: None,
    sections: &[Section {
        heading: ARGUMENTS,
        args: &[ArgText::value(
            "name",
            Text::new("NAMN", "NAME"),
            Text::new(
                "vad schemat gäller; utan det listas vad som finns",
                "what the schema is of; what there is is listed without it",
            ),
        )],
    }],
    args: Args::augment_args,
    run: Run::Own(run),
};

/// A name, and what makes the schema.
type Named = (&'static str, fn() -> Value);

/// Schemas of what isn't a question's answer.
static OTHERS: [Named; 3] = [
    ("protocol", protocol_json::schema),
    ("findings", findings::json_schema),
    ("diff", difference_json::schema),
];

/// Every question, with each kind of rows it may have.
fn questions() -> Vec<&'static Question> {
    let mut out: Vec<&'static Question> = Vec::new();
    for question in QUESTIONS {
        for shape in By::ALL.map(|by| question.by(by)) {
            if out.iter().all(|other| other.name != shape.name) {
                out.push(shape);
            }
        }
    }
    out
}

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    let Some(name) = args.name else {
        for question in questions() {
            writeln!(session.out, "{}", question.name)?;
        }
        for (name, _) in OTHERS {
            writeln!(session.out, "{name}")?;
        }
        return Ok(Exit::Done);
    };
    if let Some((_, schema)) = OTHERS.iter().find(|(other, _)| *other == name) {
        writeln!(session.out, "{:#}", schema())?;
        return Ok(Exit::Done);
    }
    let found = questions()
        .into_iter()
        .find(|question| question.name == name || question.swedish == name);
    let Some(question) = found else {
        return Err(session.error(unknown(&name)));
    };
    let schema = json_schema(question.name, question.columns);
    writeln!(session.out, "{schema:#}")?;
    Ok(Exit::Done)
}

fn unknown(name: &str) -> Message {
    let questions = questions();
    let names = questions.iter().map(|question| question.name);
    let near = nearest(name, names.chain(OTHERS.map(|(other, _)| other)));
    let (mut sv, mut en) = (String::new(), String::new());
    if let Some(near) = near {
        sv = format!(": menade du `{near}`?");
        en = format!(": did you mean `{near}`?");
    } else {
        sv += "; `samverkan schema` listar dem som finns";
        en += "; `samverkan schema` lists those there are";
    }
    Message::new(
        format!("inget schema heter \"{name}\"{sv}"),
        format!("no schema is called \"{name}\"{en}"),
    )
}
