//! I009: an item that the summons didn't have.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::archive::agenda::{self, Point};
use crate::archive::{Archive, ProtocolFile};
use crate::check::titles::Title;
use crate::check::{Case, Check, Context, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, enumerate, fold};
use crate::model::{Item, Kind, Protocol};
use crate::rule::{Rule, Severity};
use crate::text::{Place, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "I009",
    name: "item-not-in-summons",
    severity: Severity::Note,
    title: Text::new(
        "en punkt stod inte i kallelsen",
        "an item wasn't in the summons",
    ),
    why: Text::new(
        "Den som inte var med kan inte ha väntat sig frågan, och den som ska följa upp den hittar inget underlag i kallelsen.",
        "Who wasn't there could not expect the matter, and who follows it up finds no documents for it in the summons.",
    ),
};

const PROTOCOL: &str = "\
---
organ: LSG
datum: 2026-05-20
sekreterare: Eva By
närvarande:
  - Anna Ek, Almby kommun
  - Eva By
---

# Protokoll Länssamverkansgruppen 20 maj 2026

## § 1 Dagordning

Dagordningen godkändes.

## § 2 Samverkan vid utskrivning

Läget gicks igenom.

## § 3 Nästa möte

Nästa möte hålls i september.
";

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Archive(run),
    bad: &[
        Example {
            path: "lsg/2026-05-20-kallelse.md",
            text: "\
---
organ: LSG
datum: 2026-05-20
typ: kallelse
---

# Kallelse Länssamverkansgruppen 20 maj 2026

1. Dagordning
2. Nästa möte
",
        },
        Example {
            path: "lsg/2026-05-20.md",
            text: PROTOCOL,
        },
    ],
    good: &[
        Example {
            path: "lsg/2026-05-20-kallelse.md",
            text: "\
---
organ: LSG
datum: 2026-05-20
typ: kallelse
---

# Kallelse Länssamverkansgruppen 20 maj 2026

1. Dagordning
2. Samverkan vid utskrivning
3. Nästa möte
",
        },
        Example {
            path: "lsg/2026-05-20.md",
            text: PROTOCOL,
        },
    ],
    also: &[],
};

/// The most items that are named.
const NAMED_MAX: usize = 5;

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let summonses = summonses(context.archive);
    if summonses.is_empty() {
        return;
    }
    for file in context.archive.distinct() {
        let case = context.case(file);
        let summons = meeting(&file.protocol).and_then(|meeting| summonses.get(&meeting));
        if let Some(summons) = summons.filter(|_| case.was_held()) {
            out.extend(finding(&case, summons));
        }
    }
}

/// A body, a day, and which of the meetings of that day.
type Meeting<'a> = (&'a str, NaiveDate, Option<String>);

fn meeting(protocol: &Protocol) -> Option<Meeting<'_>> {
    let date = protocol.date.as_ref()?.value;
    let which = protocol.meeting.as_ref().map(|meeting| fold(meeting));
    Some((&protocol.body.value, date, which))
}

fn summonses(archive: &Archive) -> HashMap<Meeting<'_>, &ProtocolFile> {
    let files = archive.distinct();
    files
        // A file whose head can't be read is no sure summons: F001 says so.
        .filter(|file| {
            file.protocol.kind == Kind::Summons && file.protocol.body.span != Span::default()
        })
        .filter_map(|file| Some((meeting(&file.protocol)?, file)))
        .collect()
}

fn finding(case: &Case<'_>, summons: &ProtocolFile) -> Option<Finding> {
    let points: Vec<Point<'_>> = agenda::of(summons);
    let titles: Vec<Title> = points.iter().map(|point| Title::new(point.title)).collect();
    if titles.is_empty() {
        return None;
    }
    let is_new = |item: &&Item| {
        let title = Title::new(&item.title.value);
        let is_matter = item.number.is_some() && item.parent.is_none();
        is_matter
            && !is_of_every_meeting(&title)
            && !titles.iter().any(|point| point.is_like(&title))
    };
    let new: Vec<&Item> = case.protocol.items.iter().filter(is_new).collect();
    let first = new.first()?;
    let named: Vec<String> = new.iter().map(|item| case.item_name(item)).collect();
    let list = enumerate(&named, NAMED_MAX);
    let titles: Vec<&str> = new.iter().map(|item| item.title.value.as_str()).collect();
    let mut finding = Finding::new(
        &RULE,
        case.place(case.heading(first)),
        match new.len() {
            1 => Message::new(
                format!("{} stod inte i kallelsen", list.sv),
                format!("{} wasn't in the summons", list.en),
            ),
            _ => Message::new(
                format!("{} stod inte i kallelsen", list.sv),
                format!("{} weren't in the summons", list.en),
            ),
        },
    )
    .about(titles.join(", "))
    .hint(case.mend(Message::new(
        "skriv varför frågan togs upp ändå, eller under Övriga frågor om den hör dit",
        "write why the matter was taken up all the same, or under other matters if it belongs there",
    )));
    for item in new.iter().skip(1).take(NAMED_MAX) {
        let name = case.item_name(item);
        finding = finding.related(
            case.place(case.heading(item)),
            Message::new(name.clone(), name),
        );
    }
    let title = summons.protocol.title.as_ref();
    let span = title.map_or(Span::default(), |title| title.span);
    let place = Place {
        path: summons.source.path.clone(),
        span,
    };
    Some(finding.related(place, Message::new("kallelsen", "the summons")))
}

/// What no summons need name: that a meeting is opened, closed and approved. A title that says
/// nothing is nobody's new matter.
fn is_of_every_meeting(title: &Title) -> bool {
    let begins = ["öppn", "avslut", "upprop", "juster", "sammanfatt"];
    title.is_empty() || begins.iter().any(|begin| title.has(begin))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trial::found;

    const SUMMONS: &str =
        "---\norgan: LSG\ndatum: 2026-05-20\ntyp: kallelse\n---\n\n# Kallelse\n\n1. Dagordning\n";

    fn shown(files: &[(&str, &str)]) -> Vec<String> {
        found("I009", files)
    }

    #[test]
    fn other_matters_of_the_day_are_no_new_items() {
        let opened = PROTOCOL
            .replace("Samverkan vid utskrivning", "Mötets öppnande")
            .replace("§ 3 Nästa möte", "§ 3 Avslutning");
        let files = [
            ("lsg/2026-05-20-kallelse.md", SUMMONS),
            ("lsg/2026-05-20.md", opened.as_str()),
        ];
        assert!(shown(&files).is_empty());
    }

    #[test]
    fn a_summons_of_another_day_body_or_meeting_says_nothing() {
        for (path, summons) in [
            (
                "lsg/2026-05-21-kallelse.md",
                SUMMONS.replace("05-20", "05-21"),
            ),
            ("svo/2026-05-20-kallelse.md", SUMMONS.replace("LSG", "SVO")),
            (
                "lsg/2026-05-20-extra-kallelse.md",
                SUMMONS.replace("typ:", "möte: extra\ntyp:"),
            ),
            (
                "lsg/2026-05-20-kallelse.md",
                SUMMONS.replace("1. Dagordning", "Välkomna!"),
            ),
        ] {
            let files = [(path, summons.as_str()), ("lsg/2026-05-20.md", PROTOCOL)];
            assert!(shown(&files).is_empty(), "{path}");
        }
    }

    #[test]
    fn several_items_are_one_finding() {
        let files = [
            ("lsg/2026-05-20-kallelse.md", SUMMONS),
            ("lsg/2026-05-20.md", PROTOCOL),
        ];
        assert_eq!(
            shown(&files),
            ["lsg/2026-05-20.md: 2 Samverkan vid utskrivning: § 2 och § 3 stod inte i kallelsen"]
        );
    }
}
