//! The fields that recommendations have, whatever their rows are.

use super::Clause;
use crate::archive::register::Adoption;
use crate::lang::Text;
use crate::query::filter::{Field, FieldKind};

/// A row of a recommendation.
pub(super) trait OfRecommendation: 'static {
    fn clause(&self) -> &Clause;
    fn state(&self) -> Adoption;
}

/// The clause, or the title of its item.
pub(super) const fn text_field<R: OfRecommendation>() -> Field<R> {
    Field {
        name: "text",
        aliases: &[],
        about: Text::new(
            "rekommendationens text eller ärendets rubrik",
            "the text of the recommendation or the title of its item",
        ),
        kind: FieldKind::Text(|row: &R, see| row.clause().see_text(see)),
    }
}

/// Its matter.
pub(super) const fn matter_field<R: OfRecommendation>() -> Field<R> {
    Field {
        name: "matter",
        aliases: &[],
        about: Text::new(
            "sak, del av `Ärende:` eller diarienummer",
            "matter, part of `Ärende:` or of the registry number",
        ),
        kind: FieldKind::Text(|row: &R, see| row.clause().see_matter(see)),
    }
}

/// How far it has come.
pub(super) const fn status_field<R: OfRecommendation>() -> Field<R> {
    Field {
        name: "status",
        aliases: &["läge"],
        about: Text::new(
            "läge: väntar, försenad, besvarad, utan mottagare",
            "state: open, overdue, answered, unaddressed",
        ),
        kind: FieldKind::Word(|row: &R, see| {
            see(row.state().text().en);
            see(row.state().text().sv);
        }),
    }
}

/// By when answers are wanted.
pub(super) const fn due_field<R: OfRecommendation>() -> Field<R> {
    Field {
        name: "due",
        aliases: &["senast"],
        about: Text::new(
            "dagen då svaret senast ska komma",
            "the day by which the answer is wanted",
        ),
        kind: FieldKind::Date(|row: &R, see| {
            if let Some(date) = row
                .clause()
                .decision()
                .due
                .as_ref()
                .and_then(|due| due.date)
            {
                see(date);
            }
        }),
    }
}

/// Its id.
pub(super) const fn id_field<R: OfRecommendation>() -> Field<R> {
    Field {
        name: "id",
        aliases: &[],
        about: Text::new(
            "rekommendationens id, eller början av det",
            "the id of the recommendation, or its beginning",
        ),
        kind: FieldKind::Text(|row: &R, see| see(&row.clause().decision().id.0)),
    }
}

/// The title of its item.
pub(super) const fn title_field<R: OfRecommendation>() -> Field<R> {
    Field {
        name: "title",
        aliases: &["rubrik"],
        about: Text::new("ärendets rubrik", "the title of the item"),
        kind: FieldKind::Text(|row: &R, see| see(&row.clause().item().title.value)),
    }
}
