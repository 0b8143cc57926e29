//! Signatures: names over their roles, and the page of a signing service.

use super::labels::{self, Label};
use super::people;
use crate::parse::words::lower;

/// A signature given elsewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signature {
    /// Who.
    pub name: String,
    /// In which role.
    pub role: Option<String>,
    /// When, as written.
    pub time: Option<String>,
    /// How.
    pub method: Option<String>,
    /// The line, as an index.
    pub line: usize,
}

/// Names over their roles, in as many cells.
pub fn signed_roles(names: &str, roles: &str) -> Option<Vec<(Label, String)>> {
    let cells = |text: &str| -> Vec<String> {
        text.split('\t')
            .flat_map(|cell| cell.split("   "))
            .map(|cell| cell.trim().trim_matches(['(', ')']).to_owned())
            .filter(|cell| !cell.is_empty())
            .collect()
    };
    // "Justerande ..........": the name to it stands below, not above.
    if roles.contains("...") || roles.contains(['…', '_']) {
        return None;
    }
    let (names, roles) = (cells(names), cells(roles));
    // "Bo Al, ordförande" below "Justeras": the name is what signs.
    let bare = |name: String| match name.split_once(',') {
        Some((name, role)) if super::roles::is_role(&lower(role.trim())) => name.trim().to_owned(),
        _ => name,
    };
    let names: Vec<String> = names.into_iter().map(bare).collect();
    if names.len() != roles.len()
        || names.is_empty()
        || !names.iter().all(|name| people::is_name(name))
    {
        return None;
    }
    let labels: Vec<Label> = roles
        .iter()
        .filter_map(|role| {
            let found = labels::read(role)?;
            let whole = role[found.rest..].trim().is_empty();
            let kind = matches!(
                found.label,
                Label::Chair | Label::Secretary | Label::Adjuster
            );
            (whole && kind).then_some(found.label)
        })
        .collect();
    (labels.len() == names.len()).then(|| labels.into_iter().zip(names).collect())
}

/// Whether a line stands on the page of a signing service.
pub fn is_certificate(text: &str) -> bool {
    certificate_line(text).is_some()
}

/// A labelled line of a signing service's page.
pub(super) fn certificate_line(text: &str) -> Option<(&'static str, &str)> {
    let (label, value) = text.split_once(':')?;
    let value = value.trim();
    let lowered = lower(label.trim());
    let key = match lowered.as_str() {
        "namn" | "name" | "undertecknare" | "signerat av" | "namn på undertecknare" => "namn",
        "titel, organisation" | "titel" | "roll" | "title" | "befattning" | "organisation" => {
            "roll"
        }
        "datum & tid" | "datum och tid" | "tidpunkt" | "signerat" | "datum" | "tid"
        | "undertecknat" | "date" => "tid",
        "identifikationstyp" | "identifieringsmetod" | "metod" | "autentiseringsmetod" => "metod",
        "identifikations-id" | "id" | "personnummer" | "ip-adress" | "ip" | "referens" => "id",
        _ => return None,
    };
    (!value.is_empty()).then_some((key, value))
}
