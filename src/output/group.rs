//! `--group-by`: a listing as the values of one column and how many rows have each.

use std::collections::{BTreeSet, HashMap};

use super::listing::{Cell, CellKind, Column, Listing, Row, UnknownColumn};
use super::sort::Rank;
use crate::lang::Text;

impl Listing {
    /// The values of column `key` and how many rows have each, those with most first, then in
    /// the order of the column.
    ///
    /// Counts the rows that [`Listing::count`] counts. A row whose list has several texts counts
    /// once for each; a row without a value counts under nothing.
    pub fn group_by(&self, key: &str) -> Result<Listing, UnknownColumn> {
        let index = self.column(key)?;
        let column = self.columns[index];
        let mut groups: Vec<(Cell, i64)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut count = |cell: Cell| {
            let place = *places
                .entry(cell.machine().into_owned())
                .or_insert_with(|| {
                    groups.push((cell, 0));
                    groups.len() - 1
                });
            groups[place].1 += 1;
        };
        for (at, row) in self.rows.iter().enumerate() {
            if !self.is_leaf(at) {
                continue;
            }
            match row.cell(index) {
                Cell::List(texts) if texts.is_empty() => count(Cell::Empty),
                Cell::List(texts) => {
                    for text in texts.iter().collect::<BTreeSet<_>>() {
                        count(Cell::Text(text.clone()));
                    }
                }
                Cell::Words(words) if words.is_empty() => count(Cell::Empty),
                Cell::Words(words) => {
                    let mut seen = BTreeSet::new();
                    for word in words.iter().filter(|word| seen.insert(word.en)) {
                        count(Cell::Word {
                            machine: word.en,
                            shown: *word,
                        });
                    }
                }
                Cell::Text(text) if text.is_empty() => count(Cell::Empty),
                cell => count(cell.clone()),
            }
        }
        let single = match column.kind {
            CellKind::List if !column.words.is_empty() => CellKind::Word,
            CellKind::List => CellKind::Text,
            kind => kind,
        };
        let value = Column {
            default: true,
            kind: single,
            ..column
        };
        let mut ranked: Vec<(Rank, Cell, i64)> = groups
            .into_iter()
            .map(|(cell, count)| (Rank::of(&cell, &value), cell, count))
            .collect();
        ranked.sort_by(|(a, _, m), (b, _, n)| n.cmp(m).then_with(|| a.compare(b, false)));
        let rows = ranked.into_iter().map(|(_, cell, count)| Row {
            id: cell.machine().into_owned(),
            cells: vec![cell, Cell::Number(count)],
            depth: 0,
        });
        Ok(Listing::new(
            vec![value, count_column(column.key)],
            rows.collect(),
        ))
    }
}

/// The column of the counts. A listing may itself have a column `count`, and two columns of one
/// name would lose one of them in JSON.
fn count_column(beside: &str) -> Column {
    let key = if beside == "count" { "rows" } else { "count" };
    Column::new(key, Text::new("Antal", "Count"), CellKind::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::output::sample;

    fn groups(key: &str) -> Vec<(String, i64)> {
        let listing = sample::nasty().group_by(key).unwrap();
        let pair = |row: &Row| match row.cells[1] {
            Cell::Number(count) => (row.cells[0].shown(Lang::Sv).into_owned(), count),
            _ => panic!("a count is a number"),
        };
        listing.rows.iter().map(pair).collect()
    }

    #[test]
    fn most_first_then_the_columns_order_without_parents() {
        let class = groups("class");
        assert_eq!(class[0], ("uppdrag".to_owned(), 3));
        let total: i64 = class.iter().map(|(_, count)| count).sum();
        assert_eq!(total as usize, sample::nasty().count());
    }

    #[test]
    fn every_text_of_a_list_counts_and_an_empty_list_is_nothing() {
        assert_eq!(
            groups("receivers"),
            [
                (String::new(), 3),
                ("Region Norr".to_owned(), 2),
                ("Ås kommun".to_owned(), 1),
                ("Öby kommun".to_owned(), 1),
            ]
        );
    }

    #[test]
    fn words_of_a_list_are_shown_in_the_readers_language() {
        const DIALOGUE: Text = Text::new("Dialog", "dialogue");
        const DECISION: Text = Text::new("Beslutsärende", "decision");
        let tags = Text::new("Märkning", "Tags");
        let column = Column::new("tags", tags, CellKind::List).words(&["decision", "dialogue"]);
        let row = |words: &[Text]| Row {
            cells: vec![Cell::Words(words.to_vec())],
            ..Row::default()
        };
        let rows = vec![
            row(&[DIALOGUE, DIALOGUE]),
            row(&[DECISION, DIALOGUE]),
            row(&[]),
        ];
        let listing = Listing::new(vec![column], rows);
        assert_eq!(
            listing.rows[1].cells[0].shown(Lang::Sv),
            "Beslutsärende; Dialog"
        );
        assert_eq!(listing.rows[1].cells[0].machine(), "decision; dialogue");
        let groups = listing.group_by("tags").unwrap();
        let shown = groups.rows.iter().map(|row| {
            let cells = row
                .cells
                .iter()
                .map(|cell| cell.shown(Lang::Sv).into_owned());
            cells.collect::<Vec<_>>().join(" ")
        });
        let shown: Vec<String> = shown.collect();
        assert_eq!(shown, ["Dialog 2", "Beslutsärende 1", " 1"]);
    }

    #[test]
    fn an_unknown_column_is_an_error() {
        let error = sample::nasty().group_by("receiver").unwrap_err();
        assert_eq!(error.nearest, Some("receivers"));
    }
}
