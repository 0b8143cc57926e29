//! J007: a text that isn't the one that its seal was made over.

use crate::approval::seal::{Difference, DifferenceKind, differences};
use crate::check::{Case, Check, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "J007",
    name: "seal-differs",
    severity: Severity::Error,
    title: Text::new(
        "texten stämmer inte med sigillet",
        "the text differs from its seal",
    ),
    why: Text::new(
        "`samverkan approve` sätter ett sigill på den text som justeras och på varje beslut. Stämmer det inte längre har texten ändrats sedan dess. Är något fel rättas det i ett senare protokoll, så att båda kan läsas. En ny underskrift är ingen ändring, och inte heller radslut eller tomma rader fler. Sigillet säger inget om huruvida en underskrift är äkta.",
        "`samverkan approve` puts a seal on the text that is approved and on every decision. Where it no longer fits, the text has been changed since. If something is wrong, a later protocol corrects it, so that both can be read. A new signature is no change, nor are line ends or further empty lines. The seal says nothing about whether a signature is genuine.",
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
status: justerat
sekreterare: Eva By
justerare: Anna Ek
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
justeringsdatum: 2023-02-28
underskrifter:
  - {namn: Anna Ek, roll: justerare}
sigill: sha256:3763cb21f9777af76593ed97e4a6f9db2a10190dc7d3d9fd4275bbb4c03b2d03
delsigill:
  - 1:1 a38390527d2b972e
---

# Protokoll Länssamverkansgruppen

## § 1 Utbildningen

Länssamverkansgruppen beslutade att dela kostnaden på 300 000 kronor.
",
    }],
    good: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
status: justerat
sekreterare: Eva By
justerare: Anna Ek
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
justeringsdatum: 2023-02-28
underskrifter:
  - {namn: Anna Ek, roll: justerare}
sigill: sha256:3763cb21f9777af76593ed97e4a6f9db2a10190dc7d3d9fd4275bbb4c03b2d03
delsigill:
  - 1:1 a38390527d2b972e
---

# Protokoll Länssamverkansgruppen

## § 1 Utbildningen

Länssamverkansgruppen beslutade att dela kostnaden på 200 000 kronor.
",
    }],
    also: &[],
};

/// How many further differences a finding shows.
const SHOWN_MAX: usize = 20;

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    out.extend(found(case));
}

/// What differs in one protocol, as one finding: the text as a whole, with the clauses that differ
/// as its further places.
pub fn found(case: &Case<'_>) -> Option<Finding> {
    let differences = differences(case.file);
    let (first, others) = differences.split_first()?;
    let mut finding = Finding::new(&RULE, case.place(first.span), message(case, first))
        .about(case.protocol.id.0.clone())
        .hint(hint(first));
    if let DifferenceKind::ReadOtherwise(_) = first.kind {
        finding.severity = Severity::Warning;
    }
    for other in others.iter().take(SHOWN_MAX) {
        finding = finding.related(case.place(other.span), message(case, other));
    }
    Some(finding)
}

fn message(case: &Case<'_>, difference: &Difference) -> Message {
    let id = &case.protocol.id;
    match &difference.kind {
        DifferenceKind::Text => match (case.is_frozen(), &case.protocol.approved_on) {
            (true, Some(day)) => {
                let day = day.value;
                Message::new(
                    format!("texten är inte den som förseglades; protokollet justerades {day}"),
                    format!(
                        "the text isn't the one that was sealed; the protocol was approved on {day}"
                    ),
                )
            }
            _ => Message::new(
                "texten är inte den som förseglades",
                "the text isn't the one that was sealed",
            ),
        },
        DifferenceKind::Item(item) => Message::new(
            format!("{id}/{item} är inte som när det förseglades"),
            format!("{id}/{item} isn't what it was when it was sealed"),
        ),
        DifferenceKind::Reworded(part) => Message::new(
            format!("{id}/{part} säger något annat än när det förseglades"),
            format!("{id}/{part} says something else than when it was sealed"),
        ),
        DifferenceKind::Moved { from, to } => Message::new(
            format!("{id}/{from} har blivit {id}/{to}"),
            format!("{id}/{from} has become {id}/{to}"),
        ),
        DifferenceKind::Gone(part) => Message::new(
            format!("{id}/{part} finns inte längre"),
            format!("{id}/{part} is no longer there"),
        ),
        DifferenceKind::Added(part) => Message::new(
            format!("{id}/{part} fanns inte när protokollet förseglades"),
            format!("{id}/{part} wasn't there when the protocol was sealed"),
        ),
        DifferenceKind::ReadOtherwise(count) => Message::new(
            format!(
                "texten är oförändrad, men programmet läser nu {count} beslut i den på ett annat sätt än när den förseglades"
            ),
            format!(
                "the text is unchanged, but the program now reads {count} decisions in it otherwise than when it was sealed"
            ),
        ),
        DifferenceKind::UnknownSeal => Message::new(
            "sigillet är inte skrivet av det här programmet: det går inte att räkna om",
            "the seal isn't one that this program writes: it can't be recomputed",
        ),
    }
}

fn hint(difference: &Difference) -> Message {
    match difference.kind {
        DifferenceKind::ReadOtherwise(_) => Message::new(
            "kontrollera att hänvisningar till besluten leder rätt; protokollet behöver inte ändras",
            "check that references to its decisions lead where they should; the protocol needs no change",
        ),
        DifferenceKind::UnknownSeal => Message::new(
            "återställ raden sigill: som den skrevs av `samverkan approve`",
            "restore the line sigill: as `samverkan approve` wrote it",
        ),
        _ => Message::new(
            "återställ den förseglade texten; är den fel rättas den i ett senare protokoll med raden Rättar:",
            "restore the sealed text; if it is wrong, a later protocol corrects it with a line Rättar:",
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::approval::seal::{of_clauses, of_text};
    use crate::archive::{Memory, load_from};
    use crate::check::trial;

    const PATH: &str = "lsg/2023-02-17.md";
    const TEXT: &str = "\
---
organ: LSG
datum: 2023-02-17
status: justerat
---

# Protokoll

## § 1 Stödet

**Länssamverkansgruppen beslutade**

- att bifalla ansökan
- att dela kostnaden lika

## § 2 Nästa möte

Nästa möte är i april.
";

    fn sealed(text: &str) -> String {
        let files = Memory::new([
            ("organ/lsg.yaml", "kod: LSG\nnamn: Länssamverkansgruppen\n"),
            (PATH, text),
        ]);
        let archive = load_from(&files, &Default::default());
        let parts = of_clauses(&archive.protocols[0].protocol.items);
        assert_eq!(parts.len(), 2);
        let rows: String = parts
            .iter()
            .map(|row| format!("  - {} {}\n", row.part, row.hash))
            .collect();
        let seal = of_text(text).0;
        text.replacen(
            "status: justerat\n",
            &format!("status: justerat\nsigill: {seal}\ndelsigill:\n{rows}"),
            1,
        )
    }

    fn found(old: &str, new: &str) -> Vec<String> {
        let text = sealed(TEXT);
        assert!(text.contains(old), "{old}");
        let text = text.replacen(old, new, 1);
        trial::tried("2026-06-01", "J007", &[(PATH, &text)], |finding, _| {
            let related = finding
                .related
                .iter()
                .map(|other| other.label.sv.to_string());
            let all = std::iter::once(finding.message.sv.to_string()).chain(related);
            all.collect::<Vec<_>>().join("; ")
        })
    }

    #[test]
    fn what_is_as_it_was_is_silent() {
        assert_eq!(found("", ""), [""; 0]);
        assert_eq!(found("april.\n", "april.  \n\n\n"), [""; 0]);
        assert_eq!(
            found("status: justerat", "status: \"justerat\" # så"),
            [""; 0]
        );
    }

    #[test]
    fn clauses_are_named() {
        insta::assert_snapshot!(found("bifalla", "avslå").join("\n"), @"texten är inte den som förseglades; LSG/2023-02-17/1:1 säger något annat än när det förseglades");
        insta::assert_snapshot!(found("- att bifalla ansökan\n", "").join("\n"), @"texten är inte den som förseglades; LSG/2023-02-17/1:1 finns inte längre; LSG/2023-02-17/1:2 har blivit LSG/2023-02-17/1:1");
        insta::assert_snapshot!(found("- att bifalla", "- att fira\n- att bifalla").join("\n"), @"texten är inte den som förseglades; LSG/2023-02-17/1:1 har blivit LSG/2023-02-17/1:2; LSG/2023-02-17/1:2 har blivit LSG/2023-02-17/1:3");
        insta::assert_snapshot!(found("april", "maj").join("\n"), @"texten är inte den som förseglades");
        insta::assert_snapshot!(found("lika\n\n##", "lika\n##").join("\n"), @"texten är inte den som förseglades");
        insta::assert_snapshot!(found("- 1:1 ", "- 1:3 ").join("\n"), @"texten är oförändrad, men programmet läser nu 1 beslut i den på ett annat sätt än när den förseglades");
        insta::assert_snapshot!(found("sigill: sha256", "sigill: md5").join("\n"), @"sigillet är inte skrivet av det här programmet: det går inte att räkna om");
    }
}
