//! A list of people that no label stands above, and what settles who of a list was there.

use super::Head;
use super::Reader;
use crate::import::attendance;
use crate::import::attendance::Person;
use crate::import::labels;
use crate::import::labels::Label;
use crate::import::source::Line;
use crate::model::Presence;
use crate::model::Seating;
use crate::parse::names::Names;
use std::ops::Range;

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
