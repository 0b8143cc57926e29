//! Runs this program once more to read a PDF by the library that is built in: a file that makes it
//! hang, or take all memory, ends that process and not the import.

use std::env;
use std::io::{self, Read as _, Write};
use std::path::Path;

use super::child::{self, Program};
use crate::import::file::{FileError, pdf_boxes};
use crate::text::MAX_FILE_BYTES;

/// The only argument of the process that reads; nobody else is to use it.
pub const ARGUMENT: &str = "--pdf-words";

/// The words of a PDF with their places, as XML.
pub fn boxes(pdf: &[u8]) -> Result<String, FileError> {
    let program = env::current_exe().map_err(|_| FileError::NoPdfReader)?;
    boxes_by(&program, pdf)
}

/// The same, by the program at `program`.
pub fn boxes_by(program: &Path, pdf: &[u8]) -> Result<String, FileError> {
    let program = Program {
        path: program.as_os_str(),
        arguments: &[ARGUMENT],
    };
    child::answer(&program, pdf)
}

/// What the process does: a PDF on stdin, its words on stdout. Whether it went well.
pub fn serve(out: &mut dyn Write, err: &mut dyn Write) -> bool {
    let mut pdf = Vec::new();
    let input = io::stdin().lock();
    let read = input.take(MAX_FILE_BYTES + 1).read_to_end(&mut pdf);
    let answer = match read {
        Ok(_) => pdf_boxes(&pdf),
        Err(_) => Err(FileError::Broken),
    };
    let written = match answer {
        Ok(answer) => out.write_all(answer.as_bytes()).and_then(|()| out.flush()),
        Err(error) => {
            let word = match error {
                FileError::Encrypted => child::PASSWORD,
                FileError::TooMuch => child::TOO_MUCH,
                _ => "broken",
            };
            let _ = writeln!(err, "{word}");
            return false;
        }
    };
    written.is_ok()
}
