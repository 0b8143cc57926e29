//! `import --members`: lists of many habits into the files of the bodies, and nothing else touched.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use proptest::prelude::*;
use samverkan::archive::{Archive, Memory, Options as Load, load_from};
use samverkan::check::{self, Context};
use samverkan::import::members::{self, Known, MembersError, Options, Outcome, TableError};

use crate::paper::zipped;
use crate::workbook::{Cell, Sheet, texts, xlsx};

const CONFIG: &str = "namn: Samverkan
språk: sv
huvudmän:
  - {namn: Region Granlandet, slag: region, alias: [Regionen]}
  - {namn: Granby kommun, slag: kommun, alias: [Granby]}
  - {namn: Almviks kommun, slag: kommun}
externa-organ:
  - {kod: SYL, namn: Systemledningen}
";

const LSG: &str = "# Länsgruppen, rör inte den här raden
kod: LSG
namn: Länssamverkansgruppen
alias: [Länsgruppen]
presidium:
  regel: {olika: slag}
  perioder:
    - {ordförande: Anna Ek, från: 2023-01-01, till: 2024-12-31}   # valda tillsammans
ledamöter:
  # Regionen
  - {namn: Anna Ek,   huvudman: Region Granlandet, som: ordinarie, från: 2023-01-01}   # ordf
  - namn: Bo Al
    huvudman: Granby kommun
    från: 2019-01-01
  - {namn: Eva By, huvudman: Granby, som: ersättare, för: Bo Al, från: 2023-01-01, till: 2024-12-31}
möten:
  - {datum: 2024-02-16}
";

const SVO: &str = "kod: SVO\nnamn: Samråd vård och omsorg\nledamöter: []\n";

const ARCHIVE: [(&str, &str); 3] = [
    ("samverkan.yaml", CONFIG),
    ("organ/lsg.yaml", LSG),
    ("organ/svo.yaml", SVO),
];

fn loaded(files: &[(&str, &str)]) -> Archive {
    load_from(&Memory::new(files.iter().copied()), &Load::default())
}

fn options() -> Options {
    Options {
        body: None,
        sheet: None,
        may_create: false,
        day: "2024-03-01".parse().unwrap(),
    }
}

fn imported(
    files: &[(&str, &str)],
    list: &[u8],
    options: &Options,
) -> Result<Outcome, MembersError> {
    let archive = loaded(files);
    let known = Known {
        collaboration: &archive.collaboration,
        names: &archive.names,
    };
    let read = |path: &Path| {
        let path = path.to_str().unwrap();
        let found = files.iter().find(|(own, _)| *own == path);
        found.map(|(_, text)| (*text).to_owned())
    };
    members::import(list, &known, options, &read)
}

/// The outcome of a list for the archive above.
fn of_list(list: &str) -> Outcome {
    imported(&ARCHIVE, list.as_bytes(), &options()).unwrap()
}

/// The lines that a file loses and gets, and what is said.
fn shown(outcome: &Outcome) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    for problem in &outcome.problems {
        let rows: Vec<String> = problem.rows.iter().map(ToString::to_string).collect();
        let sign = if problem.is_left_out { "!" } else { "." };
        let column = problem
            .column
            .as_deref()
            .map_or(String::new(), |column| format!(" {column}"));
        line(format!(
            "{sign} {}{column}: {}",
            rows.join(","),
            problem.message.sv
        ));
    }
    for body in &outcome.bodies {
        let before = body.before.clone().unwrap_or_default();
        line(format!("{} ={}", body.path.display(), body.unchanged));
        let mut plan = samverkan::plan::Plan::new();
        plan.put("x", Some(before.into_bytes()), body.after.as_str());
        for changed in plan.diff().lines().skip(2) {
            if changed.starts_with(['+', '-']) {
                line(changed.to_owned());
            }
        }
        for missing in &body.missing {
            line(format!("? {}: {}", missing.line, missing.who.sv));
        }
    }
    out
}

fn check(list: &str, wanted: &str) {
    let found = shown(&of_list(list));
    assert_eq!(found.trim(), wanted.trim(), "\n{found}");
}

#[test]
fn what_is_there_stays_and_what_is_new_comes_below() {
    check(
        "Namn;Kommun;Roll;Från;Till;Organ;Källa
Ek, Anna;Regionen;Ordförande;2023-01-01;;LSG;
Al, Bo;Granby;ledamot;2019-01-01;;Länsgruppen (LSG);
Eva By;Granby kommun;ersättare för Bo Al;2023-01-01;2024-12-31;lsg;
Greta Nyman;Almvik kommun;vice ordf.;2023-01-01;2024-12-31;LSG;KS 2022/14
",
        "organ/lsg.yaml =3
-    - {ordförande: Anna Ek, från: 2023-01-01, till: 2024-12-31}   # valda tillsammans
+    - {ordförande: Anna Ek, från: 2023-01-01, till: 2024-12-31, vice: Greta Nyman}   # valda tillsammans
+  - {namn: Greta Nyman, huvudman: Almviks kommun, som: ordinarie, från: 2023-01-01, till: 2024-12-31, källa: KS 2022/14}",
    );
}

#[test]
fn days_of_the_list_are_written_and_earlier_membership_isn_t_denied() {
    check(
        "Namn;Huvudman;Roll;Mandatperiod;Organ;Beslut
Anna Ek;Regionen;ledamot;2023–2026;LSG;LSG/2024-02-16/3:1
Bo Al;Granby;ledamot;2023-01-01--2026-12-31;LSG;
Eva By;Granby;ersättare;fr o m 2025-01-01;LSG;
",
        "
. 3: Bo Al sitter sedan 2019-01-01 enligt organ/lsg.yaml:12, inte från 2023-01-01: dagen lämnas
organ/lsg.yaml =0
-  - {namn: Anna Ek,   huvudman: Region Granlandet, som: ordinarie, från: 2023-01-01}   # ordf
+  - {namn: Anna Ek,   huvudman: Region Granlandet, som: ordinarie, från: 2023-01-01, till: 2026-12-31, beslut: LSG/2024-02-16/3:1}   # ordf
+    till: 2026-12-31
+  - {namn: Eva By, huvudman: Granby kommun, som: ersättare, från: 2025-01-01}
? 15: Eva By, Granby kommun, ersättare för Bo Al, 2023-01-01–2024-12-31",
    );
}

#[test]
fn running_again_changes_nothing() {
    let list = "Namn;Kommun;Roll;Från;Organ
Greta Nyman;Almviks kommun;ordförande;2025-01-01;LSG
Siv Ås;Granby;vice ordförande;2025-01-01;LSG
Siv Ås;Granby;ersättare;2025-01-01;SVO
Mona Lund;Föreningen Vän;adjungerad;;SVO
";
    let first = of_list(list);
    let [lsg, svo] = first.bodies.as_slice() else {
        panic!("{first:?}");
    };
    assert!(
        lsg.after
            .contains("    - {ordförande: Greta Nyman, vice: Siv Ås, från: 2025-01-01}\n")
    );
    assert_eq!(
        svo.after,
        "kod: SVO\nnamn: Samråd vård och omsorg\nledamöter: \n  - {namn: Siv Ås, huvudman: Granby kommun, som: ersättare, från: 2025-01-01}\n  - {namn: Mona Lund, som: adjungerad, anmärkning: Föreningen Vän}\n"
    );
    let files = [
        ("samverkan.yaml", CONFIG),
        ("organ/lsg.yaml", lsg.after.as_str()),
        ("organ/svo.yaml", &svo.after),
    ];
    let again = imported(&files, list.as_bytes(), &options()).unwrap();
    for body in &again.bodies {
        assert_eq!(body.before.as_ref(), Some(&body.after));
        assert_eq!(
            (body.added.len(), body.changed.len(), body.unchanged),
            (0, 0, 2)
        );
    }
    assert_eq!(again.problems, []);
}

#[test]
fn an_archive_that_was_clean_is_clean_afterwards() {
    let list = "Namn;Kommun;Roll;Från;Till;Organ
Greta Nyman;Almviks kommun;ledamot;2024-01-01;2026-12-31;LSG
Siv Ås;Granby;ersättare;2024-01-01;;SVO
";
    let outcome = of_list(list);
    let findings = |files: &[(&str, &str)]| {
        let archive = loaded(files);
        let day = "2024-03-01".parse().unwrap();
        let report = check::run(&Context {
            archive: &archive,
            files: &Memory::new(files.iter().copied()),
            day,
            before: None,
        });
        report
            .findings
            .iter()
            .map(|finding| format!("{} {}", finding.rule.code, finding.message.sv))
            .collect::<Vec<_>>()
    };
    let after: Vec<&str> = outcome
        .bodies
        .iter()
        .map(|body| body.after.as_str())
        .collect();
    let files = [
        ("samverkan.yaml", CONFIG),
        ("organ/lsg.yaml", after[0]),
        ("organ/svo.yaml", after[1]),
    ];
    let before = findings(&ARCHIVE);
    assert_eq!(
        findings(&files)
            .iter()
            .filter(|one| !before.contains(one))
            .count(),
        0,
        "{:?}",
        findings(&files)
    );
}

#[test]
fn what_can_t_be_matched_is_said_with_its_place() {
    check(
        "Ledamöter 2024;;;;

Namn;Kommun;Roll;Från;Organ
Siv Ås;Granbi komun;ledamot;2024-01-01;LSG
Mona Lund;Granby;kassör;2024-01-01;LSG
Kim Lo;Granby;ledamot;snart;LSG
Kim Lo;Granby;ledamot;2024-01-01;LGS
Kim Lo;Granby;ledamot;2024-01-01;SYL
Kim;Granby;ledamot;2024-01-01;LSG
Kim Lo;Granby;ersättare för Bosse Ål;2024-01-01;LSG
Anna Eek;Regionen;ledamot;2024-01-01;LSG
Kim Lo;Granby;ledamot;2024-01-01;
vakant;Granby;ersättare;;LSG
Sammanställt av kansliet;;;;
",
        "
! 4 B (Kommun): \"Granbi komun\" är ingen huvudman i samverkan.yaml (menas \"Granby kommun\"?)
! 5 C (Roll): \"kassör\" är ingen roll: ordförande, vice ordförande, ledamot, ersättare eller adjungerad
! 6 D (Från): \"snart\" är inget datum och ingen period: skriv 2023-01-01, eller 2023-01-01--2026-12-31
! 7 E (Organ): \"LGS\" är inget organ i organ/ (menas LSG?): rätta det, eller ange --new-body om det är ett nytt
! 8 E (Organ): SYL står under externa-organ i samverkan.yaml: flytta det till en egen fil i organ/ först
! 9 A (Namn): \"Kim\" är bara ett ord: skriv för- och efternamn
! 10: Kim Lo är ersättare för \"Bosse Ål\", som varken står i listan eller i organ/lsg.yaml
! 12 E (Organ): raden säger inte vilket organ: fyll i det, eller ange det med --body
. 14 A (Namn): \"Sammanställt av kansliet\" läses inte: varken namn, huvudman, roll eller organ
organ/lsg.yaml =0
+  - {namn: Anna Eek, huvudman: Region Granlandet, som: ordinarie, från: 2024-01-01}
? 11: Anna Ek, Region Granlandet, ordinarie, 2023-01-01–
? 12: Bo Al, Granby kommun, ordinarie, 2019-01-01–
? 15: Eva By, Granby kommun, ersättare för Bo Al, 2023-01-01–2024-12-31",
    );
    assert_eq!(of_list("Namn;Roll;Organ\nVakant;ledamot;LSG\n").vacant, [2]);
}

#[test]
fn a_name_nearly_like_one_there_isn_t_doubled() {
    let near = LSG.replace("Anna Ek", "Karolina Zander");
    let files = [
        ("samverkan.yaml", CONFIG),
        ("organ/lsg.yaml", near.as_str()),
    ];
    let list = "Namn;Kommun\nKarolina Zandér;Regionen\nAnna Karolina Zander;Regionen\nKarolina Zander;Granby\n";
    let outcome = imported(&files, list.as_bytes(), &options()).unwrap();
    let said = shown(&outcome);
    assert!(
        said.contains("! 2: Karolina Zandér liknar Karolina Zander i organ/lsg.yaml:11"),
        "{said}"
    );
    // Of another party it is another person.
    assert!(
        said.contains("+  - {namn: Karolina Zander, huvudman: Granby kommun"),
        "{said}"
    );
}

#[test]
fn columns_of_kinds_and_sections_and_personal_substitutes() {
    check(
        "Samråd vård och omsorg
Region Granlandet
Ordinarie,Personlig ersättare,Parti
Siv Ås,Mona Lund,S
Kim Lo (M),,
Granby kommun
Lo Berg,\"Åsa Dal
Per Dal\",
",
        "
organ/svo.yaml =0
-ledamöter: []
+ledamöter: 
+  - {namn: Siv Ås, huvudman: Region Granlandet, som: ordinarie}
+  - {namn: Mona Lund, huvudman: Region Granlandet, som: ersättare, för: Siv Ås}
+  - {namn: Kim Lo, huvudman: Region Granlandet, som: ordinarie}
+  - {namn: Lo Berg, huvudman: Granby kommun, som: ordinarie}
+  - {namn: Åsa Dal, huvudman: Granby kommun, som: ersättare, för: Lo Berg}
+  - {namn: Per Dal, huvudman: Granby kommun, som: ersättare, för: Lo Berg}",
    );
    check(
        "Namn;Uppdrag
Region Granlandet
Ordinarie ledamöter:
Siv Ås;
Ersättare
Mona Lund;
Granby kommun;
Kim Lo;
LSG
Lo Berg;ersättare
Systemledningen
Per Dal;ledamot
",
        "
! 4,6,8: raden säger inte vilket organ: fyll i det, eller ange det med --body
! 12: SYL står under externa-organ i samverkan.yaml: flytta det till en egen fil i organ/ först
. 10: ingen huvudman: införs utan
organ/lsg.yaml =0
+  - {namn: Lo Berg, som: ersättare}
? 11: Anna Ek, Region Granlandet, ordinarie, 2023-01-01–
? 12: Bo Al, Granby kommun, ordinarie, 2019-01-01–
? 15: Eva By, Granby kommun, ersättare för Bo Al, 2023-01-01–2024-12-31",
    );
}

#[test]
fn separators_encodings_and_headings_of_many_habits() {
    let wanted = of_list("Namn;Organisation;Roll;Organ\nÅsa Öhr;Granby kommun;suppleant;SVO\n");
    let wanted = &wanted.bodies[0].after;
    let latin = |text: &str| {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect::<Vec<u8>>()
    };
    let wide = |text: &str| {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let lists: [Vec<u8>; 9] = [
        "\u{feff}Namn;Organisation;Roll;Organ\r\nÅsa Öhr;Granby kommun;suppleant;SVO\r\n".into(),
        "sep=,\r\n\"Roll\",\"Namn\",\"Kommun\",\"Grupp\"\r\n\"ersättare\",\"Öhr, Åsa\",\"Granby\",\"SVO\"\r\n".into(),
        "förnamn\tefternamn\tHuvudman\tFunktion\torgan\nÅsa\tÖhr\tGRANBY\tErs.\tsvo\n".into(),
        latin("Namn;Part;Uppdrag;Organ\nÅsa Öhr;Granby;ersättare;SVO\n"),
        wide("Namn\tPart\tUppdrag\tOrgan\r\nÅsa Öhr\tGranby\tersättare\tSVO\r\n"),
        "Name,Organisation,Role,Body\nÅsa Öhr,Granby,substitute,SVO\n".into(),
        "Efternamn, förnamn;Kommun;Roll;Organ\nÖhr, Åsa;Granby;ersättare;SVO\n".into(),
        "Namn;Kommun;E-post;Telefon;Roll;Organ\nA\u{30a}sa O\u{308}hr;Granby;a@b.se;070;ersättare;SVO\n".into(),
        "Organ;Kommun;Ordinarie;Ersättare\nSVO;Granby;vakant;Åsa Öhr\n".into(),
    ];
    for list in lists {
        let outcome = imported(&ARCHIVE, &list, &options()).unwrap();
        let text = String::from_utf8_lossy(&list).into_owned();
        assert_eq!(outcome.problems, [], "{text}");
        assert_eq!(&outcome.bodies[0].after, wanted, "{text}");
    }
}

#[test]
fn personal_and_political_columns_are_named_and_left_out() {
    let outcome = of_list(
        "Namn;Parti;Kommun;E-post;Anteckning;Organ\nSiv Ås;C;Granby;siv@exempel.se;x;SVO\n",
    );
    let said: Vec<String> = outcome
        .unread
        .iter()
        .map(|(column, why)| format!("{column}: {}", why.text().sv))
        .collect();
    assert_eq!(
        said,
        [
            "B \"Parti\": partitillhörighet, tas inte in",
            "D \"E-post\": personuppgift, tas inte in",
            "E \"Anteckning\": okänd rubrik",
        ]
    );
    assert!(!outcome.bodies[0].after.contains("siv@"));
    assert_eq!(
        outcome.columns,
        ["A \"Namn\"", "C \"Kommun\"", "F \"Organ\""]
    );
}

#[test]
fn a_new_body_is_made_only_when_asked_for() {
    let list = "Namn;Kommun;Roll;Organ;Från\nSiv Ås;Granby;ordförande;Barn och unga (BBU);2024-01-01\nKim Lo;Regionen;ledamot;Barn och unga (BBU);\n";
    let refused = of_list(list);
    assert_eq!((refused.bodies.len(), refused.rows_left_out()), (0, 2));
    let may = Options {
        may_create: true,
        ..options()
    };
    let outcome = imported(&ARCHIVE, list.as_bytes(), &may).unwrap();
    let [bbu] = outcome.bodies.as_slice() else {
        panic!("{outcome:?}");
    };
    assert_eq!(bbu.path, Path::new("organ/bbu.yaml"));
    assert_eq!(
        bbu.after,
        "kod: BBU\nnamn: Barn och unga\npresidium:\n  perioder:\n    - {ordförande: Siv Ås, från: 2024-01-01}\nledamöter:\n  - {namn: Siv Ås, huvudman: Granby kommun, som: ordinarie, från: 2024-01-01}\n  - {namn: Kim Lo, huvudman: Region Granlandet, som: ordinarie}\n"
    );
    let archive = loaded(&[("samverkan.yaml", CONFIG), ("organ/bbu.yaml", &bbu.after)]);
    assert!(archive.findings.is_empty(), "{:?}", archive.findings);
    // By name alone too, and `--body` may be new.
    let only = Options {
        body: Some("bva".to_owned()),
        ..may
    };
    let outcome = imported(&ARCHIVE, b"Namn;Kommun\nSiv Lund;Granby\n", &only).unwrap();
    assert_eq!(outcome.bodies[0].path, Path::new("organ/bva.yaml"));
}

#[test]
fn one_body_of_a_list_of_several() {
    let list = "Namn;Kommun;Organ\nSiv Ås;Granby;SVO\nKim Lo;Granby;LSG\nLo Berg;Granby;ABC\n";
    let only = Options {
        body: Some("svo".to_owned()),
        ..options()
    };
    let outcome = imported(&ARCHIVE, list.as_bytes(), &only).unwrap();
    assert_eq!((outcome.bodies.len(), outcome.elsewhere), (1, 2));
    assert_eq!(outcome.problems, []);
    let wrong = Options {
        body: Some("SVOO".to_owned()),
        ..options()
    };
    let error = imported(&ARCHIVE, list.as_bytes(), &wrong).unwrap_err();
    assert!(
        error.message().sv.contains("menas SVO?"),
        "{:?}",
        error.message()
    );
}

#[test]
fn chairs_are_never_two_in_one_chair() {
    check(
        "Namn;Kommun;Roll;Från;Organ
Greta Nyman;Granby;ordförande;2024-01-01;LSG
",
        "
! 2: Anna Ek är ordförande 2023-01-01–2024-12-31 i presidium (organ/lsg.yaml): Greta Nyman skrivs inte in där; fyll i när tiderna börjar och slutar, eller rätta för hand
organ/lsg.yaml =0
+  - {namn: Greta Nyman, huvudman: Granby kommun, som: ordinarie, från: 2024-01-01}
? 11: Anna Ek, Region Granlandet, ordinarie, 2023-01-01–
? 12: Bo Al, Granby kommun, ordinarie, 2019-01-01–
? 15: Eva By, Granby kommun, ersättare för Bo Al, 2023-01-01–2024-12-31",
    );
}

#[test]
fn rows_twice_and_terms_that_go_on() {
    check(
        "Namn;Kommun;Roll;Från;Till;Organ
Siv Ås;Granby;ledamot;2023-01-01;2023-12-31;SVO
Siv Ås;Granby;ledamot;2023-01-01;2023-12-31;SVO
Siv Ås;Granby;ledamot;2024-01-01;;SVO
Siv Ås;Granby;ledamot;2025-01-01;;SVO
Siv Ås;Granby;ledamot;2025-01-01;2024-01-01;SVO
",
        "
! 5: Siv Ås står redan på rad 4, med samma plats och andra dagar: rätta den ena
! 6 E (Till): till 2024-01-01 är före från 2025-01-01
. 3: Siv Ås står redan på rad 2, med samma plats
organ/svo.yaml =0
-ledamöter: []
+ledamöter: 
+  - {namn: Siv Ås, huvudman: Granby kommun, som: ordinarie, från: 2023-01-01, till: 2023-12-31}
+  - {namn: Siv Ås, huvudman: Granby kommun, som: ordinarie, från: 2024-01-01}",
    );
}

#[test]
fn workbooks_with_dates_titles_merged_and_hidden_rows() {
    use Cell::*;
    let sheet = Sheet {
        name: "Ledamöter",
        rows: vec![
            vec![Text("Samverkan, ledamöter"), None, None, None, None],
            vec![],
            vec![
                Text("Kommun"),
                Text("Namn"),
                Text("Roll"),
                Text("Från"),
                Text("Till"),
                Text("Organ"),
            ],
            vec![
                Text("Granby"),
                Text("Siv Ås"),
                Text("ledamot"),
                Day(45292),
                OwnDay(46387),
                Text("SVO"),
            ],
            vec![
                None,
                Inline("Kim & Lo"),
                Text("ersättare"),
                Text("2024-01-01"),
                None,
                Text("SVO"),
            ],
            vec![
                None,
                Inline("Lo Berg"),
                Text("ersättare"),
                Number(2024.0),
                None,
                Text("SVO"),
            ],
            vec![
                Text("Regionen"),
                Formula("HYPERLINK(\"x\")", "Åsa Dal"),
                Text("ledamot"),
                Number(45292.0),
                None,
                Text("SVO"),
            ],
            vec![
                Text("Regionen"),
                Formula("cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
                Text("ledamot"),
                None,
                None,
                Text("SVO"),
            ],
            vec![
                Text("Regionen"),
                Text("Per Gömd"),
                Text("ledamot"),
                None,
                None,
                Text("SVO"),
            ],
        ],
        hidden: vec![9],
        merged: vec!["A1:E1", "A4:A6"],
        is_hidden: false,
    };
    let about = texts(
        "Läs mig",
        &[&["Det här är en lista"], &["", "med ledamöter"]],
    );
    let secret = Sheet {
        name: "Gammal",
        rows: sheet.rows.clone(),
        is_hidden: true,
        ..Sheet::default()
    };
    let other = texts("LSG", &[&["Namn", "Kommun"], &["Per Öst", "Granby"]]);
    let book = xlsx(&[secret, about, sheet, other]);
    let outcome = imported(&ARCHIVE, &book, &options()).unwrap();
    assert_eq!(outcome.sheet.as_deref(), Some("Ledamöter"));
    assert_eq!((outcome.head_row, outcome.rows, outcome.hidden), (3, 5, 1));
    assert_eq!(outcome.other_sheets, ["LSG"]);
    assert_eq!(
        shown(&outcome),
        "! 5 B (Namn): \"Kim & Lo\" är bara ett ord: skriv för- och efternamn
! 7 D (Från): \"45292\" är inget datum och ingen period: skriv 2023-01-01, eller 2023-01-01--2026-12-31
! 8 B (Namn): \"=cmd|' /C calc'!A0\" är inget namn på en person
organ/svo.yaml =0
-ledamöter: []
+ledamöter: 
+  - {namn: Siv Ås, huvudman: Granby kommun, som: ordinarie, från: 2024-01-01, till: 2026-12-31}
+  - {namn: Lo Berg, huvudman: Granby kommun, som: ersättare, från: 2024-01-01}
"
    );
    // The other sheet is called after its body.
    let other = Options {
        sheet: Some("lsg".to_owned()),
        ..options()
    };
    let outcome = imported(&ARCHIVE, &book, &other).unwrap();
    assert_eq!(outcome.bodies[0].code, "LSG");
    let none = Options {
        sheet: Some("BBU".to_owned()),
        ..options()
    };
    let error = imported(&ARCHIVE, &book, &none).unwrap_err();
    assert!(
        error
            .message()
            .sv
            .ends_with("bladen är Gammal, Läs mig, Ledamöter, LSG"),
        "{:?}",
        error.message()
    );
}

#[test]
fn files_that_are_no_lists() {
    let error = |bytes: &[u8]| match imported(&ARCHIVE, bytes, &options()) {
        Err(MembersError::Table(error)) => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        error(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"),
        TableError::OldWorkbook
    );
    assert_eq!(error(b"%PDF-1.7"), TableError::NoTable);
    assert_eq!(error(b"Anna Ek;Granby\nBo Al;Granby\n"), TableError::NoHead);
    assert_eq!(error(&xlsx(&[texts("A", &[&["x"]])])), TableError::NoHead);
    assert_eq!(error(&xlsx(&[])), TableError::NoHead);
    assert_eq!(
        error(&zipped(&[("xl/workbook.xml", b"<workbook>")])),
        TableError::Broken
    );
    assert_eq!(
        error(&zipped(&[
            (
                "mimetype",
                b"application/vnd.oasis.opendocument.spreadsheet"
            ),
            ("content.xml", b"<x/>")
        ])),
        TableError::OtherWorkbook
    );
    assert!(matches!(error(b""), TableError::Text(_)));
    assert!(matches!(error(b"\x00\x01\x02"), TableError::Text(_)));
    assert!(matches!(
        error(&xlsx(&[texts("A", &[&["Namn", "Organ"]])])[..200]),
        TableError::NoTable | TableError::Broken
    ));
    let long = format!("Namn;Organ\n{}", "Siv Ås;SVO\n".repeat(6_000));
    assert_eq!(error(long.as_bytes()), TableError::TooLong);
    for broken in ["namn;organ\n\"Siv;SVO\n", "Namn;Organ\n\"Siv\n\"\"\n"] {
        let _ = imported(&ARCHIVE, broken.as_bytes(), &options());
    }
}

#[test]
fn bombs_are_bounded() {
    let error = |bytes: &[u8]| imported(&ARCHIVE, bytes, &options()).unwrap_err();
    let zeros = " ".repeat(70 << 20);
    let rels =
        "<Relationships><Relationship Id=\"r\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    let names = "<workbook><sheets><sheet name=\"A\" id=\"r\"/></sheets></workbook>";
    let bomb = zipped(&[
        ("xl/workbook.xml", names.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", zeros.as_bytes()),
    ]);
    assert_eq!(error(&bomb), MembersError::Table(TableError::TooMuch));
    // Many rows of few bytes, and rows far below and columns far to the right.
    let rows = "<row><c t=\"str\"><v>x</v></c></row>".repeat(300_000);
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let many = zipped(&[
        ("xl/workbook.xml", names.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    assert_eq!(error(&many), MembersError::Table(TableError::TooLong));
    let far = "<worksheet><sheetData><row r=\"4294967295\"><c r=\"XFD4294967295\"><v>1</v></c><c r=\"A9\" t=\"s\"><v>99999999999</v></c></row><row><c r=\"A1\" t=\"str\"><v>Namn</v></c><c t=\"str\"><v>Organ</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:A4294967295\"/><mergeCell ref=\"x\"/></mergeCells></worksheet>";
    let far = zipped(&[
        ("xl/workbook.xml", names.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/worksheets/sheet1.xml", far.as_bytes()),
    ]);
    assert!(imported(&ARCHIVE, &far, &options()).is_ok());
    // A long text that very many cells share.
    let long = "å".repeat(100_000);
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(120);
    let rows = format!("<row>{cells}</row>").repeat(1_000);
    let shared = format!("<sst><si><t>{long}</t></si></sst>");
    let sheet = format!(
        "<worksheet><sheetData><row><c t=\"str\"><v>Namn</v></c><c t=\"str\"><v>Organ</v></c></row>{rows}</sheetData></worksheet>"
    );
    let wide = zipped(&[
        ("xl/workbook.xml", names.as_bytes()),
        ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
        ("xl/sharedStrings.xml", shared.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ]);
    let outcome = imported(&ARCHIVE, &wide, &options()).unwrap();
    assert_eq!(outcome.bodies.len(), 0);
}

#[test]
fn a_long_list_takes_no_square() {
    let mut list = String::from("Namn;Kommun;Organ\n");
    for at in 0..4_900u32 {
        let word = |seed: u32| -> String {
            (0..6)
                .map(|n| {
                    char::from(
                        b'a' + (seed.wrapping_mul(2_654_435_761).rotate_left(n * 5) % 26) as u8,
                    )
                })
                .collect()
        };
        list.push_str(&format!(
            "A{} B{};Granby;SVO\n",
            word(at),
            word(at + 90_000)
        ));
    }
    let outcome = of_list(&list);
    let [svo] = outcome.bodies.as_slice() else {
        panic!();
    };
    assert!(svo.added.len() > 4_000, "{}", svo.added.len());
    let files = [
        ("samverkan.yaml", CONFIG),
        ("organ/svo.yaml", svo.after.as_str()),
    ];
    let again = imported(&files, list.as_bytes(), &options()).unwrap();
    assert_eq!(again.bodies[0].after, svo.after);
}

#[test]
fn files_that_rows_can_t_be_put_into_are_left() {
    for lsg in [
        "kod: LSG\nledamöter: Anna Ek\n",
        "{kod: LSG, ledamöter: [{namn: Anna Ek}]}\n...\nmer: text\n",
        "kod: LSG\nledamöter:\n  - {namn: Anna Ek}\n...\n",
    ] {
        let files = [("samverkan.yaml", CONFIG), ("organ/lsg.yaml", lsg)];
        let outcome = imported(&files, "Namn\nSiv Ås\n".as_bytes(), &options());
        let outcome = outcome.unwrap();
        for body in &outcome.bodies {
            let is_left = body.before.as_ref() == Some(&body.after);
            assert!(
                is_left
                    || loaded(&[("samverkan.yaml", CONFIG), ("organ/lsg.yaml", &body.after)])
                        .collaboration
                        .bodies[0]
                        .members
                        .len()
                        == 2,
                "{lsg}\n{}",
                body.after
            );
            assert!(!is_left || outcome.rows_left_out() == 1, "{lsg}");
        }
    }
}

#[test]
fn line_ends_and_forms_of_the_file_are_kept() {
    for (lsg, wanted) in [
        (
            "kod: LSG\r\nledamöter:\r\n- {namn: Anna Ek}\r\n",
            "kod: LSG\r\nledamöter:\r\n- {namn: Anna Ek}\r\n- {namn: Siv Ås, som: ordinarie}\r\n",
        ),
        (
            "\u{feff}kod: LSG\nledamöter:\n",
            "\u{feff}kod: LSG\nledamöter:\n  - {namn: Siv Ås, som: ordinarie}\n",
        ),
        (
            "kod: LSG",
            "kod: LSG\nledamöter:\n  - {namn: Siv Ås, som: ordinarie}\n",
        ),
        (
            "kod: LSG\nledamöter: [{namn: Anna Ek}] # här\n",
            "kod: LSG\nledamöter: [{namn: Anna Ek}, {namn: Siv Ås, som: ordinarie}] # här\n",
        ),
        (
            "kod: LSG\nledamöter:\n  - {namn: Anna Ek}",
            "kod: LSG\nledamöter:\n  - {namn: Anna Ek}\n  - {namn: Siv Ås, som: ordinarie}",
        ),
        (
            "kod: LSG\n#ledamöter:\n#  - {namn: X}\n",
            "kod: LSG\n#ledamöter:\n#  - {namn: X}\nledamöter:\n  - {namn: Siv Ås, som: ordinarie}\n",
        ),
    ] {
        let files = [("samverkan.yaml", CONFIG), ("organ/lsg.yaml", lsg)];
        let outcome = imported(&files, "Namn\nSiv Ås\n".as_bytes(), &options()).unwrap();
        assert_eq!(outcome.bodies[0].after, wanted);
    }
}

/// The program on a list in a folder with the archive above.
fn run(list: &[u8], name: &str, arguments: &[&str]) -> (tempfile::TempDir, Output) {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("organ")).unwrap();
    for (path, text) in ARCHIVE {
        fs::write(dir.path().join(path), text).unwrap();
    }
    fs::write(dir.path().join(name), list).unwrap();
    let output = again(dir.path(), name, arguments);
    (dir, output)
}

fn again(dir: &Path, name: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samverkan"))
        .args(["import", "--members", name])
        .args(arguments)
        .current_dir(dir)
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn said(output: &Output) -> (String, String, Option<i32>) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        text(&output.stdout),
        text(&output.stderr),
        output.status.code(),
    )
}

#[test]
fn the_program_shows_writes_and_has_nothing_more_to_do() {
    let list = "Namn;Kommun;E-post;Organ;Från\nSiv Ås;Granby;siv@exempel.se;SVO;2024-01-01\n";
    let (dir, output) = run(list.as_bytes(), "lista.csv", &["--dry-run"]);
    let (out, err, code) = said(&output);
    assert_eq!(code, Some(0), "{err}");
    assert!(
        out.starts_with("--- a/organ/svo.yaml\n+++ b/organ/svo.yaml\n"),
        "{out}"
    );
    assert_eq!(
        err,
        "lista.csv: 1 rad läst, med rubriker på rad 1
kolumner: A \"Namn\", B \"Kommun\", D \"Organ\", E \"Från\"
läses inte: C \"E-post\" (personuppgift, tas inte in)
1 rad utan roll: räknas som ordinarie
organ/svo.yaml: 1 ny, 0 ändrade, 0 oförändrade
+ Siv Ås, Granby kommun, ordinarie, 2024-01-01–
"
    );
    assert_eq!(
        fs::read_to_string(dir.path().join("organ/svo.yaml")).unwrap(),
        SVO
    );
    let (out, _, code) = said(&again(dir.path(), "lista.csv", &[]));
    assert_eq!((out.as_str(), code), ("organ/svo.yaml\n", Some(0)));
    let written = fs::read_to_string(dir.path().join("organ/svo.yaml")).unwrap();
    let (out, err, code) = said(&again(dir.path(), "lista.csv", &[]));
    assert_eq!((out.as_str(), code), ("", Some(0)));
    assert!(
        err.ends_with("organ/svo.yaml: 0 nya, 0 ändrade, 1 oförändrad\ninget att ändra\n"),
        "{err}"
    );
    assert_eq!(
        fs::read_to_string(dir.path().join("organ/svo.yaml")).unwrap(),
        written
    );
}

#[test]
fn rows_left_out_are_an_exit_of_their_own() {
    let book = xlsx(&[texts(
        "SVO",
        &[
            &["Namn", "Kommun"],
            &["Siv Ås", "Granby"],
            &["Kim Lo", "Granbii"],
        ],
    )]);
    let (_dir, output) = run(&book, "lista.xlsx", &["--lang", "en"]);
    let (out, err, code) = said(&output);
    assert_eq!((out.as_str(), code), ("organ/svo.yaml\n", Some(1)), "{err}");
    assert!(err.contains("not brought in: row 3, B (Kommun): \"Granbii\" is no party in samverkan.yaml (is \"Granby kommun\" meant?)"), "{err}");
    assert!(
        err.ends_with("1 row is not brought in: correct the list and run again\n"),
        "{err}"
    );
}

#[test]
fn nothing_is_written_outside_organ() {
    let list =
        "Namn;Organ\nSiv Ås;../../ut\nSiv Ås;x (../ut)\nSiv Ås;/tmp/ut\nSiv Ås;con\nSiv Ås;organ\n";
    let (dir, output) = run(list.as_bytes(), "lista.csv", &["--new-body"]);
    let (out, err, code) = said(&output);
    assert_eq!((out.as_str(), code), ("", Some(1)), "{err}");
    assert_eq!(fs::read_dir(dir.path().join("organ")).unwrap().count(), 2);
}

#[cfg(unix)]
#[test]
fn a_body_s_file_that_is_a_link_out_isn_t_written() {
    let dir = tempfile::tempdir().unwrap();
    let (inner, outer) = (dir.path().join("arkiv"), dir.path().join("ut.yaml"));
    fs::create_dir_all(inner.join("organ")).unwrap();
    fs::write(inner.join("samverkan.yaml"), CONFIG).unwrap();
    fs::write(&outer, "x").unwrap();
    std::os::unix::fs::symlink(&outer, inner.join("organ/bbu.yaml")).unwrap();
    fs::write(inner.join("lista.csv"), "Namn;Organ\nSiv Ås;BBU\n").unwrap();
    let (_, _, code) = said(&again(&inner, "lista.csv", &["--new-body"]));
    assert_eq!(code, Some(2));
    assert_eq!(fs::read_to_string(outer).unwrap(), "x");
}

#[test]
fn what_can_t_be_done_is_said_in_one_line() {
    for (name, arguments, wanted) in [
        (
            "lista.csv",
            &["--sheet", "A"][..],
            "lista.csv: en CSV-fil har inga blad: ta bort --sheet\n",
        ),
        (
            "lista.csv",
            &["andra.csv"],
            "en ledamotslista i taget: ange en fil\n",
        ),
    ] {
        let (_dir, output) = run(b"Namn;Organ\n", name, arguments);
        let (out, err, code) = said(&output);
        assert_eq!((out.as_str(), code), ("", Some(2)));
        assert!(err.ends_with(wanted), "{err}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever stands in the cells: no panic, and what is written is read as it was meant.
    #[test]
    fn any_cells_make_files_that_read_as_meant(
        name in any::<String>(),
        given in "[A-ZÅÄÖ][a-zåäöé'’ -]{1,12}",
        surname in "[A-ZÅÄÖ][a-zåäöé.-]{1,12}",
        party in any::<String>(),
        source in any::<String>(),
        note in "\\PC{0,40}",
    ) {
        let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut list = String::from("Namn;Kommun;Roll;Källa;Organ\n");
        for (name, party, role) in [
            (name.clone(), "Granby".to_owned(), "ledamot"),
            (format!("{given} {surname}"), note, "adjungerad"),
            (format!("{surname} {given}"), party, "adjungerad"),
        ] {
            list.push_str(&[cell(&name), cell(&party), cell(role), cell(&source), "SVO".to_owned()].join(";"));
            list.push('\n');
        }
        if let Ok(outcome) = imported(&ARCHIVE, list.as_bytes(), &options()) {
            for body in &outcome.bodies {
                let archive = loaded(&[("samverkan.yaml", CONFIG), ("organ/svo.yaml", &body.after)]);
                prop_assert!(archive.findings.is_empty(), "{}\n{:?}", body.after, archive.findings);
                prop_assert_eq!(archive.collaboration.bodies[0].members.len(), body.added.len());
                let files = [("samverkan.yaml", CONFIG), ("organ/svo.yaml", body.after.as_str())];
                let again = imported(&files, list.as_bytes(), &options()).unwrap();
                prop_assert_eq!(&again.bodies[0].after, &body.after);
            }
        }
    }
}
