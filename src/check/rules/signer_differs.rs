//! J002: a signature by nobody who should sign, or one missing. A close spelling is L001's.

use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::{Kind, Signature, Signer, Signing, Status};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "J002",
    name: "signer-differs",
    severity: Severity::Warning,
    title: Text::new(
        "underskrifterna är inte de väntade",
        "the signatures aren't the expected ones",
    ),
    why: Text::new(
        "Ordföranden och justerarna svarar för att protokollet stämmer. En underskrift av någon annan, eller en som saknas, väcker frågan vem som gör det.",
        "The chair and the adjusters answer for the protocol. A signature of somebody else, or one that is missing, makes people ask who does.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Protocol(run),
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
ordförande: Bo Al
justerare: Anna Ek
närvarande:
  - Anna Ek, Almby kommun
  - Bo Al, Berga kommun
övriga:
  - Eva By
status: justerat
justeringsdatum: 2023-02-28
underskrifter:
  - {namn: Bo Al, roll: ordförande}
  - {namn: Anna Maria Lund, roll: justerare}
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
ordförande: Bo Al
justerare: Anna Ek
närvarande:
  - Anna Ek, Almby kommun
  - Bo Al, Berga kommun
övriga:
  - Eva By
status: justerat
justeringsdatum: 2023-02-28
underskrifter:
  - {namn: Bo Karl Al, roll: ordförande}
  - {namn: Anna Ek, roll: justerare}
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls i april.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let protocol = case.protocol;
    if protocol.signatures.is_empty() || protocol.kind == Kind::Summons {
        return;
    }
    // Who signed one item alone hasn't signed the rest.
    let signatures = protocol.signatures.iter();
    let signing = Signing::new(protocol, signatures.filter(|one| one.item.is_none()));
    for stranger in &signing.strangers {
        out.push(match stranger.perhaps {
            Some(signer) => other_surname(case, &signing.signers[signer], stranger.signature),
            None => stranger_signed(case, stranger.signature),
        });
    }
    // Signatures come one by one: what is missing is known when the protocol is approved.
    if protocol.is(Status::Approved) {
        out.extend(signing.missing().map(|signer| missing(case, signer)));
    }
}

fn other_surname(case: &Case<'_>, signer: &Signer<'_>, signature: &Signature) -> Finding {
    let (name, signed) = (&signer.name.value, &signature.name.value);
    Finding::new(
        &RULE,
        case.place(signature.name.span),
        Message::new(
            format!(
                "{} är {name}, men underskriften är {signed}: annat efternamn",
                signer.role.definite().sv
            ),
            format!(
                "{} is {name}, but the signature is {signed}: another surname",
                signer.role.definite().en
            ),
        ),
    )
    .about(signed.clone())
    .related(
        case.place(signer.name.span),
        Message::new("den som skulle skriva under", "who should sign"),
    )
    .hint(case.mend(Message::new(
        "är det samma person, skriv namnet likadant; annars ange vem som justerade",
        "if it is the same person, write the name alike; otherwise say who approved",
    )))
}

fn stranger_signed(case: &Case<'_>, signature: &Signature) -> Finding {
    let signed = &signature.name.value;
    Finding::new(
        &RULE,
        case.place(signature.name.span),
        Message::new(
            format!("{signed} har skrivit under men är varken ordförande, justerare eller sekreterare här"),
            format!("{signed} signed, and is neither chair, adjuster nor secretary here"),
        ),
    )
    .about(signed.clone())
    .hint(case.mend(Message::new(
        "rätta ordförande:, justerare: eller underskriften, så att de säger samma sak",
        "correct ordförande:, justerare: or the signature, so that they agree",
    )))
}

fn missing(case: &Case<'_>, signer: &Signer<'_>) -> Finding {
    let name = &signer.name.value;
    Finding::new(
        &RULE,
        case.place(signer.name.span),
        Message::new(
            format!(
                "{} {name} har inte skrivit under",
                signer.role.definite().sv
            ),
            format!("{} {name} has not signed", signer.role.definite().en),
        ),
    )
    .about(name.clone())
    .hint(Message::new(
        "lägg till underskriften om den finns",
        "add the signature if there is one",
    ))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    fn shown(status: &str, signatures: &[(&str, &str)]) -> Vec<String> {
        let mut head = format!(
            "status: {status}\nordförande: Bo Al\nsekreterare: Eva By\njusterare: Anna Lind\nunderskrifter:\n"
        );
        for (name, role) in signatures {
            head.push_str(&format!("  - {{namn: {name}, roll: {role}}}\n"));
        }
        let text = protocol(&head, "## § 1 Läget\n\nText.\n");
        let found = found("J002", &[("lsg/2023-02-17.md", &text)]);
        found
            .iter()
            .map(|line| line.trim_start_matches("lsg/2023-02-17.md: ").to_owned())
            .collect()
    }

    #[test]
    fn all_given_names_and_close_spellings_are_expected() {
        let all = [
            ("Bo Karl Al", "ordförande"),
            ("Anna Maria Lindh", "justerare"),
            ("Eva By", "sekreterare"),
        ];
        assert_eq!(shown("justerat", &all), [""; 0]);
        assert_eq!(shown("justerat", &all[..2]), [""; 0]);
    }

    #[test]
    fn one_that_is_missing_is_told_when_approved() {
        let one = [("Bo Al", "ordförande")];
        assert_eq!(shown("för justering", &one), [""; 0]);
        assert_eq!(
            shown("justerat", &one),
            ["Anna Lind: justeraren Anna Lind har inte skrivit under"]
        );
    }

    #[test]
    fn another_surname_and_a_stranger() {
        assert_eq!(
            shown(
                "justerat",
                &[("Bo Al", "ordförande"), ("Anna Maria Berg", "justerare")]
            ),
            [
                "Anna Maria Berg: justeraren är Anna Lind, men underskriften är Anna Maria Berg: annat efternamn"
            ]
        );
        let stranger = [
            ("Bo Al", "ordförande"),
            ("Anna Lind", "justerare"),
            ("Ove Dal", "justerare"),
        ];
        assert_eq!(
            shown("justerat", &stranger),
            [
                "Ove Dal: Ove Dal har skrivit under men är varken ordförande, justerare eller sekreterare här"
            ]
        );
    }
}
