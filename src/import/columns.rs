//! Organisations that stand beside, above or after the names they belong to, put together again.

use super::attendance::Person;
use super::people;
use crate::parse::words::lower;

/// What became of organisations that stood in a column of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    /// There were none.
    #[default]
    None,
    /// They were put together with the names, by their order.
    Joined {
        /// How many.
        count: usize,
        /// The line of the first.
        line: usize,
    },
    /// The counts don't allow it.
    Torn {
        /// How many organisations.
        organisations: usize,
        /// How many names.
        names: usize,
        /// The line of the first.
        line: usize,
    },
}

/// A line of a list of people, once it is known what it is.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    Person(Person),
    Organisation(String, usize),
}

/// A list of people under one label.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) entries: Vec<Entry>,
}

/// Gives people their organisations: headings of groups, lines in turn, a column of their own.
pub(super) fn put_together(blocks: Vec<Block>) -> Joined {
    let mut unclaimed: Vec<(String, usize)> = Vec::new();
    let mut lists: Vec<Vec<Person>> = Vec::new();
    let mut column: Vec<(String, usize)> = Vec::new();
    for mut block in blocks {
        unclaimed.extend(own_columns(&mut block));
        let begins_with_group = matches!(block.entries.first(), Some(Entry::Organisation(..)));
        let in_turn = is_in_turn(&block.entries);
        let mut list: Vec<Person> = Vec::new();
        let mut group: Option<String> = None;
        let mut loose: Vec<(String, usize)> = Vec::new();
        for entry in block.entries {
            match entry {
                Entry::Person(mut person) => {
                    if !begins_with_group
                        && !in_turn
                        && loose.len() == 1
                        && group.is_none()
                        && !list.is_empty()
                    {
                        // A heading of a group that comes after others.
                        group = loose.pop().map(|(name, _)| name);
                    }
                    if let Some(group) = &group
                        && !person.has_organisation()
                        && !is_party_name(&lower(group))
                    {
                        person.detail = join_detail(group, &person.detail);
                    }
                    list.push(person);
                }
                Entry::Organisation(name, _) if begins_with_group => group = Some(name),
                Entry::Organisation(name, line) if in_turn => {
                    if let Some(last) = list.last_mut() {
                        last.detail = join_detail(&name, &last.detail);
                        last.joined = Some(line);
                    }
                }
                Entry::Organisation(name, line) => {
                    if group.is_some() {
                        group = Some(name);
                    } else {
                        loose.push((name, line));
                    }
                }
            }
        }
        column.extend(loose);
        lists.push(list);
    }
    let mut columns = align(&mut lists, column);
    if columns == Columns::None
        && let Some(&(_, line)) = unclaimed.first()
    {
        columns = Columns::Torn {
            organisations: unclaimed.len(),
            names: lists.iter().map(Vec::len).sum(),
            line,
        };
    }
    let own = lists
        .iter()
        .flatten()
        .filter(|person| person.joined.is_some());
    if columns == Columns::None
        && let Some(line) = own.clone().filter_map(|person| person.joined).min()
    {
        let count = own.count();
        columns = Columns::Joined { count, line };
    }
    Joined {
        people: lists.into_iter().flatten().collect(),
        columns,
        loose: unclaimed,
    }
}

/// People with what is said of them.
pub(super) struct Joined {
    pub(super) people: Vec<Person>,
    pub(super) columns: Columns,
    /// What couldn't be given to anybody.
    pub(super) loose: Vec<(String, usize)>,
}

/// Gives the people of one list what columns below it say, where each has one entry for each of
/// them; the chairs stand first in a list, whatever else is missing. Returns what nobody got.
fn own_columns(block: &mut Block) -> Vec<(String, usize)> {
    let count = block
        .entries
        .iter()
        .take_while(|entry| matches!(entry, Entry::Person(_)))
        .count();
    let torn = count >= 2
        && block.entries.len() > count
        && block.entries[count..].iter().all(|entry| {
            matches!(entry, Entry::Organisation(text, _)
                if text.starts_with(|c: char| c.is_lowercase() || matches!(c, '(' | '§')))
        });
    if !torn {
        return Vec::new();
    }
    let loose: Vec<(String, usize)> = block
        .entries
        .drain(count..)
        .filter_map(|entry| match entry {
            Entry::Organisation(text, line) => Some((text, line)),
            Entry::Person(_) => None,
        })
        .collect();
    let mut people: Vec<&mut Person> = block
        .entries
        .iter_mut()
        .filter_map(|entry| match entry {
            Entry::Person(person) => Some(person),
            Entry::Organisation(..) => None,
        })
        .collect();
    let parties = loose.iter().filter(|(text, _)| text.starts_with('('));
    let others = loose.iter().filter(|(text, _)| !text.starts_with('('));
    let mut left: Vec<(String, usize)> = Vec::new();
    for column in [parties.collect::<Vec<_>>(), others.collect()] {
        if column.len() == people.len() {
            for (person, (text, line)) in people.iter_mut().zip(column) {
                person.detail = match text.starts_with('(') {
                    true => format!("{text} {}", person.detail).trim().to_owned(),
                    false => after(&person.detail, text),
                };
                person.joined = Some(*line);
            }
            continue;
        }
        let mut next = 0;
        for (text, line) in column {
            let chairs = lower(text).contains("ordf");
            if chairs && next < people.len() {
                people[next].detail = after(&people[next].detail, text);
                people[next].joined = Some(*line);
                next += 1;
            } else {
                next = usize::MAX;
                left.push((text.clone(), *line));
            }
        }
    }
    left
}

/// A detail with one more behind it.
fn after(detail: &str, more: &str) -> String {
    match detail.is_empty() {
        true => more.to_owned(),
        false => format!("{detail}, {more}"),
    }
}

/// A column of organisations beside lists of names, torn apart: together again where the
/// counts allow.
fn align(lists: &mut [Vec<Person>], column: Vec<(String, usize)>) -> Columns {
    let Some(&(_, line)) = column.first() else {
        return Columns::None;
    };
    if column.len() == 1 {
        // One line after a name is that person's.
        if let Some(last) = lists
            .iter_mut()
            .flatten()
            .rfind(|person| person.line < line)
            && !last.has_organisation()
            && line - last.line <= 2
        {
            last.detail = join_detail(&column[0].0, &last.detail);
            last.joined = Some(line);
        }
        return Columns::None;
    }
    let total: usize = lists.iter().map(Vec::len).sum();
    let mut upto = 0;
    let mut fits = None;
    for (at, list) in lists.iter().enumerate() {
        upto += list.len();
        if upto == column.len() {
            fits = Some(at + 1);
        }
    }
    let bare: usize = lists
        .iter()
        .flatten()
        .filter(|person| !person.has_organisation())
        .count();
    let chosen: Vec<&mut Person> = if let Some(count) = fits {
        lists[..count].iter_mut().flatten().collect()
    } else if bare == column.len() {
        lists
            .iter_mut()
            .flatten()
            .filter(|person| !person.has_organisation())
            .collect()
    } else if let Some(last) = lists.iter().rposition(|list| list.len() == column.len()) {
        lists[last].iter_mut().collect()
    } else {
        return Columns::Torn {
            organisations: column.len(),
            names: total,
            line,
        };
    };
    for (person, (organisation, line)) in chosen.into_iter().zip(&column) {
        person.detail = join_detail(organisation, &person.detail);
        person.joined = Some(*line);
    }
    Columns::Joined {
        count: column.len(),
        line,
    }
}

/// An organisation, and what was said of the person already: a party letter stays first.
pub(super) fn join_detail(organisation: &str, detail: &str) -> String {
    let detail = detail.trim();
    if detail.is_empty() {
        return organisation.to_owned();
    }
    if detail.starts_with('(')
        && let Some(close) = detail.find(')')
    {
        let rest = detail[close + 1..].trim_start_matches([' ', ',']);
        return match rest.is_empty() {
            true => format!("{} {organisation}", &detail[..=close]).replacen(") ", "), ", 1),
            false => format!("{}, {organisation}, {rest}", &detail[..=close]),
        };
    }
    format!("{organisation}, {detail}")
}

/// Names and organisations in turn, one of each.
fn is_in_turn(entries: &[Entry]) -> bool {
    let organisations = entries
        .iter()
        .filter(|entry| matches!(entry, Entry::Organisation(..)))
        .count();
    let alternates = entries.windows(2).all(|pair| {
        !matches!(
            (&pair[0], &pair[1]),
            (Entry::Organisation(..), Entry::Organisation(..))
        )
    });
    let names = entries.len() - organisations;
    organisations >= 2
        && alternates
        && names > 0
        && organisations * 10 >= names * 8
        && matches!(entries.first(), Some(Entry::Person(_)))
}

/// The name of a political party, or its letter, over a group.
pub(super) fn is_party_name(lowered: &str) -> bool {
    let lowered = lowered.trim_end_matches(':').trim_matches(['(', ')']);
    [
        "socialdemokrat",
        "moderat",
        "centerpart",
        "vänsterpart",
        "liberal",
        "kristdemokrat",
        "miljöpart",
        "sverigedemokrat",
        "folkpart",
    ]
    .iter()
    .any(|party| lowered.starts_with(party))
        || people::is_politics(lowered) && lowered.chars().count() <= 2
}
