//! Seats of the agreement that nobody in the member list fills.

use std::path::Path;

use chrono::NaiveDate;

use super::PEOPLE_MAX;
use super::bench::Bench;
use super::matching::{Row, assign};
use super::roll::Roll;
use crate::lang::fold;
use crate::model::{Body, Collaboration, Member};
use crate::text::At;

/// Seats of one party or office that are vacant.
#[derive(Debug)]
pub struct Vacancy<'a> {
    /// Whose.
    pub bench: Bench<'a>,
    /// How many of those that must be filled.
    pub count: u32,
    /// Who holds the office that gives the seat.
    pub holder: Option<Holder<'a>>,
}

/// Who holds an office, and where that stands.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'a> {
    /// The name.
    pub name: &'a At<String>,
    /// The file of the body whose office it is.
    pub path: &'a Path,
}

/// The vacant seats of `body` on `day`: regular members of that day are matched to the seats so
/// that as many as possible fit. Nothing where no member list is kept for that day. An office whose
/// holder isn't known leaves no seat vacant.
pub fn vacancies<'a>(
    collaboration: &'a Collaboration,
    body: &'a Body,
    day: NaiveDate,
) -> Vec<Vacancy<'a>> {
    let roll = Roll::of(body, day);
    let members: Vec<&Member> = roll.regular().collect();
    if members.is_empty() || members.len() > PEOPLE_MAX {
        return Vec::new();
    }
    let benches = Bench::all(&collaboration.seats_of(body, day), collaboration);
    let holders: Vec<Option<Holder<'a>>> = benches
        .iter()
        .map(|bench| {
            let office = bench.office()?;
            Some(Holder {
                name: collaboration.office_holder(office, day)?,
                path: &collaboration.body(&office.body)?.path,
            })
        })
        .collect();
    let holder_names: Vec<Option<String>> = holders
        .iter()
        .map(|holder| holder.map(|holder| fold(holder.name)))
        .collect();
    let fits: Vec<Vec<usize>> = members
        .iter()
        .map(|member| {
            let name = fold(&member.name.value);
            let party = member.party.as_ref().map(|party| party.value.as_str());
            let fitting = benches
                .iter()
                .enumerate()
                .filter(|(at, bench)| match bench.party() {
                    Some(of) => party == Some(of.name.value.as_str()),
                    None => holder_names[*at].as_deref() == Some(name.as_str()),
                });
            fitting.map(|(at, _)| at).collect()
        })
        .collect();
    let rows: Vec<Row> = benches.iter().map(Bench::row).collect();
    let mut filled = vec![0u32; benches.len()];
    for row in assign(&rows, &fits).into_iter().flatten() {
        filled[row] += 1;
    }
    let benches = benches.into_iter().zip(filled).zip(holders);
    benches
        .map(|((bench, filled), holder)| Vacancy {
            count: bench.required.saturating_sub(filled),
            bench,
            holder,
        })
        .filter(|vacancy| {
            vacancy.count > 0 && (vacancy.bench.office().is_none() || vacancy.holder.is_some())
        })
        .collect()
}
