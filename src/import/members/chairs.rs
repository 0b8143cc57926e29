//! Chairs of a list → rows of `presidium: perioder`. Two people aren't put in one chair: where the
//! file has somebody else, that is said.

use chrono::NaiveDate;

use super::entry::Entry;
use super::existing::{self, ChairTerm};
use super::merge::set;
use super::problem::Problems;
use super::role::Chair;
use super::seat::{days, meet};
use crate::lang::{Message, same_name};
use crate::model::Period;
use crate::text::{Edit, Span};
use crate::yaml::{Node, Value, quote, splice};

/// What becomes of the chairs.
#[derive(Debug, Default)]
pub struct Merged {
    /// New rows.
    pub new: Vec<ChairTerm>,
    /// Rows that get somebody in a chair that was empty.
    pub filled: Vec<Filled>,
}

/// Somebody in the empty chair of a row.
#[derive(Debug)]
pub struct Filled {
    at: usize,
    chair: Chair,
    name: String,
}

impl Chair {
    fn key(self) -> &'static str {
        match self {
            Chair::Chair => "ordförande",
            Chair::ViceChair => "vice",
        }
    }

    fn of(self, term: &ChairTerm) -> &Option<String> {
        match self {
            Chair::Chair => &term.chair,
            Chair::ViceChair => &term.vice,
        }
    }

    fn of_mut(self, term: &mut ChairTerm) -> &mut Option<String> {
        match self {
            Chair::Chair => &mut term.chair,
            Chair::ViceChair => &mut term.vice,
        }
    }
}

/// The chairs among `entries`, beside the terms that the file has.
pub fn merge(
    terms: &[ChairTerm],
    entries: &[Entry],
    day: NaiveDate,
    path: &str,
    problems: &mut Problems,
) -> Merged {
    let mut out = Merged::default();
    for entry in entries {
        let Some(chair) = entry.chair else { continue };
        let term = match entry.period {
            Period {
                from: None,
                until: None,
            } => Period {
                from: Some(day),
                until: Some(day),
            },
            period => period,
        };
        let holder = |one: &ChairTerm| chair.of(one).clone();
        let there: Vec<(&ChairTerm, String)> = terms
            .iter()
            .chain(&out.new)
            .filter(|one| meet(one.period, term))
            .filter_map(|one| Some((one, holder(one)?)))
            .collect();
        if let Some((one, name)) = there.iter().find(|(_, name)| same_name(name, &entry.name)) {
            let sits = entry.period.contains(day);
            let holds = |one: &ChairTerm| {
                one.period.contains(day)
                    && chair
                        .of(one)
                        .as_deref()
                        .is_some_and(|own| same_name(own, name))
            };
            // The days of a member are seldom those of the chair: what the file has stays.
            if sits && !terms.iter().chain(&out.new).any(holds) {
                let when = days(one.period).unwrap_or_default();
                let key = chair.key();
                problems.note(
                    entry.row,
                    None,
                    Message::new(
                        format!("{name} är {key} i listan, men i presidium ({path}) bara {when}: skriv in den nya tiden där om det stämmer"),
                        format!("{name} is {key} in the list, but in presidium ({path}) only {when}: write the new term there if that is so"),
                    ),
                );
            }
            continue;
        }
        if let Some((one, name)) = there.first() {
            let when = days(one.period).map_or(String::new(), |days| format!(" {days}"));
            let (who, key) = (&entry.name, chair.key());
            problems.left_out(
                entry.row,
                None,
                Message::new(
                    format!("{name} är {key}{when} i presidium ({path}): {who} skrivs inte in där; fyll i när tiderna börjar och slutar, eller rätta för hand"),
                    format!("{name} is {key}{when} in presidium ({path}): {who} isn't written there; fill in when the terms begin and end, or correct it by hand"),
                ),
            );
            continue;
        }
        if entry.period.from.is_none() && !terms.is_empty() {
            let (who, key) = (&entry.name, chair.key());
            problems.left_out(
                entry.row,
                None,
                Message::new(
                    format!("{who} är {key} i listan, men inte från när: fyll i Från, så skrivs presidium i {path}"),
                    format!("{who} is {key} in the list, but not since when: fill in From, and presidium in {path} is written"),
                ),
            );
            continue;
        }
        let is_free = |one: &ChairTerm| one.period == entry.period && chair.of(one).is_none();
        let taken = |at: usize| {
            out.filled
                .iter()
                .any(|filled| filled.at == at && filled.chair == chair)
        };
        if let Some(at) = terms.iter().position(is_free).filter(|at| !taken(*at)) {
            out.filled.push(Filled {
                at,
                chair,
                name: entry.name.clone(),
            });
        } else if let Some(one) = out.new.iter_mut().find(|one| is_free(one)) {
            *chair.of_mut(one) = Some(entry.name.clone());
        } else {
            let mut one = ChairTerm {
                chair: None,
                vice: None,
                period: entry.period,
            };
            *chair.of_mut(&mut one) = Some(entry.name.clone());
            out.new.push(one);
        }
    }
    out
}

impl Merged {
    /// The terms as they must be read afterwards.
    pub fn expected(&self, terms: &[ChairTerm]) -> Vec<ChairTerm> {
        let mut out = terms.to_vec();
        for filled in &self.filled {
            *filled.chair.of_mut(&mut out[filled.at]) = Some(filled.name.clone());
        }
        out.extend(self.new.iter().cloned());
        out
    }

    /// The edits that write them; what must stand at the end of the file goes to `tail`. `None`
    /// where the file isn't written so that it can be done.
    pub fn write(
        &self,
        text: &str,
        root: &Node,
        edits: &mut Vec<Edit>,
        tail: &mut String,
    ) -> Option<()> {
        let presidium = existing::entry(root, "presidium").map(|entry| &entry.value);
        let list = presidium.and_then(|node| existing::entry(node, "perioder"));
        let list = list.map(|entry| &entry.value);
        for filled in &self.filled {
            let row = existing::rows(list).get(filled.at)?;
            edits.push(set(text, row, filled.chair.key(), &filled.name)?);
        }
        if self.new.is_empty() {
            return Some(());
        }
        let rows: Vec<String> = self.new.iter().map(written).collect();
        let newline = splice::newline(text);
        let below = || {
            format!(
                "{newline}{}",
                splice::block(&rows, "    ", newline).trim_end()
            )
        };
        let edit = match (presidium, list) {
            (_, Some(list)) => splice::push(text, list, &rows, "    ", text.len())?,
            (Some(node), None) => match &node.value {
                Value::Null => Edit {
                    span: Span::at(node.span.start as usize),
                    new: format!("{newline}  perioder:{}", below()),
                },
                Value::Map(_) if text[node.span.range()].starts_with('{') => {
                    splice::add(text, node, "perioder", &format!("[{}]", rows.join(", ")))?
                }
                Value::Map(_) => splice::add(text, node, "perioder", &below())?,
                _ => return None,
            },
            (None, None) => {
                tail.push_str(&format!(
                    "presidium:{newline}  perioder:{}{newline}",
                    below()
                ));
                return Some(());
            }
        };
        edits.push(edit);
        Some(())
    }
}

impl Filled {
    /// What is changed, for people.
    pub fn described(&self, terms: &[ChairTerm]) -> Message {
        let when = days(terms[self.at].period).map_or(String::new(), |days| format!(" {days}"));
        let said = |chair: &str| format!("presidium{when}: {chair} {}", self.name);
        let english = match self.chair {
            Chair::Chair => "chair",
            Chair::ViceChair => "vice chair",
        };
        Message::new(said(self.chair.key()), said(english))
    }
}

/// The row of `perioder`.
pub fn written(term: &ChairTerm) -> String {
    let chairs = [Chair::Chair, Chair::ViceChair].into_iter();
    let mut parts: Vec<String> = chairs
        .filter_map(|chair| {
            Some(format!(
                "{}: {}",
                chair.key(),
                quote(chair.of(term).as_deref()?)
            ))
        })
        .collect();
    parts.extend(term.period.from.map(|day| format!("från: {day}")));
    parts.extend(term.period.until.map(|day| format!("till: {day}")));
    format!("{{{}}}", parts.join(", "))
}

/// A new row, for people.
pub fn described(term: &ChairTerm) -> Message {
    let said = |chair: &str, vice: &str| {
        let mut parts = Vec::new();
        parts.extend(term.chair.as_ref().map(|name| format!("{chair} {name}")));
        parts.extend(term.vice.as_ref().map(|name| format!("{vice} {name}")));
        parts.extend(days(term.period));
        format!("presidium: {}", parts.join(", "))
    };
    Message::new(said("ordförande", "vice"), said("chair", "vice chair"))
}
