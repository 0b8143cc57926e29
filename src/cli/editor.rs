//! `--edit`: the editor that `VISUAL` or `EDITOR` names, started without a shell.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context;

use super::session::Session;
use crate::lang::{Message, Text};

/// The words of `VISUAL`, else of `EDITOR`; an error where neither is set.
pub(super) fn chosen(session: &Session) -> anyhow::Result<Vec<String>> {
    let world = session.world;
    let variables = ["VISUAL", "EDITOR"].into_iter();
    let mut set = variables.filter_map(|name| world.variable(name));
    let words = set.find_map(|line| Some(words(line)).filter(|words| !words.is_empty()));
    words.ok_or_else(|| {
        session.error(Text::new(
            "--edit vet inte vilket redigeringsprogram: sätt VISUAL eller EDITOR, eller öppna filen själv",
            "--edit doesn't know which editor: set VISUAL or EDITOR, or open the file yourself",
        ))
    })
}

/// The words of a command line: divided by white space, but not within quotes.
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
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

/// Opens the file and waits until the editor is done.
pub(super) fn open(editor: &[String], file: &Path, session: &mut Session) -> anyhow::Result<()> {
    // The path must be seen before the editor takes the terminal.
    session.out.flush()?;
    let Some((program, arguments)) = editor.split_first() else {
        return Ok(());
    };
    let cannot = Message::new(
        format!("filen är skriven, men kan inte starta {program}"),
        format!("the file is written, but can't start {program}"),
    );
    let cannot = cannot.get(session.lang).to_owned();
    let status = Command::new(program)
        .args(arguments)
        .arg(file)
        .stdin(Stdio::inherit())
        .status()
        .context(cannot)?;
    match status.success() {
        true => Ok(()),
        false => Err(session.error(Message::new(
            format!("filen är skriven, men {program} slutade med fel"),
            format!("the file is written, but {program} ended with an error"),
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_command_line_is_divided_without_a_shell() {
        for (line, wanted) in [
            ("vi", vec!["vi"]),
            ("code --wait", vec!["code", "--wait"]),
            ("'/opt/my editor/ed'  -x", vec!["/opt/my editor/ed", "-x"]),
            ("ed \"a b\"'c'", vec!["ed", "a bc"]),
            ("ed ; rm $HOME `x`", vec!["ed", ";", "rm", "$HOME", "`x`"]),
            ("ed \"", vec!["ed", ""]),
            ("  ", vec![]),
        ] {
            assert_eq!(words(line), wanted, "{line}");
        }
    }
}
