//! `--fix` and `--diff`: mending what was asked for before the rest is reported.

use std::path::{Path, PathBuf};

use super::Args;
use super::paths::is_below;
use crate::archive::Disk;
use crate::cli::apply::{self, Mode};
use crate::cli::session::{Exit, Session};
use crate::lang::Message;
use crate::repair::{Request, repair};

/// Mends what was asked for, or shows how: then that is all of the answer.
pub(super) fn fix(
    args: &Args,
    paths: &[PathBuf],
    root: &Path,
    session: &mut Session,
) -> anyhow::Result<Option<Exit>> {
    let files = Disk {
        root: root.to_owned(),
    };
    let outcome = repair(
        &files,
        &Request {
            day: args.as_of.unwrap_or_else(|| session.world.today()),
            files: &|path| is_below(path, paths),
            findings: &|finding| args.wants(finding.rule),
            forms: false,
        },
    );
    for left in &outcome.left {
        session.note(&left.message());
    }
    let mode = if args.diff { Mode::Diff } else { Mode::Quiet };
    apply::apply(&outcome.plan, root, mode, session)?;
    let changed = outcome.plan.changes.len();
    if changed > 0 {
        session.note(&fixes(outcome.fixes, changed, args.diff));
    }
    Ok(args.diff.then_some(match changed > 0 && !args.exit_zero {
        true => Exit::Found,
        false => Exit::Done,
    }))
}

/// How many fixes were made, or could be, in how many files.
fn fixes(fixes: usize, files: usize, could: bool) -> Message {
    let (word_sv, word_en) = match fixes {
        1 => ("rättning", "fix"),
        _ => ("rättningar", "fixes"),
    };
    let (file_sv, file_en) = match files {
        1 => ("fil", "file"),
        _ => ("filer", "files"),
    };
    let (can_sv, can_en) = match could {
        true => (" kan göras", " can be made"),
        false => ("", ""),
    };
    Message::new(
        format!("{fixes} {word_sv}{can_sv} i {files} {file_sv}"),
        format!("{fixes} {word_en}{can_en} in {files} {file_en}"),
    )
}
