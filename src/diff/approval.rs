//! How far a protocol has come: its status, the day of approval, the signatures.

use super::change::{Aspect, Change, Facts, Noun, Said, Sort};
use super::rows;
use crate::lang::Text;
use crate::model::{Protocol, Status};

/// The state of a protocol.
pub static APPROVAL: Noun = Noun {
    name: "approval",
    label: Text::new("justering", "approval"),
    naming: 0,
    aspects: &[&[
        Aspect::new("status", Sort::Text, Text::new("läge", "status")),
        Aspect::new(
            "approved",
            Sort::Date,
            Text::new("justerat den", "approved on"),
        ),
        Aspect::new("adjusters", Sort::List, Text::new("justerare", "adjusters")),
        Aspect::new("seal", Sort::Text, Text::new("sigill", "seal")),
    ]],
};

/// One signature.
pub static SIGNATURE: Noun = Noun {
    name: "signature",
    label: Text::new("underskrift", "signature"),
    naming: 1,
    aspects: &[&[
        Aspect::new("name", Sort::Text, Text::new("namn", "name")),
        Aspect::new("role", Sort::Text, Text::new("roll", "role")),
        Aspect::new("time", Sort::Text, Text::new("tid", "time")),
        Aspect::new("method", Sort::Text, Text::new("sätt", "method")),
        Aspect::new(
            "signature_id",
            Sort::Text,
            Text::new("underskriftens id", "signature id"),
        ),
    ]],
};

/// The state of `protocol`.
pub fn facts(protocol: &Protocol) -> Facts {
    let status = protocol.status.as_ref();
    let day = protocol
        .approved_on
        .as_ref()
        .map(|day| day.value.to_string());
    Facts::new(
        &APPROVAL,
        vec![
            status.map(|status| Said::Word(status.value.text())),
            day.as_deref().and_then(Said::text),
            Said::list(protocol.adjusters.iter().map(|one| one.value.as_str())),
            protocol.seal.as_ref().and_then(|seal| Said::text(&seal.0)),
        ],
    )
}

/// What became of the signatures.
pub fn signatures(before: Option<&Protocol>, after: Option<&Protocol>) -> Vec<Change> {
    let facts = |protocol: Option<&Protocol>| -> Vec<Facts> {
        let signatures = protocol.map_or(&[][..], |protocol| &protocol.signatures);
        let signatures = signatures.iter();
        signatures
            .map(|one| {
                let text = |value: Option<&str>| value.and_then(Said::text);
                let time = one.time.as_ref().map(|time| time.value.to_rfc3339());
                Facts::new(
                    &SIGNATURE,
                    vec![
                        text(Some(&one.name.value)),
                        text(one.role.as_ref().map(|role| role.value.as_str())),
                        text(time.as_deref()),
                        text(one.method.as_ref().map(|method| method.value.as_str())),
                        text(one.signature_id.as_ref().map(|id| id.value.as_str())),
                    ],
                )
            })
            .collect()
    };
    rows::compare(facts(before), facts(after), None)
}

/// Whether `protocol` is frozen.
pub fn is_approved(protocol: &Protocol) -> bool {
    let status = protocol.status.as_ref();
    status.is_some_and(|status| status.value == Status::Approved)
}
