//! Waivers: findings accepted in `undantag.yaml`, and findings about the waivers themselves.

use std::path::PathBuf;

use super::Context;
use super::rules::{waiver_expired, waiver_unused, waiver_without_reason};
use crate::archive::{Archive, ProtocolFile, WAIVERS, slashed};
use crate::finding::Finding;
use crate::lang::{self, Message};
use crate::model::Waiver;
use crate::text::Place;

/// A finding that a waiver hides.
#[derive(Clone, Debug)]
pub struct Waived {
    /// What is hidden.
    pub finding: Finding,
    /// Which waiver hides it, by its place in the list.
    pub waiver: usize,
}

/// Takes hidden findings out and adds those about the waivers. A waiver past its day hides nothing.
pub(super) fn apply(context: &Context<'_>, findings: &mut Vec<Finding>) -> Vec<Waived> {
    let archive = context.archive;
    let mut hidden = Vec::new();
    let mut used = vec![false; archive.waivers.len()];
    findings.retain(|finding| {
        let waiver = archive
            .waivers
            .iter()
            .position(|waiver| !is_past(waiver, context) && covers(waiver, finding, archive));
        if let Some(waiver) = waiver {
            used[waiver] = true;
            hidden.push(Waived {
                finding: finding.clone(),
                waiver,
            });
        }
        waiver.is_none()
    });
    for (waiver, used) in archive.waivers.iter().zip(used) {
        findings.extend(about(
            waiver,
            used,
            context,
            findings_under(waiver, findings, archive),
        ));
    }
    hidden
}

fn findings_under(waiver: &Waiver, findings: &[Finding], archive: &Archive) -> bool {
    findings
        .iter()
        .any(|finding| covers(waiver, finding, archive))
}

fn is_past(waiver: &Waiver, context: &Context<'_>) -> bool {
    waiver
        .until
        .as_ref()
        .is_some_and(|until| until.value < context.day)
}

/// What there is to say about a waiver itself.
fn about(waiver: &Waiver, used: bool, context: &Context<'_>, would_hide: bool) -> Vec<Finding> {
    let place = |span| Place {
        path: PathBuf::from(WAIVERS),
        span,
    };
    let subject = format!(
        "{} {}",
        waiver.rule.value,
        waiver.place.as_ref().map_or("", |place| &place.value)
    );
    let mut out = Vec::new();
    if let Some(until) = waiver
        .until
        .as_ref()
        .filter(|until| until.value < context.day)
        && would_hide
    {
        out.push(
            Finding::new(
                &waiver_expired::RULE,
                place(until.span),
                Message::new(
                    format!(
                        "undantaget från {} gick ut {}",
                        waiver.rule.value, until.value
                    ),
                    format!(
                        "the waiver of {} expired on {}",
                        waiver.rule.value, until.value
                    ),
                ),
            )
            .hint(Message::new(
                "åtgärda det som påpekas, eller ge undantaget en ny sista dag och ett skäl",
                "put right what is found, or give the waiver a new last day and a reason",
            ))
            .about(subject.clone()),
        );
    } else if !used {
        out.push(
            Finding::new(
                &waiver_unused::RULE,
                place(waiver.rule.span),
                Message::new(
                    format!("undantaget från {} döljer inget", waiver.rule.value),
                    format!("the waiver of {} hides nothing", waiver.rule.value),
                ),
            )
            .hint(Message::new(
                "ta bort raden, eller rätta regel:, var: och där:",
                "remove the row, or correct regel:, var: and där:",
            ))
            .about(subject.clone()),
        );
    }
    if waiver.reason.is_none() {
        out.push(
            Finding::new(
                &waiver_without_reason::RULE,
                place(waiver.rule.span),
                Message::new(
                    format!("undantaget från {} har inget skäl", waiver.rule.value),
                    format!("the waiver of {} has no reason", waiver.rule.value),
                ),
            )
            .hint(Message::new(
                "skriv skäl: och varför påpekandet godtas",
                "write skäl: and why the finding is accepted",
            ))
            .about(subject),
        );
    }
    out
}

/// Whether a waiver is about a finding: its rule, its place, its subject.
fn covers(waiver: &Waiver, finding: &Finding, archive: &Archive) -> bool {
    let rule = &waiver.rule.value;
    if !(rule.eq_ignore_ascii_case(finding.rule.code) || rule == finding.rule.name) {
        return false;
    }
    let at_place = waiver
        .place
        .as_ref()
        .is_none_or(|place| is_at(&place.value, finding, archive));
    let about_it = waiver.subject.as_ref().is_none_or(|subject| {
        let wanted = lang::fold(&subject.value);
        lang::fold(&finding.subject) == wanted || lang::fold(&finding.message.sv).contains(&wanted)
    });
    at_place && about_it
}

/// Whether a finding is at `place`: a path, the id of a protocol, an item or a decision.
fn is_at(place: &str, finding: &Finding, archive: &Archive) -> bool {
    let path = slashed(&finding.place.path);
    if place == path || place.trim_end_matches('/') == path {
        return true;
    }
    let Some(file) = archive
        .protocols
        .iter()
        .find(|file| file.source.path == finding.place.path)
    else {
        return false;
    };
    let id = &file.protocol.id.0;
    match place.strip_prefix(id.as_str()) {
        Some("") => true,
        Some(rest) => rest
            .strip_prefix('/')
            .is_some_and(|part| is_in_part(part, finding, file)),
        None => false,
    }
}

/// Whether a finding is within item `4`, or at clause `4:2`.
fn is_in_part(part: &str, finding: &Finding, file: &ProtocolFile) -> bool {
    let at = finding.place.span.start;
    file.protocol.items.iter().any(|item| {
        if item.key.0 == part {
            return item.span.start <= at && at < item.span.end;
        }
        item.decisions.iter().any(|decision| {
            decision.id.0.ends_with(&format!("/{part}"))
                && decision.span.start <= at
                && at < decision.span.end
        })
    })
}
