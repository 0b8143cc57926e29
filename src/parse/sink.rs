//! Where findings of one file gather while it is read.

use std::path::{Path, PathBuf};

use crate::finding::Finding;
use crate::lang::Message;
use crate::rule::{self, Rule};
use crate::text::{Edit, Place, Span};
use crate::yaml::{self, Fault, FaultKind, Tree};

/// The findings of one file.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    /// The file, relative to the archive's root.
    pub path: PathBuf,
    /// What was found, in the order of reading.
    pub findings: Vec<Finding>,
    /// What was understood though it isn't written as the program writes it: a key in capitals, a
    /// date in words. Nothing is wrong with it; `fmt` writes these.
    pub forms: Vec<Edit>,
}

impl Sink {
    /// No findings yet about `path`.
    pub fn new(path: &Path) -> Sink {
        Sink {
            path: path.to_owned(),
            findings: Vec::new(),
            forms: Vec::new(),
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

    /// Notes that `new` is how the program writes what stands at `span`.
    pub fn form(&mut self, span: Span, new: impl Into<String>) {
        let new = new.into();
        self.forms.push(Edit { span, new });
    }

    /// The same of a value: quoted where YAML wants it.
    pub fn form_of_value(&mut self, span: Span, value: &str) {
        self.form(span, yaml::quote(value));
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
    finding.fix(safe_fix(fault, text))
}

/// The change that mends a fault, where nothing that somebody wrote is lost by it. That a line
/// without a key becomes a comment, or that an anchor goes, is for a person to say.
fn safe_fix(fault: &Fault, text: &str) -> Option<Edit> {
    let fix = fault.fix.as_ref()?;
    let is_form = !matches!(
        fault.kind,
        FaultKind::NotAMapping | FaultKind::TooDeep | FaultKind::TooLarge
    );
    // Of several lines read as one text, the next person may want several again.
    let is_line = !fix.span.of(text).contains(['\n', '\r']);
    let words =
        |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    (is_form && is_line && words(fix.span.of(text)) == words(&fix.new)).then(|| fix.clone())
}
