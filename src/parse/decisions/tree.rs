//! Clauses as they are taken, one under another.

use std::ops::Range;

use super::Clause;
use super::clause;
use super::gather::{Above, Gather};
use super::receivers;
use super::units::Unit;
use crate::model::{Class, Due};
use crate::parse::words;
use crate::text::At;

impl Gather<'_> {
    /// Adds a clause; `analysed` is the wider text that tells its class, where there is one.
    pub(super) fn add(
        &mut self,
        unit: &Unit<'_>,
        range: Range<usize>,
        parent: Option<usize>,
        analysed: Option<Range<usize>>,
    ) {
        self.add_as(None, unit, range, parent, analysed);
    }

    /// The same, of a class that is known already.
    pub(super) fn add_as(
        &mut self,
        known: Option<Class>,
        unit: &Unit<'_>,
        range: Range<usize>,
        parent: Option<usize>,
        analysed: Option<Range<usize>>,
    ) {
        let range = without_end(&unit.text, range);
        if range.is_empty() {
            return;
        }
        let raw = &unit.text[range.clone()];
        let wide = analysed.map_or(range.clone(), |wide| without_end(&unit.text, wide));
        let wide_text = &unit.text[wide.clone()];
        let lead = self.lead.as_ref();
        let lead_class = lead.and_then(|lead| lead.class);
        let introduces = unit.text[range.end..].trim_start().starts_with(':')
            || leads_on(&unit.text[range.clone()]);
        let parent_class = parent.map(|parent| self.clauses[parent].class);
        let class = lead_class.or(parent_class.filter(|class| {
            matches!(
                class,
                Class::Assignment | Class::Recommendation | Class::Proposal
            )
        }));
        let class = known.or(class).unwrap_or_else(|| clause::class(wide_text));
        let mut receivers: Vec<At<String>> = if let (Some(_), Some(lead)) = (lead_class, lead) {
            lead.receivers.clone()
        } else {
            receivers::receivers(wide_text, class, self.meeting)
                .into_iter()
                .map(|found| self.cell(unit, wide.start + found.start..wide.start + found.end))
                .collect()
        };
        if receivers.is_empty()
            && let Some(parent) = parent
        {
            receivers = self.clauses[parent].receivers.clone();
        }
        let due = clause::due(raw, class, self.meeting)
            .map(|(date, found)| Due {
                date,
                text: collapse(&raw[found.clone()]),
                span: unit.span(range.start + found.start..range.start + found.end),
            })
            .or_else(|| parent.and_then(|parent| self.clauses[parent].due.clone()));
        self.waiting = None;
        let index = self.clauses.len();
        self.clauses.push(Clause {
            text: collapse(raw),
            class,
            receivers,
            due,
            parent,
            introduces,
            span: unit.span(range),
        });
        if let Some(lead) = &mut self.lead {
            lead.taken += 1;
            if let (Some(proposal), None) = (lead.proposal, parent) {
                self.proposals[proposal].1.push(index);
            }
        }
        let depth = if unit.listed { unit.depth } else { 0 };
        while self.stack.last().is_some_and(|above| above.depth >= depth) {
            self.stack.pop();
        }
        self.stack.push(Above {
            depth,
            numbered: unit.numbered,
            index,
        });
    }

    pub(super) fn cell(&self, unit: &Unit<'_>, range: Range<usize>) -> At<String> {
        At::new(collapse(&unit.text[range.clone()]), unit.span(range))
    }

    /// A lead such as "Nämnden föreslår fullmäktige besluta:", kept in case it introduces several.
    pub(super) fn proposal(
        &mut self,
        unit: &Unit<'_>,
        range: Range<usize>,
        receivers: Vec<At<String>>,
    ) -> usize {
        let range = without_end(&unit.text, range);
        let lead = Clause {
            text: collapse(&unit.text[range.clone()]),
            class: Class::Proposal,
            receivers,
            due: None,
            parent: None,
            introduces: true,
            span: unit.span(range),
        };
        self.proposals.push((lead, Vec::new()));
        self.proposals.len() - 1
    }

    /// Puts each lead that introduces several clauses before them, as their parent: what another
    /// body is asked to decide is one proposal, of two clauses. One that introduces a single clause
    /// says nothing that the clause doesn't.
    fn proposals_of_several(&mut self) {
        let mut proposals = std::mem::take(&mut self.proposals);
        proposals.retain(|(_, under)| under.len() > 1);
        if proposals.is_empty() {
            return;
        }
        // Which lead begins at a clause, and which it stands under.
        let mut begins = vec![None; self.clauses.len()];
        let mut under_lead = vec![None; self.clauses.len()];
        for (lead, under) in proposals {
            begins[under[0]] = Some(lead);
            for &index in &under {
                under_lead[index] = Some(under[0]);
            }
        }
        let mut moved = Vec::with_capacity(self.clauses.len());
        for (index, clause) in std::mem::take(&mut self.clauses).into_iter().enumerate() {
            self.clauses.extend(begins[index].take());
            moved.push(self.clauses.len());
            let parent = match under_lead[index] {
                Some(first) => Some(moved[first] - 1),
                None => clause.parent.map(|parent: usize| moved[parent]),
            };
            self.clauses.push(Clause { parent, ..clause });
        }
    }

    /// A parent without children is a clause of its own; one with children has their class.
    pub(super) fn finish(mut self) -> Vec<Clause> {
        self.proposals_of_several();
        let mut children: Vec<Option<Class>> = vec![None; self.clauses.len()];
        for clause in &self.clauses {
            if let Some(parent) = clause.parent {
                children[parent].get_or_insert(clause.class);
            }
        }
        for (clause, children) in self.clauses.iter_mut().zip(children) {
            clause.introduces = children.is_some();
            if let Some(class) = children {
                clause.class = class;
            }
        }
        self.clauses
    }

    /// "Uppdraget redovisas vid nästa möte": the deadline of the assignment just given.
    pub(super) fn later_due(&mut self, unit: &Unit<'_>, range: Range<usize>) {
        let text = &unit.text[range.clone()];
        let lowered = words::lower(text);
        let it = [
            "det redovisas",
            "det ska redovisas",
            "resultatet redovisas",
            "detta redovisas",
        ];
        let about_it = lowered.starts_with("uppdraget ")
            || it.iter().any(|start| lowered.starts_with(start))
                && words::lower(&unit.text).contains("uppdraget");
        if !about_it {
            return;
        }
        let Some(last) = self.clauses.last_mut() else {
            return;
        };
        if last.class != Class::Assignment || last.due.is_some() {
            return;
        }
        last.due = clause::due(text, last.class, self.meeting).map(|(date, found)| Due {
            date,
            text: collapse(&text[found.clone()]),
            span: unit.span(range.start + found.start..range.start + found.end),
        });
    }

    /// A list item under a lead: a clause, the child of a clause, or only a part of one.
    pub(super) fn listed_clause(&mut self, unit: &Unit<'_>, begins: bool) {
        while let Some(above) = self.stack.last()
            && above.depth >= unit.depth
        {
            if above.depth == unit.depth && self.awaits(*above, unit) {
                self.adopts = Some(above.index);
                break;
            }
            self.stack.pop();
        }
        let mut unit = unit.clone();
        let parent = match self.stack.last() {
            Some(&Above { depth, index, .. }) => {
                unit.depth = unit.depth.max(depth + 1);
                let introduces = self.clauses[index].introduces;
                let nested = depth > 0 && begins;
                if introduces && (begins || self.clauses[index].class == Class::Assignment)
                    || nested
                {
                    Some(index)
                } else {
                    // An enumeration within a clause.
                    return;
                }
            }
            None => None,
        };
        if let Some(index) = parent {
            self.clauses[index].introduces = true;
        }
        self.add_and_lead_on(&unit, 0..unit.text.len(), parent);
    }

    /// Adds a clause, and opens the lead that it may end in: "att avge årsredovisningen samt föreslår
    /// fullmäktige besluta".
    pub(super) fn add_and_lead_on(
        &mut self,
        unit: &Unit<'_>,
        range: Range<usize>,
        parent: Option<usize>,
    ) {
        let lead = parent
            .is_none()
            .then(|| tail_lead(&unit.text[range.clone()]));
        let Some((clause, lead)) = lead.flatten() else {
            self.add(unit, range, parent, None);
            return;
        };
        let at = |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
        self.add(unit, at(clause), None, None);
        self.propose(unit, at(lead));
    }

    /// The listed clause that introduces what comes now, though it isn't listed itself.
    pub(super) fn listed_parent(&self) -> Option<usize> {
        let above = self.stack.iter().rev().find(|above| above.depth > 0)?;
        let last = self.clauses.len().checked_sub(1)?;
        let clause = &self.clauses[above.index];
        (clause.introduces
            && (above.index == last || self.clauses[last].parent == Some(above.index)))
        .then_some(above.index)
    }

    /// Whether a clause of the same list waits for `unit`: what it introduces is all that follows,
    /// up to the next number where it has one itself.
    pub(super) fn awaits(&self, above: Above, unit: &Unit<'_>) -> bool {
        let clause = &self.clauses[above.index];
        let childless = above.index + 1 == self.clauses.len();
        clause.introduces
            && clause.class == Class::Assignment
            && !(above.numbered && unit.numbered)
            && (childless || self.adopts == Some(above.index))
    }
}

/// A clause with a lead after it for what comes next, as ranges of both: "att avge årsredovisningen
/// samt föreslår fullmäktige besluta".
fn tail_lead(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let words = words::Words::new(text);
    let last = words.len().checked_sub(1)?;
    let last = last.checked_sub(usize::from(words.get(last) == "att"))?;
    if words.get(last) != "besluta" {
        return None;
    }
    let joint = (2..last).rev().find(|&at| {
        matches!(words.get(at), "samt" | "och" | "dels")
            && (at + 1..at + 3).any(|i| words.get(i).starts_with("föreslå"))
    })?;
    Some((0..words.end(joint - 1), words.start(joint + 1)..text.len()))
}

/// "att uppdra åt X att": what X is to do comes after it.
fn leads_on(text: &str) -> bool {
    text.len() > 4 && text.ends_with(" att")
}

/// The range without white space and closing punctuation at its ends.
fn without_end(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + slice.len() - slice.trim_start().len();
    let closing = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':');
    let mut trimmed = slice.trim_end_matches(closing);
    // "Stämman fastställde röstlängden, se bilaga 1": where it is to be read.
    if let Some(comma) = trimmed.rfind(", se bilaga")
        && trimmed[comma + 2..].split(' ').count() <= 3
    {
        trimmed = &trimmed[..comma];
    }
    // "att godkänna planen, samt": the word that leads on to the next clause.
    for word in [", samt", ", och", " samt", " och"] {
        if let Some(kept) = trimmed.strip_suffix(word) {
            trimmed = kept.trim_end_matches(closing);
        }
    }
    // "m.m." and the like keep theirs.
    let keeps = [" m.m", " etc", " dyl", " osv", " m.fl"]
        .iter()
        .any(|short| trimmed.ends_with(short));
    let end =
        range.start + trimmed.len() + usize::from(keeps && slice[trimmed.len()..].starts_with('.'));
    start..end.max(start)
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
