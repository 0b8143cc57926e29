//! What the pages are made from, read once: the day, the answers of the questions, the register,
//! and what leads where.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use chrono::NaiveDate;

use super::links::Links;
use super::names;
use super::page::{Page, ROWS_MAX};
use crate::archive::register::{Assignment, Register};
use crate::archive::{Archive, Source};
use crate::lang::{Lang, Message, Text};
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};
use crate::output::markdown::{escape, link};
use crate::query::filter::Expr;
use crate::query::{Asked, By, QUESTIONS};

/// All that the pages are made from.
pub(super) struct Book<'a> {
    pub archive: &'a Arc<Archive>,
    pub lang: Lang,
    /// The day of the pages.
    pub day: NaiveDate,
    /// Whether somebody chose the day, or it is that of a meeting; `None` where there is neither.
    pub day_is: Option<DayIs>,
    pub links: Links<'a>,
    pub register: Register<'a>,
    /// Answers of the questions, all columns, oldest meeting first, without copies.
    pub decisions: Listing,
    pub meetings: Listing,
    pub members: Listing,
    pub bodies: Listing,
    /// The page of each body, by code.
    pub pages: HashMap<&'a str, String>,
}

/// Where the day of the pages comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayIs {
    /// `--as-of`.
    Chosen,
    /// The latest meeting held.
    OfMeeting,
}

impl<'a> Book<'a> {
    pub fn new(archive: &'a Arc<Archive>, chosen: Option<NaiveDate>) -> Book<'a> {
        let latest = latest_meeting(archive);
        let day_is = match (chosen, latest) {
            (Some(_), _) => Some(DayIs::Chosen),
            (None, Some(_)) => Some(DayIs::OfMeeting),
            (None, None) => None,
        };
        let day = chosen.or(latest).unwrap_or_else(|| latest_start(archive));
        let asked = Asked {
            filter: Expr::All,
            as_of: Some(day),
            today: day,
            all: false,
            by: By::Party,
        };
        let links = Links::new(archive);
        let answer = |name: &str| {
            let question = QUESTIONS.iter().find(|question| question.name == name);
            let question = question.expect("the pages ask questions that there are");
            let answer = (question.run)(archive, &asked);
            let mut listing = answer.expect("a question without a filter has an answer");
            let to = links.of(&listing);
            listing.rows.retain(|row| to.counts(row));
            listing.total = listing.rows.len();
            listing
        };
        let [decisions, meetings, members, bodies] =
            ["decisions", "meetings", "members", "bodies"].map(answer);
        Book {
            archive,
            lang: archive.collaboration.lang.unwrap_or(Lang::Sv),
            day,
            day_is,
            register: Register::new(archive, day),
            decisions,
            meetings,
            members,
            bodies,
            pages: names::of_bodies(archive),
            links,
        }
    }

    pub fn text(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }

    /// A page with its title and what leads back.
    pub fn page(&self, name: &str, title: &str) -> Page {
        let mut page = Page::new(name);
        page.heading(1, title);
        let back = self.text(Text::new("Till översikten", "To the overview"));
        page.paragraph(&format!(
            "{} · {}",
            link(back, names::OVERVIEW),
            self.as_of()
        ));
        page
    }

    /// The day of the pages, in words.
    pub fn as_of(&self) -> String {
        let day = self.day;
        let message = match self.day_is {
            Some(DayIs::OfMeeting) => Message::new(
                format!("Läget den {day}, dagen för det senaste mötet."),
                format!("As of {day}, the day of the latest meeting."),
            ),
            Some(DayIs::Chosen) => {
                Message::new(format!("Läget den {day}."), format!("As of {day}."))
            }
            None => Message::new("Inga möten ännu.", "No meetings yet."),
        };
        message.get(self.lang).to_owned()
    }

    /// The rows of `listing` whose column `key` says `value`.
    pub fn only(&self, listing: &Listing, key: &str, value: &str) -> Listing {
        let at = listing.column(key).expect("the question has that column");
        let rows = listing.rows.iter();
        let rows = rows.filter(|row| row.cell(at).machine() == value).cloned();
        Listing::new(listing.columns.clone(), rows.collect())
    }

    /// The columns called `keys`, with the rows leading to the heading above their line.
    pub fn show(&self, page: &mut Page, listing: &Listing, keys: &[&str]) {
        let to = self.links.of(listing);
        self.show_with(page, listing, keys, &|row| to.to_heading(row));
    }

    /// The same, leading elsewhere; `to` sees the whole row. Columns without a word in any row are
    /// left out.
    pub fn show_with(
        &self,
        page: &mut Page,
        listing: &Listing,
        keys: &[&str],
        to: &dyn Fn(&Row) -> Option<String>,
    ) {
        let says_something = |key: &&&str| {
            let at = listing.column(key).expect("the question has that column");
            listing
                .rows
                .iter()
                .any(|row| !row.cell(at).machine().is_empty())
        };
        // The first one leads, and stays whatever it says.
        let (first, others) = keys.split_first().expect("a table has a column");
        let keys: Vec<&str> = [first]
            .into_iter()
            .chain(others.iter().filter(says_something))
            .copied()
            .collect();
        let mut shown = listing
            .select(&keys)
            .expect("the question has these columns");
        // What is selected lacks the columns that lead; `id` is the place of the whole row.
        for (at, row) in shown.rows.iter_mut().enumerate() {
            row.id = at.to_string();
        }
        page.listing(&shown, self.lang, &|row| {
            let whole = listing.rows.get(row.id.parse::<usize>().ok()?)?;
            to(whole)
        });
    }

    /// `listing` in parts that a Git host shows, each with the name of its page.
    pub fn parts(&self, first: &str, listing: &Listing) -> Vec<(String, Listing)> {
        let mut parts: Vec<(String, Listing)> = Vec::new();
        for rows in listing.rows.chunks(ROWS_MAX) {
            let name = names::part(first, parts.len() + 1);
            parts.push((name, Listing::new(listing.columns.clone(), rows.to_vec())));
        }
        if parts.is_empty() {
            parts.push((first.to_owned(), listing.clone()));
        }
        parts
    }

    /// What leads from part `at` (from 0) of a page to the others; nothing where it is whole.
    pub fn other_parts(&self, page: &mut Page, parts: &[(String, Listing)], at: usize) {
        let names: Vec<String> = parts.iter().map(|(name, _)| name.clone()).collect();
        self.numbers(page, &names, at);
    }

    /// The same, of the pages called `names`.
    pub fn numbers(&self, page: &mut Page, names: &[String], at: usize) {
        if names.len() < 2 {
            return;
        }
        let numbers = names.iter().enumerate().map(|(other, name)| {
            let number = (other + 1).to_string();
            match other == at {
                true => number,
                false => link(&number, name),
            }
        });
        let numbers: Vec<String> = numbers.collect();
        let word = self.text(Text::new("Sida", "Page"));
        page.paragraph(&format!("{word} {}", numbers.join(" · ")));
    }

    /// Assignments as rows: who is waited for, by when, how it stands.
    pub fn assignments<'r>(&self, all: impl Iterator<Item = &'r Assignment<'a>>) -> Listing
    where
        'a: 'r,
    {
        let rows = all.map(|one| self.assignment(one)).collect();
        Listing::new(ASSIGNMENT_COLUMNS.to_vec(), rows)
    }

    fn assignment(&self, one: &Assignment<'a>) -> Row {
        let waiting = one.receivers.iter().filter(|who| who.reported.is_none());
        let waiting: Vec<String> = waiting.map(|who| who.name.to_owned()).collect();
        let due = match (one.due(), &one.decision.due) {
            (Some(day), _) => Cell::Text(day.to_string()),
            (None, Some(due)) => Cell::Text(due.text.clone()),
            (None, None) => Cell::Empty,
        };
        let state = match one.is_overdue(self.day) {
            true => OVERDUE,
            false => one.state.text(),
        };
        let path = one.file.path();
        let line = one.file.line(one.decision.span.start);
        Row {
            id: one.decision.id.0.clone(),
            cells: vec![
                Cell::Text(one.decision.id.0.clone()),
                Cell::Text(one.decision.text.clone()),
                Cell::List(waiting),
                due,
                Cell::Word {
                    machine: state.en,
                    shown: state,
                },
                Cell::Text(path),
                Cell::Number(i64::from(line)),
            ],
            depth: 0,
        }
    }

    /// The open assignments, those with the nearest day first.
    pub fn open(&self) -> Vec<&Assignment<'a>> {
        let all = self.register.assignments.iter();
        let mut open: Vec<_> = all.filter(|one| one.is_open()).collect();
        // Stable: those without a day stay in the order of the meetings, last.
        open.sort_by_key(|one| one.due().unwrap_or(NaiveDate::MAX));
        open
    }

    /// The same, by the code of the body that gave them.
    pub fn open_by_body(&self) -> BTreeMap<&'a str, Vec<&Assignment<'a>>> {
        let mut out: BTreeMap<&str, Vec<&Assignment<'a>>> = BTreeMap::new();
        for one in self.open() {
            let code = one.file.protocol.body.value.as_str();
            out.entry(code).or_default().push(one);
        }
        out
    }

    /// A line of a YAML file: every Git host calls it so.
    pub fn to_line(&self, row: &Row, listing: &Listing) -> Option<String> {
        let (path, line) = (listing.column("path").ok()?, listing.column("line").ok()?);
        let Cell::Text(path) = row.cell(path) else {
            return None;
        };
        let path = super::links::encoded(path.as_ref())?;
        match row.cell(line) {
            Cell::Number(line) => Some(format!("{path}#L{line}")),
            _ => Some(path),
        }
    }

    /// The page of a body, as a link that says its code; the code alone where it has none.
    pub fn body_link(&self, code: &str) -> String {
        match self.pages.get(code) {
            Some(page) => link(code, page),
            None => escape(code),
        }
    }

    /// The YAML file at `path`, relative to the root.
    pub fn yaml(&self, path: &std::path::Path) -> Option<&Source> {
        self.archive
            .sources
            .iter()
            .find(|source| source.path == path)
    }
}

const OVERDUE: Text = Text::new("försenat", "overdue");

/// The columns that people are shown of assignments.
pub(super) const ASSIGNMENT_KEYS: [&str; 5] = ["id", "text", "waiting_for", "due", "state"];

static ASSIGNMENT_COLUMNS: [Column; 7] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("text", Text::new("Uppdrag", "Assignment"), CellKind::Text),
    Column::new(
        "waiting_for",
        Text::new("Väntar på", "Waiting for"),
        CellKind::List,
    ),
    Column::new("due", Text::new("Senast", "Due"), CellKind::Text),
    Column::new("state", Text::new("Läge", "State"), CellKind::Word),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

/// The day of the latest meeting that was held.
fn latest_meeting(archive: &Archive) -> Option<NaiveDate> {
    let held = archive.protocols.iter().map(|file| &file.protocol);
    let held = held.filter(|protocol| protocol.was_held());
    held.filter_map(|protocol| Some(protocol.date.as_ref()?.value))
        .max()
}

/// For an archive without meetings: the latest day that something of the agreement began to hold.
fn latest_start(archive: &Archive) -> NaiveDate {
    let collaboration = &archive.collaboration;
    let agreement = collaboration
        .agreement
        .iter()
        .map(|agreement| &agreement.basis);
    let bodies = collaboration.bodies.iter().flat_map(|body| {
        let members = body.members.iter().map(|member| &member.basis);
        members.chain([&body.basis])
    });
    let starts = agreement
        .chain(bodies)
        .filter_map(|basis| basis.period.from);
    starts.max().unwrap_or_default()
}
