//! S009: a clause elects or replaces somebody, and the member list doesn't know.

use std::collections::HashSet;

use crate::archive::Archive;
use crate::check::{Case, Check, Context, Example, Need, Run, prose, series};
use crate::finding::Finding;
use crate::lang::{Likeness, Message, Text, compare_names, fold};
use crate::model::{Body, Class, Decision};
use crate::rule::{Rule, Severity};
use crate::text::Span;

/// The rule.
pub static RULE: Rule = Rule {
    code: "S009",
    name: "election-not-in-member-list",
    severity: Severity::Note,
    title: Text::new(
        "den valda finns inte i medlemslistan",
        "the elected person isn't in the member list",
    ),
    why: Text::new(
        "Närvaron prövas mot medlemslistan. Ett val som inte förs in där gör nästa protokoll fullt av påpekanden.",
        "Attendance is checked against the member list. An election that isn't entered there fills the next protocol with findings.",
    ),
};

/// The rule with its check.
pub static CHECK: Check = Check {
    rule: &RULE,
    needs: Some(Need::Members),
    run: Run::Archive(run),
    bad: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
ledamöter:
  - {namn: Anna Ek, huvudman: Almby kommun, som: ordinarie}
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

## § 1 Val

Länssamverkansgruppen beslutade

- att välja Bo Al till ersättare för Berga kommun
",
        },
    ],
    good: &[
        Example {
            path: "organ/lsg.yaml",
            text: "\
kod: LSG
namn: Länssamverkansgruppen
ledamöter:
  - {namn: Anna Ek, huvudman: Almby kommun, som: ordinarie}
  - {namn: Bo Al, huvudman: Berga kommun, som: ersättare}
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

## § 1 Val

Länssamverkansgruppen beslutade

- att välja Bo Al till ersättare för Berga kommun
",
        },
    ],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let archive = context.archive;
    let listed: HashSet<String> = archive
        .collaboration
        .bodies
        .iter()
        .flat_map(|body| &body.members)
        .map(|member| fold(&member.name.value))
        .collect();
    if listed.is_empty() {
        return;
    }
    let counted = series::all(archive)
        .into_iter()
        .flat_map(|series| series.files);
    for dated in counted {
        let case = context.case(dated.file);
        let Some(body) = case.body.filter(|body| !body.members.is_empty()) else {
            continue;
        };
        for decision in case.protocol.items.iter().flat_map(|item| &item.decisions) {
            if decision.class != Class::Election || !is_of_this_body(archive, body, &decision.text)
            {
                continue;
            }
            for name in elected(&decision.text) {
                if !listed.contains(&fold(name)) && !is_listed(body, name) {
                    out.push(finding(&case, body, decision, name));
                }
            }
        }
    }
}

/// Seats of the body itself: a working group has no member list.
fn is_of_this_body(archive: &Archive, body: &Body, clause: &str) -> bool {
    const SEATS: &[&str] = &[
        "ledamot",
        "ledamöter",
        "ersättare",
        "ordförande",
        "ordinarie",
        "representant",
    ];
    let text = fold(clause);
    let other = archive.collaboration.bodies.iter().any(|other| {
        other.code.value != body.code.value
            && std::iter::once(&other.name)
                .chain(&other.aliases)
                .any(|name| text.contains(&fold(&name.value)))
    });
    !other
        && SEATS.iter().any(|seat| text.contains(seat))
        && ![
            "arbetsgrupp",
            "styrgrupp",
            "projektgrupp",
            "referensgrupp",
            "samordnande grupp",
            "nätverk",
        ]
        .iter()
        .any(|group| text.contains(group))
}

/// Who gets the seat: the names before `till`, `som` or `ersätter`; else the first.
fn elected(clause: &str) -> Vec<&str> {
    let end = [
        " till ",
        " som ",
        " ersätter ",
        " efterträder ",
        " att ersätta ",
    ]
    .iter()
    .filter_map(|word| clause.find(word))
    .min();
    let mut names: Vec<&str> = prose::names(clause)
        .into_iter()
        .filter(|range| end.is_none_or(|end| range.start < end))
        .map(|range| &clause[range])
        .collect();
    if end.is_none() {
        names.truncate(1);
    }
    names
}

/// Whether the list has the name with other given names, or nearly so spelled.
fn is_listed(body: &Body, name: &str) -> bool {
    body.members.iter().any(|member| {
        matches!(
            compare_names(&member.name.value, name),
            Likeness::Same | Likeness::Subset | Likeness::Close { .. }
        )
    })
}

fn finding(case: &Case<'_>, body: &Body, decision: &Decision, name: &str) -> Finding {
    let text = &case.file.source.text;
    let span = decision.span;
    let place = span.of(text).find(name).map_or(span, |at| {
        Span::new(at, at + name.len()).shifted(span.start as usize)
    });
    let code = body.code.value.to_lowercase();
    Finding::new(
        &RULE,
        case.place(place),
        Message::new(
            format!("{name} valdes, men finns inte bland ledamöter: i organ/{code}.yaml"),
            format!("{name} was elected, but isn't under ledamöter: in organ/{code}.yaml"),
        ),
    )
    .about(name.to_owned())
    .hint(Message::new(
        format!("för in {name} med från: och beslut: {}", decision.id),
        format!("enter {name} with från: and beslut: {}", decision.id),
    ))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    fn shown(clause: &str) -> Vec<String> {
        let organ = "kod: LSG\nnamn: Länssamverkansgruppen\nledamöter:\n  - {namn: Anna Maria Lind, huvudman: Almby kommun}\n";
        let text = protocol(
            "",
            &format!("## § 1 Val\n\nLänssamverkansgruppen beslutade\n\n- att {clause}\n"),
        );
        found(
            "S009",
            &[("organ/lsg.yaml", organ), ("lsg/2023-02-17.md", &text)],
        )
        .iter()
        .map(|line| line.split(": ").nth(1).unwrap().to_owned())
        .collect()
    }

    #[test]
    fn who_was_elected() {
        assert_eq!(
            shown("välja Bo Al till ersättare för Berga kommun"),
            ["Bo Al"]
        );
        assert_eq!(
            shown("Bo Al ersätter Eva By som ledamot för Berga kommun"),
            ["Bo Al"]
        );
        assert_eq!(
            shown("utse Bo Al och Ove Dal till ersättare"),
            ["Bo Al", "Ove Dal"]
        );
    }

    #[test]
    fn those_listed_and_other_groups() {
        assert_eq!(shown("välja Anna Lind till ordförande"), [""; 0]);
        assert_eq!(
            shown("Bo Al ersätter Eva By i samordnande grupp Äldre"),
            [""; 0]
        );
        assert_eq!(
            shown("utse Bo Al till ledamot i Samråd vård och omsorg"),
            [""; 0]
        );
        assert_eq!(shown("utse en ny ledamot för Berga kommun"), [""; 0]);
    }
}
