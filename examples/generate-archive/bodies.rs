//! What the invented agreement says about each body.

use std::fmt::Write as _;

use crate::calendar::ymd;
use crate::county::{Body, Manner, PARTIES, Sits};
use crate::members::{chairs, member};
use crate::names::People;

/// A body without people.
fn body(code: &str, name: &str, manner: Manner, head: &str, rules: &str) -> Body {
    Body {
        code: code.to_owned(),
        name: name.to_owned(),
        manner,
        political: false,
        head: head.to_owned(),
        rules: rules.to_owned(),
        standing: Vec::new(),
        planned: Vec::new(),
        chairs: Vec::new(),
        members: Vec::new(),
        secretary: String::new(),
    }
}

/// Writes `stående-punkter` too, so that the list stands once.
fn with_standing(mut body: Body, standing: &[&'static str]) -> Body {
    body.rules.push_str("stående-punkter:\n");
    for title in standing {
        let _ = writeln!(body.rules, "  - {title}");
    }
    body.standing = standing.to_vec();
    body
}

/// Länssamverkansgruppen.
pub fn lsg() -> Body {
    let head = r#"kod: LSG
namn: Länssamverkansgruppen
alias: [Länssamverkansgrupp]
felstavningar: [Länsamverkansgruppen]
nivå: tjänsteperson
rapporterar-till: SVO
befogenhet:
  - {får: besluta, om: rutiner och arbetssätt i samverkan, källa: "4.1"}
  - {får: bereda, åt: SVO, källa: "4.1"}
  - {får: föreslå, åt: SVO, källa: "4.1"}
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: "4.2"}
  - {huvudman: [Granby kommun, Almvik kommun], ordinarie: 1-2, ersättare: 2, källa: "4.2"}
  - {huvudman: region, ordinarie: 4, ersättare: 4, källa: "4.2"}
  - {ordförande-i: [BBU, BVA], ordinarie: 1, källa: "5.1 och 5.2"}
  - {ordförande-i: [HMR], adjungerad: true, källa: "5.3"}
presidium:
  regel: {olika: slag, växlar: årligen, förlängning: beslut, källa: "4.3"}
"#;
    let rules = r#"beslutsförhet:
  ledamöter: 2/3
  huvudmän: mer än hälften
  slag: [region, kommun]
  jäv: räknas inte
  källa: "4.4"
justering: {justerare: 1, dagar: 14, källa: "4.5"}
uppdrag: {fastställt: 2022-04-08, revideras-inom-år: 4, källa: "4.1"}
"#;
    with_standing(
        body(
            "LSG",
            "Länssamverkansgruppen",
            Manner::Sections,
            head,
            rules,
        ),
        &[
            "Godkännande av dagordning och upprop",
            "Föregående protokoll",
            "Uppföljning av uppdrag",
            "Övriga frågor",
            "Nästa möte",
        ],
    )
}

/// Samråd vård och omsorg.
pub fn svo() -> Body {
    let head = r#"kod: SVO
namn: Samråd vård och omsorg
alias: [Samrådet]
felstavningar: [Samråd för vård och omsorg]
nivå: politisk
befogenhet:
  - {får: besluta, om: inriktningen för samverkan, källa: "3.1"}
  - {får: rekommendera, källa: "3.1"}
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: "3.2"}
  - {huvudman: [Granby kommun, Almvik kommun], ordinarie: 1-2, ersättare: 2, källa: "3.2"}
  - {huvudman: region, ordinarie: 3, ersättare: 3, källa: "3.2"}
presidium:
  regel: {olika: slag, växlar: årligen, förlängning: enigt beslut, källa: "3.3"}
"#;
    let rules = r#"beslutsförhet:
  ledamöter: mer än hälften
  slag: [region, kommun]
  jäv: räknas
  källa: "3.4"
justering: {justerare: 1, dagar: 14, källa: "3.5"}
uppdrag: {fastställt: 2022-10-14, revideras-inom-år: 4, källa: "3.1"}
"#;
    let mut svo = with_standing(
        body(
            "SVO",
            "Samråd vård och omsorg",
            Manner::SectionsOverYear,
            head,
            rules,
        ),
        &[
            "Godkännande av dagordning",
            "Föregående protokoll",
            "Övriga frågor",
            "Nästa möte",
        ],
    );
    svo.political = true;
    svo
}

/// Beredning barn och unga.
pub fn bbu() -> Body {
    let head = r#"kod: BBU
namn: Beredning barn och unga
alias: [Barnberedningen]
nivå: tjänsteperson
rapporterar-till: LSG
befogenhet:
  - {får: bereda, åt: LSG, källa: "5.1"}
  - {får: föreslå, åt: LSG, källa: "5.1"}
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: "5.1"}
  - {huvudman: region, ordinarie: 3, ersättare: 2, källa: "5.1"}
presidium:
  regel: {olika: slag, växlar: årligen, förlängning: beslut, källa: "5.1"}
"#;
    let rules = r#"beslutsförhet: {ledamöter: 7, källa: "5.4", osäkert: true}
justering: {justerare: 1, dagar: 14, källa: "5.4"}
uppdrag: {fastställt: 2022-11-25, revideras-inom-år: 2, källa: "5.1"}
"#;
    with_standing(
        body(
            "BBU",
            "Beredning barn och unga",
            Manner::Points,
            head,
            rules,
        ),
        &["Dagordning", "Föregående protokoll", "Nästa möte"],
    )
}

/// Beredning vuxna och äldre.
pub fn bva() -> Body {
    let head = r#"kod: BVA
namn: Beredning vuxna och äldre
nivå: tjänsteperson
rapporterar-till: LSG
befogenhet:
  - {får: bereda, åt: LSG, källa: "5.2"}
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: "5.2"}
  - {huvudman: region, ordinarie: 3, ersättare: 2, källa: "5.2"}
presidium:
  regel: {olika: huvudman, växlar: årligen, förlängning: beslut, källa: "5.2"}
"#;
    let rules = r#"uppdrag: {fastställt: 2022-11-25, revideras-inom-år: 2, källa: "5.2"}
"#;
    with_standing(
        body(
            "BVA",
            "Beredning vuxna och äldre",
            Manner::Notes,
            head,
            rules,
        ),
        &["Dagordning", "Nästa möte"],
    )
}

/// A local group of a large archive: one municipality and the region.
pub fn local_group(number: usize, people: &mut People) -> Body {
    let party = 1 + number % 9;
    let code = format!("LOK{:03}", number + 1);
    let short = PARTIES[party].trim_end_matches(" kommun");
    let name = format!("Lokal samverkan {short} {}", 1 + number / 9);
    let head = format!(
        "kod: {code}\nnamn: {name}\nnivå: tjänsteperson\nrapporterar-till: LSG\n\
         befogenhet:\n  - {{får: besluta, om: lokala rutiner, källa: \"6.1\"}}\n\
         representation:\n  \
         - {{huvudman: [{}], ordinarie: 8, ersättare: 4, källa: \"6.2\"}}\n  \
         - {{huvudman: region, ordinarie: 8, ersättare: 4, källa: \"6.2\"}}\n\
         presidium:\n  regel: {{olika: slag, växlar: årligen, källa: \"6.3\"}}\n",
        PARTIES[party]
    );
    let rules = "beslutsförhet:\n  ledamöter: mer än hälften\n  slag: [region, kommun]\n  källa: \"6.4\"\n\
                 justering: {justerare: 1, dagar: 14, källa: \"6.5\"}\n";
    let mut group = with_standing(
        body(&code, &name, Manner::Points, &head, rules),
        &["Dagordning", "Föregående protokoll", "Nästa möte"],
    );
    for start in (1989..2025).step_by(9) {
        let from = ymd(start, 1, 1);
        let until = Some(ymd(start + 8, 12, 31));
        for (party, sits, count) in [
            (0, Sits::Regular, 8),
            (party, Sits::Regular, 8),
            (0, Sits::Substitute, 4),
            (party, Sits::Substitute, 4),
        ] {
            for _ in 0..count {
                group.members.push(member(people, party, sits, from, until));
            }
        }
    }
    group.secretary = people.take();
    group.chairs = chairs(&group, 4 + number, 1990, 2024);
    group
}
