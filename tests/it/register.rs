//! What follows from the protocols, against what a person read in them: assignments with receiver,
//! due date and state, matters with their way.

use samverkan::archive::register::{Matters, Register};
use samverkan::archive::{Memory, load_from};
use samverkan::check::{self, Context};
use samverkan::output::listing::Cell;

use crate::answers::{archive, ask, listing};
use crate::table;

const DAYS: [&str; 5] = [
    "2021-12-10",
    "2022-03-11",
    "2022-04-08",
    "2022-12-09",
    "2023-12-31",
];

#[test]
fn assignments_are_as_they_were_read() {
    let exempellan = archive("examples/exempellan");
    let columns = ["id", "receiver", "due", "state", "overdue"];
    let on = |day: &str| {
        let listing = listing(&exempellan, "assignments", "", day)
            .select(&columns)
            .unwrap();
        let rows = listing.rows.into_iter().map(|row| {
            let cell = |at: usize| match row.cell(at).machine().into_owned() {
                nothing if nothing.is_empty() => "-".to_owned(),
                text => text,
            };
            let mark = if row.cell(4) == &Cell::Flag(true) {
                "*"
            } else {
                ""
            };
            let facts = format!("{} | {} | {}", cell(0), cell(1), cell(2));
            (row.id.clone(), (facts, format!("{}{mark}", cell(3))))
        });
        rows.collect::<std::collections::BTreeMap<_, _>>()
    };
    let answers = DAYS.map(on);
    let found: Vec<String> = answers[DAYS.len() - 1]
        .iter()
        .map(|(id, (facts, _))| {
            let states = answers.iter().map(|answer| match answer.get(id) {
                Some((_, state)) => state.as_str(),
                None => "-",
            });
            format!("{facts} | {}", states.collect::<Vec<_>>().join(" | "))
        })
        .collect();
    let text = std::fs::read_to_string(table::path("tests/texts/assignments.txt")).unwrap();
    let wanted: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(wanted.len() >= 40, "{}", wanted.len());
    let failures: Vec<String> = wanted
        .iter()
        .filter(|line| !found.iter().any(|row| row == *line))
        .map(|line| {
            let id = line.split(' ').next().unwrap();
            let row = found.iter().find(|row| row.starts_with(&format!("{id} ")));
            format!("read  {line}\nfound {}\n", row.map_or("nothing", |row| row))
        })
        .collect();
    table::report("assignments.txt", wanted.len(), &failures);
    assert_eq!(found.len(), wanted.len(), "{found:#?}");
}

#[test]
fn matters_go_the_way_that_was_read() {
    let exempellan = archive("examples/exempellan");
    let cases = table::read("matters.txt");
    assert!(cases.len() >= 10);
    let mut failures = Vec::new();
    for case in &cases {
        let slug = case.name.strip_prefix("matter:").unwrap();
        let matters = Matters::new(&exempellan, "2023-12-31".parse().unwrap());
        let matter = matters.find(slug).unwrap_or_else(|| panic!("{slug}"));
        let steps = matter.steps.iter().map(|step| {
            let sent = step.handovers.iter().map(|one| format!(" >{}", one.to));
            format!("{}{}\n", step.id(), sent.collect::<String>())
        });
        let steps: String = steps.collect();
        if steps.trim() != case.text.trim() {
            failures.push(format!("{}\nread\n{}found\n{steps}", case.name, case.text));
        }
        for line in case.expected.iter().filter(|line| !line.starts_with('#')) {
            let day = line.split(' ').next().unwrap();
            let query = format!("id:{slug}");
            let row = ask(&exempellan, "matters", &query, day, &["state", "with"]);
            let found = format!("{day} {}", row.replace(" | ", " "));
            if found != *line {
                failures.push(format!("{}\nread  {line}\nfound {found}\n", case.name));
            }
        }
    }
    table::report("matters.txt", cases.len(), &failures);
}

/// Their documents: § 9 of the LSG "på Länssamverkansgruppens möte den 21 april", § 11 of Skåne
/// Nordväst "vid kommande sammanträde", item 6 of Kalmar "vid nästa möte … den 12 april 2024".
#[test]
fn assignments_of_the_real_protocols() {
    let columns = ["id", "class", "receiver", "due", "due_text"];
    let on = |folder, day| ask(&archive(folder), "assignments", "", day, &columns);
    insta::assert_snapshot!(on("protocols", "2023-03-01"), @r"
    LSG/2023-02-17/3:m1 | soft | arbetsgruppen | 2023-04-21 | till nästa möte
    LSG/2023-02-17/9:1 | assignment | RSS-samordnare tillsammans med regionrepresentanter | 2023-04-21 | på Länssamverkansgruppens möte den 21 april
    LSG/2023-02-17/4:2 | assignment | arbetsgruppen för UPH-ansökningar | - | -
    LSG/2023-02-17/5:1.1 | assignment | Beredning barn och unga | - | -
    LSG/2023-02-17/5:1.2 | assignment | Beredning barn och unga | - | -
    LSG/2023-02-17/7:2 | assignment | styrgrupperna i respektive länsdel | - | -
    LSG/2023-02-17/7:5 | assignment | arbetsgrupp | - | -
    ");
    insta::assert_snapshot!(on("examples/skane-nordvast", "2020-12-01"), @r"
    DTN/2020-11-10/11:1 | assignment | processledaren | 2021-02-19 | vid kommande sammanträde
    DTN/2020-11-10/8:1 | assignment | processledaren | - | -
    DTN/2020-11-10/9:1 | assignment | processledaren | - | -
    DTN/2020-11-10/9:2 | assignment | Processledaren | - | -
    DTN/2020-11-10/12:1 | assignment | processledaren | - | -
    ");
    insta::assert_snapshot!(on("examples/kalmar-lan", "2024-02-01"), @"LGL/2024-01-26/6:1.1 | assignment | respektive ledamot | 2024-04-12 | vid nästa möte");
}

#[test]
fn the_open_list_of_a_body_is_by_due_date() {
    let exempellan = archive("examples/exempellan");
    let register = Register::new(&exempellan, "2023-12-31".parse().unwrap());
    let open = |body| {
        let open = register.open_of(body);
        open.iter()
            .map(|one| one.decision.id.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        open("LSG"),
        [
            "LSG/2021-06-11/6:1",
            "LSG/2023-11-24/4:3",
            "LSG/2023-06-09/4:3"
        ]
    );
    assert_eq!(
        open("BBU"),
        ["BBU/2023-10-06/6:1.1", "BBU/2023-10-06/6:1.2"]
    );
    assert_eq!(open("ingen"), [""; 0]);
}

/// `code path:line` of the findings about what refers to what.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let files = Memory::new(files.iter().copied());
    let archive = load_from(&files, &Default::default());
    let context = Context {
        archive: &archive,
        files: &files,
        day: "2023-02-17".parse().unwrap(),
        before: None,
    };
    let report = check::run(&context);
    let codes = ["B004", "F010", "S004"];
    let findings = report.findings.iter();
    findings
        .filter(|finding| codes.contains(&finding.rule.code))
        .map(|finding| {
            let path = &finding.place.path;
            let line = archive
                .source(path)
                .unwrap()
                .lines
                .line(finding.place.span.start);
            format!("{} {}:{line}", finding.rule.code, path.display())
        })
        .collect()
}

#[test]
fn references_that_lead_nowhere_are_findings() {
    let head =
        |date: &str, text: &str| format!("---\norgan: LSG\ndatum: {date}\n---\n\n# Möte\n\n{text}");
    // Line 10 names what comes later, line 11 nothing, and what is decided was due before.
    let first = head(
        "2023-02-17",
        "## § 1 Ett\n\n- Ändrar: LSG/2023-04-21/1:1\n- Svar på: LSG/2023-02-17/99:1\n\nBeslut:\n\n- att uppdra åt kansliet att skriva, senast 2022-01-31\n\nSe LSG 2023-04-21 § 77.\n",
    );
    let second = head(
        "2023-04-21",
        "## § 1 Ett\n\n- Ändrar: LSG/2023-02-17/1:1\n\nBeslut:\n\n- att uppdra åt kansliet att läsa\n",
    );
    // The first of these two closes it.
    let third = head(
        "2023-06-02",
        "## § 1 Ett\n\n- Avslutar: LSG/2023-04-21/1:1\n\nKlart.\n\n## § 2 Två\n\n- Avslutar: LSG/2023-04-21/1:1\n- Avslutar: LSG/2023-06-02/2\n- Utgår: det där\n\nKlart.\n",
    );
    let found = found(&[
        ("samverkan.yaml", "namn: Exempel\n"),
        ("organ/lsg.yaml", "kod: LSG\nnamn: Länsgruppen\n"),
        ("lsg/2023-02-17.md", &first),
        ("lsg/2023-04-21.md", &second),
        ("lsg/2023-06-02.md", &third),
    ]);
    assert_eq!(
        found,
        [
            "S004 lsg/2023-02-17.md:10",
            "S004 lsg/2023-02-17.md:11",
            "B004 lsg/2023-02-17.md:15",
            "F010 lsg/2023-02-17.md:17",
            "S004 lsg/2023-06-02.md:16",
            "S004 lsg/2023-06-02.md:17",
            "S004 lsg/2023-06-02.md:18",
        ]
    );
}
