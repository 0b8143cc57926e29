//! The order of rows: Swedish for text, natural for the rest, nothing last, and rows that stand
//! under another move with it.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

use super::listing::{Cell, CellKind, Column, Listing, Row, UnknownColumn};

/// One column to sort by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// The column's key.
    pub column: String,
    /// Turned round; rows with nothing there still come last.
    pub descending: bool,
}

impl SortKey {
    /// `date`, or `-date` for the reverse.
    pub fn parse(text: &str) -> SortKey {
        let text = text.trim();
        let column = text.strip_prefix('-');
        SortKey {
            column: column.unwrap_or(text).to_owned(),
            descending: column.is_some(),
        }
    }
}

impl Listing {
    /// Sorts by `keys`, the first one first. Equal rows keep their order, and rows under another
    /// follow it in theirs.
    pub fn sort(&mut self, keys: &[SortKey]) -> Result<(), UnknownColumn> {
        let mut by = Vec::with_capacity(keys.len());
        for key in keys {
            by.push((self.column(&key.column)?, key.descending));
        }
        let columns = &self.columns;
        let rank = |row: &Row| -> Vec<Rank> {
            by.iter()
                .map(|&(index, _)| Rank::of(row.cell(index), &columns[index]))
                .collect()
        };
        let mut families: Vec<(Vec<Rank>, Vec<Row>)> = Vec::new();
        for row in std::mem::take(&mut self.rows) {
            match families.last_mut() {
                Some((_, family)) if row.depth > 0 => family.push(row),
                _ => families.push((rank(&row), vec![row])),
            }
        }
        families.sort_by(|(left, _), (right, _)| {
            let each = left.iter().zip(right).zip(&by);
            each.map(|((left, right), (_, descending))| left.compare(right, *descending))
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        });
        self.rows = families
            .into_iter()
            .flat_map(|(_, family)| family)
            .collect();
        Ok(())
    }
}

/// A cell's place among the cells of its column, made once for each row.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) enum Rank {
    /// Before all else: numbers, days, shares, flags, words of a closed vocabulary.
    Number(f64),
    /// The words of an id, `10` after `9`.
    Id(Vec<Part>),
    /// Swedish order.
    Text(Vec<u32>),
    /// Nothing.
    Empty,
}

#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub(super) enum Part {
    Number(u64),
    Text(Vec<u32>),
}

impl Rank {
    /// The rank of `cell` in `column`.
    pub(super) fn of(cell: &Cell, column: &Column) -> Rank {
        match cell {
            Cell::Empty => Rank::Empty,
            Cell::Text(text) if column.kind == CellKind::Id => Rank::Id(parts(text)),
            Cell::Text(text) => Rank::Text(swedish_key(text)),
            Cell::Word { machine, shown } => {
                let place = column.words.iter().position(|word| word == machine);
                match place {
                    Some(place) => Rank::Number(place as f64),
                    // The language of the answer must not change its order.
                    None => Rank::Text(swedish_key(shown.sv)),
                }
            }
            Cell::Number(number) => Rank::Number(*number as f64),
            Cell::Share(share) if share.is_nan() => Rank::Empty,
            Cell::Share(share) => Rank::Number(*share),
            Cell::Date(date) => Rank::Number(chrono::Datelike::num_days_from_ce(date).into()),
            Cell::Flag(flag) => Rank::Number(f64::from(u8::from(!flag))),
            Cell::List(texts) if texts.is_empty() => Rank::Empty,
            Cell::Words(words) if words.is_empty() => Rank::Empty,
            Cell::Words(_) => Rank::Text(swedish_key(&cell.machine())),
            Cell::List(texts) => Rank::Text(swedish_key(&texts.join("\t"))),
        }
    }

    /// The order of two ranks; `Empty` last either way.
    pub(super) fn compare(&self, other: &Rank, descending: bool) -> Ordering {
        match (self, other) {
            (Rank::Empty, Rank::Empty) => Ordering::Equal,
            (Rank::Empty, _) => Ordering::Greater,
            (_, Rank::Empty) => Ordering::Less,
            _ => {
                let order = self.partial_cmp(other).unwrap_or(Ordering::Equal);
                if descending { order.reverse() } else { order }
            }
        }
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digit = first.is_ascii_digit();
        let end = rest.find(|c: char| c.is_ascii_digit() != digit);
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        parts.push(match part.parse() {
            Ok(number) if digit => Part::Number(number),
            _ => Part::Text(swedish_key(part)),
        });
        rest = after;
    }
    parts
}

/// A sort key for text in Swedish order: å ä ö last, other accents as their letter, case only
/// when all else is equal.
// To be replaced by `crate::lang::sort_key` once that stands.
pub(super) fn swedish_key(text: &str) -> Vec<u32> {
    let mut key = Vec::with_capacity(text.len() * 2);
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'å' => key.push(0x7b),
            'ä' | 'æ' => key.push(0x7c),
            'ö' | 'ø' => key.push(0x7d),
            c if c.is_ascii() => key.push(u32::from(c)),
            // What lies beyond the alphabet must not fall on å, ä and ö.
            c => {
                let letters = c.nfd().filter(char::is_ascii).map(u32::from);
                let before = key.len();
                key.extend(letters);
                if key.len() == before {
                    key.push(0x80 + u32::from(c));
                }
            }
        }
    }
    key.push(0);
    key.extend(text.nfc().map(u32::from));
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Text;

    const COLUMNS: [Column; 3] = [
        Column::new("id", Text::new("Id", "Id"), CellKind::Id),
        Column::new("name", Text::new("Namn", "Name"), CellKind::Text),
        Column::new("state", Text::new("Läge", "State"), CellKind::Word).words(&["open", "done"]),
    ];

    fn row(id: &str, name: Option<&str>, state: &'static str, depth: u8) -> Row {
        let shown = Text::new("x", "x");
        Row {
            id: id.to_owned(),
            cells: vec![
                Cell::text(Some(id)),
                Cell::text(name),
                Cell::Word {
                    machine: state,
                    shown,
                },
            ],
            depth,
        }
    }

    fn sorted(rows: Vec<Row>, keys: &[&str]) -> String {
        let mut listing = Listing::new(COLUMNS.to_vec(), rows);
        let keys: Vec<SortKey> = keys.iter().map(|key| SortKey::parse(key)).collect();
        listing.sort(&keys).unwrap();
        let ids: Vec<_> = listing.rows.iter().map(|row| row.id.as_str()).collect();
        ids.join(" ")
    }

    #[test]
    fn text_is_in_swedish_order_and_nothing_is_last_both_ways() {
        let rows = || {
            vec![
                row("1", Some("Örby"), "open", 0),
                row("2", None, "open", 0),
                row("3", Some("zon"), "open", 0),
                row("4", Some("Ärna"), "open", 0),
                row("5", Some("A\u{30a}by"), "open", 0),
                row("6", Some("Édby"), "open", 0),
                row("7", Some("edby"), "open", 0),
            ]
        };
        assert_eq!(sorted(rows(), &["name"]), "7 6 3 5 4 1 2");
        assert_eq!(sorted(rows(), &["-name"]), "1 4 5 3 6 7 2");
    }

    #[test]
    fn ids_count_and_words_keep_the_order_of_their_vocabulary() {
        let rows = || {
            vec![
                row("L/10:1", None, "done", 0),
                row("L/9:2", None, "open", 0),
                row("L/9:10", None, "done", 0),
            ]
        };
        assert_eq!(sorted(rows(), &["id"]), "L/9:2 L/9:10 L/10:1");
        assert_eq!(sorted(rows(), &["state", "-id"]), "L/9:2 L/10:1 L/9:10");
    }

    #[test]
    fn rows_under_another_move_with_it_in_their_own_order() {
        let rows = vec![
            row("2", Some("b"), "open", 0),
            row("2.2", Some("z"), "open", 1),
            row("2.1", Some("a"), "open", 1),
            row("1", Some("a"), "open", 0),
        ];
        assert_eq!(sorted(rows, &["name"]), "1 2 2.2 2.1");
    }

    #[test]
    fn equal_rows_keep_their_order_and_an_unknown_column_changes_nothing() {
        let rows = vec![
            row("b", Some("x"), "open", 0),
            row("a", Some("x"), "open", 0),
        ];
        assert_eq!(sorted(rows.clone(), &["name"]), "b a");
        let mut listing = Listing::new(COLUMNS.to_vec(), rows.clone());
        let error = listing.sort(&[SortKey::parse("-naem")]).unwrap_err();
        assert_eq!((error.name.as_str(), error.nearest), ("naem", Some("name")));
        assert_eq!(listing.rows, rows);
    }
}
