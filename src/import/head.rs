//! What stands before the first item of a protocol and after its last: when and where, who was
//! there, who signs.

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
        if let Some(found) = labels::read(text)
            && self.takes(&found, text)
        {
            let label = found.label;
            let rest = text[found.rest..].trim();
            // "Justerare" within a list of people is one of them, as "Ordförande" is.
            let phrase = label == Label::Adjuster && !lower(text).starts_with("justerare");
            if !phrase && self.role_in_list(label, rest, found.sure, at) {
                return at + 1;
            }
            self.begin(label);
            self.out.used.push(at);
            if !rest.is_empty() {
                self.listed = None;
                self.value(rest, at);
            }
            return at + 1;
        }
        if line.heading.is_some() || line.bold {
            self.current = None;
            self.listing = None;
            return at + 1;
        }
        if self.value(text, at) {
            self.out.used.push(at);
            return at + 1;
        }
        let people = sentences::prose(text, at);
        if people.len() >= 2 || people.len() == 1 && lower(text).starts_with("närv") {
            self.begin(Label::Other);
            for person in people {
                self.push(Entry::Person(person));
            }
            self.out.used.push(at);
        }
        at + 1
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
            if named.len() >= 2 {
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
        let blocks = std::mem::take(&mut self.blocks);
        let (people, columns) = columns::put_together(blocks);
        self.out.people.extend(people);
        self.out.columns = columns;
        self.out.used.sort_unstable();
        self.out.used.dedup();
        self.out
    }
}
