//! JUnit XML: a suite for each file, a case for each rule that found something in it. Alone in
//! knowing quick-xml.

use std::cmp::Reverse;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::position::{Positions, Region, shown_path};
use super::{Entry, HELP, SOURCE, Sources, Style, WAIVED, reason};
use crate::lang::Lang;
use crate::output::terminal::{safe, safe_line};

/// Writes a document. A note is a case that went well and has something to say, unless notes fail
/// a run; what a waiver hides is a skipped case.
pub(super) fn write(
    out: &mut dyn Write,
    entries: &[Entry<'_>],
    sources: &dyn Sources,
    style: &Style,
) -> io::Result<()> {
    let suites = suites(entries, sources, style);
    let total = suites.iter().fold(Counts::default(), |total, suite| {
        total.plus(&suite.counts())
    });
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml
        .create_element("testsuites")
        .with_attribute(("name", "samverkan"))
        .with_attributes(total.attributes().iter().map(pair));
    match suites.is_empty() {
        true => root.write_empty()?,
        false => {
            root.write_inner_content(|xml| suites.iter().try_for_each(|suite| suite.write(xml)))?
        }
    };
    writeln!(out)
}

/// One file.
struct Suite<'a> {
    path: String,
    cases: Vec<Case<'a>>,
}

/// One rule in one file.
struct Case<'a> {
    name: String,
    findings: Vec<(&'a Entry<'a>, Option<Region>)>,
    style: &'a Style,
}

/// What became of a case.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Failed,
    Passed,
    Skipped,
}

#[derive(Default)]
struct Counts {
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl Counts {
    fn plus(&self, other: &Counts) -> Counts {
        Counts {
            tests: self.tests + other.tests,
            failures: self.failures + other.failures,
            skipped: self.skipped + other.skipped,
        }
    }

    fn attributes(&self) -> [(&'static str, String); 4] {
        [
            ("tests", self.tests.to_string()),
            ("failures", self.failures.to_string()),
            ("errors", "0".to_owned()),
            ("skipped", self.skipped.to_string()),
        ]
    }
}

fn pair<'a>((key, value): &'a (&'static str, String)) -> (&'a str, &'a str) {
    (key, value)
}

/// Entries come sorted by file; within a file, rules stand in the order of their first finding.
fn suites<'a>(entries: &'a [Entry<'a>], sources: &dyn Sources, style: &'a Style) -> Vec<Suite<'a>> {
    let mut positions = Positions::new(sources);
    let mut suites = Vec::new();
    for of_file in entries.chunk_by(|a, b| a.finding.place.path == b.finding.place.path) {
        let mut cases: Vec<Case<'a>> = Vec::new();
        for entry in of_file {
            let rule = entry.finding.rule;
            let name = format!("{} {}", rule.code, rule.name);
            let found = (entry, positions.region(&entry.finding.place));
            match cases.iter_mut().find(|case| case.name == name) {
                Some(case) => case.findings.push(found),
                None => cases.push(Case {
                    name,
                    findings: vec![found],
                    style,
                }),
            }
        }
        suites.push(Suite {
            path: xml_text(&shown_path(&style.prefix, &of_file[0].finding.place.path)),
            cases,
        });
    }
    suites
}

impl Suite<'_> {
    fn counts(&self) -> Counts {
        let of = |outcome| {
            let same = |case: &&Case<'_>| case.outcome() == outcome;
            self.cases.iter().filter(same).count()
        };
        Counts {
            tests: self.cases.len(),
            failures: of(Outcome::Failed),
            skipped: of(Outcome::Skipped),
        }
    }

    fn write<W: Write>(&self, xml: &mut Writer<W>) -> io::Result<()> {
        xml.create_element("testsuite")
            .with_attribute(("name", self.path.as_str()))
            .with_attributes(self.counts().attributes().iter().map(pair))
            .write_inner_content(|xml| {
                self.cases
                    .iter()
                    .try_for_each(|case| case.write(xml, &self.path))
            })?;
        Ok(())
    }
}

impl Case<'_> {
    fn outcome(&self) -> Outcome {
        let mut entries = self.findings.iter().map(|(entry, _)| entry);
        if entries.clone().any(|entry| entry.fails(self.style.strict)) {
            Outcome::Failed
        } else if entries.all(|entry| entry.waived.is_some()) {
            Outcome::Skipped
        } else {
            Outcome::Passed
        }
    }

    fn write<W: Write>(&self, xml: &mut Writer<W>, path: &str) -> io::Result<()> {
        let line = self.findings.first().and_then(|(_, region)| *region);
        let line = line.map_or(1, |region| region.line).to_string();
        xml.create_element("testcase")
            .with_attribute(("name", self.name.as_str()))
            .with_attribute(("classname", path))
            .with_attribute(("file", path))
            .with_attribute(("line", line.as_str()))
            .write_inner_content(|xml| self.write_outcome(xml))?;
        Ok(())
    }

    fn write_outcome<W: Write>(&self, xml: &mut Writer<W>) -> io::Result<()> {
        let lang = self.style.lang;
        match self.outcome() {
            Outcome::Failed => {
                let failing = |(entry, _): &&(&Entry<'_>, _)| entry.fails(self.style.strict);
                let (worst, _) = self
                    .findings
                    .iter()
                    .filter(failing)
                    .min_by_key(|(entry, _)| Reverse(entry.finding.severity))
                    .expect("a case fails by one of its findings");
                let message = xml_text(&safe_line(worst.finding.message.get(lang)));
                xml.create_element("failure")
                    .with_attribute(("type", worst.finding.severity.name()))
                    .with_attribute(("message", message.as_str()))
                    .write_text_content(BytesText::new(&self.lines()))?;
            }
            Outcome::Passed => {
                xml.create_element("system-out")
                    .write_text_content(BytesText::new(&self.lines()))?;
            }
            Outcome::Skipped => {
                let mut reasons: Vec<&str> = self
                    .findings
                    .iter()
                    .filter_map(|(entry, _)| entry.waived)
                    .map(|waived| reason(waived, lang))
                    .collect();
                reasons.dedup();
                let message = xml_text(&safe_line(&reasons.join("; ")));
                xml.create_element("skipped")
                    .with_attribute(("message", message.as_str()))
                    .write_empty()?;
            }
        }
        Ok(())
    }

    /// Each finding on lines of its own.
    fn lines(&self) -> String {
        let mut text = String::new();
        for (entry, region) in &self.findings {
            text.push_str(&lines_of(entry, *region, self.style.lang));
        }
        xml_text(&text)
    }
}

fn lines_of(entry: &Entry<'_>, region: Option<Region>, lang: Lang) -> String {
    let finding = entry.finding;
    let mut text = match region {
        Some(region) => format!("{}:{}: ", region.line, region.column),
        None => String::new(),
    };
    text.push_str(finding.severity.text().get(lang));
    text.push_str(&format!(": {}\n", safe_line(finding.message.get(lang))));
    let source = finding.source.as_deref().map(|source| (SOURCE, source));
    let hint = finding.hint.as_ref().map(|hint| (HELP, hint.get(lang)));
    let waived = entry.waived.map(|waived| (WAIVED, reason(waived, lang)));
    for (word, said) in source.into_iter().chain(hint).chain(waived) {
        text.push_str(&format!("  {}: {}\n", word.get(lang), safe_line(said)));
    }
    text
}

/// `text` without what XML can't hold, not even escaped.
fn xml_text(text: &str) -> String {
    safe(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;

    use super::*;
    use crate::output::findings::sample::Sample;
    use crate::output::findings::{Format, Found, to_text};

    /// The names of the elements, or the fault.
    fn elements(text: &str) -> Vec<String> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut names = Vec::new();
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) | Event::Empty(tag) => {
                    for attribute in tag.attributes() {
                        attribute.unwrap();
                    }
                    names.push(tag.name().as_ref().to_owned());
                }
                Event::Eof => return names,
                _ => {}
            }
        }
    }

    #[test]
    fn the_document_is_well_formed() {
        let names = elements(&Sample::nasty().text(Format::Junit, &Style::default()));
        assert_eq!(names[..3], ["testsuites", "testsuite", "testcase"]);
        for name in ["failure", "system-out", "skipped"] {
            assert!(names.iter().any(|found| found == name), "{name}");
        }
    }

    #[test]
    fn notes_fail_a_strict_run() {
        let strict = Style {
            strict: true,
            ..Style::default()
        };
        let names = elements(&Sample::nasty().text(Format::Junit, &strict));
        assert!(!names.iter().any(|name| name == "system-out"));
    }

    #[test]
    fn nothing_found_is_a_document_without_suites() {
        let text = to_text(&Found::default(), &(), Format::Junit, &Style::default());
        insta::assert_snapshot!(text, @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="samverkan" tests="0" failures="0" errors="0" skipped="0"/>
        "#);
    }
}
