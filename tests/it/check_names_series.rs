//! What the rules about names, dates, personal data, approval and the series of meetings find in
//! the archives that come with the program: all of it, and nothing else.

use std::path::Path;

use samverkan::archive::{self, Disk};
use samverkan::check::{self, Context};

/// The rules meant.
const CODES: [&str; 26] = [
    "D001", "D002", "D003", "D004", "J001", "J002", "J003", "J004", "J007", "L001", "L002", "L003",
    "L004", "L005", "N009", "N010", "S001", "S002", "S003", "S004", "S005", "S006", "S007", "S008",
    "S009", "S010",
];

/// `code path: the marked words: what is said`, in the order of the report.
fn shown(folder: &str, day: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let archive =
        archive::load(&root, &Default::default()).expect("the archive is part of the project");
    let files = Disk { root };
    let context = Context {
        archive: &archive,
        files: &files,
        day: day.parse().unwrap(),
        before: None,
    };
    let mut out = String::new();
    for finding in check::run(&context).findings {
        if !CODES.contains(&finding.rule.code) {
            continue;
        }
        let source = archive.source(&finding.place.path);
        let marked = source.map_or("", |source| finding.place.span.of(&source.text));
        let path = archive::slashed(&finding.place.path);
        let marked: String = marked.chars().take(40).collect();
        out.push_str(&format!(
            "{} {path}: {marked}: {}\n",
            finding.rule.code, finding.message.sv
        ));
    }
    out
}

#[track_caller]
fn check(folder: &str, day: &str, expected: &str) {
    let found = shown(folder, day);
    assert!(found == expected, "found in {folder}:\n{found}");
}

#[test]
fn vasterbotten() {
    check("protocols", "2026-11-21", "\
J002 lsg/2023-02-17.md: Frida Elisabet Norell: justeraren är Frida Hedman, men underskriften är Frida Elisabet Norell: annat efternamn
L001 lsg/2023-02-17.md: Ebba Vendela Lindrén: Ebba Vendela Lindrén stavas Vendela Lindbrén i närvaron
N010 lsg/2023-02-17.md: Berit Malmkvist: 4 föredragande står inte i närvaron: Berit Malmkvist, Gerda Winkler, Lova Ängdahl, Tova Lindegren
S003 lsg/2023-02-17.md: att till nästa möte föreslå hur uppdrage: 2 uppdrag från mötet är inte återrapporterade; LSG/2023-02-17/3:m1 (arbetsgruppen) skulle vara klart 2023-04-21
L002 lsg/2023-02-17.md: Länsamverkansgruppen: organet heter Länssamverkansgruppen, inte \"Länsamverkansgruppen\"
");
}

#[test]
fn skane_nordvast() {
    check("examples/skane-nordvast", "2026-11-21", "\
L003 dtn/2020-11-10.md: Båstad kommun: huvudmannen heter Båstads kommun, inte Båstad kommun
L001 dtn/2020-11-10.md: Kajsa Ek Sandell: Kajsa Ek Sandell stavas Kajsa Eek Sandell i närvaron
S003 dtn/2020-11-10.md: att processledaren får i uppdrag att utr: DTN/2020-11-10/11:1 (processledaren) skulle vara klart 2021-02-19
S008 organ/dsn.yaml: 2020-11-27: Delregionalt samverkansorgan Nordväst skulle ha möte 2020-11-27 och 4 dagar till som saknar protokoll
S008 organ/dtn.yaml: 2021-02-19: Delregional tjänstemannaberedning Nordväst skulle ha möte 2021-02-19 och 4 dagar till som saknar protokoll
");
}

#[test]
fn kalmar_lan() {
    check("examples/kalmar-lan", "2026-11-21", "\
D004 lgl/2024-01-26.md: Karl-Axel Håkansson: 3 privatpersoner står med namn som brukarrepresentant eller liknande
L003 lgl/2024-01-26.md: Västervik kommun: huvudmannen heter Västerviks kommun, inte Västervik kommun
L002 lgl/2024-01-26.md: Läns gemensam ledning: organet heter Länsgemensam ledning i samverkan, inte \"Läns gemensam ledning\", \"Läns gemensam ledning i samverkan\", \"Läns-gemensam ledning i samverkan\"
L003 lgl/2024-01-26.md: Borgholm kommun: huvudmannen heter Borgholms kommun, inte Borgholm kommun
S003 lgl/2024-01-26.md: Redogöra för vad du har ändrat på hemmap: LGL/2024-01-26/6:1.1 (respektive ledamot) skulle vara klart 2024-04-12
");
}

#[test]
fn exempellan_has_each_fault_once() {
    check("examples/exempellan", "2023-12-31", "\
J003 bbu/2021-01-29.md: 2021-03-05: justerat 35 dagar efter mötet; det ska ske inom 14
D003 bbu/2021-05-07.md: _0a1b2c3d4e5f60718293a4b5c6d7e8f901: underskriften står med sitt id
S006 bbu/2022-05-06.md: LSG: ärendet Fritid för alla överlämnades till LSG, som har haft möte 2022-09-23 och inte tagit upp det
S010 bbu/2022-06-15.md: 2022-06-15: inget senare möte har antecknat beslutet mellan möten 2022-06-15
J002 bbu/2022-10-07.md: Therese Ormestad: justeraren Therese Ormestad har inte skrivit under
J004 bbu/2023-10-06.md: justerat: protokollet är justerat men har inget justeringsdatum
S001 bva/2021-02-03.md: 2021-05-26: nästa möte anges till 2021-05-26, men texten säger 2021-05-19 och nästa protokoll är från 2021-05-19
L003 bva/2021-05-19.md: Sjöhults kommun: huvudmannen heter Sjöhult kommun, inte Sjöhults kommun
S002 bva/2022-02-02.md: 2022-02-02: ingen punkt tar upp protokollet från 2021-10-20
D002 bva/2022-02-02.md: 070-174 06 11: protokollet innehåller ett mobilnummer
L005 bva/2023-02-01.md: den 31 april 2023: \"den 31 april 2023\" finns inte i kalendern
D004 bva/2023-10-18.md: Torgny Vadman: en privatperson står med namn som brukarrepresentant
D001 lsg/2021-02-12.md: 19121212-1212: här står ett personnummer
S003 lsg/2021-06-11.md: att uppdra åt Granby kommun och Almvik k: LSG/2021-06-11/6:1 (Almvik kommun) är bara delvis återrapporterat och skulle vara klart 2021-11-26
S009 lsg/2022-04-08.md: Torborg Främlund: Torborg Främlund valdes, men finns inte bland ledamöter: i organ/lsg.yaml
L002 lsg/2022-09-23.md: Länsamverkansgruppen: organet heter Länssamverkansgruppen, inte \"Länsamverkansgruppen\"
N009 lsg/2022-11-25.md: § 40: närvaron för Viktor Silfverdux anger § 40, som inte finns i protokollet
S004 lsg/2023-06-09.md: LSG/2022-06-20/1:1: Avslutar: LSG/2022-06-20/1:1 är inget uppdrag
J001 lsg/2023-11-24.md: 2023-11-24: protokollet har ingen justerare vid sidan av ordföranden; 1 ska justera
S005 organ/bbu.yaml: 2020-11-27: uppdraget för Beredning barn och unga fastställdes 2020-11-27 och skulle ses över senast 2022-11-27
S008 organ/svo.yaml: 2023-05-12: Samråd vård och omsorg skulle ha möte 2023-05-12, och det finns inget protokoll
S007 samverkan.yaml: 2023-09-01: överenskommelsen skulle vara uppföljd senast 2023-09-01, och ingen punkt handlar om det
J007 svo/2021-03-12.md: sha256:d95588c11c7e6d8d4bb749bf50d1c644d: texten är inte den som förseglades; protokollet justerades 2021-03-23
L001 svo/2022-03-11.md: Cecilia Stenmyrr: Cecilia Stenmyrr stavas Cecilia Stenmyr i närvaron
N010 svo/2022-10-14.md: Torgny Vadman: föredraganden Torgny Vadman står inte i närvaron
L004 svo/2023-03-24.md: måndagen den 3 oktober 2023: \"måndagen den 3 oktober 2023\": 2023-10-03 är en tisdag
");
}
