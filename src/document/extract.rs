//! Protokollsutdrag: one or more items with what their receivers need to know of the meeting.

use super::items::{Body, Dispatch, receivers, stands_before, with_sub_items};
use super::protocol::{body_and_day, facts, letterhead, running, words};
use super::template::{Slots, TemplateError, Templates};
use super::{Document, Fact, Part, SignatureLine, Signatures, attendance, day, plain, stamp};
use crate::archive::{Archive, ProtocolFile, Target};
use crate::lang::{Lang, Message, Text, enumerate};
use crate::model::{Item, Protocol, Status, Tag};

/// Items of one protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The protocol, by its place in [`Archive::protocols`].
    pub protocol: usize,
    /// The items asked for, by their places in it; ascending, each once.
    pub items: Vec<usize>,
}

/// Why no extract can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtractError {
    /// Something that is no item.
    NoItem {
        /// An id of an item that may be meant, if there is one.
        such_as: Option<String>,
    },
    /// Items of several protocols.
    Several {
        /// The id of one.
        first: String,
        /// The id of another.
        other: String,
    },
    /// A summons decides nothing.
    Summons {
        /// Its id.
        id: String,
    },
}

impl ExtractError {
    /// One line: what is wrong and what to do.
    pub fn message(&self) -> Message {
        match self {
            ExtractError::NoItem { such_as: Some(id) } => Message::new(
                format!("ett utdrag görs av en punkt: skriv till exempel {id}"),
                format!("an extract is made of an item: write such as {id}"),
            ),
            ExtractError::NoItem { such_as: None } => Message::new(
                "ett utdrag görs av en punkt: skriv till exempel LSG/2023-02-17/4",
                "an extract is made of an item: write such as LSG/2023-02-17/4",
            ),
            ExtractError::Several { first, other } => Message::new(
                format!(
                    "ett utdrag är ur ett protokoll, men här är två, {first} och {other}: gör ett utdrag ur vart och ett"
                ),
                format!(
                    "an extract is of one protocol, but here are two, {first} and {other}: make an extract of each"
                ),
            ),
            ExtractError::Summons { id } => Message::new(
                format!("{id} är en kallelse, och utdrag görs ur protokoll"),
                format!("{id} is a summons, and extracts are made of protocols"),
            ),
        }
    }
}

impl Selection {
    /// What `targets` mean together: items, or clauses for the items they stand in.
    pub fn new(archive: &Archive, targets: &[Target]) -> Result<Selection, ExtractError> {
        let mut selection: Option<Selection> = None;
        for target in targets {
            let (protocol, item) = match target {
                Target::Item(protocol, item) | Target::Decision(protocol, item, _) => {
                    (*protocol, *item)
                }
                Target::Protocol(protocol) => {
                    let protocol = &archive.protocols[*protocol].protocol;
                    let first = protocol.items.first();
                    let such_as = first.map(|item| format!("{}/{}", protocol.id, item.key));
                    return Err(ExtractError::NoItem { such_as });
                }
                _ => return Err(ExtractError::NoItem { such_as: None }),
            };
            match &mut selection {
                None => {
                    let items = vec![item];
                    selection = Some(Selection { protocol, items });
                }
                Some(chosen) if chosen.protocol == protocol => chosen.items.push(item),
                Some(chosen) => {
                    let id = |at: usize| archive.protocols[at].protocol.id.to_string();
                    return Err(ExtractError::Several {
                        first: id(chosen.protocol),
                        other: id(protocol),
                    });
                }
            }
        }
        let mut selection = selection.ok_or(ExtractError::NoItem { such_as: None })?;
        let protocol = &archive.protocols[selection.protocol].protocol;
        if protocol.kind == crate::model::Kind::Summons {
            let id = protocol.id.to_string();
            return Err(ExtractError::Summons { id });
        }
        selection.items.sort_unstable();
        selection.items.dedup();
        Ok(selection)
    }

    /// The ids of its items.
    pub fn ids(&self, archive: &Archive) -> Vec<String> {
        let protocol = &archive.protocols[self.protocol].protocol;
        let items = self.items.iter().map(|&at| &protocol.items[at]);
        items
            .map(|item| format!("{}/{}", protocol.id, item.key))
            .collect()
    }
}

/// The items of a protocol that have receivers of their own.
pub fn with_receivers(archive: &Archive, protocol: usize) -> Vec<Selection> {
    let items = &archive.protocols[protocol].protocol.items;
    let sent = (0..items.len()).filter(|&at| receivers(&items[at]).next().is_some());
    sent.map(|at| Selection {
        protocol,
        items: vec![at],
    })
    .collect()
}

/// An extract of the items of `selection`, sub-items with them.
pub fn extract(
    archive: &Archive,
    selection: &Selection,
    templates: &Templates,
) -> Result<Document, TemplateError> {
    let lang = archive.collaboration.lang.unwrap_or(Lang::Sv);
    let file = &archive.protocols[selection.protocol];
    let protocol = &file.protocol;
    let mut items: Vec<usize> = selection
        .items
        .iter()
        .flat_map(|&at| with_sub_items(&protocol.items, at))
        .collect();
    items.sort_unstable();
    items.dedup();
    let chosen: Vec<&Item> = selection
        .items
        .iter()
        .map(|&at| &protocol.items[at])
        .collect();
    let title = format!(
        "{} {}, {}",
        Text::new("Protokollsutdrag", "Extract from the minutes").get(lang),
        body_and_day(archive, protocol, lang),
        names(&chosen, lang)
    );
    let at_once = chosen
        .iter()
        .all(|item| item.tags.iter().any(|tag| tag.value == Tag::Immediate));
    let stamp = stamp(protocol, lang).filter(|_| !at_once);
    let mut document = Document::new(lang, title, running(protocol), stamp);
    let slots = Slots {
        file: Templates::FILES[2],
        parts: vec![
            ("brevhuvud", letterhead(archive, protocol)),
            (
                "rubrik",
                vec![Part::Title {
                    kind: Some(
                        Text::new("Protokollsutdrag", "Extract from the minutes")
                            .get(lang)
                            .to_owned(),
                    ),
                    text: format!(
                        "{}, {}",
                        body_and_day(archive, protocol, lang),
                        names(&chosen, lang)
                    ),
                }],
            ),
            ("uppgifter", head(archive, protocol, lang)),
            ("närvaro", there(protocol, &items, lang)),
            ("punkter", text(file, &items, lang)),
            ("justering", approval(protocol, at_once, lang)),
            ("expediering", sent_to(protocol, &items, lang)),
            ("intyg", vec![certificate(lang)]),
        ],
        needed: &["punkter", "justering"],
        words: words(archive, protocol, lang),
    };
    slots.lay_out(&mut document, templates.extract.as_deref(), templates)?;
    Ok(document)
}

/// `§ 4`, `§ 4 och § 6`.
fn names(items: &[&Item], lang: Lang) -> String {
    let names: Vec<String> = items.iter().map(|item| attendance::named(item)).collect();
    enumerate(&names, names.len()).get(lang).to_owned()
}

fn head(archive: &Archive, protocol: &Protocol, lang: Lang) -> Vec<Part> {
    let left_out = [
        Text::new("Paragrafer", "Items").get(lang),
        Text::new("Justerat", "Approved").get(lang),
    ];
    let mut facts = facts(archive, protocol, lang);
    facts.retain(|fact| !left_out.contains(&fact.label.as_str()));
    vec![Part::Facts(facts)]
}

fn there(protocol: &Protocol, items: &[usize], lang: Lang) -> Vec<Part> {
    let tables = attendance::at_items(protocol, items, lang);
    let mut parts: Vec<Part> = tables.into_iter().map(Part::Table).collect();
    let recused = attendance::recused(protocol, items);
    if !recused.is_empty() {
        let label = Text::new("Jäv", "Recused").get(lang);
        parts.push(Part::Facts(vec![Fact::new(label, recused.join(", "))]));
    }
    parts
}

fn text(file: &ProtocolFile, items: &[usize], lang: Lang) -> Vec<Part> {
    let body = Body::new(file, lang);
    let parts = items.iter();
    parts
        .flat_map(|&at| match stands_before(&file.protocol.items[at]) {
            true => body.preamble(),
            false => body.item(at, Dispatch::Left),
        })
        .collect()
}

/// Whether what is extracted is approved, when and by whom.
fn approval(protocol: &Protocol, at_once: bool, lang: Lang) -> Vec<Part> {
    let status = protocol.status.as_ref().map(|status| status.value);
    let day = protocol.approved_on.as_ref();
    let day = day.map(|day| day::in_words(day.value, lang));
    let mut signers: Vec<&str> = protocol
        .adjusters
        .iter()
        .map(|name| name.value.as_str())
        .collect();
    signers.extend(protocol.chair.iter().map(|name| name.value.as_str()));
    let by = match signers.is_empty() {
        true => String::new(),
        false => {
            let by = Text::new("av", "by").get(lang);
            format!(" {by} {}", enumerate(&signers, signers.len()).get(lang))
        }
    };
    let says = match status {
        Some(Status::Approved) => {
            let day = day.map_or(String::new(), |day| format!(" {day}"));
            let approved = Text::new("Protokollet justerades", "The protocol was approved");
            format!("{}{day}{by}.", approved.get(lang))
        }
        Some(Status::Finished) => Text::new(
            "Protokollet är färdigställt; det justeras inte.",
            "The protocol is finished; nobody approves it.",
        )
        .get(lang)
        .to_owned(),
        Some(Status::Cancelled) => Text::new("Mötet är inställt.", "The meeting was cancelled.")
            .get(lang)
            .to_owned(),
        _ if at_once => Text::new(
            "Omedelbart justerad enligt protokollet, som i övrigt inte är justerat.",
            "Approved at once as the protocol says, which otherwise isn't approved.",
        )
        .get(lang)
        .to_owned(),
        _ => Text::new(
            "UTKAST: protokollet är inte justerat.",
            "DRAFT: the protocol isn't approved.",
        )
        .get(lang)
        .to_owned(),
    };
    let label = Text::new("Justering", "Approval").get(lang);
    vec![heading(label), Part::Facts(vec![Fact::new("", says)])]
}

/// `Expedieras till`, with the item where several have receivers.
fn sent_to(protocol: &Protocol, items: &[usize], lang: Lang) -> Vec<Part> {
    let label = Text::new("Expedieras till", "Sent to").get(lang);
    let lines: Vec<(&Item, &str)> = items
        .iter()
        .map(|&at| &protocol.items[at])
        .flat_map(|item| receivers(item).map(move |value| (item, value)))
        .collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let several = lines.iter().any(|(item, _)| item.key != lines[0].0.key);
    let facts = lines.iter().map(|(item, value)| match several {
        true => Fact::new(attendance::named(item), *value),
        false => Fact::new("", *value),
    });
    vec![heading(label), Part::Facts(facts.collect())]
}

fn heading(text: &str) -> Part {
    Part::Heading {
        level: 2,
        text: vec![plain(text)],
        anchor: String::new(),
    }
}

/// The line where somebody says that the extract is right.
fn certificate(lang: Lang) -> Part {
    Part::Signatures(Signatures {
        own_page: false,
        says: Text::new("Rätt utdraget intygar", "Certified as a true extract")
            .get(lang)
            .to_owned(),
        lines: vec![SignatureLine {
            role: String::new(),
            name: String::new(),
            signed: None,
        }],
    })
}
