//! The program in memory: arguments in, texts out.

use super::*;

/// What a run gave: exit code, stdout and stderr.
struct Ran {
    exit: Exit,
    out: String,
    err: String,
}

fn run_in(world: World, line: &str) -> Ran {
    let arguments: Vec<OsString> = line.split_whitespace().map(OsString::from).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run(&arguments, || Ok(world), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran {
        exit,
        out: text(out),
        err: text(err),
    }
}

/// Runs `line` far from any archive; its one line on stderr.
fn refused(line: &str) -> String {
    let ran = run_in(World::empty("/no such folder"), line);
    assert_eq!((ran.exit, ran.out.as_str()), (Exit::CouldNot, ""), "{line}");
    assert_eq!(ran.err.lines().count(), 1, "{line}: {}", ran.err);
    ran.err.trim_end().to_owned()
}

fn texts_of(sections: &'static [command::Section]) -> Vec<&'static command::ArgText> {
    sections.iter().flat_map(|section| section.args).collect()
}

#[test]
fn every_argument_has_its_texts_and_no_text_is_left_over() {
    let bare = clap::Command::new(PROGRAM);
    let mut all: Vec<(&str, clap::Command, &'static [command::Section])> =
        vec![(PROGRAM, Global::augment_args(bare), &GLOBAL)];
    for command in commands() {
        let built = (command.args)(clap::Command::new(command.name));
        all.push((command.name, built, command.sections));
    }
    for (name, built, sections) in all {
        // What only a script types has no text.
        let mut ids: Vec<&str> = built
            .get_arguments()
            .filter(|arg| !arg.is_hide_set())
            .map(|arg| arg.get_id().as_str())
            .collect();
        let mut texts: Vec<&str> = texts_of(sections).iter().map(|text| text.id).collect();
        ids.sort_unstable();
        texts.sort_unstable();
        assert_eq!(ids, texts, "arguments and texts of {name}");
        for text in texts_of(sections) {
            let arg = built
                .get_arguments()
                .find(|arg| arg.get_id() == text.id)
                .unwrap();
            let takes = arg.get_action().takes_values();
            assert_eq!(
                takes,
                text.value.is_some(),
                "the value of {} in {name}",
                text.id
            );
        }
    }
}

#[test]
fn texts_are_two_translations_without_capitals_and_full_stops() {
    let check = |name: &str, text: Text| {
        for words in [text.sv, text.en] {
            assert!(
                !words.is_empty() && !words.ends_with('.'),
                "{name}: {words}"
            );
            assert!(
                !words.contains("  ") && words.trim() == words,
                "{name}: {words}"
            );
        }
    };
    for command in commands() {
        check(command.name, command.about);
        assert_ne!(command.about.sv, command.about.en, "{}", command.name);
        for text in texts_of(command.sections) {
            check(text.id, text.help);
            let has_words = text.help.en.contains(' ');
            assert!(!has_words || text.help.sv != text.help.en, "{}", text.id);
        }
    }
}

#[test]
fn no_two_commands_share_a_name_and_clap_agrees_with_itself() {
    let mut names: Vec<&str> = Vec::new();
    for command in commands() {
        names.push(command.name);
        if command.swedish != command.name {
            names.push(command.swedish);
        }
    }
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    whole_program(Lang::Sv).debug_assert();
}

#[test]
fn help_speaks_one_language() {
    for command in commands() {
        let help = |lang: &str| {
            let ran = run_in(
                World::empty("/"),
                &format!("{} --help --lang {lang}", command.name),
            );
            assert_eq!(
                (ran.exit, ran.err.as_str()),
                (Exit::Done, ""),
                "{}",
                command.name
            );
            ran.out
        };
        let (sv, en) = (help("sv"), help("en"));
        for english in [
            "Usage",
            "Options",
            "Print help",
            "possible values",
            "Arguments",
            "every",
        ] {
            assert!(!sv.contains(english), "{}: {sv}", command.name);
        }
        for swedish in ["Användning", "Flaggor", "kommando", "visa "] {
            assert!(!en.contains(swedish), "{}: {en}", command.name);
        }
        let aside = run_in(
            World::empty("/"),
            &format!("help {} --lang sv", command.swedish),
        );
        assert_eq!(aside.out, sv);
        assert!(sv.lines().all(|line| line.chars().count() <= 80), "{sv}");
    }
}

#[test]
fn no_arguments_is_help_on_stderr() {
    let ran = run_in(World::empty("/"), "");
    assert_eq!((ran.exit, ran.out.as_str()), (Exit::CouldNot, ""));
    assert!(
        ran.err.contains("Usage: samverkan <COMMAND> [OPTIONS]"),
        "{}",
        ran.err
    );
    assert_eq!(run_in(World::empty("/"), "--help").out, ran.err);
}

#[test]
fn wrong_arguments_get_one_line_that_says_what_to_do() {
    for (line, wanted) in [
        (
            "decsions",
            "error: unknown command \"decsions\": did you mean `decisions`?",
        ),
        (
            "beslt --lang sv",
            "fel: okänt kommando \"beslt\": menade du `beslut`?",
        ),
        (
            "xyz",
            "error: unknown command \"xyz\"; `samverkan --help` shows those there are",
        ),
        (
            "decisions --bdoy LSG",
            "error: unknown option `--bdoy`: did you mean `--body`?",
        ),
        (
            "decisions --body",
            "error: `--body <BODY>` is without its value; `samverkan decisions --help` shows how",
        ),
        (
            "beslut --body --lang sv",
            "fel: `--body <ORGAN>` saknar sitt värde; `samverkan decisions --help` visar hur",
        ),
        (
            "decisions --format jsn",
            "error: `--format` can't be \"jsn\": did you mean `json`?",
        ),
        (
            "--lang fi schema",
            "error: `--lang` can't be \"fi\": choose sv or en",
        ),
        (
            "decisions --as-of 2023-02-30",
            "error: `--as-of`: \"2023-02-30\" is no day: write such as 2023-02-17",
        ),
        (
            "decisions --sort --limit 3",
            "error: `--sort`: the column is missing: write such as date, or -date for the reverse",
        ),
        (
            "decisions --limit 1 --limit 2",
            "error: `--limit` is given more than once; `samverkan decisions --help` shows how",
        ),
        (
            "decisions --limit=-1",
            "error: `--limit`: \"-1\" is no number of rows: write a whole number",
        ),
        (
            "decisions --count=3",
            "error: `--count` takes no value; `samverkan decisions --help` shows how",
        ),
        (
            "schema a b",
            "error: \"b\" is one argument too many; `samverkan schema --help` shows how",
        ),
        (
            "decisions -class:x",
            "error: unknown option `-c`: a query word that begins with - stands after `--`, or is written with NOT; `samverkan decisions --help` shows how",
        ),
        (
            "--color never",
            "error: no command; `samverkan --help` shows them",
        ),
        ("decisions (", "error: unclosed parenthesis: add `)`"),
        (
            "decisions -o a.pdf",
            "error: the ending of \"a.pdf\" means no format: choose with --format, or txt, md, csv, tsv, json, jsonl, html, ids",
        ),
        (
            "schema decsions",
            "error: no schema is called \"decsions\": did you mean `decisions`?",
        ),
        (
            "help hlep",
            "error: unknown command \"hlep\": did you mean `help`?",
        ),
    ] {
        assert_eq!(refused(line), wanted, "{line}");
    }
}

#[test]
fn what_is_typed_can_not_steer_the_terminal() {
    for line in [
        "\x1b[31m",
        "decisions --\x1b]0;x\x07",
        "decisions --year \x1b[2J",
    ] {
        assert!(!refused(line).contains('\x1b'), "{line:?}");
    }
}

#[test]
fn arguments_that_are_not_utf_8_are_refused() {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt;
        let arguments = ["decisions".into(), OsString::from_vec(vec![b'L', 0xe5])];
        let mut err = Vec::new();
        let world = || Ok(World::empty("/no such folder"));
        let exit = run(&arguments, world, &mut Vec::new(), &mut err);
        assert_eq!(exit, Exit::CouldNot);
        assert!(
            String::from_utf8(err)
                .unwrap()
                .starts_with("error: an argument isn't UTF-8")
        );
    }
}

/// A stream that nobody reads, or that is full.
struct Broken(io::ErrorKind);

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_no_error_and_a_full_disk_is() {
    for line in ["--version", "schema", "help", "--help"] {
        let arguments = [OsString::from(line)];
        let into = |kind, err: &mut dyn Write| {
            run(&arguments, || Ok(World::empty("/")), &mut Broken(kind), err)
        };
        let mut err = Vec::new();
        assert_eq!(into(io::ErrorKind::BrokenPipe, &mut err), Exit::Done);
        assert!(err.is_empty());
        assert_eq!(into(io::ErrorKind::StorageFull, &mut err), Exit::CouldNot);
        assert!(
            String::from_utf8(err).unwrap().contains("no space left"),
            "{line}"
        );
        let mut gone = Broken(io::ErrorKind::BrokenPipe);
        assert_eq!(into(io::ErrorKind::StorageFull, &mut gone), Exit::CouldNot);
    }
}

#[test]
fn a_working_directory_that_is_gone_is_said() {
    let arguments = [OsString::from("schema")];
    let mut err = Vec::new();
    let gone = || Err(io::ErrorKind::NotFound.into());
    assert_eq!(
        run(&arguments, gone, &mut Vec::new(), &mut err),
        Exit::CouldNot
    );
    assert!(err.starts_with(b"error: the working directory is gone"));
}

#[test]
fn colours_are_on_a_terminal_only() {
    let mut world = World::empty("/");
    assert!(!run_in(world.clone(), "--help").out.contains('\x1b'));
    assert!(
        run_in(world.clone(), "--help --color always")
            .out
            .contains("\x1b[1m")
    );
    world.stdout_is_terminal = true;
    world.stderr_is_terminal = true;
    assert!(run_in(world.clone(), "--help").out.contains("\x1b[1m"));
    assert!(
        run_in(world.clone(), "nope")
            .err
            .starts_with("\x1b[1;31merror\x1b[0m: ")
    );
    assert!(
        !run_in(world.clone(), "--help --color never")
            .out
            .contains('\x1b')
    );
    let silent = world.with("NO_COLOR", "1");
    assert!(!run_in(silent.clone(), "--help").out.contains('\x1b'));
    assert!(!run_in(silent, "nope").err.contains('\x1b'));
}
