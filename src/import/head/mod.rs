//! What stands before the first item of a protocol and after its last: when and where, who was
//! there, who signs.

mod apart;
mod lines;
mod listed;
#[cfg(test)]
mod tests;
mod unlabelled;

use std::ops::Range;

pub use self::unlabelled::read_unlabelled;

use self::lines::goes_on;
use self::listed::only_called_are_away;
use crate::import::attendance::{self, Person};
use crate::import::columns::{self, Block, Columns, Entry, join_detail};
use crate::import::labels::{self, Label};
use crate::import::matrix;
use crate::import::roles::is_role;
use crate::import::sentences;
use crate::import::signatures::{Signature, certificate_line, signed_roles};
use crate::import::source::Line;
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
