//! The recipes that people copy (`action.yml`, `recipes/`, `.pre-commit-hooks.yaml`): their scripts
//! are run as their hosts would run them, in a repository of protocols.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_yaml::Value;

const PROTOCOL: &str = "\
---
organ: LSG
datum: 2023-02-17
status: utkast
ordförande: Anna Ek
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Checklista

Länssamverkansgruppen beslutade

- att pröva en checklista
";

/// A repository of protocols with one commit, on a branch that has gone on from it.
struct Repository {
    dir: tempfile::TempDir,
}

impl Repository {
    fn new() -> Repository {
        let repository = Repository {
            dir: tempfile::tempdir().unwrap(),
        };
        repository.write(
            "samverkan.yaml",
            "namn: Samverkan\nspråk: sv\nhuvudmän:\n  - {namn: Almby kommun, slag: kommun}\n",
        );
        repository.write("organ/lsg.yaml", "kod: LSG\nnamn: Länssamverkansgruppen\n");
        repository.write("lsg/2023-02-17.md", PROTOCOL);
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit();
        repository
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Eva By", "-c", "user.email=eva@example.org"]);
        command.args(arguments).current_dir(self.path());
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        let output = command.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn commit(&self) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message=protokoll"]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Runs a script here, with the program on its path and these variables alone.
    fn bash(&self, script: &str, variables: &BTreeMap<String, String>) -> Output {
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
        command
            .current_dir(self.path())
            .stdin(Stdio::null())
            .env_clear();
        let program = Path::new(env!("CARGO_BIN_EXE_samverkan")).parent().unwrap();
        let path = std::env::var("PATH").unwrap();
        command.env("PATH", format!("{}:{path}", program.display()));
        command.envs(variables);
        command.output().unwrap()
    }
}

/// A YAML file of the repository of samverkan itself.
fn yaml(path: &str) -> Value {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The step of the action that has this id.
fn step<'a>(action: &'a Value, id: &str) -> &'a Value {
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    steps
        .iter()
        .find(|step| step["id"].as_str() == Some(id))
        .unwrap()
}

/// What the step `check` of the action does in `repository`: how it ends, the log and the summary.
fn act(repository: &Repository, changed: &[(&str, &str)]) -> (i32, String, String) {
    let action = yaml("action.yml");
    let step = step(&action, "check");
    let outside = tempfile::tempdir().unwrap();
    let file = |name: &str| outside.path().join(name).display().to_string();
    let mut variables: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in step["env"].as_mapping().unwrap() {
        // Only the host can fill in `${{ … }}`; what it would is given here.
        assert!(text(value).contains("${{"), "{name:?}");
        variables.insert(text(name).to_owned(), String::new());
    }
    variables.insert("ARCHIVE".into(), ".".into());
    variables.insert("PROGRAM".into(), env!("CARGO_BIN_EXE_samverkan").into());
    variables.insert("SARIF".into(), file("samverkan.sarif"));
    for (name, value) in changed {
        let known = variables.insert((*name).into(), (*value).into());
        assert!(known.is_some(), "the action doesn't set {name}");
    }
    for name in ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] {
        variables.insert(name.into(), file(name));
    }
    let output = repository.bash(text(&step["run"]), &variables);
    let read = |name: &str| fs::read_to_string(file(name)).unwrap_or_default();
    if output.status.code() != Some(2) {
        let sarif: serde_json::Value = serde_json::from_str(&read("samverkan.sarif")).unwrap();
        assert_eq!(sarif["version"], "2.1.0");
        assert_eq!(
            read("GITHUB_OUTPUT"),
            format!("sarif={}\n", file("samverkan.sarif"))
        );
    }
    let log =
        String::from_utf8(output.stdout).unwrap() + std::str::from_utf8(&output.stderr).unwrap();
    (
        output.status.code().unwrap(),
        log,
        read("GITHUB_STEP_SUMMARY"),
    )
}

#[test]
fn the_action_shows_what_a_pull_request_makes_wrong() {
    let repository = Repository::new();
    let base = repository.git(&["rev-parse", "HEAD"]);
    let (exit, log, _) = act(&repository, &[("SINCE", &base)]);
    assert_eq!((exit, log.as_str()), (0, ""));

    repository.write(
        "lsg/2023-02-17.md",
        &PROTOCOL.replace("- att pröva", "- att införa"),
    );
    repository.write("lsg/2023-04-21.md", &PROTOCOL.replace("02-17", "04-31"));
    repository.commit();
    let (exit, log, summary) = act(&repository, &[("SINCE", &base)]);
    assert_eq!(exit, 1);
    assert!(
        log.contains("::error file=lsg/2023-04-21.md,line=3,"),
        "{log}"
    );
    assert!(summary.contains("F004"), "{summary}");
    assert!(
        summary.contains("<del>pröva</del><ins>införa</ins>"),
        "{summary}"
    );
    // Without a base, all that is there.
    let (exit, log, summary) = act(&repository, &[("SINCE", "none"), ("STRICT", "true")]);
    assert_eq!(exit, 1);
    assert!(log.contains("::notice file=lsg/2023-04-21.md"), "{log}");
    assert!(!summary.contains("<ins>"), "{summary}");
}

#[test]
fn the_action_says_when_it_could_not_be_done() {
    let repository = Repository::new();
    let (exit, log, _) = act(&repository, &[("SINCE", "no-such-commit")]);
    assert_eq!(exit, 2);
    assert!(log.contains("no-such-commit"), "{log}");
    let (exit, _, _) = act(&repository, &[("ARCHIVE", "nowhere")]);
    assert_eq!(exit, 2);
    // What a branch is called is data, never code.
    let (exit, _, _) = act(&repository, &[("SINCE", "$(touch stolen); `touch stolen`")]);
    assert_eq!(
        (exit, repository.path().join("stolen").exists()),
        (2, false)
    );
}

#[test]
fn the_action_asks_for_generated_pages_that_are_up_to_date() {
    let repository = Repository::new();
    let (exit, log, _) = act(&repository, &[("INDEX", "true")]);
    assert_eq!(exit, 1, "{log}");
    let made = repository.bash("samverkan index", &BTreeMap::new());
    assert!(made.status.success(), "{made:?}");
    let (exit, log, _) = act(&repository, &[("INDEX", "true")]);
    assert_eq!(exit, 0, "{log}");
}

/// The lines of inputs, outputs and variables that the action's expressions name exist.
#[test]
fn the_action_uses_only_inputs_that_it_has() {
    let action = yaml("action.yml");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("action.yml");
    let whole = fs::read_to_string(path).unwrap();
    let inputs = action["inputs"].as_mapping().unwrap();
    for (input, _) in inputs {
        assert!(
            whole.contains(&format!("inputs.{}", text(input))),
            "{input:?} is never read"
        );
    }
    for used in whole.split("inputs.").skip(1) {
        let end = used
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap();
        assert!(inputs.contains_key(&used[..end]), "{}", &used[..end]);
    }
    // An expression inside a script would let a branch's name run as code.
    for step in action["runs"]["steps"].as_sequence().unwrap() {
        assert!(step["run"].as_str().is_none_or(|run| !run.contains("${{")));
    }
}

/// The script of the GitLab job in `repository`: its end and its log.
fn job(repository: &Repository, base: Option<&str>) -> (i32, String) {
    let job = &yaml("recipes/gitlab-ci.yml")["samverkan"];
    let mut variables: BTreeMap<String, String> = job["variables"]
        .as_mapping()
        .unwrap()
        .iter()
        .map(|(name, value)| (text(name).to_owned(), text(value).to_owned()))
        .collect();
    variables.insert(
        "CI_PROJECT_DIR".into(),
        repository.path().display().to_string(),
    );
    variables.insert("SAMVERKAN_LANG".into(), "en".into());
    if let Some(base) = base {
        variables.insert("CI_MERGE_REQUEST_DIFF_BASE_SHA".into(), base.into());
    }
    let mut script = String::new();
    for part in ["before_script", "script"] {
        for line in job[part].as_sequence().unwrap() {
            script += text(line);
            script += "\n";
        }
    }
    let output = repository.bash(&script, &variables);
    let log =
        String::from_utf8(output.stdout).unwrap() + std::str::from_utf8(&output.stderr).unwrap();
    (output.status.code().unwrap(), log)
}

#[test]
fn the_gitlab_job_leaves_its_reports() {
    let repository = Repository::new();
    let base = repository.git(&["rev-parse", "HEAD"]);
    repository.write("lsg/2023-04-21.md", &PROTOCOL.replace("02-17", "04-31"));
    repository.commit();
    let (exit, log) = job(&repository, Some(&base));
    assert_eq!(exit, 1, "{log}");
    assert!(log.contains("F004"), "{log}");
    let report = repository.read("samverkan-codequality.json");
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report[0]["location"]["path"], "lsg/2023-04-21.md");
    let report = repository.read("samverkan-junit.xml");
    assert!(report.contains("<testsuites"), "{report}");
    let named = yaml("recipes/gitlab-ci.yml")["samverkan"]["artifacts"]["reports"].clone();
    for (_, file) in named.as_mapping().unwrap() {
        assert!(repository.path().join(text(file)).exists(), "{file:?}");
    }
    repository.git(&["checkout", "--quiet", &base]);
    let (exit, log) = job(&repository, None);
    assert_eq!(exit, 0, "{log}");
}

/// Every hook, as pre-commit runs it: its entry, split into words, in the repository's root.
#[test]
fn the_hooks_run() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks: BTreeMap<&str, &Value> = hooks
        .as_sequence()
        .unwrap()
        .iter()
        .map(|hook| (text(&hook["id"]), hook))
        .collect();
    let repository = Repository::new();
    let run = |id: &str| {
        let hook = hooks[id];
        assert_eq!(hook["pass_filenames"].as_bool(), Some(false));
        let output = repository.bash(text(&hook["entry"]), &BTreeMap::new());
        let log = String::from_utf8(output.stdout).unwrap()
            + std::str::from_utf8(&output.stderr).unwrap();
        (output.status.code().unwrap(), log)
    };
    assert_eq!(run("samverkan-check").0, 0);
    repository.write(
        "lsg/2023-02-17.md",
        &PROTOCOL.replace("status: utkast", "status: utkast\ntid: 25:00"),
    );
    let (exit, log) = run("samverkan-check");
    assert_eq!(exit, 1);
    assert!(log.contains("lsg/2023-02-17.md:5:6: "), "{log}");

    repository.write(
        "lsg/2023-02-17.md",
        &PROTOCOL.replace("organ: LSG", "organ:   LSG"),
    );
    assert_eq!(run("samverkan-fmt").0, 0);
    assert_eq!(repository.read("lsg/2023-02-17.md"), PROTOCOL);

    assert_eq!(run("samverkan-index").0, 0);
    assert!(repository.read("INDEX.md").contains("LSG"));
    assert_eq!(hooks.len(), 3, "every hook is run above");
}
