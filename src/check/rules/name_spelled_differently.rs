//! L001: a name close to one in the attendance, the member list or an earlier attendance.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

use crate::archive::Archive;
use crate::check::people::{Found, Known, Listed, People, attending};
use crate::check::{Case, Check, Context, Example, Prepared, Run, prose};
use crate::finding::Finding;
use crate::lang::{Message, Text, fold};
use crate::model::{Body, Kind};
use crate::rule::{Rule, Severity};
use crate::text::Span;

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
    run: Run::Prepared(prepare),
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

fn prepare<'a>(context: &'a Context<'a>) -> Prepared<'a> {
    let lists = Lists::of(context.archive);
    Box::new(move |case, out| {
        let Some(near) = lists.near(case) else { return };
        let mut told = HashSet::new();
        attendance(case, &near, &mut told, out);
        mentions(case, &near, &mut told, out);
    })
}

/// Every list of the archive that names people.
struct Lists<'a> {
    known: Known<'a>,
    /// The member list of each body, by code.
    members: HashMap<&'a str, People<'a>>,
    /// The attendance of all meetings of each body, the oldest first.
    attended: HashMap<&'a str, People<'a>>,
    /// Those of them about whom there is nothing to say, wherever they were: members, and whoever
    /// stands in two lists and is like no member.
    settled: HashMap<&'a str, HashSet<&'a str>>,
    /// How many had attended before a protocol, by its path. Copies and summonses have no
    /// place here: they aren't tried.
    before: HashMap<&'a Path, usize>,
}

impl<'a> Lists<'a> {
    fn of(archive: &'a Archive) -> Lists<'a> {
        let bodies = archive.collaboration.bodies.iter();
        let mut lists = Lists {
            known: Known::of(archive),
            members: bodies
                .map(|body| (body.code.value.as_str(), members(body)))
                .collect(),
            attended: HashMap::new(),
            settled: HashMap::new(),
            before: HashMap::new(),
        };
        let files = archive.distinct();
        for file in files.filter(|file| file.protocol.kind != Kind::Summons) {
            let path = file.source.path.as_path();
            let people = lists.attended.entry(&file.protocol.body.value).or_default();
            lists.before.insert(path, people.len());
            for listed in attending(&file.protocol, path) {
                people.add(listed);
            }
        }
        for (body, people) in &lists.attended {
            let members = lists.members.get(body);
            let is_settled = |name: &&str| match members.map(|members| members.find(name)) {
                Some(Found::Known) => true,
                Some(Found::Close(_)) => false,
                Some(Found::Unknown) | None => lists.known.times(name) > 1,
            };
            let settled = people.written().filter(is_settled).collect();
            lists.settled.insert(body, settled);
        }
        lists
    }

    /// What the names of a protocol are compared with; nothing for one that isn't tried.
    fn near<'l>(&'l self, case: &'l Case<'a>) -> Option<Near<'l, 'a>> {
        let body = case.protocol.body.value.as_str();
        Some(Near {
            case,
            here: OnceCell::new(),
            members: self.members.get(body),
            attended: self.attended.get(body)?,
            settled: self.settled.get(body)?,
            before: *self.before.get(case.file.source.path.as_path())?,
            known: &self.known,
        })
    }
}

/// What a protocol's names are compared with.
struct Near<'l, 'a> {
    case: &'l Case<'a>,
    /// Its own attendance, made when it is asked for: most names are known to some list.
    here: OnceCell<People<'a>>,
    /// The member list of its body.
    members: Option<&'l People<'a>>,
    /// Attendance of the body's meetings, of which so many stood in earlier ones.
    attended: &'l People<'a>,
    before: usize,
    settled: &'l HashSet<&'a str>,
    /// Every name in any list of the archive.
    known: &'l Known<'a>,
}

impl<'a> Near<'_, 'a> {
    fn here(&self) -> &People<'a> {
        self.here.get_or_init(|| {
            let mut people = People::default();
            for listed in attending(self.case.protocol, &self.case.file.source.path) {
                people.add(listed);
            }
            people
        })
    }

    fn among_members(&self, name: &str) -> Found<'_, 'a> {
        self.members
            .map_or(Found::Unknown, |members| members.find(name))
    }

    fn earlier(&self, name: &str) -> Found<'_, 'a> {
        self.attended.find_among(self.before, name)
    }

    /// Whether anybody here or in the member list has this word in the name.
    fn has_word(&self, word: &str) -> bool {
        self.here().has_word(word) || self.members.is_some_and(|members| members.has_word(word))
    }
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
            path: &body.path,
            span: member.name.span,
        });
    }
    people
}

/// The names of the attendance, against the member list and earlier meetings. Who stands in two
/// lists is somebody, and two who were there together are two.
fn attendance(
    case: &Case<'_>,
    near: &Near<'_, '_>,
    told: &mut HashSet<String>,
    out: &mut Vec<Finding>,
) {
    for attendee in &case.protocol.attendance {
        let Some(name) = &attendee.name else { continue };
        if near.settled.contains(name.value.as_str()) {
            continue;
        }
        let party = attendee.party.as_deref();
        let other = |listed: &Listed<'_>| {
            let apart = matches!((party, listed.party), (Some(a), Some(b)) if a != b);
            !apart && !near.here().has(listed.name)
        };
        let found = match near.among_members(&name.value) {
            Found::Known => continue,
            Found::Close(listed) if other(listed) => Some((listed, Evidence::Members)),
            _ if near.known.times(&name.value) > 1 => None,
            _ => match near.earlier(&name.value) {
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
    near: &Near<'_, '_>,
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
        if let Some((listed, evidence)) = close_to(&name.value, near)
            && told.insert(fold(&name.value))
        {
            out.push(finding(case, &name.value, name.span, listed, evidence));
        }
    }
    let text = &case.file.source.text;
    for run in case.prose.capitalised() {
        if let Some((range, listed, evidence)) = in_run(text, run, near)
            && told.insert(fold(&text[range.clone()]))
        {
            let span = prose::span(&range, 0);
            out.push(finding(case, &text[range], span, listed, evidence));
        }
    }
}

fn close_to<'n, 'a>(name: &str, near: &'n Near<'_, 'a>) -> Option<(&'n Listed<'a>, Evidence)> {
    // Whoever stands in another list is somebody else; and two names that are close share a word.
    if near.known.has(name) || !fold(name).split(' ').any(|word| near.known.has_word(word)) {
        return None;
    }
    match (near.here().find(name), near.among_members(name)) {
        (Found::Known, _) | (_, Found::Known) => None,
        (Found::Close(listed), _) => Some((listed, Evidence::Here)),
        (_, Found::Close(listed)) => Some((listed, Evidence::Members)),
        (Found::Unknown, Found::Unknown) => None,
    }
}

/// The name in a run of capitalised words, which may begin with the first word of a sentence and
/// end with the s of a genitive.
fn in_run<'n, 'a>(
    text: &str,
    run: &[Range<usize>],
    near: &'n Near<'_, 'a>,
) -> Option<(Range<usize>, &'n Listed<'a>, Evidence)> {
    let end = run.last()?.end;
    // Most runs are a name that is known, or have no word that any name has; and two names that are
    // close share a word.
    if near.known.has(&text[run.first()?.start..end]) {
        return None;
    }
    let shares = |has: &dyn Fn(&str) -> bool| {
        run.iter().any(|word| {
            let word = fold(&text[word.clone()]);
            has(&word) || word.strip_suffix('s').is_some_and(has)
        })
    };
    if !shares(&|word| near.known.has_word(word)) || !shares(&|word| near.has_word(word)) {
        return None;
    }
    let mut close = None;
    for first in &run[..run.len() - 1] {
        let range = first.start..end;
        let name = &text[range.clone()];
        for form in [Some(name), name.strip_suffix('s')].into_iter().flatten() {
            let is_known = near.known.has(form)
                || matches!(near.here().find(form), Found::Known)
                || matches!(near.among_members(form), Found::Known);
            if is_known {
                return None;
            }
            if close.is_none() {
                close = close_to(form, near).map(|(listed, evidence)| {
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
        listed.place(),
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
