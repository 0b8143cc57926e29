//! A small archive in memory, and answers as text. Tests only.

use std::sync::Arc;

use super::{Asked, By, Question, filter};
use crate::archive::{Archive, CONFIG, Memory, Options, load_from};
use crate::lang::Lang;
use crate::output::{Format, Style, schema, to_text};

/// The archive that these files make.
pub(super) fn archive(files: &[(&str, &str)]) -> Arc<Archive> {
    let files = Memory::new(files.iter().copied());
    Arc::new(load_from(&files, &Options::default()))
}

/// The answer on 1 June 2023: one line for each row, cells apart by ` | ` and `-` for nothing,
/// or the message of an error.
pub(super) fn ask(
    archive: &Arc<Archive>,
    question: &Question,
    query: &str,
    columns: &[&str],
) -> String {
    answer(archive, question, columns, &asked(query, None, false))
}

/// The same with `--as-of`.
pub(super) fn ask_as_of(
    archive: &Arc<Archive>,
    question: &Question,
    query: &str,
    day: &str,
    columns: &[&str],
) -> String {
    answer(archive, question, columns, &asked(query, Some(day), false))
}

/// The same on another day.
pub(super) fn ask_on(
    archive: &Arc<Archive>,
    question: &Question,
    query: &str,
    today: &str,
    columns: &[&str],
) -> String {
    let asked = Asked {
        today: today.parse().unwrap(),
        ..asked(query, None, false)
    };
    answer(archive, question, columns, &asked)
}

/// The same with `--all`.
pub(super) fn ask_all(
    archive: &Arc<Archive>,
    question: &Question,
    query: &str,
    columns: &[&str],
) -> String {
    answer(archive, question, columns, &asked(query, None, true))
}

fn asked(query: &str, as_of: Option<&str>, all: bool) -> Asked {
    Asked {
        filter: filter::parse(query).expect("the queries of tests can be read"),
        as_of: as_of.map(|day| day.parse().unwrap()),
        today: "2023-06-01".parse().unwrap(),
        all,
        by: By::Party,
    }
}

fn answer(archive: &Arc<Archive>, question: &Question, columns: &[&str], asked: &Asked) -> String {
    let listing = match (question.run)(archive, asked) {
        Ok(listing) => listing.select(columns).unwrap(),
        Err(error) => return error.message().en.into_owned(),
    };
    let lines = listing.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| match cell.machine() {
            nothing if nothing.is_empty() => "-".to_owned(),
            text => text.into_owned(),
        });
        cells.collect::<Vec<_>>().join(" | ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Fails unless the JSON of every row is as the question's schema says.
pub(super) fn valid_json(archive: &Arc<Archive>, question: &Question) {
    let listing = (question.run)(archive, &asked("", None, true)).unwrap();
    assert!(!listing.rows.is_empty());
    assert!(
        listing
            .rows
            .iter()
            .all(|row| row.cells.len() == question.columns.len())
    );
    let style = Style {
        lang: Lang::Sv,
        ..Style::default()
    };
    let json: serde_json::Value =
        serde_json::from_str(&to_text(&listing, Format::Json, &style)).unwrap();
    let schema = schema::json_schema(question.name, question.columns);
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&json)
        .map(|error| error.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

/// Two bodies, five parties, and what happened in the spring of 2023.
pub(super) fn county() -> Arc<Archive> {
    archive(&[
        (CONFIG, CONFIG_TEXT),
        ("organ/lsg.yaml", LSG),
        ("organ/svo.yaml", SVO),
        ("lsg/2023-02-17.md", LSG_FEBRUARY),
        ("lsg/2023-03-24.md", LSG_CANCELLED),
        ("lsg/2023-05-10.md", LSG_MAY),
        ("lsg/2023-06-20-kallelse.md", LSG_SUMMONS),
        ("svo/2023-03-01.md", SVO_MARCH),
    ])
}

const CONFIG_TEXT: &str = "\
namn: Samverkan i Exempellän
huvudmän:
  - {namn: Region Norr, slag: region}
  - {namn: Öby kommun, slag: kommun, alias: [Öby]}
  - {namn: Ås kommun, slag: kommun}
  - {namn: Näs kommun, slag: kommun, till: 2023-04-30}
  - {namn: Stiftelsen Hemmet, slag: stiftelse}
externa-organ:
  - {kod: SYL, namn: Systemledningen, alias: [Ledningen]}
";

const LSG: &str = "\
kod: LSG
namn: Länsgruppen
nivå: tjänsteperson
rapporterar-till: SVO
representation:
  - {huvudman: kommun, ordinarie: 1, ersättare: 1, källa: 6.1}
  - {huvudman: region, ordinarie: 2, ersättare: 2, källa: 6.1}
  - {ordförande-i: SVO, ordinarie: 1, källa: 6.2}
presidium:
  perioder:
    - {ordförande: Isa Zander, vice: Bo Al, från: 2022-01-01, till: 2022-12-31}
    - {ordförande: Bo Al, vice: Isa Zander, från: 2023-01-01, till: 2023-12-31}
möten:
  - 2023-05-10
  - {datum: 2023-06-20, tid: 09:00-12:00}
  - 2023-09-12
ledamöter:
  - {namn: Isa Zander, huvudman: Region Norr, från: 2022-01-01}
  - {namn: Bo Al, huvudman: Öby, som: ordinarie, från: 2022-01-01, till: 2023-12-31, beslut: LSG/2022-01-10/3:1, källa: val}
  - {namn: Eva By, huvudman: Öby, som: ersättare, för: Bo Al, från: 2022-01-01, till: 2023-04-30}
  - {namn: Ali Ek, huvudman: Ås kommun, från: 2024-01-01}
  - {namn: Mona Wahl, som: adjungerad}
";

const SVO: &str = "\
kod: SVO
namn: Samråd vård
alias: [Samrådet]
nivå: politisk
rapporterar-till: SYL
";

const LSG_FEBRUARY: &str = "\
---
organ: LSG
datum: 2023-02-17
tid: 09:00-12:00
plats: Stadshuset
typ: protokoll
status: justerat
diarienummer: HSN 7-2023
ordförande: Isa Zander
sekreterare: Kajsa Lind
justerare: [Bo Al]
närvarande:
  - Isa Zander, Region Norr
  - Bo Al, Öby kommun
frånvarande:
  - Ali Ek, Ås kommun
  - Nils Åm, Näs kommun
övriga:
  - Mona Wahl, FoU
  - Siv Dal, Ås kommun
nästa-möte:
  - 2023-05-10
  - {datum: 2023-03-01, organ: [SVO, SYL]}
  - {datum: 2023-09-05, organ: [SVO]}
justeringsdatum: 2023-02-28
underskrifter:
  - {namn: Isa Maria Zander, roll: ordförande}
---

# Protokoll Länsgruppen 17 februari 2023

## § 1 Mötets öppnande

Ordföranden öppnade mötet.

## § 2 Trygg utskrivning

- Beslutsärende
- Föredragande: Mona Wahl, FoU
- Ärende: Trygg hemgång
- Dnr: HSN 12-2023
- Bilaga: 1

Länsgruppen beslutade

- att uppdra åt beredningen att utreda frågan senast 2023-06-01
- att uppdra åt Öby kommun att ordna en träff

## § 3 Budget i Ås kommun

- Informationsärende

Punkten gicks igenom.

### 3.1 Hyror

Det blev frågor.

## §§ 4-6 Yttranden

Länsgruppen beslutade

- att avslå begäran

Avvikande mening: Ali Ek ville ha avslaget motiverat
";

const LSG_CANCELLED: &str = "\
---
organ: LSG
datum: 2023-03-24
typ: protokoll
status: inställt
---

# Inställt möte
";

const LSG_MAY: &str = "\
---
organ: LSG
datum: 2023-05-10
tid: 13:00
plats: Teams
typ: protokoll
status: utkast
ordförande: Bo Al
närvarande:
  - Bo Al, Öby kommun
  - Ali Ek, Ås kommun
---

# Protokoll Länsgruppen 10 maj 2023

## § 1 Mötets öppnande

Ordföranden öppnade mötet.
";

const LSG_SUMMONS: &str = "\
---
organ: LSG
datum: 2023-06-20
typ: kallelse
---

# Kallelse

## § 1 Mötets öppnande
";

const SVO_MARCH: &str = "\
---
organ: SVO
datum: 2023-03-01
typ: minnesanteckningar
status: färdigställt
närvarande:
  - Tor Dahl, Region Norr
---

# Samråd vård 1 mars 2023

## 1. Samråd om vården

Samtal om läget.
";
