//! Safe repairs: what findings can be mended without anybody's judgement, and what `fmt` writes
//! otherwise though nothing is wrong with it. Pure: an archive in, a plan out.
//!
//! A fix belongs to its finding and a form to whoever reads it (`parse`); here they are joined,
//! tried and repeated until nothing is left to do, so that a second run changes nothing. Only the
//! front matter, data lines and the YAML files of an archive are written, and never a protocol
//! that is finished or perhaps is.

mod guard;
mod joined;
mod layout;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::archive::{Archive, Files, Options, Overlay, load_from, slashed};
use crate::check::{self, Context};
use crate::finding::Finding;
use crate::lang::Message;
use crate::parse::{agreement, answers, body, protocol, waivers};
use crate::plan::Plan;
use crate::text::Edit;
use crate::yaml;

/// What to repair.
pub struct Request<'r> {
    /// The day that rules depending on today count from.
    pub day: NaiveDate,
    /// Which files may be changed; paths relative to the root.
    pub files: &'r dyn Fn(&Path) -> bool,
    /// Which findings are mended.
    pub findings: &'r dyn Fn(&Finding) -> bool,
    /// Whether what is no fault is written as the program writes it, too.
    pub forms: bool,
}

/// What became of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The files to change.
    pub plan: Plan,
    /// How many fixes of findings are in it. A finding may have more that only a person can mend.
    pub fixes: usize,
    /// Files in which something was left as it is, by path.
    pub left: Vec<Left>,
}

/// A file in which a repair was left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Relative to the root.
    pub path: PathBuf,
    /// Why.
    pub why: Why,
}

/// Why a repair was left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The bytes aren't UTF-8: what was read isn't what stands there.
    Encoding,
    /// Something else would have been read after it.
    Meaning,
    /// Repairs never came to an end.
    Endless,
}

impl Left {
    /// One line: what was left, why, and what to do.
    pub fn message(&self) -> Message {
        let path = slashed(&self.path);
        match self.why {
            Why::Encoding => Message::new(
                format!("{path} är inte UTF-8 och ändras inte: spara om den först"),
                format!("{path} isn't UTF-8 and isn't changed: save it anew first"),
            ),
            Why::Meaning => Message::new(
                format!("en rättning i {path} skulle ändra mer än den ska: rätta det för hand"),
                format!("a repair in {path} would change more than it should: mend it by hand"),
            ),
            Why::Endless => Message::new(
                format!("rättningarna i {path} motsäger varandra: rätta det för hand"),
                format!("the repairs in {path} contradict each other: mend them by hand"),
            ),
        }
    }
}

/// Most often what one repair uncovers is mended in the second round, and nothing in the third.
const ROUNDS_MAX: usize = 12;

/// Repairs the archive of `files`.
pub fn repair(files: &dyn Files, request: &Request<'_>) -> Outcome {
    let mut overlay = Overlay::over(files);
    // What was read of each changed file first, which the plan rests on.
    let mut first: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    let mut left: BTreeSet<(PathBuf, Why)> = BTreeSet::new();
    let mut outcome = Outcome::default();
    for round in 0..=ROUNDS_MAX {
        let archive = load_from(&overlay, &Options::default());
        let mut changed: Vec<(PathBuf, String, String)> = Vec::new();
        for (path, repairs) in wanted(&archive, &overlay, request) {
            let Some(source) = archive.source(&path) else {
                continue;
            };
            // Reading in another encoding is a guess, and a link isn't ours to write through.
            if overlay.read(&path).ok().as_deref() != Some(source.text.as_bytes()) {
                left.insert((path, Why::Encoding));
                continue;
            }
            let mended = joined::mend(&source.text, &path, &repairs);
            outcome.fixes += mended.fixes;
            if mended.refused {
                left.insert((path.clone(), Why::Meaning));
            }
            if mended.text != source.text {
                changed.push((path, source.text.clone(), mended.text));
            }
        }
        if changed.is_empty() {
            break;
        }
        for (path, before, after) in changed {
            if round == ROUNDS_MAX {
                overlay.remove(&path);
                left.insert((path, Why::Endless));
            } else {
                overlay.put(&path, after);
                first.entry(path).or_insert_with(|| before.into_bytes());
            }
        }
    }
    let mut texts = overlay.into_texts();
    for (path, before) in first {
        if let Some(after) = texts.remove(&path) {
            outcome.plan.replace(path, before, after);
        }
    }
    outcome.left = left
        .into_iter()
        .map(|(path, why)| Left { path, why })
        .collect();
    outcome
}

/// Whether the file at `path` is a protocol that repairs don't touch.
pub fn is_finished(files: &dyn Files, path: &Path) -> bool {
    let is_protocol = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    let text = files.read(path).ok().map(String::from_utf8);
    is_protocol && matches!(text, Some(Ok(text)) if !protocol::may_be_repaired(&text))
}

/// Changes that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Repair {
    edits: Vec<Edit>,
    /// It mends a finding.
    is_fix: bool,
}

/// The repairs of each file: those of findings first, which win where two overlap.
fn wanted(
    archive: &Archive,
    files: &dyn Files,
    request: &Request<'_>,
) -> BTreeMap<PathBuf, Vec<Repair>> {
    let mut wanted: BTreeMap<PathBuf, Vec<Repair>> = BTreeMap::new();
    let context = Context {
        archive,
        files,
        day: request.day,
        before: None,
    };
    for finding in check::run(&context).findings {
        let path = &finding.place.path;
        if finding.is_fixable() && (request.files)(path) && (request.findings)(&finding) {
            wanted.entry(path.clone()).or_default().push(Repair {
                edits: finding.fix,
                is_fix: true,
            });
        }
    }
    if request.forms {
        let sources = archive.protocols.iter().map(|file| &file.source);
        for source in sources.chain(&archive.sources) {
            let forms = match (request.files)(&source.path) {
                true => forms(archive, &source.path, &source.text),
                false => continue,
            };
            if !forms.is_empty() {
                let repairs = forms.into_iter().map(|edit| Repair {
                    edits: vec![edit],
                    is_fix: false,
                });
                wanted
                    .entry(source.path.clone())
                    .or_default()
                    .extend(repairs);
            }
        }
    }
    wanted
}

/// What in a file isn't written as the program writes it.
fn forms(archive: &Archive, path: &Path, text: &str) -> Vec<Edit> {
    let names = &archive.names;
    let sink = match kind(path) {
        Kind::Protocol => {
            if !protocol::may_be_repaired(text) {
                return Vec::new();
            }
            protocol::read_whole(text, path, names).1
        }
        Kind::Body => body::read(&yaml::read(text, 0), text, path, names).1,
        Kind::Answers => answers::read(text, path, names).1,
        Kind::Waivers => waivers::read(text, path).1,
        Kind::Collaboration => agreement::read(text, path).1,
    };
    // A text over several lines, and one that begins with a bar, has a shape of its own.
    let mut forms = sink.forms;
    forms.retain(|form| {
        let written = form.span.of(text);
        !written.contains(['\n', '\r']) && !written.starts_with(['|', '>'])
    });
    forms.extend(layout::forms(text, kind(path)));
    forms
}

/// What a file of an archive is, by its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Protocol,
    Body,
    Answers,
    Waivers,
    Collaboration,
}

fn kind(path: &Path) -> Kind {
    let folder = path
        .components()
        .next()
        .map(|part| part.as_os_str().to_string_lossy());
    let is_yaml = path
        .extension()
        .is_some_and(|ending| ending == "yaml" || ending == "yml");
    match folder.as_deref() {
        _ if !is_yaml => Kind::Protocol,
        Some("organ") => Kind::Body,
        Some(crate::archive::ANSWERS) => Kind::Answers,
        Some(crate::archive::WAIVERS) => Kind::Waivers,
        _ => Kind::Collaboration,
    }
}

#[cfg(test)]
mod tests;
