//! The questions asked of `protocols/`, the archive that the agreement of Västerbotten makes.

use samverkan::lang::Lang;
use samverkan::query::bodies_diagram;

use crate::answers::{archive, ask};

const DAY: &str = "2023-03-01";

fn answer(name: &str, query: &str, columns: &[&str]) -> String {
    ask(&archive("protocols"), name, query, DAY, columns)
}

#[test]
fn items() {
    let columns = ["id", "title", "tags", "presenters", "decisions", "line"];
    insta::assert_snapshot!(answer("items", "", &columns), @r"
    LSG/2023-02-17/1 | Godkännande av dagordning och upprop | - | - | 1 | 58
    LSG/2023-02-17/2 | Föregående protokoll | - | - | 4 | 62
    LSG/2023-02-17/3 | Samverkan vid utskrivning, kontinuitet, fasta kontakter och patientkontakt | decision | Berit Malmkvist; Gerda Winkler; Lova Ängdahl | 2 | 74
    LSG/2023-02-17/4 | UPH-medel | decision | Siv Ehrling | 2 | 110
    LSG/2023-02-17/5 | Beredning barn och unga | decision | Tova Lindegren (FoU Socialtjänst) | 2 | 125
    LSG/2023-02-17/6 | Beredning vuxna och äldre | information | Hanna Viklund | 0 | 143
    LSG/2023-02-17/7 | Omställningen till Nära vård | decision | Asta Blomgren; Beatrice Ollén; Barbro Hedman; Siv Ehrling | 6 | 162
    LSG/2023-02-17/8 | Ärenden till Samråd vård och omsorg | - | - | 0 | 195
    LSG/2023-02-17/9 | Övriga frågor | - | - | 1 | 202
    LSG/2023-02-17/10 | Genomgång och sammanfattning av beslut | - | - | 0 | 210
    LSG/2023-02-17/11 | Nästa möte | - | - | 0 | 212
    ");
}

#[test]
fn items_by_filter() {
    for (query, wanted) in [
        ("tag:decision", "3 4 5 7"),
        ("tag:information", "6"),
        // An earlier decision about UPH is reported in item 2.
        ("UPH", "2 4"),
        ("title:UPH", "4"),
        ("class:procedural", "1"),
        ("class:reported", "2"),
        ("presenter:Winkler", "3"),
        ("presenter:\"FoU Socialtjänst\"", "5"),
        ("date:2022", ""),
    ] {
        assert_eq!(
            answer("items", query, &["number"]).replace('\n', " "),
            wanted,
            "{query}"
        );
    }
}

#[test]
fn meetings() {
    let columns = [
        "id",
        "weekday",
        "time",
        "place",
        "kind",
        "status",
        "chair",
        "secretary",
        "adjusters",
        "present",
        "absent",
        "others",
        "items",
        "decisions",
        "approved",
        "reference",
        "next_meeting",
        "line",
    ];
    insta::assert_snapshot!(answer("meetings", "", &columns), @"LSG/2023-02-17 | friday | - | Teams | protocol | approved | Vendela Lindbrén | Beatrice Ollén | Frida Hedman | 18 | 7 | 4 | 11 | 18 | 2023-02-28 | HSN: 200:1-2023 | 2023-04-21 | 54");
}

#[test]
fn members_are_in_no_list() {
    assert_eq!(answer("members", "", &["id"]), "");
}

#[test]
fn bodies() {
    let columns = [
        "code",
        "level",
        "reports_to",
        "seats",
        "members",
        "meetings",
        "last_meeting",
        "next_meeting",
        "external",
        "path",
        "line",
    ];
    insta::assert_snapshot!(answer("bodies", "", &columns), @r"
    BBU | official | LSG | - | - | 0 | - | - | false | organ/bbu.yaml | 1
    BVA | official | LSG | - | - | 0 | - | - | false | organ/bva.yaml | 1
    HMR | official | LSG | - | - | 0 | - | - | false | organ/hmr.yaml | 1
    LS | political | - | - | - | 0 | - | - | false | organ/ls.yaml | 1
    LSG | official | SVO | 21 | - | 1 | 2023-02-17 | 2023-04-21 | false | organ/lsg.yaml | 1
    LSGAU | official | LSG | 2 | - | 0 | - | - | false | organ/lsgau.yaml | 1
    SRP | official | LSG | - | - | 0 | - | - | false | organ/srp.yaml | 1
    SVO | political | - | 18 | - | 0 | - | 2023-03-24 | false | organ/svo.yaml | 1
    SVOAU | political | SVO | 2 | - | 0 | - | - | false | organ/svoau.yaml | 1
    SYL | - | - | - | - | - | - | 2023-03-24 | true | samverkan.yaml | 36
    RLM | - | - | - | - | - | - | - | true | samverkan.yaml | 37
    ");
}

#[test]
fn parties() {
    let columns = [
        "name",
        "kind",
        "bodies",
        "seats",
        "members",
        "meetings",
        "represented",
        "share",
        "assignments",
        "line",
    ];
    insta::assert_snapshot!(answer("parties", "", &columns), @r"
    Region Västerbotten | region | LSG; SVO | 7 | - | 1 | 1 | 1 | 0 | 18
    Bjurholms kommun | municipality | LSG; SVO | 2 | - | 1 | 0 | 0 | 0 | 19
    Dorotea kommun | municipality | LSG; SVO | 2 | - | 1 | 1 | 1 | 0 | 20
    Lycksele kommun | municipality | LSG; SVO | 2 | - | 1 | 1 | 1 | 0 | 21
    Malå kommun | municipality | LSG; SVO | 2 | - | 1 | 0 | 0 | 0 | 22
    Nordmalings kommun | municipality | LSG; SVO | 2 | - | 1 | 1 | 1 | 0 | 23
    Norsjö kommun | municipality | LSG; SVO | 2 | - | 1 | 1 | 1 | 0 | 24
    Robertsfors kommun | municipality | LSG; SVO | 2 | - | 1 | 1 | 1 | 0 | 25
    Skellefteå kommun | municipality | LSG; SVO | 2 | - | 1 | 1 | 1 | 0 | 26
    Sorsele kommun | municipality | LSG; SVO | 2 | - | 1 | 1 | 1 | 0 | 27
    Storumans kommun | municipality | LSG; SVO | 2 | - | 1 | 1 | 1 | 0 | 28
    Umeå kommun | municipality | LSG; SVO | 2 | - | 1 | 0 | 0 | 0 | 29
    Vilhelmina kommun | municipality | LSG; SVO | 2 | - | 1 | 0 | 0 | 0 | 30
    Vindelns kommun | municipality | LSG; SVO | 2 | - | 1 | 0 | 0 | 0 | 31
    Vännäs kommun | municipality | LSG; SVO | 2 | - | 1 | 1 | 1 | 0 | 32
    Åsele kommun | municipality | LSG; SVO | 2 | - | 1 | 1 | 1 | 0 | 33
    ");
}

#[test]
fn diagram() {
    let graph = bodies_diagram(&archive("protocols"), DAY.parse().unwrap(), Lang::Sv);
    insta::assert_snapshot!(graph.mermaid(), @r#"
    flowchart LR
      n9["SYL<br/>Systemledningen"]
      n10["RLM<br/>Regionledningsmötet"]
      subgraph g1["Tjänstepersonsnivå"]
        n0["BBU<br/>Beredning för barn och unga"]
        n1["BVA<br/>Beredning för vuxna och äldre"]
        n2["HMR<br/>Hjälpmedelsrådet"]
        n4["LSG<br/>Länssamverkansgruppen"]
        n5["LSGAU<br/>Arbetsutskottet till Länssamverkansgruppen"]
        n6["SRP<br/>Samverkansråd för patientsäkerhet"]
      end
      subgraph g2["Politisk nivå"]
        n3["LS<br/>Regionalt ledningsseminarium"]
        n7["SVO<br/>Samråd vård och omsorg"]
        n8["SVOAU<br/>Arbetsutskottet till Samråd vård och omsorg"]
      end
      n0 --> n4
      n1 --> n4
      n2 --> n4
      n4 --> n7
      n0 -.->|"ordförande"| n4
      n1 -.->|"ordförande"| n4
      n2 -.->|"ordförande, adjungerad"| n4
      n6 -.->|"ordförande, adjungerad"| n4
      n5 --> n4
      n4 -.->|"ordförande"| n5
      n4 -.->|"vice ordförande"| n5
      n6 --> n4
      n8 --> n7
      n7 -.->|"ordförande"| n8
      n7 -.->|"vice ordförande"| n8
      style n9 stroke-dasharray: 4 3
      style n10 stroke-dasharray: 4 3
    "#);
}
