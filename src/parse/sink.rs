//! Where findings of one file gather while it is read.

use std::path::{Path, PathBuf};

use crate::finding::Finding;
use crate::lang::Message;
use crate::rule::{self, Rule};
use crate::text::{Place, Span};
use crate::yaml::{Fault, FaultKind, Tree};

/// The findings of one file.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    /// The file, relative to the archive's root.
    pub path: PathBuf,
    /// What was found, in the order of reading.
    pub findings: Vec<Finding>,
}

impl Sink {
    /// No findings yet about `path`.
    pub fn new(path: &Path) -> Sink {
        Sink {
            path: path.to_owned(),
            findings: Vec::new(),
        }
    }

    /// A place in this file.
    pub fn place(&self, span: Span) -> Place {
        Place {
            path: self.path.clone(),
            span,
        }
    }

    /// A finding of `rule` at `span`, to be completed and added.
    pub fn finding(&self, rule: &'static Rule, span: Span, message: Message) -> Finding {
        Finding::new(rule, self.place(span), message)
    }

    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Adds what the YAML reader had to say.
    pub fn faults(&mut self, tree: &Tree, text: &str) {
        for fault in &tree.faults {
            let finding = fault_finding(self, fault, text);
            self.add(finding);
        }
    }
}

fn fault_finding(sink: &Sink, fault: &Fault, text: &str) -> Finding {
    let (sv, en): (&'static str, &'static str) = match fault.kind {
        FaultKind::Unreadable => (
            "raden är inte läsbar YAML och togs som den står",
            "the line isn't readable YAML and was taken as it stands",
        ),
        FaultKind::DuplicateKey { .. } => ("nyckeln står två gånger", "the key stands twice"),
        FaultKind::TooDeep => (
            "listor och block ligger för djupt i varandra",
            "lists and blocks lie too deep in each other",
        ),
        FaultKind::AliasOrAnchor => (
            "hänvisningar med & och * läses inte",
            "references with & and * aren't read",
        ),
        FaultKind::Tab => ("tabb i stället för mellanslag", "a tab instead of spaces"),
        FaultKind::LostTail => (
            "YAML läser resten av raden som en kommentar",
            "YAML reads the rest of the line as a comment",
        ),
        FaultKind::SplitByComma => ("ett komma delar värdet", "a comma splits the value"),
        FaultKind::UnintendedMapping => (
            "ett kolon gör om raden till nyckel och värde",
            "a colon makes key and value of the line",
        ),
        FaultKind::NotAMapping => (
            "raden har ingen nyckel och lästes inte",
            "the line has no key and wasn't read",
        ),
        FaultKind::SeveralDocuments => (
            "texten efter --- läses inte",
            "the text after --- isn't read",
        ),
        FaultKind::TooLarge => ("för stor för att läsas", "too large to be read"),
    };
    let subject = fault.span.of(text).lines().next().unwrap_or("").to_owned();
    let mut finding = sink
        .finding(
            &rule::FRONT_MATTER_INVALID,
            fault.span,
            Message::new(sv, en),
        )
        .about(subject);
    if let FaultKind::DuplicateKey { first } = fault.kind {
        finding = finding
            .related(
                sink.place(first),
                Message::new(
                    "här första gången, och den gäller",
                    "first here, and this one counts",
                ),
            )
            .hint(Message::new("ta bort den ena", "remove one of them"));
    } else if let Some(fix) = &fault.fix {
        let new = fix.new.trim();
        finding = finding.hint(Message::new(
            format!("skriv: {new}"),
            format!("write: {new}"),
        ));
    }
    finding
}
