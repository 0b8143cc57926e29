//! J006: something that was approved isn't any more.

use std::path::Path;

use super::changed_after_approval::BEFORE;
use crate::archive::slashed;
use crate::check::substance::{Frozen, frozen, is_immediate};
use crate::check::{Before, Change, Check, Context, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::model::Status;
use crate::rule::{Rule, Severity};
use crate::text::{Place, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "J006",
    name: "approval-withdrawn",
    severity: Severity::Error,
    title: Text::new(
        "justeringen är borttagen, eller protokollet",
        "the approval is gone, or the protocol",
    ),
    why: Text::new(
        "Ett justerat protokoll är det som gäller och bevaras: det blir inte ett utkast igen, och det tas inte bort. Det som var fel rättas i ett senare protokoll. Prövas mot det som grenen utgår från: `check --since`.",
        "An approved protocol is the one that counts and is kept: it doesn't become a draft again, and it isn't removed. What was wrong is corrected in a later one. Tried against what the branch began from: `check --since`.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Change(Change {
        run,
        before: &[BEFORE],
    }),
    bad: &[Example {
        path: "lsg/2023-02-17.md",
        text: "\
---
organ: LSG
datum: 2023-02-17
status: för justering
sekreterare: Eva By
justerare: [Anna Ek]
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
justeringsdatum: 2023-02-24
underskrifter:
  - {namn: Anna Ek, roll: justerare, tid: 2023-02-24T08:12:05+01:00}
---

# Protokoll Länssamverkansgruppen 17 februari 2023

## § 1 Gemensam utbildning

Utbildningen kostar 200 000 kronor.
",
    }],
    good: &[BEFORE],
    also: &[],
};

fn run(context: &Context<'_>, before: &Before<'_>, out: &mut Vec<Finding>) {
    for frozen in frozen(context.archive, before) {
        match frozen.is {
            None => out.push(gone(context, &frozen)),
            Some(_) if frozen.whole => out.extend(status(context, &frozen)),
            Some(_) => items(context, &frozen, out),
        }
    }
}

/// A whole file without a text to point into.
fn place(path: &Path, span: Span) -> Place {
    Place {
        path: path.to_owned(),
        span,
    }
}

fn restored() -> Message {
    Message::new(
        "återställ det justerade; är något fel i det rättas det i ett senare protokoll med raden Rättar:",
        "restore what was approved; if something in it is wrong, a later protocol corrects it with a line Rättar:",
    )
}

/// A protocol that was approved, or some item of it, and that isn't there.
fn gone(context: &Context<'_>, frozen: &Frozen<'_>) -> Finding {
    let id = &frozen.was.protocol.id;
    let path = slashed(frozen.path);
    let message = match (context.files.has(frozen.path), frozen.whole) {
        (true, _) => Message::new(
            format!("{id} var justerat, och {path} läses inte längre som ett protokoll"),
            format!("{id} was approved, and {path} isn't read as a protocol any more"),
        ),
        (false, true) => Message::new(
            format!("{id} var justerat, och {path} är borttagen"),
            format!("{id} was approved, and {path} is removed"),
        ),
        (false, false) => Message::new(
            format!("en paragraf i {id} var omedelbart justerad, och {path} är borttagen"),
            format!("an item of {id} was approved at the meeting, and {path} is removed"),
        ),
    };
    Finding::new(&RULE, place(frozen.path, Span::default()), message)
        .about(id.to_string())
        .hint(restored())
}

/// A protocol that has another status than approved.
fn status(context: &Context<'_>, frozen: &Frozen<'_>) -> Option<Finding> {
    let file = frozen.is?;
    let case = context.case(file);
    let status = file.protocol.status.as_ref();
    if status.is_some_and(|status| status.value == Status::Approved) {
        return None;
    }
    let (span, message) = match status {
        Some(status) => (
            status.span,
            Message::new(
                format!(
                    "protokollet var justerat och är nu \"{}\"",
                    status.value.text().sv
                ),
                format!(
                    "the protocol was approved and is now \"{}\"",
                    status.value.text().sv
                ),
            ),
        ),
        None => (
            case.day_span(),
            Message::new(
                "protokollet var justerat och har nu ingen status",
                "the protocol was approved and has no status now",
            ),
        ),
    };
    let finding = Finding::new(&RULE, case.place(span), message);
    Some(
        finding
            .label(Message::new("var: justerat", "was: justerat"))
            .about("status")
            .hint(restored()),
    )
}

/// Items that were approved at the meeting, and have no such tag or aren't there.
fn items(context: &Context<'_>, frozen: &Frozen<'_>, out: &mut Vec<Finding>) {
    let Some(file) = frozen.is else { return };
    let case = context.case(file);
    for (was, is) in frozen.items() {
        let name = case.item_name(was);
        let (span, message) = match is {
            Some(is) if is_immediate(is) => continue,
            Some(is) => (
                case.heading(is),
                Message::new(
                    format!("{name} var omedelbart justerad och är det inte längre"),
                    format!("{name} was approved at the meeting and isn't any more"),
                ),
            ),
            None => (
                case.day_span(),
                Message::new(
                    format!("{name} var omedelbart justerad och är borttagen"),
                    format!("{name} was approved at the meeting and is removed"),
                ),
            ),
        };
        out.push(
            Finding::new(&RULE, case.place(span), message)
                .about(was.key.0.clone())
                .hint(restored()),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trial::changed;

    const PATH: &str = "lsg/2023-02-17.md";

    #[test]
    fn another_status_none_and_a_file_that_is_gone() {
        let found = |now: &[(&str, &str)]| changed("J006", &[(PATH, BEFORE.text)], now).join("\n");
        let with = |new: &str| BEFORE.text.replace("status: justerat\n", new);
        insta::assert_snapshot!(found(&[(PATH, &with("status: inställt\n"))]), @r#"lsg/2023-02-17.md: inställt: protokollet var justerat och är nu "inställt" (var: justerat)"#);
        insta::assert_snapshot!(found(&[(PATH, &with(""))]), @"lsg/2023-02-17.md: 2023-02-17: protokollet var justerat och har nu ingen status (var: justerat)");
        insta::assert_snapshot!(found(&[(PATH, &with("status: visst\n"))]), @"lsg/2023-02-17.md: 2023-02-17: protokollet var justerat och har nu ingen status (var: justerat)");
        insta::assert_snapshot!(found(&[]), @"lsg/2023-02-17.md: : LSG/2023-02-17 var justerat, och lsg/2023-02-17.md är borttagen ()");
        insta::assert_snapshot!(found(&[("arkiv/2023-02-17.md", BEFORE.text)]), @"lsg/2023-02-17.md: : LSG/2023-02-17 var justerat, och lsg/2023-02-17.md är borttagen ()");
        insta::assert_snapshot!(found(&[("lsg/2023/02-17.md", BEFORE.text)]), @"");
        let other = BEFORE.text.replace("200", "300");
        insta::assert_snapshot!(found(&[(PATH, &other)]), @"");
    }

    #[test]
    fn what_was_not_approved_may_be_taken_away_but_for_items_approved_at_the_meeting() {
        let draft = BEFORE.text.replace("justerat", "utkast");
        let tagged = draft.replace("utbildning\n", "utbildning (Omedelbart justerad)\n");
        let found =
            |old: &str, now: &[(&str, &str)]| changed("J006", &[(PATH, old)], now).join("\n");
        assert_eq!(found(&draft, &[]), "");
        assert_eq!(found(&tagged, &[(PATH, &tagged)]), "");
        insta::assert_snapshot!(found(&tagged, &[]), @"lsg/2023-02-17.md: : en paragraf i LSG/2023-02-17 var omedelbart justerad, och lsg/2023-02-17.md är borttagen ()");
        insta::assert_snapshot!(found(&tagged, &[(PATH, &draft)]), @"lsg/2023-02-17.md: 1 Gemensam utbildning: § 1 var omedelbart justerad och är det inte längre ()");
        let cut = &tagged[..tagged.find("## § 1").unwrap()];
        insta::assert_snapshot!(found(&tagged, &[(PATH, cut)]), @"lsg/2023-02-17.md: 2023-02-17: § 1 var omedelbart justerad och är borttagen ()");
        let moved = tagged.replace("## § 1", "## § 1 Nytt\n\nNytt.\n\n## § 2");
        assert_eq!(found(&tagged, &[(PATH, &moved)]), "");
    }
}
