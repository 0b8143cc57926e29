//! `index --merge-driver`: what Git runs for a page that both sides changed.
//!
//! Git asks file by file in the midst of a merge, when the protocols of the other side may not be
//! there yet: nothing right can be generated then. So what people wrote is merged as Git does it,
//! the generated part stays that of our side, and `samverkan index` makes it right afterwards.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use super::apply::write_whole;
use super::failure::why;
use super::session::{Exit, Session};
use crate::index::{Block, empty_block, find_block};
use crate::lang::{Lang, Message};

pub(super) fn run(files: &[PathBuf], session: &mut Session) -> anyhow::Result<Exit> {
    let [base, ours, theirs, ..] = files else {
        unreachable!("clap takes three files at least");
    };
    let whole = |path: &PathBuf| session.world.cwd.join(path);
    let [base, ours, theirs] = [base, ours, theirs].map(whole);
    let page = files.get(3).unwrap_or(&files[1]).display().to_string();
    let read = |path: &Path| fs::read(path).map_err(|error| failed(path, &error, session));
    let [base_text, ours_text, theirs_text] =
        [read(&base)?, read(&ours)?, read(&theirs)?].map(|bytes| String::from_utf8(bytes).ok());
    let part = match (&ours_text, &theirs_text) {
        (Some(ours), Some(theirs)) => pages(ours, theirs),
        _ => None,
    };
    if let (Some(part), Some(ours_text), Some(theirs_text)) = (&part, &ours_text, &theirs_text) {
        // Git's own drafts of the three: it reads no more than ours when this is done.
        let bare = [
            (&base, hollow(base_text.as_deref().unwrap_or_default())),
            (&ours, hollow(ours_text)),
            (&theirs, hollow(theirs_text)),
        ];
        for (path, text) in bare {
            write(path, &text).map_err(|error| failed(path, &error, session))?;
        }
        let clean = match merge(&base, &ours, &theirs, session) {
            Ok(clean) => clean,
            Err(error) => {
                write(&ours, ours_text).map_err(|error| failed(&ours, &error, session))?;
                return Err(error);
            }
        };
        let merged = fs::read_to_string(&ours).map_err(|error| failed(&ours, &error, session))?;
        let filled = match find_block(&merged) {
            Block::At(range) => {
                format!("{}{part}{}", &merged[..range.start], &merged[range.end..])
            }
            // A conflict around the marks is for people.
            _ => merged,
        };
        write(&ours, &filled).map_err(|error| failed(&ours, &error, session))?;
        if clean {
            session.note(&Message::new(
                format!("{page}: kör `samverkan index` när allt är ihopslaget"),
                format!("{page}: run `samverkan index` when all is merged"),
            ));
        }
        return Ok(exit(clean));
    }
    // A page that isn't one on both sides is merged like any other text.
    merge(&base, &ours, &theirs, session).map(exit)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    write_whole(path, |out| out.write_all(text.as_bytes()))
}

/// Git takes anything but 0 for a conflict.
fn exit(clean: bool) -> Exit {
    match clean {
        true => Exit::Done,
        false => Exit::Found,
    }
}

/// The generated part of our side, where both sides have one.
fn pages(ours: &str, theirs: &str) -> Option<String> {
    match (find_block(ours), find_block(theirs)) {
        (Block::At(range), Block::At(_)) => Some(ours[range].to_owned()),
        _ => None,
    }
}

/// The page with nothing between its marks, so that the three differ in what people wrote alone.
fn hollow(text: &str) -> String {
    let Block::At(range) = find_block(text) else {
        return text.to_owned();
    };
    let marks = empty_block(Lang::En).join("\n");
    format!("{}{marks}\n{}", &text[..range.start], &text[range.end..])
}

/// Merges into `ours`; whether without a conflict.
fn merge(base: &Path, ours: &Path, theirs: &Path, session: &Session) -> anyhow::Result<bool> {
    let status = Process::new("git")
        .args(["merge-file", "-L", "ours", "-L", "base", "-L", "theirs"])
        .args([ours, base, theirs])
        .status()
        .map_err(|error| {
            let why = why(&error);
            session.error(Message::new(
                format!("kan inte köra git: {}", why.sv),
                format!("can't run git: {}", why.en),
            ))
        })?;
    match status.code() {
        Some(0) => Ok(true),
        // So many conflicts.
        Some(1..=127) => Ok(false),
        _ => Err(session.error(Message::new(
            "git merge-file gick inte",
            "git merge-file failed",
        ))),
    }
}

fn failed(path: &Path, error: &io::Error, session: &Session) -> anyhow::Error {
    let (shown, why) = (session.shown(path), why(error));
    session.error(Message::new(
        format!("kan inte läsa eller skriva {shown}: {}", why.sv),
        format!("can't read or write {shown}: {}", why.en),
    ))
}
