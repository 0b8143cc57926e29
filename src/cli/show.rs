//! `show REF`: one thing of the archive, to read or as JSON.

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args as _, FromArgMatches};
use serde_json::{Value, json};

use super::command::{ARGUMENTS, ArgText, Command, OPTIONS, Run, Section};
use super::session::{Exit, Session};
use crate::archive::{Archive, Target, resolve};
use crate::export::protocol_json::ProtocolJson;
use crate::finding::Finding;
use crate::lang::Text;
use crate::query::show;

#[derive(clap::Args)]
struct Args {
    #[arg(required = true)]
    reference: Vec<String>,
    #[arg(long, value_parser = PossibleValuesParser::new(["text", "json"]), default_value = "text", hide_default_value = true)]
    format: String,
}

/// The command.
pub(super) static COMMAND: Command = Command {
    name: "show",
    swedish: "visa",
    about: Text::new(
        "ett protokoll, ett ärende, ett beslut, ett organ eller en person",
        "a protocol, an item, a decision, a body or a person",
    ),
    more: Some(Text::new(
        "Exempel: samverkan show LSG/2023-02-17/4:2, samverkan show LSG 2023-02-17 § 4, samverkan show lsg/2023-02-17.md.",
        "Examples: samverkan show LSG/2023-02-17/4:2, samverkan show LSG 2023-02-17 § 4, samverkan show lsg/2023-02-17.md.",
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
            args: &[ArgText::value(
                "format",
                Text::new("FORMAT", "FORMAT"),
                Text::new("svarets format", "format of the answer"),
            )],
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
    if args.format == "json" {
        let value = json_of(&archive, &target);
        writeln!(session.out, "{value:#}")?;
    } else {
        let sheet = show::sheet(&archive, &target, session.lang);
        let text = sheet.text(session.world.width(), session.colors_out());
        session.out.write_all(text.as_bytes())?;
    }
    Ok(Exit::Done)
}

/// A protocol by its schema; an item or a decision as it stands in that of its protocol.
fn json_of(archive: &Archive, target: &Target) -> Value {
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
            let meetings: Vec<&str> = archive
                .protocols
                .iter()
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
            let rows: Vec<Value> = archive
                .protocols
                .iter()
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
    }
}
