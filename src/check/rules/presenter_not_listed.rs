//! N010: presenters who are in no attendance list.

use std::collections::{HashMap, HashSet};

use crate::archive::ProtocolFile;
use crate::check::people::{Found, Listed, People};
use crate::check::{Case, Check, Context, Example, Run};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::parse::people::looks_like_name;
use crate::rule::{Rule, Severity};
use crate::text::{At, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "N010",
    name: "presenter-not-listed",
    severity: Severity::Note,
    title: Text::new(
        "en föredragande står inte i närvaron",
        "a presenter isn't in the attendance",
    ),
    why: Text::new(
        "Den som föredrog ett ärende var med, och det ska synas vilka som var i rummet.",
        "Whoever presented an item was there, and it should be seen who was in the room.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: None,
    run: Run::Archive(run),
    bad: &[Example {
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

## § 1 Läget

- Föredragande: Ola Vik

Läget gicks igenom.
",
    }],
    good: &[Example {
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
  - Ola Vik
---

# Protokoll Länssamverkansgruppen

## § 1 Läget

- Föredragande: Ola Vik

Läget gicks igenom.
",
    }],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let archive = context.archive;
    let mut found = Vec::new();
    for file in &archive.protocols {
        let case = context.case(file);
        if case.was_held() && !case.protocol.attendance.is_empty() {
            let missing = missing(&case);
            if !missing.is_empty() {
                found.push((case, missing));
            }
        }
    }
    let wanted: HashSet<String> = found
        .iter()
        .flat_map(|(_, names)| names.iter().map(|name| fold(&name.value)))
        .collect();
    let mut elsewhere: HashMap<String, &ProtocolFile> = HashMap::new();
    for file in archive.distinct().filter(|_| !wanted.is_empty()) {
        for name in file
            .protocol
            .attendance
            .iter()
            .filter_map(|attendee| attendee.name.as_ref())
        {
            let name = fold(&name.value);
            if wanted.contains(&name) {
                elsewhere.entry(name).or_insert(file);
            }
        }
    }
    for (case, missing) in &found {
        out.extend(finding(case, missing, &elsewhere));
    }
}

/// The presenters by name that the protocol's lists don't have, each once. One who is nearly so
/// spelled is there: L001 tells.
fn missing<'a>(case: &Case<'a>) -> Vec<&'a At<String>> {
    let protocol = case.protocol;
    let listed = protocol
        .attendance
        .iter()
        .filter_map(|attendee| attendee.name.as_ref());
    let named = listed.chain(&protocol.chair).chain(&protocol.secretary);
    let whole: HashSet<&str> = named.clone().map(|name| name.value.as_str()).collect();
    let mut seen = HashSet::new();
    let mut presenters: Vec<&At<String>> = protocol
        .items
        .iter()
        .flat_map(|item| &item.presenters)
        .map(|presenter| &presenter.name)
        .filter(|name| !whole.contains(name.value.as_str()) && looks_like_name(&name.value))
        .filter(|name| seen.insert(fold(&name.value)))
        .collect();
    if presenters.is_empty() {
        return presenters;
    }
    let mut here = People::default();
    for name in named {
        here.add(Listed {
            name: &name.value,
            party: None,
            path: &case.file.source.path,
            span: name.span,
        });
    }
    presenters.retain(|name| matches!(here.find(&name.value), Found::Unknown));
    presenters
}

/// How many names one finding shows.
const SHOWN_MAX: usize = 12;

/// One for each protocol: whoever mends it writes them all in at once.
fn finding(
    case: &Case<'_>,
    missing: &[&At<String>],
    elsewhere: &HashMap<String, &ProtocolFile>,
) -> Option<Finding> {
    let first = missing.first()?;
    let names: Vec<&str> = missing.iter().map(|name| name.value.as_str()).collect();
    let shown = names[..names.len().min(SHOWN_MAX)].join(", ");
    let mut finding = Finding::new(
        &RULE,
        case.place(first.span),
        match missing.len() {
            1 => Message::new(
                format!("föredraganden {shown} står inte i närvaron"),
                format!("the presenter {shown} isn't in the attendance"),
            ),
            n => Message::new(
                format!("{n} föredragande står inte i närvaron: {shown}"),
                format!("{n} presenters aren't in the attendance: {shown}"),
            ),
        },
    )
    .about(shown)
    .hint(case.mend(Message::new(
        "skriv in den som var med under övriga:",
        "write whoever was there under övriga:",
    )));
    for name in missing.iter().take(SHOWN_MAX) {
        if !std::ptr::eq(*name, *first) {
            let place = case.place(name.span);
            finding = finding.related(place, Message::new(name.value.clone(), name.value.clone()));
        }
        if let Some(file) = elsewhere.get(&fold(&name.value)) {
            let other = case.context.case(file);
            let date = other.protocol.date.as_ref();
            let place = other.place(date.map_or(Span::default(), |date| date.span));
            finding = finding.related(
                place,
                Message::new(
                    format!("{} står i närvaron här", name.value),
                    format!("{} is in the attendance here", name.value),
                ),
            );
        }
    }
    Some(finding)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    fn shown(head: &str, presenters: &str) -> Vec<String> {
        let body = format!("## § 1 Läget\n\n- Föredragande: {presenters}\n\nText.\n");
        found("N010", &[("lsg/2023-02-17.md", &protocol(head, &body))])
    }

    #[test]
    fn all_in_one_finding() {
        let found = shown(
            "närvarande:\n  - Anna Ek\n",
            "Ola Vik, FoU; Anna Ek; Bo Al och Ola Vik",
        );
        assert_eq!(
            found,
            ["lsg/2023-02-17.md: Ola Vik: 2 föredragande står inte i närvaron: Ola Vik, Bo Al"]
        );
    }

    #[test]
    fn offices_lists_and_spellings() {
        let head = "sekreterare: Eva By\nnärvarande:\n  - Anna Maria Lind\n";
        assert_eq!(
            shown(head, "ordföranden; Eva By; Anna Lindh; Anna Lind"),
            [""; 0]
        );
        assert_eq!(shown(head, "Region Exempel"), [""; 0]);
        assert_eq!(shown("", "Ola Vik"), [""; 0]);
    }
}
