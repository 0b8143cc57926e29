//! Nothing lacks Swedish or English: help, rules, columns, fields, and every text in the code.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use samverkan::check::rules;
use samverkan::lang::{Lang, Text};
use samverkan::query::QUESTIONS;

use crate::source::sources;

const LANGS: [Lang; 2] = [Lang::Sv, Lang::En];

/// Words that both languages write alike.
const ALIKE: [&str; 17] = [
    "Id",
    "Status",
    "STATUS",
    "N",
    "A,B,C",
    "REGEX",
    "FORMAT",
    "DIR",
    "§",
    "Organ",
    "Person",
    "Text",
    "Dnr",
    "person",
    "Under",
    "region",
    "representation",
];

/// What is wrong with a text: nothing in a language, or the same in both.
fn fault(sv: &str, en: &str) -> Option<&'static str> {
    if sv.trim().is_empty() || en.trim().is_empty() {
        return Some("is empty");
    }
    let has_words = |text: &str| {
        let bare = text
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
        bare.flat_map(str::chars).any(char::is_alphabetic)
    };
    (sv == en && has_words(sv) && !ALIKE.contains(&sv)).then_some("is the same in both languages")
}

fn check(wrong: &mut String, what: &str, text: Text) {
    if let Some(fault) = fault(text.sv, text.en) {
        let _ = writeln!(wrong, "{what} {fault}: {:?}", text.sv);
    }
}

/// What the program prints on stdout, in `lang`.
fn printed(lang: Lang, arguments: &[&str]) -> String {
    let lang = match lang {
        Lang::Sv => "sv",
        Lang::En => "en",
    };
    let output = Command::new(env!("CARGO_BIN_EXE_samverkan"))
        .args(arguments)
        .args(["--lang", lang])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .env_clear()
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The rows of a help page under its headings: a term and its text.
fn rows(page: &str) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    for line in page.lines() {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        match indent {
            _ if line.is_empty() => {}
            0 | 1 => {}
            // `      --long` stands below `  -s, --long`.
            2 | 6 if indent == 2 || line.starts_with("--") => {
                let (term, text) = line.split_once("  ").unwrap_or((line, ""));
                rows.push((term.to_owned(), text.trim().to_owned()));
            }
            _ => {
                let (_, text) = rows.last_mut().expect("a row before what continues it");
                let _ = write!(text, " {line}");
            }
        }
    }
    rows
}

#[test]
fn the_help_of_every_command_is_whole_in_both_languages() {
    let program = printed(Lang::En, &["help"]);
    let commands = program
        .lines()
        .take_while(|line| *line != "For every command:");
    let commands = commands.filter_map(|line| line.strip_prefix("  "));
    let commands: Vec<&str> = commands
        .filter(|line| !line.starts_with([' ', '-']))
        .map(|line| line.split([',', ' ']).next().unwrap())
        .collect();
    assert!(
        commands.len() >= 8 && commands.contains(&"decisions"),
        "{commands:?}"
    );
    let pages = commands.iter().map(|command| vec!["help", command]);
    let mut wrong = String::new();
    for arguments in pages.chain([vec!["help"]]) {
        let [sv, en] = LANGS.map(|lang| printed(lang, &arguments));
        let name = arguments.join(" ");
        if let Some(fault) = fault(sv.lines().next().unwrap(), en.lines().next().unwrap()) {
            let _ = writeln!(wrong, "the first line of `{name}` {fault}");
        }
        let (sv_rows, en_rows) = (rows(&sv), rows(&en));
        assert_eq!(sv_rows.len(), en_rows.len(), "{name}:\n{sv}\n{en}");
        for ((_, sv), (term, en)) in sv_rows.iter().zip(&en_rows) {
            if let Some(fault) = fault(sv, en) {
                let _ = writeln!(wrong, "`{name}`: {term} {fault}: {sv:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_column_and_field_speaks_both_languages() {
    let mut wrong = String::new();
    for check_of in rules::ALL {
        let rule = check_of.rule;
        check(
            &mut wrong,
            &format!("the title of {}", rule.code),
            rule.title,
        );
        check(&mut wrong, &format!("the why of {}", rule.code), rule.why);
        let [sv, en] = LANGS.map(|lang| printed(lang, &["explain", rule.code]));
        if sv == en {
            let _ = writeln!(
                wrong,
                "`explain {}` is the same in both languages",
                rule.code
            );
        }
    }
    for question in QUESTIONS {
        check(&mut wrong, question.name, question.about);
        for column in question.columns {
            let what = format!("column {} of {}", column.key, question.name);
            check(&mut wrong, &what, column.title);
        }
        for (name, about) in (question.fields)() {
            check(
                &mut wrong,
                &format!("field {name} of {}", question.name),
                about,
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every `Text::new` and `Message::new` of two literals: none is empty, none is the same twice,
/// and both fill in the same values.
#[test]
fn every_text_in_the_code_says_it_in_both() {
    let mut wrong = String::new();
    let mut count = 0;
    for (path, code) in sources() {
        for (at, _) in code.match_indices("::new(") {
            let is_text = code[..at].ends_with("Text") || code[..at].ends_with("Message");
            let Some((sv, en)) = is_text.then(|| pair(&code[at + 6..])).flatten() else {
                continue;
            };
            count += 1;
            if let Some(fault) = fault(&sv, &en) {
                let _ = writeln!(wrong, "{path}: {sv:?} {fault}");
            }
            let (sv_values, en_values) = (values(&sv), values(&en));
            if sv_values != en_values {
                let _ = writeln!(
                    wrong,
                    "{path}: {sv_values:?} in Swedish, {en_values:?} in English: {sv:?}"
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 300, "only {count} texts were read");
}

/// The two string literals that stand first, bare or within `format!(…)`; `None` for anything
/// else.
fn pair(code: &str) -> Option<(String, String)> {
    let (sv, rest) = literal(code)?;
    let (en, _) = literal(rest.trim_start().strip_prefix(',')?)?;
    Some((sv, en))
}

fn literal(code: &str) -> Option<(String, &str)> {
    let code = code.trim_start();
    let format = code.strip_prefix("format!(");
    let text = format.unwrap_or(code).trim_start().strip_prefix('"')?;
    let mut literal = String::new();
    let mut chars = text.char_indices();
    let end = loop {
        match chars.next()? {
            (_, '\\') => match chars.next()?.1 {
                '\n' => literal.push(' '),
                c => literal.push(c),
            },
            (at, '"') => break at + 1,
            (_, c) => literal.push(c),
        }
    };
    let rest = &text[end..];
    // Further arguments of `format!` would need a parser: only those without are compared.
    let rest = match format {
        Some(_) => rest
            .trim_start()
            .trim_start_matches(',')
            .trim_start()
            .strip_prefix(')')?,
        None => rest,
    };
    Some((literal, rest))
}

/// The names in braces, sorted; what is said in the one language or the other has no name.
fn values(text: &str) -> Vec<String> {
    let text = text.replace("{{", "").replace("}}", "");
    let inside = text
        .split('{')
        .skip(1)
        .filter_map(|part| part.split(['}', ':']).next());
    let mut names: Vec<String> = inside.map(str::to_owned).collect();
    names.retain(|name| !["sv", "en"].iter().any(|lang| name.ends_with(lang)));
    names.sort_unstable();
    names.dedup();
    names
}
