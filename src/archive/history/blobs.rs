//! The contents of files, from a running `git`.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::{HistoryError, Repository, not_run};
use crate::text::MAX_FILE_BYTES;

/// What a commit holds under an id.
pub(super) enum Blob {
    Bytes(Vec<u8>),
    /// Larger than any file that is read.
    TooLarge(u64),
    /// Not here, as in a clone that left it out.
    Missing,
}

/// Reads objects, one question at a time. Git would send a large one whole: it is asked for the
/// size first, by a process of its own.
#[derive(Debug)]
pub(super) struct Blobs {
    sizes: Batch,
    contents: Batch,
}

impl Blobs {
    pub fn start(repository: &Repository) -> Result<Blobs, HistoryError> {
        Ok(Blobs {
            sizes: Batch::start(repository, "--batch-check")?,
            contents: Batch::start(repository, "--batch")?,
        })
    }

    pub fn read(&mut self, id: &str) -> io::Result<Blob> {
        let Some(size) = self.sizes.ask(id)? else {
            return Ok(Blob::Missing);
        };
        if size > MAX_FILE_BYTES {
            return Ok(Blob::TooLarge(size));
        }
        match self.contents.ask(id)? {
            Some(size) => self.contents.take(size).map(Blob::Bytes),
            None => Ok(Blob::Missing),
        }
    }
}

/// A running `git cat-file`. Each question is answered before the next is put, so that neither
/// side waits for the other.
#[derive(Debug)]
struct Batch {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Batch {
    fn start(repository: &Repository, kind: &str) -> Result<Batch, HistoryError> {
        let mut child = repository
            .command()
            .args(["cat-file", kind])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| not_run(&error))?;
        Ok(Batch {
            questions: child.stdin.take().expect("stdin is a pipe"),
            answers: BufReader::new(child.stdout.take().expect("stdout is a pipe")),
            child,
        })
    }

    /// The size of an object, where it is here. [`Batch::take`] follows where its bytes do.
    fn ask(&mut self, id: &str) -> io::Result<Option<u64>> {
        writeln!(self.questions, "{id}")?;
        self.questions.flush()?;
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        if line.trim_end().ends_with(" missing") {
            return Ok(None);
        }
        let size = line.trim_end().rsplit(' ').next().map(str::parse);
        match size {
            Some(Ok(size)) => Ok(Some(size)),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// The bytes of the object that was asked for, and the line end after it.
    fn take(&mut self, size: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&mut self.answers).take(size + 1).read_to_end(&mut bytes)?;
        match bytes.pop() {
            Some(b'\n') if bytes.len() as u64 == size => Ok(bytes),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // It has answered everything; nobody would wait for what it says of being stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
