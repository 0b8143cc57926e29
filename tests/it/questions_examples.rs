//! The questions asked of the examples, and what holds of every archive.

use std::collections::HashSet;

use samverkan::model::Kind;
use samverkan::output::listing::Cell;

use crate::answers::{archive, archives, ask, listing, valid_json};

const NEW: [&str; 5] = ["items", "meetings", "members", "bodies", "parties"];

#[test]
fn every_answer_is_as_its_schema_says_and_points_into_a_file() {
    for (folder, archive) in archives() {
        for name in NEW {
            let listing = listing(&archive, name, "", "2100-01-01");
            valid_json(name, &listing);
            let (path, line) = (
                listing.column("path").unwrap(),
                listing.column("line").unwrap(),
            );
            for row in &listing.rows {
                let path = row.cell(path).machine();
                let source = archive.source(path.as_ref().as_ref());
                let lines = source
                    .unwrap_or_else(|| panic!("{folder}/{path}"))
                    .text
                    .lines()
                    .count();
                let Cell::Number(line) = row.cell(line) else {
                    panic!("{folder}: {}", row.id)
                };
                assert!((1..=lines as i64).contains(line), "{folder}: {}", row.id);
            }
            let twice = archive
                .findings
                .iter()
                .any(|finding| finding.rule.code == "F007");
            if name != "members" && !twice {
                let ids: HashSet<&str> = listing.rows.iter().map(|row| row.id.as_str()).collect();
                assert_eq!(ids.len(), listing.rows.len(), "{folder}: {name}");
            }
        }
    }
}

#[test]
fn items_and_meetings_are_those_of_the_protocols() {
    for (folder, archive) in archives() {
        let protocols = archive.protocols.iter().map(|file| &file.protocol);
        let protocols: Vec<_> = protocols
            .filter(|protocol| protocol.kind != Kind::Summons)
            .collect();
        let meetings = listing(&archive, "meetings", "", "2100-01-01");
        assert_eq!(meetings.rows.len(), protocols.len(), "{folder}");
        let items = listing(&archive, "items", "", "2100-01-01");
        let read: usize = protocols.iter().map(|protocol| protocol.items.len()).sum();
        assert_eq!(items.rows.len(), read, "{folder}");
        let sum = |listing: &samverkan::output::listing::Listing| -> i64 {
            let at = listing.column("decisions").unwrap();
            let numbers = listing.rows.iter().map(|row| match row.cell(at) {
                Cell::Number(number) => *number,
                other => panic!("{other:?}"),
            });
            numbers.sum()
        };
        assert_eq!(sum(&items), sum(&meetings), "{folder}");
    }
}

#[test]
fn kalmar() {
    let kalmar = archive("examples/kalmar-lan");
    let on = |name, query, columns: &[&str]| ask(&kalmar, name, query, "2024-03-01", columns);
    insta::assert_snapshot!(on("items", "", &["id", "title", "decisions"]), @r"
    LGL/2024-01-26/1 | Välkomna | 0
    LGL/2024-01-26/2 | Föregående mötesprotokoll | 1
    LGL/2024-01-26/3 | Beslutspunkter | 3
    LGL/2024-01-26/4 | Dialog – Äldres hälsa i länet | 0
    LGL/2024-01-26/5 | Dialog – Psykisk hälsa i länet | 0
    LGL/2024-01-26/6 | Summering | 1
    ");
    insta::assert_snapshot!(on("meetings", "", &["id", "status", "chair", "present", "others", "items", "next_meeting"]), @"LGL/2024-01-26 | finished | Agda Björkbom Ståndal | 21 | 9 | 6 | 2024-04-12");
    insta::assert_snapshot!(on("bodies", "", &["code", "reports_to", "seats", "members", "meetings", "next_meeting"]), @r"
    LGL | - | - | - | 1 | 2024-04-12
    SGA | LGL | - | - | 0 | -
    SGB | LGL | - | - | 0 | -
    SGP | LGL | - | - | 0 | -
    ");
    // No agreement says who has a seat where.
    insta::assert_snapshot!(on("parties", "region", &["name", "bodies", "seats", "meetings", "share"]), @"Region Kalmar län | - | 0 | 0 | -");
    assert_eq!(on("meetings", "party:Borgholm", &["id"]), "LGL/2024-01-26");
    // Nobody came.
    assert_eq!(on("meetings", "party:Emmaboda", &["id"]), "");
    assert_eq!(on("members", "", &["id"]), "");
}

#[test]
fn skåne() {
    let skåne = archive("examples/skane-nordvast");
    let on = |name, query, columns: &[&str]| ask(&skåne, name, query, "2020-11-15", columns);
    insta::assert_snapshot!(on("items", "", &["id", "title", "tags", "attachments", "decisions"]), @r"
    DTN/2020-11-10/1 | Mötets öppnande | - | - | 0
    DTN/2020-11-10/2 | Genomgång av minnesanteckningarna från föregående sammanträde | - | - | 0
    DTN/2020-11-10/3 | Avstämning kring Central Tjänstemannaberedning/Centralt Samverkansorgan, bil 2&3 | - | 2; 3 | 0
    DTN/2020-11-10/4 | Diskussion kring processledarens analys | - | - | 0
    DTN/2020-11-10/5 | Revidering av Hälso- och sjukvårdavtalet | - | - | 0
    DTN/2020-11-10/6 | Redovisning av uppdraget att genomlysa inskrivna i mobila team | - | - | 0
    DTN/2020-11-10/7 | Diskussion om internatet | - | - | 0
    DTN/2020-11-10/8 | Lokala samverkansgrupper, bilaga 6&7 | - | 6; 7 | 1
    DTN/2020-11-10/9 | Brukarmedverkan i delregionala tjänstemannaberedningen, bilaga 8 | - | 8 | 2
    DTN/2020-11-10/10 | Stödmaterial till chefer, Nära vård | - | - | 0
    DTN/2020-11-10/11 | Utveckling av nära vård i samarbete mellan region och kommuner i NV, bilaga 10 | - | 10 | 1
    DTN/2020-11-10/12 | Chefs- och ledarutbildning, Nära vård, bilaga 11 | - | 11 | 1
    DTN/2020-11-10/13 | Processledarens team | - | - | 0
    DTN/2020-11-10/14 | Kommunikation mellan respektive organisation och processledaren | - | - | 0
    DTN/2020-11-10/15 | Digital kommunikationsyta, Teams | - | - | 0
    DTN/2020-11-10/16 | Tider kommande möten under 2021 | - | - | 0
    DTN/2020-11-10/18 | Övriga frågor | - | - | 0
    DTN/2020-11-10/19 | Mötets avslutande | - | - | 0
    ");
    insta::assert_snapshot!(on("meetings", "", &["id", "kind", "present", "next_meeting"]), @"DTN/2020-11-10 | notes | 20 | 2021-02-19");
    insta::assert_snapshot!(on("bodies", "", &["code", "level", "meetings", "last_meeting", "next_meeting", "external"]), @r"
    DSN | political | 0 | - | 2020-11-27 | false
    DTN | official | 1 | 2020-11-10 | 2021-02-19 | false
    CTB | - | - | - | - | true
    CSO | - | - | - | - | true
    DTNAU | - | - | - | - | true
    ");
}

#[test]
fn jämtland_has_bodies_and_no_protocols() {
    let jämtland = archive("examples/jamtland-harjedalen");
    let on = |name, query, columns: &[&str]| ask(&jämtland, name, query, "2022-01-01", columns);
    assert_eq!(on("meetings", "", &["id"]), "");
    assert_eq!(on("items", "", &["id"]), "");
    insta::assert_snapshot!(on("bodies", "", &["code", "level", "meetings", "external"]), @r"
    BARN | political | 0 | false
    FG | official | 0 | false
    JBL | official | 0 | false
    JBR | official | 0 | false
    LPH | official | 0 | false
    LPO | official | 0 | false
    LSG | official | 0 | false
    RSR | political | 0 | false
    SRHSI | official | 0 | false
    SVOM | political | 0 | false
    HSN | - | - | true
    SOCSAM | - | - | true
    ");
    assert_eq!(
        on("parties", "kind:region", &["name"]),
        "Region Jämtland Härjedalen"
    );
}

#[test]
fn exempellän() {
    let county = archive("examples/exempellan");
    let on = |name, query, day, columns: &[&str]| ask(&county, name, query, day, columns);
    let seats = [
        "code",
        "seats",
        "members",
        "meetings",
        "last_meeting",
        "next_meeting",
    ];
    insta::assert_snapshot!(on("bodies", "", "2023-06-01", &seats), @r"
    BBU | 12 | 12 | 7 | 2023-02-03 | 2023-10-06
    BVA | 12 | 12 | 7 | 2023-02-01 | 2023-10-18
    LSG | 15 | 17 | 11 | 2023-02-17 | 2023-06-09
    SVO | 12 | 14 | 7 | 2023-03-24 | 2023-10-13
    SYL | - | - | - | - | -
    HMR | - | - | - | - | -
    ");
    let shares = [
        "name",
        "bodies",
        "seats",
        "members",
        "meetings",
        "represented",
        "assignments",
    ];
    insta::assert_snapshot!(on("parties", "", "2023-06-01", &shares), @r"
    Region Exempellan | BBU; BVA; LSG; SVO | 13 | 14 | 32 | 32 | 0
    Granby kommun | BBU; BVA; LSG; SVO | 4 | 6 | 32 | 32 | 1
    Almvik kommun | BBU; BVA; LSG; SVO | 4 | 6 | 32 | 32 | 1
    Sjöhult kommun | BBU; BVA; LSG; SVO | 4 | 5 | 32 | 31 | 0
    Norrlida kommun | BBU; BVA; LSG; SVO | 4 | 4 | 32 | 32 | 0
    Ekeboda kommun | BBU; BVA; LSG; SVO | 4 | 4 | 32 | 32 | 0
    Tallåsa kommun | BBU; BVA; LSG; SVO | 4 | 4 | 32 | 32 | 0
    Hedvalla kommun | BBU; BVA; LSG; SVO | 4 | 4 | 32 | 32 | 0
    Kvarnsele kommun | BBU; BVA; LSG; SVO | 4 | 4 | 32 | 32 | 0
    Strandmo kommun | BBU; BVA; LSG; SVO | 4 | 4 | 32 | 32 | 0
    ");
    let members = [
        "name",
        "party",
        "kind",
        "role",
        "substitute_for",
        "from",
        "until",
        "decision",
    ];
    insta::assert_snapshot!(on("members", "body:LSG party:Granby", "2023-06-01", &members), @r"
    Jeanette Humleby | Granby kommun | member | - | - | 2019-01-01 | - | -
    Torkel Myrdal | Granby kommun | member | - | - | 2019-01-01 | - | -
    Oskar Ormestad | Granby kommun | substitute | - | - | 2019-01-01 | - | -
    Sigvard Alderstam | Granby kommun | substitute | - | - | 2019-01-01 | - | -
    ");
    insta::assert_snapshot!(on("members", "role:chair OR role:vice_chair", "2022-07-01", &["id", "role"]), @r"
    BBU/ledamot/Jeanette Eldsmark | chair
    BBU/ledamot/Therese Ormestad | vice_chair
    BVA/ledamot/Tobias Kråkmo | vice_chair
    BVA/ledamot/Claes Fågelöga | chair
    LSG/ledamot/Henning Eldsmark | chair
    LSG/ledamot/Magdalena Sparvdal | vice_chair
    SVO/ledamot/Fredrika Vallhorn | vice_chair
    SVO/ledamot/Germund Klintvall | chair
    ");
    let meetings = [
        "id",
        "kind",
        "status",
        "present",
        "items",
        "decisions",
        "next_meeting",
    ];
    insta::assert_snapshot!(on("meetings", "date:2023 body:LSG", "2024-01-01", &meetings), @r"
    LSG/2023-02-17 | protocol | approved | 13 | 13 | 10 | 2023-06-09
    LSG/2023-06-09 | protocol | approved | 21 | 10 | 7 | 2023-11-24
    LSG/2023-11-24 | protocol | for_approval | 21 | 10 | 10 | 2024-02-16
    ");
    insta::assert_snapshot!(on("items", "class:recommendation", "2024-12-31", &["id", "title", "tags", "decisions"]), @r"
    SVO/2021-03-12/3 | Tidiga insatser i förskolan | decision | 1
    SVO/2021-10-15/11 | Placerade barns hälsa | decision | 1
    SVO/2021-12-10/21 | Problematisk skolfrånvaro | decision | 1
    SVO/2022-12-09/23 | Familjecentraler i hela länet | decision | 1
    SVO/2023-10-13/14 | Bostad först | decision | 1
    ");
}
