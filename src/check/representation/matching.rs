//! Persons to seats, so that as many as possible fit. Knows numbers only.
//!
//! Of the largest assignments the one is taken that seats those who come first in the list, and
//! with them fills the seats that matter most: the first seat of each party, then what is
//! required, then what is allowed.

use std::collections::VecDeque;

/// The seats of one party, or of one office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Seats that must be filled.
    pub required: u32,
    /// Seats that may be filled.
    pub allowed: u32,
    /// Whether the first seat matters more than what else is required: each party is to have one.
    pub first_matters: bool,
}

impl Row {
    /// How much the `nth` seat matters (from 0), the less the more.
    fn rank(&self, nth: usize) -> u8 {
        if nth == 0 && self.first_matters {
            0
        } else if nth < self.required as usize {
            1
        } else {
            2
        }
    }
}

/// Ranks of seats, the most important first.
const RANKS: [u8; 3] = [0, 1, 2];

/// The row of each person, or none where every row that they fit is full. `fits` has for each
/// person the rows that they fit; indexes out of range fit nothing.
///
/// Takes at most persons times the sum of all fits.
pub fn assign(rows: &[Row], fits: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut seating = Seating::new(rows, fits);
    for person in 0..fits.len() {
        seating.add(person);
    }
    for rank in RANKS {
        for (row, seats) in rows.iter().enumerate() {
            while seating.is_open(row)
                && seats.rank(seating.held[row].len()) == rank
                && seating.draw(row, rank)
            {}
        }
    }
    seating.at
}

struct Seating<'a> {
    rows: &'a [Row],
    fits: &'a [Vec<usize>],
    /// For each row, who fits it.
    wanted_by: Vec<Vec<usize>>,
    /// For each row, who holds its seats.
    held: Vec<Vec<usize>>,
    at: Vec<Option<usize>>,
    /// Rows from which no free seat can be reached; stays true until somebody is seated.
    dead: Vec<bool>,
}

impl<'a> Seating<'a> {
    fn new(rows: &'a [Row], fits: &'a [Vec<usize>]) -> Seating<'a> {
        let mut wanted_by = vec![Vec::new(); rows.len()];
        for (person, fits) in fits.iter().enumerate() {
            for &row in fits {
                if let Some(persons) = wanted_by.get_mut(row) {
                    persons.push(person);
                }
            }
        }
        Seating {
            rows,
            fits,
            wanted_by,
            held: vec![Vec::new(); rows.len()],
            at: vec![None; fits.len()],
            dead: vec![false; rows.len()],
        }
    }

    fn is_open(&self, row: usize) -> bool {
        self.held[row].len() < self.rows[row].allowed as usize
    }

    /// Seats one more person, moving others where that makes room.
    fn add(&mut self, person: usize) {
        // How each row was reached: who would move there.
        let mut reached: Vec<Option<usize>> = vec![None; self.rows.len()];
        let mut queue = VecDeque::new();
        let mut seen = Vec::new();
        for &row in &self.fits[person] {
            if row < self.rows.len() && !self.dead[row] && reached[row].is_none() {
                reached[row] = Some(person);
                seen.push(row);
                queue.push_back(row);
            }
        }
        while let Some(row) = queue.pop_front() {
            if self.is_open(row) {
                self.shift(person, row, &reached);
                self.dead.fill(false);
                return;
            }
            for &other in &self.held[row] {
                for &next in &self.fits[other] {
                    if next < self.rows.len() && !self.dead[next] && reached[next].is_none() {
                        reached[next] = Some(other);
                        seen.push(next);
                        queue.push_back(next);
                    }
                }
            }
        }
        for row in seen {
            self.dead[row] = true;
        }
    }

    /// Moves whoever reached `row` there, whoever reached the row they leave to that, and so on.
    fn shift(&mut self, first: usize, mut row: usize, reached: &[Option<usize>]) {
        loop {
            let person = reached[row].expect("every row on the way was reached by somebody");
            let from = self.at[person];
            self.place(person, row);
            match from {
                Some(from) if person != first => row = from,
                _ => return,
            }
        }
    }

    fn place(&mut self, person: usize, row: usize) {
        if let Some(from) = self.at[person] {
            self.held[from].retain(|&other| other != person);
        }
        self.held[row].push(person);
        self.at[person] = Some(row);
    }

    /// Fills one open seat of `row` by moving people from the seat that matters least, if that
    /// one matters less than `rank`. Everybody who sat still sits.
    fn draw(&mut self, row: usize, rank: u8) -> bool {
        // For each row, who would move from there, and to which.
        let mut leaves: Vec<Option<(usize, usize)>> = vec![None; self.rows.len()];
        let mut queue = VecDeque::from([row]);
        let mut best: Option<(u8, usize)> = None;
        while let Some(to) = queue.pop_front() {
            for &person in &self.wanted_by[to] {
                let Some(from) = self.at[person] else {
                    continue;
                };
                if from == row || leaves[from].is_some() {
                    continue;
                }
                leaves[from] = Some((person, to));
                let last = self.rows[from].rank(self.held[from].len() - 1);
                if last > rank && best.is_none_or(|(worst, _)| last > worst) {
                    best = Some((last, from));
                }
                queue.push_back(from);
            }
        }
        let Some((_, mut from)) = best else {
            return false;
        };
        while let Some((person, to)) = leaves[from] {
            self.place(person, to);
            if to == row {
                break;
            }
            from = to;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(required: u32, allowed: u32) -> Row {
        Row {
            required,
            allowed,
            first_matters: true,
        }
    }

    fn check(rows: &[Row], fits: &[&[usize]], expected: &[Option<usize>]) {
        let fits: Vec<Vec<usize>> = fits.iter().map(|fits| fits.to_vec()).collect();
        assert_eq!(assign(rows, &fits), expected);
    }

    #[test]
    fn who_comes_first_sits() {
        check(&[row(1, 1)], &[&[0], &[0]], &[Some(0), None]);
        check(&[], &[&[], &[7]], &[None, None]);
        check(&[row(0, 0)], &[&[0]], &[None]);
    }

    #[test]
    fn somebody_who_fits_two_makes_room() {
        check(
            &[row(1, 1), row(1, 1)],
            &[&[0, 1], &[0]],
            &[Some(1), Some(0)],
        );
        // Through a third.
        check(
            &[row(1, 1), row(1, 1), row(1, 1)],
            &[&[0, 1], &[1, 2], &[1], &[0]],
            &[Some(0), Some(2), Some(1), None],
        );
    }

    #[test]
    fn the_first_seat_of_each_goes_before_a_second() {
        check(
            &[row(1, 2), row(1, 1)],
            &[&[0], &[0, 1]],
            &[Some(0), Some(1)],
        );
        // Also where moving takes two steps.
        check(
            &[row(1, 2), row(1, 1), row(1, 1)],
            &[&[0], &[0, 1], &[1, 2]],
            &[Some(0), Some(1), Some(2)],
        );
    }

    /// The best that any assignment reaches, tried one by one: how many sit, who, and how many
    /// seats of each rank are filled.
    fn best(rows: &[Row], fits: &[Vec<usize>]) -> (usize, Vec<bool>, [usize; 3]) {
        fn score(rows: &[Row], at: &[Option<usize>]) -> (usize, Vec<bool>, [usize; 3]) {
            let mut filled = [0; 3];
            for (index, row) in rows.iter().enumerate() {
                let held = at.iter().filter(|at| **at == Some(index)).count();
                for nth in 0..held {
                    filled[row.rank(nth) as usize] += 1;
                }
            }
            let sits: Vec<bool> = at.iter().map(Option::is_some).collect();
            (sits.iter().filter(|sits| **sits).count(), sits, filled)
        }
        fn walk(
            rows: &[Row],
            fits: &[Vec<usize>],
            at: &mut Vec<Option<usize>>,
            best: &mut (usize, Vec<bool>, [usize; 3]),
        ) {
            if at.len() == fits.len() {
                *best = best.clone().max(score(rows, at));
                return;
            }
            let choices = fits[at.len()].iter().copied().map(Some).chain([None]);
            for choice in choices.collect::<Vec<_>>() {
                if let Some(row) = choice {
                    let held = at.iter().filter(|at| **at == Some(row)).count();
                    if held >= rows[row].allowed as usize {
                        continue;
                    }
                }
                at.push(choice);
                walk(rows, fits, at, best);
                at.pop();
            }
        }
        let mut out = (0, Vec::new(), [0; 3]);
        walk(rows, fits, &mut Vec::new(), &mut out);
        out
    }

    proptest! {
        #[test]
        fn no_assignment_is_better(
            rows in proptest::collection::vec((0u32..3, 0u32..3, any::<bool>()), 1..4),
            fits in proptest::collection::vec(proptest::collection::vec(0usize..3, 0..3), 0..6),
        ) {
            let rows: Vec<Row> = rows
                .into_iter()
                .map(|(required, more, first_matters)| Row {
                    required,
                    allowed: required + more,
                    first_matters,
                })
                .collect();
            let fits: Vec<Vec<usize>> = fits
                .into_iter()
                .map(|mut fits| {
                    fits.retain(|row| *row < rows.len());
                    fits.sort_unstable();
                    fits.dedup();
                    fits
                })
                .collect();
            let at = assign(&rows, &fits);
            for (person, at) in at.iter().enumerate() {
                prop_assert!(at.is_none_or(|row| fits[person].contains(&row)));
            }
            let mut filled = [0; 3];
            for (index, row) in rows.iter().enumerate() {
                let held = at.iter().filter(|at| **at == Some(index)).count();
                prop_assert!(held <= row.allowed as usize);
                for nth in 0..held {
                    filled[row.rank(nth) as usize] += 1;
                }
            }
            let sits: Vec<bool> = at.iter().map(Option::is_some).collect();
            let count = sits.iter().filter(|sits| **sits).count();
            prop_assert_eq!((count, sits, filled), best(&rows, &fits));
        }
    }
}
