//! The questions: each is data (name, columns, fields) and a function from the archive to a
//! listing. One file for each; what they share is here.

mod assignments;
mod attendance;
mod bodies;
mod bodies_diagram;
mod decisions;
pub mod filter;
mod items;
mod matters;
mod matters_diagram;
mod meeting;
mod meetings;
mod meetings_planned;
mod members;
mod parties;
#[cfg(test)]
mod probe;
mod recommendations;
#[cfg(test)]
mod sample;
mod search;
pub mod show;
mod source;
mod spelling;
mod stats;

use std::sync::Arc;

pub use attendance::{Represented, attendance_by_year, attendance_heatmap};
pub use bodies_diagram::bodies_diagram;
pub use matters_diagram::matter_diagram;
pub use recommendations::recommendations_matrix;
pub use stats::{Volume, reading};

use chrono::NaiveDate;

use self::filter::{Expr, Field, Filter, Known, QueryError};
use crate::archive::Archive;
use crate::archive::calendar::Schedule;
use crate::lang::{self, Message, Text};
use crate::model::{Class, Kind, Level, Status, Tag};
use crate::output::listing::{Column, Listing, Row};

/// Every question, in the order of the help.
pub static QUESTIONS: [&Question; 12] = [
    &decisions::QUESTION,
    &assignments::QUESTION,
    &matters::QUESTION,
    &recommendations::QUESTION,
    &items::QUESTION,
    &meetings::QUESTION,
    &attendance::QUESTION,
    &members::QUESTION,
    &bodies::QUESTION,
    &parties::QUESTION,
    &search::QUESTION,
    &stats::QUESTION,
];

/// A question as data.
pub struct Question {
    /// The command, and the name of its schema.
    pub name: &'static str,
    /// The command in Swedish.
    pub swedish: &'static str,
    /// Each row comes from protocols of one body alone: where `--body` chooses, those of other
    /// bodies need not be read.
    pub per_meeting: bool,
    /// The title of its answer.
    pub title: Text,
    /// What it answers, in a sentence.
    pub about: Text,
    /// Every column it has, in order.
    pub columns: &'static [Column],
    /// The fields that its rows can be filtered by, with what they mean here.
    pub fields: fn() -> Vec<(&'static str, Text)>,
    /// The answer, all columns, in the question's own order.
    pub run: fn(&Arc<Archive>, &Asked) -> Result<Listing, AskError>,
}

impl Question {
    /// This question with rows of that kind, as columns and schema (`attendance-by-person`) have
    /// it; itself where it has rows of one kind only.
    pub fn by(&'static self, by: By) -> &'static Question {
        match self.name {
            "attendance" => attendance::shape(by),
            "meetings" if by == By::Planned => &meetings_planned::QUESTION,
            "recommendations" => recommendations::shape(by),
            _ => self,
        }
    }
}

/// What the rows of `attendance` and `recommendations` are, or of `meetings` where those to come
/// are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum By {
    /// Recommendations.
    Recommendation,
    /// Parties.
    #[default]
    Party,
    /// People.
    Person,
    /// Everybody named at each meeting.
    Meeting,
    /// Meetings to come.
    Planned,
}

impl By {
    /// Every kind of row, in the order of the help.
    pub const ALL: [By; 5] = [
        By::Recommendation,
        By::Party,
        By::Person,
        By::Meeting,
        By::Planned,
    ];

    /// What the rows of the question with this name may be, that without `--by` first.
    pub fn of(question: &str) -> &'static [By] {
        match question {
            "attendance" => &[By::Party, By::Person, By::Meeting],
            "recommendations" => &[By::Recommendation, By::Party],
            _ => &[],
        }
    }

    /// The word for `--by`, in either language.
    pub const fn text(self) -> Text {
        match self {
            By::Recommendation => Text::new("rekommendation", "recommendation"),
            By::Party => Text::new("huvudman", "party"),
            By::Person => Text::new("person", "person"),
            By::Meeting => Text::new("möte", "meeting"),
            By::Planned => Text::new("planerat", "planned"),
        }
    }
}

/// What was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which rows.
    pub filter: Expr,
    /// Meetings up to and with that day; members and rules of that day.
    pub as_of: Option<NaiveDate>,
    /// The day that "today" means where `as_of` doesn't say.
    pub today: NaiveDate,
    /// Nothing is left out: procedural decisions too.
    pub all: bool,
    /// What the rows are, where the question has rows of several kinds.
    pub by: By,
}

impl Asked {
    /// The day whose members and rules count.
    pub fn day(&self) -> NaiveDate {
        self.as_of.unwrap_or(self.today)
    }

    /// What is known of coming meetings.
    fn schedule<'a>(&self, archive: &'a Archive) -> Schedule<'a> {
        match self.as_of {
            Some(day) => Schedule::as_of(archive, day),
            None => Schedule::new(archive, self.today),
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskError {
    /// The filter asks for something that isn't there.
    Query(QueryError),
}

impl AskError {
    /// What to tell people.
    pub fn message(&self) -> Message {
        match self {
            AskError::Query(error) => error.message(),
        }
    }
}

/// The documentation of a table of fields.
fn documented<R>(fields: &'static [Field<R>]) -> Vec<(&'static str, Text)> {
    fields
        .iter()
        .map(|field| (field.name, field.about))
        .collect()
}

/// What a question itself knows about the values of its word fields, by the field's English
/// name; `None` leaves the matter to the archive.
type Vocabulary<'v> = &'v dyn Fn(&str, &str) -> Option<Known>;

/// The filter of `asked` over the fields of a question.
fn compiled<R>(
    archive: &Archive,
    asked: &Asked,
    fields: &'static [Field<R>],
    own: Vocabulary<'_>,
) -> Result<Filter<R>, AskError> {
    let known = |field: &str, value: &str| {
        own(field, value).unwrap_or_else(|| known(archive, field, value))
    };
    filter::compile(&asked.filter, fields, &known).map_err(AskError::Query)
}

/// The listing of the rows that fit.
fn listing<R>(
    archive: &Archive,
    asked: &Asked,
    columns: &'static [Column],
    fields: &'static [Field<R>],
    rows: impl Iterator<Item = R>,
    show: impl Fn(&R) -> Row,
) -> Result<Listing, AskError> {
    listing_with(archive, asked, columns, fields, &|_, _| None, rows, show)
}

/// The same, for a question that has words of its own.
fn listing_with<R>(
    archive: &Archive,
    asked: &Asked,
    columns: &'static [Column],
    fields: &'static [Field<R>],
    own: Vocabulary<'_>,
    rows: impl Iterator<Item = R>,
    show: impl Fn(&R) -> Row,
) -> Result<Listing, AskError> {
    let filter = compiled(archive, asked, fields, own)?;
    let rows: Vec<Row> = rows
        .filter(|row| filter.fits(row))
        .map(|row| show(&row))
        .collect();
    Ok(Listing::new(columns.to_vec(), rows))
}

/// Whether the archive knows a value of a word field: an unknown body, party, class or status is
/// an error that names the nearest.
fn known(archive: &Archive, field: &str, value: &str) -> Known {
    let nearest_of = |words: &[&str]| Known::No {
        nearest: lang::nearest(value, words.iter().copied()).map(str::to_owned),
    };
    match field {
        "body" => {
            if let Some(code) = archive.names.body(value) {
                return Known::As(code.to_owned());
            }
            let spellings = archive.collaboration.bodies.iter().flat_map(|body| {
                [body.code.value.as_str(), body.name.value.as_str()]
                    .into_iter()
                    .chain(body.aliases.iter().map(|alias| alias.value.as_str()))
            });
            let spellings: Vec<&str> = spellings.collect();
            match nearest_of(&spellings) {
                Known::No { nearest: None } => Known::No {
                    nearest: archive
                        .collaboration
                        .bodies
                        .first()
                        .map(|body| body.code.value.clone()),
                },
                found => found,
            }
        }
        "party" => {
            if let Some(name) = archive.names.party(value) {
                return Known::As(name.to_owned());
            }
            let parties = archive.collaboration.parties.iter();
            let spellings: Vec<&str> = parties.map(|party| party.name.value.as_str()).collect();
            nearest_of(&spellings)
        }
        "class" => word_of(value, Class::ALL.iter().map(|class| class.text())),
        "status" => word_of(value, Status::ALL.iter().map(|status| status.text())),
        "kind" => word_of(value, Kind::ALL.iter().map(|kind| kind.text())),
        "level" => word_of(value, Level::ALL.iter().map(|level| level.text())),
        "tag" => word_of(value, Tag::ALL.iter().map(|tag| tag.text())),
        _ => Known::Yes,
    }
}

/// Whether `value` is one of the words, in either language.
fn word_of(value: &str, words: impl Iterator<Item = Text>) -> Known {
    let folded = lang::fold(value);
    let all: Vec<&str> = words.flat_map(|text| [text.en, text.sv]).collect();
    if all.iter().any(|word| lang::fold(word) == folded) {
        return Known::Yes;
    }
    Known::No {
        nearest: lang::nearest(value, all.iter().copied()).map(str::to_owned),
    }
}
