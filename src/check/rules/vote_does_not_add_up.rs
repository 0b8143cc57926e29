//! B007: votes for, against and abstaining differ from those present. Somebody who came or left at a clock
//! time, or has no organisation, may have voted or not.

use crate::check::{Case, Check, Example, Run, presence};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::DataLineKind;
use crate::parse::words::Words;
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "B007",
    name: "vote-does-not-add-up",
    severity: Severity::Error,
    title: Text::new(
        "rösterna stämmer inte med närvaron",
        "the votes don't match the attendance",
    ),
    why: Text::new(
        "Antalet röster och antalet som var med ska gå ihop, annars går det inte att se vem som tog beslutet.",
        "The votes and those present must add up, or nobody can see who took the decision.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Protocol(run),
    bad: &[Example {
        path: "lsg/2026-05-20.md",
        text: "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutinen för utskrivning

- Omröstning: 3 ja, 1 nej, 0 avstår

Frågan har beretts av arbetsgruppen.

Länssamverkansgruppen beslutade att arbetet fortsätter.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    good: &[Example {
        path: "lsg/2026-05-20.md",
        text: "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Föregående protokoll

Protokollet gicks igenom.

## § 2 Rutinen för utskrivning

- Omröstning: 1 ja, 1 nej, 0 avstår

Frågan har beretts av arbetsgruppen.

Länssamverkansgruppen beslutade att arbetet fortsätter.

## § 3 Nästa möte

Nästa möte hålls i september.
",
    }],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    if case.protocol.attendance.is_empty() {
        return;
    }
    let mut there = None;
    for (at, item) in case.protocol.items.iter().enumerate() {
        for line in item
            .data
            .iter()
            .filter(|line| line.kind == DataLineKind::Vote)
        {
            let Some(votes) = votes(&line.value) else {
                continue;
            };
            let there = there.get_or_insert_with(|| presence::Presences::new(case.protocol));
            let (least, most) = there.voters(item, at);
            let sum = votes.sum;
            let fits = sum <= most && (sum >= least || !votes.tells_abstaining);
            if fits {
                continue;
            }
            let present = if sum > most { most } else { least };
            out.push(
                Finding::new(
                    &RULE,
                    case.place(line.value.span),
                    Message::new(
                        format!("{sum} röster, men {present} hade rösträtt och var med"),
                        format!("{sum} votes, but {present} could vote and were there"),
                    ),
                )
                .about(item.key.0.clone())
                .hint(case.mend(Message::new(
                    "rätta antalet röster, eller skriv i närvarolistan vem som kom, gick eller var jävig (från:, till:, jäv:)",
                    "correct the votes, or write in the attendance who came, left or was recused (från:, till:, jäv:)",
                ))),
            );
        }
    }
}

/// The votes that a line tells.
#[derive(Debug, PartialEq, Eq)]
struct Votes {
    /// For, against, abstaining.
    sum: u32,
    /// Whether those abstaining are counted.
    tells_abstaining: bool,
}

/// `10 ja, 5 nej, 1 avstår`, `Ja: 10, nej: 5`. Nothing without both for and against.
fn votes(line: &str) -> Option<Votes> {
    let line = line.replace(':', " ");
    let words = Words::new(&line);
    let number = |at: usize| words.get(at).parse::<u32>().ok().filter(|n| *n <= 10_000);
    let label = |at: usize| match words.get(at) {
        word if word.starts_with("avst") => Some(2),
        "för" | "bifall" => Some(0),
        "mot" | "emot" | "avslag" => Some(1),
        word if word == "ja" || word.starts_with("ja-") => Some(0),
        word if word == "nej" || word.starts_with("nej-") => Some(1),
        _ => None,
    };
    let first_number = (0..words.len()).find(|&at| number(at).is_some())?;
    let first_label = (0..words.len()).find(|&at| label(at).is_some())?;
    let mut counts: [Option<u32>; 3] = [None; 3];
    let (mut count, mut side) = (None, None);
    for at in 0..words.len() {
        count = number(at).or(count);
        side = label(at).or(side);
        // "10 ja" or "ja 10", the same all through the line.
        let complete = match first_number < first_label {
            true => label(at).is_some(),
            false => number(at).is_some(),
        };
        if let (true, Some(votes), Some(side)) = (complete, count, side) {
            counts[side].get_or_insert(votes);
            count = None;
        }
    }
    let sum = counts[0]? + counts[1]? + counts[2].unwrap_or(0);
    Some(Votes {
        sum,
        tells_abstaining: counts[2].is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trial::find;

    #[test]
    fn votes_in_many_forms() {
        let sum = |line| votes(line).map(|votes| (votes.sum, votes.tells_abstaining));
        assert_eq!(sum("10 ja, 5 nej, 1 avstår"), Some((16, true)));
        assert_eq!(sum("Ja: 10, nej: 5"), Some((15, false)));
        assert_eq!(
            sum("10 röster för och 5 röster emot. 2 avstod"),
            Some((17, true))
        );
        assert_eq!(
            sum("Ja-röster 10, nej-röster 5, avstående 0"),
            Some((15, true))
        );
        for none in [
            "sluten omröstning",
            "bifall",
            "10 röster",
            "99999999999 ja, 1 nej",
        ] {
            assert_eq!(sum(none), None, "{none}");
        }
    }

    fn found(attendance: &str, vote: &str) -> Vec<String> {
        let text = format!(
            "---\norgan: LSG\ndatum: 2026-05-20\nnärvarande:\n{attendance}---\n\n## § 1 Ett\n\nText.\n\n## § 2 Två\n\n- Omröstning: {vote}\n\nText.\n"
        );
        find("B007", &[("lsg/2026-05-20.md", &text)])
    }

    #[test]
    fn only_those_who_were_there_at_the_item_count() {
        let list = "  - Anna Ek, Almby kommun\n  - Bo Al, Berga kommun\n  - {namn: Cia By, huvudman: Dala kommun, till: § 1}\n  - {namn: Ove Dal, huvudman: Region Exempel, jäv: § 2}\n";
        assert!(found(list, "1 ja, 1 nej, 0 avstår").is_empty());
        assert_eq!(
            found(list, "2 ja, 1 nej, 0 avstår"),
            ["3 röster, men 2 hade rösträtt och var med"]
        );
        assert_eq!(
            found(list, "1 ja, 0 nej, 0 avstår"),
            ["1 röster, men 2 hade rösträtt och var med"]
        );
    }

    #[test]
    fn what_is_unsure_is_no_fault() {
        // Nobody counted those abstaining; a clock time maps to no item.
        let list = "  - Anna Ek, Almby kommun\n  - Bo Al, Berga kommun\n  - {namn: Cia By, huvudman: Dala kommun, till: 10.40}\n";
        assert!(found(list, "1 ja, 0 nej").is_empty());
        assert!(found(list, "2 ja, 1 nej, 0 avstår").is_empty());
        assert!(found(list, "1 ja, 1 nej, 0 avstår").is_empty());
    }
}
