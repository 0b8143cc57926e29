//! How far an assignment has come, below what the clause says.

use super::{Day, label};
use crate::archive::Archive;
use crate::archive::register::{Assignment, Register};
use crate::lang::Lang;
use crate::model::{Class, Decision};
use crate::output::sheet::{Part, Sheet};

/// Adds the state of `decision`, and what was said about it, where it is an assignment.
pub(super) fn state(
    sheet: &mut Sheet,
    archive: &Archive,
    decision: &Decision,
    day: Day,
    lang: Lang,
) {
    if !matches!(decision.class, Class::Assignment | Class::Soft) {
        return;
    }
    let register = Register::new(archive, day.last());
    let Some(given) = register.assignment(&decision.id.0) else {
        return;
    };
    sheet.fact(label(lang, "Läge", "State"), in_words(given, day, lang));
    // What the words don't say, a coming meeting may.
    if let (Some(due), None) = (given.due(), decision.due.as_ref().and_then(|due| due.date)) {
        sheet.fact(label(lang, "Senast", "Due"), due.to_string());
    }
    if given.receivers.len() > 1 {
        let waiting: Vec<&str> = given.waiting().map(|receiver| receiver.name).collect();
        sheet.fact(label(lang, "Väntar på", "Waits for"), waiting.join("; "));
    }
    let replaced: Vec<&str> = given
        .replaced_by
        .iter()
        .map(|&at| register.assignments[at].decision.id.0.as_str())
        .collect();
    sheet.fact(label(lang, "Ersatt av", "Replaced by"), replaced.join("; "));
    let mut said = Part::new(label(
        lang,
        "Vad som sagts om det",
        "What was said about it",
    ));
    for event in &given.events {
        let line = event.line;
        said.line(
            0,
            format!(
                "{} {}: {} {}",
                event.id(),
                event.item.title.value,
                line.kind.label(),
                line.value.value
            ),
        );
    }
    if !said.lines.is_empty() {
        sheet.parts.push(said);
    }
}

/// `öppet, försenat`.
fn in_words(given: &Assignment<'_>, day: Day, lang: Lang) -> String {
    let state = given.state.text().get(lang).replace('_', " ");
    match given.is_overdue(day.now()) {
        true => format!("{state}, {}", label(lang, "försenat", "overdue")),
        false => state,
    }
}
