//! `ORGAN.md`: which bodies there are and how they hang together, drawn by the Git host.

use super::book::Book;
use super::names;
use super::page::Page;
use crate::lang::Text;
use crate::query::bodies_diagram;

/// Git hosts draw no more than this.
const EDGES_MAX: usize = 500;
const BYTES_MAX: usize = 50_000;

pub(super) fn page(book: &Book<'_>) -> Page {
    let mut page = book.page(
        names::STRUCTURE,
        book.text(Text::new("Organen", "The bodies")),
    );
    let graph = bodies_diagram(book.archive, book.day, book.lang);
    let drawing = graph.mermaid();
    if graph.nodes.is_empty() {
        page.paragraph(book.text(Text::new("Inga organ.", "No bodies.")));
        return page;
    }
    if graph.edges.len() > EDGES_MAX || drawing.len() > BYTES_MAX {
        page.paragraph(book.text(Text::new(
            "Bilden är för stor för att visas här; `samverkan bodies --format dot` ritar den.",
            "The drawing is too large to be shown here; `samverkan bodies --format dot` draws it.",
        )));
    } else {
        page.paragraph(book.text(Text::new(
            "En heldragen pil går till det organ som organet rapporterar till, en streckad till det organ där ordföranden har en plats.",
            "A line goes to the body that the body reports to, a dashed one to the body where its chair has a place.",
        )));
        page.code("mermaid", &drawing);
    }
    let keys = ["code", "name", "level", "reports_to", "seats", "members"];
    let code = book.bodies.column("code").expect("bodies have codes");
    book.show_with(&mut page, &book.bodies, &keys, &|row| {
        let page = book.pages.get(row.cell(code).machine().as_ref());
        page.cloned().or_else(|| book.to_line(row, &book.bodies))
    });
    page
}
