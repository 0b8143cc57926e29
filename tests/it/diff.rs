//! `diff` in repositories of its own: which versions are compared, and the three forms of the
//! answer.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const CONFIG: &str = "\
namn: Samverkan i Exempellän
huvudmän:
  - {namn: Region Exempel, slag: region}
  - {namn: Almby kommun, slag: kommun}
";

const BODY: &str = "\
kod: LSG
namn: Länssamverkansgruppen
representation:
  - {huvudman: kommun, ordinarie: 1}
  - {huvudman: region, ordinarie: 1}
beslutsförhet: {ledamöter: 2}
";

const PROTOCOL: &str = "\
---
organ: LSG
datum: 2026-05-20
status: utkast
närvarande:
  - Anna Ek, Almby kommun
  - Cia Dal, Region Exempel
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Vårdplan

Länssamverkansgruppen beslutar

- att anta planen för gemensam vårdplanering
";

struct Repository {
    folder: TempDir,
}

impl Repository {
    /// One commit on `main`.
    fn new() -> Repository {
        let repository = Repository {
            folder: tempfile::tempdir().unwrap(),
        };
        repository.git(&["init", "--quiet", "-b", "main", "."]);
        repository.write("samverkan.yaml", CONFIG);
        repository.write("organ/lsg.yaml", BODY);
        repository.write("lsg/2026-05-20.md", PROTOCOL);
        repository.commit();
        repository
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
            .args(["-c", "core.autocrlf=false"])
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_DATE", "2026-06-01T12:00:00Z")
            .env("GIT_COMMITTER_DATE", "2026-06-01T12:00:00Z")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "ändring"]);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn change(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path().join(path)).unwrap();
        assert!(text.contains(old), "{old}");
        self.write(path, &text.replace(old, new));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samverkan"));
        // Git is found by PATH, and reads nobody's settings.
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path);
        if !arguments.contains(&"--lang") {
            command.args(["--lang", "sv"]);
        }
        command
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap()
    }

    fn diff(&self, arguments: &[&str]) -> String {
        let output = self.run(&[&["diff"], arguments].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Why it could not be done.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(&[&["diff"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty());
        String::from_utf8(output.stderr).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let answer = self.diff(&[arguments, &["--format", "json"]].concat());
        let value: Value = serde_json::from_str(&answer).unwrap();
        let schema = self.run(&["schema", "diff"]).stdout;
        let schema: Value = serde_json::from_slice(&schema).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}\n{answer}");
        value
    }
}

/// What is told without the line that names the commits.
fn without_title(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

/// A branch that changes a bit of everything, not committed.
fn changed() -> Repository {
    let repository = Repository::new();
    repository.change("lsg/2026-05-20.md", "att anta planen", "att avslå planen");
    repository.change("lsg/2026-05-20.md", "  - Cia Dal, Region Exempel\n", "");
    repository.change(
        "lsg/2026-05-20.md",
        "status: utkast",
        "status: för justering",
    );
    repository.change(
        "organ/lsg.yaml",
        "{ledamöter: 2}",
        "{ledamöter: 2, källa: \"4.4\"}",
    );
    let next = PROTOCOL.replace("2026-05-20", "2026-09-16");
    repository.write("lsg/2026-09-16.md", &next.replace("20 maj", "16 september"));
    repository
}

const TOLD: &str = "\
protokoll: 1 tillkom, 1 ändrades · beslut: 1 tillkom, 1 ändrades · i närvarolistor: 1 togs bort

LSG/2026-05-20 · ändrat protokoll
  Beslut
    ~ 1:1 att [-anta-]{+avslå+} planen för gemensam vårdplanering
        slag: beslut → avslag
  Närvaro
    - Cia Dal, Region Exempel, närvarande
  Företrädda och beslutsförhet
    ~ står som närvarande: 2 → 1
    ~ ledamöter vid mötets början: 2 → 1
    ~ platser fyllda: 2 → 1
    ~ huvudmän företrädda: [-Region Exempel-]
    ~ beslutsfört: ja → nej
    ~ för få närvarande vid: (inget) → hela mötet
  Justering
    ~ läge: utkast → för justering

LSG/2026-09-16 · nytt protokoll
  Protokoll Länssamverkansgruppen 16 september 2026
  läge: utkast; ärenden: 1; står som närvarande: 2; ledamöter vid mötets början: 2; platser fyllda: 2; platser som ska fyllas: 2; huvudmän företrädda: 2; beslutsfört: ja
  Beslut
    + 1:1 beslut: att anta planen för gemensam vårdplanering

LSG Länssamverkansgruppen · ändrat (organ/lsg.yaml)
    ~ beslutsförhet: ledamöter: 2{+, överenskommelsen 4.4+}
";

#[test]
fn what_the_folder_changes() {
    let repository = changed();
    let told = repository.diff(&[]);
    assert!(told.starts_with("Ändringar sedan HEAD ("), "{told}");
    assert_eq!(without_title(&told), TOLD);
    let skillnad = repository.run(&["skillnad", "HEAD"]);
    assert_eq!(String::from_utf8(skillnad.stdout).unwrap(), told);
}

/// What the pages show is what the program prints, but for the ids of commits.
#[test]
fn the_pages_show_what_is_told() {
    let repository = changed();
    for (page, lang) in [("docs/ci.md", "en"), ("docs/ci.sv.md", "sv")] {
        let told = repository.diff(&["--lang", lang]);
        let text = fs::read_to_string(crate::table::path(page)).unwrap();
        let text = text.replace("\r\n", "\n");
        assert!(text.contains(without_title(&told)), "{page} lacks\n{told}");
    }
}

#[test]
fn as_a_comment_on_a_pull_request() {
    let told = changed().diff(&["--format", "markdown"]);
    insta::assert_snapshot!(without_title(&told));
}

#[test]
fn as_json_by_its_schema() {
    let repository = changed();
    let value = repository.json(&[]);
    assert_eq!(value["changes_meaning"], true);
    assert_eq!(value["before"]["ref"], "HEAD");
    assert!(value["after"].is_null());
    let meeting = &value["meetings"][0];
    assert_eq!(meeting["change"], "changed");
    let decision = &meeting["decisions"][0];
    assert_eq!(decision["changed"], serde_json::json!(["text", "class"]));
    assert_eq!(decision["before"]["class"], "decision");
    assert_eq!(decision["after"]["class"], "rejection");
    assert_eq!(meeting["standing"]["before"]["quorate"], true);
    assert_eq!(meeting["standing"]["after"]["quorate"], false);
    assert_eq!(meeting["approval"]["after"]["status"], "for_approval");
    assert_eq!(
        meeting["attendance"][0]["before"]["party"],
        "Region Exempel"
    );
    assert_eq!(value["meetings"][1]["change"], "added");
    assert_eq!(value["files"][0]["changes"][0]["noun"], "body");
}

#[test]
fn only_the_layout_changed() {
    let repository = Repository::new();
    repository.change("lsg/2026-05-20.md", "organ: LSG", "organ: \"LSG\"");
    repository.change("organ/lsg.yaml", "{ledamöter: 2}", "{ ledamöter: 2 }");
    let told = repository.diff(&[]);
    assert_eq!(
        without_title(&told),
        "Ingen ändring i sak.\nBara formen är ändrad i lsg/2026-05-20.md och organ/lsg.yaml\n"
    );
    let value = repository.json(&[]);
    assert_eq!(value["changes_meaning"], false);
    assert_eq!(value["rewritten"][0]["layout_only"], true);
}

#[test]
fn a_branch_is_compared_with_where_it_left_main() {
    let repository = Repository::new();
    repository.git(&["switch", "--quiet", "-c", "gren"]);
    repository.change("lsg/2026-05-20.md", "att anta", "att avslå");
    repository.commit();
    repository.git(&["switch", "--quiet", "main"]);
    repository.change("samverkan.yaml", "i Exempellän", "i Exempel");
    repository.commit();
    repository.git(&["switch", "--quiet", "gren"]);
    let told = repository.diff(&["main"]);
    assert!(
        told.starts_with("Ändringar sedan grenen lämnade main ("),
        "{told}"
    );
    assert!(
        told.contains("[-anta-]{+avslå+}") && !told.contains("samverkan.yaml"),
        "{told}"
    );
    assert!(without_title(&repository.diff(&[])).starts_with("Ingenting är ändrat."));
    let told = repository.diff(&["main..gren"]);
    assert!(told.starts_with("Ändringar från main ("), "{told}");
    assert!(
        told.contains("{+avslå+}") && told.contains("samverkan.yaml"),
        "{told}"
    );
    // The folder isn't looked at.
    repository.write("lsg/2026-05-20.md", "");
    assert_eq!(repository.diff(&["main..gren"]), told);
    assert_eq!(
        repository.diff(&["main.."]),
        repository.diff(&["main..HEAD"])
    );
    let value = repository.json(&["main..gren"]);
    assert_eq!(value["after"]["ref"], "gren");
}

#[test]
fn a_file_moved_and_one_not_added() {
    let repository = Repository::new();
    repository.git(&["mv", "lsg/2026-05-20.md", "lsg/protokoll.md"]);
    let told = repository.diff(&[]);
    assert!(
        told.contains("Bara flyttat: lsg/2026-05-20.md → lsg/protokoll.md"),
        "{told}"
    );
    repository.change("lsg/protokoll.md", "att anta", "att avslå");
    let value = repository.json(&[]);
    assert_eq!(value["meetings"][0]["previous_path"], "lsg/2026-05-20.md");
    assert_eq!(value["meetings"].as_array().unwrap().len(), 1);
}

#[test]
fn an_archive_below_the_top_and_one_that_is_new() {
    let repository = Repository::new();
    repository.write("nytt/samverkan.yaml", CONFIG);
    repository.write("nytt/organ/lsg.yaml", BODY);
    let told = repository.diff(&["--archive", "nytt"]);
    assert!(
        told.contains("Överenskommelsen · ny fil (samverkan.yaml)"),
        "{told}"
    );
    repository.commit();
    repository.change("nytt/organ/lsg.yaml", "{ledamöter: 2}", "{ledamöter: 3}");
    let told = repository.diff(&["--archive", "nytt"]);
    assert!(
        told.contains("beslutsförhet: ledamöter: [-2-]{+3+}"),
        "{told}"
    );
}

#[test]
fn what_can_not_be_compared() {
    let repository = Repository::new();
    let three = repository.refused(&["main...HEAD"]);
    assert!(three.contains("skriv A..B"), "{three}");
    let unknown = repository.refused(&["mian"]);
    assert!(unknown.contains("main"), "{unknown}");
    for reference in [
        "--",
        "-x",
        "a\nb",
        "^main",
        ":/x",
        "main^{tree}",
        "..\u{1b}[31m",
        "--output=x",
    ] {
        let output = repository.run(&["diff", "--", reference]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{reference}: {said}");
        assert_eq!(said.lines().count(), 1, "{reference}: {said}");
        assert!(!said.contains('\u{1b}'));
    }
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("samverkan.yaml"), CONFIG).unwrap();
    let said = Repository { folder: outside }.refused(&[]);
    assert!(said.contains("Git"), "{said}");
}

#[test]
fn markup_in_documents_stays_text() {
    let repository = Repository::new();
    let title = "</details><script>x</script> @anna #12 [a](b) \u{1b}[31m";
    repository.change("lsg/2026-05-20.md", "§ 1 Vårdplan", &format!("§ 1 {title}"));
    let markdown = repository.diff(&["--format", "markdown"]);
    assert!(
        !markdown.contains("<script>") && !markdown.contains("</details>"),
        "{markdown}"
    );
    assert!(
        !markdown.contains("@anna") && !markdown.contains("#12"),
        "{markdown}"
    );
    assert!(!markdown.contains('\u{1b}') && !repository.diff(&[]).contains('\u{1b}'));
    repository.json(&[]);
}
