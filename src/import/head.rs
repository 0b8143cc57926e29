//! What stands before the first item of a protocol and after its last: when and where, who was
//! there, who signs.

use std::collections::HashSet;
use std::ops::Range;

use super::attendance::{self, Person};
use super::columns::{self, Block, Columns, Entry, is_party_name, join_detail};
use super::labels::{self, Label};
use super::matrix;
use super::people;
use super::roles::is_role;
use super::sentences;
use super::signatures::{Signature, certificate_line, signed_roles};
use super::source::Line;
use crate::lang::Message;
use crate::model::{Presence, Seating};
use crate::parse::names::Names;
use crate::parse::words::lower;

/// A value with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub label: Label,
    /// As written.
    pub text: String,
    /// The line, as an index.
    pub line: usize,
    /// It stands among the signatures.
    pub signed: bool,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Everybody named.
    pub people: Vec<Person>,
    /// Everything else with a label.
    pub values: Vec<Value>,
    /// Signatures given elsewhere.
    pub signatures: Vec<Signature>,
    /// Organisations in a column of their own.
    pub columns: Columns,
    /// Roles of a board stand as labels: "Kassör: Anna Ek".
    pub board: bool,
    /// What a column of its own says of people, and of whom isn't known.
    pub loose: Vec<(String, usize)>,
    /// What was understood rather than read of people: key, line as an index, what to tell.
    pub inferred: Vec<(&'static str, usize, Message)>,
    /// Lines that were understood.
    pub used: Vec<usize>,
}

struct Reader<'a> {
    lines: &'a [Line],
    names: &'a Names,
    out: Head,
    current: Option<Label>,
    /// Values that the current label has.
    taken: usize,
    blocks: Vec<Block>,
    signed: bool,
    /// The people of the label before, for signs such as "Ordförande" inside a list.
    listing: Option<(Presence, Seating)>,
    /// Which of the lists is of those who were called.
    called: Option<usize>,
    /// The same, where such a sign has ended the list.
    listed: Option<(Presence, Seating)>,
}

/// Reads a zone of `lines`.
pub fn read(lines: &[Line], zone: Range<usize>, names: &Names, signed: bool) -> Head {
    let mut reader = Reader {
        lines,
        names,
        out: Head::default(),
        current: None,
        taken: 0,
        blocks: Vec::new(),
        signed,
        listing: None,
        called: None,
        listed: None,
    };
    let mut at = zone.start;
    while at < zone.end {
        at = reader.line(at, zone.end);
    }
    reader.finish()
}

impl Reader<'_> {
    /// Reads the line at `at`; returns the next one to read.
    fn line(&mut self, at: usize, end: usize) -> usize {
        let line = &self.lines[at];
        let text = line.text.as_str();
        // "Nr Fastighet Delägare Andel" over the rows of a list of shares.
        if let Some((presence, seating)) = self.listing
            && lower(text).starts_with("nr ")
            && at + 1 < end
            && attendance::numbered_row(&self.lines[at + 1].text, presence, seating, at).is_some()
        {
            self.out.used.push(at);
            return at + 1;
        }
        if let Some((people, used)) = matrix::read(self.lines, at..end, self.listing) {
            for person in people {
                self.push(Entry::Person(person));
            }
            self.out.used.extend(at..at + used);
            self.listing = self.listing.or(Some((Presence::Present, Seating::Member)));
            return at + used;
        }
        if let Some(next) = self.certificate(at, end) {
            return next;
        }
        if self.name_over_role(at, end) {
            return at + 2;
        }
        if let Some(next) = self.names_above_label(at, end) {
            return next;
        }
        if let Some(next) = self.torn_labels(at, end) {
            return next;
        }
        if let Some(next) = self.labels_then_names(at, end) {
            return next;
        }
        if let Some(next) = self.label_in_two(at, end) {
            return next;
        }
        if let Some(next) = self.label_in_words(at, end) {
            return next;
        }
        if self.role_row(text, at) {
            return at + 1;
        }
        if self.detail_of_column(text, at) {
            return at + 1;
        }
        let group = || {
            let found = labels::group(text).filter(|_| !self.signed)?;
            attendance::begins_with_person(text[found.rest..].trim()).then_some(found)
        };
        let inside = matches!(self.current, Some(Label::People(..)));
        // "Ordförande Anna Ek öppnar mötet. Närvarande är:" announces a list, whatever begins it.
        let announces = text.ends_with(':') && crate::parse::words::sentences(text).len() >= 2;
        if let Some(found) = announces
            .then(|| self.spoken(text, at))
            .flatten()
            .or_else(|| labels::read(text).filter(|found| self.takes(found, text)))
            .or_else(|| self.spoken(text, at))
            .or_else(|| {
                group().filter(|found| {
                    !inside || found.label != Label::People(Presence::Present, Seating::Member)
                })
            })
        {
            let label = found.label;
            let rest = text[found.rest..].trim();
            // "Ordf Anna Ek, v ordf Bo Al, sekr Eva By": a list that begins with its chair.
            let roles =
                matches!(label, Label::Chair | Label::Secretary) && !found.sure && !self.signed;
            if roles && self.listing.is_none() {
                let (whole, more) = self.run_on(text, at, end);
                let (presence, seating) = (Presence::Present, Seating::Member);
                let people = attendance::line(&whole, false, presence, seating, at);
                if people.len() >= 3 && !self.is_sentence(&whole) {
                    self.begin(Label::People(presence, seating));
                    for person in people {
                        self.push(Entry::Person(person));
                    }
                    self.out.used.extend(at..=at + more);
                    return at + 1 + more;
                }
            }
            // "Justerare" within a list of people is one of them, as "Ordförande" is.
            let phrase = label == Label::Adjuster && !lower(text).starts_with("justerare");
            if !phrase && self.role_in_list(label, rest, found.sure, at) {
                return at + 1;
            }
            self.begin(label);
            if lower(text).starts_with("kallade") && !lower(text).contains("närvarande") {
                self.called = self.blocks.len().checked_sub(1);
            }
            self.out.used.push(at);
            if rest.is_empty() {
                return at + 1;
            }
            self.listed = None;
            return self.value_from(rest, at, end);
        }
        if line.heading.is_some() || line.bold {
            self.current = None;
            self.listing = None;
            return at + 1;
        }
        if matches!(self.current, Some(Label::People(..))) {
            let (joined, more) = self.run_on(text, at, end);
            if self.value(&joined, at) {
                self.out.used.extend(at..=at + more);
                return at + 1 + more;
            }
        } else if self.value(text, at) {
            self.out.used.push(at);
            return at + 1;
        }
        let people = sentences::prose(text, at);
        let one = |person: &Person| {
            lower(text).starts_with("närv")
                || person.presence == Presence::Absent && text.chars().count() <= 120
        };
        if people.len() >= 2 || people.first().is_some_and(one) {
            self.begin(Label::Other);
            for person in people {
                self.push(Entry::Person(person));
            }
            self.out.used.push(at);
        }
        at + 1
    }

    /// A label in words of its own, where people follow it.
    fn spoken(&self, text: &str, at: usize) -> Option<labels::Found> {
        let found = labels::spoken(text).filter(|_| !self.signed)?;
        let rest = text[found.rest..].trim();
        let Label::People(presence, seating) = found.label else {
            return None;
        };
        let named = |text: &str| {
            // "Från Umeå kommun: Anna Ek, Bo Al" and sentences behind a list.
            let first = crate::parse::words::sentences(text);
            let text = first.first().map_or(text, |range| &text[range.clone()]);
            let text = match text.split_once(": ") {
                Some((group, rest))
                    if rest.starts_with(char::is_uppercase) && group.len() <= 60 =>
                {
                    rest
                }
                _ => text,
            };
            let people = attendance::line(text, false, presence, seating, at);
            !people.is_empty() && !self.is_sentence(text)
        };
        match rest.is_empty() {
            false => named(rest).then_some(found),
            true => self
                .lines
                .get(at + 1)
                .is_some_and(|next| named(&next.text))
                .then_some(found),
        }
    }

    /// "Kassör: Anna Ek": a member of a board by what they do there.
    fn role_row(&mut self, text: &str, at: usize) -> bool {
        let Some((role, rest)) = text.split_once([':', '\t']) else {
            return false;
        };
        let (role, rest) = (role.trim(), rest.trim());
        let lowered = lower(role);
        let own = is_role(&lowered) && !lowered.starts_with("föredrag");
        // "Ordförande", "Sekreterare", "Justerare", "Ledamöter" are labels of their own.
        if self.signed || !own || labels::read(text).is_some_and(|found| found.sure) {
            return false;
        }
        let (presence, seating) = match lowered.as_str() {
            "suppleant" | "ersättare" => (Presence::Present, Seating::Substitute),
            "adjungerad" | "adj" | "adj." => (Presence::Present, Seating::CoOpted),
            "revisor" | "valberedning" | "gäst" | "inbjuden gäst" | "observatör" => {
                (Presence::Other, Seating::Other)
            }
            _ => self.listing.unwrap_or((Presence::Present, Seating::Member)),
        };
        let people = attendance::line(rest, true, presence, seating, at);
        let [person] = people.as_slice() else {
            return false;
        };
        self.out.board |= lowered.contains("vice") || lowered == "kassör" || lowered == "ledamot";
        let detail = join_detail(role, &person.detail);
        self.push(Entry::Person(Person {
            detail,
            ..person.clone()
        }));
        self.out.used.push(at);
        true
    }

    /// Takes the rest of a labelled line, with the lines that it goes on over.
    fn value_from(&mut self, rest: &str, at: usize, end: usize) -> usize {
        if !matches!(self.current, Some(Label::People(..) | Label::Adjuster)) {
            self.value(rest, at);
            return at + 1;
        }
        let (joined, more) = self.run_on(rest, at, end);
        self.value(&joined, at);
        self.out.used.extend(at..=at + more);
        at + 1 + more
    }

    /// A list of people as one text where it is wrapped over lines, and over how many more.
    fn run_on(&self, text: &str, at: usize, end: usize) -> (String, usize) {
        let mut joined = text.to_owned();
        let mut more = 0;
        while more < 80 {
            let next = at + 1 + more;
            let Some(line) = self.lines.get(next).filter(|_| next < end) else {
                break;
            };
            let apart = line.gap && !joined.trim_end().ends_with(',')
                || line.whole && !joined.trim_end().ends_with(',')
                || line.row.is_some()
                || line.list.is_some()
                || line.heading.is_some()
                || line.text.contains('\t');
            let label = || {
                labels::read(&line.text).is_some_and(|found| {
                    (found.sure && !line.text.starts_with(char::is_lowercase)
                        || line.text[found.rest..]
                            .trim_start()
                            .starts_with(char::is_uppercase))
                        && self.takes(&found, &line.text)
                }) || labels::spoken(&line.text).is_some()
                    || labels::group(&line.text).is_some()
            };
            let below = self.lines.get(next + 1).map(|line| line.text.as_str());
            if apart || !goes_on(&joined, &line.text, below) || label() {
                break;
            }
            if joined.ends_with('-') && !joined.ends_with(" -") {
                // "Karl-" over "Erik Ek" keeps its hyphen; "arbets-" over "utskott" doesn't.
                if line.text.starts_with(char::is_lowercase) {
                    joined.pop();
                }
            } else {
                joined.push(' ');
            }
            joined.push_str(&line.text);
            more += 1;
        }
        (joined, more)
    }

    /// Names that stand above the label of their list, where a page had the label beside the
    /// middle of them.
    fn names_above_label(&mut self, at: usize, end: usize) -> Option<usize> {
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
    fn label_in_two(&mut self, at: usize, end: usize) -> Option<usize> {
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
    fn detail_of_column(&mut self, text: &str, at: usize) -> bool {
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
    fn torn_labels(&mut self, at: usize, end: usize) -> Option<usize> {
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
    fn labels_then_names(&mut self, at: usize, end: usize) -> Option<usize> {
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
    fn label_in_words(&mut self, at: usize, end: usize) -> Option<usize> {
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

    /// "Elsa Norén\tLudvig Stål" over "Ordförande\tSekreterare": signatures.
    fn name_over_role(&mut self, at: usize, end: usize) -> bool {
        // "Ordförande" over a name comes first: this is that name.
        let expected = matches!(
            self.current,
            Some(Label::Chair | Label::Secretary | Label::Adjuster)
        ) && self.taken == 0;
        if at + 1 >= end || expected {
            return false;
        }
        let (this, next) = (&self.lines[at].text, &self.lines[at + 1].text);
        let below = this
            .contains('\t')
            .then(|| signed_roles(next, this))
            .flatten();
        let Some(pairs) = signed_roles(this, next).or(below) else {
            return false;
        };
        if matches!(self.current, Some(Label::People(..))) && !self.signed {
            return false;
        }
        self.signed = true;
        for (label, name) in pairs {
            self.add(label, name, at);
        }
        self.current = None;
        self.listing = None;
        self.out.used.extend([at, at + 1]);
        true
    }

    /// Whether a label is one here: alone, before a colon or a tab, or before what fits it.
    fn takes(&self, found: &labels::Found, text: &str) -> bool {
        let rest = text[found.rest..].trim();
        if found.sure {
            // "Ordförande: hälsar alla välkomna" in the list of a signature.
            return matches!(found.label, Label::People(..)) || rest.chars().count() <= 400;
        }
        match found.label {
            Label::People(..) | Label::Chair | Label::Secretary | Label::Adjuster => {
                let people = attendance::line(rest, true, Presence::Present, Seating::Member, 0);
                !people.is_empty()
            }
            Label::When | Label::Day => {
                !crate::parse::dates::find(rest, None).is_empty()
                    || crate::parse::dates::times(rest).is_some() && rest.chars().count() < 80
            }
            Label::Where => rest.starts_with(char::is_uppercase) && rest.chars().count() < 60,
            Label::Items => rest.starts_with(|c: char| c.is_ascii_digit() || c == '§'),
            Label::Reference => {
                rest.chars().any(|c| c.is_ascii_digit()) && rest.chars().count() < 40
            }
            Label::Notice => text.chars().count() < 80,
            Label::Approval => text.chars().count() < 100,
            _ => false,
        }
    }

    fn begin(&mut self, label: Label) {
        let role = matches!(label, Label::Chair | Label::Secretary);
        self.listed = self
            .listing
            .or(self.listed)
            .filter(|(presence, _)| role && !self.signed && *presence == Presence::Present);
        self.current = Some(label);
        self.taken = 0;
        match label {
            Label::People(presence, seating) => {
                self.listing = Some((presence, seating));
                self.blocks.push(Block {
                    entries: Vec::new(),
                });
            }
            Label::Signatures | Label::Notice => {
                self.signed = true;
                self.listing = None;
            }
            _ => self.listing = None,
        }
    }

    /// "Ordförande Anna Ek" within a list names one of those listed.
    fn role_in_list(&mut self, label: Label, rest: &str, sure: bool, at: usize) -> bool {
        let Some((presence, seating)) = self.listing else {
            return false;
        };
        if !matches!(label, Label::Chair | Label::Secretary | Label::Adjuster)
            || rest.is_empty()
            || self.signed
        {
            return false;
        }
        let people = attendance::line(rest, true, presence, seating, at);
        let role = match label {
            Label::Chair => "ordförande",
            Label::Secretary => "sekreterare",
            _ => "justerare",
        };
        let listed = self.blocks.last().is_some_and(|block| {
            block
                .entries
                .iter()
                .any(|entry| matches!(entry, Entry::Person(_)))
        });
        let next_is_person = self.lines.get(at + 1).is_some_and(|next| {
            !attendance::line(&next.text, true, presence, seating, 0).is_empty()
                || labels::read(&next.text).is_some_and(|found| {
                    matches!(
                        found.label,
                        Label::Secretary | Label::Adjuster | Label::People(..)
                    ) && !found.sure
                })
        });
        if people.len() != 1 || sure && listed || !listed && !next_is_person {
            return false;
        }
        for mut person in people {
            if !lower(&person.detail).contains(role) {
                person.detail = if person.detail.starts_with('(') {
                    format!("{}, {role}", person.detail)
                } else if person.detail.is_empty() {
                    role.to_owned()
                } else {
                    format!("{role}, {}", person.detail)
                };
            }
            self.push(Entry::Person(person));
        }
        self.out.used.push(at);
        true
    }

    /// Takes a line, or the rest of one, as a value of the current label.
    fn value(&mut self, text: &str, at: usize) -> bool {
        let Some(label) = self.current else {
            return false;
        };
        match label {
            Label::People(presence, seating) => self.people(text, at, presence, seating),
            Label::Chair | Label::Secretary | Label::Adjuster => {
                let filled = text.trim_matches(|c: char| "._ …-–\t".contains(c));
                if filled.is_empty() {
                    return true;
                }
                let people = attendance::line(
                    filled,
                    label != Label::Adjuster,
                    Presence::Present,
                    Seating::Member,
                    at,
                );
                if people.is_empty() {
                    let paragraphs =
                        filled.starts_with('§') || lower(filled).starts_with("paragraf");
                    if !paragraphs {
                        self.current = None;
                    }
                    return paragraphs;
                }
                // "Ordförande" over one name; the next names belong to somebody else.
                if self.taken > 0 && label != Label::Adjuster {
                    self.current = None;
                    return false;
                }
                // "Ordförande" over a name within the list of those present.
                if let (Some((presence, seating)), [person]) = (self.listed, people.as_slice()) {
                    let role = match label {
                        Label::Chair => "ordförande",
                        _ => "sekreterare",
                    };
                    let detail = join_detail(role, &person.detail);
                    self.push(Entry::Person(Person {
                        detail,
                        presence,
                        seating,
                        ..person.clone()
                    }));
                    self.taken = 0;
                }
                for person in people {
                    self.taken += 1;
                    // "Yngve Cedervall Margot Dalin": two names with one space between them.
                    let words: Vec<&str> = person.name.split(' ').collect();
                    if label == Label::Adjuster
                        && words.len() == 4
                        && attendance::is_given(words[2])
                    {
                        self.add(label, words[..2].join(" "), at);
                        self.add(label, words[2..].join(" "), at);
                    } else {
                        self.add(label, person.name, at);
                    }
                }
                true
            }
            Label::When
            | Label::Day
            | Label::Where
            | Label::Approval
            | Label::NextMeeting
            | Label::Body
            | Label::Reference
            | Label::Items => {
                let most = match label {
                    Label::When | Label::Approval => 4,
                    Label::Day => 2,
                    _ => 1,
                };
                if self.taken >= most || text.chars().count() > 200 {
                    self.current = None;
                    return false;
                }
                self.taken += 1;
                self.add(label, text.to_owned(), at);
                true
            }
            Label::Notice => true,
            Label::Signatures | Label::Attachments | Label::Other => false,
        }
    }

    fn add(&mut self, label: Label, text: String, line: usize) {
        self.out.values.push(Value {
            label,
            text,
            line,
            signed: self.signed,
        });
    }

    fn people(&mut self, text: &str, at: usize, presence: Presence, seating: Seating) -> bool {
        // "Ledamöter\tLedamöter" over two columns.
        if text.split('\t').all(|cell| {
            labels::read(cell).is_some_and(|found| {
                matches!(found.label, Label::People(..)) && cell[found.rest..].trim().is_empty()
            })
        }) {
            return true;
        }
        let lowered = lower(text.trim().trim_end_matches('.'));
        // The numbers of a list and the heads of its columns, each on a line of its own.
        if lowered.len() <= 3 && lowered.chars().all(|c| c.is_ascii_digit())
            || matches!(
                lowered.as_str(),
                "nr" | "namn" | "parti" | "signatur" | "underskrift"
            )
        {
            return true;
        }
        if matches!(
            lowered.as_str(),
            "-" | "–" | "ingen" | "inga" | "vakant" | "samtliga"
        ) || lowered.starts_with("se bilaga")
            || lowered.starts_with("se närvaro")
            || lowered.starts_with("enligt bilag")
            || lowered.starts_with("enligt närvaro")
            || lowered.starts_with("se sid")
            || lowered.starts_with("se nästa")
            || lowered.starts_with("se bifogad")
        {
            return true;
        }
        if let Some(person) = attendance::numbered_row(text, presence, seating, at) {
            self.push(Entry::Person(person));
            return true;
        }
        // Several people of one organisation: "Umeå kommun: Anna Ek, Bo Al".
        if let Some((group, rest)) = text.split_once(':')
            && group.chars().count() <= 60
            && !rest.trim().is_empty()
            && !is_role(&lower(group.trim()))
            && attendance::begins_with_person(rest.trim())
        {
            let found = attendance::line(rest.trim(), false, presence, seating, at);
            if !found.is_empty() && !self.is_sentence(rest) {
                self.push(Entry::Organisation(group.trim().to_owned(), at));
                let organisation = group.trim().to_owned();
                for mut person in found {
                    if !people::is_politics(&organisation) && !person.has_organisation() {
                        person.detail = join_detail(&organisation, &person.detail);
                    }
                    self.push(Entry::Person(person));
                }
                if let Some(block) = self.blocks.last_mut() {
                    block.entries.retain(
                        |entry| !matches!(entry, Entry::Organisation(_, line) if *line == at),
                    );
                }
                return true;
            }
        }
        if lowered.starts_with("nr ") && !lowered.contains(|c: char| c.is_ascii_digit()) {
            return true;
        }
        // A list and what is told of others behind it: "Anna Ek, Bo Al och Eva By. Ola Vik kom
        // till § 9."
        let sentences = crate::parse::words::sentences(text);
        if let [first, _, ..] = sentences.as_slice()
            && self.taken == 0
            && !self.is_sentence(&text[first.clone()])
        {
            let list = attendance::line(&text[first.clone()], false, presence, seating, at);
            let told = sentences::prose(&text[first.end..], at);
            if list.len() >= 3 && !told.is_empty() {
                for person in list.into_iter().chain(told) {
                    self.push(Entry::Person(person));
                }
                return true;
            }
        }
        let alone = self.one_a_line(at);
        let found = attendance::line(text, alone, presence, seating, at);
        if !found.is_empty() && !self.is_sentence(text) {
            for person in found {
                self.push(Entry::Person(person));
            }
            return true;
        }
        if self.is_sentence(text) || text.chars().count() > 90 {
            let found = sentences::prose(text, at);
            let named = if found.is_empty() && text.chars().count() < 400 && self.taken == 0 {
                sentences::names_within(text, presence, seating, at)
            } else {
                found
            };
            if named.len() >= 2 || named.iter().any(|person| person.presence != presence) {
                for person in named {
                    self.push(Entry::Person(person));
                }
                return true;
            }
            self.current = None;
            self.listing = None;
            return false;
        }
        if self.is_organisation(text) {
            self.push(Entry::Organisation(
                text.trim().trim_end_matches(':').to_owned(),
                at,
            ));
            return true;
        }
        // What is left of the line above, between two people of the list: "SSR" below
        // "Mirjam Sol, Akademikerförbundet".
        let between = self
            .lines
            .get(at + 1)
            .is_some_and(|next| !next.gap && attendance::begins_with_person(&next.text));
        if between
            && !self.lines[at].gap
            && !text.contains(':')
            && text.chars().count() <= 40
            && let Some(Entry::Person(last)) = self
                .blocks
                .last_mut()
                .and_then(|block| block.entries.last_mut())
            && last.line + 1 == at
            && !last.detail.is_empty()
        {
            last.detail = format!("{} {}", last.detail, text.trim());
            return true;
        }
        // Known by role alone: "Brukarrepresentant".
        if text.chars().count() <= 40 && self.taken > 0 {
            return false;
        }
        self.current = None;
        self.listing = None;
        false
    }

    /// Whether the list around line `at` has one person a line.
    fn one_a_line(&self, at: usize) -> bool {
        let names =
            |text: &str| attendance::line(text, false, Presence::Present, Seating::Member, 0).len();
        let near = [at.wrapping_sub(1), at + 1, at + 2];
        let around: Vec<usize> = near
            .into_iter()
            .filter_map(|at| self.lines.get(at))
            .filter(|line| labels::read(&line.text).is_none())
            .map(|line| names(&line.text))
            .filter(|count| *count > 0)
            .collect();
        !around.is_empty() && around.iter().filter(|count| **count <= 2).count() * 2 > around.len()
    }

    /// A sentence, not a line of a list.
    fn is_sentence(&self, text: &str) -> bool {
        let text = text.trim();
        let words = text.split_whitespace().count();
        let lowered = lower(text);
        let verb = [
            " var ",
            " är ",
            " har ",
            " hade ",
            " hälsar ",
            " öppnar ",
            " valdes ",
            " utsågs ",
            " förklarar ",
            " beslutar",
            " som ",
            " att ",
        ]
        .iter()
        .any(|verb| lowered.contains(verb));
        words >= 6 && verb
    }

    fn is_organisation(&self, text: &str) -> bool {
        let text = text.trim().trim_end_matches(':');
        if text.chars().count() > 70 || text.ends_with('.') {
            return false;
        }
        if self.names.party(text).is_some() || self.names.body(text).is_some() {
            return true;
        }
        let lowered = lower(text);
        if lowered.starts_with("ordf")
            || lowered.starts_with("vice ordf")
            || lowered.starts_with("v. ordf")
            || lowered.starts_with("representant")
        {
            return true;
        }
        text.split_whitespace()
            .any(crate::parse::people::is_organisation_word)
            || is_party_name(&lowered)
            || lowered.ends_with(" stad")
            || lowered.starts_with("fou ")
    }

    fn push(&mut self, entry: Entry) {
        self.taken += 1;
        if self.blocks.is_empty() {
            self.blocks.push(Block {
                entries: Vec::new(),
            });
        }
        if let Some(block) = self.blocks.last_mut() {
            block.entries.push(entry);
        }
    }

    /// The page of a signing service: labelled lines, one group for each signature.
    fn certificate(&mut self, at: usize, end: usize) -> Option<usize> {
        let (key, value) = certificate_line(&self.lines[at].text)?;
        if key != "namn"
            || !self.lines[at + 1..end.min(at + 6)].iter().any(|line| {
                certificate_line(&line.text).is_some_and(|(key, _)| key == "tid" || key == "metod")
            })
        {
            return None;
        }
        let mut signature = Signature {
            name: value.to_owned(),
            line: at,
            ..Signature::default()
        };
        self.out.used.push(at);
        let mut next = at + 1;
        while next < end && next < at + 8 {
            let Some((key, value)) = certificate_line(&self.lines[next].text) else {
                break;
            };
            match key {
                "namn" => break,
                "roll" => {
                    let role = value.split(',').next().unwrap_or(value).trim();
                    signature.role = Some(role.to_owned());
                }
                "tid" => signature.time = Some(value.to_owned()),
                "metod" => signature.method = Some(value.to_owned()),
                _ => {}
            }
            next += 1;
        }
        self.signed = true;
        self.out.signatures.push(signature);
        Some(next)
    }

    fn finish(mut self) -> Head {
        let mut blocks = std::mem::take(&mut self.blocks);
        if let Some(called) = self.called {
            only_called_are_away(&mut blocks, called);
        }
        let joined = columns::put_together(blocks);
        self.out.people.extend(joined.people);
        self.out.columns = joined.columns;
        self.out.loose = joined.loose;
        self.out.used.sort_unstable();
        self.out.used.dedup();
        self.out
    }
}

/// Reads lines that are a list of people without a label: those who were there.
pub fn read_unlabelled(lines: &[Line], zone: Range<usize>, names: &Names) -> Vec<Person> {
    let person = |at: &usize| {
        let text = lines[*at].text.as_str();
        let people = attendance::line(text, true, Presence::Present, Seating::Member, *at);
        people.len() == 1 && labels::read(text).is_none() && text.chars().count() <= 90
    };
    let named: Vec<usize> = zone.clone().filter(person).collect();
    let (Some(&first), Some(&last)) = (named.first(), named.last()) else {
        return Vec::new();
    };
    // Three at least, and hardly anything else between them.
    if named.len() < 3 || last - first >= named.len() * 2 {
        return Vec::new();
    }
    // The heading of their group may stand above the first.
    let mut reader = Reader {
        lines,
        names,
        out: Head::default(),
        current: None,
        taken: 0,
        blocks: Vec::new(),
        signed: false,
        listing: None,
        called: None,
        listed: None,
    };
    reader.begin(Label::People(Presence::Present, Seating::Member));
    let above = first.checked_sub(1).filter(|at| *at >= zone.start);
    let mut at = above
        .filter(|at| reader.is_organisation(&lines[*at].text))
        .unwrap_or(first);
    while at <= last {
        at = reader.line(at, last + 1);
    }
    reader.finish().people
}

/// Of those called, who isn't among those who came was away; where nobody says who came, all were.
fn only_called_are_away(blocks: &mut [Block], called: usize) {
    let names = |block: &Block| -> Vec<String> {
        let people = block.entries.iter().filter_map(|entry| match entry {
            Entry::Person(person) if person.presence == Presence::Present => {
                Some(lower(&person.name))
            }
            _ => None,
        });
        people.collect()
    };
    let came: HashSet<String> = blocks
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != called)
        .flat_map(|(_, block)| names(block))
        .collect();
    let some = blocks
        .get(called)
        .is_some_and(|block| names(block).iter().any(|name| came.contains(name)));
    if !some {
        return;
    }
    for entry in &mut blocks[called].entries {
        if let Entry::Person(person) = entry
            && !came.contains(&lower(&person.name))
        {
            person.presence = Presence::Absent;
        }
    }
}

/// Whether a list of people that has come to `before` goes on with the line `next`. `below` is
/// the line after that.
fn goes_on(before: &str, next: &str, below: Option<&str>) -> bool {
    let (before, next) = (before.trim_end(), next.trim());
    if before.is_empty() || next.is_empty() || before.chars().count() > 4000 {
        return false;
    }
    let count = |sign: char| before.matches(sign).count();
    let hangs = [
        " och",
        " samt",
        " &",
        " för",
        " ersätter",
        " §",
        " §§",
        " punkt",
        "(",
    ]
    .iter()
    .any(|end| before.ends_with(end));
    if count('(') > count(')') || hangs {
        return true;
    }
    let named = attendance::line(before, false, Presence::Present, Seating::Member, 0).len();
    let begins = attendance::begins_with_person(next);
    if begins && attendance::awaits_name(before) {
        return true;
    }
    if before.ends_with([',', ';']) {
        return !begins || named >= 3;
    }
    if named == 0 {
        // A sentence about them, wrapped.
        return before.chars().count() >= 50
            && next.starts_with(char::is_lowercase)
            && !before.ends_with(['.', ':']);
    }
    let aside = |text: &str| {
        text.trim()
            .starts_with(|c: char| c.is_lowercase() || c == '(')
    };
    if aside(next) || next.starts_with('§') {
        // Two such lines are a column of their own.
        return !below.is_some_and(aside);
    }
    // "…, Mira" over "Kantola, …": a name cut in two.
    let last = before.rsplit([',', ';']).next().unwrap_or("").trim();
    let last = last.rsplit(" och ").next().unwrap_or(last);
    // Where all are called by one name, it is whole.
    let first_names = before
        .split([',', ';'])
        .filter(|piece| !piece.trim().contains(' '))
        .count()
        * 2
        > before.split([',', ';']).count();
    let cut = !last.contains(' ')
        && last.starts_with(char::is_uppercase)
        && before.contains(',')
        && !first_names;
    let hyphen = before.ends_with('-') && !before.ends_with(" -");
    (cut && attendance::is_given(last) || hyphen) && next.starts_with(char::is_alphabetic)
        || before.ends_with(['-', '–']) && next.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let source = crate::import::text::read(text.as_bytes()).unwrap();
        let lines = crate::import::page::clean(&source).lines;
        let head = read(&lines, 0..lines.len(), &Names::default(), false);
        head.people
            .iter()
            .map(|person| {
                let sign = match person.presence {
                    Presence::Present => '+',
                    Presence::Absent => '-',
                    Presence::Other => '~',
                };
                format!("{sign} {}", person.text())
            })
            .collect()
    }

    #[test]
    fn lists_go_on_over_lines() {
        assert_eq!(
            shown(
                "Närvarande: Anna Ek (ordf.), Bo Alm, Mira\nKant Ros, Eva By (§§ 1-\n4) och Ola Vik"
            ),
            [
                "+ Anna Ek (ordf.)",
                "+ Bo Alm",
                "+ Mira Kant Ros",
                "+ Eva By (§§ 1-4)",
                "+ Ola Vik"
            ]
        );
        assert_eq!(
            shown(
                "Närvarande\nAnna Ek, chef,\nordförande\nBo Alm, Akademikerförbundet\nSSR\nEva By, Vision"
            ),
            [
                "+ Anna Ek, chef, ordförande",
                "+ Bo Alm, Akademikerförbundet SSR",
                "+ Eva By, Vision"
            ]
        );
        // Near miss: a heading of a group is of those below it.
        assert_eq!(
            shown("Närvarande\nUmeå kommun\nAnna Ek\nBo Alm\nMalå kommun\nEva By"),
            [
                "+ Anna Ek, Umeå kommun",
                "+ Bo Alm, Umeå kommun",
                "+ Eva By, Malå kommun"
            ]
        );
    }

    #[test]
    fn labels_stand_above_beside_and_in_two() {
        assert_eq!(
            shown(
                "Plats: Rådhuset\nAnna Ek (S), ordförande\nBo Alm (M), vice ordförande\nBeslutande ledamöter\nEva By (C)\nOla Vik (V)"
            ),
            [
                "+ Anna Ek (S), ordförande",
                "+ Bo Alm (M), vice ordförande",
                "+ Eva By (C)",
                "+ Ola Vik (V)"
            ]
        );
        assert_eq!(
            shown("Närvarande:   Anna Ek, Bo Alm\nAnmält        Eva By, Ola Vik\nförhinder:"),
            ["+ Anna Ek", "+ Bo Alm", "- Eva By", "- Ola Vik"]
        );
        assert_eq!(
            shown(
                "Beslutande\n\nÖvriga\n\nJusterare\n\nAnna Ek (S)\nBo Alm (M)\n\nEva By, sekreterare\n\nBo Alm"
            ),
            ["+ Anna Ek (S)", "+ Bo Alm (M)", "~ Eva By, sekreterare"]
        );
        // Near miss: the secretary above a list is none of it.
        assert_eq!(
            shown("Sekreterare\nEva By\nNärvarande\nAnna Ek\nBo Alm"),
            ["+ Anna Ek", "+ Bo Alm"]
        );
    }

    #[test]
    fn labels_stand_before_what_they_label_in_other_ways() {
        // Labels first, what they label below, with other things between.
        assert_eq!(
            shown(
                "Beslutande\n\nErsättare\n\nParagrafer\n\nJusterare\n\nRådhuset, kl. 9\n\nAnna Ek (S)\nBo Alm (M)\n\nEva By (C)\n\n1-9\n\nBo Alm"
            ),
            ["+ Anna Ek (S)", "+ Bo Alm (M)", "+ Eva By (C)"]
        );
        // A sentence that ends in a colon announces a list.
        assert_eq!(
            shown(
                "Ordförande Anna Ek öppnar mötet. Följande antecknas som närvarande:\n\nFrån Umeå kommun: Anna Ek, Bo Alm\n\nFrån bolaget: Eva By (vd)"
            ),
            [
                "+ Anna Ek, Från Umeå kommun",
                "+ Bo Alm, Från Umeå kommun",
                "~ Eva By (vd)"
            ]
        );
        // A label over three lines.
        assert_eq!(
            shown("Närvarande från\nUmeå\nkommun\n\nAnna Ek\nBo Alm"),
            ["+ Anna Ek, Umeå kommun", "+ Bo Alm, Umeå kommun"]
        );
        // A list of shares has a person in each row.
        assert_eq!(
            shown(
                "Röstlängd vid stämma 2 april 2022\nNr Fastighet Delägare Andel\n1 Ladäng 1:4 Anna Ek 0,06\n2 Ladäng 2:2 Bo Alm -"
            ),
            ["+ Anna Ek, Ladäng 1:4", "+ Bo Alm, Ladäng 2:2"]
        );
        // Near misses: what is announced are no people; a share that nobody living holds.
        assert_eq!(
            shown("Mötet öppnades. Följande handlingar lades fram:\n\nAnna Ek, Bo Alm"),
            Vec::<String>::new()
        );
        assert_eq!(
            shown("Röstlängd\n1 Ladäng 2:2 Bo Alm 0,04\n2 Ladäng 1:4 dödsboet 0,06"),
            ["+ Bo Alm, Ladäng 2:2"]
        );
    }

    #[test]
    fn groups_in_rows_and_lists_in_columns() {
        assert_eq!(
            shown(
                "<table>\n<tr><td>Grupp</td><td>Beslutande</td><td>Frånvarande</td></tr>\n<tr><td>Bygd i väst</td><td>Anna Ek, Bo Alm</td><td>Eva By</td></tr>\n<tr><td>Bygd i öst</td><td>Ola Vik</td><td></td></tr>\n</table>"
            ),
            [
                "+ Anna Ek, Bygd i väst",
                "+ Bo Alm, Bygd i väst",
                "- Eva By, Bygd i väst",
                "+ Ola Vik, Bygd i öst"
            ]
        );
    }

    #[test]
    fn those_called_who_did_not_come_were_away() {
        assert_eq!(
            shown("Kallade: Anna Ek, Bo Alm, Eva By\nNärvarande: Anna Ek, Eva By"),
            ["+ Anna Ek", "- Bo Alm", "+ Eva By", "+ Anna Ek", "+ Eva By"]
        );
        // Near miss: only those called are named.
        assert_eq!(
            shown("Kallade: Anna Ek, Bo Alm\nÖvriga: Ola Vik"),
            ["+ Anna Ek", "+ Bo Alm", "~ Ola Vik"]
        );
    }

    #[test]
    fn tables_of_a_year_and_lists_side_by_side() {
        assert_eq!(
            shown("Namn Sektor 17/2 31/3 19/5\nAnna Ek Ideell X X -\nBo Alm Privat – D X"),
            ["- Anna Ek, Ideell", "+ Bo Alm, Privat"]
        );
        assert_eq!(
            shown("Ledamöter\tFrånvarande\nAnna Ek (S)\tEva By (M)\nBo Alm (C)\tOla Vik (V)"),
            [
                "+ Anna Ek (S)",
                "- Eva By (M)",
                "+ Bo Alm (C)",
                "- Ola Vik (V)"
            ]
        );
    }

    #[test]
    fn labels_in_words_of_their_own() {
        assert_eq!(
            shown(
                "Vi som var med: Alva, Noah, Tindra\nKunde inte komma: Elsa, Vidar\nVuxna: Pia Storm"
            ),
            [
                "+ Alva",
                "+ Noah",
                "+ Tindra",
                "- Elsa",
                "- Vidar",
                "~ Pia Storm"
            ]
        );
        // Near miss: an association's name says nothing of who was there.
        assert_eq!(
            shown("Närvarande\nHjärt- och lungsjuka: Anna Ek\nNeuroförbundet: Bo Alm"),
            [
                "+ Anna Ek, Hjärt- och lungsjuka",
                "+ Bo Alm, Neuroförbundet"
            ]
        );
    }
}
