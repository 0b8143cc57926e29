//! The questions: what they all take, made into a filter, and what becomes of the answer.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;
use clap::{ArgMatches, Args as _, FromArgMatches};

use crate::archive::Archive;
use crate::cli::args::{day, days, formats, rows, sort_key, year};
use crate::cli::command::{Command, Run};
use crate::cli::result_file;
use crate::cli::session::{Exit, Session};
use crate::lang::Message;
use crate::output::listing::{Listing, UnknownColumn};
use crate::output::sort::SortKey;
use crate::output::{self, Format, Style};
use crate::query::filter::{self, Expr, QueryError, Term, Value};
use crate::query::{Asked, Question};

#[cfg(test)]
mod tests;
mod texts;

#[derive(clap::Args, Debug, Default)]
pub(super) struct Args {
    query: Vec<String>,
    #[arg(long)]
    body: Vec<String>,
    #[arg(long, value_parser = days)]
    from: Option<String>,
    #[arg(long, value_parser = days)]
    to: Option<String>,
    #[arg(long, value_parser = year)]
    year: Vec<String>,
    #[arg(long, value_parser = days)]
    period: Vec<String>,
    #[arg(long)]
    party: Vec<String>,
    #[arg(long)]
    person: Vec<String>,
    #[arg(long)]
    receiver: Vec<String>,
    #[arg(long)]
    matter: Vec<String>,
    #[arg(long)]
    class: Vec<String>,
    #[arg(long)]
    status: Vec<String>,
    #[arg(long)]
    open: bool,
    #[arg(long)]
    overdue: bool,
    #[arg(long)]
    text: Vec<String>,
    #[arg(long, value_parser = day)]
    as_of: Option<NaiveDate>,
    #[arg(long)]
    all: bool,
    #[arg(long, value_delimiter = ',')]
    columns: Vec<String>,
    #[arg(long, value_delimiter = ',', allow_hyphen_values = true, value_parser = sort_key)]
    sort: Vec<SortKey>,
    #[arg(long, value_parser = rows)]
    limit: Option<usize>,
    #[arg(long)]
    count: bool,
    #[arg(long)]
    group_by: Option<String>,
    #[arg(long, value_parser = formats())]
    format: Option<Format>,
    #[arg(long, short)]
    output: Option<PathBuf>,
}

/// The options that are filters, by the field of the question that each needs.
const FILTERS: [(&str, &str); 14] = [
    ("body", "body"),
    ("from", "date"),
    ("to", "date"),
    ("year", "date"),
    ("period", "date"),
    ("party", "party"),
    ("person", "person"),
    ("receiver", "receiver"),
    ("matter", "matter"),
    ("class", "class"),
    ("status", "status"),
    ("open", "open"),
    ("overdue", "overdue"),
    ("text", "text"),
];

/// The command that asks `question`.
pub(super) fn command(question: &'static Question) -> Command {
    Command {
        name: question.name,
        swedish: question.swedish,
        about: question.about,
        more: Some(texts::MORE),
        sections: &texts::SECTIONS,
        args: Args::augment_args,
        run: Run::Question(question),
    }
}

/// Hides the filters that `question` doesn't have. They are still parsed, so that the error can
/// say what it has instead.
pub(super) fn hide_foreign(command: clap::Command, question: &Question) -> clap::Command {
    command.mut_args(|arg| {
        let is_foreign = field_of(arg.get_id().as_str()).is_some_and(|field| !has(question, field));
        arg.hide(is_foreign)
    })
}

/// Asks `question` and writes the answer.
pub(super) fn run(
    question: &'static Question,
    matches: &ArgMatches,
    session: &mut Session,
) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    if let Some(message) = foreign(question, matches) {
        return Err(session.error(message));
    }
    let format = args.chosen_format().map_err(|error| session.error(error))?;
    let asked = Asked {
        filter: args
            .filter()
            .map_err(|error| session.error(error.message()))?,
        as_of: args.as_of,
        today: session.world.today(),
        all: args.all,
        by: Default::default(),
    };
    let root = session.root()?;
    let archive = Arc::new(session.load(&root)?);
    let listing =
        (question.run)(&archive, &asked).map_err(|error| session.error(error.message()))?;
    let answer = args
        .answer(listing, format)
        .map_err(|error| session.error(error.message()))?;
    let file = args.output.filter(|path| path.as_os_str() != "-");
    let style = style(question, &archive, session, file.is_none());
    match file {
        None => answer.write(session.out, format, &style)?,
        Some(path) => result_file::write(&path, &root, &archive, session, |out| {
            answer.write(out, format, &style)
        })?,
    }
    Ok(Exit::Done)
}

/// What is shown: rows, or how many.
enum Answer {
    Rows(Listing),
    Count(usize),
}

impl Answer {
    fn write(&self, out: &mut dyn Write, format: Format, style: &Style) -> std::io::Result<()> {
        match self {
            Answer::Rows(listing) => output::write(out, listing, format, style),
            Answer::Count(count) => writeln!(out, "{count}"),
        }
    }
}

fn style(question: &Question, archive: &Archive, session: &Session, on_stdout: bool) -> Style {
    let name = &archive.collaboration.name.value;
    Style {
        lang: session.lang,
        width: session.world.width().filter(|_| on_stdout),
        color: on_stdout && session.colors_out(),
        title: Some(question.title.get(session.lang).to_owned()),
        note: (!name.is_empty()).then(|| name.clone()),
    }
}

impl Args {
    /// What the filters and the query ask for together.
    fn filter(&self) -> Result<Expr, QueryError> {
        // A question of several words comes as one or as several arguments.
        let query = filter::parse(&self.query.join(" "))?;
        let any = |field: &str, values: &[String]| {
            Expr::any(
                values
                    .iter()
                    .map(|value| Expr::field(field, value))
                    .collect(),
            )
        };
        let flag = |field: &str, given: bool| match given {
            true => Expr::field(field, "ja"),
            false => Expr::default(),
        };
        let regexes = self
            .text
            .iter()
            .map(|text| term("text", Value::Regex(text.clone())));
        let range = (self.from.is_some() || self.to.is_some()).then(|| {
            let (from, until) = (self.from.clone(), self.to.clone());
            term("date", Value::Range { from, until })
        });
        Ok(Expr::all(vec![
            any("body", &self.body),
            range.unwrap_or_default(),
            any("date", &self.year),
            any("date", &self.period),
            any("party", &self.party),
            any("person", &self.person),
            any("receiver", &self.receiver),
            any("matter", &self.matter),
            any("class", &self.class),
            any("status", &self.status),
            flag("open", self.open),
            flag("overdue", self.overdue),
            Expr::any(regexes.collect()),
            query,
        ]))
    }

    /// `--format`, or what the ending of the file means.
    fn chosen_format(&self) -> Result<Format, Message> {
        match (self.format, &self.output) {
            (Some(format), _) => Ok(format),
            (None, Some(path)) if path.as_os_str() != "-" => result_file::format(path),
            (None, _) => Ok(Format::default()),
        }
    }

    /// The rows grouped, sorted, counted and cut as asked. Who reads JSON gets every column, as
    /// the schema says; others get those that are shown when nobody chooses.
    fn answer(&self, mut listing: Listing, format: Format) -> Result<Answer, UnknownColumn> {
        if let Some(column) = &self.group_by {
            listing = listing.group_by(column)?;
        }
        if !self.sort.is_empty() {
            listing.sort(&self.sort)?;
        }
        let columns: Vec<&str> = self.columns.iter().map(|column| column.trim()).collect();
        let is_json = matches!(format, Format::Json | Format::Jsonl);
        if !columns.is_empty() {
            listing = listing.select(&columns)?;
        } else if !is_json {
            listing = listing.select_default();
        }
        // A count of groups says how many each has: that is what `--group-by` shows already.
        if self.count && self.group_by.is_none() {
            return Ok(Answer::Count(listing.count()));
        }
        if let Some(most) = self.limit {
            listing.limit(most);
        }
        Ok(Answer::Rows(listing))
    }
}

fn term(field: &str, value: Value) -> Expr {
    Expr::Term(Term {
        field: Some(field.to_owned()),
        value,
        range: 0..0,
    })
}

/// The field that the option with this id needs; `None` where it needs none.
fn field_of(id: &str) -> Option<&'static str> {
    FILTERS
        .iter()
        .find(|(option, _)| *option == id)
        .map(|(_, field)| *field)
}

fn has(question: &Question, field: &str) -> bool {
    (question.fields)().iter().any(|(name, _)| *name == field)
}

/// The first filter given that `question` doesn't have, with those that it has.
fn foreign(question: &Question, matches: &ArgMatches) -> Option<Message> {
    let given = |id: &str| matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine);
    let (wrong, _) = FILTERS
        .iter()
        .find(|(id, field)| given(id) && !has(question, field))?;
    let there = FILTERS.iter().filter(|(_, field)| has(question, field));
    let there: Vec<String> = there.map(|(id, _)| format!("--{id}")).collect();
    let (name, there) = (question.name, there.join(", "));
    Some(Message::new(
        format!("`{name}` har inte urvalet `--{wrong}`; urvalen är {there}"),
        format!("`{name}` has no filter `--{wrong}`; the filters are {there}"),
    ))
}
