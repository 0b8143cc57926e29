//! Findings for people: the text, marks under the words, second places, what to do. Alone in
//! knowing annotate-snippets.

use std::io::{self, Write};
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use unicode_width::UnicodeWidthStr;

use super::excerpt::{Excerpt, Mark, excerpts};
use super::position::{Positions, shown_path, visible};
use super::summary::summary;
use super::{Entry, Found, HELP, SOURCE, Sources, Style, WAIVED, reason};
use crate::finding::{Finding, Related};
use crate::lang::{Lang, Text};
use crate::output::terminal::safe_line;
use crate::rule::Severity;

/// What stands after a hint that `--fix` follows by itself.
const FIXABLE: Text = Text::new("kan rättas med --fix", "--fix can mend it");

/// Columns where no terminal says how many.
const WIDTH: usize = 140;

/// Columns to the left of a text: digits of the line, a bar, spaces.
const GUTTER: usize = 8;

/// The most second places of one finding that are shown.
const RELATED: usize = 12;

/// Wider than anything: lines have been cut already.
const UNCUT: usize = 1 << 20;

/// Stands around the number of a place in what annotate-snippets writes, until the place itself
/// is put in. No text can hold it: [`crate::output::terminal::safe`] takes it away.
const FENCE: char = '\u{200b}';

/// Writes each finding and an empty line, and the sum.
pub(super) fn write(
    out: &mut dyn Write,
    entries: &[Entry<'_>],
    found: &Found<'_>,
    sources: &dyn Sources,
    style: &Style,
) -> io::Result<()> {
    let renderer = match style.color {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let mut page = Page {
        positions: Positions::new(sources),
        related: Positions::new(sources),
        renderer: renderer.term_width(UNCUT),
        style,
    };
    for entry in entries {
        writeln!(out, "{}\n", page.render(entry))?;
    }
    writeln!(out, "{}", summary(found, style.lang))
}

struct Page<'a> {
    positions: Positions<'a>,
    related: Positions<'a>,
    renderer: Renderer,
    style: &'a Style,
}

/// An excerpt and where it is from, as it is shown.
struct Shown {
    excerpt: Excerpt,
    place: String,
}

impl Page<'_> {
    fn render(&mut self, entry: &Entry<'_>) -> String {
        let (finding, lang) = (entry.finding, self.style.lang);
        let (mut shown, mut notes) = (Vec::new(), Vec::new());
        self.primary(finding, &mut shown);
        let whole = shown.is_empty();
        if let Some(label) = finding.label.as_ref().filter(|_| whole) {
            notes.push((Level::NOTE.no_name(), label.get(lang).to_owned()));
        }
        self.others(finding, &mut shown, &mut notes);
        notes.extend(said(entry, lang));

        let name = title(entry, lang);
        let message = safe_line(finding.message.get(lang));
        let mut group = Group::with_title(
            level(finding.severity)
                .with_name(name)
                .primary_title(message),
        );
        if whole {
            group = group.element(Origin::path(self.path(&finding.place.path)));
        }
        for (index, shown) in shown.iter().enumerate() {
            group = group.element(snippet(&shown.excerpt, index));
        }
        for (level, text) in notes {
            group = group.element(level.message(self.wrapped(&text)));
        }
        let places: Vec<&str> = shown.iter().map(|shown| shown.place.as_str()).collect();
        put_places(&self.renderer.render(&[group]), &places)
    }

    /// The place of the finding, with the second places of the same file; nothing where the whole
    /// file is meant or its text isn't known.
    fn primary(&mut self, finding: &Finding, shown: &mut Vec<Shown>) {
        let (place, lang) = (&finding.place, self.style.lang);
        let Some((text, lines)) = self.positions.source(&place.path) else {
            return;
        };
        let Some((start, end)) = visible(place.span, text) else {
            return;
        };
        let label = finding.label.as_ref().map_or("", |label| label.get(lang));
        let mut marks = vec![Mark {
            start,
            end,
            label: safe_line(label).into_owned(),
            primary: true,
        }];
        let beside = finding.related.iter().take(RELATED);
        marks.extend(
            beside
                .filter(|related| related.place.path == place.path)
                .filter_map(|related| mark(related, text, lang)),
        );
        for excerpt in excerpts(text, lines, marks, self.columns()) {
            let path = self.path(&place.path);
            let place = at(&path, self.positions.start(&place.path, excerpt.at));
            shown.push(Shown { excerpt, place });
        }
    }

    /// The second places of other files, each file once; as a note where the text isn't known.
    fn others(
        &mut self,
        finding: &Finding,
        shown: &mut Vec<Shown>,
        notes: &mut Vec<(Level<'static>, String)>,
    ) {
        let lang = self.style.lang;
        let whole = shown.is_empty();
        let related = finding.related.iter().take(RELATED);
        let mut files: Vec<(&Path, Vec<Mark>)> = Vec::new();
        for related in related {
            let place = &related.place;
            if place.path == finding.place.path && !whole && place.span != Default::default() {
                continue;
            }
            let source = self.related.source(&place.path);
            let mark = source.and_then(|(text, _)| mark(related, text, lang));
            match mark {
                Some(mark) => match files.iter_mut().find(|(path, _)| *path == place.path) {
                    Some((_, marks)) => marks.push(mark),
                    None => files.push((&place.path, vec![mark])),
                },
                None => {
                    let path = self.path(&place.path);
                    let text = format!("{path}: {}", related.label.get(lang));
                    notes.push((Level::NOTE.with_name(SEE.get(lang)), text));
                }
            }
        }
        for (path, marks) in files {
            let Some((text, lines)) = self.related.source(path) else {
                continue;
            };
            for excerpt in excerpts(text, lines, marks, self.columns()) {
                let place = at(&self.path(path), self.related.start(path, excerpt.at));
                shown.push(Shown { excerpt, place });
            }
        }
        if let Some(more) = finding
            .related
            .len()
            .checked_sub(RELATED)
            .filter(|&n| n > 0)
        {
            let text = match lang {
                Lang::Sv => format!("och {more} ställen till"),
                Lang::En => format!("and {more} more places"),
            };
            notes.push((Level::NOTE.no_name(), text));
        }
    }

    fn path(&self, path: &Path) -> String {
        shown_path(&self.style.prefix, path)
    }

    /// Columns for a line of text.
    fn columns(&self) -> usize {
        let width = self.style.width.unwrap_or(WIDTH);
        width.saturating_sub(GUTTER).max(40)
    }

    /// A note as one safe line, or on a terminal as lines that fit it.
    fn wrapped(&self, text: &str) -> String {
        let text = safe_line(text);
        let Some(width) = self.style.width else {
            return text.into_owned();
        };
        // The words before a note have up to ten columns.
        let room = width.saturating_sub(GUTTER + 10).max(40);
        let (mut out, mut used) = (String::new(), 0);
        for word in text.split(' ') {
            let wide = word.width();
            if used > 0 && used + 1 + wide > room {
                out.push('\n');
                used = 0;
            } else if used > 0 {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += wide;
        }
        out
    }
}

/// Before a second place that can't be shown.
const SEE: Text = Text::new("se", "see");

/// The notes under a finding: the place in the agreement, the waiver, what to do.
fn said(entry: &Entry<'_>, lang: Lang) -> Vec<(Level<'static>, String)> {
    let finding = entry.finding;
    let note = |word: Text| Level::NOTE.with_name(word.get(lang));
    let mut notes = Vec::new();
    if let Some(source) = &finding.source {
        notes.push((note(SOURCE), source.clone()));
    }
    if let Some(waived) = entry.waived {
        notes.push((note(WAIVED), reason(waived, lang).to_owned()));
    }
    let fixable = finding.is_fixable() && entry.waived.is_none();
    let hint = finding.hint.as_ref().map(|hint| hint.get(lang).to_owned());
    let said = match (hint, fixable) {
        (Some(hint), true) => Some(format!("{hint} ({})", FIXABLE.get(lang))),
        (None, true) => Some(FIXABLE.get(lang).to_owned()),
        (hint, false) => hint,
    };
    if let Some(said) = said {
        notes.push((Level::HELP.with_name(HELP.get(lang)), said));
    }
    notes
}

/// What stands before the colon: `fel[N004] too-many-representatives`.
fn title(entry: &Entry<'_>, lang: Lang) -> String {
    let (finding, rule) = (entry.finding, entry.finding.rule);
    let severity = finding.severity.text().get(lang);
    let waived = match entry.waived {
        Some(_) => format!(" ({})", WAIVED.get(lang)),
        None => String::new(),
    };
    format!("{severity}[{}] {}{waived}", rule.code, rule.name)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn mark(related: &Related, text: &str, lang: Lang) -> Option<Mark> {
    let (start, end) = visible(related.place.span, text)?;
    Some(Mark {
        start,
        end,
        label: safe_line(related.label.get(lang)).into_owned(),
        primary: false,
    })
}

/// `path:line:column`.
fn at(path: &str, (line, column): (u32, u32)) -> String {
    format!("{path}:{line}:{column}")
}

/// An excerpt under the number of its place.
fn snippet(excerpt: &Excerpt, index: usize) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let marks = excerpt.marks.iter().map(|mark| {
        let kind = match mark.primary {
            true => AnnotationKind::Primary,
            false => AnnotationKind::Context,
        };
        let label = Some(mark.label.as_str()).filter(|label| !label.is_empty());
        kind.span(mark.start..mark.end).label(label)
    });
    Snippet::source(&excerpt.text)
        .line_start(excerpt.line as usize)
        .path(format!("{FENCE}{index}{FENCE}"))
        .annotations(marks)
}

/// Puts places instead of their numbers and of the line and column after them. annotate-snippets
/// counts columns in the excerpt, whose lines may have lost their beginnings.
fn put_places(rendered: &str, places: &[&str]) -> String {
    let mut parts = rendered.split(FENCE);
    let mut out = parts.next().unwrap_or("").to_owned();
    while let (Some(index), Some(rest)) = (parts.next(), parts.next()) {
        let place = index
            .parse()
            .ok()
            .and_then(|index: usize| places.get(index));
        out.push_str(place.unwrap_or(&""));
        out.push_str(rest.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    out
}
