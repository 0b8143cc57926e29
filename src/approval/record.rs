//! Records signatures in a protocol; the last one closes and seals it.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::certificate::SIGNATURES_MAX;
use super::head::{Head, Unfit};
use super::refusal::Refusal;
use super::{seal, signature};
use crate::archive::ProtocolFile;
use crate::lang::{Message, same_name};
use crate::model::{Body, Item, Kind, PartSeal, Protocol, Signature, Signing, Status, Stranger};
use crate::parse::names::Names;
use crate::parse::protocol;
use crate::text::At;
use crate::yaml::quote;

/// What is to be recorded.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The item, by its place; `None` for the whole protocol.
    pub item: Option<usize>,
    /// Signatures that were given.
    pub signatures: Vec<Signature>,
    /// The day of approval, where it isn't that of the last signature.
    pub date: Option<NaiveDate>,
    /// Nobody approves: the protocol is finished.
    pub finished: bool,
    /// Signatures of those who should not sign are recorded too.
    pub accepts_strangers: bool,
    /// Today.
    pub today: NaiveDate,
    /// The archive's time zone.
    pub zone: Option<&'a str>,
    /// The names of the archive.
    pub names: &'a Names,
    /// The body that met.
    pub body: Option<&'a Body>,
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The whole file.
    pub text: String,
    /// How many signatures are new.
    pub new: usize,
    /// How many were recorded before.
    pub known: usize,
    /// Signatures under another surname than the protocol's.
    pub renamed: Vec<Message>,
    /// Signatures of those who should not sign.
    pub strangers: Vec<String>,
    /// Whether it is closed.
    pub state: Waiting,
}

/// Whether signatures are still missing.
#[derive(Clone, Debug, PartialEq)]
pub enum Waiting {
    /// Those of these people.
    For(Vec<Message>),
    /// None: it is closed.
    Closed(Closed),
}

/// What closing wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The day of approval; nothing where nobody approves.
    pub day: Option<NaiveDate>,
    /// How many clauses were sealed.
    pub clauses: usize,
}

/// The file with what `request` says. Nothing but `status`, `justeringsdatum`, `underskrifter`,
/// `sigill` and `delsigill` changes.
pub fn record(file: &ProtocolFile, request: &Request<'_>) -> Result<Recorded, Refusal> {
    let protocol = &file.protocol;
    let item = request.item.map(|at| &protocol.items[at]);
    may_be_approved(protocol, item)?;
    if request.finished {
        return finish(file, request);
    }
    if request.signatures.len() > SIGNATURES_MAX {
        return Err(Refusal::TooMany(SIGNATURES_MAX));
    }
    let is_changed =
        |found: &seal::Difference| !matches!(found.kind, seal::DifferenceKind::ReadOtherwise(_));
    if seal::differences(file).iter().any(is_changed) {
        return Err(Refusal::Changed);
    }
    let (new, known) = new_signatures(protocol, item, request);
    may_be_of_that_day(protocol, &new, request)?;
    let here = protocol.signatures.iter().filter(|one| is_of(one, item));
    let signing = Signing::new(protocol, here.chain(&new));
    if !signing.signers.iter().any(|signer| signer.role.must()) {
        return Err(Refusal::NobodyNamed);
    }
    let is_new = |one: &&Stranger<'_>| new.iter().any(|new| std::ptr::eq(new, one.signature));
    let (mut renamed, mut strangers) = (Vec::new(), Vec::new());
    for stranger in signing.strangers.iter().filter(is_new) {
        let name = &stranger.signature.name.value;
        match stranger.perhaps {
            Some(at) => renamed.push(other_surname(name, &signing.signers[at].name.value)),
            None => strangers.push(name.clone()),
        }
    }
    if let Some(name) = strangers.first().filter(|_| !request.accepts_strangers) {
        return Err(Refusal::Stranger(name.clone()));
    }
    let missing: Vec<Message> = signing
        .missing()
        .map(|signer| {
            let (role, name) = (signer.role.definite(), &signer.name.value);
            Message::new(format!("{} {name}", role.sv), format!("{} {name}", role.en))
        })
        .collect();
    if new.is_empty() && !missing.is_empty() {
        return Err(Refusal::NoSignature(missing));
    }
    let mut head = Head::read(&file.source.text).map_err(|Unfit| Refusal::Unfit)?;
    let rows: Vec<String> = new.iter().map(row).collect();
    let state = match (missing.is_empty(), item) {
        (true, None) => {
            let closed = Closed {
                day: Some(approval_day(protocol, &new, request)?),
                clauses: count(protocol),
            };
            head.set("status", Status::Approved.text().sv);
            let day = closed.day.map(|day| day.to_string()).unwrap_or_default();
            head.set("justeringsdatum", &day);
            Waiting::Closed(closed)
        }
        (true, Some(item)) => Waiting::Closed(Closed {
            day: None,
            clauses: item.decisions.len(),
        }),
        (false, _) => Waiting::For(missing),
    };
    let push = |head: &mut Head<'_>, key: &str, rows: &[String]| {
        head.push(key, rows).map_err(|Unfit| Refusal::Unfit)
    };
    push(&mut head, "underskrifter", &rows)?;
    let is_closed = matches!(state, Waiting::Closed(_));
    match item {
        // From the first signature on, nobody should sign another text.
        None if protocol.seal.is_none() => {
            head.set("sigill", &seal::of_text(&file.source.text).0);
        }
        Some(item) if is_closed => {
            push(&mut head, "delsigill", &part_rows(file, Some(item)))?;
        }
        _ => {}
    }
    if item.is_none() && is_closed {
        push(&mut head, "delsigill", &part_rows(file, None))?;
    }
    let status = (item.is_none() && is_closed).then_some(Status::Approved);
    let text = checked(file, request, head, status, rows.len())?;
    Ok(Recorded {
        text,
        new: rows.len(),
        known,
        renamed,
        strangers,
        state,
    })
}

fn may_be_approved(protocol: &Protocol, item: Option<&Item>) -> Result<(), Refusal> {
    for status in [Status::Approved, Status::Finished] {
        if protocol.is(status) {
            let day = protocol.approved_on.as_ref().map(|day| day.value);
            return Err(Refusal::Done(day, status.text()));
        }
    }
    if protocol.is(Status::Cancelled) {
        return Err(Refusal::Cancelled);
    }
    if protocol.kind == Kind::Summons {
        return Err(Refusal::Summons);
    }
    match item {
        Some(item) if seal::is_item_sealed(protocol, &item.key) => {
            Err(Refusal::ItemDone(item.key.0.clone()))
        }
        Some(item) if !item.is_immediate() => Err(Refusal::NotImmediate(item.key.0.clone())),
        _ => Ok(()),
    }
}

/// Closes where nobody approves.
fn finish(file: &ProtocolFile, request: &Request<'_>) -> Result<Recorded, Refusal> {
    let needs_approval = request
        .body
        .and_then(|body| body.approval.as_ref())
        .is_some_and(|rule| rule.adjusters.is_some());
    if needs_approval || !file.protocol.adjusters.is_empty() {
        return Err(Refusal::NeedsApproval);
    }
    let mut head = Head::read(&file.source.text).map_err(|Unfit| Refusal::Unfit)?;
    head.set("status", Status::Finished.text().sv);
    head.set("sigill", &seal::of_text(&file.source.text).0);
    head.push("delsigill", &part_rows(file, None))
        .map_err(|Unfit| Refusal::Unfit)?;
    let text = checked(file, request, head, Some(Status::Finished), 0)?;
    Ok(Recorded {
        text,
        new: 0,
        known: 0,
        renamed: Vec::new(),
        strangers: Vec::new(),
        state: Waiting::Closed(Closed {
            day: None,
            clauses: count(&file.protocol),
        }),
    })
}

/// Whether a signature is of this item, or of the whole protocol.
fn is_of(signature: &Signature, item: Option<&Item>) -> bool {
    signature.item.as_ref().map(|item| &item.value) == item.map(|item| &item.key)
}

/// The signatures that aren't recorded yet, each once, with the role that the protocol gives whoever
/// signs; and how many are.
fn new_signatures(
    protocol: &Protocol,
    item: Option<&Item>,
    request: &Request<'_>,
) -> (Vec<Signature>, usize) {
    let is_same = |a: &Signature, b: &Signature| {
        let role = match (&a.role, &b.role) {
            (Some(a), Some(b)) => same_name(a, b),
            _ => true,
        };
        role && same_name(&a.name, &b.name)
    };
    let mut new: Vec<Signature> = Vec::new();
    for given in &request.signatures {
        let mut given = given.clone();
        given.item = item.map(|item| At::new(item.key.clone(), item.span));
        let mut recorded = protocol.signatures.iter().filter(|one| is_of(one, item));
        let is_known = recorded.any(|one| is_same(one, &given));
        if !is_known && !new.iter().any(|one| is_same(one, &given)) {
            new.push(given);
        }
    }
    let roles: Vec<Option<&str>> = new
        .iter()
        .map(|one| {
            let signing = Signing::new(protocol, [one]);
            let signer = signing.signers.iter().find(|signer| signer.signed);
            signer.map(|signer| signer.role.text().sv)
        })
        .collect();
    let known = request.signatures.len() - new.len();
    for (signature, role) in new.iter_mut().zip(roles) {
        if signature.role.is_none() {
            signature.role = role.map(signature::unplaced);
        }
    }
    (new, known)
}

fn may_be_of_that_day(
    protocol: &Protocol,
    new: &[Signature],
    request: &Request<'_>,
) -> Result<(), Refusal> {
    let met = protocol.date.as_ref().map(|date| date.value);
    let days = new.iter().filter_map(|one| {
        let day = signature::day(one, request.zone)?;
        Some((one.name.value.clone(), day))
    });
    let date = request.date.map(|day| ("--date".to_owned(), day));
    for (name, day) in days.chain(date) {
        let early = met.is_some_and(|met| day < met);
        if early || day > request.today {
            return Err(Refusal::WrongDay { name, day, early });
        }
    }
    Ok(())
}

/// The day of the last signature, unless another is given.
fn approval_day(
    protocol: &Protocol,
    new: &[Signature],
    request: &Request<'_>,
) -> Result<NaiveDate, Refusal> {
    let whole = protocol.signatures.iter().filter(|one| is_of(one, None));
    let days = whole
        .chain(new)
        .filter_map(|one| signature::day(one, request.zone));
    let written = protocol.approved_on.as_ref().map(|day| day.value);
    request
        .date
        .or_else(|| days.max())
        .or(written)
        .ok_or(Refusal::NoDay)
}

fn other_surname(signed: &str, named: &str) -> Message {
    Message::new(
        format!("underskriften är {signed}, protokollet säger {named}: annat efternamn"),
        format!("the signature is {signed}, the protocol says {named}: another surname"),
    )
}

/// A signature as a row of YAML.
fn row(signature: &Signature) -> String {
    let mut row = format!("{{namn: {}", quote(&signature.name));
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            row.push_str(&format!(", {key}: {}", quote(&value)));
        }
    };
    let item = signature.item.as_ref();
    add(
        "roll",
        signature.role.as_ref().map(|role| role.value.clone()),
    );
    add("gäller", item.map(|item| format!("§ {}", item.value)));
    let time = signature.time.as_ref().map(|time| time.value.to_rfc3339());
    let day = signature.day.as_ref().map(|day| day.value.to_string());
    add("tid", time.or(day));
    add(
        "metod",
        signature.method.as_ref().map(|text| text.value.clone()),
    );
    add(
        "id",
        signature
            .signature_id
            .as_ref()
            .map(|text| text.value.clone()),
    );
    row.push('}');
    row
}

/// The rows of `delsigill` that aren't there yet, for one item or for all clauses.
fn part_rows(file: &ProtocolFile, item: Option<&Item>) -> Vec<String> {
    let protocol = &file.protocol;
    let mut seals: Vec<PartSeal> = Vec::new();
    match item {
        Some(item) => {
            seals.push(seal::of_item(&file.source.text, item));
            seals.extend(seal::of_clauses([item]));
        }
        None => seals.extend(seal::of_clauses(&protocol.items)),
    }
    let written = protocol
        .part_seals
        .iter()
        .map(|row| row.value.part.as_str());
    let written: HashSet<&str> = written.collect();
    seals
        .iter()
        .filter(|seal| !written.contains(seal.part.as_str()))
        .map(|seal| quote(&format!("{} {}", seal.part, seal.hash)))
        .collect()
}

fn count(protocol: &Protocol) -> usize {
    protocol.items.iter().map(|item| item.decisions.len()).sum()
}

/// The text that was written, if reading it again finds what was meant and nothing else.
fn checked(
    file: &ProtocolFile,
    request: &Request<'_>,
    head: Head<'_>,
    status: Option<Status>,
    signatures: usize,
) -> Result<String, Refusal> {
    let old = &file.protocol;
    let faults = head.faults();
    let text = head.written();
    let (now, _) = protocol::read(&text, &file.source.path, request.names);
    let status = status.or(old.status.as_ref().map(|status| status.value));
    let is_meant = Head::read(&text).is_ok_and(|head| head.faults() == faults)
        && seal::of_text(&text) == seal::of_text(&file.source.text)
        && seal::of_clauses(&now.items) == seal::of_clauses(&old.items)
        && now.status.as_ref().map(|status| status.value) == status
        && now.signatures.len() == old.signatures.len() + signatures
        && now.attendance.len() == old.attendance.len();
    match is_meant {
        true => Ok(text),
        false => Err(Refusal::Unfit),
    }
}
