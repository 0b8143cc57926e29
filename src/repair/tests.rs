//! Texts before and after, and what must stay as it is.

use proptest::prelude::*;

use super::*;
use crate::archive::Memory;

const CONFIG: &str = "\
namn: Samverkan
huvudmän:
  - {namn: Region Exempel, slag: region}
  - {namn: Almby kommun, slag: kommun, alias: [Almby]}
  - {namn: Berga kommun, slag: kommun}
";

const LSG: &str = "\
kod: LSG
namn: Länssamverkansgruppen
alias: [Länssamverkansgrupp]
felstavningar: [Läns samverkansgruppen]
";

const PATH: &str = "lsg/2023-02-17.md";

fn archive(path: &str, text: &str) -> Memory {
    let svo = "kod: SVO\nnamn: Samrådet för vård och omsorg\n";
    let mut texts = BTreeMap::from([
        ("samverkan.yaml", CONFIG),
        ("organ/lsg.yaml", LSG),
        ("organ/svo.yaml", svo),
    ]);
    texts.insert(path, text);
    Memory::new(texts)
}

fn outcome(files: &dyn Files, select: &dyn Fn(&Finding) -> bool, forms: bool) -> Outcome {
    let request = Request {
        day: "2023-03-01".parse().unwrap(),
        files: &|_| true,
        findings: select,
        forms,
    };
    repair(files, &request)
}

/// The file at `path` after `fmt`. Another `fmt` changes nothing.
fn formatted(path: &str, text: &str) -> String {
    let after = |text: &str| {
        let files = archive(path, text);
        let outcome = outcome(&files, &|_| true, true);
        let changes = &outcome.plan.changes;
        assert!(changes.len() <= 1, "{changes:?}");
        changes.first().map_or(text.to_owned(), |change| {
            assert_eq!(change.before(), Some(text.as_bytes()));
            String::from_utf8(change.after().unwrap().to_vec()).unwrap()
        })
    };
    let once = after(text);
    assert_eq!(after(&once), once, "a second run changes {text:?}");
    once
}

fn protocol_with(head: &str, body: &str) -> String {
    format!(
        "---\norgan: LSG\ndatum: 2023-02-17\n{head}---\n\n# Protokoll\n\n## § 1 Läget\n\n{body}"
    )
}

/// A line of front matter before and after, in a protocol that stays as it is otherwise.
fn head(before: &str, after: &str) {
    let text = protocol_with(&format!("{before}\n"), "Text.\n");
    let wanted = protocol_with(&format!("{after}\n"), "Text.\n");
    assert_eq!(formatted(PATH, &text), wanted, "{before}");
}

/// Lines right under a heading before and after.
fn data(before: &str, after: &str) {
    let text = protocol_with("", &format!("{before}\n\nText.\n"));
    let wanted = protocol_with("", &format!("{after}\n\nText.\n"));
    assert_eq!(formatted(PATH, &text), wanted, "{before}");
}

#[test]
fn quotes_where_yaml_needs_them() {
    head("diarienummer: HSN: 200:1", "diarienummer: \"HSN: 200:1\"");
    head("plats: Rum #4", "plats: \"Rum #4\"");
    head("plats: @Teams", "plats: \"@Teams\"");
    head("plats: %20", "plats: \"%20\"");
    head("plats: &a Rum 4", "plats: \"&a Rum 4\"");
    head(
        "bilagor:\n  - {nr: 1, titel: Bild, text och ljud}",
        "bilagor:\n  - {nr: 1, titel: \"Bild, text och ljud\"}",
    );
    head(
        "övriga:\n  - Bo Al (tjg: för Eva By)",
        "övriga:\n  - \"Bo Al (tjg: för Eva By)\"",
    );
    head("plats:Umeå", "plats: \"Umeå\"");
    for same in [
        "diarienummer: \"HSN: 200:1\"",
        "plats: Rum 4   # nära hissen",
        "plats: 'Rum #4'",
        "diarienummer: HSN 200:1",
        "# plats: HSN: 1",
    ] {
        head(same, same);
    }
}

#[test]
fn what_only_a_person_can_mend_stays() {
    for same in [
        "plats: A\nplats: B",
        "Region Exempel",
        "närvarande: &b\n  - Bo Al",
        "plats: Rum 4\n  - Bo: Al: Ek",
        "nästa-möte: 2023-02-31",
        "typ: protokol",
        "tid: på förmiddagen",
        "tid: 09:00-25:00",
    ] {
        head(same, same);
    }
}

#[test]
fn keys_as_they_are_called() {
    head("Plats: Umeå", "plats: Umeå");
    head("PLATS : Umeå", "plats: Umeå");
    head("platts: Umeå", "plats: Umeå");
    head(
        "narvarande:\n  - Anna Ek, Almby kommun",
        "närvarande:\n  - Anna Ek, Almby kommun",
    );
    head("ordforande: Anna Ek", "ordförande: Anna Ek");
    head("dnr: HSN 2023-4", "diarienummer: HSN 2023-4");
    head("nästa möte: 2023-04-21", "nästa-möte: 2023-04-21");
    head("nasta_mote: 2023-04-21", "nästa-möte: 2023-04-21");
    head("justeringsman: Bo Al", "justerare: Bo Al");
    head(
        "närvarande:\n  - {Namn: Anna Ek, huvudmann: Almby kommun}",
        "närvarande:\n  - {namn: Anna Ek, huvudman: Almby kommun}",
    );
    for same in [
        "plats: Umeå\nplatts: Malå",
        "plats: Umeå\nPlats: Malå",
        "platssamordnare: Bo Al",
        "mötesform: digitalt",
        "na\u{308}rvarande:\n  - Anna Ek, Almby kommun",
    ] {
        head(same, same);
    }
}

#[test]
fn days_and_times_as_they_are_written() {
    for before in [
        "21 april 2023",
        "fredagen den 21 april 2023",
        "21/4 2023",
        "21/4-2023",
        "2023-4-21",
        "20230421",
        "21.04.2023",
        "2023/04/21",
        "\"21 april 2023\"",
    ] {
        head(&format!("nästa-möte: {before}"), "nästa-möte: 2023-04-21");
    }
    head("tid: 9.00–12", "tid: 09:00-12:00");
    head("tid: kl. 9-12", "tid: 09:00-12:00");
    head("tid: 9:30", "tid: 09:30");
    head("tid: kl. 0900-1130", "tid: 09:00-11:30");
    head("tid: kl 13.15 till 15", "tid: 13:15-15:00");
    for same in [
        "nästa-möte: 4/3 2023",
        "nästa-möte: 04.03.2023",
        "nästa-möte: måndag 21 april 2023",
        "nästa-möte: april 2023",
        "nästa-möte: \"2023-04-21\"",
        "tid: 9-12, lunch 11",
        "tid: 9-12 (Teams)",
        "tid: 09:00-12:00",
        "plats: 9.00–12",
    ] {
        head(same, same);
    }
}

#[test]
fn words_bodies_and_parties() {
    head("status: Utkast", "status: utkast");
    head("status: FÖR JUSTERING", "status: för justering");
    head("typ: Minnesanteckningar", "typ: minnesanteckningar");
    head(
        "nästa-möte:\n  - {datum: 2023-04-21, organ: [svo, Länssamverkansgruppen]}",
        "nästa-möte:\n  - {datum: 2023-04-21, organ: [SVO, LSG]}",
    );
    head(
        "närvarande:\n  - Anna Ek, Bergas kommun\n  - Bo Al, Almby\n  - Eva By, Bergas kommun, ersättare",
        "närvarande:\n  - Anna Ek, Berga kommun\n  - Bo Al, Almby\n  - Eva By, Berga kommun, ersättare",
    );
    head(
        "närvarande:\n  - {namn: Anna Ek, huvudman: \"Almbys kommun\"}",
        "närvarande:\n  - {namn: Anna Ek, huvudman: \"Almby kommun\"}",
    );
    head(
        "närvarande:\n  - Anna Ek, ordförande Länsamverkansgruppen",
        "närvarande:\n  - Anna Ek, ordförande Länssamverkansgruppen",
    );
    for same in [
        "nästa-möte:\n  - {datum: 2023-04-21, organ: LS}",
        "plats: Bergas kommun",
        "# Bergas kommun",
        "närvarande:\n  - Anna Ek, Berja kommun",
        "närvarande:\n  - Anna Ek, Länsamverkansgruppens kansli",
    ] {
        head(same, same);
    }
}

#[test]
fn the_body_is_its_code() {
    let with = |organ: &str| protocol_with("", "Text.\n").replace("LSG", organ);
    let right = protocol_with("", "Text.\n");
    for before in [
        "lsg",
        "Länssamverkansgruppen",
        "Läns samverkansgruppen",
        "Länsamverkansgruppen",
        "LGS",
        "\"Lsg\"",
    ] {
        assert_eq!(formatted(PATH, &with(before)), right, "{before}");
    }
    for same in ["SVO", "SOV", "XYZ"] {
        assert_eq!(formatted(PATH, &with(same)), with(same), "{same}");
    }
}

#[test]
fn white_space_of_the_head() {
    let text = "---  \norgan:   LSG \ndatum :\t2023-02-17\t\n \nnärvarande : \n  -   Anna Ek  \n---\t\n\n# Titel  \n";
    let wanted =
        "---\norgan: LSG\ndatum: 2023-02-17\n\nnärvarande:\n  - Anna Ek\n---\n\n# Titel  \n";
    assert_eq!(formatted(PATH, text), wanted);
    for same in [
        "plats: Umeå      # stora salen",
        "plats: |\n  Umeå  \n  stora salen  ",
        "plats: \"Umeå  \n  stora salen\"",
        "närvarande:\n  - {namn: Anna Ek,    huvudman:  Almby}",
    ] {
        head(same, same);
    }
}

#[test]
fn data_lines() {
    data("- Föredragande : Bo Al", "- Föredragande: Bo Al");
    data("Föredragande:Bo Al", "Föredragande: Bo Al");
    data("- Ärende:   UPH-medel", "- Ärende: UPH-medel");
    data(
        "-   Beslutsärende\n-   Bilaga: 1",
        "- Beslutsärende\n- Bilaga: 1",
    );
    data("*   Beslutsärende", "* Beslutsärende");
    data(
        "Expedieras till : Bergas kommun",
        "Expedieras till: Berga kommun",
    );
    data(
        "- Föredragande: Bo Al, Bergas kommun",
        "- Föredragande: Bo Al, Berga kommun",
    );
    data(
        "- Överlämnas till: Länsamverkansgruppen",
        "- Överlämnas till: Länssamverkansgruppen",
    );
    for same in [
        "Föredragande: Bo Al  \nBilaga: 1",
        "**Föredragande:** Bo Al",
        "- **Föredragande :** Bo Al",
        "Föredragande:\nBo Al",
        "-   **Beslutsärende**",
        "1.  Beslutsärende",
        "> Föredragande : Bo Al",
        "    Föredragande : Bo Al",
        "Beslutsärende",
        "Ärende: frågan om Bergas kommun",
        "-   Beslutsärende\n\n        Kod under punkten",
    ] {
        data(same, same);
    }
}

#[test]
fn prose_and_decisions_stay() {
    let same = protocol_with(
        "",
        "Bergas kommun och Länsamverkansgruppen möts den 3/4 kl 9.00–12 .  \n\nDet gäller : medel, ärende :  x.\n\n| a  |  b |\n|--|--|\n| Bergas kommun | 2 |\n\n**Gruppen beslutade**\n\n-   att uppdra åt Bergas kommun att se över frågan\n\nYrkande: Bergas kommun yrkar avslag\n",
    );
    assert_eq!(formatted(PATH, &same), same);
}

#[test]
fn a_finished_protocol_is_never_touched() {
    let fault = "plats:  Rum #4\nDnr: HSN: 1\n";
    for state in [
        "status: justerat",
        "status: Justerat",
        "status: färdigställt",
        "status: justerad",
        "status: klart",
        "status: [utkast]",
        "status: utkast\nstatus: justerat",
        "Status: utkast\nstatus: justerat",
        "statu: justerat",
        "statsu: utkast",
        "justerat: ja",
        "godkänt: 2023-03-01",
        "justeringsdatum: 2023-03-01",
        "justeringdatum: 2023-03-01",
        "underskrifter:\n  - {namn: Anna Ek}",
        "sigill: sha256-00",
        "Status justerat",
        "...\nstatus: justerat",
    ] {
        let text = protocol_with(&format!("{fault}{state}\n"), "- Föredragande : Bo Al\n");
        assert_eq!(formatted(PATH, &text), text, "{state}");
        assert!(
            is_finished(&archive(PATH, &text), Path::new(PATH)),
            "{state}"
        );
    }
    for state in ["", "status: utkast\n", "status:\n", "status: inställt\n"] {
        let text = protocol_with(&format!("{fault}{state}"), "Text.\n");
        assert_ne!(formatted(PATH, &text), text, "{state}");
    }
    // Where there is no head, or nothing says where it ends.
    for text in [
        "# Protokoll\n\n## § 1 Läget\n\n- Föredragande : Bo Al\n",
        "---\norgan:  LSG\nplats: Rum #4\n\n# Protokoll\n\nstatus: justerat\n",
        "",
    ] {
        assert_eq!(formatted(PATH, text), text);
    }
}

#[test]
fn every_other_byte_stays() {
    let text = protocol_with(
        "plats: Rum #4\nnärvarande:\n  - A\u{30a}sa Ek, Bergas kommun # på länk\n",
        "- Föredragande : A\u{30a}sa Ek\u{a0}\n",
    );
    let wanted = text
        .replace("Rum #4", "\"Rum #4\"")
        .replace("Bergas", "Berga")
        .replace("ande :", "ande:");
    assert_eq!(formatted(PATH, &text), wanted);
    let crlf = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(formatted(PATH, &crlf(&text)), crlf(&wanted));
    let cr = |text: &str| text.replace('\n', "\r");
    assert_eq!(formatted(PATH, &cr(&text)), cr(&wanted));
    let open = text.trim_end_matches('\n');
    assert_eq!(formatted(PATH, open), wanted.trim_end_matches('\n'));
}

#[test]
fn what_is_not_utf_8_is_left_and_said() {
    let text = protocol_with("plats:  Umea\n", "Text.\n").replace("Läget", "L\u{fffd}get");
    let mut files = archive(PATH, "");
    let bytes = text.replace('\u{fffd}', "?").into_bytes();
    let latin: Vec<u8> = bytes
        .iter()
        .map(|&b| if b == b'?' { 0xe4 } else { b })
        .collect();
    files.files.insert(PATH.to_owned(), latin);
    let outcome = outcome(&files, &|_| true, true);
    assert!(outcome.plan.is_empty());
    let why = Why::Encoding;
    assert_eq!(
        outcome.left,
        [Left {
            path: PATH.into(),
            why
        }]
    );
}

#[test]
fn the_agreement_is_formatted_too() {
    let path = "organ/svo.yaml";
    let before = "Kod: SVO\nnamn:  Samrådet  \nnivå: Politisk\nmoten:\n  - {datum: 21 april 2023, tid: 9–12, plats: Rum #4}\nledamöter:\n  - {namn: Anna Ek, huvudman: Bergas kommun}\n  - {namn: Bo Al, huvudman: Almby}\n";
    let after = "kod: SVO\nnamn: Samrådet\nnivå: politisk\nmöten:\n  - {datum: 2023-04-21, tid: 09:00-12:00, plats: \"Rum #4\"}\nledamöter:\n  - {namn: Anna Ek, huvudman: Berga kommun}\n  - {namn: Bo Al, huvudman: Almby}\n";
    assert_eq!(formatted(path, before), after);
    let path = "undantag.yaml";
    let before = "- {regel: P005, var: LSG, skäl: ny: sekreterare, till: 31 december 2027}\n";
    let after = "- {regel: P005, var: LSG, skäl: \"ny: sekreterare\", till: 2027-12-31}\n";
    assert_eq!(formatted(path, before), after);
}

#[test]
fn only_what_is_asked_for() {
    let text = protocol_with("platts: Umeå\ndiarienummer: HSN: 1\nTid: 9–12\n", "Text.\n");
    let files = archive(PATH, &text);
    let mend = |code: &str| {
        let outcome = outcome(&files, &|finding| finding.rule.code == code, false);
        let after = outcome.plan.changes[0].after().unwrap().to_vec();
        (String::from_utf8(after).unwrap(), outcome.fixes)
    };
    assert_eq!(mend("F003"), (text.replace("platts", "plats"), 1));
    let quoted = text.replace("HSN: 1", "\"HSN: 1\"");
    assert_eq!(mend("F002"), (quoted, 1));
    let request = Request {
        day: "2023-03-01".parse().unwrap(),
        files: &|path| path.starts_with("organ"),
        findings: &|_| true,
        forms: true,
    };
    assert!(repair(&files, &request).plan.is_empty());
}

#[test]
fn a_rule_turned_off_and_a_waiver_mend_nothing() {
    let text = protocol_with("platts: Umeå\n", "Text.\n");
    let mut files = archive(PATH, &text);
    let config = format!("{CONFIG}regler:\n  F003: av\n");
    files
        .files
        .insert("samverkan.yaml".to_owned(), config.into_bytes());
    assert!(outcome(&files, &|_| true, true).plan.is_empty());
    let mut files = archive(PATH, &text);
    let waiver = "- {regel: F003, var: LSG/2023-02-17, skäl: så ska det vara, till: 2027-12-31}\n";
    files
        .files
        .insert("undantag.yaml".to_owned(), waiver.into());
    assert!(outcome(&files, &|_| true, true).plan.is_empty());
}

/// The guard itself: changes of text that no repair should make.
#[test]
fn a_repair_that_says_something_else_is_refused() {
    let text = protocol_with("plats: Umeå\ntid: 09:00\n", "Text.\n");
    let refused = |span: std::ops::Range<usize>, new: &str| {
        let edit = Edit {
            span: crate::text::Span::new(span.start, span.end),
            new: new.to_owned(),
        };
        let repair = Repair {
            edits: vec![edit],
            is_fix: true,
        };
        let mended = joined::mend(&text, Path::new(PATH), &[repair]);
        assert_eq!(mended.refused, mended.text == text);
        mended.refused
    };
    let at = |word: &str| text.find(word).unwrap();
    let value = at("Umeå")..at("\ntid");
    assert!(!refused(value.clone(), "Malå"));
    assert!(refused(value.clone(), "a: b: c"));
    assert!(refused(value.clone(), "Malå\nplats: x"));
    assert!(refused(value.start..at("tid"), "Malå\n  "));
    assert!(refused(at("## §")..at("§ 1"), ""));
    assert!(refused(at("§ 1")..at("Läget"), "§ 2 "));
    assert!(refused(at("Text.")..text.len(), "Text.\n\n- mer\n"));
}

#[test]
fn hostile_texts_cost_little_and_are_left_whole() {
    let long = "x".repeat(20_000);
    let many = "platts : HSN: 1 #a\n".repeat(200);
    let deep = "- ".repeat(5_000);
    let open = "{".repeat(500);
    for text in [
        protocol_with(&format!("{long}: {long}\n"), &long),
        protocol_with(&many, &"- Föredragande : Bo Al\n".repeat(200)),
        protocol_with(&format!("plats: {deep}\n"), &deep),
        protocol_with(&format!("plats: {open}\n"), &open),
        protocol_with("plats: \u{0}\u{1b}[31m\n", "\u{0}\n"),
        protocol_with(&"a\t:\u{a0}b\n".repeat(500), "Bergas kommun\n"),
    ] {
        formatted(PATH, &text);
    }
}

/// Pieces that fronts are made of, right and wrong.
fn line() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("plats"),
        Just("Plats"),
        Just("platts"),
        Just("tid"),
        Just("datum"),
        Just("organ"),
        Just("nästa-möte"),
        Just("närvarande"),
        Just("  - namn"),
        Just("bilagor"),
        Just("status"),
        Just("# x"),
        Just("na\u{308}rvarande"),
        Just("  huvudman"),
        Just("dnr"),
        Just("\"typ\""),
    ];
    let colon = prop_oneof![
        Just(": "),
        Just(":"),
        Just(" : "),
        Just(":\t"),
        Just(":\n  - "),
        Just("")
    ];
    let value = prop_oneof![
        Just("HSN: 1"),
        Just("Rum #4"),
        Just("9–12"),
        Just("21 april 2023"),
        Just("Bergas kommun"),
        Just("{namn: A, B, huvudman: C: d}"),
        Just("[a, b"),
        Just("\"x"),
        Just("lsg"),
        Just("'y' z"),
        Just("Anna Ek, Bergas kommun  "),
        Just("&a b"),
        Just("| "),
        Just(""),
        Just("utkast"),
        Just("Å\u{30a}\u{a0}# b"),
        Just("- x"),
        Just("---"),
    ];
    (key, colon, value).prop_map(|(key, colon, value)| format!("{key}{colon}{value}"))
}

fn body_line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("- Föredragande : Bo Al, Bergas kommun"),
        Just("-   Beslutsärende"),
        Just(""),
        Just("## § 2 Mer"),
        Just("Expedieras till:Bergas kommun"),
        Just("Mötet beslutade"),
        Just("-    att ge Bergas kommun : medel"),
        Just("    Föredragande : x"),
        Just("> - Ärende :x"),
        Just("  - Bilaga :  1"),
        Just("Överlämnas till : Länsamverkansgruppen  "),
        Just("| a : | b |"),
        Just("\tDnr :1"),
        Just("***"),
        Just("* Ärende :*x*"),
    ]
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    /// `formatted` asserts that a second run changes nothing.
    #[test]
    fn a_second_run_changes_nothing(
        head in proptest::collection::vec(line(), 0..8),
        body in proptest::collection::vec(body_line(), 0..10),
        crlf in any::<bool>(),
    ) {
        let mut text = protocol_with(&format!("{}\n", head.join("\n")), &body.join("\n"));
        if crlf {
            text = text.replace('\n', "\r\n");
        }
        let after = formatted(PATH, &text);
        // What stands in no head and no data line stays to the byte.
        let kept = |text: &str| -> Vec<String> {
            let data = |line: &&str| {
                let labels = ["Föredragande", "Beslutsärende", "Expedieras", "Bilaga", "Överlämnas", "Dnr", "Ärende"];
                !labels.iter().any(|label| line.contains(label))
            };
            let body = crate::parse::front_matter::split(text).map_or(0, |head| head.body);
            text[body..].lines().filter(data).map(str::to_owned).collect()
        };
        prop_assert_eq!(kept(&text), kept(&after));
        prop_assert_eq!(text.matches("\r\n").count(), after.matches("\r\n").count());
    }

    #[test]
    fn any_text_settles(text in "\\PC*", yaml in any::<bool>()) {
        if yaml {
            formatted("organ/svo.yaml", &text);
        } else {
            formatted(PATH, &protocol_with(&text, &text));
        }
    }
}
