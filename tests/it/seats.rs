//! What the seat rows of a body mean on a day: texts of the agreement in, seats out.

use std::path::Path;

use samverkan::model::{Collaboration, PartySeats};
use samverkan::parse::names::Names;
use samverkan::parse::sink::Sink;
use samverkan::parse::{agreement, body};
use samverkan::yaml;

const PARTIES: &str = "\
namn: Exempel
huvudmän:
  - {namn: Region Norr, slag: region}
  - {namn: Öby kommun, slag: kommun, alias: [Öby]}
  - {namn: Ås kommun, slag: kommun}
  - {namn: Näs kommun, slag: kommun, från: 2022-01-01, till: 2022-12-31}
  - {namn: Stiftelsen Hemmet, slag: stiftelse}
";

fn collaboration(bodies: &[&str]) -> Collaboration {
    let (mut out, _) = agreement::read(PARTIES, Path::new("samverkan.yaml"));
    let names = Names::new(&out);
    for text in bodies {
        let tree = yaml::read(text, 0);
        out.bodies
            .push(body::read(&tree, text, Path::new("organ/x.yaml"), &names).0);
    }
    let names = Names::new(&out);
    for body in &mut out.bodies {
        body::resolve(body, &names, &mut Sink::default());
    }
    out
}

/// The first body's seats on a day, one line for each party or office: `Öby 1-2+2 (6.1)` has one
/// seat required, two allowed, two substitutes.
fn check(rows: &str, day: &str, expected: &str) {
    let lsg = format!("kod: LSG\n{rows}");
    let bbu = "kod: BBU\ntill: 2022-12-31\npresidium:\n  perioder:\n    - {ordförande: Bo Al, vice: Eva By, från: 2022-01-01, till: 2022-06-30}\n    - {ordförande: Ali Ek, från: 2022-07-01}\n";
    let collaboration = collaboration(&[&lsg, bbu, "kod: HMR\n"]);
    let day = day.parse().unwrap();
    let seats = collaboration.seats_of(&collaboration.bodies[0], day);
    let row = |mark: &str, who: &str, counts: (u32, u32, u32), source: Option<String>| {
        let (required, allowed, substitutes) = counts;
        let source = source
            .map(|source| format!(" ({source})"))
            .unwrap_or_default();
        format!("{mark}{who} {required}-{allowed}+{substitutes}{source}")
    };
    let source =
        |basis: &samverkan::model::Basis| basis.source.as_ref().map(|text| text.value.clone());
    let party = |mark: &str, seats: &PartySeats<'_>| {
        let counts = (seats.required, seats.allowed, seats.substitutes);
        let name = seats.party.name.value.split(' ').next().unwrap();
        row(mark, name, counts, source(seats.basis))
    };
    let mut lines: Vec<String> = seats.parties.iter().map(|seats| party("", seats)).collect();
    lines.extend(seats.offices.iter().map(|seat| {
        let mark = if seat.co_opted { "adj " } else { "" };
        let office = if seat.office.vice { "vice" } else { "ordf" };
        let holder = collaboration.office_holder(&seat.office, day);
        let holder = holder
            .map(|name| format!("={}", name.value))
            .unwrap_or_default();
        let counts = (seat.required, seat.allowed, seat.substitutes);
        row(
            mark,
            &format!("{office} {}{holder}", seat.office.body),
            counts,
            source(seat.basis),
        )
    }));
    lines.extend(seats.co_opted.iter().map(|seats| party("adj ", seats)));
    lines.push(format!("= {}-{}", seats.required(), seats.allowed()));
    assert_eq!(lines.join("; "), expected, "{rows}");
}

#[test]
fn a_row_for_a_kind_means_each_party_of_the_kind() {
    let rows = "representation:\n  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: 6.1}\n";
    check(rows, "2023-01-01", "Öby 1-1+1 (6.1); Ås 1-1+1 (6.1); = 2-2");
    let own = "representation:\n  - {huvudman: stiftelse, ordinarie: 2}\n";
    check(own, "2023-01-01", "Stiftelsen 2-2+0; = 2-2");
    // A kind that nobody is of: no seats, and no fault.
    let none = "representation:\n  - {huvudman: förening, ordinarie: 2}\n";
    check(none, "2023-01-01", "= 0-0");
}

#[test]
fn a_row_for_a_named_party_replaces_the_row_for_its_kind_for_that_party_alone() {
    let kind = "  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: a}\n";
    let named = "  - {huvudman: [Öby], ordinarie: 1-2, ersättare: 2, källa: b}\n";
    let expected = "Öby 1-2+2 (b); Ås 1-1+1 (a); = 2-3";
    check(
        &format!("representation:\n{kind}{named}"),
        "2023-01-01",
        expected,
    );
    // In whichever order.
    check(
        &format!("representation:\n{named}{kind}"),
        "2023-01-01",
        expected,
    );
    // Another kind is left as it is.
    let region = "representation:\n  - {huvudman: region, ordinarie: 4}\n";
    check(
        &format!("{region}{named}"),
        "2023-01-01",
        "Region 4-4+0; Öby 1-2+2 (b); = 5-6",
    );
    // No seat is a rule too.
    let none =
        "representation:\n  - {huvudman: kommun}\n  - {huvudman: Öby kommun, ordinarie: 0}\n";
    check(none, "2023-01-01", "Öby 0-0+0; Ås 1-1+0; = 1-1");
}

#[test]
fn a_named_row_replaces_only_while_it_is_in_force() {
    let rows = "representation:\n  - {huvudman: kommun, ordinarie: 1}\n  - {huvudman: Öby kommun, ordinarie: 3, från: 2023-01-01, till: 2023-12-31}\n";
    check(rows, "2022-12-31", "Öby 1-1+0; Ås 1-1+0; Näs 1-1+0; = 3-3");
    check(rows, "2023-01-01", "Öby 3-3+0; Ås 1-1+0; = 4-4");
    check(rows, "2023-12-31", "Öby 3-3+0; Ås 1-1+0; = 4-4");
    check(rows, "2024-01-01", "Öby 1-1+0; Ås 1-1+0; = 2-2");
}

#[test]
fn a_party_has_seats_while_it_is_a_party_also_when_named() {
    let kind = "representation:\n  - {huvudman: kommun}\n";
    check(kind, "2021-12-31", "Öby 1-1+0; Ås 1-1+0; = 2-2");
    check(kind, "2022-01-01", "Öby 1-1+0; Ås 1-1+0; Näs 1-1+0; = 3-3");
    let named = "representation:\n  - {huvudman: [Näs kommun, Ås kommun], ordinarie: 2}\n";
    check(named, "2022-12-31", "Ås 2-2+0; Näs 2-2+0; = 4-4");
    check(named, "2023-01-01", "Ås 2-2+0; = 2-2");
}

#[test]
fn rows_of_one_sort_add_up_and_a_party_named_twice_in_one_row_counts_once() {
    let two = "representation:\n  - {huvudman: kommun, ordinarie: 1, källa: a}\n  - {huvudman: kommun, ordinarie: 0-1, ersättare: 1, källa: b}\n";
    check(two, "2023-01-01", "Öby 1-2+1 (a); Ås 1-2+1 (a); = 2-4");
    let named = "representation:\n  - {huvudman: [Öby, Öby kommun], ordinarie: 1}\n  - {huvudman: Öby, ordinarie: 1}\n";
    check(named, "2023-01-01", "Öby 2-2+0; = 2-2");
    // One row follows another in time: only one is in force.
    let apart = "representation:\n  - {huvudman: region, ordinarie: 3, till: 2022-12-31}\n  - {huvudman: region, ordinarie: 4, från: 2023-01-01}\n";
    check(apart, "2022-12-31", "Region 3-3+0; = 3-3");
    check(apart, "2023-01-01", "Region 4-4+0; = 4-4");
}

#[test]
fn co_opting_gives_no_seat_and_takes_none() {
    let rows = "representation:\n  - {huvudman: kommun, ordinarie: 1}\n  - {huvudman: Öby kommun, adjungerad: true, källa: c}\n";
    check(
        rows,
        "2023-01-01",
        "Öby 1-1+0; Ås 1-1+0; adj Öby 0-1+0 (c); = 2-2",
    );
    let all = "representation:\n  - {huvudman: kommun, adjungerad: true}\n  - {huvudman: [Öby], ordinarie: 2, adjungerad: true}\n";
    check(all, "2023-01-01", "adj Öby 2-2+0; adj Ås 0-1+0; = 0-0");
}

#[test]
fn an_office_gives_a_seat_for_each_body_and_whoever_holds_it_that_day() {
    let rows = "representation:\n  - {ordförande-i: [BBU, HMR], ordinarie: 1, källa: d}\n  - {vice-ordförande-i: BBU, adjungerad: true}\n";
    let may = "ordf BBU=Bo Al 1-1+0 (d); ordf HMR 1-1+0 (d); adj vice BBU=Eva By 0-1+0; = 2-2";
    check(rows, "2022-05-01", may);
    let july = "ordf BBU=Ali Ek 1-1+0 (d); ordf HMR 1-1+0 (d); adj vice BBU 0-1+0; = 2-2";
    check(rows, "2022-07-01", july);
    // The body has ended, and the office with it; a body that nobody knows stays.
    check(rows, "2023-01-01", "ordf HMR 1-1+0 (d); = 1-1");
    let unknown = "representation:\n  - {ordförande-i: [XYZ, XYZ]}\n";
    check(unknown, "2023-01-01", "ordf XYZ 1-1+0; = 1-1");
}

#[test]
fn nothing_written_means_no_seats() {
    check("", "2023-01-01", "= 0-0");
    let ended = "till: 2022-12-31\nrepresentation:\n  - {huvudman: region, ordinarie: 2}\n";
    check(ended, "2022-12-31", "Region 2-2+0; = 2-2");
    check(ended, "2023-01-01", "= 0-0");
    let unknown = "representation:\n  - {huvudman: [Öby, Nowhere], ordinarie: 1}\n";
    check(unknown, "2023-01-01", "Öby 1-1+0; = 1-1");
}
