//! A question of our own, asked in an archive with nothing in it: what the arguments ask for and
//! what becomes of the answer.

use std::collections::BTreeMap;
use std::path::Path;

use super::*;
use crate::cli::env::World;
use crate::cli::failure;
use crate::cli::language::Glance;
use crate::lang::{Lang, Text};
use crate::output::listing::{Cell, CellKind, Column, Row};
use crate::query::AskError;

static COLUMNS: [Column; 4] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("animal", Text::new("Djur", "Animal"), CellKind::Text),
    Column::new("legs", Text::new("Ben", "Legs"), CellKind::Number),
    Column::new("asked", Text::new("Frågat", "Asked"), CellKind::Text).hidden(),
];

static ANIMALS: Question = Question {
    name: "animals",
    swedish: "djur",
    per_meeting: true,
    title: Text::new("Djur", "Animals"),
    about: Text::new("djuren", "the animals"),
    columns: &COLUMNS,
    fields: || {
        vec![
            ("body", Text::new("organet", "the body")),
            ("date", Text::new("dagen", "the day")),
            ("text", Text::new("lätet", "the sound")),
            ("open", Text::new("vakna", "awake")),
        ]
    },
    run: animals,
};

fn animals(_: &Arc<Archive>, asked: &Asked) -> Result<Listing, AskError> {
    let said = format!("{} {:?}", asked.filter, asked.as_of);
    let row = |id: &str, animal: &str, legs: i64| Row {
        id: id.to_owned(),
        cells: vec![
            Cell::text(Some(id)),
            Cell::text(Some(animal)),
            Cell::Number(legs),
            Cell::text(Some(said.clone())),
        ],
        depth: 0,
    };
    let rows = vec![
        row("1", "älg", 4),
        row("2", "örn", 2),
        row("3", "ål", 0),
        row("4", "and", 2),
    ];
    Ok(Listing::new(COLUMNS.to_vec(), rows))
}

/// An archive in a folder of its own.
struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("protocols");
        std::fs::create_dir_all(root.join("organ")).unwrap();
        std::fs::write(root.join("samverkan.yaml"), "namn: Samverkan\n").unwrap();
        Place { dir }
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.dir.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap()
    }

    /// Asks; what stands on stdout, or the line of the error.
    fn ask(&self, line: &str) -> Result<String, String> {
        let world = World::empty(std::fs::canonicalize(self.dir.path()).unwrap());
        ask_in(&world, line)
    }
}

fn ask_in(world: &World, line: &str) -> Result<String, String> {
    let words = || line.split_whitespace();
    let matches = command(&ANIMALS)
        .build(Lang::En)
        .no_binary_name(true)
        .try_get_matches_from(words())
        .unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut session = Session {
        world,
        lang: Lang::En,
        color: Glance::of(&[]).color,
        archive_dir: None,
        out: &mut out,
        err: &mut err,
    };
    let result = run(&ANIMALS, &matches, &mut session);
    match result {
        Ok(exit) => {
            assert_eq!(exit, Exit::Done);
            assert_eq!(String::from_utf8(err).unwrap(), "");
            Ok(String::from_utf8(out).unwrap())
        }
        Err(error) => Err(failure::line(&error, Lang::En)),
    }
}

#[test]
fn options_and_query_become_one_filter() {
    let place = Place::new();
    let asked = |line: &str| {
        let out = place
            .ask(&format!("--columns asked --limit 1 --format jsonl {line}"))
            .unwrap();
        let row: BTreeMap<String, String> = serde_json::from_str(&out).unwrap();
        row["asked"].clone()
    };
    for (line, wanted) in [
        ("", " None"),
        ("--body LSG", "body:\"LSG\" None"),
        ("--body LSG --body SVO", "body:\"LSG\" OR body:\"SVO\" None"),
        (
            "--body LSG --body SVO --year 2023",
            "(body:\"LSG\" OR body:\"SVO\") date:\"2023\" None",
        ),
        (
            "--from 2022Q1 --to 2023-02-17",
            "date:2022Q1..2023-02-17 None",
        ),
        ("--to 2023", "date:..2023 None"),
        (
            "--text U.H|a/b --text x",
            "text:/U.H|a\\/b/ OR text:/x/ None",
        ),
        ("--body LSG a OR b", "body:\"LSG\" (a OR b) None"),
        ("organ:LSG -- -x", "organ:LSG NOT x None"),
        ("--open --as-of 2023-02-17", "open:\"ja\" Some(2023-02-17)"),
    ] {
        assert_eq!(asked(line), wanted, "{line}");
    }
}

#[test]
fn a_filter_that_the_question_has_not_is_refused_with_those_it_has() {
    let place = Place::new();
    assert_eq!(
        place.ask("--overdue").unwrap_err(),
        "`animals` has no filter `--overdue`; the filters are --body, --from, --to, --year, --period, --open, --text"
    );
}

#[test]
fn columns_order_and_limit() {
    let place = Place::new();
    let ask = |line: &str| place.ask(line).unwrap();
    assert_eq!(
        ask("--format csv"),
        "id,animal,legs\n1,älg,4\n2,örn,2\n3,ål,0\n4,and,2\n"
    );
    assert_eq!(
        ask("--format csv --columns legs,id --limit 1"),
        "legs,id\n4,1\n"
    );
    assert_eq!(ask("--format ids --sort animal"), "4\n3\n1\n2\n");
    assert_eq!(ask("--format ids --sort -legs,animal"), "1\n4\n2\n3\n");
    assert_eq!(
        ask("--format ids --sort -legs --sort animal"),
        "1\n4\n2\n3\n"
    );
    assert_eq!(
        ask("--format csv --sort asked --limit 0"),
        "id,animal,legs\n"
    );
    assert_eq!(ask("--count --limit 1"), "4\n");
    assert_eq!(
        ask("--group-by legs --format csv"),
        "legs,count\n2,2\n0,1\n4,1\n"
    );
    assert_eq!(
        ask("--group-by legs --count --sort legs --format csv"),
        "legs,count\n0,1\n2,2\n4,1\n"
    );
    assert_eq!(
        place.ask("--columns anmal").unwrap_err(),
        "no column is called \"anmal\"; did you mean \"animal\"?"
    );
    assert!(place.ask("--sort leg").is_err() && place.ask("--group-by leg").is_err());
}

#[test]
fn json_has_every_column_unless_some_are_chosen() {
    let place = Place::new();
    let keys = |line: &str| {
        let out = place.ask(line).unwrap();
        let row: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(out.lines().next().unwrap()).unwrap();
        row.keys().cloned().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(keys("--format jsonl"), "id animal legs asked");
    assert_eq!(keys("--format jsonl --columns legs"), "legs");
}

#[test]
fn the_terminal_gets_a_table_that_fits() {
    let place = Place::new();
    let mut world = World::empty(place.dir.path());
    world.stdout_is_terminal = true;
    let out = ask_in(&world, "").unwrap();
    assert!(
        out.starts_with("\x1b[1m") && out.ends_with("4 rows\n"),
        "{out}"
    );
    assert!(!place.ask("").unwrap().contains("rows"));
}

#[test]
fn a_file_gets_the_format_of_its_ending_and_its_path_is_printed() {
    let place = Place::new();
    assert_eq!(place.ask("-o a.csv --limit 1").unwrap(), "a.csv\n");
    assert_eq!(place.read("a.csv"), "id,animal,legs\n1,älg,4\n");
    assert_eq!(place.ask("-o a.csv --format ids").unwrap(), "a.csv\n");
    assert_eq!(place.read("a.csv"), "1\n2\n3\n4\n");
    assert_eq!(place.ask("-o protocols/b.md").unwrap(), "protocols/b.md\n");
    assert_eq!(place.ask("-o - --count").unwrap(), "4\n");
    place.ask("-o page.html").unwrap();
    assert!(place.read("page.html").contains("<title>Animals</title>"));
    let left: Vec<_> = std::fs::read_dir(place.dir.path())
        .unwrap()
        .flatten()
        .collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn nothing_of_the_archive_becomes_an_answer() {
    let place = Place::new();
    let own = "the archive's own files are there: choose another place";
    let there = "the file is in the archive already: choose another name";
    std::fs::write(place.path("protocols/README.md"), "läs mig").unwrap();
    std::fs::write(place.path("protocols/old.csv"), "old").unwrap();
    for (line, reason) in [
        ("-o protocols/organ/a.csv", own),
        ("-o protocols/organ/../organ/a.csv", own),
        ("--format json -o protocols/samverkan.yaml", own),
        ("--format json -o protocols/undantag.yaml", own),
        ("-o protocols/README.md", there),
    ] {
        let error = place.ask(line).unwrap_err();
        assert!(
            error.starts_with("can't write protocols/") && error.ends_with(reason),
            "{error}"
        );
    }
    assert_eq!(place.read("protocols/README.md"), "läs mig");
    assert_eq!(place.read("protocols/samverkan.yaml"), "namn: Samverkan\n");
    place.ask("-o protocols/old.csv --count").unwrap();
    assert_eq!(place.read("protocols/old.csv"), "4\n");
}

#[cfg(unix)]
#[test]
fn links_lead_to_what_they_mean() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    symlink(place.path("protocols/samverkan.yaml"), place.path("a.csv")).unwrap();
    symlink(place.path("protocols/organ"), place.path("out")).unwrap();
    assert!(place.ask("-o a.csv").is_err());
    assert!(place.ask("-o out/a.csv").is_err());
    assert_eq!(place.read("protocols/samverkan.yaml"), "namn: Samverkan\n");
    std::fs::write(place.path("real.csv"), "").unwrap();
    symlink(place.path("real.csv"), place.path("link.csv")).unwrap();
    place.ask("-o link.csv --count").unwrap();
    assert_eq!(place.read("real.csv"), "4\n");
    assert!(place.path("link.csv").is_symlink());
}

#[cfg(target_os = "linux")]
#[test]
fn devices_are_written_into_and_a_full_one_is_said() {
    let place = Place::new();
    assert!(Path::new("/dev/null").exists());
    place.ask("-o /dev/null --format csv").unwrap();
    assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
    assert_eq!(
        place.ask("-o /dev/full --format csv").unwrap_err(),
        "can't write /dev/full: no space left: free some and try again"
    );
}

#[test]
fn a_place_that_is_not_there_is_said() {
    let place = Place::new();
    assert_eq!(
        place.ask("-o nowhere/a.csv").unwrap_err(),
        "can't write nowhere/a.csv: doesn't exist"
    );
    std::fs::create_dir(place.path("dir.csv")).unwrap();
    assert_eq!(
        place.ask("-o dir.csv").unwrap_err(),
        "can't write dir.csv: is a folder"
    );
}
