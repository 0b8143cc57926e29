//! How like two texts are, by the words they share; and which of many texts belong together.
//!
//! What strangers send may have ten thousand clauses: of so many only neighbours are compared, so
//! that the cost stays a multiple of the number.

use std::hash::{DefaultHasher, Hash, Hasher};

/// So many words of a text count.
const WORDS_MAX: usize = 200;
/// So many pairs are compared each with each.
const PAIRS_MAX: usize = 10_000;
/// Beyond that a text is compared with so many on either side of its place.
const NEIGHBOURS: usize = 8;
/// What standing in the same place adds.
const SAME_PLACE: f64 = 0.05;

/// The words of a text, without order.
#[derive(Clone, Debug, Default)]
pub struct Bag(Vec<u64>);

impl Bag {
    /// The words of `text`, without regard to case.
    pub fn new(text: &str) -> Bag {
        let mut words: Vec<u64> = words(text)
            .take(WORDS_MAX)
            .map(|word| {
                // Without keys of its own, so that every run pairs alike.
                let mut hasher = DefaultHasher::new();
                word.to_lowercase().hash(&mut hasher);
                hasher.finish()
            })
            .collect();
        words.sort_unstable();
        Bag(words)
    }

    /// The share of words that both have (Dice), from 0 to 1.
    pub fn like(&self, other: &Bag) -> f64 {
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(one), Some(two)) = (a.peek(), b.peek()) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => drop(a.next()),
                std::cmp::Ordering::Greater => drop(b.next()),
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    a.next();
                    b.next();
                }
            }
        }
        match self.0.len() + other.0.len() {
            0 => 0.0,
            all => 2.0 * f64::from(shared) / all as f64,
        }
    }
}

/// The words of `text`: runs of letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// Which of `before` belong with which of `after`: the likest first, none under `least`, each
/// once. In the order of `before`.
pub fn pair(before: &[Bag], after: &[Bag], least: f64) -> Vec<(usize, usize)> {
    let few = before.len().saturating_mul(after.len()) <= PAIRS_MAX;
    let mut likest: Vec<(f64, usize, usize)> = Vec::new();
    for (at, bag) in before.iter().enumerate() {
        let range = match few {
            true => 0..after.len(),
            false => at.saturating_sub(NEIGHBOURS)..after.len().min(at + NEIGHBOURS + 1),
        };
        for other in range {
            let like = bag.like(&after[other]);
            let place = if at == other { SAME_PLACE } else { 0.0 };
            if like >= least {
                likest.push((like + place, at, other));
            }
        }
    }
    likest.sort_by(|a, b| {
        let order = b.0.total_cmp(&a.0);
        order.then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
    });
    let mut taken = (vec![false; before.len()], vec![false; after.len()]);
    let mut pairs = Vec::new();
    for (_, at, other) in likest {
        if !taken.0[at] && !taken.1[other] {
            taken.0[at] = true;
            taken.1[other] = true;
            pairs.push((at, other));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &[&str], after: &[&str], expected: &[(usize, usize)]) {
        let bags = |texts: &[&str]| -> Vec<Bag> { texts.iter().map(|one| Bag::new(one)).collect() };
        assert_eq!(pair(&bags(before), &bags(after), 0.5), expected);
    }

    #[test]
    fn the_likest_belong_together() {
        let old = "godkänna planen för 2023";
        check(
            &[old],
            &["anta avtalet", "godkänna planen för 2024"],
            &[(0, 1)],
        );
        check(&[old], &["avslå allt"], &[]);
        check(&["a b c", "a b d"], &["a b d", "a b c"], &[(0, 1), (1, 0)]);
        check(&["a b", "a c"], &["a d", "a e"], &[(0, 0), (1, 1)]);
        check(&["", "x"], &["", "x"], &[(1, 1)]);
    }

    #[test]
    fn ten_thousand_cost_no_square() {
        let bags = |word: &str| -> Vec<Bag> {
            (0..10_000)
                .map(|at| Bag::new(&format!("{word} likadant {at}")))
                .collect()
        };
        assert_eq!(pair(&bags("a"), &bags("b"), 0.5).len(), 10_000);
    }
}
