//! Writes a fictional archive: `cargo run --example generate-archive -- --protocols 40 DIR`.
//!
//! The same seed gives the same bytes. Forty protocols tell the story of four bodies through three
//! years, with every feature of the format and one planted fault for each rule. Archives of more
//! are clean: what goes beyond the story is bulk of a given size, to measure with. Big ones are
//! written faster with `--release`.

mod agenda;
mod answers;
mod archive;
mod attendance;
mod bodies;
#[cfg(test)]
mod bundled;
mod calendar;
mod clause;
mod county;
mod episodes;
mod faults;
mod matters;
mod meeting;
mod members;
mod names;
mod plants;
mod prose;
mod protocol;
mod questions;
mod random;
mod readme;
mod standing;
mod story;
mod topics;

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Parser;

/// Writes a fictional archive of protocols.
#[derive(Parser)]
struct Args {
    /// How many protocols, summonses not counted. With 40 the faults are planted,
    /// with any other number there are none.
    #[arg(long, default_value_t = 40)]
    protocols: usize,
    /// The same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Without planted faults.
    #[arg(long)]
    plain: bool,
    /// About how large each protocol is, in kB of 1,024 bytes [default: 8, and 12 for archives
    /// of more than 40 protocols].
    #[arg(long)]
    size_kb: Option<usize>,
    /// The folder to write, new or empty.
    dir: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    let dir = args.dir.display();
    if args.dir.exists() {
        let mut entries =
            std::fs::read_dir(&args.dir).with_context(|| format!("cannot read {dir}"))?;
        anyhow::ensure!(
            entries.next().is_none(),
            "{dir} is not empty: name a folder that is new or empty"
        );
    }
    let size_kb = args
        .size_kb
        .unwrap_or(if args.protocols > 40 { 12 } else { 8 });
    let order = archive::Order {
        protocols: args.protocols,
        seed: args.seed,
        faults: !args.plain && args.protocols == 40,
        bytes: size_kb * 1024,
    };
    let written = archive::write(&args.dir, &order)
        .with_context(|| format!("cannot write the archive to {dir}"))?;
    eprintln!("{written}");
    Ok(())
}
