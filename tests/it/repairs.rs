//! `fmt` and `check --fix` on real folders: the bundled archives, exit codes, what stays on the
//! disk. What each repair does is tested in `repair`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DRAFT: &str = "---\norgan: lsg\ndatum: 17 februari 2023\nplatts: Umeå\ndiarienummer: HSN: 1\nnärvarande:\n  - Anna Ek, Bergas kommun\n---\n\n# Protokoll\n\n## § 1 Läget\n\n- Föredragande : Anna Ek\n\nBergas kommun möts.\n";

const FORMATTED: &str = "---\norgan: LSG\ndatum: 2023-02-17\nplats: Umeå\ndiarienummer: \"HSN: 1\"\nnärvarande:\n  - Anna Ek, Berga kommun\n---\n\n# Protokoll\n\n## § 1 Läget\n\n- Föredragande: Anna Ek\n\nBergas kommun möts.\n";

const FIXED: &str = "---\norgan: lsg\ndatum: 17 februari 2023\nplats: Umeå\ndiarienummer: \"HSN: 1\"\nnärvarande:\n  - Anna Ek, Berga kommun\n---\n\n# Protokoll\n\n## § 1 Läget\n\n- Föredragande : Anna Ek\n\nBergas kommun möts.\n";

const DRAFT_PATH: &str = "lsg/2023-02-17.md";
const APPROVED_PATH: &str = "lsg/2023-03-17.md";

fn approved() -> String {
    DRAFT
        .replace("17 februari 2023", "17 mars 2023")
        .replace("platts: Umeå", "platts: Umeå\nstatus: justerat")
}

/// An archive of a draft and of an approved protocol with the same faults.
fn archive() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let config = "namn: Prov\nspråk: sv\nhuvudmän:\n  - {namn: Berga kommun, slag: kommun}\n";
    for (path, text) in [
        ("samverkan.yaml", config),
        ("organ/lsg.yaml", "kod: LSG\nnamn: Länssamverkansgruppen\n"),
        (DRAFT_PATH, DRAFT),
        (APPROVED_PATH, &approved()),
    ] {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samverkan"))
        .args(arguments)
        .current_dir(dir)
        .env_clear()
        .output()
        .unwrap()
}

/// Exit code, stdout, stderr.
fn told(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = run(dir, arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (code, text(output.stdout), text(output.stderr))
}

fn read(dir: &tempfile::TempDir, path: &str) -> String {
    fs::read_to_string(dir.path().join(path)).unwrap()
}

#[test]
fn fmt_writes_says_what_and_is_done() {
    let dir = archive();
    let (code, out, err) = told(dir.path(), &["fmt"]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, "lsg/2023-02-17.md\n", "")
    );
    assert_eq!(read(&dir, DRAFT_PATH), FORMATTED);
    assert_eq!(read(&dir, APPROVED_PATH), approved());
    let again = told(dir.path(), &["formatera"]);
    assert_eq!(again, (0, String::new(), String::new()));
    assert_eq!(told(dir.path(), &["fmt", "--check"]).0, 0);
}

#[test]
fn fmt_that_only_looks_changes_nothing() {
    let dir = archive();
    let would = "skulle ändra lsg/2023-02-17.md\n";
    let check = told(dir.path(), &["fmt", "--check"]);
    assert_eq!(check, (1, would.to_owned(), String::new()));
    let dry = told(dir.path(), &["fmt", "--dry-run"]);
    assert_eq!(dry, (0, would.to_owned(), String::new()));
    let (code, patch, _) = told(dir.path(), &["fmt", "--diff"]);
    assert_eq!(code, 0);
    assert!(patch.starts_with("--- a/lsg/2023-02-17.md\n+++ b/lsg/2023-02-17.md\n"));
    assert!(patch.contains("\n-platts: Umeå\n") && patch.contains("\n+plats: Umeå\n"));
    let both = told(dir.path(), &["fmt", "--check", "--diff"]);
    assert_eq!(both, (1, patch, String::new()));
    assert_eq!(read(&dir, DRAFT_PATH), DRAFT);
    assert_eq!(told(dir.path(), &["fmt", "--dry-run", "--diff"]).0, 2);
}

#[test]
fn fmt_of_some_files() {
    let dir = archive();
    let nothing = (0, String::new(), String::new());
    assert_eq!(told(dir.path(), &["fmt", "organ"]), nothing);
    let (code, out, err) = told(dir.path(), &["fmt", APPROVED_PATH]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(
        err,
        "lsg/2023-03-17.md är färdigt eller går inte att tyda, och ändras inte\n"
    );
    let (code, _, err) = told(dir.path(), &["fmt", "lsg/saknas.md"]);
    assert_eq!(code, 2);
    assert_eq!(err.lines().count(), 1);
    let inside = told(&dir.path().join("lsg"), &["fmt", "2023-02-17.md"]);
    assert_eq!(inside.1, "2023-02-17.md\n");
    assert_eq!(read(&dir, DRAFT_PATH), FORMATTED);
}

#[test]
fn check_mends_what_was_found_and_shows_what_is_left() {
    let dir = archive();
    let (code, out, err) = told(dir.path(), &["check", "--fix", "--format", "concise"]);
    assert_eq!(err, "3 rättningar i 1 fil\n");
    assert_eq!(read(&dir, DRAFT_PATH), FIXED);
    assert_eq!(read(&dir, APPROVED_PATH), approved());
    // The approved one has its findings still, and prose is for a person.
    assert_eq!(code, 1);
    assert!(out.contains("lsg/2023-03-17.md:4:1: varning F003"), "{out}");
    assert!(out.contains("lsg/2023-02-17.md:16:1: not L003"), "{out}");
    let (_, again, err) = told(dir.path(), &["check", "--fix", "--format", "concise"]);
    assert_eq!((again, err.as_str()), (out, ""));
}

#[test]
fn check_mends_only_the_rules_asked_for() {
    let dir = archive();
    let (code, out, _) = told(
        dir.path(),
        &["check", "--fix", "--select", "F003", DRAFT_PATH],
    );
    assert_eq!((code, out.as_str()), (0, "inga påpekanden i 2 protokoll\n"));
    assert_eq!(read(&dir, DRAFT_PATH), DRAFT.replace("platts", "plats"));
    let (_, _, err) = told(
        dir.path(),
        &["check", "--fix", "--ignore", "F", "--exit-zero"],
    );
    assert_eq!(err, "1 rättning i 1 fil\n");
}

#[test]
fn check_shows_the_patch_and_says_what_it_could_mend() {
    let dir = archive();
    let (code, patch, err) = told(dir.path(), &["check", "--diff", "--select", "F002"]);
    assert_eq!((code, err.as_str()), (1, "1 rättning kan göras i 1 fil\n"));
    assert!(patch.contains("\n+diarienummer: \"HSN: 1\"\n"), "{patch}");
    assert_eq!(read(&dir, DRAFT_PATH), DRAFT);
    let nothing = told(dir.path(), &["check", "--diff", "--select", "Q"]);
    assert_eq!(nothing, (0, String::new(), String::new()));
    assert_eq!(told(dir.path(), &["check", "--diff", "--fix"]).0, 2);

    let (_, out, _) = told(dir.path(), &["check", "--select", "F002,F003"]);
    assert!(
        out.contains("= hjälp: menas \"plats\"? (kan rättas med --fix)"),
        "{out}"
    );
    assert!(
        out.ends_with("2 fel, 2 varningar i 2 filer; 2 kan rättas med `samverkan check --fix`\n"),
        "{out}"
    );
    let (_, rows, _) = told(
        dir.path(),
        &["check", "--fix", "--select", "F", "--format", "json"],
    );
    let rows: serde_json::Value = serde_json::from_str(&rows).unwrap();
    let fixable: Vec<&serde_json::Value> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["fixable"])
        .collect();
    assert!(!fixable.is_empty() && fixable.iter().all(|one| **one == false));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_an_error_and_stays() {
    use std::os::unix::fs::PermissionsExt;
    let dir = archive();
    let path = dir.path().join(DRAFT_PATH);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    // Whoever may do everything may write it.
    if fs::OpenOptions::new().write(true).open(&path).is_ok() {
        return;
    }
    for command in [&["fmt"][..], &["check", "--fix"]] {
        let (code, out, err) = told(dir.path(), command);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains("kan inte skriva"), "{err}");
        assert_eq!(read(&dir, DRAFT_PATH), DRAFT);
    }
}

/// A file that keeps its permissions, and leaves no draft of itself behind.
#[cfg(unix)]
#[test]
fn only_the_text_changes() {
    use std::os::unix::fs::PermissionsExt;
    let dir = archive();
    let path = dir.path().join(DRAFT_PATH);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    told(dir.path(), &["fmt"]);
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert_eq!(fs::read_dir(dir.path().join("lsg")).unwrap().count(), 2);
}

/// The bundled archives.
fn bundled() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let examples = fs::read_dir(root.join("examples")).unwrap();
    let mut archives: Vec<PathBuf> = examples
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("samverkan.yaml").is_file())
        .collect();
    archives.push(root.join("protocols"));
    archives.sort();
    assert!(archives.len() > 3);
    archives
}

/// The files of an archive that are read, by path relative to it.
fn files(root: &Path) -> Vec<(PathBuf, String)> {
    let mut out = Vec::new();
    let mut waiting = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let is_text = path
                .extension()
                .is_some_and(|end| end == "md" || end == "yaml");
            if path.is_dir() {
                waiting.push(path);
            } else if is_text {
                let text = fs::read_to_string(&path).unwrap();
                out.push((path.strip_prefix(root).unwrap().to_owned(), text));
            }
        }
    }
    out.sort();
    out
}

/// A copy of an archive, each file changed on the way.
fn copy(root: &Path, change: impl Fn(&Path, &str) -> String) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files(root) {
        let target = dir.path().join(&path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, change(&path, &text)).unwrap();
    }
    dir
}

/// The text of a protocol as it was before anybody approved it.
fn unfinished(text: &str) -> String {
    let Some(end) = text.find("\n---\n") else {
        return text.to_owned();
    };
    let mut head = String::new();
    let mut dropping = false;
    for line in text[..end].split_inclusive('\n') {
        let states = ["status:", "justeringsdatum:", "underskrifter:", "sigill:"];
        dropping = match states.iter().any(|key| line.starts_with(key)) {
            true => true,
            false => dropping && line.starts_with(' '),
        };
        if !dropping {
            head.push_str(line);
        }
    }
    format!("{}{}", head.trim_end(), &text[end..])
}

/// What hurried hands make of a head.
fn mangled(text: &str) -> String {
    let Some(end) = text.find("\n---\n") else {
        return text.to_owned();
    };
    let mut head = String::new();
    for line in text[..end].lines() {
        let keyed = line.split_once(": ").filter(|(key, value)| {
            let plain = |c: char| c.is_alphanumeric() || c == '-';
            // A key that stands twice stays as it is: nobody can say which one counts.
            let twice = text[..end].matches(&format!("\n{key}: ")).count() > 1;
            let opens = value.starts_with(['"', '\'', '{', '[', '|', '>', '#']);
            key.chars().all(plain) && !opens && !twice && !value.contains('#')
        });
        match keyed {
            Some((key, value)) => {
                head.push_str(&format!("{} :   {value} \t\n", key.to_uppercase()))
            }
            None => head.push_str(&format!("{line}\n")),
        }
    }
    format!("{}{}", head.trim_end_matches('\n'), &text[end..])
}

#[test]
fn the_bundled_archives_are_written_as_fmt_writes() {
    for root in bundled() {
        let (code, out, _) = told(&root, &["fmt", "--check"]);
        assert_eq!((code, out.as_str()), (0, ""), "{}", root.display());
    }
}

/// Not protected by being approved: nothing but the heads is different after it, and after what
/// hurried hands made of them it is the same again.
#[test]
fn the_bundled_archives_unfinished() {
    let is_protocol = |path: &Path| path.extension().is_some_and(|end| end == "md");
    for root in bundled() {
        let name = root.display();
        let draft = copy(&root, |path, text| match is_protocol(path) {
            true => unfinished(text),
            false => text.to_owned(),
        });
        let before = files(draft.path());
        told(draft.path(), &["fmt"]);
        let after = files(draft.path());
        assert_eq!(told(draft.path(), &["fmt", "--check"]).0, 0, "{name}");
        let body = |text: &str| text.find("\n---\n").map(|end| text[end..].to_owned());
        for ((path, before), (_, after)) in before.iter().zip(&after) {
            if is_protocol(path) {
                assert_eq!(body(before), body(after), "{name} {}", path.display());
            }
        }
        let hurried = copy(draft.path(), |path, text| match is_protocol(path) {
            true => mangled(text),
            false => text.to_owned(),
        });
        let hurt = files(hurried.path()) != after;
        assert!(
            hurt || !after.iter().any(|(path, _)| path.starts_with("lsg")),
            "{name}"
        );
        told(hurried.path(), &["fmt"]);
        let mended = files(hurried.path());
        for ((path, wanted), (_, mended)) in after.iter().zip(&mended) {
            assert!(wanted == mended, "{name} {}", path.display());
        }
    }
}
