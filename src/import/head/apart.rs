//! Labels that don't stand right before what they label: below it, over two lines, in a column of
//! their own.

use super::Reader;
use super::lines::goes_on;
use crate::import::attendance;
use crate::import::columns::Entry;
use crate::import::labels;
use crate::import::labels::Label;
use crate::import::people;
use crate::lang::Message;
use crate::model::Presence;
use crate::model::Seating;
use std::ops::Range;

impl Reader<'_> {
    /// Names that stand above the label of their list, where a page had the label beside the
    /// middle of them.
    pub(super) fn names_above_label(&mut self, at: usize, end: usize) -> Option<usize> {
        if self.signed
            || self.listing.is_some()
            || matches!(
                self.current,
                Some(Label::People(..) | Label::Chair | Label::Secretary | Label::Adjuster)
            )
        {
            return None;
        }
        let names = |text: &str| {
            let people = attendance::line(text, true, Presence::Present, Seating::Member, 0);
            people.len() == 1 && !self.is_sentence(text) && !text.contains(':')
        };
        let mut next = at;
        while next < end && next < at + 9 && names(&self.lines[next].text) {
            next += 1;
        }
        let text = &self
            .lines
            .get(next)
            .filter(|_| next < end && next > at)?
            .text;
        let found = labels::read(text).filter(|found| found.sure)?;
        let Label::People(Presence::Present, seating) = found.label else {
            return None;
        };
        let more = next + 1 < end && names(&self.lines[next + 1].text);
        // One name above a label may be anything; one that says its party or office isn't.
        let detailed = (at..next).all(|at| {
            attendance::line(
                &self.lines[at].text,
                true,
                Presence::Present,
                Seating::Member,
                0,
            )
            .iter()
            .all(|person| !person.detail.is_empty())
        });
        if !text[found.rest..].trim().is_empty() || !more || !detailed {
            return None;
        }
        self.begin(found.label);
        for at in at..next {
            let text = &self.lines[at].text;
            for person in attendance::line(text, true, Presence::Present, seating, at) {
                self.push(Entry::Person(person));
            }
        }
        self.out.used.extend(at..=next);
        Some(next + 1)
    }

    /// A label over two lines, with what it labels beside both or below: "Anmält" over
    /// "förhinder:".
    pub(super) fn label_in_two(&mut self, at: usize, end: usize) -> Option<usize> {
        if at + 1 >= end {
            return None;
        }
        let cut = |text: &'_ str| -> (String, String) {
            let (first, rest) = text.split_once('\t').unwrap_or((text, ""));
            (first.trim().to_owned(), rest.trim().to_owned())
        };
        let (first, beside) = cut(&self.lines[at].text);
        let (second, below) = cut(&self.lines[at + 1].text);
        let small = second.starts_with(char::is_lowercase)
            && second.split_whitespace().count() <= 4
            && first.split_whitespace().count() <= 4
            && !first.ends_with(':');
        if !small {
            return None;
        }
        let whole = format!("{first} {second}");
        let found = labels::read(&whole)
            .filter(|found| found.sure && whole[found.rest..].trim().is_empty())?;
        if !matches!(
            found.label,
            Label::People(..) | Label::Approval | Label::When
        ) {
            return None;
        }
        self.begin(found.label);
        self.listed = None;
        self.out.used.extend([at, at + 1]);
        if goes_on(&beside, &below, None) && !beside.is_empty() && !below.is_empty() {
            return Some(self.value_from(&format!("{beside} {below}"), at + 1, end));
        }
        if !beside.is_empty() {
            self.value(&beside, at);
        }
        match below.is_empty() {
            true => Some(at + 2),
            false => Some(self.value_from(&below, at + 1, end)),
        }
    }

    /// What stands in a column of its own beside names, below them where the page was torn: a
    /// party, an office, a part of the meeting.
    pub(super) fn detail_of_column(&mut self, text: &str, at: usize) -> bool {
        let Some(Label::People(..)) = self.current else {
            return false;
        };
        let listed = self.blocks.last().map_or(0, |block| {
            let people = block.entries.iter();
            people
                .filter(|entry| matches!(entry, Entry::Person(_)))
                .count()
        });
        let letter = matches!(
            text,
            "S" | "M" | "C" | "V" | "L" | "KD" | "MP" | "SD" | "FP" | "FI"
        );
        let party = letter
            || text.starts_with('(')
                && text.ends_with(')')
                && people::is_politics(text.trim_matches(['(', ')']));
        let detail = text.starts_with(|c: char| c.is_lowercase() || c == '§')
            && !text.contains(':')
            && text.chars().count() <= 60
            && !text.ends_with('.')
            && !self.is_sentence(text)
            && !attendance::begins_with_person(text);
        if listed < 2 || !(party || detail) {
            return false;
        }
        let text = match letter {
            true => format!("({text})"),
            false => text.trim().to_owned(),
        };
        self.push(Entry::Organisation(text, at));
        self.out.used.push(at);
        true
    }

    /// Labels in a column of their own, and what they label below them: where there are as many
    /// blocks as labels, they belong together in order.
    pub(super) fn torn_labels(&mut self, at: usize, end: usize) -> Option<usize> {
        let alone = |at: usize| {
            let text = self.lines[at].text.as_str();
            let found = labels::read(text).filter(|found| found.sure)?;
            (text[found.rest..].trim().is_empty() && found.label != Label::Other)
                .then_some(found.label)
        };
        let labels: Vec<Label> = (at..end.min(at + 12)).map_while(alone).collect();
        let people = labels
            .iter()
            .any(|label| matches!(label, Label::People(Presence::Present, _)));
        if labels.len() < 3 || !people || self.signed {
            return None;
        }
        let from = at + labels.len();
        let mut blocks: Vec<Range<usize>> = Vec::new();
        let mut next = from;
        while next < end
            && blocks.len() <= labels.len()
            && labels::read(&self.lines[next].text).is_none_or(|found| !found.sure)
        {
            match blocks.last_mut() {
                Some(block) if !self.lines[next].gap => block.end = next + 1,
                _ => blocks.push(next..next + 1),
            }
            next += 1;
        }
        // Every block of a label for people must name some.
        let fits = blocks.len() == labels.len()
            && blocks.iter().zip(&labels).all(|(block, label)| {
                !matches!(
                    label,
                    Label::People(..) | Label::Chair | Label::Secretary | Label::Adjuster
                ) || attendance::begins_with_person(&self.lines[block.start].text)
            });
        if !fits {
            return None;
        }
        for (block, label) in blocks.into_iter().zip(labels) {
            self.begin(label);
            self.listed = None;
            let mut at = block.start;
            while at < block.end {
                let text = self.lines[at].text.clone();
                at = self.value_from(&text, at, block.end);
            }
        }
        self.current = None;
        self.listing = None;
        self.out.used.extend(at..next);
        Some(next)
    }

    /// A column of labels read before the column of what they label, with other things between:
    /// as many blocks that begin with a person as labels of people belong to them in order.
    pub(super) fn labels_then_names(&mut self, at: usize, end: usize) -> Option<usize> {
        if self.signed || self.listing.is_some() {
            return None;
        }
        let alone = |at: usize| {
            let text = self.lines[at].text.as_str();
            let found = labels::read(text).filter(|found| found.sure)?;
            text[found.rest..].trim().is_empty().then_some(found.label)
        };
        let named = |at: usize| {
            let text = self.lines[at].text.as_str();
            attendance::begins_with_person(text) && !self.is_sentence(text)
        };
        let (Some(Label::People(..)), Some(_)) =
            (alone(at), (at + 1 < end).then(|| alone(at + 1)).flatten())
        else {
            return None;
        };
        let from = (at..end.min(at + 40)).find(|at| named(*at))?;
        let wanted: Vec<Label> = (at..from)
            .filter_map(alone)
            .filter(|label| {
                matches!(
                    label,
                    Label::People(..) | Label::Chair | Label::Secretary | Label::Adjuster
                )
            })
            .collect();
        let mut blocks: Vec<Range<usize>> = Vec::new();
        let mut last = from;
        for at in from..end.min(from + 120) {
            match blocks.last_mut() {
                Some(block) if block.end == at && !self.lines[at].gap => block.end = at + 1,
                _ if named(at) => blocks.push(at..at + 1),
                _ => continue,
            }
            last = at + 1;
        }
        let lists = wanted
            .iter()
            .filter(|label| matches!(label, Label::People(..)))
            .count();
        if lists < 2 || wanted.len() != blocks.len() || last > end {
            return None;
        }
        let message = Message::new(
            "ledtexterna stod före namnen; listorna är parade med dem i ordning",
            "the labels stood before the names; the lists are paired with them in order",
        );
        self.out.inferred.push(("närvarande", at, message));
        for (block, label) in blocks.into_iter().zip(wanted) {
            self.begin(label);
            self.listed = None;
            let mut at = block.start;
            while at < block.end {
                let text = self.lines[at].text.clone();
                at = self.value_from(&text, at, block.end);
            }
        }
        self.current = None;
        self.listing = None;
        Some(from)
    }

    /// A label that says whence people came, over two or three short lines: "Närvarande från"
    /// over "Norrdala" over "kommun".
    pub(super) fn label_in_words(&mut self, at: usize, end: usize) -> Option<usize> {
        let text = self.lines[at].text.trim();
        let head = text
            .strip_suffix(" från")
            .or_else(|| text.strip_suffix(" för"))?;
        let found = labels::read(head).filter(|found| found.sure)?;
        if !matches!(found.label, Label::People(..)) || !head[found.rest..].trim().is_empty() {
            return None;
        }
        let mut next = at + 1;
        let mut whence: Vec<&str> = Vec::new();
        while next < end && next < at + 4 && !self.lines[next].gap {
            let text = self.lines[next].text.trim();
            if text.split_whitespace().count() > 3 || attendance::begins_with_person(text) {
                break;
            }
            whence.push(text);
            next += 1;
        }
        let named = next < end && attendance::begins_with_person(&self.lines[next].text);
        if whence.is_empty() || !named {
            return None;
        }
        let whence = whence.join(" ");
        self.begin(found.label);
        self.push(Entry::Organisation(whence, next - 1));
        self.out.used.extend(at..next);
        Some(next)
    }
}
