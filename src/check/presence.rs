//! Who could vote on an item, and who was recused from it.

use super::representation::{Agenda, Course, There};
use crate::lang::fold;
use crate::model::{Attendee, DataLineKind, Item, Presence, Protocol, Seating};
use crate::text::Span;

/// The attendance of a protocol, ready to be asked about its items.
pub struct Presences<'a> {
    protocol: &'a Protocol,
    agenda: Agenda,
}

impl<'a> Presences<'a> {
    /// Reads the numbers of the items once.
    pub fn new(protocol: &'a Protocol) -> Presences<'a> {
        Presences {
            protocol,
            agenda: Agenda::of(&protocol.items),
        }
    }

    /// Whether somebody was there at the `at`th item; `None` where a clock time or an unknown item
    /// leaves it open.
    pub fn was_there(&self, attendee: &Attendee, at: usize) -> Option<bool> {
        if attendee.presence != Presence::Present {
            return Some(false);
        }
        match Course::of(attendee, &self.agenda).at(at) {
            There::No => Some(false),
            There::Perhaps => None,
            There::Yes => Some(true),
        }
    }

    /// The least and the most that could vote on the `at`th item: those with a seat who were there
    /// and not recused. Somebody without organisation or office may have a seat or not.
    pub fn voters(&self, item: &Item, at: usize) -> (u32, u32) {
        let recused: Vec<String> = recused(self.protocol, item)
            .map(|(name, _)| fold(&name))
            .collect();
        let (mut least, mut most) = (0, 0);
        for attendee in &self.protocol.attendance {
            let seated = matches!(
                attendee.seating,
                Seating::Member | Seating::ServingSubstitute
            );
            let is_recused = attendee
                .name
                .as_ref()
                .is_some_and(|name| !recused.is_empty() && recused.contains(&fold(name)));
            if !seated || is_recused {
                continue;
            }
            let there = self.was_there(attendee, at);
            let sure = attendee.party.is_some() || attendee.office.is_some();
            least += u32::from(there == Some(true) && sure);
            most += u32::from(there != Some(false));
        }
        (least, most)
    }
}

/// Those recused at an item, with the places that say so: in the attendance, and in `Jäv:` lines.
pub fn recused<'a>(
    protocol: &'a Protocol,
    item: &'a Item,
) -> impl Iterator<Item = (String, Span)> + 'a {
    let listed = protocol.attendance.iter().filter_map(|attendee| {
        let name = attendee.name.as_ref()?;
        let place = attendee.recused.iter().find(|number| {
            let number = number.value.trim_start_matches(['§', ' ']);
            item.number.as_ref().is_some_and(|own| own.value == number)
                || item
                    .parent
                    .as_ref()
                    .is_some_and(|parent| parent.0 == number)
        })?;
        Some((name.value.clone(), place.span))
    });
    let lines = item
        .data
        .iter()
        .filter(|line| line.kind == DataLineKind::Recusal)
        .flat_map(|line| {
            let span = line.value.span;
            names(&line.value.value).map(move |name| (name.to_owned(), span))
        })
        // The attendance and the line may both say it.
        .filter(|(name, _)| {
            let folded = fold(name);
            !protocol.attendance.iter().any(|attendee| {
                let own = |own: &str| item.number.as_ref().is_some_and(|n| n.value == own);
                attendee
                    .recused
                    .iter()
                    .any(|n| own(n.value.trim_start_matches(['§', ' '])))
                    && attendee
                        .name
                        .as_ref()
                        .is_some_and(|name| fold(name) == folded)
            })
        });
    listed.chain(lines)
}

/// The names of a `Jäv:` line: `Anna Ek och Bo Al`, `Anna Ek, Almby kommun`.
fn names(value: &str) -> impl Iterator<Item = &str> {
    value
        .split([',', ';'])
        .flat_map(|part| part.split(" och "))
        .map(|name| name.trim_matches(['.', ' ']))
        .filter(|name| !name.is_empty())
}
