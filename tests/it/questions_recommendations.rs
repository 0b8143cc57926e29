//! What the parties were advised to do, and what each decided: the bundled archive, read by hand.

use std::sync::Arc;

use samverkan::archive::Archive;
use samverkan::lang::Lang;
use samverkan::output::listing::Listing;
use samverkan::output::{Format, Style, schema, to_text};
use samverkan::query::{Asked, By, filter, recommendations_matrix};

use crate::answers::{archive, archives, ask, listing, question, valid_json};

fn asked(query: &str, day: &str) -> Asked {
    Asked {
        filter: filter::parse(query).unwrap(),
        as_of: Some(day.parse().unwrap()),
        today: day.parse().unwrap(),
        all: false,
        by: By::Party,
    }
}

fn by_party(archive: &Arc<Archive>, query: &str, day: &str) -> Listing {
    let question = question("recommendations").by(By::Party);
    (question.run)(archive, &asked(query, day)).unwrap()
}

/// The plain matrix without the legend of its words.
fn matrix(query: &str, day: &str) -> String {
    let archive = archive("examples/exempellan");
    let matrix = recommendations_matrix(&archive, &asked(query, day), Lang::Sv).unwrap();
    let style = Style {
        lang: Lang::Sv,
        ..Style::default()
    };
    let text = matrix.to_text(Format::Table, &style).unwrap();
    text.split("\n\n").take(2).collect::<Vec<_>>().join("\n\n")
}

/// Read by hand from huvudmannasvar/ and the five protocols of SVO.
#[test]
fn five_recommendations_over_all_parties() {
    insta::assert_snapshot!(matrix("", "2023-12-31"), @r"
    Huvudman           1     2     3     4     5
    Region Exempellan  ja    ja    ja    ja    ?
    Granby kommun      ja    ja    ja    ja    ändr
    Almvik kommun      ja    ja    ja    ja    ?
    Sjöhult kommun     ändr  ja    nej   ja    ja
    Norrlida kommun    ja    ändr  ja    ja    ?
    Ekeboda kommun     nej   ja    ja    nej   ?
    Tallåsa kommun     ja    ändr  ja    ja    ja
    Hedvalla kommun    !     ja    ja    ja    ?
    Kvarnsele kommun   ändr  ja    ja    ja    ?
    Strandmo kommun    ja    ändr  ändr  ja    ändr
    Saknas             1     0     0     0     6

    1  SVO/2021-03-12/3:1, senast 2021-09-30: Tidiga insatser i förskolan
    2  SVO/2021-10-15/11:1, senast 2022-03-31: Placerade barns hälsa
    3  SVO/2021-12-10/21:1, senast 2022-05-31: Problematisk skolfrånvaro
    4  SVO/2022-12-09/23:1, senast 2023-06-30: Familjecentraler i hela länet
    5  SVO/2023-10-13/14:1, senast 2024-04-30: Bostad först
    ");
}

#[test]
fn the_same_as_it_stood_in_january_2022() {
    insta::assert_snapshot!(matrix("", "2022-01-31"), @r"
    Huvudman           1     2     3
    Region Exempellan  ja    ja    ja
    Granby kommun      ja    ja    ?
    Almvik kommun      ja    ja    ?
    Sjöhult kommun     ändr  ja    nej
    Norrlida kommun    ja    ?     ja
    Ekeboda kommun     nej   ja    ?
    Tallåsa kommun     ja    ändr  ?
    Hedvalla kommun    !     ?     ja
    Kvarnsele kommun   ändr  ja    ?
    Strandmo kommun    ja    ändr  ändr
    Saknas             1     2     5

    1  SVO/2021-03-12/3:1, senast 2021-09-30: Tidiga insatser i förskolan
    2  SVO/2021-10-15/11:1, senast 2022-03-31: Placerade barns hälsa
    3  SVO/2021-12-10/21:1, senast 2022-05-31: Problematisk skolfrånvaro
    ");
}

#[test]
fn a_filter_chooses_rows_and_parties_and_hides_no_answer() {
    insta::assert_snapshot!(matrix("overdue:ja OR (answer:avslagen party:sjöhult)", "2023-12-31"), @r"
    Huvudman         1     2
    Sjöhult kommun   ändr  nej
    Hedvalla kommun  !     ja
    Saknas           1     0

    1  SVO/2021-03-12/3:1, senast 2021-09-30: Tidiga insatser i förskolan
    2  SVO/2021-12-10/21:1, senast 2022-05-31: Problematisk skolfrånvaro
    ");
    assert_eq!(
        matrix("text:zebra", "2023-12-31"),
        "inga rekommendationer\n"
    );
}

#[test]
fn counts_of_each_recommendation_and_each_filter() {
    let archive = archive("examples/exempellan");
    let columns = [
        "id",
        "adopted",
        "adopted_with_changes",
        "declined",
        "missing",
        "status",
    ];
    insta::assert_snapshot!(ask(&archive, "recommendations", "", "2023-12-31", &columns), @r"
    SVO/2021-03-12/3:1 | 6 | 2 | 1 | 1 | overdue
    SVO/2021-10-15/11:1 | 7 | 3 | 0 | 0 | answered
    SVO/2021-12-10/21:1 | 8 | 1 | 1 | 0 | answered
    SVO/2022-12-09/23:1 | 9 | 0 | 1 | 0 | answered
    SVO/2023-10-13/14:1 | 2 | 2 | 0 | 6 | open
    ");
    for (query, expected) in [
        ("overdue:ja", "2021-03-12"),
        ("öppen:ja", "2021-03-12 2023-10-13"),
        ("status:besvarad date:2021", "2021-10-15 2021-12-10"),
        ("matter:skolfrånvaro", "2021-12-10"),
        ("saknas:hedvalla", "2021-03-12 2023-10-13"),
        ("body:LSG", ""),
        ("målbild", "2022-12-09"),
        ("due:2022", "2021-10-15 2021-12-10"),
        ("party:granby id:\"SVO/2022\"", "2022-12-09"),
    ] {
        let found = ask(&archive, "recommendations", query, "2023-12-31", &["date"]);
        assert_eq!(found.replace('\n', " "), expected, "{query}");
    }
}

#[test]
fn a_row_for_each_answer_says_when_where_and_what_is_missing() {
    let archive = archive("examples/exempellan");
    let columns = [
        "party",
        "answer",
        "answered",
        "reference",
        "overdue",
        "answer_path",
        "answer_line",
    ];
    let chosen = by_party(
        &archive,
        "id:\"SVO/2021-03\" (svar:avslagen OR öppen:ja)",
        "2023-12-31",
    );
    let chosen = chosen.select(&columns).unwrap();
    let text = to_text(&chosen, Format::Csv, &Style::default());
    insta::assert_snapshot!(text, @r"
    party,answer,answered,reference,overdue,answer_path,answer_line
    Ekeboda kommun,declined,2021-07-09,SN 2021-222,false,huvudmannasvar/tidiga-insatser.yaml,8
    Hedvalla kommun,missing,,,true,,
    ");
    assert_eq!(by_party(&archive, "", "2023-12-31").rows.len(), 50);
}

#[test]
fn json_is_as_the_schemas_say() {
    for (_, archive) in archives() {
        valid_json(
            "recommendations",
            &listing(&archive, "recommendations", "", "2100-01-01"),
        );
        let shape = question("recommendations").by(By::Party);
        let rows = by_party(&archive, "", "2100-01-01");
        let json: serde_json::Value =
            serde_json::from_str(&to_text(&rows, Format::Json, &Style::default())).unwrap();
        let schema = schema::json_schema(shape.name, shape.columns);
        assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&json));
    }
}

#[test]
fn no_real_archive_has_a_recommendation_that_is_none() {
    for folder in [
        "protocols",
        "examples/skane-nordvast",
        "examples/kalmar-lan",
        "examples/jamtland-harjedalen",
    ] {
        let rows = listing(&archive(folder), "recommendations", "", "2100-01-01").rows;
        assert!(rows.is_empty(), "{folder}");
    }
}
