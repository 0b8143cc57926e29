//! Which words of a text changed.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::output::changes::{Mark, Run};

/// Comparing word by word costs, at worst, the product of the two: above this many the middle
/// that differs is shown whole.
const PRODUCT_MAX: usize = 1_000_000;
/// With less than this share of the words in common, marks between them only disturb.
const SHARED_MIN: f64 = 0.3;

/// The runs that turn `before` into `after`. Those that stayed and went make up `before`, those
/// that stayed and came make up `after`.
pub fn changed_words(before: &str, after: &str) -> Vec<Run> {
    let (old, new) = (tokens(before), tokens(after));
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = tail.take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let (old_middle, new_middle) = (&old[head..old_end], &new[head..new_end]);
    let mut runs = Runs::default();
    runs.same(&old[..head]);
    if old_middle.len().saturating_mul(new_middle.len()) > PRODUCT_MAX {
        runs.push(Mark::Gone, old_middle);
        runs.push(Mark::New, new_middle);
    } else {
        for op in capture_diff_slices(Algorithm::Myers, old_middle, new_middle) {
            if let DiffOp::Equal { .. } = op {
                runs.same(&old_middle[op.old_range()]);
                continue;
            }
            runs.push(Mark::Gone, &old_middle[op.old_range()]);
            runs.push(Mark::New, &new_middle[op.new_range()]);
        }
    }
    runs.same(&old[old_end..]);
    let shared = runs.shared_words;
    let words = old
        .iter()
        .chain(&new)
        .filter(|token| is_word(token))
        .count();
    if words > 0 && ((2 * shared) as f64) < SHARED_MIN * words as f64 {
        runs = Runs::default();
        runs.push(Mark::Gone, &old);
        runs.push(Mark::New, &new);
    }
    runs.finish()
}

/// Words, runs of white space, and other characters one by one.
fn tokens(text: &str) -> Vec<&str> {
    let sort = |c: char| match c {
        _ if c.is_alphanumeric() => 0,
        _ if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let this = sort(c);
        if last.is_some_and(|last| last != this || this == 2) {
            tokens.push(&text[start..at]);
            start = at;
        }
        last = Some(this);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

fn is_word(token: &str) -> bool {
    token.starts_with(char::is_alphanumeric)
}

/// Runs being gathered: what went and what came since the last word that stayed.
#[derive(Default)]
struct Runs {
    runs: Vec<Run>,
    gone: String,
    new: String,
    /// Spaces and signs that stayed since then: part of the change if one follows.
    between: String,
    shared_words: usize,
}

impl Runs {
    fn same(&mut self, tokens: &[&str]) {
        let changes = !self.gone.is_empty() || !self.new.is_empty();
        if changes && !tokens.iter().any(|token| is_word(token)) {
            self.between.extend(tokens.iter().copied());
            return;
        }
        self.settle();
        self.shared_words += tokens.iter().filter(|token| is_word(token)).count();
        self.add(Mark::Same, &tokens.concat());
    }

    fn push(&mut self, mark: Mark, tokens: &[&str]) {
        if tokens.is_empty() {
            return;
        }
        let between = std::mem::take(&mut self.between);
        self.gone.push_str(&between);
        self.new.push_str(&between);
        match mark {
            Mark::Gone => self.gone.extend(tokens.iter().copied()),
            Mark::New => self.new.extend(tokens.iter().copied()),
            Mark::Same => unreachable!("what stayed has a function of its own"),
        }
    }

    /// Puts down what went and came, and what stood after it.
    fn settle(&mut self) {
        let (gone, new) = (
            std::mem::take(&mut self.gone),
            std::mem::take(&mut self.new),
        );
        // Spaces around a change belong to neither.
        let shared = |text: &str, other: &str| -> usize {
            let (mut a, mut b) = (text.chars(), other.chars());
            let mut bytes = 0;
            while let (Some(one), Some(two)) = (a.next(), b.next()) {
                if one != two || !one.is_whitespace() {
                    break;
                }
                bytes += one.len_utf8();
            }
            bytes
        };
        let head = shared(&gone, &new);
        self.add(Mark::Same, &gone[..head]);
        self.add(Mark::Gone, &gone[head..]);
        self.add(Mark::New, &new[head..]);
        let between = std::mem::take(&mut self.between);
        self.add(Mark::Same, &between);
    }

    fn add(&mut self, mark: Mark, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.mark == mark => last.text.push_str(text),
            _ => self.runs.push(Run {
                mark,
                text: text.to_owned(),
            }),
        }
    }

    fn finish(mut self) -> Vec<Run> {
        self.settle();
        self.runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(before: &str, after: &str) -> String {
        let runs = changed_words(before, after);
        let shown = runs.iter().map(|run| match run.mark {
            Mark::Same => run.text.clone(),
            Mark::Gone => format!("[-{}-]", run.text),
            Mark::New => format!("{{+{}+}}", run.text),
        });
        shown.collect()
    }

    #[test]
    fn words_that_changed_are_marked() {
        let check = |before, after, expected| assert_eq!(marked(before, after), expected);
        check("a b c", "a b c", "a b c");
        check(
            "senast 31 maj",
            "senast 15 juni",
            "senast [-31 maj-]{+15 juni+}",
        );
        check(
            "att bifalla ansökan",
            "att avslå ansökan",
            "att [-bifalla-]{+avslå+} ansökan",
        );
        check("två delar", "två delar, en till", "två delar{+, en till+}");
        check(
            "en plan för 2023, klar",
            "en plan för 2024, klar",
            "en plan för [-2023-]{+2024+}, klar",
        );
        check(
            "anta planen",
            "avslå avtalet",
            "[-anta planen-]{+avslå avtalet+}",
        );
        check("", "nytt", "{+nytt+}");
        check("gammalt", "", "[-gammalt-]");
        check("a  b", "a b", "a [- -]b");
    }

    #[test]
    fn a_very_long_text_costs_no_square() {
        let text = |word: &str| format!("början {} slut", format!("{word} ").repeat(20_000));
        let runs = changed_words(&text("a"), &text("b"));
        assert!(runs.len() <= 4, "{}", runs.len());
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_from_the_runs(before in "[ab ,.\u{301}å\n]{0,30}", after in "[ab ,.å\n]{0,30}") {
            let of = |runs: &[Run], mark| -> String {
                let kept = runs.iter().filter(|run| run.mark == Mark::Same || run.mark == mark);
                kept.map(|run| run.text.as_str()).collect()
            };
            let runs = changed_words(&before, &after);
            prop_assert_eq!(of(&runs, Mark::Gone), before);
            prop_assert_eq!(of(&runs, Mark::New), after);
        }
    }
}
