//! `recommendations --matrix`: the recommendations against the parties.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::answered::{Answered, every};
use crate::archive::Archive;
use crate::archive::register::Outcome;
use crate::lang::{Lang, Text};
use crate::output::matrix::{Mark, Matrix, MatrixCell, MatrixRow};
use crate::query::{AskError, Asked};

/// The recommendations in the order of the archive against the parties in that of the agreement.
///
/// The filter chooses recommendations and parties that it fits anywhere; where the two meet, the
/// answer stands whatever it is, so that no cell says less than is known.
pub fn recommendations_matrix(
    archive: &Arc<Archive>,
    asked: &Asked,
    lang: Lang,
) -> Result<Matrix, AskError> {
    let mut parties: BTreeSet<String> = BTreeSet::new();
    let mut all: Vec<Kept> = Vec::new();
    every(archive, asked, |answered, fits| {
        let id = &answered.clause.decision().id.0;
        if all.last().is_none_or(|row| row.row.id != *id) {
            all.push(Kept {
                row: row(&answered),
                cells: Vec::new(),
                fits: false,
            });
        }
        let kept = all.last_mut().expect("a row was just added");
        kept.fits |= fits;
        if fits && !parties.contains(&answered.party) {
            parties.insert(answered.party.clone());
        }
        kept.cells.push((cell(&answered, lang), answered.party));
    })?;
    let columns = columns(archive, &parties);
    let places: HashMap<&str, usize> = columns
        .iter()
        .enumerate()
        .map(|(at, name)| (name.as_str(), at))
        .collect();
    let rows = all.into_iter().filter(|kept| kept.fits).map(|kept| {
        let mut row = kept.row;
        row.cells = vec![MatrixCell::default(); columns.len()];
        for (cell, party) in kept.cells {
            if let Some(&place) = places.get(party.as_str()) {
                row.cells[place] = cell;
            }
        }
        row
    });
    let rows = rows.collect();
    let title = Text::new(
        "Huvudmännens svar på rekommendationer",
        "Answers of the parties to recommendations",
    );
    Ok(Matrix {
        title: title.get(lang).to_owned(),
        columns,
        rows,
    })
}

/// A row while it isn't known which parties there are.
struct Kept {
    row: MatrixRow,
    cells: Vec<(MatrixCell, String)>,
    /// Whether any cell of it was asked for.
    fits: bool,
}

fn row(answered: &Answered) -> MatrixRow {
    let decision = answered.clause.decision();
    let protocol = answered.clause.meeting.protocol();
    MatrixRow {
        id: decision.id.to_string(),
        label: answered.clause.matter().to_owned(),
        title: decision.text.clone(),
        date: protocol.date.as_ref().map(|date| date.value),
        due: decision.due.as_ref().and_then(|due| due.date),
        cells: Vec::new(),
    }
}

/// These parties, in the order of the agreement.
fn columns(archive: &Archive, chosen: &BTreeSet<String>) -> Vec<String> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let parties = archive.collaboration.parties.iter();
    parties
        .map(|party| party.name.value.as_str())
        .filter(|name| chosen.contains(*name) && seen.insert(name))
        .map(str::to_owned)
        .collect()
}

fn cell(answered: &Answered, lang: Lang) -> MatrixCell {
    let mark = match answered.outcome {
        Outcome::Adopted => Mark::Yes,
        Outcome::AdoptedWithChanges => Mark::Changed,
        Outcome::Declined => Mark::No,
        Outcome::Unsaid => Mark::Unsaid,
        Outcome::Missing if answered.late => Mark::Late,
        Outcome::Missing => Mark::Missing,
    };
    let mut more: Vec<String> = Vec::new();
    more.extend(answered.date.map(|date| date.to_string()));
    more.extend(answered.reference.clone());
    if answered.disputed {
        let text = Text::new("har också svarat annorlunda", "has also answered otherwise");
        more.push(text.get(lang).to_owned());
    }
    MatrixCell {
        mark,
        title: more.join(", "),
        link: answered.link.clone(),
    }
}
