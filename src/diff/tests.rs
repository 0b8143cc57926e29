//! Small archives before and after, and what is told of the difference.

use std::path::Path;

use super::change::Fate;
use super::{Difference, compare, wording};
use crate::archive::{Archive, Entry, Files, Memory, load_from};
use crate::lang::{Lang, Message};

const CONFIG: &str = "\
namn: Samverkan i Exempellän
huvudmän:
  - {namn: Region Exempel, slag: region}
  - {namn: Almby kommun, slag: kommun, alias: [Almby]}
  - {namn: Berga kommun, slag: kommun}
";

const BODY: &str = "\
kod: LSG
namn: Länssamverkansgruppen
representation:
  - {huvudman: kommun, ordinarie: 1}
  - {huvudman: region, ordinarie: 1}
beslutsförhet: {ledamöter: 2}
ledamöter:
  - {namn: Anna Ek, huvudman: Almby kommun, som: ordinarie}
  - {namn: Bo By, huvudman: Berga kommun, som: ordinarie}
  - {namn: Cia Dal, huvudman: Region Exempel, som: ordinarie}
";

const PROTOCOL: &str = "\
---
organ: LSG
datum: 2026-05-20
status: utkast
närvarande:
  - Anna Ek, Almby kommun
  - Bo By, Berga kommun
frånvarande:
  - Cia Dal, Region Exempel
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Dagordning

Länssamverkansgruppen beslutar

- att godkänna dagordningen

## § 2 Vårdplan

- Beslutsärende
- Ärende: Vårdplan

Planen har varit ute på remiss hos alla huvudmän.

Länssamverkansgruppen beslutar

- att anta planen för gemensam vårdplanering
- att uppdra till arbetsgruppen att redovisa läget senast den 1 september 2026

## § 3 Ekonomi

Länssamverkansgruppen beslutar

- att fastställa budgeten för 2027
";

/// An archive with these files and the usual ones.
fn archive(files: &[(&str, &str)]) -> Archive {
    let usual = [("samverkan.yaml", CONFIG), ("organ/lsg.yaml", BODY)];
    let mut texts: std::collections::BTreeMap<&str, &str> = usual.into_iter().collect();
    texts.extend(files.iter().copied());
    load_from(&Memory::new(texts), &Default::default())
}

/// What changed where one protocol says something else.
fn of_protocol(change: &[(&str, &str)]) -> Difference {
    let mut after = PROTOCOL.to_owned();
    for (old, new) in change {
        assert!(after.contains(old), "{old}");
        after = after.replacen(old, new, 1);
    }
    let path = "lsg/2026-05-20.md";
    compare(&archive(&[(path, PROTOCOL)]), &archive(&[(path, &after)]))
}

/// What changed where a file is another one.
fn of_file(path: &str, before: &str, after: &str) -> Difference {
    let protocol = ("lsg/2026-05-20.md", PROTOCOL);
    compare(
        &archive(&[protocol, (path, before)]),
        &archive(&[protocol, (path, after)]),
    )
}

fn told(difference: &Difference) -> String {
    let title = Message::new("Ändringar", "Changes");
    wording::told(difference, &title, Lang::Sv).text(None, false)
}

/// What is told, without the title and the summary.
#[track_caller]
fn check(difference: &Difference, expected: &str) {
    let told = told(difference);
    let (_, parts) = told.split_once("\n\n").unwrap_or((&told, ""));
    assert_eq!(parts.trim_end(), expected.trim(), "{told}");
}

/// Nothing but the form changed.
#[track_caller]
fn check_layout(difference: &Difference) {
    assert!(difference.is_empty(), "{}", told(difference));
    assert!(difference.rewritten.iter().all(|file| file.is_layout));
    assert!(told(difference).contains("Ingen ändring i sak.\nBara formen är ändrad i"));
}

#[test]
fn another_layout_is_no_change() {
    check_layout(&of_protocol(&[
        ("\n\n", "\n\n\n\n"),
        ("\n\n## § 3", "\n\n\n\n## § 3"),
    ]));
    check_layout(&of_protocol(&[("organ: LSG", "organ: \"LSG\"")]));
    check_layout(&of_protocol(&[(
        "närvarande:\n  - Anna Ek, Almby kommun\n  - Bo By, Berga kommun\n",
        "närvarande:\n- Bo By, Berga kommun\n- Anna Ek, Almby kommun\n",
    )]));
    check_layout(&of_protocol(&[(
        "- att anta planen",
        "* att **anta** planen",
    )]));
    check_layout(&of_protocol(&[("Planen har varit", "Planen *har*\nvarit")]));
    check_layout(&of_protocol(&[(
        "varit ute på remiss",
        "varit ute  på remiss",
    )]));
    let crlf = PROTOCOL.replace('\n', "\r\n");
    check_layout(&of_file("lsg/2026-05-20.md", PROTOCOL, &crlf));
    let quoted = BODY.replace("{namn: Anna Ek,", "{namn: \"Anna Ek\",");
    check_layout(&of_file("organ/lsg.yaml", BODY, &quoted));
    let block = BODY.replace(
        "  - {huvudman: kommun, ordinarie: 1}\n",
        "  - huvudman: kommun\n    ordinarie: 1\n",
    );
    check_layout(&of_file("organ/lsg.yaml", BODY, &block));
    let other_order = BODY.replace(
        "  - {namn: Bo By, huvudman: Berga kommun, som: ordinarie}\n",
        "",
    ) + "  - {namn: Bo By, huvudman: Berga kommun, som: ordinarie}\n";
    check_layout(&of_file("organ/lsg.yaml", BODY, &other_order));
}

#[test]
fn nothing_changed() {
    let difference = of_protocol(&[]);
    assert_eq!(told(&difference), "Ändringar\nIngenting är ändrat.\n");
}

#[test]
fn a_comment_or_another_name_of_a_party_is_no_change() {
    let difference = of_protocol(&[("Anna Ek, Almby kommun", "Anna Ek, Almby")]);
    assert!(difference.is_empty());
    assert!(told(&difference).contains("inget som läses är ändrat, i lsg/2026-05-20.md"));
    let noted = format!("# {CONFIG}").replace("# namn", "# en kommentar\nnamn");
    assert!(of_file("samverkan.yaml", CONFIG, &noted).is_empty());
}

#[test]
fn clauses_added_removed_and_reworded() {
    let difference = of_protocol(&[
        (
            "- att anta planen",
            "- att utse Anna Ek till kontaktperson\n- att anta planen",
        ),
        ("senast den 1 september 2026", "senast den 1 oktober 2026"),
        ("\n- att fastställa budgeten för 2027\n", "\n"),
    ]);
    check(
        &difference,
        "
LSG/2026-05-20 · ändrat protokoll
  Beslut
    + 2:1 val: att utse Anna Ek till kontaktperson
    ~ 2:3 att uppdra till arbetsgruppen att redovisa läget senast den 1 [-september-]{+oktober+} 2026
        hade id 2:2
        senast: 2026-09-01 → 2026-10-01
    - 3:1 beslut: att fastställa budgeten för 2027
    ~ samma lydelse, nytt id: 2:1 → 2:2
",
    );
}

#[test]
fn one_clause_becomes_another() {
    check(
        &of_protocol(&[("att fastställa budgeten för 2027", "att avslå ansökan")]),
        "
LSG/2026-05-20 · ändrat protokoll
  Beslut
    + 3:1 avslag: att avslå ansökan
    - 3:1 beslut: att fastställa budgeten för 2027
",
    );
    check(
        &of_protocol(&[(
            "att anta planen",
            "att uppdra till arbetsgruppen att anta planen",
        )]),
        "
LSG/2026-05-20 · ändrat protokoll
  Beslut
    ~ 2:1 att {+uppdra till arbetsgruppen att+} anta planen för gemensam vårdplanering
        slag: beslut → uppdrag
        mottagare: (inget) → arbetsgruppen
",
    );
}

#[test]
fn a_clause_that_moves_to_another_item() {
    let difference = of_protocol(&[
        ("- att anta planen för gemensam vårdplanering\n", ""),
        (
            "- att fastställa",
            "- att anta planen för gemensam vårdplanering\n- att fastställa",
        ),
    ]);
    check(
        &difference,
        "
LSG/2026-05-20 · ändrat protokoll
  Beslut
    ~ 3:1 att anta planen för gemensam vårdplanering
        flyttat från § 2 Vårdplan
        hade id 2:1
    ~ samma lydelse, nytt id: 2:2 → 2:1 och 3:1 → 3:2
",
    );
}

#[test]
fn an_item_put_in_renumbers_the_rest() {
    let difference = of_protocol(&[
        ("## § 3 Ekonomi", "## § 4 Ekonomi"),
        ("## § 2 Vårdplan", "## § 2 Nytt\n\nText.\n\n## § 3 Vårdplan"),
    ]);
    check(
        &difference,
        "
LSG/2026-05-20 · ändrat protokoll
  Ärenden
    + § 2 Nytt
    ~ nytt nummer (besluten där byter id): § 2 → § 3 och § 3 → § 4
",
    );
    let meeting = &difference.meetings[0];
    assert!(meeting.decisions.is_empty(), "{:?}", meeting.decisions);
}

#[test]
fn items_change_title_tags_and_matter() {
    let difference = of_protocol(&[
        (
            "§ 2 Vårdplan\n\n- Beslutsärende\n- Ärende: Vårdplan",
            "§ 2 Vårdplanering\n\n- Dialog\n- Föredragande: Eva Lo",
        ),
        (
            "Planen har varit ute på remiss",
            "Planen har inte varit på remiss",
        ),
    ]);
    check(
        &difference,
        "
LSG/2026-05-20 · ändrat protokoll
  Ärenden
    ~ § 2 [-Vårdplan-]{+Vårdplanering+}
        märkning: [-Beslutsärende-]; {+Dialog+}
        ärende: Vårdplan → (inget)
        föredragande: (inget) → Eva Lo
  Löpande text
    ~ § 2 Vårdplanering: 1 ord bort, 1 ord till
",
    );
}

#[test]
fn attendance_and_quorum() {
    let difference = of_protocol(&[
        ("  - Bo By, Berga kommun\n", ""),
        ("frånvarande:\n", "frånvarande:\n  - Bo By, Berga kommun\n"),
        (
            "  - Anna Ek, Almby kommun",
            "  - Anna Ek, Berga kommun\n  - Disa Lo, Region Exempel, § 2-3",
        ),
        ("  - Cia Dal, Region Exempel\n", ""),
    ]);
    check(
        &difference,
        "
LSG/2026-05-20 · ändrat protokoll
  Närvaro
    ~ Anna Ek: huvudman: Almby kommun → Berga kommun
    + Disa Lo, Region Exempel, närvarande, § 2–§ 3
    ~ Bo By: närvaro: närvarande → frånvarande
    - Cia Dal, Region Exempel, frånvarande
  Företrädda och beslutsförhet
    ~ ledamöter vid mötets början: 2 → 1
    ~ platser fyllda: 2 → 1
    ~ huvudmän företrädda: [-Berga kommun-]
    ~ beslutsfört: ja → nej
    ~ för få närvarande vid: (inget) → mötets början, § 1
",
    );
}

#[test]
fn without_a_rule_nothing_is_said_of_quorum() {
    let bare = "kod: LSG\nnamn: Länssamverkansgruppen\n";
    let shorter = PROTOCOL.replace("  - Bo By, Berga kommun\n", "");
    let of = |protocol| archive(&[("organ/lsg.yaml", bare), ("lsg/2026-05-20.md", protocol)]);
    let difference = compare(&of(PROTOCOL), &of(&shorter));
    assert!(!told(&difference).contains("beslutsfört"));
    check(
        &difference,
        "
LSG/2026-05-20 · ändrat protokoll
  Närvaro
    - Bo By, Berga kommun, närvarande
  Företrädda och beslutsförhet
    ~ står som närvarande: 2 → 1
    ~ ledamöter vid mötets början: 2 → 1
    ~ huvudmän företrädda: [-Berga kommun-]
",
    );
}

#[test]
fn approval() {
    let approve = (
        "status: utkast",
        "status: justerat\njusteringsdatum: 2026-05-28\nunderskrifter:\n  - {namn: Anna Ek, roll: ordförande}",
    );
    let difference = of_protocol(&[approve]);
    assert!(!difference.meetings[0].after_approval);
    check(
        &difference,
        "
LSG/2026-05-20 · ändrat protokoll
  Justering
    ~ läge: utkast → justerat
    ~ justerat den: (inget) → 2026-05-28
    + underskrift Anna Ek, ordförande
",
    );
    let approved = PROTOCOL.replacen(approve.0, approve.1, 1);
    let signed = approved.replace(
        "roll: ordförande}",
        "roll: ordförande}\n  - {namn: Bo By, roll: justerare}",
    );
    let path = "lsg/2026-05-20.md";
    let difference = of_file(path, &approved, &signed);
    assert!(!difference.meetings[0].after_approval, "only a signature");
    let difference = of_file(path, &approved, &signed.replace("för 2027", "för 2028"));
    assert!(difference.meetings[0].after_approval);
    assert!(told(&difference).contains("protokollet var justerat redan före ändringen"));
}

#[test]
fn meetings_come_and_go() {
    let path = "lsg/2026-05-20.md";
    let new = compare(&archive(&[]), &archive(&[(path, PROTOCOL)]));
    check(
        &new,
        "
LSG/2026-05-20 · nytt protokoll
  Protokoll Länssamverkansgruppen 20 maj 2026
  läge: utkast; ärenden: 3; står som närvarande: 2; ledamöter vid mötets början: 2; platser fyllda: 2; platser som ska fyllas: 3; huvudmän företrädda: 2; beslutsfört: ja
  Beslut
    + 2:1 beslut: att anta planen för gemensam vårdplanering
    + 2:2 uppdrag: att uppdra till arbetsgruppen att redovisa läget senast den 1 september 2026 → arbetsgruppen (senast 2026-09-01)
    + 3:1 beslut: att fastställa budgeten för 2027
    + 1 som bara gäller formalia, anmälningar eller handlingar
",
    );
    let gone = compare(&archive(&[(path, PROTOCOL)]), &archive(&[]));
    assert_eq!(gone.meetings[0].fate, Fate::Removed);
    assert_eq!(gone.meetings[0].decisions.len(), 4);
    let cancelled = of_protocol(&[("status: utkast", "status: inställt")]);
    assert!(told(&cancelled).contains("läge: utkast → inställt"));
}

#[test]
fn a_moved_protocol_and_one_of_another_day() {
    let old = archive(&[("lsg/2026-05-20.md", PROTOCOL)]);
    let moved = compare(&old, &archive(&[("lsg/maj.md", PROTOCOL)]));
    assert!(moved.is_empty(), "{}", told(&moved));
    assert!(told(&moved).contains("Bara flyttat: lsg/2026-05-20.md → lsg/maj.md"));
    let later = PROTOCOL.replace("2026-05-20", "2026-05-27");
    check(
        &compare(&old, &archive(&[("lsg/2026-05-27.md", &later)])),
        "
LSG/2026-05-27 · ändrat protokoll
  hette förut LSG/2026-05-20
  filen är flyttad: lsg/2026-05-20.md → lsg/2026-05-27.md
  Protokollets huvud
    ~ datum: 2026-05-20 → 2026-05-27
",
    );
}

/// Files of which one can't be read.
struct Broken(Memory, &'static str);

impl Files for Broken {
    fn yaml_files(&self, folder: &str) -> Vec<Entry> {
        self.0.yaml_files(folder)
    }

    fn protocols(&self, codes: &[String]) -> Vec<Entry> {
        self.0.protocols(codes)
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        match path == Path::new(self.1) {
            true => Err("too large".to_owned()),
            false => self.0.read(path),
        }
    }

    fn has(&self, path: &Path) -> bool {
        self.0.has(path)
    }
}

#[test]
fn a_file_that_can_not_be_read_is_not_gone() {
    let path = "lsg/2026-05-20.md";
    let texts = [
        ("samverkan.yaml", CONFIG),
        ("organ/lsg.yaml", BODY),
        (path, PROTOCOL),
    ];
    let after = load_from(&Broken(Memory::new(texts), path), &Default::default());
    let difference = compare(&archive(&[(path, PROTOCOL)]), &after);
    assert!(difference.meetings[0].is_unreadable);
    let told = told(&difference);
    assert!(
        told.contains("filen finns kvar men kan inte läsas"),
        "{told}"
    );
}

#[test]
fn the_agreement_and_what_it_means() {
    let after = BODY
        .replace(
            "{huvudman: region, ordinarie: 1}",
            "{huvudman: region, ordinarie: 2, källa: 4.1}",
        )
        .replace("{ledamöter: 2}", "{ledamöter: 3}")
        .replace(
            "  - {namn: Bo By, huvudman: Berga kommun, som: ordinarie}\n",
            "  - {namn: Disa Lo, huvudman: Berga kommun, som: ordinarie, från: 2026-06-01}\n",
        )
        .replace("namn: Cia Dal,", "namn: Cia Maria Dal,");
    let difference = of_file("organ/lsg.yaml", BODY, &after);
    check(
        &difference,
        "
LSG Länssamverkansgruppen · ändrat (organ/lsg.yaml)
    ~ beslutsförhet: ledamöter: [-2-]{+3+}
    ~ platser varje region
        minst: 1 → 2
        högst: 1 → 2
        källa: (inget) → 4.1
    + ledamot Disa Lo, Berga kommun, ordinarie, från 2026-06-01
    ~ ledamot [-Cia Dal-]{+Cia Maria Dal+}
    - ledamot Bo By, Berga kommun, ordinarie

Oförändrade protokoll som räknas annorlunda
  företrädda
    ~ LSG/2026-05-20: platser som ska fyllas: 3 → 4; beslutsfört: ja → nej; för få närvarande vid: (inget) → hela mötet
",
    );
}

#[test]
fn parties_waivers_answers_and_rules() {
    let after = CONFIG.replace("{namn: Berga kommun, slag: kommun}", "{namn: Berga kommun, slag: kommun, till: 2026-12-31}\n  - {namn: Dala kommun, slag: kommun}")
        + "regler: {I007: av}\n";
    check(
        &of_file("samverkan.yaml", CONFIG, &after),
        "
Överenskommelsen · ändrat (samverkan.yaml)
    ~ huvudman Berga kommun: till: (inget) → 2026-12-31
    + huvudman Dala kommun, kommun
    + regel I007, av

Oförändrade protokoll som räknas annorlunda
  företrädda
    ~ LSG/2026-05-20: platser som ska fyllas: 3 → 4
",
    );
    let waivers = "- {regel: N001, var: LSG/2026-05-20, skäl: gäst, till: 2027-01-01}\n";
    check(
        &compare(&archive(&[]), &archive(&[("undantag.yaml", waivers)])),
        "
Undantag · ny fil (undantag.yaml)
    + undantag N001, LSG/2026-05-20, döljer ledamot som inte finns i organets lista, skäl gäst, till 2027-01-01
",
    );
    let answers = |answer| {
        format!(
            "rekommendation: \"LSG/2026-05-20/2:1\"\nsvar:\n  - {{huvudman: Almby kommun, svar: {answer}, datum: 2026-06-01}}\n"
        )
    };
    check(
        &of_file(
            "huvudmannasvar/plan.yaml",
            &answers("antagen"),
            &answers("avslagen"),
        ),
        "
Huvudmännens svar · ändrat (huvudmannasvar/plan.yaml)
    ~ huvudmannens svar LSG/2026-05-20/2:1, Almby kommun: svar: antagen → avslagen
",
    );
}

#[test]
fn a_new_archive_counts_its_members() {
    let empty = load_from(&Memory::default(), &Default::default());
    let difference = compare(&empty, &archive(&[]));
    insta::assert_snapshot!(told(&difference));
    assert_eq!(
        told(&compare(&empty, &empty)),
        "Ändringar\nIngenting är ändrat.\n"
    );
    let members: String = (0..30)
        .map(|at| format!("  - {{namn: Namn {at}, huvudman: Almby kommun, som: ersättare}}\n"))
        .collect();
    let body = format!("{BODY}{members}");
    let difference = compare(&empty, &archive(&[("organ/lsg.yaml", &body)]));
    assert!(told(&difference).contains("+ ledamot: 33 (3 ordinarie, 30 ersättare)"));
}

#[test]
fn ten_thousand_clauses_and_markup() {
    let head = PROTOCOL.split("## § 2").next().unwrap();
    let many = |word: &str| -> String {
        let clauses: String = (0..10_000)
            .map(|at| format!("- att {word} \u{1b}[31m<b>{at}</b>\n"))
            .collect();
        format!("{head}## § 2 Mycket\n\nLänssamverkansgruppen beslutar\n\n{clauses}")
    };
    let difference = of_file(
        "lsg/2026-05-20.md",
        &many("anta förslag nummer"),
        &many("anta förslaget nummer"),
    );
    let text = told(&difference);
    assert!(text.lines().count() > 10_000);
    assert!(!text.contains('\u{1b}'));
    let title = Message::new("Ändringar", "Changes");
    let markdown = wording::told(&difference, &title, Lang::Sv).markdown();
    assert!(markdown.len() < 61_000 && !markdown.contains("<b>"));
    let first = format!("- att utse en ordförande\n- att {}", "anta förslag nummer");
    let shifted = many("anta förslag nummer").replacen("- att anta förslag nummer", &first, 1);
    let difference = of_file("lsg/2026-05-20.md", &many("anta förslag nummer"), &shifted);
    let reworded = difference.meetings[0].decisions.iter();
    let reworded =
        reworded.filter(|change| change.fate() != Fate::Changed || change.touches("text"));
    assert_eq!(reworded.count(), 1);
    let one_line = |word: &str| {
        format!(
            "{head}## § 2 Mycket\n\nLänssamverkansgruppen beslutar att {}.\n",
            format!("{word}, att ").repeat(10_000)
        )
    };
    told(&of_file(
        "lsg/2026-05-20.md",
        &one_line("anta a"),
        &one_line("anta b"),
    ));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// What is the same is never a change, whatever it says; and any two can be told.
    #[test]
    fn any_two_texts(a in "(?s)([-#*§ a-c\\[\\]:.\n]|att |beslut|1|\u{202e}){0,80}", b in "(?s)([-#*§ a-c:.\n]|att |beslut|1){0,80}") {
        let of = |text: &str| archive(&[("lsg/2026-05-20.md", &format!("{PROTOCOL}{text}"))]);
        proptest::prop_assert!(compare(&of(&a), &of(&a)) == Difference::default());
        told(&compare(&of(&a), &of(&b)));
    }
}
