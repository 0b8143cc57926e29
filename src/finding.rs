//! A finding (påpekande): what a parser or a rule has to say about a place in the archive.

use std::borrow::Cow;

use crate::lang::Message;
use crate::rule::{Rule, Severity};
use crate::text::Place;

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
}
