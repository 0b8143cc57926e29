//! Who should sign a protocol, and whose a signature is.

use std::collections::HashMap;

use super::{Protocol, Signature};
use crate::lang::{Likeness, Text, compare_names, fold};
use crate::text::At;

/// Somebody who may sign.
#[derive(Clone, Debug)]
pub struct Signer<'a> {
    /// As the front matter has the name.
    pub name: &'a At<String>,
    /// As what.
    pub role: SignerRole,
    /// Whether a signature is there.
    pub signed: bool,
}

/// As what somebody signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignerRole {
    /// ordförande
    Chair,
    /// justerare
    Adjuster,
    /// sekreterare
    Secretary,
}

impl SignerRole {
    /// Every role.
    pub const ALL: [SignerRole; 3] = [
        SignerRole::Chair,
        SignerRole::Adjuster,
        SignerRole::Secretary,
    ];

    /// The word in documents, and the English one.
    pub const fn text(self) -> Text {
        match self {
            SignerRole::Chair => Text::new("ordförande", "chair"),
            SignerRole::Adjuster => Text::new("justerare", "adjuster"),
            SignerRole::Secretary => Text::new("sekreterare", "secretary"),
        }
    }

    /// The same before a name: "ordföranden Bo Al".
    pub const fn definite(self) -> Text {
        match self {
            SignerRole::Chair => Text::new("ordföranden", "the chair"),
            SignerRole::Adjuster => Text::new("justeraren", "the adjuster"),
            SignerRole::Secretary => Text::new("sekreteraren", "the secretary"),
        }
    }

    /// Whether the protocol waits for it; a secretary signs where that is the custom.
    pub const fn must(self) -> bool {
        !matches!(self, SignerRole::Secretary)
    }
}

/// A signature by nobody of that name who may sign.
#[derive(Clone, Copy, Debug)]
pub struct Stranger<'a> {
    /// The signature.
    pub signature: &'a Signature,
    /// The signer with the same given names and another surname, by its place among the signers.
    pub perhaps: Option<usize>,
}

/// Signatures beside those who should give them.
#[derive(Clone, Debug)]
pub struct Signing<'a> {
    /// Chair, adjusters, secretary.
    pub signers: Vec<Signer<'a>>,
    /// Signatures that are nobody's, in the order given.
    pub strangers: Vec<Stranger<'a>>,
}

/// Up to so many signers, each is compared with each signature; of more, those that share a word
/// of the name: what people write must not cost a square.
const COMPARED_MAX: usize = 64;

impl<'a> Signing<'a> {
    /// Who of those that `protocol` names has given one of `signatures`. Electronic signatures have
    /// all given names, so that a part of the name fits, and a close spelling does.
    pub fn new(
        protocol: &'a Protocol,
        signatures: impl IntoIterator<Item = &'a Signature>,
    ) -> Signing<'a> {
        let mut signers = signers(protocol);
        let by_word = ByWord::new(&signers);
        let mut unknown = Vec::new();
        for signature in signatures {
            let near = by_word.near(&signature.name);
            // One person may sign in two roles.
            let mut known = false;
            for &at in &near {
                if is_near(signers[at].name, &signature.name) {
                    signers[at].signed = true;
                    known = true;
                }
            }
            if !known && !is_unnamed_role(protocol, signature) {
                unknown.push((signature, near));
            }
        }
        let mut strangers = Vec::new();
        for (signature, near) in unknown {
            let perhaps = near.into_iter().find(|&at| {
                let signer = &signers[at];
                !signer.signed
                    && compare_names(signer.name, &signature.name) == Likeness::OtherSurname
            });
            if let Some(at) = perhaps {
                signers[at].signed = true;
            }
            strangers.push(Stranger { signature, perhaps });
        }
        Signing { signers, strangers }
    }

    /// Those whom the protocol waits for.
    pub fn missing(&self) -> impl Iterator<Item = &Signer<'a>> {
        let signers = self.signers.iter();
        signers.filter(|signer| signer.role.must() && !signer.signed)
    }
}

fn signers(protocol: &Protocol) -> Vec<Signer<'_>> {
    let of = |role| move |name| (name, role);
    let chair = protocol.chair.iter().map(of(SignerRole::Chair));
    let adjusters = protocol.adjusters.iter().map(of(SignerRole::Adjuster));
    let secretary = protocol.secretary.iter().map(of(SignerRole::Secretary));
    let all = chair.chain(adjusters).chain(secretary);
    all.map(|(name, role)| Signer {
        name,
        role,
        signed: false,
    })
    .collect()
}

/// Signers by the words of their names.
struct ByWord {
    count: usize,
    /// Empty where each is compared.
    words: HashMap<String, Vec<usize>>,
}

impl ByWord {
    fn new(signers: &[Signer<'_>]) -> ByWord {
        let mut words: HashMap<String, Vec<usize>> = HashMap::new();
        if signers.len() > COMPARED_MAX {
            for (at, signer) in signers.iter().enumerate() {
                for word in fold(signer.name).split(' ') {
                    let same = words.entry(word.to_owned()).or_default();
                    if same.len() < COMPARED_MAX {
                        same.push(at);
                    }
                }
            }
        }
        let count = signers.len();
        ByWord { count, words }
    }

    /// The signers that a name may be one of.
    fn near(&self, name: &str) -> Vec<usize> {
        if self.count <= COMPARED_MAX {
            return (0..self.count).collect();
        }
        let folded = fold(name);
        let words = folded
            .split(' ')
            .take(COMPARED_MAX)
            .filter_map(|word| self.words.get(word));
        words.flatten().copied().collect()
    }
}

fn is_near(a: &str, b: &str) -> bool {
    matches!(
        compare_names(a, b),
        Likeness::Same | Likeness::Subset | Likeness::Close { .. }
    )
}

/// Whether the protocol doesn't say who has the role of this signature: then anybody may have
/// signed in it.
fn is_unnamed_role(protocol: &Protocol, signature: &Signature) -> bool {
    let role = signature.role.as_ref().map(|role| fold(role));
    match role.as_deref() {
        Some(role) if role.contains("ordförande") => protocol.chair.is_none(),
        Some(role) if role.contains("sekreterare") => protocol.secretary.is_none(),
        Some(role) if role.contains("justerare") => protocol.adjusters.is_empty(),
        _ => false,
    }
}
