//! One line each, in the form that editors and people who grep know.

use std::io::{self, Write};

use super::position::{Positions, shown_path};
use super::{Entry, Sources, Style, WAIVED, reason};
use crate::output::terminal::safe_line;

/// Writes `path:line:column: error N004 message`; 1:1 for a whole file.
pub(super) fn write(
    out: &mut dyn Write,
    entries: &[Entry<'_>],
    sources: &dyn Sources,
    style: &Style,
) -> io::Result<()> {
    let mut positions = Positions::new(sources);
    for entry in entries {
        let finding = entry.finding;
        let (line, column) = positions
            .region(&finding.place)
            .map_or((1, 1), |region| (region.line, region.column));
        write!(
            out,
            "{}:{line}:{column}: {} {} {}",
            shown_path(&style.prefix, &finding.place.path),
            finding.severity.text().get(style.lang),
            finding.rule.code,
            safe_line(finding.message.get(style.lang)),
        )?;
        if let Some(waived) = entry.waived {
            let reason = reason(waived, style.lang);
            write!(out, " ({}: {})", WAIVED.get(style.lang), safe_line(reason))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
