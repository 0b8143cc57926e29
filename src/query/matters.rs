//! `matters`: one question through bodies and years, one row for each.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::filter::{Field, FieldKind, Known};
use super::meeting::word;
use super::spelling::see_body;
use super::{AskError, Asked, Question, documented, listing_with, word_of};
use crate::archive::Archive;
use crate::archive::register::{Matter, MatterState, Matters};
use crate::lang::Text;
use crate::model::Item;
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};

/// The question.
pub(super) static QUESTION: Question = Question {
    name: "matters",
    swedish: "ärenden",
    // A matter goes from body to body.
    per_meeting: false,
    title: Text::new("Ärenden", "Matters"),
    about: Text::new(
        "ärenden genom organ och år: vem som tog upp dem, och var de är nu",
        "matters through bodies and years: who took them up, and where they are now",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

/// The machine words of the states, for the schema.
const STATE_WORDS: [&str; 4] = {
    let mut words = [""; 4];
    let mut at = 0;
    while at < words.len() {
        words[at] = MatterState::ALL[at].text().en;
        at += 1;
    }
    words
};

static COLUMNS: [Column; 13] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("title", Text::new("Ärende", "Matter"), CellKind::Text),
    Column::new("bodies", Text::new("Organ", "Bodies"), CellKind::List),
    Column::new("first", Text::new("Första", "First"), CellKind::Date),
    Column::new("latest", Text::new("Senaste", "Latest"), CellKind::Date),
    Column::new("steps", Text::new("Gånger", "Steps"), CellKind::Number),
    Column::new("state", Text::new("Läge", "State"), CellKind::Word).words(&STATE_WORDS),
    Column::new("with", Text::new("Hos", "With"), CellKind::List),
    Column::new(
        "references",
        Text::new("Dnr", "Registry numbers"),
        CellKind::List,
    )
    .hidden(),
    Column::new("items", Text::new("Punkter", "Items"), CellKind::List).hidden(),
    Column::new(
        "since",
        Text::new("Överlämnat", "Handed over"),
        CellKind::Date,
    )
    .hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

static FIELDS: [Field<Way>; 8] = [
    Field {
        name: "body",
        aliases: &[],
        about: Text::new(
            "ett organ som har tagit upp ärendet eller fått det",
            "a body that took the matter up, or got it",
        ),
        kind: FieldKind::Word(|row, see| {
            for code in row.bodies.iter().chain(&row.with) {
                see_body(&row.archive, code, see);
            }
        }),
    },
    Field {
        name: "date",
        aliases: &[],
        about: Text::new(
            "dagen för ett möte som tog upp det",
            "the day of a meeting that took it up",
        ),
        kind: FieldKind::Date(|row, see| row.dates.iter().for_each(|day| see(*day))),
    },
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "ärendets namn, diarienummer, rubrik eller beslut",
            "the matter's name, registry number, a title or a decision",
        ),
        kind: FieldKind::Text(|row, see| {
            row.see_names(see);
            for item in row.items() {
                see(&item.title.value);
                for decision in &item.decisions {
                    see(&decision.text);
                }
            }
        }),
    },
    Field {
        name: "matter",
        aliases: &["title", "rubrik"],
        about: Text::new(
            "ärendets namn eller diarienummer",
            "the matter's name or registry number",
        ),
        kind: FieldKind::Text(|row, see| row.see_names(see)),
    },
    Field {
        name: "with",
        aliases: &["hos"],
        about: Text::new("organet som har det nu", "the body that has it now"),
        kind: FieldKind::Text(|row, see| {
            for code in &row.with {
                see_body(&row.archive, code, see);
            }
        }),
    },
    Field {
        name: "status",
        aliases: &["state", "läge"],
        about: Text::new(
            "hur långt det har kommit: upptaget, beslutat, överlämnat, inte upptaget",
            "how far it has come: taken_up, decided, handed_over, not_taken_up",
        ),
        kind: FieldKind::Word(|row, see| {
            see(row.state.text().en);
            see(row.state.text().sv);
        }),
    },
    Field {
        name: "open",
        aliases: &[],
        about: Text::new(
            "om det inte slutar i ett beslut",
            "whether it doesn't end in a decision",
        ),
        kind: FieldKind::Flag(|row| row.state != MatterState::Decided),
    },
    Field {
        name: "id",
        aliases: &[],
        about: Text::new(
            "ärendets id, eller början av det",
            "the matter's id, or its beginning",
        ),
        kind: FieldKind::Text(|row, see| see(&row.slug)),
    },
];

/// A matter, and how far it has come.
#[derive(Clone, Debug)]
struct Way {
    archive: Arc<Archive>,
    slug: String,
    title: String,
    references: Vec<String>,
    /// The items that took it up: the protocol's place, and the item's in it.
    steps: Vec<(usize, usize)>,
    dates: Vec<NaiveDate>,
    bodies: Vec<String>,
    state: MatterState,
    with: Vec<String>,
    since: Option<NaiveDate>,
}

impl Way {
    fn new(archive: &Arc<Archive>, matter: &Matter<'_>) -> Way {
        let mut seen: HashSet<&str> = HashSet::new();
        let bodies = matter.steps.iter();
        let bodies = bodies.map(|step| step.file.protocol.body.value.as_str());
        let pending = matter.pending();
        Way {
            archive: Arc::clone(archive),
            slug: matter.slug().to_owned(),
            title: matter.title.to_owned(),
            references: matter.references.iter().map(ToString::to_string).collect(),
            steps: matter.steps.iter().map(|step| step.at).collect(),
            dates: matter.steps.iter().filter_map(|step| step.date()).collect(),
            bodies: bodies
                .filter(|code| seen.insert(code))
                .map(str::to_owned)
                .collect(),
            state: matter.state(),
            with: matter.with().into_iter().map(str::to_owned).collect(),
            since: pending.iter().filter_map(|(step, _)| step.date()).min(),
        }
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        let items = self.steps.iter();
        items.map(|&(file, item)| &self.archive.protocols[file].protocol.items[item])
    }

    fn see_names(&self, see: &mut dyn FnMut(&str)) {
        see(&self.title);
        see(&self.slug);
        for reference in &self.references {
            see(reference);
        }
        for matter in self.items().filter_map(|item| item.matter.as_ref()) {
            see(&matter.value);
        }
    }

    fn row(&self) -> Row {
        let ids = self.steps.iter().map(|&(file, item)| {
            let protocol = &self.archive.protocols[file].protocol;
            format!("{}/{}", protocol.id, protocol.items[item].key)
        });
        let last = self.steps.last().map(|&(file, item)| {
            let file = &self.archive.protocols[file];
            let line = file.line(file.protocol.items[item].span.start);
            (Cell::Text(file.path()), Cell::Number(i64::from(line)))
        });
        let (path, line) = last.unwrap_or((Cell::Empty, Cell::Empty));
        Row {
            id: format!("matter:{}", self.slug),
            cells: vec![
                Cell::Text(format!("matter:{}", self.slug)),
                Cell::Text(self.title.clone()),
                Cell::List(self.bodies.clone()),
                Cell::date(self.dates.first().copied()),
                Cell::date(self.dates.last().copied()),
                Cell::Number(self.steps.len() as i64),
                word(self.state.text()),
                Cell::List(self.with.clone()),
                Cell::List(self.references.clone()),
                Cell::List(ids.collect()),
                Cell::date(self.since),
                path,
                line,
            ],
            depth: 0,
        }
    }
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let matters = Matters::new(archive, asked.as_of.unwrap_or(NaiveDate::MAX));
    let rows: Vec<Way> = matters
        .all
        .iter()
        .map(|matter| Way::new(archive, matter))
        .collect();
    let own = |field: &str, value: &str| match field {
        "status" => Some(word_of(
            value,
            MatterState::ALL.into_iter().map(MatterState::text),
        )),
        _ => None::<Known>,
    };
    listing_with(
        archive,
        asked,
        &COLUMNS,
        &FIELDS,
        &own,
        rows.into_iter(),
        Way::row,
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::QUESTION;
    use crate::archive::Archive;
    use crate::archive::register::Matters;
    use crate::lang::Lang;
    use crate::query::{matter_diagram, sample};

    fn archive() -> Arc<Archive> {
        let head = |body: &str, date: &str, text: &str| {
            format!("---\norgan: {body}\ndatum: {date}\n---\n\n# Möte\n\n{text}")
        };
        let prepared = head(
            "LSG",
            "2023-02-17",
            "## § 4 Nära vård\n\n- Ärende: Målbild nära vård\n- Dnr: EX 2023-1\n- Överlämnas till: SVO\n\nBeslut:\n\n- att föreslå Samråd vård att anta målbilden\n\n## § 5 Lokaler\n\n- Ärende: Lokaler i [Ås]\n- Överlämnas till: SVO, hyresvärden\n\nText.\n",
        );
        let decided = head(
            "SVO",
            "2023-03-24",
            "## § 2 En målbild\n\n- Dnr: EX 2023-1\n- Överlämnas till: LSG\n\nBeslut:\n\n- att anta målbilden\n",
        );
        let returned = head(
            "LSG",
            "2023-04-21",
            "## § 3 Målbild nära vård\n\nBeslut:\n\n- att uppdra åt SVO att skriva\n\n## § 6 Bussar\n\n- Ärende: Bussar\n\nText.\n",
        );
        sample::archive(&[
            ("samverkan.yaml", "namn: Exempel\n"),
            ("organ/lsg.yaml", "kod: LSG\nnamn: Länsgruppen\n"),
            (
                "organ/svo.yaml",
                "kod: SVO\nnamn: Samråd vård\nalias: [Samrådet]\n",
            ),
            ("lsg/2023-02-17.md", &prepared),
            ("svo/2023-03-24.md", &decided),
            ("lsg/2023-04-21.md", &returned),
        ])
    }

    #[test]
    fn one_row_for_each_matter() {
        let columns = [
            "id",
            "title",
            "bodies",
            "first",
            "latest",
            "steps",
            "state",
            "with",
            "references",
            "items",
            "since",
            "path",
            "line",
        ];
        insta::assert_snapshot!(sample::ask(&archive(), &QUESTION, "", &columns), @r"
        matter:malbild-nara-vard | Målbild nära vård | LSG; SVO | 2023-02-17 | 2023-04-21 | 3 | decided | LSG | EX 2023-1 | LSG/2023-02-17/4; SVO/2023-03-24/2; LSG/2023-04-21/3 | - | lsg/2023-04-21.md | 8
        matter:lokaler-i-as | Lokaler i [Ås] | LSG | 2023-02-17 | 2023-02-17 | 1 | not_taken_up | SVO; hyresvärden | - | LSG/2023-02-17/5 | 2023-02-17 | lsg/2023-02-17.md | 18
        matter:bussar | Bussar | LSG | 2023-04-21 | 2023-04-21 | 1 | taken_up | LSG | - | LSG/2023-04-21/6 | - | lsg/2023-04-21.md | 14
        ");
        let on = |day| sample::ask_as_of(&archive(), &QUESTION, "målbild", day, &["state", "with"]);
        assert_eq!(on("2023-02-16"), "");
        assert_eq!(on("2023-02-17"), "handed_over | SVO");
        assert_eq!(on("2023-03-24"), "handed_over | LSG");
        assert_eq!(on("2023-04-21"), "decided | LSG");
    }

    #[test]
    fn each_filter_chooses() {
        let ask = |query| {
            let ids = sample::ask(&archive(), &QUESTION, query, &["id"]);
            ids.replace("matter:", "").replace('\n', " ")
        };
        for (query, wanted) in [
            ("body:Samrådet", "malbild-nara-vard lokaler-i-as"),
            ("organ:LSG date:2023-04", "malbild-nara-vard bussar"),
            ("hos:Samrådet", "lokaler-i-as"),
            ("with:hyres", "lokaler-i-as"),
            ("status:not_taken_up", "lokaler-i-as"),
            ("läge:\"inte upptaget\"", "lokaler-i-as"),
            ("open:ja", "lokaler-i-as bussar"),
            ("matter:\"EX 2023-1\"", "malbild-nara-vard"),
            ("matter:nära", "malbild-nara-vard"),
            ("text:anta", "malbild-nara-vard"),
            ("id:bus", "bussar"),
        ] {
            assert_eq!(ask(query), wanted, "{query}");
        }
        assert!(ask("status:beslutad").contains("beslutat"));
    }

    #[test]
    fn drawn_with_those_it_waits_for() {
        let archive = archive();
        let matters = Matters::new(&archive, "2026-01-01".parse().unwrap());
        let draw = |slug| matter_diagram(matters.find(slug).unwrap(), Lang::Sv).mermaid();
        insta::assert_snapshot!(draw("malbild-nara-vard"), @r#"
        flowchart LR
          subgraph g1["LSG"]
            n0["2023#45;02#45;17 § 4<br/>Nära vård"]
            n2["2023#45;04#45;21 § 3<br/>Målbild nära vård"]
          end
          subgraph g2["SVO"]
            n1["2023#45;03#45;24 § 2<br/>En målbild"]
          end
          n0 -->|"överlämnas"| n1
          n1 -->|"överlämnas"| n2
        "#);
        insta::assert_snapshot!(draw("lokaler-i-as"), @r#"
        flowchart LR
          n1["SVO"]
          n2["hyresvärden"]
          subgraph g1["LSG"]
            n0["2023#45;02#45;17 § 5<br/>Lokaler"]
          end
          n0 -.->|"inte upptaget"| n1
          n0 -.->|"väntar"| n2
          style n1 stroke-dasharray: 4 3
          style n2 stroke-dasharray: 4 3
        "#);
    }

    #[test]
    fn json_is_as_the_schema_says() {
        sample::valid_json(&archive(), &QUESTION);
    }
}
