//! What the rules about attendance, quorum and chairs find in the bundled archives: exactly this.

use samverkan::archive::{Disk, load};
use samverkan::check::{Context, run, why};
use samverkan::lang::Lang;

use crate::table;

/// The rules meant; others of these families have tests of their own.
const CODES: &[&str] = &[
    "N001", "N002", "N003", "N004", "N005", "N006", "N007", "N008", "N011", "Q001", "Q002", "Q003",
    "P001", "P002", "P003", "P004", "P006",
];

/// Each finding as `code path: what is marked: message`.
fn check(archive: &str, day: &str, expected: &[&str]) {
    let root = table::path(archive);
    let archive = load(&root, &Default::default()).unwrap();
    let files = Disk { root };
    let context = Context {
        archive: &archive,
        files: &files,
        day: day.parse().unwrap(),
        before: None,
    };
    let findings = run(&context).findings;
    let findings = findings
        .iter()
        .filter(|finding| CODES.contains(&finding.rule.code));
    let found: Vec<String> = findings
        .map(|finding| {
            let source = archive.source(&finding.place.path);
            let marked = source.map_or("", |source| finding.place.span.of(&source.text));
            let marked: String = marked.chars().take(30).collect();
            let path = finding.place.path.display();
            format!(
                "{} {path}: {marked}: {}",
                finding.rule.code, finding.message.sv
            )
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn vasterbotten() {
    check(
        "protocols",
        "2026-11-21",
        &[
            "N004 lsg/2023-02-17.md: Torbjörn Engman: Region Västerbotten har 5 närvarande, överenskommelsen ger 4",
            "N007 lsg/2023-02-17.md: Viveka Silverfors-Grahn: Viveka Silverfors-Grahn står bland ledamöterna, men ordförande i Hjälpmedelsrådet är adjungerad",
            "N005 lsg/2023-02-17.md: Göran Ekholm: 5 huvudmän har ingen på plats: Bjurholms kommun, Malå kommun, Umeå kommun, Vilhelmina kommun och Vindelns kommun",
        ],
    );
}

#[test]
fn archives_without_seats_written_are_silent() {
    for archive in ["skane-nordvast", "kalmar-lan", "jamtland-harjedalen"] {
        check(&format!("examples/{archive}"), "2026-11-21", &[]);
    }
}

/// One plant for each rule, and what it can't avoid: `PLANTERADE.md`.
#[test]
fn exempellan() {
    check(
        "examples/exempellan",
        "2023-12-31",
        &[
            "N006 bva/2021-10-20.md: Gunvor Rönnholmen: Gunvor Rönnholmen står två gånger under övriga:",
            "P004 bva/2022-05-18.md: Kerstin Strömhav: mötesordföranden Kerstin Strömhav är varken ordförande eller vice ordförande den dagen",
            "N001 lsg/2021-04-16.md: Torborg Främlund: Torborg Främlund finns inte bland ledamöterna i LSG den dagen",
            "N002 lsg/2021-06-11.md: Centralsjukhuset: Hillevi Åkervide står som ledamot för Centralsjukhuset, som inte är huvudman",
            "Q002 lsg/2021-09-24.md: 8 Övriga frågor: från § 8: 10 ledamöter är närvarande, beslutsförhet kräver 12 (2/3 av 17)",
            "N003 lsg/2022-02-11.md: Jeanette Humleby: Oskar Ormestad sitter för Jeanette Humleby, som är närvarande",
            "N011 lsg/2022-04-08.md: Granby kommun: Ylva Vinterhag står för Granby kommun, i medlemslistan för Almvik kommun",
            "N004 lsg/2022-09-23.md: Sigvard Alderstam: Granby kommun har 3 närvarande, överenskommelsen ger 2",
            "Q001 lsg/2023-02-17.md: 2023-02-17: 10 ledamöter är närvarande, beslutsförhet kräver 12 (2/3 av 17)",
            "Q003 lsg/2023-02-17.md: att uppdra till Beredning barn: 3 beslut togs när färre var med än beslutsförhet kräver: 4:1, 5:1 och 7:1",
            "N007 lsg/2023-06-09.md: Ingegerd Näckros: Ingegerd Näckros står bland ledamöterna, men ordförande i Hjälpmedelsrådet är adjungerad",
            "P003 organ/bbu.yaml: {ordförande: Elisabet Humleby,: perioden 2021-01-01–2022-06-30 går över årsskiftet, och inget beslut står angivet",
            "P001 organ/bva.yaml: Tobias Kråkmo: ordförande Fredrika Fjällryd och vice ordförande Tobias Kråkmo är båda från Region Exempellan",
            "P002 organ/bva.yaml: Fredrika Fjällryd: ordföranden är från Region Exempellan både 2023 (Fredrika Fjällryd) och 2024 (Fredrika Fjällryd)",
            "P006 organ/svo.yaml: {vice-ordförande-i: [LSG], ord: ingen i SVO:s ledamöter fyller platsen för vice ordförande i Länssamverkansgruppen",
            "N005 svo/2021-12-10.md: Sebastian Ekenskog: Sjöhult kommun har ingen på plats",
            "N008 svo/2023-03-24.md: 2023-03-24: Kerstin Fågelöga är ledamot och står varken som närvarande eller frånvarande",
        ],
    );
}

/// The lines of an explanation that hold a phrase.
fn explained(archive: &str, id: &str, lang: Lang, phrase: &str) -> Vec<String> {
    let archive = load(&table::path(archive), &Default::default()).unwrap();
    let mut files = archive.protocols.iter();
    let file = files.find(|file| file.protocol.id.0 == id).unwrap();
    let text = why(&archive, file, lang);
    let lines = text.lines().filter(|line| line.contains(phrase));
    lines.map(str::to_owned).collect()
}

#[test]
fn why_tells_seats_the_rule_and_each_item() {
    let lsg = |lang, phrase: &str| explained("protocols", "LSG/2023-02-17", lang, phrase);
    assert_eq!(
        lsg(Lang::Sv, "Region Västerbotten"),
        ["  Region Västerbotten: 4 platser (överenskommelsen 6.1.3), 5 närvarande, 1 för många"]
    );
    assert_eq!(
        lsg(Lang::Sv, "ingen plats kvar"),
        ["    Torbjörn Engman: ingen plats kvar"]
    );
    assert_eq!(lsg(Lang::Sv, "ingen närvarande").len(), 5);
    assert_eq!(
        lsg(Lang::Sv, "adjungerad"),
        ["  Viveka Silverfors-Grahn: adjungerad (överenskommelsen 6.2.3 och 6.2.4)"]
    );
    assert_eq!(lsg(Lang::Sv, "ingen regel"), ["  ingen regel angiven"]);
    assert_eq!(
        lsg(Lang::En, "§"),
        ["  § 1 to § 11: 16 members are present, 11 parties have somebody there"]
    );
    let lost = explained("examples/exempellan", "LSG/2021-09-24", Lang::Sv, "§ ");
    assert_eq!(
        lost,
        [
            "  § 1 till § 5: 17 ledamöter är närvarande, 10 huvudmän är på plats: tillräckligt många",
            "  § 6: 16 ledamöter är närvarande, 9 huvudmän är på plats: tillräckligt många",
            "  § 7: 17 ledamöter är närvarande, 10 huvudmän är på plats: tillräckligt många",
            "  § 8 till § 10: 10 ledamöter är närvarande, 10 huvudmän är på plats: för få",
        ]
    );
    assert_eq!(
        explained("examples/exempellan", "LSG/2021-09-24", Lang::En, "2/3"),
        ["  members: 2/3 of 17, that is at least 12 (the agreement, 4.4)"]
    );
    let nothing = explained(
        "examples/kalmar-lan",
        "LGL/2024-01-26",
        Lang::Sv,
        "ingen regel",
    );
    assert_eq!(nothing.len(), 2);
}
