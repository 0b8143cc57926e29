//! `-`: the text on stdin in the place of a file.

use std::path::{Path, PathBuf};

use super::Args;
use crate::cli::session::Session;
use crate::cli::stdin;
use crate::lang::Message;

/// The text on stdin and the file whose place it takes, relative to the root, where `-` asks.
pub(super) fn typed(
    args: &Args,
    root: &Path,
    session: &Session,
) -> anyhow::Result<Option<(PathBuf, Vec<u8>)>> {
    let asked = args.paths.iter().any(|path| path.as_os_str() == "-");
    let path = match (&args.stdin_filename, asked) {
        (None, false) => return Ok(None),
        (None, true) => {
            return Err(session.error(Message::new(
                "`-` läser stdin: ange med --stdin-filename vilken fil texten står i stället för",
                "`-` reads stdin: name with --stdin-filename the file whose place the text takes",
            )));
        }
        (Some(_), false) => {
            return Err(session.error(Message::new(
                "`--stdin-filename` hör ihop med `-`, som läser stdin: skriv samverkan check - --stdin-filename FIL",
                "`--stdin-filename` goes with `-`, which reads stdin: write samverkan check - --stdin-filename FILE",
            )));
        }
        (Some(path), true) => path,
    };
    if args.paths.len() > 1 {
        return Err(session.error(Message::new(
            "`-` står ensam: bara påpekanden i filen från stdin visas, så ta bort de andra filerna",
            "`-` stands alone: only findings in the file from stdin are shown, so leave out the others",
        )));
    }
    let path = stdin::place(path, root, session)?;
    Ok(Some((path, stdin::read(session)?)))
}

/// The archive doesn't read the file that stdin was to stand for.
pub(super) fn not_read(path: &Path) -> Message {
    let path = path.display();
    Message::new(
        format!(
            "{path} är ingen fil som protokollsamlingen läser: ange ett protokoll i ett organs mapp, eller en av samlingens YAML-filer"
        ),
        format!(
            "{path} is no file that the archive reads: name a protocol in the folder of a body, or one of the archive's YAML files"
        ),
    )
}
