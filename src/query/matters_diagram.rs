//! The way of a matter as a diagram: the items that took it up, and whom it was sent to.

use std::collections::HashSet;

use crate::archive::register::Matter;
use crate::lang::{Lang, Text};
use crate::output::diagram::{Edge, Graph, Node};

const HANDED_OVER: Text = Text::new("överlämnas", "handed over");
const WAITS: Text = Text::new("väntar", "waits");
const NOT_TAKEN_UP: Text = Text::new("inte upptaget", "not taken up");

/// A node for each item, in a box for each body. A line goes from each item to the next, with a
/// word on it where the matter was sent there; a dashed one to a body that hasn't taken it up.
pub fn matter_diagram(matter: &Matter<'_>, lang: Lang) -> Graph {
    let mut graph = Graph::default();
    let id = |at: usize| format!("step {at}");
    for (at, step) in matter.steps.iter().enumerate() {
        let protocol = &step.file.protocol;
        let day = step.date().map_or(String::new(), |day| day.to_string());
        let number = step.item.number.as_ref();
        let number = number.map_or(String::new(), |number| format!(" § {}", number.value));
        graph.nodes.push(Node {
            id: id(at),
            label: format!("{day}{number}\n{}", step.item.title.value),
            group: protocol.body.value.clone(),
            dashed: false,
        });
    }
    // A step that nobody sent the matter to follows the one before.
    let sent: HashSet<usize> = matter
        .steps
        .iter()
        .flat_map(|step| step.handovers.iter().filter_map(|one| one.received))
        .collect();
    for (at, step) in matter.steps.iter().enumerate() {
        if at > 0 && !sent.contains(&at) {
            graph.edges.push(Edge {
                from: id(at - 1),
                to: id(at),
                ..Edge::default()
            });
        }
        for handover in &step.handovers {
            let (to, label) = match (handover.received, handover.met_since) {
                (Some(received), _) => (id(received), HANDED_OVER),
                (None, Some(_)) => (format!("to {}", handover.to), NOT_TAKEN_UP),
                (None, None) => (format!("to {}", handover.to), WAITS),
            };
            let dashed = handover.received.is_none();
            if dashed {
                graph.nodes.push(Node {
                    id: to.clone(),
                    label: handover.to.to_owned(),
                    group: String::new(),
                    dashed,
                });
            }
            graph.edges.push(Edge {
                from: id(at),
                to,
                label: label.get(lang).to_owned(),
                dashed,
            });
        }
    }
    graph
}
