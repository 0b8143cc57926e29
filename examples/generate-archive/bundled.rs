//! The archive in `examples/exempellan` is what this program writes: nobody edits it by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::archive::{Order, write};

/// Every file below `folder`: its path with `/`, and its bytes. The pages that `samverkan index`
/// wrote are left out: `tests/it/index_pages.rs` watches those.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let below = path.strip_prefix(folder).unwrap().iter();
            let below: Vec<_> = below.map(|part| part.to_str().unwrap()).collect();
            if below.len() == 1 && samverkan::index::may_be_page(below[0]) {
                continue;
            }
            files.insert(below.join("/"), fs::read(&path).unwrap());
        }
    }
    files
}

#[test]
fn exempellan_is_what_the_generator_writes() {
    let dir = tempfile::tempdir().unwrap();
    let order = Order {
        protocols: 40,
        seed: 1,
        faults: true,
        bytes: 8 * 1024,
    };
    write(dir.path(), &order).unwrap();
    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/exempellan");
    let (written, bundled) = (files(dir.path()), files(&bundled));
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written), names(&bundled));
    for (path, bytes) in &written {
        assert!(
            *bytes == bundled[path],
            "{path} differs: write it again with \
             `cargo run --example generate-archive -- --protocols 40 --seed 1 DIR`"
        );
    }
}
