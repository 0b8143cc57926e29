//! Importing a protocol of ten pages: as text, as DOCX, as PDF by Poppler and by the library that is
//! built in. A file as bytes in, the draft out; the processes that read PDF are counted in.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use samverkan::cli::pdf;
use samverkan::import::file::{self, FileError};
use samverkan::import::{self, Draft, Names, Options};

#[allow(dead_code)]
#[path = "../tests/it/paper.rs"]
mod paper;

/// How many items there are: they fill ten pages as `paper` sets them.
const ITEMS: u32 = 45;

/// A protocol with two dozen people and its items, each of the length that items have.
fn protocol() -> String {
    let mut text = String::from(
        "Protokoll Socialnämnden\n\nDatum: 2023-05-17\nTid: 09.00-15.30\nPlats: Kommunhuset, Almsalen\n\nNärvarande\n\n",
    );
    for at in 0..24u8 {
        let letter = char::from(b'a' + at);
        let name = letter.to_ascii_uppercase();
        let _ = writeln!(text, "{name}nna {name}{letter}lander   Almby kommun");
    }
    text.push_str("\nFrånvarande\n\nÖrjan Östlund   Bergby kommun\n");
    for number in 1..=ITEMS {
        let _ = write!(
            text,
            "\n§ {number} Uppföljning av verksamheten, del {number}\n\nSammanfattning av ärendet\n\nFörvaltningen redovisar hur verksamheten har utvecklats under perioden. Antalet ärenden har ökat med {number} procent jämfört med samma tid förra året, och kostnaderna ligger något över budget. Ledamöterna ställer frågor om bemanningen under sommaren och om hur brukarnas synpunkter tas om hand.\n\nNämnden beslutar\n\natt godkänna uppföljningen för del {number}\natt ge förvaltningen i uppdrag att återkomma med en plan senast den 15 september 2023\n"
        );
    }
    text.push_str(
        "\nVid protokollet\n\nBnna Bblander\n\nJusteras\n\nAnna Aalander\nCnna Cclander\n",
    );
    text
}

fn imported(bytes: &[u8], boxes: &dyn Fn(&[u8]) -> Result<String, FileError>) -> Draft {
    let source = file::read(bytes, boxes).expect("the benchmark made it");
    import::import(&source, &Names::default(), &Options::default())
}

fn benches(criterion: &mut Criterion) {
    let text = protocol();
    let pages = paper::pdf(&text);
    let docx = paper::docx(&text);
    let none = |_: &[u8]| Err(FileError::NoPdfReader);
    let mut group = criterion.benchmark_group("import");
    group.sample_size(20);
    group.bench_function("text", |bench| {
        bench.iter(|| black_box(imported(text.as_bytes(), &none)));
    });
    group.bench_function("docx", |bench| {
        bench.iter(|| black_box(imported(&docx, &none)));
    });
    if pdf::poppler::boxes(&pages).is_ok() {
        group.bench_function("pdf, poppler", |bench| {
            bench.iter(|| black_box(imported(&pages, &pdf::poppler::boxes)));
        });
    }
    let program = Path::new(env!("CARGO_BIN_EXE_samverkan"));
    let library = |bytes: &[u8]| pdf::library::boxes_by(program, bytes);
    group.bench_function("pdf, library", |bench| {
        bench.iter(|| black_box(imported(&pages, &library)));
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
