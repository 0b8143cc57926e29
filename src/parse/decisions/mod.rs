//! Which clauses an item's text decides: the recogniser of decisions.
//!
//! Blocks become units (`units`); a unit is a label, a lead ("Gruppen beslutade"), a clause under
//! one of these, or prose, in which sentences are tried one by one (`lead`); what a clause says is
//! read by `clause`. False alarms cost more than misses: where it is open who decided, or when,
//! nothing is taken.

mod active;
mod agreed;
mod assigned;
mod below;
mod clause;
mod gather;
mod labels;
mod lead;
mod passive;
mod receivers;
mod subject;
mod tree;
mod units;
mod verbs;

pub use lead::Meeting;

pub use self::units::marker as list_marker;

use self::gather::{Gather, Zone};
use super::document::{Block, BlockKind};
use super::vocabulary::Label;
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
        proposals: Vec::new(),
        units: 0,
        alone: false,
        labelled: false,
        waiting: None,
        bare: Vec::new(),
        zone: Zone::Prose,
        lead: None,
        stack: Vec::new(),
        adopts: None,
    };
    let units = units::split(blocks);
    gather.alone = units.len() == 1;
    gather.labelled = units
        .iter()
        .any(|unit| matches!(gather.label(unit), Some((Label::Decision, _))));
    for unit in units {
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

/// Whether `text` begins with an infinitive that clauses begin with, as one without `att` does:
/// "utse N.N. att …", "Välja N.N. till …".
pub fn begins_with_infinitive(text: &str) -> bool {
    let words = words::Words::new(text);
    verbs::infinitive(words.get(0))
}
