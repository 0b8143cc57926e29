//! L001: a name close to one in the attendance, the member list or an earlier attendance.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::archive::Archive;
use crate::check::people::{Found, Listed, People};
use crate::check::{Case, Check, Context, Example, Run, prose};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::model::{Body, Kind};
use crate::rule::{Rule, Severity};
use crate::text::{Place, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: "L001",
    name: "name-spelled-differently",
    severity: Severity::Warning,
    title: Text::new(
        "ett namn stavas på två sätt",
        "a name is spelled in two ways",
    ),
    why: Text::new(
        "En person med två stavningar blir två personer i närvaron och i sökningar.",
        "One person in two spellings becomes two in the attendance and in searches.",
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
  - Ola Lindbrén, Berga kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Läget

- Föredragande: Ola Lindbren

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
  - Ola Lindbrén, Berga kommun
övriga:
  - Eva By
---

# Protokoll Länssamverkansgruppen

## § 1 Läget

- Föredragande: Ola Lindbrén

Läget gicks igenom.
",
    }],
    also: &[],
};

fn run(context: &Context<'_>, out: &mut Vec<Finding>) {
    let archive = context.archive;
    let members: HashMap<&str, People<'_>> = archive
        .collaboration
        .bodies
        .iter()
        .map(|body| (body.code.value.as_str(), members(body)))
        .collect();
    let known = known(archive);
    let nobody = People::default();
    let mut earlier: HashMap<&str, People<'_>> = HashMap::new();
    for file in archive
        .distinct()
        .filter(|file| file.protocol.kind != Kind::Summons)
    {
        let case = context.case(file);
        let body = file.protocol.body.value.as_str();
        let lists = Lists {
            here: here(&case),
            members: members.get(body).unwrap_or(&nobody),
            earlier: earlier.entry(body).or_default(),
            known: &known,
        };
        let mut told = HashSet::new();
        attendance(&case, &lists, &mut told, out);
        mentions(&case, &lists, &mut told, out);
        for listed in lists.here.all() {
            earlier.entry(body).or_default().add(listed.clone());
        }
    }
}

/// What a protocol's names are compared with.
struct Lists<'p, 'a> {
    /// Its own attendance.
    here: People<'a>,
    /// The member list of its body.
    members: &'p People<'a>,
    /// Attendance of earlier meetings of its body.
    earlier: &'p People<'a>,
    /// Every name in any list of the archive, with the number of lists.
    known: &'p HashMap<String, usize>,
}

/// Where the other spelling stands.
enum Evidence {
    Here,
    Members,
    Earlier,
}

fn members(body: &Body) -> People<'_> {
    let mut people = People::default();
    for member in &body.members {
        people.add(Listed {
            name: &member.name.value,
            party: member.party.as_ref().map(|party| party.value.as_str()),
            place: Place {
                path: body.path.clone(),
                span: member.name.span,
            },
        });
    }
    people
}

fn here<'a>(case: &Case<'a>) -> People<'a> {
    let mut people = People::default();
    for attendee in &case.protocol.attendance {
        if let Some(name) = &attendee.name {
            people.add(Listed {
                name: &name.value,
                party: attendee.party.as_deref(),
                place: case.place(name.span),
            });
        }
    }
    people
}

/// In how many lists each name stands.
fn known(archive: &Archive) -> HashMap<String, usize> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let members = archive
        .collaboration
        .bodies
        .iter()
        .flat_map(|body| &body.members);
    // A member list is worth two: whoever stands there is somebody.
    for member in members {
        *known.entry(fold(&member.name.value)).or_default() += 2;
    }
    for file in archive.distinct() {
        for name in file
            .protocol
            .attendance
            .iter()
            .filter_map(|attendee| attendee.name.as_ref())
        {
            *known.entry(fold(&name.value)).or_default() += 1;
        }
    }
    known
}

/// The names of the attendance, against the member list and earlier meetings. Who stands in two
/// lists is somebody, and two who were there together are two.
fn attendance(
    case: &Case<'_>,
    lists: &Lists<'_, '_>,
    told: &mut HashSet<String>,
    out: &mut Vec<Finding>,
) {
    for attendee in &case.protocol.attendance {
        let Some(name) = &attendee.name else { continue };
        let party = attendee.party.as_deref();
        let other = |listed: &Listed<'_>| {
            let apart = matches!((party, listed.party), (Some(a), Some(b)) if a != b);
            !apart && !lists.here.has(listed.name)
        };
        let times = lists.known.get(&fold(&name.value)).copied().unwrap_or(0);
        let found = match lists.members.find(&name.value) {
            Found::Known => continue,
            Found::Close(listed) if other(listed) => Some((listed, Evidence::Members)),
            _ if times > 1 => None,
            _ => match lists.earlier.find(&name.value) {
                Found::Close(listed) if other(listed) => Some((listed, Evidence::Earlier)),
                _ => None,
            },
        };
        if let Some((listed, evidence)) = found
            && told.insert(fold(&name.value))
        {
            out.push(finding(case, &name.value, name.span, listed, evidence));
        }
    }
}

/// Every other name in the protocol, against its attendance and the member list.
fn mentions(
    case: &Case<'_>,
    lists: &Lists<'_, '_>,
    told: &mut HashSet<String>,
    out: &mut Vec<Finding>,
) {
    let protocol = case.protocol;
    let named = protocol
        .chair
        .iter()
        .chain(&protocol.secretary)
        .chain(&protocol.adjusters)
        .chain(protocol.signatures.iter().map(|signature| &signature.name))
        .chain(
            protocol
                .attendance
                .iter()
                .filter_map(|attendee| attendee.substitute_for.as_ref()),
        )
        .chain(
            protocol
                .items
                .iter()
                .flat_map(|item| &item.presenters)
                .map(|presenter| &presenter.name),
        );
    for name in named {
        if let Some((listed, evidence)) = close_to(&name.value, lists)
            && told.insert(fold(&name.value))
        {
            out.push(finding(case, &name.value, name.span, listed, evidence));
        }
    }
    let (text, start) = prose::below(case.file);
    for run in prose::capitalised(text) {
        if let Some((range, listed, evidence)) = in_run(text, &run, lists)
            && told.insert(fold(&text[range.clone()]))
        {
            let span = prose::span(&range, start);
            out.push(finding(case, &text[range], span, listed, evidence));
        }
    }
}

fn close_to<'p, 'a>(name: &str, lists: &'p Lists<'p, 'a>) -> Option<(&'p Listed<'a>, Evidence)> {
    // Whoever stands in another list is somebody else.
    if lists.known.contains_key(&fold(name)) {
        return None;
    }
    match (lists.here.find(name), lists.members.find(name)) {
        (Found::Known, _) | (_, Found::Known) => None,
        (Found::Close(listed), _) => Some((listed, Evidence::Here)),
        (_, Found::Close(listed)) => Some((listed, Evidence::Members)),
        (Found::Unknown, Found::Unknown) => None,
    }
}

/// The name in a run of capitalised words, which may begin with the first word of a sentence and
/// end with the s of a genitive.
fn in_run<'p, 'a>(
    text: &str,
    run: &[Range<usize>],
    lists: &'p Lists<'p, 'a>,
) -> Option<(Range<usize>, &'p Listed<'a>, Evidence)> {
    // Two names that are close share a word: most runs are none.
    let shares = run.iter().any(|word| {
        let word = fold(&text[word.clone()]);
        let has = |word: &str| lists.here.has_word(word) || lists.members.has_word(word);
        has(&word) || word.strip_suffix('s').is_some_and(has)
    });
    if !shares {
        return None;
    }
    let mut close = None;
    for first in 0..run.len() - 1 {
        let range = run[first].start..run[run.len() - 1].end;
        let name = &text[range.clone()];
        for form in [Some(name), name.strip_suffix('s')].into_iter().flatten() {
            let is_known = lists.known.contains_key(&fold(form))
                || matches!(lists.here.find(form), Found::Known)
                || matches!(lists.members.find(form), Found::Known);
            if is_known {
                return None;
            }
            if close.is_none() {
                close = close_to(form, lists).map(|(listed, evidence)| {
                    (range.start..range.start + form.len(), listed, evidence)
                });
            }
        }
    }
    close
}

fn finding(
    case: &Case<'_>,
    name: &str,
    span: Span,
    listed: &Listed<'_>,
    evidence: Evidence,
) -> Finding {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let other = listed.name;
    let (sv, en) = match evidence {
        Evidence::Here => ("i närvaron", "in the attendance"),
        Evidence::Members => ("i medlemslistan", "in the member list"),
        Evidence::Earlier => ("i ett tidigare protokoll", "in an earlier protocol"),
    };
    Finding::new(
        &RULE,
        case.place(span),
        Message::new(
            format!("{name} stavas {other} {sv}"),
            format!("{name} is spelled {other} {en}"),
        ),
    )
    .about(name)
    .related(
        listed.place.clone(),
        Message::new("den andra stavningen", "the other spelling"),
    )
    .hint(case.mend(Message::new(
        "är det samma person, skriv namnet likadant",
        "if it is the same person, write the name alike",
    )))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::{found, protocol};

    const LIST: &str = "kod: LSG\nnamn: Länssamverkansgruppen\nledamöter:\n  - {namn: Ulla Norberg, huvudman: Almby kommun}\n  - {namn: Eva Gren, huvudman: Almby kommun}\n  - {namn: Eva Green, huvudman: Berga kommun}\n";

    fn shown(head: &str, body: &str, earlier: &str) -> Vec<String> {
        let first = protocol(earlier, "").replace("2023-02-17", "2022-11-11");
        let text = protocol(head, body);
        found(
            "L001",
            &[
                ("organ/lsg.yaml", LIST),
                ("lsg/2022-11-11.md", &first),
                ("lsg/2023-02-17.md", &text),
            ],
        )
        .iter()
        .map(|line| line.rsplit(": ").next().unwrap().to_owned())
        .collect()
    }

    #[test]
    fn within_a_protocol() {
        let head = "ordförande: Isa Zandér\nnärvarande:\n  - Isa Zander, Almby kommun\n  - Kaja Eek Sandell\nunderskrifter:\n  - {namn: Ida Isa Sander, roll: ordförande}\n";
        let body = "## § 1 Läget\n\nProcessledaren Kaja Ek Sandell redovisade. Isa Zanders förslag gillades. Kaja Ek Sandell tackade.\n";
        assert_eq!(
            shown(head, body, ""),
            [
                "Isa Zandér stavas Isa Zander i närvaron",
                "Ida Isa Sander stavas Isa Zander i närvaron",
                "Kaja Ek Sandell stavas Kaja Eek Sandell i närvaron",
            ]
        );
    }

    #[test]
    fn against_the_lists() {
        assert_eq!(
            shown("närvarande:\n  - Ulla Nordberg, Almby kommun\n", "", ""),
            ["Ulla Nordberg stavas Ulla Norberg i medlemslistan"]
        );
        let earlier = "övriga:\n  - Ola Lindbrén\n";
        assert_eq!(
            shown("övriga:\n  - Ola Lindrén\n", "", earlier),
            ["Ola Lindrén stavas Ola Lindbrén i ett tidigare protokoll"]
        );
    }

    #[test]
    fn two_real_people_and_all_given_names() {
        let both = "närvarande:\n  - Eva Green, Berga kommun\nsekreterare: Eva Gren\n";
        assert_eq!(
            shown(both, "## § 1 Läget\n\nEva Gren redovisade.\n", ""),
            [""; 0]
        );
        let together = "övriga:\n  - Ola Lindrén\n  - Ola Lindbrén\n";
        assert_eq!(shown(together, "", "övriga:\n  - Ola Lindbrén\n"), [""; 0]);
        let given =
            "närvarande:\n  - Isa Zander\nunderskrifter:\n  - {namn: Ida Isa Maria Zander}\n";
        assert_eq!(
            shown(
                given,
                "## § 1 Läget\n\nIsa Zanders bild. Isa Sand Zetterberg.\n",
                ""
            ),
            [""; 0]
        );
        let parties = "närvarande:\n  - Ola Lindrén, Berga kommun\n";
        assert_eq!(
            shown(parties, "", "närvarande:\n  - Ola Lindbrén, Almby kommun\n"),
            [""; 0]
        );
    }
}
