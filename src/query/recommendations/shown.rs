//! What `show` says of a recommendation: the answers, and whose is missing.

use chrono::NaiveDate;

use super::answered::source;
use crate::archive::Archive;
use crate::archive::register::{Outcome, Recommendations, Reply};
use crate::lang::{Lang, Text};
use crate::model::{Class, Decision};
use crate::output::sheet::Part;

/// The answers to `decision`, a line for each party and further lines for what it answered
/// before; `None` where it recommends nothing.
pub(in crate::query) fn answers_part(
    archive: &Archive,
    decision: &Decision,
    as_of: NaiveDate,
    lang: Lang,
) -> Option<Part> {
    if decision.class != Class::Recommendation {
        return None;
    }
    let read = Recommendations::new(archive, as_of);
    let found = read.find(&decision.id.0)?;
    let counts = found.counts();
    let all = found.standings().count();
    let heading = match lang {
        Lang::Sv => format!("Svar ({} av {all})", counts.answers()),
        Lang::En => format!("Answers ({} of {all})", counts.answers()),
    };
    let mut part = Part::new(heading);
    let line = |reply: &Reply<'_>, outcome: Outcome| {
        let mut words = vec![outcome.text().get(lang).replace('_', " ")];
        words.extend(reply.date.map(|date| date.to_string()));
        words.extend(reply.reference.map(str::to_owned));
        words.extend(reply.link.map(str::to_owned));
        let (path, line) = source(archive, &reply.source);
        let place = match line {
            Some(line) => format!("{path}:{line}"),
            None => path,
        };
        format!("{} ({place})", words.join(", "))
    };
    for standing in found.standings() {
        let said = match standing.reply {
            Some(reply) => line(reply, standing.outcome()),
            None => Outcome::Missing.text().get(lang).to_owned(),
        };
        let unasked = match standing.asked {
            true => "",
            false => Text::new(" (inte tillfrågad)", " (not asked)").get(lang),
        };
        part.line(0, format!("{}{unasked}: {said}", standing.party));
        for reply in found.replies(standing.party) {
            let holds = standing
                .reply
                .is_some_and(|holding| std::ptr::eq(holding, reply));
            if !holds {
                let also = Text::new("också", "also").get(lang);
                part.line(1, format!("{also}: {}", line(reply, reply.outcome())));
            }
        }
    }
    Some(part)
}
