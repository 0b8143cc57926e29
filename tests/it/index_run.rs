//! `index` as it is run: by hand, in CI, and by Git in a merge.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn samverkan(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samverkan"));
    command.args(arguments).current_dir(dir).env_clear();
    command.stdin(Stdio::null()).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A protocol of that day.
fn protocol(day: &str) -> String {
    format!(
        "---\norgan: LSG\ndatum: {day}\n---\n\n# Protokoll {day}\n\n## § 1 Stöd\n\nGruppen beslutade\n\n- att uppdra åt Alby kommun att återkomma till nästa möte\n"
    )
}

fn archive() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["organ", "lsg"] {
        fs::create_dir(dir.path().join(folder)).unwrap();
    }
    let write = |path: &str, text: &str| fs::write(dir.path().join(path), text).unwrap();
    write(
        "samverkan.yaml",
        "namn: Prov\nspråk: sv\nhuvudmän:\n  - {namn: Alby kommun, slag: kommun}\n",
    );
    write("organ/lsg.yaml", "kod: LSG\nnamn: Länsgruppen\n");
    write("lsg/2023-02-17.md", &protocol("2023-02-17"));
    dir
}

#[test]
fn pages_are_written_once_and_watched() {
    let dir = archive();
    let names = "BALANSLISTA.md BESLUT-2023.md BESLUT.md INDEX.md NARVARO.md ORGAN-LSG.md ORGAN.md REKOMMENDATIONER.md";
    let check = samverkan(dir.path(), &["index", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(out(&check).contains("+++ b/INDEX.md\n") && out(&check).contains("+# Prov\n"));
    assert_eq!(
        err(&check),
        "8 sidor är inte aktuella: kör `samverkan index`\n"
    );
    let dry = samverkan(dir.path(), &["index", "--dry-run"]);
    assert_eq!((dry.status.code(), out(&dry).lines().count()), (Some(0), 8));
    let diff = samverkan(dir.path(), &["index", "--diff"]);
    assert_eq!((diff.status.code(), out(&diff)), (Some(0), out(&check)));
    assert!(!dir.path().join("INDEX.md").exists());
    let first = samverkan(dir.path(), &["index"]);
    assert_eq!((first.status.code(), err(&first).as_str()), (Some(0), ""));
    assert_eq!(
        out(&first).split_whitespace().collect::<Vec<_>>().join(" "),
        names
    );
    for arguments in [
        vec!["index"],
        vec!["index", "--check"],
        vec!["register", "--diff"],
    ] {
        let again = samverkan(dir.path(), &arguments);
        assert_eq!(
            (again.status.code(), out(&again), err(&again)),
            (Some(0), String::new(), String::new())
        );
    }
    // Another day, another page, and only that.
    let earlier = samverkan(dir.path(), &["index", "--as-of", "2023-02-01", "--check"]);
    assert_eq!(earlier.status.code(), Some(1));
    // The pages are no protocols.
    let count = samverkan(dir.path(), &["meetings", "--count"]);
    assert_eq!(out(&count).trim(), "1");
}

#[test]
fn the_language_is_the_archives_whoever_runs_it() {
    let dir = archive();
    assert!(
        samverkan(dir.path(), &["index", "--lang", "en"])
            .status
            .success()
    );
    let page = fs::read_to_string(dir.path().join("INDEX.md")).unwrap();
    assert!(page.contains("## Senaste möten"), "{page}");
    let again = samverkan(dir.path(), &["index", "--check", "--lang", "sv"]);
    assert_eq!(again.status.code(), Some(0));
}

#[test]
fn a_page_of_somebodys_own_stops_all_of_it() {
    let dir = archive();
    fs::write(dir.path().join("INDEX.md"), "# Mitt\n").unwrap();
    fs::write(dir.path().join("BESLUT.md"), "# Mitt\n").unwrap();
    let refused = samverkan(dir.path(), &["index"]);
    assert_eq!(
        (refused.status.code(), out(&refused).as_str()),
        (Some(2), "")
    );
    assert_eq!(err(&refused).lines().count(), 2);
    assert!(
        err(&refused).contains("fel: INDEX.md är inte skriven av programmet"),
        "{}",
        err(&refused)
    );
    assert!(!dir.path().join("ORGAN.md").exists());
    let folder = archive();
    fs::create_dir(folder.path().join("INDEX.md")).unwrap();
    let refused = samverkan(folder.path(), &["index"]);
    assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
}

/// Git in `dir`, as a fresh machine has it, with the merge driver.
fn git(dir: &Path, arguments: &[&str]) -> Output {
    let driver = format!(
        "merge.samverkan-index.driver='{}' index --merge-driver %O %A %B %P",
        env!("CARGO_BIN_EXE_samverkan")
    );
    let mut command = Command::new("git");
    command
        .args(["-c", &driver, "-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(dir);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", "2023-02-17T12:00:00Z")
        .env("GIT_COMMITTER_DATE", "2023-02-17T12:00:00Z")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Prov");
        command.env(format!("GIT_{role}_EMAIL"), "prov@example.org");
    }
    command.output().unwrap()
}

fn git_ok(dir: &Path, arguments: &[&str]) -> String {
    let output = git(dir, arguments);
    assert!(
        output.status.success(),
        "{arguments:?}: {}{}",
        out(&output),
        err(&output)
    );
    out(&output) + &err(&output)
}

/// The lines of `.gitattributes` that docs/ci.md shows.
fn attributes() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md");
    let page = fs::read_to_string(page).unwrap();
    let lines = page
        .lines()
        .filter(|line| line.ends_with(" merge=samverkan-index"));
    let lines: Vec<&str> = lines.collect();
    assert_eq!(lines.len(), 8);
    lines.join("\n") + "\n"
}

/// A repository where `main` and `other` each have a meeting of their own, pages renewed.
fn repository(change: impl Fn(&Path, &str)) -> tempfile::TempDir {
    let dir = archive();
    let root = dir.path();
    fs::write(root.join(".gitattributes"), attributes()).unwrap();
    fs::write(
        root.join("INDEX.md"),
        "Välkommen.\n\nTill samordnaren.\n\n<!-- samverkan index: början -->\n<!-- samverkan index: slut -->\n\nRing oss.\n",
    )
    .unwrap();
    git_ok(root, &["init", "-q", "-b", "main"]);
    let commit = |message: &str| {
        assert!(samverkan(root, &["index"]).status.success());
        git_ok(root, &["add", "-A"]);
        git_ok(root, &["commit", "-q", "-m", message]);
    };
    commit("början");
    git_ok(root, &["checkout", "-q", "-b", "other"]);
    fs::write(root.join("lsg/2023-06-09.md"), protocol("2023-06-09")).unwrap();
    change(root, "other");
    commit("juni");
    git_ok(root, &["checkout", "-q", "main"]);
    fs::write(root.join("lsg/2023-04-21.md"), protocol("2023-04-21")).unwrap();
    change(root, "main");
    commit("april");
    dir
}

fn replace(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from));
    fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn git_merges_pages_without_a_conflict() {
    let dir = repository(|root, branch| {
        let (from, to) = match branch {
            "main" => ("Välkommen.", "Välkommen hit."),
            _ => ("Ring oss.", "Skriv till oss."),
        };
        replace(&root.join("INDEX.md"), from, to);
    });
    let root = dir.path();
    let said = git_ok(root, &["merge", "-q", "-m", "ihop", "other"]);
    assert!(
        said.contains("INDEX.md: kör `samverkan index` när allt är ihopslaget"),
        "{said}"
    );
    let page = fs::read_to_string(root.join("INDEX.md")).unwrap();
    assert!(
        page.starts_with("Välkommen hit.\n") && page.ends_with("\nSkriv till oss.\n"),
        "{page}"
    );
    assert!(
        !page.contains("<<<<<<<") && !page.contains(">>>>>>>"),
        "{page}"
    );
    // Our side's, until the pages are made again.
    assert!(
        page.contains("2023-04-21") && !page.contains("2023-06-09"),
        "{page}"
    );
    assert_eq!(
        samverkan(root, &["index", "--check"]).status.code(),
        Some(1)
    );
    assert!(samverkan(root, &["index"]).status.success());
    let page = fs::read_to_string(root.join("INDEX.md")).unwrap();
    assert!(
        page.contains("2023-04-21") && page.contains("2023-06-09"),
        "{page}"
    );
    assert!(
        page.starts_with("Välkommen hit.\n") && page.ends_with("\nSkriv till oss.\n"),
        "{page}"
    );
    git_ok(root, &["commit", "-q", "-a", "-m", "sidorna"]);
    assert_eq!(
        samverkan(root, &["index", "--check"]).status.code(),
        Some(0)
    );
}

#[test]
fn a_conflict_in_what_people_wrote_is_theirs_to_solve() {
    let dir = repository(|root, branch| {
        let to = format!("Välkommen till {branch}.");
        replace(&root.join("INDEX.md"), "Välkommen.", &to);
    });
    let root = dir.path();
    let merge = git(root, &["merge", "-q", "-m", "ihop", "other"]);
    assert!(!merge.status.success());
    assert_eq!(
        git_ok(root, &["diff", "--name-only", "--diff-filter=U"]),
        "INDEX.md\n"
    );
    let page = fs::read_to_string(root.join("INDEX.md")).unwrap();
    let conflict =
        "<<<<<<< ours\nVälkommen till main.\n=======\nVälkommen till other.\n>>>>>>> theirs\n";
    assert!(page.starts_with(conflict), "{page}");
    assert_eq!(page.matches("<<<<<<<").count(), 1, "{page}");
    // The pages can be made again before the conflict is solved.
    assert!(samverkan(root, &["index"]).status.success());
    let page = fs::read_to_string(root.join("INDEX.md")).unwrap();
    assert!(
        page.starts_with(conflict) && page.contains("2023-06-09"),
        "{page}"
    );
}

#[test]
fn a_page_that_is_new_on_both_sides_is_merged_too() {
    let dir = repository(|root, branch| {
        // A year that the base lacks.
        let day = if branch == "main" {
            "2024-02-16"
        } else {
            "2024-04-19"
        };
        fs::write(root.join(format!("lsg/{day}.md")), protocol(day)).unwrap();
    });
    let root = dir.path();
    git_ok(root, &["merge", "-q", "-m", "ihop", "other"]);
    assert!(samverkan(root, &["index"]).status.success());
    let page = fs::read_to_string(root.join("BESLUT-2024.md")).unwrap();
    assert!(
        page.contains("2024-02-16") && page.contains("2024-04-19"),
        "{page}"
    );
}

#[test]
fn the_driver_merges_other_files_as_git_does() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| fs::write(dir.path().join(name), text).unwrap();
    for (base, ours, theirs, wanted, code) in [
        (
            "a\nb\nc\nd\ne\n",
            "A\nb\nc\nd\ne\n",
            "a\nb\nc\nd\nE\n",
            "A\nb\nc\nd\nE\n",
            0,
        ),
        (
            "a\n",
            "b\n",
            "c\n",
            "<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n",
            1,
        ),
    ] {
        write("base", base.as_bytes());
        write("ours", ours.as_bytes());
        write("theirs", theirs.as_bytes());
        let mut command = Command::new(env!("CARGO_BIN_EXE_samverkan"));
        command.args(["index", "--merge-driver", "base", "ours", "theirs"]);
        let output = command.current_dir(dir.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", err(&output));
        let merged = fs::read_to_string(dir.path().join("ours")).unwrap();
        assert_eq!(merged, wanted);
    }
    let missing = samverkan(
        dir.path(),
        &["index", "--merge-driver", "no", "ours", "theirs"],
    );
    assert_eq!(missing.status.code(), Some(2));
    let few = samverkan(dir.path(), &["index", "--merge-driver", "base"]);
    assert_eq!(few.status.code(), Some(2));
}

#[test]
fn the_driver_leaves_our_side_as_it_was_where_git_cannot_be_run() {
    let dir = tempfile::tempdir().unwrap();
    let marks = samverkan::index::empty_block(samverkan::lang::Lang::Sv);
    let [begin, .., end] = &marks[..] else {
        panic!("{marks:?}")
    };
    let page = |row: &str| format!("# Beslut\n\n{begin}\n{row}\n{end}\n");
    for (name, row) in [("base", "- a"), ("ours", "- b"), ("theirs", "- c")] {
        fs::write(dir.path().join(name), page(row)).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_samverkan"));
    command.args(["index", "--merge-driver", "base", "ours", "theirs"]);
    let output = command.current_dir(dir.path()).env("PATH", dir.path());
    let output = output.output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    let ours = fs::read_to_string(dir.path().join("ours")).unwrap();
    assert_eq!(ours, page("- b"));
}
