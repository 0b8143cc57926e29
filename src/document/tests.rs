use super::*;
use crate::archive::{Archive, Memory, Options, Target, load_from, resolve};
use crate::export::{document_html, document_markdown, document_text};

const CONFIG: &str = "namn: Samverkan & vård <i>i</i> Öby\nspråk: sv\nhuvudmän:\n  - {namn: Region Öby, slag: region}\n  - {namn: Almby kommun, slag: kommun}\n";
const BODY: &str = "kod: LSG\nnamn: Länsgruppen\n";

fn archive(text: &str) -> Archive {
    let texts = [
        ("samverkan.yaml", CONFIG),
        ("organ/lsg.yaml", BODY),
        ("lsg/2023-02-17.md", text),
        (
            "lsg/2023-04-21.md",
            "---\norgan: LSG\ndatum: 2023-04-21\n---\n\n## § 1 Annat\n\nText.\n",
        ),
        (
            "lsg/2023-06-02-kallelse.md",
            "---\norgan: LSG\ndatum: 2023-06-02\n---\n\n## § 1 Annat\n",
        ),
    ];
    load_from(&Memory::new(texts), &Options::default())
}

fn whole(text: &str, templates: &Templates) -> Document {
    let archive = archive(text);
    protocol(&archive, &archive.protocols[0], templates).unwrap()
}

fn select(archive: &Archive, ids: &[&str]) -> Result<Selection, ExtractError> {
    let targets: Vec<Target> = ids.iter().map(|id| resolve(archive, id).unwrap()).collect();
    Selection::new(archive, &targets)
}

fn extracted(text: &str, ids: &[&str]) -> Document {
    let archive = archive(text);
    let selection = select(&archive, ids).unwrap();
    extract(&archive, &selection, &Templates::default()).unwrap()
}

const MEETING: &str = "\
---
organ: LSG
datum: 2023-02-17
tid: 09:00-12:00
plats: Teams
status: justerat
ordförande: Anna Ek
sekreterare: Eva By
justerare: Bo Al
närvarande:
  - Anna Ek, Region Öby, ordförande
  - {namn: Bo Al, huvudman: Almby kommun, till: § 2}
  - {namn: Cia Fors, huvudman: Almby kommun, från: § 3}
  - {namn: Dan Gran, huvudman: Almby kommun, från: \"10:00\"}
  - {namn: Ove Dal, huvudman: Almby kommun, jäv: [§ 2]}
frånvarande:
  - Pia Sjö, Almby kommun
övriga:
  - Mona Wahl, FoU
justeringsdatum: 2023-02-28
underskrifter:
  - {namn: Anna Maria Ek, roll: ordförande, tid: 2023-02-28T20:19:35+01:00, metod: e-underskrift}
---

# Protokoll Länsgruppen 17 februari 2023

## § 1 Dagordning

Dagordningen godkändes.

## § 2 Medel

- Beslutsärende
- Föredragande: Mona Wahl
- Yrkande: Bo Al yrkar avslag

Ansökningarna är många.

**Länsgruppen beslutade**

- att bifalla ansökan
- att uppdra till beredningen:
  - att se över formerna

Reservation: Bo Al
Expedieras till: beredningen; Almby kommun

### 2.1 Resor

Länsgruppen beslutade att ersätta resor.

## § 3 Nytt

### Bakgrund

Text.
";

#[test]
fn an_extract_tells_who_was_there_what_was_decided_and_who_gets_it() {
    let text = document_text::text(&extracted(MEETING, &["LSG/2023-02-17/2"]));
    insta::assert_snapshot!(text);
}

#[test]
fn several_items_are_told_apart() {
    let text = document_text::text(&extracted(
        &MEETING.replace("status: justerat", "status: utkast"),
        &["LSG/2023-02-17/3", "LSG/2023-02-17/2:1", "LSG/2023-02-17/3"],
    ));
    for part in [
        "Länsgruppen 17 februari 2023, § 2 och § 3",
        "*** UTKAST *** Protokollet är inte justerat och kan ändras.",
        "Bo Al, Almby kommun; vid § 2 och § 2.1",
        "Cia Fors, Almby kommun; vid § 3",
        "Ove Dal, Almby kommun; vid § 3; deltog inte på grund av jäv vid § 2 och § 2.1",
        "UTKAST: protokollet är inte justerat.",
        "Jäv: Ove Dal",
    ] {
        let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(spaced.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("Pia Sjö"), "the absent aren't there");
}

#[test]
fn an_item_approved_at_once_is_no_draft() {
    let text = MEETING
        .replace("status: justerat", "status: utkast")
        .replace("- Beslutsärende", "- Omedelbart justerad");
    let one = document_text::text(&extracted(&text, &["LSG/2023-02-17/2"]));
    assert!(!one.contains("UTKAST"), "{one}");
    assert!(
        one.contains("Omedelbart justerad enligt protokollet"),
        "{one}"
    );
    let two = document_text::text(&extracted(&text, &["LSG/2023-02-17/2", "LSG/2023-02-17/3"]));
    assert!(two.contains("UTKAST"), "{two}");
}

#[test]
fn what_is_no_item_of_one_protocol_is_refused() {
    let archive = archive(MEETING);
    let told = |ids: &[&str]| select(&archive, ids).unwrap_err().message().en.into_owned();
    assert_eq!(
        told(&["LSG/2023-02-17"]),
        "an extract is made of an item: write such as LSG/2023-02-17/1"
    );
    assert!(told(&["LSG/2023-02-17/1", "LSG/2023-04-21/1"]).contains("here are two"));
    assert!(told(&["LSG"]).contains("made of an item"));
    assert!(told(&["LSG/2023-06-02-kallelse/1"]).contains("is a summons"));
    assert_eq!(with_receivers(&archive, 0).len(), 1);
    assert_eq!(with_receivers(&archive, 1).len(), 0);
}

#[test]
fn a_protocol_in_every_format() {
    let document = whole(MEETING, &Templates::default());
    insta::assert_snapshot!("whole_text", document_text::text(&document));
    insta::assert_snapshot!("whole_markdown", document_markdown::text(&document));
    let page = document_html::page(&document);
    let body = &page[page.find("<body>").unwrap()..];
    insta::assert_snapshot!("whole_html", body);
}

#[test]
fn drafts_are_marked_until_they_are_approved() {
    for (status, word) in [
        ("status: utkast", Some("UTKAST")),
        ("status: för justering", Some("UTKAST")),
        ("status: inställt", Some("INSTÄLLT")),
        ("tid: 10:00", Some("UTKAST")),
        ("status: justerat", None),
        ("status: färdigställt", None),
    ] {
        let document = whole(
            &MEETING.replace("status: justerat", status),
            &Templates::default(),
        );
        let page = document_html::page(&document);
        assert_eq!(
            document.stamp.as_ref().map(|stamp| stamp.word),
            word,
            "{status}"
        );
        let word = word.unwrap_or("body::before{content");
        assert_eq!(page.contains(word), document.stamp.is_some(), "{status}");
    }
}

/// Markup of every kind, in every place that a text can stand in.
const EVIL: &str = "<script>alert(1)</script> <img src=x onerror=alert(2)> [k](javascript:alert(3)) ![b](javascript:x) **fet** `kod` \u{1b}[31m\u{202e}";

#[test]
fn markup_is_text_everywhere() {
    let evil = EVIL.replace(['\u{1b}', '\u{202e}'], "");
    let quoted = evil.replace('"', "");
    let text = format!(
        "---\norgan: LSG\ndatum: 2023-02-17\nplats: \"{quoted}\"\ndiarienummer: \"</style>{quoted}\"\nordförande: \"{quoted}\"\nnärvarande:\n  - {{namn: \"{quoted}\", huvudman: \"{quoted}\"}}\nunderskrifter:\n  - {{namn: \"{quoted}\", roll: \"{quoted}\", metod: \"{quoted}\"}}\n---\n\n# {evil}\n\n## § 1 {evil}\n\n- Föredragande: {evil}\n\n{EVIL}\n\n{evil}\n\n| {evil} | x |\n|---|---|\n| {evil} | <b>y</b> |\n\n- att besluta {evil}\n\n<div onclick=alert(4)>\n\n<!-- </style> -->\n\n```\n</pre>{EVIL}\n```\n\n[a](data:text/html,x) [c](https://x.se/%22onclick=y \"t\") [d](a_b*c.md)\n"
    );
    let mut document = whole(&text, &Templates::default());
    document.styles = Some("</style><script>alert(5)</script>".to_owned());
    let page = document_html::page(&document);
    for bad in [
        "<script",
        "<img",
        "<div onclick",
        "\u{1b}",
        "\u{202e}",
        "href=\"javascript",
        "href=\"data",
    ] {
        assert!(!page.contains(bad), "{bad}");
    }
    assert_eq!(page.matches("</style>").count(), 1);
    assert_eq!(page.matches("</pre>").count(), 1);
    assert!(page.contains("href=\"https://x.se/%22onclick=y\""));
    let markdown = document_markdown::text(&document);
    for passage in crate::parse::prose::read(&markdown, 0) {
        for run in passage.cells.iter().flatten() {
            let target = run.link.as_deref().unwrap_or("");
            assert!(
                !target.contains("alert") && !target.starts_with("data:"),
                "{target}"
            );
            assert_eq!(run.picture, None);
        }
        // HTML is text in Markdown when no HTML is left in it.
    }
    let lowered = markdown.replace("\\`", "");
    let in_code = |at: usize| lowered[..at].matches("```").count() % 2 == 1;
    for (at, _) in lowered.match_indices("<script") {
        assert!(in_code(at), "{}", &lowered[at.saturating_sub(80)..]);
    }
    let plain = document_text::text(&document);
    assert!(!plain.contains(['\u{1b}', '\u{202e}']));
    assert!(plain.contains("<script>alert(1)</script>"));
}

#[test]
fn lists_nest_and_end_in_html() {
    let text = "---\norgan: LSG\ndatum: 2023-02-17\n---\n\n## § 1 A\n\n1. ett\n   - två\n\n     tre\n2. fyra\n- fem\n\n> - sex\n>\n> sju\n\n- - åtta\n";
    let page = document_html::page(&whole(text, &Templates::default()));
    let lists = &page[page.find("<ol>").unwrap()..page.find("</main>").unwrap()];
    insta::assert_snapshot!(lists);
}

#[test]
fn templates_replace_letterhead_order_and_style() {
    let templates = Templates {
        letterhead: Some("![Länets vapen](vapen.svg)\n\n**{{samverkan}}**\n\n<b>{{organ}}</b>".to_owned()),
        protocol: Some("{{brevhuvud}}\n\n{{rubrik}}\n\nMötet den {{datum}}, {{plats}}.\n\n{{punkter}}\n\n## Om oss\n\n<script>x</script>".to_owned()),
        extract: None,
        styles: Some("h1{color:#123}".to_owned()),
    };
    let document = whole(MEETING, &templates);
    assert_eq!(document.picture_paths(), ["mallar/vapen.svg"]);
    let text = document_text::text(&document);
    assert!(
        text.starts_with(
            "[bild: Länets vapen]\n\nSamverkan & vård <i>i</i> Öby\n\n<b>Länsgruppen</b>\n"
        ),
        "{text}"
    );
    assert!(
        text.contains("Mötet den 17 februari 2023, Teams.\n"),
        "{text}"
    );
    assert!(!text.contains("Närvarande:"), "{text}");
    let page = document_html::page(&document);
    assert!(page.contains("h1{color:#123}") && page.contains("&lt;script&gt;x"));
}

#[test]
fn templates_that_name_what_there_isnt_are_refused() {
    let archive = archive(MEETING);
    let told = |letterhead: Option<&str>, order: Option<&str>| {
        let templates = Templates {
            letterhead: letterhead.map(str::to_owned),
            protocol: order.map(str::to_owned),
            ..Templates::default()
        };
        let error = protocol(&archive, &archive.protocols[0], &templates).unwrap_err();
        error.message().sv.into_owned()
    };
    assert_eq!(
        told(None, Some("{{rubrik}}\n")),
        "mallar/protokoll.md saknar {{punkter}}: skriv det på en egen rad"
    );
    assert!(told(None, Some("{{punkterna}}\n\n{{punkter}}")).starts_with("mallar/protokoll.md har {{punkterna}}, som inte finns: där kan stå {{brevhuvud}}, {{rubrik}}"));
    assert!(told(Some("x {{organet}} y"), None).contains("där kan stå {{samverkan}}, {{organ}}"));
    assert!(told(Some("{{punkter}}"), None).starts_with("mallar/brevhuvud.md har {{punkter}}"));
}

#[test]
fn damaged_and_endless_texts_are_laid_out() {
    let long = "a".repeat(200_000);
    let head = "---\norgan: LSG\ndatum: 2023-02-17\n---\n\n";
    for text in [
        String::new(),
        "---\n".to_owned(),
        head.to_owned(),
        format!("{head}§ 1 Rubrik\ntext\n\n§ 1 Rubrik\n- Expedieras till: x"),
        format!("{head}**§ 1 Rubrik**\n\n**§ 2 Till**\n\n**Beslut**\n\natt a"),
        format!("{head}## § 1 {long}\n\n{long}"),
        format!("{head}## § 1 A\n\n{}", "> ".repeat(5_000)),
        format!("{head}## § 1 A\n\n{}x", "- ".repeat(5_000)),
        format!("{head}{}", "###### § 1.1.1.1.1 A\n\n".repeat(2_000)),
        format!("{head}## § 1 A\n\n|a|\n|-|\n{}", "|b|\n".repeat(5_000)),
        format!("{head}## § 1 A\n\n{}", "*_`[".repeat(5_000)),
    ] {
        let document = whole(&text, &Templates::default());
        let _ = document_html::page(&document);
        let _ = document_markdown::text(&document);
        let _ = document_text::text(&document);
    }
}

#[test]
fn a_text_without_numbers_is_laid_out_once() {
    let text = "---\norgan: LSG\ndatum: 2023-02-17\n---\n\n# Titel\n\nInledning.\n\n## Ett\n\nGruppen beslutade att bli fler.\n\n## Två\n\nSlut.\n";
    let shown = document_text::text(&whole(text, &Templates::default()));
    for once in ["Inledning.", "bli fler", "Slut.", "Ett\n---", "Två\n---"] {
        assert_eq!(shown.matches(once).count(), 1, "{once}\n{shown}");
    }
}
