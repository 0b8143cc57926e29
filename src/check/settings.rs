//! `regler:` of `samverkan.yaml`: a rule turned off, down or up.

use crate::finding::Finding;
use crate::model::Collaboration;
use crate::rule::Severity;

/// Drops findings of rules that are off and gives the others their severity. What rests on an
/// uncertain row of the agreement stays a note.
pub(super) fn apply(collaboration: &Collaboration, findings: &mut Vec<Finding>) {
    if collaboration.rule_settings.is_empty() {
        return;
    }
    findings.retain_mut(|finding| {
        let setting = collaboration.rule_settings.iter().rev().find(|setting| {
            let rule = &setting.rule.value;
            rule.eq_ignore_ascii_case(finding.rule.code) || rule == finding.rule.name
        });
        match setting.map(|setting| setting.severity) {
            None => true,
            Some(None) => false,
            Some(Some(severity)) => {
                let lowered =
                    finding.severity == Severity::Note && finding.rule.severity != Severity::Note;
                if !lowered {
                    finding.severity = severity;
                }
                true
            }
        }
    });
}
