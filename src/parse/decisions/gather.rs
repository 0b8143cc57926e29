//! Units one by one: what each is to the lead and the label above it.

use std::ops::Range;

use super::assigned;
use super::below;
use super::clause;
use super::lead::{self, Meeting, Said};
use super::passive;
use super::receivers;
use super::subject::own_name_at;
use super::units::{Unit, clause_start};
use super::{Clause, begins_with_infinitive};
use crate::model::Class;
use crate::parse::{vocabulary, words};
use crate::text::{At, Span};

/// What kind of text the units stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    Prose,
    /// Under "Beslut".
    Decision,
    /// Under a label that opens no decision.
    NoDecision,
    /// Under a label that opens what somebody put forward.
    Quoted,
}

/// A clause that later ones may stand under.
#[derive(Clone, Copy, Debug)]
pub(super) struct Above {
    /// How deep it stands.
    pub(super) depth: u8,
    /// Its list marker is a number or a letter.
    pub(super) numbered: bool,
    /// Its index.
    pub(super) index: usize,
}

/// A lead whose clauses are still coming.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    /// Clauses so far.
    pub(super) taken: usize,
    /// It ended in a colon, in `att`, or is a label: what follows need not begin with `att`.
    pub(super) open: bool,
    /// The class that the lead gives its clauses ("föreslår … besluta:").
    pub(super) class: Option<Class>,
    /// The receivers that the lead gives its clauses.
    pub(super) receivers: Vec<At<String>>,
    /// The body that a label's proposal is to, in lower case.
    pub(super) asked: Option<String>,
    /// Its place among the proposals.
    pub(super) proposal: Option<usize>,
    /// Opened by a label rather than a sentence.
    pub(super) label: bool,
    /// Only list items, or clauses that begin with `att`, may follow.
    pub(super) listed_only: bool,
}

pub(super) struct Gather<'a> {
    pub(super) meeting: &'a Meeting<'a>,
    pub(super) clauses: Vec<Clause>,
    /// Leads that ask another body to decide, each with the clauses that came under it.
    pub(super) proposals: Vec<(Clause, Vec<usize>)>,
    pub(super) zone: Zone,
    pub(super) lead: Option<Lead>,
    /// Clauses that later ones may stand under.
    pub(super) stack: Vec<Above>,
    /// The clause that what follows it in its own list stands under.
    pub(super) adopts: Option<usize>,
    /// Units so far.
    pub(super) units: usize,
    /// A label opens what was decided: what stands below other labels tells of something else.
    pub(super) labelled: bool,
    /// There is one unit only.
    pub(super) alone: bool,
    /// The lead that no clause has come after yet, and which unit it was.
    pub(super) waiting: Option<(Span, usize)>,
    /// Leads that no clause came after.
    pub(super) bare: Vec<Span>,
}

impl Gather<'_> {
    pub(super) fn unit(&mut self, unit: &Unit<'_>) {
        if self.lead.is_some() && self.is_of_the_page(unit) {
            return;
        }
        if let Some((label, rest)) = self.label(unit) {
            self.open_label(unit, label, rest);
            return;
        }
        if self.soft_label(unit) {
            return;
        }
        // A layout may make a heading of the first clause: "### att godkänna redovisningen".
        let clause = clause_start(&unit.text).is_some() && self.lead.is_some();
        if unit.heading && !clause {
            self.heading(unit);
            return;
        }
        match self.zone {
            Zone::Quoted if self.breaks_out(unit) => self.zone = Zone::Prose,
            Zone::NoDecision if !self.labelled && !unit.listed && self.says_something(unit) => {
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

    /// What a page repeats and an import left in the middle of a list: the body's own name, the
    /// municipality's, a date, the number of the page. No list ends by it.
    fn is_of_the_page(&self, unit: &Unit<'_>) -> bool {
        let text = unit.text.trim_matches(['*', ' ']);
        if unit.listed || text.len() > 90 || text.ends_with([':', '.']) {
            return false;
        }
        let lowered = words::lower(text);
        self.meeting.names.body(text) == Some(self.meeting.body)
            || vocabulary::is_page_line(&lowered)
    }

    pub(super) fn heading(&mut self, unit: &Unit<'_>) {
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
            proposal: None,
            asked: None,
            label: false,
            listed_only: false,
        });
    }

    /// A lead at `span` waits for its clauses. One right before it was its heading.
    pub(super) fn wait(&mut self, span: Span) {
        if self.waiting.is_some_and(|(_, unit)| unit + 1 < self.units) {
            self.nothing_came();
        }
        self.waiting = Some((span, self.units));
    }

    pub(super) fn nothing_came(&mut self) {
        self.bare.extend(self.waiting.take().map(|(span, _)| span));
    }

    /// Takes a unit as a clause of the open lead. Says whether it was one, or part of one.
    fn under_lead(&mut self, unit: &Unit<'_>) -> bool {
        let Some(lead) = self.lead.clone() else {
            return false;
        };
        let begins = clause_start(&unit.text).is_some();
        // "Ordföranden ställer förslagen mot varandra och finner …": how it was decided.
        if !unit.listed && lead.taken == 0 && below::is_course(first_sentence(&unit.text)) {
            self.lead = None;
            return false;
        }
        // "1. Anmälningsärendena läggs till handlingarna." and a plain list: what was filed.
        let filed = self.stack.last().is_some_and(|above| {
            above.numbered && self.clauses[above.index].class == Class::Filing
        });
        if unit.listed && !unit.numbered && !begins && filed {
            return true;
        }
        if unit.listed {
            let under = self
                .stack
                .iter()
                .any(|above| above.depth < unit.depth || self.awaits(*above, unit));
            if lead.listed_only && !begins && !under {
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
                let parent = self.listed_parent();
                let clauses = lead::att_clauses(&unit.text[..end]);
                if clauses.len() > 1 && parent.is_none() {
                    for clause in clauses {
                        self.add(unit, clause, None, None);
                    }
                } else {
                    self.add_and_lead_on(unit, 0..end, parent);
                }
                return true;
            }
        }
        if lead.label && lead.class == Some(Class::Proposal) && self.asks_to_decide(unit) {
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
            // Further paragraphs under "Beslut" count when they decide by their form, and what
            // another body is asked to do when it begins with that body.
            let goes_on = begins_with_infinitive(&unit.text)
                || below::settles_below_label(first_sentence(&unit.text))
                || self.says_itself(first_sentence(&unit.text))
                || lead.asked.as_ref().is_some_and(|asked| {
                    words::lower(&unit.text)
                        .strip_prefix(asked.as_str())
                        .is_some_and(|rest| rest.starts_with(' '))
                });
            if self.prose_decides(unit) || goes_on {
                if goes_on {
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
            if lead.class.is_none() && !goes_on_below(unit) {
                self.lead = None;
            }
            return true;
        }
        // "beslutar att", "förorda den östra sträckningen," and another infinitive below.
        if lead.open && !lead.label && lead.class.is_none() && begins_with_infinitive(&unit.text) {
            self.add(unit, 0..first_sentence(&unit.text).len(), None, None);
            if !goes_on_below(unit) {
                self.lead = None;
            }
            return true;
        }
        // "Kommunstyrelsen beslutar för egen del", below what it proposes to another body.
        let own_lead = matches!(
            lead::read(first_sentence(&unit.text), self.meeting),
            Some(Said::Opens | Said::OpensFor(..))
        );
        if lead.class.is_some()
            && self.zone == Zone::Decision
            && !own_lead
            && self.prose_decides(unit)
        {
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

    /// "Nämnden ser positivt på …": a paragraph below a label in which the body speaks, now.
    fn says_itself(&self, sentence: &str) -> bool {
        let words = words::Words::new(sentence);
        let Some(verb) = own_name_at(&words, 0, self.meeting) else {
            return false;
        };
        let word = words.get(verb);
        (word.ends_with('r') || word.ends_with('s'))
            && !matches!(
                word,
                "är" | "har" | "konstaterar" | "noterar" | "diskuterar"
            )
            && !word.ends_with("des")
    }

    /// "Nämnden begär hos kommunstyrelsen att …", beside what it decided.
    fn asks_itself(&self, sentence: &str) -> bool {
        let words = words::Words::new(sentence);
        own_name_at(&words, 0, self.meeting).is_some_and(|verb| {
            matches!(
                words.get(verb),
                "begär" | "uppmanar" | "förutsätter" | "önskar"
            ) && (verb + 1..words.len()).any(|at| words.get(at) == "att")
        })
    }

    /// "Kommunfullmäktige beslutar" over the clauses of a proposal to it, or "Kommunfullmäktige
    /// beslutar att …" as one of them.
    fn asks_to_decide(&mut self, unit: &Unit<'_>) -> bool {
        let end = words::sentences(&unit.text)
            .first()
            .map_or(unit.text.len(), |first| first.end);
        self.is_asked(unit, 0..end)
    }

    /// The same of a sentence under a label, whatever body it names: the label says whose it is.
    fn is_asked(&mut self, unit: &Unit<'_>, range: Range<usize>) -> bool {
        match below::asked(&unit.text[range.clone()]) {
            Some(Said::Opens) => true,
            Some(Said::Clauses(clauses)) => {
                for clause in clauses {
                    let clause = range.start + clause.start..range.start + clause.end;
                    self.add(unit, clause, None, None);
                }
                true
            }
            _ => false,
        }
    }

    fn prose_decides(&self, unit: &Unit<'_>) -> bool {
        lead::read(first_sentence(&unit.text), self.meeting).is_some()
    }

    /// Every sentence of a range that stands under a label.
    pub(super) fn sentences_as_clauses(&mut self, unit: &Unit<'_>, range: Range<usize>) {
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
                Some(Said::Whole) => self.add_each(unit, whole),
                None if place == 0 && self.is_asked(unit, whole.clone()) => {}
                None if place == 0
                    || begins_with_infinitive(sentence_text)
                    || below::settles_below_label(sentence_text)
                    || self.asks_itself(sentence_text) =>
                {
                    let att = clause_start(sentence_text).is_some()
                        && !is_passive_about_adjusters(sentence_text);
                    if !att {
                        self.add(unit, whole, None, None);
                        continue;
                    }
                    for clause in lead::att_clauses(sentence_text) {
                        let clause = whole.start + clause.start..whole.start + clause.end;
                        self.add(unit, clause, None, None);
                    }
                }
                None => {}
            }
        }
    }

    /// Prose: each sentence is tried. In a list that nobody introduced as decisions, only a
    /// sentence that says who decided counts.
    pub(super) fn prose(&mut self, unit: &Unit<'_>) {
        let lowered = words::lower(&unit.text);
        if !vocabulary::may_decide(&lowered) {
            return;
        }
        let mut elsewhere = false;
        let taken = self.clauses.len();
        for range in words::sentences(&unit.text) {
            // "Från mötet den 2 februari kvarstod … Vid mötet beslutades också": at that one.
            let back = elsewhere && lowered[range.clone()].starts_with("vid mötet ");
            elsewhere |= below::names_another_meeting(&lowered[range.clone()], self.meeting);
            // An item may begin with what somebody was asked to do before.
            let begins = self.units == 1
                && range.start == 0
                && !(self.alone && range.end == unit.text.len());
            if back || begins && assigned::was_assigned(&lowered[range.clone()]) {
                continue;
            }
            if self.clauses.len() > taken
                && (below::settles(&unit.text[range.clone()])
                    || self
                        .clauses
                        .last()
                        .is_some_and(|last| last.class == Class::Election)
                        && below::became(&unit.text[range.clone()]))
            {
                self.add_each(unit, range);
                continue;
            }
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
        let words = words::Words::new(sentence);
        // "Rådet ställer sig bakom detta." says who.
        if own_name_at(&words, 0, self.meeting)
            .is_some_and(|verb| vocabulary::ACTIVE.has(words.get(verb)))
        {
            return true;
        }
        // "Lgh 1207: Ansökan om uthyrning avslogs": a list of cases, each with its outcome.
        if below::case_mark(sentence) > 0
            && (0..words.len()).any(|at| {
                matches!(
                    words.get(at),
                    "beviljades" | "avslogs" | "bifölls" | "godkändes"
                )
            })
        {
            return true;
        }
        match clause::class(sentence) {
            Class::Filing | Class::Procedural => true,
            Class::Assignment | Class::Election | Class::Referral => {
                (0..words.len().min(16)).any(|at| {
                    matches!(
                        words.get(at),
                        "uppdrag"
                            | "uppgift"
                            | "valdes"
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

    pub(super) fn sentence(&mut self, unit: &Unit<'_>, range: Range<usize>) {
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
                self.open_for(unit, range.clone(), class, receiver.map(at));
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
                let mark = if unit.listed {
                    below::case_mark(text)
                } else {
                    0
                };
                self.add_each(unit, range.start + mark..range.end);
                self.keep_open_for_att(colon);
            }
        }
    }

    /// Opens a lead that gives its clauses their class, and whom they are for.
    fn open_for(
        &mut self,
        unit: &Unit<'_>,
        range: Range<usize>,
        class: Class,
        receiver: Option<Range<usize>>,
    ) {
        self.open_lead();
        let receivers = match receiver {
            Some(receiver) => vec![self.cell(unit, receiver)],
            None => Vec::new(),
        };
        let proposal =
            (class == Class::Proposal).then(|| self.proposal(unit, range, receivers.clone()));
        if let Some(lead) = &mut self.lead {
            lead.class = Some(class);
            lead.receivers = receivers;
            lead.proposal = proposal;
        }
    }

    /// Opens a proposal that begins at `range` of a unit.
    pub(super) fn propose(&mut self, unit: &Unit<'_>, range: Range<usize>) {
        let receiver =
            receivers::receivers(&unit.text[range.clone()], Class::Proposal, self.meeting)
                .into_iter()
                .next()
                .map(|found| range.start + found.start..range.start + found.end);
        self.open_for(unit, range, Class::Proposal, receiver);
    }

    /// Adds a sentence, which may be several: "Planen antas och den gamla planen upphävs."
    fn add_each(&mut self, unit: &Unit<'_>, range: Range<usize>) {
        for clause in passive::main_clauses(&unit.text[range.clone()]) {
            self.add(
                unit,
                range.start + clause.start..range.start + clause.end,
                None,
                None,
            );
        }
    }

    /// After a clause in running text, a list of `att` clauses may go on with it.
    fn keep_open_for_att(&mut self, colon: bool) {
        self.lead = Some(Lead {
            taken: 1,
            open: colon,
            class: None,
            receivers: Vec::new(),
            proposal: None,
            asked: None,
            label: false,
            listed_only: true,
        });
    }
}

/// Whether a clause on a line of its own ends so that another one follows: "förorda planen,".
fn goes_on_below(unit: &Unit<'_>) -> bool {
    let text = unit.text.trim_end();
    begins_with_infinitive(text)
        && (text.ends_with([',', ';']) || text.ends_with(" samt") || text.ends_with(" och"))
}

pub(super) fn first_sentence(text: &str) -> &str {
    match words::sentences(text).first() {
        Some(range) => &text[range.clone()],
        None => text,
    }
}

/// "Att jämte ordföranden justera utses N.N.": begins with `att` and is a sentence of its own.
fn is_passive_about_adjusters(text: &str) -> bool {
    let words = words::Words::new(text);
    (1..words.len()).any(|at| matches!(words.get(at), "utses" | "utsågs" | "valdes" | "väljs"))
        && (1..words.len()).any(|at| words.get(at) == "justera")
}
