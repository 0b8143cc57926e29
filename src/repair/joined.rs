//! Repairs of one text joined: which of them go together, and the text after them.

use std::path::Path;

use super::Repair;
use super::guard::says_the_same;
use crate::text::{Edit, Span};

/// Beyond so many they aren't tried one by one: each costs two readings.
const ALONE_MAX: usize = 64;

/// A text after its repairs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mended {
    pub text: String,
    /// How many fixes of findings are made in it.
    pub fixes: usize,
    /// Whether a repair was left alone because something else would have been read after it.
    pub refused: bool,
}

/// Makes the repairs of `text` that don't overlap an earlier one, all of them where the text then
/// says the same as before, else those that alone do.
pub(super) fn mend(text: &str, path: &Path, repairs: &[Repair]) -> Mended {
    let chosen = apart(text, repairs);
    let whole = edits(&chosen);
    let after = applied(text, &whole);
    if says_the_same(text, &after, &whole, path) {
        return mended(after, &chosen, false);
    }
    let mut kept: Vec<&Repair> = Vec::new();
    for repair in chosen.iter().take(ALONE_MAX) {
        kept.push(repair);
        let edits = edits(&kept);
        if !says_the_same(text, &applied(text, &edits), &edits, path) {
            kept.pop();
        }
    }
    mended(applied(text, &edits(&kept)), &kept, true)
}

fn mended(text: String, made: &[&Repair], refused: bool) -> Mended {
    Mended {
        text,
        fixes: made.iter().filter(|repair| repair.is_fix).count(),
        refused,
    }
}

/// The repairs of which no edit overlaps one of an earlier repair, or isn't of this text. What
/// changes nothing is left out.
fn apart<'r>(text: &str, repairs: &'r [Repair]) -> Vec<&'r Repair> {
    let mut taken: std::collections::BTreeMap<u32, u32> = Default::default();
    let mut out = Vec::new();
    for repair in repairs {
        let fits = |edit: &Edit| {
            let inside = text.get(edit.span.range()).is_some();
            let before = taken.range(..=edit.span.end).next_back();
            inside && before.is_none_or(|(&start, &end)| !touches(edit.span, start, end))
        };
        let changes = |edit: &Edit| edit.span.of(text) != edit.new;
        if repair.edits.iter().all(fits) && repair.edits.iter().any(changes) {
            for edit in &repair.edits {
                taken.insert(edit.span.start, edit.span.end);
            }
            out.push(repair);
        }
    }
    out
}

/// Whether a span shares a byte with another, or the place of an insertion.
fn touches(span: Span, start: u32, end: u32) -> bool {
    let is_insertion = span.start == span.end || start == end;
    let (starts, ends) = match is_insertion {
        true => (span.start <= end, start <= span.end),
        false => (span.start < end, start < span.end),
    };
    starts && ends
}

/// Their edits in the order of the text.
fn edits<'r>(repairs: &[&'r Repair]) -> Vec<&'r Edit> {
    let mut edits: Vec<&Edit> = repairs.iter().flat_map(|repair| &repair.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// `text` with these edits made, which stand in its order.
fn applied(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.len() * 2);
    let mut done = 0;
    for edit in edits {
        // Two edits of one repair may overlap; the first counts.
        let Some(between) = text.get(done..edit.span.start as usize) else {
            continue;
        };
        out.push_str(between);
        out.push_str(&edit.new);
        done = edit.span.end as usize;
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repair(edits: &[(usize, usize, &str)]) -> Repair {
        let edit = |&(start, end, new): &(usize, usize, &str)| Edit {
            span: Span::new(start, end),
            new: new.to_owned(),
        };
        Repair {
            edits: edits.iter().map(edit).collect(),
            is_fix: true,
        }
    }

    fn chosen(text: &str, repairs: &[Repair]) -> String {
        applied(text, &edits(&apart(text, repairs)))
    }

    #[test]
    fn of_two_that_overlap_the_first_is_made_whole() {
        let first = repair(&[(0, 1, "A"), (3, 4, "D")]);
        let second = repair(&[(1, 2, "B"), (3, 5, "x")]);
        let third = repair(&[(4, 5, "E")]);
        assert_eq!(chosen("abcde", &[first, second, third]), "AbcDE");
    }

    #[test]
    fn two_insertions_at_one_place_are_one_too_many() {
        let (a, b) = (repair(&[(1, 1, "x")]), repair(&[(1, 1, "y")]));
        assert_eq!(chosen("ab", &[a, b]), "axb");
    }

    #[test]
    fn spans_of_another_text_are_left_out() {
        let text = "åb";
        let repairs = [repair(&[(1, 2, "x")]), repair(&[(2, 9, "x")])];
        assert_eq!(chosen(text, &repairs), text);
    }
}
