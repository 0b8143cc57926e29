//! Where the name of a body or a party may be written otherwise without touching what somebody
//! said: in the attendance of the front matter and in the data lines that name receivers and
//! presenters. Never in prose, never in a decision, never in a protocol that is finished.

use std::ops::Range;

use super::Case;
use crate::model::DataLineKind;
use crate::parse::front_matter;
use crate::parse::protocol::may_be_repaired;
use crate::text::{Edit, Span};
use crate::yaml;

/// The changes that write the right name at those of `wrong` that may be changed. A range comes
/// with the name that is right there.
pub fn respelled(case: &Case<'_>, wrong: &[(Range<usize>, &str)]) -> Vec<Edit> {
    let text = &case.file.source.text;
    // A name with a comma or a colon would be read as something else there.
    let is_plain = |name: &str| yaml::quote(name) == name && !name.contains([';', ':', '"', '\'']);
    if !wrong.iter().any(|(_, name)| is_plain(name)) || !may_be_repaired(text) {
        return Vec::new();
    }
    let places = places(case);
    wrong
        .iter()
        .filter(|(range, name)| {
            let is_inside = |place: &Span| {
                place.start as usize <= range.start && range.end <= place.end as usize
            };
            is_plain(name) && places.iter().any(is_inside)
        })
        .map(|(range, name)| Edit {
            span: Span::new(range.start, range.end),
            new: (*name).to_owned(),
        })
        .collect()
}

/// The values that name bodies and parties, outside prose.
fn places(case: &Case<'_>) -> Vec<Span> {
    let text = &case.file.source.text;
    let protocol = case.protocol;
    let head = front_matter::split(text).map_or(0..0, |head| head.yaml);
    let attending = protocol.attendance.iter().flat_map(|attendee| {
        let named = [&attendee.organisation, &attendee.role];
        named.into_iter().flatten().map(|value| value.span)
    });
    let in_head = |span: &Span| head.start <= span.start as usize && span.end as usize <= head.end;
    let mut places: Vec<Span> = attending.filter(in_head).collect();
    for item in &protocol.items {
        let presenting = item.presenters.iter();
        places.extend(presenting.filter_map(|one| one.organisation.as_ref().map(|it| it.span)));
        let receiving = item
            .data
            .iter()
            .filter(|line| matches!(line.kind, DataLineKind::HandedTo | DataLineKind::Dispatch));
        places.extend(receiving.map(|line| line.value.span));
        // What stands in a clause was decided, wherever else it stands.
        let decided: Vec<Span> = item.decisions.iter().map(|clause| clause.span).collect();
        places.retain(|place| {
            let apart = |span: &Span| span.end <= place.start || place.end <= span.start;
            decided.iter().all(apart)
        });
    }
    places
}
