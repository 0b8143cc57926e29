//! The table of decisions: what is decided, what only looks like it.

use chrono::NaiveDate;
use samverkan::model::{Body, Class, Collaboration, ExternalBody, Party, PartyKind};
use samverkan::parse::decisions::{self, Clause, Meeting};
use samverkan::parse::markdown;
use samverkan::parse::names::Names;
use samverkan::text::At;

use crate::table::{self, Case};

fn at(text: &str) -> At<String> {
    At::new(text.to_owned(), Default::default())
}

/// The names that the tables speak of.
pub fn collaboration() -> Collaboration {
    let body = |code: &str, name: &str, aliases: &[&str]| Body {
        code: at(code),
        name: at(name),
        aliases: aliases.iter().map(|alias| at(alias)).collect(),
        ..Body::default()
    };
    let party = |name: &str, aliases: &[&str]| Party {
        name: at(name),
        kind: if name.starts_with("Region") {
            PartyKind::Region
        } else {
            PartyKind::Municipality
        },
        aliases: aliases.iter().map(|alias| at(alias)).collect(),
        basis: Default::default(),
    };
    Collaboration {
        bodies: vec![
            body("LSG", "Länssamverkansgruppen", &["Länssamverkansgrupp"]),
            body("SVO", "Samråd vård och omsorg", &["Samrådet"]),
            body(
                "BBU",
                "Beredning barn och unga",
                &["Beredningen för barn och unga"],
            ),
            body("BVA", "Beredning vuxna och äldre", &[]),
            body("HMR", "Hjälpmedelsrådet", &[]),
        ],
        external_bodies: vec![ExternalBody {
            code: at("SYL"),
            name: at("Systemledningen"),
            aliases: vec![],
        }],
        parties: vec![
            party("Region Västerbotten", &["Regionen"]),
            party("Umeå kommun", &["Umeå"]),
            party("Skellefteå kommun", &[]),
            party("Dorotea kommun", &[]),
            party("Lycksele kommun", &[]),
            party("Vännäs kommun", &[]),
            party("Åsele kommun", &[]),
            party("Norsjö kommun", &[]),
        ],
        ..Collaboration::default()
    }
}

/// Names of an archive that knows one body only, by what its protocol calls it.
fn own_names(own: &str) -> Names {
    let mut names = Names::default();
    let body = own.split("; ").next().unwrap_or(own);
    for name in own.split("; ") {
        names.add_body(body, name);
    }
    names
}

fn day(case: &Case, key: &str, default: &str) -> Option<NaiveDate> {
    case.context(key).unwrap_or(default).parse().ok()
}

fn line(clauses: &[Clause], index: usize, with_due_text: bool) -> String {
    let clause = &clauses[index];
    let indent = if clause.parent.is_some() { "  " } else { "" };
    let receivers: Vec<&str> = clause.receivers.iter().map(|r| r.value.as_str()).collect();
    let receiver = if receivers.is_empty() {
        "-".to_owned()
    } else {
        receivers.join("; ")
    };
    let due = match &clause.due {
        None => "-".to_owned(),
        Some(due) => match (due.date, with_due_text) {
            (Some(date), false) => date.to_string(),
            (Some(date), true) => format!("{date} \"{}\"", due.text),
            (None, _) => format!("\"{}\"", due.text),
        },
    };
    let class = clause.class.text().en;
    format!("{indent}{class} | {} | {receiver} | {due}", clause.text)
}

#[test]
fn clauses_are_told_from_look_alikes() {
    let names = Names::new(&collaboration());
    let cases = table::read("decisions.txt");
    assert!(cases.len() >= 150, "the table has {} cases", cases.len());
    let mut failures = Vec::new();
    for case in &cases {
        let document = markdown::read(&case.text, 0);
        let own = case.context("own").map(own_names);
        let meeting = Meeting {
            body: match case.context("own") {
                Some(own) => own.split("; ").next().unwrap_or(own),
                None => case.context("body").unwrap_or("LSG"),
            },
            names: own.as_ref().unwrap_or(&names),
            date: day(case, "date", "2023-02-17"),
            next: day(case, "next", "2023-04-21"),
        };
        // `Anmält beslut:` lines are read with the other data lines of an item.
        let clauses = decisions::read(&document.blocks, &meeting, &[]);
        let expected: Vec<&String> = case
            .expected
            .iter()
            .filter(|line| !line.starts_with(Class::Reported.text().en))
            .collect();
        let found: Vec<String> = (0..clauses.len())
            .map(|index| {
                let with_text = expected
                    .get(index)
                    .is_some_and(|line| line.ends_with('"') && !line.contains("| \""));
                line(&clauses, index, with_text)
            })
            .collect();
        if found.iter().ne(expected.iter().copied()) {
            failures.push(format!(
                "=== {}\n{}--- expected\n{}\n--- found\n{}\n",
                case.name,
                case.text,
                expected
                    .iter()
                    .map(|line| line.as_str())
                    .collect::<Vec<_>>()
                    .join("\n"),
                found.join("\n")
            ));
        }
    }
    table::report("decisions.txt", cases.len(), &failures);
}
