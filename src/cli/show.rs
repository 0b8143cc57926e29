//! `show REF`: one thing of the archive, to read or as JSON.

use chrono::NaiveDate;
use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};
use serde_json::{Value, json};

use super::args::day;
use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::session::{Exit, Session};
use crate::archive::register::Matter;
use crate::archive::{Archive, Target, resolve};
use crate::export::protocol_json::ProtocolJson;
use crate::finding::Finding;
use crate::lang::{Lang, Message, Text};
use crate::query::matter_diagram;
use crate::query::show::{self, Both, Day, Found};

#[derive(clap::Args)]
struct Args {
    #[arg(required = true)]
    reference: Vec<String>,
    #[arg(long)]
    links: bool,
    #[arg(long, value_parser = day)]
    as_of: Option<NaiveDate>,
    #[arg(long, value_parser = PossibleValuesParser::new(["text", "json", "mermaid", "dot"]), default_value = "text", hide_default_value = true)]
    format: String,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "show",
    swedish: "visa",
    about: Text::new(
        "ett protokoll, en punkt, ett beslut, ett ärendes väg, ett organ eller en person",
        "a protocol, an item, a decision, the way of a matter, a body or a person",
    ),
    more: Some(Text::new(
        "Exempel: samverkan show LSG/2023-02-17/4:2, samverkan show LSG 2023-02-17 § 4, samverkan show lsg/2023-02-17.md, samverkan show matter:uph-medel.",
        "Examples: samverkan show LSG/2023-02-17/4:2, samverkan show LSG 2023-02-17 § 4, samverkan show lsg/2023-02-17.md, samverkan show matter:uph-medel.",
    )),
    sections: &[
        Section {
            heading: ARGUMENTS,
            args: &[ArgText::value(
                "reference",
                Text::new("HÄNVISNING", "REF"),
                Text::new(
                    "ett id, en fil, ett organ, ett namn, eller så mycket av det att bara en sak kan menas",
                    "an id, a file, a body, a name, or as much of it as only one thing can mean",
                ),
            )],
        },
        Section {
            heading: OPTIONS,
            args: &[
                ArgText::flag(
                    "links",
                    Text::new(
                        "vad det hänvisar till, och vad som hänvisar till det",
                        "what it refers to, and what refers to it",
                    ),
                ),
                ArgText::value(
                    "as_of",
                    Text::new("DAG", "DATE"),
                    Text::new(
                        "läge och hänvisningar som de var den dagen",
                        "state and references as they were that day",
                    ),
                ),
                ArgText::value(
                    "format",
                    Text::new("FORMAT", "FORMAT"),
                    Text::new(
                        "svarets format; mermaid och dot ritar ett ärendes väg",
                        "format of the answer; mermaid and dot draw the way of a matter",
                    ),
                ),
            ],
        },
    ],
    args: Args::augment_args,
    run: Run::Own(run),
};

fn run(matches: &ArgMatches, session: &mut Session) -> anyhow::Result<Exit> {
    let args = Args::from_arg_matches(matches)?;
    let root = session.root()?;
    let archive = session.load(&root)?;
    let target = resolve(&archive, &args.reference.join(" "))
        .map_err(|error| session.error(error.message()))?;
    let day = Day {
        as_of: args.as_of,
        today: session.world.today(),
    };
    if let (Some(as_of), false) = (args.as_of, was_there(&archive, &target, day)) {
        return Err(session.error(Message::new(
            format!("det fanns inte den {as_of}"),
            format!("it wasn't there on {as_of}"),
        )));
    }
    let text = match (args.format.as_str(), args.links) {
        ("mermaid" | "dot", _) => {
            let drawn = drawing(&archive, &target, day, &args.format, session.lang);
            drawn.filter(|_| !args.links).ok_or_else(|| {
                session.error(Message::new(
                    "bara ett ärendes väg kan ritas: visa till exempel matter:uph-medel",
                    "only the way of a matter can be drawn: show such as matter:uph-medel",
                ))
            })?
        }
        (format, true) => {
            let both = show::links(&archive, &target, day).ok_or_else(|| {
                session.error(Message::new(
                    "--links gäller ett protokoll, en punkt, ett beslut eller ett ärende",
                    "--links is for a protocol, an item, a decision or a matter",
                ))
            })?;
            match format {
                "json" => format!("{:#}\n", json_of_links(&both)),
                _ => show::links_sheet(&both, session.lang)
                    .text(session.world.width(), session.colors_out()),
            }
        }
        ("json", false) => format!("{:#}\n", json_of(&archive, &target, day)),
        _ => show::sheet(&archive, &target, day, session.lang)
            .text(session.world.width(), session.colors_out()),
    };
    session.out.write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

/// Whether the thing was in the archive that day.
fn was_there(archive: &Archive, target: &Target, day: Day) -> bool {
    match target {
        Target::Protocol(file) | Target::Item(file, _) | Target::Decision(file, _, _) => {
            let date = &archive.protocols[*file].protocol.date;
            date.as_ref().is_none_or(|date| date.value <= day.last())
        }
        Target::Matter(slug) => show::matter_named(archive, slug, day, |_| ()).is_some(),
        Target::Body(_) | Target::Person(_) => true,
    }
}

/// The way of a matter as a drawing; nothing else has one here.
fn drawing(
    archive: &Archive,
    target: &Target,
    day: Day,
    format: &str,
    lang: Lang,
) -> Option<String> {
    let Target::Matter(slug) = target else {
        return None;
    };
    let graph = show::matter_named(archive, slug, day, |matter| matter_diagram(matter, lang))?;
    Some(match format {
        "dot" => graph.dot(),
        _ => graph.mermaid(),
    })
}

fn json_of_links(both: &Both) -> Value {
    let one = |link: &Found| {
        json!({
            "from": (!link.from.is_empty()).then_some(&link.from),
            "to": link.to,
            "kind": link.kind.text().en,
            "exists": link.exists,
            "path": link.path,
            "line": (link.line > 0).then_some(link.line),
        })
    };
    json!({
        "id": both.id,
        "refers_to": both.out.iter().map(one).collect::<Vec<_>>(),
        "referred_by": both.back.iter().map(one).collect::<Vec<_>>(),
        "same_matter": both.matter.iter().map(|(id, _)| id).collect::<Vec<_>>(),
    })
}

/// A protocol by its schema; an item or a decision as it stands in that of its protocol.
fn json_of(archive: &Archive, target: &Target, day: Day) -> Value {
    let protocol = |file: &usize| {
        let file = &archive.protocols[*file];
        let findings: Vec<&Finding> = file.findings.iter().collect();
        json!(ProtocolJson::new(file, &findings))
    };
    match target {
        Target::Protocol(file) => protocol(file),
        Target::Item(file, item) => protocol(file)["items"][*item].take(),
        Target::Decision(file, item, decision) => {
            let id = &archive.protocols[*file].protocol.items[*item].decisions[*decision]
                .id
                .0;
            let mut item = protocol(file)["items"][*item].take();
            ["decisions", "soft_assignments"]
                .into_iter()
                .filter_map(|key| {
                    item[key]
                        .as_array_mut()?
                        .iter_mut()
                        .find(|one| one["id"] == json!(id))
                        .map(Value::take)
                })
                .next()
                .unwrap_or(Value::Null)
        }
        Target::Body(code) => {
            let meetings: Vec<&str> = show::files(archive, day)
                .filter(|file| file.protocol.body.value == *code)
                .map(|file| file.protocol.id.0.as_str())
                .collect();
            let name = archive
                .collaboration
                .body(code)
                .map(|body| body.name.value.as_str());
            json!({"code": code, "name": name, "meetings": meetings})
        }
        Target::Person(name) => {
            let rows: Vec<Value> = show::files(archive, day)
                .flat_map(|file| {
                    let id = &file.protocol.id.0;
                    file.protocol.attendance.iter().map(move |one| (id, one))
                })
                .filter(|(_, one)| {
                    one.name.as_ref().is_some_and(|own| crate::lang::same_name(own, name))
                })
                .map(|(id, one)| {
                    json!({"meeting": id, "party": one.party, "presence": one.presence.text().en})
                })
                .collect();
            json!({"name": name, "attendance": rows})
        }
        Target::Matter(slug) => {
            show::matter_named(archive, slug, day, json_of_matter).unwrap_or(Value::Null)
        }
    }
}

/// The matter with its steps, and where each sent it.
fn json_of_matter(matter: &Matter<'_>) -> Value {
    let steps = matter.steps.iter().map(|step| {
        let handovers = step.handovers.iter().map(|sent| {
            json!({
                "to": sent.to,
                "received": sent.received.map(|at| matter.steps[at].id()),
                "met_since": sent.met_since.map(|met| met.protocol.id.to_string()),
            })
        });
        let decisions = step.item.decisions.iter();
        json!({
            "id": step.id(),
            "body": step.file.protocol.body.value,
            "date": step.date().map(|day| day.to_string()),
            "title": step.item.title.value,
            "decisions": decisions.map(|one| one.id.to_string()).collect::<Vec<_>>(),
            "handed_to": handovers.collect::<Vec<_>>(),
        })
    });
    json!({
        "id": format!("matter:{}", matter.slug()),
        "title": matter.title,
        "references": matter.references,
        "state": matter.state().text().en,
        "with": matter.with(),
        "steps": steps.collect::<Vec<_>>(),
    })
}
