//! Recommendations and what became of them: every party that a clause advises answers for itself,
//! in `huvudmannasvar/` or through an item with `Svar på:`.

mod reading;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::archive::{Archive, ProtocolFile};
use crate::lang;
use crate::model::{Answer, AnswerKind, AnswerRegister, DataLine, Decision, Item, Party};
use crate::text::Place;

/// The recommendations of the protocols up to a day, with the answers given up to that day.
///
/// An answer without a date is taken as given: nothing says that it came later.
#[derive(Debug)]
pub struct Recommendations<'a> {
    /// The last day whose meetings and answers count.
    pub as_of: NaiveDate,
    /// Oldest meeting first, then in document order.
    pub all: Vec<Recommendation<'a>>,
    /// Answers that reach no recommendation or no party, registers first.
    pub astray: Vec<AstrayAnswer<'a>>,
    by_id: HashMap<&'a str, usize>,
}

impl<'a> Recommendations<'a> {
    /// Reads the meetings of `archive` and the answers, up to and with `as_of`. Linear in the
    /// archive.
    pub fn new(archive: &'a Archive, as_of: NaiveDate) -> Recommendations<'a> {
        reading::read(archive, as_of)
    }

    /// The recommendation with exactly this id.
    pub fn find(&self, id: &str) -> Option<&Recommendation<'a>> {
        self.by_id.get(id).map(|&at| &self.all[at])
    }
}

/// A clause that advises the parties.
#[derive(Debug)]
pub struct Recommendation<'a> {
    /// The protocol that it stands in.
    pub file: &'a ProtocolFile,
    /// Its item.
    pub item: &'a Item,
    /// The clause.
    pub decision: &'a Decision,
    /// The day of the meeting.
    pub date: NaiveDate,
    /// The parties that it speaks to, of the meeting's day, in the order of the agreement; none
    /// where its words leave that open and nobody keeps a register of the answers.
    pub asked: Arc<[&'a Party]>,
    /// The files of answers to it.
    pub registers: Vec<&'a AnswerRegister>,
    /// The first item that answers without saying for whom.
    pub report: Option<Reply<'a>>,
    /// The last day that counts.
    as_of: NaiveDate,
    /// Where the item stands in its protocol.
    place: usize,
    /// The answers of each party, as read, by canonical name.
    replies: HashMap<&'a str, Vec<Reply<'a>>>,
}

impl<'a> Recommendation<'a> {
    /// Its id.
    pub fn id(&self) -> &'a str {
        &self.decision.id.0
    }

    /// By when the answers are wanted, where the words give a day.
    pub fn due(&self) -> Option<NaiveDate> {
        self.decision.due.as_ref().and_then(|due| due.date)
    }

    /// The title of its matter; of its item, where no matter is named.
    pub fn matter(&self) -> &'a str {
        let item = self.item;
        item.matter
            .as_ref()
            .map_or(&item.title.value, |matter| &matter.value)
    }

    /// All answers of a party, as read: registers first, then items by day.
    pub fn replies(&self, party: &str) -> &[Reply<'a>] {
        self.replies.get(party).map_or(&[], Vec::as_slice)
    }

    /// The answer of a party that holds: what says something before what only says that there is
    /// an answer, then the later. Where nobody keeps a register, an item that answers without
    /// saying for whom answers for those who were asked.
    pub fn reply(&self, party: &str) -> Option<&Reply<'a>> {
        let own = self.replies(party).iter();
        // Of several equal ones the last read holds.
        let own = own.max_by_key(|reply| (reply.kind.is_some(), reply.date));
        own.or_else(|| {
            let mut asked = self.asked.iter();
            self.for_all()
                .filter(|_| asked.any(|asked| asked.name.value == party))
        })
    }

    /// The item that answers for all that were asked.
    fn for_all(&self) -> Option<&Reply<'a>> {
        let keeps_no_list = self.registers.is_empty();
        self.report.as_ref().filter(|_| keeps_no_list)
    }

    /// Each party that was asked, in the order of the agreement, then those who answered unasked,
    /// by name.
    pub fn standings(&self) -> impl Iterator<Item = Standing<'a, '_>> {
        let mut waiting: Vec<&'a str> = self.replies.keys().copied().collect();
        if !waiting.is_empty() {
            let asked: HashSet<&str> = self
                .asked
                .iter()
                .map(|party| party.name.value.as_str())
                .collect();
            waiting.retain(|name| !asked.contains(name));
            waiting.sort_by_cached_key(|name| lang::sort_key(name));
        }
        let report = self.for_all();
        let own = |name: &'a str, asked: bool, report| {
            let replies = self.replies(name);
            let reply = match replies.is_empty() {
                true => report,
                false => self.reply(name),
            };
            Standing {
                party: name,
                asked,
                reply,
                disputed: disputed(replies),
                late: asked && reply.is_none() && self.is_past_due(),
            }
        };
        let asked = self
            .asked
            .iter()
            .map(move |party| own(&party.name.value, true, report));
        asked.chain(waiting.into_iter().map(move |name| own(name, false, None)))
    }

    /// Those asked who have not answered, in the order of the agreement.
    pub fn missing(&self) -> impl Iterator<Item = &'a Party> + '_ {
        let all_answered = self.for_all().is_some();
        self.asked
            .iter()
            .filter(move |party| !all_answered && self.replies(&party.name.value).is_empty())
            .copied()
    }

    /// How many parties stand how; those who answered unasked count as answers.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            asked: self.asked.len(),
            ..Counts::default()
        };
        // Most of what is hostile has no answer, and must not cost its product with the parties.
        if self.replies.is_empty() {
            match self.for_all().is_some() {
                true => counts.unsaid = counts.asked,
                false => counts.missing = counts.asked,
            }
            return counts;
        }
        for standing in self.standings() {
            *match standing.outcome() {
                Outcome::Adopted => &mut counts.adopted,
                Outcome::AdoptedWithChanges => &mut counts.adopted_with_changes,
                Outcome::Declined => &mut counts.declined,
                Outcome::Unsaid => &mut counts.unsaid,
                Outcome::Missing => &mut counts.missing,
            } += 1;
        }
        counts
    }

    /// How far it has come, on the register's day.
    pub fn state(&self) -> Adoption {
        let counts = self.counts();
        match counts.missing {
            0 if counts.answers() == 0 => Adoption::Unaddressed,
            0 => Adoption::Answered,
            _ if self.is_past_due() => Adoption::Overdue,
            _ => Adoption::Open,
        }
    }

    /// Whether its last day has passed.
    pub fn is_past_due(&self) -> bool {
        self.due().is_some_and(|due| due < self.as_of)
    }
}

/// Whether two of a party's answers say different things.
fn disputed(replies: &[Reply<'_>]) -> bool {
    let mut kinds = replies.iter().filter_map(|reply| reply.kind);
    let first = kinds.next();
    kinds.any(|kind| Some(kind) != first)
}

/// One party and one recommendation.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a, 'r> {
    /// The canonical name.
    pub party: &'a str,
    /// Whether the recommendation speaks to it.
    pub asked: bool,
    /// The answer that holds.
    pub reply: Option<&'r Reply<'a>>,
    /// Whether it has also given another answer.
    pub disputed: bool,
    /// Asked, not answered, and the last day has passed.
    pub late: bool,
}

impl Standing<'_, '_> {
    /// What the party has decided.
    pub fn outcome(&self) -> Outcome {
        self.reply.map_or(Outcome::Missing, Reply::outcome)
    }
}

/// What a party has decided on a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It adopted it.
    Adopted,
    /// It adopted it in other words.
    AdoptedWithChanges,
    /// It said no.
    Declined,
    /// It answered, and the archive doesn't say what.
    Unsaid,
    /// There is no answer.
    Missing,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 5] = [
        Outcome::Adopted,
        Outcome::AdoptedWithChanges,
        Outcome::Declined,
        Outcome::Unsaid,
        Outcome::Missing,
    ];

    /// The word in both languages; the English one is for machines too.
    pub const fn text(self) -> lang::Text {
        match self {
            Outcome::Adopted => AnswerKind::Adopted.text(),
            Outcome::AdoptedWithChanges => AnswerKind::AdoptedWithChanges.text(),
            Outcome::Declined => AnswerKind::Declined.text(),
            Outcome::Unsaid => lang::Text::new("besvarad", "answered"),
            Outcome::Missing => lang::Text::new("saknas", "missing"),
        }
    }
}

/// How many parties stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those it speaks to.
    pub asked: usize,
    /// [`Outcome::Adopted`].
    pub adopted: usize,
    /// [`Outcome::AdoptedWithChanges`].
    pub adopted_with_changes: usize,
    /// [`Outcome::Declined`].
    pub declined: usize,
    /// [`Outcome::Unsaid`].
    pub unsaid: usize,
    /// [`Outcome::Missing`].
    pub missing: usize,
}

impl Counts {
    /// Those who have answered, whatever they said.
    pub fn answers(&self) -> usize {
        self.adopted + self.adopted_with_changes + self.declined + self.unsaid
    }
}

/// How far a recommendation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Adoption {
    /// Some party hasn't answered.
    Open,
    /// Some party hasn't answered, and the last day has passed.
    Overdue,
    /// Everybody asked has answered.
    Answered,
    /// Its words don't say who is to answer, and nobody has.
    Unaddressed,
}

impl Adoption {
    /// Every state.
    pub const ALL: [Adoption; 4] = [
        Adoption::Open,
        Adoption::Overdue,
        Adoption::Answered,
        Adoption::Unaddressed,
    ];

    /// The word in both languages; the English one is for machines too.
    pub const fn text(self) -> lang::Text {
        match self {
            Adoption::Open => lang::Text::new("väntar", "open"),
            Adoption::Overdue => lang::Text::new("försenad", "overdue"),
            Adoption::Answered => lang::Text::new("besvarad", "answered"),
            Adoption::Unaddressed => lang::Text::new("utan mottagare", "unaddressed"),
        }
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply<'a> {
    /// What was decided; `None` where the item that tells of the answer doesn't say.
    pub kind: Option<AnswerKind>,
    /// When the party decided; for an item that doesn't say, the day of its meeting.
    pub date: Option<NaiveDate>,
    /// The party's registry number.
    pub reference: Option<&'a str>,
    /// Where the decision can be read.
    pub link: Option<&'a str>,
    /// Where the answer stands.
    pub source: ReplySource<'a>,
}

impl Reply<'_> {
    /// What it says.
    pub fn outcome(&self) -> Outcome {
        match self.kind {
            None => Outcome::Unsaid,
            Some(AnswerKind::Adopted) => Outcome::Adopted,
            Some(AnswerKind::AdoptedWithChanges) => Outcome::AdoptedWithChanges,
            Some(AnswerKind::Declined) => Outcome::Declined,
        }
    }
}

/// Where an answer stands.
#[derive(Clone, Copy, Debug)]
pub enum ReplySource<'a> {
    /// A row of `huvudmannasvar/`.
    Row(&'a AnswerRegister, &'a Answer),
    /// A line `Svar på:`.
    Item(&'a ProtocolFile, &'a Item, &'a DataLine),
}

impl ReplySource<'_> {
    /// The row, or the line.
    pub fn place(&self) -> Place {
        match self {
            ReplySource::Row(register, row) => Place {
                path: register.path.clone(),
                span: row.span,
            },
            ReplySource::Item(file, _, line) => Place {
                path: file.source.path.clone(),
                span: line.value.span,
            },
        }
    }
}

/// An answer that has no effect.
#[derive(Clone, Debug)]
pub struct AstrayAnswer<'a> {
    /// The protocol that it stands in; `None` for a row of `huvudmannasvar/`.
    pub file: Option<&'a ProtocolFile>,
    /// Where it stands.
    pub place: Place,
    /// What it names: the id meant, what stands where an id should, or the party.
    pub named: String,
    /// Why it has none.
    pub why: WhyAstray,
}

/// Why an answer has no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyAstray {
    /// No id can be read.
    Unreadable,
    /// No such protocol, item or clause.
    Unknown,
    /// There is such a thing, and it recommends nothing.
    NoRecommendation,
    /// It stands before the recommendation, or in the same item.
    TooEarly,
    /// No party of that name.
    UnknownParty,
}

#[cfg(test)]
mod tests;
