//! The files and folders asked about, relative to the archive's root.

use std::path::{Path, PathBuf};

use crate::archive::Files;
use crate::cli::history::Earlier;
use crate::cli::session::Session;
use crate::lang::Message;

/// The archive's root from the working directory, where it is below that.
pub(super) fn prefix(root: &Path, session: &Session) -> PathBuf {
    root.strip_prefix(&session.world.cwd)
        .map_or_else(|_| PathBuf::new(), Path::to_owned)
}

/// Whether `path` is one of `paths` or below one; with none of them, every path is.
pub(in crate::cli) fn is_below(path: &Path, paths: &[PathBuf]) -> bool {
    paths.is_empty() || paths.iter().any(|asked| path.starts_with(asked))
}

/// The paths asked for, relative to the root.
pub(in crate::cli) fn below(
    paths: &[PathBuf],
    root: &Path,
    earlier: Option<&Earlier>,
    session: &Session,
) -> anyhow::Result<Vec<PathBuf>> {
    // A file that is removed may be asked about where it was.
    let was = |path: &Path| earlier.is_some_and(|earlier| earlier.files.has(path));
    let mut out = Vec::new();
    for path in paths {
        let whole = session.world.cwd.join(path);
        // Both ways of naming a file: from here, and from the archive's root.
        let inside = whole.strip_prefix(root).map(Path::to_owned);
        let found = match inside {
            Ok(inside) if whole.exists() || was(&inside) => inside,
            _ if root.join(path).exists() || was(path) => path.clone(),
            _ => {
                return Err(session.error(Message::new(
                    format!("{} finns inte i protokollsamlingen", path.display()),
                    format!("{} isn't in the archive", path.display()),
                )));
            }
        };
        out.push(found);
    }
    Ok(out)
}
