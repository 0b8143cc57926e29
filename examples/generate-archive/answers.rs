//! `huvudmannasvar/`: what each party decided on each recommendation.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate};

use crate::county::PARTIES;
use crate::random::Random;
use crate::story::Recommendation;

/// The file for one recommendation: path and text. Where the time for answers runs on after
/// `end`, some parties haven't answered.
pub fn file(recommendation: &Recommendation, end: NaiveDate, seed: u64) -> (String, String) {
    let mut random = Random::new(seed, recommendation.slug);
    let mut text = format!("rekommendation: \"{}\"\nsvar:\n", recommendation.id);
    let days = (recommendation.due - recommendation.given)
        .num_days()
        .unsigned_abs() as usize;
    for (n, party) in PARTIES.into_iter().enumerate() {
        // Some answer within two months, so that no file is without answers.
        let latest = if n % 3 == 0 { 60 } else { days };
        let after = 30 + random.below(latest.saturating_sub(30).max(1));
        let date = recommendation.given + Days::new(after as u64);
        let answer = match random.below(10) {
            0 => "avslagen",
            1 | 2 => "antagen med ändring",
            _ => "antagen",
        };
        let number = 20 + random.below(300);
        if date <= end {
            let board = if party.starts_with("Region") {
                "HSN"
            } else {
                "SN"
            };
            let _ = writeln!(
                text,
                "  - {{huvudman: {party}, svar: {answer}, datum: {date}, dnr: {board} {}-{number}}}",
                date.year()
            );
        }
    }
    (format!("huvudmannasvar/{}.yaml", recommendation.slug), text)
}
