//! `members`: who is in which body, from the member lists, one row for each term.

use std::collections::HashSet;
use std::sync::Arc;

use super::filter::{Field, FieldKind};
use super::meeting::word;
use super::source::source_cells;
use super::spelling::{see_body, see_party_named};
use super::{AskError, Asked, Question, documented, listing_with, word_of};
use crate::archive::Archive;
use crate::lang::{self, Text};
use crate::model::{Body, Member, MemberKind};
use crate::output::listing::{Cell, CellKind, Column, Listing, Row};
use crate::text::At;

/// The question. Its ids are `LSG/ledamot/Anna Ek`: somebody in a body, the same through all
/// terms; where the list tells two of one name apart by `id:`, that stands for the name.
pub(super) static QUESTION: Question = Question {
    name: "members",
    swedish: "ledamöter",
    per_meeting: false,
    title: Text::new("Ledamöter", "Members"),
    about: Text::new(
        "vilka som är ledamöter, ersättare och adjungerade den dagen; --all ger alla tider",
        "who are members, substitutes and co-opted that day; --all gives all times",
    ),
    columns: &COLUMNS,
    fields: || documented(&FIELDS),
    run,
};

const KIND_WORDS: [&str; 3] = {
    let mut words = [""; 3];
    let mut at = 0;
    while at < words.len() {
        words[at] = MemberKind::ALL[at].text().en;
        at += 1;
    }
    words
};

const CHAIR: Text = Text::new("ordförande", "chair");
const VICE_CHAIR: Text = Text::new("vice ordförande", "vice_chair");

static COLUMNS: [Column; 13] = [
    Column::new("body", Text::new("Organ", "Body"), CellKind::Id),
    Column::new("name", Text::new("Namn", "Name"), CellKind::Text),
    Column::new("party", Text::new("Huvudman", "Party"), CellKind::Text),
    Column::new("kind", Text::new("Som", "As"), CellKind::Word).words(&KIND_WORDS),
    Column::new("role", Text::new("Presidium", "Role"), CellKind::Word)
        .words(&["chair", "vice_chair"]),
    Column::new(
        "substitute_for",
        Text::new("För", "Substitute for"),
        CellKind::Text,
    ),
    Column::new("from", Text::new("Från", "From"), CellKind::Date),
    Column::new("until", Text::new("Till", "Until"), CellKind::Date),
    Column::new("id", Text::new("Id", "Id"), CellKind::Id).hidden(),
    Column::new("decision", Text::new("Beslut", "Decision"), CellKind::Id).hidden(),
    Column::new("source", Text::new("Källa", "Source"), CellKind::Text).hidden(),
    Column::new("path", Text::new("Fil", "File"), CellKind::Id).hidden(),
    Column::new("line", Text::new("Rad", "Line"), CellKind::Number).hidden(),
];

static FIELDS: [Field<Term>; 8] = [
    Field {
        name: "body",
        aliases: &[],
        about: Text::new("organet", "the body"),
        kind: FieldKind::Word(|row, see| see_body(&row.archive, &row.body().code.value, see)),
    },
    Field {
        name: "date",
        aliases: &[],
        about: Text::new(
            "tid då hen var i tjänst någon dag; gäller alla tider, inte bara dagen som frågan gäller",
            "a time on some day of which the person was in office; of all times, not that day only",
        ),
        kind: FieldKind::Period(|row, see| see(row.member().period())),
    },
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "namnet, huvudmannen, eller den som ersättaren är till för",
            "the name, the party, or whom the substitute is for",
        ),
        kind: FieldKind::Text(|row, see| {
            let member = row.member();
            see(&member.name.value);
            for text in member.party.iter().chain(&member.substitute_for) {
                see(&text.value);
            }
        }),
    },
    Field {
        name: "person",
        aliases: &["namn"],
        about: Text::new(
            "namnet, hela eller del av det",
            "the name, all or part of it",
        ),
        kind: FieldKind::Text(|row, see| see(&row.member().name.value)),
    },
    Field {
        name: "party",
        aliases: &[],
        about: Text::new(
            "huvudmannen som hen företräder",
            "the party that the person represents",
        ),
        kind: FieldKind::Word(|row, see| {
            if let Some(party) = &row.member().party {
                see_party_named(&row.archive, &party.value, see);
            }
        }),
    },
    Field {
        name: "kind",
        aliases: &["som"],
        about: Text::new(
            "ordinarie, ersättare eller adjungerad",
            "member, substitute or co_opted",
        ),
        kind: FieldKind::Word(|row, see| {
            see(row.member().kind.text().en);
            see(row.member().kind.text().sv);
        }),
    },
    Field {
        name: "role",
        aliases: &["presidium", "roll"],
        about: Text::new(
            "ordförande eller vice ordförande den dagen",
            "chair or vice_chair that day",
        ),
        kind: FieldKind::Word(|row, see| {
            if let Some(role) = row.role {
                see(role.en);
                see(role.sv);
            }
        }),
    },
    Field {
        name: "id",
        aliases: &[],
        about: Text::new("id, eller början av det", "the id, or its beginning"),
        kind: FieldKind::Text(|row, see| see(&row.id())),
    },
];

/// One row of a member list.
#[derive(Clone, Debug)]
struct Term {
    archive: Arc<Archive>,
    body: usize,
    member: usize,
    role: Option<Text>,
}

impl Term {
    fn body(&self) -> &Body {
        &self.archive.collaboration.bodies[self.body]
    }

    fn member(&self) -> &Member {
        &self.body().members[self.member]
    }

    fn id(&self) -> String {
        let member = self.member();
        let who = member.id.as_ref().unwrap_or(&member.name);
        format!("{}/ledamot/{}", self.body().code.value, who.value)
    }

    fn row(&self) -> Row {
        let member = self.member();
        let text =
            |text: &Option<At<String>>| Cell::text(text.as_ref().map(|text| text.value.clone()));
        let [path, line] = source_cells(&self.archive, &self.body().path, member.basis.span);
        Row {
            id: self.id(),
            cells: vec![
                Cell::Text(self.body().code.value.clone()),
                Cell::Text(member.name.value.clone()),
                text(&member.party),
                word(member.kind.text()),
                self.role.map_or(Cell::Empty, word),
                text(&member.substitute_for),
                Cell::date(member.period().from),
                Cell::date(member.period().until),
                Cell::Text(self.id()),
                text(&member.decision),
                text(&member.basis.source),
                path,
                line,
            ],
            depth: 0,
        }
    }
}

/// The terms of a body: of the day, or of all times.
fn terms(archive: &Arc<Archive>, asked: &Asked, body: usize) -> Vec<Term> {
    let day = asked.day();
    // A filter by time asks about another time than that day, unless both are given.
    let of_all_times = asked.all || asked.as_of.is_none() && asked.filter.asks_for("date");
    let read = &archive.collaboration.bodies[body];
    let named = |name: &Option<At<String>>| name.as_ref().map(|name| lang::fold(&name.value));
    let chairs: HashSet<String> = read
        .chairs_on(day)
        .filter_map(|one| named(&one.chair))
        .collect();
    let vices: HashSet<String> = read
        .chairs_on(day)
        .filter_map(|one| named(&one.vice))
        .collect();
    let role = |member: &Member| {
        let name = lang::fold(&member.name.value);
        match () {
            () if !member.period().contains(day) => None,
            () if chairs.contains(&name) => Some(CHAIR),
            () if vices.contains(&name) => Some(VICE_CHAIR),
            () => None,
        }
    };
    let members = read.members.iter().enumerate();
    members
        .filter(|(_, member)| of_all_times || member.period().contains(day))
        .map(|(at, member)| Term {
            archive: Arc::clone(archive),
            body,
            member: at,
            role: role(member),
        })
        .collect()
}

fn run(archive: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let bodies = 0..archive.collaboration.bodies.len();
    let rows = bodies.flat_map(|body| terms(archive, asked, body));
    let own = |field: &str, value: &str| match field {
        "kind" => Some(word_of(
            value,
            MemberKind::ALL.iter().map(|kind| kind.text()),
        )),
        "role" => Some(word_of(value, [CHAIR, VICE_CHAIR].into_iter())),
        _ => None,
    };
    listing_with(archive, asked, &COLUMNS, &FIELDS, &own, rows, Term::row)
}

#[cfg(test)]
mod tests {
    use super::QUESTION;
    use crate::query::sample;

    const ALL: [&str; 5] = ["Isa Zander", "Bo Al", "Eva By", "Ali Ek", "Mona Wahl"];

    fn names(answer: String) -> Vec<String> {
        answer.lines().map(str::to_owned).collect()
    }

    fn ask(query: &str) -> Vec<String> {
        names(sample::ask(&sample::county(), &QUESTION, query, &["name"]))
    }

    #[test]
    fn those_in_office_that_day_with_their_terms() {
        let columns: Vec<&str> = QUESTION.columns.iter().map(|column| column.key).collect();
        insta::assert_snapshot!(sample::ask(&sample::county(), &QUESTION, "", &columns), @r"
        LSG | Isa Zander | Region Norr | member | vice_chair | - | 2022-01-01 | - | LSG/ledamot/Isa Zander | - | - | organ/lsg.yaml | 18
        LSG | Bo Al | Öby kommun | member | chair | - | 2022-01-01 | 2023-12-31 | LSG/ledamot/Bo Al | LSG/2022-01-10/3:1 | val | organ/lsg.yaml | 19
        LSG | Mona Wahl | - | co_opted | - | - | - | - | LSG/ledamot/Mona Wahl | - | - | organ/lsg.yaml | 22
        ");
    }

    #[test]
    fn as_of_gives_the_members_and_chairs_of_another_day() {
        let county = sample::county();
        let on = |day| sample::ask_as_of(&county, &QUESTION, "", day, &["name", "role"]);
        assert_eq!(
            on("2022-06-01"),
            "Isa Zander | chair\nBo Al | vice_chair\nEva By | -\nMona Wahl | -"
        );
        assert_eq!(
            on("2023-04-30"),
            "Isa Zander | vice_chair\nBo Al | chair\nEva By | -\nMona Wahl | -"
        );
        // No period of chairs is in force, and the substitute's and Bo Al's terms have ended.
        assert_eq!(
            on("2024-01-01"),
            "Isa Zander | -\nAli Ek | -\nMona Wahl | -"
        );
    }

    #[test]
    fn all_gives_all_times() {
        let all = sample::ask_all(&sample::county(), &QUESTION, "", &["name"]);
        assert_eq!(names(all), ALL);
    }

    #[test]
    fn each_filter_chooses() {
        for (query, wanted) in [
            (
                "body:Länsgruppen",
                &["Isa Zander", "Bo Al", "Mona Wahl"][..],
            ),
            ("body:SVO", &[]),
            ("öby", &["Bo Al"]),
            ("person:wahl", &["Mona Wahl"]),
            ("party:öby", &["Bo Al"]),
            ("party:\"Region Norr\"", &["Isa Zander"]),
            ("kind:co_opted", &["Mona Wahl"]),
            ("kind:adjungerad", &["Mona Wahl"]),
            ("kind:substitute", &[]),
            ("kind:member", &["Isa Zander", "Bo Al"]),
            ("role:chair", &["Bo Al"]),
            ("roll:\"vice ordförande\"", &["Isa Zander"]),
            ("id:\"LSG/ledamot/Bo\"", &["Bo Al"]),
        ] {
            assert_eq!(ask(query), wanted, "{query}");
        }
    }

    #[test]
    fn a_filter_by_time_asks_who_was_in_office_at_any_time_within_it() {
        for (query, wanted) in [
            ("date:2021", &["Mona Wahl"][..]),
            ("date:2022", &["Isa Zander", "Bo Al", "Eva By", "Mona Wahl"]),
            (
                "date:2023-04-30",
                &["Isa Zander", "Bo Al", "Eva By", "Mona Wahl"],
            ),
            ("date:2023-05-01", &["Isa Zander", "Bo Al", "Mona Wahl"]),
            ("datum:2023..", &ALL),
            ("date:>2023", &["Isa Zander", "Ali Ek", "Mona Wahl"]),
            ("date:<2022", &["Mona Wahl"]),
        ] {
            assert_eq!(ask(query), wanted, "{query}");
        }
        let both = sample::ask_as_of(
            &sample::county(),
            &QUESTION,
            "date:2023..",
            "2022-02-02",
            &["name"],
        );
        assert_eq!(names(both), ["Isa Zander", "Bo Al", "Eva By", "Mona Wahl"]);
    }

    #[test]
    fn an_unknown_word_names_the_nearest() {
        // A kind of document is no kind of member.
        assert!(ask("kind:protokoll")[0].contains("protokoll"));
        assert!(ask("kind:substitut")[0].contains("substitute"));
        assert!(ask("role:chaire")[0].contains("chair"));
    }

    #[test]
    fn two_of_one_name_have_two_ids() {
        let archive = sample::archive(&[
            ("samverkan.yaml", "namn: Exempel\n"),
            (
                "organ/lsg.yaml",
                "kod: LSG\nnamn: Gruppen\nledamöter:\n  - {namn: Bo Al}\n  - {namn: Bo Al, id: bo-al-2}\n",
            ),
        ]);
        let ids = sample::ask(&archive, &QUESTION, "", &["id"]);
        assert_eq!(names(ids), ["LSG/ledamot/Bo Al", "LSG/ledamot/bo-al-2"]);
    }

    #[test]
    fn json_is_as_the_schema_says() {
        sample::valid_json(&sample::county(), &QUESTION);
    }
}
