//! Reads the recommendations, and the answers to them.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{AstrayAnswer, Recommendation, Recommendations, Reply, ReplySource, WhyAstray};
use crate::archive::register::addressed::Audience;
use crate::archive::register::reference::{Named, references};
use crate::archive::register::reply::{self, Whose};
use crate::archive::register::{Dated, counted};
use crate::archive::{Archive, ProtocolFile};
use crate::model::{AnswerRegister, Class, DataLine, DataLineKind};
use crate::parse::names::Names;
use crate::parse::references as ids;
use crate::text::Place;

/// The recommendations of the meetings up to and with `as_of`, and what became of them.
pub(super) fn read(archive: &Archive, as_of: NaiveDate) -> Recommendations<'_> {
    let files = counted(archive, as_of);
    let mut reading = Reading::new(archive, &files, as_of);
    for register in &archive.registers {
        reading.register(register);
    }
    for dated in &files {
        for (at, item) in dated.file.protocol.items.iter().enumerate() {
            for line in &item.data {
                if line.kind == DataLineKind::Answers {
                    reading.line(*dated, at, line);
                }
            }
        }
    }
    reading.finish()
}

/// How many recommendations one answer is to at most: more clauses than an item has. What people
/// write must not cost a square.
const MEANT_MAX: usize = 24;

/// The register while it is read.
struct Reading<'a> {
    archive: &'a Archive,
    as_of: NaiveDate,
    all: Vec<Recommendation<'a>>,
    astray: Vec<AstrayAnswer<'a>>,
    by_id: HashMap<&'a str, usize>,
    /// Protocol and key of an item → its recommendations.
    by_item: HashMap<(&'a str, &'a str), Vec<usize>>,
    /// Ids of clauses that only introduce others → the recommendations right below.
    children: HashMap<&'a str, Vec<usize>>,
    protocols: HashMap<&'a str, &'a ProtocolFile>,
}

impl<'a> Reading<'a> {
    fn new(archive: &'a Archive, files: &[Dated<'a>], as_of: NaiveDate) -> Reading<'a> {
        let mut reading = Reading {
            archive,
            as_of,
            all: Vec::new(),
            astray: Vec::new(),
            by_id: HashMap::new(),
            by_item: HashMap::new(),
            children: HashMap::new(),
            protocols: HashMap::new(),
        };
        let mut audience = Audience::new(archive);
        for dated in files {
            let protocol = &dated.file.protocol;
            reading.protocols.insert(&protocol.id.0, dated.file);
            for (place, item) in protocol.items.iter().enumerate() {
                for decision in &item.decisions {
                    if decision.class != Class::Recommendation || decision.introduces {
                        continue;
                    }
                    let index = reading.all.len();
                    if *reading.by_id.entry(&decision.id.0).or_insert(index) != index {
                        // A second clause of this id is another rule's finding.
                        continue;
                    }
                    let key = (protocol.id.0.as_str(), item.key.0.as_str());
                    reading.by_item.entry(key).or_default().push(index);
                    if let Some(parent) = &decision.parent {
                        reading.children.entry(&parent.0).or_default().push(index);
                    }
                    reading.all.push(Recommendation {
                        file: dated.file,
                        item,
                        decision,
                        date: dated.date,
                        asked: audience.of(decision, dated.date),
                        registers: Vec::new(),
                        report: None,
                        as_of,
                        place,
                        replies: HashMap::new(),
                    });
                }
            }
        }
        reading
    }

    fn finish(mut self) -> Recommendations<'a> {
        let mut audience = Audience::new(self.archive);
        for recommendation in &mut self.all {
            // Somebody keeps a list of who has answered what names nobody: all are to.
            if recommendation.decision.receivers.is_empty() && !recommendation.registers.is_empty()
            {
                recommendation.asked = audience.everybody(recommendation.date);
            }
        }
        Recommendations {
            as_of: self.as_of,
            all: self.all,
            astray: self.astray,
            by_id: self.by_id,
        }
    }

    /// The recommendations that an id means.
    fn find(&self, target: &Named) -> Result<Vec<usize>, WhyAstray> {
        let id = target.id();
        if let Some(&one) = self.by_id.get(id.as_str()) {
            return Ok(vec![one]);
        }
        let found = self.children.get(id.as_str()).or_else(|| {
            let item = target.item.as_deref().filter(|_| target.clause.is_none())?;
            let by_item: &HashMap<(&str, &str), Vec<usize>> = &self.by_item;
            by_item.get(&(target.protocol.as_str(), item))
        });
        match found {
            Some(found) => Ok(found.iter().take(MEANT_MAX).copied().collect()),
            None if self.is_known(target, &id) => Err(WhyAstray::NoRecommendation),
            None => Err(WhyAstray::Unknown),
        }
    }

    /// Whether there is such a protocol, item or clause.
    fn is_known(&self, target: &Named, id: &str) -> bool {
        let Some(file) = self.protocols.get(target.protocol.as_str()) else {
            return false;
        };
        let Some(key) = &target.item else {
            return true;
        };
        file.protocol
            .items
            .iter()
            .filter(|item| item.key.0 == *key)
            .any(|item| {
                target.clause.is_none() || item.decisions.iter().any(|decision| decision.id.0 == id)
            })
    }

    fn register(&mut self, register: &'a AnswerRegister) {
        // A file that names nothing has its finding from reading.
        let Some(row) = &register.recommendation else {
            return;
        };
        let found = match targets(&row.value, &self.archive.names).first() {
            Some((target, _)) => self.find(target),
            None => Err(WhyAstray::Unreadable),
        };
        let found = match found {
            Ok(found) => found,
            Err(why) => {
                self.astray.push(AstrayAnswer {
                    file: None,
                    place: Place {
                        path: register.path.clone(),
                        span: row.span,
                    },
                    named: row.value.clone(),
                    why,
                });
                return;
            }
        };
        for index in &found {
            self.all[*index].registers.push(register);
        }
        for answer in &register.answers {
            let date = answer.date.as_ref().map(|date| date.value);
            let is_given = answer.kind.is_some() && date.is_none_or(|date| date <= self.as_of);
            if !is_given {
                continue;
            }
            let source = ReplySource::Row(register, answer);
            let Some(party) = self.archive.names.party(&answer.party.value) else {
                self.astray.push(AstrayAnswer {
                    file: None,
                    place: source.place(),
                    named: answer.party.value.clone(),
                    why: WhyAstray::UnknownParty,
                });
                continue;
            };
            for index in &found {
                let replies = self.all[*index].replies.entry(party).or_default();
                replies.push(Reply {
                    kind: answer.kind.as_ref().map(|kind| kind.value),
                    date,
                    reference: answer.reference.as_ref().map(|text| text.value.as_str()),
                    link: answer.link.as_ref().map(|text| text.value.as_str()),
                    source,
                });
            }
        }
    }

    fn line(&mut self, dated: Dated<'a>, place: usize, line: &'a DataLine) {
        let file = dated.file;
        let source = ReplySource::Item(file, &file.protocol.items[place], line);
        let astray = |named: String, why| AstrayAnswer {
            file: Some(file),
            place: source.place(),
            named,
            why,
        };
        let found = targets(&line.value.value, &self.archive.names);
        if found.is_empty() {
            self.astray
                .push(astray(line.value.value.clone(), WhyAstray::Unreadable));
        }
        for (target, rest) in found {
            let mut meant = match self.find(&target) {
                Ok(meant) => meant,
                Err(why) => {
                    self.astray.push(astray(target.id(), why));
                    continue;
                }
            };
            meant.retain(|&index| {
                let given = &self.all[index];
                match std::ptr::eq(given.file, file) {
                    true => place > given.place,
                    // Two protocols of one day may refer to each other either way.
                    false => dated.date >= given.date,
                }
            });
            if meant.is_empty() {
                self.astray.push(astray(target.id(), WhyAstray::TooEarly));
                continue;
            }
            let said = reply::read(rest, &self.archive.names);
            let given = Reply {
                kind: said.kind,
                date: said.date.or(Some(dated.date)),
                reference: said.reference,
                link: said.link,
                source,
            };
            for &index in &meant {
                match &said.whose {
                    Whose::Unsaid => {
                        let report = &mut self.all[index].report;
                        report.get_or_insert_with(|| given.clone());
                    }
                    Whose::Everybody => {
                        let asked = Arc::clone(&self.all[index].asked);
                        for party in asked.iter() {
                            self.add(index, &party.name.value, &given);
                        }
                    }
                    Whose::Parties(parties) => {
                        for party in parties {
                            self.add(index, party, &given);
                        }
                    }
                    Whose::Nobody(_) => {}
                }
            }
            if let Whose::Nobody(name) = said.whose {
                self.astray
                    .push(astray(name.to_owned(), WhyAstray::UnknownParty));
            }
        }
    }

    fn add(&mut self, index: usize, party: &'a str, reply: &Reply<'a>) {
        let replies = self.all[index].replies.entry(party).or_default();
        replies.push(reply.clone());
    }
}

/// The ids in the value of a line, each with what follows it up to the next one. An id in words
/// needs its `§` here: "antagen 2021-05-04" is none.
fn targets<'v>(value: &'v str, names: &Names) -> Vec<(Named, &'v str)> {
    let found = ids::find(value, 0, names);
    let starts = found.iter().skip(1);
    let ends = starts
        .map(|next| next.target.span.start as usize)
        .chain([value.len()]);
    let each = found.iter().zip(ends).filter_map(|(found, end)| {
        let (target, _) = references(&found.target.value).into_iter().next()?;
        let rest = &value[found.target.span.end as usize..end];
        let rest = rest.trim_end_matches([' ', ',', ';']);
        Some((target, rest.strip_suffix(" och").unwrap_or(rest)))
    });
    each.collect()
}
