//! S007: a date that the agreement itself sets has passed with no item about it.

use chrono::NaiveDate;

use crate::check::{Check, Context, Example, Need, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::model::Item;
use crate::rule::{Rule, Severity};
use crate::text::Place;

/// The rule.
pub static RULE: Rule = Rule {
    code: "S007",
    name: "agreement-follow-up-due",
    severity: Severity::Note,
    title: Text::new(
        "överenskommelsens uppföljning syns inte",
        "the agreement's follow-up isn't seen",
    ),
    why: Text::new(
        "Överenskommelsen sätter själv en dag då den ska vara uppföljd.",
        "The agreement itself sets a day by which it is to be followed up.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::FollowUp),
    run: Run::Archive(run),
    bad: &[
        Example {
            path: "samverkan.yaml",
            text: "\
namn: Samverkan i Exempellän
överenskommelse:
  titel: Överenskommelse om samverkan
  uppföljning-senast: 2023-09-01
huvudmän:
  - {namn: Almby kommun, slag: kommun}
",
        },
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

## § 1 Nästa möte

Nästa möte hålls i april.
",
        },
    ],
    good: &[
        Example {
            path: "samverkan.yaml",
            text: "\
namn: Samverkan i Exempellän
överenskommelse:
  titel: Överenskommelse om samverkan
  uppföljning-senast: 2023-09-01
huvudmän:
  - {namn: Almby kommun, slag: kommun}
",
        },
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

## § 1 Uppföljning av överenskommelsen

Uppföljningen redovisades.
",
        },
    ],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let archive = context.archive;
    let Some(agreement) = &archive.collaboration.agreement else {
        return;
    };
    let Some(due) = agreement
        .follow_up_due
        .as_ref()
        .filter(|due| due.value < context.day)
    else {
        return;
    };
    let since = agreement.basis.period.from;
    let in_time = |day: NaiveDate| day <= context.day && since.is_none_or(|since| since <= day);
    let taken_up = archive.protocols.iter().any(|file| {
        let protocol = &file.protocol;
        let date = protocol.date.as_ref().map(|date| date.value);
        date.is_some_and(in_time) && protocol.items.iter().any(is_follow_up)
    });
    if taken_up {
        return;
    }
    let day = due.value;
    out.push(
        Finding::new(
            &RULE,
            Place {
                path: agreement.basis.path.clone(),
                span: due.span,
            },
            Message::new(
                format!("överenskommelsen skulle vara uppföljd senast {day}, och ingen punkt handlar om det"),
                format!("the agreement was to be followed up by {day}, and no item is about that"),
            ),
        )
        .about("uppföljning-senast")
        .hint(Message::new(
            "ta upp uppföljningen vid ett möte, eller ändra dagen om överenskommelsen har ändrats",
            "take the follow-up up at a meeting, or change the day if the agreement was changed",
        ))
        .source(agreement.basis.source.as_ref().map(|source| source.value.as_str())),
    );
}

/// Whether title, matter or a decision of an item is about following the agreement up.
fn is_follow_up(item: &Item) -> bool {
    let matter = item.matter.as_ref().map(|matter| matter.value.as_str());
    let decided = item.decisions.iter().map(|decision| decision.text.as_str());
    std::iter::once(item.title.value.as_str())
        .chain(matter)
        .chain(decided)
        .any(|text| {
            let text = fold(text);
            let any = |stems: &[&str]| stems.iter().any(|stem| text.contains(stem));
            any(&["uppfölj", "följa upp", "följs upp", "utvärder"])
                && any(&["överenskommelsen", "samverkansstruktur", "samverkansavtal"])
        })
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found_on, protocol};

    #[test]
    fn an_item_about_it() {
        let config = "namn: Samverkan\növerenskommelse:\n  från: 2020-09-01\n  uppföljning-senast: 2023-09-01\n";
        let shown = |day, title: &str| {
            let text = protocol("", &format!("## § 1 {title}\n\nText.\n"));
            found_on(
                day,
                "S007",
                &[("samverkan.yaml", config), ("lsg/2023-02-17.md", &text)],
            )
            .len()
        };
        assert_eq!(shown("2023-09-01", "Läget"), 0);
        assert_eq!(shown("2023-09-02", "Läget"), 1);
        assert_eq!(
            shown("2023-09-02", "Utvärdering av samverkansstrukturen"),
            0
        );
        assert_eq!(shown("2023-09-02", "Uppföljning av uppdrag"), 1);
    }
}
