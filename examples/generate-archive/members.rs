//! Who sits in the bodies and who chairs them, from when to when.

use chrono::{Days, NaiveDate};

use crate::calendar::ymd;
use crate::county::{BBU, BVA, Body, Chairs, LSG, Member, PARTIES, SVO, Sits};
use crate::names::People;

/// Someone who leaves a body and somebody who comes instead, elected at a meeting.
pub struct Replacement {
    /// The body.
    pub body: usize,
    /// The meeting that elects.
    pub meeting: NaiveDate,
    /// The party.
    pub party: usize,
    /// As what.
    pub sits: Sits,
}

/// The replacements of the three years. None of these parties holds a chair that year.
pub fn replacements() -> Vec<Replacement> {
    let row = |body, meeting, party, sits| Replacement {
        body,
        meeting,
        party,
        sits,
    };
    vec![
        row(LSG, ymd(2021, 9, 24), 6, Sits::Regular),
        row(LSG, ymd(2022, 2, 11), 7, Sits::Regular),
        row(LSG, ymd(2022, 11, 25), 8, Sits::Substitute),
        row(SVO, ymd(2021, 12, 10), 8, Sits::Regular),
        row(SVO, ymd(2022, 12, 9), 9, Sits::Regular),
        row(BBU, ymd(2022, 10, 7), 9, Sits::Regular),
    ]
}

/// Members since before the story; who is replaced is settled afterwards.
pub fn core_members(index: usize, people: &mut People) -> Vec<Member> {
    members(index, ymd(2019, 1, 1), None, people)
}

/// The members of one of the four bodies for one term.
pub fn members(
    index: usize,
    from: NaiveDate,
    until: Option<NaiveDate>,
    people: &mut People,
) -> Vec<Member> {
    let (region, large, substitutes) = match index {
        LSG => (4, 2, 4),
        SVO => (3, 2, 3),
        _ => (3, 1, 2),
    };
    let mut list = Vec::new();
    for party in 0..PARTIES.len() {
        let (regular, substitute) = match party {
            0 => (region, substitutes),
            1 | 2 => (large, large),
            _ => (1, 1),
        };
        for _ in 0..regular {
            list.push(member(people, party, Sits::Regular, from, until));
        }
        let first = list.len() - regular;
        for n in 0..substitute {
            let mut row = member(people, party, Sits::Substitute, from, until);
            // Beredning barn och unga has personal substitutes, the others general ones.
            if index == BBU && n < regular {
                row.personal = Some(list[first + n].name.clone());
            }
            list.push(row);
        }
    }
    if index == LSG {
        list.push(member(people, 0, Sits::CoOpted, from, until));
    }
    list
}

/// A row without anything special.
pub fn member(
    people: &mut People,
    party: usize,
    sits: Sits,
    from: NaiveDate,
    until: Option<NaiveDate>,
) -> Member {
    Member {
        name: people.take(),
        party,
        sits,
        personal: None,
        office: None,
        from,
        until,
        decision: None,
    }
}

/// Ends the terms of those replaced and begins those of their successors the day after.
pub fn replace_members(bodies: &mut [Body], people: &mut People) {
    for replacement in replacements() {
        let list = &mut bodies[replacement.body].members;
        let next_day = replacement.meeting + Days::new(1);
        let at = list
            .iter()
            .position(|row| row.party == replacement.party && row.sits == replacement.sits)
            .expect("every party has members and substitutes");
        list[at].until = Some(replacement.meeting);
        let old = list[at].name.clone();
        let new = member(people, replacement.party, replacement.sits, next_day, None);
        let name = new.name.clone();
        list.insert(at + 1, new);
        // A personal substitute goes on for the new member.
        if let Some(at) = list
            .iter()
            .position(|row| row.personal.as_deref() == Some(old.as_str()))
        {
            let mut row = list[at].clone();
            list[at].until = Some(replacement.meeting);
            row.from = next_day;
            row.personal = Some(name);
            list.insert(at + 1, row);
        }
    }
}

/// The chairs of each year: the region in every other year, a municipality in the rest.
/// Beredning barn och unga extends 2021 by half a year.
pub fn chairs(body: &Body, index: usize, first: i32, last: i32) -> Vec<Chairs> {
    let mut periods = Vec::new();
    for year in first..=last {
        let extended = index == BBU && year == 2021;
        let shortened = index == BBU && year == 2022;
        let from = if shortened {
            ymd(year, 7, 1)
        } else {
            ymd(year, 1, 1)
        };
        let until = if extended {
            ymd(2022, 6, 30)
        } else {
            ymd(year, 12, 31)
        };
        let holds = |row: &&Member| {
            row.sits == Sits::Regular && row.serves_on(from) && row.serves_on(until)
        };
        let of_region: Vec<&Member> = body
            .members
            .iter()
            .filter(|row| row.party == 0)
            .filter(holds)
            .collect();
        // Parties 1 to 5 only: nobody of them is replaced.
        let of_municipality: Vec<&Member> = body
            .members
            .iter()
            .filter(|row| (1..=5).contains(&row.party) || (index > BVA && row.party > 0))
            .filter(holds)
            .collect();
        let turn = year.unsigned_abs() as usize + index;
        let region = of_region[turn / 2 % 2];
        let municipality = of_municipality[turn / 2 % of_municipality.len()];
        let (chair, vice) = if turn.is_multiple_of(2) {
            (region, municipality)
        } else {
            (municipality, region)
        };
        periods.push(Chairs {
            chair: chair.name.clone(),
            chair_party: chair.party,
            vice: vice.name.clone(),
            from,
            until,
            decision: None,
        });
    }
    periods
}

/// The chairs of the beredningar have a seat in Länssamverkansgruppen for as long as they chair.
pub fn seat_chairs_of_beredningar(bodies: &mut [Body]) {
    for office in [BBU, BVA] {
        let rows: Vec<Member> = bodies[office]
            .chairs
            .iter()
            .map(|chairs| Member {
                name: chairs.chair.clone(),
                party: chairs.chair_party,
                sits: Sits::Regular,
                personal: None,
                office: Some(office),
                from: chairs.from,
                until: Some(chairs.until),
                decision: None,
            })
            .collect();
        bodies[LSG].members.extend(rows);
    }
}
