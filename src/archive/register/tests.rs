//! Texts in, states out.

use super::*;
use crate::archive::{Memory, load_from};

const CONFIG: &str = "\
namn: Samverkan i Exempellän
huvudmän:
  - {namn: Region Exempel, slag: region}
  - {namn: Almby kommun, slag: kommun, alias: [Almby]}
  - {namn: Berga kommun, slag: kommun}
";

/// An archive of LSG and SVO; each meeting is its file's stem and what stands below the head.
fn archive(meetings: &[(&str, &str)]) -> Archive {
    let texts: Vec<(String, String)> = meetings
        .iter()
        .map(|(stem, body)| {
            let (folder, rest) = stem.split_once('/').unwrap();
            let kind = if rest.ends_with("kallelse") {
                "typ: kallelse\n"
            } else {
                ""
            };
            let text = format!(
                "---\norgan: {}\ndatum: {}\n{kind}---\n\n# Möte\n\n{body}",
                folder.to_uppercase(),
                &rest[..10]
            );
            (format!("{stem}.md"), text)
        })
        .collect();
    let fixed = [
        ("samverkan.yaml", CONFIG),
        ("organ/lsg.yaml", "kod: LSG\nnamn: Länssamverkansgruppen\n"),
        ("organ/svo.yaml", "kod: SVO\nnamn: Samråd vård och omsorg\n"),
    ];
    let texts = texts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    load_from(
        &Memory::new(fixed.into_iter().chain(texts)),
        &Default::default(),
    )
}

/// `id state receivers` of each assignment, and a line for each that is astray.
fn shown(meetings: &[(&str, &str)], as_of: &str) -> Vec<String> {
    let archive = archive(meetings);
    let register = Register::new(&archive, as_of.parse().unwrap());
    let mut out = Vec::new();
    for assignment in &register.assignments {
        let mut line = format!("{} {}", assignment.decision.id, assignment.state.text().en);
        for receiver in &assignment.receivers {
            line.push_str(if receiver.reported.is_some() {
                " +"
            } else {
                " -"
            });
            line.push_str(receiver.name);
        }
        out.push(line);
    }
    for astray in &register.astray {
        let why = match astray.why {
            Why::Unreadable => "unreadable".to_owned(),
            Why::Unknown => "unknown".to_owned(),
            Why::NoAssignment => "no assignment".to_owned(),
            Why::TooEarly => "too early".to_owned(),
            Why::Settled(by) => format!("settled by {}", by.file.protocol.id),
        };
        out.push(format!("{}: {why}", astray.event.line.value.value));
    }
    out
}

const GIVEN: (&str, &str) = (
    "lsg/2023-02-17",
    "## § 4 Medel\n\nLänssamverkansgruppen beslutade\n\n- att uppdra åt Almby kommun och Berga kommun att pröva en checklista, senast 2023-06-01\n- att bifalla ansökan\n",
);

#[test]
fn an_assignment_is_open_until_it_is_reported() {
    let closed = (
        "lsg/2023-04-21",
        "## § 1 Uppföljning\n\n- Avslutar: LSG/2023-02-17/4:1\n\nKlart.\n",
    );
    let open = "LSG/2023-02-17/4:1 open -Almby kommun -Berga kommun";
    assert_eq!(shown(&[GIVEN], "2026-01-01"), [open]);
    assert_eq!(shown(&[GIVEN, closed], "2023-04-20"), [open]);
    assert_eq!(
        shown(&[GIVEN, closed], "2023-04-21"),
        ["LSG/2023-02-17/4:1 closed -Almby kommun -Berga kommun"]
    );
    assert_eq!(shown(&[GIVEN, closed], "2023-02-16"), [""; 0]);
}

#[test]
fn overdue_is_a_day_after_the_due_day() {
    let archive = archive(&[GIVEN]);
    let register = Register::new(&archive, "2026-01-01".parse().unwrap());
    let assignment = register.assignment("LSG/2023-02-17/4:1").unwrap();
    assert!(!assignment.is_overdue("2023-06-01".parse().unwrap()));
    assert!(assignment.is_overdue("2023-06-02".parse().unwrap()));
    assert!(register.assignment("LSG/2023-02-17/4:2").is_none());
}

#[test]
fn several_receivers_report_for_themselves() {
    let first = (
        "lsg/2023-04-21",
        "## § 1 Uppföljning\n\n- Avslutar: LSG/2023-02-17/4:1, Almby\n\nKlart.\n",
    );
    let second = (
        "svo/2023-05-21",
        "## § 1 Uppföljning\n\n- Avslutar: LSG 2023-02-17 § 4:1, Berga kommun\n\nKlart.\n",
    );
    assert_eq!(
        shown(&[GIVEN, first], "2026-01-01"),
        ["LSG/2023-02-17/4:1 partly_reported +Almby kommun -Berga kommun"]
    );
    assert_eq!(
        shown(&[GIVEN, first, second], "2026-01-01"),
        ["LSG/2023-02-17/4:1 closed +Almby kommun +Berga kommun"]
    );
    let again = ("lsg/2023-06-21", first.1);
    assert_eq!(
        shown(&[GIVEN, first, again], "2026-01-01"),
        [
            "LSG/2023-02-17/4:1 partly_reported +Almby kommun -Berga kommun",
            "LSG/2023-02-17/4:1, Almby: settled by LSG/2023-04-21"
        ]
    );
}

#[test]
fn every_party_is_meant_by_a_word() {
    let given = (
        "lsg/2023-02-17",
        "## § 4 Medel\n\nBeslut:\n\n- att uppdra åt huvudmännen att svara, senast 2023-06-01\n",
    );
    let one = (
        "lsg/2023-04-21",
        "## § 1 Uppföljning\n\n- Avslutar: LSG/2023-02-17/4:1, Almby kommun\n\nKlart.\n",
    );
    assert_eq!(
        shown(&[given, one], "2026-01-01"),
        ["LSG/2023-02-17/4:1 partly_reported -Region Exempel +Almby kommun -Berga kommun"]
    );
}

#[test]
fn dropped_partly_reported_and_two_that_close() {
    let after = |line: &str| format!("## § 1 Uppföljning\n\n- {line}\n\nKlart.\n");
    let partly = after("Delredovisar: LSG/2023-02-17/4");
    let dropped = after("Utgår: LSG/2023-02-17/4:1");
    let closed = after("Avslutar: LSG/2023-02-17/4:1");
    let all = [
        GIVEN,
        ("lsg/2023-03-01", &partly),
        ("lsg/2023-04-01", &dropped),
        ("lsg/2023-05-01", &closed),
    ];
    assert_eq!(
        shown(&all[..2], "2026-01-01"),
        ["LSG/2023-02-17/4:1 partly_reported -Almby kommun -Berga kommun"]
    );
    assert_eq!(
        shown(&all, "2026-01-01"),
        [
            "LSG/2023-02-17/4:1 dropped -Almby kommun -Berga kommun",
            "LSG/2023-02-17/4:1: settled by LSG/2023-04-01"
        ]
    );
}

#[test]
fn a_change_brings_another_assignment_and_reports_follow_it() {
    let changed = (
        "lsg/2023-04-21",
        "## § 2 Mer tid\n\n- Ändrar: LSG/2023-02-17/4:1\n\nLänssamverkansgruppen beslutade\n\n- att uppdra åt Almby kommun att pröva en checklista, senast 2023-12-01\n",
    );
    let closed = (
        "lsg/2023-11-21",
        "## § 1 Uppföljning\n\n- Avslutar: LSG/2023-02-17/4:1\n\nKlart.\n",
    );
    assert_eq!(
        shown(&[GIVEN, changed, closed], "2026-01-01"),
        [
            "LSG/2023-02-17/4:1 changed -Almby kommun -Berga kommun",
            "LSG/2023-04-21/2:1 closed -Almby kommun"
        ]
    );
}

#[test]
fn a_reference_to_nothing_to_itself_and_in_a_circle() {
    let circle = |other: &str| {
        format!(
            "## § 1 Ett\n\n- Ändrar: {other}\n\nBeslut:\n\n- att uppdra åt Almby kommun att skriva, senast 2023-12-01\n"
        )
    };
    let (first, second) = (circle("LSG/2023-04-21/1:1"), circle("LSG/2023-02-17/1:1"));
    assert_eq!(
        shown(
            &[("lsg/2023-02-17", &first), ("lsg/2023-04-21", &second)],
            "2026-01-01"
        ),
        [
            "LSG/2023-02-17/1:1 changed -Almby kommun",
            "LSG/2023-04-21/1:1 open -Almby kommun",
            "LSG/2023-04-21/1:1: too early"
        ]
    );
    let itself = "## § 1 Ett\n\n- Avslutar: LSG/2023-02-17/1:1\n- Avslutar: LSG/2023-02-17/9:1\n- Avslutar: uppdraget om medel\n\nBeslut:\n\n- att uppdra åt Almby kommun att skriva\n- att bifalla ansökan\n\n## § 2 Två\n\n- Avslutar: LSG/2023-02-17/1:2\n- Ändrar: LSG/2023-02-17/1:2\n\nText.\n";
    assert_eq!(
        shown(&[("lsg/2023-02-17", itself)], "2026-01-01"),
        [
            "LSG/2023-02-17/1:1 open -Almby kommun",
            "LSG/2023-02-17/1:1: too early",
            "LSG/2023-02-17/9:1: unknown",
            "uppdraget om medel: unreadable",
            "LSG/2023-02-17/1:2: no assignment"
        ]
    );
}

#[test]
fn summonses_and_copies_count_for_nothing() {
    let summons = (
        "lsg/2023-04-21-kallelse",
        "## § 1 Uppföljning\n\n- Avslutar: LSG/2023-02-17/4:1\n\nKlart.\n",
    );
    let copy = ("lsg/2023-02-17-kopia", GIVEN.1);
    assert_eq!(
        shown(&[GIVEN, summons, copy], "2026-01-01"),
        ["LSG/2023-02-17/4:1 open -Almby kommun -Berga kommun"]
    );
}

/// `title (slug): steps`, with where each step sends the matter.
fn matters(meetings: &[(&str, &str)]) -> Vec<String> {
    let archive = archive(meetings);
    Matters::new(&archive, "2026-01-01".parse().unwrap())
        .all
        .iter()
        .map(|matter| {
            let steps: Vec<String> = matter
                .steps
                .iter()
                .map(|step| {
                    let mut text = format!("{}/{}", step.file.protocol.id, step.item.key);
                    for handover in &step.handovers {
                        text.push_str(&match (handover.received, handover.met_since) {
                            (Some(at), _) => format!(" → {} received {at}", handover.to),
                            (None, Some(met)) => {
                                format!(" → {} met {}", handover.to, met.protocol.id)
                            }
                            (None, None) => format!(" → {} waits", handover.to),
                        });
                    }
                    text
                })
                .collect();
            format!("{} ({}): {}", matter.title, matter.slug(), steps.join("; "))
        })
        .collect()
}

#[test]
fn a_matter_goes_through_bodies() {
    let prepared = (
        "lsg/2023-02-17",
        "## § 4 Nära vård\n\n- Ärende: Målbild nära vård\n- Dnr: EX 2023-1\n- Överlämnas till: Samråd vård och omsorg\n\nText.\n",
    );
    let decided = (
        "svo/2023-03-24",
        "## § 2 En målbild\n\n- Dnr: EX 2023-1\n- Överlämnas till: LSG\n\nSamråd vård och omsorg beslutade att uppdra åt Almby kommun att skriva.\n",
    );
    let returned = (
        "lsg/2023-04-21",
        "## § 3 Målbild nära vård\n\nText.\n\n## § 4 Rapport\n\n- Avslutar: SVO/2023-03-24/2:1\n\nText.\n\n## § 5 Annat\n\nText.\n",
    );
    assert_eq!(
        matters(&[prepared, decided, returned]),
        [
            "Målbild nära vård (malbild-nara-vard): LSG/2023-02-17/4 → SVO received 1; \
             SVO/2023-03-24/2 → LSG received 2; LSG/2023-04-21/3; LSG/2023-04-21/4"
        ]
    );
}

#[test]
fn a_matter_sent_on_and_never_taken_up() {
    let sent = (
        "lsg/2023-02-17",
        "## § 4 Nära vård\n\n- Ärende: Nära vård\n- Överlämnas till: SVO, SYL\n\nText.\n",
    );
    let other = ("svo/2023-03-24", "## § 2 Annat\n\nText.\n");
    assert_eq!(
        matters(&[sent]),
        ["Nära vård (nara-vard): LSG/2023-02-17/4 → SVO waits → SYL waits"]
    );
    assert_eq!(
        matters(&[sent, other]),
        ["Nära vård (nara-vard): LSG/2023-02-17/4 → SVO met SVO/2023-03-24 → SYL waits"]
    );
}

#[test]
fn titles_and_numbers_tie_matters_together() {
    let text = "## § 1 A\n\n- Ärende: Alfa\n- Dnr: 1\n\nText.\n\n## § 2 B\n\n- Ärende: Beta\n- Dnr: 2\n\nText.\n\n## § 3 C\n\n- Ärende: Gamma\n\nText.\n\n## § 4 D\n\n- Dnr: 2\n- Dnr: 1\n\nText.\n";
    assert_eq!(
        matters(&[("lsg/2023-02-17", text)]),
        [
            "Alfa (alfa): LSG/2023-02-17/1; LSG/2023-02-17/2; LSG/2023-02-17/4",
            "Gamma (gamma): LSG/2023-02-17/3"
        ]
    );
}

#[test]
fn a_matter_is_found_by_title_slug_or_number() {
    let archive = archive(&[(
        "lsg/2023-02-17",
        "## § 1 A\n\n- Ärende: Målbild nära vård\n- Dnr: EX 2023-1\n\nText.\n",
    )]);
    let matters = Matters::new(&archive, "2026-01-01".parse().unwrap());
    for named in ["malbild-nara-vard", "Målbild nära vård", "EX 2023-1"] {
        assert!(matters.find(named).is_some(), "{named}");
    }
    assert!(matters.find("nara-vard").is_none());
}

/// `id due` of each assignment, as of a day.
fn dues(meetings: &[(&str, &str)], as_of: &str) -> Vec<String> {
    let archive = archive(meetings);
    let register = Register::new(&archive, as_of.parse().unwrap());
    let due = |due: Option<NaiveDate>| due.map_or("-".to_owned(), |day| day.to_string());
    register
        .assignments
        .iter()
        .map(|one| format!("{} {}", one.decision.id, due(one.due())))
        .collect()
}

#[test]
fn the_next_meeting_is_announced_or_held() {
    let given = |clause: &str| {
        format!("## § 4 Medel\n\nBeslut:\n\n- att uppdra åt Almby kommun att {clause}\n")
    };
    let cases = [
        // Nothing announced: the next protocol, as soon as there is one.
        ("svara till nästa möte", "2023-04-20", "-"),
        ("svara till nästa möte", "2023-04-21", "2023-04-21"),
        ("svara vid kommande sammanträde", "2023-12-31", "2023-04-21"),
        // Another body's.
        ("svara till SVO:s nästa möte", "2023-12-31", "2023-05-05"),
        (
            "svara till SVO:s nästa ordinarie möte",
            "2023-12-31",
            "2023-05-05",
        ),
        (
            "svara vid nästa möte i Samråd vård och omsorg",
            "2023-12-31",
            "2023-05-05",
        ),
        (
            "svara vid nästa möte med SVO, skriftligt",
            "2023-12-31",
            "2023-05-05",
        ),
        ("svara till SVO:s nästa möte", "2023-05-04", "-"),
        // A body without meetings, and one that nobody knows.
        ("svara till SYL:s nästa möte", "2023-12-31", "2023-04-21"),
        // The words give the day.
        (
            "svara till nästa möte den 2 maj",
            "2023-12-31",
            "2023-05-02",
        ),
        (
            "svara till Länssamverkansgruppens möte den 21 april",
            "2023-02-17",
            "2023-04-21",
        ),
        ("svara under våren 2023", "2023-02-17", "2023-05-31"),
        ("svara snarast", "2023-12-31", "-"),
    ];
    let later = [
        ("lsg/2023-04-21", "## § 1 A\n\nText.\n"),
        ("svo/2023-05-05", "## § 1 A\n\nText.\n"),
    ];
    for (clause, as_of, wanted) in cases {
        let text = given(clause);
        let all = [("lsg/2023-02-17", text.as_str()), later[0], later[1]];
        assert_eq!(
            dues(&all, as_of),
            [format!("LSG/2023-02-17/4:1 {wanted}")],
            "{clause} on {as_of}"
        );
    }
}

#[test]
fn a_written_decision_is_no_next_meeting() {
    let given =
        "## § 4 Medel\n\nBeslut:\n\n- att uppdra åt Almby kommun att svara till nästa möte\n";
    let head = |kind: &str, day: &str| {
        format!("---\norgan: LSG\ndatum: {day}\n{kind}---\n\n# Möte\n\n## § 1 A\n\nText.\n")
    };
    let first = format!("---\norgan: LSG\ndatum: 2023-02-17\n---\n\n# Möte\n\n{given}");
    let written = head("typ: beslut mellan möten\n", "2023-03-01");
    let cancelled = head("status: inställt\n", "2023-03-02");
    let summons = head("typ: kallelse\n", "2023-03-03");
    let met = head("", "2023-03-04");
    let archive = load_from(
        &Memory::new([
            ("samverkan.yaml", CONFIG),
            (
                "organ/lsg.yaml",
                "kod: LSG\nnamn: Länssamverkansgruppen\nmöten: [2023-02-01, 2023-04-21]\n",
            ),
            ("lsg/2023-02-17.md", &first),
            ("lsg/2023-03-01.md", &written),
            ("lsg/2023-03-02.md", &cancelled),
            ("lsg/2023-03-03-kallelse.md", &summons),
            ("lsg/2023-03-04.md", &met),
        ]),
        &Default::default(),
    );
    let due = |day: &str| {
        let register = Register::new(&archive, day.parse().unwrap());
        register.assignments[0].due().unwrap().to_string()
    };
    // As it was planned, until it was held.
    assert_eq!(due("2023-03-03"), "2023-04-21");
    assert_eq!(due("2023-03-04"), "2023-03-04");
}

#[test]
fn groups_stand_for_their_parties_of_that_day() {
    let given = |who: &str| {
        format!("## § 4 Medel\n\nBeslut:\n\n- att uppdra åt {who} att svara, senast 2023-06-01\n")
    };
    for (who, wanted) in [
        ("kommunerna", " -Almby kommun -Berga kommun"),
        ("länets kommuner", " -Almby kommun -Berga kommun"),
        ("samtliga kommuner", " -Almby kommun -Berga kommun"),
        (
            "huvudmännen",
            " -Region Exempel -Almby kommun -Berga kommun",
        ),
        ("regionen", " -Region Exempel"),
        ("Almby", " -Almby kommun"),
        ("Samråd vård och omsorg", " -SVO"),
        ("arbetsgruppen", " -arbetsgruppen"),
    ] {
        let text = given(who);
        assert_eq!(
            shown(&[("lsg/2023-02-17", &text)], "2026-01-01"),
            [format!("LSG/2023-02-17/4:1 open{wanted}")],
            "{who}"
        );
    }
}

#[test]
fn one_line_reports_for_several() {
    let given = (
        "lsg/2023-02-17",
        "## § 4 Medel\n\nBeslut:\n\n- att uppdra åt huvudmännen att svara, senast 2023-06-01\n",
    );
    let line = |who: &str| format!("## § 1 A\n\n- Avslutar: LSG/2023-02-17/4:1, {who}\n\nText.\n");
    let two = line("Almby och Region Exempel");
    let group = line("kommunerna");
    assert_eq!(
        shown(&[given, ("lsg/2023-04-21", &two)], "2026-01-01"),
        ["LSG/2023-02-17/4:1 partly_reported +Region Exempel +Almby kommun -Berga kommun"]
    );
    assert_eq!(
        shown(
            &[given, ("lsg/2023-04-21", &two), ("lsg/2023-05-21", &group)],
            "2026-01-01"
        ),
        ["LSG/2023-02-17/4:1 closed +Region Exempel +Almby kommun +Berga kommun"]
    );
    assert_eq!(
        shown(
            &[
                given,
                ("lsg/2023-04-21", &group),
                ("lsg/2023-05-21", &line("Almby"))
            ],
            "2026-01-01"
        ),
        [
            "LSG/2023-02-17/4:1 partly_reported -Region Exempel +Almby kommun +Berga kommun",
            "LSG/2023-02-17/4:1, Almby: settled by LSG/2023-04-21"
        ]
    );
}

/// `from kind to` of each link to or from an id.
fn links(archive: &Archive, id: &str, to: bool) -> Vec<String> {
    let all = Links::new(archive, "2026-01-01".parse().unwrap());
    let shown = |link: &Link<'_>| format!("{} {} {}", link.from, link.kind.text().en, link.to);
    match to {
        true => all.to(id).map(shown).collect(),
        false => all.from(id).map(shown).collect(),
    }
}

#[test]
fn links_go_both_ways() {
    let referring = (
        "svo/2023-03-24",
        "Före dagordningen nämndes LSG/2023-02-17.\n\n## § 2 Svar\n\n- Avslutar: lsg 2023-02-17 § 4:1\n- Svar på: LSG/2023-02-17/4\n\nSe Länssamverkansgruppen 2023-02-17, § 4 och LSG/2023-02-17/4:11, LSG/2023-02-17/40 samt LSG/1999-01-01/1.\n",
    );
    let archive = archive(&[GIVEN, referring]);
    let own = "SVO/2023-03-24/2";
    assert_eq!(
        links(&archive, "LSG/2023-02-17/4:1", true),
        [
            format!("{own} closes LSG/2023-02-17/4:1"),
            format!("{own} answers LSG/2023-02-17/4"),
            format!("{own} mentions LSG/2023-02-17/4"),
        ]
    );
    assert_eq!(links(&archive, "LSG/2023-02-17/4", true).len(), 4);
    assert_eq!(links(&archive, "LSG/2023-02-17", true).len(), 6);
    assert_eq!(links(&archive, "LSG/2023-02-1", true), [""; 0]);
    assert_eq!(links(&archive, own, false).len(), 6);
    assert_eq!(links(&archive, "SVO/2023-03-24/2:1", false).len(), 6);
    assert_eq!(links(&archive, "SVO/2023-03-24", false).len(), 7);
    assert_eq!(links(&archive, "LSG/1999-01-01/1", true).len(), 1);
}

#[test]
fn hostile_names_and_many_lines_cost_no_square() {
    let mut lines = String::from("## § 1 A\n\n");
    for _ in 0..3000 {
        lines.push_str("- Delredovisar: LSG/2023-02-17/4:1, \u{1b}[31m\u{0}\u{202e}§§::// och LSG/2023-02-17/4\n");
        lines.push_str("- Överlämnas till: \u{202e}]]|\"<script>, SVO, LSG;;\n");
    }
    lines.push_str("- Ärende: \u{202e}\"]|\n\nText LSG/2023-02-17/4:1 och åäö LSG/9999-99-99/å.\n");
    let given = (
        "lsg/2023-02-17",
        "## § 4 Medel\n\nBeslut:\n\n- att uppdra åt \u{202e}kommunerna och och , ; att svara till nästa nästa möte möte\n",
    );
    let archive = archive(&[given, ("lsg/2023-04-21", &lines)]);
    let day = "2026-01-01".parse().unwrap();
    let register = Register::new(&archive, day);
    assert!(register.assignments.len() <= 1);
    let matters = Matters::new(&archive, day);
    assert!(
        matters
            .all
            .iter()
            .all(|matter| matter.pending().len() <= 20)
    );
    assert!(Links::new(&archive, day).all.len() < 20_000);
}
