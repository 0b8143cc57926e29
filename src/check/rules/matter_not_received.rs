//! S006: `Överlämnas till: SVO`, and SVO has met since and not taken the matter up.

use chrono::NaiveDate;

use crate::archive::ProtocolFile;
use crate::archive::register::{Handover, Matter, Matters, Step};
use crate::check::series::{self, Series};
use crate::check::{Check, Context, Example, Run, prose};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "S006",
    name: "matter-not-received",
    severity: Severity::Warning,
    title: Text::new(
        "ett överlämnat ärende har inte tagits upp",
        "a matter handed over wasn't taken up",
    ),
    why: Text::new(
        "Ett ärende som skickas vidare och inte tas emot försvinner mellan organen.",
        "A matter that is sent on and not received gets lost between the bodies.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Archive(run),
    bad: &[
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Nära vård

- Ärende: Målbild nära vård
- Överlämnas till: SVO

Frågan är beredd.
",
        },
        Example {
            path: "svo/2023-03-24.md",
            text: "\
---
organ: SVO
datum: 2023-03-24
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Läget

Läget gicks igenom.
",
        },
    ],
    good: &[
        Example {
            path: "lsg/2023-02-17.md",
            text: "\
---
organ: LSG
datum: 2023-02-17
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Nära vård

- Ärende: Målbild nära vård
- Överlämnas till: SVO

Frågan är beredd.
",
        },
        Example {
            path: "svo/2023-03-24.md",
            text: "\
---
organ: SVO
datum: 2023-03-24
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 En målbild

- Ärende: Målbild nära vård

Frågan behandlades.
",
        },
    ],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let matters = Matters::new(context.archive, NaiveDate::MAX);
    let series = series::all(context.archive);
    for matter in &matters.all {
        // Said once for each body, however often the matter was sent there.
        let mut told: Vec<&str> = Vec::new();
        for step in &matter.steps {
            for handover in &step.handovers {
                let Some(met) = handover.met_since else {
                    continue;
                };
                let waits = handover.received.is_none() && !told.contains(&handover.to);
                // No matter is named: only the title of the item ties it, and that is too little.
                let named = step.item.matter.is_some() || !step.item.references.is_empty();
                if waits && named && !mentioned(&series, matter, step, handover) {
                    told.push(handover.to);
                    out.push(finding(context, matter, step, handover, met));
                }
            }
        }
    }
}

/// Whether the body has written of the matter since without naming it in a data line.
fn mentioned(
    series: &[Series<'_>],
    matter: &Matter<'_>,
    step: &Step<'_>,
    handover: &Handover<'_>,
) -> bool {
    let Some(day) = step.file.protocol.date.as_ref().map(|date| date.value) else {
        return true;
    };
    let Some(series) = series.iter().find(|series| series.body == handover.to) else {
        return false;
    };
    let title = fold(matter.title);
    let id = format!("{}/{}", step.file.protocol.id, step.item.key);
    series.after(day).iter().any(|dated| {
        let (text, _) = prose::below(dated.file);
        let known = |needle: &&str| text.contains(*needle);
        matter.references.iter().any(&known) || known(&id.as_str()) || fold(text).contains(&title)
    })
}

fn finding(
    context: &Context<'_>,
    matter: &Matter<'_>,
    step: &Step<'_>,
    handover: &Handover<'_>,
    met: &ProtocolFile,
) -> Finding {
    let case = context.case(step.file);
    let (title, to) = (matter.title, handover.to);
    let other = context.case(met);
    let date = other.protocol.date.as_ref();
    let day = date.map_or_else(String::new, |date| date.value.to_string());
    Finding::new(
        &RULE,
        case.place(handover.written.span),
        Message::new(
            format!("ärendet {title} överlämnades till {to}, som har haft möte {day} och inte tagit upp det"),
            format!("the matter {title} was handed to {to}, which has met on {day} and not taken it up"),
        ),
    )
    .about(matter.slug().to_owned())
    .related(
        other.place(date.map_or(Span::default(), |date| date.span)),
        Message::new("det första mötet sedan dess", "the first meeting since"),
    )
    .hint(Message::new(
        format!("togs det upp, skriv Ärende: {title} i den punkten; annars anmäl det till nästa möte"),
        format!("if it was taken up, write Ärende: {title} in that item; otherwise bring it to the next meeting"),
    ))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    fn shown(svo: &str) -> usize {
        let sent = protocol(
            "",
            "## § 1 Nära vård\n\n- Ärende: Målbild nära vård\n- Dnr: EX 2023-1\n- Överlämnas till: SVO\n\nText.\n",
        );
        let svo = protocol("", svo)
            .replace("LSG", "SVO")
            .replace("2023-02-17\n", "2023-03-24\n");
        found(
            "S006",
            &[("lsg/2023-02-17.md", &sent), ("svo/2023-03-24.md", &svo)],
        )
        .len()
    }

    #[test]
    fn ways_to_take_it_up() {
        assert_eq!(shown("## § 1 Annat\n\nText.\n"), 1);
        assert_eq!(shown("## § 1 Målbild nära vård\n\nText.\n"), 0);
        assert_eq!(shown("## § 1 Annat\n\n- Dnr: EX 2023-1\n\nText.\n"), 0);
        assert_eq!(
            shown("## § 1 Annat\n\nGruppens ärende målbild nära vård togs upp.\n"),
            0
        );
    }
}
