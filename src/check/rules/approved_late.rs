//! J003: approved later than the body's `dagar`.

use crate::check::{Case, Check, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "J003",
    name: "approved-late",
    severity: Severity::Warning,
    title: Text::new("justerat för sent", "approved late"),
    why: Text::new(
        "Överenskommelsen säger hur lång tid justeringen får ta, så att besluten blir kända medan de är färska.",
        "The agreement says how long approval may take, so that decisions are known while they are fresh.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::ApprovalDays),
    run: Run::Protocol(run),
    bad: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
justering: {justerare: 1, dagar: 14, källa: \"6.1\"}
",
        },
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
justerare: Anna Ek
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
status: justerat
justeringsdatum: 2023-03-20
underskrifter:
  - {namn: Anna Ek, roll: justerare}
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
    ],
    good: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
justering: {justerare: 1, dagar: 14, källa: \"6.1\"}
",
        },
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
justerare: Anna Ek
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
status: justerat
justeringsdatum: 2023-03-03
underskrifter:
  - {namn: Anna Ek, roll: justerare}
---

# Protokoll Länssamverkansgruppen

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
    ],
    also: &[],
};

fn run(case: &Case<'_>, out: &mut Vec<Finding>) {
    let Some(rule) = case.body.and_then(|body| body.approval.as_ref()) else {
        return;
    };
    let (Some(day), Some(approved), Some(allowed)) =
        (case.date(), &case.protocol.approved_on, &rule.days)
    else {
        return;
    };
    if !case.was_held() || !rule.basis.period.contains(day) {
        return;
    }
    let days = (approved.value - day).num_days();
    let allowed = allowed.value;
    if days <= i64::from(allowed) {
        return;
    }
    out.push(
        Finding::new(
            &RULE,
            case.place(approved.span),
            Message::new(
                format!("justerat {days} dagar efter mötet; det ska ske inom {allowed}"),
                format!("approved {days} days after the meeting; it should be within {allowed}"),
            ),
        )
        .about(approved.value.to_string())
        .hint(Message::new(
            "kontrollera datumet; är det riktigt finns inget att ändra i protokollet",
            "check the date; if it is right there is nothing to change in the protocol",
        ))
        .resting_on(&rule.basis, Message::new("regeln", "the rule")),
    );
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    #[test]
    fn the_last_day_is_in_time() {
        let rule = "kod: LSG\nnamn: Länssamverkansgruppen\njustering: {dagar: 14}\n";
        let shown = |day: &str| {
            let text = protocol(
                &format!("justeringsdatum: {day}\n"),
                "## § 1 Läget\n\nText.\n",
            );
            found(
                "J003",
                &[("lsg/2023-02-17.md", &text), ("organ/lsg.yaml", rule)],
            )
            .len()
        };
        assert_eq!(shown("2023-02-28"), 0);
        assert_eq!(shown("2023-03-03"), 0);
        assert_eq!(shown("2023-03-04"), 1);
    }
}
