//! Labels and what stands below them: decisions, or what somebody else put forward.

use super::gather::{Gather, Lead, Zone, first_sentence};
use super::lead;
use super::subject::{is_group, own_name_at};
use super::units::Unit;
use crate::model::Class;
use crate::parse::vocabulary::{self, Label};
use crate::parse::words;

impl Gather<'_> {
    /// The label that a unit is. One in front of text on the same line counts only with a colon.
    pub(super) fn label(&self, unit: &Unit<'_>) -> Option<(Label, usize)> {
        if unit.listed && !unit.text.contains(':') {
            return None;
        }
        if let Some((_, rest)) = self.own_proposal(unit) {
            return Some((Label::Decision, rest));
        }
        if let Some(place) = vocabulary::label_place(&unit.text)
            && !unit.text.trim_end().ends_with('.')
        {
            let words = words::Words::new(&place);
            let rest = unit.text.split(':').next().map_or(0, str::len) + 1;
            let rest = rest.min(unit.text.len());
            let rest = unit.text.len() - unit.text[rest..].trim_start().len();
            if own_name_at(&words, 0, self.meeting) == Some(words.len()) {
                return Some((Label::Decision, rest));
            }
            if is_group(words.get(words.len().saturating_sub(1))) {
                return Some((Label::Quoted, rest));
            }
        }
        let (label, rest) = vocabulary::label(&unit.text)?;
        if label == Label::Decision
            && let Some(owner) = vocabulary::label_owner(&unit.text)
            && self.is_anothers(&owner)
        {
            return Some((Label::Quoted, rest));
        }
        Some((label, rest))
    }

    /// Whether the owner of a label, in the genitive, is another body than the one that meets.
    fn is_anothers(&self, owner: &str) -> bool {
        let names = self.meeting.names;
        if let Some(code) = names.body(owner) {
            return code != self.meeting.body;
        }
        // A compound such as "kommunstyrelsen" is another body, where the own one has such a name.
        let own = names.of_body(self.meeting.body);
        let compound = |name: &str| {
            let last = name.rsplit(' ').next().unwrap_or("");
            is_group(last) && !vocabulary::GROUP_ENDINGS.contains(&last)
        };
        let owner = owner.strip_suffix('s').unwrap_or(owner);
        let part_of_own = |name: &String| name.split(' ').any(|word| word == owner);
        !own.iter().any(part_of_own)
            && compound(owner)
            && own.iter().any(|name| compound(name))
            && own_name_at(&words::Words::new(owner), 0, self.meeting).is_none()
    }

    /// "Kommunstyrelsens förslag till kommunfullmäktige" in the protocol of kommunstyrelsen: what
    /// it decided to propose. To whom, and where the clauses begin.
    fn own_proposal(&self, unit: &Unit<'_>) -> Option<(String, usize)> {
        let line = unit.text.split(':').next().unwrap_or("");
        if line.len() > 120 {
            return None;
        }
        let lowered = words::lower(line.trim());
        let (owner, to) = lowered.split_once(" förslag till ")?;
        let to = to
            .trim_start_matches("beslut i ")
            .trim_start_matches("beslut av ")
            .trim_start_matches("beslut för ")
            .trim_start_matches("beslut till ");
        let higher = vocabulary::DECIDES_ON_PROPOSALS
            .iter()
            .any(|group| to.ends_with(group));
        let own = owner.strip_suffix('s').is_some_and(|owner| {
            self.meeting
                .names
                .body(owner)
                .is_some_and(|code| code == self.meeting.body)
        });
        let rest = (line.len() + 1).min(unit.text.len());
        (higher && own && to.split(' ').count() <= 4).then(|| {
            let begins = unit.text.len() - unit.text[rest..].trim_start().len();
            (to.to_owned(), begins)
        })
    }

    pub(super) fn open_label(&mut self, unit: &Unit<'_>, label: Label, rest: usize) {
        let asked = match label {
            Label::Decision => self.own_proposal(unit).map(|(asked, _)| asked),
            _ => None,
        };
        if label != Label::Decision {
            self.nothing_came();
        }
        self.lead = None;
        self.stack.clear();
        let inline = rest < unit.text.len();
        match label {
            Label::Decision => {
                self.zone = Zone::Decision;
                let proposal = asked
                    .is_some()
                    .then(|| self.proposal(unit, 0..rest, Vec::new()));
                self.lead = Some(Lead {
                    taken: 0,
                    open: true,
                    class: proposal.map(|_| Class::Proposal),
                    receivers: Vec::new(),
                    proposal,
                    asked,
                    label: true,
                    listed_only: false,
                });
                // "Sekreteraren gick igenom dagens beslut." ends as a label does.
                if !unit.text.ends_with('.') {
                    self.wait(unit.span(0..unit.text.len()));
                }
                if inline {
                    self.sentences_as_clauses(unit, rest..unit.text.len());
                }
            }
            // "Yrkande: N.N. yrkar att …" on one line says nothing of what comes after it.
            Label::NoDecision | Label::Quoted if inline => {
                self.zone = Zone::Prose;
                if label == Label::Quoted && unit.text.trim_end().ends_with(':') {
                    self.zone = Zone::Quoted;
                }
            }
            Label::NoDecision => self.zone = Zone::NoDecision,
            Label::Quoted => self.zone = Zone::Quoted,
        }
    }

    /// "Medskick till processledarna: se över mallarna".
    pub(super) fn soft_label(&mut self, unit: &Unit<'_>) -> bool {
        let lowered = words::lower(&unit.text);
        let (true, Some(colon)) = (lowered.starts_with("medskick till "), unit.text.find(':'))
        else {
            return false;
        };
        if unit.text[colon + 1..].trim().is_empty() {
            return false;
        }
        self.lead = None;
        self.add_as(
            Some(Class::Soft),
            unit,
            colon + 1..unit.text.len(),
            None,
            Some(0..unit.text.len()),
        );
        true
    }

    /// Below a proposal, only this body in the past tense decides again.
    pub(super) fn breaks_out(&self, unit: &Unit<'_>) -> bool {
        if unit.listed {
            return false;
        }
        let sentence = first_sentence(&unit.text);
        let words = words::Words::new(sentence);
        let past = (0..words.len().min(20)).any(|at| {
            matches!(
                words.get(at),
                "beslutade" | "beslöt" | "beslutades" | "beslöts" | "enades"
            )
        });
        past && lead::read(sentence, self.meeting).is_some()
    }

    pub(super) fn says_something(&self, unit: &Unit<'_>) -> bool {
        if !vocabulary::may_decide(&words::lower(&unit.text)) {
            return false;
        }
        words::sentences(&unit.text)
            .into_iter()
            .any(|range| lead::read(&unit.text[range], self.meeting).is_some())
    }
}
