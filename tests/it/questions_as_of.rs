//! `--as-of` answers as the archive stood that day: as if what came later had never been written.

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use samverkan::archive::{Archive, Memory, Options, load_from};
use samverkan::output::listing::Row;
use samverkan::query::filter;
use samverkan::query::{Asked, By, QUESTIONS};
use walkdir::WalkDir;

use crate::table;

/// The texts of an archive, by path.
fn texts(folder: &str) -> Vec<(String, String)> {
    let root = table::path(folder);
    let files = WalkDir::new(&root).sort_by_file_name().into_iter();
    let files = files.map(|entry| entry.unwrap().into_path());
    let text = |path: &Path| {
        let relative = path.strip_prefix(&root).unwrap();
        let relative = relative.to_str().unwrap().replace('\\', "/");
        Some((relative, std::fs::read_to_string(path).ok()?))
    };
    files
        .filter(|path| path.is_file())
        .filter_map(|path| text(&path))
        .collect()
}

fn archive<'t>(texts: impl Iterator<Item = &'t (String, String)>) -> Arc<Archive> {
    let texts = texts.map(|(path, text)| (path.as_str(), text.as_str()));
    Arc::new(load_from(&Memory::new(texts), &Options::default()))
}

/// Every row of a question, asked in that way.
fn rows(archive: &Arc<Archive>, name: &str, by: By, query: &str, day: NaiveDate) -> Vec<Row> {
    let question = QUESTIONS.iter().find(|one| one.name == name).unwrap();
    let asked = Asked {
        filter: filter::parse(query).unwrap(),
        as_of: Some(day),
        // What the day is must not matter.
        today: "2031-05-06".parse().unwrap(),
        all: true,
        by,
    };
    (question.by(by).run)(archive, &asked).unwrap().rows
}

/// Compares the answers on `day` with those of an archive that has nothing later.
fn compare(texts: &[(String, String)], whole: &Arc<Archive>, day: NaiveDate) {
    let later: Vec<String> = whole
        .protocols
        .iter()
        .filter(|file| {
            file.protocol
                .date
                .as_ref()
                .is_some_and(|date| date.value > day)
        })
        .map(|file| file.path())
        .collect();
    let kept = texts.iter().filter(|(path, _)| !later.contains(path));
    let then = archive(kept);
    for question in QUESTIONS {
        let query = match question.name {
            "search" => "uppdrag",
            _ => "",
        };
        for by in By::ALL {
            let name = question.name;
            let (now, then) = (
                rows(whole, name, by, query, day),
                rows(&then, name, by, query, day),
            );
            assert_eq!(now.len(), then.len(), "{name} on {day}");
            for (now, then) in now.iter().zip(&then) {
                assert_eq!(now, then, "{name} on {day}");
            }
        }
    }
}

#[test]
fn no_question_knows_what_came_later() {
    let texts = texts("examples/exempellan");
    let whole = archive(texts.iter());
    let mut days: Vec<NaiveDate> = ["2020-12-31", "2021-05-06", "2022-06-19", "2023-12-31"]
        .map(|day| day.parse().unwrap())
        .into();
    // The day of a meeting, and the day before it.
    let meetings = whole.protocols.iter().step_by(17);
    for date in meetings.filter_map(|file| file.protocol.date.as_ref()) {
        days.extend([date.value, date.value.pred_opt().unwrap()]);
    }
    for day in days {
        compare(&texts, &whole, day);
    }
}

/// What only the future tells: a meeting called off, a copy, a change, a matter named later.
#[test]
fn what_a_later_protocol_says_of_an_earlier_one_is_not_known() {
    let head = |body: &str, date: &str, rest: &str, text: &str| {
        format!("---\norgan: {body}\ndatum: {date}\n{rest}---\n\n# Möte\n\n{text}")
    };
    let protocol = |path: &str, text: String| (path.to_owned(), text);
    let texts = vec![
        protocol(
            "samverkan.yaml",
            "namn: Samverkan\nhuvudmän:\n  - {namn: Almby kommun, slag: kommun}\n  - {namn: Berga kommun, slag: kommun, till: 2023-03-31}\n".to_owned(),
        ),
        protocol("organ/lsg.yaml", "kod: LSG\nnamn: Länsgruppen\nmöten: [2023-05-05]\n".to_owned()),
        protocol("organ/svo.yaml", "kod: SVO\nnamn: Samråd vård\n".to_owned()),
        protocol(
            "lsg/2023-02-17.md",
            head("LSG", "2023-02-17", "nästa-möte: [2023-06-02]\n", "## § 1 Nära vård\n\n- Överlämnas till: SVO\n\nBeslut:\n\n- att uppdra åt kommunerna att svara till SVO:s nästa möte\n- att uppdra åt Almby kommun att skriva till nästa möte\n"),
        ),
        protocol(
            "lsg/2023-02-17-kopia.md",
            head("LSG", "2023-02-17", "", "## § 1 Nära vård\n\nText.\n"),
        ),
        protocol("lsg/2023-06-02.md", head("LSG", "2023-06-02", "status: inställt\n", "")),
        protocol(
            "svo/2023-04-01.md",
            head("SVO", "2023-04-01", "", "## § 1 En målbild\n\n- Ärende: Nära vård\n- Avslutar: LSG/2023-02-17/1:1, Almby kommun\n\nText.\n"),
        ),
        protocol(
            "lsg/2023-09-01.md",
            head("LSG", "2023-09-01", "", "## § 1 Nytt\n\n- Ändrar: LSG/2023-02-17/1:1\n- Ärende: Nära vård\n\nBeslut:\n\n- att uppdra åt Almby kommun att läsa\n"),
        ),
    ];
    let whole = archive(texts.iter());
    for day in [
        "2023-02-16",
        "2023-02-17",
        "2023-03-31",
        "2023-04-01",
        "2023-06-01",
        "2023-06-02",
        "2023-09-01",
    ] {
        compare(&texts, &whole, day.parse().unwrap());
    }
}
