//! The questions: what they all take, made into a filter, and what becomes of the answer.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};

use crate::archive::{self, Archive};
use crate::cli::args::{Shape, day, days, formats, rows, sort_key, year};
use crate::cli::command::{Command, Run};
use crate::cli::result_file;
use crate::cli::session::{Exit, Session};
use crate::lang::Message;
use crate::output::listing::{Listing, UnknownColumn};
use crate::output::sort::SortKey;
use crate::output::{self, Format, Style};
use crate::query::filter::{self, Expr, QueryError, Term, Value};
use crate::query::{
    AskError, Asked, By, Question, attendance_heatmap, bodies_diagram, reading,
    recommendations_matrix,
};

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
    waiting: Vec<String>,
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
    planned: bool,
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
    format: Option<Shape>,
    #[arg(long, value_parser = PossibleValuesParser::new(["party", "person", "meeting", "recommendation"]))]
    by: Option<String>,
    #[arg(long)]
    matrix: bool,
    #[arg(long, short)]
    output: Option<PathBuf>,
}

/// The options that are filters, by the field of the question that each needs.
const FILTERS: [(&str, &str); 15] = [
    ("body", "body"),
    ("from", "date"),
    ("to", "date"),
    ("year", "date"),
    ("period", "date"),
    ("party", "party"),
    ("person", "person"),
    ("receiver", "receiver"),
    ("waiting", "waiting"),
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
    if let Some(message) = args.misplaced(question) {
        return Err(session.error(message));
    }
    let by = args.rows_by(question);
    let question = question.by(by);
    let format = args.chosen_format().map_err(|error| session.error(error))?;
    let asked = Asked {
        filter: args
            .filter()
            .map_err(|error| session.error(error.message()))?,
        as_of: args.as_of,
        today: session.world.today(),
        all: args.all,
        by,
    };
    let root = session.root()?;
    let began = Instant::now();
    let options = archive::Options {
        bodies: match question.per_meeting {
            true => args.body.clone(),
            false => Vec::new(),
        },
    };
    let archive = Arc::new(session.load_with(&root, &options)?);
    let took = began.elapsed();
    let file = args.output.clone().filter(|path| path.as_os_str() != "-");
    let style = style(question, &archive, session, file.is_none());
    let answer = match args.whole(question, &archive, &asked, format, &style) {
        Some(whole) => Answer::Whole(whole.map_err(|error| session.error(error.message()))?),
        None => {
            let listing =
                (question.run)(&archive, &asked).map_err(|error| session.error(error.message()))?;
            args.answer(listing, format)
                .map_err(|error| session.error(error.message()))?
        }
    };
    if question.name == STATS {
        session.note(&reading_time(&archive, took));
    }
    match file {
        None => answer.write(session.out, format, &style)?,
        Some(path) => result_file::write(&path, &root, &archive, session, |out| {
            answer.write(out, format, &style)
        })?,
    }
    Ok(Exit::Done)
}

/// The question that also tells how fast the archive was read.
const STATS: &str = "stats";

/// The question whose rows may be of several kinds, and that is a map in HTML.
const ATTENDANCE: &str = "attendance";

/// The question that can be about meetings to come.
const MEETINGS: &str = "meetings";
/// The question that can be a matrix.
const RECOMMENDATIONS: &str = "recommendations";

/// The question that can be drawn.
const BODIES: &str = "bodies";

/// How much was read, and how fast.
fn reading_time(archive: &Archive, took: Duration) -> Message {
    let volume = reading(archive).message();
    let milliseconds = took.as_millis();
    Message::new(
        format!("läste {} på {milliseconds} ms", volume.sv),
        format!("read {} in {milliseconds} ms", volume.en),
    )
}

/// What is shown: rows, or how many.
enum Answer {
    Rows(Listing),
    Count(usize),
    /// A drawing or a map, whole.
    Whole(String),
}

impl Answer {
    fn write(&self, out: &mut dyn Write, format: Format, style: &Style) -> std::io::Result<()> {
        match self {
            Answer::Rows(listing) => output::write(out, listing, format, style),
            Answer::Count(count) => writeln!(out, "{count}"),
            Answer::Whole(text) => out.write_all(text.as_bytes()),
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
            any("waiting", &self.waiting),
            any("matter", &self.matter),
            any("class", &self.class),
            any("status", &self.status),
            flag("open", self.open),
            flag("overdue", self.overdue),
            Expr::any(regexes.collect()),
            query,
        ]))
    }

    /// What the rows are, of those kinds that `question` has. A matrix has the answers of parties.
    fn rows_by(&self, question: &Question) -> By {
        if self.planned {
            return By::Planned;
        }
        let word = self.by.as_deref().unwrap_or_default();
        let kinds = By::of(question.name);
        kinds
            .iter()
            .find(|by| by.text().en == word || self.matrix && **by == By::Party)
            .or(kinds.first())
            .copied()
            .unwrap_or_default()
    }

    /// An option that only some question has, given to another.
    fn misplaced(&self, question: &Question) -> Option<Message> {
        let name = question.name;
        let kinds = By::of(name);
        if let Some(by) = self.by.as_deref().filter(|_| kinds.is_empty()) {
            let has_it = |word: &str| -> String {
                let all = [ATTENDANCE, RECOMMENDATIONS].into_iter();
                let all = all.filter(|name| By::of(name).iter().any(|by| by.text().en == word));
                all.map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let others = has_it(by);
            return Some(Message::new(
                format!("`{name}` har inte flaggan `--by`; `--by {by}` hör till {others}"),
                format!("`{name}` has no option `--by`; `--by {by}` belongs to {others}"),
            ));
        }
        if let Some(by) = self.by.as_deref()
            && kinds.iter().all(|kind| kind.text().en != by)
        {
            let words: Vec<&str> = kinds.iter().map(|kind| kind.text().en).collect();
            let words = words.join(", ");
            return Some(Message::new(
                format!("`{name}` har inga rader för `--by {by}`; välj bland {words}"),
                format!("`{name}` has no rows by {by}; choose among {words}"),
            ));
        }
        if self.matrix && name != RECOMMENDATIONS {
            return Some(Message::new(
                format!("`{name}` har inte flaggan `--matrix`; den hör till `{RECOMMENDATIONS}`"),
                format!("`{name}` has no option `--matrix`; it belongs to `{RECOMMENDATIONS}`"),
            ));
        }
        if self.planned && name != MEETINGS {
            return Some(Message::new(
                format!("`{name}` har inte flaggan `--planned`; den hör till `{MEETINGS}`"),
                format!("`{name}` has no option `--planned`; it belongs to `{MEETINGS}`"),
            ));
        }
        let draws = matches!(self.format, Some(Shape::Mermaid | Shape::Dot));
        if draws && name != BODIES {
            return Some(Message::new(
                format!(
                    "`{name}` kan inte ritas; formaten mermaid och dot hör till `{BODIES}` och `show matter:…`"
                ),
                format!(
                    "`{name}` can't be drawn; the formats mermaid and dot belong to `{BODIES}` and `show matter:…`"
                ),
            ));
        }
        None
    }

    /// The answer, where it is one piece rather than rows: a drawing, or the map of attendance
    /// that stands for its rows in HTML.
    fn whole(
        &self,
        question: &Question,
        archive: &Arc<Archive>,
        asked: &Asked,
        format: Format,
        style: &Style,
    ) -> Option<Result<String, AskError>> {
        let graph = || bodies_diagram(archive, asked.day(), style.lang);
        match self.format {
            Some(Shape::Mermaid) => return Some(Ok(graph().mermaid())),
            Some(Shape::Dot) => return Some(Ok(graph().dot())),
            _ => {}
        }
        let shaped = !self.columns.is_empty()
            || self.count
            || self.group_by.is_some()
            || self.matrix && (!self.sort.is_empty() || self.limit.is_some());
        if self.matrix && !shaped {
            return recommendations_matrix(archive, asked, style.lang)
                .map(|matrix| matrix.to_text(format, style))
                .transpose();
        }
        let maps = question.name.starts_with(ATTENDANCE) && asked.by != By::Meeting;
        (maps && format == Format::Html && !shaped)
            .then(|| attendance_heatmap(archive, asked, style.lang).map(|map| map.page(style)))
    }

    /// `--format`, or what the ending of the file means.
    fn chosen_format(&self) -> Result<Format, Message> {
        match (self.format, &self.output) {
            (Some(Shape::Listing(format)), _) => Ok(format),
            // A drawing is written as it is.
            (Some(Shape::Mermaid | Shape::Dot), _) => Ok(Format::Table),
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
