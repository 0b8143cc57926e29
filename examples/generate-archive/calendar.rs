//! When the bodies meet, and how Swedish says dates.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::random::Random;

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "måndagen",
    "tisdagen",
    "onsdagen",
    "torsdagen",
    "fredagen",
    "lördagen",
    "söndagen",
];

/// What a file in the archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A meeting of the calendar.
    Meeting,
    /// A second meeting the same day.
    Extra,
    /// A meeting that was not held.
    Cancelled,
    /// A decision between meetings.
    Written,
}

/// A file to be written: whose, when, what.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// The index of the body.
    pub body: usize,
    /// The day.
    pub date: NaiveDate,
    /// What it is.
    pub kind: Kind,
    /// 0 for the first meeting of the day, 1 for the first extra one.
    pub round: usize,
    /// Part of the three years that have a story.
    pub core: bool,
}

/// The three years of the four bodies: 40 files whatever the seed is.
pub fn core_slots() -> Vec<Slot> {
    use Kind::{Cancelled, Extra, Meeting, Written};
    const CORE: [(usize, &str, Kind); 40] = [
        (2, "2021-01-29", Meeting),
        (3, "2021-02-03", Meeting),
        (0, "2021-02-12", Meeting),
        (1, "2021-03-12", Meeting),
        (0, "2021-04-16", Meeting),
        (2, "2021-05-07", Meeting),
        (3, "2021-05-19", Meeting),
        (0, "2021-06-11", Meeting),
        (0, "2021-09-24", Meeting),
        (2, "2021-10-08", Meeting),
        (1, "2021-10-15", Meeting),
        (3, "2021-10-20", Meeting),
        (0, "2021-11-26", Meeting),
        (1, "2021-12-10", Meeting),
        (2, "2022-01-28", Meeting),
        (3, "2022-02-02", Meeting),
        (0, "2022-02-11", Meeting),
        (1, "2022-03-11", Meeting),
        (0, "2022-04-08", Meeting),
        (0, "2022-04-08", Extra),
        (2, "2022-05-06", Meeting),
        (3, "2022-05-18", Meeting),
        (0, "2022-06-10", Cancelled),
        (0, "2022-06-20", Written),
        (0, "2022-09-23", Meeting),
        (2, "2022-10-07", Meeting),
        (1, "2022-10-14", Meeting),
        (3, "2022-10-19", Meeting),
        (0, "2022-11-25", Meeting),
        (1, "2022-12-09", Meeting),
        (3, "2023-02-01", Meeting),
        (2, "2023-02-03", Meeting),
        (0, "2023-02-17", Meeting),
        (1, "2023-03-24", Meeting),
        (0, "2023-06-09", Meeting),
        (2, "2023-10-06", Meeting),
        (1, "2023-10-13", Meeting),
        (3, "2023-10-18", Meeting),
        (0, "2023-11-24", Meeting),
        (1, "2023-12-08", Meeting),
    ];
    CORE.iter()
        .map(|&(body, date, kind)| Slot {
            body,
            date: date.parse().expect("the table holds dates"),
            kind,
            round: usize::from(kind == Kind::Extra),
            core: true,
        })
        .collect()
}

/// `count` meetings of a body, spread evenly over the working days of 1990-2024 outside
/// `closed`; where they outnumber the days, a day has a second meeting.
pub fn bulk_slots(body: usize, count: usize, seed: u64, skip_core: bool) -> Vec<Slot> {
    let mut days = Vec::new();
    let mut day = ymd(1990, 1, 8);
    let last = ymd(2024, 12, 13);
    while day <= last {
        let core = skip_core && (2021..=2023).contains(&day.year());
        if is_working_day(day) && !core {
            days.push(day);
        }
        day = day + Days::new(1);
    }
    let mut random = Random::new(seed, &format!("calendar {body}"));
    let firsts = count.min(days.len());
    let mut slots = Vec::with_capacity(count);
    for n in 0..firsts {
        let start = n * days.len() / firsts;
        let end = ((n + 1) * days.len() / firsts).max(start + 1);
        let date = days[start + random.below(end - start)];
        slots.push(Slot {
            body,
            date,
            kind: Kind::Meeting,
            round: 0,
            core: false,
        });
    }
    // Where there are more meetings than days, days get a second one, a third one, and so on.
    let mut round = 0;
    while slots.len() < count {
        round += 1;
        let more = (count - slots.len()).min(firsts);
        for n in 0..more {
            slots.push(Slot {
                body,
                date: slots[n * firsts / more].date,
                kind: Kind::Extra,
                round,
                core: false,
            });
        }
    }
    slots
}

/// Neither weekend nor the weeks when nobody meets.
fn is_working_day(day: NaiveDate) -> bool {
    let free = matches!(
        (day.month(), day.day()),
        (1, 1..=7) | (5, 1) | (6, 6) | (7, _) | (12, 20..=31)
    );
    !free && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// A date that exists.
pub fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the caller names a day that exists")
}

/// `16 april 2021`.
pub fn long_date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// `fredagen den 16 april 2021`.
pub fn weekday_date(date: NaiveDate) -> String {
    let weekday = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
    format!("{weekday} den {}", long_date(date))
}

/// `april`.
pub fn month(date: NaiveDate) -> &'static str {
    MONTHS[date.month0() as usize]
}

/// The offset of Swedish time that day: `+02:00` from the last Sunday of March to that of October.
pub fn offset(date: NaiveDate) -> &'static str {
    let last_sunday = |month: u32| {
        let last = ymd(date.year(), month, 31);
        last - Days::new(u64::from(last.weekday().num_days_from_sunday()))
    };
    if date >= last_sunday(3) && date < last_sunday(10) {
        "+02:00"
    } else {
        "+01:00"
    }
}
