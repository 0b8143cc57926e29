//! Loading an archive and asking it: `cargo bench`. The archives are made by the generator in
//! `examples/generate-archive`, in a temporary folder, and thrown away.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use samverkan::archive::{Archive, Disk, Options, load};
use samverkan::check::{self, Context};
use samverkan::query::filter::{self, Expr};
use samverkan::query::{Asked, By, QUESTIONS};

/// Numbers of protocols; each about 12 kB with 26 attendees.
const SIZES: [usize; 2] = [1_000, 10_000];

/// A generated archive of `protocols` protocols without planted faults.
fn generated(folder: &Path, protocols: usize) -> PathBuf {
    let root = folder.join(protocols.to_string());
    let status = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--release",
            "--example",
            "generate-archive",
            "--",
        ])
        .args(["--protocols", &protocols.to_string(), "--plain"])
        .arg(&root)
        .status()
        .expect("cargo runs, since it runs this");
    assert!(status.success(), "the generator made no archive");
    root
}

fn asked(query: &str) -> Asked {
    Asked {
        filter: if query.is_empty() {
            Expr::default()
        } else {
            filter::parse(query).expect("the query of a benchmark is right")
        },
        as_of: None,
        today: "2026-01-01".parse().expect("a day"),
        all: false,
        by: By::default(),
    }
}

fn loaded(root: &Path) -> Arc<Archive> {
    Arc::new(load(root, &Options::default()).expect("the generator made an archive"))
}

fn benches(criterion: &mut Criterion) {
    let folder = std::env::temp_dir().join(format!("samverkan-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let mut group = criterion.benchmark_group("archive");
    group
        .sample_size(10)
        .measurement_time(Duration::from_secs(10));
    for size in SIZES {
        let root = generated(&folder, size);
        group.bench_function(BenchmarkId::new("load", size), |bench| {
            bench.iter(|| black_box(loaded(&root)));
        });
        let archive = loaded(&root);
        for (name, query) in [
            ("decisions", "body:LSG"),
            ("attendance", ""),
            ("search", "samverkan"),
        ] {
            let question = QUESTIONS.iter().find(|question| question.name == name);
            let question = question.expect("there is such a question");
            let asked = asked(query);
            group.bench_function(BenchmarkId::new(name, size), |bench| {
                bench.iter(|| black_box((question.run)(&archive, &asked)));
            });
        }
        group.bench_function(BenchmarkId::new("check", size), |bench| {
            let files = Disk { root: root.clone() };
            let context = Context {
                archive: &archive,
                files: &files,
                day: "2024-12-31".parse().expect("a day"),
                before: None,
            };
            bench.iter(|| black_box(check::run(&context)));
        });
    }
    group.finish();
    std::fs::remove_dir_all(&folder).expect("the temporary folder can be removed");
}

criterion_group!(all, benches);
criterion_main!(all);
