//! Searches in the archives of the repository.

use crate::answers::{archive, archives, ask, listing, valid_json};

const DAY: &str = "2024-12-31";

fn found(folder: &str, query: &str, columns: &[&str]) -> String {
    ask(&archive(folder), "search", query, DAY, columns)
}

#[test]
fn a_word_is_found_where_it_weighs_most_first() {
    assert_eq!(
        found("protocols", "SIP OR UPH body:LSG", &["id", "title", "path", "line"]),
        "\
LSG/2023-02-17/4 | UPH-medel | lsg/2023-02-17.md | 110
LSG/2023-02-17/2 | Föregående protokoll | lsg/2023-02-17.md | 64
LSG/2023-02-17/3 | Samverkan vid utskrivning, kontinuitet, fasta kontakter och patientkontakt | lsg/2023-02-17.md | 88"
    );
    assert_eq!(found("protocols", "SIP UPH", &["id"]), "");
    assert_eq!(
        found("protocols", "sip", &["id", "hits"]),
        "LSG/2023-02-17/3 | 2"
    );
}

#[test]
fn a_phrase_a_name_and_the_head_of_the_document() {
    assert_eq!(
        found("protocols", "\"Siv Ehrling, FoU\"", &["id", "line"]),
        "LSG/2023-02-17 | 40"
    );
    assert_eq!(
        found("protocols", "presenter:Winkler målen", &["id"]),
        "LSG/2023-02-17/3"
    );
    assert_eq!(
        found("protocols", "betalningsansvaret", &["id"]),
        "LSG/2023-02-17/3"
    );
    assert_eq!(found("protocols", "betalningsansv -projektet", &["id"]), "");
}

#[test]
fn a_passage_is_short_and_on_one_line() {
    for (folder, archive) in archives() {
        let all = listing(&archive, "search", "och", DAY);
        let column = all.column("snippet").unwrap();
        for row in &all.rows {
            let passage = row.cell(column).machine();
            assert!(
                passage.len() < 300 && !passage.contains('\n'),
                "{folder}: {passage}"
            );
        }
        valid_json("search", &all);
    }
}
