//! Changes laid out for reading: what came, what went, and which words changed. Knows no protocol.

mod markdown;
mod text;

/// Changes with what they are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The head.
    pub title: String,
    /// What it amounts to, a sentence each.
    pub summary: Vec<String>,
    /// One for each thing that changed.
    pub parts: Vec<Part>,
    /// `{} till` and what else stands where a text is cut short.
    pub words: Words,
}

/// The words that a form puts in itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Above what is left out because the text would be too long for a comment.
    pub cut: String,
}

/// One thing that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub heading: String,
    /// What matters about it as a whole.
    pub notes: Vec<String>,
    /// What changed.
    pub groups: Vec<Group>,
}

/// Changes of one sort.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Of which sort; empty for none.
    pub heading: String,
    /// The changes.
    pub lines: Vec<Line>,
}

/// One change, or more about the one above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What became of it.
    pub sign: Sign,
    /// What it says.
    pub runs: Vec<Run>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Something new.
    New,
    /// Something gone.
    Gone,
    /// Something changed.
    Changed,
    /// More about the line above.
    More,
    /// Only told.
    Told,
}

/// A run of text that stayed, went or came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What became of it.
    pub mark: Mark,
    /// The text.
    pub text: String,
}

/// What became of a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It stayed.
    Same,
    /// It went.
    Gone,
    /// It came.
    New,
}

impl Changes {
    /// As text: wrapped to `width` columns, or not at all. With `color` what went and came has
    /// colours; without, `[-…-]` and `{+…+}` stand around it.
    pub fn text(&self, width: Option<usize>, color: bool) -> String {
        text::write(self, width, color)
    }

    /// As Markdown for a comment on a Git host: short enough for one, long lists folded, and
    /// nothing that a document says is markup, a mention or a reference.
    pub fn markdown(&self) -> String {
        markdown::write(self)
    }
}

impl Line {
    /// A line of text that stayed.
    pub fn new(sign: Sign, text: impl Into<String>) -> Line {
        Line {
            sign,
            runs: vec![Run::new(Mark::Same, text)],
        }
    }
}

impl Run {
    /// A run.
    pub fn new(mark: Mark, text: impl Into<String>) -> Run {
        Run {
            mark,
            text: text.into(),
        }
    }
}

#[cfg(test)]
fn sample() -> Changes {
    let marked = |gone: &str, new: &str| Line {
        sign: Sign::Changed,
        runs: vec![
            Run::new(Mark::Same, "4:2 senast "),
            Run::new(Mark::Gone, gone),
            Run::new(Mark::New, new),
            Run::new(Mark::Same, ", därefter varje år"),
        ],
    };
    let group = Group {
        heading: "Beslut".to_owned(),
        lines: vec![
            Line::new(Sign::New, "4:1 att anta <b>planen</b> @gruppen #12"),
            marked("31 maj", "15 juni"),
            Line::new(Sign::More, "mottagare: * | _a_"),
            Line::new(Sign::Gone, "5:1 \u{1b}[31mröd\nny rad\u{202e}"),
        ],
    };
    let long = Group {
        heading: "Närvaro".to_owned(),
        lines: (1..=12)
            .map(|at| Line::new(Sign::New, format!("Person {at}")))
            .collect(),
    };
    Changes {
        title: "Ändringar".to_owned(),
        summary: vec!["beslut: 1 tillkom".to_owned()],
        parts: vec![Part {
            heading: "LSG/2023-02-17 · ändrat".to_owned(),
            notes: vec!["protokollet var justerat".to_owned()],
            groups: vec![group, long],
        }],
        words: Words {
            cut: "resten utelämnas".to_owned(),
        },
    }
}
