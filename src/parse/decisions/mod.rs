//! Which clauses an item's text decides: the recogniser of decisions.
//!
//! Blocks become units (`units`); a unit is a label, a lead ("Gruppen beslutade"), a clause under
//! one of these, or prose, in which sentences are tried one by one (`lead`); what a clause says is
//! read by `clause`. False alarms cost more than misses: where it is open who decided, or when,
//! nothing is taken.

mod clause;
mod lead;
mod subject;
mod units;
mod verbs;

use std::ops::Range;

pub use lead::Meeting;

pub use self::units::marker as list_marker;

use self::lead::Said;
use self::units::{Unit, clause_start};
use super::document::{Block, BlockKind};
use super::vocabulary::{self, Label};
use super::words;
use crate::model::{Class, Due};
use crate::text::{At, Span};

/// A clause as it was read, before it has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// As written, white space collapsed, without list marker and final punctuation.
    pub text: String,
    /// What kind of decision it is.
    pub class: Class,
    /// Who is addressed.
    pub receivers: Vec<At<String>>,
    /// By when.
    pub due: Option<Due>,
    /// The index of the clause that introduces this one.
    pub parent: Option<usize>,
    /// It only introduces others.
    pub introduces: bool,
    /// Where it stands.
    pub span: Span,
}

/// Reads the clauses of an item from its blocks, in document order. `reported` are the spans of
/// `Anmält beslut:` lines and the like, which other code reads: units there are passed over.
pub fn read(blocks: &[Block], meeting: &Meeting<'_>, skip: &[Span]) -> Vec<Clause> {
    read_with_leads(blocks, meeting, skip).0
}

/// The same, and the places of leads ("Gruppen beslutade", "Beslut") that nothing follows.
pub fn read_with_leads(
    blocks: &[Block],
    meeting: &Meeting<'_>,
    skip: &[Span],
) -> (Vec<Clause>, Vec<Span>) {
    let mut gather = Gather {
        meeting,
        clauses: Vec::new(),
        units: 0,
        waiting: None,
        bare: Vec::new(),
        zone: Zone::Prose,
        lead: None,
        stack: Vec::new(),
    };
    for unit in units::split(blocks) {
        let span = unit.span(0..unit.text.len());
        if skip
            .iter()
            .any(|skip| skip.start <= span.start && span.start < skip.end)
        {
            continue;
        }
        gather.units += 1;
        gather.unit(&unit);
    }
    gather.nothing_came();
    let mut bare = std::mem::take(&mut gather.bare);
    // What was decided may stand in a table or a quotation, which nobody reads clauses from.
    bare.retain(|lead| {
        let next = blocks.partition_point(|block| block.span.start <= lead.start);
        !blocks
            .get(next)
            .is_some_and(|block| block.quoted || matches!(block.kind, BlockKind::Row { .. }))
    });
    (gather.finish(), bare)
}

/// What kind of text the units stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    Prose,
    /// Under "Beslut".
    Decision,
    /// Under a label that opens no decision.
    NoDecision,
    /// Under a label that opens what somebody put forward.
    Quoted,
}

/// A lead whose clauses are still coming.
#[derive(Clone, Debug)]
struct Lead {
    /// Clauses so far.
    taken: usize,
    /// It ended in a colon, in `att`, or is a label: what follows need not begin with `att`.
    open: bool,
    /// The class that the lead gives its clauses ("föreslår … besluta:").
    class: Option<Class>,
    /// The receivers that the lead gives its clauses.
    receivers: Vec<At<String>>,
    /// Opened by a label rather than a sentence.
    label: bool,
    /// Only list items, or clauses that begin with `att`, may follow.
    listed_only: bool,
}

struct Gather<'a> {
    meeting: &'a Meeting<'a>,
    clauses: Vec<Clause>,
    zone: Zone,
    lead: Option<Lead>,
    /// Clauses that later ones may stand under: depth and index.
    stack: Vec<(u8, usize)>,
    /// Units so far.
    units: usize,
    /// The lead that no clause has come after yet, and which unit it was.
    waiting: Option<(Span, usize)>,
    /// Leads that no clause came after.
    bare: Vec<Span>,
}

impl Gather<'_> {
    fn unit(&mut self, unit: &Unit<'_>) {
        if let Some((label, rest)) = self.label(unit) {
            self.open_label(unit, label, rest);
            return;
        }
        if self.soft_label(unit) {
            return;
        }
        if unit.heading {
            self.heading(unit);
            return;
        }
        match self.zone {
            Zone::Quoted if self.breaks_out(unit) => self.zone = Zone::Prose,
            Zone::NoDecision if !unit.listed && self.says_something(unit) => {
                self.zone = Zone::Prose;
            }
            Zone::Quoted | Zone::NoDecision => return,
            Zone::Prose | Zone::Decision => {}
        }
        if self.under_lead(unit) {
            return;
        }
        self.prose(unit);
    }

    /// "Medskick till processledarna: se över mallarna".
    fn soft_label(&mut self, unit: &Unit<'_>) -> bool {
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

    /// The label that a unit is. One in front of text on the same line counts only with a colon.
    fn label(&self, unit: &Unit<'_>) -> Option<(Label, usize)> {
        if unit.listed && !unit.text.contains(':') {
            return None;
        }
        if let Some(rest) = self.own_proposal(unit) {
            return Some((Label::Decision, rest));
        }
        let (label, rest) = vocabulary::label(&unit.text)?;
        if label == Label::Decision
            && let Some(owner) = vocabulary::label_owner(&unit.text)
            && self
                .meeting
                .names
                .body(&owner)
                .is_some_and(|code| code != self.meeting.body)
        {
            return Some((Label::Quoted, rest));
        }
        Some((label, rest))
    }

    /// "Kommunstyrelsens förslag till kommunfullmäktige" in the protocol of kommunstyrelsen: what
    /// it decided to propose. Where the clauses begin.
    fn own_proposal(&self, unit: &Unit<'_>) -> Option<usize> {
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
        let higher = ["fullmäktige", "styrelsen", "nämnden", "årsmötet"]
            .iter()
            .any(|group| to.ends_with(group));
        let own = owner.strip_suffix('s').is_some_and(|owner| {
            self.meeting
                .names
                .body(owner)
                .is_some_and(|code| code == self.meeting.body)
        });
        let rest = (line.len() + 1).min(unit.text.len());
        (higher && own && to.split(' ').count() <= 4)
            .then(|| unit.text.len() - unit.text[rest..].trim_start().len())
    }

    fn open_label(&mut self, unit: &Unit<'_>, label: Label, rest: usize) {
        let proposes = label == Label::Decision && self.own_proposal(unit).is_some();
        if label != Label::Decision {
            self.nothing_came();
        }
        self.lead = None;
        self.stack.clear();
        let inline = rest < unit.text.len();
        match label {
            Label::Decision => {
                self.zone = Zone::Decision;
                self.lead = Some(Lead {
                    taken: 0,
                    open: true,
                    class: proposes.then_some(Class::Proposal),
                    receivers: Vec::new(),
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

    fn heading(&mut self, unit: &Unit<'_>) {
        self.zone = Zone::Prose;
        self.lead = None;
        self.stack.clear();
        let text = unit.text.trim();
        let opens = lead::opens(text.trim_end_matches(':'), self.meeting);
        if opens {
            self.open_lead();
            self.wait(unit.span(0..unit.text.len()));
        } else {
            self.nothing_came();
        }
    }

    fn open_lead(&mut self) {
        self.stack.clear();
        self.lead = Some(Lead {
            taken: 0,
            open: true,
            class: None,
            receivers: Vec::new(),
            label: false,
            listed_only: false,
        });
    }

    /// A lead at `span` waits for its clauses. One right before it was its heading.
    fn wait(&mut self, span: Span) {
        if self.waiting.is_some_and(|(_, unit)| unit + 1 < self.units) {
            self.nothing_came();
        }
        self.waiting = Some((span, self.units));
    }

    fn nothing_came(&mut self) {
        self.bare.extend(self.waiting.take().map(|(span, _)| span));
    }

    /// Below a proposal, only this body in the past tense decides again.
    fn breaks_out(&self, unit: &Unit<'_>) -> bool {
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

    fn says_something(&self, unit: &Unit<'_>) -> bool {
        if !vocabulary::may_decide(&words::lower(&unit.text)) {
            return false;
        }
        words::sentences(&unit.text)
            .into_iter()
            .any(|range| lead::read(&unit.text[range], self.meeting).is_some())
    }

    /// Takes a unit as a clause of the open lead. Says whether it was one, or part of one.
    fn under_lead(&mut self, unit: &Unit<'_>) -> bool {
        let Some(lead) = self.lead.clone() else {
            return false;
        };
        let begins = clause_start(&unit.text).is_some();
        if unit.listed {
            if lead.listed_only && !begins && self.stack.is_empty() {
                self.lead = None;
                return false;
            }
            if !begins && !lead.open && lead.taken > 0 && self.stack.is_empty() {
                return false;
            }
            self.listed_clause(unit, begins);
            return true;
        }
        if begins && !unit.text.contains('\n') {
            let end = words::sentences(&unit.text)
                .first()
                .map_or(unit.text.len(), |first| first.end);
            // A clause of several sentences is kept whole only in a list.
            if !is_passive_about_adjusters(&unit.text) {
                self.add(unit, 0..end, None, None);
                return true;
            }
        }
        // "Kommunfullmäktige beslutar" over the clauses of a proposal to it.
        if lead.label && lead.class == Some(Class::Proposal) && asks_to_decide(&unit.text) {
            return true;
        }
        if lead.label && lead.taken == 0 {
            let said = lead::read(first_sentence(&unit.text), self.meeting);
            match said {
                Some(Said::Opens | Said::OpensFor(..) | Said::Clauses(_) | Said::Active { .. }) => {
                    self.prose(unit);
                }
                _ => self.sentences_as_clauses(unit, 0..unit.text.len()),
            }
            return true;
        }
        if lead.label && unit.depth == 0 {
            // Further paragraphs under "Beslut" count when they decide by their form.
            if self.prose_decides(unit) || begins_with_infinitive(&unit.text) {
                if begins_with_infinitive(&unit.text) {
                    self.sentences_as_clauses(unit, 0..unit.text.len());
                } else {
                    self.prose(unit);
                    if self.lead.is_none() {
                        self.lead = Some(Lead {
                            taken: lead.taken + 1,
                            ..lead
                        });
                    }
                }
                return true;
            }
            self.lead = None;
            self.zone = Zone::Prose;
            return false;
        }
        if lead.open && lead.taken == 0 && !lead.listed_only {
            let first = words::sentences(&unit.text)
                .first()
                .cloned()
                .unwrap_or(0..unit.text.len());
            self.add(unit, first, None, None);
            if lead.class.is_none() {
                self.lead = None;
            }
            return true;
        }
        if lead.class.is_some() && self.zone == Zone::Decision && self.prose_decides(unit) {
            let first = words::sentences(&unit.text)
                .first()
                .cloned()
                .unwrap_or(0..unit.text.len());
            self.add(unit, first, None, None);
            return true;
        }
        if unit.depth > 0 && lead.taken > 0 {
            // A further paragraph of a list item.
            return true;
        }
        self.lead = None;
        self.stack.clear();
        false
    }

    fn prose_decides(&self, unit: &Unit<'_>) -> bool {
        lead::read(first_sentence(&unit.text), self.meeting).is_some()
    }

    /// A list item under a lead: a clause, the child of a clause, or only a part of one.
    fn listed_clause(&mut self, unit: &Unit<'_>, begins: bool) {
        while self
            .stack
            .last()
            .is_some_and(|(depth, _)| *depth >= unit.depth)
        {
            self.stack.pop();
        }
        let parent = match self.stack.last() {
            Some(&(depth, index)) => {
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
        self.add(unit, 0..unit.text.len(), parent, None);
    }

    /// Every sentence of a range that stands under a label.
    fn sentences_as_clauses(&mut self, unit: &Unit<'_>, range: Range<usize>) {
        let text = &unit.text[range.clone()];
        for (place, sentence) in words::sentences(text).into_iter().enumerate() {
            let whole = range.start + sentence.start..range.start + sentence.end;
            let sentence_text = &unit.text[whole.clone()];
            match lead::read(sentence_text, self.meeting) {
                Some(Said::Opens) => {
                    self.open_lead();
                    self.wait(unit.span(whole));
                }
                Some(
                    Said::OpensFor(..) | Said::Clauses(_) | Said::Active { .. } | Said::Soft(_),
                ) => {
                    self.sentence(unit, whole);
                }
                Some(Said::Whole) => self.add(unit, whole, None, None),
                None if place == 0 || begins_with_infinitive(sentence_text) => {
                    self.add(unit, whole, None, None);
                }
                None => {}
            }
        }
    }

    /// Prose: each sentence is tried. In a list that nobody introduced as decisions, only a
    /// sentence that says who decided counts.
    fn prose(&mut self, unit: &Unit<'_>) {
        let lowered = words::lower(&unit.text);
        if !vocabulary::may_decide(&lowered) {
            return;
        }
        for range in words::sentences(&unit.text) {
            if !vocabulary::may_decide(&lowered[range.clone()]) {
                self.later_due(unit, range);
                continue;
            }
            let listed = unit.listed && self.zone == Zone::Prose;
            if listed
                && lead::read(&unit.text[range.clone()], self.meeting) == Some(Said::Whole)
                && !self.decides_in_a_list(&unit.text[range.clone()])
            {
                continue;
            }
            let sentence = &unit.text[range.clone()];
            let said =
                lead::read_lowered(sentence, lowered[range.clone()].to_owned(), self.meeting);
            self.said(unit, range, said);
        }
    }

    /// A sentence of a list that nobody introduced: business of the meeting, and in the past tense
    /// also an election or a referral: "a) Till ledamöter valdes N.N. och M.M."
    fn decides_in_a_list(&self, sentence: &str) -> bool {
        match clause::class(sentence) {
            Class::Filing | Class::Procedural => true,
            Class::Election | Class::Referral => {
                let words = words::Words::new(sentence);
                (0..words.len().min(16)).any(|at| {
                    matches!(
                        words.get(at),
                        "valdes"
                            | "omvaldes"
                            | "nyvaldes"
                            | "utsågs"
                            | "bordlades"
                            | "remitterades"
                            | "återremitterades"
                    )
                })
            }
            _ => false,
        }
    }

    fn sentence(&mut self, unit: &Unit<'_>, range: Range<usize>) {
        let said = lead::read(&unit.text[range.clone()], self.meeting);
        self.said(unit, range, said);
    }

    /// Takes what a sentence says.
    fn said(&mut self, unit: &Unit<'_>, range: Range<usize>, said: Option<Said>) {
        let text = &unit.text[range.clone()];
        let at = |inner: Range<usize>| range.start + inner.start..range.start + inner.end;
        match said {
            None => self.later_due(unit, range),
            Some(Said::Opens) => {
                self.open_lead();
                self.wait(unit.span(range.clone()));
            }
            Some(Said::OpensFor(class, receiver)) => {
                self.open_lead();
                let receivers = match receiver {
                    Some(receiver) => vec![self.cell(unit, at(receiver))],
                    None => Vec::new(),
                };
                if let Some(lead) = &mut self.lead {
                    lead.class = Some(class);
                    lead.receivers = receivers;
                }
            }
            Some(Said::Clauses(clauses)) => {
                let colon = text.trim_end().ends_with(':');
                for clause in clauses {
                    self.add(unit, at(clause), None, None);
                }
                self.keep_open_for_att(colon);
            }
            Some(Said::Active { verb, clause }) => {
                let colon = text.trim_end().ends_with(':');
                self.add(unit, at(clause), None, Some(at(verb..text.len())));
                self.keep_open_for_att(colon);
            }
            Some(Said::Soft(clause)) => {
                self.add_as(
                    Some(Class::Soft),
                    unit,
                    at(clause),
                    None,
                    Some(range.clone()),
                );
            }
            Some(Said::Whole) => {
                let colon = text.trim_end().ends_with(':');
                self.add(unit, range.clone(), None, None);
                self.keep_open_for_att(colon);
            }
        }
    }

    /// "Uppdraget redovisas vid nästa möte": the deadline of the assignment just given.
    fn later_due(&mut self, unit: &Unit<'_>, range: Range<usize>) {
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

    /// After a clause in running text, a list of `att` clauses may go on with it.
    fn keep_open_for_att(&mut self, colon: bool) {
        self.lead = Some(Lead {
            taken: 1,
            open: colon,
            class: None,
            receivers: Vec::new(),
            label: false,
            listed_only: true,
        });
    }

    /// Adds a clause; `analysed` is the wider text that tells its class, where there is one.
    fn add(
        &mut self,
        unit: &Unit<'_>,
        range: Range<usize>,
        parent: Option<usize>,
        analysed: Option<Range<usize>>,
    ) {
        self.add_as(None, unit, range, parent, analysed);
    }

    /// The same, of a class that is known already.
    fn add_as(
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
        let introduces = unit.text[range.end..].trim_start().starts_with(':');
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
            clause::receivers(wide_text, class, self.meeting)
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
        }
        let depth = if unit.listed { unit.depth } else { 0 };
        while self.stack.last().is_some_and(|(top, _)| *top >= depth) {
            self.stack.pop();
        }
        self.stack.push((depth, index));
    }

    fn cell(&self, unit: &Unit<'_>, range: Range<usize>) -> At<String> {
        At::new(collapse(&unit.text[range.clone()]), unit.span(range))
    }

    /// A parent without children is a clause of its own; one with children has their class.
    fn finish(mut self) -> Vec<Clause> {
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
}

fn first_sentence(text: &str) -> &str {
    match words::sentences(text).first() {
        Some(range) => &text[range.clone()],
        None => text,
    }
}

/// "Regionstyrelsen beslutar", with nothing after it.
fn asks_to_decide(text: &str) -> bool {
    let words = words::Words::new(text);
    let last = words.get(words.len().saturating_sub(1));
    words.len() <= 6 && matches!(last, "beslutar" | "besluta" | "beslutade" | "beslut")
}

/// "Att jämte ordföranden justera utses N.N.": begins with `att` and is a sentence of its own.
fn is_passive_about_adjusters(text: &str) -> bool {
    let words = words::Words::new(text);
    (1..words.len()).any(|at| matches!(words.get(at), "utses" | "utsågs" | "valdes" | "väljs"))
        && (1..words.len()).any(|at| words.get(at) == "justera")
}

/// Whether `text` begins with an infinitive that clauses begin with, as one without `att` does:
/// "utse N.N. att …", "Välja N.N. till …".
pub fn begins_with_infinitive(text: &str) -> bool {
    let words = words::Words::new(text);
    verbs::infinitive(words.get(0))
}

/// The range without white space and closing punctuation at its ends.
fn without_end(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + slice.len() - slice.trim_start().len();
    let closing = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':');
    let mut trimmed = slice.trim_end_matches(closing);
    // "att godkänna planen, samt": the word that leads on to the next clause.
    for word in [", samt", ", och", " samt"] {
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
