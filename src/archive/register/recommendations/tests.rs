//! Texts in, answers out.

use super::*;
use crate::archive::{Memory, load_from};
use crate::model::Class;

const CONFIG: &str = "\
namn: Samverkan i Exempellän
huvudmän:
  - {namn: Region Exempel, slag: region}
  - {namn: Almby kommun, slag: kommun, alias: [Almby]}
  - {namn: Berga kommun, slag: kommun}
  - {namn: Ceby kommun, slag: kommun, till: 2023-01-31}
";

/// One recommendation in February 2023 to `whom`, due in June, and what came of it.
fn archive(whom: &str, more: &[(&str, &str)]) -> Archive {
    let given = format!(
        "---\norgan: SVO\ndatum: 2023-02-17\n---\n\n# Möte\n\n## § 4 Målbild\n\nSamråd vård och omsorg beslutade\n\n- att rekommendera {whom} att anta målbilden, senast 2023-06-01\n- att bifalla ansökan\n"
    );
    let fixed = [
        ("samverkan.yaml", CONFIG),
        ("organ/svo.yaml", "kod: SVO\nnamn: Samråd vård och omsorg\n"),
        ("svo/2023-02-17.md", given.as_str()),
    ];
    load_from(
        &Memory::new(fixed.into_iter().chain(more.iter().copied())),
        &Default::default(),
    )
}

const ID: &str = "SVO/2023-02-17/4:1";

/// State and, of each party, the outcome; a `!` for other answers, a `?` for who wasn't asked.
fn check(archive: &Archive, day: &str, expected: &str) {
    let recommendations = Recommendations::new(archive, day.parse().unwrap());
    let mut out: Vec<String> = Vec::new();
    for one in &recommendations.all {
        out.push(one.state().text().en.to_owned());
        for standing in one.standings() {
            let party = standing.party.split(' ').next().unwrap();
            let date = standing.reply.and_then(|reply| reply.date);
            out.push(format!(
                "{party}{}{}:{}{}",
                if standing.asked { "" } else { "?" },
                if standing.disputed { "!" } else { "" },
                standing.outcome().text().en,
                date.map_or(String::new(), |date| date.format(" %d/%m").to_string()),
            ));
            assert_eq!(
                standing.late,
                one.missing()
                    .any(|party| party.name.value == standing.party)
                    && one.is_past_due()
            );
        }
        let counts = one.counts();
        assert_eq!(counts.missing, one.missing().count());
        assert_eq!(counts.answers() + counts.missing, one.standings().count());
    }
    for astray in &recommendations.astray {
        out.push(format!("{}: {:?}", astray.named, astray.why));
    }
    assert_eq!(out.join(", "), expected, "{day}");
}

/// A file of answers to the recommendation.
fn register(rows: &str) -> String {
    format!("rekommendation: {ID}\nsvar:\n{rows}")
}

/// A meeting in May with one line.
fn meeting(line: &str) -> String {
    format!(
        "---\norgan: SVO\ndatum: 2023-05-12\n---\n\n# Möte\n\n## § 1 Svar\n\n- Svar på: {line}\n\nText.\n"
    )
}

const REGISTER: &str = "huvudmannasvar/malbild.yaml";
const MAY: &str = "svo/2023-05-12.md";

#[test]
fn every_party_answers_for_itself_up_to_the_day() {
    let answers = register(
        "  - {huvudman: Almby, svar: antagen, datum: 2023-03-01, dnr: KS 1}\n  - {huvudman: Berga kommun, svar: avslagen, datum: 2023-07-01}\n  - {huvudman: Region Exempel}\n",
    );
    let archive = archive("huvudmännen", &[(REGISTER, &answers)]);
    let early = "open, Region:missing, Almby:missing, Berga:missing";
    check(&archive, "2023-02-16", "SVO/2023-02-17/4:1: Unknown");
    check(&archive, "2023-02-28", early);
    check(
        &archive,
        "2023-06-01",
        "open, Region:missing, Almby:adopted 01/03, Berga:missing",
    );
    check(
        &archive,
        "2023-06-02",
        "overdue, Region:missing, Almby:adopted 01/03, Berga:missing",
    );
    check(
        &archive,
        "2023-07-01",
        "overdue, Region:missing, Almby:adopted 01/03, Berga:declined 01/07",
    );
}

#[test]
fn the_words_say_who_is_asked() {
    for (whom, expected) in [
        ("kommunerna", "open, Almby:missing, Berga:missing"),
        ("regionen", "open, Region:missing"),
        (
            "regionen och Berga kommun",
            "open, Region:missing, Berga:missing",
        ),
        ("Almby", "open, Almby:missing"),
        ("Ceby kommun", "unaddressed"),
        ("skolorna", "unaddressed"),
    ] {
        check(&archive(whom, &[]), "2023-03-01", expected);
    }
}

#[test]
fn an_item_answers_for_the_parties_it_names() {
    for (line, expected) in [
        (
            "SVO/2023-02-17/4:1, Almby kommun, antagen 2023-05-02, dnr KS 7",
            "open, Almby:adopted 02/05, Berga:missing",
        ),
        (
            "SVO 2023-02-17 § 4:1, Almby och Berga kommun: antagen med ändring",
            "answered, Almby:adopted_with_changes 12/05, Berga:adopted_with_changes 12/05",
        ),
        (
            "SVO/2023-02-17/4, samtliga kommuner, antagen",
            "answered, Almby:adopted 12/05, Berga:adopted 12/05",
        ),
        (
            "SVO/2023-02-17/4:1",
            "answered, Almby:answered 12/05, Berga:answered 12/05",
        ),
        (
            "SVO/2023-02-17/4:1, Region Exempel, avslagen",
            "open, Almby:missing, Berga:missing, Region?:declined 12/05",
        ),
    ] {
        let archive = archive("kommunerna", &[(MAY, &meeting(line))]);
        check(&archive, "2023-05-12", expected);
        check(&archive, "2023-05-11", "open, Almby:missing, Berga:missing");
    }
}

#[test]
fn a_list_of_who_answered_counts_for_more_than_a_report_without_names() {
    let answers = register("  - {huvudman: Almby kommun, svar: antagen}\n");
    let more = [(REGISTER, answers.as_str()), (MAY, &meeting(ID))];
    check(
        &archive("kommunerna", &more),
        "2023-05-12",
        "open, Almby:adopted, Berga:missing",
    );
}

#[test]
fn of_two_answers_the_later_holds_and_both_are_kept() {
    let answers = register(
        "  - {huvudman: Almby kommun, svar: antagen, datum: 2023-04-01}\n  - {huvudman: Almby kommun, svar: avslagen, datum: 2023-03-01}\n  - {huvudman: Berga kommun, svar: avslagen}\n  - {huvudman: Berga kommun, svar: avslagen, datum: 2023-03-01}\n",
    );
    let item = meeting("SVO/2023-02-17/4:1, Almby kommun och Berga kommun");
    let archive = archive("kommunerna", &[(REGISTER, &answers), (MAY, &item)]);
    check(
        &archive,
        "2023-05-12",
        "answered, Almby!:adopted 01/04, Berga:declined 01/03",
    );
    let recommendations = Recommendations::new(&archive, NaiveDate::MAX);
    let one = recommendations.find(ID).unwrap();
    assert_eq!(one.replies("Almby kommun").len(), 3);
    assert!(recommendations.find("SVO/2023-02-17/4:2").is_none());
}

#[test]
fn a_register_asks_everybody_where_the_words_name_nobody() {
    let given = "---\norgan: SVO\ndatum: 2023-02-17\n---\n\n## § 4 Målbild\n\nSamråd vård och omsorg beslutade rekommendera att målbilden antas.\n";
    let answers = register("  - {huvudman: Almby kommun, svar: antagen}\n");
    let alone = archive("skolorna", &[("svo/2023-02-17.md", given)]);
    let Some(one) = alone.protocols[0].protocol.items[0].decisions.first() else {
        panic!("a decision");
    };
    if one.class != Class::Recommendation || !one.receivers.is_empty() {
        panic!("{one:?}");
    }
    check(&alone, "2023-03-01", "unaddressed");
    let kept = archive(
        "skolorna",
        &[("svo/2023-02-17.md", given), (REGISTER, &answers)],
    );
    check(
        &kept,
        "2023-03-01",
        "open, Region:missing, Almby:adopted, Berga:missing",
    );
}

#[test]
fn what_reaches_nothing_is_told() {
    for (named, why) in [
        ("SVO/2023-02-17/4:2", "NoRecommendation"),
        ("SVO/2023-02-17", "NoRecommendation"),
        ("SVO/2023-02-17/5:1", "Unknown"),
        ("SVO/2021-02-26/9:1", "Unknown"),
        ("målbilden", "Unreadable"),
    ] {
        let answers =
            format!("rekommendation: \"{named}\"\nsvar:\n  - {{huvudman: Almby, svar: antagen}}\n");
        check(
            &archive("Almby", &[(REGISTER, &answers)]),
            "2023-05-12",
            &format!("open, Almby:missing, {named}: {why}"),
        );
        check(
            &archive("Almby", &[(MAY, &meeting(named))]),
            "2023-05-12",
            &format!("open, Almby:missing, {named}: {why}"),
        );
    }
    let stranger = register("  - {huvudman: Tuna kommun, svar: antagen}\n");
    check(
        &archive("Almby", &[(REGISTER, &stranger)]),
        "2023-05-12",
        "open, Almby:missing, Tuna kommun: UnknownParty",
    );
    let stranger = meeting("SVO/2023-02-17/4:1, Tuna kommun, antagen");
    check(
        &archive("Almby", &[(MAY, &stranger)]),
        "2023-05-12",
        "open, Almby:missing, Tuna kommun: UnknownParty",
    );
    let early = meeting(ID).replace("2023-05-12", "2023-01-12");
    check(
        &archive("Almby", &[("svo/2023-01-12.md", &early)]),
        "2023-05-12",
        "open, Almby:missing, SVO/2023-02-17/4:1: TooEarly",
    );
    let empty = "svar: []\n";
    check(
        &archive("Almby", &[(REGISTER, empty)]),
        "2023-05-12",
        "open, Almby:missing",
    );
}

#[test]
fn a_thousand_parties_and_as_many_clauses_share_one_list() {
    let mut config = CONFIG.to_owned();
    for n in 0..1000 {
        config.push_str(&format!("  - {{namn: Ort{n} kommun, slag: kommun}}\n"));
    }
    let clauses =
        "- att rekommendera kommunerna att anta målbilden, senast 2023-06-01\n".repeat(2000);
    let given = format!(
        "---\norgan: SVO\ndatum: 2023-02-17\n---\n\n## § 4 Målbild\n\nSamråd vård och omsorg beslutade\n\n{clauses}"
    );
    let archive = archive(
        "Almby",
        &[("samverkan.yaml", &config), ("svo/2023-02-17.md", &given)],
    );
    let recommendations = Recommendations::new(&archive, NaiveDate::MAX);
    let (first, last) = (&recommendations.all[0], &recommendations.all[1999]);
    assert!(Arc::ptr_eq(&first.asked, &last.asked));
    assert_eq!(last.counts().missing, 1002);
    assert_eq!(
        recommendations
            .all
            .iter()
            .filter(|one| one.state() == Adoption::Overdue)
            .count(),
        2000
    );
}
