//! A finding (påpekande): what a parser or a rule has to say about a place in the archive.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::lang::Message;
use crate::rule::{Rule, Severity};
use crate::text::{Edit, Place, slashed};

/// One thing to say about one place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: &'static Rule,
    /// The rule's severity, as the archive's settings have it.
    pub severity: Severity,
    /// One line in both languages, without a full stop.
    pub message: Message,
    /// Where: the very word.
    pub place: Place,
    /// What stands under the marks, such as "den femte".
    pub label: Option<Message>,
    /// Other places that matter: the member list, the seat row of the agreement.
    pub related: Vec<Related>,
    /// What to do now.
    pub hint: Option<Message>,
    /// The rule's place in the agreement (`källa`).
    pub source: Option<String>,
    /// What the finding is about, for waivers and fingerprints: a name, an id, a key.
    /// Knows no language and no line.
    pub subject: Cow<'static, str>,
    /// What `--fix` writes: changes of this file that belong together and change nothing but how
    /// it is written. Empty where only a person can mend it.
    pub fix: Vec<Edit>,
}

/// A second place, with what it shows.
#[derive(Clone, Debug)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What is to be seen there.
    pub label: Message,
}

impl Finding {
    /// A finding of `rule` at `place`, with the rule's own severity.
    pub fn new(rule: &'static Rule, place: Place, message: Message) -> Finding {
        Finding {
            rule,
            severity: rule.severity,
            message,
            place,
            label: None,
            related: Vec::new(),
            hint: None,
            source: None,
            subject: Cow::Borrowed(""),
            fix: Vec::new(),
        }
    }

    /// The same, saying what to do.
    pub fn hint(mut self, hint: Message) -> Finding {
        self.hint = Some(hint);
        self
    }

    /// The same, with words under the marks.
    pub fn label(mut self, label: Message) -> Finding {
        self.label = Some(label);
        self
    }

    /// The same, with a second place.
    pub fn related(mut self, place: Place, label: Message) -> Finding {
        self.related.push(Related { place, label });
        self
    }

    /// The same, with the place in the agreement that the rule rests on.
    pub fn source(mut self, source: Option<&str>) -> Finding {
        self.source = source.map(str::to_owned);
        self
    }

    /// The same, about `subject`.
    pub fn about(mut self, subject: impl Into<Cow<'static, str>>) -> Finding {
        self.subject = subject.into();
        self
    }

    /// The same, with what `--fix` writes.
    pub fn fix(mut self, edits: impl IntoIterator<Item = Edit>) -> Finding {
        self.fix.extend(edits);
        self
    }

    /// Whether `--fix` can mend it.
    pub fn is_fixable(&self) -> bool {
        !self.fix.is_empty()
    }
}

/// What makes a finding the same finding in another run: its rule, its file, what it is about and
/// which one it is of several alike. Knows no language and no line, so that neither a translation
/// nor a paragraph above changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

/// 64 hexadecimal digits.
impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// Gives out fingerprints, none of them twice: findings alike are numbered in the order they come.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: HashMap<[u8; 32], u64>,
}

impl Fingerprints {
    /// The fingerprint of the next finding.
    pub fn next(&mut self, finding: &Finding) -> Fingerprint {
        let kind = kind(finding);
        let ordinal = self.seen.entry(kind).or_insert(0);
        let mut hash = Sha256::new();
        hash.update(kind);
        hash.update(ordinal.to_le_bytes());
        *ordinal += 1;
        Fingerprint(hash.finalize().into())
    }
}

/// The hash of code, path and subject. Lengths keep the parts apart, and composed and decomposed
/// letters are the same: file systems differ on them.
fn kind(finding: &Finding) -> [u8; 32] {
    let path: String = slashed(&finding.place.path).nfc().collect();
    let subject: String = finding.subject.nfc().collect();
    let mut hash = Sha256::new();
    for part in [finding.rule.code, &path, &subject] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{UNKNOWN_KEY, VALUE_INVALID};
    use crate::text::Span;

    fn finding(rule: &'static Rule, path: &str, at: usize, subject: &str) -> Finding {
        let place = Place {
            path: path.into(),
            span: Span::at(at),
        };
        let message = Message::new(format!("på {at}"), format!("at {at}"));
        Finding::new(rule, place, message).about(subject.to_owned())
    }

    fn one(finding: &Finding) -> String {
        Fingerprints::default().next(finding).to_string()
    }

    #[test]
    fn a_fingerprint_knows_rule_file_and_subject_but_no_line_and_no_words() {
        let finding = |rule, path, at, subject| one(&self::finding(rule, path, at, subject));
        let plain = finding(&UNKNOWN_KEY, "lsg/a.md", 4, "datm");
        assert_eq!(plain, finding(&UNKNOWN_KEY, "lsg/a.md", 99, "datm"));
        assert_ne!(plain, finding(&VALUE_INVALID, "lsg/a.md", 4, "datm"));
        assert_ne!(plain, finding(&UNKNOWN_KEY, "lsg/b.md", 4, "datm"));
        assert_ne!(plain, finding(&UNKNOWN_KEY, "lsg/a.md", 4, "datum"));
        assert_ne!(
            finding(&UNKNOWN_KEY, "a", 0, "bc"),
            finding(&UNKNOWN_KEY, "ab", 0, "c")
        );
        assert_eq!(
            finding(&UNKNOWN_KEY, "\u{e5}.md", 0, "\u{f6}"),
            finding(&UNKNOWN_KEY, "a\u{30a}.md", 0, "o\u{308}")
        );
    }

    #[test]
    fn findings_alike_are_numbered() {
        let finding = finding(&UNKNOWN_KEY, "a.md", 4, "datm");
        let mut prints = Fingerprints::default();
        let (first, second) = (prints.next(&finding), prints.next(&finding));
        assert_ne!(first, second);
        assert_eq!(first.to_string(), one(&finding));
    }

    /// A changed fingerprint makes every finding new to whoever compares runs.
    #[test]
    fn a_fingerprint_never_changes() {
        insta::assert_snapshot!(
            one(&finding(&UNKNOWN_KEY, "lsg/2023-02-17.md", 4, "datm")),
            @"8601fd7c751a24648d92dd191ebbf93ab3f5a7eb549b656d7ec327126156d291"
        );
    }
}
