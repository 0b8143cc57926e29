//! What a thing refers to, and what refers to it.

use std::collections::HashSet;

use super::{Day, label};
use crate::archive::register::{Link, LinkKind, Links, Matters, Step};
use crate::archive::{Archive, Target, slashed};
use crate::lang::{Lang, Text};
use crate::output::sheet::{Part, Sheet};

/// One place that names something.
#[derive(Clone, Debug)]
pub struct Found {
    /// The id of the item or protocol that names it; empty for a file that is none.
    pub from: String,
    /// The title of that item; empty elsewhere.
    pub title: String,
    /// The id that is named.
    pub to: String,
    /// How.
    pub kind: LinkKind,
    /// The file, with `/` between its parts.
    pub path: String,
    /// The line in it, from 1; 0 where it isn't known.
    pub line: u32,
    /// Whether the archive has what is named.
    pub exists: bool,
}

/// What `target` names, and what names it.
#[derive(Clone, Debug)]
pub struct Both {
    /// The id of the target.
    pub id: String,
    /// What it names, in document order.
    pub out: Vec<Found>,
    /// What names it, the archive's own files first, then oldest meeting first.
    pub back: Vec<Found>,
    /// The items of the same matter, as id and title, its own apart.
    pub matter: Vec<(String, String)>,
}

/// Both directions from a protocol, an item, a clause or a matter; `None` for anything else.
pub fn links(archive: &Archive, target: &Target, day: Day) -> Option<Both> {
    let matters = Matters::new(archive, day.last());
    let ids = match target {
        Target::Protocol(file) => vec![archive.protocols[*file].protocol.id.to_string()],
        Target::Item(file, item) => vec![item_id(archive, *file, *item)],
        Target::Decision(file, item, decision) => {
            let item = &archive.protocols[*file].protocol.items[*item];
            vec![item.decisions[*decision].id.to_string()]
        }
        Target::Matter(slug) => {
            let found = matters.find(slug)?;
            found.steps.iter().map(Step::id).collect()
        }
        Target::Body(_) | Target::Person(_) => return None,
    };
    let all = Links::new(archive, day.last());
    let known = ids_of(archive);
    let found = |link: &Link<'_>| found(link, &known);
    let of_matter = matter_of(&matters, target);
    Some(Both {
        id: match target {
            Target::Matter(slug) => format!("matter:{slug}"),
            _ => ids[0].clone(),
        },
        out: ids.iter().flat_map(|id| all.from(id)).map(found).collect(),
        back: ids.iter().flat_map(|id| all.to(id)).map(found).collect(),
        matter: of_matter,
    })
}

fn item_id(archive: &Archive, file: usize, item: usize) -> String {
    let protocol = &archive.protocols[file].protocol;
    format!("{}/{}", protocol.id, protocol.items[item].key)
}

/// The other items of the matters that an item is a step of.
fn matter_of(matters: &Matters<'_>, target: &Target) -> Vec<(String, String)> {
    let (Target::Item(file, item) | Target::Decision(file, item, _)) = target else {
        return Vec::new();
    };
    let own = (*file, *item);
    let of = matters.all.iter();
    let of = of.filter(|matter| matter.steps.iter().any(|step| step.at == own));
    of.flat_map(|matter| &matter.steps)
        .filter(|step| step.at != own)
        .map(|step| (step.id(), step.item.title.value.clone()))
        .collect()
}

fn found(link: &Link<'_>, ids: &HashSet<String>) -> Found {
    Found {
        from: link.from.clone(),
        title: link.title.to_owned(),
        to: link.to.clone(),
        kind: link.kind,
        path: slashed(link.path),
        line: link.line,
        exists: ids.contains(&link.to),
    }
}

/// The id of every protocol, item and clause.
fn ids_of(archive: &Archive) -> HashSet<String> {
    let mut ids = HashSet::new();
    for file in &archive.protocols {
        let id = &file.protocol.id;
        ids.insert(id.to_string());
        for item in &file.protocol.items {
            ids.insert(format!("{id}/{}", item.key));
            let decisions = item.decisions.iter();
            ids.extend(decisions.map(|decision| decision.id.to_string()));
        }
    }
    ids
}

/// The sheet of both directions.
pub fn links_sheet(both: &Both, lang: Lang) -> Sheet {
    let mut sheet = Sheet::new(both.id.clone());
    let mut add = |heading: Text, lines: Vec<String>| {
        let mut part = Part::new(format!("{} ({})", heading.get(lang), lines.len()));
        for line in lines {
            part.line(0, line);
        }
        sheet.parts.push(part);
    };
    let out = both.out.iter().map(|one| {
        let missing = match one.exists {
            true => "",
            false => label(lang, " – finns inte", " – not there"),
        };
        let kind = one.kind.text().get(lang).replace('_', " ");
        format!("{kind} {}{missing} ({})", one.to, place(one))
    });
    add(Text::new("Hänvisar till", "Refers to"), out.collect());
    let back = both.back.iter().map(|one| {
        let kind = one.kind.text().get(lang).replace('_', " ");
        let from = match one.from.is_empty() {
            true => String::new(),
            false => format!("{} {}: ", one.from, one.title),
        };
        format!("{from}{kind} {} ({})", one.to, place(one))
    });
    add(
        Text::new("Hänvisningar hit", "Referred to by"),
        back.collect(),
    );
    if !both.matter.is_empty() {
        let steps = both
            .matter
            .iter()
            .map(|(id, title)| format!("{id} {title}"));
        add(
            Text::new("Samma ärende", "The same matter"),
            steps.collect(),
        );
    }
    sheet
}

/// `lsg/2023-02-17.md:109`.
fn place(one: &Found) -> String {
    match one.line {
        0 => one.path.clone(),
        line => format!("{}:{line}", one.path),
    }
}
