//! The text of a signing service's certificate, often the last page of what was signed: names,
//! titles, times, methods, ids.

use super::signature::{self, SignatureError};
use crate::lang::fold;
use crate::model::Signature;

/// Most signatures that are read.
pub const SIGNATURES_MAX: usize = 100;

/// What a line says, by the word before its colon.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Name,
    Title,
    Time,
    Method,
    Id,
}

/// The words, folded, in the languages of the services that are used here.
const LABELS: [(&str, Label); 24] = [
    ("namn", Label::Name),
    ("name", Label::Name),
    ("undertecknare", Label::Name),
    ("undertecknat av", Label::Name),
    ("signerat av", Label::Name),
    ("signed by", Label::Name),
    ("titel, organisation", Label::Title),
    ("titel", Label::Title),
    ("roll", Label::Title),
    ("title, organisation", Label::Title),
    ("title, organization", Label::Title),
    ("title", Label::Title),
    ("datum & tid", Label::Time),
    ("datum och tid", Label::Time),
    ("tidpunkt", Label::Time),
    ("date & time", Label::Time),
    ("date and time", Label::Time),
    ("identifikationstyp", Label::Method),
    ("identifieringsmetod", Label::Method),
    ("metod", Label::Method),
    ("identification type", Label::Method),
    ("identifikations-id", Label::Id),
    ("identification id", Label::Id),
    ("signatur-id", Label::Id),
];

/// Words of the line that begins the part about signatures.
const BEGINNINGS: [&str; 5] = [
    "underskriftssida",
    "elektroniska underskrifter",
    "elektroniskt undertecknat",
    "signature page",
    "electronic signatures",
];

/// The signatures of a certificate, in its order. A row without name or time is none. Of a whole
/// document, the last part that is about signatures is read. `zone` is the archive's time zone.
pub fn read(
    text: &str,
    zone: Option<&str>,
    keep_ids: bool,
) -> Result<Vec<Signature>, SignatureError> {
    let lines: Vec<&str> = text.lines().collect();
    let is_name = |line: &str| matches!(labelled(line), Some((Label::Name, _)));
    let last_name = lines.iter().rposition(|line| is_name(line)).unwrap_or(0);
    let begins = lines[..last_name].iter().rposition(|line| {
        // A sentence about signatures is no heading of them.
        let short = line.len() <= 120;
        short && BEGINNINGS.iter().any(|words| fold(line).contains(words))
    });
    let begins = begins.unwrap_or(0);
    let mut out: Vec<Signature> = Vec::new();
    let mut current: Option<Signature> = None;
    for line in &lines[begins..] {
        let Some((label, value)) = labelled(line) else {
            continue;
        };
        if label == Label::Name {
            out.extend(current.take().filter(is_timed));
            if out.len() > SIGNATURES_MAX {
                break;
            }
            current = Some(signature::named(value)?);
            continue;
        }
        let Some(current) = &mut current else {
            continue;
        };
        signature::is_line(value)?;
        match label {
            Label::Title => {
                let role = value.split(',').next().unwrap_or(value).trim();
                current.role = Some(signature::unplaced(role)).filter(|role| !role.is_empty());
            }
            Label::Time => signature::set_time(current, value, zone)?,
            Label::Method => current.method = Some(signature::unplaced(value)),
            Label::Id if keep_ids => current.signature_id = Some(signature::unplaced(value)),
            Label::Id | Label::Name => {}
        }
    }
    out.extend(current.filter(is_timed));
    Ok(out)
}

fn is_timed(signature: &Signature) -> bool {
    signature.time.is_some() || signature.day.is_some()
}

/// The label of a line and what stands after it.
fn labelled(line: &str) -> Option<(Label, &str)> {
    let (label, value) = line.split_once(':')?;
    if label.len() > 40 || value.trim().is_empty() {
        return None;
    }
    let label = fold(label.trim_matches(|c: char| c.is_whitespace() || "*-|_".contains(c)));
    let (_, label) = LABELS.iter().find(|(word, _)| *word == label)?;
    Some((
        *label,
        value.trim_matches(|c: char| c.is_whitespace() || "*|".contains(c)),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the shape of a service's page, with people and ids that don't exist.
    const PAGE: &str = "\
9. Nästa möte

NAMN: står här i texten

UNDERSKRIFTSSIDA

Detta dokument har undertecknats med elektroniska underskrifter:

NAMN: Eva Maria By
TITEL, ORGANISATION: sekreterare, Länssamverkansgruppen
DATUM & TID: 2023-02-28 14:21:48 +01:00
IDENTIFIKATIONSTYP: Svensk e-legitimation
IDENTIFIKATIONS-ID: _00ff

NAMN: Bo Al
TITEL, ORGANISATION: ordförande, Länssamverkansgruppen
DATUM & TID: 2023-02-28 13:30:35 +00:00
IDENTIFIKATIONSTYP: Svensk e-legitimation
IDENTIFIKATIONS-ID: _01ff

NAMN: Ingen Tid

Certifierad av Exempelsignatur
2023-02-28 20:19:41 +01:00
Ref: 1
";

    fn shown(text: &str, keep_ids: bool) -> Vec<String> {
        let found = read(text, None, keep_ids).unwrap();
        let one = |signature: &Signature| {
            format!(
                "{}, {}, {}, {}, {}",
                signature.name.value,
                signature.role.as_ref().map_or("-", |role| &role.value),
                signature.time.as_ref().unwrap().value.to_rfc3339(),
                signature
                    .method
                    .as_ref()
                    .map_or("-", |method| &method.value),
                signature.signature_id.as_ref().map_or("-", |id| &id.value),
            )
        };
        found.iter().map(one).collect()
    }

    #[test]
    fn the_last_page_of_what_was_signed() {
        assert_eq!(
            shown(PAGE, false),
            [
                "Eva Maria By, sekreterare, 2023-02-28T14:21:48+01:00, Svensk e-legitimation, -",
                "Bo Al, ordförande, 2023-02-28T13:30:35+00:00, Svensk e-legitimation, -",
            ]
        );
        assert!(shown(PAGE, true)[1].ends_with(", _01ff"));
        assert_eq!(shown(&PAGE.replace('\n', "\r\n"), false).len(), 2);
    }

    #[test]
    fn garbage_has_none_and_takes_no_time() {
        assert!(shown(&"x:y ".repeat(250_000), false).is_empty());
        assert!(shown(&"NAMN: Bo\n".repeat(100_000), false).is_empty());
        let many = "NAMN: Bo\nDATUM & TID: 2023-02-28\n".repeat(50_000);
        assert_eq!(read(&many, None, false).unwrap().len(), SIGNATURES_MAX + 1);
        assert!(shown("", false).is_empty());
        let wrong = "NAMN: Bo\nDATUM & TID: i går\n";
        assert!(matches!(
            read(wrong, None, false),
            Err(SignatureError::NoTime(_))
        ));
        let long = format!("NAMN: {}\n", "å".repeat(1_000_000));
        assert_eq!(read(&long, None, false), Err(SignatureError::NotALine));
    }
}
