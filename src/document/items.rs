//! The text of a protocol item by item: data lines become facts, what was decided is set apart.

use std::path::Path;
use std::sync::Arc;

use super::{Fact, Part, plain};
use crate::archive::ProtocolFile;
use crate::lang::{Lang, Text, fold};
use crate::model::{Class, DataLineKind, Item};
use crate::parse::front_matter;
use crate::parse::prose::{self, Marks, Passage, PassageKind, Run};
use crate::text::slashed;

/// The text below the front matter of one file, ready to be divided.
pub(super) struct Body<'a> {
    file: &'a ProtocolFile,
    passages: Vec<Passage>,
    lang: Lang,
}

impl<'a> Body<'a> {
    pub fn new(file: &'a ProtocolFile, lang: Lang) -> Body<'a> {
        let text = &file.source.text;
        let start = front_matter::split(text).map_or(0, |head| head.body);
        let mut passages = prose::read(text, start);
        let folder = file.source.path.parent().unwrap_or(Path::new(""));
        place_pictures(&mut passages, folder);
        Body {
            file,
            passages,
            lang,
        }
    }

    /// Where the text begins, in bytes.
    pub fn start(&self) -> u32 {
        let first = self.passages.first();
        first.map_or(u32::MAX, |passage| passage.span.start)
    }

    /// What stands above the first item, the title apart.
    pub fn preamble(&self) -> Vec<Part> {
        let items = &self.file.protocol.items;
        let first = items.iter().find(|item| !stands_before(item));
        let end = first.map_or(u32::MAX, |item| item.span.start);
        let title = self.file.protocol.title.as_ref().map(|title| title.span);
        let mut titled = false;
        let passages = self
            .passages
            .iter()
            .filter(|passage| passage.span.start < end)
            .filter(|passage| {
                let is_title = !titled
                    && title.is_some_and(|title| {
                        passage.span.start <= title.start && title.end <= passage.span.end
                    });
                titled |= is_title;
                !is_title
            })
            .cloned()
            .collect();
        let before = items.first().filter(|item| stands_before(item));
        self.divided(passages, before, 1, Dispatch::Kept)
    }

    /// The parts of the `at`th item, heading and all.
    pub fn item(&self, at: usize, dispatch: Dispatch) -> Vec<Part> {
        let items = &self.file.protocol.items;
        let item = &items[at];
        let level = 2 + depth(items, at);
        // Where several begin in one place, as in a damaged text, each passage is shown once.
        let from = self
            .passages
            .partition_point(|passage| passage.span.start < item.span.start);
        let to = self
            .passages
            .partition_point(|passage| passage.span.start < item.span.end);
        let mut passages: Vec<Passage> = self.passages[from..to.max(from)].to_vec();
        let mut parts = Vec::new();
        if !stands_before(item) && !passages.is_empty() {
            let mut heading = passages.remove(0);
            let (text, rest) = first_line(std::mem::take(&mut heading.cells), &heading.kind);
            parts.push(Part::Heading {
                level,
                text: unmarked(text),
                anchor: format!("p{}", item.key),
            });
            if !rest.is_empty() {
                heading.kind = PassageKind::Paragraph;
                heading.cells = vec![rest];
                passages.insert(0, heading);
            }
        }
        parts.extend(self.divided(passages, Some(item), level, dispatch));
        parts
    }

    fn divided(
        &self,
        passages: Vec<Passage>,
        item: Option<&Item>,
        level: u8,
        dispatch: Dispatch,
    ) -> Vec<Part> {
        let mut divided = Divided {
            item,
            data: item.map_or_else(Vec::new, data_starts),
            sent: item.map_or_else(Vec::new, |item| dispatch_starts(item, dispatch)),
            decided: item.map_or_else(Vec::new, decision_starts),
            top: passages.iter().filter_map(heading_level).min().unwrap_or(1),
            level,
            lang: self.lang,
            parts: Vec::new(),
        };
        for passage in passages {
            divided.add(passage);
        }
        divided.parts
    }
}

/// Whether an item is what stands before any: the first of a text without numbers has the same
/// key, and a title.
pub(super) fn stands_before(item: &Item) -> bool {
    item.key.0 == "0" && item.number.is_none() && item.title.value.is_empty()
}

/// What becomes of the lines that say who gets an extract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dispatch {
    /// They stay in their places.
    Kept,
    /// They are told elsewhere.
    Left,
}

/// Who gets an extract of an item, as its lines say.
pub(super) fn receivers(item: &Item) -> impl Iterator<Item = &str> {
    let lines = item.data.iter();
    lines
        .filter(|line| line.kind == DataLineKind::Dispatch)
        .map(|line| line.value.value.as_str())
        .filter(|value| !value.trim().is_empty())
}

/// The indices of an item and all items below it, in document order.
pub(super) fn with_sub_items(items: &[Item], at: usize) -> Vec<usize> {
    let mut found = vec![at];
    for (other, item) in items.iter().enumerate().skip(at + 1) {
        let parent = item.parent.as_ref();
        let is_below =
            parent.is_some_and(|parent| found.iter().any(|&above| items[above].key == *parent));
        if is_below {
            found.push(other);
        }
    }
    found
}

/// How many items an item stands under.
fn depth(items: &[Item], at: usize) -> u8 {
    let mut depth = 0;
    let mut at = at;
    while let Some(parent) = &items[at].parent
        && depth < 3
    {
        let above = items[..at].iter().rposition(|item| item.key == *parent);
        let Some(above) = above else { break };
        at = above;
        depth += 1;
    }
    depth
}

struct Divided<'a> {
    item: Option<&'a Item>,
    /// Where the values of data lines begin; sorted.
    data: Vec<usize>,
    /// Those of them that are left out; sorted.
    sent: Vec<usize>,
    /// Where clauses begin; sorted.
    decided: Vec<usize>,
    /// The highest level of the headings here.
    top: u8,
    level: u8,
    lang: Lang,
    parts: Vec<Part>,
}

impl Divided<'_> {
    fn add(&mut self, mut passage: Passage) {
        if let PassageKind::Heading { level } = passage.kind {
            let cells = std::mem::take(&mut passage.cells);
            self.parts.push(Part::Heading {
                level: self.level + 1 + (level - self.top),
                text: unmarked(cells.into_iter().flatten().collect()),
                anchor: String::new(),
            });
            return;
        }
        let may_be_data = matches!(
            passage.kind,
            PassageKind::Paragraph | PassageKind::ListItem { number: None }
        );
        if may_be_data && holds(&self.data, &passage) {
            let mut text: Vec<Vec<Run>> = Vec::new();
            for line in lines(std::mem::take(&mut passage.cells)) {
                let begins = line.first().map_or(0, |run| run.start);
                let ends = line
                    .last()
                    .map_or(0, |run| run.start + run.text.len().max(1));
                // A run with entities is shorter than its source: the value may begin after it.
                let is_data = |starts: &[usize]| has_between(starts, begins, ends);
                if is_data(&self.sent) {
                    self.flush(&mut text, &passage);
                } else if is_data(&self.data) {
                    self.flush(&mut text, &passage);
                    self.fact(line);
                } else {
                    text.push(line);
                }
            }
            self.flush(&mut text, &passage);
            return;
        }
        self.text(passage);
    }

    /// The lines of a passage that weren't data, as a paragraph.
    fn flush(&mut self, lines: &mut Vec<Vec<Run>>, of: &Passage) {
        if lines.is_empty() {
            return;
        }
        let mut runs: Vec<Run> = Vec::new();
        for line in lines.drain(..) {
            if !runs.is_empty() {
                runs.push(plain("\n"));
            }
            runs.extend(line);
        }
        let mut passage = of.clone();
        passage.cells = vec![runs];
        self.text(passage);
    }

    fn fact(&mut self, line: Vec<Run>) {
        let fact = labelled(line);
        match self.parts.last_mut() {
            Some(Part::Facts(facts)) => facts.push(fact),
            _ => self.parts.push(Part::Facts(vec![fact])),
        }
    }

    fn text(&mut self, passage: Passage) {
        let decides = holds(&self.decided, &passage);
        match self.parts.last_mut() {
            Some(Part::Decision { passages, .. })
                if decides || passage.depth > 0 && passage.kind == PassageKind::Paragraph =>
            {
                passages.push(passage);
            }
            _ if decides => self.decision(passage),
            Some(Part::Prose(passages)) => passages.push(passage),
            _ => self.parts.push(Part::Prose(vec![passage])),
        }
    }

    /// Begins what was decided, with the line that says so.
    fn decision(&mut self, passage: Passage) {
        let mut passages = Vec::new();
        if let Some(Part::Prose(above)) = self.parts.last_mut()
            && passage.kind != PassageKind::Paragraph
            && above.last().is_some_and(is_lead)
        {
            passages.extend(above.pop());
            if above.is_empty() {
                self.parts.pop();
            }
        }
        passages.push(passage);
        let says_so = passages.first().is_some_and(|first| {
            let text = fold(&first.text());
            text.starts_with("beslut") || text.starts_with("förslag till beslut")
        });
        let headed = matches!(self.parts.last(), Some(Part::Heading { text, .. })
            if fold(&prose::text(text)).contains("beslut"));
        let label = Text::new("Beslut", "Decision").get(self.lang);
        let soft = self.item.is_some_and(|item| {
            item.decisions
                .iter()
                .all(|decision| decision.class == Class::Soft)
        });
        self.parts.push(Part::Decision {
            label: (!says_so && !headed && !soft).then_some(label),
            passages,
        });
    }
}

/// Whether a paragraph introduces clauses: in bold, or left open.
fn is_lead(passage: &Passage) -> bool {
    let text = passage.text();
    let text = text.trim();
    let short = text.chars().count() < 200;
    let bold = passage.runs().iter().all(|run| run.marks.strong);
    passage.kind == PassageKind::Paragraph
        && short
        && (bold || text.ends_with(':') || !text.ends_with('.') && fold(text).contains("beslut"))
}

fn heading_level(passage: &Passage) -> Option<u8> {
    match passage.kind {
        PassageKind::Heading { level } => Some(level),
        _ => None,
    }
}

/// Whether any of `starts` lies within a passage.
fn holds(starts: &[usize], passage: &Passage) -> bool {
    let span = passage.span.range();
    has_between(starts, span.start, span.end)
}

fn has_between(starts: &[usize], from: usize, to: usize) -> bool {
    let at = starts.partition_point(|&start| start < from);
    starts.get(at).is_some_and(|&start| start < to)
}

/// Where the values of an item's data lines begin.
fn data_starts(item: &Item) -> Vec<usize> {
    let presenters = item.presenters.iter().map(|presenter| presenter.name.span);
    let mut starts: Vec<usize> = presenters
        .chain(item.matter.iter().map(|at| at.span))
        .chain(item.references.iter().map(|at| at.span))
        .chain(item.attachments.iter().map(|at| at.span))
        .chain(item.tags.iter().map(|at| at.span))
        .chain(item.data.iter().map(|line| line.value.span))
        .map(|span| span.start as usize)
        .collect();
    starts.sort_unstable();
    starts
}

fn dispatch_starts(item: &Item, dispatch: Dispatch) -> Vec<usize> {
    let lines = item.data.iter();
    lines
        .filter(|line| dispatch == Dispatch::Left && line.kind == DataLineKind::Dispatch)
        .map(|line| line.value.span.start as usize)
        .collect()
}

/// Where clauses begin that aren't data lines.
fn decision_starts(item: &Item) -> Vec<usize> {
    let decisions = item.decisions.iter();
    let mut starts: Vec<usize> = decisions
        .filter(|decision| !matches!(decision.class, Class::Soft | Class::Reported))
        .map(|decision| decision.span.start as usize)
        .collect();
    starts.sort_unstable();
    starts
}

/// The lines of a passage, without their ends.
fn lines(cells: Vec<Vec<Run>>) -> Vec<Vec<Run>> {
    let mut lines: Vec<Vec<Run>> = vec![Vec::new()];
    for run in cells.into_iter().flatten() {
        if run.text == "\n" {
            lines.push(Vec::new());
        } else if let Some(line) = lines.last_mut() {
            line.push(run);
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The heading's own line, and what follows it where the heading is only the first line of its
/// paragraph.
fn first_line(cells: Vec<Vec<Run>>, kind: &PassageKind) -> (Vec<Run>, Vec<Run>) {
    let runs: Vec<Run> = cells.into_iter().flatten().collect();
    let all_bold = runs
        .iter()
        .all(|run| run.marks.strong || run.text.trim().is_empty());
    if matches!(kind, PassageKind::Heading { .. }) || all_bold {
        return (runs, Vec::new());
    }
    let end = runs
        .iter()
        .position(|run| run.text == "\n")
        .unwrap_or(runs.len());
    let mut first = runs;
    let mut rest = first.split_off(end);
    if !rest.is_empty() {
        rest.remove(0);
    }
    (first, rest)
}

/// Headings have a weight of their own.
fn unmarked(runs: Vec<Run>) -> Vec<Run> {
    let runs = runs.into_iter().map(|mut run| {
        run.marks = Marks {
            emphasis: run.marks.emphasis,
            struck: run.marks.struck,
            ..Marks::default()
        };
        if run.text == "\n" {
            run.text = " ".to_owned();
        }
        run
    });
    runs.collect()
}

/// A data line as a label and a value; a tag is a value alone.
fn labelled(line: Vec<Run>) -> Fact {
    let mut before: Vec<Run> = Vec::new();
    let mut line = line.into_iter();
    for mut run in line.by_ref() {
        let Some((label, value)) = run.text.split_once(':') else {
            before.push(run);
            continue;
        };
        let label = prose::text(&before) + label;
        run.text = value.trim_start().to_owned();
        let value = std::iter::once(run)
            .chain(line)
            .filter(|run| !run.text.is_empty());
        let mut value: Vec<Run> = value.collect();
        if let Some(first) = value.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        return Fact {
            label: label.trim().to_owned(),
            value,
        };
    }
    Fact {
        label: String::new(),
        value: before,
    }
}

/// Pictures by their paths from the root; those that lie elsewhere are words alone.
pub(super) fn place_pictures(passages: &mut [Passage], folder: &Path) {
    for run in passages
        .iter_mut()
        .flat_map(|passage| &mut passage.cells)
        .flatten()
    {
        let Some(target) = &run.picture else { continue };
        let placed = from_root(folder, target).unwrap_or_default();
        run.picture = Some(Arc::from(placed));
    }
}

/// A path beside `folder` as one from the root; `None` where it leads out of that.
fn from_root(folder: &Path, target: &str) -> Option<String> {
    let target = target.replace("%20", " ");
    if target.contains(':') || target.contains('\\') || target.starts_with('/') {
        return None;
    }
    let folder = slashed(folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_end_at_the_colon_whatever_the_marks() {
        for (line, label, value) in [
            (
                "Föredragande: Anna Ek; Bo Al",
                "Föredragande",
                "Anna Ek; Bo Al",
            ),
            ("**Föredragande:** Anna Ek", "Föredragande", "Anna Ek"),
            ("**Dnr**: a **b** c", "Dnr", "a b c"),
            ("Beslutsärende", "", "Beslutsärende"),
            ("*Före*dragande : x: y", "Föredragande", "x: y"),
        ] {
            let runs = prose::read(line, 0).remove(0).cells.remove(0);
            let fact = labelled(runs);
            assert_eq!(
                (fact.label.as_str(), prose::text(&fact.value).as_str()),
                (label, value),
                "{line}"
            );
        }
    }

    #[test]
    fn pictures_stay_below_the_root() {
        let lsg = Path::new("lsg");
        for (target, placed) in [
            ("bild.png", Some("lsg/bild.png")),
            ("../bilagor/a b.png", Some("bilagor/a b.png")),
            ("./x/../bild.png", Some("lsg/bild.png")),
            ("../../bild.png", None),
            ("/etc/bild.png", None),
            ("https://x.se/bild.png", None),
            ("file:///etc/bild.png", None),
            ("c:\\bild.png", None),
        ] {
            assert_eq!(from_root(lsg, target).as_deref(), placed, "{target}");
        }
    }
}
