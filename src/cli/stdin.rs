//! A file from stdin: what an editor holds, in the place of the file on disk.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;

use super::session::Session;
use crate::lang::{Message, Text};
use crate::text::MAX_FILE_BYTES;

/// All of stdin, where it isn't too large for a file.
pub(super) fn read(session: &Session) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let cannot = Text::new("kan inte läsa stdin", "can't read stdin");
    io::stdin()
        .lock()
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .context(cannot.get(session.lang))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let most = MAX_FILE_BYTES >> 20;
        return Err(session.error(Message::new(
            format!("texten på stdin är större än {most} MiB: dela den"),
            format!("the text on stdin is larger than {most} MiB: divide it"),
        )));
    }
    Ok(bytes)
}

/// The place of a file in the archive, relative to its root; the file need not be there.
pub(super) fn place(path: &Path, root: &Path, session: &Session) -> anyhow::Result<PathBuf> {
    let whole = plain(&session.world.cwd.join(path));
    let inside = whole.strip_prefix(plain(root)).ok().map(Path::to_owned);
    // An editor may name a folder by another way to it.
    let inside = inside.or_else(|| {
        let folder = fs::canonicalize(whole.parent()?).ok()?;
        let root = fs::canonicalize(root).ok()?;
        let folder = folder.strip_prefix(root).ok()?.to_owned();
        Some(folder.join(whole.file_name()?))
    });
    let inside = inside.or_else(|| root.join(path).exists().then(|| plain(path)));
    inside.ok_or_else(|| {
        let path = path.display();
        session.error(Message::new(
            format!("{path} ligger inte i protokollsamlingen: ange en plats i den"),
            format!("{path} isn't in the archive: name a place in it"),
        ))
    })
}

/// `path` without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_lead_nowhere_else() {
        let plain = |path: &str| plain(Path::new(path));
        assert_eq!(plain("/a/./b/../c"), Path::new("/a/c"));
        assert_eq!(plain("/../../a"), Path::new("/a"));
    }
}
