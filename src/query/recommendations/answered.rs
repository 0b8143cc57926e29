//! One party and one recommendation: the row of `--by party`, and the cell of the matrix.

use std::sync::Arc;

use chrono::NaiveDate;

use super::fields::{
    OfRecommendation, due_field, id_field, matter_field, status_field, text_field, title_field,
};
use super::{Clause, each, vocabulary};
use crate::archive::register::{Adoption, Outcome, ReplySource};
use crate::archive::{Archive, slashed};
use crate::lang::Text;
use crate::query::filter::{Field, FieldKind};
use crate::query::meeting::{Meeting, OfMeeting, body_field, date_field};
use crate::query::spelling::see_party_named;
use crate::query::{AskError, Asked, compiled};

/// What a party has decided on a recommendation.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    pub clause: Clause,
    /// The canonical name.
    pub party: String,
    pub outcome: Outcome,
    /// How far the recommendation has come.
    pub state: Adoption,
    /// Whether the recommendation speaks to it.
    pub asked: bool,
    /// No answer, and the last day has passed.
    pub late: bool,
    /// It has also given another answer.
    pub disputed: bool,
    /// When it decided.
    pub date: Option<NaiveDate>,
    pub reference: Option<String>,
    pub link: Option<String>,
    /// File and line of the answer.
    pub source: Option<(String, Option<u32>)>,
}

impl OfMeeting for Answered {
    fn meeting(&self) -> &Meeting {
        &self.clause.meeting
    }
}

impl OfRecommendation for Answered {
    fn clause(&self) -> &Clause {
        &self.clause
    }

    fn state(&self) -> Adoption {
        self.state
    }
}

pub(super) static FIELDS: [Field<Answered>; 14] = [
    body_field(Text::new(
        "organet som rekommenderade",
        "the body that recommended",
    )),
    date_field(),
    text_field(),
    Field {
        name: "party",
        aliases: &[],
        about: Text::new("huvudmannen", "the party"),
        kind: FieldKind::Word(|row, see| {
            see_party_named(&row.clause.meeting.archive, &row.party, see);
        }),
    },
    Field {
        name: "answer",
        aliases: &["svar"],
        about: Text::new(
            "svaret: antagen, antagen med ändring, avslagen, besvarad, saknas",
            "the answer: adopted, adopted_with_changes, declined, answered, missing",
        ),
        kind: FieldKind::Word(|row, see| {
            see(row.outcome.text().en);
            see(row.outcome.text().sv);
        }),
    },
    Field {
        name: "answered",
        aliases: &["besvarad"],
        about: Text::new(
            "dagen då huvudmannen beslutade",
            "the day when the party decided",
        ),
        kind: FieldKind::Date(|row, see| {
            if let Some(date) = row.date {
                see(date);
            }
        }),
    },
    matter_field(),
    status_field(),
    Field {
        name: "open",
        aliases: &[],
        about: Text::new("svaret saknas", "there is no answer"),
        kind: FieldKind::Flag(|row| row.outcome == Outcome::Missing),
    },
    Field {
        name: "overdue",
        aliases: &[],
        about: Text::new(
            "svaret saknas, och sista dagen har gått",
            "there is no answer, and the last day has passed",
        ),
        kind: FieldKind::Flag(|row| row.late),
    },
    Field {
        name: "disputed",
        aliases: &["motsagt"],
        about: Text::new(
            "huvudmannen har också svarat annorlunda",
            "the party has also answered otherwise",
        ),
        kind: FieldKind::Flag(|row| row.disputed),
    },
    due_field(),
    title_field(),
    id_field(),
];

/// Those that were asked for: each recommendation in the order of the archive, its parties in
/// that of the agreement.
pub(super) fn answers(archive: &Arc<Archive>, asked: &Asked) -> Result<Vec<Answered>, AskError> {
    let mut out = Vec::new();
    every(archive, asked, |row, fits| {
        if fits {
            out.push(row);
        }
    })?;
    Ok(out)
}

/// Shows all in the same order, and whether each was asked for.
pub(super) fn every(
    archive: &Arc<Archive>,
    asked: &Asked,
    mut see: impl FnMut(Answered, bool),
) -> Result<(), AskError> {
    let filter = compiled(archive, asked, &FIELDS, &vocabulary)?;
    each(archive, asked, |clause, found| {
        let state = found.state();
        for standing in found.standings() {
            let reply = standing.reply;
            let row = Answered {
                clause: clause.clone(),
                party: standing.party.to_owned(),
                outcome: standing.outcome(),
                state,
                asked: standing.asked,
                late: standing.late,
                disputed: standing.disputed,
                date: reply.and_then(|reply| reply.date),
                reference: reply.and_then(|reply| reply.reference.map(str::to_owned)),
                link: reply.and_then(|reply| reply.link.map(str::to_owned)),
                source: reply.map(|reply| source(archive, &reply.source)),
            };
            let fits = filter.fits(&row);
            see(row, fits);
        }
    });
    Ok(())
}

/// File and line.
pub(super) fn source(archive: &Archive, source: &ReplySource<'_>) -> (String, Option<u32>) {
    let place = source.place();
    let line = match source {
        ReplySource::Item(file, ..) => Some(file.line(place.span.start)),
        ReplySource::Row(..) => archive
            .source(&place.path)
            .map(|source| source.lines.line(place.span.start)),
    };
    (slashed(&place.path), line)
}
