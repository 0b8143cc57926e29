//! Findings as text: for people, for CI systems, for programs. Knows no protocol and no archive:
//! the texts that findings point into come through [`Sources`].

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::finding::{Finding, Fingerprint, Fingerprints};
use crate::lang::{Lang, Text};
use crate::rule::{Rule, Severity};
use crate::text::LineIndex;

mod concise;
mod excerpt;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod position;
#[cfg(test)]
mod sample;
mod sarif;
mod summary;

pub use json::json_schema;
pub use summary::summary;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// With the text, marks under the words, second places and hints; a sum at the end.
    #[default]
    Full,
    /// `path:line:column: error N004 message`, one line each.
    Concise,
    /// An array of objects.
    Json,
    /// One object a line.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a change.
    Github,
    /// A code quality report, which GitLab shows in a merge request.
    Gitlab,
    /// JUnit XML: a suite for each file, a case for each rule that found something in it.
    Junit,
}

impl Format {
    /// Every format, in the order of the help.
    pub const ALL: [Format; 8] = [
        Format::Full,
        Format::Concise,
        Format::Json,
        Format::Jsonl,
        Format::Sarif,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
    ];

    /// The word for `--format`.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Full => "full",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Sarif => "sarif",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Junit => "junit",
        }
    }

    /// The format of that name.
    pub fn from_name(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Where the texts are that findings point into. Asked once for each file in a row, so it may
/// search.
pub trait Sources {
    /// The text of the file at `path`, relative to the archive's root, and its lines.
    fn source(&self, path: &Path) -> Option<(&str, &LineIndex)>;
}

/// No texts: findings are written with their paths only.
impl Sources for () {
    fn source(&self, _: &Path) -> Option<(&str, &LineIndex)> {
        None
    }
}

/// What one run found.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found<'a> {
    /// What is to be shown.
    pub findings: &'a [Finding],
    /// What waivers hide, where that is to be shown too; left out of [`Format::Github`] and
    /// [`Format::Gitlab`], which have no word for it.
    pub waived: &'a [Waived<'a>],
    /// What was found and isn't shown, since it was there before. It is numbered first, so that
    /// what is shown has the fingerprints of a whole run.
    pub known: &'a [Finding],
    /// Every rule that was tried, for the formats that describe them.
    pub rules: &'a [&'static Rule],
    /// How many protocols were read.
    pub protocols: usize,
}

/// A finding that a waiver hides.
#[derive(Clone, Copy, Debug)]
pub struct Waived<'a> {
    /// What is hidden.
    pub finding: &'a Finding,
    /// Why it is accepted; empty where the waiver doesn't say.
    pub reason: &'a str,
}

/// For whom findings are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The language of messages and hints. Keys, codes and names have none.
    pub lang: Lang,
    /// Columns of the terminal; `None` where there is none.
    pub width: Option<usize>,
    /// Whether [`Format::Full`] may be coloured.
    pub color: bool,
    /// The archive's root as seen from where paths are read: from the working directory for
    /// people, from the repository's root for CI. Empty where they are the same. Stands before
    /// every path but those of JSON, which are relative to the archive as in every other answer.
    pub prefix: PathBuf,
    /// Whether notes fail a run.
    pub strict: bool,
}

/// Writes `found` to `out`, sorted by path, place, code and subject.
///
/// What people and CI systems read is made safe to show ([`super::terminal::safe`]); JSON carries
/// every character, as escapes.
pub fn write(
    out: &mut dyn Write,
    found: &Found<'_>,
    sources: &dyn Sources,
    format: Format,
    style: &Style,
) -> io::Result<()> {
    let entries = entries(found);
    match format {
        Format::Full => full::write(out, &entries, found, sources, style),
        Format::Concise => concise::write(out, &entries, sources, style),
        Format::Json => json::write(out, &entries, sources, style.lang),
        Format::Jsonl => json::write_lines(out, &entries, sources, style.lang),
        Format::Sarif => sarif::write(out, &entries, found, sources, style),
        Format::Github => github::write(out, &entries, sources, style),
        Format::Gitlab => gitlab::write(out, &entries, sources, style),
        Format::Junit => junit::write(out, &entries, sources, style),
    }
}

/// The same as [`write()`], in memory.
pub fn to_text(found: &Found<'_>, sources: &dyn Sources, format: Format, style: &Style) -> String {
    let mut out = Vec::new();
    write(&mut out, found, sources, format, style).expect("memory takes every write");
    String::from_utf8(out).expect("every format writes UTF-8")
}

/// A finding with what only the whole run knows about it.
struct Entry<'a> {
    finding: &'a Finding,
    /// The waiver's reason, where one hides it.
    waived: Option<&'a str>,
    fingerprint: Fingerprint,
}

impl Entry<'_> {
    /// Whether it makes the run fail.
    fn fails(&self, strict: bool) -> bool {
        self.waived.is_none() && (strict || self.finding.severity > Severity::Note)
    }
}

/// Every finding in the order of the output. What is shown is numbered before what is hidden, so
/// that showing the hidden changes no fingerprint.
fn entries<'a>(found: &Found<'a>) -> Vec<Entry<'a>> {
    let shown = found.findings.iter().map(|finding| (finding, None));
    let hidden = found
        .waived
        .iter()
        .map(|waived| (waived.finding, Some(waived.reason)));
    let mut prints = Fingerprints::default();
    for finding in found.known {
        prints.next(finding);
    }
    let mut entries: Vec<Entry<'a>> = shown
        .chain(hidden)
        .map(|(finding, waived)| Entry {
            finding,
            waived,
            fingerprint: prints.next(finding),
        })
        .collect();
    entries.sort_by(|a, b| order(a.finding).cmp(&order(b.finding)));
    entries
}

fn order(finding: &Finding) -> impl Ord + '_ {
    let place = &finding.place;
    (&place.path, place.span, finding.rule.code, &finding.subject)
}

/// Before the place in the agreement.
const SOURCE: Text = Text::new("källa", "source");

/// Before what to do.
const HELP: Text = Text::new("hjälp", "help");

/// Before a waiver's reason.
const WAIVED: Text = Text::new("undantag", "waived");

/// Instead of a waiver's reason.
const NO_REASON: Text = Text::new("skäl saknas", "no reason given");

/// A waiver's reason as it is shown.
fn reason(waived: &str, lang: Lang) -> &str {
    match waived.trim() {
        "" => NO_REASON.get(lang),
        reason => reason,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::output::terminal::hidden;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        assert_eq!(Format::from_name("text"), None);
    }

    #[test]
    fn showing_what_is_waived_changes_no_fingerprint() {
        let sample = sample::Sample::nasty();
        let prints = |found: &Found<'_>| -> Vec<Fingerprint> {
            let shown = |entry: &Entry<'_>| entry.waived.is_none();
            entries(found)
                .iter()
                .filter(|entry| shown(entry))
                .map(|entry| entry.fingerprint)
                .collect()
        };
        sample.with(|found| {
            let without = Found {
                waived: &[],
                ..*found
            };
            assert_eq!(prints(found), prints(&without));
        });
    }

    #[test]
    fn what_is_new_has_the_fingerprints_of_a_whole_run() {
        let finding = || sample::Sample::nasty().findings.remove(0);
        let both = [finding(), finding()];
        let prints = |found: &Found<'_>| -> Vec<Fingerprint> {
            let entries = entries(found);
            entries.iter().map(|entry| entry.fingerprint).collect()
        };
        let whole = Found {
            findings: &both,
            ..Found::default()
        };
        let new = Found {
            findings: &both[1..],
            known: &both[..1],
            ..Found::default()
        };
        assert_eq!(prints(&new), prints(&whole)[1..]);
    }

    #[test]
    fn the_order_is_the_same_whatever_comes_in() {
        let mut sample = sample::Sample::nasty();
        let before = sample.text(Format::Concise, &Style::default());
        sample.findings.reverse();
        assert_eq!(sample.text(Format::Concise, &Style::default()), before);
    }

    /// The same findings in every format; the version of the program is no part of them.
    #[test]
    fn every_format_as_it_is_read() {
        let sample = sample::Sample::nasty();
        let swedish = Style {
            lang: Lang::Sv,
            prefix: "protocols".into(),
            ..Style::default()
        };
        for format in Format::ALL {
            let text = sample.text(format, &swedish);
            let text = text.replace(env!("CARGO_PKG_VERSION"), "VERSION");
            insta::assert_snapshot!(format.name(), text);
        }
        let english = Style {
            width: Some(80),
            color: true,
            ..Style::default()
        };
        let text = sample.text(Format::Full, &english).replace('\x1b', "␛");
        insta::assert_snapshot!("full-english-color-80", text);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

        /// Any text, any spans (also of other texts), any words.
        #[test]
        fn no_format_panics_or_writes_what_a_terminal_obeys(
            text in sample::any_text(),
            words in sample::any_text(),
            spans in proptest::collection::vec((0usize..400, 0usize..400), 1..5),
            width in proptest::option::of(0usize..120),
        ) {
            let sample = sample::Sample::single(&text, &words, &spans);
            for format in Format::ALL {
                for lang in [Lang::Sv, Lang::En] {
                    let style = Style { lang, width, ..Style::default() };
                    let text = sample.text(format, &style);
                    let bad = text.chars().find(|&c| c != '\n' && (c.is_control() || hidden(c)));
                    prop_assert_eq!(bad, None, "{}: {:?}", format.name(), text);
                }
            }
        }
    }
}
