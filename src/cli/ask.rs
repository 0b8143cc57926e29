//! Asking a person at a terminal: one line a question, an answer proposed in brackets. Plain lines,
//! so that screen readers and scripts read them too.

use std::io::{BufRead, Write};

use anyhow::anyhow;

use super::session::Session;
use crate::lang::{Lang, Message, Text};
use crate::output::terminal::safe_line;

/// The longest answer that is read, in bytes.
const ANSWER_MAX: u64 = 10_000;

/// Questions to a person.
pub(super) struct Ask<'a> {
    input: &'a mut dyn BufRead,
    out: &'a mut dyn Write,
    lang: Lang,
}

/// Whether somebody can be asked: types at stdin and sees stderr.
pub(super) fn can_ask(session: &Session) -> bool {
    session.world.stdin_is_terminal && session.world.stderr_is_terminal
}

impl<'a> Ask<'a> {
    /// Reads answers from `input` and writes questions to `out`.
    pub fn new(input: &'a mut dyn BufRead, out: &'a mut dyn Write, lang: Lang) -> Ask<'a> {
        Ask { input, out, lang }
    }

    /// Says something that wants no answer.
    pub fn say(&mut self, message: impl Into<Message>) -> anyhow::Result<()> {
        let message = message.into();
        writeln!(self.out, "{}", safe_line(message.get(self.lang)))?;
        Ok(())
    }

    /// What `read` makes of the answer; asks again until it makes something of it. An empty answer
    /// is the proposed one.
    pub fn ask<T>(
        &mut self,
        question: Text,
        proposed: Option<&str>,
        read: impl Fn(&str) -> Result<T, Message>,
    ) -> anyhow::Result<T> {
        loop {
            let shown = safe_line(question.get(self.lang)).into_owned();
            match proposed {
                Some(proposed) => write!(self.out, "{shown} [{}]: ", safe_line(proposed))?,
                None => write!(self.out, "{shown}: ")?,
            }
            self.out.flush()?;
            let line = self.line()?;
            let answer = match line.trim() {
                "" => proposed.unwrap_or(""),
                answer => answer,
            };
            match read(answer) {
                Ok(value) => return Ok(value),
                Err(message) => self.say(message)?,
            }
        }
    }

    /// The next line; an error where nobody answers any more.
    fn line(&mut self) -> anyhow::Result<String> {
        let mut bytes = Vec::new();
        let mut input = std::io::Read::take(&mut *self.input, ANSWER_MAX);
        let read = input.read_until(b'\n', &mut bytes)?;
        if read == 0 {
            // The cursor stands after the question.
            let _ = writeln!(self.out);
            return Err(anyhow!(
                Text::new(
                    "avbrutet före sista svaret: inget är skrivet",
                    "stopped before the last answer: nothing is written",
                )
                .get(self.lang)
            ));
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(input: &str) -> (Vec<String>, String) {
        let mut input = input.as_bytes();
        let mut out = Vec::new();
        let mut ask = Ask::new(&mut input, &mut out, Lang::En);
        let mut answers = Vec::new();
        let read = |answer: &str| match answer {
            "" => Err(Message::new("tomt", "empty")),
            answer => Ok(answer.to_owned()),
        };
        for proposed in [Some("LSG"), None] {
            let question = Text::new("Organ", "Body");
            match ask.ask(question, proposed, read) {
                Ok(answer) => answers.push(answer),
                Err(error) => answers.push(format!("error: {error}")),
            }
        }
        (answers, String::from_utf8(out).unwrap())
    }

    #[test]
    fn an_empty_answer_is_the_proposed_one() {
        let (answers, out) = asked("\n\n  SVO \r\n");
        assert_eq!(answers, ["LSG", "SVO"]);
        assert_eq!(out, "Body [LSG]: Body: empty\nBody: ");
    }

    #[test]
    fn nobody_answers_any_more() {
        let (answers, _) = asked("");
        assert_eq!(
            answers[0],
            "error: stopped before the last answer: nothing is written"
        );
        // A last line needs no end, and one that never ends is cut.
        assert_eq!(asked("a").0[0], "a");
        let long = asked(&"x".repeat(50_000)).0;
        assert_eq!(long[0].len() as u64, ANSWER_MAX);
        assert_eq!(asked("\u{0}\n").0[0], "\u{0}");
    }
}
