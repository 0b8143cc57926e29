//! `check --since` and `check -` on real repositories, each made in a folder of its own.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

const CONFIG: &str = "\
namn: Samverkan i Exempellän
språk: sv
huvudmän:
  - {namn: Region Exempel, slag: region}
  - {namn: Almby kommun, slag: kommun}
  - {namn: Berga kommun, slag: kommun}
";

const BODY: &str = "\
kod: LSG
namn: Länssamverkansgruppen
ledamöter:
  - {namn: Anna Ek, huvudman: Almby kommun, som: ordinarie, från: 2023-01-01}
  - {namn: Bo Al, huvudman: Berga kommun, som: ordinarie, från: 2023-01-01}
";

/// Approved, and with one old finding: nobody reads the key.
const FEBRUARY: &str = "\
---
organ: LSG
datum: 2023-02-17
status: justerat
sekreterare: Eva By
justerare: [Anna Ek]
nyckeln: x
närvarande:
  - Anna Ek, Almby kommun
  - Bo Al, Berga kommun
övriga:
  - Eva By
justeringsdatum: 2023-02-24
underskrifter:
  - {namn: Anna Ek, roll: justerare}
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Gemensam utbildning

Utbildningen kostar 200 000 kronor.
";

const FILE: &str = "lsg/2023-02-17.md";

/// A folder, in which `git` and the program run.
struct Folder {
    root: PathBuf,
    /// Removed when the test is done.
    _temporary: Option<TempDir>,
}

/// What a run gave.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Folder {
    fn new() -> Folder {
        let temporary = tempfile::tempdir().unwrap();
        Folder {
            root: fs::canonicalize(temporary.path()).unwrap(),
            _temporary: Some(temporary),
        }
    }

    /// A repository with one commit of the small archive on `main`, in `folder` of it.
    fn repository(folder: &str) -> Folder {
        let made = Folder::new();
        made.git(&["init", "--quiet", "--initial-branch=main"]);
        let within = made.at(folder);
        within.write("samverkan.yaml", CONFIG);
        within.write("organ/lsg.yaml", BODY);
        within.write(FILE, FEBRUARY);
        made.commit();
        made
    }

    /// A folder within this one.
    fn at(&self, path: &str) -> Folder {
        Folder {
            root: self.root.join(path),
            _temporary: None,
        }
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn replace(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.root.join(path)).unwrap();
        assert!(text.contains(old), "{old}");
        self.write(path, text.replacen(old, new, 1));
    }

    fn remove(&self, path: &str) {
        fs::remove_file(self.root.join(path)).unwrap();
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env_clear();
        for variable in ["PATH", "SystemRoot"] {
            if let Some(value) = std::env::var_os(variable) {
                command.env(variable, value);
            }
        }
        command
            .env("GIT_CONFIG_GLOBAL", self.root.join("no such file"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_DATE", "2023-03-01T09:00:00Z")
            .env("GIT_COMMITTER_DATE", "2023-03-01T09:00:00Z")
            .stdin(Stdio::null());
        command
    }

    fn git(&self, arguments: &[&str]) -> String {
        let mut command = self.command("git");
        command.args([
            "-c",
            "user.name=Eva By",
            "-c",
            "user.email=eva@exempel.test",
        ]);
        command.args(["-c", "protocol.file.allow=always"]);
        let output = command.args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message=x"]);
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_samverkan"));
        command.arg("check").args(arguments);
        command
    }

    fn check(&self, arguments: &[&str]) -> Ran {
        ran(&mut self.program(arguments))
    }

    /// What is new since `reference`, a line each, on the day that the plants are judged.
    fn since(&self, reference: &str) -> String {
        let day = ["--as-of", "2023-12-31", "--format", "concise"];
        let ran = self.check(&[&["--since", reference][..], &day[..]].concat());
        assert!(ran.code < 2, "{}", ran.err);
        ran.out
    }

    /// The one line that says why it could not be done.
    fn refused(&self, arguments: &[&str]) -> String {
        let ran = self.check(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        let here = self.root.to_string_lossy().into_owned();
        ran.err.trim_end().replace(&here, "[HERE]")
    }
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().expect("no signal ended it"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to),
            false => drop(fs::copy(entry.path(), to).unwrap()),
        }
    }
}

/// The two rules that PLANTERADE.md can't plant, once each, and nothing else of the archive.
#[test]
fn exempellan() {
    let archive = Folder::new();
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/exempellan");
    copy(&original, &archive.root);
    archive.git(&["init", "--quiet", "--initial-branch=main"]);
    archive.commit();
    assert_eq!(archive.since("main"), "");
    archive.git(&["switch", "--quiet", "--create=gren"]);
    archive.replace("lsg/2021-02-12.md", "status: justerat", "status: utkast");
    archive.replace(
        "lsg/2021-04-16.md",
        "Ett upprop hölls.",
        "Inget upprop hölls.",
    );
    archive.commit();
    assert_eq!(
        archive.since("main"),
        "lsg/2021-02-12.md:7:9: fel J006 protokollet var justerat och är nu \"utkast\"\n\
         lsg/2021-04-16.md:58:54: fel J005 § 1 har ändrats sedan protokollet justerades\n"
    );
}

#[test]
fn what_a_change_causes_elsewhere_is_shown_and_what_was_there_is_counted() {
    let archive = Folder::repository("");
    assert_eq!(archive.since("main"), "");
    archive.replace(
        "organ/lsg.yaml",
        "  - {namn: Bo Al, huvudman: Berga kommun, som: ordinarie, från: 2023-01-01}\n",
        "",
    );
    assert_eq!(
        archive.since("main"),
        "lsg/2023-02-17.md:10:5: varning N001 Bo Al finns inte bland ledamöterna i LSG den dagen\n"
    );
    let ran = archive.check(&["--since", "main"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.err,
        "jämfört med main: 1 påpekande fanns redan och visas inte\n"
    );
    archive.git(&["checkout", "--quiet", "organ/lsg.yaml"]);
    archive.replace(FILE, "nyckeln: x\n", "");
    let ran = archive.check(&["--since", "main", "--ignore", "J005"]);
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (0, "jämfört med main: 1 är borta\n")
    );
}

/// Where the branch left main counts, and not what main has become.
#[test]
fn main_may_go_on() {
    let archive = Folder::repository("");
    archive.git(&["switch", "--quiet", "--create=gren"]);
    archive.replace("samverkan.yaml", "namn: ", "namnet: x\nnamn: ");
    archive.commit();
    archive.git(&["switch", "--quiet", "main"]);
    archive.remove(FILE);
    archive.commit();
    archive.git(&["switch", "--quiet", "gren"]);
    let new = archive.since("main");
    assert_eq!(new.lines().count(), 1, "{new}");
    assert!(new.contains("samverkan.yaml:1:1: varning F003"), "{new}");
    // Committed or not.
    archive.git(&["reset", "--quiet", "--soft", "HEAD~1"]);
    assert_eq!(archive.since("main"), new);
    assert_eq!(archive.since("HEAD"), new);
}

/// A worktree, a submodule, a detached head, an archive in a folder: the same answer.
#[test]
fn wherever_a_repository_is_checked_out() {
    let expected =
        "lsg/2023-02-17.md:4:9: fel J006 protokollet var justerat och är nu \"utkast\"\n";
    let change = |archive: &Folder, what: &str| {
        assert_eq!(archive.since("main"), "", "{what}");
        archive.replace(FILE, "status: justerat", "status: utkast");
        assert_eq!(archive.since("main"), expected, "{what}");
    };
    let plain = Folder::repository("");
    plain.git(&["worktree", "add", "--quiet", "-b", "gren", "sidan"]);
    change(&plain.at("sidan"), "worktree");

    let outer = Folder::new();
    outer.git(&["init", "--quiet"]);
    let url = plain.root.to_string_lossy().into_owned();
    outer.git(&["submodule", "--quiet", "add", &url, "samling"]);
    change(&outer.at("samling"), "submodule");

    let detached = Folder::repository("");
    detached.git(&["checkout", "--quiet", "--detach"]);
    change(&detached, "detached");

    let folder = Folder::repository("djup mapp/protokoll");
    change(&folder.at("djup mapp/protokoll"), "folder");
    folder.git(&["checkout", "--quiet", "."]);
    // From the top, with a hook's relative GIT_DIR.
    let archive = ["--archive", "djup mapp/protokoll"];
    let arguments = [&["--since", "main"][..], &archive[..]].concat();
    let ran = ran(folder.program(&arguments).env("GIT_DIR", ".git"));
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (0, "inga nya påpekanden i 1 protokoll\n")
    );
}

#[test]
fn a_bare_repository_beside_the_files() {
    for place in ["", "x/protokoll"] {
        let origin = Folder::repository(place);
        let elsewhere = Folder::new();
        let from = origin.root.to_string_lossy().into_owned();
        elsewhere.git(&["clone", "--quiet", "--bare", &from, "lager.git"]);
        copy(&origin.at(place).root, &elsewhere.root.join("protokoll"));
        let _ = fs::remove_dir_all(elsewhere.root.join("protokoll/.git"));
        let archive = elsewhere.at("protokoll");
        archive.remove(FILE);
        let expected = "lsg/2023-02-17.md:1:1: fel J006 LSG/2023-02-17 var justerat, och lsg/2023-02-17.md är borttagen\n";
        let day = ["--as-of", "2023-12-31", "--format", "concise"];
        let named = ["--since", "main", "--git-dir", "../lager.git"];
        let told = archive.check(&[&named[..], &day[..]].concat());
        assert_eq!(
            (told.out.as_str(), told.code),
            (expected, 1),
            "{}",
            told.err
        );
        let told = ran(archive
            .program(&[&named[..2], &day[..]].concat())
            .env("GIT_DIR", "../lager.git"));
        assert_eq!(
            (told.out.as_str(), told.code),
            (expected, 1),
            "{}",
            told.err
        );
        insta::allow_duplicates! {
            insta::assert_snapshot!(archive.refused(&["--since", "main", "--git-dir", "organ"]), @"fel: [HERE]/organ är inget Git-arkiv: ange en mapp .git eller ett arkiv utan arbetskatalog");
        }
    }
}

#[test]
fn a_shallow_clone_is_told_how_deep_to_fetch() {
    let origin = Folder::repository("");
    origin.git(&["switch", "--quiet", "--create=gren"]);
    origin.write("a.txt", "a");
    origin.commit();
    origin.git(&["switch", "--quiet", "main"]);
    origin.write("b.txt", "b");
    origin.commit();
    let url = format!("file://{}", origin.root.display());
    let folder = Folder::new();
    let arguments = ["clone", "--quiet", "--depth=1", "--no-single-branch"];
    folder.git(&[&arguments[..], &["--branch=gren", &url, "klon"]].concat());
    folder.git(&[
        "clone",
        "--quiet",
        "--depth=1",
        "--branch=gren",
        &url,
        "smal",
    ]);
    let clone = folder.at("klon");
    insta::assert_snapshot!(clone.refused(&["--since", "origin/main"]), @"fel: klonen är grund, och versionen där grenen utgick från origin/main är inte hämtad: hämta hela historien med `git fetch --unshallow` (GitHub: fetch-depth: 0 för actions/checkout; GitLab: GIT_DEPTH: 0)");
    insta::assert_snapshot!(folder.at("smal").refused(&["--since", "origin/main"]), @r#"fel: Git känner ingen version "origin/main": klonen är grund och har den inte; hämta hela historien med `git fetch --unshallow` (GitHub: fetch-depth: 0 för actions/checkout; GitLab: GIT_DEPTH: 0)"#);
    clone.git(&["fetch", "--quiet", "--unshallow"]);
    assert_eq!(clone.since("origin/main"), "");
}

#[test]
fn a_clone_without_its_files_is_told_to_fetch_them() {
    let origin = Folder::repository("");
    origin.git(&["config", "uploadpack.allowFilter", "true"]);
    origin.replace(FILE, "200 000", "300 000");
    origin.commit();
    let url = format!("file://{}", origin.root.display());
    let folder = Folder::new();
    folder.git(&["clone", "--quiet", "--filter=blob:none", &url, "klon"]);
    let clone = folder.at("klon");
    clone.git(&["switch", "--quiet", "--create=gren"]);
    let ran = clone.check(&["--since", "HEAD~1", "--select", "J", "--format", "concise"]);
    // Git before 2.45 fetches what is missing, whatever it is told.
    match ran.code {
        2 => {
            insta::assert_snapshot!(ran.err.trim_end(), @"fel: lsg/2023-02-17.md finns i den tidigare versionen men är inte hämtad: klona utan --filter, eller kör `git fetch --refetch --no-filter`")
        }
        _ => assert!(ran.out.contains("J005"), "{}", ran.out),
    }
}

#[test]
fn moved_files_keep_their_findings() {
    let archive = Folder::repository("");
    archive.git(&["mv", FILE, "lsg/protokoll-februari.md"]);
    assert_eq!(archive.since("main"), "");
    // Not added, and signed by another one.
    let other = Folder::repository("");
    other.remove(FILE);
    let signed = FEBRUARY.replace(
        "justerare}\n",
        "justerare}\n  - {namn: Bo Al, roll: justerare}\n",
    );
    other.write("lsg/2023/2023-02-17.md", signed);
    let new = other.since("main");
    assert!(
        !new.contains("J005") && !new.contains("J006") && !new.contains("F003"),
        "{new}"
    );
    fs::rename(
        other.root.join("organ/lsg.yaml"),
        other.root.join("organ/gruppen.yaml"),
    )
    .unwrap();
    other.git(&["checkout", "--quiet", FILE]);
    fs::remove_dir_all(other.root.join("lsg/2023")).unwrap();
    let new = other.since("main");
    assert!(
        !new.contains("J005") && !new.contains("J006") && !new.contains("F003"),
        "{new}"
    );
}

#[test]
fn words_that_are_no_version_are_harmless() {
    let archive = Folder::repository("");
    archive.git(&["tag", "v1"]);
    archive.git(&["branch", "utveckling"]);
    let told = |word: &str| archive.refused(&[&format!("--since={word}")]);
    let all: Vec<String> = [
        "-x",
        "--upload-pack=touch x",
        "--output=x",
        "^main",
        "main..main",
        "utvekling",
        "",
        "a\nb",
        "main^{/x\u{1b}[31m}",
        "HEAD:samverkan.yaml",
        "HEAD~7",
        "$(touch x)",
    ]
    .into_iter()
    .map(told)
    .collect();
    insta::assert_snapshot!(all.join("\n"), @r#"fel: Git känner ingen version "-x": `git branch --all` visar grenarna, och `git fetch` hämtar dem som fattas
fel: Git känner ingen version "--upload-pack=touch x": `git branch --all` visar grenarna, och `git fetch` hämtar dem som fattas
fel: Git känner ingen version "--output=x": `git branch --all` visar grenarna, och `git fetch` hämtar dem som fattas
fel: Git känner ingen version "^main": menade du main?
fel: Git känner ingen version "main..main": `git branch --all` visar grenarna, och `git fetch` hämtar dem som fattas
fel: Git känner ingen version "utvekling": menade du utveckling?
fel: Git känner ingen version "": `git branch --all` visar grenarna, och `git fetch` hämtar dem som fattas
fel: Git känner ingen version "a b": `git branch --all` visar grenarna, och `git fetch` hämtar dem som fattas
fel: Git känner ingen version "main^{/x␛[31m}": `git branch --all` visar grenarna, och `git fetch` hämtar dem som fattas
fel: "HEAD:samverkan.yaml" är ingen version i Git: ange en gren, en tagg eller en incheckning
fel: Git känner ingen version "HEAD~7": `git branch --all` visar grenarna, och `git fetch` hämtar dem som fattas
fel: Git känner ingen version "$(touch x)": `git branch --all` visar grenarna, och `git fetch` hämtar dem som fattas"#);
    assert!(!archive.root.join("x").exists());
    for word in ["v1", "HEAD", "@", "main~0", "refs/heads/main"] {
        assert_eq!(archive.since(word), "", "{word}");
    }
    assert_eq!(archive.since(&archive.git(&["rev-parse", "HEAD"])), "");
}

#[test]
fn a_world_without_history_says_so() {
    let outside = Folder::new();
    outside.write("samverkan.yaml", CONFIG);
    insta::assert_snapshot!(outside.refused(&["--since", "main"]), @"fel: [HERE] ligger inte i något Git-arkiv, så det finns ingen tidigare version: kör i en klon, eller ange arkivet med --git-dir");
    // What isn't asked about Git needs none.
    let mut plain = outside.program(&[]);
    assert_eq!(ran(plain.env("PATH", "")).code, 0);
    let empty = ran(outside.program(&["--since", "main"]).env("PATH", ""));
    assert_eq!(empty.code, 2);
    insta::assert_snapshot!(empty.err.trim_end(), @"fel: hittar inte programmet git, som läser tidigare versioner: installera Git, eller lägg till dess mapp i PATH");

    outside.git(&["init", "--quiet", "--initial-branch=main"]);
    insta::assert_snapshot!(outside.refused(&["--since", "HEAD"]), @"fel: inget är incheckat i Git ännu, så det finns inget att jämföra med: checka in först");

    let two = Folder::repository("");
    two.git(&["switch", "--quiet", "--orphan=annan"]);
    two.write("samverkan.yaml", CONFIG);
    two.commit();
    insta::assert_snapshot!(two.refused(&["--since", "main"]), @"fel: main och det som är utcheckat har ingen gemensam historia: ange en gren som den här utgår från");
}

/// Before there was an archive nothing was found, and nothing was approved.
#[test]
fn an_archive_that_was_not_there_is_new() {
    let archive = Folder::new();
    archive.git(&["init", "--quiet", "--initial-branch=main"]);
    archive.write("README.md", "x");
    archive.commit();
    archive.write("protokoll/samverkan.yaml", CONFIG);
    archive.write("protokoll/organ/lsg.yaml", BODY);
    archive.write("protokoll/lsg/2023-02-17.md", FEBRUARY);
    let new = archive.at("protokoll").since("main");
    assert_eq!(
        new,
        archive
            .at("protokoll")
            .check(&["--as-of", "2023-12-31", "--format", "concise"])
            .out
    );
    assert!(new.contains("F003"), "{new}");
}

/// Nothing that a repository configures is run.
#[cfg(unix)]
#[test]
fn a_repository_runs_nothing() {
    let archive = Folder::repository("");
    archive.write(".gitattributes", "* filter=x diff=x\n");
    archive.commit();
    for key in [
        "filter.x.clean",
        "filter.x.smudge",
        "diff.x.textconv",
        "diff.x.command",
        "diff.external",
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
    ] {
        archive.git(&["config", key, "touch ran; cat"]);
    }
    archive.replace(FILE, "200 000", "300 000");
    assert!(archive.since("main").contains("J005"));
    assert!(!archive.root.join("ran").exists());
}

#[cfg(unix)]
#[test]
fn any_name_and_any_size() {
    use std::os::unix::ffi::OsStrExt as _;
    let archive = Folder::repository("");
    let strange = std::ffi::OsStr::from_bytes(b"lsg/l\xe5\tg.md");
    archive.write("lsg/a\nb.md", FEBRUARY);
    // Not every file system has such a name.
    let _ = fs::write(archive.root.join(strange), FEBRUARY);
    archive.write("lsg/stor.md", vec![b'x'; 33 << 20]);
    std::os::unix::fs::symlink("../samverkan.yaml", archive.root.join("lsg/c.md")).unwrap();
    archive.commit();
    assert_eq!(archive.since("main"), "");
    archive.replace("lsg/a\nb.md", "200 000", "300 000");
    let new = archive.since("main");
    assert_eq!(new.lines().count(), 1, "{new}");
    assert!(new.contains("J005"), "{new}");
}

/// The same fingerprints as a whole run, also of what there is more than one of.
#[test]
fn fingerprints_are_those_of_a_whole_run() {
    let archive = Folder::repository("");
    let link = "[Bildspel](#)";
    archive.write(
        "lsg/2023-04-21.md",
        format!("---\norgan: LSG\ndatum: 2023-04-21\n---\n\n# Protokoll\n\n{link}\n"),
    );
    archive.commit();
    archive.replace("lsg/2023-04-21.md", link, &format!("{link}\n\n{link}"));
    let prints = |arguments: &[&str]| -> Vec<String> {
        let ran = archive.check(&[arguments, &["--select=F009", "--format=json"]].concat());
        let rows: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["fingerprint"].as_str().unwrap().to_owned())
            .collect()
    };
    let (whole, new) = (prints(&[]), prints(&["--since=main"]));
    assert_eq!((whole.len(), new.len()), (2, 1));
    assert_eq!(new, whole[1..]);
}

#[test]
fn a_baseline_counts_before_and_now() {
    let archive = Folder::repository("");
    archive.check(&["--write-baseline", "bas.json", "--as-of", "2023-12-31"]);
    archive.replace(FILE, "nyckeln: x\n", "nyckeln: x\nandra: y\n");
    let new = archive.check(&[
        "--since=main",
        "--baseline=bas.json",
        "--select=F",
        "--format=concise",
    ]);
    assert_eq!(new.out.lines().count(), 1, "{}", new.out);
    insta::assert_snapshot!(archive.refused(&["--since=main", "--write-baseline=x.json"]), @"fel: `--since` och `--write-baseline` kan inte användas ihop; `samverkan check --help` visar hur");
}

/// A waiver that is taken away shows what it hid.
#[test]
fn each_version_has_its_own_waivers() {
    let archive = Folder::repository("");
    archive.write(
        "undantag.yaml",
        "- {regel: F003, var: LSG/2023-02-17, skäl: gammalt}\n",
    );
    archive.commit();
    assert_eq!(archive.since("main"), "");
    archive.remove("undantag.yaml");
    assert!(archive.since("main").contains("F003"));
}

#[test]
fn rules_without_anything_to_compare_with_say_so() {
    let archive = Folder::repository("");
    let ran = archive.check(&["--select", "J006"]);
    assert_eq!(ran.code, 0);
    insta::assert_snapshot!(ran.err, @"J005 och J006 har inget att jämföra med: ange --since");
    assert_eq!(archive.check(&["--select", "J"]).err, "");
    let coverage = archive.check(&["--explain-coverage"]).out;
    let nothing = "J006 approval-withdrawn: inget att jämföra med: ange --since\n";
    assert!(coverage.ends_with(nothing), "{coverage}");
    let coverage = archive
        .check(&["--explain-coverage", "--since", "main"])
        .out;
    assert!(!coverage.contains("J005"), "{coverage}");
}

/// A finding in a file that is gone, in every format.
#[test]
fn a_file_that_is_gone_is_shown_in_every_format() {
    let archive = Folder::repository("");
    archive.remove(FILE);
    for format in [
        "full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit",
    ] {
        let arguments = ["--since=main", "--select=J006", "--format", format];
        let ran = archive.check(&[&arguments[..], &[FILE]].concat());
        assert_eq!(ran.code, 1, "{format}: {}", ran.err);
        assert!(ran.out.contains(FILE), "{format}: {}", ran.out);
    }
    let ran = archive.check(&["--since=main", "--statistics"]);
    assert!(
        ran.out.contains("1  J006  approval-withdrawn"),
        "{}",
        ran.out
    );
}

/// The program with `text` on stdin.
fn typed(folder: &Folder, arguments: &[&str], text: &[u8]) -> Ran {
    let mut command = folder.program(arguments);
    command.stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // It may be refused before it is read.
    let _ = stdin.write_all(text);
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_text_from_stdin_takes_the_place_of_a_file() {
    let archive = Folder::repository("protocols");
    let within = archive.at("protocols");
    let check = |folder: &Folder, path: &str, text: &str| {
        let arguments = [
            "-",
            "--format=concise",
            "--as-of=2023-12-31",
            "--stdin-filename",
            path,
        ];
        let ran = typed(folder, &arguments, text.as_bytes());
        assert!(ran.code < 2, "{path}: {}", ran.err);
        ran.out
    };
    let text = FEBRUARY.replace("Bo Al", "Sven Ås");
    let expected = check(&within, FILE, &text);
    assert!(
        expected.contains("Sven Ås") && expected.contains("F003"),
        "{expected}"
    );
    assert!(
        expected.lines().all(|line| line.starts_with(FILE)),
        "{expected}"
    );
    let from_top = check(&archive, "protocols/lsg/2023-02-17.md", &text);
    assert_eq!(from_top.replace("protocols/", ""), expected);
    assert_eq!(check(&archive, FILE, &text), from_top);
    let whole = within.root.join("lsg/../lsg/2023-02-17.md");
    assert_eq!(check(&within, &whole.to_string_lossy(), &text), expected);
    // A file that isn't saved yet; the agreement.
    let april = FEBRUARY.replace("2023-02-17", "2023-04-21");
    assert!(check(&within, "lsg/2023-04-21.md", &april).contains("F003"));
    assert!(check(&within, "organ/lsg.yaml", "kod: LSG\nnamnet: x\n").contains("F003"));
    // What others find of it isn't shown, and with --since only what is new.
    let arguments = [
        "-",
        "--since=main",
        "--format=concise",
        "--as-of=2023-12-31",
    ];
    let arguments = [&arguments[..], &["--stdin-filename", FILE]].concat();
    let new = typed(&within, &arguments, text.as_bytes());
    assert!(
        new.out.contains("J005") && !new.out.contains("F003"),
        "{}",
        new.out
    );
}

#[test]
fn stdin_without_a_place_is_refused() {
    let archive = Folder::repository("");
    let told: Vec<String> = [
        &["-"][..],
        &["--stdin-filename", FILE],
        &["-", FILE, "--stdin-filename", FILE],
        &["-", "--stdin-filename", "../a.md"],
        &["-", "--stdin-filename", "README.md"],
        &["-", "--stdin-filename", "lsg"],
    ]
    .into_iter()
    .map(|arguments| archive.refused(arguments))
    .collect();
    insta::assert_snapshot!(told.join("\n"), @"fel: `-` läser stdin: ange med --stdin-filename vilken fil texten står i stället för
fel: `--stdin-filename` hör ihop med `-`, som läser stdin: skriv samverkan check - --stdin-filename FIL
fel: `-` står ensam: bara påpekanden i filen från stdin visas, så ta bort de andra filerna
fel: ../a.md ligger inte i protokollsamlingen: ange en plats i den
fel: README.md är ingen fil som protokollsamlingen läser: ange ett protokoll i ett organs mapp, eller en av samlingens YAML-filer
fel: lsg är ingen fil som protokollsamlingen läser: ange ett protokoll i ett organs mapp, eller en av samlingens YAML-filer");
    let arguments = ["-", "--stdin-filename", FILE];
    let large = typed(&archive, &arguments, &vec![b'x'; (32 << 20) + 1]);
    insta::assert_snapshot!(large.err, @"fel: texten på stdin är större än 32 MiB: dela den");
    let strange = typed(&archive, &arguments, b"---\norgan: LSG\n\xff\x00\n");
    assert_eq!(strange.code, 1, "{}", strange.err);
}
