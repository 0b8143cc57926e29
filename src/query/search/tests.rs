//! Searches in small archives.

use std::sync::Arc;

use crate::archive::Archive;
use crate::query::By;
use crate::query::probe::{archive, ask, asked, shown};

const BODY: &str = "kod: LSG\nnamn: Länsgruppen\n";

const FIRST: &str = "\
---
organ: LSG
datum: 2022-01-10
status: justerat
närvarande:
  - Eva Ek, Alby kommun
---

# Möte i januari

## § 1 Avtal om hjälpmedel

- Föredragande: Bo Al

Gruppen gick igenom förslaget till nytt avtal.

## § 2 Övrigt

Länken till avtalet och till UPH-medel skickas ut. SIP följs upp i samverkan, för Alby kommun.
";

const SECOND: &str = "\
---
organ: LSG
datum: 2023-01-10
---

# Möte ett år senare

## § 1 Uppföljning

Avtalen följs upp. I samverkan är allt gott.

## § 2 Vård

Vården i hemmet; gossip om vard.

### 2.1 Underpunkt

Samverkansavtal utan annat.
";

fn sample() -> Arc<Archive> {
    archive(&[
        ("organ/lsg.yaml", BODY),
        ("lsg/2022-01-10.md", FIRST),
        ("lsg/2023-01-10.md", SECOND),
    ])
}

fn ids(query: &str) -> Vec<String> {
    shown(
        &ask(&sample(), "search", &asked(query, By::Party)).unwrap(),
        &["id"],
    )
}

fn rows(query: &str, keys: &[&str]) -> Vec<String> {
    shown(
        &ask(&sample(), "search", &asked(query, By::Party)).unwrap(),
        keys,
    )
}

#[test]
fn titles_and_whole_words_weigh_more() {
    assert_eq!(
        ids("avtal"),
        ["LSG/2022-01-10/1", "LSG/2023-01-10/1", "LSG/2022-01-10/2"]
    );
    assert_eq!(rows("avtal", &["score"])[0], "100 %");
}

#[test]
fn every_word_must_be_there_unless_the_query_says_or() {
    assert_eq!(ids("avtal SIP"), ["LSG/2022-01-10/2"]);
    assert_eq!(ids("SIP OR hemmet").len(), 2);
    assert_eq!(ids("avtal -SIP -hjälpmedel"), ["LSG/2023-01-10/1"]);
    assert_eq!(ids("NOT avtal NOT möte NOT vård NOT underpunkt"), [""; 0]);
}

#[test]
fn a_phrase_and_an_expression() {
    assert_eq!(ids("\"i samverkan\"").len(), 2);
    assert_eq!(ids("\"samverkan i\""), [""; 0]);
    assert_eq!(ids(r"/UPH|\bSIP/"), ["LSG/2022-01-10/2"]);
    assert_eq!(ids("text:/hem.et/"), ["LSG/2023-01-10/2"]);
    assert!(ask(&sample(), "search", &asked("text:/(/", By::Party)).is_err());
}

#[test]
fn letters_are_told_apart_and_parts_of_words_are_not_found() {
    assert_eq!(ids("vard"), ["LSG/2023-01-10/2"]);
    assert_eq!(ids("VÅRD"), ["LSG/2023-01-10/2"]);
    assert_eq!(ids("sip"), ["LSG/2022-01-10/2"]);
    assert_eq!(ids("underpunkt"), ["LSG/2023-01-10/2.1"]);
}

#[test]
fn the_head_of_a_document_is_a_row_of_the_protocol() {
    assert_eq!(
        rows("\"Eva Ek\"", &["id", "title", "line"]),
        ["LSG/2022-01-10 | Möte i januari | 6"]
    );
    assert_eq!(ids("person:eva"), ["LSG/2022-01-10"]);
}

#[test]
fn fields_choose_and_words_rank() {
    assert_eq!(ids("avtal date:2023"), ["LSG/2023-01-10/1"]);
    assert_eq!(ids("person:\"Bo Al\" avtal"), ["LSG/2022-01-10/1"]);
    assert_eq!(ids("rubrik:avtal"), ["LSG/2022-01-10/1"]);
    assert_eq!(ids("party:Alby samverkan"), ["LSG/2022-01-10/2"]);
    assert_eq!(ids("status:justerat länken"), ["LSG/2022-01-10/2"]);
    assert_eq!(ids("id:2023-01-10/2.1"), ["LSG/2023-01-10/2.1"]);
    assert!(ask(&sample(), "search", &asked("body:XYZ avtal", By::Party)).is_err());
    assert!(ask(&sample(), "search", &asked("colour:red avtal", By::Party)).is_err());
}

#[test]
fn of_equals_the_newest_is_first() {
    let text =
        |day: &str| format!("---\norgan: LSG\ndatum: {day}\n---\n# M\n\n## § 1 Lika\n\nZebra.\n");
    let (old, new) = (text("2021-01-10"), text("2024-01-10"));
    let archive = archive(&[
        ("organ/lsg.yaml", BODY),
        ("lsg/2021-01-10.md", &old),
        ("lsg/2024-01-10.md", &new),
    ]);
    let listing = ask(&archive, "search", &asked("zebra", By::Party)).unwrap();
    assert_eq!(
        shown(&listing, &["date", "score"]),
        ["2024-01-10 | 100 %", "2021-01-10 | 100 %"]
    );
}

#[test]
fn the_passage_is_where_the_words_are() {
    let filler = "Här står något helt annat än det som söks. ".repeat(30);
    let text = format!(
        "---\norgan: LSG\ndatum: 2021-01-10\n---\n# M\n\n## § 1 Zebra\n\nEn zebra. {filler}\n\n- **Zebra** och giraff\n- mer\n\n{filler}\n"
    );
    let archive = archive(&[("organ/lsg.yaml", BODY), ("lsg/2021-01-10.md", &text)]);
    let found = |query: &str| {
        let listing = ask(&archive, "search", &asked(query, By::Party)).unwrap();
        shown(&listing, &["snippet", "hits", "line"])
    };
    insta::assert_snapshot!(found("zebra giraff").join("\n"), @"… Här står något helt annat än det som söks. · Zebra och giraff · mer Här står något helt annat än det som söks. Här står något helt annat än det som söks. Här står något helt … | 4 | 7");
    insta::assert_snapshot!(found("zebra").join("\n"), @"En zebra. Här står något helt annat än det som söks. Här står något helt annat än det som söks. Här står något helt annat än det som söks. Här står något helt annat än det som … | 3 | 7");
    insta::assert_snapshot!(found("rubrik:zebra").join("\n"), @"En zebra. Här står något helt annat än det som söks. Här står något helt annat än det som söks. Här står något helt annat än det som söks. Här står något helt annat än det som … | 0 | 7");
}

#[test]
fn nothing_looked_for_finds_all_that_fits_without_a_score() {
    assert_eq!(rows("date:2022", &["id", "score", "hits"]).len(), 3);
    assert_eq!(
        rows("date:2022 rubrik:övrigt", &["score", "hits"]),
        [" | 0"]
    );
    assert_eq!(ids("§").len(), 4);
}
