//! `-o FILE`: an answer in a file instead of on stdout.
//!
//! Outside the archive it takes the place of a file of that name, as `>` does. Inside it never
//! becomes or replaces anything that the archive reads: nothing is written into the folders of
//! the bodies, `organ` and the other folders of the format, no YAML is written, and a Markdown file
//! that exists is left alone.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::apply::write_whole;
use super::session::Session;
use crate::archive::Archive;
use crate::lang::{Message, Text, fold};
use crate::output::Format;

/// The folders of the format beside those of the bodies, and Git's.
const FOLDERS: [&str; 6] = [
    "organ",
    "huvudmannasvar",
    "bilagor",
    "original",
    "mallar",
    ".git",
];

/// Writes what `fill` writes to the file at `path`, and prints the path.
pub(super) fn write(
    path: &Path,
    root: &Path,
    archive: &Archive,
    session: &mut Session,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    let path = session.world.cwd.join(path);
    let shown = session.shown(&path);
    let cannot = Message::new(
        format!("kan inte skriva {shown}"),
        format!("can't write {shown}"),
    );
    let cannot = cannot.get(session.lang).to_owned();
    let real = real(&path).with_context(|| cannot.clone())?;
    let root = fs::canonicalize(root).with_context(|| cannot.clone())?;
    let codes = archive
        .collaboration
        .bodies
        .iter()
        .map(|body| body.code.value.as_str());
    if let Some(reason) = refused(&real, &root, codes) {
        return Err(session.error(reason).context(cannot));
    }
    write_whole(&real, fill).context(cannot)?;
    writeln!(session.out, "{shown}")?;
    Ok(())
}

/// Whether new files may stand in `folder`, which needn't be there yet; an error says why not.
pub(super) fn may_hold(
    folder: &Path,
    root: &Path,
    archive: &Archive,
    session: &Session,
) -> anyhow::Result<()> {
    let there = folder.ancestors().find(|above| above.is_dir());
    let (Some(there), Ok(root)) = (there, fs::canonicalize(root)) else {
        return Ok(());
    };
    let rest = folder.strip_prefix(there).unwrap_or(Path::new(""));
    let real = fs::canonicalize(there)?.join(rest).join("utdrag");
    let bodies = archive.collaboration.bodies.iter();
    let codes = bodies.map(|body| body.code.value.as_str());
    match refused(&real, &root, codes) {
        None => Ok(()),
        Some(reason) => {
            let shown = session.shown(folder);
            let reason = session.error(reason);
            let cannot = Message::new(
                format!("kan inte skriva i {shown}"),
                format!("can't write in {shown}"),
            );
            Err(reason.context(cannot.get(session.lang).to_owned()))
        }
    }
}

/// The format that the ending of `path` means.
pub(super) fn format(path: &Path) -> Result<Format, Message> {
    Format::from_extension(path).ok_or_else(|| {
        let name = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy();
        const ENDINGS: &str = "txt, md, csv, tsv, json, jsonl, html, ids";
        Message::new(
            format!("ändelsen i \"{name}\" säger inget format: välj med --format, eller {ENDINGS}"),
            format!("the ending of \"{name}\" means no format: choose with --format, or {ENDINGS}"),
        )
    })
}

/// Where the file really is, or will be.
fn real(path: &Path) -> io::Result<PathBuf> {
    match fs::metadata(path) {
        Ok(meta) if meta.is_file() || meta.is_dir() => fs::canonicalize(path),
        // The real path of a pipe can't be opened.
        Ok(_) => Ok(path.to_owned()),
        Err(_) => {
            let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
            Ok(fs::canonicalize(path.parent().unwrap_or(path))?.join(name))
        }
    }
}

/// Why nothing may be written there. Both paths are real.
fn refused<'a>(real: &Path, root: &Path, codes: impl IntoIterator<Item = &'a str>) -> Option<Text> {
    let inside = real.strip_prefix(root).ok()?;
    let mut parts = inside.iter().map(OsStr::to_string_lossy);
    let first = fold(&parts.next()?);
    let is_folder = |name: &str| fold(name) == first;
    let in_folder = parts.next().is_some()
        && (FOLDERS.into_iter().any(is_folder) || codes.into_iter().any(is_folder));
    let ending = real.extension().and_then(OsStr::to_str).unwrap_or("");
    let is = |endings: [&str; 2]| endings.iter().any(|end| end.eq_ignore_ascii_case(ending));
    if in_folder || is(["yaml", "yml"]) {
        return Some(Text::new(
            "där ligger protokollsamlingens egna filer: välj en annan plats",
            "the archive's own files are there: choose another place",
        ));
    }
    let exists = fs::symlink_metadata(real).is_ok();
    (exists && is(["md", "markdown"])).then_some(Text::new(
        "filen finns redan i protokollsamlingen: välj ett annat namn",
        "the file is in the archive already: choose another name",
    ))
}
