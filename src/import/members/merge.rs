//! Somebody's list into a body's file: what is there already stays as it is written, to the byte;
//! what is new comes below it; what the list gives another day is changed there.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::chairs;
use super::entry::Entry;
use super::existing::{self, ChairTerm, Seated};
use super::guard::{Expected, is_as_meant};
use super::problem::Problems;
use super::{Known, seat};
use crate::lang::{self, Likeness, Message, fold};
use crate::model::Period;
use crate::text::{Edit, LineIndex};
use crate::yaml::{self, Node, Tree, quote, splice};

/// What becomes of the file of one body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The body's code.
    pub code: String,
    /// The file, relative to the root.
    pub path: PathBuf,
    /// What it held; `None` for a new one.
    pub before: Option<String>,
    /// What it will hold.
    pub after: String,
    /// Who and what comes in.
    pub added: Vec<Message>,
    /// What is written otherwise.
    pub changed: Vec<Message>,
    /// How many rows of the list say what is there already.
    pub unchanged: usize,
    /// Who is in office by the file and isn't in the list.
    pub missing: Vec<Missing>,
}

/// Somebody in office by the file who isn't in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The line of the file, from 1.
    pub line: u32,
    /// Who, in which seat.
    pub who: Message,
}

/// The file of a body, before a list comes into it.
pub(super) struct Target<'t> {
    /// Its code.
    pub code: &'t str,
    /// Its name, where it is new.
    pub new_name: Option<&'t str>,
    /// Its file, relative to the root.
    pub path: &'t Path,
    /// What it holds.
    pub text: Option<&'t str>,
}

/// Merges `entries`, which are all about one body, into its file. `unread` has the words of rows
/// that couldn't be read: who is among them isn't missing.
pub(super) fn merge(
    target: &Target,
    entries: &[Entry],
    known: &Known,
    day: NaiveDate,
    unread: &[HashSet<String>],
    problems: &mut Problems,
) -> Merged {
    let text = target.text.unwrap_or_default();
    let tree = yaml::read(text, 0);
    let old = existing::members(&tree.root, known.names, &LineIndex::new(text));
    let mut merge = Merge {
        path: crate::text::slashed(target.path),
        touched: vec![false; old.len()],
        by_name: HashMap::new(),
        old: &old,
        day,
        problems,
        changes: Vec::new(),
        new: Vec::new(),
        accepted: Vec::new(),
        unchanged: 0,
    };
    for (at, seated) in old.iter().enumerate() {
        merge
            .by_name
            .entry(fold(&seated.name))
            .or_default()
            .push(at);
    }
    merge.entries(entries);
    let missing = merge.missing(unread);
    let Merge {
        changes,
        new,
        accepted,
        unchanged,
        path,
        ..
    } = merge;
    let terms = existing::chairs(&tree.root);
    let chairs = chairs::merge(&terms, &accepted, day, &path, problems);
    let mut out = Merged {
        code: target.code.to_owned(),
        path: target.path.to_owned(),
        before: target.text.map(str::to_owned),
        after: text.to_owned(),
        missing,
        unchanged,
        ..Merged::default()
    };
    let written = match (target.text, target.new_name) {
        (Some(text), _) => edited(text, &tree, &old, &changes, &new, &chairs),
        // Nobody of a new body could be read: there is nothing to begin it with.
        (None, Some(_)) if new.is_empty() => return out,
        (None, Some(name)) => Some(new_file(target.code, name, &new, &chairs.new)),
        (None, None) => None,
    };
    let expected = Expected {
        members: expected_members(&old, &changes, &new),
        chairs: chairs.expected(&terms),
    };
    match written.filter(|after| is_as_meant(target, &tree, after, &expected, known)) {
        Some(after) => {
            out.after = after;
            out.added = new.iter().map(seat::described).collect();
            out.changed = described(&changes, &old);
            out.added.extend(chairs.new.iter().map(chairs::described));
            out.changed
                .extend(chairs.filled.iter().map(|filled| filled.described(&terms)));
        }
        None => {
            for entry in entries {
                problems.left_out(entry.row, None, unfit(&path));
            }
        }
    }
    out
}

fn unfit(path: &str) -> Message {
    Message::new(
        format!(
            "{path} är inte skriven så att rader kan läggas till: kör `samverkan check` och rätta den först"
        ),
        format!(
            "{path} isn't written so that rows can be added: run `samverkan check` and correct it first"
        ),
    )
}

/// A key of a row that gets another value.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// Which of the old.
    at: usize,
    key: &'static str,
    was: Option<String>,
    becomes: String,
}

/// The changes in words, one message for each row.
fn described(changes: &[Change], old: &[Seated]) -> Vec<Message> {
    let rows = changes.chunk_by(|a, b| a.at == b.at);
    rows.map(|row| {
        let who = seat::described(&old[row[0].at]);
        let said = |word: &str| {
            let changes = row.iter().map(|change| match &change.was {
                Some(was) => format!("{} {was} {word} {}", change.key, change.becomes),
                None => format!("{} {}", change.key, change.becomes),
            });
            changes.collect::<Vec<_>>().join(", ")
        };
        let (sv, en) = (said("blir"), said("becomes"));
        Message::new(format!("{}: {sv}", who.sv), format!("{}: {en}", who.en))
    })
    .collect()
}

/// How many pairs of names are compared in search of misspellings; more no list needs.
const MAX_COMPARED: usize = 300_000;

struct Merge<'m> {
    path: String,
    old: &'m [Seated],
    /// Which of the old are in the list.
    touched: Vec<bool>,
    by_name: HashMap<String, Vec<usize>>,
    day: NaiveDate,
    problems: &'m mut Problems,
    changes: Vec<Change>,
    new: Vec<Seated>,
    /// Those of the list that are in the file, or will be.
    accepted: Vec<Entry>,
    unchanged: usize,
}

impl Merge<'_> {
    fn entries(&mut self, entries: &[Entry]) {
        let mut people: HashSet<String> = self.by_name.keys().cloned().collect();
        people.extend(entries.iter().map(|entry| fold(&entry.name)));
        let mut seen: HashMap<SeatKey, Vec<&Entry>> = HashMap::new();
        let mut unmatched = Vec::new();
        for entry in entries {
            if !self.stands_for_somebody(entry, &people) {
                if let Found::Here(at) | Found::OtherTime(at) = self.find(entry) {
                    self.touched[at] = true;
                }
                continue;
            }
            let same = seen.entry(seat_key(entry)).or_default();
            if let Some(first) = same
                .iter()
                .find(|first| seat::meet(first.period, entry.period))
            {
                self.twice(first, entry);
                continue;
            }
            same.push(entry);
            match self.find(entry) {
                Found::Here(at) => {
                    self.touched[at] = true;
                    self.update(at, entry);
                    self.accepted.push(entry.clone());
                }
                Found::OtherTime(at) => self.other_time(at, entry),
                Found::Nowhere => unmatched.push(entry),
            }
        }
        self.add(&unmatched);
    }

    /// Says of somebody's second row what it is.
    fn twice(&mut self, first: &Entry, entry: &Entry) {
        let name = &entry.name;
        let row = first.row;
        match first.period == entry.period {
            true => self.problems.note(
                entry.row,
                None,
                Message::new(
                    format!("{name} står redan på rad {row}, med samma plats"),
                    format!("{name} stands on row {row} already, in the same seat"),
                ),
            ),
            false => self.problems.left_out(
                entry.row,
                None,
                Message::new(
                    format!("{name} står redan på rad {row}, med samma plats och andra dagar: rätta den ena"),
                    format!("{name} stands on row {row} already, in the same seat with other days: correct one of them"),
                ),
            ),
        }
    }

    /// Whether the one that a substitute is for is known.
    fn stands_for_somebody(&mut self, entry: &Entry, people: &HashSet<String>) -> bool {
        let Some(name) = &entry.substitute_for else {
            return true;
        };
        if people.contains(&fold(name)) && fold(name) != fold(&entry.name) {
            return true;
        }
        let names = self.old.iter().map(|seated| seated.name.as_str());
        let (sv, en) = match lang::nearest(name, names) {
            Some(near) => (format!(" (menas {near}?)"), format!(" (is {near} meant?)")),
            None => (String::new(), String::new()),
        };
        let (who, name) = (&entry.name, super::entry::quoted(name));
        self.problems.left_out(
            entry.row,
            None,
            Message::new(
                format!(
                    "{who} är ersättare för {name}, som varken står i listan eller i {}{sv}",
                    self.path
                ),
                format!(
                    "{who} is a substitute for {name}, who is neither in the list nor in {}{en}",
                    self.path
                ),
            ),
        );
        false
    }

    fn find(&self, entry: &Entry) -> Found {
        let Some(all) = self.by_name.get(&fold(&entry.name)) else {
            return Found::Nowhere;
        };
        let same = |a: &Option<String>, b: &Option<String>| match (a, b) {
            (Some(a), Some(b)) => lang::same_name(a, b),
            _ => true,
        };
        let in_seat = |at: &&usize| {
            let old = &self.old[**at];
            old.kind == entry.kind
                && same(&old.party, &entry.party)
                && same(&old.substitute_for, &entry.substitute_for)
        };
        let candidates: Vec<usize> = all.iter().filter(in_seat).copied().collect();
        let now = match entry.period {
            // A list without days is about those who sit.
            Period {
                from: None,
                until: None,
            } => Period {
                from: Some(self.day),
                until: Some(self.day),
            },
            period => period,
        };
        let begins_alike = |at: &&usize| self.old[**at].period.from == entry.period.from;
        let meets = |at: &&usize| seat::meet(self.old[**at].period, now);
        let here = candidates
            .iter()
            .find(|at| begins_alike(at) && meets(at))
            .or_else(|| candidates.iter().find(meets));
        match (here, candidates.last()) {
            (Some(at), _) => Found::Here(*at),
            (None, Some(last)) if entry.period.from.is_none() => Found::OtherTime(*last),
            _ => Found::Nowhere,
        }
    }

    fn other_time(&mut self, at: usize, entry: &Entry) {
        self.touched[at] = true;
        let who = seat::described(&self.old[at]);
        let line = self.old[at].line;
        self.problems.left_out(
            entry.row,
            None,
            Message::new(
                format!(
                    "{} ({}:{line}) och listan säger inte från när en ny tid börjar: fyll i Från",
                    who.sv, self.path
                ),
                format!(
                    "{} ({}:{line}), and the list doesn't say when a new term begins: fill in From",
                    who.en, self.path
                ),
            ),
        );
    }

    /// What the list says that the file doesn't.
    fn update(&mut self, at: usize, entry: &Entry) {
        let old = &self.old[at];
        let mut changes = Vec::new();
        let mut day = |key, was: Option<NaiveDate>, becomes: NaiveDate| {
            changes.push(Change {
                at,
                key,
                was: was.map(|day| day.to_string()),
                becomes: becomes.to_string(),
            });
        };
        match (old.period.from, entry.period.from) {
            (None, Some(says)) => day("från", None, says),
            (Some(was), Some(says)) if says < was => day("från", Some(was), says),
            // Who sat before this term did so: the list of a term doesn't deny it.
            (Some(was), Some(says)) if says > was => {
                let name = &entry.name;
                self.problems.note(
                    entry.row,
                    None,
                    Message::new(
                        format!("{name} sitter sedan {was} enligt {}:{}, inte från {says}: dagen lämnas", self.path, old.line),
                        format!("{name} has sat since {was} by {}:{}, not from {says}: the day is left", self.path, old.line),
                    ),
                );
            }
            _ => {}
        }
        match (old.period.until, entry.period.until) {
            (was, Some(says)) if was != Some(says) => day("till", was, says),
            _ => {}
        }
        let mut fill = |key: &'static str, was: &Option<String>, says: &Option<String>| {
            if let (None, Some(says)) = (was, says) {
                changes.push(Change {
                    at,
                    key,
                    was: None,
                    becomes: says.clone(),
                });
            }
        };
        fill("huvudman", &old.party, &entry.party);
        fill("för", &old.substitute_for, &entry.substitute_for);
        fill("beslut", &old.decision, &entry.decision);
        if old.decision.is_none() || entry.source.is_none() {
            fill("källa", &old.source, &entry.source);
        }
        fill("anmärkning", &old.note, &entry.note);
        self.unchanged += usize::from(changes.is_empty());
        self.changes.append(&mut changes);
    }

    /// Those whom the file doesn't have; who may be a misspelling of somebody there isn't added.
    fn add(&mut self, unmatched: &[&Entry]) {
        let untouched: Vec<usize> = (0..self.old.len())
            .filter(|at| !self.touched[*at])
            .collect();
        let mut left = MAX_COMPARED;
        for entry in unmatched {
            let alike = untouched.iter().find(|at| {
                let old = &self.old[**at];
                let may_be = old.party == entry.party && seat::meet(old.period, entry.period);
                left = left.saturating_sub(usize::from(may_be));
                may_be
                    && left > 0
                    && matches!(
                        lang::compare_names(&old.name, &entry.name),
                        Likeness::Close { .. } | Likeness::Subset
                    )
            });
            if let Some(at) = alike {
                self.touched[*at] = true;
                let (old, name) = (&self.old[*at], &entry.name);
                self.problems.left_out(
                    entry.row,
                    None,
                    Message::new(
                        format!("{name} liknar {} i {}:{}: är de en, skriv namnet lika på båda ställena; är de två, skriv in den nya för hand", old.name, self.path, old.line),
                        format!("{name} is like {} in {}:{}: if they are one, write the name alike in both; if they are two, add the new one by hand", old.name, self.path, old.line),
                    ),
                );
                continue;
            }
            self.new.push(Seated {
                name: entry.name.clone(),
                party: entry.party.clone(),
                kind: entry.kind,
                period: entry.period,
                substitute_for: entry.substitute_for.clone(),
                decision: entry.decision.clone(),
                source: entry.source.clone(),
                note: entry.note.clone(),
                line: 0,
                at: 0,
            });
            self.accepted.push((*entry).clone());
        }
    }

    /// Who is in office and not in the list.
    fn missing(&self, unread: &[HashSet<String>]) -> Vec<Missing> {
        let is_unread = |seated: &Seated| {
            let name = fold(&seated.name);
            let mut rows = unread.iter();
            rows.any(|words| name.split(' ').all(|word| words.contains(word)))
        };
        let all = self.old.iter().zip(&self.touched);
        all.filter(|(seated, touched)| {
            let sits = seated.period.until.is_none_or(|until| until >= self.day);
            !**touched && sits && !is_unread(seated)
        })
        .map(|(seated, _)| Missing {
            line: seated.line,
            who: seat::described(seated),
        })
        .collect()
    }
}

/// Where somebody of the list is in the file.
enum Found {
    /// In the same seat at the time.
    Here(usize),
    /// In the same seat at another time, and the list says no time.
    OtherTime(usize),
    Nowhere,
}

/// Name, party, kind, and for whom.
type SeatKey<'e> = (String, Option<&'e str>, &'static str, Option<String>);

fn seat_key(entry: &Entry) -> SeatKey<'_> {
    (
        fold(&entry.name),
        entry.party.as_deref(),
        entry.kind.text().en,
        entry.substitute_for.as_deref().map(fold),
    )
}

/// The text with the changes; `None` where it can't be changed in place.
fn edited(
    text: &str,
    tree: &Tree,
    old: &[Seated],
    changes: &[Change],
    new: &[Seated],
    chairs: &chairs::Merged,
) -> Option<String> {
    let list = existing::entry(&tree.root, "ledamöter").map(|entry| &entry.value);
    let rows = existing::rows(list);
    let mut edits: Vec<Edit> = Vec::new();
    for change in changes {
        edits.push(set(
            text,
            rows.get(old[change.at].at)?,
            change.key,
            &change.becomes,
        )?);
    }
    let mut tail = String::new();
    let newline = splice::newline(text);
    chairs.write(text, &tree.root, &mut edits, &mut tail)?;
    if !new.is_empty() {
        let new: Vec<String> = new.iter().map(seat::written).collect();
        match list {
            Some(list) => edits.push(splice::push(text, list, &new, "  ", text.len())?),
            None => tail.push_str(&format!(
                "ledamöter:{newline}{}",
                splice::block(&new, "  ", newline)
            )),
        }
    }
    let mut after = splice::applied(text, &edits);
    if !tail.is_empty() {
        if !after.is_empty() && !after.ends_with(['\n', '\r']) {
            after.push_str(newline);
        }
        after.push_str(&tail);
    }
    Some(after)
}

/// Gives a key of a row a value: in the place of what it has, or after its others.
pub(super) fn set(text: &str, row: &Node, key: &str, value: &str) -> Option<Edit> {
    match existing::entry(row, key) {
        Some(entry) => Some(splice::set(&entry.value, value)),
        None => splice::add(text, row, key, &quote(value)),
    }
}

fn new_file(code: &str, name: &str, new: &[Seated], chairs: &[ChairTerm]) -> String {
    let mut out = format!("kod: {}\nnamn: {}\n", quote(code), quote(name));
    if !chairs.is_empty() {
        let rows: Vec<String> = chairs.iter().map(chairs::written).collect();
        out.push_str("presidium:\n  perioder:\n");
        out.push_str(&splice::block(&rows, "    ", "\n"));
    }
    let rows: Vec<String> = new.iter().map(seat::written).collect();
    out.push_str("ledamöter:\n");
    out.push_str(&splice::block(&rows, "  ", "\n"));
    out
}

/// The members that must be read afterwards.
fn expected_members(old: &[Seated], changes: &[Change], new: &[Seated]) -> Vec<Seated> {
    let mut out = old.to_vec();
    for change in changes {
        let seated = &mut out[change.at];
        let value = Some(change.becomes.clone());
        match change.key {
            "huvudman" => seated.party = value,
            "för" => seated.substitute_for = value,
            "beslut" => seated.decision = value,
            "källa" => seated.source = value,
            "anmärkning" => seated.note = value,
            "från" => seated.period.from = change.becomes.parse().ok(),
            _ => seated.period.until = change.becomes.parse().ok(),
        }
    }
    out.extend(new.iter().cloned());
    out
}
