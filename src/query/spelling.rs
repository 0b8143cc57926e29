//! Every spelling of a body, a party or a receiver, for filters to look at.

use crate::archive::Archive;
use crate::model::{Decision, Party};

/// Shows code, name and aliases of a body.
pub(super) fn see_body(archive: &Archive, code: &str, see: &mut dyn FnMut(&str)) {
    see(code);
    for name in archive.names.of_body(code) {
        see(name);
    }
}

/// Shows name and aliases of a party.
pub(super) fn see_party(party: &Party, see: &mut dyn FnMut(&str)) {
    see(&party.name.value);
    for alias in &party.aliases {
        see(&alias.value);
    }
}

/// Shows name and aliases of the party with this canonical name.
pub(super) fn see_party_named(archive: &Archive, name: &str, see: &mut dyn FnMut(&str)) {
    match archive.collaboration.party(name) {
        Some(party) => see_party(party, see),
        None => see(name),
    }
}

/// Shows the receivers of a decision as written, and every name of the body or party each is.
pub(super) fn see_receivers(archive: &Archive, decision: &Decision, see: &mut dyn FnMut(&str)) {
    for receiver in &decision.receivers {
        see(&receiver.value);
        if let Some(party) = archive.names.party(&receiver.value) {
            see(party);
        }
        if let Some(code) = archive.names.body(&receiver.value) {
            see_body(archive, code, see);
        }
    }
}

/// Shows every name of the parties that are among `receivers` or named in `text`.
pub(super) fn see_parties_in<S: AsRef<str>>(
    archive: &Archive,
    text: &str,
    receivers: &[S],
    see: &mut dyn FnMut(&str),
) {
    let lowered = text.to_lowercase();
    for party in &archive.collaboration.parties {
        let name = &party.name.value;
        let receives = receivers
            .iter()
            .any(|receiver| archive.names.party(receiver.as_ref()) == Some(name));
        if receives || lowered.contains(&name.to_lowercase()) {
            see_party(party, see);
        }
    }
}
