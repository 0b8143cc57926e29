//! Small protocols against small agreements: who sits where, what was reached, what rules say.

use std::collections::BTreeMap;

use super::*;
use crate::archive::{Archive, Memory, load_from};
use crate::check::{Context, run, why};
use crate::lang::Lang;

const PARTIES: &str = "\
namn: Exempel
huvudmän:
  - {namn: Region Norr, slag: region, alias: [Regionen]}
  - {namn: Almby kommun, slag: kommun, alias: [Almby]}
  - {namn: Berga kommun, slag: kommun, alias: [Berga]}
  - {namn: Dala kommun, slag: kommun, alias: [Dala]}
externa-organ:
  - {kod: HMR, namn: Hjälpmedelsrådet}
";

const BBU: &str = "\
kod: BBU
namn: Beredning barn och unga
presidium:
  perioder:
    - {ordförande: Cia Lo, vice: Dan Ny, från: 2023-01-01, till: 2023-12-31}
";

const FOUR: &str = "\
representation:
  - {huvudman: region, ordinarie: 2, ersättare: 2, källa: a}
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: b}
";

/// Four items, `§ 2` with a decision, `§ 4` with a sub-item.
const ITEMS: &str = "\
## § 1 Dagordning

Dagordningen godkändes.

## § 2 Rutin

**LSG beslutade**

- att fastställa rutinen

## § 3 Läget

En rundfråga.

## § 4 Övrigt

### 4.1 Avtal

**LSG beslutade**

- att förlänga avtalet
";

fn archive(organ: &str, head: &str, items: &str) -> (Memory, Archive) {
    let lsg = format!("kod: LSG\nnamn: Länsgruppen\n{organ}");
    let protocol =
        format!("---\norgan: LSG\ndatum: 2023-02-17\n{head}---\n\n# Protokoll\n\n{items}");
    let texts = [
        ("samverkan.yaml", PARTIES),
        ("organ/lsg.yaml", &lsg),
        ("organ/bbu.yaml", BBU),
        ("lsg/2023-02-17.md", &protocol),
    ];
    let files = Memory::new(BTreeMap::from(texts));
    let archive = load_from(&files, &Default::default());
    (files, archive)
}

/// Who sits where when the meeting begins: `Norr: Anna Ek; ordf BBU: -; över: Bo Al`.
fn seated(organ: &str, head: &str) -> String {
    let (_, archive) = archive(organ, head, ITEMS);
    let sum = sum(&archive).expect("somebody sits");
    standings(&sum, &sum.stretches[0])
}

fn sum(archive: &Archive) -> Option<Sum<'_>> {
    let protocol = &archive.protocols[0].protocol;
    let body = archive.collaboration.body("LSG").unwrap();
    let day = protocol.date.as_ref().unwrap().value;
    Sum::of(&archive.collaboration, body, protocol, day)
}

fn standings(sum: &Sum<'_>, stretch: &Stretch<'_>) -> String {
    let who = |standing: Standing| -> Vec<&str> {
        let people = sum.people.iter().zip(&stretch.standings);
        people
            .filter(|(_, is)| **is == standing)
            .map(|(person, _)| person.name())
            .collect()
    };
    let mut parts = Vec::new();
    for (index, bench) in sum.benches.iter().enumerate() {
        let people = who(Standing::Seated(index));
        let name = bench
            .subject()
            .replace(" kommun", "")
            .replace("Region ", "");
        let people = if people.is_empty() { vec!["-"] } else { people };
        parts.push(format!("{name}: {}", people.join(", ")));
    }
    for (name, standing) in [
        ("ledamot", Standing::Member),
        ("okänd", Standing::Unknown),
        ("över", Standing::Over),
        ("bredvid", Standing::Beside),
        ("adjungerad", Standing::CoOpted),
        ("platslös", Standing::Seatless),
        ("jävig", Standing::Recused),
        ("borta", Standing::Away),
    ] {
        let people = who(standing);
        if !people.is_empty() {
            parts.push(format!("{name}: {}", people.join(", ")));
        }
    }
    parts.join("; ")
}

/// How many count, at the start and then for each item: `3 | 3 2 2 2 2`, with `!` where the rule
/// asks for more.
fn reached(organ: &str, head: &str, items: &str) -> String {
    let (_, archive) = archive(organ, head, items);
    let sum = sum(&archive).expect("somebody sits");
    let mut parts = Vec::new();
    for stretch in &sum.stretches {
        let lack = if stretch.is_quorate == Some(false) {
            "!"
        } else {
            ""
        };
        let text = format!("{}{lack}", stretch.reached.members);
        match stretch.is_start() {
            true => parts.push(format!("{text} |")),
            false => parts.extend(stretch.items.clone().map(|_| text.clone())),
        }
    }
    parts.join(" ")
}

/// What the rules of these families and codes find, each as `N004 message`.
fn found(codes: &[&str], organ: &str, head: &str) -> Vec<String> {
    let (files, archive) = archive(organ, head, ITEMS);
    let context = Context {
        archive: &archive,
        files: &files,
        day: "2023-06-01".parse().unwrap(),
        before: None,
    };
    run(&context)
        .findings
        .iter()
        .filter(|finding| codes.iter().any(|code| finding.rule.code.starts_with(code)))
        .map(|finding| format!("{} {}", finding.rule.code, finding.message.sv))
        .collect()
}

const SEATS: &[&str] = &["N003", "N004", "N005", "N007"];
const QUORUM: &[&str] = &["Q"];

fn check(organ: &str, head: &str, expected: &str) {
    assert_eq!(seated(organ, head), expected, "{organ}{head}");
}

#[test]
fn one_or_two_seats_take_two_and_miss_nobody_with_one() {
    let organ = "representation:\n  - {huvudman: kommun, ordinarie: 1-2}\n";
    let head =
        "närvarande:\n  - Ada By, Almby\n  - Bo Al, Almby\n  - Ed Ås, Berga\n  - Fia Ö, Dala\n";
    check(
        organ,
        head,
        "Almby: Ada By, Bo Al; Berga: Ed Ås; Dala: Fia Ö",
    );
    assert_eq!(found(SEATS, organ, head), [""; 0]);
    let three = format!("{head}  - Gun Sjö, Almby\n");
    assert_eq!(
        found(SEATS, organ, &three),
        ["N004 Almby kommun har 3 närvarande, överenskommelsen ger 2"]
    );
}

#[test]
fn a_named_row_replaces_the_row_of_the_kind() {
    let organ = "representation:\n  - {huvudman: kommun, ordinarie: 1}\n  - {huvudman: Almby kommun, ordinarie: 0, källa: x}\n";
    let head = "närvarande:\n  - Ada By, Almby\n  - Ed Ås, Berga\n  - Fia Ö, Dala\n";
    assert_eq!(
        found(SEATS, organ, head),
        ["N004 Almby kommun har 1 närvarande, överenskommelsen ger 0"]
    );
}

#[test]
fn a_chair_who_also_represents_a_party_fills_either_and_counts_once() {
    let organ = format!("{FOUR}  - {{ordförande-i: BBU, ordinarie: 1}}\n");
    let with = |more: &str| format!("närvarande:\n  - Cia Lo, Almby\n{more}");
    // Alone she is the party's: the party has somebody there.
    check(
        &organ,
        &with(""),
        "Norr: -; Almby: Cia Lo; Berga: -; Dala: -; ordförande-i BBU: -",
    );
    // With another from the party she moves to the office's seat.
    check(
        &organ,
        &with("  - Ada By, Almby\n"),
        "Norr: -; Almby: Ada By; Berga: -; Dala: -; ordförande-i BBU: Cia Lo",
    );
    // Listed twice, with the party and with the office: one person.
    check(
        &organ,
        &with("  - Cia Lo, ordförande Beredning barn och unga\n  - Ada By, Almby\n"),
        "Norr: -; Almby: Ada By; Berga: -; Dala: -; ordförande-i BBU: Cia Lo",
    );
    // By the role alone, whoever the archive has as chair.
    check(
        &organ,
        "närvarande:\n  - Eva Öst, ordförande Beredning barn och unga\n",
        "Norr: -; Almby: -; Berga: -; Dala: -; ordförande-i BBU: Eva Öst",
    );
    let three = with("  - Ada By, Almby\n  - Bo Al, Almby\n");
    assert_eq!(
        found(&["N004"], &organ, &three),
        ["N004 Almby kommun har 2 närvarande, överenskommelsen ger 1"]
    );
    // The vice chair has no seat.
    check(
        &organ,
        "närvarande:\n  - Dan Ny, vice ordförande Beredning barn och unga\n",
        "Norr: -; Almby: -; Berga: -; Dala: -; ordförande-i BBU: -; platslös: Dan Ny",
    );
    let two = "närvarande:\n  - Eva Öst, ordförande Beredning barn och unga\n  - Ida Ek, ordförande BBU\n";
    assert_eq!(
        found(&["N004"], &organ, two),
        ["N004 2 är närvarande som ordförande i Beredning barn och unga, överenskommelsen ger 1"]
    );
}

#[test]
fn substitutes_sit_in_place_of_absent_members() {
    let head = |for_whom: &str| {
        format!(
            "närvarande:\n  - Ada By, Almby\n  - Ed Ås, Berga\n  - Fia Ö, Dala\n  - Gun Sjö, Regionen\n  - {{namn: Liv Å, huvudman: Regionen, ersätter: {for_whom}}}\n"
        )
    };
    check(
        FOUR,
        &head("Hans Ek"),
        "Norr: Gun Sjö, Liv Å; Almby: Ada By; Berga: Ed Ås; Dala: Fia Ö",
    );
    assert_eq!(found(SEATS, FOUR, &head("Hans Ek")), [""; 0]);
    check(
        FOUR,
        &head("Gun Sjö"),
        "Norr: Gun Sjö; Almby: Ada By; Berga: Ed Ås; Dala: Fia Ö; bredvid: Liv Å",
    );
    assert_eq!(
        found(SEATS, FOUR, &head("Gun Sjö")),
        ["N003 Liv Å sitter för Gun Sjö, som är närvarande"]
    );
    // Somebody of that name for another party isn't meant.
    let other = head("Ed Ås");
    assert_eq!(found(SEATS, FOUR, &other), [""; 0]);
    // Present without serving: no seat, and nothing wrong.
    let idle = format!(
        "{}ersättare:\n  - Max Ö, Almby\n  - Nils Ö, Almby\n",
        head("Hans Ek")
    );
    assert_eq!(found(SEATS, FOUR, &idle), [""; 0]);
}

#[test]
fn a_personal_substitute_of_the_list_sits_only_for_that_member() {
    let organ = format!(
        "{FOUR}ledamöter:\n  - {{namn: Gun Sjö, huvudman: Regionen, som: ordinarie}}\n  - {{namn: Hans Ek, huvudman: Regionen, som: ordinarie}}\n  - {{namn: Liv Å, huvudman: Regionen, som: ersättare, för: Gun Sjö}}\n  - {{namn: Max Ö, huvudman: Regionen, som: ersättare}}\n"
    );
    let rest = "  - Ada By, Almby\n  - Ed Ås, Berga\n  - Fia Ö, Dala\n";
    let head = |names: &str| format!("närvarande:\n{names}{rest}");
    assert_eq!(
        found(
            SEATS,
            &organ,
            &head("  - Gun Sjö, Regionen\n  - Liv Å, Regionen\n")
        ),
        ["N003 Liv Å sitter för Gun Sjö, som är närvarande"]
    );
    for silent in [
        "  - Hans Ek, Regionen\n  - Liv Å, Regionen\n",
        // A substitute of the whole party.
        "  - Gun Sjö, Regionen\n  - Max Ö, Regionen\n",
        // The protocol's own word comes first.
        "  - Gun Sjö, Regionen\n  - {namn: Liv Å, huvudman: Regionen, ersätter: Hans Ek}\n",
        // Took over when the member left.
        "  - {namn: Gun Sjö, huvudman: Regionen, till: § 2}\n  - {namn: Liv Å, huvudman: Regionen, från: § 3}\n",
        "  - {namn: Gun Sjö, huvudman: Regionen, till: § 2}\n  - {namn: Liv Å, huvudman: Regionen, ersätter: Gun Sjö}\n",
    ] {
        assert_eq!(found(SEATS, &organ, &head(silent)), [""; 0], "{silent}");
    }
}

#[test]
fn a_member_replaced_during_the_year_counts_in_their_own_time() {
    let organ = "ledamöter:\n  - {namn: Ada By, huvudman: Almby, som: ordinarie, till: 2023-02-16}\n  - {namn: Bo Al, huvudman: Almby, som: ordinarie, från: 2023-02-17}\n";
    assert_eq!(
        found(&["N0"], organ, "närvarande:\n  - Bo Al, Almby\n"),
        [""; 0]
    );
    assert_eq!(
        found(&["N0"], organ, "närvarande:\n  - Ada By, Almby\n"),
        [
            "N008 Bo Al är ledamot och står varken som närvarande eller frånvarande",
            "N001 Ada By finns inte bland ledamöterna i LSG den dagen",
        ]
    );
}

#[test]
fn two_people_of_one_name_are_two_and_one_person_listed_twice_is_one() {
    let organ = format!(
        "{FOUR}ledamöter:\n  - {{namn: Ada By, id: ada-1, huvudman: Almby, som: ordinarie}}\n  - {{namn: Ada By, id: ada-2, huvudman: Berga, som: ordinarie}}\n"
    );
    let two = "närvarande:\n  - Ada By, Almby\n  - Ada By, Berga\n  - Fia Ö, Dala\n  - Gun Sjö, Regionen\n";
    check(
        &organ,
        two,
        "Norr: Gun Sjö; Almby: Ada By; Berga: Ada By; Dala: Fia Ö",
    );
    assert_eq!(
        found(&["N003", "N004", "N005", "N006", "N011"], &organ, two),
        [""; 0]
    );
    let twice = "närvarande:\n  - Ada By, Almby\n  - ADA BY, Almby kommun\n  - Ed Ås, Berga\n  - Fia Ö, Dala\n  - Gun Sjö, Regionen\n";
    check(
        FOUR,
        twice,
        "Norr: Gun Sjö; Almby: Ada By; Berga: Ed Ås; Dala: Fia Ö",
    );
    assert_eq!(
        found(&["N004", "N006"], FOUR, twice),
        ["N006 ADA BY står två gånger under närvarande:"]
    );
    // Each line has its own part of the meeting.
    let parts = "närvarande:\n  - {namn: Ada By, huvudman: Almby, till: § 1}\n  - {namn: Ada By, huvudman: Almby, från: § 3}\n";
    assert_eq!(found(&["N006"], FOUR, parts), [""; 0]);
    assert_eq!(reached(FOUR, parts, ITEMS), "1 | 1 0 1 1 1");
    assert_eq!(
        found(
            &["N006"],
            FOUR,
            "närvarande:\n  - Ada By, Almby\nfrånvarande:\n  - Ada By, Almby\növriga:\n  - Ada By\n"
        ),
        [
            "N006 Ada By står både under närvarande: och under frånvarande:",
            "N006 Ada By står både under närvarande: och under övriga:",
        ]
    );
}

#[test]
fn somebody_co_opted_takes_no_seat_from_anybody() {
    let organ = format!("{FOUR}  - {{ordförande-i: HMR, adjungerad: true, källa: c}}\n");
    let head = |line: &str| {
        format!(
            "närvarande:\n  - {line}\n  - Gun Sjö, Regionen\n  - Hans Ek, Regionen\n  - Ada By, Almby\n  - Ed Ås, Berga\n  - Fia Ö, Dala\n"
        )
    };
    let finding =
        "N007 Ivar Å står bland ledamöterna, men ordförande i Hjälpmedelsrådet är adjungerad";
    assert_eq!(
        found(SEATS, &organ, &head("Ivar Å, ordförande Hjälpmedelsrådet")),
        [finding]
    );
    // Also for a party whose seats are taken.
    assert_eq!(
        found(
            SEATS,
            &organ,
            &head("Ivar Å, Regionen, ordförande Hjälpmedelsrådet")
        ),
        [finding]
    );
    // A free seat of the party: an assignment works.
    let free = "närvarande:\n  - Ivar Å, Regionen, ordförande Hjälpmedelsrådet\n  - Ada By, Almby\n  - Ed Ås, Berga\n  - Fia Ö, Dala\n";
    assert_eq!(found(SEATS, &organ, free), [""; 0]);
    let listed = "ledamöter:\n  - {namn: Ivar Å, huvudman: Regionen, som: adjungerad}\n";
    assert_eq!(
        found(
            &["N007"],
            &format!("{FOUR}{listed}"),
            "närvarande:\n  - Ivar Å\n"
        ),
        ["N007 Ivar Å står bland ledamöterna, men är adjungerad enligt medlemslistan"]
    );
}

#[test]
fn members_who_follow_each_other_are_never_too_many() {
    let head = |first: &str, second: &str| {
        format!(
            "närvarande:\n  - {{namn: Ada By, huvudman: Almby, {first}}}\n  - {{namn: Bo Al, huvudman: Almby, {second}}}\n"
        )
    };
    assert_eq!(
        found(&["N004"], FOUR, &head("till: § 2", "från: § 3")),
        [""; 0]
    );
    // Who can tell: a clock time, an item that isn't there.
    assert_eq!(
        found(&["N004"], FOUR, &head("till: \"10:40\"", "från: \"10:40\"")),
        [""; 0]
    );
    assert_eq!(
        found(&["N004"], FOUR, &head("till: § 40", "från: § 3")),
        [""; 0]
    );
    assert_eq!(
        found(&["N004"], FOUR, &head("jäv: § 2", "från: § 2")),
        ["N004 Almby kommun har 2 närvarande vid § 3, överenskommelsen ger 1"]
    );
    assert_eq!(
        found(&["N004"], FOUR, &head("jäv: § 2", "deltog: \"§ 2\"")),
        [""; 0]
    );
    assert_eq!(
        found(&["N004"], FOUR, &head("till: § 3", "från: § 3")),
        ["N004 Almby kommun har 2 närvarande vid § 3, överenskommelsen ger 1"]
    );
}

const HALF: &str = "beslutsförhet: {ledamöter: mer än hälften, jäv: räknas inte}\n";

fn four_seats(rule: &str) -> String {
    format!(
        "representation:\n  - {{huvudman: kommun, ordinarie: 1}}\n  - {{huvudman: region, ordinarie: 1}}\n{rule}"
    )
}

#[test]
fn more_than_half_is_strictly_more() {
    let two = "närvarande:\n  - Ada By, Almby\n  - Ed Ås, Berga\n";
    let three = format!("{two}  - Fia Ö, Dala\n");
    assert_eq!(
        found(QUORUM, &four_seats(HALF), two),
        [
            "Q001 2 ledamöter är närvarande, beslutsförhet kräver 3 (mer än hälften av 4)",
            "Q003 2 beslut togs när färre var med än beslutsförhet kräver: 2:1 och 4.1:1",
        ]
    );
    assert_eq!(found(QUORUM, &four_seats(HALF), &three), [""; 0]);
    let at_least = four_seats("beslutsförhet: {ledamöter: hälften}\n");
    assert_eq!(found(QUORUM, &at_least, two), [""; 0]);
    let parties = four_seats("beslutsförhet: {huvudmän: mer än hälften}\n");
    assert_eq!(
        found(&["Q001"], &parties, two),
        ["Q001 2 huvudmän är på plats, beslutsförhet kräver 3 (mer än hälften av 4)"]
    );
    let five = four_seats("beslutsförhet: {ledamöter: 5}\n");
    assert_eq!(
        found(&["Q001"], &five, &three),
        ["Q001 3 ledamöter är närvarande, beslutsförhet kräver 5"]
    );
}

#[test]
fn a_share_is_one_of_the_members_in_office_where_a_list_is_kept() {
    let organ = four_seats(&format!(
        "{HALF}ledamöter:\n  - {{namn: Ada By, huvudman: Almby, som: ordinarie}}\n  - {{namn: Ed Ås, huvudman: Berga, som: ordinarie}}\n  - {{namn: Fia Ö, huvudman: Dala, som: ordinarie, till: 2023-02-16}}\n  - {{namn: Liv Å, huvudman: Almby, som: ersättare}}\n"
    ));
    let one = "närvarande:\n  - Ada By, Almby\n";
    assert_eq!(
        found(&["Q001"], &organ, one),
        ["Q001 1 ledamot är närvarande, beslutsförhet kräver 2 (mer än hälften av 2)"]
    );
    let two = format!("{one}  - {{namn: Liv Å, huvudman: Berga, ersätter: Ed Ås}}\n");
    assert_eq!(found(&["Q001"], &organ, &two), [""; 0]);
    // Without seats written, the list tells who is a member.
    let organ = organ
        .replace("representation", "möten-")
        .replace("möten-:\n", "");
    let organ = &organ[organ.find("beslutsförhet").unwrap()..];
    assert_eq!(found(&["Q001"], organ, &two), [""; 0]);
    let guests = format!("{one}  - Åke Ö, FoU\n  - Ylva Ö, FoU\n");
    assert_eq!(
        found(&["Q001"], organ, &guests),
        ["Q001 1 ledamot är närvarande, beslutsförhet kräver 2 (mer än hälften av 2)"]
    );
}

#[test]
fn a_share_of_nobody_knows_how_many_is_not_asked() {
    let head = "närvarande:\n  - Ada By, Almby\n";
    assert_eq!(found(QUORUM, HALF, head), [""; 0]);
    assert_eq!(
        found(&["Q001"], "beslutsförhet: {ledamöter: 2}\n", head),
        ["Q001 1 ledamot är närvarande, beslutsförhet kräver 2"]
    );
    let ended = "beslutsförhet: {ledamöter: 2, till: 2023-02-16}\n";
    assert_eq!(found(QUORUM, ended, head), [""; 0]);
}

#[test]
fn a_kind_that_nobody_is_from() {
    let organ = four_seats("beslutsförhet: {slag: [region, kommun], källa: 4.4}\n");
    assert_eq!(
        found(&["Q001"], &organ, "närvarande:\n  - Ada By, Almby\n"),
        ["Q001 ingen från region är närvarande, beslutsförhet kräver minst en"]
    );
    assert_eq!(
        found(
            &["Q001"],
            &organ,
            "närvarande:\n  - Ada By, Almby\n  - Gun Sjö, Regionen\n"
        ),
        [""; 0]
    );
    // Nothing tells where somebody comes from: perhaps from the region.
    assert_eq!(
        found(
            &["Q001", "N005"],
            &organ,
            "närvarande:\n  - Ada By, Almby\n  - Gun Sjö\n"
        ),
        [""; 0]
    );
}

#[test]
fn quorum_is_lost_when_somebody_leaves_and_found_again() {
    let head = |how: &str| {
        format!(
            "närvarande:\n  - Ada By, Almby\n  - Ed Ås, Berga\n  - {{namn: Fia Ö, huvudman: Dala, {how}}}\n"
        )
    };
    let organ = four_seats(HALF);
    assert_eq!(
        reached(&organ, &head("till: § 3"), ITEMS),
        "3 | 3 3 3 2! 2!"
    );
    assert_eq!(
        found(QUORUM, &organ, &head("till: § 3")),
        [
            "Q002 från § 4: 2 ledamöter är närvarande, beslutsförhet kräver 3 (mer än hälften av 4); då togs beslut 4.1:1",
            "Q003 beslut 4.1:1 togs när färre var med än beslutsförhet kräver",
        ]
    );
    assert_eq!(reached(&organ, &head("till: § 4"), ITEMS), "3 | 3 3 3 3 3");
    assert_eq!(reached(&organ, &head("jäv: § 2"), ITEMS), "3 | 3 2! 3 3 3");
    assert_eq!(
        found(QUORUM, &organ, &head("jäv: § 2")),
        [
            "Q002 från § 2 till § 3: 2 ledamöter är närvarande, beslutsförhet kräver 3 (mer än hälften av 4); då togs beslut 2:1",
            "Q003 beslut 2:1 togs när färre var med än beslutsförhet kräver",
        ]
    );
    let counts = organ.replace("räknas inte", "räknas");
    assert_eq!(found(QUORUM, &counts, &head("jäv: § 2")), [""; 0]);
    let unsaid = organ.replace(", jäv: räknas inte", "");
    assert_eq!(found(QUORUM, &unsaid, &head("jäv: § 2")), [""; 0]);
    // A clock time maps to no item.
    assert_eq!(found(QUORUM, &organ, &head("till: \"10:40\"")), [""; 0]);
    // Away for a while.
    assert_eq!(
        reached(&organ, &head("deltog: \"ej §§ 1-2\""), ITEMS),
        "2! | 2! 2! 3 3 3"
    );
}

#[test]
fn recusal_in_an_item_is_read_too() {
    let items = ITEMS.replace("## § 2 Rutin\n\n", "## § 2 Rutin\n\n- Jäv: Fia Ö\n\n");
    let head = "närvarande:\n  - Ada By, Almby\n  - Ed Ås, Berga\n  - Fia Ö, Dala\n";
    assert_eq!(reached(&four_seats(HALF), head, &items), "3 | 3 2! 3 3 3");
}

#[test]
fn who_comes_late_matters_only_for_what_was_decided_before() {
    let organ = four_seats(HALF);
    let head = |from: &str| {
        format!(
            "närvarande:\n  - Ada By, Almby\n  - Ed Ås, Berga\n  - {{namn: Fia Ö, huvudman: Dala, från: {from}}}\n"
        )
    };
    assert_eq!(found(QUORUM, &organ, &head("§ 2")), [""; 0]);
    assert_eq!(
        found(QUORUM, &organ, &head("§ 3")),
        [
            "Q001 2 ledamöter är närvarande, beslutsförhet kräver 3 (mer än hälften av 4); från § 3 är de tillräckligt många",
            "Q003 beslut 2:1 togs när färre var med än beslutsförhet kräver",
        ]
    );
}

#[test]
fn a_substitute_takes_the_seat_of_somebody_recused() {
    let organ = four_seats(HALF);
    let head = "närvarande:\n  - Ada By, Almby\n  - Ed Ås, Berga\n  - {namn: Fia Ö, huvudman: Dala, jäv: § 2}\n  - {namn: Liv Å, huvudman: Dala, ersätter: Fia Ö, deltog: \"§ 2\"}\n";
    assert_eq!(reached(&organ, head, ITEMS), "3 | 3 3 3 3 3");
    assert_eq!(found(&["N003", "N004", "Q"], &organ, head), [""; 0]);
}

#[test]
fn no_meeting_no_sum() {
    let organ = four_seats(HALF);
    for (head, reason) in [
        (
            "status: inställt\nnärvarande:\n  - Ada By, Almby\n",
            "mötet är inställt",
        ),
        (
            "typ: kallelse\nnärvarande:\n  - Ada By, Almby\n",
            "en kallelse, inget möte",
        ),
        (
            "övriga:\n  - Ada By, Almby\n",
            "ingen ledamot står som närvarande",
        ),
    ] {
        assert_eq!(found(&["N", "Q", "P004"], &organ, head), [""; 0], "{head}");
        let (_, archive) = archive(&organ, head, ITEMS);
        assert!(sum(&archive).is_none());
        let why = why(&archive, &archive.protocols[0], Lang::Sv);
        assert!(
            why.ends_with(&format!(", Länsgruppen\n{reason}\n")),
            "{why}"
        );
    }
}

#[test]
fn between_meetings_those_who_answered_count() {
    let organ = four_seats(HALF);
    let head = "typ: beslut mellan möten\nnärvarande:\n  - Ada By, Almby\n  - Ed Ås, Berga\n";
    assert_eq!(
        found(&["N", "Q"], &organ, head),
        [
            "Q001 2 ledamöter har svarat, beslutsförhet kräver 3 (mer än hälften av 4)",
            "Q003 2 beslut togs när färre var med än beslutsförhet kräver: 2:1 och 4.1:1",
        ]
    );
    assert_eq!(
        found(
            &["N", "Q"],
            &organ,
            &format!("{head}  - Gun Sjö, Regionen\n")
        ),
        [""; 0]
    );
}

#[test]
fn an_uncertain_row_makes_a_note() {
    let organ = four_seats("beslutsförhet: {ledamöter: 4, osäkert: true}\n");
    let head = "närvarande:\n  - Ada By, Almby\n";
    let (files, archive) = archive(&organ, head, ITEMS);
    let context = Context {
        archive: &archive,
        files: &files,
        day: "2023-06-01".parse().unwrap(),
        before: None,
    };
    let findings = run(&context).findings;
    let quorum = findings
        .iter()
        .filter(|finding| finding.rule.code.starts_with('Q'));
    let severities: Vec<_> = quorum.map(|finding| finding.severity).collect();
    assert_eq!(severities, [crate::rule::Severity::Note; 2]);
}

#[test]
fn members_and_parties_that_nobody_knows() {
    let organ = format!(
        "{FOUR}  - {{ordförande-i: BBU, ordinarie: 1}}\nledamöter:\n  - {{namn: Ada Byström, huvudman: Almby, som: ordinarie}}\n"
    );
    let codes = &["N001", "N002", "N008", "N011"];
    for silent in [
        "närvarande:\n  - Ada Byström, Almby\n  - Cia Lo, Regionen\n  - Eva Öst, ordförande BBU\n",
        // Spelled a little differently: L001's.
        "närvarande:\n  - Ada Bystrøm, Almby\n  - Ida Ada Byström, Almby\n",
        "sekreterare: Åke Ö\nnärvarande:\n  - Ada Byström, Almby\n  - Åke Ö, FoU\n  - Brukarrepresentant 2\n  - Siv Ö, brukarrepresentant\n",
        "närvarande:\n  - {namn: Ada Byström, huvudman: Socialförvaltningen Almby kommun}\n",
        "närvarande:\n  - {namn: Liv Å, huvudman: Almby, ersätter: Ada Byström}\nfrånvarande: []\nadjungerade:\n  - Ivar Å\n",
    ] {
        let found = found(codes, &organ, silent);
        let found: Vec<_> = found
            .iter()
            .filter(|found| !found.contains("Liv Å"))
            .collect();
        assert!(found.is_empty(), "{silent}: {found:?}");
    }
    assert_eq!(
        found(
            codes,
            &organ,
            "närvarande:\n  - Ada Byström, Berga\n  - Fia Ö, Almbi kommun\n"
        ),
        [
            "N011 Ada Byström står för Berga kommun, i medlemslistan för Almby kommun",
            "N001 Fia Ö finns inte bland ledamöterna i LSG den dagen",
            "N002 Fia Ö står som ledamot för Almbi kommun, som inte är huvudman",
        ]
    );
}

#[test]
fn meeting_chairs() {
    let organ = "presidium:\n  perioder:\n    - {ordförande: Anna Lindberg, vice: Bo Al, från: 2023-01-01, till: 2023-12-31}\n";
    let head = |chair: &str| {
        format!("ordförande: {chair}\nnärvarande:\n  - Anna Lindberg, Almby\n  - Ed Ås, Berga\n")
    };
    for silent in [
        "Anna Lindberg",
        "anna  lindberg",
        "Anna Karin Lindberg",
        "Anna Lindbergh",
    ] {
        assert_eq!(found(&["P004"], organ, &head(silent)), [""; 0], "{silent}");
    }
    assert_eq!(
        found(&["P004"], organ, &head("Bo Al")),
        ["P004 mötesordföranden Bo Al står inte bland de närvarande"]
    );
    assert_eq!(
        found(&["P004"], organ, &head("Ed Ås")),
        ["P004 mötesordföranden Ed Ås är varken ordförande eller vice ordförande den dagen"]
    );
    // With both chairs away somebody else leads.
    let away = "ordförande: Ed Ås\nnärvarande:\n  - Ed Ås, Berga\nfrånvarande:\n  - Anna Lindberg, Almby\n  - Bo Al, Dala\n";
    assert_eq!(found(&["P004"], organ, away), [""; 0]);
    assert_eq!(found(&["P004"], "", &head("Ed Ås")), [""; 0]);
}

fn chairs(rule: &str, periods: &str) -> String {
    format!(
        "presidium:\n  regel: {rule}\n  perioder:\n{periods}ledamöter:\n  - {{namn: Ada By, huvudman: Almby, som: ordinarie}}\n  - {{namn: Bo Al, huvudman: Berga, som: ordinarie}}\n  - {{namn: Gun Sjö, huvudman: Regionen, som: ordinarie}}\n  - {{namn: Två Namn, huvudman: Regionen, som: ordinarie}}\n  - {{namn: Två Namn, huvudman: Almby, som: ordinarie}}\n"
    )
}

#[test]
fn terms_of_chairs() {
    let row = |chair: &str, vice: &str, from: &str, until: &str| {
        format!("    - {{ordförande: {chair}, vice: {vice}, från: {from}, till: {until}}}\n")
    };
    let codes = &["P001", "P002", "P003"];
    let head = "närvarande:\n  - Ada By, Almby\n";
    let kind = "{olika: slag, växlar: årligen, förlängning: beslut}";
    let party = "{olika: huvudman, växlar: årligen}";
    let one = row("Ada By", "Bo Al", "2022-01-01", "2022-12-31");
    assert_eq!(
        found(codes, &chairs(kind, &one), head),
        ["P001 ordförande Ada By och vice ordförande Bo Al är båda från en kommun"]
    );
    assert_eq!(found(codes, &chairs(party, &one), head), [""; 0]);
    // Two of one name, of two parties: nobody can tell.
    let two = row("Ada By", "Två Namn", "2022-01-01", "2022-12-31");
    assert_eq!(found(codes, &chairs(kind, &two), head), [""; 0]);
    let next = format!(
        "{}{}",
        row("Bo Al", "Gun Sjö", "2023-01-01", "2023-12-31"),
        row("Ada By", "Gun Sjö", "2022-01-01", "2022-12-31"),
    );
    assert_eq!(
        found(codes, &chairs(kind, &next), head),
        ["P002 ordföranden är från en kommun både 2022 (Ada By) och 2023 (Bo Al)"]
    );
    assert_eq!(found(codes, &chairs(party, &next), head), [""; 0]);
    assert_eq!(found(codes, &chairs("{olika: slag}", &next), head), [""; 0]);
    // Who takes over within the year finishes the term.
    let within = format!(
        "{}{}{}",
        row("Gun Sjö", "Ada By", "2022-01-01", "2022-12-31"),
        row("Ada By", "Gun Sjö", "2023-01-01", "2023-06-30"),
        row("Bo Al", "Gun Sjö", "2023-07-01", "2023-12-31"),
    );
    assert_eq!(found(codes, &chairs(kind, &within), head), [""; 0]);
    let long = "    - {ordförande: Ada By, vice: Gun Sjö, från: 2022-01-01}\n    - {ordförande: Gun Sjö, vice: Ada By, från: 2023-07-01}\n";
    assert_eq!(
        found(codes, &chairs(kind, long), head),
        ["P003 perioden 2022-01-01–2023-06-30 går över årsskiftet, och inget beslut står angivet"]
    );
    let decided = long.replace(
        "från: 2022-01-01}",
        "från: 2022-01-01, beslut: LSG/2022-11-25/5:1}",
    );
    assert_eq!(found(codes, &chairs(kind, &decided), head), [""; 0]);
}

#[test]
fn seats_that_no_list_fills() {
    let organ = |list: &str| {
        format!(
            "{FOUR}  - {{ordförande-i: [BBU, HMR], ordinarie: 1, källa: d}}\nledamöter:\n  - {{namn: Ada By, huvudman: Almby, som: ordinarie}}\n{list}"
        )
    };
    let head = "närvarande:\n  - Ada By, Almby\n";
    assert_eq!(
        found(&["P006"], &organ(""), head),
        [
            "P006 ingen i LSG:s ledamöter fyller platsen för Region Norr (2 platser)",
            "P006 ingen i LSG:s ledamöter fyller platsen för Berga kommun och Dala kommun",
            "P006 ingen i LSG:s ledamöter fyller platsen för ordförande i Beredning barn och unga",
        ]
    );
    let full = "  - {namn: Ed Ås, huvudman: Berga, som: ordinarie}\n  - {namn: Fia Ö, huvudman: Dala, som: ordinarie}\n  - {namn: Gun Sjö, huvudman: Regionen, som: ordinarie}\n  - {namn: Hans Ek, huvudman: Regionen, som: ordinarie}\n  - {namn: Cia Lo, huvudman: Regionen, som: ordinarie}\n";
    assert_eq!(found(&["P006"], &organ(full), head), [""; 0]);
    // No list is kept.
    assert_eq!(found(&["P006"], FOUR, head), [""; 0]);
}

#[test]
fn more_people_than_any_body_has_are_not_judged() {
    let mut head = "närvarande:\n".to_owned();
    for number in 0..=PEOPLE_MAX {
        head += &format!("  - Ada {number}, Almby\n");
    }
    assert_eq!(found(&["N0", "Q"], &four_seats(HALF), &head), [""; 0]);
}

#[test]
fn many_who_come_and_go_take_no_time() {
    let mut head = "närvarande:\n".to_owned();
    let mut items = String::new();
    for number in 1..PEOPLE_MAX {
        head += &format!("  - {{namn: Ada {number}, huvudman: Almby, från: § {number}}}\n");
        items += &format!("## § {number} Fråga\n\nText.\n\n");
    }
    let (_, archive) = archive(&four_seats(HALF), &head, &items);
    let sum = sum(&archive).unwrap();
    assert_eq!(sum.stretches.len(), PEOPLE_MAX);
}
