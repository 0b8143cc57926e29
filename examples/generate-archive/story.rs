//! What goes on from meeting to meeting: open assignments, matters under way, recommendations
//! that wait for answers, numbers that run over the year.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::calendar::{self, Kind, Slot};
use crate::clause::Class;
use crate::county::{BBU, BVA, County, LSG, SVO};
use crate::topics::MATTERS;

/// An assignment that nobody has reported back yet.
#[derive(Clone)]
pub struct Pending {
    /// The id of its clause.
    pub id: String,
    /// Who got it.
    pub receiver: String,
    /// What is to be done, as an infinitive.
    pub task: String,
    /// Partly reported already, or given anew.
    pub seen: bool,
    /// For several receivers: those who haven't reported.
    pub each: Vec<&'static str>,
}

/// A matter on its way through the bodies.
pub struct Journey {
    /// Where it is now; `None` before it begins and after it has ended.
    pub at: Option<usize>,
    /// 0 raised, 1 prepared, 2 decided, 3 followed up, 4 ended.
    pub stage: usize,
    /// Who raised it.
    pub origin: usize,
    /// When.
    pub start: NaiveDate,
    /// Tabled once by Samråd vård och omsorg.
    pub tabled: bool,
}

/// A recommendation to the parties.
pub struct Recommendation {
    /// The id of its clause.
    pub id: String,
    /// The file name of the answers.
    pub slug: &'static str,
    /// The title of the matter.
    pub matter: &'static str,
    /// When it was given.
    pub given: NaiveDate,
    /// When the answers are due.
    pub due: NaiveDate,
    /// Taken up again when the answers had come.
    pub reported: bool,
}

/// The state between meetings.
pub struct Story {
    /// The seed.
    pub seed: u64,
    /// The county.
    pub county: County,
    /// Each body's files in order of time.
    pub slots: Vec<Vec<Slot>>,
    /// The size wanted of each protocol, in bytes.
    pub bytes: usize,
    /// Protocols of large archives have more items.
    pub bulk: bool,
    /// Open assignments of each body.
    pub pending: Vec<Vec<Pending>>,
    /// Assignments dealt with so far, which decides how the next is.
    pub dealt: usize,
    /// Blocks of decisions written so far, which decides how the next looks.
    pub blocks: usize,
    /// Ordinary decision items so far, which decides what the next decides.
    pub questions: usize,
    /// The ten matters.
    pub journeys: Vec<Journey>,
    /// Recommendations in order of time.
    pub recommendations: Vec<Recommendation>,
    /// The year and the last number used, for bodies that number over the year.
    pub last_number: Vec<(i32, usize)>,
    /// Clauses written, by class.
    pub counts: BTreeMap<Class, usize>,
    /// When the last meeting was.
    pub end: NaiveDate,
}

impl Story {
    /// A story with `protocols` files.
    pub fn new(seed: u64, protocols: usize, bytes: usize) -> Story {
        let bulk = protocols > 40;
        let mut core = calendar::core_slots();
        core.truncate(protocols);
        let rest = protocols - core.len();
        let shares = shares(rest);
        let mut county = County::new(seed, shares.len().saturating_sub(4), bulk);
        let mut slots: Vec<Vec<Slot>> = vec![Vec::new(); county.bodies.len()];
        for slot in core {
            slots[slot.body].push(slot);
        }
        if bulk {
            for (body, &count) in shares.iter().enumerate() {
                slots[body].extend(calendar::bulk_slots(body, count, seed, body <= BVA));
            }
        }
        let mut end = calendar::ymd(1990, 1, 1);
        for (body, list) in slots.iter_mut().enumerate() {
            list.sort_by_key(|slot| (slot.date, slot.round, slot.kind == Kind::Written));
            end = list.last().map_or(end, |slot| end.max(slot.date));
            if body <= BVA {
                let planned = list
                    .iter()
                    .filter(|slot| slot.core)
                    .filter(|slot| matches!(slot.kind, Kind::Meeting | Kind::Cancelled))
                    .map(|slot| slot.date);
                county.bodies[body].planned = planned.collect();
                if !bulk {
                    county.bodies[body].planned.push(after_the_end(body, false));
                }
            }
        }
        let bodies = county.bodies.len();
        Story {
            seed,
            county,
            slots,
            bytes,
            bulk,
            pending: vec![Vec::new(); bodies],
            dealt: 0,
            blocks: 0,
            questions: 0,
            journeys: journeys(),
            recommendations: Vec::new(),
            last_number: vec![(0, 0); bodies],
            counts: BTreeMap::new(),
            end,
        }
    }

    /// All files in order of time: body and place in the body's list.
    pub fn order(&self) -> Vec<(usize, usize)> {
        let mut order: Vec<(usize, usize)> = self
            .slots
            .iter()
            .enumerate()
            .flat_map(|(body, list)| (0..list.len()).map(move |nth| (body, nth)))
            .collect();
        order.sort_by_key(|&(body, nth)| (self.slots[body][nth].date, body, nth));
        order
    }

    /// The date of the body's next meeting of the calendar, held or not, and whether the archive
    /// has it.
    pub fn next(&self, body: usize, nth: usize) -> (NaiveDate, bool) {
        let list = &self.slots[body];
        let next = list[nth + 1..].iter().find(|slot| {
            slot.date > list[nth].date && matches!(slot.kind, Kind::Meeting | Kind::Cancelled)
        });
        match next {
            Some(slot) => (slot.date, true),
            None => (after_the_end(body, self.bulk), false),
        }
    }

    /// The date of the body's next meeting that is held; assignments are taken up then.
    pub fn next_held(&self, body: usize, nth: usize) -> Option<NaiveDate> {
        let list = &self.slots[body];
        let mut later = list[nth + 1..].iter();
        later
            .find(|slot| slot.date > list[nth].date && slot.kind == Kind::Meeting)
            .map(|slot| slot.date)
    }

    /// A day by which what stays open at the end is to be done.
    pub fn due_after_the_end(&self) -> NaiveDate {
        self.end + Days::new(150)
    }
}

/// The first meeting that the archive doesn't have.
fn after_the_end(body: usize, bulk: bool) -> NaiveDate {
    let (month, day) = match body {
        LSG => (2, 16),
        SVO => (3, 15),
        BBU => (2, 2),
        _ => (2, 7),
    };
    if bulk {
        // A year and a day or two later, on the same weekday.
        calendar::ymd(2024, month, day) + Days::new(364)
    } else {
        calendar::ymd(2024, month, day)
    }
}

/// How many files of a large archive each body has: a quarter for Länssamverkansgruppen.
fn shares(rest: usize) -> Vec<usize> {
    if rest == 0 {
        return vec![0; 4];
    }
    let quarter = rest / 4;
    let tenth = (rest / 10).min(3000);
    let local = rest - quarter - 3 * tenth;
    let groups = local.div_ceil(900);
    let mut shares = vec![quarter, tenth, tenth, tenth];
    for group in 0..groups {
        shares.push(local * (group + 1) / groups - local * group / groups);
    }
    shares
}

/// When the ten matters are raised, alternately by the two beredningar.
fn journeys() -> Vec<Journey> {
    let starts = [
        (2021, 1, 29),
        (2021, 2, 3),
        (2021, 5, 7),
        (2021, 5, 19),
        (2021, 10, 8),
        (2021, 10, 20),
        (2022, 1, 28),
        (2022, 2, 2),
        (2022, 10, 7),
        (2022, 10, 19),
    ];
    assert_eq!(
        starts.len(),
        MATTERS.len(),
        "every matter has a day when it's raised"
    );
    starts
        .iter()
        .enumerate()
        .map(|(n, &(year, month, day))| Journey {
            at: None,
            stage: 0,
            origin: if n % 2 == 0 { BBU } else { BVA },
            start: calendar::ymd(year, month, day),
            tabled: false,
        })
        .collect()
}
