//! The findings that rest on what an import inferred.

use std::collections::HashMap;
use std::path::Path;

use crate::archive::Archive;
use crate::finding::Finding;
use crate::lang::Message;
use crate::parse::front_matter;
use crate::parse::import_comment::{Comment, comment};
use crate::text::{Place, Span};

/// Which rules read what an import may have inferred: the subject of a row, and codes or families
/// of codes.
const READ_BY: &[(&str, &[&str])] = &[
    (
        "organ",
        &[
            "F006", "F007", "F008", "I007", "N", "Q", "P", "B005", "J001", "J003", "S", "L002",
        ],
    ),
    (
        "datum",
        &[
            "F005", "F006", "F007", "N", "Q", "P", "B003", "B004", "J003", "S", "L004",
        ],
    ),
    (
        "närvarande",
        &[
            "F005", "N", "Q", "P004", "B007", "B008", "J001", "D004", "L003",
        ],
    ),
    ("ordförande", &["F005", "P", "B008", "J002"]),
    ("sekreterare", &["F005", "P005", "J002"]),
    ("justerare", &["F005", "J001", "J002"]),
    ("ärenden", &["I", "B", "Q002", "Q003", "N009", "S"]),
];

/// Keys of the front matter that stand under a row's subject beside the one of its name.
const KEYS: &[(&str, &[&str])] = &[(
    "närvarande",
    &["frånvarande", "ersättare", "övriga", "adjungerade"],
)];

/// Adds to each finding about an imported protocol the rows of its comment that it rests on.
pub(super) fn mark(archive: &Archive, findings: &mut [Finding]) {
    let imported: HashMap<&Path, (&str, Comment<'_>)> = archive
        .protocols
        .iter()
        .filter_map(|file| {
            let text = file.source.text.as_str();
            let comment = comment(text)?;
            (!comment.rows.is_empty()).then_some((file.source.path.as_path(), (text, comment)))
        })
        .collect();
    if imported.is_empty() {
        return;
    }
    for finding in findings {
        let Some((text, comment)) = imported.get(finding.place.path.as_path()) else {
            continue;
        };
        let key = key_at(text, finding.place.span);
        let rows = comment
            .rows
            .iter()
            .filter(|row| rests_on(finding.rule.code, key, row.subject));
        for row in rows {
            let place = Place {
                path: finding.place.path.clone(),
                span: row.span,
            };
            finding.related.push(crate::finding::Related {
                place,
                label: Message::new(
                    "påpekandet vilar på detta, som inläsningen har tolkat",
                    "the finding rests on this, which the import inferred",
                ),
            });
        }
    }
}

fn rests_on(code: &str, key: Option<&str>, subject: &str) -> bool {
    let read = READ_BY
        .iter()
        .filter(|(known, _)| *known == subject)
        .flat_map(|(_, codes)| codes.iter())
        .any(|known| code.starts_with(known));
    let below = key.is_some_and(|key| {
        key == subject
            || KEYS
                .iter()
                .any(|(known, keys)| *known == subject && keys.contains(&key))
    });
    read || below
}

/// The key of the front matter that a place stands under.
fn key_at(text: &str, span: Span) -> Option<&str> {
    let head = front_matter::split(text)?.yaml;
    let at = span.start as usize;
    if !head.contains(&at) {
        return None;
    }
    text[head.start..]
        .split_inclusive('\n')
        .scan(head.start, |start, line| {
            let here = *start;
            *start += line.len();
            Some((here, line))
        })
        .take_while(|(start, _)| *start <= at)
        .filter(|(_, line)| line.starts_with(|c: char| c.is_alphabetic()))
        .last()
        .and_then(|(_, line)| line.split(':').next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trial;

    fn protocol(rows: &str) -> String {
        format!(
            "{}  - Eva By\n---\n\n<!-- Inläst ur protokoll.docx. Kontrollera mot förlagan.\n{rows}-->\n\n# Protokoll\n\n## § 1 Val\n\nText.\n\n## § 1 Val\n\nText.\n",
            trial::HEAD
        )
    }

    /// What the findings of `code` rest on: the texts of their last places.
    fn resting(code: &str, rows: &str) -> Vec<String> {
        let text = protocol(rows);
        trial::tried(
            "2026-06-01",
            code,
            &[("lsg/2026-05-20.md", &text)],
            |finding, _| {
                let said = finding
                    .related
                    .iter()
                    .filter(|related| related.label.sv.contains("inläsningen"));
                said.map(|related| related.place.span.of(&text))
                    .collect::<Vec<_>>()
                    .join(" + ")
            },
        )
    }

    #[test]
    fn a_finding_says_what_it_rests_on() {
        let rows = "- närvarande: rad 7: två spalter\n- ärenden: rad 9: efter utseende\n";
        assert_eq!(
            resting("I002", rows),
            ["ärenden: rad 9: efter utseende"],
            "the numbers of items"
        );
        assert_eq!(
            resting("N006", rows),
            ["närvarande: rad 7: två spalter"],
            "somebody listed twice"
        );
        // Nothing of what this rule reads was inferred.
        assert_eq!(resting("I002", "- datum: rad 2: det första\n"), [""]);
        // The finding that the import is unchecked rests on nothing else.
        assert_eq!(resting("F012", rows), [""]);
    }

    #[test]
    fn a_place_in_the_head_rests_on_its_own_key() {
        assert!(rests_on("D002", Some("övriga"), "närvarande"));
        assert!(rests_on("D002", Some("plats"), "plats"));
        assert!(!rests_on("D002", Some("plats"), "närvarande"));
        assert!(!rests_on("D002", None, "närvarande"));
        let text = "---\norgan: LSG\nnärvarande:\n  - Anna Ek\n# not: a key\nplats: här\n---\nText";
        let at = |what: &str| {
            let start = text.find(what).expect("it stands there");
            key_at(text, Span::new(start, start + what.len()))
        };
        assert_eq!(at("Anna"), Some("närvarande"));
        assert_eq!(at("här"), Some("plats"));
        assert_eq!(at("Text"), None);
    }
}
