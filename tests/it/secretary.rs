//! The secretary's commands as the binary runs them: what they write, refuse and leave behind.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn samverkan(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samverkan"));
    command
        .args(arguments)
        .current_dir(dir)
        .env_clear()
        .env("SAMVERKAN_LANG", "en")
        .stdin(Stdio::null());
    command
}

fn output(dir: &Path, arguments: &[&str]) -> Output {
    samverkan(dir, arguments).output().unwrap()
}

/// What a run that was done printed on stdout.
fn done(dir: &Path, arguments: &[&str]) -> String {
    let output = output(dir, arguments);
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {err}");
    String::from_utf8(output.stdout).unwrap()
}

/// The one line that a run which could not be done says.
fn refused(dir: &Path, arguments: &[&str]) -> String {
    one_line(&output(dir, arguments))
}

fn one_line(output: &Output) -> String {
    let err = std::str::from_utf8(&output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(output.stdout.is_empty());
    assert_eq!(err.lines().count(), 1, "{err}");
    err.trim_end().to_owned()
}

const INIT: [&str; 9] = [
    "init",
    "--name",
    "Samverkan i Öby",
    "--party",
    "Region Exempel",
    "--party",
    "Öby kommun",
    "--body",
    "LSG=Länsgruppen",
];

const NEW: [&str; 5] = ["new-protocol", "--body", "LSG", "--date", "2024-02-29"];

/// A new archive.
fn archive() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    done(dir.path(), &INIT);
    dir
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn from_an_empty_folder_to_a_protocol() {
    let dir = archive();
    let dir = dir.path();
    assert_eq!(done(dir, &["check"]), "no findings in 0 protocols\n");
    assert_eq!(done(dir, &NEW), "lsg/2024-02-29.md\n");
    let found = output(dir, &["check", "--format", "concise"]);
    let found = String::from_utf8(found.stdout).unwrap();
    assert!(found.lines().count() > 5, "{found}");
    assert!(found.lines().all(|line| line.contains(" F009 ")), "{found}");
    let error = refused(dir, &NEW);
    assert!(
        error.starts_with("error: lsg/2024-02-29.md exists already and isn't overwritten"),
        "{error}"
    );
    let extra: Vec<&str> = NEW.into_iter().chain(["--extra"]).collect();
    assert_eq!(done(dir, &extra), "lsg/2024-02-29-extra.md\n");
    let summons = [
        "ny",
        "--body",
        "LSG",
        "--date",
        "2024-03-01",
        "--kind",
        "kallelse",
    ];
    assert_eq!(done(dir, &summons), "lsg/2024-03-01-kallelse.md\n");
    let from = ["ny", "--from", "lsg/2024-03-01-kallelse.md"];
    assert_eq!(done(dir, &from), "lsg/2024-03-01.md\n");
    assert!(refused(dir, &["ny", "--from", "lsg/2024-03-01.md"]).contains("is no summons"));
    assert!(refused(dir, &["ny", "--from", "../../etc/passwd"]).contains("isn't in the archive"));
    let other = [
        "ny",
        "--from",
        "lsg/2024-03-01-kallelse.md",
        "--date",
        "2024-03-02",
    ];
    assert!(refused(dir, &other).contains("the summons is for LSG 2024-03-01"));
}

#[test]
fn a_missing_option_is_named_where_nobody_can_be_asked() {
    let dir = archive();
    let dir = dir.path();
    for (arguments, wanted) in [
        (&["new-protocol"][..], "error: --body is missing"),
        (
            &["new-protocol", "--body", "LSG"],
            "error: --date is missing",
        ),
        (
            &["new-protocol", "--date", "2024-02-29"],
            "error: --body is missing",
        ),
        (
            &["new-protocol", "--body", "../lsg", "--date", "2024-02-29"],
            "error: no body is called",
        ),
        (
            &["new-protocol", "--body", "LSG", "--date", "2024-02-30"],
            "error: ",
        ),
        (&["init", "x"], "error: --name is missing"),
        (
            &["init", "x", "--name", "A", "--body", "B=C"],
            "error: --party is missing",
        ),
        (
            &["init", "x", "--name", "A", "--party", "B kommun"],
            "error: --body is missing",
        ),
        (&["init", "x", "--body", "../B=C"], "error: "),
        (&["init", "x", "--party", "Förbundet"], "error: "),
        (&["init"], "error: samverkan.yaml exists already"),
        (
            &["decisions", "--planned"],
            "error: `decisions` has no option `--planned`",
        ),
        (&["export"], "error: "),
        (&["export", "pdf"], "error: "),
        (
            &["export", "ics", "--body", "X"],
            "error: no body is called",
        ),
    ] {
        let error = refused(dir, arguments);
        assert!(error.starts_with(wanted), "{arguments:?}: {error}");
    }
    assert!(!dir.join("x").exists());
}

#[test]
fn what_is_there_is_left_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("README.md"), "mine").unwrap();
    let dry: Vec<&str> = INIT.into_iter().chain(["--dry-run"]).collect();
    assert!(done(dir, &dry).contains("would create samverkan.yaml"));
    assert_eq!(names(dir), ["README.md"]);
    assert!(!done(dir, &INIT).contains("README.md"));
    assert_eq!(fs::read_to_string(dir.join("README.md")).unwrap(), "mine");
    let dry: Vec<&str> = NEW.into_iter().chain(["--dry-run"]).collect();
    assert!(done(dir, &dry).starts_with("---\norgan: LSG\n"));
    assert!(!dir.join("lsg").exists());
    // A file where the body's folder would be.
    fs::write(dir.join("lsg"), "").unwrap();
    let error = refused(dir, &NEW);
    assert!(
        error.starts_with("error: can't write lsg/2024-02-29.md"),
        "{error}"
    );
}

#[test]
fn a_calendar_file_is_the_same_every_time() {
    let dir = archive();
    let dir = dir.path();
    let body = "kod: LSG\nnamn: Länsgruppen\nmöten:\n  - {regel: \"sista torsdagen, ej juli\", tid: 09:00-12:00, plats: Teams}\n";
    fs::write(dir.join("organ/lsg.yaml"), body).unwrap();
    let arguments = [
        "export",
        "ics",
        "--as-of",
        "2024-02-01",
        "--to",
        "2024-03-01",
    ];
    let first = done(dir, &arguments);
    assert_eq!(first, done(dir, &arguments));
    assert!(
        first.contains("DTSTART;TZID=Europe/Stockholm:20240229T090000\r\n"),
        "{first}"
    );
    assert_eq!(first.matches("BEGIN:VEVENT").count(), 1);
    let file: Vec<&str> = arguments.into_iter().chain(["-o", "lsg.ics"]).collect();
    assert_eq!(done(dir, &file), "lsg.ics\n");
    assert_eq!(fs::read_to_string(dir.join("lsg.ics")).unwrap(), first);
    let planned = [
        "meetings",
        "--planned",
        "--as-of",
        "2024-02-01",
        "--limit",
        "1",
        "--format",
        "csv",
    ];
    assert_eq!(
        done(dir, &planned),
        "date,weekday,body,time,place,state,summons,protocol\n2024-02-29,thursday,LSG,09:00-12:00,Teams,planned,,\n"
    );
}

#[cfg(target_os = "linux")]
mod linux {
    use super::*;

    /// Runs a command of this binary in a shell that has limited it first.
    fn limited(dir: &Path, limit: &str, arguments: &str) -> Output {
        let program = env!("CARGO_BIN_EXE_samverkan");
        let mut shell = Command::new("/bin/sh");
        shell
            .args(["-c", &format!("{limit}; exec '{program}' {arguments}")])
            .current_dir(dir)
            .env_clear()
            .env("SAMVERKAN_LANG", "en")
            .stdin(Stdio::null());
        shell.output().unwrap()
    }

    #[test]
    fn who_is_stopped_while_writing_leaves_no_part_of_a_file() {
        let dir = archive();
        let dir = dir.path();
        let arguments = NEW.join(" ");
        // The system ends the program at its first written byte.
        let killed = limited(dir, "ulimit -f 0", &arguments);
        assert_eq!(killed.status.code(), None, "a signal ends it");
        assert!(!dir.join("lsg/2024-02-29.md").exists());
        // The same, told as an error: as on a full disk.
        let full = limited(dir, "trap '' XFSZ; ulimit -f 0", &arguments);
        let error = one_line(&full);
        assert!(
            error.starts_with("error: can't write lsg/2024-02-29.md: "),
            "{error}"
        );
        assert!(!dir.join("lsg/2024-02-29.md").exists());
        let full = limited(
            dir,
            "trap '' XFSZ; ulimit -f 0",
            "init x --name A --party 'B kommun' --body C=D",
        );
        assert!(one_line(&full).starts_with("error: can't write x/"));
        assert_eq!(done(dir, &NEW), "lsg/2024-02-29.md\n");
    }

    #[test]
    fn a_folder_that_only_reads() {
        use std::os::unix::fs::PermissionsExt;
        // Nothing can be made there, by nobody.
        let error = refused(Path::new("/proc"), &INIT);
        assert!(error.starts_with("error: can't write "), "{error}");
        let dir = archive();
        let dir = dir.path();
        fs::create_dir(dir.join("lsg")).unwrap();
        fs::set_permissions(dir.join("lsg"), fs::Permissions::from_mode(0o555)).unwrap();
        // Some users may write everywhere.
        if fs::write(dir.join("lsg/try"), "").is_err() {
            let error = refused(dir, &NEW);
            assert!(error.contains("permission denied"), "{error}");
        }
        fs::set_permissions(dir.join("lsg"), fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[test]
    fn the_editor_gets_the_file_and_no_shell() {
        let dir = archive();
        let dir = dir.path();
        let arguments: Vec<&str> = NEW.into_iter().chain(["--edit"]).collect();
        assert!(refused(dir, &arguments).contains("set VISUAL or EDITOR"));
        assert!(!dir.join("lsg").exists());
        let edit = |editor: &str, day: &str| {
            let arguments = ["ny", "--body", "LSG", "--date", day, "--edit"];
            samverkan(dir, &arguments)
                .env("EDITOR", editor)
                .env("PATH", "/usr/bin:/bin")
                .output()
                .unwrap()
        };
        let edited = edit("sed -i 's/{TEXT}/Inget; $HOME/'", "2024-02-29");
        assert_eq!(edited.status.code(), Some(0));
        assert_eq!(edited.stdout, b"lsg/2024-02-29.md\n");
        let text = fs::read_to_string(dir.join("lsg/2024-02-29.md")).unwrap();
        assert!(
            text.contains("Inget; $HOME") && !text.contains("{TEXT}"),
            "{text}"
        );
        for (editor, day, wanted) in [
            ("no-such-editor", "2024-03-01", "can't start no-such-editor"),
            ("false", "2024-03-02", "false ended with an error"),
        ] {
            let failed = edit(editor, day);
            assert_eq!(failed.status.code(), Some(2));
            let error = String::from_utf8(failed.stderr).unwrap();
            assert!(
                error.contains("the file is written") && error.contains(wanted),
                "{error}"
            );
            assert!(dir.join(format!("lsg/{day}.md")).exists());
        }
    }
}
