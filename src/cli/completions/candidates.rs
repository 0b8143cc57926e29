//! What may stand at the cursor: the words before it, read as clap will read them, and what the
//! argument takes.

use std::collections::BTreeSet;

use clap::{Arg, ArgAction};

use crate::archive::Outline;
use crate::check::rules;
use crate::cli::command::{Command, Run};
use crate::cli::{commands, find, program, schema};
use crate::lang::Lang;
use crate::output::terminal::safe_line;
use crate::query::Question;

/// What may stand at the cursor, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The whole word.
    pub text: String,
    /// One line; empty where the word says enough.
    pub about: String,
}

/// More than this nobody reads, and some shells ask whether to show them.
const MOST: usize = 1_000;

/// The candidates for the last of `words`, which begin after the name of the program. `outline`
/// is asked only where something of the archive may stand.
pub(super) fn of(
    words: &[String],
    lang: Lang,
    outline: &dyn Fn() -> Option<Outline>,
) -> Vec<Candidate> {
    let Some((last, before)) = words.split_last() else {
        return Vec::new();
    };
    // Windows PowerShell drops an argument that is empty: its script sends quotes instead.
    let last = match last.as_str() {
        "\"\"" => "",
        last => last,
    };
    let mut seen = BTreeSet::new();
    let mut found = Line::read(before, lang).candidates(last, outline);
    found.retain(|candidate| {
        let is_clean = safe_line(&candidate.text) == candidate.text;
        is_clean && !candidate.text.is_empty() && seen.insert(candidate.text.clone())
    });
    for candidate in &mut found {
        candidate.about = safe_line(&candidate.about).into_owned();
    }
    found.truncate(MOST);
    found
}

/// The words before the cursor, understood.
struct Line {
    lang: Lang,
    command: Option<Command>,
    /// A word that is no command stands where one should.
    is_lost: bool,
    /// The arguments of the command and those of every command.
    args: Vec<Arg>,
    /// The option whose value is next.
    open: Option<Arg>,
    positionals: usize,
    /// Options given already.
    given: Vec<String>,
    /// After `--` nothing is an option.
    only_positionals: bool,
}

impl Line {
    fn read(words: &[String], lang: Lang) -> Line {
        let mut line = Line {
            lang,
            command: None,
            is_lost: false,
            args: program(lang).get_arguments().cloned().collect(),
            open: None,
            positionals: 0,
            given: Vec::new(),
            only_positionals: false,
        };
        for word in words {
            line.word(word);
        }
        line
    }

    fn word(&mut self, word: &str) {
        if self.open.take().is_some() {
            return;
        }
        let option = word.strip_prefix('-').filter(|rest| !rest.is_empty());
        if word == "--" && !self.only_positionals {
            self.only_positionals = true;
        } else if let Some(rest) = option.filter(|_| !self.only_positionals) {
            let (arg, has_value) = match rest.strip_prefix('-') {
                Some(long) => {
                    let (name, value) = long.split_once('=').unwrap_or((long, ""));
                    (self.long(name), !value.is_empty() || long.contains('='))
                }
                None => {
                    let mut letters = rest.chars();
                    let short = letters.next();
                    let args = &mut self.args.iter();
                    let arg = args.find(|arg| arg.get_short() == short).cloned();
                    (arg, letters.next().is_some())
                }
            };
            let Some(arg) = arg else { return };
            self.given.push(arg.get_id().to_string());
            self.open = (takes_value(&arg) && !has_value).then_some(arg);
        } else if self.command.is_none() {
            self.command = find(word);
            self.is_lost = self.command.is_none();
            if let Some(command) = self.command {
                let built = command.build(self.lang);
                self.args.splice(0..0, built.get_arguments().cloned());
            }
        } else {
            self.positionals += 1;
        }
    }

    fn long(&self, name: &str) -> Option<Arg> {
        let mut args = self.args.iter();
        args.find(|arg| arg.get_long() == Some(name)).cloned()
    }

    fn candidates(&self, typed: &str, outline: &dyn Fn() -> Option<Outline>) -> Vec<Candidate> {
        if self.is_lost {
            return Vec::new();
        }
        if let Some(arg) = &self.open {
            return self.values(arg, "", typed, outline);
        }
        if typed.starts_with('-') && !self.only_positionals {
            return match typed.split_once('=') {
                Some((name, value)) => match self.long(name.trim_start_matches('-')) {
                    Some(arg) if takes_value(&arg) => {
                        self.values(&arg, &format!("{name}="), value, outline)
                    }
                    _ => Vec::new(),
                },
                None => self.options(typed),
            };
        }
        if self.command.is_none() {
            return self.commands(typed);
        }
        let positionals = self.args.iter().filter(|arg| arg.is_positional());
        let positionals: Vec<&Arg> = positionals.filter(|arg| !arg.is_hide_set()).collect();
        let at = match positionals.last() {
            Some(arg) if is_many(arg) => self.positionals.min(positionals.len() - 1),
            _ => self.positionals,
        };
        match positionals.get(at) {
            Some(arg) => self.values(arg, "", typed, outline),
            None => Vec::new(),
        }
    }

    /// The commands in the language spoken; those of the other where only they fit.
    fn commands(&self, typed: &str) -> Vec<Candidate> {
        let all = commands();
        let named = |lang: Lang| {
            let rows = all.iter().map(|command| {
                let name = match lang {
                    Lang::Sv => command.swedish,
                    Lang::En => command.name,
                };
                (name.to_owned(), command.about.get(self.lang).to_owned())
            });
            fitting(rows, "", typed)
        };
        let other = match self.lang {
            Lang::Sv => Lang::En,
            Lang::En => Lang::Sv,
        };
        let own = named(self.lang);
        if own.is_empty() { named(other) } else { own }
    }

    /// The options that may still be given.
    fn options(&self, typed: &str) -> Vec<Candidate> {
        let rows = self.args.iter().filter_map(|arg| {
            let long = arg.get_long().filter(|_| !arg.is_hide_set())?;
            let given = self.given.iter().any(|id| arg.get_id() == id.as_str());
            let help = arg.get_help().map(ToString::to_string);
            (!given || is_many(arg)).then(|| (format!("--{long}"), help.unwrap_or_default()))
        });
        fitting(rows, "", typed)
    }

    /// What `arg` takes, each after `lead`.
    fn values(
        &self,
        arg: &Arg,
        lead: &str,
        typed: &str,
        outline: &dyn Fn() -> Option<Outline>,
    ) -> Vec<Candidate> {
        let (earlier, typed) = match arg.get_value_delimiter() {
            Some(mark) => match typed.rfind(mark) {
                Some(at) => typed.split_at(at + mark.len_utf8()),
                None => ("", typed),
            },
            None => ("", typed),
        };
        let lead = format!("{lead}{earlier}");
        let possible = arg.get_possible_values();
        if !possible.is_empty() {
            let names = possible.iter().map(|value| value.get_name().to_owned());
            return fitting(names.map(|name| (name, String::new())), &lead, typed);
        }
        let command = self.command.map_or("", |command| command.name);
        let question = self.command.and_then(|command| match command.run {
            Run::Question(question) => Some(question),
            Run::Own(_) => None,
        });
        let id = arg.get_id().as_str();
        // A new archive has no names yet.
        let outline = || outline().filter(|_| command != "init");
        let rows: Vec<(String, String)> = match (id, question) {
            ("body", _) => outline()
                .map(|outline| bodies(&outline))
                .unwrap_or_default(),
            ("party", _) => outline()
                .map(|outline| parties(&outline))
                .unwrap_or_default(),
            ("receiver" | "waiting", _) => match outline() {
                Some(outline) => [parties(&outline), bodies(&outline)].concat(),
                None => Vec::new(),
            },
            ("reference", _) if command != "diff" => match outline() {
                Some(outline) => [ids(&outline), bodies(&outline)].concat(),
                None => Vec::new(),
            },
            ("rule", _) => all_rules(self.lang),
            ("select" | "ignore", _) => all_rules(self.lang),
            ("command", _) => return self.commands(typed),
            ("name", _) if command == "schema" => schemas(self.lang),
            ("columns" | "sort" | "group_by", Some(question)) => columns(question, self.lang),
            ("query", Some(question)) => return self.query(question, typed, &outline),
            _ => Vec::new(),
        };
        fitting(rows.into_iter(), &lead, typed)
    }

    /// A word of the query language: a field, or after its colon what it takes.
    fn query(
        &self,
        question: &Question,
        typed: &str,
        outline: &dyn Fn() -> Option<Outline>,
    ) -> Vec<Candidate> {
        let Some((field, value)) = typed.split_once(':') else {
            let fields = (question.fields)().into_iter();
            let rows =
                fields.map(|(name, about)| (format!("{name}:"), about.get(self.lang).to_owned()));
            // A word alone is text, and so it is nothing to complete before something is typed.
            return fitting(rows.filter(|_| !typed.is_empty()), "", typed);
        };
        let rows = match field {
            "body" | "organ" => outline().map(|outline| bodies(&outline)),
            "party" | "huvudman" => outline().map(|outline| parties(&outline)),
            _ => None,
        };
        // A name of several words stands in quotes.
        let rows = rows.unwrap_or_default().into_iter().map(|(name, about)| {
            let quoted = name.contains(' ') && !name.contains('"');
            (if quoted { format!("\"{name}\"") } else { name }, about)
        });
        fitting(rows, &format!("{field}:"), value)
    }
}

fn takes_value(arg: &Arg) -> bool {
    arg.get_action().takes_values()
}

fn is_many(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Append)
}

/// Those that begin as `typed`, whatever the case of letters, each after `lead`.
fn fitting(
    rows: impl Iterator<Item = (String, String)>,
    lead: &str,
    typed: &str,
) -> Vec<Candidate> {
    let typed = typed.to_lowercase();
    let rows = rows.filter(|(text, _)| {
        let bare = text.strip_prefix('"').unwrap_or(text).to_lowercase();
        text.to_lowercase().starts_with(&typed) || bare.starts_with(&typed)
    });
    rows.map(|(text, about)| Candidate {
        text: format!("{lead}{text}"),
        about,
    })
    .collect()
}

fn bodies(outline: &Outline) -> Vec<(String, String)> {
    let collaboration = &outline.archive.collaboration;
    let own = collaboration.bodies.iter();
    let rows = own.map(|body| (body.code.value.clone(), body.name.value.clone()));
    rows.collect()
}

fn parties(outline: &Outline) -> Vec<(String, String)> {
    let parties = outline.archive.collaboration.parties.iter();
    let rows = parties.map(|party| (party.name.value.clone(), party.kind.word().to_owned()));
    rows.collect()
}

/// The latest first: they are looked for most.
fn ids(outline: &Outline) -> Vec<(String, String)> {
    let ids = outline.protocols.iter().rev();
    ids.map(|id| (id.clone(), String::new())).collect()
}

/// Codes, and names for those who begin with small letters.
fn all_rules(lang: Lang) -> Vec<(String, String)> {
    let rows = rules::ALL.iter().map(|check| check.rule);
    let codes = rows.clone().map(|rule| (rule.code, rule.title));
    let names = rows.map(|rule| (rule.name, rule.title));
    codes
        .chain(names)
        .map(|(word, title)| (word.to_owned(), title.get(lang).to_owned()))
        .collect()
}

fn schemas(lang: Lang) -> Vec<(String, String)> {
    let rows = schema::names().map(|(name, title)| {
        let about = title.map(|title| title.get(lang).to_owned());
        (name.to_owned(), about.unwrap_or_default())
    });
    rows.collect()
}

fn columns(question: &Question, lang: Lang) -> Vec<(String, String)> {
    let columns = question.columns.iter();
    columns
        .map(|column| (column.key.to_owned(), column.title.get(lang).to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Memory, Options, load_from};

    fn outline() -> Option<Outline> {
        let files = [
            (
                "samverkan.yaml",
                "huvudmän:\n  - {namn: Region Exempel, slag: region}\n  - {namn: Öby kommun, slag: kommun}\n  - {namn: \"Ond\\e[31m\", slag: kommun}\n",
            ),
            ("organ/lsg.yaml", "kod: LSG\nnamn: \"Läns\\tgruppen\"\n"),
            ("organ/svo.yaml", "kod: SVO\nnamn: Samrådet\n"),
        ];
        Some(Outline {
            archive: load_from(&Memory::new(files), &Options::default()),
            protocols: ["LSG/2023-02-17", "LSG/2023-06-09", "SVO/2023-03-24"]
                .map(str::to_owned)
                .to_vec(),
        })
    }

    fn texts(words: &[&str], lang: Lang, outline: &dyn Fn() -> Option<Outline>) -> Vec<String> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let found = of(&words, lang, outline);
        found.into_iter().map(|candidate| candidate.text).collect()
    }

    fn completed(words: &[&str]) -> Vec<String> {
        texts(words, Lang::En, &outline)
    }

    #[test]
    fn names_come_from_the_archive() {
        assert_eq!(completed(&["decisions", "--body", ""]), ["LSG", "SVO"]);
        assert_eq!(completed(&["decisions", "--body=s"]), ["--body=SVO"]);
        assert_eq!(completed(&["beslut", "--party", "ö"]), ["Öby kommun"]);
        assert_eq!(
            completed(&["show", "LSG/"]),
            ["LSG/2023-06-09", "LSG/2023-02-17"]
        );
        assert_eq!(completed(&["show", "svo"]), ["SVO/2023-03-24", "SVO"]);
        assert_eq!(completed(&["decisions", "body:l"]), ["body:LSG"]);
        assert_eq!(
            completed(&["decisions", "party:reg"]),
            ["party:\"Region Exempel\""]
        );
        assert_eq!(completed(&["new-protocol", "--body", ""]), ["LSG", "SVO"]);
        assert!(completed(&["init", "--body", ""]).is_empty());
    }

    #[test]
    fn commands_options_rules_and_columns_need_no_archive() {
        let none = || -> Option<Outline> { None };
        let completed = |words: &[&str]| texts(words, Lang::En, &none);
        assert_eq!(completed(&["dec"]), ["decisions"]);
        assert_eq!(completed(&["besl"]), ["beslut"]);
        assert_eq!(texts(&["be"], Lang::Sv, &none), ["beslut"]);
        assert!(completed(&[""]).contains(&"check".to_owned()));
        assert_eq!(completed(&["--lang", "sv", "explain", "F00"])[0], "F001");
        assert_eq!(
            completed(&["check", "--select", "N004,f009"]),
            ["N004,F009"]
        );
        assert_eq!(completed(&["check", "--format", "sa"]), ["sarif"]);
        assert_eq!(
            completed(&["decisions", "--columns=id,cl"]),
            ["--columns=id,class"]
        );
        assert_eq!(completed(&["decisions", "bod"]), ["body:"]);
        assert_eq!(completed(&["check", "--strict", "--str"]), [""; 0]);
        assert_eq!(completed(&["completions", "ba"]), ["bash"]);
        assert_eq!(completed(&["completions", "--c"]), ["--color"]);
        assert_eq!(completed(&["help", "ini"]), ["init"]);
        assert_eq!(completed(&["schema", "proto"]), ["protocol"]);
        assert!(completed(&["decisions", "--body", ""]).is_empty());
        assert!(completed(&["decisions", "--", "--b"]).is_empty());
        assert!(completed(&["nothing", "--"]).is_empty());
        assert!(completed(&["explain", "N004", ""]).is_empty());
        assert!(completed(&[]).is_empty());
    }

    #[test]
    fn what_a_terminal_obeys_is_left_out_and_a_tab_divides_nothing() {
        let parties = completed(&["decisions", "--party", ""]);
        assert_eq!(parties, ["Region Exempel", "Öby kommun"]);
        let words = ["decisions", "--body", "L"].map(str::to_owned);
        let found = of(&words, Lang::Sv, &outline);
        assert!(!found[0].about.contains('\t'), "{found:?}");
    }

    #[test]
    fn any_words_are_read() {
        let long = "x".repeat(100_000);
        for words in [
            &["-"][..],
            &["--"],
            &["--="],
            &["-o"],
            &["decisions", "-o", "-"],
            &["decisions", "--columns", ",,,"],
            &["decisions", ":"],
            &["å", "\u{0}"],
            &[&long, &long],
            &["\"\""],
        ] {
            completed(words);
        }
    }
}
