//! A diagram of what leads to what, as Mermaid (Git hosts draw it) or DOT (Graphviz).

use std::collections::HashMap;
use std::fmt::Write;

use super::terminal::safe;

/// Nodes and the edges between them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// The nodes, in order. Of several with one id the first counts.
    pub nodes: Vec<Node>,
    /// The edges, in order. An end that is no node's id becomes a node that shows it.
    pub edges: Vec<Edge>,
}

/// One node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// What edges call it. Any text; never shown.
    pub id: String,
    /// What it shows. Any text, in several lines too.
    pub label: String,
    /// Nodes of one group stand in a box with this name; empty for none.
    pub group: String,
    /// Drawn with a dashed frame.
    pub dashed: bool,
}

/// One edge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    /// The id of the node it leaves.
    pub from: String,
    /// The id of the node it reaches.
    pub to: String,
    /// What stands on it; may be empty.
    pub label: String,
    /// Drawn with dashes.
    pub dashed: bool,
}

impl Graph {
    /// Mermaid text, from left to right. Git hosts refuse to draw beyond 500 edges or 50,000
    /// characters.
    pub fn mermaid(&self) -> String {
        let plan = Plan::of(self);
        let mut out = String::from("flowchart LR\n");
        for (at, (name, nodes)) in plan.groups.iter().enumerate() {
            let inset = if name.is_empty() { "  " } else { "    " };
            if !name.is_empty() {
                line(
                    &mut out,
                    format_args!("  subgraph g{at}[\"{}\"]", mermaid_label(name)),
                );
            }
            for &node in nodes {
                let label = mermaid_label(plan.labels[node]);
                line(&mut out, format_args!("{inset}n{node}[\"{label}\"]"));
            }
            if !name.is_empty() {
                line(&mut out, format_args!("  end"));
            }
        }
        for (edge, from, to) in &plan.edges {
            let arrow = if edge.dashed { "-.->" } else { "-->" };
            let label = match edge.label.trim() {
                "" => String::new(),
                label => format!("|\"{}\"|", mermaid_label(label)),
            };
            line(&mut out, format_args!("  n{from} {arrow}{label} n{to}"));
        }
        for node in (0..plan.dashed.len()).filter(|&node| plan.dashed[node]) {
            line(
                &mut out,
                format_args!("  style n{node} stroke-dasharray: 4 3"),
            );
        }
        out
    }

    /// DOT text, from left to right.
    pub fn dot(&self) -> String {
        let plan = Plan::of(self);
        let mut out = String::from(
            "digraph {\n  graph [rankdir=LR, charset=\"UTF-8\"];\n  node [shape=box, style=rounded];\n",
        );
        for (at, (name, nodes)) in plan.groups.iter().enumerate() {
            let inset = if name.is_empty() { "  " } else { "    " };
            if !name.is_empty() {
                line(&mut out, format_args!("  subgraph cluster_{at} {{"));
                line(&mut out, format_args!("    label=\"{}\";", dot_label(name)));
            }
            for &node in nodes {
                let label = dot_label(plan.labels[node]);
                let style = if plan.dashed[node] {
                    ", style=\"rounded,dashed\""
                } else {
                    ""
                };
                line(
                    &mut out,
                    format_args!("{inset}n{node} [label=\"{label}\"{style}];"),
                );
            }
            if !name.is_empty() {
                line(&mut out, format_args!("  }}"));
            }
        }
        for (edge, from, to) in &plan.edges {
            let mut attributes = Vec::new();
            if !edge.label.trim().is_empty() {
                attributes.push(format!("label=\"{}\"", dot_label(&edge.label)));
            }
            if edge.dashed {
                attributes.push("style=dashed".to_owned());
            }
            let attributes = match attributes.is_empty() {
                true => String::new(),
                false => format!(" [{}]", attributes.join(", ")),
            };
            line(&mut out, format_args!("  n{from} -> n{to}{attributes};"));
        }
        out.push_str("}\n");
        out
    }
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("a string takes every write");
}

/// The graph by number: no id that somebody wrote stands in the text.
struct Plan<'a> {
    labels: Vec<&'a str>,
    dashed: Vec<bool>,
    /// Names in the order they first occur, those without a name first, each with its nodes.
    groups: Vec<(&'a str, Vec<usize>)>,
    edges: Vec<(&'a Edge, usize, usize)>,
}

impl<'a> Plan<'a> {
    fn of(graph: &'a Graph) -> Plan<'a> {
        let mut plan = Plan {
            labels: Vec::new(),
            dashed: Vec::new(),
            groups: vec![("", Vec::new())],
            edges: Vec::new(),
        };
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut places: HashMap<&str, usize> = HashMap::from([("", 0)]);
        let mut number = |id: &'a str, label: &'a str, group: &'a str, dashed: bool| {
            *numbers.entry(id).or_insert_with(|| {
                let place = *places.entry(group).or_insert_with(|| {
                    plan.groups.push((group, Vec::new()));
                    plan.groups.len() - 1
                });
                let node = plan.labels.len();
                plan.labels.push(label);
                plan.dashed.push(dashed);
                plan.groups[place].1.push(node);
                node
            })
        };
        for node in &graph.nodes {
            number(&node.id, &node.label, node.group.trim(), node.dashed);
        }
        for edge in &graph.edges {
            let from = number(&edge.from, &edge.from, "", false);
            let to = number(&edge.to, &edge.to, "", false);
            plan.edges.push((edge, from, to));
        }
        plan
    }
}

/// `label` between quotes in Mermaid: letters, digits and a few harmless signs as they are, all
/// else as `#code;`, which Mermaid turns back after it has looked for its own syntax.
fn mermaid_label(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for (at, text) in label.trim().lines().enumerate() {
        if at > 0 {
            out.push_str("<br/>");
        }
        for c in safe(text).chars() {
            match c {
                ' ' | ',' | '/' | '(' | ')' | '§' | '–' => out.push(c),
                c if c.is_alphanumeric() => out.push(c),
                c => write!(out, "#{};", u32::from(c)).expect("a string takes every write"),
            }
        }
    }
    if out.is_empty() {
        out.push(' ');
    }
    out
}

/// `label` between quotes in DOT. Graphviz reads `\N` and the like, and HTML entities.
fn dot_label(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    for (at, text) in label.trim().lines().enumerate() {
        if at > 0 {
            out.push_str("\\n");
        }
        for c in safe(text).chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '&' => out.push_str("&amp;"),
                c => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn graph() -> Graph {
        let node = |id: &str, label: &str, group: &str| Node {
            id: id.to_owned(),
            label: label.to_owned(),
            group: group.to_owned(),
            dashed: id == "end",
        };
        let edge = |from: &str, to: &str, label: &str, dashed| Edge {
            from: from.to_owned(),
            to: to.to_owned(),
            label: label.to_owned(),
            dashed,
        };
        Graph {
            nodes: vec![
                node(
                    "LSG/2023-02-17/4:1",
                    "§ 4 \"SIP\"\n#1 <b>&amp;</b> \\N",
                    "LSG",
                ),
                node("end", "end", ""),
                node(
                    "SVO/2023-03-01/2:1",
                    "1. Åtgärder; `x` %%{init}%% ]",
                    "SVO | \"x\"",
                ),
            ],
            edges: vec![
                edge(
                    "LSG/2023-02-17/4:1",
                    "SVO/2023-03-01/2:1",
                    "föreslår \"att\"",
                    false,
                ),
                edge("SVO/2023-03-01/2:1", "end", "", true),
                edge("end", "okänd", "", false),
            ],
        }
    }

    #[test]
    fn mermaid_shows_any_label_as_text() {
        insta::assert_snapshot!(graph().mermaid(), @r#"
        flowchart LR
          n1["end"]
          n3["okänd"]
          subgraph g1["LSG"]
            n0["§ 4 #34;SIP#34;<br/>#35;1 #60;b#62;#38;amp#59;#60;/b#62; #92;N"]
          end
          subgraph g2["SVO #124; #34;x#34;"]
            n2["1#46; Åtgärder#59; #96;x#96; #37;#37;#123;init#125;#37;#37; #93;"]
          end
          n0 -->|"föreslår #34;att#34;"| n2
          n2 -.-> n1
          n1 --> n3
          style n1 stroke-dasharray: 4 3
        "#);
    }

    #[test]
    fn dot_shows_any_label_as_text() {
        insta::assert_snapshot!(graph().dot(), @r#"
        digraph {
          graph [rankdir=LR, charset="UTF-8"];
          node [shape=box, style=rounded];
          n1 [label="end", style="rounded,dashed"];
          n3 [label="okänd"];
          subgraph cluster_1 {
            label="LSG";
            n0 [label="§ 4 \"SIP\"\n#1 <b>&amp;amp;</b> \\N"];
          }
          subgraph cluster_2 {
            label="SVO | \"x\"";
            n2 [label="1. Åtgärder; `x` %%{init}%% ]"];
          }
          n0 -> n2 [label="föreslår \"att\""];
          n2 -> n1 [style=dashed];
          n1 -> n3;
        }
        "#);
    }

    proptest! {
        #[test]
        fn a_label_never_leaves_its_quotes(label in any::<String>(), more in "[\"\\\\\n\r;#`<>{}|-]*") {
            let label = label + &more;
            let mermaid = mermaid_label(&label).replace("<br/>", "");
            prop_assert!(!mermaid.contains(['"', '`', '<', '>', '\n', '\r', '[', ']', '|', '%', '\\', '&', ':']));
            let dot = dot_label(&label).replace("\\\\", "").replace("\\\"", "");
            prop_assert!(!dot.contains(['"', '\n', '\r']));
            prop_assert!(!dot.replace("\\n", "").contains('\\'));
        }
    }
}
