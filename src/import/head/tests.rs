//! Heads as they stand in protocols, and who was read in them.

use super::*;

fn shown(text: &str) -> Vec<String> {
    let source = crate::import::text::read(text.as_bytes()).unwrap();
    let lines = crate::import::page::clean(&source).lines;
    let head = read(&lines, 0..lines.len(), &Names::default(), false);
    head.people
        .iter()
        .map(|person| {
            let sign = match person.presence {
                Presence::Present => '+',
                Presence::Absent => '-',
                Presence::Other => '~',
            };
            format!("{sign} {}", person.text())
        })
        .collect()
}

#[test]
fn lists_go_on_over_lines() {
    assert_eq!(
        shown("Närvarande: Anna Ek (ordf.), Bo Alm, Mira\nKant Ros, Eva By (§§ 1-\n4) och Ola Vik"),
        [
            "+ Anna Ek (ordf.)",
            "+ Bo Alm",
            "+ Mira Kant Ros",
            "+ Eva By (§§ 1-4)",
            "+ Ola Vik"
        ]
    );
    assert_eq!(
        shown(
            "Närvarande\nAnna Ek, chef,\nordförande\nBo Alm, Akademikerförbundet\nSSR\nEva By, Vision"
        ),
        [
            "+ Anna Ek, chef, ordförande",
            "+ Bo Alm, Akademikerförbundet SSR",
            "+ Eva By, Vision"
        ]
    );
    // Near miss: a heading of a group is of those below it.
    assert_eq!(
        shown("Närvarande\nUmeå kommun\nAnna Ek\nBo Alm\nMalå kommun\nEva By"),
        [
            "+ Anna Ek, Umeå kommun",
            "+ Bo Alm, Umeå kommun",
            "+ Eva By, Malå kommun"
        ]
    );
}

#[test]
fn labels_stand_above_beside_and_in_two() {
    assert_eq!(
        shown(
            "Plats: Rådhuset\nAnna Ek (S), ordförande\nBo Alm (M), vice ordförande\nBeslutande ledamöter\nEva By (C)\nOla Vik (V)"
        ),
        [
            "+ Anna Ek (S), ordförande",
            "+ Bo Alm (M), vice ordförande",
            "+ Eva By (C)",
            "+ Ola Vik (V)"
        ]
    );
    assert_eq!(
        shown("Närvarande:   Anna Ek, Bo Alm\nAnmält        Eva By, Ola Vik\nförhinder:"),
        ["+ Anna Ek", "+ Bo Alm", "- Eva By", "- Ola Vik"]
    );
    assert_eq!(
        shown(
            "Beslutande\n\nÖvriga\n\nJusterare\n\nAnna Ek (S)\nBo Alm (M)\n\nEva By, sekreterare\n\nBo Alm"
        ),
        ["+ Anna Ek (S)", "+ Bo Alm (M)", "~ Eva By, sekreterare"]
    );
    // Near miss: the secretary above a list is none of it.
    assert_eq!(
        shown("Sekreterare\nEva By\nNärvarande\nAnna Ek\nBo Alm"),
        ["+ Anna Ek", "+ Bo Alm"]
    );
}

#[test]
fn labels_stand_before_what_they_label_in_other_ways() {
    // Labels first, what they label below, with other things between.
    assert_eq!(
        shown(
            "Beslutande\n\nErsättare\n\nParagrafer\n\nJusterare\n\nRådhuset, kl. 9\n\nAnna Ek (S)\nBo Alm (M)\n\nEva By (C)\n\n1-9\n\nBo Alm"
        ),
        ["+ Anna Ek (S)", "+ Bo Alm (M)", "+ Eva By (C)"]
    );
    // A sentence that ends in a colon announces a list.
    assert_eq!(
        shown(
            "Ordförande Anna Ek öppnar mötet. Följande antecknas som närvarande:\n\nFrån Umeå kommun: Anna Ek, Bo Alm\n\nFrån bolaget: Eva By (vd)"
        ),
        [
            "+ Anna Ek, Från Umeå kommun",
            "+ Bo Alm, Från Umeå kommun",
            "~ Eva By (vd)"
        ]
    );
    // A label over three lines.
    assert_eq!(
        shown("Närvarande från\nUmeå\nkommun\n\nAnna Ek\nBo Alm"),
        ["+ Anna Ek, Umeå kommun", "+ Bo Alm, Umeå kommun"]
    );
    // A list of shares has a person in each row.
    assert_eq!(
        shown(
            "Röstlängd vid stämma 2 april 2022\nNr Fastighet Delägare Andel\n1 Ladäng 1:4 Anna Ek 0,06\n2 Ladäng 2:2 Bo Alm -"
        ),
        ["+ Anna Ek, Ladäng 1:4", "+ Bo Alm, Ladäng 2:2"]
    );
    // Near misses: what is announced are no people; a share that nobody living holds.
    assert_eq!(
        shown("Mötet öppnades. Följande handlingar lades fram:\n\nAnna Ek, Bo Alm"),
        Vec::<String>::new()
    );
    assert_eq!(
        shown("Röstlängd\n1 Ladäng 2:2 Bo Alm 0,04\n2 Ladäng 1:4 dödsboet 0,06"),
        ["+ Bo Alm, Ladäng 2:2"]
    );
}

#[test]
fn groups_in_rows_and_lists_in_columns() {
    assert_eq!(
        shown(
            "<table>\n<tr><td>Grupp</td><td>Beslutande</td><td>Frånvarande</td></tr>\n<tr><td>Bygd i väst</td><td>Anna Ek, Bo Alm</td><td>Eva By</td></tr>\n<tr><td>Bygd i öst</td><td>Ola Vik</td><td></td></tr>\n</table>"
        ),
        [
            "+ Anna Ek, Bygd i väst",
            "+ Bo Alm, Bygd i väst",
            "- Eva By, Bygd i väst",
            "+ Ola Vik, Bygd i öst"
        ]
    );
}

#[test]
fn those_called_who_did_not_come_were_away() {
    assert_eq!(
        shown("Kallade: Anna Ek, Bo Alm, Eva By\nNärvarande: Anna Ek, Eva By"),
        ["+ Anna Ek", "- Bo Alm", "+ Eva By", "+ Anna Ek", "+ Eva By"]
    );
    // Near miss: only those called are named.
    assert_eq!(
        shown("Kallade: Anna Ek, Bo Alm\nÖvriga: Ola Vik"),
        ["+ Anna Ek", "+ Bo Alm", "~ Ola Vik"]
    );
}

#[test]
fn tables_of_a_year_and_lists_side_by_side() {
    assert_eq!(
        shown("Namn Sektor 17/2 31/3 19/5\nAnna Ek Ideell X X -\nBo Alm Privat – D X"),
        ["- Anna Ek, Ideell", "+ Bo Alm, Privat"]
    );
    assert_eq!(
        shown("Ledamöter\tFrånvarande\nAnna Ek (S)\tEva By (M)\nBo Alm (C)\tOla Vik (V)"),
        [
            "+ Anna Ek (S)",
            "- Eva By (M)",
            "+ Bo Alm (C)",
            "- Ola Vik (V)"
        ]
    );
}

#[test]
fn labels_in_words_of_their_own() {
    assert_eq!(
        shown(
            "Vi som var med: Alva, Noah, Tindra\nKunde inte komma: Elsa, Vidar\nVuxna: Pia Storm"
        ),
        [
            "+ Alva",
            "+ Noah",
            "+ Tindra",
            "- Elsa",
            "- Vidar",
            "~ Pia Storm"
        ]
    );
    // Near miss: an association's name says nothing of who was there.
    assert_eq!(
        shown("Närvarande\nHjärt- och lungsjuka: Anna Ek\nNeuroförbundet: Bo Alm"),
        [
            "+ Anna Ek, Hjärt- och lungsjuka",
            "+ Bo Alm, Neuroförbundet"
        ]
    );
}
