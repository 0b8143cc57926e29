//! People below a label: one a line, several a line, in a sentence.

use super::Reader;
use crate::import::attendance;
use crate::import::columns::Block;
use crate::import::columns::Entry;
use crate::import::columns::is_party_name;
use crate::import::columns::join_detail;
use crate::import::labels;
use crate::import::labels::Label;
use crate::import::people;
use crate::import::roles::is_role;
use crate::import::sentences;
use crate::model::Presence;
use crate::model::Seating;
use crate::parse::words::lower;
use std::collections::HashSet;

impl Reader<'_> {
    pub(super) fn people(
        &mut self,
        text: &str,
        at: usize,
        presence: Presence,
        seating: Seating,
    ) -> bool {
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
    pub(super) fn one_a_line(&self, at: usize) -> bool {
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
    pub(super) fn is_sentence(&self, text: &str) -> bool {
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

    pub(super) fn is_organisation(&self, text: &str) -> bool {
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
}

/// Of those called, who isn't among those who came was away; where nobody says who came, all were.
pub(super) fn only_called_are_away(blocks: &mut [Block], called: usize) {
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
