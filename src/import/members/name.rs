//! Who a cell names: one person or several, `Ek, Anna` turned, marks of party and role taken off.

use super::role::{self, Role};
use crate::import::first_names::is_first_name;
use crate::import::people::is_politics;
use crate::lang::fold;
use crate::parse::people::is_organisation_word;

/// The longest name, in letters.
const MAX_LETTERS: usize = 100;

/// A person as a cell names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Given names first.
    pub name: String,
    /// What stood after the name: `Anna Ek (ordf.)`.
    pub role: Option<Role>,
    /// Whether it was written surname first.
    pub is_turned: bool,
}

/// Which part of `Ek, Anna` is which, where the names don't tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// It isn't known.
    Unknown,
    /// The surname stands first.
    SurnameFirst,
}

/// Why a cell names nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// It has the shape of no name.
    NoName,
    /// One word only.
    OneWord,
    /// A comma that may mean several things.
    Comma,
}

/// Whether a cell says that the seat is empty.
pub fn is_vacant(cell: &str) -> bool {
    let folded = fold(cell);
    let bare = folded.trim_matches(|c: char| "().! ".contains(c));
    let words = [
        "vakant",
        "vakans",
        "vacant",
        "vakant plats",
        "vakant post",
        "nn",
        "n.n",
        "utses senare",
        "tillsätts senare",
        "ej utsedd",
        "inte utsedd",
        "ännu inte utsedd",
        "-",
        "--",
        "?",
        "x",
    ];
    words.contains(&bare) || bare.starts_with("vakant ")
}

/// The persons of a cell.
pub fn read(cell: &str, order: Order) -> Result<Vec<Named>, NameFault> {
    let mut out = Vec::new();
    for part in cell
        .split(['\n', ';'])
        .flat_map(|part| part.split(" och "))
        .flat_map(|part| part.split(" & "))
    {
        let part = part.trim();
        if !part.is_empty() {
            out.extend(of_part(part, order)?);
        }
    }
    match out.is_empty() {
        true => Err(NameFault::NoName),
        false => Ok(out),
    }
}

/// How names with a comma are written in a column, told by those that are sure.
pub fn order_of<'c>(cells: impl Iterator<Item = &'c str>) -> Order {
    let (mut turned, mut others) = (0, 0);
    for cell in cells.filter(|cell| cell.contains(',')) {
        match read(cell, Order::Unknown).as_deref() {
            Ok([one]) if one.is_turned => turned += 1,
            Ok(_) => others += 1,
            Err(_) => {}
        }
    }
    match turned > others {
        true => Order::SurnameFirst,
        false => Order::Unknown,
    }
}

fn of_part(part: &str, order: Order) -> Result<Vec<Named>, NameFault> {
    let (part, role) = without_marks(part);
    let pieces: Vec<&str> = part
        .split(',')
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let one = |name: String, role: Option<Role>, is_turned| {
        valid(&name)?;
        Ok(vec![Named {
            name,
            role,
            is_turned,
        }])
    };
    let begins_as_person = |piece: &str| piece.split(' ').next().is_some_and(is_first_name);
    let is_whole = |piece: &str| piece.contains(' ') && begins_as_person(piece);
    match pieces.as_slice() {
        [] => Err(NameFault::NoName),
        [name] => one((*name).to_owned(), role, false),
        [name, after] if role.is_none() && role::read(after).is_some() => {
            one((*name).to_owned(), role::read(after), false)
        }
        all if all.iter().all(|piece| is_whole(piece)) => {
            let each = all.iter().map(|name| one((*name).to_owned(), None, false));
            let persons: Result<Vec<_>, NameFault> = each.collect();
            Ok(persons?.into_iter().flatten().collect())
        }
        [surname, given]
            if order == Order::SurnameFirst || begins_as_person(given) && !is_whole(surname) =>
        {
            one(format!("{given} {surname}"), role, true)
        }
        _ => Err(NameFault::Comma),
    }
}

/// A name without `(S)` and `(ordf.)` after it, and the role it had there.
fn without_marks(part: &str) -> (&str, Option<Role>) {
    let mut rest = part.trim();
    let mut role = None;
    while let Some((name, mark)) = rest
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        if !is_politics(mark) {
            match role::read(mark) {
                Some(read) if role.is_none() => role = Some(read),
                _ => break,
            }
        }
        rest = name.trim_end();
    }
    (rest, role)
}

/// Whether `name` may be written as somebody's name.
fn valid(name: &str) -> Result<(), NameFault> {
    let is_letter = |c: char| c.is_alphabetic() || unicode_mark(c) || "-'’´. ".contains(c);
    let begins = name.chars().next().is_some_and(char::is_alphabetic);
    let words = name
        .split(' ')
        .filter(|word| word.chars().any(char::is_alphabetic));
    let first_is_name = name.split(' ').next().is_some_and(is_first_name);
    let is_organisation = !first_is_name && name.split(' ').any(is_organisation_word);
    if !begins
        || !name.chars().all(is_letter)
        || name.chars().nth(MAX_LETTERS).is_some()
        || is_organisation
    {
        return Err(NameFault::NoName);
    }
    match words.count() {
        0 | 1 => Err(NameFault::OneWord),
        _ => Ok(()),
    }
}

/// A mark over a letter that has no composed form.
fn unicode_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(cell: &str) -> Result<Vec<String>, NameFault> {
        let named = read(cell, Order::Unknown)?;
        Ok(named.into_iter().map(|one| one.name).collect())
    }

    #[test]
    fn names_in_many_habits() {
        for (cell, wanted) in [
            ("Anna Ek", vec!["Anna Ek"]),
            ("Ek, Anna", vec!["Anna Ek"]),
            ("von Ek, Anna Maria", vec!["Anna Maria von Ek"]),
            ("Anna Ek (S)", vec!["Anna Ek"]),
            ("Anna Ek (ordf.) (KD)", vec!["Anna Ek"]),
            ("Anna Ek, ordförande", vec!["Anna Ek"]),
            ("Anna Ek, Eva By", vec!["Anna Ek", "Eva By"]),
            ("Anna Ek\nEva By", vec!["Anna Ek", "Eva By"]),
            ("Anna Ek och Eva By", vec!["Anna Ek", "Eva By"]),
            ("anna ek", vec!["anna ek"]),
            ("Xqz Örn-Ål", vec!["Xqz Örn-Ål"]),
            ("Bo A. D'Arcy", vec!["Bo A. D'Arcy"]),
        ] {
            let wanted = wanted.into_iter().map(str::to_owned).collect();
            assert_eq!(names(cell), Ok(wanted), "{cell}");
        }
        let role = read("Anna Ek (v ordf)", Order::Unknown)
            .unwrap()
            .remove(0)
            .role;
        assert_eq!(role.unwrap().chair, Some(role::Chair::ViceChair));
    }

    #[test]
    fn what_names_nobody() {
        for (cell, fault) in [
            ("Anna", NameFault::OneWord),
            ("Umeå kommun", NameFault::NoName),
            ("=cmd|' /C calc'!A0", NameFault::NoName),
            ("Anna Ek}, {namn: Bo Al", NameFault::Comma),
            ("Anna Ek: x", NameFault::NoName),
            ("- Anna Ek", NameFault::NoName),
            ("070-123 45 67", NameFault::NoName),
            ("anna.ek@granby.se", NameFault::NoName),
            ("Anna Ek (socialchef)", NameFault::NoName),
            ("Xqz Vrn, Bpt", NameFault::Comma),
            ("", NameFault::NoName),
            (",", NameFault::NoName),
        ] {
            assert_eq!(names(cell), Err(fault), "{cell}");
        }
        let long = format!("Anna {}", "k".repeat(200));
        assert_eq!(names(&long), Err(NameFault::NoName));
    }

    #[test]
    fn a_column_tells_how_its_names_are_turned() {
        let cells = ["Ek, Anna", "Vrn, Bpt", "Al, Bo"];
        assert_eq!(order_of(cells.into_iter()), Order::SurnameFirst);
        assert_eq!(
            read("Vrn, Bpt", Order::SurnameFirst).unwrap()[0].name,
            "Bpt Vrn"
        );
        assert_eq!(
            order_of(["Anna Ek, Eva By", "Ek, Anna"].into_iter()),
            Order::Unknown
        );
    }

    #[test]
    fn vacant_seats() {
        for cell in [
            "Vakant",
            "vakans",
            "N.N.",
            "Vakant fr o m 1 maj",
            "-",
            "(vakant)",
        ] {
            assert!(is_vacant(cell), "{cell}");
        }
        assert!(!is_vacant("Anna Vakant") && !is_vacant(""));
    }
}
