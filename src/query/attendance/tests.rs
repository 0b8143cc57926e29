//! Attendance of small archives.

use super::attendance_heatmap;
use crate::lang::Lang;
use crate::query::By;
use crate::query::probe::{archive, ask, asked, shown};

const BODY: &str = "\
kod: LSG
namn: Länsgruppen
representation:
  - {huvudman: kommun, ordinarie: 1}
  - {huvudman: [Alby kommun], ordinarie: 1-2}
  - {huvudman: region, ordinarie: 2}
  - {ordförande-i: [BER], ordinarie: 1}
ledamöter:
  - {namn: Eva Ek, huvudman: Alby kommun, som: ordinarie}
  - {namn: Sten Sjö, huvudman: Byås kommun, som: ersättare}
  - {namn: Per Dahl, id: dahl-1, huvudman: Region Prov, som: ordinarie}
";

const PREPARING: &str = "kod: BER\nnamn: Beredningen\n";

/// An archive with the body above, one without seats, and these meetings of the former.
fn meetings(attendance: &[(&str, &str)]) -> std::sync::Arc<crate::archive::Archive> {
    let texts: Vec<(String, String)> = attendance
        .iter()
        .map(|(name, attendance)| {
            let day = &name[..10];
            (format!("lsg/{name}.md"), format!("---\norgan: LSG\ndatum: {day}\n{attendance}\n---\n\n# Möte\n\n## § 1 Start\n\nText.\n"))
        })
        .collect();
    let mut files = vec![("organ/lsg.yaml", BODY), ("organ/ber.yaml", PREPARING)];
    files.extend(
        texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str())),
    );
    archive(&files)
}

fn by_party(query: &str, attendance: &[(&str, &str)]) -> Vec<String> {
    let listing = ask(
        &meetings(attendance),
        "attendance",
        &asked(query, By::Party),
    )
    .unwrap();
    shown(
        &listing,
        &[
            "party",
            "meetings",
            "represented",
            "absent",
            "unmentioned",
            "share",
        ],
    )
}

fn by_person(query: &str, attendance: &[(&str, &str)]) -> Vec<String> {
    let listing = ask(
        &meetings(attendance),
        "attendance",
        &asked(query, By::Person),
    )
    .unwrap();
    shown(
        &listing,
        &[
            "name", "party", "meetings", "present", "absent", "other", "share",
        ],
    )
}

fn by_meeting(query: &str, attendance: &[(&str, &str)], keys: &[&str]) -> Vec<String> {
    let listing = ask(
        &meetings(attendance),
        "attendance",
        &asked(query, By::Meeting),
    )
    .unwrap();
    shown(&listing, keys)
}

#[test]
fn a_party_is_represented_by_a_member_or_a_serving_substitute() {
    let day = "\
närvarande:
  - Eva Ek, Alby kommun
  - {namn: Ida Å, huvudman: Byås kommun, ersätter: Olle Ö}
ersättare:
  - Moa Vik, Cedra kommun
övriga:
  - Rut Ros, Region Prov";
    assert_eq!(
        by_party("", &[("2023-01-10", day)]),
        [
            "Region Prov | 1 | 0 | 0 | 1 | 0 %",
            "Alby kommun | 1 | 1 | 0 | 0 | 100 %",
            "Byås kommun | 1 | 1 | 0 | 0 | 100 %",
            "Cedra kommun | 1 | 0 | 1 | 0 | 0 %",
        ]
    );
}

#[test]
fn an_office_represents_no_party_unless_an_organisation_is_given() {
    let without = "närvarande:\n  - Eva Ek, ordförande Beredningen";
    let with = "närvarande:\n  - Eva Ek, Alby kommun, ordförande Beredningen";
    assert_eq!(
        by_party("party:Alby", &[("2023-01-10", without)]),
        ["Alby kommun | 1 | 0 | 0 | 1 | 0 %"]
    );
    assert_eq!(
        by_party("party:Alby", &[("2023-01-10", with)]),
        ["Alby kommun | 1 | 1 | 0 | 0 | 100 %"]
    );
}

#[test]
fn a_name_alone_is_of_the_party_that_the_list_of_members_has() {
    assert_eq!(
        by_party(
            "represented:ja",
            &[("2023-01-10", "närvarande:\n  - Eva Ek\n  - Nils Ny")]
        ),
        ["Alby kommun | 1 | 1 | 0 | 0 | 100 %"]
    );
}

#[test]
fn only_meetings_that_were_held_count_and_parties_only_while_they_are() {
    let there = "närvarande:\n  - Eva Ek, Alby kommun";
    let all = [
        ("2023-01-10", there),
        ("2023-02-10", "status: inställt"),
        (
            "2023-03-10-kallelse",
            "typ: kallelse\nnärvarande:\n  - Eva Ek, Alby kommun",
        ),
        (
            "2023-04-10",
            "typ: beslut mellan möten\nnärvarande:\n  - Eva Ek, Alby kommun",
        ),
        ("2023-08-10", there),
    ];
    assert_eq!(
        by_party("", &all)[1..],
        [
            "Alby kommun | 2 | 2 | 0 | 0 | 100 %",
            "Byås kommun | 2 | 0 | 0 | 2 | 0 %",
            "Cedra kommun | 1 | 0 | 0 | 1 | 0 %",
        ]
    );
    assert_eq!(
        by_person("", &all),
        ["Eva Ek | Alby kommun | 2 | 2 | 0 | 0 | 100 %"]
    );
    let mut early = asked("", By::Person);
    early.as_of = "2023-05-01".parse().ok();
    assert_eq!(
        shown(
            &ask(&meetings(&all), "attendance", &early).unwrap(),
            &["present", "last"]
        ),
        ["1 | 2023-01-10"]
    );
}

#[test]
fn a_protocol_that_names_nobody_is_no_absence() {
    let all = [
        ("2023-01-10", "närvarande:\n  - Eva Ek, Alby kommun"),
        ("2023-02-10", "plats: Teams"),
    ];
    assert_eq!(
        by_party("party:Alby", &all),
        ["Alby kommun | 2 | 1 | 0 | 1 | 100 %"]
    );
}

#[test]
fn a_body_without_seat_rows_counts_the_parties_it_names() {
    let texts = [(
        "ber/2023-01-10.md",
        "---\norgan: BER\ndatum: 2023-01-10\nnärvarande: [\"Bo Al, Alby kommun\"]\nfrånvarande: [\"Åsa By, Byås kommun\"]\növriga: [\"Rut Ros, Region Prov\"]\n---\n# Möte\n",
    )];
    let archive = archive(&[("organ/ber.yaml", PREPARING), texts[0]]);
    let listing = ask(&archive, "attendance", &asked("", By::Party)).unwrap();
    assert_eq!(
        shown(&listing, &["party", "meetings", "represented", "absent"]),
        ["Alby kommun | 1 | 1 | 0", "Byås kommun | 1 | 0 | 1"]
    );
}

#[test]
fn one_name_in_two_parties_is_two_people() {
    let day = "närvarande:\n  - BO Al, Alby\n  - Bo Al, Byås kommun\n  - Bo Al, Alby kommun";
    assert_eq!(
        by_person("", &[("2023-01-10", day)]),
        [
            "Bo Al | Alby kommun | 1 | 1 | 0 | 0 | 100 %",
            "Bo Al | Byås kommun | 1 | 1 | 0 | 0 | 100 %"
        ]
    );
}

#[test]
fn an_id_in_the_list_of_members_is_one_person_in_every_body() {
    let all = [
        ("2023-01-10", "närvarande:\n  - Per Dahl, Region Prov"),
        ("2023-02-10", "frånvarande:\n  - Per Dahl"),
    ];
    let listing = ask(&meetings(&all), "attendance", &asked("", By::Person)).unwrap();
    assert_eq!(
        shown(&listing, &["id", "name", "present", "absent", "share"]),
        ["dahl-1 | Per Dahl | 1 | 1 | 50 %"]
    );
}

#[test]
fn a_chair_of_another_body_is_the_person_of_its_list_and_represents_nobody() {
    let preparing = format!(
        "{PREPARING}ledamöter:\n  - {{namn: Klas Fog, huvudman: Alby kommun, som: ordinarie}}\n"
    );
    let texts = [
        (
            "ber/2023-01-09.md",
            "---\norgan: BER\ndatum: 2023-01-09\nnärvarande:\n  - Klas Fog, Alby kommun\n---\n# M\n",
        ),
        (
            "lsg/2023-01-10.md",
            "---\norgan: LSG\ndatum: 2023-01-10\nnärvarande:\n  - Klas Fog, ordförande Beredningen\n  - Lo Ny, ordförande Beredningen\n---\n# M\n",
        ),
    ];
    let archive = archive(&[
        ("organ/lsg.yaml", BODY),
        ("organ/ber.yaml", &preparing),
        texts[0],
        texts[1],
    ]);
    let people = ask(&archive, "attendance", &asked("", By::Person)).unwrap();
    assert_eq!(
        shown(&people, &["name", "party", "bodies", "present"]),
        [
            "Klas Fog | Alby kommun | BER; LSG | 2",
            "Lo Ny |  | LSG | 1"
        ]
    );
    let parties = ask(
        &archive,
        "attendance",
        &asked("body:LSG party:Alby", By::Party),
    )
    .unwrap();
    assert_eq!(
        shown(&parties, &["party", "represented"]),
        ["Alby kommun | 0"]
    );
}

#[test]
fn somebody_named_twice_was_at_one_meeting() {
    let day = "närvarande:\n  - {namn: Eva Ek, huvudman: Alby kommun, till: § 1}\nfrånvarande:\n  - Eva Ek, Alby kommun\növriga:\n  - Eva Ek, Alby kommun";
    assert_eq!(
        by_person("", &[("2023-01-10", day)]),
        ["Eva Ek | Alby kommun | 1 | 1 | 0 | 0 | 100 %"]
    );
    assert_eq!(
        by_meeting(
            "",
            &[("2023-01-10", day)],
            &["name", "presence", "ranges", "line"]
        ),
        [
            "Eva Ek | närvarande | till § 1 | 5",
            "Eva Ek | frånvarande |  | 7",
            "Eva Ek | övrig |  | 9"
        ]
    );
}

#[test]
fn attendance_in_the_prose_counts_where_the_front_matter_has_none() {
    let body = "---\norgan: LSG\ndatum: 2023-01-10\n---\n# Möte\n\n## Närvarande\n\n- Eva Ek, Alby kommun\n\n## Frånvarande\n\n- Åke Å, Byås kommun\n\n## § 1 Start\n\nText.\n";
    let archive = archive(&[("organ/lsg.yaml", BODY), ("lsg/2023-01-10.md", body)]);
    let listing = ask(&archive, "attendance", &asked("", By::Meeting)).unwrap();
    assert_eq!(
        shown(&listing, &["id", "name", "party", "presence", "line"]),
        [
            "LSG/2023-01-10 | Eva Ek | Alby kommun | närvarande | 9",
            "LSG/2023-01-10 | Åke Å | Byås kommun | frånvarande | 13"
        ]
    );
}

#[test]
fn every_field_chooses() {
    let all = [(
        "2023-01-10",
        "närvarande:\n  - Eva Ek, Alby kommun, ordförande\n  - {namn: Ida Å, huvudman: Byås kommun, ersätter: Olle Ö, digitalt: ja}\nfrånvarande:\n  - Olle Ö, Byås kommun\nadjungerade:\n  - Brukarrepresentant\növriga:\n  - Asta Lo, FoU",
    )];
    for (query, names) in [
        ("presence:absent", "Olle Ö"),
        ("närvaro:frånvarande", "Olle Ö"),
        ("som:serving_substitute", "Ida Å"),
        ("seating:\"tjänstgörande ersättare\"", "Ida Å"),
        ("party:alby", "Eva Ek"),
        ("huvudman:\"Byås kommun\" person:ida", "Ida Å"),
        ("organisation:fou", "Asta Lo"),
        ("roll:ordförande", "Eva Ek"),
        ("digitalt:ja", "Ida Å"),
        ("FoU", "Asta Lo"),
        (
            "body:Länsgruppen date:2023 -party:Alby -party:\"Byås kommun\" -person:Asta",
            "",
        ),
        ("date:2022", "none"),
    ] {
        let found = by_meeting(query, &all, &["name"]);
        let expected: &[&str] = if names == "none" { &[] } else { &[names] };
        assert_eq!(found, expected, "{query}");
    }
    assert_eq!(
        by_person("", &all).len(),
        4,
        "somebody known by role alone is nobody in particular"
    );
    let wrong = ask(
        &meetings(&all),
        "attendance",
        &asked("presence:absnt", By::Meeting),
    )
    .unwrap_err();
    assert!(wrong.message().en.contains("absent"), "{wrong:?}");
}

fn map(query: &str, by: By, attendance: &[(&str, &str)]) -> String {
    let map = attendance_heatmap(&meetings(attendance), &asked(query, by), Lang::Sv).unwrap();
    let mut out = format!("{}\n{}", map.title, map.corner);
    for column in &map.columns {
        out.push_str(&format!(" | {} ({})", column.label, column.title));
    }
    for row in &map.rows {
        out.push_str(&format!("\n{}", row.label));
        for cell in &row.cells {
            let cell = format!("{}{} {}", cell.level.sign(), cell.text, cell.title);
            out.push_str(&format!(" | {}", cell.trim_end()));
        }
    }
    out
}

const YEAR: [(&str, &str); 4] = [
    (
        "2023-01-10",
        "närvarande:\n  - Eva Ek, Alby kommun\n  - Sten Sjö, Byås kommun\n  - Per Dahl, Region Prov\n  - Ann Ed, Region Prov\n  - {namn: Li Ro, huvudman: Cedra kommun, till: § 5}",
    ),
    (
        "2023-02-10",
        "närvarande:\n  - Eva Ek, Alby kommun\n  - Bo Ek, Alby kommun\n  - Per Dahl, Region Prov\n  - {namn: Ida Å, huvudman: Byås kommun, ersätter: Olle Ö}\nfrånvarande:\n  - Olle Ö, Byås kommun\n  - Li Ro, Cedra kommun",
    ),
    ("2023-03-10", "plats: Teams"),
    (
        "2023-09-10",
        "närvarande:\n  - Eva Ek, Alby kommun\nersättare:\n  - Sten Sjö, Byås kommun",
    ),
];

#[test]
fn the_map_of_parties() {
    insta::assert_snapshot!(map("", By::Party, &YEAR), @r"
    Närvaro LSG 2023-01-10 – 2023-09-10
    Huvudman | 2023-01-10 (Länsgruppen 2023-01-10: 4 av 4 huvudmän företrädda) | 2023-02-10 (Länsgruppen 2023-02-10: 3 av 4 huvudmän företrädda) | 2023-03-10 (Länsgruppen 2023-03-10: närvaron framgår inte) | 2023-09-10 (Länsgruppen 2023-09-10: 1 av 3 huvudmän företrädda)
    Region Prov | ●2 Närvarande: Per Dahl; Ann Ed | ◐1/2 Närvarande: Per Dahl | ? | ?
    Alby kommun | ● Närvarande: Eva Ek | ●2 Närvarande: Eva Ek; Bo Ek | ? | ● Närvarande: Eva Ek
    Byås kommun | ◉ Närvarande: Sten Sjö (ersättare) | ◉ Närvarande: Ida Å (ersättare för Olle Ö). Frånvarande: Olle Ö | ? | ○ Ej tjänstgörande: Sten Sjö (ersättare)
    Cedra kommun | ◐ Närvarande: Li Ro (till § 5) | ○ Frånvarande: Li Ro | ? | –
    ");
}

#[test]
fn the_map_of_people() {
    insta::assert_snapshot!(map("party:\"Byås kommun\" OR person:Li", By::Person, &YEAR), @r"
    Närvaro LSG 2023-01-10 – 2023-09-10
    Person | 2023-01-10 (Länsgruppen 2023-01-10) | 2023-02-10 (Länsgruppen 2023-02-10) | 2023-09-10 (Länsgruppen 2023-09-10)
    Ida Å, Byås kommun | – | ◉ tjänstgörande ersättare | –
    Li Ro, Cedra kommun | ◐ till § 5 | ○ | –
    Olle Ö, Byås kommun | – | ○ | –
    Sten Sjö, Byås kommun | ◉ ersättare | – | ◉ ej tjänstgörande ersättare
    ");
}

#[test]
fn a_seat_that_changes_hands_is_filled_by_a_substitute() {
    let day = "närvarande:\n  - {namn: Eva Ek, huvudman: Alby kommun, till: § 5}\n  - {namn: Bo Al, huvudman: Alby kommun, ersätter: Eva Ek, från: § 6}";
    let map = map("party:Alby", By::Party, &[("2023-01-10", day)]);
    assert!(
        map.contains("◉2 Närvarande: Eva Ek (till § 5); Bo Al (ersättare för Eva Ek, från § 6)"),
        "{map}"
    );
}

#[test]
fn a_map_of_nothing_is_empty() {
    let empty = map("date:1999", By::Party, &YEAR);
    assert_eq!(empty, "Närvaro\nHuvudman");
}
