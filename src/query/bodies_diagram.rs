//! The bodies as a diagram: who reports to whom, and whose chair sits where.

use chrono::NaiveDate;

use crate::archive::Archive;
use crate::lang::{Lang, Text};
use crate::model::{Level, OfficeSeat};
use crate::output::diagram::{Edge, Graph, Node};

const POLITICAL: Text = Text::new("Politisk nivå", "Political level");
const OFFICIALS: Text = Text::new("Tjänstepersonsnivå", "Officials");

/// The bodies of `day`. A line goes from a body to the one it reports to; a dashed one from a
/// body to where its chair or vice chair has a place. The levels stand in boxes, and bodies that
/// only are referred to have dashed frames.
pub fn bodies_diagram(archive: &Archive, day: NaiveDate, lang: Lang) -> Graph {
    let mut graph = Graph::default();
    let collaboration = &archive.collaboration;
    let bodies = collaboration
        .bodies
        .iter()
        .filter(|body| body.basis.period.contains(day));
    for body in bodies {
        let code = &body.code.value;
        let group = match body.level.as_ref().map(|level| level.value) {
            Some(Level::Political) => POLITICAL.get(lang),
            Some(Level::Official) => OFFICIALS.get(lang),
            None => "",
        };
        graph.nodes.push(Node {
            id: code.clone(),
            label: label(code, &body.name.value),
            group: group.to_owned(),
            dashed: false,
        });
        for to in &body.reports_to {
            graph.edges.push(Edge {
                from: code.clone(),
                to: to.value.clone(),
                ..Edge::default()
            });
        }
        for seat in collaboration.seats_of(body, day).offices {
            graph.edges.push(Edge {
                label: office(&seat).get(lang).to_owned(),
                from: seat.office.body,
                to: code.clone(),
                dashed: true,
            });
        }
    }
    for body in &collaboration.external_bodies {
        graph.nodes.push(Node {
            id: body.code.value.clone(),
            label: label(&body.code.value, &body.name.value),
            group: String::new(),
            dashed: true,
        });
    }
    graph
}

fn label(code: &str, name: &str) -> String {
    match code == name {
        true => code.to_owned(),
        false => format!("{code}\n{name}"),
    }
}

fn office(seat: &OfficeSeat<'_>) -> Text {
    match (seat.office.vice, seat.co_opted) {
        (false, false) => Text::new("ordförande", "chair"),
        (true, false) => Text::new("vice ordförande", "vice chair"),
        (false, true) => Text::new("ordförande, adjungerad", "chair, co-opted"),
        (true, true) => Text::new("vice ordförande, adjungerad", "vice chair, co-opted"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::sample;

    #[test]
    fn bodies_offices_and_those_referred_to() {
        let day = "2023-06-01".parse().unwrap();
        let graph = bodies_diagram(&sample::county(), day, Lang::Sv);
        insta::assert_snapshot!(graph.mermaid(), @r#"
        flowchart LR
          n2["SYL<br/>Systemledningen"]
          subgraph g1["Tjänstepersonsnivå"]
            n0["LSG<br/>Länsgruppen"]
          end
          subgraph g2["Politisk nivå"]
            n1["SVO<br/>Samråd vård"]
          end
          n0 --> n1
          n1 -.->|"ordförande"| n0
          n1 --> n2
          style n2 stroke-dasharray: 4 3
        "#);
        insta::assert_snapshot!(graph.dot(), @r#"
        digraph {
          graph [rankdir=LR, charset="UTF-8"];
          node [shape=box, style=rounded];
          n2 [label="SYL\nSystemledningen", style="rounded,dashed"];
          subgraph cluster_1 {
            label="Tjänstepersonsnivå";
            n0 [label="LSG\nLänsgruppen"];
          }
          subgraph cluster_2 {
            label="Politisk nivå";
            n1 [label="SVO\nSamråd vård"];
          }
          n0 -> n1;
          n1 -> n0 [label="ordförande", style=dashed];
          n1 -> n2;
        }
        "#);
    }

    #[test]
    fn what_is_no_longer_in_force_is_left_out() {
        let archive = sample::archive(&[
            ("samverkan.yaml", "namn: Exempel\n"),
            (
                "organ/old.yaml",
                "kod: OLD\nrapporterar-till: LSG\ntill: 2020-12-31\n",
            ),
            (
                "organ/lsg.yaml",
                "kod: LSG\nrepresentation:\n  - {vice-ordförande-i: BBU, adjungerad: true, till: 2021-12-31}\n  - {ordförande-i: OLD}\n",
            ),
            ("organ/bbu.yaml", "kod: BBU\nnamn: Beredningen\n"),
        ]);
        let on = |day: &str| {
            let graph = bodies_diagram(&archive, day.parse().unwrap(), Lang::En);
            let edges = graph
                .edges
                .iter()
                .map(|edge| format!("{} {} {}", edge.from, edge.label, edge.to));
            edges.collect::<Vec<_>>().join("; ")
        };
        assert_eq!(
            on("2020-12-31"),
            "BBU vice chair, co-opted LSG; OLD chair LSG; OLD  LSG"
        );
        assert_eq!(on("2021-12-31"), "BBU vice chair, co-opted LSG");
        assert_eq!(on("2022-01-01"), "");
    }
}
