//! One small listing with every kind of cell and texts that break formats. Tests only.

use chrono::NaiveDate;

use super::listing::{Cell, CellKind, Column, Listing, Row};
use crate::lang::Text;

const CLASS: Column = Column::new("class", Text::new("Slag", "Class"), CellKind::Word).words(&[
    "decision",
    "assignment",
    "filing",
]);

const COLUMNS: [Column; 8] = [
    Column::new("id", Text::new("Id", "Id"), CellKind::Id),
    Column::new("date", Text::new("Datum", "Date"), CellKind::Date),
    CLASS,
    Column::new("text", Text::new("Beslut", "Decision"), CellKind::Text),
    Column::new(
        "seats",
        Text::new("Antal platser", "Seats"),
        CellKind::Number,
    ),
    Column::new("share", Text::new("Andel", "Share"), CellKind::Share).hidden(),
    Column::new("open", Text::new("Öppet", "Open"), CellKind::Flag),
    Column::new(
        "receivers",
        Text::new("Mottagare", "Receivers"),
        CellKind::List,
    ),
];

const LONG: &str = "godkänna förslaget till gemensam handlingsplan för samordnad individuell \
planering (SIP) och att samtliga huvudmän senast den 31 maj återkommer med uppgift om \
kontaktpersoner för det fortsatta utvecklingsarbetet";

/// Seven rows: a formula, a pipe, a script, escapes, a newline, å ä ö, an emoji, a long text, a
/// clause under another, and nothing at all.
pub(super) fn nasty() -> Listing {
    let rows = vec![
        row(
            "LSG/2023-02-17/4:1",
            "assignment",
            LONG,
            &["Region Norr", "Öby kommun"],
            0,
        ),
        row(
            "LSG/2023-02-17/5:1",
            "decision",
            "uppdra till beredningen:",
            &[],
            0,
        ),
        row(
            "LSG/2023-02-17/5:1.1",
            "assignment",
            "se över a|b; \"c\", *d* och `e`",
            &["Region Norr"],
            1,
        ),
        row(
            "LSG/2023-02-17/7:1",
            "decision",
            "=HYPERLINK(\"x\")\nandra raden 🦌",
            &[],
            0,
        ),
        row(
            "LSG/2023-02-17/10:1",
            "assignment",
            "<script>alert(1)</script> & \x1b[31mröd",
            &["Ås kommun"],
            0,
        ),
        row(
            "LSG/2023-02-17/11:1",
            "filing",
            "-\tåäö \u{202e}dolt",
            &[],
            0,
        ),
        Row {
            id: "LSG/2023-02-17/12:1".to_owned(),
            cells: vec![Cell::Empty; COLUMNS.len()],
            depth: 0,
        },
    ];
    Listing::new(COLUMNS.to_vec(), rows)
}

/// One row with one column, `text`.
pub(super) fn single(text: &str) -> Listing {
    let row = Row {
        id: "1".to_owned(),
        cells: vec![Cell::Text(text.to_owned())],
        depth: 0,
    };
    Listing::new(vec![COLUMNS[3]], vec![row])
}

fn row(id: &str, class: &'static str, text: &str, receivers: &[&str], depth: u8) -> Row {
    let shown = match class {
        "assignment" => Text::new("uppdrag", "assignment"),
        "filing" => Text::new("till handlingarna", "filed"),
        _ => Text::new("beslut", "decision"),
    };
    Row {
        id: id.to_owned(),
        cells: vec![
            Cell::Text(id.to_owned()),
            Cell::date(NaiveDate::from_ymd_opt(2023, 2, 17)),
            Cell::Word {
                machine: class,
                shown,
            },
            Cell::Text(text.to_owned()),
            Cell::Number(-5),
            Cell::Share(0.8333),
            Cell::Flag(depth == 0),
            Cell::List(receivers.iter().map(|&name| name.to_owned()).collect()),
        ],
        depth,
    }
}
