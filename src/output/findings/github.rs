//! GitHub's workflow commands: `::error file=…,line=…::message` on standard output becomes a mark
//! beside the line.

use std::io::{self, Write};

use super::position::{Positions, shown_path};
use super::{Entry, HELP, SOURCE, Sources, Style};
use crate::output::terminal::safe_line;
use crate::rule::Severity;

/// Writes one command for each finding that no waiver hides.
pub(super) fn write(
    out: &mut dyn Write,
    entries: &[Entry<'_>],
    sources: &dyn Sources,
    style: &Style,
) -> io::Result<()> {
    let mut positions = Positions::new(sources);
    for entry in entries.iter().filter(|entry| entry.waived.is_none()) {
        let finding = entry.finding;
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let path = shown_path(&style.prefix, &finding.place.path);
        write!(out, "::{command} file={}", property(&path))?;
        if let Some(region) = positions.region(&finding.place) {
            write!(out, ",line={},endLine={}", region.line, region.end_line)?;
            // Columns over several lines are refused.
            if region.line == region.end_line {
                write!(
                    out,
                    ",col={},endColumn={}",
                    region.column, region.end_column
                )?;
            }
        }
        let title = format!("{} {}", finding.rule.code, finding.rule.name);
        let mut text = safe_line(finding.message.get(style.lang)).into_owned();
        let source = finding.source.as_deref().map(|source| (SOURCE, source));
        let hint = finding
            .hint
            .as_ref()
            .map(|hint| (HELP, hint.get(style.lang)));
        for (word, said) in source.into_iter().chain(hint) {
            text.push_str(&format!("\n{}: {}", word.get(style.lang), safe_line(said)));
        }
        writeln!(out, ",title={}::{}", property(&title), data(&text))?;
    }
    Ok(())
}

/// A message: what would end the command is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property: also what would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(data("100 %\r\n::error::x"), "100 %25%0D%0A::error::x");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
