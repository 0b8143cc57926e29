//! A process that reads a PDF from its standard input and writes words to its output, within limits
//! of time, memory and answer.

use std::ffi::OsStr;
use std::io::{self, Read, Write as _};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::import::file::FileError;

/// How long a PDF may take.
const LIMIT: Duration = Duration::from_secs(20);

/// How long an answer may be, in bytes: some 900,000 words.
const MAX_ANSWER_BYTES: u64 = 96 << 20;

/// How much of what it complains of is kept.
const MAX_COMPLAINT_BYTES: u64 = 1 << 16;

/// What a reader complains of where a password is asked for.
pub const PASSWORD: &str = "password";

/// What a reader complains of where there is more than any document has.
pub const TOO_MUCH: &str = "too much";

/// A program with its arguments.
#[derive(Debug)]
pub struct Program<'a> {
    /// Its path, or its name on the search path.
    pub path: &'a OsStr,
    /// Its arguments.
    pub arguments: &'a [&'a str],
}

/// What `program` answers to `pdf`.
pub fn answer(program: &Program, pdf: &[u8]) -> Result<String, FileError> {
    let mut child = command(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|_| FileError::NoPdfReader)?;
    let begun = Instant::now();
    let mut input = child.stdin.take().expect("stdin is piped");
    let output = child.stdout.take().expect("stdout is piped");
    let complaints = child.stderr.take().expect("stderr is piped");
    let (answer, complaint, status) = thread::scope(|scope| {
        // Whoever stops listening has said enough already.
        scope.spawn(move || {
            let _ = input.write_all(pdf);
        });
        let complaint = scope.spawn(move || {
            let mut complaints = complaints;
            let kept = up_to(&mut complaints, MAX_COMPLAINT_BYTES);
            let _ = io::copy(&mut complaints, &mut io::sink());
            kept
        });
        let (sender, answers) = mpsc::channel();
        scope.spawn(move || {
            let mut output = output;
            let _ = sender.send(up_to(&mut output, MAX_ANSWER_BYTES + 1));
        });
        let answer = answers.recv_timeout(LIMIT).ok();
        let mut status: Option<ExitStatus> = None;
        while answer.is_some() && status.is_none() && begun.elapsed() < LIMIT {
            status = child.try_wait().ok().flatten();
            if status.is_none() {
                thread::sleep(Duration::from_millis(2));
            }
        }
        if status.is_none() {
            let _ = child.kill();
            let _ = child.wait();
        }
        (answer, complaint.join().unwrap_or_default(), status)
    });
    let (Some(answer), Some(status)) = (answer, status) else {
        return Err(FileError::TooSlow);
    };
    if answer.len() as u64 > MAX_ANSWER_BYTES {
        return Err(FileError::TooMuch);
    }
    let complaint = String::from_utf8_lossy(&complaint).to_lowercase();
    match status.code() {
        Some(0) if answer.is_empty() => Err(FileError::Broken),
        Some(0) => String::from_utf8(answer)
            .or_else(|error| Ok(String::from_utf8_lossy(error.as_bytes()).into_owned())),
        // Not found, or a pdftotext that isn't Poppler's and doesn't know what was asked.
        Some(126 | 127) => Err(FileError::NoPdfReader),
        Some(_) if complaint.contains("usage:") => Err(FileError::NoPdfReader),
        Some(_) if complaint.contains(PASSWORD) => Err(FileError::Encrypted),
        Some(_) if complaint.contains(TOO_MUCH) => Err(FileError::TooMuch),
        Some(_) => Err(FileError::Broken),
        // Stopped from outside: past its limits.
        None => Err(FileError::TooSlow),
    }
}

/// What is read until `limit` bytes.
fn up_to(from: &mut impl Read, limit: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What came before a fault counts; the status tells the fault.
    let _ = from.take(limit).read_to_end(&mut bytes);
    bytes
}

fn command(program: &Program) -> Command {
    if cfg!(unix) {
        // A gigabyte of memory and as many seconds of work as of waiting; where the shell
        // can't limit them, the time does.
        const SCRIPT: &str = "ulimit -v 1048576 2>/dev/null; ulimit -t 20 2>/dev/null; \
            exec \"$0\" \"$@\"";
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", SCRIPT])
            .arg(program.path)
            .args(program.arguments);
        command
    } else {
        let mut command = Command::new(program.path);
        command.args(program.arguments);
        command
    }
}
