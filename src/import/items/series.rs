//! Which numbers belong together: the sequence of rising numbers that weighs most.

use super::candidate::{Candidate, Style};
use crate::import::source::Line;

/// Paragraphs numbered 1, 2, 3 …, where nothing else is: each is an item, and begins with its
/// title.
pub(super) fn numbered_paragraphs(candidates: &[Candidate]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    for one in candidates {
        let next = out.last().map_or(1, |last| last.order / 32 + 1);
        if one.style == Style::Dotted && !one.number.contains('.') && one.order == next * 32 {
            out.push(one.clone());
        }
    }
    if out.len() < 4 {
        out.clear();
    }
    out
}

/// Adds to each what stands below it: an item has a text, a line of contents has none.
pub(super) fn weigh(lines: &[Line], found: &mut [Candidate]) {
    let next: Vec<usize> = found
        .iter()
        .skip(1)
        .map(|one| one.line)
        .chain(std::iter::once(lines.len()))
        .collect();
    for (one, next) in found.iter_mut().zip(next) {
        let below: usize = lines[one.line + 1..next.max(one.line + 1)]
            .iter()
            .take(8)
            .map(|line| line.text.len())
            .sum();
        one.weight += (below as f32 / 200.0).min(1.0);
        if one.again {
            one.weight -= 1.5;
        }
    }
}

/// The sequence of rising numbers that weighs most. Steps of one are best.
pub(super) fn chain(found: &[Candidate]) -> Vec<Candidate> {
    /// How far back a number looks for the one before it.
    const BACK: usize = 300;
    // "§ 2.1" is a part of item 2, unless nobody wrote an item 2.
    let whole: std::collections::HashSet<&str> = found
        .iter()
        .filter(|one| !one.number.contains('.'))
        .map(|one| one.number.as_str())
        .collect();
    let main: Vec<&Candidate> = found
        .iter()
        .filter(|one| {
            let part = one
                .number
                .split_once('.')
                .is_some_and(|(number, _)| one.style != Style::Section || whole.contains(number));
            !part && one.weight > 0.0
        })
        .collect();
    let mut best: Vec<(f32, Option<usize>)> = Vec::with_capacity(main.len());
    for (at, one) in main.iter().enumerate() {
        // A sequence begins at 1, or anywhere with less right.
        let number = one.order / 32;
        let begin = if number <= 1 {
            0.0
        } else if one.style == Style::Section {
            -0.2
        } else {
            -1.5
        };
        let mut score = (one.weight + begin, None);
        for back in at.saturating_sub(BACK)..at {
            let before = main[back];
            let top = before
                .last
                .as_ref()
                .and_then(|last| last.parse::<u32>().ok())
                .map_or(before.order, |last| last * 32);
            if top >= one.order || before.line >= one.line {
                continue;
            }
            let steps = (one.order / 32).saturating_sub(top / 32).saturating_sub(1);
            let cost = match (steps, one.style) {
                (0, _) => 0.0,
                (steps, Style::Section) => (steps as f32 * 0.25).min(2.0),
                (1, _) => 0.8,
                (steps, _) => (steps as f32 * 0.9).min(6.0),
            };
            let through = best[back].0 + one.weight - cost;
            if through >= score.0 {
                score = (through, Some(back));
            }
        }
        best.push(score);
    }
    let mut at = (0..best.len()).max_by(|a, b| best[*a].0.total_cmp(&best[*b].0).then(b.cmp(a)));
    let mut chain = Vec::new();
    while let Some(here) = at {
        chain.push(main[here].clone());
        at = best[here].1;
    }
    chain.reverse();
    chain
}
