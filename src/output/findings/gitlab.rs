//! GitLab's code quality report: what CodeClimate writes, less what GitLab doesn't read.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::position::{Positions, joined};
use super::{Entry, Sources, Style};
use crate::output::json;
use crate::output::terminal::safe_line;
use crate::rule::Severity;

/// Writes an array of what no waiver hides.
pub(super) fn write(
    out: &mut dyn Write,
    entries: &[Entry<'_>],
    sources: &dyn Sources,
    style: &Style,
) -> io::Result<()> {
    let mut positions = Positions::new(sources);
    let shown = entries.iter().filter(|entry| entry.waived.is_none());
    let issues: Vec<Value> = shown
        .map(|entry| issue(entry, &mut positions, style))
        .collect();
    json::write_value(out, &issues)
}

fn issue(entry: &Entry<'_>, positions: &mut Positions<'_>, style: &Style) -> Value {
    let finding = entry.finding;
    let region = positions.region(&finding.place);
    let (begin, end) = region.map_or((1, 1), |region| (region.line, region.end_line));
    let severity = match finding.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    };
    json!({
        "type": "issue",
        "check_name": format!("{} {}", finding.rule.code, finding.rule.name),
        "description": safe_line(finding.message.get(style.lang)),
        "fingerprint": entry.fingerprint.to_string(),
        "severity": severity,
        "location": {
            "path": joined(&style.prefix, &finding.place.path),
            "lines": {"begin": begin, "end": end}
        }
    })
}
