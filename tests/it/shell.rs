//! What stands around the program in a shell: completions, as bash asks for them, and manual pages,
//! as formatters read them. What isn't on the machine isn't asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use samverkan::check::rules;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn samverkan(dir: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_samverkan"))
        .args(arguments)
        .current_dir(dir)
        .env_clear()
        .env("SAMVERKAN_LANG", "en")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// What a run that was done printed.
fn done(dir: &Path, arguments: &[&str]) -> String {
    let output = samverkan(dir, arguments);
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), err.as_str()),
        (Some(0), ""),
        "{arguments:?}"
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Whether the machine has `program`.
fn has(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null());
    command.output().is_ok_and(|output| output.status.success())
}

/// A script run by `program` in the fictional archive, with the program on its path.
fn script(program: &str, arguments: &[&str], script: &str) -> String {
    let bin = Path::new(env!("CARGO_BIN_EXE_samverkan")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let output = Command::new(program)
        .args(arguments)
        .arg(script)
        .current_dir(root().join("examples/exempellan"))
        .env_clear()
        .env("PATH", format!("{}:{path}", bin.display()))
        .env("SAMVERKAN_LANG", "en")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && err.is_empty(), "{err}");
    String::from_utf8(output.stdout).unwrap()
}

/// A line as bash divides it, and what it may become.
const IN_BASH: [(&str, &str, &str); 9] = [
    ("samverkan dec", "samverkan dec", "decisions"),
    (
        "samverkan beslut --body ",
        "samverkan beslut --body ''",
        "BBU BVA LSG SVO",
    ),
    (
        "samverkan beslut --body=l",
        "samverkan beslut --body = l",
        "LSG",
    ),
    (
        "samverkan beslut --body=",
        "samverkan beslut --body =",
        "BBU BVA LSG SVO",
    ),
    (
        "samverkan beslut body:s",
        "samverkan beslut body : s",
        "SVO",
    ),
    (
        "samverkan show LSG/2021-02",
        "samverkan show LSG/2021-02",
        "LSG/2021-02-12-kallelse LSG/2021-02-12",
    ),
    (
        "samverkan explain N00",
        "samverkan explain N00",
        "N001 N002 N003 N004 N005 N006 N007 N008 N009",
    ),
    (
        "samverkan beslut --party Region",
        "samverkan beslut --party Region",
        "Region\\ Exempellan",
    ),
    (
        "samverkan beslut --party \"Reg",
        "samverkan beslut --party '\"Reg'",
        "Region Exempellan",
    ),
];

#[cfg(unix)]
#[test]
fn bash_completes_from_the_archive() {
    if !has("bash") {
        return;
    }
    for (line, words, wanted) in IN_BASH {
        // As readline calls the function that `complete -p` says.
        let asked = format!(
            "source <(samverkan completions bash)\n\
             [[ $(complete -p samverkan) == *' -F _samverkan '* ]] || exit 1\n\
             COMP_LINE='{line}' COMP_WORDS=({words})\n\
             COMP_POINT=${{#COMP_LINE}} COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n\
             _samverkan samverkan\nIFS=' '; echo \"${{COMPREPLY[*]}}\""
        );
        let found = script("bash", &["--noprofile", "--norc", "-c"], &asked);
        assert_eq!(found.trim_end(), wanted, "{line}");
    }
}

/// Each shell's own look at its script, where the shell is there.
#[test]
fn the_scripts_are_whole() {
    let dir = tempfile::tempdir().unwrap();
    for (shell, check) in [
        ("bash", &["bash", "-n"][..]),
        ("zsh", &["zsh", "-n"]),
        ("fish", &["fish", "--no-execute"]),
        ("elvish", &["elvish", "-compileonly"]),
        ("powershell", &["pwsh", "-NoProfile", "-File"]),
    ] {
        let text = done(dir.path(), &["completions", shell]);
        assert!(text.contains("completions --complete"), "{shell}");
        assert!(text.lines().next().unwrap().starts_with('#'), "{shell}");
        let path = dir.path().join(format!("samverkan.{shell}"));
        let ending = path.with_extension(if shell == "powershell" { "ps1" } else { shell });
        fs::write(&ending, text).unwrap();
        if has(check[0]) {
            let mut command = Command::new(check[0]);
            let output = command.args(&check[1..]).arg(&ending).output().unwrap();
            assert!(output.status.success(), "{shell}: {output:?}");
        }
    }
    let error = samverkan(dir.path(), &["completions", "tcsh"]);
    assert_eq!(error.status.code(), Some(2));
    let error = String::from_utf8(error.stderr).unwrap();
    assert!(
        error.contains("did you mean `zsh`") && error.lines().count() == 1,
        "{error}"
    );
}

#[test]
fn nothing_is_said_where_there_is_no_archive() {
    let dir = tempfile::tempdir().unwrap();
    let complete = |words: &[&str]| {
        let arguments = ["completions", "--complete", "--"];
        done(dir.path(), &[&arguments[..], words].concat())
    };
    assert_eq!(complete(&["decisions", "--body", ""]), "");
    assert_eq!(complete(&["--archive", "nowhere", "show", ""]), "");
    assert_eq!(complete(&[]), "");
    let codes = complete(&["explain", ""]);
    assert_eq!(codes.lines().count(), 2 * rules::ALL.len());
    let away = root().join("examples/exempellan").display().to_string();
    let bodies = complete(&["--archive", &away, "--lang", "sv", "ny", "--body", "LS"]);
    assert!(bodies.starts_with("LSG\tL"), "{bodies}");
    // An archive in disorder is completed from what can be read, in silence.
    fs::write(dir.path().join("samverkan.yaml"), [0xff, b'{', 0]).unwrap();
    fs::create_dir(dir.path().join("organ")).unwrap();
    fs::write(dir.path().join("organ/x.yaml"), "kod: [\n").unwrap();
    complete(&["decisions", "--body", ""]);
}

#[test]
fn manual_pages_are_written_and_renewed() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let written = done(dir, &["man", "--all", "share/man1"]);
    assert!(
        written.contains("share/man1/samverkan-decisions.1\n"),
        "{written}"
    );
    let page = dir.join("share/man1/samverkan-decisions.1");
    let text = fs::read_to_string(&page).unwrap();
    assert_eq!(text, done(dir, &["man", "decisions"]));
    assert_eq!(done(dir, &["man", "--all", "share/man1"]), "");
    fs::write(&page, text.lines().next().unwrap().to_owned() + "\n").unwrap();
    let renewed = done(dir, &["man", "--all", "share/man1"]);
    assert_eq!(renewed, "share/man1/samverkan-decisions.1\n");
    // Somebody else's page is left, and nothing is written beside it.
    fs::write(&page, "mine\n").unwrap();
    fs::remove_file(dir.join("share/man1/samverkan.1")).unwrap();
    let refused = samverkan(dir, &["man", "--all", "share/man1"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&page).unwrap(), "mine\n");
    assert!(!dir.join("share/man1/samverkan.1").exists());
    let unknown = samverkan(dir, &["man", "decision"]);
    let error = String::from_utf8(unknown.stderr).unwrap();
    assert!(error.contains("`decisions`"), "{error}");
}

#[test]
fn formatters_have_nothing_to_say_about_the_pages() {
    if !has("groff") {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    for lang in ["sv", "en"] {
        let to = dir.path().join(lang);
        done(dir.path(), &["man", "--lang", lang, "--all", lang]);
        for page in fs::read_dir(&to).unwrap() {
            let page = page.unwrap().path();
            let mut groff = Command::new("groff");
            groff.args(["-man", "-Tutf8", "-ww", "-P-cbou"]);
            let output = groff.arg(&page).output().unwrap();
            let err = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && err.is_empty(), "{page:?}: {err}");
            let text = String::from_utf8(output.stdout).unwrap();
            let word = if lang == "sv" {
                "ANVÄNDNING"
            } else {
                "SYNOPSIS"
            };
            assert!(text.contains(word), "{page:?}: {text}");
        }
    }
}
