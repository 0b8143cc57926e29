//! Decisions and the many ways in which a protocol writes them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The class that a clause is meant to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Decides something.
    Decision,
    /// Gives somebody something to do.
    Assignment,
    /// Elects somebody.
    Election,
    /// Advises the parties.
    Recommendation,
    /// Asks another body.
    Proposal,
    /// Tabled or referred back.
    Referral,
    /// Says no.
    Rejection,
    /// Agenda, adjuster.
    Procedural,
    /// To the files.
    Filing,
    /// Taken between meetings.
    Reported,
    /// A soft assignment.
    Soft,
}

/// One clause, without `att`.
#[derive(Clone)]
pub struct Clause {
    /// What it says.
    pub text: String,
    /// What it is.
    pub class: Class,
    /// The clauses that it introduces.
    pub children: Vec<Clause>,
}

impl Clause {
    /// A clause without clauses under it.
    pub fn new(class: Class, text: impl Into<String>) -> Clause {
        Clause {
            text: text.into(),
            class,
            children: Vec::new(),
        }
    }

    /// Counts this clause, or those under it, by class.
    pub fn count(&self, counts: &mut BTreeMap<Class, usize>) {
        if self.children.is_empty() {
            *counts.entry(self.class).or_default() += 1;
        }
        for child in &self.children {
            child.count(counts);
        }
    }
}

/// How a block of decisions begins and how its clauses are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// **Organet beslutade** and a list.
    BoldPast,
    /// Organet beslutade: and a list.
    PastColon,
    /// **Organet beslutar** and a list.
    BoldPresent,
    /// Organet beslöt and a numbered list.
    Numbered,
    /// **Beslut** and a list.
    BoldBeslut,
    /// Beslut: and lines with dashes.
    Dashes,
    /// Organet har beslutat and lettered lines.
    Lettered,
    /// **Organet beslutade** and `Att` with a capital.
    Capital,
    /// A list, wrapped hard.
    Wrapped,
    /// `### Beslut` and a list.
    Heading,
    /// ORGANETS BESLUT and a list.
    Shouted,
    /// `att-`.
    Hyphen,
    /// `a t t`.
    Spaced,
    /// Lines with • marks.
    Bullets,
    /// Beslut: and bare infinitives. Not for full sentences.
    Infinitive,
    /// Organet beslutade att …, one sentence.
    OneSentence,
    /// Efter diskussion beslutades att …
    AfterDiscussion,
    /// Det beslutades att …
    ItWasDecided,
    /// Mötet enades om att …
    Agreed,
}

/// Forms for several clauses, the usual ones first.
pub const LIST_FORMS: [Form; 14] = [
    Form::BoldPast,
    Form::PastColon,
    Form::BoldPresent,
    Form::Capital,
    Form::Wrapped,
    Form::BoldBeslut,
    Form::Numbered,
    Form::Heading,
    Form::Dashes,
    Form::Lettered,
    Form::Shouted,
    Form::Hyphen,
    Form::Spaced,
    Form::Bullets,
];

/// Forms for a single clause.
pub const SENTENCE_FORMS: [Form; 4] = [
    Form::OneSentence,
    Form::AfterDiscussion,
    Form::ItWasDecided,
    Form::Agreed,
];

/// Writes a block.
pub fn write(out: &mut String, form: Form, body: &str, clauses: &[Clause]) {
    match form {
        Form::BoldPast | Form::Capital | Form::Wrapped | Form::Hyphen | Form::Spaced => {
            let _ = write!(out, "**{body} beslutade**\n\n");
        }
        Form::PastColon | Form::Bullets => {
            let _ = write!(out, "{body} beslutade:\n\n");
        }
        Form::BoldPresent => {
            let _ = write!(out, "**{body} beslutar**\n\n");
        }
        Form::Numbered => {
            let _ = write!(out, "{body} beslöt\n\n");
        }
        Form::BoldBeslut => out.push_str("**Beslut**\n\n"),
        Form::Dashes | Form::Infinitive => out.push_str("Beslut:\n\n"),
        Form::Lettered => {
            let _ = write!(out, "{body} har beslutat\n\n");
        }
        Form::Heading => out.push_str("### Beslut\n\n"),
        Form::Shouted => {
            let _ = write!(out, "**{}S BESLUT**\n\n", shouted_name(body));
        }
        Form::OneSentence => {
            let _ = write!(out, "{body} beslutade att {}.\n\n", clauses[0].text);
            return;
        }
        Form::AfterDiscussion => {
            let _ = write!(
                out,
                "Efter diskussion beslutades att {}.\n\n",
                clauses[0].text
            );
            return;
        }
        Form::ItWasDecided => {
            let _ = write!(out, "Det beslutades att {}.\n\n", clauses[0].text);
            return;
        }
        Form::Agreed => {
            let _ = write!(out, "Mötet enades om att {}.\n\n", clauses[0].text);
            return;
        }
    }
    for (n, clause) in clauses.iter().enumerate() {
        match form {
            Form::Numbered => {
                let _ = write!(out, "{}. att ", n + 1);
            }
            Form::Dashes => out.push_str("– att "),
            Form::Bullets => out.push_str("• att "),
            Form::Lettered => {
                let letter = char::from(b'a' + (n % 26) as u8);
                let _ = write!(out, "{letter}) att ");
            }
            Form::Capital => out.push_str("- Att "),
            Form::Hyphen => out.push_str("- att- "),
            Form::Spaced => out.push_str("- a t t "),
            Form::Infinitive => out.push_str("- "),
            _ => out.push_str("- att "),
        }
        if form == Form::Wrapped {
            push_wrapped(out, &clause.text);
        } else {
            out.push_str(&clause.text);
        }
        if !clause.children.is_empty() {
            out.push(':');
        }
        out.push('\n');
        for child in &clause.children {
            out.push_str(if form == Form::Numbered { "   " } else { "  " });
            out.push_str("- att ");
            out.push_str(&child.text);
            out.push('\n');
        }
    }
    out.push('\n');
}

/// The name in capitals, such that an S makes it genitive.
fn shouted_name(body: &str) -> String {
    match body {
        "Samråd vård och omsorg" => "SAMRÅDET".to_owned(),
        other => other.to_uppercase(),
    }
}

/// Breaks lines at some seventy characters, as mail programs do.
fn push_wrapped(out: &mut String, text: &str) {
    let mut column = 6;
    for (n, word) in text.split(' ').enumerate() {
        let width = word.chars().count();
        if n > 0 && column + 1 + width > 70 {
            out.push_str("\n  ");
            column = 2;
        } else if n > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += width;
    }
}
