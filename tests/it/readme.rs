//! Every session shown to a reader is run here: the `console` blocks of the README files and of
//! `docs/`. `RENEW=1 cargo test readme` writes what the program says today; read it before it is
//! committed.
//!
//! A page begins in a copy of the repository. Its lines after `$ ` are `samverkan …`, `cd DIR`,
//! `cat FILE`, `export NAME=VALUE` and `echo $?`, and what follows each is all that it prints,
//! stdout before stderr. A block after `<!-- file: PATH -->` is written to that file first.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use similar::TextDiff;

/// Each page in English, and the same in Swedish.
const PAGES: [(&str, &str); 5] = [
    ("README.md", "README.sv.md"),
    ("docs/secretary.md", "docs/secretary.sv.md"),
    ("docs/coordinator.md", "docs/coordinator.sv.md"),
    ("docs/import.md", "docs/import.sv.md"),
    ("docs/ci.md", "docs/ci.sv.md"),
];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A page of the repository, with LF.
fn read(page: &str) -> String {
    let text = fs::read_to_string(repository().join(page));
    text.unwrap_or_else(|error| panic!("{page}: {error}"))
        .replace("\r\n", "\n")
}

#[test]
fn every_session_shown_is_what_the_program_prints() {
    let renew = std::env::var_os("RENEW").is_some();
    let mut wrong = String::new();
    for page in PAGES.iter().flat_map(|&(en, sv)| [en, sv]) {
        let shown = read(page);
        let printed = Reader::new(page).read(&shown);
        if shown == printed {
            continue;
        }
        if renew {
            fs::write(repository().join(page), &printed).unwrap();
        } else {
            let diff = TextDiff::from_lines(&shown, &printed);
            let diff = diff
                .unified_diff()
                .header(page, "what is printed")
                .to_string();
            let _ = writeln!(wrong, "{diff}");
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong}\n`RENEW=1 cargo test readme` writes this into the pages"
    );
}

#[test]
fn no_page_is_forgotten() {
    let docs = fs::read_dir(repository().join("docs")).unwrap();
    let mut found: Vec<String> = docs
        .map(|entry| format!("docs/{}", entry.unwrap().file_name().to_string_lossy()))
        .collect();
    found.sort();
    let mut listed: Vec<&str> = PAGES.iter().flat_map(|&(en, sv)| [en, sv]).collect();
    listed.retain(|page| page.starts_with("docs/"));
    listed.sort_unstable();
    assert_eq!(found, listed);
}

/// The Swedish page shows what the English one shows: the same sections, the same commands.
#[test]
fn the_swedish_pages_are_the_same_pages() {
    for (en, sv) in PAGES {
        let (en_text, sv_text) = (read(en), read(sv));
        assert_eq!(outline(&en_text), outline(&sv_text), "{en} and {sv}");
        let commands = |text: &str| -> Vec<String> {
            let lines = text.lines().filter_map(|line| line.strip_prefix("$ "));
            lines
                .map(|line| line.replace("LANG=sv", "LANG=en"))
                .collect()
        };
        assert_eq!(commands(&en_text), commands(&sv_text), "{en} and {sv}");
    }
}

/// The levels of the headings, the languages of the code blocks and the rows of tables, in order.
fn outline(text: &str) -> Vec<String> {
    let mut outline = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        if let Some(language) = line.strip_prefix("```") {
            in_code = !in_code;
            if in_code {
                outline.push(format!("code {language}"));
            }
        } else if !in_code && line.starts_with('#') {
            outline.push(line.split(' ').next().unwrap().to_owned());
        } else if !in_code && line.starts_with('|') {
            outline.push(format!("row of {}", line.matches('|').count()));
        }
    }
    outline
}

/// What one runs first on a fresh machine: .ci/run runs the same lines.
#[test]
fn the_commands_of_ci_are_those_of_the_readme() {
    let commands = |page: &str| -> Vec<String> {
        let text = read(page);
        let block = text.split("```sh\n").nth(1).expect("a block of commands");
        let block = block.split("```").next().unwrap();
        block.lines().map(str::to_owned).collect()
    };
    let readme = commands("README.md");
    assert_eq!(readme, commands("README.sv.md"));
    assert_eq!(readme.len(), 2, "all set-up is two commands: {readme:?}");
    assert_eq!(readme[0], "cargo run --release -- decisions --body LSG");
    let script = read(".ci/run");
    for command in readme {
        let is_there = script
            .lines()
            .any(|line| line.trim() == format!("step {command}"));
        assert!(is_there, ".ci/run doesn't run `{command}`");
    }
}

/// Runs through a page.
struct Reader {
    page: &'static str,
    /// The copy of the repository.
    copy: tempfile::TempDir,
    /// Below the copy.
    dir: PathBuf,
    variables: BTreeMap<String, String>,
    last_exit: i32,
}

impl Reader {
    fn new(page: &'static str) -> Reader {
        let copy = tempfile::tempdir().unwrap();
        for folder in ["protocols", "examples"] {
            copy_folder(&repository().join(folder), &copy.path().join(folder));
        }
        let (dir, variables) = (copy.path().to_owned(), BTreeMap::new());
        let last_exit = 0;
        Reader {
            page,
            copy,
            dir,
            variables,
            last_exit,
        }
    }

    /// The page with what is printed today.
    fn read(&mut self, text: &str) -> String {
        let mut page = String::new();
        let mut lines = text.lines();
        let mut file: Option<&str> = None;
        while let Some(line) = lines.next() {
            let _ = writeln!(page, "{line}");
            if let Some(path) = line.strip_prefix("<!-- file: ") {
                file = Some(path.trim_end_matches(" -->"));
            }
            let Some(language) = line.strip_prefix("```") else {
                continue;
            };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if language == "console" {
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    let _ = writeln!(page, "$ {command}");
                    page += &self.run(command);
                }
            } else {
                let block: String = block.iter().map(|line| format!("{line}\n")).collect();
                page += &block;
                if let Some(path) = file.take() {
                    fs::write(self.copy.path().join(path), block).unwrap();
                }
            }
            page += "```\n";
        }
        page
    }

    fn run(&mut self, line: &str) -> String {
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["samverkan", arguments @ ..] => self.samverkan(arguments),
            ["cd", dir] => {
                self.dir.push(dir);
                String::new()
            }
            ["cat", file] => fs::read_to_string(self.dir.join(file)).unwrap(),
            ["export", variable] => {
                let (name, value) = variable.split_once('=').unwrap();
                self.variables.insert(name.to_owned(), value.to_owned());
                String::new()
            }
            ["echo", "$?"] => format!("{}\n", self.last_exit),
            _ => panic!("{}: nobody runs `{line}`", self.page),
        }
    }

    fn samverkan(&mut self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_samverkan"))
            .args(arguments)
            .current_dir(&self.dir)
            .env_clear()
            .envs(&self.variables)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        self.last_exit = output.status.code().expect("no signal ended it");
        let mut printed = String::from_utf8(output.stdout).unwrap();
        printed += std::str::from_utf8(&output.stderr).unwrap();
        if !printed.is_empty() && !printed.ends_with('\n') {
            printed.push('\n');
        }
        printed
    }
}

/// The words of a line as a shell divides it: spaces, and quotes of both kinds.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
