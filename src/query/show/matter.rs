//! The way of a matter as a timeline.

use super::{Day, clause, label};
use crate::archive::Archive;
use crate::archive::register::{Handover, Matter, Matters};
use crate::lang::Lang;
use crate::output::sheet::{Part, Sheet};

/// What `make` makes of the matter with this slug, as it stood on a day; `None` where nobody had
/// taken it up by then.
pub fn matter_named<T>(
    archive: &Archive,
    slug: &str,
    day: Day,
    make: impl FnOnce(&Matter<'_>) -> T,
) -> Option<T> {
    Matters::new(archive, day.last()).find(slug).map(make)
}

pub(super) fn sheet(archive: &Archive, slug: &str, day: Day, lang: Lang) -> Sheet {
    matter_named(archive, slug, day, |matter| timeline(matter, lang))
        .unwrap_or_else(|| Sheet::new(format!("matter:{slug}")))
}

fn timeline(matter: &Matter<'_>, lang: Lang) -> Sheet {
    let mut sheet = Sheet::new(format!("matter:{} · {}", matter.slug(), matter.title));
    sheet.fact(
        label(lang, "Diarienummer", "Registry number"),
        matter.references.join("; "),
    );
    let state = matter.state().text().get(lang).replace('_', " ");
    sheet.fact(label(lang, "Läge", "State"), state);
    sheet.fact(label(lang, "Hos", "With"), matter.with().join("; "));
    for step in &matter.steps {
        let mut part = Part::new(format!("{} {}", step.id(), step.item.title.value));
        for decision in &step.item.decisions {
            part.line(u8::from(decision.parent.is_some()), clause(decision, lang));
        }
        for line in step.item.data.iter().filter(|line| line.kind.reports()) {
            part.line(0, format!("{}: {}", line.kind.label(), line.value.value));
        }
        for handover in &step.handovers {
            part.line(0, sent(matter, handover, lang));
        }
        sheet.parts.push(part);
    }
    sheet
}

/// `→ SVO: togs upp i SVO/2023-03-24/2`.
fn sent(matter: &Matter<'_>, handover: &Handover<'_>, lang: Lang) -> String {
    let to = handover.to;
    match (handover.received, handover.met_since) {
        (Some(at), _) => {
            let id = matter.steps[at].id();
            format!("→ {to}: {} {id}", label(lang, "togs upp i", "taken up in"))
        }
        (None, Some(met)) => {
            let id = &met.protocol.id;
            let words = label(
                lang,
                "har inte tagits upp; mötet sedan dess är",
                "not taken up; the meeting since is",
            );
            format!("→ {to}: {words} {id}")
        }
        (None, None) => {
            let words = label(
                lang,
                "har inte tagits upp; inget möte sedan dess",
                "not taken up; no meeting since",
            );
            format!("→ {to}: {words}")
        }
    }
}
