//! J005: an approved text that is another now.

use crate::archive::ProtocolFile;
use crate::check::substance::{self, Changed, Part, frozen};
use crate::check::{Before, Change, Check, Context, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text};
use crate::rule::{Rule, Severity};

/// The rule.
pub static RULE: Rule = Rule {
    code: "J005",
    name: "changed-after-approval",
    severity: Severity::Error,
    title: Text::new(
        "ändrat sedan det justerades",
        "changed after it was approved",
    ),
    why: Text::new(
        "De som justerade har intygat en text, och andra har rättat sig efter den. Är något fel rättas det i ett senare protokoll, så att båda kan läsas. Prövas mot det som grenen utgår från: `check --since`. En ny underskrift är ingen ändring, och inte heller radslut, tomma rader eller en flyttad fil.",
        "The adjusters attested one text, and others have acted on it. If something is wrong, a later protocol corrects it, so that both can be read. Tried against what the branch began from: `check --since`. A new signature is no change, nor are line ends, empty lines or a moved file.",
    ),
};

/// An approved protocol, before a change.
pub(super) const BEFORE: Example = Example {
    path: "lsg/2023-02-17.md",
    text: "\
---
organ: LSG
datum: 2023-02-17
status: justerat
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
status: justerat
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

Utbildningen kostar 300 000 kronor.
",
    }],
    good: &[
        BEFORE,
        Example {
            path: "lsg/2023-04-21.md",
            text: "\
---
organ: LSG
datum: 2023-04-21
status: för justering
sekreterare: Eva By
justerare: [Anna Ek]
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 21 april 2023

## § 1 Föregående protokoll

Rättar: LSG/2023-02-17/1

Utbildningen kostar 300 000 kronor, inte 200 000 kronor.
",
        },
    ],
    also: &[],
};

fn run(context: &Context<'_>, before: &Before<'_>, out: &mut Vec<Finding>) {
    for frozen in frozen(context.archive, before) {
        let (old, Some(new)) = (frozen.was, frozen.is) else {
            continue;
        };
        if frozen.whole {
            if old.source.text != new.source.text
                && let Some(changed) = substance::change(old, new)
            {
                out.push(found(context, new, &changed, true));
            }
            continue;
        }
        for (was, is) in frozen.items() {
            if let Some(is) = is.filter(|is| is.is_immediate())
                && let Some(changed) = substance::change_of_item((old, was), (new, is))
            {
                out.push(found(context, new, &changed, false));
            }
        }
    }
}

fn found(context: &Context<'_>, file: &ProtocolFile, changed: &Changed, whole: bool) -> Finding {
    let case = context.case(file);
    let items = &file.protocol.items;
    let name = match &changed.part {
        Part::Key(key) => key.clone(),
        Part::Item(key) => items
            .iter()
            .find(|item| item.key == *key)
            .map_or_else(|| key.0.clone(), |item| case.item_name(item)),
        Part::Beginning => String::new(),
    };
    let (sv, en) = match (&changed.part, whole) {
        (Part::Beginning, _) => (
            "inledningen har ändrats sedan protokollet justerades".to_owned(),
            "the beginning has been changed since the protocol was approved".to_owned(),
        ),
        (_, true) => (
            format!("{name} har ändrats sedan protokollet justerades"),
            format!("{name} has been changed since the protocol was approved"),
        ),
        (_, false) => (
            format!("{name} justerades omedelbart och har ändrats sedan dess"),
            format!("{name} was approved at the meeting and has been changed since"),
        ),
    };
    let label = match changed.was.as_str() {
        "" => Message::new("stod inte här", "wasn't here"),
        was => {
            let was = clip(was);
            Message::new(format!("här stod: {was}"), format!("was: {was}"))
        }
    };
    let subject = match &changed.part {
        Part::Item(key) => key.0.clone(),
        Part::Key(_) | Part::Beginning => name,
    };
    Finding::new(&RULE, case.place(changed.span), Message::new(sv, en))
        .label(label)
        .about(subject)
        .hint(Message::new(
            "låt den justerade texten stå; är den fel rättas den i ett senare protokoll med raden Rättar:",
            "let the approved text stand; if it is wrong, a later protocol corrects it with a line Rättar:",
        ))
}

/// The beginning of a text, for a line that shows it.
fn clip(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trial::changed;

    const PATH: &str = "lsg/2023-02-17.md";

    /// What J005 finds when the approved protocol of the example becomes `now`.
    fn found(now: &str) -> Vec<String> {
        changed("J005", &[(PATH, BEFORE.text)], &[(PATH, now)])
    }

    fn replaced(old: &str, new: &str) -> Vec<String> {
        assert!(BEFORE.text.contains(old), "{old}");
        found(&BEFORE.text.replacen(old, new, 1))
    }

    #[test]
    fn it_points_at_the_first_words_that_differ() {
        insta::assert_snapshot!(
            replaced("kostar 200 000 kronor", "kostar högst 300 000 kronor").join("\n"),
            @"lsg/2023-02-17.md: högst 300: § 1 har ändrats sedan protokollet justerades (här stod: 200)"
        );
        insta::assert_snapshot!(replaced("Anna Ek, Almby", "Anna Eek, Almby").join("\n"), @"lsg/2023-02-17.md: Eek,: närvarande har ändrats sedan protokollet justerades (här stod: Ek,)");
        insta::assert_snapshot!(replaced("sekreterare: Eva By\n", "").join("\n"), @"lsg/2023-02-17.md: organ: LSG: sekreterare har ändrats sedan protokollet justerades (här stod: sekreterare: Eva By)");
        insta::assert_snapshot!(replaced("## § 1", "Nytt.\n\n## § 1").join("\n"), @"lsg/2023-02-17.md: Nytt.: inledningen har ändrats sedan protokollet justerades (stod inte här)");
        insta::assert_snapshot!(replaced("\nUtbildningen kostar 200 000 kronor.\n", "").join("\n"), @"lsg/2023-02-17.md: ## § 1 Gemensam utbildning: § 1 har ändrats sedan protokollet justerades (här stod: Utbildningen kostar 200 000 kronor.)");
        insta::assert_snapshot!(replaced("kronor.\n", "kronor.\n\nDet är dyrt.\n").join("\n"), @"lsg/2023-02-17.md: Det är dyrt.: § 1 har ändrats sedan protokollet justerades (stod inte här)");
        insta::assert_snapshot!(replaced("  - Eva By\njust", "just").join("\n"), @"lsg/2023-02-17.md: - Anna Ek, Almby kommun: närvarande har ändrats sedan protokollet justerades (här stod: - Eva By)");
    }

    #[test]
    fn what_approval_wrote_stays_and_what_it_adds_is_no_change() {
        let signature = "  - {namn: Anna Ek, roll: justerare, tid: 2023-02-24T08:12:05+01:00}\n";
        let another = format!("{signature}  - {{namn: Bo Alm, roll: justerare}}\n");
        assert!(replaced(signature, &another).is_empty());
        assert!(replaced("---\n\n#", "sigill: sha256:00\n---\n\n#").is_empty());
        insta::assert_snapshot!(replaced(signature, "").join("\n"), @"lsg/2023-02-17.md: organ: LSG: underskrifter har ändrats sedan protokollet justerades (här stod: Anna Ek)");
        insta::assert_snapshot!(replaced("Ek, roll", "Eklund, roll").join("\n"), @"lsg/2023-02-17.md: Anna Eklund: underskrifter har ändrats sedan protokollet justerades (här stod: Anna Ek)");
        insta::assert_snapshot!(replaced("-02-24\n", "-02-25\n").join("\n"), @"lsg/2023-02-17.md: 2023-02-25: justeringsdatum har ändrats sedan protokollet justerades (här stod: 2023-02-24)");
    }

    #[test]
    fn what_says_nothing_is_no_change() {
        let crlf = format!("\u{feff}{}", BEFORE.text.replace('\n', "\r\n"));
        assert!(found(&crlf).is_empty());
        assert!(replaced("kronor.\n", "kronor.  \n\n\n").is_empty());
        assert!(
            replaced(
                "organ: LSG\ndatum: 2023-02-17\n",
                "datum: 2023-02-17\n# x\norgan: LSG\n"
            )
            .is_empty()
        );
        let decomposed = BEFORE.text.replace('ä', "a\u{308}");
        assert!(found(&decomposed).is_empty());
        let moved = changed(
            "J005",
            &[(PATH, BEFORE.text)],
            &[("lsg/2023/a.md", BEFORE.text)],
        );
        assert!(moved.is_empty());
    }

    #[test]
    fn an_import_is_mended_until_somebody_has_compared_it_with_its_original() {
        let comment = |file: &str| format!("---\n\n<!-- {file}. -->\n\n#");
        let with = |text: &str, file: &str| text.replace("---\n\n#", &comment(file));
        let mended = BEFORE.text.replace("200", "300");
        let tried = |old: &str| changed("J005", &[(PATH, old)], &[(PATH, &mended)]).len();
        assert_eq!(tried(&with(BEFORE.text, "Inläst ur protokoll.pdf")), 0);
        assert_eq!(
            tried(&with(BEFORE.text, "Läst igen efter protokoll.pdf")),
            1
        );
        // The comment doesn't open a protocol that was approved without it.
        let opened = with(&mended, "Inläst ur protokoll.pdf");
        assert_eq!(
            changed("J005", &[(PATH, BEFORE.text)], &[(PATH, &opened)]).len(),
            1
        );
    }

    #[test]
    fn a_moved_file_may_be_changed_too() {
        let text = BEFORE.text.replace("200", "300");
        let found = changed("J005", &[(PATH, BEFORE.text)], &[("lsg/2023/a.md", &text)]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn what_was_not_approved_may_change_but_for_items_approved_at_the_meeting() {
        let draft = BEFORE.text.replace("justerat", "utkast");
        let text = draft.replace("200", "300");
        let tried = |old: &str, new: &str| changed("J005", &[(PATH, old)], &[(PATH, new)]);
        assert!(tried(&draft, &text).is_empty());
        // Approved in the same change that words it.
        assert!(tried(&draft, &BEFORE.text.replace("200", "300")).is_empty());
        let tag = |text: &str| text.replace("utbildning\n", "utbildning (Omedelbart justerad)\n");
        insta::assert_snapshot!(tried(&tag(&draft), &tag(&text)).join("\n"), @"lsg/2023-02-17.md: 300: § 1 justerades omedelbart och har ändrats sedan dess (här stod: 200)");
        let elsewhere = tag(&draft) + "\n## § 2 Annat\n\nNytt.\n";
        assert!(tried(&tag(&draft), &elsewhere).is_empty());
    }

    #[test]
    fn a_word_without_end_is_clipped() {
        let long = BEFORE.text.replace("Utbildningen", &"å".repeat(100_000));
        let found = changed("J005", &[(PATH, &long)], &[(PATH, BEFORE.text)]);
        assert_eq!(found.len(), 1);
        assert!(clip(&"å".repeat(100)).chars().count() == 61);
    }
}
