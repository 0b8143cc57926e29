//! F010: a link or an attachment to a file, a protocol or a decision that isn't there.
//!
//! Addresses on the web, and files above the archive's folder, are never looked for. What is older
//! than a body's first protocol may be kept elsewhere, and is not missed. `Avslutar:`, `Svar på:`
//! and their kin have a rule of their own (S004).

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::archive::Archive;
use crate::check::ids::Ids;
use crate::check::{Case, Check, Context, Example, Run, passage};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{DataLineKind, ReferenceKind};
use crate::parse::references;
use crate::rule::{Rule, Severity};
use crate::text::{At, Place, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "F010",
    name: "broken-link",
    severity: Severity::Warning,
    title: Text::new(
        "en länk till något som inte finns",
        "a link to something that isn't there",
    ),
    why: Text::new(
        "Den som följer länken hittar varken bilagan eller beslutet, och ingen vet om det har funnits.",
        "Whoever follows the link finds neither the attachment nor the decision, and nobody knows whether it ever was there.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Archive(run),
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Lägesrapport

Siffrorna finns i [rapporten](../bilagor/rapport.pdf). Se också LSG 2023-02-17 § 7.

## § 2 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[
        Example {
            path: "bilagor/rapport.pdf",
            text: "siffror",
        },
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Lägesrapport

Siffrorna finns i [rapporten](../bilagor/rapport.pdf). Se också LSG 2023-02-17 § 2.

## § 2 Nästa möte

Nästa möte hålls i april.
",
        },
    ],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let ids = Ids::new(context.archive);
    let mut anchors = Anchors::new(context.archive);
    for file in &context.archive.protocols {
        let case = context.case(file);
        let mut found = Vec::new();
        links(&case, &mut anchors, &mut found);
        attachments(&case, &mut found);
        in_text(&case, &ids, &mut found);
        found.sort_by_key(|finding| finding.place.span);
        case.say(found, out);
    }
    in_data(context, &ids, out);
}

fn links(case: &Case<'_>, anchors: &mut Anchors<'_>, found: &mut Vec<Finding>) {
    let folder = case.file.source.path.parent().unwrap_or(Path::new(""));
    for link in &case.protocol.links {
        let target = link.target.trim();
        let is_there = match target.split_once('#') {
            // An empty link is F009's.
            _ if matches!(target, "" | "#") => true,
            Some(("", anchor)) => anchors.has(&case.file.source.path, anchor),
            Some((path, anchor)) => {
                has_file(case.context, folder, path)
                    && resolve(folder, path).is_none_or(|path| anchors.has(&path, anchor))
            }
            None => has_file(case.context, folder, target),
        };
        if !is_there {
            let target = target.to_owned();
            found.push(
                Finding::new(
                    &RULE,
                    case.place(link.target.span),
                    Message::new(
                        format!("{target} finns inte"),
                        format!("{target} isn't there"),
                    ),
                )
                .about(target)
                .hint(case.mend(Message::new(
                    "lägg dit filen, eller rätta länken",
                    "put the file there, or correct the link",
                ))),
            );
        }
    }
}

fn attachments(case: &Case<'_>, found: &mut Vec<Finding>) {
    let folder = case.file.source.path.parent().unwrap_or(Path::new(""));
    for attachment in &case.protocol.attachments {
        let Some(file) = &attachment.file else {
            continue;
        };
        let folders = [folder, Path::new("")];
        if folders
            .iter()
            .any(|folder| has_file(case.context, folder, &file.value))
        {
            continue;
        }
        found.push(
            Finding::new(
                &RULE,
                case.place(file.span),
                Message::new(
                    format!("bilagan {} finns inte", file.value),
                    format!("the attachment {} isn't there", file.value),
                ),
            )
            .about(file.value.clone())
            .hint(case.mend(Message::new(
                "lägg filen i mappen bilagor, eller rätta fil:",
                "put the file in the folder bilagor, or correct fil:",
            ))),
        );
    }
}

/// References in running text and data lines.
fn in_text(case: &Case<'_>, ids: &Ids<'_>, found: &mut Vec<Finding>) {
    let archive = case.context.archive;
    let own: Vec<Span> = case
        .protocol
        .items
        .iter()
        .flat_map(|item| &item.data)
        .filter(|line| {
            matches!(
                line.kind,
                DataLineKind::Closes
                    | DataLineKind::PartlyReports
                    | DataLineKind::Drops
                    | DataLineKind::Answers
            )
        })
        .map(|line| line.value.span)
        .collect();
    for passage in passage::of_file(case.file) {
        for reference in references::find(passage.text, passage.start, &archive.names) {
            let span = reference.target.span;
            let before = own.partition_point(|own| own.end <= span.start);
            let elsewhere = own.get(before).is_some_and(|own| own.start <= span.start);
            // A coming meeting may be named before its protocol is written.
            let coming = reference.kind == ReferenceKind::Protocol
                && case
                    .date()
                    .is_some_and(|date| is_after(&reference.target, date));
            if !elsewhere
                && !coming
                && let Some(what) = missing(&reference.target, reference.kind, ids)
            {
                found.push(
                    finding(case.place(span), &reference.target, what)
                        .hint(case.mend(correct_the_reference())),
                );
            }
        }
    }
}

fn is_after(id: &str, day: NaiveDate) -> bool {
    let date = id.split('/').nth(1).and_then(|date| date.get(..10));
    date.and_then(|date| date.parse().ok())
        .is_some_and(|date: NaiveDate| day < date)
}

/// Ids in the answers of the parties and in the bodies' files.
fn in_data(context: &Context<'_>, ids: &Ids<'_>, out: &mut Vec<Finding>) {
    let archive = context.archive;
    let mut ask = |path: &Path, id: &At<String>| {
        for reference in references::find(&id.value, 0, &archive.names) {
            if let Some(what) = missing(&reference.target, reference.kind, ids) {
                let place = Place {
                    path: path.to_owned(),
                    span: id.span,
                };
                out.push(finding(place, &reference.target, what).hint(correct_the_reference()));
            }
        }
    };
    for register in &archive.registers {
        if let Some(id) = &register.recommendation {
            ask(&register.path, id);
        }
    }
    for body in &archive.collaboration.bodies {
        let periods = body
            .chair_periods
            .iter()
            .filter_map(|period| period.decision.as_ref());
        let members = body
            .members
            .iter()
            .filter_map(|member| member.decision.as_ref());
        for id in periods.chain(members) {
            ask(&body.path, id);
        }
    }
}

/// What of a reference isn't there.
fn missing(id: &str, kind: ReferenceKind, ids: &Ids<'_>) -> Option<Text> {
    if ids.file(id).is_none() {
        return ids
            .covers(id)
            .then_some(Text::new("protokollet", "the protocol"));
    }
    match kind {
        ReferenceKind::Protocol => None,
        _ if ids.item(id).is_none() => Some(Text::new("paragrafen", "the item")),
        ReferenceKind::Decision if ids.decision(id).is_none() => {
            Some(Text::new("beslutet", "the decision"))
        }
        _ => None,
    }
}

fn finding(place: Place, id: &At<String>, what: Text) -> Finding {
    Finding::new(
        &RULE,
        place,
        Message::new(
            format!("{} {} finns inte i samlingen", what.sv, id.value),
            format!("{} {} isn't in the archive", what.en, id.value),
        ),
    )
    .about(id.value.clone())
}

fn correct_the_reference() -> Message {
    Message::new(
        "rätta hänvisningen: organ, datum, paragraf och beslutets nummer",
        "correct the reference: body, date, item and the decision's number",
    )
}

/// Whether a link's path leads to a file, or somewhere nobody looks.
fn has_file(context: &Context<'_>, folder: &Path, path: &str) -> bool {
    match resolve(folder, path) {
        Some(path) => context.files.has(&path),
        None => true,
    }
}

/// The path of a relative link from the archive's root. Nothing for addresses on the web, for
/// paths from the root of something else, and for what lies above the archive.
fn resolve(folder: &Path, link: &str) -> Option<PathBuf> {
    let link = link.split('?').next().unwrap_or(link);
    let has_scheme = link
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.contains('/'));
    if has_scheme || link.starts_with(['/', '\\']) {
        return None;
    }
    let link = decoded(link);
    let mut out: Vec<&str> = folder
        .iter()
        .map(|part| part.to_str())
        .collect::<Option<_>>()?;
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                out.pop()?;
            }
            part => out.push(part),
        }
    }
    Some(out.iter().collect())
}

/// `%20` and the like as what they stand for.
fn decoded(link: &str) -> String {
    if !link.contains('%') {
        return link.to_owned();
    }
    let mut bytes = Vec::with_capacity(link.len());
    let mut rest = link.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = (first == b'%')
            .then(|| std::str::from_utf8(after.get(..2)?).ok())
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The anchors of protocols, read when first asked for. Hosts differ in hyphens and in how they
/// tell two equal headings apart, so only letters and digits are compared.
struct Anchors<'a> {
    files: HashMap<&'a Path, &'a str>,
    /// Nothing where an anchor was set by hand: then any is taken on trust.
    read: HashMap<&'a Path, Option<HashSet<String>>>,
}

impl<'a> Anchors<'a> {
    fn new(archive: &'a Archive) -> Anchors<'a> {
        let texts = archive
            .protocols
            .iter()
            .map(|file| (file.source.path.as_path(), file.source.text.as_str()));
        Anchors {
            files: texts.collect(),
            read: HashMap::new(),
        }
    }

    /// Whether a protocol has the heading that `anchor` names; of other files nothing is asked.
    fn has(&mut self, path: &Path, anchor: &str) -> bool {
        let Some((path, text)) = self.files.get_key_value(path) else {
            return true;
        };
        let known = self.read.entry(path).or_insert_with(|| anchors(text));
        known.as_ref().is_none_or(|known| is_among(known, anchor))
    }
}

fn anchors(text: &str) -> Option<HashSet<String>> {
    let by_hand = text.contains("<a ") || text.contains(" id=");
    let headings = text.lines().filter_map(|line| line.strip_prefix('#'));
    (!by_hand).then(|| headings.map(bare).collect())
}

fn is_among(known: &HashSet<String>, anchor: &str) -> bool {
    let anchor = decoded(anchor);
    let wanted = bare(&anchor);
    // The second of two equal headings.
    let again = anchor
        .rsplit_once('-')
        .filter(|(_, count)| !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|(name, _)| bare(name));
    wanted.is_empty() || known.contains(&wanted) || again.is_some_and(|name| known.contains(&name))
}

/// The letters and digits of a text, in lower case.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trial;

    #[test]
    fn relative_links_are_resolved_from_their_folder() {
        let from = |link: &str| resolve(Path::new("lsg"), link);
        assert_eq!(
            from("../bilagor/bild%20spel.pdf?x"),
            Some(PathBuf::from("bilagor/bild spel.pdf"))
        );
        assert_eq!(
            from("2023-02-17.md"),
            Some(PathBuf::from("lsg/2023-02-17.md"))
        );
        for elsewhere in [
            "https://example.org/a.pdf",
            "mailto:anna@example.org",
            "/docs/a.md",
            "../../README.md",
        ] {
            assert_eq!(from(elsewhere), None, "{elsewhere}");
        }
    }

    #[test]
    fn anchors_are_compared_by_their_letters() {
        let text = "# Protokoll\n\n## § 4 UPH-medel\n\n### Del\n\n### Del\n";
        let known = anchors(text).unwrap();
        for anchor in ["-4-uph-medel", "§-4-uph-medel", "del", "del-1", "protokoll"] {
            assert!(is_among(&known, anchor), "{anchor}");
        }
        assert!(!is_among(&known, "-5-uph-medel"));
        assert_eq!(anchors("<a name=x></a>"), None);
    }

    #[test]
    fn what_another_rule_says_is_not_said_twice() {
        let text = |line: &str| format!("{}---\n\n## § 1 Ett\n\n{line}\n\nText.\n", trial::HEAD);
        let found = |line: &str| trial::found("F010", &[("lsg/2026-05-20.md", &text(line))]);
        for line in [
            "- Avslutar: LSG/2026-05-20/9:9",
            "- Svar på: LSG/2026-05-20/9:9, Almby kommun",
        ] {
            assert!(found(line).is_empty(), "{line}");
        }
        assert_eq!(found("Se LSG/2026-05-20/9:9.").len(), 1);
    }

    #[test]
    fn percent_signs_of_any_kind_are_read() {
        assert_eq!(decoded("100%.pdf"), "100%.pdf");
        assert_eq!(decoded("%C3%A5%2"), "å%2");
        assert_eq!(decoded("%å"), "%å");
    }
}
